/* portal_home.c - the front door: ask, the three kinds of disclosure (事前、事中、事后), what was decided and which lists changed last, and that the
 * log is signed. */
#include "portal/portal_advance.h"
#include <string.h>

#define LATEST 6

static void ask_put(struct html *h, const struct pack *pack)
{
        html(h, "<h1>执法的人、据、果，一处查清</h1><p>%s的执法机关、清单、人员和决定都在这里，每一条都能验证是否被改动过。</p>"
             "<form class=\"ask\" role=\"search\" aria-label=\"查执法决定\" action=\"/search\">"
             "<label class=\"vh\" for=\"home-q\">文号、当事人、案由，或者人员、清单里的词</label><input class=\"in large\" id=\"home-q\" name=\"q\" type=\"search\" "
             "placeholder=\"文号、当事人、案由，或者人员姓名\"><button class=\"btn primary large\" type=\"submit\">",
             *pack->jurisdiction ? pack->jurisdiction : "本辖区");
        ui_icon(h, "search");
        html(h, "查决定</button><button class=\"btn large\" type=\"submit\" formaction=\"/officers\">查人员</button>"
             "<button class=\"btn large\" type=\"submit\" formaction=\"/lists\">查清单</button></form>\n");
}

static void entry_put(struct html *h, const char *url, const char *icon, const char *title, const char *text)
{
        if (!advance__there(h->b.mem, url))
                return;
        html(h, "<li><a href=\"%s\"><span class=\"badge\">", url);
        ui_icon(h, icon);
        html(h, "</span><span><b>%s</b><small>%s</small></span></a></li>", title, text);
}

static void entries_put(struct html *h)
{
        html(h, "<ul class=\"entries\" aria-label=\"常用入口\">");
        entry_put(h, "/search", "file-search", "查执法决定", "行政处罚、行政许可");
        entry_put(h, "/officers", "id-badge-2", "验执法人员", "扫证件二维码或者输证号");
        entry_put(h, "/progress", "clock", "查办理进度", "凭编号和查询码");
        entry_put(h, "/complain", "message-report", "投诉举报", "违法线索、执法作风");
        html(h, "</ul>\n");
}

/* ---- three kinds of disclosure ---- */

struct row { const char *url, *label; int64_t n /* -1: no number */; };

static void column_put(struct html *h, const char *title, const char *note, const struct row *rows, size_t n)
{
        html(h, "<section><header><h2>%s</h2><span>%s</span></header><ul>", title, note);
        for (size_t i = 0; i < n; i++) {
                if (!advance__there(h->b.mem, rows[i].url) && !text_starts(rows[i].url, "/feed") && !text_starts(rows[i].url, "/open"))
                        continue;
                html(h, "<li><a href=\"%s\">%s", rows[i].url, rows[i].label);
                if (rows[i].n >= 0)
                        html(h, "<small>%s</small>", advance__number(h->b.mem, rows[i].n));
                html(h, "</a></li>");
        }
        html(h, "</ul></section>\n");
}

static int64_t rows_of(const struct lists *in, const char *kind)
{
        int64_t n = 0;

        for (size_t i = 0; i < in->n; i++)
                n += strcmp(in->at[i].kind, kind) ? 0 : in->at[i].rows;
        return n;
}

static void columns_put(struct ctx *c, struct html *h, const struct lists *in, const struct publication_counts *counts, size_t officers)
{
        const struct row before[] = {
                { "/agencies", "执法主体", (int64_t)c->pack->n_agencies }, { "/officers", "执法人员", (int64_t)officers },
                { "/lists/powers", "权责清单", rows_of(in, "powers") }, { "/lists/benchmarks", "裁量基准", rows_of(in, "benchmarks") },
                { "/guides", "服务指南", (int64_t)c->pack->n_guides }, { "/procedures", "流程图", (int64_t)c->pack->n_procedures },
                { "/lists/spotchecks", "随机抽查清单", rows_of(in, "spotchecks") }, { "/lists/remedies", "救济渠道", rows_of(in, "remedies") },
                { "/lists", "全部清单", (int64_t)in->n }, { "/rules", "公示规则", -1 },
        };
        const struct row during[] = {
                { "/officers", "亮证执法核验", -1 }, { "/boards", "岗位信息公示牌", (int64_t)c->pack->n_boards }, { "/guides", "示范文本", -1 },
                { "/progress", "办理进度", -1 }, { "/consult", "咨询服务", -1 }, { "/complain", "投诉举报", -1 }, { "/lists/recordings", "音像记录事项", rows_of(in, "recordings") },
                { "/lists/review", "法制审核目录", rows_of(in, "review") }, { "/lists/terms", "办理期限", rows_of(in, "terms") },
        };
        const struct row after[] = {
                { "/search?kind=penalty", "行政处罚", counts->penalties }, { "/search?kind=permit", "行政许可", counts->permits },
                { "/inspections", "检查和双随机抽查", -1 }, { "/search?state=withdrawn", "撤下与更正", counts->withdrawn }, { "/reports", "统计年报", -1 }, { "/examples", "典型案例", -1 },
                { "/browse", "按月浏览", -1 }, { "/open", "开放数据", -1 }, { "/feed/atom", "订阅更新", -1 },
        };

        html(h, "<div class=\"three\" role=\"group\" aria-label=\"三类公开\">\n");
        column_put(h, "事前公开", "凭什么管、谁来管", before, sizeof before / sizeof *before);
        column_put(h, "事中公示", "正在怎么办", during, sizeof during / sizeof *during);
        column_put(h, "事后公开", "结果怎么样", after, sizeof after / sizeof *after);
        html(h, "</div>\n");
}

