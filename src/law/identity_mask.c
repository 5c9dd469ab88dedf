/* identity_mask.c - what the public may see of a person: 行政处罚法 50, 个人信息保护法.
 *
 * Masks keep the outline (how many characters) and as much as tells two persons in one document apart.  In running text the
 * rules lean towards hiding: a number that looks like a citizen's is hidden even if its check digit is wrong.  Must never touch
 * what is public: credit codes of bodies, certificate numbers of officers, amounts, document numbers.
 */
#include "law/identity.h"
#include "base/text.h"
#include <string.h>

/* ---- single fields ---- */

static void star(char *s, size_t from, size_t to)
{
        for (; from < to; from++)
                s[from] = '*';
}

static bool ascii(const char *s)
{
        for (; *s; s++)
                if ((unsigned char)*s >= 0x80)
                        return false;
        return true;
}

/* Keeps `head` and `tail` characters, or nothing but the length when that would leave fewer than four hidden. */
static char *outline(struct arena *a, const char *s, size_t head, size_t tail)
{
        char *out = text_copy(a, s);
        size_t n = strlen(out);

        if (!ascii(out)) {
                n = utf8_length(s);
                out = arena_take(a, n + 1);
                head = n;
        }
        if (n < head + tail + 4)
                star(out, 0, n);
        else
                star(out, head, n - tail);
        return out;
}

char *idno_mask(struct arena *a, const char *s)
{
        return outline(a, s, strlen(s) == 18 ? 6 : 2, strlen(s) == 18 ? 4 : 2);
}

char *phone_mask(struct arena *a, const char *s)
{
        return outline(a, s, 3, strlen(s) == 11 ? 4 : 2);
}

/* Surnames of two characters that are still borne. */
static const char compound_surnames[] =
        "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|长孙|宇文|端木|呼延|轩辕|南宫|独孤|东郭|西门|申屠|"
        "澹台|公冶|濮阳|淳于|单于|太史|闾丘|钟离|赫连|鲜于|万俟|司空|公羊|仲孙|宗政|完颜|纳兰|拓跋|百里|呼兰|东阳|左丘|梁丘";

static const char *after(const char *s, int chars)
{
        while (chars-- > 0 && utf8_next(&s))
                ;
        return s;
}

/* The surname stays, the given name becomes 某 or 某某: how courts name people in published judgments. */
char *name_mask(struct arena *a, const char *s)
{
        size_t n = utf8_length(s), keep = 1;

        if (n >= 3 && text_in(text_copy_n(a, s, (size_t)(after(s, 2) - s)), compound_surnames, '|'))
                keep = 2;
        if (n <= keep)
                return text_copy(a, n ? "某" : "");
        return text_make(a, "%s%s", text_copy_n(a, s, (size_t)(after(s, (int)keep) - s)), n - keep == 1 ? "某" : "某某");
}

/* ---- running text ---- */

static bool plain(char c)
{
        return c >= '0' && c <= '9';
}

