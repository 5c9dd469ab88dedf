/* inspection_views.c - objects, draws, checks and the bowl of a draw as lists.  The data scope is part of every query; what the public gets was
 * released. */
#include "db/db.h"
#include "inspection/inspection_inner.h"
#include "org/org.h"
#include <string.h>

QUERY(view_objects, "SELECT id, name, code, kind, class, open, agency, address FROM insp_object WHERE " SEES_AGENCY("$1", "agency")
      " AND ($2 = '' OR kind = $2) AND ($3 = '' OR class = $3) AND ($4 = '' OR name LIKE '%' || $4 || '%' OR code LIKE '%' || $4 || '%')"
      " ORDER BY kind, id LIMIT $5");
QUERY(view_draws, "SELECT d.id, d.on_day, d.item, d.item_name, d.agency, d.candidates, d.drawn, (SELECT COUNT(*) FROM insp_drawn x JOIN insp_check k"
      " ON k.id = x.check_id WHERE x.draw_id = d.id AND ($2 = 0 OR k.released IS NOT NULL)), d.officers, d.released FROM insp_draw d WHERE "
      SEES_AGENCY("$1", "d.agency") " AND ($2 = 0 OR d.released IS NOT NULL) ORDER BY d.id DESC LIMIT $3");
QUERY(view_checks, "SELECT k.id, k.on_day, k.agency, o.name, k.source, k.result, k.draw_id, k.released, k.shown_name, k.shown_text FROM insp_check k JOIN"
      " insp_object o ON o.id = k.object_id WHERE " SEES_PLACE("$1", "k.agency", "k.unit") " AND ($2 = 0 OR k.released IS NOT NULL) AND ($3 = '' OR"
      " k.result = $3) AND ($4 = '' OR k.source = $4) AND ($5 = '' OR k.agency = $5) ORDER BY k.on_day DESC, k.id DESC LIMIT $6");

static const char *int_text(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *upper(struct arena *mem, const char *class)
{
        return text_make(mem, "%c", *class - 'a' + 'A');
}

static int64_t limit_of(const struct args *a)
{
        return arg_given(a, "limit") ? arg_int(a, "limit") : 200;
}

static bool objects(struct ctx *c, const struct args *a, struct table *out)
{
        struct rows r = db_ask(c->db, &c->why, &view_objects, ARGS(T(access_narrowing(c).agencies), T(arg_text(a, "kind")), T(arg_text(a, "class")),
                                                                   T(arg_text(a, "q")), I(limit_of(a))));

        while (db_next(&r))
                table_row(out, (const char *[]){ int_text(c->mem, db_int(&r, 0)), db_text(&r, 1), db_text(&r, 2), db_text(&r, 3), upper(c->mem, db_text(&r, 4)),
                        db_int(&r, 5) ? "ok:列入" : "note:不再列入", inspection__agency(c, db_text(&r, 6)), db_text(&r, 7) });
        out->total = (int64_t)out->n_rows;
        return db_done(&r);
}

static bool draws(struct ctx *c, const char *agencies, bool published, int64_t limit, struct table *out)
{
        struct rows r = db_ask(c->db, &c->why, &view_draws, ARGS(T(agencies), I(published), I(limit)));

        while (db_next(&r))
                table_row(out, (const char *[]){ int_text(c->mem, db_int(&r, 0)), db_text(&r, 1), db_text(&r, 2), db_text(&r, 3),
                        inspection__agency(c, db_text(&r, 4)), int_text(c->mem, db_int(&r, 5)), int_text(c->mem, db_int(&r, 6)),
                        int_text(c->mem, db_int(&r, 7)), db_null(&r, 9) ? "warn:未公布" : "ok:已公布" });
        out->total = (int64_t)out->n_rows;
        return db_done(&r);
}

static bool staff_draws(struct ctx *c, const struct args *a, struct table *out)
{
        return draws(c, access_narrowing(c).agencies, false, limit_of(a), out);
}

static bool public_draws(struct ctx *c, const struct args *a, struct table *out)
{
        return draws(c, "", true, limit_of(a), out);
}

static bool checks(struct ctx *c, const struct args *a, const char *places, bool published, struct table *out)
{
        struct rows r = db_ask(c->db, &c->why, &view_checks, ARGS(T(places), I(published), T(arg_text(a, "result")), T(arg_text(a, "source")),
                                                                  T(arg_text(a, "agency")), I(limit_of(a))));

        while (db_next(&r)) {
                const char *draw = db_null(&r, 6) ? NULL : int_text(c->mem, db_int(&r, 6));
                const char *result = text_make(c->mem, "%s:%s", inspection__result_tone(db_text(&r, 5)), inspection__result(c->mem, db_text(&r, 5)));

                table_row(out, (const char *[]){ int_text(c->mem, db_int(&r, 0)), db_text(&r, 1), db_text(&r, published ? 8 : 3),
                        inspection__agency(c, db_text(&r, 2)), inspection__source(c->mem, db_text(&r, 4)), result, draw,
                        published ? db_text(&r, 9) : db_null(&r, 7) ? "warn:未公布" : "ok:已公布" });
        }
        out->total = (int64_t)out->n_rows;
        return db_done(&r);
}

static bool staff_checks(struct ctx *c, const struct args *a, struct table *out)
{
        return checks(c, a, access_narrowing(c).places, false, out);
}

static bool public_checks(struct ctx *c, const struct args *a, struct table *out)
{
        return checks(c, a, "", true, out);
}

/* ---- the bowl of a draw: with it and the seed anybody draws again ---- */

static void bowl_rows(struct arena *mem, struct table *out, const char *what, const struct bowl *b, size_t drawn)
{
        for (size_t i = 0; i < b->n; i++)
                table_row(out, (const char *[]){ what, b->at[i].id, int_text(mem, b->at[i].weight), hex_text(mem, b->at[i].key.b, sizeof b->at[i].key.b),
                        int_text(mem, (int64_t)i + 1), i < drawn ? "true" : "false" });
}

static bool bowl(struct ctx *c, const struct args *a, struct table *out)
{
        struct bowl objects_in, officers_in;
        struct draw d;
        size_t n;

        if (!draw_load(c, arg_int(a, "draw"), &d))
                return false;
        if (d.released < 0 && !(c->who && inspection__may_see(c, d.agency)))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "draw", "这次抽取还没有公布");
        if (!draw_bowls(c, &d, &objects_in, &officers_in))
                return false;
        text_split(c->mem, d.certificates, ',', &n);
        bowl_rows(c->mem, out, "object", &objects_in, (size_t)d.drawn);
        bowl_rows(c->mem, out, "officer", &officers_in, n);
        out->total = (int64_t)out->n_rows;
        return true;
}

