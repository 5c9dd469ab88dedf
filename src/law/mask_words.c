/* mask_words.c - what is no number but tells who somebody is: plates, mail addresses, homes, names after 邻居 or 证人, illness, trade secrets.
 * Only proposes where a machine cannot know (a name, a house number on a road): masks.tbl says which of these are asked.
 */
#include "law/mask_scan.h"
#include <string.h>

/* ---- plates: 川J12345, 川J·D12345 ---- */

static const char provinces[] = "京|津|沪|渝|冀|豫|云|辽|黑|湘|皖|鲁|新|苏|浙|赣|鄂|桂|甘|晋|蒙|陕|吉|闽|贵|粤|青|藏|川|宁|琼";

bool mask_plate_at(const struct scan *s, size_t i, struct place *out)
{
        size_t k = i + scan_says_one(s, i, provinces), n = 0, digits = 0;

        if (k == i)
                return false;
        k += glyph_at(s, k) == ' ';
        if (!glyph_letter(glyph_at(s, k)))
                return false;
        k++;
        k += glyph_at(s, k) == ' ' || glyph_at(s, k) == '-' || glyph_at(s, k) == 0xB7 || glyph_at(s, k) == 0x30FB || glyph_at(s, k) == 0x2022;
        for (; glyph_alnum(glyph_at(s, k)); k++, n++)
                digits += glyph_digit(glyph_at(s, k));
        if (n == 4 && scan_says_one(s, k, "挂|学|警|港|澳|领|使"))
                k++, n++;
        *out = (struct place){ i, k, MASK_PLATE };
        return (n == 5 || n == 6) && digits >= 3;
}

/* ---- mail ---- */

#define MAIL_NAME 64                            /* RFC 5321; longer runs are no address, and looking at them again and again would take long */

static bool mail_glyph(uint32_t c)
{
        return glyph_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+';
}

bool mask_email_at(const struct scan *s, size_t i, struct place *out)
{
        size_t k = i, dots = 0, host;

        while (mail_glyph(glyph_at(s, k)) && k - i < MAIL_NAME)
                k++;
        if (k == i || glyph_at(s, k) != '@')
                return false;
        host = ++k;
        for (; glyph_alnum(glyph_at(s, k)) || ((glyph_at(s, k) == '.' || glyph_at(s, k) == '-') && glyph_alnum(glyph_at(s, k + 1))); k++)
                dots += glyph_at(s, k) == '.';
        *out = (struct place){ i, k, MASK_EMAIL };
        return k > host && dots && !(k >= 7 && scan_says(s, k - 7, ".gov.cn"));
}

/* ---- where somebody lives ---- */

#define HOME_CUES "住址|家庭住址|现住址|户籍地址|户籍所在地|户籍地|送达地址|家住|现住|居住在|居住于|居住地|住所地|住所|住在"
#define STOPS "，|。|；|、|！|？|（|）|〖|,|;|(|)|\n"

static bool stop_at(const struct scan *s, size_t i)
{
        return i >= s->n || scan_says_one(s, i, STOPS);
}

static bool numeral(uint32_t c)
{
        static const uint32_t chinese[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x3007, 0x96F6 };

        for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++)
                if (c == chinese[i])
                        return true;
        return glyph_alnum(c);
}

size_t mask_town_end(const struct scan *s, size_t from, size_t to)
{
        size_t town = 0, county = 0;

        for (size_t i = from; i < to; i++) {
                size_t n = scan_says_one(s, i, "镇|乡|街道");

                if (i > from && n && i + n <= to && !scan_says_one(s, i + n, "路|街|巷|村|政府|人民政府"))
                        town = i + n;
                if (i > from && scan_says_one(s, i, "县|区|市|州|省") && !scan_says_one(s, i + 1, "路|街|巷|场|政府"))
                        county = i + 1;
        }
        return town ? town : county ? county : from;
}

/* 住址：大英县蓬莱镇江源路36号2单元501室，… : all until the sentence goes on. */
bool mask_home_at(const struct scan *s, size_t i, struct place *out)
{
        size_t n = scan_says_one(s, i, HOME_CUES), from = i + n, k;
        bool address = false;

        if (!n)
                return false;
        from += scan_says_one(s, from, "：|:|为|在|是|于");
        while (glyph_at(s, from) == ' ')
                from++;
        for (k = from; !stop_at(s, k) && k - from < 60 && !scan_says_one(s, k, "电话|联系|公民身份|身份证|邮编|的|经营|从事"); k++)
                address |= glyph_digit(glyph_at(s, k)) || scan_says_one(s, k, "路|街|村|组|巷|弄|小区|社区|镇|乡|号|苑|园") > 0;
        while (k > from && glyph_at(s, k - 1) == ' ')
                k--;
        *out = (struct place){ from, k, MASK_ADDRESS };
        return address && k - from >= 4 && mask_town_end(s, from, k) < k;
}

#define ROADS "路|街|道|巷|弄|村|组|里|段|坊|庄|园|苑|区|城|胡同|队|社"

