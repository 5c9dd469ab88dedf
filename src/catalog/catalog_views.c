/* catalog_views.c - lists, their versions, rows and differences, and the officers, as tables: what the portal's open data and the command line
 * read.  Only what was published is public; drafts are seen within the data scope.  Nothing here decides. */
#include "catalog/catalog_inner.h"
#include "org/org.h"
#include <string.h>

static const char *int_text(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *agency_name(const struct pack *p, const char *id)
{
        const struct pack_agency *a = pack_agency(p, id);

        return a ? a->name : id;
}

static const char *kind_label_of(const struct pack *p, const char *id)
{
        const struct pack_list *k = pack_list(p, id);

        return k ? k->label : id;
}

static void list_row(struct ctx *c, const struct list *l, struct table *out)
{
        const struct pack_list *k = pack_list(c->pack, l->kind);

        table_row(out, (const char *[]){ int_text(c->mem, l->id), l->agency, agency_name(c->pack, l->agency), l->kind, kind_label_of(c->pack, l->kind),
                int_text(c->mem, l->version), day_text(c->mem, l->effective), day_text(c->mem, l->until), int_text(c->mem, l->rows), list__state(l->state),
                *l->reviewed_by && k ? list_reviewer_name(c->pack, k) : NULL, l->reason, l->revoke_reason, l->digest });
}

static void lists_put(struct ctx *c, const struct lists *l, const char *kind, struct table *out)
{
        for (size_t i = 0; i < l->n; i++)
                if (!*kind || !strcmp(l->at[i].kind, kind))
                        list_row(c, &l->at[i], out);
        out->total = (int64_t)out->n_rows;
}

static bool view_lists(struct ctx *c, const struct args *a, struct table *out)
{
        struct lists l;

        if (!lists_on(c, arg_text(a, "agency"), arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now), &l))
                return false;
        lists_put(c, &l, arg_text(a, "kind"), out);
        return true;
}

static bool view_versions(struct ctx *c, const struct args *a, struct table *out)
{
        struct lists l;

        if (!list_versions(c, arg_text(a, "agency"), arg_text(a, "kind"), &l))
                return false;
        lists_put(c, &l, "", out);
        return true;
}

/* ---- one version ---- */

static bool version_of(struct ctx *c, const struct args *a, const char *name, struct list *out)
{
        struct day day = arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now);
        int64_t wanted = arg_int(a, name);
        struct lists l;
        bool found = false;

        if (!wanted) {
                if (!list_on(c, arg_text(a, "agency"), arg_text(a, "kind"), day, out, &found))
                        return false;
                return found || refuse(&c->why, R_SUBJECT_UNKNOWN, "kind", "%s 没有有效的这份清单", day_text(c->mem, day));
        }
        if (!list_versions(c, arg_text(a, "agency"), arg_text(a, "kind"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].version == wanted) {
                        *out = l.at[i];
                        return true;
                }
        return refuse(&c->why, R_SUBJECT_UNKNOWN, name, "没有第 %lld 版", (long long)wanted);
}

static bool row_says(const struct grid *g, size_t r, const char *q)
{
        for (size_t i = 0; i < g->n_columns; i++)
                if (strstr(g->rows[r][i], q))
                        return true;
        return false;
}

/* The columns are those of the list: a download can be edited and pasted again. */
static bool view_list_rows(struct ctx *c, const struct args *a, struct table *out)
{
        struct column *columns;
        struct list l;
        struct grid g;

        if (!version_of(c, a, "version", &l) || !list_grid(c, l.id, &g))
                return false;
        columns = TAKE_N(c->mem, struct column, g.n_columns + 1);
        for (size_t i = 0; i < g.n_columns; i++)
                columns[i] = (struct column){ g.columns[i].id, g.columns[i].label, CELL_TEXT };
        table_start(out, c->mem, columns);
        for (size_t r = 0; r < g.n; r++)
                if (!arg_given(a, "q") || row_says(&g, r, arg_text(a, "q")))
                        table_row(out, g.rows[r]);
        out->total = (int64_t)out->n_rows;
        return true;
}

