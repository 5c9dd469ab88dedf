/* ofd_test.c - OFD packages of pages made by hand: what lies in them, where every character stands, and that nothing but the pages counts. */
#include "base/test.h"
#include "typeset/pages.h"
#include <hb-ot.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <time.h>
#include <zip.h>

#define FACE "Noto Serif CJK SC"
#define MM_PER_POINT (25.4 / 72)

/* ---- pages by hand ---- */
struct desk { struct test *t; PangoFontMap *map; PangoContext *context; PangoLayoutLine *held[32]; size_t n_held; struct pages p; struct page_marks page[4]; };

static void desk_open(struct desk *d, struct test *t)
{
        *d = (struct desk){ .t = t, .map = pango_cairo_font_map_new() };
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(d->map), 72);
        d->context = pango_font_map_create_context(d->map);
        d->p = (struct pages){ .mem = t->mem, .w = 210 / MM_PER_POINT, .h = 297 / MM_PER_POINT, .page = d->page, .n = 1,
                               .head = { .title = "行政处罚决定书", .org = "大营县城市管理局", .number = "大城管罚决字〔2026〕第1号",
                                         .keywords = "处罚；决定", .made = { 1790000000000 } } };
}

static void desk_close(struct desk *d)
{
        for (size_t i = 0; i < d->n_held; i++)
                pango_layout_line_unref(d->held[i]);
        g_object_unref(d->context);
        g_object_unref(d->map);
}

static struct mark *put(struct desk *d, size_t page, struct mark m)
{
        struct page_marks *p = &d->page[page];

        if (!p->at)
                p->at = TAKE_N(d->t->mem, struct mark, 64);
        p->at[p->n] = m;
        return &p->at[p->n++];
}

/* One line of text from x, y on; answers the mark of its first run.  features: of the font, or "". */
static struct mark *write_line(struct desk *d, size_t page, double x, double y, const char *font, const char *features, const char *text)
{
        PangoLayout *l = pango_layout_new(d->context);
        PangoFontDescription *f = pango_font_description_from_string(font);
        PangoAttrList *a = pango_attr_list_new();
        struct mark *first = NULL;
        double at = x;

        pango_attr_list_insert(a, pango_attr_font_features_new(features));
        pango_layout_set_attributes(l, a);
        pango_layout_set_font_description(l, f);
        pango_layout_set_text(l, text_copy(d->t->mem, text), -1);
        d->held[d->n_held++] = pango_layout_line_ref(pango_layout_get_line(l, 0));
        for (GSList *r = d->held[d->n_held - 1]->runs; r; r = r->next) {
                PangoGlyphItem *run = r->data;
                struct mark *m = put(d, page, (struct mark){ .kind = MARK_WORDS, .x = at, .y = y, .run = run,
                                                             .text = text_copy(d->t->mem, text) + run->item->offset });

                at += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
                first = first ? first : m;
        }
        pango_attr_list_unref(a);
        pango_font_description_free(f);
        g_object_unref(l);
        return first;
}

/* ---- looking into the package ---- */
static struct bytes made(struct desk *d)
{
        struct bytes b = { 0 };

        if (!ofd_make(&d->p, d->t->mem, &b, &d->t->why))
                test_failed(d->t, __FILE__, __LINE__, "no package: %s", d->t->why.detail ? d->t->why.detail : "");
        return b;
}

static struct bytes part(struct test *t, struct bytes ofd, const char *name)
{
        zip_error_t e;
        zip_source_t *s = zip_source_buffer_create(ofd.p, ofd.n, 0, &e);
        zip_t *z = zip_open_from_source(s, ZIP_RDONLY, &e);
        zip_file_t *f = zip_fopen(z, name, 0);
        zip_stat_t st;
        uint8_t *p;

        if (!f || zip_stat(z, name, 0, &st) < 0) {
                zip_discard(z);
                return (struct bytes){ 0 };
        }
        p = arena_take(t->mem, st.size + 1);
        st.size = (zip_uint64_t)zip_fread(f, p, st.size);
        zip_fclose(f);
        zip_discard(z);
        return (struct bytes){ p, st.size };
}

static const char *names(struct test *t, struct bytes ofd)
{
        zip_error_t e;
        zip_t *z = zip_open_from_source(zip_source_buffer_create(ofd.p, ofd.n, 0, &e), ZIP_RDONLY, &e);
        struct buffer b = { .mem = t->mem };

        for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++)
                buffer_make(&b, "%s%s", i ? " " : "", zip_get_name(z, (zip_uint64_t)i, 0));
        zip_discard(z);
        return buffer_done(&b);
}

