/* task_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command task_commands[];
extern const size_t task_commands_n;
extern const struct noun task_nouns[];
extern const size_t task_nouns_n;
extern const struct shadow task_shadows[];
extern const size_t task_shadows_n;
extern const struct view task_views[];
extern const size_t task_views_n;
extern const struct page task_pages[];
extern const size_t task_pages_n;
const struct command task_commands[] = { { .verb = NULL } };
const size_t task_commands_n = 0;
const struct noun task_nouns[] = { { .name = NULL } };
const size_t task_nouns_n = 0;
const struct shadow task_shadows[] = { { .table = NULL } };
const size_t task_shadows_n = 0;
const struct view task_views[] = { { .name = NULL } };
const size_t task_views_n = 0;
const struct page task_pages[] = { { .pattern = NULL } };
const size_t task_pages_n = 0;
extern const struct job task_jobs[];
extern const size_t task_jobs_n;
const struct job task_jobs[] = { { .name = NULL } };
const size_t task_jobs_n = 0;
