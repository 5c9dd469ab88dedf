/* wire.h - what passes between this program and mingjing-media.  Both are of one build; the job goes as bytes of the struct, checked by
 * its size and magic.  The other direction is not trusted: records of a tag, a length and a payload, each bounded and checked (host.c). */
#ifndef MEDIA_WIRE_H
#define MEDIA_WIRE_H
#include "media/media.h"

enum job_kind { JOB_PROBE, JOB_PICTURES, JOB_STILL, JOB_WAVEFORM, JOB_CLIP, JOB_BLUR, JOB_SOUND, JOB_OCR, JOB_OCR_THERE,
        JOB_CRIME, JOB__MAX };

#define JOB_MAGIC 0x4d4a4d31u   /* "MJM1" */
struct job {
        uint32_t magic, kind;
        int64_t size;           /* of the input */
        int64_t memory, output; /* limits */
        int32_t seconds;        /* of wall clock; and of processor */
        int32_t count, side;    /* pictures, buckets */
        int32_t mute, n_regions;
        int64_t from, until;
        struct media_region regions[MEDIA_REGIONS_MAX];
};

/* Descriptors that travel with a job, in this order; JOB_TO is the input again where nothing is written. */
enum job_fd { FD_FROM, FD_TO, FD_ANSWER, FD_END, FD__MAX };

/* Records of the child on FD_ANSWER. */
enum record_tag {
        RECORD_FACTS = 'J',     /* media_json */
        RECORD_PICTURE = 'P',   /* struct record_picture, JPEG */
        RECORD_WAVE = 'W',      /* bytes */
        RECORD_PROGRESS = 'G',  /* uint32: per mille */
        RECORD_MADE = 'M',      /* struct record_made, content type */
        RECORD_CHANGE = 'C',    /* a sentence */
        RECORD_TEXT = 'T',
        RECORD_REFUSED = 'R',   /* uint32: enum refused; words */
        RECORD_DONE = '.',      /* the last one */
};
struct record { uint32_t tag, n; };
struct record_picture { int64_t at; int32_t width, height; };
struct record_made { int64_t from, until, first, last; /* bytes of the original */ };
enum refused { REFUSED_UNREADABLE, REFUSED_RANGE, REFUSED_ENGINE, REFUSED_OUTPUT };
#define RECORD_MAX ((uint32_t)64 << 20)
#define RECORDS_BYTES_MAX ((size_t)128 << 20)

/* What the parent of the child writes on FD_END when the child is gone. */
struct end { int32_t signal, code, late; };     /* late: killed because its time was up */

#endif
