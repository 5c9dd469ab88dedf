/* source.c - opening and reading a recording with libavformat, by pread alone, with only those demuxers and decoders that recordings of
 * the street need.  Demuxers that would open other files (playlists, image sequences) are not among them. */
#include "base/file.h"
#include "media/worker/worker.h"
#include <errno.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <math.h>
#include <unistd.h>

static const char demuxers[] = "mov,matroska,avi,mpegts,mpeg,flv,asf,dhav,wav,w64,mp3,aac,ogg,flac,amr,amrnb,amrwb,caf,aiff,h264,hevc,m4v,mjpeg,ivf,"
        "jpeg_pipe,png_pipe,webp_pipe,bmp_pipe,gif,gif_pipe,tiff_pipe";
static const char decoders[] = "h264,hevc,mpeg4,mpeg1video,mpeg2video,mjpeg,mjpegb,h263,h263i,flv,msmpeg4,msmpeg4v1,msmpeg4v2,wmv1,wmv2,wmv3,vc1,vp8,vp9,"
        "libdav1d,rawvideo,dvvideo,png,bmp,gif,webp,tiff,aac,aac_latm,mp1float,mp2float,mp3float,mp1,mp2,mp3,ac3,eac3,amrnb,amrwb,opus,vorbis,flac,alac,"
        "wmav1,wmav2,wmapro,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s32le,pcm_u8,pcm_s8,pcm_f32le,pcm_alaw,pcm_mulaw,adpcm_ima_wav,adpcm_ms,adpcm_ima_qt,"
        "adpcm_g726,adpcm_g726le,g722,g723_1";

#define BUFFER 65536
#define KEY_TRIES 3     /* the first may lack what came before it */

/* ---- bytes ---- */

size_t source_bytes(void *unused, int64_t from, void *to, size_t n)
{
        ssize_t got = pread_all(IN, to, n, from);

        (void)unused;
        return got < 0 ? 0 : (size_t)got;
}

static int avio_get(void *of, uint8_t *to, int n)
{
        struct source *s = of;
        ssize_t r = pread(IN, to, (size_t)n, s->at);

        if (r <= 0)
                return r < 0 ? AVERROR(errno) : AVERROR_EOF;
        s->at += r;
        return (int)r;
}

static int64_t avio_place(void *of, int64_t to, int how)
{
        struct source *s = of;
        int64_t at = to;

        if (how & AVSEEK_SIZE)
                return s->size;
        how &= ~AVSEEK_FORCE;
        if (how == SEEK_CUR)
                at = s->at + to;
        else if (how == SEEK_END)
                at = s->size + to;
        if (at < 0)
                return AVERROR(EINVAL);
        s->at = at;
        return at;
}

/* ---- opening ---- */

static bool opened(struct source *s, int err)
{
        if (err >= 0)
                return true;
        s->memory = err == AVERROR(ENOMEM);
        s->error = s->memory ? "展开需要的内存超过限额" : text_make(s->mem, "不是能够读取的录音、录像或者照片（%s）",
                err == AVERROR_INVALIDDATA ? "内容不成形" : av_err2str(err));
        return false;
}

static void sizes_note(struct source *s)
{
        for (unsigned i = 0; i < s->f->nb_streams; i++) {
                const AVCodecParameters *c = s->f->streams[i]->codecpar;

                s->width = c->width > s->width ? c->width : s->width;
                s->height = c->height > s->height ? c->height : s->height;
        }
}

/* The sizes that a picture may have are limited before its first frame is decoded. */
static int streams_find(AVFormatContext *f)
{
        AVDictionary *each[STREAMS_MAX] = { NULL };
        unsigned n = f->nb_streams;
        int err;

        if (n > STREAMS_MAX)
                return AVERROR_INVALIDDATA;
        for (unsigned i = 0; i < n; i++)
                av_dict_set_int(&each[i], "max_pixels", PHOTO_PIXELS_MAX, 0);
        err = avformat_find_stream_info(f, n ? each : NULL);
        for (unsigned i = 0; i < n; i++)
                av_dict_free(&each[i]);
        return err;
}

bool source_open(struct source *s, struct arena *mem, int64_t size, bool raw)
{
        AVDictionary *how = NULL;
        uint8_t *buf = av_malloc(BUFFER);
        int err;

        *s = (struct source){ .mem = mem, .size = size, .f = avformat_alloc_context(), .packet = av_packet_alloc() };
        must(s->f && s->packet && buf);
        s->f->pb = avio_alloc_context(buf, BUFFER, 0, s, avio_get, NULL, avio_place);
        must(s->f->pb != NULL);
        s->f->max_streams = STREAMS_MAX;
        av_opt_set(s->f, "format_whitelist", demuxers, 0);
        av_opt_set(s->f, "codec_whitelist", decoders, 0);
        av_opt_set(s->f, "protocol_whitelist", "none", 0);
        if (raw)
                av_dict_set(&how, "ignore_editlist", "1", 0);
        err = avformat_open_input(&s->f, NULL, NULL, &how);
        av_dict_free(&how);
        if (!opened(s, err))
                return false;
        sizes_note(s);
        err = streams_find(s->f);
        sizes_note(s);
        return opened(s, err) && (s->f->nb_streams || opened(s, AVERROR_INVALIDDATA));
}

