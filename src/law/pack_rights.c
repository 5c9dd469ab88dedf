/* pack_rights.c - the section `separations` of a pack: roles that nobody has together, each with its law.  What it finds is data: who is
 * refused when roles are granted stands in org/rights_rules.c. */
#include "law/pack_value.h"
#include <string.h>

static const struct field separation_fields[] = {
        { "label", FIELD_TEXT, AT(pack_separation, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_separation, law), true, REF_FREE, NULL },
        { "roles", FIELD_WORDS, AT(pack_separation, roles), true, REF_ROLE, NULL },
        { "others", FIELD_WORDS, AT(pack_separation, others), false, REF_ROLE, NULL },
        { "lent", FIELD_BOOL, AT(pack_separation, lent), false, REF_FREE, NULL },
        END
};

static void read_separation(struct reader *r, const struct node_entry *e, struct pack_separation *out)
{
        *out = (struct pack_separation){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, separation_fields, out))
                return;
        if (!out->others.n && out->roles.n < 2)
                WRONG(r, e->at, "“%s”只写了一个岗位：写明与哪些岗位（others）不能兼任，或者写出两个以上互斥的岗位", e->key);
        for (size_t i = 0; i < out->roles.n; i++)
                if (names_have(&out->others, out->roles.at[i]))
                        WRONG(r, e->at, "“%s”：岗位“%s”不能与自己互斥", e->key, out->roles.at[i]);
}

void pack_rights_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "separations", p->separations, p->n_separations, pack_separation, read_separation);
}

static bool meets(const struct pack_separation *s, const char *one, const char *other)
{
        return names_have(&s->roles, one) && (s->others.n ? names_have(&s->others, other) : names_have(&s->roles, other));
}

const struct pack_separation *pack_separation(const struct pack *p, const char *one, const char *other, bool lent)
{
        if (!strcmp(one, other))
                return NULL;
        for (size_t i = 0; i < p->n_separations; i++) {
                const struct pack_separation *s = &p->separations[i];

                if ((lent || !s->lent) && (meets(s, one, other) || meets(s, other, one)))
                        return s;
        }
        return NULL;
}
