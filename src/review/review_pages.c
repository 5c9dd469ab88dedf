/* review_pages.c - /desk/bodies: who reviews, whether there are enough, whose term ends, who lacks the qualification; /desk/advice: what
 * lawyers were asked and answered.  Pages show; what may be done is asked of the commands. */
#include "case/case.h"
#include "review/review_inner.h"
#include "ui/ui.h"
#include <string.h>

#define TREND_MONTHS 12

bool review__probe(struct ctx *c, const char *verb)
{
        return ui_may(c, command_find(verb)->roles);
}

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *act_url(struct arena *mem, const char *verb, int64_t subject)
{
        return text_make(mem, "/desk/act/%s?subject=%lld&back=/desk/bodies", verb, (long long)subject);
}

/* ---- what needs attention ---- */

struct standing_of { int seats, soon, unqualified; };

static struct standing_of standing_of(struct ctx *c, const struct seats *l)
{
        struct standing_of k = { 0 };

        for (size_t i = 0; i < l->n; i++) {
                const struct seat *s = &l->at[i];
                const char *state = review__seat_state(c->mem, s, pack_body(c->pack, s->agency), day_of(c->now));

                k.seats += !text_starts(state, "note:");
                k.soon += text_starts(state, "warn:");
                k.unqualified += text_starts(state, "bad:");
        }
        return k;
}

static void stats_put(struct ctx *c, struct html *h, const struct ratios *now, const struct standing_of *k)
{
        struct ratio sum = { 0 };

        for (size_t i = 0; i < now->n; i++) {
                sum.officers += now->at[i].officers;
                sum.needed += now->at[i].needed;
                sum.reviewers += now->at[i].reviewers;
                sum.purchased += now->at[i].purchased;
                sum.missing += now->at[i].missing;
        }
        ui_stats(h, "审核人员概况", (struct ui_stat[]){
                { number(c->mem, sum.needed), "应有审核人员", text_make(c->mem, "持证执法人员 %d 人的 5%%", sum.officers), "#ratio", "" },
                { number(c->mem, sum.reviewers + sum.purchased), "现有审核人员", sum.purchased ? text_make(c->mem, "其中购买服务 %d", sum.purchased) : NULL,
                  "#members", "" },
                { number(c->mem, sum.missing), "还缺", NULL, "#ratio", sum.missing ? "bad" : "ok" },
                { number(c->mem, k->soon), "任期将满", "60 天以内", "#members", k->soon ? "warn" : "" },
                { number(c->mem, k->unqualified), "没有资格", "不能审核", "#members", k->unqualified ? "bad" : "ok" } }, 5);
}

/* 国办发〔2018〕118号: not fewer than 5 %; what is missing may be bought. */
static void missing_put(struct ctx *c, struct html *h, const struct ratios *now)
{
        for (size_t i = 0; i < now->n; i++) {
                const struct ratio *r = &now->at[i];
                const struct pack_agency *g = pack_agency(c->pack, r->agency);

                if (r->missing)
                        ui_callout(h, "bad", text_make(c->mem, "%s缺 %d 名法制审核人员", g ? g->name : r->agency, r->missing),
                                   text_make(c->mem, "持证执法人员 %d 人，应有 %d 人，现有 %d 人%s。可以调配、补充，或者购买法律服务（%s）。", r->officers, r->needed,
                                             r->reviewers, r->purchased ? text_make(c->mem, "、购买服务 %d 人", r->purchased) : "", r->body->law));
        }
}

/* ---- cards ---- */

static bool members_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        const bool all = !strcmp(page_query(in, "all"), "true");
        struct pair wanted[] = { { "all", all ? "true" : "false" } };
        struct narrowing n = access_narrowing(c);
        bool one = *access_only_agency(c->mem, &n) != '\0';
        struct table t;

        if (!view_run(c, "body_members", wanted, 1, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "人员", .note = all ? "包括已经届满、离任的" : "今天在任的", .id = "members", .flush = true,
                                            .more_url = all ? "/desk/bodies#members" : "/desk/bodies?all=true#members", .more_label = all ? "只看在任" : "看全部" });
        ui_table(h, &t, &(struct ui_table){ .caption = "审核机构的人员", .sub = "firm", .hide = one ? "id|agency|agency_name|login|seat_code" : "id|agency|login|seat_code", .tags = "state", .link = "name",
                                            .link_to = "id", .link_base = "/desk/body/", .empty = "还没有登记审核人员",
                                            .empty_when = "规则施行以后，没有登记的人不能审核。" });
        ui_card_end(h);
        return true;
}

