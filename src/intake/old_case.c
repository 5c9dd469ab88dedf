/* old_case.c - cases from before this system, as a ledger told them: a register of its own, so that none can be continued, published, gated
 * or counted as if this log had witnessed it.  Wherever one is shown, it says so. */
#include "db/db.h"
#include "intake/intake_inner.h"
#include "law/pack.h"
#include "org/access.h"
#include "ui/ui.h"
#include <string.h>

#define COLUMNS "o.id, o.number, o.cause, o.party, o.agency, o.filed, o.decided, o.closed, o.decision_number, o.fine, o.place, o.imported," \
                " o.party_id, o.officers, o.decision, o.note, o.source, o.source_row FROM old_case o"
#define SCOPE " " SEES_AGENCY("$1", "o.agency")
QUERY(old_rows, "SELECT " COLUMNS " WHERE" SCOPE " AND ($2 = '' OR o.number LIKE '%' || $2 || '%' OR o.cause LIKE '%' || $2 || '%' OR o.party LIKE '%' || $2 || '%')"
      " AND ($3 = '' OR substr(o.decided, 1, 4) = $3) AND ($4 = -1 OR o.id < $4) ORDER BY o.id DESC LIMIT $5");
QUERY(old_get, "SELECT " COLUMNS " WHERE" SCOPE " AND o.id = $2");
QUERY(old_counted, "SELECT substr(o.decided, 1, 4) AS year, o.agency, count(*), sum(CASE WHEN o.fine > 0 THEN o.fine ELSE 0 END) FROM old_case o WHERE" SCOPE
      " GROUP BY substr(o.decided, 1, 4), o.agency ORDER BY 1 DESC, 2");

/* They are of an agency as a whole: who sees one unit or his own cases only sees those of his agency. */
static const char *agency_scope(struct ctx *c)
{
        return access_narrowing(c).agencies;
}

static const char *agency_name(struct ctx *c, const char *id)
{
        const struct pack_agency *a = pack_agency(c->pack, id);

        return a ? a->name : id;
}

static const char *text_or_none(struct ctx *c, const struct rows *r, int i)
{
        return *db_text(r, i) ? db_text_in(c->mem, r, i) : NULL;
}

bool old_case__view(struct ctx *c, const struct args *a, struct table *t)
{
        struct rows r = db_ask(c->db, &c->why, &old_rows, ARGS(T(agency_scope(c)), T(arg_text(a, "q")), T(arg_text(a, "year")),
                                                               I(arg_given(a, "before") ? arg_int(a, "before") : -1), I(arg_given(a, "limit") ? arg_int(a, "limit") : 50)));

        while (db_next(&r)) {
                const char *cells[13] = { text_make(c->mem, "%lld", (long long)db_int(&r, 0)) };

                for (int i = 1; i < 11; i++)
                        cells[i] = text_or_none(c, &r, i);
                cells[4] = agency_name(c, cells[4] ? cells[4] : "");
                cells[9] = db_int(&r, 9) >= 0 ? text_make(c->mem, "%lld", (long long)db_int(&r, 9)) : NULL;
                cells[11] = db_text_in(c->mem, &r, 11);
                cells[12] = OLD_CASE_MARK;
                table_row(t, cells);
        }
        return db_done(&r);
}

bool old_case__view_counts(struct ctx *c, const struct args *a, struct table *t)
{
        struct rows r = db_ask(c->db, &c->why, &old_counted, ARGS(T(agency_scope(c))));

        (void)a;
        while (db_next(&r))
                table_row(t, (const char *[]){ db_text_in(c->mem, &r, 0), agency_name(c, db_text_in(c->mem, &r, 1)), text_make(c->mem, "%lld", (long long)db_int(&r, 2)),
                                               text_make(c->mem, "%lld", (long long)db_int(&r, 3)), OLD_CASE_MARK });
        return db_done(&r);
}

