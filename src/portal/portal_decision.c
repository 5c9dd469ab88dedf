/* portal_decision.c - one decision: what, its public text, what to do against it, and that it was not changed; or its tombstone.
 * Must never show a withdrawn decision's party or words, nor claim more of the text than was compared with the act.
 */
#include "journal/proof.h"
#include "portal/portal.h"
#include "publicity/task.h"
#include "ui/basis.h"
#include <string.h>

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

/* Where a scanned code leads.  The log's name begins with the site's host. */
static bool address_of(struct ctx *c, int64_t id, const char **out)
{
        struct site site;

        if (!site_load(c->db, c->mem, &site, &c->why))
                return false;
        *out = text_make(c->mem, "https://%s/decision/%lld", text_copy_n(c->mem, site.origin, strcspn(site.origin, "/")), (long long)id);
        return true;
}

/* ---- shown ---- */

/* How long it stays, and what was changed since it was first shown. */
static bool changes_put(struct ctx *c, struct html *h, const struct publication *p)
{
        struct period period;
        struct act shown;
        bool has;

        if (!period_load(c, p->id, &period, &has) || !act_load(c, p->release_seq, &shown))
                return false;
        if (act_has(&shown, "public.change"))
                ui_callout(h, "info", strcmp(act_text(&shown, "public.change"), "update") ? "这条公示更正过" : "决定变更后，这条公示已经更新",
                           text_make(c->mem, "%s：%s", act_text(&shown, "public.changed_on"), act_text(&shown, "public.change_reason")));
        ui_card_begin(h, &(struct ui_card){ .title = "公示期和纠错" });
        if (has)
                html(h, "<p>%s，公示到 <b>%s</b>，到期自动停止展示。</p><p class=\"small muted\">", period.label, day_text(c->mem, period.until));
        if (has) {
                ui_basis(h, period.law);
                html(h, "</p>");
        }
        html(h, "<p>发现这里写得不对，任何人都可以提出，由执法机关限期答复。</p>");
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "我要纠错", text_make(c->mem, "/correct/%lld", (long long)p->id), "pencil", BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
        return true;
}

