/* sm2.h - the one thing about SM2 that whoever verifies a chain of certificates must tell OpenSSL.
 *
 * A signature by SM2 is over the signer's distinguishing identifier as well (GM/T 0003.2 5.5).  OpenSSL knows none by itself, so each
 * certificate of a chain is given the one that GM/T 0009 sets for when two parties have agreed on no other.
 *
 *   sm2_identify(x);  …then X509_verify_cert() or X509_STORE_add_cert()
 */
#ifndef SIGN_SM2_H
#define SIGN_SM2_H
#include <openssl/x509.h>

#define SM2_ID "1234567812345678"

void sm2_identify(X509 *x);     /* does nothing to a certificate that is neither of an SM2 key nor signed by one; may be called twice */

#endif
