/* pack_remedies.c - the remedies clause of a document against the law in force: 行政复议法（2023 修订）20、22—24, 行政诉讼法 45、46,
 * 行政处罚法 59.  Old forms go on circulating with three-month suits, fifteen-day reviews and the superior department as reviewing body;
 * a paper that tells a party such a thing takes a right away, so a pack that holds one does not load.
 *
 * Texts are read clause by clause: a number of days or months, and what may be done in them.  What is not understood is let be.
 */
#include "law/pack_papers.h"
#include <string.h>

/* ---- terms in a text ---- */

enum step { STEP_NONE, STEP_REVIEW, STEP_SUIT };
struct term { int64_t n; bool months; enum step step; size_t offset; const char *words; };

static const char *const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

/* The Chinese numeral that ends at s (exclusive), back to where; 0 if there is none.  Up to 九百九十九. */
static int64_t numeral_before(const char *text, const char *s, const char **from)
{
        int64_t n = 0, unit = 1, digit = 0;

        *from = s;
        while (s - text >= 3) {
                const char *c = s - 3;
                int64_t found = -1;

                for (int64_t i = 0; i < 10; i++)
                        if (!strncmp(c, digits[i], 3))
                                found = i;
                if (!strncmp(c, "两", 3))
                        found = 2;
                if (found >= 0) {
                        n += found * unit;
                        digit = found;
                } else if (!strncmp(c, "十", 3) || !strncmp(c, "百", 3)) {
                        n += unit > 1 && !digit ? unit : 0;     /* 十 without a digit before it is ten */
                        unit = *(c + 2) == "十"[2] ? 10 : 100;
                        digit = 0;
                } else {
                        break;
                }
                *from = s = c;
        }
        return n + (unit > 1 && !digit ? unit : 0);
}

static int64_t number_before(const char *text, const char *s, const char **from)
{
        int64_t n = 0, place = 1;
        const char *c = s;

        while (c > text && c[-1] >= '0' && c[-1] <= '9' && place <= 100000) {
                n += (*--c - '0') * place;
                place *= 10;
        }
        *from = c;
        return c < s ? n : numeral_before(text, s, from);
}

static const char *clause_end(const char *s)
{
        static const char *const marks[] = { "，", "。", "；", ",", ";", "\n", "日内", "月内", "日以内", "月以内" };
        const char *end = s + strlen(s);

        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
                const char *at = strstr(s, marks[i]);

                if (at && at < end)
                        end = at;
        }
        return end;
}

static const char *within(const char *s, const char *end, const char *word)
{
        const char *at = strstr(s, word);

        return at && at < end ? at : NULL;
}

/* What the clause says may be done: the first of review and suit that it names. */
static enum step clause_step(const char *s, const char *end)
{
        const char *review = within(s, end, "复议"), *suit = within(s, end, "诉讼"), *sue = within(s, end, "起诉");

        if (!suit || (sue && sue < suit))
                suit = sue;
        return review && (!suit || review < suit) ? STEP_REVIEW : suit ? STEP_SUIT : STEP_NONE;
}

static bool ends_in(const char *text, const char *s, const char *word)
{
        size_t n = strlen(word);

        return (size_t)(s - text) >= n && !strncmp(s - n, word, n);
}

/* The number and unit in front of 内: 六十日内、60 日以内、六个月内. */
static bool term_before(const char *text, const char *end, struct term *out, const char **from)
{
        const char *s = ends_in(text, end, "以") ? end - strlen("以") : end;

        out->months = ends_in(text, s, "月");
        if (!out->months && !ends_in(text, s, "日"))
                return false;
        s -= strlen("日");
        if (out->months && ends_in(text, s, "个"))
                s -= strlen("个");
        while (s > text && s[-1] == ' ')
                s--;
        out->n = number_before(text, s, from);
        return out->n > 0;
}

/* The next term from *s on; false at the end. */
static bool term_next(struct arena *mem, const char *text, const char **s, struct term *out)
{
        for (const char *at = *s, *from; (at = strstr(at, "内")); at += strlen("内")) {
                if (!term_before(text, at, out, &from))
                        continue;
                *s = at + strlen("内");
                out->step = clause_step(*s, clause_end(*s));
                out->offset = (size_t)(from - text);
                out->words = text_copy_n(mem, from, (size_t)(at - from) - (ends_in(text, at, "以") ? strlen("以") : 0));
                return true;
        }
        return false;
}

/* ---- terms that are not the law's ---- */

