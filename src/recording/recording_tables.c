/* recording_tables.c - the tables of this folder. */
#include "recording/recording.h"

const struct command recording_commands[] = { { 0 } };
const size_t recording_commands_n = 0;
const struct noun recording_nouns[] = { { 0 } };
const size_t recording_nouns_n = 0;
const struct view recording_views[] = { { 0 } };
const size_t recording_views_n = 0;
const struct page recording_pages[] = { { 0 } };
const size_t recording_pages_n = 0;
const struct shadow recording_shadows[] = { { 0 } };
const size_t recording_shadows_n = 0;
