/* session.c - passwords (libsodium's Argon2id), tokens, lockout.  Failed attempts are counted in this process only: they are no
 * acts, or a stranger could fill the log. */
#include "org/session.h"
#include "base/hash.h"
#include "db/db.h"
#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define ATTEMPTS_MAX 5
#define LOCK_MS (15 * INT64_C(60000))
#define WATCHED 4096
#define ARGON_OPS 2
#define ARGON_MEM ((size_t)19 * 1024 * 1024)

QUERY(session_get, "SELECT id, login FROM org_session WHERE digest = $1 AND closed = '' AND until > $2");

/* Logins that fall on one place share its count until it has been quiet: a stranger cannot push a watched login out by trying
 * others, and where a login falls he cannot know. */
struct attempts { char login[48]; int failed; int64_t last_ms; };
static struct attempts watched[WATCHED];
static uint8_t watched_salt[16];
static pthread_mutex_t watched_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t watched_once = PTHREAD_ONCE_INIT;

static void watched_begin(void)
{
        random_bytes(watched_salt, sizeof watched_salt);
}

static struct attempts *attempts_of(const char *login, struct instant now)
{
        char keyed[sizeof watched_salt + 48] = "";
        struct attempts *a;
        struct hash h;

        pthread_once(&watched_once, watched_begin);
        memcpy(keyed, watched_salt, sizeof watched_salt);
        strncpy(keyed + sizeof watched_salt, login, sizeof keyed - sizeof watched_salt - 1);
        h = hash_bytes(HASH_SHA256, keyed, sizeof keyed);
        a = &watched[(h.b[0] | h.b[1] << 8) % WATCHED];
        if (!a->failed || now.ms - a->last_ms > LOCK_MS) {
                memset(a, 0, sizeof *a);
                strncpy(a->login, login, sizeof a->login - 1);
        }
        return a;
}

static bool locked_out(const char *login, struct instant now)
{
        bool locked;

        pthread_mutex_lock(&watched_lock);
        locked = attempts_of(login, now)->failed >= ATTEMPTS_MAX;
        pthread_mutex_unlock(&watched_lock);
        return locked;
}

static void attempt_note(const char *login, struct instant now, bool good)
{
        pthread_mutex_lock(&watched_lock);
        struct attempts *a = attempts_of(login, now);
        if (!good)
                a->failed++;
        else if (!strncmp(a->login, login, sizeof a->login - 1))
                a->failed = 0;
        a->last_ms = now.ms;
        pthread_mutex_unlock(&watched_lock);
}

char *secret_make(struct arena *mem, const char *password)
{
        char *out = arena_take(mem, crypto_pwhash_STRBYTES);

        must(sodium_init() >= 0);
        must(!crypto_pwhash_str_alg(out, password, strlen(password), ARGON_OPS, ARGON_MEM, crypto_pwhash_ALG_ARGON2ID13));
        return out;
}

/* The same work is done for a login that does not exist, so that time does not tell which logins do. */
static bool password_right(const char *secret, const char *password)
{
        static const char none[crypto_pwhash_STRBYTES] =
                "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        char stored[crypto_pwhash_STRBYTES] = { 0 };

        must(sodium_init() >= 0);
        strncpy(stored, *secret ? secret : none, sizeof stored - 1);
        return !crypto_pwhash_str_verify(stored, password, strlen(password)) && *secret;
}

bool session_check_password(struct ctx *c, const char *login, const char *password)
{
        struct user u = { .secret = "" };
        bool known, right;

        if (locked_out(login, c->now))
                return refuse(&c->why, R_LOCKED_OUT, NULL, NULL);
        known = user_load(c, login, &u);
        if (!known && c->why.kind == WHY_FAILED)
                return false;
        why_clear(&c->why);
        right = password_right(known ? u.secret : "", password);
        attempt_note(login, c->now, right);
        if (!right)
                return refuse(&c->why, R_PASSWORD, NULL, NULL);
        return u.enabled || refuse(&c->why, R_ACTOR_DISABLED, NULL, "%s", login);
}

char *session_token_new(struct arena *mem)
{
        return random_token(mem, 32);
}

const char *session_token_digest(struct arena *mem, const char *token)
{
        struct hash h = hash_bytes(HASH_SM3, token, strlen(token));

        return hash_digest(mem, HASH_SM3, &h);
}

static bool session_find(struct ctx *c, const char *token, int64_t *id, const char **login)
{
        struct rows r = db_ask(c->db, &c->why, &session_get, ARGS(T(session_token_digest(c->mem, token)), T(instant_text(c->mem, c->now))));
        bool found = db_next(&r);

        if (found) {
                *id = db_int(&r, 0);
                *login = db_text_in(c->mem, &r, 1);
        }
        return db_done(&r) && (found || refuse(&c->why, R_LOGIN, NULL, NULL));
}

bool session_who(struct ctx *c, const char *token, const char **login)
{
        int64_t id;

        return session_find(c, token, &id, login);
}

bool session_id(struct ctx *c, const char *token, int64_t *id)
{
        const char *login;

        return session_find(c, token, id, &login);
}
