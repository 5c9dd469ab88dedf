/* publicity_find.c - published decisions found: newest first, exactly, in bounded time.
 *
 * Tokens narrow (pub_index), newest first because the index's row number is the record's order_key; what tokens cannot decide - words of
 * several tokens, amounts within a step - is looked up in each record's text.  Pages go on from the last key, never from an offset.
 * Must never hand to an engine anything a person typed but tokens between quotation marks.
 */
#include "publicity/index.h"
#include "publicity/publicity_row.h"
#include <string.h>

#define CHECKS_MAX (3 * INDEX_TERMS)      /* anywhere, in the number, in the party */
#define CHUNK_FIRST 128         /* records fetched at first, and at once later, where texts must be looked through */
#define CHUNK_LATER 500
#define SUMMED 120              /* looked through to know how many there are, once the page is full */
#define WALKED 400              /* newest index rows that PostgreSQL looks through before it asks the whole index */
#define WALKS 5
#define WALKED_COMMON 20        /* more found on one walk: a word too common to be counted in the whole index ... */
#define WALKED_ON 4             /* ... and where a page was filled by walking */
#define VERIFIED 60             /* up to so many the total is verified text by text */

#define COLUMNS PUBLICATION_COLUMNS ", words"
/* The tokens' index and no other: a subquery hides from the planner what it would guess wrong about a word, the sum hides the key's index. */
#define GIN_ONLY "tokens @@ (SELECT CAST($1 AS TSQUERY)) AND rowid + 0 >= $2 AND rowid + 0 < $3"
#define PG_FOUND " SELECT " COLUMNS " FROM k JOIN pub_record ON order_key = k.rowid ORDER BY order_key DESC"
#define LITE_FOUND "SELECT " COLUMNS " FROM pub_index i CROSS JOIN pub_record r ON r.order_key = i.rowid WHERE pub_index MATCH $1 AND i.rowid >= $2" \
        " AND i.rowid < $3 ORDER BY i.rowid DESC LIMIT $4 OFFSET $5"

QUERY(find_newest, "SELECT " COLUMNS " FROM pub_record WHERE order_key >= $1 AND order_key < $2 ORDER BY order_key DESC LIMIT $3 OFFSET $4");
QUERY(find_newest_total, "SELECT COUNT(*) FROM (SELECT 1 FROM pub_record WHERE order_key >= $1 AND order_key < $2 LIMIT $3) AS few");
INDEX_QUERY(find_found, LITE_FOUND, "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE " GIN_ONLY "), k AS (SELECT rowid FROM m ORDER BY rowid DESC LIMIT $4 OFFSET $5)" PG_FOUND);
/* The planner cannot know how common a word is.  Common ones are met at once on a walk from the newest; for those that are not, the walk
 * was short and the index is asked. */
INDEX_QUERY(find_walking, LITE_FOUND, "WITH k AS (SELECT rowid FROM (SELECT rowid, tokens FROM pub_index WHERE rowid >= $2 AND rowid < $3"
        " ORDER BY rowid DESC LIMIT $5) walk WHERE tokens @@ CAST($1 AS TSQUERY) ORDER BY rowid DESC LIMIT $4)" PG_FOUND);
INDEX_QUERY(find_total, "SELECT COUNT(*) FROM (SELECT 1 FROM pub_index WHERE pub_index MATCH $1 AND rowid >= $2 AND rowid < $3 LIMIT $4)",
        "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE " GIN_ONLY " LIMIT $4) SELECT COUNT(*) FROM m");
INDEX_QUERY(find_keys, "SELECT rowid FROM pub_index WHERE pub_index MATCH $1 AND rowid >= $2 AND rowid < $3 ORDER BY rowid LIMIT $4",
        "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE " GIN_ONLY " LIMIT $4) SELECT rowid FROM m ORDER BY rowid");
