/* statistics_commands.c - freezing the year's figures, publishing them by a second person, taking them back.
 *
 * prepare() walks the log and stores the file of acts; the handler trusts what it found and checks that nothing was decided meanwhile.
 */
#include "blob/blob.h"
#include "org/org.h"
#include "statistics/statistics.h"
#include <string.h>

apply_fn statistics_apply_freeze, statistics_apply_publish, statistics_apply_withdraw;

bool report_is_public(const char *verb)
{
        return !strcmp(verb, "report.publish") || !strcmp(verb, "report.withdraw");
}

static bool year_over(struct ctx *c, int64_t year)
{
        int y, m, d;

        day_split(day_of(c->now), &y, &m, &d);
        return year < y || refuse(&c->why, R_ARG_RANGE, "year", "%lld 年还没有结束，年报统计的是已经结束的年度", (long long)year);
}

static bool position_fits(struct ctx *c, const struct args *a, int64_t *out)
{
        int64_t size;

        if (!journal_size(c, &size))
                return false;
        *out = arg_given(a, "position") ? arg_int(a, "position") : size;
        return (*out >= 1 && *out <= size) || refuse(&c->why, R_ARG_RANGE, "position", "日志现在有 %lld 条", (long long)size);
}

static bool prepare_freeze(struct ctx *c, const struct args *a, struct request *r)
{
        const char *digest;
        struct bytes details;
        int64_t position;
        struct tally t;

        if (!year_over(c, arg_int(a, "year")) || !position_fits(c, a, &position) || !tally_make(c, (int)arg_int(a, "year"), position, &t))
                return false;
        details = tally_details(&t);
        if (!c->blobs)
                return fail(&c->why, "没有文件库，统计明细无处存放");
        if (!blob_put_bytes(c->blobs, c->mem, details.p, details.n, &digest, &c->why))
                return false;
        request_put(c->mem, r, "counted", text_make(c->mem, "%lld", (long long)position));
        request_put(c->mem, r, "digest", digest);
        request_put(c->mem, r, "figures", tally_figures(&t));
        return true;
}

static bool freeze(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        if (!year_over(c, arg_int(a, "year")))
                return false;
        draft_put_int(out, "year", arg_int(a, "year"));
        draft_put_int(out, "position", arg_int(a, "counted"));
        draft_put(out, "digest", arg_text(a, "digest"));
        draft_put(out, "figures", arg_text(a, "figures"));
        draft_put(out, "remark", arg_text(a, "remark"));
        return true;
}

static bool publish(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct report r, other;
        bool found;

        if (!report_load(c, subject, &r) || !report_of_year(c, r.year, &other, &found))
                return false;
        if (strcmp(r.state, "frozen"))
                return refuse(&c->why, R_ONCE, NULL, "这份年报%s", !strcmp(r.state, "published") ? "已经公布" : "已经撤下，须重新统计");
        if (found)
                return refuse(&c->why, R_ONCE, NULL, "%lld 年度的年报已经公布，更正的须先撤下", (long long)r.year);
        if (!strcmp(r.frozen_by, c->who->login))
                return refuse(&c->why, R_SAME_PERSON, NULL, "统计人与核对公布人须是两个人");
        draft_put_int(out, "year", r.year);
        draft_put(out, "digest", r.digest);
        return true;
}

static bool withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct report r;

        if (!report_load(c, subject, &r))
                return false;
        if (!strcmp(r.state, "withdrawn"))
                return refuse(&c->why, R_ONCE, NULL, "这份年报已经撤下");
        draft_put_int(out, "year", r.year);
        draft_put(out, "reason", arg_text(a, "reason"));
        return true;
}

static const struct arg freeze_args[] = {
        { "year", ARG_INT, ARG_REQUIRED, "年度", "已经结束的年度；决定按作出日期、其他动作按办理日期计入。", NULL, 1990, 2198 },
        { "position", ARG_INT, 0, "统计到日志第几条", "不写为到现在为止的全部；同一位置任何时候重算结果相同。", NULL, 1, INT64_MAX },
        { "remark", ARG_LONG, 0, "说明", "印在表下：口径、与上年相比的主要变化等。", NULL, 1, 4000 },
        { "counted", ARG_INT, ARG_PREPARED, "统计到", "由系统填写。", NULL, 1, INT64_MAX },
        { "digest", ARG_TEXT, ARG_PREPARED, "明细摘要", "由系统填写。", NULL, 1, 80 },
        { "figures", ARG_LONG, ARG_PREPARED, "统计结果", "由系统填写。", NULL, 2, 900000 },
        ARG_END
};
static const struct arg publish_args[] = { ARG_END };
static const struct arg withdraw_args[] = { { "reason", ARG_LONG, ARG_REQUIRED, "撤下的原因", "公开显示。", NULL, 2, 500 }, ARG_END };

const struct noun statistics_nouns[] = { { .name = "report", .label = "年报", .apart = true } };
const size_t statistics_nouns_n = sizeof statistics_nouns / sizeof *statistics_nouns;

#define ROW(v, l, h, args_, fn, apply_) \
        .verb = v, .label = l, .help = h, .noun = "report", .roles = "supervisor", .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = ""
const struct command statistics_commands[] = {
        { ROW("report.freeze", "统计年报", "由日志统计上一年度的执法情况并冻结，每个数字都能打开到它所统计的动作（国办发〔2018〕118号 二（六））。", freeze_args, freeze,
              statistics_apply_freeze), .creates = true, .prepare = prepare_freeze },
        { ROW("report.publish", "公布年报", "由另一人核对后公布，每年 1 月 31 日前公布上一年度的（国办发〔2018〕118号 二（六））。", publish_args, publish, statistics_apply_publish) },
        { ROW("report.withdraw", "撤下年报", "有误的撤下并说明原因，重新统计后再公布。", withdraw_args, withdraw, statistics_apply_withdraw) },
};
const size_t statistics_commands_n = sizeof statistics_commands / sizeof *statistics_commands;