static void elements_put(struct html *h, const struct publication *p)
{
        ui_card_begin(h, &(struct ui_card){ .title = "决定要素" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv_open(h, "执法机关");
        ui_link(h, url(h->b.mem, "/agency/%s", p->agency), p->agency_name);
        ui_kv_close(h);
        ui_kv(h, "决定文号", p->number);
        ui_kv(h, "执法对象", p->party);
        ui_kv(h, strcmp(p->kind, "permit") ? "案由" : "许可事项", p->cause);
        ui_kv_open(h, "执法结论");
        html(h, "<b>%s</b>", p->result);
        ui_kv_close(h);
        ui_kv_open(h, "依据");
        ui_basis_on(h, p->basis, p->decided_on);        /* as it read then */
        ui_kv_close(h);
        ui_kv_open(h, "作出日期");
        ui_day(h, p->decided_on);
        ui_kv_close(h);
        ui_kv_open(h, "公示日期");
        ui_day(h, p->released_on);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
}

static void paper_put(struct html *h, const struct publication *p)
{
        ui_paper_begin(h, &(struct ui_paper){ .label = "决定书（公开版）", .org = p->agency_name, .number = p->number,
                                              .title = public_paper_title(p->kind, p->result) });
        ui_paper_text(h, p->text);
        ui_paper_sign(h, p->agency_name, p->decided_on, true);
        ui_paper_end(h);
        html(h, "<p class=\"small muted\">%s。印章为图样，仅供识别；公开版不代替决定书正本。</p>",
             *p->manual ? "有的文字由公示核对人员另行遮盖" : "按规则遮盖，其余逐字取自决定书");
}

static void remedies_put(struct html *h, const struct publication *p)
{
        ui_grid_begin(h, 2);
        if (*p->review_body) {
                ui_card_begin(h, &(struct ui_card){ .title = "不服怎么办：行政复议" });
                html(h, "<p>自知道该决定之日起 <b>60 日内</b>，%s<b>%s</b>申请行政复议%s。</p><p class=\"small"
                        " muted\">《中华人民共和国行政复议法》第二十条%s</p>",
                     *p->court ? "可以向" : "应当先向", p->review_body, *p->court ? "" : "；对复议决定不服的，再向人民法院起诉",
                     *p->court ? "" : "、第二十三条");
                ui_card_end(h);
        }
        if (*p->court) {
                ui_card_begin(h, &(struct ui_card){ .title = "不服怎么办：行政诉讼" });
                html(h, "<p>自知道或者应当知道该决定之日起 <b>6 个月内</b>，可以向<b>%s</b>起诉。</p><p class=\"small"
                        " muted\">《中华人民共和国行政诉讼法》第四十六条</p>",
                     p->court);
                ui_card_end(h);
        }
        ui_grid_end(h);
}

/* Which parts are the decision's own words, and which a person made. */
static const char *compared(struct arena *mem, const struct publication *p)
{
        static const char *const parts[] = { "cause", "案由", "facts", "事实", "basis", "依据", "result", "结果" };
        struct buffer own = { .mem = mem }, other = { .mem = mem };

        for (size_t i = 0; i < sizeof parts / sizeof *parts; i += 2)
                if (text_in(parts[i], p->manual, ','))
                        buffer_make(&other, "%s%s", other.n ? "、" : "", parts[i + 1]);
                else
                        buffer_make(&own, "、%s", parts[i + 1]);
        return text_make(mem, "文号、日期、当事人%s，逐字取自决定书%s%s%s", buffer_done(&own), other.n ? "；" : "，没有增改", other.n ? buffer_done(&other) : "",
                         other.n ? "由公示核对人员另行遮盖或者表述" : "");
}

static const char *verdict(const struct portal_proof *v)
{
        if (!v->good)
                return "内容与存证不符";
        return v->signed_head ? "内容完整，未被改动" : "内容与存证一致，等待签名";
}

static bool proof_put(struct ctx *c, struct html *h, const struct publication *p)
{
        struct portal_proof v;
        const char *address;
        struct ui_check checks[3];
        struct ui_button buttons[] = {
                { "下载证明文件", text_make(c->mem, "/proof/%lld", (long long)p->decide_seq), "file-certificate", BUTTON_PLAIN },
                { "怎样离线核验", "/verify", "terminal-2", BUTTON_PLAIN },
        };

        if (!portal_prove(c, p, &v) || !address_of(c, p->id, &address))
                return false;
        checks[0] = (struct ui_check){ v.good, v.good ? compared(c->mem, p) : text_make(c->mem, "%s", v.wrong) };
        checks[1] = (struct ui_check){ true, text_make(c->mem, "决定写在存证日志第 %lld 条，公示写在第 %lld 条", (long long)p->decide_seq,
                                                       (long long)p->release_seq) };
        checks[2] = (struct ui_check){ true, "下一次签名后，可以下载证明文件离线核验" };
        if (v.signed_head)
                checks[2].text = text_make(c->mem, "已被 %s 的签名头覆盖（共 %lld 条）", instant_local(c->mem, v.at), (long long)v.size);
        ui_proof(h, &(struct ui_proof){
                .good = v.good, .title = verdict(&v), .note = "由本页生成时自动核对", .checks = checks, .n_checks = 3,
                .qr = portal_qr(c->mem, address), .qr_text = "手机扫码打开本页，核对手中的决定书与本页是否为同一份。",
                .hash = *v.leaf ? v.leaf : NULL, .path = v.path, .n_path = v.n_path, .buttons = buttons, .n_buttons = v.signed_head ? 2 : 0,
        });
        return true;
}

static void steps_put(struct html *h, const struct publication *p)
{
        struct arena *mem = h->b.mem;
        size_t n;
        char **lines = text_split(mem, p->steps, '\n', &n);
        struct ui_event *e = TAKE_N(mem, struct ui_event, n + 1);

        e[0] = (struct ui_event){ .kind = "ok", .title = "公示", .meta = { day_text(mem, p->released_on) } };
        for (size_t i = 0; i < n; i++)
                e[n - i] = (struct ui_event){ .kind = "ok", .title = strlen(lines[i]) > 11 ? lines[i] + 11 : lines[i],
                                              .meta = { text_copy_n(mem, lines[i], strcspn(lines[i], " ")) } };
        ui_card_begin(h, &(struct ui_card){ .title = "办理经过" });
        ui_timeline(h, "办理经过", e, n + 1);
        ui_card_end(h);
}

static void check_yourself_put(struct ctx *c, struct html *h, const struct publication *p)
{
        ui_card_begin(h, &(struct ui_card){ .title = "自己动手核验" });
        html(h, "<p>下载证明文件，用本站公布的公钥核验。两个独立的程序都可以，不需要联网：</p>"
             "<pre class=\"code\" tabindex=\"0\">mingjing proof check proof-%s.json --key 公钥\npython3 tools/verify/verify.py proof-%s.json --key 公钥</pre>"
             "<p class=\"small\"><a href=\"/verify\">公钥在哪里，怎样保存</a></p>", number(c->mem, p->decide_seq),
             number(c->mem, p->decide_seq));
        ui_card_end(h);
}

static bool decision_show(struct ctx *c, const struct page_in *in, struct html *h, const struct publication *p)
{
        const struct ui_crumb crumbs[] = { { "首页", "/" }, { "执法决定", "/search" },
                                           { kind_label(p->kind), url(c->mem, "/search?kind=%s", p->kind) } };
        const struct ui_tag tags[] = { { "info", kind_label(p->kind), NULL }, { "ok", "公示中", "eye" },
                { "", p->procedure, NULL } };

        page_begin_public(c, in, h, &(struct ui_frame){ .title = p->title, .crumb = p->number, .crumbs = crumbs, .n_crumbs = 3,
                .tags = tags, .n_tags = *p->procedure ? 3 : 2, .current = "/search" });
        ui_split_begin(h);
        elements_put(h, p);
        paper_put(h, p);
        if (!publicity_masks_put(c, p, h))
                return false;
        remedies_put(h, p);
        ui_split_aside(h);
        if (!proof_put(c, h, p))
                return false;
        steps_put(h, p);
        if (!changes_put(c, h, p))
                return false;
        check_yourself_put(c, h, p);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- withdrawn ---- */

static bool tombstone_show(struct ctx *c, const struct page_in *in, struct html *h, const struct publication *p)
{
        struct arena *mem = c->mem;
        const char *title = p->ended ? "这份决定的公示期已经届满" : "这份决定已依法撤下";
        const char *kv[] = {
                p->ended ? "停止原因" : "撤下原因", p->withdrawn_reason, "依据文书", p->instrument, p->ended ? "停止时间" : "撤下时间", day_text(mem, p->withdrawn_on), p->ended ? "依据" : "期限依据",
                        p->withdrawn_law,
                "执法机关", p->agency_name, "当事人", "不再显示",
        };
        const struct ui_check checks[] = {
                { true, text_make(mem, "原决定：存证日志第 %lld 条，%s 作出", (long long)p->decide_seq, day_text(mem, p->decided_on)) },
                { true, text_make(mem, "%s：存证日志第 %lld 条，%s 写入", p->ended ? "停止公示" : "撤下记录", (long long)p->withdraw_seq, day_text(mem, p->withdrawn_on)) },
        };
        struct ui_button buttons[] = {
                { "返回查询", "/search", "arrow-left", BUTTON_PLAIN },
                { p->ended ? "下载停止公示的证明" : "下载撤下证明", text_make(mem, "/proof/%lld", (long long)p->withdraw_seq), "file-certificate", BUTTON_PLAIN },
        };
        struct portal_head head;

        if (!portal_head(c, &head))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = title, .bare = true, .narrow = true,
                .current = "/search" });
        ui_tombstone(h, &(struct ui_tomb){ .number = p->number, .kind = kind_label(p->kind), .title = title,
                                           .lead = p->ended ? "按规定公示到期，停止展示；决定本身没有被撤销或者变更。" : "原决定已不再公示。请勿引用、转载原决定内容。", .kv = kv, .n_kv = sizeof kv / sizeof *kv,
                                           .checks = checks, .n_checks = 2, .buttons = buttons,
                                           .n_buttons = head.size > p->withdraw_seq ? 2 : 1 });
        page_end_public(c, in, h);
        return true;
}

bool portal_decision(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct publication p;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有编号为“%s”的决定", utf8_head(c->mem, in->args[0], 20));
        if (!publication_load(c, id, &p))
                return false;
        return p.shown ? decision_show(c, in, h, &p) : tombstone_show(c, in, h, &p);
}
