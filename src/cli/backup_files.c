/* backup_files.c - the files of a site in its backups: stored content never changes, so what is there already is not copied again.
 * Must never: give a copy its name before its bytes are on disk, or remove what any backup lists. */
#include "cli/backup.h"
#include "cli/export_site.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH 512                       /* files that are put on disk together … */
#define BATCH_BYTES ((int64_t)1 << 30)  /* … or so many bytes */

static const char *const kinds[] = { "sm3", "sha256" };

static void files_add(struct backup_files *l, const char *name, int64_t size)
{
        if (l->n == l->room) {
                size_t room = l->room ? 2 * l->room : 256;

                l->at = arena_grow(l->mem, l->at, l->n * sizeof *l->at, room * sizeof *l->at);
                l->room = room;
        }
        l->at[l->n++] = (struct backup_file){ text_copy(l->mem, name), size };
        l->bytes += size;
}

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct backup_file *)a)->name, ((const struct backup_file *)b)->name);
}

/* "sm3/ab/62 digits", and an ending. */
static bool name_right(const char *name)
{
        size_t kind = text_starts(name, "sm3/") ? 4 : text_starts(name, "sha256/") ? 7 : 0;
        const char *rest = name + kind;

        return kind && strspn(rest, "0123456789abcdef") == 2 && rest[2] == '/' && strspn(rest + 3, "0123456789abcdef") == 62 &&
               (!rest[65] || text_in(rest + 65, ".seg|.enc|.key", '|'));
}

static bool folder_walk(struct backup_files *l, const char *store, const char *folder, struct why *why)
{
        DIR *d = opendir(text_make(l->mem, "%s/%s", store, folder));
        struct dirent *e;

        if (!d)
                return errno == ENOENT || fail(why, "打不开 %s/%s：%s", store, folder, strerror(errno));
        while ((e = readdir(d)) != NULL) {
                char name[300];
                struct stat st;

                snprintf(name, sizeof name, "%s/%s", folder, e->d_name);
                if (name_right(name) && !fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) && S_ISREG(st.st_mode))
                        files_add(l, name, st.st_size);
        }
        closedir(d);
        return true;
}

bool files_of_store(struct arena *mem, const char *store, struct backup_files *out, struct why *why)
{
        *out = (struct backup_files){ .mem = mem };
        for (size_t k = 0; k < 2; k++)
                for (int i = 0; i < 256; i++) {
                        char folder[16];

                        snprintf(folder, sizeof folder, "%s/%02x", kinds[k], i);
                        if (!folder_walk(out, store, folder, why))
                                return false;
                }
        if (out->n)
                qsort(out->at, out->n, sizeof *out->at, by_name);
        return true;
}

/* ---- copying ---- */

struct copying { const struct backup_files *l; const char *from, *to; struct arena *mem; size_t first; int64_t waiting; struct why *why; };

static const char *waiting_name(const struct copying *k, size_t i)
{
        return text_make(k->mem, "%s/tmp/%zu", k->to, i);
}

static const char *final_name(const struct copying *k, size_t i)
{
        return text_make(k->mem, "%s/%s", k->to, k->l->at[i].name);
}

static bool folders_make(struct copying *k, const char *path)
{
        char *folder = text_copy(k->mem, path);

        for (char *p = strchr(folder + strlen(k->to) + 1, '/'); p; p = strchr(p + 1, '/')) {
                *p = '\0';
                if (!disk_folder(folder, k->why))
                        return false;
                *p = '/';
        }
        return true;
}

