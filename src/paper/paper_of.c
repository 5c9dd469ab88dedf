/* paper_of.c - which papers a case has: for each act the templates that its verb makes in this procedure, and those that paper.make
 * asked for; their numbers, who has signed, whether a number was voided, whether what they say has changed since. */
#include "paper/paper_inner.h"
#include <string.h>

const struct pack_paper *paper__made(const struct paper_case *pc, size_t i)
{
        const struct act *a = paper__own(pc);
        const struct pack_paper *p;

        if (!strcmp(a->verb, "paper.make"))
                return i ? NULL : pack_paper(pc->pack, act_text(a, "paper"));
        for (size_t k = 0; (p = pack_paper_of(pc->pack, a->verb, paper__procedure(pc), k)); k++) {
                struct paper_case at = *pc;

                at.kind = p;
                if (paper__holds(&at, p->when) && !i--)
                        return p;
        }
        return NULL;
}

/* ---- what became of it ---- */

static bool is_about(const struct act *a, const struct paper *p)
{
        return act_int(a, "of") == p->seq && !strcmp(act_text(a, "paper"), p->kind->id);
}

/* Both officers sign (处罚法 42): two different people, or it is not signed yet.  A refusal with witnesses stands for a signature. */
static bool signed_as(const struct paper_case *pc, const struct paper *p, const char *as)
{
        size_t wanted = !strcmp(as, "officers") ? 2 : 1, n = 0;
        const char *first = "";

        for (size_t i = 0; i < pc->all && n < wanted; i++) {
                const struct act *a = &pc->acts[i];

                if (!text_starts(a->verb, "paper.") || !is_about(a, p))
                        continue;
                if (!strcmp(a->verb, "paper.seal") && !strcmp(as, "seal"))
                        return true;
                if (!text_in(as, act_text(a, "signs"), ',') || (n && !strcmp(first, act_text(a, "actor"))))
                        continue;
                first = act_text(a, "actor");
                n++;
        }
        return n == wanted;
}

static const struct { const char *as, *label; } signers[] = {
        { "officers", "执法人员" }, { "unit_leader", "承办机构负责人" }, { "head", "机关负责人" }, { "party", "当事人" }, { "witness", "见证人" },
        { "reviewer", "法制审核人员" }, { "host", "听证主持人" }, { "attendees", "参加人" },
};

const char *paper_signer_label(const char *as)
{
        for (size_t i = 0; i < sizeof signers / sizeof *signers; i++)
                if (!strcmp(signers[i].as, as))
                        return signers[i].label;
        return as;
}

/* A sealed letter carries no other hand: the head signed its approval. */
bool paper__by_seal(const struct pack_paper *kind, const char *as)
{
        return kind->seal && !strcmp(kind->form, "letter") && !strcmp(as, "head");
}

static struct names missing_of(const struct paper_case *pc, const struct paper *p)
{
        struct names l = { TAKE_N(pc->c->mem, const char *, p->kind->signs.n + 1), 0 };

        for (size_t i = 0; i < p->kind->signs.n; i++)
                if (!paper__by_seal(p->kind, p->kind->signs.at[i]) && !signed_as(pc, p, p->kind->signs.at[i]))
                        l.at[l.n++] = paper_signer_label(p->kind->signs.at[i]);
        if (p->kind->seal && !signed_as(pc, p, "seal"))
                l.at[l.n++] = "印章";
        return l;
}

/* Fills in what later acts of the case say about this paper. */
static void follow(const struct paper_case *pc, struct paper *p)
{
        p->sealed = p->voided = p->stale = "";
        for (size_t i = 0; i < pc->all; i++) {
                const struct act *a = &pc->acts[i];

                if (!text_starts(a->verb, "paper.") || !is_about(a, p))
                        continue;
                if (*act_text(a, "file"))
                        p->sealed = act_text(a, "file");
                if (!strcmp(a->verb, "paper.void"))
                        p->voided = act_text(a, "reason");
        }
        p->missing = missing_of(pc, p);
}

/* What a paper says of the case and not of its own act: has it another value by now?  Numbers and the title come later by themselves, and
 * that a verb was done again does not make wrong what an earlier paper says of the first time. */
