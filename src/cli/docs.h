/* docs.h - private to cli_docs*.c: one reference page being written. */
#ifndef CLI_DOCS_H
#define CLI_DOCS_H
#include "cli/cli.h"

struct docs { struct cli *x; const char *dir, *packs; struct buffer b; };

void docs_begin(struct docs *d, const char *title);
bool docs_end(struct docs *d, const char *name);        /* writes DIR/name */
void docs_heads(struct docs *d, const char *const *cells, size_t n);
void docs_row(struct docs *d, const char *const *cells, size_t n);     /* what Markdown would read as its own is escaped */
void docs_cell(struct docs *d, const char *text);

bool docs_packs(struct docs *d);                        /* cli_docs_pack.c: pack-NAME.md for each, and README.md */

#endif
