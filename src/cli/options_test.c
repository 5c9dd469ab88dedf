/* options_test.c - what is in the usage line is accepted, what is not is refused. */
#include "base/test.h"
#include "cli/cli.h"

static const struct sub sample = { "sample", "SEQ [NAME=VALUE…] --db URL [--disclose NAME…] [--check] [--check-more N]", "", NULL, false };

static bool read_words(struct test *t, struct cli *x, int argc, const char **argv)
{
        *x = (struct cli){ .mem = t->mem, .why = { .mem = t->mem }, .sub = &sample };
        return options_read(x, argc, (char **)(uintptr_t)argv);
}

TEST(options, values_flags_and_words_are_told_apart)
{
        const char *argv[] = { "7", "--db", "sqlite:x", "a=b", "--check", "--", "--check-more" };
        struct cli x;

        CHECK(read_words(t, &x, 7, argv));
        CHECK_TEXT(cli_option(&x, "db"), "sqlite:x");
        CHECK(cli_flag(&x, "check"));
        CHECK(!cli_flag(&x, "check-more"));
        CHECK_INT(x.n_words, 3);
        CHECK_TEXT(x.words[2], "--check-more");
}

TEST(options, an_equals_sign_gives_the_value_too)
{
        const char *argv[] = { "--db=sqlite:a=b", "--check-more=3" };
        struct cli x;

        CHECK(read_words(t, &x, 2, argv));
        CHECK_TEXT(cli_option(&x, "db"), "sqlite:a=b");
        CHECK_TEXT(cli_option(&x, "check-more"), "3");
}

TEST(options, an_option_with_an_ellipsis_takes_all_words_up_to_the_next)
{
        const char *argv[] = { "7", "--disclose", "fine", "party_public", "--check" };
        struct cli x;

        CHECK(read_words(t, &x, 5, argv));
        CHECK_INT(x.n_options, 3);
        CHECK_TEXT(x.options[0].value, "fine");
        CHECK_TEXT(x.options[1].value, "party_public");
}

TEST(options, what_the_usage_does_not_know_is_refused)
{
        const char *unknown[] = { "--colour", "red" }, *bare[] = { "--db" }, *flag[] = { "--check=yes" }, *part[] = { "--dis", "x" };
        struct cli x;

        CHECK(!read_words(t, &x, 2, unknown) && x.why.code == R_ARG_UNKNOWN);
        CHECK(!read_words(t, &x, 1, bare) && x.why.code == R_ARG_MISSING);
        CHECK(!read_words(t, &x, 1, flag) && x.why.code == R_ARG_UNKNOWN);
        CHECK(!read_words(t, &x, 2, part) && x.why.code == R_ARG_UNKNOWN);
}

TEST(options, bytes_that_are_no_text_are_refused)
{
        const char *argv[] = { "a=\xff\xfe" };
        struct cli x;

        CHECK(!read_words(t, &x, 1, argv) && x.why.code == R_ARG_ENCODING);
}

TEST(options, every_subcommand_has_usage_help_and_a_function)
{
        for (const struct sub *s = cli_subs; s->name; s++)
                CHECK(s->usage && s->help && *s->help && s->run);
}
