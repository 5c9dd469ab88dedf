/* catalog_read.c - lists as structs.  The only reader of cat_* tables; what was drafted and what was published are told apart here. */
#include "catalog/catalog_inner.h"
#include <string.h>

#define COLUMNS "id, agency, kind, state, origin, law, digest, row_count, drafted_by, drafted_at, sent_at, reviewed_by, reviewer_agency, reviewed_at," \
        " remarks, instrument, version, published_by, published_at, effective, reason, revoked_on, revoke_reason, published_seq, revoked_seq FROM cat_list"
#define LISTS_MAX 2000
#define HITS_MAX 500

QUERY(list_get, "SELECT " COLUMNS " WHERE id = $1");
QUERY(list_published, "SELECT " COLUMNS " WHERE agency = $1 AND kind = $2 AND version > 0 ORDER BY version DESC LIMIT 2000");
QUERY(list_newest_row, "SELECT " COLUMNS " WHERE agency = $1 AND kind = $2 AND version > 0 ORDER BY version DESC LIMIT 1");
QUERY(lists_published, "SELECT " COLUMNS " WHERE version > 0 AND ($1 = '' OR agency = $1) ORDER BY agency, kind, version DESC LIMIT 20000");
QUERY(lists_newest, "SELECT " COLUMNS " WHERE version > 0 ORDER BY published_at DESC, id DESC LIMIT $1");
QUERY(lists_every, "SELECT " COLUMNS " WHERE ($1 = '' OR agency = $1) ORDER BY id DESC LIMIT 2000");
QUERY(list_changed, "SELECT published_seq, id, 0, agency FROM cat_list WHERE published_seq > $1 UNION ALL"
      " SELECT revoked_seq, id, 1, agency FROM cat_list WHERE revoked_seq > $1 ORDER BY 1 LIMIT $2");
QUERY(list_columns, "SELECT columns FROM cat_list WHERE id = $1");
QUERY(list_rows_of, "SELECT cells FROM cat_row WHERE list_id = $1 ORDER BY n");
/* In force: published, begun, not revoked, and no later version has begun. */
#define IN_FORCE " FROM cat_row r JOIN cat_list l ON l.id = r.list_id WHERE l.version > 0 AND l.effective <= $1 AND (l.revoked_on = '' OR l.revoked_on > $1)" \
        " AND NOT EXISTS (SELECT 1 FROM cat_list m WHERE m.agency = l.agency AND m.kind = l.kind AND m.version > l.version AND m.effective <= $1)" \
        " AND ($2 = '' OR l.agency = $2) AND ($3 = '' OR l.kind = $3)" \
        " AND r.words LIKE $4 ESCAPE '!' AND r.words LIKE $5 ESCAPE '!' AND r.words LIKE $6 ESCAPE '!' AND r.words LIKE $7 ESCAPE '!'" \
        " AND r.words LIKE $8 ESCAPE '!'"
QUERY(rows_found, "SELECT l.id, l.agency, l.kind, r.name, r.words" IN_FORCE " ORDER BY l.agency, l.kind, r.n LIMIT $9");
QUERY(rows_counted, "SELECT count(*)" IN_FORCE);

static void list_of(struct arena *mem, const struct rows *r, struct list *l)
{
        *l = (struct list){ .id = db_int(r, 0), .agency = db_text_in(mem, r, 1), .kind = db_text_in(mem, r, 2), .state = db_text_in(mem, r, 3),
                .origin = db_text_in(mem, r, 4), .law = db_text_in(mem, r, 5), .digest = db_text_in(mem, r, 6), .rows = db_int(r, 7),
                .drafted_by = db_text_in(mem, r, 8), .drafted_at = instant_stored(db_text(r, 9)), .sent_at = instant_stored(db_text(r, 10)),
                .reviewed_by = db_text_in(mem, r, 11), .reviewer_agency = db_text_in(mem, r, 12), .reviewed_at = instant_stored(db_text(r, 13)),
                .remarks = db_text_in(mem, r, 14), .instrument = db_text_in(mem, r, 15), .version = db_int(r, 16),
                .published_by = db_text_in(mem, r, 17), .published_at = instant_stored(db_text(r, 18)), .effective = day_stored(db_text(r, 19)),
                .reason = db_text_in(mem, r, 20), .revoked_on = day_stored(db_text(r, 21)), .revoke_reason = db_text_in(mem, r, 22), .until = DAY_NONE,
                .published_seq = db_int(r, 23), .revoked_seq = db_int(r, 24) };
}

