/* complaint_pages.c - /desk/complaints: what came in and what presses; /desk/complaint/{id}: one report with its promises, its way and what
 * can be done; /desk/consultations and /desk/consultation/{id}; a tab of the case.  Pages show; what may be done is asked of the commands. */
#include "complaint/complaint_inner.h"
#include "ui/ui.h"
#include <string.h>

/* ---- the list ---- */

static bool unit_options(void *to, const struct arg *g, struct ui_options *out)
{
        struct ctx *c = to;
        const struct pack *p = c->pack;

        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "units") && i < p->n_units; i++)
                if (c->who->scope == SCOPE_JURISDICTION || !strcmp(p->units[i].agency, c->who->agency))
                        ui_option(out, p->units[i].id, p->units[i].name, NULL);
        return out->n > 0;
}

static size_t count(const struct complaints *l, const char *states)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += text_in(l->at[i].state, states, '|');
        return n;
}

static bool stats_put(struct ctx *c, struct html *h)
{
        struct complaints all, due;
        struct questions open;

        if (!complaint__list(c, &(struct complaint_wish){ "", "", "", "", false, 0 }, &all) ||
            !complaint__list(c, &(struct complaint_wish){ "open", "", "", "", true, 0 }, &due) || !question__list(c, "new", 0, &open))
                return false;
        struct ui_stat tiles[] = {
                { text_make(c->mem, "%zu", count(&all, "new")), "等待受理", NULL, "/desk/complaints?state=new", count(&all, "new") ? "warn" : "" },
                { text_make(c->mem, "%zu", count(&all, "accepted")), "办理中", NULL, "/desk/complaints?state=accepted", "" },
                { text_make(c->mem, "%zu", count(&all, "moving")), "移送中", "对方确认以前由首问单位负责", "/desk/complaints?state=moving", "" },
                { text_make(c->mem, "%zu", due.n), "快到期和超期", NULL, "/desk/complaints?state=open&due=true", due.n ? "bad" : "ok" },
                { text_make(c->mem, "%zu", open.n), "待答复的咨询", NULL, "/desk/consultations?state=new", open.n ? "warn" : "" },
        };
        ui_stats(h, "投诉举报和咨询概况", tiles, sizeof tiles / sizeof *tiles);
        return true;
}

static bool show_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button add = { "登记电话、来信、来访", "/desk/act/complaint.file?back=/desk/complaints", "plus", BUTTON_PRIMARY };
        const struct view *v = view_find("complaints");
        struct table t;

        if (!view_run(c, "complaints", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "投诉举报", .lead = "谁先收到谁负责，到接收单位确认为止", .buttons = &add, .n_buttons = 1 });
        if (!stats_put(c, h))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "台账", .flush = true, .more_url = "/desk/consultations", .more_label = "咨询" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/complaints", .label = "筛选投诉举报", .params = v->params, .query = in->query, .n = in->n,
                                            .options = unit_options, .to = c, .skip = "limit", .total = t.total });
        ui_table_batch(c, h, &t, &(struct ui_table){ .caption = "投诉举报台账", .pick = "id", .path = "/desk/complaints", .query = in->query, .n_query = in->n, .hide = "id|place|channel|first|case",
                                            .link = "number", .link_to = "id", .link_base = "/desk/complaint/", .tags = "state", .today = day_of(c->now),
                                            .calendar = c->pack->calendar, .unit = UNIT_WORKING, .empty = "没有符合条件的投诉举报",
                                            .empty_when = "门户网站收到的和代为登记的列在这里，并开始计时。" }, "/desk/complaints");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one report ---- */

