/* paper_compare.c - two versions of a paper, line by line: what fell away, what came in.  The longest common sequence of lines. */
#include "paper/paper_inner.h"
#include <string.h>

#define LINES_MAX 1200                  /* longer papers are compared up to here */

static bool lines_of(struct ctx *c, const struct pack_paper *kind, const struct paper_case *pc, struct paper_lines *out)
{
        struct doc *d;

        if (!paper_compose(c, kind, pc, &d, out))
                return false;
        if (out->n > LINES_MAX)
                out->n = LINES_MAX;
        return true;
}

/* common[i][k]: how long the common sequence of the lines from i and from k is. */
static const uint16_t *common_make(struct arena *mem, const struct paper_lines *a, const struct paper_lines *b)
{
        size_t w = b->n + 1;
        uint16_t *common = TAKE_N(mem, uint16_t, (a->n + 1) * w);

        for (size_t i = a->n; i--;)
                for (size_t k = b->n; k--;) {
                        uint16_t down = common[(i + 1) * w + k], right = common[i * w + k + 1];

                        common[i * w + k] = !strcmp(a->at[i].text, b->at[k].text) ? common[(i + 1) * w + k + 1] + 1 : down > right ? down : right;
                }
        return common;
}

static void difference_put(struct html *h, const struct paper_lines *a, const struct paper_lines *b)
{
        const uint16_t *common = common_make(h->b.mem, a, b);
        size_t i = 0, k = 0, w = b->n + 1, same = 0;

        html(h, "<div class=\"difference\">");
        while (i < a->n || k < b->n) {
                if (i < a->n && k < b->n && !strcmp(a->at[i].text, b->at[k].text)) {
                        html(h, "<p>%s</p>", a->at[i].text);
                        same++;
                        i++;
                        k++;
                } else if (i < a->n && (k == b->n || common[(i + 1) * w + k] >= common[i * w + k + 1])) {
                        html(h, "<p><del><span class=\"vh\">删去：</span>%s</del></p>", a->at[i++].text);
                } else {
                        html(h, "<p><ins><span class=\"vh\">增加：</span>%s</ins></p>", b->at[k++].text);
                }
        }
        html(h, "</div>");
        if (same == a->n && same == b->n)
                html(h, "<p class=\"muted\">两份的文字相同。</p>");
}

bool paper__compare(struct ctx *c, struct html *h, const struct paper *p, const struct paper_case *pc, int64_t with)
{
        struct paper_lines mine, other;
        struct paper_case *then;
        struct paper v;

        if (!paper_find(c, p->case_id, with, p->kind->id, &v) || !paper__case_of(c, &v, &then) || !lines_of(c, v.kind, then, &other) ||
            !lines_of(c, p->kind, pc, &mine))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "两个版本的不同", .note = text_make(c->mem, "%s 与 %s", instant_local(c->mem, v.at), instant_local(c->mem, p->at)) });
        if (v.at.ms <= p->at.ms)
                difference_put(h, &other, &mine);
        else
                difference_put(h, &mine, &other);
        ui_card_end(h);
        return true;
}
