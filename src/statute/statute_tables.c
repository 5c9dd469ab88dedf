/* statute_tables.c - no rows yet (statutes in articles and versions): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command statute_commands[];
extern const size_t statute_commands_n;
extern const struct noun statute_nouns[];
extern const size_t statute_nouns_n;
extern const struct shadow statute_shadows[];
extern const size_t statute_shadows_n;
extern const struct view statute_views[];
extern const size_t statute_views_n;
extern const struct page statute_pages[];
extern const size_t statute_pages_n;
const struct command statute_commands[] = { { .verb = NULL } };
const size_t statute_commands_n = 0;
const struct noun statute_nouns[] = { { .name = NULL } };
const size_t statute_nouns_n = 0;
const struct shadow statute_shadows[] = { { .table = NULL } };
const size_t statute_shadows_n = 0;
const struct view statute_views[] = { { .name = NULL } };
const size_t statute_views_n = 0;
const struct page statute_pages[] = { { .pattern = NULL } };
const size_t statute_pages_n = 0;
