/* timeline.c - gaps and jumps in the time stamps, and the marks that encoders and editors leave.  Reads an index where there is one, so that
 * hours of video are judged without reading them. */
#include "media/worker/timeline.h"
#include <string.h>
#include <strings.h>

#define GAP_MS 1000
#define BACK_MS 2000    /* pictures may be stored a little out of order */

static const char *stream_label(const AVStream *st)
{
        return st->codecpar->codec_type == AVMEDIA_TYPE_VIDEO ? "画面" : "声音";
}

static void stamp(const AVStream *st, struct track *t, int64_t at, int64_t length, int64_t start, struct findings *f)
{
        if (t->seen && at > t->end + t->step)
                media_found(f, MEDIA_GAP, t->end - start, at - t->end, "%s时间戳从 %lld 跳到 %lld 毫秒", stream_label(st),
                        (long long)(t->end - start), (long long)(at - start));
        if (t->seen && at < t->end - BACK_MS) {
                media_found(f, MEDIA_BACKWARD, at - start, t->end - at, "%s时间戳从 %lld 退回 %lld 毫秒", stream_label(st),
                        (long long)(t->end - start), (long long)(at - start));
                t->end = at + length;
        }
        if (!t->seen || at < t->first)
                t->first = at;
        if (!t->seen || at + length > t->end)
                t->end = at + length;
        t->seen = true;
}

static bool timed(const AVStream *st)
{
        return st->codecpar->codec_type == AVMEDIA_TYPE_VIDEO || st->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
}

/* How long one packet lasts, where it does not say so. */
static int64_t usual_length(const AVStream *st)
{
        AVRational r = st->avg_frame_rate;

        if (st->codecpar->codec_type == AVMEDIA_TYPE_VIDEO && r.num > 0 && r.den > 0)
                return av_rescale(1000, r.den, r.num);
        if (st->codecpar->frame_size > 0 && st->codecpar->sample_rate > 0)
                return av_rescale(1000, st->codecpar->frame_size, st->codecpar->sample_rate);
        return 0;
}

static void tracks_begin(const struct source *s, struct track *tracks)
{
        for (unsigned i = 0; i < s->f->nb_streams; i++) {
                int64_t usual = usual_length(s->f->streams[i]);

                tracks[i] = (struct track){ .step = usual < 600000 && 5 * usual > GAP_MS ? 5 * usual : GAP_MS };
        }
}

static void index_walk(struct source *s, unsigned i, struct track *t, struct findings *f)
{
        AVStream *st = s->f->streams[i];
        int n = avformat_index_get_entries_count(st);
        int64_t usual = usual_length(st), start = source_start(s), at, next;
        const AVIndexEntry *e;

        for (int k = 0; k < n; k++) {
                e = avformat_index_get_entry(st, k);
                at = stream_ms(st, e->timestamp);
                t->packets++;
                t->keys += (e->flags & AVINDEX_KEYFRAME) != 0;
                t->bytes += e->size;
                next = k + 1 < n ? stream_ms(st, avformat_index_get_entry(st, k + 1)->timestamp) : at + usual;
                if (timed(st))
                        stamp(st, t, at, next - at < t->step && next > at ? next - at : usual, start, f);
        }
}

static void packets_walk(struct source *s, struct track *tracks, struct findings *f)
{
        int64_t n = 0, at, start = source_start(s);
        AVPacket *p = s->packet;
        int err;

        while (n++ < PACKETS_MAX && ((err = av_read_frame(s->f, p)) >= 0 || err == AVERROR(EAGAIN))) {
                if (err >= 0 && (unsigned)p->stream_index < s->f->nb_streams && p->stream_index < STREAMS_MAX) {
                        const AVStream *st = s->f->streams[p->stream_index];
                        struct track *t = &tracks[p->stream_index];

                        t->packets++;
                        t->keys += (p->flags & AV_PKT_FLAG_KEY) != 0;
                        t->bytes += p->size;
                        at = p->pts != AV_NOPTS_VALUE ? p->pts : p->dts;
                        if (timed(st) && at != AV_NOPTS_VALUE)
                                stamp(st, t, stream_ms(st, at), p->duration > 0 ? stream_ms(st, p->duration) : usual_length(st),
                                        start, f);
                }
                av_packet_unref(p);
        }
}

void timeline_read(struct source *s, bool indexed, struct track *tracks, struct findings *f)
{
        tracks_begin(s, tracks);
        if (!indexed) {
                packets_walk(s, tracks, f);
                return;
        }
        for (unsigned i = 0; i < s->f->nb_streams; i++)
                index_walk(s, i, &tracks[i], f);
}

/* ---- marks ---- */

