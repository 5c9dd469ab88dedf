/* case_pages_desk.c - my desk: what presses, what comes soon, what waits for others; and the ledger of cases. */
#include "case/case_pages.h"
#include <string.h>

/* ---- my desk ---- */

#define LOOKED_INTO 60          /* cases for which the next act is worked out; the rest show their clock only */

enum pressing { OVERDUE, SOON, LATER, OTHERS, PRESSING__MAX };

/* One line a case and clock: what I should do about it now, if it is my turn. */
struct task { const struct desk_row *row; const char *what, *url; bool looked; enum pressing p; };
struct tasks { struct task *at; size_t n, count[PRESSING__MAX]; };

static enum pressing when(const struct case_clock *k)
{
        if (!k->left_known)
                return LATER;
        if (k->left < 0)
                return OVERDUE;
        return k->left <= (k->warn ? k->warn : 2) ? SOON : LATER;
}

/* Whoever has to end a clock sees it once it presses, even while others have to act first. */
static enum pressing pressing_of(const struct task *t)
{
        enum pressing p = when(&t->row->clock);

        if (t->what || (t->row->mine && (p != LATER || !t->looked)))
                return p;
        return OTHERS;
}

/* The party's own times are nobody's task. */
static bool ours(const struct desk_row *r)
{
        return strcmp(r->clock.who, "party") != 0;
}

static bool act_find(struct ctx *c, const struct desk_row *r, struct task *t)
{
        const struct command *cmd = NULL;
        struct case_clocks clocks;
        struct case_facts f;

        if (!case_facts_load(c, r->case_id, &f) || !case_clocks_load(c, r->case_id, &clocks) ||
                !case__pressing(c, &f, &clocks, &cmd))
                return false;
        if (cmd) {
                t->what = cmd->label;
                t->url = case__act_url(c, cmd->verb, &f);
        }
        return true;
}

static const struct task *task_of_case(const struct tasks *l, int64_t id)
{
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].row->case_id == id)
                        return &l->at[i];
        return NULL;
}

static bool tasks_load(struct ctx *c, const struct desk *d, struct tasks *out)
{
        struct tasks l = { .at = TAKE_N(c->mem, struct task, d->n + 1) };
        size_t looked = 0;

        for (size_t i = 0; i < d->n; i++) {
                const struct task *same = task_of_case(&l, d->at[i].case_id);
                struct task t = { .row = &d->at[i] };

                if (!ours(&d->at[i]))
                        continue;
                t.looked = same ? same->looked : looked++ < LOOKED_INTO;
                t.what = same ? same->what : NULL;
                t.url = same ? same->url : NULL;
                if (!same && t.looked && !act_find(c, &d->at[i], &t))
                        return false;
                t.p = pressing_of(&t);
                l.count[t.p]++;
                l.at[l.n++] = t;
        }
        *out = l;
        return true;
}

static void row_put(struct ctx *c, struct html *h, const struct task *t)
{
        const struct desk_row *r = t->row;
        struct ui_due due = case__due(c, &r->clock);

        html(h, "<tr><td data-l=\"期限\" class=\"nb\"><div>");
        ui_due(h, &due);
        html(h, "</div></td><td data-l=\"要做什么\"><div><b>%s</b><small>%s</small></div></td><td data-l=\"案件\"><div><a"
                " href=\"%s\">%s</a>"
             "<small>%s</small></div></td><td data-l=\"办理\" class=\"n\"><div>",
             t->what ? t->what : r->clock_label, t->what ? text_make(c->mem, "%s期限 · 现在：%s", r->clock_label, r->stage_label)
             : r->stage_label,
             case__url(h->b.mem, r->case_id), *r->number ? r->number : "未编号", r->title);
        if (t->url)
                ui_button(h, &(struct ui_button){ "去办理", t->url, NULL, t->p == OVERDUE ||
                        t->p == SOON ? BUTTON_PRIMARY : BUTTON_PLAIN });
        else
                ui_button(h, &(struct ui_button){ "查看", case__url(h->b.mem, r->case_id), NULL, BUTTON_PLAIN });
        html(h, "</div></td></tr>\n");
}

static void group_put(struct ctx *c, struct html *h, const struct tasks *l, enum pressing p, const char *label)
{
        if (!l->count[p])
                return;
        if (label)
                html(h, "<tr class=\"grp\"><th colspan=\"4\" scope=\"colgroup\">%s</th></tr>\n", label);
        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].p == p)
                        row_put(c, h, &l->at[i]);
}

static void table_begin(struct html *h, const char *caption)
{
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table class=\"table cards\"><caption"
                " class=\"vh\">%s</caption>"
             "<thead><tr><th scope=\"col\">期限</th><th scope=\"col\">要做什么</th><th scope=\"col\">案件</th><th scope=\"col\" class=\"n\">办理</th></tr>"
             "</thead><tbody>\n", caption, caption);
}

