/* task_commands.c - what people and jobs do with tasks of publication: say that it was published elsewhere and have that confirmed by another,
 * say why it is not published, warn, end a publication.  The tables are read before the writer sees the request (prepare), because the writer
 * holds only what the arguments name.
 */
#include "publicity/index.h"
#include "publicity/task.h"
#include <string.h>

#define WARNINGS_AT_ONCE 1000

QUERY(warned, "SELECT COUNT(*) FROM pub_warning WHERE cause = $1 AND task = $2 AND rung = $3");
QUERY(disclosures_pressing, "SELECT cause, task FROM pub_task WHERE state IN ('open', 'entered') AND due <> '' AND (due <= $1 OR (alarm <> '' AND alarm"
        " <= $1)) ORDER BY due, cause LIMIT $2");

/* ---- before the writer ---- */

static bool within(struct ctx *c, const struct disclosure *d)
{
        return access_may_see(c, &(struct place){ d->agency, d->unit, NULL });
}

static bool is_open(struct ctx *c, const struct disclosure *d)
{
        return text_in(d->state, "open|entered", '|') || refuse(&c->why, R_ONCE, "cause", "%s：%s", d->label, d->title);
}

bool task__prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const struct pack_task *k;
        struct disclosure d;

        if (!disclosure_load(c, arg_int(a, "cause"), arg_text(a, "task"), &d) || !within(c, &d) || !is_open(c, &d))
                return false;
        k = pack_task(c->pack, d.task);
        if (!strcmp(r->verb, "disclosure.enter") && !(k && k->manual))
                return refuse(&c->why, R_PUBLISH_HERE, "task", "%s", d.label);
        request_put(c->mem, r, "label", d.label);
        request_put(c->mem, r, "title", d.title);
        request_put(c->mem, r, "opened_on", day_text(c->mem, d.opened_on));
        return true;
}

bool task__prepare_check(struct ctx *c, const struct args *a, struct request *r)
{
        struct disclosure d;

        (void)a;
        if (!disclosure_by_entry(c, r->subject, &d) || !within(c, &d) || !is_open(c, &d))
                return false;
        request_put(c->mem, r, "cause", text_make(c->mem, "%lld", (long long)d.cause));
        request_put(c->mem, r, "task", d.task);
        request_put(c->mem, r, "label", d.label);
        request_put(c->mem, r, "title", d.title);
        request_put(c->mem, r, "entered", d.entered_by);
        return true;
}

/* ---- handlers ---- */

static void put_all(struct draft *d, const struct args *a)
{
        for (const struct arg *g = a->command->args; g->name; g++)
                draft_put(d, g->name, arg_text(a, g->name));
}

bool task__enter(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day opened = arg_day(a, "opened_on"), shown = arg_day(a, "shown_on");

        (void)subject;
        if (day_is(opened) && day_compare(shown, opened) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "shown_on", "%s 才有要公示的内容", day_text(c->mem, opened));
        put_all(d, a);
        return true;
}

bool task__check(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        if (!rule_second_person(&c->why, c->pack->publication.second_person, arg_text(a, "entered"), c->who->login))
                return false;
        put_all(d, a);
        return true;
}

bool task__waive(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)c; (void)subject;
        put_all(d, a);
        return true;
}

bool task__warn(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)c; (void)subject;
        put_all(d, a);
        return true;
}

/* ---- the job that warns ---- */

static void warn_one(struct ctx *c, const struct disclosure *d, struct requests *out)
{
        const char *told = text_join(c->mem, d->rung->tell.at, d->rung->tell.n, ',');
        const struct pair pairs[] = {
                { "cause", text_make(c->mem, "%lld", (long long)d->cause) }, { "task", d->task }, { "rung", d->rung->id }, { "rung_label", d->rung->label },
                { "told", told }, { "label", d->label }, { "title", d->title },
        };

        request_due(out, "disclosure.warn", SUBJECT_NEW, text_make(c->mem, "disclosure.warn:%lld:%s:%s", (long long)d->cause, d->task, d->rung->id), pairs,
                    sizeof pairs / sizeof *pairs - (*d->title ? 0 : 1));
}

