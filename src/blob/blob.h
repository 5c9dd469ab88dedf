/* blob.h - files by their digest: recordings, photos, papers.  What was put stays; the name is the content's hash.
 *
 * A store is a folder (DIR/sm3/ab/cdef… holds the content whose SM3 is abcdef…; DIR/tmp what is still arriving) or a bucket of an S3
 * server ("s3://bucket/prefix?endpoint=http://host:port&region=…&stage=DIR") with the same names below its prefix, where the folder
 * stage= takes the part of DIR/tmp.  Beside the content stand, under its name and an ending:
 *   .seg   the hashes of its segments of 4 MiB and their Merkle root (text; blob_segments)
 *   .enc   the content encrypted (then there is no name without ending), and .key, its data key wrapped by a key of the key file
 * Promises:  a digest is handed out only after the bytes and their name are on disk (fsync, then link, then fsync of the
 *            folders) or with the S3 server; a crash leaves at most files in tmp or .seg files that nothing refers to.
 *            A server or disk that stops gives fail() with words; an upload with a name goes on where it was.
 * Never:     overwrites or edits stored content; removes it but by blob_remove and blob_sweep; reads a clock for its decisions;
 *            writes plain bytes of a sealed upload to any disk.
 * Threads:   a store is shared freely; one blob_put and one blob_reader belong to one thread at a time.
 * Example:   struct blob_put *p = blob_begin(b, limit, &why);
 *            while (…) if (!blob_add(p, bytes, n)) …   (refused: too large, or the disk failed)
 *            if (blob_finish(p, mem, &digest, &size)) …
 */
#ifndef BLOB_BLOB_H
#define BLOB_BLOB_H
#include <sys/types.h>
#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

struct blobs;
struct blob_put;

/* Where the files of a database live: the option if given, else PATH.blobs for "sqlite:PATH".  NULL + ARG_MISSING for another
 * kind of database without the option.  "s3://…" comes back with a stage= beside the database if it names none. */
char *blobs_dir(struct arena *mem, const char *db_url, const char *option, struct why *why);
/* Makes the folders if they are not there.  hash: what new content is named by; content of the other kind stays readable.
 * S3: key and secret come from $MINGJING_S3_KEY and $MINGJING_S3_SECRET or from the file $MINGJING_S3_CREDENTIALS (two lines, mode
 * 0600); the bucket must be there.  Keys for sealed content come from the file $MINGJING_BLOB_KEYS, if set (blob_keys). */
struct blobs *blobs_open(const char *where, enum hash_kind hash, struct why *why);
void blobs_close(struct blobs *b);                      /* NULL is fine; parked uploads stay resumable */
const char *blobs_folder(const struct blobs *b);        /* on this machine: the store, or the stage of an S3 store */
bool blobs_remote(const struct blobs *b);               /* on S3? */

/* ---- putting ---- */

/* Streams one file in.  limit: the most bytes it may have.  NULL + fail() if no file can be made. */
struct blob_put *blob_begin(struct blobs *b, int64_t limit, struct why *why);
bool blob_add(struct blob_put *p, const void *bytes, size_t n, struct why *why);        /* refuses BODY_TOO_LARGE; fails */
int64_t blob_added(const struct blob_put *p);           /* bytes so far */
/* Ends the put in either case.  digest (in mem) and size receive the result; content that is there already is not stored twice.
 * Refuses UPLOAD_SIZE and BLOB_OTHER if a size or digest was announced and is not what came.  A put with an id (below) that could
 * not be finished is parked as by blob_pause: after fail() it can be resumed and finished again, after a refusal too (with its
 * bytes kept until somebody discards it). */
bool blob_finish(struct blob_put *p, struct arena *mem, const char **digest, int64_t *size, struct why *why);
void blob_drop(struct blob_put *p);                     /* gives up; NULL is fine */

/* In one piece, or from a file of the operator's (the CLI's @path). */
bool blob_put_bytes(struct blobs *b, struct arena *mem, const void *bytes, size_t n, const char **digest, struct why *why);
bool blob_put_file(struct blobs *b, struct arena *mem, const char *path, int64_t limit, const char **digest, int64_t *size,
                   struct why *why);

/* ---- putting in several goes: uploads that survive a lost connection and a restart ---- */

