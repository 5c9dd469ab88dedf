/* cli_docs_pack.c - a page for each pack: who may do what at which stage, as a picture and as tables; periods, review, recordings,
 * dossier, items.  Everything is read from the loaded pack, so a page cannot say what the program would not do. */
#include "cli/docs.h"
#include "cli/site.h"
#include "law/procedure.h"
#include "law/template.h"
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define PACKS_MAX 64

static const char *joined(struct docs *d, const struct names *l)
{
        struct buffer b = { .mem = d->x->mem };

        for (size_t i = 0; i < l->n; i++)
                buffer_make(&b, "%s%s", i ? ", " : "", l->at[i]);
        return buffer_done(&b);
}

static const char *sum(struct docs *d, int64_t least, int64_t most)
{
        if (!least && !most)
                return "–";
        return text_make(d->x->mem, "%s–%s", money_text(d->x->mem, least), money_text(d->x->mem, most));
}

/* ---- a procedure as a picture ---- */

/* Verbs that lead from one stage to another; "" if none. */
static const char *verbs_between(struct docs *d, const struct pack_procedure *p, const char *from, const char *to)
{
        struct buffer b = { .mem = d->x->mem };

        for (size_t i = 0; i < p->n_steps; i++) {
                const struct pack_step *s = &p->steps[i];
                bool starts = from ? names_have(&s->from, from) : !s->from.n;

                if (starts && text_same(s->to, to) && !text_same(s->to, from))
                        buffer_make(&b, "%s%s", b.n ? "<br/>" : "", s->verb);
        }
        return buffer_done(&b);
}

static void put_picture(struct docs *d, const struct pack_procedure *p)
{
        buffer_text(&d->b, "\n```mermaid\nflowchart TD\n");
        for (size_t i = 0; i < p->n_stages; i++)
                buffer_make(&d->b, p->stages[i].final ? "  %s([%s])\n" : "  %s[%s]\n", p->stages[i].id, p->stages[i].label);
        buffer_text(&d->b, "  start(( ))\n");
        for (size_t i = 0; i <= p->n_stages; i++)
                for (size_t j = 0; j < p->n_stages; j++) {
                        const char *from = i ? p->stages[i - 1].id : NULL, *verbs = verbs_between(d, p, from, p->stages[j].id);

                        if (*verbs)
                                buffer_make(&d->b, "  %s -- %s --> %s\n", from ? from : "start", verbs, p->stages[j].id);
                }
        buffer_text(&d->b, "```\n");
}

/* ---- a procedure as tables ---- */

