/* basis.c - provisions in a text become links.  Reads; never decides, and a page never fails because a link could not be made. */
#include "ui/basis.h"
#include "base/time.h"
#include "ui/ui.h"

static basis_find_fn *bound;

void basis_bind(basis_find_fn *find) { bound = find; }

bool basis_find(struct ctx *c, const struct cite *k, struct day on, struct basis_found *out)
{
        *out = (struct basis_found){ .state = BASIS_UNKNOWN, .title = "", .url = "", .digest = "", .since = DAY_NONE, .repealed = DAY_NONE };
        return !bound || k->kind != CITE_NAMED || bound(c, k, on, out);
}

static const char *url_of(struct ctx *c, const struct cite *k, struct day on)
{
        struct why kept = c->why;
        struct basis_found f;

        why_clear(&c->why);
        if (!basis_find(c, k, on, &f))
                f.url = "";
        c->why = kept;
        return f.url;
}

void ui_basis_on(struct html *h, const char *text, struct day on)
{
        size_t from = 0;
        struct cites l = { NULL, 0 };

        if (bound && h->ctx && h->ctx->db)      /* a page that says the database is gone has none */
                cites_find(h->b.mem, text, false, &l);
        for (size_t i = 0; i < l.n; i++) {
                const char *url = url_of(h->ctx, &l.at[i], on);

                if (!*url)
                        continue;
                html(h, "%s<a class=\"cite\" href=\"%s\">%s</a>", text_copy_n(h->b.mem, text + from, l.at[i].at - from), url,
                     text_copy_n(h->b.mem, text + l.at[i].at, l.at[i].len));
                from = l.at[i].at + l.at[i].len;
        }
        html_text(h, text + from);
}

void ui_basis(struct html *h, const char *text)
{
        ui_basis_on(h, text, h->ctx ? day_of(h->ctx->now) : DAY_NONE);
}

void ui_kv_basis(struct html *h, const char *label, const char *text)
{
        if (text_empty(text)) {
                ui_kv(h, label, text);
                return;
        }
        ui_kv_open(h, label);
        ui_basis(h, text);
        ui_kv_close(h);
}
