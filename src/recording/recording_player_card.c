/* recording_player_card.c - what a recording is, in words: the five labels that the law asks for, its digest and the root of its segments, how
 * it is coded, and what is remarkable about it. */
#include "recording/player_inner.h"
#include "recording/recording_inner.h"
#include <string.h>

static const char *upper(struct arena *mem, const char *codec)
{
        static const char *const names[][2] = { { "h264", "H.264" }, { "hevc", "H.265" }, { "aac", "AAC" }, { "mp3", "MP3" }, { "mjpeg", "MJPEG" },
                { "pcm_s16le", "PCM 16 位" }, { "opus", "Opus" } };

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (!strcmp(names[i][0], codec))
                        return names[i][1];
        return text_copy(mem, codec);
}

static void stream_words(struct buffer *b, const struct media_stream *st)
{
        if (st->kind != MEDIA_VIDEO && st->kind != MEDIA_AUDIO)
                return;
        buffer_make(b, "%s%s", b->n ? "；" : "", upper(b->mem, st->codec));
        if (st->kind == MEDIA_VIDEO && st->width)
                buffer_make(b, " %d×%d", st->width, st->height);
        if (st->kind == MEDIA_VIDEO && st->rate)
                buffer_make(b, "，每秒 %d.%02d 帧", st->rate / 1000, st->rate % 1000 / 10);
        if (st->kind == MEDIA_AUDIO && st->rate)
                buffer_make(b, " %d Hz，%d 声道", st->rate, st->channels);
}

static const char *coding(const struct showing *s)
{
        struct buffer b = { .mem = s->c->mem };

        if (!strcmp(s->p->r->kind, "photo"))
                return s->m->width ? text_make(s->c->mem, "%d×%d", s->m->width, s->m->height) : "";
        for (size_t i = 0; i < s->m->n_streams; i++)
                stream_words(&b, &s->m->streams[i]);
        return buffer_done(&b);
}

static void finding_put(const struct showing *s, const struct media_finding *f)
{
        struct html *h = s->h;

        html_raw(h, "<li>");
        if (f->at >= 0 && s->p->r->length > 0)
                html(h, "<a data-at=\"%lld\" href=\"%s\">%s</a>　", (long long)f->at, player__at(s, f->at), copy__moment(s->c->mem, f->at));
        html(h, "%s%s%s</li>", media_finding_words(f->code), *f->detail ? "：" : "", f->detail);
}

void player__findings(const struct showing *s)
{
        if (!s->m->n_findings)
                return;
        ui_callout_begin(s->h, media_stopped(s->m) ? "bad" : "warn", "读取时发现");
        html_raw(s->h, "<ul>");
        for (size_t i = 0; i < s->m->n_findings; i++)
                finding_put(s, &s->m->findings[i]);
        html_raw(s->h, "</ul>");
        ui_callout_end(s->h);
}

static void case_put(const struct showing *s)
{
        const struct case_facts *f = &s->facts;

        ui_kv_open(s->h, "案件");
        ui_link(s->h, url(s->c->mem, "/desk/case/%s", text_make(s->c->mem, "%lld", (long long)f->id)), *f->number ? f->number : *f->source_number
                ? f->source_number : f->title);
        ui_kv_close(s->h);
}

static void instant_put(struct html *h, struct instant t)
{
        html(h, "%s ", day_text(h->b.mem, day_of(t)));
        copy__time_of_day(h, t);
}

static void when_put(const struct showing *s)
{
        const struct recording *r = s->p->r;

        ui_kv_open(s->h, "采集时间");
        instant_put(s->h, r->taken_at);
        if (r->length > 0) {
                html_raw(s->h, " – ");
                copy__time_of_day(s->h, (struct instant){ r->taken_at.ms + r->length });
        }
        ui_kv_close(s->h);
}

static void hash_put(struct html *h, const char *label, const char *value)
{
        if (!*value)
                return;
        ui_kv_open(h, label);
        html(h, "<code class=\"digest\">%s</code>", value);
        ui_kv_close(h);
}

void player__card(const struct showing *s)
{
        const struct recording *r = s->p->r;
        struct html *h = s->h;

        ui_card_begin(h, &(struct ui_card){ .title = "这件资料", .note = text_make(s->c->mem, "%s　入卷编号 %lld", recording__kind_label(s->c->mem, r->kind),
                (long long)r->id) });
        ui_kv_begin(h, KV_WIDE);
        case_put(s);
        when_put(s);
        ui_kv(h, "采集地点", r->place);
        ui_kv(h, "采集人", user_name(s->c, r->collector));
        ui_kv(h, "采集设备", r->device);
        ui_kv(h, "证明对象", r->proves);
        ui_kv(h, "入卷", text_make(s->c->mem, "%s　%s", instant_local(s->c->mem, r->added_at), user_name(s->c, r->added_by)));
        ui_kv(h, "大小", recording__size_words(s->c->mem, r->size));
        ui_kv(h, strcmp(r->kind, "photo") ? "编码" : "画幅", coding(s));
        ui_kv(h, "格式", r->type);
        ui_kv_end(h);
        ui_kv_begin(h, 0);
        hash_put(h, "原件指纹", r->digest);
        hash_put(h, "分段指纹的根", r->segments);
        ui_kv_end(h);
        ui_card_end(h);
}
