/* statute_text.c - the cutting of a statute's Markdown.  Pure: no database, no clock.  Must never guess silently: what is odd is noted with its
 * line, what cannot be right is refused with its line. */
#include "statute/statute_text.h"
#include "law/cite.h"
#include "statute/statute_date.h"
#include <string.h>

#define COUNTRY "中华人民共和国"
#define HAN 3

struct cutting {
        struct why *w;
        struct arena *mem;
        struct statute_text *t;
        struct buffer head;
        int line, *at_line;
        bool in_head, marked /* <!-- INFO END --> was there */, numbered /* it has articles */, appendix;
        int article, branch;            /* the last one */
        int paragraph, item, sub;
};

static bool wrong(struct cutting *k, int line, const char *text)
{
        *k->at_line = line;
        return refuse(k->w, R_STATUTE_TEXT, "text", line ? "第 %d 行：%s" : "%.0d%s", line, text);
}

static void note(struct cutting *k, const char *text)
{
        struct statute_text *t = k->t;

        if (t->n_notes == t->notes_room) {
                t->notes = arena_grow(k->mem, t->notes, t->n_notes * sizeof *t->notes, (2 * t->n_notes + 4) * sizeof *t->notes);
                t->notes_room = 2 * t->n_notes + 4;
        }
        t->notes[t->n_notes++] = (struct statute_note){ k->line, text };
}

static void unit_put(struct cutting *k, const char *kind, const char *number, const char *label, const char *heading)
{
        struct statute_text *t = k->t;

        if (t->n_units == t->units_room) {
                t->units = arena_grow(k->mem, t->units, t->n_units * sizeof *t->units, (2 * t->n_units + 64) * sizeof *t->units);
                t->units_room = 2 * t->n_units + 64;
        }
        t->units[t->n_units++] = (struct statute_unit){ kind, number, label, heading, k->line };
        k->paragraph = k->item = k->sub = 0;
}

/* ---- paragraphs, items, sub-items ---- */

/* （三） or (三): the item's number. */
static size_t item_read(const char *s, int *out)
{
        size_t n = text_starts(s, "（") ? HAN : *s == '(' ? 1 : 0, d;

        if (!n || (s[n] >= '0' && s[n] <= '9') || !(d = han_number_read(s + n, out)))
                return 0;
        n += d;
        return text_starts(s + n, "）") || s[n] == ')' ? n : 0;
}

/* 1. 1． 1、 （1） ①; not 2个以上, not 1.5% */
static bool sub_read(const char *s, int *out)
{
        bool open = text_starts(s, "（") || *s == '(';
        size_t n = open ? (*s == '(' ? 1 : HAN) : 0, d;

        if (!strncmp(s, "\xE2\x91", 2) && (uint8_t)s[2] >= 0xA0 && (uint8_t)s[2] <= 0xB3) {
                *out = (uint8_t)s[2] - 0x9F;
                return true;
        }
        if (s[n] < '0' || s[n] > '9' || !(d = han_number_read(s + n, out)))
                return false;
        n += d;
        if (open)
                return text_starts(s + n, "）") || s[n] == ')';
        return text_starts(s + n, "．") || text_starts(s + n, "、") || (s[n] == '.' && (s[n + 1] < '0' || s[n + 1] > '9'));
}

static void line_put(struct cutting *k, const char *text)
{
        struct statute_text *t = k->t;
        int n;

        if (k->paragraph && item_read(text, &n)) {
                k->item = n;
                k->sub = 0;
        } else if (k->paragraph && sub_read(text, &n)) {
                k->sub = n;
        } else {
                k->paragraph++;
                k->item = k->sub = 0;
        }
        if (t->n_lines == t->lines_room) {
                t->lines = arena_grow(k->mem, t->lines, t->n_lines * sizeof *t->lines, (2 * t->n_lines + 64) * sizeof *t->lines);
                t->lines_room = 2 * t->n_lines + 64;
        }
        t->lines[t->n_lines++] = (struct statute_line){ (int)t->n_units - 1, k->paragraph, k->item, k->sub, text };
}

