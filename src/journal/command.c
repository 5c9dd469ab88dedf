/* command.c - the registry of commands and nouns, and the door: raw texts become typed, canonical values or a refusal that names
 * the field.  No database here; what needs one (does this number exist?) is asked by the writer. */
#include "journal/command.h"
#include "base/hash.h"
#include "base/json.h"
#include "journal/journal.h"
#include "law/identity.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMANDS_MAX 512
#define NOUNS_MAX 256
#define TEXT_MAX 200
#define LONG_MAX_CHARS 20000
#define POINTS_MAX 100
#define LIST_MAX 200                    /* words between commas: each is looked up by the writer, for whom all wait */

static const struct command *commands[COMMANDS_MAX];
static size_t commands_n;
static const struct noun *nouns[NOUNS_MAX];
static size_t nouns_n;

static int by_verb(const void *a, const void *b)
{
        return strcmp((*(const struct command *const *)a)->verb, (*(const struct command *const *)b)->verb);
}

void commands_bind(const struct command *rows, size_t n)
{
        must(commands_n + n <= COMMANDS_MAX);
        for (size_t i = 0; i < n; i++)
                commands[commands_n++] = &rows[i];
        qsort(commands, commands_n, sizeof *commands, by_verb);
        for (size_t i = 1; i < commands_n; i++)
                must(strcmp(commands[i - 1]->verb, commands[i]->verb));
}

const struct command *command_find(const char *verb)
{
        struct command key = { .verb = verb };
        const struct command *k = &key;
        const struct command **hit = bsearch(&k, commands, commands_n, sizeof *commands, by_verb);

        return hit ? *hit : NULL;
}

const struct command *command_at(size_t i)
{
        return i < commands_n ? commands[i] : NULL;
}

void nouns_bind(const struct noun *rows, size_t n)
{
        must(nouns_n + n <= NOUNS_MAX);
        for (size_t i = 0; i < n; i++)
                nouns[nouns_n++] = &rows[i];
}

/* ---- what the rows of one noun do, in bound order ---- */

static bool is_of(const struct noun *row, const char *noun)
{
        return *row->name == '*' || (*row->name == *noun && !strcmp(row->name, noun));
}

bool noun_before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        for (size_t i = 0; i < nouns_n; i++)
                if (nouns[i]->before && is_of(nouns[i], cmd->noun) && !nouns[i]->before(c, cmd, a, subject))
                        return false;
        return true;
}

bool noun_after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        for (size_t i = 0; i < nouns_n; i++)
                if (nouns[i]->after && is_of(nouns[i], cmd->noun) && !nouns[i]->after(c, cmd, a, subject, d))
                        return false;
        return true;
}

bool noun_apply(struct db_write *w, const char *noun, const struct act *a)
{
        for (size_t i = 0; i < nouns_n; i++)
                if (nouns[i]->apply && is_of(nouns[i], noun) && !nouns[i]->apply(w, a))
                        return false;
        return true;
}

bool noun_apart(const char *noun)
{
        bool apart = false;

        for (size_t i = 0; i < nouns_n; i++)
                if (nouns[i]->apply && *nouns[i]->name == *noun && !strcmp(nouns[i]->name, noun)) {
                        if (!nouns[i]->apart)
                                return false;
                        apart = true;
                }
        return apart;
}

/* ---- one command ---- */

const struct arg *command_arg(const struct command *cmd, const char *name)
{
        for (const struct arg *g = cmd->args; g->name; g++)
                if (*g->name == *name && !strcmp(g->name, name))
                        return g;
        return NULL;
}

const struct command *command_for(struct arena *mem, const char *verb, const struct pair *pairs, size_t n)
{
        const struct command *k = command_find(verb);

        return k && k->widen ? k->widen(mem, k, pairs, n) : k;
}

const char *choice_label(struct arena *mem, const struct arg *g, const char *stored)
{
        size_t n = strlen(stored);

        for (const char *p = g->choices; p && n; p = strchr(p, '|'), p = p ? p + 1 : NULL)
                if (!strncmp(p, stored, n) && p[n] == '=')
                        return text_copy_n(mem, p + n + 1, strcspn(p + n + 1, "|"));
        return stored;
}

/* ---- reading checked values ---- */

static const char *value_of(const struct args *a, const char *name)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (!strcmp(a->command->args[i].name, name))
                        return a->values[i];
        must(!"no such argument");
        return NULL;
}

