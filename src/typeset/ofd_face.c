/* ofd_face.c - which faces an OFD document needs, and of each a subset with just the glyphs that are drawn.
 *
 * A reader finds most glyphs through the character map of the subset; what shaping chose otherwise (ligatures, local forms) is named by
 * its number in the subset, so the renumbering is kept.  Layout tables and hints are dropped: every glyph has its place already.
 * Must never: read a file (harfbuzz holds the face that layout used), depend on the order of a hash table.
 */
#include "typeset/ofd_parts.h"
#include <hb-ot.h>

enum { BOLD = 600, NAME_ROOM = 256 };

const struct ofd_font *ofd_font_of(const struct ofd *o, const PangoFont *font)
{
        for (size_t i = 0; i < o->faces.fonts; i++) {
                if (o->faces.font[i].pango == font)
                        return &o->faces.font[i];
        }
        return NULL;
}

hb_codepoint_t ofd_plain_glyph(const struct ofd_face *f, uint32_t character)
{
        hb_codepoint_t glyph = 0;

        return hb_font_get_nominal_glyph(f->font, character, &glyph) ? glyph : 0;
}

static const char *face_name(struct ofd *o, hb_face_t *face, hb_ot_name_id_t id)
{
        char name[NAME_ROOM];
        unsigned room = sizeof name;

        if (!hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &room, name))
                return "";
        return text_copy(o->mem, name);
}

static bool face_bold(hb_font_t *font)
{
        return hb_style_get_value(font, HB_STYLE_TAG_WEIGHT) >= BOLD;
}

static struct ofd_face *face_add(struct ofd *o, hb_font_t *font)
{
        struct ofd_face *f = TAKE(o->mem, struct ofd_face);

        f->face = hb_font_get_face(font);
        f->font = font;
        f->glyphs = hb_set_create();
        f->chars = hb_set_create();
        f->name = face_name(o, f->face, HB_OT_NAME_ID_FULL_NAME);
        f->family = face_name(o, f->face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY);
        if (!*f->family)
                f->family = face_name(o, f->face, HB_OT_NAME_ID_FONT_FAMILY);
        f->bold = face_bold(font);
        f->id = ofd_id(o);
        o->faces.at[o->faces.n++] = f;
        return f;
}

static struct ofd_face *face_of(struct ofd *o, hb_font_t *font)
{
        for (size_t i = 0; i < o->faces.n; i++) {
                if (o->faces.at[i]->face == hb_font_get_face(font))
                        return o->faces.at[i];
        }
        if (o->faces.n == sizeof o->faces.at / sizeof *o->faces.at) {
                fail(o->why, "一份文书用了超过 %zu 种字体，无法写成 OFD", o->faces.n);
                return NULL;
        }
        return face_add(o, font);
}

static const struct ofd_font *font_add(struct ofd *o, PangoFont *pango)
{
        struct ofd_faces *s = &o->faces;
        hb_font_t *font = pango_font_get_hb_font(pango);
        struct ofd_face *face = face_of(o, font);
        int across, down;

        if (!face)
                return NULL;
        if (s->fonts == s->room) {
                size_t room = s->room ? s->room * 2 : 16;

                s->font = arena_grow(o->mem, s->font, s->room * sizeof *s->font, room * sizeof *s->font);
                s->room = room;
        }
        hb_font_get_scale(font, &across, &down);
        s->font[s->fonts] = (struct ofd_font){ pango, face, ofd_of_pango(down) };
        return &s->font[s->fonts++];
}

static bool run_note(struct ofd *o, const struct mark *m)
{
        PangoFont *pango = m->run->item->analysis.font;
        const struct ofd_font *font = ofd_font_of(o, pango);
        const char *s = m->text, *end = m->text + m->run->item->length;

        if (!font)
                font = font_add(o, pango);
        if (!font)
                return false;
        while (s < end)
                hb_set_add(font->face->chars, utf8_next(&s));
        for (int i = 0; i < m->run->glyphs->num_glyphs; i++) {
                PangoGlyph g = m->run->glyphs->glyphs[i].glyph;

                must(g == PANGO_GLYPH_EMPTY || !(g & PANGO_GLYPH_UNKNOWN_FLAG));        /* layout has refused those */
                if (g != PANGO_GLYPH_EMPTY)
                        hb_set_add(font->face->glyphs, g);
        }
        return true;
}

/* Whatever shapes text is of no use where every glyph has been placed; the rest is for typesetting downwards. */
static void tables_drop(hb_subset_input_t *in)
{
        static const hb_tag_t needless[] = {
                HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('J', 'S', 'T', 'F'),
                HB_TAG('M', 'A', 'T', 'H'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('V', 'O', 'R', 'G'),
                HB_TAG('g', 'a', 's', 'p'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('S', 'T', 'A', 'T'), HB_TAG('D', 'S', 'I', 'G'),
        };
        hb_set_t *drop = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);

        for (size_t i = 0; i < sizeof needless / sizeof *needless; i++)
                hb_set_add(drop, needless[i]);
}

static hb_subset_input_t *subset_input(const struct ofd_face *f)
{
        hb_subset_input_t *in = hb_subset_input_create_or_fail();

        if (!in)
                return NULL;
        hb_set_union(hb_subset_input_unicode_set(in), f->chars);
        hb_set_union(hb_subset_input_glyph_set(in), f->glyphs);
        hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
        hb_set_clear(hb_subset_input_set(in, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
        tables_drop(in);
        return in;
}

static bool subset_make(struct ofd_face *f)
{
        hb_subset_input_t *in = subset_input(f);
        hb_face_t *small;

        f->plan = in ? hb_subset_plan_create_or_fail(f->face, in) : NULL;
        hb_subset_input_destroy(in);
        small = f->plan ? hb_subset_plan_execute_or_fail(f->plan) : NULL;
        if (!small)
                return false;
        f->subset = hb_face_reference_blob(small);
        f->renumbered = hb_subset_plan_old_to_new_glyph_mapping(f->plan);
        hb_face_destroy(small);
        return hb_blob_get_length(f->subset) > 0;
}

static bool face_embed(struct ofd *o, struct ofd_face *f, size_t number)
{
        struct bytes b;
        unsigned n = 0;

        if (!subset_make(f))
                return fail(o->why, "字体“%s”无法抽取子集，OFD 文件没有生成", f->name);
        b.p = (const uint8_t *)hb_blob_get_data(f->subset, &n);
        b.n = n;
        f->file = text_make(o->mem, "font_%zu.%s", number, n > 4 && memcmp(b.p, "OTTO", 4) == 0 ? "otf" : "ttf");
        ofd_part_add(o, text_make(o->mem, "Doc_0/Res/%s", f->file), b);
        return true;
}

bool ofd_faces_find(struct ofd *o)
{
        for (size_t i = 0; i < o->p->n; i++) {
                const struct page_marks *page = &o->p->page[i];

                for (size_t k = 0; k < page->n; k++) {
                        if (page->at[k].kind == MARK_WORDS && !run_note(o, &page->at[k]))
                                return false;
                }
        }
        for (size_t i = 0; i < o->faces.n; i++) {
                if (!face_embed(o, o->faces.at[i], i))
                        return false;
        }
        return true;
}

void ofd_faces_free(struct ofd *o)
{
        for (size_t i = 0; i < o->faces.n; i++) {
                struct ofd_face *f = o->faces.at[i];

                hb_set_destroy(f->glyphs);
                hb_set_destroy(f->chars);
                hb_subset_plan_destroy(f->plan);
                hb_blob_destroy(f->subset);
        }
}
