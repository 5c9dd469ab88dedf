/* acts.c - durable acts per second through the whole path: arguments checked, person identified, procedure and rules asked, act salted,
 * hashed, stored and applied, group committed.  run.sh runs bench/raw_insert.c beside it in the same minute.
 *
 *   acts URL PACKDIR|- --acts N --callers 64 --threads 2 --verb evidence|register    ("-": the site is there, its newest cases are used)
 *
 * A caller is somebody who sends his next act when the one before is known to be on disk.  In the server a caller is no thread: two
 * threads serve them all, and the journal tells when an act is done (journal_post).  So it is here; --threads 0 gives every caller a
 * thread of its own that sleeps meanwhile (journal_submit), as a program would do it that does nothing else.
 *
 * bytes: what one evidence.add leaves in the database, so that the peer can be given as much: the values of its row in journal_act and of
 * its row in case_material (integers as 8 bytes), the three values it changes in case_standing, and its share of a tile.  No index, no page
 * and no row header is counted: the peer pays for its own.
 */
#include "bench.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES 500

struct run { struct bench b; bool evidence; int64_t cases[CASES]; size_t n_cases; double *took; atomic_long done; };

static struct request next_request(struct run *r, struct arena *mem, long i)
{
        return r->evidence ? bench_evidence_request(&r->b, mem, "officer1", r->cases[(size_t)i % r->n_cases])
                           : bench_source_request(&r->b, mem, "officer1", i);
}

static void one_act(void *to, struct arena *mem, long i)
{
        struct run *r = to;
        double t = wall_seconds();
        struct request q = next_request(r, mem, i);

        bench_submit(&r->b, mem, &q);
        r->took[atomic_fetch_add(&r->done, 1)] = wall_seconds() - t;
}

/* ---- callers that are no threads ---- */

struct caller { struct crowd *crowd; struct caller *next; struct arena *mem; struct request request; struct answer answer; double sent; };
struct crowd {
        struct run *run;
        long count;
        atomic_long next;
        pthread_mutex_t lock;
        pthread_cond_t some;
        struct caller *ready;           /* whose acts are done */
        long left;                      /* callers that have not come to their end */
};

static void act_done(void *to, const struct answer *a)
{
        struct caller *k = to;
        struct crowd *c = k->crowd;

        if (a->why.kind != WHY_NOTHING)
                give_up(k->request.verb, &a->why);
        c->run->took[atomic_fetch_add(&c->run->done, 1)] = wall_seconds() - k->sent;
        pthread_mutex_lock(&c->lock);
        if (!c->ready)                  /* whoever was woken takes all that are ready */
                pthread_cond_signal(&c->some);
        k->next = c->ready;
        c->ready = k;
        pthread_mutex_unlock(&c->lock);
}

/* The caller's next act, if there is one. */
static bool caller_go(struct caller *k)
{
        struct crowd *c = k->crowd;
        long i = atomic_fetch_add(&c->next, 1);

        if (i >= c->count)
                return false;
        arena_reset(k->mem);
        k->sent = wall_seconds();
        k->request = next_request(c->run, k->mem, i);
        journal_post(c->run->b.j, k->mem, &k->request, &k->answer, act_done, k);
        return true;
}

static struct caller *ready_take(struct crowd *c)
{
        struct caller *k;

        pthread_mutex_lock(&c->lock);
        while (!c->ready && c->left)
                pthread_cond_wait(&c->some, &c->lock);
        k = c->ready;
        c->ready = NULL;
        pthread_mutex_unlock(&c->lock);
        return k;
}

static void *serve(void *to)
{
        struct crowd *c = to;

        for (struct caller *k, *next; (k = ready_take(c));)
                for (; k; k = next) {
                        next = k->next;
                        if (caller_go(k))
                                continue;
                        pthread_mutex_lock(&c->lock);
                        if (!--c->left)
                                pthread_cond_broadcast(&c->some);
                        pthread_mutex_unlock(&c->lock);
                }
        return NULL;
}

