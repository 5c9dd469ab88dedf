/* mask_number.c - is this number one of a person?  Citizens' numbers, mobile and fixed telephones, bank cards.
 *
 * Leans towards hiding: what looks like a citizen's number is one even if its check digit is wrong.  Must never touch what is public: credit
 * codes of bodies, certificate numbers of officers, amounts, numbers of documents, dates.
 */
#include "law/mask_scan.h"
#include "base/text.h"
#include "law/identity.h"
#include <string.h>

#define DIGITS 19
/* Digits from a place on, in groups with one space or dash between. */
struct run { char text[DIGITS + 2]; size_t end[DIGITS + 1] /* behind the n-th digit */; int groups[DIGITS + 1], n_groups, n; };

static bool check_letter(uint32_t c, int seen)
{
        return (c == 'X' || c == 'x') && seen == 17;
}

static struct run run_read(const struct scan *s, size_t i)
{
        struct run r = { .n_groups = 1 };

        for (; r.n < DIGITS; i++) {
                uint32_t c = glyph_at(s, i);

                if ((c == ' ' || c == '-') && r.n && (glyph_digit(glyph_at(s, i + 1)) || check_letter(glyph_at(s, i + 1), r.n))) {
                        r.n_groups++;
                        continue;
                }
                if (!glyph_digit(c) && !check_letter(c, r.n))
                        break;
                r.text[r.n++] = glyph_digit(c) ? (char)c : 'X';
                r.end[r.n] = i + 1;
                r.groups[r.n_groups - 1]++;
        }
        return r;
}

/* The first n digits end a group: what comes is no digit. */
static bool cut_fits(const struct scan *s, const struct run *r, int n)
{
        return n <= r->n && !glyph_digit(glyph_at(s, r->end[n]));
}

static bool grouped(const struct run *r, int n, const char *how)
{
        int sum = 0, g = 0;

        for (; *how; how += strcspn(how, " "), how += *how == ' ') {
                int want = 0;

                while (glyph_digit((unsigned char)*how))
                        want = want * 10 + (*how++ - '0');
                if (r->groups[g++] != want)
                        return false;
                sum += want;
        }
        return sum == n;
}

/* One of "18|6 8 4". */
static bool grouped_one(struct arena *mem, const struct run *r, int n, const char *ways)
{
        size_t count;
        char **at = text_split(mem, ways, '|', &count);

        for (size_t i = 0; i < count; i++)
                if (grouped(r, n, at[i]))
                        return true;
        return false;
}

/* Its birthday is a real day before 2016.  Later ones are rather the days of payment and case numbers made of area, date and serial. */
static bool citizen_like(const char *s)
{
        const char date[] = { s[6], s[7], s[8], s[9], '-', s[10], s[11], '-', s[12], s[13], '\0' };
        struct day d;

        return !idno_wrong(s) || (uscc_wrong(s) && s[0] != '0' && strncmp(date, "2016", 4) < 0 && day_parse(date, &d));
}

/* Numbers made before 1999 have no century and no check digit.  Old numbers of the register of traders are as long. */
static bool old_citizen_like(const struct scan *s, size_t i, const char *text)
{
        const char date[] = { '1', '9', text[6], text[7], '-', text[8], text[9], '-', text[10], text[11], '\0' };
        struct day d;

        if (scan_before(s, i, 10, "身份证|公民身份|证件号"))
                return true;
        return text[0] >= '1' && text[0] <= '8' && day_parse(date, &d) && !scan_before(s, i, 12, "注册号|编号|单号|票据|缴款|流水|文号|执照|序列");
}

static bool luhn(const char *s, int n)
{
        int sum = 0;

        for (int i = 0; i < n; i++) {
                int d = (s[n - 1 - i] - '0') * (i % 2 + 1);

                sum += d > 9 ? d - 9 : d;
        }
        return sum % 10 == 0;
}

static bool card_like(struct arena *mem, const struct run *r, int n)
{
        const char *s = text_copy_n(mem, r->text, (size_t)n);

        if (strchr(s, 'X') || !uscc_wrong(s) || !grouped_one(mem, r, n, "19|18|17|16|6 13|4 4 4 4 3|4 4 4 4 2|4 4 4 4 1|4 4 4 4"))
                return false;
        return !strncmp(s, "62", 2) || (strchr("34569", s[0]) && luhn(s, n));
}

/* 13812345678.50, 13812345678元: an amount. */
static bool amount_follows(const struct scan *s, size_t end)
{
        if (glyph_at(s, end) == '.' && glyph_digit(glyph_at(s, end + 1)))
                return !glyph_digit(glyph_at(s, end + 2)) || !glyph_digit(glyph_at(s, end + 3));
        return scan_says_one(s, end + (glyph_at(s, end) == ' '), "元|万元");
}

