/* files.c - public files over HTTP: feeds, open data, site maps, embeds.  What is in them the folders say (ui/file.h); here is how they
 * are sent: tags and days by which a reader need not fetch again, large ones through a nameless file, frames only where the row allows.
 *
 * Must never: keep an answer that depends on who asks; none does, whoever is signed in.
 */
#include "web/call.h"
#include "ui/file.h"
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *http_day(struct arena *mem, struct instant t)
{
        time_t seconds = (time_t)(t.ms / 1000);
        char out[64];
        struct tm tm;

        gmtime_r(&seconds, &tm);
        strftime(out, sizeof out, "%a, %d %b %Y %H:%M:%S GMT", &tm);
        return text_copy(mem, out);
}

/* A tag decides where there is one; the day only where there is none (RFC 9110 section 13.2.2). */
static bool unchanged(struct call *k, const char *etag, struct instant modified)
{
        const char *none = call_header(k, "If-None-Match"), *since = call_header(k, "If-Modified-Since");
        struct tm tm = { 0 };
        const char *end;

        if (none)
                return etag_matches(none, etag);
        if (!since || !modified.ms)
                return false;
        end = strptime(since, "%a, %d %b %Y %H:%M:%S GMT", &tm);
        return end && !*end && (int64_t)timegm(&tm) >= modified.ms / 1000;
}

static void heads_put(struct call *k, const struct public_out *f, const char *etag)
{
        reply_header(k, "ETag", etag);
        reply_header(k, "Cache-Control", "no-cache");
        reply_header(k, "Vary", "Accept-Encoding, Cookie");
        if (f->modified.ms)
                reply_header(k, "Last-Modified", http_day(k->mem, f->modified));
        if (f->name)
                reply_header(k, "Content-Disposition", text_make(k->mem, "attachment; filename*=UTF-8''%s", url(k->mem, "%s", f->name)));
        for (int i = 0; i < f->n_headers; i += 2)
                reply_header(k, f->headers[i], f->headers[i + 1]);
        k->ancestors = f->ancestors;
}

/* ---- small ones ---- */

static void small_reply(struct call *k, const struct public_file *row, struct public_out *f, long long generation)
{
        struct bytes body = { (const uint8_t *)buffer_done(&f->text), f->text.n };
        const char *type = f->type ? f->type : row->type, *etag = reply_etag(k->mem, body);

        heads_put(k, f, etag);
        if (row->keep && k->kept && !k->said.ms && !f->name && !f->n_headers && !f->ancestors)
                cache_keep_dated(k->web->cache, k->kept, generation, type, "no-cache", f->modified.ms ? http_day(k->mem, f->modified) : NULL, body);
        if (unchanged(k, etag, f->modified))
                reply_bytes(k, 304, NULL, (struct bytes){ (const uint8_t *)"", 0 });
        else
                reply_bytes(k, 200, type, body);
}

/* ---- large ones: on a helper thread, into a nameless file ---- */

/* The digest of what was written, so that the tag says what is in the file and a reader can check what came over. */
static bool fd_digest(struct call *k, int fd, struct hash *out)
{
        struct hasher *h = hasher_new(HASH_SHA256);
        char piece[65536];
        ssize_t n;
        off_t at = 0;

        while ((n = pread(fd, piece, sizeof piece, at)) > 0) {
                hasher_add(h, piece, (size_t)n);
                at += n;
        }
        *out = hasher_done(h);
        return n == 0 || fail(&k->c.why, "读临时文件出错：%s", strerror(errno));
}

static void large_work(struct call *k)
{
        struct page_in in = page_in_of(k);

        k->public_out->fd = k->written = call_nameless(k);
        if (k->written < 0 || !k->public_file->make(&k->c, &in, k->public_out))
                return;
        fd_digest(k, k->written, &k->public_digest);
}

static void large_done(struct call *k)
{
        struct public_out *f = k->public_out;
        off_t size = k->written >= 0 ? lseek(k->written, 0, SEEK_END) : 0;
        const char *etag;
        struct MHD_Response *r;

        if (k->c.why.kind != WHY_NOTHING) {
                if (k->written >= 0)
                        close(k->written);
                reply_why(k);
                return;
        }
        etag = text_make(k->mem, "\"%s\"", hex_text(k->mem, k->public_digest.b, 12));
        heads_put(k, f, etag);
        reply_header(k, "Repr-Digest", text_make(k->mem, "sha-256=:%s:", base64_text(k->mem, k->public_digest.b, sizeof k->public_digest.b)));
        if (unchanged(k, etag, f->modified)) {
                close(k->written);
                reply_bytes(k, 304, NULL, (struct bytes){ (const uint8_t *)"", 0 });
                return;
        }
        r = MHD_create_response_from_fd_at_offset64((uint64_t)size, k->written, 0);     /* closes it */
        must(r != NULL);
        reply_response(k, 200, f->type ? f->type : k->public_file->type, r);
}

bool public_file_serve(struct call *k)
{
        long long generation = cache_generation();
        const char *args[4] = { NULL };
        const struct public_file *row = public_file_find(k->mem, k->path, args);
        struct page_in in;

        if (!row || !pairs_single(&k->query, NULL, NULL, &k->c.why))
                return false;
        memcpy(k->args, args, sizeof args);
        k->public_file = row;
        k->public_out = TAKE(k->mem, struct public_out);
        *k->public_out = (struct public_out){ .text = { .mem = k->mem }, .fd = -1 };
        if (row->large) {
                call_later(k, large_work, large_done);
                return true;
        }
        in = page_in_of(k);
        if (row->make(&k->c, &in, k->public_out))
                small_reply(k, row, k->public_out, generation);
        else
                reply_why(k);
        return true;
}
