/* time.h - days and instants as plain numbers.  Nothing here reads a clock: now comes in through ctx.
 *
 * A day is a civil date of the Chinese calendar year (Gregorian), without time zone.  An instant is milliseconds since
 * 1970-01-01T00:00:00Z.  China Standard Time is UTC+8 the whole year, so day_of() needs no zone data.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"

struct day { int32_t n; };              /* days since 1970-01-01; DAY_NONE when there is none */
#define DAY_NONE ((struct day){ INT32_MIN })
struct instant { int64_t ms; };         /* since the Unix epoch, UTC */

bool day_is(struct day d);              /* not DAY_NONE */
struct day day_make(int year, int month, int day);      /* must be a real date, 1900-2199 */
bool day_parse(const char *s, struct day *out);         /* "2024-10-29", strictly; 30 Feb is refused */
char *day_text(struct arena *a, struct day d);          /* "2024-10-29"; "" for DAY_NONE */
char *day_chinese(struct arena *a, struct day d);       /* "2024年10月29日" */
void day_split(struct day d, int *year, int *month, int *day);
int day_weekday(struct day d);                          /* 1 Monday … 7 Sunday */
const char *weekday_chinese(int weekday);               /* "一" … "日" */
struct day day_plus(struct day d, int days);
struct day day_plus_months(struct day d, int months);   /* same number, or the month's last day (民法典 202) */
int day_compare(struct day a, struct day b);

struct day day_of(struct instant t);                    /* the day in China */
struct instant instant_at(struct day d, int hour, int minute); /* that local time in China */
bool instant_parse(const char *s, struct instant *out); /* RFC 3339 UTC with milliseconds, exactly as acts write it */
/* What stands in a row, where an apply function put it: "" is none (DAY_NONE, 0); anything else that is no day or instant is a bug. */
struct day day_stored(const char *s);
struct instant instant_stored(const char *s);
/* What a person or a script writes: "2024-10-29", "2024-10-29T10:20", "2024-10-29 10:20", with optional :SS; local time in China;
 * or RFC 3339 with Z or an offset.  A bare day means 09:00. */
bool instant_parse_local(const char *s, struct instant *out);
char *instant_text(struct arena *a, struct instant t);  /* "2024-10-29T02:31:07.123Z" */
#define INSTANT_SIZE (sizeof "2024-10-29T02:31:07.123Z")
void instant_write(struct instant t, char out[INSTANT_SIZE]);    /* the same without an arena */
char *instant_local(struct arena *a, struct instant t); /* "2024-10-29 10:31", in China */

#endif
