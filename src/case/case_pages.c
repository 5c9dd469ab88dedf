/* case_pages.c - the pages of the desk and what they share: addresses of forms, clocks as chips, values as people read them.
 * Pages show and link; every decision is the command's own.
 */
#include "base/json.h"
#include "case/case_pages.h"
#include <string.h>

const char *case__url(struct arena *mem, int64_t id)
{
        return text_make(mem, "/desk/case/%lld", (long long)id);
}

void case__done(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ctx probe = *c;
        const struct command *cmd;
        struct case_facts f;
        struct act a;
        int64_t seq;

        probe.why = (struct why){ .mem = c->mem };
        if (!text_int(page_query(in, "done"), 1, INT64_MAX, &seq) || !act_load(&probe, seq, &a) ||
                strcmp(a.subject.noun, "case") || !case_facts_load(&probe, a.subject.id, &f) || !case_may_see(&probe, &f))
                return;
        cmd = command_find(a.verb);
        ui_done(h, cmd ? cmd->label : a.verb, seq, case__url(c->mem, a.subject.id));
}

/* ---- forms with what is known ---- */

static const char *joined(struct arena *mem, const struct names *l)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < l->n; i++)
                buffer_make(&b, "%s%s", i ? "," : "", l->at[i]);
        return buffer_done(&b);
}

/* What the case already says about an argument; "" if nothing.  Whoever fills the form in corrects rather than copies. */
static const char *known(struct ctx *c, const struct case_facts *f, const char *verb, const char *name)
{
        const struct { const char *name, *value; } rows[] = {
                { "officers", joined(c->mem, &f->officers) }, { "item", f->item }, { "cause", f->cause },
                        { "party_kind", f->party_kind },
                { "party", f->party }, { "party_id", f->party_id }, { "party_person", f->party_person },
                { "party_address", f->party_address }, { "party_phone", f->party_phone },
                        { "penalties", joined(c->mem, &f->penalties) },
        };
        bool decides = !strcmp(verb, "case.decide") && !strcmp(name, "fine");

        if (access_hides_column(c, name))
                return "";
        if (decides)
                return f->draft_fine > 0 ? money_text(c->mem, f->draft_fine) : "";
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                if (!strcmp(rows[i].name, name))
                        return rows[i].value ? rows[i].value : "";
        return "";
}

const char *case__act_url(struct ctx *c, const char *verb, const struct case_facts *f)
{
        const struct command *cmd = command_find(verb);
        struct buffer b = { .mem = c->mem };

        buffer_text(&b, url(c->mem, "/desk/act/%s", verb));
        buffer_make(&b, "?subject=%lld", (long long)f->id);
        for (const struct arg *g = cmd ? cmd->args : NULL; g && g->name; g++) {
                const char *value = known(c, f, verb, g->name);

                if (*value)
                        buffer_text(&b, url(c->mem, "&%s=%s", g->name, value));
        }
        return buffer_done(&b);
}

/* ---- clocks ---- */

/* Was the act that ended it late?  Then it was not met, only ended. */
static bool ended_late(const struct ctx *c, const struct case_clock *k)
{
        struct ctx probe = *c;
        struct act a;

        probe.why = (struct why){ .mem = c->mem };
        return k->ended && k->determined && strcmp(k->who, "party") && act_load(&probe, k->ended, &a) &&
               day_compare(day_of(a.at), k->due) > 0;
}

struct ui_due case__due(const struct ctx *c, const struct case_clock *k)
{
        struct due d = clock_due(c->pack->calendar, &k->rule, k->since);

        return (struct ui_due){
                .day = k->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = k->rule.unit, .warn = k->warn,
                .state = ended_late(c, k) ? DUE_NONE : k->ended ? DUE_MET : DUE_RUNNING, .undetermined = !k->determined,
                        .missing_year = d.missing_year,
                .instant = d.instant, .now = c->now, .party = !strcmp(k->who, "party"),
        };
}

const struct explanation *case__due_why(const struct ctx *c, const struct case_clock *k)
{
        struct explanation e = clock_explain(c->mem, c->pack->calendar, &k->rule, k->since);

        return arena_copy(c->mem, &e, sizeof e);
}

const char *case__due_ended(const struct ctx *c, const struct case_clock *k)
{
        if (!k->ended)
                return "";
        return text_make(c->mem, "　%s于日志第 %lld 条了结", ended_late(c, k) ? "逾期，" : "", (long long)k->ended);
}

const char *case__due_title(struct arena *mem, const struct case_clock *k)
{
        return k->determined ? text_make(mem, "为什么是 %s", day_text(mem, k->due)) : "为什么还不能确定";
}

/* ---- values ---- */

const char *case__names(struct ctx *c, const struct names *logins)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < logins->n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", user_name(c, logins->at[i]));
        return buffer_done(&b);
}

