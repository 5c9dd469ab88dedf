/* act.h - one recorded step: who did what, when, on what, with which values.  Acts never change.
 *
 * The bytes are those of the proof format (docs/proof-format.md): the act text names a commitment for each field; names, salts and
 * values are kept beside it (act_fields_pack) so that any field can be shown and proven while the others stay sealed.
 */
#ifndef JOURNAL_ACT_H
#define JOURNAL_ACT_H
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

#define ACT_FIELDS_MAX 200
#define ACT_VALUE_MAX ((size_t)4 * 1024 * 1024)
#define SALT_SIZE 16

struct field { const char *name, *value; uint8_t salt[SALT_SIZE]; };    /* value NULL: erased by law, commitment stays */

struct subject { const char *noun; int64_t id; };       /* case/12 */
#define SUBJECT_NEW ((int64_t)-1)                       /* id becomes the act's own number when it is committed */

struct act {
        int64_t seq;
        struct instant at;
        const char *verb;
        struct subject subject;
        const struct field *fields;     /* in the order in which they were put */
        size_t n;
};

/* A command builds a draft; the journal numbers it, salts it and makes it an act. */
struct draft {
        struct arena *mem;
        const char *verb;
        struct subject subject;
        struct field *fields;
        size_t n, room;
};
struct draft *draft_new(struct arena *a, const char *verb, const char *noun, int64_t id);
void draft_put(struct draft *d, const char *name, const char *value);  /* a name once only: must(); NULL or "" value is not put */
void draft_put_int(struct draft *d, const char *name, int64_t value);
void draft_put_day(struct draft *d, const char *name, struct day day); /* DAY_NONE is not put */
const char *draft_get(const struct draft *d, const char *name);        /* NULL if not put */

/* Reading an act: "" / 0 / DAY_NONE when the field is absent or erased. */
const char *act_text(const struct act *a, const char *name);
int64_t act_int(const struct act *a, const char *name);
struct day act_day(const struct act *a, const char *name);
bool act_bool(const struct act *a, const char *name);
bool act_has(const struct act *a, const char *name);

/* Bytes. */
bool act_origin_valid(const char *s, size_t n);         /* a log's origin: 1-100 printable ASCII characters without space or plus */
struct hash act_commitment(enum hash_kind k, const struct field *f);
/* The act text.  must() if a field was erased: its commitment can no longer be computed. */
const char *act_text_bytes(struct arena *mem, enum hash_kind k, const char *origin, const struct act *a);
struct bytes act_fields_pack(struct arena *mem, const struct act *a);  /* how fields are stored: name NUL salt[16] len32le value; len 0xFFFFFFFF = erased */
bool act_fields_unpack(struct arena *mem, struct bytes packed, struct field **out, size_t *n);
/* Parses an act text strictly (every rule of the format); refuses PROOF with what is wrong.  Commitments come back as 32-byte hashes. */
struct act_text {
        const char *origin;
        int64_t seq;
        struct instant at;
        const char *verb;
        struct subject subject;
        struct hash *commitments; size_t n;
};
bool act_text_parse(struct arena *mem, const char *text, size_t len, struct act_text *out, struct why *why);

#endif
