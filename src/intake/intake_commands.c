/* intake_commands.c - bringing a workbook, and what came of it; taking rows away.  Handlers decide; intake_apply.c writes. */
#include "db/db.h"
#include "intake/intake_inner.h"
#include "law/pack.h"
#include "org/access.h"
#include "org/org.h"
#include <string.h>

/* ---- bringing ---- */

/* Every row is read and tried here, in the thread of whoever brings it; the writer only notes what was found. */
bool intake__start_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct intake_report found;
        struct intake_plan p;
        const char *name = arg_given(a, "file_name") ? arg_text(a, "file_name") : "工作簿";

        if (!intake__plan(c, arg_text(a, "what"), arg_text(a, "mapping"), &p) || !intake__check(c, &p, arg_text(a, "file"), name, &found))
                return false;
        request_put(c->mem, r, "total", text_make(c->mem, "%lld", (long long)found.rows));
        request_put(c->mem, r, "good", text_make(c->mem, "%lld", (long long)found.good));
        request_put(c->mem, r, "problems", intake__problems_text(c->mem, &found.problems));
        return true;
}

static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

bool intake__start(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const char *mode = arg_text(a, "mode");
        bool wrong = arg_int(a, "good") < arg_int(a, "total"), none = !arg_int(a, "good");
        const struct importable *what = importable_find(arg_text(a, "what"));

        (void)subject;
        if (!what)
                return refuse(&c->why, R_INTAKE_UNKNOWN, "what", "%s", arg_text(a, "what"));
        if (!access_may_use(c, command_find(what->verb)->roles))
                return false;
        put_args(out, a);
        draft_put(out, "state", !strcmp(mode, "check") ? "checked" : (wrong && !strcmp(mode, "all")) || none ? "wrong" : "running");
        return true;
}

/* ---- what came of it ---- */

struct ending { struct ctx *c; struct intake k; struct intake_plan p; struct problems before, after; int64_t done, failed; };

/* A row that was good and has no act was refused when its turn came: it is asked once more why. */
static bool row_end(void *to, int64_t row, const struct sheet_cell *cells, const struct pair *pairs, size_t n, const struct problems *of_cells)
{
        struct ending *e = to;
        struct problem found = { .text = "办理时没有成功", .column = -1 };
        struct ctx one = *e->c;
        int64_t seq = -1;
        bool good;

        (void)cells, (void)of_cells;
        if (intake__problem(&e->before, row))
                return true;
        if (!act_by_key(e->c, intake__key(e->c->mem, e->k.id, row), &seq))
                return false;
        if (seq >= 0)
                return e->done++, true;
        if (!intake__row_try(&one, &e->p, pairs, n, &found, &good))
                return false;
        e->failed++;
        e->after.at = arena_grow(e->c->mem, e->after.at, e->after.n * sizeof found, (e->after.n + 1) * sizeof found);
        e->after.at[e->after.n++] = (struct problem){ row, found.column, text_copy(e->c->mem, found.text) };
        return true;
}

bool intake__end_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct ending e = { .c = c };

        (void)a;
        if (!intake__load(c, r->subject, &e.k) || !who_load(c, e.k.login) || !intake__plan(c, e.k.what, e.k.mapping, &e.p))
                return false;
        intake__problems_read(c->mem, e.k.problems, &e.before);
        if (!intake__each(c, &e.p, e.k.file, e.k.file_name, row_end, &e) || !who_load(c, ACTOR_SYSTEM))
                return false;
        request_put(c->mem, r, "done", text_make(c->mem, "%lld", (long long)e.done));
        request_put(c->mem, r, "failed", text_make(c->mem, "%lld", (long long)e.failed));
        request_put(c->mem, r, "problems", intake__problems_text(c->mem, &e.after));
        return true;
}

bool intake__end(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct intake k;

        if (!intake__load(c, subject, &k))
                return false;
        if (strcmp(k.state, "running"))
                return refuse(&c->why, R_DUPLICATE, NULL, "这次导入已经结束");
        put_args(out, a);
        return true;
}

/* ---- taking away ---- */

bool intake__take(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!view_find(arg_text(a, "view")))
                return refuse(&c->why, R_VIEW_UNKNOWN, "view", "%s", arg_text(a, "view"));
        put_args(out, a);
        return true;
}

