/* mask_test.c - what is covered in running text, what is only asked, what is left alone; against a slow reference; with any bytes. */
#include "law/mask.h"
#include "base/test.h"
#include "law/identity.h"

static char *masked(struct test *t, const char *text, const struct mask_word *words, size_t n)
{
        struct mask_wish w = { .words = words, .n_words = n };
        struct mask_spans found = mask_find(t->mem, &w, text);

        return mask_cover(t->mem, text, &found);
}

/* to NULL: nothing is found, nothing asked */
static const struct { const char *from, *to; } texts[] = {
        /* identity numbers */
        { "公民身份号码510923199001010011。", "公民身份号码〖身份证件号码〗。" },
        { "11010519491231002x", "〖身份证件号码〗" },
        { "身份证 510923 19900101 0011", "身份证 〖身份证件号码〗" },
        { "5109-2319-9001-0100-11", "〖身份证件号码〗" },
        { "５１０９２３１９９００１０１００１１", "〖身份证件号码〗" },
        { "5 1 0 9 2 3 1 9 9 0 0 1 0 1 0 0 1 1", "〖身份证件号码〗" },
        { "误录 510923199001010012 也遮", "误录 〖身份证件号码〗 也遮" },
        { "旧号510923900101001，", "旧号〖身份证件号码〗，" },
        /* telephones */
        { "电话13812345678。", "电话〖电话号码〗。" },
        { "138 1234 5678、138-1234-5678", "〖电话号码〗、〖电话号码〗" },
        { "１３８　１２３４　５６７８", "〖电话号码〗" },
        { "138—1234—5678", "〖电话号码〗" },
        { "1 3 8 1 2 3 4 5 6 7 8", "〖电话号码〗" },
        { "+86 138 1234 5678", "+86 〖电话号码〗" },
        { "（0825）7812345", "（〖固定电话〗" },
        { "0825-7812345，010 65123456", "〖固定电话〗，〖固定电话〗" },
        { "０８２５－７８１２３４５", "〖固定电话〗" },
        { "座机7812345", "座机〖固定电话〗" },
        { "联系电话：08257812345", "联系电话：〖固定电话〗" },
        /* bank cards */
        { "卡号6222021234567890123", "卡号〖银行账号〗" },
        { "6222 0212 3456 7890 123", "〖银行账号〗" },
        { "4111111111111111", "〖银行账号〗" },
        /* plates, mail */
        { "驾驶川J12345自卸货车", "驾驶〖车牌号〗自卸货车" },
        { "川J·D12345号", "〖车牌号〗号" },
        { "京 A 8K123", "〖车牌号〗" },
        { "川A1234挂", "〖车牌号〗" },
        { "邮箱wang.xz@example.com，", "邮箱〖电子邮箱〗，" },
        { "ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "〖电子邮箱〗" },
        /* homes */
        { "住址：大英县蓬莱镇江源路36号2单元501室，", "住址：大英县蓬莱镇〖详细住址〗，" },
        { "家住示例县样板街道示范村3组", "家住示例县样板街道〖详细住址〗" },
        { "户籍地址为四川省大英县隆盛镇桥村12号。", "户籍地址为四川省大英县隆盛镇〖详细住址〗。" },
        { "在大英县蓬莱镇江源路 36 号 2 单元 501 室起获", "在大英县蓬莱镇〖详细住址〗起获" },
        { "江源路三十六号三栋二单元", "江源路〖详细住址〗" },
        { "其患有慢性支气管炎。", "其〖健康信息〗。" },

        /* public, or no number of a person */
        { "统一社会信用代码91211103MA0TEXX0XL、115109230000000197", NULL },
        { "执法证号13010000123、执法证号 51092300217", NULL },
        { "罚款180000元，决定书文号：大综执罚决〔2024〕0142号，2024-10-29", NULL },
        { "金额13812345678.50元，共13812345678元", NULL },
        { "缴款码510923202410290001", NULL },
        { "12345热线、95598、110", NULL },
        { "4111111111111112", NULL },
        { "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", NULL },
        { "序列号a1b13812345678c9d", NULL },
        { "注册号510923600123456", NULL },
        { "123456789012345678901234567890", NULL },
        { "违反《固体废物污染环境防治法》第六十三条第三款，依据第一百一十一条第一款第四项、第二款", NULL },
        { "2024年9月8日22时30分至9月9日2时，约96立方米，折合十二车，180,000.00元", NULL },
        { "2024-09-10 14:05 至 2024-09-10 14:50", NULL },
        { "示范路与样板街交叉口东南侧空地", NULL },
        { "英综执立〔2024〕1号、第3号令、公告2024年第12号", NULL },
        { "大英县人民政府蓬莱镇人民政府", NULL },
        { "邮箱zfj@daying.gov.cn", NULL },
        { "负责人在场，经营者称不知情，证人证言", NULL },
        { "邻居王某某反映", NULL },
        { "示例小区1号楼施工许可", NULL },
        { "违法所得2000元", NULL },
        { "0.5公里，1.25吨，3.1415926535", NULL },
        { "", NULL },
};

TEST(masks, cover_what_tells_who_somebody_is_and_leave_the_rest)
{
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                struct mask_wish w = { .pack = NULL };
                struct mask_spans found = mask_find(t->mem, &w, texts[i].from);
                const char *out = mask_cover(t->mem, texts[i].from, &found);

                CHECK_TEXT(out, texts[i].to ? texts[i].to : texts[i].from);
                CHECK((found.n > 0) == (texts[i].to != NULL));
                CHECK_INT(mask_find(t->mem, &w, out).n, 0);             /* nothing is left to find */
        }
}

