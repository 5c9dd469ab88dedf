/* inspection_read.c - objects, draws and checks as structs, and a draw worked out again from the log.  Reads only. */
#include "db/db.h"
#include "inspection/inspection_inner.h"
#include "law/mask.h"
#include "org/org.h"
#include <string.h>

#define OBJECTS_MAX 5000        /* in one bowl */

#define OBJECT_COLUMNS "id, agency, unit, code, name, person, kind, class, class_why, address, open FROM insp_object"
QUERY(object_get, "SELECT " OBJECT_COLUMNS " WHERE id = $1");
QUERY(object_rows, "SELECT " OBJECT_COLUMNS " WHERE agency = $1 AND ($2 = '' OR (open = 1 AND replace($2, '|' || kind || '|', '') <> $2)) ORDER BY id LIMIT $3");
QUERY(object_same, "SELECT COUNT(*) FROM insp_object WHERE agency = $1 AND code = $2");
QUERY(draw_get, "SELECT id, agency, unit, list, version, item, item_name, ratio, seed, seed_size, seed_from, officers, certificates, candidates, drawn,"
      " on_day, by_login, released FROM insp_draw WHERE id = $1");
QUERY(draw_of_day, "SELECT COUNT(*) FROM insp_draw WHERE agency = $1 AND item = $2 AND on_day = $3");
QUERY(draws_recent, "SELECT id, item_name, on_day FROM insp_draw WHERE agency = $1 ORDER BY id DESC LIMIT 50");
QUERY(drawn_of, "SELECT d.object_id, d.check_id, o.name, o.person, o.code, o.class, k.released FROM insp_drawn d JOIN insp_object o ON o.id = d.object_id"
      " LEFT JOIN insp_check k ON k.id = d.check_id WHERE d.draw_id = $1 ORDER BY d.n");
QUERY(drawn_one, "SELECT n, check_id FROM insp_drawn WHERE draw_id = $1 AND object_id = $2");
QUERY(check_get, "SELECT k.id, k.agency, k.unit, k.object_id, k.draw_id, k.source, k.basis, k.officers, k.on_day, k.findings, k.result, k.case_id, k.by_login,"
      " k.released, k.released_on, k.shown_name, k.shown_text, o.name, o.person FROM insp_check k JOIN insp_object o ON o.id = k.object_id WHERE k.id = $1");

bool inspection__may_see(struct ctx *c, const char *agency)
{
        struct narrowing n = access_narrowing(c);

        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, "请先登录");
        return access_in_agencies(&n, agency) || refuse(&c->why, R_SCOPE, NULL, "不是本机关的检查");
}

static void object_of(struct arena *mem, const struct rows *r, struct object *o)
{
        *o = (struct object){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .unit = db_text_in(mem, r, 2), .code = db_text_in(mem, r, 3),
                              .name = db_text_in(mem, r, 4), .person = db_int(r, 5) != 0, .kind = db_text_in(mem, r, 6), .class = db_text_in(mem, r, 7),
                              .class_why = db_text_in(mem, r, 8), .address = db_text_in(mem, r, 9), .open = db_int(r, 10) != 0 };
}

static int64_t int_or(const struct rows *r, int col)
{
        return db_null(r, col) ? -1 : db_int(r, col);
}

bool inspection__object(struct ctx *c, int64_t id, struct object *out)
{
        struct rows r = db_ask(c->db, &c->why, &object_get, ARGS(I(id)));
        struct object o = { 0 };
        bool found = db_next(&r);

        if (found)
                object_of(c->mem, &r, &o);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "object", "没有编号为 %lld 的检查对象", (long long)id);
        *out = o;
        return true;
}

bool inspection__objects(struct ctx *c, const char *agency, const char *kinds, struct objects *out)
{
        struct objects l = { TAKE_N(c->mem, struct object, OBJECTS_MAX), 0 };
        struct rows r = db_ask(c->db, &c->why, &object_rows, ARGS(T(agency), T(kinds), I(OBJECTS_MAX)));

        while (db_next(&r) && l.n < OBJECTS_MAX)
                object_of(c->mem, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool inspection__taken(struct ctx *c, const char *agency, const char *code, bool *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &object_same, ARGS(T(agency), T(code)), 0, &n))
                return false;
        *out = n > 0;
        return true;
}

/* ---- draws ---- */

bool draw_load(struct ctx *c, int64_t id, struct draw *out)
{
        struct rows r = db_ask(c->db, &c->why, &draw_get, ARGS(I(id)));
        bool found = db_next(&r);
        struct draw d = { 0 };

        if (found)
                d = (struct draw){ .id = db_int(&r, 0), .agency = db_text_in(c->mem, &r, 1), .unit = db_text_in(c->mem, &r, 2), .list = db_int(&r, 3),
                                   .version = db_int(&r, 4), .item = db_text_in(c->mem, &r, 5), .item_name = db_text_in(c->mem, &r, 6),
                                   .ratio = db_text_in(c->mem, &r, 7), .seed = db_text_in(c->mem, &r, 8), .seed_size = db_int(&r, 9),
                                   .seed_from = db_text_in(c->mem, &r, 10), .officers = db_text_in(c->mem, &r, 11), .certificates = db_text_in(c->mem, &r, 12),
                                   .candidates = db_int(&r, 13), .drawn = db_int(&r, 14), .on = day_stored(db_text(&r, 15)),
                                   .by = db_text_in(c->mem, &r, 16), .released = int_or(&r, 17) };
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "draw", "没有编号为 %lld 的抽取", (long long)id);
        *out = d;
        return true;
}

