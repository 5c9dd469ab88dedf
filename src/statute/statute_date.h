/* statute_date.h - days as statutes write them.  Pure. */
#ifndef STATUTE_STATUTE_DATE_H
#define STATUTE_STATUTE_DATE_H
#include "base/text.h"
#include "base/time.h"

/* "2021年7月15日", "一九九五年三月二十六日" at the beginning of s: bytes; 0 if there is none or it is no day. */
size_t statute_day_read(const char *s, struct day *out);
/* "本法自2021年7月15日起施行", "本条例自公布之日起施行" anywhere in s; promulgated: what 公布之日 means. */
bool statute_effective_read(const char *s, struct day promulgated, struct day *out);
/* A day in a file's name, "行政处罚法(2021-01-22).md"; DAY_NONE if there is none. */
struct day statute_day_named(const char *path);

#endif
