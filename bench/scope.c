/* scope.c - what the permission check and the data scope add to the ledger: 1,000 users in 200 units of 20 agencies, and very many cases whose rows
 * are made by the database itself, in the real tables (how cases come to be is measured elsewhere; here only the list is).
 *
 *   scope rows    URL PACKDIR --cases 1000000     makes the site, its users and cases, and beside it one copy for each kind of user
 *   scope measure URL --rounds 100                measures
 *
 * For each kind of user one of them asks for the first page of the ledger with its total: who it is, whether he may, how far he sees, the rows.
 * Its peer is the same page for somebody who sees everything and of whom nothing is asked, over a copy that holds just the rows this user
 * sees: so both return the same rows and the same total, which is checked byte by byte.  Time is that of the processor, of this process and of
 * PostgreSQL's for this connection; ours and the peer take turns.
 *
 * Prints, for each kind, KIND_p50, KIND_p99, KIND_bare_p50, KIND_bare_p99 in milliseconds and KIND_cases; and check_us, the check alone. */
#include "bench.h"
#include "org/org.h"
#include "ui/view.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

extern const char case_sql[];

#define AGENCIES "20"
#define UNITS "10"                      /* of each agency; the first stands above the others */
#define USERS "1000"
#define KINDS 5
#define ROUNDS_MAX 2000

/* user0 sees all, user1 his agency, user2 the units of his below the first, user3 his unit, user4 three more; and so on by fives. */
static const char *const kinds[KINDS] = { "jurisdiction", "agency", "below", "unit", "custom" };
#define NUMBERS(most) "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " most ")"
/* Each remainder in brackets of its own: || binds tighter than % on SQLite and looser on PostgreSQL. */
#define AGENCY(x) "'agency' || ((" x ") % " AGENCIES ")"
#define UNIT(x) "'a' || ((" x ") % " AGENCIES ") || '-unit' || ((" x ") / " AGENCIES " % " UNITS ")"

static const char users_sql[] =
        "INSERT INTO org_user (login, id, name, agency, unit, roles, post, secret, enabled) " NUMBERS(USERS) " SELECT 'user' || i, 1000000000 + i, 'user' || i, "
        AGENCY("i") ", CASE WHEN i % 5 < 2 THEN '' WHEN i % 5 = 2 THEN " UNIT("i % " AGENCIES) " ELSE " UNIT("i") " END, CASE i % 5 WHEN 0 THEN 'supervisor' WHEN 1"
        " THEN 'head' WHEN 2 THEN 'team_leader' ELSE 'officer' END, '', '', 1 FROM n;"
        "INSERT INTO org_grant (id, login, role, scope, agencies, units, away, since, until, reason, by_login, at, ended, ended_by, ended_why) " NUMBERS(USERS)
        " SELECT 2000000000 + i, 'user' || i, 'officer', 'custom', '', " UNIT("i + 7") " || ',' || " UNIT("i + 31") " || ',' || " UNIT("i + 83") ", '', '2024-01-01',"
        " '', '', '', '2024-01-01T00:00:00.000Z', '', '', '' FROM n WHERE i % 5 = 4;";

/* Where it lies, whose it is: numbers that run through all by multiplication, so that neighbours have nothing in common. */
static const char cases_sql[] =
        "INSERT INTO case_file (id, kind, procedure, agency, unit, owner, officers, title, party, cause, registered_at) "
        NUMBERS("%ld") ", m AS (SELECT i, i * 40503 %% 1000003 %% 200 AS place, i * 7919 %% 999983 %% " USERS " AS one, i * 104729 %% 1299709 %% 999 AS step FROM n)"
        " SELECT i + 101, 'penalty', 'ordinary', 'agency' || (place %% " AGENCIES "), 'a' || (place %% " AGENCIES ") || '-unit' || (place / " AGENCIES "),"
        " 'user' || one, 'user' || one || ',user' || ((one + 1 + step) %% " USERS "), '随意倾倒建筑垃圾', '示例运输有限公司', '随意倾倒建筑垃圾',"
        " '2024-09-02T01:00:00.000Z' FROM m;"
        "INSERT INTO case_standing (id, stage, flags, last_seq) SELECT id, 'registered', '', id FROM case_file;"
        "INSERT INTO case_person (case_id, login) " NUMBERS("%ld") ", m AS (SELECT i, i * 7919 %% 999983 %% " USERS " AS one, i * 104729 %% 1299709 %% 999 AS step FROM n)"
        " SELECT i + 101, 'user' || one FROM m UNION ALL SELECT i + 101, 'user' || ((one + 1 + step) %% " USERS ") FROM m;";

static const struct who everybody = { .login = "nobody", .name = "", .agency = "", .unit = "", .scope = SCOPE_JURISDICTION, .certificate = "" };