/* ---- headings and articles ---- */

static size_t gap(const char *s)
{
        size_t n = 0;

        while (s[n] == ' ' || text_starts(s + n, "　"))
                n += s[n] == ' ' ? 1 : HAN;
        return n;
}

static const char *heading_kind(const char *s, size_t *n)
{
        static const struct { const char *word, *kind; } words[] = { { "编", "part" }, { "章", "chapter" }, { "节", "section" } };
        int v;
        size_t d;

        if (!text_starts(s, "第") || !(d = han_number_read(s + HAN, &v)))
                return NULL;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (text_starts(s + HAN + d, words[i].word)) {
                        *n = 2 * HAN + d;
                        return words[i].kind;
                }
        return NULL;
}

static void heading_put(struct cutting *k, const char *s)
{
        size_t n = 0;
        const char *kind = heading_kind(s, &n);

        k->appendix = false;
        if (kind)
                unit_put(k, kind, "", text_copy_n(k->mem, s, n), text_trim(k->mem, s + n));
        else
                unit_put(k, "heading", "", "", s);
}

static bool follows(const struct cutting *k, int article, int branch)
{
        return branch ? article == k->article && branch == k->branch + 1 : article == k->article + 1;
}

/* Is this line the beginning of an article?  第…条 and a space; or without one, if it is the very next number. */
static size_t article_begins(const struct cutting *k, const char *s, int *article, int *branch)
{
        size_t n = article_read(s, article, branch);

        if (!n || (k->appendix && !follows(k, *article, *branch)))
                return 0;
        return gap(s + n) || !s[n] || (follows(k, *article, *branch) && !text_starts(s + n, "的") && !text_starts(s + n, "规定") &&
                                       !text_starts(s + n, "第") && !text_starts(s + n, "、")) ? n : 0;
}

static bool article_put(struct cutting *k, const char *s, size_t n, int article, int branch)
{
        const char *number = cite_number(k->mem, article, branch);

        for (size_t i = 0; i < k->t->n_units && article <= k->article; i++)
                if (!strcmp(k->t->units[i].number, number))
                        return wrong(k, k->line, text_make(k->mem, "%s重复，前面在第 %d 行", text_copy_n(k->mem, s, n), k->t->units[i].line));
        if (!follows(k, article, branch))
                note(k, text_make(k->mem, "条的序号不连续：第%s条以后是%s", k->article ? han_number(k->mem, k->article) : "零", text_copy_n(k->mem, s, n)));
        k->article = article;
        k->branch = branch;
        k->t->articles++;
        unit_put(k, "article", number, cite_label(k->mem, &(struct cite){ .article = article, .branch = branch }), "");
        s += n + gap(s + n);
        if (*s)
                line_put(k, s);
        return true;
}

static bool appendix_begins(const struct cutting *k, const char *s)
{
        return k->article && !k->appendix && utf8_length(s) <= 40 && text_starts(s, "附") && !text_starts(s, "附则") && !text_starts(s, "附 则") && !strstr(s, "。") &&
               (text_starts(s, "附：") || text_starts(s, "附件") || text_starts(s, "附录") || text_starts(s, "附表") || text_starts(s, "附图"));
}

/* 一、: what statutes without articles are numbered by. */
static size_t point_read(const char *s)
{
        int v;
        size_t d = *s >= '0' && *s <= '9' ? 0 : han_number_read(s, &v);

        return d && text_starts(s + d, "、") ? d : 0;
}

static void point_put(struct cutting *k, const char *s, size_t n)
{
        unit_put(k, "point", "", text_copy_n(k->mem, s, n), "");
        line_put(k, s + n + HAN);
}

