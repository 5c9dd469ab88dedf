/* cli_docs.c - `mingjing docs DIR`: the reference pages of the program, made from the tables it runs on: acts, views, refusals,
 * flags and conditions here; the rules of each pack in cli_docs_pack.c.
 *
 * Must never hold a sentence about one verb, view or rule: whoever wants a page to say more writes it into the row. */
#include "base/why.h"
#include "cli/docs.h"
#include "law/procedure.h"
#include "ui/page.h"
#include "ui/view.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- writing ---- */

void docs_cell(struct docs *d, const char *text)
{
        buffer_text(&d->b, " ");
        for (const char *p = text ? text : ""; *p; p++)
                if (*p == '\n')
                        buffer_text(&d->b, "<br>");
                else if (strchr("|<>*`[]\\", *p))
                        buffer_make(&d->b, "\\%c", *p);
                else
                        buffer_put(&d->b, p, 1);
        buffer_text(&d->b, " |");
}

void docs_row(struct docs *d, const char *const *cells, size_t n)
{
        buffer_text(&d->b, "|");
        for (size_t i = 0; i < n; i++)
                docs_cell(d, cells[i]);
        buffer_text(&d->b, "\n");
}

void docs_heads(struct docs *d, const char *const *cells, size_t n)
{
        buffer_text(&d->b, "\n");
        docs_row(d, cells, n);
        buffer_text(&d->b, "|");
        for (size_t i = 0; i < n; i++)
                buffer_text(&d->b, "---|");
        buffer_text(&d->b, "\n");
}

void docs_begin(struct docs *d, const char *title)
{
        d->b = (struct buffer){ .mem = d->x->mem };
        buffer_make(&d->b, "# %s\n\nMade by `tools/docs.sh` from the program's own tables. Do not edit; change the row it comes from.\n", title);
}

bool docs_end(struct docs *d, const char *name)
{
        const char *path = text_make(d->x->mem, "%s/%s", d->dir, name);
        FILE *f = fopen(path, "we");
        bool ok = f && fwrite(buffer_done(&d->b), 1, d->b.n, f) == d->b.n;

        if (f && fclose(f))
                ok = false;
        return ok || fail(&d->x->why, "写不了 %s：%s", path, strerror(errno));
}

/* "a|b" -> "a, b" */
static const char *listed(struct docs *d, const char *words)
{
        return text_replace(d->x->mem, words ? words : "", "|", ", ");
}

/* ---- acts and views ---- */

static const char *const type_names[ARG__MAX] = {
        [ARG_TEXT] = "one line", [ARG_LONG] = "text", [ARG_INT] = "number", [ARG_MONEY] = "money, in yuan", [ARG_DAY] = "day",
        [ARG_INSTANT] = "time", [ARG_BOOL] = "yes or no", [ARG_CHOICE] = "one of", [ARG_CHOICES] = "some of", [ARG_REF] = "number of a",
        [ARG_REFS] = "numbers of", [ARG_LOGIN] = "login", [ARG_LOGINS] = "logins", [ARG_CODE] = "code from the pack's",
        [ARG_CODES] = "codes from the pack's", [ARG_FILE] = "file", [ARG_USCC] = "unified social credit code",
        [ARG_IDNO] = "citizen identity number", [ARG_POINTS] = "points, one a line",
};

static const char *flag_words(struct docs *d, const struct arg *g)
{
        struct buffer b = { .mem = d->x->mem };
        static const struct { unsigned flag; const char *word; } words[] = {
                { ARG_REQUIRED, "required" }, { ARG_PERSONAL, "personal" }, { ARG_PAST, "not later than now" }, { ARG_SECRET, "secret" },
        };

        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (g->flags & words[i].flag)
                        buffer_make(&b, "%s%s", b.n ? ", " : "", words[i].word);
        return buffer_done(&b);
}

