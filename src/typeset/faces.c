/* faces.c - finds the faces and keeps one PangoLayout for each face and size in use.
 *
 * A fontconfig configuration of our own: the folders and caches of the system, but none of its preferences and no bitmap or colour fonts.
 * So neither a user's settings nor the locale change what a document looks like.  A face that is missing is reported with its package;
 * it is never replaced quietly.  Characters that a face lacks come from the other faces, then from any installed outline font.
 */
#include "typeset/layout.h"
#include <pango/pangofc-fontmap.h>

static const struct { const char *family, *package; } packages[] = {
        { "LXGW WenKai", "fonts-lxgw-wenkai" }, { "Noto Serif CJK SC", "fonts-noto-cjk" }, { "Noto Sans CJK SC", "fonts-noto-cjk" },
};

/* No hinting, no substitution: shapes come straight from the outlines. */
#define CONFIG_HEAD "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
#define CONFIG_TAIL \
        "<selectfont><rejectfont><pattern><patelt name=\"scalable\"><bool>false</bool></patelt></pattern>" \
        "<pattern><patelt name=\"color\"><bool>true</bool></patelt></pattern></rejectfont></selectfont>" \
        "<match target=\"font\"><edit name=\"hinting\" mode=\"assign\"><bool>false</bool></edit>" \
        "<edit name=\"autohint\" mode=\"assign\"><bool>false</bool></edit>" \
        "<edit name=\"embeddedbitmap\" mode=\"assign\"><bool>false</bool></edit></match></fontconfig>"

static void put_escaped(struct buffer *b, const char *s)
{
        for (; *s; s++) {
                if (*s == '&' || *s == '<')
                        buffer_make(b, "&#%d;", *s);
                else
                        buffer_put(b, s, 1);
        }
}

static void put_list(struct buffer *b, const char *element, FcStrList *list)
{
        for (FcChar8 *s; list && (s = FcStrListNext(list));) {
                buffer_make(b, "<%s>", element);
                put_escaped(b, (const char *)s);
                buffer_make(b, "</%s>", element);
        }
        if (list)
                FcStrListDone(list);
}

static FcConfig *config_make(struct arena *mem)
{
        FcConfig *system = FcInitLoadConfig(), *own = FcConfigCreate();
        struct buffer b = { .mem = mem };

        if (!system || !own)
                return NULL;
        buffer_text(&b, CONFIG_HEAD);
        put_list(&b, "dir", FcConfigGetFontDirs(system));
        put_list(&b, "cachedir", FcConfigGetCacheDirs(system));
        buffer_text(&b, CONFIG_TAIL);
        FcConfigDestroy(system);
        if (FcConfigParseAndLoadFromMemory(own, (const FcChar8 *)buffer_done(&b), FcFalse) && FcConfigBuildFonts(own))
                return own;
        FcConfigDestroy(own);
        return NULL;
}

static bool family_there(FcConfig *config, const char *family)
{
        FcPattern *p = FcPatternCreate();
        FcObjectSet *o = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
        FcFontSet *found;
        bool there;

        FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)family);
        found = FcFontList(config, p, o);
        there = found && found->nfont > 0;
        if (found)
                FcFontSetDestroy(found);
        FcObjectSetDestroy(o);
        FcPatternDestroy(p);
        return there;
}

static bool family_missing(const char *family, const char *role, struct why *why)
{
        for (size_t i = 0; i < sizeof packages / sizeof *packages; i++)
                if (text_same(packages[i].family, family))
                        return fail(why, "缺少%s字体“%s”：请安装软件包 %s", role, family, packages[i].package);
        return fail(why, "缺少%s字体“%s”：请安装该字体并运行 fc-cache，或者改正执法包 faces 中的名称", role, family);
}

