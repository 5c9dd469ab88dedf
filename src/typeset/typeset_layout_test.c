/* typeset_layout_test.c - what stands where: 22 lines of 28 characters, nothing cut, nothing torn apart, nothing quietly replaced. */
#include "base/test.h"
#include "typeset/layout.h"
#include <math.h>

static struct typesetter *opened(struct test *t)
{
        struct typesetter *s = typeset_open(&faces_default, &t->why);

        if (!s)
                test_failed(t, __FILE__, __LINE__, "the faces: %s", t->why.detail);
        return s;
}

/* The words of a page in the order they were put, a line feed where the baseline changes. */
static const char *page_text(struct test *t, const struct pages *p, size_t page)
{
        struct buffer b = { .mem = t->mem };
        double y = -1;

        for (size_t i = 0; i < p->page[page].n; i++) {
                const struct mark *m = &p->page[page].at[i];

                if (m->kind != MARK_WORDS)
                        continue;
                if (y >= 0 && fabs(m->y - y) > 0.01)
                        buffer_put(&b, "\n", 1);
                y = m->y;
                buffer_put(&b, m->text, (size_t)m->run->item->length);
        }
        return buffer_done(&b);
}

static size_t count(const struct pages *p, size_t page, enum mark_kind kind)
{
        size_t n = 0;

        for (size_t i = 0; i < p->page[page].n; i++)
                n += p->page[page].at[i].kind == kind;
        return n;
}

static bool has(struct test *t, const struct pages *p, size_t page, const char *words)
{
        return strstr(page_text(t, p, page), words) != NULL;
}

static const char *repeat(struct test *t, const char *s, int n)
{
        struct buffer b = { .mem = t->mem };

        while (n-- > 0)
                buffer_text(&b, s);
        return buffer_done(&b);
}

static struct doc *plain_letter(struct test *t)
{
        return doc_new(t->mem, &(struct doc_head){ .form = DOC_LETTER, .plain_numbers = true });
}

static struct pages *laid_out(struct test *t, struct typesetter *s, const struct doc *d)
{
        struct pages *p = typeset_pages(s, d, &t->why);

        if (!p)
                test_failed(t, __FILE__, __LINE__, "not laid out: %s", t->why.detail);
        return p;
}

