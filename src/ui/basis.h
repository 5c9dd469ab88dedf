/* basis.h - statute_link: whatever names a provision on a page ("法律依据：处罚法 58") leads to the article, where the statute is in the
 * database, in the version in force on a day.  What is not there stays plain text.
 *
 *   ui_basis(h, why_law(w));                                      today
 *   ui_basis_on(h, item->basis, decided_on);                      as it was then
 */
#ifndef UI_BASIS_H
#define UI_BASIS_H
#include "base/ctx.h"
#include "base/html.h"
#include "law/cite.h"

enum basis_state { BASIS_UNKNOWN /* no such statute here */, BASIS_IN_FORCE, BASIS_REPEALED, BASIS_NOT_YET, BASIS_NO_ARTICLE /* this version has none such */ };
struct basis_found {
        enum basis_state state;
        const char *title;              /* 中华人民共和国行政处罚法; "" when unknown */
        const char *url;                /* of the article, or of the statute; "" when unknown */
        const char *digest;             /* over the article's text in that version: the same in two versions if nothing changed; "" without article */
        struct day since, repealed;     /* of that version */
        int64_t version;
};
typedef bool basis_find_fn(struct ctx *c, const struct cite *k, struct day on, struct basis_found *out);
void basis_bind(basis_find_fn *find);                           /* statute/'s, from cli/bind.c: layers below know no statutes */
/* False: the database failed.  BASIS_UNKNOWN where nothing is bound. */
bool basis_find(struct ctx *c, const struct cite *k, struct day on, struct basis_found *out);

/* The text with its provisions as links.  h: of a page that was begun with page_begin_…; otherwise, or where a read fails, plain text. */
void ui_basis(struct html *h, const char *text);
void ui_basis_on(struct html *h, const char *text, struct day on);
void ui_kv_basis(struct html *h, const char *label, const char *text);  /* as ui_kv */

#endif