static void put_args(struct docs *d, const struct arg *args)
{
        if (!args || !args->name)
                return;
        docs_heads(d, (const char *[]){ "field", "名称", "type", "", "说明" }, 5);
        for (const struct arg *g = args; arg_asked(g); g++)
                docs_row(d, (const char *[]){ g->name, g->label, text_make(d->x->mem, "%s%s%s", type_names[g->type], text_empty(g->choices) ? "" : " ",
                                              text_empty(g->choices) ? "" : text_replace(d->x->mem, listed(d, g->choices), "=", " ")),
                                              flag_words(d, g), g->help }, 5);
}

static void put_command(struct docs *d, const struct command *k)
{
        buffer_make(&d->b, "\n## %s %s\n\n%s\n\n", k->verb, k->label, k->help);
        buffer_make(&d->b, k->creates ? "- makes a new `%s`\n" : "- on a `%s`\n", k->noun);
        buffer_make(&d->b, "- who: %s\n", text_empty(k->roles) ? "as the pack's procedure says, or anyone signed in where there is none" : listed(d, k->roles));
        if (!text_empty(k->sets) || !text_empty(k->clears))
                buffer_make(&d->b, "- makes true: %s; makes untrue: %s\n", text_empty(k->sets) ? "–" : listed(d, k->sets),
                            text_empty(k->clears) ? "–" : listed(d, k->clears));
        if (!text_empty(k->gives))
                buffer_make(&d->b, "- documents may also name: %s\n", listed(d, k->gives));
        put_args(d, k->args);
}

static bool page_verbs(struct docs *d)
{
        docs_begin(d, "Acts 动作");
        buffer_text(&d->b, "\nEvery act is a form in the browser (`/desk/act/VERB`), `POST /api/acts/VERB` and `mingjing act VERB`.\n");
        docs_heads(d, (const char *[]){ "verb", "名称", "on", "说明" }, 4);
        for (size_t i = 0; command_at(i); i++)
                docs_row(d, (const char *[]){ command_at(i)->verb, command_at(i)->label, command_at(i)->noun, command_at(i)->help }, 4);
        for (size_t i = 0; command_at(i); i++)
                put_command(d, command_at(i));
        return docs_end(d, "acts.md");
}

static const char *who_sees(struct docs *d, const char *roles)
{
        return text_empty(roles) ? "anyone signed in" : !strcmp(roles, "public") ? "anyone" : listed(d, roles);
}

static bool page_views(struct docs *d)
{
        docs_begin(d, "Views and pages 视图与页面");
        buffer_text(&d->b, "\nEvery view is `GET /api/views/NAME` (JSON, or `?format=csv`) and `mingjing view NAME`. Rows outside one's data scope are left out.\n");
        for (size_t i = 0; view_at(i); i++) {
                const struct view *v = view_at(i);

                buffer_make(&d->b, "\n## %s %s\n\n%s\n\n- who: %s\n- columns:", v->name, v->label, v->help, who_sees(d, v->roles));
                for (const struct column *k = v->columns; k->name; k++)
                        buffer_make(&d->b, "%s `%s` %s", k == v->columns ? "" : ",", k->name, k->label);
                buffer_text(&d->b, "\n");
                put_args(d, v->params);
        }
        buffer_text(&d->b, "\n## Pages\n");
        docs_heads(d, (const char *[]){ "address", "名称", "who" }, 3);
        for (size_t i = 0; page_at(i); i++)
                docs_row(d, (const char *[]){ page_at(i)->pattern, page_at(i)->title, who_sees(d, page_at(i)->roles) }, 3);
        return docs_end(d, "views.md");
}

/* ---- refusals, flags, conditions ---- */

