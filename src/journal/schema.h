/* schema.h - private to journal/: the tables of the program, by name, and those a database has.  For upgrade.c and carry.c. */
#ifndef JOURNAL_SCHEMA_H
#define JOURNAL_SCHEMA_H
#include "journal/upgrade.h"

#define SCHEMA_TABLES_MAX 512
#define SCHEMA_COLUMNS_MAX 128

/* Names of the tables of schemas first to end (0: the journal's own), in the order they are made; room for SCHEMA_TABLES_MAX. */
size_t schema__tables_of(struct arena *mem, const struct db *db, size_t first, size_t end, const char **out);
/* Names behind each "word" in a script, appended at n; how many there are then comes back. */
size_t schema__names_after(struct arena *mem, const char *sql, const char *word, const char **out, size_t n);
bool schema__one_of(const char *name, const char *const *names, size_t n);
/* Filled by no act and derived from no table: nothing can make its rows anew. */
bool schema__is_kept(const char *table);

/* Columns of a table in this database, in order; none where there is no such table. */
struct schema_columns { const char *name[SCHEMA_COLUMNS_MAX]; bool text[SCHEMA_COLUMNS_MAX]; size_t n; };
bool schema__columns_of(struct db *db, struct why *why, const char *table, struct schema_columns *out);
bool schema__table_there(struct db *db, struct why *why, const char *table, bool *there);
/* What to select from a table as it was, to get rows as they are now: a column that is new and may not be empty gets "" or 0. */
const char *schema__selected(struct arena *mem, const struct schema_columns *now, const struct schema_columns *was);

/* upgrade.c: what changed in the journal's own tables. */
struct schema_step { const char *what, *sqlite, *postgres; };
extern const struct schema_step schema__steps[];
extern const int64_t schema__steps_n;

#endif
