/* equipment_tables.c - the tables of this folder. */
#include "equipment/equipment.h"

const struct command equipment_commands[] = { { 0 } };
const size_t equipment_commands_n = 0;
const struct noun equipment_nouns[] = { { 0 } };
const size_t equipment_nouns_n = 0;
const struct view equipment_views[] = { { 0 } };
const size_t equipment_views_n = 0;
const struct page equipment_pages[] = { { 0 } };
const size_t equipment_pages_n = 0;
const struct shadow equipment_shadows[] = { { 0 } };
const size_t equipment_shadows_n = 0;
