/* paper_kept.c - what the pack keeps from a role (`hides:`) it does not read in a paper either.  A paper that prints such a field is refused as a
 * whole, with the name of the field: one with a hole would be no copy of what was served.  Every way out of a paper asks here: the page, its preview
 * and comparison, the files, a print of several, the signed file, the volumes and the package of the archive.  Must never change a text. */
#include "paper/paper_inner.h"
#include <string.h>

/* Under which name the pack hides what a word of a template looks up: the party's parts have names of their own there. */
static const char *field_of(const char *word)
{
        static const struct pair parts[] = { { "party.id", "party_id" }, { "party.phone", "party_phone" }, { "party.address", "party_address" } };
        const char *dot = strrchr(word, '.');

        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                if (!strcmp(parts[i].name, word))
                        return parts[i].value;
        return dot ? dot + 1 : word;
}

static bool text_open(struct ctx *c, const struct paper_case *pc, const struct template *t)
{
        const char *word;

        for (size_t i = 0; t && (word = template_word(t, i)); i++) {
                struct value v = access_hides_column(c, field_of(word)) ? paper_look(pc, word) : (struct value){ .kind = VALUE_NONE };

                if (paper__there(&v))
                        return refuse(&c->why, R_FIELD_HIDDEN, NULL, "%s写有%s", pc->kind ? pc->kind->name : "文书", paper__word_label(pc, word));
        }
        return true;
}

static bool row_open(struct ctx *c, const struct paper_case *pc, const struct paper_row *r)
{
        for (size_t i = 0; i < r->n; i++)
                if (!text_open(c, pc, r->cells[i].text))
                        return false;
        return true;
}

static bool block_open(struct ctx *c, const struct paper_case *pc, const struct paper_block *b)
{
        for (size_t r = 0; r < b->n_rows; r++)
                if (!row_open(c, pc, &b->rows[r]))
                        return false;
        return text_open(c, pc, b->text) && row_open(c, pc, &b->row);
}

bool paper__open(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc)
{
        struct paper_case at = *pc;

        at.kind = p;
        if (!access_hides_any(c))
                return true;
        for (size_t i = 0; i < p->n_body; i++)
                if (!block_open(c, &at, &p->body[i]))
                        return false;
        return text_open(c, &at, p->to);
}

bool paper__acts_open(struct ctx *c, int64_t case_id)
{
        struct paper_case *pc = access_hides_any(c) ? paper_case_load(c, case_id, -1) : NULL;

        for (size_t i = 0; pc && i < pc->n; i++)
                for (size_t k = 0; k < pc->acts[i].n; k++)
                        if (pc->acts[i].fields[k].value && *pc->acts[i].fields[k].value && access_hides_column(c, pc->acts[i].fields[k].name))
                                return refuse(&c->why, R_FIELD_HIDDEN, NULL, "案卷里有%s",
                                              paper__word_label(pc, text_make(c->mem, "case.%s", pc->acts[i].fields[k].name)));
        return c->why.kind == WHY_NOTHING;
}
