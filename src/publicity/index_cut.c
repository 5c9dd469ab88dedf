/* index_cut.c - published text becomes tokens: every character, every two neighbours, and every three: Latin letters and digits as they are,
 * others as one of a million names for three characters, since texts have tens of millions of different threes, most of them once.
 * Nothing between spaces and quotation marks is passed over, so that any word of a query has its tokens here.  Pure: the same text always
 * gives the same tokens, for what was put into the index must be taken out of it by the same words.  Must never see what is not public. */
#include "publicity/index.h"
#include <stdlib.h>
#include <string.h>

#define CHARS_MAX 200000u               /* of one text that are indexed: longer than any decision a form takes */
#define HEAD_LINES 3                    /* facets, number, party */

DB_FUNCTION(search_tokens, index_tokens);

/* ---- folding ---- */

static const struct { uint32_t from, to; } folds[] = {
        { 0x3000, ' ' }, { 0xA0, ' ' }, { 0x3014, '(' }, { 0x3015, ')' }, { 0x3010, '(' }, { 0x3011, ')' }, { '[', '(' }, { ']', ')' },
        { 0x201C, '"' }, { 0x201D, '"' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x2022, 0xB7 }, { 0x30FB, 0xB7 }, { 0x2013, '-' }, { 0x2212, '-' },
};

uint32_t index_fold(uint32_t c)
{
        if (c >= 0xFF01 && c <= 0xFF5E) /* full-width forms of ASCII */
                c -= 0xFF01 - '!';
        if (c < ' ' || c == 0x7F)
                return ' ';
        if (c >= 'A' && c <= 'Z')
                return c + 'a' - 'A';
        for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
                if (folds[i].from == c)
                        return folds[i].to;
        return c;
}

static size_t utf8_write(char *to, uint32_t c)
{
        if (c < 0x80) {
                to[0] = (char)c;
                return 1;
        }
        if (c < 0x800) {
                to[0] = (char)(0xC0 | c >> 6);
                to[1] = (char)(0x80 | (c & 0x3F));
                return 2;
        }
        if (c < 0x10000) {
                to[0] = (char)(0xE0 | c >> 12);
                to[1] = (char)(0x80 | (c >> 6 & 0x3F));
                to[2] = (char)(0x80 | (c & 0x3F));
                return 3;
        }
        to[0] = (char)(0xF0 | c >> 18);
        to[1] = (char)(0x80 | (c >> 12 & 0x3F));
        to[2] = (char)(0x80 | (c >> 6 & 0x3F));
        to[3] = (char)(0x80 | (c & 0x3F));
        return 4;
}

const char *index_folded(struct arena *mem, const char *s)
{
        char *to = arena_take(mem, 4 * strlen(s) + 1), *p = to;

        while (*s)
                p += utf8_write(p, index_fold(utf8_next(&s)));
        *p = '\0';
        return to;
}

/* ---- the searchable text ---- */

int index_fine_step(int64_t fen)
{
        int step = 0;

        for (; fen > 0; fen >>= 1)
                step++;
        return step;
}

/* A facet's value may not end its token. */
static void facet(struct buffer *b, const char *name, const char *value)
{
        char *safe;

        if (text_empty(value))
                return;
        safe = text_copy(b->mem, index_folded(b->mem, value));
        for (char *p = safe; *p; p++)
                if (strchr(" \"'\\", *p))
                        *p = '_';
        buffer_make(b, " @%s=%s", name, safe);
}

const char *index_words(struct arena *mem, const struct index_source *s)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, "@all");
        facet(&b, "kind", s->kind);
        facet(&b, "agency", s->agency);
        facet(&b, "item", s->item);
        facet(&b, "state", s->state);
        if (s->fine >= 0)
                buffer_make(&b, " @fine=%d", index_fine_step(s->fine));
        buffer_make(&b, "\n%s\n%s", index_folded(mem, s->number), index_folded(mem, s->party));
        for (size_t i = 0; i < s->n_rest; i++)
                buffer_make(&b, "\n%s", index_folded(mem, s->rest[i]));
        return buffer_done(&b);
}

/* ---- tokens: up to three characters as one number, in the order they are read ---- */

struct cut { uint64_t *at; size_t n, room; };

static bool parts_words(uint32_t c)
{
        return c == ' ' || c == '"' || c == '\'' || c == '\\' || c == '\n' || !c;
}

