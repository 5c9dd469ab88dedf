/* cli_pack.c - rules at a prompt: checking a policy pack, computing a period.  Needs no database. */
#include "cli/acting.h"
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

/* The same pack, changed (a new year's holidays, a new limit): checked here, checked again by the writer, in force from that act on. */
static bool pack_adopt(struct cli *x)
{
        struct findings found = { .mem = x->mem };
        struct request r = { .verb = "pack.adopt", .subject = SUBJECT_NEW, .login = cli_option(x, "as"), .expected = -1,
                             .test_clock = cli_option(x, "now") != NULL };
        struct acting a = { 0 };
        struct answer out = { .why = { .mem = x->mem } };
        const struct verb_effect *verbs;
        struct pack *p;
        size_t n;
        bool ok;

        if (!r.login)
                return refuse(&x->why, R_ARG_MISSING, "as", "%s", cli_usage(x->mem, x->sub));
        if (!cli_url(x) || !cli_instant(x, "now", &r.at))
                return false;
        verbs = org_verbs(&n);
        p = pack_load(x->words[1], verbs, n, &found);
        if (!p)
                return refuse(&x->why, R_PACK_BROKEN, NULL, "%s", findings_first(&found));
        r.pairs = (const struct pair[]){ { "name", p->name }, { "version", p->version }, { "digest", p->digest }, { "sources", p->sources } };
        r.n = 4;
        org_pack_replaced();
        if (!acting_open(x, x->url, NULL, &a))
                return false;
        ok = journal_submit(a.journal, x->mem, &r, &out);
        if (ok)
                cli_print(answer_json(x->mem, &r, &out));
        else
                x->why = out.why;
        acting_close(&a);
        return ok;
}

static bool pack_check(struct cli *x)
{
        const struct verb_effect *verbs;
        char *said = NULL;
        size_t n, size = 0;
        FILE *out;
        bool ok;

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

bool sub_pack(struct cli *x)
{
        if (x->n_words == 2 && !strcmp(x->words[0], "check"))
                return pack_check(x);
        if (x->n_words == 2 && !strcmp(x->words[0], "adopt"))
                return pack_adopt(x);
        return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
}
