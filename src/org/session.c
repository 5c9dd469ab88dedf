/* session.c - passwords (libsodium's Argon2id), tokens, lockout.  Failed attempts are counted in this process only: they are no
 * acts, or a stranger could fill the log (org/attempt.h notes them). */
#include "org/session.h"
#include "base/hash.h"
#include "db/db.h"
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>

#define MINUTE_MS INT64_C(60000)
#define WATCHED 65536   /* 16 bits of a hash */
#define SEEN 16384u
#define SEEN_PROBES 8u
#define LIST_MAX 5000
#define ARGON_OPS 2
#define ARGON_MEM ((size_t)19 * 1024 * 1024)

QUERY(session_get, "SELECT id, login, opened FROM org_session WHERE digest = $1 AND closed = '' AND until > $2");
QUERY(sessions_rows, "SELECT s.id, s.login, u.name, s.opened, s.until FROM org_session s JOIN org_user u ON u.login = s.login"
      " WHERE s.closed = '' AND s.until > $2 AND ($1 = '' OR s.login = $1) ORDER BY s.opened DESC, s.id DESC LIMIT $3");
QUERY(stale_rows, "SELECT u.login, u.name, u.agency, u.unit, COALESCE(MAX(s.opened), '') FROM org_user u LEFT JOIN org_session s ON s.login = u.login"
      " WHERE u.enabled = 1 GROUP BY u.login, u.name, u.agency, u.unit HAVING COALESCE(MAX(s.opened), '') < $1 ORDER BY 5, u.login LIMIT $2");

/* Names that fall on one place share its count until it has been quiet: a stranger cannot push a watched login out by trying
 * others, and where a login falls he cannot know. */
struct attempts_at { char name[64]; int failed; int64_t last_ms; };
static struct attempts_at watched[WATCHED];
static uint8_t watched_salt[16];
static pthread_mutex_t watched_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t watched_once = PTHREAD_ONCE_INIT;

static void watched_begin(void)
{
        random_bytes(watched_salt, sizeof watched_salt);
}

static struct attempts_at *attempts_of(const char *name, int64_t now_ms, int64_t quiet_ms)
{
        char keyed[sizeof watched_salt + 64] = "";
        struct attempts_at *a;
        struct hash h;

        pthread_once(&watched_once, watched_begin);
        memcpy(keyed, watched_salt, sizeof watched_salt);
        strncpy(keyed + sizeof watched_salt, name, sizeof keyed - sizeof watched_salt - 1);
        h = hash_bytes(HASH_SHA256, keyed, sizeof keyed);
        a = &watched[h.b[0] | h.b[1] << 8];
        if (!a->failed || now_ms - a->last_ms > quiet_ms) {
                memset(a, 0, sizeof *a);
                strncpy(a->name, name, sizeof a->name - 1);
        }
        return a;
}

/* An address is told from a login by a character that no login has. */
static const char *address_name(struct arena *mem, const char *address)
{
        return text_make(mem, "/%s", address);
}

/* How long still, in milliseconds; 0: not closed. */
static int64_t closed_for(struct ctx *c, const char *name, int most, struct instant unlocked)
{
        int64_t quiet = session_rules(c)->lock_minutes * MINUTE_MS, left = 0;
        struct attempts_at *a;

        pthread_mutex_lock(&watched_lock);
        a = attempts_of(name, c->now.ms, quiet);
        if (a->failed && unlocked.ms >= a->last_ms)
                a->failed = 0;
        if (a->failed >= most)
                left = a->last_ms + quiet - c->now.ms + 1;
        pthread_mutex_unlock(&watched_lock);
        return left;
}

static void counted(struct ctx *c, const char *name, bool good)
{
        int64_t quiet = session_rules(c)->lock_minutes * MINUTE_MS;
        struct attempts_at *a;

        pthread_mutex_lock(&watched_lock);
        a = attempts_of(name, c->now.ms, quiet);
        if (!good)
                a->failed++;
        else if (!strncmp(a->name, name, sizeof a->name - 1))
                a->failed = 0;
        a->last_ms = c->now.ms;
        pthread_mutex_unlock(&watched_lock);
}

bool session_try_open(struct ctx *c, const struct session_try *t)
{
        const struct pack_signin *s = session_rules(c);
        int64_t left = closed_for(c, t->login, s->attempts, t->unlocked);
        bool all = false;

        if (!left && t->address && s->address_attempts) {
                left = closed_for(c, address_name(c->mem, t->address), s->address_attempts, (struct instant){ 0 });
                all = left > 0;
        }
        if (!left)
                return true;
        refuse(&c->why, R_LOCKED_OUT, NULL, all ? "从这个网络地址登录失败的次数过多，还有 %d 分钟" : "还有 %d 分钟", (int)((left + MINUTE_MS - 1) / MINUTE_MS));
        c->why.next = "过了这段时间再试，或者请安全管理员解锁";
        return false;
}

/* A good try says nothing for its address: one valid account is no licence to guess at others. */
void session_try_end(struct ctx *c, const struct session_try *t, bool good)
{
        counted(c, t->login, good);
        if (!good && t->address && session_rules(c)->address_attempts)
                counted(c, address_name(c->mem, t->address), false);
}

char *secret_make(struct arena *mem, const char *password)
{
        char *out = arena_take(mem, crypto_pwhash_STRBYTES);

        must(sodium_init() >= 0);
        must(!crypto_pwhash_str_alg(out, password, strlen(password), ARGON_OPS, ARGON_MEM, crypto_pwhash_ALG_ARGON2ID13));
        return out;
}

