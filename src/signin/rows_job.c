/* rows_job.c - looks whether anybody's rights were changed behind the program's back (org/rows.h) and says so: an act that nobody can take away, which
 * the administrators get as a message, and a card on the page of those who keep the doors.
 * Must never: mend a row by itself; `mingjing rebuild` makes all tables anew from the log. */
#include "signin/signin_inner.h"
#include "journal/job.h"
#include "org/rows.h"
#include "ui/ui.h"
#include <string.h>

bool signin__alarm(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)c; (void)subject;
        draft_put(out, "login", arg_text(a, "login"));
        draft_put(out, "words", arg_text(a, "words"));
        return true;
}

bool signin__apply_alarm(struct db_write *w, const struct act *a)
{
        (void)w; (void)a;               /* the act is all there is */
        return true;
}

/* Once a day for each of them, and again when it is something else. */
static bool rows_due(struct ctx *c, struct requests *out)
{
        struct rows_wrong l;

        if (!rows_check(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const char *words = utf8_head(c->mem, l.at[i].words, 200);

                request_due(out, "access.alarm", SUBJECT_NEW, text_make(out->mem, "access.alarm:%s:%s:%s", day_text(c->mem, day_of(c->now)), l.at[i].login,
                                                                        session_token_digest(c->mem, words)),
                            (struct pair[]){ { "login", l.at[i].login }, { "words", words } }, 2);
        }
        return true;
}

extern const struct job signin_jobs[];
extern const size_t signin_jobs_n;
const struct job signin_jobs[] = {
        { "access_rows", "核对权限数据", "把每个账号的岗位、启用、密码和每项授权与存证日志比对；不符的报警，也不能登录。", 60, rows_due },
};
const size_t signin_jobs_n = sizeof signin_jobs / sizeof *signin_jobs;

bool signin__rows_put(struct ctx *c, struct html *h)
{
        struct rows_wrong l;

        if (!rows_check(c, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "权限与日志不符", .note = "不是由日志里的动作得来的，已不能登录；查明原因后由运维执行 mingjing rebuild" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l.n; i++)
                ui_kv(h, user_name(c, l.at[i].login), l.at[i].words);
        ui_kv_end(h);
        ui_card_end(h);
        return true;
}
