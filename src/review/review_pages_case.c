/* review_pages_case.c - the reviewing body on pages of others: a tab of the case (who stands aside, what lawyers were asked, what meetings
 * decided), and a card of the desk (what waits for me, what the agency lacks).  Shows only. */
#include "case/case.h"
#include "review/review_inner.h"
#include "ui/ui.h"
#include <string.h>

static const char *act_url(struct arena *mem, const char *verb, int64_t case_id, const char *more)
{
        return text_make(mem, "/desk/act/%s?subject=%lld%s&back=/desk/case/%lld", verb, (long long)case_id, more, (long long)case_id);
}

static bool may(struct ctx *c, const struct case_facts *f, const char *verb)
{
        struct ctx probe = *c;

        probe.why = (struct why){ .mem = c->mem };
        return case_may(&probe, f, verb);
}

/* ---- the tab ---- */

static void offer(struct ctx *c, struct ui_action *list, size_t *n, const struct case_facts *f, const char *verb, const char *help)
{
        const struct command *cmd = command_find(verb);

        if (may(c, f, verb))
                list[(*n)++] = (struct ui_action){ .title = cmd->label, .help = help, .button = cmd->label, .url = act_url(c->mem, verb, f->id, "") };
}

static void offers_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const struct pack_body *b = pack_body(c->pack, f->agency);
        struct ui_action list[4] = { 0 };
        struct ctx probe = *c;
        size_t n = 0;

        probe.why = (struct why){ .mem = c->mem };
        offer(c, list, &n, f, "review.ask_adviser", "他在本次审核期间能看到本案，看不到别的案件");
        offer(c, list, &n, f, "review.ask_recusal", "审核人员、委员、法律顾问有利害关系的");
        if (b && !strcmp(b->kind, "committee") && (f->standing.flags & F(review_open)) && review__runs_meetings(&probe, f->agency, b))
                list[n++] = (struct ui_action){ .title = "召集审核会议", .help = "把本案列入议程", .button = "召集会议",
                                                .url = text_make(c->mem, "/desk/act/meeting.call?cases=%lld&back=/desk/meetings", (long long)f->id) };
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

static bool recusals_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        static const struct { const char *state, *kind, *label; } words[] = { { "asked", "warn", "待决定" }, { "granted", "bad", "已回避" },
                                                                              { "refused", "note", "不同意回避" } };
        struct recusals l;

        if (!review__recusals(c, c->db, f->id, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "回避", .note = "由机关负责人决定；决定以前不停止办理（处罚法 43）" });
        if (!l.n)
                ui_empty(h, "没有人申请回避", NULL, NULL, NULL);
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l.n; i++) {
                const struct recusal *r = &l.at[i];

                ui_kv_open(h, user_name(c, r->login));
                for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                        if (!strcmp(words[k].state, r->state))
                                ui_tag(h, words[k].kind, words[k].label);
                html(h, " %s%s%s%s%s", r->reason, *r->decided_by ? "（" : "", *r->decided_by ? user_name(c, r->decided_by) : "", *r->answer ? "：" : "", r->answer);
                if (*r->decided_by)
                        html(h, "）");
                else if (may(c, f, "review.decide_recusal") && strcmp(r->login, c->who->login) != 0)
                        ui_link(h, act_url(c->mem, "review.decide_recusal", f->id, text_make(c->mem, "&recusal=%lld", (long long)r->id)), "决定");
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

static bool advice_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const struct arg *conclusion = command_arg(command_find("review.advise"), "conclusion");
        struct advices l;

        if (!review__advice_of(c, f->id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct advice *k = &l.at[i];

                ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "咨询 %s", user_name(c, k->login)), .note = instant_local(c->mem, k->asked_at) });
                ui_kv_begin(h, 0);
                ui_kv(h, "问题", k->question);
                if (k->answered_at.ms) {
                        ui_kv(h, "结论", choice_label(c->mem, conclusion, k->conclusion));
                        ui_kv(h, "法律意见", k->opinion);
                } else {
                        ui_kv_open(h, "答复");
                        ui_tag(h, "warn", "等待答复");
                        if (!strcmp(k->login, c->who->login) && k->submit == f->submit_seq)
                                ui_link(h, act_url(c->mem, "review.advise", f->id, text_make(c->mem, "&ask=%lld", (long long)k->id)), "提出意见");
                        ui_kv_close(h);
                }
                ui_kv_end(h);
                ui_card_end(h);
        }
        return true;
}

