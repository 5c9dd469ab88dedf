/* case_pages_publicity.c - what waits to be entered for publication, to be checked, to be withdrawn; most urgent first.
 * The pages of publicity/ show the words; this one only knows which cases are due.
 */
#include "case/case_pages.h"
#include "db/db.h"
#include <string.h>

#define ROWS_MAX 100

QUERY(publicity_waiting, "SELECT f.id, f.decision_number, f.title, f.decided_on, f.entered_by, f.flags FROM case_file f"
        " WHERE ($1 = '' OR f.agency = $1) AND ($2 = '' OR f.unit = $2)"
        " AND ($3 = '' OR f.id IN (SELECT case_id FROM case_person WHERE login = $3))"
        " AND ',' || f.flags || ',' LIKE '%,decided,%'"
        " AND ((',' || f.flags || ',' NOT LIKE '%,published,%' AND ',' || f.flags || ',' NOT LIKE '%,revoked,%')"
        " OR (',' || f.flags || ',' LIKE '%,published,%' AND ',' || f.flags || ',' LIKE '%,revoked,%'))"
        " ORDER BY f.decided_on, f.id LIMIT 300");

enum task { TASK_ENTER, TASK_CHECK, TASK_WITHDRAW, TASK__MAX };
struct waiting { int64_t id; const char *number, *title, *entered_by; struct day decided_on; enum task task; };
struct waitings { struct waiting *at; size_t n; };

static enum task task_of(flags_t flags)
{
        if (flags & F(published))
                return TASK_WITHDRAW;
        return flags & F(prepared) ? TASK_CHECK : TASK_ENTER;
}

static bool waiting_load(struct ctx *c, struct waitings *out)
{
        struct narrowing n = access_narrowing(c);
        struct waitings l = { .at = TAKE_N(c->mem, struct waiting, 300) };
        struct rows r = db_ask(c->db, &c->why, &publicity_waiting, ARGS(T(n.agency), T(n.unit), T(n.login)));
        flags_t flags;

        while (l.n < 300 && db_next(&r)) {
                struct waiting *w = &l.at[l.n++];

                must(flags_parse(db_text(&r, 5), ',', &flags, NULL));
                *w = (struct waiting){ .id = db_int(&r, 0), .number = db_text_in(c->mem, &r, 1), .title = db_text_in(c->mem, &r, 2),
                                       .entered_by = db_text_in(c->mem, &r, 4), .decided_on = DAY_NONE, .task = task_of(flags) };
                if (*db_text(&r, 3))
                        must(day_parse(db_text(&r, 3), &w->decided_on));
        }
        *out = l;
        return db_done(&r);
}

/* The running clock that this act would end. */
static const struct case_clock *clock_for(struct ctx *c, const struct case_clocks *l, const char *verb)
{
        for (size_t i = 0; i < l->n; i++) {
                const struct pack_clock *k = pack_clock(c->pack, l->at[i].id);

                if (!l->at[i].ended && k && names_have(&k->ends, verb))
                        return &l->at[i];
        }
        return NULL;
}

static const struct { const char *title, *note, *verb, *button; } tasks[] = {
        [TASK_ENTER] = { "等待录入", "承办机构录入公开内容", "publish.prepare", "录入" },
        [TASK_CHECK] = { "等待核对", "由录入人以外的人核对", "publish.release", "核对" },
        [TASK_WITHDRAW] = { "等待撤下", "决定已被撤销或变更", "publish.withdraw", "撤下" },
};

static bool row_put(struct ctx *c, struct html *h, const struct waiting *w)
{
        struct arena *mem = c->mem;
        const struct case_clock *k;
        struct case_clocks clocks;
        const char *to = w->task == TASK_CHECK ? text_make(mem, "/desk/publicity/%lld", (long long)w->id) :
                         text_make(mem, "/desk/act/%s?subject=%lld&back=/desk/publicity", tasks[w->task].verb, (long long)w->id);

        if (!case_clocks_load(c, w->id, &clocks))
                return false;
        k = clock_for(c, &clocks, w->task == TASK_WITHDRAW ? "publish.withdraw" : "publish.release");
        html(h, "<tr><td data-l=\"期限\" class=\"nb\"><div>");
        if (k) {
                struct ui_due due = case__due(c, k);

                ui_due(h, &due);
        } else {
                html(h, "<span class=\"none\">—</span>");
        }
        html(h, "</div></td><td data-l=\"决定\"><div><a href=\"%s\">%s</a><small>%s</small></div></td><td data-l=\"作出日期\""
                " class=\"nb\"><div>",
             case__url(mem, w->id), *w->number ? w->number : "未编号", w->title);
        ui_day(h, w->decided_on);
        html(h, "</div></td><td data-l=\"录入人\"><div>%s</div></td><td data-l=\"办理\"><div>",
                *w->entered_by ? user_name(c, w->entered_by) : "—");
        ui_button(h, &(struct ui_button){ tasks[w->task].button, to, NULL, BUTTON_PLAIN });
        html(h, "</div></td></tr>\n");
        return true;
}

static void table_begin(struct html *h, const char *caption)
{
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table class=\"table cards\"><caption"
                " class=\"vh\">%s</caption>"
             "<thead><tr><th scope=\"col\">期限</th><th scope=\"col\">决定</th><th scope=\"col\">作出日期</th><th scope=\"col\">录入人</th>"
             "<th scope=\"col\">办理</th></tr></thead><tbody>\n", caption, caption);
}

static size_t tasks_of(const struct waitings *l, enum task task)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += l->at[i].task == task;
        return n;
}

static bool task_put(struct ctx *c, struct html *h, const struct waitings *l, enum task task)
{
        if (!tasks_of(l, task))
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%s（%zu）", tasks[task].title, tasks_of(l, task)),
                                            .note = tasks[task].note, .flush = true });
        table_begin(h, tasks[task].title);
        for (size_t i = 0, n = 0; i < l->n && n < ROWS_MAX; i++)
                if (l->at[i].task == task && (n++, !row_put(c, h, &l->at[i])))
                        return false;
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
        return true;
}

static bool done_put(struct ctx *c, struct html *h)
{
        struct table t;

        if (!view_run(c, "publication_checks", (const struct pair[]){ { "size", "20" } }, 1, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "最近公示", .note = "谁录入谁负责，录入人与核对人都留名", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "最近公示", .link = "number", .link_to = "id", .link_base = "/decision/",
                .hide = "id", .tags = "state", .empty = "还没有公示过的决定", .empty_when = "核对通过后即时公示。" });
        ui_card_end(h);
        return true;
}

bool case__page_publicity(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct waitings l;

        if (!waiting_load(c, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公示核对", .lead = "录入、核对、公示、撤下", .current = "/desk/publicity" });
        case__done(c, in, h);
        if (!l.n)
                ui_callout(h, "ok", "没有等待录入、核对或撤下的", "作出决定后列为“等待录入”，录入后列为“等待核对”，"
                           "决定被撤销后列为“等待撤下”。");
        for (int i = TASK__MAX - 1; i >= 0; i--)
                if (!task_put(c, h, &l, (enum task)i))
                        return false;
        if (!done_put(c, h))
                return false;
        page_end_desk(c, in, h);
        return true;
}
