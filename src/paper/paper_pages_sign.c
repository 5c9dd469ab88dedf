/* paper_pages_sign.c - the page that is turned to the party: the whole paper, a field to sign in, the name; and the list of papers that
 * people make.  The signature is bound to the digest of the very bytes that were shown. */
#include "base/hash.h"
#include "law/facts.h"
#include "paper/paper_inner.h"
#include <string.h>

static void as_options(struct html *h, const struct paper *p)
{
        static const char *const on_screen[] = { "party", "witness", "attendees" };

        html(h, "<select class=\"in\" id=\"pad-as\" name=\"as\">");
        for (size_t i = 0; i < sizeof on_screen / sizeof *on_screen; i++)
                if (names_have(&p->kind->signs, on_screen[i]))
                        html(h, "<option value=\"%s\">%s</option>", on_screen[i], paper_signer_label(on_screen[i]));
        html(h, "</select>");
}

/* Without a script a picture of the signature is chosen as a file; with it, the field takes the finger or the pen. */
static void pad_put(struct html *h, const struct page_in *in, const struct paper *p, const char *shown)
{
        struct arena *mem = h->b.mem;

        html(h, "<form class=\"form\" method=\"post\" action=\"/desk/act/paper.sign_party\" enctype=\"multipart/form-data\" data-pad>"
                "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_key\" value=\"%s\">"
                "<input type=\"hidden\" name=\"_subject\" value=\"%lld\"><input type=\"hidden\" name=\"_back\" value=\"/desk/case/%lld/paper/%lld/%s\">"
                "<input type=\"hidden\" name=\"of\" value=\"%lld\"><input type=\"hidden\" name=\"paper\" value=\"%s\">"
                "<input type=\"hidden\" name=\"shown\" value=\"%s\">",
             in->csrf, random_token(mem, 16), (long long)p->case_id, (long long)p->case_id, (long long)p->seq, p->kind->id, (long long)p->seq, p->kind->id, shown);
        html(h, "<div class=\"field\"><label for=\"pad-as\">身份</label> ");
        as_options(h, p);
        html(h, "</div><div class=\"field\"><label for=\"pad-name\">姓名（与证件一致）</label> <input class=\"in\" id=\"pad-name\" name=\"name\" autocomplete=\"off\" required></div>"
                "<div class=\"field\"><label for=\"pad-file\">签名</label> <input class=\"in\" id=\"pad-file\" type=\"file\" name=\"drawn\" accept=\"image/png\"></div>"
                "<p class=\"small muted\">以上内容已经看过（读给我听过），与事实相符。签名与本页所示文书的摘要一并写入存证日志。</p>"
                "<div class=\"form-foot\"><button class=\"btn primary\" type=\"submit\">确认签名</button>"
                "<a class=\"btn\" href=\"/desk/case/%lld/paper/%lld/%s\">返回</a></div></form>\n", (long long)p->case_id, (long long)p->seq, p->kind->id);
}

static bool shown_put(struct ctx *c, struct html *h, const struct paper *p, struct bytes *bytes)
{
        struct typesetter *t = paper__typesetter(c, p->pack);
        struct paper_case *pc;
        struct pages *pages;
        struct doc *d;
        bool ok;

        if (!t || !paper__case_of(c, p, &pc) || !paper_compose(c, p->kind, pc, &d, NULL) || !(pages = typeset_pages(t, d, &c->why)))
                return false;
        ok = pdf_make(pages, c->mem, bytes, &c->why);
        html(h, "<div class=\"sheets\">");
        for (size_t i = 1; i <= pages_count(pages); i++)
                html(h, "<img class=\"sheet\" src=\"/desk/papers/%lld/%lld/%s/%zu.png\" alt=\"第 %zu 页\" width=\"1091\" height=\"1544\">", (long long)p->case_id,
                     (long long)p->seq, p->kind->id, i, i);
        html(h, "</div>\n");
        pages_free(pages);
        return ok;
}

bool paper_page_sign(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct papers all;
        struct bytes b;
        struct paper p;
        struct hash sum;

        if (!paper__page_find(c, in, &all, &p))
                return false;
        paper__page_begin(c, in, h, &p, text_make(c->mem, "请签名：%s", p.kind->name));
        ui_split_begin(h);
        if (!shown_put(c, h, &p, &b))
                return false;
        ui_split_aside(h);
        sum = hash_bytes(HASH_SM3, b.p, b.n);
        ui_card_begin(h, &(struct ui_card){ .title = "签名" });
        pad_put(h, in, &p, hash_digest(c->mem, HASH_SM3, &sum));
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- papers that people make ---- */

bool paper_page_make(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct case_facts *f;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, NULL);
        if (!paper__hooks.see(c, id))
                return false;
        f = facts_of(c);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "制作文书", .lead = f->title, .current = "/desk/cases",
                .crumbs = (struct ui_crumb[]){ { "案件台账", "/desk/cases" }, { *f->number ? f->number : "案件", text_make(c->mem, "/desk/case/%lld?tab=papers", (long long)id) } },
                .n_crumbs = 2 });
        ui_card_begin(h, &(struct ui_card){ .title = "选择文书", .note = "其余文书由办案动作自动生成" });
        html(h, "<ul class=\"plain paper-list\">");
        for (size_t i = 0; i < c->pack->n_papers; i++) {
                const struct pack_paper *p = &c->pack->papers[i];

                if (p->from.n || (p->procedures.n && !names_have(&p->procedures, f->standing.procedure)))
                        continue;
                html(h, "<li><a href=\"/desk/act/paper.make?subject=%lld&amp;paper=%s&amp;back=/desk/case/%lld%%3Ftab=papers\">%s</a> <span class=\"small muted\">%s</span></li>",
                     (long long)id, p->id, (long long)id, p->name, p->law);
        }
        html(h, "</ul>");
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- the book of numbers ---- */

bool paper_page_numbers(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct view *v = view_find("numbers");
        struct table t;

        if (!view_run(c, "numbers", in->query, in->n, &t))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "号簿", .lead = "每个文号只用一次，没有空号；作废的写明原因" });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/numbers", .label = "筛选号簿", .params = v->params, .query = in->query, .n = in->n,
                                            .skip = "before|limit", .total = -1 });
        ui_card_begin(h, &(struct ui_card){ .title = "文号", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "号簿", .path = "/desk/numbers", .query = in->query, .n_query = in->n, .link = "number", .link_to = "case",
                                            .link_base = "/desk/case/", .hide = "n|case|seq", .empty = "没有这样的文号" });
        ui_card_end(h);
        if (t.n_rows == 200)
                html(h, "<p><a href=\"%s\">更早的文号</a></p>", ui_url_with(c->mem, "/desk/numbers", in->query, in->n, "before", t.rows[t.n_rows - 1][4]));
        page_end_desk(c, in, h);
        return true;
}

const struct page paper_pages[] = {
        { "/desk/numbers", "号簿", "head|team_leader|reviewer|editor|archivist|supervisor", paper_page_numbers, false },
        { "/desk/signing", "待我签名的文书", "", paper_page_signing, false },
        { "/desk/case/{id}/make", "制作文书", "", paper_page_make, false },
        { "/desk/case/{id}/paper/{seq}/{paper}", "文书", "", paper_page, false },
        { "/desk/case/{id}/paper/{seq}/{paper}/sign", "签名", "", paper_page_sign, false },
};
const size_t paper_pages_n = sizeof paper_pages / sizeof *paper_pages;
