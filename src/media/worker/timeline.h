/* timeline.h - private to worker/: the times of all packets of a recording, without decoding. */
#ifndef MEDIA_WORKER_TIMELINE_H
#define MEDIA_WORKER_TIMELINE_H
#include "media/worker/worker.h"

struct track {
        bool seen;
        int64_t first, end;     /* ms */
        int64_t packets, keys, bytes;
        int64_t step;           /* ms that a gap must exceed */
};
/* Fills tracks, one a stream; adds GAP and BACKWARD for video and sound. */
void timeline_read(struct source *s, bool indexed, struct track *tracks, struct findings *f);
/* Words in the first coded picture and in the descriptions that only programs write. */
void marks_read(struct source *s, struct findings *f);

#endif
