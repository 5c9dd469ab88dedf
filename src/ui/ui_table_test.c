/* ui_table_test.c - tables and views: one table in four dresses (screen, JSON, CSV, terminal), pages found by pattern, rights asked. */
#include "base/json.h"
#include "ui/ui.h"
#include "ui/ui_test.h"

static const struct column columns[] = {
        { "id", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "cause", "案由", CELL_TEXT }, { "fine", "罚款", CELL_MONEY },
        { "due", "期限", CELL_DUE }, { "at", "时间", CELL_INSTANT }, { "open", "在办", CELL_BOOL }, { "paper", "文书", CELL_LINK },
        { "av", "音像", CELL_TEXT }, COLUMN_END
};

static struct table sample(struct test *t, const char *number, const char *paper)
{
        struct table table;

        table_start(&table, t->mem, columns);
        table_row(&table, (const char *[]){ "12", number, "倾倒垃圾", "18000000", "2026-11-24", "2026-11-19T14:10:00.000Z",
                                            "true", paper, "ok:齐" });
        table_row(&table, (const char *[]){ "13", "乙", NULL, NULL, NULL, NULL, NULL, NULL, NULL });
        table.total = 40;
        return table;
}

TEST(table, rows_are_copied_and_may_be_many)
{
        struct table table;
        char cell[32] = "";
        const char *row[9] = { cell };

        table_start(&table, t->mem, columns);
        CHECK_INT(table.n_columns, 9);
        CHECK_INT(table.total, -1);
        for (int i = 0; i < 1000; i++) {
                text_copy(t->mem, "");
                memcpy(cell, text_make(t->mem, "%d", i), 5);
                table_row(&table, row);
        }
        CHECK_INT(table.n_rows, 1000);
        CHECK_TEXT(table.rows[0][0], "0");
        CHECK_TEXT(table.rows[999][0], "999");
        CHECK(!table.rows[5][1]);
}

TEST(table, as_json_keeps_fen_and_types)
{
        struct table table = sample(t, "甲\"\n", "决定书\t/p/1");
        const char *s = table_json(t->mem, &table);
        json_t *j = json_parse(&t->why, s, strlen(s)), *row = json_array_get(json_object_get(j, "rows"), 0);

        CHECK(j != NULL);
        CHECK_INT(json_integer_value(json_object_get(row, "fine")), 18000000);
        CHECK_INT(json_integer_value(json_object_get(row, "id")), 12);
        CHECK_TEXT(json_string_value(json_object_get(row, "number")), "甲\"\n");
        CHECK(json_is_true(json_object_get(row, "open")));
        CHECK_TEXT(json_string_value(json_object_get(row, "paper")), "决定书");
        CHECK_TEXT(json_string_value(json_object_get(row, "paper_url")), "/p/1");
        CHECK(json_is_null(json_object_get(json_array_get(json_object_get(j, "rows"), 1), "fine")));
        CHECK_INT(json_integer_value(json_object_get(j, "total")), 40);
        CHECK_TEXT(json_string_value(json_object_get(json_array_get(json_object_get(j, "columns"), 3), "type")), "money");
        json_decref(j);
}

