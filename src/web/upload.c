/* upload.c - files on their way into the blob store, while they arrive.
 *
 * A multipart form: its fields go into the call's form, each file into a put of its own; when the body is over, a helper thread
 * syncs the files and their digests become the values of their fields.  A raw body (POST /api/blobs) is one file.
 * Files of someone who is not signed in are read and thrown away: what was typed is kept for the form to be shown again.
 * Must never: believe a file's name or type beyond showing it.
 */
#include "web/call.h"
#include "web/multipart.h"
#include <string.h>
#include <strings.h>

struct file { const char *field; struct blob_put *put; };

struct upload {
        struct multipart *parts;                /* NULL: a raw body */
        struct file files[FILES_MAX];
        int n;
        const char *field;                      /* of the part that is coming in */
        struct buffer text;                     /* its value, if it is no file */
        bool is_file, thrown;                   /* thrown: nobody is signed in */
        size_t text_total;
};

static struct blob_put *put_new(struct call *k, const char *field)
{
        struct upload *u = k->upload;
        struct blob_put *p;

        bool door = k->route->takes & BODY_DOOR;
        int most = door ? DOOR_FILES : FILES_MAX;

        if (u->n == most) {
                refuse(&k->c.why, R_BODY_TOO_LARGE, field, "一次最多 %d 个文件", most);
                return NULL;
        }
        p = blob_begin(k->web->blobs, door ? (int64_t)DOOR_FILE_MAX : k->web->o.upload_max, &k->c.why);
        if (p)
                u->files[u->n++] = (struct file){ field, p };
        return p;
}

static bool on_part(void *to, const char *name, const char *filename, const char *type)
{
        struct call *k = to;
        struct upload *u = k->upload;

        (void)type;
        if (strlen(name) > NAME_MAX_LENGTH)
                return refuse(&k->c.why, R_ARG_UNKNOWN, NULL, "字段名不合规");
        if (k->form.n + (size_t)u->n >= PAIRS_MAX)
                return refuse(&k->c.why, R_BODY_TOO_LARGE, NULL, "最多 %zu 个字段", PAIRS_MAX);
        u->field = text_copy(k->mem, name);
        u->is_file = filename != NULL;
        u->text = (struct buffer){ .mem = k->mem };
        if (u->is_file && k->route->takes & BODY_DOOR)
                u->thrown = u->thrown || !door_takes_files(k);
        if (!u->is_file || u->thrown || !*filename)     /* an empty name: no file was chosen */
                return true;
        return put_new(k, u->field) != NULL;
}

static bool on_data(void *to, const void *p, size_t n)
{
        struct call *k = to;
        struct upload *u = k->upload;

        if (u->is_file)
                return !u->n || u->thrown || u->files[u->n - 1].field != u->field ||
                        blob_add(u->files[u->n - 1].put, p, n, &k->c.why);
        u->text_total += n;
        if (u->text_total > BODY_MAX)
                return refuse(&k->c.why, R_BODY_TOO_LARGE, u->field, "文字最多 %zu 字节", BODY_MAX);
        buffer_put(&u->text, p, n);
        return true;
}

static bool on_end(void *to)
{
        struct call *k = to;
        struct upload *u = k->upload;
        const char *text = "";

        if (u->is_file)
                return true;
        if (!text_admit(k->mem, buffer_done(&u->text), u->text.n, u->field, &text, &k->c.why))
                return false;
        pairs_put(&k->form, u->field, text);
        return true;
}

bool upload_begin(struct call *k)
{
        const char *type = call_header(k, "Content-Type");
        bool form = k->route->takes & BODY_FORM, multipart = type && !strncasecmp(type, "multipart/form-data", 19);
        struct multipart_sink sink = { k, on_part, on_data, on_end };

        if (form && !multipart) {
                k->room = BODY_MAX;
                return true;
        }
        if (form && !k->c.who && !(k->route->takes & BODY_DOOR))
                call_db(k);
        k->upload = TAKE(k->mem, struct upload);
        if (form && !(k->route->takes & BODY_DOOR)) {
                call_visitor(k);
                k->upload->thrown = !k->c.who;
        }
        if (!multipart)
                return put_new(k, "file") != NULL;
        k->upload->parts = multipart_new(k->mem, type, &sink, &k->c.why);
        return k->upload->parts != NULL;
}

bool upload_feed(struct call *k, const void *p, size_t n)
{
        struct upload *u = k->upload;

        return u->parts ? multipart_feed(u->parts, p, n) : blob_add(u->files[0].put, p, n, &k->c.why);
}

bool upload_end(struct call *k)
{
        return !k->upload->parts || multipart_done(k->upload->parts);
}

bool upload_waits(const struct call *k)
{
        return k->upload && k->upload->n;
}

void upload_settle(struct call *k)
{
        struct upload *u = k->upload;

        while (u->n && k->c.why.kind == WHY_NOTHING) {
                struct file *f = &u->files[--u->n];
                const char *digest = NULL;

                if (!blob_finish(f->put, k->mem, &digest, NULL, &k->c.why))
                        continue;
                brought_note(k, digest);
                pairs_put(&k->form, f->field, digest);
        }
}

void upload_drop(struct call *k)
{
        struct upload *u = k->upload;

        while (u && u->n)
                blob_drop(u->files[--u->n].put);
}