static void facts_put(struct ctx *c, struct html *h, const struct complaint *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = "反映的事情" });
        html_paragraphs(h, k->facts);
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "地点", k->place);
        ui_kv(h, "反映的是谁", k->about);
        ui_kv(h, "日期", k->happened);
        ui_kv(h, "来源", complaint__channel(k->channel));
        ui_kv(h, "首问责任单位", complaint__place(c->pack, k->first_agency, k->first_unit));
        ui_kv(h, "现在的单位", complaint__place(c->pack, k->agency, k->unit));
        ui_kv(h, "承办人", *k->owner ? user_name(c, k->owner) : "还没有");
        ui_kv_open(h, "案件");
        if (k->case_id)
                ui_link(h, text_make(c->mem, "/desk/case/%lld", (long long)k->case_id), text_make(c->mem, "案件 %lld", (long long)k->case_id));
        else
                html(h, "—");
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

struct looking { const char *login; struct day today; bool found; };

static bool look_found(void *to, const struct act *a)
{
        struct looking *l = to;

        l->found |= !strcmp(a->verb, "complaint.identity") && !strcmp(act_text(a, "actor"), l->login) && !day_compare(day_of(a->at), l->today);
        return !l->found;
}

/* Has this person said today why they want to know? */
static bool looked_today(struct ctx *c, const struct complaint *k)
{
        struct looking l = { c->who->login, day_of(c->now), false };

        return acts_on(c, (struct subject){ "complaint", k->id }, look_found, &l) && l.found;
}

static void reporter_put(struct ctx *c, struct html *h, const struct complaint *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = "反映人", .note = "为反映人保密" });
        if (k->anonymous)
                html(h, "<p>匿名：没有留下姓名和电话。凭查询码可以看到答复。</p>");
        else if (!complaint__handles(c, k))
                html(h, "<p>只对办理的人开放。</p>");
        else if (!looked_today(c, k)) {
                html(h, "<p>实名。姓名和电话先不显示；要看的，写明为什么，记入办理经过。</p>");
                ui_row_begin(h);
                ui_button(h, &(struct ui_button){ "查看反映人", text_make(c->mem, "/desk/act/complaint.identity?subject=%lld&back=/desk/complaint/%lld",
                                                                           (long long)k->id, (long long)k->id), "eye", BUTTON_PLAIN });
                ui_row_end(h);
        } else {
                ui_kv_begin(h, 0);
                ui_kv(h, "姓名", k->reporter_name);
                ui_kv(h, "电话", k->reporter_phone);
                ui_kv(h, "联系地址", k->reporter_address);
                ui_kv_end(h);
                ui_row_begin(h);
                ui_button(h, &(struct ui_button){ "重新制发查询码", text_make(c->mem, "/desk/act/complaint.code?subject=%lld&back=/desk/complaint/%lld", (long long)k->id,
                                                                             (long long)k->id), NULL, BUTTON_PLAIN });
                ui_row_end(h);
        }
        ui_card_end(h);
}

