/* bench.c - see bench.h.  Sites are made by the same commands as everywhere else; nothing here writes a table. */
#include "bench.h"
#include "cli/bind.h"
#include "org/org.h"
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CALLERS_MAX 256

static double clock_seconds(clockid_t which)
{
        struct timespec t;

        clock_gettime(which, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double wall_seconds(void)
{
        return clock_seconds(CLOCK_MONOTONIC);
}

double cpu_seconds(void)
{
        return clock_seconds(CLOCK_PROCESS_CPUTIME_ID);
}

void figure(const char *name, const char *fmt, ...)
{
        va_list ap;

        printf("%s ", name);
        va_start(ap, fmt);
        vprintf(fmt, ap);
        va_end(ap);
        putchar('\n');
        fflush(stdout);
}

const char *option(int argc, char **argv, const char *name, const char *otherwise)
{
        for (int i = 1; i + 1 < argc; i++)
                if (!strcmp(argv[i], name))
                        return argv[i + 1];
        return otherwise;
}

long option_number(int argc, char **argv, const char *name, long otherwise)
{
        const char *s = option(argc, argv, name, NULL);
        int64_t n = otherwise;

        if (s && !text_int(s, 0, 1000000000, &n)) {
                fprintf(stderr, "%s: a number is wanted, not %s\n", name, s);
                exit(2);
        }
        return (long)n;
}

_Noreturn void give_up(const char *what, const struct why *why)
{
        fprintf(stderr, "%s: %s\n", what, why_sentence(why));
        exit(1);
}

/* ---- a site ---- */

static void site_new(struct bench *b, const char *packdir)
{
        struct findings found = { .mem = b->mem };
        const struct verb_effect *verbs;
        struct pack *pack;
        size_t n;

        verbs = org_verbs(&n);
        pack = pack_load(packdir, verbs, n, &found);
        for (size_t i = 0; !pack && i < found.n; i++)
                fprintf(stderr, "%s\n", finding_text(b->mem, &found.at[i]));
        must(pack != NULL);
        if (!journal_init(b->url, "bench.example/log", HASH_SM3, pack->sources, (struct instant){ 0 }, &b->why))
                give_up(b->url, &b->why);
        pack_free(pack);
}

void bench_open(struct bench *b, const char *url, const char *packdir)
{
        *b = (struct bench){ .url = url, .mem = arena_new() };
        b->why.mem = b->mem;
        bind_all();
        if (strcmp(packdir, "-"))
                site_new(b, packdir);
        b->db = db_open(url, DB_READ, &b->why);
        if (!b->db || !site_load(b->db, b->mem, &b->site, &b->why) || !org_pack_load(b->db, &b->site, &b->why) ||
            !(b->j = journal_open(url, &org_hooks, &b->why)))
                give_up(url, &b->why);
}

void bench_close(struct bench *b)
{
        if (b->j)
                journal_close(b->j);
        db_close(b->db);
        arena_free(b->mem);
}

static struct request request_of(struct bench *b, const char *login, const char *verb, int64_t subject, const struct pair *p, size_t n)
{
        return (struct request){ .verb = verb, .subject = subject, .pairs = p, .n = n, .login = login, .expected = -1,
                                 .test_clock = b->at.ms != 0, .at = b->at };
}

struct answer bench_submit(struct bench *b, struct arena *mem, const struct request *r)
{
        struct answer a;

        if (!journal_submit(b->j, mem, r, &a))
                give_up(r->verb, &a.why);
        return a;
}

struct answer bench_act(struct bench *b, struct arena *mem, const char *login, const char *verb, int64_t subject, const struct pair *p, size_t n)
{
        struct request q = request_of(b, login, verb, subject, p, n);

        return bench_submit(b, mem, &q);
}

void bench_person(struct bench *b, const char *login, const char *name, const char *roles, const char *unit, const char *certificate)
{
        const char *agency = org_pack()->agencies[0].id;

        ACT(b, b->mem, "admin", "user.add", SUBJECT_NEW, { "login", login }, { "name", name }, { "agency", agency }, { "roles", roles },
            { "unit", unit });
        ACT(b, b->mem, "admin", "certificate.issue", SUBJECT_NEW, { "login", login }, { "number", certificate }, { "kinds", "综合执法" },
            { "area", "示例县" }, { "since", "2020-01-01" }, { "until", "2099-12-31" });
}

struct request bench_source_request(struct bench *b, struct arena *mem, const char *login, long i)
{
        const struct pair p[] = { { "channel", "hotline" }, { "place", text_make(mem, "示例镇示例路 %ld 号", i % 900 + 1) },
                                  { "source_facts", "群众来电反映有车辆在夜间倾倒建筑垃圾，约二十立方米。" } };

        return request_of(b, login, "source.register", SUBJECT_NEW, arena_copy(mem, p, sizeof p), sizeof p / sizeof *p);
}

struct request bench_evidence_request(struct bench *b, struct arena *mem, const char *login, int64_t subject)
{
        static const struct pair p[] = { { "evidence_kind", "documentary" }, { "evidence_title", "运输车辆行驶证复印件" },
                                         { "proves", "车辆所有人与当事人的关系" }, { "origin", "当事人提供，经核对与原件无异" } };

        (void)mem;                              /* the same words each time */
        return request_of(b, login, "evidence.add", subject, p, sizeof p / sizeof *p);
}

int64_t bench_source(struct bench *b, struct arena *mem, const char *login, long i)
{
        struct request r = bench_source_request(b, mem, login, i);

        return bench_submit(b, mem, &r).subject.id;
}

struct answer bench_evidence(struct bench *b, struct arena *mem, const char *login, int64_t subject)
{
        struct request r = bench_evidence_request(b, mem, login, subject);

        return bench_submit(b, mem, &r);
}

size_t bench_cases(struct bench *b, int64_t *ids, size_t most)
{
        struct rows r = db_ask_sql(b->db, &b->why, text_make(b->mem, "SELECT id FROM case_file ORDER BY id DESC LIMIT %zu", most));
        size_t n = 0;

        while (db_next(&r) && n < most)
                ids[n++] = db_int(&r, 0);
        if (!db_done(&r))
                give_up("case_file", &b->why);
        return n;
}

/* ---- many callers ---- */

struct crowd { work_fn *work; void *to; long count; atomic_long next; };

static void *caller(void *arg)
{
        struct crowd *c = arg;
        struct arena *mem = arena_new();

        for (long i; (i = atomic_fetch_add(&c->next, 1)) < c->count;) {
                arena_reset(mem);
                c->work(c->to, mem, i);
        }
        arena_free(mem);
        return NULL;
}

void from_callers(int callers, long count, work_fn *work, void *to)
{
        struct crowd c = { .work = work, .to = to, .count = count };
        pthread_t threads[CALLERS_MAX];

        must(callers > 0 && callers <= CALLERS_MAX);
        for (int i = 0; i < callers; i++)
                must(!pthread_create(&threads[i], NULL, caller, &c));
        for (int i = 0; i < callers; i++)
                pthread_join(threads[i], NULL);
}
