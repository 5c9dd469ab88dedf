/* exchange_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/file.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command exchange_commands[];
extern const size_t exchange_commands_n;
extern const struct noun exchange_nouns[];
extern const size_t exchange_nouns_n;
extern const struct shadow exchange_shadows[];
extern const size_t exchange_shadows_n;
extern const struct view exchange_views[];
extern const size_t exchange_views_n;
extern const struct page exchange_pages[];
extern const size_t exchange_pages_n;
const struct command exchange_commands[] = { { .verb = NULL } };
const size_t exchange_commands_n = 0;
const struct noun exchange_nouns[] = { { .name = NULL } };
const size_t exchange_nouns_n = 0;
const struct shadow exchange_shadows[] = { { .table = NULL } };
const size_t exchange_shadows_n = 0;
const struct view exchange_views[] = { { .name = NULL } };
const size_t exchange_views_n = 0;
const struct page exchange_pages[] = { { .pattern = NULL } };
const size_t exchange_pages_n = 0;
extern const struct job exchange_jobs[];
extern const size_t exchange_jobs_n;
const struct job exchange_jobs[] = { { .name = NULL } };
const size_t exchange_jobs_n = 0;
extern const struct public_file exchange_public_files[];
extern const size_t exchange_public_files_n;
const struct public_file exchange_public_files[] = { { .pattern = NULL } };
const size_t exchange_public_files_n = 0;
