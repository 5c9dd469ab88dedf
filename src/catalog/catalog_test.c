/* catalog_test.c - the content of lists: what may be pasted, what two versions differ in, what comes back the same.  No database. */
#include "base/test.h"
#include "catalog/catalog_inner.h"
#include "law/pack_fixture.h"
#include <string.h>

static struct pack_column columns[] = { { "number", "编号", { NULL, 0, 0 } }, { "name", "事项", { NULL, 0, 0 } }, { "basis", "依据", { NULL, 0, 0 } } };
static const char *needed[] = { "name", "basis" };
static const struct pack_list kind = { .id = "powers", .label = "权责清单", .columns = columns, .n_columns = 3, .required = { needed, 2 }, .source = "" };

static const char *refused(struct test *t, const char *text)
{
        struct why why = { .mem = t->mem };
        struct grid g;

        if (grid__parse(&why, t->mem, &kind, text, &g))
                return "";
        CHECK(why.code == R_LIST_ROWS || why.code == R_BODY_MALFORMED);
        return why.detail ? why.detail : "?";
}

static struct grid parsed(struct test *t, const char *text)
{
        struct why why = { .mem = t->mem };
        struct grid g = { .mem = t->mem };

        CHECK(grid__parse(&why, t->mem, &kind, text, &g));
        return g;
}

TEST(catalog, the_same_rows_come_from_csv_from_a_spreadsheet_and_from_json)
{
        struct grid a = parsed(t, "\xEF\xBB\xBF编号,事项,依据\r\nA-1,\"甲，\"\"乙\"\"\",某法 1\r\n\r\nA-2,丙,\"某法\n2\"\r\n");
        struct grid b = parsed(t, "事项\t编号\t依据\n甲，\"乙\"\tA-1\t某法 1\n丙\tA-2\t\"某法\n2\"");
        struct grid c = parsed(t, "[{\"number\":\"A-1\",\"name\":\"甲，\\\"乙\\\"\",\"basis\":\"某法 1\"},{\"编号\":\"A-2\",\"name\":\"丙\",\"basis\":\"某法\\n2\"}]");

        CHECK(a.n == 2 && b.n == 2 && c.n == 2);
        CHECK_TEXT(grid__json(t->mem, &a), grid__json(t->mem, &c));
        CHECK_TEXT(grid__json(t->mem, &a), grid__json(t->mem, &b));
}

TEST(catalog, a_download_can_be_pasted_again_also_where_a_cell_looks_like_a_formula)
{
        struct grid a = parsed(t, "编号,事项,依据\nA-1,\"=SUM(1,2)\",'-1 某法\nA-2,@甲,+依据");
        struct grid b = parsed(t, grid_csv(t->mem, &a));

        CHECK_TEXT(a.rows[0][1], "=SUM(1,2)");
        CHECK_TEXT(grid__json(t->mem, &a), grid__json(t->mem, &b));
}

