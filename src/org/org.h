/* org.h - people as other folders may know them: users, certificates, the pack in force. */
#ifndef ORG_ORG_H
#define ORG_ORG_H
#include "journal/command.h"
#include "journal/journal.h"
#include "org/access.h"
#include "org/who.h"

/* The pack in force.  Loaded once at start from the log (or, before the first act, from what init kept); any thread may read it. */
/* This process only adopts a new pack: the one in force was right when it was adopted, and may be loaded though a newer program would refuse it. */
void org_pack_replaced(void);
bool org_pack_load(struct db *db, const struct site *site, struct why *why);
const struct pack *org_pack(void);
/* The pack that was in force when act `seq` was done; for acts from before documents were in it, the one in force. */
bool org_pack_at(struct ctx *c, int64_t seq, const struct pack **out);
bool org_pack_current(struct ctx *c);                   /* loads the newest adopted pack if it is not the one in force */
const char *findings_first(const struct findings *found);       /* the first error in words, "" if none */
const struct verb_effect *org_verbs(size_t *n);         /* every command's effect on flags, for pack_load() and pack_prove() */

/* Fills c->who and c->pack.  Refuses ACTOR_UNKNOWN, ACTOR_DISABLED. */
bool who_load(struct ctx *c, const char *login);

struct user { int64_t id; const char *login, *name, *agency, *unit, *roles, *post, *secret; bool enabled; int64_t grants /* not withdrawn: rights.h */; };
bool user_load(struct ctx *c, const char *login, struct user *out);     /* refuses ACTOR_UNKNOWN */
/* Everyone of an agency who may be named, by unit; certificate: the number of the one that holds today, or "".  u lives for the call. */
typedef void user_each_fn(void *to, const struct user *u, const char *certificate);
bool users_list(struct ctx *c, const char *agency, user_each_fn *each, void *to);
/* How many of an agency's people held a certificate on that day. */
bool officers_count(struct ctx *c, const char *agency, struct day on, int *out);
const char *user_name(struct ctx *c, const char *login);                /* the login itself if unknown: for showing only */
/* suspended_…: the suspension in force on the day that was asked about, both days included; DAY_NONE: none.  card: the one that counts. */
struct certificate { int64_t id; const char *number, *login, *kinds, *area; struct day since, until, revoked, suspended_since, suspended_until; int64_t card; };
/* The certificate that held on that day (not before, not expired, not revoked, not suspended); refuses NO_CERTIFICATE naming the person. */
bool certificate_on(struct ctx *c, const char *login, struct day day, struct certificate *out);
/* What the public may know of an officer (国办发〔2018〕118号 二（四）): of every certificate its newest holder's name, unit and post as they are
 * now, and whether it holds on a day; whoever has left holds none any more.  wish: "" any; words: part of the name or of the number. */
struct officer { const char *name, *agency, *unit, *post; const char *photo /* its type, image/png; "" none: officer_photo() */; struct certificate certificate; };
struct officers { struct officer *at; size_t n; };
struct officer_wish { const char *agency, *words; int64_t limit; };
bool officers_find(struct ctx *c, const struct officer_wish *w, struct officers *out);  /* by agency, unit, number */
bool officer_by_number(struct ctx *c, const char *number, struct officer *out, bool *found);
bool photo_silent(const struct bytes *b);               /* a JPEG or PNG that says nothing of where, when and with what it was taken */
bool officer_photo(struct ctx *c, const char *number, const char **type, struct bytes *out, bool *found);
/* Certificates of an agency ("" all) or of one login ("" all), newest first; people who have left are among them.  org_certificates.c */
struct holder { const char *login, *name, *agency, *unit, *roles; bool enabled; struct certificate certificate; struct day checked; int64_t check_year; bool check_passed; };
struct holders { struct holder *at; size_t n; };
bool certificates_list(struct ctx *c, const char *agency, const char *login, struct holders *out);
enum validity { CERTIFICATE_VALID, CERTIFICATE_EARLY /* not yet */, CERTIFICATE_EXPIRED, CERTIFICATE_REVOKED, CERTIFICATE_SUSPENDED };
enum validity certificate_validity(const struct certificate *k, struct day day);
/* 行政处罚法 42: at least two, all certified on that day.  logins: separated by commas.  Refuses TWO_OFFICERS, NO_CERTIFICATE. */
bool officers_certified(struct ctx *c, const char *logins, struct day day, const char *field);

/* Checks ARG_CODE/ARG_CODES/ARG_LOGIN(S) values against pack and users: what needs more than the text itself. */
bool args_known(struct ctx *c, const struct args *a);

extern const struct journal_hooks org_hooks;            /* identify, permit, sign, found; committed does nothing */
extern const struct command org_commands[];
extern const size_t org_commands_n;
extern const struct shadow org_shadows[];
extern const size_t org_shadows_n;

#endif
