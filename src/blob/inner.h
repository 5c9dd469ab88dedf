/* inner.h - private to blob/: the store, its two back ends, content on its way, sealing, segments, S3. */
#ifndef BLOB_INNER_H
#define BLOB_INNER_H
#include <pthread.h>
#include "base/file.h"
#include "blob/blob.h"

#define FOLDER_MODE 0750
#define FILE_MODE 0440
#define READ_CHUNK ((size_t)256 * 1024)
#define SIDE_MAX ((int64_t)64 << 20)    /* a side file of more is broken: 2 million segments are 8 TiB */

/* ---- a store: names below one root, behind a back end ----
 * A name is "sm3/ab/cdef…" or "sha256/ab/cdef…", with ".seg", ".enc" or ".key" behind it for what stands beside the content. */
struct entry { const char *name; int64_t size; struct instant touched; };
typedef bool entry_fn(void *to, const struct entry *e);         /* false: enough */

struct source;                          /* something stored, open for reading */

struct back {
        bool (*find)(const struct blobs *b, const char *name, bool *there, struct entry *out, struct why *why);
        /* The file at tmp_path (open as fd, synced) gets the name; if the name is there, it stays as it is. */
        bool (*settle)(struct blobs *b, const char *tmp_path, int fd, const char *name, struct why *why);
        bool (*write)(struct blobs *b, const char *name, struct bytes text, struct why *why);   /* small; replaces, atomically */
        bool (*remove)(struct blobs *b, const char *name, struct why *why);                     /* not there: fine */
        bool (*each)(const struct blobs *b, const char *after, entry_fn *each, void *to, struct why *why);      /* sorted by name */
        struct source *(*open)(const struct blobs *b, const char *name, struct why *why);       /* NULL: SUBJECT_UNKNOWN or fail() */
        bool (*expire)(struct blobs *b, struct instant before, struct why *why);                /* half-made things of the back end */
};
extern const struct back back_files, back_s3;

struct key_one { char id[40]; uint8_t key[16]; };
struct keyring { size_t n; struct key_one at[64]; };            /* the last one wraps what is new */

struct s3;
struct blobs {
        struct arena *mem;
        const char *dir, *tmp;          /* on this machine: the store, or the stage of an S3 store; tmp in it */
        enum hash_kind hash;
        const struct back *back;
        struct s3 *s3;                  /* NULL: files */
        pthread_mutex_t lock;           /* of what follows */
        struct keyring keys;
        struct blob_put *parked;        /* paused uploads, the newest first, with their hashes as they stand; not locked */
};

char *name_of(struct arena *mem, const char *digest, const char *ending);       /* digest_valid() only */
/* "sm3/ab/cdef….seg" -> "sm3:abcdef…" and ".seg"; NULL if it is no name of ours. */
char *name_digest(struct arena *mem, const char *name, const char **ending);
enum hash_kind digest_kind(const char *digest);
bool digest_given(const char *digest, struct why *why);         /* refuses SUBJECT_UNKNOWN if it is none */
/* Whoever stores content takes it shared, whoever removes some takes it alone; a descriptor to close, -1 + fail(). */
int store_lock(const struct blobs *b, bool alone, struct why *why);

/* All that stands under one digest.  size: of the content. */
struct item { const char *digest; bool plain, sealed, segments, key; int64_t size, stored; struct instant newest; };
typedef bool item_fn(void *to, const struct item *i);
bool items_each(const struct blobs *b, const char *after, item_fn *each, void *to, struct why *why);
bool item_find(const struct blobs *b, const char *digest, struct item *out, struct why *why);   /* asks only for content, not for side files */
bool item_remove(struct blobs *b, const char *digest, struct why *why);                         /* the caller holds the lock */

/* ---- files on this machine ---- */
bool folder_make(const char *path, struct why *why);
bool folder_sync(const char *path, struct why *why);
bool file_replace(const struct blobs *b, const char *path, struct bytes text, struct why *why); /* whole or not at all, synced */
bool file_text(struct arena *mem, const char *path, bool *there, struct bytes *out, struct why *why);
int64_t file_ms(const char *path, int64_t *size);               /* when it was last written; -1: it is not there */

