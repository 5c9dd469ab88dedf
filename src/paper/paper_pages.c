/* paper_pages.c - the papers of a case on the desk: the list as a tab of the case page, and the page of one paper - its pages as they are
 * printed, what is still to be signed, where each field comes from, the signatures on it, and the versions of it. */
#include "blob/blob.h"
#include "law/facts.h"
#include "paper/paper_inner.h"
#include "sign/sign.h"
#include <string.h>

#define SIGNED_MAX (INT64_C(64) << 20)

static const char *paper_url(struct arena *mem, const struct paper *p)
{
        return url(mem, "/desk/case/%s/paper/%s/%s", text_make(mem, "%lld", (long long)p->case_id), text_make(mem, "%lld", (long long)p->seq), p->kind->id);
}

static const char *file_url(struct arena *mem, const struct paper *p, const char *file)
{
        return url(mem, "/desk/papers/%s/%s/%s/%s", text_make(mem, "%lld", (long long)p->case_id), text_make(mem, "%lld", (long long)p->seq), p->kind->id,
                   file);
}

static const char *names_of(struct arena *mem, const struct names *l)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < l->n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", l->at[i]);
        return buffer_done(&b);
}

/* ---- the list ---- */

static void state_put(struct html *h, const struct paper *p)
{
        struct arena *mem = h->b.mem;

        if (*p->voided)
                ui_tag(h, "bad", "已作废");
        else if (*p->stale)
                ui_tag(h, "warn", text_make(mem, "已变动：%s", p->stale));
        else if (!p->missing.n && (*p->sealed || p->kind->signs.n || p->kind->seal))
                ui_tag(h, "ok", "签章齐全");
        else if (p->missing.n)
                ui_tag(h, "", text_make(mem, "待签：%s", names_of(mem, &p->missing)));
        else
                ui_tag(h, "note", "不需要签章");
}

static void row_put(struct html *h, const struct paper *p)
{
        struct arena *mem = h->b.mem;

        html(h, "<li class=\"paper-row\"><label class=\"pick\"><input type=\"checkbox\" name=\"paper\" value=\"%lld.%s\"><span class=\"vh\">选择%s</span></label>"
                "<div><a href=\"%s\">%s</a> <span class=\"small muted\">%s</span><br><span class=\"small muted\">%s　%s</span></div><div>",
             (long long)p->seq, p->kind->id, p->kind->name, paper_url(mem, p), p->kind->name, p->number, instant_local(mem, p->at), p->by);
        state_put(h, p);
        html(h, "</div></li>\n");
}

bool paper_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        const char *id = text_make(c->mem, "%lld", (long long)f->id);
        struct papers l;

        (void)in;
        if (!papers_of(c, f->id, &l))
                return false;
        if (!l.n) {
                ui_empty(h, "还没有文书", "立案、笔录、告知、决定等动作办理后，文书自动生成。", NULL, NULL);
                return true;
        }
        html(h, "<form method=\"get\" action=\"/desk/papers/%s\" target=\"_blank\"><ul class=\"plain paper-list\">", id);
        for (size_t i = 0; i < l.n; i++)
                row_put(h, &l.at[i]);
        html(h, "</ul><div class=\"form-foot\"><button class=\"btn\" type=\"submit\">打印所选</button>"
                "<a class=\"btn\" href=\"/desk/case/%s/make\">制作其他文书</a>"
                "<a class=\"btn\" href=\"/desk/case/%s/dossier\">案卷</a><a class=\"btn\" href=\"/desk/handbook/%s\">执法手册</a>"
                "<span class=\"beside\">所选文书合成一个 PDF 打开，直接打印。</span></div></form>\n", id, id, f->agency);
        return true;
}

/* ---- one paper ---- */

static bool pages_put(struct ctx *c, struct html *h, const struct paper *p, const struct paper_case *pc, struct paper_lines *lines)
{
        struct typesetter *t = paper__typesetter(c, p->pack);
        struct pages *pages;
        struct doc *d;
        size_t n;

        if (!t || !paper_compose(c, p->kind, pc, &d, lines) || !(pages = typeset_pages(t, d, &c->why)))
                return false;
        n = pages_count(pages);
        pages_free(pages);
        html(h, "<div class=\"sheets\">");
        for (size_t i = 1; i <= n; i++)
                html(h, "<img class=\"sheet\" src=\"%s\" alt=\"%s 第 %zu 页，共 %zu 页；文字见下方\" width=\"1091\" height=\"1544\" loading=\"lazy\">",
                     file_url(c->mem, p, text_make(c->mem, "%zu.png", i)), p->kind->name, i, n);
        html(h, "</div>\n");
        return true;
}

static bool word_seen(const struct names *seen, const char *word)
{
        return names_have(seen, word);
}

