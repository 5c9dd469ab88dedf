/* correction_pages.c - the desk where requests for correction are answered, and the versions of a public record beside each other.  Only shows. */
#include "org/attempt.h"
#include "org/org.h"
#include "publicity/correction.h"
#include "publicity/publicity_withdraw.h"
#include "publicity/task.h"
#include <string.h>

static bool page_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        const struct view *v = view_find("corrections");
        int64_t page = 1, size = 50;
        struct table t;

        if (!view_run(c, "corrections", in->query, in->n, &t))
                return false;
        text_int(page_query(in, "page"), 1, 1000000, &page);
        text_int(page_query(in, "size"), 1, 200, &size);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公众纠错", .lead = "公众认为公示有错的：核实、答复、更正", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/publicity" });
        task__done(in, h);
        ui_filters(h, &(struct ui_filters){ .path = "/desk/corrections", .label = "筛选纠错", .params = v->params, .query = in->query, .n = in->n, .skip = "page|size", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "公众纠错", .path = "/desk/corrections", .query = in->query, .n_query = in->n, .link = "number", .link_to = "id",
                .link_base = "/desk/corrections/", .sub = "what", .hide = "id|case|corrected|answer", .tags = "state", .empty = "没有公众纠错",
                .empty_when = "公众在公示页点“纠错”提出以后，列在这里并开始计时。" });
        ui_pager(h, "/desk/corrections", in->query, in->n, page, size, t.total);
        page_end_desk(c, in, h);
        return true;
}

static void facts_put(struct ctx *c, struct html *h, const struct correction *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = "公众的意见" });
        ui_kv_begin(h, 0);
        ui_kv_open(h, "公示");
        ui_link(h, text_make(c->mem, "/decision/%lld", (long long)k->case_id), k->number);
        ui_kv_close(h);
        ui_kv(h, "哪里有错", k->what);
        ui_kv(h, "联系方式", k->contact);
        ui_kv_open(h, "提出时间");
        ui_instant(h, k->asked_at);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        if (!*k->answer)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "答复" });
        ui_kv_begin(h, 0);
        ui_kv(h, "结果", correction_state(k->state));
        ui_kv(h, "答复", k->answer);
        ui_kv(h, "答复人", user_name(c, k->answered_by));
        ui_kv_open(h, "答复时间");
        ui_instant(h, k->answered_at);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static void button(struct html *h, struct ctx *c, const char *label, const char *verb, const char *roles, bool primary, const struct correction *k, bool on_case)
{
        struct arena *mem = c->mem;

        if (!ui_may(c, roles))
                return;
        ui_button(h, &(struct ui_button){ label, on_case ? text_make(mem, "/desk/act/%s?subject=%lld&request=%lld&way=correct&back=/desk/corrections/%lld", verb, (long long)k->case_id,
                                          (long long)k->id, (long long)k->id) :
                                          text_make(mem, "/desk/act/%s?subject=%lld&back=/desk/corrections/%lld", verb, (long long)k->id, (long long)k->id),
                                          NULL, primary ? BUTTON_PRIMARY : BUTTON_PLAIN });
}

static bool buttons_put(struct ctx *c, struct html *h, const struct correction *k)
{
        struct act amend;
        bool entered;

        ui_row_begin(h);
        if (!strcmp(k->state, "asked")) {
                button(h, c, "采纳", "correction.accept", "editor|team_leader|head", true, k, false);
                button(h, c, "不采纳", "correction.reject", "editor|team_leader|head", false, k, false);
        }
        if (!strcmp(k->state, "accepted")) {
                if (!publication_amendment(c, k->case_id, "correct", &amend, &entered))
                        return false;
                button(h, c, entered ? "重新录入更正" : "录入更正", "publish.amend", "officer|team_leader|editor", !entered, k, true);
                if (entered && ui_may(c, "editor"))
                        ui_button(h, &(struct ui_button){ "核对并更正", text_make(c->mem, "/desk/publicity/%lld/versions", (long long)k->case_id), NULL, BUTTON_PRIMARY });
        }
        ui_button(h, &(struct ui_button){ "各个版本", text_make(c->mem, "/desk/publicity/%lld/versions", (long long)k->case_id), "history", BUTTON_PLAIN });
        ui_row_end(h);
        return true;
}

