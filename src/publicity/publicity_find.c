/* publicity_find.c - published decisions found: newest first, exactly, in bounded time.
 *
 * Tokens narrow (pub_index), newest first because the index's row number is the record's order_key; what tokens cannot decide - words of
 * more than two characters, amounts within a step - is looked up in the texts (pub_index_text).  The page's records are read last.  Pages go
 * on from the last key, never from an offset.
 * Must never hand to an engine anything a person typed but tokens between quotation marks.
 */
#include "publicity/publicity_plan.h"
#include "publicity/publicity_row.h"
#include <string.h>

#define CHUNK_FIRST 128         /* texts fetched at first where an engine fetches all it is asked for */
#define CHUNK_LATER 500
#define CHUNK_KEYS 64           /* texts fetched at once by their keys */
#define FEW 300                 /* so many that tokens have chosen are looked through at once, and counted */
#define SUMMED 120              /* looked through to know how many there are, once the page is full */
#define WALKED 2000             /* newest texts that are looked through on PostgreSQL for words that are common, before it asks the index */
#define VERIFIED 60             /* up to so many the total is verified text by text */

#define TEXT "order_key, fine, words"
#define T_KEY 0
#define T_FINE 1
#define T_WORDS 2
/* The tokens' index and no other: a subquery hides from the planner what it would guess wrong about a word, the sum hides the key's index. */
#define GIN_ONLY "tokens @@ (SELECT CAST($1 AS TSQUERY)) AND rowid + 0 >= $2 AND rowid + 0 < $3"
#define LITE_FOUND "SELECT " TEXT " FROM pub_index i CROSS JOIN pub_index_text ON order_key = i.rowid WHERE pub_index MATCH $1 AND i.rowid >= $2" \
        " AND i.rowid < $3 ORDER BY i.rowid DESC LIMIT $4 OFFSET $5"
#define PG_FOUND "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE " GIN_ONLY "), k AS MATERIALIZED (SELECT rowid FROM m ORDER BY rowid DESC LIMIT $4" \
        " OFFSET $5) SELECT " TEXT " FROM k JOIN pub_index_text ON order_key = k.rowid ORDER BY order_key DESC"

QUERY(find_newest, "SELECT " TEXT " FROM pub_index_text WHERE order_key >= $1 AND order_key < $2 ORDER BY order_key DESC LIMIT $3 OFFSET $4");
QUERY(find_newest_of, "SELECT t.order_key, t.fine, t.words FROM (SELECT order_key FROM pub_record WHERE order_key >= $1 AND order_key < $2 AND agency = $5"
        " ORDER BY order_key DESC LIMIT $3 OFFSET $4) AS k JOIN pub_index_text t ON t.order_key = k.order_key ORDER BY t.order_key DESC");
QUERY(find_newest_total, "SELECT COUNT(*) FROM (SELECT 1 FROM pub_record WHERE order_key >= $1 AND order_key < $2 LIMIT $3) AS few");
INDEX_QUERY(find_found, LITE_FOUND, PG_FOUND);
INDEX_QUERY(find_total, "SELECT COUNT(*) FROM (SELECT 1 FROM pub_index WHERE pub_index MATCH $1 AND rowid >= $2 AND rowid < $3 LIMIT $4)",
        "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE " GIN_ONLY " LIMIT $4) SELECT COUNT(*) FROM m");
INDEX_QUERY(find_keys, "SELECT rowid FROM pub_index WHERE pub_index MATCH $1 AND rowid >= $2 AND rowid < $3 ORDER BY rowid LIMIT $4",
        "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE " GIN_ONLY " LIMIT $4) SELECT rowid FROM m ORDER BY rowid");
/* $1: "[1,2,3]" */
#define BY_KEYS(columns, table, postgres) columns " FROM " table " WHERE order_key " postgres " ORDER BY order_key DESC"
#define LITE_KEYS "IN (SELECT value FROM json_each($1))"
#define PG_KEYS "= ANY (CAST(translate($1, '[]', '{}') AS BIGINT[]))"
INDEX_QUERY(find_records, BY_KEYS("SELECT " PUBLICATION_COLUMNS, "pub_record", LITE_KEYS), BY_KEYS("SELECT " PUBLICATION_COLUMNS, "pub_record", PG_KEYS));
INDEX_QUERY(find_texts, BY_KEYS("SELECT " TEXT, "pub_index_text", LITE_KEYS), BY_KEYS("SELECT " TEXT, "pub_index_text", PG_KEYS));

/* ---- asking ---- */

