/* carry.c - the whole journal, and what stands beside it, from one database to another (upgrade.h).  Must never: take what came in after the
 * moment it began. */
#include "journal/schema.h"

extern size_t journal__schemas_n;
bool journal__make_tables(struct db_write *w, size_t skip);
bool journal__make_guards(struct db_write *w);
bool journal__schema_note(struct db_write *w, struct instant now);

QUERY(carry_site, "SELECT origin, hash, pack, made, clock FROM site WHERE one = 1");
QUERY(carry_site_put, "INSERT INTO site (one, origin, hash, pack, made, clock) VALUES (1, $1, $2, $3, $4, $5)");
QUERY(carry_acts, "SELECT seq, at, verb, noun, subject, body, fields FROM journal_act WHERE seq < $1 ORDER BY seq");
QUERY(carry_act_put, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(carry_tiles, "SELECT level, n, hashes, root FROM journal_tile ORDER BY level, n");
QUERY(carry_tile_put, "INSERT INTO journal_tile (level, n, hashes, root) VALUES ($1, $2, $3, $4)");
QUERY(carry_heads, "SELECT size, note, at FROM journal_checkpoint WHERE size <= $1 ORDER BY size");
QUERY(carry_head_put, "INSERT INTO journal_checkpoint (size, note, at) VALUES ($1, $2, $3)");
QUERY(carry_keys, "SELECT key, digest, seq FROM journal_key WHERE seq < $1 ORDER BY seq");
QUERY(carry_key_put, "INSERT INTO journal_key (key, digest, seq) VALUES ($1, $2, $3)");

struct carry { struct db *from; struct db_write *w; struct why *why; struct arena *row; int64_t size; };

static struct val text_of(const struct carry *k, const struct rows *r, int col)
{
        return T(db_text_in(k->row, r, col));
}

static struct val bytes_of(const struct carry *k, const struct rows *r, int col)
{
        struct bytes b = db_bytes_in(k->row, r, col);

        return B(b.p, b.n);
}

/* The question stays open until all is carried: on both engines it holds the moment that everything after it is read from. */
static bool site_carry(struct carry *k, struct rows *moment)
{
        return db_next(moment) && db_run(k->w, &carry_site_put, ARGS(text_of(k, moment, 0), text_of(k, moment, 1), text_of(k, moment, 2), text_of(k, moment, 3),
                                                                     text_of(k, moment, 4)));
}

static bool acts_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_acts, ARGS(I(k->size)));
        bool ok = true;

        while (ok && db_next(&r)) {
                ok = db_run(k->w, &carry_act_put, ARGS(I(db_int(&r, 0)), text_of(k, &r, 1), text_of(k, &r, 2), text_of(k, &r, 3), I(db_int(&r, 4)),
                                                       text_of(k, &r, 5), bytes_of(k, &r, 6)));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

/* Tiles of acts that came in meanwhile are left behind: each covers 256^(level + 1) acts. */
static bool tile_inside(int64_t level, int64_t n, int64_t size)
{
        return level >= 0 && level < 7 && (n + 1) <= size >> (8 * (level + 1));
}

static bool tiles_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_tiles, ARGS());
        bool ok = true;

        while (ok && db_next(&r)) {
                if (tile_inside(db_int(&r, 0), db_int(&r, 1), k->size))
                        ok = db_run(k->w, &carry_tile_put, ARGS(I(db_int(&r, 0)), I(db_int(&r, 1)), bytes_of(k, &r, 2), bytes_of(k, &r, 3)));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

static bool heads_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_heads, ARGS(I(k->size)));
        bool ok = true;

        while (ok && db_next(&r)) {
                ok = db_run(k->w, &carry_head_put, ARGS(I(db_int(&r, 0)), text_of(k, &r, 1), text_of(k, &r, 2)));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

static bool keys_carry(struct carry *k)
{
        struct rows r = db_ask_stream(k->from, k->why, &carry_keys, ARGS(I(k->size)));
        bool ok = true;

        while (ok && db_next(&r)) {
                ok = db_run(k->w, &carry_key_put, ARGS(text_of(k, &r, 0), text_of(k, &r, 1), I(db_int(&r, 2))));
                arena_reset(k->row);
        }
        return db_done(&r) && ok;
}

/* Its columns as they are now, whatever release the source is of; a table that it has not has no rows. */
static bool kept_carry(struct carry *k, const char *table)
{
        struct schema_columns now, was;
        struct rows r;
        bool ok = schema__columns_of(db_reader(k->w), k->why, table, &now) && schema__columns_of(k->from, k->why, table, &was);

        if (!ok || !was.n)
                return ok;
        r = db_ask_sql(k->from, k->why, text_make(k->why->mem, "SELECT %s FROM %s", schema__selected(k->why->mem, &now, &was), table));
        while (ok && db_next(&r))
                ok = db_put_row(k->w, table, &r);
        return db_done(&r) && ok;
}

/* What no act fills: the log of signing in and of looking, which acts have sealed, and when jobs ran. */
static bool beside_carry(struct carry *k)
{
        const char *tables[SCHEMA_TABLES_MAX];
        size_t n = schema__tables_of(k->why->mem, db_reader(k->w), 1, journal__schemas_n, tables);

        for (size_t i = 0; i < n; i++)
                if (schema__is_kept(tables[i]) && !kept_carry(k, tables[i]))
                        return false;
        return true;
}

static bool target_empty(struct db *db, struct why *why)
{
        bool there;

        return schema__table_there(db, why, "site", &there) && (!there || refuse(why, R_SITE_EXISTS, NULL, NULL));
}

static bool rows_carry(struct carry *k)
{
        struct ctx c = { .mem = k->why->mem, .why = { .mem = k->why->mem }, .db = k->from };
        struct rows moment = db_ask_stream(k->from, k->why, &carry_site, ARGS());
        bool ok = site_carry(k, &moment), counted = ok && journal_size(&c, &k->size);

        if (ok && !counted)
                *k->why = c.why;
        ok = counted && acts_carry(k) && tiles_carry(k) && heads_carry(k) && keys_carry(k) && beside_carry(k);
        return db_done(&moment) && ok;
}

static bool carry_into(struct carry *k, struct instant now, bool replay)
{
        struct ctx c = { .mem = k->why->mem, .why = { .mem = k->why->mem }, .db = db_reader(k->w) };
        int64_t acts;
        bool ok = journal__make_tables(k->w, 0) && journal__make_guards(k->w) && rows_carry(k) && journal__schema_note(k->w, now);

        if (ok && replay && !rebuild_into(&c, k->w, &acts)) {
                *k->why = c.why;
                return false;
        }
        return ok;
}

bool journal_carry(const char *from, const char *to, struct instant now, bool replay, struct why *why, int64_t *acts)
{
        struct carry k = { .from = db_open(from, DB_READ, why), .why = why, .row = arena_new() };
        struct db *db = k.from ? db_open(to, DB_WRITE, why) : NULL;
        bool ok = db && target_empty(db, why) && (k.w = db_begin(db, why)) != NULL && carry_into(&k, now, replay);

        ok = k.w && db_end(k.w, ok) && ok;
        db_close(db);
        db_close(k.from);
        arena_free(k.row);
        *acts = k.size;
        return ok;
}
