/* task_pages.c - what must be published, by how it presses: the overview, all tasks, the card on a person's desk.  Shows; the buttons lead
 * to the forms of the acts.
 */
#include "publicity/task.h"
#include <string.h>

#define OPEN_ROWS 200
#define CARD_ROWS 6
#define ALL_HIDDEN "cause|task|title|noun|subject|unit|left|carrier|note|told|alarm"

enum pressing { OVERDUE, TODAY, SOON, LATER, PRESSING__MAX };

static enum pressing pressing_of(const struct disclosure *d)
{
        if (!d->left_known)
                return LATER;
        if (d->left < 0)
                return OVERDUE;
        if (!d->left)
                return TODAY;
        return d->rung || d->left <= 2 ? SOON : LATER;
}

void task__due(struct ctx *c, const struct disclosure *d, struct ui_due *out)
{
        struct day near = day_is(d->alarm) && text_in(d->state, "open|entered", '|') ? d->alarm : d->due;
        struct due due = clock_due(c->pack->calendar, &d->rule, d->since);
        bool met = !strcmp(d->state, "done") && day_is(d->due) && day_compare(d->done_on, d->due) <= 0;

        *out = (struct ui_due){ .day = near, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_WORKING,
                                .state = text_in(d->state, "open|entered", '|') ? DUE_RUNNING : met ? DUE_MET : DUE_NONE,
                                .undetermined = !day_is(d->due), .missing_year = due.missing_year, .warn = 2 };
}

/* ---- what to do ---- */

static const struct { const char *ends, *state, *label, *url, *roles; } ways[] = {
        { "publish.release", "open", "录入", "/desk/publicity/%lld", "officer|team_leader|editor" },
        { "publish.release", "entered", "核对", "/desk/publicity/%lld", "editor" },
        { "publish.withdraw", "open", "撤下", "/desk/act/publish.withdraw?subject=%lld&back=/desk/publicity", "editor" },
        { "correction.accept", "open", "答复", "/desk/corrections/%lld", "editor|team_leader" },
        { "publish.correct", "open", "更正", "/desk/corrections/%lld", "officer|team_leader|editor" },
        { "repair.grant", "open", "办理", "/desk/repairs/%lld", "editor|head" },
        { "draw.publish", "open", "公布", "/desk/draw/%lld", "editor|head" },
        { "check.publish", "open", "公布", "/desk/check/%lld", "editor" },
};

static bool manual_action(struct ctx *c, const struct disclosure *d, const char **label, const char **url_out)
{
        if (!strcmp(d->state, "entered") && d->entry >= 0) {
                *label = "核对";
                *url_out = text_make(c->mem, "/desk/act/disclosure.check?subject=%lld&back=/desk/publicity", (long long)d->entry);
                return ui_may(c, "editor|team_leader|head") && !(c->who && !strcmp(c->who->login, d->entered_by));
        }
        *label = "登记";
        *url_out = text_make(c->mem, "/desk/act/disclosure.enter?cause=%lld&task=%s&back=/desk/publicity", (long long)d->cause, d->task);
        return ui_may(c, "officer|team_leader|editor");
}

bool disclosure_action(struct ctx *c, const struct disclosure *d, const char **label, const char **url_out)
{
        const struct pack_task *k = pack_task(c->pack, d->task);

        if (!k || !text_in(d->state, "open|entered", '|'))
                return false;
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
                if (names_have(&k->ends, ways[i].ends) && !strcmp(ways[i].state, d->state)) {
                        *label = ways[i].label;
                        *url_out = text_make(c->mem, ways[i].url, (long long)d->subject);
                        return ui_may(c, ways[i].roles);
                }
        return k->manual && manual_action(c, d, label, url_out);
}

const char *task__thing_url(struct arena *mem, const struct disclosure *d)
{
        static const struct { const char *noun, *url; } at[] = {
                { "case", "/desk/case/%lld" }, { "correction", "/desk/corrections/%lld" }, { "repair", "/desk/repairs/%lld" }, { "list", "/desk/list/%lld" },
                { "draw", "/desk/draw/%lld" }, { "check", "/desk/check/%lld" },
        };

        for (size_t i = 0; i < sizeof at / sizeof *at; i++)
                if (!strcmp(at[i].noun, d->noun))
                        return text_make(mem, at[i].url, (long long)d->subject);
        return NULL;
}

const char *task__url(struct arena *mem, const struct disclosure *d)
{
        return text_make(mem, "/desk/publicity/task/%lld/%s", (long long)d->cause, d->task);
}

/* ---- the overview ---- */

static const char *people(struct ctx *c, const struct disclosure *d)
{
        if (!*d->entered_by)
                return "—";
        return text_make(c->mem, "%s%s%s", user_name(c, d->entered_by), *d->checked_by ? " · 核对 " : "", *d->checked_by ? user_name(c, d->checked_by) : "");
}

