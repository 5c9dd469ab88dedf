/* intake_kinds.c - what can be taken in from a workbook, and the columns that follow from the command.  A new kind is a row here. */
#include "intake/intake_inner.h"
#include "law/pack.h"
#include "org/access.h"
#include <string.h>

const struct importable importables[] = {
        { "users", "人员账号", "每行一个账号；导入以后由管理员设密码。", "user.add", "login", NULL, false },
        { "certificates", "执法证件", "每行一个证件；持证人须已有账号。", "certificate.issue", "number", NULL, false },
        { "devices", "执法装备", "每行一件装备。", "device.register", "code", NULL, false },
        { "questions", "考试题目", "每行一道题。", "question.add", NULL, NULL, false },
        { "old_cases", "历史案件台账", "每行一件本系统启用以前办结的案件；" OLD_CASE_MARK "，只供查阅。", "old_case.add", "number", "source|source_row", true },
        { NULL, NULL, NULL, NULL, NULL, NULL, false }
};

const struct importable *importable_find(const char *name)
{
        for (const struct importable *i = importables; i->name; i++)
                if (!strcmp(i->name, name))
                        return command_find(i->verb) ? i : NULL;
        return NULL;
}

static bool is_column(const struct importable *what, const struct arg *g)
{
        return !(g->flags & (ARG_SECRET | ARG_PREPARED)) && g->type != ARG_FILE && !(what->skip && text_in(g->name, what->skip, '|'));
}

/* A line of the mapping: the label or name of ours, "=", the label of theirs, or a value for all rows in quotes. */
static bool line_read(struct ctx *c, struct intake_plan *p, const char *line)
{
        const char *equals = strchr(line, '='), *ours, *theirs;
        size_t n;

        if (!equals)
                return refuse(&c->why, R_ARG_TYPE, "mapping", "“%s”应写成 本系统的列=原表的列", utf8_head(c->mem, line, 40));
        ours = text_trim(c->mem, text_copy_n(c->mem, line, (size_t)(equals - line)));
        theirs = text_trim(c->mem, equals + 1);
        n = strlen(theirs);
        for (size_t i = 0; i < p->n; i++) {
                struct intake_column *k = &p->columns[i];

                if (strcmp(k->arg->label, ours) && strcmp(k->arg->name, ours))
                        continue;
                if (n >= 2 && *theirs == '"' && theirs[n - 1] == '"')
                        k->value = text_copy_n(c->mem, theirs + 1, n - 2);
                else
                        k->label = theirs;
                return n > 0 || refuse(&c->why, R_ARG_TYPE, "mapping", "“%s”没有写对应原表的哪一列", ours);
        }
        return refuse(&c->why, R_ARG_CHOICE, "mapping", "%s没有“%s”这一列", p->what->label, utf8_head(c->mem, ours, 40));
}

static bool mapping_read(struct ctx *c, struct intake_plan *p, const char *mapping)
{
        size_t n;
        char **lines = text_split(c->mem, mapping, '\n', &n);

        for (size_t i = 0; i < n; i++) {
                const char *line = text_trim(c->mem, lines[i]);

                if (*line && *line != '#' && !line_read(c, p, line))
                        return false;
        }
        return true;
}

bool intake__plan(struct ctx *c, const char *name, const char *mapping, struct intake_plan *out)
{
        struct intake_plan *p = TAKE(c->mem, struct intake_plan);

        p->what = importable_find(name);
        if (!p->what)
                return refuse(&c->why, R_INTAKE_UNKNOWN, "what", "%s", utf8_head(c->mem, name, 40));
        p->command = command_find(p->what->verb);
        if (!access_may_use(c, p->command->roles))
                return false;
        for (const struct arg *g = p->command->args; g->name; g++)
                if (is_column(p->what, g) && p->n < INTAKE_COLUMNS_MAX)
                        p->columns[p->n++] = (struct intake_column){ g, g->label, NULL };
        if (!mapping_read(c, p, mapping))
                return false;
        *out = *p;
        return true;
}

/* ---- lists to choose from ---- */

struct list { struct arena *mem; const char **labels, **values; size_t n, room; };

static void list_add(struct list *l, const char *label, const char *value)
{
        if (l->n + 1 >= l->room) {
                size_t room = l->room ? l->room * 2 : 32;

                l->labels = arena_grow(l->mem, l->labels, l->room * sizeof *l->labels, room * sizeof *l->labels);
                l->values = arena_grow(l->mem, l->values, l->room * sizeof *l->values, room * sizeof *l->values);
                l->room = room;
        }
        l->labels[l->n] = label;
        l->values[l->n++] = value;
}

static void codes_add(struct list *l, const struct pack *p, const char *of)
{
        for (size_t i = 0; !strcmp(of, "agencies") && i < p->n_agencies; i++)
                list_add(l, p->agencies[i].name, p->agencies[i].id);
        for (size_t i = 0; !strcmp(of, "units") && i < p->n_units; i++)
                list_add(l, p->units[i].name, p->units[i].id);
        for (size_t i = 0; !strcmp(of, "roles") && i < p->n_roles; i++)
                list_add(l, p->roles[i].label, p->roles[i].id);
        for (size_t i = 0; !strcmp(of, "equipment") && i < p->n_equipment; i++)
                list_add(l, p->equipment[i].label, p->equipment[i].id);
        for (size_t i = 0; !strcmp(of, "items") && i < p->n_items; i++)
                list_add(l, p->items[i].name, p->items[i].code);
}

static void choices_add(struct list *l, const char *choices)
{
        size_t n;
        char **each = text_split(l->mem, choices, '|', &n);

        for (size_t i = 0; i < n; i++) {
                const char *equals = strchr(each[i], '=');

                list_add(l, equals ? equals + 1 : each[i], equals ? text_copy_n(l->mem, each[i], (size_t)(equals - each[i])) : each[i]);
        }
}

size_t intake__choices(struct ctx *c, const struct arg *g, const char *const **labels, const char *const **values)
{
        struct list l = { .mem = c->mem };

        if (g->choices && (g->type == ARG_CHOICE || g->type == ARG_CHOICES))
                choices_add(&l, g->choices);
        else if (g->choices && (g->type == ARG_CODE || g->type == ARG_CODES))
                codes_add(&l, c->pack, g->choices);
        else if (g->type == ARG_BOOL) {
                list_add(&l, "是", "true");
                list_add(&l, "否", "false");
        }
        if (l.n)
                l.labels[l.n] = l.values[l.n] = NULL;
        *labels = l.labels;
        *values = l.values;
        return l.n;
}
