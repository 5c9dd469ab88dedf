/* publicity_mask.h - the public version of a decision, field by field: what it says, how it came to say so, what people decided.
 *
 * A field is shown word by word, or covered by rule, or covered further by a person (each place with a reason), or written anew by a person
 * (with a reason).  Only the first two are proven by the decision's own act; the act of release says which is which (public.masks).
 */
#ifndef PUBLICITY_PUBLICITY_MASK_H
#define PUBLICITY_PUBLICITY_MASK_H
#include "law/facts.h"
#include "law/mask.h"
#include "publicity/publicity.h"

/* What was entered (publish.prepare), or is being entered. */
struct entry {
        const char *facts, *result;             /* written anew; "" : not */
        const char *reason;                     /* why written anew */
        struct mask_marks covers, keeps;
};
struct entry entry_of(struct arena *mem, const struct act *prepare);
/* Lines "文字｜理由" of a form. */
struct mask_marks marks_of_lines(struct arena *mem, const char *lines);
/* The same as publish.prepare keeps them: a JSON list of texts. */
struct mask_marks marks_of_points(struct arena *mem, const char *json);

#define MASKED_PARTS 4
struct masked_part {
        const char *field, *label;              /* facts: 事实 */
        const char *source;                     /* the decision's field that is shown: facts_public */
        const char *original;                   /* what the places are in */
        const char *shown;
        bool written;                           /* anew, by a person */
        bool proven;                            /* shown is the decision's own field, word by word */
        struct mask_spans spans;
};
struct masked {
        struct public_version v;
        struct masked_part part[MASKED_PARTS];
        struct mask_people people;
        struct names open;
        struct mask_marks keeps;
        size_t asked;                           /* places nobody has decided about */
};
/* c: its log is read for the people of the case. */
bool publicity_masked(struct ctx *c, int64_t case_id, const struct case_facts *f, const struct act *decision, const struct entry *e,
                      struct masked *out);
const char *masked_how(const struct masked_part *p);    /* word | rule | hand | written */
const char *masked_json(struct arena *mem, const struct masked *m, const struct entry *e);      /* public.masks: for everybody */
const char *masked_places_json(struct arena *mem, const struct masked *m);                      /* masks.places: sealed */

/* Refuses PUBLISH_MASK: covers and keeps must say what and why, and meet the text; nothing that may not be kept is. */
bool rule_marks(struct why *w, const struct masked *m, const struct entry *e);
/* Refuses PUBLISH_MASK naming what still stands in the parts, the title or the party. */
bool rule_covered(struct ctx *c, const struct masked *m);
/* The same for any text about a case that everybody will read: a reason for withdrawal, an answer. */
bool publicity_text_clean(struct ctx *c, const struct masked *m, const char *field, const char *label, const char *text);
/* The people of the case alone, for publicity_text_clean(). */
bool publicity_people(struct ctx *c, int64_t case_id, const struct case_facts *f, struct masked *out);

/* publicity_release.c */
extern command_fn publicity__prepare, publicity__release;
extern const struct arg publicity_prepare_args[], publicity_release_args[];

#endif
