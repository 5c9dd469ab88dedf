/* clocks.c - how long it takes to work out the last day of many clocks: every rule of a pack in turn, from days spread over two years.
 *
 *   clocks PACKDIR [--clocks 100000]
 */
#include "bench.h"
#include "law/pack.h"
#include <stdlib.h>

int main(int argc, char **argv)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        long n = option_number(argc, argv, "--clocks", 100000);
        struct pack *pack;
        int64_t sum = 0;
        double t;

        must(argc >= 2);
        pack = pack_load(mem, argv[1], &why);
        if (!pack || !pack->n_clocks)
                give_up(argv[1], &why);
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
