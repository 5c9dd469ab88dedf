/* equipment_read.c - devices, who held them, what their clocks showed.  Reads only; asks the connection that has every row (ctx_log), so that
 * a handler of another folder may ask as well as a page. */
#include "equipment/equipment_inner.h"
#include <stdlib.h>
#include <string.h>

#define COLUMNS "id, code, kind, model, serial, agency, unit, holder, state, calibrated, storage, since FROM equip_device"
#define LIST_MAX 2000
#define HOLDS_MAX 200
#define SET_MS INT64_C(60000)   /* an offset that changed by more between two readings was set by hand, not drifted */

QUERY(device_get, "SELECT " COLUMNS " WHERE id = $1");
QUERY(device_by_code, "SELECT " COLUMNS " WHERE code = $1");
QUERY(device_rows, "SELECT " COLUMNS " WHERE (" SEES_PLACE("$1", "agency", "unit") " OR " SEES_PERSON("$2", "holder") ")"
      " AND ($3 = '' OR kind = $3) AND ($4 = '' OR unit = $4) AND ($5 = '' OR state = $5)"
      " AND ($6 = '' OR holder = $6) AND ($7 = '' OR code LIKE '%' || $7 || '%' OR model LIKE '%' || $7 || '%' OR serial LIKE '%' || $7 || '%')"
      " ORDER BY code LIMIT $8");
QUERY(hold_at, "SELECT h.login FROM equip_hold h JOIN equip_device d ON d.id = h.device_id WHERE d.code = $1 AND h.since <= $2"
      " AND (h.until = '' OR h.until > $2) ORDER BY h.since DESC, h.id DESC LIMIT 1");
QUERY(hold_rows, "SELECT id, login, since, until, battery, space, content FROM equip_hold WHERE device_id = $1 ORDER BY since DESC, id DESC LIMIT $2");
QUERY(clock_rows_of, "SELECT k.id, k.shown, k.real FROM equip_clock k WHERE k.device_id = $1 ORDER BY k.real, k.id");
QUERY(clock_rows_by_code, "SELECT k.shown, k.real FROM equip_clock k JOIN equip_device d ON d.id = k.device_id WHERE d.code = $1"
      " ORDER BY k.real, k.id");
QUERY(stock_rows, "SELECT agency, unit, kind, count(*), COALESCE(sum(CASE WHEN state = 'ok' THEN 1 ELSE 0 END), 0) FROM equip_device"
      " WHERE state <> 'retired' GROUP BY agency, unit, kind ORDER BY agency, unit, kind");

static void device_of(struct arena *mem, const struct rows *r, struct device *d)
{
        *d = (struct device){ .id = db_int(r, 0), .code = db_text_in(mem, r, 1), .kind = db_text_in(mem, r, 2), .model = db_text_in(mem, r, 3),
                              .serial = db_text_in(mem, r, 4), .agency = db_text_in(mem, r, 5), .unit = db_text_in(mem, r, 6),
                              .holder = db_text_in(mem, r, 7), .state = db_text_in(mem, r, 8), .calibrated_until = day_stored(db_text(r, 9)),
                              .storage = db_int(r, 10), .since = instant_stored(db_text(r, 11)) };
}

static bool device_one(struct ctx *c, struct rows r, struct device *out, bool *found)
{
        struct device d = { 0 };
        bool there = db_next(&r);

        if (there)
                device_of(c->mem, &r, &d);
        if (!db_done(&r))
                return false;
        if (there)
                *out = d;
        *found = there;
        return true;
}

bool equipment__load(struct ctx *c, struct db *db, int64_t id, struct device *out)
{
        bool there;

        return device_one(c, db_ask(db, &c->why, &device_get, ARGS(I(id))), out, &there) &&
               (there || refuse(&c->why, R_SUBJECT_UNKNOWN, "device", "没有编号为 %lld 的装备", (long long)id));
}

bool device_find(struct ctx *c, const char *code, struct device *out, bool *found)
{
        return device_one(c, db_ask(ctx_log(c), &c->why, &device_by_code, ARGS(T(code))), out, found);
}

