/* statute_text_test.c - statutes as texts: what they are cut into, and what is refused with its line. */
#include "base/test.h"
#include "statute/statute_date.h"
#include "statute/statute_text.h"

#define HEAD "# 中华人民共和国示例法\n\n2020年1月2日 示例会议通过\n\n2021年3月4日 示例会议修订\n\n<!-- INFO END -->\n\n"

static const char *told(struct arena *mem, const char *text)
{
        struct why w = { .mem = mem };
        struct statute_text s;
        struct buffer b = { .mem = mem };
        int line;

        if (!statute_read(&w, mem, text, strlen(text), DAY_NONE, &s, &line))
                return text_make(mem, "%s %d", refusal_of(w.code)->code, line);
        for (size_t i = 0; i < s.n_units; i++) {
                buffer_make(&b, "%s%s%s%s", i ? " " : "", s.units[i].kind, *s.units[i].number ? ":" : "", s.units[i].number);
                for (size_t k = 0; k < s.n_lines; k++)
                        if (s.lines[k].unit == (int)i)
                                buffer_make(&b, " %d.%d.%d", s.lines[k].paragraph, s.lines[k].item, s.lines[k].sub);
        }
        return buffer_done(&b);
}

TEST(statute_text, articles_paragraphs_items_and_sub_items)
{
        CHECK_TEXT(told(t->mem, HEAD "## 第一章 总则\n第一条 甲。\n\n乙：\n\n（一）丙；\n\n1．丁；\n\n(二)戊。\n\n己。\n第二条 庚。\n第二条之一 辛。\n"),
                   "chapter article:1 1.0.0 2.0.0 2.1.0 2.1.1 2.2.0 3.0.0 article:2 1.0.0 article:2-1 1.0.0");
        CHECK_TEXT(told(t->mem, HEAD "第一条 甲：\n2个以上机关的，乙。\n1.5倍以下。\n"), "article:1 1.0.0 2.0.0 3.0.0");
}

TEST(statute_text, appendices_stand_behind_and_references_are_no_articles)
{
        CHECK_TEXT(told(t->mem, HEAD "第一条 甲。\n第一条的规定也适用。\n第二条甲乙。\n附：\n第九条 这是别的。\n一句话。\n"), "article:1 1.0.0 2.0.0 article:2 1.0.0 appendix 1.0.0 2.0.0");
        CHECK_TEXT(told(t->mem, HEAD "前言。\n一、甲。\n（一）乙。\n二、丙。\n"), "preamble 1.0.0 point 1.0.0 1.1.0 point 1.0.0");
}

TEST(statute_text, what_cannot_be_right_is_told_with_its_line)
{
        CHECK_TEXT(told(t->mem, HEAD "第一条 甲。\n第二条 乙。\n第一条 丙。\n"), "STATUTE_TEXT 11");
        CHECK_TEXT(told(t->mem, HEAD), "STATUTE_TEXT 7");
        CHECK_TEXT(told(t->mem, "第一条 甲。\n"), "STATUTE_TEXT 1");
        CHECK_TEXT(told(t->mem, "# 说明\n\n## 怎样用\n这不是法律。\n"), "STATUTE_TEXT 4");
        CHECK_TEXT(told(t->mem, "# 示例\n<!-- INFO END -->\n第一条 \xFF\n"), "STATUTE_TEXT 3");
        CHECK_TEXT(told(t->mem, "PK\x03\x04 zip"), "STATUTE_TEXT 1");
        CHECK_TEXT(told(t->mem, ""), "STATUTE_TEXT 1");
        CHECK_TEXT(told(t->mem, "# 示例条例\n\n<!-- INFO END -->\n\n第一条 甲。\n"), "STATUTE_DATE 0");
}

TEST(statute_text, a_line_that_never_ends_and_a_text_without_measure_are_refused)
{
        char *line = arena_take(t->mem, 1000001), *text = arena_take(t->mem, STATUTE_BYTES_MAX + 2);

        memset(line, 'a', 1000000);
        line[1000000] = '\0';
        memset(text, 'a', STATUTE_BYTES_MAX + 1);
        text[STATUTE_BYTES_MAX + 1] = '\0';
        CHECK_TEXT(told(t->mem, text_make(t->mem, HEAD "第一条 甲。\n%s\n", line)), "STATUTE_TEXT 10");
        CHECK_TEXT(told(t->mem, text), "STATUTE_TEXT 0");
}

static const char *held_from(struct arena *mem, const char *head, const char *last, const char *named)
{
        struct why w = { .mem = mem };
        struct statute_text s;
        int line;
        const char *text = text_make(mem, "# 示例条例\n%s\n<!-- INFO END -->\n第一条 甲。\n第二条 %s\n", head, last);

        if (!statute_read(&w, mem, text, strlen(text), statute_day_named(named), &s, &line))
                return refusal_of(w.code)->code;
        return text_make(mem, "%s %s %s", day_text(mem, s.promulgated), day_text(mem, s.effective), s.effective_by);
}

TEST(statute_text, from_when_a_version_holds_and_how_that_is_known)
{
        CHECK_TEXT(held_from(t->mem, "2021年1月22日 修订", "本条例自2021年7月15日起施行。", ""), "2021-01-22 2021-07-15 text");
        CHECK_TEXT(held_from(t->mem, "2021年1月22日 公布", "本条例自公布之日起施行。", ""), "2021-01-22 2021-01-22 text");
        CHECK_TEXT(held_from(t->mem, "1990年1月1日 公布\n2004年11月1日 施行", "乙。", ""), "1990-01-01 2004-11-01 head");
        CHECK_TEXT(held_from(t->mem, "1990年1月1日 公布\n2019年4月23日 第二次修正", "本条例自1990年3月1日起施行。", ""), "2019-04-23 2019-04-23 presumed");
        CHECK_TEXT(held_from(t->mem, "2005年8月3日 公布", "乙。", "x/示例条例(2016-02-06).md"), "2016-02-06 2016-02-06 presumed");
        CHECK_TEXT(held_from(t->mem, "", "乙。", "x/示例条例(2016-02-30).md"), "STATUTE_DATE");
        CHECK_TEXT(held_from(t->mem, "一九九五年三月二十六日 发布", "本条例自一九九五年五月一日起施行。", ""), "1995-03-26 1995-05-01 text");
}

TEST(statute_text, characters_that_nobody_sees_make_no_line)
{
        CHECK_TEXT(told(t->mem, HEAD "## 第一章\n\xE2\x80\x8B\n第一条 甲。\xC2\xA0\n\xE2\x80\x8B　\n"), "chapter article:1 1.0.0");
}

TEST(statute_text, ends_of_lines_and_a_mark_at_the_beginning_make_no_other_text)
{
        const char *dos = "\xEF\xBB\xBF# 甲 \r\n\r\n乙\t\r\n";

        CHECK_TEXT(statute_clean(t->mem, dos, strlen(dos)), "# 甲\n\n乙");
}
