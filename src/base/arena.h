/* arena.h - memory of one request: taken piece by piece, given back all at once.
 *
 * Promises:  every block is zeroed and aligned for any type; running out of memory ends the process, so no caller checks.
 * Owner:     whoever calls arena_new() calls arena_free(); everything taken from the arena dies with it.
 * Threads:   one arena belongs to one thread at a time.
 * Example:   struct arena *a = arena_new(); char *s = text_make(a, "%d", 42); ... arena_free(a);
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);                       /* NULL is fine */
void arena_reset(struct arena *a);                      /* empties it, keeps one block for the next request */
void *arena_take(struct arena *a, size_t n);            /* n bytes of zeros */
void *arena_copy(struct arena *a, const void *p, size_t n);
void *arena_grow(struct arena *a, const void *old, size_t old_n, size_t new_n); /* old is abandoned, its bytes are copied */
size_t arena_used(const struct arena *a);               /* bytes handed out since the last reset */

#define TAKE(a, type) ((type *)arena_take((a), sizeof(type)))
#define TAKE_N(a, type, n) ((type *)arena_take((a), sizeof(type) * (size_t)(n)))

void *memory_take(size_t n);                            /* for process-lifetime objects: zeroed, never NULL */
void memory_free(void *p);

#endif
