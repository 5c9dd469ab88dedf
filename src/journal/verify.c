/* verify.c - recomputes the log from its first act and names the first thing that is not as it must be.  Memory is flat. */
#include "db/db.h"
#include "journal/head.h"
#include "journal/proof.h"
#include <string.h>

QUERY(verify_acts, "SELECT seq, at, verb, noun, subject, fields, body FROM journal_act ORDER BY seq");
QUERY(verify_tiles, "SELECT level, n, hashes, root FROM journal_tile ORDER BY level, n");
QUERY(verify_tile, "SELECT hashes, root FROM journal_tile WHERE level = $1 AND n = $2");
QUERY(verify_notes, "SELECT size, note FROM journal_checkpoint ORDER BY size");
QUERY(verify_origin, "SELECT origin, hash FROM site WHERE one = 1");

bool journal__act_row(struct arena *mem, const struct rows *r, struct act *out);

struct full { int level; int64_t n; struct hash root; };        /* a tile whose last hash has come */

struct walk {
        struct ctx *c;
        const char *origin;
        enum hash_kind hash;
        const char *const *vkeys;
        size_t n_vkeys;
        struct arena *mem;              /* emptied after every act */
        struct merkle tree;
        struct hash tile[TILE_LEVELS][TILE];
        struct full full[TILE_LEVELS];  /* by the newest leaf */
        int n_full;
        struct instant at;
        struct rows notes;              /* checkpoints in order of size, read alongside */
        bool note_there;
        struct journal_report *out;
};

__attribute__((format(printf, 3, 4)))
static bool bad(struct walk *w, int64_t seq, const char *fmt, ...)
{
        va_list ap;

        va_start(ap, fmt);
        w->out->what = text_make_v(w->c->mem, fmt, ap);
        va_end(ap);
        w->out->first_bad = seq;
        return refuse(&w->c->why, R_JOURNAL_BROKEN, NULL, "%s", w->out->what);
}

/* Erased values cannot be recomputed; every other field must be among the commitments and none may be left over. */
static bool body_of_erased(struct walk *w, const struct act *a, const char *body)
{
        struct act_text t;
        struct why why = { .mem = w->mem };
        size_t erased = 0, found = 0;

        if (!act_text_parse(w->mem, body, strlen(body), &t, &why))
                return bad(w, a->seq, "第 %lld 条：动作文本不合格式：%s", (long long)a->seq, why.detail);
        for (size_t i = 0; i < a->n; i++) {
                struct hash h;

                if (!a->fields[i].value) {
                        erased++;
                        continue;
                }
                h = act_commitment(w->hash, &a->fields[i]);
                for (size_t k = 0; k < t.n; k++)
                        found += hash_same(&h, &t.commitments[k]);
        }
        if (found + erased != a->n || t.n != a->n || t.seq != a->seq || t.at.ms != a->at.ms || strcmp(t.verb, a->verb) ||
            strcmp(t.subject.noun, a->subject.noun) || t.subject.id != a->subject.id || strcmp(t.origin, w->origin))
                return bad(w, a->seq, "第 %lld 条：字段与承诺不符", (long long)a->seq);
        return true;
}

static bool body_right(struct walk *w, const struct act *a, const char *body)
{
        for (size_t i = 0; i < a->n; i++)
                if (!a->fields[i].value)
                        return body_of_erased(w, a, body);
        if (strcmp(act_text_bytes(w->mem, w->hash, w->origin, a), body))
                return bad(w, a->seq, "第 %lld 条（%s）：内容与动作文本不符，有人改动过", (long long)a->seq, a->verb);
        return true;
}

static bool tile_right(struct walk *w, int level, int64_t n, const struct hash *root)
{
        struct rows r = db_ask(w->c->db, &w->c->why, &verify_tile, ARGS(I(level), I(n)));
        bool there = db_next(&r), same = false;

        if (there)
                same = db_bytes(&r, 0).n == sizeof w->tile[level] && !memcmp(db_bytes(&r, 0).p, w->tile[level], sizeof w->tile[level]) &&
                       db_bytes(&r, 1).n == sizeof *root && !memcmp(db_bytes(&r, 1).p, root, sizeof *root);
        if (!db_done(&r))
                return false;
        return same || bad(w, n << (8 * (level + 1)), "存证树第 %d 层第 %lld 块%s", level, (long long)n, there ? "与日志不符" : "缺失");
}

/* Every eighth level of the tree is a row of tiles: a node there is a hash of its tile and the root of the tile below. */
static void node_made(void *to, int level, int64_t index, const struct hash *h)
{
        struct walk *w = to;

        if (level % 8)
                return;
        w->tile[level / 8][index & (TILE - 1)] = *h;
        if (level)
                w->full[w->n_full++] = (struct full){ level / 8 - 1, index, *h };
}

