/* index_test.c - the index against a slow reference: every text folded and read from end to end, on both engines. */
#include "base/test.h"
#include "publicity/index.h"
#include "publicity/publicity.h"
#include <stdio.h>
#include <stdlib.h>

extern const char publicity_sql[];
const char *journal__schema_for(struct arena *mem, const struct db *db, const char *sql);
apply_fn publicity_apply_release, publicity_apply_withdraw;

/* ---- cutting and reading ---- */

TEST(index, cuts_characters_pairs_and_threes_once_each)
{
        const char *words = index_words(t->mem, &(struct index_source){ .kind = "penalty", .agency = "zfj", .item = "", .state = "shown",
                .number = "", .party = "甲乙甲乙", .fine = 100 });

        CHECK_TEXT(words, "@all @kind=penalty @agency=zfj @state=shown @fine=7\n\n甲乙甲乙");
        CHECK_TEXT(index_tokens(t->mem, words), "'@all' '@kind=penalty' '@agency=zfj' '@state=shown' '@fine=7' '@p~什侚' '@p~侴儣' '@p乙' '@p乙甲' '@p甲'"
                   " '@p甲乙' '~什侚' '~侴儣' '乙' '乙甲' '甲' '甲乙'");      /* two names that the threes have, hashed */
        CHECK_TEXT(index_tokens(t->mem, "@all\n\n\nab1"), "'@all' '1' 'a' 'ab' 'ab1' 'b' 'b1'");
}

TEST(index, folds_width_case_brackets_and_spaces)
{
        CHECK_TEXT(index_folded(t->mem, "英综〔２０２４〕ＡbＣ　【一】“二”"), "英综(2024)abc (一)\"二\"");
}

/* Apostrophes and backslashes would end a token in one engine or the other. */
TEST(index, lets_nothing_out_of_a_token)
{
        CHECK_TEXT(index_tokens(t->mem, "@all\n\n\n甲'乙\\丙\"丁"), "'@all' '丁' '丙' '乙' '甲'");
}

static const char *read_as(struct test *t, const char *typed)
{
        struct index_query q = index_query_read(t->mem, typed);
        struct buffer b = { .mem = t->mem };

        for (size_t i = 0; i < q.n; i++)
                buffer_make(&b, "%s%s[%s]", i ? " " : "", q.terms[i].minus ? "-" : "", q.terms[i].text);
        return text_make(t->mem, "%s%s", buffer_done(&b), q.cut ? " cut" : "");
}

TEST(index, reads_whatever_was_typed)
{
        CHECK_TEXT(read_as(t, "建筑　垃圾"), "[建筑] [垃圾]");
        CHECK_TEXT(read_as(t, "“建筑 垃圾” -简易 －\"a b\""), "[建筑 垃圾] -[简易] -[a b]");
        CHECK_TEXT(read_as(t, "\"没有关上"), "[没有关上]");
        CHECK_TEXT(read_as(t, "甲 NEAR 乙 OR * AND col:x ( ) ^"), "[甲] [near] [乙] [or] [*] [and] [col:x] [(] cut");
        CHECK_TEXT(read_as(t, "- -- ---"), "[-] -[-] -[--]");
        CHECK_TEXT(read_as(t, "''' \\ \"\" \" "), "");
        CHECK_TEXT(read_as(t, "同 同 -同"), "[同] -[同]");
        CHECK_TEXT(read_as(t, "\xff\xfe"), "");
        CHECK_TEXT(read_as(t, ""), "");
}

/* ---- against the reference ---- */

#define RECORDS 10000
#define QUERIES 300

struct stage { struct ctx c; struct db *db; struct db_write *w; struct record *at; int64_t n; };        /* at: newest decision first, once filled */
struct record { int64_t id, fine; const char *number, *party, *title, *facts, *agency, *kind; int day; bool shown; const char *read[4]; };

static uint32_t dice(uint64_t *s, uint32_t n)
{
        *s = *s * UINT64_C(6364136223846793005) + 1442695040888963407;
        return (uint32_t)(*s >> 33) % n;
}

