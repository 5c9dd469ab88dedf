/* copy_make.c - what is prepared for marks and copies: the original is found and opened, mingjing-media makes the copy into a file without a
 * name, the file goes into the store.  Long jobs; the caller's thread is a helper.  Must never: write a table, touch the original, or put
 * plain bytes of a sealed original on a disk. */
#include "base/json.h"
#include "blob/blob.h"
#include "recording/copy_inner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_MAX ((int64_t)64 << 30)    /* what the media program may write at most */
#define PIECE ((size_t)256 * 1024)

/* ---- shared ---- */

bool copy__of(struct ctx *c, const struct args *a, struct request *r, struct recording *out)
{
        struct recording of;

        if (!recording_find(c, arg_int(a, "recording"), &of, NULL))
                return false;
        request_put(c->mem, r, "case", text_make(c->mem, "%lld", (long long)of.case_id));
        if (command_arg(a->command, "original"))
                request_put(c->mem, r, "original", of.digest);
        *out = of;
        return true;
}

static copy_gate_fn *gate;

void copy_gate_bind(copy_gate_fn *may_watch)
{
        gate = may_watch;
}

bool copy__media(struct ctx *c, const struct recording *of, struct media **out)
{
        const struct recording_hooks *h = recording_bound();

        if (gate && !gate(c, of))
                return false;
        if (!h || !h->media || !c->blobs)
                return fail(&c->why, "这个程序没有接上读取音像资料的 mingjing-media，或者没有文件库");
        *out = h->media;
        return true;
}

static void put_int(struct ctx *c, struct request *r, const char *name, int64_t v)
{
        request_put(c->mem, r, name, text_make(c->mem, "%lld", (long long)v));
}

/* A moment within the recording. */
static bool moment(struct ctx *c, const struct args *a, const char *name, const struct recording *of, int64_t *ms)
{
        if (!arg_given(a, name))
                return refuse(&c->why, R_ARG_MISSING, name, "%s", command_arg(a->command, name)->label);
        if (!copy__moment_read(arg_text(a, name), ms))
                return refuse(&c->why, R_ARG_TYPE, name, "“%s”不是时间，应写 分:秒（如 1:05.2）或者毫秒", arg_text(a, name));
        return of->length < 0 || *ms <= of->length ||
               refuse(&c->why, R_MEDIA_RANGE, name, "全长 %s", copy__moment(c->mem, of->length));
}

bool copy__prepare_mark(struct ctx *c, const struct args *a, struct request *r)
{
        struct recording of;
        int64_t at;

        if (!copy__of(c, a, r, &of))
                return false;
        if (!strcmp(of.kind, "photo"))
                return refuse(&c->why, R_ARG_CHOICE, "recording", "照片没有时间，不能加标记");
        if (!moment(c, a, "at", &of, &at))
                return false;
        put_int(c, r, "at_ms", at);
        return true;
}

/* ---- the copy goes into the store ---- */

