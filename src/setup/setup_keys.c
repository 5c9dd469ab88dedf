/* setup_keys.c - the keys of the log, made when the site was: which they are, where the secret halves lie and who may read them, and that somebody
 * has put a copy elsewhere (密码法 27; GB/T 39786: keys are backed up apart from what they protect).
 * Must never: read out a secret half; take "I have a copy" for keys other than those in force. */
#include "base/hash.h"
#include "db/db.h"
#include "journal/proof.h"
#include "setup/setup_inner.h"
#include "ui/ui.h"
#include <string.h>
#include <sys/stat.h>

QUERY(kept_put, "INSERT INTO setup_kept (id, digest, place, keeper, at) VALUES ($1, $2, $3, $4, $5)");
QUERY(kept_newest, "SELECT id, place, keeper, at FROM setup_kept WHERE digest = $1 ORDER BY id DESC LIMIT 1");
QUERY(kept_all, "SELECT * FROM setup_kept");

const struct shadow setup_shadows[] = { { "setup_kept", "id", "", &kept_all } };
const size_t setup_shadows_n = sizeof setup_shadows / sizeof *setup_shadows;

/* The bytes that /verify/mingjing.vkey gives, so that anyone can compare the digest with a tool of their own. */
static const char *digest_of(struct arena *mem, const char *const vkeys[2])
{
        const char *file = text_make(mem, "%s\n%s\n", vkeys[0], vkeys[1]);
        struct hash h = hash_bytes(HASH_SM3, file, strlen(file));

        return hash_digest(mem, HASH_SM3, &h);
}

static bool in_force(struct ctx *c, struct setup_keys *out)
{
        const char *url = setup__place()->url;
        struct keys *k;
        struct stat st;

        out->path = url ? keys_path(c->mem, url) : "";
        k = url ? keys_load(out->path, &c->why) : NULL;
        if (!k)
                return url ? false : fail(&c->why, "不知道站点在哪里，密钥读不到");
        out->vkeys[0] = keys_vkey_ed25519(k, c->mem);
        out->vkeys[1] = keys_vkey_sm2(k, c->mem);
        keys_free(k);
        out->digest = digest_of(c->mem, out->vkeys);
        out->mode = stat(out->path, &st) ? 0 : st.st_mode & 07777;
        return true;
}

bool setup__keys(struct ctx *c, struct setup_keys *out)
{
        struct setup_keys k = { 0 };
        struct rows r;

        if (!in_force(c, &k))
                return false;
        r = db_ask(c->db, &c->why, &kept_newest, ARGS(T(k.digest)));
        if ((k.kept = db_next(&r))) {
                k.kept_seq = db_int(&r, 0);
                k.kept_where = db_text_in(c->mem, &r, 1);
                k.kept_by = db_text_in(c->mem, &r, 2);
                k.kept_at = instant_stored(db_text(&r, 3));
        }
        if (!db_done(&r))
                return false;
        *out = k;
        return true;
}

/* ---- the act ---- */

bool setup__keep_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct setup_keys k = { 0 };

        (void)a;
        if (!in_force(c, &k))
                return false;
        request_put(c->mem, r, "keys", k.digest);
        return true;
}

bool setup__keep(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        (void)subject;
        if (!arg_bool(a, "apart"))
                return refuse(&c->why, R_SETUP_COPY, "apart", NULL);
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, a->values[i]);
        return true;
}

bool setup__apply_keep(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &kept_put, ARGS(I(a->subject.id), T(act_text(a, "keys")), T(act_text(a, "place")), T(act_text(a, "keeper")), T(at)));
}

/* ---- the step ---- */

static void secret_put(struct ctx *c, struct html *h, const struct setup_keys *k)
{
        bool open = k->mode & 077;

        ui_kv_open(h, "私钥文件");
        html(h, "<code class=\"vkey\">%s</code> ", k->path);
        ui_tag(h, open ? "bad" : "ok", text_make(c->mem, "权限 %04o", k->mode));
        if (open)
                html(h, " <span>别人也能读：在服务器上执行 <code>chmod 600</code>，再来看一次。</span>");
        ui_kv_close(h);
}

