/* acts.c - durable acts per second through the whole path: arguments checked, person identified, procedure and rules asked, act salted,
 * hashed, stored and applied, group committed.  run.sh runs bench/raw_insert.c beside it in the same minute.
 *
 *   acts URL PACKDIR|- --acts N --callers 64 --verb evidence|register    ("-": the site is there, its newest cases are used)
 *
 * bytes: what one evidence.add leaves in the database, so that the peer can be given as much: the values of its row in journal_act and of
 * its row in case_material (integers as 8 bytes), the four values it changes in case_file, and its share of a tile.  No index, no page
 * and no row header is counted: the peer pays for its own.
 */
#include "bench.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES 500

struct run { struct bench b; bool evidence; int64_t cases[CASES]; size_t n_cases; double *took; atomic_long done; };

static void one_act(void *to, struct arena *mem, long i)
{
        struct run *r = to;
        double t = wall_seconds();

        if (r->evidence)
                bench_evidence(&r->b, mem, "officer1", r->cases[(size_t)i % r->n_cases]);
        else
                bench_source(&r->b, mem, "officer1", i);
        r->took[atomic_fetch_add(&r->done, 1)] = wall_seconds() - t;
}

static int by_size(const void *a, const void *b)
{
        double x = *(const double *)a, y = *(const double *)b;

        return (x > y) - (x < y);
}

#define BYTES(size) \
        "SELECT CAST(avg(48 + 32 + " size("a.at") " + " size("a.verb") " + " size("a.noun") " + " size("a.body") " + " size("a.fields") \
        " + " size("m.kind") " + " size("m.title") " + " size("m.digest") " + " size("m.by_login") " + " size("m.at") \
        " + " size("f.stage") " + " size("f.flags") " + " size("f.last_at") ") AS BIGINT)" \
        " FROM (SELECT * FROM journal_act WHERE verb = 'evidence.add' ORDER BY seq DESC LIMIT 1000) a" \
        " JOIN case_material m ON m.id = a.seq JOIN case_file f ON f.id = a.subject"
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
        double wall, cpu;

        must(argc >= 3 && acts > 0);
        bench_open(&r.b, argv[1], argv[2]);
        cases_have(&r, strcmp(argv[2], "-"));
        r.evidence = !strcmp(option(argc, argv, "--verb", "evidence"), "evidence");
        r.took = memory_take(sizeof *r.took * (size_t)acts);
        wall = wall_seconds();
        cpu = cpu_seconds();
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
