/* pack_approval.c - the section `approvals` of a pack: verbs that want somebody's agreed approval first, who may agree, on which law, from
 * which day on.  Pure reading and finding; who agreed is known to approval/.  A rule only ever adds a refusal: it opens no gate. */
#include "law/pack_value.h"
#include <string.h>

struct approval_row { struct pack_approval v; const char *from; };
static const struct field approval_fields[] = {
        { "label", FIELD_TEXT, AT(approval_row, v.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(approval_row, v.law), true, REF_FREE, NULL },
        { "verb", FIELD_TEXT, AT(approval_row, v.verb), true, REF_VERB, NULL },
        { "agree", FIELD_WORDS, AT(approval_row, v.agree), true, REF_ROLE, NULL },
        { "from", FIELD_TEXT, AT(approval_row, from), true, REF_FREE, NULL },
        END
};

static void read_approval(struct reader *r, const struct node_entry *e, struct pack_approval *out)
{
        struct approval_row row = { .v = { .id = e->key, .pos = e->at } };

        if (fields_read(r, e->key, e->at, e->value, approval_fields, &row)) {
                if (!day_parse(row.from, &row.v.from))
                        WRONG(r, node_entry(e->value, "from")->at, "“from”应当是日期，如 2027-01-01");
                if (!row.v.agree.n)
                        WRONG(r, e->at, "“%s”没有写明由哪些岗位同意（agree）", e->key);
                if (text_starts(row.v.verb, "approval."))
                        WRONG(r, e->at, "“%s”：请示、同意等本身不能再要求先经同意", e->key);
        }
        *out = row.v;
}

void pack_approval_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "approvals", p->approvals, p->n_approvals, pack_approval, read_approval);
}

const struct pack_approval *pack_approval(const struct pack *p, const char *verb, struct day on)
{
        for (size_t i = 0; i < p->n_approvals; i++)
                if (text_same(p->approvals[i].verb, verb) && day_compare(p->approvals[i].from, on) <= 0)
                        return &p->approvals[i];
        return NULL;
}
