/* catalog_pages.c - /desk/lists: which lists there are, which version is in force, what waits; /desk/list/{id}: one version with its content,
 * what it changes, how it stands to what the engine runs, and what may be done.  Pages show; what may be done is asked of the commands. */
#include "catalog/catalog_inner.h"
#include "org/org.h"
#include "ui/basis.h"
#include "ui/ui.h"
#include <string.h>

#define ROWS_SHOWN 500

static const struct ui_crumb crumbs[] = { { "公开清单", "/desk/lists" } };

static const char *kind_label_of(const struct ctx *c, const char *id)
{
        const struct pack_list *k = pack_list(c->pack, id);

        return k ? k->label : id;
}

static const char *agency_name(const struct ctx *c, const char *id)
{
        const struct pack_agency *a = pack_agency(c->pack, id);

        return a ? a->name : id;
}

static bool may_do(struct ctx *c, const char *verb)
{
        return ui_may(c, command_find(verb)->roles);
}

/* ---- all lists of one's own agency ---- */

static const struct list *open_of(const struct lists *all, const char *agency, const char *kind)
{
        for (size_t i = 0; i < all->n; i++)
                if (!strcmp(all->at[i].agency, agency) && !strcmp(all->at[i].kind, kind) && text_in(all->at[i].state, "draft|sent|passed|returned", '|'))
                        return &all->at[i];
        return NULL;
}

static const struct list *force_of(const struct lists *in, const char *kind)
{
        for (size_t i = 0; i < in->n; i++)
                if (!strcmp(in->at[i].kind, kind))
                        return &in->at[i];
        return NULL;
}

static bool engine_put(struct ctx *c, struct html *h, const struct pack_list *k, const struct list *in)
{
        struct grid_changes changes;
        bool made = false;

        if (in && !list_against_engine(c, in, &changes, &made))
                return false;
        if (made && changes.n)
                ui_tag(h, "bad", text_make(c->mem, "%zu 处不同", changes.n));
        else if (made)
                ui_tag(h, "ok", "一致");
        else
                html(h, "%s", *k->source ? "未公布" : "—");
        return true;
}

static void state_put(struct ctx *c, struct html *h, const struct list *in)
{
        if (!in) {
                ui_tag(h, "warn", "未公布");
                return;
        }
        html(h, "<a href=\"/desk/list/%s\">第 %lld 版</a> <small>%s 起，%lld 行</small>", text_make(c->mem, "%lld", (long long)in->id), (long long)in->version,
             day_text(c->mem, in->effective), (long long)in->rows);
}

static bool kind_row(struct ctx *c, struct html *h, const struct pack_list *k, const struct list *in, const struct list *open)
{
        const char *reviewer = list_reviewer_name(c->pack, k);

        html(h, "<tr><td data-l=\"清单\"><div><b>%s</b><small>%s</small></div></td><td data-l=\"现行\"><div>", k->label, k->law);
        state_put(c, h, in);
        html(h, "</div></td><td data-l=\"与运行的规则\"><div>");
        if (!engine_put(c, h, k, in))
                return false;
        html(h, "</div></td><td data-l=\"外部审核\">%s</td><td data-l=\"办理中\"><div>", *reviewer ? reviewer : "—");
        if (open) {
                ui_tag(h, list__state_tag(open->state), list__state(open->state));
                html(h, " <a href=\"/desk/list/%s\">查看</a>", text_make(c->mem, "%lld", (long long)open->id));
        } else if (may_do(c, "list.draft")) {
                html(h, "<a class=\"btn small\" href=\"%s\">起草%s</a>", url(c->mem, "/desk/act/list.draft?kind=%s&origin=%s&back=/desk/lists", k->id,
                     *k->source ? "pack" : in ? "current" : "given"), in ? "新版本" : "");
        }
        html(h, "</div></td></tr>\n");
        return true;
}