/* ---- sources ---- */
struct source {
        int fd;                         /* a file; -1: S3 */
        int64_t size;
        const struct blobs *b;          /* S3: */
        char *name;
        uint8_t *ahead;                 /* what was read ahead */
        int64_t ahead_from, next;       /* next: where a reader that goes straight on would ask */
        size_t ahead_n;
};
ssize_t source_at(struct source *s, int64_t from, void *to, size_t n, struct why *why);
void source_close(struct source *s);
bool side_read(const struct blobs *b, struct arena *mem, const char *name, struct bytes *out, struct why *why);

/* ---- sealing (seal.c): 64 KiB chunks of SM4-GCM, each with its place and whether it is the last ---- */
#define SEAL_HEAD ((int64_t)64)
#define SEAL_PLAIN ((size_t)64 * 1024)
#define SEAL_MORE ((size_t)28)          /* nonce of 12 bytes before, tag of 16 behind */
#define SEAL_CHUNK (SEAL_PLAIN + SEAL_MORE)
enum seal_place { SEAL_INNER, SEAL_LAST, SEAL_TAIL };
struct seal;
struct seal *seal_new(void);            /* a fresh data key */
struct seal *seal_known(const uint8_t key[16], const uint8_t head[SEAL_HEAD]);  /* NULL: no such head */
const uint8_t *seal_head(const struct seal *s);
void seal_free(struct seal *s);
void seal_close(struct seal *s, int64_t chunk, enum seal_place place, const void *plain, size_t n, uint8_t *out);       /* n + SEAL_MORE */
bool seal_open(struct seal *s, int64_t chunk, enum seal_place place, const uint8_t *in, size_t n, void *plain);          /* n - SEAL_MORE */
int64_t seal_size(int64_t stored);      /* of the content; -1: cannot be */
bool seal_wrap(const struct blobs *b, struct arena *mem, const struct seal *s, const char *who, struct bytes *out, struct why *why);
bool seal_unwrap(const struct blobs *b, struct bytes text, const char *who, uint8_t key[16], struct why *why);
bool keys_there(const struct blobs *b);

/* ---- segments ---- */
struct segmenter { struct hasher *hasher; int64_t n; struct buffer done; int out; };     /* done: 32 bytes for each whole segment; out: also written there, or -1 */
void segmenter_start(struct segmenter *s, struct arena *mem, int out);
void segmenter_add(struct segmenter *s, const void *bytes, size_t n);
void segmenter_stop(struct segmenter *s);
/* Ends it: the text of the side file. */
struct bytes segmenter_text(struct segmenter *s, struct arena *mem);
bool segments_parse(struct arena *mem, struct bytes text, struct blob_segments *out);
struct hash segments_root(const struct hash *at, size_t n);

/* ---- content on its way ---- */
struct part {                           /* as it lies on this machine's disk: plain, or in sealed chunks */
        int fd;
        int64_t n;                      /* bytes of content in it */
        struct seal *seal;              /* NULL: plain */
        uint8_t *chunk;                 /* sealed: what is not yet written, always less than or equal to one chunk */
        size_t chunk_n;
        bool ended;                     /* sealed: the last chunk is in the file */
        int64_t synced;                 /* the kernel was told to write up to here */
};
bool part_write(struct part *p, const void *bytes, size_t n);           /* errno says why not */
ssize_t part_read(struct part *p, int64_t from, void *to, size_t n);    /* -1: errno, or EBADMSG if a chunk does not open */
bool part_end(struct part *p);                                          /* sealed: the last chunk */
bool part_cut(struct part *p, int64_t n);                               /* back to n; sealed: a whole number of chunks */
bool part_tail_write(struct part *p, const struct blobs *b, const char *path, struct why *why);
/* Sealed, after opening: how much of it opens, and what the tail file adds. */
bool part_found(struct part *p, struct bytes tail, bool only_to_tail);   /* false: errno */

