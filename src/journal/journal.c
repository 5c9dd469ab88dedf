/* journal.c - the writer.  One thread takes requests from a queue and commits them in groups: one transaction, one flush, many acts.
 *
 * A request is handled inside the transaction, so its rules see every act before it.  A refusal writes nothing.  If the database
 * fails in the middle, the whole group is rolled back and its requests are tried again one by one, so that one bad apple harms
 * nobody and nothing is done by halves.
 *
 * With a mirror, one group is decided while the group before it is on its way to the disk of the server (db_begin_ahead).  Nobody is
 * answered before the group is committed; if a group is not, neither is the one after it, and both are done again, one by one.
 */
#include "journal/head.h"
#include "journal/mirror.h"
#include "journal/teller.h"
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#define GROUP_MAX 256
#define SALTS 256
#define KNOWN_MAX ((size_t)4 * 1024 * 1024)
#define TAKE_MOST 16                    /* requests decided before the writer looks again whether the group before is committed */
#define PUSH_FROM 16                    /* acts decided that are worth sending before the rest of the group */
#define KEYS_SEEN 16384

QUERY(act_insert, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(body_get, "SELECT body FROM journal_act WHERE seq = $1");
QUERY(acts_since, "SELECT verb, noun, subject FROM journal_act WHERE seq >= $1 ORDER BY seq");
QUERY(key_get, "SELECT k.digest, k.seq, a.at, a.noun, a.subject FROM journal_key k JOIN journal_act a ON a.seq = k.seq WHERE k.key = $1");
QUERY(key_put, "INSERT INTO journal_key (key, digest, seq) VALUES ($1, $2, $3)");
QUERY(clock_set, "UPDATE site SET clock = $1 WHERE one = 1");
/* Fails if another process wrote since we last looked: what was decided may then be wrong. */
QUERY(head_still, "SELECT 1 / (CASE WHEN COALESCE((SELECT seq FROM journal_act ORDER BY seq DESC LIMIT 1), -1) + 1 = $1 THEN 1 ELSE 0 END)");
QUERY(clock_get, "SELECT clock FROM site WHERE one = 1");

enum outcome { WRITTEN, NOT_WRITTEN, UNKNOWN };

struct job {
        struct job *next;
        struct arena *mem;
        const struct request *request;
        const struct command *command;
        struct args args;
        struct instant now;             /* the clock's word when it was asked; the act is never earlier than the act before */
        bool founding;                  /* no request: only writes the founding acts */
        struct answer *answer;
        journal_done_fn *done;
        void *to;
        bool wrote;
};

/* Requests that are committed together. */
struct group {
        struct arena *mem;
        struct why why;
        struct db_write *w;
        struct job *jobs, **end;
        size_t n, pushed;               /* requests; those of them whose rows are sent already */
        bool ok, ahead;
        struct head before;             /* the log and the clock as they were when it began */
        char clock_before[8];
        struct hash leaf;               /* of its first act: by it a commit whose answer was lost is known again */
};

struct journal {
        struct db *db;
        struct mirror *mirror;          /* NULL where the database is in this process */
        struct journal_hooks hooks;
        struct site site;
        struct arena *mem;              /* what lives as long as the journal */
        struct head head;
        bool head_known;
        char clock[8];
        struct teller *teller;
        pthread_t thread;
        pthread_mutex_t lock;
        pthread_cond_t work;
        struct job *first, **last;
        bool closing, listening;        /* listening: the writer waits at the bell, for requests or for the server */
        int bell;
        struct group *group, *sent;     /* the one being decided; the one whose commit is under way */
        struct db_write *mirror_write;  /* of the group being decided */
        struct known known;             /* what the hooks know of people and packs; see org/known.h */
        bool known_stale;               /* to be emptied before the next request: this one may still point into it */
        uint8_t salts[SALTS][SALT_SIZE];
        size_t salts_left;
        uint64_t keys_seen[KEYS_SEEN];  /* hashes of idempotency keys used lately */
        struct hash group_leaf;         /* of the running group's first act: by it a commit whose answer was lost is known again */
};

/* ---- one request inside the group's transaction ---- */

static struct instant real_now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_REALTIME, &t);
        return (struct instant){ (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 };
}

