/* worker.h - inside mingjing-media: what the jobs share.  Everything here runs in a jailed child on hostile bytes.
 *
 * A job returns when it has said what it has to say; job_refuse() and an end without RECORD_DONE need no cleaning up, because the child
 * ends and the kernel takes everything back.  Memory: one arena for the whole child.
 */
#ifndef MEDIA_WORKER_WORKER_H
#define MEDIA_WORKER_WORKER_H
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include "media/content.h"
#include "media/wire.h"

/* Where the parent put them before the jail was shut. */
enum { IN = 3, TO = 4, ANSWER = 5, LAST = ANSWER };

#define FRAME_PIXELS_MAX ((int64_t)8192 * 4352)         /* of video */
#define PHOTO_PIXELS_MAX ((int64_t)120000000)
#define PACKETS_MAX ((int64_t)50000000)
#define STREAMS_MAX 32

/* ---- jail.c ---- */
struct jail;
struct jail *jail_make(void);                           /* in the parent: the filter, ready */
void jail_limit(const struct job *job);                 /* memory, time, output */
void jail_shut(struct jail *j);                         /* from here on: read IN, write TO and ANSWER, think, end */

/* ---- say.c: answers ---- */
void say(enum record_tag tag, const void *p, size_t n);
void say_text(enum record_tag tag, const char *s);
_Noreturn void say_done(void);
_Noreturn void say_refused(enum refused why, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void say_picture(int64_t at, int width, int height, const void *jpeg, size_t n);
void say_progress(int64_t part, int64_t whole);         /* speaks only when the per mille changes */
void charset_load(void);                                 /* in the parent, while files can be read */
char *text_clean(struct arena *mem, const char *s);     /* of what a file claims: valid UTF-8, no controls, at most 200 characters; never NULL */

/* ---- source.c: reading ---- */
struct source {
        struct arena *mem;
        int64_t size, at;       /* of the file; where the next byte is read */
        AVFormatContext *f;
        AVPacket *packet;       /* the one being looked at */
        bool ended;             /* the decoder was told that nothing more comes */
        const char *error;
        bool memory;            /* the error is that there was not enough of it */
        int width, height;      /* of the largest picture, as the head declares it: what could not be unfolded has lost them */
};
/* raw: with what an edit list hides.  False: s->error, in Chinese. */
bool source_open(struct source *s, struct arena *mem, int64_t size, bool raw);
size_t source_bytes(void *unused, int64_t from, void *to, size_t n);    /* a content_at_fn over IN */
int source_best(const struct source *s, enum AVMediaType type);         /* stream to use; -1: none */
AVCodecContext *decoder_open(const AVStream *st, int64_t pixels);       /* one thread; NULL: cannot be decoded */
/* The next frame of that stream (and no other), into `to`.  False at the end. */
bool frame_next(struct source *s, AVCodecContext *d, int stream, AVFrame *to);
bool key_next(struct source *s, AVCodecContext *d, int stream, AVFrame *to);    /* the next key frame, by itself: quick */
bool source_seek(struct source *s, AVCodecContext *d, int stream, int64_t ms);  /* to the key frame before; d may be NULL */
int64_t stream_ms(const AVStream *st, int64_t t);       /* from its time base; AV_NOPTS_VALUE stays */
int64_t source_start(const struct source *s);           /* ms of the earliest stream */
int rotation_of(const AVStream *st);                    /* clockwise, 0 90 180 270 */

/* ---- photos and pictures ---- */
struct exif { int orientation; bool dated, zoned, placed, place_false, time_false; struct instant made; int64_t latitude, longitude;
              const char *make, *model, *software; };
void exif_read(struct arena *mem, struct bytes head, struct exif *out);
/* The photo of a job, turned as it is to be shown, with its regions covered, as JPEG. */
typedef void cover_fn(const struct job *job, AVFrame *f, int64_t at, int rotation, bool always);
void picture_blurred(struct arena *mem, const struct job *job, cover_fn *cover, int *width, int *height, struct bytes *out);
AVFrame *picture_gray(struct arena *mem, const struct job *job, int side);      /* plane 0 is its brightness */

/* ---- jobs ---- */
void job_probe(struct arena *mem, const struct job *job);
void job_pictures(struct arena *mem, const struct job *job);
void job_still(struct arena *mem, const struct job *job);
void job_waveform(struct arena *mem, const struct job *job);
void job_clip(struct arena *mem, const struct job *job);
void job_blur(struct arena *mem, const struct job *job);
void job_sound(struct arena *mem, const struct job *job);
void job_ocr(struct arena *mem, const struct job *job);
bool ocr_ready(void);           /* before the jail is shut: loads engine and model; false if not installed */

#endif
