/* admin_tables.c - no rows yet (pages of the organisation and its people): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

extern const struct view admin_views[];
extern const size_t admin_views_n;
extern const struct page admin_pages[];
extern const size_t admin_pages_n;
const struct view admin_views[] = { { .name = NULL } };
const size_t admin_views_n = 0;
const struct page admin_pages[] = { { .pattern = NULL } };
const size_t admin_pages_n = 0;
