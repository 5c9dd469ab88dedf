/* rights_tables.c - no rows yet (rights: delegations, own scopes, rights on fields): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"

extern const struct command rights_commands[];
extern const size_t rights_commands_n;
extern const struct noun rights_nouns[];
extern const size_t rights_nouns_n;
extern const struct shadow rights_shadows[];
extern const size_t rights_shadows_n;
const struct command rights_commands[] = { { .verb = NULL } };
const size_t rights_commands_n = 0;
const struct noun rights_nouns[] = { { .name = NULL } };
const size_t rights_nouns_n = 0;
const struct shadow rights_shadows[] = { { .table = NULL } };
const size_t rights_shadows_n = 0;