static void origin_row(struct html *h, const struct paper_case *pc, const struct paper_line *l, const struct template_piece *p)
{
        struct arena *mem = h->b.mem;
        const char *words = paper__source_words(pc, p), *from = strstr(words, "：");
        const char *value = utf8_head(mem, text_copy_n(mem, l->text + p->from, p->to - p->from), 60);

        html(h, "<tr><th scope=\"row\">%s</th><td>%s</td><td>", paper__word_label(pc, p->word), value);
        if (p->value.seq >= 0 && p->value.seq != INT64_MAX)
                html(h, "<a href=\"/desk/journal/%lld\">%s</a>", (long long)p->value.seq, from ? from + strlen("：") : words);
        else
                html(h, "%s", from ? from + strlen("：") : words);
        html(h, "</td></tr>\n");
}

static void origin_put(struct html *h, const struct paper_case *pc, const struct paper_lines *lines)
{
        struct arena *mem = h->b.mem;
        struct names seen = { TAKE_N(mem, const char *, 400), 0 };

        ui_details_begin(h, "这一栏从哪里来", false);
        html(h, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"各栏的来源\"><table class=\"table\"><caption class=\"vh\">各栏的来源</caption>"
                "<thead><tr><th scope=\"col\">栏目</th><th scope=\"col\">内容</th><th scope=\"col\">来自</th></tr></thead><tbody>");
        for (size_t i = 0; i < lines->n; i++)
                for (size_t k = 0; k < lines->at[i].pieces.n && seen.n < 400; k++) {
                        const struct template_piece *p = &lines->at[i].pieces.at[k];

                        if (word_seen(&seen, p->word))
                                continue;
                        seen.at[seen.n++] = p->word;
                        origin_row(h, pc, &lines->at[i], p);
                }
        html(h, "</tbody></table></div>");
        ui_details_end(h);
}

/* ---- what may be done with it ---- */

/* One button that does it and comes back here. */
static void do_put(struct html *h, const struct page_in *in, const struct paper *p, const char *verb, const char *button)
{
        struct arena *mem = h->b.mem;

        html(h, "<form class=\"form\" method=\"post\" action=\"/desk/act/%s\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
                "<input type=\"hidden\" name=\"_key\" value=\"%s\"><input type=\"hidden\" name=\"_subject\" value=\"%lld\">"
                "<input type=\"hidden\" name=\"_back\" value=\"%s\"><input type=\"hidden\" name=\"of\" value=\"%lld\">"
                "<input type=\"hidden\" name=\"paper\" value=\"%s\"><p><button class=\"btn primary\" type=\"submit\">%s</button></p></form>\n",
             verb, in->csrf, random_token(mem, 16), (long long)p->case_id, paper_url(mem, p), (long long)p->seq, p->kind->id, button);
}

/* With where to come back to: the paper's own page. */
static void act_put(struct ctx *c, struct html *h, const struct paper *p, const char *verb, const char *label)
{
        ui_button(h, &(struct ui_button){ label, text_make(c->mem, "/desk/act/%s?subject=%lld&of=%lld&paper=%s&back=%s", verb, (long long)p->case_id,
                                          (long long)p->seq, p->kind->id, url(c->mem, "%s", paper_url(c->mem, p))), NULL, BUTTON_PLAIN });
}

static bool signs_on_screen(const struct paper *p)
{
        return names_have(&p->kind->signs, "party") || names_have(&p->kind->signs, "witness") || names_have(&p->kind->signs, "attendees");
}

static void actions_put(struct ctx *c, const struct page_in *in, struct html *h, const struct paper *p, const struct paper_case *pc)
{
        ui_card_begin(h, &(struct ui_card){ .title = "签名和盖章" });
        if (*p->voided) {
                ui_callout(h, "bad", "文号已作废", p->voided);
        } else {
                if (p->missing.n)
                        html(h, "<p>还没有签名、盖章：%s</p>", names_of(c->mem, &p->missing));
                if (*paper__signs_as(c, p, paper__own(pc)))
                        do_put(h, in, p, "paper.sign", "以本人证书签名");
                if (p->kind->seal && !paper__about(pc, p->kind, "paper.seal", ""))
                        do_put(h, in, p, "paper.seal", "加盖机关印章");
                ui_row_begin(h);
                if (signs_on_screen(p)) {
                        ui_button(h, &(struct ui_button){ "请当事人在屏幕上签名", text_make(c->mem, "%s/sign", paper_url(c->mem, p)), "writing-sign", BUTTON_PLAIN });
                        act_put(c, h, p, "paper.refused", "记录拒绝签名");
                }
                if (*p->number)
                        act_put(c, h, p, "paper.void", "文号作废");
                ui_row_end(h);
        }
        ui_card_end(h);
}

static void files_put(struct ctx *c, struct html *h, const struct paper *p)
{
        ui_card_begin(h, &(struct ui_card){ .title = "下载和打印" });
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "打印（PDF）", file_url(c->mem, p, "document.pdf"), "printer", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "OFD", file_url(c->mem, p, "document.ofd"), "download", BUTTON_PLAIN });
        if (*p->sealed) {
                ui_button(h, &(struct ui_button){ "签章的 PDF", file_url(c->mem, p, "signed.pdf"), "file-certificate", BUTTON_PLAIN });
                ui_button(h, &(struct ui_button){ "签章的 OFD", file_url(c->mem, p, "signed.ofd"), "file-certificate", BUTTON_PLAIN });
        }
        ui_row_end(h);
        ui_card_end(h);
}

