/* journal_fixture_test.c - the toys of journal_fixture.h.  No tests in here. */
#include "journal/journal_fixture.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

void bind_all(void);

SCRATCH_QUERY(toy_put, "INSERT INTO toy_row (id, title, total) VALUES ($1, $2, 0)");
SCRATCH_QUERY(toy_count, "UPDATE toy_row SET total = total + $2 WHERE id = $1");
SCRATCH_QUERY(toy_rows, "SELECT id, title, total FROM toy_row WHERE id = $1");
SCRATCH_QUERY(toy_total, "SELECT total FROM toy_row WHERE id = $1");

static const char toy_sql[] = "CREATE TABLE toy_row (id BIGINT PRIMARY KEY, title TEXT NOT NULL UNIQUE, total BIGINT NOT NULL);";

/* ---- what a toy can do ---- */

static bool make(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *title = arg_text(a, "title");

        (void)subject;
        if (!strcmp(title, "拒绝"))
                return refuse(&c->why, R_NEED, "title", "试验");
        if (!strcmp(title, "故障"))
                return fail(&c->why, "试验用的故障");
        draft_put(d, "title", title);
        return true;
}

static bool add(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        int64_t total;

        if (!db_one_int(c->db, &c->why, &toy_total, ARGS(I(subject)), 0, &total))
                return false;
        if (total + arg_int(a, "n") > 100)
                return refuse(&c->why, R_ARG_RANGE, "n", "共 %lld", (long long)total);
        draft_put_int(d, "n", arg_int(a, "n"));
        return true;
}

static bool apply_make(struct db_write *w, const struct act *a)
{
        return db_run(w, &toy_put, ARGS(I(a->subject.id), T(act_text(a, "title"))));
}

static bool apply_add(struct db_write *w, const struct act *a)
{
        return db_run(w, &toy_count, ARGS(I(a->subject.id), I(act_int(a, "n"))));
}

static const struct arg make_args[] = {
        { "title", ARG_TEXT, ARG_REQUIRED, "名称", "", NULL, 1, 40 }, { "like", ARG_REF, 0, "同类", "", "toy", 0, 0 },
        { "after", ARG_REF, 0, "之后", "", "toy.add", 0, 0 }, ARG_END
};
static const struct arg add_args[] = { { "n", ARG_INT, ARG_REQUIRED, "增加", "", NULL, 0, 1000 }, ARG_END };
static const struct command toy_commands[] = {
        { .verb = "toy.make", .label = "造", .help = "", .noun = "toy", .creates = true, .roles = "", .args = make_args, .handle = make,
          .apply = apply_make, .sets = "", .clears = "" },
        { .verb = "toy.add", .label = "加", .help = "", .noun = "toy", .roles = "", .args = add_args, .handle = add, .apply = apply_add,
          .sets = "", .clears = "" },
};
static const struct shadow toy_shadows[] = { { .table = "toy_row", .key = "id", .noun = "toy", .load = &toy_rows } };
static const char *const toy_schemas[] = { toy_sql };

/* Before anybody asks what verbs there are: the registry is sorted anew with every binding. */
__attribute__((constructor)) static void toys_bind(void)
{
        commands_bind(toy_commands, sizeof toy_commands / sizeof *toy_commands);
        shadows_bind(toy_shadows, 1);
        schemas_bind(toy_schemas, 1);
}

static bool identify(struct ctx *c, const char *login)
{
        return !strcmp(login, "li") || !strcmp(login, "wang") || refuse(&c->why, R_ACTOR_UNKNOWN, NULL, "%s", login);
}

static bool permit(struct ctx *c, const struct command *cmd, int64_t subject)
{
        (void)c; (void)cmd; (void)subject;
        return true;
}

static void sign(struct ctx *c, struct draft *d)
{
        (void)c;
        draft_put(d, "actor", "li");
}

static bool found(struct ctx *c, size_t i, struct draft **out)
{
        if (i)
                return false;
        *out = draft_new(c->mem, "toy.make", "toy", SUBJECT_NEW);
        draft_put(*out, "title", "第一");
        return true;
}

static void committed(const char *verb, struct subject s)
{
        (void)verb; (void)s;
}

static const struct journal_hooks toy_hooks = { identify, permit, sign, found, committed };

/* ---- the site ---- */

static bool server_script(struct test *t, const char *sql)
{
        struct db *db = db_open(test_postgres(t), DB_WRITE, &t->why);
        struct db_write *w = db ? db_begin(db, &t->why) : NULL;
        bool ok = w && db_script(w, sql);

        ok = w && db_end(w, ok) && ok;
        db_close(db);
        return ok;
}

/* Every toy log has a schema of its own in the tests' database. */
static const char *postgres_new(struct test *t)
{
        static int number;
        const char *server = test_postgres(t), *name = text_make(t->mem, "toys_%d_%d", (int)getpid(), ++number);

        if (!server || !server_script(t, text_make(t->mem, "CREATE SCHEMA %s", name)))
                return NULL;
        return text_make(t->mem, "%s?options=-csearch_path%%3D%s", server, name);
}

bool toys_new(struct test *t, const char *engine, struct toys *out)
{
        struct toys o = { .t = t, .now = { TOY_START } };

        if (!command_find("session.open"))
                bind_all();
        setenv("MINGJING_KEYS", text_make(t->mem, "%s/toys.keys", test_dir(t)), 1);
        o.url = !strcmp(engine, "sqlite") ? text_make(t->mem, "sqlite:%s/toys.db", test_dir(t)) : postgres_new(t);
        if (!o.url || !journal_init(o.url, "test/toys", HASH_SM3, "{}", o.now, &t->why)) {
                test_failed(t, __FILE__, __LINE__, "no %s to play with: %s", engine, t->why.detail ? t->why.detail : "");
                return false;
        }
        toys_open(&o);
        *out = o;
        return true;
}

