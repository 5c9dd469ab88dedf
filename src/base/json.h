/* json.h - JSON out: a small writer that escapes, keeps commas, and can emit RFC 8785 canonical text for what we write
 * (integers, strings, booleans; members must be put in sorted order by the caller).  JSON in: jansson, see json_parse().
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include <jansson.h>
#include "base/text.h"
#include "base/why.h"

struct json { struct buffer b; bool comma; int depth; };

struct json *json_new(struct arena *a);
void json_open(struct json *j, char bracket);           /* '{' or '[' */
void json_close(struct json *j, char bracket);          /* '}' or ']' */
void json_key(struct json *j, const char *name);
void json_text(struct json *j, const char *s);          /* NULL -> null */
void json_int(struct json *j, int64_t v);
void json_bool(struct json *j, bool v);
void json_raw(struct json *j, const char *json);        /* already JSON */
void json_pair(struct json *j, const char *name, const char *s);  /* key and text */
const char *json_done(struct json *j);

/* Strict: UTF-8 checked, duplicate names and trailing text refused, depth at most 32.  Refuses BODY_MALFORMED with line and column
 * and returns NULL.  The caller json_decref()s the result. */
json_t *json_parse(struct why *w, const char *s, size_t n);

#endif
