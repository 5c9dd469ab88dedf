/* rights_desk_tables.c - no rows yet (pages of who may do and see what): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct view rights_desk_views[];
extern const size_t rights_desk_views_n;
extern const struct page rights_desk_pages[];
extern const size_t rights_desk_pages_n;
const struct view rights_desk_views[] = { { .name = NULL } };
const size_t rights_desk_views_n = 0;
const struct page rights_desk_pages[] = { { .pattern = NULL } };
const size_t rights_desk_pages_n = 0;
