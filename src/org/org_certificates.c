/* org_certificates.c - the later life of a certificate: suspension and its end, renewal, change, a new card, the yearly check.
 *
 * 行政处罚法 42.  Whether a certificate held is asked for the day of an act, so nothing here may reach back: a suspension begins today or later,
 * and an expired certificate is not renewed but issued anew.  Must never change what held on a day that is over.
 */
#include "db/db.h"
#include "org/org_certificates.h"

#define SUSPEND_DAYS_MAX 366

#define ROW_OF "SELECT u.login, u.name, u.agency, u.unit, u.roles, u.enabled, k.id, k.number, k.kinds, k.area, k.since, k.until, k.revoked," \
        " (SELECT max(s.since) FROM org_suspension s WHERE s.certificate_id = k.id AND s.since <= $1 AND s.until >= $1)," \
        " (SELECT max(s.until) FROM org_suspension s WHERE s.certificate_id = k.id AND s.since <= $1 AND s.until >= $1)," \
        " (SELECT max(d.serial) FROM org_card d WHERE d.certificate_id = k.id)"
QUERY(certificate_by_id, ROW_OF " FROM org_certificate k JOIN org_user u ON u.login = k.login WHERE k.id = $2");
QUERY(certificates_of, ROW_OF ", (SELECT max(c.year) FROM org_check c WHERE c.certificate_id = k.id),"
      " (SELECT c.checked FROM org_check c WHERE c.certificate_id = k.id ORDER BY c.year DESC LIMIT 1),"
      " (SELECT c.result FROM org_check c WHERE c.certificate_id = k.id ORDER BY c.year DESC LIMIT 1)"
      " FROM org_certificate k JOIN org_user u ON u.login = k.login"
      " WHERE ($2 = '' OR u.agency = $2) AND ($3 = '' OR u.login = $3) ORDER BY u.agency, u.unit, u.login, k.until DESC, k.id DESC");
QUERY(suspension_over, "SELECT since, until FROM org_suspension WHERE certificate_id = $1 AND since <= $3 AND until >= $2 AND since <= until LIMIT 1");
QUERY(check_done, "SELECT 1 FROM org_check WHERE certificate_id = $1 AND year = $2");
QUERY(suspension_put, "INSERT INTO org_suspension (id, certificate_id, since, until, reason) VALUES ($1, $2, $3, $4, $5)");
QUERY(suspension_cut, "UPDATE org_suspension SET until = $3 WHERE certificate_id = $1 AND since <= $2 AND until >= $2");
QUERY(certificate_until, "UPDATE org_certificate SET until = $2 WHERE id = $1");
QUERY(certificate_kinds, "UPDATE org_certificate SET kinds = $2, area = $3 WHERE id = $1");
QUERY(card_put, "INSERT INTO org_card (certificate_id, serial, made, reason) VALUES ($1, $2, $3, $4)");
QUERY(check_put, "INSERT INTO org_check (certificate_id, year, result, checked, note) VALUES ($1, $2, $3, $4, $5)");

/* ---- reading ---- */

static void holder_of(struct arena *mem, const struct rows *r, struct holder *o)
{
        *o = (struct holder){ .login = db_text_in(mem, r, 0), .name = db_text_in(mem, r, 1), .agency = db_text_in(mem, r, 2), .unit = db_text_in(mem, r, 3),
                .roles = db_text_in(mem, r, 4), .enabled = db_int(r, 5),
                .certificate = { .id = db_int(r, 6), .number = db_text_in(mem, r, 7), .kinds = db_text_in(mem, r, 8), .area = db_text_in(mem, r, 9),
                                 .since = day_stored(db_text(r, 10)), .until = day_stored(db_text(r, 11)), .revoked = day_stored(db_text(r, 12)),
                                 .suspended_since = day_stored(db_text(r, 13)), .suspended_until = day_stored(db_text(r, 14)),
                                 .card = db_null(r, 15) ? 1 : db_int(r, 15) } };
        o->certificate.login = o->login;
}

static bool holder_by_id(struct ctx *c, int64_t id, struct holder *out)
{
        struct rows r = db_ask(c->db, &c->why, &certificate_by_id, ARGS(T(day_text(c->mem, day_of(c->now))), I(id)));
        bool found = db_next(&r);

        if (found)
                holder_of(c->mem, &r, out);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "证件 %lld", (long long)id));
}

