/* export_files.c - the list of a copy's files with their digests, and the signed head that stands for the list (docs/carriers.md).
 * A copy is what its manifest says: nothing missing, nothing else, every byte the same.
 */
#include "cli/export.h"
#include "journal/proof.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void export_files_add(struct export_files *l, const char *path, const char *digest, int64_t size)
{
        if (l->n == l->room) {
                size_t room = l->room ? 2 * l->room : 256;

                l->at = arena_grow(l->mem, l->at, l->room * sizeof *l->at, room * sizeof *l->at);
                l->room = room;
        }
        l->at[l->n++] = (struct export_file){ text_copy(l->mem, path), text_copy(l->mem, digest), size };
}

static int by_path(const void *a, const void *b)
{
        return strcmp(((const struct export_file *)a)->path, ((const struct export_file *)b)->path);
}

void export_files_sort(struct export_files *l)
{
        if (l->n)
                qsort(l->at, l->n, sizeof *l->at, by_path);
}

const struct export_file *export_files_find(const struct export_files *l, const char *path)
{
        struct export_file key = { .path = path };

        return l->n ? bsearch(&key, l->at, l->n, sizeof *l->at, by_path) : NULL;
}

const char *export_files_text(struct arena *mem, const struct export_files *l)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < l->n; i++)
                buffer_make(&b, "%s %lld %s\n", l->at[i].digest, (long long)l->at[i].size, l->at[i].path);
        return buffer_done(&b);
}

/* A path of the list stays inside the folder. */
static bool path_sound(const char *p)
{
        return *p && *p != '/' && !strstr(p, "..") && !strstr(p, "//") && !strchr(p, '\\');
}

bool export_files_parse(struct arena *mem, struct bytes text, struct export_files *out, struct why *why)
{
        struct export_files l = { .mem = mem };
        size_t n;
        char **line = text_split(mem, text_copy_n(mem, (const char *)text.p, text.n), '\n', &n);

        for (size_t i = 0; i < n && *line[i]; i++) {
                size_t digest = strcspn(line[i], " "), size = strcspn(line[i] + digest + (line[i][digest] != '\0'), " ");
                const char *d = text_copy_n(mem, line[i], digest), *s = line[i][digest] ? text_copy_n(mem, line[i] + digest + 1, size) : "";
                const char *path = line[i][digest] && line[i][digest + 1 + size] ? line[i] + digest + size + 2 : "";
                int64_t bytes;

                if (!digest_valid(d) || !text_int(s, 0, INT64_MAX, &bytes) || !path_sound(path))
                        return refuse(why, R_PROOF, "files.txt", "第 %zu 行不对", i + 1);
                if (l.n && strcmp(l.at[l.n - 1].path, path) >= 0)
                        return refuse(why, R_PROOF, "files.txt", "第 %zu 行没有按序排列", i + 1);
                export_files_add(&l, path, d, bytes);
        }
        *out = l;
        return true;
}

bool export_digest(const char *path, struct arena *mem, const char **digest, int64_t *size)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        struct hasher *h;
        struct hash sum;
        char piece[65536];
        ssize_t n;

        if (fd < 0)
                return false;
        h = hasher_new(HASH_SM3);
        *size = 0;
        while ((n = read(fd, piece, sizeof piece)) > 0) {
                hasher_add(h, piece, (size_t)n);
                *size += n;
        }
        close(fd);
        sum = hasher_done(h);
        *digest = hash_digest(mem, HASH_SM3, &sum);
        return n == 0;
}

const char *export_manifest_text(struct arena *mem, const struct export_manifest *m)
{
        return text_make(mem, "mingjing-site/1\norigin %s\nsize %lld\nroot %s\nat %s\nfiles %lld %s\n", m->origin, (long long)m->size, m->root, m->at,
                         (long long)m->n, m->files);
}

static const char *after(const char *line, const char *name)
{
        return text_starts(line, name) ? line + strlen(name) : "";
}

static bool manifest_parse(struct why *why, const char *text, struct export_manifest *out)
{
        struct export_manifest m = { 0 };
        size_t n;
        char **line = text_split(why->mem, text, '\n', &n);
        const char *files, *space;

        if (n != 7 || strcmp(line[0], "mingjing-site/1"))
                return refuse(why, R_PROOF, "manifest", "不是静态副本的清单");
        m.origin = after(line[1], "origin ");
        m.root = after(line[3], "root ");
        m.at = after(line[4], "at ");
        files = after(line[5], "files ");
        space = strchr(files, ' ');
        m.files = space ? space + 1 : "";
        if (!*m.origin || !text_int(after(line[2], "size "), 0, INT64_MAX, &m.size) || !space || !digest_valid(m.files) ||
            !text_int(text_copy_n(why->mem, files, (size_t)(space - files)), 0, INT64_MAX, &m.n))
                return refuse(why, R_PROOF, "manifest", "清单的内容不对");
        *out = m;
        return true;
}

static bool file_whole(struct why *why, const char *path, struct bytes *out)
{
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        struct buffer b = { .mem = why->mem };
        char piece[65536];
        ssize_t n = 0;

        while (fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0)
                buffer_put(&b, piece, (size_t)n);
        if (fd >= 0)
                close(fd);
        if (fd < 0 || n < 0)
                return refuse(why, R_PROOF, NULL, "读不到 %s", path);
        *out = (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
        return true;
}

bool export_manifest_open(struct why *why, const char *dir, const char *const *vkeys, size_t n, struct export_manifest *out, struct export_files *files)
{
        struct bytes note, list;
        const char *text;
        struct hash h;

        if (!file_whole(why, text_make(why->mem, "%s/manifest", dir), &note) || !text_signed(why, (const char *)note.p, vkeys, n, &text) ||
            !manifest_parse(why, text, out) || !file_whole(why, text_make(why->mem, "%s/files.txt", dir), &list))
                return false;
        h = hash_bytes(HASH_SM3, list.p, list.n);
        if (strcmp(hash_digest(why->mem, HASH_SM3, &h), out->files))
                return refuse(why, R_PROOF, "files.txt", "files.txt 与签名的清单不符");
        if (!export_files_parse(why->mem, list, files, why))
                return false;
        return (int64_t)files->n == out->n || refuse(why, R_PROOF, "files.txt", "文件数与清单不符");
}