static bool page_refusals(struct docs *d)
{
        docs_begin(d, "Refusals 不予办理的原因");
        buffer_text(&d->b, "\nA refusal says what happened, on which basis, and what to do next. A pack's step may name a more particular basis than the one here.\n");
        docs_heads(d, (const char *[]){ "code", "HTTP", "出了什么事", "依据", "怎么办" }, 5);
        for (int i = 1; i < R__MAX; i++) {
                const struct refusal *r = refusal_of((enum refusal_code)i);

                docs_row(d, (const char *[]){ r->code, text_make(d->x->mem, "%d", r->status), r->what, r->law, r->next }, 5);
        }
        return docs_end(d, "refusals.md");
}

/* Verbs whose `sets` or `clears` name the flag. */
static const char *verbs_that(struct docs *d, const char *flag, bool sets)
{
        struct buffer b = { .mem = d->x->mem };

        for (size_t i = 0; command_at(i); i++) {
                const char *list = sets ? command_at(i)->sets : command_at(i)->clears;

                if (list && text_in(flag, list, '|'))
                        buffer_make(&b, "%s%s", b.n ? ", " : "", command_at(i)->verb);
        }
        return buffer_done(&b);
}

static const char *holds_when(struct docs *d, const struct condition *k)
{
        static const char *const env[] = { "not in the review catalogue", "no right to a hearing", "the periods are over", "settled or no fine" };
        struct arena *mem = d->x->mem;
        struct buffer b = { .mem = mem };

        if (k->all & ~NEVER)
                buffer_make(&b, "%s", flags_text(mem, k->all & ~NEVER, ','));
        if (k->none)
                buffer_make(&b, "%snot %s", b.n ? "; " : "", flags_text(mem, k->none, ','));
        if (k->or)
                buffer_make(&b, "%s%s", b.n ? "; or " : "", flags_text(mem, k->or, ','));
        for (unsigned i = 0; i < sizeof env / sizeof *env; i++)
                if (k->unless & 1u << i)
                        buffer_make(&b, "%s%s", b.n ? "; or " : "", env[i]);
        return buffer_done(&b);
}

static bool page_conditions(struct docs *d)
{
        docs_begin(d, "Flags and conditions 案件状态与办理条件");
        buffer_text(&d->b, "\nFlags are what has become true of a case. Conditions are what packs may ask for in `needs:`.\n\n## Flags\n");
        docs_heads(d, (const char *[]){ "flag", "含义", "made true by", "made untrue by" }, 4);
        for (int i = 0; i < FLAG__MAX; i++) {
                const char *name = flag_name((enum flag)i);

                docs_row(d, (const char *[]){ name, flag_label((enum flag)i), verbs_that(d, name, true), verbs_that(d, name, false) }, 4);
        }
        buffer_text(&d->b, "\n## Conditions\n");
        docs_heads(d, (const char *[]){ "condition", "含义", "holds when", "refused with", "next" }, 5);
        for (size_t i = 0; condition_at(i); i++) {
                const struct condition *k = condition_at(i);

                docs_row(d, (const char *[]){ k->name, k->label, holds_when(d, k), refusal_of(k->code)->code, k->verb }, 5);
        }
        return docs_end(d, "conditions.md");
}

static bool page_commands(struct docs *d)
{
        docs_begin(d, "The command line 命令行");
        buffer_text(&d->b, "\nExit 0: done. 2: refused, the reason as JSON on standard output. 1: failed, with words on standard error.\n");
        docs_heads(d, (const char *[]){ "mingjing …", "arguments", "说明" }, 3);
        for (const struct sub *s = cli_subs; s->name; s++)
                docs_row(d, (const char *[]){ s->name, s->usage, s->help }, 3);
        return docs_end(d, "commands.md");
}

bool sub_docs(struct cli *x)
{
        struct docs d = { .x = x, .dir = x->n_words ? x->words[0] : "", .packs = cli_option(x, "packs") ? cli_option(x, "packs") : "packs" };

        if (x->n_words != 1)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        return page_verbs(&d) && page_views(&d) && page_refusals(&d) && page_conditions(&d) && page_commands(&d) && docs_packs(&d);
}
