/* recording_tab.c - the tab 音像 of a case: which duties are met, which minutes of an act are covered and which are not, and the recordings.
 * Only shows.  What is classified is not listed for those who may not see it; that it covers a duty is no secret. */
#include "recording/recording_inner.h"
#include "ui/ui.h"
#include <string.h>

#define BAR_WIDE 1000                   /* units of the drawing */

static const struct { const char *kind, *icon, *word; } looks[] = {
        [DUTY_MET] = { "ok", "circle-check", "已满足" }, [DUTY_WAIVED] = { "note", "pencil", "已批准免录" },
        [DUTY_OPEN] = { "", "circle-dashed", "到时录" }, [DUTY_PART] = { "warn", "alert-triangle", "不完整" },
};

/* ---- a step as a bar ---- */

static int at_of(const struct duty *d, struct instant t)
{
        int64_t all = d->step.until.ms - d->step.from.ms;

        return all > 0 ? (int)((t.ms - d->step.from.ms) * BAR_WIDE / all) : 0;
}

static int64_t minutes(const struct span *at, size_t n)
{
        int64_t ms = 0;

        for (size_t i = 0; i < n; i++)
                ms += at[i].until.ms - at[i].from.ms;
        return (ms + 30000) / 60000;
}

static const char *clock_time(struct arena *mem, struct instant t)
{
        return instant_local(mem, t) + sizeof "2024-10-29";
}

static const char *spans_words(struct arena *mem, const struct span *at, size_t n)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s—%s", i ? "、" : "", clock_time(mem, at[i].from), clock_time(mem, at[i].until));
        return buffer_done(&b);
}

static void rect_put(struct html *h, const char *tone, int from, int until)
{
        html(h, "<rect class=\"%s\" x=\"%d\" y=\"0\" width=\"%d\" height=\"16\"></rect>", tone, from, until - from > 2 ? until - from : 2);
}

static void bar_put(struct ctx *c, struct html *h, const struct duty *d)
{
        const struct span whole[] = { d->step };
        const char *bare = spans_words(c->mem, d->bare, d->n_bare);

        html(h, "<svg class=\"cover\" viewBox=\"0 0 %d 16\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s，%s录像 %lld 分钟，共 %lld 分钟%s%s\">", BAR_WIDE,
             spans_words(c->mem, whole, 1), *bare ? "有" : "全程有", (long long)minutes(d->covered, d->n_covered), (long long)minutes(whole, 1),
             *bare ? "；没有录到：" : "", bare);
        rect_put(h, "all", 0, BAR_WIDE);
        for (size_t i = 0; i < d->n_covered; i++)
                rect_put(h, "have", at_of(d, d->covered[i].from), at_of(d, d->covered[i].until));
        for (size_t i = 0; i < d->n_bare; i++)
                rect_put(h, "bare", at_of(d, d->bare[i].from), at_of(d, d->bare[i].until));
        html(h, "</svg><p class=\"ends\"><span>%s</span><span>%s</span></p>", clock_time(c->mem, d->step.from), clock_time(c->mem, d->step.until));
}

/* ---- duties ---- */

static const char *wanted(struct ctx *c, const struct pack_duty *duty)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < duty->kinds.n; i++)
                buffer_make(&b, "%s%s", i ? "或者" : duty->full ? "全程" : "关键环节", medium_label(duty->kinds.at[i]));
        if (duty->sites.n)
                buffer_make(&b, "；地点：%s", text_join(c->mem, duty->sites.at, duty->sites.n, ','));
        if (duty->moments.n)
                buffer_make(&b, "；应当录到：%s", text_join(c->mem, duty->moments.at, duty->moments.n, ','));
        return text_replace(c->mem, buffer_done(&b), ",", "、");
}

static const char *told(struct ctx *c, const struct duty *d)
{
        const struct span whole[] = { d->step };

        if (d->state == DUTY_WAIVED)
                return text_make(c->mem, "免录理由：%s（%s 签批）", d->waiver, user_name(c, d->waiver_by));
        if (d->state == DUTY_OPEN)
                return text_make(c->mem, "还没有办到这一步；%s", d->duty->waiver ? "确实不能录的，须写明理由并由机构负责人签批" : "不能免录");
        if (!d->n_recordings)
                return "办理时没有音像资料，也没有批准免录";
        if (!d->step.from.ms)
                return text_make(c->mem, "%zu 份资料", d->n_recordings);
        if (!d->n_bare)
                return text_make(c->mem, "%zu 份资料；%s 全程覆盖，共 %lld 分钟", d->n_recordings, instant_local(c->mem, d->step.from), (long long)minutes(whole, 1));
        return text_make(c->mem, "%zu 份资料；%s 起 %lld 分钟，录到 %lld 分钟，没有录到 %s", d->n_recordings, instant_local(c->mem, d->step.from),
                         (long long)minutes(whole, 1), (long long)minutes(d->covered, d->n_covered), spans_words(c->mem, d->bare, d->n_bare));
}