static bool is_latin(uint32_t c)
{
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static uint64_t code_of(uint32_t a, uint32_t b, uint32_t c)
{
        return (uint64_t)a << 42 | (uint64_t)b << 21 | c;
}

/* Three neighbours: themselves, or '~' and two characters that name their hash.  Others may share the name, so it only narrows. */
static uint64_t code_of_three(uint32_t a, uint32_t b, uint32_t c)
{
        uint64_t h = code_of(a, b, c) * UINT64_C(0x9e3779b97f4a7c15);

        if (is_latin(a) && is_latin(b) && is_latin(c))
                return code_of(a, b, c);
        h ^= h >> 32;
        h *= UINT64_C(0xbf58476d1ce4e5b9);
        return code_of('~', 0x4E00 + (uint32_t)(h >> 54), 0x4E00 + (uint32_t)(h >> 44 & 1023));
}

static void token_put(struct buffer *b, const char *prefix, uint64_t code)
{
        char text[24] = " '";
        size_t n = 2;

        for (; *prefix; prefix++)
                text[n++] = *prefix;
        for (int shift = 42; shift >= 0; shift -= 21)
                if (code >> shift & 0x1FFFFF)
                        n += utf8_write(text + n, code >> shift & 0x1FFFFF);
        text[n++] = '\'';
        buffer_put(b, text + !b->n, n - !b->n);
}

static int code_order(const void *a, const void *b)
{
        const uint64_t *x = a, *y = b;

        return (*x > *y) - (*x < *y);
}

static void line_cut(struct cut *to, const char *s, const char *end)
{
        uint32_t a = 0, b = 0;

        while (s < end && to->n + 3 <= to->room) {
                uint32_t c = utf8_next(&s);

                if (parts_words(c)) {
                        a = b = 0;
                        continue;
                }
                to->at[to->n++] = code_of(c, 0, 0);
                if (b)
                        to->at[to->n++] = code_of(b, c, 0);
                if (a)
                        to->at[to->n++] = code_of_three(a, b, c);
                a = b;
                b = c;
        }
}

static void lines_put(struct buffer *b, const char *prefix, const char *s, const char *end)
{
        struct cut cut = { .room = 3 * (size_t)(end - s) };

        if (cut.room > 3 * CHARS_MAX)
                cut.room = 3 * CHARS_MAX;
        cut.at = TAKE_N(b->mem, uint64_t, cut.room + 1);
        line_cut(&cut, s, end);
        qsort(cut.at, cut.n, sizeof *cut.at, code_order);
        for (size_t i = 0; i < cut.n; i++)
                if (!i || cut.at[i] != cut.at[i - 1])
                        token_put(b, prefix, cut.at[i]);
}

const char *index_tokens(struct arena *mem, const char *words)
{
        static const char *const prefixes[] = { "", "@n", "@p" };
        const char *first = words + strcspn(words, "\n"), *line = first;
        struct buffer b = { .mem = mem };
        size_t n;
        char **facets = text_split(mem, text_copy_n(mem, words, (size_t)(first - words)), ' ', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s'%s'", i ? " " : "", facets[i]);
        for (int i = 1; i < HEAD_LINES && *line; i++) {
                const char *end = line + 1 + strcspn(line + 1, "\n");

                lines_put(&b, prefixes[i], line + 1, end);
                line = end;
        }
        lines_put(&b, "", first, first + strlen(first));
        return buffer_done(&b);
}

/* ---- tokens of a word that is looked for ---- */

struct word { const uint32_t *c; size_t n; };

static struct word word_read(struct arena *mem, const char *s)
{
        uint32_t *c = TAKE_N(mem, uint32_t, strlen(s) + 1);
        size_t n = 0;

        while (*s)
                c[n++] = utf8_next(&s);
        return (struct word){ c, n };
}

static bool three(const struct word *w, size_t i)
{
        return i + 2 < w->n && !parts_words(w->c[i]) && !parts_words(w->c[i + 1]) && !parts_words(w->c[i + 2]);
}

/* The token that begins with character i and is needed; 0: others say as much. */
static uint64_t token_from(const struct word *w, size_t i)
{
        bool before = i > 0 && !parts_words(w->c[i - 1]), after = i + 1 < w->n && !parts_words(w->c[i + 1]);

        if (parts_words(w->c[i]))
                return 0;
        if (three(w, i))
                return code_of_three(w->c[i], w->c[i + 1], w->c[i + 2]);
        if (after)
                return i > 0 && three(w, i - 1) ? 0 : code_of(w->c[i], w->c[i + 1], 0);
        return before ? 0 : code_of(w->c[i], 0, 0);
}

size_t index_word_tokens(struct arena *mem, const char *prefix, const char *word, const char *const **out, bool *exact)
{
        struct word w = word_read(mem, word);
        const char **at = TAKE_N(mem, const char *, w.n + 1);
        size_t n = 0;

        for (size_t i = 0; i < w.n; i++) {
                uint64_t code = token_from(&w, i);
                struct buffer b = { .mem = mem };

                if (!code)
                        continue;
                token_put(&b, prefix, code);
                at[n++] = buffer_done(&b);
        }
        *out = at;
        *exact = n == 1 && !parts_words(w.c[0]) && !parts_words(w.c[w.n - 1]) && (w.n <= 2 || (w.n == 3 && is_latin(w.c[0]) && is_latin(w.c[1]) && is_latin(w.c[2])));
        return n;
}