const char *arg_text(const struct args *a, const char *name)
{
        const char *v = value_of(a, name);

        return v ? v : "";
}

bool arg_given(const struct args *a, const char *name)
{
        return value_of(a, name) != NULL;
}

int64_t arg_int(const struct args *a, const char *name)
{
        const char *v = value_of(a, name);
        int64_t out = 0;

        if (v)
                must(text_int(v, INT64_MIN, INT64_MAX, &out));
        return out;
}

struct day arg_day(const struct args *a, const char *name)
{
        const char *v = value_of(a, name);
        struct day d = DAY_NONE;

        if (v)
                must(day_parse(v, &d));
        return d;
}

struct instant arg_instant(const struct args *a, const char *name)
{
        const char *v = value_of(a, name);
        struct instant t = { 0 };

        if (v)
                must(instant_parse(v, &t));
        return t;
}

bool arg_bool(const struct args *a, const char *name)
{
        return text_same(value_of(a, name), "true");
}

/* ---- the door ---- */

typedef const char *canon_fn(struct ctx *c, const struct arg *g, const char *s);       /* NULL: refused */

static const char *canon_text(struct ctx *c, const struct arg *g, const char *s)
{
        size_t n = utf8_length(s), max = g->max ? (size_t)g->max : g->type == ARG_LONG ? LONG_MAX_CHARS : TEXT_MAX;

        if (g->type == ARG_TEXT && strchr(s, '\n')) {
                refuse(&c->why, R_ARG_TYPE, g->name, "%s：只能写一行", g->label);
                return NULL;
        }
        if (n < (size_t)g->min || n > max) {
                refuse(&c->why, R_ARG_RANGE, g->name, "%s：应为 %lld 至 %zu 个字，现在是 %zu 个字", g->label, (long long)g->min, max, n);
                return NULL;
        }
        return s;
}

static const char *canon_int(struct ctx *c, const struct arg *g, const char *s)
{
        int64_t v, min = g->min || g->max ? g->min : INT64_MIN, max = g->min || g->max ? g->max : INT64_MAX;

        if (!text_int(s, INT64_MIN, INT64_MAX, &v)) {
                refuse(&c->why, R_ARG_TYPE, g->name, "%s：应为整数", g->label);
                return NULL;
        }
        if (v < min || v > max) {
                refuse(&c->why, R_ARG_RANGE, g->name, "%s：应在 %lld 至 %lld 之间", g->label, (long long)min, (long long)max);
                return NULL;
        }
        return s;
}

static const char *canon_money(struct ctx *c, const struct arg *g, const char *s)
{
        int64_t fen;

        if (!money_parse(s, &fen)) {
                refuse(&c->why, R_ARG_TYPE, g->name, "%s：应为金额（元），最多两位小数", g->label);
                return NULL;
        }
        if ((g->min && fen < g->min) || (g->max && fen > g->max)) {
                refuse(&c->why, R_ARG_RANGE, g->name, "%s：应在 %s 元至 %s 元之间", g->label, money_text(c->mem, g->min),
                       money_text(c->mem, g->max));
                return NULL;
        }
        return text_make(c->mem, "%lld", (long long)fen);
}

static const char *canon_day(struct ctx *c, const struct arg *g, const char *s)
{
        struct day d;

        if (!day_parse(s, &d)) {
                refuse(&c->why, R_ARG_TYPE, g->name, "%s：应为日期，如 2024-10-29", g->label);
                return NULL;
        }
        if ((g->flags & ARG_PAST) && day_compare(d, day_of(c->now)) > 0) {
                refuse(&c->why, R_FUTURE, g->name, "%s：%s", g->label, s);
                return NULL;
        }
        return s;
}

static const char *canon_instant(struct ctx *c, const struct arg *g, const char *s)
{
        struct instant t;

        if (!instant_parse_local(s, &t)) {
                refuse(&c->why, R_ARG_TYPE, g->name, "%s：应为日期和时间，如 2024-10-29 10:31", g->label);
                return NULL;
        }
        if ((g->flags & ARG_PAST) && t.ms > c->now.ms) {
                refuse(&c->why, R_FUTURE, g->name, "%s：%s", g->label, s);
                return NULL;
        }
        return instant_text(c->mem, t);
}

static const char *canon_bool(struct ctx *c, const struct arg *g, const char *s)
{
        if (text_in(s, "true|on|yes|1|是", '|'))
                return "true";
        if (text_in(s, "false|off|no|0|否", '|'))
                return "false";
        refuse(&c->why, R_ARG_TYPE, g->name, "%s：应为“是”或“否”", g->label);
        return NULL;
}