struct finder {
        struct ctx *c;
        struct plan plan;
        const char *match;                      /* the tokens that are asked now; "": none */
        bool whole, looks;                      /* they do not say everything; texts are looked through at all */
        int64_t before, skip, limit, looked;
        int64_t beyond, beyond_most;            /* found after the page was full, to know how many there are */
        bool known;                             /* out.total is that of all pages */
        int64_t *hits;                          /* keys of the page's records, out.n of them */
        struct publications out;
};

static void ask_with(struct finder *f, const char *match, bool whole)
{
        f->match = match;
        f->whole = whole;
        f->looks = whole || plan_looks(&f->plan);
}

static bool full(const struct finder *f)
{
        return f->beyond > 0;
}

static bool passes(const struct finder *f, const struct rows *r)
{
        return !f->looks || plan_passes(&f->plan, db_int(r, T_FINE), db_text(r, T_WORDS), f->whole);
}

/* One text, newest first.  False: enough. */
static bool row_take(struct finder *f, const struct rows *r)
{
        int64_t key = db_int(r, T_KEY);

        f->looked++;
        if (!passes(f, r))
                ;
        else if (f->looks && f->skip > 0)
                f->skip--;
        else if (f->out.n < (size_t)f->limit)
                f->hits[f->out.n++] = key;
        else if (!f->beyond++)
                f->out.next = f->before;
        f->before = key;
        return f->beyond < f->beyond_most;
}

/* Little is looked through for the sum alone. */
static bool looked_enough(const struct finder *f, int64_t most)
{
        return f->looks && f->looked >= (full(f) && SUMMED < most ? SUMMED : most);
}

static struct rows piece_ask(struct finder *f, int64_t limit)
{
        const char *agency = f->plan.agency;
        int64_t offset = f->looks ? 0 : f->skip;

        if (!f->looks)
                f->skip = 0;
        if (*f->match)
                return db_ask(f->c->db, &f->c->why, &find_found, ARGS(T(f->match), I(f->plan.from), I(f->before), I(limit), I(offset)));
        if (*agency)
                return db_ask(f->c->db, &f->c->why, &find_newest_of, ARGS(I(f->plan.from), I(f->before), I(limit), I(offset), T(agency)));
        return db_ask(f->c->db, &f->c->why, &find_newest, ARGS(I(f->plan.from), I(f->before), I(limit), I(offset)));
}

static bool piece_take(struct finder *f, int64_t limit, int64_t most, int64_t *got)
{
        struct rows r = piece_ask(f, limit);

        for (*got = 0; db_next(&r);) {
                ++*got;
                if (!row_take(f, &r) || looked_enough(f, most))
                        break;
        }
        return db_done(&r);
}

/* ---- many: piece by piece from the newest ---- */

enum end { END_ENOUGH, END_ALL, END_MOST };

static bool pieces_take(struct finder *f, int64_t most, enum end *end)
{
        bool whole_pieces = f->looks && f->plan.postgres;       /* SQLite gives row by row, as many as are taken */
        int64_t limit = !f->looks ? f->limit + 1 : whole_pieces ? CHUNK_FIRST : most, got;

        for (;; limit = *f->match ? most : CHUNK_LATER) {       /* GIN would gather the same hits again for each piece */
                if (!piece_take(f, limit, most, &got))
                        return false;
                *end = f->beyond >= f->beyond_most ? END_ENOUGH : looked_enough(f, most) ? END_MOST : END_ALL;
                if (*end != END_ALL || got < limit)
                        return true;
        }
}

/* ---- few: all are known at once ---- */

static bool keys_ask(struct finder *f, int64_t most, int64_t *at, int64_t *n)
{
        struct rows r = db_ask(f->c->db, &f->c->why, &find_keys, ARGS(T(f->match), I(f->plan.from), I(f->plan.to), I(most + 1)));

        for (*n = 0; db_next(&r);)
                at[(*n)++] = db_int(&r, 0);
        return db_done(&r);
}

static struct rows by_keys(struct finder *f, struct query *q, const int64_t *at, int64_t n)
{
        struct buffer b = { .mem = f->c->mem };

        for (int64_t i = 0; i < n; i++)
                buffer_make(&b, "%s%lld", i ? "," : "[", (long long)at[i]);
        buffer_text(&b, n ? "]" : "[]");
        return db_ask(f->c->db, &f->c->why, q, ARGS(T(buffer_done(&b))));
}

