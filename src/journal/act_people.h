/* act_people.h - who is named in the acts on a subject, and may therefore not be named to everybody. */
#ifndef JOURNAL_ACT_PEOPLE_H
#define JOURNAL_ACT_PEOPLE_H
#include "journal/journal.h"
#include "law/mask.h"

/* Adds the people and values that the acts on it name (law/mask.h: mask_people_field).  In the writer as well: reads the log only. */
bool act_people(struct ctx *c, struct subject s, struct mask_people *out);
void act_people_of(const struct field *fields, size_t n, const char *verb, struct mask_people *out);

#endif
