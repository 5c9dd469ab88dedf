/* portal_advance_guides.c - service guides (服务指南) with their sample forms, and the rules of publication: how to apply for what, and what is
 * published when.  Everything stands in the pack in force. */
#include "publicity/task.h"
#include "portal/portal_advance.h"
#include "ui/basis.h"
#include "ui/file.h"
#include <string.h>

static const struct ui_crumb crumbs[] = { { "首页", "/" }, { "事前公开", "/lists" }, { "服务指南", "/guides" } };

/* ---- guides ---- */

bool portal_guides(struct ctx *c, const struct page_in *in, struct html *h)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "服务指南", .crumbs = crumbs, .n_crumbs = 2, .current = "/lists",
                .lead = "申请办理的事项：条件、材料、示范文本、流程、时限和监督。" });
        if (!c->pack->n_guides)
                ui_empty(h, "还没有公布服务指南", "有行政许可等依申请办理事项的机关公布以后列在这里。", NULL, NULL);
        ui_grid_begin(h, 2);
        for (size_t i = 0; i < c->pack->n_guides; i++) {
                const struct pack_guide *g = &c->pack->guides[i];
                const struct pack_agency *a = pack_agency(c->pack, g->agency);

                ui_card_begin(h, &(struct ui_card){ .title = g->name, .more_url = url(c->mem, "/guide/%s", g->id), .more_label = "办事指南" });
                html(h, "<p>%s</p><p class=\"small muted\">%s　材料 %zu 份　电话 %s</p>", g->limit, a ? a->name : "", g->n_materials, g->phone);
                ui_card_end(h);
        }
        ui_grid_end(h);
        page_end_public(c, in, h);
        return true;
}

static void words_put(struct html *h, const struct names *words)
{
        html(h, "<ol class=\"plain\">");
        for (size_t i = 0; i < words->n; i++)
                html(h, "<li>%s</li>", words->at[i]);
        html(h, "</ol>");
}

static void materials_put(struct ctx *c, struct html *h, const struct pack_guide *g)
{
        ui_card_begin(h, &(struct ui_card){ .title = "申请材料", .note = text_make(c->mem, "%zu 份", g->n_materials), .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"申请材料\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">申请材料</caption><thead><tr>"
             "<th scope=\"col\">材料</th><th scope=\"col\">要求</th><th scope=\"col\">依据</th><th scope=\"col\">示范文本</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < g->n_materials; i++) {
                const struct pack_material *m = &g->materials[i];

                html(h, "<tr><td data-l=\"材料\"><div><b>%s</b></div></td><td data-l=\"要求\">%s</td><td data-l=\"依据\">%s</td><td data-l=\"示范文本\"><div>",
                     m->label, *m->copies ? m->copies : "—", *m->law ? m->law : "—");
                if (*m->sample)
                        html(h, "<a href=\"%s\">查看</a>　<a href=\"%s\" download>下载</a>", url(c->mem, "/guide/%s/form/%s", g->id, m->id),
                             url(c->mem, "/guide/%s/file/%s", g->id, text_make(c->mem, "%s.txt", m->id)));
                else
                        html(h, "—");
                html(h, "</div></td></tr>\n");
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
}

static void flow_put(struct ctx *c, struct html *h, const struct pack_guide *g)
{
        ui_card_begin(h, &(struct ui_card){ .title = "办理流程", .note = g->limit, .more_url = *g->procedure ? url(c->mem, "/procedure/%s", g->procedure) : NULL,
                                            .more_label = "完整流程图" });
        html(h, "<ol class=\"way\">");
        for (size_t i = 0; i < g->flow.n; i++)
                html(h, "<li>%s</li>", g->flow.at[i]);
        html(h, "</ol>");
        ui_card_end(h);
}

static void basics_put(struct ctx *c, struct html *h, const struct pack_guide *g)
{
        const struct pack_agency *a = pack_agency(c->pack, g->agency);
        const struct pack_item *item = pack_item(c->pack, g->item);

        ui_card_begin(h, &(struct ui_card){ .title = "基本信息" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "事项名称", g->name);
        ui_kv_basis(h, "设定依据", g->law);
        ui_kv(h, "受理机构", g->accepts);
        ui_kv(h, "审批机构", g->approves);
        ui_kv(h, "办理时限", g->limit);
        ui_kv(h, "收费", *g->fee ? g->fee : "不收费");
        ui_kv(h, "优惠政策", g->preferential);
        if (item)
                ui_kv(h, "权责清单编号", item->code);
        ui_kv_open(h, "执法机关");
        ui_link(h, url(c->mem, "/agency/%s", g->agency), a ? a->name : g->agency);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "许可条件" });
        words_put(h, &g->conditions);
        ui_card_end(h);
}

static void where_put(struct html *h, const struct pack_guide *g)
{
        ui_card_begin(h, &(struct ui_card){ .title = "到哪里办" });
        ui_kv_begin(h, 0);
        ui_kv(h, "地址", g->address);
        ui_kv(h, "时间", g->hours);
        ui_kv_open(h, "电话");
        ui_link(h, text_make(h->b.mem, "tel:%s", g->phone), g->phone);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "监督和救济" });
        ui_kv_begin(h, 0);
        ui_kv(h, "监督投诉", g->supervision);
        ui_kv(h, "责任追究", g->accountability);
        ui_kv(h, "救济途径", g->remedy);
        ui_kv_end(h);
        ui_card_end(h);
}

