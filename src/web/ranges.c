/* ranges.c - stored files on their way out: whole or in part, from the disk by the kernel, from S3 or sealed piece by piece.
 *
 * A player asks for the part it is about to show (RFC 9110, 14): one range is answered as such, several or nonsense with the whole,
 * one behind the end with 416.  The digest is the ETag, for content never changes.
 * Must never: read a file into memory; let a browser run what is in it - only types that are pictures, sound or film are shown, in a
 * sandbox, everything else is saved; decide who may have it.
 */
#include "web/call.h"
#include <fcntl.h>
#include <string.h>

/* ---- which part ---- */

enum range { RANGE_ALL, RANGE_PART, RANGE_NONE };

/* "bytes=a-b", "bytes=a-", "bytes=-n". */
static enum range range_read(struct arena *mem, const char *header, int64_t size, int64_t *from, int64_t *n)
{
        const char *dash;
        int64_t a = 0, b = INT64_MAX;

        if (!header || !text_starts(header, "bytes=") || !(dash = strchr(header + 6, '-')))
                return RANGE_ALL;
        if (dash == header + 6) {
                if (!text_int(dash + 1, 0, INT64_MAX, &a))
                        return RANGE_ALL;
                if (!a)
                        return RANGE_NONE;
                a = a > size ? 0 : size - a;
        } else if (!text_int(text_copy_n(mem, header + 6, (size_t)(dash - header - 6)), 0, INT64_MAX, &a) ||
                   (dash[1] && !text_int(dash + 1, a, INT64_MAX, &b))) {
                return RANGE_ALL;
        }
        if (a >= size)
                return RANGE_NONE;
        *from = a;
        *n = (b < size ? b : size - 1) - a + 1;
        return RANGE_PART;
}

/* If-Range names the content that the asker has the beginning of; a date is not what we give out. */
static enum range range_asked(struct call *k, const char *etag, int64_t size, int64_t *from, int64_t *n)
{
        const char *if_range = call_header(k, "If-Range");

        if (if_range && !text_same(if_range, etag))
                return RANGE_ALL;
        return range_read(k->mem, call_header(k, "Range"), size, from, n);
}

/* ---- what is not a plain file of this machine: read piece by piece while it is sent ---- */

#define PIECE ((size_t)256 * 1024)

struct pieces { struct blob_reader *r; int64_t from; };

static ssize_t piece_read(void *to, uint64_t at, char *out, size_t room)
{
        struct pieces *p = to;
        struct why why = { .mem = arena_new() };
        ssize_t n = blob_reader_at(p->r, p->from + (int64_t)at, out, room, &why);

        arena_free(why.mem);
        return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;   /* the length was announced: an early end shows as one */
}

static void pieces_free(void *to)
{
        struct pieces *p = to;

        blob_reader_close(p->r);
        memory_free(p);
}

/* Takes r. */
static struct MHD_Response *body_of(struct blob_reader *r, int64_t from, int64_t n)
{
        int fd = blob_reader_fd(r) >= 0 ? fcntl(blob_reader_fd(r), F_DUPFD_CLOEXEC, 3) : -1;
        struct pieces *p;

        if (fd >= 0) {
                blob_reader_close(r);
                return MHD_create_response_from_fd_at_offset64((uint64_t)n, fd, (uint64_t)from);
        }
        p = memory_take(sizeof *p);
        *p = (struct pieces){ r, from };
        return MHD_create_response_from_callback((uint64_t)n, PIECE, piece_read, p, pieces_free);
}

/* ---- the answer ---- */

/* Types that a browser shows without running anything. */
static bool shown(const char *type)
{
        return text_starts(type, "video/") || text_starts(type, "audio/") ||
               text_in(type, "image/jpeg|image/png|image/gif|image/webp|image/bmp|image/tiff|image/heic|image/avif", '|');
}

static void file_headers(struct call *k, const char *etag)
{
        const struct file_out *f = k->file;

        reply_header(k, "ETag", etag);
        reply_header(k, "Accept-Ranges", "bytes");
        reply_header(k, "Content-Disposition", text_make(k->mem, "%s; filename*=UTF-8''%s", f->save || !shown(f->type) ? "attachment" : "inline",
                                                         url(k->mem, "%s", f->name)));
        reply_header(k, "Cache-Control", "private, no-store");
        k->boxed = true;
}

static void file_nothing(struct call *k, unsigned status)
{
        blob_reader_close(k->file->reader);
        reply_bytes(k, status, NULL, (struct bytes){ (const uint8_t *)"", 0 });
}

static void file_reply(struct call *k)
{
        struct blob_reader *reader = k->file->reader;
        const char *etag = text_make(k->mem, "\"%s\"", k->file->digest), *none = call_header(k, "If-None-Match");
        int64_t size, from = 0, n;
        enum range part;

        if (!reader) {
                reply_why(k);
                return;
        }
        n = size = blob_reader_size(reader);
        file_headers(k, etag);
        if (none && etag_matches(none, etag)) {
                file_nothing(k, 304);
                return;
        }
        part = range_asked(k, etag, size, &from, &n);
        if (part == RANGE_NONE) {
                reply_header(k, "Content-Range", text_make(k->mem, "bytes */%lld", (long long)size));
                file_nothing(k, 416);
                return;
        }
        if (part == RANGE_PART)
                reply_header(k, "Content-Range", text_make(k->mem, "bytes %lld-%lld/%lld", (long long)from, (long long)(from + n - 1), (long long)size));
        reply_response(k, part == RANGE_PART ? 206 : 200, shown(k->file->type) ? k->file->type : "application/octet-stream", body_of(reader, from, n));
}

static void file_open(struct call *k)
{
        k->file->reader = blob_reader(k->web->blobs, k->file->digest, &k->c.why);
}

/* A storage server may take its time. */
void file_serve(struct call *k, const struct file_out *f)
{
        k->file = arena_copy(k->mem, f, sizeof *f);
        if (blobs_remote(k->web->blobs)) {
                call_later(k, file_open, file_reply);
                return;
        }
        file_open(k);
        file_reply(k);
}

/* ---- recordings: who may have which, custody/ says ---- */

static void recording_serve(struct call *k, bool copy)
{
        const struct web_hooks *hooks = k->web->o.hooks;
        struct file_out f = { .type = "application/octet-stream", .name = "file", .save = copy };
        int64_t id;

        if (!text_int(k->args[0], 0, INT64_MAX, &id) || !hooks || !hooks->recording)
                refuse(&k->c.why, R_SUBJECT_UNKNOWN, NULL, NULL);
        else if (hooks->recording(&k->c, id, copy, &f.digest, &f.type, &f.name)) {
                file_serve(k, &f);
                return;
        }
        reply_why(k);
}

void recording_show(struct call *k)
{
        recording_serve(k, false);
}

void recording_copy(struct call *k)
{
        recording_serve(k, true);
}
