/* cms.c - makes a detached SignedData: one signer, signed attributes, the certificate and what leads to its root.
 *
 * RSA and ECDSA after RFC 5652 with the ESS attribute signing-certificate-v2 (RFC 5035), as CAdES and PAdES ask; SM2 after GM/T 0010
 * (GB/T 35275) with its object identifiers and SM3.  The signing time is the act's, given by the caller: no clock is read here.
 * With RSA the same text, key and time give the same bytes; ECDSA and SM2 draw a random number for each signature.
 */
#include "sign/inner.h"
#include "sign/cms_asn1.h"
#include <openssl/err.h>
#include <openssl/ess.h>
#include <string.h>

static bool attribute_put(STACK_OF(X509_ATTRIBUTE) **all, int nid, int type, const void *value, int n)
{
        return X509at_add1_attr_by_NID(all, nid, type, value, n) != NULL;
}

static bool time_put(STACK_OF(X509_ATTRIBUTE) **all, struct instant at)
{
        ASN1_TIME *t = instant_asn1(at);
        bool good = t && attribute_put(all, NID_pkcs9_signingTime, ASN1_STRING_type(t), t, -1);

        ASN1_TIME_free(t);
        return good;
}

/* Binds the certificate to the signature: another one with the same key cannot be put in its place. */
static bool certificate_put(STACK_OF(X509_ATTRIBUTE) **all, const struct signer *s)
{
        ESS_SIGNING_CERT_V2 *ess = OSSL_ESS_signing_cert_v2_new_init(EVP_get_digestbynid(kind_digest(s->kind)), s->cert, NULL, 1);
        unsigned char *der = NULL;
        int n = ess ? i2d_ESS_SIGNING_CERT_V2(ess, &der) : -1;
        bool good = n > 0 && attribute_put(all, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE, der, n);

        OPENSSL_free(der);
        ESS_SIGNING_CERT_V2_free(ess);
        return good;
}

static bool attributes_put(struct cms_signer *si, const struct signer *s, const struct pieces *text, struct instant at)
{
        uint8_t digest[EVP_MAX_MD_SIZE];
        size_t n;
        ASN1_OBJECT *type = s->kind == SIGN_SM2 ? OBJ_txt2obj(OID_GM_DATA, 1) : OBJ_nid2obj(NID_pkcs7_data);
        bool good = type && pieces_digest(kind_digest(s->kind), text, digest, &n) &&
                    attribute_put(&si->attributes, NID_pkcs9_contentType, V_ASN1_OBJECT, type, -1) &&
                    time_put(&si->attributes, at) &&
                    attribute_put(&si->attributes, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, digest, (int)n) &&
                    certificate_put(&si->attributes, s);

        ASN1_OBJECT_free(type);
        return good;
}

static bool algorithms_put(struct cms_signer *si, enum sign_kind kind)
{
        bool good = X509_ALGOR_set0(si->digest, OBJ_nid2obj(kind_digest(kind)), kind == SIGN_SM2 ? V_ASN1_UNDEF : V_ASN1_NULL,
                                    NULL) == 1;

        switch (kind) {
        case SIGN_SM2:   return good && X509_ALGOR_set0(si->algorithm, OBJ_txt2obj(OID_SM2_SIGN, 1), V_ASN1_UNDEF, NULL) == 1;
        case SIGN_ECDSA: return good && X509_ALGOR_set0(si->algorithm, OBJ_nid2obj(NID_ecdsa_with_SHA256), V_ASN1_UNDEF,
                                                        NULL) == 1;
        case SIGN_RSA:   return good && X509_ALGOR_set0(si->algorithm, OBJ_nid2obj(NID_rsaEncryption), V_ASN1_NULL, NULL) == 1;
        }
        return false;
}

