/* blur.c - a copy in which regions cannot be recognised: pictures are decoded, the regions replaced by a few large squares of their mean
 * colour, and everything is encoded anew.  Squares, not a soft blur: a blur can be computed back. */
#include "media/worker/output.h"
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
#include <string.h>
#include <unistd.h>

#define CELLS 4                 /* squares across the shorter side of a region */
#define CELL_MIN 16
#define WHOLE 10000
#define BIT_RATE 4000000        /* where there is no encoder with constant quality */

struct blur { struct source s; struct output o; const struct job *job; int video, to[STREAMS_MAX], rotation;
              AVCodecContext *d, *e; struct SwsContext *sws;
              AVFrame *in, *yuv; AVPacket *out; int64_t start, length, last, end, pictures; };

/* ---- regions ---- */

static int between(int a, int b, int64_t part, int64_t whole)
{
        return whole > 0 ? (int)(a + (int64_t)(b - a) * part / whole) : a;
}

static struct media_box box_at(const struct media_region *r, int64_t at)
{
        int64_t part = at - r->from, whole = r->until - r->from;

        return (struct media_box){ between(r->a.x, r->b.x, part, whole), between(r->a.y, r->b.y, part, whole),
                                   between(r->a.w, r->b.w, part, whole), between(r->a.h, r->b.h, part, whole) };
}

/* From the picture as shown to the picture as stored. */
static struct media_box box_stored(struct media_box b, int rotation)
{
        switch (rotation) {
        case 90:  return (struct media_box){ b.y, WHOLE - b.x - b.w, b.h, b.w };
        case 180: return (struct media_box){ WHOLE - b.x - b.w, WHOLE - b.y - b.h, b.w, b.h };
        case 270: return (struct media_box){ WHOLE - b.y - b.h, b.x, b.h, b.w };
        }
        return b;
}

static void cell_fill(uint8_t *p, int stride, int w, int h)
{
        int64_t sum = 0;

        for (int y = 0; y < h; y++)
                for (int x = 0; x < w; x++)
                        sum += p[y * stride + x];
        for (int y = 0; y < h; y++)
                memset(p + y * stride, (int)(sum / ((int64_t)w * h)), (size_t)w);
}

static int clamp(int64_t v, int max)
{
        return v < 0 ? 0 : v > max ? max : (int)v;
}

static void plane_squares(uint8_t *p, int stride, int width, int height, struct media_box b, int cell)
{
        int left = clamp((int64_t)b.x * width / WHOLE, width), top = clamp((int64_t)b.y * height / WHOLE, height);
        int right = clamp(((int64_t)(b.x + b.w) * width + WHOLE - 1) / WHOLE, width),
                bottom = clamp(((int64_t)(b.y + b.h) * height + WHOLE - 1) / WHOLE, height);

        for (int y = top; y < bottom; y += cell)
                for (int x = left; x < right; x += cell)
                        cell_fill(p + y * stride + x, stride, right - x < cell ? right - x : cell,
                                bottom - y < cell ? bottom - y : cell);
}

static void frame_squares(AVFrame *f, struct media_box b)
{
        int w = (int)((int64_t)b.w * f->width / WHOLE), h = (int)((int64_t)b.h * f->height / WHOLE), cell = (w < h ? w : h) / CELLS;

        cell = (cell < CELL_MIN ? CELL_MIN : cell) & ~1;
        plane_squares(f->data[0], f->linesize[0], f->width, f->height, b, cell);
        for (int i = 1; i < 3; i++)
                plane_squares(f->data[i], f->linesize[i], (f->width + 1) / 2, (f->height + 1) / 2, b, cell / 2);
}

static void regions_cover(const struct job *job, AVFrame *f, int64_t at, int rotation, bool always)
{
        for (int i = 0; i < job->n_regions; i++) {
                const struct media_region *r = &job->regions[i];

                if (always || (at >= r->from && at < r->until))
                        frame_squares(f, box_stored(always ? r->a : box_at(r, at), rotation));
        }
}