static bool mobile_like(const struct scan *s, size_t i, const struct run *r, int from, size_t end)
{
        const char *d = r->text + from;

        if (d[0] != '1' || d[1] < '3' || amount_follows(s, end))
                return false;
        return !scan_before(s, i, 10, "执法证");        /* its number has eleven digits as well and is public */
}

static bool stands_alone(const struct scan *s, size_t from, size_t end)
{
        bool before = from > 1 && (glyph_at(s, from - 1) == ' ' || glyph_at(s, from - 1) == '-') && glyph_digit(glyph_at(s, from - 2));
        bool after = (glyph_at(s, end) == ' ' || glyph_at(s, end) == '-') && glyph_digit(glyph_at(s, end + 1));

        return !before && !after;
}

static bool mobile_cut(const struct scan *s, size_t i, const struct run *r, int n, struct place *out)
{
        size_t end = r->end[n];

        if (n == 13) {
                *out = (struct place){ r->end[2] + !glyph_digit(glyph_at(s, r->end[2])), end, MASK_PHONE };
                return !strncmp(r->text, "86", 2) && grouped_one(s->mem, r, n, "13|2 11|2 3 4 4|2 3 8") && mobile_like(s, i, r, 2, end);
        }
        *out = (struct place){ i, end, MASK_PHONE };
        return n == 11 && (grouped_one(s->mem, r, n, "11|3 4 4|3 8") || stands_alone(s, i, end)) && mobile_like(s, i, r, 0, end);
}

bool mask_number_at(const struct scan *s, size_t i, struct place *out)
{
        struct run r = run_read(s, i);

        for (int n = r.n; n >= 11; n--) {
                const char *text = text_copy_n(s->mem, r.text, (size_t)n);

                if (!cut_fits(s, &r, n))
                        continue;
                *out = (struct place){ i, r.end[n], MASK_IDNO };
                if (n == 18 && citizen_like(text) && (!idno_wrong(text) || grouped_one(s->mem, &r, n, "18|6 8 4|4 4 4 4 2")))
                        return true;
                if (n == 15 && grouped_one(s->mem, &r, n, "15|6 6 3") && old_citizen_like(s, i, text))
                        return true;
                out->kind = MASK_CARD;
                if (n >= 16 && card_like(s->mem, &r, n))
                        return true;
                if (mobile_cut(s, i, &r, n, out))
                        return true;
        }
        return false;
}

/* ---- fixed telephones ---- */

#define PHONE_CUES "电话|座机|联系|传真"

/* 0825-7812345, （0825）7812345, 010 6512 3456. */
static bool area_number(const struct scan *s, size_t i, size_t *end)
{
        size_t k = i;
        int first = 0, rest = 0;

        while (glyph_digit(glyph_at(s, k)) && first < 5)
                first++, k++;
        if (glyph_at(s, i) != '0' || glyph_at(s, i + 1) == '0' || first < 3 || first > 4)
                return false;
        if (glyph_at(s, k) != '-' && glyph_at(s, k) != ' ' && glyph_at(s, k) != ')')
                return false;
        for (k++; glyph_digit(glyph_at(s, k)) || (rest == 3 || rest == 4 ? glyph_at(s, k) == ' ' || glyph_at(s, k) == '-' : false); k++)
                rest += glyph_digit(glyph_at(s, k));
        *end = k;
        return (rest == 7 || rest == 8) && glyph_digit(glyph_at(s, k - 1)) && glyph_at(s, k) != '.';
}

bool mask_landline_at(const struct scan *s, size_t i, struct place *out)
{
        size_t n = 0, end = 0;

        while (glyph_digit(glyph_at(s, i + n)))
                n++;
        if (area_number(s, i, &end)) {
                *out = (struct place){ i, end, MASK_LANDLINE };
                return true;
        }
        *out = (struct place){ i, i + n, MASK_LANDLINE };
        if (!scan_before(s, i, 6, PHONE_CUES) || amount_follows(s, i + n))
                return false;
        return (n >= 10 && n <= 12 && glyph_at(s, i) == '0') || ((n == 7 || n == 8) && glyph_at(s, i) >= '2');
}

/* ---- what is no number of a person ---- */

size_t mask_code_length(const struct scan *s, size_t i)
{
        struct buffer b = { .mem = s->mem };
        size_t n = 0, changes = 0;

        for (; glyph_alnum(glyph_at(s, i + n)); n++) {
                char c = (char)glyph_at(s, i + n);

                changes += n && glyph_digit(glyph_at(s, i + n - 1)) && glyph_letter(glyph_at(s, i + n));
                buffer_put(&b, &c, 1);
        }
        return changes >= 2 || (n == 18 && !uscc_wrong(buffer_done(&b)) && idno_wrong(buffer_done(&b))) ? n : 0;
}