struct look { struct test *t; xmlDoc *doc; xmlXPathContext *path; };

static void look_open(struct look *l, struct test *t, struct bytes ofd, const char *name)
{
        struct bytes b = part(t, ofd, name);

        *l = (struct look){ .t = t, .doc = xmlReadMemory((const char *)b.p, (int)b.n, name, NULL, XML_PARSE_NONET) };
        l->path = xmlXPathNewContext(l->doc);
        xmlXPathRegisterNs(l->path, (const xmlChar *)"ofd", (const xmlChar *)"http://www.ofdspec.org/2016");
        CHECK(l->doc);
}

static void look_close(struct look *l)
{
        xmlXPathFreeContext(l->path);
        xmlFreeDoc(l->doc);
}

static const char *seen(struct look *l, const char *path)
{
        xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, l->path);
        xmlChar *s = found ? xmlXPathCastToString(found) : NULL;
        const char *own = s ? text_copy(l->t->mem, (const char *)s) : "";

        xmlFree(s);
        xmlXPathFreeObject(found);
        return own;
}

static double number(struct look *l, const char *path)
{
        return strtod(seen(l, path), NULL);
}

/* The n-th TextObject's characters: where each stands on the page, in mm. */
struct place { double x, y; };
static size_t places(struct look *l, int object, struct place *at)
{
        const char *o = text_make(l->t->mem, "(//ofd:TextObject)[%d]", object), *text = seen(l, text_make(l->t->mem, "%s/ofd:TextCode", o));
        const char *steps = seen(l, text_make(l->t->mem, "%s/ofd:TextCode/@DeltaX", o)), *box = seen(l, text_make(l->t->mem, "%s/@Boundary", o));
        char *end;
        double left = strtod(box, &end), top = strtod(end, &end), last = 0;
        size_t n = utf8_length(text);
        long again = 0;

        at[0].x = left + number(l, text_make(l->t->mem, "%s/ofd:TextCode/@X", o));
        at[0].y = top + number(l, text_make(l->t->mem, "%s/ofd:TextCode/@Y", o));
        for (size_t i = 1; i < n; i++) {
                if (!again && strspn(steps, " g") && strchr("g ", *steps) && steps[strspn(steps, " ")] == 'g')
                        again = strtol(steps + strspn(steps, " g"), (char **)&steps, 10), last = strtod(steps, (char **)&steps);
                else if (!again)
                        again = 1, last = strtod(steps, (char **)&steps);
                again--;
                at[i] = (struct place){ at[i - 1].x + last, at[0].y };
        }
        return n;
}

/* ---- tests ---- */
TEST(ofd, a_package_has_its_parts_in_order_and_says_what_the_head_says)
{
        struct desk d;
        struct look l;
        struct bytes b;

        desk_open(&d, t);
        write_line(&d, 0, 80, 100, FACE " 16", "", "当事人：张三");
        b = made(&d);
        CHECK_TEXT(names(t, b), "OFD.xml Doc_0/Document.xml Doc_0/PublicRes.xml Doc_0/Res/font_0.otf Doc_0/Pages/Page_0/Content.xml");
        look_open(&l, t, b, "OFD.xml");
        CHECK_TEXT(seen(&l, "//ofd:Title"), "行政处罚决定书");
        CHECK_TEXT(seen(&l, "//ofd:Author"), "大营县城市管理局");
        CHECK_TEXT(seen(&l, "//ofd:CreationDate"), "2026-09-21");
        CHECK_TEXT(seen(&l, "//ofd:CustomData[@Name='文号']"), "大城管罚决字〔2026〕第1号");
        CHECK_TEXT(seen(&l, "//ofd:Keyword[2]"), "决定");
        CHECK_INT(strlen(seen(&l, "//ofd:DocID")), 32);
        look_close(&l);
        look_open(&l, t, b, "Doc_0/Document.xml");
        CHECK_TEXT(seen(&l, "//ofd:PhysicalBox"), "0 0 210 297");
        CHECK_TEXT(seen(&l, "count(//ofd:Page)"), "1");
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, the_same_pages_give_the_same_bytes_in_every_time_zone)
{
        struct desk d;
        struct bytes a, b;
        const char *zone = getenv("TZ");

        desk_open(&d, t);
        write_line(&d, 0, 80, 100, FACE " 16", "", "罚款人民币 5,000 元。");
        a = made(&d);
        setenv("TZ", "America/Los_Angeles", 1);
        tzset();
        b = made(&d);
        CHECK(a.n == b.n && memcmp(a.p, b.p, a.n) == 0);
        zone ? setenv("TZ", text_copy(t->mem, zone), 1) : unsetenv("TZ");
        tzset();
        d.p.head.title = "不予行政处罚决定书";
        b = made(&d);
        CHECK(a.n != b.n || memcmp(a.p, b.p, a.n) != 0);
        desk_close(&d);
}

