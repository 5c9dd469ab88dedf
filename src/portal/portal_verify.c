/* portal_verify.c - how anyone checks us: the idea in plain words, the keys, the newest signed head, the commands. */
#include "paper/paper.h"
#include "portal/portal.h"

static void words_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "这是什么意思" });
        html(h, "<ol class=\"plain\">"
             "<li><b>每一步都记下来。</b>立案、审核、决定、公示、撤下，每个动作写成一条记录，按先后编号，只能往后加。</li>"
             "<li><b>每条记录有一个指纹。</b>指纹是内容的数字摘要：改一个字，指纹就完全不同。全部指纹合成一个总指纹。</li>"
             "<li><b>总指纹定时签名并公开。</b>谁都可以存下来。以后若有人改动或删除任何一条旧记录，总指纹就对不上，当场露馅。</li>"
             "<li><b>只公开该公开的。</b>个人信息等内容封存在指纹里：既不泄露，也不能被偷换。</li></ol>");
        ui_card_end(h);
}

static void steps_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "怎样核验一份决定" });
        html(h, "<ol class=\"plain\"><li>打开决定页，点“下载证明文件”，存为 <code>proof.json</code>。</li>"
             "<li>把本页的公钥抄下来，最好从两个不同的地方取得（例如公报、窗口、他人存下的旧页面）。</li>"
             "<li>用任何一个校验程序核对，不需要联网，也不需要相信本站：</li></ol>"
             "<pre class=\"code\" tabindex=\"0\">mingjing proof check proof.json --key '公钥'\npython3 tools/verify/verify.py proof.json --key '公钥'</pre>"
             "<p>程序会用一句话说明证明了什么：哪个日志、第几条、哪些字、在什么时候的签名头之下。</p>");
        ui_card_end(h);
}

static void file_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "核验一份电子文书", .id = "file" });
        html(h, "<p>带有电子印章或者电子签名的文书（PDF、OFD），在这里可以看到签名是否有效、是谁签的、文件是不是本机关存证日志中登记的原件。文件只在内存中核对，不保存。</p>"
             "<form class=\"form\" method=\"post\" action=\"/verify/file\" enctype=\"multipart/form-data\">"
             "<p class=\"field\"><label for=\"verify-file\">文件（4 MB 以内）</label> "
             "<input id=\"verify-file\" type=\"file\" name=\"file\" accept=\".pdf,.ofd,application/pdf\" required></p>"
             "<p><button class=\"btn primary\" type=\"submit\">核验</button></p></form>");
        ui_card_end(h);
}

static void keys_put(struct html *h)
{
        size_t n;
        const char *const *keys = portal_keys(&n);

        ui_card_begin(h, &(struct ui_card){ .title = "本站公钥", .note = "公开，可以抄录、转发" });
        if (!n)
                ui_empty(h, "这里暂时没有公钥", "请向主办机关索取，或执行 mingjing journal vkey。", NULL, NULL);
        for (size_t i = 0; i < n; i++)
                html(h, "<p><code class=\"vkey\">%s</code></p>", keys[i]);
        if (n) {
                ui_row_begin(h);
                ui_button(h, &(struct ui_button){ "下载公钥", "/verify/mingjing.vkey", "download", BUTTON_PLAIN });
                ui_row_end(h);
        }
        ui_card_end(h);
}

static void head_put(struct html *h, const struct portal_head *head)
{
        ui_card_begin(h, &(struct ui_card){ .title = "最新签名头" });
        if (!head->at.ms) {
                ui_empty(h, "还没有签名头", "存证日志第一次签名后显示在这里。", NULL, NULL);
        } else {
                ui_kv_begin(h, 0);
                ui_kv(h, "日志名称", head->origin);
                ui_kv(h, "记录条数", text_make(h->b.mem, "%lld", (long long)head->size));
                ui_kv_open(h, "签名时间");
                ui_instant(h, head->at);
                ui_kv_close(h);
                ui_kv(h, "算法", head->hash == HASH_SM3 ? "SM3（GB/T 32905）" : "SHA-256");
                ui_kv_open(h, "总指纹");
                html(h, "<code class=\"vkey\">%s</code>", head->root);
                ui_kv_close(h);
                ui_kv_end(h);
                ui_details_begin(h, "查看签名头原文", false);
                html(h, "<pre class=\"code\" tabindex=\"0\">%s</pre>", head->note);
                ui_details_end(h);
                ui_row_begin(h);
                ui_button(h, &(struct ui_button){ "下载签名头", "/log/checkpoint", "download", BUTTON_PLAIN });
                ui_row_end(h);
        }
        ui_card_end(h);
}

bool portal_verify(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" } };
        struct portal_head head;

        if (!portal_head(c, &head))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "验真伪", .lead = "不必相信本站：每一条公示都可以自己核验", .crumbs = crumbs,
                                                        .n_crumbs = 1 });
        ui_split_begin(h);
        file_put(h);
        words_put(h);
        steps_put(h);
        ui_split_aside(h);
        head_put(h, &head);
        keys_put(h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

/* Where the code on a printed document leads. */
bool portal_verify_paper(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "验真伪", "/verify" } };

        page_begin_public(c, in, h, &(struct ui_frame){ .title = "核验一份文书", .lead = in->args[0], .crumbs = crumbs, .n_crumbs = 2, .narrow = true });
        ui_card_begin(h, &(struct ui_card){ .title = "存证日志里的登记" });
        if (!paper_known(c, in->args[0], h))
                return false;
        ui_card_end(h);
        file_put(h);
        page_end_public(c, in, h);
        return true;
}