/* After a decision on review the suit is to be brought in fifteen days (诉讼法 45). */
static bool after_review(const char *text, const struct term *t)
{
        const char *decision = strstr(text, "复议决定");

        return !t->months && t->n == 15 && decision && decision < text + t->offset;
}

static bool vertical(const struct pack *p)
{
        static const char *const words[] = { "海关", "税务", "国家安全", "外汇", "金融监督管理" };

        for (size_t i = 0; i < p->n_agencies; i++)
                for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                        if (p->agencies[i].name && strstr(p->agencies[i].name, words[k]))
                                return true;
        return false;
}

static void body_clear(struct reader *r, const struct node *n)
{
        static const char *const old[] = { "上一级主管部门", "上一级行政主管部门", "上级主管部门", "上级行政主管部门", "上一级行政机关", "上级业务主管部门" };

        for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
                const char *at = strstr(n->text, old[i]);

                if (at && strstr(n->text, "复议") && !vertical(r->p))
                        WRONG(r, node_at(r->mem, n, (size_t)(at - n->text)), "“%s”已不是行政复议机关：应当写本级人民政府，如 {agency.superior}"
                              "（行政复议法 24，2024-01-01 起）", old[i]);
        }
}

static void terms_check(struct reader *r, const struct node *n, bool by_law)
{
        const char *s = n->text;
        struct term t;

        while (term_next(r->mem, n->text, &s, &t)) {
                struct pack_at at = node_at(r->mem, n, t.offset);

                if (by_law)
                        continue;
                if (t.step == STEP_REVIEW && (t.months ? t.n < 2 : t.n < 60))
                        WRONG(r, at, "申请行政复议的期限不是“%s”：应当是六十日，只有法律可以规定更长的（行政复议法 20）", t.words);
                if (t.step == STEP_SUIT && !(t.months && t.n == 6) && !after_review(n->text, &t))
                        WRONG(r, at, "直接提起行政诉讼的期限不是“%s”：应当是六个月，法律另有规定的除外（行政诉讼法 46）", t.words);
        }
        body_clear(r, n);
}

/* Remedies are checked with their `says`; everything else here. */
void terms_clear(struct reader *r, const struct node *n)
{
        if (strstr(n->text, "复议") || strstr(n->text, "诉"))
                terms_check(r, n, r->in_remedy);
}

/* ---- what a clause claims to say ---- */

static const struct { const char *name, *same; } says[] = {
        { "60日复议", "六十日复议" }, { "6个月诉讼", "六个月诉讼" }, { "先复议", "复议前置" }, { "15日诉讼", "十五日诉讼" },
        { "网上复议", "在线复议" }, { "法律另有规定", "法律另有规定" },
};
#define SAYS "60日复议 6个月诉讼 先复议 15日诉讼 网上复议 法律另有规定"

static bool says_it(const struct pack_remedy *m, const char *name)
{
        for (size_t i = 0; i < sizeof says / sizeof *says; i++)
                if (!strcmp(says[i].name, name))
                        return names_have(&m->says, name) || names_have(&m->says, says[i].same);
        return false;
}

static bool states_term(struct arena *mem, const char *text, int64_t n, bool months, enum step step)
{
        const char *s = text;
        struct term t;

        while (term_next(mem, text, &s, &t))
                if (t.n == n && t.months == months && t.step == step)
                        return true;
        return false;
}

static bool states(struct arena *mem, const char *text, const char *name)
{
        const char *first = strstr(text, "先");

        if (!strcmp(name, "60日复议"))
                return states_term(mem, text, 60, false, STEP_REVIEW);
        if (!strcmp(name, "6个月诉讼"))
                return states_term(mem, text, 6, true, STEP_SUIT);
        if (!strcmp(name, "15日诉讼"))
                return states_term(mem, text, 15, false, STEP_SUIT);
        if (!strcmp(name, "先复议"))
                return first && strstr(first, "复议");
        if (!strcmp(name, "网上复议"))
                return strstr(text, "网") && strstr(text, "复议");
        return true;
}

static void claim_clear(struct reader *r, const struct node *claim, const char *text)
{
        for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
                if (strcmp(claim->text, says[i].name) && strcmp(claim->text, says[i].same))
                        continue;
                if (!states(r->mem, text, says[i].name))
                        WRONG(r, claim->at, "条款的文字里没有写“%s”", says[i].name);
                return;
        }
        WRONG(r, claim->at, strstr(claim->text, "复议") || strstr(claim->text, "诉讼")
              ? "“%s”不是现行法律规定的救济期限，可以是：" SAYS "（行政复议法 20、23，行政诉讼法 45、46）" : "没有这个说法：“%s”，可以是：" SAYS, claim->text);
}