/* All that was copied since the last time is put on disk, then named. */
static bool batch_name(struct copying *k, size_t end)
{
        int fd = open(k->to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool ok = fd >= 0 && !syncfs(fd);

        if (!ok)
                fail(k->why, "%s 没有写到磁盘上：%s", k->to, strerror(errno));
        for (size_t i = k->first; ok && i < end; i++) {
                const char *final = final_name(k, i);

                if (access(waiting_name(k, i), F_OK))
                        continue;
                ok = folders_make(k, final) && (!rename(waiting_name(k, i), final) || fail(k->why, "不能改名为 %s：%s", final, strerror(errno)));
        }
        if (fd >= 0)
                close(fd);
        k->first = end;
        k->waiting = 0;
        arena_reset(k->mem);
        return ok;
}

static bool have(const struct copying *k, size_t i)
{
        struct stat st;

        return !stat(final_name(k, i), &st) && st.st_size == k->l->at[i].size;
}

/* What was disposed of by law while we copied is no fault: then it is not there. */
static bool one_copy(struct copying *k, size_t i, int64_t *n, int64_t *bytes)
{
        const char *from = text_make(k->mem, "%s/%s", k->from, k->l->at[i].name);

        if (have(k, i) || access(from, F_OK))
                return true;
        if (!disk_copy(from, waiting_name(k, i), k->why))
                return false;
        ++*n;
        *bytes += k->l->at[i].size;
        k->waiting += k->l->at[i].size;
        return true;
}

bool files_copy(const struct backup_files *l, const char *from, const char *to, int64_t *n, int64_t *bytes, struct why *why)
{
        struct copying k = { .l = l, .from = from, .to = to, .mem = arena_new(), .why = why };
        const char *tmp = text_make(why->mem, "%s/tmp", to);
        bool ok;

        disk_remove(tmp);                       /* of one that was cut off */
        ok = disk_folder(to, why) && disk_folder(tmp, why);
        for (size_t i = 0; ok && i < l->n; i++) {
                ok = one_copy(&k, i, n, bytes);
                if (ok && (i + 1 - k.first >= BATCH || k.waiting >= BATCH_BYTES))
                        ok = batch_name(&k, i + 1);
        }
        ok = ok && batch_name(&k, l->n) && disk_sync(to, why);
        disk_remove(tmp);
        arena_free(k.mem);
        return ok;
}

/* ---- lists ---- */

const char *files_text(struct arena *mem, const struct backup_files *l)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < l->n; i++)
                buffer_make(&b, "%lld %s\n", (long long)l->at[i].size, l->at[i].name);
        return buffer_done(&b);
}

bool files_parse(struct arena *mem, const char *text, size_t n, struct backup_files *out)
{
        struct backup_files l = { .mem = mem };

        for (const char *p = text, *end = text + n; p < end;) {
                const char *stop = memchr(p, '\n', (size_t)(end - p)), *space = stop ? memchr(p, ' ', (size_t)(stop - p)) : NULL;
                const char *name = space ? text_copy_n(mem, space + 1, (size_t)(stop - space - 1)) : "";
                int64_t size;

                if (!space || !text_int(text_copy_n(mem, p, (size_t)(space - p)), 0, INT64_MAX, &size) || !name_right(name))
                        return false;
                files_add(&l, name, size);
                p = stop + 1;
        }
        *out = l;
        return true;
}

bool files_there(const struct backup_files *l, const char *store, struct why *why)
{
        struct arena *mem = arena_new();
        bool ok = true;

        for (size_t i = 0; ok && i < l->n; i++) {
                struct stat st;

                if (stat(text_make(mem, "%s/%s", store, l->at[i].name), &st))
                        ok = refuse(why, R_BACKUP_BROKEN, NULL, "缺少文件 %s/%s", store, l->at[i].name);
                else if (st.st_size != l->at[i].size)
                        ok = refuse(why, R_BACKUP_BROKEN, NULL, "文件 %s/%s 应为 %lld 字节，现在是 %lld 字节", store, l->at[i].name,
                                    (long long)l->at[i].size, (long long)st.st_size);
                arena_reset(mem);
        }
        arena_free(mem);
        return ok;
}

/* ---- keeping only what is listed ---- */

static bool listed_read(struct arena *mem, const char *path, struct text_set *names)
{
        struct why why = { .mem = mem };
        struct backup_files l;
        struct bytes b;

        if (!disk_read(mem, path, &b, &why) || !files_parse(mem, (const char *)b.p, b.n, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                text_set_add(names, l.at[i].name);
        return true;
}

bool files_prune(struct arena *mem, const char *dir, int64_t *removed, struct why *why)
{
        const char *store = text_make(mem, "%s/" BACKUP_STORE, dir), **names;
        struct text_set listed = { .mem = mem };
        struct backup_files l;
        size_t n;

        if (!backups_list(mem, dir, &names, &n, why) || !files_of_store(mem, store, &l, why))
                return false;
        for (size_t i = 0; i < n; i++)
                if (!listed_read(mem, text_make(mem, "%s/%s/files", dir, names[i]), &listed))
                        return fail(why, "备份 %s/%s 的文件清单读不出来，没有清理旧文件", dir, names[i]);
        for (size_t i = 0; i < l.n; i++)
                if (!text_set_has(&listed, l.at[i].name) && !unlink(text_make(mem, "%s/%s", store, l.at[i].name)))
                        ++*removed;
        return true;
}