#define LIMIT { "limit", ARG_INT, 0, "行数", "最多 5000。", NULL, 1, 5000 }
#define RESULTS { "result", ARG_CHOICE, 0, "结果", "检查的结果。", "pass=未发现问题|correct=责令改正|case=立案查处", 0, 0 }, \
        { "source", ARG_CHOICE, 0, "任务来源", "怎样开始的检查。", "draw=双随机抽查|daily=日常检查|special=专项检查|report=投诉举报核查", 0, 0 }, \
        { "agency", ARG_CODE, 0, "机关", "检查的机关。", "agencies", 0, 0 }

static const struct arg object_params[] = {
        { "kind", ARG_TEXT, 0, "种类", "如：在建工地。", NULL, 1, 40 },
        { "class", ARG_CHOICE, 0, "分级", "信用风险分级。", "a=A 级|b=B 级|c=C 级|d=D 级", 0, 0 },
        { "q", ARG_TEXT, 0, "查找", "名称、编号中的文字。", NULL, 1, 60 }, LIMIT, ARG_END
};
static const struct arg limit_params[] = { LIMIT, ARG_END };
static const struct arg check_params[] = { RESULTS, LIMIT, ARG_END };
static const struct arg bowl_params[] = { { "draw", ARG_REF, ARG_REQUIRED, "抽取", "抽取的编号。", "draw", 0, 0 }, ARG_END };

static const struct column object_columns[] = {
        { "id", "编号", CELL_INT }, { "name", "名称", CELL_TEXT }, { "code", "代码", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "class", "分级", CELL_TEXT },
        { "state", "状态", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "address", "地址", CELL_TEXT }, COLUMN_END
};
static const struct column draw_columns[] = {
        { "id", "编号", CELL_INT }, { "on", "抽取日期", CELL_DAY }, { "item", "事项编号", CELL_TEXT }, { "name", "抽查事项", CELL_TEXT },
        { "agency", "机关", CELL_TEXT }, { "candidates", "候选对象", CELL_INT }, { "drawn", "抽取", CELL_INT }, { "checked", "已检查", CELL_INT },
        { "state", "公布", CELL_TEXT }, COLUMN_END
};
static const struct column check_columns[] = {
        { "id", "编号", CELL_INT }, { "on", "检查日期", CELL_DAY }, { "object", "检查对象", CELL_TEXT }, { "agency", "机关", CELL_TEXT },
        { "source", "任务来源", CELL_TEXT }, { "result", "结果", CELL_TEXT }, { "draw", "抽取", CELL_INT }, { "state", "公布", CELL_TEXT }, COLUMN_END
};
static const struct column public_columns[] = {
        { "id", "编号", CELL_INT }, { "on", "检查日期", CELL_DAY }, { "object", "检查对象", CELL_TEXT }, { "agency", "机关", CELL_TEXT },
        { "source", "任务来源", CELL_TEXT }, { "result", "结果", CELL_TEXT }, { "draw", "抽取", CELL_INT }, { "findings", "检查情况", CELL_TEXT }, COLUMN_END
};
static const struct column bowl_columns[] = {
        { "what", "对象或者人员", CELL_TEXT }, { "id", "编号", CELL_TEXT }, { "weight", "权重", CELL_INT }, { "key", "SM3", CELL_TEXT },
        { "order", "次序", CELL_INT }, { "drawn", "抽中", CELL_BOOL }, COLUMN_END
};

const struct view inspection_views[] = {
        { "inspection_objects", "检查对象名录库", "登记的检查对象、种类和信用风险分级。", "", object_params, object_columns, objects },
        { "inspection_draws", "双随机抽取", "本机关的抽取：事项、候选、抽中、已检查。", "", limit_params, draw_columns, staff_draws },
        { "inspection_checks", "行政检查", "登记的检查结果。", "", check_params, check_columns, staff_checks },
        { "draws", "公布的双随机抽取", "已公布的抽取，谁都可以重算。", "public", limit_params, draw_columns, public_draws },
        { "inspections", "公布的行政检查结果", "已公布的检查结果。", "public", check_params, public_columns, public_checks },
        { "draw_bowl", "一次抽取的候选和次序", "每个候选的权重、SM3 和次序；已公布的抽取谁都可以取。", "public", bowl_params, bowl_columns, bowl },
};
const size_t inspection_views_n = sizeof inspection_views / sizeof *inspection_views;
