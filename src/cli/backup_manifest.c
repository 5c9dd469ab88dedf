/* backup_manifest.c - what a backup says of itself, signed with the site's keys: whoever changes a byte of it is found out.
 * Must never: believe a manifest that none of the keys given has signed. */
#include "base/version.h"
#include "cli/backup.h"
#include "journal/proof.h"
#include <stdio.h>
#include <string.h>

#define KIND "mingjing-backup/1"

const char *manifest_text(struct arena *mem, const struct backup_manifest *m)
{
        return text_make(mem, KIND "\norigin %s\nat %s\nprogram %s\nengine %s\nacts %lld\nsize %lld\ndatabase %s\nfiles %s\nkeys %s\n", m->origin, m->at,
                         m->program, m->engine, (long long)m->acts, (long long)m->size, m->database, m->files, *m->keys ? m->keys : "-");
}

static const char *line_of(struct arena *mem, const char *text, const char *name)
{
        size_t n = strlen(name);

        for (const char *p = strchr(text, '\n'); p; p = strchr(p + 1, '\n'))
                if (!strncmp(p + 1, name, n) && p[n + 1] == ' ')
                        return text_copy_n(mem, p + n + 2, strcspn(p + n + 2, "\n"));
        return "";
}

static bool manifest_parse(struct arena *mem, const char *text, struct backup_manifest *out)
{
        struct backup_manifest m = { .origin = line_of(mem, text, "origin"), .at = line_of(mem, text, "at"), .program = line_of(mem, text, "program"),
                .engine = line_of(mem, text, "engine"), .database = line_of(mem, text, "database"), .files = line_of(mem, text, "files"),
                .keys = line_of(mem, text, "keys") };

        if (!text_starts(text, KIND "\n") || !text_int(line_of(mem, text, "acts"), 0, INT64_MAX, &m.acts) ||
            !text_int(line_of(mem, text, "size"), 0, INT64_MAX, &m.size) || !text_in(m.engine, "sqlite|postgresql", '|'))
                return false;
        if (!strcmp(m.keys, "-"))
                m.keys = "";
        *out = m;
        return true;
}

static bool digest_right(struct arena *mem, const char *path, const char *want, int64_t size, struct why *why)
{
        struct why reading = { .mem = mem };
        const char *digest;
        int64_t is;

        if (!disk_digest(mem, path, &digest, &is, &reading))
                return refuse(why, R_BACKUP_BROKEN, NULL, "%s", reading.detail);
        return ((size < 0 || is == size) && text_same(digest, want)) || refuse(why, R_BACKUP_BROKEN, NULL, "%s 不是备份时的内容", path);
}

bool manifest_open(struct arena *mem, const char *backup, const char *const *vkeys, size_t n, struct backup_manifest *out,
                   struct backup_files *files, struct why *why)
{
        struct why reading = { .mem = mem };
        const char *path = text_make(mem, "%s/files", backup), *text;
        struct backup_manifest m;
        struct bytes note, list;

        if (!disk_read(mem, text_make(mem, "%s/manifest", backup), &note, &reading))
                return refuse(why, R_BACKUP_BROKEN, NULL, "%s 不是完整的备份：没有 manifest", backup);
        if (!text_signed(&reading, (const char *)note.p, vkeys, n, &text) || !manifest_parse(mem, text, &m))
                return refuse(why, R_BACKUP_BROKEN, NULL, "%s/manifest 没有本站密钥的签名，或者签名后改动过", backup);
        if (!digest_right(mem, path, m.files, -1, why) || !disk_read(mem, path, &list, why))
                return false;
        if (!files_parse(mem, (const char *)list.p, list.n, files))
                return refuse(why, R_BACKUP_BROKEN, NULL, "%s 不是文件清单", path);
        if (!digest_right(mem, text_make(mem, "%s/database.db", backup), m.database, m.size, why) ||
            (*m.keys && !digest_right(mem, text_make(mem, "%s/keys.sealed", backup), m.keys, -1, why)))
                return false;
        *out = m;
        return files_there(files, text_make(mem, "%s/../" BACKUP_STORE, backup), why);
}
