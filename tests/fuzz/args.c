/* The door: any command with any values.  First line: which command; the others NAME=VALUE.  What is taken must be text as forms allow
 * it, and taken again must stay what it is. */
#include "fuzz.h"
#include "base/json.h"
#include "cli/bind.h"
#include "journal/command.h"

static bool points_clean(const char *list)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        json_t *l = json_parse(&why, list, strlen(list)), *v;
        bool clean = l != NULL;
        size_t i;

        json_array_foreach(l, i, v)
                clean = clean && json_is_string(v) && !text_check(json_string_value(v), json_string_length(v));
        json_decref(l);
        arena_free(mem);
        return clean;
}

static void again(struct ctx *c, const struct command *cmd, const struct args *a)
{
        struct pair p[128];
        struct args b;
        size_t n = 0;

        for (size_t i = 0; cmd->args[i].name && n < 128; i++) {
                if (!a->values[i])
                        continue;
                HOLDS(*a->values[i] && !text_check(a->values[i], strlen(a->values[i])));
                HOLDS(cmd->args[i].type != ARG_POINTS || points_clean(a->values[i]));
                if (cmd->args[i].type != ARG_MONEY)     /* typed in yuan, kept in fen */
                        p[n++] = (struct pair){ cmd->args[i].name, a->values[i] };
                else
                        p[n++] = (struct pair){ cmd->args[i].name, "0" };
        }
        if (!args_check(c, cmd, p, n, &b))
                HOLDS(c->why.code == R_ARG_RANGE);      /* 0 yuan may be too little */
        for (size_t i = 0; cmd->args[i].name && c->why.kind == WHY_NOTHING; i++)
                HOLDS(cmd->args[i].type == ARG_MONEY || text_same(a->values[i], b.values[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        static bool bound;
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem }, .now = { INT64_C(1730000000000) } };
        struct pair p[64];
        const struct command *cmd;
        struct args a;
        size_t count, pairs = 0;
        char **line = fuzz_lines(mem, data, n, &count);

        if (!bound)
                bind_all();
        bound = true;
        cmd = count ? command_find(line[0]) : NULL;
        if (!cmd && count && *line[0])
                cmd = command_at((unsigned char)line[0][0] % 64);
        for (size_t i = 1; i < count && pairs < 64; i++) {
                char *eq = strchr(line[i], '=');

                if (!eq)
                        continue;
                *eq = '\0';
                p[pairs++] = (struct pair){ line[i], text_replace(mem, eq + 1, "\x1f", "\n") };
        }
        if (cmd && args_check(&c, cmd, p, pairs, &a))
                again(&c, cmd, &a);
        else if (cmd)
                HOLDS(c.why.kind == WHY_REFUSED && utf8_valid(why_sentence(&c.why), strlen(why_sentence(&c.why))));
        arena_free(mem);
        return 0;
}