/* What programs call themselves, and which finding that is.  A device that writes such a name itself is explained once and known. */
static const struct { const char *word; enum media_finding_code code; const char *who; } marks[] = {
        { "x264", MEDIA_RECODED, "x264 编码" }, { "x265", MEDIA_RECODED, "x265 编码" }, { "Lavc", MEDIA_RECODED, "FFmpeg 编码" },
        { "HandBrake", MEDIA_RECODED, "HandBrake 转码" },
        { "LAME", MEDIA_RECODED, "LAME 编码" }, { "FormatFactory", MEDIA_RECODED, "格式工厂转码" }, { "Lavf", MEDIA_EDITED, "FFmpeg 封装" },
        { "Premiere", MEDIA_EDITED, "Adobe Premiere" }, { "After Effects", MEDIA_EDITED, "Adobe After Effects" },
        { "Photoshop", MEDIA_EDITED, "Adobe Photoshop" },
        { "Lightroom", MEDIA_EDITED, "Adobe Lightroom" }, { "Adobe", MEDIA_EDITED, "Adobe 软件" },
        { "Final Cut", MEDIA_EDITED, "Final Cut" }, { "iMovie", MEDIA_EDITED, "iMovie" },
        { "DaVinci", MEDIA_EDITED, "达芬奇" }, { "Blackmagic", MEDIA_EDITED, "达芬奇" }, { "CapCut", MEDIA_EDITED, "剪映" },
        { "JianYing", MEDIA_EDITED, "剪映" }, { "剪映", MEDIA_EDITED, "剪映" },
        { "Filmora", MEDIA_EDITED, "万兴喵影" }, { "VideoStudio", MEDIA_EDITED, "会声会影" }, { "Vegas", MEDIA_EDITED, "Vegas" },
        { "Kdenlive", MEDIA_EDITED, "Kdenlive" },
        { "Shotcut", MEDIA_EDITED, "Shotcut" }, { "OpenShot", MEDIA_EDITED, "OpenShot" },
        { "Avidemux", MEDIA_EDITED, "Avidemux" }, { "GIMP", MEDIA_EDITED, "GIMP" },
        { "MEITU", MEDIA_EDITED, "美图秀秀" }, { "美图", MEDIA_EDITED, "美图秀秀" }, { "Snapseed", MEDIA_EDITED, "Snapseed" },
        { "ACDSee", MEDIA_EDITED, "ACDSee" },
        { "VSCO", MEDIA_EDITED, "VSCO" }, { "Picsart", MEDIA_EDITED, "Picsart" }, { "InShot", MEDIA_EDITED, "InShot" },
        { "Audacity", MEDIA_EDITED, "Audacity" },
        { "Audition", MEDIA_EDITED, "Adobe Audition" }, { "ImageMagick", MEDIA_EDITED, "ImageMagick" },
        { "Paint.NET", MEDIA_EDITED, "Paint.NET" },
};

static void mark(const char *where, const char *text, struct findings *f)
{
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
                if (strcasestr(text, marks[i].word)) {
                        media_found(f, marks[i].code, -1, -1, "%s写有“%s”（%s）", where, text, marks[i].who);
                        return;
                }
}

static void metadata_marks(const AVDictionary *d, struct findings *f)
{
        static const char *const keys[] = { "encoder", "encoding_tool", "software", "com.apple.quicktime.software",
                "writing_application", "handler_name", "comment", "TSSE", "compatible_brands" };
        const AVDictionaryEntry *e;

        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
                if ((e = av_dict_get(d, keys[i], NULL, 0)) && e->value)
                        mark("说明里", text_clean(f->mem, e->value), f);
}

/* Encoders sign in the first picture, in bytes that no player shows. */
static void bytes_mark(const uint8_t *p, size_t n, struct findings *f)
{
        static const char *const words[] = { "x264 - core", "x265 (build", "Lavc" };
        const uint8_t *hit;

        for (size_t i = 0; p && i < sizeof words / sizeof *words; i++)
                if ((hit = memmem(p, n < 65536 ? n : 65536, words[i], strlen(words[i])))) {
                        mark("编码数据里", text_clean(f->mem, text_copy_n(f->mem, (const char *)hit, strlen(words[i]))), f);
                        return;
                }
}

void marks_read(struct source *s, struct findings *f)
{
        bool done[STREAMS_MAX] = { false };

        metadata_marks(s->f->metadata, f);
        for (unsigned i = 0; i < s->f->nb_streams; i++) {
                metadata_marks(s->f->streams[i]->metadata, f);
                bytes_mark(s->f->streams[i]->codecpar->extradata, (size_t)s->f->streams[i]->codecpar->extradata_size, f);
        }
        for (int n = 0; n < 50 && av_read_frame(s->f, s->packet) >= 0; n++) {
                int i = s->packet->stream_index;

                if (i >= 0 && i < STREAMS_MAX && !done[i])
                        bytes_mark(s->packet->data, (size_t)s->packet->size, f);
                if (i >= 0 && i < STREAMS_MAX)
                        done[i] = true;
                av_packet_unref(s->packet);
        }
}
