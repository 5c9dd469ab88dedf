/* paper.c - documents on the screen as they are on paper, the drawing of a seal, the proof panel and the tombstone of what was
 * withdrawn.  The seal is a drawing, never a signature: signing has its own place. */
#include "ui/ui_inner.h"
#include <math.h>
#include <string.h>

void ui_mask(struct html *h, const char *what)
{
        html(h, "<span class=\"mask\"><span class=\"vh\">已遮盖：</span>%s</span>", what);
}

/* ---- running text with masks and blanks ---- */

struct marker { const char *open, *close; };
static const struct marker masked = { "〖", "〗" }, blank = { "【", "】" };

/* A marker that begins at s and is closed within the line: what stands inside; *rest is behind it. */
static const char *inside(struct arena *a, const char *s, const struct marker *m, const char **rest)
{
        const char *from = s + strlen(m->open), *end;

        if (!text_starts(s, m->open))
                return NULL;
        end = strstr(from, m->close);
        if (!end)
                return NULL;
        *rest = end + strlen(m->close);
        return text_copy_n(a, from, (size_t)(end - from));
}

static void line_put(struct html *h, const char *line)
{
        const char *plain = line, *what, *rest = line;

        for (const char *s = line; *s;) {
                bool mask = (what = inside(h->b.mem, s, &masked, &rest)) != NULL;

                if (!mask)
                        what = inside(h->b.mem, s, &blank, &rest);
                if (!what) {
                        utf8_next(&s);
                        continue;
                }
                html_text(h, text_copy_n(h->b.mem, plain, (size_t)(s - plain)));
                if (mask)
                        ui_mask(h, what);
                else
                        html(h, "<span class=\"blank\">%s</span>", what);
                s = plain = rest;
        }
        html_text(h, plain);
}

void ui_paper_begin(struct html *h, const struct ui_paper *p)
{
        const char *level = p->label ? "h3" : "h2";

        if (p->label)
                ui_section(h, p->label, NULL);
        html(h, "<article class=\"paper\" tabindex=\"0\" aria-label=\"%s\">", p->label ? p->label : p->title);
        if (p->org)
                html(h, "<p class=\"org\">%s</p>", p->org);
        html(h, "<%s class=\"title\">%s</%s>", level, p->title, level);
        if (p->number)
                html(h, "<p class=\"no\">%s</p>", p->number);
}

void ui_paper_text(struct html *h, const char *text)
{
        size_t n;
        char **lines = text_split(h->b.mem, text, '\n', &n);

        html(h, "<div class=\"text\">");
        for (size_t i = 0; i < n; i++) {
                const char *line = text_trim(h->b.mem, lines[i]);

                if (!*line)
                        continue;
                /* Lines like "当事人：…" stand flush; they end in no full stop. */
                html(h, "<p class=\"%s\">", strstr(line, "：") && !strstr(line, "。") ? "flat" : "run");
                line_put(h, line);
                html(h, "</p>");
        }
        html(h, "</div>\n");
}

void ui_paper_sign(struct html *h, const char *org, struct day day, bool seal)
{
        html(h, "<div class=\"sign\">");
        if (seal)
                ui_seal(h, org);
        html(h, "<p>%s</p>", org);
        if (day_is(day))
                html(h, "<p>%s</p>", day_chinese(h->b.mem, day));
        html(h, "</div>\n");
}

void ui_paper_end(struct html *h) { html(h, "</article>\n"); }

/* ---- seal ---- */

#define SEAL_MIDDLE 64.0
#define SEAL_TEXT 45.0          /* radius on which the characters stand */
#define SEAL_STEP 20.0          /* degrees between two characters, less for long names */
#define SEAL_SPAN 250.0

static void seal_character(struct html *h, const char *s, double degrees)
{
        double turn = degrees * M_PI / 180.0;
        double x = SEAL_MIDDLE + SEAL_TEXT * sin(turn), y = SEAL_MIDDLE - SEAL_TEXT * cos(turn);

        html(h, "<text transform=\"%s\">%s</text>", text_make(h->b.mem, "translate(%.1f %.1f) rotate(%.1f)", x, y, degrees), s);
}

