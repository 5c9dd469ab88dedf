/* pdf_face.c - cuts large CFF faces down to the glyphs of the document before Cairo sees them.
 *
 * Cairo 1.16 copies the whole table of a CFF face (16 MB of a Noto face) for every document, embeds subroutines nobody calls, and loses
 * a little memory each time.  HarfBuzz cuts a face without its character map and layout tables in a fifth of a millisecond: a letter
 * with a title in Song becomes three times as fast and half as large.  TrueType faces are left to Cairo, which does well with them.
 *
 * Cairo may keep a face after we have let go of it, so the cut face belongs to Cairo's object and goes with it.
 */
#include "typeset/pdf_face.h"
#include <cairo-ft.h>
#include <hb-ot.h>
#include <pango/pangocairo.h>

struct cut { FT_Library library; FT_Face face; hb_blob_t *data; };
struct face { hb_face_t *whole; hb_set_t *glyphs; hb_subset_plan_t *plan; cairo_font_face_t *cairo; struct face *next; };
struct pdf_faces { struct arena *mem; struct face *face; struct pdf_font *font; size_t n, room; size_t last; };

static bool is_cff(hb_face_t *f)
{
        hb_blob_t *b = hb_face_reference_table(f, HB_TAG('C', 'F', 'F', ' '));
        bool is = hb_blob_get_length(b) > 0;

        hb_blob_destroy(b);
        return is;
}

/* ---- which glyphs ---- */

static struct face *face_of(struct pdf_faces *s, PangoFont *font)
{
        hb_face_t *whole = hb_font_get_face(pango_font_get_hb_font(font));
        struct face *f;

        for (f = s->face; f; f = f->next)
                if (f->whole == whole)
                        return f;
        f = TAKE(s->mem, struct face);
        f->whole = whole;
        f->glyphs = is_cff(whole) ? hb_set_create() : NULL;
        f->next = s->face;
        s->face = f;
        return f;
}

static void glyphs_note(struct pdf_faces *s, const struct page_marks *p)
{
        const PangoFont *font = NULL;
        struct face *f = NULL;

        for (size_t i = 0; i < p->n; i++) {
                const PangoGlyphItem *run = p->at[i].run;

                if (p->at[i].kind != MARK_WORDS)
                        continue;
                if (run->item->analysis.font != font)
                        f = face_of(s, run->item->analysis.font);
                font = run->item->analysis.font;
                for (int k = 0; f->glyphs && k < run->glyphs->num_glyphs; k++)
                        if (run->glyphs->glyphs[k].glyph != PANGO_GLYPH_EMPTY)
                                hb_set_add(f->glyphs, run->glyphs->glyphs[k].glyph);
        }
}

/* ---- cutting ---- */

/* Without character map and layout tables there is nothing to follow from glyph to glyph: that takes most of the time otherwise. */
static hb_face_t *bare_face(hb_face_t *whole)
{
        static const hb_tag_t needed[] = { HB_TAG('C', 'F', 'F', ' '), HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                                           HB_TAG('m', 'a', 'x', 'p'), HB_TAG('O', 'S', '/', '2'), HB_TAG('n', 'a', 'm', 'e') };
        hb_face_t *f = hb_face_builder_create();

        for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
                hb_blob_t *b = hb_face_reference_table(whole, needed[i]);

                hb_face_builder_add_table(f, needed[i], b);
                hb_blob_destroy(b);
        }
        return f;
}

static hb_subset_plan_t *plan_make(hb_face_t *bare, const hb_set_t *glyphs)
{
        hb_subset_input_t *in = hb_subset_input_create_or_fail();
        hb_subset_plan_t *plan;

        if (!in)
                return NULL;
        hb_set_union(hb_subset_input_glyph_set(in), glyphs);
        hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
        plan = hb_subset_plan_create_or_fail(bare, in);
        hb_subset_input_destroy(in);
        return plan;
}