static void duty_put(struct ctx *c, struct html *h, const struct duty *d)
{
        html(h, "<li class=\"duty\">");
        ui_tag_icon(h, &(struct ui_tag){ looks[d->state].kind, looks[d->state].word, looks[d->state].icon });
        html(h, "<div><b>%s</b> <span class=\"small muted\">%s</span>", d->duty->label, wanted(c, d->duty));
        if (d->step.from.ms && d->state != DUTY_WAIVED && d->n_recordings)
                bar_put(c, h, d);
        html(h, "<p class=\"small\">%s", told(c, d));
        if (d->act) {
                html(h, "　");
                ui_link(h, text_make(c->mem, "/desk/journal/%lld", (long long)d->act), text_make(c->mem, "日志第 %lld 条", (long long)d->act));
        }
        html(h, "</p><p class=\"small muted\">%s</p></div></li>", d->duty->law);
}

static void duties_put(struct ctx *c, struct html *h, const struct duties *l)
{
        size_t done = l->met + l->waived;

        html(h, "<h3>本案音像要求</h3>");
        if (!l->n) {
                ui_empty(h, "这个程序没有音像记录事项", "事项清单由策略包规定。", NULL, NULL);
                return;
        }
        html(h, "<p class=\"row\">");
        ui_tag(h, l->part ? "warn" : "ok", text_make(c->mem, "已满足 %zu", l->met));
        if (l->part)
                ui_tag(h, "warn", text_make(c->mem, "不完整 %zu", l->part));
        if (l->waived)
                ui_tag(h, "note", text_make(c->mem, "免录 %zu", l->waived));
        ui_tag(h, "", text_make(c->mem, "待录 %zu", l->open));
        html(h, "</p>");
        ui_meter(h, text_make(c->mem, "办过的环节 %zu 项，录全或者批准免录 %zu 项", done + l->part, done), (int64_t)done, (int64_t)(done + l->part ? done + l->part : 1), l->part ? "warn" : "ok");
        html(h, "<ul class=\"duties\">");
        for (size_t i = 0; i < l->n; i++)
                duty_put(c, h, &l->at[i]);
        html(h, "</ul>");
}

/* ---- recordings ---- */

static const char *kind_icon(const char *kind)
{
        return !strcmp(kind, "photo") ? "photo" : !strcmp(kind, "audio") ? "microphone" : "video";
}

void recording__thumb(struct ctx *c, struct html *h, const char *kind, const char *pictures)
{
        const char *first = text_copy_n(c->mem, pictures, strcspn(pictures, ","));

        html(h, "<span class=\"thumb\">");
        if (*first)
                html(h, "<img src=\"%s\" alt=\"\" loading=\"lazy\" decoding=\"async\">", url(c->mem, "/api/blobs/%s", first));
        else
                ui_icon(h, kind_icon(kind));
        html(h, "</span>");
}

static void recording_row(struct ctx *c, struct html *h, const struct recording *r)
{
        html(h, "<li class=\"rec\">");
        recording__thumb(c, h, r->kind, r->pictures);
        html(h, "<div><p class=\"row\"><a href=\"/desk/recording/%lld\">%s</a>", (long long)r->id, r->title);
        ui_tag(h, "", medium_label(r->kind));
        if (r->classified)
                ui_tag_icon(h, &(struct ui_tag){ "warn", "涉密", "lock" });
        if (*r->findings)
                ui_tag_icon(h, &(struct ui_tag){ "warn", "有疑点", "alert-triangle" });
        html(h, "</p><p class=\"small\">");
        ui_instant(h, r->taken_at);
        html(h, "　%s　%s%s%s</p>", r->place, r->collector, *r->device ? "　设备 " : "", r->device);
        html(h, "<p class=\"small muted\">证明：%s　%s%s%s　编号 %lld</p>", r->proves, recording__length_words(c->mem, r->length), r->length >= 0 ? "　" : "",
             recording__size_words(c->mem, r->size), (long long)r->id);
        if (*r->findings)
                html(h, "<p class=\"small warn-t\">检查发现：%s</p>", recording__findings_words(c->mem, r->findings));
        html(h, "</div></li>");
}

static void recordings_put(struct ctx *c, struct html *h, const struct case_facts *f, const struct recordings *l)
{
        size_t hidden = 0;

        for (size_t i = 0; i < l->n; i++)
                hidden += !recording__shown(c, &l->at[i]);
        html(h, "<h3>音像资料（%zu）</h3>", l->n - hidden);
        if (!l->n)
                ui_empty(h, "还没有音像资料", "从收件箱放入，或者直接上传，并填写时间、地点、采集人和证明对象。", "音像资料入卷",
                         text_make(c->mem, "/desk/act/recording.add?case=%lld", (long long)f->id));
        html(h, "<ul class=\"recs\">");
        for (size_t i = 0; i < l->n; i++)
                if (recording__shown(c, &l->at[i]))
                        recording_row(c, h, &l->at[i]);
        html(h, "</ul>");
        if (hidden)
                html(h, "<p class=\"small muted\">另有 %zu 份涉密资料，只供有权的人调阅。</p>", hidden);
}

bool recording_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f)
{
        struct recordings l;
        struct duties d;

        (void)in;
        if (!duties_of(c, f, &d) || !recording__all_of(c, f->id, &l))
                return false;
        duties_put(c, h, &d);
        recordings_put(c, h, f, &l);
        return true;
}
