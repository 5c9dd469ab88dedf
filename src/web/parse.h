/* parse.h - what comes in from strangers, taken apart by pure functions: no socket, no clock, no database.
 *
 * Everything here may be called with any bytes (tests/fuzz drives exactly these).  What comes out is well-formed UTF-8 without
 * NUL, control or bidirectional characters, with CR LF folded to LF; anything else is ARG_ENCODING or BODY_MALFORMED.
 */
#ifndef WEB_PARSE_H
#define WEB_PARSE_H
#include "base/text.h"
#include "base/why.h"
#include "journal/command.h"

#define PAIRS_MAX ((size_t)500)
#define NAME_MAX_LENGTH ((size_t)64)
#define PATH_MAX_LENGTH ((size_t)1024)

struct pairs { struct arena *mem; struct pair *at; size_t n, room; };
void pairs_put(struct pairs *l, const char *name, const char *value);
const char *pairs_get(const struct pairs *l, const char *name);        /* the first; NULL if there is none */
const char *pairs_text(const struct pairs *l, const char *name);       /* "" if there is none */
/* Refuses ARG_TYPE if a name stands twice; names for which joins() is true are joined with commas instead (joins may be NULL). */
typedef bool pairs_joins_fn(void *to, const char *name);
bool pairs_single(struct pairs *l, pairs_joins_fn *joins, void *to, struct why *why);

/* %XX decoded, '+' to a space if plus.  NULL if an escape is broken.  The result may hold any byte; n_out is its length. */
char *percent_decode(struct arena *a, const char *s, size_t n, bool plus, size_t *n_out);
/* Text of a form: CR LF folded, checked.  field is for the refusal. */
bool text_admit(struct arena *a, const char *s, size_t n, const char *field, const char **out, struct why *why);
/* "/a/b%20c" -> "/a/b c".  Refuses ARG_ENCODING for bytes that are no text, PAGE_UNKNOWN for "..", ".", "//", "\", an encoded
 * slash. */
bool path_decode(struct arena *a, const char *raw, const char **out, struct why *why);
/* One name and value, still percent-encoded; value NULL counts as "".  Names are [A-Za-z0-9_.-]+. */
bool pair_decode(struct pairs *to, const char *name, size_t name_n, const char *value, size_t value_n, bool plus,
                 struct why *why);
/* a=1&b=%E4… : a query or an application/x-www-form-urlencoded body. */
bool form_decode(struct pairs *to, const char *s, size_t n, struct why *why);

/* The value of a cookie in a Cookie header.  NULL if it is not there, stands twice, or holds other than token characters. */
const char *cookie_get(struct arena *a, const char *header, const char *name);
/* A place within this site to go to after signing in: "/desk/x?y" as it is, anything else (//host, \\, https:) is "". */
const char *local_url(const char *s);
/* "x001/x234/067" -> 1234067, as C2SP tlog-tiles writes numbers; false if it is not the canonical spelling. */
bool tile_number(const char *s, int64_t *out);
#define TILE 256
#define TILE_LEVELS 6           /* 48 levels of the tree, eight to a tile */
struct tile { int level, width; int64_t number; };
/* "0/x001/067.p/12": level, number, and for one that is not full yet how many of its hashes are asked for (else 256). */
bool tile_parse(struct arena *a, const char *s, struct tile *out);
/* Is etag among those of an If-None-Match header? */
bool etag_matches(const char *header, const char *etag);
/* Does an Accept-Encoding header allow gzip (named, and not with q=0)? */
bool accepts_gzip(const char *header);

#endif
