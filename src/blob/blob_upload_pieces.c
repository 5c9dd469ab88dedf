/* blob_upload_pieces.c - pieces that count only when confirmed, and uploads made of other uploads or of what is stored already.
 *
 * Must never: leave in an upload what was recalled.
 */
#include "blob/inner.h"
#include <errno.h>
#include <string.h>

/* ---- pieces that count only when confirmed ---- */

bool blob_hold(struct blob_put *p, struct why *why)
{
        if (!put_settled(p, why))
                return false;
        if (p->part.seal && !part_tail_write(&p->part, p->store, upload_path(p->store, p->mem, p->m.id, ".tail"), why))
                return false;
        p->m.hold = p->n;
        return meta_write(p->store, p->mem, &p->m, why);
}

bool blob_confirm(struct blob_put *p, struct why *why)
{
        if (p->m.hold < 0)
                return true;
        if (!put_settled(p, why))
                return false;
        p->m.hold = -1;
        return meta_write(p->store, p->mem, &p->m, why);
}

bool blob_recall(struct blob_put *p, struct why *why)
{
        if (p->m.hold < 0)
                return true;
        if (!put_settled(p, why) || !put_reload(p, why))
                return false;
        p->m.hold = -1;
        return meta_write(p->store, p->mem, &p->m, why);
}

bool blob_join(struct blob_put *p, const char *id, struct why *why)
{
        struct blob_put *other = blob_resume(p->store, id, why);
        uint8_t *chunk;
        bool good = other && put_settled(other, why);
        ssize_t n = 0;

        if (!other)
                return false;
        chunk = memory_take(READ_CHUNK);
        for (int64_t at = 0; good && (n = part_read(&other->part, at, chunk, READ_CHUNK)) > 0; at += n)
                good = blob_add(p, chunk, (size_t)n, why);
        if (n < 0)
                good = fail(why, "读回已收到的内容时出错：%s", strerror(errno));
        explicit_bzero(chunk, READ_CHUNK);
        memory_free(chunk);
        return blob_pause(other, why) && good;
}

/* ---- sealed content: what is plain becomes sealed through an upload of its own ---- */

bool blob_seal(struct blobs *b, const char *digest, struct why *why)
{
        struct blob_plan plan = { .limit = INT64_MAX, .size = -1, .digest = digest, .sealed = true };
        struct blob_reader *r;
        struct blob_put *p;
        uint8_t *chunk;
        const char *same = NULL;
        ssize_t n = 0;
        bool good;

        if (blob_sealed(b, digest))
                return true;
        r = blob_reader(b, digest, why);
        if (!r)
                return false;
        plan.size = blob_reader_size(r);
        p = blob_create(b, &plan, why);
        if (p && p->kind != digest_kind(digest)) {      /* its name stays what it is */
                p->kind = digest_kind(digest);
                put_hashes_stop(p);
                put_hashes_start(p);
        }
        chunk = memory_take(READ_CHUNK);
        good = p != NULL;
        for (int64_t at = 0; good && (n = blob_reader_at(r, at, chunk, READ_CHUNK, why)) > 0; at += n)
                good = blob_add(p, chunk, (size_t)n, why);
        memory_free(chunk);
        blob_reader_close(r);
        if (good && n >= 0) {
                const char *id = text_copy(why->mem, p->m.id);

                return blob_finish(p, why->mem, &same, NULL, why) ? blob_discard(b, id, why) : (blob_discard(b, id, &(struct why){ .mem = why->mem }), false);
        }
        blob_drop(p);
        return false;
}
