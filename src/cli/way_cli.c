/* way_cli.c - the story told at a prompt: one call of the program for every line, as a script of the agency would do it. */
#include "base/json.h"
#include "cli/story.h"
#include <string.h>

static bool cli_open(struct teller *t)
{
        (void)t;
        return true;
}

static void cli_close(struct teller *t)
{
        (void)t;
}

struct words { const char *at[60]; size_t n; };

static void word(struct words *w, const char *s)
{
        must(w->n + 1 < sizeof w->at / sizeof *w->at);
        w->at[w->n++] = s;
}

static void words_common(struct teller *t, struct words *w, const char *who, const struct pair *pairs, size_t n)
{
        for (size_t i = 0; i < n; i++)
                word(w, text_make(t->mem, "%s=%s", pairs[i].name, pairs[i].value));
        word(w, "--db");
        word(w, t->url);
        word(w, "--now");
        word(w, instant_text(t->mem, t->now));
        if (who) {
                word(w, "--as");
                word(w, who);
        }
}

/* {"seq":…,"subject":{"noun":…,"id":…}} */
static void did_read_done(struct teller *t, json_t *answer, struct did *out)
{
        json_t *subject = json_object_get(answer, "subject");
        const char *noun = json_string_value(json_object_get(subject, "noun"));

        *out = (struct did){ .kind = DID_DONE, .words = "", .seq = json_integer_value(json_object_get(answer, "seq")),
                             .noun = text_copy(t->mem, noun ? noun : ""), .id = json_integer_value(json_object_get(subject, "id")) };
}

static bool cli_call(struct teller *t, const struct words *w, struct did *out, json_t **answer)
{
        const char *said;
        int code;

        if (!program_run(t->x, w->at, false, &code, &said))
                return false;
        *answer = code == EXIT_DONE || code == EXIT_REFUSED ? json_parse(&t->x->why, said, strlen(said)) : NULL;
        *out = (struct did){ .kind = DID_FAILED, .words = text_make(t->mem, "退出码 %d：%s", code, said) };
        why_clear(&t->x->why);
        if (*answer && code == EXIT_DONE)
                out->kind = DID_DONE;
        else if (*answer)
                did_read_refusal(t, *answer, out);
        return true;
}

static bool cli_act(struct teller *t, const char *who, const char *verb, const struct pair *pairs, size_t n, struct did *out)
{
        struct words w = { { "act", verb }, 2 };
        json_t *answer;

        words_common(t, &w, who, pairs, n);
        word(&w, "--blobs");
        word(&w, t->blobs);
        if (!cli_call(t, &w, out, &answer))
                return false;
        if (out->kind == DID_DONE)
                did_read_done(t, answer, out);
        json_decref(answer);
        return true;
}

static bool cli_view(struct teller *t, const char *who, const char *name, const struct pair *pairs, size_t n, struct did *out, json_t **table)
{
        struct words w = { { "view", name, "--format", "json" }, 4 };

        words_common(t, &w, who, pairs, n);
        word(&w, "--blobs");
        word(&w, t->blobs);
        return cli_call(t, &w, out, table);
}

/* One line for the job and, if something was refused, one more that says why. */
bool job_by_program(struct teller *t, const char *name, struct did *out)
{
        struct words w = { { "job", "run", name, "--blobs", t->blobs }, 5 };
        const char *said, *last;
        json_t *answer;
        int code;

        words_common(t, &w, NULL, NULL, 0);
        if (!program_run(t->x, w.at, false, &code, &said))
                return false;
        *out = (struct did){ .kind = code == EXIT_DONE ? DID_DONE : DID_FAILED, .words = text_make(t->mem, "退出码 %d：%s", code, said) };
        last = strstr(said, "{\"refused\":{");
        answer = code == EXIT_REFUSED && last ? json_parse(&t->x->why, last, strlen(last)) : NULL;
        if (answer)
                did_read_refusal(t, answer, out);
        json_decref(answer);
        why_clear(&t->x->why);
        return true;
}

const struct way way_cli = { .name = "cli", .open = cli_open, .close = cli_close, .act = cli_act, .job = job_by_program, .view = cli_view };
