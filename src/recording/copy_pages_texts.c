/* copy_pages_texts.c - the texts of a recording: a draft looks like a draft, what was accepted says who answers for it. */
#include "recording/copy_inner.h"
#include "recording/recording_inner.h"
#include <string.h>

/* A line that begins with a moment and a space leads there. */
static bool line_moment(struct arena *mem, const char *line, int64_t *ms, const char **rest)
{
        size_t n = strspn(line, "0123456789:.");

        if (!n || n > 12 || !memchr(line, ':', n))
                return false;
        *rest = line + n;
        return (!**rest || **rest == ' ' || text_starts(*rest, "　")) && copy__moment_read(text_copy_n(mem, line, n), ms);
}

void copy__text_put(struct html *h, const struct recording *r, const char *text)
{
        size_t n;
        char **lines = text_split(h->b.mem, text, '\n', &n);

        for (size_t i = 0; i < n; i++) {
                const char *rest = lines[i];
                int64_t ms;

                html_raw(h, "<p>");
                if (line_moment(h->b.mem, lines[i], &ms, &rest))
                        html(h, "<a href=\"/desk/recording/%lld?at=%lld#player\">%s</a>", (long long)r->id, (long long)ms,
                                copy__moment(h->b.mem, ms));
                html(h, "%s</p>", rest);
        }
}

static struct ui_tag state_tag(const struct said_text *t)
{
        if (!strcmp(t->state, "accepted"))
                return (struct ui_tag){ "ok", "已采用", "check" };
        return strcmp(t->state, "draft") ? (struct ui_tag){ "", "不采用", "x" } : (struct ui_tag){ "warn", "草稿，未经核对", "alert-triangle" };
}

/* The draft goes into the form, to be corrected there. */
static void judge_put(struct ctx *c, const struct page_in *in, struct html *h, const struct said_text *t)
{
        const struct pair values[] = { { "corrected", t->text } };
        const char *back = url(c->mem, "%s", in->path);

        ui_details_begin(h, "核对、改正并采用", false);
        ui_form(h, &(struct ui_form){ .command = command_find("recording.text_accept"), .action = "/desk/act/recording.text_accept", .subject = t->id,
                                      .values = values, .n_values = 1, .csrf = in->csrf, .key = random_token(c->mem, 16), .expected = -1,
                                              .back = in->path });
        ui_details_end(h);
        ui_button(h, &(struct ui_button){ .label = "不采用", .url = text_make(c->mem, "/desk/act/recording.text_reject?subject=%lld&back=%s",
                (long long)t->id, back) });
}

static void text_card(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r, const struct said_text *t)
{
        const struct ui_tag tag = state_tag(t);
        bool draft = !strcmp(t->state, "draft");

        ui_card_begin(h, &(struct ui_card){ .title = copy__engine_label(t->engine), .id = text_make(c->mem, "text-%lld", (long long)t->id),
                                            .note = text_make(c->mem, "%s　%s", instant_local(c->mem, t->at), user_name(c, t->by)) });
        ui_row_begin(h);
        ui_tag_icon(h, &tag);
        if (*t->decided_by)
                html(h, "<span class=\"meta\">审定：%s</span>", user_name(c, t->decided_by));
        ui_row_end(h);
        html(h, "<div class=\"spoken %s\">", t->state);
        copy__text_put(h, r, t->text);
        html_raw(h, "</div>");
        if (draft && copy__may(c, "recording.text_accept"))
                judge_put(c, in, h, t);
        ui_card_end(h);
}

static void make_put(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r)
{
        const char *back = url(c->mem, "%s", in->path);
        bool photo = !strcmp(r->kind, "photo");
        struct ui_action a[2];

        a[0] = (struct ui_action){ .title = photo ? "识别照片上的文字" : "识别语音", .help = "结果是草稿，由人核对后采用。", .button = "识别",
                .url = text_make(c->mem, "/desk/act/recording.text?recording=%lld&engine=%s&back=%s", (long long)r->id, photo ? "ocr" : "speech",
                        back) };
        a[1] = (struct ui_action){ .title = "人工录入", .help = "一行以时间开头的（如 1:05），可以点击跳转。", .button = "录入",
                .url = text_make(c->mem, "/desk/act/recording.text?recording=%lld&engine=hand&back=%s", (long long)r->id, back) };
        ui_card_begin(h, &(struct ui_card){ .title = "转成文字", .flush = true });
        ui_actions(h, a, 2);
        ui_card_end(h);
}

bool copy__page_texts(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct said_texts l;
        struct case_facts f;
        struct recording r;
        int64_t id;

        if (!copy__id(c, in->args[0], &id) || !recording_find(c, id, &r, &f) || !texts_of(c, id, &l))
                return false;
        copy__crumbs(c, in, h, &r, &f, "文字");
        ui_split_begin(h);
        for (size_t i = 0; i < l.n; i++)
                text_card(c, in, h, &r, &l.at[i]);
        if (!l.n)
                ui_empty(h, "还没有文字", "识别或者录入的文字先作为草稿列在这里。", NULL, NULL);
        ui_split_aside(h);
        if (copy__may(c, "recording.text"))
                make_put(c, in, h, &r);
        ui_card_begin(h, &(struct ui_card){ .title = "查找" });
        ui_link(h, "/desk/recordings/texts", "在全部已采用的文字里查找");
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
