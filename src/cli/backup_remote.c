/* backup_remote.c - restoring straight into a storage service: what the backup lists is put there, read back and compared by digest.
 * Must never: touch a service that holds anything already. */
#include "blob/blob.h"
#include "cli/backup.h"
#include "cli/export_site.h"
#include <string.h>

const char *file_digest(struct arena *mem, const char *name)
{
        const char *slash = strchr(name, '/');

        return text_make(mem, "%.*s:%.2s%.62s", (int)(slash - name), name, slash + 1, slash + 4);
}

static bool found_one(void *to, const char *digest, int64_t size, struct instant put)
{
        (void)digest, (void)size, (void)put;
        *(bool *)to = true;
        return false;
}

bool remote_empty(struct cli *x, const char *where)
{
        struct blobs *at = blobs_open(where, HASH_SM3, &x->why);
        bool found = false, ok = at && blob_each(at, found_one, &found, &x->why);

        blobs_close(at);
        return ok && (!found || refuse(&x->why, R_RESTORE_PLACE, NULL, "%s 不是空的", where));
}

static bool listed(void *to, const char *digest)
{
        return text_set_has(to, digest);
}

/* The store beside holds the files of other backups too: only those of this one go. */
bool remote_make(struct cli *x, const struct backup_files *l, const char *store, const char *where, int64_t *n, int64_t *bytes)
{
        struct text_set names = { .mem = x->mem };
        struct blob_copy how = { .to = &names, .wanted = listed };
        struct blobs *from = blobs_open(store, HASH_SM3, &x->why), *to = from ? blobs_open(where, HASH_SM3, &x->why) : NULL;
        struct blob_count count = { 0 };
        bool ok;

        for (size_t i = 0; i < l->n; i++)
                text_set_add(&names, file_digest(x->mem, l->at[i].name));
        ok = to && blob_copy_all(from, to, &how, &count, &x->why);
        blobs_close(to);
        blobs_close(from);
        if (ok && count.bad)
                ok = fail(&x->why, "有 %lld 个文件没有按原样传到存储服务", (long long)count.bad);
        *n = count.files;
        *bytes = count.bytes;
        return ok;
}

void remote_remove(struct cli *x, const struct backup_files *l, const char *where)
{
        struct why why = { .mem = x->mem };
        struct blobs *at = blobs_open(where, HASH_SM3, &why);

        for (size_t i = 0; at && i < l->n; i++) {
                why_clear(&why);
                blob_remove(at, file_digest(x->mem, l->at[i].name), &why);
        }
        blobs_close(at);
}