QUERY(find_key, "SELECT " COLUMNS " FROM pub_record WHERE order_key = $1");
INDEX_QUERY(find_walk_total, "SELECT COUNT(*), 0 FROM pub_index WHERE pub_index MATCH $1 AND rowid >= $2 AND rowid < $3 AND $4 > 0",
        "SELECT COUNT(*) FILTER (WHERE tokens @@ CAST($1 AS TSQUERY)), COUNT(*) FROM (SELECT tokens FROM pub_index WHERE rowid >= $2 AND rowid < $3"
        " ORDER BY rowid DESC LIMIT $4) walk");

/* ---- what to ask ---- */

struct check { const char *text; enum index_field field; bool minus; };

struct plan {
        struct arena *mem;
        bool postgres;
        struct buffer positive, negative;       /* tokens in the engine's own words; both empty: every record */
        struct check checks[CHECKS_MAX];
        size_t n_checks, n_needs;
        int64_t from, to, fine_from, fine_to;
        bool none;                              /* a word is wanted and not wanted */
};

/* 'ab' as it stands in the index; FTS5 wants "ab".  No token has a quotation mark or a backslash in it. */
static const char *quoted(const struct plan *p, const char *token)
{
        char *s;

        if (p->postgres)
                return token;
        s = text_copy(p->mem, token);
        s[0] = s[strlen(s) - 1] = '"';
        return s;
}

static void need(struct plan *p, const char *expression)
{
        p->n_needs++;
        buffer_make(&p->positive, "%s%s", p->positive.n ? p->postgres ? " & " : " AND " : "", expression);
}

static void avoid(struct plan *p, const char *token)
{
        buffer_make(&p->negative, "%s%s", p->postgres ? " & !" : " NOT ", quoted(p, token));
}

static void term_plan(struct plan *p, const struct index_term *t, enum index_field f)
{
        static const char *const prefixes[] = { [INDEX_ANY] = "", [INDEX_NUMBER] = "@n", [INDEX_PARTY] = "@p" };
        const char *const *token;
        bool exact;
        size_t n = index_word_tokens(p->mem, prefixes[f], t->text, &token, &exact);

        for (size_t i = 0; i < n && !t->minus; i++)
                need(p, quoted(p, token[i]));
        if (t->minus && exact)
                avoid(p, token[0]);
        if (!exact)
                p->checks[p->n_checks++] = (struct check){ t->text, f, t->minus };
}

/* "垃圾 -垃圾" wants what cannot be: engines would go through every record to find that out. */
static bool contradicts(const struct index_query *q)
{
        for (size_t i = 0; i < q->n; i++)
                for (size_t k = 0; k < q->n && !q->terms[i].minus; k++)
                        if (q->terms[k].minus && strstr(q->terms[i].text, q->terms[k].text))
                                return true;
        return false;
}

static void words_plan(struct plan *p, const char *typed, enum index_field f)
{
        struct index_query q = index_query_read(p->mem, typed ? typed : "");

        p->none = p->none || contradicts(&q);
        for (size_t i = 0; i < q.n; i++)
                term_plan(p, &q.terms[i], f);
}

static void facet_plan(struct plan *p, const char *name, const char *value)
{
        const char *words;

        if (text_empty(value))
                return;
        words = index_words(p->mem, &(struct index_source){ .kind = !strcmp(name, "kind") ? value : "", .agency = !strcmp(name, "agency") ? value : "",
                .item = !strcmp(name, "item") ? value : "", .state = !strcmp(name, "state") ? value : "", .number = "", .party = "", .fine = -1 });
        words = text_copy_n(p->mem, words, strcspn(words, "\n"));
        need(p, quoted(p, text_make(p->mem, "'%s'", words + strlen("@all "))));
}

