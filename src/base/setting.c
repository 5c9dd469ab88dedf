/* setting.c - see setting.h.  Must never: print a value, or be asked with a name that is no row of the table. */
#include "base/setting.h"
#include "base/text.h"
#include "base/why.h"
#include <stdlib.h>
#include <string.h>

#define GIVEN_MAX 256

#define SETTING(...) { __VA_ARGS__ },
static const struct setting settings[] = {
#include "base/settings.tbl"
};
#undef SETTING
#define SETTINGS_N (sizeof settings / sizeof *settings)

static struct { const char *env, *value; } given[GIVEN_MAX];
static size_t given_n;

const struct setting *setting_at(size_t i)
{
        return i < SETTINGS_N ? &settings[i] : NULL;
}

const struct setting *setting_find(const char *name)
{
        for (size_t i = 0; i < SETTINGS_N; i++)
                if (!strcmp(settings[i].name, name))
                        return &settings[i];
        return NULL;
}

/* ---- does it fit ---- */

static bool listen_fits(const char *value)
{
        const char *colon = strrchr(value, ':');
        int64_t port;

        return colon && colon != value && text_int(colon + 1, 0, 65535, &port);
}

const char *setting_misfit(struct arena *mem, const struct setting *s, const char *value)
{
        int64_t n;

        if (s->type == SETTING_INT && !text_int(value, s->min, s->max, &n))
                return text_make(mem, "应为 %lld 至 %lld 的整数%s%s", (long long)s->min, (long long)s->max, *s->unit ? "，单位：" : "", s->unit);
        if (s->type == SETTING_FLAG && !text_in(value, "yes|no", '|'))
                return "应为 yes 或 no";
        if (s->type == SETTING_CHOICE && !text_in(value, s->choices, '|'))
                return text_make(mem, "应为 %s 之一", text_replace(mem, s->choices, "|", "、"));
        if (s->type == SETTING_LISTEN && !listen_fits(value))
                return "应写成 127.0.0.1:8080 或 [::1]:8080";
        if (s->type == SETTING_URL && !strchr(value, ':'))
                return "应为地址，如 sqlite:/var/lib/mingjing/zhifa.db、postgresql://…、http://…";
        if (s->type == SETTING_PATH && *value != '/')
                return "应为以 / 开头的路径";
        return NULL;
}

/* ---- who says what ---- */

static const char *lasting(const char *s)
{
        size_t n = strlen(s) + 1;
        char *copy = memory_take(n);

        memcpy(copy, s, n);
        return copy;
}

void setting_give(const char *env, const char *value)
{
        must(given_n < GIVEN_MAX);
        given[given_n].env = lasting(env);
        given[given_n++].value = lasting(value);
}

static const char *from_file(const char *env)
{
        for (size_t i = given_n; i-- > 0;)
                if (!strcmp(given[i].env, env))
                        return given[i].value;
        return NULL;
}

const char *setting_environment(const char *env)
{
        const char *value = getenv(env);

        return text_empty(value) ? from_file(env) : value;
}

enum setting_source setting_source(const struct setting *s)
{
        if (!text_empty(getenv(s->env)))
                return SETTING_ENVIRONMENT;
        return from_file(s->env) ? SETTING_FILE : SETTING_DEFAULT;
}

const char *setting_text(const char *name)
{
        const struct setting *s = setting_find(name);
        const char *value;

        must(s != NULL);
        value = setting_environment(s->env);
        return value ? value : *s->otherwise ? s->otherwise : NULL;
}

/* A variable that does not fit was told at the start; where nobody looks (unit tests) the default counts. */
int64_t setting_int(const char *name)
{
        const struct setting *s = setting_find(name);
        const char *value = setting_text(name);
        int64_t n = 0;

        must(s && s->type == SETTING_INT);
        if (!value || !text_int(value, s->min, s->max, &n))
                must(text_int(s->otherwise, s->min, s->max, &n));
        return n;
}

bool setting_flag(const char *name)
{
        return text_same(setting_text(name), "yes");
}
