/* mask_scan.h - private to the masks: a text as characters that mean something, however they were typed. */
#ifndef LAW_MASK_SCAN_H
#define LAW_MASK_SCAN_H
#include "law/mask.h"

/* c: full-width ASCII as ASCII, any space as ' ', any dash as '-'; bytes that are no UTF-8 count as one character each. */
struct glyph { uint32_t c; size_t at; };
struct scan { struct arena *mem; const char *text; struct glyph *g; size_t n; /* g[n].at: the length, g[n].c: 0 */ };
struct scan mask_scan(struct arena *mem, const char *text);

/* Characters [from, to) of a scan. */
struct place { size_t from, to; enum mask_kind kind; };
static inline bool glyph_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static inline bool glyph_letter(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
static inline bool glyph_alnum(uint32_t c) { return glyph_digit(c) || glyph_letter(c); }
static inline bool glyph_han(uint32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF); }
uint32_t glyph_at(const struct scan *s, size_t i);                      /* 0 outside */
/* Does the word stand at i, letter for letter?  Its length in characters, 0 if not. */
size_t scan_says(const struct scan *s, size_t i, const char *word);
/* One of "a|b|c"; the longest. */
size_t scan_says_one(const struct scan *s, size_t i, const char *words);
/* The same word with spaces or dashes within: 郑 卫 东, 138-1234 5678.  Its length with them. */
size_t scan_reads(const struct scan *s, size_t i, const char *word);
/* Does one of the words stand within the `reach` characters before i, with no digit between? */
bool scan_before(const struct scan *s, size_t i, size_t reach, const char *words);

/* Each: true and the place, if one begins at i. */
bool mask_number_at(const struct scan *s, size_t i, struct place *out);         /* i: a digit after no digit */
bool mask_landline_at(const struct scan *s, size_t i, struct place *out);
bool mask_plate_at(const struct scan *s, size_t i, struct place *out);
bool mask_email_at(const struct scan *s, size_t i, struct place *out);
bool mask_home_at(const struct scan *s, size_t i, struct place *out);           /* i: where 住址 … stands */
bool mask_house_at(const struct scan *s, size_t i, struct place *out);          /* i: the number of a house; from may lie before it */
bool mask_person_at(const struct scan *s, size_t i, struct place *out);         /* 邻居王秀珍: asked */
bool mask_health_at(const struct scan *s, size_t i, struct place *out);
bool mask_secret_at(const struct scan *s, size_t i, struct place *out);
size_t mask_code_length(const struct scan *s, size_t i);                        /* credit codes, hashes, serials at the begin of a word */
size_t mask_town_end(const struct scan *s, size_t from, size_t to);             /* behind the last town, county or city in [from, to) */

#endif
