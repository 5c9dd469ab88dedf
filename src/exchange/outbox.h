/* outbox.h - private to the folder: carriers, how far each has come, what is due, and sending one delivery. */
#ifndef EXCHANGE_OUTBOX_H
#define EXCHANGE_OUTBOX_H
#include "exchange/exchange_inner.h"

struct carrier_state { const char *carrier, *state /* "" never started | on | paused */, *since; int64_t position, pending, tries; struct instant next_at; };
bool outbox__state(struct ctx *c, const char *carrier, struct carrier_state *out);      /* also where there is no row */

struct delivery { int64_t id, change, record, try, status; const char *carrier, *what, *number, *outcome, *detail, *at, *next_at; };
struct deliveries { struct delivery *at; size_t n; };
struct delivery_wish { const char *carrier, *outcome; int64_t limit; };         /* "" any */
bool outbox__deliveries(struct ctx *c, const struct delivery_wish *w, struct deliveries *out);  /* newest first */

/* The first change after `position` that this carrier is to be told of; seq -1: none.  passed: the last one looked at that it is not. */
struct outbox_due { struct publication_change change; struct publication record; const char *page /* struct record */; int64_t passed; };
bool outbox__due(struct ctx *c, const struct pack_carrier *k, int64_t position, struct outbox_due *out);
bool outbox__waiting(struct ctx *c, const struct pack_carrier *k, int64_t position, int64_t *n);        /* how many, up to 200 of each source */

/* Lists as records: the kind that a carrier names, what a change leads to, changes oldest first. */
bool outbox__list(struct ctx *c, const struct publication_change *change, struct publication *p, const char **page);
bool outbox__list_changes(struct ctx *c, int64_t after, int64_t limit, struct publication_changes *out);

/* Minutes to wait after the n-th failure, n from 1. */
int outbox__interval(int64_t n);

/* What is sent, before it is signed. */
struct outbox_body { const char *type, *text; };
struct outbox_body outbox__body(struct arena *mem, const struct pack *pack, const struct pack_carrier *k, const struct record *r);

/* The settings of the environment; NULL when they are not made. */
const char *outbox__address(const struct pack_carrier *k);
bool outbox__secret(struct arena *mem, const struct pack_carrier *k, const char **out, struct why *why);

/* The value of X-Mingjing-Signature. */
bool outbox__sign(struct ctx *c, const struct pack_carrier *k, const char *key, const char *stamp, const struct outbox_body *b, const char **out);
/* One try.  Never fails: what came of it stands in `out`. */
struct outbox_answer { bool good; int64_t status; const char *detail; };
void outbox__send(struct ctx *c, const struct pack_carrier *k, const struct record *r, struct outbox_answer *out);

#endif
