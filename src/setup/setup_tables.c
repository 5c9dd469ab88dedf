/* setup_tables.c - no rows yet (the first hour of an office): the names are bound, the rows follow. */
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"

extern const struct command setup_commands[];
extern const size_t setup_commands_n;
extern const struct page setup_pages[];
extern const size_t setup_pages_n;
const struct command setup_commands[] = { { .verb = NULL } };
const size_t setup_commands_n = 0;
const struct page setup_pages[] = { { .pattern = NULL } };
const size_t setup_pages_n = 0;
