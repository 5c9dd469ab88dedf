/* intake_tables.c - no rows yet (workbooks that come in, ledgers from before): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command intake_commands[];
extern const size_t intake_commands_n;
extern const struct noun intake_nouns[];
extern const size_t intake_nouns_n;
extern const struct shadow intake_shadows[];
extern const size_t intake_shadows_n;
extern const struct view intake_views[];
extern const size_t intake_views_n;
extern const struct page intake_pages[];
extern const size_t intake_pages_n;
const struct command intake_commands[] = { { .verb = NULL } };
const size_t intake_commands_n = 0;
const struct noun intake_nouns[] = { { .name = NULL } };
const size_t intake_nouns_n = 0;
const struct shadow intake_shadows[] = { { .table = NULL } };
const size_t intake_shadows_n = 0;
const struct view intake_views[] = { { .name = NULL } };
const size_t intake_views_n = 0;
const struct page intake_pages[] = { { .pattern = NULL } };
const size_t intake_pages_n = 0;
