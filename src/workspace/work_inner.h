/* work_inner.h - private to workspace/: reads that commands, jobs, views and pages share. */
#ifndef WORKSPACE_WORK_INNER_H
#define WORKSPACE_WORK_INNER_H
#include "case/case.h"
#include "db/db.h"
#include "org/org.h"
#include "org/parameter.h"
#include "ui/ui.h"
#include "workspace/workspace.h"

/* ---- notices ---- */
struct notice { int64_t id; const char *kind, *title, *body, *file, *agency, *unit, *role, *author; struct instant at, ended /* 0 */, seen /* by c->who; 0 */; struct day until; };
struct notices { struct notice *at; size_t n; };
bool work__notice(struct ctx *c, int64_t id, struct notice *out);               /* refuses SUBJECT_UNKNOWN; asks nothing of scope */
bool work__notices(struct ctx *c, bool old, struct notices *out);               /* to c->who, or by them; newest first; old: also those over */
bool work__notice_mine(const struct ctx *c, const struct notice *n);            /* is it addressed to c->who, or theirs? */
bool work__addressed(const struct notice *n, const struct user *u);
const char *work__audience(struct ctx *c, const struct notice *n);              /* 大英县综合行政执法局 执法一大队 */
/* Everyone it is addressed to, with when they confirmed (0: not). */
struct reader { const char *login, *name, *unit; struct instant at; };
struct readers { struct reader *at; size_t n, seen; };
bool work__readers(struct ctx *c, const struct notice *n, struct readers *out);

/* ---- messages ---- */
struct message { int64_t id; const char *kind, *key, *title, *text, *link; struct day due; struct instant at, seen /* 0: unread */; };
struct messages { struct message *at; size_t n; };
bool work__inbox(struct ctx *c, const char *kind, bool unread, int64_t before, int64_t limit, struct messages *out);    /* c->who's own, newest first */
bool work__is_to(struct ctx *c, int64_t message, const char *login, bool *out);
bool work__sent(struct ctx *c, const char *key, bool *out);
bool work__position(struct ctx *c, const char *name, int64_t *out);             /* -2: none */

/* The table of kinds: who is told, by which acts.  tell: fills `to` (logins, may repeat), title and link; nothing where nobody is told. */
struct telling { struct arena *mem; const char **to; size_t n, room; const char *title, *text, *link, *due; };
void work__tell(struct telling *t, const char *login);
typedef bool tell_fn(struct ctx *c, const struct act *a, struct telling *out);
struct message_kind { const char *name, *label, *verbs /* "a|b"; "" made by the job of clocks */, *tone; tell_fn *tell; };
/* What is told of a case: its number outside the house, its title at the desk only. */
void work__about_case(struct arena *mem, int64_t id, const struct case_facts *f, const char **title, const char **text);
/* The same kinds as choices of reminder.choose. */
#define WORK_KINDS "assigned=派给我的|submitted=送来审核|returned=退回|passed=审核通过|answered=申请有了答复|urged=催办|handed=转来、加签|" \
                   "circulated=传阅|warned=公示预警|notice=公告|alarmed=权限报警|due_amber=快到期|due_red=马上到期|overdue=已超期"
const struct message_kind *work__kind_at(size_t i);
const struct message_kind *work__kind(const char *name);                        /* NULL if there is none */
const struct message_kind *work__kind_of(const char *verb);

/* ---- what is personal ---- */
struct favourite { int64_t id; const char *link, *label; };
struct favourites { struct favourite *at; size_t n; };
bool work__favourites(struct ctx *c, struct favourites *out);
struct saved_filter { int64_t id; const char *login, *path, *query, *name, *agency, *unit; bool shared; };
struct saved_filters { struct saved_filter *at; size_t n; };
bool work__filters(struct ctx *c, const char *path, struct saved_filters *out);         /* own and shared with one's unit; path "" all */
struct choice { const char *mail, *mail_kinds, *hook_kinds, *quiet_from, *quiet_until; };
bool work__choice(struct ctx *c, const char *login, struct choice *out);        /* all "" when nothing was chosen */

/* ---- reminders ---- */
struct reminder { int64_t message, tries; const char *login, *channel, *state, *detail; struct instant next_at, at; };
struct reminders { struct reminder *at; size_t n; };
bool work__reminders(struct ctx *c, const char *state, int64_t limit, struct reminders *out);   /* newest first */
bool work__reminder(struct ctx *c, int64_t message, const char *login, const char *channel, struct reminder *out, bool *found);
bool work__quiet(int minute, int from, int until);              /* pure: is it between the two, over midnight too? */
job_fn work__messages_due, work__clocks_due, work__reminders_due;

page_fn work__page_inbox, work__page_notices, work__page_notice, work__page_find, work__page_todo, work__page_favourites, work__page_filters, work__page_choices,
        work__page_parameters, work__page_parameter, work__page_dictionaries, work__page_jobs, work__page_keys,
        work__page_fields;

const char *work__act_url(struct arena *mem, const char *verb, int64_t subject, const char *back);      /* the address of a form; subject -1: none */
void work__done(const struct page_in *in, struct html *h);
bool work__link_ok(const char *link);                           /* an address of our own desk, nothing else */

#endif
