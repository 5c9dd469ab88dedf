/* custody_pages_ask.c - what was asked for and decided, and the record of who looked at what.  The lists are the views; only the words are here. */
#include "custody/custody_inner.h"
#include <string.h>

/* ---- one retrieval ---- */

static bool may(struct ctx *c, const char *verb, int64_t id)
{
        struct ctx probe = *c;
        const struct command *cmd = command_find(verb);
        size_t n = 0;

        while (cmd->args[n].name)
                n++;
        struct args none = { cmd, TAKE_N(c->mem, const char *, n + 1) };
        struct draft *d = draft_new(c->mem, verb, "retrieval", id);

        probe.why = (struct why){ .mem = c->mem };
        return access_may_use(&probe, cmd->roles) && (cmd->handle(&probe, &none, id, d) || probe.why.code == R_TOO_EARLY_DATE);
}

static void asked_put(struct ctx *c, struct html *h, const struct retrieval *r, const struct case_facts *f)
{
        ui_card_begin(h, &(struct ui_card){ .title = "申请" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "申请人", user_name(c, r->asked_by));
        ui_kv_open(h, "申请时间");
        ui_instant(h, r->asked_at);
        ui_kv_close(h);
        ui_kv_open(h, "案件");
        ui_link(h, text_make(c->mem, "/desk/case/%lld", (long long)f->id), custody__case_number(f));
        ui_kv_close(h);
        ui_kv_open(h, "范围");
        if (r->recording_id)
                ui_link(h, custody__recording_url(c->mem, r->recording_id), text_make(c->mem, "音像资料 %lld", (long long)r->recording_id));
        else
                html(h, "全案音像资料");
        ui_kv_close(h);
        ui_kv(h, "方式", custody__mode_label(r->mode));
        ui_kv(h, "用途", custody__purpose_label(c->mem, r->purpose));
        ui_kv(h, "用到", day_text(c->mem, r->wanted));
        ui_kv(h, "事由", r->words);
        ui_kv_end(h);
        ui_card_end(h);
}

static void decided_put(struct ctx *c, struct html *h, const struct retrieval *r)
{
        if (!*r->decided_by)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "审批" });
        ui_kv_begin(h, 0);
        ui_kv(h, "审批人", user_name(c, r->decided_by));
        ui_kv_open(h, "时间");
        ui_instant(h, r->decided_at);
        ui_kv_close(h);
        if (day_is(r->until))
                ui_kv(h, "准许到", day_text(c->mem, r->until));
        ui_kv(h, "意见", r->reason);
        ui_kv_end(h);
        ui_card_end(h);
}

static struct day last_day(struct ctx *c, const struct retrieval *r)
{
        struct day last = day_plus(day_of(c->now), (int)pack_param(c->pack, "retrieval_days", RETRIEVAL_DAYS));

        return day_compare(last, r->wanted) < 0 ? last : r->wanted;
}

static void decisions_put(struct ctx *c, struct html *h, const struct retrieval *r)
{
        const char *until = text_make(c->mem, "&until=%s", day_text(c->mem, last_day(c, r)));
        bool approves = may(c, "retrieval.approve", r->id), mine = !strcmp(r->asked_by, c->who->login);
        bool ends = (mine || !strcmp(r->state, "approved")) && may(c, "retrieval.end", r->id);

        if (!approves && !ends) {
                if (!strcmp(r->state, "asked"))
                        ui_callout(h, "info", "等待审批", "没有归档的由承办机构负责人审批，已经归档的由档案员或者机关负责人审批。");
                return;
        }
        ui_card_begin(h, &(struct ui_card){ .title = "办理" });
        ui_row_begin(h);
        if (approves)
                custody__button(h, "retrieval.approve", "retrieval", r->id, until, false);
        if (approves)
                custody__button(h, "retrieval.refuse", "retrieval", r->id, "", true);
        if (ends)
                custody__button(h, "retrieval.end", "retrieval", r->id, "", true);
        ui_row_end(h);
        ui_card_end(h);
}

