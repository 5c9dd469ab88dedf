/* export_links.c - which file an address becomes, and pages whose links lead from file to file.
 *
 * The copy has no server behind it: what would need one (search, forms, sign-in, interface) is taken out of the pages, never left as a link
 * that leads nowhere.  Our own pages only: what writes them escapes, so that a tag in the text is a tag.
 */
#include "cli/export.h"
#include "base/html.h"
#include "ui/assets.h"
#include "ui/file.h"
#include "web/parse.h"
#include <string.h>

/* ---- address -> file ---- */

/* Every kind of disk takes these; anything else becomes '-'. */
static const char *file_safe(struct arena *mem, const char *s)
{
        char *out = text_copy(mem, s);

        for (char *p = out; *p; p++)
                if (strchr("?:*\"<>|\\&=%", *p) || (unsigned char)*p < ' ')
                        *p = '-';
        return out;
}

static const char *ending_of(const char *type)
{
        return strstr(type, "atom") || strstr(type, "xml") ? ".xml" : strstr(type, "json") ? ".json" : strstr(type, "html") ? ".html" : ".txt";
}

static const char *last_part(const char *path)
{
        return strrchr(path, '/') + 1;
}

/* One choice may stand behind the address (a page of a list, where a feed goes on); more would be a search. */
static const char *query_kept(struct arena *mem, const char *query)
{
        const char *name = text_copy_n(mem, query, strcspn(query, "="));

        if (!*query || strchr(query, '&') || strlen(query) > 100)
                return "";
        return text_in(name, "page|before", '|') ? query : "";
}

static bool page_file(struct arena *mem, struct export_target *t)
{
        const char *args[4];
        const struct public_file *f = public_file_find(mem, t->path, args);
        const struct page *p = f ? NULL : page_find(mem, t->path, args);
        const char *tail = *t->query ? text_make(mem, "-%s", t->query) : "";

        if (f) {
                t->file = text_make(mem, "%s%s%s", t->path + 1, tail, strchr(last_part(t->path), '.') ? "" : ending_of(f->type));
                return true;
        }
        if (!p || strcmp(p->roles, "public"))
                return false;
        t->file = strcmp(t->path, "/") ? text_make(mem, "%s%s.html", t->path + 1, tail) : "index.html";
        return true;
}

static bool place(struct arena *mem, struct export_target *t)
{
        if (asset_find(t->path)) {
                t->file = t->path + 1;
                return true;
        }
        if (!strcmp(t->path, "/search")) {              /* the copy has lists in its place */
                t->path = "/browse";
                t->query = "";
        }
        if (!strcmp(t->path, "/laws") || text_starts(t->path, "/laws/"))
                return false;                           /* statutes are the state's to publish: a copy of decisions does not carry thousands of pages of them */
        if (text_starts(t->path, "/api/views/publications"))
                t->path = "/open/decisions.csv";
        if (!strcmp(t->path, "/log/checkpoint") || text_starts(t->path, "/log/tile/")) {
                t->file = t->path + 1;
                return true;
        }
        if (text_starts(t->path, "/proof/") && !strchr(t->path + 7, '/')) {
                t->file = text_make(mem, "%s.json", t->path + 1);
                return true;
        }
        return page_file(mem, t);
}

bool export_target(struct arena *mem, const char *base, const char *raw, struct export_target *out)
{
        struct why quiet = { .mem = mem };
        struct export_target t = { 0 };
        size_t n = strlen(base);

        if (text_starts(raw, base) && raw[n] == '/')
                raw += n;
        if (raw[0] != '/' || raw[1] == '/')
                return false;
        t.query = query_kept(mem, raw[strcspn(raw, "?")] ? raw + strcspn(raw, "?") + 1 : "");
        if (!path_decode(mem, text_copy_n(mem, raw, strcspn(raw, "?")), &t.path, &quiet) || strstr(t.path, "..") || !place(mem, &t))
                return false;
        t.file = file_safe(mem, t.file);
        t.address = *t.query ? text_make(mem, "%s?%s", t.path, t.query) : t.path;
        *out = t;
        return true;
}

/* ---- links ---- */

static const char *relative(struct arena *mem, const char *from, const char *to)
{
        struct buffer b = { .mem = mem };
        size_t same = 0;

        for (size_t i = 0; from[i] && from[i] == to[i]; i++)
                if (from[i] == '/')
                        same = i + 1;
        for (const char *p = from + same; (p = strchr(p, '/')) != NULL; p++)
                buffer_text(&b, "../");
        for (const char *p = to + same; *p;) {
                size_t n = strcspn(p, "/");

                buffer_text(&b, url(mem, "%s", text_copy_n(mem, p, n)));
                p += n;
                if (*p == '/') {
                        buffer_text(&b, "/");
                        p++;
                }
        }
        return buffer_done(&b);
}