static bool meeting_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const struct pack_body *b = pack_body(c->pack, f->agency);
        struct result r;
        bool found = false;

        if (!b || strcmp(b->kind, "committee") != 0 || f->submit_seq < 0)
                return true;
        if (!review__result(c, f->id, f->submit_seq, &r, &found))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "会议", .note = text_make(c->mem, "%s起，没有会议表决通过的不能审核通过", day_text(c->mem, b->from)) });
        ui_kv_begin(h, 0);
        ui_kv_open(h, "本次送审");
        if (found) {
                ui_tag(h, !strcmp(r.result, "pass") ? "ok" : "bad", review__outcome_label(r.result));
                html(h, " ");
                ui_link(h, text_make(c->mem, "/desk/meeting/%lld", (long long)r.meeting_id), "看会议");
        } else
                ui_tag(h, "note", "还没有会议表决");
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}

bool review_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        (void)in;
        offers_put(c, h, f);
        return meeting_put(c, h, f) && recusals_put(c, h, f) && advice_put(c, h, f);
}

/* ---- the card of the desk ---- */

struct waiting { struct ui_action at[20]; size_t n; };

static bool advice_waits(struct ctx *c, struct waiting *w)
{
        struct advices l;

        if (!review__advice_mine(c, &l))
                return false;
        for (size_t i = 0; i < l.n && w->n < 20; i++) {
                struct case_facts f;
                struct ctx probe = *c;

                probe.why = (struct why){ .mem = c->mem };
                if (l.at[i].answered_at.ms || !case_facts_load(&probe, l.at[i].case_id, &f) ||
                    f.submit_seq != l.at[i].submit || !case_may_see(&probe, &f))
                        continue;
                w->at[w->n++] = (struct ui_action){ .title = text_make(c->mem, "法律咨询：%s", f.title), .help = l.at[i].question, .button = "看案件",
                        .url = text_make(c->mem, "/desk/case/%lld?tab=review", (long long)f.id), .primary = true };
        }
        return true;
}

static bool my_body(const struct seats *l, const char *login, struct day on)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].login, login) && text_in(l->at[i].seat, "chair|member|secretary", '|') &&
                    review__in_term(l->at[i].since, l->at[i].until, l->at[i].ended, on))
                        return true;
        return false;
}

static bool meetings_wait(struct ctx *c, struct waiting *w)
{
        struct meetings l;
        struct seats seats;

        if (!review__seats(c, c->who->agency, &seats))
                return false;
        if (!my_body(&seats, c->who->login, day_of(c->now)))
                return true;
        if (!review__meetings(c, &l))
                return false;
        for (size_t i = 0; i < l.n && w->n < 20; i++)
                if (text_in(l.at[i].state, "called|open", '|') && !strcmp(l.at[i].agency, c->who->agency))
                        w->at[w->n++] = (struct ui_action){ .title = text_make(c->mem, "审核会议 %s", instant_local(c->mem, l.at[i].starts)), .help = l.at[i].place,
                                .button = !strcmp(l.at[i].state, "open") ? "去表决" : "看议程", .primary = !strcmp(l.at[i].state, "open"),
                                .url = text_make(c->mem, "/desk/meeting/%lld", (long long)l.at[i].id) };
        return true;
}

/* Whoever leads or supervises is told what is missing. */
static bool missing_waits(struct ctx *c, struct waiting *w)
{
        struct names posts = { (const char *[]){ "head", "supervisor" }, 2 };
        struct ratios l;

        if (!who_has_any(c->who, &posts))
                return true;
        if (!review__ratios(c, "", day_of(c->now), 1, &l))
                return false;
        for (size_t i = 0; i < l.n && w->n < 20; i++) {
                const struct pack_agency *g = pack_agency(c->pack, l.at[i].agency);

                if (l.at[i].missing)
                        w->at[w->n++] = (struct ui_action){ .title = text_make(c->mem, "%s缺 %d 名法制审核人员", g ? g->short_name : l.at[i].agency, l.at[i].missing),
                                .help = text_make(c->mem, "执法人员 %d 人，应有 %d 人", l.at[i].officers, l.at[i].needed), .button = "看配备", .url = "/desk/bodies" };
        }
        return true;
}

bool review_desk_card(struct ctx *c, struct html *h)
{
        struct waiting w = { .n = 0 };

        if (!advice_waits(c, &w) || !meetings_wait(c, &w) || !missing_waits(c, &w))
                return false;
        if (!w.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "法制审核", .flush = true });
        ui_actions(h, w.at, w.n);
        ui_card_end(h);
        return true;
}
