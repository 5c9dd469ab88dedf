/* parameter.h - what the office has set of the parameters in law/parameters.tbl, on a day; and the value lists it has added to.
 *
 * The pack's word comes first (its section `parameters:`), then the newest act parameter.set that is in effect on the day of c->now, then the
 * table's fallback.  Works for readers and in the writer (handlers), on both engines.  Apply functions must not ask: put what they need into
 * the act.  An unknown name is a bug (must).  False: only when reading failed (why says so), out is untouched.
 *
 *   int64_t days;
 *   if (!parameter_int(c, "notice_days", &days)) return false;
 */
#ifndef ORG_PARAMETER_H
#define ORG_PARAMETER_H
#include "law/parameter.h"
#include "org/org.h"

bool parameter_int(struct ctx *c, const char *name, int64_t *out);              /* INT; minutes since midnight for TIME */
bool parameter_bool(struct ctx *c, const char *name, bool *out);
bool parameter_text(struct ctx *c, const char *name, const char **out);         /* canonical, of any type; lives in c->mem */

/* Where it comes from: "pack", "set" or "" (the table's fallback).  next: what a later day brings, value NULL if nothing. */
struct parameter_now { const struct parameter *row; const char *value, *from, *law /* of the pack */; struct day since;
                       const char *next; struct day next_since; };
bool parameter_now(struct ctx *c, const struct parameter *p, struct parameter_now *out);
/* What was set, newest first; name "" all. */
struct parameter_change { int64_t id; const char *name, *value, *reason, *actor; struct day since; struct instant at; };
struct parameter_changes { struct parameter_change *at; size_t n; };
bool parameter_changes(struct ctx *c, const char *name, int64_t limit, struct parameter_changes *out);

/* ---- value lists of forms (org/dictionaries.tbl): the argument's choices, and the words that the office added ---- */
struct dictionary { const char *name, *label, *help, *verb, *arg; };
const struct dictionary *dictionary_find(const char *name);     /* NULL if there is none */
const struct dictionary *dictionary_at(size_t i);
const char *dictionary_choices(const struct dictionary *d);     /* what the program brings: "stored=label|…" */
struct entry { int64_t id /* its newest act */; const char *word; bool used; };
struct entries { struct entry *at; size_t n; };
bool dictionary_entries(struct ctx *c, const char *name, bool all, struct entries *out);        /* the office's own; all: also those no longer used */
/* May the argument be given this word, which is none of its choices?  False for arguments that are in no dictionary. */
bool dictionary_has(struct ctx *c, const struct command *cmd, const struct arg *g, const char *word, bool *out);
struct entry_change { int64_t id; const char *list, *word, *reason, *actor; bool used; struct instant at; };
struct entry_changes { struct entry_change *at; size_t n; };
bool dictionary_changes(struct ctx *c, const char *list, int64_t limit, struct entry_changes *out);     /* newest first; list "" all */

extern const struct command parameter_commands[]; extern const size_t parameter_commands_n;
extern const struct noun parameter_nouns[]; extern const size_t parameter_nouns_n;
extern const struct shadow parameter_shadows[]; extern const size_t parameter_shadows_n;

#endif
