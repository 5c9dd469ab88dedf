/* cli_journal.c - the journal at a prompt: verify, checkpoint, keys, proofs, rebuild.  Only checkpoint and rebuild write, and neither
 * can change an act. */
#include "cli/reading.h"
#include "cli/site.h"
#include "base/json.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include "law/mask.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool number_word(struct cli *x, size_t i, const char *what, int64_t *out)
{
        if (i >= x->n_words)
                return refuse(&x->why, R_ARG_MISSING, what, "%s", cli_usage(x->mem, x->sub));
        if (!text_int(x->words[i], 0, INT64_MAX, out))
                return refuse(&x->why, R_ARG_TYPE, what, "“%s”应为编号", x->words[i]);
        return true;
}

static struct keys *keys_here(struct cli *x)
{
        return keys_load(keys_path(x->mem, x->url), &x->why);
}

bool keys_trusted(struct cli *x, const char ***out, size_t *n)
{
        const char **keys = TAKE_N(x->mem, const char *, x->n_options + 2);
        struct keys *own;

        *n = 0;
        for (size_t i = 0; i < x->n_options; i++)
                if (!strcmp(x->options[i].name, "key"))
                        keys[(*n)++] = x->options[i].value;
        *out = keys;
        if (*n)
                return true;
        own = keys_here(x);
        if (!own)
                return false;
        keys[(*n)++] = keys_vkey_ed25519(own, x->mem);
        keys[(*n)++] = keys_vkey_sm2(own, x->mem);
        keys_free(own);
        return true;
}

/* A head that was kept elsewhere says what the log was then: all of it must still be the beginning of what it is now.  Who can change
 * the database can take the site's own heads away, but not the one in another's drawer. */
static bool head_kept(struct cli *x, struct reading *r, const char *path, const char **keys, size_t n, int64_t acts)
{
        struct checkpoint k;
        struct hash root;
        struct bytes b;

        if (!file_bytes(x, x->mem, path, &b) || !checkpoint_open(&x->why, text_copy_n(x->mem, (const char *)b.p, b.n), keys, n, &k))
                return false;
        if (strcmp(k.origin, r->site.origin))
                return refuse(&x->why, R_JOURNAL_BROKEN, "checkpoint", "%s 是另一本日志（%s）的签名树头", path, k.origin);
        if (k.size > acts)
                return refuse(&x->why, R_JOURNAL_BROKEN, "checkpoint", "%s 签名时有 %lld 条，现在只有 %lld 条：日志被截短，或被换成旧的副本", path,
                              (long long)k.size, (long long)acts);
        if (!merkle_root_at(k.hash, k.size, journal_hash, &r->c, &root))
                return false;
        return hash_same(&root, &k.root) ||
               refuse(&x->why, R_JOURNAL_BROKEN, "checkpoint", "%s 签名的前 %lld 条与现在的日志不符：历史被改写过，或日志已分叉", path,
                      (long long)k.size);
}

static bool heads_kept(struct cli *x, struct reading *r, const char **keys, size_t n, int64_t acts)
{
        int heads = 0;

        for (size_t i = 0; i < x->n_options; i++)
                if (!strcmp(x->options[i].name, "checkpoint") && (heads++, !head_kept(x, r, x->options[i].value, keys, n, acts)))
                        return false;
        if (heads)
                printf("与 %d 个另行保存的签名树头一致\n", heads);
        return true;
}

static bool do_verify(struct cli *x, struct reading *r)
{
        struct journal_report report = { .first_bad = -1 };
        const char **keys;
        size_t n;

        if (!keys_trusted(x, &keys, &n) || !journal_verify(&r->c, keys, n, &report) || !heads_kept(x, r, keys, n, report.acts))
                return false;
        printf("核验通过：%lld 条，检查点 %lld 个，根 %s\n", (long long)report.acts, (long long)report.checkpoints,
               hash_digest(x->mem, r->site.hash, &report.root));
        return true;
}

static bool checkpoint_sign(struct cli *x, struct reading *r, const char **note)
{
        struct keys *k = keys_here(x);
        bool ok = k && checkpoint_make(&r->c, x->url, k, moment_now(), note);

        keys_free(k);
        return ok;
}

static bool do_checkpoint(struct cli *x, struct reading *r)
{
        const char *note = NULL;

        if (!checkpoint_sign(x, r, &note))
                return false;
        cli_print(note);
        return true;
}

static bool do_vkey(struct cli *x, struct reading *r)
{
        struct keys *k = keys_here(x);

        (void)r;
        if (!k)
                return false;
        cli_print(keys_vkey_ed25519(k, x->mem));
        cli_print(keys_vkey_sm2(k, x->mem));
        keys_free(k);
        return true;
}

/* An act that no signed head covers yet cannot be proven: the head is signed first, where the keys are at hand. */
static bool head_covers(struct cli *x, struct reading *r, int64_t seq)
{
        const char *note;
        int64_t size = 0;

        if (!checkpoint_latest(&r->c, &note, &size))
                return false;
        if ((note && size > seq) || access(keys_path(x->mem, x->url), R_OK))
                return true;
        return checkpoint_sign(x, r, &note);
}

