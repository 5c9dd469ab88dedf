/* fuzz.h - what all fuzz targets have in common.  A property that does not hold stops the run like any crash. */
#ifndef FUZZ_H
#define FUZZ_H
#include <stdint.h>
#include <string.h>
#include "base/arena.h"
#include "base/text.h"
#include "base/why.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define HOLDS(expr) ((expr) ? (void)0 : __builtin_trap())

/* The input cut at LF, each piece ended by NUL: "lines" for targets that take words. */
static inline char **fuzz_lines(struct arena *mem, const uint8_t *data, size_t n, size_t *count)
{
        return text_split(mem, text_copy_n(mem, (const char *)data, strnlen((const char *)data, n)), '\n', count);
}

#endif
