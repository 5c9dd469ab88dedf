/* training.h - what a pack says of examinations, certificates and training of officers (`training:`, pack_training.c).
 *
 * 行政处罚法 42 (officers with qualification), 国办发〔2023〕27号 (hours a year), and the documents of the packs.  Everything is optional: a pack
 * without the section asks for no examination and counts no hours.
 * Example:  const struct pack_exam *e = pack_exam_for(c->pack, today);  if (e) … nobody gets a certificate without having passed it …
 */
#ifndef LAW_TRAINING_H
#define LAW_TRAINING_H
#include "law/pack.h"

struct pack_subject { const char *id, *label; struct pack_at pos; };
/* So many questions of one kind from one subject. */
struct pack_part { const char *id, *subject, *kind /* single multiple judge */; int count, points /* each */; struct pack_at pos; };
struct pack_exam { const char *id, *label, *law; struct pack_part *parts; size_t n_parts;
                   int minutes, pass /* points */, total /* of all parts */, retakes /* after the first try, within twelve months */, wait_days, appeal_days,
                       valid_months /* how long a pass lets a certificate follow; 0: for ever */;
                   struct day from /* a certificate needs this pass from that day on; DAY_NONE: never */; struct pack_at pos; };
/* Hours a year of those who have one of the roles and a certificate that holds, or of reviewers; kinds: of courses that count, empty for all. */
struct pack_hours { const char *id, *label, *law; struct names roles, agencies, kinds; int hours; struct pack_at pos; };
/* What stands on the certificates of those who handle a matter. */
struct pack_fit { const char *id, *label, *law; struct names agencies, items /* empty: all */, kinds, areas /* one of them; empty: not asked */;
                  struct day from; struct pack_at pos; };
struct pack_training {
        struct pack_subject *subjects; size_t n_subjects;
        struct pack_exam *exams; size_t n_exams;
        struct pack_hours *hours; size_t n_hours;
        struct pack_fit *fits; size_t n_fits;
        int code_seconds;                       /* how long a code of attendance may be used */
};

extern const char course_kinds[];               /* "law=法律法规|…": choices of what a course is about */
const struct pack_training *pack_training(const struct pack *p);        /* never NULL */
const struct pack_exam *pack_exam(const struct pack *p, const char *id);
const struct pack_subject *pack_subject(const struct pack *p, const char *id);
/* The examination without which nobody gets a certificate on that day; NULL: none. */
const struct pack_exam *pack_exam_for(const struct pack *p, struct day on);
/* Does the rule speak of a matter of this agency and item on that day? */
bool pack_fit_asks(const struct pack_fit *f, const char *agency, const char *item, struct day on);
/* Do these words of a certificate ("综合行政执法、水行政执法") name one of those that are asked for?  True where nothing is asked. */
bool pack_fit_has(const struct names *asked, const char *words);

#endif
