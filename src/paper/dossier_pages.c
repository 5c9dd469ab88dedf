/* dossier_pages.c - the dossier at the desk: what lies in each volume, what is missing, binding it, taking it away. */
#include "law/facts.h"
#include "paper/dossier_inner.h"
#include "ui/ui.h"
#include <string.h>

static const char *part_url(struct arena *mem, const struct dossier *d, const struct dossier_part *k)
{
        if (k->kind == PART_PAPER)
                return url(mem, "/desk/papers/%s/%s/%s/document.pdf", text_make(mem, "%lld", (long long)d->case_id), text_make(mem, "%lld", (long long)k->seq), k->paper.kind->id);
        return url(mem, "/api/blobs/%s", k->digest);
}

static void volume_put(struct ctx *c, struct html *h, const struct dossier *d, const struct pack_volume *v)
{
        size_t n = 0;

        html(h, "<div class=\"table-wrap\" tabindex=\"0\" role=\"group\" aria-label=\"%s\"><table class=\"table\"><thead><tr><th>序号</th><th>名称</th><th>文号</th><th>形成日期</th>"
             "<th>日志</th></tr></thead><tbody>", v->label);
        for (size_t i = 0; i < d->n; i++) {
                const struct dossier_part *k = &d->at[i];

                if (k->volume != v)
                        continue;
                html(h, "<tr><td>%zu</td><td>", ++n);
                ui_link(h, part_url(c->mem, d, k), k->title);
                html(h, "</td><td>%s</td><td>", k->number);
                ui_day(h, day_of(k->at));
                html(h, "</td><td>");
                ui_link(h, text_make(c->mem, "/desk/journal/%lld", (long long)k->seq), text_make(c->mem, "第 %lld 条", (long long)k->seq));
                html(h, "</td></tr>");
        }
        html(h, "</tbody></table></div>");
}

static void volumes_put(struct ctx *c, struct html *h, const struct dossier *d)
{
        const struct pack_volume *v;

        for (size_t i = 0; (v = pack_volume_at(c->pack, i)); i++) {
                const char *base = text_make(c->mem, "/desk/dossier/%lld/%s", (long long)d->case_id, v->id);
                const struct ui_button pdf = { "PDF", text_make(c->mem, "%s.pdf", base), "file-text", BUTTON_PLAIN };
                const struct ui_button ofd = { "OFD", text_make(c->mem, "%s.ofd", base), "file-text", BUTTON_PLAIN };

                ui_card_begin(h, &(struct ui_card){ .title = v->label, .note = v->law, .flush = true });
                volume_put(c, h, d, v);
                ui_card_foot(h);
                ui_row_begin(h);
                ui_button(h, &pdf);
                ui_button(h, &ofd);
                ui_row_end(h);
                ui_card_end(h);
        }
}

static size_t gaps_list(struct html *h, const struct dossier *d, bool bars)
{
        size_t n = 0;

        for (size_t i = 0; i < d->n_gaps; i++)
                n += d->gaps[i].bars == bars;
        if (!n)
                return 0;
        if (bars)
                html(h, "<p><b>必须补齐</b></p>");
        else
                ui_details_begin(h, text_make(h->b.mem, "%zu 份文书缺签名（盖章），会写进备考表", n), false);
        html(h, "<ul class=\"small\">");
        for (size_t i = 0; i < d->n_gaps; i++)
                if (d->gaps[i].bars == bars)
                        html(h, "<li>%s</li>", d->gaps[i].what);
        html(h, "</ul>");
        if (!bars)
                ui_details_end(h);
        return n;
}

static void gaps_put(struct html *h, const struct dossier *d)
{
        if (!d->n_gaps) {
                ui_callout(h, "ok", "案卷齐全", "材料、签名和音像记录都在。");
                return;
        }
        ui_card_begin(h, &(struct ui_card){ .title = "完整性" });
        if (!gaps_list(h, d, true))
                html(h, "<p>材料和音像记录齐全，可以制卷。</p>");
        gaps_list(h, d, false);
        ui_card_end(h);
}

