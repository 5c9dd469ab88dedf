/* acts.c - from a form or a JSON object to a request for the journal.
 *
 * Must never: judge values - args_check() does, for every way in alike.  Here only shapes are made: several fields of one name
 * become a list, numbers become text, uploaded files become digests.
 */
#include "org/org.h"
#include "web/call.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Verbs that have doors of their own: a session needs a password first. */
bool act_command(struct call *k, const char *verb)
{
        k->command = text_in(verb, "session.open|session.confirm|trusted.add", '|') ? NULL : command_for(k->mem, verb, k->query.at, k->query.n);
        return k->command || refuse(&k->c.why, R_VERB_UNKNOWN, NULL, "%s", utf8_head(k->mem, verb, 60));
}

bool act_widen(struct call *k)
{
        k->command = command_for(k->mem, k->command->verb, k->form.at, k->form.n);
        return true;
}

bool act_time(struct call *k, const char *now)
{
        if (!now)
                return true;
        if (!k->web->o.test_clock)
                return refuse(&k->c.why, R_TEST_CLOCK, "now", NULL);
        if (!utf8_valid(now, strlen(now)) || !instant_parse_local(now, &k->said))
                return refuse(&k->c.why, R_ARG_TYPE, "now", "时间应写成 2024-10-29 10:31");
        k->c.now = k->said;
        return true;
}

static const struct arg *arg_of(const struct command *cmd, const char *name)
{
        for (const struct arg *g = cmd ? cmd->args : NULL; g && g->name; g++)
                if (text_same(g->name, name))
                        return g;
        return NULL;
}

bool arg_takes_several(const struct arg *g)
{
        return g->type == ARG_CHOICES || g->type == ARG_REFS || g->type == ARG_LOGINS || g->type == ARG_CODES;
}

static bool file_there(struct call *k, const struct arg *g, const char *digest)
{
        bool may = false;

        if (blob_has(k->web->blobs, digest, NULL) && !brought_or_seen(k, digest, &may))
                return false;
        return may || refuse(&k->c.why, R_ARG_CHOICE, g->name, "%s：文件库里没有这份文件，请先上传", g->label);
}

bool act_files_there(struct call *k)
{
        for (size_t i = 0; i < k->form.n; i++) {
                const struct arg *g = arg_of(k->command, k->form.at[i].name);
                const char *v = k->form.at[i].value;

                if (g && g->type == ARG_FILE && *v && digest_valid(v) && !file_there(k, g, v))
                        return false;
        }
        return true;
}

/* On a helper thread: what the command works out before the writer sees the request. */
static void prepare_work(struct call *k)
{
        k->c.blobs = k->web->blobs;
        if (access_may_use(&k->c, k->command->roles))
                request_prepare(&k->c, &k->request);
}

/* The key of what could not be prepared may have been used before: then the first answer counts, otherwise why it could not. */
static void unprepared(struct call *k)
{
        if (!k->answer.repeated || k->answer.why.kind != WHY_NOTHING)
                k->answer = (struct answer){ .why = k->unprepared };
        k->c.why = k->answer.why;
        k->after(k);
}

static void prepared(struct call *k)
{
        if (k->c.why.kind == WHY_NOTHING) {
                call_post(k, k->after);
                return;
        }
        k->unprepared = k->c.why;
        k->answer = (struct answer){ .why = k->c.why };
        if (k->request.key && k->c.why.kind == WHY_REFUSED) {
                k->c.why = (struct why){ .mem = k->mem };
                k->request.prepared = NULL;
                k->request.n_prepared = 0;
                call_post(k, unprepared);
        } else {
                k->after(k);
        }
}

void act_post(struct call *k, call_fn *then)
{
        k->request.verb = k->command->verb;
        k->request.pairs = k->form.at;
        k->request.n = k->form.n;
        k->request.login = k->login;
        if (k->command->creates)
                k->request.subject = SUBJECT_NEW;
        if (!request_prepares(k->mem, &k->request)) {
                call_post(k, then);
                return;
        }
        k->after = then;
        call_later(k, prepare_work, prepared);
}

const char *form_take(struct call *k, const char *name)
{
        for (size_t i = 0; i < k->form.n; i++)
                if (text_same(k->form.at[i].name, name)) {
                        const char *v = k->form.at[i].value;

                        memmove(&k->form.at[i], &k->form.at[i + 1], (k->form.n - i - 1) * sizeof *k->form.at);
                        k->form.n--;
                        return v;
                }
        return NULL;
}