#define BLOB_NOTE_MAX ((size_t)8192)
struct blob_plan {
        int64_t limit;          /* the most bytes it may have */
        int64_t size;           /* announced; -1: not known yet (blob_size_set) */
        const char *digest;     /* announced, of either kind; NULL: none */
        const char *note;       /* the caller's own words, kept with it (name, who, …); NULL or up to BLOB_NOTE_MAX bytes of text */
        bool sealed;            /* to be stored encrypted: refused BLOB_KEY without a key file */
};
struct blob_upload {
        const char *id, *digest, *note; /* digest: announced, or, when done, the content's; NULL: none */
        int64_t size, offset, limit;    /* size -1: not known yet; offset: bytes that are safe */
        bool sealed, done, busy;        /* done: finished, kept so that a lost answer can be given again; busy: somebody is adding */
        struct instant touched;         /* when something last came, by the file system */
};

struct blob_put *blob_create(struct blobs *b, const struct blob_plan *plan, struct why *why);  /* like blob_begin, with an id */
const char *blob_id(const struct blob_put *p);          /* lives as long as p; NULL for blob_begin's */
/* Goes on: blob_added(p) says from where.  An upload paused in this process goes on at once; otherwise the hash is computed anew from
 * what is on disk, and what does not agree with its segments is cut off.  Refuses UPLOAD_GONE (unknown, expired, done),
 * UPLOAD_BUSY (somebody is adding to it, in this process or another). */
struct blob_put *blob_resume(struct blobs *b, const char *id, struct why *why);
/* Makes safe what was added (fsync) and gives the put back; in either case p is gone.  Offset after it = blob_added() before it. */
bool blob_pause(struct blob_put *p, struct why *why);
bool blob_size_set(struct blob_put *p, int64_t size, struct why *why);  /* announces it later, once; UPLOAD_SIZE if it cannot be */
/* A piece whose checksum stands at its end: after blob_hold what is added counts only once blob_confirm has been called; a crash
 * before that, or blob_recall, goes back to the offset of the hold. */
bool blob_hold(struct blob_put *p, struct why *why);
bool blob_confirm(struct blob_put *p, struct why *why);
bool blob_recall(struct blob_put *p, struct why *why);
/* Adds all bytes of another upload (concatenation).  The other one stays until it is discarded. */
bool blob_join(struct blob_put *p, const char *id, struct why *why);

/* What is known of an upload, also of one that is done; refuses UPLOAD_GONE. */
bool blob_look(const struct blobs *b, struct arena *mem, const char *id, struct blob_upload *out, struct why *why);
typedef bool blob_upload_fn(void *to, const struct blob_upload *u);     /* false: enough */
bool blob_uploads(const struct blobs *b, blob_upload_fn *each, void *to, struct why *why);
bool blob_discard(struct blobs *b, const char *id, struct why *why);    /* with its bytes; UPLOAD_GONE, UPLOAD_BUSY */
/* Discards all that were last touched before that moment (also done ones and nameless rests of a crash), except busy ones. */
bool blob_expire(struct blobs *b, struct instant before, int64_t *n, struct why *why);

/* ---- reading ---- */

bool blob_has(const struct blobs *b, const char *digest, int64_t *size);        /* size may be NULL; false if it is no digest */
bool blob_find(const struct blobs *b, const char *digest, bool *there, int64_t *size, struct why *why); /* the same, telling "no" from "do not know" */
/* To read from a descriptor; -1: SUBJECT_UNKNOWN or fail().  From S3 it is a copy without a name; sealed content comes in memory and
 * only up to 256 MiB (BODY_TOO_LARGE): use a reader for more. */
int blob_open(const struct blobs *b, const char *digest, struct why *why);
bool blob_read(const struct blobs *b, struct arena *mem, const char *digest, int64_t limit, struct bytes *out, struct why *why);

/* Any part of any content, wherever and however it is stored; what is sealed is checked before it is given out. */
struct blob_reader;
struct blob_reader *blob_reader(const struct blobs *b, const char *digest, struct why *why);
int64_t blob_reader_size(const struct blob_reader *r);
int blob_reader_fd(const struct blob_reader *r);        /* of a plain file on this machine (sendfile), r's own; else -1 */
ssize_t blob_reader_at(struct blob_reader *r, int64_t from, void *to, size_t n, struct why *why);  /* fewer than n only at the end; -1 */
void blob_reader_close(struct blob_reader *r);          /* NULL is fine */

/* Does the file still have the content its name says?  False with a refusal (BLOB_BROKEN) if not. */
bool blob_check(const struct blobs *b, const char *digest, struct why *why);

