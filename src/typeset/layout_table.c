/* layout_table.c - ruled tables.  A row that does not fit goes to the next page; a long one flows on there, line by line, under the
 * repeated head rows.  Nothing is cut: a cell that shrinks does so down to 9 pt and then flows as well.
 */
#include "typeset/layout.h"
#include <math.h>
#include <string.h>

#define PAD_X 5.0
#define PAD_Y 4.0
#define OUTER 1.0               /* width of the frame */
#define INNER 0.5
#define GAP 8.0                 /* below a table; half of it above */
#define WHOLE 7                 /* rows of at most so many lines are not broken over pages */

/* A cell as lines; `done` of them stand on earlier pages. */
struct cell { const struct doc_cell *of; double x, w, pitch; struct lines *part; size_t n_parts; size_t n, done; struct lines sign; };
struct set_row { struct cell *cell; size_t n; double least, whole /* height of all of it */; };
struct grid { struct flow *f; const struct block *b; double *edge; double size, pitch, top /* of the frame on this page */; struct set_row *head; size_t n_head; bool begun; };

static double pitch_of(double size)
{
        return round(size * 1.6 * 2) / 2;
}

/* ---- shaping ---- */

/* The name of a field whose last character stands alone looks better on even lines. */
static bool label_torn(const struct lines *l)
{
        return l->n > 1 && l->at[l->n - 1].w < 1.6 * l->style.size;
}

static bool cell_shape(struct grid *g, struct cell *c, double size)
{
        const struct doc_cell *of = c->of;
        enum side side = of->label ? SIDE_CENTER : of->right ? SIDE_RIGHT : SIDE_FULL;
        struct style s = { .face = FACE_BODY, .size = size, .pitch = pitch_of(size), .width = fmax(c->w - 2 * PAD_X, 2 * size), .side = side };
        size_t n;
        char **text = text_split(g->f->p->mem, of->text, '\n', &n);

        c->pitch = s.pitch;
        c->part = TAKE_N(g->f->p->mem, struct lines, n);
        c->n_parts = n;
        c->n = 0;
        for (size_t i = 0; i < n; i++) {
                if (!words_shape(g->f, &s, text[i], &c->part[i]))
                        return false;
                if (of->label && label_torn(&c->part[i]) && !words_even(g->f, &s, text[i], &c->part[i]))
                        return false;
                c->n += c->part[i].n;
        }
        return true;
}

static double least_height(const struct grid *g, const struct doc_cell *c)
{
        double lines = c->rows > 1 ? c->rows : 1;

        return lines * g->pitch + (g->b->table.compact ? PAD_Y : 2 * PAD_Y);
}

/* By the cell's rule: a point less, down to 9 pt, until it fits its lines. */
static bool cell_fit(struct grid *g, struct cell *c)
{
        double size = g->size;

        if (!cell_shape(g, c, size))
                return false;
        while (c->of->shrink && size > 9 && (double)c->n * c->pitch + PAD_Y > least_height(g, c->of)) {
                size = fmax(9, floor(size) - (size > floor(size) ? 0 : 1));
                if (!cell_shape(g, c, size))
                        return false;
        }
        return true;
}

/* "签名：" gets room for the name and a place for the day behind it; whoever gives more than that has it as it is. */
static const char *sign_text(struct grid *g, const struct cell *c)
{
        static const char colon[] = "：";
        const char *s = c->of->sign;
        size_t n = strlen(s), blanks = (size_t)fmax(0, (c->w - 2 * PAD_X) / g->size - (double)utf8_length(s) - 9.5);

        if (n < 3 || strcmp(s + n - 3, colon) || blanks < 4)
                return s;
        blanks = blanks > 8 ? 8 : blanks;
        return text_make(g->f->p->mem, "%s%.*s年　　月　　日", s, (int)(3 * (blanks + 2)), "　　　　　　　　　　");
}

static bool cell_sign(struct grid *g, struct cell *c)
{
        struct style s = { .face = FACE_BODY, .size = g->size, .pitch = g->pitch, .width = c->w - 2 * PAD_X, .side = SIDE_RIGHT };

        return text_empty(c->of->sign) || words_shape(g->f, &s, sign_text(g, c), &c->sign);
}

