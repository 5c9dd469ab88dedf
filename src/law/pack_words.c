/* pack_words.c - what a word of a document may stand for: the source must exist, the act must have such a field, and the act must be one
 * that can have been done by the time the paper is made.
 *
 * A word that passes here can be looked up; whether it has a value in a given case only the case knows (`needs:`).
 */
#include "law/facts.h"
#include "law/pack_papers.h"
#include <string.h>

/* Sources that are the same for every paper.  Without fields after the dot: anything the check below allows. */
static const struct { const char *source, *fields; } sources[] = {
        { "party", "name|id|person|address|phone|kind" }, { "agency", "name|short|uscc|superior|court|phone|address" },
        { "officers", "names|certificates|both" }, { "officer", "name|certificate|post" }, { "unit", "name" },
        { "item", "name|violates|basis" }, { "paper", "number|date|name" }, { "site", "verify" }, { "remedy", "text" },
};
static const char source_names[] = "act case party agency officers officer unit item paper clock site remedy，或者某个动作（case.file.opinion）";
#define ALWAYS "at|actor|actor_name|agency"     /* every act has them */
#define PARTY_KINDS "citizen|body|sole_trader"

/* ---- which act can come before which ---- */

static int stage_index(const struct pack_procedure *p, const char *id)
{
        for (size_t i = 0; i < p->n_stages; i++)
                if (text_same(p->stages[i].id, id))
                        return (int)i;
        return -1;
}

static uint64_t stages_of(const struct pack_procedure *p, const struct names *ids)
{
        uint64_t out = 0;

        for (size_t i = 0; i < ids->n; i++) {
                int at = stage_index(p, ids->at[i]);

                out |= at < 0 || at > 63 ? 0 : (uint64_t)1 << at;
        }
        return out;
}

static uint64_t after_step(const struct pack_procedure *p, const struct pack_step *s)
{
        const char *to[] = { s->to };

        return s->to ? stages_of(p, &(struct names){ to, 1 }) : stages_of(p, &s->from);
}

static bool reach_grow(const struct pack_procedure *p, uint64_t *reach)
{
        bool grown = false;

        for (size_t i = 0; i < p->n_steps; i++) {
                uint64_t from = stages_of(p, &p->steps[i].from), to = after_step(p, &p->steps[i]), more = to;

                for (size_t k = 0; k < p->n_stages && k < 64; k++)
                        if (to >> k & 1)
                                more |= reach[k];
                for (size_t k = 0; p->steps[i].to && k < p->n_stages && k < 64; k++)
                        if (from >> k & 1 && (reach[k] | more) != reach[k]) {
                                reach[k] |= more;
                                grown = true;
                        }
        }
        return grown;
}

const uint64_t (*stages_reach(struct reader *r))[64]
{
        uint64_t (*reach)[64] = arena_take(r->mem, (r->p->n_procedures + 1) * sizeof *reach);

        for (size_t i = 0; i < r->p->n_procedures; i++) {
                for (size_t k = 0; k < 64; k++)
                        reach[i][k] = (uint64_t)1 << k;
                while (reach_grow(&r->p->procedures[i], reach[i]))
                        continue;
        }
        return (const uint64_t (*)[64])reach;
}

static bool step_follows(const struct reader *r, size_t procedure, const struct pack_step *before, const struct pack_step *s)
{
        const struct pack_procedure *p = &r->p->procedures[procedure];
        uint64_t after = after_step(p, before), from = stages_of(p, &s->from);

        if (text_same(before->verb, s->verb))
                return true;
        for (size_t k = 0; k < p->n_stages && k < 64; k++)
                if (after >> k & 1 && r->reach[procedure][k] & from)
                        return true;
        return false;
}

/* In this procedure: can `verb` have been done when the paper is made?  *made: some step makes the paper here. */
static bool before_in(const struct paper_reader *w, size_t procedure, const char *verb, bool *made)
{
        const struct pack_procedure *p = &w->r->p->procedures[procedure];
        bool before = false;

        for (size_t i = 0; i < p->n_steps; i++) {
                const struct pack_step *s = &p->steps[i];

                if (w->paper && w->paper->from.n && !names_have(&w->paper->from, s->verb))
                        continue;
                *made = true;
                for (size_t k = 0; k < p->n_steps && !before; k++)
                        before = text_same(p->steps[k].verb, verb) &&
                                 (!w->paper || !w->paper->from.n || step_follows(w->r, procedure, &p->steps[k], s));
        }
        return before;
}

/* only: of these procedures (a clock's); a paper that no step makes at all, because an overlay took its procedure away, is let be. */
static bool may_be_before(const struct paper_reader *w, const char *verb, const struct names *only)
{
        bool made = false, before = false;

        for (size_t i = 0; i < w->r->p->n_always; i++)
                if (text_same(w->r->p->always[i].verb, verb))
                        return true;
        for (size_t i = 0; i < w->r->p->n_procedures; i++) {
                const char *id = w->r->p->procedures[i].id;
                bool clock = !only || !only->n || names_have(only, id);

                if (!w->paper || !w->paper->procedures.n || names_have(&w->paper->procedures, id))
                        before = (before_in(w, i, verb, &made) && clock) || before;
        }
        return before || !made;
}