/* Few letters, so that everything stands near everything. */
static const char *const letters[] = { "处", "罚", "建", "筑", "垃", "圾", "占", "道", "听", "证", "a", "B", "１", "2", "3", " ", "〔", ")", "%", "_", "-", "*", "'", "”", ":" };
static const char *const folded[] = { "处", "罚", "建", "筑", "垃", "圾", "占", "道", "听", "证", "a", "b", "1", "2", "3", " ", "(", ")", "%", "_", "-", "*", "'", "\"", ":" };
#define LETTERS 25u

static const char *random_text(struct arena *mem, uint64_t *s, uint32_t most, uint32_t of)
{
        struct buffer b = { .mem = mem };

        for (uint32_t n = 1 + dice(s, most); n; n--)
                buffer_text(&b, letters[dice(s, of)]);
        return buffer_done(&b);
}

static const char *fold_slowly(struct arena *mem, const char *s)
{
        for (size_t i = 0; i < LETTERS; i++)
                s = strcmp(letters[i], folded[i]) ? text_replace(mem, s, letters[i], folded[i]) : s;
        return s;
}

static bool stage_open(struct test *t, struct stage *s, const char *url)
{
        *s = (struct stage){ .c = { .mem = t->mem, .why = { .mem = t->mem } } };
        s->db = db_open(url, DB_WRITE, &t->why);
        s->w = s->db ? db_begin(s->db, &t->why) : NULL;
        if (!s->w || !db_script(s->w, journal__schema_for(t->mem, s->db, publicity_sql)))
                return false;
        s->c.db = db_reader(s->w);
        return true;
}

static void stage_close(struct stage *s)
{
        db_end(s->w, false);
        db_close(s->db);
}

static bool release(struct stage *s, const struct record *r)
{
        const char *fine = text_make(s->c.mem, "%lld", (long long)r->fine), *day = day_text(s->c.mem, day_make(2024, 1 + r->day / 28, 1 + r->day % 28));
        struct field f[] = {
                { .name = "public.kind", .value = r->kind }, { .name = "public.agency", .value = r->agency },
                { .name = "public.number", .value = r->number }, { .name = "public.title", .value = r->title },
                { .name = "public.party", .value = r->party }, { .name = "public.facts", .value = r->facts },
                { .name = "public.decided_on", .value = day }, { .name = "public.released_on", .value = day },
                { .name = "public.decide_seq", .value = "1" }, { .name = "public.prepare_seq", .value = "2" },
                { .name = "public.fine", .value = fine },
        };
        struct act a = { .seq = r->id, .verb = "publish.release", .subject = { "case", r->id }, .fields = f, .n = sizeof f / sizeof *f };

        a.n -= r->fine < 0;
        a.at = instant_at(day_make(2024, 11, 1), 9, 0);
        return publicity_apply_release(s->w, &a);
}

static bool withdraw(struct stage *s, const struct record *r)
{
        struct field f[] = { { .name = "reason", .value = "撤销" }, { .name = "public.withdrawn_on", .value = "2025-01-24" },
                { .name = "public.number", .value = r->number }, { .name = "public.agency", .value = r->agency }, { .name = "public.kind", .value = r->kind } };
        struct act a = { .seq = 1000000 + r->id, .verb = "publish.withdraw", .subject = { "case", r->id }, .fields = f, .n = sizeof f / sizeof *f };

        return publicity_apply_withdraw(s->w, &a);
}

static int newest_first(const void *a, const void *b)
{
        const struct record *x = a, *y = b;

        return x->day != y->day ? y->day - x->day : (int)(y->id - x->id);
}

