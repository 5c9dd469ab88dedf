/* blob_files.c - the back end of plain files on one machine, and what both back ends do with local files.
 *
 * What is staged in tmp/ and synced is linked to its name, and the folders synced.  link() never replaces: if the name exists, the
 * content is the same and the newcomer goes.  Stored files are read-only (0440).
 * Must never: follow a link inside the store; leave a half-written file under a name.
 */
#include "blob/inner.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- local files ---- */

bool folder_make(const char *path, struct why *why)
{
        struct stat st;

        if (!mkdir(path, FOLDER_MODE) || (errno == EEXIST && !stat(path, &st) && S_ISDIR(st.st_mode)))
                return true;
        return fail(why, "不能建立文件夹 %s：%s", path, strerror(errno));
}

bool folder_sync(const char *path, struct why *why)
{
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool good = fd >= 0 && !fsync(fd);
        int error = errno;

        if (fd >= 0)
                close(fd);
        return good || fail(why, "文件夹 %s 没有写到磁盘：%s", path, strerror(error));
}

static bool parent_sync(struct arena *mem, const char *path, struct why *why)
{
        return folder_sync(text_copy_n(mem, path, (size_t)(strrchr(path, '/') - path)), why);
}

bool file_replace(const struct blobs *b, const char *path, struct bytes text, struct why *why)
{
        const char *fresh = text_make(why->mem, "%s/%s", b->tmp, random_token(why->mem, 18));
        int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
        bool good = fd >= 0 && write_all(fd, text.p, text.n) && !fsync(fd);
        int error = errno;

        if (fd >= 0)
                close(fd);
        if (good && rename(fresh, path)) {
                error = errno;
                good = false;
        }
        if (good)
                return parent_sync(why->mem, path, why);
        unlink(fresh);
        return fail(why, "不能写入 %s：%s", path, strerror(error));
}

bool file_text(struct arena *mem, const char *path, bool *there, struct bytes *out, struct why *why)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        struct stat st;
        uint8_t *p;
        ssize_t n;

        *there = fd >= 0;
        if (fd < 0)
                return errno == ENOENT || fail(why, "不能打开 %s：%s", path, strerror(errno));
        if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size > SIDE_MAX) {
                close(fd);
                return fail(why, "%s 不是应有的文件", path);
        }
        p = arena_take(mem, (size_t)st.st_size + 1);
        n = pread_all(fd, p, (size_t)st.st_size, 0);
        close(fd);
        if (n != st.st_size)
                return fail(why, "读取 %s 时出错", path);
        *out = (struct bytes){ p, (size_t)n };
        return true;
}

static int64_t stat_ms(const struct stat *st)
{
        return (int64_t)st->st_mtim.tv_sec * 1000 + st->st_mtim.tv_nsec / 1000000;
}

int64_t file_ms(const char *path, int64_t *size)
{
        struct stat st;

        if (lstat(path, &st) || !S_ISREG(st.st_mode))
                return -1;
        if (size)
                *size = st.st_size;
        return stat_ms(&st);
}

/* ---- the back end ---- */

static char *path_of(const struct blobs *b, struct arena *mem, const char *name)
{
        return text_make(mem, "%s/%s", b->dir, name);
}

static bool files_find(const struct blobs *b, const char *name, bool *there, struct entry *out, struct why *why)
{
        const char *path = path_of(b, why->mem, name);
        struct stat st;

        if (lstat(path, &st)) {
                *there = false;
                return errno == ENOENT || errno == ENOTDIR || fail(why, "不能查看 %s：%s", path, strerror(errno));
        }
        *there = S_ISREG(st.st_mode);
        *out = (struct entry){ name, st.st_size, { stat_ms(&st) } };
        return true;
}

static bool folder_of(const struct blobs *b, const char *name, char **folder, struct why *why)
{
        *folder = path_of(b, why->mem, text_copy_n(why->mem, name, (size_t)(strrchr(name, '/') - name)));
        return !mkdir(*folder, FOLDER_MODE) || errno == EEXIST || fail(why, "不能建立文件夹 %s：%s", *folder, strerror(errno));
}