/* The same of the i-th verb in any procedure.  Every word of a paper asks it of many verbs, so the answer is kept: it is the same for the whole paper. */
static bool verb_before(const struct paper_reader *w, size_t i)
{
        if (!w->before[i])
                w->before[i] = may_be_before(w, w->r->verbs[i].verb, NULL) ? 1 : -1;
        return w->before[i] > 0;
}

/* ---- what a word is found to be ---- */

struct meant { bool known, unsure /* who called does not know the fields */, several; const char *choices; };

static void field_meant(struct meant *m, const struct verb_effect *e, const char *field)
{
        const struct verb_field *f = verb_field_find(e, field);

        m->unsure = m->unsure || (e && !e->fields);
        if (!f && !(e && text_in(field, ALWAYS, '|')))
                return;
        m->known = true;
        m->several = m->several || (f && (f->several || f->kind == VALUE_POINTS));
        if (f && f->choices)
                m->choices = f->choices;
}

static bool word_wrong(const struct paper_reader *w, struct pack_at at, const char *text)
{
        WRONG(w->r, at, "%s", text);
        return false;
}

static bool act_word(const struct paper_reader *w, const char *field, struct pack_at at, struct meant *m)
{
        const struct pack_paper *p = w->paper;
        struct arena *a = w->r->mem;

        if (!p)
                return word_wrong(w, at, "救济条款不属于哪一个动作，不能用“act.”");
        for (size_t i = 0; i < p->n_asks; i++)
                if (p->asks[i].id && !strcmp(p->asks[i].id, field))
                        *m = (struct meant){ .known = true, .several = text_in(p->asks[i].type, "points|people", '|') };
        for (size_t i = 0; i < p->from.n; i++)
                field_meant(m, verb_effect_find(w->r->verbs, w->r->n_verbs, p->from.at[i]), field);
        if (!p->from.n)
                field_meant(m, verb_effect_find(w->r->verbs, w->r->n_verbs, "paper.make"), field);
        if (m->known || m->unsure || (!p->from.n && text_in(field, ALWAYS, '|')))
                return true;
        return word_wrong(w, at, p->from.n ? text_make(a, "动作“%s”没有这个栏目：“%s”", text_join(a, p->from.at, p->from.n, ' '), field)
                                           : text_make(a, "本文书的“asks”里没有这个栏目：“%s”", field));
}

/* The newest value in any act on the case: of those whose fields last. */
static bool case_word(const struct paper_reader *w, const char *field, struct pack_at at, struct meant *m)
{
        struct arena *a = w->r->mem;
        bool before = false;

        if (text_in(field, "number|source_number", '|')) {
                m->known = true;
                return true;
        }
        for (size_t i = 0; i < w->r->n_verbs; i++) {
                const struct verb_effect *e = &w->r->verbs[i];

                if ((!e->fields || verb_field_find(e, field)) && fact_lasts(e->verb, field) && verb_before(w, i)) {
                        field_meant(m, e, field);
                        before = true;
                }
        }
        if (before)
                return true;
        for (size_t i = 0; i < w->r->n_verbs; i++)
                if (verb_field_find(&w->r->verbs[i], field))
                        return word_wrong(w, at, text_make(a, "制作本文书时不可能已经有“case.%s”：填写它的动作（%s）在后面，或者只对那一个动作有效",
                                                           field, w->r->verbs[i].verb));
        return word_wrong(w, at, text_make(a, "没有哪个动作有这个栏目：“%s”", field));
}

static bool clock_word(const struct paper_reader *w, const char *id, struct pack_at at)
{
        const struct pack_clock *k = pack_clock(w->r->p, id);

        if (!k)
                return word_wrong(w, at, text_make(w->r->mem, "没有这个期限：“%s”", id));
        for (size_t i = 0; i < k->starts.n; i++)
                if (may_be_before(w, k->starts.at[i], &k->procedures))
                        return true;
        return word_wrong(w, at, text_make(w->r->mem, "制作本文书时，期限“%s”还没有起算", id));
}

/* noun.verb.field: the newest act of that verb. */
static bool verb_word(const struct paper_reader *w, const char *word, struct pack_at at, struct meant *m)
{
        const char *dot = strchr(word, '.'), *second = dot ? strchr(dot + 1, '.') : NULL;
        const char *verb = second ? text_copy_n(w->r->mem, word, (size_t)(second - word)) : word;
        const struct verb_effect *e = second ? verb_effect_find(w->r->verbs, w->r->n_verbs, verb) : NULL;

        if (!second)
                return word_wrong(w, at, text_make(w->r->mem, "没有这个来源：“%s”（可以是 %s）", word, source_names));
        if (!e)
                return word_wrong(w, at, text_make(w->r->mem, "没有这个动作：“%s”", verb));
        field_meant(m, e, second + 1);
        if (!m->known && !m->unsure)
                return word_wrong(w, at, text_make(w->r->mem, "动作“%s”没有这个栏目：“%s”", verb, second + 1));
        return may_be_before(w, verb, NULL) ||
               word_wrong(w, at, text_make(w->r->mem, "制作本文书时不可能已经有“%s”：动作“%s”在后面", word, verb));
}

