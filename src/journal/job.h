/* job.h - work that nobody asks for at a desk: periods of publication that end, warnings, deliveries, frozen statistics.
 *
 * A job is a row and a function that looks and says which acts are due.  It cannot write: the acts are requests like any other, by the
 * actor ACTOR_SYSTEM, and refused like any other.  A job may talk to the network before it says what came of it.  It must give the same
 * requests, with the same idempotency keys, when it is run twice: serve runs it every so often, `mingjing job run NAME` by hand or from a
 * story, and two servers on one database both do.
 *
 *   static bool ended(struct ctx *c, struct requests *out)
 *   {
 *           ...
 *           request_due(out, "publish.end", id, text_make(out->mem, "publish.end:%lld", (long long)id), pairs, 1);
 *   }
 *   const struct job task_jobs[] = { { "publication_end", "公示期届满", "到期的公示记录停止展示。", 60, ended } };
 */
#ifndef JOURNAL_JOB_H
#define JOURNAL_JOB_H
#include "journal/journal.h"

/* Actors that are no users: nobody signs in as them.  Commands name them in `roles`: "system" for jobs, "public" for everybody, also
 * without an account; a command without such a role is refused to them. */
#define ACTOR_SYSTEM "@system"
#define ACTOR_PUBLIC "@public"

struct requests { struct arena *mem; struct request *at; size_t n, room; };
/* Pairs and texts are copied. */
void request_due(struct requests *out, const char *verb, int64_t subject, const char *key, const struct pair *pairs, size_t n);

/* c: a reader's, c->who is ACTOR_SYSTEM.  False: why says what broke; what was found until then is done nevertheless. */
typedef bool job_fn(struct ctx *c, struct requests *out);
struct job { const char *name, *label, *help; int minutes /* between two runs in serve */; job_fn *due; };
void jobs_bind(const struct job *rows, size_t n);
const struct job *job_find(const char *name);           /* NULL if there is none */
const struct job *job_at(size_t i);                     /* NULL past the end */

struct job_report { int done, repeated, refused; struct why why /* the first that was refused or failed */; };
/* ---- when jobs ran: kept beside the journal (job.sql), no shadow of it; a rebuild leaves it alone ---- */
struct job_kept { struct instant at /* 0: never */, next /* 0: not known */; int64_t ms, done, repeated, refused, runs; const char *trouble /* "" */; };
/* db: opened for writing.  Takes the site's write lock for a moment.  Runs in which nothing happened leave only their time. */
bool job_keep(struct db *db, const char *name, const struct job_kept *k, struct why *why);
bool job_last(struct ctx *c, const char *name, struct job_kept *out);
bool job_history(struct ctx *c, const char *name, int64_t limit, struct job_kept *at /* room for limit */, size_t *n);        /* newest first */
/* People may ask for a run (an act): the newest such act on a job; -1 none.  Bound once at start; without it nobody can ask. */
void jobs_asked_bind(bool (*asked)(struct ctx *c, const char *name, int64_t *seq));
bool job_asked(struct ctx *c, const char *name, int64_t *seq);

/* Runs one job now.  c: a reader's, with who and pack of ACTOR_SYSTEM.  False: the world failed; refusals stand in the report. */
bool job_run(struct journal *j, struct ctx *c, const struct job *job, struct job_report *out);

#endif
