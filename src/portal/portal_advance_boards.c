/* portal_advance_boards.c - notice boards of posts (岗位信息公示牌): on the web, filling a display in the hall, and as a sheet to hang up.  Names and
 * posts of officers come from the register of certificates, so that a board never shows somebody whose certificate has ended as valid. */
#include "portal/portal_advance.h"
#include <string.h>


static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "事前公开", "/lists" }, { "岗位信息公示牌", "/boards" } };

bool advance__address(struct ctx *c, const char *path, const char **out)
{
        struct site site;

        if (!site_load(c->db, c->mem, &site, &c->why))
                return false;
        *out = text_make(c->mem, "https://%s%s", text_copy_n(c->mem, site.origin, strcspn(site.origin, "/")), path);
        return true;
}

bool advance__there(struct arena *mem, const char *path)
{
        const char *args[4];

        return page_find(mem, text_copy_n(mem, path, strcspn(path, "?")), args) != NULL;
}

void advance__qr(struct html *h, const char *address, const char *label)
{
        const char *qr = portal_qr(h->b.mem, address);

        if (!qr)
                return;
        html(h, "<figure class=\"code\"><span class=\"qr\">");
        html_raw(h, qr);
        html(h, "</span><figcaption>%s</figcaption></figure>\n", label);
}

/* Who stands there: the holder of the certificate, or the name in the pack. */
struct stand { const char *name, *post, *certificate; bool valid, registered; struct officer officer /* where registered */; };

static bool stand_of(struct ctx *c, const struct pack_board *b, struct stand *out)
{
        struct officer o;
        bool found = false;

        *out = (struct stand){ .name = b->name, .post = b->post, .certificate = "", .valid = true };
        if (!*b->certificate)
                return true;
        if (!officer_by_number(c, b->certificate, &o, &found))
                return false;
        *out = (struct stand){ .name = "", .post = "", .certificate = b->certificate };
        if (found)
                *out = (struct stand){ o.name, o.post, b->certificate, certificate_validity(&o.certificate, day_of(c->now)) == CERTIFICATE_VALID, true, o };
        return true;
}

static const char *unit_name(const struct ctx *c, const struct pack_board *b)
{
        const struct pack_unit *u = pack_unit(c->pack, b->unit);

        return u ? u->name : b->unit;
}

static const char *agency_of(const struct ctx *c, const struct pack_board *b)
{
        const struct pack_unit *u = pack_unit(c->pack, b->unit);
        const struct pack_agency *a = u ? pack_agency(c->pack, u->agency) : NULL;

        return a ? a->name : "";
}

static const struct pack_board *board_asked(struct ctx *c, const struct page_in *in)
{
        const struct pack_board *b = pack_board(c->pack, in->args[0]);

        if (!b)
                refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这块公示牌");
        return b;
}

/* ---- all ---- */

bool portal_boards(struct ctx *c, const struct page_in *in, struct html *h)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "岗位信息公示牌", .crumbs = crumbs, .n_crumbs = 2, .current = "/lists",
                .lead = "窗口和接待岗位：谁在岗、管什么、带什么材料、向谁咨询和投诉。" });
        if (!c->pack->n_boards)
                ui_empty(h, "还没有公示牌", "设置服务窗口和接待岗位的机关公布以后列在这里。", NULL, NULL);
        ui_grid_begin(h, 2);
        for (size_t i = 0; i < c->pack->n_boards; i++) {
                const struct pack_board *b = &c->pack->boards[i];
                struct stand s;

                if (!stand_of(c, b, &s))
                        return false;
                ui_card_begin(h, &(struct ui_card){ .title = *b->window ? b->window : unit_name(c, b), .note = agency_of(c, b),
                        .more_url = url(c->mem, "/board/%s", b->id), .more_label = "查看" });
                html(h, "<p><b>%s</b>　%s</p><p class=\"small muted\">%s</p>", s.name, s.post, b->duties.n ? b->duties.at[0] : "");
                ui_card_end(h);
        }
        ui_grid_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- one board: the parts that page, screen and sheet share ---- */

static void words_put(struct html *h, const char *icon, const char *title, const struct names *words)
{
        html(h, "<section><h2>");
        ui_icon(h, icon);
        html(h, "%s</h2><ul>", title);
        for (size_t i = 0; i < words->n; i++)
                html(h, "<li>%s</li>", words->at[i]);
        html(h, "</ul></section>\n");
}

static void papers_put(struct ctx *c, struct html *h, const struct pack_board *b, bool links)
{
        if (!b->guides.n)
                return;
        html(h, "<section><h2>");
        ui_icon(h, "files");
        html(h, "申请材料与示范文本</h2><ul class=\"papers\">");
        for (size_t i = 0; i < b->guides.n; i++) {
                const struct pack_guide *g = pack_guide(c->pack, b->guides.at[i]);

                for (size_t k = 0; g && k < g->n_materials; k++) {
                        const struct pack_material *m = &g->materials[k];

                        html(h, "<li>%s<span>", m->label);
                        if (*m->sample && links)
                                ui_link(h, url(c->mem, "/guide/%s/form/%s", g->id, m->id), "示范文本");
                        else
                                html(h, "%s", *m->sample ? "有示范文本" : m->copies);
                        html(h, "</span></li>");
                }
        }
        html(h, "</ul></section>\n");
}

static void steps_put(struct ctx *c, struct html *h, const struct pack_board *b)
{
        const struct pack_guide *g = b->guides.n ? pack_guide(c->pack, b->guides.at[0]) : NULL;

        if (!g)
                return;
        html(h, "<section><h2>");
        ui_icon(h, "git-branch");
        html(h, "办理流程与时限</h2><ol class=\"way\">");
        for (size_t i = 0; i < g->flow.n; i++)
                html(h, "<li>%s</li>", g->flow.at[i]);
        html(h, "</ol><p>%s</p></section>\n", g->limit);
}

