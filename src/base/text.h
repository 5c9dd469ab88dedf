/* text.h - text is UTF-8, NUL-terminated, in an arena; bytes are a pointer and a length.
 *
 * Nothing here knows HTML, SQL or JSON: those writers escape by themselves.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

struct bytes { const uint8_t *p; size_t n; };

__attribute__((format(printf, 2, 3)))
char *text_make(struct arena *a, const char *fmt, ...);
char *text_make_v(struct arena *a, const char *fmt, va_list ap);
char *text_copy(struct arena *a, const char *s);
char *text_copy_n(struct arena *a, const char *s, size_t n);
bool text_same(const char *a, const char *b);           /* NULL equals only NULL */
bool text_empty(const char *s);                         /* NULL or "" */
bool text_starts(const char *s, const char *prefix);
bool text_in(const char *word, const char *list, char sep); /* is word one of "a|b|c"? */
char *text_trim(struct arena *a, const char *s);        /* without ASCII and ideographic space at both ends */
char *text_replace(struct arena *a, const char *s, const char *from, const char *to);
char *text_join(struct arena *a, const char *const *words, size_t n, char sep);
/* The pieces of s between sep, in order; n receives how many.  "" gives none; empty pieces are kept otherwise. */
char **text_split(struct arena *a, const char *s, char sep, size_t *n);

/* UTF-8.  text_check: NULL if [s, s+n) is well-formed UTF-8 that a form may hold, else why not, in Chinese: malformed or overlong
 * sequences, surrogates, NUL, control characters other than TAB and LF (CR LF must be folded before), and bidirectional controls
 * (U+202A-202E, U+2066-2069), with which a text can be made to read otherwise than it is stored; pictographs (U+1F000-1FAFF), which no
 * face of a document can show. */
const char *text_check(const char *s, size_t n);
bool utf8_valid(const char *s, size_t n);               /* well-formed UTF-8 and no NUL */
size_t utf8_length(const char *s);                      /* characters */
uint32_t utf8_next(const char **s);                     /* reads one character of valid text and moves on; 0 at the end */
char *utf8_head(struct arena *a, const char *s, size_t chars); /* the first characters, with … if cut */

/* A number written in decimal, nothing before or after, within [min, max]. */
bool text_int(const char *s, int64_t min, int64_t max, int64_t *out);
/* Money: "180000", "180,000.00", "0.5" yuan -> fen.  At most two decimals, not negative, up to 10^13 yuan. */
bool money_parse(const char *s, int64_t *fen);
char *money_text(struct arena *a, int64_t fen);         /* 18000000 -> "180,000.00" */

/* Grows in an arena; b.p is always NUL-terminated once something was put. */
struct buffer { struct arena *mem; char *p; size_t n, room; };
void buffer_put(struct buffer *b, const char *s, size_t n);
void buffer_text(struct buffer *b, const char *s);
__attribute__((format(printf, 2, 3)))
void buffer_make(struct buffer *b, const char *fmt, ...);
const char *buffer_done(struct buffer *b);              /* never NULL */

#endif
