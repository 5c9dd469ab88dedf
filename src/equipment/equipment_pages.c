/* equipment_pages.c - /desk/equipment: the register with what is missing and what must be calibrated soon; /desk/equipment/{code}: one device,
 * who held it, how its clock went.  Pages show; what may be done is asked of the commands. */
#include "equipment/equipment_inner.h"
#include "ui/ui.h"
#include <stdlib.h>
#include <string.h>

#define CLOCK_BAD_MS INT64_C(60000)     /* a clock that is off by more is shown in red */
#define READINGS_SHOWN 12

/* ---- the register ---- */

static bool filter_options(void *to, const struct arg *g, struct ui_options *out)
{
        struct ctx *c = to;
        const struct pack *p = c->pack;

        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "equipment") && i < p->n_equipment; i++)
                ui_option(out, p->equipment[i].id, p->equipment[i].label, NULL);
        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "units") && i < p->n_units; i++)
                ui_option(out, p->units[i].id, p->units[i].name, NULL);
        return out->n > 0;
}

static bool may_do(struct ctx *c, const char *verb)
{
        return ui_may(c, command_find(verb)->roles);
}

static size_t count(const struct devices *l, const char *states)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += text_in(l->at[i].state, states, '|');
        return n;
}

static size_t held(const struct devices *l)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                n += *l->at[i].holder != '\0';
        return n;
}

static void stats_put(struct arena *mem, struct html *h, const struct devices *all, const struct devices *due, const struct shortfalls *s)
{
        struct ui_stat tiles[] = {
                { text_make(mem, "%zu", count(all, "ok|fault|repair")), "在册装备", NULL, "/desk/equipment", "" },
                { text_make(mem, "%zu", held(all)), "已领用", NULL, NULL, "" },
                { text_make(mem, "%zu", count(all, "fault|repair")), "故障和维修", NULL, "/desk/equipment?state=fault",
                  count(all, "fault|repair") ? "warn" : "" },
                { text_make(mem, "%zu", due->n), "检定到期", "过期或者 30 天内到期", "/desk/equipment?due=true", due->n ? "bad" : "" },
                { text_make(mem, "%d", s->missing), "按标准缺", NULL, "#shortfall", s->missing ? "bad" : "ok" },
        };

        ui_stats(h, "装备概况", tiles, sizeof tiles / sizeof *tiles);
}

static void shortfall_put(struct ctx *c, struct html *h, const struct shortfalls *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "配备标准与现有", .note = "报废的不算现有", .id = "shortfall", .flush = true,
                                            .more_url = "/api/views/equipment_shortfall?format=csv", .more_label = "导出" });
        if (!l->n)
                ui_empty(h, "策略包没有写明数量标准，也没有登记装备", "标准写在策略包的 equipment: 一节。", NULL, NULL);
        else
                html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"配备标准\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">"
                     "配备标准与现有</caption><thead><tr><th scope=\"col\">种类</th><th scope=\"col\">机关（机构）</th><th scope=\"col\" class=\"n\">标准</th>"
                     "<th scope=\"col\" class=\"n\">现有</th><th scope=\"col\" class=\"n\">可用</th><th scope=\"col\">缺口</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l->n; i++) {
                const struct shortfall *s = &l->at[i];

                html(h, "<tr><td data-l=\"种类\"><div><b>%s</b><small>%s</small></div></td><td data-l=\"机关（机构）\"><div>%s</div></td>"
                     "<td data-l=\"标准\" class=\"n\">%d</td><td data-l=\"现有\" class=\"n\">%d</td><td data-l=\"可用\" class=\"n\">%d</td>"
                     "<td data-l=\"缺口\"><div>", s->kind->label, s->kind->law, equipment__place(c->pack, s->agency, s->unit), s->standard, s->stock, s->good);
                if (s->standard)
                        ui_tag(h, s->missing ? "bad" : "ok", s->missing ? text_make(c->mem, "缺 %d", s->missing) : "齐");
                else
                        html(h, "未定数量");
                html(h, "</div></td></tr>\n");
        }
        if (l->n)
                html(h, "</tbody></table></div>\n");
        ui_card_end(h);
}

