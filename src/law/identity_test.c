/* identity_test.c - the published and computed numbers COD-07…COD-12, ages, and what is hidden from the public. */
#include "law/identity.h"
#include "base/test.h"

TEST(idno, holds_for_the_known_numbers_COD_11)
{
        CHECK(!idno_wrong("11010519491231002X"));
        CHECK(!idno_wrong("11010519491231002x"));
        CHECK(!idno_wrong("211103200002290031"));
        CHECK(!idno_wrong("510923199001010011"));
        CHECK_TEXT(idno_normal(t->mem, "11010519491231002x"), "11010519491231002X");
        CHECK_TEXT(idno_normal(t->mem, "x"), "x");
}

TEST(idno, is_refused_with_the_reason_COD_12)
{
        CHECK(strstr(idno_wrong("510923199001010012"), "校验码"));
        CHECK(strstr(idno_wrong("510923199002300010"), "出生日期"));
        CHECK(strstr(idno_wrong("211103199913010015"), "出生日期"));
        CHECK(strstr(idno_wrong("51092319900101001"), "18 位"));
        CHECK(strstr(idno_wrong("5109231990010100111"), "18 位"));
        CHECK(strstr(idno_wrong(""), "18 位"));
        CHECK(strstr(idno_wrong(NULL), "18 位"));
        CHECK(strstr(idno_wrong("5109231990010100A1"), "数字"));
        CHECK(strstr(idno_wrong("51092319900101001Y"), "数字或 X"));
        CHECK(strstr(idno_wrong("51092319900101X011"), "数字"));
        CHECK(idno_wrong("５１０９２３"));
}

TEST(idno, catches_every_single_wrong_digit)
{
        const char *good = "510923199001010011";

        for (int i = 0; i < 18; i++)
                for (char c = '0'; c <= '9'; c++) {
                        char *s = text_copy(t->mem, good);

                        s[i] = c;
                        CHECK((idno_wrong(s) == NULL) == (good[i] == c));
                }
}

TEST(uscc, holds_for_the_known_numbers_COD_07)
{
        CHECK(!uscc_wrong("91350100M000100Y43"));
        CHECK(!uscc_wrong("91211103MA0TEXX0XL"));
        CHECK(!uscc_wrong("115109230000000197"));
}

TEST(uscc, is_refused_with_the_reason_COD_08)
{
        CHECK(strstr(uscc_wrong("91350100M000100Y44"), "校验码"));
        CHECK(strstr(uscc_wrong("91350100M000010Y43"), "校验码"));
        CHECK(strstr(uscc_wrong("91350100M000010Y4J"), "主体标识码"));  /* outer check fits, inner (GB 11714) does not */
        CHECK(strstr(uscc_wrong("91350100M00O100Y43"), "I、O、S、V、Z"));
        CHECK(strstr(uscc_wrong("91350100m000100y43"), "大写"));
        CHECK(strstr(uscc_wrong("9135010AM000100Y43"), "行政区划"));
        CHECK(strstr(uscc_wrong("91350100M000100Y4"), "18 位"));
        CHECK(uscc_wrong("") && uscc_wrong(NULL));
}

TEST(uscc, catches_every_single_wrong_character)
{
        static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        const char *good = "91211103MA0TEXX0XL";

        for (int i = 0; i < 18; i++)
                for (const char *c = alphabet; *c; c++) {
                        char *s = text_copy(t->mem, good);

                        s[i] = *c;
                        CHECK((uscc_wrong(s) == NULL) == (good[i] == *c));
                }
}

TEST(age, is_full_at_the_end_of_the_birthday)
{
        struct day birth = idno_birth("510923199001010011"), leap = idno_birth("211103200002290031");

        CHECK_TEXT(day_text(t->mem, birth), "1990-01-01");
        CHECK_INT(age_on(birth, day_make(2003, 12, 31)), 13);
        CHECK_INT(age_on(birth, day_make(2004, 1, 1)), 13);
        CHECK_INT(age_on(birth, day_make(2004, 1, 2)), 14);
        CHECK_INT(age_on(leap, day_make(2014, 2, 28)), 13);
        CHECK_INT(age_on(leap, day_make(2014, 3, 1)), 14);
        CHECK_INT(age_on(leap, day_make(2016, 2, 29)), 15);
        CHECK_INT(age_on(leap, day_make(2016, 3, 1)), 16);
        CHECK_INT(age_on(birth, birth), 0);
        CHECK_INT(age_on(birth, day_make(1989, 1, 1)), 0);
}

