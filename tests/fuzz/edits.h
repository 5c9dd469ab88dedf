/* edits.h - a fuzzer's input as a list of edits on a file that is whole: what a forger does, rather than noise.
 *
 * One edit: what (1 byte: overwrite, insert, delete, append), where (3 bytes, modulo), how many (1 byte), then as many bytes.
 */
#ifndef FUZZ_EDITS_H
#define FUZZ_EDITS_H
#include <stdio.h>
#include "fuzz.h"

#define EDITS_MAX 16
#define EDIT_MIN 5

/* A file of tests/fuzz/signed; the fuzzers are run from the top. */
static inline struct bytes kept_file(const char *name)
{
        static uint8_t room[4][1 << 17];
        static size_t used;
        char path[100];
        struct bytes b = { room[used++], 0 };
        FILE *f;

        HOLDS(used <= 4);
        snprintf(path, sizeof path, "tests/fuzz/signed/%s", name);
        f = fopen(path, "rb");
        HOLDS(f != NULL);
        b.n = fread(room[used - 1], 1, sizeof room[0] - 1, f);
        fclose(f);
        return b;
}

static inline struct bytes edited(struct arena *mem, struct bytes b, const uint8_t *data, size_t n)
{
        for (int i = 0; i < EDITS_MAX && n >= EDIT_MIN; i++) {
                size_t at = ((size_t)data[1] << 16 | (size_t)data[2] << 8 | data[3]) % (b.n + 1),
                        k = data[4] < n - EDIT_MIN ? data[4] : n - EDIT_MIN;
                int what = data[0] & 3;
                size_t cut = what == 0 || what == 2 ? (k < b.n - at ? k : b.n - at) : 0, put = what == 2 ? 0 : k;
                uint8_t *p = arena_take(mem, b.n - cut + put + 1);

                if (what == 3)
                        at = b.n;
                memcpy(p, b.p, at);
                memcpy(p + at, data + EDIT_MIN, put);
                memcpy(p + at + put, b.p + at + cut, b.n - at - cut);
                b = (struct bytes){ p, b.n - cut + put };
                data += EDIT_MIN + (what == 2 ? 0 : k);
                n -= EDIT_MIN + (what == 2 ? 0 : k);
        }
        return b;
}

#endif
