/* proof.h - checkpoints and bundles that strangers verify.  Bytes: docs/proof-format.md (fixed). */
#ifndef JOURNAL_PROOF_H
#define JOURNAL_PROOF_H
#include "base/ctx.h"
#include "journal/merkle.h"
#include "journal/journal.h"

/* Keys: a file beside the database, mode 0600, made by journal_init; never in the database, so that who can change rows cannot sign.
 * sqlite:PATH -> PATH.keys;  postgresql://… -> $MINGJING_KEYS or ${XDG_STATE_HOME:-~/.local/state}/mingjing/<name from the URL>.keys */
struct keys;
char *keys_path(struct arena *mem, const char *url);
bool keys_make(const char *path, const char *origin, struct why *why);
struct keys *keys_load(const char *path, struct why *why);
void keys_free(struct keys *k);
const char *keys_vkey_ed25519(struct keys *k, struct arena *mem);       /* C2SP vkey: name+hash+base64(0x01‖pub) */
const char *keys_vkey_sm2(struct keys *k, struct arena *mem);           /* type 0xff, identifier mingjing/sm2/1, uncompressed point */

/* Signs the head of the log as it is now, stores the note (journal_checkpoint) unless the size has one already, returns the newest. */
bool checkpoint_make(struct ctx *c, const char *url, struct keys *k, struct instant at, const char **note);
bool checkpoint_latest(struct ctx *c, const char **note, int64_t *size);        /* note NULL when there is none */

/* A text of another kind, signed with both keys: it ends in LF and its first line says what it is ("mingjing-site/1"), so that it can never
 * be taken for a checkpoint.  text_signed(): what stands in such a note, if one of the keys given has signed it.  Refuses PROOF. */
bool text_sign(struct keys *k, struct arena *mem, const char *text, const char **note, struct why *why);
bool text_signed(struct why *why, const char *note, const char *const *vkeys, size_t n, const char **text);

struct checkpoint { const char *origin; int64_t size; struct hash root; enum hash_kind hash; struct instant at; };
/* Parses and verifies: at least one signature under one of the vkeys.  Refuses PROOF. */
bool checkpoint_open(struct why *why, const char *note, const char *const *vkeys, size_t n, struct checkpoint *out);

/* names NULL = every field; otherwise only those named (unknown name: refuses ARG_CHOICE).  The bundle is JSON, one line. */
bool proof_bundle(struct ctx *c, int64_t seq, const char *const *names, size_t n, const char **json);
bool proof_consistency(struct ctx *c, int64_t old_size, int64_t new_size, const char **json);
/* Verifies a bundle of either kind.  On success `words` says in Chinese what was proven. */
bool proof_check(struct ctx *c, const char *json, size_t len, const char *const *vkeys, size_t n, const char **words);

#endif
