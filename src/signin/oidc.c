/* oidc.c - OpenID Connect 1.0 as a relying party: discovery, authorization code with PKCE (RFC 7636), and the id_token, whose signature
 * (libcjose), issuer, audience, times and nonce are all checked.
 *
 * What has to be known when the browser comes back (state, nonce, verifier, where to go) is sealed in its cookie, so nothing is kept here.
 * The line to the provider is TLS verified by libcurl, plain only on the same machine.
 * Must never: take an algorithm the token chose beyond those listed; send the code anywhere but to the issuer's own token endpoint. */
#include "base/hash.h"
#include "base/html.h"
#include "base/json.h"
#include "net/net.h"
#include "signin/signin_inner.h"
#include <cjose/cjose.h>
#include <openssl/crypto.h>
#include <sodium.h>
#include <string.h>

#define ANSWER_MAX ((size_t)512 * 1024)
#define ALGORITHMS "RS256|RS384|RS512|PS256|PS384|PS512|ES256|ES384|ES512"
#define SKEW_S 120
#define KEPT_MS (INT64_C(60) * 60000)   /* how long what the provider says of itself is believed */
#define TIMEOUT_S 8L

/* ---- talking to the provider ---- */

/* form NULL: GET.  user: "id:secret" for Basic, or NULL. */
struct asked { const char *url, *form, *user, *ca; };

/* The line is bounded by TIMEOUT_S alone; a proxy of the environment only where it cannot read along. */
static bool fetched(struct ctx *c, const struct asked *q, long *status, const char **out)
{
        struct net_answer a;

        net_ask(c->mem, &(struct net_request){ .url = q->url, .body = q->form, .user = q->user, .ca = q->ca, .most = ANSWER_MAX, .connect_ms = TIMEOUT_S * 1000,
                .seconds = TIMEOUT_S, .proxy = text_starts(q->url, "https://") }, &a);
        *status = (long)a.status;
        *out = a.text;
        return a.came || fail(&c->why, "统一身份认证没有回应（%s）。本站自己的账号仍可登录，请稍后再试或者告知管理员", a.detail);
}

static json_t *json_of(struct ctx *c, const char *text)
{
        json_error_t e;
        json_t *v = json_loads(text, JSON_REJECT_DUPLICATES, &e);

        if (v && json_is_object(v))
                return v;
        json_decref(v);
        fail(&c->why, "统一身份认证的回答不是 JSON");
        return NULL;
}

static json_t *json_fetched(struct ctx *c, const char *url, const char *ca)
{
        const char *text = NULL;
        long status = 0;

        if (!fetched(c, &(struct asked){ .url = url, .ca = ca }, &status, &text))
                return NULL;
        if (status == 200)
                return json_of(c, text);
        fail(&c->why, "统一身份认证回答 HTTP %ld", status);
        return NULL;
}

/* ---- what the provider says of itself, and its keys ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static json_t *about, *keys;
static int64_t about_ms, keys_ms;
static char about_issuer[512];

void signin_oidc_forget(void)
{
        pthread_mutex_lock(&lock);
        json_decref(about);
        json_decref(keys);
        about = keys = NULL;
        pthread_mutex_unlock(&lock);
}

/* Endpoints belong to whoever the issuer's own document names; a document of another issuer is none (OIDC Discovery 4.3). */
static bool about_right(struct ctx *c, const struct signin_door_oidc *d, const json_t *v)
{
        const char *issuer = json_string_value(json_object_get(v, "issuer"));
        bool secure = text_starts(d->issuer, "https://");

        for (const char *const *k = (const char *const[]){ "authorization_endpoint", "token_endpoint", "jwks_uri", NULL }; *k; k++) {
                const char *u = json_string_value(json_object_get(v, *k));

                if (!u || (secure && !text_starts(u, "https://")))
                        return fail(&c->why, "统一身份认证没有给出可用的 %s", *k);
        }
        return text_same(issuer, d->issuer) || fail(&c->why, "统一身份认证自称是 %s", issuer ? issuer : "？");
}

/* Its own reference; NULL + fail(). */
static json_t *about_of(struct ctx *c, const struct signin_door_oidc *d)
{
        const char *slash = d->issuer[strlen(d->issuer) - 1] == '/' ? "" : "/";
        json_t *v = NULL;

        pthread_mutex_lock(&lock);
        if (about && !strcmp(about_issuer, d->issuer) && c->now.ms - about_ms < KEPT_MS)
                v = json_incref(about);
        pthread_mutex_unlock(&lock);
        if (v)
                return v;
        v = json_fetched(c, text_make(c->mem, "%s%s.well-known/openid-configuration", d->issuer, slash), d->ca);
        if (v && !about_right(c, d, v)) {
                json_decref(v);
                return NULL;
        }
        if (v) {
                pthread_mutex_lock(&lock);
                json_decref(about);
                about = json_incref(v);
                about_ms = c->now.ms;
                strncpy(about_issuer, d->issuer, sizeof about_issuer - 1);
                pthread_mutex_unlock(&lock);
        }
        return v;
}

