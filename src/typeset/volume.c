/* volume.c - what makes several documents one volume: running page numbers, and joining what was laid out apart (a cover and a catalogue can
 * only be laid out when the pages they count are known). */
#include "typeset/layout.h"
#include <string.h>

#define NUMBER_Y (PAPER_H - 13 * MM)
#define NUMBER_RIGHT (PAPER_W - 17 * MM)

bool pages_number(struct typesetter *t, struct pages *p, struct why *why)
{
        struct flow f = { .t = t, .p = p, .why = why, .head = &p->head };
        struct label how = { .face = FACE_BODY, .size = 12, .side = SIDE_RIGHT };
        size_t number = 1;

        for (size_t i = 0; i < p->n; i++) {
                size_t last = number + pages__counts(&p->page[i]) - 1;
                const char *text = last > number ? text_make(p->mem, "%zu-%zu", number, last) : text_make(p->mem, "%zu", number);

                if (!label_put(&f, i, &how, NUMBER_RIGHT, NUMBER_Y, text))
                        return false;
                number = last + 1;
        }
        return true;
}

static void *joined(struct arena *mem, const void *a, size_t n, const void *b, size_t m, size_t size)
{
        char *all = arena_take(mem, (n + m) * size);

        if (n)
                memcpy(all, a, n * size);
        if (m)
                memcpy(all + n * size, b, m * size);
        return all;
}

struct pages *pages_join(struct pages *a, struct pages *b)
{
        struct pages *last = a;
        size_t before = a->n;

        a->page = joined(a->mem, a->page, a->n, b->page, b->n, sizeof *a->page);
        a->n = a->room = a->n + b->n;
        a->bookmarks = joined(a->mem, a->bookmarks, a->n_bookmarks, b->bookmarks, b->n_bookmarks, sizeof *a->bookmarks);
        for (size_t i = a->n_bookmarks; i < a->n_bookmarks + b->n_bookmarks; i++)
                a->bookmarks[i].page += before;
        a->n_bookmarks = a->bookmarks_room = a->n_bookmarks + b->n_bookmarks;
        a->seals = joined(a->mem, a->seals, a->n_seals, b->seals, b->n_seals, sizeof *a->seals);
        for (size_t i = a->n_seals; i < a->n_seals + b->n_seals; i++)
                a->seals[i].page += before;
        a->n_seals = a->seals_room = a->n_seals + b->n_seals;
        if (!a->attached)
                a->attached = b->attached;
        must(a->attached == b->attached || !b->attached);       /* files go along with the body only */
        while (last->joined)
                last = last->joined;
        last->joined = b;               /* keeps what the marks point to */
        return a;
}
