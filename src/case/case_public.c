/* case_public.c - what may be shown of a decision stands in its act beside the original, masked by rule, so that it can be proven.
 * The places that were covered stand there as well (facts_masks): with them and the original anybody can cover again.
 */
#include "case/case_inner.h"
#include "journal/act_people.h"
#include "law/identity.h"
#include <string.h>

static const char *given(const struct draft *d, const char *name, const char *otherwise)
{
        const char *value = draft_get(d, name);

        return value ? value : otherwise;
}

/* Of the case, of its acts, and of the act that is being made. */
static bool people_read(struct ctx *c, const struct draft *d, const char *kind, const char *party, struct mask_people *out)
{
        const struct case_facts *f = facts_of(c);

        mask_people_party(out, kind, party, given(d, "party_id", f->party_id), given(d, "party_person", f->party_person),
                          given(d, "party_address", f->party_address), given(d, "party_phone", f->party_phone), day_of(c->now));
        act_people_of(d->fields, d->n, d->verb, out);
        return f->id <= 0 || act_people(c, (struct subject){ "case", f->id }, out);
}

static const char *party_shown(struct arena *mem, const struct mask_people *p, const char *kind, const char *party)
{
        if (strcmp(kind, "citizen"))
                return party;
        for (size_t i = 0; i < p->n; i++)
                if (p->at[i].kind == MASK_MINOR && !strcmp(p->at[i].text, party))
                        return "未成年人";
        return name_mask(mem, party);
}

bool case__put_public(struct ctx *c, struct draft *d, const char *party_kind, const char *party, const char *facts)
{
        struct mask_people people = { .mem = c->mem };
        struct names open = { .at = &party, .n = strcmp(party_kind, "citizen") ? 1 : 0 };
        struct mask_wish w = { .pack = c->pack, .open = &open };
        struct mask_spans found;

        if (!people_read(c, d, party_kind, party, &people))
                return false;
        w.words = people.at;
        w.n_words = people.n;
        found = mask_find(c->mem, &w, facts);
        draft_put(d, "party_public", party_shown(c->mem, &people, party_kind, party));
        draft_put(d, "facts_public", mask_cover(c->mem, facts, &found));
        draft_put(d, "facts_masks", mask_spans_json(c->mem, facts, &found));
        return true;
}