static bool clocks_put(struct ctx *c, struct html *h, int64_t subject)
{
        struct ask_clocks l;

        if (!complaint__clocks(c, subject, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "期限" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l.n; i++) {
                const struct ask_clock *k = &l.at[i];

                ui_kv_open(h, k->label);
                if (k->ended && day_is(k->due) && day_compare(day_of(k->ended_at), k->due) > 0)
                        ui_tag(h, "bad", text_make(c->mem, "超期办理：应于 %s，实为 %s", day_text(c->mem, k->due), day_text(c->mem, day_of(k->ended_at))));
                else
                        ui_due(h, &(struct ui_due){ .day = k->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = k->unit, .warn = k->warn,
                                                    .state = k->ended ? DUE_MET : DUE_RUNNING, .undetermined = !day_is(k->due) });
                html(h, "<br><small class=\"muted\">%s</small>", k->rule);
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

static bool files_put(struct ctx *c, struct html *h, const struct complaint *k)
{
        struct ask_files l;

        if (!complaint__files(c, k->id, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "附件", .note = "按内容判断类型，不看文件名" });
        html(h, "<ul class=\"plain\">");
        for (size_t i = 0; i < l.n; i++) {
                const struct ask_file *f = &l.at[i];
                const char *name = text_make(c->mem, "附件 %lld", (long long)f->n);

                html(h, "<li>");
                if (strcmp(f->state, "quarantine"))
                        ui_link(h, url(c->mem, "/api/blobs/%s", f->digest), name);
                else
                        html(h, "%s ", name);
                html(h, " <small class=\"muted\">%s</small> ", f->type);
                ui_tag(h, !strcmp(f->state, "ok") ? "ok" : !strcmp(f->state, "quarantine") ? "bad" : "warn",
                       !strcmp(f->state, "ok") ? "已检查" : !strcmp(f->state, "quarantine") ? "隔离" : "放行，只能保存");
                html(h, "%s%s</li>", *f->finding ? "　" : "", f->finding);
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

struct offer { const char *verb, *states; };
static const struct offer offers[] = {
        { "complaint.accept", "new" }, { "complaint.received", "moving" }, { "complaint.answer", "accepted" }, { "complaint.link", "new|accepted|answered" },
        { "complaint.transfer", "new|accepted" }, { "complaint.close", "answered|declined|new|accepted" }, { "complaint.release", "new|accepted|moving|answered" },
};

/* Only where there is something in quarantine. */
static bool release_wanted(struct ctx *c, int64_t id)
{
        struct why kept = c->why;
        struct ask_files l = { 0 };
        bool wanted = false;

        if (complaint__files(c, id, &l))
                for (size_t i = 0; i < l.n; i++)
                        wanted = wanted || !strcmp(l.at[i].state, "quarantine");
        c->why = kept;
        return wanted;
}

static bool offered(struct ctx *c, const struct offer *o, const struct complaint *k)
{
        if (!text_in(k->state, o->states, '|') || !ui_may(c, command_find(o->verb)->roles))
                return false;
        if (!strcmp(o->verb, "complaint.link"))
                return !k->case_id;
        return strcmp(o->verb, "complaint.release") || release_wanted(c, k->id);
}

static struct ui_action action_of(struct ctx *c, const char *verb, int64_t id, const char *here, bool primary)
{
        const struct command *cmd = command_find(verb);

        return (struct ui_action){ .title = cmd->label, .help = cmd->help, .button = cmd->label, .primary = primary,
                .url = text_make(c->mem, "%s?subject=%lld&back=%s", url(c->mem, "/desk/act/%s", verb), (long long)id, url(c->mem, "%s", here)) };
}

static void offers_put(struct ctx *c, struct html *h, const struct complaint *k)
{
        const char *here = text_make(c->mem, "/desk/complaint/%lld", (long long)k->id);
        struct ui_action list[sizeof offers / sizeof *offers + 1];
        size_t n = 0;

        for (size_t i = 0; i < sizeof offers / sizeof *offers; i++)
                if (offered(c, &offers[i], k)) {
                        list[n] = action_of(c, offers[i].verb, k->id, here, !n);
                        n++;
                }
        if (!k->case_id && !strcmp(k->kind, "violation") && text_in(k->state, "new|accepted", '|'))
                list[n++] = (struct ui_action){ .title = "登记为执法案源", .help = "把经过和地点带过去；登记以后回来关联案件编号。", .button = "案源登记",
                        .url = text_make(c->mem, "/desk/act/source.register?channel=complaint&place=%s&source_facts=%s", url(c->mem, "%s", k->place),
                                         url(c->mem, "%s", text_make(c->mem, "%s：%s", k->number, utf8_head(c->mem, k->facts, 400)))) };
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

struct story { struct ctx *c; struct ui_event *at; size_t n, room; };

static bool event_add(void *to, const struct act *a)
{
        struct story *s = to;
        struct arena *mem = s->c->mem;
        const struct command *cmd = command_find(a->verb);
        struct followed_step told = complaint__told(s->c, a);

        if (s->n == s->room) {
                s->at = arena_grow(mem, s->at, s->room * sizeof *s->at, (2 * s->room + 16) * sizeof *s->at);
                s->room = 2 * s->room + 16;
        }
        s->at[s->n++] = (struct ui_event){ .kind = "ok", .title = told.title ? told.title : cmd ? cmd->label : text_copy(mem, a->verb),
                .text = told.text && *told.text ? told.text : *act_text(a, "found") ? text_copy(mem, act_text(a, "found")) : NULL,
                .meta = { text_copy(mem, act_text(a, "actor_name")), instant_local(mem, a->at) } };
        return true;
}

static bool story_put(struct ctx *c, struct html *h, const char *noun, int64_t id)
{
        struct story s = { .c = c };

        if (!acts_on(c, (struct subject){ noun, id }, event_add, &s))
                return false;
        for (size_t i = 0; i < s.n / 2; i++) {
                struct ui_event e = s.at[i];

                s.at[i] = s.at[s.n - 1 - i];
                s.at[s.n - 1 - i] = e;
        }
        ui_card_begin(h, &(struct ui_card){ .title = "经过", .note = "新的在前" });
        ui_timeline(h, "办理经过", s.at, s.n);
        ui_card_end(h);
        return true;
}

static bool id_read(struct ctx *c, const struct page_in *in, int64_t *id)
{
        return text_int(in->args[0], 0, INT64_MAX, id) || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "%s", in->args[0]);
}

static void moving_put(struct ctx *c, struct html *h, const struct complaint *k)
{
        const char *to = *k->to_outside ? k->to_outside : complaint__place(c->pack, k->to_agency, k->to_unit);

        if (!strcmp(k->state, "moving"))
                ui_callout(h, "warn", text_make(c->mem, "正在移送%s，等待确认", to),
                           text_make(c->mem, "对方确认收到以前，仍由%s负责（首问负责制）。", complaint__place(c->pack, k->agency, k->unit)));
}

static bool show_complaint(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "投诉举报", "/desk/complaints" } };
        struct complaint k;
        struct ui_tag tags[2];
        int64_t id;

        if (!id_read(c, in, &id) || !complaint__load(c, id, &k) || !complaint__may_see(c, &k))
                return false;
        tags[0] = (struct ui_tag){ complaint__tone(k.state), complaint__state(k.state), NULL };
        tags[1] = (struct ui_tag){ "", complaint__kind(k.kind), NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = k.number, .crumbs = crumbs, .n_crumbs = 1, .tags = tags, .n_tags = 2 });
        moving_put(c, h, &k);
        ui_split_begin(h);
        facts_put(c, h, &k);
        if (!files_put(c, h, &k) || !story_put(c, h, "complaint", k.id))
                return false;
        ui_split_aside(h);
        if (!clocks_put(c, h, k.id))
                return false;
        offers_put(c, h, &k);
        reporter_put(c, h, &k);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- questions ---- */

static bool show_questions(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "投诉举报", "/desk/complaints" } };
        const struct view *v = view_find("consultations");
        struct table t;

        if (!view_run(c, "consultations", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "咨询", .lead = "答复提问的人；同意公开的，写一份不含个人信息的问答", .crumbs = crumbs, .n_crumbs = 1 });
        ui_card_begin(h, &(struct ui_card){ .title = "收到的咨询", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/consultations", .label = "筛选咨询", .params = v->params, .query = in->query, .n = in->n,
                                            .skip = "limit", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "咨询", .path = "/desk/consultations", .query = in->query, .n_query = in->n, .hide = "id",
                                            .link = "number", .link_to = "id", .link_base = "/desk/consultation/", .tags = "state", .today = day_of(c->now),
                                            .calendar = c->pack->calendar, .unit = UNIT_WORKING, .empty = "没有符合条件的咨询",
                                            .empty_when = "门户网站收到的列在这里，并开始计时。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static void question_put(struct html *h, const struct question *q)
{
        ui_card_begin(h, &(struct ui_card){ .title = q->topic });
        html_paragraphs(h, q->question);
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "称呼", q->asker_name);
        ui_kv(h, "电话", q->asker_phone);
        ui_kv(h, "同意公开", q->agreed ? "同意" : "不同意");
        ui_kv(h, "收到", day_text(h->b.mem, day_of(q->asked)));
        ui_kv_end(h);
        ui_card_end(h);
        if (*q->public_question) {
                ui_card_begin(h, &(struct ui_card){ .title = "已公开的问答" });
                html(h, "<p><b>问：</b>%s</p><p><b>答：</b>%s</p>", q->public_question, q->public_answer);
                ui_card_end(h);
        }
}

static bool show_question(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "投诉举报", "/desk/complaints" }, { "咨询", "/desk/consultations" } };
        struct question q;
        struct ui_tag tag;
        int64_t id;

        if (!id_read(c, in, &id) || !question__load(c, id, &q) || !question__may_see(c, &q))
                return false;
        tag = !strcmp(q.state, "new") ? (struct ui_tag){ "info", "待答复", NULL } : (struct ui_tag){ "ok", "已答复", NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = q.number, .crumbs = crumbs, .n_crumbs = 2, .tags = &tag, .n_tags = 1 });
        ui_split_begin(h);
        question_put(h, &q);
        if (!story_put(c, h, "consultation", q.id))
                return false;
        ui_split_aside(h);
        if (!clocks_put(c, h, q.id))
                return false;
        if (!strcmp(q.state, "new") && ui_may(c, command_find("consultation.answer")->roles)) {
                struct ui_action a = action_of(c, "consultation.answer", q.id, text_make(c->mem, "/desk/consultation/%lld", (long long)q.id), true);

                ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
                ui_actions(h, &a, 1);
                ui_card_end(h);
        }
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- beside a case ---- */

static bool code_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        static const struct { const char *holder, *label; } holders[] = { { "applicant", "申请人" }, { "party", "当事人" }, { "agent", "代理人" } };
        const struct command *cmd = command_find("progress.code");
        struct progress_code k;
        bool there;

        if (!progress__of_case(c, f->id, &k, &there))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "进度查询码", .note = "凭案号和查询码在门户网站查进度" });
        if (there) {
                html(h, "<p>已经制发，交给");
                for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
                        if (!strcmp(holders[i].holder, k.holder))
                                html(h, "%s", holders[i].label);
                html(h, "：");
                ui_instant(h, k.at);
                html(h, "。查询码只显示过一次，系统只存指纹；遗失的重新制发，原来的作废。</p>");
        } else {
                html(h, "<p>还没有制发。随受理通知书等第一份送达的文书交给本人。</p>");
        }
        if (ui_may(c, cmd->roles))
                ui_button(h, &(struct ui_button){ there ? "重新制发" : "制发查询码", text_make(c->mem, "/desk/act/progress.code?case=%lld&back=%s", (long long)f->id,
                          url(c->mem, "%s", text_make(c->mem, "/desk/case/%lld?tab=ask", (long long)f->id))), "key", BUTTON_PRIMARY });
        ui_card_end(h);
        return true;
}

