/* cli_statute.c - `mingjing statute import`: statutes as Markdown, one file or folders of them.  What is wrong with a file is said with its line and
 * the rest goes in; what is there already stays as it is.  Many requests are on their way at once, so that the journal commits them in groups. */
#include "base/file.h"
#include "cli/acting.h"
#include "cli/site.h"
#include "db/db.h"
#include "org/org.h"
#include "statute/statute.h"
#include "statute/statute_date.h"
#include "statute/statute_text.h"
#include <errno.h>
#include <fts.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BATCH 96                /* requests on their way at once */
#define DEPTH_MAX 16

struct coming { struct arena *mem; const char *path; bool known; struct request r; struct answer a; bool posted; int line; struct why why; };
struct statutes_in {
        struct cli *x;
        struct acting acting;
        const char *source, *as;
        struct instant at;
        bool test_clock, correct;
        char **paths; size_t n, room;
        const char **known; size_t n_known;     /* digests, sorted */
        int64_t taken, already, refused, failed, noted;
        pthread_mutex_t lock;
        pthread_cond_t some;
        size_t waiting;
};

/* ---- which files ---- */

static void path_put(struct statutes_in *m, const char *path)
{
        if (m->n == m->room) {
                m->paths = arena_grow(m->x->mem, m->paths, m->n * sizeof *m->paths, (2 * m->room + 64) * sizeof *m->paths);
                m->room = 2 * m->room + 64;
        }
        m->paths[m->n++] = text_copy(m->x->mem, path);
}