bool old_case__page_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button import = { "导入台账", "/desk/act/sheet.import?what=old_cases&back=/desk/old-cases", "upload", BUTTON_PLAIN };
        struct table t;

        if (!view_run(c, "old_cases", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "历史案件", .lead = "本系统启用以前办结的案件，只供查阅", .buttons = &import,
                                                      .n_buttons = ui_may(c, command_find("sheet.import")->roles) ? 1 : 0 });
        ui_callout(h, "warn", OLD_CASE_MARK, "这里的内容来自原有台账。本系统能证明的只是：某日导入了这份台账，此后没有改动。不公示，不计入本系统办理案件的统计，也不能接着办理。");
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/old-cases", .label = "查找历史案件", .params = view_find("old_cases")->params, .query = in->query, .n = in->n,
                                            .skip = "before|limit", .total = -1 });
        ui_table(h, &t, &(struct ui_table){ .caption = "历史案件", .path = "/desk/old-cases", .query = in->query, .n_query = in->n, .link = "number", .link_to = "id",
                                            .link_base = "/desk/old-case/", .hide = "id|mark|closed|imported", .sub = "cause", .empty = "没有历史案件",
                                            .empty_when = "把原有的案件台账整理成表格以后导入。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

static void origin_put(struct ctx *c, struct html *h, const struct rows *r)
{
        const char *source = db_text(r, 16), *colon = strchr(source, ':');

        ui_card_begin(h, &(struct ui_card){ .title = "从哪里来" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv_open(h, "导入时间");
        ui_instant(h, instant_stored(db_text(r, 11)));
        ui_kv_close(h);
        if (*source) {
                ui_kv(h, "来源", text_make(c->mem, "工作簿第 %lld 行，原件留存在文件库", (long long)db_int(r, 17)));
                ui_kv_open(h, "工作簿摘要");
                ui_hash(h, colon ? colon + 1 : source);
                ui_kv_close(h);
        } else {
                ui_kv(h, "来源", "逐件录入");
        }
        ui_kv_open(h, "证明");
        html(h, "<a href=\"%s\">存证日志第 %lld 条</a>", url(c->mem, "/desk/journal/%s", text_make(c->mem, "%lld", (long long)db_int(r, 0))), (long long)db_int(r, 0));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static void one_put(struct ctx *c, const struct page_in *in, struct html *h, const struct rows *r)
{
        static const struct ui_crumb crumbs[] = { { "历史案件", "/desk/old-cases" } };
        static const struct { int i; const char *label; } shown[] = { { 2, "案由" }, { 3, "当事人" }, { 13, "承办人" }, { 5, "立案日期" }, { 6, "决定日期" },
                { 7, "结案日期" }, { 8, "决定书文号" }, { 14, "处理结果" }, { 10, "案卷存放" }, { 15, "备注" } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = db_text_in(c->mem, r, 1), .lead = "历史案件", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/old-cases" });
        ui_callout(h, "warn", OLD_CASE_MARK, "以下内容照录原台账。不能在本系统里继续办理；需要继续办理的，重新立案。");
        ui_card_begin(h, &(struct ui_card){ .title = "台账所记" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "办案机关", agency_name(c, db_text_in(c->mem, r, 4)));
        for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
                ui_kv(h, shown[i].label, db_text_in(c->mem, r, shown[i].i));
        ui_kv_open(h, "罚款");
        ui_money(h, db_int(r, 9));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        origin_put(c, h, r);
        page_end_desk(c, in, h);
}

bool old_case__page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        int64_t id = -1;
        struct rows r;
        bool there;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "历史案件 %s", in->args[0]);
        r = db_ask(c->db, &c->why, &old_get, ARGS(T(agency_scope(c)), I(id)));
        there = db_next(&r);
        if (there)
                one_put(c, in, h, &r);
        return db_done(&r) && (there || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "历史案件 %lld", (long long)id));
}