static bool do_prove(struct cli *x, struct reading *r)
{
        const char **names = TAKE_N(x->mem, const char *, x->n_options + 1), *json;
        size_t n = 0;
        int64_t seq;

        for (size_t i = 0; i < x->n_options; i++)
                if (!strcmp(x->options[i].name, "disclose"))
                        names[n++] = x->options[i].value;
        if (!number_word(x, 1, "seq", &seq) || !head_covers(x, r, seq) || !proof_bundle(&r->c, seq, n ? names : NULL, n, &json))
                return false;
        cli_print(json);
        return true;
}

static bool do_consistency(struct cli *x, struct reading *r)
{
        int64_t a, b;
        const char *json;

        if (!number_word(x, 1, "a", &a) || !number_word(x, 2, "b", &b) || !proof_consistency(&r->c, a, b, &json))
                return false;
        cli_print(json);
        return true;
}

bool sub_journal(struct cli *x)
{
        static const struct { const char *name; bool (*run)(struct cli *x, struct reading *r); } verbs[] = {
                { "verify", do_verify }, { "checkpoint", do_checkpoint }, { "vkey", do_vkey }, { "prove", do_prove },
                { "consistency", do_consistency },
        };
        struct reading r;
        bool ok = false;

        for (size_t i = 0; x->n_words && i < sizeof verbs / sizeof *verbs; i++)
                if (!strcmp(verbs[i].name, x->words[0])) {
                        ok = reading_log(x, &r) && verbs[i].run(x, &r);
                        reading_close(x, &r);
                        return ok;
                }
        return refuse(&x->why, R_ARG_CHOICE, NULL, "%s", cli_usage(x->mem, x->sub));
}

/* ---- rebuild ---- */

static void print_difference(void *to, const char *table, const char *row, const char *what)
{
        int64_t *shown = to;

        if ((*shown)++ < 100)
                fprintf(stderr, "%s %s：%s\n", table, row, what);
}

static bool check_rebuild(struct cli *x, struct reading *r)
{
        int64_t shown = 0, n = 0;

        if (!rebuild_check(&r->c, print_difference, &shown, &n))
                return false;
        if (n)
                return refuse(&x->why, R_TABLES_DIFFER, NULL, "有 %lld 处不同，已逐处写在标准错误", (long long)n);
        printf("业务表与存证日志一致\n");
        return true;
}

bool sub_rebuild(struct cli *x)
{
        struct reading r;
        int64_t acts;
        bool ok;

        if (!cli_url(x))
                return false;
        if (!cli_flag(x, "check")) {
                if (!rebuild(x->url, &x->why, &acts))
                        return false;
                printf("已由 %lld 条存证重建业务表\n", (long long)acts);
                return true;
        }
        ok = reading_log(x, &r) && schema_right(r.c.db, &r.c.why) && check_rebuild(x, &r);
        reading_close(x, &r);
        return ok;
}

/* ---- proofs ---- */

static const char *disclosed(const json_t *bundle, const char *name)
{
        json_t *list = json_object_get(bundle, "disclosed");

        for (size_t i = 0; i < json_array_size(list); i++)
                if (text_same(json_string_value(json_object_get(json_array_get(list, i), "name")), name))
                        return json_string_value(json_object_get(json_array_get(list, i), "value"));
        return NULL;
}

/* The places are covered again in the original: is that what was shown?  (X5; docs/publicity.md) */
static bool mask_again(struct cli *x, const json_t *bundle)
{
        const char *original = disclosed(bundle, "found_facts"), *places = disclosed(bundle, "facts_masks"), *shown = disclosed(bundle, "facts_public");
        const char *again = original && places ? mask_cover_again(x->mem, original, places) : NULL;

        if (!original || !places || !shown)
                return refuse(&x->why, R_PROOF, NULL, "证明文件应当公开决定的 found_facts、facts_masks 和 facts_public 三个字段");
        if (!again || strcmp(again, shown))
                return refuse(&x->why, R_PROOF, NULL, "按记载的位置遮盖原文，得到的与公开的文字不同");
        printf("按记载的位置遮盖原文，得到的就是公开的文字：\n%s\n", again);
        return true;
}

static bool proof_mask(struct cli *x)
{
        struct bytes b;
        json_t *bundle;
        bool ok;

        if (!file_bytes(x, x->mem, x->words[1], &b))
                return false;
        bundle = json_parse(&x->why, (const char *)b.p, b.n);
        ok = bundle && mask_again(x, bundle);
        json_decref(bundle);
        return ok;
}

bool sub_proof(struct cli *x)
{
        struct ctx c = { .mem = x->mem, .why = { .mem = x->mem } };
        struct bytes b;
        const char **keys, *words = "";
        size_t n;
        bool ok;

        if (x->n_words == 2 && !strcmp(x->words[0], "mask"))
                return proof_mask(x);
        if (x->n_words != 2 || strcmp(x->words[0], "check"))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (!cli_option(x, "key"))
                return refuse(&x->why, R_ARG_MISSING, "key", "用 --key 给出从可信渠道取得的公钥");
        if (!keys_trusted(x, &keys, &n) || !file_bytes(x, x->mem, x->words[1], &b))
                return false;
        ok = proof_check(&c, (const char *)b.p, b.n, keys, n, &words);
        if (ok)
                cli_print(words);
        else
                x->why = c.why;
        return ok;
}