/* The folder above is synced too even if ab/ was there: another put may just have made it. */
static bool files_settle(struct blobs *b, const char *tmp_path, int fd, const char *name, struct why *why)
{
        char *folder;

        if (!folder_of(b, name, &folder, why))
                return false;
        if (fchmod(fd, FILE_MODE))
                return fail(why, "不能存入文件库：%s", strerror(errno));
        if (link(tmp_path, path_of(b, why->mem, name)) && errno != EEXIST)
                return fail(why, "不能存入文件库：%s", strerror(errno));
        return folder_sync(folder, why) && parent_sync(why->mem, folder, why);
}

static bool files_write(struct blobs *b, const char *name, struct bytes text, struct why *why)
{
        char *folder;

        return folder_of(b, name, &folder, why) && file_replace(b, path_of(b, why->mem, name), text, why);
}

static bool files_remove(struct blobs *b, const char *name, struct why *why)
{
        const char *path = path_of(b, why->mem, name);

        return !unlink(path) || errno == ENOENT || fail(why, "不能删除 %s：%s", path, strerror(errno));
}

static int by_name(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is in a folder, sorted; a folder that is not there has nothing. */
static bool folder_names(struct arena *mem, const char *path, char ***out, size_t *n, struct why *why)
{
        DIR *d = opendir(path);
        char **all = NULL;
        size_t room = 0;

        *n = 0;
        *out = NULL;
        if (!d)
                return errno == ENOENT || fail(why, "不能读文件夹 %s：%s", path, strerror(errno));
        for (struct dirent *e; (e = readdir(d));) {
                if (e->d_name[0] == '.')
                        continue;
                if (*n == room) {
                        all = arena_grow(mem, all, *n * sizeof *all, (room * 2 + 64) * sizeof *all);
                        room = room * 2 + 64;
                }
                all[(*n)++] = text_copy(mem, e->d_name);
        }
        closedir(d);
        if (*n)
                qsort(all, *n, sizeof *all, by_name);
        *out = all;
        return true;
}

struct walk { const struct blobs *b; const char *after; entry_fn *each; void *to; bool more; };

static bool walk_folder(struct walk *w, const char *folder, struct why *why)
{
        struct arena *mem = arena_new();
        struct why inner = { .mem = mem };
        struct entry e;
        char **names;
        size_t n;
        bool there, good = folder_names(mem, path_of(w->b, mem, folder), &names, &n, why);

        for (size_t i = 0; good && w->more && i < n; i++) {
                const char *name = text_make(mem, "%s/%s", folder, names[i]);

                if (w->after && strcmp(name, w->after) <= 0)
                        continue;
                good = files_find(w->b, name, &there, &e, &inner) || fail(why, "%s", inner.detail);
                if (good && there)
                        w->more = w->each(w->to, &e);
        }
        arena_free(mem);
        return good;
}

static bool files_each(const struct blobs *b, const char *after, entry_fn *each, void *to, struct why *why)
{
        struct walk w = { b, after, each, to, true };
        struct arena *mem = arena_new();
        bool good = true;

        for (int k = 0; k < 2 && good; k++) {
                const char *kind = k ? "sm3" : "sha256";        /* as their names sort */
                char **folders;
                size_t n;

                good = folder_names(mem, path_of(b, mem, kind), &folders, &n, why);
                for (size_t i = 0; good && w.more && i < n; i++) {
                        const char *folder = text_make(mem, "%s/%s", kind, folders[i]);

                        if (!after || strncmp(folder, after, strlen(folder)) >= 0)
                                good = walk_folder(&w, folder, why);
                }
        }
        arena_free(mem);
        return good;
}

static struct source *files_open(const struct blobs *b, const char *name, struct why *why)
{
        const char *path = path_of(b, why->mem, name);
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        struct source *s;
        struct stat st;

        if (fd < 0 && errno == ENOENT) {
                refuse(why, R_SUBJECT_UNKNOWN, NULL, "文件库里没有 %s", name);
                return NULL;
        }
        if (fd < 0 || fstat(fd, &st)) {
                fail(why, "不能打开文件 %s：%s", path, strerror(errno));
                if (fd >= 0)
                        close(fd);
                return NULL;
        }
        s = memory_take(sizeof *s);
        *s = (struct source){ .fd = fd, .size = st.st_size, .b = b };
        return s;
}

static bool files_expire(struct blobs *b, struct instant before, struct why *why)
{
        (void)b; (void)before; (void)why;
        return true;            /* half-made things of this back end lie in tmp and are expired with the uploads */
}

const struct back back_files = { files_find, files_settle, files_write, files_remove, files_each, files_open, files_expire };
