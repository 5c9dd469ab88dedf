/* picture.c - frames as JPEG, the right way up: thumbnails over the time, stills, photos. */
#include "media/worker/worker.h"
#include <libavutil/imgutils.h>
#include <libswscale/swscale.h>
#include <string.h>

#define QUALITY 4
#define HEAD ((size_t)1 << 20)

/* The EXIF number of a clockwise rotation. */
static int orientation_of(int rotation)
{
        return rotation == 90 ? 6 : rotation == 180 ? 3 : rotation == 270 ? 8 : 1;
}

static AVFrame *frame_new(int format, int width, int height)
{
        AVFrame *f = av_frame_alloc();

        if (!f)
                return NULL;
        f->format = format;
        f->width = width;
        f->height = height;
        if (av_frame_get_buffer(f, 0) < 0)
                av_frame_free(&f);
        return f;
}

/* EXIF: 1 as it is, 2 mirrored, 3 half a turn, 4 upside down mirrored, 5-8 with sides exchanged. */
static void plane_turn(const uint8_t *from, int stride, int w, int h, uint8_t *to, int to_stride, int o)
{
        bool side = o >= 5;
        int tw = side ? h : w, th = side ? w : h, x, y;

        for (int ty = 0; ty < th; ty++)
                for (int tx = 0; tx < tw; tx++) {
                        x = side ? ty : tx;
                        y = side ? tx : ty;
                        if (o == 2 || o == 3 || o == 7 || o == 8)
                                x = w - 1 - x;
                        if (o == 3 || o == 4 || o == 6 || o == 7)
                                y = h - 1 - y;
                        to[ty * to_stride + tx] = from[y * stride + x];
                }
}

static AVFrame *frame_turned(const AVFrame *f, int o)
{
        AVFrame *t = frame_new(f->format, o >= 5 ? f->height : f->width, o >= 5 ? f->width : f->height);

        if (!t)
                return NULL;
        av_frame_copy_props(t, f);
        for (int i = 0; i < 3; i++)
                plane_turn(f->data[i], f->linesize[i], i ? (f->width + 1) / 2 : f->width, i ? (f->height + 1) / 2 : f->height,
                        t->data[i], t->linesize[i], o);
        return t;
}

/* To planar 4:2:0 of that size, full range. */
static AVFrame *frame_scaled(const AVFrame *f, int width, int height)
{
        struct SwsContext *c = sws_getContext(f->width, f->height, f->format, width, height, AV_PIX_FMT_YUVJ420P,
                SWS_AREA | SWS_ACCURATE_RND, NULL, NULL, NULL);
        AVFrame *t = c ? frame_new(AV_PIX_FMT_YUVJ420P, width, height) : NULL;

        if (t && sws_scale(c, (const uint8_t *const *)f->data, f->linesize, 0, f->height, t->data, t->linesize) <= 0)
                av_frame_free(&t);
        sws_freeContext(c);
        return t;
}

static AVCodecContext *jpeg_open(int width, int height)
{
        const AVCodec *c = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        AVCodecContext *e = c ? avcodec_alloc_context3(c) : NULL;

        if (!e)
                return NULL;
        e->width = width;
        e->height = height;
        e->pix_fmt = AV_PIX_FMT_YUVJ420P;
        e->color_range = AVCOL_RANGE_JPEG;
        e->time_base = (AVRational){ 1, 1 };
        e->flags |= AV_CODEC_FLAG_QSCALE | AV_CODEC_FLAG_BITEXACT;
        e->global_quality = QUALITY * FF_QP2LAMBDA;
        e->thread_count = 1;
        if (avcodec_open2(e, c, NULL) < 0)
                avcodec_free_context(&e);
        return e;
}

static bool jpeg_made(struct arena *mem, AVFrame *f, struct bytes *out)
{
        AVCodecContext *e = jpeg_open(f->width, f->height);
        AVPacket *p = av_packet_alloc();
        bool ok;

        f->quality = QUALITY * FF_QP2LAMBDA;
        f->pts = 0;
        f->pict_type = AV_PICTURE_TYPE_NONE;
        ok = e && p && avcodec_send_frame(e, f) >= 0 && avcodec_receive_packet(e, p) >= 0;
        if (ok)
                *out = (struct bytes){ arena_copy(mem, p->data, (size_t)p->size), (size_t)p->size };
        av_packet_free(&p);
        avcodec_free_context(&e);
        return ok;
}

static void fit(int *w, int *h, int side)
{
        int longest = *w > *h ? *w : *h;

        if (side > 0 && longest > side) {
                *w = (int)((int64_t)*w * side / longest);
                *h = (int)((int64_t)*h * side / longest);
        }
        *w = *w < 1 ? 1 : *w;
        *h = *h < 1 ? 1 : *h;
}

/* The frame as it is to be shown: scaled, then turned. */
static AVFrame *frame_shown(const AVFrame *frame, int orientation, int side)
{
        int w = frame->width, h = frame->height;
        AVFrame *scaled, *turned;

        if (frame->sample_aspect_ratio.num > 0 && frame->sample_aspect_ratio.den > 0 && side)
                w = (int)av_rescale(w, frame->sample_aspect_ratio.num, frame->sample_aspect_ratio.den);
        if (w <= 0 || w > 65535 || h <= 0 || h > 65535)
                return NULL;
        fit(&w, &h, side);
        scaled = frame_scaled(frame, w, h);
        if (!scaled || orientation <= 1)
                return scaled;
        turned = frame_turned(scaled, orientation);
        av_frame_free(&scaled);
        return turned;
}