static json_t *keys_of(struct ctx *c, const struct signin_door_oidc *d, const json_t *provider, bool anew)
{
        json_t *v = NULL;

        pthread_mutex_lock(&lock);
        if (keys && !anew && c->now.ms - keys_ms < KEPT_MS)
                v = json_incref(keys);
        pthread_mutex_unlock(&lock);
        if (v || !(v = json_fetched(c, json_string_value(json_object_get(provider, "jwks_uri")), d->ca)))
                return v;
        pthread_mutex_lock(&lock);
        json_decref(keys);
        keys = json_incref(v);
        keys_ms = c->now.ms;
        pthread_mutex_unlock(&lock);
        return v;
}

/* ---- the id_token ---- */

static bool wrong(struct ctx *c, const char *what)
{
        return refuse(&c->why, R_IDENTITY, NULL, "%s", what);
}

/* A key for signatures, by its name; a token without one fits the only key there is. */
static json_t *key_find(const json_t *set, const char *kid)
{
        json_t *list = json_object_get(set, "keys"), *k, *found = NULL;
        size_t i, n = 0;

        json_array_foreach(list, i, k) {
                const char *use = json_string_value(json_object_get(k, "use")), *id = json_string_value(json_object_get(k, "kid"));

                if ((use && strcmp(use, "sig")) || (kid && !text_same(id, kid)))
                        continue;
                found = k;
                n++;
        }
        return n == 1 || kid ? found : NULL;
}

/* A key agreed on in secret is no key of a set that anybody can read. */
static bool signed_by(struct arena *mem, cjose_jws_t *jws, const json_t *key)
{
        const char *kty = json_string_value(json_object_get(key, "kty"));
        size_t n = kty && strcmp(kty, "oct") ? json_dumpb(key, NULL, 0, JSON_COMPACT) : 0;
        char *text = arena_take(mem, n + 1);
        cjose_err e;
        cjose_jwk_t *k = n && json_dumpb(key, text, n, JSON_COMPACT) == n ? cjose_jwk_import(text, n, &e) : NULL;
        bool good = k && cjose_jws_verify(jws, k, &e);

        cjose_jwk_release(k);
        return good;
}

static bool signature_right(struct ctx *c, const struct signin_door_oidc *d, const json_t *provider, cjose_jws_t *jws)
{
        cjose_err e;
        cjose_header_t *head = cjose_jws_get_protected(jws);
        const char *alg = cjose_header_get(head, CJOSE_HDR_ALG, &e), *kid = cjose_header_get(head, CJOSE_HDR_KID, &e);

        if (!alg || !text_in(alg, ALGORITHMS, '|'))
                return wrong(c, "身份凭据的签名算法不可接受");
        for (int anew = 0; anew < 2; anew++) {          /* the provider may have changed its keys since */
                json_t *set = keys_of(c, d, provider, anew);
                json_t *key = set ? key_find(set, kid) : NULL;
                bool good = key && signed_by(c->mem, jws, key), there = key != NULL;

                json_decref(set);
                if (!set)
                        return false;
                if (good)
                        return true;
                if (there)
                        break;
        }
        return wrong(c, "身份凭据的签名不对");
}

static bool for_us(const struct signin_door_oidc *d, const json_t *claims)
{
        const json_t *aud = json_object_get(claims, "aud"), *azp = json_object_get(claims, "azp"), *each;
        bool found = json_is_string(aud) && !strcmp(json_string_value(aud), d->client);
        size_t i;

        json_array_foreach(aud, i, each)
                found = found || text_same(json_string_value(each), d->client);
        return found && (!(azp || json_array_size(aud) > 1) || text_same(json_string_value(azp), d->client));
}

static bool claims_right(struct ctx *c, const struct signin_door_oidc *d, const json_t *claims, const char *nonce)
{
        const char *said = json_string_value(json_object_get(claims, "nonce"));
        int64_t now = c->now.ms / 1000, exp = json_integer_value(json_object_get(claims, "exp")), iat = json_integer_value(json_object_get(claims, "iat"));

        if (!text_same(json_string_value(json_object_get(claims, "iss")), d->issuer))
                return wrong(c, "身份凭据不是由所设的认证服务签发的");
        if (!for_us(d, claims))
                return wrong(c, "身份凭据不是发给本站的");
        if (exp + SKEW_S < now || iat > now + SKEW_S || !exp)
                return wrong(c, "身份凭据已经过期，或者两边的时间不一致");
        return (said && strlen(said) == strlen(nonce) && !CRYPTO_memcmp(said, nonce, strlen(nonce))) || wrong(c, "身份凭据不是为这一次登录签发的");
}