static bool is_markdown(const char *name)
{
        size_t n = strlen(name);

        return n > 3 && !strcmp(name + n - 3, ".md");
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

/* Links are not followed: what a folder holds is what lies in it. */
static bool folder_walk(struct statutes_in *m, const char *dir)
{
        FTS *f = fts_open((char *const[]){ (char *)dir, NULL }, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
        FTSENT *e;
        bool ok = f != NULL;

        while (ok && (errno = 0, e = fts_read(f))) {
                if (e->fts_info == FTS_D && (e->fts_level > DEPTH_MAX || (e->fts_level > 0 && *e->fts_name == '.')))
                        fts_set(f, e, FTS_SKIP);
                else if (e->fts_info == FTS_F && is_markdown(e->fts_name))
                        path_put(m, e->fts_path);
                else if (e->fts_info == FTS_ERR || e->fts_info == FTS_DNR)
                        ok = false;
        }
        if (!ok || errno)
                fail(&m->x->why, "%s：%s", dir, strerror(errno));
        if (f)
                fts_close(f);
        return m->x->why.kind == WHY_NOTHING;
}

static bool word_take(struct statutes_in *m, const char *word)
{
        struct stat s;

        if (stat(word, &s))
                return fail(&m->x->why, "%s：%s", word, strerror(errno));
        if (S_ISDIR(s.st_mode))
                return folder_walk(m, word);
        if (!S_ISREG(s.st_mode))
                return fail(&m->x->why, "%s：不是文件，也不是文件夹", word);
        path_put(m, word);
        return true;
}

/* ---- one batch ---- */

static int by_text(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void came(void *to, const struct answer *a)
{
        struct statutes_in *m = to;

        (void)a;
        pthread_mutex_lock(&m->lock);
        m->waiting--;
        pthread_cond_signal(&m->some);
        pthread_mutex_unlock(&m->lock);
}

static void notes_tell(struct statutes_in *m, const char *path, const struct statute_text *t)
{
        for (size_t i = 0; i < t->n_notes; i++)
                printf("提示\t%s:%d\t%s\n", path, t->notes[i].line, t->notes[i].text);
        m->noted += t->n_notes > 0;
}

/* Read and cut here, so that what is wrong can be said with its line, and what is there is not sent. */
static bool read_one(struct statutes_in *m, struct coming *k)
{
        struct arena *mem = k->mem;
        struct pair *pairs = TAKE_N(mem, struct pair, 4);
        struct bytes b;
        struct statute_text t;
        struct stat s;
        const char *clean, *digest;

        if (stat(k->path, &s) || (size_t)s.st_size > STATUTE_BYTES_MAX) {
                k->line = 1;
                return refuse(&k->why, R_STATUTE_TEXT, "text", "%lld 字节，最多 %zu 字节", (long long)s.st_size, STATUTE_BYTES_MAX);
        }
        if (!file_bytes(m->x, mem, k->path, &b)) {
                k->why = m->x->why;
                why_clear(&m->x->why);
                return false;
        }
        if (!statute_read(&k->why, mem, (const char *)b.p, b.n, statute_day_named(k->path), &t, &k->line))
                return false;
        notes_tell(m, k->path, &t);
        clean = statute_clean(mem, (const char *)b.p, b.n);
        digest = statute_digest(mem, clean);
        k->known = m->n_known && bsearch(&digest, m->known, m->n_known, sizeof *m->known, by_text);
        k->r.pairs = pairs;
        pairs[k->r.n++] = (struct pair){ "text", clean };
        if (m->source)
                pairs[k->r.n++] = (struct pair){ "source", m->source };
        if (day_is(statute_day_named(k->path)))
                pairs[k->r.n++] = (struct pair){ "promulgated_on", day_text(mem, statute_day_named(k->path)) };
        if (m->correct)
                pairs[k->r.n++] = (struct pair){ "correct", "true" };
        return true;
}

/* who: a reader's, loaded once for all.  From here to the answer nobody but the journal touches the file's memory. */
static void post_one(struct statutes_in *m, const struct ctx *who, struct coming *k)
{
        struct ctx c = *who;

        c.mem = c.why.mem = k->mem;
        k->r.verb = "statute.import";
        k->r.subject = SUBJECT_NEW;
        k->r.login = m->as;
        k->r.expected = -1;
        k->r.at = m->test_clock ? m->at : (struct instant){ 0 };
        k->r.test_clock = m->test_clock;
        if (!request_prepare(&c, &k->r)) {
                k->why = c.why;
                return;
        }
        pthread_mutex_lock(&m->lock);
        m->waiting++;
        pthread_mutex_unlock(&m->lock);
        k->posted = true;
        journal_post(m->acting.journal, k->mem, &k->r, &k->a, came, m);
}

static void tell(struct statutes_in *m, struct coming *k)
{
        struct why *w = k->posted ? &k->a.why : &k->why;

        w->mem = k->mem;
        if (k->known || (w->kind == WHY_REFUSED && w->code == R_STATUTE_SAME && text_same(w->field, "digest"))) {
                m->already++;
                return;
        }
        if (w->kind == WHY_NOTHING) {
                m->taken++;
                return;
        }
        *(w->kind == WHY_REFUSED ? &m->refused : &m->failed) += 1;
        printf("%s\t%s:%d\t%s\n", w->kind == WHY_REFUSED ? "不收" : "失败", k->path, k->line, why_sentence(w));
}

static void wait_for_all(struct statutes_in *m)
{
        pthread_mutex_lock(&m->lock);
        while (m->waiting)
                pthread_cond_wait(&m->some, &m->lock);
        pthread_mutex_unlock(&m->lock);
}

static void batch(struct statutes_in *m, const struct ctx *who, size_t from, size_t to)
{
        struct coming *at = memory_take((to - from) * sizeof *at);

        for (size_t i = 0; i < to - from; i++) {
                struct arena *mem = arena_new();

                at[i] = (struct coming){ .mem = mem, .path = m->paths[from + i], .why = { .mem = mem }, .a = { .why = { .mem = mem } } };
                if (read_one(m, &at[i]) && !at[i].known)
                        post_one(m, who, &at[i]);
        }
        wait_for_all(m);
        for (size_t i = 0; i < to - from; i++) {
                tell(m, &at[i]);
                arena_free(at[i].mem);
        }
        memory_free(at);
        fflush(stdout);
}

static bool all_in(struct statutes_in *m)
{
        struct ctx c = { .mem = m->x->mem, .why = { .mem = m->x->mem }, .now = m->at, .test_clock = m->test_clock };
        bool ok = journal_found(m->acting.journal, m->test_clock ? m->at : (struct instant){ 0 }, m->test_clock, &c.why) &&
                  (c.db = db_open(m->x->url, DB_READ, &c.why)) && who_load(&c, m->as) && access_may_use(&c, command_find("statute.import")->roles) &&
                  statute_digests(&c, &m->known, &m->n_known);

        for (size_t i = 0; ok && i < m->n; i += BATCH)
                batch(m, &c, i, i + BATCH < m->n ? i + BATCH : m->n);
        if (!ok)
                m->x->why = c.why;
        db_close(c.db);
        return ok;
}

static bool outcome(struct statutes_in *m)
{
        fprintf(stderr, "收入 %lld，已有 %lld，不收 %lld，没有成功 %lld（有提示的 %lld）\n", (long long)m->taken, (long long)m->already, (long long)m->refused,
                (long long)m->failed, (long long)m->noted);
        if (m->failed)
                return fail(&m->x->why, "%lld 个文件没有成功", (long long)m->failed);
        return !m->refused || refuse(&m->x->why, R_STATUTE_TEXT, NULL, "%lld 个文件没有收，原因见各行", (long long)m->refused);
}

bool sub_statute(struct cli *x)
{
        struct statutes_in m = { .x = x, .as = cli_option(x, "as"), .source = cli_option(x, "source"), .correct = cli_flag(x, "correct"), .at = moment_now(),
                                 .lock = PTHREAD_MUTEX_INITIALIZER, .some = PTHREAD_COND_INITIALIZER };
        bool ok;

        if (x->n_words < 2 || strcmp(x->words[0], "import"))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        m.test_clock = cli_option(x, "now") != NULL;
        if (!cli_url(x) || !cli_instant(x, "now", &m.at))
                return false;
        for (size_t i = 1; i < x->n_words; i++)
                if (!word_take(&m, x->words[i]))
                        return false;
        ok = acting_open(x, x->url, NULL, &m.acting) && all_in(&m);
        acting_close(&m.acting);
        return ok && outcome(&m);
}
