/* copy.h - what was made from recordings, as others may know it: copies (clips, stills, covered copies), marks, texts.
 *
 * A copy follows its recording: who may have the one may have the other (custody/ decides and finds it here by its digest).  Every copy
 * names its original, the part of it, and everything that differs; of a clip the act also says from which segments of the original its bytes
 * came, with the way of each to the root that stands in recording.add.
 * Legal basis: 行政处罚法 46、47（证据、全过程记录）, 50（公开时遮盖个人信息）。
 */
#ifndef RECORDING_COPY_H
#define RECORDING_COPY_H
#include "recording/recording.h"

struct copy {
        int64_t id /* the act recording.copy */, recording, case_id;
        const char *kind /* clip | still | blur */, *digest, *type;
        int64_t size, from, until;      /* bytes; ms of the original */
        const char *changes;            /* JSON list of sentences */
        const char *by;                 /* login */
        struct instant at;
};
struct copies { struct copy *at; size_t n; };
bool copies_of(struct ctx *c, int64_t recording, struct copies *out);           /* newest first; the caller has asked recording_find */
/* The newest copy with these bytes; whoever asks goes on with recording_find(out->recording). */
bool copy_by_digest(struct ctx *c, const char *digest, struct copy *out, bool *found);
bool copy_files_each(struct ctx *c, recording_file_fn *each, void *to);         /* every digest that copies have */
const char *copy_kind_label(const char *kind);                                  /* "clip" -> 片段 */

struct mark { int64_t id, at /* ms */; const char *label, *by; };
struct marks { struct mark *at; size_t n; };
bool marks_of(struct ctx *c, int64_t recording, struct marks *out);             /* in the order of the recording */

struct said_text { int64_t id, recording, case_id; const char *engine, *state /* draft accepted rejected */, *text, *by,
        *decided_by; struct instant at; };
struct said_texts { struct said_text *at; size_t n; };
bool texts_of(struct ctx *c, int64_t recording, struct said_texts *out);        /* newest first */

/* Who may watch: asked before a copy or a machine's text is made, for both tell what is in the recording.  Refuses and fails in its own words.
 * Bound once at start (custody_may_have); none: whoever sees the case. */
typedef bool copy_gate_fn(struct ctx *c, const struct recording *r);
void copy_gate_bind(copy_gate_fn *may_watch);

/* The service for speech to text (docs/media.md): url NULL or "": none.  Once at start. */
void copy_speech_bind(const char *url, const char *key, const char *model);

extern const struct noun copy_nouns[]; extern const size_t copy_nouns_n;        /* "case": whose object it is; mark, copy, text */

#endif
