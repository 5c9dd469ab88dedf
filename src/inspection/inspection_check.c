/* inspection_check.c - objects and their classes; what was found at one of them; what everybody may read of it.
 *
 * Handlers decide.  Two certified officers on the day of the check (行政处罚法 42); of a drawn object those who were drawn, or others with the
 * reason; one result for an object of a draw.  What is published was entered by one and read by another (三项制度 谁录入谁负责).
 */
#include "case/case.h"
#include "inspection/inspection_inner.h"
#include "law/facts.h"
#include "org/org.h"
#include "publicity/publicity.h"
#include <string.h>

/* ---- objects ---- */

static bool class_right(struct ctx *c, const struct args *a)
{
        return !arg_given(a, "class") || !strcmp(arg_text(a, "class"), "b") || arg_given(a, "class_why") ||
               refuse(&c->why, R_ARG_MISSING, "class_why", "写明按什么评定为%s", choice_label(c->mem, command_arg(a->command, "class"), arg_text(a, "class")));
}

bool inspection__register(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        bool taken;

        (void)subject;
        if (!class_right(c, a) || !inspection__taken(c, c->who->agency, arg_text(a, "code"), &taken))
                return false;
        if (taken)
                return refuse(&c->why, R_DUPLICATE, "code", "名录库里已经有 %s", arg_text(a, "code"));
        for (const struct arg *g = a->command->args; g->name; g++)
                if (strcmp(g->name, "class"))
                        draft_put(d, g->name, arg_text(a, g->name));
        draft_put(d, "class", arg_given(a, "class") ? arg_text(a, "class") : "b");
        draft_put(d, "agency", c->who->agency);
        draft_put(d, "unit", c->who->unit);
        return true;
}

bool inspection__grade(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct object o;

        if (!inspection__object(c, subject, &o) || !inspection__may_see(c, o.agency))
                return false;
        draft_put(d, "class", arg_text(a, "class"));
        draft_put(d, "class_why", arg_text(a, "class_why"));
        draft_put(d, "closed", arg_bool(a, "closed") ? "true" : "");
        return true;
}

/* ---- a check ---- */

static bool all_drawn(struct ctx *c, const char *officers, const char *drawn)
{
        size_t n;
        char **at = text_split(c->mem, officers, ',', &n);

        for (size_t i = 0; i < n; i++)
                if (!text_in(at[i], drawn, ','))
                        return false;
        return true;
}

static bool drawn_right(struct ctx *c, const struct args *a, const struct object *o)
{
        int64_t n, before;
        struct draw d;

        if (!draw_load(c, arg_int(a, "draw"), &d) || !inspection__in_draw(c, d.id, o->id, &n, &before))
                return false;
        if (!n)
                return refuse(&c->why, R_NOT_DRAWN, "object", "“%s”不在“%s”抽取的 %lld 个里", o->name, d.item_name, (long long)d.drawn);
        if (before >= 0)
                return refuse(&c->why, R_ONCE, "object", "这次抽取里“%s”的检查已经登记（第 %lld 号）", o->name, (long long)before);
        if (day_compare(arg_day(a, "on"), d.on) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "on", "%s 才抽取", day_text(c->mem, d.on));
        return arg_given(a, "substitute") || all_drawn(c, arg_text(a, "officers"), d.officers) ||
               refuse(&c->why, R_NOT_DRAWN, "officers", "抽取的是 %s；换人的要写明理由", inspection__people(c, d.officers));
}

/* Drawn, or on its own basis: nothing is inspected because somebody felt like it. */
static bool source_right(struct ctx *c, const struct args *a, const struct object *o)
{
        bool drawn = !strcmp(arg_text(a, "source"), "draw");

        if (drawn != arg_given(a, "draw"))
                return refuse(&c->why, drawn ? R_ARG_MISSING : R_ARG_RANGE, "draw", drawn ? "写明是哪一次抽取" : "不是双随机抽查的，不写抽取");
        if (drawn)
                return drawn_right(c, a, o);
        return arg_given(a, "basis") || refuse(&c->why, R_ARG_MISSING, "basis", "%s要写明依据", inspection__source(c->mem, arg_text(a, "source")));
}

static bool result_right(struct ctx *c, const struct args *a)
{
        bool filed = !strcmp(arg_text(a, "result"), "case");
        struct case_facts f;

        if (filed != arg_given(a, "case"))
                return refuse(&c->why, filed ? R_ARG_MISSING : R_ARG_RANGE, "case", filed ? "先登记案源，再写明是哪一件" : "没有立案查处的，不写案件");
        if (!filed)
                return true;
        if (!case_facts_load(c, arg_int(a, "case"), &f))
                return false;
        return !strcmp(f.agency, c->who->agency) || refuse(&c->why, R_SCOPE, "case", "不是本机关的案件");
}

bool inspection__check(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct object o;

        (void)subject;
        if (!args_known(c, a) || !inspection__object(c, arg_int(a, "object"), &o) || !inspection__may_see(c, o.agency) ||
            !officers_certified(c, arg_text(a, "officers"), arg_day(a, "on"), "officers") || !source_right(c, a, &o) || !result_right(c, a))
                return false;
        for (const struct arg *g = a->command->args; g->name; g++)
                draft_put(d, g->name, arg_text(a, g->name));
        draft_put(d, "agency", o.agency);
        draft_put(d, "unit", c->who->unit);
        draft_put(d, "title", text_make(c->mem, "%s：%s", inspection__shown(c, o.name, o.person), inspection__source(c->mem, arg_text(a, "source"))));
        return true;
}

/* ---- for everybody ---- */

bool inspection__check_release(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct check k;

        if (!check_load(c, subject, &k) || !access_may_see(c, &(struct place){ k.agency, k.unit, NULL }))
                return false;
        if (k.released >= 0)
                return refuse(&c->why, R_ONCE, NULL, "这次检查的结果已经公布");
        if (!rule_second_person(&c->why, c->pack->publication.second_person, k.by, c->who->login) ||
            !inspection__clean(c, "findings_public", arg_text(a, "findings_public"), k.object_name, k.person))
                return false;
        draft_put(d, "public.agency", k.agency);
        draft_put(d, "public.object", inspection__shown(c, k.object_name, k.person));
        draft_put(d, "public.source", k.source);
        draft_put(d, "public.result", k.result);
        draft_put(d, "public.findings", arg_text(a, "findings_public"));
        draft_put_day(d, "public.on", k.on);
        return true;
}
