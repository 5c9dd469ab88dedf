/* tus_acts.c - the two acts of an upload, in the name of whoever sends it: announced (intake.promise), and come in (intake.receive).
 *
 * Their idempotency keys are made of the upload's id, so that a lost answer, a restarted server or a second look repeats nothing.
 * Runs on helper threads: the writer is waited for.
 * Must never: post for anybody but the owner of the upload.
 */
#include "journal/act.h"
#include "org/org.h"
#include "web/tus.h"

/* ---- asking the writer and waiting ---- */

struct asked { pthread_mutex_t lock; pthread_cond_t there; bool done; struct web *web; const struct request *request; struct instant said; };

static void answered(void *to, const struct answer *a)
{
        struct asked *q = to;

        web_wrote(q->web, q->request, a, q->said);
        pthread_mutex_lock(&q->lock);
        q->done = true;
        pthread_cond_signal(&q->there);
        pthread_mutex_unlock(&q->lock);
}

static bool ask(struct flow *f, struct request *r, struct answer *a)
{
        struct asked q = { .web = f->web, .request = r, .said = f->said };

        must(!pthread_mutex_init(&q.lock, NULL) && !pthread_cond_init(&q.there, NULL));
        web_post(f->web, f->mem, r, f->said, a, answered, &q);
        pthread_mutex_lock(&q.lock);
        while (!q.done)
                pthread_cond_wait(&q.there, &q.lock);
        pthread_mutex_unlock(&q.lock);
        pthread_mutex_destroy(&q.lock);
        pthread_cond_destroy(&q.there);
        if (a->why.kind != WHY_NOTHING && f->why.kind == WHY_NOTHING)
                f->why = a->why;
        return a->why.kind == WHY_NOTHING;
}

static struct request request_of(const struct flow *f, const char *verb, int64_t subject, const struct pairs *p, const char *key)
{
        return (struct request){ .verb = verb, .subject = subject, .pairs = p->at, .n = p->n, .login = f->note.by, .expected = -1, .key = key };
}

static const char *id_of(const struct flow *f)
{
        return f->created ? f->created : f->id;
}

/* ---- announced ---- */

bool tus_promise(struct flow *f)
{
        const struct tus_note *n = &f->note;
        const struct { const char *name, *value; } said[] = {
                { "file_name", n->file_name }, { "size", text_make(f->mem, "%lld", (long long)f->size) }, { "digest", n->digest },
                { "source", n->source ? n->source : "upload" }, { "device", n->device }, { "batch", n->batch }, { "case", n->case_id },
        };
        struct pairs p = { .mem = f->mem };
        struct request r;
        struct answer a = { 0 };

        if (f->intake >= 0)
                return true;
        for (size_t i = 0; i < sizeof said / sizeof *said; i++)
                if (!text_empty(said[i].value))
                        pairs_put(&p, said[i].name, said[i].value);
        r = request_of(f, "intake.promise", SUBJECT_NEW, &p, text_make(f->mem, "upload %s", id_of(f)));
        if (!ask(f, &r, &a))
                return false;
        f->intake = a.subject.id;
        return true;
}

/* ---- come in ---- */

static bool find_received(void *to, const struct act *a)
{
        struct flow *f = to;

        if (text_same(a->verb, "intake.receive")) {
                const char *state = act_text(a, "state");

                f->state = text_copy(f->mem, state ? state : "");
        }
        return !f->state;
}

static bool prepared(struct flow *f, struct ctx *c, struct request *r)
{
        const struct command *cmd = command_find(r->verb);

        return (cmd || refuse(&c->why, R_VERB_UNKNOWN, NULL, "%s", r->verb)) && who_load(c, f->note.by) && access_may_use(c, cmd->roles) &&
               request_prepare(c, r);
}

static bool received_before(struct flow *f, struct ctx *c)
{
        return acts_on(c, (struct subject){ "intake", f->intake }, find_received, f);
}

bool tus_receive(struct flow *f, const char *digest)
{
        struct instant now = f->said.ms ? f->said : web_now(f->web);
        struct ctx c = { .mem = f->mem, .why = { .mem = f->mem }, .now = now, .test_clock = f->web->o.test_clock, .blobs = f->web->blobs, .pack = org_pack() };
        struct pairs p = { .mem = f->mem };
        struct answer a = { 0 };
        struct request r;
        bool good;

        pairs_put(&p, "file", digest);
        r = request_of(f, "intake.receive", f->intake, &p, text_make(f->mem, "upload %s received", id_of(f)));
        c.db = web_db(f->web, &c.why);
        good = c.db && received_before(f, &c) && (f->state || prepared(f, &c, &r));
        web_db_back(f->web, c.db, c.why.kind != WHY_FAILED);
        if (!good)
                f->why = c.why;
        if (!good || f->state)
                return good;
        if (!ask(f, &r, &a))
                return false;
        c.db = web_db(f->web, &f->why);
        good = c.db && received_before(f, &c);
        web_db_back(f->web, c.db, good);
        return good;
}

/* A promise that is not going to be kept is open work for nobody: whoever withdrew the file says so. */
void tus_withdraw(struct flow *f)
{
        struct pairs p = { .mem = f->mem };
        struct answer a = { 0 };
        struct request r;

        if (tus_promise(f)) {
                pairs_put(&p, "reason", "上传人取消了上传，文件没有传完");
                r = request_of(f, "intake.discard", f->intake, &p, text_make(f->mem, "upload %s withdrawn", id_of(f)));
                ask(f, &r, &a);
        }
        why_clear(&f->why);
}