static int work_file(struct ctx *c, bool classified)
{
        int fd = classified ? memfd_create("copy", MFD_CLOEXEC) : open(blobs_folder(c->blobs), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

        if (fd < 0)
                fail(&c->why, "不能建立临时文件：%s", strerror(errno));
        return fd;
}

static struct blob_put *put_begin(struct ctx *c, int64_t size, bool sealed)
{
        const struct blob_plan plan = { .limit = COPY_MAX, .size = size, .sealed = true };

        return sealed ? blob_create(c->blobs, &plan, &c->why) : blob_begin(c->blobs, COPY_MAX, &c->why);
}

static bool bytes_put(struct ctx *c, int fd, int64_t size, struct blob_put *p)
{
        char *piece = arena_take(c->mem, PIECE);
        int64_t at = 0;

        while (at < size) {
                ssize_t n = pread(fd, piece, PIECE, at);

                if (n <= 0)
                        return fail(&c->why, "读不出刚做好的副本：%s", n < 0 ? strerror(errno) : "比写下的短");
                if (!blob_add(p, piece, (size_t)n, &c->why))
                        return false;
                at += n;
        }
        return true;
}

static bool store(struct ctx *c, int fd, int64_t size, bool sealed, const char **digest)
{
        struct blob_put *p = put_begin(c, size, sealed);
        const char *id = p && sealed ? text_copy(c->mem, blob_id(p)) : NULL;
        struct why ignored = { .mem = c->mem };
        int64_t kept;
        bool ok;

        if (!p)
                return false;
        ok = bytes_put(c, fd, size, p);
        if (ok)
                ok = blob_finish(p, c->mem, digest, &kept, &c->why);
        else
                blob_drop(p);
        if (id)
                blob_discard(c->blobs, id, &ignored);   /* the upload that carried it, not what it became */
        return ok;
}

/* ---- the three kinds ---- */

struct making { struct ctx *c; const struct args *a; struct recording of; struct media *media; int fd, to; struct media_made made; };
typedef bool making_fn(struct making *m);

static bool make_clip(struct making *m)
{
        int64_t from, until;

        if (!strcmp(m->of.kind, "photo"))
                return refuse(&m->c->why, R_ARG_CHOICE, "kind", "照片没有片段；要公开的，做遮盖副本");
        if (!moment(m->c, m->a, "from", &m->of, &from) || !moment(m->c, m->a, "until", &m->of, &until))
                return false;
        if (until <= from)
                return refuse(&m->c->why, R_MEDIA_RANGE, "until", "结束时间应当晚于开始时间");
        return media_clip(m->media, m->c->mem, m->fd, m->to, from, until, NULL, &m->made, &m->c->why);
}

static bool make_still(struct making *m)
{
        struct arena *mem = m->c->mem;
        const char **changes = TAKE_N(mem, const char *, 3);
        struct media_picture p;
        int64_t at;

        if (strcmp(m->of.kind, "video"))
                return refuse(&m->c->why, R_ARG_CHOICE, "kind", "只有录像可以截图");
        if (!moment(m->c, m->a, "from", &m->of, &at) || !media_still(m->media, mem, m->fd, at, 0, &p, &m->c->why))
                return false;
        if (write(m->to, p.jpeg.p, p.jpeg.n) != (ssize_t)p.jpeg.n)
                return fail(&m->c->why, "临时文件写不下：%s", strerror(errno));
        changes[0] = text_make(mem, "取自原件 %s 的一帧画面（所选为 %s）", copy__moment(mem, p.at), copy__moment(mem, at));
        changes[1] = text_make(mem, "重新编码为 JPEG，%d×%d，按观看方向摆正", p.width, p.height);
        changes[2] = "没有声音，没有带入原件的文字说明（设备、时间、位置等）";
        m->made = (struct media_made){ .type = "image/jpeg", .from = p.at, .until = p.at, .size = (int64_t)p.jpeg.n, .changes = changes,
                .n_changes = 3 };
        return true;
}

static bool make_blur(struct making *m)
{
        bool photo = !strcmp(m->of.kind, "photo");
        struct media_blur b = { .mute = arg_bool(m->a, "mute") };

        if (!strcmp(m->of.kind, "audio"))
                return refuse(&m->c->why, R_ARG_CHOICE, "kind", "录音没有画面，不能遮盖");
        if (!copy__regions_read(m->c->mem, arg_text(m->a, "regions"), photo ? -1 : m->of.length, &b, &m->c->why))
                return false;
        if (!b.n && (photo || !b.mute))
                return refuse(&m->c->why, R_ARG_MISSING, "regions", "写明要遮盖的区域");
        return media_blur(m->media, m->c->mem, m->fd, m->to, &b, NULL, &m->made, &m->c->why);
}

static const struct { const char *kind; making_fn *make; } kinds[] = { { "clip", make_clip }, { "still", make_still }, { "blur", make_blur } };

static making_fn *making_of(const char *kind)
{
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (!strcmp(kinds[i].kind, kind))
                        return kinds[i].make;
        return NULL;
}

static const char *changes_json(struct arena *mem, const struct media_made *made)
{
        struct json *j = json_new(mem);

        json_open(j, '[');
        for (size_t i = 0; i < made->n_changes; i++)
                json_text(j, made->changes[i]);
        json_close(j, ']');
        return json_done(j);
}

static bool made_put(struct making *m, struct request *r)
{
        struct ctx *c = m->c;
        const char *digest, *proof;

        if (!store(c, m->to, m->made.size, m->of.classified, &digest) ||
            !copy__proof(c, &m->of, m->made.first, m->made.last, &proof))
                return false;
        request_put(c->mem, r, "segments", m->of.segments);
        request_put(c->mem, r, "file", digest);
        request_put(c->mem, r, "type", m->made.type);
        put_int(c, r, "size", m->made.size);
        put_int(c, r, "from_ms", m->made.from);
        put_int(c, r, "until_ms", m->made.until);
        request_put(c->mem, r, "changes", changes_json(c->mem, &m->made));
        request_put(c->mem, r, "proof", proof);
        return true;
}

bool copy__prepare_copy(struct ctx *c, const struct args *a, struct request *r)
{
        struct making m = { .c = c, .a = a, .fd = -1, .to = -1 };
        making_fn *make = making_of(arg_text(a, "kind"));
        bool ok;

        must(make != NULL);
        if (!copy__of(c, a, r, &m.of) || !copy__media(c, &m.of, &m.media))
                return false;
        m.fd = blob_open(c->blobs, m.of.digest, &c->why);
        if (m.fd < 0)
                return false;
        m.to = work_file(c, m.of.classified);
        ok = m.to >= 0 && make(&m) && made_put(&m, r);
        close(m.fd);
        if (m.to >= 0)
                close(m.to);
        return ok;
}
