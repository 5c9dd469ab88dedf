/* media.h - what is in a recording, what is wrong with it, and what may be made from it: probe, pictures, waveform, clip, still, blurred
 * copy, drafts of text.
 *
 * Hostile bytes are never parsed in this process.  A program of its own, mingjing-media (worker/), does it: one is started per struct
 * media and forks a child for each job; the child gives up everything (no new files, no network, no processes; memory, time and output
 * are limited; seccomp kills it otherwise) before it reads the first byte, and answers in records that answer.c checks like any input.
 *
 * Promises:  a child that crashes, hangs or lies is an answer ("cannot be read"), never a fault of ours; originals are only read;
 *            what is decided (kind, type) is decided by content, never by name; the same input gives the same bytes of a derivative.
 * Threads:   a struct media is shared freely; at most `jobs` children work at once, others wait their turn.
 * Results:   false with refuse(): the recording cannot give what was asked (MEDIA_UNREADABLE, MEDIA_RANGE, ENGINE_MISSING);
 *            false with fail(): the worker could not be started, the disk is full, the service is away.
 * Example:   struct media *m = media_open(NULL, &why);
 *            if (media_probe(m, mem, fd, &(struct media_hint){ .name = "a.mp4", .size = -1, .now = now }, &facts, &why)) …
 */
#ifndef MEDIA_MEDIA_H
#define MEDIA_MEDIA_H
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

struct media;

struct media_setup {
        const char *worker;     /* path of mingjing-media; NULL: $MINGJING_MEDIA, else beside this program */
        int jobs;               /* children at once; 0: 2 */
        int seconds;            /* wall clock for a look (probe, pictures, waveform, still); 0: 60.  Derivatives and OCR: 30 times that */
        int64_t memory;         /* address space of a child; 0: 1.5 GiB */
        int64_t output;         /* largest file a child may write; 0: 64 GiB */
};
/* setup may be NULL.  Starts nothing yet: the worker starts with the first job, and again if it was killed. */
struct media *media_open(const struct media_setup *setup, struct why *why);
void media_close(struct media *m);                      /* NULL is fine; running jobs are killed */

/* ---- findings ---- */

#define FINDING(code, weight, words) MEDIA_##code,
enum media_finding_code {
#include "media/findings.tbl"
        MEDIA_FINDING__MAX
};
#undef FINDING
enum media_weight { MEDIA_STOP, MEDIA_FLAG };

struct media_finding {
        enum media_finding_code code;
        int64_t at;             /* where: ms from the start of the recording; -1: the whole */
        int64_t length;         /* how much: ms, or bytes for TRAILING, FOREIGN, SIZE_OTHER, TRUNCATED; -1: no measure */
        const char *detail;     /* the particulars, in Chinese; "" if there are none */
};
const char *media_finding_name(enum media_finding_code code);           /* "TRUNCATED": stable, for acts and scripts */
bool media_finding_by_name(const char *name, enum media_finding_code *out);
const char *media_finding_words(enum media_finding_code code);          /* for people */
enum media_weight media_finding_weight(enum media_finding_code code);

/* ---- what is in it ---- */

enum media_kind { MEDIA_OTHER, MEDIA_VIDEO, MEDIA_AUDIO, MEDIA_PHOTO, MEDIA_KIND__MAX };
const char *media_kind_name(enum media_kind kind);      /* "other", "video", "audio", "photo" */

struct media_stream {
        enum media_kind kind;   /* VIDEO, AUDIO; OTHER for subtitles and data */
        const char *codec;      /* "h264", "aac", … */
        int width, height;      /* as stored, before rotation */
        int rate;               /* video: frames per 1000 s; audio: samples per second */
        int channels;
        int64_t bit_rate;       /* 0: unknown */
        int64_t start, length;  /* ms, from the packets; -1: unknown */
        int64_t packets, keys;  /* how many there are, and how many of them are key frames */
};

struct media_facts {
        enum media_kind kind;
        const char *container;  /* "mp4", "matroska", "jpeg", …; "" when nothing was recognised */
        const char *type;       /* the content type it may be served with; "application/octet-stream" if it must not be shown inline */
        int64_t size;           /* bytes that are there */
        int64_t length;         /* ms, from the packets; -1: unknown (photos) */
        int64_t said;           /* ms, as the header has it; -1: it does not say */
        int width, height;      /* as shown, after rotation; 0: no picture */
        int rotation;           /* to be turned clockwise for showing: 0, 90, 180, 270 */
        int orientation;        /* EXIF, 1-8; 0: none */
        bool complete;          /* index and all declared bytes are there */
        bool dated;             /* made is known */
        bool zoned;             /* with a time zone; otherwise it was taken as China Standard Time */
        struct instant made;    /* EXIF original time, else the container's creation time */
        bool placed;            /* latitude, longitude are known */
        int64_t latitude, longitude;    /* millionths of a degree, north and east positive */
        const char *make, *model, *software;    /* as written there; "" if not */
        int tried, decoded;     /* frames sampled over the recording, and how many came out */
        const struct media_stream *streams;
        size_t n_streams;
        const struct media_finding *findings;   /* the STOPs first */
        size_t n_findings;
};
/* What is known from elsewhere and is compared with the content. */
struct media_hint {
        const char *name;       /* file name, for its extension; NULL: not compared */
        int64_t size;           /* declared bytes; -1: not compared */
        struct instant now;     /* a picture made later than that is flagged; 0: not compared */
};
/* fd: a regular file or memory file, open for reading (blob_open); its offset is not used and not moved.  False only with fail(). */
bool media_probe(struct media *m, struct arena *mem, int fd, const struct media_hint *hint, struct media_facts *out,
        struct why *why);