static bool letter(char c)
{
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

#define DIGITS_MAX 19
#define GROUPS_MAX 5

/* A number as people write it, digits in groups with one and the same separator between them. */
struct pattern { int groups[GROUPS_MAX]; int total; };

static const struct pattern patterns[] = {              /* longest first */
        { { 4, 4, 4, 4, 3 }, 19 }, { { 19 }, 19 }, { { 6, 13 }, 19 },
        { { 4, 4, 4, 4, 2 }, 18 }, { { 18 }, 18 }, { { 6, 8, 4 }, 18 },
        { { 4, 4, 4, 4, 1 }, 17 }, { { 17 }, 17 },
        { { 4, 4, 4, 4 }, 16 },    { { 16 }, 16 },
        { { 15 }, 15 },
        { { 2, 11 }, 13 }, { { 13 }, 13 }, { { 2, 3, 4, 4 }, 13 },
        { { 11 }, 11 }, { { 3, 4, 4 }, 11 }, { { 3, 8 }, 11 },
};

struct digit { const char *at; size_t n; };             /* where it stands in the text; full-width digits have three bytes */
struct match { struct digit digit[DIGITS_MAX]; char text[DIGITS_MAX + 1]; const char *end; };

/* 0-9, 'X' for the check character, or 0: what the character at s means inside a number.  Full-width digits and X count; n
 * receives its bytes.  Reads bytes, so that long texts stay cheap. */
static char digit_of(const char *s, size_t *n)
{
        const unsigned char *u = (const unsigned char *)s;

        *n = 1;
        if (plain(*s) || *s == 'X')
                return *s;
        if (*s == 'x')
                return 'X';
        if (u[0] != 0xEF || (u[1] != 0xBC && u[1] != 0xBD) || !u[2])
                return 0;
        *n = 3;
        if (u[1] == 0xBC && u[2] >= 0x90 && u[2] <= 0x99)
                return (char)('0' + u[2] - 0x90);
        return (u[1] == 0xBC && u[2] == 0xB8) || (u[1] == 0xBD && u[2] == 0x98) ? 'X' : 0;
}

static bool digit_at(const char *s)
{
        size_t n;
        char c = digit_of(s, &n);

        return c && c != 'X';
}

/* n digits at *s; the last of the whole number may be an X. */
static bool group_read(const char **s, int n, int total, int *seen, struct match *m)
{
        for (; n > 0; n--) {
                size_t bytes;
                char c = digit_of(*s, &bytes);

                if (!c || (c == 'X' && (total != 18 || *seen != 17)))
                        return false;
                m->digit[*seen] = (struct digit){ *s, bytes };
                m->text[(*seen)++] = c;
                *s += bytes;
        }
        return true;
}

static bool pattern_match(const struct pattern *p, const char *s, struct match *m)
{
        int seen = 0;
        char separator = 0;

        for (int g = 0; g < GROUPS_MAX && p->groups[g]; g++) {
                if (g && ((*s != ' ' && *s != '-') || (separator && separator != *s)))
                        return false;
                if (g)
                        separator = *s++;
                if (!group_read(&s, p->groups[g], p->total, &seen, m))
                        return false;
        }
        m->text[seen] = '\0';
        m->end = s;
        return !digit_at(s);
}

/* Does the word stand within the few characters before s, with no other number between? */
static bool stands_before(const char *text, const char *s, const char *word)
{
        const char *from = s;

        while (from > text && s - from < 30 && !plain(from[-1]))
                from--;
        return memmem(from, (size_t)(s - from), word, strlen(word)) != NULL;
}

static bool luhn(const char *s)
{
        int sum = 0, n = (int)strlen(s);

        for (int i = 0; i < n; i++) {
                int d = (s[n - 1 - i] - '0') * (i % 2 + 1);

                sum += d > 9 ? d - 9 : d;
        }
        return sum % 10 == 0;
}

/* A citizen's number, or one mistyped: its birthday is a real day before 2016.  Later days are rather those of payment and case
 * numbers made of area, date and serial. */
static bool citizen_like(const char *s)
{
        const char date[] = { s[6], s[7], s[8], s[9], '-', s[10], s[11], '-', s[12], s[13], '\0' };
        struct day d;

        return !idno_wrong(s) || (uscc_wrong(s) && s[0] != '0' && strncmp(date, "2016", 4) < 0 && day_parse(date, &d));
}

static bool card_like(const char *s)
{
        if (strchr(s, 'X') || !uscc_wrong(s))
                return false;
        return !strncmp(s, "62", 2) || (strchr("34569", s[0]) && luhn(s));
}

static bool mobile_like(const char *text, const char *s, const struct match *m)
{
        const char *d = m->text + strlen(m->text) - 11;

        if (d[0] != '1' || d[1] < '3' || (d != m->text && strncmp(m->text, "86", 2)))
                return false;
        if (m->end[0] == '.' && plain(m->end[1]) && (!plain(m->end[2]) || !plain(m->end[3])))
                return false;                           /* an amount: 13812345678.50 */
        return !stands_before(text, s, "执法证");       /* its number has eleven digits as well and is public */
}

/* How many characters stay in front and at the end; false: not a number of a person. */
static bool person_number(const char *text, const char *s, const struct match *m, size_t *head, size_t *tail)
{
        size_t n = strlen(m->text);

        *tail = 4;
        *head = 6;
        if (n == 18 && citizen_like(m->text))
                return true;
        *head = 4;
        if (n >= 16 && card_like(m->text))
                return true;
        *head = 6;
        *tail = 3;
        if (n == 15)                                    /* before 1999; also the length of old register numbers of traders */
                return stands_before(text, s, "身份证") || stands_before(text, s, "公民身份");
        *head = n == 13 ? 5 : 3;
        *tail = 4;
        return (n == 11 || n == 13) && mobile_like(text, s, m);
}

static const char *number_put(struct buffer *b, const char *s, const struct match *m, size_t head, size_t tail)
{
        size_t n = strlen(m->text);

        for (size_t i = 0; i < n; i++) {
                buffer_put(b, s, (size_t)(m->digit[i].at - s));         /* a separator */
                s = m->digit[i].at + m->digit[i].n;
                if (i < head || i >= n - tail)
                        buffer_put(b, m->digit[i].at, m->digit[i].n);
                else
                        buffer_text(b, "*");
        }
        return s;
}

/* Reads the number at s, if it is one to hide. */
static const char *number_mask(struct buffer *b, const char *text, const char *s)
{
        for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
                struct match m;
                size_t head, tail;

                if (pattern_match(&patterns[i], s, &m) && person_number(text, s, &m, &head, &tail))
                        return number_put(b, s, &m, head, tail);
        }
        return NULL;
}

/* Credit codes of bodies, and hashes and serials that go to and fro between digits and letters, are never numbers of a person.
 * Returns how many bytes of such a code stand at s, the begin of a word. */
static size_t code_length(struct arena *a, const char *s)
{
        size_t n = 0, changes = 0;

        for (; letter(s[n]) || plain(s[n]); n++)
                changes += n && plain(s[n - 1]) && letter(s[n]);
        return changes >= 2 || (n == 18 && !uscc_wrong(text_copy_n(a, s, n)) && idno_wrong(text_copy_n(a, s, n))) ? n : 0;
}

/* What is no number of a person: a run of digits as a whole, otherwise one byte. */
static size_t plain_length(const char *s)
{
        size_t n = 0, bytes;

        while (digit_at(s + n)) {
                digit_of(s + n, &bytes);
                n += bytes;
        }
        return n ? n : 1;
}

int text_mask(struct arena *a, const char *s, char **out)
{
        struct buffer b = { .mem = a };
        const char *text = s, *end;
        bool word_begins = true;
        int found = 0;

        for (; *s; s = end) {
                size_t code = word_begins && (letter(*s) || plain(*s)) ? code_length(a, s) : 0;

                end = !code && digit_at(s) ? number_mask(&b, text, s) : NULL;
                found += end != NULL;
                if (!end) {
                        end = s + (code ? code : plain_length(s));
                        buffer_put(&b, s, (size_t)(end - s));
                }
                word_begins = !letter(end[-1]) && !plain(end[-1]);
        }
        *out = text_copy(a, buffer_done(&b));
        return found;
}
