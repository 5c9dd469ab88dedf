/* cite_test.c - provisions found in texts. */
#include "base/test.h"
#include "law/cite.h"

static const char *told(struct arena *mem, const char *text, bool own)
{
        static const char kinds[] = "NSAP";
        struct buffer b = { .mem = mem };
        struct cites l;

        cites_find(mem, text, own, &l);
        for (size_t i = 0; i < l.n; i++)
                buffer_make(&b, "%s[%s]%c %s %s", i ? " | " : "", text_copy_n(mem, text + l.at[i].at, l.at[i].len), kinds[l.at[i].kind], l.at[i].title,
                            cite_label(mem, &l.at[i]));
        return buffer_done(&b);
}

TEST(cite, numbers_are_read_and_written_in_chinese)
{
        static const struct { const char *text; int n; } rows[] = { { "一", 1 }, { "十", 10 }, { "十五", 15 }, { "二十", 20 }, { "一百零八", 108 }, { "一百二十三", 123 },
                                                                    { "三百一十", 310 }, { "一千二百六十", 1260 } };
        int v;

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                CHECK(han_number_read(rows[i].text, &v) == strlen(rows[i].text) && v == rows[i].n);
                CHECK_TEXT(han_number(t->mem, rows[i].n), rows[i].text);
        }
        CHECK(han_number_read("一百二十", &v) && v == 120);
        CHECK(han_number_read("１２", &v) && v == 12);
        CHECK(!han_number_read("法", &v) && !han_number_read("", &v) && !han_number_read("999999999999", &v));
        CHECK(han_number_read("一九九五", &v) && v == 1995);
}

TEST(cite, a_name_in_book_marks_carries_its_provision)
{
        CHECK_TEXT(told(t->mem, "依据《中华人民共和国行政处罚法》第五十七条第一款、第五十八条的规定", false),
                   "[《中华人民共和国行政处罚法》第五十七条第一款]N 行政处罚法 第五十七条第一款 | [第五十八条]N 行政处罚法 第五十八条");
        CHECK_TEXT(told(t->mem, "《刑法》第一百三十三条之一第一款第（二）项", false), "[《刑法》第一百三十三条之一第一款第（二）项]N 刑法 第一百三十三条之一第一款第（二）项");
        CHECK_TEXT(told(t->mem, "根据《中华人民共和国专利法》（以下简称专利法），", false), "[《中华人民共和国专利法》]N 专利法 ");
}

TEST(cite, packs_write_short_names_and_numbers)
{
        CHECK_TEXT(told(t->mem, "处罚法 57、58（参数）示例", false), "[处罚法 57]N 行政处罚法 第五十七条 | [58]N 行政处罚法 第五十八条");
        CHECK_TEXT(told(t->mem, "强制法 53—55；国办发〔2018〕118号 二（四）", false), "[强制法 53]N 行政强制法 第五十三条 | [55]N 行政强制法 第五十五条");
        CHECK_TEXT(told(t->mem, "固体废物污染环境防治法 第一百一十一条第一款第一项、第二款", false),
                   "[固体废物污染环境防治法 第一百一十一条第一款第一项]N 固体废物污染环境防治法 第一百一十一条第一款第（一）项");
        CHECK_TEXT(told(t->mem, "检定周期一般不超过 1 年；2024 年第 3 号", false), "");
        CHECK_TEXT(told(t->mem, "国办发〔2018〕118号 四（十一）", false), "");
}

TEST(cite, a_statute_speaks_of_itself)
{
        CHECK_TEXT(told(t->mem, "违反本法第五条和第六条规定的，依照前款和前条处罚；依照海关法第九条", true),
                   "[本法第五条]S  第五条 | [第六条]S  第六条 | [前款]P   | [前条]A   | [海关法第九条]N 海关法 第九条");
        CHECK_TEXT(told(t->mem, "违反本法第五条、前款", false), "");
}

TEST(cite, a_number_of_an_article_has_one_way_of_writing)
{
        int a, b;

        CHECK_TEXT(cite_number(t->mem, 123, 1), "123-1");
        CHECK(cite_number_read("123-1", &a, &b) && a == 123 && b == 1);
        CHECK(cite_number_read("7", &a, &b) && a == 7 && b == 0);
        CHECK(!cite_number_read("", &a, &b) && !cite_number_read("07", &a, &b) && !cite_number_read("1-", &a, &b) && !cite_number_read("1/../2", &a, &b));
}

TEST(cite, anything_may_be_given)
{
        static const char *const hostile[] = { "第", "第条", "《", "《》", "《》第", "本", "本法", "本法第", "第一条之", "第（条", " 1", "法 ", "法 1", "第第第一条", "前", "\xEF\xBC", "第一条第（" };

        for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
                told(t->mem, hostile[i], true);
                told(t->mem, hostile[i], false);
        }
        CHECK_TEXT(told(t->mem, "第第第一条", true), "[第一条]S  第一条");
}
