/* tus_work.c - what a clerk does for a flow: create or find the upload, join parts, verify, finish or pause, look, discard.
 *
 * Runs on helper threads, may wait for disk, S3 and the writer.  An upload that cannot be finished keeps its bytes; what was
 * finished is not stored twice, and its acts repeat their first answer.
 * Must never: touch a call.
 */
#include "web/tus.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>

static void pause_put(struct flow *f)
{
        struct why why = { .mem = f->mem };

        f->offset = blob_added(f->put);
        if (!blob_pause(f->put, &why) && f->why.kind == WHY_NOTHING)
                f->why = why;
        f->put = NULL;
}

static bool known_size(const struct flow *f)
{
        return f->size >= 0 && f->note.part != PART_PIECE;
}

/* The last byte is there: verified and stored, then received by an act. */
static bool complete(struct flow *f)
{
        const char *digest = NULL;
        int64_t size = 0;

        if (!tus_promise(f)) {
                pause_put(f);
                return false;
        }
        f->offset = blob_added(f->put);
        if (!blob_finish(f->put, f->mem, &digest, &size, &f->why)) {
                f->put = NULL;
                return false;
        }
        f->put = NULL;
        return tus_receive(f, digest);
}

/* ---- creating ---- */

static bool plan_put(struct flow *f, int64_t size)
{
        struct blob_plan plan = { .limit = f->web->o.recording_max, .size = size, .digest = f->note.digest, .note = tus_note_text(f->mem, &f->note) };

        f->put = blob_create(f->web->blobs, &plan, &f->why);
        if (!f->put)
                return false;
        f->size = size;
        f->created = text_copy(f->mem, blob_id(f->put));
        return true;
}

/* Every part must be whole and belong to the same person. */
static bool part_look(struct flow *f, const char *id, int64_t *sum)
{
        struct blob_upload u;
        struct tus_note n;

        if (!blob_look(f->web->blobs, f->mem, id, &u, &f->why))
                return false;
        if (!tus_note_read(f->mem, u.note, &n) || !text_same(n.by, f->note.by) || n.part != PART_PIECE)
                return refuse(&f->why, R_UPLOAD_UNKNOWN, NULL, "%s", id);
        if (u.size < 0 || u.offset != u.size)
                return refuse(&f->why, R_UPLOAD_PARTS, NULL, "%s 只收到 %lld 字节", id, (long long)u.offset);
        *sum += u.size;
        return true;
}

static bool parts_join(struct flow *f)
{
        int64_t sum = 0;

        for (size_t i = 0; i < f->n_parts; i++)
                if (!part_look(f, f->parts[i], &sum))
                        return false;
        if (!plan_put(f, sum))
                return false;
        for (size_t i = 0; i < f->n_parts; i++)
                if (!blob_join(f->put, f->parts[i], &f->why))
                        return false;
        return true;
}

static void parts_discard(struct flow *f)
{
        for (size_t i = 0; i < f->n_parts; i++)
                blob_discard(f->web->blobs, f->parts[i], &(struct why){ .mem = f->mem });
}

static bool create(struct flow *f)
{
        bool good = f->note.part == PART_FINAL ? parts_join(f) : plan_put(f, f->declared);

        if (good && f->note.part == PART_NONE && f->size >= 0)
                good = tus_promise(f);
        if (good && f->sum.running)
                good = blob_hold(f->put, &f->why);
        if (good)
                return true;
        blob_drop(f->put);
        f->put = NULL;
        f->created = NULL;
        return false;
}

/* ---- adding ---- */

static bool go_on(struct flow *f)
{
        f->put = blob_resume(f->web->blobs, f->id, &f->why);
        if (!f->put)
                return false;
        if (blob_added(f->put) != f->from)
                return refuse(&f->why, R_UPLOAD_OFFSET, NULL, "已收到 %lld 字节，续传从 %lld 开始", (long long)blob_added(f->put), (long long)f->from);
        if (f->declared >= 0 && !blob_size_set(f->put, f->declared, &f->why))
                return false;
        if (f->declared >= 0) {
                f->size = f->declared;
                if (known_size(f) && !tus_promise(f))
                        return false;
        }
        return !f->sum.running || blob_hold(f->put, &f->why);
}

/* The piece is whole and what its checksum says; otherwise it is as if it had not come. */
static bool piece_right(struct flow *f)
{
        uint8_t got[EVP_MAX_MD_SIZE];
        unsigned n = 0;

        if (!f->sum.running)
                return true;
        must(EVP_DigestFinal_ex(f->sum.running, got, &n) == 1);
        if (f->over && f->why.kind == WHY_NOTHING && n == f->sum.n && !CRYPTO_memcmp(got, f->sum.want, n))
                return blob_confirm(f->put, &f->why);
        if (blob_recall(f->put, &f->why) && f->over)
                refuse(&f->why, R_UPLOAD_CHECKSUM, NULL, "从第 %lld 字节起的一段", (long long)f->from);
        return false;
}

static bool end_adding(struct flow *f)
{
        f->touched.ms = machine_ms(CLOCK_REALTIME);
        if (!f->put)
                return f->why.kind == WHY_NOTHING;
        if (piece_right(f) && f->why.kind == WHY_NOTHING && known_size(f) && blob_added(f->put) == f->size) {
                bool good = complete(f);

                if (good)
                        parts_discard(f);
                return good;
        }
        pause_put(f);
        return f->why.kind == WHY_NOTHING;
}

/* ---- looking ---- */

/* All came, yet it was not finished: its server ended in between, or something was refused that may be right now. */
static bool finish_now(struct flow *f)
{
        f->put = blob_resume(f->web->blobs, f->id, &f->why);
        if (!f->put)
                return false;
        if (blob_added(f->put) == f->size)
                return complete(f);
        pause_put(f);
        return f->why.kind == WHY_NOTHING;
}

static bool look(struct flow *f)
{
        struct blob_upload u;

        if (!blob_look(f->web->blobs, f->mem, f->id, &u, &f->why))
                return false;
        if (u.busy)
                return refuse(&f->why, R_UPLOAD_BUSY, NULL, NULL);
        f->size = u.size;
        f->offset = u.offset;
        f->touched = u.touched;
        if (u.done)
                return tus_promise(f) && tus_receive(f, u.digest);
        return !known_size(f) || u.offset != u.size || finish_now(f);
}

static bool discard(struct flow *f)
{
        struct blob_upload u;

        if (!blob_look(f->web->blobs, f->mem, f->id, &u, &f->why) || !blob_discard(f->web->blobs, f->id, &f->why))
                return false;
        f->size = u.size;
        if (!u.done && known_size(f))
                tus_withdraw(f);
        return true;
}

/* ---- the two steps ---- */

bool flow_open(struct flow *f)
{
        if (f->kind == FLOW_CREATE)
                return create(f);
        return f->kind != FLOW_ADD || go_on(f);
}

bool flow_close(struct flow *f)
{
        if (f->kind == FLOW_LOOK)
                return look(f);
        if (f->kind == FLOW_DISCARD)
                return discard(f);
        return end_adding(f);
}
