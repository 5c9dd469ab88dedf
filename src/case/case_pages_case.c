/* case_pages_case.c - one case on one page: where it stands, what may be done and why the rest may not, its clocks, its story.
 * Rights and conditions are those of case_next(); the page only words them.
 */
#include "case/case_pages.h"
#include <string.h>

/* ---- head ---- */

static bool stepper_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        static const enum ui_step_state states[] = { [STAGE_DONE] = STEP_DONE, [STAGE_NOW] = STEP_NOW, [STAGE_TODO] = STEP_TODO,
                                                     [STAGE_LOCK] = STEP_LOCK, [STAGE_SKIP] = STEP_SKIP };
        struct stage_line l;
        struct ui_step *s;

        if (!case_stages(c, f, &l))
                return false;
        s = TAKE_N(c->mem, struct ui_step, l.n + 1);
        for (size_t i = 0; i < l.n; i++)
                s[i] = (struct ui_step){ l.at[i].label, *l.at[i].note ? l.at[i].note : day_text(c->mem, l.at[i].on),
                        states[l.at[i].state] };
        ui_card_begin(h, &(struct ui_card){ 0 });
        ui_stepper(h, "程序进度", s, l.n);
        ui_card_end(h);
        return true;
}

static size_t tags_of(struct ctx *c, const struct case_facts *f, struct ui_tag out[5])
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_criterion *major = review_applies(c->pack, &f->matter);
        flags_t flags = f->standing.flags;
        size_t n = 0;

        out[n++] = (struct ui_tag){ "info", strcmp(f->kind, "permit") ? "行政处罚" : "行政许可", NULL };
        if (p)
                out[n++] = (struct ui_tag){ "note", p->label, NULL };
        if (major && !(flags & F(reviewed)))
                out[n++] = (struct ui_tag){ "warn", "重大决定：须法制审核", "gavel" };
        if (flags & F(suspended))
                out[n++] = (struct ui_tag){ "warn", "已中止", "clock-pause" };
        if (flags & F(published))
                out[n++] = (struct ui_tag){ "ok", "公示中", "eye" };
        return n;
}

/* ---- aside ---- */

static void clocks_put(struct ctx *c, struct html *h, const struct case_clocks *l, const char *tab_url)
{
        struct ui_clock *k = TAKE_N(c->mem, struct ui_clock, l->n + 1);
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                if (!l->at[i].ended)
                        k[n++] = (struct ui_clock){ .title = l->at[i].label, .due = case__due(c, &l->at[i]), .note = l->at[i].law,
                                                    .explanation = case__due_why(c, &l->at[i]),
                                                    .why = case__due_title(c->mem, &l->at[i]) };
        ui_card_begin(h, &(struct ui_card){ .title = "期限", .more_url = tab_url, .more_label = "全部", .flush = true });
        if (n)
                ui_clocks(h, k, n);
        else
                ui_empty(h, "没有正在计算的期限", NULL, NULL, NULL);
        ui_card_end(h);
}

static void party_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        ui_card_begin(h, &(struct ui_card){ .title = "当事人" });
        ui_kv_begin(h, 0);
        ui_kv(h, "名称", f->party);
        ui_kv(h, "代表人", f->party_person);
        ui_kv(h, "案由", f->cause);
        ui_kv_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "办案人员" });
        ui_kv_begin(h, 0);
        ui_kv(h, "承办", case__names(c, &f->officers));
        ui_kv(h, "首问", *f->owner ? user_name(c, f->owner) : "");
        ui_kv(h, "机构", pack_unit(c->pack, f->unit) ? pack_unit(c->pack, f->unit)->name : f->unit);
        ui_kv_end(h);
        ui_card_end(h);
}

static void money_put(struct html *h, const struct case_facts *f)
{
        const struct { const char *label; int64_t fen; } rows[] = {
                { "拟罚款", f->draft_fine }, { "告知的罚款", f->noticed_fine }, { "审核的罚款", f->reviewed_fine }, { "决定的罚款", f->fine },
        };
        bool any = false;

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                if (rows[i].fen <= 0)
                        continue;
                if (!any) {
                        ui_card_begin(h, &(struct ui_card){ .title = "罚款" });
                        ui_kv_begin(h, 0);
                        any = true;
                }
                ui_kv_open(h, rows[i].label);
                ui_money(h, rows[i].fen);
                ui_kv_close(h);
        }
        if (any) {
                ui_kv_open(h, "已缴");
                ui_money(h, f->paid);
                ui_kv_close(h);
                ui_kv_end(h);
                ui_card_end(h);
        }
}

