/* secret_code_test.c - codes: how they look, what is read as the same, what the digest tells. */
#include "base/secret_code.h"
#include "base/hash.h"
#include "base/test.h"

TEST(secret_code, is_sixteen_characters_in_groups_of_four_and_new_each_time)
{
        const char *a = secret_code_new(t->mem, NULL), *b = secret_code_new(t->mem, NULL);

        CHECK_INT(strlen(a), 19);
        CHECK(a[4] == '-' && a[9] == '-' && a[14] == '-');
        CHECK(strcmp(a, b) != 0);
        CHECK(secret_code_right(t->mem, a, secret_code_digest(t->mem, a)));
        CHECK(!secret_code_right(t->mem, b, secret_code_digest(t->mem, a)));
}

TEST(secret_code, all_letters_come_up)
{
        char seen[128] = "";

        for (int i = 0; i < 200; i++)
                for (const char *s = secret_code_new(t->mem, NULL); *s; s++)
                        seen[(unsigned char)*s] = 1;
        for (const char *s = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; *s; s++)
                CHECK(seen[(unsigned char)*s]);
        CHECK(!seen['I'] && !seen['L'] && !seen['O'] && !seen['U']);
}

TEST(secret_code, the_same_form_gets_the_same_code_and_the_code_does_not_tell_the_form)
{
        CHECK_TEXT(secret_code_new(t->mem, "form one"), secret_code_new(t->mem, "form one"));
        CHECK(strcmp(secret_code_new(t->mem, "form one"), secret_code_new(t->mem, "form two")) != 0);
}

TEST(secret_code, is_read_as_it_was_meant)
{
        const char *digest = secret_code_digest(t->mem, "01AB-CDEF-GHJK-MNPQ");

        CHECK(secret_code_right(t->mem, "oiab cdef ghjk mnpq", digest));
        CHECK(secret_code_right(t->mem, "OLABCDEFGHJKMNPQ", digest));
        CHECK(!secret_code_right(t->mem, "01AB-CDEF-GHJK-MNP", digest));
        CHECK(!secret_code_right(t->mem, "01AB-CDEF-GHJK-MNPQ-0", digest));
        CHECK(!secret_code_right(t->mem, "01AB-CDEF-GHJK-MNP*", digest));
        CHECK(!secret_code_right(t->mem, "", digest) && !secret_code_right(t->mem, NULL, digest));
        CHECK(secret_code_digest(t->mem, "查询码") == NULL);
        CHECK(digest_valid(digest));
}
