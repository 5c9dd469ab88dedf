/* portal_home.c - the front door: ask, go in, see what was decided last, and that the log is signed. */
#include "portal/portal.h"
#include <string.h>

#define LATEST 8

static void ask_put(struct html *h, const struct pack *pack)
{
        html(h, "<section class=\"hero\"><h1>执法的人、据、果，一处查清</h1><p>%s的执法决定都在这里，每一条都能验证是否被改动过。</p>"
             "<form class=\"ask\" role=\"search\" aria-label=\"查执法决定\" action=\"/search\">"
             "<label class=\"vh\" for=\"home-kind\">种类</label><select class=\"in large\" id=\"home-kind\" name=\"kind\"><option value=\"\">全部</option>"
             "<option value=\"penalty\">行政处罚</option><option value=\"permit\">行政许可</option></select>"
             "<label class=\"vh\" for=\"home-q\">文号、当事人或案由</label><input class=\"in large\" id=\"home-q\" name=\"q\" type=\"search\" "
             "placeholder=\"文号、当事人或案由\"><button class=\"btn primary large\" type=\"submit\">",
             *pack->jurisdiction ? pack->jurisdiction : "本辖区");
        ui_icon(h, "search");
        html(h, "查询</button></form></section>\n");
}

static void entry_put(struct html *h, const char *url, const char *icon, const char *title, const char *text)
{
        html(h, "<li><a href=\"%s\"><span class=\"badge\">", url);
        ui_icon(h, icon);
        html(h, "</span><span><b>%s</b><small>%s</small></span></a></li>", title, text);
}

static void entries_put(struct html *h)
{
        html(h, "<ul class=\"entries\" aria-label=\"常用入口\">");
        entry_put(h, "/search", "file-search", "查执法决定", "行政处罚、行政许可");
        entry_put(h, "/agencies", "building-bank", "按机关查", "谁在执法，作出了什么决定");
        entry_put(h, "/verify", "shield-check", "验真伪", "这份决定有没有被改动过");
        entry_put(h, "/search?state=withdrawn", "file-off", "撤下与更正", "逐件说明原因");
        html(h, "</ul>\n");
}

static void latest_put(struct html *h, const struct publications *l)
{
        ui_card_begin(h, &(struct ui_card){ .title = "最新执法决定", .note = "核对后即时公示", .more_url = "/search", .more_label = "全部决定",
                                            .flush = true });
        if (!l->n)
                ui_empty(h, "还没有公示的执法决定", "决定作出之日起七个工作日内在这里公示。", NULL, NULL);
        else
                html(h, "<ul class=\"hits\">");
        for (size_t i = 0; i < l->n; i++)
                portal_row(h, &l->at[i], "");
        html_raw(h, l->n ? "</ul>" : "");
        ui_card_end(h);
}

static void head_put(struct html *h, const struct portal_head *head)
{
        struct arena *mem = h->b.mem;
        const struct ui_button buttons[] = {
                { "下载签名头", "/log/checkpoint", "download", BUTTON_PLAIN }, { "这是什么？怎样验证", "/verify", "help-circle", BUTTON_GHOST },
        };
        const struct ui_check checks[] = {
                { true, text_make(mem, "共 %lld 条记录，首尾相接，不能改、不能删", (long long)head->size) },
                { true, text_make(mem, "%s 签名，任何人都可以下载并离线核验", instant_local(mem, head->at)) },
                { true, text_make(mem, "算法 %s，国密 SM2 与 Ed25519 双签名", head->hash == HASH_SM3 ? "SM3" : "SHA-256") },
        };

        if (!head->at.ms) {
                ui_callout(h, "info", "存证日志", "还没有签名头。第一次签名后，这里会显示记录条数和签名时间。");
                return;
        }
        ui_proof(h, &(struct ui_proof){ .good = true, .title = "存证日志已签名", .note = "任何人都可下载并离线校验", .checks = checks,
                                        .n_checks = sizeof checks / sizeof *checks, .buttons = buttons,
                                        .n_buttons = sizeof buttons / sizeof *buttons });
}

