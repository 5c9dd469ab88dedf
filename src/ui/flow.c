/* flow.c - lays out the flowchart of a procedure.  It measures words by counting (a wide character is as wide as it is high), so that the
 * same chart comes out on every machine; it knows no font and draws nothing by itself. */
#include "ui/flow.h"
#include "journal/command.h"
#include "law/template.h"
#include "ui/ui.h"
#include <string.h>

enum { BOX_W = 330, GAP = 16, LANE = 16, ARM = 118, EXIT_W = 104, EXIT_ARM = 128, SLOT = 21, PAD = 10 };
#define TITLE 13.0
#define SMALL 9.5
#define LINE 14.0

/* One way from a stage: a verb, or several that lead to the same place. */
struct way { size_t from, to; const char *label, *posts; size_t lane; };
struct place { const struct pack_stage *stage; bool main; const char **lines; size_t n_lines; size_t left, right /* slots used */; double y, h; };
struct chart {
        struct flow *f;
        const struct pack *pack;
        const struct pack_procedure *proc;
        struct place *stops;             /* one for each stage of the pack, in its order */
        struct way *ways; size_t n_ways;
        size_t lanes;
        double box_x;
};

/* ---- words ---- */

static double words_width(const char *s, double size)
{
        double w = 0;
        uint32_t c;

        while ((c = utf8_next(&s)))
                w += c < 0x2000 ? size * 0.56 : size;
        return w;
}

/* Marks that may not begin a line. */
static bool hangs(const char *s)
{
        static const char *const marks[] = { "、", "，", "。", "）", "；", "：", "〕", "】" };

        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                if (text_starts(s, marks[i]))
                        return true;
        return false;
}

/* The mark before s opens a bracket: it may not end a line. */
static bool opens(const char *s, const char *from)
{
        return s - from >= 3 && (!strncmp(s - 3, "【", 3) || !strncmp(s - 3, "（", 3) || !strncmp(s - 3, "〔", 3));
}

static size_t wrap(struct arena *mem, const char *text, double width, const char ***out, size_t n)
{
        const char *from = text, *s = text;
        double w = 0;

        while (*s) {
                const char *next = s;
                double step = utf8_next(&next) < 0x2000 ? SMALL * 0.56 : SMALL;

                if (w + step > width && !hangs(s) && !opens(s, from)) {
                        *out = arena_grow(mem, *out, n * sizeof **out, (n + 1) * sizeof **out);
                        (*out)[n++] = text_copy_n(mem, from, (size_t)(s - from));
                        from = s;
                        w = 0;
                }
                w += step;
                s = next;
        }
        *out = arena_grow(mem, *out, n * sizeof **out, (n + 1) * sizeof **out);
        (*out)[n++] = text_copy(mem, from);
        return n;
}

static void put(struct flow *f, struct stroke s)
{
        if (f->n == f->room) {
                f->strokes = arena_grow(f->mem, f->strokes, f->room * sizeof *f->strokes, (f->room * 2 + 32) * sizeof *f->strokes);
                f->room = f->room * 2 + 32;
        }
        f->strokes[f->n++] = s;
}

/* ---- what stands in a stage ---- */

static const char *verb_label(const char *verb)
{
        const struct command *k = command_find(verb);

        return k ? k->label : verb;
}

static const char *posts_text(struct chart *k, const struct names *by)
{
        const char **words = TAKE_N(k->f->mem, const char *, by->n + 1);

        for (size_t i = 0; i < by->n; i++) {
                const struct pack_role *r = pack_role(k->pack, by->at[i]);

                words[i] = r ? r->label : by->at[i];
        }
        return text_replace(k->f->mem, text_join(k->f->mem, words, by->n, '|'), "|", "、");
}

const char *flow_length(struct arena *mem, const struct pack_clock *k)
{
        return text_make(mem, "%s%lld %s", k->rule.lead ? "提前 " : "", (long long)k->rule.length, clock_unit_chinese(k->rule.unit));
}

static bool leads_into(const struct pack_procedure *p, const char *verb, const char *stage)
{
        for (size_t i = 0; i < p->n_steps; i++)
                if (!strcmp(p->steps[i].verb, verb) && (p->steps[i].to ? !strcmp(p->steps[i].to, stage) : names_have(&p->steps[i].from, stage)))
                        return true;
        return false;
}

