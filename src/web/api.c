/* api.c - the same acts and views for programs: JSON in, JSON out, the status tells the kind of answer.
 *
 * 201 done (200 when the idempotency key had been used for the same content) · the refusal's own status with {"refused":…} · 503
 * with {"failed":…}.  A Bearer token, or the cookie together with X-CSRF-Token.
 */
#include "web/entry.h"
#include "org/org.h"
#include <string.h>

/* ---- acts ---- */

static void done(struct call *k)
{
        const struct answer *a = &k->answer;
        struct json *j = json_new(k->mem);

        k->c.why = a->why;
        if (a->why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        session_ended_note(k);
        json_open(j, '{');
        json_key(j, "seq");
        json_int(j, a->seq);
        json_key(j, "subject");
        json_open(j, '{');
        json_pair(j, "noun", a->subject.noun);
        json_key(j, "id");
        json_int(j, a->subject.id);
        json_close(j, '}');
        json_pair(j, "at", instant_text(k->mem, a->at));
        json_key(j, "repeated");
        json_bool(j, a->repeated);
        for (size_t i = 0; i < request_shown(&k->request, a); i++)
                json_pair(j, k->request.shown[i].name, k->request.shown[i].value);
        json_close(j, '}');
        reply_json(k, a->repeated ? 200 : 201, json_done(j));
}

/* 12, "12" or "case/12". */
static bool number_read(struct call *k, const json_t *v, const char *name, const char *noun, int64_t *out)
{
        const char *s = json_string_value(v), *prefix = text_make(k->mem, "%s/", noun);

        if (json_is_integer(v)) {
                *out = json_integer_value(v);
                return *out >= 0 || refuse(&k->c.why, R_ARG_RANGE, name, "编号不能是负数");
        }
        if (s && text_starts(s, prefix))
                s += strlen(prefix);
        return (s && text_int(s, 0, INT64_MAX, out)) || refuse(&k->c.why, R_ARG_TYPE, name, "编号应为整数");
}

static bool key_read(struct call *k, const json_t *body)
{
        const json_t *v = json_object_get(body, "key");
        const char *key = v ? json_string_value(v) : call_header(k, "Idempotency-Key");

        if (!v && !key)
                return true;
        if (!key || !*key || strlen(key) > 200 || text_check(key, strlen(key)))
                return refuse(&k->c.why, R_ARG_TYPE, "key", "防重复编号应为 1 至 200 个字符的文字");
        k->request.key = text_copy(k->mem, key);
        return true;
}

static bool act_read(struct call *k, json_t *body)
{
        const json_t *subject = json_object_get(body, "subject"), *expected = json_object_get(body, "expected");
        const json_t *now = json_object_get(body, "now");

        k->request.expected = -1;
        k->request.subject = SUBJECT_NEW;
        if (now && !act_time(k, json_is_string(now) ? json_string_value(now) : ""))
                return false;
        if (!k->command->creates && !subject)
                return refuse(&k->c.why, R_ARG_MISSING, "subject", "没有说明办理对象的编号");
        if (!k->command->creates && !number_read(k, subject, "subject", k->command->noun, &k->request.subject))
                return false;
        if (expected && !json_is_null(expected) && !number_read(k, expected, "expected", k->command->noun, &k->request.expected))
                return false;
        return key_read(k, body) && json_pairs(k, body, (const char *const[]){ "subject", "expected", "key", "now", NULL }) &&
                act_files_there(k);
}

static void go(struct call *k)
{
        act_post(k, done);
}

void api_act(struct call *k)
{
        json_t *body = NULL;
        bool good = csrf_right(k, call_header(k, "X-CSRF-Token")) && act_command(k, k->args[0]) && body_json(k, &body) &&
                act_read(k, body);

        json_decref(body);
        if (good)
                again_then(k, go, reply_why);
        else
                reply_why(k);
}

static const char *const type_names[ARG__MAX] = {
        [ARG_TEXT] = "text", [ARG_LONG] = "long", [ARG_INT] = "int", [ARG_MONEY] = "money", [ARG_DAY] = "day",
        [ARG_INSTANT] = "instant", [ARG_USCC] = "uscc", [ARG_IDNO] = "idno",
        [ARG_BOOL] = "bool", [ARG_CHOICE] = "choice", [ARG_CHOICES] = "choices", [ARG_REF] = "ref", [ARG_REFS] = "refs",
        [ARG_LOGIN] = "login", [ARG_LOGINS] = "logins", [ARG_CODE] = "code", [ARG_CODES] = "codes", [ARG_FILE] = "file",
        [ARG_POINTS] = "points",
};

static void arg_describe(struct json *j, const struct arg *g)
{
        json_open(j, '{');
        json_pair(j, "name", g->name);
        json_pair(j, "type", type_names[g->type]);
        json_key(j, "required");
        json_bool(j, g->flags & ARG_REQUIRED);
        json_pair(j, "label", g->label);
        json_pair(j, "help", g->help);
        if (g->choices)
                json_pair(j, "choices", g->choices);
        if (g->min || g->max) {
                json_key(j, "min");
                json_int(j, g->min);
                json_key(j, "max");
                json_int(j, g->max);
        }
        json_close(j, '}');
}

void api_acts(struct call *k)
{
        struct json *j = json_new(k->mem);
        const struct command *cmd;

        json_open(j, '[');
        for (size_t i = 0; (cmd = command_at(i)); i++) {
                json_open(j, '{');
                json_pair(j, "verb", cmd->verb);
                json_pair(j, "label", cmd->label);
                json_pair(j, "help", cmd->help);
                json_pair(j, "noun", cmd->noun);
                json_key(j, "creates");
                json_bool(j, cmd->creates);
                json_pair(j, "roles", cmd->roles);
                json_key(j, "args");
                json_open(j, '[');
                for (const struct arg *g = cmd->args; arg_asked(g); g++)
                        arg_describe(j, g);
                json_close(j, ']');
                json_close(j, '}');
        }
        json_close(j, ']');
        reply_json(k, 200, json_done(j));
}

void api_me(struct call *k)
{
        const struct who *w = k->c.who;
        struct json *j = json_new(k->mem);

        json_open(j, '{');
        json_pair(j, "login", w->login);
        json_pair(j, "name", w->name);
        json_pair(j, "agency", w->agency);
        json_pair(j, "unit", w->unit);
        json_key(j, "roles");
        json_open(j, '[');
        for (size_t i = 0; i < w->roles.n; i++)
                json_text(j, w->roles.at[i]);
        json_close(j, ']');
        if (k->by_cookie)
                json_pair(j, "csrf", csrf_of(k->mem, k->token));
        json_close(j, '}');
        reply_json(k, 200, json_done(j));
}

/* ---- views ---- */

bool view_takes_several(void *to, const char *name)
{
        const struct view *v = to;

        for (const struct arg *g = v ? v->params : NULL; g && g->name; g++)
                if (text_same(g->name, name))
                        return arg_takes_several(g);
        return false;
}

static void view_csv(struct call *k, const struct view *v, const struct table *t)
{
        const char *csv = table_csv(k->mem, t);

        reply_header(k, "Content-Disposition", text_make(k->mem, "attachment; filename=\"%s.csv\"", v->name));
        reply_bytes(k, 200, "text/csv; charset=utf-8", (struct bytes){ (const uint8_t *)csv, strlen(csv) });
}

void api_view(struct call *k)
{
        const struct view *v = view_find(k->args[0]);
        struct table t = { 0 };
        const char *format;

        call_visitor(k);
        if (export_asked(k))
                return;
        if (!pairs_single(&k->query, view_takes_several, (void *)(uintptr_t)v, &k->c.why)) {
                reply_why(k);
                return;
        }
        k->form = k->query;
        k->c.blobs = k->web->blobs;
        format = form_take(k, "format");
        if (format && !text_in(format, "json|csv", '|'))
                refuse(&k->c.why, R_ARG_CHOICE, "format", "格式为 json 或 csv");
        if (k->c.why.kind == WHY_NOTHING && view_run(&k->c, k->args[0], k->form.at, k->form.n, &t))
                view_note(k, v);
        if (k->c.why.kind != WHY_NOTHING)
                reply_why(k);
        else if (text_same(format, "csv"))
                view_csv(k, v, &t);
        else
                reply_json(k, 200, table_json(k->mem, &t));
}

/* ---- files ---- */

static void stored(struct call *k)
{
        struct json *j = json_new(k->mem);
        int64_t size = 0;
        const char *digest = pairs_text(&k->form, "file");

        if (k->c.why.kind == WHY_NOTHING && !blob_has(k->web->blobs, digest, &size))
                refuse(&k->c.why, R_ARG_MISSING, "file", "没有收到文件");
        if (k->c.why.kind != WHY_NOTHING) {
                reply_why(k);
                return;
        }
        json_open(j, '{');
        json_pair(j, "digest", digest);
        json_key(j, "size");
        json_int(j, size);
        json_close(j, '}');
        reply_json(k, 201, json_done(j));
}

void api_blob(struct call *k)
{
        if (csrf_right(k, call_header(k, "X-CSRF-Token")))
                call_later(k, upload_settle, stored);
        else
                reply_why(k);
}

/* Who may read a file is for the folder that knows what it shows; without such a rule, nobody. */
void api_file(struct call *k)
{
        const struct web_hooks *hooks = k->web->o.hooks;
        const char *type = "application/octet-stream", *name = "file";

        if (!hooks || !hooks->file || !hooks->file(&k->c, k->args[0], &type, &name)) {
                refuse(&k->c.why, R_SUBJECT_UNKNOWN, NULL, NULL);
                reply_why(k);
                return;
        }
        file_serve(k, &(struct file_out){ .digest = k->args[0], .type = type, .name = name, .save = true });
}
