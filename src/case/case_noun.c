/* case_noun.c - what every act on a case has in common: the step of the procedure, who, the conditions; then the
 * new stage, flags and clocks.  Handlers are left with what is particular to their verb. */
#include "case/case_inner.h"
#include "db/db.h"
#include <string.h>

void case__put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!(a->command->args[i].flags & ARG_SECRET))
                        draft_put(d, a->command->args[i].name, a->values[i]);
}

void case__paper(struct draft *d, const char *title)
{
        draft_put(d, "material_kind", d->verb);
        draft_put(d, "material_title", title);
}

/* ---- before ---- */

/* Who may: one of the step's roles, there (NULL: what is only being made); and whoever acts as an officer needs a certificate on that day (行政处罚法 42). */
static bool actor_right(struct ctx *c, const struct pack_step *step, const struct place *at)
{
        struct buffer labels = { .mem = c->mem };
        bool as_officer = false;

        for (size_t i = 0; i < step->by.n; i++) {
                const struct pack_role *r = pack_role(c->pack, step->by.at[i]);

                if (!access_has_role_at(c, step->by.at[i], at)) {
                        buffer_make(&labels, "%s%s", labels.n ? "、" : "", r ? r->label : step->by.at[i]);
                        continue;
                }
                as_officer = !strcmp(step->by.at[i], "officer");
                if (!as_officer)
                        return true;
        }
        if (!as_officer)
                return refuse(&c->why, R_ROLE, NULL, "可以办理的岗位：%s", buffer_done(&labels));
        return c->who->certified || refuse(&c->why, R_NO_CERTIFICATE, NULL, "%s 在 %s 没有有效的执法证件", c->who->name,
                                           day_text(c->mem, day_of(c->now)));
}

static bool before_new(struct ctx *c, const struct command *cmd, const struct args *a, struct case_facts *f)
{
        const char *wanted = command_arg(cmd, "procedure") ? arg_text(a, "procedure") : "";
        const struct pack_procedure *p;
        const struct pack_step *step;

        if (!args_known(c, a))
                return false;
        p = pack_procedure(c->pack, *wanted ? wanted : !strcmp(cmd->verb, "permit.apply") ? "permit" : "ordinary");
        if (!p)
                return refuse(&c->why, R_ARG_CHOICE, "procedure", "本机关没有这个程序");
        step = procedure_step(p, "", cmd->verb);
        if (!step)
                return refuse(&c->why, R_STAGE, "procedure", "“%s”不从这个动作开始", p->label);
        if (!actor_right(c, step, NULL))
                return false;
        if (!procedure_step(p, "", cmd->verb))
                return refuse(&c->why, R_ARG_CHOICE, "procedure", "“%s”不从这个动作开始", p->label);
        *f = (struct case_facts){ .last_seq = -1, .kind = p->kind, .number = "", .source_number = "", .title = "", .agency = c->who->agency,
                                  .unit = c->who->unit, .owner = c->who->login, .item = "", .cause = "", .party_kind = "", .party = "",
                                  .party_id = "", .party_person = "", .party_address = "", .party_phone = "", .fine_base = -1, .draft_fine = -1,
                                  .noticed_fine = -1, .reviewed_fine = -1, .found_facts = "", .fine = -1, .confiscation = -1,
                                  .decision_number = "", .decide_seq = -1, .decided_on = DAY_NONE, .served_on = DAY_NONE,
                                  .submit_seq = -1, .points = "", .entered_by = "",
                                  .standing = { .procedure = p->id, .stage = p->first } };
        return true;
}

/* A step's law is more particular than the catalogue's. */
static bool step_right(struct ctx *c, const struct case_facts *f, const char *verb)
{
        const struct pack_step *step;

        struct names people;
        struct place at = case__place(c, f, &people);

        return procedure_may(c->pack, &f->standing, verb, &step, &c->why) && actor_right(c, step, &at);
}

bool case_may(struct ctx *c, const struct case_facts *f, const char *verb)
{
        const struct command *cmd = command_find(verb);

        if (!cmd || strcmp(cmd->noun, "case"))
                return refuse(&c->why, R_VERB_UNKNOWN, NULL, "%s", verb);
        return access_may_use(c, cmd->roles) && case_may_see(c, f) && step_right(c, f, verb);
}

bool case__before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct case_facts *f = TAKE(c->mem, struct case_facts);

        c->facts = f;
        if (cmd->creates)
                return before_new(c, cmd, a, f);
        return case_facts_load(c, subject, f) && case_may_see(c, f) && step_right(c, f, cmd->verb) && args_known(c, a);
}

/* ---- after ---- */

bool case__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const char *back = command_arg(cmd, "back_to") ? arg_text(a, "back_to") : "";
        const struct pack_step *step = cmd->creates ? NULL : procedure_step_to(p, f->standing.stage, cmd->verb, back);
        size_t n;
        const struct verb_effect *effects = org_verbs(&n);
        flags_t flags = flags_after(f->standing.flags, verb_effect_find(effects, n, cmd->verb), step);

        (void)subject;
        must(cmd->creates || step);             /* case.return has asked whether its way leads anywhere */
        if (cmd->creates && !draft_get(d, "procedure"))
                draft_put(d, "procedure", p->id);
        draft_put(d, "stage", step && step->to ? step->to : f->standing.stage);
        draft_put(d, "flags", flags_text(c->mem, flags, ','));
        if (f->standing.flags & ~flags & F(reviewed))
                draft_put(d, "pass_lapsed", "true");
        return case__clocks_put(c, f, cmd->verb, flags, d);
}
