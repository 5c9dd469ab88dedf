/* signin.h - how people prove who they are, beyond the password itself (org/session.h): second factors, client certificates, the directory
 * (LDAP), OpenID Connect, remembered devices, confirming an identity again before a weighty act.
 *
 * What is proven is proven here; who asks, and how the answer looks, is the web's (web/signin.c).
 * Never:   tells a stranger whether it was the name or the secret that was wrong; keeps a code, a key or a token in the clear.
 * Threads: everything may be called from any thread; what is slow says so.
 * Legal:   GB/T 22239 8.1.4.1（身份鉴别：两种或者两种以上鉴别技术，其中至少一种使用密码技术）；密码应用 CRY-a.
 *
 * Example: struct signin_person p; struct signin_proof proof;
 *          if (!signin_person(c, login, &p) || !signin_password_try(c, doors, &p, password, &method)) return false;
 *          if (p.factor.id && !signin_code_check(c, &p, typed, &proof)) return false;
 */
#ifndef SIGNIN_SIGNIN_H
#define SIGNIN_SIGNIN_H
#include "org/session.h"

/* ---- an account as signing in sees it ---- */
struct signin_person {
        struct user user; bool known;           /* known false: nobody is called so; everything else is empty */
        struct { int64_t id, step; const char *sealed; struct instant since; int recovery; } factor;    /* id 0: none */
        bool factor_must;                       /* one of the roles needs one */
        struct { struct instant at, until; bool forced; } password;     /* at 0: from before this was kept */
        const char *change;                     /* why the password must be changed now, in Chinese; NULL: it need not */
        struct instant unlocked;
};
bool signin_person(struct ctx *c, const char *login, struct signin_person *out);

/* ---- passwords ---- */
/* Length, classes, dictionary by the pack; refuses PASSWORD_WEAK with what is missing. */
bool signin_password_fits(struct ctx *c, const char *login, const char *password);
/* Slow.  Is it none of the last ones?  Refuses PASSWORD_USED. */
bool signin_password_fresh(struct ctx *c, int64_t user, const char *password);
/* Slow.  The local password, or where the account has none the directory's.  method: "password" or "ldap".  Refuses PASSWORD; fails when the
 * directory is needed and does not answer. */
struct signin_doors;
bool signin_password_try(struct ctx *c, const struct signin_doors *d, const struct signin_person *p, const char *login, const char *password,
                         const char **method);

/* ---- the second factor ---- */
struct signin_proof { int64_t factor, step; const char *recovery; /* digest of the recovery code that was used, or NULL */ };
/* Six digits or a recovery code.  Refuses CODE_NEEDED (nothing typed), CODE_WRONG, CODE_USED.  The writer asks again, so that of two at once
 * only one passes. */
bool signin_code_check(struct ctx *c, const struct signin_person *p, const char *typed, struct signin_proof *out);
/* A new key, sealed for this login; and as it is shown: base32 and the otpauth address for a QR code. */
struct signin_offer { const char *sealed, *shown, *uri; };
bool signin_offer_make(struct ctx *c, const char *login, const char *site, struct signin_offer *out);
bool signin_offer_show(struct ctx *c, const char *login, const char *site, const char *sealed, struct signin_offer *out);       /* the same again */

/* ---- remembered devices ---- */
bool signin_device_known(struct ctx *c, const char *login, const char *token, int64_t *id);    /* id 0: not known, or over */

/* ---- confirming again ---- */
/* Does this verb need it (pack signin.again_before), and was the session's owner last proven too long ago?  Refuses ROWS_DIFFER where rights were
 * changed behind the program since. */
bool signin_again_needed(struct ctx *c, const char *verb, int64_t session, bool *needed);

bool signin_session_login(struct ctx *c, int64_t session, const char **login); /* "": no such session */

/* ---- bindings ---- */
bool signin_bound(struct ctx *c, const char *kind, const char *value, const char **login);      /* "" nobody */

/* ---- sealing for a short way through a browser: what only this site can make and read ---- */
bool signin_ticket_make(struct ctx *c, const char *what, const char *text, const char **out);
bool signin_ticket_read(struct ctx *c, const char *what, const char *ticket, const char **text);       /* refuses FORM_TOKEN */

/* ---- other doors: read once at start from a JSON file (docs/signin.md) ---- */
struct signin_door_certificate { const char *header; /* NULL: closed */ const char *ca /* PEM with roots, intermediates and CRLs */; };
struct signin_door_oidc { const char *issuer /* NULL: closed */, *client, *secret, *claim, *label, *scope, *redirect, *ca /* file; NULL the system's */; bool by_login; };
struct signin_door_ldap { const char *url /* NULL: closed */, *base, *filter, *reader, *password, *ca, *label; bool starttls; int timeout_s; };
struct signin_doors {
        struct names proxies;                   /* addresses whose word about client and certificate counts */
        struct signin_door_certificate certificate;
        struct signin_door_oidc oidc;
        struct signin_door_ldap ldap;
};
bool signin_doors_read(struct arena *mem, const char *path, struct signin_doors *out, struct why *why);        /* path NULL: all closed */

/* The certificate that a trusted proxy passed on: PEM, percent-encoded PEM, or base64 of DER between colons (RFC 9440).  Verified again
 * against the CA; refuses CLIENT_CERT, IDENTITY_UNBOUND. */
bool signin_certificate_login(struct ctx *c, const struct signin_doors *d, const char *passed, const char **login);
/* The two values under which a certificate may be bound: "sha256:…" and "subject:…". */
bool signin_certificate_values(struct arena *mem, const char *pem, const char **fingerprint, const char **subject, struct why *why);

/* Slow, talks to the provider.  begin: where to send the browser, and what to keep sealed in its cookie.  end: the answer (query) against that. */
bool signin_oidc_begin(struct ctx *c, const struct signin_doors *d, const char *next, const char **url, const char **kept);
struct signin_oidc_answer { const char *code, *state, *error; };
bool signin_oidc_end(struct ctx *c, const struct signin_doors *d, const char *kept, const struct signin_oidc_answer *a, const char **login, const char **next);
void signin_oidc_forget(void);                  /* keys of the provider that were fetched */

/* Slow.  *right false: wrong name or secret, or no such entry.  False: fail(), the directory did not answer. */
bool signin_ldap_bind(struct ctx *c, const struct signin_door_ldap *d, const char *name, const char *password, bool *right);

#endif