/* choices are "stored=label|…": is word one of the stored ones? */
static bool choice_has(const char *choices, const char *word)
{
        size_t n = strlen(word);

        for (const char *p = choices; p && n; p = strchr(p, '|'), p = p ? p + 1 : NULL)
                if (!strncmp(p, word, n) && (p[n] == '=' || p[n] == '|' || !p[n]))
                        return true;
        return false;
}

static const char *canon_choice(struct ctx *c, const struct arg *g, const char *s)
{
        if (choice_has(g->choices, s) || (g->flags & ARG_OPEN && utf8_length(s) <= 30 && !strpbrk(s, "|=,\n")))
                return s;
        refuse(&c->why, R_ARG_CHOICE, g->name, "%s：“%s”不在选项中", g->label, utf8_head(c->mem, s, 40));
        return NULL;
}

/* Pieces between commas (ASCII or Chinese) and spaces, trimmed, empty ones dropped, each checked by one(). */
static const char *canon_list(struct ctx *c, const struct arg *g, const char *s, canon_fn *one)
{
        struct buffer b = { .mem = c->mem };
        size_t n;
        char **parts = text_split(c->mem, text_replace(c->mem, text_replace(c->mem, s, "，", ","), "、", ","), ',', &n);

        if (n > LIST_MAX) {
                refuse(&c->why, R_ARG_RANGE, g->name, "%s：最多 %d 项", g->label, LIST_MAX);
                return NULL;
        }
        for (size_t i = 0; i < n; i++) {
                const char *word = text_trim(c->mem, parts[i]);

                if (!*word)
                        continue;
                word = one(c, g, word);
                if (!word)
                        return NULL;
                if (text_in(word, buffer_done(&b), ',')) {
                        refuse(&c->why, R_ARG_RANGE, g->name, "%s：“%s”重复", g->label, word);
                        return NULL;
                }
                buffer_make(&b, "%s%s", b.n ? "," : "", word);
        }
        return buffer_done(&b);
}

static const char *canon_choices(struct ctx *c, const struct arg *g, const char *s)
{
        return canon_list(c, g, s, canon_choice);
}

static const char *canon_ref(struct ctx *c, const struct arg *g, const char *s)
{
        const char *slash = strchr(s, '/');
        int64_t v;

        if (slash && text_starts(s, g->choices) && s + strlen(g->choices) == slash)
                s = slash + 1;
        if (text_int(s, 0, INT64_MAX, &v))
                return s;
        refuse(&c->why, R_ARG_TYPE, g->name, "%s：应为编号", g->label);
        return NULL;
}

static const char *canon_refs(struct ctx *c, const struct arg *g, const char *s)
{
        return canon_list(c, g, s, canon_ref);
}

static const char *canon_login(struct ctx *c, const struct arg *g, const char *s)
{
        size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.-");

        if (!s[n] && n >= 1 && n <= 40)
                return s;
        refuse(&c->why, R_ARG_TYPE, g->name, "%s：登录名由小写字母、数字、点、横线组成", g->label);
        return NULL;
}

static const char *canon_logins(struct ctx *c, const struct arg *g, const char *s)
{
        return canon_list(c, g, s, canon_login);
}

static const char *canon_code(struct ctx *c, const struct arg *g, const char *s)
{
        if (utf8_length(s) <= 80)
                return s;
        refuse(&c->why, R_ARG_CHOICE, g->name, "%s：太长", g->label);
        return NULL;
}

static const char *canon_codes(struct ctx *c, const struct arg *g, const char *s)
{
        return canon_list(c, g, s, canon_code);
}

static const char *canon_file(struct ctx *c, const struct arg *g, const char *s)
{
        if (digest_valid(s))
                return s;
        refuse(&c->why, R_ARG_TYPE, g->name, "%s：应先上传文件", g->label);
        return NULL;
}

static const char *canon_uscc(struct ctx *c, const struct arg *g, const char *s)
{
        const char *wrong = uscc_wrong(s);

        if (!wrong)
                return s;
        refuse(&c->why, R_USCC, g->name, "%s：%s", g->label, wrong);
        return NULL;
}

static const char *canon_idno(struct ctx *c, const struct arg *g, const char *s)
{
        const char *wrong = idno_wrong(s);

        if (!wrong)
                return idno_normal(c->mem, s);
        refuse(&c->why, R_ID_NUMBER, g->name, "%s：%s", g->label, wrong);
        return NULL;
}