/* The claims of a token that holds; its own reference. */
static bool token_claims(struct ctx *c, const struct signin_door_oidc *d, const json_t *provider, const char *token, json_t **out)
{
        cjose_err e;
        cjose_jws_t *jws = cjose_jws_import(token, strlen(token), &e);
        uint8_t *plain = NULL;
        size_t n = 0;
        bool good = jws ? signature_right(c, d, provider, jws) : wrong(c, "身份凭据读不出来，或者没有签名");

        if (good && cjose_jws_get_plaintext(jws, &plain, &n, &e))
                *out = json_of(c, text_copy_n(c->mem, (const char *)plain, n));
        else if (good)
                good = wrong(c, "身份凭据读不出来");
        cjose_jws_release(jws);
        return good && *out;
}

static bool login_of(struct ctx *c, const struct signin_door_oidc *d, const json_t *claims, const char **login)
{
        const char *value = json_string_value(json_object_get(claims, d->claim));
        struct user u;

        if (text_empty(value) || strlen(value) > 200 || text_check(value, strlen(value)))
                return wrong(c, text_make(c->mem, "身份凭据里没有 %s", d->claim));
        if (!signin_bound(c, "oidc", value, login))
                return false;
        if (!**login && d->by_login && *value != '@' && user_load(c, value, &u))
                *login = u.login;
        if (c->why.kind == WHY_FAILED)
                return false;
        why_clear(&c->why);
        return **login || refuse(&c->why, R_IDENTITY_UNBOUND, NULL, "%s：%s", d->label, value);
}

/* ---- there and back ---- */

static const char *challenge_of(struct arena *mem, const char *verifier)
{
        struct hash h = hash_bytes(HASH_SHA256, verifier, strlen(verifier));
        char *out = arena_take(mem, 64);

        return sodium_bin2base64(out, 64, h.b, sizeof h.b, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool signin_oidc_begin(struct ctx *c, const struct signin_doors *doors, const char *next, const char **to, const char **kept)
{
        const struct signin_door_oidc *d = &doors->oidc;
        const char *state = random_token(c->mem, 24), *nonce = random_token(c->mem, 24), *verifier = random_token(c->mem, 48), *at;
        json_t *provider = about_of(c, d);

        if (!provider)
                return false;
        at = text_copy(c->mem, json_string_value(json_object_get(provider, "authorization_endpoint")));
        json_decref(provider);
        *to = text_make(c->mem, "%s%c%s", at, strchr(at, '?') ? '&' : '?',
                        url(c->mem, "response_type=code&client_id=%s&redirect_uri=%s&scope=%s&state=%s&nonce=%s&code_challenge=%s&code_challenge_method=S256",
                            d->client, d->redirect, d->scope, state, nonce, challenge_of(c->mem, verifier)));
        return signin_ticket_make(c, "oidc", text_make(c->mem, "%s\n%s\n%s\n%s", state, nonce, verifier, next), kept);
}

static bool code_redeemed(struct ctx *c, const struct signin_door_oidc *d, const json_t *provider, const char *code, const char *verifier, const char **token)
{
        struct asked q = { .url = json_string_value(json_object_get(provider, "token_endpoint")), .ca = d->ca };
        const char *text = NULL, *got;
        long status = 0;
        json_t *v;

        q.form = url(c->mem, "grant_type=authorization_code&code=%s&redirect_uri=%s&code_verifier=%s&client_id=%s", code, d->redirect, verifier, d->client);
        q.user = d->secret ? text_make(c->mem, "%s:%s", url(c->mem, "%s", d->client), url(c->mem, "%s", d->secret)) : NULL;
        if (!fetched(c, &q, &status, &text))
                return false;
        if (status != 200)
                return wrong(c, "认证服务不接受这一次的登录码");
        if (!(v = json_of(c, text)))
                return false;
        got = json_string_value(json_object_get(v, "id_token"));
        *token = got ? text_copy(c->mem, got) : NULL;
        json_decref(v);
        return *token || wrong(c, "认证服务没有给出身份凭据");
}

static bool answer_login(struct ctx *c, const struct signin_door_oidc *d, const char *code, const char *nonce, const char *verifier, const char **login)
{
        json_t *provider = about_of(c, d), *claims = NULL;
        const char *token = NULL;
        bool ok = provider && code_redeemed(c, d, provider, code, verifier, &token) && token_claims(c, d, provider, token, &claims) &&
                  claims_right(c, d, claims, nonce) && login_of(c, d, claims, login);

        json_decref(claims);
        json_decref(provider);
        return ok;
}

bool signin_oidc_end(struct ctx *c, const struct signin_doors *doors, const char *kept, const struct signin_oidc_answer *a, const char **login, const char **next)
{
        const char *text = NULL;
        size_t n = 0;
        char **parts;

        if (!signin_ticket_read(c, "oidc", kept, &text))
                return false;
        parts = text_split(c->mem, text, '\n', &n);
        if (n != 4 || !a->state || strlen(a->state) != strlen(parts[0]) || CRYPTO_memcmp(a->state, parts[0], strlen(parts[0])))
                return wrong(c, "不是从本站开始的登录");
        if (a->error || text_empty(a->code))
                return wrong(c, "认证服务没有放行");
        *next = parts[3];
        return answer_login(c, &doors->oidc, a->code, parts[1], parts[2], login);
}
