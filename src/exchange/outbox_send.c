/* outbox_send.c - one delivery over the network: body, signature, headers, and what the other side said.
 *
 * The other side can be slow, wrong or hostile: bounded time, bounded answer, no redirect, no proxy of the environment (net/net.h), and nothing of the
 * answer is believed but its status (for WeChat also errcode).  The same change always has the same Idempotency-Key.
 * Must never: log or return the secret, or send more than the published record says now.
 */
#include "exchange/outbox.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/setting.h"
#include "journal/proof.h"
#include "net/net.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DETAIL_CHARS 120

/* ---- settings ---- */

const char *outbox__address(const struct pack_carrier *k)
{
        const char *s = setting_environment(k->address);

        return text_empty(s) || (!text_starts(s, "https://") && !text_starts(s, "http://")) ? NULL : s;
}

static bool secret_read(struct arena *mem, const char *path, const char **out, struct why *why)
{
        char line[512] = "";
        struct stat st;
        FILE *f = stat(path, &st) || (st.st_mode & 077) ? NULL : fopen(path, "re");

        if (!f)
                return fail(why, "载体的密钥文件 %s 打不开，或者别人也能读（应为 0600）", path);
        if (!fgets(line, sizeof line, f))
                line[0] = '\0';
        fclose(f);
        *out = text_trim(mem, text_copy_n(mem, line, strcspn(line, "\r\n")));
        return true;
}

/* "@/path" names a file whose first line it is. */
bool outbox__secret(struct arena *mem, const struct pack_carrier *k, const char **out, struct why *why)
{
        const char *s = *k->secret ? setting_environment(k->secret) : NULL;

        if (s && *s == '@' && !secret_read(mem, s + 1, &s, why))
                return false;
        if (text_empty(s))
                return fail(why, "载体 %s 没有密钥：设置环境变量 %s", k->id, k->secret);
        *out = text_copy(mem, s);
        return true;
}

/* ---- body ---- */

static const char *template_fill(struct arena *mem, const struct pack *pack, const struct record *r, const char *text)
{
        struct buffer b = { .mem = mem };

        while (*text) {
                size_t n = strcspn(text, "{");

                buffer_put(&b, text, n);
                text += n;
                if (!*text)
                        break;
                n = strcspn(text, "}");
                buffer_text(&b, exchange__word(mem, pack, r, text_copy_n(mem, text + 1, n - 1)));
                text += n + (text[n] == '}');
        }
        return buffer_done(&b);
}

static const char *fields_json(struct arena *mem, const struct pack *pack, const struct record *r, const struct pack_carrier_field *f, size_t n)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        for (size_t i = 0; i < n; i++)
                json_pair(j, f[i].name, template_fill(mem, pack, r, f[i].text));
        json_close(j, '}');
        return json_done(j);
}

static const char *words_json(struct arena *mem, const struct pack *pack, const struct pack_carrier *k, const struct record *r)
{
        struct json *j = json_new(mem);
        size_t n;
        char **word = text_split(mem, r->p->shown ? carrier_words : carrier_words_withdrawn, '|', &n);

        json_open(j, '{');
        json_pair(j, "format", "mingjing-delivery/1");
        json_pair(j, "carrier", k->id);
        for (size_t i = 0; i < n; i++)
                json_pair(j, word[i], exchange__word(mem, pack, r, word[i]));
        json_close(j, '}');
        return json_done(j);
}

static const char *fields_form(struct arena *mem, const struct pack *pack, const struct record *r, const struct pack_carrier_field *f, size_t n)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s=%s", i ? "&" : "", url(mem, "%s", f[i].name), url(mem, "%s", template_fill(mem, pack, r, f[i].text)));
        return buffer_done(&b);
}

struct outbox_body outbox__body(struct arena *mem, const struct pack *pack, const struct pack_carrier *k, const struct record *r)
{
        const struct pack_carrier_field *f = r->p->shown ? k->fields : k->withdrawn;
        size_t n = r->p->shown ? k->n_fields : k->n_withdrawn;
        struct outbox_body b = { .type = "application/json; charset=utf-8" };

