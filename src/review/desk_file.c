/* desk_file.c - the file of a case as the desk shows it: papers, evidence and recordings in one list by their numbers. */
#include "review/desk_inner.h"
#include <stdlib.h>
#include <string.h>

struct filing { struct ctx *c; struct case_materials *l; size_t room; bool ok; };

static bool film(void *to, const struct act *a)
{
        struct filing *k = to;
        struct arena *mem = k->c->mem;
        bool hidden;

        if (strcmp(a->verb, "recording.add"))
                return true;
        k->ok = access_act_hidden(k->c, a, &hidden);
        DESK_MORE(mem, k->l, k->room);
        k->l->at[k->l->n++] = (struct case_material){ .id = a->seq, .kind = text_copy(mem, act_text(a, "kind")), .digest = "", .at = a->at,
                                                      .title = hidden ? "（涉密的音像资料）" : text_copy(mem, act_text(a, "recording_title")),
                                                      .by = text_copy(mem, act_text(a, "actor")) };
        return k->ok;
}

static int by_number(const void *a, const void *b)
{
        int64_t x = ((const struct case_material *)a)->id, y = ((const struct case_material *)b)->id;

        return (x > y) - (x < y);
}

bool desk__files(struct ctx *c, int64_t case_id, struct case_materials *out)
{
        struct filing k = { .c = c, .l = out, .ok = true };
        struct case_materials papers;

        if (!case_materials_load(c, case_id, &papers))
                return false;
        k.room = papers.n;
        *out = papers;
        if (!acts_on(c, (struct subject){ "case", case_id }, film, &k) || !k.ok)
                return false;
        qsort(out->at, out->n, sizeof *out->at, by_number);
        return true;
}
