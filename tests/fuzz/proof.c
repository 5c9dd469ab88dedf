/* Bundles, checkpoints and keys from strangers: any bytes, under keys that are not theirs.  Nothing that is not signed may pass. */
#include "fuzz.h"
#include "journal/note.h"

static const char *const vkeys[] = { FUZZ_VKEYS };
#define KEYS (sizeof vkeys / sizeof *vkeys)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem } };
        struct why why = { .mem = mem };
        const char *words = NULL, *s = text_copy_n(mem, (const char *)data, n);
        struct checkpoint k;
        struct note_key key;

        if (n && *data == '{') {
                if (proof_check(&c, s, n, vkeys, KEYS, &words))
                        HOLDS(words && utf8_valid(words, strlen(words)));
                else
                        HOLDS(c.why.kind == WHY_REFUSED);
        } else if (strchr(s, '+') && !strchr(s, '\n')) {
                if (note_key_parse(&why, s, &key))
                        HOLDS(!strcmp(note_key_text(mem, &key), s));
        } else if (checkpoint_open(&why, s, vkeys, KEYS, &k)) {
                HOLDS(k.size >= 0 && !strncmp(s, checkpoint_text(mem, &k), strlen(checkpoint_text(mem, &k))));
        }
        arena_free(mem);
        return 0;
}