/* Steps that amounts between the bounds may have: one of them must stand there. */
static void fine_plan(struct plan *p)
{
        struct buffer b = { .mem = p->mem };
        int last = p->fine_to > 0 ? index_fine_step(p->fine_to) : 60;

        if (p->fine_from <= 0 && p->fine_to <= 0)
                return;
        for (int step = index_fine_step(p->fine_from); step <= last; step++)
                buffer_make(&b, "%s%s", b.n ? p->postgres ? " | " : " OR " : "(", quoted(p, text_make(p->mem, "'@fine=%d'", step)));
        buffer_text(&b, b.n ? ")" : "");
        need(p, b.n ? buffer_done(&b) : quoted(p, "'@fine=none'"));
}

static struct plan plan_make(struct ctx *c, const struct publication_wish *w)
{
        struct publication_bounds b = publication__bounds(w->from, w->to);
        struct plan p = { .mem = c->mem, .postgres = db_is_postgres(c->db), .positive = { .mem = c->mem }, .negative = { .mem = c->mem },
                          .from = b.from, .to = b.to, .fine_from = w->fine_from, .fine_to = w->fine_to };

        words_plan(&p, w->words, INDEX_ANY);
        words_plan(&p, w->number, INDEX_NUMBER);
        words_plan(&p, w->party, INDEX_PARTY);
        facet_plan(&p, "agency", w->agency);
        facet_plan(&p, "item", w->item);
        facet_plan(&p, "kind", w->kind);
        facet_plan(&p, "state", w->state);
        fine_plan(&p);
        if (p.negative.n && !p.positive.n)
                need(&p, quoted(&p, "'@all'"));
        return p;
}

static bool looks(const struct plan *p)
{
        return p->n_checks || p->fine_from > 0 || p->fine_to > 0;
}

/* "" : no tokens. */
static const char *match_of(const struct plan *p)
{
        return p->positive.n ? text_make(p->mem, "%s%s", p->positive.p, p->negative.n ? p->negative.p : "") : "";
}

static bool passes(const struct plan *p, const struct rows *r)
{
        const char *words = db_text(r, PUBLICATION_COLUMNS_N);
        int64_t fine = db_null(r, PUBLICATION_FINE) ? -1 : db_int(r, PUBLICATION_FINE);

        for (size_t i = 0; i < p->n_checks; i++)
                if (index_contains(words, p->checks[i].field, p->checks[i].text) == p->checks[i].minus)
                        return false;
        return (p->fine_from <= 0 || fine >= p->fine_from) && (p->fine_to <= 0 || (fine >= 0 && fine <= p->fine_to));
}

/* ---- asking ---- */

struct finder {
        struct ctx *c;
        struct plan plan;
        const char *match;                      /* "": none */
        bool looks;
        int64_t before, skip, limit, looked;
        int64_t beyond, beyond_most;            /* found after the page was full, to know how many there are */
        int64_t few_most;                       /* keys looked up at once, oldest first */
        bool known;                             /* out.total is that of all pages */
        struct publications out;
};

static bool full(const struct finder *f)
{
        return f->beyond > 0;
}

/* One record, newest first.  False: enough. */
static bool row_take(struct finder *f, const struct rows *r)
{
        f->looked++;
        if (f->looks && !passes(&f->plan, r))
                ;
        else if (f->looks && f->skip > 0)
                f->skip--;
        else if (f->out.n < (size_t)f->limit)
                publication__of(f->c->mem, r, &f->out.at[f->out.n++]);
        else if (!f->beyond++)
                f->out.next = f->before;
        f->before = db_int(r, PUBLICATION_KEY);
        return f->beyond < f->beyond_most;
}

/* Little is looked through for the sum alone. */
static bool looked_enough(const struct finder *f)
{
        return f->looks && f->looked >= (full(f) ? SUMMED : PUBLICATIONS_LOOKED);
}

static struct rows piece_ask(struct finder *f, struct query *q, int64_t limit)
{
        int64_t offset = f->looks ? 0 : f->skip;

        if (!f->looks)
                f->skip = 0;
        if (!*f->match)
                return db_ask(f->c->db, &f->c->why, &find_newest, ARGS(I(f->plan.from), I(f->before), I(limit), I(offset)));
        return db_ask(f->c->db, &f->c->why, q, ARGS(T(f->match), I(f->plan.from), I(f->before), I(limit), I(q == &find_walking ? WALKED : offset)));
}

