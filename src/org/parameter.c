/* parameter.c - reads what the office has set.  Must never: change anything, or prefer what was set to what the pack fixes. */
#include "org/parameter.h"
#include "db/db.h"
#include "org/session.h"
#include <string.h>

QUERY(parameter_in_effect, "SELECT value, since FROM org_parameter WHERE name = $1 AND since <= $2 ORDER BY since DESC, id DESC LIMIT 1");
QUERY(parameter_next, "SELECT value, since FROM org_parameter WHERE name = $1 AND since > $2 ORDER BY since, id DESC LIMIT 1");
QUERY(parameter_history, "SELECT id, name, value, since, reason, actor, at FROM org_parameter WHERE CAST($1 AS TEXT) = '' OR name = $1"
      " ORDER BY id DESC LIMIT $2");

static bool set_on(struct ctx *c, struct query *q, const char *name, const char **value, struct day *since)
{
        struct rows r = db_ask(c->db, &c->why, q, ARGS(T(name), T(day_text(c->mem, day_of(c->now)))));

        *value = NULL;
        if (db_next(&r)) {
                *value = db_text_in(c->mem, &r, 0);
                *since = day_stored(db_text(&r, 1));
        }
        return db_done(&r);
}

bool parameter_now(struct ctx *c, const struct parameter *p, struct parameter_now *out)
{
        const struct pack_parameter *fixed = pack_parameter(c->pack, p->name);
        struct parameter_now now = { .row = p, .value = p->fallback, .from = "", .law = "", .since = DAY_NONE, .next_since = DAY_NONE };
        const char *set, *rule = session_rule_of_pack(c->mem, c->pack, p->name);

        if (rule)
                now.value = rule;               /* where nobody has set it, the pack's section signin holds */
        if (fixed) {
                now.value = fixed->value;
                now.law = fixed->law;
                now.from = "pack";
                *out = now;
                return true;
        }
        if (!set_on(c, &parameter_in_effect, p->name, &set, &now.since) || !set_on(c, &parameter_next, p->name, &now.next, &now.next_since))
                return false;
        if (set) {
                now.value = set;
                now.from = "set";
        }
        *out = now;
        return true;
}

bool parameter_text(struct ctx *c, const char *name, const char **out)
{
        const struct parameter *p = parameter_find(name);
        const struct pack_parameter *fixed = pack_parameter(c->pack, name);
        struct day since;
        const char *set;

        must(p != NULL);
        if (fixed) {
                *out = fixed->value;
                return true;
        }
        if (!set_on(c, &parameter_in_effect, name, &set, &since))
                return false;
        *out = set ? set : p->fallback;
        return true;
}

bool parameter_int(struct ctx *c, const char *name, int64_t *out)
{
        const struct parameter *p = parameter_find(name);
        const char *text;

        must(p && (p->type == PARAMETER_INT || p->type == PARAMETER_TIME));
        if (!parameter_text(c, name, &text))
                return false;
        if (p->type == PARAMETER_TIME)
                *out = parameter_minutes(text);
        else if (!text_int(text, p->min, p->max, out))
                must(text_int(p->fallback, p->min, p->max, out));       /* the bounds have become narrower since */
        return true;
}

bool parameter_bool(struct ctx *c, const char *name, bool *out)
{
        const struct parameter *p = parameter_find(name);
        const char *text;

        must(p && p->type == PARAMETER_BOOL);
        if (!parameter_text(c, name, &text))
                return false;
        *out = !strcmp(text, "true");
        return true;
}

bool parameter_changes(struct ctx *c, const char *name, int64_t limit, struct parameter_changes *out)
{
        struct parameter_changes l = { .at = TAKE_N(c->mem, struct parameter_change, limit + 1) };
        struct rows r = db_ask(c->db, &c->why, &parameter_history, ARGS(T(name), I(limit)));

        while (db_next(&r) && l.n < (size_t)limit)
                l.at[l.n++] = (struct parameter_change){ .id = db_int(&r, 0), .name = db_text_in(c->mem, &r, 1), .value = db_text_in(c->mem, &r, 2),
                        .since = day_stored(db_text(&r, 3)), .reason = db_text_in(c->mem, &r, 4), .actor = db_text_in(c->mem, &r, 5),
                        .at = instant_stored(db_text(&r, 6)) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}