bool custody__page_retrieval(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "调阅", "/desk/retrievals" } };
        struct retrieval r;
        struct case_facts f;
        int64_t id;

        if (!custody__number(c, in, &id) || !custody__retrieval(c, id, &r) || !case_facts_load(c, r.case_id, &f))
                return false;
        if (strcmp(r.asked_by, c->who->login) != 0 && !case_may_see(c, &f))
                return false;
        const struct ui_tag tags[] = { { !strcmp(r.state, "approved") ? "ok" : !strcmp(r.state, "asked") ? "warn" : "", custody__state_label(r.state), NULL } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "调阅申请 %lld", (long long)id), .crumbs = crumbs, .n_crumbs = 1, .tags = tags,
                                                      .n_tags = 1, .current = "/desk/retrievals" });
        custody__done(c, in, h);
        ui_split_begin(h);
        asked_put(c, h, &r, &f);
        decided_put(c, h, &r);
        ui_split_aside(h);
        decisions_put(c, h, &r);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return c->why.kind != WHY_FAILED;
}

/* ---- the lists ---- */

#define WATCHERS "supervisor|head|team_leader|archivist"

static const struct { const char *id, *label, *url, *roles; } lists[] = {
        { "", "我的申请", "/desk/retrievals", "" }, { "asked", "待批准", "/desk/retrievals?list=asked", WATCHERS },
        { "all", "全部申请", "/desk/retrievals?list=all", WATCHERS }, { "views", "调阅记录", "/desk/retrievals/views", WATCHERS },
};
#define LISTS (sizeof lists / sizeof *lists)

/* The tabs that this person has; which one is shown comes back. */
static const char *tabs_put(struct ctx *c, struct html *h, const char *wanted)
{
        struct ui_tab tabs[LISTS];
        const char *shown = "";
        size_t n = 0, current = 0;

        for (size_t i = 0; i < LISTS; i++) {
                if (!ui_may(c, lists[i].roles))
                        continue;
                if (!strcmp(wanted, lists[i].id)) {
                        shown = lists[i].id;
                        current = n;
                }
                tabs[n++] = (struct ui_tab){ lists[i].label, lists[i].url, NULL };
        }
        ui_tabs(h, "调阅", tabs, n, current);
        return shown;
}

static bool retrievals_put(struct ctx *c, struct html *h, const char *list)
{
        const struct pair mine[] = { { "mine", "true" } }, asked[] = { { "state", "asked" } };
        struct table t;

        if (!view_run(c, "retrievals", !*list ? mine : asked, strcmp(list, "all") ? 1 : 0, &t))
                return false;
        ui_table(h, &t, &(struct ui_table){ .caption = "调阅申请", .link = "number", .link_to = "id", .link_base = "/desk/retrieval/", .sub = "mode|words|until",
                                            .hide = "id|case|recording|reason|decided_by", .today = day_of(c->now), .empty = "没有申请",
                                            .empty_when = "在音像资料页或者案件的“调阅”栏里申请。" });
        return true;
}

static void page_open(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct ui_button buttons[] = { { "申请调阅", "/desk/act/retrieval.ask?back=/desk/retrievals", "eye", BUTTON_PLAIN } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "调阅", .lead = "每一次查看、复制、导出都有记录", .buttons = buttons, .n_buttons = 1, .current = "/desk/retrievals" });
        custody__done(c, in, h);
        ui_card_begin(h, &(struct ui_card){ .flush = true });
}

bool custody__page_retrievals(struct ctx *c, const struct page_in *in, struct html *h)
{
        bool ok;

        page_open(c, in, h);
        ok = retrievals_put(c, h, tabs_put(c, h, page_query(in, "list")));
        ui_card_end(h);
        page_end_desk(c, in, h);
        return ok;
}

bool custody__page_views(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct view *v = view_find("recording_views");
        struct table t;

        if (!view_run(c, v->name, in->query, in->n, &t))
                return false;
        page_open(c, in, h);
        tabs_put(c, h, "views");
        ui_filters(h, &(struct ui_filters){ .path = "/desk/retrievals/views", .label = "筛选调阅记录", .params = v->params, .query = in->query, .n = in->n,
                                            .skip = "limit", .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "调阅记录", .link = "title", .link_to = "recording", .link_base = "/desk/recording/",
                                            .hide = "login|retrieval|id|recording|case", .sub = "words|number", .empty = "没有调阅记录",
                                            .empty_when = "每一次查看、复制、导出都列在这里。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
