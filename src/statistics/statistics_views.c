/* statistics_views.c - reports, their figures, the acts behind a figure, and the figures counted again.  What is not published is for those
 * who supervise and lead; nothing here decides. */
#include "org/org.h"
#include "statistics/statistics.h"
#include <string.h>

#define INSIDE "supervisor|head"

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static bool inside(const struct ctx *c)
{
        return c->who && (who_has_role(c->who, "supervisor") || who_has_role(c->who, "head"));
}

static bool view_reports(struct ctx *c, const struct args *a, struct table *out)
{
        struct reports l;

        if (!reports_list(c, !inside(c), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct report *r = &l.at[i];
                const char *state = !strcmp(r->state, "frozen") ? "note:待核对" : !strcmp(r->state, "published") ? "ok:已公布" : "bad:已撤下";

                table_row(out, (const char *[]){ number(c->mem, r->id), number(c->mem, r->year), state, number(c->mem, r->position), instant_text(c->mem, r->frozen_at),
                                                 user_name(c, r->frozen_by), r->published_at.ms ? instant_text(c->mem, r->published_at) : NULL,
                                                 *r->published_by ? user_name(c, r->published_by) : NULL, r->digest });
        }
        out->total = (int64_t)l.n;
        return true;
}

/* The report that is asked for: by its number, or the published one of a year. */
static bool asked(struct ctx *c, const struct args *a, struct report *out)
{
        bool found;

        if (arg_given(a, "report"))
                return report_load(c, arg_int(a, "report"), out) &&
                       (inside(c) || !strcmp(out->state, "published") || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "年报 %lld", (long long)arg_int(a, "report")));
        if (!arg_given(a, "year"))
                return refuse(&c->why, R_ARG_MISSING, "year", "写明年度（year）或者年报的编号（report）");
        return report_of_year(c, arg_int(a, "year"), out, &found) &&
               (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "%lld 年度的年报还没有公布", (long long)arg_int(a, "year")));
}

static void figure_row(struct ctx *c, struct table *out, const struct figures *all, const struct pack_agency *g, const struct figure *f)
{
        int64_t v = figures_value(all, g ? g->id : "", f->id);

        if (v >= 0)
                table_row(out, (const char *[]){ g ? g->id : NULL, g ? g->name : "合计", f->id, figure_group_label(f->group), f->label,
                                                 f->unit == FIGURE_COUNT ? number(c->mem, v) : NULL, f->unit == FIGURE_MONEY ? number(c->mem, v) : NULL });
}

static bool view_figures(struct ctx *c, const struct args *a, struct table *out)
{
        const struct figure *f;
        struct figures all;
        struct report r;

        if (!asked(c, a, &r) || !report_figures(c, &r, &all))
                return false;
        for (size_t g = 0; g <= c->pack->n_agencies; g++)
                for (size_t i = 0; (f = figure_at(i)) != NULL; i++)
                        figure_row(c, out, &all, g < c->pack->n_agencies ? &c->pack->agencies[g] : NULL, f);
        figures_end(&all);
        out->total = (int64_t)out->n_rows;
        return true;
}

static bool view_acts(struct ctx *c, const struct args *a, struct table *out)
{
        struct report r;
        int64_t *acts;
        size_t n;

        if (!figure_find(arg_text(a, "figure")))
                return refuse(&c->why, R_ARG_CHOICE, "figure", "没有这一项：%s", arg_text(a, "figure"));
        if (!asked(c, a, &r) || !report_acts(c, &r, arg_text(a, "agency"), arg_text(a, "figure"), &acts, &n))
                return false;
        for (size_t i = 0; i < n; i++) {
                const struct command *k;
                struct act act;

                if (!act_load(c, acts[i], &act))
                        return false;
                k = command_find(act.verb);
                table_row(out, (const char *[]){ number(c->mem, act.seq), instant_text(c->mem, act.at), k ? k->label : act.verb, act_text(&act, "agency"),
                                                 text_make(c->mem, "%s/%lld", act.subject.noun, (long long)act.subject.id) });
        }
        out->total = (int64_t)n;
        return true;
}

static bool view_check(struct ctx *c, const struct args *a, struct table *out)
{
        const char *digest;
        struct report r;
        bool same;

        if (!asked(c, a, &r) || !report_again(c, &r, &digest, &same))
                return false;
        table_row(out, (const char *[]){ number(c->mem, r.id), number(c->mem, r.year), number(c->mem, r.position), r.digest, digest, same ? "true" : "false" });
        return true;
}

#define WHICH \
        { "year", ARG_INT, 0, "年度", "已公布的年报。", NULL, 1990, 2198 }, { "report", ARG_REF, 0, "年报", "统计年报的编号。", "report", 0, 0 }
static const struct arg no_params[] = { ARG_END };
static const struct arg which_params[] = { WHICH, ARG_END };
static const struct arg acts_params[] = {
        WHICH, { "figure", ARG_TEXT, ARG_REQUIRED, "项目", "report_figures 中的代码。", NULL, 1, 40 },
        { "agency", ARG_CODE, 0, "执法机关", "不写为全部。", "agencies", 0, 0 }, ARG_END
};
static const struct column reports_columns[] = {
        { "id", "编号", CELL_INT }, { "year", "年度", CELL_INT }, { "state", "状态", CELL_TEXT }, { "position", "统计到日志", CELL_INT }, { "frozen_at", "统计时间", CELL_INSTANT },
        { "frozen_by", "统计人", CELL_TEXT }, { "published_at", "公布时间", CELL_INSTANT }, { "published_by", "核对公布人", CELL_TEXT }, { "digest", "明细摘要", CELL_TEXT },
        COLUMN_END
};
static const struct column figures_columns[] = {
        { "agency", "机关代码", CELL_TEXT }, { "agency_name", "执法机关", CELL_TEXT }, { "figure", "代码", CELL_TEXT }, { "group", "类别", CELL_TEXT },
        { "label", "项目", CELL_TEXT }, { "number", "件数", CELL_INT }, { "money", "金额", CELL_MONEY }, COLUMN_END
};
static const struct column acts_columns[] = {
        { "seq", "日志编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "verb", "动作", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "subject", "对象", CELL_TEXT }, COLUMN_END
};
static const struct column check_columns[] = {
        { "id", "编号", CELL_INT }, { "year", "年度", CELL_INT }, { "position", "统计到日志", CELL_INT }, { "digest", "冻结时的摘要", CELL_TEXT },
        { "again", "重算的摘要", CELL_TEXT }, { "same", "一致", CELL_BOOL }, COLUMN_END
};

const struct view statistics_views[] = {
        { "reports", "统计年报", "各年度的行政执法统计年报。", "public", no_params, reports_columns, view_reports },
        { "report_figures", "年报的数字", "一份年报里各机关的每一个数字。", "public", which_params, figures_columns, view_figures },
        { "report_acts", "数字所统计的动作", "年报里一个数字所统计的每一个动作。", INSIDE, acts_params, acts_columns, view_acts },
        { "report_check", "年报重算", "由日志在同一位置重新统计，与冻结时的比对。", INSIDE, which_params, check_columns, view_check },
};
const size_t statistics_views_n = sizeof statistics_views / sizeof *statistics_views;
