/* org.c - the pack in force, the hooks by which the journal knows people, the founding acts of a site. */
#include "org/org.h"
#include "org/parameter.h"
#include "db/db.h"
#include "law/procedure.h"
#include "org/session.h"
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define VERBS_MAX 512

QUERY(pack_newest, "SELECT sources, seq FROM org_pack ORDER BY seq DESC LIMIT 1");
QUERY(pack_before, "SELECT sources, seq FROM org_pack WHERE seq <= $1 ORDER BY seq DESC LIMIT 1");
QUERY(pack_newest_seq, "SELECT seq FROM org_pack ORDER BY seq DESC LIMIT 1");

static _Atomic(struct pack *) pack_in_force;
static _Atomic int64_t pack_seq = -1;   /* the act that adopted it; -1: none yet */
static struct verb_effect effects[VERBS_MAX];
static size_t effects_n;

const struct pack *org_pack(void)
{
        return atomic_load(&pack_in_force);
}

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

#define PAST_MAX 200
static struct { int64_t seq; struct pack *pack; } past[PAST_MAX];       /* what documents of earlier acts were made with */
static size_t past_n;

#define RETIRED_MAX 1000                /* packs one process may live through; each is adopted by a person */

/* Packs that were in force while this process ran.  They are kept: another thread may be in the middle of a request with one. */
static struct pack *retired[RETIRED_MAX];
static size_t retired_n;

static bool pack_retire(struct pack *old, struct why *why)
{
        if (!old)
                return true;
        if (retired_n == RETIRED_MAX)
                return fail(why, "策略包更换次数过多，请重新启动程序");
        retired[retired_n++] = old;
        return true;
}

/* Reads and checks. */
static bool pack_take(const char *sources, int64_t seq, struct why *why)
{
        struct findings found = { .mem = why->mem };
        const struct verb_effect *verbs;
        struct pack *p;
        size_t n;

        verbs = org_verbs(&n);
        p = pack_load_sources(sources, verbs, n, &found);
        if (!p)
                return refuse(why, R_PACK_BROKEN, NULL, "%s", findings_first(&found));
        if (!pack_retire(atomic_load(&pack_in_force), why)) {
                pack_free(p);
                return false;
        }
        atomic_store(&pack_in_force, p);
        atomic_store(&pack_seq, seq);
        return true;
}

const char *findings_first(const struct findings *found)
{
        for (size_t i = 0; i < found->n; i++)
                if (found->at[i].error)
                        return finding_text(found->mem, &found->at[i]);
        return "";
}

bool org_pack_load(struct db *db, const struct site *site, struct why *why)
{
        struct rows r = db_ask(db, why, &pack_newest, ARGS());
        bool adopted = db_next(&r);
        const char *sources = adopted ? db_text_in(why->mem, &r, 0) : site->pack;
        int64_t seq = adopted ? db_int(&r, 1) : -1;

        if (!db_done(&r))
                return false;
        pack_free(atomic_exchange(&pack_in_force, NULL));       /* a process that opens a site serves no other yet */
        while (retired_n)
                pack_free(retired[--retired_n]);
        while (past_n)
                pack_free(past[--past_n].pack);
        return pack_take(sources, seq, why);
}

/* Another process, or the writer of this one, may have adopted a pack since. */
bool org_pack_current(struct ctx *c)
{
        static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
        int64_t newest;
        struct rows r;
        bool ok;

        if (!db_one_int(c->db, &c->why, &pack_newest_seq, ARGS(), -1, &newest))
                return false;
        if (newest == atomic_load(&pack_seq))
                return true;
        pthread_mutex_lock(&one_at_a_time);
        r = db_ask(c->db, &c->why, &pack_newest, ARGS());
        ok = db_next(&r) && (db_int(&r, 1) == atomic_load(&pack_seq) || pack_take(db_text_in(c->mem, &r, 0), db_int(&r, 1), &c->why));
        ok = db_done(&r) && ok;
        pthread_mutex_unlock(&one_at_a_time);
        return ok;
}

/* ---- packs of the past: what a document was made with ---- */

/* NULL if it no longer loads (an old site's pack may lack what is asked for today): then the one in force must do. */
static const struct pack *past_load(struct ctx *c, const char *sources, int64_t seq)
{
        struct findings found = { .mem = c->mem };
        const struct verb_effect *verbs;
        struct pack *p;
        size_t n;

        for (size_t i = 0; i < past_n; i++)
                if (past[i].seq == seq)
                        return past[i].pack;
        if (past_n == PAST_MAX)
                return NULL;
        verbs = org_verbs(&n);
        p = pack_load_sources(sources, verbs, n, &found);
        past[past_n].seq = seq;
        past[past_n++].pack = p;
        return p;
}

bool org_pack_at(struct ctx *c, int64_t seq, const struct pack **out)
{
        static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
        const struct pack *p = NULL;
        struct rows r;

        *out = c->pack;
        if (seq >= atomic_load(&pack_seq))
                return true;
        r = db_ask(c->db, &c->why, &pack_before, ARGS(I(seq)));
        if (db_next(&r)) {
                pthread_mutex_lock(&one_at_a_time);
                p = past_load(c, db_text(&r, 0), db_int(&r, 1));
                pthread_mutex_unlock(&one_at_a_time);
        }
        if (p && p->n_papers)
                *out = p;
        return db_done(&r);
}

