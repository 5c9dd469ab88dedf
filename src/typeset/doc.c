/* doc.c - collects a document as a list of blocks.  It keeps copies, so callers may forget what they gave.
 *
 * Nothing is laid out or judged here: a text with a character that cannot be set is refused by typeset_pages().
 */
#include "typeset/blocks.h"

const struct faces faces_default = { "LXGW WenKai", "Noto Serif CJK SC Bold", "Noto Sans CJK SC Bold", "LXGW WenKai" };

static const char *keep(struct doc *d, const char *s)
{
        return text_empty(s) ? "" : text_copy(d->mem, s);
}

static struct block *block_add(struct doc *d, enum block_kind kind)
{
        struct block *b = TAKE(d->mem, struct block);

        must(!d->open);
        b->kind = kind;
        b->text = "";
        if (d->last)
                d->last->next = b;
        else
                d->first = b;
        d->last = b;
        return b;
}

void doc_next(struct doc *d, const struct doc_head *head)
{
        struct doc_head *h = &block_add(d, BLOCK_NEXT)->head;

        d->head = d->last;
        *h = *head;
        h->org = keep(d, head->org);
        h->title = keep(d, head->title);
        h->number = keep(d, head->number);
        h->addressee = keep(d, head->addressee);
        h->subject = keep(d, head->subject);
        h->keywords = keep(d, head->keywords);
        h->qr = keep(d, head->qr);
        h->qr_note = keep(d, head->qr_note);
        h->foot = keep(d, head->foot);
}

struct doc *doc_new(struct arena *mem, const struct doc_head *head)
{
        struct doc *d = TAKE(mem, struct doc);

        d->mem = mem;
        doc_next(d, head);
        return d;
}

void doc_text(struct doc *d, enum para style, const char *text)
{
        struct block *b = block_add(d, BLOCK_TEXT);

        b->style = style;
        b->text = keep(d, text);
}

void doc_space(struct doc *d, double lines)
{
        block_add(d, BLOCK_SPACE)->lines = lines;
}

void doc_break(struct doc *d)
{
        block_add(d, BLOCK_BREAK);
}

void doc_mark(struct doc *d, int level, const char *title)
{
        struct block *b = block_add(d, BLOCK_MARK);

        b->level = level < 1 ? 1 : level;
        b->text = keep(d, title);
}

void doc_mark_head(struct doc *d, int level, const char *title)
{
        struct block *last = d->last, *after = d->head->next;

        d->last = d->head;
        doc_mark(d, level, title);
        d->head->next->next = after;
        if (after)
                d->last = last;
}

void doc_table(struct doc *d, const struct doc_table *t)
{
        struct block *b = block_add(d, BLOCK_TABLE);

        must(t->columns > 0);
        b->table = *t;
        b->table.share = arena_copy(d->mem, t->share, t->columns * sizeof *t->share);
        d->open = true;
}

static struct row *row_add(struct doc *d, struct block *b)
{
        size_t more = b->rows_room ? b->rows_room * 2 : 16;

        if (b->n_rows == b->rows_room) {
                b->row = arena_grow(d->mem, b->row, b->n_rows * sizeof *b->row, more * sizeof *b->row);
                b->rows_room = more;
        }
        return &b->row[b->n_rows++];
}

void doc_row(struct doc *d, bool head, const struct doc_cell *cells, size_t n)
{
        struct doc_cell *copy = arena_copy(d->mem, cells, n * sizeof *cells);
        struct row *r;
        size_t columns = 0;

        must(d->open);
        for (size_t i = 0; i < n; i++) {
                copy[i].text = keep(d, cells[i].text);
                copy[i].sign = keep(d, cells[i].sign);
                copy[i].span = cells[i].span < 1 ? 1 : cells[i].span;
                columns += (size_t)copy[i].span;
        }
        must(columns == d->last->table.columns);
        r = row_add(d, d->last);
        *r = (struct row){ head, copy, n };
}

void doc_table_end(struct doc *d)
{
        must(d->open);
        d->open = false;
}

void doc_sign(struct doc *d, const struct doc_sign *s)
{
        struct block *b = block_add(d, BLOCK_SIGN);
        const char **lines = TAKE_N(d->mem, const char *, s->n_lines + 1);

        b->sign = *s;
        b->sign.org = keep(d, s->org);
        for (size_t i = 0; i < s->n_lines; i++)
                lines[i] = keep(d, s->lines[i]);
        b->sign.lines = lines;
        if (s->drawn.n)
                b->sign.drawn.p = arena_copy(d->mem, s->drawn.p, s->drawn.n);
}

bool doc_image(struct doc *d, struct bytes image, const char *caption, struct why *why)
{
        struct picture p;
        struct block *b;

        if (!picture_read(image, &p, why))
                return false;
        p.file.p = arena_copy(d->mem, image.p, image.n);
        b = block_add(d, BLOCK_IMAGE);
        b->picture = p;
        b->text = keep(d, caption);
        return true;
}

void doc_pages(struct doc *d, const struct tame_pdf *t, const char *line)
{
        struct block *b = block_add(d, BLOCK_PAGES);

        b->tame = t;
        b->text = keep(d, line);
}

void doc_counts(struct doc *d, size_t pages)
{
        block_add(d, BLOCK_COUNTS)->counts = pages;
}

void doc_attach(struct doc *d, const char *name, const char *format, struct bytes file)
{
        struct attached *a = TAKE(d->mem, struct attached);

        *a = (struct attached){ keep(d, name), keep(d, format), file, NULL };
        if (d->attached)
                d->attached_last->next = a;
        else
                d->attached = a;
        d->attached_last = a;
}

void doc_drawing(struct doc *d, double w, double h, const struct stroke *strokes, size_t n)
{
        struct block *b = block_add(d, BLOCK_DRAWING);
        struct stroke *copy = arena_copy(d->mem, strokes, n * sizeof *strokes);

        must(w > 0 && h > 0);
        for (size_t i = 0; i < n; i++)
                copy[i].text = keep(d, strokes[i].text);
        b->w = w;
        b->h = h;
        b->stroke = copy;
        b->n_strokes = n;
}