TEST(table, as_csv_quotes_counts_in_yuan_and_defuses_formulas)
{
        static const char *const formulas[] = { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝cmd", "－1" };
        struct table table = sample(t, "甲,\"乙\"", "决定书\t/p/1");
        const char *s = table_csv(t->mem, &table);

        CHECK(text_starts(s, "\xEF\xBB\xBF编号,案号,案由,罚款（元）,期限,时间,在办,文书,音像\r\n"));
        CHECK(strstr(s, "12,\"甲,\"\"乙\"\"\",倾倒垃圾,180000.00,2026-11-24,2026-11-19 22:10,是,决定书,ok:齐\r\n"));
        CHECK(strstr(s, "\r\n13,乙,,,,,,,\r\n"));
        for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
                table = sample(t, formulas[i], NULL);
                CHECK(strstr(table_csv(t->mem, &table), text_make(t->mem, "\r\n12,'%s,", formulas[i])));
        }
        table = sample(t, "=HYPERLINK(\"http://x\",\"y\")", "=1\t/p");
        s = table_csv(t->mem, &table);
        CHECK(strstr(s, ",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",") && strstr(s, ",'=1,"));
}

TEST(table, a_negative_number_in_csv_is_a_number)
{
        static const struct column two[] = { { "a", "数", CELL_INT }, { "b", "钱", CELL_MONEY }, COLUMN_END };
        struct table table;

        table_start(&table, t->mem, two);
        table_row(&table, (const char *[]){ "-5", "-1050" });
        table_row(&table, (const char *[]){ "-5+cmd", "-x" });
        CHECK(strstr(table_csv(t->mem, &table), "\r\n-5,-10.50\r\n'-5+cmd,'-x\r\n"));
}

TEST(table, as_text_counts_wide_characters_as_two)
{
        static const struct column two[] = { { "a", "名称", CELL_TEXT },
                                             { "b", "n", CELL_INT },
                                             { "c", "备注", CELL_TEXT },
                                             COLUMN_END };
        struct table table;

        table_start(&table, t->mem, two);
        table_row(&table, (const char *[]){ "大英县", "1", "x" });
        table_row(&table, (const char *[]){ "ab", "12345", "一\n二\x1b[31m" });
        table_row(&table, (const char *[]){ "e\xCC\x81〔〕", NULL, NULL });
        CHECK_TEXT(table_text(t->mem, &table),
                   "名称        n  备注\n"
                   "------  -----  ----------\n"
                   "大英县      1  x\n"
                   "ab      12345  一 二?[31m\n"
                   "e\xCC\x81〔〕       -  -\n"
                   "共 3 行\n");
        table.total = 9;
        CHECK(strstr(table_text(t->mem, &table), "共 9 行，这里是 3 行\n"));
}

TEST(table, on_the_screen_is_sound_and_escapes_every_cell)
{
        static const struct pair query[] = { { "q", "甲&乙" }, { "page", "3" }, { "empty", "" } };
        struct table table = sample(t, "\"'><script>x</script>", "看\tjavascript:alert(1)");
        struct html *h = html_new(t->mem);
        struct calendar *cal = NULL;
        const char *s;

        ui_table(h, &table,
                 &(struct ui_table){ .caption = "案件<表>",
                                     .path = "/desk/cases",
                                     .query = query,
                                     .n_query = 3,
                                     .sortable = "number|fine",
                                     .sort = "fine",
                                     .link = "number",
                                     .link_to = "id",
                                     .link_base = "/desk/case/",
                                     .hide = "id",
                                     .sub = "cause",
                                     .tags = "av",
                                     .today = day_make(2026, 11, 20),
                                     .calendar = cal,
                                     .unit = UNIT_CALENDAR });
        s = ui_test_text(h);
        ui_test_sound(t, s);
        CHECK(!strstr(s, "<script>x") && strstr(s, "<caption class=\"vh\">案件&lt;表&gt;</caption>"));
        CHECK(strstr(s, "<a href=\"/desk/case/12\">&quot;"));
        CHECK(strstr(s, "href=\"/desk/cases?q=%E7%94%B2%26%E4%B9%99&amp;sort=number\""));
        CHECK(strstr(s, "aria-sort=\"ascending\"><a href=\"/desk/cases?q=%E7%94%B2%26%E4%B9%99&amp;sort=-fine\""));
        CHECK(strstr(s, "<small>倾倒垃圾</small>") && strstr(s, "180,000") && strstr(s, "剩 4 天") &&
              strstr(s, "<span class=\"tag ok\">齐</span>"));
        CHECK(strstr(s, "2026-11-19 22:10") && !strstr(s, "data-l=\"编号\"") && strstr(s, "data-l=\"案号\""));
}

TEST(table, without_rows_says_what_is_not_here)
{
        struct table table;
        struct html *h = html_new(t->mem);

        table_start(&table, t->mem, columns);
        ui_table(h, &table, &(struct ui_table){ .caption = "协查", .empty = "没有待回复的协查请求", .empty_when = "收到后出现在这里" });
        CHECK(strstr(ui_test_text(h), "没有待回复的协查请求") && strstr(ui_test_text(h), "收到后出现在这里") && !strstr(ui_test_text(h), "<table"));
}

static const char *pager(struct test *t, int64_t page, int64_t total)
{
        static const struct pair query[] = { { "q", "a b" }, { "page", "9" } };
        struct html *h = html_new(t->mem);

        ui_pager(h, "/x", query, 2, page, 10, total);
        return ui_test_text(h);
}

TEST(table, pages_are_links_that_keep_the_question)
{
        CHECK_TEXT(pager(t, 1, 10), "");
        CHECK(strstr(pager(t, 1, 11), "href=\"/x?q=a%20b&amp;page=2\" rel=\"next\""));
        CHECK(strstr(pager(t, 6, 110), "第 51–60 条，共 110 条"));
        CHECK_INT(ui_test_count(pager(t, 6, 110), "class=\"gap\""), 2);
        CHECK_INT(ui_test_count(pager(t, 6, 110), "aria-current=\"page\""), 1);
        CHECK_INT(ui_test_count(pager(t, 1, 110), "class=\"gap\""), 1);
        CHECK(strstr(pager(t, 99, 110), "第 101–110 条") && !strstr(pager(t, 99, 110), "rel=\"next\""));
        CHECK(strstr(pager(t, -3, 110), "第 1–10 条"));
}

TEST(table, filters_show_what_was_chosen_as_chips_that_can_be_taken_off)
{
        static const struct arg params[] = {
                { "q", ARG_TEXT, 0, "案号", NULL, NULL, 0, 0 }, { "kind", ARG_CHOICE, 0, "程序", NULL, "general=普通|summary=简易", 0, 0 },
                { "open", ARG_BOOL, 0, "在办", NULL, NULL, 0, 0 }, { "from", ARG_DAY, 0, "立案起", NULL, NULL, 0, 0 },
                { "page", ARG_INT, 0, "页", NULL, NULL, 0, 0 }, ARG_END
        };
        static const struct pair query[] = { { "kind", "summary" },
                                             { "q", "<b>" },
                                             { "open", "false" },
                                             { "page", "2" },
                                             { "sort", "due" } };
        struct html *h = html_new(t->mem);
        const char *s;

        ui_filters(h, &(struct ui_filters){ .path = "/x",
                                            .label = "筛选",
                                            .params = params,
                                            .query = query,
                                            .n = 5,
                                            .skip = "sort",
                                            .total = 1234 });
        s = ui_test_text(h);
        ui_test_sound(t, s);
        CHECK(strstr(s, "<option value=\"summary\" selected>简易") && strstr(s, "<option value=\"false\" selected>否"));
        CHECK(strstr(s, "程序：简易") && strstr(s, "案号：&lt;b&gt;") && strstr(s, "在办：否"));
        CHECK(strstr(s, "href=\"/x?q=%3Cb%3E&amp;open=false&amp;sort=due\""));
        CHECK(strstr(s, "name=\"sort\" value=\"due\"") && !strstr(s, "name=\"page\"") && strstr(s, "1,234 条"));
}

/* ---- pages ---- */

static bool show(struct ctx *c, const struct page_in *in, struct html *h)
{
        (void)c, (void)in, (void)h;
        return true;
}

static const struct page pages[] = {
        { "/ui-test/{id}", "一", "", show, false }, { "/ui-test/new", "新", "", show, false }, { "/ui-test/{id}/act/{seq}", "动作", "", show, false },
        { "/ui-test", "全部", "", show, false },
};

static const struct page *found(struct test *t, const char *path, const char *args[4])
{
        static bool done;

        if (!done)
                pages_bind(pages, sizeof pages / sizeof *pages);
        done = true;
        return page_find(t->mem, path, args);
}

TEST(page, is_found_by_its_pattern_and_plain_words_win)
{
        const char *args[4] = { "kept", NULL, NULL, NULL };

        CHECK(!found(t, "/ui-test/", args) && !found(t, "/ui-testing", args) && !found(t, "/ui-test/1/act", args) &&
              !found(t, "/ui-test/1/", args));
        CHECK(!found(t, "ui-test", args) && !found(t, "", args));
        CHECK_TEXT(args[0], "kept");
        CHECK(found(t, "/ui-test", args) == &pages[3]);
        CHECK(found(t, "/ui-test/new", args) == &pages[1]);
        CHECK(found(t, "/ui-test/大综执罚〔2026〕1 号", args) == &pages[0]);
        CHECK_TEXT(args[0], "大综执罚〔2026〕1 号");
        CHECK_TEXT(args[1], "");
        CHECK(found(t, "/ui-test/12/act/345", args) == &pages[2]);
        CHECK_TEXT(args[0], "12");
        CHECK_TEXT(args[1], "345");
}

TEST(page, a_query_that_was_not_asked_is_empty)
{
        static const struct pair query[] = { { "tab", "2" } };
        struct page_in in = { .query = query, .n = 1 };

        CHECK_TEXT(page_query(&in, "tab"), "2");
        CHECK_TEXT(page_query(&in, "ta"), "");
}

/* ---- views ---- */

static bool view_rows(struct ctx *c, const struct args *a, struct table *out)
{
        if (arg_int(a, "n") == 13)
                return refuse(&c->why, R_NEED, "n", NULL);
        for (int64_t i = 0; i < arg_int(a, "n"); i++)
                table_row(out, (const char *[]){ text_make(c->mem, "%lld", (long long)i) });
        return true;
}

static const struct arg view_params[] = { { "n", ARG_INT, ARG_REQUIRED, "几行", NULL, NULL, 0, 100 }, ARG_END };
static const struct column view_columns[] = { { "i", "序号", CELL_INT }, COLUMN_END };
static const struct view views[] = {
        { "ui_test_open", "公开", "", "public", view_params, view_columns, view_rows }, { "ui_test_inside", "内部", "", "", view_params, view_columns, view_rows },
};

static bool nobody(struct ctx *c, const char *roles)
{
        return !strcmp(roles, "public") || refuse(&c->why, R_LOGIN, NULL, NULL);
}

static bool run(struct test *t, const char *name, const char *n, struct table *out)
{
        static bool done;
        struct pair pair = { "n", n };
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem } };
        bool good;

        if (!done)
                views_bind(views, 2);
        done = true;
        views_access_bind(nobody);
        good = view_run(&c, name, &pair, 1, out);
        t->why = c.why;
        return good;
}

TEST(view, runs_only_with_right_name_right_and_parameters)
{
        struct table table = { .total = 77 };

        CHECK_REFUSED(run(t, "ui_test_none", "1", &table), R_VIEW_UNKNOWN);
        CHECK_REFUSED(run(t, "ui_test_inside", "1", &table), R_LOGIN);
        CHECK_REFUSED(run(t, "ui_test_open", "x", &table), R_ARG_TYPE);
        CHECK_REFUSED(run(t, "ui_test_open", "101", &table), R_ARG_RANGE);
        CHECK_REFUSED(run(t, "ui_test_open", "13", &table), R_NEED);
        CHECK_INT(table.total, 77);
        CHECK(run(t, "ui_test_open", "3", &table));
        CHECK_INT(table.n_rows, 3);
        CHECK(view_find("ui_test_open") == &views[0] && !view_find("ui_test"));
}