static struct ctx asker(struct db *db, struct arena *mem)
{
        return (struct ctx){ .mem = mem, .why = { .mem = mem }, .now = instant_at(day_make(2024, 10, 8), 10, 0), .db = db, .pack = org_pack(), .who = &everybody };
}

/* ---- rows ---- */

static struct db_write *begin(struct bench *b, struct db *db)
{
        struct db_write *w = db ? db_begin(db, &b->why) : NULL;

        if (!w)
                give_up("open for the rows", &b->why);
        return w;
}

static void end(struct bench *b, struct db_write *w, bool ok)
{
        if (!db_end(w, ok) || !ok)
                give_up("write the rows", &b->why);
}

static bool postgres(const struct bench *b)
{
        return strncmp(b->url, "sqlite:", 7) != 0;
}

/* Where the copy of a kind lies: a file beside, or a schema of its own.  One process of PostgreSQL does all, so that it can be measured. */
static const char *copy_url(struct bench *b, const char *kind)
{
        if (postgres(b))
                return text_make(b->mem, "%s%coptions=-cmax_parallel_workers_per_gather%%3D0%%20-csearch_path%%3D%s", b->url, strchr(b->url, '?') ? '&' : '?', kind);
        return strcmp(kind, "public") ? text_make(b->mem, "%s.%s", b->url, kind) : b->url;
}

/* What this user sees, said by the same texts that every list compares with. */
static const char *seen_sql(struct bench *b, const char *login, const char *from)
{
        struct ctx c = asker(b->db, b->mem);
        struct narrowing n;

        if (!who_load(&c, login))
                give_up(login, &c.why);
        n = access_narrowing(&c);
        return text_make(b->mem, "INSERT INTO case_file SELECT f.* FROM %s.case_file f CROSS JOIN (SELECT '%s' AS places, '%s' AS people) q WHERE "
                         SEES_PLACE("q.places", "f.agency", "f.unit") " OR EXISTS (SELECT 1 FROM %s.case_person o WHERE o.case_id = f.id AND "
                         SEES_PERSON("q.people", "o.login") ");"
                         "INSERT INTO case_standing SELECT s.* FROM %s.case_standing s JOIN case_file f ON f.id = s.id;", from, n.places, n.people, from, from);
}

static void copy_make(struct bench *b, int kind)
{
        const char *url = copy_url(b, kinds[kind]), *fill = seen_sql(b, text_make(b->mem, "user%d", kind), postgres(b) ? "public" : "big");
        struct db *db = db_open(url, DB_WRITE, &b->why);
        struct db_write *w;

        if (postgres(b)) {
                w = begin(b, db);
                end(b, w, db_script(w, text_make(b->mem, "CREATE SCHEMA %s", kinds[kind])) && db_script(w, case_sql) && db_script(w, fill) && db_script(w, "ANALYZE"));
        } else {
                w = begin(b, db);
                end(b, w, db_script(w, case_sql) && db_script(w, text_make(b->mem, "COMMIT; ATTACH '%s' AS big; BEGIN IMMEDIATE; %s", b->url + 7, fill)));
        }
        db_close(db);
}

static void rows_make(struct bench *b, long cases)
{
        struct db *db = db_open(b->url, DB_WRITE, &b->why);
        struct db_write *w = begin(b, db);

        if (!postgres(b))       /* the pages of the indexes stay in memory until it ends, and the log of it is then emptied */
                must(db_script(w, "PRAGMA cache_size = -1000000; PRAGMA cache_spill = OFF"));
        end(b, w, db_script(w, users_sql) && db_script(w, text_make(b->mem, cases_sql, cases, cases)) && (!postgres(b) || db_script(w, "ANALYZE")));
        db_idle(db);
        db_close(db);
        db_close(b->db);                /* what it had read before is of before */
        b->db = db_open(b->url, DB_READ, &b->why);
        if (!b->db)
                give_up("read the rows", &b->why);
        for (int k = 1; k < KINDS; k++)
                copy_make(b, k);
}

/* ---- measuring ---- */

static const char *server_path;         /* how long PostgreSQL's process for a connection ran: "" none */

static void server_found(struct bench *b, struct db *db, char *path, size_t room)
{
        struct rows r;

        *path = '\0';
        if (!postgres(b))
                return;
        r = db_ask_sql(db, &b->why, "SELECT pg_backend_pid()");
        must(db_next(&r));
        snprintf(path, room, "/proc/%lld/schedstat", (long long)db_int(&r, 0));
        must(db_done(&r));
}

static double server_ms(void)
{
        FILE *f = *server_path ? fopen(server_path, "r") : NULL;
        unsigned long long ns = 0;

        if (!f)
                return 0;
        must(fscanf(f, "%llu", &ns) == 1);
        fclose(f);
        return (double)ns / 1e6;
}