static atomic_llong secrets_tried;

/* The same work is done for a login that does not exist, so that time does not tell which logins do. */
bool secret_right(const char *secret, const char *password)
{
        static const char none[crypto_pwhash_STRBYTES] =
                "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        char stored[crypto_pwhash_STRBYTES] = { 0 };

        must(sodium_init() >= 0);
        must(*secret || !crypto_pwhash_str_needs_rehash(none, ARGON_OPS, ARGON_MEM));   /* libsodium reads it, and it costs what a real one does */
        atomic_fetch_add_explicit(&secrets_tried, 1, memory_order_relaxed);
        strncpy(stored, *secret ? secret : none, sizeof stored - 1);
        return !crypto_pwhash_str_verify(stored, password, strlen(password)) && *secret;
}

int64_t secret_count(void)
{
        return atomic_load_explicit(&secrets_tried, memory_order_relaxed);
}

bool session_check_password(struct ctx *c, const char *login, const char *password)
{
        struct session_try t = { .login = login };
        struct user u = { .secret = "" };
        bool known, right;

        if (!session_try_open(c, &t))
                return false;
        known = user_load(c, login, &u);
        if (!known && c->why.kind == WHY_FAILED)
                return false;
        why_clear(&c->why);
        right = secret_right(known ? u.secret : "", password);
        session_try_end(c, &t, right);
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

/* ---- sessions ---- */

/* When a token was last used, as this server saw it; by the head of its digest.  A place that is taken goes to whoever comes now when its
 * holder has been away longest of its neighbours: an old session then counts from when this process first saw it. */
struct seen { uint64_t who; int64_t last_ms; };
static struct seen seen[SEEN];
static int64_t seen_first_ms;
static pthread_mutex_t seen_lock = PTHREAD_MUTEX_INITIALIZER;

static struct seen *seen_of(uint64_t who)
{
        struct seen *oldest = &seen[who % SEEN];

        for (unsigned i = 0; i < SEEN_PROBES; i++) {
                struct seen *s = &seen[(who + i) % SEEN];

                if (s->who == who)
                        return s;
                if (s->last_ms < oldest->last_ms)
                        oldest = s;
        }
        *oldest = (struct seen){ .who = who };
        return oldest;
}

/* Notes this use; false: the one before was too long ago.  A clock that was set back makes nobody fresh and nobody stale. */
static bool fresh(struct ctx *c, const char *digest, struct instant opened)
{
        struct hash h = hash_bytes(HASH_SHA256, digest, strlen(digest));
        int64_t most = session_rules(c)->idle_minutes * MINUTE_MS, since;
        struct seen *s;
        uint64_t who;
        bool ok;

        if (!most)
                return true;
        memcpy(&who, h.b, sizeof who);
        pthread_mutex_lock(&seen_lock);
        if (!seen_first_ms)
                seen_first_ms = c->now.ms;
        s = seen_of(who);
        since = s->last_ms ? s->last_ms : opened.ms > seen_first_ms ? opened.ms : seen_first_ms;
        ok = c->now.ms - since <= most;
        if (ok && c->now.ms > s->last_ms)
                s->last_ms = c->now.ms;
        pthread_mutex_unlock(&seen_lock);
        return ok;
}

bool session_whose(struct ctx *c, const char *token, int64_t *id, const char **login)
{
        const char *digest = session_token_digest(c->mem, token);
        struct rows r = db_ask(c->db, &c->why, &session_get, ARGS(T(digest), T(instant_text(c->mem, c->now))));
        struct instant opened = { 0 };
        bool found = db_next(&r);

        if (found) {
                *id = db_int(&r, 0);
                *login = db_text_in(c->mem, &r, 1);
                opened = instant_stored(db_text(&r, 2));
        }
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        return fresh(c, digest, opened) || refuse(&c->why, R_LOGIN, NULL, "超过 %d 分钟没有操作", session_rules(c)->idle_minutes);
}

bool session_who(struct ctx *c, const char *token, const char **login)
{
        int64_t id;

        return session_whose(c, token, &id, login);
}

bool session_id(struct ctx *c, const char *token, int64_t *id)
{
        const char *login;

        return session_whose(c, token, id, &login);
}

bool sessions_open(struct ctx *c, const char *login, struct sessions *out)
{
        struct sessions l = { TAKE_N(c->mem, struct session, LIST_MAX), 0 };
        struct rows r = db_ask(c->db, &c->why, &sessions_rows, ARGS(T(login), T(instant_text(c->mem, c->now)), I(LIST_MAX)));

        while (db_next(&r))
                l.at[l.n++] = (struct session){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2),
                                                instant_stored(db_text(&r, 3)), instant_stored(db_text(&r, 4)) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool logins_stale(struct ctx *c, struct instant before, struct logins_last *out)
{
        struct logins_last l = { TAKE_N(c->mem, struct login_last, LIST_MAX), 0 };
        struct rows r = db_ask(c->db, &c->why, &stale_rows, ARGS(T(instant_text(c->mem, before)), I(LIST_MAX)));

        while (db_next(&r))
                l.at[l.n++] = (struct login_last){ db_text_in(c->mem, &r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2),
                                                   db_text_in(c->mem, &r, 3), instant_stored(db_text(&r, 4)) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}
