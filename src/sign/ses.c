/* ses.c - makes an electronic seal (the maker's signature over picture, name and who may use it) and signs with it.
 *
 * Certificates of the site's own issuer get seals of the site's maker; who was certified elsewhere makes its own: the roots decide.
 * The seal lives as long as the certificate of who uses it.  GB/T 38540-2020, chapters 6 and 7.
 */
#include "sign/ses.h"
#include "base/hash.h"
#include <openssl/err.h>
#include <string.h>

#define VERSION 4
#define MAKER_NAME "Mingjing"
#define TYPE_AGENCY 1
#define TYPE_PERSON 2

static bool text_put(ASN1_STRING *to, const char *s)
{
        return ASN1_STRING_set(to, s, (int)strlen(s)) == 1;
}

/* All bits count: OpenSSL would drop zeros at the end. */
static bool bits_put(ASN1_BIT_STRING *to, struct bytes b)
{
        if (ASN1_BIT_STRING_set(to, (unsigned char *)b.p, (int)b.n) != 1)
                return false;
        to->flags &= ~(ASN1_STRING_FLAG_BITS_LEFT | 7);
        to->flags |= ASN1_STRING_FLAG_BITS_LEFT;
        return true;
}

static bool time_put(ASN1_GENERALIZEDTIME *to, struct instant at)
{
        ASN1_TIME *t = instant_asn1(at);
        ASN1_GENERALIZEDTIME *g = t ? ASN1_TIME_to_generalizedtime(t, NULL) : NULL;
        bool good = g && ASN1_STRING_copy(to, g) == 1;

        ASN1_GENERALIZEDTIME_free(g);
        ASN1_TIME_free(t);
        return good;
}

static bool oid_put(ASN1_OBJECT **to, enum sign_kind kind)
{
        static const int nids[] = { [SIGN_SM2] = NID_SM2_with_SM3, [SIGN_ECDSA] = NID_ecdsa_with_SHA256,
                                    [SIGN_RSA] = NID_sha256WithRSAEncryption };

        ASN1_OBJECT_free(*to);
        *to = OBJ_nid2obj(nids[kind]);
        return *to != NULL;
}

static bool list_put(struct ses_property *p, struct bytes cert)
{
        ASN1_OCTET_STRING *s = ASN1_OCTET_STRING_new();
        ASN1_TYPE *t = ASN1_TYPE_new();

        if (s && t && ASN1_OCTET_STRING_set(s, cert.p, (int)cert.n) == 1) {
                ASN1_TYPE_set(t, V_ASN1_OCTET_STRING, s);
                if (sk_ASN1_TYPE_push(p->list, t) > 0)
                        return true;
                s = NULL;
        }
        ASN1_OCTET_STRING_free(s);
        ASN1_TYPE_free(t);
        return false;
}

static bool property_put(struct arena *mem, struct ses_property *p, const struct signer *s)
{
        struct instant from, to;
        int type = text_starts(s->who, "officer/") ? TYPE_PERSON : TYPE_AGENCY;
        const char *name = certificate_word(mem, X509_get_subject_name(s->cert), NID_commonName);

        return asn1_instant(X509_get0_notBefore(s->cert), &from) && asn1_instant(X509_get0_notAfter(s->cert), &to) &&
               ASN1_INTEGER_set(p->type, type) == 1 && text_put(p->name, name) &&
               ASN1_INTEGER_set(p->list_type, 1) == 1 && list_put(p, certificate_der(mem, s->cert)) &&
               time_put(p->made, from) && time_put(p->from, from) && time_put(p->to, to);
}

