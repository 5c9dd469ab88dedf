/* client_certificate.c - the certificate with which somebody answered the proxy's TLS handshake: read, verified again against our CA (RSA, ECDSA
 * or SM2; validity, purpose, revocation lists), looked up among the bindings.
 *
 * That the private key is theirs only the handshake proves, so only a proxy whose address is trusted may pass a certificate on (web/address.c).
 * Must never: believe a header by itself. */
#include "signin/signin_inner.h"
#include "base/hash.h"
#include "sign/sm2.h"
#include <ctype.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define PASSED_MAX 16384
#define CHAIN_MAX 8

/* ---- reading ---- */

static const char *percent_decoded(struct arena *mem, const char *s)
{
        char *out = arena_take(mem, strlen(s) + 1), *p = out;

        for (; *s; s++) {
                unsigned v;

                if (*s == '%' && isxdigit((unsigned char)s[1]) && isxdigit((unsigned char)s[2])) {
                        char two[3] = { s[1], s[2], '\0' };

                        v = (unsigned)strtoul(two, NULL, 16);
                        *p++ = (char)v;
                        s += 2;
                } else {
                        *p++ = *s;
                }
        }
        return out;
}

static X509 *of_pem(const char *pem)
{
        BIO *b = BIO_new_mem_buf(pem, -1);
        X509 *x = b ? PEM_read_bio_X509(b, NULL, NULL, NULL) : NULL;

        BIO_free(b);
        ERR_clear_error();
        return x;
}

static X509 *of_der(const uint8_t *der, size_t n)
{
        const uint8_t *p = der;
        X509 *x = n ? d2i_X509(NULL, &p, (long)n) : NULL;

        ERR_clear_error();
        return x;
}

/* Spaces or tabs where nginx puts its line ends into a header. */
static const char *lines_again(struct arena *mem, const char *s)
{
        const char *begin = "-----BEGIN CERTIFICATE-----", *end = "-----END CERTIFICATE-----", *from = strstr(s, begin), *to = from ? strstr(from, end) : NULL;
        struct buffer b = { .mem = mem };

        if (!to)
                return s;
        buffer_make(&b, "%s\n", begin);
        for (const char *p = from + strlen(begin); p < to; p++)
                buffer_put(&b, *p == ' ' || *p == '\t' ? "\n" : p, 1);
        buffer_make(&b, "\n%s\n", end);
        return text_replace(mem, text_replace(mem, buffer_done(&b), "\n\n", "\n"), "\n\n", "\n");
}

static X509 *passed_read(struct arena *mem, const char *passed)
{
        size_t n = strlen(passed), got = 0;
        uint8_t *der;

        if (!n || n > PASSED_MAX)
                return NULL;
        if (*passed == ':' && n > 2 && passed[n - 1] == ':') {
                der = arena_take(mem, n);
                return sodium_base642bin(der, n, passed + 1, n - 2, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) ? NULL : of_der(der, got);
        }
        return of_pem(lines_again(mem, strchr(passed, '%') ? percent_decoded(mem, passed) : passed));
}

/* ---- what it may be bound by ---- */

static const char *fingerprint_of(struct arena *mem, X509 *x)
{
        unsigned char *der = NULL;
        int n = i2d_X509(x, &der);
        struct hash h;

        must(n > 0);
        h = hash_bytes(HASH_SHA256, der, (size_t)n);
        OPENSSL_free(der);
        return hash_digest(mem, HASH_SHA256, &h);
}

static const char *name_of(struct arena *mem, const X509_NAME *name)
{
        BIO *b = BIO_new(BIO_s_mem());
        char *p = NULL;
        const char *text;
        long n;

        must(b && X509_NAME_print_ex(b, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) >= 0);
        n = BIO_get_mem_data(b, &p);
        text = text_copy_n(mem, p, (size_t)n);
        BIO_free(b);
        return text;
}

