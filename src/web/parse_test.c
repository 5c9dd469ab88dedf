/* parse_test.c - the door's parsers: what ordinary browsers send is understood, what attackers send is refused, nothing is
 * guessed. */
#include "base/test.h"
#include "web/parse.h"

static struct pairs decoded(struct test *t, const char *s)
{
        struct pairs l = { .mem = t->mem };

        why_clear(&t->why);
        CHECK(form_decode(&l, s, strlen(s), &t->why));
        return l;
}

static bool form_ok(struct test *t, const char *s, size_t n)
{
        struct pairs l = { .mem = t->mem };

        return form_decode(&l, s, n, &t->why);
}

TEST(parse, a_form_is_decoded_with_plus_percent_and_chinese)
{
        struct pairs l = decoded(t, "a=1&b=x+y%2B&name=%E5%BC%A0%E4%B8%89&empty=&flag&&z.1-b_c=%0D%0Aline");

        CHECK_INT(l.n, 6);
        CHECK_TEXT(pairs_get(&l, "a"), "1");
        CHECK_TEXT(pairs_get(&l, "b"), "x y+");
        CHECK_TEXT(pairs_get(&l, "name"), "张三");
        CHECK_TEXT(pairs_get(&l, "empty"), "");
        CHECK_TEXT(pairs_get(&l, "flag"), "");
        CHECK_TEXT(pairs_get(&l, "z.1-b_c"), "\nline");
        CHECK(pairs_get(&l, "nothing") == NULL);
        CHECK_TEXT(pairs_text(&l, "nothing"), "");
        CHECK_INT(decoded(t, "").n, 0);
}

TEST(parse, text_that_is_not_clean_is_refused_with_its_field)
{
        static const char *const bad[] = { "a=%ff", "a=%c0%af", "a=%ed%a0%80", "a=%00", "a=%0d", "a=%07", "a=%7f", "a=%e2%80%ae",
                "a=%e2%81%a6", "a=%", "a=%4", "a=%zz", "a=%c2%85" };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                CHECK(!form_ok(t, bad[i], strlen(bad[i])));
                CHECK(t->why.code == R_ARG_ENCODING);
                CHECK_TEXT(t->why.field, "a");
                why_clear(&t->why);
        }
        CHECK_REFUSED(form_ok(t, "a=b\0c", 5), R_ARG_ENCODING);
}