static void seal_name(struct html *h, const char *org)
{
        size_t n = utf8_length(org);
        double step = n > 1 && (double)(n - 1) * SEAL_STEP > SEAL_SPAN ? SEAL_SPAN / (double)(n - 1) : SEAL_STEP;
        double at = -step * (double)(n ? n - 1 : 0) / 2;

        for (const char *s = org, *next; *s; s = next, at += step) {
                next = s;
                utf8_next(&next);
                seal_character(h, text_copy_n(h->b.mem, s, (size_t)(next - s)), at);
        }
}

void ui_seal(struct html *h, const char *org)
{
        html(h, "<svg class=\"seal\" viewBox=\"0 0 128 128\" role=\"img\" aria-label=\"%s印章（图样）\">"
             "<circle cx=\"64\" cy=\"64\" r=\"61\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3.5\"/>"
             "<path fill=\"currentColor\" d=\"M64 44l4.7 13.5 14.3.3-11.4 8.7 4.1 13.7L64 72l-11.7 8.2 4.1-13.7L45 "
             "57.8l14.3-.3z\"/>",
             org);
        seal_name(h, org);
        html(h, "</svg>");
}

/* ---- proof ---- */

static void checks_put(struct html *h, const struct ui_check *c, size_t n)
{
        html(h, "<ul class=\"checks\">");
        for (size_t i = 0; i < n; i++) {
                html(h, "<li class=\"%s\">", c[i].good ? "good" : "bad");
                ui_icon(h, c[i].good ? "circle-check" : "alert-octagon");
                html(h, "<span>%s%s</span></li>", c[i].good ? "" : "不符：", c[i].text);
        }
        html(h, "</ul>");
}

static void hashes_put(struct html *h, const struct ui_proof *p)
{
        if (p->hash) {
                ui_details_begin(h, "查看指纹（内容的数字摘要）", false);
                ui_hash(h, p->hash);
                ui_details_end(h);
        }
        if (p->n_path) {
                ui_details_begin(h, text_make(h->b.mem, "查看存在性证明（%zu 步）", p->n_path), false);
                for (size_t i = 0; i < p->n_path; i++)
                        ui_hash(h, p->path[i]);
                ui_details_end(h);
        }
}

void ui_proof(struct html *h, const struct ui_proof *p)
{
        html(h, "<section class=\"proof%s\"><div class=\"proof-head\">", p->good ? "" : " bad");
        ui_icon(h, p->good ? "shield-check" : "shield-x");
        html(h, "<div><h2>%s</h2><small>%s</small></div></div><div class=\"card-body\">", p->title, p->note ? p->note : "");
        if (p->qr) {
                html(h, "<div class=\"qr\"><span>");
                html_raw(h, p->qr);
                html(h, "</span><span>%s</span></div>", p->qr_text ? p->qr_text : "");
        }
        if (p->n_checks)
                checks_put(h, p->checks, p->n_checks);
        hashes_put(h, p);
        if (p->n_buttons) {
                html(h, "<div>");
                for (size_t i = 0; i < p->n_buttons; i++)
                        ui_button(h, &p->buttons[i]);
                html(h, "</div>");
        }
        html(h, "</div></section>\n");
}

void ui_tombstone(struct html *h, const struct ui_tomb *t)
{
        html(h, "<section class=\"card tomb\"><div class=\"card-body\"><div class=\"tomb-head\"><span class=\"badge\">");
        ui_icon(h, "file-off");
        html(h, "</span><div><p class=\"kind\">%s · %s</p><h1>%s</h1><p>%s</p></div></div>", t->number, t->kind, t->title,
             t->lead);
        ui_kv_begin(h, 0);
        for (size_t i = 0; i + 1 < t->n_kv; i += 2)
                ui_kv(h, t->kv[i], t->kv[i + 1]);
        ui_kv_end(h);
        html(h, "<div><h2>撤下不等于抹去</h2><p class=\"small\">"
             "原决定、撤销文书和撤下这一操作都留在存证日志里，供监督机关调阅；"
             "公众可以验证“曾经存在、何时撤下”，但看不到原内容。</p>");
        if (t->n_checks)
                checks_put(h, t->checks, t->n_checks);
        html(h, "</div>");
        if (t->n_buttons) {
                ui_row_begin(h);
                for (size_t i = 0; i < t->n_buttons; i++)
                        ui_button(h, &t->buttons[i]);
                ui_row_end(h);
        }
        html(h, "</div></section>\n");
}
