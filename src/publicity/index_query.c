/* index_query.c - what a person typed into the search box becomes words to look for.  There is no syntax to be wrong about: what means
 * nothing is taken as written or passed over.  Must never hand anything on that an engine could take for more than a word. */
#include "publicity/index.h"
#include <string.h>

/* The folded text from here to the end of a word, or to the closing quotation mark. */
static const char *word_end(const char *s, bool quoted)
{
        return quoted ? s + strcspn(s, "\"") : s + strcspn(s, " \"");
}

static const char *trimmed(struct arena *mem, const char *s, size_t n)
{
        return text_trim(mem, text_copy_n(mem, s, n));
}

/* Marks that part words and are none. */
static bool is_word(const char *s)
{
        return s[strspn(s, " '\\")] != '\0';
}

static bool known(const struct index_query *q, const struct index_term *t)
{
        for (size_t i = 0; i < q->n; i++)
                if (q->terms[i].minus == t->minus && !strcmp(q->terms[i].text, t->text))
                        return true;
        return false;
}

static void term_add(struct arena *mem, struct index_query *q, struct index_term t)
{
        if (utf8_length(t.text) > INDEX_TERM_CHARS) {
                const char *p = t.text;

                for (size_t i = 0; i < INDEX_TERM_CHARS; i++)
                        utf8_next(&p);
                t.text = trimmed(mem, t.text, (size_t)(p - t.text));
                q->cut = true;
        }
        if (!is_word(t.text) || known(q, &t))
                return;
        if (q->n == INDEX_TERMS)
                q->cut = true;
        else
                q->terms[q->n++] = t;
}

struct index_query index_query_read(struct arena *mem, const char *typed)
{
        struct index_query q = { .n = 0 };
        const char *s = utf8_valid(typed, strlen(typed)) ? index_folded(mem, typed) : "";

        while (*s) {
                bool minus, quoted;
                const char *end;

                s += strspn(s, " ");
                minus = *s == '-' && s[1] && s[1] != ' ';
                s += minus;
                quoted = *s == '"';
                s += quoted;
                end = word_end(s, quoted);
                term_add(mem, &q, (struct index_term){ trimmed(mem, s, (size_t)(end - s)), minus });
                s = end + (quoted && *end);
        }
        return q;
}

/* ---- is a word in a record's text? ---- */

static const char *line_after(const char *s, int n)
{
        for (; n && *s; n--) {
                s += strcspn(s, "\n");
                s += *s != '\0';
        }
        return s;
}

bool index_contains(const char *words, enum index_field f, const char *folded)
{
        const char *from = line_after(words, f == INDEX_PARTY ? 2 : 1), *found;

        if (f == INDEX_ANY)
                return strstr(from, folded) != NULL;
        found = strstr(from, folded);
        return found && found < from + strcspn(from, "\n");
}
