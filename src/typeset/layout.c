/* layout.c - blocks flow over pages.  Every paragraph is shaped once; what must stay with its neighbour (a heading, the lines before a
 * signature, a bookmark) is carried over to the next page as finished marks, never laid out again.
 */
#include "typeset/layout.h"
#include <string.h>

/* ---- pages ---- */

static struct page_marks *page_add(struct pages *p)
{
        if (p->n == p->room) {
                size_t more = p->room ? p->room * 2 : 4;

                p->page = arena_grow(p->mem, p->page, p->room * sizeof *p->page, more * sizeof *p->page);
                p->room = more;
        }
        return &p->page[p->n++];
}

struct mark *mark_add(struct flow *f, size_t page, struct mark m)
{
        struct page_marks *p = &f->p->page[page];

        if (p->n == p->room) {
                size_t more = p->room ? p->room * 2 : 64;

                p->at = arena_grow(f->p->mem, p->at, p->room * sizeof *p->at, more * sizeof *p->at);
                p->room = more;
        }
        p->at[p->n] = m;
        return &p->at[p->n++];
}

void rule_put(struct flow *f, size_t page, double x, double y, double w, double h, double width)
{
        mark_add(f, page, (struct mark){ .kind = MARK_LINE, .x = x, .y = y, .w = w, .h = h, .width = width });
}

size_t flow_page(const struct flow *f)
{
        return f->p->n - 1;
}

static void page_begin(struct flow *f)
{
        page_add(f->p);
        f->y = f->top;
        f->fresh = true;
        f->n_before = 0;
}

/* The marks from f->kept on move to the page just begun; bookmarks at them go along. */
static void carry_over(struct flow *f, size_t from)
{
        size_t to = flow_page(f);
        double shift = f->top - f->kept.y;
        struct page_marks *old = &f->p->page[from];

        for (size_t i = f->kept.mark; i < old->n; i++) {
                struct mark m = old->at[i];

                m.y += shift;
                mark_add(f, to, m);
        }
        old->n = f->kept.mark;
        for (size_t i = 0; i < f->p->n_bookmarks; i++) {
                struct page_bookmark *b = &f->p->bookmarks[i];

                if (b->page == from && b->y >= f->kept.y - 0.01) {
                        b->page = to;
                        b->y += shift;
                }
        }
        f->fresh = false;
}

void flow_turn(struct flow *f)
{
        size_t from = flow_page(f);
        double height = f->y - f->kept.y;
        bool carry = f->keep && f->kept.y > f->top + 0.01 && height < (f->bottom - f->top) / 2;

        page_begin(f);
        if (carry) {
                carry_over(f, from);
                f->y = f->top + height;
        }
        f->keep = false;
}

void flow_need(struct flow *f, double h)
{
        if (f->y + h > f->bottom + 0.01 && !f->fresh)
                flow_turn(f);
}

void flow_placed(struct flow *f)
{
        for (; f->unplaced < f->p->n_bookmarks; f->unplaced++) {
                f->p->bookmarks[f->unplaced].page = flow_page(f);
                f->p->bookmarks[f->unplaced].y = f->y;
        }
        f->fresh = false;
        f->keep = false;
}

/* ---- running text ---- */

static void line_begins(struct flow *f)
{
        struct spot s = { f->p->page[flow_page(f)].n, f->y };

        if (f->n_before == 2)
                f->before[0] = f->before[1];
        else
                f->n_before++;
        f->before[f->n_before - 1] = s;
}

/* A page does not begin with the last one or two characters of a paragraph: the line before them comes along. */
static void stub_keep(struct flow *f, const struct lines *l, size_t i)
{
        bool turns = f->y + l->style.pitch > f->bottom + 0.01;

        if (!turns || f->keep || i + 1 < l->n || i < 2 || !f->n_before || l->at[i].w > 2.5 * l->style.size)
                return;
        f->keep = true;
        f->kept = f->before[f->n_before - 1];
}

bool flow_lines(struct flow *f, const struct lines *l, double x)
{
        const struct style *s = &l->style;

        for (size_t i = 0; i < l->n; i++) {
                stub_keep(f, l, i);
                flow_need(f, s->pitch);
                line_begins(f);
                flow_placed(f);
                line_put(f, flow_page(f), l, i, x, f->y + (s->pitch - s->size) / 2 + RISE * s->size, INK_BLACK);
                f->y += s->pitch;
        }
        return true;
}

bool flow_text(struct flow *f, const struct style *s, const char *text, double x)
{
        size_t n;
        char **paragraph = text_split(f->p->mem, text, '\n', &n);

        for (size_t i = 0; i < n; i++) {
                struct lines l;

                if (!words_shape(f, s, paragraph[i], &l) || !flow_lines(f, &l, x))
                        return false;
        }
        return true;
}

struct style style_of(const struct flow *f, enum para para)
{
        struct style s = { .face = FACE_BODY, .size = SIZE_THREE, .pitch = PITCH, .width = f->width, .side = SIDE_FULL };
        bool dense = f->head->form == DOC_FORM || f->head->form == DOC_PLAIN || f->head->form == DOC_RECORD;

        if (dense) {            /* size four: forms, records and reports hold more than a letter */
                s.size = 14;
                s.pitch = 25;
        }
        if (para == PARA_SMALL) {
                s.size = 10.5;
                s.pitch = 17;
        }
        if (para == PARA_BODY || para == PARA_HEADING || para == PARA_KAI || para == PARA_SMALL)
                s.indent = 2 * s.size;
        if (para == PARA_HEADING)
                s.face = FACE_HEADING;
        if (para == PARA_KAI)
                s.face = FACE_KAI;
        if (para == PARA_CENTER)
                s.side = SIDE_CENTER;
        if (para == PARA_RIGHT)
                s.side = SIDE_RIGHT;
        return s;
}