static bool moved(const struct paper_case *then, const struct paper_case *now, const char *word)
{
        struct value a, b;

        if (strchr(word, '.') != strrchr(word, '.') || text_in(word, "case.title|case.number|case.source_number|case.decision_number", '|') ||
            !(text_starts(word, "case.") || text_starts(word, "party.") || text_starts(word, "officers.") || text_starts(word, "item.")))
                return false;
        a = paper_look(then, word);
        b = paper_look(now, word);
        return paper__there(&a) && strcmp(a.text, b.text);
}

static const char *moved_in(const struct paper_case *then, const struct paper_case *now, const struct template *t)
{
        const char *word;

        for (size_t i = 0; t && (word = template_word(t, i)); i++)
                if (moved(then, now, word))
                        return paper__word_label(then, word);
        return "";
}

static const char *stale_of(const struct paper_case *then, const struct paper_case *now, const struct pack_paper *kind)
{
        const char *label = moved_in(then, now, kind->to);

        for (size_t i = 0; !*label && i < kind->n_body; i++) {
                const struct paper_block *b = &kind->body[i];

                label = moved_in(then, now, b->text);
                for (size_t r = 0; !*label && r < b->n_rows; r++)
                        for (size_t k = 0; !*label && k < b->rows[r].n; k++)
                                label = moved_in(then, now, b->rows[r].cells[k].text);
        }
        return label;
}

/* Only a paper that nobody signed yet can be out of date: what was signed stands as it is. */
static void stale_look(const struct paper_case *then, const struct paper_case *pc, struct paper *p)
{
        struct paper_case now = *pc;

        now.kind = p->kind;
        if (!*p->sealed && !*p->voided)
                p->stale = stale_of(then, &now, p->kind);
}

static bool paper_at(const struct paper_case *pc, size_t act, size_t i, struct paper *out)
{
        struct paper_case at;
        struct paper p = { .case_id = pc->id };

        if (!paper__at(pc, act, NULL, &at))
                return false;
        p.kind = paper__made(&at, i);
        if (!p.kind)
                return false;
        at.kind = p.kind;
        p.pack = at.pack;
        p.seq = paper__own(&at)->seq;
        p.at = paper__own(&at)->at;
        p.verb = paper__own(&at)->verb;
        p.by = *act_text(paper__own(&at), "actor_name") ? act_text(paper__own(&at), "actor_name") : act_text(paper__own(&at), "actor");
        p.number = paper__number(paper__own(&at), p.kind);
        follow(pc, &p);
        stale_look(&at, pc, &p);
        *out = p;
        return true;
}

bool papers_of(struct ctx *c, int64_t case_id, struct papers *out)
{
        struct paper_case *pc = paper__hooks.see(c, case_id) ? paper_case_load(c, case_id, -1) : NULL;
        struct papers l = { 0 };
        size_t room = 0;
        bool hidden;

        for (size_t a = 0; pc && a < pc->n && access_act_hidden(c, &pc->acts[a], &hidden); a++)
                for (size_t i = 0; !hidden; i++) {
                        if (l.n == room) {
                                l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (room * 2 + 16) * sizeof *l.at);
                                room = room * 2 + 16;
                        }
                        if (!paper_at(pc, a, i, &l.at[l.n]))
                                break;
                        l.n++;
                }
        *out = l;
        return pc && c->why.kind == WHY_NOTHING;
}

bool paper_find(struct ctx *c, int64_t case_id, int64_t seq, const char *id, struct paper *out)
{
        struct papers l;

        if (!papers_of(c, case_id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].seq == seq && !strcmp(l.at[i].kind->id, id))
                        return (*out = l.at[i], true);
        return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %lld 的日志第 %lld 条没有文书 %s", (long long)case_id, (long long)seq,
                      utf8_head(c->mem, id, 40));
}

/* ---- mandatory words ---- */

struct names paper_missing(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc)
{
        struct names l = { TAKE_N(c->mem, const char *, p->needs.n + 1), 0 };
        struct paper_case at = *pc;

        at.kind = p;
        for (size_t i = 0; i < p->needs.n; i++) {
                struct value v = paper_look(&at, p->needs.at[i]);

                if (!paper__there(&v))
                        l.at[l.n++] = text_make(c->mem, "%s（%s）", paper__word_label(&at, p->needs.at[i]), p->needs.at[i]);
        }
        return l;
}