TEST(mask, keeps_the_outline_of_a_field)
{
        CHECK_TEXT(idno_mask(t->mem, "510923199001010011"), "510923********0011");
        CHECK_TEXT(idno_mask(t->mem, "11010519491231002X"), "110105********002X");
        CHECK_TEXT(idno_mask(t->mem, "E12345678"), "E1*****78");
        CHECK_TEXT(idno_mask(t->mem, "12345"), "*****");
        CHECK_TEXT(idno_mask(t->mem, "护照号"), "***");
        CHECK_TEXT(idno_mask(t->mem, ""), "");
        CHECK_TEXT(phone_mask(t->mem, "13812345678"), "138****5678");
        CHECK_TEXT(phone_mask(t->mem, "0825-7812345"), "082*******45");
        CHECK_TEXT(phone_mask(t->mem, "12345"), "*****");
}

TEST(mask, leaves_the_surname)
{
        CHECK_TEXT(name_mask(t->mem, "郑卫东"), "郑某某");
        CHECK_TEXT(name_mask(t->mem, "张三"), "张某");
        CHECK_TEXT(name_mask(t->mem, "欧阳修"), "欧阳某");
        CHECK_TEXT(name_mask(t->mem, "司马相如"), "司马某某");
        CHECK_TEXT(name_mask(t->mem, "欧阳"), "欧某");
        CHECK_TEXT(name_mask(t->mem, "买买提·艾合买提"), "买某某");
        CHECK_TEXT(name_mask(t->mem, "李"), "某");
        CHECK_TEXT(name_mask(t->mem, ""), "");
}

static const struct { const char *from, *to; int n; } texts[] = {
        { "当事人李四，公民身份号码510923199001010011，电话13812345678。", "当事人李四，公民身份号码510923********0011，电话138****5678。", 2 },
        { "11010519491231002x", "110105********002x", 1 },
        { "510923 19900101 0011", "510923 ******** 0011", 1 },
        { "５１０９２３１９９００１０１００１１", "５１０９２３********００１１", 1 },
        { "误录 510923199001010012 也遮", "误录 510923********0012 也遮", 1 },
        { "联系138-1234-5678或+8613912345678", "联系138-****-5678或+86139****5678", 2 },
        { "+86 138 1234 5678", "+86 138 **** 5678", 1 },
        { "微信zhang13812345678", "微信zhang138****5678", 1 },
        { "电话13812345678QQ123456", "电话138****5678QQ123456", 1 },
        { "13812345678、13912345678", "138****5678、139****5678", 2 },
        { "卡号6222021234567890123", "卡号6222***********0123", 1 },
        { "6222 0212 3456 7890 123", "6222 **** **** ***0 123", 1 },
        { "4111111111111111", "4111********1111", 1 },
        { "旧身份证号510923900101001", "旧身份证号510923******001", 1 },
        { "2024-10-29 13812345678", "2024-10-29 138****5678", 1 },
        { "1.13812345678", "1.138****5678", 1 },

        { "统一社会信用代码91211103MA0TEXX0XL、115109230000000197", NULL, 0 },
        { "执法证号13010000123", NULL, 0 },
        { "执法证号 51092300217", NULL, 0 },
        { "罚款180000元，决定书文号：大综执罚决〔2024〕0142号，2024-10-29", NULL, 0 },
        { "金额13812345678.50元", NULL, 0 },
        { "缴款码510923202410290001", NULL, 0 },
        { "12345热线、0825-7812345", NULL, 0 },
        { "4111111111111112", NULL, 0 },
        { "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", NULL, 0 },
        { "序列号a1b13812345678c9d", NULL, 0 },
        { "注册号510923600123456", NULL, 0 },
        { "123456789012345678901234567890", NULL, 0 },
        { "", NULL, 0 },
};

TEST(mask, finds_numbers_of_persons_in_running_text_and_leaves_the_public_ones)
{
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                char *out;

                CHECK_INT(text_mask(t->mem, texts[i].from, &out), texts[i].n);
                CHECK_TEXT(out, texts[i].to ? texts[i].to : texts[i].from);
                CHECK_INT(text_mask(t->mem, out, &out), 0);             /* nothing is left to find */
        }
}

TEST(mask, survives_any_bytes)
{
        static const char alphabet[] = "019x-  .AZ62138\xEF\xBC\x90\xBD\x98\xE6\x89";
        uint32_t seed = 99;

        for (int i = 0; i < 20000; i++) {
                char s[64] = "", *out;

                for (int j = 0; j < 60; j++) {
                        seed = seed * 1664525u + 1013904223u;
                        s[j] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
                }
                text_mask(t->mem, s, &out);
                if (i % 100 == 0)
                        arena_reset(t->mem);
        }
        CHECK(true);
}
