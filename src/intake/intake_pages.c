/* intake_pages.c - /desk/admin/import: templates, what was brought and what came of it.  Pages show; rows are done by the commands. */
#include "db/db.h"
#include "intake/intake_inner.h"
#include "law/pack.h"
#include "org/access.h"
#include "org/org.h"
#include "ui/ui.h"
#include <string.h>

#define SHOWN 200

QUERY(taken_rows, "SELECT t.id, t.at, t.login, t.view, t.total, t.filters FROM intake_taken t WHERE ($1 = -1 OR t.id < $1) ORDER BY t.id DESC LIMIT $2");

/* ---- views ---- */

static const struct column books_columns[] = { { "id", "编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "what", "内容", CELL_TEXT }, { "file_name", "文件", CELL_TEXT },
        { "login", "导入人", CELL_TEXT }, { "state", "情况", CELL_TEXT }, { "rows", "行数", CELL_INT }, { "wrong", "有问题", CELL_INT }, { "done", "已导入", CELL_INT },
        { "failed", "没有成功", CELL_INT }, COLUMN_END };
static const struct column taken_columns[] = { { "id", "编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "login", "导出人", CELL_TEXT }, { "view", "台账", CELL_TEXT },
        { "rows", "行数", CELL_INT }, { "filters", "筛选", CELL_TEXT }, COLUMN_END };
static const struct arg paging[] = { { "before", ARG_INT, 0, "接着", "上一页最后一行的编号。", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "每页行数。", NULL, 1, 1000 }, ARG_END };

static const char *what_label(const char *what)
{
        const struct importable *i = importable_find(what);

        return i ? i->label : what;
}

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

/* Whoever administers sees all; others what they brought themselves. */
bool intake__view(struct ctx *c, const struct args *a, struct table *t)
{
        bool all = who_has_role(c->who, "admin") || who_has_role(c->who, "auditor") || who_has_role(c->who, "security");
        struct intake *list;
        size_t n;

        (void)a;
        if (!intake__recent(c, all ? "" : c->who->login, &list, &n))
                return false;
        for (size_t i = 0; i < n; i++) {
                const struct intake *k = &list[i];

                table_row(t, (const char *[]){ number(c->mem, k->id), instant_text(c->mem, k->at), what_label(k->what), k->file_name, user_name(c, k->login),
                                               intake__state(k->state), number(c->mem, k->rows), number(c->mem, k->wrong), number(c->mem, k->done),
                                               number(c->mem, k->failed) });
        }
        return true;
}

bool intake__view_taken(struct ctx *c, const struct args *a, struct table *t)
{
        struct rows r = db_ask(c->db, &c->why, &taken_rows, ARGS(I(arg_given(a, "before") ? arg_int(a, "before") : -1), I(arg_given(a, "limit") ? arg_int(a, "limit") : 100)));

        while (db_next(&r)) {
                const struct view *v = view_find(db_text(&r, 3));

                table_row(t, (const char *[]){ number(c->mem, db_int(&r, 0)), db_text_in(c->mem, &r, 1), user_name(c, db_text(&r, 2)), v ? v->label : db_text_in(c->mem, &r, 3),
                                               number(c->mem, db_int(&r, 4)), db_text_in(c->mem, &r, 5) });
        }
        return db_done(&r);
}

/* ---- the page of all ---- */

static void kinds_put(struct ctx *c, struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "能导入什么", .note = "先下载模板；表头不要改" });
        ui_kv_begin(h, KV_WIDE);
        for (const struct importable *i = importables; i->name; i++) {
                if (!importable_find(i->name) || !ui_may(c, command_find(i->verb)->roles))
                        continue;
                ui_kv_open(h, i->label);
                html(h, "<a href=\"%s\" download>下载模板</a>　<a href=\"%s\">导入</a><br><small>%s</small>", url(c->mem, "/desk/admin/import/template/%s", i->name),
                     url(c->mem, "/desk/act/sheet.import?what=%s&back=/desk/admin/import", i->name), i->help);
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_card_end(h);
}

bool intake__page_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button add = { "导入工作簿", "/desk/act/sheet.import?back=/desk/admin/import", "plus", BUTTON_PRIMARY };
        struct table t;

        if (!view_run(c, "imports", NULL, 0, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "导入和导出", .lead = "用表格软件填好模板再导入；逐行检查，错误逐格指出", .buttons = &add, .n_buttons = 1 });
        kinds_put(c, h);
        ui_card_begin(h, &(struct ui_card){ .title = "导入记录", .note = "新的在前", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "导入记录", .path = "/desk/admin/import", .link = "file_name", .link_to = "id", .link_base = "/desk/admin/import/", .hide = "id",
                                            .empty = "还没有导入过", .empty_when = "导入以后，结果和错误清单在这里。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one import ---- */

static void outcome_put(struct ctx *c, struct html *h, const struct intake *k)
{
        if (!strcmp(k->state, "running"))
                ui_callout(h, "info", "正在导入", "系统正在逐行办理，一分钟内开始；刷新本页看进展。中断以后会接着办，不会重复。");
        else if (!strcmp(k->state, "wrong"))
                ui_callout(h, "bad", "没有导入任何一行", "表格里有不能导入的行。下载错误清单，在上面改正后重新导入；也可以选择“只导入没有问题的行”。");
        else if (!strcmp(k->state, "checked"))
                ui_callout(h, k->wrong ? "warn" : "ok", "只做了检查", k->wrong ? "有问题的行见错误清单。" : "没有发现问题，可以导入。");
        else if (k->failed || k->wrong)
                ui_callout(h, "warn", "已导入没有问题的行", "没有导入的行见错误清单，改正后可以单独再导入。");
        else
                ui_callout(h, "ok", "全部导入", "每一行都是一个动作，可以在存证日志中查到。");
        (void)c;
}

static void problems_put(struct ctx *c, struct html *h, const struct intake *k, const struct intake_plan *p)
{
        static const struct column columns[] = { { "row", "行", CELL_INT }, { "column", "列", CELL_TEXT }, { "text", "问题", CELL_TEXT }, COLUMN_END };
        struct problems l;
        struct table t;

        intake__problems_read(c->mem, k->problems, &l);
        if (!l.n)
                return;
        table_start(&t, c->mem, columns);
        for (size_t i = 0; i < l.n && i < SHOWN; i++)
                table_row(&t, (const char *[]){ number(c->mem, l.at[i].row), l.at[i].column >= 0 && (size_t)l.at[i].column < p->n ? p->columns[l.at[i].column].label : NULL, l.at[i].text });
        ui_card_begin(h, &(struct ui_card){ .title = "存在的问题", .note = l.n > SHOWN ? "只列出前 200 条，全部见错误清单" : NULL, .flush = true,
                                            .more_url = text_make(c->mem, "/desk/admin/import/%lld/errors", (long long)k->id), .more_label = "下载错误清单" });
        ui_table(h, &t, &(struct ui_table){ .caption = "存在的问题" });
        ui_card_end(h);
}

static void facts_put(struct ctx *c, struct html *h, const struct intake *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = what_label(k->what) });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "文件", k->file_name);
        ui_kv_open(h, "工作簿摘要");
        ui_hash(h, strchr(k->file, ':') ? strchr(k->file, ':') + 1 : k->file);
        ui_kv_close(h);
        ui_kv(h, "导入人", user_name(c, k->login));
        ui_kv_open(h, "时间");
        ui_instant(h, k->at);
        ui_kv_close(h);
        ui_kv(h, "情况", intake__state(k->state));
        ui_kv(h, "行数", text_make(c->mem, "%lld，其中有问题 %lld", (long long)k->rows, (long long)k->wrong));
        if (!strcmp(k->state, "done"))
                ui_kv(h, "结果", text_make(c->mem, "导入 %lld 行，没有成功 %lld 行", (long long)k->done, (long long)k->failed));
        ui_kv_end(h);
        if (!strcmp(k->state, "done"))
                ui_meter(h, "已导入", k->done, k->rows, k->failed || k->wrong ? "warn" : "ok");
        ui_card_end(h);
}

