/* html.c - the escaping writer.  Only %s %d %lld %zu %c %% are understood; anything else is our bug and stops. */
#include "base/html.h"
#include "base/why.h"
#include <stdio.h>
#include <string.h>

typedef void emit_fn(struct buffer *b, const char *s);

struct html *html_new(struct arena *a)
{
        struct html *h = TAKE(a, struct html);

        h->b.mem = a;
        return h;
}

static const char *entity(char c)
{
        switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        default: return NULL;
        }
}

static void escape_html(struct buffer *b, const char *s)
{
        for (size_t n; *s; s += n) {
                n = strcspn(s, "&<>\"'");
                if (n) {
                        buffer_put(b, s, n);
                        continue;
                }
                buffer_text(b, entity(*s));
                n = 1;
        }
}

static void escape_url(struct buffer *b, const char *s)
{
        static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
        char hex[4];

        for (; *s; s++) {
                if (strchr(plain, *s)) {
                        buffer_put(b, s, 1);
                        continue;
                }
                snprintf(hex, sizeof hex, "%%%02X", (unsigned char)*s);
                buffer_put(b, hex, 3);
        }
}

/* One conversion at p (just after '%'); returns where it ends. */
static const char *convert(struct buffer *b, const char *p, va_list *ap, emit_fn *emit)
{
        char num[32], c;

        if (*p == 's') {
                const char *s = va_arg(*ap, const char *);

                emit(b, s ? s : "");
                return p + 1;
        }
        if (*p == '%') {
                buffer_put(b, "%", 1);
                return p + 1;
        }
        if (*p == 'c') {
                c = (char)va_arg(*ap, int);
                emit(b, (char[]){ c, '\0' });
                return p + 1;
        }
        if (*p == 'd')
                snprintf(num, sizeof num, "%d", va_arg(*ap, int));
        else if (*p == 'u')
                snprintf(num, sizeof num, "%u", va_arg(*ap, unsigned));
        else if (text_starts(p, "zu"))
                snprintf(num, sizeof num, "%zu", va_arg(*ap, size_t));
        else {
                must(text_starts(p, "lld"));
                snprintf(num, sizeof num, "%lld", va_arg(*ap, long long));
        }
        buffer_text(b, num);
        return p + (*p == 'd' || *p == 'u' ? 1 : *p == 'z' ? 2 : 3);
}

static void put_v(struct buffer *b, const char *fmt, va_list *ap, emit_fn *emit)
{
        for (const char *p = fmt; *p;) {
                size_t n = strcspn(p, "%");

                buffer_put(b, p, n);
                p += n;
                if (*p)
                        p = convert(b, p + 1, ap, emit);
        }
}

void html_put(struct html *h, const char *fmt, ...)
{
        va_list ap;

        va_start(ap, fmt);
        put_v(&h->b, fmt, &ap, escape_html);
        va_end(ap);
}

char *url_make(struct arena *a, const char *fmt, ...)
{
        struct buffer b = { .mem = a };
        va_list ap;

        va_start(ap, fmt);
        put_v(&b, fmt, &ap, escape_url);
        va_end(ap);
        return (char *)buffer_done(&b);
}

void html_raw(struct html *h, const char *markup)
{
        buffer_text(&h->b, markup);
}

void html_text(struct html *h, const char *s)
{
        escape_html(&h->b, s);
}

void html_paragraphs(struct html *h, const char *s)
{
        for (size_t n; *s; s += n + (s[n] == '\n')) {
                n = strcspn(s, "\n");
                if (!n)
                        continue;
                html_raw(h, "<p>");
                html_text(h, text_copy_n(h->b.mem, s, n));
                html_raw(h, "</p>");
        }
}

struct bytes html_done(struct html *h)
{
        return (struct bytes){ (const uint8_t *)buffer_done(&h->b), h->b.n };
}
