/* exchange_inner.h - private to the folder: a published record in the words of other systems, and where in the log a file stands. */
#ifndef EXCHANGE_EXCHANGE_INNER_H
#define EXCHANGE_EXCHANGE_INNER_H
#include "publicity/publicity.h"
#include "ui/file.h"
#include "ui/ui.h"

/* "https://host": the log's name begins with the site's host. */
bool exchange__base(struct ctx *c, const char **out);

/* The newest signed head; size 0 and "" when nothing was signed yet. */
struct open_head { int64_t size; const char *root, *at; };
bool exchange__head(struct ctx *c, struct open_head *out);

#define OUTBOX_LIST "list"     /* the kind under which lists go out */
/* A record and what happened to it: released | withdrawn | corrected | ended. */
struct record { const struct publication *p; const char *change, *base; int64_t act; struct instant at; const char *page /* below base; NULL: the decision's */; };
/* The value of a word of carrier_words (law/pack.h); "" for what it has not, and for all that a withdrawn record no longer says. */
const char *exchange__word(struct arena *mem, const struct pack *pack, const struct record *r, const char *word);
const char *exchange__id(struct arena *mem, const char *base, const char *page); /* tag:host,2026:decision/12: the same for ever */
const char *exchange__page(struct arena *mem, int64_t id);                      /* decision/12 */
const char *exchange__kind(const char *kind);

/* What somebody wants to see: the filters of the search, as far as they make sense for what comes by act. */
struct feed_wish {
        const char *words;                      /* as typed: they find here what they find in the search */
        const char *kind, *agency, *item, *party;
        struct day from, to;
        int64_t before;                         /* only acts before this one */
        struct pair pairs[8]; size_t n;         /* as understood, without before */
};
void exchange__wish(struct ctx *c, const struct page_in *in, struct feed_wish *out);
/* One page of it: newest change first; next: the act to go on before, -1 when there is no more. */
struct feed { struct record *at; size_t n; int64_t next; struct instant updated; };
bool exchange__feed(struct ctx *c, const struct feed_wish *w, size_t most, struct feed *out);

extern public_file_fn exchange__atom, exchange__json_feed, exchange__open_file, exchange__robots, exchange__sitemap, exchange__sitemap_part, exchange__embed;
extern page_fn exchange__open_page, exchange__browse, exchange__browse_agency, exchange__browse_month, exchange__carriers_page;

#endif
