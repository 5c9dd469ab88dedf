/* correction_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command correction_commands[];
extern const size_t correction_commands_n;
extern const struct noun correction_nouns[];
extern const size_t correction_nouns_n;
extern const struct shadow correction_shadows[];
extern const size_t correction_shadows_n;
extern const struct view correction_views[];
extern const size_t correction_views_n;
extern const struct page correction_pages[];
extern const size_t correction_pages_n;
const struct command correction_commands[] = { { .verb = NULL } };
const size_t correction_commands_n = 0;
const struct noun correction_nouns[] = { { .name = NULL } };
const size_t correction_nouns_n = 0;
const struct shadow correction_shadows[] = { { .table = NULL } };
const size_t correction_shadows_n = 0;
const struct view correction_views[] = { { .name = NULL } };
const size_t correction_views_n = 0;
const struct page correction_pages[] = { { .pattern = NULL } };
const size_t correction_pages_n = 0;
