/* cli_backup.c - `mingjing backup`: database, files and, if asked, keys, while the site serves (cli/backup.h).
 *
 * The database is copied as it is at one moment and the copy's own head is signed in the copy; files are copied after it, so that every file
 * its acts name is there.  Must never: leave a folder that looks like a backup and is none, or remove an old one before the new one is whole.
 */
#include "base/json.h"
#include "base/version.h"
#include "blob/blob.h"
#include "cli/backup.h"
#include "cli/config.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

struct making {
        struct cli *x;
        const char *dir, *store, *name, *part;  /* DIR, DIR/store, DIR/STAMP, DIR/.part */
        struct keys *keys;
        struct backup_manifest m;
        struct backup_files files;
        int64_t files_new, bytes_new, removed, backups_removed;
};

/* ---- the database ---- */

static bool database_copy(struct making *k, const char *path)
{
        struct cli *x = k->x;
        int64_t acts;

        if (text_starts(x->url, "sqlite:")) {
                k->m.engine = "sqlite";
                return db_copy_file(x->url, path, &x->why);
        }
        k->m.engine = "postgresql";
        return journal_carry(x->url, text_make(x->mem, "sqlite:%s", path), moment_now(), false, &x->why, &acts);
}

/* The copy's head: a checkpoint of its own, so that it can be verified with nothing but the published keys. */
static bool head_sign(struct making *k, const char *path)
{
        struct ctx c = { .mem = k->x->mem, .why = { .mem = k->x->mem } };
        const char *url = text_make(k->x->mem, "sqlite:%s", path), *note;
        struct site site = { 0 };
        bool ok;

        c.db = db_open(url, DB_READ, &c.why);
        ok = c.db && site_load(c.db, k->x->mem, &site, &c.why) && journal_size(&c, &k->m.acts) &&
             (!k->m.acts || checkpoint_make(&c, url, k->keys, moment_now(), &note));
        db_close(c.db);
        k->m.origin = site.origin;
        if (!ok)
                k->x->why = c.why;
        return ok;
}

static bool database_part(struct making *k)
{
        const char *path = text_make(k->x->mem, "%s/database.db", k->part);

        return database_copy(k, path) && head_sign(k, path) && db_settle_file(path, &k->x->why) &&
               disk_digest(k->x->mem, path, &k->m.database, &k->m.size, &k->x->why);
}

/* ---- the files ---- */

/* From a service they are fetched, read back and compared by digest; from a folder copied as they lie there. */
static bool remote_copy(struct making *k, const char *where)
{
        struct cli *x = k->x;
        struct blobs *from = blobs_open(where, HASH_SM3, &x->why), *to = from ? blobs_open(k->store, HASH_SM3, &x->why) : NULL;
        struct blob_copy how = { 0 };
        struct blob_count n = { 0 };
        bool ok = to && blob_copy_all(from, to, &how, &n, &x->why);

        blobs_close(to);
        blobs_close(from);
        if (ok && n.bad)
                ok = fail(&x->why, "有 %lld 个文件在存储服务上读不对，没有备份", (long long)n.bad);
        k->files_new = n.files;
        k->bytes_new = n.bytes;
        return ok && files_of_store(x->mem, k->store, &k->files, &x->why);
}

static bool store_copy(struct making *k)
{
        struct cli *x = k->x;
        struct why none = { .mem = x->mem };
        const char *where = site_store_where(x->mem, x->url, cli_option(x, "blobs"), &none);

        k->files = (struct backup_files){ .mem = x->mem };
        if (!where)
                return disk_folder(k->store, &x->why);
        if (text_starts(where, "s3://"))
                return remote_copy(k, where);
        return files_of_store(x->mem, where, &k->files, &x->why) &&
               files_copy(&k->files, where, k->store, &k->files_new, &k->bytes_new, &x->why);
}

/* What was disposed of by law while we copied belongs to no list. */
static void files_kept(struct making *k)
{
        size_t n = 0;

        k->files.bytes = 0;
        for (size_t i = 0; i < k->files.n; i++) {
                if (access(text_make(k->x->mem, "%s/%s", k->store, k->files.at[i].name), F_OK))
                        continue;
                k->files.bytes += k->files.at[i].size;
                k->files.at[n++] = k->files.at[i];
        }
        k->files.n = n;
}

static bool files_part(struct making *k)
{
        struct arena *mem = k->x->mem;
        const char *text;
        struct hash h;

        if (!store_copy(k))
                return false;
        files_kept(k);
        text = files_text(mem, &k->files);
        h = hash_bytes(HASH_SHA256, text, strlen(text));
        k->m.files = hash_digest(mem, HASH_SHA256, &h);
        return disk_write(text_make(mem, "%s/files", k->part), text, strlen(text), &k->x->why);
}

/* ---- keys, manifest, name ---- */

bool password_read(struct cli *x, const char **out)
{
        const char *path = cli_option(x, "password");
        struct bytes b;

        if (!path)
                return true;
        if (!file_bytes(x, x->mem, path, &b))
                return false;
        *out = text_trim(x->mem, text_copy_n(x->mem, (const char *)b.p, strcspn((const char *)b.p, "\r\n")));
        return strlen(*out) >= 12 || refuse(&x->why, R_ARG_RANGE, "password", "封存密钥的口令至少 12 个字符，写在文件的第一行");
}