static void changes_say(struct arena *mem, const struct job *job, bool photo)
{
        for (int i = 0; i < job->n_regions && i < 16; i++) {
                const struct media_region *r = &job->regions[i];
                const char *when = photo ? "" : text_make(mem, "%s 至 %s，", moment(mem, r->from), moment(mem, r->until));
                const char *moved = photo || !memcmp(&r->a, &r->b, sizeof r->a) ? ""
                        : text_make(mem, "，移动到 (%d, %d)、宽 %d、高 %d", r->b.x, r->b.y, r->b.w, r->b.h);

                say_change("遮盖区域 %d：%s左上角 (%d, %d)、宽 %d、高 %d%s（万分之几）", i + 1, when, r->a.x, r->a.y, r->a.w, r->a.h, moved);
        }
        if (job->n_regions > 16)
                say_change("另有遮盖区域 %d 处，见制作参数", job->n_regions - 16);
}

/* ---- video ---- */

static void encoder_open(struct blur *b, const AVStream *st)
{
        const AVCodec *c = avcodec_find_encoder_by_name("libx264");
        AVCodecContext *e;

        c = c ? c : avcodec_find_encoder(AV_CODEC_ID_MPEG4);
        b->e = e = c ? avcodec_alloc_context3(c) : NULL;
        must(e != NULL);
        e->width = b->d->width & ~1;
        e->height = b->d->height & ~1;
        e->pix_fmt = AV_PIX_FMT_YUV420P;
        e->time_base = c->id == AV_CODEC_ID_MPEG4 ? (AVRational){ 1, 1000 } : st->time_base;
        e->framerate = st->avg_frame_rate;
        e->sample_aspect_ratio = st->sample_aspect_ratio;
        e->thread_count = 1;
        e->gop_size = 50;
        e->bit_rate = c->id == AV_CODEC_ID_MPEG4 ? BIT_RATE : 0;
        e->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
        av_opt_set(e->priv_data, "preset", "veryfast", 0);
        av_opt_set(e->priv_data, "crf", "21", 0);
        if (e->width < 2 || e->height < 2 || avcodec_open2(e, c, NULL) < 0)
                say_refused(REFUSED_UNREADABLE, "没有能用的视频编码程序");
}

static void streams_open(struct blur *b)
{
        bool wanted[STREAMS_MAX] = { false };
        AVStream *st;

        for (unsigned i = 0; i < b->s.f->nb_streams; i++) {
                b->to[i] = -1;
                wanted[i] = (int)i == b->video || (!b->job->mute && b->s.f->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO);
        }
        output_open(&b->o, output_for(b->s.f, wanted, b->e->codec_id));
        for (unsigned i = 0; i < b->s.f->nb_streams; i++) {
                if (!wanted[i])
                        continue;
                b->to[i] = (int)b->o.f->nb_streams;
                st = output_like(&b->o, b->s.f->streams[i]);
                if ((int)i == b->video) {
                        avcodec_parameters_from_context(st->codecpar, b->e);
                        st->time_base = b->e->time_base;
                }
        }
        output_begin(&b->o);
}

static void blur_open(struct blur *b, struct arena *mem, const struct job *job)
{
        const AVStream *st;

        b->job = job;
        if (!source_open(&b->s, mem, job->size, false))
                say_refused(REFUSED_UNREADABLE, "%s", b->s.error);
        b->video = source_best(&b->s, AVMEDIA_TYPE_VIDEO);
        st = b->video < 0 ? NULL : b->s.f->streams[b->video];
        b->d = st ? decoder_open(st, FRAME_PIXELS_MAX) : NULL;
        if (!b->d || b->d->width <= 0)
                say_refused(REFUSED_UNREADABLE, "没有可以遮盖的画面");
        b->rotation = rotation_of(st);
        b->start = source_start(&b->s);
        b->length = b->s.f->duration / 1000;
        b->last = INT64_MIN;
        b->in = av_frame_alloc();
        b->yuv = av_frame_alloc();
        b->out = av_packet_alloc();
        must(b->in && b->yuv && b->out);
        encoder_open(b, st);
        streams_open(b);
}

static void encoded_put(struct blur *b, AVFrame *f)
{
        if (avcodec_send_frame(b->e, f) < 0)
                say_refused(REFUSED_UNREADABLE, "画面不能编码");
        while (avcodec_receive_packet(b->e, b->out) >= 0) {
                b->out->stream_index = b->to[b->video];
                output_packet(&b->o, b->out, b->e->time_base);
        }
}

