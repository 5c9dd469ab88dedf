/* approval_gate.c - what requests mean for other acts on the case: a pack may want an agreed one first; changed drafts make them lapse.
 *
 * Asked after the case itself has said yes (the order of the nouns in cli/bind.c): what the law's gates refuse stays refused whatever was
 * agreed here.  This file can refuse and can never allow. */
#include "approval/approval_inner.h"
#include <string.h>

static bool agreed_by(struct ctx *c, const struct request_row *q, const struct pack_approval *rule, bool *out)
{
        struct run r;

        if (!approval__run(c, q->id, &r))
                return false;
        *out = false;
        for (size_t i = 0; i < r.n; i++)
                for (size_t k = 0; k < rule->agree.n && !strcmp(r.at[i].state, "agreed"); k++)
                        *out = *out || text_in(rule->agree.at[k], r.at[i].role, ',');
        return true;
}

/* The request that this act may rest on; id 0: none. */
static bool resting_on(struct ctx *c, const struct pack_approval *rule, int64_t *id)
{
        struct requests l;

        *id = 0;
        if (!approval__of_case(c, facts_of(c)->id, &l))
                return false;
        for (size_t i = 0; i < l.n && !*id; i++) {
                bool good = false;

                if (strcmp(l.at[i].verb, rule->verb) || strcmp(l.at[i].state, "agreed"))
                        continue;
                if (!agreed_by(c, &l.at[i], rule, &good))
                        return false;
                *id = good ? l.at[i].id : 0;
        }
        return true;
}

static bool before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        const struct pack_approval *rule = cmd->creates ? NULL : pack_approval(c->pack, cmd->verb, day_of(c->now));
        int64_t id;

        (void)a; (void)subject;
        if (!rule)
                return true;
        if (!resting_on(c, rule, &id))
                return false;
        if (id)
                return true;
        c->why.law = rule->law;
        return refuse(&c->why, R_APPROVAL_MISSING, NULL, "%s：没有已同意、未失效的请示", rule->label);
}

/* What a request without a draft of its own was asked on: the case as it was written.  An act that writes otherwise what stood there takes the
 * request with it; what was empty before could have been no ground. */
static bool rewrites(const struct case_facts *f, const struct draft *d)
{
        const struct { const char *field, *was; } texts[] = {
                { "item", f->item }, { "cause", f->cause }, { "party", f->party }, { "party_id", f->party_id }, { "found_facts", f->found_facts },
        };
        const char *fine = draft_get(d, "draft_fine");
        int64_t fen;

        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                const char *now = draft_get(d, texts[i].field);

                if (now && *now && *texts[i].was && strcmp(now, texts[i].was))
                        return true;
        }
        return fine && f->draft_fine >= 0 && text_int(fine, 0, INT64_MAX, &fen) && fen != f->draft_fine;
}

/* Returning a case takes everything with it; a newer draft takes what rested on the older one; other words, what rested on the words. */
static bool lapses(const struct case_facts *f, const struct request_row *q, const struct command *cmd, const struct draft *d)
{
        const char *kind = draft_get(d, "material_kind");

        if (!text_in(q->state, "open|agreed", '|') || text_starts(cmd->verb, "approval."))
                return false;
        if (!strcmp(cmd->verb, "case.return") || draft_get(d, "pass_lapsed"))
                return *q->verb != '\0';
        if (!q->draft)
                return *q->verb && rewrites(f, d);
        return !strcmp(cmd->verb, "material.add") && kind && *q->draft_kind && !strcmp(kind, q->draft_kind);
}

static bool after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_approval *rule = cmd->creates ? NULL : pack_approval(c->pack, cmd->verb, day_of(c->now));
        struct buffer b = { .mem = c->mem };
        int64_t used = 0;
        struct requests l;

        (void)a; (void)subject;
        if (cmd->creates)
                return true;
        if (!approval__of_case(c, facts_of(c)->id, &l) || (rule && !resting_on(c, rule, &used)))
                return false;
        if (used)
                draft_put_int(d, "approval_used", used);
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id != used && lapses(facts_of(c), &l.at[i], cmd, d))
                        buffer_make(&b, "%s%lld", b.n ? "," : "", (long long)l.at[i].id);
        draft_put(d, "approvals_lapsed", buffer_done(&b));
        return true;
}

const struct noun approval_nouns[] = { { .name = "case", .label = "案件", .before = before, .after = after, .apply = approval__apply_gate, .apart = true } };
const size_t approval_nouns_n = sizeof approval_nouns / sizeof *approval_nouns;