static bool who_put(struct cms_signer *si, const X509 *cert)
{
        ASN1_INTEGER *serial = ASN1_INTEGER_dup(X509_get0_serialNumber(cert));

        if (!serial || X509_NAME_set(&si->who->issuer, X509_get_issuer_name(cert)) != 1) {
                ASN1_INTEGER_free(serial);
                return false;
        }
        ASN1_INTEGER_free(si->who->serial);
        si->who->serial = serial;
        return ASN1_INTEGER_set(si->version, 1) == 1;
}

static bool signature_put(struct cms_signer *si, const struct signer *s)
{
        struct arena *mem = arena_new();
        unsigned char *der = NULL;
        int n = ASN1_item_i2d((const ASN1_VALUE *)si->attributes, &der, ASN1_ITEM_rptr(CMS_SORTED));
        struct bytes signature;
        bool good = n > 0 && key_sign(s->key, s->kind, (struct bytes){ der, (size_t)n }, mem, &signature) &&
                    ASN1_OCTET_STRING_set(si->signature, signature.p, (int)signature.n) == 1;

        OPENSSL_free(der);
        arena_free(mem);
        return good;
}

static bool signer_put(struct cms_data *d, const struct signer *s, const struct pieces *text, struct instant at)
{
        struct cms_signer *si = (struct cms_signer *)ASN1_item_new(ASN1_ITEM_rptr(CMS_SIGNER));

        if (si && algorithms_put(si, s->kind) && who_put(si, s->cert) && attributes_put(si, s, text, at) &&
            signature_put(si, s) &&
            OPENSSL_sk_push(d->signers, si) > 0)
                return true;
        ASN1_item_free((ASN1_VALUE *)si, ASN1_ITEM_rptr(CMS_SIGNER));
        return false;
}

static bool certificate_add(STACK_OF(X509) *all, X509 *x)
{
        return X509_up_ref(x) == 1 && sk_X509_push(all, x) > 0;
}

static bool data_put(struct cms *c, const struct signer *s)
{
        struct cms_data *d = c->data;
        X509_ALGOR *digest = X509_ALGOR_new();
        bool gm = s->kind == SIGN_SM2;

        if (!digest || X509_ALGOR_set0(digest, OBJ_nid2obj(kind_digest(s->kind)), gm ? V_ASN1_UNDEF : V_ASN1_NULL, NULL) != 1 ||
            sk_X509_ALGOR_push(d->digests, digest) <= 0) {
                X509_ALGOR_free(digest);
                return false;
        }
        ASN1_OBJECT_free(c->type);
        c->type = gm ? OBJ_txt2obj(OID_GM_SIGNED, 1) : OBJ_nid2obj(NID_pkcs7_signed);
        ASN1_OBJECT_free(d->content->type);
        d->content->type = gm ? OBJ_txt2obj(OID_GM_DATA, 1) : OBJ_nid2obj(NID_pkcs7_data);
        d->certificates = sk_X509_new_null();
        if (!c->type || !d->content->type || !d->certificates || ASN1_INTEGER_set(d->version, 1) != 1 ||
            !certificate_add(d->certificates, s->cert))
                return false;
        for (int i = 0; i < sk_X509_num(s->chain); i++)
                if (!certificate_add(d->certificates, sk_X509_value(s->chain, i)))
                        return false;
        return true;
}

bool cms_sign(struct arena *mem, const struct signer *s, const struct pieces *text, struct instant at, struct bytes *out,
              struct why *why)
{
        struct cms *c = (struct cms *)ASN1_item_new(ASN1_ITEM_rptr(CMS_FILE));
        unsigned char *der = NULL;
        int n = -1;

        if (c && data_put(c, s) && signer_put(c->data, s, text, at))
                n = ASN1_item_i2d((const ASN1_VALUE *)c, &der, ASN1_ITEM_rptr(CMS_FILE));
        ASN1_item_free((ASN1_VALUE *)c, ASN1_ITEM_rptr(CMS_FILE));
        if (n > 0)
                *out = (struct bytes){ arena_copy(mem, der, (size_t)n), (size_t)n };
        OPENSSL_free(der);
        ERR_clear_error();
        return n > 0 || fail(why, "签名没有成功");
}