static const char *stage_labels(struct docs *d, const struct pack_procedure *p, const struct names *l)
{
        struct buffer b = { .mem = d->x->mem };

        for (size_t i = 0; i < l->n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", pack_stage(p, l->at[i])->label);
        return buffer_done(&b);
}

static void put_steps(struct docs *d, const struct pack_procedure *p)
{
        docs_heads(d, (const char *[]){ "verb", "名称", "from 环节", "to", "needs 条件", "依据" }, 6);
        for (size_t i = 0; i < p->n_steps; i++) {
                const struct pack_step *s = &p->steps[i];
                const struct command *k = command_find(s->verb);

                docs_row(d, (const char *[]){ s->verb, k ? k->label : "", s->from.n ? stage_labels(d, p, &s->from) : "（新建）",
                                              s->to ? pack_stage(p, s->to)->label : "", joined(d, &s->needs), s->law }, 6);
        }
        for (size_t i = 0; i < p->n_always; i++) {
                const struct pack_step *s = &p->always[i];
                const struct command *k = command_find(s->verb);

                docs_row(d, (const char *[]){ s->verb, k ? k->label : "", "（任何环节）", "", joined(d, &s->needs), s->law }, 6);
        }
}

/* Both must agree: the command's own roles and the step's. */
static bool role_may(const struct pack_procedure *p, const struct command *k, const char *role)
{
        if (!text_empty(k->roles) && !text_in(role, k->roles, '|'))
                return false;
        for (size_t i = 0; i < p->n_steps; i++)
                if (!strcmp(p->steps[i].verb, k->verb) && (k->creates || names_have(&p->steps[i].by, role)))
                        return true;
        for (size_t i = 0; i < p->n_always; i++)
                if (!strcmp(p->always[i].verb, k->verb) && names_have(&p->always[i].by, role))
                        return true;
        return false;
}

/* In the order of the procedure, each verb once. */
static bool seen_before(const struct pack_procedure *p, size_t step)
{
        for (size_t i = 0; i < step; i++)
                if (!strcmp(p->steps[i].verb, p->steps[step].verb))
                        return true;
        return false;
}

static void matrix_heads(struct docs *d, const struct pack *p)
{
        const char **heads = TAKE_N(d->x->mem, const char *, p->n_roles + 1);

        heads[0] = "";
        for (size_t i = 0; i < p->n_roles; i++)
                heads[i + 1] = p->roles[i].label;
        docs_heads(d, heads, p->n_roles + 1);
}

static void matrix_row(struct docs *d, const struct pack *p, const struct pack_procedure *proc, const struct command *k)
{
        if (!k)
                return;
        buffer_text(&d->b, "|");
        docs_cell(d, k->verb);
        for (size_t r = 0; r < p->n_roles; r++)
                docs_cell(d, role_may(proc, k, p->roles[r].id) ? "●" : "");
        buffer_text(&d->b, "\n");
}

static void put_matrix(struct docs *d, const struct pack *p, const struct pack_procedure *proc)
{
        matrix_heads(d, p);
        for (size_t i = 0; i < proc->n_steps; i++)
                if (!seen_before(proc, i))
                        matrix_row(d, p, proc, command_find(proc->steps[i].verb));
        for (size_t i = 0; i < proc->n_always; i++)
                matrix_row(d, p, proc, command_find(proc->always[i].verb));
}

/* Verbs of no procedure: people, certificates, sessions. */
static void put_matrix_rest(struct docs *d, const struct pack *p)
{
        buffer_text(&d->b, "\n## Who may: outside the procedures 程序以外的权限\n");
        matrix_heads(d, p);
        for (size_t i = 0; command_at(i); i++) {
                const struct command *k = command_at(i);

                if (!strcmp(k->noun, "case"))
                        continue;
                buffer_text(&d->b, "|");
                docs_cell(d, k->verb);
                for (size_t r = 0; r < p->n_roles; r++)
                        docs_cell(d, text_empty(k->roles) || text_in(p->roles[r].id, k->roles, '|') ? "●" : "");
                buffer_text(&d->b, "\n");
        }
}

static void put_procedure(struct docs *d, const struct pack *p, const struct pack_procedure *proc)
{
        buffer_make(&d->b, "\n## %s `%s`\n\n%s\n", proc->label, proc->id, proc->law);
        put_picture(d, proc);
        put_steps(d, proc);
        buffer_make(&d->b, "\n### Who may 权限：%s\n", proc->label);
        put_matrix(d, p, proc);
}

/* ---- the other sections ---- */

static void put_clocks(struct docs *d, const struct pack *p)
{
        buffer_text(&d->b, "\n## Periods 期限\n");
        docs_heads(d, (const char *[]){ "clock", "期限", "who", "starts", "ends", "length", "依据" }, 7);
        for (size_t i = 0; i < p->n_clocks; i++) {
                const struct pack_clock *k = &p->clocks[i];

                docs_row(d, (const char *[]){ k->id, k->label, k->who, joined(d, &k->starts), joined(d, &k->ends),
                                              text_make(d->x->mem, "%lld %s%s%s", (long long)k->rule.length, clock_unit_name(k->rule.unit),
                                                        k->rule.roll == ROLL_PARTY ? ", rolls" : "", k->rule.lead ? ", before" : ""), k->law }, 7);
        }
}

static void put_needs(struct docs *d, const char *title, const struct pack_need *needs, size_t n)
{
        buffer_make(&d->b, "\n## %s\n", title);
        docs_heads(d, (const char *[]){ "", "材料", "shown by", "only when", "procedures" }, 5);
        for (size_t i = 0; i < n; i++)
                docs_row(d, (const char *[]){ needs[i].id, needs[i].label, !text_empty(needs[i].flag) ? needs[i].flag : needs[i].material, needs[i].when,
                                              needs[i].procedures.n ? joined(d, &needs[i].procedures) : "all" }, 5);
}

static void put_review(struct docs *d, const struct pack *p)
{
        static const char *const kinds[] = { "all", "fine on a citizen", "fine on a body", "confiscation", "kind of penalty", "after a hearing", "tag", "not summary" };

        buffer_make(&d->b, "\n## Legal review: when 法制审核目录（%s）\n", p->review.body ? p->review.body : "");
        docs_heads(d, (const char *[]){ "", "情形", "kind", "from, or which", "依据" }, 5);
        for (size_t i = 0; i < p->review.n_catalogue; i++) {
                const struct pack_criterion *k = &p->review.catalogue[i];

                docs_row(d, (const char *[]){ k->id, k->label, kinds[k->kind], k->amount ? money_text(d->x->mem, k->amount) : joined(d, &k->words), k->law }, 5);
        }
        put_needs(d, "Legal review: materials 送审材料", p->review.materials, p->review.n_materials);
        put_needs(d, "Dossier: before a case closes 结案前案卷应有", p->dossier, p->n_dossier);
}

static void put_duties(struct docs *d, const struct pack *p)
{
        buffer_text(&d->b, "\n## Recordings 音像记录事项清单\n");
        docs_heads(d, (const char *[]){ "verb", "事项", "kinds", "ways of service", "full length", "waiver", "依据" }, 7);
        for (size_t i = 0; i < p->n_duties; i++) {
                const struct pack_duty *k = &p->duties[i];

                docs_row(d, (const char *[]){ k->verb, k->label, joined(d, &k->kinds), joined(d, &k->methods), k->full ? "yes" : "", k->waiver ? "yes" : "", k->law }, 7);
        }
}

static void put_papers(struct docs *d, const struct pack *p)
{
        if (!p->n_papers)
                return;
        buffer_text(&d->b, "\n## Papers 文书\n");
        docs_heads(d, (const char *[]){ "paper", "名称", "made by", "number", "signs", "served", "remedy", "volume", "依据" }, 9);
        for (size_t i = 0; i < p->n_papers; i++) {
                const struct pack_paper *k = &p->papers[i];

                docs_row(d, (const char *[]){ k->id, k->name, k->from.n ? joined(d, &k->from) : "paper.make", k->number, joined(d, &k->signs),
                                              k->served ? "yes" : "", k->remedy, k->volume, k->law }, 9);
        }
}

static void put_items(struct docs *d, const struct pack *p)
{
        buffer_text(&d->b, "\n## Items 执法事项\n");
        docs_heads(d, (const char *[]){ "code", "事项", "agency", "mode", "fine: citizen", "fine: body", "依据" }, 7);
        for (size_t i = 0; i < p->n_items; i++) {
                const struct pack_item *k = &p->items[i];

                docs_row(d, (const char *[]){ k->code, k->name, k->agency, k->mode, sum(d, k->citizen_min, k->citizen_max), sum(d, k->body_min, k->body_max),
                                              k->basis }, 7);
        }
}

static bool page_pack(struct docs *d, const char *name)
{
        struct pack *p;

        if (!site_pack_read(d->x, text_make(d->x->mem, "%s/%s", d->packs, name), &p))
                return false;
        docs_begin(d, text_make(d->x->mem, "Pack %s: %s", p->name, p->title));
        buffer_make(&d->b, "\nVersion %s%s%s. %zu agencies, %zu units, %zu items.\n", p->version, text_empty(p->extends) ? "" : ", on top of ",
                    p->extends ? p->extends : "", p->n_agencies, p->n_units, p->n_items);
        for (size_t i = 0; i < p->n_procedures; i++)
                put_procedure(d, p, &p->procedures[i]);
        put_matrix_rest(d, p);
        put_clocks(d, p);
        put_review(d, p);
        put_duties(d, p);
        put_papers(d, p);
        put_items(d, p);
        pack_free(p);
        return docs_end(d, text_make(d->x->mem, "pack-%s.md", name));
}

/* ---- all of them ---- */

static int by_text(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool pack_names(struct docs *d, const char **names, size_t *n)
{
        DIR *dir = opendir(d->packs);

        *n = 0;
        if (!dir)
                return fail(&d->x->why, "没有文件夹 %s", d->packs);
        for (struct dirent *e; (e = readdir(dir)) && *n < PACKS_MAX;)
                if (*e->d_name != '.')
                        names[(*n)++] = text_copy(d->x->mem, e->d_name);
        closedir(dir);
        qsort(names, *n, sizeof *names, by_text);
        return true;
}

static bool page_index(struct docs *d, const char *const *names, size_t n)
{
        static const char *const pages[] = { "acts", "views", "refusals", "conditions", "commands" };

        docs_begin(d, "Reference 参考");
        buffer_text(&d->b, "\n");
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
                buffer_make(&d->b, "- [%s](%s.md)\n", pages[i], pages[i]);
        for (size_t i = 0; i < n; i++)
                buffer_make(&d->b, "- [pack %s](pack-%s.md)\n", names[i], names[i]);
        return docs_end(d, "README.md");
}

bool docs_packs(struct docs *d)
{
        const char *names[PACKS_MAX];
        size_t n;

        if (!pack_names(d, names, &n))
                return false;
        for (size_t i = 0; i < n; i++)
                if (!page_pack(d, names[i]))
                        return false;
        return page_index(d, names, n);
}