/* ---- the job ---- */

const char *intake__key(struct arena *mem, int64_t id, int64_t row)
{
        return text_make(mem, "intake:%lld:%lld", (long long)id, (long long)row);
}

struct doing { struct requests *out; const struct intake *k; const struct importable *what; struct problems wrong; };

static bool row_due(void *to, int64_t row, const struct sheet_cell *cells, const struct pair *pairs, size_t n, const struct problems *of_cells)
{
        struct doing *d = to;

        (void)cells, (void)of_cells;
        if (intake__problem(&d->wrong, row))
                return true;
        request_due(d->out, d->what->verb, SUBJECT_NEW, intake__key(d->out->mem, d->k->id, row), pairs, n);
        d->out->at[d->out->n - 1].login = d->k->login;         /* by whoever brought them: who answers for the rows, and whose rights count */
        return true;
}

static bool book_due(struct ctx *c, const struct intake *k, struct requests *out)
{
        struct doing d = { .out = out, .k = k, .what = importable_find(k->what) };
        struct ctx his = *c;
        struct intake_plan p;
        bool ok;

        if (!d.what)
                return fail(&c->why, "导入 %lld：没有动作 %s", (long long)k->id, k->what);
        intake__problems_read(c->mem, k->problems, &d.wrong);
        his.why = (struct why){ .mem = c->mem };
        ok = who_load(&his, k->login) && intake__plan(&his, k->what, k->mapping, &p) && intake__each(&his, &p, k->file, k->file_name, row_due, &d);
        if (!ok)
                return fail(&c->why, "导入 %lld：%s", (long long)k->id, his.why.kind == WHY_REFUSED ? why_sentence(&his.why) : his.why.detail);
        request_due(out, "sheet.imported", k->id, text_make(c->mem, "sheet.imported:%lld", (long long)k->id), NULL, 0);
        return true;
}

bool intake__due(struct ctx *c, struct requests *out)
{
        struct intake *list;
        size_t n;
        bool ok = intake__running(c, &list, &n), all = ok;

        for (size_t i = 0; ok && i < n; i++)
                all = book_due(c, &list[i], out) && all;
        return all;
}

/* ---- the table ---- */

