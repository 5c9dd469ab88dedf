/* custody.h - who may watch a recording, for what, for how long; who did; and when it may go (调阅监督, 保管期限).
 *
 * Watching: whoever handles the case opens a recording (recording.open, an act with a purpose); everyone else asks first (retrieval.ask), and
 * somebody above approves for a time and for viewing or copying (retrieval.approve).  The bytes are given out only to whom an opening of the
 * last hours belongs.  Every view, download and export is an act.
 * Keeping: the pack's `retention:` gives each recording its day, the longest wins; nothing of an open case goes; deletion is proposed by one
 * person and confirmed by another (disposal.propose, disposal.confirm) and leaves a tombstone.
 * Legal basis: 国办发〔2018〕118号 三（九）（十）；三项制度方案 (调阅监督).
 */
#ifndef CUSTODY_CUSTODY_H
#define CUSTODY_CUSTODY_H
#include "blob/blob.h"
#include "journal/job.h"
#include "recording/recording.h"

/* May c->who have these bytes now?  Copies, pictures, waveforms follow their recording.  Refuses RETRIEVAL with what to do.
 * copy: to keep (download) rather than to watch. */
bool custody_may_have(struct ctx *c, const struct recording *r, bool copy);
/* For the web's file route, instead of case/'s own: gives type and name of any file this person may have. */
bool custody_file(struct ctx *c, const char *digest, const char **type, const char **name);
/* For the web's route of one recording: what it is stored under, if this person may have it now (copy: to take away). */
bool custody_recording(struct ctx *c, int64_t id, bool copy, const char **digest, const char **type, const char **name);
bool custody_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f);  /* of the case page: who looked at what */

/* Removes the bytes of what confirmed lists name and nothing else needs.  before: put last before that moment (what somebody is just
 * putting again stays); may be stopped at any moment and begun again. */
struct disposing { struct instant before; bool remove; blob_found_fn *found; void *to; };
bool custody_dispose(struct ctx *c, struct blobs *store, const struct disposing *how, struct blob_count *out);
/* Is this content of recordings all of which are on tombstones?  Then its absence is no fault. */
bool custody_gone(struct ctx *c, const char *digest, bool *out);

/* Is this file named by recordings, intakes or materials, but by none that c->who may see? */
bool custody_only_others(struct ctx *c, const char *digest, bool *only);

extern const struct command custody_commands[]; extern const size_t custody_commands_n;
extern const struct noun custody_nouns[]; extern const size_t custody_nouns_n;
extern const struct view custody_views[]; extern const size_t custody_views_n;
extern const struct page custody_pages[]; extern const size_t custody_pages_n;
extern const struct job custody_jobs[]; extern const size_t custody_jobs_n;     /* store_check, store_dispose */
extern const struct shadow custody_shadows[]; extern const size_t custody_shadows_n;

#endif