/* Fetched for many fields at once: a system call for each would cost more than the hashing.  Each salt is used once and wiped here. */
static void draft_salt(struct journal *j, struct draft *d)
{
        for (size_t i = 0; i < d->n; i++) {
                if (!j->salts_left) {
                        random_bytes(j->salts, sizeof j->salts);
                        j->salts_left = SALTS;
                }
                j->salts_left--;
                memcpy(d->fields[i].salt, j->salts[j->salts_left], SALT_SIZE);
                memset(j->salts[j->salts_left], 0, SALT_SIZE);
        }
}

/* Numbers, salts, hashes and stores a draft, then lets its command and its noun write their rows. */
static bool act_commit(struct journal *j, struct ctx *c, struct db_write *w, const struct command *cmd, struct draft *d, struct act *out)
{
        struct act a = { .seq = j->head.size, .at = c->now, .verb = d->verb, .subject = d->subject, .fields = d->fields, .n = d->n };
        const char *body;
        struct hash leaf;
        struct bytes packed;

        if (a.subject.id == SUBJECT_NEW)
                a.subject.id = a.seq;
        draft_salt(j, d);
        body = act_text_bytes(c->mem, j->site.hash, j->site.origin, &a);
        packed = act_fields_pack(c->mem, &a);
        leaf = merkle_leaf(j->site.hash, body, strlen(body));
        if (!db_run(w, &act_insert, ARGS(I(a.seq), T(instant_text(c->mem, a.at)), T(a.verb), T(a.subject.noun), I(a.subject.id), T(body),
                                         B(packed.p, packed.n))))
                return false;
        if (a.seq == j->group->before.size)
                j->group->leaf = leaf;
        if (!head_add(&j->head, w, &leaf))
                return false;
        if (j->mirror)
                db_also(w, j->mirror_write);
        j->known_stale = j->known_stale || !noun_apart(cmd->noun);
        if (!cmd->apply(w, &a) || !noun_apply(w, cmd->noun, &a))
                return false;
        db_also(w, NULL);
        if (j->mirror)
                mirror_note(j->mirror, a.subject, a.seq);
        j->head.at = a.at;
        *out = a;
        return true;
}

/* The first acts of an empty log, at the time of the request that brought them about. */
static bool found(struct journal *j, struct ctx *c, struct db_write *w)
{
        struct draft *d;
        struct act a;

        for (size_t i = 0; j->head.size == (int64_t)i && j->hooks.found(c, i, &d); i++)
                if (!act_commit(j, c, w, command_find(d->verb), d, &a))
                        return false;
        return c->why.kind == WHY_NOTHING;
}

/* A site runs on the real clock or on a set one, decided by its first act and never changed: what began as a demo stays one, and a
 * site that has taken one act in real time never again takes a time that somebody chose. */
static bool clock_right(struct journal *j, struct ctx *c, struct db_write *w, const struct job *job)
{
        bool test = job->request ? job->request->test_clock : c->test_clock;
        const char *wants = test ? "test" : "real";

        if (!*j->clock) {
                snprintf(j->clock, sizeof j->clock, "%s", wants);
                return db_run(w, &clock_set, ARGS(T(wants)));
        }
        if (test && strcmp(j->clock, "test"))
                return refuse(&c->why, R_TEST_CLOCK, NULL, "这个站点用的是真实时钟");
        return true;
}

static bool time_right(struct journal *j, struct ctx *c, const struct job *job)
{
        bool chosen = job->request && job->request->test_clock && job->request->at.ms;

        if (c->now.ms >= j->head.at.ms)
                return true;
        if (chosen)
                return refuse(&c->why, R_TIME_ORDER, NULL, "上一个动作在 %s", instant_local(c->mem, j->head.at));
        c->now = j->head.at;                    /* the machine's clock went back a little: acts do not */
        return true;
}

