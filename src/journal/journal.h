/* journal.h - the only way anything in this system changes.
 *
 * An act is numbered, hashed into the Merkle tree and applied to tables in ONE transaction; a crash leaves all of it or nothing.
 * One writer thread takes requests from a queue and commits them in groups (synchronous=FULL / one advisory lock), so an answered
 * act is on disk.  Promises: acts are never edited or removed; the same acts always give the same tables.
 * Never: call journal_submit() from a page, a rule, a handler or an apply function.
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H
#include "base/ctx.h"
#include "db/db.h"
#include "journal/command.h"
#include "journal/merkle.h"

struct journal;
/* The connection that has the journal's tables. */
static inline struct db *ctx_log(const struct ctx *c) { return c->log ? c->log : c->db; }
struct site { const char *origin; enum hash_kind hash; const char *pack /* sources */; const char *clock /* "" | real | test */; struct instant made; };

/* Facts that every command needs before its own: bound in main.c so that this layer knows neither people nor packs. */
struct journal_hooks {
        /* Fills c->who and c->pack for login at c->now; refuses ACTOR_UNKNOWN / ACTOR_DISABLED.  Called in the writer, inside the transaction. */
        bool (*identify)(struct ctx *c, const char *login);
        /* May this actor do this verb at all (roles, scope)?  One place: org/access.c. */
        bool (*permit)(struct ctx *c, const struct command *cmd, int64_t subject);
        /* Puts actor, role, agency … into the draft. */
        void (*sign)(struct ctx *c, struct draft *d);
        /* The first acts of a site (its pack, agencies, the administrator), made when the first request comes.  i counts from 0; false: no more. */
        bool (*found)(struct ctx *c, size_t i, struct draft **out);
        /* After a group was committed: caches whose subjects changed may be dropped.  Also called for acts other processes wrote. */
        void (*committed)(const char *verb, struct subject s);
};

/* Opens the journal of a site for writing and starts the writer thread.  url as db_open().  NULL + why when there is no site. */
struct journal *journal_open(const char *url, const struct journal_hooks *hooks, struct why *why);
void journal_close(struct journal *j);                  /* waits for what was accepted */
const struct site *journal_site(const struct journal *j);

/* The answer to a request. */
struct answer {
        struct why why;                 /* kind WHY_NOTHING: done */
        int64_t seq;                    /* the act's number */
        struct instant at;
        struct subject subject;         /* with the new id, for creating verbs */
        bool repeated;                  /* the idempotency key had been used with the same content: nothing new was written */
};
/* Blocks until committed or refused.  Words of the answer live in mem.  False if not done (why in the answer). */
bool journal_submit(struct journal *j, struct arena *mem, const struct request *r, struct answer *out);
/* The same without blocking: `done` is called from a thread of the journal's after the commit.  r and mem stay untouched until then. */
typedef void journal_done_fn(void *to, const struct answer *a);
void journal_post(struct journal *j, struct arena *mem, const struct request *r, struct answer *out, journal_done_fn *done, void *to);

/* How many groups of requests this process has committed together, by size: groups[i] had at most 2^i requests, more than those before. */
#define JOURNAL_GROUP_SIZES 10
struct journal_groups { int64_t groups[JOURNAL_GROUP_SIZES], requests; };
void journal_groups(struct journal_groups *out);

/* Writes the founding acts if the log is empty (serve does this at start; otherwise the first request does).  at.ms 0: the real time. */
bool journal_found(struct journal *j, struct instant at, bool test_clock, struct why *why);

/* Making a site: schema, log origin, hash, keys.  keys: path of the key file, see keys_path() in journal/proof.h. */
bool journal_init(const char *url, const char *origin, enum hash_kind hash, const char *pack, struct instant now, struct why *why);
bool site_load(struct db *db, struct arena *mem, struct site *out, struct why *why);    /* refuses SITE_MISSING */