/* Nothing to be looked up in texts.  at: oldest first. */
static void page_take(struct finder *f, const int64_t *at, int64_t n)
{
        f->out.total = n;
        while (n && at[n - 1] >= f->before)
                n--;
        n -= f->skip < n ? f->skip : n;
        while (n && f->out.n < (size_t)f->limit)
                f->hits[f->out.n++] = at[--n];
        f->out.next = n ? at[n] : 0;
}

/* Newest first; those of earlier pages are counted only. */
static bool few_row(struct finder *f, const struct rows *r, int64_t *last)
{
        int64_t key = db_int(r, T_KEY);

        if (!passes(f, r))
                return true;
        f->out.total++;
        if (key >= f->before || f->skip-- > 0)
                return true;
        if (f->out.n < (size_t)f->limit)
                f->hits[f->out.n++] = key;
        else if (!f->out.next)
                f->out.next = *last;
        *last = key;
        return true;
}

static bool few_take(struct finder *f, const int64_t *at, int64_t n)
{
        int64_t last = 0;

        f->out.total = 0;
        for (int64_t from; n; n = from) {
                struct rows r;

                from = n > CHUNK_KEYS ? n - CHUNK_KEYS : 0;
                r = by_keys(f, &find_texts, at + from, n - from);
                while (db_next(&r) && few_row(f, &r, &last))
                        continue;
                if (!db_done(&r))
                        return false;
        }
        return true;
}

static int64_t most_counted(const struct plan *p)
{
        return p->n_needs > 1 || p->negative.n ? PUBLICATIONS_COUNTED_TOGETHER : PUBLICATIONS_COUNTED;
}

/* Going through the index is what costs, and backwards and in many parts more so.  So it is read once, oldest first and for the rare tokens
 * only, until there are too many to be few.  If they are few, the page and the sum are known. */
static bool few(struct finder *f, bool *done)
{
        bool left = plan_left_out(&f->plan);
        int64_t most, n, *at;

        ask_with(f, left ? f->plan.rare.p : plan_match(&f->plan), left);
        most = f->looks ? FEW : most_counted(&f->plan);
        at = TAKE_N(f->c->mem, int64_t, most + 1);
        if (!keys_ask(f, most, at, &n))
                return false;
        *done = n <= most;
        if (*done && f->looks && !few_take(f, at, n))
                return false;
        if (*done && !f->looks)
                page_take(f, at, n);
        f->known = *done || !f->looks;
        if (f->known) {
                f->out.total = *done ? f->out.total : most;
                f->out.counted = *done ? COUNTED_EXACTLY : COUNTED_TO_LIMIT;
        }
        return true;
}

/* What must be looked through where there are many, and so to be counted: what no token decides; what must be absent, for an index goes through
 * all that has the word to find those that lack the other; on PostgreSQL also what common tokens would decide. */
static bool seen_only(const struct plan *p)
{
        return plan_looks(p) || p->negative.n || (p->postgres && plan_left_out(p));
}

/* PostgreSQL's index gives its hits in no order, so of a common word all would be gathered to show twenty: the newest texts are read first.
 * SQLite's is in order and stops where the page is full, however common a word. */
static bool walk(struct finder *f, enum end *end)
{
        *end = END_MOST;
        if (!f->plan.postgres || f->plan.n_rare || !plan_left_out(&f->plan))
                return true;
        ask_with(f, "", true);
        return pieces_take(f, WALKED, end);
}

static bool many(struct finder *f)
{
        const struct plan *p = &f->plan;
        enum end end;

        if (!walk(f, &end))
                return false;
        if (end == END_MOST && !full(f)) {
                ask_with(f, p->postgres && p->n_rare ? p->rare.p : p->positive.n ? p->positive.p : "", seen_only(p));
                if (!pieces_take(f, f->looked + PUBLICATIONS_LOOKED, &end))
                        return false;
        }
        f->out.short_of = end == END_MOST && !full(f);
        if (end == END_ALL && !f->known)
                f->out.counted = COUNTED_EXACTLY;
        return true;
}

static bool page_read(struct finder *f)
{
        struct rows r = by_keys(f, &find_records, f->hits, (int64_t)f->out.n);
        size_t n = 0;

        while (db_next(&r) && n < f->out.n)
                publication__of(f->c->mem, &r, &f->out.at[n++]);
        f->out.n = n;
        return db_done(&r);
}

static bool finder_run(struct finder *f)
{
        bool done = f->plan.none;

        f->out.counted = done ? COUNTED_EXACTLY : COUNTED_TO_LIMIT;
        f->known = done;
        if (!done && f->plan.n_rare && !few(f, &done))
                return false;
        if (!done && !many(f))
                return false;
        f->out.total = f->known ? f->out.total : (int64_t)f->out.n + f->beyond;
        f->out.next = f->out.short_of ? f->before : f->out.next;
        return !f->out.n || page_read(f);
}

