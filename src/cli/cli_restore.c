/* cli_restore.c - `mingjing restore`: a backup into an empty place, or, with --drill, into a folder that goes again, to know that it works.
 * Must never: write where anything is, use a backup that none of the keys given has signed, or leave half a site behind.
 */
#include "base/json.h"
#include "base/setting.h"
#include "blob/blob.h"
#include "cli/backup.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "journal/note.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE 100

struct restoring {
        struct cli *x;
        const char *from;               /* DIR/STAMP */
        const char *store;
        const char *password;
        const char **vkeys; size_t n;
        struct backup_manifest m;
        struct backup_files files;
};

/* ---- which backup, and may it be believed ---- */

static bool from_find(struct restoring *r)
{
        struct cli *x = r->x;
        const char **names, *dir;
        size_t n;

        if (x->n_words != 1)
                return refuse(&x->why, R_ARG_MISSING, "from", "%s", cli_usage(x->mem, x->sub));
        dir = x->words[0];
        r->from = dir;
        if (access(text_make(x->mem, "%s/manifest", dir), F_OK)) {
                if (!backups_list(x->mem, dir, &names, &n, &x->why))
                        return false;
                if (!n)
                        return refuse(&x->why, R_BACKUP_BROKEN, NULL, "%s 里没有完整的备份", dir);
                r->from = text_make(x->mem, "%s/%s", dir, names[n - 1]);
        }
        r->store = text_make(x->mem, "%s/../" BACKUP_STORE, r->from);
        return true;
}

/* The public halves of a key file that is only text yet: written where nobody else reads, loaded, gone. */
static bool vkeys_of_text(struct restoring *r, const char *text)
{
        struct cli *x = r->x;
        const char *folder = setting_text("temp");
        char *path = text_make(x->mem, "%s/mingjing-keys-XXXXXX", folder ? folder : "/tmp");
        int fd = mkstemp(path);
        struct keys *k = NULL;

        if (fd < 0)
                return fail(&x->why, "不能建立临时文件 %s", path);
        close(fd);
        unlink(path);
        if (disk_write(path, text, strlen(text), &x->why))
                k = keys_load(path, &x->why);
        unlink(path);
        if (k) {
                r->vkeys[r->n++] = keys_vkey_ed25519(k, x->mem);
                r->vkeys[r->n++] = keys_vkey_sm2(k, x->mem);
        }
        keys_free(k);
        return k != NULL;
}

/* --key, else the keys that are sealed in it, else those that are there already. */
static bool keys_find(struct restoring *r)
{
        struct cli *x = r->x;
        const char *text = NULL;

        if (!password_read(x, &r->password))
                return false;
        if (r->password && !keys_unseal(x, text_make(x->mem, "%s/keys.sealed", r->from), r->password, &text))
                return false;
        if (!cli_option(x, "key") && text) {
                r->vkeys = TAKE_N(x->mem, const char *, 2);
                return vkeys_of_text(r, text);
        }
        if (!cli_option(x, "key") && (!x->url || access(keys_path(x->mem, x->url), F_OK)))
                return refuse(&x->why, R_ARG_MISSING, "key", "要知道备份是不是本站的：用 --key 写公布过的公钥，或者用 --password 打开封存的密钥");
        return keys_trusted(x, &r->vkeys, &r->n);
}

static bool backup_open(struct restoring *r)
{
        struct cli *x = r->x;

        return from_find(r) && keys_find(r) && manifest_open(x->mem, r->from, r->vkeys, r->n, &r->m, &r->files, &x->why);
}

/* ---- into an empty place ---- */

static bool nothing_at(struct cli *x, const char *path)
{
        return (access(path, F_OK) && errno == ENOENT) || refuse(&x->why, R_RESTORE_PLACE, NULL, "%s 已经有了", path);
}