/* ---- what only pack and people can say about an argument ---- */

/* Kinds of material that the pack speaks of: what must be sent to review, what must be in the dossier. */
static bool material_known(const struct pack *p, const char *kind)
{
        for (size_t i = 0; i < p->review.n_materials; i++)
                if (text_same(p->review.materials[i].material, kind))
                        return true;
        for (size_t i = 0; i < p->n_dossier; i++)
                if (text_same(p->dossier[i].material, kind))
                        return true;
        return !strcmp(kind, "other");
}

static bool code_known(struct ctx *c, const char *list, const char *code)
{
        if (!strcmp(list, "agencies"))
                return pack_agency(c->pack, code);
        if (!strcmp(list, "units"))
                return pack_unit(c->pack, code);
        if (!strcmp(list, "roles"))
                return pack_role(c->pack, code);
        if (!strcmp(list, "items"))
                return pack_item(c->pack, code);
        if (!strcmp(list, "procedures"))
                return pack_procedure(c->pack, code);
        if (!strcmp(list, "papers"))
                return pack_paper(c->pack, code);
        if (!strcmp(list, "equipment"))
                return pack_equipment(c->pack, code);
        if (!strcmp(list, "carriers"))
                return pack_carrier(c->pack, code);
        if (!strcmp(list, "lists"))
                return pack_list(c->pack, code);
        if (!strcmp(list, "materials"))
                return material_known(c->pack, code);
        must(!"a list that no pack has");
        return false;
}

static bool value_known(struct ctx *c, const struct command *cmd, const struct arg *g, const char *value)
{
        struct user u;
        bool has;

        if (g->type == ARG_CHOICE && g->flags & ARG_OPEN && choice_label(c->mem, g, value) == value) {
                if (!dictionary_has(c, cmd, g, value, &has))
                        return false;
                return has || refuse(&c->why, R_ARG_CHOICE, g->name, "%s：“%s”不在选项中", g->label, value);
        }
        if (g->type == ARG_CODE || g->type == ARG_CODES)
                return code_known(c, g->choices, value) || refuse(&c->why, R_ARG_CHOICE, g->name, "%s：“%s”不在清单中", g->label, value);
        if (g->type != ARG_LOGIN && g->type != ARG_LOGINS)
                return true;
        if (user_load(c, value, &u))
                return u.enabled || refuse(&c->why, R_ACTOR_DISABLED, g->name, "%s：%s", g->label, value);
        c->why.field = g->name;
        return false;
}

bool args_known(struct ctx *c, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++) {
                const struct arg *g = &a->command->args[i];
                size_t n = 0;
                bool several = g->type == ARG_CODES || g->type == ARG_LOGINS;
                char **parts = a->values[i] && several ? text_split(c->mem, a->values[i], ',', &n) : NULL;

                if (a->values[i] && !several && !(g->flags & ARG_NEW) && !value_known(c, a->command, g, a->values[i]))
                        return false;
                for (size_t k = 0; k < n && !(g->flags & ARG_NEW); k++)
                        if (!value_known(c, a->command, g, parts[k]))
                                return false;
        }
        return true;
}

/* ---- hooks ---- */

static bool identify(struct ctx *c, const char *login)
{
        return who_load(c, login);
}

static bool permit(struct ctx *c, const struct command *cmd, int64_t subject)
{
        (void)subject;
        return access_may_use(c, cmd->roles);
}

static void sign(struct ctx *c, struct draft *d)
{
        struct buffer roles = { .mem = c->mem };

        for (size_t i = 0; i < c->who->roles.n; i++)
                buffer_make(&roles, "%s%s", i ? "," : "", c->who->roles.at[i]);
        draft_put(d, "actor", c->who->login);
        draft_put(d, "actor_name", c->who->name);
        draft_put(d, "role", buffer_done(&roles));
        if (!draft_get(d, "agency"))
                draft_put(d, "agency", c->who->agency);
}

static bool found(struct ctx *c, size_t i, struct draft **out)
{
        const struct pack *p = org_pack();

        c->pack = p;
        if (i > 1)
                return false;
        *out = i ? draft_new(c->mem, "user.add", "user", SUBJECT_NEW) : draft_new(c->mem, "pack.adopt", "pack", SUBJECT_NEW);
        if (i) {
                draft_put(*out, "login", "admin");
                draft_put(*out, "name", "系统管理员");
                draft_put(*out, "agency", p->n_agencies ? p->agencies[0].id : "none");
                draft_put(*out, "roles", "admin");
        } else {
                draft_put(*out, "name", p->name);
                draft_put(*out, "version", p->version);
                draft_put(*out, "digest", p->digest);
                draft_put(*out, "sources", p->sources);
        }
        draft_put(*out, "actor", "mingjing");
        return true;
}

static void committed(const char *verb, struct subject s)
{
        (void)verb; (void)s;
}

const struct journal_hooks org_hooks = { .identify = identify, .permit = permit, .sign = sign, .found = found, .committed = committed };