static const struct pack_guide *guide_asked(struct ctx *c, const struct page_in *in)
{
        const struct pack_guide *g = pack_guide(c->pack, in->args[0]);

        if (!g)
                refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这份服务指南");
        return g;
}

bool portal_guide(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_guide *g = guide_asked(c, in);
        const char *address;

        if (!g || !advance__address(c, url(c->mem, "/guide/%s", g->id), &address))
                return false;
        page_begin_public(c, in, h, &(struct ui_frame){ .title = g->name, .crumbs = crumbs, .n_crumbs = 3, .current = "/lists", .lead = "服务指南" });
        ui_split_begin(h);
        basics_put(c, h, g);
        materials_put(c, h, g);
        flow_put(c, h, g);
        ui_split_aside(h);
        where_put(h, g);
        ui_card_begin(h, &(struct ui_card){ .title = "带走这份指南" });
        advance__qr(h, address, "扫码在手机上看");
        ui_card_end(h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- sample forms, and the photos of officers ---- */

static const struct pack_material *material_asked(struct ctx *c, const struct pack_guide *g, const char *id)
{
        for (size_t i = 0; g && i < g->n_materials; i++)
                if (!strcmp(g->materials[i].id, id) && *g->materials[i].sample)
                        return &g->materials[i];
        refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这份示范文本");
        return NULL;
}

bool portal_guide_form(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct pack_guide *g = guide_asked(c, in);
        const struct pack_material *m = g ? material_asked(c, g, in->args[1]) : NULL;
        struct ui_crumb path[] = { crumbs[0], crumbs[2], { NULL, NULL } };
        struct ui_button button;

        if (!m)
                return false;
        path[2] = (struct ui_crumb){ g->name, url(c->mem, "/guide/%s", g->id) };
        button = (struct ui_button){ "下载", url(c->mem, "/guide/%s/file/%s", g->id, text_make(c->mem, "%s.txt", m->id)), "download", BUTTON_PRIMARY };
        page_begin_public(c, in, h, &(struct ui_frame){ .title = m->label, .crumbs = path, .n_crumbs = 3, .crumb = "示范文本", .narrow = true, .current = "/lists",
                .lead = "示范文本：按样例填写自己的内容，可以打印。", .buttons = &button, .n_buttons = 1 });
        ui_paper_begin(h, &(struct ui_paper){ .title = m->label });
        ui_paper_text(h, m->sample);
        ui_paper_end(h);
        page_end_public(c, in, h);
        return true;
}

/* Plain text: every office suite and every phone opens and edits it. */
static bool sample_make(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        const struct pack_guide *g = guide_asked(c, in);
        size_t n = strlen(in->args[1]);
        const struct pack_material *m = g ? material_asked(c, g, n > 4 && !strcmp(in->args[1] + n - 4, ".txt") ? text_copy_n(c->mem, in->args[1], n - 4) : "") : NULL;

        if (!m)
                return false;
        buffer_text(&out->text, "\xEF\xBB\xBF");
        buffer_text(&out->text, text_replace(c->mem, m->sample, "\n", "\r\n"));
        out->name = text_make(c->mem, "%s（示范文本）.txt", m->label);
        return true;
}

static bool photo_make(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        struct bytes b;
        bool found;

        if (!officer_photo(c, in->args[0], &out->type, &b, &found))
                return false;
        if (!found || strcmp(in->args[1], strcmp(out->type, "image/png") ? "photo.jpg" : "photo.png"))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "没有这张照片");
        buffer_put(&out->text, (const char *)b.p, b.n);
        return true;
}

/* A line for each key: what the digest on /setup is of, and what --key takes. */
static bool keys_make_file(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        size_t n;
        const char *const *keys = portal_keys(&n);

        (void)in;
        if (!n)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这里没有公钥");
        for (size_t i = 0; i < n; i++)
                buffer_make(&out->text, "%s\n", keys[i]);
        out->name = "mingjing.vkey";
        return true;
}

const struct public_file portal_public_files[] = {
        { .pattern = "/verify/mingjing.vkey", .title = "本站公钥", .type = "text/plain; charset=utf-8", .make = keys_make_file },
        { .pattern = "/officer/{number}/{photo}", .title = "执法人员照片", .type = "image/jpeg", .make = photo_make },
        { .pattern = "/guide/{id}/file/{name}", .title = "示范文本", .type = "text/plain; charset=utf-8", .make = sample_make, .keep = true },
};
const size_t portal_public_files_n = sizeof portal_public_files / sizeof *portal_public_files;

/* ---- rules of publication ---- */

static void clocks_put(struct ctx *c, struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "多长时间公示、多长时间撤下", .note = "系统按此计算和提醒", .flush = true });
        html(h, "<div class=\"scroll\" role=\"region\" aria-label=\"公示期限\" tabindex=\"0\"><table class=\"table cards\"><caption class=\"vh\">公示期限</caption>"
             "<thead><tr><th scope=\"col\">期限</th><th scope=\"col\">多长</th><th scope=\"col\">依据</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < c->pack->n_clocks; i++) {
                const struct pack_clock *k = &c->pack->clocks[i];
                bool about = false;

                for (size_t e = 0; e < k->ends.n; e++)
                        about |= text_starts(k->ends.at[e], "publish.") || text_starts(k->ends.at[e], "task.");
                if (about)
                        html(h, "<tr><td data-l=\"期限\">%s</td><td data-l=\"多长\">%lld %s</td><td data-l=\"依据\">%s</td></tr>\n", k->label, (long long)k->rule.length,
                             clock_unit_chinese(k->rule.unit), k->law);
        }
        html(h, "</tbody></table></div>\n");
        ui_card_end(h);
}

