/* clip.c - a part of a recording with its packets unchanged: from a key frame to a key frame, put into a new container.  What is coded is
 * not touched; everything else that differs from the original is said. */
#include "media/worker/output.h"

struct clip { struct source s; struct output o; int video, to[STREAMS_MAX]; int64_t start, first, stop, end, byte, byte_end;
              int64_t packets[STREAMS_MAX]; bool over[STREAMS_MAX]; };

static bool sound_or_picture(const AVStream *st)
{
        return st->codecpar->codec_type == AVMEDIA_TYPE_VIDEO || st->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
}

static const char *container(struct clip *c, const bool *wanted)
{
        static const struct { const char *in, *out; } same[] = { { "wav", "wav" }, { "mp3", "mp3" }, { "ogg", "ogg" },
                { "flac", "flac" }, { "matroska,webm", "matroska" } };

        for (size_t i = 0; i < sizeof same / sizeof *same; i++)
                if (text_same(c->s.f->iformat->name, same[i].in))
                        return same[i].out;
        return output_for(c->s.f, wanted, AV_CODEC_ID_NONE);
}

static void streams_open(struct clip *c)
{
        bool wanted[STREAMS_MAX] = { false };
        int others = 0;

        for (unsigned i = 0; i < c->s.f->nb_streams; i++)
                wanted[i] = sound_or_picture(c->s.f->streams[i]);
        output_open(&c->o, container(c, wanted));
        for (unsigned i = 0; i < c->s.f->nb_streams; i++) {
                c->to[i] = wanted[i] ? (int)c->o.f->nb_streams : -1;
                if (wanted[i])
                        output_like(&c->o, c->s.f->streams[i]);
                else
                        others++;
        }
        if (!c->o.f->nb_streams)
                say_refused(REFUSED_UNREADABLE, "没有画面或者声音");
        if (others)
                say_change("没有带入 %d 路既非画面也非声音的数据", others);
        output_begin(&c->o);
}

static int64_t packet_at(const struct clip *c, const AVPacket *p)
{
        int64_t t = p->pts != AV_NOPTS_VALUE ? p->pts : p->dts;

        return t == AV_NOPTS_VALUE ? t : stream_ms(c->s.f->streams[p->stream_index], t) - c->start;
}

/* The first key frame of the leading stream at or after a moment, looked for from where the reading stands. */
static int64_t key_after(struct clip *c, int lead, int64_t from)
{
        int64_t found = AV_NOPTS_VALUE, at;
        AVPacket *p = c->s.packet;

        for (int64_t n = 0; n < PACKETS_MAX && found == AV_NOPTS_VALUE && av_read_frame(c->s.f, p) >= 0; n++) {
                if (p->stream_index == lead && p->flags & AV_PKT_FLAG_KEY && (at = packet_at(c, p)) != AV_NOPTS_VALUE && at >= from)
                        found = at;
                av_packet_unref(p);
        }
        return found;
}

/* From the key frame before the wished beginning to the one after the wished end; the reading is left at the first. */
static void places_find(struct clip *c, int64_t from, int64_t until)
{
        int lead = c->video >= 0 ? c->video : source_best(&c->s, AVMEDIA_TYPE_AUDIO);

        if (lead < 0)
                say_refused(REFUSED_UNREADABLE, "没有画面或者声音");
        source_seek(&c->s, NULL, lead, from);
        c->first = key_after(c, lead, INT64_MIN + 1);
        if (c->first == AV_NOPTS_VALUE || c->first >= until)
                say_refused(REFUSED_RANGE, "从 %lld 毫秒起没有内容", (long long)from);
        source_seek(&c->s, NULL, lead, until);
        c->stop = key_after(c, lead, until);
        if (c->stop == AV_NOPTS_VALUE)
                c->stop = INT64_MAX;
        source_seek(&c->s, NULL, lead, from);
}

/* Where in the original its bytes lie, if the container says. */
static void byte_range(struct clip *c, const AVPacket *p)
{
        if (p->pos < 0)
                return;
        c->byte = c->byte_end && c->byte < p->pos ? c->byte : p->pos;
        c->byte_end = p->pos + p->size > c->byte_end ? p->pos + p->size : c->byte_end;
}

/* Into the clip, or not: nothing before its first key frame, nothing from the key frame after its end. */
static void packet_take(struct clip *c, AVPacket *p)
{
        int i = p->stream_index;
        int64_t at = packet_at(c, p), length = stream_ms(c->s.f->streams[i], p->duration);
        AVRational base = c->s.f->streams[i]->time_base;

        if (c->to[i] < 0 || c->over[i] || at == AV_NOPTS_VALUE || p->flags & AV_PKT_FLAG_DISCARD)
                return;
        if (at >= c->stop) {
                c->over[i] = true;
                return;
        }
        if (at < c->first || (!c->packets[i] && i == c->video && !(p->flags & AV_PKT_FLAG_KEY)))
                return;
        c->packets[i]++;
        byte_range(c, p);
        say_progress(at - c->first, (c->stop == INT64_MAX ? c->s.f->duration / 1000 : c->stop) - c->first);
        c->end = at + length > c->end ? at + length : c->end;
        p->pts = p->pts == AV_NOPTS_VALUE ? p->pts : p->pts - av_rescale_q(c->first + c->start, (AVRational){ 1, 1000 }, base);
        p->dts = p->dts == AV_NOPTS_VALUE ? p->dts : p->dts - av_rescale_q(c->first + c->start, (AVRational){ 1, 1000 }, base);
        p->stream_index = c->to[i];
        output_packet(&c->o, p, base);
}

static bool all_over(const struct clip *c)
{
        for (unsigned i = 0; i < c->s.f->nb_streams; i++)
                if (c->to[i] >= 0 && !c->over[i])
                        return false;
        return true;
}

void job_clip(struct arena *mem, const struct job *job)
{
        static struct clip c;
        int64_t pictures = 0, sounds = 0;
        AVPacket *p;

        if (!source_open(&c.s, mem, job->size, false))
                say_refused(REFUSED_UNREADABLE, "%s", c.s.error);
        c.video = source_best(&c.s, AVMEDIA_TYPE_VIDEO);
        c.start = source_start(&c.s);
        places_find(&c, job->from, job->until);
        streams_open(&c);
        p = c.s.packet;
        while (!all_over(&c) && av_read_frame(c.s.f, p) >= 0) {
                packet_take(&c, p);
                av_packet_unref(p);
        }
        for (unsigned i = 0; i < c.s.f->nb_streams; i++)
                *((int)i == c.video ? &pictures : &sounds) += c.packets[i];
        if (!pictures && !sounds)
                say_refused(REFUSED_RANGE, "所选的一段里没有内容");
        say_change("取自原件 %s 至 %s（所选为 %s 至 %s，按关键帧取整）", moment(mem, c.first), moment(mem, c.end), moment(mem, job->from),
                moment(mem, job->until));
        say_change("画面 %lld 个、声音 %lld 个数据包逐一照抄，没有重新编码", (long long)pictures, (long long)sounds);
        say_change("时间改为从 0 开始，重新封装为 %s", c.o.f->oformat->name);
        say_change("没有带入原件的文字说明（设备、时间、位置等）");
        output_end(&c.o, &(struct record_made){ c.first, c.end, c.byte, c.byte_end });
}
