/* ses_check.c - does a seal signature hold?  In the order of GB/T 38540-2020, 7.3: form, signature, seal, its time, who may use it, text.
 *
 * What is read must be written again byte for byte the same: two readers of one signature then read the same.
 * Never: takes the picture for anything but a picture, or a seal for good because it was used by somebody who is.
 */
#include "sign/ses.h"
#include "base/hash.h"
#include <openssl/ec.h>
#include <openssl/err.h>
#include <string.h>

#define VERSION 4

static struct bytes string_bytes(const ASN1_STRING *s)
{
        return (struct bytes){ ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s) };
}

static bool bytes_same(struct bytes a, struct bytes b)
{
        return a.n == b.n && (a.n == 0 || !memcmp(a.p, b.p, a.n));
}

/* Some write SM2 signatures as two bare numbers of 32 bytes instead of the SEQUENCE of GB/T 35276. */
static bool bare_holds(EVP_PKEY *key, const struct pieces *text, struct bytes bare)
{
        ECDSA_SIG *sig = bare.n == 64 ? ECDSA_SIG_new() : NULL;
        BIGNUM *r = sig ? BN_bin2bn(bare.p, 32, NULL) : NULL, *s = sig ? BN_bin2bn(bare.p + 32, 32, NULL) : NULL;
        unsigned char *der = NULL;
        int n = -1;
        bool good;

        if (r && s && ECDSA_SIG_set0(sig, r, s) == 1) {
                r = s = NULL;
                n = i2d_ECDSA_SIG(sig, &der);
        }
        good = n > 0 && key_verify(key, NID_sm3, text, (struct bytes){ der, (size_t)n });
        BN_free(r);
        BN_free(s);
        ECDSA_SIG_free(sig);
        OPENSSL_free(der);
        return good;
}

/* A signature in a BIT STRING, with the algorithm that goes with the key. */
static bool signature_holds(X509 *x, const ASN1_OBJECT *algorithm, struct bytes text, const ASN1_BIT_STRING *signature)
{
        EVP_PKEY *key = X509_get0_pubkey(x);
        int digest = NID_undef, type = NID_undef, nid = OBJ_obj2nid(algorithm);
        struct pieces all = { .at = { text }, .n = 1 };
        enum sign_kind kind;

        if (!key || !key_kind(key, &kind))
                return false;
        if (kind == SIGN_SM2)
                digest = nid == NID_SM2_with_SM3 ? NID_sm3 : NID_undef;
        else if (!OBJ_find_sigid_algs(nid, &digest, &type) ||
                 type != (kind == SIGN_RSA ? NID_rsaEncryption : NID_X9_62_id_ecPublicKey))
                return false;
        if (digest == NID_undef)
                return false;
        return key_verify(key, digest, &all, string_bytes(signature)) ||
               (kind == SIGN_SM2 && bare_holds(key, &all, string_bytes(signature)));
}

/* Type 1: the certificate itself stands in the list; type 2: its digest with the name of the algorithm. */
static bool may_use(const struct ses_property *p, struct bytes cert)
{
        struct hash h = hash_bytes(HASH_SM3, cert.p, cert.n);
        long type = ASN1_INTEGER_get(p->list_type);

        for (int i = 0; i < sk_ASN1_TYPE_num(p->list); i++) {
                const ASN1_TYPE *t = sk_ASN1_TYPE_value(p->list, i);

                if (type == 1 && t->type == V_ASN1_OCTET_STRING && bytes_same(string_bytes(t->value.octet_string), cert))
                        return true;
                /* SEQUENCE { PrintableString, OCTET STRING }: the digest of 32 bytes is what it ends with */
                if (type == 2 && t->type == V_ASN1_SEQUENCE && ASN1_STRING_length(t->value.sequence) > 34) {
                        struct bytes s = string_bytes(t->value.sequence), tail = { s.p + s.n - 34, 34 };

                        if (tail.p[0] == V_ASN1_OCTET_STRING && tail.p[1] == 32 && !memcmp(tail.p + 2, h.b, 32))
                                return true;
                }
        }
        return false;
}

