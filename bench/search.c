/* search.c - a million published records, and how long it takes to find the newest that hold some words.
 *
 *   search make URL PACKDIR --records N    a site, its records written by the apply function itself, thousands in a transaction
 *   search tidy URL                        what the writer does when nobody asks for anything: merges the index's segments (make ends with it)
 *   search ask URL [--queries N]           one connection, one query after the other; p50 and p99 of each kind, counting included
 *
 * Texts are of 200 to 300 characters, of 30,000 words under Zipf's law, the commonest of them the law's own.  What is asked for is drawn from
 * the same words over all of their ranks, from what stands in every fourth record to what stands in none but one.
 */
#include "bench.h"
#include "publicity/index.h"
#include "publicity/publicity.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GROUP 5000
#define WORDS 30000
#define AGENCIES 20
#define DAYS 2500               /* over which the decisions spread */

apply_fn publicity_apply_release;

static uint64_t mix(uint64_t *state)
{
        uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

        z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
        return z ^ z >> 31;
}

/* ---- words ---- */

static char words[WORDS][16];
static double up_to[WORDS];             /* cumulated 1 / rank */

static size_t put_char(char *to, uint32_t c)
{
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
}

static void words_make(void)
{
        static const char *const common[] = { "处罚", "当事人", "行政", "规定", "违法", "行为", "建筑", "垃圾", "现场", "检查", "执法", "责令", "改正", "倾倒",
                                              "占道", "经营", "听证", "罚款", "证据", "笔录", "许可", "施工", "运输", "车辆", "道路", "消防", "安全", "食品" };
        uint64_t seed = 5;
        double sum = 0;

        for (int i = 0; i < WORDS; i++) {
                size_t n = 0;

                for (uint64_t chars = 2 + (mix(&seed) % 10 > 6) + (mix(&seed) % 10 > 8); chars; chars--)
                        n += put_char(words[i] + n, 0x4E00 + (uint32_t)(pow((double)(mix(&seed) % 100000) / 100000, 2) * 6000));
                if (i < (int)(sizeof common / sizeof *common))
                        snprintf(words[i], sizeof words[i], "%s", common[i]);
                sum += 1.0 / (i + 4);
                up_to[i] = sum;
        }
}

static const char *word_drawn(uint64_t *seed)
{
        double at = (double)(mix(seed) >> 11) / 9007199254740992.0 * up_to[WORDS - 1];
        int low = 0, high = WORDS - 1;

        while (low < high) {
                int middle = (low + high) / 2;

                if (up_to[middle] < at)
                        low = middle + 1;
                else
                        high = middle;
        }
        return words[low];
}

/* A word of any rank, common and rare alike. */
static const char *word_asked(uint64_t *seed)
{
        return words[(int)pow(WORDS, (double)(mix(seed) % 10000) / 10000) - 1];
}

/* ---- records: record i is always the same ---- */

static const char *text_of(struct arena *mem, int64_t i, int chars)
{
        uint64_t seed = (uint64_t)i * 77 + 1;
        struct buffer b = { .mem = mem };

        while (b.n < (size_t)chars * 3) {
                buffer_text(&b, word_drawn(&seed));
                buffer_text(&b, mix(&seed) % 9 ? "" : "，");
        }
        return buffer_done(&b);
}

static struct day day_of_record(int64_t i, int64_t n)
{
        return (struct day){ day_make(2020, 1, 1).n + i * DAYS / n };
}

#define PUT(key, text) f[k++] = (struct field){ .name = "public." key, .value = (text) }

static bool record_write(struct db_write *w, struct arena *mem, int64_t i, int64_t n)
{
        uint64_t seed = (uint64_t)i;
        struct field f[24];
        const char *day = day_text(mem, day_of_record(i, n));
        bool permit = mix(&seed) % 8 == 0;
        struct act a = { .seq = i + 1000, .verb = "publish.release", .subject = { "case", i + 1000 }, .fields = f };
        size_t k = 0;

        PUT("kind", permit ? "permit" : "penalty");
        PUT("procedure", "普通程序");
        PUT("agency", text_make(mem, "a%d", (int)(mix(&seed) % AGENCIES)));
        PUT("agency_name", "某县综合行政执法局");
        PUT("number", text_make(mem, "示综执罚决〔%.4s〕%lld号", day, (long long)i));
        PUT("title", text_make(mem, "%s%s%s案", word_drawn(&seed), word_drawn(&seed), word_drawn(&seed)));
        PUT("party", text_make(mem, "%s%s有限公司", word_drawn(&seed), word_drawn(&seed)));
        PUT("cause", text_make(mem, "%s%s", word_drawn(&seed), word_drawn(&seed)));
        PUT("facts", text_of(mem, i, 200));
        PUT("basis", "《中华人民共和国固体废物污染环境防治法》第一百一十一条第一款");
        PUT("result", "罚款 180,000.00 元，责令改正");
        PUT("fine", text_make(mem, "%lld", (long long)(mix(&seed) % 50000000)));
        PUT("text", f[8].value);
        PUT("decided_on", day);
        PUT("released_on", day);
        PUT("decide_seq", f[11].value);
        PUT("prepare_seq", "1");
        a.n = k;
        return publicity_apply_release(w, &a);
}

