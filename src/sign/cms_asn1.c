/* cms_asn1.c - the form of a SignedData, for OpenSSL's reader and writer of DER.  Only what detached signatures need. */
#include "sign/cms_asn1.h"

ASN1_SEQUENCE(CMS_SIGNER) = {
        ASN1_SIMPLE(struct cms_signer, version, ASN1_INTEGER),
        ASN1_SIMPLE(struct cms_signer, who, PKCS7_ISSUER_AND_SERIAL),
        ASN1_SIMPLE(struct cms_signer, digest, X509_ALGOR),
        ASN1_IMP_SET_OF_OPT(struct cms_signer, attributes, X509_ATTRIBUTE, 0),
        ASN1_SIMPLE(struct cms_signer, algorithm, X509_ALGOR),
        ASN1_SIMPLE(struct cms_signer, signature, ASN1_OCTET_STRING),
        ASN1_IMP_SET_OF_OPT(struct cms_signer, unsigned_attributes, X509_ATTRIBUTE, 1),
} ASN1_SEQUENCE_END_name(struct cms_signer, CMS_SIGNER)

ASN1_SEQUENCE(CMS_CONTENT) = {
        ASN1_SIMPLE(struct cms_content, type, ASN1_OBJECT),
        ASN1_EXP_OPT(struct cms_content, value, ASN1_ANY, 0),
} static_ASN1_SEQUENCE_END_name(struct cms_content, CMS_CONTENT)

ASN1_SEQUENCE(CMS_DATA) = {
        ASN1_SIMPLE(struct cms_data, version, ASN1_INTEGER),
        ASN1_SET_OF(struct cms_data, digests, X509_ALGOR),
        ASN1_SIMPLE(struct cms_data, content, CMS_CONTENT),
        ASN1_IMP_SET_OF_OPT(struct cms_data, certificates, X509, 0),
        ASN1_IMP_SET_OF_OPT(struct cms_data, crls, X509_CRL, 1),
        ASN1_SET_OF(struct cms_data, signers, CMS_SIGNER),
} static_ASN1_SEQUENCE_END_name(struct cms_data, CMS_DATA)

ASN1_SEQUENCE(CMS_FILE) = {
        ASN1_SIMPLE(struct cms, type, ASN1_OBJECT),
        ASN1_EXP(struct cms, data, CMS_DATA, 0),
} ASN1_SEQUENCE_END_name(struct cms, CMS_FILE)

ASN1_ITEM_TEMPLATE(CMS_SORTED) = ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SET_ORDER, 0, CMS_SORTED, X509_ATTRIBUTE)
ASN1_ITEM_TEMPLATE_END(CMS_SORTED)

ASN1_ITEM_TEMPLATE(CMS_AS_IS) = ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SEQUENCE_OF | ASN1_TFLG_IMPTAG | ASN1_TFLG_UNIVERSAL, V_ASN1_SET,
                                                      CMS_AS_IS, X509_ATTRIBUTE)
ASN1_ITEM_TEMPLATE_END(CMS_AS_IS)
