/* review_pages_meeting.c - /desk/meetings and one meeting: agenda, who is there, votes, result, minutes, and what I may do now.
 * Pages show; what may be done is asked of the commands when it is done. */
#include "review/review_inner.h"
#include "ui/ui.h"
#include <string.h>

static bool runs(struct ctx *c, const char *agency, const struct pack_body *b)
{
        struct ctx probe = *c;

        probe.why = (struct why){ .mem = c->mem };
        return b && !strcmp(b->kind, "committee") && review__runs_meetings(&probe, agency, b);
}

static bool time_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        struct instant at;

        (void)to;
        if (strcmp(t->columns[column].name, "starts") != 0 || !instant_parse(t->rows[row][column], &at))
                return false;
        ui_link(h, text_make(h->b.mem, "/desk/meeting/%s", t->rows[row][0]), instant_local(h->b.mem, at));
        return true;
}

bool review__show_meetings(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button call = { "召集会议", "/desk/act/meeting.call?back=/desk/meetings", "plus", BUTTON_PRIMARY };
        const struct pack_body *b = pack_body(c->pack, c->who->agency);
        bool committee = b && !strcmp(b->kind, "committee");
        struct table t;

        if (!view_run(c, "meetings", NULL, 0, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "审核会议", .lead = committee ? text_make(c->mem, "%s：%s以上到会，超过%s同意", b->label,
                        review__share_words(c->mem, b->quorum), review__share_words(c->mem, b->majority)) : "本机关由审核人员审核，不开会表决",
                        .buttons = &call, .n_buttons = runs(c, c->who->agency, b) ? 1 : 0 });
        ui_card_begin(h, &(struct ui_card){ .title = "会议", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "审核会议", .hide = "id|agency_name|body|state", .tags = "state_name", .cell = time_cell, .sub = "place", .empty = "还没有会议",
                                            .empty_when = "主任委员或者秘书召集以后列在这里。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one meeting ---- */

static const char *people(struct ctx *c, const struct names *l)
{
        const char **names = TAKE_N(c->mem, const char *, l->n + 1);

        for (size_t i = 0; i < l->n; i++)
                names[i] = user_name(c, l->at[i]);
        return text_replace(c->mem, text_join(c->mem, names, l->n, ','), ",", "、");
}

static void facts_put(struct ctx *c, struct html *h, const struct meeting *m, const struct pack_body *b)
{
        ui_card_begin(h, &(struct ui_card){ .title = "会议情况" });
        ui_kv_begin(h, 0);
        ui_kv(h, "审核机构", b ? b->label : m->body);
        ui_kv(h, "地点", m->place);
        ui_kv_open(h, "时间");
        ui_instant(h, m->opened_at.ms ? m->opened_at : m->starts);
        ui_kv_close(h);
        ui_kv(h, "召集人", user_name(c, m->called_by));
        if (m->opened_at.ms) {
                ui_kv(h, "主持人", user_name(c, m->chair));
                ui_kv(h, "到会", people(c, &m->present));
                ui_kv_open(h, "法定人数");
                html(h, "有表决权 %lld 人，到会 %lld 人 ", (long long)m->voters, (long long)m->voters_present);
                ui_tag(h, "ok", b ? text_make(c->mem, "达到%s", review__share_words(c->mem, b->quorum)) : "达到");
                ui_kv_close(h);
                ui_kv(h, "列席", m->guests);
                ui_kv(h, "缺席", m->absent);
        } else if (b && b->quorum.of)
                ui_kv(h, "法定人数", text_make(c->mem, "%s以上，不少于 %d 人", review__share_words(c->mem, b->quorum), b->members));
        ui_kv(h, "通知", m->note);
        ui_kv_end(h);
        ui_card_end(h);
}

static const char *vote_tag(const char *vote)
{
        return !strcmp(vote, "for") ? "ok" : !strcmp(vote, "against") ? "bad" : "note";
}

static void vote_rows(struct ctx *c, struct html *h, const struct votes *votes, int64_t case_id)
{
        const struct arg *choice = command_arg(command_find("meeting.vote"), "vote");

        for (size_t i = 0; i < votes->n; i++) {
                const struct vote *v = &votes->at[i];

                if (v->case_id != case_id)
                        continue;
                ui_kv_open(h, user_name(c, v->login));
                ui_tag(h, vote_tag(v->vote), choice_label(c->mem, choice, v->vote));
                html(h, " %s", v->reason);
                ui_kv_close(h);
        }
}

static const struct result *result_find(const struct results *l, int64_t case_id)
{
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].case_id == case_id)
                        return &l->at[i];
        return NULL;
}

static bool voted(const struct votes *votes, int64_t case_id, const char *login)
{
        for (size_t i = 0; i < votes->n; i++)
                if (votes->at[i].case_id == case_id && !strcmp(votes->at[i].login, login))
                        return true;
        return false;
}

static const char *tally(struct arena *mem, const struct votes *votes, int64_t case_id, const struct voters *v)
{
        static const char *const kinds[] = { "for", "against", "abstain" };
        int n[3] = { 0 };

        for (size_t i = 0; i < votes->n; i++)
                for (size_t k = 0; k < 3; k++)
                        n[k] += votes->at[i].case_id == case_id && !strcmp(votes->at[i].vote, kinds[k]);
        return text_make(mem, "同意 %d 票，不同意 %d 票，弃权 %d 票；有表决权 %zu 人，到会 %d 人", n[0], n[1], n[2], v->n, v->present);
}

static bool case_put(struct ctx *c, struct html *h, const struct meeting *m, const struct agenda_row *row, const struct votes *votes, const struct result *r)
{
        struct voters v;

        if (!review__voters(c, m, row, &v))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = row->title, .more_url = text_make(c->mem, "/desk/case/%lld", (long long)row->case_id),
                                            .more_label = "看案件" });
        ui_kv_begin(h, 0);
        if (v.n_aside)
                ui_kv(h, "本案回避", people(c, &(struct names){ v.aside, v.n_aside }));
        vote_rows(c, h, votes, row->case_id);
        if (!strcmp(m->state, "open"))
                for (size_t i = 0; i < v.n; i++)
                        if (names_have(&m->present, v.at[i]) && !voted(votes, row->case_id, v.at[i]))
                                ui_kv(h, user_name(c, v.at[i]), "等待表决");
        if (r) {
                ui_kv(h, "计票", tally(c->mem, votes, row->case_id, &v));
                ui_kv_open(h, "结果");
                ui_tag(h, !strcmp(r->result, "pass") ? "ok" : "bad", review__outcome_label(r->result));
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

/* ---- what I may do ---- */

static const char *act_url(struct arena *mem, const struct meeting *m, const char *verb, const char *more)
{
        return text_make(mem, "/desk/act/%s?subject=%lld%s&back=/desk/meeting/%lld", verb, (long long)m->id, more, (long long)m->id);
}

static bool votes_offer(struct ctx *c, const struct meeting *m, const struct agenda *agenda, const struct votes *votes, struct ui_action *list, size_t *n)
{
        for (size_t i = 0; i < agenda->n && *n < 30; i++) {
                const struct agenda_row *row = &agenda->at[i];
                struct voters v;

                if (!review__voters(c, m, row, &v))
                        return false;
                if (names_have(&m->present, c->who->login) && names_have(&(struct names){ v.at, v.n }, c->who->login) && !voted(votes, row->case_id, c->who->login))
                        list[(*n)++] = (struct ui_action){ .title = row->title, .help = "同意、不同意或者弃权；一案一次", .button = "表决", .primary = true,
                                .url = act_url(c->mem, m, "meeting.vote", text_make(c->mem, "&case=%lld", (long long)row->case_id)) };
        }
        return true;
}

static bool actions_put(struct ctx *c, struct html *h, const struct meeting *m, const struct pack_body *b, const struct agenda *agenda, const struct votes *votes)
{
        bool called = !strcmp(m->state, "called"), open = !strcmp(m->state, "open");
        struct ui_action list[34] = { 0 };
        size_t n = 0;

        if (open && !votes_offer(c, m, agenda, votes, list, &n))
                return false;
        if (called && runs(c, m->agency, b))
                list[n++] = (struct ui_action){ .title = "开会", .help = "登记到会情况", .button = "开会", .primary = true, .url = act_url(c->mem, m, "meeting.open", "") };
        if (open && runs(c, m->agency, b))
                list[n++] = (struct ui_action){ .title = "结束会议", .help = "到会的人全部表决以后计票", .button = "结束", .primary = !n,
                                                .url = act_url(c->mem, m, "meeting.close", "") };
        if ((called || open) && runs(c, m->agency, b))
                list[n++] = (struct ui_action){ .title = "取消会议", .help = "写明原因", .button = "取消", .url = act_url(c->mem, m, "meeting.cancel", "") };
        if (!n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
        return true;
}

static void minutes_put(struct html *h, const struct meeting *m)
{
        if (!*m->minutes)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = !strcmp(m->state, "cancelled") ? "取消的原因" : "会议记录",
                                            .note = !strcmp(m->state, "cancelled") ? NULL : "每案的会议记录在审核通过或者退回时入卷" });
        html_paragraphs(h, m->minutes);
        ui_card_end(h);
}