static bool keys_part(struct making *k)
{
        const char *password = NULL;
        struct bytes box;
        struct hash h;

        k->m.keys = "";
        if (!password_read(k->x, &password) || !password)
                return k->x->why.kind == WHY_NOTHING;
        if (!keys_seal(k->x, k->x->url, password, &box))
                return false;
        h = hash_bytes(HASH_SHA256, box.p, box.n);
        k->m.keys = hash_digest(k->x->mem, HASH_SHA256, &h);
        return disk_write(text_make(k->x->mem, "%s/keys.sealed", k->part), box.p, box.n, &k->x->why);
}

static bool manifest_part(struct making *k)
{
        struct arena *mem = k->x->mem;
        const char *note;

        k->m.at = instant_text(mem, moment_now());
        k->m.program = MINGJING_VERSION;
        return text_sign(k->keys, mem, manifest_text(mem, &k->m), &note, &k->x->why) &&
               disk_write(text_make(mem, "%s/manifest", k->part), note, strlen(note), &k->x->why) && disk_sync(k->part, &k->x->why);
}

static bool name_it(struct making *k)
{
        if (rename(k->part, k->name))
                return fail(&k->x->why, "不能改名为 %s：%s", k->name, strerror(errno));
        return disk_sync(k->dir, &k->x->why);
}

/* ---- old ones go ---- */

static bool old_remove(struct making *k)
{
        struct cli *x = k->x;
        const char **names;
        int64_t keep;
        size_t n;

        if (!config_int_as(x, "keep", "backup-keep", &keep) || !backups_list(x->mem, k->dir, &names, &n, &x->why))
                return false;
        for (size_t i = 0; i + (size_t)keep < n; i++) {
                const char *going = text_make(x->mem, "%s/.going-%s", k->dir, names[i]);

                if (rename(text_make(x->mem, "%s/%s", k->dir, names[i]), going))
                        return fail(&x->why, "不能删除旧备份 %s：%s", names[i], strerror(errno));
                disk_remove(going);
                k->backups_removed++;
        }
        return files_prune(x->mem, k->dir, &k->removed, &x->why);
}

static void done_print(const struct making *k, int64_t ms)
{
        struct json *j = json_new(k->x->mem);

        json_open(j, '{');
        json_pair(j, "backup", k->name);
        json_key(j, "acts"), json_int(j, k->m.acts);
        json_key(j, "database_bytes"), json_int(j, k->m.size);
        json_key(j, "files"), json_int(j, (int64_t)k->files.n);
        json_key(j, "files_bytes"), json_int(j, k->files.bytes);
        json_key(j, "files_new"), json_int(j, k->files_new);
        json_key(j, "bytes_new"), json_int(j, k->bytes_new);
        json_key(j, "keys"), json_bool(j, *k->m.keys);
        json_key(j, "backups_removed"), json_int(j, k->backups_removed);
        json_key(j, "files_removed"), json_int(j, k->removed);
        json_key(j, "ms"), json_int(j, ms);
        json_close(j, '}');
        cli_print(json_done(j));
}

/* One at a time: they share the store. */
static int backup_lock(struct cli *x, const char *dir)
{
        int fd = open(text_make(x->mem, "%s/.lock", dir), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

        if (fd >= 0 && !flock(fd, LOCK_EX | LOCK_NB))
                return fd;
        fail(&x->why, errno == EWOULDBLOCK ? "%s 里正在做另一次备份" : "不能锁定 %s", dir);
        if (fd >= 0)
                close(fd);
        return -1;
}

static bool name_new(struct making *k)
{
        time_t now = (time_t)(moment_now().ms / 1000);
        struct tm t;
        char stamp[20];

        strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &t));
        k->name = text_make(k->x->mem, "%s/%s", k->dir, stamp);
        return access(k->name, F_OK) || fail(&k->x->why, "%s 已经有了，一秒后再试", k->name);
}

static bool parts_make(struct making *k)
{
        struct cli *x = k->x;
        bool ok;

        disk_remove(k->part);                   /* of one that was cut off */
        ok = name_new(k) && disk_folder(k->part, &x->why) && database_part(k) && files_part(k) && keys_part(k) && manifest_part(k) && name_it(k);
        if (!ok)
                disk_remove(k->part);
        return ok && old_remove(k);
}

bool backup_make(struct cli *x, const char *dir)
{
        struct making k = { .x = x, .dir = dir, .store = text_make(x->mem, "%s/" BACKUP_STORE, dir), .part = text_make(x->mem, "%s/.part", dir) };
        int64_t began = moment_now().ms;
        int lock;
        bool ok;

        if (!disk_folder(dir, &x->why))
                return false;
        lock = backup_lock(x, dir);
        if (lock < 0)
                return false;
        k.keys = keys_load(keys_path(x->mem, x->url), &x->why);
        ok = k.keys && parts_make(&k);
        keys_free(k.keys);
        close(lock);
        if (ok)
                done_print(&k, moment_now().ms - began);
        return ok;
}

bool sub_backup(struct cli *x)
{
        const char *to = cli_option(x, "to") ? cli_option(x, "to") : setting_text("backup-dir");

        if (!cli_url(x))
                return false;
        if (!to)
                return refuse(&x->why, R_ARG_MISSING, "to", "%s", cli_usage(x->mem, x->sub));
        return backup_make(x, to);
}