static bool piece_take(struct finder *f, struct query *q, int64_t limit, int64_t *got)
{
        struct rows r = piece_ask(f, q, limit);

        for (*got = 0; db_next(&r);) {
                ++*got;
                if (!row_take(f, &r) || looked_enough(f))
                        break;
        }
        return db_done(&r);
}

/* ---- many: piece by piece from the newest ---- */

static bool pieces_take(struct finder *f)
{
        int64_t limit = !f->looks ? f->limit + 1 : f->plan.postgres ? CHUNK_FIRST : PUBLICATIONS_LOOKED, got;

        for (;; limit = f->looks ? CHUNK_LATER : limit) {
                if (!piece_take(f, &find_found, limit, &got))
                        return false;
                if (f->beyond >= f->beyond_most)
                        return true;
                if (looked_enough(f)) {
                        f->out.short_of = !full(f);
                        return true;
                }
                if (got < limit) {
                        f->out.counted = f->known ? f->out.counted : COUNTED_EXACTLY;
                        return true;
                }
        }
}

/* PostgreSQL: common words are met at once, or on the next walks.  *done: they were. */
static bool walk_take(struct finder *f, bool *done)
{
        int64_t limit = f->looks ? CHUNK_FIRST : f->limit + 1, got;

        if (!f->plan.postgres || !*f->match || (!f->looks && f->skip))
                return true;
        for (int walks = 0; walks < WALKS; walks++) {
                if (!piece_take(f, &find_walking, limit, &got))
                        return false;
                *done = f->beyond >= f->beyond_most || (full(f) && looked_enough(f));
                if (*done || looked_enough(f) || got * 4 < limit)
                        break;
        }
        return true;
}

/* ---- few: all are known at once ---- */

static bool few_ask(struct finder *f, int64_t *at, int64_t *n)
{
        struct rows r = db_ask(f->c->db, &f->c->why, &find_keys, ARGS(T(f->match), I(f->plan.from), I(f->plan.to), I(f->few_most + 1)));

        for (*n = 0; db_next(&r);)
                at[(*n)++] = db_int(&r, 0);
        return db_done(&r);
}

static bool few_take(struct finder *f, const int64_t *at, int64_t n)
{
        int64_t before = f->before;

        for (; n && f->beyond < f->beyond_most && (!full(f) || !looked_enough(f)); n--) {
                struct rows r;

                if (at[n - 1] >= before || (!f->looks && f->skip-- > 0))
                        continue;
                r = db_ask(f->c->db, &f->c->why, &find_key, ARGS(I(at[n - 1])));
                if (db_next(&r))
                        row_take(f, &r);
                if (!db_done(&r))
                        return false;
        }
        f->out.counted = n || f->beyond >= f->beyond_most ? COUNTED_TO_LIMIT : COUNTED_EXACTLY;
        return true;
}

/* Going through the index is what costs, and backwards and in many parts more so.  So it is read once, oldest first, until there are too
 * many to be few.  If they are few, the page and the sum are known. */
static bool few(struct finder *f, bool *done)
{
        int64_t *at = TAKE_N(f->c->mem, int64_t, f->few_most + 1), n;

        if (!few_ask(f, at, &n))
                return false;
        *done = n <= f->few_most;
        if (*done && !few_take(f, at, n))
                return false;
        f->known = !f->looks;
        if (f->known) {
                f->out.total = *done ? n : f->few_most;
                f->out.counted = *done ? COUNTED_EXACTLY : COUNTED_TO_LIMIT;
        }
        return true;
}

static bool finder_run(struct finder *f)
{
        bool done = f->plan.none;

        f->out.counted = done ? COUNTED_EXACTLY : COUNTED_TO_LIMIT;
        if (!done && !walk_take(f, &done))
                return false;
        if (!done && *f->match && !few(f, &done))
                return false;
        if (!done && !pieces_take(f))
                return false;
        f->out.total = f->known ? f->out.total : (int64_t)f->out.n + f->beyond;
        f->out.next = f->out.short_of ? f->before : f->out.next;
        return true;
}

