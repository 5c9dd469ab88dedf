/* synth.c - long logs, quickly: a site is made and a few acts are done through the real commands; then copies of these acts, each with
 * its own number, time and salts, are hashed, put into the tree and applied to the tables, thousands in a transaction.
 *
 *   synth URL PACKDIR --acts N [--leaves M] [--fields 8]
 *
 * --acts:   how many acts the log has in the end.  Nine in ten are evidence.add with exactly --fields fields, the others source.register.
 *           journal verify accepts such a log and rebuild --check finds the tables as they should be.
 * --leaves: puts the tree at M leaves first, with tiles only and no acts behind them; the newest acts are real again, so that the log
 *           can be opened and appended to, but it can no longer be verified from its first act.
 */
#include "bench.h"
#include "base/hash.h"
#include "journal/head.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GROUP 20000
#define KEPT 256                /* real acts after the bare leaves: the unfinished tile is read back from them */
#define CASES_MAX 1000

QUERY(synth_insert, "INSERT INTO journal_act (seq, at, verb, noun, subject, body, fields) VALUES ($1, $2, $3, $4, $5, $6, $7)");

struct synth {
        struct bench b;
        struct act source, evidence;    /* what is copied */
        struct head head;
        int64_t cases[CASES_MAX];       /* newest cases, in a ring */
        size_t n_cases;
        uint64_t salt;
        struct arena *mem;              /* emptied after every act */
};

static uint64_t mix(uint64_t *state)
{
        uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

        z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
        return z ^ z >> 31;
}

/* ---- the acts that are copied ---- */

/* Leaves out what the tables do not need, until n fields are left. */
static void fields_cut(struct act *a, size_t n)
{
        static const char *const spare[] = { "actor_name", "role", "agency", "evidence_title", "origin", "proves", "evidence_kind" };
        struct field *f = (struct field *)(uintptr_t)a->fields;

        for (size_t s = 0; s < sizeof spare / sizeof *spare && a->n > n; s++)
                for (size_t i = 0; i < a->n; i++)
                        if (!strcmp(f[i].name, spare[s])) {
                                memmove(&f[i], &f[i + 1], (a->n - i - 1) * sizeof *f);
                                a->n--;
                                break;
                        }
        must(a->n == n);
}

static void templates_make(struct synth *s, size_t fields)
{
        struct ctx c = { .mem = s->b.mem, .why = { .mem = s->b.mem }, .db = s->b.db };
        int64_t subject, evidence;

        bench_person(&s->b, "officer1", "甲某", "officer,team_leader", "", "川演00001");
        subject = bench_source(&s->b, s->b.mem, "officer1", 0);
        evidence = bench_evidence(&s->b, s->b.mem, "officer1", subject).seq;
        if (!act_load(&c, subject, &s->source) || !act_load(&c, evidence, &s->evidence))
                give_up("template", &c.why);
        fields_cut(&s->evidence, fields);
        s->cases[s->n_cases++] = subject;
}

/* ---- one more act ---- */

static struct act copy_make(struct synth *s)
{
        bool source = s->head.size % 10 == 0;
        struct act a = source ? s->source : s->evidence;
        struct field *f = TAKE_N(s->mem, struct field, a.n);

        memcpy(f, a.fields, a.n * sizeof *f);
        for (size_t i = 0; i < a.n; i++)
                for (size_t k = 0; k < SALT_SIZE; k += sizeof (uint64_t)) {
                        uint64_t x = mix(&s->salt);

                        memcpy(f[i].salt + k, &x, sizeof x);
                }
        a.fields = f;
        a.seq = s->head.size;
        a.at.ms = s->head.at.ms + (a.seq % 1000 == 0);  /* a million are a second: none lies ahead of the clock of who appends next */
        a.subject.id = source ? a.seq : s->cases[mix(&s->salt) % s->n_cases];
        return a;
}

static void case_note(struct synth *s, int64_t id)
{
        if (s->n_cases < CASES_MAX)
                s->cases[s->n_cases++] = id;
        else
                s->cases[mix(&s->salt) % CASES_MAX] = id;
}

static bool act_append(struct synth *s, struct db_write *w)
{
        struct act a = copy_make(s);
        const char *body = act_text_bytes(s->mem, s->b.site.hash, s->b.site.origin, &a);
        struct bytes packed = act_fields_pack(s->mem, &a);
        struct hash leaf = merkle_leaf(s->b.site.hash, body, strlen(body));

        if (!db_run(w, &synth_insert, ARGS(I(a.seq), T(instant_text(s->mem, a.at)), T(a.verb), T(a.subject.noun), I(a.subject.id), T(body),
                                           B(packed.p, packed.n))) ||
            !head_add(&s->head, w, &leaf) || !command_find(a.verb)->apply(w, &a) || !noun_apply(w, a.subject.noun, &a))
                return false;
        s->head.at = a.at;
        if (a.subject.id == a.seq)
                case_note(s, a.seq);
        return true;
}

static bool leaf_append(struct synth *s, struct db_write *w)
{
        struct hash leaf;

        for (size_t k = 0; k < sizeof leaf.b; k += sizeof (uint64_t)) {
                uint64_t x = mix(&s->salt);

                memcpy(leaf.b + k, &x, sizeof x);
        }
        return head_add(&s->head, w, &leaf);
}

/* Appends until the log has `size` acts. */
static void grow(struct synth *s, struct db *db, int64_t size, bool (*append)(struct synth *, struct db_write *))
{
        while (s->head.size < size) {
                struct db_write *w = db_begin(db, &s->b.why);
                bool ok = w != NULL;

                for (int i = 0; i < GROUP && s->head.size < size && ok; i++) {
                        arena_reset(s->mem);
                        ok = append(s, w);
                }
                if (!w || !db_end(w, ok) || !ok)
                        give_up("append", &s->b.why);
                db_idle(db);
        }
}

int main(int argc, char **argv)
{
        static struct synth s;
        int64_t acts = option_number(argc, argv, "--acts", 100000), leaves = option_number(argc, argv, "--leaves", 0);
        double t = wall_seconds();
        struct db *db;

        must(argc >= 3);
        bench_open(&s.b, argv[1], argv[2]);
        templates_make(&s, (size_t)option_number(argc, argv, "--fields", 8));
        journal_close(s.b.j);
        s.b.j = NULL;
        s.mem = arena_new();
        db = db_open(argv[1], DB_WRITE, &s.b.why);
        if (!db || !head_load(db, &s.b.why, s.b.site.hash, &s.head))
                give_up(argv[1], &s.b.why);
        if (leaves)
                grow(&s, db, leaves - KEPT, leaf_append);
        grow(&s, db, leaves ? leaves : acts, act_append);
        db_close(db);
        arena_free(s.mem);
        figure("acts", "%lld", (long long)s.head.size);
        figure("made_per_second", "%.0f", (double)s.head.size / (wall_seconds() - t));
        bench_close(&s.b);
        return 0;
}