static bool bound_put(struct ctx *c, struct html *h, const struct dossier *d)
{
        const struct ui_button bind = { "制卷", text_make(c->mem, "/desk/act/dossier.bind?subject=%lld", (long long)d->case_id), "archive", BUTTON_PRIMARY };
        const struct ui_button take = { "导出归档包", text_make(c->mem, "/desk/dossier/%lld/package.zip", (long long)d->case_id), "file-zip", BUTTON_PLAIN };
        const char *manifest;
        int64_t seq;

        if (!dossier_bound(c, d->case_id, &seq, &manifest))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "制卷" });
        if (seq >= 0) {
                html(h, "<p class=\"small\">最近一次：");
                ui_link(h, text_make(c->mem, "/desk/journal/%lld", (long long)seq), text_make(c->mem, "日志第 %lld 条", (long long)seq));
                html(h, "</p>");
                ui_details_begin(h, "卷内清单摘要", false);
                ui_hash(h, manifest);
                ui_details_end(h);
        } else {
                html(h, "<p class=\"small\">制卷把排好的卷和全部文件存下，摘要记入日志；之后可以导出归档包，不联网也能核验。</p>");
        }
        ui_row_begin(h);
        ui_button(h, &bind);
        if (seq >= 0)
                ui_button(h, &take);
        ui_row_end(h);
        ui_card_end(h);
        return true;
}

static void recordings_put(struct html *h, const struct dossier *d)
{
        if (!d->n_recordings)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "音像记录", .note = "存原件处，卷内记摘要" });
        html(h, "<ul class=\"small\">");
        for (size_t i = 0; i < d->n_recordings; i++) {
                html(h, "<li>%s　", d->recordings[i].title);
                ui_instant(h, d->recordings[i].taken_at);
                html(h, "</li>");
        }
        html(h, "</ul>");
        ui_card_end(h);
}

static bool page_dossier(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct dossier d;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", in->args[0]);
        if (!dossier_plan(c, id, &d))
                return false;
        const struct ui_crumb crumbs[] = { { "案件台账", "/desk/cases" }, { *d.number ? d.number : d.title, text_make(c->mem, "/desk/case/%lld", (long long)id) } };

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "案卷", .lead = d.title, .crumbs = crumbs, .n_crumbs = 2, .current = "/desk/cases" });
        ui_split_begin(h);
        volumes_put(c, h, &d);
        ui_split_aside(h);
        if (!bound_put(c, h, &d))
                return false;
        gaps_put(h, &d);
        recordings_put(h, &d);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

const struct page dossier_pages[] = {
        { "/desk/case/{id}/dossier", "案卷", "", page_dossier, false },
};
const size_t dossier_pages_n = sizeof dossier_pages / sizeof *dossier_pages;

/* ---- what is written for the browser ---- */

bool dossier_write(struct ctx *c, int64_t case_id, const char *file, int fd, const char **type, const char **name)
{
        const char *dot = strrchr(file, '.');
        const char *stem = dot ? text_copy_n(c->mem, file, (size_t)(dot - file)) : file;
        const struct pack_volume *v = pack_volume(c->pack, stem);
        bool pdf = dot && !strcmp(dot, ".pdf"), ofd = dot && !strcmp(dot, ".ofd");
        struct dossier d;

        if (!dossier_plan(c, case_id, &d) || !paper__acts_open(c, case_id))
                return false;
        if (!strcmp(file, "package.zip")) {
                *type = "application/zip";
                *name = text_make(c->mem, "%s 归档包.zip", d.number);
                return dossier_package(c, case_id, fd, NULL, NULL);
        }
        if ((!pdf && !ofd) || strcmp(v->id, stem))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, "%s", file);
        *type = pdf ? "application/pdf" : "application/ofd";
        *name = text_make(c->mem, "%s %s%s", d.number, v->label, dot);
        return dossier_volume(c, &d, v, pdf ? PAPER_PDF : PAPER_OFD, fd, NULL, NULL);
}
