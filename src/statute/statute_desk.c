/* statute_desk.c - /desk/statutes: what is there, what waits to be looked at (presumed days, repealed ones), and the form to bring one; /desk/statute/{id}:
 * one text, and what may be done with it.  Shows; what may be done is asked of the commands. */
#include "org/org.h"
#include "statute/statute_inner.h"
#include "ui/ui.h"
#include <string.h>

#define SHOWN 60

static const struct ui_crumb crumbs[] = { { "法律法规", "/desk/statutes" } };

static const char *state_word(const struct statute_version *v, struct day today, const char **kind)
{
        bool over = day_is(v->repealed) && day_compare(v->repealed, today) <= 0, ahead = day_compare(v->effective, today) > 0;

        *kind = over ? "bad" : ahead ? "warn" : "ok";
        return over ? "已废止" : ahead ? "尚未施行" : "有效";
}

static void row_put(struct ctx *c, struct html *h, const struct statute_version *v)
{
        const char *kind, *word = state_word(v, day_of(c->now), &kind);

        html(h, "<tr><td data-l=\"名称\"><div><a href=\"/desk/statute/%lld\">%s</a></div></td><td data-l=\"公布\">%s %s</td><td data-l=\"施行\"><div>%s<small>%s</small></div></td>"
             "<td data-l=\"条\">%lld</td><td data-l=\"状态\">", (long long)v->id, v->title, day_text(c->mem, v->promulgated), v->change, day_text(c->mem, v->effective),
             statute__effective_by(v->effective_by), (long long)v->articles);
        ui_tag(h, kind, word);
        html(h, "</td></tr>\n");
}

bool statute__page_desk(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct arg params[] = { { "q", ARG_TEXT, 0, "名称", "名称里的词。", NULL, 1, 100 }, ARG_END };
        static const struct ui_button bring = { "导入法律法规", "/desk/act/statute.import?back=/desk/statutes", "plus", BUTTON_PRIMARY };
        struct statute_versions l;
        int64_t page = 1, total;

        text_int(page_query(in, "page"), 1, 1000, &page);
        if (!statutes_find(c, utf8_head(c->mem, page_query(in, "q"), 100), day_of(c->now), (page - 1) * SHOWN, SHOWN, &l, &total))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "法律法规", .lead = "执法依据的文本和版本；全文检索在公示平台的“法律法规”", .buttons = &bring,
                                                      .n_buttons = ui_may(c, command_find("statute.import")->roles) ? 1 : 0 });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/statutes", .label = "查找法律法规", .params = params, .query = in->query, .n = in->n, .skip = "page", .total = total });
        ui_card_begin(h, &(struct ui_card){ .title = "文本", .more_url = "/laws", .more_label = "全文检索", .flush = true });
        if (!l.n)
                ui_empty(h, "还没有收入法律、法规", "一次收入许多部的，用 mingjing statute import。", NULL, NULL);
        else
                html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"法律法规\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">法律法规</caption><thead><tr>"
                     "<th scope=\"col\">名称</th><th scope=\"col\">公布</th><th scope=\"col\">施行</th><th scope=\"col\">条</th><th scope=\"col\">状态</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < l.n; i++)
                row_put(c, h, &l.at[i]);
        html_raw(h, l.n ? "</tbody></table></div>\n" : "");
        ui_card_end(h);
        ui_pager(h, "/desk/statutes", in->query, in->n, page, SHOWN, total);
        page_end_desk(c, in, h);
        return true;
}

static void facts_put(struct ctx *c, struct html *h, const struct statute_version *v)
{
        ui_card_begin(h, &(struct ui_card){ .title = "这份文本", .more_url = text_make(c->mem, "%s?version=%lld", url(c->mem, "/laws/%s", v->name), (long long)v->id), .more_label = "读全文" });
        ui_kv_begin(h, 0);
        ui_kv(h, "公布", text_make(c->mem, "%s（%s）", day_text(c->mem, v->promulgated), v->change));
        ui_kv(h, "施行", text_make(c->mem, "%s（%s%s%s）", day_text(c->mem, v->effective), statute__effective_by(v->effective_by), *v->date_basis ? "：" : "", v->date_basis));
        if (day_is(v->repealed))
                ui_kv(h, "废止", text_make(c->mem, "%s 起。%s", day_text(c->mem, v->repealed), v->repeal_by));
        if (v->replaced_by)
                ui_kv(h, "更正", text_make(c->mem, "已由第 %lld 号文本替代", (long long)v->replaced_by));
        ui_kv(h, "条数", text_make(c->mem, "%lld", (long long)v->articles));
        ui_kv(h, "文本来源", v->source);
        ui_kv(h, "收入", text_make(c->mem, "%s，%s", user_name(c, v->imported_by), instant_local(c->mem, v->imported_at)));
        ui_kv_open(h, "存证");
        html(h, "<a href=\"/desk/act/%lld\">日志第 %lld 条</a>", (long long)v->id, (long long)v->id);
        ui_kv_close(h);
        ui_kv_open(h, "文本指纹");
        ui_hash(h, v->digest + (text_starts(v->digest, "sm3:") ? 4 : 0));
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static void offers_put(struct ctx *c, struct html *h, const struct statute_version *v)
{
        static const char *const verbs[] = { "statute.effective", "statute.repeal" };
        struct ui_action list[2];
        size_t n = 0;

        for (size_t i = 0; i < 2; i++) {
                const struct command *cmd = command_find(verbs[i]);

                if (!ui_may(c, cmd->roles) || v->replaced_by || (i == 1 && day_is(v->repealed)))
                        continue;
                list[n++] = (struct ui_action){ .title = cmd->label, .help = cmd->help, .button = cmd->label,
                        .url = text_make(c->mem, "/desk/act/%s?subject=%lld&back=/desk/statute/%lld", cmd->verb, (long long)v->id, (long long)v->id) };
        }
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "办理", .flush = true });
        ui_actions(h, list, n);
        ui_card_end(h);
}

bool statute__page_desk_one(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct statute_version v;
        struct statute_versions l;
        int64_t id;

        if (!text_int(in->args[0], 1, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为“%s”的法律文本", utf8_head(c->mem, in->args[0], 20));
        if (!statute_load(c, id, &v) || !statute_versions_of(c, v.name, &l))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = v.title, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/statutes" });
        statute__state_put(c, h, &v, day_of(c->now));
        ui_split_begin(h);
        facts_put(c, h, &v);
        ui_card_begin(h, &(struct ui_card){ .title = "各版本" });
        html(h, "<ul class=\"rules\">");
        for (size_t i = 0; i < l.n; i++) {
                html(h, "<li><a href=\"/desk/statute/%lld\">%s 起施行</a>", (long long)l.at[i].id, day_text(c->mem, l.at[i].effective));
                if (i + 1 < l.n)
                        html(h, " <a href=\"%s?from=%lld&amp;to=%lld\">与前一版比较</a>", url(c->mem, "/laws/%s/compare", v.name), (long long)l.at[i + 1].id, (long long)l.at[i].id);
                html(h, "</li>");
        }
        html(h, "</ul>");
        ui_card_end(h);
        ui_split_aside(h);
        offers_put(c, h, &v);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
