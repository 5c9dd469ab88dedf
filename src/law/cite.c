/* cite.c - Chinese numerals, and the provisions that a text names.  Pure; knows no statute but a few short names that lawyers use.
 * Must never guess: what is not written as a provision is passed over. */
#include "law/cite.h"
#include <stdlib.h>
#include <string.h>

#define COUNTRY "中华人民共和国"
#define TITLE_CHARS 60                  /* a title that is not in book marks is looked for so far back */
#define HAN 3                           /* bytes of such a character */

static bool at(const char *s, const char *word) { return !strncmp(s, word, strlen(word)); }

/* ---- numerals ---- */

static int digit_of(const char *s)
{
        static const char digits[] = "〇一二三四五六七八九";

        if (at(s, "零"))
                return 0;
        if (at(s, "两"))
                return 2;
        for (int i = 0; i < 10; i++)
                if (!strncmp(s, digits + (size_t)i * HAN, HAN))
                        return i;
        return -1;
}

static int unit_of(const char *s)
{
        return at(s, "十") ? 10 : at(s, "百") ? 100 : at(s, "千") ? 1000 : 0;
}

/* ASCII digits, or full-width ones (three bytes each). */
static size_t arabic_read(const char *s, int *out)
{
        size_t n = 0;
        long v = 0;

        for (;;) {
                if (s[n] >= '0' && s[n] <= '9') {
                        v = v * 10 + (s[n++] - '0');
                } else if (!strncmp(s + n, "\xEF\xBC", 2) && (uint8_t)s[n + 2] >= 0x90 && (uint8_t)s[n + 2] <= 0x99) {
                        v = v * 10 + ((uint8_t)s[n + 2] - 0x90);
                        n += HAN;
                } else {
                        break;
                }
                if (v > 99999)
                        return 0;
        }
        *out = (int)v;
        return n;
}

size_t han_number_read(const char *s, int *out)
{
        int total = 0, digit = -1, d;
        size_t n = arabic_read(s, out);

        if (n)
                return n;
        for (;; n += HAN) {
                int unit = unit_of(s + n);

                d = digit_of(s + n);
                if (unit) {
                        total += (digit < 0 ? 1 : digit) * unit;
                        digit = -1;
                } else if (d >= 0) {
                        digit = digit > 0 ? digit * 10 + d : d;         /* 一九九五: one after the other */
                } else {
                        break;
                }
                if (total > 99999 || digit > 99999)
                        return 0;
        }
        if (n)
                *out = total + (digit < 0 ? 0 : digit);
        return n;
}

const char *han_number(struct arena *mem, int n)
{
        static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
        static const struct { int of; const char *word; } units[] = { { 1000, "千" }, { 100, "百" }, { 10, "十" }, { 1, "" } };
        struct buffer b = { .mem = mem };
        bool gap = false;

        for (size_t i = 0; i < 4; i++) {
                int d = n / units[i].of % 10;

                if (!d) {
                        gap = b.n > 0;
                        continue;
                }
                if (gap)
                        buffer_text(&b, "零");
                gap = false;
                buffer_make(&b, "%s%s", units[i].of == 10 && d == 1 && !b.n ? "" : digits[d], units[i].word);
        }
        return buffer_done(&b);
}

static size_t spaces(const char *s)
{
        size_t n = 0;

        while (s[n] == ' ' || at(s + n, "　"))
                n += s[n] == ' ' ? 1 : HAN;
        return n;
}

size_t article_read(const char *s, int *article, int *branch)
{
        size_t n = HAN, k;
        int number = 0, after = 0;

        if (!at(s, "第"))
                return 0;
        n += spaces(s + n);
        if (!(k = han_number_read(s + n, &number)))
                return 0;
        n += k + spaces(s + n + k);
        if (!at(s + n, "条") || at(s + n, "条例") || !number)
                return 0;
        n += HAN;
        if (at(s + n, "之") && (k = han_number_read(s + n + HAN, &after)))
                n += HAN + k;
        *article = number;
        *branch = after;
        return n;
}

/* 第二款, 第（三）项, 第三项 */
static size_t level_read(const char *s, const char *word, int *out)
{
        size_t n = HAN, k;
        bool open;
        int v;

        if (!at(s, "第"))
                return 0;
        open = at(s + n, "（") || s[n] == '(';
        n += !open ? 0 : s[n] == '(' ? 1 : HAN;
        if (!(k = han_number_read(s + n, &v)))
                return 0;
        n += k;
        if (open && !at(s + n, "）") && s[n] != ')')
                return 0;
        n += !open ? 0 : s[n] == ')' ? 1 : HAN;
        if (!at(s + n, word))
                return 0;
        *out = v;
        return n + HAN;
}

static size_t provision_read(const char *s, struct cite *k)
{
        size_t n = article_read(s, &k->article, &k->branch);

        if (!n)
                return 0;
        n += level_read(s + n, "款", &k->paragraph);
        return n + level_read(s + n, "项", &k->item);
}

/* ---- names ---- */