/* The seal itself: made by whom it says, still in use at that time, and the file beside it is the same one. */
static const char *seal_wrong(struct arena *mem, const struct ses_seal *seal, struct instant at, struct bytes cert,
                              struct bytes file, X509 **maker)
{
        const struct ses_info *i = seal->info;
        struct bytes info = ses_der(mem, i, ASN1_ITEM_rptr(SES_INFO));
        struct instant from, to;

        if (!bytes_same(string_bytes(i->header->id), (struct bytes){ (const uint8_t *)"ES", 2 }) ||
            ASN1_INTEGER_get(i->header->version) != VERSION)
                return "电子印章的版本不支持";
        if (file.n && !bytes_same(file, ses_der(mem, seal, ASN1_ITEM_rptr(SES_SEAL))))
                return "印章文件与签章里的印章不一致";
        *maker = certificate_of_der(string_bytes(seal->maker));
        if (!*maker || !signature_holds(*maker, seal->algorithm, info, seal->signature))
                return "电子印章上制章人的签名不对";
        if (!asn1_instant(i->property->from, &from) || !asn1_instant(i->property->to, &to) || at.ms < from.ms ||
            at.ms >= to.ms + 1000)
                return "签章时电子印章不在有效期内";
        return may_use(i->property, cert) ? "" : "签章人不在电子印章的用章人名单里";
}

static const char *signature_wrong(struct arena *mem, const struct ses *x, struct bytes text, struct bytes file,
                                   struct sign_check *c, X509 **cert, X509 **maker)
{
        struct bytes tbs = ses_der(mem, x->tbs, ASN1_ITEM_rptr(SES_TBS));
        struct hash h = hash_bytes(HASH_SM3, text.p, text.n);

        if (ASN1_INTEGER_get(x->tbs->version) != VERSION)
                return "签章数据的版本不支持";
        *cert = certificate_of_der(string_bytes(x->cert));
        if (!*cert)
                return "签章数据里没有签章人的证书";
        check_name(mem, *cert, c);
        if (!asn1_instant(x->tbs->at, &c->at))
                return "签章没有时间";
        if (!signature_holds(*cert, x->algorithm, tbs, x->signature))
                return "签章与签章人的证书不相符";
        if (!bytes_same(string_bytes(x->tbs->hash), (struct bytes){ h.b, sizeof h.b }))
                return "签章之后签名描述文件被改动";
        return seal_wrong(mem, x->tbs->seal, c->at, string_bytes(x->cert), file, maker);
}

static const char *distrust_of(X509 *cert, X509 *maker, const char *roots, struct instant at)
{
        const char *wrong = certificate_distrust(cert, NULL, roots, at);

        if (*wrong || !maker)
                return wrong;
        wrong = certificate_distrust(maker, NULL, roots, at);
        return *wrong ? "电子印章不是由所信任的机构制作的" : "";
}

void ses_check(struct arena *mem, struct bytes der, struct bytes text, struct bytes seal_file, const char *roots,
               struct sign_check *c)
{
        const unsigned char *p = der.p;
        struct ses *x = NULL;
        X509 *cert = NULL, *maker = NULL;
        const char *distrust = "";

        if (der.n > 0 && der.n < INT32_MAX)
                x = (struct ses *)ASN1_item_d2i(NULL, &p, (long)der.n, ASN1_ITEM_rptr(SES));
        if (!x || !bytes_same(ses_der(mem, x, ASN1_ITEM_rptr(SES)), der))
                c->wrong = "签章数据无法解析";
        else
                c->wrong = signature_wrong(mem, x, text, seal_file, c, &cert, &maker);
        c->good = !*c->wrong;
        if (cert) {
                distrust = distrust_of(cert, maker, roots, c->at);
                c->trusted = !*distrust && maker;
                if (c->good)
                        c->wrong = distrust;
        }
        X509_free(cert);
        X509_free(maker);
        ASN1_item_free((ASN1_VALUE *)x, ASN1_ITEM_rptr(SES));
        ERR_clear_error();
}
