/* metrics.h - private to the web: what an operator sees of a server that runs.  /healthz and /readyz for whoever starts and balances it,
 * /metrics for Prometheus on an address of its own, one line of log for each request.
 * Never: anything personal: no query, no number of a case, no name; a login only in the log. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H
#include "web/call.h"

void metrics_kept(void);                        /* answered from the kept pages */
void metrics_done(const struct call *k);        /* an answer was sent, or its connection is gone */
bool metrics_listen(struct web *w, struct why *why);            /* where metrics-listen names an address */
int metrics_port(void);                                         /* the port it got, also when it asked for :0; 0: it is nowhere */
void metrics_stop(void);

/* metrics_site.c: what is asked of the database and of the house; c: a reader's. */
void metrics_head(struct buffer *b, const char *name, const char *type, const char *help);
void metrics_groups(struct buffer *b);
void metrics_jobs(struct buffer *b, struct ctx *c);
void metrics_outbox(struct buffer *b, struct ctx *c);

call_fn healthz_show, readyz_show;

#endif