/* As packs and refusals shorten them. */
static const struct { const char *brief, *title; } briefs[] = {
        { "处罚法", "行政处罚法" }, { "许可法", "行政许可法" }, { "强制法", "行政强制法" }, { "复议法", "行政复议法" }, { "诉讼法", "行政诉讼法" },
        { "民诉法", "民事诉讼法" }, { "刑诉法", "刑事诉讼法" }, { "赔偿法", "国家赔偿法" }, { "监察法", "监察法" },
        { "移送规定", "行政执法机关移送涉嫌犯罪案件的规定" }, { "信息公开条例", "政府信息公开条例" }, { "固废法", "固体废物污染环境防治法" },
};

const char *cite_title(struct arena *mem, const char *title)
{
        const char *s = text_trim(mem, title);
        size_t n;

        if (text_starts(s, "《"))
                s = text_copy_n(mem, s + HAN, strcspn(s + HAN, "\n"));
        n = strlen(s);
        if (n >= HAN && !strcmp(s + n - HAN, "》"))
                s = text_copy_n(mem, s, n - HAN);
        if (text_starts(s, COUNTRY) && s[strlen(COUNTRY)])
                s += strlen(COUNTRY);
        for (size_t i = 0; i < sizeof briefs / sizeof *briefs; i++)
                if (!strcmp(s, briefs[i].brief))
                        return briefs[i].title;
        return s;
}

static bool han_before(const char *text, size_t i, size_t *start)
{
        size_t k = i;

        if (!i)
                return false;
        do
                k--;
        while (k && ((uint8_t)text[k] & 0xC0) == 0x80);
        if (i - k != HAN || (uint8_t)text[k] < 0xE4 || (uint8_t)text[k] > 0xE9)
                return false;
        *start = k;
        return true;
}

static bool ends_like_title(const char *s, size_t n)
{
        static const char *const ends[] = { "法", "条例", "规定", "办法", "细则", "法典", "决定" };

        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
                if (n > strlen(ends[i]) && !strncmp(s + n - strlen(ends[i]), ends[i], strlen(ends[i])))
                        return true;
        return false;
}

static size_t own_read(const char *s)
{
        static const char *const names[] = { "本法", "本条例", "本规定", "本办法", "本细则", "本实施细则", "本实施条例", "本决定" };

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (at(s, names[i]))
                        return strlen(names[i]);
        return 0;
}

/* The name that ends at `end`, not before `least`: the run of Chinese characters, without the words that lead up to a name. */
static const char *title_before(struct arena *mem, const char *text, size_t least, size_t end, size_t *start)
{
        static const char *const leads[] = { "依照", "按照", "根据", "依据", "违反", "适用", "遵守", "执行", "符合", "属于", "以及" };
        size_t from = end, k = end;
        const char *run;

        for (int i = 0; i < TITLE_CHARS && from > least && han_before(text, from, &k) && k >= least; i++)
                from = k;
        if (!ends_like_title(text + from, end - from))
                return NULL;
        run = text_copy_n(mem, text + from, end - from);
        for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
                for (const char *p = run; (p = strstr(p, leads[i]));) {
                        p += strlen(leads[i]);
                        if (!*p)
                                break;
                        from += (size_t)(p - run);
                        run = p;
                }
        if (own_read(run))
                return NULL;
        *start = from;
        return cite_title(mem, run);
}

/* ---- finding ---- */

struct finding_cites { struct arena *mem; const char *text; bool own; struct cites *out; size_t room, last /* where the last one ended */;
                       const char *title /* of the last one, NULL: this statute */; };

static void cite_put(struct finding_cites *f, struct cite k, size_t from, size_t to)
{
        struct cites *o = f->out;

        if (o->n == f->room) {
                o->at = arena_grow(f->mem, o->at, o->n * sizeof *o->at, (2 * o->n + 8) * sizeof *o->at);
                f->room = 2 * o->n + 8;
        }
        k.at = from;
        k.len = to - from;
        k.title = k.kind == CITE_NAMED ? k.title : "";
        o->at[o->n++] = k;
        f->last = to;
        f->title = k.kind == CITE_NAMED ? k.title : NULL;
}

/* 《…》, with the provision behind it if there is one; a remark like （以下简称…） may stand between. */
static size_t marked(struct finding_cites *f, size_t i)
{
        const char *s = f->text + i, *end = strstr(s, "》");
        struct cite k = { .kind = CITE_NAMED };
        size_t n, after, provision;

        if (!end || (size_t)(end - s) > 3 * 4 * TITLE_CHARS)
                return 0;
        n = (size_t)(end - s) + HAN;
        k.title = cite_title(f->mem, text_copy_n(f->mem, s, n));
        after = n;
        if (at(s + n, "（以下") && strstr(s + n, "）"))
                after = (size_t)(strstr(s + n, "）") - s) + HAN;
        after += spaces(s + after);
        provision = provision_read(s + after, &k);
        n = provision ? after + provision : n;
        cite_put(f, k, i, i + n);
        return n;
}