static void rung_put(struct ctx *c, struct html *h, const struct disclosure *d)
{
        if (!d->rung)
                return;
        ui_tag(h, d->left < 0 ? "bad" : d->left ? "warn" : "bad", d->rung->label);
        html(h, "<small>已告知：%s</small>", disclosure_roles(c->mem, c->pack, d->rung));
}

static void row_put(struct ctx *c, struct html *h, const struct disclosure *d)
{
        const char *label, *act, *thing = task__thing_url(c->mem, d), *title = *d->title ? d->title : "未编号";
        struct ui_due due;

        task__due(c, d, &due);
        html(h, "<tr><td data-l=\"期限\" class=\"nb\"><div>");
        ui_due(h, &due);
        html(h, "</div></td><td data-l=\"任务\"><div><a href=\"%s\">%s</a><small>", task__url(c->mem, d), d->label);
        if (thing)
                html(h, "<a href=\"%s\">%s</a>", thing, title);
        else
                html(h, "%s", title);
        html(h, "</small></div></td><td data-l=\"预警\"><div>");
        rung_put(c, h, d);
        html(h, "</div></td><td data-l=\"录入人\" class=\"nb\"><div>%s</div></td><td data-l=\"办理\" class=\"n\"><div>", people(c, d));
        if (disclosure_action(c, d, &label, &act))
                ui_button(h, &(struct ui_button){ label, act, NULL, d->left_known && d->left <= 0 ? BUTTON_PRIMARY : BUTTON_PLAIN });
        else
                ui_button(h, &(struct ui_button){ "查看", task__url(c->mem, d), NULL, BUTTON_PLAIN });
        html(h, "</div></td></tr>\n");
}

static size_t count_of(const struct disclosures *l, enum pressing p)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += pressing_of(&l->at[i]) == p;
        return n;
}

static const struct { const char *label, *note, *tone; } groups[] = {
        [OVERDUE] = { "已超期", "逐级告知到负责人", "bad" }, [TODAY] = { "今天到期", "今天是最后一天", "bad" }, [SOON] = { "临近期限", "两个工作日以内", "warn" },
        [LATER] = { "以后到期", "", "" },
};

static void groups_put(struct ctx *c, struct html *h, const struct disclosures *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "公示任务", .note = "按期限先后；谁录入谁负责，由另一人核对", .flush = true, .more_url = "/desk/publicity/tasks",
                                            .more_label = "全部任务" });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"公示任务\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">公示任务</caption><thead><tr>"
                "<th scope=\"col\">期限</th><th scope=\"col\">任务</th><th scope=\"col\">预警</th><th scope=\"col\">录入人</th><th scope=\"col\" class=\"n\">办理</th></tr></thead><tbody>\n");
        for (int p = 0; p < PRESSING__MAX; p++) {
                if (!count_of(l, (enum pressing)p))
                        continue;
                html(h, "<tr class=\"grp\"><th colspan=\"5\" scope=\"colgroup\">%s</th></tr>\n", groups[p].label);
                for (size_t i = 0; i < l->n; i++)
                        if (pressing_of(&l->at[i]) == (enum pressing)p)
                                row_put(c, h, &l->at[i]);
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
}

static void stats_put(struct html *h, const struct disclosures *l)
{
        struct ui_stat s[PRESSING__MAX];

        for (int p = 0; p < PRESSING__MAX; p++) {
                size_t n = count_of(l, (enum pressing)p);

                s[p] = (struct ui_stat){ text_make(h->b.mem, "%zu", n), groups[p].label, groups[p].note, NULL, n ? groups[p].tone : "" };
        }
        ui_stats(h, "公示任务数量", s, PRESSING__MAX);
}

static bool recent_put(struct ctx *c, struct html *h)
{
        struct table t;

        if (!view_run(c, "publication_checks", (const struct pair[]){ { "size", "15" } }, 1, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "最近公示", .note = "录入人与核对人都留名", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "最近公示", .link = "number", .link_to = "id", .link_base = "/decision/", .hide = "id|agency_name", .tags = "state",
                .empty = "还没有公示过的决定", .empty_when = "核对通过后即时公示。" });
        ui_card_end(h);
        return true;
}

void task__done(const struct page_in *in, struct html *h)
{
        int64_t seq;

        if (text_int(page_query(in, "done"), 1, INT64_MAX, &seq))
                ui_done(h, "已办理", seq, text_make(h->b.mem, "/desk/act/%lld", (long long)seq));
}

