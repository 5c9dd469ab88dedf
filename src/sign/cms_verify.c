/* cms_verify.c - does a detached SignedData hold over these bytes?  Says nothing of trust: that is asked of the certificate.
 *
 * Exactly one signer; the digest in the signed attributes must be that of the text; the certificate is the one that the signer names
 * by issuer and number and, if the ESS attribute is there, by its digest.  Weak digests and keys do not hold.
 * Never: calls a signature good because it parses; takes the text out of the structure itself (it must be detached).
 */
#include "sign/inner.h"
#include "sign/cms_asn1.h"
#include <openssl/err.h>
#include <openssl/ess.h>
#include <string.h>

static bool oid_is(const ASN1_OBJECT *o, int nid, const char *oid)
{
        char text[80];

        if (nid != NID_undef && OBJ_obj2nid(o) == nid)
                return true;
        return oid && OBJ_obj2txt(text, sizeof text, o, 1) > 0 && text_same(text, oid);
}

static int algorithm_nid(const X509_ALGOR *a)
{
        const ASN1_OBJECT *o;

        X509_ALGOR_get0(&o, NULL, NULL, a);
        return OBJ_obj2nid(o);
}

/* The algorithm must be one that goes with the key; which digest it names is checked where it names one. */
static bool algorithm_fits(const X509_ALGOR *a, enum sign_kind kind, int digest)
{
        const ASN1_OBJECT *o;
        int nid, md = NID_undef, pk = NID_undef;

        X509_ALGOR_get0(&o, NULL, NULL, a);
        nid = OBJ_obj2nid(o);
        if (kind == SIGN_SM2)
                return oid_is(o, NID_SM2_with_SM3, OID_SM2_SIGN) || nid == NID_sm2 || nid == NID_X9_62_id_ecPublicKey;
        if (nid == (kind == SIGN_RSA ? NID_rsaEncryption : NID_X9_62_id_ecPublicKey))
                return true;
        return OBJ_find_sigid_algs(nid, &md, &pk) && md == digest &&
               pk == (kind == SIGN_RSA ? NID_rsaEncryption : NID_X9_62_id_ecPublicKey);
}

static X509 *signer_certificate_of(STACK_OF(X509) *all, const PKCS7_ISSUER_AND_SERIAL *who)
{
        for (int i = 0; i < sk_X509_num(all); i++) {
                X509 *x = sk_X509_value(all, i);

                if (!X509_NAME_cmp(X509_get_issuer_name(x), who->issuer) &&
                    !ASN1_INTEGER_cmp(X509_get0_serialNumber(x), who->serial))
                        return x;
        }
        return NULL;
}

/* The one value of an attribute that may stand only once; NULL if it is not there, or not once, or of another type. */
static const void *attribute_value(const STACK_OF(X509_ATTRIBUTE) *all, int nid, int type)
{
        return X509at_get0_data_by_OBJ((STACK_OF(X509_ATTRIBUTE) *)all, OBJ_nid2obj(nid), -3, type);
}

static bool attribute_there(const STACK_OF(X509_ATTRIBUTE) *all, int nid)
{
        return X509at_get_attr_by_NID(all, nid, -1) >= 0;
}

static bool digest_matches(const struct cms_signer *si, int digest, const struct pieces *text)
{
        const ASN1_OCTET_STRING *said = attribute_value(si->attributes, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);
        uint8_t got[EVP_MAX_MD_SIZE];
        size_t n;

        return said && pieces_digest(digest, text, got, &n) && (size_t)ASN1_STRING_length(said) == n &&
               !memcmp(ASN1_STRING_get0_data(said), got, n);
}

/* Data, by either name: SM2 signatures are met that mix the two. */
static bool type_matches(const struct cms_signer *si)
{
        const ASN1_OBJECT *said = attribute_value(si->attributes, NID_pkcs9_contentType, V_ASN1_OBJECT);

        return said && oid_is(said, NID_pkcs7_data, OID_GM_DATA);
}

static void time_take(const struct cms_signer *si, struct cms_check *out)
{
        const ASN1_TIME *t = attribute_value(si->attributes, NID_pkcs9_signingTime, V_ASN1_UTCTIME);

        if (!t)
                t = attribute_value(si->attributes, NID_pkcs9_signingTime, V_ASN1_GENERALIZEDTIME);
        out->has_time = asn1_instant(t, &out->at);
}

