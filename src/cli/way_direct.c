/* way_direct.c - the story told inside this process: the journal's own functions, nothing between. */
#include "base/json.h"
#include "cli/acting.h"
#include "cli/jobs.h"
#include "cli/reading.h"
#include "cli/story.h"
#include "org/org.h"
#include "ui/view.h"
#include <string.h>

static bool direct_open(struct teller *t)
{
        struct acting *a = TAKE(t->mem, struct acting);

        t->impl = a;
        return acting_open(t->x, t->url, t->blobs, a);
}

static void direct_close(struct teller *t)
{
        if (t->impl)
                acting_close(t->impl);
}

void did_from_why(const struct why *w, struct did *out)
{
        if (w->kind == WHY_REFUSED)
                *out = (struct did){ .kind = DID_REFUSED, .code = refusal_of(w->code)->code, .field = w->field, .words = why_sentence(w) };
        else
                *out = (struct did){ .kind = DID_FAILED, .words = w->detail ? w->detail : "" };
}

static bool direct_act(struct teller *t, const char *who, const char *verb, const struct pair *pairs, size_t n, struct did *out)
{
        struct acting *a = t->impl;
        struct request r = { .verb = verb, .login = who, .expected = -1, .at = t->now, .test_clock = true };
        struct answer answer = { .why = { .mem = t->mem } };
        bool ok = acting_request(a, pairs, n, &r);

        if (ok && acting_submit(a, &r, &answer))
                *out = (struct did){ .kind = DID_DONE, .noun = answer.subject.noun, .id = answer.subject.id, .seq = answer.seq, .words = "" };
        else
                did_from_why(ok ? &answer.why : &t->x->why, out);
        why_clear(&t->x->why);
        return true;
}

static bool direct_job(struct teller *t, const char *name, struct did *out)
{
        struct acting *a = t->impl;
        const struct job *job = job_find(name);
        struct job_report r;
        struct why why = { .mem = t->mem };

        if (!job)
                return fail(&t->x->why, "没有任务“%s”", name);
        if (!acting_store(a))
                return false;
        *out = (struct did){ .kind = DID_DONE, .words = "" };
        if (!job_once(t->mem, &(struct job_place){ .url = t->url, .journal = a->journal, .blobs = a->blobs, .set_clock = true }, job, t->now, &r, &why))
                did_from_why(&why, out);
        else if (r.refused)
                did_from_why(&r.why, out);
        return true;
}

/* A reader's ctx at the story's time. */
static bool reader_open(struct teller *t, const char *who, struct ctx *c)
{
        *c = (struct ctx){ .mem = t->mem, .why = { .mem = t->mem }, .now = t->now, .pack = org_pack(), .test_clock = true };
        c->db = db_open(t->url, DB_READ, &c->why);
        return c->db && (!who || who_load(c, who));
}

static bool direct_view(struct teller *t, const char *who, const char *name, const struct pair *pairs, size_t n, struct did *out, json_t **table)
{
        struct acting *a = t->impl;
        struct ctx c;
        struct table rows;
        const char *json;

        *table = NULL;
        if (!acting_store(a))
                return false;
        if (reader_open(t, who, &c) && (c.blobs = a->blobs, true) && view_run(&c, name, pairs, n, &rows)) {
                json = table_json(t->mem, &rows);
                *table = json_parse(&t->x->why, json, strlen(json));
                *out = (struct did){ .kind = DID_DONE, .words = "" };
        } else
                did_from_why(&c.why, out);
        db_close(c.db);
        return out->kind != DID_DONE || *table;
}

const struct way way_direct = { .name = "direct", .open = direct_open, .close = direct_close, .act = direct_act, .job = direct_job, .view = direct_view };