static bool has_verb(const struct pack_procedure *p, const char *verb)
{
        for (size_t i = 0; i < p->n_steps; i++)
                if (!strcmp(p->steps[i].verb, verb))
                        return true;
        return false;
}

bool flow_has_clock(const struct pack_procedure *proc, const struct pack_clock *k)
{
        if (k->procedures.n && !names_have(&k->procedures, proc->id))
                return false;
        for (size_t i = 0; i < k->starts.n; i++)
                if (has_verb(proc, k->starts.at[i]))
                        return true;
        return false;
}

/* A clock is told once: in the first stage that a starting verb leads into. */
static bool starts_here(struct chart *k, const struct pack_clock *c, size_t at)
{
        for (size_t s = 0; flow_has_clock(k->proc, c) && s <= at; s++)
                for (size_t i = 0; k->stops[s].main && i < c->starts.n; i++)
                        if (leads_into(k->proc, c->starts.at[i], k->stops[s].stage->id))
                                return s == at;
        return false;
}

static void stop_line(struct chart *k, struct place *s, const char *text)
{
        s->n_lines = wrap(k->f->mem, text, BOX_W - 2 * PAD, &s->lines, s->n_lines);
}

static void stop_acts(struct chart *k, struct place *s)
{
        struct buffer acts = { .mem = k->f->mem }, seen = { .mem = k->f->mem };

        for (size_t i = 0; i < k->proc->n_steps; i++) {
                const struct pack_step *p = &k->proc->steps[i];
                bool stays = !p->to || !strcmp(p->to, s->stage->id);

                if (!stays || !names_have(&p->from, s->stage->id) || text_in(p->verb, buffer_done(&seen), '|'))
                        continue;
                buffer_make(&acts, "%s%s%s", acts.n ? "、" : "", verb_label(p->verb), pack_duty(k->pack, p->verb, "") ? "【录】" : "");
                buffer_make(&seen, "%s|", p->verb);
        }
        if (acts.n)
                stop_line(k, s, text_make(k->f->mem, "可以办理：%s", buffer_done(&acts)));
}

static void stop_clocks(struct chart *k, size_t at)
{
        for (size_t i = 0; i < k->pack->n_clocks; i++) {
                const struct pack_clock *c = &k->pack->clocks[i];

                if (!starts_here(k, c, at))
                        continue;
                stop_line(k, &k->stops[at], text_make(k->f->mem, "期限：%s %s（%s）", c->label, flow_length(k->f->mem, c), c->law));
        }
}

/* ---- ways ---- */

static size_t stage_index(const struct pack_procedure *p, const char *id)
{
        for (size_t i = 0; i < p->n_stages; i++)
                if (!strcmp(p->stages[i].id, id))
                        return i;
        return p->n_stages;
}

static void way_add(struct chart *k, size_t from, size_t to, const struct pack_step *s)
{
        const char *label = verb_label(s->verb);

        if (pack_duty(k->pack, s->verb, ""))
                label = text_make(k->f->mem, "%s【录】", label);
        for (size_t i = 0; i < k->n_ways; i++) {
                struct way *w = &k->ways[i];

                if (w->from != from || w->to != to)
                        continue;
                if (!strstr(w->label, label))
                        w->label = text_make(k->f->mem, "%s、%s", w->label, label);
                return;
        }
        k->ways[k->n_ways++] = (struct way){ from, to, label, posts_text(k, &s->by), 0 };
}

static void ways_collect(struct chart *k)
{
        size_t room = 0;

        for (size_t i = 0; i < k->proc->n_steps; i++)
                room += k->proc->steps[i].from.n;
        k->ways = TAKE_N(k->f->mem, struct way, room + 1);
        for (size_t i = 0; i < k->proc->n_steps; i++) {
                const struct pack_step *s = &k->proc->steps[i];
                size_t to = s->to ? stage_index(k->proc, s->to) : k->proc->n_stages;

                for (size_t j = 0; to < k->proc->n_stages && j < s->from.n; j++) {
                        size_t from = stage_index(k->proc, s->from.at[j]);

                        if (from != to && from < k->proc->n_stages)
                                way_add(k, from, to, s);
                }
        }
}