/* Behind the number: 36 号 2 单元 501 室. */
static size_t house_end(const struct scan *s, size_t k, bool *dwelling, bool *house)
{
        for (;;) {
                size_t from = k, n;

                while (glyph_at(s, k) == ' ' || scan_says(s, k, "附") || glyph_at(s, k) == '-')
                        k++;
                while (numeral(glyph_at(s, k)))
                        k++;
                while (k > from && glyph_at(s, k) == ' ')
                        k++;
                n = k > from ? scan_says_one(s, k, "号楼|号|栋|幢|座|楼|层|单元|室|户|门") : 0;
                if (!n)
                        return from;
                *dwelling |= scan_says_one(s, k, "单元|室|户") > 0;
                *house |= scan_says_one(s, k, "号|门") && !scan_says_one(s, k, "号楼");
                k += n;
        }
}

/* The first character of the address that ends at `to`: behind the last town before it, else the number itself. */
static size_t house_begin(const struct scan *s, size_t to, size_t number)
{
        size_t from = to;

        while (from > 0 && to - from < 24 && !stop_at(s, from - 1) && (glyph_han(glyph_at(s, from - 1)) || glyph_digit(glyph_at(s, from - 1)) ||
               glyph_at(s, from - 1) == ' '))
                from--;
        from = from < to && mask_town_end(s, from, to) > from ? mask_town_end(s, from, to) : number;
        while (glyph_at(s, from) == ' ')
                from++;
        return from;
}

/* 江源路36号: i is at the 3.  A road or village stands before; 第3号 and 〔2024〕3号 are papers. */
bool mask_house_at(const struct scan *s, size_t i, struct place *out)
{
        size_t k = i, road = i;
        bool dwelling = false, house = false;

        while (road > 0 && (glyph_at(s, road - 1) == ' ' || scan_says(s, road - 1, "附")))
                road--;
        if (!road || (!scan_says_one(s, road - 1, ROADS) && !(road > 1 && scan_says(s, road - 2, "胡同"))))
                return false;
        while (numeral(glyph_at(s, k)) || glyph_at(s, k) == '-')
                k++;
        if (k == i)
                return false;
        k = house_end(s, i, &dwelling, &house);
        if (!dwelling && !house)
                return false;                           /* 小区1号楼: a building, nobody's home */
        *out = (struct place){ dwelling ? house_begin(s, road, i) : i, k, dwelling ? MASK_ADDRESS : MASK_PLACE };
        return true;
}

/* ---- names nobody told us ---- */

#define NAME_CUES "邻居|证人|举报人|投诉人|第三人|案外人|其妻|其夫|其子|其女|妻子|丈夫|儿子|女儿|雇员|员工|工人|司机|驾驶员|负责人|经营者|" \
                  "法定代表人|联系人|受害人|被害人|代理人|见证人|房东|租户|业主|居民|村民|店主|老板|学生|监护人"
static const char surnames[] =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
        "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

static bool surname(uint32_t c)
{
        for (const char *p = surnames; *p;)
                if (utf8_next(&p) == c)
                        return true;
        return false;
}

#define AFTER_NAMES "的|在|称|说|于|将|因|与|和|及|等|反|多|未|已|是|有|对|向|到|从|自|为|均|系|也|又|签|联|电|住|以|被|把|认|承|陈|述|提|" \
                    "处|家|所|经|现|场|其|该|本|此|应|共|两|三|不|没|于|曾|正|随|表|确|进|实|负|当|出|拒|口|确|指|代|明"

bool mask_person_at(const struct scan *s, size_t i, struct place *out)
{
        size_t n = scan_says_one(s, i, NAME_CUES), from = i + n, k;

        if (!n)
                return false;
        from += scan_says_one(s, from, "：|:|为|是");
        if (!surname(glyph_at(s, from)) || scan_says_one(s, from + 1, "某"))
                return false;
        for (k = from + 1; k < from + 3 && glyph_han(glyph_at(s, k)) && !scan_says_one(s, k, AFTER_NAMES); k++)
                ;
        *out = (struct place){ from, k, MASK_NAME };
        return k > from + 1;
}

/* ---- illness, secrets ---- */

bool mask_health_at(const struct scan *s, size_t i, struct place *out)
{
        size_t n = scan_says_one(s, i, "患有|确诊为|确诊患|病史|感染艾滋|精神病|精神障碍|残疾证"), k = i + n;

        if (!n)
                return false;
        while (k - i < 16 && !stop_at(s, k) && !scan_says_one(s, k, "的|而|但|并"))
                k++;
        *out = (struct place){ i, k, MASK_HEALTH };
        return true;
}

#define SECRET_WORDS "营业额|营业收入|销售额|销售收入|利润|进货价|成本价|采购价|客户名单|配方|工艺参数|商业秘密|技术秘密|投标报价"

bool mask_secret_at(const struct scan *s, size_t i, struct place *out)
{
        size_t n = scan_says_one(s, i, SECRET_WORDS), k = i + n, end;

        if (!n)
                return false;
        for (end = k; end - k < 14 && !stop_at(s, end); end++) {
                size_t unit = scan_says_one(s, end, "亿元|万元|元");

                if (unit) {
                        *out = (struct place){ i, end + unit, MASK_SECRET };
                        return true;
                }
        }
        *out = (struct place){ i, k, MASK_SECRET };
        return true;
}
