/* journal_fixture.h - for tests only: a log of toys, on either engine.  A toy has a title nobody else has and a total of at most 100;
 * a title can also ask to be refused or to fail, so that tests can make every outcome happen inside a group. */
#ifndef JOURNAL_FIXTURE_H
#define JOURNAL_FIXTURE_H
#include "base/test.h"
#include "db/db.h"
#include "journal/journal.h"
#include "journal/proof.h"

#define TOY_START INT64_C(1730000000000)        /* when a toy log begins: 2024-10-27 in China */

struct toys {
        struct test *t;
        const char *url;
        bool real;                      /* requests run on the real clock */
        struct journal *j;
        struct instant now;             /* of the next request; moves on by a second each time */
};

/* A site without acts; engine "sqlite" or "postgresql".  False (and the test has failed) when it cannot be had. */
bool toys_new(struct test *t, const char *engine, struct toys *out);
void toys_open(struct toys *o);
void toys_close(struct toys *o);        /* may be opened again */
void toys_done(struct toys *o);         /* and what was made for it outside the test's folder goes */

/* One request; true if done.  key may be NULL; expected -1: not asked. */
bool toys_make(struct toys *o, const char *title, const char *key, struct answer *out);
bool toys_add(struct toys *o, int64_t toy, int n, int64_t expected, struct answer *out);
struct request *toys_request(struct toys *o, const char *verb, int64_t subject, const char *name, const char *value);

/* Many requests posted while the write lock is held, so that they land in one group (the first one alone, before them). */
struct toys_post { struct request *r; struct arena *mem; struct answer answer; };
void toys_group(struct toys *o, struct toys_post *p, size_t n);

/* The log as it is, looked at with a connection of its own. */
struct ctx toys_read(struct toys *o);           /* close with db_close(c.db) */
int64_t toys_count(struct toys *o, const char *from);           /* "toy_row WHERE …" */
bool toys_sql(struct toys *o, const char *sql);                 /* behind the log's back */
bool toys_verify(struct toys *o, struct journal_report *out);   /* words in t->why */
void toys_grow(struct toys *o, int64_t acts);                   /* up to this many acts in all */

#endif