static void due_put(struct ctx *c, struct html *h, const struct devices *l)
{
        if (!l->n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "检定、校准到期", .note = "过期的不能领用" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < l->n; i++) {
                const struct device *d = &l->at[i];

                ui_kv_open(h, d->code);
                html(h, "%s ", equipment__kind(c->pack, d->kind));
                if (day_is(d->calibrated_until))
                        ui_due(h, &(struct ui_due){ .day = d->calibrated_until, .today = day_of(c->now), .calendar = c->pack->calendar,
                                                    .unit = UNIT_CALENDAR, .warn = 30 });
                else
                        ui_tag(h, "bad", "没有登记检定");
                ui_kv_close(h);
        }
        ui_kv_end(h);
        ui_card_end(h);
}

/* The number as a link: codes may hold characters that an address must not. */
static bool register_cell(void *to, struct html *h, const struct table *t, size_t row, size_t column)
{
        const char *code = t->rows[row][1];

        (void)to;
        if (strcmp(t->columns[column].name, "code"))
                return false;
        ui_link(h, url(h->b.mem, "/desk/equipment/%s", code), code);
        return true;
}

static bool register_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct table t;

        if (!view_run(c, "devices", in->query, in->n, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "登记册", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/equipment", .label = "筛选装备", .params = equipment__filters, .query = in->query, .n = in->n,
                                            .options = filter_options, .to = c, .skip = "limit|holder", .total = t.total });
        ui_table_batch(c, h, &t, &(struct ui_table){ .caption = "执法装备", .pick = "id", .path = "/desk/equipment", .query = in->query, .n_query = in->n, .hide = "id",
                                            .sub = "serial", .tags = "state|calibration", .cell = register_cell,
                                            .empty = "没有符合条件的装备", .empty_when = "登记以后列在这里，并与配备标准比对。" }, "/desk/equipment");
        ui_card_end(h);
        return true;
}

static bool show_register(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button add = { "登记装备", "/desk/act/device.register?back=/desk/equipment", "plus", BUTTON_PRIMARY };
        struct devices all, due;
        struct shortfalls s;

        if (!equipment__list(c, &(struct device_wish){ "", "", "", "", "", false, 0 }, &all) ||
            !equipment__list(c, &(struct device_wish){ "", "", "", "", "", true, 0 }, &due) || !equipment__shortfall(c, &s))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "执法装备", .lead = "登记、领用、检定和时钟；与配备标准比对",
                                                      .buttons = &add, .n_buttons = may_do(c, "device.register") ? 1 : 0 });
        stats_put(c->mem, h, &all, &due, &s);
        if (!register_put(c, in, h))
                return false;
        shortfall_put(c, h, &s);
        due_put(c, h, &due);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one device ---- */

