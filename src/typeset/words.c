/* words.c - one paragraph becomes lines, shaped once.  Pango breaks the lines (no punctuation at their beginning); the room that is left
 * in a justified line is shared out here, between Chinese characters and at spaces, never inside a number or a foreign word.
 *
 * A character without a glyph is refused by its code point: a box in an official document would be a lie.
 */
#include "typeset/layout.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

#define GAPS_MAX 512

static bool is_wide(uint32_t c)
{
        return c >= 0x2E80 || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2014 || c == 0x2026 || c == 0xB7;
}

static uint32_t char_at(const char *s)
{
        return utf8_next(&s);
}

static bool may_widen(uint32_t a, uint32_t b)
{
        if (a == b && (a == 0x2014 || a == 0x2026))     /* —— and …… are one sign */
                return false;
        return a == ' ' || is_wide(a) || is_wide(b);
}

/* The glyphs of the line after which there may be more room; the last one of the line is not among them. */
static size_t gaps_find(PangoLayoutLine *l, const char *text, PangoGlyphInfo **gap)
{
        PangoGlyphInfo *last = NULL;
        uint32_t a = 0;
        size_t n = 0;

        for (GSList *r = l->runs; r; r = r->next) {
                PangoGlyphItem *run = r->data;
                const char *s = text + run->item->offset;

                for (int i = 0; i < run->glyphs->num_glyphs; i++) {
                        bool joined = i > 0 && run->glyphs->log_clusters[i] == run->glyphs->log_clusters[i - 1];
                        uint32_t b = joined ? a : char_at(s + run->glyphs->log_clusters[i]);

                        if (last && !joined && n < GAPS_MAX && may_widen(a, b))
                                gap[n++] = last;
                        last = &run->glyphs->glyphs[i];
                        a = b;
                }
        }
        return n;
}

/* Nothing is widened by more than 0.095 of a character: from a tenth on, readers of PDF take the gap for a space, and nobody finds
 * 本 机 关 again.  A line that a long number left shorter still stays a little short. */
static void line_justify(PangoLayoutLine *l, const char *text, int spare, int size)
{
        PangoGlyphInfo *gap[GAPS_MAX];
        size_t n = spare > 0 ? gaps_find(l, text, gap) : 0;

        if (spare > (int)n * size * 95 / 1000)
                spare = (int)n * size * 95 / 1000;
        for (size_t i = 0; i < n; i++)
                gap[i]->geometry.width += (int)((int64_t)spare * (int64_t)(i + 1) / (int64_t)n - (int64_t)spare * (int64_t)i / (int64_t)n);
}

static bool glyphs_whole(struct flow *f, PangoLayoutLine *l, const char *text)
{
        for (GSList *r = l->runs; r; r = r->next) {
                PangoGlyphItem *run = r->data;

                for (int i = 0; i < run->glyphs->num_glyphs; i++) {
                        PangoGlyph g = run->glyphs->glyphs[i].glyph;
                        const char *s = text + run->item->offset + run->glyphs->log_clusters[i];
                        const char *end = s;

                        if (g != 0 && !(g & PANGO_GLYPH_UNKNOWN_FLAG))
                                continue;
                        unsigned c = utf8_next(&end);

                        return refuse(f->why, R_GLYPH_MISSING, NULL, "“%.*s”（U+%04X）没有字库能够显示", (int)(end - s), s, c);
                }
        }
        return true;
}

static int line_width(PangoLayoutLine *l)
{
        int w = 0;

        for (GSList *r = l->runs; r; r = r->next) {
                const PangoGlyphString *g = ((PangoGlyphItem *)r->data)->glyphs;

                for (int i = 0; i < g->num_glyphs; i++)
                        w += g->glyphs[i].geometry.width;
        }
        return w;
}

/* Where the sign begins whose number is at p: 第3项, 〔2024〕1号; p itself if nothing belongs before it. */
static const char *number_begin(const char *s, const char *p)
{
        if (p - s >= 3 && !memcmp(p - 3, "第", 3))
                return p - 3;
        for (const char *b = p - 6; p - s >= 10 && !memcmp(p - 3, "〕", 3) && b >= s && p - b <= 12; b--)
                if (!memcmp(b, "〔", 3))
                        return b;
        return p;
}

/* A number and the unit behind it stay on one line: 2024年, 10月, 30日, 180元, 第3项, 〔2024〕1号; `room` is in bytes, for where there is hardly
 * any.  Returns NULL if there is none. */
static PangoAttrList *units_kept(const char *s, ptrdiff_t room)
{
        static const char units[] = "年|月|日|时|分|元|万|亿|条|款|项|号|个|件|份|人|天|次|页|米|％|℃";
        PangoAttrList *list = NULL;

        for (const char *p = s; (p = strpbrk(p, "0123456789"));) {
                size_t n = strspn(p, "0123456789.,");
                const char *end = p + n;
                char unit[8] = "";
                size_t w;

                if (utf8_next(&end) < 0x80) {
                        p += n;
                        continue;
                }
                w = (size_t)(end - p) - n;
                memcpy(unit, p + n, w);
                if (end - number_begin(s, p) <= room && text_in(unit, units, '|')) {
                        PangoAttribute *a = pango_attr_allow_breaks_new(FALSE);

                        a->start_index = (guint)(number_begin(s, p) - s);
                        a->end_index = (guint)(end - s);
                        list = list ? list : pango_attr_list_new();
                        pango_attr_list_insert(list, a);
                }
                p = end;
        }
        return list;
}

