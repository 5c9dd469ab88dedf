/* copy_tables.c - the tables of copies, marks and texts. */
#include "recording/recording.h"

const struct command copy_commands[] = { { 0 } };
const size_t copy_commands_n = 0;
const struct view copy_views[] = { { 0 } };
const size_t copy_views_n = 0;
const struct page copy_pages[] = { { 0 } };
const size_t copy_pages_n = 0;
const struct shadow copy_shadows[] = { { 0 } };
const size_t copy_shadows_n = 0;
