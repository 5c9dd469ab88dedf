/* layout_picture.c - images, pages of other PDFs, and drawings of lines, boxes and words (flowcharts). */
#include "typeset/layout.h"
#include <math.h>
#include <string.h>

/* ---- images ---- */

/* The stored picture is turned so that it stands upright in x, y, w, h. */
void picture_put(struct flow *f, size_t page, const struct picture *p, double x, double y, double w, double h)
{
        struct mark m = { .kind = MARK_IMAGE, .x = x, .y = y, .w = w, .h = h, .jpeg = p->jpeg, .image_w = p->w, .image_h = p->h, .turn = p->turn };

        m.image = p->file;
        if (p->turn == 90 || p->turn == 270) {
                m.w = h;
                m.h = w;
        }
        if (p->turn == 90 || p->turn == 180)
                m.x += w;
        if (p->turn == 180 || p->turn == 270)
                m.y += h;
        mark_add(f, page, m);
}

bool image_put(struct flow *f, const struct block *b)
{
        const struct picture *p = &b->picture;
        bool lies = p->turn == 90 || p->turn == 270;
        double w = lies ? p->h : p->w, h = lies ? p->w : p->h, caption = text_empty(b->text) ? 0 : 20, room = f->bottom - f->top - caption, scale;
        struct style s = { .face = FACE_KAI, .size = 10.5, .pitch = 18, .width = f->width, .side = SIDE_CENTER };

        scale = fmin(72.0 / 150, fmin(f->width / w, room / h));
        flow_need(f, h * scale + caption);
        flow_placed(f);
        f->n_before = 0;
        picture_put(f, flow_page(f), p, f->left + (f->width - w * scale) / 2, f->y, w * scale, h * scale);
        f->y += h * scale + (caption > 0 ? 2 : 6);
        return caption <= 0 || flow_text(f, &s, b->text, f->left);
}

/* ---- pages that are not ours ---- */

#define TAME_X (12 * MM)
#define TAME_Y (17 * MM)
#define TAME_W (PAPER_W - 2 * TAME_X)
#define TAME_H (PAPER_H - 31 * MM - TAME_Y)     /* above the foot */

static bool tame_line(struct flow *f, size_t page, const char *text)
{
        struct style s = { .face = FACE_BODY, .size = 9, .width = f->width, .side = SIDE_LEFT };
        struct lines l;

        if (!words_shape(f, &s, text, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                line_put(f, page, &l, i, f->left, 13 * MM - (double)(l.n - 1 - i) * 11.5, INK_BLACK);
        return true;
}

/* Never enlarged; a thin frame shows where the other page ends. */
static void tame_place(struct flow *f, size_t page, const struct tame_pdf *t, size_t i)
{
        struct page_marks *p = &f->p->page[page];
        double scale = fmin(1, fmin(TAME_W / t->size[i].w, TAME_H / t->size[i].h));

        p->tame = t;
        p->tame_page = i;
        p->w = t->size[i].w * scale;
        p->h = t->size[i].h * scale;
        p->x = (PAPER_W - p->w) / 2;
        p->y = TAME_Y + (TAME_H - p->h) / 2;
        mark_add(f, page, (struct mark){ .kind = MARK_BOX, .ink = INK_GREY, .x = p->x, .y = p->y, .w = p->w, .h = p->h, .width = 0.4 });
}

bool tame_put(struct flow *f, const struct block *b)
{
        for (size_t i = 0; i < b->tame->pages; i++) {
                if (!f->fresh)
                        flow_turn(f);
                flow_placed(f);
                f->y = f->bottom;
                tame_place(f, flow_page(f), b->tame, i);
                if (!tame_line(f, flow_page(f), b->text))
                        return false;
        }
        return true;
}

/* ---- drawings ---- */

struct easel { struct flow *f; size_t page; double x, y, scale; };

static void arrow_put(const struct easel *e, double x, double y, double w, double h, double width)
{
        double a = atan2(h, w), size = fmax(4.5 * e->scale, 2.5);

        for (int side = -1; side <= 1; side += 2)
                rule_put(e->f, e->page, x + w, y + h, -size * cos(a + side * 0.42), -size * sin(a + side * 0.42), width);
}

static bool words_put(const struct easel *e, const struct stroke *s, double x, double baseline, enum side side, const char *text)
{
        double size = floor(s->size * e->scale * 4) / 4;        /* in quarters: few sizes of a face are open at once */
        struct label how = { .face = s->bold ? FACE_HEADING : FACE_BODY, .size = fmax(size, 1), .side = side };

        return label_put(e->f, e->page, &how, x, baseline, text);
}

static bool box_words(const struct easel *e, const struct stroke *s, double x, double y, double w, double h)
{
        size_t n;
        char **line = text_split(e->f->p->mem, s->text, '\n', &n);
        double size = s->size * e->scale, pitch = size * 1.35, top = y + (h - pitch * (double)n) / 2;

        for (size_t i = 0; i < n; i++)
                if (!words_put(e, s, x + w / 2, top + pitch * (double)i + (pitch - size) / 2 + RISE * size, SIDE_CENTER, line[i]))
                        return false;
        return true;
}

static bool stroke_put(const struct easel *e, const struct stroke *s)
{
        double x = e->x + s->x * e->scale, y = e->y + s->y * e->scale, w = s->w * e->scale, h = s->h * e->scale;
        double width = (s->bold ? 1.2 : 0.7) * fmax(e->scale, 0.6);
        struct mark m = { .kind = MARK_LINE, .x = x, .y = y, .w = w, .h = h, .width = width, .dashed = s->dashed };

        switch (s->kind) {
        case STROKE_WORDS:
                return text_empty(s->text) || words_put(e, s, w > 0 ? x + w / 2 : x, y, w > 0 ? SIDE_CENTER : SIDE_LEFT, s->text);
        case STROKE_ARROW:
                arrow_put(e, x, y, w, h, width);
                break;
        case STROKE_ROUND:
                m.round = h / 2;
                m.kind = MARK_BOX;
                break;
        case STROKE_BOX:
                m.kind = MARK_BOX;
                break;
        default:
                break;
        }
        mark_add(e->f, e->page, m);
        return text_empty(s->text) || box_words(e, s, x, y, w, h);
}

bool drawing_put(struct flow *f, const struct block *b)
{
        struct easel e = { .f = f, .scale = fmin(1, fmin(f->width / b->w, (f->bottom - f->top) / b->h)) };

        flow_need(f, b->h * e.scale);
        flow_placed(f);
        f->n_before = 0;
        e.page = flow_page(f);
        e.x = f->left + (f->width - b->w * e.scale) / 2;
        e.y = f->y;
        for (size_t i = 0; i < b->n_strokes; i++)
                if (!stroke_put(&e, &b->stroke[i]))
                        return false;
        f->y += b->h * e.scale + 6;
        return true;
}
