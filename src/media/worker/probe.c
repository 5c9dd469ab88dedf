/* probe.c - the job that everything starts with: what is in the file and what is wrong with it. */
#include "media/worker/timeline.h"
#include <stdlib.h>
#include <string.h>

#define SAMPLES 3
#define HEAD ((size_t)1 << 20)
#define OFF_MS 1000

struct probe { struct arena *mem; int64_t size; struct content content; struct findings f; struct source s;
        struct media_facts out; struct track tracks[STREAMS_MAX]; };

/* ---- the end ---- */

_Noreturn static void probe_say(struct probe *p)
{
        struct media_finding *sorted = TAKE_N(p->mem, struct media_finding, CONTENT_FINDINGS_MAX);
        size_t n = 0;

        for (int w = MEDIA_STOP; w <= MEDIA_FLAG; w++)
                for (size_t i = 0; i < p->f.n; i++)
                        if ((int)media_finding_weight(p->f.at[i].code) == w)
                                sorted[n++] = p->f.at[i];
        p->out.findings = sorted;
        p->out.n_findings = n;
        if (media_stopped(&p->out) || !*p->out.type)
                p->out.type = "application/octet-stream";
        say_text(RECORD_FACTS, media_json(p->mem, &p->out));
        say_done();
}

/* ---- photos ---- */

static void exif_take(struct probe *p, const struct exif *x)
{
        struct media_facts *o = &p->out;

        o->orientation = x->orientation;
        o->dated = x->dated;
        o->zoned = x->zoned;
        o->made = x->made;
        o->placed = x->placed;
        o->latitude = x->latitude;
        o->longitude = x->longitude;
        o->make = x->make;
        o->model = x->model;
        o->software = x->software;
        if (x->time_false)
                media_found(&p->f, MEDIA_TIME_FALSE, -1, -1, "EXIF 的拍摄时间不成立，或者与卫星定位的日期不符");
        if (x->place_false)
                media_found(&p->f, MEDIA_PLACE_FALSE, -1, -1, "EXIF 的经纬度不可能");
}

static void exif_facts(struct probe *p)
{
        static const int turns[9] = { 0, 0, 0, 180, 180, 270, 90, 90, 270 };
        uint8_t *head = arena_take(p->mem, HEAD);
        struct exif x;

        exif_read(p->mem, (struct bytes){ head, source_bytes(NULL, 0, head, HEAD) }, &x);
        exif_take(p, &x);
        p->out.rotation = turns[x.orientation];
}

static bool bomb(struct probe *p, int64_t w, int64_t h, int64_t limit)
{
        if (w <= 0 || h <= 0 || w <= limit / h)
                return false;
        media_found(&p->f, MEDIA_BOMB, -1, -1, "画面有 %lld×%lld 点，超过 %lld 万点", (long long)w, (long long)h,
                (long long)(limit / 10000));
        return true;
}

/* ---- times and places of containers ---- */

/* "2024-10-29T02:31:07.000000Z", or with an offset as phones write it beside. */
static bool container_time(const char *s, struct instant *out)
{
        char text[20] = "";
        const char *rest = s + 19;
        int h = 0, m = 0;

        if (strlen(s) < 19)
                return false;
        memcpy(text, s, 19);
        text[10] = 'T';
        if (!instant_parse_local(text, out))
                return false;
        while (*rest == '.' || (*rest >= '0' && *rest <= '9'))
                rest++;
        if ((*rest == '+' || *rest == '-') && sscanf(rest + 1, "%2d%*[:]%2d", &h, &m) < 2)
                sscanf(rest + 1, "%2d%2d", &h, &m);
        out->ms += 8 * 3600000 - (*rest == '-' ? -1 : 1) * (h * 3600000 + m * 60000);
        return true;
}

static const char *said_of(struct probe *p, const char *const *keys)
{
        const AVDictionaryEntry *e;

        for (; *keys; keys++)
                if ((e = av_dict_get(p->s.f->metadata, *keys, NULL, 0)) && e->value && *e->value)
                        return text_clean(p->mem, e->value);
        return "";
}
#define SAID(p, ...) said_of(p, (const char *const[]){ __VA_ARGS__, NULL })

