/* recording_spans.c - which part of an act is covered by recordings, and which is not.  Pure arithmetic on milliseconds. */
#include "recording/recording_inner.h"
#include <stdlib.h>

static int by_start(const void *a, const void *b)
{
        const struct span *x = a, *y = b;

        return (x->from.ms > y->from.ms) - (x->from.ms < y->from.ms);
}

/* Cut to the step; what lies outside, or has no length, is left out. */
static size_t cut(struct span step, const struct span *have, size_t n, struct span *out)
{
        size_t k = 0;

        for (size_t i = 0; i < n; i++) {
                struct span s = have[i];

                if (s.from.ms < step.from.ms)
                        s.from = step.from;
                if (s.until.ms > step.until.ms)
                        s.until = step.until;
                if (s.from.ms < s.until.ms)
                        out[k++] = s;
        }
        return k;
}

static size_t merged(struct span *at, size_t n)
{
        size_t k = 0;

        if (n)
                qsort(at, n, sizeof *at, by_start);
        for (size_t i = 0; i < n; i++) {
                if (k && at[i].from.ms <= at[k - 1].until.ms) {
                        if (at[i].until.ms > at[k - 1].until.ms)
                                at[k - 1].until = at[i].until;
                        continue;
                }
                at[k++] = at[i];
        }
        return k;
}

void spans_cover(struct arena *mem, struct span step, const struct span *have, size_t n, const struct span **covered, size_t *n_covered,
                 const struct span **bare, size_t *n_bare)
{
        struct span *at = TAKE_N(mem, struct span, n + 1), *gaps = TAKE_N(mem, struct span, n + 2);
        size_t k = merged(at, cut(step, have, n, at)), g = 0;
        struct instant open = step.from;

        for (size_t i = 0; i < k; i++) {
                if (open.ms < at[i].from.ms)
                        gaps[g++] = (struct span){ open, at[i].from };
                open = at[i].until;
        }
        if (open.ms < step.until.ms)
                gaps[g++] = (struct span){ open, step.until };
        *covered = at;
        *n_covered = k;
        *bare = gaps;
        *n_bare = g;
}