bool draw_objects(struct ctx *c, int64_t id, struct drawns *out)
{
        struct rows r = db_ask(c->db, &c->why, &drawn_of, ARGS(I(id)));
        struct drawns l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        room = room ? 2 * room : 32;
                        l.at = arena_grow(c->mem, l.at, l.n * sizeof *l.at, room * sizeof *l.at);
                }
                l.at[l.n] = (struct drawn){ .object = db_int(&r, 0), .check = int_or(&r, 1), .name = db_text_in(c->mem, &r, 2),
                                            .code = db_text_in(c->mem, &r, 4), .class = db_text_in(c->mem, &r, 5), .released = !db_null(&r, 6) };
                l.at[l.n].shown = inspection__shown(c, l.at[l.n].name, db_int(&r, 3) != 0);
                l.n++;
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool inspection__recent(struct ctx *c, const char *agency, struct drawings *out)
{
        struct rows r = db_ask(c->db, &c->why, &draws_recent, ARGS(T(agency)));
        struct drawings l = { TAKE_N(c->mem, struct drawing, 50), 0 };

        while (db_next(&r) && l.n < 50)
                l.at[l.n++] = (struct drawing){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool inspection__drawn_today(struct ctx *c, const char *agency, const char *item, struct day day, bool *out)
{
        int64_t n;

        if (!db_one_int(c->db, &c->why, &draw_of_day, ARGS(T(agency), T(item), T(day_text(c->mem, day))), 0, &n))
                return false;
        *out = n > 0;
        return true;
}

bool inspection__in_draw(struct ctx *c, int64_t draw, int64_t object, int64_t *n, int64_t *check)
{
        struct rows r = db_ask(c->db, &c->why, &drawn_one, ARGS(I(draw), I(object)));
        bool found = db_next(&r);

        *n = found ? db_int(&r, 0) : 0;
        *check = found ? int_or(&r, 1) : -1;
        return db_done(&r);
}

static bool bowls_of(struct ctx *c, const struct act *a, struct bowl *objects, struct bowl *officers)
{
        return draw_bowls_of(c->mem, a, objects, officers) ||
               refuse(&c->why, R_JOURNAL_BROKEN, NULL, "第 %lld 号动作的候选名单读不出来", (long long)a->seq);
}

bool draw_bowls(struct ctx *c, const struct draw *d, struct bowl *objects, struct bowl *officers)
{
        struct act a;

        return act_load(c, d->id, &a) && bowls_of(c, &a, objects, officers);
}

bool draw_recheck(struct ctx *c, const struct draw *d, struct draw_check *out)
{
        struct bowl objects, officers;
        enum hash_kind kind;
        struct hash root;
        struct act a;

        if (!act_load(c, d->id, &a) || !bowls_of(c, &a, &objects, &officers) || !journal_hash_kind(c, &kind))
                return false;
        if (act_int(&a, "seed_size") < 1 || act_int(&a, "seed_size") > d->id)
                return refuse(&c->why, R_JOURNAL_BROKEN, "seed_size", "种子取自抽取以后的日志");
        if (!merkle_root_at(kind, act_int(&a, "seed_size"), journal_hash, c, &root))
                return false;
        *out = draw_compared(c->mem, &a, hash_digest(c->mem, kind, &root), &objects, &officers);
        return true;
}

/* ---- checks ---- */

bool check_load(struct ctx *c, int64_t id, struct check *out)
{
        struct rows r = db_ask(c->db, &c->why, &check_get, ARGS(I(id)));
        bool found = db_next(&r);
        struct arena *mem = c->mem;
        struct check k = { 0 };

        if (found)
                k = (struct check){ .id = db_int(&r, 0), .agency = db_text_in(mem, &r, 1), .unit = db_text_in(mem, &r, 2), .object = db_int(&r, 3),
                                    .draw = int_or(&r, 4), .source = db_text_in(mem, &r, 5), .basis = db_text_in(mem, &r, 6),
                                    .officers = db_text_in(mem, &r, 7), .on = day_stored(db_text(&r, 8)), .findings = db_text_in(mem, &r, 9),
                                    .result = db_text_in(mem, &r, 10), .case_id = int_or(&r, 11), .by = db_text_in(mem, &r, 12), .released = int_or(&r, 13),
                                    .released_on = day_stored(db_text(&r, 14)), .shown_name = db_text_in(mem, &r, 15), .shown_text = db_text_in(mem, &r, 16),
                                    .object_name = db_text_in(mem, &r, 17), .person = db_int(&r, 18) != 0 };
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "check", "没有编号为 %lld 的检查", (long long)id);
        *out = k;
        return true;
}