/* The main line: the longest way forward, in the pack's order, from the first stage. */
static void main_line(struct chart *k)
{
        size_t n = k->proc->n_stages, first = stage_index(k->proc, k->proc->first), best = first;
        size_t *length = TAKE_N(k->f->mem, size_t, n), *before = TAKE_N(k->f->mem, size_t, n);

        length[first] = 1;
        for (size_t at = first; at < n; at++) {
                for (size_t i = 0; length[at] && i < k->n_ways; i++) {
                        const struct way *w = &k->ways[i];

                        if (w->from == at && w->to > at && length[at] + 1 > length[w->to]) {
                                length[w->to] = length[at] + 1;
                                before[w->to] = at;
                        }
                }
                if (length[at] > length[best])
                        best = at;
        }
        for (size_t at = best;; at = before[at]) {
                k->stops[at].main = true;
                if (at == first)
                        return;
        }
}

static size_t next_main(const struct chart *k, size_t at)
{
        for (at++; at < k->proc->n_stages && !k->stops[at].main; at++)
                ;
        return at;
}

enum way_kind { WAY_ON, WAY_END, WAY_ROUND, WAY_BACK, WAY_HIDDEN };
static enum way_kind way_kind(const struct chart *k, const struct way *w)
{
        if (!k->stops[w->from].main)
                return WAY_HIDDEN;
        if (!k->stops[w->to].main)
                return WAY_END;
        if (w->to == next_main(k, w->from))
                return WAY_ON;
        return w->to > w->from ? WAY_ROUND : WAY_BACK;
}

static void slots_count(struct chart *k)
{
        for (size_t i = 0; i < k->n_ways; i++) {
                struct way *w = &k->ways[i];
                enum way_kind kind = way_kind(k, w);

                if (kind == WAY_END)
                        k->stops[w->from].right++;
                else if (kind == WAY_ROUND || kind == WAY_BACK) {
                        k->stops[w->from].left++;
                        k->stops[w->to].left++;
                        w->lane = k->lanes++;
                }
        }
}

/* ---- drawing ---- */

static void words_put(struct flow *f, double x, double y, double w, const char *text, double size, bool bold)
{
        put(f, (struct stroke){ STROKE_WORDS, x, y, w, 0, text, size, bold, false });
}

static void stop_put(struct chart *k, struct place *s)
{
        double y = s->y + TITLE + 6;

        put(k->f, (struct stroke){ s->stage->final ? STROKE_ROUND : STROKE_BOX, k->box_x, s->y, BOX_W, s->h, NULL, 0, s->stage->final, false });
        if (!s->n_lines)
                y = s->y + s->h / 2 + TITLE * 0.36;
        words_put(k->f, k->box_x, y, BOX_W, s->stage->label, TITLE, true);
        for (size_t i = 0; i < s->n_lines; i++)
                words_put(k->f, k->box_x + PAD, y + 4 + LINE * (double)(i + 1), 0, s->lines[i], SMALL, false);
}

/* How many ways lead straight on from here, each with a line of words. */
static double gap_below(struct chart *k, size_t at)
{
        for (size_t i = 0; i < k->n_ways; i++)
                if (k->ways[i].from == at && way_kind(k, &k->ways[i]) == WAY_ON)
                        return 2 * LINE + GAP;
        return GAP;
}

static void stops_place(struct chart *k)
{
        double y = 4;

        for (size_t i = 0; i < k->proc->n_stages; i++) {
                struct place *s = &k->stops[i];
                size_t slots = s->left > s->right ? s->left : s->right;
                double words = s->n_lines ? TITLE + 22 + LINE * (double)s->n_lines : 30;

                if (!s->main)
                        continue;
                s->y = y;
                s->h = words > SLOT * (double)slots + 12 ? words : SLOT * (double)slots + 12;
                s->left = s->right = 0;
                y += s->h + gap_below(k, i);
        }
        k->f->h = y;
}

