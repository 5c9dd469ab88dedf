/* db.h - two databases behind one small header: SQLite (one file) and PostgreSQL (a province).
 *
 * SQL is the common subset: $1… parameters (SQLite binds them by name), column types BIGINT, TEXT, BYTEA (SQLite stores them
 * faithfully), upsert, RETURNING.  Statements are whole, beside their use, in QUERY(); every QUERY in the program registers
 * itself and is prepared on both engines at test time and at start (db_check_queries).
 *
 * The right to write is a type: pages, rules and reads hold a `struct db *`, which cannot write.  A `struct db_write *` is given
 * only by db_begin(), to the journal, which hands it to apply functions.
 *
 * Common subset, learnt on both engines:
 *   - Every argument of ARGS() is used in the text and every $n has its argument, $1 to $n without gaps.
 *   - PostgreSQL infers the type of $n from its first use: CAST($1 AS BIGINT) IS NULL OR id = $1, never $1 IS NULL OR id = $1.
 *   - db_ask() only reads, even within a write (SQLite refuses at once); what must be counted goes through db_run_count().
 *   - ORDER BY on TEXT is by bytes; the PostgreSQL database is made with LC_COLLATE C or C.UTF-8.
 *
 * Threads: a connection belongs to one thread at a time.  Errors: fail() on the why given to the call, or to db_begin().
 *
 * Example:
 *   QUERY(case_by_number, "SELECT id, title FROM case_file WHERE number = $1");
 *   struct rows r = db_ask(c->db, &c->why, &case_by_number, ARGS(T(number)));
 *   if (db_next(&r)) id = db_int(&r, 0);
 *   if (!db_done(&r)) return false;
 */
#ifndef DB_DB_H
#define DB_DB_H
#include <stdbool.h>
#include <stdint.h>
#include "base/text.h"
#include "base/why.h"

struct db;              /* a connection that reads */
struct db_write;        /* the same connection inside a write transaction */

/* id: numbered when the program starts; each connection caches by it.  scratch: a unit test's, on tables of its own, so that
 * db_check_queries() passes it by. */
struct query { const char *name, *sql; int id; bool scratch; const char *postgres; };
#define QUERY(var, text) QUERY_(var, text, false, NULL)
#define SCRATCH_QUERY(var, text) QUERY_(var, text, true, NULL)
/* Full text is what the engines have no common words for: one statement, with the same parameters and columns, told to each in its own.
 * Such an index serves readers; the writer's mirror has none, so db_also() passes these by. */
