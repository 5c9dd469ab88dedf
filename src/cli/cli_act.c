/* cli_act.c - one act, one view, one "why not" at a prompt.  The same door as the web's: nothing is allowed here that is not there. */
#include "base/json.h"
#include "case/case.h"
#include "cli/acting.h"
#include "blob/blob.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "org/attempt.h"
#include "org/org.h"
#include "ui/view.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- act ---- */

const char *answer_json(struct arena *mem, const struct request *r, const struct answer *a)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        json_key(j, "seq");
        json_int(j, a->seq);
        json_pair(j, "at", instant_text(mem, a->at));
        json_pair(j, "verb", r->verb);
        json_key(j, "subject");
        json_open(j, '{');
        json_pair(j, "noun", a->subject.noun);
        json_key(j, "id");
        json_int(j, a->subject.id);
        json_close(j, '}');
        json_key(j, "repeated");
        json_bool(j, a->repeated);
        for (size_t i = 0; i < request_shown(r, a); i++)
                json_pair(j, r->shown[i].name, r->shown[i].value);
        json_close(j, '}');
        return json_done(j);
}

/* What somebody with an account asked for and was refused stands in the log beside the journal, as over HTTP (web/noted.c); never what was typed. */
static void refusal_note(const struct cli *x, const struct request *r)
{
        const struct command *k = command_find(r->verb);

        if (x->why.kind != WHY_REFUSED || !k || x->why.code == R_ACTOR_UNKNOWN || x->why.code == R_LOGIN || *r->login == '@')
                return;
        attempts_open(x->url);
        attempt_note(&(struct attempt){ .at = r->at.ms ? r->at : moment_now(), .login = r->login, .address = "命令行", .device = "", .kind = "act", .what = k->verb,
                .subject = r->subject < 0 ? k->noun : text_make(x->mem, "%s/%lld", k->noun, (long long)r->subject), .result = refusal_of(x->why.code)->code });
        attempts_close();
}

bool sub_act(struct cli *x)
{
        const char *as = cli_option(x, "as");
        struct request r = { .login = as, .key = cli_option(x, "key"), .expected = -1 };
        struct acting a;
        struct answer out;
        struct pair *pairs;
        bool ok;

        if (!x->n_words || !as)
                return refuse(&x->why, R_ARG_MISSING, as ? "verb" : "as", "%s", cli_usage(x->mem, x->sub));
        r.verb = x->words[0];
        r.test_clock = cli_option(x, "now") != NULL;
        if (!cli_url(x) || !cli_instant(x, "now", &r.at) || !pairs_read(x, x->words + 1, x->n_words - 1, &pairs))
                return false;
        if (cli_option(x, "expected") && !text_int(cli_option(x, "expected"), 0, INT64_MAX, &r.expected))
                return refuse(&x->why, R_ARG_TYPE, "expected", "--expected 应为编号");
        if (!acting_open(x, x->url, cli_option(x, "blobs"), &a))
                return false;
        ok = acting_request(&a, pairs, x->n_words - 1, &r) && acting_submit(&a, &r, &out);
        if (ok)
                cli_print(answer_json(x->mem, &r, &out));
        else if (x->why.kind == WHY_NOTHING)
                x->why = out.why;
        acting_close(&a);
        if (!ok)
                refusal_note(x, &r);
        return ok;
}

/* ---- view ---- */

/* Some views read files; a site whose files are nowhere still shows the others. */
static bool store_at_hand(struct cli *x, struct reading *r)
{
        struct why why = { .mem = x->mem };

        if (!cli_option(x, "blobs") && !site_store_where(x->mem, x->url, NULL, &why))
                return true;
        r->c.blobs = site_store(x->mem, x->url, cli_option(x, "blobs"), r->site.hash, &r->c.why);
        return r->c.blobs != NULL;
}