static const struct { const char *text, *place; enum mask_kind kind; } asked[] = {
        { "在蓬莱镇江源路 36 号一楼经营餐饮", "36 号一楼", MASK_PLACE },
        { "邻居王秀珍多次反映", "王秀珍", MASK_NAME },
        { "法定代表人李四在场", "李四", MASK_NAME },
        { "当事人自述月营业额约 4.2 万元。", "营业额约 4.2 万元", MASK_SECRET },
        { "雇用未成年人两名", "未成年人", MASK_CHILD },
};

TEST(masks, ask_where_only_a_person_can_know)
{
        for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
                struct mask_wish w = { .pack = NULL };
                struct mask_spans found = mask_find(t->mem, &w, asked[i].text);

                CHECK_INT(found.n, 1);
                if (found.n != 1)
                        continue;
                CHECK(found.at[0].ask && found.at[0].kind == asked[i].kind);
                CHECK_TEXT(text_copy_n(t->mem, asked[i].text + found.at[0].from, found.at[0].to - found.at[0].from), asked[i].place);
                CHECK_TEXT(mask_cover(t->mem, asked[i].text, &found), asked[i].text);
        }
}

TEST(masks, cover_the_names_and_numbers_known_from_the_case)
{
        struct mask_people p = { .mem = t->mem };

        mask_people_party(&p, "citizen", "郑卫东", "510923199001010011", "", "大英县蓬莱镇江源路36号", "0825-7812345", day_make(2024, 10, 1));
        mask_people_field(&p, "interview.record", "interviewee", "王秀珍", "邻居");
        mask_people_field(&p, "interview.record", "interviewee", "小明明", "未成年人");
        mask_people_field(&p, "source.register", "reporter", "赵举报", "");
        mask_people_field(&p, "decision.serve", "receiver", "孙签收（门卫）、本人", "");
        CHECK_TEXT(masked(t, "郑卫东在家", p.at, p.n), "郑某某在家");
        CHECK_TEXT(masked(t, "郑 卫　东", p.at, p.n), "郑某某");
        CHECK_TEXT(masked(t, "王秀珍、小明明、赵举报、孙签收", p.at, p.n), "〖证人姓名〗、〖未成年人姓名〗、〖举报人姓名〗、〖第三人姓名〗");
        CHECK_TEXT(masked(t, "在大英县蓬莱镇江源路36号", p.at, p.n), "在大英县蓬莱镇〖当事人住址〗");
        CHECK_TEXT(masked(t, "拨打0825 7812345", p.at, p.n), "拨打〖联系电话〗");
        CHECK_TEXT(masked(t, "邻居王秀珍、第三人郑卫东", p.at, p.n), "邻居〖证人姓名〗、第三人郑某某");
        CHECK_TEXT(masked(t, "本人签收", p.at, p.n), "本人签收");
}

