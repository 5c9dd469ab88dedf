/* upload_page.c - 上传音像资料: where files are dropped, chosen or taken with the camera; upload.js sends them (tus) and shows how it goes.
 *
 * Without a script the page leads to the form of recording.add, which takes a file along.
 * Must never: take a file itself, or promise that something came before the server said so.
 */
#include "journal/journal.h"
#include "recording/recording.h"
#include "ui/assets.h"
#include "ui/ui.h"

static void pick(struct html *h, const char *label, const char *icon, const char *accept, const char *how)
{
        html(h, "<label class=\"btn%s\">", *how ? "" : " primary");
        ui_icon(h, icon);
        html(h, "%s<input type=\"file\" accept=\"%s\"", label, accept);
        if (*how)
                html(h, " capture=\"environment\"");
        else
                html(h, " multiple");
        html(h, "></label>\n");
}

static void zone(struct html *h)
{
        html(h, "<div class=\"up-zone\" data-zone>");
        ui_icon(h, "upload");
        html(h, "<div class=\"up-pick\">");
        pick(h, "选择文件", "file-upload", "video/*,audio/*,image/*", "");
        pick(h, "拍照", "camera", "image/*", "camera");
        pick(h, "录像", "video", "video/*", "camera");
        pick(h, "录音", "microphone", "audio/*", "camera");
        html(h, "</div><p>也可以把文件拖到这里。断网、关机以后接着传，不用重传；传完自动核对指纹。请传原始文件，不剪辑、不转码；"
             "传完以前不要删除设备里的原件。</p></div>\n");
        html(h, "<div class=\"up-more\"><label for=\"device\">设备编号</label><input class=\"in\" id=\"device\" name=\"device\" autocomplete=\"off\" maxlength=\"60\">"
             "<span>执法记录仪拍的填写，手机拍的不填。</span></div>\n");
}

static void queue(struct html *h)
{
        html(h, "<section class=\"card flush\" aria-label=\"上传队列\"><div class=\"up-head\"><h2>正在上传</h2>"
             "<span class=\"note\">离开本页会中断；回来后再选一次同一个文件即可接着传</span>"
             "<button type=\"button\" class=\"btn small\" data-all hidden></button></div>"
             "<ul class=\"ups\" data-queue></ul><p class=\"up-empty\" data-empty>还没有选择文件。</p>"
             "<p class=\"vh\" role=\"status\" data-said></p></section>\n");
}

/* The form that takes a file along with everything else: needs the number of a case. */
static void without_script(struct html *h, const char *case_id)
{
        html(h, "<div data-without><section class=\"card\"><div class=\"card-head\"><h2>随表单上传</h2></div><div class=\"card-body stack\">"
             "<p>浏览器没有运行脚本，不能断点续传。较小的文件可以填写案件编号后，在“音像资料入卷”的表单里一起提交。</p>"
             "<form method=\"get\" action=\"/desk/act/recording.add\" class=\"row\"><label for=\"subject\">案件编号</label>"
             "<input class=\"in\" id=\"subject\" name=\"subject\" inputmode=\"numeric\" value=\"%s\" required> "
             "<button class=\"btn primary\" type=\"submit\">打开表单</button></form></div></section></div>\n", case_id);
}

static bool show(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "音像资料收件箱", "/desk/inbox" } };
        static const struct ui_button buttons[] = { { "收件箱", "/desk/inbox", "inbox", BUTTON_PLAIN } };
        const char *case_id = page_query(in, "case");
        enum hash_kind kind;
        int64_t id = 0;

        if (!journal_hash_kind(c, &kind))
                return false;
        if (*case_id && !text_int(case_id, 1, INT64_MAX, &id))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, NULL);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "上传音像资料", .crumbs = crumbs, .n_crumbs = 1, .buttons = buttons, .n_buttons = 1,
                                                      .current = "/desk/inbox" });
        if (id)
                ui_callout(h, "info", text_make(c->mem, "传给案件 %lld", (long long)id), "传完后在收件箱里填写采集信息，再放入这个案件。");
        html(h, "<div data-upload data-csrf=\"%s\" data-icons=\"%s\" data-hash=\"%s\" data-case=\"%s\" hidden class=\"stack\"><section class=\"card\"><div class=\"card-body\">\n",
             in->csrf, asset_path("icons.svg"), hash_name(kind), case_id);
        zone(h);
        html(h, "</div></section>\n");
        queue(h);
        html(h, "</div>\n");
        without_script(h, case_id);
        html(h, "<script src=\"%s\" defer></script>\n", asset_path("upload.js"));
        page_end_desk(c, in, h);
        return true;
}

const struct page upload_pages[] = { { "/desk/upload", "上传音像资料", "duty|officer|team_leader|reviewer|archivist|head", show, false } };
const size_t upload_pages_n = 1;