/* Nobody is warned of more than two weeks ahead; who is to be warned when is the pack's ladder. */
bool task__warnings(struct ctx *c, struct requests *out)
{
        const char *soon = day_text(c->mem, day_plus(day_of(c->now), 14));
        struct rows r = db_ask(c->db, &c->why, &disclosures_pressing, ARGS(T(soon), I(WARNINGS_AT_ONCE)));
        struct { int64_t cause; const char *task; } *at = arena_take(c->mem, WARNINGS_AT_ONCE * sizeof *at);
        size_t n = 0;

        while (db_next(&r) && n < WARNINGS_AT_ONCE) {
                at[n].cause = db_int(&r, 0);
                at[n++].task = db_text_in(c->mem, &r, 1);
        }
        if (!db_done(&r))
                return false;
        for (size_t i = 0; i < n; i++) {
                struct disclosure d;
                int64_t before = 1;

                if (!disclosure_load(c, at[i].cause, at[i].task, &d) ||
                    (d.rung && !db_one_int(c->db, &c->why, &warned, ARGS(I(d.cause), T(d.task), T(d.rung->id)), 0, &before)))
                        return false;
                if (d.rung && !before)
                        warn_one(c, &d, out);
        }
        return true;
}

/* ---- rows ---- */

#define R ARG_REQUIRED
#define P ARG_PREPARED
#define CAUSE { "cause", ARG_INT, R | ARG_GIVEN, "起因", "产生这项公示任务的动作的编号。", NULL, 0, 0 }, \
        { "task", ARG_TEXT, R | ARG_GIVEN, "任务", "公示任务的代号。", NULL, 1, 60 }
#define LABELS { "label", ARG_TEXT, P, "公示任务", "", NULL, 1, 200 }, { "title", ARG_TEXT, P, "名称", "", NULL, 1, 500 }

static const struct arg enter_args[] = {
        CAUSE,
        { "carrier", ARG_TEXT, R, "公开的载体和位置", "如：县人民政府门户网站“行政执法公示”栏，写明网址或者张贴地点。", NULL, 2, 300 },
        { "shown_on", ARG_DAY, R | ARG_PAST, "公开日期", "实际公开的那一天。", NULL, 0, 0 },
        LABELS, { "opened_on", ARG_DAY, P, "产生日期", "", NULL, 0, 0 }, ARG_END
};
static const struct arg check_args[] = {
        { "verdict", ARG_CHOICE, R, "核对结果", "到公开的地方核对过再选。", "right=已公开，内容无误|wrong=没有公开，或者内容有误", 0, 0 },
        { "note", ARG_LONG, 0, "核对意见", "不公开。", NULL, 1, 1000 },
        { "cause", ARG_INT, P, "起因", "", NULL, 0, 0 }, { "task", ARG_TEXT, P, "任务", "", NULL, 1, 60 }, LABELS,
        { "entered", ARG_LOGIN, P, "登记人", "", NULL, 0, 0 }, ARG_END
};
static const struct arg waive_args[] = {
        CAUSE,
        { "reason", ARG_LONG, R, "不公开的理由", "如：涉及国家秘密、商业秘密、个人隐私，或者当事人是未成年人。", NULL, 5, 1000 },
        { "law", ARG_TEXT, R, "依据", "法律、法规的条文。", NULL, 2, 200 },
        LABELS, { "opened_on", ARG_DAY, P, "产生日期", "", NULL, 0, 0 }, ARG_END
};
static const struct arg warn_args[] = {
        CAUSE, { "rung", ARG_TEXT, R, "预警级别", "策略包里的代号。", NULL, 1, 60 }, { "rung_label", ARG_TEXT, R, "预警", "级别的名称。", NULL, 1, 100 },
        { "told", ARG_TEXT, R, "告知的岗位", "策略包里的岗位。", NULL, 1, 300 }, { "label", ARG_TEXT, R, "公示任务", "任务的名称。", NULL, 1, 200 },
        { "title", ARG_TEXT, 0, "名称", "文号等。", NULL, 1, 500 }, ARG_END
};
static const struct arg end_args[] = { { "case", ARG_REF, R, "公示的案件", "公示期届满的那一件。", "case", 0, 0 }, ARG_END };
static const struct arg repair_ask_args[] = {
        { "case", ARG_REF, R | ARG_GIVEN, "公示的决定", "申请提前结束公示的那一件。", "case", 0, 0 },
        { "statement", ARG_LONG, R, "申请理由", "履行义务、消除后果的情况，可以写明证明材料。", NULL, 5, 2000 },
        { "contact", ARG_TEXT, R | ARG_PERSONAL, "申请人和联系方式", "只用于答复，不公开。", NULL, 2, 200 },
        ARG_END
};
static const struct arg repair_grant_args[] = {
        { "duties_done", ARG_BOOL, R, "已履行处罚决定的全部义务", "缴清罚款、改正违法行为。", NULL, 0, 0 },
        { "harm_undone", ARG_BOOL, R, "已消除不良影响", "核对证明材料。", NULL, 0, 0 },
        { "no_repeat", ARG_BOOL, R, "公示期内没有再发生同类违法行为", "查询本机关的记录。", NULL, 0, 0 },
        { "answer", ARG_LONG, R, "答复", "写给申请人。", NULL, 2, 1000 },
        { "case", ARG_REF, P, "案件", "", "case", 0, 0 }, ARG_END
};
static const struct arg repair_refuse_args[] = {
        { "answer", ARG_LONG, R, "不予修复的理由", "写给申请人，写明还缺什么。", NULL, 5, 1000 }, { "case", ARG_REF, P, "案件", "", "case", 0, 0 }, ARG_END
};

