/* net.h - what leaves the house by itself: a question over HTTP, a signed POST, a mail.  Over libcurl; no redirect is followed.
 *
 * One try each; what came of it stands in the answer, in words for people.  Never fails.  All block: call them on a thread of their own.
 *
 *   struct net_answer a;
 *   net_ask(c->mem, &(struct net_request){ .url = url, .most = 65536, .seconds = 8 }, &a);
 *   if (!a.came) return fail(&c->why, "没有回应（%s）", a.detail);
 */
#ifndef NET_NET_H
#define NET_NET_H
#include "base/ctx.h"

/* One request: POST where there is a body, otherwise GET.  Bounds: connect_ms (0: 5,000), seconds in all (0: 20), most bytes of an answer; more
 * of anything ends it.  headers: whole lines "Name: value".  user: "id:secret" for Basic, or NULL.  proxy: one of the environment may be asked.
 * ca: file of the certificates trusted for https; NULL: the system's. */
struct net_request { const char *url, *body, *user, *ca; const char *const *headers; size_t n_headers, most; long connect_ms, seconds; bool proxy; };
struct net_answer { bool came /* whole, whatever its status */; int64_t status; const char *text /* ends with \0 */; size_t n; const char *detail /* "" where it came */; };
void net_ask(struct arena *mem, const struct net_request *r, struct net_answer *out);

struct net_outcome { bool good; int64_t status /* HTTP or SMTP; 0 no answer */; const char *detail; };

/* X-Mingjing-Signature as of deliveries to carriers (docs/carriers.md): HMAC-SM3 over "stamp.body", "hmac-sm3 HEX". */
bool net_hmac(struct arena *mem, const char *secret, const char *stamp, const char *body, const char **out, struct why *why);
struct net_post { const char *url, *type, *body, *key /* Idempotency-Key */, *stamp, *signature; long seconds; };
/* Never through a proxy; the answer is at most 64 KiB. */
void net_post_ask(struct arena *mem, const struct net_post *p, struct net_answer *out);         /* what was said */
void net_post(struct arena *mem, const struct net_post *p, struct net_outcome *out);           /* good: a status of 200 to 299 */

/* A mail in plain text, UTF-8.  url: smtp://host:port or smtps://host:port; tls: "must" (STARTTLS or nothing) | "try" | "none".  user, password may
 * be NULL.  Line breaks in from, to and subject make it refused: no header can be added. */
struct net_mail { const char *url, *tls, *ca /* file of trusted certificates; NULL the system's */, *user, *password, *from, *from_name, *to, *subject, *body, *id /* Message-ID without <> */;
                  struct instant at; long seconds; };
void net_mail(struct arena *mem, const struct net_mail *m, struct net_outcome *out);
/* What is sent, CRLF at line ends; NULL if a header would hold a line break or an address is none.  Pure. */
const char *net_mail_text(struct arena *mem, const struct net_mail *m);

#endif