/* ISO 6709: "+39.9073+116.3915/" */
static void place_facts(struct probe *p)
{
        const char *s = SAID(p, "com.apple.quicktime.location.ISO6709", "location", "location-eng");
        char *rest;
        double lat = strtod(s, &rest), lon = strtod(rest, NULL);

        if (!*s)
                return;
        if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) || rest == s || (lat == 0 && lon == 0)) {
                media_found(&p->f, MEDIA_PLACE_FALSE, -1, -1, "写的位置是 %s", s);
                return;
        }
        p->out.placed = true;
        p->out.latitude = (int64_t)(lat * 1e6 + (lat < 0 ? -0.5 : 0.5));
        p->out.longitude = (int64_t)(lon * 1e6 + (lon < 0 ? -0.5 : 0.5));
}

static void container_facts(struct probe *p)
{
        const char *when = SAID(p, "com.apple.quicktime.creationdate", "creation_time", "date");

        p->out.make = SAID(p, "com.apple.quicktime.make", "com.android.manufacturer", "make", "manufacturer");
        p->out.model = SAID(p, "com.apple.quicktime.model", "com.android.model", "model");
        p->out.software = SAID(p, "com.apple.quicktime.software", "software", "encoding_tool", "encoder");
        p->out.dated = p->out.zoned = *when && container_time(when, &p->out.made);
        place_facts(p);
}

/* ---- streams ---- */

static void stream_facts(struct probe *p, const AVStream *st, const struct track *t, struct media_stream *o)
{
        const AVCodecParameters *c = st->codecpar;
        AVRational r = st->avg_frame_rate.num > 0 ? st->avg_frame_rate : st->r_frame_rate;
        int64_t length = t->seen ? t->end - t->first : 0;

        *o = (struct media_stream){ .kind = MEDIA_OTHER, .codec = text_clean(p->mem, avcodec_get_name(c->codec_id)), .start = -1, .length = -1, .packets = t->packets, .keys = t->keys };
        if (c->codec_type == AVMEDIA_TYPE_VIDEO) {
                o->kind = MEDIA_VIDEO;
                o->width = c->width > 0 && c->width <= 1 << 20 ? c->width : 0;
                o->height = c->height > 0 && c->height <= 1 << 20 ? c->height : 0;
                o->rate = r.num > 0 && r.den > 0 && r.num / r.den < 100000 ? (int)av_rescale(1000, r.num, r.den) : 0;
        } else if (c->codec_type == AVMEDIA_TYPE_AUDIO) {
                o->kind = MEDIA_AUDIO;
                o->rate = c->sample_rate > 0 ? c->sample_rate : 0;
                o->channels = c->ch_layout.nb_channels > 0 && c->ch_layout.nb_channels <= 1024 ? c->ch_layout.nb_channels : 0;
        }
        if (t->seen) {
                o->start = t->first - source_start(&p->s);
                o->length = length;
        }
        o->bit_rate = length > 0 && t->bytes < INT64_MAX / 8000 ? t->bytes * 8000 / length : c->bit_rate > 0 ? c->bit_rate : 0;
}

static void streams_facts(struct probe *p)
{
        struct media_stream *list = TAKE_N(p->mem, struct media_stream, STREAMS_MAX);
        int64_t first = INT64_MAX, end = INT64_MIN;

        p->out.streams = list;
        p->out.n_streams = p->s.f->nb_streams;
        for (size_t i = 0; i < p->out.n_streams; i++) {
                stream_facts(p, p->s.f->streams[i], &p->tracks[i], &list[i]);
                if (list[i].length < 0)
                        continue;
                first = p->tracks[i].first < first ? p->tracks[i].first : first;
                end = p->tracks[i].end > end ? p->tracks[i].end : end;
        }
        p->out.length = end >= first ? end - first : -1;
}

/* ---- what does not agree ---- */

static int64_t apart(int64_t a, int64_t b)
{
        return a > b ? a - b : b - a;
}

