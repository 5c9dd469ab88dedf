/* seal.h - small secrets (keys of second factors, tickets) under the site's key file: SM4-GCM (GB/T 32907), key by HKDF-SM3.
 *
 * what: for whom and what for ("factor li"); a seal of one thing does not open as another.  The text is "v1." and URL-safe base64.
 * url: of the database, beside whose key file (keys_path()) the key comes from.  Losing that file means that people enrol again. */
#ifndef SIGNIN_SEAL_H
#define SIGNIN_SEAL_H
#include "base/text.h"
#include "base/why.h"

bool secret_seal(struct arena *mem, const char *url, const char *what, struct bytes plain, const char **out, struct why *why);  /* fails without the key file */
bool secret_open(struct arena *mem, const char *url, const char *what, const char *sealed, struct bytes *out, bool *good, struct why *why);  /* good false: not ours */

#endif