TEST(typeset, a_page_of_a_letter_has_22_lines_of_28_characters)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_FLUSH, repeat(t, "国", 28 * 22 + 3));
        p = laid_out(t, s, d);
        CHECK_INT(pages_count(p), 2);
        CHECK_INT(utf8_length(page_text(t, p, 0)), 28 * 22 + 21);
        CHECK_TEXT(page_text(t, p, 1), "国国国");
        CHECK(fabs(p->page[0].at[0].x - 28 * MM) < 0.01);
        CHECK(p->page[0].at[0].y > 37 * MM && p->page[0].at[0].y < 37 * MM + PITCH);
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_page_does_not_begin_with_one_character)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_FLUSH, repeat(t, "国", 28 * 22 + 1));
        p = laid_out(t, s, d);
        CHECK_INT(utf8_length(page_text(t, p, 0)), 28 * 21 + 20);
        CHECK_INT(utf8_length(page_text(t, p, 1)), 28 + 2);
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, body_text_begins_two_characters_in_and_no_line_begins_with_a_comma)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_BODY, text_make(t->mem, "%s，%s", repeat(t, "国", 26), repeat(t, "家", 10)));
        p = laid_out(t, s, d);
        CHECK(fabs(p->page[0].at[0].x - 28 * MM - 2 * SIZE_THREE) < 0.01);
        CHECK_TEXT(page_text(t, p, 0), text_make(t->mem, "%s\n国，%s", repeat(t, "国", 25), repeat(t, "家", 10)));
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_justified_line_reaches_the_right_edge)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_FLUSH, text_make(t->mem, "%s，%s", repeat(t, "国", 28), repeat(t, "家", 10)));
        p = laid_out(t, s, d);
        CHECK(fabs(p->page[0].at[0].x + p->page[0].at[0].w - 28 * MM - TEXT_W) < 0.01);
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_number_stays_with_its_unit)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        for (int n = 20; n < 28; n++)
                doc_text(d, PARA_FLUSH, text_make(t->mem, "%s2024年10月29日罚款18,000.00元，第3项，某字〔2024〕17号", repeat(t, "国", n)));
        p = laid_out(t, s, d);
        CHECK(!has(t, p, 0, "2024\n") && !has(t, p, 0, "10\n") && !has(t, p, 0, "29\n") && !has(t, p, 0, "00\n"));
        CHECK(!has(t, p, 0, "\n年") && !has(t, p, 0, "\n月") && !has(t, p, 0, "\n日") && !has(t, p, 0, "\n元"));
        CHECK(!has(t, p, 0, "第\n") && !has(t, p, 0, "〕\n"));
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_heading_goes_to_the_next_page_with_its_text)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_FLUSH, repeat(t, "国", 28 * 20));
        doc_text(d, PARA_HEADING, "一、标题");
        doc_mark(d, 1, "标题");
        doc_text(d, PARA_KAI, "（一）小标题");
        doc_text(d, PARA_BODY, "正文");
        p = laid_out(t, s, d);
        CHECK_INT(pages_count(p), 2);
        CHECK(!has(t, p, 0, "标题"));
        CHECK_TEXT(page_text(t, p, 1), "一、标题\n（一）小标题\n正文");
        CHECK_INT(pages_mark(p, "标题"), 2);
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_seal_takes_two_lines_of_text_along_and_says_where_it_stands)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;
        struct box seal = { 0 };

        doc_text(d, PARA_FLUSH, repeat(t, "国", 28 * 21));
        doc_sign(d, &(struct doc_sign){ .org = "某某局", .day = day_make(2024, 11, 8), .seal = true });
        p = laid_out(t, s, d);
        CHECK_INT(pages_count(p), 2);
        CHECK(pages_seal(p, 0, &seal) && !pages_seal(p, 1, &seal));
        CHECK_INT(seal.page, 2);
        CHECK(fabs(seal.w - 42 * MM) < 0.01 && seal.x + seal.w < 210 * MM && seal.y > 37 * MM);
        CHECK(has(t, p, 1, text_make(t->mem, "%s\n%s\n某某局\n2024年11月8日", repeat(t, "国", 28), repeat(t, "国", 28))));
        CHECK_INT(count(p, 1, MARK_SEAL), 1);
        pages_free(p);
        typeset_close(s);
}

#define ROW(d, head, ...) doc_row((d), (head), (struct doc_cell[]){ __VA_ARGS__ }, sizeof (struct doc_cell[]){ __VA_ARGS__ } / sizeof (struct doc_cell))
static const double halves[] = { 1, 1 };