TEST(catalog, what_is_wrong_with_a_table_is_said_with_its_line)
{
        CHECK(strstr(refused(t, "编号,颜色\nA,B"), "颜色"));
        CHECK(strstr(refused(t, "编号,编号\nA,B"), "两个"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,甲,某法\nB,,某法"), "第 2 行（B）缺少“事项”"));
        CHECK(strstr(refused(t, "编号,事项,依据\n,甲,某法"), "缺少“编号”"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,甲,某法\nA,乙,某法"), "有两行"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,\"甲,某法"), "引号没有收尾"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,\"甲\"乙,某法"), "分隔符"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,甲,某法,多"), "只有 3 个"));
        CHECK(strstr(refused(t, "编号,事项,依据"), "没有一行"));
        CHECK(strstr(refused(t, "[[]]"), "不是对象"));
        CHECK(strstr(refused(t, "[{\"number\":\"A\",\"x\":\"y\"}]"), "不认识的栏目"));
        CHECK(*refused(t, "[{\"number\":"));
}

TEST(catalog, code_of_web_pages_is_refused_and_a_sign_for_less_is_not)
{
        CHECK(strstr(refused(t, "编号,事项,依据\nA,<img src=x onerror=1>,某法"), "网页代码"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,a</b>,某法"), "网页代码"));
        CHECK(strstr(refused(t, "编号,事项,依据\nA,<!-- x,某法"), "网页代码"));
        CHECK(strstr(refused(t, "[{\"number\":\"A\",\"name\":\"x\\u0007\",\"basis\":\"y\"}]"), "第 1 行"));
        CHECK_TEXT(refused(t, "编号,事项,依据\nA,面积 < 100 平方米,某法"), "");
}

TEST(catalog, the_longest_cell_and_the_most_rows_pass_and_one_more_does_not)
{
        struct buffer b = { .mem = t->mem }, rows = { .mem = t->mem };

        for (int i = 0; i < LIST_CELL_MAX; i++)
                buffer_text(&b, "字");
        CHECK_TEXT(refused(t, text_make(t->mem, "编号,事项,依据\nA,%s,某法", buffer_done(&b))), "");
        CHECK(strstr(refused(t, text_make(t->mem, "编号,事项,依据\nA,%s字,某法", buffer_done(&b))), "超过"));
        buffer_text(&rows, "编号,事项,依据\n");
        for (int i = 0; i < LIST_ROWS_MAX; i++)
                buffer_make(&rows, "A-%d,甲,某法\n", i);
        CHECK_TEXT(refused(t, buffer_done(&rows)), "");
        buffer_text(&rows, "B,甲,某法\n");
        CHECK(strstr(refused(t, buffer_done(&rows)), "最多"));
}

TEST(catalog, two_versions_differ_row_by_row_and_cell_by_cell)
{
        struct grid before = parsed(t, "编号,事项,依据\nA,甲,某法 1\nB,乙,某法 2\nC,丙,某法 3");
        struct grid after = parsed(t, "编号,事项,依据\nC,丙,某法 3\nA,甲,某法 9\nD,丁,某法 4");
        struct grid_changes l;

        grid_diff(t->mem, &before, &after, NULL, &l);
        CHECK(l.n == 3 && l.added == 1 && l.removed == 1 && l.changed == 1);
        CHECK(l.at[0].kind == GRID_CHANGED && l.at[0].n_cells == 1);
        CHECK_TEXT(l.at[0].name, "A");
        CHECK_TEXT(l.at[0].cells[0].before, "某法 1");
        CHECK_TEXT(l.at[0].cells[0].after, "某法 9");
        CHECK_TEXT(l.at[1].name, "D");
        CHECK_TEXT(l.at[2].name, "B");
        grid_diff(t->mem, &before, &after, "number|name", &l);
        CHECK(l.changed == 0 && l.added == 1 && l.removed == 1);
        grid_diff(t->mem, &before, &before, NULL, &l);
        CHECK(l.n == 0);
}

static const char *towns_wrong(struct test *t, struct pack *p, const char *cell)
{
        struct why why = { .mem = t->mem };
        struct listed_powers l;

        return list__powers_read(&why, p, "urban", "X-1", cell, &l) ? "" : why.detail;
}

TEST(catalog, a_township_s_line_says_mode_document_and_days_and_one_day_has_one_mode)
{
        struct pack *p = fixture_pack(t, "packs/township");
        struct why why = { .mem = t->mem };
        struct listed_powers l = { 0 };
        struct day in = day_make(2025, 3, 31), after = day_make(2025, 4, 1);

        CHECK(list__powers_read(&why, p, "urban", "X-1", "甲镇：委托，某委托〔2025〕1号，2025-01-01，2025-03-31；甲镇：赋权,某政发,2025-04-02\n某区乙镇人民政府：配合，意见，2025-01-01", &l));
        CHECK(l.n == 3 && !strcmp(l.at[0].town, "town-a") && !strcmp(l.at[0].mode, "entrusted") && !strcmp(l.at[2].mode, "assisting"));
        CHECK(listed_power(&l, "town-a", in) == &l.at[0] && listed_power_holds(&l.at[0], in) && !listed_power_holds(&l.at[0], after));
        CHECK(listed_power(&l, "town-a", after) == &l.at[1] && !listed_power_holds(&l.at[1], after));
        CHECK(listed_power(&l, "town-a", day_make(2030, 1, 1)) == &l.at[1] && listed_power_holds(&l.at[1], day_make(2030, 1, 1)) && !listed_power(&l, "town-c", in));
        CHECK_TEXT(towns_wrong(t, p, ""), "");
        CHECK(strstr(towns_wrong(t, p, "甲镇 委托"), "乡镇：方式"));
        CHECK(strstr(towns_wrong(t, p, "丁镇：赋权，文件，2025-01-01"), "其他机关"));
        CHECK(strstr(towns_wrong(t, p, "区城管局：赋权，文件，2025-01-01"), "其他机关"));
        CHECK(strstr(towns_wrong(t, p, "甲镇：派驻，文件，2025-01-01"), "赋权、委托、配合"));
        CHECK(strstr(towns_wrong(t, p, "甲镇：赋权，，2025-01-01"), "写明方式"));
        CHECK(strstr(towns_wrong(t, p, "甲镇：赋权，文件，2025-02-29"), "起止日"));
        CHECK(strstr(towns_wrong(t, p, "甲镇：委托，文件，2025-01-01"), "第二十条"));
        CHECK(strstr(towns_wrong(t, p, "甲镇：赋权，文件，2025-01-01；甲镇：配合，文件，2026-01-01"), "重叠"));
        pack_free(p);
}

/* Whatever the packs name as what the engine runs can be written into a list: names unique, first column filled. */
TEST(catalog, every_list_of_every_pack_that_the_engine_fills_can_be_made_of_it)
{
        static const char *const packs[] = { "packs/national", "packs/daying", "packs/yuxi-water", "packs/xinglongtai", "packs/xinglongtai-housing",
                                             "packs/township" };

        for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
                struct pack *p = fixture_pack(t, packs[i]);
                struct ctx c = { .mem = t->mem, .why = { .mem = t->mem }, .pack = p };

                CHECK(p && p->n_lists >= 13);
                for (size_t k = 0; p && k < p->n_lists; k++) {
                        const struct pack_list *l = &p->lists[k];
                        struct pack_list free_of = *l;
                        struct grid g;
                        bool made;

                        free_of.required.n = 0;
                        for (size_t a = 0; a < p->n_agencies && *l->source && strcmp(l->source, "officers"); a++)
                                if (list_of_engine(&c, l, p->agencies[a].id, &g, &made) && made && g.n && !grid__check(&c.why, &free_of, &g))
                                        test_failed(t, __FILE__, __LINE__, "%s %s: %s", packs[i], l->id, c.why.detail);
                }
                pack_free(p);
        }
}
