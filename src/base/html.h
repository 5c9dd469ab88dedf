/* html.h - HTML through a writer that escapes.  %s is always escaped; there is no way to forget it.
 *
 * Formats are literals and checked by the compiler.  Attribute values must be quoted in the format.
 *   html(h, "<a href=\"%s\">%s</a>", url, title);
 * html_raw() takes text that is HTML already: icons and SVG from our own code, never anything a person wrote.
 */
#ifndef BASE_HTML_H
#define BASE_HTML_H
#include "base/text.h"

struct ctx;
struct html { struct buffer b; struct ctx *ctx /* whose page this is: set by page_begin_…, asked by ui_basis(); NULL elsewhere */; };

struct html *html_new(struct arena *a);
#define html(h, ...) html_put((h), "" __VA_ARGS__)
__attribute__((format(printf, 2, 3))) void html_put(struct html *h, const char *fmt, ...);
void html_raw(struct html *h, const char *markup);
void html_text(struct html *h, const char *s);          /* escaped */
void html_paragraphs(struct html *h, const char *s);    /* text with line feeds -> <p>…</p> each */
struct bytes html_done(struct html *h);

/* %s is percent-encoded for a path segment or a query value:  url(a, "/desk/case/%s?tab=%s", id, tab) */
#define url(a, ...) url_make((a), "" __VA_ARGS__)
__attribute__((format(printf, 2, 3))) char *url_make(struct arena *a, const char *fmt, ...);

#endif