static void table_end(struct html *h) { html(h, "</tbody></table></div>\n"); }

static void mine_put(struct ctx *c, struct html *h, const struct tasks *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "待办", .note = "按到期先后", .flush = true });
        if (l->n > l->count[OTHERS]) {
                table_begin(h, "待办");
                group_put(c, h, l, OVERDUE, "已超期");
                group_put(c, h, l, SOON, "今天和这几天到期");
                group_put(c, h, l, LATER, "以后到期");
                table_end(h);
        } else {
                ui_empty(h, "没有等您办理的事", "有期限的环节轮到您的岗位时，会按到期先后列在这里。", "看案件台账", "/desk/cases");
        }
        ui_card_end(h);
        if (!l->count[OTHERS])
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "等别人办的", .note = "在您的数据范围内，轮到其他岗位", .flush = true });
        table_begin(h, "等别人办的");
        group_put(c, h, l, OTHERS, NULL);
        table_end(h);
        ui_card_end(h);
}

static void me_put(struct ctx *c, struct html *h)
{
        struct buffer roles = { .mem = c->mem };
        const struct pack_unit *u = pack_unit(c->pack, c->who->unit);

        for (size_t i = 0; i < c->who->roles.n; i++) {
                const struct pack_role *r = pack_role(c->pack, c->who->roles.at[i]);

                buffer_make(&roles, "%s%s", i ? "、" : "", r ? r->label : c->who->roles.at[i]);
        }
        ui_card_begin(h, &(struct ui_card){ .title = "我的资格" });
        ui_kv_begin(h, 0);
        ui_kv(h, "岗位", buffer_done(&roles));
        ui_kv(h, "机构", u ? u->name : "");
        ui_kv_open(h, "执法证");
        if (c->who->certified)
                ui_tag(h, "ok", text_make(c->mem, "%s，有效", c->who->certificate));
        else
                ui_tag(h, "", "没有有效的执法证件");
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static const char *greeting(struct ctx *c)
{
        int hour = (int)((c->now.ms / 3600000 + 8) % 24);

        return text_make(c->mem, "%s，%s好", c->who->name, hour < 6 ? "夜里" : hour < 12 ? "上午" : hour < 14 ? "中午" : hour < 18
                ? "下午" : "晚上");
}

static void counts_put(struct html *h, const struct tasks *l)
{
        char *n[PRESSING__MAX];

        for (int i = 0; i < PRESSING__MAX; i++)
                n[i] = text_make(h->b.mem, "%zu", l->count[i]);
        ui_stats(h, "待办数量", (const struct ui_stat[]){
                { n[OVERDUE], "已超期", "须写明原因", NULL, l->count[OVERDUE] ? "bad" : "" },
                { n[SOON], "快到期", "今天和这几天", NULL, l->count[SOON] ? "warn" : "" },
                { n[LATER], "以后到期", "轮到您办", NULL, "" },
                { n[OTHERS], "等别人办", "在您的数据范围内", NULL, "" },
        }, PRESSING__MAX);
}

static bool (*desk_card)(struct ctx *c, struct html *h);

void case_desk_card_bind(bool (*put)(struct ctx *c, struct html *h))
{
        desk_card = put;
}

bool case__page_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct day today = day_of(c->now);
        struct tasks l;
        struct desk d;

        if (!case_desk(c, &d) || !tasks_load(c, &d, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = greeting(c), .current = "/desk",
                        .lead = text_make(c->mem, "%s　星期%s", day_chinese(c->mem, today), weekday_chinese(day_weekday(today))) });
        case__done(c, in, h);
        counts_put(h, &l);
        ui_split_begin(h);
        mine_put(c, h, &l);
        ui_split_aside(h);
        if (desk_card && !desk_card(c, h))
                return false;
        me_put(c, h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return c->why.kind == WHY_NOTHING;
}

/* ---- ledger ---- */

#define LEDGER_ROWS "30"

static bool stage_seen(const struct ui_options *out, const char *label)
{
        for (size_t i = 0; i < out->n; i++)
                if (!strcmp(out->at[i].label, label))
                        return true;
        return false;
}

/* Stages of all procedures; those of the same id are one choice. */
static bool stage_options(void *to, const struct arg *g, struct ui_options *out)
{
        const struct ctx *c = to;

        if (strcmp(g->name, "stage"))
                return false;
        for (size_t i = 0; i < c->pack->n_procedures; i++)
                for (size_t k = 0; k < c->pack->procedures[i].n_stages; k++) {
                        const struct pack_stage *s = &c->pack->procedures[i].stages[k];

                        if (!stage_seen(out, s->label))
                                ui_option(out, s->id, s->label, NULL);
                }
        return true;
}

/* A case that has not been filed is known by the number of its source. */
static void number_cell(struct html *h, const char *const *cells, size_t column)
{
        const char *shown = cells[column];

        if (text_empty(shown))
                shown = text_empty(cells[column + 1]) ? "未编号" : cells[column + 1];
        html(h, "<a class=\"nb\" href=\"/desk/case/%s\">%s</a>", cells[0], shown);
}

/* The agency's clock that ends first, in its own unit; the party's times press nobody here. */
static void due_cell(struct ctx *c, struct html *h, int64_t id)
{
        struct case_clocks l = { 0 };

        if (!case_clocks_load(c, id, &l))
                return;
        for (size_t i = 0; i < l.n; i++) {
                struct ui_due due;

                if (l.at[i].ended || !strcmp(l.at[i].who, "party"))
                        continue;
                due = case__due(c, &l.at[i]);
                ui_due(h, &due);
                html(h, "<small>%s</small>", l.at[i].label);
                return;
        }
        html(h, "<span class=\"none\">—</span>");
}

static bool ledger_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        const char *name = t->columns[column].name;
        int64_t id;

        if (!strcmp(name, "number"))
                number_cell(h, t->rows[row], column);
        else if (!strcmp(name, "next_due") && text_int(t->rows[row][0], 0, INT64_MAX, &id))
                due_cell(to, h, id);
        else if (!strcmp(name, "stage") || !strcmp(name, "officers"))
                html(h, "<span class=\"nb\">%s</span>", text_empty(t->rows[row][column]) ? "—" : t->rows[row][column]);
        else if (!strcmp(name, "cause"))
                html_text(h, text_empty(t->rows[row][column]) ? "" : t->rows[row][column]);
        else
                return false;
        return true;
}