static bool body_line(struct cutting *k, const char *s)
{
        int article, branch;
        size_t n;

        if (*s == '#') {
                heading_put(k, text_trim(k->mem, s + strspn(s, "#")));
                return true;
        }
        if ((n = article_begins(k, s, &article, &branch)))
                return article_put(k, s, n, article, branch);
        if (!strcmp(s, "附则") || !strcmp(s, "附 则")) {
                heading_put(k, s);
                return true;
        }
        if (appendix_begins(k, s)) {
                k->appendix = true;
                unit_put(k, "appendix", "", "", s);
                return true;
        }
        if (!k->numbered && (n = point_read(s))) {
                point_put(k, s, n);
                return true;
        }
        if (!k->t->n_units)
                unit_put(k, "preamble", "", "", "");
        line_put(k, s);
        return true;
}

/* ---- the head ---- */

/* "2021年1月22日 … 修订": the last of them is the day of this version; a line about 施行 says from when it holds. */
static void event_read(struct cutting *k, const char *s)
{
        struct statute_text *t = k->t;
        struct day day;
        bool dated = statute_day_read(s, &day) > 0;

        if (strstr(s, "施行") || strstr(s, "实施") || strstr(s, "生效")) {
                if (dated)
                        t->effective = day;
                return;
        }
        if (!dated || (day_is(t->promulgated) && day_compare(day, t->promulgated) < 0))
                return;
        t->promulgated = day;
        t->kind = strstr(s, "修正") ? "修正" : strstr(s, "修订") ? "修订" : "公布";
}

static bool head_line(struct cutting *k, const char *s)
{
        if (text_starts(s, "<!--")) {
                k->marked = k->marked || strstr(s, "INFO END");
                k->in_head = !k->marked;
                return true;
        }
        if (!k->t->title) {
                if (!text_starts(s, "# "))
                        return wrong(k, k->line, "第一行应当是标题（# 名称）");
                k->t->title = text_trim(k->mem, s + 2);
                return (utf8_length(k->t->title) <= 200 && *k->t->title && !strchr(k->t->title, '/')) || wrong(k, k->line, "标题应为 1 至 200 个字，没有斜线");
        }
        event_read(k, s);
        buffer_make(&k->head, "%s%s", k->head.n ? "\n" : "", s);
        return true;
}

/* A text without the mark: the head ends where the statute begins. */
static bool head_ends(const struct cutting *k, const char *s)
{
        int a, b;

        return k->t->title && (text_starts(s, "##") || article_begins(k, s, &a, &b));
}

/* ---- dates ---- */

/* What the last articles say: 本法自…起施行. */
static struct day effective_said(const struct cutting *k)
{
        for (size_t i = k->t->n_lines; i-- > 0;) {
                struct day day;

                if (statute_effective_read(k->t->lines[i].text, k->t->promulgated, &day))
                        return day;
        }
        return DAY_NONE;
}

static bool days_decide(struct cutting *k, struct day named)
{
        struct statute_text *t = k->t;
        struct day said;

        if (day_is(named) && (!day_is(t->promulgated) || day_compare(named, t->promulgated) > 0))
                t->promulgated = named;
        if (!day_is(t->promulgated))
                t->promulgated = t->effective;
        if (!day_is(t->promulgated))
                return refuse(k->w, R_STATUTE_DATE, "effective", "《%s》的题注里没有日期", t->title);
        said = effective_said(k);
        t->effective_by = "text";
        if (day_is(said) && day_compare(said, t->promulgated) >= 0 && strcmp(t->kind, "修正")) {
                t->effective = said;
                return true;
        }
        t->effective_by = "head";
        if (day_is(t->effective) && day_compare(t->effective, t->promulgated) >= 0)
                return true;
        t->effective_by = "presumed";
        t->effective = t->promulgated;
        note(k, text_make(k->mem, "文本没有写这一版的施行日期，按%s之日推定", t->kind));
        return true;
}

/* ---- the whole ---- */

const char *statute_clean(struct arena *mem, const char *text, size_t len)
{
        struct buffer b = { .mem = mem };
        size_t i = len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3) ? 3 : 0;

        while (i < len) {
                const char *end = memchr(text + i, '\n', len - i);
                size_t n = end ? (size_t)(end - text) - i : len - i, kept = n;

                while (kept && (text[i + kept - 1] == ' ' || text[i + kept - 1] == '\r' || text[i + kept - 1] == '\t'))
                        kept--;
                buffer_put(&b, text + i, kept);
                buffer_text(&b, "\n");
                i += n + 1;
        }
        return text_trim(mem, buffer_done(&b));
}

