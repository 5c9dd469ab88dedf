/* identity.c - do numbers of citizens (GB 11643) and of bodies (GB 32100, with GB 11714 inside) hold?
 * Says what is wrong; must never mend a number silently, and never claims that the person or body exists.
 */
#include "law/identity.h"
#include "base/text.h"
#include "base/why.h"
#include <string.h>

#define LENGTH 18
#define BODY 8                                          /* where the nine characters of GB 11714 begin inside GB 32100 */

static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* ---- citizens ---- */

static bool all_digits(const char *s, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (s[i] < '0' || s[i] > '9')
                        return false;
        return true;
}

static char idno_check(const char *s)
{
        static const int weights[LENGTH - 1] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
        int sum = 0;

        for (int i = 0; i < LENGTH - 1; i++)
                sum += weights[i] * (s[i] - '0');
        return "10X98765432"[sum % 11];
}

static bool idno_day(const char *s, struct day *out)
{
        const char text[] = { s[6], s[7], s[8], s[9], '-', s[10], s[11], '-', s[12], s[13], '\0' };

        return day_parse(text, out);
}

const char *idno_wrong(const char *s)
{
        struct day birth;
        size_t n = s ? strlen(s) : 0;
        char last;

        if (n != LENGTH)
                return "公民身份号码应为 18 位";
        last = s[LENGTH - 1] == 'x' ? 'X' : s[LENGTH - 1];
        if (!all_digits(s, LENGTH - 1) || (last != 'X' && !all_digits(&last, 1)))
                return "公民身份号码前 17 位应为数字，末位应为数字或 X";
        if (!idno_day(s, &birth))
                return "公民身份号码中的出生日期不存在";
        if (last != idno_check(s))
                return "公民身份号码的校验码不对";
        return NULL;
}

char *idno_normal(struct arena *a, const char *s)
{
        char *out = text_copy(a, s);
        size_t n = strlen(out);

        if (n == LENGTH && out[n - 1] == 'x')
                out[n - 1] = 'X';
        return out;
}

struct day idno_birth(const char *s)
{
        struct day birth = DAY_NONE;

        must(!idno_wrong(s));
        must(idno_day(s, &birth));
        return birth;
}

int age_on(struct day birth, struct day on)
{
        int y0, m0, d0, y1, m1, d1;

        if (day_compare(on, birth) <= 0)
                return 0;
        day_split(birth, &y0, &m0, &d0);
        day_split(on, &y1, &m1, &d1);
        return y1 - y0 - (m1 < m0 || (m1 == m0 && d1 <= d0));
}

/* ---- bodies ---- */

/* 0-30, or -1 for a character outside the alphabet (I, O, S, V and Z are too easily misread). */
static int uscc_value(char c)
{
        const char *at = c ? strchr(uscc_alphabet, c) : NULL;

        return at ? (int)(at - uscc_alphabet) : -1;
}

static char uscc_check(const char *s)
{
        static const int weights[LENGTH - 1] = { 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28 };
        int sum = 0;

        for (int i = 0; i < LENGTH - 1; i++)
                sum += weights[i] * uscc_value(s[i]);
        return uscc_alphabet[(31 - sum % 31) % 31];
}

/* GB 11714: digits count as themselves, A as 10 … Z as 35. */
static char body_check(const char *s)
{
        static const int weights[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
        int sum = 0;

        for (int i = 0; i < 8; i++)
                sum += weights[i] * (s[i] <= '9' ? s[i] - '0' : s[i] - 'A' + 10);
        return "0123456789X0"[11 - sum % 11];
}

const char *uscc_wrong(const char *s)
{
        if (!s || strlen(s) != LENGTH)
                return "统一社会信用代码应为 18 位";
        for (int i = 0; i < LENGTH; i++)
                if (uscc_value(s[i]) < 0)
                        return "统一社会信用代码只能用数字和大写字母，不用 I、O、S、V、Z";
        if (!all_digits(s + 2, 6))
                return "统一社会信用代码第 3 至 8 位是行政区划，应为数字";
        if (s[BODY + 8] != body_check(s + BODY))
                return "统一社会信用代码中主体标识码（第 9 至 17 位）的校验码不对";
        if (s[LENGTH - 1] != uscc_check(s))
                return "统一社会信用代码的校验码不对";
        return NULL;
}
