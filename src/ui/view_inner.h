/* view_inner.h - private to the folder: one page of a view, and all of them. */
#ifndef UI_VIEW_INNER_H
#define UI_VIEW_INNER_H
#include "ui/view.h"

bool view__page(struct ctx *c, const char *name, const struct pair *pairs, size_t n, struct table *out);       /* view_run() without the total */
/* cut: there may be more rows than the view can give. */
bool view__rows(struct ctx *c, const char *name, const struct pair *pairs, size_t n, view_row_fn *row, void *to, int64_t *rows, bool *cut);

#endif
