/* publicity_plan.c - from what a person asked for to tokens and checks.
 * Must never hand to an engine anything a person typed but tokens between quotation marks. */
#include "publicity/publicity_plan.h"
#include "publicity/publicity_row.h"
#include <string.h>

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

static void need(struct plan *p, const char *expression, bool common)
{
        const char *and = p->postgres ? " & " : " AND ";

        p->n_needs++;
        buffer_make(&p->positive, "%s%s", p->positive.n ? and : "", expression);
        if (common)
                return;
        buffer_make(&p->rare, "%s%s", p->n_rare ? and : "", expression);
        p->n_rare++;
}

static void need_token(struct plan *p, const char *token)
{
        need(p, quoted(p, token), index_is_common(token));
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
                need_token(p, token[i]);
        if (t->minus && exact)
                avoid(p, token[0]);
        p->checks[p->n_checks++] = (struct check){ t->text, f, t->minus, exact };
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

/* The token of a facet, as it stands in the index. */
static const char *facet_token(struct plan *p, const char *name, const char *value)
{
        const char *words;

        words = index_words(p->mem, &(struct index_source){ .kind = !strcmp(name, "kind") ? value : "", .agency = !strcmp(name, "agency") ? value : "",
                .item = !strcmp(name, "item") ? value : "", .state = !strcmp(name, "state") ? value : "", .number = "", .party = "", .fine = -1 });
        words = text_copy_n(p->mem, words, strcspn(words, "\n"));
        return text_make(p->mem, "'%s'", words + strlen("@all "));
}

/* One of several values; of none at all ("|") nothing is found. */
static void facet_plan(struct plan *p, const char *name, const char *values)
{
        struct buffer b = { .mem = p->mem };
        const char **any;
        size_t n, kept = 0;
        char **at;
        bool common = false;

        if (text_empty(values))
                return;
        at = text_split(p->mem, values, '|', &n);
        any = TAKE_N(p->mem, const char *, n + 1);
        for (size_t i = 0; i < n; i++) {
                const char *token = *at[i] ? facet_token(p, name, at[i]) : NULL;

                if (!token)
                        continue;
                common = common || index_is_common(token);
                buffer_make(&b, "%s%s", b.n ? p->postgres ? " | " : " OR " : "(", quoted(p, token));
                any[kept++] = text_copy_n(p->mem, token + 1, strlen(token) - 2);
        }
        any[kept] = NULL;
        if (kept)
                need(p, kept > 1 ? text_make(p->mem, "%s)", buffer_done(&b)) : buffer_done(&b) + 1, common);
        p->none = p->none || !kept;
        must(p->n_facets < FACETS_MAX);
        p->facets[p->n_facets++] = (struct facet){ any };
}

/* Steps that amounts between the bounds may have: one of them must stand there. */
static void fine_plan(struct plan *p)
{
        struct buffer b = { .mem = p->mem };
        int last = p->fine_to > 0 ? index_fine_step(p->fine_to) : 60;
        bool common = false;

        if (p->fine_from <= 0 && p->fine_to <= 0)
                return;
        for (int step = index_fine_step(p->fine_from); step <= last; step++) {
                const char *token = text_make(p->mem, "'@fine=%d'", step);

                common = common || index_is_common(token);
                buffer_make(&b, "%s%s", b.n ? p->postgres ? " | " : " OR " : "(", quoted(p, token));
        }
        buffer_text(&b, b.n ? ")" : "");
        need(p, b.n ? buffer_done(&b) : quoted(p, "'@fine=none'"), common);
}

struct plan plan_make(struct ctx *c, const struct publication_wish *w)
{
        struct publication_bounds b = publication__bounds(w->from, w->to);
        struct plan p = { .mem = c->mem, .postgres = db_is_postgres(c->db), .positive = { .mem = c->mem }, .negative = { .mem = c->mem },
                          .rare = { .mem = c->mem }, .from = b.from, .to = b.to, .fine_from = w->fine_from, .fine_to = w->fine_to };

        words_plan(&p, w->words, INDEX_ANY);
        words_plan(&p, w->number, INDEX_NUMBER);
        words_plan(&p, w->party, INDEX_PARTY);
        p.agency = text_empty(w->agency) ? "" : w->agency;
        facet_plan(&p, "agency", w->agency);
        facet_plan(&p, "agency", w->agencies);
        facet_plan(&p, "item", w->item);
        facet_plan(&p, "kind", w->kind);
        facet_plan(&p, "state", w->state);
        fine_plan(&p);
        if (p.negative.n && !p.positive.n)
                need(&p, quoted(&p, "'@all'"), true);
        return p;
}

bool plan_looks(const struct plan *p)
{
        for (size_t i = 0; i < p->n_checks; i++)
                if (!p->checks[i].exact)
                        return true;
        return p->fine_from > 0 || p->fine_to > 0;
}

const char *plan_match(const struct plan *p)
{
        return p->positive.n ? text_make(p->mem, "%s%s", p->positive.p, p->negative.n ? p->negative.p : "") : "";
}

bool plan_left_out(const struct plan *p)
{
        return p->n_rare < p->n_needs || p->negative.n;
}

/* ---- a record against it ---- */

/* Facets stand in the first line, between spaces, after "@all". */
static bool facet_stands(const char *words, const char *token)
{
        const char *end = words + strcspn(words, "\n"), *at = words;
        size_t n = strlen(token);

        while ((at = memmem(at, (size_t)(end - at), token, n))) {
                if (at > words && at[-1] == ' ' && (at + n == end || at[n] == ' '))
                        return true;
                at += n;
        }
        return false;
}

static bool facets_pass(const struct plan *p, const char *words)
{
        for (size_t i = 0; i < p->n_facets; i++) {
                const char *const *any = p->facets[i].any;

                while (*any && !facet_stands(words, *any))
                        any++;
                if (!*any)
                        return false;
        }
        return true;
}

bool plan_passes(const struct plan *p, int64_t fine, const char *words, bool whole)
{
        if ((p->fine_from > 0 && fine < p->fine_from) || (p->fine_to > 0 && (fine < 0 || fine > p->fine_to)) || (whole && !facets_pass(p, words)))
                return false;
        for (size_t i = 0; i < p->n_checks; i++)
                if ((whole || !p->checks[i].exact) && index_contains(words, p->checks[i].field, p->checks[i].text) == p->checks[i].minus)
                        return false;
        return true;
}
