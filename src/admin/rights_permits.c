/* rights_permits.c - the permission matrix, read off the rows of commands, views and pages and the steps of the pack's procedures.  Decides
 * nothing: what it says is what the program does. */
#include "admin/rights_desk.h"
#include <string.h>

#define PERMITS_MAX 1200

bool permit_kind_parse(const char *word, enum permit_kind *out)
{
        static const char *const words[] = { "verbs", "views", "pages" };

        for (int i = 0; i < 3; i++)
                if (!strcmp(word, words[i]))
                        return *out = (enum permit_kind)i, true;
        return false;
}

bool permit_has(const struct permit *p, const char *role)
{
        return p->open || p->everybody || names_have(&p->roles, role);
}

static void role_add(const struct ctx *c, struct permit *p, const char *role)
{
        struct names all = { TAKE_N(c->mem, const char *, p->roles.n + 1), p->roles.n };

        if (names_have(&p->roles, role))
                return;
        memcpy(all.at, p->roles.at, p->roles.n * sizeof *all.at);
        all.at[all.n++] = role;
        p->roles = all;
}

static void roles_put(const struct ctx *c, struct permit *p, const char *roles)
{
        size_t n;
        char **at = text_split(c->mem, roles, '|', &n);

        p->open = !strcmp(roles, "public");
        p->everybody = !*roles;
        for (size_t i = 0; i < n; i++)
                if (*at[i] && !p->open)
                        role_add(c, p, at[i]);
}

/* ---- verbs: the row, then the procedures ---- */

static void steps_put(const struct ctx *c, struct permit *p, const char *where, const struct pack_step *steps, size_t n, struct buffer *basis)
{
        for (size_t i = 0; i < n; i++) {
                if (strcmp(steps[i].verb, p->name) != 0)
                        continue;
                for (size_t k = 0; k < steps[i].by.n; k++)
                        role_add(c, p, steps[i].by.at[k]);
                buffer_make(basis, "%s%s：%s", basis->n ? "；" : "", where, steps[i].law ? steps[i].law : "");
        }
}

static struct permit verb_permit(const struct ctx *c, const struct command *k)
{
        struct buffer basis = { .mem = c->mem };
        struct permit p = { .group = k->noun, .name = k->verb, .label = k->label };

        roles_put(c, &p, k->roles);
        if (!p.open && !strcmp(k->noun, "case")) {
                for (size_t i = 0; i < c->pack->n_procedures; i++)
                        steps_put(c, &p, c->pack->procedures[i].label, c->pack->procedures[i].steps, c->pack->procedures[i].n_steps, &basis);
                steps_put(c, &p, "各程序", c->pack->always, c->pack->n_always, &basis);
                p.everybody = false;
        }
        p.basis = basis.n ? buffer_done(&basis) : k->help;
        return p;
}

/* ---- the list ---- */

static bool wanted(const struct permit *p, const char *role, const char *words)
{
        if (*role && !permit_has(p, role))
                return false;
        return !*words || strstr(p->name, words) || strstr(p->label, words) || strstr(p->group, words);
}

static void permit_add(struct permits *l, const struct permit *p, const char *role, const char *words)
{
        if (!wanted(p, role, words))
                return;
        must(l->n < PERMITS_MAX);
        l->at[l->n++] = *p;
}

static const char *folder_of(const struct ctx *c, const char *pattern)
{
        const char *s = text_starts(pattern, "/desk/") ? pattern + 6 : pattern + 1;
        size_t n = strcspn(s, "/");

        return n ? text_copy_n(c->mem, s, n) : "/";
}

void permits_make(const struct ctx *c, enum permit_kind kind, const char *role, const char *words, struct permits *out)
{
        struct permits l = { TAKE_N(c->mem, struct permit, PERMITS_MAX), 0 };
        const struct command *k;
        const struct view *v;
        const struct page *g;

        for (size_t i = 0; kind == PERMIT_VERB && (k = command_at(i)); i++) {
                struct permit p = verb_permit(c, k);

                permit_add(&l, &p, role, words);
        }
        for (size_t i = 0; kind == PERMIT_VIEW && (v = view_at(i)); i++) {
                struct permit p = { .group = "", .name = v->name, .label = v->label, .basis = v->help };

                roles_put(c, &p, v->roles);
                permit_add(&l, &p, role, words);
        }
        for (size_t i = 0; kind == PERMIT_PAGE && (g = page_at(i)); i++) {
                struct permit p = { .group = folder_of(c, g->pattern), .name = g->pattern, .label = g->title, .basis = "" };

                roles_put(c, &p, g->roles);
                permit_add(&l, &p, role, words);
        }
        *out = l;
}
