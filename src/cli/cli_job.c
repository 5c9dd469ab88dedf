/* cli_job.c - `mingjing job`: which jobs there are, and running them now, by hand or from a timer of the machine. */
#include "base/json.h"
#include "cli/acting.h"
#include "cli/jobs.h"
#include "cli/site.h"
#include <stdio.h>
#include <string.h>

static bool list(void)
{
        const struct job *job;

        for (size_t i = 0; (job = job_at(i)) != NULL; i++)
                printf("%-24s 每 %d 分钟　%s：%s\n", job->name, job->minutes, job->label, job->help);
        return true;
}

static void report_print(struct cli *x, const struct job *job, const struct job_report *r)
{
        struct json *j = json_new(x->mem);

        json_open(j, '{');
        json_pair(j, "job", job->name);
        json_key(j, "done");
        json_int(j, r->done);
        json_key(j, "repeated");
        json_int(j, r->repeated);
        json_key(j, "unfinished");
        json_int(j, r->refused);
        json_close(j, '}');
        cli_print(json_done(j));
}

/* The first that was refused is the outcome of the call; the other jobs are run all the same. */
static bool run_one(struct cli *x, const struct job_place *p, const struct job *job, struct instant now)
{
        struct why why = { .mem = x->mem };
        struct job_report r;
        bool ok = job_once(x->mem, p, job, now, &r, &why);

        report_print(x, job, &r);
        if (x->why.kind == WHY_NOTHING && (!ok || r.refused))
                x->why = ok ? r.why : why;
        return ok && !r.refused;
}

static bool run_all(struct cli *x, const struct job_place *p, struct instant now)
{
        const struct job *job;
        bool ok = true;

        for (size_t i = 0; (job = job_at(i)) != NULL; i++)
                ok = run_one(x, p, job, now) && ok;
        return ok;
}

static bool run(struct cli *x)
{
        const struct job *job = x->n_words == 2 ? job_find(x->words[1]) : NULL;
        struct instant now = moment_now();
        struct job_place place = { .url = x->url, .set_clock = cli_option(x, "now") != NULL };
        struct acting a;
        bool ok;

        if (!job && !(cli_flag(x, "all") && x->n_words == 1))
                return refuse(&x->why, R_ARG_CHOICE, "job", "没有任务“%s”，见 mingjing job list", x->n_words > 1 ? x->words[1] : "");
        if (!cli_url(x) || !cli_instant(x, "now", &now) || !acting_open(x, x->url, cli_option(x, "blobs"), &a))
                return false;
        ok = acting_store(&a);
        place.journal = a.journal;
        place.blobs = a.blobs;
        if (ok)
                ok = job ? run_one(x, &place, job, now) : run_all(x, &place, now);
        acting_close(&a);
        return ok;
}

bool sub_job(struct cli *x)
{
        const char *what = x->n_words ? x->words[0] : "";

        if (!strcmp(what, "list"))
                return list();
        if (!strcmp(what, "run"))
                return run(x);
        return refuse(&x->why, R_ARG_CHOICE, "job", "没有“%s”。%s", what, cli_usage(x->mem, x->sub));
}
