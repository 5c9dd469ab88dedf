/* approval_pages.c - /desk/approvals (waiting for me, mine, for reading, done), /desk/approval/{id} with the run of signatures and its moves, the
 * tab of a case and the card of the desk.  Pages show; what may be done is asked of the commands when it is done. */
#include "approval/approval_inner.h"
#include "ui/ui.h"
#include <string.h>

bool approval__may(struct ctx *c, const struct case_facts *f, const char *verb)
{
        struct ctx probe = *c;

        probe.why = (struct why){ .mem = c->mem };
        return case_may(&probe, f, verb);
}

/* ---- the run as steps ---- */

static const char *mode_words(const struct sign *s)
{
        return !strcmp(s->mode, "all") ? "会签　" : !strcmp(s->mode, "any") ? "或签　" : "";
}

void approval__steps_put(struct ctx *c, struct html *h, const struct run *r, const struct request_row *q)
{
        struct ui_step *at = TAKE_N(c->mem, struct ui_step, r->n + 1);
        size_t n = 1;

        at[0] = (struct ui_step){ text_make(c->mem, "%s 请示", user_name(c, q->asker)), instant_local(c->mem, instant_stored(q->asked_at)), STEP_DONE };
        for (size_t i = 0; i < r->n; i++) {
                const struct sign *s = &r->at[i];
                bool now = !strcmp(s->state, "now") && !strcmp(q->state, "open");

                if (!s->place)
                        continue;
                at[n++] = (struct ui_step){ user_name(c, s->login),
                        text_make(c->mem, "%s%s%s%s", mode_words(s), !strcmp(s->state, "now") && !now ? "未签署" : run_state_label(s->state), *s->at ? "　" : now && *s->read ? "，已阅" : "",
                                  *s->at ? instant_local(c->mem, instant_stored(s->at)) : ""),
                        now ? STEP_NOW : !strcmp(s->state, "agreed") ? STEP_DONE : text_in(s->state, "refused|returned", '|') ? STEP_LOCK :
                        !strcmp(s->state, "skipped") ? STEP_SKIP : STEP_TODO };
        }
        ui_stepper(h, "签署流转", at, n);
}

/* ---- what may be done ---- */

static void offer(struct ctx *c, struct ui_action *list, size_t *n, const struct case_facts *f, const struct request_row *q, const char *verb)
{
        const struct command *cmd = command_find(verb);

        if (approval__may(c, f, verb))
                list[(*n)++] = (struct ui_action){ .title = cmd->label, .help = cmd->help, .button = cmd->label, .primary = !strcmp(verb, "approval.agree"),
                        .url = text_make(c->mem, "/desk/act/%s?subject=%lld&approval=%lld&back=/desk/approval/%lld", verb, (long long)f->id, (long long)q->id,
                                         (long long)q->id) };
}