QUERY(correction_tasks, "SELECT cause, task FROM pub_task WHERE noun = 'correction' AND subject = $1 AND done_seq IS NULL ORDER BY due");

static bool clock_put(struct ctx *c, struct html *h, int64_t id)
{
        struct rows r = db_ask(c->db, &c->why, &correction_tasks, ARGS(I(id)));
        struct disclosure d;
        struct explanation e;
        struct ui_due due;
        const char *task = NULL;
        int64_t cause = -1;

        if (db_next(&r)) {
                cause = db_int(&r, 0);
                task = db_text_in(c->mem, &r, 1);
        }
        if (!db_done(&r))
                return false;
        if (!task)
                return true;
        if (!disclosure_load(c, cause, task, &d))
                return false;
        e = clock_explain(c->mem, c->pack->calendar, &d.rule, d.since);
        task__due(c, &d, &due);
        ui_card_begin(h, &(struct ui_card){ .title = "期限", .flush = true });
        ui_clocks(h, &(struct ui_clock){ .title = d.label, .due = due, .note = d.law, .explanation = &e, .why = text_make(c->mem, "为什么是 %s", day_text(c->mem, d.due)) }, 1);
        ui_card_end(h);
        return true;
}

static bool page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" }, { "公众纠错", "/desk/corrections" } };
        struct correction k;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "纠错 %s", in->args[0]);
        if (!correction_load(c, id, &k) || !access_may_see(c, &(struct place){ k.agency, k.unit, NULL }))
                return false;
        look_let(c, "correction", id);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "第 %lld 号纠错", (long long)id), .lead = k.number, .crumbs = crumbs, .n_crumbs = 2, .current = "/desk/publicity" });
        task__done(in, h);
        if (!buttons_put(c, h, &k))
                return false;
        ui_split_begin(h);
        facts_put(c, h, &k);
        ui_split_aside(h);
        if (!clock_put(c, h, id))
                return false;
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- versions of a record ---- */

static const struct { const char *verb, *label, *kind; } made[] = {
        { "publish.release", "公示", "ok" }, { "publish.correct", "更正", "" }, { "publish.update", "更新", "" }, { "publish.withdraw", "撤下", "bad" },
};

static const char *made_label(const char *verb)
{
        for (size_t i = 0; i < sizeof made / sizeof *made; i++)
                if (!strcmp(made[i].verb, verb))
                        return made[i].label;
        return verb;
}

static void difference_put(struct html *h, const struct act *before, const struct act *after)
{
        struct publication_difference d[8];
        size_t n = publication_differences(before, after, d, 8);

        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"改动\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">改动</caption><thead><tr><th scope=\"col\">项目</th>"
                "<th scope=\"col\">原来</th><th scope=\"col\">改为</th></tr></thead><tbody>");
        for (size_t i = 0; i < n; i++)
                html(h, "<tr><td data-l=\"项目\"><div>%s</div></td><td data-l=\"原来\"><div><del>%s</del></div></td><td data-l=\"改为\"><div><ins>%s</ins></div></td></tr>",
                     d[i].label, *d[i].before ? d[i].before : "（无）", *d[i].after ? d[i].after : "（无）");
        html(h, "</tbody></table></div>");
}

static void version_put(struct ctx *c, struct html *h, size_t number, const struct act *a, const struct act *before)
{
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "第 %zu 版：%s", number, made_label(a->verb)), .note = instant_local(c->mem, a->at),
                                            .more_url = text_make(c->mem, "/desk/act/%lld", (long long)a->seq), .more_label = "看动作" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "录入人", user_name(c, act_text(a, "public.entered_by")));
        ui_kv(h, "核对人", user_name(c, act_text(a, "actor")));
        if (*act_text(a, "reason"))
                ui_kv(h, "理由", act_text(a, "reason"));
        if (*act_text(a, "instrument"))
                ui_kv(h, "依据文书", act_text(a, "instrument"));
        ui_kv_end(h);
        if (before && strcmp(a->verb, "publish.withdraw") != 0 && strcmp(a->verb, "publish.release") != 0)
                difference_put(h, before, a);
        ui_card_end(h);
}

