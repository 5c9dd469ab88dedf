/* certificate.c - X.509: making the site's own certificates, reading those of others, following them to a root.
 *
 * Validity is always asked for a given time, never for now: a document sealed while the certificate was valid stays sealed.
 * Legal: GM/T 0015 (SM2 certificates); 电子签名法 13.
 */
#include "sign/inner.h"
#include "base/hash.h"
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

#define NAME_MAX_CHARS 64               /* upper bound of commonName and serialNumber in X.520 */
#define CHAIN_MAX 8

/* ---- time ---- */

ASN1_TIME *instant_asn1(struct instant t)
{
        int64_t s = t.ms >= 0 ? t.ms / 1000 : -((-t.ms + 999) / 1000);

        return ASN1_TIME_adj(NULL, (time_t)s, 0, 0);
}

bool asn1_instant(const ASN1_TIME *t, struct instant *out)
{
        struct tm tm;

        if (!t || ASN1_TIME_to_tm(t, &tm) != 1)
                return false;
        *out = (struct instant){ (int64_t)timegm(&tm) * 1000 };
        return true;
}

bool certificate_valid_at(const X509 *x, struct instant t)
{
        struct instant from, to;

        return asn1_instant(X509_get0_notBefore(x), &from) && asn1_instant(X509_get0_notAfter(x), &to) && t.ms >= from.ms &&
               t.ms < to.ms + 1000;
}

/* ---- reading ---- */

X509 *certificate_of_der(struct bytes der)
{
        const uint8_t *p = der.p;
        X509 *x = der.n > 0 && der.n < INT32_MAX ? d2i_X509(NULL, &p, (long)der.n) : NULL;

        if (x && p == der.p + der.n)
                return x;
        X509_free(x);
        return NULL;
}

struct bytes certificate_der(struct arena *mem, const X509 *x)
{
        int n = i2d_X509(x, NULL);
        uint8_t *p, *start;

        must(n > 0);
        start = p = arena_take(mem, (size_t)n);
        must(i2d_X509(x, &p) == n);
        return (struct bytes){ start, (size_t)n };
}

const char *certificate_pem(struct arena *mem, X509 *x)
{
        BIO *b = BIO_new(BIO_s_mem());
        char *p = NULL, *text;
        long n;

        must(b && PEM_write_bio_X509(b, x) == 1);
        n = BIO_get_mem_data(b, &p);
        text = text_copy_n(mem, p, (size_t)n);
        BIO_free(b);
        return text;
}

STACK_OF(X509) *certificates_of_pem(const char *pem)
{
        STACK_OF(X509) *all = sk_X509_new_null();
        BIO *b = BIO_new_mem_buf(pem ? pem : "", -1);
        X509 *x;

        must(all && b);
        while ((x = PEM_read_bio_X509(b, NULL, NULL, NULL)))
                must(sk_X509_push(all, x) > 0);
        BIO_free(b);
        ERR_clear_error();                      /* the end of the text is an error to OpenSSL */
        return all;
}

const char *certificate_serial(struct arena *mem, const X509 *x)
{
        const ASN1_INTEGER *n = X509_get0_serialNumber(x);

        return hex_text(mem, ASN1_STRING_get0_data(n), (size_t)ASN1_STRING_length(n));
}

const char *certificate_word(struct arena *mem, const X509_NAME *name, int nid)
{
        int at = X509_NAME_get_index_by_NID(name, nid, -1), n;
        unsigned char *utf8 = NULL;
        char *word;

        if (at < 0)
                return "";
        n = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
        if (n < 0) {
                ERR_clear_error();
                return "";
        }
        word = text_check((const char *)utf8, (size_t)n) ? "" : text_copy_n(mem, (const char *)utf8, (size_t)n);
        OPENSSL_free(utf8);
        return word;
}

bool certificate_may_sign(X509 *x)
{
        uint32_t usage = X509_get_key_usage(x);

        return usage == UINT32_MAX || (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION));
}

bool certificate_issued_by(X509 *x, X509 *issuer)
{
        return X509_check_issued(issuer, x) == X509_V_OK;
}

/* ---- making ---- */

static bool name_put(X509_NAME *n, int nid, const char *text)
{
        return X509_NAME_add_entry_by_NID(n, nid, MBSTRING_UTF8, (const unsigned char *)text, -1, -1, 0) == 1;
}

static bool extension_put(X509 *x, X509 *issuer, int nid, const char *value)
{
        X509V3_CTX ctx;
        X509_EXTENSION *e;
        bool good;

        X509V3_set_ctx(&ctx, issuer, x, NULL, NULL, 0);
        e = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
        good = e && X509_add_ext(x, e, -1) == 1;
        X509_EXTENSION_free(e);
        return good;
}

static bool serial_put(X509 *x)
{
        uint8_t b[16];
        BIGNUM *n;
        bool good;

        random_bytes(b, sizeof b);
        b[0] = (uint8_t)((b[0] & 0x3f) | 0x40);         /* positive, and always sixteen bytes long */
        n = BN_bin2bn(b, sizeof b, NULL);
        good = n && BN_to_ASN1_INTEGER(n, X509_get_serialNumber(x));
        BN_free(n);
        return good;
}

static bool dates_put(X509 *x, struct instant from, int years)
{
        struct day d = day_plus_months(day_of(from), 12 * years);
        ASN1_TIME *a = instant_asn1(from), *b = instant_asn1(instant_at(d, 23, 59));
        bool good = a && b && X509_set1_notBefore(x, a) == 1 && X509_set1_notAfter(x, b) == 1;

        ASN1_TIME_free(a);
        ASN1_TIME_free(b);
        return good;
}