TEST(masks, treat_a_party_under_eighteen_as_a_minor)
{
        struct mask_people p = { .mem = t->mem }, old = { .mem = t->mem };

        mask_people_party(&p, "citizen", "郑小东", "510923200801010012", "", "", "", day_make(2024, 10, 1));
        CHECK(idno_wrong("510923200801010012") || p.at[0].kind == MASK_MINOR);
        mask_people_party(&old, "citizen", "郑卫东", "510923199001010011", "", "", "", day_make(2024, 10, 1));
        CHECK(old.at[0].kind == MASK_PARTY);
}

TEST(masks, leave_the_name_of_a_body_that_holds_the_name_of_a_person)
{
        const char *body[] = { "大英县郑卫东建材有限公司" };
        struct names open = { body, 1 };
        struct mask_word word = { "郑卫东", MASK_PERSON };
        struct mask_wish w = { .words = &word, .n_words = 1, .open = &open };
        const char *text = "大英县郑卫东建材有限公司法人郑卫东";
        struct mask_spans found = mask_find(t->mem, &w, text);

        CHECK_TEXT(mask_cover(t->mem, text, &found), "大英县郑卫东建材有限公司法人郑某某");
}

TEST(masks, do_what_people_say_and_keep_their_reason)
{
        const struct mask_mark covers[] = { { "月营业额约 4.2 万元", "商业秘密，当事人申请不公开" }, { "王秀珍", "第三人" } };
        const struct mask_mark keeps[] = { { "0825-7812345", "投诉电话，本来公开" }, { "510923199001010011", "不行" } };
        struct mask_wish w = { .covers = { covers, 2 }, .keeps = { keeps, 2 } };
        const char *text = "邻居王秀珍：月营业额约 4.2 万元，0825-7812345，510923199001010011";
        struct mask_spans found = mask_find(t->mem, &w, text);

        CHECK_TEXT(mask_cover(t->mem, text, &found), "邻居〖不公开〗：〖商业秘密〗，0825-7812345，〖身份证件号码〗");
        CHECK_INT(found.n, 4);
        CHECK(found.at[0].hand && found.at[2].kept && !found.at[3].kept);
        CHECK_TEXT(found.at[2].reason, "投诉电话，本来公开");
}

TEST(masks, cover_all_of_what_begins_inside_and_ends_behind)
{
        const struct mask_word words[] = { { "王秀", MASK_PARTY }, { "秀珍英", MASK_WITNESS } };

        CHECK_TEXT(masked(t, "王秀珍英在场", words, 2), "王某某在场");
}

TEST(masks, can_be_done_again_by_whoever_has_the_original)
{
        const struct mask_word word = { "郑卫东", MASK_PARTY };
        struct mask_wish w = { .words = &word, .n_words = 1 };
        const char *text = "郑卫东，电话13812345678，住址：大英县蓬莱镇江源路36号。";
        struct mask_spans found = mask_find(t->mem, &w, text);
        const char *json = mask_spans_json(t->mem, text, &found);

        CHECK_TEXT(mask_cover_again(t->mem, text, json), mask_cover(t->mem, text, &found));
        CHECK(strstr(json, "{\"at\":[0,3],\"kind\":\"party\",\"mask\":\"郑某某\",\"rule\":\"name\"}"));
        CHECK(!mask_cover_again(t->mem, "短", json));
        CHECK(!mask_cover_again(t->mem, text, "{}"));
        CHECK(!mask_cover_again(t->mem, text, "[{\"at\":[3,1],\"mask\":\"\"}]"));
        CHECK(!mask_cover_again(t->mem, text, "[{\"at\":[-1,1],\"mask\":\"\"}]"));
        CHECK(!mask_cover_again(t->mem, text, "no"));
}

