/* clock_fixture.h - for tests only: the shipped calendar, and instants and stops written as text. */
#ifndef LAW_CLOCK_FIXTURE_H
#define LAW_CLOCK_FIXTURE_H
#include "base/test.h"
#include "law/clock.h"

const struct calendar *fixture_calendar(struct test *t);        /* packs/national/workdays.csv; must load */
char *fixture_csv(struct test *t);                              /* its text */
struct instant fixture_at(const char *text);                    /* "2024-10-10" or "2024-10-10 14:30"; must be real */
struct day fixture_day(const char *text);

#endif
