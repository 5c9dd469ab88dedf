/* story_read_test.c - the language of stories: what a line becomes, and where a mistake is said to be. */
#include "base/test.h"
#include "cli/story.h"
#include <stdio.h>

static bool read_text(struct test *t, const char *text, struct story *s)
{
        why_clear(&t->why);
        return story_read_text(t->mem, "x.story", text, s, &t->why);
}

TEST(story, a_line_is_who_what_and_with_which_values)
{
        struct story s;

        CHECK(read_text(t, "story \"名\"\npack p\nat 2024-09-09 10:20\nli case.file case=$c note=\"a \\\"b\\\"\\nc\" -> case $d act $a\n", &s));
        CHECK_TEXT(s.title, "名");
        CHECK_TEXT(s.pack, "p");
        CHECK_INT(s.n, 1);
        CHECK_TEXT(s.lines[0].who, "li");
        CHECK_TEXT(s.lines[0].verb, "case.file");
        CHECK_INT(s.lines[0].n, 2);
        CHECK_TEXT(s.lines[0].words[1], "note=a \"b\"\nc");
        CHECK_TEXT(s.lines[0].expect.noun, "case");
        CHECK_TEXT(s.lines[0].expect.subject_var, "d");
        CHECK_TEXT(s.lines[0].expect.act_var, "a");
        CHECK_TEXT(instant_local(t->mem, s.lines[0].at), "2024-09-09 10:20");
}

TEST(story, indented_lines_continue_and_remarks_do_not_swallow_them)
{
        struct story s;

        CHECK(read_text(t, "at 2024-09-09\nli a.b one=1 # 说明\n# 整行说明\n     two=2\n     -> refused STAGE field=one says 环节\nli c.d\n", &s));
        CHECK_INT(s.n, 2);
        CHECK_INT(s.lines[0].n, 2);
        CHECK_INT(s.lines[0].number, 2);
        CHECK_TEXT(s.lines[0].expect.code, "STAGE");
        CHECK_TEXT(s.lines[0].expect.field, "one");
        CHECK_TEXT(s.lines[0].expect.says, "环节");
        CHECK_INT(s.lines[1].number, 6);
}

TEST(story, a_job_is_named_and_may_be_expected_to_be_refused)
{
        struct story s;

        CHECK(read_text(t, "at 2024-09-09\njob publication_end\njob other -> refused STAGE\n", &s));
        CHECK_INT(s.n, 2);
        CHECK_INT(s.lines[0].kind, LINE_JOB);
        CHECK_TEXT(s.lines[0].verb, "publication_end");
        CHECK(!s.lines[0].expect.code);
        CHECK_TEXT(s.lines[1].expect.code, "STAGE");
}

TEST(story, end_checks_the_journal_and_the_tables)
{
        struct story s;

        CHECK(read_text(t, "at 2024-09-09\nli a.b\nend\n", &s));
        CHECK_INT(s.n, 3);
        CHECK_TEXT(s.lines[1].verb, "verify");
        CHECK_TEXT(s.lines[2].verb, "rebuild");
}

TEST(story, mistakes_are_named_with_file_and_line)
{
        static const struct { const char *text, *place; } bad[] = {
                { "li a.b", "x.story:1" },                                              /* no time yet */
                { "job publication_end", "x.story:1" },
                { "at 2024-09-09\njob\n", "x.story:2" },
                { "at 2024-09-09\njob one two\n", "x.story:2" },
                { "at 2024-02-30", "x.story:1" },
                { "at 2024-09-09\nat 2024-09-08\n", "x.story:2" },                      /* backwards */
                { "at 2024-09-09\n\nli a.b note=\"open\n", "x.story:3" },
                { "at 2024-09-09\nli\n", "x.story:2" },
                { "at 2024-09-09\nli a.b -> refused NO_SUCH_CODE\n", "x.story:2" },
                { "at 2024-09-09\nli a.b -> maybe\n", "x.story:2" },
                { "at 2024-09-09\nli a.b ->\n", "x.story:2" },
                { "pack\n", "x.story:1" },
        };
        struct story s;

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                CHECK(!read_text(t, bad[i].text, &s));
                CHECK(t->why.kind == WHY_REFUSED && t->why.code == R_BODY_MALFORMED);
                CHECK(t->why.detail && text_starts(t->why.detail, bad[i].place));
        }
        why_clear(&t->why);
}

TEST(story, a_file_that_includes_itself_is_told_once)
{
        const char *path = text_make(t->mem, "%s/a.story", test_dir(t));
        FILE *f = fopen(path, "we");
        struct story s;

        fputs("at 2024-09-09\ninclude a.story\nli a.b\n", f);
        fclose(f);
        CHECK(story_read(t->mem, path, &s, &t->why));
        CHECK_INT(s.n, 1);
}

TEST(story, random_bytes_never_break_the_reader)
{
        static const char pieces[] = "at 2024-09-09\nli a.b c=\"d\\e\" -> refused STAGE # x\n\t $$->\"\"=include end tamper check 中";
        uint32_t seed = 1;

        for (int round = 0; round < 2000; round++) {
                char text[256];
                struct story s;
                size_t n = 0;

                while (n < sizeof text - 1) {
                        seed = seed * 1664525u + 1013904223u;
                        text[n++] = pieces[(seed >> 8) % (sizeof pieces - 1)];
                }
                text[n] = 0;
                read_text(t, text, &s);
                t->checks++;
        }
        why_clear(&t->why);
}