static bool type_is(const struct call *k, const char *want)
{
        const char *type = call_header(k, "Content-Type");
        size_t n = strlen(want);

        return type && !strncasecmp(type, want, n) && (!type[n] || type[n] == ';' || type[n] == ' ');
}

bool body_pairs(struct call *k)
{
        if (k->upload)
                return true;                    /* the parts are in k->form already */
        if (!k->body.n)
                return true;
        if (!type_is(k, "application/x-www-form-urlencoded"))
                return refuse(&k->c.why, R_BODY_MALFORMED, NULL, "表单应以 application/x-www-form-urlencoded 提交");
        return form_decode(&k->form, buffer_done(&k->body), k->body.n, &k->c.why);
}

/* Only application/json: a form of another site cannot send that without asking first. */
bool body_json(struct call *k, json_t **out)
{
        json_t *v;

        if (!k->body.n) {
                *out = json_object();
                return true;
        }
        if (!type_is(k, "application/json"))
                return refuse(&k->c.why, R_BODY_MALFORMED, NULL, "内容应为 application/json");
        v = json_parse(&k->c.why, buffer_done(&k->body), k->body.n);
        if (!v)
                return false;
        if (json_is_object(v)) {
                *out = v;
                return true;
        }
        json_decref(v);
        return refuse(&k->c.why, R_BODY_MALFORMED, NULL, "内容应为 JSON 对象");
}

/* ---- JSON values as the texts a form would send ---- */

static bool text_of(struct call *k, const char *name, const json_t *v, const char **out)
{
        switch (json_typeof(v)) {
        case JSON_STRING:
                return text_admit(k->mem, json_string_value(v), json_string_length(v), name, out, &k->c.why);
        case JSON_INTEGER:
                *out = text_make(k->mem, "%lld", (long long)json_integer_value(v));
                return true;
        case JSON_REAL:
                *out = text_make(k->mem, "%.15g", json_real_value(v));
                return true;
        case JSON_TRUE:
        case JSON_FALSE:
                *out = json_is_true(v) ? "true" : "false";
                return true;
        default:
                return refuse(&k->c.why, R_ARG_TYPE, name, "值应为文字、数、是否，或文字的列表");
        }
}

/* Lists are joined as their type is written: points one a line, everything else with commas. */
static bool list_of(struct call *k, const char *name, const json_t *list, const char **out)
{
        const struct arg *g = arg_of(k->command, name);
        const char *between = g && g->type == ARG_POINTS ? "\n" : ",", *piece = NULL;
        struct buffer b = { .mem = k->mem };
        json_t *v;
        size_t i;

        json_array_foreach(list, i, v) {
                if (!text_of(k, name, v, &piece))
                        return false;
                if (strstr(piece, between))
                        return refuse(&k->c.why, R_ARG_TYPE, name, "列表中的一项不能含有%s", *between == ',' ? "逗号" : "换行");
                buffer_make(&b, "%s%s", i ? between : "", piece);
        }
        *out = buffer_done(&b);
        return true;
}

static bool listed(const char *const *names, const char *name)
{
        for (; *names; names++)
                if (text_same(*names, name))
                        return true;
        return false;
}

/* What the pack asks for depends on the texts of the object itself. */
static void json_widen(struct call *k, json_t *object)
{
        struct pairs texts = { .mem = k->mem };
        const char *name;
        json_t *v;

        json_object_foreach(object, name, v)
                if (json_is_string(v))
                        pairs_put(&texts, name, json_string_value(v));
        k->command = command_for(k->mem, k->command->verb, texts.at, texts.n);
}

bool json_pairs(struct call *k, json_t *object, const char *const *except)
{
        const char *name, *value = NULL;
        json_t *v;

        if (k->command)
                json_widen(k, object);
        json_object_foreach(object, name, v) {
                if (listed(except, name) || json_is_null(v))
                        continue;
                if (text_check(name, strlen(name)) || strlen(name) > NAME_MAX_LENGTH)
                        return refuse(&k->c.why, R_ARG_UNKNOWN, NULL, "字段名不合规");
                if (!(json_is_array(v) ? list_of(k, name, v, &value) : text_of(k, name, v, &value)))
                        return false;
                pairs_put(&k->form, text_copy(k->mem, name), value);
        }
        return true;
}
