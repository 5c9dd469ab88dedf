/* ui_inner.c - small helpers of this folder: which links are let through, numbers and days as people read them, choices of an arg. */
#include "ui/ui_inner.h"
#include <string.h>

/* A browser reads "/\host" and "/<TAB>/host" as another site: neither passes. */
const char *ui__href(const char *url)
{
        static const char *const good[] = { "#", "?", "https://", "http://", "mailto:", "tel:" };

        if (text_empty(url))
                return NULL;
        for (const char *p = url; *p; p++)
                if ((unsigned char)*p <= 0x20 || *p == '\\')
                        return NULL;
        if (url[0] == '/')
                return url[1] == '/' ? NULL : url;
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
                if (text_starts(url, good[i]))
                        return url;
        return NULL;
}

size_t ui__id(const struct html *h)
{
        return h->b.n;
}

const char *ui__yuan(struct arena *a, int64_t fen)
{
        char *s = money_text(a, fen);
        size_t n = strlen(s);

        if (n > 3 && !strcmp(s + n - 3, ".00"))
                s[n - 3] = '\0';
        return s;
}

const char *ui__count(struct arena *a, int64_t n)
{
        char digits[24];
        struct buffer b = { .mem = a };
        int len = 0;

        for (uint64_t v = n < 0 ? -(uint64_t)n : (uint64_t)n; v || !len; v /= 10)
                digits[len++] = (char)('0' + v % 10);
        buffer_text(&b, n < 0 ? "-" : "");
        while (len--) {
                buffer_put(&b, &digits[len], 1);
                if (len && len % 3 == 0)
                        buffer_text(&b, ",");
        }
        return buffer_done(&b);
}

const char *ui__day_short(struct arena *a, struct day d, struct day today)
{
        int y, m, n, now, ignored;

        day_split(d, &y, &m, &n);
        if (!day_is(today))
                return day_text(a, d);
        day_split(today, &now, &ignored, &ignored);
        return y == now ? text_make(a, "%02d-%02d", m, n) : day_text(a, d);
}

bool ui__tone(const char *s)
{
        return !*s || text_in(s, "ok|warn|bad|info|note", '|');
}

void ui__attribute(struct html *h, const char *name, const char *value)
{
        if (value)
                html(h, " %s=\"%s\"", name, value);
}

void ui__hidden(struct html *h, const char *name, const char *value)
{
        html(h, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, value);
}

const char *ui__value(const struct pair *p, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++)
                if (!strcmp(p[i].name, name))
                        return p[i].value;
        return NULL;
}

void ui_option(struct ui_options *o, const char *value, const char *label, const char *hint)
{
        if (o->n == o->room) {
                size_t room = o->room ? o->room * 2 : 16;

                o->at = arena_grow(o->mem, o->at, o->room * sizeof *o->at, room * sizeof *o->at);
                o->room = room;
        }
        o->at[o->n++] =
                (struct ui_option){ text_copy(o->mem, value), text_copy(o->mem, label), hint ? text_copy(o->mem, hint) : NULL };
}

static void from_choices(struct ui_options *o, const char *choices)
{
        size_t n;
        char **words = text_split(o->mem, choices ? choices : "", '|', &n);

        for (size_t i = 0; i < n; i++) {
                char *equals = strchr(words[i], '=');

                if (equals)
                        *equals = '\0';
                ui_option(o, words[i], equals ? equals + 1 : words[i], NULL);
        }
}

struct ui_options ui__options(struct arena *mem, const struct arg *g, ui_options_fn *fn, void *to)
{
        struct ui_options o = { .mem = mem };

        if (g->type == ARG_CHOICE || g->type == ARG_CHOICES) {
                from_choices(&o, g->choices);
                if (g->flags & ARG_OPEN && fn)
                        fn(to, g, &o);          /* the office's own words come after those of the program */
        } else if (g->type == ARG_BOOL)
                from_choices(&o, "true=是|false=否");
        else if (fn && !fn(to, g, &o))
                o.n = 0;
        return o;
}

static bool several(const struct arg *g)
{
        return g->type == ARG_CHOICES || g->type == ARG_REFS || g->type == ARG_LOGINS || g->type == ARG_CODES;
}

bool ui__picked(const struct arg *g, const char *value, const char *option)
{
        if (text_empty(value))
                return false;
        if (several(g))
                return text_in(option, value, ',');
        if (g->type == ARG_BOOL)
                return text_in(value, "true|on|yes|1|是", '|') == !strcmp(option, "true");
        return !strcmp(value, option);
}
