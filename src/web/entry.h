/* entry.h - private to web/: somebody on the way in.  What was proven so far goes from step to step in a ticket that only this site can make
 * (signin.h); nothing of it is kept here, and no session exists before the last step. */
#ifndef WEB_ENTRY_H
#define WEB_ENTRY_H
#include "org/attempt.h"
#include "signin/signin.h"
#include "web/call.h"

#define DEVICE_COOKIE "mjd"
#define OIDC_COOKIE "mjo"

struct entry {
        const char *login, *method, *next;
        struct signin_person p;
        struct signin_proof proof;
        int64_t trusted;                        /* the remembered device that stands for the second factor; 0: none */
        bool remember;                          /* this device, once inside */
        const char *device_token;               /* of the device to remember */
        bool given;                             /* the second factor was given, or enrolled just now */
        const char *code, *password, *sealed;   /* typed in this step */
        struct session_try attempt;
};

/* address.c */
const char *call_address(struct call *k);                       /* "203.0.113.7": of the client, by whom it may be told */
bool call_from_proxy(struct call *k);
const char *call_certificate(struct call *k);                   /* what a trusted proxy passed on; NULL: nothing */
const char *call_device(struct call *k);                        /* what the browser says of itself; "" */
void call_note(struct call *k, const char *login, bool known, const char *kind, const char *result);
void call_note_why(struct call *k, const char *login, bool known, const char *kind);   /* result by k->c.why */

/* session.c */
void cookie_put(struct call *k, const char *name, const char *value, int seconds, const char *more);

/* entry.c: both ways in, by form and by API, end here. */
struct entry *entry_new(struct call *k, const char *login, const char *method, const char *next);
void entry_open(struct call *k, call_fn *opened);               /* session.open, then the device is remembered; opened() when k->answer is there */
bool entry_try_open(struct call *k);                            /* refuses LOCKED_OUT */
void entry_password_work(struct call *k);                       /* helper: k->entry->password */
bool entry_code_work(struct call *k);                           /* k->entry->code; refuses CODE_… */

/* again.c: acts before which the identity is confirmed. */
void again_then(struct call *k, call_fn *go, call_fn *ask);     /* go: no need, or confirmed; ask: k->c.why says AGAIN or what was wrong */
void again_page(struct call *k);                                /* the form's fields stay in it */
call_fn api_again;

/* login.c, security.c */
call_fn login_step, login_certificate, login_oidc, login_oidc_back;
call_fn security_password, security_factor, security_factor_show, security_codes;
const char *site_name(struct call *k);                          /* as an authenticator app shows it */
void session_ended_note(struct call *k);                        /* after session.close by whomever */
void codes_card(struct call *k, struct html *h);                /* the recovery codes of k->request, once */

#endif
