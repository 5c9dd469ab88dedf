/* org_photo.c - the photo on a certificate, by which anyone can see whether the bearer is the holder.  Small (one inch), kept in the act and in a
 * table of its own; a photo that still says where, when or with what it was taken is refused, for it is shown to everybody.
 *
 * Must never give out anything but the bytes that were checked here.
 */
#include "base/hash.h"
#include "blob/blob.h"
#include "db/db.h"
#include "org/org.h"
#include "typeset/typeset.h"
#include <string.h>

#define PHOTO_MAX ((int64_t)100 * 1024)

QUERY(photo_put, "INSERT INTO org_photo (id, type, data) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET type = excluded.type, data = excluded.data");
QUERY(photo_get, "SELECT p.type, p.data FROM org_photo p JOIN org_certificate k ON k.id = p.id JOIN org_user u ON u.login = k.login"
      " WHERE k.number = $1 AND u.enabled = 1");

/* JPEG: segments before the picture; APP1 to APP15 are what cameras and programs say of it. */
static bool jpeg_silent(const struct bytes *b)
{
        size_t at = 2;

        while (at + 4 <= b->n && b->p[at] == 0xff && b->p[at + 1] != 0xda) {
                if (b->p[at + 1] > 0xe0 && b->p[at + 1] <= 0xef)
                        return false;
                at += 2 + (size_t)(b->p[at + 2] << 8 | b->p[at + 3]);
        }
        return true;
}

static bool png_silent(const struct bytes *b)
{
        size_t at = 8;

        while (at + 8 <= b->n) {
                size_t n = (size_t)b->p[at] << 24 | (size_t)b->p[at + 1] << 16 | (size_t)b->p[at + 2] << 8 | b->p[at + 3];
                const char *kind = (const char *)b->p + at + 4;

                if (!memcmp(kind, "tEXt", 4) || !memcmp(kind, "iTXt", 4) || !memcmp(kind, "zTXt", 4) || !memcmp(kind, "eXIf", 4) || !memcmp(kind, "tIME", 4))
                        return false;
                if (n > b->n)
                        break;
                at += n + 12;
        }
        return true;
}

bool photo_silent(const struct bytes *b)
{
        return b->n > 8 && b->p[0] == 0x89 ? png_silent(b) : jpeg_silent(b);
}

bool org_photo_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct bytes b;
        bool png;

        if (!c->blobs || !blob_read(c->blobs, c->mem, arg_text(a, "photo"), PHOTO_MAX, &b, &c->why))
                return c->blobs ? false : fail(&c->why, "没有打开文件库");
        if (!image_check(b, &c->why)) {
                c->why.field = "photo";
                return false;
        }
        if (!photo_silent(&b))
                return refuse(&c->why, R_FILE_TYPE, "photo", "照片里还带有拍摄信息（时间、地点、设备等），公示前应当去掉：另存一份再上传");
        png = b.p[0] == 0x89;
        request_put(c->mem, r, "type", png ? "image/png" : "image/jpeg");
        request_put(c->mem, r, "data", base64_text(c->mem, b.p, b.n));
        return true;
}

bool org_photo_handle(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)c; (void)subject;
        draft_put(out, "photo", arg_text(a, "photo"));
        draft_put(out, "type", arg_text(a, "type"));
        draft_put(out, "data", arg_text(a, "data"));
        return true;
}

bool org_apply_photo(struct db_write *w, const struct act *a)
{
        return db_run(w, &photo_put, ARGS(I(a->subject.id), T(act_text(a, "type")), T(act_text(a, "data"))));
}

bool officer_photo(struct ctx *c, const char *number, const char **type, struct bytes *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &photo_get, ARGS(T(number)));
        bool there = db_next(&r);
        size_t n = 0;

        if (there) {
                *type = db_text_in(c->mem, &r, 0);
                out->p = base64_bytes(c->mem, db_text(&r, 1), &n);
                out->n = n;
        }
        if (!db_done(&r))
                return false;
        *found = there && n;
        return true;
}
