/* text.c - the little that C lacks for text. */
#include "base/text.h"
#include "base/why.h"
#include <stdio.h>
#include <string.h>

char *text_make_v(struct arena *a, const char *fmt, va_list ap)
{
        va_list again;
        char small[256], *s;
        int n;

        va_copy(again, ap);
        n = vsnprintf(small, sizeof small, fmt, ap);
        must(n >= 0);
        s = arena_take(a, (size_t)n + 1);
        if ((size_t)n < sizeof small)
                memcpy(s, small, (size_t)n + 1);
        else
                vsnprintf(s, (size_t)n + 1, fmt, again);
        va_end(again);
        return s;
}

char *text_make(struct arena *a, const char *fmt, ...)
{
        va_list ap;
        char *s;

        va_start(ap, fmt);
        s = text_make_v(a, fmt, ap);
        va_end(ap);
        return s;
}

char *text_copy(struct arena *a, const char *s)
{
        return text_copy_n(a, s, strlen(s));
}

char *text_copy_n(struct arena *a, const char *s, size_t n)
{
        char *copy = arena_take(a, n + 1);

        if (n)
                memcpy(copy, s, n);
        return copy;
}

bool text_same(const char *a, const char *b)
{
        return a && b ? !strcmp(a, b) : a == b;
}

bool text_empty(const char *s)
{
        return !s || !*s;
}

bool text_starts(const char *s, const char *prefix)
{
        return !strncmp(s, prefix, strlen(prefix));
}

bool text_in(const char *word, const char *list, char sep)
{
        size_t n = strlen(word);

        for (const char *p = list; p && n; p = strchr(p, sep), p = p ? p + 1 : NULL)
                if (!strncmp(p, word, n) && (p[n] == sep || !p[n]))
                        return true;
        return false;
}

static size_t space_at(const char *s)
{
        if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
                return 1;
        return strncmp(s, "\xE3\x80\x80", 3) ? 0 : 3;
}

char *text_trim(struct arena *a, const char *s)
{
        size_t n, w;

        while ((w = space_at(s)))
                s += w;
        for (n = strlen(s);;) {
                if (n >= 1 && space_at(s + n - 1) == 1)
                        n--;
                else if (n >= 3 && space_at(s + n - 3) == 3)
                        n -= 3;
                else
                        return text_copy_n(a, s, n);
        }
}

char *text_replace(struct arena *a, const char *s, const char *from, const char *to)
{
        struct buffer b = { .mem = a };
        size_t n = strlen(from);

        must(n > 0);
        for (const char *hit; (hit = strstr(s, from)); s = hit + n) {
                buffer_put(&b, s, (size_t)(hit - s));
                buffer_text(&b, to);
        }
        buffer_text(&b, s);
        return (char *)buffer_done(&b);
}

char *text_join(struct arena *a, const char *const *words, size_t n, char sep)
{
        struct buffer b = { .mem = a };

        for (size_t i = 0; i < n; i++) {
                if (i)
                        buffer_put(&b, &sep, 1);
                buffer_text(&b, words[i]);
        }
        return text_copy(a, buffer_done(&b));
}

char **text_split(struct arena *a, const char *s, char sep, size_t *n)
{
        size_t count = *s ? 1 : 0;
        char **out;

        for (const char *p = s; *p; p++)
                count += *p == sep;
        out = TAKE_N(a, char *, count + 1);
        for (size_t i = 0; i < count; i++) {
                const char *end = strchr(s, sep);
                size_t len = end ? (size_t)(end - s) : strlen(s);

                out[i] = text_copy_n(a, s, len);
                s += len + 1;
        }
        *n = count;
        return out;
}

/* Decodes one character of at most `left` bytes; returns its length, or 0 if the bytes are not well-formed (RFC 3629). */
static size_t utf8_decode(const unsigned char *s, size_t left, uint32_t *out)
{
        static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
        size_t n = s[0] < 0x80 ? 1 : (s[0] & 0xE0) == 0xC0 ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : (s[0] & 0xF8) == 0xF0 ? 4 : 0;
        uint32_t c;

        if (!n || n > left)
                return 0;
        c = n == 1 ? s[0] : s[0] & (0xFFu >> (n + 1));
        for (size_t i = 1; i < n; i++) {
                if ((s[i] & 0xC0) != 0x80)
                        return 0;
                c = c << 6 | (s[i] & 0x3F);
        }
        if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
                return 0;
        *out = c;
        return n;
}