static double sign_height(const struct grid *g, const struct cell *c)
{
        return c->sign.n ? (double)c->sign.n * g->pitch + 8 : 0;
}

static bool row_shape(struct grid *g, const struct row *r, struct set_row *out)
{
        size_t column = 0;

        out->cell = TAKE_N(g->f->p->mem, struct cell, r->n);
        out->n = r->n;
        out->least = 0;
        for (size_t i = 0; i < r->n; i++) {
                struct cell *c = &out->cell[i];

                c->of = &r->cell[i];
                c->x = g->edge[column];
                column += (size_t)c->of->span;
                c->w = g->edge[column] - c->x;
                if (!cell_fit(g, c) || !cell_sign(g, c))
                        return false;
                out->least = fmax(out->least, least_height(g, c->of));
        }
        return true;
}

/* ---- placing ---- */

static double pad(const struct grid *g)
{
        return g->b->table.compact ? PAD_Y : 2 * PAD_Y;
}

/* Height of what is left of a row. */
static double row_rest(const struct grid *g, const struct set_row *r)
{
        double h = 0;
        bool begun = false;

        for (size_t i = 0; i < r->n; i++) {
                const struct cell *c = &r->cell[i];

                h = fmax(h, (double)(c->n - c->done) * c->pitch + pad(g) + sign_height(g, c));
                begun = begun || c->done > 0;
        }
        return begun ? h : fmax(h, r->least);
}

static size_t lines_most(const struct set_row *r)
{
        size_t most = 0;

        for (size_t i = 0; i < r->n; i++)
                most = r->cell[i].n - r->cell[i].done > most ? r->cell[i].n - r->cell[i].done : most;
        return most;
}

static void cell_line(struct grid *g, const struct cell *c, size_t i, double y)
{
        for (size_t p = 0; p < c->n_parts; i -= c->part[p++].n)
                if (i < c->part[p].n) {
                        const struct style *s = &c->part[p].style;

                        line_put(g->f, flow_page(g->f), &c->part[p], i, c->x + PAD_X, y + (s->pitch - s->size) / 2 + RISE * s->size, INK_BLACK);
                        return;
                }
}

/* Lines of the cell that have room in h; names of fields and short values stand in the middle of it. */
static void cell_put(struct grid *g, struct cell *c, double h, bool ends)
{
        double room = h - pad(g) - (ends ? sign_height(g, c) : 0), y = g->f->y + pad(g) / 2;
        size_t fits = room > 0 ? (size_t)((room + 0.05) / c->pitch) : 0, n = c->n - c->done < fits ? c->n - c->done : fits;
        bool middle = c->done == 0 && n == c->n && (c->of->label || (!c->sign.n && c->of->rows < 3));

        if (middle)
                y = g->f->y + (h - (double)n * c->pitch) / 2;
        for (size_t i = 0; i < n; i++)
                cell_line(g, c, c->done + i, y + (double)i * c->pitch);
        c->done += n;
        for (size_t i = 0; ends && i < c->sign.n; i++)
                line_put(g->f, flow_page(g->f), &c->sign, i, c->x + PAD_X,
                         g->f->y + h - 5 - (double)(c->sign.n - i) * g->pitch + (g->pitch - g->size) / 2 + RISE * g->size, INK_BLACK);
}

static void row_put(struct grid *g, struct set_row *r, double h, bool ends)
{
        struct flow *f = g->f;
        double right = g->edge[g->b->table.columns];

        if (f->y > g->top + 0.01)
                rule_put(f, flow_page(f), f->left, f->y, right - f->left, 0, INNER);
        for (size_t i = 0; i < r->n; i++) {
                cell_put(g, &r->cell[i], h, ends);
                if (i > 0)
                        rule_put(f, flow_page(f), r->cell[i].x, f->y, 0, h, INNER);
        }
        f->y += h;
}

static void frame_end(struct grid *g)
{
        struct flow *f = g->f;

        mark_add(f, flow_page(f), (struct mark){ .kind = MARK_BOX, .x = f->left, .y = g->top, .w = g->edge[g->b->table.columns] - f->left,
                                                 .h = f->y - g->top, .width = OUTER });
}

