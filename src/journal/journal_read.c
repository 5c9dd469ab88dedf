/* journal_read.c - acts as they stand in the log, and the hashes of the stored tree.  Reads only. */
#include "journal/head.h"
#include <string.h>

#define COLUMNS "seq, at, verb, noun, subject, fields"

QUERY(act_get, "SELECT " COLUMNS " FROM journal_act WHERE seq = $1");
QUERY(act_body, "SELECT body FROM journal_act WHERE seq = $1");
QUERY(act_bodies, "SELECT body FROM journal_act WHERE seq >= $1 AND seq < $2 ORDER BY seq");
QUERY(acts_on_subject, "SELECT " COLUMNS " FROM journal_act WHERE noun = $1 AND subject = $2 ORDER BY seq");
QUERY(acts_all, "SELECT " COLUMNS " FROM journal_act WHERE seq >= $1 ORDER BY seq");
QUERY(acts_newest, "SELECT " COLUMNS " FROM journal_act WHERE seq < $1 AND seq >= $2 AND ($3 = '' OR verb = $3) AND ($4 = '' OR noun = $4)"
      " AND ($5 < 0 OR subject = $5) AND at >= $6 AND ($7 = '' OR at < $7) ORDER BY seq DESC");
QUERY(act_count, "SELECT seq + 1 FROM journal_act ORDER BY seq DESC LIMIT 1");
QUERY(act_made, "SELECT 1 FROM journal_act WHERE seq = $1 AND noun = $2 AND subject = $1");
QUERY(act_time, "SELECT at FROM journal_act WHERE seq = $1");
QUERY(act_keyed, "SELECT seq FROM journal_key WHERE key = $1");
QUERY(act_of_verb, "SELECT 1 FROM journal_act WHERE seq = $1 AND verb = $2");
QUERY(bodies_on_subject, "SELECT body FROM journal_act WHERE noun = $1 AND subject = $2 ORDER BY seq");
QUERY(act_newest_on, "SELECT seq FROM journal_act WHERE noun = $1 AND subject = $2 ORDER BY seq DESC LIMIT 1");
QUERY(site_hash, "SELECT hash FROM site WHERE one = 1");
QUERY(tile_get, "SELECT hashes FROM journal_tile WHERE level = $1 AND n = $2");
QUERY(tile_roots, "SELECT root FROM journal_tile WHERE level = $1 AND n >= $2 AND n < $3 ORDER BY n");

bool journal__act_row(struct arena *mem, const struct rows *r, struct act *out)
{
        struct act a = { .seq = db_int(r, 0), .verb = db_text_in(mem, r, 2) };
        struct field *fields;

        a.subject = (struct subject){ db_text_in(mem, r, 3), db_int(r, 4) };
        if (!instant_parse(db_text(r, 1), &a.at) || !act_fields_unpack(mem, db_bytes_in(mem, r, 5), &fields, &a.n))
                return false;
        a.fields = fields;
        *out = a;
        return true;
}

bool act_by_key(struct ctx *c, const char *key, int64_t *seq)
{
        return db_one_int(ctx_log(c), &c->why, &act_keyed, ARGS(T(key)), -1, seq);
}

bool act_load(struct ctx *c, int64_t seq, struct act *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &act_get, ARGS(I(seq)));
        bool found = db_next(&r), good = found && journal__act_row(c->mem, &r, out);

        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "日志第 %lld 条", (long long)seq);
        return good || refuse(&c->why, R_JOURNAL_BROKEN, NULL, "第 %lld 条的内容无法读取", (long long)seq);
}

bool act_load_text(struct ctx *c, int64_t seq, const char **text)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &act_body, ARGS(I(seq)));
        bool found = db_next(&r);
        const char *body = found ? db_text_in(c->mem, &r, 0) : NULL;

        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "日志第 %lld 条", (long long)seq);
        *text = body;
        return true;
}

bool acts_on(struct ctx *c, struct subject s, act_each_fn *each, void *to)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &acts_on_subject, ARGS(T(s.noun), I(s.id)));
        struct act a;

        while (db_next(&r)) {
                if (!journal__act_row(c->mem, &r, &a))
                        refuse(&c->why, R_JOURNAL_BROKEN, NULL, "第 %lld 条的内容无法读取", (long long)db_int(&r, 0));
                else if (each(to, &a))
                        continue;
                break;
        }
        return db_done(&r) && c->why.kind == WHY_NOTHING;
}

/* The rows of a question about acts, one after the other, in memory that is used again. */
static bool acts_pass(struct ctx *c, struct rows r, act_each_fn *each, void *to)
{
        struct arena *mem = arena_new();
        struct act a;

        while (db_next(&r)) {
                arena_reset(mem);
                if (!journal__act_row(mem, &r, &a))
                        refuse(&c->why, R_JOURNAL_BROKEN, NULL, "第 %lld 条的内容无法读取", (long long)db_int(&r, 0));
                else if (each(to, &a))
                        continue;
                break;
        }
        arena_free(mem);
        return db_done(&r) && c->why.kind == WHY_NOTHING;
}