static void who_put(struct ctx *c, struct html *h, const struct pack_board *b, const struct stand *s, bool links)
{
        struct officer named = { .name = s->name };

        html(h, "<div class=\"person\"><p class=\"window\">%s</p>", b->window);
        advance__portrait(h, s->registered ? &s->officer : &named);
        html(h, "<p class=\"name\">%s</p><p>%s</p><p>%s</p>", s->registered || !*s->certificate ? s->name : "（在岗人员调整中）", s->post, unit_name(c, b));
        if (*s->certificate) {
                html(h, "<p>证件编号 ");
                if (links && s->registered)
                        ui_link(h, url(c->mem, "/officer/%s", s->certificate), s->certificate);
                else
                        html(h, "%s", s->certificate);
                html(h, "</p><p>");
                ui_tag_icon(h, &(struct ui_tag){ s->valid ? "ok" : "bad", s->valid ? "证件有效" : "证件今天无效", s->valid ? "circle-check" : "ban" });
                html(h, "</p>");
        }
        html(h, "</div>\n");
}

static bool codes_put(struct ctx *c, struct html *h, const struct pack_board *b, bool hung)
{
        const char *forms, *progress, *complain, *board;

        if (!advance__address(c, b->guides.n ? url(c->mem, "/guide/%s", b->guides.at[0]) : "/guides", &forms) ||
            !advance__address(c, "/progress", &progress) || !advance__address(c, "/complain", &complain) ||
            !advance__address(c, url(c->mem, "/board/%s", b->id), &board))
                return false;
        html(h, "<div class=\"codes\">");
        if (b->guides.n)
                advance__qr(h, forms, "示范文本和服务指南");
        if (advance__there(c->mem, "/progress"))
                advance__qr(h, progress, "进度查询：凭编号和查询码");
        if (advance__there(c->mem, "/complain"))
                advance__qr(h, complain, "投诉举报");
        if (hung)
                advance__qr(h, board, "最新的公示牌");
        html(h, "<div class=\"asks\"><p><b>咨询</b>%s</p><p><b>投诉</b>%s</p></div></div>\n", b->consult, b->complain);
        return true;
}

/* links: where somebody can follow them; hung: on paper, which does not know what comes later. */
static bool board_put(struct ctx *c, struct html *h, const struct pack_board *b, bool links, bool hung)
{
        struct stand s;

        if (!stand_of(c, b, &s))
                return false;
        html(h, "<div class=\"board\">");
        who_put(c, h, b, &s, links);
        html(h, "<div class=\"tells\">");
        words_put(h, "clipboard-list", "岗位职责", &b->duties);
        words_put(h, "certificate", "执法种类", &b->kinds);
        papers_put(c, h, b, links);
        steps_put(c, h, b);
        html(h, "</div>");
        if (!codes_put(c, h, b, hung))
                return false;
        html(h, "</div>\n");
        return true;
}

bool portal_board(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_board *b = board_asked(c, in);
        struct ui_button buttons[2];

        if (!b)
                return false;
        buttons[0] = (struct ui_button){ "全屏显示", url(c->mem, "/board/%s/screen", b->id), "maximize", BUTTON_PLAIN };
        buttons[1] = (struct ui_button){ "打印", url(c->mem, "/board/%s/sheet", b->id), "printer", BUTTON_PLAIN };
        page_begin_public(c, in, h, &(struct ui_frame){ .title = *b->window ? b->window : unit_name(c, b), .crumbs = crumbs, .n_crumbs = 3, .current = "/lists",
                .lead = text_make(c->mem, "%s　办公时间 %s", agency_of(c, b), b->hours), .buttons = buttons, .n_buttons = 2 });
        html(h, "<div class=\"card\">");
        if (!board_put(c, h, b, true, false))
                return false;
        html(h, "</div>\n<p class=\"small muted\">依据：%s</p>\n<p class=\"small muted\">大厅的显示屏打开 /board/%s/screen?every=300，每 300 秒自己更新。</p>\n", b->law, b->id);
        page_end_public(c, in, h);
        return true;
}

bool portal_board_screen(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_board *b = board_asked(c, in);
        struct day today = day_of(c->now);
        int64_t every;

        if (!b)
                return false;
        if (!text_int(page_query(in, "every"), 60, 86400, &every))
                every = 0;
        page_begin_screen(h, text_make(c->mem, "%s %s", agency_of(c, b), b->window), (int)every);
        html(h, "<header><h1>%s · 岗位信息公示牌</h1><p>%s　星期%s</p></header>\n", agency_of(c, b), day_chinese(c->mem, today), weekday_chinese(day_weekday(today)));
        if (!board_put(c, h, b, false, false))
                return false;
        html(h, "<footer><span>办公时间 %s</span><span>%s</span></footer>\n", b->hours, c->pack->portal);
        page_end_screen(h);
        return true;
}

bool portal_board_sheet(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_board *b = board_asked(c, in);

        if (!b)
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s · 岗位信息公示牌", agency_of(c, b)), .crumbs = crumbs, .n_crumbs = 3,
                .crumb = "打印", .current = "/lists", .lead = text_make(c->mem, "办公时间 %s", b->hours), .narrow = true });
        ui_callout(h, "info", "打印这一页", "用浏览器的打印功能，A4 纸；网址、导航和这段话不会印出来。");
        html(h, "<div class=\"hang\">");
        if (!board_put(c, h, b, false, true))
                return false;
        html(h, "</div>\n");
        page_end_public(c, in, h);
        return true;
}