bool equipment__may_see(struct ctx *c, const struct device *d)
{
        struct names holder = { (const char *[]){ d->holder }, *d->holder ? 1 : 0 };

        return access_may_see(c, &(struct place){ d->agency, d->unit, &holder });
}

bool device_holder_at(struct ctx *c, const char *code, struct instant at, const char **login)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &hold_at, ARGS(T(code), T(instant_text(c->mem, at))));
        const char *who = db_next(&r) ? db_text_in(c->mem, &r, 0) : "";

        if (!db_done(&r))
                return false;
        *login = who;
        return true;
}

struct clocks { struct media_clock *at; size_t n, room; };

static bool clocks_load(struct ctx *c, const char *code, struct clocks *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &clock_rows_by_code, ARGS(T(code)));
        struct clocks l = { 0 };

        while (db_next(&r)) {
                if (l.n == l.room) {
                        l.at = arena_grow(c->mem, l.at, l.n * sizeof *l.at, (2 * l.n + 8) * sizeof *l.at);
                        l.room = 2 * l.n + 8;
                }
                l.at[l.n++] = (struct media_clock){ .device = instant_stored(db_text(&r, 0)), .real = instant_stored(db_text(&r, 1)) };
        }
        *out = l;
        return db_done(&r);
}

/* The reading nearest to the moment by the device's own clock. */
static const struct media_clock *nearest(const struct clocks *l, struct instant by_device)
{
        const struct media_clock *best = &l->at[0];

        for (size_t i = 1; i < l->n; i++)
                if (llabs(l->at[i].device.ms - by_device.ms) < llabs(best->device.ms - by_device.ms))
                        best = &l->at[i];
        return best;
}

bool device_time(struct ctx *c, const char *code, struct instant by_device, struct instant *real, int64_t *offset, bool *known)
{
        const struct media_clock *near;
        struct clocks l;

        if (!clocks_load(c, code, &l))
                return false;
        near = l.n ? nearest(&l, by_device) : NULL;
        *real = media_clock_real(l.at, l.n, SET_MS, by_device);
        *offset = near ? near->device.ms - near->real.ms : 0;
        *known = near != NULL;
        return true;
}

/* ---- lists ---- */

bool equipment__list(struct ctx *c, const struct device_wish *w, struct devices *out)
{
        struct narrowing n = access_narrowing(c);
        int64_t most = w->limit > 0 && w->limit < LIST_MAX ? w->limit : LIST_MAX;
        struct devices l = { TAKE_N(c->mem, struct device, most), 0 };
        struct rows r = db_ask(c->db, &c->why, &device_rows, ARGS(T(n.places), T(n.people), T(w->kind), T(w->unit),
                                                                  T(w->state), T(w->holder), T(w->q), I(most)));

        while (db_next(&r)) {
                struct device *d = &l.at[l.n];

                device_of(c->mem, &r, d);
                l.n += !w->due || equipment__calibration(pack_equipment(c->pack, d->kind), d->calibrated_until, day_of(c->now)) >= CALIBRATION_SOON;
        }
        *out = l;
        return db_done(&r);
}

bool equipment__holds(struct ctx *c, int64_t device, struct holds *out)
{
        struct rows r = db_ask(c->db, &c->why, &hold_rows, ARGS(I(device), I(HOLDS_MAX)));
        struct holds l = { TAKE_N(c->mem, struct hold, HOLDS_MAX), 0 };

        while (db_next(&r))
                l.at[l.n++] = (struct hold){ .id = db_int(&r, 0), .login = db_text_in(c->mem, &r, 1), .since = instant_stored(db_text(&r, 2)),
                        .until = instant_stored(db_text(&r, 3)), .battery = db_int(&r, 4), .space = db_int(&r, 5), .content = db_text_in(c->mem, &r, 6) };
        *out = l;
        return db_done(&r);
}

bool equipment__readings(struct ctx *c, int64_t device, struct readings_of_clock *out)
{
        struct rows r = db_ask(c->db, &c->why, &clock_rows_of, ARGS(I(device)));
        struct readings_of_clock l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 8) * sizeof *l.at);
                        room = 2 * room + 8;
                }
                l.at[l.n++] = (struct reading_of_clock){ db_int(&r, 0), instant_stored(db_text(&r, 1)), instant_stored(db_text(&r, 2)) };
        }
        *out = l;
        return db_done(&r);
}

