/* layout_sign.c - who signs: the agency's name and the day with its seal, and lines to write on.
 *
 * GB/T 9704 7.3.5: the day ends four characters from the right edge, the agency's name is centred over it, the seal covers both and
 * stands within one line of the text.  The last two lines of text come along to the page of the seal, so no page has only a seal.
 */
#include "typeset/layout.h"
#include <math.h>

#define SEAL (42 * MM)          /* diameter of an agency's seal */
#define LINE_STEP 30.0          /* a line to sign on: room for handwriting */
#define RULE_W 150.0

/* Characters stand on a ring, feet inwards, spread over at most 250 degrees about the top. */
static bool seal_name(struct flow *f, size_t page, double cx, double cy, const char *name)
{
        size_t n = utf8_length(name);
        double size = n > 18 ? 9 : n > 12 ? 12 : 15, r = SEAL / 2 - size - 4;
        double step = fmin(250.0 / (double)(n > 1 ? n - 1 : 1), 32), from = -step * ((double)n - 1) / 2;
        struct label how = { .face = FACE_TITLE, .size = size, .side = SIDE_LEFT, .ink = INK_RED };
        size_t i = 0;

        for (const char *s = name, *next = s; *s; s = next, i++) {
                double a = (from + step * (double)i) * M_PI / 180, left = -size / 2, up = -r - size * 0.12;

                utf8_next(&next);
                how.turn = from + step * (double)i;
                if (!label_put(f, page, &how, cx + left * cos(a) - up * sin(a), cy + left * sin(a) + up * cos(a), text_copy_n(f->p->mem, s, (size_t)(next - s))))
                        return false;
        }
        return true;
}

static void seal_note(struct pages *p, struct box b)
{
        if (p->n_seals == p->seals_room) {
                size_t more = p->seals_room ? p->seals_room * 2 : 4;

                p->seals = arena_grow(p->mem, p->seals, p->n_seals * sizeof *p->seals, more * sizeof *p->seals);
                p->seals_room = more;
        }
        p->seals[p->n_seals++] = b;
}

double seal_side(void)
{
        return SEAL;
}

bool seal_put(struct flow *f, size_t page, double cx, double cy, const char *name, bool draw)
{
        struct box b = { page + 1, cx - SEAL / 2, cy - SEAL / 2, SEAL, SEAL };

        seal_note(f->p, b);
        if (!draw)
                return true;
        mark_add(f, page, (struct mark){ .kind = MARK_SEAL, .ink = INK_RED, .x = b.x, .y = b.y, .w = SEAL, .h = SEAL, .width = 2.6,
                                         .text = text_copy(f->p->mem, name) });
        return seal_name(f, page, cx, cy, name);
}

static bool drawn_put(struct flow *f, size_t page, struct bytes png, double x, double baseline)
{
        struct picture p;
        double scale;

        if (!png.n)
                return true;
        if (!picture_read(png, &p, f->why))
                return false;
        scale = fmin((LINE_STEP - 4) / p.h, RULE_W / p.w);
        picture_put(f, page, &p, x + 4, baseline + 3 - p.h * scale, p.w * scale, p.h * scale);
        return true;
}

/* "执法人员（签名）：" and a rule behind it; what is too long for the room stands in two or three small lines. */
static bool sign_line(struct flow *f, size_t page, const struct doc_sign *s, size_t i, double x, double y, double room, double rule)
{
        struct style st = { .face = FACE_BODY, .size = style_of(f, PARA_BODY).size, .width = room - 40 };
        struct lines l;
        double baseline = y + LINE_STEP * 0.72, end;

        if (!words_shape(f, &st, s->lines[i], &l))
                return false;
        if (l.n > 1) {
                st.size = 9;
                if (!words_shape(f, &st, s->lines[i], &l))
                        return false;
        }
        for (size_t k = 0; k < l.n; k++)
                line_put(f, page, &l, k, x, baseline - (double)(l.n - 1 - k) * 10.5, INK_BLACK);
        end = x + l.at[l.n - 1].w;
        rule_put(f, page, end + 2, baseline + 3, fmin(rule, x + room - end - 8), 0, 0.5);
        return i > 0 || drawn_put(f, page, s->drawn, end, baseline);
}

