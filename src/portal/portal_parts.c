/* portal_parts.c - what several portal pages show: a decision in a list, a QR code as SVG. */
#include "portal/portal.h"
#include <qrencode.h>
#include <string.h>

const char *kind_label(const char *kind)
{
        return strcmp(kind, "permit") ? "行政处罚" : "行政许可";
}

/* ---- one row ---- */

static void shown_row(struct html *h, const struct publication *p, const char *words)
{
        html(h, "<p class=\"row\">");
        ui_tag(h, "info", kind_label(p->kind));
        if (*p->procedure)
                ui_tag(h, "", p->procedure);
        html(h, "</p><h3><a href=\"/decision/%s\">", text_make(h->b.mem, "%lld", (long long)p->id));
        html_marked(h, p->title, words);
        html(h, "</a></h3><p class=\"said\">");
        html_marked(h, text_around(h->b.mem, p->facts, words, 90), words);
        html(h, "</p><p class=\"meta\"><span>");
        html_marked(h, p->number, words);
        html(h, "</span><span>%s</span><span>%s</span><span>", p->result, p->agency_name);
        ui_day(h, p->decided_on);
        html(h, " 作出</span><span>");
        ui_day(h, p->released_on);
        html(h, " 公示</span></p>");
}

static void gone_row(struct html *h, const struct publication *p, const char *words)
{
        html(h, "<p class=\"row\">");
        ui_tag_icon(h, &(struct ui_tag){ p->ended ? "" : "warn", p->ended ? "公示期满" : "已撤下", "eye-off" });
        html(h, "</p><h3><a href=\"/decision/%s\">", text_make(h->b.mem, "%lld", (long long)p->id));
        html_marked(h, p->number, words);
        html(h, "</a></h3><p class=\"said\">原内容已撤下；撤下的原因和时间可查。</p><p class=\"meta\"><span>%s</span><span>", p->agency_name);
        ui_day(h, p->withdrawn_on);
        html(h, " 撤下</span></p>");
}

void portal_row(struct html *h, const struct publication *p, const char *words)
{
        html(h, "<li class=\"%s\">", p->shown ? "shown" : "gone");
        if (p->shown)
                shown_row(h, p, words);
        else
                gone_row(h, p, words);
        html(h, "</li>\n");
}

/* ---- QR ---- */

/* One path over all dark modules: a fraction of the size of one rectangle each, and it prints sharply. */
const char *portal_qr(struct arena *mem, const char *text)
{
        QRcode *q = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
        struct buffer b = { .mem = mem };

        if (!q)
                return NULL;
        buffer_make(&b, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"二维码\"><path fill=\"#000\" d=\"", q->width,
                q->width);
        for (int y = 0; y < q->width; y++)
                for (int x = 0, run; x < q->width; x += run) {
                        for (run = 0; x + run < q->width && (q->data[y * q->width + x + run] & 1); run++)
                                ;
                        if (run)
                                buffer_make(&b, "M%d %dh%dv1h-%dz", x, y, run, run);
                        run = run ? run : 1;
                }
        buffer_text(&b, "\"/></svg>");
        QRcode_free(q);
        return buffer_done(&b);
}