/* Only words of a list between the last provision and this one: it is of the same statute. */
static bool goes_on(const struct finding_cites *f, size_t i)
{
        static const char *const words[] = { "、", "和", "或者", "或", "及", "以及", "至", "，", "—", "–", "-", " " };
        size_t p = f->last;

        if (!f->out->n)
                return false;
        while (p < i) {
                size_t n = 0;

                for (size_t k = 0; !n && k < sizeof words / sizeof *words; k++)
                        n = at(f->text + p, words[k]) ? strlen(words[k]) : 0;
                if (!n)
                        return false;
                p += n;
        }
        return p == i;
}

/* 第…条: of the name before it, of the one named last, or of the statute that it stands in. */
static size_t bare(struct finding_cites *f, size_t i)
{
        struct cite k = { .kind = CITE_NAMED };
        size_t n = provision_read(f->text + i, &k), start = i, end = i;
        bool more = goes_on(f, i);

        if (!n)
                return 0;
        while (end && f->text[end - 1] == ' ')
                end--;
        k.title = more ? NULL : title_before(f->mem, f->text, f->last, end, &start);
        if (more)
                k.title = f->title;
        else if (!k.title)
                start = i;
        if (!k.title)
                k.kind = CITE_SELF;
        if (k.title || f->own)
                cite_put(f, k, start, i + n);
        return n;
}

static bool plain_end(const char *s)
{
        static const char *const not_articles[] = { "年", "月", "日", "号", "%", "元", "个", "条", ".", ":" };

        for (size_t i = 0; i < sizeof not_articles / sizeof *not_articles; i++)
                if (at(s, not_articles[i]))
                        return false;
        return true;
}

/* "处罚法 57、58": the first number after a name and a space, those after it by going on. */
static size_t numbered(struct finding_cites *f, size_t i)
{
        struct cite k = { .kind = CITE_NAMED };
        size_t start = i, n = arabic_read(f->text + i, &k.article);
        bool digits_before = i && f->text[i - 1] >= '0' && f->text[i - 1] <= '9';

        if (!n || !k.article || digits_before || !plain_end(f->text + i + n))
                return n;
        if (goes_on(f, i) && f->title && f->last < i) {
                k.title = f->title;
        } else if (i && f->text[i - 1] == ' ') {
                k.title = title_before(f->mem, f->text, f->last, i - 1, &start);
                if (!k.title)
                        return n;
        } else {
                return n;
        }
        cite_put(f, k, start, i + n);
        return n;
}

static size_t own_provision(struct finding_cites *f, size_t i)
{
        struct cite k = { .kind = CITE_SELF };
        size_t own = own_read(f->text + i), n = own ? provision_read(f->text + i + own, &k) : 0;

        if (at(f->text + i, "前条") || at(f->text + i, "前款")) {
                k.kind = at(f->text + i, "前条") ? CITE_FORMER_ARTICLE : CITE_FORMER_PARAGRAPH;
                cite_put(f, k, i, i + 2 * HAN);
                return 2 * HAN;
        }
        if (!n)
                return 0;
        cite_put(f, k, i, i + own + n);
        return own + n;
}

void cites_find(struct arena *mem, const char *text, bool own, struct cites *out)
{
        struct finding_cites f = { .mem = mem, .text = text, .own = own, .out = out };

        *out = (struct cites){ NULL, 0 };
        for (size_t i = 0; text[i];) {
                size_t n = 0;

                if (at(text + i, "《"))
                        n = marked(&f, i);
                else if (at(text + i, "第"))
                        n = bare(&f, i);
                else if (own && (at(text + i, "本") || at(text + i, "前")))
                        n = own_provision(&f, i);
                else if (!own && text[i] >= '0' && text[i] <= '9')
                        n = numbered(&f, i);
                i += n ? n : 1;
        }
}

/* ---- writing ---- */

const char *cite_label(struct arena *mem, const struct cite *k)
{
        struct buffer b = { .mem = mem };

        if (k->article)
                buffer_make(&b, "第%s条", han_number(mem, k->article));
        if (k->branch)
                buffer_make(&b, "之%s", han_number(mem, k->branch));
        if (k->paragraph)
                buffer_make(&b, "第%s款", han_number(mem, k->paragraph));
        if (k->item)
                buffer_make(&b, "第（%s）项", han_number(mem, k->item));
        return buffer_done(&b);
}

const char *cite_number(struct arena *mem, int article, int branch)
{
        return branch ? text_make(mem, "%d-%d", article, branch) : text_make(mem, "%d", article);
}

bool cite_number_read(const char *s, int *article, int *branch)
{
        char *end = NULL;
        long a = *s >= '1' && *s <= '9' ? strtol(s, &end, 10) : 0, b = 0;

        if (a < 1 || a > 99999)
                return false;
        if (*end == '-' && end[1] >= '1' && end[1] <= '9')
                b = strtol(end + 1, &end, 10);
        if (*end || b > 99)
                return false;
        *article = (int)a;
        *branch = (int)b;
        return true;
}
