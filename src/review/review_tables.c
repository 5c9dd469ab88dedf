/* review_tables.c - no rows yet: the folder is bound, its rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct command review_commands[];
extern const size_t review_commands_n;
extern const struct noun review_nouns[];
extern const size_t review_nouns_n;
extern const struct shadow review_shadows[];
extern const size_t review_shadows_n;
extern const struct view review_views[];
extern const size_t review_views_n;
extern const struct page review_pages[];
extern const size_t review_pages_n;
const struct command review_commands[] = { { .verb = NULL } };
const size_t review_commands_n = 0;
const struct noun review_nouns[] = { { .name = NULL } };
const size_t review_nouns_n = 0;
const struct shadow review_shadows[] = { { .table = NULL } };
const size_t review_shadows_n = 0;
const struct view review_views[] = { { .name = NULL } };
const size_t review_views_n = 0;
const struct page review_pages[] = { { .pattern = NULL } };
const size_t review_pages_n = 0;
