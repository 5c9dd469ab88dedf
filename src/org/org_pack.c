/* org_pack.c - the pack in force, and those that were in force when something was done: what was adopted, with what acts have made of the
 * organisation since laid over it (agency_fold.c).
 *
 * A version is an adopted pack and the newest change laid over it.  Versions are kept as long as the process serves the site: another
 * thread may be in the middle of a request with one, and a document of an earlier act is made with the version of that day.
 * Must never: change a version that somebody may hold.
 */
#include "org/agency.h"
#include "db/db.h"
#include "law/procedure.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define VERBS_MAX 512

QUERY(version_newest, "SELECT (SELECT max(seq) FROM org_pack), (SELECT max(seq) FROM org_change)");
QUERY(version_before, "SELECT (SELECT max(seq) FROM org_pack WHERE seq <= $1), (SELECT max(seq) FROM org_change WHERE seq < $1)");
QUERY(pack_sources, "SELECT sources FROM org_pack WHERE seq = $1");

/* adopted: the act pack.adopt, -1 before there is one; changed: the newest act of org_change, -1 none.  pack NULL: it no longer loads. */
struct version { int64_t adopted, changed; struct pack *base, *pack; struct arena *mem /* of a pack that is not the base */; struct version *next; };

static struct version *versions;
static _Atomic(struct version *) in_force;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static struct verb_effect effects[VERBS_MAX];
static size_t effects_n;

#define FIELDS_MAX 100                  /* of one verb */

/* What an argument is to a document: law/ knows values, not forms. */
static enum value_kind arg_kind(const struct arg *g)
{
        switch (g->type) {
        case ARG_MONEY: return VALUE_MONEY;
        case ARG_DAY: return VALUE_DAY;
        case ARG_INSTANT: return VALUE_INSTANT;
        case ARG_LOGIN: case ARG_LOGINS: return VALUE_PEOPLE;
        case ARG_POINTS: return VALUE_POINTS;
        case ARG_INT: case ARG_REF: return VALUE_NUMBER;
        default: return VALUE_TEXT;
        }
}

static bool arg_several(const struct arg *g)
{
        return g->type == ARG_POINTS || g->type == ARG_LOGINS || g->type == ARG_CHOICES || g->type == ARG_CODES || g->type == ARG_REFS;
}

/* What the act of a command says: the arguments that are kept, and what the handler adds. */
static void effect_fields(const struct command *k, struct verb_effect *out)
{
        static struct arena *mem;       /* as long as the process */
        struct verb_field *fields;

        if (!mem)
                mem = arena_new();
        out->fields = fields = TAKE_N(mem, struct verb_field, FIELDS_MAX);
        for (const struct arg *g = k->args; g && g->name; g++) {
                must(out->n_fields < FIELDS_MAX);
                if (!(g->flags & ARG_SECRET))
                        fields[out->n_fields++] = (struct verb_field){ g->name, arg_kind(g), arg_several(g),
                                g->type == ARG_CHOICE || g->type == ARG_CHOICES ? g->choices : NULL };
        }
        out->n_fields += verb_fields_parse(k->gives ? k->gives : "", mem, fields + out->n_fields, FIELDS_MAX - out->n_fields);
}

const struct verb_effect *org_verbs(size_t *n)
{
        const char *unknown;

        for (const struct command *k; (k = command_at(effects_n)); effects_n++) {
                must(effects_n < VERBS_MAX);
                effects[effects_n].verb = k->verb;
                must(flags_parse(k->sets ? k->sets : "", '|', &effects[effects_n].sets, &unknown));
                must(flags_parse(k->clears ? k->clears : "", '|', &effects[effects_n].clears, &unknown));
                effect_fields(k, &effects[effects_n]);
        }
        *n = effects_n;
        return effects;
}


const struct pack *org_pack(void)
{
        const struct version *v = atomic_load(&in_force);

        return v ? v->pack : NULL;
}

const char *findings_first(const struct findings *found)
{
        for (size_t i = 0; i < found->n; i++)
                if (found->at[i].error)
                        return finding_text(found->mem, &found->at[i]);
        return "";
}

/* ---- versions ---- */

static bool version_ask(struct db *db, struct why *why, struct query *q, const struct val *args, int64_t *adopted, int64_t *changed)
{
        struct rows r = db_ask(db, why, q, args);

        if (db_next(&r)) {
                *adopted = db_null(&r, 0) ? -1 : db_int(&r, 0);
                *changed = db_null(&r, 1) ? -1 : db_int(&r, 1);
        }
        return db_done(&r);
}

static struct version *version_find(int64_t adopted, int64_t changed)
{
        for (struct version *v = versions; v; v = v->next)
                if (v->adopted == adopted && v->changed == changed)
                        return v;
        return NULL;
}

static bool to_be_replaced;

void org_pack_replaced(void)
{
        to_be_replaced = true;
}

/* What was adopted, read and checked; NULL with the reason in why. */
static struct pack *base_read(struct db *db, struct why *why, int64_t adopted, const char *sources)
{
        struct findings found = { .mem = why->mem, .replaced = to_be_replaced };
        const struct verb_effect *verbs;
        struct pack *p;
        size_t n;

