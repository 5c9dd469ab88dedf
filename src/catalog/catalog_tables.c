/* catalog_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command catalog_commands[];
extern const size_t catalog_commands_n;
extern const struct noun catalog_nouns[];
extern const size_t catalog_nouns_n;
extern const struct shadow catalog_shadows[];
extern const size_t catalog_shadows_n;
extern const struct view catalog_views[];
extern const size_t catalog_views_n;
extern const struct page catalog_pages[];
extern const size_t catalog_pages_n;
const struct command catalog_commands[] = { { .verb = NULL } };
const size_t catalog_commands_n = 0;
const struct noun catalog_nouns[] = { { .name = NULL } };
const size_t catalog_nouns_n = 0;
const struct shadow catalog_shadows[] = { { .table = NULL } };
const size_t catalog_shadows_n = 0;
const struct view catalog_views[] = { { .name = NULL } };
const size_t catalog_views_n = 0;
const struct page catalog_pages[] = { { .pattern = NULL } };
const size_t catalog_pages_n = 0;
