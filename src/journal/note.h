/* note.h - private to the journal: C2SP signed notes, with Ed25519 (0x01), witness cosignatures (0x04) and SM2 (0xff).
 *
 * A key is known by its vkey text  name+id+base64(type ‖ material)  where id is the first four bytes, as eight hex digits, of
 *   SHA-256(name ‖ 0x0A ‖ type ‖ material).
 * Material: the 32-byte Ed25519 key for 0x01 and 0x04; for 0xff the 14 ASCII bytes "mingjing/sm2/1" and the 65-byte point
 * 04 ‖ X ‖ Y.
 * Signatures: 64 bytes over the note text; 0x04: eight bytes of time before it, over the text preceded by two lines
 * (tlog-cosignature); 0xff: r ‖ s of SM2 with SM3 and the distinguishing ID 1234567812345678.
 */
#ifndef JOURNAL_NOTE_H
#define JOURNAL_NOTE_H
#include <stdbool.h>
#include "journal/proof.h"

enum note_type { NOTE_ED25519 = 0x01, NOTE_WITNESS = 0x04, NOTE_SM2 = 0xff };
#define NOTE_SM2_IDENTIFIER "mingjing/sm2/1"
#define NOTE_ED25519_SIZE 32
#define NOTE_SM2_SIZE 65
#define NOTE_SIGNATURE_SIZE 64
#define NOTE_LINES_MAX 100

struct note_key { const char *name; enum note_type type; uint32_t id; const uint8_t *pub; };

/* Refuses PROOF, field "key": wrong shape, id that does not belong to the key, a point off the curve or of small order. */
bool note_key_parse(struct why *why, const char *vkey, struct note_key *out);
struct note_key note_key_make(enum note_type type, const char *name, const uint8_t *pub);     /* works out the id */
const char *note_key_text(struct arena *mem, const struct note_key *k);                        /* the vkey */
const char *note_type_chinese(enum note_type type);

/* "— name base64(id ‖ signature)\n" */
const char *note_line(struct arena *mem, const struct note_key *k, const uint8_t *signature, size_t n);

/* Opens a note: its shape is right, every signature by a known key holds, and there is one at least.  signers: which of the
 * keys signed, in the order of the note.  Unknown keys are passed over, as the specification wants. */
struct note { const char *text; const struct note_key **signers; size_t n; };
bool note_open(struct why *why, const char *bytes, const struct note_key *keys, size_t n, struct note *out);

bool note_ed25519_holds(const uint8_t pub[NOTE_ED25519_SIZE], const void *msg, size_t n, const uint8_t sig[NOTE_SIGNATURE_SIZE]);
bool note_sm2_holds(const uint8_t point[NOTE_SM2_SIZE], const void *msg, size_t n, const uint8_t rs[NOTE_SIGNATURE_SIZE]);

/* keys.c: signs a note text (it ends in LF) with both keys; the whole note comes back. */
const char *keys_origin(const struct keys *k);
bool keys_sign(struct keys *k, struct arena *mem, const char *text, const char **note, struct why *why);

/* proof.c: the pure part, which proof_test.c and the corpus use without a database. */
struct bundle {
        enum hash_kind hash;
        const char *act;                /* the act text */
        const struct field *disclosed; size_t n;
        int64_t leaf, size;
        struct merkle_path path;
        const char *note;
};
const char *bundle_text(struct arena *mem, const struct bundle *b);
const char *consistency_text(struct arena *mem, enum hash_kind k, const char *old_note, const char *new_note,
                             const struct merkle_path *p);
const char *checkpoint_text(struct arena *mem, const struct checkpoint *c);     /* the note text, to be signed */

#endif