static double spent_ms(void)
{
        struct timespec t;

        must(!clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t));
        return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6 + server_ms();
}

/* The page's rows as the desk and the API get them; login NULL: of somebody of whom nothing is asked.  out: what was answered. */
static double list(struct db *db, const char *login, struct arena *mem, const char **out, int64_t *total)
{
        struct ctx c = asker(db, mem);
        double start = spent_ms();
        const struct view *v = view_find("cases");
        const char *nothing[8] = { NULL };
        struct command k = { .verb = v->name, .args = v->params };
        struct args a = { .command = &k, .values = nothing };
        struct table t;

        if (login && (!who_load(&c, login) || !access_may_use(&c, v->roles)))
                give_up("check", &c.why);
        table_start(&t, mem, v->columns);
        if (!v->run(&c, &a, &t))
                give_up("list", &c.why);
        *out = table_json(mem, &t);
        *total = t.total;
        return spent_ms() - start;
}

/* Who it is, whether he may, and how far he sees: without the list. */
static double check_only(struct bench *b, const char *login)
{
        struct arena *mem = arena_new();
        struct ctx c = asker(b->db, mem);
        double start = spent_ms();

        if (!who_load(&c, login) || !access_may_use(&c, ""))
                give_up("check", &c.why);
        access_narrowing(&c);
        start = spent_ms() - start;
        arena_free(mem);
        return start * 1000;
}

static int by_size(const void *a, const void *b)
{
        double d = *(const double *)a - *(const double *)b;

        return d < 0 ? -1 : d > 0;
}

static void figures(const char *name, const char *unit, double *of, long n)
{
        char full[60];

        qsort(of, (size_t)n, sizeof *of, by_size);
        snprintf(full, sizeof full, "%s_p50%s", name, unit);
        figure(full, "%.3f", of[n / 2]);
        snprintf(full, sizeof full, "%s_p99%s", name, unit);
        figure(full, "%.3f", of[n * 99 / 100]);
}

/* One turn of both; the first pages must be the same, byte by byte, and the totals. */
static int64_t turn(struct bench *b, struct db *copy, const char *login, const char *const servers[2], double *ours, double *bare)
{
        struct arena *mem = arena_new();
        const char *mine, *same;
        int64_t total, same_total;

        server_path = servers[0];
        *ours = list(b->db, login, mem, &mine, &total);
        server_path = servers[1];
        *bare = list(copy, NULL, mem, &same, &same_total);
        must(total == same_total && !strcmp(mine, same));
        arena_free(mem);
        return total;
}

static void kind_measure(struct bench *b, int kind, long rounds, const char *server)
{
        static double ours[ROUNDS_MAX], bare[ROUNDS_MAX];
        struct db *copy = kind ? db_open(copy_url(b, kinds[kind]), DB_READ, &b->why) : b->db;
        const char *login = text_make(b->mem, "user%d", kind);
        char other[60];
        int64_t total = 0;

        if (!copy)
                give_up(kinds[kind], &b->why);
        server_found(b, copy, other, sizeof other);
        for (long i = -2; i < rounds; i++)              /* the first two warm the pages */
                total = turn(b, copy, login, (const char *[]){ server, other }, &ours[i < 0 ? 0 : i], &bare[i < 0 ? 0 : i]);
        figures(kinds[kind], "", ours, rounds);
        figures(text_make(b->mem, "%s_bare", kinds[kind]), "", bare, rounds);
        figure(text_make(b->mem, "%s_cases", kinds[kind]), "%lld", (long long)total);
        if (kind)
                db_close(copy);
}

static void measure(struct bench *b, long rounds)
{
        static double check[ROUNDS_MAX];
        char server[60];

        db_close(b->db);
        b->db = db_open(copy_url(b, "public"), DB_READ, &b->why);
        if (!b->db)
                give_up("measure", &b->why);
        server_found(b, b->db, server, sizeof server);
        for (int k = 0; k < KINDS; k++)
                kind_measure(b, k, k ? rounds : rounds / 10 + 5, server);
        server_path = server;
        for (long i = 0; i < rounds; i++)
                check[i] = check_only(b, text_make(b->mem, "user%ld", i * 13 % 1000));
        figures("check", "_us", check, rounds);
}

int main(int argc, char **argv)
{
        struct bench b = { .url = "" };
        long cases = option_number(argc, argv, "--cases", 1000000), rounds = option_number(argc, argv, "--rounds", 100);
        bool rows = argc > 3 && !strcmp(argv[1], "rows");

        must((rows || (argc > 2 && !strcmp(argv[1], "measure"))) && rounds > 0 && rounds <= ROUNDS_MAX);
        bench_open(&b, argv[2], rows ? argv[3] : "-");
        server_path = "";
        if (rows)
                rows_make(&b, cases);
        else
                measure(&b, rounds);
        bench_close(&b);
        return 0;
}