/* Which row of the review catalogue applies, what was held against what, and where the review is to be seen. */
static void catalogue_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const struct pack_review *r = &c->pack->review;
        bool any = review_applies(c->pack, &f->matter) != NULL;

        if (!any && f->submit_seq < 0)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "法制审核", .more_url = f->submit_seq < 0 ? NULL : text_make(c->mem, "/desk/review/%lld", (long long)f->id),
                                            .more_label = "审核与责任" });
        for (size_t i = 0; i < r->n_catalogue; i++) {
                const struct pack_criterion *k = &r->catalogue[i];

                if (criterion_applies(k, &f->matter))
                        html(h, "<p><b>%s</b><br>%s<br><span class=\"small muted\">%s</span></p>", k->label, criterion_reason(c->mem, c->pack, k, &f->matter), k->law);
        }
        if (!any)
                html(h, "<p>现在不属于审核目录内的情形，承办机构自行送审。</p>");
        ui_card_end(h);
}

/* ---- the page ---- */

#define TABS_MAX 12

static bool timeline_put(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        return case__tab_timeline(c, h, f);
}

static bool materials_put(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        return case__tab_materials(c, h, f);
}

static bool party_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        case__tab_party(c, h, f);
        return true;
}

static bool clocks_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        struct case_clocks l;

        if (!case_clocks_load(c, f->id, &l))
                return false;
        case__tab_clocks(c, h, &l);
        return true;
}

static bool proof_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        return case__tab_proof(c, h, f);
}

static struct case_tab tabs[TABS_MAX] = {
        { "", "经过", timeline_put }, { "materials", "材料", materials_put }, { "party", "当事人", party_tab }, { "clocks", "期限", clocks_tab },
        { "proof", "存证", proof_tab },
};
static size_t tabs_n = 5;

void case_tabs_bind(const struct case_tab *rows, size_t n)
{
        must(tabs_n + n <= TABS_MAX);
        for (size_t i = 0; i < n; i++)
                tabs[tabs_n++] = rows[i];
}

static const char *tab_url(struct arena *mem, const struct case_facts *f, const char *tab)
{
        return text_make(mem, "%s%s%s#tabs", case__url(mem, f->id), *tab ? "?tab=" : "", tab);
}

static bool tab_put(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        struct ui_tab t[TABS_MAX];
        size_t current = 0;
        bool ok;

        for (size_t i = 0; i < tabs_n; i++) {
                t[i] = (struct ui_tab){ tabs[i].label, tab_url(c->mem, f, tabs[i].id), NULL };
                if (!strcmp(page_query(in, "tab"), tabs[i].id))
                        current = i;
        }
        ui_card_begin(h, &(struct ui_card){ .id = "tabs" });
        ui_tabs(h, "案件内容", t, tabs_n, current);
        ok = tabs[current].put(c, in, h, f);
        ui_card_end(h);
        return ok && c->why.kind == WHY_NOTHING;
}

static void begin(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        static const struct ui_crumb crumbs[] = { { "案件台账", "/desk/cases" } };
        const char *number = *f->number ? f->number : *f->source_number ? f->source_number : "未编号";
        struct ui_tag tags[5];
        size_t n = tags_of(c, f, tags);

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = *f->title ? f->title : number, .crumb = number, .crumbs = crumbs,
                .n_crumbs = 1, .tags = tags, .n_tags = n, .current = "/desk/cases" });
        case__done(c, in, h);
}

bool case__page_case(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct case_facts f;
        struct case_clocks l;
        int64_t id;

        if (!text_int(in->args[0], 1, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", utf8_head(c->mem, in->args[0], 20));
        if (!case_facts_load(c, id, &f) || !case_may_see(c, &f) || !case_clocks_load(c, id, &l))
                return false;
        begin(c, in, h, &f);
        if (!stepper_put(c, h, &f))
                return false;
        if (!case_grade_put(c, h, id))
                return false;
        ui_split_begin(h);
        if (!case__actions(c, h, &f, &l) || !tab_put(c, in, h, &f))
                return false;
        ui_split_aside(h);
        clocks_put(c, h, &l, tab_url(c->mem, &f, "clocks"));
        catalogue_put(c, h, &f);
        party_put(c, h, &f);
        money_put(h, &f);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