const char *text_check(const char *s, size_t n)
{
        for (size_t i = 0, w; i < n; i += w) {
                uint32_t c = 0;

                w = utf8_decode((const unsigned char *)s + i, n - i, &c);
                if (!w)
                        return "不是有效的 UTF-8 文字";
                if (c == 0)
                        return "含有空字符（NUL）";
                if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0))
                        return "含有控制字符";
                if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
                        return "含有双向排版控制符，会使显示的文字与实际内容不一致";
                if (c >= 0x1F000 && c <= 0x1FAFF)       /* found out here, not when the dossier with this word in it is to be bound */
                        return "含有表情符号，文书无法排印，请改用文字";
        }
        return NULL;
}

bool utf8_valid(const char *s, size_t n)
{
        for (size_t i = 0, w; i < n; i += w) {
                uint32_t c = 0;

                w = utf8_decode((const unsigned char *)s + i, n - i, &c);
                if (!w || !c)
                        return false;
        }
        return true;
}

uint32_t utf8_next(const char **s)
{
        uint32_t c = 0;
        size_t w;

        if (!**s)
                return 0;
        w = utf8_decode((const unsigned char *)*s, strlen(*s) < 4 ? strlen(*s) : 4, &c);
        must(w > 0);
        *s += w;
        return c;
}

size_t utf8_length(const char *s)
{
        size_t n = 0;

        for (; *s; s++)
                n += ((unsigned char)*s & 0xC0) != 0x80;
        return n;
}

char *utf8_head(struct arena *a, const char *s, size_t chars)
{
        const char *p = s;

        while (*p && chars) {
                utf8_next(&p);
                chars--;
        }
        return text_make(a, "%.*s%s", (int)(p - s), s, *p ? "…" : "");
}

bool text_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
        bool minus = *s == '-';
        uint64_t v = 0, limit = minus ? (uint64_t)1 << 63 : INT64_MAX;
        int64_t r;

        s += minus;
        if (!*s || (*s == '0' && (s[1] || minus)))
                return false;
        for (; *s; s++) {
                if (*s < '0' || *s > '9' || v > (limit - (uint64_t)(*s - '0')) / 10)
                        return false;
                v = v * 10 + (uint64_t)(*s - '0');
        }
        r = minus ? (int64_t)(~v + 1) : (int64_t)v;
        if (r < min || r > max)
                return false;
        *out = r;
        return true;
}

bool money_parse(const char *s, int64_t *fen)
{
        int64_t v = 0, part = 0;
        int digits = 0, decimals = 0, since_comma = -1;

        for (; *s && *s != '.'; s++) {
                if (*s == ',') {
                        if (!digits || (since_comma >= 0 && since_comma != 3) || (since_comma < 0 && digits > 3))
                                return false;
                        since_comma = 0;
                        continue;
                }
                if (*s < '0' || *s > '9' || ++digits > 14)
                        return false;
                if (since_comma >= 0)
                        since_comma++;
                v = v * 10 + (*s - '0');
        }
        if (!digits || (since_comma >= 0 && since_comma != 3))
                return false;
        if (*s == '.')
                for (s++; *s; s++) {
                        if (*s < '0' || *s > '9' || ++decimals > 2)
                                return false;
                        part = part * 10 + (*s - '0');
                }
        if (*s || v > INT64_C(10000000000000) || (s[-1] == '.'))
                return false;
        *fen = v * 100 + (decimals == 1 ? part * 10 : part);
        return true;
}

char *money_text(struct arena *a, int64_t fen)
{
        char *digits, *out, *p;
        size_t n;

        must(fen >= 0);
        digits = text_make(a, "%lld", (long long)(fen / 100));
        n = strlen(digits);
        p = out = arena_take(a, n + n / 3 + 5);
        for (size_t i = 0; i < n; i++) {
                if (i && (n - i) % 3 == 0)
                        *p++ = ',';
                *p++ = digits[i];
        }
        *p++ = '.';
        *p++ = (char)('0' + fen % 100 / 10);
        *p++ = (char)('0' + fen % 10);
        return out;
}

void buffer_put(struct buffer *b, const char *s, size_t n)
{
        if (b->room < b->n + n + 1) {
                size_t room = (b->n + n + 1) * 2 < 256 ? 256 : (b->n + n + 1) * 2;

                b->p = arena_grow(b->mem, b->p, b->n, room);
                b->room = room;
        }
        if (n)
                memcpy(b->p + b->n, s, n);
        b->n += n;
        b->p[b->n] = '\0';
}

void buffer_text(struct buffer *b, const char *s)
{
        buffer_put(b, s, strlen(s));
}

void buffer_make(struct buffer *b, const char *fmt, ...)
{
        va_list ap;
        char *s;

        va_start(ap, fmt);
        s = text_make_v(b->mem, fmt, ap);
        va_end(ap);
        buffer_text(b, s);
}

const char *buffer_done(struct buffer *b)
{
        return b->p ? b->p : "";
}
