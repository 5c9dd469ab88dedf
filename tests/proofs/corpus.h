/* corpus.h - the workshop of the corpus of proofs: logs in memory, true signatures, and tools to spoil texts. */
#ifndef TESTS_PROOFS_CORPUS_H
#define TESTS_PROOFS_CORPUS_H
#include <stdio.h>
#include "journal/note.h"

#define ACTS 300
#define ORIGIN "example.cn/zhifa"
#define BOTH "log-ed25519 log-sm2"              /* names in vkeys.tsv of the two keys of the first log */
#define DASH "\xE2\x80\x94 "

struct log {
        const char *origin;
        enum hash_kind kind;
        struct keys *keys;
        struct act act[ACTS];
        const char *text[ACTS];
        struct hash node[10][ACTS];
};
extern struct arena *mem;
extern struct log *sm3, *sha, *other, *forked;  /* forked: the same origin and keys as sm3, but act 100 is another */
extern struct note_key witness, odd;            /* keys whose private halves are in corpus.c, for signatures keys.c does not make */

void corpus_open(const char *dir);
void corpus_close(void);

/* True things: checkpoints, proofs, signatures.  get: struct log * for merkle_get_fn. */
bool get(void *from, int level, int64_t index, struct hash *out);
struct checkpoint head_of(struct log *l, int64_t size);
const char *sign(struct log *l, const char *text);
const char *note_at(struct log *l, int64_t size);
struct bundle bundle_at(struct log *l, int64_t leaf, int64_t size);
const char *between(struct log *from, int64_t old, struct log *to, int64_t size);       /* consistency; of two logs: a lie */
const char *json_of(struct bundle b);
const char *witness_line(const char *text, uint64_t when, uint64_t claimed);
const char *sm2_line(const char *text, const char *id); /* signed by `odd` with that distinguishing ID */

/* Writing a case: a file, and its row in cases.tsv with the names of the keys the verifier is given. */
void write_case(bool good, const char *name, const char *keys, const char *bytes, size_t n);
void good(const char *name, const char *keys, const char *json);
void forged_for(const char *name, const char *keys, const char *json);
void forged(const char *name, const char *json);        /* for BOTH */
void key_row(const char *name, const char *vkey);       /* vkeys.tsv */

/* Spoiling texts; what is to be replaced must be there. */
const char *swap(const char *s, const char *from, const char *to);
const char *line_text(const char *s, const char *start, int n);         /* the n-th line starting so, with its LF */
const char *without_line(const char *s, const char *start, int n);
const char *ed_only(const char *note);
const char *sm2_only(const char *note);
const char *spoilt(const char *note, int n);            /* one bit of the n-th signature turned */
const char *not_canonical(const char *note, int n);     /* unused bits of its base64 set */
const char *plus_order(const char *note);               /* the Ed25519 signature, S + L: the same equation otherwise spelt */
const char *many_lines(const char *note, int n);        /* n more lines of unknown keys */

#endif
