/* mask_scan.c - a text as characters, and words in it however they were typed.  Must never split a character or read past the end. */
#include "law/mask_scan.h"
#include "base/text.h"
#include <string.h>

/* One character, or one byte of what is no UTF-8 (U+FFFD). */
static uint32_t decode(const char *s, size_t *n)
{
        const unsigned char *u = (const unsigned char *)s;
        size_t len = u[0] < 0x80 ? 1 : u[0] >= 0xC2 && u[0] < 0xE0 ? 2 : u[0] >= 0xE0 && u[0] < 0xF0 ? 3 : u[0] >= 0xF0 && u[0] < 0xF5 ? 4 : 0;

        *n = 1;
        if (!len || strnlen(s, len) < len || !utf8_valid(s, len))
                return 0xFFFD;
        *n = len;
        return utf8_next(&s);
}

static uint32_t folded(uint32_t c)
{
        if (c >= 0xFF01 && c <= 0xFF5E)
                c -= 0xFEE0;
        if (c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF)
                return ' ';
        if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
                return '-';
        return c;
}

struct scan mask_scan(struct arena *mem, const char *text)
{
        struct scan s = { .mem = mem, .text = text, .g = TAKE_N(mem, struct glyph, strlen(text) + 1) };
        size_t at = 0, n;

        for (; text[at]; at += n) {
                uint32_t c = decode(text + at, &n);

                s.g[s.n++] = (struct glyph){ folded(c), at };
        }
        s.g[s.n] = (struct glyph){ 0, at };
        return s;
}

uint32_t glyph_at(const struct scan *s, size_t i)
{
        return i < s->n ? s->g[i].c : 0;
}

size_t scan_says(const struct scan *s, size_t i, const char *word)
{
        size_t k = 0;

        while (*word)
                if (glyph_at(s, i + k++) != folded(utf8_next(&word)))
                        return 0;
        return k;
}

static size_t says_until(const struct scan *s, size_t i, const char *word, const char *end)
{
        size_t k = 0;

        while (word < end)
                if (glyph_at(s, i + k++) != folded(utf8_next(&word)))
                        return 0;
        return k;
}

/* The first byte is compared as it stands: lists that want both forms of a sign have both (：|:). */
size_t scan_says_one(const struct scan *s, size_t i, const char *words)
{
        const char *here = i < s->n ? s->text + s->g[i].at : "", *end;
        size_t best = 0;

        for (; *here && *words; words = end + (*end == '|')) {
                size_t k;

                end = strchrnul(words, '|');
                k = *words == *here ? says_until(s, i, words, end) : 0;
                best = k > best ? k : best;
        }
        return best;
}

static bool gap(uint32_t c)
{
        return c == ' ' || c == '-' || c == '\n';
}

size_t scan_reads(const struct scan *s, size_t i, const char *word)
{
        size_t from = i;

        for (bool first = true; *word; first = false) {
                uint32_t c = folded(utf8_next(&word));

                if (gap(c))
                        continue;
                while (!first && gap(glyph_at(s, i)))
                        i++;
                if (glyph_at(s, i) != c && !(c == 'X' && glyph_at(s, i) == 'x'))
                        return 0;
                i++;
        }
        return i - from;
}

bool scan_before(const struct scan *s, size_t i, size_t reach, const char *words)
{
        for (size_t k = 1; k <= reach && k <= i && !glyph_digit(glyph_at(s, i - k)); k++) {
                size_t n = scan_says_one(s, i - k, words);

                if (n && n <= k)
                        return true;
        }
        return false;
}