static bool list_one(struct ctx *c, struct rows r, struct list *out, bool *found)
{
        struct list l = { 0 };
        bool there = db_next(&r);

        if (there)
                list_of(c->mem, &r, &l);
        if (!db_done(&r))
                return false;
        if (there)
                *out = l;
        *found = there;
        return true;
}

static bool lists_all(struct ctx *c, struct rows r, struct lists *out)
{
        struct lists l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 32) * sizeof *l.at);
                        room = 2 * room + 32;
                }
                list_of(c->mem, &r, &l.at[l.n++]);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

QUERY(filings_of, "SELECT id, body, number, filed_on FROM cat_record WHERE list_id = $1 ORDER BY id LIMIT 50");

bool list_filings(struct ctx *c, int64_t id, struct list_filings *out)
{
        struct rows r = db_ask(c->db, &c->why, &filings_of, ARGS(I(id)));

        *out = (struct list_filings){ .at = TAKE_N(c->mem, struct list_filing, 50) };
        while (db_next(&r))
                out->at[out->n++] = (struct list_filing){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), day_stored(db_text(&r, 3)) };
        return db_done(&r);
}

bool list_load(struct ctx *c, int64_t id, struct list *out)
{
        bool there;

        return list_one(c, db_ask(c->db, &c->why, &list_get, ARGS(I(id))), out, &there) &&
               (there || refuse(&c->why, R_SUBJECT_UNKNOWN, "list", "没有编号为 %lld 的清单", (long long)id));
}

/* A version holds until the day before the next one begins, or before the day it was revoked, whichever is first.  Newest first. */
static void untils_set(struct list *at, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                struct list *l = &at[i], *next = i ? &at[i - 1] : NULL;
                bool follows = next && !strcmp(next->agency, l->agency) && !strcmp(next->kind, l->kind);

                if (follows)
                        l->until = day_plus(next->effective, -1);
                if (day_is(l->revoked_on) && (!follows || day_compare(l->revoked_on, next->effective) < 0))
                        l->until = day_plus(l->revoked_on, -1);
        }
}

bool list_versions(struct ctx *c, const char *agency, const char *kind, struct lists *out)
{
        if (!lists_all(c, db_ask(c->db, &c->why, &list_published, ARGS(T(agency), T(kind))), out))
                return false;
        untils_set(out->at, out->n);
        return true;
}

static bool holds_on(const struct list *l, struct day day)
{
        return day_compare(l->effective, day) <= 0 && (!day_is(l->until) || day_compare(day, l->until) <= 0);
}

bool list_on(struct ctx *c, const char *agency, const char *kind, struct day day, struct list *out, bool *found)
{
        struct lists l;

        if (!list_versions(c, agency, kind, &l))
                return false;
        *found = false;
        for (size_t i = 0; i < l.n && !*found; i++)
                if (holds_on(&l.at[i], day)) {
                        *out = l.at[i];
                        *found = true;
                }
        return true;
}

bool lists_on(struct ctx *c, const char *agency, struct day day, struct lists *out)
{
        struct lists l, in = { 0 };

        if (!lists_all(c, db_ask(c->db, &c->why, &lists_published, ARGS(T(agency))), &l))
                return false;
        untils_set(l.at, l.n);
        in.at = TAKE_N(c->mem, struct list, l.n + 1);
        for (size_t i = 0; i < l.n; i++)
                if (holds_on(&l.at[i], day))
                        in.at[in.n++] = l.at[i];
        *out = in;
        return true;
}

bool lists_recent(struct ctx *c, int64_t limit, struct lists *out)
{
        return lists_all(c, db_ask(c->db, &c->why, &lists_newest, ARGS(I(limit))), out);
}

bool list__versions_all(struct ctx *c, const char *agency, struct lists *out)
{
        return lists_all(c, db_ask(c->db, &c->why, &lists_every, ARGS(T(agency))), out);
}

bool list__newest(struct ctx *c, const char *agency, const char *kind, struct list *out)
{
        bool there;

        *out = (struct list){ .state = "", .digest = "", .effective = DAY_NONE };
        return list_one(c, db_ask(c->db, &c->why, &list_newest_row, ARGS(T(agency), T(kind))), out, &there);
}

