/* totp.h - time-based one-time codes: RFC 6238 over HMAC-SHA-1 (RFC 4226), 6 digits, 30 seconds, as every authenticator app knows them.
 * Pure: the caller brings the time.  HMAC is OpenSSL's. */
#ifndef SIGNIN_TOTP_H
#define SIGNIN_TOTP_H
#include "base/text.h"
#include "base/time.h"

#define TOTP_KEY 20                     /* bytes of a new key: the length of the hash, as RFC 4226 4 R6 recommends */
#define TOTP_STEP_MS 30000

enum totp_match { TOTP_WRONG, TOTP_RIGHT, TOTP_USED /* right, but of a step that was used before */ };

void totp_code(struct bytes key, int64_t step, char out[7]);
/* Codes of the step before, of now, of the next; never of a step up to `used`, whatever the clock says now. */
enum totp_match totp_check(struct bytes key, const char *typed, struct instant now, int64_t used, int64_t *step);
char *base32_text(struct arena *mem, struct bytes key);                /* RFC 4648, without padding */
const char *totp_uri(struct arena *mem, struct bytes key, const char *site, const char *login);        /* otpauth://… for a QR code */

#endif
