/* exchange_open_page.c - /open: what there is to take away, in which formats, what the columns mean, how to check it, how to follow and embed it. */
#include "exchange/open.h"
#include "journal/journal.h"
#include <string.h>

bool exchange__years(struct ctx *c, int *first, int *last);

static void links_put(struct html *h, const char *name)
{
        struct arena *mem = h->b.mem;

        for (size_t i = 0; open_formats[i].ending; i++) {
                const char *file = text_make(mem, "/open/%s.%s", name, open_formats[i].ending);

                html(h, "<a class=\"chip\" href=\"%s\" title=\"%s\">%s</a> <a class=\"small muted\" href=\"%s.digest\" aria-label=\"%s 的指纹\">指纹</a> ", file,
                     open_formats[i].note, open_formats[i].label, file, text_make(mem, "%s.%s", name, open_formats[i].ending));
        }
}

static void file_row(struct html *h, const char *label, int64_t n, const char *name)
{
        html(h, "<tr><td data-l=\"范围\"><div><b>%s</b></div></td><td data-l=\"件数\" class=\"n\">%s</td><td data-l=\"下载\"><div>", label,
             n >= 0 ? text_make(h->b.mem, "%lld", (long long)n) : "—");
        links_put(h, name);
        html(h, "</div></td></tr>\n");
}

static bool files_put(struct ctx *c, struct html *h)
{
        struct publication_wish w = { .from = DAY_NONE, .to = DAY_NONE, .limit = 1 };
        struct publications l;
        int first, last;

        if (!exchange__years(c, &first, &last) || !publications_find(c, &w, &l))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "行政执法决定", .note = "按决定作出的年份", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"数据文件\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">数据文件</caption>"
             "<thead><tr><th scope=\"col\">范围</th><th scope=\"col\" class=\"n\">件数</th><th scope=\"col\">下载</th></tr></thead><tbody>\n");
        for (int year = last; year >= first; year--) {
                w.from = day_make(year, 1, 1);
                w.to = day_make(year, 12, 31);
                if (!publications_find(c, &w, &l))
                        return false;
                if (l.total)
                        file_row(h, text_make(c->mem, "%d 年", year), l.total, text_make(c->mem, "decisions-%d", year));
        }
        w.from = w.to = DAY_NONE;
        if (!publications_find(c, &w, &l))
                return false;
        file_row(h, "全部", l.total, "decisions");
        file_row(h, "变化", -1, "changes");
        html(h, "</tbody></table></div>\n");
        ui_card_foot(h);
        html(h, "<p class=\"small\">增量：<code>/open/changes.jsonl?since=N</code> 给出存证日志第 N 条以后发生的全部变化（公示、更正、撤下），每行的 <code>act</code> "
             "就是下一次的 N。收到 <code>withdrawn</code> 的，请同时删除自己的副本。</p>");
        ui_card_end(h);
        return true;
}

static void columns_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "字段说明", .flush = true, .more_url = "/open/columns.json", .more_label = "columns.json" });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"字段说明\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">字段说明</caption>"
             "<thead><tr><th scope=\"col\">字段</th><th scope=\"col\">名称</th><th scope=\"col\">类型</th><th scope=\"col\">说明</th></tr></thead><tbody>\n");
        for (size_t i = 0; open_columns[i].name; i++)
                html(h, "<tr><td data-l=\"字段\"><div><code>%s</code></div></td><td data-l=\"名称\"><div>%s</div></td><td data-l=\"类型\"><div>%s</div></td>"
                     "<td data-l=\"说明\"><div>%s</div></td></tr>\n", open_columns[i].name, open_columns[i].label, open_type_name(open_columns[i].type),
                     *open_columns[i].note ? open_columns[i].note : "—");
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
}

static bool head_card(struct ctx *c, struct html *h)
{
        struct open_head head;

        if (!exchange__head(c, &head))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "在日志中的位置" });
        if (head.size) {
                html(h, "<p>签名头覆盖存证日志前 <b>%lld</b> 条。每个文件都在这个位置上生成，文件里（JSON、XLSX）和应答头 <code>X-Mingjing-Log</code> 里都写着它。</p>",
                     (long long)head.size);
                ui_hash(h, head.root);
        } else {
                html(h, "<p>日志尚未签名。</p>");
        }
        html(h, "<p class=\"small\"><a href=\"/log/checkpoint\">签名头</a> · <a href=\"/verify\">怎样核验</a></p>"
             "<p class=\"small muted\">“指纹”是文件的字节数、SM3 和 SHA-256 值。日志前进以后文件和指纹一起变。</p>");
        ui_card_end(h);
        return true;
}

static void feeds_card(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "订阅" });
        html(h, "<p><a href=\"/feed/atom\">Atom</a> · <a href=\"/feed/json\">JSON Feed</a></p><p class=\"small\">可以带查询条件："
             "<code>kind</code> 种类、<code>agency</code> 机关、<code>q</code> 词语、<code>item</code> 事项、<code>party</code> 相对人、<code>from</code> <code>to</code> 作出日期。"
             "撤下的以删除条目（RFC 6721）发出。</p>");
        ui_card_end(h);
}

static bool embed_card(struct ctx *c, struct html *h)
{
        const char *base;

        if (!exchange__base(c, &base))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "嵌入" });
        html(h, "<p class=\"small\">把最新的决定显示在部门网站的栏目里：</p><pre class=\"code\" tabindex=\"0\">&lt;iframe src=&quot;%s/embed/latest?n=5&quot;\n  title=&quot;最新执法决定&quot; "
             "width=&quot;100%%&quot; height=&quot;320&quot;&gt;&lt;/iframe&gt;</pre>", base);
        if (c->pack->n_embeds)
                html(h, "<p class=\"small\">允许嵌入的网站：</p><ul class=\"small\">");
        for (size_t i = 0; i < c->pack->n_embeds; i++)
                html(h, "<li>%s（%s）</li>", c->pack->embeds[i].label, c->pack->embeds[i].site);
        html_raw(h, c->pack->n_embeds ? "</ul>" : "<p class=\"small muted\">现在没有允许嵌入的网站。</p>");
        ui_card_end(h);
        return true;
}

bool exchange__open_page(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" } };

        page_begin_public(c, in, h, &(struct ui_frame){ .title = "开放数据", .lead = "公示的信息可以整批取走；取走的每个文件都能核验", .crumbs = crumbs, .n_crumbs = 1 });
        ui_split_begin(h);
        if (!files_put(c, h))
                return false;
        columns_put(h);
        ui_split_aside(h);
        if (!head_card(c, h))
                return false;
        feeds_card(h);
        if (!embed_card(c, h))
                return false;
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}
