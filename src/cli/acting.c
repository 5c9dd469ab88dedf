/* acting.c - from words at a prompt to a request for the journal.  Decides nothing: what may be done is the journal's question. */
#include "cli/acting.h"
#include "blob/blob.h"
#include "cli/site.h"
#include "db/db.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include "org/org.h"
#include "cli/story.h"
#include "paper/paper.h"
#include "setup/setup.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECRET_MAX 32768                /* a password, or a PKCS#12 file as base64 */
#define FILE_LIMIT (INT64_C(8) << 30)

static bool pack_in_force(const char *url, struct arena *mem, struct why *why)
{
        struct db *db = db_open(url, DB_READ, why);
        struct site site;
        bool ok = db && site_load(db, mem, &site, why) && schema_right(db, why) && org_pack_load(db, &site, why);

        db_close(db);
        return ok;
}

/* The keys of agencies and officers lie beside the site's own: x.keys, x.keyring/. */
void keys_place(struct arena *mem, const char *url)
{
        char *keys = keys_path(mem, url);
        size_t n = strlen(keys);

        paper_keys_at(text_make(mem, "%.*s.keyring", (int)(n > 5 && !strcmp(keys + n - 5, ".keys") ? n - 5 : n), keys), keys);
}

bool acting_open(struct cli *x, const char *url, const char *blobs, struct acting *out)
{
        struct acting a = { .x = x, .url = url, .blobs_option = blobs };

        if (!pack_in_force(url, x->mem, &x->why))
                return false;
        keys_place(x->mem, url);
        setup_start(&(struct setup_place){ cli_packs(x), url, blobs, doctor_examine });
        a.journal = journal_open(url, &org_hooks, &x->why);
        *out = a;
        return a.journal != NULL;
}

void acting_close(struct acting *a)
{
        blobs_close(a->blobs);
        if (a->journal)
                journal_close(a->journal);
        *a = (struct acting){ 0 };
}

static bool store_open(struct acting *a)
{
        if (!a->blobs)
                a->blobs = site_store(a->x->mem, a->url, a->blobs_option, journal_site(a->journal)->hash, &a->x->why);
        return a->blobs != NULL;
}

/* Not all that is prepared needs files; what does says so where no folder was named. */
bool acting_store(struct acting *a)
{
        struct why why = { .mem = a->x->mem };

        return (!a->blobs && !site_store_where(a->x->mem, a->url, a->blobs_option, &why)) || store_open(a);
}

static bool secret_read(struct cli *x, const char *path, const char **out)
{
        FILE *f = fopen(path, "re");
        char *line = arena_take(x->mem, SECRET_MAX);

        if (!f)
                return fail(&x->why, "打不开 %s：%s", path, strerror(errno));
        if (fgets(line, SECRET_MAX, f))
                line[strcspn(line, "\r\n")] = 0;
        fclose(f);
        *out = line;
        return true;
}

static bool value_read(struct acting *a, const struct arg *g, const char *value, const char **out)
{
        int64_t size;

        *out = value;
        if (*value != '@' || !g)
                return true;
        if (g->type == ARG_FILE)
                return store_open(a) && blob_put_file(a->blobs, a->x->mem, value + 1, FILE_LIMIT, out, &size, &a->x->why);
        return !(g->flags & ARG_SECRET) || secret_read(a->x, value + 1, out);
}

const struct arg *command_arg_named(const struct command *k, const char *name)
{
        for (const struct arg *g = k->args; g->name; g++)
                if (!strcmp(g->name, name))
                        return g;
        return NULL;
}

/* "12" or "case/12". */
static bool subject_read(struct cli *x, const char *noun, const char *value, int64_t *id)
{
        const char *slash = strchr(value, '/');

        if (slash && text_starts(value, noun) && value[strlen(noun)] == '/')
                value = slash + 1;
        return text_int(value, 0, INT64_MAX, id) || refuse(&x->why, R_ARG_TYPE, noun, "“%s”应为编号", value);
}

bool acting_request(struct acting *a, const struct pair *pairs, size_t n, struct request *r)
{
        const struct command *k = command_for(a->x->mem, r->verb, pairs, n);
        struct pair *out = TAKE_N(a->x->mem, struct pair, n + 1);
        bool subject_given = false;

        r->n = 0;
        r->subject = SUBJECT_NEW;
        for (size_t i = 0; i < n; i++) {
                const struct arg *g = k ? command_arg_named(k, pairs[i].name) : NULL;

                if (k && !k->creates && !g && !strcmp(pairs[i].name, k->noun)) {
                        subject_given = true;
                        if (!subject_read(a->x, k->noun, pairs[i].value, &r->subject))
                                return false;
                        continue;
                }
                out[r->n].name = pairs[i].name;
                if (!value_read(a, g, pairs[i].value, &out[r->n].value))
                        return false;
                r->n++;
        }
        r->pairs = out;
        return !k || k->creates || subject_given || refuse(&a->x->why, R_ARG_MISSING, k->noun, "写明办理对象：%s=编号", k->noun);
}

/* A reader's view at the time of the request, for what is worked out before the writer sees it. */
static bool prepare(struct acting *a, struct request *r, struct ctx *c)
{
        const struct command *k = command_for(c->mem, r->verb, r->pairs, r->n);

        if (!journal_found(a->journal, r->at, r->test_clock, &c->why) || !acting_store(a))
                return false;
        c->blobs = a->blobs;
        c->db = db_open(a->url, DB_READ, &c->why);
        return c->db && who_load(c, r->login) && access_may_use(c, k->roles) && request_prepare(c, r);
}

bool acting_submit(struct acting *a, struct request *r, struct answer *out)
{
        struct ctx c = { .mem = a->x->mem, .why = { .mem = a->x->mem }, .now = r->test_clock && r->at.ms ? r->at : moment_now(),
                         .test_clock = r->test_clock };
        bool ok = true;

        if (request_prepares(c.mem, r)) {
                ok = prepare(a, r, &c);
                db_close(c.db);
        }
        if (ok)
                return journal_submit(a->journal, a->x->mem, r, out);
        if (c.why.kind == WHY_NOTHING)
                c.why = a->x->why;
        r->n_prepared = 0;
        /* its key may have been used before: then the first answer counts, otherwise why it could not be prepared */
        if (!r->key || c.why.kind != WHY_REFUSED || !journal_submit(a->journal, a->x->mem, r, out))
                *out = (struct answer){ .why = c.why };
        why_clear(&a->x->why);
        return out->why.kind == WHY_NOTHING;
}
