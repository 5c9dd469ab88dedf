/* limit.h - how often one address, and all of them together, may ask: token buckets in memory, forgotten when the program ends.
 *
 * Pure but for its memory: the caller brings the time.  A table of fixed size: whoever comes from many addresses pushes out old buckets, never
 * the count of all together.
 */
#ifndef WEB_LIMIT_H
#define WEB_LIMIT_H
#include <stdbool.h>
#include <stdint.h>

struct limit_rule { int burst; int64_t each_us; /* one more every so many microseconds; 0: no limit */ };
struct limit;
struct limit *limit_new(struct limit_rule address, struct limit_rule all);
void limit_free(struct limit *l);                       /* NULL is fine */
/* May `who` (any number that stands for an address) ask now?  If not: in how many seconds, at least 1. */
bool limit_take(struct limit *l, uint64_t who, int64_t now_us, int *wait_s);

#endif