static void agencies_put(struct ctx *c, struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "按执法机关查找", .more_url = "/agencies", .more_label = "全部机关" });
        html(h, "<ul class=\"row\">");
        for (size_t i = 0; i < c->pack->n_agencies && i < 12; i++) {
                const struct pack_agency *g = &c->pack->agencies[i];

                html(h, "<li><a class=\"btn small\" href=\"%s\">%s</a></li>", url(c->mem, "/agency/%s", g->id), g->name);
        }
        html(h, "</ul>");
        ui_card_end(h);
}

bool portal_home(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct publication_wish wish = { .from = DAY_NONE, .to = DAY_NONE, .limit = LATEST };
        struct publication_counts counts;
        struct publications latest;
        struct portal_head head;

        if (!publications_find(c, &wish, &latest) || !publications_count(c, "", &counts) || !portal_head(c, &head))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "首页", .bare = true });
        ask_put(h, c->pack);
        entries_put(h);
        ui_stats(h, "公示情况", (const struct ui_stat[]){
                { text_make(c->mem, "%lld", (long long)counts.shown), "正在公示", "执法决定", "/search", "" },
                { text_make(c->mem, "%lld", (long long)counts.penalties), "行政处罚", "七个工作日内公示", "/search?kind=penalty", "" },
                { text_make(c->mem, "%lld", (long long)counts.permits), "行政许可", "七个工作日内公示", "/search?kind=permit", "" },
                { text_make(c->mem, "%lld", (long long)counts.withdrawn), "撤下与更正", "逐件说明原因", "/search?state=withdrawn", "" },
        }, 4);
        ui_split_begin(h);
        latest_put(h, &latest);
        ui_split_aside(h);
        head_put(h, &head);
        agencies_put(c, h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

bool portal_about(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" } };

        page_begin_public(c, in, h, &(struct ui_frame){ .title = "关于公示", .narrow = true, .crumbs = crumbs, .n_crumbs = 1 });
        ui_card_begin(h, &(struct ui_card){ .title = "公示什么，什么时候公示" });
        html_paragraphs(h, "行政许可、行政处罚的执法决定信息，自作出决定之日起七个工作日内公示；其他执法决定信息二十个工作日内公示。\n"
                           "内容包括执法机关、执法对象、决定文号、案由、认定的事实、依据和结果。"
                           "由承办机构录入，另一人核对后公示：谁执法谁公示，谁录入谁负责。");
        ui_law(h, "《国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见》", "事后公开");
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "哪些内容不公开" });
        html_paragraphs(h, "自然人的姓名只显示姓氏，证件号码、住址、电话和银行账号不公开；涉及国家秘密、商业秘密的内容不公开。\n"
                           "公开版是决定书的遮盖版：没有遮盖的字，逐字取自决定书，可以验证。");
        ui_law(h, "《中华人民共和国行政处罚法》第五十条", "对实施行政处罚过程中知悉的国家秘密、商业秘密或者个人隐私，应当依法予以保密。");
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "决定被撤销或变更以后" });
        html_paragraphs(h, "公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，三日内撤下，并公开说明理由。\n"
                           "撤下后不再显示当事人和原内容，但文号、撤下的原因和时间仍可查询。");
        ui_law(h, "《中华人民共和国行政处罚法》第四十八条第二款", "");
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "查看已撤下的决定", "/search?state=withdrawn", "file-off", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "怎样验证", "/verify", "shield-check", BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "无障碍" });
        html_paragraphs(h, "本站不用脚本也能用。页面上方可以放大字号、切换适老模式和高对比度；键盘和读屏软件可以走遍每一页。");
        ui_card_end(h);
        page_end_public(c, in, h);
        return true;
}