TEST(ofd, every_character_stands_within_a_micrometre_of_where_layout_put_it)
{
        struct desk d;
        struct look l;
        struct mark *m;
        struct place at[64];
        double x;
        size_t n;

        desk_open(&d, t);
        m = write_line(&d, 0, 79.37, 104.88, FACE " 15.75", "", "依照城市道路管理条例第四十二条的规定责令限期改正并处罚款");
        for (int i = 0; i < m->run->glyphs->num_glyphs; i++)
                m->run->glyphs->glyphs[i].geometry.width += i % 3 * 77;         /* as justified text is */
        look_open(&l, t, made(&d), "Doc_0/Pages/Page_0/Content.xml");
        n = places(&l, 1, at);
        CHECK_INT(n, m->run->glyphs->num_glyphs);
        x = m->x;
        for (size_t i = 0; i < n; i++) {
                CHECK(fabs(at[i].x - x * MM_PER_POINT) < 0.0012 && fabs(at[i].y - m->y * MM_PER_POINT) < 0.0002);
                x += (double)m->run->glyphs->glyphs[i].geometry.width / PANGO_SCALE;
        }
        CHECK(fabs(number(&l, "//ofd:TextObject/@Size") - 15.75 * MM_PER_POINT) < 0.0001);
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, an_even_line_is_one_step_that_is_repeated)
{
        struct desk d;
        struct look l;

        desk_open(&d, t);
        write_line(&d, 0, 80, 100, FACE " 16", "", "本机关依法作出如下行政处罚");
        look_open(&l, t, made(&d), "Doc_0/Pages/Page_0/Content.xml");
        CHECK_TEXT(seen(&l, "//ofd:TextCode/@DeltaX"), "g 12 5.6444");
        look_close(&l);
        desk_close(&d);
}

