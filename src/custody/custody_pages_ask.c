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

static void decide_form(struct ctx *c, const struct page_in *in, struct html *h, const struct retrieval *r, const char *verb, bool danger)
{
        const struct pair values[] = { { "until", day_text(c->mem, r->wanted) } };

        ui_card_begin(h, &(struct ui_card){ .title = command_find(verb)->label });
        ui_form(h, &(struct ui_form){ .command = command_find(verb), .action = text_make(c->mem, "/desk/act/%s", verb), .subject = r->id, .values = values,
                                      .n_values = strcmp(verb, "retrieval.approve") ? 0 : 1, .csrf = in->csrf, .key = random_token(c->mem, 16), .expected = -1,
                                      .danger = danger });
        ui_card_end(h);
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
        ui_split_begin(h);
        asked_put(c, h, &r, &f);
        decided_put(c, h, &r);
        ui_split_aside(h);
        if (may(c, "retrieval.approve", id))
                decide_form(c, in, h, &r, "retrieval.approve", false);
        if (may(c, "retrieval.refuse", id))
                decide_form(c, in, h, &r, "retrieval.refuse", true);
        if (may(c, "retrieval.end", id))
                decide_form(c, in, h, &r, "retrieval.end", false);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return c->why.kind != WHY_FAILED;
}

/* ---- the lists ---- */

static const struct { const char *id, *label, *roles; } lists[] = {
        { "", "我的申请", "" }, { "asked", "待批准", "supervisor|head|team_leader|archivist" }, { "all", "全部申请", "supervisor|head|team_leader|archivist" },
        { "views", "调阅记录", "supervisor|head|team_leader|archivist" },
};
#define LISTS (sizeof lists / sizeof *lists)

static size_t tabs_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_tab tabs[LISTS];
        size_t n = 0, shown = 0, current = 0;

        for (size_t i = 0; i < LISTS; i++) {
                if (!ui_may(c, lists[i].roles))
                        continue;
                if (!strcmp(page_query(in, "list"), lists[i].id)) {
                        current = i;
                        shown = n;
                }
                tabs[n++] = (struct ui_tab){ lists[i].label, *lists[i].id ? text_make(c->mem, "/desk/retrievals?list=%s", lists[i].id) : "/desk/retrievals", NULL };
        }
        ui_tabs(h, "调阅", tabs, n, shown);
        return current;
}

static bool retrievals_put(struct ctx *c, struct html *h, const char *list)
{
        const struct pair mine[] = { { "mine", "true" } }, asked[] = { { "state", "asked" } };
        struct table t;

        if (!view_run(c, "retrievals", !*list ? mine : asked, strcmp(list, "all") ? 1 : 0, &t))
                return false;
        ui_table(h, &t, &(struct ui_table){ .caption = "调阅申请", .link = "id", .link_to = "id", .link_base = "/desk/retrieval/", .sub = "purpose|words|recording|case|reason",
                                            .hide = "recording|reason|decided_by", .today = day_of(c->now), .empty = "没有申请",
                                            .empty_when = "在音像资料页或者案件的“调阅”栏里申请。" });
        return true;
}

/* Names that are this page's own are no filters of the view. */
static bool looks_put(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct view *v = view_find("recording_views");
        struct pair *query = TAKE_N(c->mem, struct pair, in->n + 1);
        struct table t;
        size_t n = 0;

        for (size_t i = 0; i < in->n; i++)
                if (strcmp(in->query[i].name, "list") != 0 && strcmp(in->query[i].name, "done") != 0 && *in->query[i].value)
                        query[n++] = in->query[i];
        if (!view_run(c, "recording_views", query, n, &t))
                return false;
        html(h, "<form class=\"filters\" method=\"get\" action=\"/desk/retrievals\"><input type=\"hidden\" name=\"list\" value=\"views\">");
        for (const struct arg *g = v->params; g->name; g++)
                if (g->type == ARG_DAY || g->type == ARG_LOGIN || !strcmp(g->name, "case"))
                        html(h, "<label>%s <input class=\"input\" type=\"%s\" name=\"%s\" value=\"%s\"></label> ", g->label, g->type == ARG_DAY ? "date" : "text",
                             g->name, page_query(in, g->name));
        html(h, "<button class=\"btn\" type=\"submit\">筛选</button></form>");
        ui_table(h, &t, &(struct ui_table){ .caption = "调阅记录", .link = "recording", .link_to = "recording", .link_base = "/desk/recording/",
                                            .hide = "login|retrieval|id", .sub = "words|case", .empty = "没有调阅记录", .empty_when = "每一次查看、复制、导出都列在这里。" });
        return true;
}

bool custody__page_retrievals(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct ui_button buttons[] = { { "申请调阅", "/desk/act/retrieval.ask", "eye", BUTTON_PLAIN } };
        size_t current;
        bool ok;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "调阅", .lead = "每一次查看、复制、导出都有记录", .buttons = buttons, .n_buttons = 1, .current = "/desk/retrievals" });
        ui_card_begin(h, &(struct ui_card){ .flush = true });
        current = tabs_put(c, in, h);
        ok = !strcmp(lists[current].id, "views") ? looks_put(c, in, h) : retrievals_put(c, h, lists[current].id);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return ok;
}
