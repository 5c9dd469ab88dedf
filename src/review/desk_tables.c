/* desk_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command desk_commands[];
extern const size_t desk_commands_n;
extern const struct noun desk_nouns[];
extern const size_t desk_nouns_n;
extern const struct shadow desk_shadows[];
extern const size_t desk_shadows_n;
extern const struct view desk_views[];
extern const size_t desk_views_n;
extern const struct page desk_pages[];
extern const size_t desk_pages_n;
const struct command desk_commands[] = { { .verb = NULL } };
const size_t desk_commands_n = 0;
const struct noun desk_nouns[] = { { .name = NULL } };
const size_t desk_nouns_n = 0;
const struct shadow desk_shadows[] = { { .table = NULL } };
const size_t desk_shadows_n = 0;
const struct view desk_views[] = { { .name = NULL } };
const size_t desk_views_n = 0;
const struct page desk_pages[] = { { .pattern = NULL } };
const size_t desk_pages_n = 0;