static void change_rows(const struct grid_changes *l, struct table *out)
{
        static const char *const words[] = { [GRID_ADDED] = "增加", [GRID_REMOVED] = "取消", [GRID_CHANGED] = "调整" };

        for (size_t i = 0; i < l->n; i++) {
                const struct grid_change *k = &l->at[i];

                if (k->kind != GRID_CHANGED)
                        table_row(out, (const char *[]){ k->name, words[k->kind], NULL, NULL, NULL });
                for (size_t n = 0; n < k->n_cells; n++)
                        table_row(out, (const char *[]){ k->name, words[k->kind], k->cells[n].label, k->cells[n].before, k->cells[n].after });
        }
        out->total = (int64_t)out->n_rows;
}

static bool view_changes(struct ctx *c, const struct args *a, struct table *out)
{
        struct grid_changes changes;
        struct list from, to;
        struct grid before, after;

        if (!version_of(c, a, "from", &from) || !version_of(c, a, "to", &to) || !list_grid(c, from.id, &before) || !list_grid(c, to.id, &after))
                return false;
        grid_diff(c->mem, &before, &after, NULL, &changes);
        change_rows(&changes, out);
        return true;
}

static bool view_engine(struct ctx *c, const struct args *a, struct table *out)
{
        struct grid_changes changes;
        struct list l;
        bool made;

        if (!version_of(c, a, "version", &l) || !list_against_engine(c, &l, &changes, &made))
                return false;
        if (made)
                change_rows(&changes, out);
        return true;
}