static bool yuv_ready(struct blur *b)
{
        const AVFrame *in = b->in;

        b->sws = sws_getCachedContext(b->sws, in->width, in->height, in->format, b->e->width, b->e->height, AV_PIX_FMT_YUV420P,
                SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT, NULL, NULL, NULL);
        av_frame_unref(b->yuv);
        b->yuv->format = AV_PIX_FMT_YUV420P;
        b->yuv->width = b->e->width;
        b->yuv->height = b->e->height;
        return b->sws && av_frame_get_buffer(b->yuv, 0) >= 0 &&
               sws_scale(b->sws, (const uint8_t *const *)in->data, in->linesize, 0, in->height, b->yuv->data, b->yuv->linesize) > 0;
}

static void frame_take(struct blur *b)
{
        const AVStream *st = b->s.f->streams[b->video];
        int64_t stamp = b->in->best_effort_timestamp, at;

        if (stamp == AV_NOPTS_VALUE || !yuv_ready(b))
                return;
        at = stream_ms(st, stamp) - b->start;
        regions_cover(b->job, b->yuv, at, b->rotation, false);
        b->yuv->pts = av_rescale_q(stamp, st->time_base, b->e->time_base) -
                av_rescale_q(b->start, (AVRational){ 1, 1000 }, b->e->time_base);
        if (b->yuv->pts <= b->last)
                return;         /* an encoder takes no time twice */
        b->last = b->yuv->pts;
        b->end = at > b->end ? at : b->end;
        b->pictures++;
        say_progress(at, b->length);
        encoded_put(b, b->yuv);
}

static void frames_take(struct blur *b)
{
        while (avcodec_receive_frame(b->d, b->in) >= 0)
                frame_take(b);
}

static void sound_copy(struct blur *b, AVPacket *p)
{
        AVRational base = b->s.f->streams[p->stream_index]->time_base;
        int64_t start = av_rescale_q(b->start, (AVRational){ 1, 1000 }, base);

        p->pts = p->pts == AV_NOPTS_VALUE ? p->pts : p->pts - start;
        p->dts = p->dts == AV_NOPTS_VALUE ? p->dts : p->dts - start;
        p->stream_index = b->to[p->stream_index];
        output_packet(&b->o, p, base);
}

static void video_blur(struct arena *mem, const struct job *job)
{
        static struct blur b;
        AVPacket *p;

        blur_open(&b, mem, job);
        p = b.s.packet;
        while (av_read_frame(b.s.f, p) >= 0) {
                if (p->stream_index == b.video) {
                        avcodec_send_packet(b.d, p);
                        frames_take(&b);
                } else if (p->stream_index < STREAMS_MAX && b.to[p->stream_index] >= 0) {
                        sound_copy(&b, p);
                }
                av_packet_unref(p);
        }
        avcodec_send_packet(b.d, NULL);
        frames_take(&b);
        if (!b.pictures)
                say_refused(REFUSED_UNREADABLE, "没有解得出的画面");
        encoded_put(&b, NULL);
        changes_say(mem, job, false);
        say_change("画面 %lld 幅重新编码（%s）", (long long)b.pictures, b.e->codec->name);
        say_change(job->mute ? "去掉了声音" : "声音照抄，没有重新编码");
        say_change("没有带入原件的文字说明（设备、时间、位置等）");
        output_end(&b.o, &(struct record_made){ .until = b.end });
}

/* ---- photos ---- */

static void photo_blur(struct arena *mem, const struct job *job)
{
        struct record_made part = { .from = 0 };
        char made[sizeof part + sizeof "image/jpeg"];
        struct bytes jpeg;
        ssize_t k;
        int w, h;

        picture_blurred(mem, job, regions_cover, &w, &h, &jpeg);
        for (size_t done = 0; done < jpeg.n; done += (size_t)k)
                if ((k = pwrite(TO, jpeg.p + done, jpeg.n - done, (off_t)done)) <= 0)
                        say_refused(REFUSED_OUTPUT, "写不下");
        changes_say(mem, job, true);
        say_change("照片重新编码为 JPEG，%d×%d", w, h);
        say_change("没有带入原件的拍摄信息（设备、时间、位置等）");
        memcpy(made, &part, sizeof part);
        memcpy(made + sizeof part, "image/jpeg", sizeof "image/jpeg" - 1);
        say(RECORD_MADE, made, sizeof made - 1);
}

void job_blur(struct arena *mem, const struct job *job)
{
        const struct content_from from = { source_bytes, NULL, job->size };
        struct findings f = { .mem = mem };
        struct content c;

        content_look(&from, &c, &f);
        if (c.kind == MEDIA_PHOTO)
                photo_blur(mem, job);
        else
                video_blur(mem, job);
}
