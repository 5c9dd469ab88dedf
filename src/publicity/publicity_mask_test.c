/* publicity_mask_test.c - what people mark on a form, and what everybody is told about a field. */
#include "base/test.h"
#include "publicity/publicity_mask.h"

TEST(publicity_mask, reads_a_text_and_its_reason_from_each_line)
{
        struct mask_marks m = marks_of_lines(t->mem, "江源路36号｜违法行为地\r\n\n 配方 | 商业秘密｜是\n没有理由");

        CHECK_INT(m.n, 3);
        CHECK_TEXT(m.at[0].text, "江源路36号");
        CHECK_TEXT(m.at[0].reason, "违法行为地");
        CHECK_TEXT(m.at[1].text, "配方");
        CHECK_TEXT(m.at[1].reason, "商业秘密｜是");
        CHECK_TEXT(m.at[2].reason, "");
        CHECK_INT(marks_of_lines(t->mem, "").n, 0);
}

TEST(publicity_mask, reads_the_same_from_an_act_and_nothing_from_what_is_no_list)
{
        struct mask_marks m = marks_of_points(t->mem, "[\"配方｜商业秘密\",\"甲|乙\"]");

        CHECK_INT(m.n, 2);
        CHECK_TEXT(m.at[0].reason, "商业秘密");
        CHECK_TEXT(m.at[1].text, "甲");
        CHECK_INT(marks_of_points(t->mem, "").n, 0);
        CHECK_INT(marks_of_points(t->mem, "{}").n, 0);
        CHECK_INT(marks_of_points(t->mem, "[1,").n, 0);
}

static struct masked_part part_of(struct test *t, const char *text, const struct mask_marks *covers, bool written)
{
        struct mask_wish w = { .covers = *covers };
        struct masked_part p = { .field = "facts", .label = "事实", .source = "facts_public", .original = text, .written = written };

        p.spans = mask_find(t->mem, &w, text);
        p.shown = written ? text : mask_cover(t->mem, text, &p.spans);
        return p;
}

TEST(publicity_mask, says_how_a_field_came_about)
{
        const struct mask_mark mark = { "配方", "商业秘密" };
        struct mask_marks none = { NULL, 0 }, one = { &mark, 1 };
        struct masked_part word = part_of(t, "倾倒垃圾", &none, false), rule = part_of(t, "电话13812345678", &none, false),
                           hand = part_of(t, "配方如下，电话13812345678", &one, false), anew = part_of(t, "改写", &none, true);

        CHECK_TEXT(masked_how(&word), "word");
        CHECK_TEXT(masked_how(&rule), "rule");
        CHECK_TEXT(masked_how(&hand), "hand");
        CHECK_TEXT(masked_how(&anew), "written");
}

TEST(publicity_mask, tells_everybody_the_kind_and_reason_and_nothing_of_what_is_covered)
{
        const struct mask_mark mark = { "配方甲乙丙", "商业秘密" };
        struct mask_marks one = { &mark, 1 };
        struct masked m = { .part = { part_of(t, "配方甲乙丙，电话13812345678", &one, false) } };
        struct entry e = { .reason = "" };
        const char *json;

        for (size_t i = 1; i < MASKED_PARTS; i++)
                m.part[i] = (struct masked_part){ .field = "", .label = "", .source = "", .original = "", .shown = "" };
        json = masked_json(t->mem, &m, &e);
        CHECK(strstr(json, "\"by\":\"hand\"") && strstr(json, "\"reason\":\"商业秘密\"") && strstr(json, "\"kind\":\"phone\""));
        CHECK(!strstr(json, "甲乙丙") && !strstr(json, "13812345678"));
        CHECK(!strstr(masked_places_json(t->mem, &m), "甲乙丙"));
}
