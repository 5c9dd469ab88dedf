/* case_commands_test.c - the rows that everything is made from. */
#include "base/test.h"
#include "case/case.h"
#include "law/pack_fixture.h"

/* The tests of packs prove a machine made of a table of their own, because law/ knows no commands: here the two are held together. */
TEST(case_commands, do_to_the_flags_what_the_tests_of_packs_believe)
{
        const struct verb_effect *believed = fixture_verbs(t->mem);

        for (size_t i = 0; i < case_commands_n; i++) {
                const struct verb_effect *b = verb_effect_find(believed, FIXTURE_VERBS, case_commands[i].verb);
                flags_t sets, clears;

                CHECK(b != NULL && flags_parse(case_commands[i].sets, '|', &sets, NULL) && flags_parse(case_commands[i].clears, '|', &clears, NULL));
                if (b && (sets != b->sets || clears != b->clears))
                        test_failed(t, __FILE__, __LINE__, "%s sets \"%s\" and clears \"%s\"", case_commands[i].verb, case_commands[i].sets,
                                    case_commands[i].clears);
        }
}

TEST(case_commands, have_arguments_with_distinct_names_and_words_for_people)
{
        for (size_t i = 0; i < case_commands_n; i++) {
                const struct command *k = &case_commands[i];

                CHECK(*k->label && *k->help && k->handle && k->apply && k->sets && k->clears);
                for (const struct arg *a = k->args; a->name; a++) {
                        CHECK(*a->label && *a->help);
                        CHECK(command_arg(k, a->name) == a);
                }
        }
}
