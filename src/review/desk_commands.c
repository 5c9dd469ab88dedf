/* desk_commands.c - the acts of the desk: taking a submission, saving the verdict on a point, standing in for somebody who is away; and what
 * every opinion owes to it.  Who may review at all is review_may()'s. */
#include "review/desk_inner.h"
#include "review/review.h"
#include <string.h>

#define R ARG_REQUIRED

static const struct arg check_args[] = {
        { "point", ARG_TEXT, R, "审核要点", "第几项，如 3；结论相同的可以一并写 1-4,6；其余未审的写 all。", NULL, 1, 40 },
        { "verdict", ARG_CHOICE, R, "结论", "每一项都要有结论。", "good=合格|bad=有问题|na=不适用", 0, 0 },
        { "finding", ARG_LONG, 0, "审核发现", "有问题的写明问题，会列入审核意见；不适用的写明理由。", NULL, 2, 2000 },
        { "law", ARG_TEXT, 0, "依据", "适用的条款。", NULL, 2, 200 },
        { "material", ARG_INT, 0, "材料", "出处：卷内材料、音像的编号。", NULL, 0, 0 },
        { "place", ARG_TEXT, 0, "页码、时间", "第几页，或者录像的几分几秒。", NULL, 1, 60 }, ARG_END
};
static const struct arg take_args[] = { { "reviewer", ARG_LOGIN, 0, "审核人员", "不填即为本人。", NULL, 0, 0 }, ARG_END };
static const struct arg delegate_args[] = {
        { "stand_in", ARG_LOGIN, R, "代行人", "本机关另一名审核人员。", NULL, 0, 0 },
        { "away", ARG_LOGIN, 0, "不在岗的人", "不填即为本人；机关负责人可以替不在岗的审核人员指定。", NULL, 0, 0 },
        { "since", ARG_DAY, R, "从", "含当日。", NULL, 0, 0 }, { "until", ARG_DAY, R, "到", "含当日。", NULL, 0, 0 },
        { "reason", ARG_TEXT, R, "原因", "出差、休假、培训等。", NULL, 2, 100 }, ARG_END
};
static const struct arg delegate_end_args[] = { { "reason", ARG_TEXT, 0, "说明", "提前回岗的情况。", NULL, 2, 100 }, ARG_END };

#define ROW(v, l, h, noun_, roles_, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = noun_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = ""

const struct command desk_commands[] = {
        ROW("review.check", "保存审核结论", "对审核要点逐项写明结论、发现、依据和出处（国办发〔2018〕118号 四（十三））。", "case", "", check_args, desk__check,
            desk__apply_check), .gives = "submit:number" },
        ROW("review.take", "承担审核", "由本人审核这一件，或者分给另一名审核人员。", "case", "", take_args, desk__take, desk__apply_take) },
        ROW("review.delegate", "委托代行", "审核人员不在岗的，委托另一名审核人员代行，写明起止日期。", "stand_in", "reviewer|committee|head", delegate_args,
            desk__delegate, desk__apply_delegate), .creates = true },
        ROW("review.delegate_end", "结束代行", "提前回岗的，结束代行。", "stand_in", "reviewer|committee|head", delegate_end_args, desk__delegate_end,
            desk__apply_delegate_end) },
};
const size_t desk_commands_n = sizeof desk_commands / sizeof *desk_commands;

/* ---- opinions: by whom the submission was taken, or who stands in for him ---- */

static bool opines(const char *verb)
{
        return text_in(verb, "review.check|review.pass|review.return|review.outside|review.crime", '|');
}

static bool submission_at_hand(struct ctx *c, const struct submission **out)
{
        struct submissions l;

        if (!desk__submissions(c, facts_of(c)->id, &l))
                return false;
        *out = desk__current(&l);
        return true;
}

/* The opinion is what a decision rests on: as long as it stands, its number cannot be made void. */
static bool opinion_kept(struct ctx *c, const struct args *a)
{
        struct case_passes l;

        if (!case_passes_load(c, facts_of(c)->id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].seq == arg_int(a, "of") && l.at[i].lapsed < 0)
                        return refuse(&c->why, R_NEED, "of", "审核意见书是作出决定的依据，有效期间不能作废；结论有误的，补充材料后重新送审");
        return true;
}

bool desk__before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct submission *s;
        const char *instead_of;

        (void)subject;
        if (!strcmp(cmd->verb, "paper.void") && !opinion_kept(c, a))
                return false;
        return !opines(cmd->verb) || (submission_at_hand(c, &s) && desk__may_act(c, s, &instead_of));
}

bool desk__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        const struct submission *s;
        const char *instead_of;

        (void)a; (void)subject;
        if (!opines(cmd->verb))
                return true;
        if (!submission_at_hand(c, &s) || !desk__may_act(c, s, &instead_of))
                return false;
        draft_put(d, "instead_of", instead_of);
        return true;
}

/* ---- verdicts ---- */

/* A recording of the case may be named too; what it is called is left out, for that may be classified. */
static bool film_put(struct ctx *c, const struct args *a, struct draft *d)
{
        struct ctx probe = *c;
        struct act film;

        probe.why = (struct why){ .mem = c->mem };
        if (!act_load(&probe, arg_int(a, "material"), &film) || strcmp(film.verb, "recording.add") || film.subject.id != facts_of(c)->id)
                return refuse(&c->why, R_ARG_CHOICE, "material", "第 %s 号材料不在本案卷中", arg_text(a, "material"));
        draft_put(d, "material", arg_text(a, "material"));
        draft_put(d, "material_name", "音像资料");
        return true;
}