static char *request_digest(struct arena *mem, enum hash_kind k, const struct request *r)
{
        struct buffer b = { .mem = mem };
        struct hash h;

        buffer_make(&b, "%s\n%s\n%lld\n", r->login, r->verb, (long long)r->subject);
        for (size_t i = 0; i < r->n; i++)
                buffer_make(&b, "%s=%zu:%s\n", r->pairs[i].name, strlen(r->pairs[i].value), r->pairs[i].value);
        h = hash_bytes(k, buffer_done(&b), b.n);
        return hex_text(mem, h.b, sizeof h.b);
}

/* A request with a password leaves no key behind: the digest kept with it could be guessed at far faster than the password's own
 * hash.  Setting a password twice does no harm, and no login can be made twice. */
static const char *key_of(const struct job *job)
{
        for (size_t i = 0; job->command->args[i].name; i++)
                if (job->command->args[i].flags & ARG_SECRET && job->args.values[i])
                        return NULL;
        return job->request->key;
}

static uint64_t *key_place(struct journal *j, const char *key, uint64_t *hash)
{
        *hash = UINT64_C(14695981039346656037);
        for (; *key; key++)
                *hash = (*hash ^ (uint8_t)*key) * UINT64_C(1099511628211);
        return &j->keys_seen[*hash % KEYS_SEEN];
}

static void key_note(struct journal *j, const char *key)
{
        uint64_t hash, *place = key_place(j, key, &hash);

        *place = hash;
}

/* Ahead of the server a key is taken for new unless we have seen it ourselves.  If it is not, journal_key refuses its row, the group
 * fails and is done again one by one, and then the question is asked. */
static bool key_new(struct journal *j, const struct job *job)
{
        uint64_t hash;

        return !key_of(job) || (j->group->ahead && *key_place(j, job->request->key, &hash) != hash);
}

/* The key had been used: the first answer again, if the content is the same. */
static bool key_known(struct journal *j, struct ctx *c, struct job *job, bool *known)
{
        const struct request *r = job->request;
        struct rows rows;

        *known = false;
        rows = db_ask(ctx_log(c), &c->why, &key_get, ARGS(T(r->key)));
        if (db_next(&rows)) {
                *known = true;
                key_note(j, r->key);
                job->answer->repeated = true;
                job->answer->seq = db_int(&rows, 1);
                if (!instant_parse(db_text(&rows, 2), &job->answer->at))
                        fail(&c->why, "第 %lld 条的时间无法读取", (long long)db_int(&rows, 1));
                job->answer->subject = (struct subject){ db_text_in(job->mem, &rows, 3), db_int(&rows, 4) };
                if (strcmp(db_text(&rows, 0), request_digest(job->mem, j->site.hash, r)))
                        refuse(&c->why, R_KEY_REUSED, NULL, NULL);
        }
        return db_done(&rows) && c->why.kind == WHY_NOTHING;
}

/* Is it there, and what was the newest act on it?  One look into the index that the act itself will change: the row that made the
 * subject may be anywhere in the log.  Brings its rows into the mirror where there is one. */
static bool subject_known(struct journal *j, struct ctx *c, struct subject s, bool *there, int64_t *last)
{
        if (j->mirror)
                return mirror_need(j->mirror, s, &c->why, there, last);
        if (!subject_last(c, s.noun, s.id, last))
                return false;
        *there = *last >= 0;
        return true;
}

static bool subject_right(struct journal *j, struct ctx *c, const struct job *job)
{
        const struct request *r = job->request;
        int64_t last;
        bool there;

        if (job->command->creates)
                return true;
        if (!subject_known(j, c, (struct subject){ job->command->noun, r->subject }, &there, &last))
                return false;
        if (!there)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "subject", "%s/%lld", job->command->noun, (long long)r->subject);
        return r->expected < 0 || last == r->expected || refuse(&c->why, R_STALE, NULL, "最新动作为第 %lld 条", (long long)last);
}

