/* choices.c - what a form can offer where the person would otherwise type a code or a number: lists of the pack, earlier acts on
 * the same subject.  The house may know better (web_hooks.options); it is asked first.
 *
 * Must never: decide.  A value that is not offered may still be right, and one that is offered may still be refused.
 */
#include "web/call.h"
#include "law/procedure.h"
#include "law/template.h"
#include "law/training.h"
#include "org/org.h"
#include "org/parameter.h"
#include <string.h>

static void agencies_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_agencies; i++)
                ui_option(out, p->agencies[i].id, p->agencies[i].name, NULL);
}

static void units_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_units; i++) {
                const struct pack_agency *a = p->n_agencies > 1 ? pack_agency(p, p->units[i].agency) : NULL;

                ui_option(out, p->units[i].id, p->units[i].name, a ? a->name : NULL);
        }
}

static void roles_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_roles; i++)
                ui_option(out, p->roles[i].id, p->roles[i].label, NULL);
}

static void items_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_items; i++)
                ui_option(out, p->items[i].code, text_make(out->mem, "%s　%s", p->items[i].code, p->items[i].name), NULL);
}

static void procedures_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_procedures; i++)
                ui_option(out, p->procedures[i].id, p->procedures[i].label, NULL);
}

/* Stages to which a case can go back. */
static void returns_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_procedures; i++)
                for (size_t k = 0; k < p->procedures[i].n_stages; k++) {
                        const struct pack_stage *s = &p->procedures[i].stages[k];

                        if (procedure_returns_to(&p->procedures[i], s->id))
                                ui_option(out, s->id, s->label, p->procedures[i].label);
                }
}

static void equipment_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_equipment; i++)
                ui_option(out, p->equipment[i].id, p->equipment[i].label, NULL);
}

static void kinds_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_lists; i++)
                ui_option(out, p->lists[i].id, p->lists[i].label, NULL);
}

static void exams_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < pack_training(p)->n_exams; i++)
                ui_option(out, pack_training(p)->exams[i].id, pack_training(p)->exams[i].label, NULL);
}

static void subjects_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < pack_training(p)->n_subjects; i++)
                ui_option(out, pack_training(p)->subjects[i].id, pack_training(p)->subjects[i].label, NULL);
}

/* Those that people make: the others come by themselves. */
static void papers_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_papers; i++)
                if (!p->papers[i].from.n)
                        ui_option(out, p->papers[i].id, p->papers[i].name, NULL);
}

static bool offered(const struct ui_options *out, const char *value)
{
        for (size_t i = 0; i < out->n; i++)
                if (text_same(out->at[i].value, value))
                        return true;
        return false;
}

static void needs_put(const struct pack_need *needs, size_t n, struct ui_options *out)
{
        for (size_t i = 0; i < n; i++)
                if (!text_empty(needs[i].material) && !offered(out, needs[i].material))
                        ui_option(out, needs[i].material, needs[i].label, NULL);
}

static void materials_put(const struct pack *p, struct ui_options *out)
{
        needs_put(p->review.materials, p->review.n_materials, out);
        needs_put(p->dossier, p->n_dossier, out);
        ui_option(out, "other", "其他材料", NULL);
}

static void carriers_put(const struct pack *p, struct ui_options *out)
{
        for (size_t i = 0; i < p->n_carriers; i++)
                ui_option(out, p->carriers[i].id, p->carriers[i].label, NULL);
}

static const struct list { const char *name; void (*put)(const struct pack *p, struct ui_options *out); } lists[] = {
        { "agencies", agencies_put }, { "units", units_put }, { "roles", roles_put }, { "items", items_put },
        { "procedures", procedures_put }, { "materials", materials_put }, { "papers", papers_put },
        { "equipment", equipment_put }, { "carriers", carriers_put }, { "lists", kinds_put }, { "exams", exams_put }, { "subjects", subjects_put },
        { "returns", returns_put },
};

static bool code_choices(const struct pack *p, const char *name, struct ui_options *out)
{
        for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
                if (text_same(lists[i].name, name)) {
                        lists[i].put(p, out);
                        return out->n > 0;
                }
        return false;
}

/* ---- earlier acts on the same subject ---- */

struct picking { struct ctx *c; const char *verb; struct ui_options *out; };

/* What a person would know the act by: the first text in it that the command asks for. */
static const char *act_words(struct arena *mem, const struct command *cmd, const struct act *a)
{
        for (const struct arg *g = cmd ? cmd->args : NULL; g && g->name; g++)
                if ((g->type == ARG_TEXT || g->type == ARG_LONG) && *act_text(a, g->name))
                        return utf8_head(mem, act_text(a, g->name), 30);
        return "";
}

static bool act_pick(void *to, const struct act *a)
{
        struct picking *p = to;
        struct arena *mem = p->out->mem;
        const struct command *cmd = command_find(a->verb);

        bool hidden;

        if (text_same(a->verb, p->verb) && access_act_hidden(p->c, a, &hidden) && !hidden)
                ui_option(p->out, text_make(mem, "%lld", (long long)a->seq),
                          text_make(mem, "第 %lld 条　%s", (long long)a->seq, act_words(mem, cmd, a)),
                          text_make(mem, "%s，%s", cmd ? cmd->label : a->verb, instant_local(mem, a->at)));
        return true;
}

static bool act_choices(struct call *k, const char *verb, struct ui_options *out)
{
        struct picking p = { &k->c, verb, out };
        struct why why = k->c.why;
        bool good;

        if (k->command->creates || !k->seen || !strchr(verb, '.'))
                return false;
        good = acts_on(&k->c, (struct subject){ k->command->noun, k->request.subject }, act_pick, &p);
        k->c.why = why;                         /* without the list the number can still be typed */
        return good && out->n;
}

/* The words that the office added and still uses; one that it no longer uses is not offered. */
static void words_put(struct call *k, const struct arg *g, struct ui_options *out)
{
        const struct dictionary *d;
        struct why why = k->c.why;
        struct entries l;

        for (size_t i = 0; (d = dictionary_at(i)); i++)
                if (k->command && text_same(d->verb, k->command->verb) && text_same(d->arg, g->name) && dictionary_entries(&k->c, d->name, false, &l))
                        for (size_t j = 0; j < l.n; j++)
                                ui_option(out, l.at[j].word, l.at[j].word, NULL);
        k->c.why = why;                         /* without them the program's own choices stand */
}

bool form_choices(void *to, const struct arg *g, struct ui_options *out)
{
        struct call *k = to;
        const struct web_hooks *hooks = k->web->o.hooks;

        if (g->flags & ARG_OPEN) {
                words_put(k, g, out);
                return true;
        }
        if (hooks && hooks->options && hooks->options(&k->c, g, out))
                return true;
        if ((g->type == ARG_CODE || g->type == ARG_CODES) && g->choices && k->c.pack)
                return code_choices(k->c.pack, g->choices, out);
        if ((g->type == ARG_REF || g->type == ARG_REFS) && g->choices)
                return act_choices(k, g->choices, out);
        return false;
}
