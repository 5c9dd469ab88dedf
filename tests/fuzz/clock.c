/* `mingjing clock` with any words, one a line: an answer or a refusal, never a date for what was not understood. */
#include "fuzz.h"
#include "law/clock_cli.h"
#include <stdio.h>
#include <stdlib.h>

extern const char workdays_csv[];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        static struct why kept;                 /* reachable: what lives to the end is no leak */
        static struct calendar *cal;
        static FILE *nowhere;
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        size_t count;
        char **words = fuzz_lines(mem, data, n, &count);

        if (!cal) {
                kept.mem = arena_new();
                cal = calendar_load(kept.mem, workdays_csv, strlen(workdays_csv), &kept);
                nowhere = fopen("/dev/null", "w");
                HOLDS(cal && nowhere);
        }
        if (clock_cli((int)count, words, cal, nowhere, &why))
                HOLDS(why.kind == WHY_REFUSED && utf8_valid(why_sentence(&why), strlen(why_sentence(&why))));
        else
                HOLDS(why.kind == WHY_NOTHING);
        arena_free(mem);
        return 0;
}
