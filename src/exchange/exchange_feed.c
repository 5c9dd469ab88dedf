/* exchange_feed.c - feeds: Atom (RFC 4287) in pages (RFC 5005) with tombstones (RFC 6721), and JSON Feed 1.1 with the same content.
 *
 * Every filter of the search makes a feed.  What was withdrawn is told as a deletion, to everyone who follows its agency and kind, so that
 * no copy need live longer than the original (处罚法 48).
 */
#include "exchange/exchange_inner.h"
#include "base/json.h"
#include <string.h>

#define PAGE 50

static const char *with_query(struct arena *mem, const char *path, const struct feed_wish *w, int64_t before)
{
        struct buffer b = { .mem = mem };
        char sign = '?';

        buffer_text(&b, path);
        for (size_t i = 0; i < w->n; i++, sign = '&')
                buffer_make(&b, "%c%s=%s", sign, w->pairs[i].name, url(mem, "%s", w->pairs[i].value));
        if (before >= 0 && before < INT64_MAX)
                buffer_make(&b, "%cbefore=%lld", sign, (long long)before);
        return buffer_done(&b);
}

static const char *title_of(struct ctx *c, const struct feed_wish *w)
{
        struct buffer b = { .mem = c->mem };
        const struct pack_agency *g = pack_agency(c->pack, w->agency);

        buffer_text(&b, c->pack->portal);
        if (g)
                buffer_make(&b, " · %s", g->name);
        buffer_make(&b, " · %s", *w->kind ? exchange__kind(w->kind) : "执法决定");
        if (*w->words)
                buffer_make(&b, " “%s”", w->words);
        return buffer_done(&b);
}

static const char *summary_of(struct arena *mem, const struct publication *p)
{
        return text_make(mem, "%s %s，%s：%s。%s", p->agency_name, p->number, p->party, p->cause, p->result);
}

/* ---- Atom ---- */

static void link_put(struct html *h, const char *rel, const char *type, const char *href)
{
        html(h, "<link rel=\"%s\" type=\"%s\" href=\"%s\"/>\n", rel, type, href);
}

static void entry_put(struct html *h, const struct pack *pack, const struct record *r)
{
        struct arena *mem = h->b.mem;
        const struct publication *p = r->p;

        html(h, "<entry>\n<id>%s</id>\n<title>%s</title>\n<updated>%s</updated>\n<published>%s</published>\n", exchange__id(mem, r->base, exchange__page(mem, p->id)), p->title,
             instant_text(mem, r->at), instant_text(mem, r->at));
        html(h, "<author><name>%s</name></author>\n<category term=\"%s\" label=\"%s\"/>\n", p->agency_name, p->kind, exchange__kind(p->kind));
        link_put(h, "alternate", "text/html", exchange__word(mem, pack, r, "url"));
        html(h, "<summary>%s</summary>\n</entry>\n", summary_of(mem, p));
}

static void tombstone_put(struct html *h, const struct record *r)
{
        html(h, "<at:deleted-entry ref=\"%s\" when=\"%s\"><at:comment>%s 已依法撤下</at:comment></at:deleted-entry>\n",
             exchange__id(h->b.mem, r->base, exchange__page(h->b.mem, r->p->id)), instant_text(h->b.mem, r->at), r->p->number);
}

static void atom_head(struct html *h, struct ctx *c, const struct feed_wish *w, const struct feed *f, const char *base)
{
        struct arena *mem = c->mem;

        html(h, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
             "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" xml:lang=\"zh-CN\">\n<id>tag:%s,2026:feed/%s</id>\n<title>%s</title>\n"
             "<updated>%s</updated>\n<author><name>%s</name></author>\n<generator>Mingjing</generator>\n", text_copy_n(mem, base + 8, strcspn(base + 8, ":")),
             with_query(mem, "", w, -1), title_of(c, w), instant_text(mem, f->updated), c->pack->portal);
        link_put(h, "self", "application/atom+xml", text_make(mem, "%s%s", base, with_query(mem, "/feed/atom", w, w->before)));
        link_put(h, "first", "application/atom+xml", text_make(mem, "%s%s", base, with_query(mem, "/feed/atom", w, -1)));
        link_put(h, "alternate", "text/html", text_make(mem, "%s%s", base, with_query(mem, "/search", w, -1)));
        if (f->next >= 0)
                link_put(h, "next", "application/atom+xml", text_make(mem, "%s%s", base, with_query(mem, "/feed/atom", w, f->next)));
}

