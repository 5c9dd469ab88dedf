/* factor.c - second factors: new keys, checking codes, tickets that go a short way through a browser.  Must never: keep a key in the clear. */
#include "signin/seal.h"
#include "signin/signin_inner.h"
#include "signin/totp.h"
#include "base/hash.h"
#include "base/secret_code.h"
#include <openssl/crypto.h>
#include <string.h>

static const char *of(struct arena *mem, const char *login)
{
        return text_make(mem, "factor %s", login);
}

bool signin__factor_key(struct ctx *c, const char *login, const char *sealed, struct bytes *key)
{
        bool good;

        if (!secret_open(c->mem, db_url(c->db), of(c->mem, login), sealed, key, &good, &c->why))
                return false;
        return (good && key->n == TOTP_KEY) || refuse(&c->why, R_FORM_TOKEN, NULL, "这个密钥不是本站为本人生成的");
}

bool signin_offer_show(struct ctx *c, const char *login, const char *site, const char *sealed, struct signin_offer *out)
{
        struct bytes key;

        if (!signin__factor_key(c, login, sealed, &key))
                return false;
        *out = (struct signin_offer){ sealed, base32_text(c->mem, key), totp_uri(c->mem, key, site, login) };
        return true;
}

bool signin_offer_make(struct ctx *c, const char *login, const char *site, struct signin_offer *out)
{
        uint8_t key[TOTP_KEY];
        const char *sealed = NULL;
        bool ok;

        random_bytes(key, sizeof key);
        ok = secret_seal(c->mem, db_url(c->db), of(c->mem, login), (struct bytes){ key, sizeof key }, &sealed, &c->why);
        OPENSSL_cleanse(key, sizeof key);
        return ok && signin_offer_show(c, login, site, sealed, out);
}

static bool recovery_check(struct ctx *c, const struct signin_person *p, const char *typed, struct signin_proof *out)
{
        const char *digest = secret_code_digest(c->mem, typed);
        int64_t factor = 0;

        if (digest && !signin__recovery(c, digest, &factor))
                return false;
        if (!factor || factor != p->factor.id)
                return refuse(&c->why, R_CODE_WRONG, "code", NULL);
        *out = (struct signin_proof){ .factor = factor, .recovery = digest };
        return true;
}

bool signin_code_check(struct ctx *c, const struct signin_person *p, const char *typed, struct signin_proof *out)
{
        const char *code = text_replace(c->mem, text_trim(c->mem, typed), " ", "");
        struct bytes key;
        int64_t step = 0;

        if (!*code)
                return refuse(&c->why, R_CODE_NEEDED, "code", NULL);
        if (strlen(code) != 6)
                return recovery_check(c, p, code, out);
        if (!signin__factor_key(c, p->user.login, p->factor.sealed, &key))
                return false;
        switch (totp_check(key, code, c->now, p->factor.step, &step)) {
        case TOTP_RIGHT:
                *out = (struct signin_proof){ .factor = p->factor.id, .step = step };
                return true;
        case TOTP_USED: return refuse(&c->why, R_CODE_USED, "code", NULL);
        default: return refuse(&c->why, R_CODE_WRONG, "code", NULL);
        }
}

/* ---- tickets ---- */

#define TICKET_MS (INT64_C(10) * 60000)

/* Its time stands before the text. */
bool signin_ticket_make(struct ctx *c, const char *what, const char *text, const char **out)
{
        const char *plain = text_make(c->mem, "%lld\n%s", (long long)c->now.ms, text);

        return secret_seal(c->mem, db_url(c->db), text_make(c->mem, "ticket %s", what), (struct bytes){ (const uint8_t *)plain, strlen(plain) }, out, &c->why);
}

bool signin_ticket_read(struct ctx *c, const char *what, const char *ticket, const char **text)
{
        struct bytes plain = { 0 };
        const char *s, *line;
        int64_t made = 0;
        bool good;

        if (!secret_open(c->mem, db_url(c->db), text_make(c->mem, "ticket %s", what), ticket, &plain, &good, &c->why))
                return false;
        s = good ? text_copy_n(c->mem, (const char *)plain.p, plain.n) : "";
        line = strchr(s, '\n');
        if (!line || !text_int(text_copy_n(c->mem, s, (size_t)(line - s)), 0, INT64_MAX, &made))
                return refuse(&c->why, R_FORM_TOKEN, NULL, "登录的这一步不是从本站开始的");
        if (c->now.ms - made > TICKET_MS || made > c->now.ms + 60000)
                return refuse(&c->why, R_FORM_TOKEN, NULL, "登录的这一步超过了 10 分钟");
        *text = line + 1;
        return true;
}
