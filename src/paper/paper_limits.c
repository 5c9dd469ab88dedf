/* paper_limits.c - what the law sets around papers that people make: who may not (强制法 17), how long a measure may last (强制法 25), that it is
 * prolonged once and before it ends.  The pack says which paper and how long; here it is only counted. */
#include "law/facts.h"
#include "paper/paper_inner.h"
#include <string.h>

/* ---- who ---- */

static bool own_power(struct ctx *c, const struct pack_paper *p)
{
        const struct case_facts *f = facts_of(c);
        const struct pack_item *item = pack_item(c->pack, f->item);
        const struct pack_agency *g;

        if (!p->coercive || !item || strcmp(item->mode, "entrusted") || !strcmp(item->agency, f->agency))
                return true;
        g = pack_agency(c->pack, item->agency);
        return refuse(&c->why, R_ENTRUSTED, "paper", "“%s”由%s委托，%s不能由受委托组织作出", item->name, g ? g->name : item->agency, p->name);
}

/* ---- how long ---- */

/* The first day does not count (民法典 201): thirty days from the 1st end on the 31st. */
static bool lasts(struct ctx *c, const struct pack_paper *p, const struct args *a)
{
        for (size_t i = 0; i < p->n_asks; i++) {
                const struct paper_ask *k = &p->asks[i];
                int days;

                if (!*k->after || !arg_given(a, k->id) || !arg_given(a, k->after))
                        continue;
                days = arg_day(a, k->id).n - arg_day(a, k->after).n;
                c->why.law = days < 0 || days > k->days ? p->law : c->why.law;
                if (days < 0)
                        return refuse(&c->why, R_ARG_RANGE, k->id, "%s早于起日", k->label);
                if (days > k->days)
                        return refuse(&c->why, R_ARG_RANGE, k->id, "%s：最多 %d 日，到 %s", k->label, k->days,
                                      day_text(c->mem, day_plus(arg_day(a, k->after), k->days)));
        }
        return true;
}

/* ---- once, and before it ends ---- */

struct before { const struct pack_paper *p; const char *number, *field /* that holds the number of the first */; struct day until; bool found, again; };

static bool before_each(void *to, const struct act *a)
{
        struct before *b = to;

        if (strcmp(a->verb, "paper.make"))
                return true;
        if (!strcmp(act_text(a, "paper"), b->p->continues) && (!*b->number || !strcmp(act_text(a, b->field), b->number)))
                b->found = day_parse(act_text(a, "until"), &b->until);
        if (!strcmp(act_text(a, "paper"), b->p->id) && (!*b->number || !strcmp(act_text(a, "decision"), b->number)))
                b->again = true;
        return true;
}

/* What the template asks for differs from pack to pack. */
static bool said(const struct args *a, const char *name)
{
        return command_arg(a->command, name) && arg_given(a, name);
}

static bool continues(struct ctx *c, const struct pack_paper *p, const struct args *a, int64_t subject)
{
        struct before b = { .p = p, .number = said(a, "decision") ? arg_text(a, "decision") : "", .field = text_make(c->mem, "number_%s", p->continues) };
        const struct pack_paper *first = *p->continues ? pack_paper(c->pack, p->continues) : NULL;

        if (!first)
                return true;
        if (!acts_on(c, (struct subject){ "case", subject }, before_each, &b))
                return false;
        c->why.law = p->law;
        if (!b.found)
                return refuse(&c->why, R_NEED, "decision", "本案没有%s%s%s", first->name, *b.number ? " " : "", b.number);
        if (b.again)
                return refuse(&c->why, R_ONCE, "paper", "%s只能作出一次", p->name);
        if (day_compare(day_of(c->now), b.until) > 0)
                return refuse(&c->why, R_WINDOW_OVER, "paper", "%s的期限到 %s，已经届满", first->name, day_text(c->mem, b.until));
        if (said(a, "since") && day_compare(arg_day(a, "since"), day_plus(b.until, 1)) > 0)
                return refuse(&c->why, R_ARG_RANGE, "since", "延长从原期限届满（%s）的次日起算", day_text(c->mem, b.until));
        c->why.law = NULL;
        return true;
}

bool paper__limits(struct ctx *c, const struct pack_paper *p, const struct args *a, int64_t subject)
{
        return own_power(c, p) && lasts(c, p, a) && continues(c, p, a, subject);
}