/* A file of all rows; who took how many of what is not for everybody stands in the log before anything is handed out. */
static bool note_put(struct cli *x, const struct view *v, const struct pair *pairs, size_t n, int64_t rows)
{
        struct pair said[3] = { { "view", v->name }, { "rows", text_make(x->mem, "%lld", (long long)rows) }, { "filters", export_filters(x->mem, pairs, n) } };
        struct request r = { .verb = "export.take", .subject = SUBJECT_NEW, .pairs = said, .n = *said[2].value ? 3 : 2, .login = cli_option(x, "as"), .expected = -1 };
        struct acting a;
        struct answer out;
        bool ok;

        if (!strcmp(v->roles, "public") || !cli_option(x, "as"))
                return true;
        r.test_clock = cli_option(x, "now") != NULL;
        if (!cli_instant(x, "now", &r.at) || !acting_open(x, x->url, cli_option(x, "blobs"), &a))
                return false;
        ok = acting_submit(&a, &r, &out);
        if (!ok && x->why.kind == WHY_NOTHING)
                x->why = out.why;
        acting_close(&a);
        return ok;
}

static bool all_rows(struct cli *x, const char *format, const struct pair *pairs, size_t n)
{
        struct reading r = { 0 };
        int fd = cli_nameless(x);
        int64_t rows = 0;
        bool ok = fd >= 0 && reading_open(x, cli_option(x, "as"), &r) && store_at_hand(x, &r) && view_export(&r.c, x->words[0], pairs, n, format, fd, &rows);

        blobs_close(r.c.blobs);
        reading_close(x, &r);
        ok = ok && note_put(x, view_find(x->words[0]), pairs, n, rows) && cli_hand_out(x, fd, NULL);
        if (fd >= 0)
                close(fd);
        return ok;
}

bool sub_view(struct cli *x)
{
        const char *format = cli_option(x, "format") ? cli_option(x, "format") : "table";
        struct reading r = { 0 };
        struct table table;
        struct pair *pairs;
        bool ok;

        if (!x->n_words)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (!text_in(format, "table|json|csv|xlsx", '|') || (cli_flag(x, "all") && !text_in(format, "csv|xlsx", '|')))
                return refuse(&x->why, R_ARG_CHOICE, "format", "--format 应为 table、json、csv 或 xlsx；--all 用于 csv 和 xlsx");
        if (!pairs_read(x, x->words + 1, x->n_words - 1, &pairs))
                return false;
        if (!strcmp(format, "xlsx") || cli_flag(x, "all"))
                return all_rows(x, format, pairs, x->n_words - 1);
        ok = reading_open(x, cli_option(x, "as"), &r) && store_at_hand(x, &r) && view_run(&r.c, x->words[0], pairs, x->n_words - 1, &table);
        if (ok)
                cli_print(!strcmp(format, "json") ? table_json(x->mem, &table) :
                          !strcmp(format, "csv") ? table_csv(x->mem, &table) : table_text(x->mem, &table));
        blobs_close(r.c.blobs);
        reading_close(x, &r);
        return ok;
}

/* ---- why ---- */

static bool subject_word(struct cli *x, const struct command *k, int64_t *id)
{
        const char *word = x->words[0], *slash = strchr(word, '/');
        size_t n = strlen(k->noun);

        if (slash && (size_t)(slash - word) == n && !strncmp(word, k->noun, n) && text_int(slash + 1, 0, INT64_MAX, id))
                return true;
        return refuse(&x->why, R_ARG_TYPE, NULL, "“%s”的对象应写成 %s/编号", k->verb, k->noun);
}

/* Everything that is asked before the form is filled in: who, and where the subject stands. */
static bool may_now(struct ctx *c, const struct command *k, int64_t subject)
{
        struct case_facts f;
        bool exists;

        if (!subject_exists(c, k->noun, subject, &exists))
                return false;
        if (!exists)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "%s/%lld", k->noun, (long long)subject);
        if (strcmp(k->noun, "case"))
                return org_hooks.permit(c, k, subject);
        return case_facts_load(c, subject, &f) && case_may(c, &f, k->verb);
}

bool sub_why(struct cli *x)
{
        const char *as = cli_option(x, "as");
        const struct command *k;
        struct reading r = { 0 };
        int64_t id;
        bool ok;

        if (x->n_words != 2 || !as)
                return refuse(&x->why, R_ARG_MISSING, as ? NULL : "as", "%s", cli_usage(x->mem, x->sub));
        k = command_find(x->words[1]);
        if (!k)
                return refuse(&x->why, R_VERB_UNKNOWN, NULL, "%s", x->words[1]);
        if (!subject_word(x, k, &id))
                return false;
        ok = reading_open(x, as, &r) && may_now(&r.c, k, id);
        if (ok)
                printf("可以办理：%s（%s）\n", k->label, k->verb);
        reading_close(x, &r);
        return ok;
}
