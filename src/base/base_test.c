/* base_test.c - text, money, days, escaping: the things everything else stands on. */
#include "base/hash.h"
#include "base/html.h"
#include "base/json.h"
#include "base/test.h"
#include "base/time.h"

TEST(money, is_read_in_yuan_and_kept_in_fen)
{
        static const struct { const char *s; int64_t fen; } good[] = {
                { "180000", 18000000 }, { "180,000.00", 18000000 }, { "0.5", 50 }, { "0.05", 5 }, { "1,234,567.89", 123456789 },
        };
        static const char *const bad[] = { "", "-1", "1.234", "1,23", "12,34", "1,2345", "1e3", " 1", "1 ", "10000000000001", "1.", ".5", "１" };
        int64_t fen;

        for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
                CHECK(money_parse(good[i].s, &fen));
                CHECK_INT(fen, good[i].fen);
        }
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK(!money_parse(bad[i], &fen));
        CHECK_TEXT(money_text(t->mem, 123456789), "1,234,567.89");
        CHECK_TEXT(money_text(t->mem, 0), "0.00");
}

TEST(text, with_bidi_controls_nul_or_bad_utf8_is_named)
{
        CHECK(text_check("执法\n记录\t一", strlen("执法\n记录\t一")) == NULL);
        CHECK(text_check("a\0b", 3) != NULL);
        CHECK(text_check("\xC0\xAF", 2) != NULL);
        CHECK(text_check("\xED\xA0\x80", 3) != NULL);
        CHECK(text_check("\xF5\x80\x80\x80", 4) != NULL);
        CHECK(text_check("\xE6\x89", 2) != NULL);
        CHECK(text_check("a\xE2\x80\xAE" "b", 5) != NULL);
        CHECK(text_check("a\x1B[0m", 5) != NULL);
        CHECK(text_check("\xF0\x9F\x98\x80", 4) != NULL);           /* no face of a document has it */
        CHECK(text_check("\xF0\xA0\xAE\xB7", 4) == NULL);           /* 𠮷: a name */
}

TEST(text, integers_have_one_spelling)
{
        int64_t v = 0;

        CHECK(text_int("-9223372036854775808", INT64_MIN, INT64_MAX, &v) && v == INT64_MIN);
        CHECK(text_int("9223372036854775807", INT64_MIN, INT64_MAX, &v) && v == INT64_MAX);
        CHECK(!text_int("9223372036854775808", INT64_MIN, INT64_MAX, &v));
        CHECK(!text_int("007", 0, 100, &v) && !text_int("+7", 0, 100, &v) && !text_int("-0", -1, 1, &v) && !text_int("", 0, 1, &v));
}

TEST(day, agrees_with_counting_one_by_one_through_three_centuries)
{
        struct day d = day_make(1900, 1, 1), back;
        int y, m, dd, wd = 1;                           /* 1 January 1900 was a Monday */

        for (; day_compare(d, day_make(2199, 12, 31)) < 0; d = day_plus(d, 1), wd = wd % 7 + 1) {
                day_split(d, &y, &m, &dd);
                back = day_make(y, m, dd);
                if (back.n != d.n || day_weekday(d) != wd)
                        break;
        }
        CHECK_TEXT(day_text(t->mem, d), "2199-12-31");
        CHECK_TEXT(day_text(t->mem, day_plus_months(day_make(2023, 11, 30), 3)), "2024-02-29");
        CHECK(!day_parse("2023-02-29", &back) && !day_parse("2023-2-9", &back) && !day_parse("2023-02-09 ", &back));
}

TEST(instant, is_written_in_utc_and_read_in_china)
{
        struct instant i;

        CHECK(instant_parse_local("2024-10-29T10:31:07.123+08:00", &i));
        CHECK_TEXT(instant_text(t->mem, i), "2024-10-29T02:31:07.123Z");
        CHECK(instant_parse_local("2024-10-29 00:30", &i));
        CHECK_TEXT(instant_text(t->mem, i), "2024-10-28T16:30:00.000Z");
        CHECK_TEXT(day_text(t->mem, day_of(i)), "2024-10-29");
        CHECK_TEXT(instant_local(t->mem, i), "2024-10-29 00:30");
        CHECK(!instant_parse("2024-10-29T02:31:07Z", &i) && !instant_parse("2024-10-29T24:00:00.000Z", &i));
}

TEST(hash, agrees_with_published_vectors)
{
        struct hash h = hash_bytes(HASH_SM3, "abc", 3);                 /* GB/T 32905 example 1 */
        struct hasher *piece = hasher_new(HASH_SM3);

        CHECK_TEXT(hex_text(t->mem, h.b, 32), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        hasher_add(piece, "a", 1);
        hasher_add(piece, "bc", 2);
        struct hash same = hasher_done(piece);
        CHECK(hash_same(&h, &same));
        h = hash_bytes(HASH_SHA256, "abc", 3);
        CHECK_TEXT(hex_text(t->mem, h.b, 32), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(base64, takes_only_the_one_canonical_spelling)
{
        size_t n;

        CHECK(base64_bytes(t->mem, "AAECAw==", &n) && n == 4);
        CHECK(!base64_bytes(t->mem, "AAECAx==", &n));   /* unused bits set */
        CHECK(!base64_bytes(t->mem, "AAECAw=", &n) && !base64_bytes(t->mem, "AAEC Aw=", &n) && !base64_bytes(t->mem, "AAECAw==\n", &n));
}

TEST(html, escapes_whatever_comes_in)
{
        struct html *h = html_new(t->mem);

        html(h, "<a title=\"%s\">%s</a>%d%%", "\"><script>", "甲 & 乙'", 7);
        CHECK_TEXT((const char *)html_done(h).p, "<a title=\"&quot;&gt;&lt;script&gt;\">甲 &amp; 乙&#39;</a>7%");
        CHECK_TEXT(url(t->mem, "/s?q=%s", "a b/案"), "/s?q=a%20b%2F%E6%A1%88");
}

TEST(json, refuses_duplicates_trailing_text_and_depth)
{
        CHECK_REFUSED(json_parse(&t->why, "{\"a\":1,\"a\":2}", 13), R_BODY_MALFORMED);
        CHECK_REFUSED(json_parse(&t->why, "{} x", 4), R_BODY_MALFORMED);
        CHECK(!json_parse(&t->why, "[\"a\\u\xE3\x80\x81\"]", 9) && utf8_valid(t->why.detail, strlen(t->why.detail)));
        why_clear(&t->why);
        CHECK_REFUSED(json_parse(&t->why, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 72), R_BODY_MALFORMED);
}