static int64_t most_counted(const struct plan *p)
{
        return p->n_needs > 1 || p->negative.n ? PUBLICATIONS_COUNTED_TOGETHER : PUBLICATIONS_COUNTED;
}

/* *known: total is of all pages; otherwise of what was seen from `before` on, and counted exactly if that was everything. */
static bool find(struct ctx *c, const struct publication_wish *w, struct publications *out, bool *known)
{
        struct finder f = { .c = c, .plan = plan_make(c, w), .skip = w->skip, .limit = w->limit > 0 ? w->limit : 1 };

        f.match = match_of(&f.plan);
        f.looks = looks(&f.plan);
        f.few_most = !f.looks ? most_counted(&f.plan) : f.plan.postgres ? CHUNK_FIRST : CHUNK_LATER;
        f.before = w->before > 0 && w->before < f.plan.to ? w->before : f.plan.to;
        f.beyond_most = f.looks && !w->count_most && f.limit < VERIFIED ? VERIFIED + 1 - f.limit : 1;
        f.out.at = TAKE_N(c->mem, struct publication, f.limit);
        if (!finder_run(&f))
                return false;
        *known = f.known && (!w->count_most || f.out.counted == COUNTED_EXACTLY);
        *out = f.out;
        return true;
}

/* ---- how many ---- */

/* Among the newest index rows only: what a word is that a page was full of. */
static bool walk_count(struct ctx *c, const struct plan *p, int64_t before, struct publications *out)
{
        struct rows r = db_ask(c->db, &c->why, &find_walk_total, ARGS(T(match_of(p)), I(p->from), I(before), I(WALKED)));

        if (db_next(&r)) {
                out->total = db_int(&r, 0);
                out->counted = db_int(&r, 1) < WALKED ? COUNTED_EXACTLY : COUNTED_TO_LIMIT;
        }
        return db_done(&r);
}

static bool index_count(struct ctx *c, const struct plan *p, int64_t before, int64_t most, struct publications *out)
{
        const char *match = match_of(p);
        int64_t n;
        bool ok = *match ? db_one_int(c->db, &c->why, &find_total, ARGS(T(match), I(p->from), I(before), I(most + 1)), 0, &n)
                         : db_one_int(c->db, &c->why, &find_newest_total, ARGS(I(p->from), I(before), I(most + 1)), 0, &n);

        if (!ok)
                return false;
        out->counted = n > most ? COUNTED_TO_LIMIT : COUNTED_EXACTLY;
        out->total = n > most ? most : n;
        return true;
}

/* What tokens let through, before this key. */
static bool count(struct ctx *c, const struct plan *p, int64_t before, int64_t most, struct publications *out)
{
        if (!p->postgres || !match_of(p)[0])
                return index_count(c, p, before, most, out);
        if (!walk_count(c, p, before, out))
                return false;
        return out->counted == COUNTED_EXACTLY || out->total > (before == p->to ? WALKED_COMMON : WALKED_ON) || index_count(c, p, before, most, out);
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
        if (looks(p) && out->total <= VERIFIED)
                return seen(c, &all, out);
        out->counted = looks(p) && out->counted == COUNTED_EXACTLY ? COUNTED_ABOUT : out->counted;
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
        return looks(&p) ? seen(c, w, out) : count(c, &p, p.to, most_counted(&p), out);
}

/* A first page has seen its own; the rest is counted from its end on. */
static bool rest_total(struct ctx *c, const struct publication_wish *w, struct publications *l)
{
        struct plan p = plan_make(c, w);
        struct publications rest = *l;

        if (looks(&p) || !l->next)
                return true;
        if (!count(c, &p, l->next, most_counted(&p) - (int64_t)l->n, &rest))
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
