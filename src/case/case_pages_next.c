/* case_pages_next.c - the acts that may be done on a case, in the order in which they press, and the reasons why others may not.
 * What may be done and why not is case_next()'s; here it is only ordered and worded.
 */
#include "case/case_pages.h"
#include <string.h>

/* Things left open that somebody has to settle: acts that settle one of them press, and make no sense while none is open. */
#define OPEN (F(preserved) | F(defence_open) | F(hearing_open) | F(review_open) | F(points_open) | F(suspended))

/* PRESSES: settles what is open or stops a running clock.  FORWARD: moves the case on.  AGAIN: was done, may be done again, or
 * belongs to any time.  */
enum rank { PRESSES, FORWARD, AGAIN };

static const struct pack_step *step_of(struct ctx *c, const struct case_facts *f, const char *verb)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);

        return p ? procedure_step(p, f->standing.stage, verb) : NULL;
}

static flags_t flags_of(const char *list)
{
        flags_t f = 0;

        if (list)
                must(flags_parse(list, '|', &f, NULL));
        return f;
}

static bool ends_running(struct ctx *c, const struct case_clocks *l, const char *verb)
{
        for (size_t i = 0; i < l->n; i++) {
                const struct pack_clock *k = pack_clock(c->pack, l->at[i].id);

                if (!l->at[i].ended && strcmp(l->at[i].who, "party") && k && names_have(&k->ends, verb))
                        return true;
        }
        return false;
}

/* Ways out of the main line and ways back are there, but never what presses.  Stages stand in the procedure's order. */
static bool leads_out(struct ctx *c, const struct case_facts *f, const char *verb, const struct pack_step *s)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_stage *to = s && s->to ? pack_stage(p, s->to) : NULL;

        return text_in(verb, "case.decide_none|permit.refuse", '|') || (to && to < pack_stage(p, f->standing.stage)) ||
                (to && to->final && !text_in(to->id, "closed|archived|issued", '|'));
}

static enum rank rank_of(struct ctx *c, const struct case_facts *f, const struct case_clocks *l, const struct command *cmd)
{
        flags_t sets = flags_of(cmd->sets), clears = flags_of(cmd->clears), flags = f->standing.flags;
        const struct pack_step *s = step_of(c, f, cmd->verb);

        if (clears & flags & OPEN || (flags & F(revoked) && !strcmp(cmd->verb, "publish.withdraw")))
                return PRESSES;
        if (leads_out(c, f, cmd->verb, s) || (sets && (flags & sets) == sets))
                return AGAIN;
        if (ends_running(c, l, cmd->verb))
                return PRESSES;
        return s && s->to && strcmp(s->to, f->standing.stage) ? FORWARD : AGAIN;
}

/* Nothing anybody does now can make it hold: the decision was revoked, the act was done once and for all. */
static bool hopeless(const struct condition *k)
{
        return !*k->verb && (k->code == R_NEED || k->code == R_ONCE);
}

/* An act that would settle something is no gate while nothing of the kind is open, and one that can never come no longer is: neither
 * is shown with a lock. */
static bool pointless(struct ctx *c, const struct case_facts *f, const char *verb)
{
        const struct pack_step *s = step_of(c, f, verb);

        for (size_t i = 0; s && i < s->needs.n; i++) {
                const struct condition *k = condition_find(s->needs.at[i]);

                if (k && (k->all & OPEN || hopeless(k)) && !condition_holds(k, f->standing.flags, f->standing.env))
                        return true;
        }
        return false;
}

static const struct next_act *next_find(const struct next_acts *l, const char *verb)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].command->verb, verb) && l->at[i].may)
                        return &l->at[i];
        return NULL;
}

/* The first condition in the way whose remedy this person may do now. */
static const struct next_act *unlocking(struct ctx *c, const struct case_facts *f, const struct next_acts *l, const char *verb)
{
        const struct pack_step *s = step_of(c, f, verb);

        for (size_t i = 0; s && i < s->needs.n; i++) {
                const struct condition *k = condition_find(s->needs.at[i]);

                if (k && !condition_holds(k, f->standing.flags, f->standing.env))
                        return *k->verb ? next_find(l, k->verb) : NULL;
        }
        return NULL;
}

static struct ui_action action_of(struct ctx *c, const struct case_facts *f, const struct next_acts *l, const struct next_act *n)
{
        struct ui_action a = { .title = n->command->label, .help = n->command->help, .button = n->command->label,
                               .url = case__act_url(c, n->command->verb, f), .why = n->may ? NULL : n->why };
        const struct next_act *u = n->may ? NULL : unlocking(c, f, l, n->command->verb);

        if (u) {
                a.unlock = text_make(c->mem, "先办：%s", u->command->label);
                a.unlock_url = case__act_url(c, u->command->verb, f);
        }
        return a;
}

static size_t allowed_of(struct ctx *c, const struct case_facts *f, const struct case_clocks *k, const struct next_acts *l,
        enum rank rank, struct ui_action *out)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].may && rank_of(c, f, k, l->at[i].command) == rank)
                        out[n++] = action_of(c, f, l, &l->at[i]);
        return n;
}

static size_t locked_of(struct ctx *c, const struct case_facts *f, const struct next_acts *l, struct ui_action *out)
{
        size_t n = 0;

        for (size_t i = 0; i < l->n; i++)
                if (!l->at[i].may && !pointless(c, f, l->at[i].command->verb))
                        out[n++] = action_of(c, f, l, &l->at[i]);
        return n;
}

static void any_time_put(struct html *h, const struct ui_action *a, size_t n)
{
        if (!n)
                return;
        ui_card_begin(h, &(struct ui_card){ .title = "还可以办", .note = "随时可办，或者可以再次办理" });
        ui_row_begin(h);
        for (size_t i = 0; i < n; i++)
                ui_button(h, &(struct ui_button){ a[i].button, a[i].url, NULL, BUTTON_PLAIN });
        ui_row_end(h);
        ui_card_end(h);
}

bool case__actions(struct ctx *c, struct html *h, const struct case_facts *f, const struct case_clocks *k)
{
        struct next_acts l;
        struct ui_action *a, *again;
        size_t n;

        if (!case_next(c, f, &l))
                return false;
        a = TAKE_N(c->mem, struct ui_action, l.n + 1);
        again = TAKE_N(c->mem, struct ui_action, l.n + 1);
        n = allowed_of(c, f, k, &l, PRESSES, a);
        n += allowed_of(c, f, k, &l, FORWARD, a + n);
        if (n)
                a[0].primary = true;
        n += locked_of(c, f, &l, a + n);
        ui_card_begin(h, &(struct ui_card){ .title = "下一步", .note = "按程序规则算出；带锁的说明为什么现在不能办", .flush = true });
        if (n)
                ui_actions(h, a, n);
        else
                ui_empty(h, "没有轮到您岗位的环节", "轮到您时会列在这里，并出现在工作台上。", "回工作台", "/desk");
        ui_card_end(h);
        any_time_put(h, again, allowed_of(c, f, k, &l, AGAIN, again));
        return true;
}

bool case__pressing(struct ctx *c, const struct case_facts *f, const struct case_clocks *k, const struct command **out)
{
        const struct command *found[2] = { NULL, NULL };
        struct next_acts l;

        if (!case_next(c, f, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                enum rank r = l.at[i].may ? rank_of(c, f, k, l.at[i].command) : AGAIN;

                if (r != AGAIN && !found[r])
                        found[r] = l.at[i].command;
        }
        *out = found[PRESSES] ? found[PRESSES] : found[FORWARD];
        return true;
}
