/* recording_noun.c - what every act on a case owes to its recordings: a step of the list of duties is refused without them, or without a
 * waiver that the pack allows and a leader signed.  And whose business an intake is.
 * Legal basis: 国办发〔2018〕118号 三（八）; the lists of the packs (`duties:`). */
#include "recording/recording_inner.h"
#include <string.h>

const struct pack_duty *recording__duty(const struct ctx *c, const struct command *cmd, const struct args *a)
{
        const char *method = command_arg(cmd, "method") ? arg_text(a, "method") : "";

        return command_arg(cmd, "recordings") ? pack_duty(c->pack, cmd->verb, method) : NULL;
}

static bool duty_kind_met(struct ctx *c, const struct pack_duty *duty, int64_t case_id, const char *refs)
{
        size_t n;
        char **ids = text_split(c->mem, refs, ',', &n);
        bool met = false;

        for (size_t i = 0; i < n; i++) {
                const char *kind;
                int64_t id;
                bool found;

                must(text_int(ids[i], 0, INT64_MAX, &id));
                if (!recording__in_case(c, id, case_id, &kind, &found))
                        return false;
                if (!found)
                        return refuse(&c->why, R_RECORDING_MISSING, "recordings", "音像资料 %s 不在本案中", ids[i]);
                met = met || !duty->kinds.n || names_have(&duty->kinds, kind);
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

static bool case_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct pack_duty *duty = cmd->creates ? NULL : recording__duty(c, cmd, a);

        if (!duty)
                return true;
        if (arg_given(a, "recordings"))
                return duty_kind_met(c, duty, subject, arg_text(a, "recordings"));
        if (command_arg(cmd, "waiver_reason") && arg_given(a, "waiver_reason"))
                return waived(c, duty, a);
        c->why.law = duty->law;
        return refuse(&c->why, R_RECORDING_MISSING, "recordings", "%s", duty->label);
}

static bool intake_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct intake i;

        (void)a;
        return cmd->creates || intake_find(c, subject, &i);
}

apply_fn recording__heirs;

const struct noun recording_nouns[] = {
        { .name = "unit", .label = "机构", .apply = recording__heirs }, { .name = "agency", .label = "机关", .apply = recording__heirs },
        { "case", "案件", case_before, NULL, NULL, .apart = true },
        { "intake", "收件", intake_before, NULL, NULL, .apart = true },
};
const size_t recording_nouns_n = sizeof recording_nouns / sizeof *recording_nouns;
