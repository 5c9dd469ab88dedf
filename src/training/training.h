/* training.h - examinations, training, insurance and health of officers; the hook by which the house draws codes for cameras.
 * Legal basis: 行政处罚法 42 (qualification), 国办发〔2023〕27号 (hours a year), the documents of the packs.
 */
#ifndef TRAINING_TRAINING_H
#define TRAINING_TRAINING_H
#include "base/html.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/page.h"
#include "ui/view.h"

/* qr: a code as SVG, NULL if the text is too long (portal_qr). */
struct training_hooks { const char *(*qr)(struct arena *mem, const char *text); };
void training_bind(const struct training_hooks *hooks);
/* What waits for the person at the desk: an examination to sit, a notice to confirm, certificates that end. */
bool training_desk_card(struct ctx *c, struct html *h);

extern const struct command training_commands[]; extern const size_t training_commands_n;
extern const struct noun training_nouns[]; extern const size_t training_nouns_n;
extern const struct shadow training_shadows[]; extern const size_t training_shadows_n;
extern const struct view training_views[]; extern const size_t training_views_n;
extern const struct page training_pages[]; extern const size_t training_pages_n;
extern const struct job training_jobs[]; extern const size_t training_jobs_n;

#endif