/* *known: total is of all pages; otherwise of what was seen from `before` on, and counted exactly if that was everything. */
static bool find(struct ctx *c, const struct publication_wish *w, struct publications *out, bool *known)
{
        struct finder f = { .c = c, .plan = plan_make(c, w), .skip = w->skip, .limit = w->limit > 0 ? w->limit : 1 };

        f.before = w->before > 0 && w->before < f.plan.to ? w->before : f.plan.to;
        f.beyond_most = seen_only(&f.plan) && !w->count_most && f.limit < VERIFIED ? VERIFIED + 1 - f.limit : 1;
        f.out.at = TAKE_N(c->mem, struct publication, f.limit);
        f.hits = TAKE_N(c->mem, int64_t, f.limit);
        if (!finder_run(&f))
                return false;
        *known = f.known && (!w->count_most || f.out.counted == COUNTED_EXACTLY);
        *out = f.out;
        return true;
}

/* ---- how many ---- */

static bool index_count(struct ctx *c, const struct plan *p, int64_t before, int64_t most, struct publications *out)
{
        const char *match = plan_match(p);
        int64_t n;
        bool ok = *match ? db_one_int(c->db, &c->why, &find_total, ARGS(T(match), I(p->from), I(before), I(most + 1)), 0, &n)
                         : db_one_int(c->db, &c->why, &find_newest_total, ARGS(I(p->from), I(before), I(most + 1)), 0, &n);

        if (!ok)
                return false;
        out->counted = n > most ? COUNTED_TO_LIMIT : COUNTED_EXACTLY;
        out->total = n > most ? most : n;
        return true;
}

/* Looked through one by one, from the newest on, as far as it goes. */
static bool seen(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        struct publication_wish all = *w;
        struct publications l;
        bool known;

        all.before = all.skip = 0;
        if (!find(c, &all, &l, &known))
                return false;
        out->counted = l.counted;
        out->total = l.total;
        return true;
}

/* For lists by page number: what tokens let through, of which a few may lack the word; few are looked through. */
static bool listed(struct ctx *c, const struct publication_wish *w, const struct plan *p, struct publications *out)
{
        struct publication_wish all = *w;

        if (!index_count(c, p, p->to, w->count_most, out))
                return false;
        all.limit = VERIFIED;
        if (plan_looks(p) && out->total <= VERIFIED)
                return seen(c, &all, out);
        out->counted = plan_looks(p) && out->counted == COUNTED_EXACTLY ? COUNTED_ABOUT : out->counted;
        return true;
}

bool publications_total(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        struct plan p = plan_make(c, w);

        if (p.none) {
                out->total = 0;
                out->counted = COUNTED_EXACTLY;
                return true;
        }
        if (w->count_most)
                return listed(c, w, &p, out);
        return seen_only(&p) ? seen(c, w, out) : index_count(c, &p, p.to, most_counted(&p), out);
}

/* A first page has seen its own; the rest is counted from its end on. */
static bool rest_total(struct ctx *c, const struct publication_wish *w, struct publications *l)
{
        struct plan p = plan_make(c, w);
        struct publications rest = *l;

        if (seen_only(&p) || !l->next)
                return true;
        if (!index_count(c, &p, l->next, most_counted(&p) - (int64_t)l->n, &rest))
                return false;
        l->total = (int64_t)l->n + rest.total;
        l->counted = rest.counted;
        return true;
}

bool publications_find(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        bool first = !w->before && !w->skip, known;
        struct publications l;

        if (!find(c, w, &l, &known))
                return false;
        if (known)
                ;
        else if (first && (!w->count_most || !l.next) ? !rest_total(c, w, &l) : !publications_total(c, w, &l))
                return false;
        *out = l;
        return true;
}

bool publication_reads(struct arena *mem, const struct publication *p, const char *typed)
{
        const char *const rest[] = { p->title, p->cause, p->agency_name, p->facts, p->basis, p->result };
        const char *words = index_words(mem, &(struct index_source){ .number = p->number, .party = p->party, .fine = -1,
                                                                     .rest = rest, .n_rest = sizeof rest / sizeof *rest });
        struct index_query q = index_query_read(mem, typed);

        for (size_t i = 0; i < q.n; i++)
                if (index_contains(words, INDEX_ANY, q.terms[i].text) == q.terms[i].minus)
                        return false;
        return true;
}
