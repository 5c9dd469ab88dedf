/* rights_read.c - grants and delegations as structs, and what of them holds for the person at hand.  Reads only. */
#include "db/db.h"
#include "org/rights.h"
#include <string.h>

#define COLUMNS "id, login, role, scope, agencies, units, away, since, until, reason, by_login, at, ended, ended_by, ended_why"

QUERY(grants_all, "SELECT " COLUMNS " FROM org_grant WHERE $1 = '' OR login = $1 ORDER BY id DESC");
QUERY(grants_mine, "SELECT " COLUMNS " FROM org_grant WHERE login = $1 ORDER BY id DESC");
QUERY(grants_given, "SELECT " COLUMNS " FROM org_grant WHERE away = $1 ORDER BY id DESC");
QUERY(grant_get, "SELECT " COLUMNS " FROM org_grant WHERE id = $1");
/* Own grants before what was handed over: what is his own he does in his own name. */
QUERY(grants_hold, "SELECT " COLUMNS " FROM org_grant WHERE login = $1 AND ended = '' AND since <= $2 AND (until = '' OR until >= $2)"
                   " ORDER BY CASE WHEN away = '' THEN 0 ELSE 1 END, id");

static struct names names_of(struct arena *mem, const char *list)
{
        size_t n;
        char **at = text_split(mem, list, ',', &n);

        return (struct names){ (const char **)at, *list ? n : 0 };
}

static void grant_read(struct ctx *c, const struct rows *r, struct grant *g)
{
        *g = (struct grant){ .id = db_int(r, 0), .login = db_text_in(c->mem, r, 1), .role = db_text_in(c->mem, r, 2), .scope = db_text_in(c->mem, r, 3),
                             .agencies = names_of(c->mem, db_text_in(c->mem, r, 4)), .units = names_of(c->mem, db_text_in(c->mem, r, 5)),
                             .away = db_text_in(c->mem, r, 6), .until = DAY_NONE, .reason = db_text_in(c->mem, r, 9), .by = db_text_in(c->mem, r, 10),
                             .ended = db_text_in(c->mem, r, 12), .ended_by = db_text_in(c->mem, r, 13), .ended_why = db_text_in(c->mem, r, 14) };
        must(day_parse(db_text(r, 7), &g->since) && (!*db_text(r, 8) || day_parse(db_text(r, 8), &g->until)) && instant_parse(db_text(r, 11), &g->at));
}

#define FIRST_ROOM 16

