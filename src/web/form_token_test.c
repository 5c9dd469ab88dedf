/* form_token_test.c - forms for people without an account: whose, for what, how old; sums in words; work. */
#include "web/form_token.h"
#include "base/test.h"

static const char *key_of(struct test *t, const char *token)
{
        const char *key = "";

        CHECK(form_token_read(t->mem, token, "complaint.file", 1000, &key, &t->why));
        return key;
}

TEST(form_token, is_ours_for_one_thing_and_for_four_hours)
{
        const char *key, *token, *other;

        form_secret_set("a site");
        token = form_token_new(t->mem, "complaint.file", 1000);
        other = form_token_new(t->mem, "complaint.file", 1000);
        CHECK(strcmp(key_of(t, token), key_of(t, other)) != 0);
        CHECK(form_token_read(t->mem, token, "complaint.file", 1000 + FORM_MS, &key, &t->why));
        CHECK_REFUSED(form_token_read(t->mem, token, "complaint.file", 1001 + FORM_MS, &key, &t->why), R_FORM_TOKEN);
        CHECK_REFUSED(form_token_read(t->mem, token, "consultation.ask", 1000, &key, &t->why), R_FORM_TOKEN);
        CHECK_REFUSED(form_token_read(t->mem, "", "complaint.file", 1000, &key, &t->why), R_FORM_TOKEN);
        CHECK_REFUSED(form_token_read(t->mem, NULL, "complaint.file", 1000, &key, &t->why), R_FORM_TOKEN);
        CHECK_REFUSED(form_token_read(t->mem, text_make(t->mem, "2%s", token), "complaint.file", 1000, &key, &t->why), R_FORM_TOKEN);
        CHECK_REFUSED(form_token_read(t->mem, text_make(t->mem, "%s0", token), "complaint.file", 1000, &key, &t->why), R_FORM_TOKEN);
        form_secret_set("another site");
        CHECK_REFUSED(form_token_read(t->mem, token, "complaint.file", 1000, &key, &t->why), R_FORM_TOKEN);
}

/* 三十七 -> 37; a character is three bytes. */
static int value_of(const char *s)
{
        static const char digits[] = "零一二三四五六七八九";
        int tens = 0, last = 0;

        for (; *s; s += 3) {
                if (!strncmp(s, "十", 3)) {
                        tens = 10 * (last ? last : 1);
                        last = 0;
                }
                for (int d = 0; d < 10; d++)
                        if (!strncmp(s, digits + 3 * d, 3))
                                last = d;
        }
        return tens + last;
}

TEST(form_token, the_sum_is_answered_in_figures_or_in_words)
{
        form_secret_set("a site");
        for (int i = 0; i < 300; i++) {
                const char *key = text_make(t->mem, "key %d", i), *question = form_question(t->mem, key);
                const char *plus = strstr(question, "加"), *at = plus ? plus : strstr(question, "减"), *end = strstr(question, "等于");
                int a = value_of(text_copy_n(t->mem, question, (size_t)(at - question)));
                int b = value_of(text_copy_n(t->mem, at + 3, (size_t)(end - at) - 3)), sum = plus ? a + b : a - b;

                CHECK(form_answer_right(t->mem, key, text_make(t->mem, "%d", sum)));
                CHECK(form_answer_right(t->mem, key, text_make(t->mem, " %d　", sum)));
                CHECK(!form_answer_right(t->mem, key, text_make(t->mem, "%d", sum + 1)));
                CHECK(!form_answer_right(t->mem, key, "") && !form_answer_right(t->mem, key, NULL));
        }
}

TEST(form_token, work_is_found_by_trying_and_belongs_to_one_token)
{
        const char *token;
        int found = -1;

        form_secret_set("a site");
        token = form_token_new(t->mem, "complaint.file", 1000);
        for (int i = 0; i < 5000000 && found < 0; i++) {
                struct arena *mem = arena_new();

                if (form_work_right(mem, token, text_make(mem, "%d", i)))
                        found = i;
                arena_free(mem);
        }
        CHECK(found >= 0);
        CHECK(form_work_right(t->mem, token, text_make(t->mem, "%d", found)));
        CHECK(!form_work_right(t->mem, token, text_make(t->mem, "%d ", found)));
        CHECK(!form_work_right(t->mem, token, "") && !form_work_right(t->mem, token, "000000000000000000000000000000"));
}
