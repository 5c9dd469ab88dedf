/* net.h - what leaves the house by itself: a signed POST, and a mail.  Over libcurl; never through a proxy of the environment.
 *
 * One try each; what came of it stands in the outcome, in words for people.  Never fails.  Both block: call them on a thread of their own.
 */
#ifndef NET_NET_H
#define NET_NET_H
#include "base/ctx.h"

struct net_outcome { bool good; int64_t status /* HTTP or SMTP; 0 no answer */; const char *detail; };

/* X-Mingjing-Signature as of deliveries to carriers (docs/carriers.md): HMAC-SM3 over "stamp.body", "hmac-sm3 HEX". */
bool net_hmac(struct arena *mem, const char *secret, const char *stamp, const char *body, const char **out, struct why *why);
struct net_post { const char *url, *type, *body, *key /* Idempotency-Key */, *stamp, *signature; long seconds; };
void net_post(struct arena *mem, const struct net_post *p, struct net_outcome *out);

/* A mail in plain text, UTF-8.  url: smtp://host:port or smtps://host:port; tls: "must" (STARTTLS or nothing) | "try" | "none".  user, password may
 * be NULL.  Line breaks in from, to and subject make it refused: no header can be added. */
struct net_mail { const char *url, *tls, *ca /* file of trusted certificates; NULL the system's */, *user, *password, *from, *from_name, *to, *subject, *body, *id /* Message-ID without <> */;
                  struct instant at; long seconds; };
void net_mail(struct arena *mem, const struct net_mail *m, struct net_outcome *out);
/* What is sent, CRLF at line ends; NULL if a header would hold a line break or an address is none.  Pure. */
const char *net_mail_text(struct arena *mem, const struct net_mail *m);

#endif