/* "Noto Serif CJK SC Bold" -> that family and weight, then the families that stand in for single characters. */
static bool face_open(struct typesetter *t, enum face face, const char *name, const char *otherwise, const char *body, struct why *why)
{
        static const char *const roles[] = { "正文", "标题", "黑体", "楷体" };
        PangoFontDescription *d = pango_font_description_from_string(text_empty(name) ? otherwise : name);
        const char *family = pango_font_description_get_family(d);

        t->face[face] = d;
        if (text_empty(family))
                return fail(why, "%s字体的名称“%s”看不懂", roles[face], name);
        if (!family_there(t->config, family))
                return family_missing(family, roles[face], why);
        pango_font_description_set_family(d, text_make(t->mem, "%s,%s,LXGW WenKai,Noto Serif CJK SC,Noto Sans CJK SC", family, body));
        return true;
}

static void context_make(struct typesetter *t)
{
        cairo_font_options_t *o = cairo_font_options_create();

        t->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(t->map), t->config);
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(t->map), 72);
        t->context = pango_font_map_create_context(t->map);
        cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
        cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(t->context, o);
        cairo_font_options_destroy(o);
        pango_context_set_language(t->context, pango_language_from_string("zh-cn"));
        pango_context_set_base_dir(t->context, PANGO_DIRECTION_LTR);
        pango_context_set_round_glyph_positions(t->context, FALSE);
}

struct typesetter *typeset_open(const struct faces *f, struct why *why)
{
        struct typesetter *t = memory_take(sizeof *t);
        const char *body = f && !text_empty(f->body) ? f->body : faces_default.body;

        t->mem = arena_new();
        t->config = config_make(t->mem);
        if (!t->config) {
                fail(why, "字体配置（fontconfig）无法读取");
                typeset_close(t);
                return NULL;
        }
        if (!face_open(t, FACE_BODY, body, body, body, why) ||
            !face_open(t, FACE_TITLE, f ? f->title : "", faces_default.title, body, why) ||
            !face_open(t, FACE_HEADING, f ? f->heading : "", faces_default.heading, body, why) ||
            !face_open(t, FACE_KAI, f ? f->kai : "", faces_default.kai, body, why)) {
                typeset_close(t);
                return NULL;
        }
        context_make(t);
        return t;
}

void typeset_close(struct typesetter *t)
{
        if (!t)
                return;
        for (size_t i = 0; i < t->n_sized; i++)
                g_object_unref(t->sized[i].layout);
        for (size_t i = 0; i < FACE__N; i++)
                if (t->face[i])
                        pango_font_description_free(t->face[i]);
        if (t->context)
                g_object_unref(t->context);
        if (t->map)
                g_object_unref(t->map);
        if (t->config)
                FcConfigDestroy(t->config);
        arena_free(t->mem);
        memory_free(t);
}

static struct sized *sized_slot(struct typesetter *t)
{
        const size_t room = sizeof t->sized / sizeof *t->sized;
        struct sized *s;

        if (t->n_sized < room)
                return &t->sized[t->n_sized++];
        s = &t->sized[t->next_sized];
        t->next_sized = (t->next_sized + 1) % room;
        g_object_unref(s->layout);
        return s;
}

PangoLayout *face_layout(struct typesetter *t, enum face face, double size)
{
        int units = (int)(size * PANGO_SCALE + 0.5);
        struct sized *s;
        PangoFontDescription *d;

        for (size_t i = 0; i < t->n_sized; i++)
                if (t->sized[i].face == face && t->sized[i].size == units)
                        return t->sized[i].layout;
        d = pango_font_description_copy_static(t->face[face]);
        pango_font_description_set_absolute_size(d, units);
        s = sized_slot(t);
        *s = (struct sized){ face, units, pango_layout_new(t->context) };
        pango_layout_set_font_description(s->layout, d);
        pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
        pango_font_description_free(d);
        return s->layout;
}

#ifdef __SANITIZE_ADDRESS__
/* Both keep caches until the process ends, behind pointers that the leak checker cannot follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
        return "leak:libfontconfig\nleak:libcairo\n";
}
#endif
