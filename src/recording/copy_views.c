/* copy_views.c - marks and copies of one recording as tables. */
#include "base/json.h"
#include "recording/copy_inner.h"
#include <string.h>

static const char *number(struct arena *mem, int64_t v)
{
        return text_make(mem, "%lld", (long long)v);
}

bool copy__view_marks(struct ctx *c, const struct args *a, struct table *t)
{
        struct recording r;
        struct marks l;

        if (!recording_find(c, arg_int(a, "recording"), &r, NULL) || !marks_of(c, r.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(t, (const char *[]){ number(t->mem, l.at[i].id), copy__moment(t->mem, l.at[i].at), number(t->mem, l.at[i].at),
                        l.at[i].label, l.at[i].by });
        t->total = (int64_t)l.n;
        return true;
}

/* The list as one text, a sentence a line. */
static const char *changes_words(struct arena *mem, const char *json)
{
        struct why ignored = { .mem = mem };
        json_t *list = json_parse(&ignored, json, strlen(json)), *one;
        struct buffer b = { .mem = mem };
        size_t i;

        json_array_foreach(list, i, one)
                buffer_make(&b, "%s%s", i ? "；" : "", json_string_value(one) ? json_string_value(one) : "");
        json_decref(list);
        return buffer_done(&b);
}

bool copy__view_copies(struct ctx *c, const struct args *a, struct table *t)
{
        struct recording r;
        struct copies l;

        if (!recording_find(c, arg_int(a, "recording"), &r, NULL) || !copies_of(c, r.id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct copy *k = &l.at[i];

                table_row(t, (const char *[]){ number(t->mem, k->id), k->kind, copy__moment(t->mem, k->from), copy__moment(t->mem, k->until),
                        number(t->mem, k->size),
                                               k->type, k->digest, changes_words(t->mem, k->changes), k->by, instant_text(t->mem, k->at) });
        }
        t->total = (int64_t)l.n;
        return true;
}
