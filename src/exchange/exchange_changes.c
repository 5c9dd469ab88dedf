/* exchange_changes.c - what happened to published records, newest first, as far as somebody wants to see it: what feeds and embeds show.
 *
 * By act, not by day of decision: who looks once an hour must find what was published in that hour on top, however old the decision is.
 * Each page looks at a bounded number of changes; one that had to pass over many ends earlier and says where to go on.
 */
#include "exchange/exchange_inner.h"
#include <string.h>

#define BATCH 200
#define LOOK_MAX 4000           /* changes looked at for one page */

static void keep(struct feed_wish *w, const char *name, const char *value)
{
        if (*value)
                w->pairs[w->n++] = (struct pair){ name, value };
}

static struct day day_asked(struct feed_wish *w, const struct page_in *in, const char *name)
{
        struct day d;

        if (!day_parse(page_query(in, name), &d))
                return DAY_NONE;
        keep(w, name, page_query(in, name));
        return d;
}

/* What cannot be understood counts as not asked: a feed reader has nobody to tell. */
void exchange__wish(struct ctx *c, const struct page_in *in, struct feed_wish *out)
{
        const char *kind = page_query(in, "kind"), *agency = page_query(in, "agency"), *q = utf8_head(c->mem, page_query(in, "q"), 100);

        *out = (struct feed_wish){ .kind = "", .agency = "", .item = utf8_head(c->mem, page_query(in, "item"), 60),
                                   .party = utf8_head(c->mem, page_query(in, "party"), 100), .from = DAY_NONE, .to = DAY_NONE, .before = INT64_MAX };
        out->words = q;
        keep(out, "q", q);
        if (text_in(kind, "penalty|permit", '|'))
                out->kind = kind;
        if (pack_agency(c->pack, agency))
                out->agency = agency;
        keep(out, "kind", out->kind);
        keep(out, "agency", out->agency);
        keep(out, "item", out->item);
        keep(out, "party", out->party);
        out->from = day_asked(out, in, "from");
        out->to = day_asked(out, in, "to");
        if (!text_int(page_query(in, "before"), 0, INT64_MAX, &out->before))
                out->before = INT64_MAX;
}

/* A withdrawn record has neither words nor party left: everyone who asked for its agency and kind is told that it went. */
static bool wanted(struct arena *mem, const struct feed_wish *w, const struct publication *p)
{
        if ((*w->kind && strcmp(p->kind, w->kind)) || (*w->agency && strcmp(p->agency, w->agency)))
                return false;
        if (!p->shown)
                return true;
        if (day_is(w->from) && day_compare(p->decided_on, w->from) < 0)
                return false;
        if (day_is(w->to) && day_compare(p->decided_on, w->to) > 0)
                return false;
        if ((*w->item && strcmp(p->item, w->item)) || (*w->party && !strstr(p->party, w->party)))
                return false;
        return publication_reads(mem, p, w->words);
}

/* Only the last thing that happened to a record is told; what it was before is no longer so. */
static bool superseded(const struct publication_change *k, const struct publication *p, const struct feed *f)
{
        if (!p->shown && !publication_change_removes(k->what))
                return true;
        for (size_t i = 0; i < f->n; i++)
                if (f->at[i].p->id == p->id)
                        return true;
        return false;
}

static bool change_take(struct ctx *c, const struct feed_wish *w, const struct publication_change *k, const char *base, struct feed *f)
{
        struct publication *p;
        struct instant at;

        if ((*w->kind && strcmp(k->kind, w->kind)) || (*w->agency && strcmp(k->agency, w->agency)))
                return true;
        p = TAKE(c->mem, struct publication);
        if (!publication_load(c, k->id, p))
                return false;
        if (!wanted(c->mem, w, p) || superseded(k, p, f))
                return true;
        if (!act_when(c, k->seq, &at))
                return false;
        f->at[f->n++] = (struct record){ p, k->what, base, k->seq, at, NULL };
        return true;
}

bool exchange__feed(struct ctx *c, const struct feed_wish *w, size_t most, struct feed *out)
{
        struct feed f = { .at = TAKE_N(c->mem, struct record, most), .next = w->before };
        struct publication_changes l;
        const char *base;
        struct site site;

        if (!exchange__base(c, &base) || !site_load(c->db, c->mem, &site, &c->why))
                return false;
        for (size_t looked = 0; f.n < most && looked < LOOK_MAX && f.next >= 0; looked += BATCH) {
                if (!publication_changes_before(c, f.next, BATCH, &l))
                        return false;
                for (size_t i = 0; i < l.n && f.n < most; i++) {
                        f.next = l.at[i].seq;
                        if (!change_take(c, w, &l.at[i], base, &f))
                                return false;
                }
                if (l.n < BATCH && (!l.n || f.next == l.at[l.n - 1].seq))
                        f.next = -1;
        }
        f.updated = f.n ? f.at[0].at : site.made;
        *out = f;
        return true;
}
