/* cms_asn1.h - private to sign/: SignedData of RFC 5652 and of GM/T 0010 (the same form, other object identifiers). */
#ifndef SIGN_CMS_ASN1_H
#define SIGN_CMS_ASN1_H
#include <openssl/asn1.h>
#include <openssl/asn1t.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

/* GM/T 0010 (GB/T 35275): data, signedData; GM/T 0006: signing with SM2. */
#define OID_GM_DATA "1.2.156.10197.6.1.4.2.1"
#define OID_GM_SIGNED "1.2.156.10197.6.1.4.2.2"
#define OID_SM2_SIGN "1.2.156.10197.1.301.1"

struct cms_signer {
        ASN1_INTEGER *version;
        PKCS7_ISSUER_AND_SERIAL *who;
        X509_ALGOR *digest;
        STACK_OF(X509_ATTRIBUTE) *attributes;           /* signed; NULL if there are none */
        X509_ALGOR *algorithm;
        ASN1_OCTET_STRING *signature;
        STACK_OF(X509_ATTRIBUTE) *unsigned_attributes;
};
struct cms_content { ASN1_OBJECT *type; ASN1_TYPE *value /* NULL: detached */; };
struct cms_data {
        ASN1_INTEGER *version;
        STACK_OF(X509_ALGOR) *digests;
        struct cms_content *content;
        STACK_OF(X509) *certificates;
        STACK_OF(X509_CRL) *crls;
        OPENSSL_STACK *signers;                         /* of struct cms_signer */
};
struct cms { ASN1_OBJECT *type; struct cms_data *data; };

extern const ASN1_ITEM *CMS_FILE_it(void);              /* struct cms */
extern const ASN1_ITEM *CMS_SIGNER_it(void);            /* struct cms_signer */
extern const ASN1_ITEM *CMS_SORTED_it(void);            /* attributes as they are signed: SET OF, sorted as DER wants */
extern const ASN1_ITEM *CMS_AS_IS_it(void);             /* the same in the order in which they came */

#endif
