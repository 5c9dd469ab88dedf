/* ses_asn1.c - the forms of GB/T 38540 for OpenSSL's reader and writer of DER. */
#include "sign/ses.h"
#include <openssl/asn1t.h>
#include <openssl/crypto.h>

ASN1_SEQUENCE(SES_HEADER) = {
        ASN1_SIMPLE(struct ses_header, id, ASN1_IA5STRING),
        ASN1_SIMPLE(struct ses_header, version, ASN1_INTEGER),
        ASN1_SIMPLE(struct ses_header, maker, ASN1_IA5STRING),
} static_ASN1_SEQUENCE_END_name(struct ses_header, SES_HEADER)

ASN1_SEQUENCE(SES_PROPERTY) = {
        ASN1_SIMPLE(struct ses_property, type, ASN1_INTEGER),
        ASN1_SIMPLE(struct ses_property, name, ASN1_UTF8STRING),
        ASN1_SIMPLE(struct ses_property, list_type, ASN1_INTEGER),
        ASN1_SEQUENCE_OF(struct ses_property, list, ASN1_ANY),
        ASN1_SIMPLE(struct ses_property, made, ASN1_GENERALIZEDTIME),
        ASN1_SIMPLE(struct ses_property, from, ASN1_GENERALIZEDTIME),
        ASN1_SIMPLE(struct ses_property, to, ASN1_GENERALIZEDTIME),
} static_ASN1_SEQUENCE_END_name(struct ses_property, SES_PROPERTY)

ASN1_SEQUENCE(SES_PICTURE) = {
        ASN1_SIMPLE(struct ses_picture, type, ASN1_IA5STRING),
        ASN1_SIMPLE(struct ses_picture, data, ASN1_OCTET_STRING),
        ASN1_SIMPLE(struct ses_picture, w, ASN1_INTEGER),
        ASN1_SIMPLE(struct ses_picture, h, ASN1_INTEGER),
} static_ASN1_SEQUENCE_END_name(struct ses_picture, SES_PICTURE)

ASN1_SEQUENCE(SES_INFO) = {
        ASN1_SIMPLE(struct ses_info, header, SES_HEADER),
        ASN1_SIMPLE(struct ses_info, id, ASN1_IA5STRING),
        ASN1_SIMPLE(struct ses_info, property, SES_PROPERTY),
        ASN1_SIMPLE(struct ses_info, picture, SES_PICTURE),
        ASN1_SEQUENCE_OF_OPT(struct ses_info, more, ASN1_ANY),
        ASN1_EXP_OPT(struct ses_info, tagged, ASN1_ANY, 0),
} ASN1_SEQUENCE_END_name(struct ses_info, SES_INFO)

ASN1_SEQUENCE(SES_SEAL) = {
        ASN1_SIMPLE(struct ses_seal, info, SES_INFO),
        ASN1_SIMPLE(struct ses_seal, maker, ASN1_OCTET_STRING),
        ASN1_SIMPLE(struct ses_seal, algorithm, ASN1_OBJECT),
        ASN1_SIMPLE(struct ses_seal, signature, ASN1_BIT_STRING),
} ASN1_SEQUENCE_END_name(struct ses_seal, SES_SEAL)

ASN1_SEQUENCE(SES_TBS) = {
        ASN1_SIMPLE(struct ses_tbs, version, ASN1_INTEGER),
        ASN1_SIMPLE(struct ses_tbs, seal, SES_SEAL),
        ASN1_SIMPLE(struct ses_tbs, at, ASN1_GENERALIZEDTIME),
        ASN1_SIMPLE(struct ses_tbs, hash, ASN1_BIT_STRING),
        ASN1_SIMPLE(struct ses_tbs, what, ASN1_IA5STRING),
        ASN1_EXP_OPT(struct ses_tbs, more, ASN1_ANY, 0),
} ASN1_SEQUENCE_END_name(struct ses_tbs, SES_TBS)

ASN1_SEQUENCE(SES) = {
        ASN1_SIMPLE(struct ses, tbs, SES_TBS),
        ASN1_SIMPLE(struct ses, cert, ASN1_OCTET_STRING),
        ASN1_SIMPLE(struct ses, algorithm, ASN1_OBJECT),
        ASN1_SIMPLE(struct ses, signature, ASN1_BIT_STRING),
        ASN1_EXP_OPT(struct ses, stamp, ASN1_BIT_STRING, 0),
} ASN1_SEQUENCE_END_name(struct ses, SES)

struct bytes ses_der(struct arena *mem, const void *value, const ASN1_ITEM *form)
{
        unsigned char *der = NULL;
        int n = ASN1_item_i2d(value, &der, form);
        struct bytes b = { 0 };

        if (n > 0)
                b = (struct bytes){ arena_copy(mem, der, (size_t)n), (size_t)n };
        OPENSSL_free(der);
        return b;
}
