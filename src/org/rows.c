/* rows.c - see rows.h.  Only reads, and reads both sides: tables and acts.  Must never: mend a row, or take a row's word where there is no act. */
#include "org/rows.h"
#include "db/db.h"
#include "org/rights.h"
#include <string.h>

#define LIST_MAX 10000

QUERY(row_user, "SELECT id, roles, secret, enabled FROM org_user WHERE login = $1");
QUERY(row_logins, "SELECT login FROM org_user UNION SELECT login FROM org_grant ORDER BY 1 LIMIT $1");

/* ---- accounts ---- */

struct folded { struct arena *mem; const char *login, *roles, *secret; bool enabled; };

static void take(struct folded *f, const struct act *a, const char *field, const char **to)
{
        if (act_has(a, field))
                *to = text_copy(f->mem, act_text(a, field));
}

/* As org_apply.c does: whoever comes is enabled; what a change does not name stays. */
static bool fold_user(void *to, const struct act *a)
{
        struct folded *f = to;

        if (!strcmp(a->verb, "user.add")) {
                f->login = text_copy(f->mem, act_text(a, "login"));
                f->roles = text_copy(f->mem, act_text(a, "roles"));
                f->enabled = true;
        } else if (!strcmp(a->verb, "user.change")) {
                take(f, a, "roles", &f->roles);
                f->enabled = act_has(a, "enabled") ? act_bool(a, "enabled") : f->enabled;
        }
        if (text_in(a->verb, "user.add|user.password|user.reset", '|'))
                take(f, a, "secret", &f->secret);
        return true;
}

/* The founding administrator's first password came with the first act of the setup, which is on nobody's account (agency_first.c). */
struct founding { struct folded *f; int64_t seq; };

static bool fold_founding(void *to, const struct act *a)
{
        struct founding *s = to;

        take(s->f, a, "secret", &s->f->secret);
        return false;
}

static bool founded(struct ctx *c, struct folded *f)
{
        struct founding s = { f, -1 };

        if (strcmp(f->login, "admin") || *f->secret)
                return true;
        return acts_back(c, &(struct act_wish){ .verb = "setup.begin", .noun = "", .subject = -1, .before = -1 }, fold_founding, &s);
}

static bool user_wrong(struct ctx *c, const char *login, const char **wrong)
{
        struct folded f = { c->mem, "", "", "", false };
        struct rows r = db_ask(c->db, &c->why, &row_user, ARGS(T(login)));
        bool there = db_next(&r);
        int64_t id = there ? db_int(&r, 0) : -1;
        const char *roles = there ? db_text_in(c->mem, &r, 1) : "", *secret = there ? db_text_in(c->mem, &r, 2) : "";
        bool enabled = there && db_int(&r, 3);

        if (!db_done(&r) || (there && (!acts_on(c, (struct subject){ "user", id }, fold_user, &f) || !founded(c, &f))))
                return false;
        if (there && strcmp(f.login, login))
                *wrong = "日志里没有增加过这个账号";
        else if (strcmp(f.roles, roles))
                *wrong = text_make(c->mem, "岗位：表里是“%s”，日志里是“%s”", roles, f.roles);
        else if (enabled != f.enabled)
                *wrong = enabled ? "日志里已经停用，表里是启用" : "日志里是启用，表里是停用";
        else if (strcmp(f.secret, secret))
                *wrong = "密码不是日志里最后设置的那一个";
        return true;
}

/* ---- grants ---- */

struct given { struct arena *mem; const char *login, *role, *scope, *agencies, *units, *away, *since, *until; bool there, ended; };

static bool fold_grant(void *to, const struct act *a)
{
        struct given *g = to;

        if (text_in(a->verb, "rights.grant|rights.delegate", '|')) {
                const struct { const char *field, **at; } fields[] = {
                        { "login", &g->login }, { "granted", &g->role }, { "scope", &g->scope }, { "agencies", &g->agencies }, { "units", &g->units },
                        { "away", &g->away }, { "since", &g->since }, { "until", &g->until },
                };

                for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                        *fields[i].at = text_copy(g->mem, act_text(a, fields[i].field));
                g->there = true;
        }
        g->ended = g->ended || text_in(a->verb, "rights.withdraw|rights.delegation_end", '|');
        return true;
}

static bool same_list(struct arena *mem, const struct names *l, const char *text)
{
        return !strcmp(l->n ? text_join(mem, l->at, l->n, ',') : "", text);
}

static bool grant_same(struct ctx *c, const struct grant *g, const struct given *l)
{
        return l->there && !strcmp(g->login, l->login) && !strcmp(g->role, l->role) && !strcmp(g->scope, l->scope) && !strcmp(g->away, l->away) &&
               same_list(c->mem, &g->agencies, l->agencies) && same_list(c->mem, &g->units, l->units) &&
               !strcmp(day_text(c->mem, g->since), l->since) && !strcmp(day_is(g->until) ? day_text(c->mem, g->until) : "", l->until) &&
               l->ended == (*g->ended != '\0');
}

static bool grants_wrong(struct ctx *c, const char *login, const char **wrong)
{
        struct grants all;

        if (!grants_of(c, login, &all))
                return false;
        for (size_t i = 0; i < all.n && !**wrong; i++) {
                struct given l = { .mem = c->mem, .login = "", .role = "", .scope = "", .agencies = "", .units = "", .away = "", .since = "", .until = "" };

                if (!acts_on(c, (struct subject){ "grant", all.at[i].id }, fold_grant, &l))
                        return false;
                if (!grant_same(c, &all.at[i], &l))
                        *wrong = text_make(c->mem, "第 %lld 号授权（%s）与日志不符", (long long)all.at[i].id, all.at[i].role);
        }
        return true;
}

/* ---- both ---- */

bool rows_hold(struct ctx *c, const char *login, const char **wrong)
{
        const char *found = "";

        if (*login != '@' && (!user_wrong(c, login, &found) || (!*found && !grants_wrong(c, login, &found))))
                return false;
        *wrong = found;
        return true;
}

bool rows_right(struct ctx *c, const char *login)
{
        const char *wrong;

        return rows_hold(c, login, &wrong) && (!*wrong || refuse(&c->why, R_ROWS_DIFFER, NULL, "%s", wrong));
}

bool rows_session_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        (void)a;
        return rows_right(c, r->login);
}

bool rows_check(struct ctx *c, struct rows_wrong *out)
{
        const char **logins = TAKE_N(c->mem, const char *, LIST_MAX);
        struct rows_wrong l = { TAKE_N(c->mem, struct row_wrong, LIST_MAX), 0 };
        struct rows r = db_ask(c->db, &c->why, &row_logins, ARGS(I(LIST_MAX)));
        size_t n = 0;

        while (n < LIST_MAX && db_next(&r))
                logins[n++] = db_text_in(c->mem, &r, 0);
        if (!db_done(&r))
                return false;
        for (size_t i = 0; i < n; i++) {
                const char *wrong;

                if (!rows_hold(c, logins[i], &wrong))
                        return false;
                if (*wrong)
                        l.at[l.n++] = (struct row_wrong){ logins[i], wrong };
        }
        *out = l;
        return true;
}
