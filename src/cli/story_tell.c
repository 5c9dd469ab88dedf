/* story_tell.c - tells a story line by line through a way in and holds what comes back against what the line expects.
 * Knows nothing of the law: every verdict is the program's own; here it is only compared.
 */
#include "cli/story.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void told_wrong(struct teller *t, const char *fmt, ...)
{
        va_list ap;

        t->failed++;
        va_start(ap, fmt);
        printf("#   %s:%d [%s]: %s\n", t->line->file, t->line->number, t->way->name, text_make_v(t->mem, fmt, ap));
        va_end(ap);
}

/* ---- names for numbers ---- */

static void variable_set(struct teller *t, const char *name, int64_t value)
{
        for (size_t i = 0; i < t->n_variables; i++)
                if (t->variables[i].scope == t->scope && !strcmp(t->variables[i].name, name)) {
                        t->variables[i].value = value;
                        return;
                }
        if (t->n_variables == t->room) {
                size_t room = t->room ? t->room * 2 : 32;

                t->variables = arena_grow(t->mem, t->variables, t->n_variables * sizeof *t->variables, room * sizeof *t->variables);
                t->room = room;
        }
        t->variables[t->n_variables++] = (struct variable){ t->scope, name, value };
}

static const struct variable *variable_find(const struct teller *t, const char *name, size_t n)
{
        for (size_t i = 0; i < t->n_variables; i++)
                if ((t->variables[i].scope == t->scope || !t->variables[i].scope) && !strncmp(t->variables[i].name, name, n) &&
                    !t->variables[i].name[n])
                        return &t->variables[i];
        return NULL;
}

const char *teller_fill(struct teller *t, const char *word)
{
        struct buffer b = { .mem = t->mem };

        while (*word) {
                size_t n = *word == '$' ? strspn(word + 1, "abcdefghijklmnopqrstuvwxyz0123456789_") : 0;
                const struct variable *v = n ? variable_find(t, word + 1, n) : NULL;

                if (n && !v) {
                        told_wrong(t, "$%.*s 还没有（前面的步骤没有办成？）", (int)n, word + 1);
                        return NULL;
                }
                if (v) {
                        buffer_make(&b, "%lld", (long long)v->value);
                        word += n + 1;
                } else
                        buffer_put(&b, word++, 1);
        }
        return text_copy(t->mem, buffer_done(&b));
}

/* "name=value" words with names filled in; a file named beside the story is found from there. */
static bool pairs_fill(struct teller *t, const struct line *l, struct pair **out)
{
        struct pair *p = TAKE_N(t->mem, struct pair, l->n + 1);

        for (size_t i = 0; i < l->n; i++) {
                const char *equals = strchr(l->words[i], '='), *slash = strrchr(l->file, '/');

                if (!equals || equals == l->words[i]) {
                        told_wrong(t, "“%s”应写成 名称=内容", l->words[i]);
                        return false;
                }
                p[i].name = text_copy_n(t->mem, l->words[i], (size_t)(equals - l->words[i]));
                p[i].value = teller_fill(t, equals + 1);
                if (!p[i].value)
                        return false;
                if (p[i].value[0] == '@' && p[i].value[1] != '/' && slash)
                        p[i].value = text_make(t->mem, "@%.*s/%s", (int)(slash - l->file), l->file, p[i].value + 1);
        }
        *out = p;
        return true;
}

/* ---- acts ---- */

static void compare_refusal(struct teller *t, const struct expect *e, const struct did *d)
{
        if (!text_in(d->code, e->code, '|'))
                told_wrong(t, "应以 %s 不予办理，实际是 %s：%s", e->code, d->code, d->words);
        else if (e->field && !text_same(e->field, d->field))
                told_wrong(t, "应指出字段 %s，实际指出 %s", e->field, d->field ? d->field : "（无）");
        else if (e->says && !strstr(d->words, e->says))
                told_wrong(t, "应说到“%s”，实际说：%s", e->says, d->words);
}

static void compare_act(struct teller *t, const struct line *l, const struct did *d)
{
        const struct expect *e = &l->expect;

        if (d->kind == DID_FAILED)
                told_wrong(t, "%s 出错：%s", l->verb, d->words);
        else if (d->kind == DID_REFUSED && !e->code)
                told_wrong(t, "%s 应办成，实际不予办理：%s %s", l->verb, d->code, d->words);
        else if (d->kind == DID_DONE && e->code)
                told_wrong(t, "%s 应以 %s 不予办理，实际办成了", l->verb, e->code);
        else if (d->kind == DID_REFUSED)
                compare_refusal(t, e, d);
        else if (e->noun && !text_same(e->noun, d->noun))
                told_wrong(t, "应产生 %s，实际是 %s", e->noun, d->noun);
        if (d->kind != DID_DONE)
                return;
        if (e->subject_var)
                variable_set(t, e->subject_var, d->id);
        if (e->act_var)
                variable_set(t, e->act_var, d->seq);
}

static bool tell_act(struct teller *t, const struct line *l)
{
        struct did d = { .words = "" };
        struct pair *pairs;

        if (!pairs_fill(t, l, &pairs))
                return true;
        if (!t->way->act(t, l->who, l->verb, pairs, l->n, &d))
                return false;
        compare_act(t, l, &d);
        t->last_who = l->who;
        return true;
}

static bool tell_job(struct teller *t, const struct line *l)
{
        struct did d = { .words = "" };

        if (!t->way->job(t, l->verb, &d))
                return false;
        compare_act(t, l, &d);
        return true;
}

/* ---- behind the program's back ---- */

static bool tamper(struct teller *t, const char *sql)
{
        struct db *db = db_open(t->url, DB_WRITE, &t->x->why);
        struct db_write *w = db ? db_begin(db, &t->x->why) : NULL;
        bool ok = w && db_script(w, sql);

        ok = w && db_end(w, ok) && ok;
        db_close(db);
        return ok;
}

void teller_tell(struct teller *t, const struct line *l)
{
        bool ok = true;

        t->line = l;
        t->now = l->at;
        if (l->kind == LINE_ACT)
                ok = tell_act(t, l);
        else if (l->kind == LINE_JOB)
                ok = tell_job(t, l);
        else if (!t->checks)
                return;
        else if (l->kind == LINE_TAMPER)
                ok = tamper(t, l->verb);
        else
                story_check(t, l);
        if (!ok) {
                told_wrong(t, "%s", t->x->why.kind == WHY_REFUSED ? why_sentence(&t->x->why) : t->x->why.detail);
                why_clear(&t->x->why);
        }
}

const char *did_read_refusal(struct teller *t, json_t *answer, struct did *out)
{
        json_t *r = json_object_get(answer, "refused");
        const char *code = json_string_value(json_object_get(r, "code"));
        const char *what = json_string_value(json_object_get(r, "what")), *detail = json_string_value(json_object_get(r, "detail"));
        const char *law = json_string_value(json_object_get(r, "law")), *field = json_string_value(json_object_get(r, "field"));

        if (!code)
                return NULL;
        out->kind = DID_REFUSED;
        out->code = text_copy(t->mem, code);
        out->field = field ? text_copy(t->mem, field) : NULL;
        out->words = text_make(t->mem, "%s %s %s", what ? what : "", detail ? detail : "", law ? law : "");
        return out->code;
}