static bool stage_fill(struct stage *s, int64_t n)
{
        struct arena *mem = s->c.mem;
        uint64_t seed = 7;

        s->at = TAKE_N(mem, struct record, n);
        s->n = n;
        for (int64_t i = 0; i < n; i++) {
                struct record *r = &s->at[i];

                *r = (struct record){ .id = i + 100, .fine = dice(&seed, 4) ? (int64_t)dice(&seed, 2000000) : -1,
                        .number = random_text(mem, &seed, 9, LETTERS), .party = random_text(mem, &seed, 6, 12), .title = random_text(mem, &seed, 9, 12),
                        .facts = random_text(mem, &seed, 30, LETTERS), .agency = dice(&seed, 3) ? "zfj" : "zjj", .kind = dice(&seed, 5) ? "penalty" : "permit",
                        .day = (int)dice(&seed, 300), .shown = dice(&seed, 100) != 0 };
                r->read[0] = fold_slowly(mem, r->number);
                r->read[1] = fold_slowly(mem, r->party);
                r->read[2] = fold_slowly(mem, r->title);
                r->read[3] = fold_slowly(mem, r->facts);
                if (!release(s, r) || (!r->shown && !withdraw(s, r)))
                        return false;
        }
        qsort(s->at, (size_t)n, sizeof *s->at, newest_first);
        return true;
}

/* One word as the reference has it: its folded form, and whether it is to be absent. */
struct wanted { const char *word; bool minus; };

static bool wanted_in(const struct record *r, const struct wanted *w, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                bool there = false;

                for (int k = 0; k < (r->shown ? 4 : 1); k++)
                        there = there || strstr(r->read[k], w[i].word);
                if (there == w[i].minus)
                        return false;
        }
        return true;
}

static bool matches(struct arena *mem, const struct record *r, const struct publication_wish *w, const struct wanted *words, size_t n)
{
        struct day d = day_make(2024, 1 + r->day / 28, 1 + r->day % 28);
        int64_t fine = r->shown ? r->fine : -1;

        if ((w->agency && strcmp(w->agency, r->agency)) || (w->kind && strcmp(w->kind, r->kind)))
                return false;
        if ((w->state && strcmp(w->state, r->shown ? "shown" : "withdrawn")) || (day_is(w->from) && day_compare(d, w->from) < 0))
                return false;
        if ((w->fine_from && fine < w->fine_from) || (w->fine_to && (fine < 0 || fine > w->fine_to)))
                return false;
        if (w->party && !(r->shown && strstr(r->read[1], fold_slowly(mem, w->party))))
                return false;
        return (!w->number || strstr(r->read[0], fold_slowly(mem, w->number))) && wanted_in(r, words, n);
}

/* Words without spaces and quotation marks, some between them, some to be absent. */
static const char *random_query(struct arena *mem, uint64_t *seed, struct wanted *words, size_t *n)
{
        struct buffer b = { .mem = mem };

        *n = 0;
        for (size_t i = dice(seed, 3) + 1; i; i--) {
                bool minus = !dice(seed, 5), quoted = !dice(seed, 4);
                const char *word = text_replace(mem, random_text(mem, seed, 4, dice(seed, 2) ? LETTERS : 10), "”", "罚");

                word = quoted ? text_trim(mem, word) : text_replace(mem, word, " ", "证");
                if (!*word || !strcmp(word, "'") || !strcmp(word, "''") || strspn(word, "' ") == strlen(word) || (!quoted && word[0] == '-'))
                        continue;
                buffer_make(&b, "%s%s%s%s%s", b.n ? " " : "", minus ? "-" : "", quoted ? "“" : "", word, quoted ? "”" : "");
                words[(*n)++] = (struct wanted){ fold_slowly(mem, word), minus };
        }
        return buffer_done(&b);
}

static struct publication_wish random_wish(struct arena *mem, uint64_t *seed, struct wanted *words, size_t *n)
{
        struct publication_wish w = { .from = DAY_NONE, .to = DAY_NONE, .limit = 20 + dice(seed, 400) };

        w.words = random_query(mem, seed, words, n);
        w.agency = dice(seed, 3) ? NULL : "zjj";
        w.kind = dice(seed, 4) ? NULL : "penalty";
        w.state = dice(seed, 5) ? NULL : dice(seed, 2) ? "shown" : "withdrawn";
        w.from = dice(seed, 4) ? DAY_NONE : day_make(2024, 6, 3);
        w.fine_from = dice(seed, 6) ? 0 : dice(seed, 900000);
        w.fine_to = dice(seed, 6) ? 0 : 1 + w.fine_from + dice(seed, 900000);
        w.party = dice(seed, 6) ? NULL : random_text(mem, seed, 3, 10);
        w.number = dice(seed, 8) ? NULL : random_text(mem, seed, 2, 10);
        return w;
}

