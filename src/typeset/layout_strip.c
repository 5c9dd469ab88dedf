/* layout_strip.c - the seal strip (封条): one page to cut out, upright characters in columns from the right, the seal over the day. */
#include "typeset/layout.h"
#include <math.h>

#define STRIP_W (110 * MM)
#define STRIP_H (240 * MM)
#define STRIP_TOP (14 * MM)

static bool is_bracket(const char *s)
{
        uint32_t c = utf8_next(&s);

        return (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B) || c == 0xFF08 || c == 0xFF09;
}

/* Characters below one another, centred on cx; brackets lie on their side. */
static bool column_put(struct flow *f, double cx, double top, double step, double size, enum face face, const char *text)
{
        struct label how = { .face = face, .size = size };

        for (const char *s = text, *next = s; *s; s = next, top += step) {
                bool lies = is_bracket(s);

                utf8_next(&next);
                how.turn = lies ? 90 : 0;
                how.side = lies ? SIDE_LEFT : SIDE_CENTER;
                if (!label_put(f, flow_page(f), &how, lies ? cx - 0.38 * size : cx, lies ? top + (step - size) / 2 : top + (step - size) / 2 + RISE * size,
                               text_copy_n(f->p->mem, s, (size_t)(next - s))))
                        return false;
        }
        return true;
}

static bool column_fit(struct flow *f, double cx, double top, double room, double size, enum face face, const char *text)
{
        double n = (double)utf8_length(text), step = n > 0 ? fmin(size * 1.25, room / n) : size;

        return column_put(f, cx, top, step, floor(fmin(size, step * 0.95) * 4) / 4, face, text);
}

static bool title_put(struct flow *f)
{
        double n = (double)utf8_length(f->head->title), step = (STRIP_H - 40) / (n > 0 ? n : 1), size = floor(fmin(120, step * 0.8));

        return column_put(f, PAPER_W / 2, STRIP_TOP + 20, step, size, FACE_TITLE, f->head->title);
}

static bool day_put(struct flow *f, const struct doc_sign *s)
{
        double cx = (PAPER_W - STRIP_W) / 2 + 34, room = STRIP_H * 0.6, top = STRIP_TOP + STRIP_H - room - 16;

        return column_fit(f, cx, top, room, 24, FACE_BODY, day_chinese(f->p->mem, s->day)) &&
               (!(s->place || s->seal) || seal_put(f, flow_page(f), PAPER_W / 2, STRIP_TOP + STRIP_H - 46 * MM, s->org, s->seal));
}

/* Paragraphs are columns from the right, after the agency's name. */
bool strip_put(struct flow *f, const struct block *b, const struct block **past)
{
        double right = (PAPER_W + STRIP_W) / 2, x = right - 34, room = STRIP_H - 40;
        struct label how = { .face = FACE_BODY, .size = 12, .side = SIDE_CENTER };

        mark_add(f, flow_page(f), (struct mark){ .kind = MARK_BOX, .x = right - STRIP_W, .y = STRIP_TOP, .w = STRIP_W, .h = STRIP_H, .width = 1.5 });
        if (!title_put(f) || !column_fit(f, x, STRIP_TOP + 20, room, 24, FACE_BODY, f->head->org))
                return false;
        if (!text_empty(f->head->number) && !label_put(f, flow_page(f), &how, PAPER_W / 2, STRIP_TOP + STRIP_H + 20, f->head->number))
                return false;
        for (; b && b->kind != BLOCK_NEXT; b = b->next) {
                if (b->kind == BLOCK_MARK)
                        bookmark_put(f, b);
                if (b->kind == BLOCK_TEXT && !column_fit(f, x -= 26, STRIP_TOP + 20, room, 14, FACE_BODY, b->text))
                        return false;
                if (b->kind == BLOCK_SIGN && !day_put(f, &b->sign))
                        return false;
        }
        flow_placed(f);
        *past = b;
        return foot_put(f);
}
