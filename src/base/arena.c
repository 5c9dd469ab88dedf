/* arena.c - blocks in a list, the newest first.  Never hands out memory that a caller has to free. */
#include "base/arena.h"
#include "base/why.h"
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_MIN ((size_t)2 * 1024)          /* small: many arenas live for one statement */
#define KEEP_MAX ((size_t)256 * 1024)                   /* a larger block goes back to the system at reset */

struct block {
        struct block *older;
        size_t size, used;
        alignas(max_align_t) unsigned char data[];
};

struct arena {
        struct block *newest;
        size_t handed_out;
};

void *memory_take(size_t n)
{
        void *p = calloc(1, n ? n : 1);

        must(p != NULL);
        return p;
}

void memory_free(void *p)
{
        free(p);
}

struct arena *arena_new(void)
{
        return memory_take(sizeof(struct arena));
}

void arena_free(struct arena *a)
{
        if (!a)
                return;
        for (struct block *b = a->newest, *older; b; b = older) {
                older = b->older;
                free(b);
        }
        free(a);
}

void arena_reset(struct arena *a)
{
        struct block *keep = NULL;

        for (struct block *b = a->newest, *older; b; b = older) {
                older = b->older;
                if (!keep && b->size <= KEEP_MAX)
                        keep = b;
                else
                        free(b);
        }
        if (keep) {
                memset(keep->data, 0, keep->used);
                keep->used = 0;
                keep->older = NULL;
        }
        a->newest = keep;
        a->handed_out = 0;
}

static struct block *block_add(struct arena *a, size_t at_least)
{
        size_t size = a->newest ? a->newest->size * 2 : BLOCK_MIN;
        struct block *b;

        if (size > KEEP_MAX)
                size = KEEP_MAX;
        if (size < at_least)
                size = at_least;
        b = memory_take(sizeof *b + size);
        b->size = size;
        b->older = a->newest;
        a->newest = b;
        return b;
}

void *arena_take(struct arena *a, size_t n)
{
        struct block *b = a->newest;
        size_t room = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);

        must(room >= n);
        if (!b || b->size - b->used < room)
                b = block_add(a, room);
        b->used += room;
        a->handed_out += room;
        return b->data + b->used - room;
}

void *arena_copy(struct arena *a, const void *p, size_t n)
{
        void *copy = arena_take(a, n);

        if (n)
                memcpy(copy, p, n);
        return copy;
}

void *arena_grow(struct arena *a, const void *old, size_t old_n, size_t new_n)
{
        void *p = arena_take(a, new_n);

        must(new_n >= old_n);
        if (old_n)
                memcpy(p, old, old_n);
        return p;
}

size_t arena_used(const struct arena *a)
{
        return a->handed_out;
}
