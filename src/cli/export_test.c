/* export_test.c - addresses and the files they become, pages whose links lead from file to file, lists and manifests that are not sound. */
#include "base/test.h"
#include "cli/export.h"
#include "ui/file.h"
#include "ui/page.h"
#include <string.h>

#define BASE "https://zhifa.example"

static const char *file_of(struct test *t, const char *raw)
{
        struct export_target target;

        return export_target(t->mem, BASE, raw, &target) ? target.file : "-";
}

static bool nothing(struct ctx *c, const struct page_in *in, struct html *h)
{
        (void)c, (void)in, (void)h;
        return true;
}

static bool nothing_too(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        (void)c, (void)in, (void)out;
        return true;
}

static const struct page pages[] = {
        { "/exporttest", "一", "public", nothing, true }, { "/exporttest/{id}", "二", "public", nothing, true },
        { "/exporttest/inside", "三", "head", nothing, false },
};
static const struct public_file files[] = { { "/exporttest/feed", "四", "application/atom+xml", nothing_too, true, false } };

static void bound(void)
{
        static bool done;

        if (!done) {
                pages_bind(pages, sizeof pages / sizeof *pages);
                public_files_bind(files, sizeof files / sizeof *files);
        }
        done = true;
}

TEST(export, an_address_becomes_a_file_or_nothing)
{
        bound();
        CHECK_TEXT(file_of(t, "/exporttest"), "exporttest.html");
        CHECK_TEXT(file_of(t, BASE "/exporttest/12"), "exporttest/12.html");
        CHECK_TEXT(file_of(t, "/exporttest/feed?before=7"), "exporttest/feed-before-7.xml");
        CHECK_TEXT(file_of(t, "/exporttest/12?page=2"), "exporttest/12-page-2.html");
        CHECK_TEXT(file_of(t, "/exporttest/12?q=a&page=2"), "exporttest/12.html");
        CHECK_TEXT(file_of(t, "/exporttest/%E5%B7%9D%3A1"), "exporttest/川-1.html");
        CHECK_TEXT(file_of(t, "/proof/33"), "proof/33.json");
        CHECK_TEXT(file_of(t, "/exporttest/inside"), "-");
        CHECK_TEXT(file_of(t, "/exporttest/../../etc"), "-");
        CHECK_TEXT(file_of(t, "//evil.example/x"), "-");
        CHECK_TEXT(file_of(t, "https://zhifa.example.evil.example/x"), "-");
        CHECK_TEXT(file_of(t, "/desk"), "-");
        CHECK_TEXT(file_of(t, "/exporttest/%00"), "-");
}

static bool met(void *to, const struct export_target *target)
{
        return strcmp(target->file, to) != 0;   /* this one leads nowhere */
}

static const char *rewritten(struct test *t, const char *html, const char *dead)
{
        return export_html(t->mem, BASE, "exporttest/a/b.html", (struct bytes){ (const uint8_t *)html, strlen(html) }, met, (void *)(uintptr_t)dead);
}

TEST(export, links_lead_from_file_to_file)
{
        bound();
        CHECK_TEXT(rewritten(t, "<a href=\"/exporttest/12#x\">一</a>", ""), "<a href=\"../12.html#x\">一</a>");
        CHECK_TEXT(rewritten(t, "<a class=\"b\" href=\"/exporttest\">", ""), "<a class=\"b\" href=\"../../exporttest.html\">");
        CHECK_TEXT(rewritten(t, "<a href=\"" BASE "/exporttest/12?q=1&amp;w=2\">", ""), "<a href=\"../12.html\">");
        CHECK_TEXT(rewritten(t, "<a href=\"https://elsewhere.example/x\"> <a href=\"#main\">", ""), "<a href=\"https://elsewhere.example/x\"> <a href=\"#main\">");
        CHECK_TEXT(rewritten(t, "<a href=\"/exporttest/12\">一</a>", "exporttest/12.html"), "<a>一</a>");
        CHECK_TEXT(rewritten(t, "<a href=\"/login\">进</a>", ""), "<a>进</a>");
        CHECK_TEXT(rewritten(t, "a &lt;a href=&quot;/x&quot;&gt;", ""), "a &lt;a href=&quot;/x&quot;&gt;");
        CHECK_TEXT(rewritten(t, "1<form role=\"search\" action=\"/s\"><input></form>2", ""), "12");
        CHECK(strstr(rewritten(t, "<form action=\"/s\"><input></form>", ""), "静态副本") && !strstr(rewritten(t, "<form><input></form>", ""), "<form"));
}

static bool list_reads(struct test *t, const char *text)
{
        struct export_files l;

        t->why = (struct why){ .mem = t->mem };
        return export_files_parse(t->mem, (struct bytes){ (const uint8_t *)text, strlen(text) }, &l, &t->why);
}

#define D "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
TEST(export, a_list_that_is_not_sound_is_refused)
{
        CHECK(list_reads(t, D " 3 a.html\n" D " 0 b/川 1.html\n"));
        CHECK(!list_reads(t, D " 3 b.html\n" D " 3 a.html\n"));
        CHECK(!list_reads(t, D " 3 a.html\n" D " 3 a.html\n"));
        CHECK(!list_reads(t, D " 3 ../a.html\n"));
        CHECK(!list_reads(t, D " 3 /etc/passwd\n"));
        CHECK(!list_reads(t, D " -3 a.html\n"));
        CHECK(!list_reads(t, D " 3\n"));
        CHECK(!list_reads(t, "sm3:12 3 a.html\n"));
}
