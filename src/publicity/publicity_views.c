/* publicity_views.c - lists of what is published: for anyone, and with the names of who entered and checked for those who supervise.
 * Must never show a withdrawn decision's party or words: publicity_apply.c has emptied them.
 */
#include "org/org.h"
#include "publicity/publicity.h"
#include <string.h>

#define COUNTED 100000          /* totals of lists end there */

static struct publication_wish wish_of(const struct args *a)
{
        int64_t size = arg_given(a, "size") ? arg_int(a, "size") : 50, page = arg_given(a, "page") ? arg_int(a, "page") : 1;

        return (struct publication_wish){
                .words = arg_text(a, "q"), .number = arg_text(a, "number"), .party = arg_text(a, "party"), .item = arg_text(a, "item"),
                .fine_from = arg_given(a, "amount_from") ? arg_int(a, "amount_from") : 0,
                .fine_to = arg_given(a, "amount_to") ? arg_int(a, "amount_to") : 0, .kind = arg_text(a, "kind"), .agency = arg_text(a, "agency"),
                        .state = arg_text(a, "state"),
                .from = arg_day(a, "from"), .to = arg_day(a, "to"), .limit = size, .skip = (page - 1) * size, .count_most = COUNTED,
        };
}

static const char *number_text(struct arena *mem, int64_t n)
{
        return n >= 0 ? text_make(mem, "%lld", (long long)n) : NULL;
}

static bool view_publications(struct ctx *c, const struct args *a, struct table *out)
{
        struct publication_wish w = wish_of(a);
        struct publications l;

        if (!publications_find(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct publication *p = &l.at[i];
                const char *cells[] = {
                        number_text(c->mem, p->id), p->number, p->shown ? p->title : p->ended ? "（公示期届满）" : "（已撤下）", p->party, p->kind, p->agency_name,
                        p->result, number_text(c->mem, p->fine), day_text(c->mem, p->decided_on),
                                day_text(c->mem, p->released_on),
                        p->shown ? "shown" : p->ended ? "ended" : "withdrawn", day_text(c->mem, p->withdrawn_on), p->withdrawn_reason,
                };

                table_row(out, cells);
        }
        out->total = l.total;
        return true;
}

/* 谁录入谁负责: of the agencies that are seen. */
static bool view_checks(struct ctx *c, const struct args *a, struct table *out)
{
        struct publication_wish w = wish_of(a);
        struct publications l;

        w.agencies = access_narrowing(c).agencies;
        if (!publications_find(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct publication *p = &l.at[i];
                const char *cells[] = {
                        number_text(c->mem, p->id), p->number, p->agency_name, user_name(c, p->entered_by),
                                user_name(c, p->checked_by),
                        day_text(c->mem, p->decided_on), day_text(c->mem, p->released_on), p->shown ? "ok:公示中" : p->ended ? ":公示期满" : "warn:已撤下",
                        number_text(c->mem, p->release_seq),
                };

                table_row(out, cells);
        }
        out->total = l.total;
        return true;
}

static const struct arg publications_params[] = {
        { "q", ARG_TEXT, 0, "词语", "公开内容中的词；几个词用空格隔开，都要有；“引号里的词”连着找；-词 表示不要有。", NULL, 1, 200 },
        { "number", ARG_TEXT, 0, "文号", "决定文号中的字。", NULL, 1, 100 },
        { "party", ARG_TEXT, 0, "当事人", "公开的当事人名称中的字。", NULL, 1, 100 },
        { "item", ARG_TEXT, 0, "事项", "权责清单中的事项编码。", NULL, 1, 40 },
        { "amount_from", ARG_MONEY, 0, "罚款不少于", "元。", NULL, 0, 0 },
        { "amount_to", ARG_MONEY, 0, "罚款不多于", "元。", NULL, 0, 0 },
        { "kind", ARG_CHOICE, 0, "种类", "执法决定的种类。", "penalty=行政处罚|permit=行政许可", 0, 0 },
        { "agency", ARG_CODE, 0, "执法机关", "作出决定的机关。", "agencies", 0, 0 },
        { "state", ARG_CHOICE, 0, "状态", "公示中，或已撤下。", "shown=公示中|withdrawn=已撤下", 0, 0 },
        { "from", ARG_DAY, 0, "作出日期起", "含当日。", NULL, 0, 0 },
        { "to", ARG_DAY, 0, "作出日期止", "含当日。", NULL, 0, 0 },
        { "page", ARG_INT, 0, "第几页", "从 1 起。", NULL, 1, 1000000 },
        { "size", ARG_INT, 0, "每页条数", "不超过 200。", NULL, 1, 200 },
        ARG_END
};

static const struct column publications_columns[] = {
        { "id", "编号", CELL_INT },
        { "number", "决定文号", CELL_TEXT },
        { "title", "标题", CELL_TEXT },
        { "party", "当事人", CELL_TEXT },
        { "kind", "种类", CELL_TEXT },
        { "agency_name", "执法机关", CELL_TEXT },
        { "result", "结果", CELL_TEXT },
        { "fine", "罚款", CELL_MONEY },
        { "decided_on", "作出日期", CELL_DAY },
        { "released_on", "公示日期", CELL_DAY },
        { "state", "状态", CELL_TEXT },
        { "withdrawn_on", "撤下日期", CELL_DAY },
        { "withdrawn_reason", "撤下原因", CELL_TEXT },
        COLUMN_END
};

static const struct column checks_columns[] = {
        { "id", "案件", CELL_INT },
        { "number", "决定文号", CELL_TEXT },
        { "agency_name", "执法机关", CELL_TEXT },
        { "entered_by", "录入人", CELL_TEXT },
        { "checked_by", "核对人", CELL_TEXT },
        { "decided_on", "作出日期", CELL_DAY },
        { "released_on", "公示日期", CELL_DAY },
        { "state", "状态", CELL_TEXT },
        { "release_seq", "日志编号", CELL_INT },
        COLUMN_END
};

const struct view publicity_views[] = {
        { "publications", "公示的执法决定", "公示平台上的执法决定，含已撤下的墓碑信息。", "public", publications_params, publications_columns,
          view_publications },
        { "publication_checks", "公示录入与核对", "每条公示由谁录入、由谁核对（三项制度：谁录入谁负责）。", "", publications_params,
          checks_columns, view_checks },
};
const size_t publicity_views_n = sizeof publicity_views / sizeof *publicity_views;
