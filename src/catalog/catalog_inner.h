/* catalog_inner.h - private to catalog/: content as text, as rows, from the engine. */
#ifndef CATALOG_CATALOG_INNER_H
#define CATALOG_CATALOG_INNER_H
#include "catalog/catalog.h"
#include "db/db.h"

#define LIST_ROWS_MAX 5000
#define LIST_CELL_MAX 2000              /* characters */
#define LIST_TEXT_MAX 1000000           /* characters of what is pasted */

void grid__start(struct grid *g, struct arena *mem, const struct pack_list *kind);
const char **grid__row(struct grid *g);                                 /* a new row, all cells "" */
void grid__put(struct grid *g, const char **row, const char *column, const char *value);      /* no such column: let be */
/* From what a person pasted: a table (CSV, or tabs as spreadsheets copy them) with the columns' names in its first line, or a JSON list of objects.
 * Refuses LIST_ROWS naming line and column. */
bool grid__parse(struct why *w, struct arena *mem, const struct pack_list *kind, const char *text, struct grid *out);
/* Names unique, required cells there, nothing that looks like a web page's code.  Refuses LIST_ROWS. */
bool grid__check(struct why *w, const struct pack_list *kind, const struct grid *g);
const char *grid__json(struct arena *mem, const struct grid *g);        /* canonical (RFC 8785): [{"basis":"…","name":"…"},…] */
const char *grid__columns_json(struct arena *mem, const struct grid *g);        /* [["name","事项"],…] */
bool grid__columns_read(struct why *w, struct arena *mem, const char *json, struct grid *out);
bool grid__row_read(struct why *w, struct grid *g, const char *object); /* one stored row into a grid whose columns are known */

bool list__versions_all(struct ctx *c, const char *agency, struct lists *out);   /* drafts too, newest first, within one agency ("" all) */
const char *list__state(const char *state);                             /* 草稿 送审 … */
const char *list__state_tag(const char *state);
/* Handlers: from the connection that has every row of cat_list.  The newest published version; version 0 if there is none. */
bool list__newest(struct ctx *c, const char *agency, const char *kind, struct list *out);
bool list__review_done(const struct pack_list *kind, const struct list *l);

/* What binds acts (catalog_bind.c), as canonical JSON for the act; NULL where the kind has none.  Refuses LIST_ROWS. */
bool list__binding(struct why *w, const struct pack *p, const struct pack_list *kind, const char *agency, const struct grid *g, const char **powers, const char **grades);
/* One cell of the townships: a line each, 甲镇：委托，文件，起日，止日. */
bool list__powers_read(struct why *w, const struct pack *p, const char *agency, const char *name, const char *cell, struct listed_powers *out);
struct grade_cells list__grade_cells(const struct grid *g, size_t row);
view_fn list__view_basis, list__view_basis_count;
bool list__sheet_read(struct ctx *c, const struct pack_list *kind, const char *digest, struct grid *out);      /* refuses LIST_ROWS, SHEET_… */
apply_fn list__apply_binding;
struct day list__law_day(const struct ctx *c, const struct list *l);   /* whose statutes count: a version that has ended or not begun, its own day; else today */

apply_fn list__apply_draft, list__apply_revise, list__apply_send, list__apply_reviewed, list__apply_publish, list__apply_revoke, list__apply_record;
page_fn list__page_all, list__page_one, list__page_edit;

#endif
