/* paper_check.c - what is said of a file that somebody brings: which signatures hold, whose they are, and whether this log knows it.
 *
 * The public sees this too: it tells what is in the file and whether the log has it, never anything of the case. */
#include "base/hash.h"
#include "db/db.h"
#include "paper/paper_inner.h"
#include "sign/sign.h"
#include <string.h>

QUERY(files_of, "SELECT digest, seq FROM paper_file WHERE case_id = $1 AND made = $2 AND paper = $3 ORDER BY seq");
QUERY(file_known, "SELECT seq FROM paper_file WHERE digest = $1");

const char *paper__roots(struct ctx *c)
{
        static const enum sign_kind kinds[] = { SIGN_SM2, SIGN_ECDSA, SIGN_RSA };
        struct buffer b = { .mem = c->mem };
        struct why why = { .mem = c->mem };
        struct ctx probe = *c;
        struct keyring *ring;

        probe.why = why;
        ring = paper__keyring(&probe);
        for (size_t i = 0; ring && i < sizeof kinds / sizeof *kinds; i++) {
                const char *root = keyring_root(ring, c->mem, kinds[i], &why);

                buffer_text(&b, root ? root : "");
        }
        return buffer_done(&b);
}

static void signature_put(struct html *h, const struct sign_check *k)
{
        struct arena *mem = h->b.mem;

        html(h, "<li>");
        ui_tag(h, k->good && k->trusted ? "ok" : k->good ? "warn" : "bad", k->good && k->trusted ? "有效" : k->good ? "签名有效，证书不可信" : "无效");
        html(h, " <strong>%s</strong>　证书代码 %s　%s　%s", k->name, k->code, sign_kind_name(k->kind), instant_local(mem, k->at));
        html(h, "<br><span class=\"small muted\">签发者 %s，序列号 %s%s%s</span></li>", k->issuer, k->serial, *k->wrong ? "；" : "", k->wrong);
}

void paper__signatures(struct html *h, const struct sign_checks *l)
{
        if (!l->n)
                html(h, "<p>文件里没有电子签名。</p>");
        else
                html(h, "<ul class=\"plain\">");
        for (size_t i = 0; i < l->n; i++)
                signature_put(h, &l->at[i]);
        if (l->n)
                html(h, "</ul>");
}

bool paper__verify(struct ctx *c, struct bytes file, struct sign_checks *out)
{
        bool pdf = file.n > 4 && !memcmp(file.p, "%PDF", 4);

        return (pdf ? pdf_verify : ofd_verify)(c->mem, file, paper__roots(c), out, &c->why);
}

/* ---- is it in the log? ---- */

static bool seek(struct ctx *c, const char *digest, int64_t *seq)
{
        return db_one_int(c->db, &c->why, &file_known, ARGS(T(digest)), -1, seq);
}

bool paper_verify(struct ctx *c, struct bytes file, struct paper_verdict *out)
{
        struct hash sum = hash_bytes(HASH_SM3, file.p, file.n);
        struct paper_verdict v = { 0 };
        struct sign_checks l;

        if (!paper__verify(c, file, &l) || !seek(c, hash_digest(c->mem, HASH_SM3, &sum), &v.seq))
                return false;
        v.signatures = TAKE_N(c->mem, const char *, l.n + 1);
        v.good = l.n > 0;
        for (size_t i = 0; i < l.n; i++) {
                const struct sign_check *k = &l.at[i];

                v.good = v.good && k->good && k->trusted;
                v.signatures[v.n++] = text_make(c->mem, "%s　%s　%s　%s　%s%s%s", k->good && k->trusted ? "有效" : k->good ? "证书不可信" : "无效", k->name, k->code,
                                                sign_kind_name(k->kind), instant_local(c->mem, k->at), *k->wrong ? "　" : "", k->wrong);
        }
        *out = v;
        return true;
}

static void known_put(struct ctx *c, struct bytes file, struct html *h)
{
        struct hash sum = hash_bytes(HASH_SM3, file.p, file.n);
        const char *digest = hash_digest(c->mem, HASH_SM3, &sum);
        const struct command *k;
        struct act a;
        int64_t seq;

        if (!seek(c, digest, &seq) || (seq >= 0 && !act_load(c, seq, &a)))
                return;
        k = seq >= 0 ? command_find(a.verb) : NULL;
        if (seq < 0)
                ui_callout(h, "warn", "日志中没有这份文件", "签名、盖章后的文件逐个字节登记在存证日志里。这份文件不在其中：它不是本机关签章的原件，或者被改动、重新保存过。");
        else
                ui_callout(h, "ok", "这是本机关存证日志中的原件", text_make(c->mem, "日志第 %lld 条（%s，%s）登记了与它逐字节相同的文件。", (long long)seq,
                                                                       k ? k->label : a.verb, instant_local(c->mem, a.at)));
        html(h, "<p class=\"small\">文件摘要（SM3）</p>");
        ui_hash(h, digest + strlen("sm3:"));
}

void paper_check(struct ctx *c, struct bytes file, struct html *h)
{
        struct sign_checks l = { 0 };

        if (!paper__verify(c, file, &l)) {
                ui_refusal(h, &c->why);
                why_clear(&c->why);
                return;
        }
        known_put(c, file, h);
        html(h, "<h3>文件中的签名</h3>");
        paper__signatures(h, &l);
}

/* ---- the code on a printed page ---- */

static bool code_read(struct ctx *c, const char *code, int64_t *id, int64_t *seq, const char **paper)
{
        const char *first = strchr(code, '-'), *second = first ? strchr(first + 1, '-') : NULL;

        *paper = second ? second + 1 : "";
        return (second && text_int(text_copy_n(c->mem, code, (size_t)(first - code)), 0, INT64_MAX, id) &&
                text_int(text_copy_n(c->mem, first + 1, (size_t)(second - first - 1)), 0, INT64_MAX, seq)) ||
               refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有这个核验编号：%s", utf8_head(c->mem, code, 60));
}

bool paper_known(struct ctx *c, const char *code, struct html *h)
{
        const char *paper;
        struct names digests = { TAKE_N(c->mem, const char *, 100), 0 };
        int64_t id, seq, seqs[100];
        struct rows r;
        struct act a;

        if (!code_read(c, code, &id, &seq, &paper))
                return false;
        r = db_ask(c->db, &c->why, &files_of, ARGS(I(id), I(seq), T(paper)));
        while (digests.n < 100 && db_next(&r)) {
                seqs[digests.n] = db_int(&r, 1);
                digests.at[digests.n++] = db_text_in(c->mem, &r, 0);
        }
        if (!db_done(&r))
                return false;
        if (!digests.n)
                ui_callout(h, "warn", "日志中没有登记这份文书的电子签名或者印章", "可能是草稿、仅在纸面签章的文书，或者编号不真实。请向文书上的机关核实。");
        for (size_t i = 0; i < digests.n; i++) {
                if (!act_load(c, seqs[i], &a))
                        return false;
                html(h, "<p>日志第 %lld 条：%s %s。登记的文件摘要（SM3）：</p>", (long long)seqs[i], instant_local(c->mem, a.at),
                     command_find(a.verb) ? command_find(a.verb)->label : a.verb);
                ui_hash(h, digests.at[i] + strlen("sm3:"));
        }
        return true;
}