static void sql_run(struct db *db, struct why *why, const char *sql)
{
        struct db_write *w = db_begin(db, why);
        bool ok = w && db_script(w, sql);

        if (!w || !db_end(w, ok) || !ok)
                give_up(sql, why);
}

/* Pieces, each in a transaction of its own, until nothing is left to merge. */
static void tidy(struct db *db, struct why *why)
{
        bool more = true;

        while (more) {
                struct db_write *w = db_begin(db, why);
                bool ok = w != NULL;

                for (int i = 0; i < 100 && ok && more; i++)
                        ok = index_tidy(w, &more);
                if (!w || !db_end(w, ok) || !ok)
                        give_up("tidy", why);
                db_idle(db);
        }
}

static void make(struct bench *b, int64_t n)
{
        struct db *db = db_open(b->url, DB_WRITE, &b->why);
        struct arena *mem = arena_new();
        double t = wall_seconds();

        if (!db)
                give_up(b->url, &b->why);
        if (db_is_postgres(db)) /* sorted at once, as any bulk load does */
                sql_run(db, &b->why, "DROP INDEX pub_index_tokens");
        else                    /* segments of 5,000 records and not of a hundred, of which fewer must be merged */
                sql_run(db, &b->why, "INSERT INTO pub_index (pub_index, rank) VALUES ('hashsize', 67108864)");
        for (int64_t i = 0; i < n;) {
                struct db_write *w = db_begin(db, &b->why);
                bool ok = w != NULL;

                for (int k = 0; k < GROUP && i < n && ok; k++) {
                        arena_reset(mem);
                        ok = record_write(w, mem, i++, n);
                }
                if (!w || !db_end(w, ok) || !ok)
                        give_up("records", &b->why);
                db_idle(db);
        }
        if (!db_is_postgres(db))
                sql_run(db, &b->why, "INSERT INTO pub_index (pub_index, rank) VALUES ('hashsize', 1048576)");
        else {
                sql_run(db, &b->why, "SET LOCAL maintenance_work_mem = '512MB'; CREATE INDEX pub_index_tokens ON pub_index USING GIN (tokens)"
                        " WITH (fastupdate = off); ANALYZE pub_record; ANALYZE pub_index");
        }
        tidy(db, &b->why);
        figure("records_per_second", "%.0f", (double)n / (wall_seconds() - t));
        arena_free(mem);
        db_close(db);
}

/* ---- asking ---- */

static double own_seconds(void)         /* of this thread: what a search costs, whoever else wants the machine */
{
        struct timespec t;

        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
        const double *x = a, *y = b;

        return (*x > *y) - (*x < *y);
}

struct kind { const char *name; struct publication_wish (*wish)(struct arena *mem, uint64_t *seed); };

static struct publication_wish wish_words(const char *words_asked)
{
        return (struct publication_wish){ .words = words_asked, .from = DAY_NONE, .to = DAY_NONE, .limit = 20 };
}

static struct publication_wish newest(struct arena *mem, uint64_t *seed)
{
        (void)mem;
        (void)seed;
        return wish_words("");
}

static struct publication_wish one_word(struct arena *mem, uint64_t *seed)
{
        return wish_words(text_copy(mem, word_asked(seed)));
}

static struct publication_wish one_character(struct arena *mem, uint64_t *seed)
{
        return wish_words(text_copy_n(mem, word_asked(seed), 3));
}

/* Four to eight characters as they stand somewhere in a text. */
static struct publication_wish phrase(struct arena *mem, uint64_t *seed)
{
        const char *text = text_of(mem, (int64_t)(mix(seed) % 100000), 200);
        size_t chars = utf8_length(text), from = mix(seed) % (chars - 10), n = 4 + mix(seed) % 5;
        const char *start = text, *end;

        for (; from; from--)
                utf8_next(&start);
        for (end = start; n; n--)
                utf8_next(&end);
        return wish_words(text_make(mem, "“%s”", text_copy_n(mem, start, (size_t)(end - start))));
}