static void facts_put(struct ctx *c, struct html *h, const struct device *d)
{
        const struct pack_equipment *k = pack_equipment(c->pack, d->kind);
        enum calibration now = equipment__calibration(k, d->calibrated_until, day_of(c->now));

        ui_card_begin(h, &(struct ui_card){ .title = "登记" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "种类", equipment__kind(c->pack, d->kind));
        ui_kv(h, "所在机构", equipment__place(c->pack, d->agency, d->unit));
        ui_kv(h, "型号", d->model);
        ui_kv(h, "出厂编号", d->serial);
        ui_kv(h, "存储容量", d->storage ? text_make(c->mem, "%lld GB", (long long)d->storage) : "");
        ui_kv_open(h, "持有人");
        html(h, "%s，", *d->holder ? user_name(c, d->holder) : "在库");
        ui_instant(h, d->since);
        html(h, " 起");
        ui_kv_close(h);
        ui_kv_open(h, "检定有效期止");
        if (now == CALIBRATION_NONE)
                html(h, "不要求");
        else if (day_is(d->calibrated_until))
                ui_due(h, &(struct ui_due){ .day = d->calibrated_until, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = UNIT_CALENDAR,
                                            .warn = 30 });
        else
                ui_tag(h, "bad", "没有登记检定");
        ui_kv_close(h);
        ui_kv(h, "配备依据", k ? k->law : "");
        ui_kv_end(h);
        ui_card_end(h);
}

struct offer { const char *verb, *states; int held /* 1 only held, 0 only in store, -1 both */; };
static const struct offer offers[] = {
        { "device.hand", "ok", 0 }, { "device.return", "ok|fault|repair", 1 }, { "device.clock", "ok|fault|repair", -1 },
        { "device.calibrate", "ok|fault|repair", -1 }, { "device.fault", "ok|repair", -1 }, { "device.repair", "fault|repair", 0 },
        { "device.move", "ok|fault|repair", -1 }, { "device.retire", "ok|fault|repair", 0 },
};

static void offers_put(struct ctx *c, struct html *h, const struct device *d)
{
        const char *here = url(c->mem, "/desk/equipment/%s", d->code);
        struct ui_action list[sizeof offers / sizeof *offers];
        size_t n = 0;

        for (size_t i = 0; i < sizeof offers / sizeof *offers; i++) {
                const struct offer *o = &offers[i];
                const struct command *cmd = command_find(o->verb);

                if (!text_in(d->state, o->states, '|') || (o->held >= 0 && o->held != (*d->holder != '\0')) || !ui_may(c, cmd->roles))
                        continue;
                list[n++] = (struct ui_action){ .title = cmd->label, .help = cmd->help, .button = cmd->label, .primary = !n,
                        .url = text_make(c->mem, "%s?subject=%lld&back=%s", url(c->mem, "/desk/act/%s", o->verb), (long long)d->id, url(c->mem, "%s", here)) };
        }
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

struct story { struct ctx *c; struct ui_event *at; size_t n, room; };

static bool event_add(void *to, const struct act *a)
{
        struct story *s = to;
        struct arena *mem = s->c->mem;
        const struct command *cmd = command_find(a->verb);
        const char *seq = text_make(mem, "%lld", (long long)a->seq);

        if (s->n == s->room) {
                s->at = arena_grow(mem, s->at, s->room * sizeof *s->at, (2 * s->room + 16) * sizeof *s->at);
                s->room = 2 * s->room + 16;
        }
        s->at[s->n++] = (struct ui_event){ .kind = text_in(a->verb, "device.fault|device.retire", '|') ? "bad" : "ok",
                .title = cmd ? cmd->label : text_copy(mem, a->verb), .text = equipment__told(s->c, a), .link_label = text_make(mem, "日志第 %s 条", seq),
                .link = url(mem, "/desk/act/%s", seq), .meta = { text_copy(mem, act_text(a, "actor_name")), instant_local(mem, a->at) } };
        return true;
}

static bool story_put(struct ctx *c, struct html *h, const struct device *d)
{
        struct story s = { .c = c };

        if (!acts_on(c, (struct subject){ "device", d->id }, event_add, &s))
                return false;
        for (size_t i = 0; i < s.n / 2; i++) {
                struct ui_event e = s.at[i];

                s.at[i] = s.at[s.n - 1 - i];
                s.at[s.n - 1 - i] = e;
        }
        ui_card_begin(h, &(struct ui_card){ .title = "经历", .note = "新的在前" });
        ui_timeline(h, "装备的经历", s.at, s.n);
        ui_card_end(h);
        return true;
}

static const struct column hold_columns[] = {
        { "login", "领用人", CELL_TEXT }, { "check", "领用时", CELL_TEXT }, { "since", "领用", CELL_INSTANT }, { "until", "归还", CELL_INSTANT },
        { "content", "归还时说明", CELL_TEXT }, COLUMN_END
};

static const char *check_words(struct arena *mem, const struct hold *o)
{
        if (o->battery < 0)
                return NULL;
        return text_make(mem, "电量 %lld%%，剩余 %lld GB", (long long)o->battery, (long long)o->space);
}

static bool holds_put(struct ctx *c, struct html *h, const struct device *d)
{
        struct holds l;
        struct table t;

        if (!equipment__holds(c, d->id, &l))
                return false;
        table_start(&t, c->mem, hold_columns);
        for (size_t i = 0; i < l.n; i++)
                table_row(&t, (const char *[]){ user_name(c, l.at[i].login), check_words(c->mem, &l.at[i]),
                        instant_text(c->mem, l.at[i].since), l.at[i].until.ms ? instant_text(c->mem, l.at[i].until) : NULL, l.at[i].content });
        ui_card_begin(h, &(struct ui_card){ .title = "领用记录", .note = "一件装备同时只有一个持有人", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "领用记录", .sub = "check", .empty = "还没有领用过" });
        ui_card_end(h);
        return true;
}

static bool clocks_put(struct ctx *c, struct html *h, const struct device *d)
{
        struct readings_of_clock l;
        struct ui_bar bars[READINGS_SHOWN];
        size_t from, n = 0;

        if (!equipment__readings(c, d->id, &l))
                return false;
        from = l.n > READINGS_SHOWN ? l.n - READINGS_SHOWN : 0;
        ui_card_begin(h, &(struct ui_card){ .title = "时钟", .note = "与北京时间的差；它录的资料按此更正时间" });
        for (size_t i = from; i < l.n; i++) {
                int64_t ms = l.at[i].shown.ms - l.at[i].real.ms;

                bars[n++] = (struct ui_bar){ instant_local(c->mem, l.at[i].real), llabs(ms) / 1000, equipment__offset(c->mem, ms),
                                             llabs(ms) > CLOCK_BAD_MS ? "bad" : "" };
        }
        if (n)
                ui_bars(h, "每次核对时的误差（秒）", bars, n);
        else
                ui_empty(h, "还没有核对过时钟", "采集站对接时自动记下，也可以人工核对。没有核对过的，以设备自己的时间为准。", NULL, NULL);
        ui_card_end(h);
        return true;
}

static bool show_device(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "执法装备", "/desk/equipment" } };
        const struct pack_equipment *k;
        struct ui_tag tags[2];
        struct device d;
        bool found;

        if (!device_find(c, in->args[0], &d, &found))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为“%s”的装备", in->args[0]);
        if (!equipment__may_see(c, &d))
                return false;
        k = pack_equipment(c->pack, d.kind);
        tags[0] = (struct ui_tag){ equipment__state_tag(d.state), equipment__state(d.state), NULL };
        tags[1] = (struct ui_tag){ *d.holder ? "info" : "", *d.holder ? text_make(c->mem, "在 %s 手里", user_name(c, d.holder)) : "在库", NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s %s", equipment__kind(c->pack, d.kind), d.code), .crumb = d.code,
                                                      .crumbs = crumbs, .n_crumbs = 1, .tags = tags, .n_tags = strcmp(d.state, "retired") ? 2 : 1,
                                                      .current = "/desk/equipment" });
        ui_split_begin(h);
        facts_put(c, h, &d);
        if (!holds_put(c, h, &d) || (k && k->records && !clocks_put(c, h, &d)) || !story_put(c, h, &d))
                return false;
        ui_split_aside(h);
        offers_put(c, h, &d);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

const struct page equipment_pages[] = {
        { .pattern = "/desk/equipment", .title = "执法装备", .roles = "", .show = show_register },
        { .pattern = "/desk/equipment/{code}", .title = "装备", .roles = "", .show = show_device },
};
const size_t equipment_pages_n = sizeof equipment_pages / sizeof *equipment_pages;