/* One agency is shown month by month; several (for those who supervise) beside each other. */
static bool ratio_put(struct ctx *c, struct html *h)
{
        struct ratios l;
        struct table t;

        if (!review__ratios(c, "", day_of(c->now), TREND_MONTHS, &l) || !view_run(c, "bodies", NULL, 0, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "配备", .note = "法制审核人员不少于执法人员的 5%", .id = "ratio", .flush = true,
                                            .more_url = "/api/views/review_ratio?format=csv", .more_label = "导出逐月" });
        ui_table(h, &t, &(struct ui_table){ .caption = "各机关的审核机构和配备", .hide = "agency|missing|law|from|rule", .sub = "way", .tags = "state",
                                            .empty = "策略包没有写明审核机构" });
        ui_card_end(h);
        if (l.n == TREND_MONTHS) {
                struct ui_bar bars[TREND_MONTHS];

                for (size_t i = 0; i < l.n; i++)
                        bars[i] = (struct ui_bar){ text_copy_n(c->mem, day_text(c->mem, l.at[i].on), 7), l.at[i].reviewers + l.at[i].purchased,
                                text_make(c->mem, "%d，应有 %d", l.at[i].reviewers + l.at[i].purchased, l.at[i].needed), l.at[i].missing ? "bad" : "" };
                ui_card_begin(h, &(struct ui_card){ .title = "逐月变化", .note = "每月末的在任审核人员；不足的显示为红色" });
                ui_bars(h, "审核人员（人）", bars, l.n);
                ui_card_end(h);
        }
        return true;
}

static bool contracts_put(struct ctx *c, struct html *h)
{
        struct contracts l;

        if (!review__contracts_seen(c, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "购买服务", .more_url = "/api/views/body_contracts?format=csv", .more_label = "导出" });
        for (size_t i = 0; i < l.n; i++) {
                const struct contract *k = &l.at[i];
                bool holds = review__in_term(k->since, k->until, k->ended, day_of(c->now));

                ui_kv_begin(h, 0);
                ui_kv_open(h, "承接单位");
                html(h, "%s ", k->supplier);
                ui_tag(h, holds ? "ok" : "note", holds ? "有效" : "不在期限内");
                ui_kv_close(h);
                ui_kv(h, "合同", k->number);
                ui_kv(h, "期限", text_make(c->mem, "%s 至 %s", day_text(c->mem, k->since), day_text(c->mem, day_is(k->ended) ? k->ended : k->until)));
                ui_kv_open(h, "金额");
                ui_money(h, k->amount);
                html(h, "，%lld 人", (long long)k->persons);
                ui_kv_close(h);
                ui_kv(h, "范围", k->scope);
                if (holds && review__probe(c, "body.contract_end")) {
                        ui_kv_open(h, "办理");
                        ui_link(h, act_url(c->mem, "body.contract_end", k->id), "终止合同");
                        ui_kv_close(h);
                }
                ui_kv_end(h);
        }
        ui_card_end(h);
        return true;
}

static void rules_put(struct ctx *c, struct html *h)
{
        const struct pack_body *b = pack_body(c->pack, c->who->agency);

        if (!b)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "本机关的规则", .note = b->label });
        ui_kv_begin(h, 0);
        ui_kv(h, "方式", !strcmp(b->kind, "committee") ? "会议表决" : "审核人员审核");
        if (b->quorum.of) {
                ui_kv(h, "到会", text_make(c->mem, "%s以上，不少于 %d 人", review__share_words(c->mem, b->quorum), b->members));
                ui_kv(h, "通过", text_make(c->mem, "超过%s%s", !strcmp(b->majority_of, "all") ? "有表决权委员的" : "到会委员的", review__share_words(c->mem, b->majority)));
        }
        ui_kv(h, "法律职业资格", text_make(c->mem, "%s 起初次从事的须有", day_text(c->mem, b->exam_from)));
        ui_kv(h, "施行日", day_text(c->mem, b->from));
        ui_kv(h, "依据", b->law);
        ui_kv_end(h);
        ui_card_end(h);
}

static bool show_bodies(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button buttons[] = { { "登记任职", "/desk/act/body.appoint?back=/desk/bodies", "plus", BUTTON_PRIMARY },
                                                    { "购买服务合同", "/desk/act/body.contract?back=/desk/bodies", "file-text", BUTTON_PLAIN } };
        struct standing_of k;
        struct ratios now;
        struct seats l;

        if (!review__seats_seen(c, &l) || !review__ratios(c, "", day_of(c->now), 1, &now))
                return false;
        k = standing_of(c, &l);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "审核机构", .lead = "席位、任期、资格和人员配备", .buttons = buttons,
                                                      .n_buttons = review__probe(c, "body.appoint") ? 2 : 0 });
        stats_put(c, h, &now, &k);
        missing_put(c, h, &now);
        ui_split_begin(h);
        if (!members_put(c, in, h) || !ratio_put(c, h))
                return false;
        ui_split_aside(h);
        rules_put(c, h);
        if (!contracts_put(c, h))
                return false;
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one seat ---- */

#define EVENTS_MAX 16
struct story { struct arena *mem; struct ui_event at[EVENTS_MAX]; size_t n; };

static bool event_add(void *to, const struct act *a)
{
        struct story *s = to;
        const struct command *cmd = command_find(a->verb);

        if (s->n < EVENTS_MAX)
                s->at[s->n++] = (struct ui_event){ .kind = !strcmp(a->verb, "body.leave") ? "bad" : "ok", .title = cmd ? cmd->label : text_copy(s->mem, a->verb),
                        .text = text_copy(s->mem, act_text(a, "reason")), .link_label = text_make(s->mem, "日志第 %lld 条", (long long)a->seq),
                        .link = text_make(s->mem, "/desk/journal/%lld", (long long)a->seq),
                        .meta = { text_copy(s->mem, act_text(a, "actor_name")), instant_local(s->mem, a->at) } };
        return true;
}

