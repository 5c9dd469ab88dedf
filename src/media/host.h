/* host.h - private to media/: runs one job in a child of mingjing-media and brings back what it answered. */
#ifndef MEDIA_HOST_H
#define MEDIA_HOST_H
#include <sys/types.h>
#include "media/wire.h"

#define CHANGES_MAX 32

struct answer {
        struct bytes facts, wave, text; /* p NULL: none came */
        struct media_picture pictures[MEDIA_PICTURES_MAX];
        size_t n_pictures;
        bool made;
        struct record_made part;        /* of the original */
        const char *type;
        const char *changes[CHANGES_MAX];
        size_t n_changes;
        bool refused;
        enum refused code;
        const char *words;      /* of a refusal */
        const char *broke;      /* why no whole answer came, in Chinese; NULL: it is whole */
        bool much;              /* it broke at the limit of memory or time */
        bool stopped;           /* progress said stop */
};

/* job: kind and arguments; the rest is filled in.  to: -1 if nothing is written.  slow: the time limit of derivatives.  False only with
 * fail(). */
bool host_run(struct media *m, struct arena *mem, struct job *job, bool slow, int from, int to, const struct media_progress *p,
              struct answer *out, struct why *why);
/* For tests: the process that serves, and what a child of the test worker may not do. */
pid_t host_worker(struct media *m);
bool host_crime(struct media *m, struct arena *mem, int which, struct answer *out, struct why *why);

#endif