static bool source_word(const struct paper_reader *w, const char *word, size_t row, struct pack_at at)
{
        const char *field = word + strlen(sources[row].source) + 1;

        if (!text_in(field, sources[row].fields, '|'))
                return word_wrong(w, at, text_make(w->r->mem, "“%s”没有“%s”，可以是：%s", sources[row].source, field,
                                                   text_replace(w->r->mem, sources[row].fields, "|", " ")));
        if (!strcmp(word, "paper.number") && w->paper && !*w->paper->number)
                return word_wrong(w, at, "本文书没有编号（number），“paper.number”不会有值");
        if (!strcmp(word, "remedy.text") && (!w->paper || !*w->paper->remedy))
                return word_wrong(w, at, w->paper ? "本文书没有写“remedy”，“remedy.text”不会有值" : "救济条款里不能再用“remedy.text”");
        return true;
}

static bool word_known(const struct paper_reader *w, const char *word, struct pack_at at, struct meant *m)
{
        if (!strcmp(word, "n") || !strcmp(word, "item"))
                return w->item || word_wrong(w, at, text_make(w->r->mem, "“%s”只能用在 list 的 row 里", word));
        for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
                if (text_starts(word, sources[i].source) && word[strlen(sources[i].source)] == '.') {
                        if (!strcmp(word, "party.kind"))
                                m->choices = PARTY_KINDS;
                        return source_word(w, word, i, at);
                }
        if (text_starts(word, "act."))
                return act_word(w, word + 4, at, m);
        if (text_starts(word, "clock."))
                return clock_word(w, word + 6, at);
        if (text_starts(word, "case.") && !strchr(word + 5, '.'))
                return case_word(w, word + 5, at, m);
        return verb_word(w, word, at, m);
}

/* ---- texts, conditions, single words ---- */

/* "stored=label|stored=label": is there such a stored name? */
static bool choice_known(struct arena *mem, const char *choices, const char *name)
{
        size_t n;
        char **parts = text_split(mem, choices, '|', &n);

        for (size_t i = 0; i < n; i++)
                if (text_starts(parts[i], name) && (parts[i][strlen(name)] == '=' || !parts[i][strlen(name)]))
                        return true;
        return false;
}

static void choices_known(const struct paper_reader *w, const struct op *o, struct pack_at at, const char *choices)
{
        size_t n;
        char **parts = text_split(w->r->mem, o->choices, ',', &n);

        for (size_t i = 0; choices && i < n; i++)
                if (!choice_known(w->r->mem, choices, parts[i]))
                        word_wrong(w, at, text_make(w->r->mem, "“%s”没有这个选项：“%s”", o->text, parts[i]));
}

static void ops_known(struct paper_reader *w, const struct template *t, const struct node *n, size_t shift)
{
        for (size_t i = 0; i < t->n; i++) {
                const struct op *o = &t->ops[i];
                struct pack_at at = node_at(w->r->mem, n, o->offset > shift ? o->offset - shift : 0);
                struct meant m = { .known = false };

                if ((o->kind == OP_WORD || o->kind == OP_IF) && word_known(w, o->text, at, &m))
                        choices_known(w, o, at, m.choices);
                if (o->kind == OP_WORD && !o->depth && !w->guarded && !strcmp(o->text, "remedy.text"))
                        w->remedy_said = true;
        }
}

const struct template *paper_text(struct paper_reader *w, const struct node *n)
{
        const struct template *t;
        const char *wrong;
        size_t offset;

        if (n->kind != NODE_TEXT) {
                WRONG(w->r, n->at, "这里应当是文字，这里是%s；以花括号开头的文字要放在双引号里", node_kind_name(n));
                return NULL;
        }
        t = template_compile(w->r->mem, n->text, &wrong, &offset);
        if (!t) {
                WRONG(w->r, node_at(w->r->mem, n, offset), "%s", wrong);
                return NULL;
        }
        ops_known(w, t, n, 0);
        if (w->paper)
                terms_clear(w->r, n);
        return t;
}

void paper_when(struct paper_reader *w, const struct node *n)
{
        const char *wrong, *mark = *n->text == '!' ? "" : "?";
        struct template *t;
        size_t offset;

        if (n->kind != NODE_TEXT)
                return;
        t = template_compile(w->r->mem, text_make(w->r->mem, "{%s%s}{/}", mark, n->text), &wrong, &offset);
        if (t && t->n == 2)
                ops_known(w, t, n, 1 + strlen(mark));
        else
                WRONG(w->r, n->at, "条件应当是一个词，如 act.hearing、\"!act.hearing\"、act.method=leave");
}

void paper_word(struct paper_reader *w, const struct node *n, bool list)
{
        struct meant m = { .known = false };

        if (word_known(w, n->text, n->at, &m) && list && !m.several && !m.unsure)
                WRONG(w->r, n->at, "“%s”不是可以逐项列出的内容：list 只能用于逐行填写的栏目或者多选栏目", n->text);
}
