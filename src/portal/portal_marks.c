/* portal_marks.c - words that were looked for, marked where they stand; and the piece of a text around the first of them.
 * Compares as the search does (index_fold), so that what was found is what is marked.  Must never change a character of the text. */
#include "portal/portal.h"
#include "publicity/index.h"
#include <string.h>

/* Bytes of the text that read as the folded word, from here on; 0: they do not. */
static size_t stands_here(const char *text, const char *word)
{
        const char *p = text, *w = word;

        while (*w) {
                uint32_t want = utf8_next(&w);

                if (!*p || index_fold(utf8_next(&p)) != want)
                        return 0;
        }
        return (size_t)(p - text);
}

/* Of the longest word that stands here; 0 if none. */
static size_t word_here(const char *text, const struct index_query *q)
{
        size_t best = 0;

        for (size_t i = 0; i < q->n; i++) {
                size_t n = q->terms[i].minus ? 0 : stands_here(text, q->terms[i].text);

                best = n > best ? n : best;
        }
        return best;
}

void html_marked(struct html *h, const char *text, const char *words)
{
        struct index_query q = index_query_read(h->b.mem, words);
        const char *from = text, *p = text;

        while (*p && q.n) {
                size_t n = word_here(p, &q);

                if (!n) {
                        utf8_next(&p);
                        continue;
                }
                html(h, "%s<mark>%s</mark>", text_copy_n(h->b.mem, from, (size_t)(p - from)), text_copy_n(h->b.mem, p, n));
                from = p += n;
        }
        html_text(h, from);
}

const char *text_around(struct arena *mem, const char *text, const char *words, size_t chars)
{
        struct index_query q = index_query_read(mem, words);
        const char *start = text;
        size_t seen = 0, hit = 0;

        for (const char *p = text; *p && !hit && q.n; utf8_next(&p), seen++)
                if (word_here(p, &q))
                        hit = seen + 1;
        if (hit <= chars / 2)
                return utf8_head(mem, text, chars);
        for (size_t skip = hit - chars / 3; skip; skip--)
                utf8_next(&start);
        return text_make(mem, "…%s", utf8_head(mem, start, chars));
}