static hb_face_t *font_face(struct test *t, struct bytes ofd)
{
        struct bytes b = part(t, ofd, "Doc_0/Res/font_0.otf");
        hb_blob_t *blob = hb_blob_create((const char *)b.p, (unsigned)b.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *face = hb_face_create(blob, 0);

        hb_blob_destroy(blob);
        return face;
}

TEST(ofd, the_embedded_face_has_the_characters_that_are_used_and_little_else)
{
        struct desk d;
        hb_face_t *face;
        hb_font_t *font;
        hb_codepoint_t glyph;
        const char *text = "责令改正违法行为";

        desk_open(&d, t);
        write_line(&d, 0, 80, 100, FACE " 16", "", text);
        write_line(&d, 0, 80, 130, FACE " 22", "", "行为");       /* another size of the same face: no second subset */
        face = font_face(t, made(&d));
        font = hb_font_create(face);
        CHECK_INT(hb_face_get_glyph_count(face), 9);
        for (const char *s = text; *s;)
                CHECK(hb_font_get_nominal_glyph(font, utf8_next(&s), &glyph) && glyph);
        CHECK(!hb_font_get_nominal_glyph(font, 0x56fd, &glyph));
        hb_font_destroy(font);
        hb_face_destroy(face);
        desk_close(&d);
}

TEST(ofd, a_glyph_that_shaping_chose_is_named_by_its_number_in_the_subset)
{
        struct desk d;
        struct look l;
        struct mark *m;
        struct bytes b;
        hb_face_t *face;
        hb_font_t *font;

        desk_open(&d, t);
        m = write_line(&d, 0, 80, 100, FACE " 16", "fwid=1", "AB");
        b = made(&d);
        look_open(&l, t, b, "Doc_0/Pages/Page_0/Content.xml");
        CHECK_TEXT(seen(&l, "count(//ofd:CGTransform)"), "2");
        CHECK_TEXT(seen(&l, "//ofd:TextCode"), "AB");
        CHECK_TEXT(seen(&l, "//ofd:CGTransform[2]/@CodePosition"), "1");
        face = font_face(t, b);
        font = hb_font_create(face);
        CHECK_INT(hb_font_get_glyph_h_advance(font, (hb_codepoint_t)number(&l, "//ofd:CGTransform[1]/ofd:Glyphs")), hb_face_get_upem(face));
        CHECK_INT(m->run->glyphs->glyphs[0].geometry.width, 16 * PANGO_SCALE);
        hb_font_destroy(font);
        hb_face_destroy(face);
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, a_cluster_of_several_characters_stands_alone)
{
        struct desk d;
        struct look l;
        struct mark *m;

        desk_open(&d, t);
        m = write_line(&d, 0, 80, 100, FACE " 16", "", "甲乙丙丁");
        m->run->glyphs->log_clusters[2] = m->run->glyphs->log_clusters[1];
        look_open(&l, t, made(&d), "Doc_0/Pages/Page_0/Content.xml");
        CHECK_TEXT(seen(&l, "count(//ofd:TextObject)"), "3");
        CHECK_TEXT(seen(&l, "(//ofd:TextCode)[2]"), "乙丙");
        CHECK_TEXT(seen(&l, "//ofd:CGTransform/@CodeCount"), "2");
        CHECK_TEXT(seen(&l, "//ofd:CGTransform/@GlyphCount"), "2");
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, blanks_at_the_ends_and_characters_beyond_the_basic_plane_leave_the_rest_in_place)
{
        struct desk d;
        struct look l;
        struct place at[8];

        desk_open(&d, t);
        write_line(&d, 0, 72, 100, FACE " 16", "", "\u3000\u3000甲𠮷乙 \u3000");
        look_open(&l, t, made(&d), "Doc_0/Pages/Page_0/Content.xml");
        CHECK_TEXT(seen(&l, "count(//ofd:TextObject)"), "3");
        for (int i = 0; i < 3; i++) {
                CHECK_INT(places(&l, i + 1, at), 1);
                CHECK(fabs(at[0].x - (72 + 16 * (2 + i)) * MM_PER_POINT) < 0.0012);
        }
        CHECK_TEXT(seen(&l, "(//ofd:TextCode)[2]"), "𠮷");
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, what_means_something_in_XML_is_only_text)
{
        struct desk d;
        struct look l;
        struct bytes b;

        desk_open(&d, t);
        d.p.head.title = "\"<a>&'";
        write_line(&d, 0, 80, 100, FACE " 16", "", "<b>&amp;\"");
        b = made(&d);
        look_open(&l, t, b, "Doc_0/Pages/Page_0/Content.xml");
        CHECK_TEXT(seen(&l, "//ofd:TextCode"), "<b>&amp;\"");
        look_close(&l);
        look_open(&l, t, b, "OFD.xml");
        CHECK_TEXT(seen(&l, "//ofd:Title"), "\"<a>&'");
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, a_turned_character_turns_about_its_mark)
{
        struct desk d;
        struct look l;
        char *end;
        double left, top, c[6];

        desk_open(&d, t);
        write_line(&d, 0, 200, 300, FACE " 16", "", "印")->turn = 30;
        look_open(&l, t, made(&d), "Doc_0/Pages/Page_0/Content.xml");
        left = strtod(seen(&l, "//ofd:TextObject/@Boundary"), &end);
        top = strtod(end, NULL);
        end = (char *)seen(&l, "//ofd:TextObject/@CTM");
        for (int i = 0; i < 6; i++)
                c[i] = strtod(end, &end);
        CHECK(fabs(left + c[4] - 200 * MM_PER_POINT) < 0.001 && fabs(top + c[5] - 300 * MM_PER_POINT) < 0.001);
        CHECK(fabs(c[0] - sqrt(3) / 2) < 1e-5 && fabs(c[1] - 0.5) < 1e-5 && fabs(c[2] + 0.5) < 1e-5 && fabs(c[3] - sqrt(3) / 2) < 1e-5);
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, rules_that_are_drawn_alike_are_one_object_and_a_picture_used_twice_is_stored_once)
{
        static const uint8_t png[] = { 0x89, 'P', 'N', 'G' };
        struct desk d;
        struct look l;
        struct bytes b;

        desk_open(&d, t);
        for (int i = 0; i < 5; i++)
                put(&d, 0, (struct mark){ .kind = MARK_LINE, .x = 72, .y = 100 + 20 * i, .w = 400, .width = 0.5 });
        put(&d, 0, (struct mark){ .kind = MARK_LINE, .x = 72, .y = 250, .w = 400, .width = 1.5, .dashed = true });
        put(&d, 0, (struct mark){ .kind = MARK_BOX, .x = 72, .y = 260, .w = 40, .h = 20, .width = 1.5, .round = 5 });
        for (int i = 0; i < 2; i++)
                put(&d, 0, (struct mark){ .kind = MARK_IMAGE, .x = 72, .y = 300 + 90 * i, .w = 72, .h = 36, .turn = 90 * i, .image = { png, sizeof png } });
        put(&d, 0, (struct mark){ .kind = MARK_SEAL, .ink = INK_RED, .x = 300, .y = 300, .w = 120, .h = 120, .width = 2.6, .text = "大营县城市管理局" });
        b = made(&d);
        CHECK_TEXT(names(t, b), "OFD.xml Doc_0/Document.xml Doc_0/PublicRes.xml Doc_0/DocumentRes.xml Doc_0/Res/image_0.png Doc_0/Pages/Page_0/Content.xml");
        look_open(&l, t, b, "Doc_0/Pages/Page_0/Content.xml");
        CHECK_TEXT(seen(&l, "count(//ofd:PathObject)"), "5");   /* five rules, the dashed one, the box; ring and star of the seal */
        CHECK_TEXT(seen(&l, "count(//ofd:ImageObject)"), "2");
        CHECK_TEXT(seen(&l, "(//ofd:ImageObject)[1]/@CTM"), "25.4 0 0 12.7 0 0");
        CHECK_TEXT(seen(&l, "(//ofd:ImageObject)[2]/@CTM"), "0 25.4 -12.7 0 12.7 0");
        CHECK_TEXT(seen(&l, "(//ofd:ImageObject)[2]/@Boundary"), "12.7 137.5833 12.7 25.4");
        CHECK_TEXT(seen(&l, "(//ofd:PathObject)[2]/@Boundary"), "24.8708 87.6653 142.1695 1.0583");
        look_close(&l);
        desk_close(&d);
}

TEST(ofd, a_photo_that_layout_turned_does_not_ask_to_be_turned_again)
{
        static const uint8_t jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 4, 'J', 'F', 0xff, 0xe1, 0, 10, 'E', 'x', 'i', 'f', 0, 0, 6, 0, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xd9 };
        static const uint8_t left[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 4, 'J', 'F', 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xd9 };
        struct desk d;
        struct bytes b;

        desk_open(&d, t);
        put(&d, 0, (struct mark){ .kind = MARK_IMAGE, .x = 72, .y = 72, .w = 72, .h = 36, .turn = 90, .jpeg = true, .image = { jpeg, sizeof jpeg } });
        b = part(t, made(&d), "Doc_0/Res/image_0.jpg");
        CHECK(b.n == sizeof left && memcmp(b.p, left, b.n) == 0);
        desk_close(&d);
}

