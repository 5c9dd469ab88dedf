/* org.c - what only pack and people can say of an argument, the hooks by which the journal knows people, the founding acts of a site. */
#include "org/org.h"
#include "org/parameter.h"
#include "db/db.h"
#include "law/procedure.h"
#include "law/training.h"
#include "org/session.h"
#include <string.h>

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
        if (!strcmp(list, "exams"))
                return pack_exam(c->pack, code);
        if (!strcmp(list, "subjects"))
                return pack_subject(c->pack, code);
        if (!strcmp(list, "lists"))
                return pack_list(c->pack, code);
        if (!strcmp(list, "materials"))
                return material_known(c->pack, code);
        if (!strcmp(list, "returns"))
                return pack_returns_to(c->pack, code);
        must(!"a list that no pack has");
        return false;
}

/* Nothing new begins with what was abolished or merged. */
static bool still_there(struct ctx *c, const struct arg *g, const char *code)
{
        const struct pack_agency *a = !strcmp(g->choices, "agencies") ? pack_agency(c->pack, code) : NULL, *a_now = pack_agency_now(c->pack, code);
        const struct pack_unit *u = !strcmp(g->choices, "units") ? pack_unit(c->pack, code) : NULL, *u_now = pack_unit_now(c->pack, code);

        if (a && !text_empty(a->until))
                return refuse(&c->why, R_ORG_ENDED, g->name, "%s自 %s 起不再存续，由%s承接", a->name, a->until, a_now ? a_now->name : a->heir);
        if (u && !text_empty(u->until))
                return refuse(&c->why, R_ORG_ENDED, g->name, "%s自 %s 起不再存续，由%s承接", u->name, u->until, u_now ? u_now->name : u->heir);
        return true;
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
                return code_known(c, g->choices, value) ? still_there(c, g, value) : refuse(&c->why, R_ARG_CHOICE, g->name, "%s：“%s”不在清单中", g->label, value);
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
        return strcmp(cmd->noun, "case") ? access_may_act(c, cmd->roles) : access_may_use(c, cmd->roles);
}

static void sign(struct ctx *c, struct draft *d)
{
        struct buffer roles = { .mem = c->mem };
        const struct reach *by = c->who->acting ? *c->who->acting : NULL, *away = by && *by->away ? by : NULL;

        for (size_t i = 0; i < c->who->roles.n; i++)
                buffer_make(&roles, "%s%s", i ? "," : "", c->who->roles.at[i]);
        draft_put(d, "actor", c->who->login);
        draft_put(d, "actor_name", away ? text_make(c->mem, "%s（代 %s）", c->who->name, away->away_name) : c->who->name);
        if (away)
                draft_put(d, "standing_for", away->away);
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
