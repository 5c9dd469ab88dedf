/* custody_tables.c - the tables of this folder. */
#include "custody/custody.h"

const struct command custody_commands[] = { { 0 } };
const size_t custody_commands_n = 0;
const struct noun custody_nouns[] = { { 0 } };
const size_t custody_nouns_n = 0;
const struct view custody_views[] = { { 0 } };
const size_t custody_views_n = 0;
const struct page custody_pages[] = { { 0 } };
const size_t custody_pages_n = 0;
const struct shadow custody_shadows[] = { { 0 } };
const size_t custody_shadows_n = 0;
