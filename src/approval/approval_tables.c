/* approval_tables.c - no rows yet (moves within a flow: return, hand over, countersign, urge, circulate): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command approval_commands[];
extern const size_t approval_commands_n;
extern const struct noun approval_nouns[];
extern const size_t approval_nouns_n;
extern const struct shadow approval_shadows[];
extern const size_t approval_shadows_n;
extern const struct view approval_views[];
extern const size_t approval_views_n;
extern const struct page approval_pages[];
extern const size_t approval_pages_n;
const struct command approval_commands[] = { { .verb = NULL } };
const size_t approval_commands_n = 0;
const struct noun approval_nouns[] = { { .name = NULL } };
const size_t approval_nouns_n = 0;
const struct shadow approval_shadows[] = { { .table = NULL } };
const size_t approval_shadows_n = 0;
const struct view approval_views[] = { { .name = NULL } };
const size_t approval_views_n = 0;
const struct page approval_pages[] = { { .pattern = NULL } };
const size_t approval_pages_n = 0;
