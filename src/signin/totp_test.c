/* totp_test.c - RFC 6238 Appendix B, RFC 4648, windows and replays. */
#include "base/test.h"
#include "signin/totp.h"
#include <string.h>

static const struct bytes rfc = { (const uint8_t *)"12345678901234567890", 20 };

TEST(totp, gives_the_codes_of_RFC_6238)
{
        static const struct { int64_t seconds; const char *code; } rows[] = {
                { 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" }, { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
        };
        char code[7];

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                totp_code(rfc, rows[i].seconds / 30, code);
                CHECK_TEXT(code, rows[i].code);
        }
}

TEST(totp, takes_the_code_before_and_after_now_and_no_other)
{
        struct instant now = { 59 * 1000 + 30000 * 100 };
        int64_t step, middle = now.ms / TOTP_STEP_MS;
        char code[7];

        for (int64_t s = middle - 3; s <= middle + 3; s++) {
                totp_code(rfc, s, code);
                CHECK_INT(totp_check(rfc, code, now, 0, &step), s >= middle - 1 && s <= middle + 1 ? TOTP_RIGHT : TOTP_WRONG);
        }
        CHECK_INT(totp_check(rfc, "28708", now, 0, &step), TOTP_WRONG);
        CHECK_INT(totp_check(rfc, "2870822", now, 0, &step), TOTP_WRONG);
        CHECK_INT(totp_check(rfc, "", now, 0, &step), TOTP_WRONG);
}

TEST(totp, never_takes_a_step_twice_not_even_when_the_clock_was_set_back)
{
        struct instant now = { 1234567890000 };
        int64_t used = 0, step = 0;
        char code[7], before[7];

        totp_code(rfc, now.ms / TOTP_STEP_MS, code);
        totp_code(rfc, now.ms / TOTP_STEP_MS - 1, before);
        CHECK_INT(totp_check(rfc, code, now, used, &step), TOTP_RIGHT);
        used = step;
        CHECK_INT(totp_check(rfc, code, now, used, &step), TOTP_USED);
        CHECK_INT(totp_check(rfc, before, now, used, &step), TOTP_USED);
        now.ms -= 3 * TOTP_STEP_MS;
        totp_code(rfc, now.ms / TOTP_STEP_MS, code);
        CHECK_INT(totp_check(rfc, code, now, used, &step), TOTP_USED);
}

TEST(totp, keys_are_written_as_RFC_4648_says)
{
        static const struct { const char *plain, *text; } rows[] = { { "f", "MY" }, { "fo", "MZXQ" }, { "foo", "MZXW6" }, { "foob", "MZXW6YQ" }, { "fooba", "MZXW6YTB" },
                                                                     { "foobar", "MZXW6YTBOI" } };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                CHECK_TEXT(base32_text(t->mem, (struct bytes){ (const uint8_t *)rows[i].plain, strlen(rows[i].plain) }), rows[i].text);
        CHECK(strstr(totp_uri(t->mem, rfc, "明镜", "li"), "otpauth://totp/%E6%98%8E%E9%95%9C:li?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"));
}