static bool picture_jpeg(struct arena *mem, const AVFrame *frame, int orientation, int side, int *width, int *height,
        struct bytes *out)
{
        AVFrame *f = frame_shown(frame, orientation, side);
        bool ok = f && jpeg_made(mem, f, out);

        *width = f ? f->width : 0;
        *height = f ? f->height : 0;
        av_frame_free(&f);
        return ok;
}

/* ---- jobs ---- */

struct video { struct source s; int stream, orientation; AVCodecContext *d; AVFrame *frame; bool photo; };

static void video_open(struct video *v, struct arena *mem, const struct job *job)
{
        const struct content_from from = { source_bytes, NULL, job->size };
        struct findings f = { .mem = mem };
        struct content c;
        struct exif x = { .orientation = 0 };
        uint8_t *head;

        content_look(&from, &c, &f);
        v->photo = c.kind == MEDIA_PHOTO;
        if (v->photo && c.width * c.height > PHOTO_PIXELS_MAX)
                say_refused(REFUSED_UNREADABLE, "图片展开后太大");
        if (!source_open(&v->s, mem, job->size, false))
                say_refused(REFUSED_UNREADABLE, "%s", v->s.error);
        v->stream = source_best(&v->s, AVMEDIA_TYPE_VIDEO);
        v->d = v->stream < 0 ? NULL : decoder_open(v->s.f->streams[v->stream], v->photo ? PHOTO_PIXELS_MAX : FRAME_PIXELS_MAX);
        v->frame = av_frame_alloc();
        if (!v->d || !v->frame)
                say_refused(REFUSED_UNREADABLE, "没有可以显示的画面");
        if (v->photo) {
                head = arena_take(mem, HEAD);
                exif_read(mem, (struct bytes){ head, source_bytes(NULL, 0, head, HEAD) }, &x);
        }
        v->orientation = x.orientation ? x.orientation : orientation_of(rotation_of(v->s.f->streams[v->stream]));
}

static int64_t frame_at(const struct video *v)
{
        int64_t t = stream_ms(v->s.f->streams[v->stream], v->frame->best_effort_timestamp);

        return t == AV_NOPTS_VALUE || v->photo ? 0 : t - source_start(&v->s);
}

static bool frame_say(struct arena *mem, const struct video *v, int side)
{
        struct bytes jpeg;
        int w, h;

        if (!picture_jpeg(mem, v->frame, v->orientation, side, &w, &h, &jpeg))
                return false;
        say_picture(frame_at(v), w, h, jpeg.p, jpeg.n);
        return true;
}

void job_pictures(struct arena *mem, const struct job *job)
{
        struct video v;
        int64_t length, last = -1;
        int count = job->count, said = 0;

        video_open(&v, mem, job);
        length = v.s.f->duration > 0 ? v.s.f->duration / 1000 : 0;
        count = v.photo || !length ? 1 : count > MEDIA_PICTURES_MAX ? MEDIA_PICTURES_MAX : count;
        for (int i = 0; i < count; i++) {
                if (count > 1 && !source_seek(&v.s, v.d, v.stream, length * (2 * i + 1) / (2 * count)))
                        continue;
                if (!key_next(&v.s, v.d, v.stream, v.frame) || (said && frame_at(&v) == last))
                        continue;       /* the same key frame once */
                last = frame_at(&v);
                said += frame_say(mem, &v, job->side);
        }
        if (!said)
                say_refused(REFUSED_UNREADABLE, "没有解得出的画面");
}

void job_still(struct arena *mem, const struct job *job)
{
        AVFrame *best = av_frame_alloc();
        struct video v;

        video_open(&v, mem, job);
        must(best != NULL);
        if (!v.photo && job->from)
                source_seek(&v.s, v.d, v.stream, job->from);
        while (frame_next(&v.s, v.d, v.stream, v.frame)) {      /* the last one that begins at or before the moment */
                if (best->width && frame_at(&v) > job->from)
                        break;
                av_frame_unref(best);
                av_frame_move_ref(best, v.frame);
        }
        if (!best->width)
                say_refused(REFUSED_UNREADABLE, "这个时刻没有解得出的画面");
        av_frame_unref(v.frame);
        av_frame_move_ref(v.frame, best);
        if (!v.photo && v.s.ended && v.s.f->duration > 0 && job->from > v.s.f->duration / 1000 + 1000)
                say_refused(REFUSED_RANGE, "录像只有 %lld 毫秒", (long long)(v.s.f->duration / 1000));
        if (!frame_say(mem, &v, job->side))
                say_refused(REFUSED_UNREADABLE, "画面不能转成图片");
}

void picture_blurred(struct arena *mem, const struct job *job, cover_fn *cover, int *width, int *height, struct bytes *out)
{
        struct video v;
        AVFrame *f;

        video_open(&v, mem, job);
        f = frame_next(&v.s, v.d, v.stream, v.frame) ? frame_shown(v.frame, v.orientation, 0) : NULL;
        if (!f)
                say_refused(REFUSED_UNREADABLE, "照片解不出");
        cover(job, f, 0, 0, true);
        if (!jpeg_made(mem, f, out))
                say_refused(REFUSED_UNREADABLE, "照片不能编码");
        *width = f->width;
        *height = f->height;
}

AVFrame *picture_gray(struct arena *mem, const struct job *job, int side)
{
        struct video v;
        AVFrame *f;

        video_open(&v, mem, job);
        f = frame_next(&v.s, v.d, v.stream, v.frame) ? frame_shown(v.frame, v.orientation, side) : NULL;
        if (!f)
                say_refused(REFUSED_UNREADABLE, "照片解不出");
        return f;
}
