/* training_tables.c - no rows yet (examination, certificates, training, insurance of officers): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command training_commands[];
extern const size_t training_commands_n;
extern const struct noun training_nouns[];
extern const size_t training_nouns_n;
extern const struct shadow training_shadows[];
extern const size_t training_shadows_n;
extern const struct view training_views[];
extern const size_t training_views_n;
extern const struct page training_pages[];
extern const size_t training_pages_n;
extern const struct job training_jobs[];
extern const size_t training_jobs_n;
const struct command training_commands[] = { { .verb = NULL } };
const size_t training_commands_n = 0;
const struct noun training_nouns[] = { { .name = NULL } };
const size_t training_nouns_n = 0;
const struct shadow training_shadows[] = { { .table = NULL } };
const size_t training_shadows_n = 0;
const struct view training_views[] = { { .name = NULL } };
const size_t training_views_n = 0;
const struct page training_pages[] = { { .pattern = NULL } };
const size_t training_pages_n = 0;
const struct job training_jobs[] = { { .name = NULL } };
const size_t training_jobs_n = 0;