static bool grants_read(struct ctx *c, struct rows r, struct grants *out)
{
        struct grants l = { TAKE_N(c->mem, struct grant, FIRST_ROOM), 0 };
        size_t room = FIRST_ROOM;

        while (db_next(&r)) {
                if (l.n == room) {
                        struct grant *more = TAKE_N(c->mem, struct grant, room * 2);

                        memcpy(more, l.at, l.n * sizeof *more);
                        l.at = more;
                        room *= 2;
                }
                grant_read(c, &r, &l.at[l.n++]);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool grants_of(struct ctx *c, const char *login, struct grants *out)
{
        return grants_read(c, db_ask(c->db, &c->why, *login ? &grants_mine : &grants_all, ARGS(T(login))), out);
}

bool grants_from(struct ctx *c, const char *away, struct grants *out)
{
        return grants_read(c, db_ask(c->db, &c->why, &grants_given, ARGS(T(away))), out);
}

bool grant_load(struct ctx *c, int64_t id, struct grant *out)
{
        struct grants l;

        if (!grants_read(c, db_ask(c->db, &c->why, &grant_get, ARGS(I(id))), &l))
                return false;
        if (!l.n)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "授权 %lld", (long long)id);
        *out = l.at[0];
        return true;
}

enum grant_state grant_state(const struct grant *g, struct day on)
{
        if (*g->ended)
                return GRANT_ENDED;
        if (day_compare(g->since, on) > 0)
                return GRANT_COMING;
        return day_is(g->until) && day_compare(g->until, on) < 0 ? GRANT_OVER : GRANT_HOLDS;
}

const char *grant_state_label(enum grant_state s)
{
        static const char *const labels[] = { "未到期间", "有效", "已到期", "已收回" };

        return labels[s];
}

/* ---- what holds ---- */

static enum scope scope_of(const struct pack *p, const struct grant *g)
{
        const struct pack_role *r = pack_role(p, g->role);

        for (int s = 0; *g->scope && s < SCOPE__MAX; s++)
                if (!strcmp(g->scope, scope_name((enum scope)s)))
                        return (enum scope)s;
        return !*g->scope && r ? r->scope : SCOPE_OWN;
}

/* What was handed over reaches as far as the role does for him who is away, and only while he has it himself and is there at all. */
static bool delegated(struct ctx *c, const struct grant *g, struct reach *x)
{
        struct user u;
        bool has;

        if (!user_load(c, g->away, &u))
                return false;
        has = u.enabled && text_in(g->role, u.roles, ',');
        if (has) {
                x->agency = u.agency;
                x->unit = u.unit;
                x->person = x->away = u.login;
                x->away_name = u.name;
        }
        return has;
}

static bool reach_make(struct ctx *c, const struct who *w, const struct grant *g, struct reach *x)
{
        *x = (struct reach){ .grant = g->id, .role = g->role, .scope = scope_of(c->pack, g), .agency = w->agency, .unit = w->unit, .agencies = g->agencies,
                             .units = g->units, .person = w->login, .away = "", .away_name = "" };
        return pack_role(c->pack, g->role) && (!*g->away || delegated(c, g, x));
}

static void role_join(struct ctx *c, struct who *w, const char *role)
{
        struct names all = { TAKE_N(c->mem, const char *, w->roles.n + 1), w->roles.n };

        if (who_has_role(w, role))
                return;
        memcpy(all.at, w->roles.at, w->roles.n * sizeof *all.at);
        all.at[all.n++] = role;
        w->roles = all;
}

bool rights_reaches(struct ctx *c, struct who *w)
{
        struct why kept = c->why;
        struct reach *more;
        struct grants l;
        size_t n = 0;

        if (!grants_read(c, db_ask(c->db, &c->why, &grants_hold, ARGS(T(w->login), T(day_text(c->mem, day_of(c->now))))), &l))
                return false;
        more = TAKE_N(c->mem, struct reach, l.n + 1);
        for (size_t i = 0; i < l.n; i++) {
                if (reach_make(c, w, &l.at[i], &more[n]))
                        role_join(c, w, more[n++].role);
                else if (c->why.kind == WHY_FAILED)
                        return false;
        }
        c->why = kept;
        w->more = more;
        w->n_more = n;
        return true;
}

/* ---- in words ---- */

const char *scope_label(enum scope s)
{
        static const char *const labels[] = { "本人经办的", "本机构的", "本机构及下级机构的", "本机关的", "本辖区全部" };

        must(s >= 0 && s < SCOPE__MAX);
        return labels[s];
}

static void list_words(struct buffer *b, const char *name)
{
        buffer_make(b, "%s%s", b->n ? "、" : "", name);
}

const char *reach_words(struct ctx *c, const struct reach *x)
{
        const struct pack_unit *u = pack_unit(c->pack, x->unit);
        const struct pack_agency *g = pack_agency(c->pack, x->agency);
        struct buffer b = { .mem = c->mem };

        if (x->scope == SCOPE_JURISDICTION || !(x->agencies.n || x->units.n))
                list_words(&b, scope_label(x->scope));
        if ((x->scope == SCOPE_UNIT || x->scope == SCOPE_UNIT_BELOW) && u)
                buffer_make(&b, "（%s）", u->name);
        if (x->scope == SCOPE_AGENCY && g)
                buffer_make(&b, "（%s）", g->name);
        for (size_t i = 0; i < x->agencies.n; i++)
                list_words(&b, pack_agency(c->pack, x->agencies.at[i]) ? pack_agency(c->pack, x->agencies.at[i])->name : x->agencies.at[i]);
        for (size_t i = 0; i < x->units.n; i++)
                list_words(&b, pack_unit(c->pack, x->units.at[i]) ? pack_unit(c->pack, x->units.at[i])->name : x->units.at[i]);
        return buffer_done(&b);
}
