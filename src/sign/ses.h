/* ses.h - private to sign/: electronic seals and seal signatures of GB/T 38540-2020 (version 4). */
#ifndef SIGN_SES_H
#define SIGN_SES_H
#include "sign/inner.h"
#include <openssl/asn1.h>

struct ses_header { ASN1_IA5STRING *id; ASN1_INTEGER *version; ASN1_IA5STRING *maker; };
struct ses_property {
        ASN1_INTEGER *type;                     /* 1 of an agency, 2 of a person */
        ASN1_UTF8STRING *name;
        ASN1_INTEGER *list_type;                /* 1 certificates, 2 their digests */
        STACK_OF(ASN1_TYPE) *list;              /* who may use the seal */
        ASN1_GENERALIZEDTIME *made, *from, *to;
};
struct ses_picture { ASN1_IA5STRING *type; ASN1_OCTET_STRING *data; ASN1_INTEGER *w, *h; /* mm */ };
struct ses_info {
        struct ses_header *header;
        ASN1_IA5STRING *id;
        struct ses_property *property;
        struct ses_picture *picture;
        STACK_OF(ASN1_TYPE) *more; ASN1_TYPE *tagged;   /* what makers add: both ways are met; NULL */
};
struct ses_seal { struct ses_info *info; ASN1_OCTET_STRING *maker; ASN1_OBJECT *algorithm; ASN1_BIT_STRING *signature; };
struct ses_tbs {
        ASN1_INTEGER *version;
        struct ses_seal *seal;
        ASN1_GENERALIZEDTIME *at;
        ASN1_BIT_STRING *hash;                  /* SM3 of Signature.xml */
        ASN1_IA5STRING *what;                   /* its path */
        ASN1_TYPE *more;
};
struct ses { struct ses_tbs *tbs; ASN1_OCTET_STRING *cert; ASN1_OBJECT *algorithm; ASN1_BIT_STRING *signature; ASN1_BIT_STRING *stamp; };

/* Makes the seal of the signer and signs with it; seal receives the seal alone, as Seal.esl holds it. */
struct ses_plan { struct bytes picture; int w_mm, h_mm; struct instant at; const char *what; struct bytes text; };
bool ses_seal_make(struct arena *mem, const struct signer *s, const struct ses_plan *p, struct bytes *seal, struct why *why);
bool ses_sign(struct arena *mem, const struct signer *s, const struct ses_plan *p, struct bytes seal, struct bytes *out, struct why *why);

/* Judges a seal signature over a text.  seal_file: what stands in Seal.esl; n 0: there is none.  Fills the check; wrong "" when all holds. */
void ses_check(struct arena *mem, struct bytes der, struct bytes text, struct bytes seal_file, const char *roots, struct sign_check *c);

extern const ASN1_ITEM *SES_it(void), *SES_TBS_it(void), *SES_SEAL_it(void), *SES_INFO_it(void);
struct bytes ses_der(struct arena *mem, const void *value, const ASN1_ITEM *form);     /* n 0 if OpenSSL cannot */

#endif