/* ---- the standard ---- */

struct unit_count { const struct pack *p; int *units; int all; };

static void officer_count(void *to, const struct user *u, const char *certificate)
{
        struct unit_count *n = to;

        if (!u->enabled || !*certificate)
                return;
        n->all++;
        for (size_t i = 0; i < n->p->n_units; i++)
                n->units[i] += text_same(n->p->units[i].id, u->unit);
}

struct stock { const char *agency, *unit, *kind; int all, good; };
struct stocks { struct stock *at; size_t n, room; };

static bool stocks_load(struct ctx *c, struct stocks *out)
{
        struct rows r = db_ask(c->db, &c->why, &stock_rows, ARGS());
        struct stocks l = { 0 };

        while (db_next(&r)) {
                if (l.n == l.room) {
                        l.at = arena_grow(c->mem, l.at, l.room * sizeof *l.at, (2 * l.room + 32) * sizeof *l.at);
                        l.room = 2 * l.room + 32;
                }
                l.at[l.n++] = (struct stock){ db_text_in(c->mem, &r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), (int)db_int(&r, 3),
                                              (int)db_int(&r, 4) };
        }
        *out = l;
        return db_done(&r);
}

struct counting { struct ctx *c; struct stocks stock; struct shortfalls l; };

static void stock_add(struct counting *k, const struct shortfall *want)
{
        struct shortfall s = *want;

        for (size_t i = 0; i < k->stock.n; i++) {
                const struct stock *o = &k->stock.at[i];

                if (strcmp(o->agency, s.agency) || strcmp(o->kind, s.kind->id) || (*s.unit && strcmp(o->unit, s.unit)))
                        continue;
                s.stock += o->all;
                s.good += o->good;
        }
        s.standard = equipment__standard(s.kind, s.officers);
        s.missing = s.standard > s.stock ? s.standard - s.stock : 0;
        if (!s.standard && !s.stock)
                return;
        k->l.missing += s.missing;
        k->l.at[k->l.n++] = s;
}

/* What is counted for units is counted for those that have officers: an office that enforces nothing needs no recorder. */
static void kind_add(struct counting *k, const char *agency, const struct pack_equipment *kind, const struct unit_count *n)
{
        const struct pack *p = k->c->pack;
        struct place at = { .agency = agency };

        if (!strcmp(kind->per, "agency")) {
                stock_add(k, &(struct shortfall){ .kind = kind, .agency = agency, .unit = "", .officers = n->all });
                return;
        }
        for (size_t i = 0; i < p->n_units; i++) {
                at.unit = p->units[i].id;
                if (!strcmp(p->units[i].agency, agency) && n->units[i] && access_sees(k->c, &at))
                        stock_add(k, &(struct shortfall){ .kind = kind, .agency = agency, .unit = p->units[i].id, .officers = n->units[i] });
        }
}

static bool agency_add(struct counting *k, const char *agency)
{
        const struct pack *p = k->c->pack;
        struct unit_count n = { p, TAKE_N(k->c->mem, int, p->n_units + 1), 0 };

        if (!users_list(k->c, agency, officer_count, &n))
                return false;
        for (size_t i = 0; i < p->n_equipment; i++)
                kind_add(k, agency, &p->equipment[i], &n);
        return true;
}

bool equipment__shortfall(struct ctx *c, struct shortfalls *out)
{
        struct narrowing n = access_narrowing(c);
        const struct pack *p = c->pack;
        struct counting k = { .c = c, .l = { TAKE_N(c->mem, struct shortfall, (p->n_units + p->n_agencies + 1) * (p->n_equipment + 1)), 0, 0 } };

        if (!stocks_load(c, &k.stock))
                return false;
        for (size_t i = 0; i < p->n_agencies; i++)
                if (access_in_agencies(&n, p->agencies[i].id) && !agency_add(&k, p->agencies[i].id))
                        return false;
        *out = k.l;
        return true;
}