/* Reading acts. */
bool act_load(struct ctx *c, int64_t seq, struct act *out);             /* refuses SUBJECT_UNKNOWN; fields included */
bool act_by_key(struct ctx *c, const char *key, int64_t *seq);          /* the act an idempotency key led to; -1: none */
bool act_when(struct ctx *c, int64_t seq, struct instant *out);           /* when it was done; refuses SUBJECT_UNKNOWN */
bool act_load_text(struct ctx *c, int64_t seq, const char **text);      /* the act text */
/* Acts on a subject, oldest first; each() returns false to stop. */
typedef bool act_each_fn(void *to, const struct act *a);
bool acts_on(struct ctx *c, struct subject s, act_each_fn *each, void *to);
bool acts_from(struct ctx *c, int64_t from, act_each_fn *each, void *to);      /* all, from a number on, flat memory: the act's memory is reused */
/* Newest first, of those before act `before` (-1: from the newest) that fit; "" and -1: any.  Looks at no act older than `oldest`. */
struct act_wish { const char *verb, *noun; int64_t subject, before, oldest; struct instant since, until /* .ms 0: open; until is not included */; };
bool acts_back(struct ctx *c, const struct act_wish *w, act_each_fn *each, void *to);  /* flat memory: the act's memory is reused */
bool journal_hash_kind(struct ctx *c, enum hash_kind *out);              /* of this site's log */
bool journal_size(struct ctx *c, int64_t *size);
/* A complete node of the stored tree, for proofs: from = struct ctx *. */
bool journal_hash(void *ctx, int level, int64_t index, struct hash *out);
/* One hash over the leaves of all acts on a subject so far, "sm3:…": what a reviewer is bound to. */
bool acts_digest(struct ctx *c, struct subject s, const char **digest);
/* Was act `seq` this verb? */
bool act_is(struct ctx *c, int64_t seq, const char *verb, bool *out);
bool subject_exists(struct ctx *c, const char *noun, int64_t id, bool *out);
bool subject_last(struct ctx *c, const char *noun, int64_t id, int64_t *seq);  /* newest act on it; -1 if none */

/* Recomputes everything: act texts from fields, leaves, stored tiles, root, checkpoints' signatures; names the first act that
 * disagrees.  Flat memory. */
struct journal_report { int64_t acts; int64_t first_bad /* -1: none */; const char *what; struct hash root; int64_t checkpoints; };
/* vkeys: keys the verifier has from elsewhere, at least one of which must have signed every checkpoint.  Refuses JOURNAL_BROKEN
 * with the same words as out->what. */
bool journal_verify(struct ctx *c, const char *const *vkeys, size_t n, struct journal_report *out);

/* Tables that are the journal's shadow; each folder's x.sql names its own.  Bound in main.c. */
/* key: columns of the primary key, separated by commas; a text column ends in $ (it is then ordered bytewise on both engines). */
/* noun and load: how the writer's mirror (mirror.h) gets the rows that belong to one subject; load's $1 is the subject's number.
 * noun "" : load has no parameter and gives the whole table (people, counters). */
struct shadow { const char *table, *key, *noun; struct query *load; };
void shadows_bind(const struct shadow *rows, size_t n);
/* What only a real site has, for its engine: triggers that refuse rows whoever writes them.  Mirrors and scratch databases go without. */
void guards_bind(const char *sqlite, const char *postgres);
void schemas_bind(const char *const *sql, size_t n);                    /* each folder's x.sql, in layer order */
/* What is kept beside the shadow tables and made from them alone, in the same transactions: search indexes.  clear: emptied before a replay
 * fills it again; compare: against the tables it was made from, *why_not "" when they agree.  tidy: a small piece of upkeep in a
 * transaction of its own, done by the writer of a SQLite file when nobody has asked for anything for a while (requests wait no longer than a
 * piece takes); *more: there is more of it.  NULL: there is none. */
struct derived { const char *name; bool (*clear)(struct db_write *w); bool (*compare)(struct ctx *c, int64_t *rows, const char **why_not);
                 bool (*tidy)(struct db_write *w, bool *more); };
void derived_bind(const struct derived *rows, size_t n);
typedef void differs_fn(void *to, const char *table, const char *row, const char *what);
bool derived_check(struct ctx *c, differs_fn *differs, void *to, int64_t *differences);
/* Replays all acts into a scratch SQLite database and compares table by table; prints nothing, calls differs() for every row. */
typedef void differs_fn(void *to, const char *table, const char *row, const char *what);
bool rebuild_check(struct ctx *c, differs_fn *differs, void *to, int64_t *differences);
/* Throws the contents of the shadow tables away and replays, in one transaction. */
bool rebuild(const char *url, struct why *why, int64_t *acts);
/* The same for bench and tools: replays acts into db, which has empty tables. */
bool rebuild_into(struct ctx *c, struct db_write *w, int64_t *acts);

#endif
