/* index_write.c - the search index is kept with its records, in their transaction, and compared with them.
 * Called by apply functions: reads nothing, decides nothing.  Must never put a word into the index that does not stand in the record. */
#include "publicity/index.h"
#include "publicity/publicity.h"
#include <string.h>

/* FTS5 takes a text out by the same text; the row still has it. */
QUERY(index_there, "UPDATE pub_record SET state = state WHERE id = $1");
INDEX_QUERY(index_take_out, "INSERT INTO pub_index (pub_index, rowid, tokens) SELECT 'delete', order_key, search_tokens(words) FROM pub_record"
        " WHERE id = $1", "DELETE FROM pub_index WHERE rowid = (SELECT order_key FROM pub_record WHERE id = $1)");
/* VALUES and not SELECT: a statement that could write several rows makes FTS5 write out what it has gathered so far, each time. */
INDEX_QUERY(index_put_in, "INSERT INTO pub_index (rowid, tokens) VALUES ((SELECT order_key FROM pub_record WHERE id = $1), $2)",
        "INSERT INTO pub_index (rowid, tokens) SELECT order_key, CAST(CAST($2 AS TEXT) AS TSVECTOR) FROM pub_record WHERE id = $1");
#define TEXT_PUT "INSERT INTO pub_index_text (order_key, fine, words) SELECT order_key, COALESCE(fine, -1), words FROM pub_record WHERE id = $1"
#define TEXT_DROP "DELETE FROM pub_index_text WHERE order_key = (SELECT order_key FROM pub_record WHERE id = $1)"
INDEX_QUERY(index_text_put, TEXT_PUT, TEXT_PUT);
INDEX_QUERY(index_text_drop, TEXT_DROP, TEXT_DROP);
#define TEXT_EMPTY "DELETE FROM pub_index_text"
INDEX_QUERY(index_text_empty, TEXT_EMPTY, TEXT_EMPTY);
/* What was taken out lies in older pages of an FTS5 index until these are merged; PostgreSQL's vacuum does that by itself. */
INDEX_QUERY(index_merge, "INSERT INTO pub_index (pub_index, rank) VALUES ('merge', -2000)", "SELECT 1");
/* Segments of an FTS5 index, two of a size into one: every segment costs each search its own seek and its own cursor. */
INDEX_QUERY(index_piece, "INSERT INTO pub_index (pub_index, rank) VALUES ('merge', 100)", "SELECT 1");
INDEX_QUERY(index_changes, "SELECT total_changes()", "SELECT 0");
INDEX_QUERY(index_empty, "INSERT INTO pub_index (pub_index) VALUES ('delete-all')", "DELETE FROM pub_index");
INDEX_QUERY(index_pairs, "SELECT term, doc FROM pub_index_terms", "SELECT t.lexeme, i.rowid FROM pub_index i, unnest(i.tokens) AS t");
QUERY(index_texts_wrong, "SELECT (SELECT COUNT(*) FROM pub_record) - (SELECT COUNT(*) FROM pub_record r JOIN pub_index_text t ON"
        " t.order_key = r.order_key AND t.fine = COALESCE(r.fine, -1) AND t.words = r.words) + (SELECT COUNT(*) FROM pub_index_text t LEFT JOIN"
        " pub_record r ON r.order_key = t.order_key WHERE r.id IS NULL)");
QUERY(index_texts, "SELECT id, order_key, words FROM pub_record ORDER BY order_key");

bool index_put(struct db_write *w, int64_t id, const char *words)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &index_put_in, ARGS(I(id), T(index_tokens(mem, words)))) && db_run(w, &index_text_put, ARGS(I(id)));

        arena_free(mem);
        return ok;
}

bool index_drop(struct db_write *w, int64_t id)
{
        int64_t there = 1;

        if (!db_is_postgres(db_reader(w)) && !db_run_count(w, &index_there, ARGS(I(id)), &there))
                return false;
        return !there || (db_run(w, &index_take_out, ARGS(I(id))) && db_run(w, &index_text_drop, ARGS(I(id))));
}

