/* cli_pack.c - rules at a prompt: checking a policy pack, computing a period.  Needs no database. */
#include "cli/cli.h"
#include "law/clock_cli.h"
#include "law/pack.h"
#include "org/org.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char workdays_csv[];       /* packs/national/workdays.csv, embedded by the build */

bool sub_clock(struct cli *x)
{
        char **argv = TAKE_N(x->mem, char *, x->n_words + 1);
        struct calendar *cal = calendar_load(x->mem, workdays_csv, strlen(workdays_csv), &x->why);

        if (!cal)
                return false;
        for (size_t i = 0; i < x->n_words; i++)
                argv[i] = text_copy(x->mem, x->words[i]);
        return clock_cli((int)x->n_words, argv, cal, stdout, &x->why) == EXIT_DONE;
}

bool sub_pack(struct cli *x)
{
        const struct verb_effect *verbs;
        char *said = NULL;
        size_t n, size = 0;
        FILE *out;
        bool ok;

        if (x->n_words != 2 || strcmp(x->words[0], "check"))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        out = open_memstream(&said, &size);
        if (!out)
                return fail(&x->why, "内存不足");
        verbs = org_verbs(&n);
        ok = pack_check_print(x->words[1], verbs, n, out);
        fclose(out);
        fputs(said, ok ? stdout : stderr);
        free(said);                             /* lint: open_memstream's */
        return ok || refuse(&x->why, R_PACK_BROKEN, NULL, "%s：问题已逐条写在标准错误", x->words[1]);
}
