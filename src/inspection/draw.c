/* draw.c - lots that anybody can draw again: keys, order, and the bowl as a text.  Knows nothing of inspections; must never use a random number. */
#include "inspection/draw.h"
#include <stdlib.h>
#include <string.h>

static int hash_compare(const struct hash *a, const struct hash *b)
{
        return memcmp(a->b, b->b, sizeof a->b);
}

static struct hash ticket_key(struct arena *mem, const char *head, const char *id, int ticket)
{
        const char *text = text_make(mem, "%s%s\n%d\n", head, id, ticket);

        return hash_bytes(HASH_SM3, text, strlen(text));
}

static struct hash lot_key(struct arena *mem, const char *head, const struct lot *l)
{
        struct hash best = ticket_key(mem, head, l->id, 1);

        for (int t = 2; t <= l->weight; t++) {
                struct hash next = ticket_key(mem, head, l->id, t);

                if (hash_compare(&next, &best) < 0)
                        best = next;
        }
        return best;
}

/* Names are told apart by their text where two keys are the same, which nobody will see. */
static int lot_compare(const void *a, const void *b)
{
        const struct lot *x = a, *y = b;
        int d = hash_compare(&x->key, &y->key);

        return d ? d : strcmp(x->id, y->id);
}

void draw_lots(struct arena *mem, const char *seed, const char *item, const char *what, struct bowl *b)
{
        const char *head = text_make(mem, "mingjing-draw/1\n%s\n%s\n%s\n", seed, item, what);

        for (size_t i = 0; i < b->n; i++)
                b->at[i].key = lot_key(mem, head, &b->at[i]);
        if (b->n)
                qsort(b->at, b->n, sizeof *b->at, lot_compare);
}

const char *bowl_text(struct arena *mem, const struct bowl *b)
{
        struct buffer out = { .mem = mem };

        for (size_t i = 0; i < b->n; i++)
                buffer_make(&out, "%s%d %s", i ? "\n" : "", b->at[i].weight, b->at[i].id);
        return buffer_done(&out);
}

bool bowl_parse(struct arena *mem, const char *text, struct bowl *out)
{
        size_t n;
        char **lines = text_split(mem, text, '\n', &n);
        struct bowl b = { TAKE_N(mem, struct lot, n + 1), 0 };

        for (size_t i = 0; i < n; i++) {
                char *space = strchr(lines[i], ' ');
                int64_t weight;

                if (!space || !space[1] || !text_int(text_copy_n(mem, lines[i], (size_t)(space - lines[i])), 1, DRAW_WEIGHT_MAX, &weight))
                        return false;
                b.at[b.n++] = (struct lot){ .id = space + 1, .weight = (int)weight };
        }
        *out = b;
        return true;
}

const char *bowl_first(struct arena *mem, const struct bowl *b, size_t n)
{
        struct buffer out = { .mem = mem };

        for (size_t i = 0; i < n && i < b->n; i++)
                buffer_make(&out, "%s%s", i ? "," : "", b->at[i].id);
        return buffer_done(&out);
}