bool acts_back(struct ctx *c, const struct act_wish *w, act_each_fn *each, void *to)
{
        return acts_pass(c, db_ask_stream(ctx_log(c), &c->why, &acts_newest,
                                          ARGS(I(w->before < 0 ? INT64_MAX : w->before), I(w->oldest), T(w->verb), T(w->noun), I(w->subject),
                                               T(w->since.ms ? instant_text(c->mem, w->since) : ""), T(w->until.ms ? instant_text(c->mem, w->until) : ""))), each, to);
}

bool acts_from(struct ctx *c, int64_t from, act_each_fn *each, void *to)
{
        return acts_pass(c, db_ask_stream(ctx_log(c), &c->why, &acts_all, ARGS(I(from))), each, to);
}

bool journal_size(struct ctx *c, int64_t *size)
{
        return db_one_int(ctx_log(c), &c->why, &act_count, ARGS(), 0, size);
}

bool acts_digest(struct ctx *c, struct subject s, const char **digest)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &bodies_on_subject, ARGS(T(s.noun), I(s.id)));
        struct hasher *all;
        struct hash leaf, h;
        enum hash_kind k;

        if (!journal_hash_kind(c, &k))
                return db_done(&r) && false;
        all = hasher_new(k);
        while (db_next(&r)) {
                leaf = merkle_leaf(k, db_text(&r, 0), strlen(db_text(&r, 0)));
                hasher_add(all, leaf.b, sizeof leaf.b);
        }
        h = hasher_done(all);
        *digest = hash_digest(c->mem, k, &h);
        return db_done(&r);
}

bool act_when(struct ctx *c, int64_t seq, struct instant *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &act_time, ARGS(I(seq)));
        bool found = db_next(&r);
        struct instant at = { 0 };

        if (found)
                must(instant_parse(db_text(&r, 0), &at));
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "日志里没有第 %lld 条", (long long)seq);
        *out = at;
        return true;
}

bool act_is(struct ctx *c, int64_t seq, const char *verb, bool *out)
{
        int64_t one;

        if (!db_one_int(ctx_log(c), &c->why, &act_of_verb, ARGS(I(seq), T(verb)), 0, &one))
                return false;
        *out = one == 1;
        return true;
}

bool subject_exists(struct ctx *c, const char *noun, int64_t id, bool *out)
{
        int64_t one;

        if (!db_one_int(ctx_log(c), &c->why, &act_made, ARGS(I(id), T(noun)), 0, &one))
                return false;
        *out = one == 1;
        return true;
}

bool subject_last(struct ctx *c, const char *noun, int64_t id, int64_t *seq)
{
        return db_one_int(ctx_log(c), &c->why, &act_newest_on, ARGS(T(noun), I(id)), -1, seq);
}

bool journal_hash_kind(struct ctx *c, enum hash_kind *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &site_hash, ARGS());
        bool found = db_next(&r) && hash_by_name(db_text(&r, 0), out);

        return db_done(&r) && (found || refuse(&c->why, R_SITE_MISSING, NULL, "%s", db_url(ctx_log(c))));
}

/* Up to `count` nodes of height 8 * level from index `first`, from whatever holds them: a full tile, acts, or roots below. */
static bool tile_nodes(struct ctx *c, enum hash_kind k, int level, int64_t first, int count, struct hash *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &tile_get, ARGS(I(level), I(first >> 8)));
        int n = 0;

        if (db_next(&r) && db_bytes(&r, 0).n == TILE * sizeof(struct hash)) {
                memcpy(out, db_bytes(&r, 0).p + (first & (TILE - 1)) * sizeof(struct hash), (size_t)count * sizeof(struct hash));
                n = count;
        }
        if (!db_done(&r) || n)
                return n > 0;
        r = level ? db_ask(ctx_log(c), &c->why, &tile_roots, ARGS(I(level - 1), I(first), I(first + count)))
                  : db_ask(ctx_log(c), &c->why, &act_bodies, ARGS(I(first), I(first + count)));
        while (db_next(&r) && n < count) {
                if (level && db_bytes(&r, 0).n == sizeof *out)
                        memcpy(&out[n], db_bytes(&r, 0).p, sizeof *out);
                else if (!level)
                        out[n] = merkle_leaf(k, db_text(&r, 0), strlen(db_text(&r, 0)));
                n++;
        }
        return db_done(&r) && (n == count || refuse(&c->why, R_JOURNAL_BROKEN, NULL, "存证树缺少节点（高 %d，第 %lld 个）", 8 * level,
                                                    (long long)first));
}

bool journal_hash(void *ctx, int level, int64_t index, struct hash *out)
{
        struct ctx *c = ctx;
        int within = level % 8, count = 1 << within;
        struct hash nodes[TILE];
        enum hash_kind k;

        if (!journal_hash_kind(c, &k) || !tile_nodes(c, k, level / 8, index << within, count, nodes))
                return false;
        *out = nodes_root(k, nodes, count);
        return true;
}
