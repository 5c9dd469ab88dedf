/* clock_cli.h - `mingjing clock due …` and `mingjing clock surcharge …`: the deadline engine at a prompt. */
#ifndef LAW_CLOCK_CLI_H
#define LAW_CLOCK_CLI_H
#include <stdio.h>
#include "law/clock.h"

/* argv starts at "due" or "surcharge" ("clock" in front of it is skipped).  why->mem must be set.
 *
 *   due --from DATE[THH:MM] --length N --unit working|calendar|hour|month|year [--roll none|party|safe] [--lead]
 *       [--stop FROM..TO]… [--law TEXT] [--explain]
 *         prints one line: the date, "YYYY-MM-DD HH:MM" for hours, or UNDETERMINED; with --explain the days and reasons follow
 *   surcharge --fine YUAN --last-day DATE --paid DATE [--pause FROM..TO]… [--explain]
 *         prints one line: the sum in yuan
 *
 * Returns 0, or 2 when refused: then nothing was printed and why says what to mend.  An undetermined date is an answer: 0. */
int clock_cli(int argc, char **argv, const struct calendar *cal, FILE *out, struct why *why);

#endif
