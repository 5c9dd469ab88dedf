/* review_meeting.c - meetings of a reviewing committee: calling, opening with a quorum, voting on each case, closing with minutes.
 *
 * A vote is on the file as it was sent: what is sent again is voted on again.  Who is recused from a case or has handled it has no vote on
 * it and does not count towards its quorum.  Handlers decide; what a meeting comes to is computed when it closes and stands in that act. */
#include "base/json.h"
#include "case/case.h"
#include "review/review_inner.h"
#include <string.h>

bool review__runs_meetings(struct ctx *c, const char *agency, const struct pack_body *b)
{
        struct seats l;

        if (!review__seats(c, agency, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].login, c->who->login) && text_in(l.at[i].seat, "chair|secretary", '|') && !strcmp(l.at[i].body, b->id) &&
                    review__in_term(l.at[i].since, l.at[i].until, l.at[i].ended, day_of(c->now)))
                        return true;
        return refuse(&c->why, R_NOT_MEMBER, NULL, "会议由%s在任的主任委员或者秘书召集和记录", b->label);
}

static bool meeting_in(struct ctx *c, int64_t id, const char *states, struct meeting *m, const struct pack_body **b)
{
        if (!review__meeting(c, id, m) || !review__body(c, m->agency, b))
                return false;
        return text_in(m->state, states, '|') || refuse(&c->why, R_MEETING_STATE, NULL, "会议%s", review__state_label(m->state));
}

/* ---- calling ---- */

/* Seat holders who have handled the case: they will have no vote on it. */
static bool handlers_of(struct ctx *c, const struct case_facts *f, const struct seats *l, const char **out)
{
        struct buffer b = { .mem = c->mem };
        bool handled;

        for (size_t i = 0; i < l->n; i++) {
                if (!review__votes(l->at[i].seat))
                        continue;
                if (!case_investigated(c, f, l->at[i].login, &handled))
                        return false;
                if (handled && !text_in(l->at[i].login, buffer_done(&b), ','))
                        buffer_make(&b, "%s%s", b.n ? "," : "", l->at[i].login);
        }
        *out = buffer_done(&b);
        return true;
}

static bool agenda_add(struct ctx *c, struct json *j, const struct seats *l, int64_t id, const char *agency)
{
        const char *handlers;
        struct case_facts f;

        if (!case_facts_load(c, id, &f) || !case_may_see(c, &f))
                return false;
        if (strcmp(f.agency, agency) != 0)
                return refuse(&c->why, R_SCOPE, "cases", "%s不是本机关的案件", *f.number ? f.number : f.source_number);
        if (!(f.standing.flags & F(review_open)))
                return refuse(&c->why, R_NEED, "cases", "%s %s 现在没有送审", *f.number ? f.number : f.source_number, f.title);
        if (!handlers_of(c, &f, l, &handlers))
                return false;
        json_open(j, '{');
        json_key(j, "case");
        json_int(j, id);
        json_pair(j, "handlers", handlers);
        json_key(j, "submit");
        json_int(j, f.submit_seq);
        json_pair(j, "title", text_make(c->mem, "%s %s", *f.number ? f.number : f.source_number, f.title));
        json_close(j, '}');
        return true;
}

bool review__call(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *agency = c->who->agency;
        struct json *agenda = json_new(c->mem);
        const struct pack_body *b;
        struct seats l;
        size_t n;
        char **ids = text_split(c->mem, arg_text(a, "cases"), ',', &n);
        int64_t id;

        (void)subject;
        if (!review__body(c, agency, &b) || !review__seats(c, agency, &l))
                return false;
        if (strcmp(b->kind, "committee") != 0)
                return refuse(&c->why, R_MEETING_STATE, NULL, "%s不以会议表决的方式审核", b->label);
        if (!review__runs_meetings(c, agency, b))
                return false;
        if (day_compare(day_of(arg_instant(a, "starts")), day_of(c->now)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "starts", "会议时间已经过去");
        json_open(agenda, '[');
        for (size_t i = 0; i < n; i++)
                if (!text_int(ids[i], 0, INT64_MAX, &id) || !agenda_add(c, agenda, &l, id, agency))
                        return c->why.kind == WHY_NOTHING ? refuse(&c->why, R_ARG_TYPE, "cases", "%s", ids[i]) : false;
        json_close(agenda, ']');
        review__put_args(d, a);
        draft_put(d, "agency", agency);
        draft_put(d, "body", b->id);
        draft_put(d, "agenda", json_done(agenda));
        return true;
}

/* ---- opening ---- */

static bool fit_voter(const struct seat *s, const struct pack_body *b, struct day on)
{
        return review__votes(s->seat) && !strcmp(s->body, b->id) && review__fitness(s, b, on) == FIT;
}

static bool seated(const struct seats *l, const char *login, const struct pack_body *b, struct day on, bool voting)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].login, login) && !strcmp(l->at[i].body, b->id) &&
                    (voting ? fit_voter(&l->at[i], b, on) : review__in_term(l->at[i].since, l->at[i].until, l->at[i].ended, on)))
                        return true;
        return false;
}