/* Every number that an argument refers to must have been made as what it is said to be. */
static bool ref_there(struct journal *j, struct ctx *c, const char *what, int64_t id, bool *there)
{
        int64_t last;

        if (strchr(what, '.'))
                return act_is(c, id, what, there);
        return subject_known(j, c, (struct subject){ what, id }, there, &last);
}

static bool refs_right(struct journal *j, struct ctx *c, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++) {
                const struct arg *g = &a->command->args[i];
                size_t n = 0;
                char **ids = NULL;
                int64_t id;
                bool there;

                if (a->values[i] && (g->type == ARG_REF || g->type == ARG_REFS))
                        ids = text_split(c->mem, a->values[i], ',', &n);
                for (size_t k = 0; k < n; k++) {
                        must(text_int(ids[k], 0, INT64_MAX, &id));
                        if (!ref_there(j, c, g->choices, id, &there))
                                return false;
                        if (!there)
                                return refuse(&c->why, R_SUBJECT_UNKNOWN, g->name, "%s：%s/%s", g->label, g->choices, ids[k]);
                }
        }
        return true;
}

static bool decide(struct journal *j, struct ctx *c, const struct job *job, struct draft **out)
{
        const struct command *cmd = job->command;
        int64_t subject = cmd->creates ? SUBJECT_NEW : job->request->subject;
        struct draft *d = draft_new(c->mem, cmd->verb, cmd->noun, subject);

        if (!j->hooks.identify(c, job->request->login) || !j->hooks.permit(c, cmd, subject) || !subject_right(j, c, job) ||
            !refs_right(j, c, &job->args))
                return false;
        if (!draft_make(c, &job->args, subject, d))
                return false;
        j->hooks.sign(c, d);
        *out = d;
        return true;
}

/* What was refused with a key that was only taken for new may have been done before: then that is the answer. */
static bool refused_again(struct journal *j, struct ctx *c, struct job *job)
{
        struct why refusal = c->why;
        bool known;

        if (refusal.kind != WHY_REFUSED || !key_of(job) || !j->group->ahead)
                return false;
        c->why = (struct why){ .mem = c->mem };
        if (!key_known(j, c, job, &known) || known)
                return c->why.kind == WHY_NOTHING;
        c->why = refusal;
        return false;
}

static bool handle(struct journal *j, struct ctx *c, struct db_write *w, struct job *job)
{
        struct draft *d;
        struct act a;
        bool known;

        if (!clock_right(j, c, w, job) || !time_right(j, c, job) || (!j->head.size && !found(j, c, w)))
                return false;
        if (job->founding)
                return true;
        if (!key_new(j, job) && (!key_known(j, c, job, &known) || known))
                return c->why.kind == WHY_NOTHING;
        if (!decide(j, c, job, &d))
                return refused_again(j, c, job);
        if (!act_commit(j, c, w, job->command, d, &a))
                return false;
        job->answer->seq = a.seq;
        job->answer->at = a.at;
        job->answer->subject = a.subject;
        job->wrote = true;
        if (!key_of(job))
                return true;
        key_note(j, job->request->key);
        return db_run(w, &key_put, ARGS(T(job->request->key), T(request_digest(job->mem, j->site.hash, job->request)), I(a.seq)));
}

/* ---- the group ---- */

/* Another process may have written: then the head is read anew and what it changed is told. */
static bool head_follow(struct journal *j, struct db *db, struct why *why)
{
        int64_t was = j->head_known ? j->head.size : 0, now;
        struct ctx c = { .mem = why->mem, .why = *why, .db = db };
        struct rows r;

        if (!journal_size(&c, &now))
                return (*why = c.why, false);
        if (j->head_known && now == was)
                return true;
        j->known_stale = true;
        r = db_ask(db, why, &clock_get, ARGS());
        if (db_next(&r))
                snprintf(j->clock, sizeof j->clock, "%s", db_text(&r, 0));
        if (!db_done(&r) || !head_load(db, why, j->site.hash, &j->head))
                return false;
        r = db_ask(db, why, &acts_since, ARGS(I(j->head_known ? was : now)));
        while (db_next(&r)) {
                j->hooks.committed(db_text(&r, 0), (struct subject){ db_text(&r, 1), db_int(&r, 2) });
                if (j->mirror)
                        mirror_forget(j->mirror, (struct subject){ db_text(&r, 1), db_int(&r, 2) });
        }
        j->head_known = true;
        return db_done(&r);
}