static struct publication_wish two_words(struct arena *mem, uint64_t *seed)
{
        return wish_words(text_make(mem, "%s %s", word_asked(seed), word_asked(seed)));
}

static struct publication_wish without(struct arena *mem, uint64_t *seed)
{
        return wish_words(text_make(mem, "%s -%s", word_asked(seed), word_asked(seed)));
}

static struct publication_wish filtered(struct arena *mem, uint64_t *seed)
{
        struct publication_wish w = one_word(mem, seed);

        w.agency = text_make(mem, "a%d", (int)(mix(seed) % AGENCIES));
        w.kind = mix(seed) % 2 ? "penalty" : "permit";
        w.from = (struct day){ day_make(2020, 1, 1).n + (int64_t)(mix(seed) % (DAYS - 90)) };
        w.to = (struct day){ w.from.n + 30 + (int64_t)(mix(seed) % 60) };
        return w;
}

static struct publication_wish amount(struct arena *mem, uint64_t *seed)
{
        struct publication_wish w = one_word(mem, seed);

        w.fine_from = (int64_t)(mix(seed) % 40000000);
        w.fine_to = w.fine_from + 5000000;
        return w;
}

static struct publication_wish number(struct arena *mem, uint64_t *seed)
{
        struct publication_wish w = wish_words("");

        w.number = text_make(mem, "(2023)%d号", (int)(mix(seed) % 400000 + 400000));
        return w;
}

static const struct kind kinds[] = {
        { "newest", newest }, { "word", one_word }, { "character", one_character }, { "phrase", phrase }, { "and", two_words }, { "without", without },
        { "filtered", filtered }, { "amount", amount }, { "number", number },
};

static void ask(struct bench *b, long queries)
{
        struct ctx c = { .mem = arena_new(), .why = { .mem = b->mem }, .db = db_open(b->url, DB_READ, &b->why) };
        double *ms = TAKE_N(b->mem, double, queries), *own = TAKE_N(b->mem, double, queries);

        if (c.db && !index_common_look(&c))     /* as serve's job does */
                give_up("words", &c.why);
        for (size_t k = 0; c.db && k < sizeof kinds / sizeof *kinds; k++) {
                uint64_t seed = 17;
                int64_t found = 0, slow = 0;
                const char *slowest = "";

                for (long i = -queries / 10; i < queries; i++) {        /* the first tenth only warms */
                        struct publication_wish w = kinds[k].wish(c.mem, &seed);
                        struct publications l;
                        double t = wall_seconds(), used = own_seconds();

                        if (!publications_find(&c, &w, &l))
                                give_up(kinds[k].name, &c.why);
                        t = (wall_seconds() - t) * 1000;
                        if (i >= 0) {
                                ms[i] = t;
                                own[i] = (own_seconds() - used) * 1000;
                                found += l.n > 0;
                                if (t * 1000 > (double)slow) {
                                        slow = (int64_t)(t * 1000);
                                        slowest = text_copy(b->mem, w.words);
                                }
                        }
                        arena_reset(c.mem);
                }
                qsort(ms, (size_t)queries, sizeof *ms, by_size);
                qsort(own, (size_t)queries, sizeof *own, by_size);
                figure(text_make(b->mem, "%s_p50_ms", kinds[k].name), "%.3f", ms[queries / 2]);
                figure(text_make(b->mem, "%s_p99_ms", kinds[k].name), "%.3f", ms[queries * 99 / 100]);
                figure(text_make(b->mem, "%s_p99_cpu_ms", kinds[k].name), "%.3f", own[queries * 99 / 100]);
                fprintf(stderr, "%s: %lld of %ld found something; slowest %.1f ms: %s\n", kinds[k].name, (long long)found, queries,
                        (double)slow / 1000, slowest);
        }
        arena_free(c.mem);
        db_close(c.db);
}

int main(int argc, char **argv)
{
        static struct bench b;

        must(argc >= 3);
        words_make();
        if (!strcmp(argv[1], "make")) {
                must(argc >= 4);
                bench_open(&b, argv[2], argv[3]);
                journal_close(b.j);
                b.j = NULL;
                make(&b, option_number(argc, argv, "--records", 1000000));
                return 0;
        }
        b.url = argv[2];
        b.mem = b.why.mem = arena_new();
        if (!strcmp(argv[1], "tidy")) {
                struct db *db = db_open(b.url, DB_WRITE, &b.why);

                if (!db)
                        give_up(b.url, &b.why);
                tidy(db, &b.why);
                db_close(db);
        } else {
                ask(&b, option_number(argc, argv, "--queries", 500));
        }
        return 0;
}
