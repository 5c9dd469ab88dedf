/* output.c - containers of derivatives, written by pwrite into the one file that may be written. */
#include "media/worker/output.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define BUFFER 65536

static int put(void *of, uint8_t *p, int n)
{
        struct output *o = of;
        ssize_t k;

        for (int done = 0; done < n; done += (int)k)
                if ((k = pwrite(TO, p + done, (size_t)(n - done), o->at + done)) <= 0)
                        return AVERROR(errno ? errno : EIO);
        o->at += n;
        o->end = o->at > o->end ? o->at : o->end;
        return n;
}

static int64_t place(void *of, int64_t to, int how)
{
        struct output *o = of;

        if (how & AVSEEK_SIZE)
                return o->end;
        how &= ~AVSEEK_FORCE;
        to += how == SEEK_CUR ? o->at : how == SEEK_END ? o->end : 0;
        if (to < 0)
                return AVERROR(EINVAL);
        o->at = to;
        return to;
}

static void fine(int err, const char *what)
{
        if (err < 0)
                say_refused(err == AVERROR(ENOSPC) ? REFUSED_OUTPUT : REFUSED_UNREADABLE, "%s：%s", what, av_err2str(err));
}

void output_open(struct output *o, const char *name)
{
        static const struct { const char *name, *type; } types[] = { { "mp4", "video/mp4" }, { "mov", "video/quicktime" },
                { "matroska", "video/x-matroska" },
                { "wav", "audio/wav" }, { "mp3", "audio/mpeg" }, { "ipod", "audio/mp4" }, { "ogg", "audio/ogg" },
                { "flac", "audio/flac" } };
        uint8_t *buf = av_malloc(BUFFER);

        *o = (struct output){ .type = "application/octet-stream" };
        fine(avformat_alloc_output_context2(&o->f, NULL, name, NULL), "不能写成这种格式");
        o->f->pb = avio_alloc_context(buf, BUFFER, 1, o, NULL, put, place);
        must(buf && o->f->pb);
        o->f->flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO;
        for (size_t i = 0; i < sizeof types / sizeof *types; i++)
                if (text_same(types[i].name, name))
                        o->type = types[i].type;
}

AVStream *output_like(struct output *o, const AVStream *from)
{
        AVStream *st = avformat_new_stream(o->f, NULL);
        size_t n;
        const uint8_t *turn = av_stream_get_side_data(from, AV_PKT_DATA_DISPLAYMATRIX, &n);
        uint8_t *copy;

        must(st != NULL);
        fine(avcodec_parameters_copy(st->codecpar, from->codecpar), "编码参数");
        st->codecpar->codec_tag = 0;
        st->time_base = from->time_base;
        st->avg_frame_rate = from->avg_frame_rate;
        st->sample_aspect_ratio = from->sample_aspect_ratio;
        if (turn && (copy = av_stream_new_side_data(st, AV_PKT_DATA_DISPLAYMATRIX, n)))
                for (size_t i = 0; i < n; i++)
                        copy[i] = turn[i];
        return st;
}

void output_begin(struct output *o)
{
        fine(avformat_write_header(o->f, NULL), "这种编码不能写进这种格式");
}

void output_packet(struct output *o, AVPacket *p, AVRational base)
{
        av_packet_rescale_ts(p, base, o->f->streams[p->stream_index]->time_base);
        p->pos = -1;
        fine(av_interleaved_write_frame(o->f, p), "写不下去");
}

void output_end(struct output *o, const struct record_made *part)
{
        struct { struct record_made part; char type[64]; } r = { .part = *part };
        int n = snprintf(r.type, sizeof r.type, "%s", o->type);

        fine(av_write_trailer(o->f), "写不完");
        avio_flush(o->f->pb);
        fine(o->f->pb->error, "写不完");
        say(RECORD_MADE, &r, sizeof r.part + (size_t)n);
}

const char *output_for(const AVFormatContext *in, const bool *wanted, enum AVCodecID instead)
{
        static const char *const names[] = { "mp4", "mov", "matroska" };
        const AVOutputFormat *f;
        bool all;

        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
                all = (f = av_guess_format(names[k], NULL, NULL)) != NULL;
                for (unsigned i = 0; all && i < in->nb_streams; i++) {
                        enum AVCodecID id = in->streams[i]->codecpar->codec_id;

                        if (instead && in->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO)
                                id = instead;
                        all = !wanted[i] || avformat_query_codec(f, id, FF_COMPLIANCE_NORMAL) == 1;
                }
                if (all)
                        return names[k];
        }
        say_refused(REFUSED_UNREADABLE, "没有能装这种编码的格式");
}

void say_change(const char *fmt, ...)
{
        char words[1024];
        va_list ap;
        int n;

        va_start(ap, fmt);
        n = vsnprintf(words, sizeof words, fmt, ap);
        va_end(ap);
        must(n >= 0 && (size_t)n < sizeof words);
        say(RECORD_CHANGE, words, (size_t)n);
}

const char *moment(struct arena *mem, int64_t ms)
{
        ms = ms < 0 ? 0 : ms;
        return text_make(mem, "%02lld:%02lld:%02lld.%03lld", (long long)(ms / 3600000), (long long)(ms / 60000 % 60),
                (long long)(ms / 1000 % 60), (long long)(ms % 1000));
}