static bool kinds_put(struct ctx *c, struct html *h, const struct lists *all)
{
        struct lists in;

        if (!lists_on(c, c->who->agency, day_of(c->now), &in))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = agency_name(c, c->who->agency), .note = "事前公开的清单，今天有效的版本", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"清单\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">本机关的清单</caption>"
             "<thead><tr><th scope=\"col\">清单</th><th scope=\"col\">现行版本</th><th scope=\"col\">与运行的规则</th><th scope=\"col\">外部审核</th>"
             "<th scope=\"col\">办理中</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < c->pack->n_lists; i++) {
                const struct pack_list *k = &c->pack->lists[i];

                if (!kind_row(c, h, k, force_of(&in, k->id), open_of(all, c->who->agency, k->id)))
                        return false;
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
        return true;
}

/* What other agencies have sent to this one for review. */
static void sent_put(struct ctx *c, struct html *h, const struct lists *all)
{
        size_t n = 0;

        for (size_t i = 0; i < all->n; i++) {
                const struct list *l = &all->at[i];
                const struct pack_list *k = pack_list(c->pack, l->kind);

                if (!k || strcmp(l->state, "sent") || strcmp(k->reviewer, c->who->agency))
                        continue;
                if (!n++) {
                        ui_card_begin(h, &(struct ui_card){ .title = "送本机关审核的清单" });
                        html(h, "<ul class=\"hits\">");
                }
                html(h, "<li><h3><a href=\"/desk/list/%s\">%s：%s</a></h3><p class=\"meta\"><span>%lld 行</span><span>%s 送审</span><span>%s</span></p></li>",
                     text_make(c->mem, "%lld", (long long)l->id), agency_name(c, l->agency), k->label, (long long)l->rows, instant_local(c->mem, l->sent_at),
                     k->review_law);
        }
        if (!n)
                return;
        html(h, "</ul>");
        ui_card_end(h);
}

bool list__page_all(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button draft = { "起草清单", "/desk/act/list.draft?back=/desk/lists", "plus", BUTTON_PRIMARY };
        struct list_basis basis;
        struct lists all;

        if (!list__versions_all(c, "", &all) || !items_basis_check(c, c->who->agency, &basis))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "公开清单", .lead = "起草、送审、公布和调整；公布的版本不再改动", .buttons = &draft,
                                                      .n_buttons = may_do(c, "list.draft") ? 1 : 0 });
        list_basis_put(c, h, &basis, "执法事项");
        sent_put(c, h, &all);
        if (!kinds_put(c, h, &all))
                return false;
        page_end_desk(c, in, h);
        return true;
}

/* ---- one version ---- */

static bool seen(struct ctx *c, const struct list *l)
{
        const struct pack_list *k = pack_list(c->pack, l->kind);

        if (k && !strcmp(k->reviewer, c->who->agency) && text_in(l->state, "sent|passed|returned|published|revoked", '|'))
                return true;
        /* what an agency publishes concerns everybody who works there, whatever their data scope */
        return !strcmp(l->agency, c->who->agency) || access_may_see(c, &(struct place){ l->agency, "", NULL });
}

static bool list_asked(struct ctx *c, const struct page_in *in, struct list *l)
{
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为“%s”的清单", in->args[0]);
        return list_load(c, id, l) && seen(c, l);
}