/* What the reference says, as "id id …", newest decision first. */
static const char *should(struct stage *s, const struct publication_wish *w, const struct wanted *words, size_t n, int64_t *found)
{
        struct buffer b = { .mem = s->c.mem };
        struct arena *mem = arena_new();

        *found = 0;
        for (int64_t i = 0; i < s->n; i++) {
                if (matches(mem, &s->at[i], w, words, n)) {
                        buffer_make(&b, "%lld ", (long long)s->at[i].id);
                        ++*found;
                }
                arena_reset(mem);
        }
        arena_free(mem);
        return buffer_done(&b);
}

/* What the search says, page after page. */
static const char *is(struct stage *s, struct publication_wish w, struct publications *first)
{
        struct buffer b = { .mem = s->c.mem };
        struct publications l;

        do {
                if (!publications_find(&s->c, &w, &l))
                        return s->c.why.detail;
                if (!w.before)
                        *first = l;
                for (size_t i = 0; i < l.n; i++)
                        buffer_make(&b, "%lld ", (long long)l.at[i].id);
                w.before = l.next;
        } while (l.next);
        return buffer_done(&b);
}

static void agree(struct test *t, const char *url)
{
        struct stage s;
        uint64_t seed = 11;
        size_t hits = 0;

        if (!stage_open(t, &s, url) || !stage_fill(&s, RECORDS)) {
                CHECK(!"the tables are there");
                return;
        }
        for (int i = 0; i < QUERIES && !t->failed; i++) {
                if (i == QUERIES / 2)           /* until then nothing is known to be common */
                        CHECK(index_common_look(&s.c) && index_is_common("'@all'") && !index_is_common("'@none'"));
                struct wanted words[4];
                size_t n;
                struct publication_wish w = random_wish(t->mem, &seed, words, &n);
                struct publications l = { 0 };
                int64_t found;
                const char *want = should(&s, &w, words, n, &found), *got = is(&s, w, &l);

                hits += found > 0;
                CHECK_TEXT(got, want);
                CHECK(l.counted == COUNTED_EXACTLY ? l.total == found : l.total >= found || l.counted == COUNTED_TO_LIMIT);
                if (t->failed)
                        fprintf(stderr, "# the query was: %s; party %s, number %s, fine %lld to %lld\n", w.words, w.party, w.number, (long long)w.fine_from,
                                (long long)w.fine_to);
        }
        CHECK(hits > QUERIES / 3);
        stage_close(&s);
}

TEST(index, finds_what_reading_every_text_finds)
{
        agree(t, "sqlite::memory:");
}

TEST(index, finds_the_same_on_postgresql)
{
        const char *url = test_postgres(t);

        if (url)
                agree(t, url);
}

/* ---- kept with the records ---- */

static int64_t matching(struct stage *s, const char *words)
{
        struct publication_wish w = { .words = words, .from = DAY_NONE, .to = DAY_NONE, .limit = 10 };
        struct publications l = { 0 };

        return publications_find(&s->c, &w, &l) ? l.total : -1;
}

SCRATCH_QUERY(index_bytes, "SELECT COUNT(*) FROM pub_index_data WHERE instr(block, CAST($1 AS BLOB)) > 0");

static int64_t bytes_left(struct stage *s, const char *word)
{
        int64_t n = -1;

        return db_one_int(s->c.db, &s->c.why, &index_bytes, ARGS(T(word)), -1, &n) ? n : -1;
}

static struct record one_record(int64_t id, const char *title)
{
        return (struct record){ .id = id, .fine = -1, .number = "英综〔2024〕12号", .party = "某公司", .title = title, .facts = "事实",
                                .agency = "zfj", .kind = "penalty", .day = 3, .shown = true };
}

