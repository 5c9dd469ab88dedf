/* parameter.c - the table of what an office may set, and whether a text is a value of it.  Must never: know what is set, or a database. */
#include "law/parameter.h"
#include <string.h>

#define PARAMETER(name_, type_, unit_, fallback_, min_, max_, choices_, roles_, label_, law_, help_) \
        { .name = name_, .type = PARAMETER_##type_, .unit = unit_, .fallback = fallback_, .min = min_, .max = max_, .choices = choices_, \
          .roles = roles_, .label = label_, .law = law_, .help = help_ },
static const struct parameter table[] = {
#include "law/parameters.tbl"
};
#undef PARAMETER

const struct parameter *parameter_at(size_t i)
{
        return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

const struct parameter *parameter_find(const char *name)
{
        for (size_t i = 0; i < sizeof table / sizeof *table; i++)
                if (text_same(table[i].name, name))
                        return &table[i];
        return NULL;
}

static const char *choice_of(struct arena *mem, const char *choices, const char *text, bool label)
{
        size_t n;
        char **at = text_split(mem, choices, '|', &n);

        for (size_t i = 0; i < n; i++) {
                char *equals = strchr(at[i], '=');

                must(equals != NULL);
                *equals = '\0';
                if (!strcmp(at[i], text) || (!label && !strcmp(equals + 1, text)))
                        return label ? equals + 1 : at[i];
        }
        return NULL;
}

static const char *time_canonical(const char *text)
{
        bool form = strlen(text) == 5 && text[2] == ':' && strspn(text, "0123456789") == 2 && strspn(text + 3, "0123456789") == 2;

        return form && (text[0] - '0') * 10 + text[1] - '0' < 24 && text[3] < '6' ? text : NULL;
}

static const char *bool_canonical(const char *text)
{
        if (text_in(text, "true|on|是", '|'))
                return "true";
        return text_in(text, "false|off|否", '|') ? "false" : NULL;
}

const char *parameter_check(struct arena *mem, const struct parameter *p, const char *text, const char **canonical)
{
        const char *value = text_trim(mem, text);
        int64_t n;

        switch (p->type) {
        case PARAMETER_INT:
                if (!text_int(value, p->min, p->max, &n))
                        return text_make(mem, "%s应为 %lld 到 %lld 的整数", p->label, (long long)p->min, (long long)p->max);
                value = text_make(mem, "%lld", (long long)n);
                break;
        case PARAMETER_TEXT:
                n = (int64_t)utf8_length(value);
                if (n < p->min || n > p->max || strpbrk(value, "\r\n"))
                        return text_make(mem, "%s应为 %lld 到 %lld 个字，一行", p->label, (long long)p->min, (long long)p->max);
                break;
        case PARAMETER_BOOL: value = bool_canonical(value); break;
        case PARAMETER_CHOICE: value = choice_of(mem, p->choices, value, false); break;
        default: value = time_canonical(value);
        }
        if (!value)
                return text_make(mem, "%s应为%s", p->label, p->type == PARAMETER_BOOL ? "“是”或者“否”" : p->type == PARAMETER_TIME ? "几点几分，如 22:00" :
                                 "列出的选项");
        *canonical = value;
        return NULL;
}

const char *parameter_shown(struct arena *mem, const struct parameter *p, const char *value)
{
        const char *label = p->type == PARAMETER_CHOICE ? choice_of(mem, p->choices, value, true) : NULL;

        if (p->type == PARAMETER_BOOL)
                return !strcmp(value, "true") ? "是" : "否";
        if (p->type == PARAMETER_CHOICE)
                return label ? label : value;
        return *p->unit ? text_make(mem, "%s %s", value, p->unit) : *value ? value : "（空）";
}

int parameter_minutes(const char *value)
{
        must(time_canonical(value) != NULL);
        return ((value[0] - '0') * 10 + value[1] - '0') * 60 + (value[3] - '0') * 10 + value[4] - '0';
}

const struct pack_parameter *pack_parameter(const struct pack *p, const char *name)
{
        for (size_t i = 0; p && i < p->n_parameters; i++)
                if (text_same(p->parameters[i].id, name))
                        return &p->parameters[i];
        return NULL;
}
