/* ofd_text.c - a shaped run as TextObjects of OFD: the characters, where each stands, and the glyphs that are not the plain ones.
 *
 * A TextObject holds one TextCode, so that positions in it can be read in one way only.  What readers disagree about stands alone:
 * a character beyond the basic plane (one or two units?), and a cluster of several characters or glyphs.  TextCodes do not begin or
 * end with blanks, since readers trim them; the place of the next word does not depend on it.
 * Must never: let rounding add up along a line (the sum is at most one micrometre off).
 */
#include "typeset/ofd_parts.h"

enum { DRIFT = 10 };             /* ofd_units: one micrometre */

/* One TextCode in the making.  Places are in ofd_units from the mark's x, y. */
struct code {
        const struct mark *m;
        const struct ofd_font *font;
        char *text; size_t text_n;      /* bytes */
        struct place { ofd_unit x, y; size_t byte; bool blank; } *at; size_t n;
        struct form { size_t at, characters, glyphs; const PangoGlyphInfo *first; } *form; size_t forms;
        ofd_unit end;                   /* where the last one's advance ends */
};

static bool is_blank(uint32_t c)
{
        return c == ' ' || c == 0xa0 || c == 0x3000 || c == '\t' || c == '\n' || (c >= 0x2000 && c <= 0x200b) || c == 0x202f || c == 0x205f;
}

/* ---- writing one TextObject ---- */
static void put_deltas(struct html *x, const ofd_unit *delta, size_t n)
{
        for (size_t i = 0, same; i < n; i += same) {
                for (same = 1; i + same < n && delta[i + same] == delta[i]; same++)
                        ;
                if (same < 3)
                        same = 1;
                html_raw(x, i ? " " : "");
                if (same > 1)
                        html(x, "g %zu ", same);
                ofd_put(x, delta[i]);
        }
}

/* Keeps the last step as long as it stays within DRIFT of the true place: an even line becomes one number. */
static void steps_even(const ofd_unit *place, size_t n, ofd_unit *delta)
{
        ofd_unit here = n ? place[0] : 0, last = 0;

        for (size_t i = 1; i < n; i++) {
                ofd_unit off = here + last - place[i];

                if (i == 1 || off > DRIFT || off < -DRIFT)
                        last = place[i] - here;
                delta[i - 1] = last;
                here += last;
        }
}

static void put_steps(struct ofd *o, struct html *x, const struct code *c, size_t first, size_t n, bool down)
{
        ofd_unit *place = TAKE_N(o->scratch, ofd_unit, n), *delta = TAKE_N(o->scratch, ofd_unit, n);
        bool any = false;

        for (size_t i = 0; i < n; i++)
                place[i] = down ? c->at[first + i].y : c->at[first + i].x;
        steps_even(place, n, delta);
        for (size_t i = 0; i + 1 < n; i++)
                any = any || delta[i];
        if (!any)
                return;
        html_raw(x, down ? " DeltaY=\"" : " DeltaX=\"");
        put_deltas(x, delta, n - 1);
        html_raw(x, "\"");
}

static void put_forms(struct html *x, const struct code *c, size_t first, size_t n)
{
        for (size_t i = 0; i < c->forms; i++) {
                const struct form *f = &c->form[i];

                if (f->at < first || f->at >= first + n)
                        continue;
                html(x, "<ofd:CGTransform CodePosition=\"%zu\" CodeCount=\"%zu\" GlyphCount=\"%zu\"><ofd:Glyphs>", f->at - first, f->characters, f->glyphs);
                for (size_t k = 0; k < f->glyphs; k++) {
                        html_raw(x, k ? " " : "");
                        html(x, "%u", hb_map_get(c->font->face->renumbered, f->first[k].glyph));
                }
                html(x, "</ofd:Glyphs></ofd:CGTransform>");
        }
}

/* What the text may cover, from the mark's x, y: a reader cuts off what lies outside. */
static struct ofd_area area_of(const struct code *c, size_t first, size_t n)
{
        hb_font_extents_t e;
        ofd_unit pad = c->font->size / 10, up = 0, down = 0;
        struct ofd_area a;

        hb_font_get_h_extents(pango_font_get_hb_font(c->m->run->item->analysis.font), &e);
        for (size_t i = first; i < first + n; i++) {
                up = c->at[i].y < up ? c->at[i].y : up;
                down = c->at[i].y > down ? c->at[i].y : down;
        }
        a.left = c->at[first].x - pad;
        a.right = c->end + pad;
        if (a.right < c->at[first + n - 1].x + c->font->size)
                a.right = c->at[first + n - 1].x + c->font->size;
        a.top = up - ofd_of_pango(e.ascender) - pad;
        a.bottom = down - ofd_of_pango(e.descender) + pad;
        return a;
}

/* The attributes of the place; answers where the origin of TextCode lies, as seen from the mark's x, y. */
static struct ofd_area put_place(struct html *x, const struct mark *m, const struct ofd_area *a)
{
        if (m->turn != 0) {
                ofd_put_turned(x, m, a, 1, 1);
                return (struct ofd_area){ 0 };
        }
        html_raw(x, " Boundary=\"");
        ofd_put_box(x, ofd_of_points(m->x) + a->left, ofd_of_points(m->y) + a->top, a->right - a->left, a->bottom - a->top);
        html_raw(x, "\"");
        return *a;
}