static bool view_found(struct ctx *c, const struct args *a, struct table *out)
{
        struct list_hits l;

        if (!lists_search(c, arg_text(a, "q"), arg_text(a, "agency"), arg_text(a, "kind"), 500, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(out, (const char *[]){ l.at[i].agency, agency_name(c->pack, l.at[i].agency), l.at[i].kind, kind_label_of(c->pack, l.at[i].kind),
                                                 l.at[i].name, text_replace(c->mem, l.at[i].cells, "\n", "；") });
        out->total = l.total;
        return true;
}

static bool view_drafts(struct ctx *c, const struct args *a, struct table *out)
{
        struct lists l;

        if (!list__versions_all(c, arg_text(a, "agency"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct list *x = &l.at[i];
                const struct pack_list *k = pack_list(c->pack, x->kind);
                bool reviews = k && !strcmp(k->reviewer, c->who->agency) && !strcmp(x->state, "sent");

                if (!reviews && !access_sees(c, &(struct place){ x->agency, "", NULL }))
                        continue;
                if (arg_given(a, "state") && strcmp(arg_text(a, "state"), x->state))
                        continue;
                table_row(out, (const char *[]){ int_text(c->mem, x->id), agency_name(c->pack, x->agency), kind_label_of(c->pack, x->kind),
                        x->version ? int_text(c->mem, x->version) : NULL, text_make(c->mem, "%s:%s", *list__state_tag(x->state) ? list__state_tag(x->state) : "note", list__state(x->state)),
                        int_text(c->mem, x->rows), user_name(c, x->drafted_by), instant_text(c->mem, x->drafted_at),
                        k ? list_reviewer_name(c->pack, k) : NULL, x->remarks, x->digest });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- what binds acts ---- */

static const char *day_or(struct arena *mem, struct day d)
{
        return day_is(d) ? day_text(mem, d) : NULL;
}

static bool powers_put(struct ctx *c, const struct pack_item *item, struct day day, struct table *out)
{
        struct listed_powers l;

        if (!listed_powers(c, item, day, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(out, (const char *[]){ item->code, item->name, agency_name(c->pack, item->agency), agency_name(c->pack, l.at[i].town),
                        power_mode_word(l.at[i].mode), l.at[i].document, day_text(c->mem, l.at[i].since), day_or(c->mem, l.at[i].until),
                        listed_power_holds(&l.at[i], day) ? "true" : "false", int_text(c->mem, l.version) });
        return true;
}

static bool view_powers(struct ctx *c, const struct args *a, struct table *out)
{
        struct day day = arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now);

        for (size_t i = 0; i < c->pack->n_items; i++) {
                const struct pack_item *item = &c->pack->items[i];

                if ((arg_given(a, "item") && strcmp(arg_text(a, "item"), item->code)) || (arg_given(a, "agency") && strcmp(arg_text(a, "agency"), item->agency)))
                        continue;
                if (!powers_put(c, item, day, out))
                        return false;
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static void grade_put(struct ctx *c, const struct listed_grades *l, const struct grade *g, struct table *out)
{
        static const char *const parties[] = { "不限", "公民", "单位" };
        const struct pack_item *item = pack_item(c->pack, g->item);

        table_row(out, (const char *[]){ g->item, item ? item->name : NULL, parties[!*g->party ? 0 : strcmp(g->party, "citizen") ? 2 : 1], g->name, g->when,
                grade_way_word(g->way), grade_words(c->mem, g), g->basis, int_text(c->mem, l->version) });
}

static bool view_grades(struct ctx *c, const struct args *a, struct table *out)
{
        struct day day = arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now);

        for (size_t i = 0; i < c->pack->n_items; i++) {
                struct listed_grades l;

                if (arg_given(a, "item") && strcmp(arg_text(a, "item"), c->pack->items[i].code))
                        continue;
                if (!listed_grades(c, arg_text(a, "agency"), c->pack->items[i].code, day, &l))
                        return false;
                for (size_t k = 0; k < l.l.n; k++)
                        grade_put(c, &l, &l.l.at[k], out);
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- officers ---- */

static bool view_officers(struct ctx *c, const struct args *a, struct table *out)
{
        static const char *const words[] = { [CERTIFICATE_VALID] = "有效", [CERTIFICATE_EARLY] = "未生效", [CERTIFICATE_EXPIRED] = "已过期",
                                             [CERTIFICATE_REVOKED] = "已失效", [CERTIFICATE_SUSPENDED] = "暂扣中" };
        struct officers l;

        if (!officers_find(c, &(struct officer_wish){ arg_text(a, "agency"), arg_text(a, "q"), arg_int(a, "limit") }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct officer *o = &l.at[i];
                const struct pack_unit *u = pack_unit(c->pack, o->unit);

                table_row(out, (const char *[]){ o->certificate.number, o->name, agency_name(c->pack, o->agency), u ? u->name : NULL, o->post,
                        o->certificate.kinds, o->certificate.area, day_text(c->mem, o->certificate.since), day_text(c->mem, o->certificate.until),
                        words[certificate_validity(&o->certificate, day_of(c->now))] });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- the table ---- */

#define R ARG_REQUIRED
#define AGENCY(flags_) { "agency", ARG_CODE, flags_, "执法机关", "策略包中的机关。", "agencies", 0, 0 }
#define KIND(flags_) { "kind", ARG_CODE, flags_, "清单种类", "策略包规定的清单。", "lists", 0, 0 }
#define ON { "on", ARG_DAY, 0, "哪一天有效", "不填即为今天。", NULL, 0, 0 }
#define VERSION(name_, label_) { name_, ARG_INT, 0, label_, "第几版；不填即为当天有效的版本。", NULL, 1, 1000000 }

static const struct arg lists_params[] = { AGENCY(0), KIND(0), ON, ARG_END };
static const struct arg versions_params[] = { AGENCY(R), KIND(R), ARG_END };
static const struct arg rows_params[] = { AGENCY(R), KIND(R), ON, VERSION("version", "版本"), { "q", ARG_TEXT, 0, "查找", "行里的一段文字。", NULL, 1, 60 },
        ARG_END };
static const struct arg changes_params[] = { AGENCY(R), KIND(R), ON, VERSION("from", "从哪一版"), VERSION("to", "到哪一版"), ARG_END };
static const struct arg found_params[] = { { "q", ARG_TEXT, R, "词语", "几个词之间用空格隔开。", NULL, 1, 100 }, AGENCY(0), KIND(0), ARG_END };
static const struct arg drafts_params[] = { AGENCY(0), { "state", ARG_CHOICE, 0, "状态", "",
        "draft=草稿|sent=外部审核中|passed=审核通过|returned=审核退回|published=已公布|revoked=已废止", 0, 0 }, ARG_END };
static const struct arg officers_params[] = { AGENCY(0), { "q", ARG_TEXT, 0, "姓名或者证件编号", "其中的一段即可。", NULL, 1, 40 },
        { "limit", ARG_INT, 0, "最多", "", NULL, 1, 2000 }, ARG_END };

static const struct arg basis_params[] = { ARG_END };
static const struct column basis_columns[] = { { "id", "清单编号", CELL_INT }, { "list", "清单", CELL_TEXT }, { "row", "哪一行", CELL_TEXT },
        { "basis", "依据", CELL_TEXT }, { "what", "变化", CELL_TEXT }, COLUMN_END };
static const struct column basis_count_columns[] = { { "id", "清单编号", CELL_INT }, { "list", "清单", CELL_TEXT }, { "changed", "几处", CELL_INT },
        { "note", "要做什么", CELL_TEXT }, { "link", "页面", CELL_TEXT }, COLUMN_END };
#define ITEM { "item", ARG_CODE, 0, "执法事项", "事项编号；不填即为全部。", "items", 0, 0 }
static const struct arg powers_params[] = { AGENCY(0), ITEM, ON, ARG_END };
static const struct arg grades_params[] = { AGENCY(R), ITEM, ON, ARG_END };
static const struct column power_columns[] = { { "item", "事项编号", CELL_TEXT }, { "name", "事项", CELL_TEXT }, { "agency", "原实施机关", CELL_TEXT },
        { "town", "乡镇", CELL_TEXT }, { "mode", "实施方式", CELL_TEXT }, { "document", "文件", CELL_TEXT }, { "since", "起", CELL_DAY },
        { "until", "止", CELL_DAY }, { "holds", "当天有效", CELL_BOOL }, { "version", "清单版本", CELL_INT }, COLUMN_END };
static const struct column grade_columns[] = { { "item", "事项编号", CELL_TEXT }, { "name", "违法行为", CELL_TEXT }, { "party", "适用对象", CELL_TEXT },
        { "grade", "裁量阶次", CELL_TEXT }, { "when", "适用情形", CELL_TEXT }, { "way", "计算方式", CELL_TEXT }, { "range", "幅度", CELL_TEXT },
        { "basis", "依据", CELL_TEXT }, { "version", "清单版本", CELL_INT }, COLUMN_END };
static const struct column list_columns[] = { { "id", "编号", CELL_INT }, { "agency", "机关代号", CELL_TEXT }, { "agency_name", "执法机关", CELL_TEXT },
        { "kind", "种类代号", CELL_TEXT }, { "label", "清单", CELL_TEXT }, { "version", "版本", CELL_INT }, { "effective", "施行日期", CELL_DAY },
        { "until", "有效至", CELL_DAY }, { "rows", "行数", CELL_INT }, { "state", "状态", CELL_TEXT }, { "reviewer", "外部审核机关", CELL_TEXT },
        { "reason", "调整原因", CELL_TEXT }, { "revoke_reason", "废止原因", CELL_TEXT }, { "digest", "指纹", CELL_TEXT }, COLUMN_END };
static const struct column any_columns[] = { { "row", "各栏按清单的栏目", CELL_TEXT }, COLUMN_END };
static const struct column change_columns[] = { { "row", "哪一行", CELL_TEXT }, { "change", "变化", CELL_TEXT }, { "column", "栏目", CELL_TEXT },
        { "before", "原来", CELL_TEXT }, { "after", "现在", CELL_TEXT }, COLUMN_END };
static const struct column found_columns[] = { { "agency", "机关代号", CELL_TEXT }, { "agency_name", "执法机关", CELL_TEXT }, { "kind", "种类代号", CELL_TEXT },
        { "label", "清单", CELL_TEXT }, { "row", "哪一行", CELL_TEXT }, { "text", "内容", CELL_TEXT }, COLUMN_END };
static const struct column draft_columns[] = { { "id", "编号", CELL_INT }, { "agency", "执法机关", CELL_TEXT }, { "label", "清单", CELL_TEXT },
        { "version", "版本", CELL_INT }, { "state", "状态", CELL_TEXT }, { "rows", "行数", CELL_INT }, { "by", "起草人", CELL_TEXT },
        { "at", "起草时间", CELL_INSTANT }, { "reviewer", "外部审核机关", CELL_TEXT }, { "remarks", "审核意见", CELL_TEXT }, { "digest", "指纹", CELL_TEXT },
        COLUMN_END };
static const struct column officer_columns[] = { { "number", "证件编号", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "agency", "执法机关", CELL_TEXT },
        { "unit", "单位", CELL_TEXT }, { "post", "职务", CELL_TEXT }, { "kinds", "执法类别", CELL_TEXT }, { "area", "执法区域", CELL_TEXT },
        { "since", "有效期起", CELL_DAY }, { "until", "有效期止", CELL_DAY }, { "validity", "今天是否有效", CELL_TEXT }, COLUMN_END };

const struct view catalog_views[] = {
        { "lists", "公布的清单", "某一天有效的各类清单。", "public", lists_params, list_columns, view_lists },
        { "list_versions", "清单的各个版本", "已公布的全部版本，新的在前。", "public", versions_params, list_columns, view_versions },
        { "list_rows", "清单的内容", "某一版或者某一天有效的内容；栏目随清单而不同，可以下载、修改后再粘贴。", "public", rows_params, any_columns, view_list_rows },
        { "list_changes", "两个版本的差别", "增加、取消、调整的行，逐格对照。", "public", changes_params, change_columns, view_changes },
        { "list_engine", "公布的与运行的", "公布的版本与系统正在执行的规则有哪些不同；没有行就是一致。", "public", rows_params, change_columns, view_engine },
        { "list_search", "在清单里查找", "在现行有效的各类清单里找词语。", "public", found_params, found_columns, view_found },
        { "list_drafts", "清单工作", "起草、送审、公布中的清单；审核机关看到送给自己的。", "", drafts_params, draft_columns, view_drafts },
        { "list_basis", "依据有变化的清单", "本机关现行清单和执法事项里，依据已经修改、废止或者没有这一条的行。", "editor|reviewer|head", basis_params, basis_columns,
          list__view_basis },
        { "list_basis_count", "清单依据核对", "本机关现行清单里，每份有几处依据要核对。", "editor|reviewer|head", basis_params, basis_count_columns, list__view_basis_count },
        { "list_powers", "乡镇实施方式", "某一天有效的清单写明每个事项由哪个乡镇以什么方式（赋权、委托、配合）实施。", "public", powers_params, power_columns, view_powers },
        { "list_grades", "裁量阶次", "某一天有效的裁量基准：阶次、情形、幅度和计算方式。", "public", grades_params, grade_columns, view_grades },
        { "officers", "执法人员", "公示的执法人员和证件，今天是否有效。", "public", officers_params, officer_columns, view_officers },
};
const size_t catalog_views_n = sizeof catalog_views / sizeof *catalog_views;

const struct page catalog_pages[] = {
        { "/desk/lists", "公开清单", "", list__page_all, false },
        { "/desk/list/{id}", "清单", "", list__page_one, false },
        { "/desk/list/{id}/edit", "修改清单", "editor|reviewer|head", list__page_edit, false },
};
const size_t catalog_pages_n = sizeof catalog_pages / sizeof *catalog_pages;