static void seat_actions(struct ctx *c, struct html *h, const struct seat *s)
{
        struct ui_action list[] = {
                { .title = "登记法律职业资格", .help = "任职以后取得的", .button = "登记", .url = act_url(c->mem, "body.qualify", s->id), .primary = !*s->exam_number },
                { .title = "结束任职", .help = "任期届满以前离任", .button = "结束", .url = act_url(c->mem, "body.leave", s->id) },
        };

        if (!review__probe(c, "body.leave") || day_is(s->ended))
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, 2);
        ui_card_end(h);
}

static bool show_seat(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "审核机构", "/desk/bodies" } };
        struct narrowing n = access_narrowing(c);
        struct story story = { .mem = c->mem };
        const struct pack_body *b;
        struct seat s;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "席位 %s", in->args[0]);
        if (!review__seat(c, id, &s))
                return false;
        if (!access_in_agencies(&n, s.agency))
                return refuse(&c->why, R_SCOPE, NULL, "不是本机关的审核机构");
        if (!acts_on(c, (struct subject){ "seat", id }, event_add, &story))
                return false;
        b = pack_body(c->pack, s.agency);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s　%s", user_name(c, s.login), review__seat_label(s.seat)),
                                                      .crumb = user_name(c, s.login), .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/bodies" });
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "任职" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "审核机构", b ? b->label : s.body);
        ui_kv(h, "所在单位", s.firm);
        ui_kv(h, "任期", text_make(c->mem, "%s 至 %s", day_text(c->mem, s.since), day_text(c->mem, s.until)));
        ui_kv(h, "任命文件", s.instrument);
        ui_kv(h, "初次从事法制审核", day_text(c->mem, s.first_on));
        ui_kv(h, "法律职业资格", review__exam_words(c->mem, &s, b));
        if (day_is(s.ended))
                ui_kv(h, "离任", text_make(c->mem, "%s：%s", day_text(c->mem, s.ended), s.reason));
        ui_kv_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "经历" });
        ui_timeline(h, "席位的经历", story.at, story.n);
        ui_card_end(h);
        ui_split_aside(h);
        seat_actions(c, h, &s);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- advice ---- */

/* An adviser sees the case while the review is open. */
static bool sees_case(struct ctx *c, const char *id)
{
        struct case_facts f;
        struct ctx probe = *c;
        int64_t n;

        probe.why = (struct why){ .mem = c->mem };
        return text_int(id, 0, INT64_MAX, &n) && case_facts_load(&probe, n, &f) && case_may_see(&probe, &f);
}

static bool advice_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        struct ctx *c = to;
        const char *const *cells = t->rows[row];

        if (!strcmp(t->columns[column].name, "case")) {
                if (!sees_case(c, cells[column]))
                        html(h, "案件 %s（审核已结束）", cells[column]);
                else
                        ui_link(h, text_make(h->b.mem, "/desk/case/%s", cells[column]), text_make(h->b.mem, "案件 %s", cells[column]));
                return true;
        }
        if (!strcmp(t->columns[column].name, "state") && !strcmp(cells[2], c->who->login) && strstr(cells[column], "答复") && !text_starts(cells[column], "ok:")) {
                ui_link(h, text_make(h->b.mem, "/desk/act/review.advise?subject=%s&ask=%s&back=/desk/advice", cells[1], cells[0]), "去答复");
                return true;
        }
        return false;
}

static bool show_advice(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct table t;

        if (!view_run(c, "review_advice", NULL, 0, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "法律咨询", .lead = "审核中向法律顾问、公职律师提出的咨询；被咨询的人只能看到那一个案件，审核结束后不再能看" });
        ui_card_begin(h, &(struct ui_card){ .title = "咨询和答复", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "法律咨询", .hide = "id|login|at", .sub = "opinion", .tags = "state", .cell = advice_cell, .to = c,
                                            .empty = "没有法律咨询", .empty_when = "审核人员在案件页“咨询法律顾问”以后，列在这里。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

#define ADVICE_ROLES "adviser|reviewer|committee|head|supervisor"
const struct page review_pages[] = {
        { .pattern = "/desk/bodies", .title = "审核机构", .roles = REVIEW_STAFF, .show = show_bodies },
        { .pattern = "/desk/body/{id}", .title = "席位", .roles = REVIEW_STAFF, .show = show_seat },
        { .pattern = "/desk/advice", .title = "法律咨询", .roles = ADVICE_ROLES, .show = show_advice },
        { .pattern = "/desk/meetings", .title = "审核会议", .roles = REVIEW_STAFF, .show = review__show_meetings },
        { .pattern = "/desk/meeting/{id}", .title = "会议", .roles = REVIEW_STAFF, .show = review__show_meeting },
};
const size_t review_pages_n = sizeof review_pages / sizeof *review_pages;
