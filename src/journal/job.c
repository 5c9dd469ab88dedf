/* job.c - see job.h.  Submits what a job says is due, one act after the other.  Must never: decide what is due, or write a table. */
#include "journal/job.h"
#include <string.h>

static struct { const struct job *rows; size_t n; } tables[64];
static size_t n_tables;

void jobs_bind(const struct job *rows, size_t n)
{
        must(n_tables < sizeof tables / sizeof *tables);
        tables[n_tables].rows = rows;
        tables[n_tables++].n = n;
}

const struct job *job_at(size_t i)
{
        for (size_t t = 0; t < n_tables; t++) {
                if (i < tables[t].n)
                        return &tables[t].rows[i];
                i -= tables[t].n;
        }
        return NULL;
}

const struct job *job_find(const char *name)
{
        const struct job *j;

        for (size_t i = 0; (j = job_at(i)) != NULL; i++)
                if (!strcmp(j->name, name))
                        return j;
        return NULL;
}

static void grow(struct requests *l)
{
        size_t room = l->room ? 2 * l->room : 16;
        struct request *at = TAKE_N(l->mem, struct request, room);

        if (l->n)
                memcpy(at, l->at, l->n * sizeof *at);
        l->at = at;
        l->room = room;
}

void request_due(struct requests *out, const char *verb, int64_t subject, const char *key, const struct pair *pairs, size_t n)
{
        struct pair *copy = TAKE_N(out->mem, struct pair, n + 1);

        for (size_t i = 0; i < n; i++)
                copy[i] = (struct pair){ text_copy(out->mem, pairs[i].name), text_copy(out->mem, pairs[i].value) };
        if (out->n == out->room)
                grow(out);
        out->at[out->n++] = (struct request){ .verb = text_copy(out->mem, verb), .subject = subject, .pairs = copy, .n = n, .login = ACTOR_SYSTEM,
                                              .key = key ? text_copy(out->mem, key) : NULL, .expected = -1 };
}

/* One act: prepared as anybody's would be, then to the writer. */
static void submit(struct journal *j, struct ctx *c, struct request *r, struct job_report *out)
{
        struct answer a = { .why = { .mem = c->mem } };
        struct why kept = c->why;
        bool ready = request_prepare(c, r), done = ready && journal_submit(j, c->mem, r, &a);
        const struct why *why = ready ? &a.why : &c->why;

        out->done += done && !a.repeated;
        out->repeated += done && a.repeated;
        out->refused += !done;
        if (!done && out->why.kind == WHY_NOTHING)
                out->why = *why;
        c->why = kept;
}

bool job_run(struct journal *j, struct ctx *c, const struct job *job, struct job_report *out)
{
        struct requests due = { .mem = c->mem };
        bool looked = job->due(c, &due);

        *out = (struct job_report){ .why = { .mem = c->mem } };
        for (size_t i = 0; i < due.n; i++) {
                due.at[i].at = c->now;
                due.at[i].test_clock = c->test_clock;
                submit(j, c, &due.at[i], out);
        }
        return looked;
}
