/* clocks.c - how long it takes to work out the last day of many clocks: every rule of a pack in turn, from days spread over two years.
 *
 *   clocks PACKDIR [--clocks 100000]
 */
#include "bench.h"
#include "cli/bind.h"
#include "law/pack.h"
#include "org/org.h"
#include <stdlib.h>

int main(int argc, char **argv)
{
        struct arena *mem = arena_new();
        struct findings found = { .mem = mem };
        const struct verb_effect *verbs;
        size_t verbs_n;
        long n = option_number(argc, argv, "--clocks", 100000);
        struct pack *pack;
        int64_t sum = 0;
        double t;

        must(argc >= 2);
        bind_all();
        verbs = org_verbs(&verbs_n);
        pack = pack_load(argv[1], verbs, verbs_n, &found);
        must(pack && pack->n_clocks);
        t = cpu_seconds();
        for (long i = 0; i < n; i++) {
                struct instant from = instant_at((struct day){ day_make(2023, 1, 4).n + i % 730 }, (int)(i % 24), 0);
                struct due due = clock_due(pack->calendar, &pack->clocks[(size_t)i % pack->n_clocks].rule, from);

                sum += due.day.n;
        }
        t = cpu_seconds() - t;
        must(sum != 0);
        figure("clocks_s", "%.3f", t);
        figure("clocks_per_second", "%.0f", (double)n / t);
        arena_free(mem);
        return 0;
}
