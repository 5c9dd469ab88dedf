/* portal_ask.c - what the public asks: /complain, /consult and /correct/{id} with their forms, and what is shown when one was accepted.
 *
 * The forms are those of the commands; the public door (web/public_door.c) brings token, sum and what was typed.  Works on a phone, without
 * scripts, without an account.  Must never: show anything of a report but number and code, and those only to whoever just sent it.
 */
#include "complaint/complaint.h"
#include "portal/portal.h"
#include "portal/portal_ask.h"
#include "ui/assets.h"
#include <string.h>

/* ---- what all these pages have around them ---- */

static const struct ui_tab tabs[] = { { "我要投诉举报", "/complain", NULL }, { "咨询", "/consult", NULL }, { "查处理结果", "/follow", NULL },
                                      { "查办案进度", "/progress", NULL } };

void ask__begin(struct ctx *c, const struct page_in *in, struct html *h, const char *title, const char *lead, size_t tab)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" } };

        page_begin_public(c, in, h, &(struct ui_frame){ .title = title, .lead = lead, .crumbs = crumbs, .n_crumbs = 1, .current = "/complain" });
        if (tab < sizeof tabs / sizeof *tabs)
                ui_tabs(h, "办理类型", tabs, sizeof tabs / sizeof *tabs, tab);
}

void ask__otherwise(struct ctx *c, struct html *h)
{
        const struct pack_agency *g = c->pack->n_agencies ? &c->pack->agencies[0] : NULL;

        ui_card_begin(h, &(struct ui_card){ .title = "不方便上网？" });
        html(h, "<p>打 <b>%s</b>，或者到%s的窗口，工作人员帮您填，也会给您编号和查询码。</p>", g && *g->phone ? g->phone : "12345", g ? g->name : "执法机关");
        ui_card_end(h);
}

const char *ask__typed(const struct page_in *in, const char *name)
{
        for (size_t i = 0; in->door && i < in->door->n_typed; i++)
                if (!strcmp(in->door->typed[i].name, name))
                        return in->door->typed[i].value;
        return "";
}

static void kept_put(struct html *h)
{
        ui_card_begin(h, &(struct ui_card){ .title = "您的信息怎样保管" });
        html(h, "<ul class=\"plain\"><li>只给办理的人看，不在网上公开，不告诉被反映的人。</li><li>选匿名的，姓名和电话不保存。</li>"
             "<li>提交后得到编号和查询码：查询码只显示一次，系统只存它的指纹，谁也查不出来。</li></ul>");
        ui_card_end(h);
}

/* ---- the form ---- */

struct asking { const struct page_in *in; bool files; };

static void files_put(struct html *h)
{
        html(h, "<div class=\"field\"><label for=\"ask-files\">照片、录像或者录音 <span class=\"opt\">（选填，最多 5 个，每个不超过 10 MB）</span></label>"
             "<div class=\"ask-files\"><input type=\"file\" id=\"ask-files\" name=\"files\" multiple accept=\"image/*,video/*,audio/*\" data-most=\"5\""
             " data-each=\"%d\" aria-describedby=\"files-said\"></div><p class=\"hint\" id=\"files-said\" role=\"status\"></p></div>\n", 10 << 20);
}

/* Bait for programs that fill in every box; hidden from people, whatever they read the page with. */
static void bait_put(struct html *h)
{
        html(h, "<div class=\"ask-bait\" aria-hidden=\"true\"><label for=\"ask-website\">请留空</label>"
             "<input id=\"ask-website\" name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></div>\n");
}

static void more_put(void *to, struct html *h)
{
        const struct asking *a = to;
        const struct page_door *d = a->in->door;

        html(h, "<input type=\"hidden\" name=\"_token\" value=\"%s\"><input type=\"hidden\" name=\"_work\" value=\"\">", d->token);
        bait_put(h);
        html(h, "<div class=\"field\" data-work=\"%d\"><label for=\"ask-answer\">%s？<span class=\"req\">（必填）</span></label><p class=\"hint\" id=\"ask-answer-h\">"
             "为了挡住机器批量提交，请算一算，写数字或者汉字都可以。</p><input class=\"in short\" id=\"ask-answer\" name=\"_answer\" autocomplete=\"off\""
             " aria-describedby=\"ask-answer-h\"></div>\n", d->work, d->question);
        if (a->files)
                files_put(h);
}

static bool agency_options(void *to, const struct arg *g, struct ui_options *out)
{
        struct ctx *c = to;

        for (size_t i = 0; g->type == ARG_CODE && !strcmp(g->choices, "agencies") && i < c->pack->n_agencies; i++)
                ui_option(out, c->pack->agencies[i].id, c->pack->agencies[i].name, NULL);
        return out->n > 0;
}

static void form_put(struct ctx *c, const struct page_in *in, struct html *h, const char *button, const struct ui_part *parts, size_t n)
{
        const struct page_door *d = in->door;
        const struct command *cmd = command_find(d->verb);
        struct asking a = { in, !strcmp(d->verb, "complaint.file") };
        const char *fixed = text_make(c->mem, "channel|file_1|file_2|file_3|file_4|file_5%s%s%s", d->given ? "|" : "", d->given ? d->given : "",
                                      c->pack->n_agencies > 1 ? "" : "|agency");

        ui_card_begin(h, &(struct ui_card){ 0 });
        ui_form(h, &(struct ui_form){ .command = cmd, .action = in->path, .subject = SUBJECT_NEW, .values = d->typed, .n_values = d->n_typed, .why = d->why,
                                      .options = agency_options, .to = c, .expected = -1, .parts = parts, .n_parts = n, .fixed = fixed, .button = button,
                                      .more = more_put, .more_to = &a, .files = a.files, .beside = "提交后得到编号和查询码" });
        if (d->why && a.files)
                html(h, "<p class=\"small muted\">选过的文件要重新选；文字都在。</p>");
        ui_card_end(h);
        html(h, "<script src=\"%s\" defer></script>", asset_path("ask.js"));
}