static void scope_put(struct ctx *c, struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "公示哪些内容", .note = c->pack->title });
        ui_kv_begin(h, 0);
        ui_kv_open(h, "事前公开");
        for (size_t i = 0; i < c->pack->n_lists; i++)
                html(h, "%s<a href=\"%s\">%s</a>", i ? "、" : "", url(c->mem, "/lists/%s", c->pack->lists[i].id), c->pack->lists[i].label);
        ui_kv_close(h);
        ui_kv(h, "事后公开", "行政处罚、行政许可的执法机关、执法对象、决定文号、案由、认定的事实、依据和结果");
        ui_kv(h, "载体", text_make(c->mem, "%s，以及开放数据和订阅", c->pack->portal));
        ui_kv(h, "程序", c->pack->publication.second_person ? "承办机构录入，另一人核对以后公示；录入人和核对人都留下记录" : "承办机构录入以后公示");
        ui_kv(h, "监督方式", "在每一件公示信息下面提出纠错，或者向机关、行政执法监督机构反映");
        ui_kv(h, "保障", "公示、撤下都写入存证日志，任何人可以核验");
        ui_kv_end(h);
        ui_card_end(h);
}

static void reviewed_put(struct ctx *c, struct html *h)
{
        size_t n = 0;

        for (size_t i = 0; i < c->pack->n_lists; i++)
                n += *list_reviewer_name(c->pack, &c->pack->lists[i]) != '\0';
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "公布前由外部机关审核的清单" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < c->pack->n_lists; i++)
                if (*list_reviewer_name(c->pack, &c->pack->lists[i]))
                        ui_kv(h, c->pack->lists[i].label, text_make(c->mem, "%s（%s）", list_reviewer_name(c->pack, &c->pack->lists[i]), c->pack->lists[i].review_law));
        ui_kv_end(h);
        ui_card_end(h);
}

bool portal_rules(struct ctx *c, const struct page_in *in, struct html *h)
{
        page_begin_public(c, in, h, &(struct ui_frame){ .title = "公示规则", .crumbs = crumbs, .n_crumbs = 2, .narrow = true, .current = "/lists",
                .lead = "公示的范围、内容、载体、程序、期限、监督和保障，按本站正在执行的规则列出。" });
        scope_put(c, h);
        clocks_put(c, h);
        task_rules_put(c, h);
        reviewed_put(c, h);
        page_end_public(c, in, h);
        return true;
}