static int line_of_bad(const char *text, size_t len)
{
        int line = 1;

        for (size_t i = 0; i < len;) {
                const char *end = memchr(text + i, '\n', len - i);
                size_t n = end ? (size_t)(end - text) - i : len - i;

                if (!utf8_valid(text + i, n))
                        return line;
                line++;
                i += n + 1;
        }
        return line;
}

/* Without spaces of any kind, and without the characters nobody sees, at both ends (some sources have them on lines of their own). */
static const char *bared(struct arena *mem, const char *raw)
{
        static const char *const unseen[] = { "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xC2\xA0" };
        const char *s = text_trim(mem, raw);

        for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++) {
                size_t n = strlen(unseen[i]), len = strlen(s);

                if (text_starts(s, unseen[i]))
                        return bared(mem, s + n);
                if (len >= n && !strcmp(s + len - n, unseen[i]))
                        return bared(mem, text_copy_n(mem, s, len - n));
        }
        return s;
}

static bool line_read(struct cutting *k, const char *raw)
{
        const char *s = bared(k->mem, raw), *odd = text_check(s, strlen(s));

        if (!*s)
                return true;
        if (utf8_length(s) > STATUTE_LINE_MAX)
                return wrong(k, k->line, text_make(k->mem, "这一行有 %zu 个字，最多 %d 个", utf8_length(s), STATUTE_LINE_MAX));
        if (odd)
                return wrong(k, k->line, odd);
        if (k->in_head && head_ends(k, s))
                k->in_head = false;
        return k->in_head ? head_line(k, s) : body_line(k, s);
}

/* Articles there, or points, or at least sentences: several of those of 1949 to 1990 have no articles. */
static bool content_there(struct cutting *k)
{
        if (!k->t->title)
                return wrong(k, 1, "没有标题（# 名称）");
        if (!k->t->n_lines)
                return wrong(k, k->line, "没有条文");
        if (!k->t->articles) {
                if (!k->marked && !k->head.n)
                        return wrong(k, k->line, "没有条文（第…条）");
                k->line = 0;
                note(k, "没有“第…条”，按原文的序号和自然段收入");
        }
        return true;
}

static const char *name_of(const char *title)
{
        return text_starts(title, COUNTRY) && title[strlen(COUNTRY)] ? title + strlen(COUNTRY) : title;
}

bool statute_read(struct why *w, struct arena *mem, const char *text, size_t len, struct day named, struct statute_text *out, int *line)
{
        struct cutting k = { .w = w, .mem = mem, .t = out, .head = { .mem = mem }, .in_head = true, .at_line = line };
        size_t n;
        char **lines;

        *out = (struct statute_text){ .promulgated = DAY_NONE, .effective = DAY_NONE, .kind = "公布", .effective_by = "" };
        *line = 0;
        if (len > STATUTE_BYTES_MAX)
                return wrong(&k, 0, text_make(mem, "%zu 字节，最多 %zu 字节", len, STATUTE_BYTES_MAX));
        if (!utf8_valid(text, len))
                return wrong(&k, line_of_bad(text, len), "不是 UTF-8 文本");
        lines = text_split(mem, statute_clean(mem, text, len), '\n', &n);
        for (size_t i = 0; i < n && !k.numbered; i++) {
                int a, b;
                size_t got = article_read(text_trim(mem, lines[i]), &a, &b);

                k.numbered = got && gap(text_trim(mem, lines[i]) + got);
        }
        for (size_t i = 0; i < n; i++) {
                k.line = (int)i + 1;
                if (!line_read(&k, lines[i]))
                        return false;
        }
        out->head = buffer_done(&k.head);
        if (!content_there(&k))
                return false;
        out->name = name_of(out->title);
        return days_decide(&k, named);
}
