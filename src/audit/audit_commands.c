/* audit_commands.c - sealing a day of the log beside the journal, and letting go what is older than it must be kept.
 * Both are asked for by jobs only.  Must never: remove what is younger than six months, whatever is asked for. */
#include "audit/audit.h"
#include "db/db.h"
#include "org/attempt.h"
#include "org/parameter.h"
#include <string.h>

#define LEAST_DAYS 184          /* six months, whichever they are */
#define DAYS_AT_ONCE 31
#define SETTLED_MS (10 * 60 * 1000)     /* what was noted before midnight is in the table by then */

QUERY(seal_put, "INSERT INTO audit_seal (day, id, entries, digest) VALUES ($1, $2, $3, $4)");
QUERY(seal_of_day, "SELECT id FROM audit_seal WHERE day = $1");
QUERY(seals_newest, "SELECT id, day, entries, digest FROM audit_seal ORDER BY day DESC LIMIT $1");
QUERY(seal_rows, "SELECT * FROM audit_seal");
QUERY(seal_before, "SELECT MAX(day) FROM audit_seal");

/* ---- reading ---- */

bool audit_seals(struct ctx *c, int64_t limit, struct audit_seals *out)
{
        struct audit_seals l = { TAKE_N(c->mem, struct audit_seal, limit), 0 };
        struct rows r = db_ask(c->db, &c->why, &seals_newest, ARGS(I(limit)));

        while (db_next(&r))
                l.at[l.n++] = (struct audit_seal){ db_int(&r, 0), db_int(&r, 2), day_stored(db_text(&r, 1)), db_text_in(c->mem, &r, 3) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

static bool keeps_from(struct ctx *c, struct day *from)
{
        int64_t months;

        if (!parameter_int(c, "log_keep_months", &months))
                return false;
        *from = day_plus_months(day_of(c->now), -(int)months);
        return true;
}

bool audit_seal_holds(struct ctx *c, const struct audit_seal *s, const char **why_not)
{
        const char *digest;
        struct day from;
        int64_t entries;

        if (!keeps_from(c, &from) || !attempts_digest(c, s->on, &entries, &digest))
                return false;
        if (entries == s->entries && !strcmp(digest, s->digest))
                *why_not = "";
        else if (!entries && day_compare(s->on, from) < 0)
                *why_not = "已过留存期";
        else
                *why_not = text_make(c->mem, "封存时 %lld 条，现在 %lld 条，内容不一致", (long long)s->entries, (long long)entries);
        return true;
}

/* ---- audit.seal ---- */

static const struct arg seal_args[] = {
        { "day", ARG_DAY, ARG_REQUIRED, "日期", "封存哪一天的日志。", NULL, 0, 0 },
        { "entries", ARG_INT, ARG_REQUIRED, "条数", "那一天有多少条。", NULL, 0, INT64_MAX },
        { "digest", ARG_FILE, ARG_REQUIRED, "指纹", "全部条目的指纹。", NULL, 0, 0 }, ARG_END
};


static bool seal(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct day on = arg_day(a, "day");
        int64_t there;

        (void)subject;
        draft_put(out, "day", arg_text(a, "day"));
        draft_put(out, "entries", arg_text(a, "entries"));
        draft_put(out, "digest", arg_text(a, "digest"));
        if (day_compare(on, day_of(c->now)) >= 0)
                return refuse(&c->why, R_ARG_RANGE, "day", "当天的日志还没有结束");
        if (!db_one_int(c->db, &c->why, &seal_of_day, ARGS(T(day_text(c->mem, on))), -1, &there))
                return false;
        return there < 0 || refuse(&c->why, R_LOG_SEALED, "day", "%s，日志第 %lld 条", day_text(c->mem, on), (long long)there);
}

static bool apply_seal(struct db_write *w, const struct act *a)
{
        return db_run(w, &seal_put, ARGS(T(act_text(a, "day")), I(a->subject.id), I(act_int(a, "entries")), T(act_text(a, "digest"))));
}

/* ---- audit.expire ---- */

static const struct arg expire_args[] = {
        { "before", ARG_DAY, ARG_REQUIRED, "这一天以前", "早于这一天的登录日志和访问日志不再留存。", NULL, 0, 0 }, ARG_END
};

static bool expire(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct day before = arg_day(a, "before");

        (void)subject;
        if (day_of(c->now).n - before.n < LEAST_DAYS)
                return refuse(&c->why, R_LOG_KEPT, "before", "%s 以后的日志还在留存期内", day_text(c->mem, before));
        draft_put(out, "before", arg_text(a, "before"));
        draft_put(out, "until", instant_text(c->mem, instant_at(before, 0, 0)));
        return true;
}

static bool apply_expire(struct db_write *w, const struct act *a)
{
        return attempts_expire(w, act_text(a, "until"));
}

const struct command audit_commands[] = {
        { .verb = "audit.seal", .label = "封存日志", .help = "每天把前一天的登录和访问日志算出指纹，写入存证日志；由系统办理。", .noun = "seal", .creates = true,
          .roles = "system", .args = seal_args, .handle = seal, .apply = apply_seal, .sets = "", .clears = "" },
        { .verb = "audit.expire", .label = "日志到期", .help = "超过留存期的登录和访问日志不再留存（网络安全法 21：不少于六个月）；由系统办理。", .noun = "expiry", .creates = true,
          .roles = "system", .args = expire_args, .handle = expire, .apply = apply_expire, .sets = "", .clears = "", .gives = "until" },
};
const size_t audit_commands_n = sizeof audit_commands / sizeof *audit_commands;

const struct noun audit_nouns[] = { { .name = "seal", .label = "日志封存", .apart = true }, { .name = "expiry", .label = "日志到期", .apart = true } };
const size_t audit_nouns_n = sizeof audit_nouns / sizeof *audit_nouns;
const struct shadow audit_shadows[] = { { "audit_seal", "day$", "", &seal_rows } };
const size_t audit_shadows_n = sizeof audit_shadows / sizeof *audit_shadows;

/* ---- jobs ---- */

/* The first day without a seal; day_is() false: nothing to seal. */
static bool next_day(struct ctx *c, struct day *out)
{
        struct rows r = db_ask(c->db, &c->why, &seal_before, ARGS());
        struct day last = DAY_NONE;
        struct instant oldest;

        if (db_next(&r) && !db_null(&r, 0))
                last = day_stored(db_text(&r, 0));
        if (!db_done(&r) || !attempts_oldest(c, &oldest))
                return false;
        *out = day_is(last) ? (struct day){ last.n + 1 } : oldest.ms ? day_of(oldest) : DAY_NONE;
        return true;
}

static bool seal_due(struct ctx *c, struct requests *out)
{
        struct day today = day_of((struct instant){ c->now.ms - SETTLED_MS }), on;

        if (!next_day(c, &on))
                return false;
        for (int i = 0; i < DAYS_AT_ONCE && day_is(on) && on.n < today.n; i++, on.n++) {
                const char *day = day_text(out->mem, on), *digest;
                int64_t entries;

                if (!attempts_digest(c, on, &entries, &digest))
                        return false;
                request_due(out, "audit.seal", SUBJECT_NEW, text_make(out->mem, "audit.seal:%s", day),
                            (struct pair[]){ { "day", day }, { "entries", text_make(out->mem, "%lld", (long long)entries) }, { "digest", digest } }, 3);
        }
        return true;
}

static bool expire_due(struct ctx *c, struct requests *out)
{
        struct instant oldest;
        struct day from;
        const char *before;

        if (!keeps_from(c, &from) || !attempts_oldest(c, &oldest))
                return false;
        if (!oldest.ms || day_of(oldest).n >= from.n)
                return true;
        before = day_text(out->mem, from);
        request_due(out, "audit.expire", SUBJECT_NEW, text_make(out->mem, "audit.expire:%s", before), (struct pair[]){ { "before", before } }, 1);
        return true;
}

const struct job audit_jobs[] = {
        { "log_seal", "封存日志", "把前一天的登录和访问日志算出指纹，写入存证日志。", 60, seal_due },
        { "log_expire", "日志到期", "超过留存期的登录和访问日志不再留存。", 720, expire_due },
};
const size_t audit_jobs_n = sizeof audit_jobs / sizeof *audit_jobs;
