/* paper_signing.c - what waits for my signature: papers of the cases I may see that want a post of mine and do not have my name yet.  Looks at
 * the newest cases that are not over, and says how many; never signs. */
#include "law/facts.h"
#include "paper/paper_inner.h"
#include <string.h>

#define CASES_PAGE 60
#define CASES_CARD 8                    /* the desk must stay quick */
#define CARD_ROWS 4

struct waiting { struct paper paper; const char *as, *title; };
struct signing_list { struct waiting *at; size_t n, room, cases; };

static bool mine(const struct paper_case *pc, const struct paper *p)
{
        for (size_t i = 0; i < pc->n; i++) {
                const struct act *a = &pc->acts[i];

                if (!strcmp(a->verb, "paper.sign") && act_int(a, "of") == p->seq && !strcmp(act_text(a, "paper"), p->kind->id) &&
                    !strcmp(act_text(a, "actor"), pc->c->who->login))
                        return true;
        }
        return false;
}

static const struct act *own_act(const struct paper_case *pc, int64_t seq)
{
        for (size_t i = 0; i < pc->n; i++)
                if (pc->acts[i].seq == seq)
                        return &pc->acts[i];
        return NULL;
}

/* The post of mine that is still missing on it; "" none. */
static const char *wanted_of(struct ctx *c, const struct paper_case *pc, const struct paper *p)
{
        const struct act *own = own_act(pc, p->seq);
        size_t n;
        char **as;

        if (!own || *p->voided || !p->missing.n)
                return "";
        as = text_split(c->mem, paper__signs_as(c, p, own), ',', &n);
        for (size_t i = 0; i < n; i++)
                if (*as[i] && names_have(&p->missing, paper_signer_label(as[i])) && !mine(pc, p))
                        return paper_signer_label(as[i]);
        return "";
}

static void add(struct signing_list *l, struct ctx *c, const struct paper *p, const char *as)
{
        const struct case_facts *f = facts_of(c);

        if (l->n == l->room) {
                l->at = arena_grow(c->mem, l->at, l->room * sizeof *l->at, (l->room * 2 + 32) * sizeof *l->at);
                l->room = l->room * 2 + 32;
        }
        l->at[l->n++] = (struct waiting){ *p, as, *f->number ? f->number : f->title };
}

static bool case_look(struct ctx *c, int64_t id, struct signing_list *l)
{
        struct paper_case *pc;
        struct papers papers;

        if (!papers_of(c, id, &papers) || !(pc = paper_case_load(c, id, -1)))
                return false;
        for (size_t i = 0; i < papers.n; i++) {
                const char *as = wanted_of(c, pc, &papers.at[i]);

                if (*as)
                        add(l, c, &papers.at[i], as);
        }
        return true;
}

static bool load(struct ctx *c, size_t cases, struct signing_list *l)
{
        int64_t *ids = TAKE_N(c->mem, int64_t, cases);

        *l = (struct signing_list){ 0 };
        if (!paper__hooks.recent(c, ids, cases, &l->cases))
                return false;
        for (size_t i = 0; i < l->cases; i++)
                if (!case_look(c, ids[i], l))
                        return false;
        return true;
}

static const char *paper_url(struct arena *mem, const struct paper *p)
{
        return url(mem, "/desk/case/%s/paper/%s/%s", text_make(mem, "%lld", (long long)p->case_id), text_make(mem, "%lld", (long long)p->seq), p->kind->id);
}

/* The same as a table, for the one list of what there is to do. */
bool paper__view_signing(struct ctx *c, const struct args *a, struct table *out)
{
        struct signing_list l;

        (void)a;
        if (!load(c, CASES_PAGE, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct paper *p = &l.at[i].paper;

                table_row(out, (const char *[]){ text_make(c->mem, "%lld", (long long)p->case_id), l.at[i].title, p->kind->name, *p->number ? p->number : NULL, l.at[i].as,
                        instant_text(c->mem, p->at), paper_url(c->mem, p) });
        }
        out->total = (int64_t)l.n;
        return true;
}

/* ---- the page ---- */

static void rows_put(struct html *h, const struct signing_list *l)
{
        html(h, "<div class=\"table-wrap\" tabindex=\"0\" role=\"group\" aria-label=\"待签名的文书\"><table class=\"table\"><caption class=\"vh\">待签名的文书</caption>"
                "<thead><tr><th scope=\"col\">文书</th><th scope=\"col\">案件</th><th scope=\"col\">身份</th><th scope=\"col\">制作</th></tr></thead><tbody>");
        for (size_t i = 0; i < l->n; i++) {
                const struct waiting *w = &l->at[i];

                html(h, "<tr><td><a href=\"%s\">%s</a>%s%s</td><td><a href=\"/desk/case/%lld?tab=papers\">%s</a></td><td>%s</td><td>%s</td></tr>\n",
                     paper_url(h->b.mem, &w->paper), w->paper.kind->name, *w->paper.number ? "　" : "", w->paper.number, (long long)w->paper.case_id, w->title, w->as,
                     instant_local(h->b.mem, w->paper.at));
        }
        html(h, "</tbody></table></div>");
}

bool paper_page_signing(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct signing_list l;

        if (!load(c, CASES_PAGE, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "待我签名的文书", .current = "/desk",
                .lead = text_make(c->mem, "查看了您的范围内最近的 %zu 件没有办完的案件；打开文书，看过以后再签。", l.cases) });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        if (l.n)
                rows_put(h, &l);
        else
                ui_empty(h, "没有等您签名的文书", "文书由动作自动生成；轮到您的岗位签名时列在这里。", NULL, NULL);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- on the desk ---- */

bool paper_desk_card(struct ctx *c, struct html *h)
{
        struct signing_list l;

        if (!load(c, CASES_CARD, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "待我签名", .note = text_make(c->mem, "最近 %zu 件案件", l.cases), .more_url = "/desk/signing", .more_label = "全部" });
        if (!l.n)
                html(h, "<p class=\"small muted\">没有等您签名的文书。</p>");
        else
                html(h, "<ul class=\"plain small\">");
        for (size_t i = 0; i < l.n && i < CARD_ROWS; i++)
                html(h, "<li><a href=\"%s\">%s</a>　<span class=\"muted\">%s</span></li>", paper_url(c->mem, &l.at[i].paper), l.at[i].paper.kind->name, l.at[i].title);
        if (l.n)
                html(h, "</ul>");
        ui_card_end(h);
        return true;
}
