/* custody_test.c - how long things are kept, and what a list of them says in an act. */
#include "base/test.h"
#include "custody/custody_inner.h"

static const char *of_case[] = { "case" }, *of_major[] = { "catalogued" }, *of_force[] = { "coerced" }, *of_none[] = { "unlinked" }, *permits[] = { "permit" };

static struct pack_retention rows[] = {
        { .id = "unlinked", .label = "未入案", .law = "甲", .of = { of_none, 1 }, .months = 6 },
        { .id = "case", .label = "入案", .law = "乙", .of = { of_case, 1 }, .months = 120 },
        { .id = "permit", .label = "许可", .law = "丙", .of = { of_case, 1 }, .kinds = { permits, 1 }, .months = 60 },
        { .id = "major", .label = "重大", .law = "丁", .of = { of_major, 1 }, .months = 360 },
        { .id = "force", .label = "强制", .law = "戊", .of = { of_force, 1 }, .permanent = true },
};
static const struct pack pack = { .retention = rows, .n_retention = sizeof rows / sizeof *rows };

static struct keeping keeping(struct test *t, const char *of, const char *kind, const char *chosen)
{
        struct keeping k = { .rule = "" };

        CHECK(keeping_of(&pack, of, kind, day_make(2024, 10, 8), chosen, &k));
        return k;
}

TEST(keeping, counts_months_from_the_end_of_the_case)
{
        struct keeping k = keeping(t, "case", "penalty", "");

        CHECK_TEXT(k.rule, "入案");
        CHECK_TEXT(day_text(t->mem, k.until), "2034-10-08");
        CHECK(!k.permanent);
        k = keeping(t, "unlinked", "", "");
        CHECK_TEXT(day_text(t->mem, k.until), "2025-04-08");
}

TEST(keeping, ends_a_month_that_has_no_such_day_on_its_last)
{
        struct keeping k;

        CHECK(keeping_of(&pack, "unlinked", "", day_make(2024, 8, 31), "", &k));
        CHECK_TEXT(day_text(t->mem, k.until), "2025-02-28");
}

TEST(keeping, takes_the_longest_of_all_rows_that_apply)
{
        CHECK_TEXT(keeping(t, "case|catalogued", "penalty", "").rule, "重大");
        CHECK_TEXT(keeping(t, "case", "permit", "").rule, "入案");
        CHECK(keeping(t, "case|catalogued|coerced", "penalty", "").permanent);
}

TEST(keeping, is_never_shorter_than_the_dossier)
{
        struct keeping k = keeping(t, "case", "penalty", "years30");

        CHECK_TEXT(k.rule, "与案卷相同");
        CHECK_TEXT(day_text(t->mem, k.until), "2054-10-08");
        CHECK_TEXT(keeping(t, "case", "penalty", "years10").rule, "入案");
        CHECK_TEXT(keeping(t, "case|catalogued", "penalty", "years10").rule, "重大");
        CHECK(keeping(t, "case", "penalty", "permanent").permanent);
}

TEST(keeping, says_nothing_of_what_no_row_speaks_of_or_has_not_begun)
{
        struct keeping k;

        CHECK(!keeping_of(&pack, "copy", "penalty", day_make(2024, 10, 8), "permanent", &k));
        CHECK(!keeping_of(&(struct pack){ 0 }, "case", "penalty", day_make(2024, 10, 8), "", &k));
        CHECK(!keeping_of(&pack, "case", "penalty", DAY_NONE, "", &k));
}

TEST(keeping, is_over_on_the_day_after_the_last)
{
        struct keeping k = keeping(t, "case", "penalty", "");
        struct item it = { .noun = "recording", .title = "录像" };
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem }, .now = instant_at(k.until, 23, 59) };

        CHECK(!custody__due(&c, &it, &k));
        CHECK_INT(c.why.code, R_RETENTION);
        c.why = (struct why){ .mem = t->mem };
        c.now = instant_at(day_plus(k.until, 1), 0, 0);
        CHECK(custody__due(&c, &it, &k));
        k.permanent = true;
        CHECK(!custody__due(&c, &it, &k));
}

TEST(keeping, writes_a_list_into_an_act_and_reads_it_back)
{
        struct item it = { .noun = "intake", .id = 7, .case_id = 3, .size = 9, .title = "“甲”\n乙", .digest = "sm3:00", .rule = "未入案", .law = "甲",
                           .since = day_make(2024, 10, 8), .until = day_make(2025, 4, 8) };
        struct items one = { .at = &it, .n = 1 }, back;

        CHECK(custody__items_read(t->mem, custody__items_json(t->mem, &one), &back));
        CHECK_INT(back.n, 1);
        CHECK_TEXT(back.at[0].noun, "intake");
        CHECK_INT(back.at[0].id, 7);
        CHECK_TEXT(back.at[0].title, it.title);
        CHECK_INT(back.at[0].until.n, it.until.n);
        CHECK(!custody__items_read(t->mem, "{}", &back));
        CHECK(!custody__items_read(t->mem, "[{\"since\":\"x\",\"until\":\"2025-04-08\"}]", &back));
}