static const char *export_url(struct arena *mem, const struct pair *q, size_t n)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, "/api/views/cases.xlsx");
        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "&" : "?", url(mem, "%s=%s", q[i].name, q[i].value));
        return buffer_done(&b);
}

/* What the view takes, from what the address says. */
static size_t asked(const struct page_in *in, struct pair out[4], bool cursor)
{
        static const char *const names[] = { "q", "stage", "before" };
        size_t n = 0;

        for (size_t i = 0; i < (cursor ? 3 : 2); i++)
                if (*page_query(in, names[i]))
                        out[n++] = (struct pair){ names[i], page_query(in, names[i]) };
        return n;
}

static void ledger_foot(struct html *h, const struct table *t, const struct pair *q, size_t n, bool later)
{
        struct arena *mem = h->b.mem;
        int64_t full;

        must(text_int(LEDGER_ROWS, 1, 1000, &full));
        ui_row_begin(h);
        html(h, "<span>共 %lld 件</span>", (long long)t->total);
        if (later)
                ui_button(h, &(struct ui_button){ "回到最新", ui_url_with(mem, "/desk/cases", q, n, "page", NULL), "arrow-left",
                        BUTTON_PLAIN });
        if (t->n_rows == (size_t)full)
                ui_button(h, &(struct ui_button){ "更早的案件", ui_url_with(mem, "/desk/cases", q, n, "before",
                        t->rows[t->n_rows - 1][0]), "arrow-right", BUTTON_PLAIN });
        ui_row_end(h);
}

bool case__page_ledger(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct pair q[5], shown[4];
        size_t n = asked(in, q, true), n_shown = asked(in, shown, false);
        struct table t;

        q[n++] = (struct pair){ "limit", LEDGER_ROWS };
        if (!view_run(c, "cases", q, n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "案件台账", .lead = "只列出您的数据范围内的案件", .current = "/desk/cases",
                        .buttons = (const struct ui_button[]){ { "导出 Excel", export_url(c->mem, shown, n_shown), "download",
                                BUTTON_PLAIN } }, .n_buttons = 1 });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/cases", .label = "查找案件", .params = view_find("cases")->params,
                .query = shown, .n = n_shown, .options = stage_options, .to = c, .skip = "before|limit|page", .total = -1 });
        ui_table_batch(c, h, &t, &(struct ui_table){ .caption = "案件台账", .pick = "id",
                .hide = "id|source_number|title|procedure|registered_at|filed_at|decision_number", .sub = "cause",
                .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_CALENDAR, .cell = ledger_cell, .to = c,
                .empty = "没有符合条件的案件", .empty_when = "可以放宽条件；不在您数据范围内的案件不会列出。" }, "/desk/cases");
        ui_card_foot(h);
        ledger_foot(h, &t, shown, n_shown, *page_query(in, "before") != '\0');
        ui_card_end(h);
        page_end_desk(c, in, h);
        return c->why.kind == WHY_NOTHING;
}
