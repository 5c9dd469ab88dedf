/* try.h - for the tests of this folder: a small site in a fresh folder, served on a free port, and a client that says exact
 * bytes. */
#ifndef WEB_TRY_H
#define WEB_TRY_H
#include "base/test.h"
#include "web/web.h"

struct site_try { struct test *t; struct journal *journal; struct web *web; const char *url, *dir, *token, *cookie, *csrf; };
struct reply { int status; const char *head, *body; size_t n; };

extern int try_shown;                           /* how often the kept page /webtest/kept was rendered */
struct site_try try_start(struct test *t, const struct web_options *o);        /* user admin, password "correct-horse" */
void try_stop(struct site_try *s);
int try_connect(const struct site_try *s);
bool try_send(int fd, const void *p, size_t n);
bool try_read(struct test *t, int fd, bool bodiless, struct reply *out);       /* one answer; false: closed or out of time */
struct reply try_raw(const struct site_try *s, const void *p, size_t n);       /* one request on a connection of its own */
__attribute__((format(printf, 2, 3))) struct reply try_say(const struct site_try *s, const char *fmt, ...);
/* A whole request; token: "Bearer …" by s->token if by_token.  head: more header lines, each ended by CR LF. */
struct reply try_get(const struct site_try *s, const char *path, const char *head);
struct reply try_post(const struct site_try *s, const char *path, const char *head, const char *type, const void *body, size_t n);
struct reply try_json(const struct site_try *s, const char *path, const char *json);  /* POST with the admin's token */
void try_login(struct site_try *s, const char *login, const char *password);    /* sets token */
void try_login_form(struct site_try *s);        /* sets cookie and csrf */
const char *try_header(struct test *t, const struct reply *r, const char *name);        /* "" if not there */
const char *try_between(struct test *t, const char *s, const char *before, const char *after);         /* "" if not there */

#endif
