/* statistics.h - the annual statistics of enforcement (行政执法统计年报): counted from the log at one position, frozen, published, and counted
 * again by anybody who doubts them.
 *
 * A figure is a row of figures.c: which acts it counts and what of them.  A report (report.freeze) takes all acts before a position, with
 * the pack that was in force there, and writes two things: the figures into the act, and a file that names for each figure the very acts
 * behind it; the file's digest stands in the act.  So a figure can be opened, and counting again at the same position gives the same digest.
 * Periods: decisions by the day they bear, everything else by the day it was done, both in China's calendar (law-facts: STA-06).
 * Legal basis: 国办发〔2018〕118号 二（六）; the local plans ask for publication by 31 January.
 */
#ifndef STATISTICS_STATISTICS_H
#define STATISTICS_STATISTICS_H
#include "base/json.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "law/pack.h"
#include "ui/page.h"
#include "ui/view.h"

/* ---- figures (figures.c): pure ---- */
enum figure_unit { FIGURE_COUNT, FIGURE_MONEY /* fen */ };
struct figure {
        const char *id, *group, *label, *note;  /* group: penalty permit inspection review publicity */
        enum figure_unit unit;
        const char *verbs;                      /* "case.decide|summary.decide" */
        const char *day;                        /* the field that dates it; "" the act's own time */
        bool (*when)(const struct figure *f, const struct pack *p, const struct act *a);        /* NULL: always */
        const char *word;                       /* for `when`; or the field that is summed up (money) */
        const char *column;                     /* its head in the table by agency; NULL: not there */
};
const struct figure *figure_at(size_t i);       /* NULL past the end */
const struct figure *figure_find(const char *id);
size_t figures_count(void);
/* What this act adds to the figure in that year: 0 nothing, 1, or fen. */
int64_t figure_adds(const struct figure *f, const struct pack *p, const struct act *a, int year);
const char *figure_group_label(const char *group);
/* Of several kinds in one decision the heaviest counts (STA-07), by the order the pack gives (STA-08). */
const char *penalty_heaviest(const struct pack *p, struct arena *mem, const char *penalties);

/* ---- counting ---- */
struct tally_cell { int64_t value; int64_t *acts; size_t n, room; };
struct tally {
        struct arena *mem;
        int year;
        int64_t position;                       /* acts before this number were counted */
        const char **agencies; size_t n_agencies, agencies_room;        /* in the pack's order, then as they were met */
        struct tally_cell **cells;              /* by agency: figures_count() each */
        int64_t months[3][12];                  /* penalties, permits, inspections */
};
bool tally_make(struct ctx *c, int year, int64_t position, struct tally *out);
const char *tally_figures(const struct tally *t);       /* JSON of all figures: goes into the act */
struct bytes tally_details(const struct tally *t);      /* one line for each figure of each agency, with its acts */

/* ---- reports ---- */
struct report {
        int64_t id, position, year;
        const char *state /* frozen | published | withdrawn */, *digest, *figures, *frozen_by, *published_by, *remark, *reason;
        struct instant frozen_at, published_at;
};
struct reports { struct report *at; size_t n; };
bool report_load(struct ctx *c, int64_t id, struct report *out);                /* refuses SUBJECT_UNKNOWN */
bool report_of_year(struct ctx *c, int64_t year, struct report *out, bool *found);      /* the published one */
bool reports_list(struct ctx *c, bool published_only, struct reports *out);    /* newest year first */
/* A frozen report's figures, by agency; agency "": all together.  -1: not in it. */
struct figures { json_t *all; };
bool report_figures(struct ctx *c, const struct report *r, struct figures *out);
void figures_end(struct figures *f);
int64_t figures_value(const struct figures *f, const char *agency, const char *figure);
/* The acts behind one figure, from the file; agency "": all.  Refuses SUBJECT_UNKNOWN when the store does not have the file. */
bool report_acts(struct ctx *c, const struct report *r, const char *agency, const char *figure, int64_t **acts, size_t *n);
/* Counted again at the report's position: is the digest the same? */
bool report_again(struct ctx *c, const struct report *r, const char **digest, bool *same);
/* The last day for publishing it, and the last working day before it (the day does not roll). */
void report_due(const struct pack *p, int64_t year, struct day *due, struct day *safe);
bool report_is_public(const char *verb);

extern const struct command statistics_commands[]; extern const size_t statistics_commands_n;  /* report.freeze .publish .withdraw */
extern const struct noun statistics_nouns[]; extern const size_t statistics_nouns_n;
extern const struct shadow statistics_shadows[]; extern const size_t statistics_shadows_n;
extern const struct view statistics_views[]; extern const size_t statistics_views_n;            /* reports, report_figures, report_acts, report_check */
extern const struct page statistics_pages[]; extern const size_t statistics_pages_n;
extern const struct job statistics_jobs[]; extern const size_t statistics_jobs_n;

#endif
