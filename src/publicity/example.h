/* example.h - typical cases (典型案例): published as good practice or as a warning (兴隆台 五（三）；住建 四（三）).
 *
 * Written from a case in words of its own, so no mask of any original and never presented as one; it may name the published decision it comes
 * from.  Entered by one person, checked and published by another; what patterns find of identity, telephone and account numbers, homes and so
 * on bars publication.
 */
#ifndef PUBLICITY_EXAMPLE_H
#define PUBLICITY_EXAMPLE_H
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

struct example {
        int64_t id, decision /* the case whose published decision it comes from; 0: none named */;
        const char *kind /* good | warning */, *state /* draft | published | withdrawn */, *agency, *title, *facts, *handling, *meaning, *law;
        const char *entered_by, *checked_by, *reason;
        struct instant entered_at, published_at;
};
struct examples { struct example *at; size_t n; };
bool example_load(struct ctx *c, int64_t id, struct example *out);      /* refuses SUBJECT_UNKNOWN */
bool examples_list(struct ctx *c, const char *state /* "" all */, const char *kind /* "" both */, int64_t limit, struct examples *out);
const char *example_kind_label(const char *kind);
bool example_is_public(const char *verb);

extern const struct command example_commands[]; extern const size_t example_commands_n;
extern const struct noun example_nouns[]; extern const size_t example_nouns_n;
extern const struct shadow example_shadows[]; extern const size_t example_shadows_n;
extern const struct view example_views[]; extern const size_t example_views_n;
extern const struct page example_pages[]; extern const size_t example_pages_n;

#endif