static void cut_free(void *p)
{
        struct cut *c = p;

        if (c->face)
                FT_Done_Face(c->face);
        if (c->library)
                FT_Done_FreeType(c->library);
        hb_blob_destroy(c->data);
        memory_free(c);
}

static cairo_font_face_t *cut_open(hb_blob_t *data)
{
        static const cairo_user_data_key_t key;
        struct cut *c = memory_take(sizeof *c);
        unsigned n;
        const char *p = hb_blob_get_data(data, &n);
        cairo_font_face_t *f;

        c->data = data;
        if (FT_Init_FreeType(&c->library) || FT_New_Memory_Face(c->library, (const FT_Byte *)p, (FT_Long)n, 0, &c->face)) {
                cut_free(c);
                return NULL;
        }
        f = cairo_ft_font_face_create_for_ft_face(c->face, FT_LOAD_NO_HINTING);
        if (cairo_font_face_set_user_data(f, &key, c, cut_free) == CAIRO_STATUS_SUCCESS)
                return f;
        cairo_font_face_destroy(f);
        cut_free(c);
        return NULL;
}

/* If it cannot be cut, Cairo gets it whole. */
static void face_cut(struct face *f)
{
        hb_face_t *bare, *cut;

        if (!f->glyphs)
                return;
        bare = bare_face(f->whole);
        f->plan = plan_make(bare, f->glyphs);
        cut = f->plan ? hb_subset_plan_execute_or_fail(f->plan) : NULL;
        if (cut)
                f->cairo = cut_open(hb_face_reference_blob(cut));
        hb_face_destroy(cut);
        hb_face_destroy(bare);
}

/* ---- fonts ---- */

static cairo_scaled_font_t *cut_sized(struct face *f, PangoFont *font)
{
        cairo_scaled_font_t *whole = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)), *r;
        cairo_font_options_t *o = cairo_font_options_create();
        cairo_matrix_t size, none;

        cairo_scaled_font_get_font_matrix(whole, &size);
        cairo_scaled_font_get_font_options(whole, o);
        cairo_matrix_init_identity(&none);
        r = cairo_scaled_font_create(f->cairo, &size, &none, o);
        cairo_font_options_destroy(o);
        return r;
}

static const struct pdf_font *font_add(struct pdf_faces *s, PangoFont *font)
{
        struct face *f = face_of(s, font);
        struct pdf_font *r;

        if (s->n == s->room) {
                size_t more = s->room ? s->room * 2 : 8;

                s->font = arena_grow(s->mem, s->font, s->room * sizeof *s->font, more * sizeof *s->font);
                s->room = more;
        }
        r = &s->font[s->n++];
        if (f->cairo)
                *r = (struct pdf_font){ font, cut_sized(f, font), hb_subset_plan_old_to_new_glyph_mapping(f->plan), true };
        else
                *r = (struct pdf_font){ font, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)), NULL, false };
        return r;
}

const struct pdf_font *pdf_font_of(struct pdf_faces *s, PangoFont *font)
{
        if (s->last < s->n && s->font[s->last].pango == font)
                return &s->font[s->last];
        for (s->last = 0; s->last < s->n; s->last++)
                if (s->font[s->last].pango == font)
                        return &s->font[s->last];
        return font_add(s, font);
}

struct pdf_faces *pdf_faces_open(const struct pages *p, struct arena *mem)
{
        struct pdf_faces *s = TAKE(mem, struct pdf_faces);

        s->mem = mem;
        for (size_t i = 0; i < p->n; i++)
                glyphs_note(s, &p->page[i]);
        for (struct face *f = s->face; f; f = f->next)
                face_cut(f);
        return s;
}

void pdf_faces_close(struct pdf_faces *s)
{
        for (size_t i = 0; i < s->n; i++)
                if (s->font[i].own)
                        cairo_scaled_font_destroy(s->font[i].scaled);
        for (struct face *f = s->face; f; f = f->next) {
                if (f->cairo)
                        cairo_font_face_destroy(f->cairo);
                hb_subset_plan_destroy(f->plan);
                hb_set_destroy(f->glyphs);
        }
}
