/* recording_pages_intake.c - one recording on its way in: what was found, pictures, and what can be done with it.  What the form will propose
 * (time, place, who) is only proposed: a person confirms it.  Never shows the file itself. */
#include "blob/blob.h"
#include "recording/recording_inner.h"
#include "ui/ui.h"
#include <string.h>

#define CASES_OFFERED "8"

static const struct arg sources = { .name = "source", .choices = INTAKE_SOURCES };

static const char *place_words(struct arena *mem, const struct intake *i)
{
        int64_t lat = i->latitude, lon = i->longitude;

        if (!i->placed)
                return "";
        return text_make(mem, "%s %lld.%06lld，%s %lld.%06lld", lat < 0 ? "南纬" : "北纬", (long long)((lat < 0 ? -lat : lat) / 1000000),
                         (long long)((lat < 0 ? -lat : lat) % 1000000), lon < 0 ? "西经" : "东经", (long long)((lon < 0 ? -lon : lon) / 1000000),
                         (long long)((lon < 0 ? -lon : lon) % 1000000));
}

/* The form of recording.add on a case, with what is proposed filled in. */
static const char *add_url(struct ctx *c, const struct intake *i, int64_t case_id)
{
        const char *id = text_make(c->mem, "%lld", (long long)i->id);

        return text_make(c->mem, "%s%s", url(c->mem, "/desk/act/recording.add?subject=%s&intake=%s&kind=%s&collector=%s", text_make(c->mem, "%lld", (long long)case_id),
                                             id, strcmp(i->kind, "other") ? i->kind : "", user_name(c, i->collector)),
                         url(c->mem, "&device=%s&taken_at=%s&place=%s&back=%s", i->device, i->made.ms ? instant_text(c->mem, i->made) : "",
                             place_words(c->mem, i), text_make(c->mem, "/desk/intake/%s", id)));
}

/* ---- what is known ---- */

static const char *scan_words(const struct intake *i)
{
        return !*i->scan ? "未扫描" : !strcmp(i->scan, "clean") ? "没有发现病毒" : i->scan;
}

static void came_put(struct ctx *c, struct html *h, const struct intake *i)
{
        if (!i->received_at.ms) {
                ui_kv(h, "收到", "还没有上传完");
                return;
        }
        ui_kv_open(h, "收到");
        ui_instant(h, i->received_at);
        ui_kv_close(h);
        ui_kv(h, "内容", text_make(c->mem, "%s　%s", recording__kind_label(c->mem, i->kind), i->type));
        ui_kv(h, "时长", recording__length_words(c->mem, i->length));
        ui_kv_open(h, "文件记录的时间");
        ui_instant(h, i->made);
        ui_kv_close(h);
        ui_kv(h, "文件记录的地点", place_words(c->mem, i));
        ui_kv(h, "病毒扫描", scan_words(i));
        ui_kv_open(h, "指纹");
        ui_hash(h, i->digest);
        ui_kv_close(h);
}

static void facts_put(struct ctx *c, struct html *h, const struct intake *i)
{
        const struct pack_unit *unit = pack_unit(c->pack, i->unit);

        ui_card_begin(h, &(struct ui_card){ .title = "资料" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "大小", recording__size_words(c->mem, i->size));
        ui_kv(h, "来源", choice_label(c->mem, &sources, i->source));
        ui_kv(h, "采集人", user_name(c, i->collector));
        ui_kv(h, "送交人", user_name(c, i->by));
        ui_kv(h, "设备", i->device);
        ui_kv(h, "机构", unit ? unit->name : i->unit);
        ui_kv(h, "批次", i->batch);
        ui_kv_open(h, "登记");
        ui_instant(h, i->promised_at);
        ui_kv_close(h);
        came_put(c, h, i);
        ui_kv_end(h);
        ui_card_end(h);
}

static const char *at_words(struct arena *mem, const struct media_finding *f)
{
        return f->at >= 0 ? text_make(mem, "（%s 处）", recording__length_words(mem, f->at)) : "";
}

/* Named by the act; the particulars are in what was read.  One that cannot be read again still has its names. */
static void findings_put(struct ctx *c, struct html *h, const struct intake *i)
{
        struct media_facts facts = { 0 };
        struct why why = { .mem = c->mem };
        bool read = *i->media && media_json_read(c->mem, i->media, strlen(i->media), &facts, &why);

        if (!*i->findings && !*recording__virus(i->scan))
                return;
        ui_callout_begin(h, i->state == INTAKE_QUARANTINE ? "bad" : "warn", i->state == INTAKE_QUARANTINE ? "为什么隔离" : "检查发现");
        html(h, "<ul>");
        for (size_t k = 0; read && k < facts.n_findings; k++)
                html(h, "<li><b>%s</b>%s%s%s</li>", media_finding_words(facts.findings[k].code), at_words(c->mem, &facts.findings[k]),
                     *facts.findings[k].detail ? "：" : "", facts.findings[k].detail);
        if (!read)
                html(h, "<li>%s</li>", recording__findings_words(c->mem, i->findings));
        if (*recording__virus(i->scan))
                html(h, "<li><b>病毒</b>：%s</li>", i->scan);
        html(h, "</ul><p class=\"small\">原件按收到时的样子保存，没有改动。</p>");
        ui_callout_end(h);
}

static void pictures_put(struct ctx *c, struct html *h, const struct intake *i)
{
        size_t n;
        char **at = text_split(c->mem, i->pictures, ',', &n);

        if (!n || !recording__waits(i))
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "画面", .note = "系统另外制作的小图，不是原件" });
        html(h, "<div class=\"looks\">");
        for (size_t k = 0; k < n; k++)
                html(h, "<img src=\"%s\" alt=\"第 %zu 幅画面\" loading=\"lazy\">", url(c->mem, "/api/blobs/%s", at[k]), k + 1);
        html(h, "</div>");
        ui_card_end(h);
}