static bool fields_put(X509 *x, const struct certificate_plan *p)
{
        X509_NAME *name = X509_get_subject_name(x);
        X509 *issuer = p->issuer ? p->issuer : x;

        return X509_set_version(x, 2) == 1 && serial_put(x) && dates_put(x, p->from, p->years) &&
               X509_set_pubkey(x, p->key) == 1 &&
               name_put(name, NID_countryName, "CN") && name_put(name, NID_commonName, p->name) &&
               (text_empty(p->code) || name_put(name, NID_serialNumber, p->code)) &&
               X509_set_issuer_name(x, X509_get_subject_name(issuer)) == 1 &&
               extension_put(x, issuer, NID_basic_constraints,
                             p->use == USE_ISSUE ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
               extension_put(x, issuer, NID_key_usage, p->use == USE_ISSUE ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature,nonRepudiation") &&
               extension_put(x, issuer, NID_subject_key_identifier, "hash") &&
               extension_put(x, issuer, NID_authority_key_identifier, "keyid:always");
}

static bool certificate_sign(X509 *x, EVP_PKEY *key)
{
        enum sign_kind kind;
        EVP_MD_CTX *ctx = key_kind(key, &kind) ? sign_ctx_new(key, kind) : NULL;
        bool good = ctx && X509_sign_ctx(x, ctx) > 0;

        sign_ctx_free(ctx);
        return good;
}

X509 *certificate_make(const struct certificate_plan *p, struct why *why)
{
        X509 *x;

        if (text_empty(p->name) || utf8_length(p->name) > NAME_MAX_CHARS) {
                refuse(why, R_ARG_RANGE, "name", "证书上的名称应当有 1 至 %d 个字", NAME_MAX_CHARS);
                return NULL;
        }
        if (!text_empty(p->code) && utf8_length(p->code) > NAME_MAX_CHARS) {
                refuse(why, R_ARG_RANGE, "code", "证书上的编号最多 %d 个字符", NAME_MAX_CHARS);
                return NULL;
        }
        x = X509_new();
        if (x && fields_put(x, p) && certificate_sign(x, p->issuer ? p->issuer_key : p->key))
                return x;
        X509_free(x);
        ERR_clear_error();
        fail(why, "不能制作证书");
        return NULL;
}

/* ---- trusting ---- */

void sm2_identify(X509 *x)
{
        EVP_PKEY *key = X509_get0_pubkey(x);
        ASN1_OCTET_STRING *id;

        if (X509_get_signature_nid(x) != NID_SM2_with_SM3 && !(key && EVP_PKEY_is_a(key, "SM2")))
                return;
        id = ASN1_OCTET_STRING_new();
        must(id && ASN1_OCTET_STRING_set(id, (const unsigned char *)SM2_ID, (int)strlen(SM2_ID)) == 1);
        X509_set0_distinguishing_id(x, id);
}

static const char *chain_wrong(int error)
{
        switch (error) {
        case X509_V_OK: return "";
        case X509_V_ERR_CERT_NOT_YET_VALID: return "签名时证书还没有生效";
        case X509_V_ERR_CERT_HAS_EXPIRED: return "签名时证书已经过期";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT: case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
                return "证书不是由所信任的机构签发的";
        case X509_V_ERR_CERT_SIGNATURE_FAILURE: return "证书上签发机构的签名不对";
        case X509_V_ERR_INVALID_CA: case X509_V_ERR_KEYUSAGE_NO_CERTSIGN: return "证书由无权签发证书的人签发";
        case X509_V_ERR_EE_KEY_TOO_SMALL: case X509_V_ERR_CA_KEY_TOO_SMALL: case X509_V_ERR_CA_MD_TOO_WEAK: return "证书使用了过弱的算法";
        default: return "证书没有通过核验";
        }
}

static int chain_verify(X509_STORE *store, X509 *x, STACK_OF(X509) *others, struct instant at)
{
        X509_STORE_CTX *ctx = X509_STORE_CTX_new();
        X509_VERIFY_PARAM *param;
        int error = X509_V_ERR_UNSPECIFIED;

        if (ctx && X509_STORE_CTX_init(ctx, store, x, others) == 1) {
                param = X509_STORE_CTX_get0_param(ctx);
                X509_VERIFY_PARAM_set_time(param, (time_t)(at.ms / 1000));
                X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
                X509_VERIFY_PARAM_set_depth(param, CHAIN_MAX);
                X509_VERIFY_PARAM_set_auth_level(param, 2);     /* 112 bits: RSA 2048, no SHA-1 */
                error = X509_verify_cert(ctx) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(ctx);
                if (error == X509_V_OK && X509_STORE_CTX_get_error(ctx) != X509_V_OK)
                        error = X509_V_ERR_UNSPECIFIED;
        }
        X509_STORE_CTX_free(ctx);
        ERR_clear_error();
        return error;
}

const char *certificate_distrust(X509 *x, STACK_OF(X509) *others, const char *roots, struct instant at)
{
        STACK_OF(X509) *known = certificates_of_pem(roots);
        X509_STORE *store = X509_STORE_new();
        const char *wrong;

        must(store != NULL);
        sm2_identify(x);
        for (int i = 0; i < sk_X509_num(others); i++)
                sm2_identify(sk_X509_value(others, i));
        for (int i = 0; i < sk_X509_num(known); i++) {
                sm2_identify(sk_X509_value(known, i));
                must(X509_STORE_add_cert(store, sk_X509_value(known, i)) == 1);
        }
        if (!certificate_may_sign(x))
                wrong = "证书不能用于签名";
        else
                wrong = chain_wrong(chain_verify(store, x, others, at));
        X509_STORE_free(store);
        sk_X509_pop_free(known, X509_free);
        return wrong;
}