static void state_put(struct ctx *c, const struct page_in *in, struct html *h, const struct meeting *m)
{
        static const struct ui_crumb crumbs[] = { { "审核会议", "/desk/meetings" } };
        struct ui_tag tag = { !strcmp(m->state, "held") ? "ok" : !strcmp(m->state, "cancelled") ? "note" : "info", review__state_label(m->state), NULL };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s 审核会议", day_text(c->mem, day_of(m->starts))), .crumbs = crumbs,
                                                      .n_crumbs = 1, .crumb = text_make(c->mem, "会议 %lld", (long long)m->id), .tags = &tag, .n_tags = 1,
                                                      .current = "/desk/meetings" });
}

bool review__show_meeting(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_body *b;
        struct results results;
        struct agenda agenda;
        struct votes votes;
        struct meeting m;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "会议 %s", in->args[0]);
        if (!review__meeting(c, id, &m) || !review__sees_meetings(c, m.agency) || !review__agenda(c, id, &agenda) || !review__votes_of(c, id, &votes) ||
            !review__results_of(c, id, &results))
                return false;
        b = pack_body(c->pack, m.agency);
        state_put(c, in, h, &m);
        ui_split_begin(h);
        for (size_t i = 0; i < agenda.n; i++)
                if (!case_put(c, h, &m, &agenda.at[i], &votes, result_find(&results, agenda.at[i].case_id)))
                        return false;
        minutes_put(h, &m);
        ui_split_aside(h);
        if (!actions_put(c, h, &m, b, &agenda, &votes))
                return false;
        facts_put(c, h, &m, b);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
