/* benchmark.c - grades of discretion: reading a row, computing its range.  Pure; decides nothing about a case. */
#include "law/benchmark.h"
#include "base/text.h"
#include <string.h>

#define WHOLE 10000                     /* a hundred percent, in hundredths of a percent */
#define MOST_FEN (INT64_C(100) * 10000000000000)

static const char *const ways[] = { [GRADE_NO_FINE] = "不罚款", [GRADE_FIXED] = "固定幅度", [GRADE_SHARE] = "法定幅度比例", [GRADE_RATE] = "基数比例",
                                    [GRADE_MULTIPLE] = "基数倍数", [GRADE_UNIT] = "按数量" };
#define WAYS (sizeof ways / sizeof *ways)

const char *grade_way_word(enum grade_way way)
{
        return ways[way];
}

/* ---- reading ---- */

/* A figure without the sign behind it; all signs are of one kind in one way of counting, so they may be left out. */
static const char *bare(struct arena *mem, const char *s)
{
        static const char *const signs[] = { "%", "％", "倍", "元" };
        const char *t = text_trim(mem, s);

        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
                size_t n = strlen(t), k = strlen(signs[i]);

                if (n > k && !strcmp(t + n - k, signs[i]))
                        return text_trim(mem, text_copy_n(mem, t, n - k));
        }
        return t;
}

bool quantity_parse(const char *s, int64_t *hundredths)
{
        int64_t n;

        if (!money_parse(s, &n) || n <= 0)      /* the same digits: at most two decimals */
                return false;
        *hundredths = n;
        return true;
}

/* Fen, hundredths of a percent and hundredths of a multiple are all hundredths of what is written. */
static bool figure(struct why *w, const char *label, const char *text, int64_t *out)
{
        return money_parse(bare(w->mem, text), out) ||
               refuse(w, R_LIST_ROWS, "rows", "“%s”应当是数字（最多两位小数）：%s", label, *text ? text : "（空）");
}

static bool way_read(struct why *w, const char *word, enum grade_way *out)
{
        for (size_t i = 0; i < WAYS; i++)
                if (!strcmp(ways[i], word)) {
                        *out = (enum grade_way)i;
                        return true;
                }
        return refuse(w, R_LIST_ROWS, "rows", "计算方式“%s”不认识，应当是：不罚款、固定幅度、法定幅度比例、基数比例、基数倍数、按数量", word);
}

static bool party_read(struct why *w, const char *word, const char **out)
{
        bool citizen = !strcmp(word, "公民") || !strcmp(word, "citizen"), body = !strcmp(word, "单位") || !strcmp(word, "body");

        if (!citizen && !body && *word && strcmp(word, "不限"))
                return refuse(w, R_LIST_ROWS, "rows", "适用对象“%s”不认识，应当是：公民、单位、不限", word);
        *out = citizen ? "citizen" : body ? "body" : "";
        return true;
}

static bool percent(const char *s)
{
        return strstr(s, "%") || strstr(s, "％");
}

static bool figures_read(struct why *w, const struct grade_cells *k, struct grade *g)
{
        bool share = g->way == GRADE_SHARE || g->way == GRADE_RATE;

        if (share && (!percent(k->least) || !percent(k->most)))         /* a spreadsheet makes 0.3 of 30%: nobody may guess which was meant */
                return refuse(w, R_LIST_ROWS, "rows", "比例要写百分号，如 30%%（工作簿里把单元格设为文本）：%s、%s", k->least, k->most);
        if (!figure(w, "下限", k->least, &g->least) || !figure(w, "上限", k->most, &g->most) || (*k->cap && !figure(w, "最高限额", k->cap, &g->cap)))
                return false;
        if (g->least > g->most)
                return refuse(w, R_LIST_ROWS, "rows", "下限 %s 高于上限 %s", k->least, k->most);
        if (g->way == GRADE_SHARE && g->most > WHOLE)
                return refuse(w, R_LIST_ROWS, "rows", "法定幅度的比例不能超过 100%%：%s", k->most);
        if (g->way > GRADE_SHARE && !*k->of)
                return refuse(w, R_LIST_ROWS, "rows", "“%s”要写明计算基数或者计量单位", ways[g->way]);
        return g->most > 0 || refuse(w, R_LIST_ROWS, "rows", "上限应当大于零；不处罚款的，计算方式写“不罚款”");
}

bool grade_read(struct why *w, struct arena *mem, const struct grade_cells *k, struct grade *out)
{
        struct grade g = { .item = text_trim(mem, k->item), .name = text_trim(mem, k->name), .when = k->when, .of = text_trim(mem, k->of), .basis = k->basis };

        if (!*g.item || !*g.name)
                return refuse(w, R_LIST_ROWS, "rows", "没有写%s", *g.item ? "裁量阶次" : "执法事项编号");
        if (!way_read(w, text_trim(mem, k->way), &g.way) || !party_read(w, text_trim(mem, k->party), &g.party))
                return false;
        if (g.way != GRADE_NO_FINE && !figures_read(w, k, &g))
                return false;
        *out = g;
        return true;
}