static void claims_clear(struct reader *r, const struct node *list, const char *text)
{
        for (size_t i = 0; list && list->kind == NODE_LIST && i < list->n; i++)
                if (list->entries[i].value->kind == NODE_TEXT)
                        claim_clear(r, list->entries[i].value, text);
        if (list && list->kind == NODE_TEXT)
                claim_clear(r, list, text);
}

/* 处罚法 59: the way as well as the term. */
void remedy_clear(struct reader *r, const struct node *remedy, const struct pack_remedy *m)
{
        const struct node *text = node_get(remedy, "text");

        if (!text || text->kind != NODE_TEXT)
                return;
        claims_clear(r, node_get(remedy, "says"), text->text);
        r->in_remedy = says_it(m, "法律另有规定");
        terms_clear(r, text);
        r->in_remedy = false;
        if (strstr(text->text, "复议") && !strstr(text->text, "{agency.superior}") && !strstr(text->text, "人民政府") && !vertical(r->p))
                WRONG(r, text->at, "条款没有写明行政复议机关：应当写 {agency.superior} 或者人民政府（行政复议法 24）");
        if (strstr(text->text, "诉讼") && !strstr(text->text, "{agency.court}") && !strstr(text->text, "人民法院"))
                WRONG(r, text->at, "条款没有写明向哪个人民法院起诉：应当写 {agency.court} 或者人民法院（行政处罚法 59）");
}

/* ---- the clause of a paper ---- */

static bool on_the_spot(const struct paper_reader *w)
{
        for (size_t i = 0; i < w->paper->from.n; i++) {
                const struct verb_effect *e = verb_effect_find(w->r->verbs, w->r->n_verbs, w->paper->from.at[i]);

                if (e && e->sets & F(penalised) && text_starts(e->verb, "summary."))
                        return true;
        }
        return false;
}

static void clause_clear(struct paper_reader *w, const struct node *at, const struct pack_remedy *m)
{
        const char *name = w->paper->name;

        if (!w->remedy_said)
                WRONG(w->r, at->at, "“%s”的正文里没有 {remedy.text}，或者它只在某种条件下出现：救济条款必须总是写上", name);
        if (on_the_spot(w)) {
                if (!says_it(m, "先复议") || says_it(m, "6个月诉讼"))
                        WRONG(w->r, at->at, "当场处罚应当先申请行政复议，“%s”的救济条款不能写直接起诉，应当写“先复议”（行政复议法 23）", name);
        } else if (w->paper->decides && w->paper->served && !says_it(m, "法律另有规定")) {
                if (!says_it(m, "60日复议") || !(says_it(m, "6个月诉讼") || says_it(m, "先复议")))
                        WRONG(w->r, at->at, "“%s”的救济条款应当写明 60日复议 和 6个月诉讼（行政处罚法 59、行政复议法 20、行政诉讼法 46）", name);
        }
}

void paper_clear(struct paper_reader *w, const struct node *paper)
{
        const struct node *number = node_get(paper, "number"), *remedy = node_get(paper, "remedy");
        const struct pack_paper *p = w->paper;
        const struct pack_remedy *m = pack_remedy(w->r->p, p->remedy);

        if (*p->number && number && !*pack_numbering(w->r->p, p->number))
                WRONG(w->r, number->at, "没有这个编号规则：“%s”（见 numbering）", p->number);
        if (p->decides && p->served && !*p->remedy)
                WRONG(w->r, p->pos, "“%s”作出决定并送达当事人，必须有救济条款（remedy）（行政处罚法 59、行政复议法 20）", p->name);
        if (*p->remedy && remedy && !m)
                WRONG(w->r, remedy->at, "没有这个救济条款：“%s”（见 remedies）", p->remedy);
        else if (m && remedy)
                clause_clear(w, remedy, m);
}

/* The reviewing body that papers will name (复议法 24): the people's government, but for organs that are led from above. */
void agencies_clear(struct reader *r)
{
        for (size_t i = 0; r->p->n_remedies && i < r->p->n_agencies; i++) {
                const struct pack_agency *g = &r->p->agencies[i];
                const struct node *superior = node_get(node_get(node_get(r->root, "agencies"), g->id), "superior");

                if (superior && superior->kind == NODE_TEXT && !strstr(superior->text, "人民政府") && !vertical(r->p))
                        WRONG(r, superior->at, "“%s”的行政复议机关应当是本级人民政府，不是“%s”（行政复议法 24）", g->name, superior->text);
        }
}