/* The attribute that names the certificate; one that is there but cannot be read names none. */
static bool ess_matches(const struct cms_signer *si, struct cms_check *out)
{
        const ASN1_STRING *der = attribute_value(si->attributes, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE);
        const unsigned char *p = der ? ASN1_STRING_get0_data(der) : NULL;
        ESS_SIGNING_CERT_V2 *ess;
        STACK_OF(X509) *chain;
        bool good;

        if (!attribute_there(si->attributes, NID_id_smime_aa_signingCertificateV2))
                return true;
        ess = p ? d2i_ESS_SIGNING_CERT_V2(NULL, &p, ASN1_STRING_length(der)) : NULL;
        chain = sk_X509_new_null();
        good = ess && chain && sk_X509_push(chain, out->cert) > 0 && OSSL_ESS_check_signing_certs(NULL, ess, chain, 1) > 0;
        sk_X509_free(chain);
        ESS_SIGNING_CERT_V2_free(ess);
        out->names_certificate = good;
        return good;
}

static bool signature_holds(const struct cms_signer *si, EVP_PKEY *key, int digest, const struct pieces *text)
{
        struct bytes signature = { ASN1_STRING_get0_data(si->signature), (size_t)ASN1_STRING_length(si->signature) };
        unsigned char *der = NULL;
        int n;
        bool good;

        if (!si->attributes)
                return key_verify(key, digest, text, signature);
        n = ASN1_item_i2d((const ASN1_VALUE *)si->attributes, &der, ASN1_ITEM_rptr(CMS_AS_IS));
        good = n > 0 && key_verify(key, digest, &(struct pieces){ .at = { { der, (size_t)n } }, .n = 1 }, signature);
        OPENSSL_free(der);
        return good;
}

static const char *signer_wrong(const struct cms_signer *si, const struct pieces *text, struct cms_check *out)
{
        EVP_PKEY *key = X509_get0_pubkey(out->cert);
        int digest = algorithm_nid(si->digest);
        enum sign_kind kind;

        if (!key || !key_kind(key, &kind))
                return "签名用了不支持的密钥";
        if (!algorithm_fits(si->algorithm, kind, digest))
                return "签名用了不支持的算法";
        if (si->attributes) {
                time_take(si, out);
                if (!type_matches(si))
                        return "签名没有说明所签内容的类型";
                if (!digest_matches(si, digest, text))
                        return "文件内容与签名时不一致";
                if (!ess_matches(si, out))
                        return "签名所附的证书不是签名时的那一个";
        }
        return signature_holds(si, key, digest, text) ? "" : "签名与文件或者证书不相符";
}

static const char *data_wrong(const struct cms *c, const struct pieces *text, struct cms_check *out)
{
        const struct cms_data *d = c->data;
        const struct cms_signer *si;
        X509 *x;

        if (!oid_is(c->type, NID_pkcs7_signed, OID_GM_SIGNED) || !oid_is(d->content->type, NID_pkcs7_data, OID_GM_DATA))
                return "签名数据的类型不对";
        if (d->content->value)
                return "签名数据里另有一份内容";
        if (OPENSSL_sk_num(d->signers) != 1)
                return "签名数据里应当只有一个签名人";
        for (int i = 0; i < sk_X509_num(d->certificates); i++)
                if (X509_up_ref(sk_X509_value(d->certificates, i)) == 1)
                        must(sk_X509_push(out->others, sk_X509_value(d->certificates, i)) > 0);
        si = OPENSSL_sk_value(d->signers, 0);
        x = signer_certificate_of(d->certificates, si->who);
        if (!x || X509_up_ref(x) != 1)
                return "签名数据里没有签名人的证书";
        out->cert = x;
        return signer_wrong(si, text, out);
}

void cms_check(struct bytes der, const struct pieces *text, struct cms_check *out)
{
        const unsigned char *p = der.p;
        struct cms *c = NULL;

        *out = (struct cms_check){ .wrong = "签名数据无法解析", .others = sk_X509_new_null() };
        must(out->others != NULL);
        if (der.n > 0 && der.n < INT32_MAX)
                c = (struct cms *)ASN1_item_d2i(NULL, &p, (long)der.n, ASN1_ITEM_rptr(CMS_FILE));
        if (c) {
                out->n = (size_t)(p - der.p);
                out->wrong = data_wrong(c, text, out);
        }
        ASN1_item_free((ASN1_VALUE *)c, ASN1_ITEM_rptr(CMS_FILE));
        ERR_clear_error();
}

void cms_check_free(struct cms_check *c)
{
        X509_free(c->cert);
        sk_X509_pop_free(c->others, X509_free);
        *c = (struct cms_check){ 0 };
}