static bool place_of(const struct doc_sign *s)
{
        return s->place || s->seal;
}

/* The name may take several lines; the day stands under its middle. */
static bool agency_put(struct flow *f, const struct doc_sign *s)
{
        size_t page = flow_page(f);
        double size = SIZE_THREE, em = 4 * size, rise = (PITCH - size) / 2 + RISE * size, wide = 0, middle;
        struct label how = { .face = FACE_BODY, .size = size, .side = SIDE_CENTER };
        struct style st = { .face = FACE_BODY, .size = size, .width = f->width - em };
        struct lines org, day;

        if (!words_even(f, &st, s->org, &org) || !words_shape(f, &st, day_chinese(f->p->mem, s->day), &day))
                return false;
        middle = f->left + f->width - em - day.at[0].w / 2;
        for (size_t i = 0; i < org.n; i++)
                wide = fmax(wide, org.at[i].w);
        if (wide > day.at[0].w + 2 * em)        /* a long name: it ends two characters from the edge, the day under its middle */
                middle = f->left + f->width - 2 * size - wide / 2;
        for (size_t i = 0; i < org.n; i++, f->y += PITCH)
                line_put(f, page, &org, i, middle - org.at[i].w / 2 - org.at[i].x, f->y + rise, INK_BLACK);
        if (!label_put(f, page, &how, middle, f->y + rise, day.text))
                return false;
        f->y += PITCH;
        return !place_of(s) || seal_put(f, page, middle, f->y - PITCH * 0.9, s->org, s->seal);
}

static double agency_room(const struct doc_sign *s)
{
        if (text_empty(s->org) && !day_is(s->day))
                return 0;
        return (place_of(s) ? 5 : 3) * PITCH + (utf8_length(s->org) > 24 ? PITCH : 0);         /* a seal: a line and a half above the name, one below the day */
}

bool sign_put(struct flow *f, const struct block *b)
{
        const struct doc_sign *s = &b->sign;
        double agency = agency_room(s), lines = f->everywhere ? 0 : LINE_STEP * (double)s->n_lines + (s->n_lines ? 10 : 0);

        if (f->y + agency + lines > f->bottom + 0.01 && f->n_before == 2) {
                f->keep = true;
                f->kept = f->before[0];
        }
        flow_need(f, agency + lines);
        if (lines > 0)
                f->y += 10;
        for (size_t i = 0; lines > 0 && i < s->n_lines; i++, f->y += LINE_STEP) {
                flow_need(f, LINE_STEP);
                flow_placed(f);
                if (!sign_line(f, flow_page(f), s, i, f->left, f->y, f->width, RULE_W))
                        return false;
        }
        if (agency == 0)
                return true;
        f->y += place_of(s) ? 2 * PITCH : PITCH;
        flow_placed(f);
        if (!agency_put(f, s))
                return false;
        f->y += place_of(s) ? PITCH : 0;
        return true;
}

/* ---- on every page of a record ---- */

static size_t lines_everywhere(const struct block *b)
{
        size_t n = 0;

        for (; b && b->kind != BLOCK_NEXT; b = b->next)
                n += b->kind == BLOCK_SIGN ? b->sign.n_lines : 0;
        return n;
}

double sign_room(const struct flow *f, const struct block *b)
{
        return (double)((lines_everywhere(b) + 1) / 2) * LINE_STEP;
}

/* Two beside each other, below the text of each page: who was asked, who asked, who wrote. */
bool sign_everywhere(struct flow *f)
{
        for (size_t page = f->first; page < f->p->n; page++) {
                size_t k = 0;

                for (const struct block *b = f->everywhere; b && b->kind != BLOCK_NEXT; b = b->next)
                        for (size_t i = 0; b->kind == BLOCK_SIGN && i < b->sign.n_lines; i++, k++)
                                if (!sign_line(f, page, &b->sign, i, f->left + (double)(k % 2) * f->width / 2,
                                               f->bottom + 4 + (double)(k / 2) * LINE_STEP, f->width / 2, 100))
                                        return false;
        }
        return true;
}