/* ---- what can be done ---- */

static const char *cell(const struct table *t, size_t row, const char *name)
{
        for (size_t k = 0; k < t->n_columns; k++)
                if (!strcmp(t->columns[k].name, name))
                        return t->rows[row][k] ? t->rows[row][k] : "";
        return "";
}

/* The newest cases in sight, for when nobody said which one it is. */
static void cases_put(struct ctx *c, struct html *h, const struct intake *i)
{
        static const struct pair few[] = { { "limit", CASES_OFFERED } };
        struct ctx probe = *c;
        struct table t;
        int64_t id;

        probe.why = (struct why){ .mem = c->mem };
        if (!view_run(&probe, "cases", few, 1, &t) || !t.n_rows) {
                html(h, "<p>还没有可以放入的案件。</p>");
                return;
        }
        html(h, "<ul class=\"plain\">");
        for (size_t k = 0; k < t.n_rows; k++) {
                const char *number = *cell(&t, k, "number") ? cell(&t, k, "number") : cell(&t, k, "source_number");

                if (!text_int(cell(&t, k, "id"), 0, INT64_MAX, &id))
                        continue;
                html(h, "<li><a href=\"%s\">%s</a> <span class=\"small muted\">%s</span></li>", add_url(c, i, id), number, cell(&t, k, "title"));
        }
        html(h, "</ul>");
}

static void into_case(struct ctx *c, struct html *h, const struct intake *i)
{
        struct case_facts f;
        struct ctx probe = *c;

        probe.why = (struct why){ .mem = c->mem };
        ui_card_begin(h, &(struct ui_card){ .title = "放入案件", .note = "时间、地点、采集人由系统提出，请核对" });
        if (i->case_id && case_facts_load(&probe, i->case_id, &f) && case_may_see(&probe, &f)) {
                html(h, "<p>登记时写明的案件：%s　%s</p><p>", *f.number ? f.number : f.source_number, f.title);
                ui_button(h, &(struct ui_button){ "放入这个案件", add_url(c, i, f.id), "upload", BUTTON_PRIMARY });
                html(h, "</p>");
                ui_details_begin(h, "放入别的案件", false);
                cases_put(c, h, i);
                ui_details_end(h);
        } else {
                cases_put(c, h, i);
        }
        ui_card_end(h);
}

static void judged(struct ctx *c, struct html *h, const struct intake *i)
{
        const char *id = text_make(c->mem, "%lld", (long long)i->id);
        bool judge = ui_may(c, INTAKE_JUDGES);

        if (i->state >= INTAKE_ADDED)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "处理" });
        html(h, "<p class=\"row\">");
        if (i->state == INTAKE_QUARANTINE && judge)
                ui_button(h, &(struct ui_button){ "解除隔离", url(c->mem, "/desk/act/intake.accept?subject=%s", id), "check", BUTTON_PRIMARY });
        if (i->state != INTAKE_QUARANTINE || judge)
                ui_button(h, &(struct ui_button){ "不予采用", url(c->mem, "/desk/act/intake.discard?subject=%s", id), "x", BUTTON_PLAIN });
        html(h, "</p>");
        if (i->state == INTAKE_QUARANTINE)
                html(h, "<p class=\"small muted\">由大队长、负责人或者档案员查看后决定，送交人不能自己决定。</p>");
        ui_card_end(h);
}

static void where(struct ctx *c, struct html *h, const struct intake *i)
{
        if (i->state != INTAKE_ADDED)
                return;
        ui_callout_begin(h, "ok", "已经入卷");
        html(h, "<p>");
        ui_link(h, text_make(c->mem, "/desk/recording/%lld", (long long)i->added), text_make(c->mem, "音像资料 %lld", (long long)i->added));
        html(h, "　");
        ui_link(h, text_make(c->mem, "/desk/case/%lld", (long long)i->case_id), "所在案件");
        html(h, "</p>");
        ui_callout_end(h);
}

bool recording__page_intake(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "音像资料收件箱", "/desk/inbox" } };
        struct intake i;
        int64_t id, done = 0;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "intake", "收件 %s", utf8_head(c->mem, in->args[0], 20));
        if (!intake_find(c, id, &i))
                return false;
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = i.file_name, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/inbox",
                .tags = recording__state_tag_of(i.state), .n_tags = 1, .crumb = text_make(c->mem, "收件 %lld", (long long)i.id) });
        if (text_int(page_query(in, "done"), 1, INT64_MAX, &done))
                ui_done(h, "收件", done, text_make(c->mem, "/desk/journal/%lld", (long long)done));
        where(c, h, &i);
        findings_put(c, h, &i);
        ui_split_begin(h);
        facts_put(c, h, &i);
        pictures_put(c, h, &i);
        ui_split_aside(h);
        if (i.state == INTAKE_INBOX)
                into_case(c, h, &i);
        judged(c, h, &i);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