static bool material_put(struct ctx *c, const struct args *a, struct draft *d)
{
        struct case_materials l;

        if (!arg_given(a, "material"))
                return true;
        if (!case_materials_load(c, facts_of(c)->id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id == arg_int(a, "material")) {
                        draft_put(d, "material", arg_text(a, "material"));
                        draft_put(d, "material_name", l.at[i].title);
                        return true;
                }
        return film_put(c, a, d);
}

static bool words_right(struct ctx *c, const struct args *a)
{
        const char *verdict = arg_text(a, "verdict");

        if (!strcmp(verdict, "good") || arg_given(a, "finding"))
                return true;
        return refuse(&c->why, R_CHECK_WORDS, "finding", !strcmp(verdict, "bad") ? "写明是什么问题" : "写明为什么不适用");
}

bool desk__check(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        struct points points;
        struct names at;

        if (!case_reviewer_right(c) || !review_may(c, f) || !words_right(c, a) || !desk__points(c, f->id, f->submit_seq, &points))
                return false;
        if (!desk__numbers(c->mem, arg_text(a, "point"), &points, &at))
                return refuse(&c->why, R_ARG_RANGE, "point", "审核要点是 1 至 %zu，如 3，或者 1-4,6", points.n);
        if (!at.n)
                return refuse(&c->why, R_ONCE, "point", "各项都已有结论；要改的写明第几项");
        draft_put_int(d, "submit", f->submit_seq);
        draft_put(d, "point", text_join(c->mem, at.at, at.n, ','));
        draft_put(d, "verdict", arg_text(a, "verdict"));
        draft_put(d, "finding", arg_text(a, "finding"));
        draft_put(d, "law", arg_text(a, "law"));
        draft_put(d, "place", arg_text(a, "place"));
        return material_put(c, a, d);
}

/* ---- who takes it ---- */

static bool is_reviewer(struct ctx *c, const char *login, const char *agency, enum refusal_code code, const char *field)
{
        struct user u;

        if (!user_load(c, login, &u))
                return false;
        return (u.enabled && !strcmp(u.agency, agency) && (text_in("reviewer", u.roles, ',') || text_in("committee", u.roles, ','))) ||
               refuse(&c->why, code, field, "%s 不是本机关的审核人员", u.name);
}

bool desk__take(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const char *reviewer = arg_given(a, "reviewer") ? arg_text(a, "reviewer") : c->who->login;
        bool mine = !strcmp(reviewer, c->who->login);

        if (mine ? !case_reviewer_right(c) || !review_may(c, f) : !is_reviewer(c, reviewer, f->agency, R_ARG_CHOICE, "reviewer"))
                return false;
        draft_put_int(d, "submit", f->submit_seq);
        draft_put(d, "reviewer", reviewer);
        return true;
}

/* ---- who stands in ---- */

/* One who is away himself cannot stand in, and nobody is away twice. */
static bool days_free(struct ctx *c, const struct args *a, const char *away)
{
        const char *stand_in = arg_text(a, "stand_in");
        struct stand_ins l;

        if (!desk__stand_ins(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct stand_in *s = &l.at[i];
                bool meets = day_compare(s->since, arg_day(a, "until")) <= 0 && day_compare(arg_day(a, "since"), s->until) <= 0 && !day_is(s->ended);

                if (meets && (!strcmp(s->away, stand_in) || !strcmp(s->away, away)))
                        return refuse(&c->why, R_STAND_IN, "stand_in", "%s 在 %s 至 %s 已经委托 %s 代行", user_name(c, s->away),
                                      day_text(c->mem, s->since), day_text(c->mem, s->until), user_name(c, s->stand_in));
        }
        return true;
}

bool desk__delegate(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *away = arg_given(a, "away") ? arg_text(a, "away") : c->who->login;

        if (strcmp(away, c->who->login) && !who_has_role(c->who, "head"))
                return refuse(&c->why, R_ROLE, "away", "替别人指定代行的，由机关负责人办理");
        if (!strcmp(away, arg_text(a, "stand_in")))
                return refuse(&c->why, R_STAND_IN, "stand_in", "不能委托给本人");
        if (day_compare(arg_day(a, "until"), arg_day(a, "since")) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "止日早于起日");
        if (day_compare(arg_day(a, "until"), day_of(c->now)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "until", "这段时间已经过去");
        if (!is_reviewer(c, away, c->who->agency, R_STAND_IN, "away") || !is_reviewer(c, arg_text(a, "stand_in"), c->who->agency, R_STAND_IN, "stand_in") ||
            !days_free(c, a, away))
                return false;
        draft_put(d, "away", away);
        draft_put(d, "stand_in", arg_text(a, "stand_in"));
        draft_put(d, "since", arg_text(a, "since"));
        draft_put(d, "until", arg_text(a, "until"));
        draft_put(d, "reason", arg_text(a, "reason"));
        draft_put(d, "agency", c->who->agency);
        return true;
}

bool desk__delegate_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct stand_ins l;

        if (!desk__stand_ins(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                if (l.at[i].id != subject)
                        continue;
                if (strcmp(l.at[i].agency, c->who->agency) || (strcmp(l.at[i].away, c->who->login) && !who_has_role(c->who, "head")))
                        return refuse(&c->why, R_ROLE, NULL, "由 %s 或者机关负责人结束", user_name(c, l.at[i].away));
                if (day_is(l.at[i].ended) || day_compare(l.at[i].until, day_of(c->now)) < 0)
                        return refuse(&c->why, R_ONCE, NULL, "代行已经结束");
                draft_put_day(d, "ended", day_of(c->now));
                draft_put(d, "reason", arg_text(a, "reason"));
                return true;
        }
        return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "代行 %lld", (long long)subject);
}
