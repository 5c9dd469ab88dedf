/* handle.c - one request inside its group's transaction: clock and time, idempotency key, who and whether, the subject and what arguments refer
 * to, the command's handler, then the act: numbered, salted, hashed, stored and applied.  A refusal writes nothing.
 */
#include "base/setting.h"
#include "journal/writer.h"
#include <stdio.h>
#include <string.h>

QUERY(act_insert, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(key_get, "SELECT k.digest, k.seq, a.at, a.noun, a.subject FROM journal_key k JOIN journal_act a ON a.seq = k.seq WHERE k.key = $1");
QUERY(key_put, "INSERT INTO journal_key (key, digest, seq) VALUES ($1, $2, $3)");
QUERY(clock_set, "UPDATE site SET clock = $1 WHERE one = 1");

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
        if (a.seq == j->group->before)
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
        if (strcmp(j->clock, "test") && j->head.at.ms - c->now.ms > setting_int("clock-back-max") * 1000)
                return refuse(&c->why, R_CLOCK_BACK, NULL, "最新动作在 %s", instant_local(c->mem, j->head.at));
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

bool job_handle(struct journal *j, struct ctx *c, struct db_write *w, struct job *job)
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

