/* cli_blobs.c - `mingjing blobs`: what is stored, whether it is still right, what nothing refers to, copies, keys.
 *
 * Only sweep asks the site (and needs --db); the rest is about the store alone, so that a backup machine can do it.
 * Must never: remove anything but orphans, and those only with --fix.
 */
#include "cli/blobs_orphans.h"
#include "base/setting.h"
#include "cli/reading.h"
#include "cli/site.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *site_store_where(struct arena *mem, const char *url, const char *option, struct why *why)
{
        return blobs_dir(mem, url ? url : "", option ? option : setting_text("blobs"), why);
}

struct blobs *site_store(struct arena *mem, const char *url, const char *option, enum hash_kind hash, struct why *why)
{
        const char *where = site_store_where(mem, url, option, why);

        return where ? blobs_open(where, hash, why) : NULL;
}

static struct blobs *store_open(struct cli *x)
{
        return site_store(x->mem, x->url, cli_option(x, "blobs"), HASH_SM3, &x->why);
}

static bool number(struct cli *x, const char *name, int64_t most, int64_t *out)
{
        const char *s = cli_option(x, name);

        return !s || text_int(s, 0, most, out) || refuse(&x->why, R_ARG_RANGE, name, "应为 0 到 %lld 的整数", (long long)most);
}

static void show(void *to, const char *digest, int64_t size, const char *what)
{
        (void)to;
        printf("%s  %lld 字节  %s\n", digest, (long long)size, what);
        fflush(stdout);
}

/* ---- status ---- */

struct totals { int64_t n, bytes; int uploads; int64_t coming; };

static bool total_add(void *to, const char *digest, int64_t size, struct instant put)
{
        struct totals *t = to;

        (void)digest; (void)put;
        t->n++;
        t->bytes += size;
        return true;
}

static bool upload_add(void *to, const struct blob_upload *u)
{
        struct totals *t = to;

        t->uploads += !u->done;
        t->coming += u->done ? 0 : u->offset;
        return true;
}

static bool status(struct cli *x, struct blobs *b)
{
        struct totals t = { 0 };

        if (!blob_each(b, total_add, &t, &x->why) || !blob_uploads(b, upload_add, &t, &x->why))
                return false;
        printf("存放：%lld 个，%lld 字节\n未完成的上传：%d 个，已收到 %lld 字节\n", (long long)t.n, (long long)t.bytes, t.uploads, (long long)t.coming);
        return true;
}

/* ---- check ---- */

/* Goes on where the last run stopped; a whole round forgets the position. */
static bool check(struct cli *x, struct blobs *b)
{
        struct blob_scrub how = { .deep = cli_flag(x, "deep"), .bad = show, .after = blob_scrub_noted(b, x->mem) };
        struct blob_count n = { 0 };
        const char *position = NULL;

        if (!number(x, "rate", INT64_MAX, &how.rate) || !number(x, "bytes", INT64_MAX, &how.bytes_max) ||
            !blob_scrub(b, x->mem, &how, &n, &position, &x->why) || !blob_scrub_note(b, position, &x->why))
                return false;
        printf("重读 %lld 个，%lld 字节，损坏 %lld 个%s\n", (long long)n.files, (long long)n.bytes, (long long)n.bad, position ? "；还没有读完，下次从这里继续" : "");
        return !n.bad || fail(&x->why, "有 %lld 个文件损坏，从备份恢复后再核对", (long long)n.bad);
}

/* ---- sweep ---- */

static bool sweep(struct cli *x, struct blobs *b)
{
        struct reading r;
        int64_t days = ORPHAN_DAYS;
        struct orphans o = { .store = b, .remove = cli_flag(x, "fix"), .found = show };
        bool ok = number(x, "days", 36500, &days) && reading_open(x, NULL, &r);

        if (!ok)
                return false;
        o.c = &r.c;
        o.before.ms = moment_now().ms - days * DAY_MS + (days ? 0 : AGE_ROUNDING_MS);
        ok = blob_expire(b, o.before, NULL, &r.c.why) && orphans_sweep(&o);
        reading_close(x, &r);
        if (ok)
                printf("没有引用的文件 %lld 个，%lld 字节%s\n", (long long)o.n.files, (long long)o.n.bytes, o.remove ? "，已删除" : "");
        return ok;
}

/* ---- copy, keys ---- */

static bool copy(struct cli *x, struct blobs *b)
{
        const char *where = cli_option(x, "to");
        struct blob_copy how = { .again = cli_flag(x, "deep"), .bad = show };
        struct blob_count n = { 0 };
        struct blobs *to;
        bool ok;

        if (!where)
                return refuse(&x->why, R_ARG_MISSING, "to", "用 --to 写明复制到哪里：文件夹或 s3://…");
        to = blobs_open(where, HASH_SM3, &x->why);
        ok = to && blob_copy_all(b, to, &how, &n, &x->why);
        blobs_close(to);
        if (!ok)
                return false;
        printf("复制并核对 %lld 个，%lld 字节，有问题 %lld 个\n", (long long)n.files, (long long)n.bytes, (long long)n.bad);
        return !n.bad || fail(&x->why, "有 %lld 个文件没有复制，见上", (long long)n.bad);
}

static bool rotate(struct cli *x, struct blobs *b)
{
        int64_t n = 0;

        if (!blob_keys_rotate(b, &n, &x->why))
                return false;
        printf("以最新的密钥重新包裹 %lld 个数据密钥；内容没有改动\n", (long long)n);
        return true;
}

static bool seal(struct cli *x, struct blobs *b)
{
        for (size_t i = 1; i < x->n_words; i++)
                if (!blob_seal(b, x->words[i], &x->why))
                        return false;
        printf("%zu 个文件已加密存放\n", x->n_words - 1);
        return true;
}

static bool key(struct cli *x)
{
        if (x->n_words != 2)
                return refuse(&x->why, R_ARG_MISSING, "FILE", "写明密钥文件");
        if (!blob_keys_make(x->words[1], &x->why))
                return false;
        printf("密钥文件 %s 里添了一把新密钥；已有内容用 mingjing blobs rotate 换到它，之后才可以删去旧的\n", x->words[1]);
        return true;
}

bool sub_blobs(struct cli *x)
{
        static const struct { const char *name; bool (*run)(struct cli *, struct blobs *); } all[] = {
                { "status", status }, { "check", check }, { "sweep", sweep }, { "copy", copy }, { "rotate", rotate }, { "seal", seal } };
        const char *what = x->n_words ? x->words[0] : "status";
        struct blobs *b;
        bool ok;

        if (!strcmp(what, "key"))
                return key(x);
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
                if (strcmp(what, all[i].name))
                        continue;
                b = store_open(x);
                ok = b && all[i].run(x, b);
                blobs_close(b);
                return ok;
        }
        return refuse(&x->why, R_ARG_CHOICE, "blobs", "没有“%s”。%s", what, cli_usage(x->mem, x->sub));
}
