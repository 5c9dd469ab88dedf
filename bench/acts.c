/* acts.c - durable acts per second through the whole path: arguments checked, person identified, procedure and rules asked, act salted,
 * hashed, stored and applied, group committed.  Prints beside it what the bare engine takes for the same bytes (bench/raw_insert.c is
 * run by bench/run.sh in the same minute).
 *
 *   acts URL PACKDIR --acts N --callers 64 [--verb evidence|register]
 */
#include "cli/bind.h"
#include "db/db.h"
#include "journal/journal.h"
#include "journal/proof.h"
#include "org/org.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CASES 500

struct run { struct journal *j; atomic_long left; const char *verb; int64_t cases[CASES]; double *took; atomic_long done; };

static double seconds(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const struct pair source[] = {
        { "channel", "hotline" }, { "place", "示例镇示例路 12 号" }, { "source_facts", "群众来电反映有车辆在夜间倾倒建筑垃圾，约二十立方米。" },
};
static const struct pair evidence[] = {
        { "evidence_kind", "documentary" }, { "evidence_title", "运输车辆行驶证复印件" }, { "proves", "车辆所有人与当事人的关系" },
        { "origin", "当事人提供，经核对与原件无异" }, { "waiver_reason", "" },
};

static bool act(struct run *r, struct arena *mem, const char *verb, int64_t subject, const struct pair *p, size_t n, const char *login, struct answer *out)
{
        struct request q = { .verb = verb, .subject = subject, .pairs = p, .n = n, .login = login, .expected = -1 };

        if (journal_submit(r->j, mem, &q, out))
                return true;
        fprintf(stderr, "%s: %s\n", verb, why_sentence(&out->why));
        exit(1);
}

static void *caller(void *arg)
{
        struct run *r = arg;
        struct arena *mem = arena_new();
        struct answer a;

        for (long i; (i = atomic_fetch_sub(&r->left, 1)) > 0;) {
                double t = seconds();

                arena_reset(mem);
                if (!strcmp(r->verb, "register"))
                        act(r, mem, "source.register", SUBJECT_NEW, source, 3, "officer1", &a);
                else
                        act(r, mem, "evidence.add", r->cases[i % CASES], evidence, 4, "officer1", &a);
                r->took[atomic_fetch_add(&r->done, 1)] = seconds() - t;
        }
        arena_free(mem);
        return NULL;
}

static int by_size(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

static void people(struct run *r, struct arena *mem)
{
        const struct pack *p = org_pack();
        struct answer a;
        struct pair u[] = { { "login", "officer1" }, { "name", "甲某" }, { "agency", p->agencies[0].id }, { "roles", "officer,team_leader" } };
        struct pair k[] = { { "login", "officer1" }, { "number", "51092300001" }, { "kinds", "综合执法" }, { "area", "示例县" },
                            { "since", "2020-01-01" }, { "until", "2099-12-31" } };

        act(r, mem, "user.add", SUBJECT_NEW, u, 4, "admin", &a);
        act(r, mem, "certificate.issue", SUBJECT_NEW, k, 6, "admin", &a);
        for (int i = 0; i < CASES; i++) {
                act(r, mem, "source.register", SUBJECT_NEW, source, 3, "officer1", &a);
                r->cases[i] = a.subject.id;
        }
}

static const char *option(int argc, char **argv, const char *name, const char *otherwise)
{
        for (int i = 3; i + 1 < argc; i++)
                if (!strcmp(argv[i], name))
                        return argv[i + 1];
        return otherwise;
}

int main(int argc, char **argv)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct findings found = { .mem = mem };
        struct run r = { 0 };
        pthread_t threads[256];
        size_t n;
        const struct verb_effect *verbs;
        struct pack *pack;
        struct db *db;
        struct site site;
        double t;
        long acts = atol(option(argc, argv, "--acts", "50000"));
        int callers = atoi(option(argc, argv, "--callers", "64"));

        must(argc >= 3 && callers <= 256);
        bind_all();
        verbs = org_verbs(&n);
        pack = pack_load(argv[2], verbs, n, &found);
        must(pack != NULL);
        if (!journal_init(argv[1], "bench.example/log", HASH_SM3, pack->sources, (struct instant){ 0 }, &why) ||
            !(db = db_open(argv[1], DB_READ, &why)) || !site_load(db, mem, &site, &why) || !org_pack_load(db, &site, &why) ||
            !(r.j = journal_open(argv[1], &org_hooks, &why))) {
                fprintf(stderr, "%s\n", why_sentence(&why));
                return 1;
        }
        people(&r, mem);
        r.verb = option(argc, argv, "--verb", "evidence");
        atomic_store(&r.left, acts);
        r.took = memory_take(sizeof *r.took * (size_t)acts);
        t = seconds();
        for (int i = 0; i < callers; i++)
                must(!pthread_create(&threads[i], NULL, caller, &r));
        for (int i = 0; i < callers; i++)
                pthread_join(threads[i], NULL);
        t = seconds() - t;
        qsort(r.took, (size_t)acts, sizeof *r.took, by_size);
        printf("%s: %.0f durable acts/s with %d callers (p50 %.2f ms, p99 %.2f ms)\n", r.verb, (double)acts / t, callers,
               r.took[acts / 2] * 1e3, r.took[acts * 99 / 100] * 1e3);
        journal_close(r.j);
        db_close(db);
        return 0;
}