#define STAFF "officer|team_leader|editor"
const struct command task_commands[] = {
        { .verb = "disclosure.enter", .label = "登记在别处公开", .help = "不在本平台逐条展示的，写明公开的载体和日期（三项制度：谁录入谁负责）。", .noun = "disclosure", .creates = true,
          .roles = STAFF, .args = enter_args, .handle = task__enter, .apply = task__apply_enter, .sets = "", .clears = "", .prepare = task__prepare },
        { .verb = "disclosure.check", .label = "核对公开情况", .help = "由登记人以外的人到公开的地方核对（三项制度）。", .noun = "disclosure",
          .roles = "editor|team_leader|head", .args = check_args, .handle = task__check, .apply = task__apply_check, .sets = "", .clears = "",
          .prepare = task__prepare_check },
        { .verb = "disclosure.waive", .label = "依法不予公开", .help = "写明理由和依据，由机关负责人决定（政府信息公开条例第十四条、第十五条）。", .noun = "disclosure",
          .creates = true, .roles = "head", .args = waive_args, .handle = task__waive, .apply = task__apply_waive, .sets = "", .clears = "",
          .prepare = task__prepare },
        { .verb = "disclosure.warn", .label = "公示期限预警", .help = "到了预警的级别，记下告知了哪些岗位；由系统办理。", .noun = "disclosure", .creates = true,
          .roles = "system", .args = warn_args, .handle = task__warn, .apply = task__apply_warn, .sets = "", .clears = "" },
        { .verb = "publish.end", .label = "公示期届满", .help = "公示期届满自动停止展示（信用修复管理办法）；由系统办理。", .noun = "publication", .creates = true,
          .roles = "system", .args = end_args, .handle = period__end, .apply = period__apply_end, .sets = "", .clears = "" },
        { .verb = "repair.ask", .label = "申请信用修复", .help = "当事人履行义务、最短公示期满以后，可以申请提前结束公示（信用修复管理办法）。", .noun = "repair", .creates = true,
          .roles = "public", .args = repair_ask_args, .handle = repair__ask, .apply = repair__apply_ask, .sets = "", .clears = "" },
        { .verb = "repair.grant", .label = "同意修复", .help = "核对无误的，提前结束公示。", .noun = "repair", .roles = "editor|head", .args = repair_grant_args,
          .handle = repair__grant, .apply = repair__apply_answer, .sets = "", .clears = "", .prepare = repair__prepare },
        { .verb = "repair.refuse", .label = "不予修复", .help = "写明理由，告知申请人。", .noun = "repair", .roles = "editor|head", .args = repair_refuse_args,
          .handle = repair__refuse, .apply = repair__apply_answer, .sets = "", .clears = "", .prepare = repair__prepare },
};
const size_t task_commands_n = sizeof task_commands / sizeof *task_commands;

apply_fn task__heirs;

const struct noun task_nouns[] = {
        { .name = "*", .label = "公示任务", .after = task__after, .apply = task__apply, .apart = true },
        { .name = "unit", .label = "机构", .apply = task__heirs }, { .name = "agency", .label = "机关", .apply = task__heirs },
};
const size_t task_nouns_n = sizeof task_nouns / sizeof *task_nouns;

const struct job task_jobs[] = {
        { "publication_end", "公示期届满", "到期的公示记录停止展示，留下公示期届满的说明。", 60, period__due },
        { "search_words", "检索用词", "看一看近期公示记录中哪些词常见，检索时据此选择先查哪些词；不产生动作。", 10, index_common_job },
        { "disclosure_warn", "公示期限预警", "公示任务到了预警的级别，记下告知了哪些岗位。", 60, task__warnings },
};
const size_t task_jobs_n = sizeof task_jobs / sizeof *task_jobs;