/* One point of a list as it came; an escape in JSON may hold what no form could: checked again.  False: refused. */
static bool point_put(struct ctx *c, const struct arg *g, struct json *j, const char *s, size_t len)
{
        const char *wrong = text_check(s, len), *point = wrong ? "" : text_trim(c->mem, s);

        if (wrong)
                return refuse(&c->why, R_ARG_ENCODING, g->name, "%s：%s", g->label, wrong);
        if (!*point || utf8_length(point) > LONG_MAX_CHARS)
                return refuse(&c->why, R_ARG_RANGE, g->name, "%s：每条 1 至 %d 个字", g->label, LONG_MAX_CHARS);
        json_text(j, point);
        return true;
}

static bool points_of_json(struct ctx *c, const struct arg *g, const char *s, struct json *j, size_t *n)
{
        json_t *list = json_parse(&c->why, s, strlen(s)), *v;
        bool ok = list != NULL;
        size_t i;

        json_array_foreach(list, i, v) {
                if (ok && !json_is_string(v))
                        ok = refuse(&c->why, R_ARG_TYPE, g->name, "%s：每条都应为文字", g->label);
                ok = ok && ++*n <= POINTS_MAX && point_put(c, g, j, json_string_value(v), json_string_length(v));
        }
        json_decref(list);
        return ok;
}

static bool points_of_lines(struct ctx *c, const struct arg *g, const char *s, struct json *j, size_t *n)
{
        size_t lines;
        char **at = text_split(c->mem, s, '\n', &lines);

        for (size_t i = 0; i < lines; i++)
                if (*text_trim(c->mem, at[i]) && (++*n > POINTS_MAX || !point_put(c, g, j, at[i], strlen(at[i]))))
                        return false;
        return true;
}

/* A JSON list of texts, or one point a line; either way the same canonical list. */
static const char *canon_points(struct ctx *c, const struct arg *g, const char *s)
{
        struct json *j = json_new(c->mem);
        size_t n = 0;
        bool ok;

        json_open(j, '[');
        ok = *s == '[' ? points_of_json(c, g, s, j, &n) : points_of_lines(c, g, s, j, &n);
        json_close(j, ']');
        if (ok && n)
                return json_done(j);
        refuse(&c->why, R_ARG_TYPE, g->name, "%s：每行写一条，1 至 %d 条", g->label, POINTS_MAX);
        return NULL;
}

static canon_fn *const canon[ARG__MAX] = {
        [ARG_TEXT] = canon_text, [ARG_LONG] = canon_text, [ARG_INT] = canon_int, [ARG_MONEY] = canon_money,
        [ARG_DAY] = canon_day, [ARG_INSTANT] = canon_instant, [ARG_BOOL] = canon_bool, [ARG_CHOICE] = canon_choice,
        [ARG_CHOICES] = canon_choices, [ARG_REF] = canon_ref, [ARG_REFS] = canon_refs, [ARG_LOGIN] = canon_login,
        [ARG_LOGINS] = canon_logins, [ARG_CODE] = canon_code, [ARG_CODES] = canon_codes, [ARG_FILE] = canon_file, [ARG_USCC] = canon_uscc,
        [ARG_IDNO] = canon_idno, [ARG_POINTS] = canon_points,
};

static const struct arg *arg_find(const struct command *cmd, const char *name, size_t *i)
{
        for (*i = 0; cmd->args[*i].name; (*i)++)
                if (!strcmp(cmd->args[*i].name, name))
                        return &cmd->args[*i];
        return NULL;
}

static bool arg_take(struct ctx *c, const struct command *cmd, const struct pair *p, struct args *out)
{
        size_t i, len = strlen(p->value);
        const struct arg *g = arg_find(cmd, p->name, &i);
        const char *wrong = text_check(p->value, len), *s;

        if (!g)
                return refuse(&c->why, R_ARG_UNKNOWN, p->name, "“%s”没有“%s”这个字段", cmd->label, utf8_head(c->mem, p->name, 40));
        if (out->values[i])
                return refuse(&c->why, R_ARG_TYPE, g->name, "%s：填写了两次", g->label);
        if (wrong)
                return refuse(&c->why, R_ARG_ENCODING, g->name, "%s：%s", g->label, wrong);
        if (len > ACT_VALUE_MAX)
                return refuse(&c->why, R_ARG_RANGE, g->name, "%s：太长", g->label);
        s = g->flags & ARG_SECRET ? p->value : text_trim(c->mem, p->value);
        if (!*s)
                return true;
        s = canon[g->type](c, g, s);
        if (!s)
                return false;
        out->values[i] = *s ? s : NULL;
        return true;
}

