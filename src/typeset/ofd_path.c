/* ofd_path.c - lines, boxes, filled areas and seals as PathObjects of OFD.
 *
 * Marks that are drawn alike and follow each other become one object with many figures: a ruled table is one object, not hundreds.
 * Must never: change the order in which things lie over each other.
 */
#include "typeset/ofd_parts.h"
#include <math.h>

enum { STAR_POINTS = 10 };
#define DASH_ON 4.0                     /* points; as the PDF has them */
#define DASH_OFF 3.0
#define SEAL_STAR 0.16                  /* outer radius of the star, of the seal's width */

/* The corners in points of a mark: a line may lead to the left or upwards. */
struct extent { double left, top, right, bottom; };

static struct extent extent_of(const struct mark *m)
{
        return (struct extent){ fmin(m->x, m->x + m->w), fmin(m->y, m->y + m->h), fmax(m->x, m->x + m->w), fmax(m->y, m->y + m->h) };
}

static struct extent extent_join(struct extent a, struct extent b)
{
        return (struct extent){ fmin(a.left, b.left), fmin(a.top, b.top), fmax(a.right, b.right), fmax(a.bottom, b.bottom) };
}

static bool stroke_alike(const struct mark *a, const struct mark *b)
{
        if (b->kind != MARK_LINE && b->kind != MARK_BOX && b->kind != MARK_FILL)
                return false;
        return (a->kind == MARK_FILL) == (b->kind == MARK_FILL) && a->ink == b->ink && a->dashed == b->dashed &&
               (a->kind == MARK_FILL || ofd_of_points(a->width) == ofd_of_points(b->width));
}

/* ---- figures ---- */
struct pen { struct html *x; ofd_unit left, top; bool begun; };

static void pen_word(struct pen *p, const char *word)
{
        html_raw(p->x, p->begun ? " " : "");
        html_raw(p->x, word);
        p->begun = true;
}

static void pen_to(struct pen *p, const char *word, double x, double y)
{
        pen_word(p, word);
        html_raw(p->x, " ");
        ofd_put(p->x, ofd_of_points(x) - p->left);
        html_raw(p->x, " ");
        ofd_put(p->x, ofd_of_points(y) - p->top);
}

static void pen_arc(struct pen *p, double radius, double x, double y)
{
        pen_word(p, "A");
        html_raw(p->x, " ");
        ofd_put(p->x, ofd_of_points(radius));
        html_raw(p->x, " ");
        ofd_put(p->x, ofd_of_points(radius));
        pen_to(p, "0 0 1", x, y);                       /* not turned, the smaller arc, clockwise */
}

static void pen_round(struct pen *p, const struct mark *m)
{
        double r = fmin(m->round, fmin(m->w, m->h) / 2), right = m->x + m->w, bottom = m->y + m->h;

        pen_to(p, "M", m->x + r, m->y);
        pen_to(p, "L", right - r, m->y);
        pen_arc(p, r, right, m->y + r);
        pen_to(p, "L", right, bottom - r);
        pen_arc(p, r, right - r, bottom);
        pen_to(p, "L", m->x + r, bottom);
        pen_arc(p, r, m->x, bottom - r);
        pen_to(p, "L", m->x, m->y + r);
        pen_arc(p, r, m->x + r, m->y);
        pen_word(p, "C");
}

static void pen_box(struct pen *p, const struct mark *m)
{
        if (m->kind == MARK_BOX && m->round > 0) {
                pen_round(p, m);
                return;
        }
        pen_to(p, "M", m->x, m->y);
        pen_to(p, "L", m->x + m->w, m->y);
        pen_to(p, "L", m->x + m->w, m->y + m->h);
        pen_to(p, "L", m->x, m->y + m->h);
        pen_word(p, "C");
}

static void pen_mark(struct pen *p, const struct mark *m)
{
        if (m->kind != MARK_LINE) {
                pen_box(p, m);
                return;
        }
        pen_to(p, "M", m->x, m->y);
        pen_to(p, "L", m->x + m->w, m->y + m->h);
}