static bool attendance_right(struct ctx *c, const struct args *a, const struct seats *l, const struct pack_body *b)
{
        struct day today = day_of(c->now);
        size_t n;
        char **at = text_split(c->mem, arg_text(a, "present"), ',', &n);

        for (size_t i = 0; i < n; i++)
                if (!seated(l, at[i], b, today, false))
                        return refuse(&c->why, R_NOT_MEMBER, "present", "%s 今天不在%s任职；列席的人写在列席人员里", user_name(c, at[i]), b->label);
        if (!text_in(arg_text(a, "chair"), arg_text(a, "present"), ',') || !seated(l, arg_text(a, "chair"), b, today, true))
                return refuse(&c->why, R_ARG_CHOICE, "chair", "主持人应当是到会的、有表决权的委员");
        return true;
}

bool review__open(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day today = day_of(c->now);
        int voters = 0, present = 0;
        const struct pack_body *b;
        struct meeting m;
        struct seats l;

        if (!args_known(c, a) || !meeting_in(c, subject, "called", &m, &b) || !review__runs_meetings(c, m.agency, b) || !review__seats(c, m.agency, &l))
                return false;
        if (day_compare(today, day_of(m.starts)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, NULL, "会议定在 %s", instant_local(c->mem, m.starts));
        if (!attendance_right(c, a, &l, b))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                bool votes = fit_voter(&l.at[i], b, today);

                voters += votes;
                present += votes && text_in(l.at[i].login, arg_text(a, "present"), ',');
        }
        c->why.law = b->law;
        if (present < b->members || !review__reaches(present, voters, b->quorum))
                return refuse(&c->why, R_NO_QUORUM, "present", "有表决权的委员 %d 人，到会 %d 人；应当有%s以上并且不少于 %d 人到会", voters, present,
                              review__share_words(c->mem, b->quorum), b->members);
        c->why.law = NULL;
        review__put_args(d, a);
        draft_put_int(d, "voters", voters);
        draft_put_int(d, "voters_present", present);
        return true;
}

/* ---- voting ---- */

bool review__voters(struct ctx *c, const struct meeting *m, const struct agenda_row *row, struct voters *out)
{
        const struct pack_body *b = pack_body(c->pack, m->agency);
        struct day on = m->opened_at.ms ? day_of(m->opened_at) : day_of(c->now);
        struct voters v = { 0 };
        struct recusals recusals;
        struct seats l;

        if (!review__seats(c, m->agency, &l) || !review__recusals(c, ctx_log(c), row->case_id, &recusals))
                return false;
        v.at = TAKE_N(c->mem, const char *, l.n + 1);
        v.aside = TAKE_N(c->mem, const char *, l.n + 1);
        for (size_t i = 0; b && i < l.n; i++) {
                const char *login = l.at[i].login;

                if (!fit_voter(&l.at[i], b, on))
                        continue;
                if (review__recused(&recusals, login) || text_in(login, row->handlers, ',')) {
                        v.aside[v.n_aside++] = login;
                        continue;
                }
                v.at[v.n++] = login;
                v.present += names_have(&m->present, login);
        }
        *out = v;
        return true;
}

static bool voter_right(struct ctx *c, const struct meeting *m, const struct agenda_row *row)
{
        const char *me = c->who->login;
        struct voters v;

        if (!names_have(&m->present, me))
                return refuse(&c->why, R_MEETING_STATE, NULL, "%s 没有到会，不能表决", c->who->name);
        if (!review__voters(c, m, row, &v))
                return false;
        if (names_have(&(struct names){ v.aside, v.n_aside }, me))
                return refuse(&c->why, R_RECUSAL, NULL, text_in(me, row->handlers, ',') ? "%s 办理过本案，不能表决" : "已经决定 %s 在本案回避，不能表决",
                              c->who->name);
        return names_have(&(struct names){ v.at, v.n }, me) || refuse(&c->why, R_NOT_MEMBER, NULL, "%s 列席会议，没有表决权", c->who->name);
}

static const struct agenda_row *agenda_find(const struct agenda *l, int64_t case_id)
{
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].case_id == case_id)
                        return &l->at[i];
        return NULL;
}