bool task__page_list(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct ui_button buttons[] = { { "公众纠错", "/desk/corrections", "message-report", BUTTON_PLAIN },
                                             { "信用修复", "/desk/repairs", "history", BUTTON_PLAIN }, { "及时率", "/desk/publicity/lateness", "chart-bar", BUTTON_PLAIN } };
        struct narrowing n = access_narrowing(c);
        struct disclosures l;

        if (!disclosures_find(c, &(struct disclosure_wish){ .places = n.places, .state = "open", .limit = OPEN_ROWS }, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公示核对", .lead = "录入、核对、公示、更正、撤下", .current = "/desk/publicity", .buttons = buttons,
                                                      .n_buttons = sizeof buttons / sizeof *buttons });
        task__done(in, h);
        stats_put(h, &l);
        if (l.n)
                groups_put(c, h, &l);
        else
                ui_callout(h, "ok", "没有等待公示的", "作出决定、收到纠错、决定被撤销以后，任务自动列在这里，并开始计时。");
        if (l.total > (int64_t)l.n)
                html(h, "<p class=\"small muted\">只列出最急的 %zu 件，共 %lld 件。</p>", l.n, (long long)l.total);
        if (!recent_put(c, h))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* The name leads to the task, the state reads as words. */
static bool all_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        const char *name = t->columns[column].name, *const *cells = t->rows[row];

        (void)to;
        if (!strcmp(name, "label")) {
                html(h, "<a href=\"%s\">%s</a><small>%s</small>", url(h->b.mem, "/desk/publicity/task/%s/%s", cells[0], cells[1]), cells[column], cells[3] ? cells[3] : "");
                return true;
        }
        if (strcmp(name, "state") != 0)
                return false;
        ui_tag(h, !strcmp(cells[column], "done") ? "ok" : !strcmp(cells[column], "open") ? "warn" : !strcmp(cells[column], "entered") ? "info" : "", task__state(cells[column]));
        return true;
}

static bool one_agency(struct ctx *c)
{
        struct narrowing n = access_narrowing(c);

        return *access_only_agency(c->mem, &n) != '\0';
}

bool task__page_all(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "公示核对", "/desk/publicity" } };
        const struct view *v = view_find("disclosure_tasks");
        int64_t page = 1, size = 50;
        struct table t;

        if (!view_run(c, "disclosure_tasks", in->query, in->n, &t))
                return false;
        text_int(page_query(in, "page"), 1, 1000000, &page);
        text_int(page_query(in, "size"), 1, 200, &size);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "全部公示任务", .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/publicity" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/publicity/tasks", .label = "筛选公示任务", .params = v->params, .query = in->query, .n = in->n, .skip = "page|size",
                                            .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "公示任务", .path = "/desk/publicity/tasks", .query = in->query, .n_query = in->n, .cell = all_cell,
                .hide = one_agency(c) ? ALL_HIDDEN "|agency" : ALL_HIDDEN, .empty = "没有这样的公示任务", .empty_when = "换一个条件试试。" });
        ui_pager(h, "/desk/publicity/tasks", in->query, in->n, page, size, t.total);
        page_end_desk(c, in, h);
        return true;
}

/* ---- my desk ---- */

bool task_desk_card(struct ctx *c, struct html *h)
{
        struct narrowing n = access_narrowing(c);
        struct disclosures l;
        size_t told = 0, shown = 0;

        if (!c->who || !disclosures_find(c, &(struct disclosure_wish){ .places = n.places, .state = "open", .limit = OPEN_ROWS }, &l))
                return c->why.kind == WHY_NOTHING;
        for (size_t i = 0; i < l.n; i++)
                told += disclosure_told(c, &l.at[i]);
        if (!told)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "公示预警", .note = text_make(c->mem, "%zu 件", told), .more_url = "/desk/publicity", .more_label = "全部" });
        html(h, "<ul class=\"plain small\">");
        for (size_t i = 0; i < l.n && shown < CARD_ROWS; i++) {
                const struct disclosure *d = &l.at[i];

                if (!disclosure_told(c, d))
                        continue;
                html(h, "<li><a href=\"%s\">%s</a>　%s　", task__url(c->mem, d), d->label, d->title);
                ui_tag(h, d->left > 0 ? "warn" : "bad", d->rung->label);
                html(h, "</li>");
                shown++;
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

const struct page task_pages[] = {
        { .pattern = "/desk/publicity", .title = "公示核对", .roles = "", .show = task__page_list },
        { .pattern = "/desk/publicity/tasks", .title = "全部公示任务", .roles = "", .show = task__page_all },
        { .pattern = "/desk/publicity/lateness", .title = "公示及时率", .roles = "", .show = task__page_lateness },
        { .pattern = "/desk/publicity/task/{cause}/{task}", .title = "公示任务", .roles = "", .show = task__page_one },
        { .pattern = "/desk/repairs", .title = "信用修复申请", .roles = "", .show = task__page_repairs },
        { .pattern = "/desk/repairs/{id}", .title = "信用修复申请", .roles = "", .show = task__page_repairs },
};
const size_t task_pages_n = sizeof task_pages / sizeof *task_pages;