bool certificates_list(struct ctx *c, const char *agency, const char *login, struct holders *out)
{
        struct rows r = db_ask(c->db, &c->why, &certificates_of, ARGS(T(day_text(c->mem, day_of(c->now))), T(agency), T(login)));
        struct holders l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (2 * room + 64) * sizeof *l.at);
                        room = 2 * room + 64;
                }
                holder_of(c->mem, &r, &l.at[l.n]);
                l.at[l.n].check_year = db_int(&r, 16);
                l.at[l.n].checked = day_stored(db_text(&r, 17));
                l.at[l.n++].check_passed = text_same(db_text(&r, 18), "pass");
        }
        *out = l;
        return db_done(&r);
}

/* ---- deciding ---- */

static void put_given(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

/* A certificate that is over is only looked at. */
static bool living(struct ctx *c, int64_t id, struct holder *o)
{
        struct day today = day_of(c->now);

        if (!holder_by_id(c, id, o))
                return false;
        if (day_is(o->certificate.revoked) && day_compare(o->certificate.revoked, today) <= 0)
                return refuse(&c->why, R_CERTIFICATE_STATE, NULL, "%s 的证件 %s 已于 %s 失效", o->name, o->certificate.number, day_text(c->mem, o->certificate.revoked));
        if (day_compare(o->certificate.until, today) < 0)
                return refuse(&c->why, R_CERTIFICATE_STATE, NULL, "%s 的证件 %s 已于 %s 到期", o->name, o->certificate.number, day_text(c->mem, o->certificate.until));
        return true;
}

bool org_suspend_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct day today = day_of(c->now), since = arg_given(a, "since") ? arg_day(a, "since") : today, until = arg_day(a, "until");
        struct holder o;
        struct rows r;
        bool over;

        if (!living(c, subject, &o))
                return false;
        if (day_compare(since, today) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "since", "暂扣只能从今天（%s）或者以后起", day_text(c->mem, today));
        if (day_compare(until, since) < 0 || day_compare(until, day_plus(since, SUSPEND_DAYS_MAX)) > 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "暂扣期限应当在暂扣之日起的 %d 天以内", SUSPEND_DAYS_MAX);
        r = db_ask(c->db, &c->why, &suspension_over, ARGS(I(subject), T(day_text(c->mem, since)), T(day_text(c->mem, until))));
        over = db_next(&r);
        if (over)
                refuse(&c->why, R_CERTIFICATE_STATE, "since", "已经暂扣：%s 至 %s", db_text(&r, 0), db_text(&r, 1));
        if (!db_done(&r) || over)
                return false;
        draft_put_day(out, "since", since);
        draft_put_day(out, "until", until);
        draft_put(out, "reason", arg_text(a, "reason"));
        return true;
}

bool org_lift_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct day today = day_of(c->now);
        struct holder o;

        if (!holder_by_id(c, subject, &o))
                return false;
        if (!day_is(o.certificate.suspended_since))
                return refuse(&c->why, R_CERTIFICATE_STATE, NULL, "%s 的证件 %s 今天没有被暂扣", o.name, o.certificate.number);
        draft_put_day(out, "on", today);
        draft_put_day(out, "last", day_plus(today, -1));
        draft_put(out, "reason", arg_text(a, "reason"));
        return true;
}

bool org_renew_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct holder o;

        if (!living(c, subject, &o))
                return false;
        if (day_compare(arg_day(a, "until"), o.certificate.until) <= 0)
                return refuse(&c->why, R_ARG_RANGE, "until", "现在的有效期到 %s，延期应当更晚", day_text(c->mem, o.certificate.until));
        put_given(out, a);
        draft_put_day(out, "was", o.certificate.until);
        return true;
}

bool org_change_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct holder o;

        if (!living(c, subject, &o))
                return false;
        if (!arg_given(a, "kinds") && !arg_given(a, "area"))
                return refuse(&c->why, R_ARG_MISSING, "kinds", "没有写出要改什么");
        draft_put(out, "kinds", arg_given(a, "kinds") ? arg_text(a, "kinds") : o.certificate.kinds);
        draft_put(out, "area", arg_given(a, "area") ? arg_text(a, "area") : o.certificate.area);
        draft_put(out, "reason", arg_text(a, "reason"));
        return true;
}

bool org_replace_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct holder o;

        if (!living(c, subject, &o))
                return false;
        put_given(out, a);
        draft_put_int(out, "card", o.certificate.card + 1);
        draft_put_day(out, "made", day_of(c->now));
        return true;
}