static void known_refresh(struct journal *j)
{
        if (!j->known_stale && arena_used(j->known.mem) < KNOWN_MAX)
                return;
        arena_reset(j->known.mem);
        j->known.top = NULL;
        j->known_stale = false;
}

static void job_begin(struct journal *j, struct job *job, struct ctx *c, struct db *db)
{
        known_refresh(j);
        *job->answer = (struct answer){ .why = { .mem = job->mem } };
        job->wrote = false;
        *c = (struct ctx){ .mem = job->mem, .why = { .mem = job->mem }, .now = job->now, .db = j->mirror ? mirror_db(j->mirror) : db, .log = db,
                           .known = &j->known, .test_clock = job->request ? job->request->test_clock : job->now.ms != 0 && job->founding };
}

/* The answer to a commit may be lost on the way: then the log itself says whether the group is in it. */
static enum outcome group_landed(struct journal *j, const struct group *g)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct rows r = db_ask(j->db, &why, &body_get, ARGS(I(g->before.size)));
        bool found = db_next(&r), ours = false;

        if (found) {
                struct hash leaf = merkle_leaf(j->site.hash, db_text(&r, 0), strlen(db_text(&r, 0)));

                ours = hash_same(&leaf, &g->leaf);
        }
        found = db_done(&r);
        arena_free(mem);
        return !found ? UNKNOWN : ours ? WRITTEN : NOT_WRITTEN;
}

static void head_back(struct journal *j, const struct group *g)
{
        j->head = g->before;
        memcpy(j->clock, g->clock_before, sizeof j->clock);
}

/* The commit failed, or its answer was lost. */
static enum outcome group_lost(struct journal *j, const struct group *g, bool acts)
{
        enum outcome o = acts ? group_landed(j, g) : NOT_WRITTEN;

        if (o != WRITTEN)
                head_back(j, g);
        j->head_known = false;
        j->known_stale = true;
        return o;
}

static enum outcome group_end(struct journal *j, struct group *g)
{
        bool written = g->w && db_end(g->w, g->ok) && g->ok;

        if (j->mirror)                          /* if it cannot follow it begins afresh; the group is on disk all the same */
                mirror_end(j->mirror, written);
        return written ? WRITTEN : group_lost(j, g, g->w && g->ok && j->head.size > g->before.size);
}

/* ahead: without waiting for the group before, and trusting that nobody else wrote (head_still). */
static struct group *group_new(struct journal *j, bool ahead)
{
        struct group *g = memory_take(sizeof *g);

        g->mem = arena_new();
        g->why = (struct why){ .mem = g->mem };
        g->end = &g->jobs;
        g->ahead = ahead;
        g->w = ahead ? db_begin_ahead(j->db, &g->why) : db_begin(j->db, &g->why);
        g->ok = g->w && (ahead || head_follow(j, db_reader(g->w), &g->why)) &&
                (!j->mirror || (j->mirror_write = mirror_begin(j->mirror, db_reader(g->w), &g->why)));
        g->before = j->head;
        memcpy(g->clock_before, j->clock, sizeof j->clock);
        return g;
}

static void group_free(struct group *g)
{
        arena_free(g->mem);
        memory_free(g);
}

static void group_decide(struct journal *j, struct group *g, struct job *jobs)
{
        struct ctx c;

        j->group = g;
        for (*g->end = jobs; *g->end; g->end = &(*g->end)->next, g->n++) {
                struct job *job = *g->end;

                if (!g->ok)
                        continue;
                job_begin(j, job, &c, db_reader(g->w));
                if (!handle(j, &c, g->w, job)) {
                        if (c.why.kind == WHY_NOTHING)          /* a write said why to the connection */
                                c.why = g->why;
                        g->ok = c.why.kind != WHY_FAILED && g->why.kind == WHY_NOTHING;
                }
                job->answer->why = c.why;
        }
}