/* What was entered and waits for the second person: as it would read, part by part. */
static bool waiting_put(struct ctx *c, struct html *h, int64_t id, const char *way, const struct act *now)
{
        static const struct { const char *arg, *field, *label; } parts[] = {
                { "new_number", "public.number", "文号" }, { "new_party", "public.party", "当事人" }, { "new_cause", "public.cause", "案由" }, { "new_facts", "public.facts", "事实" },
                { "new_basis", "public.basis", "依据" }, { "new_result", "public.result", "结果" }, { "new_decided_on", "public.decided_on", "作出日期" },
        };
        struct act amend;
        bool found;

        if (!publication_amendment(c, id, way, &amend, &found) || !found || !now)
                return c->why.kind == WHY_NOTHING;
        ui_card_begin(h, &(struct ui_card){ .title = strcmp(way, "update") ? "等待核对的更正" : "等待核对的更新", .note = text_make(c->mem, "录入人 %s", user_name(c, act_text(&amend, "actor"))) });
        ui_kv_begin(h, 0);
        ui_kv(h, "理由", act_text(&amend, "reason"));
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                if (act_has(&amend, parts[i].arg)) {
                        ui_kv_open(h, parts[i].label);
                        html(h, "<del>%s</del> → <ins>%s</ins>", act_text(now, parts[i].field), act_text(&amend, parts[i].arg));
                        ui_kv_close(h);
                }
        ui_kv_end(h);
        ui_row_begin(h);
        if (ui_may(c, "editor") && strcmp(c->who->login, act_text(&amend, "actor")) != 0)
                ui_button(h, &(struct ui_button){ strcmp(way, "update") ? "核对并更正" : "核对并更新", text_make(c->mem, "/desk/act/publish.%s?subject=%lld&back=/desk/publicity/%lld/versions", way,
                                                  (long long)id, (long long)id), "eye-check", BUTTON_PRIMARY });
        ui_row_end(h);
        ui_card_end(h);
        return true;
}

static bool page_versions(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" }, { "这一条", text_make(c->mem, "/desk/publicity/%s", in->args[0]) } };
        struct publication_draft d;
        struct act a[2] = { 0 }, *newest = NULL;
        struct publication p;
        const int64_t *acts;
        size_t n;
        int64_t id;

        if (!text_int(in->args[0], 1, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "公示 %s", in->args[0]);
        if (!publication_load(c, id, &p) || !publication_draft_load(c, id, &d) || !access_may_see(c, &(struct place){ d.agency, d.unit, NULL }) ||
            !publication_versions(c, id, &acts, &n))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公示的各个版本", .lead = p.number, .crumbs = crumbs, .n_crumbs = 2, .current = "/desk/publicity" });
        task__done(in, h);
        if (p.shown) {
                ui_row_begin(h);
                if (ui_may(c, "officer|team_leader|editor"))
                        ui_button(h, &(struct ui_button){ "录入更正（更新）", text_make(c->mem, "/desk/act/publish.amend?subject=%lld&back=/desk/publicity/%lld/versions", (long long)id, (long long)id),
                                                          "pencil", BUTTON_PLAIN });
                ui_button(h, &(struct ui_button){ "公众看到的", text_make(c->mem, "/decision/%lld", (long long)id), "eye", BUTTON_PLAIN });
                ui_row_end(h);
        }
        if (n && !act_load(c, acts[n - 1], &a[0]))
                return false;
        newest = n ? &a[0] : NULL;
        if (p.shown && (!waiting_put(c, h, id, "correct", newest) || !waiting_put(c, h, id, "update", newest)))
                return false;
        for (size_t i = n; i-- > 0;) {
                struct act before;

                if (!act_load(c, acts[i], &a[0]) || (i && !act_load(c, acts[i - 1], &before)))
                        return false;
                version_put(c, h, i + 1, &a[0], i ? &before : NULL);
        }
        page_end_desk(c, in, h);
        return true;
}

const struct page correction_pages[] = {
        { .pattern = "/desk/corrections", .title = "公众纠错", .roles = "", .show = page_list },
        { .pattern = "/desk/corrections/{id}", .title = "公众纠错", .roles = "", .show = page_one },
        { .pattern = "/desk/publicity/{id}/versions", .title = "公示的各个版本", .roles = "", .show = page_versions },
};
const size_t correction_pages_n = sizeof correction_pages / sizeof *correction_pages;