void toys_open(struct toys *o)
{
        must((o->j = journal_open(o->url, &toy_hooks, &o->t->why)));
}

void toys_close(struct toys *o)
{
        journal_close(o->j);
        o->j = NULL;
}

void toys_done(struct toys *o)
{
        const char *schema = strstr(o->url, "%3D");

        toys_close(o);
        if (schema && !server_script(o->t, text_make(o->t->mem, "DROP SCHEMA %s CASCADE", schema + 3)))
                test_failed(o->t, __FILE__, __LINE__, "%s stays behind", o->url);
}

/* ---- requests ---- */

struct request *toys_request(struct toys *o, const char *verb, int64_t subject, const char *name, const char *value)
{
        struct request *r = TAKE(o->t->mem, struct request);
        struct pair *p = TAKE(o->t->mem, struct pair);

        *p = (struct pair){ name, value };
        *r = (struct request){ .verb = verb, .subject = subject, .pairs = p, .n = 1, .login = "li", .expected = -1 };
        if (!o->real) {
                r->test_clock = true;
                r->at = o->now;
                o->now.ms += 1000;
        }
        return r;
}

bool toys_make(struct toys *o, const char *title, const char *key, struct answer *out)
{
        struct request *r = toys_request(o, "toy.make", SUBJECT_NEW, "title", title);

        r->key = key;
        return journal_submit(o->j, o->t->mem, r, out);
}

bool toys_add(struct toys *o, int64_t toy, int n, int64_t expected, struct answer *out)
{
        struct request *r = toys_request(o, "toy.add", toy, "n", text_make(o->t->mem, "%d", n));

        r->expected = expected;
        return journal_submit(o->j, o->t->mem, r, out);
}

struct gate { pthread_mutex_t lock; pthread_cond_t changed; size_t open; };

static void answered(void *to, const struct answer *a)
{
        struct gate *g = to;

        (void)a;
        pthread_mutex_lock(&g->lock);
        g->open--;
        pthread_cond_signal(&g->changed);
        pthread_mutex_unlock(&g->lock);
}

void toys_group(struct toys *o, struct toys_post *p, size_t n)
{
        struct gate g = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .open = n };
        struct db *db = db_open(o->url, DB_WRITE, &o->t->why);
        struct db_write *w = db_begin(db, &o->t->why);

        must(w != NULL);
        for (size_t i = 0; i < n; i++) {
                p[i].mem = arena_new();
                journal_post(o->j, p[i].mem, p[i].r, &p[i].answer, answered, &g);
        }
        must(db_end(w, true));
        db_close(db);
        pthread_mutex_lock(&g.lock);
        while (g.open)
                pthread_cond_wait(&g.changed, &g.lock);
        pthread_mutex_unlock(&g.lock);
        for (size_t i = 0; i < n; i++) {
                p[i].answer.why.detail = p[i].answer.why.detail ? text_copy(o->t->mem, p[i].answer.why.detail) : NULL;
                arena_free(p[i].mem);
        }
}

/* ---- looking ---- */

struct ctx toys_read(struct toys *o)
{
        struct ctx c = { .mem = o->t->mem, .why = { .mem = o->t->mem } };

        must((c.db = db_open(o->url, DB_READ, &c.why)));
        return c;
}

int64_t toys_count(struct toys *o, const char *from)
{
        struct ctx c = toys_read(o);
        struct rows r = db_ask_sql(c.db, &c.why, text_make(c.mem, "SELECT COUNT(*) FROM %s", from));
        int64_t n = db_next(&r) ? db_int(&r, 0) : -1;

        if (!db_done(&r))
                n = -1;
        db_close(c.db);
        return n;
}

bool toys_sql(struct toys *o, const char *sql)
{
        struct db *db = db_open(o->url, DB_WRITE, &o->t->why);
        struct db_write *w = db ? db_begin(db, &o->t->why) : NULL;
        bool ok = w && db_script(w, sql);

        ok = w && db_end(w, ok) && ok;
        db_close(db);
        return ok;
}

bool toys_verify(struct toys *o, struct journal_report *out)
{
        struct ctx c = toys_read(o);
        struct keys *k = keys_load(keys_path(c.mem, o->url), &c.why);
        const char *vkeys[] = { keys_vkey_ed25519(k, c.mem), keys_vkey_sm2(k, c.mem) };
        bool ok = journal_verify(&c, vkeys, 2, out);

        keys_free(k);
        db_close(c.db);
        o->t->why = c.why;
        return ok;
}

/* In groups, as a busy office would: one by one each act waits for the disk. */
void toys_grow(struct toys *o, int64_t acts)
{
        static int number;
        int64_t have = toys_count(o, "journal_act"), n = acts - (have ? have : 1);
        struct toys_post *p = TAKE_N(o->t->mem, struct toys_post, n > 0 ? n : 1);

        if (acts && !have && n <= 0)
                must(journal_found(o->j, o->now, !o->real, &o->t->why));
        if (n <= 0)
                return;
        for (int64_t i = 0; i < n; i++)
                p[i].r = toys_request(o, "toy.make", SUBJECT_NEW, "title", text_make(o->t->mem, "件%d", ++number));
        toys_group(o, p, (size_t)n);
        for (int64_t i = 0; i < n; i++)
                if (p[i].answer.why.kind != WHY_NOTHING)
                        test_failed(o->t, __FILE__, __LINE__, "toy %lld was not made: %s", (long long)i, p[i].answer.why.detail ? p[i].answer.why.detail : "");
}
