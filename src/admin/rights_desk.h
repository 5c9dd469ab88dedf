/* rights_desk.h - private to the pages of rights: who may do what, made from the tables of commands, views and pages and the pack's procedures,
 * and never typed by hand. */
#ifndef ADMIN_RIGHTS_DESK_H
#define ADMIN_RIGHTS_DESK_H
#include "org/rights.h"
#include "ui/ui.h"

#define RIGHTS_KEEPERS "admin|security|auditor"

/* One thing that may be done or seen. */
struct permit {
        const char *group;              /* what it acts on, in Chinese; of views and pages their folder */
        const char *name, *label;
        struct names roles;             /* pack ids; empty: see everybody */
        bool everybody;                 /* whoever has signed in; open: not even that */
        bool open;
        const char *basis;              /* the row, or the procedure's steps with their law */
};
struct permits { struct permit *at; size_t n; };
enum permit_kind { PERMIT_VERB, PERMIT_VIEW, PERMIT_PAGE };
bool permit_kind_parse(const char *word, enum permit_kind *out);        /* verbs views pages */
/* words: part of name, label or group; role: only what this role may; "" all. */
void permits_make(const struct ctx *c, enum permit_kind kind, const char *role, const char *words, struct permits *out);
bool permit_has(const struct permit *p, const char *role);

/* What somebody has, and from where. */
struct holding { const char *role, *label, *source /* 账号 授予 代行 */, *scope, *note, *law; struct day since, until; int64_t act /* -1 */; bool holds; };
struct holdings { struct holding *at; size_t n; struct user user; };
bool holdings_load(struct ctx *c, const char *login, struct holdings *out);     /* refuses ACTOR_UNKNOWN */
/* May c->who look at this?  Oneself, and whoever keeps rights.  Refuses ROLE. */
bool holdings_may(struct ctx *c, const char *login);
/* Would this person be let do that?  asked: a verb, a view's name, or "" (may he see it); on a case, or 0.  The answer in words; rule: by what. */
struct trial { bool may; const char *rule, *why, *law; };
bool rights_try(struct ctx *c, const char *login, const char *asked, int64_t case_id, struct trial *out);

#endif
