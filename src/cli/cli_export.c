/* cli_export.c - `mingjing export-site DIR`: the portal as files that any server, mirror or stick can serve and anybody can check; and
 * `mingjing export-check DIR`, which does.
 *
 * What is in the copy is found by following the links of the pages from the first one, so that a page somebody adds is in it by itself.
 */
#include "blob/blob.h"
#include "cli/export_site.h"
#include "cli/site.h"
#include "journal/proof.h"
#include "publicity/publicity.h"
#include "ui/page.h"
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const char verify_py[];

#define SITEMAP_PART 50000              /* addresses in one part, as exchange/ makes them */

/* ---- what there is ---- */

static bool head_sign(struct export_site *s)
{
        struct keys *k = keys_load(keys_path(s->mem, s->x->url), &s->x->why);
        const char *note;
        bool ok = k && checkpoint_make(&s->r->c, s->x->url, k, moment_now(), &note) && checkpoint_latest(&s->r->c, &s->note, &s->size);

        keys_free(k);
        s->note = ok ? text_copy(s->mem, s->note) : NULL;
        return ok;
}

/* A folder that holds something else is not touched. */
static bool old_open(struct export_site *s, const char *const *vkeys)
{
        struct stat st;
        struct why why = { .mem = s->mem };

        s->old_files = (struct export_files){ .mem = s->mem };
        if (lstat(s->dir, &st))
                return errno == ENOENT || fail(&s->x->why, "读不到 %s：%s", s->dir, strerror(errno));
        if (export_manifest_open(&why, s->dir, vkeys, 2, &s->old, &s->old_files))
                return true;
        if (rmdir(s->dir) == 0)                 /* it was empty */
                return true;
        return refuse(&s->x->why, R_DUPLICATE, "dir", "%s 不是本站的静态副本，或者已经损坏，不会动它：%s", s->dir, why.detail ? why.detail : "");
}

static bool changed_read(struct export_site *s)
{
        struct publication_changes l = { .n = 500 };
        int64_t after = s->old.size - 1;

        while (l.n == 500) {
                if (!publication_changes(&s->r->c, after, 500, &l))
                        return false;
                for (size_t i = 0; i < l.n; i++) {
                        after = l.at[i].seq;
                        text_set_add(&s->changed, text_make(s->mem, "/decision/%lld", (long long)l.at[i].id));
                }
        }
        return true;
}

/* C2SP tlog-tiles: "0/x001/067", the last one of a level with its width. */
static void tiles_queue(struct export_site *s)
{
        for (int level = 0; s->size >> (8 * level) > 0; level++) {
                int64_t hashes = s->size >> (8 * level);

                for (int64_t n = 0; n * 256 < hashes; n++) {
                        const char *name = text_make(s->mem, "%03d", (int)(n % 1000));
                        int width = hashes - n * 256 < 256 ? (int)(hashes - n * 256) : 256;

                        for (int64_t up = n / 1000; up; up /= 1000)
                                name = text_make(s->mem, "x%03d/%s", (int)(up % 1000), name);
                        name = width < 256 ? text_make(s->mem, "%s.p/%d", name, width) : name;
                        export_queue(s, text_make(s->mem, "/log/tile/%d/%s", level, name));
                }
        }
}

static bool decision_queue(void *to, const struct publication *p)
{
        struct export_site *s = to;

        export_queue(s, text_make(s->mem, "/decision/%lld", (long long)p->id));
        return true;
}

static bool queue_fill(struct export_site *s)
{
        static const char *const always[] = { "/", "/browse", "/open", "/verify", "/feed/atom", "/feed/json", "/sitemap.xml", "/sitemap/pages.xml", "/robots.txt", "/log/checkpoint" };
        struct publication_range all = { .from = DAY_NONE, .to = DAY_NONE };
        struct publication_counts n;
        const struct page *p;

        if (!publications_count(&s->r->c, "", &n))
                return false;
        for (int64_t i = 0; i * SITEMAP_PART < n.shown; i++)
                export_queue(s, text_make(s->mem, "/sitemap/decisions-%lld.xml", (long long)i + 1));
        for (size_t i = 0; i < sizeof always / sizeof *always; i++)
                export_queue(s, always[i]);
        for (size_t i = 0; (p = page_at(i)) != NULL; i++)
                if (p->keep && !strcmp(p->roles, "public") && !strchr(p->pattern, '{'))
                        export_queue(s, p->pattern);
        tiles_queue(s);
        return publications_each(&s->r->c, &all, decision_queue, s);
}