static bool info_put(struct arena *mem, struct ses_info *i, const struct signer *s, const struct ses_plan *p)
{
        struct bytes cert = certificate_der(mem, s->cert);
        struct hasher *h = hasher_new(HASH_SM3);
        struct hash id;

        hasher_add(h, cert.p, cert.n);
        hasher_add(h, p->picture.p, p->picture.n);
        id = hasher_done(h);
        return text_put(i->header->id, "ES") && ASN1_INTEGER_set(i->header->version, VERSION) == 1 &&
               text_put(i->header->maker, MAKER_NAME) &&
               text_put(i->id, hex_text(mem, id.b, 16)) && property_put(mem, i->property, s) &&
               text_put(i->picture->type, "PNG") &&
               ASN1_OCTET_STRING_set(i->picture->data, p->picture.p, (int)p->picture.n) == 1 &&
               ASN1_INTEGER_set(i->picture->w, p->w_mm) == 1 && ASN1_INTEGER_set(i->picture->h, p->h_mm) == 1;
}

bool ses_seal_make(struct arena *mem, const struct signer *s, const struct ses_plan *p, struct bytes *seal, struct why *why)
{
        struct ses_seal *x = (struct ses_seal *)ASN1_item_new(ASN1_ITEM_rptr(SES_SEAL));
        struct bytes maker = certificate_der(mem, s->maker ? s->maker : s->cert), info, signature, der = { 0 };

        if (x && info_put(mem, x->info, s, p) && ASN1_OCTET_STRING_set(x->maker, maker.p, (int)maker.n) == 1 &&
            oid_put(&x->algorithm, s->kind)) {
                info = ses_der(mem, x->info, ASN1_ITEM_rptr(SES_INFO));
                if (info.n && key_sign(s->maker ? s->maker_key : s->key, s->kind, info, mem, &signature) &&
                    bits_put(x->signature, signature))
                        der = ses_der(mem, x, ASN1_ITEM_rptr(SES_SEAL));
        }
        ASN1_item_free((ASN1_VALUE *)x, ASN1_ITEM_rptr(SES_SEAL));
        ERR_clear_error();
        if (der.n)
                *seal = der;
        return der.n || fail(why, "不能制作电子印章");
}

static bool tbs_put(struct arena *mem, struct ses_tbs *t, const struct ses_plan *p, struct bytes seal)
{
        struct hash h = hash_bytes(HASH_SM3, p->text.p, p->text.n);
        const unsigned char *der = seal.p;
        struct ses_seal *x = (struct ses_seal *)ASN1_item_d2i(NULL, &der, (long)seal.n, ASN1_ITEM_rptr(SES_SEAL));

        if (!x)
                return false;
        ASN1_item_free((ASN1_VALUE *)t->seal, ASN1_ITEM_rptr(SES_SEAL));
        t->seal = x;
        return ASN1_INTEGER_set(t->version, VERSION) == 1 && time_put(t->at, p->at) &&
               bits_put(t->hash, (struct bytes){ h.b, sizeof h.b }) &&
               text_put(t->what, p->what);
}

bool ses_sign(struct arena *mem, const struct signer *s, const struct ses_plan *p, struct bytes seal, struct bytes *out,
              struct why *why)
{
        struct ses *x = (struct ses *)ASN1_item_new(ASN1_ITEM_rptr(SES));
        struct bytes cert = certificate_der(mem, s->cert), tbs, signature, der = { 0 };

        if (x && tbs_put(mem, x->tbs, p, seal) && ASN1_OCTET_STRING_set(x->cert, cert.p, (int)cert.n) == 1 &&
            oid_put(&x->algorithm, s->kind)) {
                tbs = ses_der(mem, x->tbs, ASN1_ITEM_rptr(SES_TBS));
                if (tbs.n && key_sign(s->key, s->kind, tbs, mem, &signature) && bits_put(x->signature, signature))
                        der = ses_der(mem, x, ASN1_ITEM_rptr(SES));
        }
        ASN1_item_free((ASN1_VALUE *)x, ASN1_ITEM_rptr(SES));
        ERR_clear_error();
        if (der.n)
                *out = der;
        return der.n || fail(why, "签章没有成功");
}
