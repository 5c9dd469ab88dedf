/* export_pages.c - one address of the portal becomes a file: pages, public files, proofs, tiles, what browsers need.
 * Everything is made as a visitor would get it: nobody is signed in, and what refuses a visitor is not in the copy.
 */
#include "cli/export_site.h"
#include "base/html.h"
#include "journal/merkle.h"
#include "journal/proof.h"
#include "publicity/publicity.h"
#include "ui/assets.h"
#include "ui/file.h"
#include "ui/page.h"
#include "web/parse.h"
#include <string.h>
#include <unistd.h>

void export_queue(struct export_site *s, const char *address)
{
        if (!text_set_add(&s->seen, address))
                return;
        if (s->n_queue == s->room) {
                size_t room = s->room ? 2 * s->room : 1024;

                s->queue = arena_grow(s->mem, s->queue, s->room * sizeof *s->queue, room * sizeof *s->queue);
                s->room = room;
        }
        s->queue[s->n_queue++] = text_copy(s->mem, address);
}

/* A link stays when there is, or will be, a file behind it. */
static bool link_met(void *to, const struct export_target *t)
{
        struct export_site *s = to;

        if (text_set_has(&s->refused, t->address))
                return false;
        export_queue(s, t->address);
        return true;
}

static struct page_in page_in_of(struct arena *mem, const struct export_target *t, const char *const args[4])
{
        struct page_in in = { .path = t->path, .csrf = "", .size = "", .mode = "", .contrast = "", .theme = "" };
        struct pair *q = TAKE(mem, struct pair);
        const char *sign = strchr(t->query, '=');

        for (int i = 0; i < 4; i++)
                in.args[i] = args[i];
        if (sign) {
                *q = (struct pair){ text_copy_n(mem, t->query, (size_t)(sign - t->query)), sign + 1 };
                in.query = q;
                in.n = 1;
        }
        return in;
}

/* ---- pages ---- */

/* Where the original is, for machines and for people; the same each time, so that a page that has not changed stays the same. */
static const char *with_origin(struct arena *mem, const char *page, const char *base, const struct export_target *t)
{
        struct html *h = html_new(mem);
        struct bytes tag;

        html(h, "<link rel=\"canonical\" href=\"%s%s\">\n</head>", base, t->address);
        tag = html_done(h);
        page = text_replace(mem, page, "</head>", text_copy_n(mem, (const char *)tag.p, tag.n));
        h = html_new(mem);
        html(h, "<p class=\"wrap small\">这是静态副本，可以按副本中的 VERIFY.txt 核验。原网址：%s%s</p></footer>", base, t->address);
        tag = html_done(h);
        return text_replace(mem, page, "</footer>", text_copy_n(mem, (const char *)tag.p, tag.n));
}