/* ---- accepted ---- */

static void done_put(struct ctx *c, const struct page_in *in, struct html *h, const char *number)
{
        const struct page_door *d = in->door;

        ui_card_begin(h, &(struct ui_card){ .title = "请保存编号和查询码", .note = "查询码只显示这一次" });
        ui_kv_begin(h, 0);
        ui_kv_open(h, "编号");
        html(h, "<span class=\"ask-number\">%s</span>", number);
        ui_kv_close(h);
        for (size_t i = 0; i < d->n_shown; i++) {
                ui_kv_open(h, "查询码");
                html(h, "<span class=\"secret-code\"><code>%s</code></span>", d->shown[i].value);
                ui_kv_close(h);
        }
        ui_kv_open(h, "收到时间");
        ui_instant(h, c->now);
        ui_kv_close(h);
        ui_kv_end(h);
        html(h, "<p>请抄下来、打印或者拍照。凭这两样在“查处理结果”看办到哪一步、谁在办、什么时候答复和答复的内容；没有它们，别人看不到，我们也补不出来。</p>");
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "查处理结果", url(c->mem, "/follow?number=%s", number), "search", BUTTON_PRIMARY });
        ui_button(h, &(struct ui_button){ "回首页", "/", "home", BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
}

static bool done_page(struct ctx *c, const struct page_in *in, struct html *h, const char *title, const char *lead, const char *number)
{
        static const struct ui_crumb crumbs[] = { { "首页", "/" } };

        page_begin_public(c, in, h, &(struct ui_frame){ .title = title, .lead = lead, .crumbs = crumbs, .n_crumbs = 1, .current = "/complain", .narrow = true });
        done_put(c, in, h, number);
        page_end_public(c, in, h);
        return true;
}

/* ---- the pages ---- */

bool portal_ask_complain(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_part parts[] = { { "identity", "您的联系方式", "只给办理的人看" } };

        if (!in->door)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, NULL);
        if (in->door->id >= 0)
                return done_page(c, in, h, "已经收到您的反映", "谁先收到谁负责，到别的单位正式确认接手为止", complaint_number(c, in->door->noun, in->door->id));
        ask__begin(c, in, h, "投诉举报与进度查询", "反映违法行为、执法人员的问题或者不作为；不用注册", 0);
        ui_split_begin(h);
        form_put(c, in, h, "提交", parts, sizeof parts / sizeof *parts);
        ui_split_aside(h);
        kept_put(h);
        ask__otherwise(c, h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

static bool answers_put(struct ctx *c, struct html *h)
{
        struct table t;

        if (!view_run(c, "questions", (const struct pair[]){ { "limit", "30" } }, 1, &t))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "公开的问答", .note = "提问的人同意公开，不含个人信息" });
        if (!t.n_rows)
                ui_empty(h, "还没有公开的问答", "提问的人同意、答复以后列在这里。", NULL, NULL);
        html(h, "<dl class=\"ask-qa\">");
        for (size_t i = 0; i < t.n_rows; i++)
                html(h, "<dt>问：%s</dt><dd>答：%s <small class=\"muted\">%s　%s</small></dd>", t.rows[i][2], t.rows[i][3], t.rows[i][1], t.rows[i][0]);
        html(h, "</dl>");
        ui_card_end(h);
        return true;
}

bool portal_ask_consult(struct ctx *c, const struct page_in *in, struct html *h)
{
        if (!in->door)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, NULL);
        if (in->door->id >= 0)
                return done_page(c, in, h, "已经收到您的咨询", "凭编号和查询码看答复", complaint_number(c, in->door->noun, in->door->id));
        ask__begin(c, in, h, "咨询", "问执法机关：手续怎样办、规定怎样理解；不用注册", 1);
        ui_split_begin(h);
        form_put(c, in, h, "提交", NULL, 0);
        ui_split_aside(h);
        if (!answers_put(c, h))
                return false;
        ask__otherwise(c, h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

bool portal_ask_correct(struct ctx *c, const struct page_in *in, struct html *h)
{
        int64_t id;

        if (!in->door)
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, NULL);
        if (!text_int(in->args[0], 0, INT64_MAX, &id))  /* the form goes back to this address */
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "公示 %s", utf8_head(c->mem, in->args[0], 40));
        if (in->door->id >= 0)
                return done_page(c, in, h, "已经收到您的纠错申请", "凭编号和查询码看答复", text_make(c->mem, "JC-%lld", (long long)in->door->id));
        ask__begin(c, in, h, "信息纠错", "公示的内容有错，或者不该公开：写明哪里错、应当是什么", SIZE_MAX);
        ui_split_begin(h);
        form_put(c, in, h, "提交", NULL, 0);
        ui_split_aside(h);
        ui_card_begin(h, &(struct ui_card){ .title = "要更正的公示" });
        ui_link(h, url(c->mem, "/decision/%s", in->args[0]), "打开这条公示");
        ui_card_end(h);
        kept_put(h);
        ask__otherwise(c, h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}
