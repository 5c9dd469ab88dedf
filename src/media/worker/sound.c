/* sound.c - sound decoded: peaks for a waveform, and plain speech (16 kHz, one channel, 16 bits) for transcription. */
#include "media/worker/worker.h"
#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>
#include <string.h>
#include <unistd.h>

#define RATE 16000
#define PIECE (RATE / 50)               /* 20 ms */
#define PIECES_MAX ((size_t)50 * 3600 * 48)

/* Samples as they come out, one channel at RATE. */
typedef void samples_fn(void *to, const int16_t *s, size_t n);
struct sound { struct source s; int stream; AVCodecContext *d; AVFrame *frame; SwrContext *swr; int64_t length; };

static void sound_open(struct sound *a, struct arena *mem, const struct job *job)
{
        if (!source_open(&a->s, mem, job->size, false))
                say_refused(REFUSED_UNREADABLE, "%s", a->s.error);
        a->stream = source_best(&a->s, AVMEDIA_TYPE_AUDIO);
        a->d = a->stream < 0 ? NULL : decoder_open(a->s.f->streams[a->stream], FRAME_PIXELS_MAX);
        a->frame = av_frame_alloc();
        a->swr = NULL;
        a->length = a->s.f->duration / 1000;
        if (!a->d || !a->frame)
                say_refused(REFUSED_UNREADABLE, "没有可以听的声音");
}

/* The converter for the first frame's format; a recording that changes it on the way is converted anew. */
static bool converter_fits(struct sound *a)
{
        static AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO, layout;
        static int rate, format;

        if (a->swr && rate == a->frame->sample_rate && format == a->frame->format &&
                !av_channel_layout_compare(&layout, &a->frame->ch_layout))
                return true;
        swr_free(&a->swr);
        rate = a->frame->sample_rate;
        format = a->frame->format;
        if (rate <= 0 || av_channel_layout_copy(&layout, &a->frame->ch_layout) < 0 ||
            swr_alloc_set_opts2(&a->swr, &mono, AV_SAMPLE_FMT_S16, RATE, &layout, (enum AVSampleFormat)format, rate, 0, NULL) < 0)
                return false;
        return swr_init(a->swr) >= 0;
}

static void sound_decode(struct sound *a, samples_fn *take, void *to)
{
        static int16_t out[RATE];
        uint8_t *plane = (uint8_t *)out;
        const uint8_t **in;
        int n;

        while (frame_next(&a->s, a->d, a->stream, a->frame)) {
                if (!converter_fits(a))
                        continue;
                in = (const uint8_t **)a->frame->extended_data;
                n = swr_convert(a->swr, &plane, RATE, in, a->frame->nb_samples);
                while (n > 0) {
                        take(to, out, (size_t)n);
                        n = swr_convert(a->swr, &plane, RATE, NULL, 0); /* what did not fit */
                }
        }
}

/* ---- waveform ---- */

struct peaks { uint8_t *at; size_t n, in_piece; int highest; };

static void peaks_take(void *to, const int16_t *s, size_t n)
{
        struct peaks *p = to;
        int v;

        for (size_t i = 0; i < n && p->n < PIECES_MAX; i++) {
                v = s[i] < 0 ? -s[i] : s[i];
                p->highest = v > p->highest ? v : p->highest;
                if (++p->in_piece < PIECE)
                        continue;
                p->at[p->n++] = (uint8_t)(p->highest >= 32767 ? 255 : p->highest / 128);
                p->in_piece = 0;
                p->highest = 0;
        }
}

void job_waveform(struct arena *mem, const struct job *job)
{
        size_t buckets = job->count < 1 ? 1 : job->count > MEDIA_BUCKETS_MAX ? MEDIA_BUCKETS_MAX : (size_t)job->count;
        struct peaks p = { .at = arena_take(mem, PIECES_MAX) };
        uint8_t *out = arena_take(mem, buckets);
        struct sound a;

        sound_open(&a, mem, job);
        sound_decode(&a, peaks_take, &p);
        if (p.in_piece && p.n < PIECES_MAX)
                p.at[p.n++] = (uint8_t)(p.highest >= 32767 ? 255 : p.highest / 128);
        if (!p.n)
                say_refused(REFUSED_UNREADABLE, "没有解得出的声音");
        for (size_t i = 0; i < p.n; i++)
                if (p.at[i] > out[i * buckets / p.n])
                        out[i * buckets / p.n] = p.at[i];
        for (size_t b = 1; b < buckets && p.n < buckets; b++)   /* shorter than its buckets: drawn as steps */
                if (b * p.n / buckets == (b - 1) * p.n / buckets)
                        out[b] = out[b - 1];
        say(RECORD_WAVE, out, buckets);
}

/* ---- speech ---- */

struct wav { int64_t at; };

static void wav_put(struct wav *w, const void *p, size_t n)
{
        ssize_t k;

        for (size_t done = 0; done < n; done += (size_t)k)
                if ((k = pwrite(TO, (const char *)p + done, n - done, w->at + (int64_t)done)) <= 0)
                        say_refused(REFUSED_OUTPUT, "写不下");
        w->at += (int64_t)n;
}

static void wav_take(void *to, const int16_t *s, size_t n)
{
        wav_put(to, s, n * sizeof *s);
}

static void wav_head(int64_t bytes)
{
        struct { char riff[4]; uint32_t n; char wave[8]; uint32_t sixteen; uint16_t pcm, channels; uint32_t rate, second;
                uint16_t block, bits; char data[4]; uint32_t size; }
                h = { "RIFF", (uint32_t)(bytes + 36), "WAVEfmt ", 16, 1, 1, RATE, RATE * 2, 2, 16, "data", (uint32_t)bytes };
        struct wav w = { 0 };

        _Static_assert(sizeof h == 44, "the head of a WAV file");
        wav_put(&w, &h, sizeof h);
}

void job_sound(struct arena *mem, const struct job *job)
{
        struct wav w = { 44 };
        struct record_made part = { .from = 0 };
        struct sound a;

        sound_open(&a, mem, job);
        sound_decode(&a, wav_take, &w);
        if (w.at == 44 || w.at - 8 > UINT32_MAX)
                say_refused(REFUSED_UNREADABLE, w.at == 44 ? "没有解得出的声音" : "声音太长");
        wav_head(w.at - 44);
        part.until = (w.at - 44) / (RATE * 2 / 1000);
        say(RECORD_MADE, &part, sizeof part);
}
