/* statute_tables.c - the views and pages of statutes; what is public is public to everybody. */
#include "statute/statute_inner.h"
#include <string.h>

static const char *int_text(struct arena *mem, int64_t n) { return text_make(mem, "%lld", (long long)n); }

static struct day day_or_today(struct ctx *c, const struct args *a) { return arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now); }

static const struct arg list_params[] = {
        { "q", ARG_TEXT, 0, "名称", "名称里的词。", NULL, 1, 100 }, { "on", ARG_DAY, 0, "哪一天", "不填即为今天。", NULL, 0, 0 },
        { "from", ARG_INT, 0, "从第几部起", "", NULL, 0, 1000000 }, { "limit", ARG_INT, 0, "多少部", "不填为 100。", NULL, 1, 1000 }, ARG_END
};
static const struct column list_columns[] = {
        { "id", "编号", CELL_INT }, { "title", "名称", CELL_TEXT }, { "promulgated", "公布", CELL_DAY }, { "change", "方式", CELL_TEXT }, { "effective", "施行", CELL_DAY },
        { "effective_by", "施行日期", CELL_TEXT }, { "repealed", "废止", CELL_DAY }, { "articles", "条", CELL_INT }, { "digest", "文本指纹", CELL_TEXT }, COLUMN_END
};

static bool view_list(struct ctx *c, const struct args *a, struct table *out)
{
        struct statute_versions l;

        if (!statutes_find(c, arg_text(a, "q"), day_or_today(c, a), arg_int(a, "from"), arg_given(a, "limit") ? arg_int(a, "limit") : 100, &l, &out->total))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct statute_version *v = &l.at[i];

                table_row(out, (const char *[]){ int_text(c->mem, v->id), v->title, day_text(c->mem, v->promulgated), v->change, day_text(c->mem, v->effective),
                        statute__effective_by(v->effective_by), day_is(v->repealed) ? day_text(c->mem, v->repealed) : NULL, int_text(c->mem, v->articles), v->digest });
        }
        return true;
}

static const struct arg articles_params[] = {
        { "name", ARG_TEXT, ARG_REQUIRED, "名称", "带不带国名都可以，也可以用简称。", NULL, 1, 200 }, { "on", ARG_DAY, 0, "哪一天", "不填即为今天。", NULL, 0, 0 },
        { "number", ARG_TEXT, 0, "第几条", "只要一条的，如 57、123-1。", NULL, 1, 12 }, ARG_END
};
static const struct column articles_columns[] = {
        { "version", "版本", CELL_INT }, { "number", "条", CELL_TEXT }, { "label", "标题", CELL_TEXT }, { "paragraph", "款", CELL_INT }, { "item", "项", CELL_INT },
        { "sub", "目", CELL_INT }, { "text", "文字", CELL_TEXT }, COLUMN_END
};

static bool view_articles(struct ctx *c, const struct args *a, struct table *out)
{
        const char *name = cite_title(c->mem, arg_text(a, "name"));
        struct statute_version v;
        struct provisions l;
        bool found;

        if (!statute_on(c, name, day_or_today(c, a), &v, &found))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "name", "%s 没有有效的“%s”", day_text(c->mem, day_or_today(c, a)), utf8_head(c->mem, name, 60));
        if (!statute_provisions(c, v.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct provision *p = &l.at[i];

                if (arg_given(a, "number") && strcmp(arg_text(a, "number"), p->number))
                        continue;
                if (!p->n_lines)
                        table_row(out, (const char *[]){ int_text(c->mem, v.id), NULL, p->label, NULL, NULL, NULL, p->heading });
                for (size_t k = 0; k < p->n_lines; k++)
                        table_row(out, (const char *[]){ int_text(c->mem, v.id), p->number, p->label, int_text(c->mem, p->lines[k].paragraph),
                                int_text(c->mem, p->lines[k].item), int_text(c->mem, p->lines[k].sub), p->lines[k].text });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static const struct arg search_params[] = {
        { "q", ARG_TEXT, ARG_REQUIRED, "词语", "一个字也可以；最多三个词，用空格隔开。", NULL, 1, 100 }, { "on", ARG_DAY, 0, "哪一天", "不填即为今天。", NULL, 0, 0 }, ARG_END
};
static const struct column search_columns[] = { { "title", "名称", CELL_TEXT }, { "number", "条", CELL_TEXT }, { "text", "文字", CELL_TEXT }, COLUMN_END };

static bool view_search(struct ctx *c, const struct args *a, struct table *out)
{
        struct statute_hits l;

        if (!statute_search(c, arg_text(a, "q"), day_or_today(c, a), 200, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(out, (const char *[]){ l.at[i].title, l.at[i].number, l.at[i].text });
        out->total = l.more ? -1 : (int64_t)l.n;
        return true;
}

const struct view statute_views[] = {
        { "statutes", "法律法规", "收入的法律、法规、规章，每部一行：那一天有效的版本，没有的为最早的一版。", "public", list_params, list_columns, view_list },
        { "statute_articles", "条文", "一部法律、法规某一天有效的条、款、项。", "public", articles_params, articles_columns, view_articles },
        { "statute_search", "检索条文", "某一天有效的条文中有这些词的。", "public", search_params, search_columns, view_search },
};
const size_t statute_views_n = sizeof statute_views / sizeof *statute_views;

const struct page statute_pages[] = {
        { "/laws", "法律法规", "public", statute__page_all, false },
        { "/laws/{name}", "法律法规全文", "public", statute__page_one, false },
        { "/laws/{name}/compare", "两个版本的比较", "public", statute__page_compare, false },
        { "/laws/{name}/{number}", "条文", "public", statute__page_article, false },
        { "/desk/statutes", "法律法规", "", statute__page_desk, false },
        { "/desk/statute/{id}", "法律文本", "", statute__page_desk_one, false },
};
const size_t statute_pages_n = sizeof statute_pages / sizeof *statute_pages;
