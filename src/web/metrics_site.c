/* metrics_site.c - figures for Prometheus that stand in the database or belong to the house: groups of acts, jobs, what waits to go out.
 * Asked only when somebody scrapes.  Must never: name a person, a case or an address. */
#include "journal/job.h"
#include "web/metrics.h"

static web_waiting_fn *waiting_fn;

void web_waiting_bind(web_waiting_fn *waiting)
{
        waiting_fn = waiting;
}

void metrics_head(struct buffer *b, const char *name, const char *type, const char *help)
{
        buffer_make(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void metrics_groups(struct buffer *b)
{
        struct journal_groups g;
        int64_t n = 0;

        journal_groups(&g);
        metrics_head(b, "mingjing_group_requests", "histogram", "Requests committed together in one transaction.");
        for (int i = 0; i < JOURNAL_GROUP_SIZES - 1; i++)
                buffer_make(b, "mingjing_group_requests_bucket{le=\"%d\"} %lld\n", 1 << i, (long long)(n += g.groups[i]));
        n += g.groups[JOURNAL_GROUP_SIZES - 1];
        buffer_make(b, "mingjing_group_requests_bucket{le=\"+Inf\"} %lld\nmingjing_group_requests_sum %lld\nmingjing_group_requests_count %lld\n", (long long)n,
                    (long long)g.requests, (long long)n);
}

struct job_figure { const char *name, *type, *help; };

static const struct job_figure job_figures[] = {
        { "mingjing_job_age_seconds", "gauge", "Since the job began last, on the site's clock; -1 when it never ran." },
        { "mingjing_job_milliseconds", "gauge", "How long its last run took." },
        { "mingjing_job_runs_total", "counter", "How often it ran." },
        { "mingjing_job_refused", "gauge", "Acts of its last run that were refused." },
        { "mingjing_job_failed", "gauge", "1 when its last run did not come to its end." },
};

static int64_t job_figure(const struct job_kept *k, size_t i, struct instant now)
{
        switch (i) {
        case 0: return k->at.ms ? (now.ms - k->at.ms) / 1000 : -1;
        case 1: return k->ms;
        case 2: return k->runs;
        case 3: return k->refused;
        default: return !text_empty(k->trouble);
        }
}

void metrics_jobs(struct buffer *b, struct ctx *c)
{
        for (size_t f = 0; f < sizeof job_figures / sizeof *job_figures; f++) {
                metrics_head(b, job_figures[f].name, job_figures[f].type, job_figures[f].help);
                for (size_t i = 0; job_at(i); i++) {
                        struct job_kept k;

                        if (!job_last(c, job_at(i)->name, &k))
                                return;
                        buffer_make(b, "%s{job=\"%s\"} %lld\n", job_figures[f].name, job_at(i)->name, (long long)job_figure(&k, f, c->now));
                }
        }
}

static void waiting_put(void *to, const char *way, int64_t n, int64_t failed)
{
        struct buffer **b = to;

        buffer_make(b[0], "mingjing_outbox_waiting{way=\"%s\"} %lld\n", way, (long long)n);
        buffer_make(b[1], "mingjing_outbox_tries{way=\"%s\"} %lld\n", way, (long long)failed);
}

void metrics_outbox(struct buffer *b, struct ctx *c)
{
        struct buffer tries = { .mem = b->mem };

        if (!waiting_fn)
                return;
        metrics_head(b, "mingjing_outbox_waiting", "gauge", "What waits to go out, by way; of a carrier up to 200.");
        metrics_head(&tries, "mingjing_outbox_tries", "gauge", "Failed tries of what is next on this way; of reminders, those that failed and will be tried again.");
        waiting_fn(c, waiting_put, (struct buffer *[]){ b, &tries });
        buffer_text(b, buffer_done(&tries));
}
