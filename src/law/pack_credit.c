/* pack_credit.c - the section `credit` of a pack: credit classes of objects of inspection, and how many tickets each puts into the bowl of a draw
 * (inspection/draw.h).  Pure reading and finding.
 */
#include "law/pack_value.h"
#include <string.h>

#define WEIGHT_MAX 100

static const struct field credit_fields[] = {
        { "label", FIELD_TEXT, AT(pack_credit, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_credit, law), true, REF_FREE, NULL },
        { "weight", FIELD_INT, AT(pack_credit, weight), true, REF_FREE, NULL },
        END
};

static void read_credit(struct reader *r, const struct node_entry *e, struct pack_credit *out)
{
        *out = (struct pack_credit){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, credit_fields, out))
                return;
        if (!text_in(e->key, "a|b|c|d", '|'))
                WRONG(r, e->at, "信用风险分级只有 a、b、c、d 四级，没有“%s”", e->key);
        if (out->weight < 1 || out->weight > WEIGHT_MAX)
                WRONG(r, e->at, "“%s”的权重（weight）应当在 1 到 %d 之间", e->key, WEIGHT_MAX);
}

/* Whoever is graded worse is never drawn less often: that is what grading is for. */
static void credit_rises(struct reader *r)
{
        struct pack *p = r->p;

        for (size_t i = 0; i < p->n_credit; i++)
                for (size_t k = 0; k < p->n_credit; k++)
                        if (strcmp(p->credit[i].id, p->credit[k].id) < 0 && p->credit[i].weight > p->credit[k].weight)
                                WRONG(r, p->credit[i].pos, "%s 级的权重不能大于 %s 级", p->credit[i].id, p->credit[k].id);
}

void pack_credit_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "credit", p->credit, p->n_credit, pack_credit, read_credit);
        credit_rises(r);
}

const struct pack_credit *pack_credit(const struct pack *p, const char *id)
{
        for (size_t i = 0; i < p->n_credit; i++)
                if (!strcmp(p->credit[i].id, id))
                        return &p->credit[i];
        return NULL;
}