static void agrees_with_records(struct test *t, struct stage *s, int64_t want)
{
        const char *why_not = "";
        int64_t records = 0;

        CHECK(index_compare(&s->c, &records, &why_not));
        CHECK_INT(records, want);
        CHECK_TEXT(why_not, "");
}

static void kept(struct test *t, const char *url)
{
        struct record a = one_record(100, "甲公司倾倒魑魅案"), b = one_record(101, "乙公司占道案");
        const char *why_not = "";
        int64_t records;
        struct stage s;

        if (!stage_open(t, &s, url) || !release(&s, &a) || !release(&s, &b)) {
                CHECK(!"the tables are there");
                return;
        }
        agrees_with_records(t, &s, 2);
        CHECK_INT(matching(&s, "魑魅"), 1);
        CHECK_INT(matching(&s, "魅"), 1);
        CHECK_INT(matching(&s, "倾倒魑魅 -魅"), 0);      /* wants what cannot be */
        CHECK(withdraw(&s, &a));
        agrees_with_records(t, &s, 2);
        CHECK_INT(matching(&s, "魑魅"), 0);
        CHECK_INT(matching(&s, "(2024)12"), 2);
        a.title = "甲公司改判案";
        CHECK(release(&s, &a));                 /* shown again after a new decision */
        agrees_with_records(t, &s, 2);
        CHECK_INT(matching(&s, "改判"), 1);
        CHECK(index_drop(s.w, 101) && index_compare(&s.c, &records, &why_not) && *why_not);
        CHECK_INT(matching(&s, "占道"), 0);
        CHECK(index_make(s.w, &s.c, &records));
        agrees_with_records(t, &s, 2);
        CHECK_INT(matching(&s, "占道"), 1);
        stage_close(&s);
}

TEST(index, is_kept_with_its_records_and_made_anew_from_them)
{
        kept(t, "sqlite::memory:");
}

TEST(index, is_kept_with_its_records_on_postgresql)
{
        const char *url = test_postgres(t);

        if (url)
                kept(t, url);
}

SCRATCH_QUERY(index_segments, "SELECT COUNT(DISTINCT segid) FROM pub_index_idx");

static int64_t segments(struct stage *s)
{
        int64_t n = -1;

        return db_one_int(s->c.db, &s->c.why, &index_segments, ARGS(), -1, &n) ? n : -1;
}

TEST(index, is_tidied_piece_by_piece_without_losing_anything)
{
        struct stage s;
        int64_t before;
        bool more = true, ok = true;

        CHECK(stage_open(t, &s, "sqlite::memory:"));
        for (int64_t i = 0; i < 11 && ok; i++) {        /* each in a transaction of its own: a segment of its own */
                struct record r = one_record(100 + i, text_make(t->mem, "第%lld公司倾倒案", (long long)i));

                ok = release(&s, &r) && db_end(s.w, true) && (s.w = db_begin(s.db, &t->why));
        }
        CHECK(ok);
        before = segments(&s);
        for (int pieces = 0; ok && more && pieces < 100; pieces++)
                ok = index_tidy(s.w, &more) && db_end(s.w, true) && (s.w = db_begin(s.db, &t->why));
        CHECK(ok && !more);
        CHECK(segments(&s) < before);
        CHECK_INT(matching(&s, "倾倒"), 11);
        agrees_with_records(t, &s, 11);
        stage_close(&s);
}

/* A key of the index that only this record had is in no page any more. */
TEST(index, a_withdrawn_text_leaves_the_pages_of_the_index)
{
        struct record a = one_record(100, "甲公司倾倒魑魅案"), b = one_record(101, "乙公司占道案");
        struct stage s;

        CHECK(stage_open(t, &s, "sqlite::memory:") && release(&s, &b) && release(&s, &a));
        CHECK(db_end(s.w, true) && db_begin(s.db, &t->why));       /* until then the newest tokens are in memory */
        CHECK(bytes_left(&s, "\xe9\xad\x85") > 0);      /* 魅 */
        CHECK(withdraw(&s, &a));
        CHECK_INT(bytes_left(&s, "\xe9\xad\x85"), 0);
        stage_close(&s);
}
