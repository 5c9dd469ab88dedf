/* recording_pages.c - the inbox: what was announced, what waits to be put into a case, what was set aside.  Only shows. */
#include "recording/recording_inner.h"
#include "ui/ui.h"
#include <string.h>

#define ROWS 100

static const struct ui_tag state_tags[] = {
        [INTAKE_PROMISED] = { "", "等待上传", "clock" }, [INTAKE_INBOX] = { "info", "待入卷", "inbox" }, [INTAKE_QUARANTINE] = { "bad", "隔离", "alert-triangle" },
        [INTAKE_ADDED] = { "ok", "已入卷", "circle-check" }, [INTAKE_DISCARDED] = { "", "不予采用", "x" },
};
static const struct arg sources = { .name = "source", .choices = INTAKE_SOURCES };

const struct ui_tag *recording__state_tag_of(enum intake_state s)
{
        return &state_tags[s];
}

static void intake_row(struct ctx *c, struct html *h, const struct intake *i)
{
        html(h, "<li class=\"rec\">");
        recording__thumb(c, h, i->kind, recording__waits(i) ? i->pictures : "");
        html(h, "<div><p class=\"row\"><a href=\"/desk/intake/%lld\">%s</a>", (long long)i->id, i->file_name);
        ui_tag_icon(h, recording__state_tag_of(i->state));
        if (*i->kind)
                ui_tag(h, "", recording__kind_label(c->mem, i->kind));
        html(h, "</p><p class=\"small\">%s%s%s　%s　%s%s%s</p>", recording__size_words(c->mem, i->size), i->length >= 0 ? "　" : "",
             recording__length_words(c->mem, i->length), choice_label(c->mem, &sources, i->source), user_name(c, i->collector),
             *i->device ? "　设备 " : "", i->device);
        html(h, "<p class=\"small muted\">%s ", i->made.ms ? "拍摄" : i->received_at.ms ? "收到" : "登记");
        ui_instant(h, i->made.ms ? i->made : i->received_at.ms ? i->received_at : i->promised_at);
        html(h, "%s%s　编号 %lld</p>", *i->batch ? "　批次 " : "", i->batch, (long long)i->id);
        if (*i->findings || *recording__virus(i->scan))
                html(h, "<p class=\"small warn-t\">检查发现：%s%s%s</p>", recording__findings_words(c->mem, i->findings),
                     *recording__virus(i->scan) ? "；病毒：" : "", recording__virus(i->scan));
        html(h, "</div></li>");
}

static void filters_put(struct ctx *c, struct html *h, const char *state)
{
        static const struct ui_tab tabs[] = {
                { "未办完", "/desk/inbox", NULL }, { "等待上传", "/desk/inbox?state=promised", NULL }, { "待入卷", "/desk/inbox?state=inbox", NULL },
                { "隔离", "/desk/inbox?state=quarantine", NULL }, { "已入卷", "/desk/inbox?state=added", NULL }, { "不予采用", "/desk/inbox?state=discarded", NULL },
        };
        size_t current = 0;

        (void)c;
        for (size_t i = 1; state && i < sizeof tabs / sizeof *tabs; i++)
                if (!strcmp(strchr(tabs[i].url, '=') + 1, state))
                        current = i;
        ui_tabs(h, "状态", tabs, sizeof tabs / sizeof *tabs, current);
}

static bool asked(struct ctx *c, const struct page_in *in, const char **state, int64_t *before)
{
        const char *s = page_query(in, "state"), *b = page_query(in, "before");

        *state = *s ? s : NULL;
        *before = 0;
        if (*s && !text_in(s, "promised|inbox|quarantine|added|discarded", '|'))
                return refuse(&c->why, R_ARG_CHOICE, "state", "%s", utf8_head(c->mem, s, 20));
        return !*b || text_int(b, 1, INT64_MAX, before) || refuse(&c->why, R_ARG_TYPE, "before", "应为编号");
}

static void list_put(struct ctx *c, struct html *h, const struct intakes *l, const char *state)
{
        if (!l->n)
                ui_empty(h, "这里没有音像资料", "上传、手机拍摄、采集站和批量导入的资料收到后会出现在这里，由人确认后放入案卷。", "上传", "/desk/upload");
        html(h, "<ul class=\"recs\">");
        for (size_t i = 0; i < l->n && i < ROWS; i++)
                intake_row(c, h, &l->at[i]);
        html(h, "</ul>");
        if (l->n > ROWS) {
                ui_card_foot(h);
                ui_link(h, url(c->mem, "/desk/inbox?state=%s&before=%s", state ? state : "", text_make(c->mem, "%lld", (long long)l->at[ROWS - 1].id)), "更早的");
        }
}

static bool page_inbox(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_button buttons[] = { { "上传", "/desk/upload", "upload", BUTTON_PRIMARY } };
        const char *state;
        int64_t before, open = 0, quarantine = 0;
        struct intakes l;

        if (!asked(c, in, &state, &before) || !intakes_list(c, state, before, ROWS + 1, &l) || !intakes_open(c, &open, &quarantine))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "音像资料收件箱", .buttons = buttons, .n_buttons = 1, .current = "/desk/inbox",
                .lead = text_make(c->mem, "%lld 份没有办完%s", (long long)open, quarantine ? text_make(c->mem, "，其中 %lld 份隔离", (long long)quarantine) : "") });
        ui_card_begin(h, &(struct ui_card){ 0 });
        filters_put(c, h, state);
        list_put(c, h, &l, state);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- on the desk: recordings without their labels count as open work ---- */

#define CARD_ROWS 4

bool recording_desk_card(struct ctx *c, struct html *h)
{
        int64_t open = 0, quarantine = 0;
        struct intakes l;

        if (!intakes_open(c, &open, &quarantine) || !intakes_list(c, NULL, 0, CARD_ROWS, &l))
                return false;
        if (!open)
                return true;
        ui_card_begin(h, &(struct ui_card){ .title = "音像资料待办", .more_url = "/desk/inbox", .more_label = "全部",
                .note = text_make(c->mem, "%lld 份%s", (long long)open, quarantine ? text_make(c->mem, "，隔离 %lld 份", (long long)quarantine) : "") });
        html(h, "<ul class=\"plain small\">");
        for (size_t i = 0; i < l.n; i++)
                html(h, "<li><a href=\"/desk/intake/%lld\">%s</a>　<span class=\"muted\">%s</span></li>", (long long)l.at[i].id, l.at[i].file_name,
                     recording__state_tag_of(l.at[i].state)->text);
        html(h, "</ul>");
        ui_card_end(h);
        return true;
}

const struct page recording_pages[] = {
        { .pattern = "/desk/inbox", .title = "音像资料收件箱", .roles = "", .show = page_inbox },
        { .pattern = "/desk/intake/{id}", .title = "收件", .roles = "", .show = recording__page_intake },
};
const size_t recording_pages_n = sizeof recording_pages / sizeof *recording_pages;
