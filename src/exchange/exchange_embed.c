/* exchange_embed.c - /embed/latest: the newest decisions as a small page that the sites named by the pack may show in a frame, and nobody else.
 * Plain HTML with our style sheet: no script, no form, links open outside the frame.
 */
#include "exchange/exchange_inner.h"
#include "ui/assets.h"
#include <string.h>

#define MOST 20

static const char *ancestors(struct ctx *c)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < c->pack->n_embeds; i++)
                buffer_make(&b, "%s%s", i ? " " : "", c->pack->embeds[i].site);
        return b.n ? buffer_done(&b) : NULL;
}

static void row_put(struct html *h, const struct record *r)
{
        const struct publication *p = r->p;

        html(h, "<li><a href=\"/decision/%lld\" target=\"_blank\" rel=\"noopener\">%s</a> <span class=\"muted\">%s · ", (long long)p->id, p->title,
             p->agency_name);
        ui_day(h, p->decided_on);
        html(h, "</span></li>");
}

bool exchange__embed(struct ctx *c, const struct page_in *in, struct public_out *out)
{
        struct html *h = html_new(c->mem);
        struct feed_wish w;
        struct feed f;
        int64_t n = 5;

        exchange__wish(c, in, &w);
        if (*page_query(in, "n") && !text_int(page_query(in, "n"), 1, MOST, &n))
                n = 5;
        if (!exchange__feed(c, &w, (size_t)n, &f))
                return false;
        html(h, "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
             "initial-scale=1\">\n<title>最新执法决定 · %s</title>\n<link rel=\"stylesheet\" href=\"%s\">\n<meta name=\"robots\" content=\"noindex\">\n"
             "</head>\n<body class=\"embed\"><main><h1>最新执法决定</h1><ul class=\"plain-list\">\n", c->pack->portal, asset_path("mingjing.css"));
        for (size_t i = 0; i < f.n; i++)
                if (f.at[i].p->shown)
                        row_put(h, &f.at[i]);
        if (!f.n)
                html(h, "<li>还没有公示的执法决定</li>");
        html(h, "</ul><p class=\"small\"><a href=\"/\" target=\"_blank\" rel=\"noopener\">%s</a></p></main>\n</body>\n</html>\n", c->pack->portal);
        out->text = h->b;
        out->ancestors = ancestors(c);
        out->modified = f.updated;
        return true;
}
