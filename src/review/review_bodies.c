/* review_bodies.c - the register of a reviewing body: who is appointed to which seat, for which term and with which qualification, who leaves,
 * and contracts by which review is bought.  Handlers decide; review_apply.c writes. */
#include "review/review_inner.h"
#include <string.h>

void review__put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

bool review__body(struct ctx *c, const char *agency, const struct pack_body **out)
{
        const struct pack_agency *g = pack_agency(c->pack, agency);

        *out = pack_body(c->pack, agency);
        return *out || refuse(&c->why, R_ARG_CHOICE, "agency", "策略包没有写明%s的法制审核机构（bodies）", g ? g->name : agency);
}

/* Those who keep a register keep that of their own agency; the administrator keeps all. */
static bool own_agency(struct ctx *c, const char *agency)
{
        if (who_has_role(c->who, "admin") || !strcmp(c->who->agency, agency))
                return true;
        return refuse(&c->why, R_SCOPE, "agency", "%s的审核机构由该机关登记", pack_agency(c->pack, agency) ? pack_agency(c->pack, agency)->name : agency);
}

/* ---- appointing ---- */

static bool term_right(struct ctx *c, const struct args *a, const struct pack_body *b)
{
        struct day since = arg_day(a, "since"), until = arg_day(a, "until"), last;

        if (day_compare(until, since) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "任期止早于任期起");
        last = b->term_months ? day_plus(day_plus_months(since, b->term_months), -1) : DAY_NONE;
        if (!day_is(last) || day_compare(until, last) <= 0)
                return true;
        c->why.law = b->law;
        return refuse(&c->why, R_ARG_RANGE, "until", "%s每届任期不超过 %d 个月，最长到 %s", b->label, b->term_months, day_text(c->mem, last));
}

static bool exam_right(struct ctx *c, const struct args *a)
{
        if (arg_given(a, "exam_number") == arg_given(a, "exam_on"))
                return true;
        return refuse(&c->why, R_ARG_MISSING, arg_given(a, "exam_on") ? "exam_number" : "exam_on", "法律职业资格证书的编号和取得日期要一起填写");
}

/* One person has one seat of a body at a time. */
static bool seat_free(struct ctx *c, const struct args *a, const char *agency)
{
        struct day since = arg_day(a, "since"), until = arg_day(a, "until");
        struct seats l;

        if (!review__seats(c, agency, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct seat *s = &l.at[i];
                struct day last = day_is(s->ended) && day_compare(s->ended, s->until) < 0 ? s->ended : s->until;

                if (!strcmp(s->login, arg_text(a, "login")) && day_compare(since, last) <= 0 && day_compare(until, s->since) >= 0)
                        return refuse(&c->why, R_DUPLICATE, "login", "%s 已经是%s，任期 %s 至 %s", user_name(c, s->login), review__seat_label(s->seat),
                                      day_text(c->mem, s->since), day_text(c->mem, last));
        }
        return true;
}

static bool contract_right(struct ctx *c, const struct args *a, const char *agency)
{
        struct contracts l;

        if (strcmp(arg_text(a, "seat"), "purchased"))
                return !arg_given(a, "contract") || refuse(&c->why, R_ARG_UNKNOWN, "contract", "只有购买服务的席位填写合同");
        if (!review__contracts(c, agency, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id == arg_int(a, "contract") && review__in_term(l.at[i].since, l.at[i].until, l.at[i].ended, arg_day(a, "since")) &&
                    review__in_term(l.at[i].since, l.at[i].until, l.at[i].ended, arg_day(a, "until")))
                        return true;
        return refuse(&c->why, R_REVIEW_CONTRACT, "contract", arg_given(a, "contract") ? "合同 %s 不存在，或者它的期限不包含这个任期" : "没有填写购买服务的合同%s",
                      arg_text(a, "contract"));
}

static bool person_right(struct ctx *c, const struct args *a, const char *agency)
{
        bool inside = text_in(arg_text(a, "seat"), "chair|member|secretary", '|');
        struct user u;

        if (!user_load(c, arg_text(a, "login"), &u))
                return false;
        return !inside || !strcmp(u.agency, agency) || refuse(&c->why, R_ARG_CHOICE, "login", "%s 不是本机关人员，只能任法律顾问、公职律师或者购买服务", u.name);
}

bool review__appoint(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *agency = arg_given(a, "agency") ? arg_text(a, "agency") : c->who->agency;
        const struct pack_body *b;

        (void)subject;
        if (!args_known(c, a) || !own_agency(c, agency) || !review__body(c, agency, &b) || !term_right(c, a, b) || !exam_right(c, a) ||
            !person_right(c, a, agency) || !contract_right(c, a, agency) || !seat_free(c, a, agency))
                return false;
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!text_in(a->command->args[i].name, "agency|first_on", '|'))
                        draft_put(d, a->command->args[i].name, a->values[i]);
        draft_put(d, "agency", agency);
        draft_put(d, "body", b->id);
        draft_put_day(d, "first_on", arg_given(a, "first_on") ? arg_day(a, "first_on") : arg_day(a, "since"));
        return true;
}

/* ---- afterwards ---- */

static bool seat_here(struct ctx *c, int64_t id, struct seat *s)
{
        return review__seat(c, id, s) && own_agency(c, s->agency);
}

bool review__qualify(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct seat s;

        if (!seat_here(c, subject, &s))
                return false;
        review__put_args(d, a);
        return true;
}

bool review__leave(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day on = arg_day(a, "on");
        struct seat s;

        if (!seat_here(c, subject, &s))
                return false;
        if (day_is(s.ended))
                return refuse(&c->why, R_ONCE, NULL, "%s 的任职已经在 %s 结束", user_name(c, s.login), day_text(c->mem, s.ended));
        if (!review__in_term(s.since, s.until, s.ended, on))
                return refuse(&c->why, R_ARG_RANGE, "on", "任期是 %s 至 %s", day_text(c->mem, s.since), day_text(c->mem, s.until));
        review__put_args(d, a);
        return true;
}

/* ---- purchased services ---- */

bool review__contract(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *agency = arg_given(a, "agency") ? arg_text(a, "agency") : c->who->agency;
        const struct pack_body *b;

        (void)subject;
        if (!args_known(c, a) || !own_agency(c, agency) || !review__body(c, agency, &b))
                return false;
        if (day_compare(arg_day(a, "until"), arg_day(a, "since")) < 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "合同期限止早于期限起");
        for (size_t i = 0; a->command->args[i].name; i++)
                if (strcmp(a->command->args[i].name, "agency"))
                        draft_put(d, a->command->args[i].name, a->values[i]);
        draft_put(d, "agency", agency);
        draft_put(d, "body", b->id);
        return true;
}

bool review__contract_end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct contracts l;

        if (!review__contracts(c, "", &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct contract *k = &l.at[i];

                if (k->id != subject)
                        continue;
                if (!own_agency(c, k->agency))
                        return false;
                if (day_is(k->ended))
                        return refuse(&c->why, R_ONCE, NULL, "合同已经在 %s 终止", day_text(c->mem, k->ended));
                if (!review__in_term(k->since, k->until, k->ended, arg_day(a, "on")))
                        return refuse(&c->why, R_ARG_RANGE, "on", "合同期限是 %s 至 %s", day_text(c->mem, k->since), day_text(c->mem, k->until));
                review__put_args(d, a);
                return true;
        }
        return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "合同 %lld", (long long)subject);
}
