/* paper_noun.c - what papers add to every act on a case: the numbers of the papers that the act makes, and the refusal of an act that
 * would leave a mandatory field of its paper empty, or archive a case whose dossier is not bound as it stands.
 *
 * Runs in the writer, so it reads the acts of the case only where the draft, the facts at hand and the pack do not answer. */
#include "law/facts.h"
#include "paper/dossier.h"
#include "paper/paper_inner.h"
#include <string.h>

struct making { struct ctx *c; struct draft *d; const struct case_facts *f; struct paper_case *full; struct paper_case own; struct act act; };

/* ---- what needs no reading ---- */

static bool text_there(const char *s) { return !text_empty(s) && strcmp(s, "false") && strcmp(s, "0") && strcmp(s, "[]"); }

static bool in_draft(const struct making *m, const char *field)
{
        return text_there(draft_get(m->d, field)) && fact_lasts(m->d->verb, field);
}

static bool in_facts(const struct case_facts *f, const char *field)
{
        const struct { const char *field, *value; } known[] = {
                { "party", f->party }, { "party_id", f->party_id }, { "party_kind", f->party_kind }, { "party_person", f->party_person },
                { "party_address", f->party_address }, { "party_phone", f->party_phone }, { "item", f->item }, { "cause", f->cause },
                { "found_facts", f->found_facts }, { "number", f->number }, { "source_number", f->source_number }, { "title", f->title },
                { "decision_number", f->decision_number },
        };

        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
                if (!strcmp(known[i].field, field))
                        return text_there(known[i].value);
        return (!strcmp(field, "officers") && f->officers.n) || (!strcmp(field, "fine") && f->fine > 0);
}

static const char *field_of_word(struct arena *mem, const char *word)
{
        static const struct { const char *prefix, *field; } families[] = {
                { "party.name", "party" }, { "officers.", "officers" }, { "item.", "item" },
        };

        for (size_t i = 0; i < sizeof families / sizeof *families; i++)
                if (text_starts(word, families[i].prefix))
                        return families[i].field;
        if (text_starts(word, "party."))
                return text_make(mem, "party_%s", word + strlen("party."));
        return text_starts(word, "case.") && !strchr(word + 5, '.') ? word + 5 : NULL;
}

/* True: there, for certain.  False: the acts have to be asked. */
static bool known_there(struct making *m, const struct pack_paper *p, const char *word)
{
        const char *field = field_of_word(m->c->mem, word);

        if (text_starts(word, "act."))
                return text_there(draft_get(m->d, word + 4));
        if (!strcmp(word, "remedy.text") || !strcmp(word, "paper.number"))
                return *(*word == 'r' ? p->remedy : p->number);
        return field && (in_draft(m, field) || in_facts(m->f, field));
}

/* ---- what does ---- */

static const struct paper_case *full(struct making *m)
{
        if (!m->full)
                m->full = paper_case_with(m->c, m->d->subject.id, m->d);
        return m->full;
}

/* A condition on the act itself is answered by the draft. */
static bool applies(struct making *m, const struct pack_paper *p, bool *out)
{
        const char *word = p->when + (*p->when == '!');
        const struct paper_case *pc = !*word || text_starts(word, "act.") ? &m->own : full(m);

        *out = pc && paper__holds(pc, p->when);
        return pc != NULL;
}

static bool complete(struct making *m, const struct pack_paper *p)
{
        bool known = true;
        struct names empty;

        for (size_t i = 0; i < p->needs.n && known; i++)
                known = known_there(m, p, p->needs.at[i]);
        if (known)
                return true;
        if (!full(m))
                return false;
        empty = paper_missing(m->c, p, m->full);
        if (!empty.n)
                return true;
        for (size_t i = 0; i < p->needs.n; i++)
                if (text_starts(p->needs.at[i], "act.") && !text_there(draft_get(m->d, p->needs.at[i] + 4)))
                        return refuse(&m->c->why, R_PAPER_FIELD_EMPTY, p->needs.at[i] + 4, "%s：%s", p->name,
                                      text_join(m->c->mem, empty.at, empty.n, ' '));
        return refuse(&m->c->why, R_PAPER_FIELD_EMPTY, NULL, "%s：%s", p->name, text_join(m->c->mem, empty.at, empty.n, ' '));
}

/* The act as it stands with the numbers it has taken. */
static void refresh(struct making *m)
{
        struct act *newest = m->full ? (struct act *)(uintptr_t)paper__own(m->full) : &m->act;

        newest->fields = m->act.fields = m->d->fields;
        newest->n = m->act.n = m->d->n;
}

static bool make(struct making *m, const struct pack_paper *p)
{
        const char *agency = *m->f->agency ? m->f->agency : m->c->who->agency;
        bool made;

        if (!applies(m, p, &made))
                return false;
        if (!made)
                return true;
        if (*p->number && !paper__hooks.number(m->c, p->number, agency, m->d, text_make(m->c->mem, "number_%s", p->id)))
                return false;
        refresh(m);
        return complete(m, p);
}

static bool papers_after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        struct making m = { .c = c, .d = d, .f = facts_of(c) };
        const struct pack_paper *p;
        const char *procedure;

        (void)a; (void)subject;
        if (!c->pack->n_papers || !m.f)
                return true;
        if (!strcmp(cmd->verb, "case.archive") && c->pack->n_dossier && !dossier_archivable(c, d))
                return false;
        m.act = (struct act){ .seq = INT64_MAX, .at = c->now, .verb = d->verb, .subject = d->subject, .fields = d->fields, .n = d->n };
        m.own = (struct paper_case){ .c = c, .id = d->subject.id, .pack = c->pack, .acts = &m.act, .n = 1 };
        if (!strcmp(cmd->verb, "paper.make"))
                return make(&m, pack_paper(c->pack, draft_get(d, "paper")));
        procedure = draft_get(d, "procedure") ? draft_get(d, "procedure") : m.f->standing.procedure;
        for (size_t i = 0; (p = pack_paper_of(c->pack, cmd->verb, procedure, i)); i++)
                if (!make(&m, p))
                        return false;
        return true;
}

const struct noun paper_nouns[] = { { .name = "case", .label = "文书", .after = papers_after, .apply = paper__apply_numbers, .apart = true } };
const size_t paper_nouns_n = sizeof paper_nouns / sizeof *paper_nouns;
