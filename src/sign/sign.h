/* sign.h - electronic signatures and seals over documents: who signed which bytes, provable without this program.
 *
 * PDF:  an incremental update with a signature field and a detached CMS (PAdES-style, SubFilter ETSI.CAdES.detached; SM2 after
 *       GM/T 0010 with its own object identifiers).  The bytes before the update are the document as it was typeset, unchanged.
 * OFD:  Signatures.xml, Signature.xml with a digest of each part, and a seal structure after GB/T 38540 (SES_Signature).
 * Keys: SM2 by default; RSA 3072 or ECDSA P-256 by setting (readers abroad know no SM2).  A private key lies in the site's key folder,
 *       encrypted with a key derived from the site's key file; it never stands in the database, the journal or a log.
 *
 * Never:   signs bytes it has not been given whole; calls a signature good because the structure parses.
 * Threads: all functions may be called from any thread; a signer is immutable.
 * Legal:   电子签名法 13、14；GB/T 38540；国办发〔2018〕118号（电子签名、电子印章）.
 */
#ifndef SIGN_SIGN_H
#define SIGN_SIGN_H
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

enum sign_kind { SIGN_SM2, SIGN_ECDSA, SIGN_RSA };
const char *sign_kind_name(enum sign_kind k);           /* sm2 ecdsa rsa */
bool sign_kind_parse(const char *name, enum sign_kind *out);

/* ---- keys and certificates ---- */
struct keyring;                                         /* the folder with private keys of agencies and officers, and the site's own issuer */
/* dir is made (0700) if it is not there.  secret: the site's key material (any bytes), from which the wrapping key is derived. */
struct keyring *keyring_open(const char *dir, struct bytes secret, struct why *why);
void keyring_close(struct keyring *k);
/* A new key and a certificate issued by the site's own issuer (a self-signed root, made at first use).  who: "agency/bureau" or
 * "officer/li"; name goes into the certificate's CN, code (uscc or certificate number) into its serialNumber.  The certificate comes
 * back in PEM; what was there before stays readable under its serial (old signatures keep their certificate).  Valid for three years. */
bool keyring_make(struct keyring *k, const char *who, const char *name, const char *code, enum sign_kind kind, struct instant now,
                  struct arena *mem, const char **certificate, struct why *why);
/* A key and certificate that a real authority issued: PKCS#12 with its password. */
bool keyring_import(struct keyring *k, const char *who, struct bytes p12, const char *password, struct arena *mem, const char **certificate, struct why *why);
struct signer;
/* Refuses KEY_MISSING when `who` has none. */
struct signer *signer_open(struct keyring *k, const char *who, struct why *why);
void signer_close(struct signer *s);
const char *signer_certificate(const struct signer *s);                         /* PEM */
const char *keyring_root(struct keyring *k, struct arena *mem, enum sign_kind kind, struct why *why);  /* PEM of the issuer; NULL + fail() */

/* ---- signing ---- */
struct sign_how {
        struct instant at;              /* the act's time */
        const char *reason, *place, *name;      /* shown by readers */
        size_t page; double x, y, w, h; /* where the visible field lies (points from the top left); w 0: invisible */
        struct bytes drawing;           /* PDF: operators that draw in w by h from the lower left corner, paths only; n 0: it shows nothing */
};
/* Several signatures may follow each other, each over all that came before.  Both refuse KEY_MISSING when the certificate is not valid at
 * how->at, FILE_TYPE what cannot be read, ARG_RANGE a page that is not there.  A visible place shows the seal: how->drawing in a PDF, the seal
 * picture in an OFD; the page below draws none.  An OFD without a seal picture (n 0) gets a plain signature (GB/T 35275) instead of a seal. */
bool pdf_sign(struct arena *mem, struct bytes pdf, const struct signer *s, const struct sign_how *how, struct bytes *out, struct why *why);
bool ofd_sign(struct arena *mem, struct bytes ofd, const struct signer *s, const struct sign_how *how, struct bytes seal_picture /* PNG */, struct bytes *out, struct why *why);

/* ---- verifying ---- */
struct sign_check {
        bool good;                      /* the signature holds over the bytes it names, and nothing was added behind the last one */
        bool trusted;                   /* the certificate goes back to one of the given roots and was valid at the time of signing; so do those of all later signatures */
        enum sign_kind kind;
        const char *name, *code, *issuer, *serial;      /* of the certificate */
        struct instant at;              /* as the signature says */
        size_t covers;                  /* bytes of the file it vouches for; the unsigned original is the first `original` bytes */
        const char *wrong;              /* Chinese: why it is not good or not trusted; "" */
};
/* In the order of signing.  original: n of the file if nothing is signed; 0 if it cannot be told (always so for a signed OFD, whose OFD.xml
 * has changed, and for a PDF whose first signature came together with other changes). */
struct sign_checks { struct sign_check *at; size_t n; size_t original; };
/* roots: PEM, may hold several certificates.  False only if the file cannot be read as what it claims to be (refuses FILE_TYPE). */
bool pdf_verify(struct arena *mem, struct bytes pdf, const char *roots, struct sign_checks *out, struct why *why);
bool ofd_verify(struct arena *mem, struct bytes ofd, const char *roots, struct sign_checks *out, struct why *why);

#endif