static void way_on(struct chart *k, const struct way *w)
{
        const struct place *a = &k->stops[w->from], *b = &k->stops[w->to];
        double x = k->box_x + BOX_W / 2.0, y = a->y + a->h;

        put(k->f, (struct stroke){ STROKE_ARROW, x, y, 0, b->y - y, NULL, 0, false, false });
        words_put(k->f, x + 8, y + LINE + 4, 0, w->label, SMALL + 0.5, true);
        words_put(k->f, x + 8, y + 2 * LINE + 3, 0, w->posts, SMALL, false);
}

static double slot(const struct place *s, size_t *used)
{
        return s->y + 12 + SLOT * (double)(*used)++ + SLOT / 2.0;
}

/* Words over an arm: all acts, or the first and 等; each is told in full in the list of acts of its stage or on the main line. */
static const char *fitting(struct chart *k, const char *label, double width)
{
        const char *first = label, *end = strstr(label, "、");

        if (words_width(label, SMALL) <= width)
                return label;
        if (end)
                first = text_copy_n(k->f->mem, label, (size_t)(end - label));
        first = text_make(k->f->mem, "%s%s", text_replace(k->f->mem, first, "【录】", ""), end ? "等" : "");
        for (size_t n = utf8_length(first); n > 1 && words_width(first, SMALL) > width; n--)
                first = utf8_head(k->f->mem, first, n - 1);
        return first;
}

static void way_end(struct chart *k, const struct way *w)
{
        struct place *a = &k->stops[w->from];
        double x = k->box_x + BOX_W, y = slot(a, &a->right);

        put(k->f, (struct stroke){ STROKE_ARROW, x, y, EXIT_ARM, 0, NULL, 0, false, false });
        words_put(k->f, x + 5, y - 4, 0, fitting(k, w->label, EXIT_ARM - 14), SMALL, false);
        put(k->f, (struct stroke){ STROKE_ROUND, x + EXIT_ARM, y - 9, EXIT_W, 18, k->stops[w->to].stage->label, SMALL, false, false });
}

static void way_side(struct chart *k, const struct way *w, bool back)
{
        struct place *a = &k->stops[w->from], *b = &k->stops[w->to];
        double x = k->box_x, lane = x - ARM - LANE * (double)(w->lane + 1), y = slot(a, &a->left), to = slot(b, &b->left);
        const char *label = fitting(k, w->label, ARM - 8);

        put(k->f, (struct stroke){ STROKE_LINE, x, y, lane - x, 0, NULL, 0, false, back });
        put(k->f, (struct stroke){ STROKE_LINE, lane, y, 0, to - y, NULL, 0, false, back });
        put(k->f, (struct stroke){ STROKE_ARROW, lane, to, x - lane, 0, NULL, 0, false, back });
        words_put(k->f, x - 5 - words_width(label, SMALL), y - 4, 0, label, SMALL, false);
}

static void ways_put(struct chart *k)
{
        for (size_t i = 0; i < k->n_ways; i++) {
                const struct way *w = &k->ways[i];

                switch (way_kind(k, w)) {
                case WAY_ON: way_on(k, w); break;
                case WAY_END: way_end(k, w); break;
                case WAY_ROUND: way_side(k, w, false); break;
                case WAY_BACK: way_side(k, w, true); break;
                case WAY_HIDDEN: break;
                }
        }
}

struct flow *flow_make(struct arena *mem, const struct pack *p, const struct pack_procedure *proc)
{
        struct flow *f = TAKE(mem, struct flow);
        struct chart k = { .f = f, .pack = p, .proc = proc, .stops = TAKE_N(mem, struct place, proc->n_stages + 1) };

        f->mem = mem;
        for (size_t i = 0; i < proc->n_stages; i++)
                k.stops[i].stage = &proc->stages[i];
        ways_collect(&k);
        main_line(&k);
        for (size_t i = 0; i < proc->n_stages; i++)
                if (k.stops[i].main) {
                        stop_acts(&k, &k.stops[i]);
                        stop_clocks(&k, i);
                }
        slots_count(&k);
        k.box_x = k.lanes ? ARM + LANE * (double)(k.lanes + 1) : 4;
        f->w = k.box_x + BOX_W + EXIT_ARM + EXIT_W + 4;
        stops_place(&k);
        for (size_t i = 0; i < proc->n_stages; i++)
                if (k.stops[i].main)
                        stop_put(&k, &k.stops[i]);
        ways_put(&k);
        return f;
}

