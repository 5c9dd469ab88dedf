/* workspace_tables.c - no rows yet (notices, inbox, reminders, favourites, parameters): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command workspace_commands[];
extern const size_t workspace_commands_n;
extern const struct noun workspace_nouns[];
extern const size_t workspace_nouns_n;
extern const struct shadow workspace_shadows[];
extern const size_t workspace_shadows_n;
extern const struct view workspace_views[];
extern const size_t workspace_views_n;
extern const struct page workspace_pages[];
extern const size_t workspace_pages_n;
extern const struct job workspace_jobs[];
extern const size_t workspace_jobs_n;
const struct command workspace_commands[] = { { .verb = NULL } };
const size_t workspace_commands_n = 0;
const struct noun workspace_nouns[] = { { .name = NULL } };
const size_t workspace_nouns_n = 0;
const struct shadow workspace_shadows[] = { { .table = NULL } };
const size_t workspace_shadows_n = 0;
const struct view workspace_views[] = { { .name = NULL } };
const size_t workspace_views_n = 0;
const struct page workspace_pages[] = { { .pattern = NULL } };
const size_t workspace_pages_n = 0;
const struct job workspace_jobs[] = { { .name = NULL } };
const size_t workspace_jobs_n = 0;