/* ---- making it ---- */

static int removed(const char *path, const struct stat *st, int flag, struct FTW *where)
{
        (void)st, (void)flag, (void)where;
        return remove(path);
}

/* Followed to the end; when a link led to what refuses, the pages are made once more without it. */
static bool crawl(struct export_site *s)
{
        struct arena *page = arena_new(), *mine = s->r->c.mem;
        bool ok = true;

        s->r->c.mem = s->r->c.why.mem = page;
        while (ok && s->at < s->n_queue) {
                arena_reset(page);
                ok = export_address(s, s->queue[s->at++]);
        }
        if (!ok)
                s->x->why = (struct why){ .mem = s->x->mem, .kind = s->r->c.why.kind, .code = s->r->c.why.code,
                                          .detail = text_copy(s->x->mem, s->r->c.why.detail ? s->r->c.why.detail : "") };
        s->r->c.mem = s->r->c.why.mem = mine;
        why_clear(&s->r->c.why);
        arena_free(page);
        return ok;
}

static bool crawl_all(struct export_site *s)
{
        size_t refused;

        do {
                refused = s->refused.n;
                nftw(s->next, removed, 16, FTW_DEPTH | FTW_PHYS);
                if (mkdir(s->next, 0755))
                        return fail(&s->x->why, "不能建立文件夹 %s：%s", s->next, strerror(errno));
                s->files = (struct export_files){ .mem = s->mem };
                s->seen = (struct text_set){ .mem = s->mem };
                s->n_queue = s->at = 0;
                s->written = s->taken = 0;
                if (!queue_fill(s) || !crawl(s))
                        return false;
        } while (s->refused.n > refused);
        return true;
}