static PangoLayout *layout_ready(struct flow *f, const struct style *s, const char *text)
{
        PangoLayout *l = face_layout(f->t, s->face, s->size);
        PangoAttrList *units = s->width > 0 ? units_kept(text, (ptrdiff_t)fmin(s->width / s->size / 0.55, 24)) : NULL;

        pango_layout_set_width(l, s->width > 0 ? (int)(s->width * PANGO_SCALE + 0.5) : -1);
        pango_layout_set_indent(l, (int)(s->indent * PANGO_SCALE + 0.5));
        pango_layout_set_attributes(l, units);
        if (units)
                pango_attr_list_unref(units);
        pango_layout_set_text(l, text, -1);
        return l;
}

static void hold(struct pages *p, PangoLayoutLine *l)
{
        if (p->n_held == p->held_room) {
                size_t more = p->held_room ? p->held_room * 2 : 64;

                p->held = arena_grow(p->mem, p->held, p->held_room * sizeof *p->held, more * sizeof *p->held);
                p->held_room = more;
        }
        p->held[p->n_held++] = pango_layout_line_ref(l);
}

static struct line line_place(const struct style *s, PangoLayoutLine *l, const char *text, bool first, bool last)
{
        int indent = first ? (int)(s->indent * PANGO_SCALE + 0.5) : 0, room = (int)(s->width * PANGO_SCALE + 0.5) - indent, w = line_width(l);
        double x = (double)indent / PANGO_SCALE;

        if (s->side == SIDE_FULL && !last) {
                line_justify(l, text, room - w, (int)(s->size * PANGO_SCALE));
                w = line_width(l);
        }
        if (s->side == SIDE_CENTER)
                x += (double)(room - w) / PANGO_SCALE / 2;
        if (s->side == SIDE_RIGHT)
                x += (double)(room - w) / PANGO_SCALE;
        return (struct line){ l, x, (double)w / PANGO_SCALE };
}

/* Tabs are two ideographic spaces: there is no ruler to jump to.  Unicode's own separators (U+2028, U+2029) are spaces: lines are ours. */
static const char *text_ready(struct flow *f, const char *text, bool *good)
{
        const char *bad = text_check(text, strlen(text));

        *good = !bad || refuse(f->why, R_ARG_ENCODING, NULL, "%s", bad);
        if (!*good || (!strchr(text, '\t') && !strstr(text, "\xE2\x80\xA8") && !strstr(text, "\xE2\x80\xA9")))
                return text_copy(f->p->mem, text);
        text = text_replace(f->p->mem, text, "\t", "\u3000\u3000");
        return text_replace(f->p->mem, text_replace(f->p->mem, text, "\u2028", " "), "\u2029", " ");
}

bool words_shape(struct flow *f, const struct style *s, const char *text, struct lines *out)
{
        bool good;
        const char *own = text_ready(f, text, &good);
        PangoLayout *l;
        struct lines r = { .text = own, .style = *s };
        int count;

        if (!good)
                return false;
        l = layout_ready(f, s, own);
        count = pango_layout_get_line_count(l);
        r.at = TAKE_N(f->p->mem, struct line, count);
        for (GSList *i = pango_layout_get_lines(l); i; i = i->next) {
                PangoLayoutLine *line = i->data, *next = i->next ? i->next->data : NULL;

                hold(f->p, line);
                if (!glyphs_whole(f, line, own))
                        return false;
                r.at[r.n++] = line_place(s, line, own, line->is_paragraph_start, !next || next->is_paragraph_start);
        }
        *out = r;
        return true;
}

bool words_even(struct flow *f, const struct style *s, const char *text, struct lines *out)
{
        struct style narrow = *s;
        struct lines even;
        double total = 0;

        if (!words_shape(f, s, text, out))
                return false;
        for (size_t i = 0; i < out->n; i++)
                total += out->at[i].w;
        narrow.width = total / (double)out->n + s->size;
        if (out->n < 2 || narrow.width >= s->width)
                return true;
        if (!words_shape(f, &narrow, text, &even))
                return false;
        if (even.n > out->n)
                return true;
        for (size_t i = 0; i < even.n; i++)
                even.at[i].x += (s->width - narrow.width) / 2;
        *out = even;
        return true;
}

static void run_put(struct flow *f, size_t page, const struct lines *l, PangoGlyphItem *run, struct mark m)
{
        m.kind = MARK_WORDS;
        m.run = run;
        m.text = l->text + run->item->offset;
        m.h = l->style.size;
        mark_add(f, page, m);
}

static int run_width(const PangoGlyphItem *run)
{
        int w = 0;

        for (int i = 0; i < run->glyphs->num_glyphs; i++)
                w += run->glyphs->glyphs[i].geometry.width;
        return w;
}

void line_put(struct flow *f, size_t page, const struct lines *l, size_t i, double x, double baseline, enum ink ink)
{
        int at = 0;

        for (GSList *r = l->at[i].run->runs; r; r = r->next) {
                int w = run_width(r->data);

                run_put(f, page, l, r->data, (struct mark){ .ink = ink, .x = x + l->at[i].x + (double)at / PANGO_SCALE, .y = baseline, .w = (double)w / PANGO_SCALE });
                at += w;
        }
}

bool label_put(struct flow *f, size_t page, const struct label *how, double x, double baseline, const char *text)
{
        struct style s = { .face = how->face, .size = how->size };
        struct lines l;
        double at = 0;

        if (!words_shape(f, &s, text, &l))
                return false;
        if (how->side == SIDE_CENTER)
                at = -l.at[0].w / 2;
        if (how->side == SIDE_RIGHT)
                at = -l.at[0].w;
        for (GSList *r = l.at[0].run->runs; r; r = r->next) {
                double w = (double)run_width(r->data) / PANGO_SCALE;

                run_put(f, page, &l, r->data, (struct mark){ .ink = how->ink, .x = x + at, .y = baseline, .w = w, .turn = how->turn });
                at += w;
        }
        return true;
}
