/* intake.h - what comes in as a workbook: people, certificates, devices, questions, ledgers from before this system.
 *
 * To make something importable: a row of `importables` (intake_kinds.c) that names the command which takes in one row.  Template, checks and
 * help come from the command's arguments.  Each row becomes an act of the person who brought the workbook, by that command and no other way;
 * its idempotency key is "intake:ID:ROW", so that a run that was interrupted goes on and nothing is done twice.
 *
 *   act sheet.import   reads and checks every row (dry run) and keeps what is wrong; the workbook stays in the blob store
 *   job intake         does the rows in the name of whoever started, then sheet.imported says what came of them
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H
#include "journal/command.h"
#include "journal/job.h"
#include "ui/page.h"
#include "ui/view.h"

struct importable {
        const char *name, *label, *help;
        const char *verb;               /* what takes in one row */
        const char *key;                /* the column that may not come twice in one workbook; NULL */
        const char *skip;               /* arguments that are not columns, "a|b"; NULL */
        bool from;                      /* the command has `source` and `source_row`: the workbook's digest and the row go there */
};
extern const struct importable importables[];           /* ended by an empty row */
const struct importable *importable_find(const char *name);            /* NULL: unknown, or its command is not bound */

/* What came of one workbook.  first: the first problem in words, "" if none. */
struct intake_outcome { const char *state; int64_t rows, wrong, done, failed; const char *first; };
bool intake_outcome(struct ctx *c, int64_t id, struct intake_outcome *out);

#define OLD_CASE_MARK "导入数据，导入之前的过程本系统未见证"
/* Files of the pages: template.xlsx of a kind, errors.xlsx of an import.  fd: empty, the caller's. */
bool intake_write(struct ctx *c, const char *path, const char *const args[4], int fd, const char **name);

#endif
