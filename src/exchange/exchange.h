/* exchange.h - what leaves the portal for other carriers: feeds, open data, embeds, site maps, and deliveries that are sent.
 * Reads what publicity has released and nothing else. */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H
#include "journal/command.h"
#include "journal/job.h"
#include "journal/journal.h"
#include "ui/file.h"
#include "ui/page.h"
#include "ui/view.h"

/* Writes one file of the open data ("decisions-2026.csv", "changes.jsonl" since an act) into fd.  Refuses PAGE_UNKNOWN. */
bool open_write(struct ctx *c, const char *name, int64_t since, int fd);

bool exchange_desk_card(struct ctx *c, struct html *h);  /* what a carrier did not get, for those who look after it */

/* For each carrier that was started: how many changes wait for it (up to 200), and how often the next one failed. */
typedef void exchange_waiting_fn(void *to, const char *way /* "carrier/ID" */, int64_t n, int64_t failed);
bool exchange_waiting(struct ctx *c, exchange_waiting_fn *each, void *to);

extern const struct command exchange_commands[];        /* carrier.start, .pause, .delivered, .failed */
extern const size_t exchange_commands_n;
extern const struct noun exchange_nouns[];
extern const size_t exchange_nouns_n;
extern const struct shadow exchange_shadows[];
extern const size_t exchange_shadows_n;
extern const struct view exchange_views[];              /* carriers, deliveries */
extern const size_t exchange_views_n;
extern const struct page exchange_pages[];
extern const size_t exchange_pages_n;
extern const struct public_file exchange_public_files[];
extern const size_t exchange_public_files_n;
extern const struct job exchange_jobs[];                /* deliver */
extern const size_t exchange_jobs_n;

#endif