bool complaint_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        struct complaints l;

        (void)in;
        if (!code_put(c, h, f) || !complaint__of_case(c, f->id, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "由来的投诉举报" });
        if (!l.n)
                ui_empty(h, "没有关联的投诉举报", "在投诉举报页“关联案件”以后列在这里。", NULL, NULL);
        html(h, "<ul class=\"plain\">");
        for (size_t i = 0; i < l.n; i++) {
                html(h, "<li>");
                if (complaint__sees(c, &l.at[i]))
                        ui_link(h, text_make(c->mem, "/desk/complaint/%lld", (long long)l.at[i].id), l.at[i].number);
                else
                        html(h, "%s", l.at[i].number);
                html(h, " ");
                ui_tag(h, complaint__tone(l.at[i].state), complaint__state(l.at[i].state));
                html(h, "</li>");
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

const struct page complaint_pages[] = {
        { "/desk/complaints", "投诉举报", HANDLERS, show_list, false },
        { "/desk/complaint/{id}", "投诉举报", HANDLERS, show_complaint, false },
        { "/desk/consultations", "咨询", HANDLERS "|reviewer|editor", show_questions, false },
        { "/desk/consultation/{id}", "咨询", HANDLERS "|reviewer|editor", show_question, false },
};
const size_t complaint_pages_n = sizeof complaint_pages / sizeof *complaint_pages;