static void offers_put(struct ctx *c, struct html *h, const struct case_facts *f, const struct request_row *q, const struct run *r)
{
        static const char *const signing[] = { "approval.agree", "approval.return", "approval.refuse", "approval.hand_over", "approval.add_signer", "approval.countersign" };
        const struct sign *mine = run_find(r, c->who->login, "now"), *reader = run_reader(r, c->who->login);
        bool asker = !strcmp(q->asker, c->who->login), open = !strcmp(q->state, "open");
        struct ui_action list[16];
        size_t n = 0;

        for (size_t i = 0; open && mine && i < sizeof signing / sizeof *signing; i++)
                offer(c, list, &n, f, q, signing[i]);
        if ((open && mine && !*mine->read) || (reader && !*reader->read))
                offer(c, list, &n, f, q, "approval.read");
        if (asker && text_in(q->state, "returned|lapsed|agreed|open", '|'))
                offer(c, list, &n, f, q, "approval.revise");
        if (asker && open) {
                offer(c, list, &n, f, q, "approval.urge");
                offer(c, list, &n, f, q, "approval.withdraw");
        }
        if (text_in(q->state, "open|agreed|used", '|') && (asker || run_find(r, c->who->login, "now|agreed")))
                offer(c, list, &n, f, q, "approval.circulate");
        if (asker && text_in(q->state, "agreed|refused|returned|lapsed", '|'))
                offer(c, list, &n, f, q, "approval.close");
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

/* ---- one request ---- */

static void facts_put(struct ctx *c, struct html *h, const struct case_facts *f, const struct request_row *q)
{
        const struct command *cmd = *q->verb ? command_find(q->verb) : NULL;

        ui_card_begin(h, &(struct ui_card){ .title = "请示" });
        ui_kv_begin(h, 0);
        ui_kv_open(h, "案件");
        ui_link(h, text_make(c->mem, "/desk/case/%lld?tab=approvals", (long long)q->case_id), *f->title ? f->title : "案件");
        ui_kv_close(h);
        ui_kv(h, "拟办的动作", cmd ? cmd->label : "");
        ui_kv(h, "希望答复", q->due);
        ui_kv_end(h);
        ui_paper_text(h, q->content);
        if (q->draft)
                ui_link(h, text_make(c->mem, "/desk/journal/%lld", (long long)q->draft), text_make(c->mem, "所附文稿：第 %lld 号材料", (long long)q->draft));
        ui_card_end(h);
}

static bool moves_put(struct ctx *c, struct html *h, const struct request_row *q)
{
        struct ui_event *at;
        struct moves l;

        if (!approval__moves(c, q->id, &l))
                return false;
        at = TAKE_N(c->mem, struct ui_event, l.n + 1);
        for (size_t i = 0; i < l.n; i++) {
                const struct move *m = &l.at[i];
                const struct command *cmd = command_find(m->verb);

                at[i] = (struct ui_event){ .kind = text_in(m->verb, "approval.refuse|approval.return", '|') ? "bad" : "ok", .title = cmd ? cmd->label : m->verb,
                        .text = i ? m->words : NULL, .link_label = text_make(c->mem, "日志第 %lld 条", (long long)m->id),
                        .link = text_make(c->mem, "/desk/journal/%lld", (long long)m->id), .meta = { user_name(c, m->login), instant_local(c->mem, m->at) } };
        }
        ui_card_begin(h, &(struct ui_card){ .title = "经过" });
        ui_timeline(h, "请示的经过", at, l.n);
        ui_card_end(h);
        return true;
}

static void readers_put(struct ctx *c, struct html *h, const struct run *r)
{
        bool any = false;

        for (size_t i = 0; i < r->n; i++) {
                const struct sign *s = &r->at[i];

                if (s->place)
                        continue;
                if (!any) {
                        ui_card_begin(h, &(struct ui_card){ .title = "传阅" });
                        ui_kv_begin(h, 0);
                }
                any = true;
                ui_kv(h, user_name(c, s->login), *s->read ? text_make(c->mem, "%s 已阅", instant_local(c->mem, instant_stored(s->read))) : "未阅");
        }
        if (any) {
                ui_kv_end(h);
                ui_card_end(h);
        }
}

bool approval__page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "请示", "/desk/approvals" } };
        int64_t id, done;
        struct request_row q;
        struct case_facts f;
        struct ui_tag tag;
        struct run r;
        bool ok;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "请示 %s", in->args[0]);
        if (!approval__load(c, id, &q) || !case_facts_load(c, q.case_id, &f) || !case_may_see(c, &f) || !approval__run(c, id, &r))
                return false;
        tag = (struct ui_tag){ request_state_kind(q.state), request_state_label(q.state), NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = q.subject, .crumbs = crumbs, .n_crumbs = 1, .tags = &tag, .n_tags = 1, .current = "/desk/approvals" });
        if (text_int(page_query(in, "done"), 1, INT64_MAX, &done))
                ui_done(h, "已办理", done, text_make(c->mem, "/desk/journal/%lld", (long long)done));
        approval__steps_put(c, h, &r, &q);
        ui_split_begin(h);
        facts_put(c, h, &f, &q);
        ok = moves_put(c, h, &q);
        ui_split_aside(h);
        offers_put(c, h, &f, &q, &r);
        readers_put(c, h, &r);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return ok;
}

/* ---- the lists ---- */