static bool leaf_add(struct walk *w, const struct hash *leaf)
{
        w->n_full = 0;
        merkle_add(&w->tree, leaf, node_made, w);
        for (int i = 0; i < w->n_full; i++)
                if (!tile_right(w, w->full[i].level, w->full[i].n, &w->full[i].root))
                        return false;
        return true;
}

/* Checkpoints of the size the tree has now. */
static bool notes_right(struct walk *w)
{
        while (w->note_there && db_int(&w->notes, 0) == w->tree.size) {
                struct why why = { .mem = w->mem };
                struct hash root = merkle_root(&w->tree);
                struct checkpoint k;

                if (!checkpoint_open(&why, db_text(&w->notes, 1), w->vkeys, w->n_vkeys, &k))
                        return bad(w, w->tree.size, "第 %lld 条处的签名树头没有通过核验：%s", (long long)w->tree.size, why.detail);
                if (k.size != w->tree.size || strcmp(k.origin, w->origin) || k.hash != w->hash)
                        return bad(w, w->tree.size, "第 %lld 条处的签名树头不属于本日志", (long long)w->tree.size);
                if (!hash_same(&k.root, &root))
                        return bad(w, w->tree.size, "第 %lld 条以前的内容与当时签名的树头不符，历史被改写过", (long long)w->tree.size);
                w->out->checkpoints++;
                w->note_there = db_next(&w->notes);
        }
        return true;
}

static bool act_right(struct walk *w, const struct rows *r)
{
        struct act a;
        const char *body = db_text(r, 6);
        int64_t want = w->tree.size;
        struct hash leaf;

        if (db_int(r, 0) != want)
                return bad(w, want, "第 %lld 条缺失（下一条是第 %lld 条）", (long long)want, (long long)db_int(r, 0));
        if (!journal__act_row(w->mem, r, &a))
                return bad(w, want, "第 %lld 条：内容无法读取", (long long)want);
        if (a.at.ms < w->at.ms)
                return bad(w, want, "第 %lld 条：时间早于前一条", (long long)want);
        if (!body_right(w, &a, body))
                return false;
        leaf = merkle_leaf(w->hash, body, strlen(body));
        if (!leaf_add(w, &leaf))
                return false;
        w->at = a.at;
        return notes_right(w);
}

static bool acts_right(struct walk *w)
{
        struct rows r = db_ask_stream(w->c->db, &w->c->why, &verify_acts, ARGS());
        bool ok = true;

        while (ok && db_next(&r)) {
                arena_reset(w->mem);
                ok = act_right(w, &r);
        }
        return db_done(&r) && ok;
}

/* Nothing may speak of acts that are not there: the log was cut, or an old copy was put in its place. */
static bool nothing_beyond(struct walk *w)
{
        struct rows r;

        if (w->note_there)
                return bad(w, w->tree.size, "日志只有 %lld 条，但已签名的树头有 %lld 条：日志被截短，或被换成旧的副本",
                           (long long)w->tree.size, (long long)db_int(&w->notes, 0));
        r = db_ask_stream(w->c->db, &w->c->why, &verify_tiles, ARGS());
        while (db_next(&r))
                if ((db_int(&r, 1) + 1) << (8 * (db_int(&r, 0) + 1)) > w->tree.size) {
                        bad(w, w->tree.size, "存证树有第 %lld 条以后的节点：日志被截短", (long long)w->tree.size);
                        break;
                }
        return db_done(&r) && w->c->why.kind == WHY_NOTHING;
}

static bool walk(struct walk *w)
{
        bool ok;

        w->notes = db_ask(w->c->db, &w->c->why, &verify_notes, ARGS());
        w->note_there = db_next(&w->notes);
        ok = notes_right(w) && acts_right(w) && nothing_beyond(w);
        return db_done(&w->notes) && ok;
}

bool journal_verify(struct ctx *c, const char *const *vkeys, size_t n, struct journal_report *out)
{
        struct rows r = db_ask(c->db, &c->why, &verify_origin, ARGS());
        struct walk *w = TAKE(c->mem, struct walk);
        bool ok = db_next(&r) && hash_by_name(db_text(&r, 1), &w->hash);

        *out = (struct journal_report){ .first_bad = -1, .what = "" };
        if (ok)
                w->origin = db_text_in(c->mem, &r, 0);
        if (!db_done(&r) || !ok)
                return refuse(&c->why, R_SITE_MISSING, NULL, "%s", db_url(c->db));
        w->c = c;
        w->vkeys = vkeys;
        w->n_vkeys = n;
        w->tree.kind = w->hash;
        w->at.ms = INT64_MIN;
        w->out = out;
        w->mem = arena_new();
        ok = walk(w);
        out->acts = w->tree.size;
        out->root = merkle_root(&w->tree);
        arena_free(w->mem);
        return ok;
}