/* A heading goes to the next page together with what follows it, several headings together. */
static bool heading_put(struct flow *f, const struct style *s, const char *text)
{
        struct spot here;
        size_t page;

        flow_need(f, s->pitch);
        here = f->keep ? f->kept : (struct spot){ f->p->page[flow_page(f)].n, f->y };
        page = flow_page(f);
        if (!flow_text(f, s, text, f->left))
                return false;
        f->keep = page == flow_page(f);
        f->kept = here;
        return true;
}

static bool text_put(struct flow *f, const struct block *b)
{
        struct style s = style_of(f, b->style);

        if (b->style == PARA_HEADING || b->style == PARA_KAI)
                return heading_put(f, &s, b->text);
        return flow_text(f, &s, b->text, f->left);
}

void bookmark_put(struct flow *f, const struct block *b)
{
        struct pages *p = f->p;

        if (p->n_bookmarks == p->bookmarks_room) {
                size_t more = p->bookmarks_room ? p->bookmarks_room * 2 : 16;

                p->bookmarks = arena_grow(p->mem, p->bookmarks, p->n_bookmarks * sizeof *p->bookmarks, more * sizeof *p->bookmarks);
                p->bookmarks_room = more;
        }
        p->bookmarks[p->n_bookmarks++] = (struct page_bookmark){ text_copy(p->mem, b->text), b->level, flow_page(f), f->y };
}

static bool block_put(struct flow *f, const struct block *b)
{
        switch (b->kind) {
        case BLOCK_TEXT:
                return text_put(f, b);
        case BLOCK_MARK:
                bookmark_put(f, b);
                return true;
        case BLOCK_SPACE:
                f->y += f->fresh ? 0 : b->lines * style_of(f, PARA_BODY).pitch;
                return true;
        case BLOCK_BREAK:
                f->keep = false;
                flow_turn(f);
                return true;
        case BLOCK_TABLE:
                return table_put(f, b);
        case BLOCK_SIGN:
                return sign_put(f, b);
        case BLOCK_IMAGE:
                return image_put(f, b);
        case BLOCK_DRAWING:
                return drawing_put(f, b);
        case BLOCK_PAGES:
                return tame_put(f, b);
        case BLOCK_COUNTS:
                f->p->page[flow_page(f)].counts = b->counts;
                return true;
        default:
                return true;
        }
}

/* ---- documents ---- */

static void area_set(struct flow *f)
{
        bool form = f->head->form == DOC_FORM || f->head->form == DOC_RECORD;

        f->left = form ? 25 * MM : TEXT_LEFT;
        f->width = form ? 162 * MM : TEXT_W;
        f->top = form ? 28 * MM : TEXT_TOP;
        f->bottom = TEXT_TOP + TEXT_H;
}

static const struct block *signed_everywhere(const struct block *next)
{
        for (const struct block *b = next->next; b && b->kind != BLOCK_NEXT; b = b->next)
                if (b->kind == BLOCK_SIGN && b->sign.n_lines)
                        return next->head.form == DOC_RECORD ? next->next : NULL;
        return NULL;
}

/* One document of the file: from its head to the next one's, which is left in *past. */
static bool part_put(struct flow *f, const struct block *b, const struct block **past)
{
        f->head = &b->head;
        area_set(f);
        f->everywhere = signed_everywhere(b);
        f->bottom -= sign_room(f, f->everywhere);
        f->first = f->p->n;
        f->keep = false;
        page_begin(f);
        if (f->head->form == DOC_STRIP)
                return strip_put(f, b->next, past);
        for (b = b->next; b && b->kind == BLOCK_MARK; b = b->next)      /* these point to the title */
                bookmark_put(f, b);
        if (!head_put(f))
                return false;
        for (; b && b->kind != BLOCK_NEXT; b = b->next)
                if (!block_put(f, b))
                        return false;
        flow_placed(f);
        *past = b;
        return foot_put(f);
}

struct pages *typeset_pages(struct typesetter *t, const struct doc *d, struct why *why)
{
        struct arena *mem = arena_new();
        struct pages *p = TAKE(mem, struct pages);
        struct flow f = { .t = t, .p = p, .why = why };
        const struct block *b = d->first;

        must(!d->open);
        *p = (struct pages){ .mem = mem, .w = PAPER_W, .h = PAPER_H, .head = d->first->head, .attached = d->attached };
        while (b)
                if (!part_put(&f, b, &b)) {
                        pages_free(p);
                        return NULL;
                }
        return p;
}

size_t pages__counts(const struct page_marks *p)
{
        return p->counts ? p->counts : 1;
}

static size_t number_of(const struct pages *p, size_t page)
{
        size_t n = 1;

        for (size_t i = 0; i < page; i++)
                n += pages__counts(&p->page[i]);
        return n;
}

size_t pages_count(const struct pages *p)
{
        size_t n = 0;

        for (size_t i = 0; i < p->n; i++)
                n += pages__counts(&p->page[i]);
        return n;
}

size_t pages_mark(const struct pages *p, const char *title)
{
        for (size_t i = 0; i < p->n_bookmarks; i++)
                if (text_same(p->bookmarks[i].title, title))
                        return number_of(p, p->bookmarks[i].page);
        return 0;
}

bool pages_seal(const struct pages *p, size_t n, struct box *out)
{
        if (n >= p->n_seals)
                return false;
        *out = p->seals[n];
        return true;
}

void pages_free(struct pages *p)
{
        if (!p)
                return;
        pages_free(p->joined);
        for (size_t i = 0; i < p->n_held; i++)
                pango_layout_line_unref(p->held[i]);
        arena_free(p->mem);
}