/* With its issuer: a subject is a name only within one authority. */
static const char *subject_of(struct arena *mem, X509 *x)
{
        return text_make(mem, "subject:%s; issuer:%s", name_of(mem, X509_get_subject_name(x)), name_of(mem, X509_get_issuer_name(x)));
}

bool signin_certificate_values(struct arena *mem, const char *pem, const char **fingerprint, const char **subject, struct why *why)
{
        X509 *x = of_pem(pem);

        if (!x)
                return refuse(why, R_ARG_TYPE, "certificate", "不是 PEM 格式的证书");
        *fingerprint = fingerprint_of(mem, x);
        *subject = subject_of(mem, x);
        X509_free(x);
        return true;
}

/* ---- verifying ---- */

/* What the CA file holds: roots, intermediates, revocation lists. */
struct authority { STACK_OF(X509_INFO) *all; X509_STORE *store; bool lists; };

static struct authority authority_of(const char *ca)
{
        BIO *b = BIO_new_mem_buf(ca, -1);
        struct authority a = { .store = X509_STORE_new() };

        must(a.store != NULL);
        a.all = b ? PEM_X509_INFO_read_bio(b, NULL, NULL, NULL) : NULL;
        for (int i = 0; i < sk_X509_INFO_num(a.all); i++) {
                X509_INFO *info = sk_X509_INFO_value(a.all, i);

                a.lists = a.lists || info->crl;
                if (!info->x509)
                        continue;
                sm2_identify(info->x509);
                X509_STORE_add_cert(a.store, info->x509);
        }
        BIO_free(b);
        ERR_clear_error();
        return a;
}

static void authority_free(struct authority *a)
{
        sk_X509_INFO_pop_free(a->all, X509_INFO_free);
        X509_STORE_free(a->store);
}

static const char *error_words(int error)
{
        switch (error) {
        case X509_V_ERR_CERT_NOT_YET_VALID: return "证书还没有生效";
        case X509_V_ERR_CERT_HAS_EXPIRED: return "证书已经过期";
        case X509_V_ERR_CERT_REVOKED: return "证书已经吊销";
        case X509_V_ERR_UNABLE_TO_GET_CRL: return "吊销名单不是最新的，不能确定证书有没有吊销";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT: case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY: case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: return "证书不是由所信任的机构签发的";
        case X509_V_ERR_INVALID_PURPOSE: return "证书不能用于登录";
        default: return "证书没有通过核验";
        }
}

static int verified(X509_STORE *store, X509 *x, struct instant at)
{
        X509_STORE_CTX *ctx = X509_STORE_CTX_new();
        int error = X509_V_ERR_UNSPECIFIED;

        sm2_identify(x);
        if (ctx && X509_STORE_CTX_init(ctx, store, x, NULL) == 1) {
                X509_VERIFY_PARAM *p = X509_STORE_CTX_get0_param(ctx);

                X509_VERIFY_PARAM_set_time(p, (time_t)(at.ms / 1000));
                X509_VERIFY_PARAM_set_depth(p, CHAIN_MAX);
                X509_VERIFY_PARAM_set_auth_level(p, 2);         /* 112 bits: RSA 2048, no SHA-1 */
                X509_VERIFY_PARAM_set_purpose(p, X509_PURPOSE_SSL_CLIENT);
                error = X509_verify_cert(ctx) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(ctx);
                if (error == X509_V_OK && X509_STORE_CTX_get_error(ctx) != X509_V_OK)
                        error = X509_V_ERR_UNSPECIFIED;
        }
        X509_STORE_CTX_free(ctx);
        ERR_clear_error();
        return error;
}

