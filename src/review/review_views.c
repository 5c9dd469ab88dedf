/* review_views.c - the reviewing bodies as lists: register, members, contracts, ratio, meetings, votes, recusals, advice.  The data scope is
 * part of every query; nothing here decides. */
#include "case/case.h"
#include "review/review_inner.h"
#include <string.h>

static const char *int_text(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static bool done(struct table *t)
{
        t->total = (int64_t)t->n_rows;
        return true;
}

static const char *agency_name(const struct pack *p, const char *agency)
{
        const struct pack_agency *g = pack_agency(p, agency);

        return g ? g->short_name : agency;
}

static struct day day_or_today(const struct ctx *c, const struct args *a, const char *name)
{
        return arg_given(a, name) ? arg_day(a, name) : day_of(c->now);
}

static const char *names_text(struct ctx *c, const char *const *at, size_t n)
{
        const char **names = TAKE_N(c->mem, const char *, n + 1);

        for (size_t i = 0; i < n; i++)
                names[i] = user_name(c, at[i]);
        return text_replace(c->mem, text_join(c->mem, names, n, ','), ",", "、");
}

/* ---- register ---- */

static const char *missing_cell(struct arena *mem, const struct ratio *r)
{
        return r->missing ? text_make(mem, "bad:缺 %d", r->missing) : "ok:齐";
}

static bool view_bodies(struct ctx *c, const struct args *a, struct table *t)
{
        struct day on = day_or_today(c, a, "on");
        struct narrowing n = access_narrowing(c);
        struct ratios l;

        for (size_t i = 0; i < c->pack->n_agencies; i++) {
                const char *id = c->pack->agencies[i].id;
                const struct pack_body *b = pack_body(c->pack, id);
                struct ratio r = { .agency = id };

                if (!b || !access_in_agencies(&n, id))
                        continue;
                if (!review__ratios(c, id, on, 1, &l))
                        return false;
                if (l.n)
                        r = l.at[0];
                table_row(t, (const char *[]){ id, agency_name(c->pack, id), b->label, !strcmp(b->kind, "committee") ? "会议表决" : "审核人员审核",
                        b->quorum.of ? text_make(c->mem, "%s以上到会，超过%s同意", review__share_words(c->mem, b->quorum), review__share_words(c->mem, b->majority))
                                     : NULL, int_text(c->mem, r.officers), int_text(c->mem, r.needed), int_text(c->mem, r.reviewers),
                        int_text(c->mem, r.purchased), int_text(c->mem, r.missing), l.n ? missing_cell(c->mem, &r) : NULL, day_text(c->mem, b->from), b->law });
        }
        return done(t);
}

static bool view_members(struct ctx *c, const struct args *a, struct table *t)
{
        struct day on = day_or_today(c, a, "on");
        struct seats l;

        if (!review__seats_seen(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct seat *s = &l.at[i];
                const struct pack_body *b = pack_body(c->pack, s->agency);
                bool holds = review__in_term(s->since, s->until, s->ended, on);

                if ((!arg_bool(a, "all") && !holds) || (arg_given(a, "agency") && strcmp(s->agency, arg_text(a, "agency")) != 0))
                        continue;
                table_row(t, (const char *[]){ int_text(c->mem, s->id), s->agency, agency_name(c->pack, s->agency), s->login, user_name(c, s->login),
                        review__seat_label(s->seat), s->seat, *s->firm ? s->firm : NULL, day_text(c->mem, s->since),
                        day_text(c->mem, day_is(s->ended) ? s->ended : s->until), review__exam_words(c->mem, s, b), review__seat_state(c->mem, s, b, on) });
        }
        return done(t);
}

static bool view_contracts(struct ctx *c, const struct args *a, struct table *t)
{
        struct day on = day_or_today(c, a, "on");
        struct contracts l;

        if (!review__contracts_seen(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct contract *k = &l.at[i];

                table_row(t, (const char *[]){ int_text(c->mem, k->id), agency_name(c->pack, k->agency), k->supplier, k->number, day_text(c->mem, k->since),
                        day_text(c->mem, day_is(k->ended) ? k->ended : k->until), int_text(c->mem, k->amount), int_text(c->mem, k->persons), k->scope,
                        review__in_term(k->since, k->until, k->ended, on) ? "ok:有效" : day_compare(on, k->since) < 0 ? "note:未开始" : "note:已到期" });
        }
        return done(t);
}

static bool view_ratio(struct ctx *c, const struct args *a, struct table *t)
{
        struct ratios l;

        if (!review__ratios(c, arg_text(a, "agency"), day_or_today(c, a, "on"), arg_given(a, "months") ? (int)arg_int(a, "months") : 12, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct ratio *r = &l.at[i];
                int have = r->reviewers + r->purchased;

                table_row(t, (const char *[]){ r->agency, agency_name(c->pack, r->agency), day_text(c->mem, r->on),
                        int_text(c->mem, r->officers), int_text(c->mem, r->needed), int_text(c->mem, r->reviewers), int_text(c->mem, r->purchased),
                        r->officers ? text_make(c->mem, "%d.%02d", have * 100 / r->officers, have * 10000 / r->officers % 100) : NULL,
                        int_text(c->mem, r->missing), missing_cell(c->mem, r), r->body->law });
        }
        return done(t);
}

/* ---- meetings ---- */

static bool view_meetings(struct ctx *c, const struct args *a, struct table *t)
{
        struct meetings l;

        (void)a;
        if (!review__sees_meetings(c, c->who->agency) || !review__meetings(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct meeting *m = &l.at[i];
                const struct pack_body *b = pack_body(c->pack, m->agency);
                struct agenda agenda;

                if (!review__agenda(c, m->id, &agenda))
                        return false;
                table_row(t, (const char *[]){ int_text(c->mem, m->id), agency_name(c->pack, m->agency), b ? b->label : m->body, instant_text(c->mem, m->starts),
                        m->place, m->state, text_make(c->mem, "%s:%s", !strcmp(m->state, "held") ? "ok" : !strcmp(m->state, "cancelled") ? "note" : "info",
                        review__state_label(m->state)), int_text(c->mem, (int64_t)agenda.n), int_text(c->mem, m->voters_present), int_text(c->mem, m->voters),
                        *m->chair ? user_name(c, m->chair) : NULL });
        }
        return done(t);
}

static bool meeting_asked(struct ctx *c, const struct args *a, struct meeting *m)
{
        return review__meeting(c, arg_int(a, "meeting"), m) && review__sees_meetings(c, m->agency);
}

static int votes_for(const struct votes *l, int64_t case_id, const char *vote)
{
        int n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += l->at[i].case_id == case_id && !strcmp(l->at[i].vote, vote);
        return n;
}

static const char *result_of(const struct results *l, int64_t case_id)
{
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].case_id == case_id)
                        return l->at[i].result;
        return NULL;
}

static bool view_agenda(struct ctx *c, const struct args *a, struct table *t)
{
        struct results results;
        struct agenda agenda;
        struct votes votes;
        struct meeting m;

        if (!meeting_asked(c, a, &m) || !review__agenda(c, m.id, &agenda) || !review__votes_of(c, m.id, &votes) || !review__results_of(c, m.id, &results))
                return false;
        for (size_t i = 0; i < agenda.n; i++) {
                const struct agenda_row *row = &agenda.at[i];
                const char *result = result_of(&results, row->case_id);
                struct voters v;

                if (!review__voters(c, &m, row, &v))
                        return false;
                table_row(t, (const char *[]){ int_text(c->mem, row->case_id), row->title, int_text(c->mem, row->submit), int_text(c->mem, (int64_t)v.n),
                        int_text(c->mem, v.present), int_text(c->mem, votes_for(&votes, row->case_id, "for")),
                        int_text(c->mem, votes_for(&votes, row->case_id, "against")), int_text(c->mem, votes_for(&votes, row->case_id, "abstain")),
                        names_text(c, v.aside, v.n_aside), result, result ? text_make(c->mem, "%s:%s", !strcmp(result, "pass") ? "ok" : "bad",
                        review__outcome_label(result)) : NULL });
        }
        return done(t);
}

static bool view_votes(struct ctx *c, const struct args *a, struct table *t)
{
        const struct arg *vote = command_arg(command_find("meeting.vote"), "vote");
        struct votes votes;
        struct meeting m;

        if (!meeting_asked(c, a, &m) || !review__votes_of(c, m.id, &votes))
                return false;
        for (size_t i = 0; i < votes.n; i++) {
                const struct vote *v = &votes.at[i];

                table_row(t, (const char *[]){ int_text(c->mem, v->id), int_text(c->mem, v->case_id), v->login, user_name(c, v->login), v->vote,
                        choice_label(c->mem, vote, v->vote), v->reason });
        }
        return done(t);
}

/* ---- on a case ---- */

static bool view_recusals(struct ctx *c, const struct args *a, struct table *t)
{
        static const struct { const char *state, *label; } words[] = { { "asked", "warn:待决定" }, { "granted", "bad:已回避" }, { "refused", "note:不同意" } };
        struct case_facts f;
        struct recusals l;

        if (!case_facts_load(c, arg_int(a, "case"), &f) || !case_may_see(c, &f) || !review__recusals(c, c->db, f.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct recusal *r = &l.at[i];
                const char *label = r->state;

                for (size_t k = 0; k < sizeof words / sizeof *words; k++)
                        label = strcmp(words[k].state, r->state) ? label : words[k].label;
                table_row(t, (const char *[]){ int_text(c->mem, r->id), r->login, user_name(c, r->login), user_name(c, r->asker),
                        instant_text(c->mem, r->asked_at), r->reason, r->state, label, *r->decided_by ? user_name(c, r->decided_by) : NULL, r->answer });
        }
        return done(t);
}

/* What was asked stands here without the case, which is shown to those who may see it. */
static bool view_advice(struct ctx *c, const struct args *a, struct table *t)
{
        const struct arg *conclusion = command_arg(command_find("review.advise"), "conclusion");
        struct advices l;

        if (!review__advice_list(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct advice *k = &l.at[i];
                bool open = !k->answered_at.ms, late = open && day_is(k->due) && day_compare(day_of(c->now), k->due) > 0;

                if ((arg_given(a, "case") && k->case_id != arg_int(a, "case")) || (arg_bool(a, "open") && !open))
                        continue;
                table_row(t, (const char *[]){ int_text(c->mem, k->id), int_text(c->mem, k->case_id), k->login, user_name(c, k->login),
                        user_name(c, k->asked_by), instant_text(c->mem, k->asked_at), k->question, day_text(c->mem, k->due),
                        open ? late ? "bad:逾期" : "warn:待答复" : "ok:已答复", *k->conclusion ? choice_label(c->mem, conclusion, k->conclusion) : NULL,
                        k->opinion });
        }
        return done(t);
}

/* ---- rows ---- */

#define ON { "on", ARG_DAY, 0, "日期", "看哪一天的情况，不填即为今天。", NULL, 0, 0 }
#define AGENCY { "agency", ARG_CODE, 0, "机关", "只看一个机关。", "agencies", 0, 0 }
static const struct arg on_params[] = { ON, ARG_END };
static const struct arg none[] = { ARG_END };
static const struct arg member_params[] = { AGENCY, ON, { "all", ARG_BOOL, 0, "全部", "也看已经届满、离任和还没有开始的。", NULL, 0, 0 }, ARG_END };
static const struct arg ratio_params[] = { AGENCY, ON, { "months", ARG_INT, 0, "月数", "往前看几个月，不填为 12。", NULL, 1, 36 }, ARG_END };
static const struct arg meeting_params[] = { { "meeting", ARG_REF, ARG_REQUIRED, "会议", "会议编号。", "meeting", 0, 0 }, ARG_END };
static const struct arg case_params[] = { { "case", ARG_REF, ARG_REQUIRED, "案件", "案件编号。", "case", 0, 0 }, ARG_END };
static const struct arg advice_params[] = { { "case", ARG_REF, 0, "案件", "只看一个案件。", "case", 0, 0 },
        { "open", ARG_BOOL, 0, "待答复", "只看还没有答复的。", NULL, 0, 0 }, ARG_END };

static const struct column body_columns[] = {
        { "agency", "代码", CELL_TEXT }, { "agency_name", "机关", CELL_TEXT }, { "body", "审核机构", CELL_TEXT }, { "way", "方式", CELL_TEXT },
        { "rule", "表决规则", CELL_TEXT }, { "officers", "执法人员", CELL_INT }, { "needed", "应有审核人员", CELL_INT }, { "reviewers", "现有", CELL_INT },
        { "purchased", "购买服务", CELL_INT }, { "missing", "缺", CELL_INT }, { "state", "配备", CELL_TEXT }, { "from", "规则施行日", CELL_DAY },
        { "law", "依据", CELL_TEXT }, COLUMN_END
};
static const struct column member_columns[] = {
        { "id", "编号", CELL_INT }, { "agency", "代码", CELL_TEXT }, { "agency_name", "机关", CELL_TEXT }, { "login", "登录名", CELL_TEXT },
        { "name", "姓名", CELL_TEXT }, { "seat", "席位", CELL_TEXT }, { "seat_code", "席位代码", CELL_TEXT }, { "firm", "所在单位", CELL_TEXT },
        { "since", "任期起", CELL_DAY }, { "until", "任期止", CELL_DAY }, { "exam", "法律职业资格", CELL_TEXT }, { "state", "状态", CELL_TEXT }, COLUMN_END
};
static const struct column contract_columns[] = {
        { "id", "编号", CELL_INT }, { "agency_name", "机关", CELL_TEXT }, { "supplier", "承接单位", CELL_TEXT }, { "number", "合同编号", CELL_TEXT },
        { "since", "期限起", CELL_DAY }, { "until", "期限止", CELL_DAY }, { "amount", "金额", CELL_MONEY }, { "persons", "人数", CELL_INT },
        { "scope", "服务范围", CELL_TEXT }, { "state", "状态", CELL_TEXT }, COLUMN_END
};
static const struct column ratio_columns[] = {
        { "agency", "代码", CELL_TEXT }, { "agency_name", "机关", CELL_TEXT }, { "on", "截至", CELL_DAY }, { "officers", "执法人员", CELL_INT },
        { "needed", "应有审核人员", CELL_INT }, { "reviewers", "现有", CELL_INT }, { "purchased", "购买服务", CELL_INT }, { "percent", "比例（%）", CELL_TEXT },
        { "missing", "缺", CELL_INT }, { "state", "配备", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};
static const struct column meeting_columns[] = {
        { "id", "编号", CELL_INT }, { "agency_name", "机关", CELL_TEXT }, { "body", "审核机构", CELL_TEXT }, { "starts", "时间", CELL_INSTANT },
        { "place", "地点", CELL_TEXT }, { "state", "状态代码", CELL_TEXT }, { "state_name", "状态", CELL_TEXT }, { "cases", "议题", CELL_INT },
        { "present", "到会", CELL_INT }, { "voters", "应到", CELL_INT }, { "chair", "主持人", CELL_TEXT }, COLUMN_END
};
static const struct column agenda_columns[] = {
        { "case", "案件", CELL_INT }, { "title", "名称", CELL_TEXT }, { "submit", "送审", CELL_INT }, { "entitled", "有表决权", CELL_INT },
        { "present", "到会", CELL_INT }, { "in_favour", "同意", CELL_INT }, { "against", "不同意", CELL_INT }, { "abstained", "弃权", CELL_INT },
        { "aside", "回避", CELL_TEXT }, { "result", "结果代码", CELL_TEXT }, { "result_name", "结果", CELL_TEXT }, COLUMN_END
};
static const struct column vote_columns[] = {
        { "id", "编号", CELL_INT }, { "case", "案件", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT },
        { "vote", "表决代码", CELL_TEXT }, { "vote_name", "表决", CELL_TEXT }, { "reason", "意见", CELL_TEXT }, COLUMN_END
};
static const struct column recusal_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "name", "申请谁回避", CELL_TEXT }, { "asker", "录入人", CELL_TEXT },
        { "at", "时间", CELL_INSTANT }, { "reason", "理由", CELL_TEXT }, { "state", "状态代码", CELL_TEXT }, { "state_name", "状态", CELL_TEXT },
        { "decided_by", "决定人", CELL_TEXT }, { "answer", "决定的理由", CELL_TEXT }, COLUMN_END
};
static const struct column advice_columns[] = {
        { "id", "编号", CELL_INT }, { "case", "案件", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "adviser", "咨询谁", CELL_TEXT },
        { "asker", "提出人", CELL_TEXT }, { "at", "时间", CELL_INSTANT }, { "question", "问题", CELL_TEXT }, { "until", "希望答复", CELL_DAY },
        { "state", "状态", CELL_TEXT }, { "conclusion", "结论", CELL_TEXT }, { "opinion", "法律意见", CELL_TEXT }, COLUMN_END
};

const struct view review_views[] = {
        { "bodies", "审核机构", "各机关的法制审核机构、表决规则和人员配备。", REVIEW_STAFF, on_params, body_columns, view_bodies },
        { "body_members", "审核人员", "审核机构的席位、任期和法律职业资格。", REVIEW_STAFF, member_params, member_columns, view_members },
        { "body_contracts", "购买服务合同", "购买法律服务的合同。", REVIEW_STAFF, on_params, contract_columns, view_contracts },
        { "review_ratio", "审核人员比例", "执法人员与法制审核人员，每月一行（不少于 5%）。", REVIEW_STAFF, ratio_params, ratio_columns, view_ratio },
        { "meetings", "审核会议", "审核委员会的会议。", REVIEW_STAFF, none, meeting_columns, view_meetings },
        { "meeting_agenda", "会议议程", "一次会议的议题、回避、计票和结果。", REVIEW_STAFF, meeting_params, agenda_columns, view_agenda },
        { "meeting_votes", "会议表决", "一次会议每人每案的表决和意见。", REVIEW_STAFF, meeting_params, vote_columns, view_votes },
        { "review_recusals", "回避", "一个案件的回避申请和决定。", "", case_params, recusal_columns, view_recusals },
        { "review_advice", "法律咨询", "本机关提出的咨询；法律顾问只看到向自己提出的。", "", advice_params, advice_columns, view_advice },
};
const size_t review_views_n = sizeof review_views / sizeof *review_views;
