/* approval_run.c - the run of signatures: who is asked, in which order, what follows an answer.  Pure: a list in, a list out; it knows no
 * database and no case, and must never decide who may sign (approval_moves.c does). */
#include "approval/approval_inner.h"
#include "base/json.h"
#include <string.h>

static const char *or_empty(const char *s)
{
        return s ? s : "";
}

void run_add(struct run *r, const struct sign *s)
{
        if (r->n == r->room) {
                r->at = arena_grow(r->mem, r->at, r->room * sizeof *r->at, (2 * r->room + 8) * sizeof *r->at);
                r->room = 2 * r->room + 8;
        }
        r->at[r->n++] = (struct sign){ s->place, or_empty(s->mode), or_empty(s->login), or_empty(s->state), or_empty(s->role), or_empty(s->chain),
                                       or_empty(s->by), or_empty(s->at), or_empty(s->read) };
}

struct sign *run_find(const struct run *r, const char *login, const char *states)
{
        for (size_t i = 0; i < r->n; i++)
                if (r->at[i].place && !strcmp(r->at[i].login, login) && text_in(r->at[i].state, states, '|'))
                        return &r->at[i];
        return NULL;
}

struct sign *run_reader(const struct run *r, const char *login)
{
        for (size_t i = 0; i < r->n; i++)
                if (!r->at[i].place && !strcmp(r->at[i].login, login))
                        return &r->at[i];
        return NULL;
}

bool run_has(const struct run *r, const char *login)
{
        for (size_t i = 0; i < r->n; i++)
                if (r->at[i].place && (!strcmp(r->at[i].login, login) || text_in(login, r->at[i].chain, ',')))
                        return true;
        return false;
}

static void sign_clear(struct sign *s, const char *state)
{
        s->state = state;
        s->role = s->at = s->read = "";
}

/* At the place itself an answer that was given stays, so that who is waited for again need not ask the others twice. */
void run_open(struct run *r, int64_t place)
{
        for (size_t i = 0; i < r->n; i++) {
                struct sign *s = &r->at[i];

                if (s->place > place)
                        sign_clear(s, "todo");
                else if (s->place == place && strcmp(s->state, "agreed"))
                        sign_clear(s, "now");
        }
}

void run_restart(struct run *r)
{
        for (size_t i = 0; i < r->n; i++)
                if (r->at[i].place)
                        sign_clear(&r->at[i], "todo");
        run_open(r, 1);
}

static bool place_done(struct run *r, const struct sign *s)
{
        for (size_t i = 0; i < r->n; i++) {
                struct sign *other = &r->at[i];

                if (other->place != s->place || strcmp(other->state, "now"))
                        continue;
                if (strcmp(s->mode, "any"))
                        return false;
                other->state = "skipped";
        }
        return true;
}

bool run_agree(struct run *r, struct sign *s)
{
        int64_t next = 0;

        s->state = "agreed";
        if (!place_done(r, s))
                return false;
        for (size_t i = 0; i < r->n; i++)
                if (r->at[i].place > s->place && (!next || r->at[i].place < next))
                        next = r->at[i].place;
        if (!next)
                return true;
        run_open(r, next);
        return false;
}

void run_insert(struct run *r, const struct sign *s, bool before, const char *mode, char *const *logins, size_t n, const char *by)
{
        int64_t place = before ? s->place : s->place + 1;

        for (size_t i = 0; i < r->n; i++)
                if (r->at[i].place >= place) {
                        r->at[i].place++;
                        if (before && !strcmp(r->at[i].state, "now"))
                                r->at[i].state = "todo";
                }
        for (size_t i = 0; i < n; i++)
                run_add(r, &(struct sign){ .place = place, .mode = n > 1 ? mode : "one", .login = logins[i], .state = before ? "now" : "todo", .by = by });
}

const char *run_waiting(const struct run *r)
{
        struct buffer b = { .mem = r->mem };

        for (size_t i = 0; i < r->n; i++)
                if (r->at[i].place && !strcmp(r->at[i].state, "now"))
                        buffer_make(&b, "%s%s", b.n ? "," : "", r->at[i].login);
        return buffer_done(&b);
}

const char *run_json(const struct run *r)
{
        struct json *j = json_new(r->mem);

        json_open(j, '[');
        for (size_t i = 0; i < r->n; i++) {
                const struct sign *s = &r->at[i];

                json_open(j, '{');
                json_pair(j, "at", s->at);
                json_pair(j, "by", s->by);
                json_pair(j, "chain", s->chain);
                json_pair(j, "login", s->login);
                json_pair(j, "mode", s->mode);
                json_key(j, "place");
                json_int(j, s->place);
                json_pair(j, "read", s->read);
                json_pair(j, "role", s->role);
                json_pair(j, "state", s->state);
                json_close(j, '}');
        }
        json_close(j, ']');
        return json_done(j);
}

static const char *text_at(struct arena *mem, const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return s ? text_copy(mem, s) : "";
}

bool run_parse(struct arena *mem, const char *json, struct why *why, struct run *out)
{
        json_t *list = json_parse(why, json, strlen(json));

        if (!list)
                return false;
        *out = (struct run){ .mem = mem };
        for (size_t i = 0; i < json_array_size(list); i++) {
                const json_t *o = json_array_get(list, i);

                run_add(out, &(struct sign){ json_integer_value(json_object_get(o, "place")), text_at(mem, o, "mode"), text_at(mem, o, "login"),
                                             text_at(mem, o, "state"), text_at(mem, o, "role"), text_at(mem, o, "chain"), text_at(mem, o, "by"),
                                             text_at(mem, o, "at"), text_at(mem, o, "read") });
        }
        json_decref(list);
        return true;
}

/* ---- words ---- */

struct word { const char *name, *label, *kind; };

static const struct word *word_find(const struct word *at, const char *name)
{
        while (at->name && strcmp(at->name, name))
                at++;
        return at;
}

static const struct word sign_words[] = { { "todo", "未轮到", "" }, { "now", "等待签署", "" }, { "agreed", "同意", "" }, { "refused", "不同意", "" },
                                          { "returned", "退回修改", "" }, { "skipped", "已由他人签署", "" }, { "done", "已阅", "" }, { NULL, "", "" } };
static const struct word request_words[] = { { "open", "正在签署", "info" }, { "agreed", "已同意", "ok" }, { "refused", "不同意", "bad" }, { "returned", "退回修改", "warn" },
                                             { "withdrawn", "已撤回", "note" }, { "lapsed", "已失效", "bad" }, { "used", "已据此办理", "ok" },
                                             { "closed", "已了结", "note" }, { NULL, "", "" } };

const char *run_state_label(const char *state)
{
        return word_find(sign_words, state)->label;
}

const char *request_state_label(const char *state)
{
        return word_find(request_words, state)->label;
}

const char *request_state_kind(const char *state)
{
        return word_find(request_words, state)->kind;
}