/* ---- against a slow reference ---- */

/* Every stretch of a text of digits, spaces and dashes, longest first, held against the definition. */
static bool slow_is(struct test *t, const char *s, size_t n)
{
        char digits[24] = "";
        size_t k = 0;

        for (size_t i = 0; i < n; i++) {
                if (s[i] == ' ' && (i == 0 || s[i - 1] == ' ' || i + 1 == n))
                        return false;
                if (s[i] != ' ' && k < 20)
                        digits[k++] = s[i];
        }
        digits[k] = '\0';
        if (k == 18 && !idno_wrong(digits))
                return true;
        return n == 11 && k == 11 && digits[0] == '1' && digits[1] >= '3';
}

TEST(masks, find_the_same_numbers_as_a_slow_reference)
{
        static const char *const pieces[] = { "510923199001010011", "13812345678", "a", "，", " ", "12", "11010519491231002X", "7", "51092319900101001" };
        uint32_t seed = 7;

        for (int round = 0; round < 3000; round++) {
                struct buffer b = { .mem = t->mem };
                struct mask_wish w = { .numbers_only = true };
                const char *text;
                size_t slow = 0, after = 0;

                for (int k = 0; k < 7; k++) {
                        seed = seed * 1664525u + 1013904223u;
                        buffer_text(&b, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
                        buffer_text(&b, "，");
                }
                text = buffer_done(&b);
                for (size_t i = 0; text[i]; i++)
                        for (size_t n = 24; n > 0 && i >= after; n--)
                                if (i + n <= b.n && (i == 0 || text[i - 1] < '0' || text[i - 1] > '9') && (text[i + n] < '0' || text[i + n] > '9') &&
                                    memchr(text + i, '\xEF', n) == NULL && slow_is(t, text + i, n)) {
                                        slow++;
                                        after = i + n;
                                        break;
                                }
                CHECK_INT(mask_find(t->mem, &w, text).n, slow);
                if (round % 50 == 0)
                        arena_reset(t->mem);
        }
}

TEST(masks, survive_any_bytes_and_never_split_a_character)
{
        static const char *const pieces[] = { "郑卫东", "13812345678", "住址", "：", "大英县", "镇", "路", "36", "号", " ", "\xE6\x89", "\xFF", "川J12345", "@", "x.com",
                                              "邻居王秀珍", "营业额", "元", "患有", "　", "０", "5109231990", "01010011", "未成年", "〖", "〗", "，", "\n", "单元", "-" };
        const struct mask_word words[] = { { "郑卫东", MASK_PARTY }, { "路36", MASK_THIRD } };
        const struct mask_mark marks[] = { { "县镇", "隐私" }, { "13812345678", "公开" } };
        uint32_t seed = 99;

        for (int round = 0; round < 5000; round++) {
                struct mask_wish w = { .words = words, .n_words = 2, .covers = { marks, 1 }, .keeps = { marks + 1, 1 } };
                struct buffer b = { .mem = t->mem };
                struct mask_spans found;
                size_t last = 0;
                bool valid;

                for (int k = 0; k < 12; k++) {
                        seed = seed * 1664525u + 1013904223u;
                        buffer_text(&b, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
                }
                valid = utf8_valid(b.p, b.n);
                found = mask_find(t->mem, &w, b.p);
                for (size_t i = 0; i < found.n; i++) {
                        CHECK(found.at[i].from >= last && found.at[i].to > found.at[i].from && found.at[i].to <= b.n);
                        last = found.at[i].to;
                }
                if (valid) {
                        const char *out = mask_cover(t->mem, b.p, &found);

                        CHECK(utf8_valid(out, strlen(out)));
                        CHECK_TEXT(mask_cover_again(t->mem, b.p, mask_spans_json(t->mem, b.p, &found)), out);
                }
                if (round % 50 == 0)
                        arena_reset(t->mem);
        }
}
