/* exchange_map.c - what search engines and mirrors read first: robots.txt, the site map (an index and parts of at most 50,000 addresses),
 * and pages that list every published decision by agency and month, for readers without a search and for the static copy of the site.
 */
#include "exchange/exchange_inner.h"
#include <string.h>

#define PART 50000                      /* sitemaps.org: at most so many in one file */

bool exchange__robots(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        const char *base;

        (void)in;
        if (!exchange__base(c, &base))
                return false;
        buffer_make(&out->text, "User-agent: *\nDisallow: /desk\nDisallow: /api/\nDisallow: /login\nDisallow: /display\nDisallow: /search\n\nSitemap: %s/sitemap.xml\n",
                    base);
        return true;
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define XMLNS "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

bool exchange__sitemap(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        struct html *h = html_new(c->mem);
        struct publication_counts n;
        const char *base;

        (void)in;
        if (!exchange__base(c, &base) || !publications_count(c, "", &n))
                return false;
        html(h, XML "<sitemapindex " XMLNS ">\n<sitemap><loc>%s/sitemap/pages.xml</loc></sitemap>\n", base);
        for (int64_t i = 0; i * PART < n.shown; i++)
                html(h, "<sitemap><loc>%s/sitemap/decisions-%lld.xml</loc></sitemap>\n", base, (long long)i + 1);
        html(h, "</sitemapindex>\n");
        out->text = h->b;
        return true;
}

/* Pages without a part in braces that anybody may see and that do not depend on a form. */
static void pages_put(struct ctx *c, struct html *h, const char *base)
{
        const struct page *p;

        for (size_t i = 0; (p = page_at(i)) != NULL; i++)
                if (p->keep && !strcmp(p->roles, "public") && !strchr(p->pattern, '{'))
                        html(h, "<url><loc>%s%s</loc></url>\n", base, p->pattern);
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                html(h, "<url><loc>%s%s</loc></url>\n", base, url(c->mem, "/agency/%s", c->pack->agencies[i].id));
}

struct mapping { struct html *h; const char *base; };

static bool decision_put(void *to, const struct publication *p)
{
        struct mapping *m = to;
        char day[16];
        int y, mo, d;

        day_split(p->released_on, &y, &mo, &d);
        snprintf(day, sizeof day, "%04d-%02d-%02d", y % 10000, mo % 100, d % 100);
        html(m->h, "<url><loc>%s/decision/%lld</loc><lastmod>%s</lastmod></url>\n", m->base, (long long)p->id, day);
        return true;
}

static bool part_put(struct ctx *c, struct html *h, const char *base, const char *name)
{
        struct mapping m = { h, base };
        const char *digits = name + strlen("decisions-");
        struct publication_range r = { .from = DAY_NONE, .to = DAY_NONE, .state = "shown", .limit = PART };
        int64_t n;

        if (!strcmp(name, "pages.xml")) {
                pages_put(c, h, base);
                return true;
        }
        if (!text_starts(name, "decisions-") || !text_int(text_copy_n(c->mem, digits, strcspn(digits, ".")), 1, 100000, &n) ||
            strcmp(strchr(digits, '.') ? strchr(digits, '.') : "", ".xml"))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, NULL);
        r.skip = (n - 1) * PART;
        return publications_each(c, &r, decision_put, &m);
}

bool exchange__sitemap_part(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        struct html *h = html_new(c->mem);
        const char *base;

        if (!exchange__base(c, &base))
                return false;
        html(h, XML "<urlset " XMLNS ">\n");
        if (!part_put(c, h, base, in->args[0]))
                return false;
        html(h, "</urlset>\n");
        out->text = h->b;
        return true;
}