bool media_stopped(const struct media_facts *f);        /* has it a finding for which it must be set aside? */
const char *media_json(struct arena *mem, const struct media_facts *f); /* all of it, as one line */
/* Reads what media_json wrote; every number and text is checked.  Refuses BODY_MALFORMED. */
bool media_json_read(struct arena *mem, const char *json, size_t n, struct media_facts *out, struct why *why);

/* ---- pictures and waveform ---- */

struct media_picture { int64_t at; int width, height; struct bytes jpeg; };     /* at: ms; oriented as it is to be shown */
/* Up to `count` key frames spread evenly over the time, none larger than `side` pixels.  One picture of a photo. */
#define MEDIA_PICTURES_MAX 64
bool media_pictures(struct media *m, struct arena *mem, int fd, int count, int side, struct media_picture *out, size_t *n,
        struct why *why);
/* The picture at a moment, exactly (decoded from the key frame before), as JPEG; side 0: in full size. */
bool media_still(struct media *m, struct arena *mem, int fd, int64_t at, int side, struct media_picture *out, struct why *why);
/* Peak of each of `buckets` equal stretches of the time, 0-255. */
#define MEDIA_BUCKETS_MAX 4096
bool media_waveform(struct media *m, struct arena *mem, int fd, int buckets, struct bytes *out, struct why *why);

/* ---- derivatives: written to `to`, a file open for reading and writing, empty ---- */

typedef bool media_progress_fn(void *to, int permille); /* false: stop, refused as MEDIA_STOPPED */
struct media_progress { media_progress_fn *tell; void *to; };           /* tell may be NULL */

struct media_made {
        const char *type;       /* of what was made: "video/mp4", … */
        int64_t from, until;    /* ms of the original that it holds */
        int64_t first, last;    /* a clip: all its packets lie in bytes [first, last) of the original; otherwise 0, 0 */
        int64_t size;
        const char *const *changes;     /* everything that is different from the original, in Chinese, one sentence each */
        size_t n_changes;
};
/* The packets from the last key frame at or before `from` until the first key frame at or after `until`, copied unchanged. */
bool media_clip(struct media *m, struct arena *mem, int fd, int to, int64_t from, int64_t until, const struct media_progress *p,
                struct media_made *out, struct why *why);

/* A rectangle made unrecognisable from one moment to another; it moves evenly from `a` to `b`.  Ten thousandths of the width and height
 * of the picture as shown. */
struct media_box { int x, y, w, h; };
struct media_region { int64_t from, until; struct media_box a, b; };
#define MEDIA_REGIONS_MAX 256
struct media_blur {
        const struct media_region *regions;
        size_t n;
        bool mute;              /* no sound in the copy */
};
/* Video or photo (times do not count there).  Positions, device and comments of the original do not get into the copy. */
bool media_blur(struct media *m, struct arena *mem, int fd, int to, const struct media_blur *b, const struct media_progress *p,
                struct media_made *out, struct why *why);

/* ---- drafts of text, which a person must accept ---- */

bool media_ocr_there(struct media *m);                  /* is the engine for reading photographs installed? */
/* The text of a photographed document.  Refuses ENGINE_MISSING with the package's name if it is not installed. */
bool media_ocr(struct media *m, struct arena *mem, int fd, const char **text, struct why *why);

/* A transcription service that speaks POST {url}/audio/transcriptions as OpenAI's does (whisper.cpp server, FunASR, …): docs/media.md.
 * Sound leaves this machine only for the address that is set here. */
struct media_speech {
        const char *url;        /* "http://127.0.0.1:8080/v1"; refused ENGINE_MISSING if empty */
        const char *key;        /* sent as Bearer; NULL: none */
        const char *model;      /* NULL: "whisper-1" */
        const char *language;   /* NULL: "zh" */
        int connect_seconds, seconds;   /* 0: 5, and 600 */
};
struct media_said { int64_t from, until; const char *text; };           /* ms */
bool media_speech(struct media *m, struct arena *mem, int fd, const struct media_speech *s, const struct media_said **out,
        size_t *n, struct why *why);

/* ---- the recordings of one device, in the device's own order: pure ---- */

struct media_part {
        struct instant from;    /* as the device's clock had it */
        int64_t length;         /* ms */
        int64_t number;         /* that the device gave the file; -1: it does not number */
};
struct media_rule {
        int64_t tolerance;      /* ms between two parts that are no gap (devices start a new file every few minutes) */
        int64_t apart;          /* a longer gap means that the device was off between two recordings and is not found; 0: every gap is */
};
/* APART, OVERLAP, BACKWARD, MISSING between part i-1 and part i: at is i, length in ms (MISSING: how many files). */
struct media_finding *media_sequence(struct arena *mem, const struct media_part *parts, size_t n, const struct media_rule *rule,
        size_t *found);

/* What the clock of a device showed at a moment of the server's clock (measured at docking). */
struct media_clock { struct instant device, real; };
/* The real time of a moment by the device's clock: with the offset of the reading after it (the clock as it came home), drift spread evenly
 * between two readings.  readings in order of real time; none: the device is believed.  A clock that was set in between (its offset
 * changed by more than `set` ms) is not spread: the moment gets the later reading's offset. */
struct instant media_clock_real(const struct media_clock *readings, size_t n, int64_t set, struct instant device);

#endif
