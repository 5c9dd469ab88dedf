/* scope.c - what the permission check and the data scope add to the ledger: 1,000 users in 200 units of 20 agencies, and very many cases whose rows
 * are written straight into the tables (how cases come to be is measured elsewhere; here only the list is).
 *
 *   scope URL PACKDIR --cases 1000000 --rounds 40
 *
 * In each round every kind of user asks for the first page of the ledger, and the same page is made without asking who it is for: no user is
 * loaded, no role asked, nothing narrowed.  Prints medians in milliseconds: list_bare, then list_jurisdiction, list_agency, list_below, list_unit,
 * list_custom; and the check alone, in microseconds. */
#include "bench.h"
#include "org/org.h"
#include "ui/view.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AGENCIES 20
#define UNITS 10                        /* of each agency; the first stands above the others */
#define USERS 1000
#define KINDS 5
#define ROUNDS_MAX 1000

QUERY(bench_user_put, "INSERT INTO org_user (login, id, name, agency, unit, roles, post, secret, enabled) VALUES ($1, $2, $1, $3, $4, $5, '', '', 1)");
QUERY(bench_grant_put, "INSERT INTO org_grant (id, login, role, scope, agencies, units, away, since, until, reason, by_login, at, ended, ended_by, ended_why)"
      " VALUES ($1, $2, 'officer', 'custom', '', $3, '', '2024-01-01', '', '', '', '2024-01-01T00:00:00.000Z', '', '', '')");
QUERY(bench_case_put, "INSERT INTO case_file (id, kind, procedure, stage, flags, agency, unit, owner, officers, title, party, cause, registered_at, last_seq, last_at)"
      " VALUES ($1, 'penalty', 'ordinary', 'registered', '', $2, $3, $4, $5, '随意倾倒建筑垃圾', '示例运输有限公司', '随意倾倒建筑垃圾', '2024-09-02T01:00:00.000Z', $1,"
      " '2024-09-02T01:00:00.000Z')");
QUERY(bench_person_put, "INSERT INTO case_person (case_id, login) VALUES ($1, $2)");

static const char *const roles[KINDS] = { "supervisor", "head", "team_leader", "officer", "officer" };
static const char *const kinds[KINDS] = { "jurisdiction", "agency", "below", "unit", "custom" };

static const char *agency_of(struct arena *mem, long i)
{
        return text_make(mem, "agency%ld", i % AGENCIES);
}

static const char *unit_of(struct arena *mem, long i)
{
        return text_make(mem, "a%ld-unit%ld", i % AGENCIES, i / AGENCIES % UNITS);
}

static void users_put(struct db_write *w, struct arena *mem)
{
        for (long i = 0; i < USERS; i++) {
                long kind = i % KINDS;
                const char *units = text_make(mem, "%s,%s,%s", unit_of(mem, i + 7), unit_of(mem, i + 31), unit_of(mem, i + 83));
                /* who leads sits in the unit above the others */
                const char *unit = kind == 2 ? unit_of(mem, i % AGENCIES) : kind < 2 ? "" : unit_of(mem, i);

                must(db_run(w, &bench_user_put, ARGS(T(text_make(mem, "user%ld", i)), I(1000000000 + i), T(agency_of(mem, i)), T(unit), T(roles[kind]))));
                if (kind == 4)
                        must(db_run(w, &bench_grant_put, ARGS(I(2000000000 + i), T(text_make(mem, "user%ld", i)), T(units))));
        }
}