static const char *each(struct ctx *c, const struct arg *g, const char *list,
        const char *(*say)(struct ctx *, const struct arg *, const char *))
{
        struct buffer b = { .mem = c->mem };
        size_t n;
        char **at = text_split(c->mem, list, ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", say(c, g, at[i]));
        return buffer_done(&b);
}

static const char *say_choice(struct ctx *c, const struct arg *g, const char *s) { return choice_label(c->mem, g, s); }

static const char *say_person(struct ctx *c, const struct arg *g, const char *s)
{
        (void)g;
        return user_name(c, s);
}

const char *case__material_label(const struct pack *p, const char *kind)
{
        const struct command *cmd = command_find(kind);

        if (cmd)
                return cmd->label;
        for (size_t i = 0; i < p->review.n_materials; i++)
                if (text_same(p->review.materials[i].material, kind))
                        return p->review.materials[i].label;
        for (size_t i = 0; i < p->n_dossier; i++)
                if (text_same(p->dossier[i].material, kind))
                        return p->dossier[i].label;
        return !strcmp(kind, "evidence") ? "证据" : !strcmp(kind, "other") ? "其他材料" : kind;
}

static const char *say_code(struct ctx *c, const struct arg *g, const char *s)
{
        const struct pack_item *item = pack_item(c->pack, s);
        const struct pack_unit *unit = pack_unit(c->pack, s);
        const struct pack_agency *agency = pack_agency(c->pack, s);
        const struct pack_procedure *procedure = pack_procedure(c->pack, s);

        if (!strcmp(g->choices, "items"))
                return item ? item->name : s;
        if (!strcmp(g->choices, "units"))
                return unit ? unit->name : s;
        if (!strcmp(g->choices, "materials"))
                return case__material_label(c->pack, s);
        if (!strcmp(g->choices, "procedures"))
                return procedure ? procedure->label : s;
        return !strcmp(g->choices, "agencies") && agency ? agency->name : s;
}

/* A canonical JSON list of texts, one after the other. */
static const char *say_points(struct ctx *c, const char *stored)
{
        struct why why = { .mem = c->mem };
        json_t *list = json_parse(&why, stored, strlen(stored)), *point;
        struct buffer b = { .mem = c->mem };
        size_t i;

        if (!list)
                return stored;
        json_array_foreach(list, i, point)
                buffer_make(&b, "%s%zu. %s", i ? "　" : "", i + 1, json_is_string(point) ? json_string_value(point) : "");
        json_decref(list);
        return buffer_done(&b);
}

const char *case__value(struct ctx *c, const struct arg *g, const char *stored)
{
        struct instant at;
        int64_t v;

        switch (g->type) {
        case ARG_MONEY: return text_int(stored, 0, INT64_MAX, &v) ? text_make(c->mem, "%s 元", money_text(c->mem, v)) : stored;
        case ARG_INSTANT: return instant_parse(stored, &at) ? instant_local(c->mem, at) : stored;
        case ARG_BOOL: return strcmp(stored, "true") ? "否" : "是";
        case ARG_CHOICE:
        case ARG_CHOICES: return each(c, g, stored, say_choice);
        case ARG_LOGIN:
        case ARG_LOGINS: return each(c, g, stored, say_person);
        case ARG_CODE:
        case ARG_CODES: return each(c, g, stored, say_code);
        case ARG_POINTS: return say_points(c, stored);
        case ARG_FILE: return "已附文件";
        default: return stored;
        }
}

#define VALUES_MAX 4            /* in one line of the timeline */
#define VALUE_CHARS 48

/* Numbers of other things, ticks and files say little in a line. */
static bool telling(const struct arg *g)
{
        return g->type != ARG_REFS && g->type != ARG_REF && g->type != ARG_BOOL && g->type != ARG_FILE;
}

const char *case__values(struct ctx *c, const struct act *a)
{
        const struct command *cmd = command_find(a->verb);
        struct buffer b = { .mem = c->mem };
        int n = 0;

        for (const struct arg *g = cmd ? cmd->args : NULL; g && g->name && n < VALUES_MAX; g++) {
                const char *value = act_text(a, g->name);

                if (!*value || g->flags & (ARG_PERSONAL | ARG_SECRET | ARG_GIVEN) || !telling(g))
                        continue;
                value = utf8_head(c->mem, text_replace(c->mem, case__value(c, g, value), "\n", " "), VALUE_CHARS);
                buffer_make(&b, "%s%s：%s", n++ ? "　" : "", g->label, value);
        }
        return buffer_done(&b);
}

const struct page case_pages[] = {
        { "/desk", "我的工作台", "", case__page_desk, false },
        { "/desk/cases", "案件台账", "", case__page_ledger, false },
        { "/desk/case/{id}", "案件", "", case__page_case, false },
        { "/desk/journal", "存证日志", "", case__page_journal, false },
        { "/desk/journal/{seq}", "存证日志", "", case__page_act, false },
};
const size_t case_pages_n = sizeof case_pages / sizeof *case_pages;