bool list_grid(struct ctx *c, int64_t id, struct grid *out)
{
        struct rows r = db_ask(c->db, &c->why, &list_columns, ARGS(I(id)));
        const char *columns = db_next(&r) ? db_text_in(c->mem, &r, 0) : "[]";
        bool good = true;

        if (!db_done(&r) || !grid__columns_read(&c->why, c->mem, columns, out))
                return false;
        r = db_ask(c->db, &c->why, &list_rows_of, ARGS(I(id)));
        while (db_next(&r))
                good = good && grid__row_read(&c->why, out, db_text(&r, 0));
        return db_done(&r) && good;
}

bool list_changes(struct ctx *c, int64_t after, int64_t limit, struct list_changes *out)
{
        struct list_changes l = { .at = TAKE_N(c->mem, struct list_change, limit) };
        struct rows r = db_ask(c->db, &c->why, &list_changed, ARGS(I(after), I(limit)));

        while (db_next(&r) && l.n < (size_t)limit)
                l.at[l.n++] = (struct list_change){ db_int(&r, 0), db_int(&r, 1), db_int(&r, 2) != 0, db_text_in(c->mem, &r, 3) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* ---- search ---- */

/* A word to look for anywhere, with what LIKE would take for signs made plain; no word: anything. */
static const char *pattern_of(struct arena *mem, const char *word)
{
        const char *plain = text_replace(mem, text_replace(mem, text_replace(mem, word, "!", "!!"), "%", "!%"), "_", "!_");

        return text_make(mem, "%%%s%%", plain);
}

bool lists_search(struct ctx *c, const char *words, const char *agency, const char *kind, int64_t limit, struct list_hits *out)
{
        const char *p[5] = { "%", "%", "%", "%", "%" }, *today = day_text(c->mem, day_of(c->now));
        int64_t most = limit > 0 && limit < HITS_MAX ? limit : HITS_MAX;
        struct list_hits l = { .at = TAKE_N(c->mem, struct list_hit, most) };
        size_t n, used = 0;
        char **at = text_split(c->mem, text_replace(c->mem, words, "　", " "), ' ', &n);
        struct rows r;

        for (size_t i = 0; i < n && used < 5; i++)
                if (*at[i])
                        p[used++] = pattern_of(c->mem, at[i]);
        r = db_ask(c->db, &c->why, &rows_found, ARGS(T(today), T(agency), T(kind), T(p[0]), T(p[1]), T(p[2]), T(p[3]), T(p[4]), I(most)));
        while (db_next(&r))
                l.at[l.n++] = (struct list_hit){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                                 db_text_in(c->mem, &r, 4) };
        if (!db_done(&r) || !db_one_int(c->db, &c->why, &rows_counted, ARGS(T(today), T(agency), T(kind), T(p[0]), T(p[1]), T(p[2]), T(p[3]), T(p[4])),
                                        0, &l.total))
                return false;
        *out = l;
        return true;
}

struct day list__law_day(const struct ctx *c, const struct list *l)
{
        struct day today = day_of(c->now);

        if (day_is(l->until) && day_compare(l->until, today) < 0)
                return l->until;
        return day_is(l->effective) && day_compare(l->effective, today) > 0 ? l->effective : today;
}

/* ---- words ---- */

static const struct { const char *state, *label, *tag; } states[] = {
        { "draft", "草稿", "" }, { "sent", "外部审核中", "warn" }, { "passed", "审核通过", "info" }, { "returned", "审核退回", "bad" },
        { "published", "已公布", "ok" }, { "revoked", "已废止", "bad" },
};

const char *list__state(const char *state)
{
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                if (!strcmp(states[i].state, state))
                        return states[i].label;
        return state;
}

const char *list__state_tag(const char *state)
{
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                if (!strcmp(states[i].state, state))
                        return states[i].tag;
        return "";
}

const char *list_reviewer_name(const struct pack *p, const struct pack_list *kind)
{
        const struct pack_agency *a = pack_agency(p, kind->reviewer);

        return a ? a->name : kind->body;
}

bool list_is_public(const char *verb)
{
        return text_in(verb, "list.publish|list.revoke|certificate.issue|certificate.photo|certificate.revoke|certificate.suspend|certificate.lift|certificate.renew|certificate.change|"
                       "certificate.replace|user.change", '|');
}
