/* forge.c - what a forger with every right on the database and the program's own source would write, so that the tests can show how
 * far that gets him.  Links the program's own code, as he would.  Never part of the program.
 *
 *   forge URL fields SEQ NAME VALUE      the stored value only          forge URL body SEQ NAME VALUE      the act text only
 *   forge URL both SEQ NAME VALUE        value and act text, agreeing   forge URL salt SEQ NAME            a bit of one salt
 *   forge URL erase SEQ NAME             a value, as law would erase it
 *   forge URL at SEQ TIME                act text, column and all       forge URL renumber FROM            closes a gap: text and column
 *   forge URL swap A B                   two acts change places         forge URL insert SEQ               a copy of SEQ, behind the last
 *   forge URL retree                     all tiles anew                 forge URL tile LEVEL N             a bit of one tile
 *   forge URL note FILE                  puts a checkpoint kept elsewhere back in its place
 *   forge URL grow N TIME                N lawful acts, in groups
 */
#include "cli/acting.h"
#include "cli/bind.h"
#include "db/db.h"
#include "journal/head.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

SCRATCH_QUERY(row_get, "SELECT seq, at, verb, noun, subject, fields FROM journal_act WHERE seq = $1");
SCRATCH_QUERY(rows_from, "SELECT seq FROM journal_act WHERE seq >= $1 ORDER BY seq");
SCRATCH_QUERY(newest_get, "SELECT seq FROM journal_act ORDER BY seq DESC LIMIT 1");
SCRATCH_QUERY(row_put, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SCRATCH_QUERY(row_drop, "DELETE FROM journal_act WHERE seq = $1");
SCRATCH_QUERY(fields_set, "UPDATE journal_act SET fields = $2 WHERE seq = $1");
SCRATCH_QUERY(body_set, "UPDATE journal_act SET body = $2 WHERE seq = $1");
SCRATCH_QUERY(bodies, "SELECT body FROM journal_act ORDER BY seq");
SCRATCH_QUERY(tiles_drop, "DELETE FROM journal_tile WHERE level >= $1");
SCRATCH_QUERY(tile_bytes, "SELECT hashes FROM journal_tile WHERE level = $1 AND n = $2");
SCRATCH_QUERY(note_drop, "DELETE FROM journal_checkpoint WHERE size = $1");
SCRATCH_QUERY(note_put, "INSERT INTO journal_checkpoint (size, note, at) VALUES ($1, $2, '')");
SCRATCH_QUERY(tile_set, "UPDATE journal_tile SET hashes = $3 WHERE level = $1 AND n = $2");

bool journal__act_row(struct arena *mem, const struct rows *r, struct act *out);

static struct arena *mem;
static struct why why;
static struct db *db;
static struct db_write *out;
static struct site site;

_Noreturn static void stop(const char *what)
{
        fprintf(stderr, "forge: %s: %s\n", what, why.detail ? why.detail : "");
        exit(1);
}

static int64_t number(const char *s)
{
        int64_t n;

        if (!text_int(s, 0, INT64_MAX, &n))
                stop(s);
        return n;
}

static struct act act_of(int64_t seq)
{
        struct rows r = db_ask(db, &why, &row_get, ARGS(I(seq)));
        struct act a;
        bool found = db_next(&r) && journal__act_row(mem, &r, &a);

        if (!db_done(&r) || !found)
                stop("no such act");
        return a;
}

static void write_body(const struct act *a)
{
        if (!db_run(out, &body_set, ARGS(I(a->seq), T(act_text_bytes(mem, site.hash, site.origin, a)))))
                stop("body");
}

static void write_fields(const struct act *a)
{
        struct bytes b = act_fields_pack(mem, a);

        if (!db_run(out, &fields_set, ARGS(I(a->seq), B(b.p, b.n))))
                stop("fields");
}

static void write_whole(const struct act *a)
{
        struct bytes b = act_fields_pack(mem, a);

        if (!db_run(out, &row_drop, ARGS(I(a->seq))) ||
            !db_run(out, &row_put, ARGS(I(a->seq), T(instant_text(mem, a->at)), T(a->verb), T(a->subject.noun), I(a->subject.id),
                                        T(act_text_bytes(mem, site.hash, site.origin, a)), B(b.p, b.n))))
                stop("row");
}

static struct field *field_of(const struct act *a, const char *name)
{
        for (size_t i = 0; i < a->n; i++)
                if (!strcmp(a->fields[i].name, name))
                        return (struct field *)&a->fields[i];
        stop(name);
}

/* ---- the forgeries ---- */

static void forge_value(char **w, bool body, bool fields)
{
        struct act a = act_of(number(w[0]));

        field_of(&a, w[1])->value = w[2];
        if (body)
                write_body(&a);
        if (fields)
                write_fields(&a);
}

static void forge_fields(char **w) { forge_value(w, false, true); }
static void forge_body(char **w) { forge_value(w, true, false); }
static void forge_both(char **w) { forge_value(w, true, true); }

static void forge_erase(char **w)
{
        struct act a = act_of(number(w[0]));

        field_of(&a, w[1])->value = NULL;
        write_fields(&a);
}

static void forge_salt(char **w)
{
        struct act a = act_of(number(w[0]));

        field_of(&a, w[1])->salt[0] ^= 1;
        write_fields(&a);
}

static void forge_at(char **w)
{
        struct act a = act_of(number(w[0]));

        if (!instant_parse_local(w[1], &a.at))
                stop(w[1]);
        write_whole(&a);
}

static void forge_swap(char **w)
{
        struct act a = act_of(number(w[0])), b = act_of(number(w[1]));
        int64_t seq = a.seq;
        struct instant at = a.at;

        a.seq = b.seq, a.at = b.at;
        b.seq = seq, b.at = at;
        write_whole(&a);
        write_whole(&b);
}

/* The act behind a gap moves up, and so do all that follow. */
static void forge_renumber(char **w)
{
        struct rows r = db_ask(db, &why, &rows_from, ARGS(I(number(w[0]))));
        int64_t seqs[4096], n = 0;

        while (db_next(&r) && n < 4096)
                seqs[n++] = db_int(&r, 0);
        if (!db_done(&r))
                stop("rows");
        for (int64_t i = 0; i < n; i++) {
                struct act a = act_of(seqs[i]);

                if (!db_run(out, &row_drop, ARGS(I(a.seq))))
                        stop("drop");
                a.seq = number(w[0]) + i;
                write_whole(&a);
        }
}

static void forge_insert(char **w)
{
        struct act a = act_of(number(w[0]));
        int64_t newest = 0;
        struct act last;

        if (!db_one_int(db, &why, &newest_get, ARGS(), 0, &newest))
                stop("newest");
        last = act_of(newest);
        a.seq = newest + 1;
        a.at = last.at;
        if (a.subject.id == number(w[0]))
                a.subject.id = a.seq;
        write_whole(&a);
}

static void forge_retree(char **w)
{
        struct head *h = TAKE(mem, struct head);
        struct rows r;

        (void)w;
        h->hash = site.hash;
        if (!db_run(out, &tiles_drop, ARGS(I(0))))
                stop("tiles");
        r = db_ask(db, &why, &bodies, ARGS());
        while (db_next(&r)) {
                struct hash leaf = merkle_leaf(site.hash, db_text(&r, 0), strlen(db_text(&r, 0)));

                if (!head_add(h, out, &leaf))
                        stop("head");
        }
        if (!db_done(&r))
                stop("bodies");
}

static void forge_tile(char **w)
{
        struct rows r = db_ask(db, &why, &tile_bytes, ARGS(I(number(w[0])), I(number(w[1]))));
        uint8_t *p = NULL;
        size_t n = 0;

        if (db_next(&r)) {
                n = db_bytes(&r, 0).n;
                p = arena_copy(mem, db_bytes(&r, 0).p, n);
        }
        if (!db_done(&r) || !p)
                stop("no such tile");
        p[0] ^= 1;
        if (!db_run(out, &tile_set, ARGS(I(number(w[0])), I(number(w[1])), B(p, n))))
                stop("tile");
}

/* What an auditor does on a copy: the second line of a checkpoint is its size. */
static void forge_note(char **w)
{
        char note[8192] = "", *line;
        FILE *f = fopen(w[0], "r");
        size_t n = f ? fread(note, 1, sizeof note - 1, f) : 0;
        int64_t size;

        if (f)
                fclose(f);
        line = n ? strchr(note, '\n') : NULL;
        if (!line)
                stop(w[0]);
        size = number(text_copy_n(mem, line + 1, strcspn(line + 1, "\n")));
        if (!db_run(out, &note_drop, ARGS(I(size))) || !db_run(out, &note_put, ARGS(I(size), T(note))))
                stop("note");
}

/* ---- lawful growth ---- */

struct tally { pthread_mutex_t lock; pthread_cond_t changed; int64_t open, bad; };

static void counted(void *to, const struct answer *a)
{
        struct tally *t = to;

        pthread_mutex_lock(&t->lock);
        t->open--;
        t->bad += a->why.kind != WHY_NOTHING;
        if (a->why.kind != WHY_NOTHING && t->bad == 1)
                fprintf(stderr, "forge: %s\n", a->why.detail ? a->why.detail : refusal_of(a->why.code)->what);
        pthread_cond_signal(&t->changed);
        pthread_mutex_unlock(&t->lock);
}

static void grow(const char *url, int64_t n, const char *when)
{
        static const struct pair pairs[] = { { "channel", "hotline" }, { "place", "蓬莱镇" }, { "source_facts", "巡查" } };
        struct cli x = { .mem = mem, .why = { .mem = mem } };
        struct tally t = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER, .open = n };
        struct instant at;
        struct acting a;

        if (!instant_parse_local(when, &at) || !acting_open(&x, url, NULL, &a))
                stop(x.why.detail ? x.why.detail : "no site to grow");
        for (int64_t i = 0; i < n; i++) {
                struct arena *own = arena_new();        /* lives to the end: this tool ends soon */
                struct request *r = TAKE(own, struct request);

                *r = (struct request){ .verb = "source.register", .subject = SUBJECT_NEW, .pairs = pairs, .n = 3, .login = "li",
                                       .expected = -1, .at = at, .test_clock = true };
                journal_post(a.journal, own, r, TAKE(own, struct answer), counted, &t);
        }
        pthread_mutex_lock(&t.lock);
        while (t.open)
                pthread_cond_wait(&t.changed, &t.lock);
        pthread_mutex_unlock(&t.lock);
        acting_close(&a);
        if (t.bad)
                exit(1);
}

