/* signin_inner.h - private to signin/: rows as structs, tables of commands and views. */
#ifndef SIGNIN_INNER_H
#define SIGNIN_INNER_H
#include "db/db.h"
#include "signin/signin.h"
#include "ui/page.h"
#include "ui/view.h"

#define KEEPERS "security|admin"        /* 安全管理员; 系统管理员 where a pack has no such role */
#define RECOVERY_CODES 10

apply_fn signin__apply_user, signin__apply_unlock, signin__apply_factor, signin__apply_factor_end, signin__apply_codes, signin__apply_device,
        signin__apply_device_end, signin__apply_session, signin__apply_confirm, signin__apply_binding, signin__apply_binding_end;
bool signin__session_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);
bool signin__user_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject);

command_fn signin__alarm;                                                              /* rows_job.c */
apply_fn signin__apply_alarm;
bool signin__rows_put(struct ctx *c, struct html *h);                                  /* whose rights are not what the log says; nothing where all are */
bool signin__keeper(const struct ctx *c);
bool signin__factor_key(struct ctx *c, const char *login, const char *sealed, struct bytes *key);      /* refuses FORM_TOKEN: not ours or not theirs */

struct factor { int64_t id, step; const char *login, *sealed; struct instant since; bool ended; };
bool signin__factor(struct ctx *c, int64_t id, struct factor *out);                    /* refuses SUBJECT_UNKNOWN */
bool signin__factor_of(struct ctx *c, const char *login, struct factor *out);          /* id 0: none in use */
bool signin__recovery(struct ctx *c, const char *digest, int64_t *factor);             /* the factor whose unused code it is; 0: none */

struct device { int64_t id; const char *login, *name; struct instant since, until; bool ended; };
struct devices { struct device *at; size_t n; };
bool signin__device(struct ctx *c, int64_t id, struct device *out);                    /* refuses SUBJECT_UNKNOWN */
bool signin__devices(struct ctx *c, const char *login, struct devices *out);           /* those that still count */

struct binding { int64_t id; const char *login, *kind, *value; struct instant since; bool ended; };
struct bindings { struct binding *at; size_t n; };
bool signin__binding(struct ctx *c, int64_t id, struct binding *out);
bool signin__bindings(struct ctx *c, const char *login /* "" all */, struct bindings *out);

struct opened { const char *method, *address, *device; bool factor, found; struct instant confirmed; };
bool signin__opened(struct ctx *c, int64_t session, struct opened *out);
const char *signin__method(const char *method);
const char *signin__attempt_kind(const char *kind);
const char *signin__attempt_result(const char *result);
const char *signin__browser(struct arena *mem, const char *agent);      /* "Firefox · Windows" of what a browser says of itself */

#endif