bool approval__page_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct { const char *id, *label, *empty; } tabs[] = { { "waiting", "等我签署", "没有等您签署的请示" }, { "mine", "我的请示", "没有未了结的请示" },
                                                                          { "reading", "待阅", "没有送您传阅的" }, { "done", "已办", "还没有办过" } };
        struct ui_tab shown[4];
        size_t now = 0;
        struct table t;

        for (size_t i = 0; i < 4; i++) {
                shown[i] = (struct ui_tab){ tabs[i].label, text_make(c->mem, "/desk/approvals?which=%s", tabs[i].id), NULL };
                now = strcmp(page_query(in, "which"), tabs[i].id) ? now : i;
        }
        if (!view_run(c, "approvals", &(struct pair){ "which", tabs[now].id }, 1, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "请示", .lead = "请示、会签、转办、催办和传阅；不代替法定程序的任何一道关" });
        ui_tabs(h, "请示的范围", shown, 4, now);
        ui_card_begin(h, &(struct ui_card){ .title = tabs[now].label, .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = tabs[now].label, .hide = now == 1 ? "id|case|asker" : "id|case", .sub = "case_title",
                                            .link = "title", .link_to = "id", .link_base = "/desk/approval/", .empty = tabs[now].empty,
                                            .empty_when = "在案件的“请示”页提出。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- on other pages ---- */

/* One offer for each stage to which the case can go back from here. */
static void returns_offer(struct ctx *c, const struct case_facts *f, struct ui_action *list, size_t *n, size_t room)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);

        for (size_t i = 0; p && approval__may(c, f, "case.return") && i < p->n_stages && *n < room; i++)
                if (procedure_step_to(p, f->standing.stage, "case.return", p->stages[i].id))
                        list[(*n)++] = (struct ui_action){ .title = text_make(c->mem, "退回到“%s”", p->stages[i].label), .button = "退回",
                                .help = "写明要补正的事项；已经通过的审核、集体讨论和调查结论失效，期限照常计算。",
                                .url = text_make(c->mem, "/desk/act/case.return?subject=%lld&back_to=%s&back=/desk/case/%lld", (long long)f->id, p->stages[i].id, (long long)f->id) };
}

bool approval_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        struct ui_action ask[8];
        struct requests l;
        size_t n = 0;

        (void)in;
        if (!approval__of_case(c, f->id, &l))
                return false;
        if (approval__may(c, f, "approval.ask"))
                ask[n++] = (struct ui_action){ .title = "请示", .help = command_find("approval.ask")->help, .button = "请示", .primary = true,
                        .url = text_make(c->mem, "/desk/act/approval.ask?subject=%lld&back=/desk/case/%lld", (long long)f->id, (long long)f->id) };
        returns_offer(c, f, ask, &n, sizeof ask / sizeof *ask);
        if (n) {
                ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
                ui_actions(h, ask, n);
                ui_card_end(h);
        }
        if (!l.n)
                ui_empty(h, "本案没有请示", "提出以后，签署到了谁那里显示在这里。", NULL, NULL);
        for (size_t i = 0; i < l.n; i++) {
                const struct request_row *q = &l.at[i];
                struct run r;

                if (!approval__run(c, q->id, &r))
                        return false;
                ui_card_begin(h, &(struct ui_card){ .title = q->subject, .note = request_state_label(q->state), .more_label = "办理和经过",
                                                    .more_url = text_make(c->mem, "/desk/approval/%lld", (long long)q->id) });
                approval__steps_put(c, h, &r, q);
                ui_card_end(h);
        }
        return true;
}

bool approval_desk_card(struct ctx *c, struct html *h)
{
        struct ui_action at[20];
        struct requests l, reading;
        size_t n = 0;

        if (!approval__list(c, "waiting", &l) || !approval__list(c, "reading", &reading))
                return false;
        for (size_t i = 0; i < l.n + reading.n && n < sizeof at / sizeof *at; i++) {
                const struct request_row *q = i < l.n ? &l.at[i] : &reading.at[i - l.n];

                at[n++] = (struct ui_action){ .title = q->subject, .help = text_make(c->mem, "%s，%s", user_name(c, q->asker), instant_local(c->mem, instant_stored(q->asked_at))),
                        .button = i < l.n ? "签署" : "阅看", .primary = i < l.n, .url = text_make(c->mem, "/desk/approval/%lld", (long long)q->id) };
        }
        if (!n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "等我签署和待阅", .flush = true, .more_url = "/desk/approvals", .more_label = "全部请示" });
        ui_actions(h, at, n);
        ui_card_end(h);
        return true;
}

const struct page approval_pages[] = {
        { "/desk/approvals", "请示", "", approval__page_desk, false },
        { "/desk/approval/{id}", "请示", "", approval__page_one, false },
};
const size_t approval_pages_n = sizeof approval_pages / sizeof *approval_pages;