static void facts_put(struct ctx *c, struct html *h, const struct list *l, const struct list_filings *filed)
{
        const struct pack_list *k = pack_list(c->pack, l->kind);
        const char *reviewer = k ? list_reviewer_name(c->pack, k) : "";

        ui_card_begin(h, &(struct ui_card){ .title = "这一版" });
        ui_kv_begin(h, 0);
        ui_kv(h, "机关", agency_name(c, l->agency));
        ui_kv(h, "状态", list__state(l->state));
        ui_kv_basis(h, "编制依据", l->law);
        ui_kv(h, "起草", text_make(c->mem, "%s，%s", user_name(c, l->drafted_by), instant_local(c->mem, l->drafted_at)));
        ui_kv(h, "外部审核", *reviewer ? text_make(c->mem, "%s（%s）", reviewer, k->review_law) : "不要求");
        if (*l->reviewed_by)
                ui_kv(h, "审核登记", text_make(c->mem, "%s，%s%s%s", user_name(c, l->reviewed_by), instant_local(c->mem, l->reviewed_at),
                                               *l->instrument ? "，" : "", l->instrument));
        if (*l->remarks)
                ui_kv(h, "审核意见", l->remarks);
        if (l->version) {
                ui_kv(h, "版本", text_make(c->mem, "第 %lld 版", (long long)l->version));
                ui_kv(h, "施行日期", day_text(c->mem, l->effective));
                ui_kv(h, "调整原因", l->reason);
                ui_kv(h, "公布", text_make(c->mem, "%s，%s", user_name(c, l->published_by), instant_local(c->mem, l->published_at)));
        }
        if (day_is(l->revoked_on))
                ui_kv(h, "废止", text_make(c->mem, "%s 起。%s", day_text(c->mem, l->revoked_on), l->revoke_reason));
        for (size_t i = 0; i < filed->n; i++)
                ui_kv(h, "备案", text_make(c->mem, "%s，%s，%s", filed->at[i].body, filed->at[i].number, day_text(c->mem, filed->at[i].on)));
        ui_kv_open(h, "内容指纹");
        ui_hash(h, l->digest + (text_starts(l->digest, "sm3:") ? 4 : 0));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static const struct { const char *verb, *states; } offers[] = {
        { "list.reviewed", "sent" }, { "list.publish", "draft|passed" }, { "list.send_review", "draft" }, { "list.revise", "draft|passed|returned" },
        { "list.record", "published|revoked" }, { "list.revoke", "published" },
};

/* What the pack's review decides: a list that needs none is not sent, one that needs it is not published before. */
static bool offered(struct ctx *c, const struct list *l, const char *verb)
{
        const struct pack_list *k = pack_list(c->pack, l->kind);
        bool reviewed = k && *list_reviewer_name(c->pack, k), own = !strcmp(c->who->agency, l->agency);

        if (!strcmp(verb, "list.reviewed"))
                return reviewed && (*k->reviewer ? !strcmp(k->reviewer, c->who->agency) : own);
        if (!strcmp(verb, "list.send_review"))
                return reviewed && own;
        return own && (strcmp(verb, "list.publish") || !reviewed || !strcmp(l->state, "passed"));
}

/* Whoever drafted it neither publishes nor reviews it: said here, before the form is filled in. */
static const struct why *own_work(struct ctx *c, const struct list *l, const char *verb)
{
        struct why *w = TAKE(c->mem, struct why);

        *w = (struct why){ .mem = c->mem };
        if ((!strcmp(verb, "list.reviewed") || (!strcmp(verb, "list.publish") && c->pack->publication.second_person)) &&
            !strcmp(l->drafted_by, c->who->login))
                refuse(w, R_SAME_PERSON, NULL, "本人是起草人");
        return w;
}

static void offers_put(struct ctx *c, struct html *h, const struct list *l)
{
        struct ui_action list[sizeof offers / sizeof *offers];
        size_t n = 0;

        for (size_t i = 0; i < sizeof offers / sizeof *offers; i++) {
                const struct command *cmd = command_find(offers[i].verb);
                bool edit = !strcmp(offers[i].verb, "list.revise");
                const char *here = text_make(c->mem, "/desk/list/%lld", (long long)l->id);

                if (!text_in(l->state, offers[i].states, '|') || !ui_may(c, cmd->roles) || !offered(c, l, offers[i].verb))
                        continue;
                list[n++] = (struct ui_action){ .title = cmd->label, .help = cmd->help, .button = cmd->label, .primary = !n, .why = own_work(c, l, cmd->verb),
                        .url = edit ? text_make(c->mem, "%s/edit", here)
                                    : text_make(c->mem, "%s?subject=%lld&back=%s", url(c->mem, "/desk/act/%s", cmd->verb), (long long)l->id, url(c->mem, "%s", here)) };
        }
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

static void grid_put(struct ctx *c, struct html *h, const struct list *l, const struct grid *g)
{
        ui_card_begin(h, &(struct ui_card){ .title = "内容", .note = text_make(c->mem, "%zu 行", g->n), .flush = true,
                .more_url = l->version ? url(c->mem, "/api/views/list_rows?agency=%s&kind=%s&version=%s&format=csv", l->agency, l->kind,
                                             text_make(c->mem, "%lld", (long long)l->version)) : NULL, .more_label = "下载 CSV" });
        list_table_put(h, g, ROWS_SHOWN, list__law_day(c, l));
        ui_card_end(h);
}

/* What this version changes against the one published before it (or last). */
static bool diff_put(struct ctx *c, struct html *h, const struct list *l, const struct grid *g)
{
        struct grid_changes changes;
        struct lists published;
        struct list *base = NULL;
        struct grid old;

        if (!list_versions(c, l->agency, l->kind, &published))
                return false;
        for (size_t i = 0; !base && i < published.n; i++)
                if (!l->version || published.at[i].version < l->version)
                        base = &published.at[i];
        if (!base)
                return true;
        if (!list_grid(c, base->id, &old))
                return false;
        grid_diff(c->mem, &old, g, NULL, &changes);
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "与第 %lld 版比较", (long long)base->version), .flush = true });
        list_changes_put(h, &changes, "与已公布的版本没有不同");
        ui_card_end(h);
        return true;
}

