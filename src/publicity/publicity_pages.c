/* publicity_pages.c - checking before the public sees it: what the decision says and what would be shown, side by side.
 * Shows the sealed original only to those in whose data it lies; decides nothing: the button leads to the form of publish.release.
 */
#include "org/org.h"
#include "publicity/publicity.h"
#include "ui/ui.h"
#include <string.h>

/* The act of decision, as those who check may read it. */
static void original_put(struct html *h, const struct act *decision)
{
        ui_card_begin(h, &(struct ui_card){ .title = "原件", .note = "决定书记载，只在内部可见" });
        ui_kv_begin(h, 0);
        ui_kv(h, "决定文号", act_text(decision, "decision_number"));
        ui_kv(h, "案由", act_text(decision, "cause"));
        ui_kv(h, "认定的事实", act_text(decision, "found_facts"));
        ui_kv(h, "依据", act_text(decision, "basis"));
        ui_kv(h, "结果", act_text(decision, "result"));
        ui_kv_open(h, "作出日期");
        ui_day(h, act_day(decision, "decided_on"));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static void public_put(struct html *h, const struct public_version *v)
{
        html(h, "<div>");
        ui_paper_begin(h, &(struct ui_paper){ .label = "公开版预览", .org = v->agency_name, .number = v->number,
                                              .title = public_paper_title(v->kind, v->result) });
        ui_paper_text(h, public_version_text(h->b.mem, v));
        ui_paper_sign(h, v->agency_name, v->decided_on, true);
        ui_paper_end(h);
        html(h, "</div>");
}

static void checks_put(struct ctx *c, struct html *h, const struct publication_draft *d, const struct public_version *v)
{
        struct why why = { .mem = c->mem };

        ui_card_begin(h, &(struct ui_card){ .title = "自动检查" });
        if (rule_public_clean(&why, v))
                ui_callout(h, "ok", "没有发现证件号码、电话和银行账号", "姓名、住址、商业秘密等仍须人工核对。");
        else
                ui_refusal(h, &why);
        if (*v->manual)
                ui_callout(h, "warn", "有人工改写的内容", "人工改写的部分不能证明与决定书原文一致，公示页会如实说明。");
        ui_kv_begin(h, 0);
        ui_kv(h, "录入人", user_name(c, d->entered_by));
        ui_kv_open(h, "录入时间");
        ui_instant(h, d->at);
        ui_kv_close(h);
        ui_kv(h, "录入说明", d->note);
        ui_kv_end(h);
        ui_card_end(h);
}

static void buttons_put(struct html *h, const struct publication_draft *d)
{
        struct arena *mem = h->b.mem;

        if (d->released >= 0) {
                ui_callout(h, "info", "已经公示", text_make(mem, "核对并公示于日志第 %lld 条。", (long long)d->released));
                return;
        }
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "核对通过，去公示", text_make(mem, "/desk/act/publish.release?subject=%lld",
                (long long)d->case_id),
                                          "eye-check", BUTTON_PRIMARY });
        ui_button(h, &(struct ui_button){ "重新录入", text_make(mem, "/desk/act/publish.prepare?subject=%lld",
                (long long)d->case_id), "pencil", BUTTON_PLAIN });
        ui_row_end(h);
}

static bool show_check(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        struct publication_draft d;
        struct public_version v;
        struct act decision;
        int64_t id;

        if (!text_int(in->args[0], 1, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", in->args[0]);
        if (!publication_draft_load(c, id, &d) || !access_may_see(c, &(struct place){ d.agency, d.unit, NULL }) ||
            !act_load(c, d.decide_seq, &decision))
                return false;
        v = public_version_of(c->mem, &decision, d.facts, d.result);
        public_version_dress(c->pack, d.agency, &v);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = v.title, .crumb = v.number, .crumbs = crumbs, .n_crumbs = 1,
                                                      .current = "/desk/publicity", .lead = "原件与公开版逐项核对" });
        buttons_put(h, &d);
        ui_grid_begin(h, 2);
        original_put(h, &decision);
        public_put(h, &v);
        ui_grid_end(h);
        checks_put(c, h, &d, &v);
        page_end_desk(c, in, h);
        return true;
}

const struct page publicity_pages[] = {
        { .pattern = "/desk/publicity/{id}", .title = "公示核对", .roles = "", .show = show_check },
};
const size_t publicity_pages_n = sizeof publicity_pages / sizeof *publicity_pages;