struct meta { const char *id, *digest, *note; int64_t size, limit, hold; bool sealed, done; };
#define UPLOAD_ID_LENGTH 24
char *upload_path(const struct blobs *b, struct arena *mem, const char *id, const char *ending);
bool upload_id_valid(const char *id);
bool upload_gone(const char *id, struct why *why);              /* refuses UPLOAD_GONE */
bool meta_read(const struct blobs *b, struct arena *mem, const char *id, struct meta *out, struct why *why);
bool meta_write(const struct blobs *b, struct arena *scratch, const struct meta *m, struct why *why);

struct worker;
struct mark { uint64_t inode; int64_t size, s, ns; };           /* of a file when we left it: has anybody else been at it? */
struct blob_put {
        struct blobs *store;
        struct arena *mem;
        const char *path;               /* in tmp */
        struct meta m;                  /* m.id NULL: without a name, gone with the put */
        enum hash_kind kind;
        struct hasher *hasher, *other;  /* other: of an announced digest of the other kind; NULL */
        struct segmenter segments;
        struct part part;
        struct worker *worker;          /* NULL: not yet worth a thread */
        int64_t n;                      /* taken in; part.n follows */
        int error;                      /* errno of writing */
        struct blob_put *older;         /* parked */
        struct mark left[3];            /* parked: the file, its tail, what was announced */
};
struct blob_put *put_new(struct blobs *b, enum hash_kind kind);
void put_hashes_start(struct blob_put *p);
void put_hashes_stop(struct blob_put *p);
bool put_settled(struct blob_put *p, struct why *why);          /* the worker is at rest, everything written; fails */
void put_close(struct blob_put *p);                             /* frees; files stay */
void put_files_remove(struct blob_put *p);                      /* of an upload or nameless put */
bool put_kind_begin(struct blobs *b, enum hash_kind kind, int64_t limit, struct blob_put **out, struct why *why);
bool put_reload(struct blob_put *p, struct why *why);           /* all hashes anew from what is on disk */
struct blob_put *upload_unpark(struct blobs *b, const char *id);        /* NULL: it is not parked, or no longer as it was */
/* Opened and locked, of the same file as the name still says (it may have been discarded in between). */
bool upload_reopen(struct blob_put *p, struct why *why);
bool upload_done(struct blob_put *p, const char *digest, struct why *why);
void parked_close(struct blobs *b);

/* ---- S3 ---- */
struct s3 *s3_open(struct arena *mem, const char *where, const char **stage, struct why *why);
void s3_close(struct s3 *s);
struct s3_param { const char *name, *value; };
struct s3_ask {
        const char *method, *name;      /* name: below the prefix; NULL: the bucket itself */
        struct s3_param query[6];       /* any order */
        struct bytes body;
        int64_t from, n;                /* n > 0: a range */
        void *to;                       /* where a range goes (n bytes); NULL: the answer's text */
};
struct s3_answer { long status; int64_t size; size_t got; struct instant modified; const char *etag; struct bytes text; };
/* One request with its retries; fails when the server cannot be reached or errs; any other status is an answer. */
bool s3_ask(const struct s3 *s, struct arena *mem, const struct s3_ask *q, struct s3_answer *out, struct why *why);
bool s3_refused(const struct s3_answer *a, const char *doing, struct why *why);         /* fail() in the server's words */
/* Authorization and its fellows after AWS Signature Version 4; date: "20261123T101500Z". */
struct s3_sign { const char *method, *path, *query, *host, *date, *region, *key, *secret, *content_sha256; };
const char *s3_authorization(struct arena *mem, const struct s3_sign *s);
const char *s3_encoded(struct arena *mem, const char *s, bool slashes_too);
const char *s3_query(struct arena *mem, const struct s3_param *q, size_t n);            /* encoded and sorted */
const char *s3_prefix(const struct s3 *s);

#endif
