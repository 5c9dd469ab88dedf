/* statute.h - statutes (法律、法规、规章) as texts with versions: which one is in force on a day, its articles, what they cite, where words stand.
 *
 * A subject "statute" is one text: one version of one statute, imported once, never changed.  Versions of one statute share its name (without
 * 中华人民共和国).  The version in force on a day is the one with the newest effective day not after it, unless the statute is repealed by then.
 * Legal basis: 立法法 61, 72, 国办发〔2018〕118号 二（四）: bases are published and kept up.
 *
 *   struct statute_version v; bool found;
 *   if (!statute_on(c, "行政处罚法", day_of(c->now), &v, &found)) return false;
 */
#ifndef STATUTE_STATUTE_H
#define STATUTE_STATUTE_H
#include "journal/command.h"
#include "journal/journal.h"
#include "law/cite.h"
#include "ui/basis.h"
#include "ui/page.h"
#include "ui/view.h"

struct statute_version {
        int64_t id, articles, replaced_by /* 0: stands */;
        const char *name, *title, *digest, *effective_by /* text head presumed stated */, *change, *head, *source, *imported_by, *repeal_by, *date_basis;
        struct day promulgated, effective, repealed /* DAY_NONE: not */, until /* last day in force; DAY_NONE: no end known */;
        struct instant imported_at;
};
struct statute_versions { struct statute_version *at; size_t n; };
bool statute_load(struct ctx *c, int64_t id, struct statute_version *out);             /* refuses SUBJECT_UNKNOWN */
bool statute_versions_of(struct ctx *c, const char *name, struct statute_versions *out);       /* newest effective day first; `until` worked out */
bool statute_on(struct ctx *c, const char *name, struct day day, struct statute_version *out, bool *found);
/* Statutes of which the name has these words in it; one row each, the version in force on the day or else the newest. */
bool statutes_find(struct ctx *c, const char *words, struct day day, int64_t from, int64_t limit, struct statute_versions *out, int64_t *total);

/* One heading or article with its lines. */
struct provision_line { int paragraph, item, sub; const char *text; };
struct provision { int64_t n; const char *kind, *number, *label, *heading; struct provision_line *lines; size_t n_lines; };
struct provisions { struct provision *at; size_t n; };
bool statute_provisions(struct ctx *c, int64_t version, struct provisions *out);
bool statute_provision(struct ctx *c, int64_t version, const char *number, struct provision *out, bool *found);
const char *provision_text(struct arena *mem, const struct provision *p);               /* its lines, a line feed between */
const char *provision_digest(struct arena *mem, const struct provision *p);             /* sm3 over that text, hex */

/* Where all words (separated by spaces, at most 3 count) stand in one paragraph of what is in force on the day. */
struct statute_hit { const char *name, *title, *number, *label, *text; };
struct statute_hits { struct statute_hit *at; size_t n; bool more; };
bool statute_search(struct ctx *c, const char *words, struct day day, int64_t limit, struct statute_hits *out);
/* Paragraphs of other statutes in force that name this provision. */
bool statute_citing(struct ctx *c, const struct statute_version *v, const char *number, struct day day, int64_t limit, struct statute_hits *out);

bool statute_basis_find(struct ctx *c, const struct cite *k, struct day on, struct basis_found *out);  /* for basis_bind() */
bool statute_is_public(const char *verb);                       /* do acts of this verb change what the public sees? */
/* Which published decisions name a text; bound from cli/bind.c, for another folder keeps them. */
struct statute_decisions { struct { const char *label, *url, *note; } at[20]; size_t n; };
typedef bool statute_decisions_fn(struct ctx *c, const char *words, struct statute_decisions *out);
void statute_decisions_bind(statute_decisions_fn *find);

/* For whoever brings many texts. */
const char *statute_digest(struct arena *mem, const char *clean);      /* of a text as statute_clean() gives it: "sm3:…" */
bool statute_digests(struct ctx *c, const char ***out, size_t *n);      /* of all texts that are there, sorted */

extern const struct command statute_commands[]; extern const size_t statute_commands_n;
extern const struct noun statute_nouns[]; extern const size_t statute_nouns_n;
extern const struct shadow statute_shadows[]; extern const size_t statute_shadows_n;
extern const struct view statute_views[]; extern const size_t statute_views_n;
extern const struct page statute_pages[]; extern const size_t statute_pages_n;

#endif