bool index_forget(struct db_write *w)
{
        return db_is_postgres(db_reader(w)) || db_run(w, &index_merge, ARGS());
}

bool index_clear(struct db_write *w)
{
        return db_run(w, &index_empty, ARGS()) && db_run(w, &index_text_empty, ARGS());
}

/* ---- comparing: a sum over all pairs of token and record, in whatever order an engine has them ---- */

struct pairs { uint64_t sum; int64_t n; };

static uint64_t mixed(uint64_t x)
{
        x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
        return x ^ x >> 31;
}

static void pair_add(struct pairs *p, const char *token, size_t n, int64_t key)
{
        uint64_t h = UINT64_C(0xcbf29ce484222325);

        for (size_t i = 0; i < n; i++)
                h = (h ^ (unsigned char)token[i]) * UINT64_C(0x100000001b3);
        p->sum += mixed(h ^ mixed((uint64_t)key));
        p->n++;
}

/* 'ab' 'cd' */
static void tokens_add(struct pairs *p, const char *tokens, int64_t key)
{
        while (*tokens == '\'') {
                size_t n = strcspn(tokens + 1, "'");

                pair_add(p, tokens + 1, n, key);
                tokens += n + 2;
                tokens += *tokens == ' ';
        }
}

static bool pairs_should(struct ctx *c, struct pairs *out, int64_t *records)
{
        struct rows r = db_ask_stream(c->db, &c->why, &index_texts, ARGS());
        struct arena *mem = arena_new();

        for (*records = 0; db_next(&r); (*records)++) {
                arena_reset(mem);
                tokens_add(out, index_tokens(mem, db_text(&r, 2)), db_int(&r, 1));
        }
        arena_free(mem);
        return db_done(&r);
}

static bool pairs_are(struct ctx *c, struct pairs *out)
{
        struct rows r = db_ask_stream(c->db, &c->why, &index_pairs, ARGS());

        while (db_next(&r)) {
                const char *token = db_text(&r, 0);

                pair_add(out, token, strlen(token), db_int(&r, 1));
        }
        return db_done(&r);
}

bool index_compare(struct ctx *c, int64_t *records, const char **why_not)
{
        struct pairs is = { 0 }, should = { 0 };
        int64_t wrong;

        if (!pairs_should(c, &should, records) || !pairs_are(c, &is) || !db_one_int(c->db, &c->why, &index_texts_wrong, ARGS(), 0, &wrong))
                return false;
        if (wrong)
                *why_not = text_make(c->mem, "检索用的文本 pub_index_text 有 %lld 条与公示记录不同", (long long)wrong);
        else if (is.n != should.n)
                *why_not = text_make(c->mem, "索引中有 %lld 个词，按公示记录应有 %lld 个", (long long)is.n, (long long)should.n);
        else
                *why_not = is.sum == should.sum ? "" : "索引中的词与公示记录不同";
        return true;
}

bool index_make(struct db_write *w, struct ctx *c, int64_t *records)
{
        struct rows r;
        bool ok = index_clear(w);

        r = db_ask_stream(db_reader(w), &c->why, &index_texts, ARGS());
        for (*records = 0; ok && db_next(&r); (*records)++)
                ok = index_put(w, db_int(&r, 0), db_text(&r, 2));
        return db_done(&r) && ok;
}

bool index_tidy(struct db_write *w, bool *more)
{
        struct db *db = db_reader(w);
        int64_t before = 0, after = 0;
        bool ok = db_one_int(db, db_why(w), &index_changes, ARGS(), 0, &before) && db_run(w, &index_piece, ARGS()) &&
                  db_one_int(db, db_why(w), &index_changes, ARGS(), 0, &after);

        *more = ok && after - before > 1;
        return ok;
}

const struct derived publicity_index = { "pub_index", index_clear, index_compare, index_tidy };
