/* act_test.c - the bytes of acts: written once, read back strictly, fast enough to recompute a whole journal. */
#include "journal/act.h"
#include "base/test.h"

static struct field sample[3] = {
        { "actor", "zhangsan", { 1, 2, 3 } }, { "fine", "18000000", { 4, 5, 6 } }, { "point", "占道经营", { 7, 8, 9 } },
};

static struct act sample_act(void)
{
        struct act a = { .seq = 486197, .verb = "case.decide", .subject = { "case", 12 }, .fields = sample, .n = 3 };

        must(instant_parse("2024-10-29T02:31:07.123Z", &a.at));
        return a;
}

static const char *sample_text(struct test *t)
{
        struct act a = sample_act();

        return act_text_bytes(t->mem, HASH_SM3, "example.cn/zhifa", &a);
}

TEST(act, commitment_is_the_hash_of_the_bytes_the_format_names)
{
        static const char bytes[] = "\x02\x04\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0fine\0" "18000000";
        struct hash want = hash_bytes(HASH_SM3, bytes, sizeof bytes - 1), got = act_commitment(HASH_SM3, &sample[1]);

        CHECK_INT(sizeof bytes - 1, 1 + 16 + 4 + 1 + 8);
        CHECK(hash_same(&want, &got));
}

TEST(act, commitment_of_a_long_value_is_the_same_hash)
{
        for (int k = 0; k < HASH__MAX; k++) {
                size_t n = 100000, head = 1 + 16 + 5;
                char *value = arena_take(t->mem, n + 1), *all = arena_take(t->mem, head + n);
                struct field f = { .name = "text", .value = value };
                struct hash want, got;

                memset(value, 'x', n);
                all[0] = 2;
                memcpy(all + 17, "text", 5);
                memcpy(all + head, value, n);
                want = hash_bytes((enum hash_kind)k, all, head + n);
                got = act_commitment((enum hash_kind)k, &f);
                CHECK(hash_same(&want, &got));
        }
}

TEST(act, text_says_number_time_verb_subject_and_sorted_commitments)
{
        const char *text = sample_text(t), *last = "";
        char **lines;
        size_t n;

        CHECK(text_starts(text, "mingjing-act/1\nlog example.cn/zhifa\nseq 486197\nat 2024-10-29T02:31:07.123Z\n"
                                "verb case.decide\nsubject case/12\nf "));
        lines = text_split(t->mem, text, '\n', &n);
        CHECK_INT(n, 6 + 3 + 1);
        CHECK_TEXT(lines[9], "");
        for (int i = 6; i < 9; i++) {
                CHECK(strlen(lines[i]) == 46 && strcmp(last, lines[i]) < 0);
                last = lines[i];
        }
}

TEST(act, text_writes_instants_as_everyone_else_does)
{
        static const int64_t when[] = { 0, 1, 999, 86399999, 86400000, 1730169067123, 7258118399999, -1, -86400001,
                                        -2208988800000 };
        struct act a = sample_act();

        for (size_t i = 0; i < sizeof when / sizeof *when; i++) {
                a.at.ms = when[i];
                CHECK(strstr(act_text_bytes(t->mem, HASH_SM3, "o", &a),
                             text_make(t->mem, "\nat %s\n", instant_text(t->mem, a.at))));
        }
}

TEST(act, text_without_fields_or_with_the_largest_numbers_is_read_back)
{
        struct act a = { .seq = INT64_MAX, .verb = "a.b_2.c", .subject = { "n_1", INT64_MAX } };
        struct act_text p;
        const char *s = act_text_bytes(t->mem, HASH_SM3, "o", &a);

        CHECK(act_text_parse(t->mem, s, strlen(s), &p, &t->why) && p.seq == INT64_MAX && p.n == 0);
        CHECK_TEXT(p.verb, "a.b_2.c");
        CHECK_TEXT(p.origin, "o");
}

TEST(act, text_is_read_back_as_it_was_written)
{
        struct act a = sample_act();
        const char *s = sample_text(t);
        struct act_text p;
        int found = 0;

        CHECK(act_text_parse(t->mem, s, strlen(s), &p, &t->why));
        CHECK(p.seq == a.seq && p.at.ms == a.at.ms && p.n == 3);
        CHECK_TEXT(p.origin, "example.cn/zhifa");
        CHECK_TEXT(p.verb, "case.decide");
        for (size_t i = 0; i < a.n; i++) {
                struct hash c = act_commitment(HASH_SM3, &a.fields[i]);

                for (size_t j = 0; j < p.n; j++)
                        found += hash_same(&c, &p.commitments[j]);
        }
        CHECK_INT(found, 3);
}