/* ---- objects ---- */
/* Begins an object around e with room for half a line's width; the pen's origin is the boundary's corner. */
static struct pen object_begin(struct ofd *o, struct html *x, struct extent e, double margin)
{
        struct pen p = { x, ofd_of_points(e.left - margin), ofd_of_points(e.top - margin), false };

        html(x, "<ofd:PathObject ID=\"%u\" Boundary=\"", ofd_id(o));
        ofd_put_box(x, p.left, p.top, ofd_of_points(e.right + margin) - p.left, ofd_of_points(e.bottom + margin) - p.top);
        html_raw(x, "\"");
        return p;
}

static void object_filled(struct html *x, enum ink ink)
{
        html(x, " Stroke=\"false\" Fill=\"true\"><ofd:FillColor Value=\"%s\"/><ofd:AbbreviatedData>", ofd_ink(ink));
}

static void object_stroked(struct html *x, enum ink ink, double width, bool dashed)
{
        html_raw(x, " LineWidth=\"");
        ofd_put(x, ofd_of_points(width));
        html_raw(x, "\"");
        if (dashed) {
                html_raw(x, " DashPattern=\"");
                ofd_put(x, ofd_of_points(DASH_ON));
                html_raw(x, " ");
                ofd_put(x, ofd_of_points(DASH_OFF));
                html_raw(x, "\"");
        }
        html(x, "><ofd:StrokeColor Value=\"%s\"/><ofd:AbbreviatedData>", ofd_ink(ink));
}

static void object_end(struct html *x)
{
        html_raw(x, "</ofd:AbbreviatedData></ofd:PathObject>");
}

size_t ofd_put_strokes(struct ofd *o, struct html *x, const struct mark *m, size_t n)
{
        struct extent e = extent_of(m);
        struct pen p;
        size_t many = 1;

        for (; many < n && stroke_alike(m, &m[many]); many++)
                e = extent_join(e, extent_of(&m[many]));
        p = object_begin(o, x, e, m->kind == MARK_FILL ? 0 : m->width);
        if (m->kind == MARK_FILL)
                object_filled(x, m->ink);
        else
                object_stroked(x, m->ink, m->width, m->dashed);
        for (size_t i = 0; i < many; i++)
                pen_mark(&p, &m[i]);
        object_end(x);
        return many;
}

/* The ring, as two half circles, and the star within; the characters of the name are words of their own. */
static void pen_ring(struct pen *p, double cx, double cy, double radius)
{
        pen_to(p, "M", cx - radius, cy);
        pen_arc(p, radius, cx + radius, cy);
        pen_arc(p, radius, cx - radius, cy);
        pen_word(p, "C");
}

static void pen_star(struct pen *p, double cx, double cy, double radius)
{
        const double inner = radius * sin(M_PI / 10) / sin(M_PI * 7 / 10);     /* where the edges of a five-pointed star cross */

        for (int i = 0; i < STAR_POINTS; i++) {
                double r = i % 2 ? inner : radius, turn = i * M_PI / 5;

                pen_to(p, i ? "L" : "M", cx + r * sin(turn), cy - r * cos(turn));
        }
        pen_word(p, "C");
}

void ofd_put_seal(struct ofd *o, struct html *x, const struct mark *m)
{
        double radius = fmin(m->w, m->h) / 2, cx = m->x + m->w / 2, cy = m->y + m->h / 2, width = m->width;
        struct extent all = { m->x, m->y, m->x + m->w, m->y + m->h }, star = { cx - radius, cy - radius, cx + radius, cy + radius };
        struct pen p = object_begin(o, x, all, 0);

        object_stroked(x, m->ink, width, false);
        pen_ring(&p, cx, cy, radius - width / 2);
        object_end(x);
        p = object_begin(o, x, star, 0);
        object_filled(x, m->ink);
        pen_star(&p, cx, cy, m->w * SEAL_STAR);
        object_end(x);
}