/* Pages know no store: the web gives one to those who ask for files.  Signatures are shown from the file where it can be read. */
static void signatures_put(struct ctx *c, struct html *h, const struct paper *p)
{
        struct ctx probe = *c;
        struct sign_checks l;
        struct bytes b;

        if (!*p->sealed || !c->blobs)
                return;
        probe.why = (struct why){ .mem = c->mem };
        ui_card_begin(h, &(struct ui_card){ .title = "签名核验", .note = "打开本页时核对" });
        if (blob_read(c->blobs, c->mem, p->sealed, SIGNED_MAX, &b, &probe.why) && paper__verify(&probe, b, &l))
                paper__signatures(h, &l);
        else
                ui_refusal(h, &probe.why);
        ui_card_end(h);
}

/* ---- versions ---- */

static void versions_put(struct ctx *c, struct html *h, const struct paper *p, const struct papers *all)
{
        size_t n = 0;

        for (size_t i = 0; i < all->n; i++)
                n += !strcmp(all->at[i].kind->id, p->kind->id);
        if (n < 2)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "各次制作的版本" });
        html(h, "<ul class=\"plain\">");
        for (size_t i = 0; i < all->n; i++) {
                const struct paper *v = &all->at[i];

                if (strcmp(v->kind->id, p->kind->id))
                        continue;
                if (v->seq == p->seq)
                        html(h, "<li>%s　%s　<b>本份</b></li>", instant_local(c->mem, v->at), v->by);
                else
                        html(h, "<li><a href=\"%s\">%s　%s</a>　<a href=\"%s?with=%lld\">与本份比较</a></li>", paper_url(c->mem, v), instant_local(c->mem, v->at),
                             v->by, paper_url(c->mem, p), (long long)v->seq);
        }
        html(h, "</ul>");
        ui_card_end(h);
}

static void tags_put(const struct paper *p, struct ui_tag out[3], size_t *n, struct arena *mem)
{
        *n = 0;
        if (*p->voided)
                out[(*n)++] = (struct ui_tag){ "bad", "已作废", NULL };
        if (*p->stale)
                out[(*n)++] = (struct ui_tag){ "warn", text_make(mem, "所依据的“%s”已变动", p->stale), NULL };
        if (*p->sealed)
                out[(*n)++] = (struct ui_tag){ "ok", "已有电子签章", NULL };
}

bool paper__page_begin(struct ctx *c, const struct page_in *in, struct html *h, const struct paper *p, const char *title)
{
        const struct case_facts *f = facts_of(c);
        struct ui_crumb crumbs[] = { { "案件台账", "/desk/cases" }, { *f->number ? f->number : "案件", text_make(c->mem, "/desk/case/%lld?tab=papers", (long long)p->case_id) } };
        struct ui_tag tags[3];
        size_t n;

        tags_put(p, tags, &n, c->mem);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = title, .lead = p->number, .crumbs = crumbs, .n_crumbs = 2, .tags = tags, .n_tags = n,
                                                      .current = "/desk/cases" });
        return true;
}

bool paper__page_find(struct ctx *c, const struct page_in *in, struct papers *all, struct paper *out)
{
        int64_t id, seq;

        if (!text_int(in->args[0], 0, INT64_MAX, &id) || !text_int(in->args[1], 0, INT64_MAX, &seq))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, NULL);
        if (!papers_of(c, id, all))
                return false;
        for (size_t i = 0; i < all->n; i++)
                if (all->at[i].seq == seq && !strcmp(all->at[i].kind->id, in->args[2]))
                        return (*out = all->at[i], true);
        return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "日志第 %lld 条没有文书 %s", (long long)seq, utf8_head(c->mem, in->args[2], 40));
}

bool paper_page(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct paper_lines lines;
        struct paper_case *pc;
        struct papers all;
        struct paper p;
        int64_t done, with;

        if (!paper__page_find(c, in, &all, &p) || !paper__case_of(c, &p, &pc))
                return false;
        paper__page_begin(c, in, h, &p, p.kind->name);
        if (text_int(page_query(in, "done"), 0, INT64_MAX, &done))
                ui_done(h, p.kind->name, done, text_make(c->mem, "/desk/journal/%lld", (long long)done));
        if (text_int(page_query(in, "with"), 0, INT64_MAX, &with) && !paper__compare(c, h, &p, pc, with))
                return false;
        ui_split_begin(h);
        if (!pages_put(c, h, &p, pc, &lines))
                return false;
        origin_put(h, pc, &lines);
        ui_details_begin(h, "文字", false);
        paper__html(c, p.kind, pc, h);
        ui_details_end(h);
        ui_split_aside(h);
        actions_put(c, in, h, &p, pc);
        files_put(c, h, &p);
        signatures_put(c, h, &p);
        versions_put(c, h, &p, &all);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