bool intake__page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "导入和导出", "/desk/admin/import" } };
        struct intake_plan p;
        struct intake k;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "导入 %s", in->args[0]);
        if (!intake__load(c, id, &k) || !intake__plan(c, k.what, k.mapping, &p))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "导入 %lld", (long long)id), .lead = what_label(k.what), .crumbs = crumbs, .n_crumbs = 1,
                                                      .current = "/desk/admin/import" });
        outcome_put(c, h, &k);
        facts_put(c, h, &k);
        problems_put(c, h, &k, &p);
        page_end_desk(c, in, h);
        return true;
}

/* ---- the tables ---- */

static const struct arg old_params[] = { { "q", ARG_TEXT, 0, "查找", "案号、案由、当事人中的文字。", NULL, 1, 60 }, { "year", ARG_INT, 0, "年份", "决定的年份。", NULL, 1949, 2199 },
        { "before", ARG_INT, 0, "接着", "上一页最后一行的编号。", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "每页行数。", NULL, 1, 1000 }, ARG_END };
static const struct arg none[] = { ARG_END };
static const struct column old_columns[] = { { "id", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "cause", "案由", CELL_TEXT }, { "party", "当事人", CELL_TEXT },
        { "agency", "机关", CELL_TEXT }, { "filed", "立案", CELL_DAY }, { "decided", "决定", CELL_DAY }, { "closed", "结案", CELL_DAY }, { "decision_number", "决定文号", CELL_TEXT },
        { "fine", "罚款", CELL_MONEY }, { "place", "案卷存放", CELL_TEXT }, { "imported", "导入时间", CELL_INSTANT }, { "mark", "说明", CELL_TEXT }, COLUMN_END };
static const struct column old_counts[] = { { "year", "决定年份", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "cases", "导入的案件", CELL_INT }, { "fine", "罚款", CELL_MONEY },
        { "mark", "说明", CELL_TEXT }, COLUMN_END };

const struct view intake_views[] = {
        { "imports", "导入记录", "导入的工作簿：谁、何时、多少行、结果。", "", none, books_columns, intake__view },
        { "exports", "导出记录", "谁在何时导出了哪个台账多少行。", INTAKE_ADMINS "|auditor|supervisor", paging, taken_columns, intake__view_taken },
        { "old_cases", "历史案件", OLD_CASE_MARK "；与本系统办理的案件分开。", "", old_params, old_columns, old_case__view },
        { "old_case_counts", "历史案件数", "按决定年份和机关；不计入本系统办理案件的统计。", "", none, old_counts, old_case__view_counts },
};
const size_t intake_views_n = sizeof intake_views / sizeof *intake_views;
const struct page intake_pages[] = {
        { .pattern = "/desk/admin/import", .title = "导入和导出", .roles = INTAKE_ADMINS "|archivist|training", .show = intake__page_list },
        { .pattern = "/desk/admin/import/{id}", .title = "导入", .roles = INTAKE_ADMINS "|archivist|training", .show = intake__page_one },
        { .pattern = "/desk/old-cases", .title = "历史案件", .roles = "", .show = old_case__page_list },
        { .pattern = "/desk/old-case/{id}", .title = "历史案件", .roles = "", .show = old_case__page_one },
};
const size_t intake_pages_n = sizeof intake_pages / sizeof *intake_pages;
