/* backup_disk.c - files and folders of a backup: made whole, on disk before they are named.  Must never: follow a link out of the backup. */
#include "base/file.h"
#include "cli/backup.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)4 << 20)

bool disk_folder(const char *path, struct why *why)
{
        return !mkdir(path, 0700) || errno == EEXIST || fail(why, "不能建立文件夹 %s：%s", path, strerror(errno));
}

bool disk_sync(const char *folder, struct why *why)
{
        int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool ok = fd >= 0 && !fsync(fd);

        if (!ok)
                fail(why, "%s 没有写到磁盘上：%s", folder, strerror(errno));
        if (fd >= 0)
                close(fd);
        return ok;
}

static int removed(const char *path, const struct stat *st, int flag, struct FTW *where)
{
        (void)st, (void)flag, (void)where;
        return remove(path);
}

void disk_remove(const char *path)
{
        nftw(path, removed, 16, FTW_DEPTH | FTW_PHYS);
}

/* The kernel copies, or shares blocks; where it cannot, we do. */
static bool bytes_copy(int in, int out)
{
        uint8_t *piece;
        ssize_t n;
        bool ok;

        while ((n = copy_file_range(in, NULL, out, NULL, PIECE, 0)) > 0)
                ;
        if (!n || (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP))
                return !n;
        piece = memory_take(PIECE);
        while ((n = read(in, piece, PIECE)) > 0 && write_all(out, piece, (size_t)n))
                ;
        ok = !n;
        memory_free(piece);
        return ok;
}

bool disk_copy(const char *from, const char *to, struct why *why)
{
        int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        bool ok = out >= 0 && bytes_copy(in, out);

        if (!ok)
                fail(why, "复制 %s 到 %s 没有成功：%s", from, to, strerror(errno));
        if (in >= 0)
                close(in);
        if (out >= 0 && close(out) && ok)
                ok = fail(why, "写 %s 没有成功：%s", to, strerror(errno));
        if (!ok && out >= 0)
                unlink(to);
        return ok;
}

bool disk_write(const char *path, const void *p, size_t n, struct why *why)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        bool ok = fd >= 0 && write_all(fd, p, n) && !fsync(fd);

        if (!ok)
                fail(why, "写 %s 没有成功：%s", path, strerror(errno));
        if (fd >= 0)
                close(fd);
        return ok;
}

bool disk_read(struct arena *mem, const char *path, struct bytes *out, struct why *why)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        struct stat st = { 0 };
        uint8_t *p;
        bool ok;

        if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode)) {
                if (fd >= 0)
                        close(fd);
                return fail(why, "打不开 %s：%s", path, strerror(errno));
        }
        p = arena_take(mem, (size_t)st.st_size + 1);
        ok = pread_all(fd, p, (size_t)st.st_size, 0) == st.st_size;
        close(fd);
        *out = (struct bytes){ p, (size_t)st.st_size };
        return ok || fail(why, "读不出 %s", path);
}

bool disk_digest(struct arena *mem, const char *path, const char **digest, int64_t *size, struct why *why)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        uint8_t *piece;
        struct hasher *h;
        struct hash d;
        ssize_t n = -1;

        if (fd < 0)
                return fail(why, "打不开 %s：%s", path, strerror(errno));
        piece = memory_take(PIECE);
        h = hasher_new(HASH_SHA256);
        for (*size = 0; (n = read(fd, piece, PIECE)) > 0; *size += n)
                hasher_add(h, piece, (size_t)n);
        d = hasher_done(h);
        memory_free(piece);
        close(fd);
        *digest = hash_digest(mem, HASH_SHA256, &d);
        return !n || fail(why, "读不出 %s：%s", path, strerror(errno));
}

/* ---- backups in a folder ---- */

static bool stamp(const char *name)
{
        return strlen(name) == 16 && name[8] == 'T' && name[15] == 'Z' && strspn(name, "0123456789") == 8;
}

static int by_name(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool backups_list(struct arena *mem, const char *dir, const char ***out, size_t *n, struct why *why)
{
        DIR *d = opendir(dir);
        struct dirent *e;
        size_t room = 64;

        *n = 0;
        *out = TAKE_N(mem, const char *, room);
        if (!d)
                return errno == ENOENT || fail(why, "打不开 %s：%s", dir, strerror(errno));
        while ((e = readdir(d)) != NULL) {
                if (!stamp(e->d_name))
                        continue;
                if (*n == room) {
                        *out = arena_grow(mem, *out, room * sizeof **out, 2 * room * sizeof **out);
                        room *= 2;
                }
                (*out)[(*n)++] = text_copy(mem, e->d_name);
        }
        closedir(d);
        qsort(*out, *n, sizeof **out, by_name);
        return true;
}