        if (!k->n_fields)
                b.text = words_json(mem, pack, k, r);
        else if (!strcmp(k->kind, "weibo"))
                b = (struct outbox_body){ "application/x-www-form-urlencoded", fields_form(mem, pack, r, f, n) };
        else
                b.text = fields_json(mem, pack, r, f, n);
        if (!strcmp(k->kind, "wechat"))
                b.text = text_make(mem, "{\"articles\":[%s]}", b.text);
        return b;
}

/* ---- signature ---- */

/* Under the keys of the log, which anybody can look up: a note over carrier, key, time and the body's digest. */
static bool note_of(struct ctx *c, const struct pack_carrier *k, const char *key, const char *stamp, const struct outbox_body *b, const char **out)
{
        struct keys *keys = keys_load(keys_path(c->mem, db_url(c->db)), &c->why);
        struct hash h = hash_bytes(HASH_SM3, b->text, strlen(b->text));
        const char *note = NULL;
        bool ok;

        if (!keys)
                return false;
        ok = text_sign(keys, c->mem, text_make(c->mem, "mingjing-delivery/1\n%s\n%s\n%s\n%s\n", k->id, key, stamp, hash_digest(c->mem, HASH_SM3, &h)), &note,
                       &c->why);
        keys_free(keys);
        if (ok)
                *out = text_make(c->mem, "note %s", base64_text(c->mem, note, strlen(note)));
        return ok;
}

bool outbox__sign(struct ctx *c, const struct pack_carrier *k, const char *key, const char *stamp, const struct outbox_body *b, const char **out)
{
        const char *secret;

        if (!strcmp(k->sign, "keys"))
                return note_of(c, k, key, stamp, b, out);
        return outbox__secret(c->mem, k, &secret, &c->why) && net_hmac(c->mem, secret, stamp, b->text, out, &c->why);
}

/* ---- sending ---- */

/* An answer of 200 may still say no: WeChat's does, with errcode. */
static bool wechat_good(struct arena *mem, const char *answer, size_t n)
{
        struct why quiet = { .mem = mem };
        json_t *j = json_parse(&quiet, answer, n);
        bool good = json_is_object(j) && json_integer_value(json_object_get(j, "errcode")) == 0;

        json_decref(j);
        return good;
}

/* What the other side wrote is shown to people: one line, cut, nothing but well-formed text. */
static const char *answer_said(struct arena *mem, const struct net_answer *a)
{
        const char *text = text_replace(mem, text_replace(mem, text_copy_n(mem, a->text, a->n), "\r", ""), "\n", " ");

        return text_check(text, strlen(text)) ? "" : utf8_head(mem, text, DETAIL_CHARS);
}

void outbox__send(struct ctx *c, const struct pack_carrier *k, const struct record *r, struct outbox_answer *out)
{
        struct outbox_body b = outbox__body(c->mem, c->pack, k, r);
        const char *stamp = instant_text(c->mem, c->now), *key = text_make(c->mem, "%s-%lld", k->id, (long long)r->act), *signature;
        struct net_answer a;

        *out = (struct outbox_answer){ .detail = "" };
        if (!outbox__sign(c, k, key, stamp, &b, &signature)) {
                out->detail = c->why.detail ? c->why.detail : "签名没有成功";
                why_clear(&c->why);
                return;
        }
        net_post_ask(c->mem, &(struct net_post){ .url = outbox__address(k), .type = b.type, .body = b.text, .key = key, .stamp = stamp,
                                                 .signature = signature, .seconds = (long)setting_int("carrier-seconds") }, &a);
        out->status = a.status;
        out->good = a.came && a.status >= 200 && a.status < 300 && (strcmp(k->kind, "wechat") || wechat_good(c->mem, a.text, a.n));
        out->detail = out->good ? "" : a.came ? answer_said(c->mem, &a) : a.detail;
}