/* The lists that changed last: what law or organisation altered (动态调整). */
static bool changed_put(struct ctx *c, struct html *h)
{
        struct lists l;

        if (!lists_recent(c, 4, &l))
                return false;
        if (!l.n)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "清单更新", .more_url = "/lists", .more_label = "全部清单" });
        html(h, "<ul class=\"versions\">");
        for (size_t i = 0; i < l.n; i++) {
                const struct pack_list *k = pack_list(c->pack, l.at[i].kind);

                html(h, "<li><p><a href=\"%s\">%s 第 %lld 版</a></p><p class=\"small muted\">%s 起　%s</p></li>", url(c->mem, "/list/%s/%s/%s", l.at[i].agency,
                     l.at[i].kind, advance__number(c->mem, l.at[i].version)), k ? k->label : l.at[i].kind, (long long)l.at[i].version,
                     day_text(c->mem, l.at[i].effective), utf8_head(c->mem, l.at[i].reason, 40));
        }
        html(h, "</ul>");
        ui_card_end(h);
        return true;
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

static void figures_put(struct ctx *c, struct html *h, const struct publication_counts *counts)
{
        html(h, "<aside class=\"figures\" aria-label=\"公示情况\"><p class=\"small muted\">截至 %s</p>", day_chinese(c->mem, day_of(c->now)));
        ui_stats(h, "公示情况", (const struct ui_stat[]){
                { advance__number(c->mem, counts->shown), "正在公示的决定", NULL, "/search", "" },
                { advance__number(c->mem, counts->penalties), "行政处罚", "七个工作日内公示", "/search?kind=penalty", "" },
                { advance__number(c->mem, counts->permits), "行政许可", "七个工作日内公示", "/search?kind=permit", "" },
                { advance__number(c->mem, counts->withdrawn), "撤下与更正", "逐件说明原因", "/search?state=withdrawn", "" },
        }, 4);
        html(h, "</aside>\n");
}

static bool officers_valid(struct ctx *c, size_t *n)
{
        struct officers l;

        if (!officers_find(c, &(struct officer_wish){ .limit = 0 }, &l))
                return false;
        *n = 0;
        for (size_t i = 0; i < l.n; i++)
                *n += certificate_validity(&l.at[i].certificate, day_of(c->now)) == CERTIFICATE_VALID;
        return true;
}

bool portal_home(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct publication_wish wish = { .from = DAY_NONE, .to = DAY_NONE, .limit = LATEST };
        struct publication_counts counts;
        struct publications latest;
        struct portal_head head;
        struct lists lists;
        size_t officers;

        if (!publications_find(c, &wish, &latest) || !publications_count(c, "", &counts) || !portal_head(c, &head) ||
            !lists_on(c, "", day_of(c->now), &lists) || !officers_valid(c, &officers))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "首页", .bare = true });
        html(h, "<section class=\"hero front\"><div>");
        ask_put(h, c->pack);
        html(h, "</div>");
        figures_put(c, h, &counts);
        html(h, "</section>\n");
        entries_put(h);
        columns_put(c, h, &lists, &counts, officers);
        ui_split_begin(h);
        latest_put(h, &latest);
        agencies_put(c, h);
        ui_split_aside(h);
        head_put(h, &head);
        if (!changed_put(c, h))
                return false;
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