static bool page_write(struct export_site *s, const struct export_target *t, const struct page *p, const char *const args[4])
{
        struct ctx *c = &s->r->c;
        struct html *h = html_new(c->mem);
        struct page_in in = page_in_of(c->mem, t, args);
        const char *text;

        if (!p->show(c, &in, h))
                return false;
        text = export_html(c->mem, s->base, t->file, html_done(h), link_met, s);
        text = with_origin(c->mem, text, s->base, t);
        return export_put(s, t->file, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

/* ---- public files ---- */

static bool leads_on(const struct public_file *f)
{
        return strstr(f->pattern, "/feed/") || strstr(f->type, "html");
}

static bool small_write(struct export_site *s, const struct export_target *t, const struct public_file *f, struct public_out *out)
{
        struct ctx *c = &s->r->c;
        struct bytes b = { (const uint8_t *)buffer_done(&out->text), out->text.n };
        const char *text;

        if (!leads_on(f))
                return export_put(s, t->file, b);
        text = strstr(f->type, "html") ? export_html(c->mem, s->base, t->file, b, link_met, s) : export_feed(c->mem, s->base, t->file, b, link_met, s);
        return export_put(s, t->file, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

static bool file_write(struct export_site *s, const struct export_target *t, const struct public_file *f, const char *const args[4])
{
        struct ctx *c = &s->r->c;
        struct public_out out = { .text = { .mem = c->mem }, .fd = -1 };
        struct page_in in = page_in_of(c->mem, t, args);
        bool ok;

        if (!f->large)
                return f->make(c, &in, &out) && small_write(s, t, f, &out);
        out.fd = export_create(s, t->file);
        if (out.fd < 0)
                return false;
        ok = f->make(c, &in, &out);
        close(out.fd);
        if (ok)
                return export_created(s, t->file);
        unlink(text_make(c->mem, "%s/%s", s->next, t->file));
        return false;
}

/* ---- the log ---- */

static bool proof_write(struct export_site *s, const struct export_target *t)
{
        const char *json;
        int64_t seq;

        if (!text_int(t->path + strlen("/proof/"), 0, INT64_MAX, &seq))
                return refuse(&s->r->c.why, R_PAGE_UNKNOWN, NULL, NULL);
        return public_proof(&s->r->c, seq, &json) && export_put(s, t->file, (struct bytes){ (const uint8_t *)json, strlen(json) });
}

static bool tile_write(struct export_site *s, const struct export_target *t)
{
        struct ctx *c = &s->r->c;
        struct buffer b = { .mem = c->mem };
        struct tile tile;
        struct hash h;

        if (!tile_parse(c->mem, t->path + strlen("/log/tile/"), &tile))
                return refuse(&c->why, R_PAGE_UNKNOWN, NULL, NULL);
        for (int i = 0; i < tile.width; i++) {
                if (!journal_hash(c, 8 * tile.level, tile.number * 256 + i, &h))
                        return false;
                buffer_put(&b, (const char *)h.b, sizeof h.b);
        }
        return export_put(s, t->file, (struct bytes){ (const uint8_t *)buffer_done(&b), b.n });
}

/* ---- any ---- */

static bool make(struct export_site *s, const struct export_target *t)
{
        const struct asset *a = asset_find(t->path);
        const char *args[4] = { "", "", "", "" };
        const struct public_file *f;
        const struct page *p;

        if (a)
                return export_put(s, t->file, a->bytes);
        if (!strcmp(t->path, "/log/checkpoint"))
                return export_put(s, t->file, (struct bytes){ (const uint8_t *)s->note, strlen(s->note) });
        if (text_starts(t->path, "/log/tile/"))
                return tile_write(s, t);
        if (text_starts(t->path, "/proof/"))
                return proof_write(s, t);
        f = public_file_find(s->r->c.mem, t->path, args);
        if (f)
                return file_write(s, t, f, args);
        p = page_find(s->r->c.mem, t->path, args);
        return p ? page_write(s, t, p, args) : refuse(&s->r->c.why, R_PAGE_UNKNOWN, NULL, NULL);
}

/* Of a decision that has not changed: its page, and the proofs it leads to, as they are. */
static bool unchanged(struct export_site *s, const struct export_target *t)
{
        if (!s->since || text_set_has(&s->changed, t->address))
                return false;
        return (text_starts(t->path, "/decision/") || text_starts(t->path, "/proof/")) && export_take(s, t->file);
}

/* The links of a page that was taken over: to its proofs; everything else is met elsewhere. */
static void proofs_follow(struct export_site *s, const struct export_target *t)
{
        struct bytes b;
        struct cli quiet = { .mem = s->r->c.mem, .why = { .mem = s->r->c.mem } };

        if (!text_starts(t->path, "/decision/") || !file_bytes(&quiet, quiet.mem, text_make(quiet.mem, "%s/%s", s->next, t->file), &b))
                return;
        for (const char *p = (const char *)b.p; (p = strstr(p, "../proof/")) != NULL; p++) {
                const char *seq = text_copy_n(quiet.mem, p + 9, strspn(p + 9, "0123456789"));

                if (*seq)
                        export_queue(s, text_make(quiet.mem, "/proof/%s", seq));
        }
}

bool export_address(struct export_site *s, const char *address)
{
        struct export_target t;
        struct why *why = &s->r->c.why;

        if (!export_target(s->r->c.mem, s->base, address, &t))
                return true;
        if (unchanged(s, &t)) {
                proofs_follow(s, &t);
                return true;
        }
        if (make(s, &t))
                return true;
        if (why->kind != WHY_REFUSED)
                return false;
        text_set_add(&s->refused, t.address);           /* what refuses a visitor is not in the copy */
        why_clear(why);
        return true;
}
