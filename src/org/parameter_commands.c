/* parameter_commands.c - setting a parameter from a day on, and adding words to value lists.  Handlers decide; parameter_apply.c writes.
 *
 * Who may change a parameter stands in its row (law/parameters.tbl), not in the command's: the three administrators have different ones.
 */
#include "org/parameter.h"
#include <string.h>

apply_fn parameter__apply_set, dictionary__apply_set;

static void put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

/* Roles that the pack knows, "-" for none: of the parameter that names roles. */
static bool roles_known(struct ctx *c, const struct parameter *p, const char *value)
{
        size_t n;
        char **roles = text_split(c->mem, value, ',', &n);

        if (strcmp(p->name, "signin_factor") || !strcmp(value, "-"))
                return true;
        for (size_t i = 0; i < n; i++)
                if (!pack_role(c->pack, roles[i]))
                        return refuse(&c->why, R_ARG_CHOICE, "value", "没有代号为“%s”的岗位", roles[i]);
        return true;
}

static bool set_parameter(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct parameter *p = parameter_find(arg_text(a, "name"));
        const struct pack_parameter *fixed = pack_parameter(c->pack, arg_text(a, "name"));
        struct day today = day_of(c->now), since = arg_given(a, "since") ? arg_day(a, "since") : today;
        const char *wrong, *value;

        (void)subject;
        if (!p)
                return refuse(&c->why, R_ARG_CHOICE, "name", "没有名为“%s”的参数", utf8_head(c->mem, arg_text(a, "name"), 40));
        if (!access_may_use(c, p->roles))
                return false;
        if (fixed) {
                c->why.law = fixed->law;
                return refuse(&c->why, R_PARAMETER_FIXED, "name", "%s由策略包定为 %s", p->label, parameter_shown(c->mem, p, fixed->value));
        }
        wrong = parameter_check(c->mem, p, arg_text(a, "value"), &value);
        if (wrong)
                return refuse(&c->why, R_ARG_RANGE, "value", "%s", wrong);
        if (!roles_known(c, p, value))
                return false;
        if (day_compare(since, today) < 0)
                return refuse(&c->why, R_TOO_EARLY_DATE, "since", "参数不能从过去的日子起改变，最早是今天");
        draft_put(out, "name", p->name);
        draft_put(out, "value", value);
        draft_put_day(out, "since", since);
        draft_put(out, "reason", arg_text(a, "reason"));
        return true;
}

static bool brought(const struct dictionary *d, const char *word)
{
        const char *choices = dictionary_choices(d);
        size_t n = strlen(word);

        for (const char *p = choices; p && *p; p = strchr(p, '|'), p = p ? p + 1 : NULL) {
                const char *label = strchr(p, '=');

                if ((label && !strncmp(label + 1, word, n) && (!label[1 + n] || label[1 + n] == '|')) || (!strncmp(p, word, n) && p[n] == '='))
                        return true;
        }
        return false;
}

static bool set_entry(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct dictionary *d = dictionary_find(arg_text(a, "list"));
        const char *word = arg_text(a, "word");
        bool used;

        (void)subject;
        if (!d)
                return refuse(&c->why, R_ARG_CHOICE, "list", "没有名为“%s”的字典", utf8_head(c->mem, arg_text(a, "list"), 40));
        if (strpbrk(word, "|=,\n"))
                return refuse(&c->why, R_ARG_RANGE, "word", "不能有 | = 逗号或者换行");
        if (brought(d, word))
                return refuse(&c->why, R_DUPLICATE, "word", "“%s”是程序自带的，不用添加，也不能停用", word);
        if (!dictionary_has(c, command_find(d->verb), command_arg(command_find(d->verb), d->arg), word, &used))
                return false;
        if (used == arg_bool(a, "used"))
                return refuse(&c->why, R_DUPLICATE, "word", used ? "“%s”已经在用" : "“%s”没有在用", word);
        put_args(out, a);
        return true;
}

static const struct arg parameter_args[] = {
        { "name", ARG_TEXT, ARG_REQUIRED | ARG_GIVEN, "参数", "参数的名称，见参数页。", NULL, 1, 60 },
        { "value", ARG_TEXT, ARG_REQUIRED, "改为", "在参数页写明的范围以内。", NULL, 1, 500 },
        { "since", ARG_DAY, 0, "从哪天起", "含当日；不填即从今天起。", NULL, 0, 0 },
        { "reason", ARG_TEXT, ARG_REQUIRED, "为什么改", "记入历史，所有工作人员可以看到。", NULL, 2, 200 }, ARG_END
};
static const struct arg entry_args[] = {
        { "list", ARG_TEXT, ARG_REQUIRED | ARG_GIVEN, "字典", "字典的名称，见字典页。", NULL, 1, 40 },
        { "word", ARG_TEXT, ARG_REQUIRED, "词条", "照这样出现在表单和文书里。", NULL, 1, 30 },
        { "used", ARG_BOOL, ARG_REQUIRED, "启用", "停用后表单不再列出，已经用过的照样显示。", NULL, 0, 0 },
        { "reason", ARG_TEXT, ARG_REQUIRED, "为什么", "记入历史。", NULL, 2, 200 }, ARG_END
};

#define ROW(v, l, h, n, r, args_, fn, apply_) \
        { .verb = v, .label = l, .help = h, .noun = n, .creates = true, .roles = r, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = "" }

const struct command parameter_commands[] = {
        ROW("parameter.set", "改参数", "从某一天起改变一个参数，写明原因；策略包规定的不能在这里改。", "parameter", "", parameter_args, set_parameter, parameter__apply_set),
        ROW("dictionary.set", "增减词条", "给表单的选项增加本机关的词条，或者停用自己加的。", "entry", "admin", entry_args, set_entry, dictionary__apply_set),
};
const size_t parameter_commands_n = sizeof parameter_commands / sizeof *parameter_commands;

const struct noun parameter_nouns[] = {
        { .name = "parameter", .label = "参数", .apart = true },
        { .name = "entry", .label = "词条", .apart = true },
};
const size_t parameter_nouns_n = sizeof parameter_nouns / sizeof *parameter_nouns;
