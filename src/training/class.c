/* class.c - plans, courses, classes, attendance by a code that ends, notices to units whose people are short of hours.
 *
 * 国办发〔2023〕27号; the documents of the packs (at least 40 hours a year in townships).  Whoever attends confirms it himself with the code that the
 * class shows at that moment; a code from before counts no more.  Must never take an attendance for somebody else without saying who and why.
 */
#include "training/training_inner.h"
#include <string.h>

#define CLASS_HOURS_MAX 24

static bool of_agency(struct ctx *c, const char *agency, const char *what)
{
        return training__may_look(c, agency) || refuse(&c->why, R_SCOPE, NULL, "%s", what);
}

bool class__plan_make(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)c; (void)subject;
        training__put(out, a);
        return true;
}

bool class__course_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct plan p;

        (void)subject;
        if (arg_given(a, "plan") && (!training__plan(c, arg_int(a, "plan"), &p) || !of_agency(c, p.agency, p.title)))
                return false;
        training__put(out, a);
        return true;
}

bool class__plan_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        (void)a;
        request_put(c->mem, r, "secret", random_token(c->mem, 24));
        return true;
}

static bool trainer_fits(struct ctx *c, const char *login)
{
        struct user u;

        if (!user_load(c, login, &u))
                return false;
        return !strcmp(u.agency, c->who->agency) || c->who->scope == SCOPE_JURISDICTION ||
               refuse(&c->why, R_SCOPE, "trainer", "%s 不是本机关的人员", u.name);
}

bool class__plan(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct instant starts = arg_instant(a, "starts"), ends = arg_instant(a, "ends");
        const char *trainer = arg_given(a, "trainer") ? arg_text(a, "trainer") : c->who->login;
        struct notice n;
        struct course k;
        int year, month, day;

        (void)subject;
        if (!args_known(c, a) || !training__course(c, arg_int(a, "course"), &k) || !of_agency(c, k.agency, k.title) || !trainer_fits(c, trainer))
                return false;
        if (arg_given(a, "notice") && (!training__notice(c, arg_int(a, "notice"), &n) || !of_agency(c, n.agency, "学时通知")))
                return false;
        if (ends.ms <= starts.ms || ends.ms - starts.ms > CLASS_HOURS_MAX * INT64_C(3600000))
                return refuse(&c->why, R_ARG_RANGE, "ends", "结束应当在开始以后 %d 小时以内；几天的分开安排", CLASS_HOURS_MAX);
        day_split(day_of(starts), &year, &month, &day);
        draft_put_int(out, "course", k.id);
        draft_put(out, "title", k.title);
        draft_put(out, "kind", k.kind);
        draft_put(out, "starts", arg_text(a, "starts"));
        draft_put(out, "ends", arg_text(a, "ends"));
        draft_put_int(out, "year", year);
        draft_put(out, "place", arg_text(a, "place"));
        draft_put_int(out, "hours", arg_int(a, "hours"));
        draft_put(out, "trainer", trainer);
        draft_put(out, "secret", arg_text(a, "secret"));
        draft_put(out, "notice", arg_text(a, "notice"));
        return true;
}

static bool living(struct ctx *c, int64_t id, struct class *k)
{
        return training__class(c, id, k) && (!*k->cancelled || refuse(&c->why, R_EXAM_STATE, NULL, "这次培训已经取消：%s", k->cancelled));
}

bool class__cancel(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct class k;

        if (!living(c, subject, &k) || !of_agency(c, k.agency, k.title))
                return false;
        if (k.present)
                return refuse(&c->why, R_EXAM_STATE, NULL, "已有 %lld 人签到，不能取消", (long long)k.present);
        training__put(out, a);
        return true;
}

static bool not_there_yet(struct ctx *c, int64_t class_id, const char *login, const char *field)
{
        bool there;

        return training__attended(c, class_id, login, &there) && (!there || refuse(&c->why, R_DUPLICATE, field, "%s 已经签到", user_name(c, login)));
}

bool class__attend(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        int seconds = pack_training(c->pack)->code_seconds;
        struct class k;

        if (!living(c, subject, &k))
                return false;
        if (c->now.ms < k.starts.ms - LOOK_BEFORE_MINUTES * INT64_C(60000) || c->now.ms > k.ends.ms)
                return refuse(&c->why, R_ATTEND_TIME, NULL, "培训时间：%s 至 %s", instant_local(c->mem, k.starts), instant_local(c->mem, k.ends));
        if (!class__code_right(c->mem, arg_text(a, "code"), k.secret, k.id, c->now, seconds ? seconds : 60))
                return refuse(&c->why, R_ATTEND_CODE, "code", NULL);
        if (!not_there_yet(c, k.id, c->who->login, NULL))
                return false;
        draft_put(out, "login", c->who->login);
        draft_put(out, "way", "code");
        return true;
}

/* For those without a phone: by the one who trains or by personnel, never for oneself. */
bool class__enter(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct class k;

        if (!living(c, subject, &k) || !args_known(c, a))
                return false;
        if (strcmp(k.trainer, c->who->login) && !(who_has_role(c->who, TRAINERS) && training__may_look(c, k.agency)))
                return refuse(&c->why, R_ROLE, NULL, "由授课人或者人事教育登记");
        if (!strcmp(arg_text(a, "login"), c->who->login))
                return refuse(&c->why, R_SAME_PERSON, "login", "不能登记自己，请扫码或者由别人登记");
        if (c->now.ms < k.starts.ms)
                return refuse(&c->why, R_ATTEND_TIME, NULL, "培训 %s 才开始", instant_local(c->mem, k.starts));
        if (!not_there_yet(c, k.id, arg_text(a, "login"), "login"))
                return false;
        training__put(out, a);
        draft_put(out, "way", "entered");
        return true;
}

/* ---- who is short ---- */

bool class__notify(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_unit *u = pack_unit(c->pack, arg_text(a, "unit"));
        struct user told;

        (void)subject;
        if (!args_known(c, a) || !user_load(c, arg_text(a, "told"), &told))
                return false;
        if (u && strcmp(u->agency, c->who->agency) && c->who->scope != SCOPE_JURISDICTION)
                return refuse(&c->why, R_SCOPE, "unit", "%s", u->name);
        if (day_compare(arg_day(a, "until"), day_of(c->now)) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "until", "补训期限已经过去");
        training__put(out, a);
        draft_put(out, "of", u ? u->agency : c->who->agency);
        return true;
}

bool class__read(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct notice n;

        if (!training__notice(c, subject, &n))
                return false;
        if (strcmp(n.told, c->who->login))
                return refuse(&c->why, R_ROLE, NULL, "由接收通知的 %s 确认", user_name(c, n.told));
        if (n.read_at.ms || *n.closed)
                return refuse(&c->why, R_ONCE, NULL, "已经确认");
        training__put(out, a);
        return true;
}

bool class__close(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct notice n;

        if (!training__notice(c, subject, &n) || !of_agency(c, n.agency, "学时通知"))
                return false;
        if (*n.closed)
                return refuse(&c->why, R_ONCE, NULL, "已经办结");
        training__put(out, a);
        return true;
}