static void cases_put(struct db_write *w, struct arena *mem, long n)
{
        const char *login[USERS], *agency[AGENCIES], *unit[AGENCIES * UNITS];
        unsigned seed = 1;

        for (long i = 0; i < USERS; i++)
                login[i] = text_make(mem, "user%ld", i);
        for (long i = 0; i < AGENCIES; i++)
                agency[i] = agency_of(mem, i);
        for (long i = 0; i < AGENCIES * UNITS; i++)
                unit[i] = unit_of(mem, i);
        for (long i = 1; i <= n; i++) {
                long where = rand_r(&seed) % (AGENCIES * UNITS), one = rand_r(&seed) % USERS, other = (one + 1 + rand_r(&seed) % (USERS - 1)) % USERS;
                char both[64];

                snprintf(both, sizeof both, "%s,%s", login[one], login[other]);
                must(db_run(w, &bench_case_put, ARGS(I(i + 100), T(agency[where % AGENCIES]), T(unit[where]), T(login[one]), T(both))));
                must(db_run(w, &bench_person_put, ARGS(I(i + 100), T(login[one]))) && db_run(w, &bench_person_put, ARGS(I(i + 100), T(login[other]))));
        }
}

static void rows_put(struct bench *b, long cases)
{
        struct db *db = db_open(b->url, DB_WRITE, &b->why);
        struct db_write *w = db ? db_begin(db, &b->why) : NULL;

        if (!w)
                give_up("open for the rows", &b->why);
        /* all in one transaction: the pages of the indexes stay in memory until it ends, and the log of it is then emptied */
        must(db_script(w, "PRAGMA cache_size = -2000000; PRAGMA cache_spill = OFF"));
        users_put(w, b->mem);
        cases_put(w, b->mem, cases);
        if (!db_end(w, true))
                give_up("write the rows", &b->why);
        db_idle(db);
        db_close(db);
}

/* The page's rows as the desk and the API get them; login NULL: for nobody in particular. */
static double list(struct bench *b, const char *login)
{
        static const struct who everybody = { .login = "nobody", .name = "", .agency = "", .unit = "", .scope = SCOPE_JURISDICTION, .certificate = "" };
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem }, .now = instant_at(day_make(2024, 10, 8), 10, 0), .db = b->db, .pack = org_pack(), .who = &everybody };
        double start = wall_seconds();
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
        table_json(mem, &t);
        start = wall_seconds() - start;
        arena_free(mem);
        return start * 1000;
}

static int by_size(const void *a, const void *b)
{
        double d = *(const double *)a - *(const double *)b;

        return d < 0 ? -1 : d > 0;
}

static double median(double *of, long n)
{
        qsort(of, (size_t)n, sizeof *of, by_size);
        return of[n / 2];
}

/* Who it is, whether he may, and how far he sees: without the list. */
static double check_only(struct bench *b, const char *login)
{
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem }, .now = instant_at(day_make(2024, 10, 8), 10, 0), .db = b->db, .pack = org_pack() };
        double start = wall_seconds();

        if (!who_load(&c, login) || !access_may_use(&c, ""))
                give_up("check", &c.why);
        access_narrowing(&c);
        start = wall_seconds() - start;
        arena_free(mem);
        return start * 1e6;
}

int main(int argc, char **argv)
{
        struct bench b = { .url = argc > 2 ? argv[1] : "", .mem = arena_new() };
        long cases = option_number(argc, argv, "cases", 1000000), rounds = option_number(argc, argv, "rounds", 40);
        static double bare[ROUNDS_MAX], of[KINDS][ROUNDS_MAX], check[ROUNDS_MAX];

        must(argc > 2 && rounds > 0 && rounds <= ROUNDS_MAX);
        bench_open(&b, argv[1], argv[2]);
        rows_put(&b, cases);
        for (long i = 0; i < rounds; i++) {
                bare[i] = list(&b, NULL);
                for (long k = 0; k < KINDS; k++)
                        of[k][i] = list(&b, text_make(b.mem, "user%ld", (i * 17 * KINDS + k) % USERS));
                check[i] = check_only(&b, text_make(b.mem, "user%ld", i * 13 % USERS));
        }
        figure("list_bare", "%.3f", median(bare, rounds));
        for (long k = 0; k < KINDS; k++)
                figure(text_make(b.mem, "list_%s", kinds[k]), "%.3f", median(of[k], rounds));
        figure("check_us", "%.1f", median(check, rounds));
        bench_close(&b);
        return 0;
}
