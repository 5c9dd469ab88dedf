/* inner.h - private to sign/: keys and certificates as OpenSSL holds them, CMS, the structure of a PDF, the parts of an OFD. */
#ifndef SIGN_INNER_H
#define SIGN_INNER_H
#include "sign/sign.h"
#include "sign/sm2.h"
#include <openssl/evp.h>
#include <openssl/x509.h>

#define PIECES_MAX 2                    /* a signature in a file covers what stands before it and what stands behind it */

/* ---- algorithm.c: one key, one algorithm ---- */
struct pieces { struct bytes at[PIECES_MAX]; size_t n; };
EVP_PKEY *key_make(enum sign_kind kind);                                        /* NULL if OpenSSL cannot */
bool key_kind(const EVP_PKEY *key, enum sign_kind *out);                        /* false: a kind, curve or length that we do not use */
int kind_digest(enum sign_kind kind);                                           /* NID: SM3 with SM2, else SHA-256 */
bool key_sign(EVP_PKEY *key, enum sign_kind kind, struct bytes text, struct arena *mem, struct bytes *out);
bool key_verify(EVP_PKEY *key, int digest, const struct pieces *text, struct bytes signature);
bool pieces_digest(int digest, const struct pieces *p, uint8_t out[EVP_MAX_MD_SIZE], size_t *n);
/* A context that has begun signing with this key; for OpenSSL calls that finish it.  Ended by sign_ctx_free(). */
EVP_MD_CTX *sign_ctx_new(EVP_PKEY *key, enum sign_kind kind);
void sign_ctx_free(EVP_MD_CTX *ctx);

/* ---- certificate.c ---- */
enum certificate_use { USE_SIGN, USE_ISSUE };
struct certificate_plan {
        const char *name, *code;        /* CN; serialNumber, "" leaves it out */
        enum certificate_use use;
        EVP_PKEY *key;
        X509 *issuer; EVP_PKEY *issuer_key;     /* issuer NULL: signed by its own key */
        struct instant from;
        int years;
};
X509 *certificate_make(const struct certificate_plan *p, struct why *why);
X509 *certificate_of_der(struct bytes der);                                     /* NULL if it is none, or bytes follow */
struct bytes certificate_der(struct arena *mem, const X509 *x);
const char *certificate_pem(struct arena *mem, X509 *x);
STACK_OF(X509) *certificates_of_pem(const char *pem);                           /* never NULL; empty if there are none */
const char *certificate_serial(struct arena *mem, const X509 *x);               /* hex, lower case */
const char *certificate_word(struct arena *mem, const X509_NAME *name, int nid);        /* "" if it is not there */
bool certificate_valid_at(const X509 *x, struct instant t);
bool certificate_may_sign(X509 *x);                                             /* what its key usage says */
bool certificate_issued_by(X509 *x, X509 *issuer);                              /* by name and key identifier only */
bool asn1_instant(const ASN1_TIME *t, struct instant *out);
ASN1_TIME *instant_asn1(struct instant t);
/* Why this certificate is not trusted at that time, in Chinese; "" when it goes back to one of the roots. */
const char *certificate_distrust(X509 *x, STACK_OF(X509) *others, const char *roots, struct instant at);

/* ---- checks.c ---- */
void check_name(struct arena *mem, X509 *x, struct sign_check *c);              /* fills name, code, issuer, serial and kind */
void checks_settle(struct sign_checks *all);                                    /* in the order of signing: none is better than a later one */

/* ---- keyring.c ---- */
struct signer {
        enum sign_kind kind;
        char *who, *pem;
        EVP_PKEY *key;
        X509 *cert;
        STACK_OF(X509) *chain;          /* between the certificate and its root; never NULL */
        EVP_PKEY *maker_key; X509 *maker;       /* the site's maker of seals; NULL: the signer has been certified elsewhere */
};
/* Refuses KEY_MISSING when the certificate is not valid at that time. */
bool signer_may(const struct signer *s, struct instant at, struct why *why);

/* ---- keyfile.c: one identity in one file, its private key encrypted ---- */
struct wrapping { uint8_t b[32]; };
struct key_record { const char *who; enum sign_kind kind; EVP_PKEY *key; X509 *cert; STACK_OF(X509) *chain; };
void key_record_free(struct key_record *r);
bool wrapping_derive(struct bytes secret, struct wrapping *out);
bool key_record_seal(struct arena *mem, const struct wrapping *w, const struct key_record *r, struct bytes *out, struct why *why);
bool key_record_open(struct arena *mem, const struct wrapping *w, struct bytes file, struct key_record *out, struct why *why);

/* ---- cms.c, cms_verify.c: a detached SignedData ---- */
bool cms_sign(struct arena *mem, const struct signer *s, const struct pieces *text, struct instant at, struct bytes *out, struct why *why);
struct cms_check {
        X509 *cert;                     /* of the signer; NULL if it could not be found */
        STACK_OF(X509) *others;         /* certificates that came along */
        bool has_time; struct instant at;
        bool names_certificate;         /* the signature says which certificate it is to be checked with (ESS) */
        size_t n;                       /* bytes of the structure itself; what follows in the input is filling */
        const char *wrong;              /* Chinese; "" when the signature holds */
};
/* Never fails: what cannot be read is wrong.  The caller ends it with cms_check_free(). */
void cms_check(struct bytes der, const struct pieces *text, struct cms_check *out);
void cms_check_free(struct cms_check *c);

#endif
