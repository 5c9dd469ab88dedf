/* clock_walk.h - private to law/: the steps that an answer (clock.c) and its explanation (clock_explain.c) both take, so that
 * the two can never tell different stories.
 */
#ifndef LAW_CLOCK_WALK_H
#define LAW_CLOCK_WALK_H
#include "law/clock.h"

enum worth { WORTH_NOTHING, WORTH_ONE, WORTH_UNKNOWN };

/* Day by day away from the start, which is not counted, until `target` days were counted. */
struct walk {
        const struct calendar *cal;
        const struct clock *k;
        struct day at;                  /* the day reached */
        int direction;                  /* +1, or -1 for lead */
        int64_t counted, target;
        int missing_year;               /* set by WORTH_UNKNOWN */
};

/* false: the end lies outside 1900-2199; missing_year is set. */
bool walk__begin(struct walk *w, const struct calendar *cal, const struct clock *k, struct day start);
/* Moves one day.  name receives why it is not counted, or its special name, or "". */
enum worth walk__step(struct walk *w, const char **name);

/* Takes from *left what runs on the day of *t and moves *t on: to the end of the period or to the end of that day.  Returns the
 * milliseconds that ran: 0 on a stopped day. */
int64_t hours__step(const struct clock *k, struct instant *t, int64_t *left);
struct instant minute__of(struct instant t);            /* without its seconds */
bool instant__sane(struct instant t);                   /* within 1900-2199, so that day_of() means something */
bool day__stopped(const struct clock *k, struct day d);
int year__of(struct day d);

#endif
