/* copy_pages.c - the copies of a recording: what there is, how each differs from the original, where it comes from, and how to make one.
 * Whether a copy may be taken away is decided where files are given out, not here. */
#include "base/json.h"
#include "journal/journal.h"
#include "recording/copy_inner.h"
#include "recording/recording_inner.h"
#include <string.h>

bool copy__id(struct ctx *c, const char *segment, int64_t *id)
{
        return text_int(segment, 0, INT64_MAX, id) || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "音像资料 %s", utf8_head(c->mem, segment, 20));
}

bool copy__may(struct ctx *c, const char *verb)
{
        return ui_may(c, command_find(verb)->roles);
}

void copy__crumbs(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r, const struct case_facts *f, const char *title)
{
        struct ui_crumb crumbs[] = {
                { "案件台账", "/desk/cases" },
                { *f->number ? f->number : f->source_number, text_make(c->mem, "/desk/case/%lld?tab=recordings", (long long)f->id) },
                { r->title, text_make(c->mem, "/desk/recording/%lld", (long long)r->id) },
        };
        int64_t done = 0;

        page_begin_desk(c, in, h, &(struct ui_frame){ .title = title, .lead = r->title, .crumbs = crumbs, .n_crumbs = 3, .current = "/desk/cases" });
        if (text_int(page_query(in, "done"), 1, INT64_MAX, &done))
                ui_done(h, "已办理", done, text_make(c->mem, "/desk/journal/%lld", (long long)done));
}

/* ---- one copy ---- */

static void changes_put(struct ctx *c, struct html *h, const char *json)
{
        struct why ignored = { .mem = c->mem };
        json_t *list = json_parse(&ignored, json, strlen(json)), *one;
        size_t i;

        html_raw(h, "<ul class=\"changes\">");
        json_array_foreach(list, i, one)
                html(h, "<li>%s</li>", json_string_value(one) ? json_string_value(one) : "");
        html_raw(h, "</ul>");
        json_decref(list);
}

static const char *range_words(struct ctx *c, const struct copy *k, const struct recording *r)
{
        if (!strcmp(r->kind, "photo"))
                return "整幅";
        if (!strcmp(k->kind, "still"))
                return copy__moment(c->mem, k->from);
        return text_make(c->mem, "%s – %s", copy__moment(c->mem, k->from), copy__moment(c->mem, k->until));
}

static void copy_put(struct ctx *c, struct html *h, const struct recording *r, const struct copy *k)
{
        ui_card_begin(h, &(struct ui_card){ .title = copy_kind_label(k->kind), .id = text_make(c->mem, "copy-%lld", (long long)k->id),
                                            .note = text_make(c->mem, "%s　%s　%s", range_words(c, k, r), recording__size_words(c->mem, k->size),
                                                    k->type) });
        ui_kv_begin(h, 0);
        ui_kv(h, "制作", text_make(c->mem, "%s　%s", instant_local(c->mem, k->at), user_name(c, k->by)));
        ui_kv_open(h, "与原件的不同");
        changes_put(c, h, k->changes);
        ui_kv_close(h);
        ui_kv_open(h, "副本指纹");
        html(h, "<code class=\"digest\">%s</code>", k->digest);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_foot(h);
        ui_button(h, &(struct ui_button){ .label = "打开或者下载", .url = url(c->mem, "/api/blobs/%s", k->digest), .icon = "download" });
        ui_link(h, text_make(c->mem, "/desk/journal/%lld", (long long)k->id), text_make(c->mem, "日志第 %lld 条", (long long)k->id));
        if (!strcmp(k->kind, "clip"))
                ui_link(h, text_make(c->mem, "/api/views/copy_proof?copy=%lld", (long long)k->id), "取自原件哪些分段（JSON）");
        ui_card_end(h);
}

/* ---- the page ---- */

static const char *form_url(struct ctx *c, const struct page_in *in, const struct recording *r, const char *kind)
{
        return text_make(c->mem, "/desk/act/recording.copy?recording=%lld&kind=%s&back=%s", (long long)r->id, kind, url(c->mem, "%s", in->path));
}

static void make_put(struct ctx *c, const struct page_in *in, struct html *h, const struct recording *r)
{
        bool photo = !strcmp(r->kind, "photo"), video = !strcmp(r->kind, "video");
        struct ui_action a[3];
        size_t n = 0;

        if (!photo)
                a[n++] = (struct ui_action){ .title = "截取片段", .help = "数据逐一照抄，不重新编码；起止按关键帧取整。", .button = "截取", .url = form_url(c, in, r, "clip") };
        if (video)
                a[n++] = (struct ui_action){ .title = "截图", .help = "一个时刻的画面，原大，JPEG。", .button = "截图", .url = form_url(c, in, r, "still") };
        if (photo || video)
                a[n++] = (struct ui_action){ .title = "遮盖副本", .help = "公开前遮盖人脸、车牌等；遮盖处换成几个大色块，不能还原。", .button = "遮盖",
                                             .url = text_make(c->mem, "/desk/recording/%lld/blur", (long long)r->id) };
        ui_card_begin(h, &(struct ui_card){ .title = "制作副本", .note = "原件不动", .flush = true });
        ui_actions(h, a, n);
        ui_card_end(h);
}

bool copy__page_copies(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct case_facts f;
        struct recording r;
        struct copies l;
        int64_t id;

        if (!copy__id(c, in->args[0], &id) || !recording_find(c, id, &r, &f) || !copies_of(c, id, &l))
                return false;
        copy__crumbs(c, in, h, &r, &f, "副本");
        ui_split_begin(h);
        for (size_t i = 0; i < l.n; i++)
                copy_put(c, h, &r, &l.at[i]);
        if (!l.n)
                ui_empty(h, "还没有副本", "截取片段、截图和遮盖副本会列在这里，连同与原件的全部不同。", NULL, NULL);
        ui_split_aside(h);
        if (copy__may(c, "recording.copy"))
                make_put(c, in, h, &r);
        ui_card_begin(h, &(struct ui_card){ .title = "原件" });
        ui_kv_begin(h, 0);
        ui_kv(h, "种类", recording__kind_label(c->mem, r.kind));
        ui_kv(h, "长度", recording__length_words(c->mem, r.length));
        ui_kv(h, "大小", recording__size_words(c->mem, r.size));
        ui_kv_open(h, "指纹");
        html(h, "<code class=\"digest\">%s</code>", r.digest);
        ui_kv_close(h);
        ui_kv_end(h);
        ui_card_end(h);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}