static void group_tell(void *group)
{
        for (struct job *job = group, *next; job; job = next) {
                next = job->next;                               /* job lives in its own arena: not touched once it is done */
                job->done(job->to, job->answer);
        }
}

static bool others_wait(struct journal *j)
{
        bool wait;

        pthread_mutex_lock(&j->lock);
        wait = j->first != NULL;
        pthread_mutex_unlock(&j->lock);
        return wait;
}

static void group_answer(struct journal *j, struct job *jobs)
{
        for (struct job *job = jobs; job; job = job->next)
                if (job->wrote && job->answer->why.kind == WHY_NOTHING)
                        j->hooks.committed(job->request->verb, job->answer->subject);
        if (others_wait(j))
                teller_put(j->teller, jobs);
        else
                group_tell(jobs);
}

static void group_fail(struct journal *j, struct job *jobs, const struct why *why)
{
        for (struct job *job = jobs; job; job = job->next) {
                const char *what = text_copy(job->mem, why->detail ? why->detail : "数据库没有写入");

                if (job->answer->why.kind != WHY_REFUSED)
                        job->answer->why = (struct why){ .mem = job->mem, .kind = WHY_FAILED, .detail = what };
                job->wrote = false;
        }
        group_answer(j, jobs);
}

static void each_alone(struct journal *j, struct job *jobs);

static void group_close(struct journal *j, struct group *g, enum outcome o)
{
        if (o == WRITTEN)
                group_answer(j, g->jobs);
        else if (g->jobs->next && o == NOT_WRITTEN)
                each_alone(j, g->jobs);
        else
                group_fail(j, g->jobs, &g->why);
        group_free(g);
}

static void group_commit(struct journal *j, struct job *jobs)
{
        struct group *g = group_new(j, false);

        group_decide(j, g, jobs);
        group_close(j, g, group_end(j, g));
        db_idle(j->db);
}

static void each_alone(struct journal *j, struct job *jobs)
{
        for (struct job *job = jobs, *next; job; job = next) {
                next = job->next;
                job->next = NULL;
                group_commit(j, job);
        }
}

/* ---- one group decided while another is committed ---- */

/* Everything to the server; the answer is waited for later. */
static void group_send(struct journal *j, struct group *g)
{
        g->ok = g->ok && db_run(g->w, &head_still, ARGS(I(j->head.size)));
        if (!g->ok) {
                group_end(j, g);
                each_alone(j, g->jobs);
                group_free(g);
                return;
        }
        db_end_start(g->w);
        mirror_end(j->mirror, true);
        j->sent = g;
}

/* A group was not committed, perhaps only because another process wrote.  What was decided meanwhile falls with it. */
static void both_again(struct journal *j, struct group *g, struct group *next)
{
        bool acts = (next ? &next->before : &j->head)->size > g->before.size;
        enum outcome o;

        if (next) {
                next->ok = false;
                group_end(j, next);
        }
        mirror_forget(j->mirror, (struct subject){ 0 });
        o = group_lost(j, g, acts);
        if (o == NOT_WRITTEN) {
                each_alone(j, g->jobs);
                group_free(g);
        } else {
                group_close(j, g, o);
        }
        if (next) {
                each_alone(j, next->jobs);
                group_free(next);
        }
}

/* Waits for the group under way, if any; then `next`, if any, follows it. */
static void group_follow(struct journal *j, struct group *next)
{
        struct group *g = j->sent;

        j->sent = NULL;
        if (g && !db_end_wait(j->db)) {
                both_again(j, g, next);
                return;
        }
        if (next)
                group_send(j, next);
        if (g)
                group_close(j, g, WRITTEN);
}

