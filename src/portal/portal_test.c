/* portal_test.c - words marked in escaped text, pieces of text around them, and codes that can be scanned. */
#include "base/test.h"
#include "portal/portal.h"

static const char *marked(struct test *t, const char *text, const char *words)
{
        struct html *h = html_new(t->mem);
        struct bytes b;

        html_marked(h, text, words);
        b = html_done(h);
        return text_copy_n(t->mem, (const char *)b.p, b.n);
}

TEST(portal, marks_words_and_escapes_everything)
{
        CHECK_TEXT(marked(t, "倾倒建筑垃圾案", "建筑 垃圾"), "倾倒<mark>建筑</mark><mark>垃圾</mark>案");
        CHECK_TEXT(marked(t, "a<b>ABC</b>", "abc"), "a&lt;b&gt;<mark>ABC</mark>&lt;/b&gt;");
        CHECK_TEXT(marked(t, "<script>", "<script>"), "<mark>&lt;script&gt;</mark>");
        CHECK_TEXT(marked(t, "占道", ""), "占道");
        CHECK_TEXT(marked(t, "", "占道"), "");
        CHECK_TEXT(marked(t, "垃圾", "　垃圾　"), "<mark>垃圾</mark>");
}

TEST(portal, takes_the_longest_word_where_several_stand)
{
        CHECK_TEXT(marked(t, "建筑垃圾", "建筑 建筑垃圾"), "<mark>建筑垃圾</mark>");
}

TEST(portal, shows_the_text_around_the_first_word)
{
        const char *text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";

        CHECK_TEXT(text_around(t->mem, "短文", "短", 20), "短文");
        CHECK(text_starts(text_around(t->mem, text, "", 10), "一二三"));
        CHECK(strstr(text_around(t->mem, text, "午未", 12), "午未"));
        CHECK(text_starts(text_around(t->mem, text, "午未", 12), "…"));
        CHECK(utf8_valid(text_around(t->mem, text, "亥", 9), strlen(text_around(t->mem, text, "亥", 9))));
}

TEST(portal, draws_a_code_as_one_path_and_gives_up_on_too_much)
{
        const char *svg = portal_qr(t->mem, "https://zhifa.example/decision/12");
        char *much = arena_take(t->mem, 4001);

        CHECK(svg && text_starts(svg, "<svg viewBox=") && strstr(svg, "role=\"img\""));
        CHECK(!strstr(svg, "<rect") && strstr(svg, "M0 0h7v1h-7z"));        /* the finder pattern's first row */
        memset(much, 'x', 4000);
        CHECK(!portal_qr(t->mem, much));
}

TEST(portal, remembers_keys_and_not_the_list_they_came_in)
{
        const char *list[] = { "one", "two" };
        size_t n;

        portal_keys_bind(list, 2);
        list[0] = "other";
        CHECK_TEXT(portal_keys(&n)[0], "one");
        CHECK_INT(n, 2);
        portal_keys_bind(list, 0);
}