static void copy_put(struct ctx *c, struct html *h, const struct setup_keys *k)
{
        ui_kv_open(h, "备份");
        ui_tag(h, k->kept ? "ok" : "warn", k->kept ? "已经另存" : "还没有确认");
        if (k->kept)
                html(h, " %s，由%s保管，%s 确认（<a href=\"/desk/journal/%lld\">日志第 %lld 条</a>）", k->kept_where, k->kept_by,
                     day_text(c->mem, day_of(k->kept_at)), (long long)k->kept_seq, (long long)k->kept_seq);
        ui_kv_close(h);
}

void setup__keys_step(struct ctx *c, struct html *h)
{
        static const char *const kinds[] = { "公钥（Ed25519）", "公钥（SM2）" };
        struct setup_keys k;

        if (!setup__keys(c, &k)) {
                ui_callout(h, "bad", "密钥读不到", c->why.kind == WHY_REFUSED ? why_sentence(&c->why) : c->why.detail);
                why_clear(&c->why);
                return;
        }
        html(h, "<p>建立站点时已经生成：日志由它们签名，任何人用公钥核对。私钥丢了，以后的记录就无法再签；被人拿走，就能冒签。</p>\n");
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < 2; i++) {
                ui_kv_open(h, kinds[i]);
                html(h, "<code class=\"vkey\">%s</code>", k.vkeys[i]);
                ui_kv_close(h);
        }
        ui_kv_open(h, "公钥文件的指纹");
        html(h, "<code class=\"vkey\">%s</code>", k.digest);
        ui_kv_close(h);
        secret_put(c, h, &k);
        copy_put(c, h, &k);
        ui_kv_end(h);
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ "下载公钥", "/verify/mingjing.vkey", "download", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ k.kept ? "换了地方，重新登记" : "确认已经另存", "/desk/act/setup.keep?back=/setup", NULL, k.kept ? BUTTON_PLAIN : BUTTON_PRIMARY });
        ui_row_end(h);
        html(h, "<p class=\"muted small\">公钥可以公开，交给上级和监督机构各存一份；私钥文件拷到不联网的介质上，与数据库的备份分开放。</p>\n");
}

/* ---- the checks of doctor ---- */

static void finding_put(void *to, const struct setup_finding *f)
{
        static const char *const kinds[] = { "ok", "warn", "bad" }, *const words[] = { "正常", "注意", "故障" };
        struct html *h = to;

        ui_kv_open(h, f->what);
        ui_tag(h, kinds[f->how], words[f->how]);
        html(h, " %s", f->detail);
        if (*f->todo)
                html(h, "<br><span class=\"muted small\">怎么办：%s</span>", f->todo);
        ui_kv_close(h);
}

void setup__doctor_step(struct ctx *c, struct html *h, const char *asked)
{
        const struct setup_place *p = setup__place();

        html(h, "<p>看数据库、关口、密钥、存证日志、日历、索引和文件，与命令 mingjing doctor 看的相同；不改动任何东西。</p>\n");
        if (*asked && p->examine) {
                ui_kv_begin(h, 0);
                if (!p->examine(c, p, finding_put, h))
                        finding_put(h, &(struct setup_finding){ HEALTH_BAD, "站点", c->why.kind == WHY_REFUSED ? why_sentence(&c->why) : c->why.detail, "" });
                why_clear(&c->why);
                ui_kv_end(h);
        }
        ui_row_begin(h);
        ui_button(h, &(struct ui_button){ *asked ? "再检查一次" : "开始检查", "/setup?doctor=1#step-7", NULL, *asked ? BUTTON_PLAIN : BUTTON_PRIMARY });
        ui_row_end(h);
}