#define F1 "f AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
#define F2 "f BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
#define TOP "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\n"

TEST(act, text_is_refused_for_every_departure_from_the_format)
{
        static const char *const bad[] = {
                "", "\n", "mingjing-act/1", "mingjing-act/1\n", "mingjing-act/2\nlog o\n",
                TOP, TOP "subject n/1", TOP "subject n/1\n\n", TOP "subject n/1\n ", TOP "subject n/1\n" F1 "x",
                "mingjing-act/1\r\nlog o\r\nseq 0\r\nat 2024-10-29T02:31:07.123Z\r\nverb a.b\r\nsubject n/1\r\n",
                " " TOP "subject n/1\n", "\xEF\xBB\xBF" TOP "subject n/1\n", TOP "subject n/1\nfine 3\n", TOP TOP "subject n/1\n",
                /* origin */
                "mingjing-act/1\nlog \nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog a b\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog a+b\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog 甲\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog a\x7f\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog  a\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog 01234567890123456789012345678901234567890123456789"
                "01234567890123456789012345678901234567890123456789x\n"
                "seq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                /* order */
                "mingjing-act/1\nseq 0\nlog o\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nverb a.b\nat 2024-10-29T02:31:07.123Z\nsubject n/1\n",
                /* numbers */
                "mingjing-act/1\nlog o\nseq 00\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq -1\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq +1\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 9223372036854775808\nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq \nat 2024-10-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                /* time */
                "mingjing-act/1\nlog o\nseq 0\nat 2023-02-29T02:31:07.123Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:60.000Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T24:00:00.000Z\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123+00:00\nverb a.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29t02:31:07.123z\nverb a.b\nsubject n/1\n",
                /* verb */
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb .a\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a..b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb A.b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.1b\nsubject n/1\n",
                "mingjing-act/1\nlog o\nseq 0\nat 2024-10-29T02:31:07.123Z\nverb a.b \nsubject n/1\n",
                /* subject */
                TOP "subject n\n", TOP "subject n/\n", TOP "subject /1\n", TOP "subject n/01\n", TOP "subject n/-1\n",
                TOP "subject n/1/2\n",
                TOP "subject N/1\n", TOP "subject n.m/1\n", TOP "subject n/1 \n",
                /* commitments */
                TOP "subject n/1\n" F2 F1, TOP "subject n/1\n" F1 F1, TOP "subject n/1\n" F1 "\n", TOP "subject n/1\n" F1 " " F2,
                TOP "subject n/1\nf AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                TOP "subject n/1\nf AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
                TOP "subject n/1\nf AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                TOP "subject n/1\nf AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n",
                TOP "subject n/1\nF AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
                TOP "subject n/1\nf AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        };
        struct act_text p = { .seq = -7 };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_REFUSED(act_text_parse(t->mem, bad[i], strlen(bad[i]), &p, &t->why), R_PROOF);
        CHECK_INT(p.seq, -7);
        CHECK(act_text_parse(t->mem, TOP "subject n/1\n" F1 F2, strlen(TOP "subject n/1\n" F1 F2), &p, &t->why));
        CHECK_REFUSED(act_text_parse(t->mem, TOP "subject n/1\0\n", sizeof(TOP "subject n/1\0\n") - 1, &p, &t->why), R_PROOF);
}

/* Written again from what was read: the parser takes nothing that the writer would not write. */
static const char *written_again(struct arena *mem, const struct act_text *p)
{
        struct act a = { .seq = p->seq, .at = p->at, .verb = p->verb, .subject = p->subject };
        struct buffer b = { .mem = mem };
        char base64[45];

        buffer_text(&b, act_text_bytes(mem, HASH_SM3, p->origin, &a));
        for (size_t i = 0; i < p->n; i++) {
                base64_hash(&p->commitments[i], base64);
                buffer_make(&b, "f %s\n", base64);
        }
        return buffer_done(&b);
}

/* Each single byte of a good text is changed to each of a few others. */
TEST(act, text_with_one_byte_changed_is_refused_or_is_what_the_writer_would_write)
{
        static const char other[] = { '\n', '\r', ' ', '0', '9', 'A', 'f', '/', '.', '+', '=', '\0', '\x7f', '\xff' };
        const char *good = sample_text(t);
        struct arena *mem = arena_new();
        int differ = 0, read = 0;

        for (size_t i = 0; good[i]; i++)
                for (size_t j = 0; j < sizeof other; j++) {
                        struct why why = { .mem = mem };
                        char *s = text_copy(mem, good);
                        struct act_text p;

                        s[i] = other[j];
                        if (act_text_parse(mem, s, strlen(good), &p, &why)) {
                                read++;
                                differ += strcmp(written_again(mem, &p), s) != 0;
                        }
                        arena_reset(mem);
                }
        arena_free(mem);
        CHECK(read > 0);
        CHECK_INT(differ, 0);
}

TEST(act, fields_are_packed_and_unpacked_with_erased_ones)
{
        struct field in[3], *out;
        struct act a = sample_act();
        struct bytes b;
        size_t n;

        memcpy(in, sample, sizeof sample);
        in[1].value = NULL;
        a.fields = in;
        b = act_fields_pack(t->mem, &a);
        CHECK(act_fields_unpack(t->mem, b, &out, &n) && n == 3);
        for (size_t i = 0; i < 3; i++) {
                CHECK_TEXT(out[i].name, in[i].name);
                CHECK(text_same(out[i].value, in[i].value) && !memcmp(out[i].salt, in[i].salt, SALT_SIZE));
        }
        a.n = 0;
        CHECK(act_fields_unpack(t->mem, act_fields_pack(t->mem, &a), &out, &n) && n == 0);
}

TEST(act, fields_cut_short_or_spoilt_are_not_unpacked)
{
        struct act a = sample_act();
        struct bytes b = act_fields_pack(t->mem, &a), twice;
        struct field *out;
        uint8_t *bad;
        size_t n, ends[3] = { 5 + 1 + 20 + 8, 0, 0 };

        ends[1] = ends[0] + 4 + 1 + 20 + 8;
        for (size_t cut = 1; cut < b.n; cut++)
                if (cut != ends[0] && cut != ends[1])   /* the ends of whole fields */
                        CHECK(!act_fields_unpack(t->mem, (struct bytes){ b.p, cut }, &out, &n));
        bad = arena_copy(t->mem, b.p, b.n);
        bad[0] = 'A';
        CHECK(!act_fields_unpack(t->mem, (struct bytes){ bad, b.n }, &out, &n));
        bad = arena_copy(t->mem, b.p, b.n);
        bad[5 + 1 + 20] = 0;                            /* a NUL inside the value */
        CHECK(!act_fields_unpack(t->mem, (struct bytes){ bad, b.n }, &out, &n));
        bad = arena_take(t->mem, 2 * ends[0]);
        memcpy(bad, b.p, ends[0]);
        memcpy(bad + ends[0], b.p, ends[0]);
        twice = (struct bytes){ bad, 2 * ends[0] };
        CHECK(!act_fields_unpack(t->mem, twice, &out, &n));
}

TEST(act, draft_keeps_fields_in_order_and_leaves_empty_ones_out)
{
        struct draft *d = draft_new(t->mem, "case.file", "case", SUBJECT_NEW);

        for (int i = 0; i < 40; i++)
                draft_put_int(d, text_make(t->mem, "n%d", i), i - 20);
        draft_put(d, "nothing", NULL);
        draft_put(d, "empty", "");
        draft_put_day(d, "none", DAY_NONE);
        draft_put_day(d, "day", day_make(2024, 2, 29));
        CHECK_INT(d->n, 41);
        CHECK_TEXT(draft_get(d, "n0"), "-20");
        CHECK_TEXT(draft_get(d, "n39"), "19");
        CHECK_TEXT(draft_get(d, "day"), "2024-02-29");
        CHECK(!draft_get(d, "nothing") && !draft_get(d, "empty") && !draft_get(d, "none"));
        CHECK_TEXT(d->fields[40].name, "day");
}

TEST(act, reading_an_absent_or_erased_field_gives_nothing)
{
        struct field f[] = { { .name = "n", .value = "-42" }, { .name = "d", .value = "2024-02-29" },
                             { .name = "b", .value = "true" },
                             { .name = "gone", .value = NULL } };
        struct act a = { .verb = "a.b", .fields = f, .n = 4 };

        CHECK_INT(act_int(&a, "n"), -42);
        CHECK_TEXT(day_text(t->mem, act_day(&a, "d")), "2024-02-29");
        CHECK(act_bool(&a, "b") && !act_bool(&a, "n") && act_has(&a, "n"));
        CHECK_TEXT(act_text(&a, "gone"), "");
        CHECK(!act_has(&a, "gone") && !act_has(&a, "x") && act_int(&a, "x") == 0 && !day_is(act_day(&a, "x")) &&
              !act_bool(&a, "x"));
}