/* Those that wait, in order; none if there are none and it shall not wait for any, or at the end of all. */
static struct job *queue_take(struct journal *j, bool wait, size_t most)
{
        struct job *jobs, **end;
        size_t n = 0;

        pthread_mutex_lock(&j->lock);
        while (wait && !j->first && !j->closing) {
                j->known_stale = true;          /* tables mended past the program are seen after a pause at the latest */
                pthread_cond_wait(&j->work, &j->lock);
        }
        jobs = j->first;
        for (end = &j->first; *end && n < most; n++)
                end = &(*end)->next;
        j->first = *end;
        *end = NULL;
        if (!j->first)
                j->last = &j->first;
        pthread_mutex_unlock(&j->lock);
        return n ? jobs : NULL;
}

static void write_alone(struct journal *j)
{
        for (struct job *jobs; (jobs = queue_take(j, true, GROUP_MAX));)
                group_commit(j, jobs);
}

/* Until a request comes or the server says something. */
static void listen_both(struct journal *j)
{
        struct pollfd f[] = { { .fd = j->bell, .events = POLLIN }, { .fd = db_end_fd(j->db), .events = POLLIN } };
        eventfd_t rung;
        bool nothing;

        pthread_mutex_lock(&j->lock);
        nothing = !j->first;
        j->listening = nothing && !j->closing;
        pthread_mutex_unlock(&j->lock);
        if (nothing)
                poll(f, 2, -1);
        pthread_mutex_lock(&j->lock);
        j->listening = false;
        pthread_mutex_unlock(&j->lock);
        eventfd_read(j->bell, &rung);
}

/* A group grows while the one before is under way. */
static bool may_grow(struct journal *j, const struct group *g)
{
        return j->sent && (!g || (g->ok && g->n < GROUP_MAX)) && !db_end_ready(j->db);
}

/* Nothing to decide just now: what is decided may go ahead, if it is worth a statement of its own. */
static void writer_pause(struct journal *j, struct group *g)
{
        if (g && g->n >= g->pushed + PUSH_FROM) {
                db_push(g->w);
                g->pushed = g->n;
        }
        if (!db_end_ready(j->db))               /* asked again: what the server said may have been read while sending */
                listen_both(j);
}

static void write_ahead(struct journal *j)
{
        struct group *g = NULL;
        struct job *jobs;

        while ((jobs = queue_take(j, !j->sent, TAKE_MOST)) || j->sent) {
                if (!j->sent && !j->head_known) {
                        group_commit(j, jobs);
                        continue;
                }
                if (jobs && !g)
                        g = group_new(j, true);
                if (jobs)
                        group_decide(j, g, jobs);
                if (may_grow(j, g)) {
                        if (!jobs)
                                writer_pause(j, g);
                        continue;
                }
                group_follow(j, g);
                g = NULL;
        }
}

static void *writer(void *arg)
{
        struct journal *j = arg;

        if (j->mirror)
                write_ahead(j);
        else
                write_alone(j);
        return NULL;
}

/* With the lock held. */
static void ring(struct journal *j)
{
        pthread_cond_signal(&j->work);
        if (j->listening)
                must(!eventfd_write(j->bell, 1));
        j->listening = false;
}

static void queue_put(struct journal *j, struct job *job)
{
        pthread_mutex_lock(&j->lock);
        must(!j->closing);
        *j->last = job;
        j->last = &job->next;
        ring(j);
        pthread_mutex_unlock(&j->lock);
}

/* ---- the outside ---- */

/* Looked for with a connection that cannot write: opening for writing would make an empty database where there is none. */
static bool site_there(const char *url, struct journal *j, struct why *why)
{
        struct db *db = db_open(url, DB_READ, why);
        bool there = db && site_load(db, j->mem, &j->site, why);

        db_close(db);
        return there;
}

struct journal *journal_open(const char *url, const struct journal_hooks *hooks, struct why *why)
{
        struct journal *j = memory_take(sizeof *j);

