/* tus.h - resumable uploads (tus 1.0) on their way from a connection into the store; nothing outside web/ includes this.
 *
 * A flow is one request about one upload: made when its headers are here (server thread), worked on by helper threads, told by the
 * server thread.  It outlives its connection where it must: what had arrived when a connection was lost is kept and made safe.
 * Server threads only copy bytes into the flow's buffer; when that is full the connection is suspended until there is room.
 * Helpers: movers hash and write what has arrived, at a lower priority than everything that people wait for; clerks open, end, join,
 * look, discard, and post the acts.  One flow is with at most one of them.  Two flows about one upload go one after the other: the
 * later one makes the earlier one pause, for its connection is most likely a dead one.
 */
#ifndef WEB_TUS_H
#define WEB_TUS_H
#include "web/call.h"

#define UPLOADS_AT "/api/uploads"
#define UPLOAD_KEPT_MS (INT64_C(7) * 86400000)  /* what nothing was added to for so long is gone */
#define RECORDING_MAX (INT64_C(64) << 30)

enum flow_kind { FLOW_CREATE, FLOW_ADD, FLOW_LOOK, FLOW_DISCARD };
enum part_kind { PART_NONE, PART_PIECE /* Upload-Concat: partial */, PART_FINAL };

/* What is kept with an upload, as JSON in its note: whose it is and what its acts will say. */
struct tus_note {
        const char *by;                         /* login */
        enum part_kind part;
        const char *metadata;                   /* Upload-Metadata as it came */
        const char *concat;                     /* Upload-Concat as it came */
        const char *file_name, *digest, *source, *device, *batch, *case_id;     /* NULL: not said */
};

/* Upload-Checksum: one piece. */
struct tus_sum { const void *algorithm /* EVP_MD */; void *running /* EVP_MD_CTX */; uint8_t want[64]; size_t n; };

struct tus;
struct flow {
        struct tus *of;
        struct web *web;
        struct arena *mem;
        enum flow_kind kind;
        const char *id, *created;               /* of the upload; NULL until created (and then known to the register) */
        struct tus_note note;
        const char **parts; size_t n_parts;       /* of a final upload */
        int64_t size;                           /* -1 not known */
        int64_t declared;                       /* by this request, Upload-Length; -1 */
        int64_t from;                           /* Upload-Offset */
        struct tus_sum sum;
        struct instant said;                    /* a test's time */
        /* between threads, under tus.lock */
        struct flow *next, *beside, *behind;    /* in a queue; in the register; waits for the same upload */
        struct call *waiter;                    /* suspended: for room, or for the end */
        uint8_t *in; size_t in_n;
        bool over, gone, held, working, ended, moving;
        /* the helper's while working, the server thread's when ended */
        uint8_t *out; size_t out_n;
        bool opened, failed;
        struct blob_put *put;
        struct why why;
        int64_t offset, intake;                 /* intake -1: none */
        const char *state;                      /* inbox | quarantine; NULL: not received */
        struct instant touched;
};

/* tus_flow.c */
struct tus *tus_new(struct web *w);
void tus_free(struct tus *t);                   /* every connection must be closed; ends what is under way */
struct flow *flow_new(struct tus *t, enum flow_kind kind);
bool flow_under_way(struct tus *t, const char *id);
void flow_start(struct flow *f);
size_t flow_take(struct flow *f, struct call *k, const void *p, size_t n);      /* fewer than n: the call is suspended */
bool flow_deaf(struct flow *f);                 /* whatever else comes is thrown away */
void flow_end(struct flow *f, struct call *k, call_fn *then);
void flow_leave(struct flow *f);                /* the call lets go; NULL is fine */

/* tus_work.c: what a clerk does.  False: f->why. */
bool flow_open(struct flow *f);
bool flow_close(struct flow *f);

/* tus_acts.c: intake.promise and intake.receive in the name of whoever sends; repeating them is harmless. */
bool tus_promise(struct flow *f);               /* fills f->intake */
bool tus_receive(struct flow *f, const char *digest);   /* fills f->state */
void tus_withdraw(struct flow *f);              /* the promise of what was discarded */

/* tus_head.c: headers into a flow and a note, pure but for the call's arena. */
bool tus_note_read(struct arena *mem, const char *json, struct tus_note *out);
const char *tus_note_text(struct arena *mem, const struct tus_note *n);
bool tus_metadata_read(struct call *k, const char *header, struct tus_note *out);       /* refuses ARG_ENCODING, BODY_MALFORMED, BODY_TOO_LARGE */
bool tus_checksum_read(struct call *k, const char *header, struct tus_sum *out);        /* refuses UPLOAD_CHECKSUM_KIND */
/* refuses UPLOAD_PARTS */
bool tus_concat_read(struct call *k, const char *header, struct tus_note *note, const char ***parts, size_t *n_parts);
const char *tus_file_name(struct arena *mem, const char *name);        /* without folders */
#define TUS_ALGORITHMS "sha1,sha256,sm3"

#endif