static void lengths_judge(struct probe *p, int video, int audio)
{
        struct media_facts *o = &p->out;
        int64_t v, a;

        if (o->said < 0 && p->s.f->duration > 0 && p->s.f->duration_estimation_method == AVFMT_DURATION_FROM_STREAM)
                o->said = p->s.f->duration / 1000;
        if (o->said > 0 && o->length >= 0 && apart(o->said, o->length) > OFF_MS && apart(o->said, o->length) > o->said / 100)
                media_found(&p->f, MEDIA_LENGTH_OTHER, -1, apart(o->said, o->length), "登记 %lld 毫秒，实有 %lld 毫秒", (long long)o->said,
                        (long long)o->length);
        if (video < 0 || audio < 0)
                return;
        v = o->streams[video].length;
        a = o->streams[audio].length;
        if (v >= 0 && a >= 0 && apart(v, a) > 2 * OFF_MS && apart(v, a) > v / 50)
                media_found(&p->f, MEDIA_STREAMS_APART, -1, apart(v, a), "画面 %lld 毫秒，声音 %lld 毫秒", (long long)v, (long long)a);
}

/* One frame at a moment; -1: where the reading stands. */
static void sample(struct probe *p, int stream, AVCodecContext *d, AVFrame *frame, int64_t at)
{
        const AVCodecParameters *c = p->s.f->streams[stream]->codecpar;

        p->out.tried++;
        if (at >= 0 && !source_seek(&p->s, d, stream, at) && (at || av_seek_frame(p->s.f, stream, 0, AVSEEK_FLAG_BYTE) < 0))
                return;
        if (!key_next(&p->s, d, stream, frame) || frame->decode_error_flags || frame->flags & AV_FRAME_FLAG_CORRUPT)
                return;
        p->out.decoded++;
        if (c->codec_type == AVMEDIA_TYPE_VIDEO && (frame->width != c->width || frame->height != c->height))
                media_found(&p->f, MEDIA_MIXED, at, -1, "登记的画面是 %d×%d，这里是 %d×%d", c->width, c->height, frame->width, frame->height);
}

static void samples_decode(struct probe *p, int stream, bool photo)
{
        AVCodecContext *d = decoder_open(p->s.f->streams[stream], photo ? PHOTO_PIXELS_MAX : FRAME_PIXELS_MAX);
        AVFrame *frame = av_frame_alloc();
        int n = photo || p->out.length < 1000 ? 1 : SAMPLES;

        must(frame != NULL);
        if (!d) {
                media_found(&p->f, MEDIA_DECODE, -1, -1, "没有能解 %s 的程序",
                        avcodec_get_name(p->s.f->streams[stream]->codecpar->codec_id));
                return;
        }
        for (int i = 0; i < n; i++)
                sample(p, stream, d, frame, photo ? -1 : p->out.length * i / n);
        if (!p->out.decoded)
                media_found(&p->f, MEDIA_UNREADABLE, -1, -1, "没有一幅画面、一段声音解得出");
        else if (p->out.decoded < p->out.tried)
                media_found(&p->f, MEDIA_DECODE, -1, -1, "抽查 %d 处，%d 处解不出", p->out.tried, p->out.tried - p->out.decoded);
}

/* ---- the way ---- */

/* The index in an mp4 lists every packet; elsewhere they must be read. */
static bool indexed(const struct probe *p)
{
        if (!text_in(p->content.container, "mp4|mov|m4a|3gp", '|') || p->content.fragmented)
                return false;
        for (unsigned i = 0; i < p->s.f->nb_streams; i++)
                if (!avformat_index_get_entries_count(p->s.f->streams[i]))
                        return false;
        return true;
}