        j->hooks = *hooks;
        j->mem = arena_new();
        j->known.mem = arena_new();
        if (!site_there(url, j, why) || !(j->db = db_open(url, DB_WRITE, why))) {
                db_close(j->db);
                arena_free(j->known.mem);
                arena_free(j->mem);
                memory_free(j);
                return NULL;
        }
        snprintf(j->clock, sizeof j->clock, "%s", j->site.clock);
        j->mirror = db_is_postgres(j->db) ? mirror_new(why) : NULL;
        must(!db_is_postgres(j->db) || j->mirror);
        j->last = &j->first;
        must(!pthread_mutex_init(&j->lock, NULL) && !pthread_cond_init(&j->work, NULL));
        j->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        must(j->bell >= 0);
        j->teller = teller_new(group_tell);
        must(!pthread_create(&j->thread, NULL, writer, j));
        pthread_setname_np(j->thread, "mj-writer");
        return j;
}

void journal_close(struct journal *j)
{
        if (!j)
                return;
        pthread_mutex_lock(&j->lock);
        j->closing = true;
        ring(j);
        pthread_mutex_unlock(&j->lock);
        pthread_join(j->thread, NULL);
        teller_free(j->teller);
        mirror_free(j->mirror);
        db_close(j->db);
        arena_free(j->known.mem);
        arena_free(j->mem);
        pthread_mutex_destroy(&j->lock);
        pthread_cond_destroy(&j->work);
        close(j->bell);
        memory_free(j);
}

const struct site *journal_site(const struct journal *j)
{
        return &j->site;
}

/* What needs no database is checked by the caller's own thread: the writer is the one thing that all wait for. */
static bool door(struct job *job)
{
        const struct request *r = job->request;
        struct ctx c = { .mem = job->mem, .why = { .mem = job->mem }, .now = job->now };
        bool ok = false;

        job->command = command_for(job->mem, r->verb, r->pairs, r->n);
        if (!job->command)
                refuse(&c.why, R_VERB_UNKNOWN, NULL, "%s", utf8_valid(r->verb, strlen(r->verb)) ? utf8_head(job->mem, r->verb, 60) : "");
        else
                ok = args_check_request(&c, job->command, r, &job->args);
        job->answer->why = c.why;
        return ok;
}

void journal_post(struct journal *j, struct arena *mem, const struct request *r, struct answer *out, journal_done_fn *done, void *to)
{
        struct job *job = TAKE(mem, struct job);

        *job = (struct job){ .mem = mem, .request = r, .answer = out, .done = done, .to = to,
                             .now = r->test_clock && r->at.ms ? r->at : real_now() };
        *out = (struct answer){ .why = { .mem = mem } };
        if (door(job))
                queue_put(j, job);
        else
                done(to, out);
}

static void waiter_wake(void *to, const struct answer *a)
{
        (void)a;
        sem_post(to);
}

static void waiter_wait(sem_t *done)
{
        while (sem_wait(done))
                must(errno == EINTR);
        sem_destroy(done);
}

bool journal_submit(struct journal *j, struct arena *mem, const struct request *r, struct answer *out)
{
        sem_t done;

        must(!sem_init(&done, 0, 0));
        journal_post(j, mem, r, out, waiter_wake, &done);
        waiter_wait(&done);
        return out->why.kind == WHY_NOTHING;
}

bool journal_found(struct journal *j, struct instant at, bool test_clock, struct why *why)
{
        sem_t done;
        struct request r = { .verb = "", .test_clock = test_clock, .at = at };
        struct answer answer;
        struct job *job = TAKE(why->mem, struct job);

        *job = (struct job){ .mem = why->mem, .request = &r, .answer = &answer, .done = waiter_wake, .to = &done, .founding = true,
                             .now = test_clock && at.ms ? at : real_now() };
        must(!sem_init(&done, 0, 0));
        queue_put(j, job);
        waiter_wait(&done);
        if (answer.why.kind != WHY_NOTHING)
                *why = answer.why;
        return answer.why.kind == WHY_NOTHING;
}
