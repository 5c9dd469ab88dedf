/* mirror.h - private to journal/: what handlers read while they decide, kept in memory beside a database across a wire.
 *
 * On PostgreSQL one question costs a journey to the server and back; a command asks ten.  So the writer keeps an SQLite database in
 * memory with the same tables, holding all people and counters and those subjects (cases, sessions …) that were acted on lately.  A
 * subject's rows are fetched when it is first needed; apply functions write to both (db_also), in one group.  The tables are a
 * function of the journal, so the mirror cannot say anything else than the tables do.  When another process wrote, what it touched is
 * forgotten and fetched anew.  On SQLite there is no wire and no mirror.
 *
 * What follows for handlers: c->db knows the subject at hand, the subjects its arguments name, people and counters.  Whoever must
 * search among all others asks ctx_log(c).
 */
#ifndef JOURNAL_MIRROR_H
#define JOURNAL_MIRROR_H
#include "db/db.h"
#include "journal/journal.h"

struct mirror;
struct mirror *mirror_new(struct why *why);             /* empty; NULL + fail() */
void mirror_free(struct mirror *m);
/* Begins and ends with the group.  log: the connection that has everything. */
struct db_write *mirror_begin(struct mirror *m, struct db *log, struct why *why);
void mirror_end(struct mirror *m, bool keep);           /* keep false, or if that fails: everything is forgotten */
/* Fetches the rows of a subject unless they are there; *there says whether it exists, *last its newest act. */
bool mirror_need(struct mirror *m, struct subject s, struct why *why, bool *there, int64_t *last);
void mirror_note(struct mirror *m, struct subject s, int64_t seq);     /* an act on it was just applied */
void mirror_forget(struct mirror *m, struct subject s);                /* another process wrote to it */
struct db *mirror_db(struct mirror *m);

#endif
