/* export_disk.c - a copy on disk: made beside the old one, files that are the same linked and not written, then put in its place in one step.
 * Whoever reads DIR meanwhile sees the old copy whole or the new one whole.
 */
#include "cli/export_site.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a set of texts ---- */

static size_t slot_of(const struct text_set *s, const char *text)
{
        uint64_t h = UINT64_C(14695981039346656037);
        size_t i;

        for (const char *p = text; *p; p++)
                h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
        for (i = (size_t)h & (s->room - 1); s->slot[i] && strcmp(s->slot[i], text);)
                i = (i + 1) & (s->room - 1);
        return i;
}

bool text_set_has(const struct text_set *s, const char *text)
{
        return s->n && s->slot[slot_of(s, text)];
}

static void grow(struct text_set *s)
{
        struct text_set bigger = { .mem = s->mem, .room = s->room ? 2 * s->room : 1024 };

        bigger.slot = TAKE_N(s->mem, const char *, bigger.room);
        for (size_t i = 0; i < s->room; i++)
                if (s->slot[i])
                        bigger.slot[slot_of(&bigger, s->slot[i])] = s->slot[i];
        bigger.n = s->n;
        *s = bigger;
}

bool text_set_add(struct text_set *s, const char *text)
{
        size_t i;

        if (2 * s->n >= s->room)
                grow(s);
        i = slot_of(s, text);
        if (s->slot[i])
                return false;
        s->slot[i] = text_copy(s->mem, text);
        s->n++;
        return true;
}

/* ---- files ---- */

static const char *in(struct arena *mem, const char *dir, const char *file)
{
        return text_make(mem, "%s/%s", dir, file);
}

static bool folders(struct export_site *s, const char *path)
{
        char *folder = text_copy(s->r->c.mem, path);

        for (char *p = strchr(folder + strlen(s->next) + 1, '/'); p; p = strchr(p + 1, '/')) {
                *p = '\0';
                if (mkdir(folder, 0755) && errno != EEXIST)
                        return fail(&s->r->c.why, "不能建立文件夹 %s：%s", folder, strerror(errno));
                *p = '/';
        }
        return true;
}

int export_create(struct export_site *s, const char *file)
{
        const char *path = in(s->r->c.mem, s->next, file);
        int fd = folders(s, path) ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;

        if (fd < 0 && s->r->c.why.kind == WHY_NOTHING)
                fail(&s->r->c.why, "不能写 %s：%s", path, strerror(errno));
        return fd;
}

static void note_file(struct export_site *s, const char *file, const char *digest, int64_t size, bool taken)
{
        export_files_add(&s->files, file, digest, size);
        s->taken += taken;
        s->written += !taken;
}

bool export_take(struct export_site *s, const char *file)
{
        const struct export_file *old = export_files_find(&s->old_files, file);
        const char *from = in(s->r->c.mem, s->dir, file), *to = in(s->r->c.mem, s->next, file), *digest;
        int64_t size;

        if (!old || !export_digest(from, s->r->c.mem, &digest, &size) || size != old->size || strcmp(digest, old->digest) || !folders(s, to) ||
            link(from, to))
                return false;
        note_file(s, file, digest, size, true);
        return true;
}

static bool write_all(int fd, struct bytes b)
{
        while (b.n) {
                ssize_t n = write(fd, b.p, b.n);

                if (n < 0 && errno != EINTR)
                        return false;
                b.p += n > 0 ? n : 0;
                b.n -= n > 0 ? (size_t)n : 0;
        }
        return true;
}

bool export_put(struct export_site *s, const char *file, struct bytes b)
{
        struct hash h = hash_bytes(HASH_SM3, b.p, b.n);
        const char *digest = hash_digest(s->r->c.mem, HASH_SM3, &h);
        const struct export_file *old = export_files_find(&s->old_files, file);
        int fd;

        if (old && old->size == (int64_t)b.n && !strcmp(old->digest, digest) && export_take(s, file))
                return true;
        fd = export_create(s, file);
        if (fd < 0)
                return false;
        if (!write_all(fd, b)) {
                close(fd);
                return fail(&s->r->c.why, "写 %s 没有成功：%s", file, strerror(errno));
        }
        close(fd);
        note_file(s, file, digest, (int64_t)b.n, false);
        return true;
}

/* Written by somebody else: the same as before is linked all the same. */
bool export_created(struct export_site *s, const char *file)
{
        const char *path = in(s->r->c.mem, s->next, file), *digest;
        const struct export_file *old = export_files_find(&s->old_files, file);
        int64_t size;

        if (!export_digest(path, s->r->c.mem, &digest, &size))
                return fail(&s->r->c.why, "读不到 %s", path);
        if (old && old->size == size && !strcmp(old->digest, digest) && !unlink(path)) {
                if (export_take(s, file))
                        return true;
                return fail(&s->r->c.why, "旧的副本在制作当中变了：%s", file);
        }
        note_file(s, file, digest, size, false);
        return true;
}

/* ---- in its place ---- */

static int removed(const char *path, const struct stat *st, int flag, struct FTW *where)
{
        (void)st, (void)flag, (void)where;
        return remove(path);
}

/* What cannot be exchanged in one step (a stick with a simple file system) is renamed in two. */
bool export_swap(struct export_site *s)
{
        const char *old = text_make(s->mem, "%s.old", s->dir);
        int fd = open(s->next, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

        if (fd >= 0) {
                syncfs(fd);
                close(fd);
        }
        if (access(s->dir, F_OK))
                return !rename(s->next, s->dir) || fail(&s->x->why, "不能改名为 %s：%s", s->dir, strerror(errno));
        if (!renameat2(AT_FDCWD, s->next, AT_FDCWD, s->dir, RENAME_EXCHANGE))
                old = s->next;
        else if (rename(s->dir, old) || rename(s->next, s->dir))
                return fail(&s->x->why, "不能换上新的副本 %s：%s", s->dir, strerror(errno));
        nftw(old, removed, 16, FTW_DEPTH | FTW_PHYS);
        return true;
}