/* ---- recording points ---- */

static const char *media_text(struct arena *mem, const struct pack_duty *d)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < d->kinds.n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", medium_label(d->kinds.at[i]));
        buffer_make(&b, "（%s%s）", d->full ? "全程" : "关键环节", d->methods.n ? "，仅限留置、公告等送达方式" : "");
        return buffer_done(&b);
}

static const char *papers_text(struct arena *mem, const struct pack *p, const char *verb, const char *procedure)
{
        struct buffer b = { .mem = mem };
        const struct pack_paper *k;

        for (size_t i = 0; (k = pack_paper_of(p, verb, procedure, i)); i++)
                if (!strstr(buffer_done(&b), k->name))
                        buffer_make(&b, "%s%s", b.n ? "、" : "", k->name);
        return buffer_done(&b);
}

struct flow_records flow_records(struct arena *mem, const struct pack *p, const struct pack_procedure *proc)
{
        struct flow_records l = { TAKE_N(mem, struct flow_record, proc->n_steps + 1), 0 };
        struct buffer seen = { .mem = mem };

        for (size_t i = 0; i < proc->n_steps; i++) {
                const char *verb = proc->steps[i].verb;
                const struct pack_duty *d = pack_duty(p, verb, "");
                struct flow_record r = { verb_label(verb), papers_text(mem, p, verb, proc->id), d ? media_text(mem, d) : "", d ? d->law : proc->steps[i].law };

                if (text_in(verb, buffer_done(&seen), '|'))
                        continue;
                buffer_make(&seen, "%s|", verb);
                if (*r.papers || *r.media)
                        l.at[l.n++] = r;
        }
        return l;
}

/* ---- as SVG ---- */

static const char *num(struct html *h, double x) { return text_make(h->b.mem, "%.1f", x); }

static void svg_words(struct html *h, const struct stroke *s, double x, double y, bool middle)
{
        html(h, "<text x=\"%s\" y=\"%s\" class=\"%s%s\">%s</text>", num(h, x), num(h, y), s->size > 12 ? "t" : s->bold ? "b" : "s", middle ? " mid" : "", s->text);
}

static void svg_box(struct html *h, const struct stroke *s)
{
        bool round = s->kind == STROKE_ROUND;
        double r = !round ? 4 : s->h < 40 ? s->h / 2 : 20;

        html(h, "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>", round ? "end" : "box", num(h, s->x), num(h, s->y), num(h, s->w), num(h, s->h), num(h, r));
        if (s->text)
                svg_words(h, s, s->x + s->w / 2, s->y + s->h / 2 + s->size * 0.36, true);
}

static void svg_stroke(struct html *h, const struct stroke *s)
{
        switch (s->kind) {
        case STROKE_WORDS:
                svg_words(h, s, s->w > 0 ? s->x + s->w / 2 : s->x, s->y, s->w > 0);
                break;
        case STROKE_BOX:
        case STROKE_ROUND:
                svg_box(h, s);
                break;
        case STROKE_LINE:
        case STROKE_ARROW:
                html(h, "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"", s->dashed ? "dash" : "", num(h, s->x), num(h, s->y), num(h, s->x + s->w),
                     num(h, s->y + s->h));
                html_raw(h, s->kind == STROKE_ARROW ? " marker-end=\"url(#flow-head)\"/>" : "/>");
                break;
        }
}

void ui_flow(struct html *h, const struct flow *f, const char *title)
{
        html(h, "<div class=\"flow\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">", title,
             (int)f->w, (int)f->h, (int)(f->w * 1.25), (int)(f->h * 1.25), title);
        html(h, "<defs><marker id=\"flow-head\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">"
             "<path d=\"M0 0.6L7.6 4L0 7.4z\"/></marker></defs>");
        for (size_t i = 0; i < f->n; i++)
                svg_stroke(h, &f->strokes[i]);
        html(h, "</svg></div>\n");
}