static bool as_sent(struct ctx *c, const struct agenda_row *row)
{
        struct case_facts f;

        if (!case_facts_load(c, row->case_id, &f))
                return false;
        return ((f.standing.flags & F(review_open)) && f.submit_seq == row->submit) ||
               refuse(&c->why, R_MEETING_STATE, "case", "会议召集以后，本案已经退回、通过或者重新送审");
}

bool review__vote(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct agenda_row *row;
        const struct pack_body *b;
        struct agenda agenda;
        struct votes votes;
        struct meeting m;

        if (!meeting_in(c, subject, "open", &m, &b) || !review__agenda(c, subject, &agenda) || !review__votes_of(c, subject, &votes))
                return false;
        row = agenda_find(&agenda, arg_int(a, "case"));
        if (!row)
                return refuse(&c->why, R_MEETING_STATE, "case", "这个案件不在会议的议程里");
        if (!voter_right(c, &m, row) || !as_sent(c, row))
                return false;
        for (size_t i = 0; i < votes.n; i++)
                if (votes.at[i].case_id == row->case_id && !strcmp(votes.at[i].login, c->who->login))
                        return refuse(&c->why, R_VOTED, NULL, "%s 已经表决（日志第 %lld 条）", c->who->name, (long long)votes.at[i].id);
        if (strcmp(arg_text(a, "vote"), "for") != 0 && !arg_given(a, "reason"))
                return refuse(&c->why, R_ARG_MISSING, "reason", "不同意或者弃权的，应当写明理由");
        review__put_args(d, a);
        return true;
}

/* ---- closing ---- */

static bool all_voted(struct ctx *c, const struct meeting *m, const struct voters *v, const struct votes *votes, const struct agenda_row *row)
{
        for (size_t i = 0; i < v->n; i++) {
                bool voted = !names_have(&m->present, v->at[i]);

                for (size_t k = 0; k < votes->n; k++)
                        voted = voted || (votes->at[k].case_id == row->case_id && !strcmp(votes->at[k].login, v->at[i]));
                if (!voted)
                        return refuse(&c->why, R_VOTES_OPEN, NULL, "%s：%s 还没有表决", row->title, user_name(c, v->at[i]));
        }
        return true;
}

static struct count count_of(const struct voters *v, const struct votes *votes, const struct agenda_row *row)
{
        struct count k = { .entitled = (int)v->n, .present = v->present };

        for (size_t i = 0; i < votes->n; i++) {
                const struct vote *one = &votes->at[i];

                if (one->case_id != row->case_id || !names_have(&(struct names){ v->at, v->n }, one->login))
                        continue;
                k.in_favour += !strcmp(one->vote, "for");
                k.against += !strcmp(one->vote, "against");
                k.abstained += !strcmp(one->vote, "abstain");
        }
        return k;
}

static bool result_add(struct ctx *c, struct json *j, const struct meeting *m, const char *minutes, const struct agenda_row *row, const struct votes *votes)
{
        const struct pack_body *b = pack_body(c->pack, m->agency);
        enum outcome o;
        struct voters v;
        struct count k;

        if (!review__voters(c, m, row, &v) || !all_voted(c, m, &v, votes, row))
                return false;
        k = count_of(&v, votes, row);
        o = review__outcome(&k, b);
        json_open(j, '{');
        json_key(j, "case");
        json_int(j, row->case_id);
        json_key(j, "facts");
        json_raw(j, review__minutes(c, m, minutes, row, votes, &v, &k, o));
        json_pair(j, "result", review__outcome_name(o));
        json_key(j, "submit");
        json_int(j, row->submit);
        json_close(j, '}');
        return true;
}

bool review__close(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct json *results = json_new(c->mem);
        const struct pack_body *b;
        struct agenda agenda;
        struct votes votes;
        struct meeting m;

        if (!meeting_in(c, subject, "open", &m, &b) || !review__runs_meetings(c, m.agency, b) || !review__agenda(c, subject, &agenda) ||
            !review__votes_of(c, subject, &votes))
                return false;
        json_open(results, '[');
        for (size_t i = 0; i < agenda.n; i++)
                if (!result_add(c, results, &m, arg_text(a, "minutes"), &agenda.at[i], &votes))
                        return false;
        json_close(results, ']');
        review__put_args(d, a);
        draft_put(d, "results", json_done(results));
        return true;
}

bool review__cancel(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_body *b;
        struct meeting m;

        if (!meeting_in(c, subject, "called|open", &m, &b) || !review__runs_meetings(c, m.agency, b))
                return false;
        review__put_args(d, a);
        return true;
}
