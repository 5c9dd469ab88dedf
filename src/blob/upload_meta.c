/* upload_meta.c - names of uploads, and what was announced of them: tmp/ID.meta.
 *
 * tmp/ID is what has come (locked while somebody adds), tmp/ID.meta what was announced (JSON), tmp/ID.seg the segment hashes so far,
 * and for sealed ones tmp/ID.key and tmp/ID.tail.  Of a finished upload only ID.meta stays, with the digest, until it expires.
 * Must never: take an id from outside as a path without upload_id_valid().
 */
#include "blob/inner.h"
#include "base/json.h"
#include <jansson.h>
#include <string.h>
#include <unistd.h>

char *upload_path(const struct blobs *b, struct arena *mem, const char *id, const char *ending)
{
        return text_make(mem, "%s/%s%s", b->tmp, id, ending);
}

bool upload_id_valid(const char *id)
{
        return id && strlen(id) == UPLOAD_ID_LENGTH &&
               strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == UPLOAD_ID_LENGTH;
}

bool upload_gone(const char *id, struct why *why)
{
        return refuse(why, R_UPLOAD_GONE, NULL, "%s", upload_id_valid(id) ? id : "编号不对");
}

/* ---- what was announced ---- */

bool meta_write(const struct blobs *b, struct arena *scratch, const struct meta *m, struct why *why)
{
        struct json *j = json_new(scratch);
        const char *text;

        json_open(j, '{');
        json_pair(j, "digest", m->digest);
        json_pair(j, "note", m->note);
        json_key(j, "size"); json_int(j, m->size);
        json_key(j, "limit"); json_int(j, m->limit);
        json_key(j, "hold"); json_int(j, m->hold);
        json_key(j, "sealed"); json_bool(j, m->sealed);
        json_key(j, "done"); json_bool(j, m->done);
        json_close(j, '}');
        text = json_done(j);
        return file_replace(b, upload_path(b, scratch, m->id, ".meta"), (struct bytes){ (const uint8_t *)text, strlen(text) }, why);
}

static int64_t number(const json_t *o, const char *name)
{
        const json_t *v = json_object_get(o, name);

        return json_is_integer(v) ? json_integer_value(v) : -1;
}

static const char *words(struct arena *mem, const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? text_copy(mem, s) : NULL;
}

bool meta_read(const struct blobs *b, struct arena *mem, const char *id, struct meta *out, struct why *why)
{
        struct bytes text = { 0 };
        bool there = false;
        json_t *o;

        if (!upload_id_valid(id))
                return upload_gone(id, why);
        if (!file_text(mem, upload_path(b, mem, id, ".meta"), &there, &text, why))
                return false;
        o = there ? json_loadb((const char *)text.p, text.n, 0, NULL) : NULL;
        if (!o)
                return upload_gone(id, why);
        *out = (struct meta){ .id = text_copy(mem, id), .digest = words(mem, o, "digest"), .note = words(mem, o, "note"), .size = number(o, "size"),
                              .limit = number(o, "limit"), .hold = number(o, "hold"), .sealed = json_is_true(json_object_get(o, "sealed")),
                              .done = json_is_true(json_object_get(o, "done")) };
        json_decref(o);
        return (!out->digest || digest_valid(out->digest)) || upload_gone(id, why);
}

/* ---- the end ---- */

bool upload_done(struct blob_put *p, const char *digest, struct why *why)
{
        static const char *const endings[] = { "", ".seg", ".tail", ".key" };

        p->m.done = true;
        p->m.digest = digest;
        if (!meta_write(p->store, p->mem, &p->m, why))
                return false;
        for (size_t i = 0; i < 4; i++)
                unlink(upload_path(p->store, p->mem, p->m.id, endings[i]));
        return true;
}