bool org_check_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        int year, month, day;
        struct holder o;
        int64_t done;

        day_split(day_of(c->now), &year, &month, &day);
        if (!living(c, subject, &o))
                return false;
        if (arg_int(a, "year") > year)
                return refuse(&c->why, R_ARG_RANGE, "year", "%lld 年还没有到", (long long)arg_int(a, "year"));
        if (!db_one_int(c->db, &c->why, &check_done, ARGS(I(subject), I(arg_int(a, "year"))), 0, &done))
                return false;
        if (done)
                return refuse(&c->why, R_DUPLICATE, "year", "%s 的证件 %lld 年已经审验", o.name, (long long)arg_int(a, "year"));
        put_given(out, a);
        draft_put_day(out, "checked", day_of(c->now));
        return true;
}

/* ---- writing ---- */

bool org_apply_suspend(struct db_write *w, const struct act *a)
{
        return db_run(w, &suspension_put, ARGS(I(a->seq), I(a->subject.id), T(act_text(a, "since")), T(act_text(a, "until")), T(act_text(a, "reason"))));
}

bool org_apply_lift(struct db_write *w, const struct act *a)
{
        return db_run(w, &suspension_cut, ARGS(I(a->subject.id), T(act_text(a, "on")), T(act_text(a, "last"))));
}

bool org_apply_renew(struct db_write *w, const struct act *a)
{
        return db_run(w, &certificate_until, ARGS(I(a->subject.id), T(act_text(a, "until"))));
}

bool org_apply_certificate_change(struct db_write *w, const struct act *a)
{
        return db_run(w, &certificate_kinds, ARGS(I(a->subject.id), T(act_text(a, "kinds")), T(act_text(a, "area"))));
}

bool org_apply_replace(struct db_write *w, const struct act *a)
{
        return db_run(w, &card_put, ARGS(I(a->subject.id), I(act_int(a, "card")), T(act_text(a, "made")), T(act_text(a, "reason"))));
}

bool org_apply_check(struct db_write *w, const struct act *a)
{
        return db_run(w, &check_put, ARGS(I(a->subject.id), I(act_int(a, "year")), T(act_text(a, "result")), T(act_text(a, "checked")), T(act_text(a, "note"))));
}

/* ---- what is asked ---- */

#define REASON(label_, help_) { "reason", ARG_LONG, ARG_REQUIRED, label_, help_, NULL, 1, 500 }

const struct arg org_suspend_args[] = {
        { "since", ARG_DAY, 0, "暂扣起", "含当日；不填即为今天，不能早于今天。", NULL, 0, 0 },
        { "until", ARG_DAY, ARG_REQUIRED, "暂扣止", "含当日；期满自动恢复。", NULL, 0, 0 },
        REASON("原因", "写明事实和依据。"), ARG_END
};
const struct arg org_lift_args[] = { REASON("原因", "为什么提前恢复。"), ARG_END };
const struct arg org_renew_args[] = {
        { "until", ARG_DAY, ARG_REQUIRED, "延期至", "含当日，晚于现在的有效期止。", NULL, 0, 0 },
        { "approval", ARG_TEXT, 0, "批准文号", "发证机关批准延期的文号。", NULL, 1, 80 }, ARG_END
};
const struct arg org_change_args[] = {
        { "kinds", ARG_TEXT, 0, "执法类别", "几类之间用顿号。", NULL, 1, 100 }, { "area", ARG_TEXT, 0, "执法区域", "如：大英县。", NULL, 1, 100 },
        REASON("原因", "如：职责调整，附批准文号。"), ARG_END
};
const struct arg org_replace_args[] = {
        { "cause", ARG_CHOICE, ARG_REQUIRED, "情形", "为什么补发。", "lost=遗失|damaged=损坏|changed=信息变更", 0, 0 },
        REASON("说明", "何时何地遗失、是否已经声明作废。"), ARG_END
};
const struct arg org_check_args[] = {
        { "year", ARG_INT, ARG_REQUIRED, "年度", "审验的年度。", NULL, 2000, 2199 },
        { "result", ARG_CHOICE, ARG_REQUIRED, "结果", "不合格的，应当另行暂扣或者收回。", "pass=合格|fail=不合格", 0, 0 },
        { "note", ARG_LONG, 0, "说明", "培训、考核、投诉等情况。", NULL, 1, 500 }, ARG_END
};