TEST(typeset, head_rows_stand_again_on_every_page_of_a_table)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_PLAIN });
        struct pages *p;

        doc_table(d, &(struct doc_table){ halves, 2, true });
        ROW(d, true, { .text = "序号", .label = true }, { .text = "题名", .label = true });
        for (int i = 0; i < 90; i++)
                ROW(d, false, { .text = text_make(t->mem, "%d", i + 1) }, { .text = "笔录" });
        doc_table_end(d);
        p = laid_out(t, s, d);
        CHECK(pages_count(p) > 2);
        for (size_t i = 0; i < pages_count(p); i++) {
                CHECK(text_starts(page_text(t, p, i), "序号题名\n"));
                CHECK(has(t, p, i, text_make(t->mem, "第 %zu 页　共 %zu 页", i + 1, pages_count(p))));
                CHECK_INT(count(p, i, MARK_BOX), 1);
        }
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, head_rows_that_would_fill_the_page_are_not_repeated)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_PLAIN });
        struct pages *p;

        doc_table(d, &(struct doc_table){ halves, 2, true });
        ROW(d, true, { .text = repeat(t, "头", 900), .label = true }, { .text = "题名", .rows = 30 });
        for (int i = 0; i < 60; i++)
                ROW(d, false, { .text = "1" }, { .text = "笔录" });
        doc_table_end(d);
        p = laid_out(t, s, d);
        CHECK(pages_count(p) > 2 && pages_count(p) < 6);
        CHECK(text_starts(page_text(t, p, pages_count(p) - 1), "1笔录\n"));
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, whoever_signs_in_a_cell_has_room_and_a_place_for_the_day)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_FORM, .plain_numbers = true });
        struct pages *p;

        doc_table(d, &(struct doc_table){ (const double[]){ 1, 4 }, 2, false });
        ROW(d, false, { .text = "意见", .label = true }, { .text = "同意。", .sign = "机关负责人（签名）：" });
        doc_table_end(d);
        p = laid_out(t, s, d);
        CHECK(has(t, p, 0, "机关负责人（签名）：　　　　　　　　　　年　　月　　日"));
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_long_name_of_an_agency_takes_two_lines_inside_the_paper)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_sign(d, &(struct doc_sign){ .org = repeat(t, "某某联合工作组", 5), .day = day_make(2024, 11, 8), .seal = true });
        p = laid_out(t, s, d);
        for (size_t i = 0; i < p->page[0].n; i++)
                CHECK(p->page[0].at[i].x >= TEXT_LEFT && p->page[0].at[i].x + p->page[0].at[i].w < 200 * MM);
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, a_long_cell_flows_over_pages_and_loses_nothing)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_FORM });
        struct pages *p;
        size_t found = 0;

        doc_table(d, &(struct doc_table){ halves, 2, false });
        ROW(d, false, { .text = "备注", .label = true }, { .text = repeat(t, "字", 3000), .sign = "签名：" });
        doc_table_end(d);
        p = laid_out(t, s, d);
        CHECK(pages_count(p) > 3);
        for (size_t i = 0; i < pages_count(p); i++)
                for (const char *c = page_text(t, p, i); (c = strstr(c, "字")); c++)
                        found++;
        CHECK_INT(found, 3000);
        CHECK(!has(t, p, 0, "签名") && has(t, p, pages_count(p) - 1, "签名："));
        for (size_t i = 0; i < pages_count(p); i++)
                for (size_t k = 0; k < p->page[i].n; k++)
                        CHECK(p->page[i].at[k].y < 280 * MM);
        pages_free(p);
        typeset_close(s);
}

static double size_of(struct test *t, struct typesetter *s, const char *text, bool shrink)
{
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_FORM, .plain_numbers = true });
        struct pages *p;
        double size;

        doc_table(d, &(struct doc_table){ halves, 2, false });
        ROW(d, false, { .text = text, .shrink = shrink }, { .text = "" });
        doc_table_end(d);
        p = laid_out(t, s, d);
        size = p->page[0].at[0].h;
        pages_free(p);
        return size;
}

TEST(typeset, a_cell_that_shrinks_does_so_down_to_nine_points_only)
{
        struct typesetter *s = opened(t);

        CHECK(size_of(t, s, "短", true) == 12);
        CHECK(size_of(t, s, repeat(t, "长", 19), true) == 11);
        CHECK(size_of(t, s, repeat(t, "长", 24), true) == 9);
        CHECK(size_of(t, s, repeat(t, "长", 200), true) == 9);
        CHECK(size_of(t, s, repeat(t, "长", 200), false) == 12);
        typeset_close(s);
}

TEST(typeset, signatures_of_a_record_stand_on_every_page)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_RECORD, .title = "询问笔录" });
        struct pages *p;

        doc_text(d, PARA_BODY, repeat(t, "问：看清楚了吗？答：看清楚了。", 120));
        doc_sign(d, &(struct doc_sign){ .org = "", .day = DAY_NONE, .lines = (const char *const[]){ "被询问人（签名）：", "询问人（签名）：" }, .n_lines = 2 });
        p = laid_out(t, s, d);
        CHECK(pages_count(p) >= 3);
        for (size_t i = 0; i < pages_count(p); i++) {
                CHECK(has(t, p, i, "被询问人（签名）：询问人（签名）："));
                CHECK_INT(count(p, i, MARK_LINE), 2);
        }
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, the_code_of_the_verification_page_stands_on_the_last_page_only)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_LETTER, .qr = "https://example.gov.cn/v/1", .qr_note = "扫码核验" });
        struct pages *p;

        doc_text(d, PARA_FLUSH, repeat(t, "国", 28 * 23));
        doc_next(d, &(struct doc_head){ .form = DOC_LETTER });
        doc_text(d, PARA_FLUSH, "另一份");
        p = laid_out(t, s, d);
        CHECK_INT(pages_count(p), 3);
        CHECK_INT(count(p, 0, MARK_FILL), 0);
        CHECK(count(p, 1, MARK_FILL) > 100);
        CHECK(has(t, p, 1, "扫码核验") && has(t, p, 1, "第 2 页　共 2 页"));
        CHECK(has(t, p, 2, "第 1 页　共 1 页"));
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, rare_characters_come_from_a_face_that_has_them)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_FLUSH, "𠮷田、㐂、䶮、𬭸、龘");
        p = laid_out(t, s, d);
        CHECK_TEXT(page_text(t, p, 0), "𠮷田、㐂、䶮、𬭸、龘");
        pages_free(p);
        typeset_close(s);
}

