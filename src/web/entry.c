/* entry.c - what signing in by form and by API have in common: counting tries, the password, the code, the act that opens the session.
 * Must never: open a session before everything that is asked for was proven, or log what was typed. */
#include "web/entry.h"
#include "org/rows.h"
#include <string.h>

struct entry *entry_new(struct call *k, const char *login, const char *method, const char *next)
{
        struct entry *e = TAKE(k->mem, struct entry);

        *e = (struct entry){ .login = login, .method = method, .next = next, .code = "", .password = "", .sealed = "" };
        e->attempt = (struct session_try){ .login = login, .address = call_address(k) };
        return k->entry = e;
}

bool entry_try_open(struct call *k)
{
        struct entry *e = k->entry;

        if (!signin_person(&k->c, e->login, &e->p))
                return false;
        e->attempt.unlocked = e->p.unlocked;
        if (session_try_open(&k->c, &e->attempt))
                return true;
        call_note_why(k, e->login, e->p.known, "password");
        return false;
}

/* The password, and then whether the account may be used at all: whoever has no password learns nothing about it. */
void entry_password_work(struct call *k)
{
        struct entry *e = k->entry;
        bool good;

        if (!entry_try_open(k))
                return;
        good = signin_password_try(&k->c, &k->web->doors, &e->p, e->login, e->password, &e->method);
        if (!good && k->c.why.kind == WHY_REFUSED)
                session_try_end(&k->c, &e->attempt, false);
        if (good && !e->p.user.enabled)
                good = refuse(&k->c.why, R_ACTOR_DISABLED, NULL, "%s", e->login);
        good = good && rows_right(&k->c, e->login);
        if (good)
                signin_device_known(&k->c, e->login, cookie_get(k->mem, call_header(k, "Cookie"), DEVICE_COOKIE), &e->trusted);
        if (k->c.why.kind != WHY_NOTHING)
                call_note_why(k, e->login, e->p.known, e->method);
}

bool entry_code_work(struct call *k)
{
        struct entry *e = k->entry;
        const char *kind = strlen(e->code) > 10 ? "recovery" : "code";

        if (signin_code_check(&k->c, &e->p, e->code, &e->proof)) {
                e->given = true;
                return true;
        }
        if (k->c.why.kind == WHY_REFUSED && k->c.why.code != R_CODE_NEEDED)
                session_try_end(&k->c, &e->attempt, false);
        call_note_why(k, e->login, true, kind);
        return false;
}

/* ---- the session ---- */

static void remembered(struct call *k)
{
        call_fn *opened = k->after;

        if (k->answer.why.kind == WHY_NOTHING)
                cookie_put(k, DEVICE_COOKIE, k->entry->device_token, session_rules(&k->c)->device_days * 86400, "Strict");
        k->answer = k->entry_answer;            /* not remembered is no reason not to be let in */
        opened(k);
}

static void device_remember(struct call *k)
{
        struct entry *e = k->entry;
        struct pairs args = { .mem = k->mem };

        e->device_token = session_token_new(k->mem);
        pairs_put(&args, "digest", session_token_digest(k->mem, e->device_token));
        if (*call_device(k))
                pairs_put(&args, "name", call_device(k));
        k->entry_answer = k->answer;
        k->request = (struct request){ .verb = "trusted.add", .subject = SUBJECT_NEW, .pairs = args.at, .n = args.n, .login = e->login, .expected = -1 };
        call_post(k, remembered);
}

static void entry_opened(struct call *k)
{
        struct entry *e = k->entry;
        bool good = k->answer.why.kind == WHY_NOTHING;

        k->c.why = k->answer.why;
        if (good)
                session_try_end(&k->c, &e->attempt, true);
        call_note_why(k, e->login, true, e->method);
        k->c.why = (struct why){ .mem = k->mem };
        if (good && e->remember && e->proof.factor && session_rules(&k->c)->device_days)
                device_remember(k);
        else
                k->after(k);
}

static void number_put(struct call *k, struct pairs *to, const char *name, int64_t v)
{
        if (v)
                pairs_put(to, name, text_make(k->mem, "%lld", (long long)v));
}

void entry_open(struct call *k, call_fn *opened)
{
        struct entry *e = k->entry;
        struct pairs args = { .mem = k->mem };

        k->token = session_token_new(k->mem);
        pairs_put(&args, "digest", session_token_digest(k->mem, k->token));
        if (*call_device(k))
                pairs_put(&args, "user_agent", call_device(k));
        pairs_put(&args, "method", e->method);
        if (*call_address(k))
                pairs_put(&args, "address", call_address(k));
        number_put(k, &args, "factor", e->given ? e->p.factor.id : 0);
        number_put(k, &args, "step", e->proof.step);
        if (e->proof.recovery)
                pairs_put(&args, "recovery", e->proof.recovery);
        number_put(k, &args, "trusted", e->trusted);
        k->login = e->login;
        k->after = opened;
        k->request = (struct request){ .verb = "session.open", .subject = SUBJECT_NEW, .pairs = args.at, .n = args.n, .login = e->login, .expected = -1 };
        call_post(k, entry_opened);
}