#define INDEX_QUERY(var, sqlite, postgres) QUERY_(var, sqlite, false, postgres)
#define QUERY_(var, text, scratch, postgres) \
        static struct query var = { #var, text, -1, scratch, postgres }; \
        static struct query *const var##_registered __attribute__((used, section("queries"), aligned(8))) = &var

/* A function of one text that SQLite's statements may call, for what cannot be handed to them as a parameter; pure. */
struct db_function { const char *name; const char *(*make)(struct arena *mem, const char *text); };
#define DB_FUNCTION(name, make) \
        static const struct db_function name##_function = { #name, make }; \
        static const struct db_function *const name##_registered __attribute__((used, section("db_functions"), aligned(8))) = &name##_function

/* A parameter. T: text (NULL -> SQL NULL), I: 64-bit integer, B: bytes.  ARGS() ends the list. */
struct val { enum { VAL_END, VAL_NULL, VAL_INT, VAL_TEXT, VAL_BYTES } kind; int64_t i; const char *s; struct bytes b; };
#define T(x) ((struct val){ .kind = VAL_TEXT, .s = (x) })
#define I(x) ((struct val){ .kind = VAL_INT, .i = (int64_t)(x) })
#define B(ptr, len) ((struct val){ .kind = VAL_BYTES, .b = { (const uint8_t *)(ptr), (len) } })
#define NUL ((struct val){ .kind = VAL_NULL })
#define ARGS(...) ((const struct val[]){ __VA_ARGS__ __VA_OPT__(,) { .kind = VAL_END } })

/* url: "sqlite:PATH" (or sqlite::memory:), "postgresql://…" / "postgres://…".  NULL and fail() if it cannot be opened. */
enum db_mode { DB_READ, DB_WRITE };
struct db *db_open(const char *url, enum db_mode mode, struct why *why);
void db_close(struct db *db);
bool db_is_postgres(const struct db *db);
const char *db_url(const struct db *db);

/* Rows of an answer.  Values stay valid until the next db_next()/db_done(); db_text() and db_bytes() are copied into mem if given
 * by db_text_in().  Always end with db_done(): false if reading failed (why says so). */
struct rows { struct db *db; struct why *why; void *impl; int columns; bool ok, live; };
struct rows db_ask(struct db *db, struct why *why, struct query *q, const struct val *args);
/* The same for answers too large for memory (verify, rebuild, export): on PostgreSQL read in pieces through a cursor, all pieces
 * from one moment.  Other asks on the connection may go on meanwhile; db_begin() and db_end() may not. */
struct rows db_ask_stream(struct db *db, struct why *why, struct query *q, const struct val *args);
bool db_next(struct rows *r);
bool db_done(struct rows *r);
bool db_null(const struct rows *r, int col);
const char *db_column(const struct rows *r, int col);   /* its name */
int64_t db_int(const struct rows *r, int col);
const char *db_text(const struct rows *r, int col);     /* "" for NULL; bytes read as \x and hex digits, on both engines */
char *db_text_in(struct arena *a, const struct rows *r, int col);
struct bytes db_bytes(const struct rows *r, int col);
struct bytes db_bytes_in(struct arena *a, const struct rows *r, int col);
/* One value, or `otherwise` if there is no row.  False only when reading failed. */
bool db_one_int(struct db *db, struct why *why, struct query *q, const struct val *args, int64_t otherwise, int64_t *out);

/* Text that is no QUERY: schema, checks and tools only (never with anything a person typed).  Several statements allowed. */
bool db_script(struct db_write *w, const char *sql);
/* A SELECT built from our own table and column names (rebuild --check, doctor); no parameters; in pieces like db_ask_stream(). */
struct rows db_ask_sql(struct db *db, struct why *why, const char *sql);

/* Writing.  db_begin takes the one write lock of the site (BEGIN IMMEDIATE / advisory lock); db_end commits or rolls back.
 * On PostgreSQL db_run() is pipelined: an error may only show at db_end(), which then returns false with everything rolled back.
 * Plain statements (db_batch.h: INSERT of a row, UPDATE by one key) are collected there and go to the server as one statement for
 * many rows, before the next statement of another form on the same table, before any question, and before the commit.  So whoever
 * asks sees everything run before, and on each table things happen in the order they were run.  Tables with triggers or foreign keys
 * that are not deferred to the commit are left out of it, for there the order between tables could matter.
 * After any failed db_run(), db_script() or db_ask() within it the transaction can only roll back: db_end(w, true) is false. */
struct db_write *db_begin(struct db *db, struct why *why);
bool db_end(struct db_write *w, bool commit);
bool db_run(struct db_write *w, struct query *q, const struct val *args);       /* false: fail() was said */
/* The same, and how many rows it changed; not pipelined. */
bool db_run_count(struct db_write *w, struct query *q, const struct val *args, int64_t *rows);

/* The commit in two halves, so that one group can be decided while the group before is made durable.  db_end_start(w) is db_end(w, true)
 * without waiting: w is over, nobody may be told yet.  db_end_wait() says how it ended (why: that of the write, which must live until
 * then); db_end_ready() whether that would still have to wait.  Meanwhile one more write may be begun on the connection, with
 * db_begin_ahead(): it takes no lock before it must, its questions wait for the commit under way, and if that failed, so does this.
 * db_end_wait() comes before the end of the write that was begun ahead, and before any question outside it.  Whatever was asked of a
 * write begun ahead was asked under the lock; what the caller knew from before must be checked within it.
 * On SQLite, where a commit is no journey, db_begin_ahead() is db_begin() and db_end_start() does it all. */
struct db_write *db_begin_ahead(struct db *db, struct why *why);
void db_end_start(struct db_write *w);
bool db_end_ready(struct db *db);
int db_end_fd(struct db *db);                           /* while it is not ready: readable when it is worth asking again */
bool db_end_wait(struct db *db);
/* What was run on w so far may go to the server now, behind a commit under way, while the caller does something else. */
void db_push(struct db_write *w);

/* From now on (until NULL is given) every db_run() on w is run on `also` first: a mirror that is kept in step. */
void db_also(struct db_write *w, struct db_write *also);
/* Copies a row, all columns in the table's order, into a table of the same shape: for mirrors and tools. */
bool db_put_row(struct db_write *w, const char *table, const struct rows *from);
struct db *db_reader(struct db_write *w);               /* the same connection, seeing its own uncommitted writes */
struct why *db_why(struct db_write *w);

/* Prepares every registered QUERY; false and fail() naming the first that does not fit the schema. */
bool db_check_queries(struct db *db, struct why *why);
bool db_check_query(struct db *db, struct why *why, struct query *q);

/* A SQLite database ("sqlite:PATH") as it is at one moment, copied to a new file while others read and write; fails, also where the disk is
 * full.  db_settle_file(): a file that nobody has open becomes one file without companions, on disk. */
bool db_copy_file(const char *url, const char *path, struct why *why);
bool db_settle_file(const char *path, struct why *why);

/* Housekeeping between groups of writes, called by the writer thread (SQLite: WAL checkpoint when it has grown). */
void db_idle(struct db *db);

#endif
