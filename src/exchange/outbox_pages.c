/* outbox_pages.c - /desk/carriers and its lists: how far each carrier has come, what waits, what was given up, every try.
 * Shows settings by name only: neither the address nor the secret of a carrier is ever on a page.
 */
#include "exchange/exchange.h"
#include "exchange/outbox.h"
#include <string.h>

#define WATCHERS "head|editor|supervisor|admin"

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *kind_name(const char *kind)
{
        return !strcmp(kind, "province") ? "上级平台" : !strcmp(kind, "wechat") ? "微信公众号" : !strcmp(kind, "weibo") ? "微博" : "网址推送";
}

static const char *state_cell(const struct pack_carrier *k, const struct carrier_state *s)
{
        if (!*s->state)
                return "note:没有开始";
        if (!strcmp(s->state, "paused"))
                return "warn:暂停";
        if (!outbox__address(k))
                return "bad:没有设置网址";
        return s->pending >= 0 ? "warn:等待重试" : "ok:推送中";
}

/* ---- lists ---- */

static bool view_carriers(struct ctx *c, const struct args *a, struct table *out)
{
        (void)a;
        for (size_t i = 0; i < c->pack->n_carriers; i++) {
                const struct pack_carrier *k = &c->pack->carriers[i];
                struct carrier_state s;
                int64_t waiting = 0;

                if (!outbox__state(c, k->id, &s) || (*s.state && !outbox__waiting(c, k, s.position, &waiting)))
                        return false;
                table_row(out, (const char *[]){ k->id, k->label, kind_name(k->kind), state_cell(k, &s), *s.state ? number(c->mem, s.position) : NULL,
                        number(c->mem, waiting), s.pending >= 0 ? number(c->mem, s.pending) : NULL, s.tries ? number(c->mem, s.tries) : NULL,
                        s.next_at.ms ? instant_text(c->mem, s.next_at) : NULL, k->law });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static const char *outcome_cell(const char *outcome)
{
        return !strcmp(outcome, "delivered") ? "ok:已送到" : !strcmp(outcome, "failed") ? "warn:没有送到" : !strcmp(outcome, "passed") ? "note:略过" : "bad:放弃";
}

static const char *what_name(const char *what)
{
        return !strcmp(what, "released") ? "公示" : !strcmp(what, "withdrawn") ? "撤下" : !strcmp(what, "corrected") ? "更正" :
               !strcmp(what, "ended") ? "期满" : "不属于这个载体";
}

static bool view_deliveries(struct ctx *c, const struct args *a, struct table *out)
{
        struct delivery_wish w = { arg_text(a, "carrier"), arg_text(a, "outcome"), arg_given(a, "limit") ? arg_int(a, "limit") : 100 };
        struct deliveries l;

        if (!outbox__deliveries(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct delivery *d = &l.at[i];
                const struct pack_carrier *k = pack_carrier(c->pack, d->carrier);

                table_row(out, (const char *[]){ number(c->mem, d->id), d->at, k ? k->label : d->carrier, d->carrier, what_name(d->what), d->number,
                        number(c->mem, d->change), d->outcome, outcome_cell(d->outcome), number(c->mem, d->try),
                        d->status ? number(c->mem, d->status) : NULL, d->detail, *d->next_at ? d->next_at : NULL });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static const struct arg no_params[] = { ARG_END };
static const struct arg deliveries_params[] = {
        { "carrier", ARG_TEXT, 0, "载体", "策略包中的代码。", NULL, 1, 60 },
        { "outcome", ARG_CHOICE, 0, "结果", "", "delivered=已送到|failed=没有送到|given_up=放弃|passed=略过", 0, 0 },
        { "limit", ARG_INT, 0, "行数", "最多 1000。", NULL, 1, 1000 }, ARG_END
};
static const struct column carriers_columns[] = {
        { "carrier", "代码", CELL_TEXT }, { "label", "载体", CELL_TEXT }, { "kind", "种类", CELL_TEXT }, { "state", "状态", CELL_TEXT },
        { "position", "送到第几条", CELL_INT }, { "waiting", "待送", CELL_INT }, { "pending", "正在重试", CELL_INT }, { "tries", "已试次数", CELL_INT },
        { "next_at", "下次", CELL_INSTANT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};
static const struct column deliveries_columns[] = {
        { "id", "日志编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "label", "载体", CELL_TEXT }, { "carrier", "代码", CELL_TEXT },
        { "what", "事项", CELL_TEXT }, { "number", "决定文号", CELL_TEXT }, { "change", "变化编号", CELL_INT }, { "outcome", "结果代码", CELL_TEXT },
        { "result", "结果", CELL_TEXT }, { "try", "第几次", CELL_INT }, { "status", "答复", CELL_INT }, { "detail", "情况", CELL_TEXT },
        { "next_at", "下次", CELL_INSTANT }, COLUMN_END
};

const struct view exchange_views[] = {
        { "carriers", "推送的载体", "策略包写明的载体各自送到了哪里、有多少待送。", WATCHERS, no_params, carriers_columns, view_carriers },
        { "deliveries", "推送记录", "每一次推送：送到、没有送到、放弃。", WATCHERS, deliveries_params, deliveries_columns, view_deliveries },
};
const size_t exchange_views_n = sizeof exchange_views / sizeof *exchange_views;

/* ---- page ---- */

static bool carriers_put(struct ctx *c, struct html *h)
{
        struct table t;

        if (!view_run(c, "carriers", NULL, 0, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "载体", .note = "由策略包写明；网址和密钥在服务器的环境变量里", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "推送的载体", .path = "/desk/carriers", .hide = "carrier", .sub = "kind", .tags = "state", .today = day_of(c->now),
                                            .empty = "策略包没有写推送的载体", .empty_when = "在策略包的 carriers: 一节写明。" });
        ui_card_foot(h);
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "开始推送", "/desk/act/carrier.start", "player-play", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "暂停推送", "/desk/act/carrier.pause", "player-pause", BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
        return true;
}

static bool tries_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct table t;

        if (!view_run(c, "deliveries", in->query, in->n, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "推送记录", .note = "新的在前", .flush = true, .more_url = "/api/views/deliveries?format=csv",
                                            .more_label = "导出" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/carriers", .label = "筛选推送记录", .params = deliveries_params, .query = in->query, .n = in->n,
                                            .skip = "limit", .total = -1 });
        ui_table(h, &t, &(struct ui_table){ .caption = "推送记录", .path = "/desk/carriers", .query = in->query, .n_query = in->n, .tags = "result",
                                            .hide = "id|carrier|outcome|change", .sub = "label", .today = day_of(c->now), .empty = "还没有推送过",
                                            .empty_when = "开始推送以后，每一分钟看一次有没有要送的。" });
        ui_card_end(h);
        return true;
}

bool exchange__carriers_page(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "工作台", "/desk" } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "载体推送", .lead = "公示、撤下以后送到其他载体；次序不变，没有送到的按间隔重试", .crumbs = crumbs,
                                                      .n_crumbs = 1 });
        if (!carriers_put(c, h) || !tries_put(c, in, h))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* On the desk: only when something was given up that nobody has made good since. */
bool exchange_desk_card(struct ctx *c, struct html *h)
{
        struct deliveries l, later;

        if (!ui_may(c, WATCHERS))
                return true;
        if (!outbox__deliveries(c, &(struct delivery_wish){ "", "given_up", 5 }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct pack_carrier *k = pack_carrier(c->pack, l.at[i].carrier);

                if (!outbox__deliveries(c, &(struct delivery_wish){ l.at[i].carrier, "delivered", 1 }, &later))
                        return false;
                if (!k || (later.n && later.at[0].id > l.at[i].id))
                        continue;
                ui_callout_begin(h, "bad", text_make(c->mem, "%s没有收到%s", k->label, what_name(l.at[i].what)));
                html(h, "<p>%s 试了 %lld 次，最后一次：%s。<a href=\"/desk/carriers?outcome=given_up\">查看推送记录</a></p>", l.at[i].number,
                     (long long)l.at[i].try, *l.at[i].detail ? l.at[i].detail : text_make(c->mem, "答复 %lld", (long long)l.at[i].status));
                ui_callout_end(h);
                break;
        }
        return true;
}
