/* catalog.h - lists that are published before enforcement happens (事前公开): powers, items, spot checks, recordings, review catalogue …
 *
 * The kinds are rows of the pack (law/pack_lists.c).  A subject "list" is one version of the list of one kind of one agency: drafted, sent to
 * the outside reviewer where the pack asks for one, published with a number and the day from which it holds, one day superseded or
 * revoked.  A published version never changes.  What the engine itself runs is written into a draft by the engine, and can be held against
 * what was published.
 * Legal basis: 国办发〔2018〕118号 二（四）; 处罚法 34, 39.
 */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H
#include "journal/command.h"
#include "journal/journal.h"
#include "law/pack.h"
#include "org/listed.h"
#include "ui/page.h"
#include "ui/view.h"

/* ---- a list's content ---- */
struct grid_column { const char *id, *label; };
struct grid { struct arena *mem; struct grid_column *columns; size_t n_columns; const char ***rows /* "" empty; in column order */; size_t n, room; };
const char *grid_cell(const struct grid *g, size_t row, const char *column);    /* "" if there is no such column */

enum grid_change_kind { GRID_ADDED, GRID_REMOVED, GRID_CHANGED };
struct grid_cell_change { const char *label, *before, *after; };
struct grid_change { enum grid_change_kind kind; const char *name /* the row's first cell */; const char *const *row /* added, removed: its cells */;
                     struct grid_cell_change *cells; size_t n_cells; };
struct grid_changes { struct grid_change *at; size_t n, added, removed, changed; };
/* Rows are the same when their first cells are; cell by cell, columns by id.  only: "a|b", the columns that count; NULL: all. */
void grid_diff(struct arena *mem, const struct grid *before, const struct grid *after, const char *only, struct grid_changes *out);

/* ---- versions ---- */
struct list {
        int64_t id, version /* 0: not published yet */, rows;
        const char *agency, *kind, *state /* draft sent passed returned published revoked */, *origin /* given pack current */, *law, *digest;
        const char *drafted_by, *reviewed_by, *reviewer_agency, *remarks, *instrument, *published_by, *reason, *revoke_reason;
        struct instant drafted_at, sent_at, reviewed_at, published_at;
        struct day effective, until /* the last day; DAY_NONE: no end known */, revoked_on;
        int64_t published_seq, revoked_seq /* the acts; -1 */;
};
struct lists { struct list *at; size_t n; };
bool list_load(struct ctx *c, int64_t id, struct list *out);            /* refuses SUBJECT_UNKNOWN */
/* What was filed for the record with the superior (备案), oldest first. */
struct list_filing { int64_t id; const char *body, *number; struct day on; };
struct list_filings { struct list_filing *at; size_t n; };
bool list_filings(struct ctx *c, int64_t id, struct list_filings *out);
/* Published versions of one list, newest first, with `until` worked out. */
bool list_versions(struct ctx *c, const char *agency, const char *kind, struct lists *out);
/* The version in force on that day.  After a version was revoked nothing is in force until the next one. */
bool list_on(struct ctx *c, const char *agency, const char *kind, struct day day, struct list *out, bool *found);
bool lists_on(struct ctx *c, const char *agency /* "" all */, struct day day, struct lists *out);       /* of every kind */
bool lists_recent(struct ctx *c, int64_t limit, struct lists *out);     /* newest publications first */
/* Publications and revocations after act `after`, oldest first, at most `limit`. */
struct list_change { int64_t seq, id; bool revoked; const char *agency; };
struct list_changes { struct list_change *at; size_t n; };
bool list_changes(struct ctx *c, int64_t after, int64_t limit, struct list_changes *out);
bool list_grid(struct ctx *c, int64_t id, struct grid *out);
/* Rows of lists in force in which all words stand (separated by spaces; at most 5 count).  agency, kind: "" any. */
struct list_hit { int64_t list; const char *agency, *kind, *name, *cells /* the row's texts, a line each */; };
struct list_hits { struct list_hit *at; size_t n; int64_t total; };
bool lists_search(struct ctx *c, const char *words, const char *agency, const char *kind, int64_t limit, struct list_hits *out);
/* What the engine runs now, as rows of this kind; *made false where the engine knows nothing of it. */
bool list_of_engine(struct ctx *c, const struct pack_list *kind, const char *agency, struct grid *out, bool *made);
/* How the published version differs from what the engine runs; *made as above. */
bool list_against_engine(struct ctx *c, const struct list *l, struct grid_changes *out, bool *made);
/* The rows (at most so many; says how many are left out), and what differs, as tables.  on: the day whose statutes the provisions lead to. */
void list_table_put(struct html *h, const struct grid *g, size_t most, struct day on);
/* Rows whose basis was repealed, has no such article any more or was changed since the version holds (a draft: as it reads today); at most 200. */
struct list_basis_row { const char *name, *basis, *what; };
struct list_basis { struct list_basis_row *at; size_t n; };
bool list_basis_check(struct ctx *c, const struct list *l, const struct grid *g, struct list_basis *out);
bool items_basis_check(struct ctx *c, const char *agency, struct list_basis *out);    /* the same of an agency's items in the pack */
void list_basis_put(struct ctx *c, struct html *h, const struct list_basis *b, const char *what);      /* nothing where nothing changed */
bool list_names_law(const char *column);                                /* does a column of this id name provisions? */
void list_changes_put(struct html *h, const struct grid_changes *l, const char *none);
const char *grid_csv(struct arena *mem, const struct grid *g);
bool list_is_public(const char *verb);                                  /* do acts of this verb change what the public sees? */
const char *list_reviewer_name(const struct pack *p, const struct pack_list *kind);     /* "" if nobody reviews it from outside */

extern const struct listed_hooks catalog_listed;        /* for listed_bind() */

extern const struct command catalog_commands[]; extern const size_t catalog_commands_n;
extern const struct noun catalog_nouns[]; extern const size_t catalog_nouns_n;
extern const struct shadow catalog_shadows[]; extern const size_t catalog_shadows_n;
extern const struct view catalog_views[]; extern const size_t catalog_views_n;
extern const struct page catalog_pages[]; extern const size_t catalog_pages_n;

#endif
