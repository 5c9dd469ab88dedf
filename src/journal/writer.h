/* writer.h - private to the writer's files: what journal.c, writer.c, group.c and handle.c share.
 *
 * journal.c   the outside: opening, closing, handing a request in and waiting for its answer
 * writer.c    the thread: takes requests from the queue in groups, and lets one group follow another
 * group.c     a group: one transaction, its commit, what to do when it is lost
 * handle.c    one request inside a group's transaction: from checked arguments to an act and its rows
 * All but journal.c runs in the writer's thread only.
 */
#ifndef JOURNAL_WRITER_H
#define JOURNAL_WRITER_H
#include "journal/head.h"
#include "journal/mirror.h"
#include "journal/teller.h"
#include <pthread.h>

#define GROUP_MAX 256
#define SALTS 256
#define KEYS_SEEN 16384

enum outcome { WRITTEN, NOT_WRITTEN, UNKNOWN };

struct job {
        struct job *next;
        struct arena *mem;
        const struct request *request;
        const struct command *command;
        struct args args;
        struct instant now;             /* the clock's word when it was asked; the act is never earlier than the act before */
        bool founding;                  /* no request: only writes the founding acts */
        struct answer *answer;
        journal_done_fn *done;
        void *to;
        bool wrote;
};

/* Requests that are committed together. */
struct group {
        struct arena *mem;
        struct why why;
        struct db_write *w;
        struct job *jobs, **end;
        size_t n, pushed;               /* requests; those of them whose rows are sent already */
        bool ok, ahead;
        int64_t before;                 /* how many acts the log had when it began, and its clock then */
        char clock_before[8];
        struct hash leaf;               /* of its first act: by it a commit whose answer was lost is known again */
};

struct journal {
        struct db *db;
        struct mirror *mirror;          /* NULL where the database is in this process */
        struct journal_hooks hooks;
        struct site site;
        struct arena *mem;              /* what lives as long as the journal */
        struct head head;
        bool head_known;
        char clock[8];
        struct teller *teller;
        pthread_t thread;
        pthread_mutex_t lock;
        pthread_cond_t work;
        struct job *first, **last;
        bool closing, listening;        /* listening: the writer waits at the bell, for requests or for the server */
        bool untidy;                    /* something was written since indexes were last tidied */
        int bell;
        struct group *group, *sent;     /* the one being decided; the one whose commit is under way */
        struct db_write *mirror_write;  /* of the group being decided */
        struct known known;             /* what the hooks know of people and packs; see org/known.h */
        bool known_stale;               /* to be emptied before the next request: this one may still point into it */
        uint8_t salts[SALTS][SALT_SIZE];
        size_t salts_left;
        uint64_t keys_seen[KEYS_SEEN];  /* hashes of idempotency keys used lately */
};

/* ---- rebuild.c ---- */
bool derived_tidy(struct db_write *w, bool *more);

/* ---- handle.c ---- */
/* False: refused or failed (c->why), or a write failed (the group's why).  True also where there was nothing to write. */
bool job_handle(struct journal *j, struct ctx *c, struct db_write *w, struct job *job);

/* ---- group.c ---- */
/* ahead: without waiting for the group before, and trusting that nobody else wrote. */
struct group *group_new(struct journal *j, bool ahead);
void group_decide(struct journal *j, struct group *g, struct job *jobs);
enum outcome group_end(struct journal *j, struct group *g);
/* The commit failed, or its answer was lost; acts: it had any. */
enum outcome group_lost(struct journal *j, const struct group *g, bool acts);
void group_close(struct journal *j, struct group *g, enum outcome o);   /* answers, or tries again one by one; frees g */
void group_free(struct group *g);
void group_commit(struct journal *j, struct job *jobs);                 /* all of it, for one group on its own */
void group_each_alone(struct journal *j, struct job *jobs);
void group_tell(void *jobs);                                            /* the teller's function: calls done() of each */

/* ---- writer.c ---- */
void *writer_run(void *journal);
void writer_ring(struct journal *j);                                    /* with the lock held */
void queue_put(struct journal *j, struct job *job);
bool queue_waits(struct journal *j);                                    /* does anybody wait to be written? */

#endif