static bool folder_empty(struct cli *x, const char *path)
{
        DIR *d = opendir(path);
        struct dirent *e;
        bool empty = true;

        if (!d)
                return errno == ENOENT || fail(&x->why, "打不开 %s：%s", path, strerror(errno));
        while ((e = readdir(d)) != NULL)
                empty = empty && (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."));
        closedir(d);
        return empty || refuse(&x->why, R_RESTORE_PLACE, NULL, "%s 不是空的", path);
}

static bool place_empty(struct restoring *r, const char *blobs)
{
        struct cli *x = r->x;
        const char *path = text_starts(x->url, "sqlite:") ? x->url + 7 : NULL;

        return (!path || (nothing_at(x, path) && nothing_at(x, text_make(x->mem, "%s-wal", path)))) && (text_starts(blobs, "s3://") ? remote_empty(x, blobs) : folder_empty(x, blobs)) &&
               (!r->password || nothing_at(x, keys_path(x->mem, x->url)));
}

static bool database_make(struct restoring *r, const char *url)
{
        struct cli *x = r->x;
        const char *from = text_make(x->mem, "%s/database.db", r->from);
        int64_t acts;

        if (!text_starts(url, "sqlite:"))
                return journal_carry(text_make(x->mem, "sqlite:%s", from), url, moment_now(), true, &x->why, &acts);
        if (!disk_copy(from, url + 7, &x->why))
                return false;
        return text_same(r->m.engine, "sqlite") || rebuild(url, &x->why, &acts);
}

/* Every act, every tile, every head; and the head of the backup covers all of it. */
static bool journal_right(struct restoring *r, const char *url)
{
        struct cli *x = r->x;
        struct ctx c = { .mem = x->mem, .why = { .mem = x->mem } };
        struct journal_report report = { .first_bad = -1 };
        const char *note = NULL;
        int64_t size = 0;
        bool ok;

        c.db = db_open(url, DB_READ, &c.why);
        ok = c.db && journal_verify(&c, r->vkeys, r->n, &report) && checkpoint_latest(&c, &note, &size);
        if (ok && (report.acts != r->m.acts || (report.acts && size != report.acts)))
                ok = refuse(&c.why, R_BACKUP_BROKEN, NULL, "备份应有 %lld 条，实有 %lld 条，签名树头到第 %lld 条", (long long)r->m.acts, (long long)report.acts,
                            (long long)size);
        db_close(c.db);
        if (!ok)
                x->why = c.why;
        return ok;
}

static bool files_make(struct restoring *r, const char *blobs, int64_t *n, int64_t *bytes)
{
        return text_starts(blobs, "s3://") ? remote_make(r->x, &r->files, r->store, blobs, n, bytes) :
                                             files_copy(&r->files, r->store, blobs, n, bytes, &r->x->why);
}

/* Only what came here goes: the place was empty. */
static void files_unmake(struct restoring *r, const char *blobs)
{
        if (text_starts(blobs, "s3://"))
                remote_remove(r->x, &r->files, blobs);
        else
                disk_remove(blobs);
}

/* A file gets its name last, so that nobody serves half of a site; a server's tables come in one transaction. */
static bool restore_sqlite(struct restoring *r)
{
        struct cli *x = r->x;
        const char *part = text_make(x->mem, "%s.restoring", x->url), *path = part + 7;
        bool ok;

        disk_remove(path);
        ok = database_make(r, part) && journal_right(r, part) && db_settle_file(path, &x->why) &&
             (!r->password || keys_put_back(x, text_make(x->mem, "%s/keys.sealed", r->from), r->password, x->url));
        if (ok && rename(path, x->url + 7))
                ok = fail(&x->why, "不能改名为 %s：%s", x->url + 7, strerror(errno));
        if (!ok)
                disk_remove(path);
        return ok;
}

static bool restore_server(struct restoring *r)
{
        struct cli *x = r->x;

        return journal_right(r, text_make(x->mem, "sqlite:%s/database.db", r->from)) && database_make(r, x->url) &&
               (!r->password || keys_put_back(x, text_make(x->mem, "%s/keys.sealed", r->from), r->password, x->url));
}

static bool restore(struct restoring *r)
{
        struct cli *x = r->x;
        const char *blobs = site_store_where(x->mem, x->url, cli_option(x, "blobs"), &x->why);
        int64_t n = 0, bytes = 0;

        if (!blobs || !place_empty(r, blobs))
                return false;
        if (!files_make(r, blobs, &n, &bytes)) {
                files_unmake(r, blobs);
                return false;
        }
        if (!(text_starts(x->url, "sqlite:") ? restore_sqlite(r) : restore_server(r))) {
                files_unmake(r, blobs);
                return false;
        }
        printf("已从 %s 恢复：%lld 条，%lld 个文件，%lld 字节\n", r->from, (long long)r->m.acts, (long long)n, (long long)bytes);
        printf("密钥：%s\n接着运行 mingjing doctor 和 mingjing rebuild --check；备份之后的动作已经没有，要告诉当事人\n",
               r->password ? "已放回" : text_make(x->mem, "请把密钥文件放到 %s（0600）", keys_path(x->mem, x->url)));
        return true;
}

/* ---- the drill ---- */

struct drill { struct restoring *r; const char *folder; int64_t acts, differences, checked, sealed; const char *trouble; };

static void one_differs(void *to, const char *table, const char *row, const char *what)
{
        struct drill *d = to;

        if (!d->trouble)
                d->trouble = text_make(d->r->x->mem, "%s %s：%s", table, row, what);
}

static bool tables_right(struct drill *d, const char *url)
{
        struct cli *x = d->r->x;
        struct ctx c = { .mem = x->mem, .why = { .mem = x->mem } };
        struct schema_state s = { 0 };
        struct upgraded done;
        bool ok;

        c.db = db_open(url, DB_READ, &c.why);
        ok = c.db && schema_look(c.db, &c.why, &s);
        db_close(c.db);
        if (ok && s.fit != SCHEMA_FITS)
                ok = journal_upgrade(url, moment_now(), &c.why, &done);
        c.db = ok ? db_open(url, DB_READ, &c.why) : NULL;
        ok = c.db && rebuild_check(&c, one_differs, d, &d->differences);
        db_close(c.db);
        if (!ok)
                x->why = c.why;
        return ok && (!d->differences || refuse(&x->why, R_BACKUP_BROKEN, NULL, "业务表与日志有 %lld 处不同：%s", (long long)d->differences, d->trouble));
}

/* Content is read whole and compared with its name; what is sealed only where the key for it is set. */
static bool one_check(struct drill *d, struct blobs *store, const char *name)
{
        struct cli *x = d->r->x;

        if (strstr(name, ".enc") && !setting_text("blob-keys")) {
                d->sealed++;
                return true;
        }
        d->checked++;
        return blob_check(store, file_digest(x->mem, name), &x->why);
}

static bool sample_right(struct drill *d)
{
        struct cli *x = d->r->x;
        struct blobs *store = blobs_open(d->r->store, HASH_SM3, &x->why);
        int64_t want = SAMPLE;
        const char *given = cli_option(x, "sample");
        struct backup_files l = { .mem = x->mem };
        uint64_t chance;
        bool ok = store != NULL;

        if (given && !text_int(given, 0, INT64_MAX, &want))
                ok = refuse(&x->why, R_ARG_TYPE, "sample", "--sample 应为整数");
        l.at = TAKE_N(x->mem, struct backup_file, d->r->files.n + 1);
        for (size_t i = 0; i < d->r->files.n; i++) {
                const char *name = d->r->files.at[i].name, *dot = strchr(name, '.');

                if (!dot || !strcmp(dot, ".enc"))
                        l.at[l.n++] = d->r->files.at[i];
        }
        for (int64_t i = 0; ok && i < want && (size_t)i < l.n; i++) {
                struct backup_file at = l.at[i];

                random_bytes(&chance, sizeof chance);
                chance = (uint64_t)i + chance % (l.n - (size_t)i);
                l.at[i] = l.at[chance];
                l.at[chance] = at;
                ok = one_check(d, store, l.at[i].name);
        }
        blobs_close(store);
        return ok;
}

static void drill_print(const struct drill *d, bool ok, int64_t ms)
{
        struct cli *x = d->r->x;
        struct json *j = json_new(x->mem);

        json_open(j, '{');
        json_pair(j, "drill", d->r->from);
        json_pair(j, "at", d->r->m.at);
        json_pair(j, "program", d->r->m.program);
        json_key(j, "ok"), json_bool(j, ok);
        json_key(j, "acts"), json_int(j, d->r->m.acts);
        json_key(j, "differences"), json_int(j, d->differences);
        json_key(j, "files"), json_int(j, (int64_t)d->r->files.n);
        json_key(j, "files_checked"), json_int(j, d->checked);
        json_key(j, "files_sealed"), json_int(j, d->sealed);
        json_key(j, "ms"), json_int(j, ms);
        if (!ok)
                json_pair(j, "trouble", x->why.kind == WHY_REFUSED ? why_sentence(&x->why) : x->why.detail);
        json_close(j, '}');
        cli_print(json_done(j));
}

static bool drill(struct restoring *r)
{
        struct cli *x = r->x;
        const char *temp = setting_text("temp");
        char *folder = text_make(x->mem, "%s/mingjing-drill-XXXXXX", temp ? temp : "/var/tmp");
        struct drill d = { .r = r, .folder = folder };
        int64_t began = moment_now().ms;
        bool ok = backup_open(r);
        const char *url;

        if (ok && !mkdtemp(folder))
                return fail(&x->why, "不能建立临时文件夹 %s：%s", folder, strerror(errno));
        if (ok) {
                url = text_make(x->mem, "sqlite:%s/site.db", folder);
                ok = database_make(r, url) && journal_right(r, url) && tables_right(&d, url) && sample_right(&d);
                disk_remove(folder);
        }
        if (r->m.at)
                drill_print(&d, ok, moment_now().ms - began);
        return ok;
}

bool sub_restore(struct cli *x)
{
        struct restoring r = { .x = x };

        if (cli_flag(x, "drill"))
                return drill(&r);
        return cli_url(x) && backup_open(&r) && restore(&r);
}