static bool feed_of(struct ctx *c, const struct page_in *in, struct feed_wish *w, struct feed *f, const char **base, struct public_out *out)
{
        exchange__wish(c, in, w);
        if (!exchange__base(c, base) || !exchange__feed(c, w, PAGE, f))
                return false;
        out->modified = f->updated;
        return true;
}

bool exchange__atom(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        struct html *h = html_new(c->mem);
        struct feed_wish w;
        const char *base;
        struct feed f;

        if (!feed_of(c, in, &w, &f, &base, out))
                return false;
        atom_head(h, c, &w, &f, base);
        for (size_t i = 0; i < f.n; i++)
                if (f.at[i].p->shown)
                        entry_put(h, c->pack, &f.at[i]);
                else
                        tombstone_put(h, &f.at[i]);
        html(h, "</feed>\n");
        out->text = h->b;
        return true;
}

/* ---- JSON Feed ---- */

static void item_put(struct json *j, struct ctx *c, const struct record *r)
{
        static const char *const words[] = { "number", "kind", "agency", "agency_name", "party", "cause", "item", "result", "fine", "decided_on", "act", "proof" };
        const struct publication *p = r->p;

        json_open(j, '{');
        json_pair(j, "id", exchange__id(c->mem, r->base, exchange__page(c->mem, p->id)));
        json_pair(j, "url", exchange__word(c->mem, c->pack, r, "url"));
        json_pair(j, "title", p->title);
        json_pair(j, "content_text", summary_of(c->mem, p));
        json_pair(j, "date_published", instant_text(c->mem, r->at));
        json_key(j, "tags");
        json_open(j, '[');
        json_text(j, exchange__kind(p->kind));
        json_close(j, ']');
        json_key(j, "_mingjing");
        json_open(j, '{');
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                json_pair(j, words[i], exchange__word(c->mem, c->pack, r, words[i]));
        json_close(j, '}');
        json_close(j, '}');
}

static void deleted_put(struct json *j, struct ctx *c, const struct record *r)
{
        json_open(j, '{');
        json_pair(j, "id", exchange__id(c->mem, r->base, exchange__page(c->mem, r->p->id)));
        json_pair(j, "url", exchange__word(c->mem, c->pack, r, "url"));
        json_pair(j, "number", r->p->number);
        json_pair(j, "when", instant_text(c->mem, r->at));
        json_close(j, '}');
}

static void rows_put(struct json *j, struct ctx *c, const struct feed *f, bool shown)
{
        json_open(j, '[');
        for (size_t i = 0; i < f->n; i++)
                if (f->at[i].p->shown == shown)
                        (shown ? item_put : deleted_put)(j, c, &f->at[i]);
        json_close(j, ']');
}

bool exchange__json_feed(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        struct json *j = json_new(c->mem);
        struct feed_wish w;
        const char *base;
        struct feed f;

        if (!feed_of(c, in, &w, &f, &base, out))
                return false;
        json_open(j, '{');
        json_pair(j, "version", "https://jsonfeed.org/version/1.1");
        json_pair(j, "title", title_of(c, &w));
        json_pair(j, "language", "zh-CN");
        json_pair(j, "home_page_url", text_make(c->mem, "%s%s", base, with_query(c->mem, "/search", &w, -1)));
        json_pair(j, "feed_url", text_make(c->mem, "%s%s", base, with_query(c->mem, "/feed/json", &w, w.before)));
        if (f.next >= 0)
                json_pair(j, "next_url", text_make(c->mem, "%s%s", base, with_query(c->mem, "/feed/json", &w, f.next)));
        json_key(j, "items");
        rows_put(j, c, &f, true);
        json_key(j, "_deleted");
        rows_put(j, c, &f, false);
        json_close(j, '}');
        buffer_text(&out->text, json_done(j));
        buffer_text(&out->text, "\n");
        return true;
}