TEST(ofd, bookmarks_nest_by_level_and_point_at_their_pages)
{
        struct page_bookmark mark[] = { { "一、案卷", 1, 0, 72 }, { "立案审批表", 2, 0, 144 }, { "附件", 4, 1, 72 }, { "二、副卷", 1, 1, 300 } };
        struct desk d;
        struct look l;
        const char *page;

        desk_open(&d, t);
        d.p.n = 2;
        d.p.bookmarks = mark;
        d.p.n_bookmarks = 4;
        look_open(&l, t, made(&d), "Doc_0/Document.xml");
        page = seen(&l, "(//ofd:Page)[2]/@ID");
        CHECK_TEXT(seen(&l, "count(//ofd:Outlines/ofd:OutlineElem)"), "2");
        CHECK_TEXT(seen(&l, "//ofd:OutlineElem[@Title='一、案卷']/ofd:OutlineElem/@Title"), "立案审批表");
        CHECK_TEXT(seen(&l, "//ofd:OutlineElem[@Title='立案审批表']/ofd:OutlineElem/@Title"), "附件");
        CHECK_TEXT(seen(&l, "//ofd:OutlineElem[@Title='附件']//ofd:Dest/@PageID"), page);
        CHECK_TEXT(seen(&l, "//ofd:OutlineElem[@Title='二、副卷']//ofd:Dest/@Top"), "105.8333");
        CHECK_TEXT(seen(&l, "//ofd:PageMode"), "UseOutlines");
        look_close(&l);
        desk_close(&d);
}