static void recording_look(struct probe *p)
{
        int video = source_best(&p->s, AVMEDIA_TYPE_VIDEO), audio = source_best(&p->s, AVMEDIA_TYPE_AUDIO);

        p->out.kind = video >= 0 ? MEDIA_VIDEO : audio >= 0 ? MEDIA_AUDIO : MEDIA_OTHER;
        if (bomb(p, p->s.width, p->s.height, FRAME_PIXELS_MAX))
                return;
        container_facts(p);
        marks_read(&p->s, &p->f);
        avformat_seek_file(p->s.f, -1, INT64_MIN, INT64_MIN, INT64_MAX, 0);
        avformat_flush(p->s.f);
        timeline_read(&p->s, indexed(p), p->tracks, &p->f);
        streams_facts(p);
        lengths_judge(p, video, audio);
        if (video >= 0)
                p->out.rotation = rotation_of(p->s.f->streams[video]);
        if (p->out.kind != MEDIA_OTHER)
                samples_decode(p, video >= 0 ? video : audio, false);
}

static void sizes_facts(struct probe *p)
{
        int video = p->s.f ? source_best(&p->s, AVMEDIA_TYPE_VIDEO) : -1;
        int w = video >= 0 ? p->s.f->streams[video]->codecpar->width : (int)p->content.width,
                h = video >= 0 ? p->s.f->streams[video]->codecpar->height : (int)p->content.height;
        bool side = p->out.orientation >= 5 || p->out.rotation % 180;

        if (w <= 0 || h <= 0 || w > 1 << 20 || h > 1 << 20)
                return;
        p->out.width = side ? h : w;
        p->out.height = side ? w : h;
}

static void photo_look(struct probe *p)
{
        int video = source_best(&p->s, AVMEDIA_TYPE_VIDEO);

        p->out.kind = MEDIA_PHOTO;
        p->out.length = -1;
        p->tracks[0] = (struct track){ .packets = 1, .keys = 1 };
        p->out.streams = TAKE(p->mem, struct media_stream);
        p->out.n_streams = video >= 0;
        if (video < 0)
                return;
        stream_facts(p, p->s.f->streams[video], &p->tracks[0], (struct media_stream *)p->out.streams);
        samples_decode(p, video, true);
}

/* A container that we did not know by its first bytes takes the name that libavformat gives it. */
static void container_name(struct probe *p)
{
        if (*p->content.container)
                return;
        p->out.container = text_clean(p->mem, p->s.f->iformat->name);
        p->content = content_named(p->out.container);
        p->out.type = p->content.type;
}

static void unreadable(struct probe *p)
{
        if (p->s.memory)
                media_found(&p->f, MEDIA_BOMB, -1, -1, "%s", p->s.error);
        else
                media_found(&p->f, MEDIA_UNREADABLE, -1, -1, "%s", p->s.error);
}

static void probe_begin(struct probe *p, struct arena *mem, const struct job *job)
{
        const struct content_from from = { source_bytes, NULL, job->size };

        *p = (struct probe){ .mem = mem, .size = job->size, .f = { .mem = mem } };
        content_look(&from, &p->content, &p->f);
        p->out = (struct media_facts){ .kind = p->content.kind, .container = p->content.container, .type = p->content.type,
                .size = job->size, .length = -1, .said = p->content.said, .complete = p->content.complete && job->size,
                .make = "", .model = "", .software = "" };
}

/* What libavformat makes of it. */
static void inside_look(struct probe *p, bool photo)
{
        if (!source_open(&p->s, p->mem, p->size, true)) {
                unreadable(p);
                return;
        }
        container_name(p);
        if (photo)
                photo_look(p);
        else
                recording_look(p);
}

void job_probe(struct arena *mem, const struct job *job)
{
        static struct probe p;
        bool photo, other;

        probe_begin(&p, mem, job);
        photo = p.content.kind == MEDIA_PHOTO;
        other = !*p.content.container && *p.content.label;
        if (other)
                media_found(&p.f, MEDIA_UNREADABLE, -1, -1, "内容是%s", p.content.label);
        if (photo && text_same(p.content.container, "jpeg"))
                exif_facts(&p);
        if (photo && text_in(p.content.container, "heic|avif", '|'))
                media_found(&p.f, MEDIA_DECODE, -1, -1, "没有能解 %s 的程序", p.content.label);
        else if (job->size && !other && !(photo && bomb(&p, p.content.width, p.content.height, PHOTO_PIXELS_MAX)))
                inside_look(&p, photo);
        sizes_facts(&p);
        probe_say(&p);
}
