/* case_noun.c - what every act on a case has in common: the step of the procedure, who, the conditions, the recordings; then the
 * new stage, flags and clocks.  Handlers are left with what is particular to their verb. */
#include "case/case_inner.h"
#include "db/db.h"
#include <string.h>

QUERY(recording_in, "SELECT kind FROM case_recording WHERE id = $1 AND case_id = $2");

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

/* Who may: one of the step's roles; and whoever acts as an officer needs a certificate on that day (行政处罚法 42). */
static bool actor_right(struct ctx *c, const struct pack_step *step)
{
        struct buffer labels = { .mem = c->mem };
        bool as_officer = false;

        for (size_t i = 0; i < step->by.n; i++) {
                const struct pack_role *r = pack_role(c->pack, step->by.at[i]);

                if (!who_has_role(c->who, step->by.at[i])) {
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

static bool duty_kind_met(struct ctx *c, const struct pack_duty *duty, int64_t case_id, const char *refs)
{
        size_t n;
        char **ids = text_split(c->mem, refs, ',', &n);
        bool met = false;

        for (size_t i = 0; i < n; i++) {
                int64_t id;
                struct rows r;
                bool found;

                must(text_int(ids[i], 0, INT64_MAX, &id));
                r = db_ask(c->db, &c->why, &recording_in, ARGS(I(id), I(case_id)));
                found = db_next(&r);
                met = met || (found && (!duty->kinds.n || names_have(&duty->kinds, db_text(&r, 0))));
                if (!db_done(&r))
                        return false;
                if (!found)
                        return refuse(&c->why, R_RECORDING_MISSING, "recordings", "音像资料 %s 不在本案中", ids[i]);
        }
        return met || refuse(&c->why, R_RECORDING_MISSING, "recordings", "%s要求的音像种类没有上传", duty->label);
}

static bool waived(struct ctx *c, const struct pack_duty *duty, const struct args *a)
{
        struct user by;

        if (!duty->waiver)
                return refuse(&c->why, R_WAIVER, "waiver_reason", "%s", duty->label);
        if (!arg_given(a, "waiver_by"))
                return refuse(&c->why, R_ARG_MISSING, "waiver_by", "不录音录像须经机构负责人签批");
        if (!user_load(c, arg_text(a, "waiver_by"), &by))
                return false;
        return ((text_in("team_leader", by.roles, ',') || text_in("head", by.roles, ',')) && !strcmp(by.agency, facts_of(c)->agency)) ||
               refuse(&c->why, R_ROLE, "waiver_by", "%s 不是本机关的机构负责人", by.name);
}

static bool recordings_right(struct ctx *c, const struct command *cmd, const struct args *a, int64_t case_id)
{
        const char *method = command_arg(cmd, "method") ? arg_text(a, "method") : "";
        const struct pack_duty *duty = command_arg(cmd, "recordings") ? pack_duty(c->pack, cmd->verb, method) : NULL;

        if (!duty)
                return true;
        if (arg_given(a, "recordings"))
                return duty_kind_met(c, duty, case_id, arg_text(a, "recordings"));
        if (command_arg(cmd, "waiver_reason") && arg_given(a, "waiver_reason"))
                return waived(c, duty, a);
        c->why.law = duty->law;
        return refuse(&c->why, R_RECORDING_MISSING, "recordings", "%s", duty->label);
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
        if (!actor_right(c, step))
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

        return procedure_may(c->pack, &f->standing, verb, &step, &c->why) && actor_right(c, step);
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
        return case_facts_load(c, subject, f) && case_may_see(c, f) && step_right(c, f, cmd->verb) && args_known(c, a) &&
               recordings_right(c, cmd, a, subject);
}

/* ---- after ---- */

bool case__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_step *step = cmd->creates ? NULL : procedure_step(p, f->standing.stage, cmd->verb);
        size_t n;
        const struct verb_effect *effects = org_verbs(&n);
        flags_t flags = flags_after(f->standing.flags, verb_effect_find(effects, n, cmd->verb));

        (void)a; (void)subject;
        must(cmd->creates || step);
        if (cmd->creates && !draft_get(d, "procedure"))
                draft_put(d, "procedure", p->id);
        draft_put(d, "stage", step && step->to ? step->to : f->standing.stage);
        draft_put(d, "flags", flags_text(c->mem, flags, ','));
        return case__clocks_put(c, f, cmd->verb, flags, d);
}
