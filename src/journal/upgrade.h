/* upgrade.h - whether a database has this program's tables, and giving it them.
 *
 * Tables follow from the journal, so an upgrade makes them anew and replays the log; only the journal's own tables, and tables that no act
 * fills, are kept.  The journal's own tables change by numbered steps.  All of it in one transaction, on both engines: a crash leaves the
 * database as it was.
 * Releases are numbered MAJOR.MINOR.PATCH (base/version.h): a database that a newer release has upgraded is left alone.
 * Nobody else may write meanwhile: on SQLite the transaction sees to that, on PostgreSQL the lock of the writer.
 */
#ifndef JOURNAL_UPGRADE_H
#define JOURNAL_UPGRADE_H
#include "db/db.h"
#include "journal/journal.h"

enum schema_fit { SCHEMA_FITS, SCHEMA_OLD, SCHEMA_NEW };
struct schema_state { enum schema_fit fit; int64_t version; const char *program /* "" before there were numbers */; };
bool schema_look(struct db *db, struct why *why, struct schema_state *out);
/* Refuses SCHEMA_OLD and SCHEMA_NEW. */
bool schema_right(struct db *db, struct why *why);

struct upgraded { int64_t acts, kept; const char *strangers; /* tables that are not ours and were left alone, with spaces between */ };
/* Refuses SCHEMA_NEW; does nothing to a database that fits. */
bool journal_upgrade(const char *url, struct instant now, struct why *why, struct upgraded *out);

/* The whole journal and what is kept beside it (what no act fills), as they are at one moment, from one database to another, empty one; with
 * replay the shadow tables too, otherwise they stay empty until rebuild().  Acts that come in meanwhile are not taken.
 * The source may be of an older release.  Refuses SITE_EXISTS. */
bool journal_carry(const char *from, const char *to, struct instant now, bool replay, struct why *why, int64_t *acts);

/* Names of the triggers that a site of this program has and this database lacks, with spaces between; "" when all are there. */
bool guards_missing(struct db *db, struct why *why, const char **names);

#endif
