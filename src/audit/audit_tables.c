/* audit_tables.c - no rows yet (who looked, who tried, who signed in): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command audit_commands[];
extern const size_t audit_commands_n;
extern const struct noun audit_nouns[];
extern const size_t audit_nouns_n;
extern const struct shadow audit_shadows[];
extern const size_t audit_shadows_n;
extern const struct view audit_views[];
extern const size_t audit_views_n;
extern const struct page audit_pages[];
extern const size_t audit_pages_n;
extern const struct job audit_jobs[];
extern const size_t audit_jobs_n;
const struct command audit_commands[] = { { .verb = NULL } };
const size_t audit_commands_n = 0;
const struct noun audit_nouns[] = { { .name = NULL } };
const size_t audit_nouns_n = 0;
const struct shadow audit_shadows[] = { { .table = NULL } };
const size_t audit_shadows_n = 0;
const struct view audit_views[] = { { .name = NULL } };
const size_t audit_views_n = 0;
const struct page audit_pages[] = { { .pattern = NULL } };
const size_t audit_pages_n = 0;
const struct job audit_jobs[] = { { .name = NULL } };
const size_t audit_jobs_n = 0;
