/* rights_person.c - what somebody has and from where, and the question whether he may do or see a certain thing, asked of the very rules that
 * answer when he tries.  Writes nothing. */
#include "admin/rights_desk.h"
#include <string.h>

#define HOLDINGS_MAX 300

bool holdings_may(struct ctx *c, const char *login)
{
        return (c->who && !strcmp(c->who->login, login)) || access_may_use(c, RIGHTS_KEEPERS);
}

/* ---- since when the account has a role: its acts say ---- */

struct since { struct ctx *c; const char *role; struct day on; int64_t act; };

static bool since_act(void *to, const struct act *a)
{
        struct since *s = to;
        bool has;

        if (!act_has(a, "roles"))
                return true;
        has = text_in(s->role, act_text(a, "roles"), ',');
        if (has && s->act < 0) {
                s->on = day_of(a->at);
                s->act = a->seq;
        }
        if (!has)
                s->act = -1;
        return true;
}

static bool own_holding(struct ctx *c, const struct user *u, const char *role, struct holding *h)
{
        const struct pack_role *r = pack_role(c->pack, role);
        struct reach x = { .scope = r ? r->scope : SCOPE_OWN, .agency = u->agency, .unit = u->unit };
        struct since s = { c, role, DAY_NONE, -1 };

        if (!acts_on(c, (struct subject){ "user", u->id }, since_act, &s))
                return false;
        *h = (struct holding){ .role = role, .label = r ? r->label : role, .source = "账号", .scope = reach_words(c, &x), .note = "", .law = "",
                               .since = s.act < 0 ? DAY_NONE : s.on, .until = DAY_NONE, .act = s.act, .holds = u->enabled };
        return true;
}

static const char *scope_words(struct ctx *c, const struct user *of, const struct grant *g)
{
        const struct pack_role *r = pack_role(c->pack, g->role);
        struct reach x = { .scope = r && !*g->scope ? r->scope : SCOPE_OWN, .agency = of->agency, .unit = of->unit, .agencies = g->agencies, .units = g->units };

        for (int s = 0; s < SCOPE__MAX; s++)
                if (!strcmp(g->scope, scope_name((enum scope)s)))
                        x.scope = (enum scope)s;
        return reach_words(c, &x);
}

static bool grant_holding(struct ctx *c, const struct user *u, const struct grant *g, struct holding *h)
{
        const struct pack_role *r = pack_role(c->pack, g->role);
        enum grant_state s = grant_state(g, day_of(c->now));
        struct user of = *u;

        if (*g->away && !user_load(c, g->away, &of))
                return false;
        *h = (struct holding){ .role = g->role, .label = r ? r->label : g->role, .source = *g->away ? text_make(c->mem, "代 %s", of.name) : "授予",
                               .scope = scope_words(c, &of, g), .law = grant_state_label(s), .since = g->since, .until = g->until, .act = g->id,
                               .note = *g->ended_why ? text_make(c->mem, "%s；收回：%s", g->reason, g->ended_why) : g->reason,
                               .holds = s == GRANT_HOLDS && u->enabled };
        if (h->holds && *g->away && (!of.enabled || !text_in(g->role, of.roles, ','))) {
                h->holds = false;
                h->law = "委托人已没有这个岗位";
        }
        return true;
}

bool holdings_load(struct ctx *c, const char *login, struct holdings *out)
{
        struct holdings l = { .at = TAKE_N(c->mem, struct holding, HOLDINGS_MAX) };
        struct grants g;
        size_t n;
        char **roles;

        if (!user_load(c, login, &l.user) || !grants_of(c, l.user.login, &g))
                return false;
        roles = text_split(c->mem, l.user.roles, ',', &n);
        for (size_t i = 0; i < n && l.n < HOLDINGS_MAX; i++)
                if (*roles[i] && !own_holding(c, &l.user, roles[i], &l.at[l.n++]))
                        return false;
        for (size_t i = 0; i < g.n && l.n < HOLDINGS_MAX; i++)
                if (!grant_holding(c, &l.user, &g.at[i], &l.at[l.n++]))
                        return false;
        *out = l;
        return true;
}

/* ---- would he be let? ---- */

static const char *by_words(struct ctx *c, const struct ctx *his)
{
        const struct reach *x = his->who->acting ? *his->who->acting : NULL;
        const struct pack_role *r = x ? pack_role(c->pack, x->role) : NULL;

        if (!x)
                return "账号的岗位";
        return text_make(c->mem, "%s%s：%s", *x->away ? text_make(c->mem, "代 %s 的", x->away_name) : "授予的", r ? r->label : x->role, reach_words(c, x));
}

static bool try_verb(struct ctx *his, const struct command *k, int64_t subject)
{
        struct args a = { .command = k };
        size_t n = 0;

        while (k->args[n].name)
                n++;
        a.values = TAKE_N(his->mem, const char *, n + 1);
        if (!(strcmp(k->noun, "case") ? access_may_act(his, k->roles) : access_may_use(his, k->roles)))
                return false;
        /* without a subject only the role can be asked */
        return k->creates || subject <= 0 || strcmp(k->noun, "case") || noun_before(his, k, &a, subject);
}

static bool try_view(struct ctx *his, const char *name, int64_t subject)
{
        const struct view *v = view_find(name);
        struct pair one = { "case", text_make(his->mem, "%lld", (long long)subject) };
        struct table t;
        bool takes = false;

        for (const struct arg *g = v ? v->params : NULL; g && g->name; g++)
                takes = takes || !strcmp(g->name, "case");
        if (!takes || subject <= 0)
                return access_may_use(his, v ? v->roles : "");
        return view_run(his, name, &one, 1, &t);
}

bool rights_try(struct ctx *c, const char *login, const char *asked, int64_t case_id, struct trial *out)
{
        struct ctx his = { .mem = c->mem, .why = { .mem = c->mem }, .now = c->now, .db = c->db, .log = c->log, .blobs = c->blobs, .test_clock = c->test_clock };
        const struct command *k = command_find(asked);
        bool may;

        if (*asked && !k && !view_find(asked))
                return refuse(&c->why, R_VERB_UNKNOWN, "asked", "没有叫“%s”的动作或者视图", asked);
        if (who_load(&his, login))
                may = k ? try_verb(&his, k, case_id) : try_view(&his, *asked ? asked : "case", case_id);
        else
                may = false;
        if (his.why.kind == WHY_FAILED)
                return (c->why = his.why, false);
        *out = (struct trial){ .may = may, .rule = may ? by_words(c, &his) : "", .why = may ? "" : why_sentence(&his.why), .law = may ? "" : why_law(&his.why) };
        return true;
}
