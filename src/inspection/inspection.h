/* inspection.h - inspections (行政检查) and double random draws (双随机、一公开): objects, lots, results, and what everybody sees of them.
 *
 * A draw is for one item of the spot-check list in force (catalog/, kind "spotchecks"): objects whose kind the list names, and officers with
 * a certificate of that day, drawn by lots that anybody can draw again (draw.h) from a root of the log from before the draw.  A check records
 * what two certified officers found at one object.  Draws and results are tasks of publication (disclosure: tasks: of the pack) until a
 * second person releases them; of a released draw the names of objects not checked yet stay covered, so that nobody is warned.
 * Legal basis: 国办发〔2015〕58号; 国办发〔2018〕118号 二（六）; 行政处罚法 42.
 *
 *      struct draw d;
 *      if (!draw_load(c, seq, &d)) return false;               // refuses SUBJECT_UNKNOWN
 *      if (!draw_recheck(c, &d, &k)) return false;             // k.seed && k.objects && k.officers: as the rule says
 */
#ifndef INSPECTION_INSPECTION_H
#define INSPECTION_INSPECTION_H
#include "inspection/draw.h"
#include "journal/command.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/ui.h"
#include "ui/view.h"

struct draw {
        int64_t id, list, version, seed_size, candidates, drawn, released /* -1: not yet */;
        const char *agency, *unit, *item, *item_name, *ratio, *seed, *seed_from /* checkpoint head */, *officers, *certificates,
                *by;
        struct day on;
};
bool draw_load(struct ctx *c, int64_t id, struct draw *out);                     /* refuses SUBJECT_UNKNOWN */
/* What was in the bowls, from the act, with the lots in order. */
bool draw_bowls(struct ctx *c, const struct draw *d, struct bowl *objects, struct bowl *officers);
struct drawn { int64_t object, check /* -1: not checked yet */; const char *name, *shown /* covered where it is a citizen */, *code, *class; bool released; };
struct drawns { struct drawn *at; size_t n; };
bool draw_objects(struct ctx *c, int64_t id, struct drawns *out);               /* in the order of the draw */

/* Drawn again from the log: does the seed stand in the log, and do the bowls give these names? */
struct draw_check { bool seed, objects, officers; };
bool draw_recheck(struct ctx *c, const struct draw *d, struct draw_check *out);
/* The pure part: the bowls of an act in order (false: they cannot be read), and what the act says against root and bowls. */
bool draw_bowls_of(struct arena *mem, const struct act *a, struct bowl *objects, struct bowl *officers);
struct draw_check draw_compared(struct arena *mem, const struct act *a, const char *root, const struct bowl *objects, const struct bowl *officers);
bool rule_draw_right(struct why *w, int64_t id, const struct draw_check *k);    /* refuses DRAW_WRONG naming seed, objects or officers */

struct check {
        int64_t id, object, draw /* -1 */, case_id /* -1 */, released /* -1 */;
        const char *agency, *unit, *source, *basis, *officers, *findings, *result, *by, *object_name, *shown_name, *shown_text;
        bool person;
        struct day on, released_on;
};
bool check_load(struct ctx *c, int64_t id, struct check *out);                  /* refuses SUBJECT_UNKNOWN */

bool inspection_is_public(const char *verb);            /* do acts of this verb change what the public sees? */
/* Items of the list in force, objects: choices for the forms of this folder; false: none of ours. */
bool inspection_options(struct ctx *c, const struct arg *g, struct ui_options *out);

extern const struct command inspection_commands[]; extern const size_t inspection_commands_n;
extern const struct noun inspection_nouns[]; extern const size_t inspection_nouns_n;
extern const struct shadow inspection_shadows[]; extern const size_t inspection_shadows_n;
extern const struct view inspection_views[]; extern const size_t inspection_views_n;
extern const struct page inspection_pages[]; extern const size_t inspection_pages_n;

#endif
