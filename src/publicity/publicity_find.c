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
#define CHUNK_FIRST 60          /* records fetched at first, and at once later, where texts must be looked through */
#define CHUNK_LATER 500
#define WALKED 1000             /* newest index rows that PostgreSQL looks through before it asks the whole index */
#define VERIFIED 60            /* up to so many the total is verified text by text */

#define COLUMNS PUBLICATION_COLUMNS ", words"
#define PG_FOUND " SELECT " COLUMNS " FROM k JOIN pub_record ON order_key = k.rowid ORDER BY order_key DESC"
#define LITE_FOUND "SELECT " COLUMNS " FROM pub_index i CROSS JOIN pub_record r ON r.order_key = i.rowid WHERE pub_index MATCH $1 AND i.rowid >= $2" \
        " AND i.rowid < $3 ORDER BY i.rowid DESC LIMIT $4 OFFSET $5"

QUERY(find_newest, "SELECT " COLUMNS " FROM pub_record WHERE order_key >= $1 AND order_key < $2 ORDER BY order_key DESC LIMIT $3 OFFSET $4");
QUERY(find_newest_total, "SELECT COUNT(*) FROM (SELECT 1 FROM pub_record WHERE order_key >= $1 AND order_key < $2 LIMIT $3) AS few");
INDEX_QUERY(find_found, LITE_FOUND, "WITH m AS MATERIALIZED (SELECT rowid FROM pub_index WHERE tokens @@ CAST($1 AS TSQUERY) AND rowid >= $2"
        " AND rowid < $3), k AS (SELECT rowid FROM m ORDER BY rowid DESC LIMIT $4 OFFSET $5)" PG_FOUND);
/* The planner cannot know how common a word is.  Common ones are met at once on a walk from the newest; for those that are not, the walk
 * was short and the index is asked. */
INDEX_QUERY(find_walking, LITE_FOUND, "WITH k AS (SELECT rowid FROM (SELECT rowid, tokens FROM pub_index WHERE rowid >= $2 AND rowid < $3"
        " ORDER BY rowid DESC LIMIT $5) walk WHERE tokens @@ CAST($1 AS TSQUERY) ORDER BY rowid DESC LIMIT $4)" PG_FOUND);
INDEX_QUERY(find_total, "SELECT COUNT(*) FROM (SELECT 1 FROM pub_index WHERE pub_index MATCH $1 AND rowid >= $2 AND rowid < $3 LIMIT $4)",
        "SELECT COUNT(*) FROM (SELECT 1 FROM pub_index WHERE tokens @@ CAST($1 AS TSQUERY) AND rowid >= $2 AND rowid < $3 LIMIT $4) AS few");

/* ---- what to ask ---- */

struct check { const char *text; enum index_field field; bool minus; };

struct plan {
        struct arena *mem;
        bool postgres;
        struct buffer positive, negative;       /* tokens in the engine's own words; both empty: every record */
        struct check checks[CHECKS_MAX];
        size_t n_checks, n_needs;
        int64_t from, to, fine_from, fine_to;
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

static void words_plan(struct plan *p, const char *typed, enum index_field f)
{
        struct index_query q = index_query_read(p->mem, typed ? typed : "");

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
        bool full;
        struct publications out;
};

/* One record, newest first.  False: enough. */
static bool row_take(struct finder *f, const struct rows *r)
{
        f->looked++;
        if (f->looks && !passes(&f->plan, r))
                ;
        else if (f->looks && f->skip > 0)
                f->skip--;
        else if (f->out.n == (size_t)f->limit)
                f->full = true;
        else
                publication__of(f->c->mem, r, &f->out.at[f->out.n++]);
        if (!f->full)
                f->before = db_int(r, PUBLICATION_KEY);
        return !f->full;
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
                if (!row_take(f, &r))
                        break;
        }
        return db_done(&r);
}

static bool pieces_take(struct finder *f)
{
        int64_t limit = f->looks ? CHUNK_FIRST : f->limit + 1, got;
        bool walk = f->plan.postgres && *f->match && (f->looks || !f->skip);

        while (!f->full) {
                if (!piece_take(f, walk ? &find_walking : &find_found, limit, &got))
                        return false;
                if (got < limit && !walk)
                        return true;
                walk = walk && got == limit;
                limit = f->looks ? CHUNK_LATER : limit;
                if (f->looked >= PUBLICATIONS_LOOKED && !f->full) {
                        f->out.short_of = true;
                        return true;
                }
        }
        return true;
}

static bool find(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        struct finder f = { .c = c, .plan = plan_make(c, w), .skip = w->skip, .limit = w->limit > 0 ? w->limit : 1 };

        f.match = match_of(&f.plan);
        f.looks = looks(&f.plan);
        f.before = w->before > 0 && w->before < f.plan.to ? w->before : f.plan.to;
        f.out.at = TAKE_N(c->mem, struct publication, f.limit);
        if (!pieces_take(&f))
                return false;
        f.out.next = f.full || f.out.short_of ? f.before : 0;
        *out = f.out;
        return true;
}

/* ---- how many ---- */

static bool count(struct ctx *c, const struct plan *p, int64_t most, int64_t *n)
{
        const char *match = match_of(p);

        if (!*match)
                return db_one_int(c->db, &c->why, &find_newest_total, ARGS(I(p->from), I(p->to), I(most)), 0, n);
        return db_one_int(c->db, &c->why, &find_total, ARGS(T(match), I(p->from), I(p->to), I(most)), 0, n);
}

/* Few are looked through one by one; of many that tokens let through, a few may lack the word. */
static bool verified(struct ctx *c, const struct publication_wish *w, int64_t *n)
{
        struct publication_wish all = *w;
        struct publications l;

        all.before = all.skip = 0;
        all.limit = VERIFIED;
        if (!find(c, &all, &l))
                return false;
        *n = (int64_t)l.n;
        return true;
}

bool publications_total(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        struct plan p = plan_make(c, w);
        int64_t most = p.n_needs > 1 ? PUBLICATIONS_COUNTED_TOGETHER : PUBLICATIONS_COUNTED, n;

        most = w->count_most ? w->count_most : most;
        if (!count(c, &p, most + 1, &n))
                return false;
        out->counted = n > most ? COUNTED_TO_LIMIT : COUNTED_EXACTLY;
        out->total = n > most ? most : n;
        if (!looks(&p))
                return true;
        out->counted = n > VERIFIED && n <= most ? COUNTED_ABOUT : out->counted;
        return n > VERIFIED || verified(c, w, &out->total);
}

bool publications_find(struct ctx *c, const struct publication_wish *w, struct publications *out)
{
        struct publications l;

        if (!find(c, w, &l))
                return false;
        l.total = (int64_t)l.n;
        if ((l.next || w->before || w->skip) && !publications_total(c, w, &l))
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