static const char *unescaped(struct arena *mem, const char *s, size_t n)
{
        static const char *const marks[] = { "&amp;", "&", "&#39;", "'", "&quot;", "\"", "&#34;", "\"" };
        const char *t = text_copy_n(mem, s, n);

        for (size_t i = sizeof marks / sizeof *marks; i > 0; i -= 2)    /* & last */
                t = text_replace(mem, t, marks[i - 2], marks[i - 1]);
        return t;
}

struct rewriting { struct arena *mem; const char *base, *file; export_link_fn *link; void *to; struct buffer out; };

/* NULL: the link goes. */
static const char *link_new(struct rewriting *r, const char *value)
{
        const char *hash = value + strcspn(value, "#");
        struct export_target t;

        if (*value == '#' || (*value != '/' && !text_starts(value, r->base)))
                return value;
        if (!export_target(r->mem, r->base, text_copy_n(r->mem, value, (size_t)(hash - value)), &t) || !r->link(r->to, &t))
                return NULL;
        return text_make(r->mem, "%s%s", relative(r->mem, r->file, t.file), hash);
}

/* At ` name="`: the attribute as it is to be; returns what is behind it. */
static const char *attribute(struct rewriting *r, const char *name, const char *p)
{
        const char *value = p + strlen(name), *end = strchr(value, '"');
        const char *now = link_new(r, unescaped(r->mem, value, (size_t)(end - value)));

        if (now) {
                struct html *h = html_new(r->mem);
                struct bytes escaped;

                html(h, "%s", now);
                escaped = html_done(h);
                buffer_text(&r->out, name);
                buffer_put(&r->out, (const char *)escaped.p, escaped.n);
                buffer_text(&r->out, "\"");
        } else if (!strcmp(name, " href=\"") && strstr(text_copy_n(r->mem, value, (size_t)(end - value)), "/display?")) {
                buffer_text(&r->out, " href=\"#main\"");        /* the script does it */
        }
        return end + 1;
}

static const char *form_over(struct rewriting *r, const char *p)
{
        const char *close = strstr(p, ">"), *end = strstr(p, "</form>");
        bool search = strstr(text_copy_n(r->mem, p, (size_t)(close - p)), "role=\"search\"") || strstr(text_copy_n(r->mem, p, (size_t)(close - p)), "class=\"filters");

        if (!search)
                buffer_text(&r->out, "<p class=\"note\">这是静态副本，不能在这里填写；请到原网站办理。</p>");
        return end + strlen("</form>");
}

const char *export_html(struct arena *mem, const char *base, const char *file, struct bytes page, export_link_fn *link, void *to)
{
        static const char *const names[] = { " href=\"", " src=\"", " data-flat=\"", " poster=\"" };
        struct rewriting r = { mem, base, file, link, to, { .mem = mem } };
        const char *p = text_copy_n(mem, (const char *)page.p, page.n), *next;

        while (*p) {
                size_t plain = strcspn(p, " <");

                buffer_put(&r.out, p, plain);
                p += plain;
                next = p;
                if (text_starts(p, "<form"))
                        next = form_over(&r, p);
                for (size_t i = 0; next == p && *p == ' ' && i < sizeof names / sizeof *names; i++)
                        if (text_starts(p, names[i]))
                                next = attribute(&r, names[i], p);
                if (next == p && *p)
                        buffer_put(&r.out, next++, 1);
                p = next;
        }
        return buffer_done(&r.out);
}

const char *export_feed(struct arena *mem, const char *base, const char *file, struct bytes text, export_link_fn *link, void *to)
{
        struct rewriting r = { mem, base, file, link, to, { .mem = mem } };
        const char *p = text_copy_n(mem, (const char *)text.p, text.n), *q;

        while ((q = strstr(p, text_make(mem, "\"%s/", base))) != NULL) {
                size_t n = strcspn(q + 1, "\"");
                const char *now = link_new(&r, unescaped(mem, q + 1, n));

                buffer_put(&r.out, p, (size_t)(q + 1 - p));
                if (now)
                        buffer_text(&r.out, now);
                else
                        buffer_put(&r.out, q + 1, n);
                p = q + 1 + n;
        }
        buffer_text(&r.out, p);
        return buffer_done(&r.out);
}