/* Takes pairs into values; those that only prepare() may give, or all others. */
static bool args_take(struct ctx *c, const struct pair *pairs, size_t n, bool prepared, struct args *a)
{
        for (size_t i = 0; i < n; i++) {
                const struct arg *g;

                if (!utf8_valid(pairs[i].name, strlen(pairs[i].name)))
                        return refuse(&c->why, R_ARG_ENCODING, NULL, "字段名不是有效的文字");
                g = command_arg(a->command, pairs[i].name);
                if (g && !(g->flags & ARG_PREPARED) == prepared)
                        return refuse(&c->why, R_ARG_UNKNOWN, g->name, "%s：由系统填写", g->label);
                if (!arg_take(c, a->command, &pairs[i], a))
                        return false;
        }
        return true;
}

static bool args_complete(struct ctx *c, const struct args *a, bool prepared)
{
        for (const struct arg *g = a->command->args; g->name; g++)
                if ((g->flags & ARG_REQUIRED) && (prepared || !(g->flags & ARG_PREPARED)) && !a->values[g - a->command->args])
                        return refuse(&c->why, R_ARG_MISSING, g->name, "%s", g->label);
        return true;
}

static struct args args_new(struct ctx *c, const struct command *cmd)
{
        size_t count = 0;

        while (cmd->args[count].name)
                count++;
        return (struct args){ .command = cmd, .values = TAKE_N(c->mem, const char *, count + 1) };
}

bool args_check(struct ctx *c, const struct command *cmd, const struct pair *pairs, size_t n, struct args *out)
{
        struct args a = args_new(c, cmd);

        if (!args_take(c, pairs, n, false, &a) || !args_complete(c, &a, false))
                return false;
        *out = a;
        return true;
}

bool args_check_request(struct ctx *c, const struct command *cmd, const struct request *r, struct args *out)
{
        struct args a = args_new(c, cmd);

        if (!args_take(c, r->pairs, r->n, false, &a) || !args_take(c, r->prepared, r->n_prepared, true, &a) || !args_complete(c, &a, false))
                return false;
        *out = a;
        return true;
}

/* What had to be prepared is asked for here and not at the door: a key that was used before gives its first answer without it. */
bool draft_make(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return args_complete(c, a, true) && noun_before(c, a->command, a, subject) && a->command->handle(c, a, subject, d) &&
               noun_after(c, a->command, a, subject, d);
}

/* ---- preparing ---- */

bool request_prepares(struct arena *mem, const struct request *r)
{
        const struct command *k = command_for(mem, r->verb, r->pairs, r->n);

        return k && k->prepare;
}

void request_put(struct arena *mem, struct request *r, const char *name, const char *value)
{
        struct pair *all = TAKE_N(mem, struct pair, r->n_prepared + 1);

        if (text_empty(value))
                return;
        if (r->n_prepared)
                memcpy(all, r->prepared, r->n_prepared * sizeof *all);
        all[r->n_prepared++] = (struct pair){ name, text_copy(mem, value) };
        r->prepared = all;
}

void request_show(struct arena *mem, struct request *r, const char *name, const char *value)
{
        struct pair *all = TAKE_N(mem, struct pair, r->n_shown + 1);

        if (r->n_shown)
                memcpy(all, r->shown, r->n_shown * sizeof *all);
        all[r->n_shown++] = (struct pair){ name, text_copy(mem, value) };
        r->shown = all;
}

size_t request_shown(const struct request *r, const struct answer *a)
{
        return a->why.kind == WHY_NOTHING && (!a->repeated || r->secret) ? r->n_shown : 0;
}

bool request_prepare(struct ctx *c, struct request *r)
{
        const struct command *k = command_for(c->mem, r->verb, r->pairs, r->n);
        struct args a;

        r->prepared = NULL;
        r->shown = NULL;
        r->n_prepared = r->n_shown = 0;
        if (!k || !k->prepare)
                return true;
        return args_check(c, k, r->pairs, r->n, &a) && (k->creates || noun_before(c, k, &a, r->subject)) && k->prepare(c, &a, r);
}
