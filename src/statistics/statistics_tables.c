/* statistics_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command statistics_commands[];
extern const size_t statistics_commands_n;
extern const struct noun statistics_nouns[];
extern const size_t statistics_nouns_n;
extern const struct shadow statistics_shadows[];
extern const size_t statistics_shadows_n;
extern const struct view statistics_views[];
extern const size_t statistics_views_n;
extern const struct page statistics_pages[];
extern const size_t statistics_pages_n;
const struct command statistics_commands[] = { { .verb = NULL } };
const size_t statistics_commands_n = 0;
const struct noun statistics_nouns[] = { { .name = NULL } };
const size_t statistics_nouns_n = 0;
const struct shadow statistics_shadows[] = { { .table = NULL } };
const size_t statistics_shadows_n = 0;
const struct view statistics_views[] = { { .name = NULL } };
const size_t statistics_views_n = 0;
const struct page statistics_pages[] = { { .pattern = NULL } };
const size_t statistics_pages_n = 0;
extern const struct job statistics_jobs[];
extern const size_t statistics_jobs_n;
const struct job statistics_jobs[] = { { .name = NULL } };
const size_t statistics_jobs_n = 0;