static void from_served_callers(struct run *r, long callers, long threads, long count)
{
        struct crowd c = { .run = r, .count = count, .lock = PTHREAD_MUTEX_INITIALIZER, .some = PTHREAD_COND_INITIALIZER, .left = callers };
        struct caller *k = memory_take(sizeof *k * (size_t)callers);
        pthread_t thread[16];

        must(threads <= 16);
        for (long i = 0; i < callers; i++) {
                k[i] = (struct caller){ .crowd = &c, .next = c.ready, .mem = arena_new() };
                c.ready = &k[i];
        }
        for (long i = 0; i < threads; i++)
                must(!pthread_create(&thread[i], NULL, serve, &c));
        for (long i = 0; i < threads; i++)
                pthread_join(thread[i], NULL);
        for (long i = 0; i < callers; i++)
                arena_free(k[i].mem);
        memory_free(k);
}

static int by_size(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

#define BYTES(size) \
        "SELECT CAST(avg(48 + 32 + " size("a.at") " + " size("a.verb") " + " size("a.noun") " + " size("a.body") " + " size("a.fields") \
        " + " size("m.kind") " + " size("m.title") " + " size("m.digest") " + " size("m.by_login") " + " size("m.at") \
        " + " size("f.stage") " + " size("f.flags") ") AS BIGINT)" \
        " FROM (SELECT * FROM journal_act WHERE verb = 'evidence.add' ORDER BY seq DESC LIMIT 1000) a" \
        " JOIN case_material m ON m.case_id = a.subject AND m.id = a.seq JOIN case_standing f ON f.id = a.subject"
#define SQLITE_SIZE(x) "length(CAST(" x " AS BLOB))"
#define POSTGRES_SIZE(x) "octet_length(" x ")"

static void bytes_print(struct bench *b)
{
        struct rows r = db_ask_sql(b->db, &b->why, db_is_postgres(b->db) ? BYTES(POSTGRES_SIZE) : BYTES(SQLITE_SIZE));

        if (db_next(&r))
                figure("bytes", "%lld", (long long)db_int(&r, 0));
        if (!db_done(&r))
                give_up("bytes", &b->why);
}

static void cases_have(struct run *r, bool made)
{
        if (made)
                bench_person(&r->b, "officer1", "甲某", "officer,team_leader", "", "川演00001");
        for (long i = 0; made && i < CASES; i++)
                bench_source(&r->b, r->b.mem, "officer1", i);
        r->n_cases = bench_cases(&r->b, r->cases, CASES);
        must(r->n_cases > 0);
}

int main(int argc, char **argv)
{
        struct run r = { 0 };
        long acts = option_number(argc, argv, "--acts", 50000), callers = option_number(argc, argv, "--callers", 64);
        long threads = option_number(argc, argv, "--threads", 2);
        double wall, cpu;

        must(argc >= 3 && acts > 0);
        bench_open(&r.b, argv[1], argv[2]);
        cases_have(&r, strcmp(argv[2], "-"));
        r.evidence = !strcmp(option(argc, argv, "--verb", "evidence"), "evidence");
        r.took = memory_take(sizeof *r.took * (size_t)acts);
        wall = wall_seconds();
        cpu = cpu_seconds();
        if (threads)
                from_served_callers(&r, callers, threads, acts);
        else
                from_callers((int)callers, acts, one_act, &r);
        wall = wall_seconds() - wall;
        cpu = cpu_seconds() - cpu;
        qsort(r.took, (size_t)acts, sizeof *r.took, by_size);
        figure("acts_per_second", "%.0f", (double)acts / wall);
        figure("p50_ms", "%.2f", r.took[acts / 2] * 1e3);
        figure("p99_ms", "%.2f", r.took[acts * 99 / 100] * 1e3);
        figure("cpu_us_per_act", "%.1f", cpu * 1e6 / (double)acts);
        if (r.evidence)
                bytes_print(&r.b);
        memory_free(r.took);
        bench_close(&r.b);
        return 0;
}