static bool refused_text(struct test *t, struct typesetter *s, const char *text)
{
        struct doc *d = plain_letter(t);
        struct pages *p;

        doc_text(d, PARA_FLUSH, text);
        p = typeset_pages(s, d, &t->why);
        pages_free(p);
        return p != NULL;
}

TEST(typeset, a_character_that_no_face_has_is_refused_by_name)
{
        struct typesetter *s = opened(t);

        CHECK(!refused_text(t, s, "甲\U0010FFFDZ"));
        CHECK_INT(t->why.code, R_GLYPH_MISSING);
        CHECK(strstr(t->why.detail, "U+10FFFD") != NULL);
        CHECK_REFUSED(refused_text(t, s, "造\U000F0000"), R_GLYPH_MISSING);
        CHECK_REFUSED(refused_text(t, s, "蟹\U0001F980"), R_ARG_ENCODING);
        CHECK_REFUSED(refused_text(t, s, "响\aring"), R_ARG_ENCODING);
        CHECK_REFUSED(refused_text(t, s, "反\u202Etxet"), R_ARG_ENCODING);
        typeset_close(s);
}

TEST(typeset, a_missing_face_fails_and_names_what_to_install)
{
        CHECK(typeset_open(&(struct faces){ .body = "仿宋_GB2312" }, &t->why) == NULL);
        CHECK_INT(t->why.kind, WHY_FAILED);
        CHECK(strstr(t->why.detail, "仿宋_GB2312") != NULL);
}

TEST(typeset, titles_on_two_lines_have_lines_of_the_same_length)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_LETTER, .title = "关于延长大英县某某建筑工程有限公司施工许可期限的通知书", .plain_numbers = true });
        struct pages *p = laid_out(t, s, d);

        CHECK_INT(count(p, 0, MARK_WORDS), 2);
        CHECK(fabs(p->page[0].at[0].w - p->page[0].at[1].w) < 3 * 22);
        CHECK(fabs(p->page[0].at[0].x + p->page[0].at[0].w / 2 - TEXT_LEFT - TEXT_W / 2) < 0.5);
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, drawings_are_scaled_down_to_the_text_and_words_stand_in_their_boxes)
{
        struct typesetter *s = opened(t);
        struct doc *d = plain_letter(t);
        const struct stroke strokes[] = { { STROKE_ROUND, 0, 0, 400, 60, "立案\n7日", 14, true, false }, { STROKE_ARROW, 200, 60, 0, 40, "", 0, false, false },
                                          { STROKE_WORDS, 10, 300, 0, 0, "注", 12, false, false } };
        struct pages *p;

        doc_drawing(d, 882, 400, strokes, 3);
        p = laid_out(t, s, d);
        CHECK_INT(count(p, 0, MARK_BOX), 1);
        CHECK_INT(count(p, 0, MARK_LINE), 3);
        CHECK(fabs(p->page[0].at[0].w - 200) < 0.01 && fabs(p->page[0].at[0].x - TEXT_LEFT) < 0.01);
        CHECK_TEXT(page_text(t, p, 0), "立案\n7日\n注");
        pages_free(p);
        typeset_close(s);
}

TEST(typeset, seal_strips_are_one_page_of_upright_characters)
{
        struct typesetter *s = opened(t);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_STRIP, .org = "某某局", .title = "封条", .number = "封〔2024〕1号" });
        struct pages *p;

        doc_sign(d, &(struct doc_sign){ .org = "某某局", .day = day_make(2024, 11, 8), .seal = true });
        p = laid_out(t, s, d);
        CHECK_INT(pages_count(p), 1);
        CHECK(text_starts(page_text(t, p, 0), "封\n条\n某\n某\n局\n"));
        CHECK_INT(count(p, 0, MARK_SEAL), 1);
        pages_free(p);
        typeset_close(s);
}
