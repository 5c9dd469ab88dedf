/* signin_tables.c - no rows yet (second factors, other doors, sessions, devices): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command signin_commands[];
extern const size_t signin_commands_n;
extern const struct noun signin_nouns[];
extern const size_t signin_nouns_n;
extern const struct shadow signin_shadows[];
extern const size_t signin_shadows_n;
extern const struct view signin_views[];
extern const size_t signin_views_n;
extern const struct page signin_pages[];
extern const size_t signin_pages_n;
extern const struct job signin_jobs[];
extern const size_t signin_jobs_n;
const struct command signin_commands[] = { { .verb = NULL } };
const size_t signin_commands_n = 0;
const struct noun signin_nouns[] = { { .name = NULL } };
const size_t signin_nouns_n = 0;
const struct shadow signin_shadows[] = { { .table = NULL } };
const size_t signin_shadows_n = 0;
const struct view signin_views[] = { { .name = NULL } };
const size_t signin_views_n = 0;
const struct page signin_pages[] = { { .pattern = NULL } };
const size_t signin_pages_n = 0;
const struct job signin_jobs[] = { { .name = NULL } };
const size_t signin_jobs_n = 0;
