/* agency_tables.c - no rows yet (organisation: agencies, units, entrustments and what became of them): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"

extern const struct command agency_commands[];
extern const size_t agency_commands_n;
extern const struct noun agency_nouns[];
extern const size_t agency_nouns_n;
extern const struct shadow agency_shadows[];
extern const size_t agency_shadows_n;
const struct command agency_commands[] = { { .verb = NULL } };
const size_t agency_commands_n = 0;
const struct noun agency_nouns[] = { { .name = NULL } };
const size_t agency_nouns_n = 0;
const struct shadow agency_shadows[] = { { .table = NULL } };
const size_t agency_shadows_n = 0;