/* ---- computing ---- */

/* a * b / by; up: a rest counts as one more.  What is beyond all money is the most there is: the statutory range cuts it anyway. */
static int64_t share_of(int64_t a, int64_t b, int64_t by, bool up)
{
        int64_t whole, rest, sum;

        if (__builtin_mul_overflow(a / by, b, &whole) || __builtin_mul_overflow(a % by, b, &rest) ||
            __builtin_add_overflow(whole, rest / by + (up && rest % by ? 1 : 0), &sum) || sum > MOST_FEN)
                return MOST_FEN;
        return sum;
}

static bool computed(const struct grade *g, struct fen_range s, const struct grade_facts *f, struct fen_range *out, struct why *why)
{
        bool base = g->way == GRADE_RATE || g->way == GRADE_MULTIPLE;
        int64_t by = g->way == GRADE_MULTIPLE || g->way == GRADE_UNIT ? 100 : WHOLE;
        int64_t of = base ? f->base : g->way == GRADE_UNIT ? f->units : s.most - s.least;
        int64_t from = g->way == GRADE_SHARE ? s.least : 0;

        if (base && f->base < 0)
                return refuse(why, R_ARG_MISSING, "grade_base", "“%s”一档按%s计算，应当填写%s", g->name, g->of, g->of);
        if (g->way == GRADE_UNIT && f->units < 0)
                return refuse(why, R_ARG_MISSING, "grade_units", "“%s”一档按%s计算，应当填写数量（%s）", g->name, g->of, g->of);
        *out = (struct fen_range){ from + share_of(of, g->least, by, true), from + share_of(of, g->most, by, false) };
        return true;
}

static int64_t within(int64_t fen, struct fen_range r)
{
        return fen < r.least ? r.least : fen > r.most ? r.most : fen;
}

bool grade_range(const struct grade *g, struct fen_range statutory, const struct grade_facts *f, struct fen_range *out, struct why *why)
{
        struct fen_range r = { g->least, g->most };

        if (g->way == GRADE_NO_FINE) {
                *out = (struct fen_range){ 0, 0 };
                return true;
        }
        if (g->way != GRADE_FIXED && !computed(g, statutory, f, &r, why))
                return false;
        if (g->cap && r.most > g->cap)
                r.most = g->cap;
        if (r.least > r.most)                   /* capped below its own least, or a range of less than a fen */
                r.least = r.most;
        *out = (struct fen_range){ within(r.least, statutory), within(r.most, statutory) };
        return true;
}

bool range_lighter(struct fen_range one, struct fen_range other)
{
        return one.most < other.most || (one.most == other.most && one.least < other.least);
}

/* ---- finding ---- */

bool grade_for(const struct grade *g, const char *item, const char *party_kind)
{
        const char *kind = !strcmp(party_kind, "citizen") ? "citizen" : "body";

        return !strcmp(g->item, item) && (!*g->party || !strcmp(g->party, kind));
}

const struct grade *grade_find(const struct grades *l, const char *item, const char *party_kind, const char *name)
{
        for (size_t i = 0; i < l->n; i++)
                if (grade_for(&l->at[i], item, party_kind) && !strcmp(l->at[i].name, name))
                        return &l->at[i];
        return NULL;
}

/* ---- words ---- */

/* 1250 -> 12.5, 300 -> 3 */
static const char *plain(struct arena *mem, int64_t hundredths)
{
        long long whole = (long long)(hundredths / 100), rest = (long long)(hundredths % 100);

        return !rest ? text_make(mem, "%lld", whole) : rest % 10 ? text_make(mem, "%lld.%02lld", whole, rest) : text_make(mem, "%lld.%lld", whole, rest / 10);
}

const char *range_words(struct arena *mem, struct fen_range r)
{
        if (!r.most)
                return "不处罚款";
        return r.least == r.most ? text_make(mem, "%s 元", money_text(mem, r.most))
                                 : text_make(mem, "%s 元至 %s 元", money_text(mem, r.least), money_text(mem, r.most));
}

const char *grade_words(struct arena *mem, const struct grade *g)
{
        const char *cap = g->cap ? text_make(mem, "，最高 %s 元", money_text(mem, g->cap)) : "";

        if (g->way == GRADE_NO_FINE)
                return "不罚款";
        if (g->way == GRADE_FIXED)
                return range_words(mem, (struct fen_range){ g->least, g->most });
        if (g->way == GRADE_UNIT)
                return text_make(mem, "每%s %s%s", g->of, range_words(mem, (struct fen_range){ g->least, g->most }), cap);
        return text_make(mem, "%s的 %s%s至 %s%s%s", g->way == GRADE_SHARE ? "法定幅度" : g->of, plain(mem, g->least),
                         g->way == GRADE_MULTIPLE ? " 倍" : "%", plain(mem, g->most), g->way == GRADE_MULTIPLE ? " 倍" : "%", cap);
}