static void put_code(struct ofd *o, struct html *x, const struct code *c, size_t first, size_t n)
{
        struct ofd_area a = area_of(c, first, n), from;
        size_t end = first + n < c->n ? c->at[first + n].byte : c->text_n;

        html(x, "<ofd:TextObject ID=\"%u\" Font=\"%u\" Size=\"", ofd_id(o), c->font->face->id);
        ofd_put(x, c->font->size);
        html_raw(x, "\"");
        from = put_place(x, c->m, &a);
        html(x, "><ofd:FillColor Value=\"%s\"/>", ofd_ink(c->m->ink));
        put_forms(x, c, first, n);
        html_raw(x, "<ofd:TextCode X=\"");
        ofd_put(x, c->at[first].x - from.left);
        html_raw(x, "\" Y=\"");
        ofd_put(x, c->at[first].y - from.top);
        html_raw(x, "\"");
        put_steps(o, x, c, first, n, false);
        put_steps(o, x, c, first, n, true);
        html(x, ">%s</ofd:TextCode></ofd:TextObject>", text_copy_n(o->scratch, c->text + c->at[first].byte, end - c->at[first].byte));
}

/* Writes what is gathered, without blanks at the ends, and begins anew. */
static void code_end(struct ofd *o, struct html *x, struct code *c)
{
        size_t first = 0, n = c->n;

        while (first < n && c->at[first].blank)
                first++;
        while (n > first && c->at[n - 1].blank)
                n--;
        if (n > first)
                put_code(o, x, c, first, n - first);
        c->n = c->forms = c->text_n = 0;
}

/* ---- going through the run ---- */
struct cluster { size_t byte, bytes, characters; int glyph, glyphs; uint32_t first; };

/* The glyphs of one cluster and the text they stand for.  From right to left the text of the next cluster lies before. */
static struct cluster cluster_at(const struct mark *m, int glyph)
{
        const PangoGlyphString *g = m->run->glyphs;
        int from = g->log_clusters[glyph], to = m->run->item->length, after = glyph;
        struct cluster k = { .byte = (size_t)from, .glyph = glyph };
        const char *s = m->text + from;

        while (after < g->num_glyphs && g->log_clusters[after] == from)
                after++;
        k.glyphs = after - glyph;
        if (!(m->run->item->analysis.level & 1) && after < g->num_glyphs)
                to = g->log_clusters[after];
        else if ((m->run->item->analysis.level & 1) && glyph > 0)
                to = g->log_clusters[glyph - 1];
        k.bytes = (size_t)(to - from);
        for (const char *at = s; at < s + k.bytes; k.characters++) {
                uint32_t c = utf8_next(&at);

                k.first = k.characters ? k.first : c;
        }
        return k;
}

static bool cluster_empty(const struct mark *m, const struct cluster *k)
{
        for (int i = 0; i < k->glyphs; i++) {
                if (m->run->glyphs->glyphs[k->glyph + i].glyph != PANGO_GLYPH_EMPTY)
                        return false;
        }
        return true;
}

static void place_add(struct code *c, ofd_unit x, ofd_unit y, bool blank)
{
        c->at[c->n++] = (struct place){ x, y, c->text_n, blank };
}

/* Puts the characters of a cluster down: each glyph where it stands, several characters of one glyph evenly over its width. */
static void cluster_add(struct code *c, const struct cluster *k, int64_t x)
{
        const PangoGlyphInfo *g = &c->m->run->glyphs->glyphs[k->glyph];
        const char *s = c->m->text + k->byte;
        int64_t wide = 0, at = x;

        for (int i = 0; i < k->glyphs; i++)
                wide += g[i].geometry.width;
        for (size_t i = 0; i < k->characters || i < (size_t)k->glyphs; i++) {
                const PangoGlyphGeometry *own = &g[i < (size_t)k->glyphs ? (int)i : k->glyphs - 1].geometry;
                int64_t here = i < (size_t)k->glyphs ? at : x + wide * (int64_t)i / (int64_t)k->characters;
                const char *from = s;

                place_add(c, ofd_of_pango(here + own->x_offset), ofd_of_pango(own->y_offset), k->characters == 1 && is_blank(k->first));
                if (i < k->characters) {
                        utf8_next(&s);
                        memcpy(c->text + c->text_n, from, (size_t)(s - from));
                        c->text_n += (size_t)(s - from);
                }
                at += own->width;
        }
        c->end = ofd_of_pango(x + wide);
}

static bool cluster_plain(const struct code *c, const struct cluster *k)
{
        return k->characters == 1 && k->glyphs == 1 && ofd_plain_glyph(c->font->face, k->first) == c->m->run->glyphs->glyphs[k->glyph].glyph;
}

static void cluster_put(struct ofd *o, struct html *x, struct code *c, const struct cluster *k, int64_t at)
{
        bool alone = k->characters != 1 || k->glyphs != 1 || k->first > 0xffff;

        if (alone)
                code_end(o, x, c);
        if (!cluster_plain(c, k))
                c->form[c->forms++] = (struct form){ c->n, k->characters, (size_t)k->glyphs, &c->m->run->glyphs->glyphs[k->glyph] };
        cluster_add(c, k, at);
        if (alone)
                code_end(o, x, c);
}

void ofd_put_words(struct ofd *o, struct html *x, const struct mark *m)
{
        const PangoGlyphString *g = m->run->glyphs;
        size_t room = (size_t)g->num_glyphs + (size_t)m->run->item->length;
        struct code c = { .m = m, .font = ofd_font_of(o, m->run->item->analysis.font), .text = arena_take(o->scratch, room + 1),
                          .at = TAKE_N(o->scratch, struct place, room), .form = TAKE_N(o->scratch, struct form, room) };
        int64_t at = 0;

        must(c.font);
        for (int i = 0; i < g->num_glyphs;) {
                struct cluster k = cluster_at(m, i);

                if (!cluster_empty(m, &k))
                        cluster_put(o, x, &c, &k, at);
                for (int end = i + k.glyphs; i < end; i++)
                        at += g->glyphs[i].geometry.width;
        }
        code_end(o, x, &c);
}
