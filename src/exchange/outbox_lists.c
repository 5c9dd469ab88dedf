/* outbox_lists.c - a published list in the words of a published record, so that carriers are told of lists as they are told of decisions
 * (国办发〔2018〕118号 二（四）: what is published before enforcement goes out by the same carriers, and changes with it).
 *
 * A carrier is told of lists only where its `kinds:` names `list`.  A later version does not take back the telling of an earlier one; a revocation does.
 */
#include "catalog/catalog.h"
#include "exchange/outbox.h"
#include <string.h>

static const char *title_of(struct ctx *c, const struct list *l)
{
        const struct pack_list *k = pack_list(c->pack, l->kind);

        return text_make(c->mem, "%s第 %lld 版", k ? k->label : l->kind, (long long)l->version);
}

static struct publication told_of(struct ctx *c, const struct list *l)
{
        const struct pack_agency *g = pack_agency(c->pack, l->agency);
        const char *title = title_of(c, l);

        return (struct publication){ .id = l->id, .decide_seq = l->published_seq, .release_seq = l->published_seq, .withdraw_seq = l->revoked_seq,
                .shown = l->revoked_seq < 0, .fine = -1, .kind = OUTBOX_LIST, .agency = l->agency, .agency_name = g ? g->name : l->agency, .number = title,
                .title = title, .party = "", .party_kind = "", .cause = l->reason, .item = l->kind, .facts = "", .basis = l->law,
                .result = text_make(c->mem, "%s 起施行", day_text(c->mem, l->effective)), .decided_on = day_of(l->published_at),
                .released_on = day_of(l->published_at), .withdrawn_on = l->revoked_on };
}

bool outbox__list(struct ctx *c, const struct publication_change *change, struct publication *p, const char **page)
{
        struct list l;

        if (!list_load(c, change->id, &l))
                return false;
        *p = told_of(c, &l);
        *page = text_make(c->mem, "list/%s/%s/%lld", l.agency, l.kind, (long long)l.version);
        return true;
}

bool outbox__list_changes(struct ctx *c, int64_t after, int64_t limit, struct publication_changes *out)
{
        struct publication_changes l = { .at = TAKE_N(c->mem, struct publication_change, limit) };
        struct list_changes k;

        if (!list_changes(c, after, limit, &k))
                return false;
        for (; l.n < k.n; l.n++)
                l.at[l.n] = (struct publication_change){ k.at[l.n].seq, k.at[l.n].id, k.at[l.n].revoked ? "withdrawn" : "released", OUTBOX_LIST, k.at[l.n].agency };
        *out = l;
        return true;
}