        if (adopted >= 0) {
                struct rows r = db_ask(db, why, &pack_sources, ARGS(I(adopted)));

                sources = db_next(&r) ? db_text_in(why->mem, &r, 0) : "";
                if (!db_done(&r))
                        return NULL;
        }
        verbs = org_verbs(&n);
        p = pack_load_sources(sources, verbs, n, &found);
        if (!p)
                refuse(why, R_PACK_BROKEN, NULL, "%s", findings_first(&found));
        return p;
}

/* Any version of what was adopted has read it. */
static struct version *version_of(int64_t adopted)
{
        for (struct version *v = versions; v; v = v->next)
                if (v->adopted == adopted)
                        return v;
        return NULL;
}

static bool overlay(struct db *db, struct why *why, struct version *v)
{
        struct arena *mem = arena_new();
        struct org_changes l;

        if (!org_changes(db, mem, why, v->changed + 1, DAY_NONE, &l)) {
                arena_free(mem);
                return false;
        }
        v->mem = mem;
        v->pack = org_fold(mem, v->base, &l);
        return true;
}

/* sources: of a site that has adopted nothing yet.  Held by the lock. */
static bool version_get(struct db *db, struct why *why, struct version want, const char *sources, struct version **out)
{
        struct version *v = version_find(want.adopted, want.changed), *same = v ? NULL : version_of(want.adopted);

        if (v) {
                *out = v;
                return true;
        }
        want.base = same ? same->base : base_read(db, why, want.adopted, sources);
        if (!same && !want.base && why->kind == WHY_FAILED)
                return false;
        want.pack = want.base;
        if (want.base && want.changed >= 0 && !overlay(db, why, &want))
                return false;
        v = memory_take(sizeof *v);
        *v = want;
        v->next = versions;
        versions = v;
        *out = v;
        return true;
}

static bool version_use(struct db *db, struct why *why, struct version want, const char *sources)
{
        struct version *v;

        if (!version_get(db, why, want, sources, &v))
                return false;
        if (!v->pack)
                return refuse(why, R_PACK_BROKEN, NULL, "策略包不能加载");
        atomic_store(&in_force, v);
        return true;
}

/* A base is freed once, whoever shares it. */
static void versions_free(void)
{
        while (versions) {
                struct version *v = versions;

                versions = v->next;
                if (!version_of(v->adopted))
                        pack_free(v->base);
                arena_free(v->mem);
                memory_free(v);
        }
}

bool org_pack_load(struct db *db, const struct site *site, struct why *why)
{
        struct version newest = { .adopted = -1, .changed = -1 };
        bool ok = version_ask(db, why, &version_newest, ARGS(), &newest.adopted, &newest.changed);

        if (!ok)
                return false;
        pthread_mutex_lock(&one_at_a_time);
        atomic_store(&in_force, NULL);          /* a process that opens a site serves no other yet */
        versions_free();
        ok = version_use(db, why, newest, site->pack);
        pthread_mutex_unlock(&one_at_a_time);
        return ok;
}

/* Another process, or the writer of this one, may have adopted a pack or changed the organisation since. */
bool org_pack_current(struct ctx *c)
{
        const struct version *v = atomic_load(&in_force);
        struct version newest = { .adopted = -1, .changed = -1 };
        bool ok;

        if (!version_ask(c->db, &c->why, &version_newest, ARGS(), &newest.adopted, &newest.changed))
                return false;
        if (v && newest.adopted == v->adopted && newest.changed == v->changed)
                return true;
        pthread_mutex_lock(&one_at_a_time);
        ok = version_use(c->db, &c->why, newest, "");
        pthread_mutex_unlock(&one_at_a_time);
        return ok;
}

/* Where the pack of that day no longer loads (an old site's may lack what is asked for today) the one in force must do. */
bool org_pack_at(struct ctx *c, int64_t seq, const struct pack **out)
{
        const struct version *now = atomic_load(&in_force);
        struct version then = { .adopted = -1, .changed = -1 }, *found = NULL;
        struct why kept = c->why;
        bool ok;

        *out = c->pack;
        if (now && seq >= now->adopted && seq > now->changed)
                return true;
        if (!version_ask(c->db, &c->why, &version_before, ARGS(I(seq)), &then.adopted, &then.changed))
                return false;
        if (then.adopted < 0)
                return true;
        pthread_mutex_lock(&one_at_a_time);
        ok = version_get(c->db, &c->why, then, "", &found);
        pthread_mutex_unlock(&one_at_a_time);
        if (ok)
                c->why = kept;
        if (ok && found->pack && found->pack->n_papers)
                *out = found->pack;
        return ok;
}

bool org_pack_on(struct ctx *c, struct day day, const struct pack **out)
{
        const struct version *v = atomic_load(&in_force);
        struct org_changes l;

        must(v != NULL);
        if (!org_changes(c->db, c->mem, &c->why, -1, day, &l))
                return false;
        *out = org_fold(c->mem, v->base, &l);
        return true;
}
