/* db_batch.h - private to db/: rows of one plain statement, collected so that a server gets them all in one.
 *
 * A statement is plain if it is one of these, where every value is a parameter or a literal:
 *   INSERT INTO t (a, b, …) VALUES (…)        also with ON CONFLICT (…) DO NOTHING
 *   UPDATE t SET a = …, b = … WHERE k = $n     k itself is not set
 * Many executions of it are the same as one over the list of their arguments, except that an UPDATE must not meet a key twice: then
 * the later arguments take the place of the earlier ones, as they would in the row.  Whoever collects keeps the order towards
 * other statements on the same table.  Knows no driver; the arrays are in PostgreSQL's binary format.
 */
#ifndef DB_DB_BATCH_H
#define DB_DB_BATCH_H
#include "db/db.h"

#define BATCH_ROWS_MAX 256u
#define BATCH_BYTES_MAX ((size_t)1 << 20)

struct batch;
struct batch *batch_new(const struct query *q);         /* NULL: the statement is not plain */
void batch_free(struct batch *b);
const char *batch_table(const struct batch *b);

/* Before rows can be taken the types of the columns must be known: told one by one, then asked whether that was enough. */
void batch_type(struct batch *b, const char *column, int64_t type_oid);
bool batch_ready(struct batch *b);                      /* false: a type is missing or is none of BIGINT, TEXT, BYTEA */

/* Takes a copy of the arguments.  False if they are not of the columns' types, or if it is full: then nothing was taken. */
bool batch_add(struct batch *b, const struct val *args);
size_t batch_rows(const struct batch *b);
void batch_clear(struct batch *b);

const struct val *batch_row(const struct batch *b, size_t i);
const char *batch_sql(const struct batch *b);           /* the statement over arrays: $n is the list of what was each execution's $n … */
const struct val *batch_arrays(struct batch *b);        /* … and these are they; valid until batch_clear() */

#endif
