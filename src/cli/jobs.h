/* jobs.h - how jobs (journal/job.h) come to run: at a prompt, in a story, by themselves while a server serves. */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H
#include "journal/job.h"

struct blobs;
/* Where they act.  set_clock: the site's time is told, not the machine's; follow: it goes on with the newest act, if that is later. */
struct job_place { const char *url; struct journal *journal; struct blobs *blobs /* or NULL */; bool set_clock, follow; };

/* Once, now.  The words of *out live in mem.  False: why says what broke; what was due until then is done. */
bool job_once(struct arena *mem, const struct job_place *p, const struct job *job, struct instant now, struct job_report *out, struct why *why);

/* A thread of its own that runs every job at once and then each in its minutes; done is called after acts were written.  On a set clock it
 * goes on from `now`.  Two on one database do each act once.  Stopping waits for the job under way. */
struct job_thread;
struct job_thread *jobs_start(const struct job_place *p, struct instant now, void (*done)(void), struct why *why);
void jobs_stop(struct job_thread *t);   /* NULL is fine */

#endif