TEST(parse, field_names_are_plain_ascii)
{
        static const char *const bad[] = { "=x", "a%20b=1", "a%00=1", "%E5=1", "a[]=1", "%zz=1",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1" };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_REFUSED(form_ok(t, bad[i], strlen(bad[i])), R_ARG_UNKNOWN);
}

TEST(parse, a_form_may_have_500_fields_and_no_more)
{
        struct buffer b = { .mem = t->mem };

        for (int i = 0; i < 500; i++)
                buffer_text(&b, "a=1&");
        CHECK(form_ok(t, b.p, b.n));
        buffer_text(&b, "a=1");
        CHECK_REFUSED(form_ok(t, b.p, b.n), R_BODY_TOO_LARGE);
}

static bool joins_kinds(void *to, const char *name)
{
        (void)to;
        return text_same(name, "kinds");
}

TEST(parse, a_name_given_twice_is_refused_unless_it_takes_several)
{
        struct pairs l = decoded(t, "kinds=a&x=1&kinds=&kinds=b&kinds=c"), twice = decoded(t, "x=1&kinds=a&x=1");

        CHECK(pairs_single(&l, joins_kinds, NULL, &t->why));
        CHECK_INT(l.n, 2);
        CHECK_TEXT(pairs_get(&l, "kinds"), "a,b,c");
        CHECK_TEXT(pairs_get(&l, "x"), "1");
        CHECK_REFUSED(pairs_single(&twice, joins_kinds, NULL, &t->why), R_ARG_TYPE);
        twice = decoded(t, "kinds=a&kinds=b");
        CHECK_REFUSED(pairs_single(&twice, NULL, NULL, &t->why), R_ARG_TYPE);
}

static const char *path(struct test *t, const char *raw)
{
        const char *out = NULL;

        why_clear(&t->why);
        path_decode(t->mem, raw, &out, &t->why);
        return out;
}

TEST(parse, a_path_is_decoded_once)
{
        CHECK_TEXT(path(t, "/"), "/");
        CHECK_TEXT(path(t, "/desk/case/12"), "/desk/case/12");
        CHECK_TEXT(path(t, "/a%20b/%E4%B8%AD"), "/a b/中");
        CHECK_TEXT(path(t, "/%2541"), "/%41");
        CHECK_TEXT(path(t, "/a+b"), "/a+b");
        CHECK_TEXT(path(t, "/..."), "/...");
        CHECK_TEXT(path(t, "/.well-known/x"), "/.well-known/x");
}

TEST(parse, a_path_cannot_climb_or_hide)
{
        static const char *const climbing[] = { "", "x", "//", "/a//b", "/a/", "/..", "/../etc/passwd", "/a/../b", "/./a",
                "/%2e%2e/x",
                "/a/%2e%2E", "/a%2fb", "/a%2F..%2Fb", "/a%5cb", "/a\\b", "http://x/", "*" };
        static const char *const coded[] = { "/%00", "/a%00b", "/%ff", "/%c0%ae%c0%ae/", "/%0a", "/%0d%0aX:y", "/%09", "/%",
                "/%1", "/%gg",
                "/%e2%80%ae" };

        for (size_t i = 0; i < sizeof climbing / sizeof *climbing; i++)
                CHECK(!path(t, climbing[i]) && t->why.code == R_PAGE_UNKNOWN);
        for (size_t i = 0; i < sizeof coded / sizeof *coded; i++)
                CHECK(!path(t, coded[i]) && t->why.code == R_ARG_ENCODING);
}

TEST(parse, a_cookie_is_found_and_two_of_a_name_count_for_none)
{
        CHECK_TEXT(cookie_get(t->mem, "mj=abc-_.~9", "mj"), "abc-_.~9");
        CHECK_TEXT(cookie_get(t->mem, "x=1; mj=abc; y=2", "mj"), "abc");
        CHECK_TEXT(cookie_get(t->mem, "x=1;mj=abc", "mj"), "abc");
        CHECK(!cookie_get(t->mem, "mjx=abc; xmj=1", "mj"));
        CHECK(!cookie_get(t->mem, "mj=a; mj=b", "mj"));
        CHECK(!cookie_get(t->mem, "mj=", "mj"));
        CHECK(!cookie_get(t->mem, "mj=\"a\"", "mj"));
        CHECK(!cookie_get(t->mem, "mj=a,b", "mj"));
        CHECK(!cookie_get(t->mem, "", "mj"));
        CHECK(!cookie_get(t->mem, NULL, "mj"));
}

TEST(parse, after_signing_in_one_stays_on_this_site)
{
        CHECK_TEXT(local_url("/desk/case/1?tab=a"), "/desk/case/1?tab=a");
        CHECK_TEXT(local_url("//evil.example/"), "");
        CHECK_TEXT(local_url("/\\evil.example"), "");
        CHECK_TEXT(local_url("https://evil.example"), "");
        CHECK_TEXT(local_url("/a\r\nSet-Cookie: x"), "");
        CHECK_TEXT(local_url(""), "");
        CHECK_TEXT(local_url(NULL), "");
}

TEST(parse, tile_numbers_have_one_spelling)
{
        static const char *const bad[] = { "", "1", "0", "0000", "x001", "x001/", "x000/001", "001/002", "x001/x002/3", "x01/002",
                "x001/002/",
                "-01", "x001/x002/x003/x004/x005/x006/007" };
        int64_t n = -1;

        CHECK(tile_number("000", &n) && n == 0);
        CHECK(tile_number("255", &n) && n == 255);
        CHECK(tile_number("x001/x234/067", &n) && n == 1234067);
        CHECK(tile_number("x001/000", &n) && n == 1000);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK(!tile_number(bad[i], &n));
}

TEST(parse, tile_addresses_have_one_spelling)
{
        static const char *const bad[] = { "0", "0/", "/000", "6/000", "-1/000", "00/000", "0/000.p/0", "0/000.p/256",
                "0/000.p/01", "0/000.p/",
                "0/000.p/1/2", "0/000/", "0/1", "0/x000/001" };
        struct tile at = { 0 };

        CHECK(tile_parse(t->mem, "0/000", &at) && at.level == 0 && at.number == 0 && at.width == 256);
        CHECK(tile_parse(t->mem, "5/x001/067.p/12", &at) && at.level == 5 && at.number == 1067 && at.width == 12);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK(!tile_parse(t->mem, bad[i], &at));
}

TEST(parse, conditional_and_encoding_headers_are_read)
{
        CHECK(etag_matches("\"a\", \"b\"", "\"b\""));
        CHECK(etag_matches("W/\"b\"", "\"b\""));
        CHECK(etag_matches("*", "\"b\""));
        CHECK(!etag_matches("\"bb\"", "\"b\""));
        CHECK(!etag_matches("b", "\"b\""));
        CHECK(!etag_matches(NULL, "\"b\""));
        CHECK(accepts_gzip("gzip, deflate, br"));
        CHECK(accepts_gzip("deflate, gzip;q=0.5"));
        CHECK(!accepts_gzip("gzip;q=0"));
        CHECK(!accepts_gzip("gzip; q=0.0, br"));
        CHECK(!accepts_gzip("xgzip"));
        CHECK(!accepts_gzip("br"));
        CHECK(!accepts_gzip(""));
        CHECK(!accepts_gzip(NULL));
}
