/* blob_upload_look.c - uploads as others see them: how far one is, which there are, letting one go, and those nobody goes on with.
 *
 * Must never: take away what somebody is adding to.
 */
#include "blob/inner.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* ---- how far it is ---- */

/* Locked by somebody who is adding. */
static bool busy(const char *path)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        bool held;

        if (fd < 0)
                return false;
        held = flock(fd, LOCK_SH | LOCK_NB) != 0;
        close(fd);
        return held;
}

/* Sealed: whole chunks, and what the tail says behind them. */
static int64_t sealed_offset(const struct blobs *b, struct arena *mem, const char *id, int64_t stored, struct why *why)
{
        int64_t whole = stored < SEAL_HEAD ? 0 : (stored - SEAL_HEAD) / (int64_t)SEAL_CHUNK;
        struct bytes tail = { 0 };
        bool there = false;
        uint64_t at = 0;

        if (!file_text(mem, upload_path(b, mem, id, ".tail"), &there, &tail, why) || tail.n < 8 + SEAL_MORE)
                return whole * (int64_t)SEAL_PLAIN;
        for (int k = 0; k < 8; k++)
                at = at << 8 | tail.p[k];
        return whole * (int64_t)SEAL_PLAIN + ((int64_t)at == whole ? (int64_t)(tail.n - 8 - SEAL_MORE) : 0);
}

bool blob_look(const struct blobs *b, struct arena *mem, const char *id, struct blob_upload *out, struct why *why)
{
        struct meta m = { 0 };
        const char *path;
        int64_t stored = 0, ms;

        if (!meta_read(b, mem, id, &m, why))
                return false;
        path = upload_path(b, mem, id, "");
        *out = (struct blob_upload){ .id = m.id, .digest = m.digest, .note = m.note, .size = m.size, .limit = m.limit, .sealed = m.sealed, .done = m.done };
        if (m.done) {
                out->offset = m.size;
                out->touched.ms = file_ms(upload_path(b, mem, id, ".meta"), NULL);
                return true;
        }
        ms = file_ms(path, &stored);
        if (ms < 0)
                return upload_gone(id, why);
        out->touched.ms = ms;
        out->busy = busy(path);
        out->offset = m.sealed ? sealed_offset(b, mem, id, stored, why) : stored;
        if (m.hold >= 0 && out->offset > m.hold)
                out->offset = m.hold;
        return why->kind == WHY_NOTHING;
}

typedef bool tmp_fn(void *to, const char *name);

static bool tmp_each(const struct blobs *b, tmp_fn *each, void *to, struct why *why)
{
        DIR *d = opendir(b->tmp);

        if (!d)
                return fail(why, "不能读文件夹 %s：%s", b->tmp, strerror(errno));
        for (struct dirent *e; (e = readdir(d));)
                if (e->d_name[0] != '.' && !each(to, e->d_name))
                        break;
        closedir(d);
        return true;
}

struct listing { const struct blobs *b; blob_upload_fn *each; void *to; };

static bool upload_each(void *to, const char *name)
{
        struct listing *l = to;
        struct why why = { .mem = arena_new() };
        struct blob_upload u;
        bool more = true;

        if (strlen(name) == UPLOAD_ID_LENGTH + 5 && !strcmp(name + UPLOAD_ID_LENGTH, ".meta") &&
            blob_look(l->b, why.mem, text_copy_n(why.mem, name, UPLOAD_ID_LENGTH), &u, &why))
                more = l->each(l->to, &u);
        arena_free(why.mem);
        return more;
}

bool blob_uploads(const struct blobs *b, blob_upload_fn *each, void *to, struct why *why)
{
        struct listing l = { b, each, to };

        return tmp_each(b, upload_each, &l, why);
}

bool blob_discard(struct blobs *b, const char *id, struct why *why)
{
        struct blob_put *p = upload_id_valid(id) ? upload_unpark(b, id) : NULL;
        bool good = true;

        if (!p) {
                p = put_new(b, b->hash);
                good = meta_read(b, p->mem, id, &p->m, why);
                if (good)
                        p->path = upload_path(b, p->mem, id, "");
                if (good && !p->m.done)
                        good = upload_reopen(p, why) || (why->kind == WHY_REFUSED && why->code == R_UPLOAD_GONE);
        }
        if (good) {
                put_files_remove(p);
                why_clear(why);
        }
        put_close(p);
        return good;
}

struct expiry { struct blobs *b; struct instant before; int64_t n; };

/* Does it stand beside an upload that is there?  Then it goes with that one only. */
static bool beside(const struct blobs *b, struct arena *mem, const char *name, const char *id)
{
        return strlen(name) > UPLOAD_ID_LENGTH && name[UPLOAD_ID_LENGTH] == '.' && file_ms(upload_path(b, mem, id, ""), NULL) >= 0;
}

/* A name without .meta is what a crash left: its own age decides, and whether somebody holds it. */
static bool expire_one(void *to, const char *name)
{
        struct expiry *x = to;
        struct why why = { .mem = arena_new() };
        const char *path = text_make(why.mem, "%s/%s", x->b->tmp, name), *id = text_copy_n(why.mem, name, strlen(name) < UPLOAD_ID_LENGTH ? 0 : UPLOAD_ID_LENGTH);
        int64_t ms = file_ms(path, NULL);
        struct blob_upload u;

        if (blob_look(x->b, why.mem, id, &u, &why)) {
                if (u.touched.ms < x->before.ms && !u.busy && blob_discard(x->b, id, &why))
                        x->n++;
        } else if (ms >= 0 && ms < x->before.ms && !beside(x->b, why.mem, name, id) && !busy(path) && !unlink(path)) {
                x->n++;
        }
        arena_free(why.mem);
        return true;
}

bool blob_expire(struct blobs *b, struct instant before, int64_t *n, struct why *why)
{
        struct expiry x = { .b = b, .before = before };

        if (!tmp_each(b, expire_one, &x, why) || !b->back->expire(b, before, why))
                return false;
        if (n)
                *n = x.n;
        return true;
}
