/* statute_tables.c - no views and pages yet. */
#include "statute/statute.h"
const struct view statute_views[] = { { .name = NULL } };
const size_t statute_views_n = 0;
const struct page statute_pages[] = { { .pattern = NULL } };
const size_t statute_pages_n = 0;
