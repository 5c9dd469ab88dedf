/* exchange_record.c - a published record in the words that other systems use.
 * Must never say more of a withdrawn record than that it was there and when it went.
 */
#include "exchange/exchange_inner.h"
#include "journal/proof.h"
#include <string.h>

bool exchange__base(struct ctx *c, const char **out)
{
        struct site site;

        if (!site_load(c->db, c->mem, &site, &c->why))
                return false;
        *out = text_make(c->mem, "https://%s", text_copy_n(c->mem, site.origin, strcspn(site.origin, "/")));
        return true;
}

bool exchange__head(struct ctx *c, struct open_head *out)
{
        struct open_head h = { 0, "", "" };
        const char *note;
        size_t n;
        char **line;

        if (!checkpoint_latest(c, &note, &h.size))
                return false;
        if (note) {
                line = text_split(c->mem, note, '\n', &n);
                must(n > 5);
                h.root = line[2];
                h.at = line[4] + strlen("at ");
        }
        *out = h;
        return true;
}

const char *exchange__page(struct arena *mem, int64_t id)
{
        return text_make(mem, "decision/%lld", (long long)id);
}

const char *exchange__id(struct arena *mem, const char *base, const char *page)
{
        return text_make(mem, "tag:%.*s,2026:%s", (int)strcspn(base + 8, ":"), base + 8, page);
}

const char *exchange__kind(const char *kind)
{
        return !strcmp(kind, "penalty") ? "行政处罚" : !strcmp(kind, "permit") ? "行政许可" : !strcmp(kind, OUTBOX_LIST) ? "事前公开清单" : kind;
}

static const char *money_plain(struct arena *mem, int64_t fen)
{
        return fen < 0 ? "" : text_make(mem, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
}

static const char *of_agency(const struct pack *pack, const struct publication *p, bool region)
{
        const struct pack_agency *g = pack_agency(pack, p->agency);

        return g ? region ? g->region : g->uscc : "";
}

/* What is the same whether it is shown or not. */
static const char *common(struct arena *mem, const struct record *r, const char *word)
{
        const struct publication *p = r->p;
        const char *page = r->page ? r->page : exchange__page(mem, p->id);

        if (!strcmp(word, "change"))
                return r->change;
        if (!strcmp(word, "act"))
                return text_make(mem, "%lld", (long long)r->act);
        if (!strcmp(word, "at"))
                return r->at.ms ? instant_text(mem, r->at) : "";
        if (!strcmp(word, "id"))
                return exchange__id(mem, r->base, page);
        if (!strcmp(word, "url"))
                return text_make(mem, "%s/%s", r->base, page);
        if (!strcmp(word, "proof"))
                return text_make(mem, "%s/proof/%lld", r->base, (long long)(p->shown ? p->decide_seq : p->withdraw_seq));
        if (!strcmp(word, "withdrawn_on"))
                return day_text(mem, p->withdrawn_on);
        return NULL;
}

const char *exchange__word(struct arena *mem, const struct pack *pack, const struct record *r, const char *word)
{
        const struct publication *p = r->p;
        const struct { const char *name, *value; } texts[] = {
                { "kind", p->kind }, { "kind_name", exchange__kind(p->kind) }, { "agency", p->agency }, { "agency_name", p->agency_name },
                { "agency_code", of_agency(pack, p, false) }, { "region", of_agency(pack, p, true) }, { "title", p->title },
                { "party", p->party }, { "party_kind", p->party_kind }, { "cause", p->cause }, { "item", p->item }, { "facts", p->facts },
                { "basis", p->basis }, { "result", p->result }, { "fine", money_plain(mem, p->fine) },
                { "decided_on", day_text(mem, p->decided_on) }, { "released_on", day_text(mem, p->released_on) },
        };
        const char *value = common(mem, r, word);

        if (value)
                return value;
        if (!strcmp(word, "number"))
                return p->number;
        for (size_t i = 0; p->shown && i < sizeof texts / sizeof *texts; i++)
                if (!strcmp(texts[i].name, word))
                        return texts[i].value;
        return "";
}
