/* bench.h - what the measuring programs share: a clock, options, a site with people and cases made through the real commands.
 *
 * Every figure goes to standard output as "name value", one a line, so that run.sh can put it beside its peer.  Anything that goes wrong
 * ends the program: a benchmark that goes on after a refusal measures nothing.
 */
#ifndef BENCH_H
#define BENCH_H
#include "db/db.h"
#include "journal/journal.h"

/* at: when acts are done; 0: now, by the machine's clock. */
struct bench { const char *url; struct arena *mem; struct why why; struct db *db; struct site site; struct journal *j; struct instant at; };

double wall_seconds(void);
double cpu_seconds(void);                               /* of all threads of this process */
void figure(const char *name, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *option(int argc, char **argv, const char *name, const char *otherwise);
long option_number(int argc, char **argv, const char *name, long otherwise);
_Noreturn void give_up(const char *what, const struct why *why);

/* Makes the site at url from a pack's folder; packdir "-": it is there already.  Then opens its journal. */
void bench_open(struct bench *b, const char *url, const char *packdir);
void bench_close(struct bench *b);
/* One act, waited for; refusals end the program. */
struct answer bench_act(struct bench *b, struct arena *mem, const char *login, const char *verb, int64_t subject, const struct pair *p, size_t n);
#define ACT(b, mem, login, verb, subject, ...) \
        bench_act((b), (mem), (login), (verb), (subject), (const struct pair[]){ __VA_ARGS__ }, \
                  sizeof (const struct pair[]){ __VA_ARGS__ } / sizeof (struct pair))
/* unit "": none, as the leadership of an agency. */
void bench_person(struct bench *b, const char *login, const char *name, const char *roles, const char *unit, const char *certificate);
/* A source registered (its case comes back), a piece of evidence; as requests, and done. */
struct request bench_source_request(struct bench *b, struct arena *mem, const char *login, long i);
struct request bench_evidence_request(struct bench *b, struct arena *mem, const char *login, int64_t subject);
struct answer bench_submit(struct bench *b, struct arena *mem, const struct request *r);
int64_t bench_source(struct bench *b, struct arena *mem, const char *login, long i);
struct answer bench_evidence(struct bench *b, struct arena *mem, const char *login, int64_t subject);
size_t bench_cases(struct bench *b, int64_t *ids, size_t most); /* numbers of the newest cases there are */

/* Runs work(to, i) for i in [0, count), from `callers` threads at once. */
typedef void work_fn(void *to, struct arena *mem, long i);
void from_callers(int callers, long count, work_fn *work, void *to);

#endif
