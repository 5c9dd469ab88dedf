/* Rules of examinations and of attendance: drawing again, answers as people write them, codes that end. */
#include "base/test.h"
#include "law/training.h"
#include "training/training_inner.h"

static struct arena *mem;
#define BEGIN mem = arena_new()
#define DONE arena_free(mem)

TEST(training_exam, the_same_seed_draws_the_same_paper_and_another_seed_another)
{
        int64_t ids[60], a[20], b[20], c[20];

        BEGIN;
        for (int i = 0; i < 60; i++)
                ids[i] = 1000 + i;
        CHECK(exam__draw(mem, "s1", "single", ids, 60, 20, a) && exam__draw(mem, "s1", "single", ids, 60, 20, b) && exam__draw(mem, "s2", "single", ids, 60, 20, c));
        CHECK(!memcmp(a, b, sizeof a) && memcmp(a, c, sizeof a));
        for (int i = 0; i < 20; i++)
                for (int k = 0; k < i; k++)
                        CHECK(a[i] != a[k]);
        DONE;
}

TEST(training_exam, a_bank_that_is_too_small_draws_nothing)
{
        int64_t ids[2] = { 1, 2 }, out[3];

        BEGIN;
        CHECK(!exam__draw(mem, "s", "p", ids, 2, 3, out) && exam__draw(mem, "s", "p", ids, 2, 2, out));
        DONE;
}

TEST(training_exam, every_question_is_drawn_about_as_often)
{
        int64_t ids[10], out[3];
        int hits[10] = { 0 };

        BEGIN;
        for (int i = 0; i < 10; i++)
                ids[i] = i;
        for (int s = 0; s < 2000; s++) {
                exam__draw(mem, text_make(mem, "%d", s), "p", ids, 10, 3, out);
                for (int i = 0; i < 3; i++)
                        hits[out[i]]++;
        }
        for (int i = 0; i < 10; i++)
                CHECK(hits[i] > 450 && hits[i] < 750);
        DONE;
}

TEST(training_exam, answers_are_kept_sorted_and_once)
{
        BEGIN;
        CHECK_TEXT(exam__answer(mem, "multiple", "c, a", 4), "A,C");
        CHECK_TEXT(exam__answer(mem, "multiple", "AACB", 4), "A,B,C");
        CHECK_TEXT(exam__answer(mem, "single", "d", 4), "D");
        CHECK_TEXT(exam__answer(mem, "judge", "对", 2), "A");
        CHECK_TEXT(exam__answer(mem, "judge", "错误", 2), "B");
        CHECK(!exam__answer(mem, "single", "AB", 4) && !exam__answer(mem, "single", "E", 4) && !exam__answer(mem, "single", "", 4) &&
              !exam__answer(mem, "judge", "也许", 2));
        CHECK(exam__right("A,C", "A,C") && !exam__right("A", "A,C") && !exam__right("", ""));
        DONE;
}

TEST(training_exam, a_line_of_an_import_says_what_is_wrong_with_it)
{
        struct pack_subject subjects[] = { { .id = "public", .label = "公共法律知识" } };
        struct pack_training l = { .subjects = subjects, .n_subjects = 1 };
        struct pack p = { .training = &l };
        struct question_line q;
        const char *wrong;

        BEGIN;
        CHECK(exam__line(mem, &p, "公共法律知识｜单选｜当场处罚公民的限额是多少？｜100元；200元；500元｜B｜行政处罚法 51", &q, &wrong));
        CHECK_TEXT(q.subject, "public");
        CHECK_TEXT(q.answer, "B");
        CHECK_TEXT(q.options, "[\"100元\",\"200元\",\"500元\"]");
        CHECK(!exam__line(mem, &p, "公共法律知识|单选|题干|甲；乙|C|", &q, &wrong));
        CHECK(!exam__line(mem, &p, "未知|单选|题干|甲；乙|A|", &q, &wrong));
        CHECK(!exam__line(mem, &p, "public|问答|题干|甲；乙|A|", &q, &wrong));
        CHECK(!exam__line(mem, &p, "public|单选|题干|甲|A|", &q, &wrong));
        CHECK(!exam__line(mem, &p, "public|单选", &q, &wrong));
        CHECK(exam__line(mem, &p, "public|判断|执法人员不得少于两人||对|行政处罚法 42", &q, &wrong));
        DONE;
}

TEST(training_class, a_code_counts_in_its_minute_and_the_next_and_never_again)
{
        struct instant at = { INT64_C(1700000000000) };
        const char *code;

        BEGIN;
        at.ms -= at.ms % 60000;
        code = class__code(mem, "secret", 7, at, 60);
        CHECK(class__code_right(mem, code, "secret", 7, at, 60));
        CHECK(class__code_right(mem, code, "secret", 7, (struct instant){ at.ms + 119999 }, 60));
        CHECK(!class__code_right(mem, code, "secret", 7, (struct instant){ at.ms + 120000 }, 60));
        CHECK(!class__code_right(mem, code, "secret", 7, (struct instant){ at.ms - 1 }, 60));
        CHECK(!class__code_right(mem, code, "secret", 8, at, 60) && !class__code_right(mem, code, "other", 7, at, 60));
        CHECK(!class__code_right(mem, "", "secret", 7, at, 60) && !class__code_right(mem, "0000000000000000", "secret", 7, at, 60));
        DONE;
}
