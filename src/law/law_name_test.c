/* law_name_test.c - provisions by their whole names. */
#include "base/test.h"
#include "law/pack.h"

TEST(law_name, gives_a_law_its_country_and_its_book_marks)
{
        CHECK_TEXT(law_named(t->mem, "城乡规划法 第六十四条"), "《中华人民共和国城乡规划法》第六十四条");
        CHECK_TEXT(law_named(t->mem, "中华人民共和国建筑法 第七条"), "《中华人民共和国建筑法》第七条");
}

TEST(law_name, gives_regulations_and_rules_their_book_marks_only)
{
        CHECK_TEXT(law_named(t->mem, "城市道路管理条例 第四十二条"), "《城市道路管理条例》第四十二条");
        CHECK_TEXT(law_named(t->mem, "水法 第六十五条；取水许可和水资源费征收管理条例 第四十八条"),
                   "《中华人民共和国水法》第六十五条；《取水许可和水资源费征收管理条例》第四十八条");
}

TEST(law_name, leaves_alone_what_it_does_not_know)
{
        CHECK_TEXT(law_named(t->mem, "《中华人民共和国水法》 第一条"), "《中华人民共和国水法》 第一条");
        CHECK_TEXT(law_named(t->mem, "国务院令第412号"), "国务院令第412号");
        CHECK_TEXT(law_named(t->mem, ""), "");
}
