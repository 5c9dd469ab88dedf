/* identity.h - numbers that carry their own check: GB 11643 (citizens), GB 32100 with GB 11714 inside (bodies).  Pure. */
#ifndef LAW_IDENTITY_H
#define LAW_IDENTITY_H
#include "base/time.h"

/* NULL when the number holds, otherwise what is wrong, in Chinese (length, character, date, check digit).  idno: lower-case x is
 * accepted; normalise with idno_normal(). */
const char *idno_wrong(const char *s);
const char *uscc_wrong(const char *s);
char *idno_normal(struct arena *a, const char *s);
struct day idno_birth(const char *s);                   /* s must hold */
/* Full years (周岁).  A year of age is full at the end of the birthday, so the new age counts from the day after it: on his 14th
 * birthday a person is still 不满十四周岁 (the courts' reading for minors, 法释〔2006〕1号 2; the favourable one for 处罚法 30). */
int age_on(struct day birth, struct day on);
char *idno_mask(struct arena *a, const char *s);        /* 510923********0011 */
char *phone_mask(struct arena *a, const char *s);
char *name_mask(struct arena *a, const char *s);        /* a person's name: 郑卫东 -> 郑某某 */
/* Identity numbers, mobile numbers and bank cards standing in running text; returns how many were found, masked text in *out. */
int text_mask(struct arena *a, const char *s, char **out);

#endif
