/* complaint_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command complaint_commands[];
extern const size_t complaint_commands_n;
extern const struct noun complaint_nouns[];
extern const size_t complaint_nouns_n;
extern const struct shadow complaint_shadows[];
extern const size_t complaint_shadows_n;
extern const struct view complaint_views[];
extern const size_t complaint_views_n;
extern const struct page complaint_pages[];
extern const size_t complaint_pages_n;
const struct command complaint_commands[] = { { .verb = NULL } };
const size_t complaint_commands_n = 0;
const struct noun complaint_nouns[] = { { .name = NULL } };
const size_t complaint_nouns_n = 0;
const struct shadow complaint_shadows[] = { { .table = NULL } };
const size_t complaint_shadows_n = 0;
const struct view complaint_views[] = { { .name = NULL } };
const size_t complaint_views_n = 0;
const struct page complaint_pages[] = { { .pattern = NULL } };
const size_t complaint_pages_n = 0;