static bool text_put(struct export_site *s, const char *file, const char *text)
{
        return export_put(s, file, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

static bool guide_put(struct export_site *s, const char *const *vkeys)
{
        return text_put(s, "verify.py", verify_py) && text_put(s, "log/keys.txt", text_make(s->mem, "%s\n%s\n", vkeys[0], vkeys[1])) &&
               text_put(s, "VERIFY.txt", text_make(s->mem, "这是 %s 的静态副本，可以放在任何网站、镜像或者存储设备上。\n\n"
                        "核验整个副本（不需要联网，只要 Python 3）：\n  python3 verify.py site . --key 公钥\n核验一份决定的证明：\n"
                        "  python3 verify.py proof/编号.json --key 公钥\n\n公钥应当另从可信的渠道取得；log/keys.txt 里的只供对照。\n", s->base));
}

static bool manifest_put(struct export_site *s)
{
        struct checkpoint point;
        struct keys *k = keys_load(keys_path(s->mem, s->x->url), &s->x->why);
        struct hash h;
        const char *list, *note = NULL, *vkeys[1];
        bool ok;

        if (!k)
                return false;
        export_files_sort(&s->files);
        list = export_files_text(s->mem, &s->files);
        h = hash_bytes(HASH_SM3, list, strlen(list));
        vkeys[0] = keys_vkey_ed25519(k, s->mem);
        ok = checkpoint_open(&s->x->why, s->note, vkeys, 1, &point) &&
             text_sign(k, s->mem, export_manifest_text(s->mem, &(struct export_manifest){ .origin = point.origin, .size = point.size, .n = (int64_t)s->files.n,
                       .root = base64_text(s->mem, point.root.b, sizeof point.root.b), .at = instant_text(s->mem, point.at),
                       .files = hash_digest(s->mem, HASH_SM3, &h) }), &note, &s->x->why);
        keys_free(k);
        return ok && bytes_out(s->x, text_make(s->mem, "%s/files.txt", s->next), (struct bytes){ (const uint8_t *)list, strlen(list) }) &&
               bytes_out(s->x, text_make(s->mem, "%s/manifest", s->next), (struct bytes){ (const uint8_t *)note, strlen(note) });
}

static void gone_count(struct export_site *s)
{
        for (size_t i = 0; i < s->old_files.n; i++)
                s->gone += !export_files_find(&s->files, s->old_files.at[i].path);
}

static bool vkeys_of(struct cli *x, const char *out[2])
{
        struct keys *k = keys_load(keys_path(x->mem, x->url), &x->why);

        if (!k)
                return false;
        out[0] = keys_vkey_ed25519(k, x->mem);
        out[1] = keys_vkey_sm2(k, x->mem);
        keys_free(k);
        return true;
}

static bool site_write(struct export_site *s)
{
        const char *vkeys[2];
        struct site site = s->r->site;

        s->base = text_make(s->mem, "https://%s", text_copy_n(s->mem, site.origin, strcspn(site.origin, "/")));
        if (!vkeys_of(s->x, vkeys) || !old_open(s, vkeys) || !head_sign(s))
                return false;
        s->since = cli_option(s->x, "since") && s->old_files.n;
        if ((s->since && !changed_read(s)) || !crawl_all(s) || !guide_put(s, vkeys) || !manifest_put(s))
                return false;
        gone_count(s);
        return export_swap(s);
}

bool sub_export_site(struct cli *x)
{
        struct reading r = { 0 };
        struct export_site s = { .x = x, .r = &r, .mem = x->mem };
        bool ok;

        if (x->n_words != 1 || !*x->words[0])
                return refuse(&x->why, R_ARG_MISSING, "dir", "%s", cli_usage(x->mem, x->sub));
        s.dir = text_copy_n(x->mem, x->words[0], strlen(x->words[0]) - (x->words[0][1] && x->words[0][strlen(x->words[0]) - 1] == '/'));
        s.next = text_make(x->mem, "%s.new", s.dir);
        s.changed = s.refused = (struct text_set){ .mem = x->mem };
        ok = reading_open(x, NULL, &r) && keys_show(x);
        if (ok) {
                r.c.blobs = site_store(x->mem, x->url, cli_option(x, "blobs"), r.site.hash, &r.c.why);
                ok = r.c.blobs && site_write(&s);
        }
        blobs_close(r.c.blobs);
        if (ok)
                printf("{\"files\":%zu,\"written\":%lld,\"taken_over\":%lld,\"removed\":%lld,\"log_size\":%lld}\n", s.files.n, (long long)s.written,
                       (long long)s.taken, (long long)s.gone, (long long)s.size);
        reading_close(x, &r);
        return ok;
}

/* ---- checking ---- */

static struct checking { struct arena *mem; const struct export_files *files; const char *dir; int64_t extra; } *checking;

static int extra_count(const char *path, const struct stat *st, int flag, struct FTW *where)
{
        const char *name = path + strlen(checking->dir) + 1;

        (void)st, (void)where;
        if (flag == FTW_D || flag == FTW_DP || text_in(name, "manifest|files.txt", '|') || export_files_find(checking->files, name))
                return 0;
        printf("多出来的文件：%s\n", name);
        checking->extra++;
        return 0;
}

static int64_t files_check(struct cli *x, const char *dir, const struct export_files *l)
{
        struct checking k = { x->mem, l, dir, 0 };
        int64_t wrong = 0;

        for (size_t i = 0; i < l->n; i++) {
                const char *digest;
                int64_t size;

                if (!export_digest(text_make(x->mem, "%s/%s", dir, l->at[i].path), x->mem, &digest, &size))
                        printf("缺少文件：%s\n", l->at[i].path);
                else if (size != l->at[i].size || strcmp(digest, l->at[i].digest))
                        printf("文件被改动：%s\n", l->at[i].path);
                else
                        continue;
                wrong++;
        }
        checking = &k;
        nftw(dir, extra_count, 16, FTW_PHYS);
        return wrong + k.extra;
}

bool sub_export_check(struct cli *x)
{
        const char *vkeys[16];
        struct export_manifest m;
        struct export_files files;
        size_t n = 0;
        int64_t wrong;

        if (x->n_words != 1)
                return refuse(&x->why, R_ARG_MISSING, "dir", "%s", cli_usage(x->mem, x->sub));
        for (size_t i = 0; i < x->n_options && n < 16; i++)
                if (!strcmp(x->options[i].name, "key"))
                        vkeys[n++] = x->options[i].value;
        if (!n && (!cli_url(x) || !vkeys_of(x, vkeys)))
                return false;
        if (!export_manifest_open(&x->why, x->words[0], vkeys, n ? n : 2, &m, &files))
                return false;
        wrong = files_check(x, x->words[0], &files);
        if (wrong)
                return refuse(&x->why, R_PROOF, "dir", "静态副本有 %lld 处不符，已逐条列出", (long long)wrong);
        printf("副本完整：%lld 个文件，日志 %s 前 %lld 条，签名于 %s\n", (long long)m.n, m.origin, (long long)m.size, m.at);
        return true;
}