static void heads_put(struct grid *g)
{
        for (size_t i = 0; i < g->n_head; i++) {
                for (size_t k = 0; k < g->head[i].n; k++)
                        g->head[i].cell[k].done = 0;
                row_put(g, &g->head[i], g->head[i].whole, true);
        }
}

static double heads_height(const struct grid *g)
{
        double h = 0;

        for (size_t i = 0; i < g->n_head; i++)
                h += g->head[i].whole;
        return h;
}

static void frame_begin(struct grid *g)
{
        flow_placed(g->f);
        g->f->n_before = 0;
        g->top = g->f->y;
        heads_put(g);
}

static void frame_turn(struct grid *g)
{
        frame_end(g);
        flow_turn(g->f);
        frame_begin(g);
}

/* The lines of r that go into `room`: only whole lines, so the frame closes below the last one. */
static double piece_height(const struct grid *g, const struct set_row *r, double room)
{
        double h = 0;

        for (size_t i = 0; i < r->n; i++) {
                const struct cell *c = &r->cell[i];
                double left = (double)(c->n - c->done), fits = floor((room - pad(g) + 0.05) / c->pitch);

                h = fmax(h, fmin(left, fits) * c->pitch + pad(g));
        }
        return h;
}

static void body_row(struct grid *g, struct set_row *r)
{
        struct flow *f = g->f;

        for (;;) {
                double rest = row_rest(g, r), room = f->bottom - f->y, full = f->bottom - f->top - heads_height(g);
                bool top = f->y <= g->top + heads_height(g) + 0.01 && g->top <= f->top + 0.01;

                if (rest <= room + 0.01) {
                        row_put(g, r, rest, true);
                        return;
                }
                if (!top && (rest <= full || room < 4 * g->pitch) && (lines_most(r) <= WHOLE || room < 4 * g->pitch)) {
                        frame_turn(g);
                        continue;
                }
                if (lines_most(r) == 0) {       /* only an empty row higher than a page */
                        row_put(g, r, fmin(rest, fmax(room, g->pitch)), true);
                        return;
                }
                row_put(g, r, piece_height(g, r, fmax(room, pad(g) + 2 * g->pitch)), false);
                frame_turn(g);
        }
}

static bool grid_make(struct grid *g)
{
        const struct doc_table *t = &g->b->table;
        double all = 0, sum = 0;

        g->edge = TAKE_N(g->f->p->mem, double, t->columns + 1);
        for (size_t i = 0; i < t->columns; i++)
                all += t->share[i];
        for (size_t i = 0; i <= t->columns; i++) {
                g->edge[i] = g->f->left + g->f->width * sum / all;
                sum += i < t->columns ? t->share[i] : 0;
        }
        while (g->n_head < g->b->n_rows && g->b->row[g->n_head].head)
                g->n_head++;
        g->head = TAKE_N(g->f->p->mem, struct set_row, g->n_head + 1);
        for (size_t i = 0; i < g->n_head; i++) {
                if (!row_shape(g, &g->b->row[i], &g->head[i]))
                        return false;
                g->head[i].whole = row_rest(g, &g->head[i]);
        }
        if (heads_height(g) > (g->f->bottom - g->f->top) / 2)   /* repeated, they would leave no room for the rows */
                g->n_head = 0;
        return true;
}

bool table_put(struct flow *f, const struct block *b)
{
        double size = b->table.compact ? 10.5 : f->head->form == DOC_COVER ? 14 : 12;
        struct grid g = { .f = f, .b = b, .size = size, .pitch = pitch_of(size) };

        if (!grid_make(&g))
                return false;
        if (!b->n_rows)
                return true;
        f->y += f->fresh ? 0 : GAP / 2;
        for (size_t i = g.n_head; i < b->n_rows; i++) {
                struct set_row r;

                if (!row_shape(&g, &b->row[i], &r))
                        return false;
                if (!g.begun) {         /* the head rows never stand alone at the foot of a page */
                        double rest = row_rest(&g, &r);

                        flow_need(f, heads_height(&g) + (lines_most(&r) > WHOLE ? fmin(rest, 4 * g.pitch) : rest));
                        frame_begin(&g);
                        g.begun = true;
                }
                body_row(&g, &r);
        }
        if (!g.begun) {
                flow_need(f, heads_height(&g));
                frame_begin(&g);
        }
        frame_end(&g);
        f->y += GAP;
        return true;
}