#define R ARG_REQUIRED
#define PREPARED (R | ARG_PREPARED)
static const struct arg start_args[] = {
        { "what", ARG_CHOICE, R, "导入什么", "选择一种；每种都有模板。", "users=人员账号|certificates=执法证件|devices=执法装备|questions=考试题目|old_cases=历史案件台账", 0, 0 },
        { "file", ARG_FILE, R, "工作簿", ".xlsx 或 CSV（UTF-8、GB18030）。", NULL, 0, 0 },
        { "mode", ARG_CHOICE, R, "怎样导入", "有一行不对就全部不导入，或者只导入没有问题的行。", "check=只检查，不导入|all=全部没有问题才导入|good=只导入没有问题的行", 0, 0 },
        { "mapping", ARG_LONG, 0, "列的对应", "不按模板的表：每行写“本系统的列=原表的列”；所有行相同的写“列=\"值\"”。", NULL, 1, 4000 },
        { "file_name", ARG_TEXT, 0, "文件名", "给自己看的名称。", NULL, 1, 120 },
        { "total", ARG_INT, PREPARED, "行数", "由系统读出。", NULL, 0, INTAKE_ROWS_MAX },
        { "good", ARG_INT, PREPARED, "没有问题的行数", "由系统检查得出。", NULL, 0, INTAKE_ROWS_MAX },
        { "problems", ARG_LONG, ARG_PREPARED, "存在的问题", "由系统检查得出。", NULL, 1, 2000000 }, ARG_END
};
static const struct arg end_args[] = {
        { "done", ARG_INT, PREPARED, "导入行数", "由系统得出。", NULL, 0, INTAKE_ROWS_MAX }, { "failed", ARG_INT, PREPARED, "没有成功的行数", "由系统得出。", NULL, 0, INTAKE_ROWS_MAX },
        { "problems", ARG_LONG, ARG_PREPARED, "存在的问题", "由系统得出。", NULL, 1, 2000000 }, ARG_END
};
static const struct arg take_args[] = {
        { "view", ARG_TEXT, R, "台账", "导出了哪一个台账。", NULL, 1, 80 }, { "rows", ARG_INT, R, "行数", "导出了多少行。", NULL, 0, 0 },
        { "filters", ARG_LONG, 0, "筛选", "按什么条件。", NULL, 1, 600 }, ARG_END
};
static const struct arg old_args[] = {
        { "number", ARG_TEXT, R, "案号", "原台账的案号，全系统不能重复。", NULL, 1, 80 }, { "cause", ARG_TEXT, R, "案由", "违法行为。", NULL, 1, 300 },
        { "party", ARG_TEXT, R | ARG_PERSONAL, "当事人", "姓名或者名称。", NULL, 1, 200 },
        { "party_id", ARG_TEXT, ARG_PERSONAL, "证件号码", "公民身份号码或者统一社会信用代码；没有的不填。", NULL, 1, 40 },
        { "agency", ARG_CODE, 0, "办案机关", "不填为导入人所在机关。", "agencies", 0, 0 }, { "officers", ARG_TEXT, 0, "承办人", "姓名，用、隔开。", NULL, 1, 100 },
        { "filed", ARG_DAY, ARG_PAST, "立案日期", "原台账所记。", NULL, 0, 0 }, { "decided", ARG_DAY, R | ARG_PAST, "决定日期", "原台账所记。", NULL, 0, 0 },
        { "closed", ARG_DAY, ARG_PAST, "结案日期", "原台账所记。", NULL, 0, 0 }, { "decision_number", ARG_TEXT, 0, "决定书文号", "原文号。", NULL, 1, 80 },
        { "decision", ARG_LONG, R, "处理结果", "决定的内容。", NULL, 1, 2000 }, { "fine", ARG_MONEY, 0, "罚款", "单位元。", NULL, 0, 0 },
        { "place", ARG_TEXT, 0, "案卷存放", "纸质案卷在哪里，如：档案室 2019-3 盒。", NULL, 1, 120 }, { "note", ARG_LONG, 0, "备注", "其他说明。", NULL, 1, 1000 },
        { "source", ARG_FILE, 0, "来源工作簿", "由导入填写。", NULL, 0, 0 }, { "source_row", ARG_INT, 0, "来源行", "由导入填写。", NULL, 0, 0 }, ARG_END
};

const struct command intake_commands[] = {
        { .verb = "sheet.import", .label = "导入", .help = "导入工作簿：逐行按同一动作的规则检查和试办，再逐行办理；原工作簿留存。", .noun = "sheet", .creates = true,
          .roles = INTAKE_ADMINS "|archivist|training", .args = start_args, .handle = intake__start, .apply = intake__apply_start, .sets = "", .clears = "",
          .prepare = intake__start_prepare },
        { .verb = "sheet.imported", .label = "导入结束", .help = "系统逐行办完以后登记结果。", .noun = "sheet", .roles = "system", .args = end_args, .handle = intake__end,
          .apply = intake__apply_end, .sets = "", .clears = "", .prepare = intake__end_prepare },
        { .verb = "export.take", .label = "导出登记", .help = "谁在何时导出了哪个台账多少行（个人信息保护法第五十四条）。", .noun = "export", .creates = true, .roles = "",
          .args = take_args, .handle = intake__take, .apply = intake__apply_take, .sets = "", .clears = "" },
        { .verb = "old_case.add", .label = "补录历史案件", .help = "本系统启用以前办结的案件；" OLD_CASE_MARK "，只供查阅和归档。", .noun = "old_case", .creates = true,
          .roles = INTAKE_ADMINS "|archivist", .args = old_args, .handle = old_case__add, .apply = old_case__apply, .sets = "", .clears = "" },
};
const size_t intake_commands_n = sizeof intake_commands / sizeof *intake_commands;
const struct noun intake_nouns[] = { { .name = "sheet", .label = "导入的工作簿", .apart = true }, { .name = "export", .label = "导出", .apart = true },
                                     { .name = "old_case", .label = "历史案件", .apart = true } };
const size_t intake_nouns_n = sizeof intake_nouns / sizeof *intake_nouns;
const struct job intake_jobs[] = { { "intake", "导入工作簿", "把检查过的工作簿逐行办理；中断以后接着办，不会重复。", 1, intake__due } };
const size_t intake_jobs_n = sizeof intake_jobs / sizeof *intake_jobs;