int source_best(const struct source *s, enum AVMediaType type)
{
        int i = av_find_best_stream(s->f, type, -1, -1, NULL, 0);

        return i < 0 ? -1 : i;
}

static bool decoder_allowed(const char *name)
{
        return text_in(name, decoders, ',');
}

AVCodecContext *decoder_open(const AVStream *st, int64_t pixels)
{
        const AVCodec *c = avcodec_find_decoder(st->codecpar->codec_id);
        AVCodecContext *d = c && decoder_allowed(c->name) ? avcodec_alloc_context3(c) : NULL;

        if (!d)
                return NULL;
        d->thread_count = 1;    /* threads are forbidden here */
        d->max_pixels = pixels;
        d->pkt_timebase = st->time_base;
        if (avcodec_parameters_to_context(d, st->codecpar) < 0 || avcodec_open2(d, c, NULL) < 0)
                avcodec_free_context(&d);
        return d;
}

/* ---- frames ---- */

/* A packet of that stream into the decoder; at the end of the file the decoder is told so. */
static void packet_feed(struct source *s, AVCodecContext *d, int stream)
{
        int err;

        while ((err = av_read_frame(s->f, s->packet)) >= 0 || err == AVERROR(EAGAIN)) {
                bool ours = err >= 0 && s->packet->stream_index == stream;

                if (ours)
                        avcodec_send_packet(d, s->packet);      /* what it cannot use it skips; counted where frames are wanted */
                av_packet_unref(s->packet);
                if (ours)
                        return;
        }
        s->ended = true;
        avcodec_send_packet(d, NULL);
}

bool frame_next(struct source *s, AVCodecContext *d, int stream, AVFrame *to)
{
        int err;

        while ((err = avcodec_receive_frame(d, to)) == AVERROR(EAGAIN) || (err < 0 && err != AVERROR_EOF && !s->ended))
                packet_feed(s, d, stream);
        return err >= 0;
}

/* The packet alone, and an end at once: otherwise a decoder that may have to reorder waits for two more key frames. */
static bool key_decode(AVCodecContext *d, const AVPacket *p, AVFrame *to)
{
        bool ok = avcodec_send_packet(d, p) >= 0;

        avcodec_send_packet(d, NULL);
        ok = avcodec_receive_frame(d, to) >= 0 && ok;
        avcodec_flush_buffers(d);
        return ok;
}

bool key_next(struct source *s, AVCodecContext *d, int stream, AVFrame *to)
{
        bool ok = false;
        int err;

        for (int tries = 0; !ok && tries < KEY_TRIES && ((err = av_read_frame(s->f, s->packet)) >= 0 || err == AVERROR(EAGAIN));) {
                if (err >= 0 && s->packet->stream_index == stream && s->packet->flags & AV_PKT_FLAG_KEY) {
                        ok = key_decode(d, s->packet, to);
                        tries++;
                }
                av_packet_unref(s->packet);
        }
        return ok;
}

bool source_seek(struct source *s, AVCodecContext *d, int stream, int64_t ms)
{
        const AVStream *st = s->f->streams[stream];
        int64_t at = av_rescale_q(ms + source_start(s), (AVRational){ 1, 1000 }, st->time_base);

        if (d)
                avcodec_flush_buffers(d);
        s->ended = false;
        return av_seek_frame(s->f, stream, at, AVSEEK_FLAG_BACKWARD) >= 0;
}

int64_t stream_ms(const AVStream *st, int64_t t)
{
        return t == AV_NOPTS_VALUE ? t : av_rescale_q(t, st->time_base, (AVRational){ 1, 1000 });
}

int64_t source_start(const struct source *s)
{
        int64_t start = AV_NOPTS_VALUE, t;

        for (unsigned i = 0; i < s->f->nb_streams; i++) {
                const AVStream *st = s->f->streams[i];

                t = stream_ms(st, st->start_time);
                if (t != AV_NOPTS_VALUE && (st->codecpar->codec_type == AVMEDIA_TYPE_VIDEO ||
                        st->codecpar->codec_type == AVMEDIA_TYPE_AUDIO) &&
                    (start == AV_NOPTS_VALUE || t < start))
                        start = t;
        }
        return start == AV_NOPTS_VALUE ? 0 : start;
}

int rotation_of(const AVStream *st)
{
        const uint8_t *m = av_stream_get_side_data(st, AV_PKT_DATA_DISPLAYMATRIX, NULL);
        double turn = m ? av_display_rotation_get((const int32_t *)(const void *)m) : 0;

        return isnan(turn) ? 0 : (((int)lrint(-turn / 90) % 4 + 4) % 4) * 90;
}