int main(int argc, char **argv)
{
        static const struct { const char *name; int words; void (*run)(char **w); } forgeries[] = {
                { "fields", 3, forge_fields }, { "body", 3, forge_body }, { "both", 3, forge_both }, { "salt", 2, forge_salt }, { "erase", 2, forge_erase },
                { "at", 2, forge_at }, { "swap", 2, forge_swap }, { "renumber", 1, forge_renumber }, { "insert", 1, forge_insert },
                { "retree", 0, forge_retree }, { "tile", 2, forge_tile }, { "note", 1, forge_note },
        };

        mem = arena_new();
        why.mem = mem;
        bind_all();
        if (argc == 5 && !strcmp(argv[2], "grow"))
                return grow(argv[1], number(argv[3]), argv[4]), 0;
        if (argc < 3 || !(db = db_open(argv[1], DB_WRITE, &why)) || !site_load(db, mem, &site, &why) || !(out = db_begin(db, &why)))
                stop("cannot open");
        db = db_reader(out);
        for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++)
                if (!strcmp(argv[2], forgeries[i].name) && argc == 3 + forgeries[i].words) {
                        forgeries[i].run(argv + 3);
                        return db_end(out, true) ? 0 : (stop("commit"), 1);
                }
        stop("see the top of forge.c");
}
