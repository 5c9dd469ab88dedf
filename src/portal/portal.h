/* portal.h - what the public sees: home, search, decisions and their tombstones, agencies, how to verify.
 *
 * Reads what publicity has released and nothing else; works on a phone and without scripts.
 */
#ifndef PORTAL_PORTAL_H
#define PORTAL_PORTAL_H
#include "publicity/publicity.h"
#include "ui/ui.h"

/* The one way in which the portal searches: words as a person typed them, newest decision first, total counted. */
bool portal_search(struct ctx *c, const struct publication_wish *w, struct publications *out);

/* What the page can say about a decision before it shows it: read anew from the log each time the page is made. */
struct portal_proof {
        bool signed_head;                       /* a signed head covers the decision; otherwise the next one will */
        bool good;                              /* fields as shown are those of the act, and the path leads to the signed head */
        const char *wrong;                      /* what does not agree; "" when good */
        const char *leaf;                       /* hash of the act, hex */
        const char **path; size_t n_path;       /* hex */
        int64_t size;                           /* of the tree under the head */
        struct instant at;                      /* when the head was signed */
};
bool portal_prove(struct ctx *c, const struct publication *p, struct portal_proof *out);

/* Verifier keys of this site: shown on /verify and used for the check above.  Bound once at start; the texts live as long as the
 * program, the list need not. */
void portal_keys_bind(const char *const *vkeys, size_t n);
const char *const *portal_keys(size_t *n);

/* The signed head as the page shows it; at.ms 0 when nothing was signed yet. */
struct portal_head { int64_t size; struct instant at; const char *root, *note; enum hash_kind hash; const char *origin; };
bool portal_head(struct ctx *c, struct portal_head *out);

const char *portal_qr(struct arena *mem, const char *text);     /* SVG; NULL if the text is too long for one */
const char *kind_label(const char *kind);                       /* penalty -> 行政处罚 */
/* Text with the words found in it marked. */
void html_marked(struct html *h, const char *text, const char *words);
/* A piece of text around the first word found. */
const char *text_around(struct arena *mem, const char *text, const char *words, size_t chars);
/* One decision or tombstone in a list; words may be "". */
void portal_row(struct html *h, const struct publication *p, const char *words);

/* Navigation, footer, names and badges for both faces of the house: ui_bind(&portal_site). */
extern const struct ui_site portal_site;
extern const struct page portal_pages[];
extern const size_t portal_pages_n;
/* What the public asks: forms and lookups of the public door (web/public_door.c). */
page_fn portal_ask_complain, portal_ask_consult, portal_ask_correct, portal_ask_follow, portal_ask_progress;
page_fn portal_home, portal_find, portal_decision, portal_agencies, portal_agency, portal_verify, portal_verify_paper, portal_about, portal_procedures, portal_procedure;

#endif