/* OpenSSL verifies no list that was signed with SM2 under an identifier, so the signature is asked for here, whatever the algorithm. */
static bool list_signed(X509_CRL *crl, EVP_PKEY *key)
{
        const ASN1_BIT_STRING *signature;
        const X509_ALGOR *how;
        unsigned char *der = NULL;
        int n = i2d_re_X509_CRL_tbs(crl, &der), digest = NID_undef;
        EVP_MD_CTX *ctx = EVP_MD_CTX_new();
        EVP_PKEY_CTX *keys = EVP_PKEY_CTX_new(key, NULL);
        bool good;

        X509_CRL_get0_signature(crl, &signature, &how);
        if (!OBJ_find_sigid_algs(OBJ_obj2nid(how->algorithm), &digest, NULL) || digest == NID_sha1 || digest == NID_md5)
                digest = NID_undef;
        good = n > 0 && ctx && keys && digest != NID_undef;
        if (good && EVP_PKEY_is_a(key, "SM2"))
                good = EVP_PKEY_CTX_set1_id(keys, SM2_ID, strlen(SM2_ID)) == 1;
        if (good)
                EVP_MD_CTX_set_pkey_ctx(ctx, keys);
        good = good && EVP_DigestVerifyInit(ctx, NULL, EVP_get_digestbynid(digest), NULL, key) == 1 &&
               EVP_DigestVerify(ctx, signature->data, (size_t)signature->length, der, (size_t)n) == 1;
        EVP_MD_CTX_free(ctx);
        EVP_PKEY_CTX_free(keys);
        OPENSSL_free(der);
        ERR_clear_error();
        return good;
}

static bool list_current(X509_CRL *crl, struct instant at)
{
        time_t now = (time_t)(at.ms / 1000);
        const ASN1_TIME *next = X509_CRL_get0_nextUpdate(crl);

        return X509_cmp_time(X509_CRL_get0_lastUpdate(crl), &now) < 0 && next && X509_cmp_time(next, &now) > 0;
}

/* Where the file has lists at all, the issuer's must be among them, signed by it and current. */
static int revoked(const struct authority *a, X509 *x, struct instant at)
{
        bool known = false;

        for (int i = 0; i < sk_X509_INFO_num(a->all); i++) {
                X509_CRL *crl = sk_X509_INFO_value(a->all, i)->crl;
                X509_REVOKED *entry = NULL;

                if (!crl || X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_issuer_name(x)) || !list_current(crl, at))
                        continue;
                for (int k = 0; k < sk_X509_INFO_num(a->all); k++) {
                        X509 *issuer = sk_X509_INFO_value(a->all, k)->x509;

                        if (!issuer || X509_check_issued(issuer, x) != X509_V_OK || !list_signed(crl, X509_get0_pubkey(issuer)))
                                continue;
                        known = true;
                        if (X509_CRL_get0_by_cert(crl, &entry, x) == 1)
                                return X509_V_ERR_CERT_REVOKED;
                }
        }
        return known || !a->lists ? X509_V_OK : X509_V_ERR_UNABLE_TO_GET_CRL;
}

static bool trusted(struct ctx *c, const char *ca, X509 *x)
{
        struct authority a = authority_of(ca);
        int error = verified(a.store, x, c->now);

        if (error == X509_V_OK)
                error = revoked(&a, x, c->now);
        authority_free(&a);
        return error == X509_V_OK || refuse(&c->why, R_CLIENT_CERT, NULL, "%s", error_words(error));
}

static bool bound(struct ctx *c, X509 *x, const char **login)
{
        const char *subject = subject_of(c->mem, x);

        if (!signin_bound(c, "certificate", fingerprint_of(c->mem, x), login))
                return false;
        if (!**login && !signin_bound(c, "certificate", subject, login))
                return false;
        return **login || refuse(&c->why, R_IDENTITY_UNBOUND, NULL, "%s", subject);
}

bool signin_certificate_login(struct ctx *c, const struct signin_doors *d, const char *passed, const char **login)
{
        X509 *x = d->certificate.header && passed ? passed_read(c->mem, passed) : NULL;
        bool ok;

        if (!x)
                return refuse(&c->why, R_CLIENT_CERT, NULL, passed && *passed ? "证书读不出来" : "浏览器没有出示证书");
        ok = trusted(c, d->certificate.ca, x) && bound(c, x, login);
        X509_free(x);
        return ok;
}