/* ---- segments: a part can be shown to belong to the whole ---- */

/* Leaf i of the Merkle tree (RFC 6962, SHA-256 whatever the digest is) is the segment hash of bytes [i * 4 MiB, …); the root belongs
 * into the act that takes the file in, so that it is as old as the digest. */
#define BLOB_SEGMENT ((int64_t)4 << 20)
struct blob_segments { int64_t size; size_t n; const struct hash *at; struct hash root; };
bool blob_segments(const struct blobs *b, struct arena *mem, const char *digest, struct blob_segments *out, struct why *why);
struct hash blob_segment_hash(const void *bytes, size_t n);             /* of one whole segment */
/* The way from segment i to the root, bottom up; at most 64 hashes.  And its check, for whoever has only the segment. */
size_t blob_segment_path(const struct blob_segments *s, size_t i, struct hash path[64]);
bool blob_segment_proven(const struct hash *segment, size_t i, size_t n, const struct hash *path, size_t path_n, const struct hash *root);

/* ---- sealed content ---- */

/* A key file has a line "ID BASE64" for each key-encryption key; the last one wraps what is new.  It must not lie in the store and
 * not be readable by others. */
bool blob_keys_make(const char *path, struct why *why);                 /* adds a fresh key; makes the file if it is not there */
bool blob_keys(struct blobs *b, const char *path, struct why *why);     /* reads it, in place of what was read before */
bool blob_sealed(const struct blobs *b, const char *digest);
bool blob_seal(struct blobs *b, const char *digest, struct why *why);   /* plain -> sealed, verified, then the plain copy goes */
/* Wraps every data key with the newest key; content is not touched.  done: how many had an older one.  Goes on where it was stopped. */
bool blob_keys_rotate(struct blobs *b, int64_t *done, struct why *why);

/* ---- keeping ---- */

struct blob_count { int64_t files, bytes, bad; };
typedef void blob_found_fn(void *to, const char *digest, int64_t size, const char *what);      /* what: in Chinese, for a list */
struct blob_scrub {
        const char *after;      /* goes on behind this position (of an earlier result); NULL: from the start */
        int64_t rate;           /* at most so many bytes per second; 0: as fast as it goes */
        int64_t bytes_max;      /* stops after about so many; 0: all */
        bool deep;              /* also the digest itself; otherwise the segments (many times faster), the digest where there are none */
        int threads;            /* 0: two for each core */
        blob_found_fn *bad;     /* called for what is rotten, from one thread at a time */
        void *to;
        volatile bool *stop;    /* set by another thread: end soon; NULL: never */
};
/* Re-reads and re-hashes.  position (in mem): where to go on ("" from the start), NULL when everything was read.  Rot is no failure of
 * the call. */
bool blob_scrub(const struct blobs *b, struct arena *mem, const struct blob_scrub *s, struct blob_count *out, const char **position,
                struct why *why);
/* Remembers a position between runs in the store's folder; NULL forgets it. */
bool blob_scrub_note(struct blobs *b, const char *position, struct why *why);
const char *blob_scrub_noted(const struct blobs *b, struct arena *mem);

typedef bool blob_known_fn(void *to, const char *digest);       /* is it referred to? */
struct blob_sweep { struct instant before; bool remove; blob_known_fn *known; blob_found_fn *found /* may be NULL */; void *to; };
/* Content put last before that moment and not known, and side files without content: found, and removed if asked for. */
bool blob_sweep(struct blobs *b, const struct blob_sweep *s, struct blob_count *out, struct why *why);
bool blob_remove(struct blobs *b, const char *digest, struct why *why); /* by law (retention): with all that stands beside it */
typedef bool blob_each_fn(void *to, const char *digest, int64_t size, struct instant put);     /* false: enough; size as stored */
bool blob_each(const struct blobs *b, blob_each_fn *each, void *to, struct why *why);          /* in the order of their names */

/* Copies what `to` lacks, reads it back and compares; what is there already is compared too if `again`.  bad: what could not be read
 * right at the source or came out different (it is not left at the destination). */
struct blob_copy { bool again; blob_found_fn *bad; void *to; bool (*wanted)(void *to, const char *digest); /* NULL: all */ };
bool blob_copy_all(const struct blobs *from, struct blobs *to, const struct blob_copy *how, struct blob_count *out, struct why *why);

#endif