static bool running_put(struct ctx *c, struct html *h, const struct list *l)
{
        struct grid_changes changes;
        bool made;

        if (!list_against_engine(c, l, &changes, &made))
                return false;
        if (!made)
                return true;
        if (!changes.n) {
                ui_callout(h, "ok", "与系统正在执行的规则一致", "由系统运行的各栏逐格相同。");
                return true;
        }
        ui_card_begin(h, &(struct ui_card){ .title = "与系统正在执行的规则不同", .note = "“现在”是系统正在执行的", .flush = true });
        list_changes_put(h, &changes, "");
        ui_card_end(h);
        return true;
}

bool list__page_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_tag tag;
        struct list l;
        struct list_filings filed;
        struct list_basis basis;
        struct grid g;

        if (!list_asked(c, in, &l) || !list_grid(c, l.id, &g) || !list_filings(c, l.id, &filed))
                return false;
        tag = (struct ui_tag){ list__state_tag(l.state), list__state(l.state), NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s%s", kind_label_of(c, l.kind), l.version ? text_make(c->mem, " 第 %lld 版", (long long)l.version) : "（草稿）"),
                                                      .crumbs = crumbs, .n_crumbs = 1, .tags = &tag, .n_tags = 1, .current = "/desk/lists" });
        if (!list_basis_check(c, &l, &g, &basis))
                return false;
        list_basis_put(c, h, &basis, "这一版");
        ui_split_begin(h);
        if (!running_put(c, h, &l) || !diff_put(c, h, &l, &g))
                return false;
        facts_put(c, h, &l, &filed);
        ui_split_aside(h);
        offers_put(c, h, &l);
        ui_split_end(h);
        grid_put(c, h, &l, &g);
        page_end_desk(c, in, h);
        return true;
}

bool list__page_edit(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct pair values[1];
        struct list l;
        struct grid g;
        const char *csv;
        int64_t last;

        if (!list_asked(c, in, &l) || !list_grid(c, l.id, &g) || !subject_last(c, "list", l.id, &last))
                return false;
        csv = grid_csv(c->mem, &g);
        values[0] = (struct pair){ "rows", text_starts(csv, "\xEF\xBB\xBF") ? csv + 3 : csv };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "修改%s", kind_label_of(c, l.kind)), .crumbs = crumbs, .n_crumbs = 1,
                                                      .current = "/desk/lists", .lead = "第一行是栏目名称。可以复制到电子表格里改，改好再整个粘贴回来。" });
        ui_card_begin(h, &(struct ui_card){ .title = "内容" });
        ui_form(h, &(struct ui_form){ .command = command_find("list.revise"), .action = "/desk/act/list.revise", .subject = l.id, .values = values,
                                      .n_values = 1, .csrf = in->csrf, .expected = last, .back = text_make(c->mem, "/desk/list/%lld", (long long)l.id) });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
