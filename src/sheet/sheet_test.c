/* sheet_test.c - what is written is read back; what a spreadsheet may hold that must not be taken is named by its place. */
#include "base/file.h"
#include "base/test.h"
#include "sheet/sheet_inner.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct sheet_column columns[] = { { .label = "姓名", .type = SHEET_TEXT }, { .label = "件数", .type = SHEET_NUMBER }, { .label = "罚款（元）", .type = SHEET_MONEY },
        { .label = "日期", .type = SHEET_DAY }, { .label = "时刻", .type = SHEET_INSTANT }, { .label = "持证", .type = SHEET_BOOL } };
static const struct sheet_want want[] = { { "name", "姓名", true }, { "n", "件数", true }, { "fine", "罚款（元）", false }, { "day", "日期", false }, { "at", "时刻", false },
        { "has", "持证", false } };

static int file_new(void)
{
        return memfd_create("sheet", MFD_CLOEXEC);
}

static int text_file(const char *s, size_t n)
{
        int fd = file_new();

        return write_all(fd, s, n) ? fd : -1;
}

/* A workbook with this sheet, the smallest there is. */
static int book_file(struct test *t, const char *sheet)
{
        static const char book[] = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                "<sheets><sheet name=\"人员\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
        static const char rels[] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                "<Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
        static const char styles[] = "<styleSheet><numFmts>"
                "<numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"[Red]0.00\"/></numFmts>"
                "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>";
        const char *path = text_make(t->mem, "%s/%d.xlsx", test_dir(t), t->checks);
        const char *const names[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml" };
        const char *const texts[] = { book, rels, styles, sheet };
        int e;
        zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &e);

        for (size_t i = 0; i < 4; i++)
                zip_file_add(z, names[i], zip_source_buffer(z, texts[i], strlen(texts[i]), 0), ZIP_FL_OVERWRITE);
        CHECK(!zip_close(z));
        return open(path, O_RDONLY | O_CLOEXEC);
}

#define HEAD "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名*</t></is></c><c r=\"B1\" t=\"str\"><v>件 数</v></c><c r=\"D1\" t=\"str\"><v>日期</v></c></row>"
#define TAIL "</sheetData></worksheet>"

/* Reads the first row after the head; refused: the words. */
static bool first_row(struct test *t, const char *rows, const struct sheet_cell **cells, int64_t *number)
{
        int fd = book_file(t, rows);
        struct book *b = book_open(t->mem, &t->why, fd, "人员.xlsx");
        struct sheet_table table;
        bool ok = b && sheet_table_begin(b, "人员", want, 6, &table) && sheet_table_row(&table, number, cells);

        if (ok && *number) {
                struct sheet_cell *kept = TAKE_N(t->mem, struct sheet_cell, 6);

                for (size_t i = 0; i < 6; i++)
                        kept[i] = (struct sheet_cell){ (*cells)[i].type, text_copy(t->mem, (*cells)[i].text), (*cells)[i].flags };
                *cells = kept;
                for (int64_t more = 1; ok && more;) {
                        const struct sheet_cell *ignored;

                        ok = sheet_table_row(&table, &more, &ignored);
                }
        }
        book_close(b);
        close(fd);
        return ok;
}

TEST(sheet, what_is_written_is_read_back)
{
        static const char *const rows[][6] = { { "=SUM(A1)", "12", "123456", "2026-11-23", "2026-11-23T02:31:00.000Z", "true" },
                { " 前后空格 ", "-0.5", "-1", "1900-03-01", NULL, "false" }, { "a_x0041_b\n第二行", "123456789012345678", NULL, "", NULL, NULL } };
        static const char *const back[][6] = { { "=SUM(A1)", "12", "1234.56", "2026-11-23", "2026-11-23T10:31", "true" },
                { " 前后空格 ", "-0.5", "-0.01", "1900-03-01", "", "false" }, { "a_x0041_b\n第二行", "123456789012345678", "", "", "", "" } };
        int fd = file_new();
        struct sheet_writer *w = sheet_writer_open(t->mem, &t->why, fd, &(struct sheet_about){ .title = "人员" });
        struct sheet_table table;
        const struct sheet_cell *cells;
        int64_t number;

        CHECK(sheet_writer_sheet(w, "人员", columns, 6));
        for (size_t i = 0; i < 3; i++)
                CHECK(sheet_writer_row(w, rows[i]));
        CHECK(sheet_writer_close(w));
        struct book *b = book_open(t->mem, &t->why, fd, "人员.xlsx");

        CHECK(b && sheet_table_begin(b, "人员", want, 6, &table) && table.head == 1 && !table.n_extra);
        for (size_t i = 0; i < 3; i++) {
                CHECK(sheet_table_row(&table, &number, &cells) && number == (int64_t)i + 2);
                for (size_t k = 0; k < 6; k++)
                        CHECK_TEXT(cells[k].text, back[i][k]);
                CHECK(!sheet_cell_wrong(t->mem, &cells[0], false));
        }
        CHECK(sheet_table_row(&table, &number, &cells) && !number);
        book_close(b);
        close(fd);
}

TEST(sheet, a_million_rows_end_one_sheet_and_begin_another)
{
        static const struct sheet_column one[] = { { .label = "号", .type = SHEET_NUMBER } };
        int fd = file_new();
        struct sheet_writer *w = sheet_writer_open(t->mem, &t->why, fd, &(struct sheet_about){ 0 });
        bool ok = sheet_writer_sheet(w, "号", one, 1);
        struct sheet_row row;

        for (int i = 0; ok && i < SHEET_ROWS + 1; i++)
                ok = sheet_writer_row(w, (const char *const[]){ "7" });
        CHECK(sheet_writer_close(w) && ok);
        struct book *b = book_open(t->mem, &t->why, fd, "号.xlsx");

        CHECK(b && book_sheets(b) == 2 && !strcmp(book_sheet(b, 1), "号 2"));
        CHECK(b && book_start(b, "号 2") && book_row(b, &row) && book_row(b, &row) && row.number == 2 && book_row(b, &row) && !row.number);
        book_close(b);
        close(fd);
}

TEST(sheet, dates_come_by_style_and_long_numbers_are_found_out)
{
        const struct sheet_cell *c = NULL;
        int64_t n = 0;

        CHECK(first_row(t, HEAD "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>45000</v></c><c r=\"B3\" s=\"2\"><v>45000</v></c><c r=\"D3\" s=\"4\"><v>45000.5</v></c></row>" TAIL, &c, &n));
        CHECK(n == 3 && c[0].type == SHEET_DAY && c[1].type == SHEET_DAY && c[3].type == SHEET_INSTANT);
        CHECK_TEXT(c[1].text, "2023-03-15");
        CHECK_TEXT(c[3].text, "2023-03-15T12:00");
        CHECK(first_row(t, HEAD "<row><c r=\"A2\" s=\"3\"><v>45000</v></c><c><v>5.1092319900101E+17</v></c><c/><c t=\"d\"><v>2024-10-29T00:00:00</v></c></row>" TAIL, &c, &n));
        CHECK(n == 2 && c[0].type == SHEET_NUMBER && c[3].type == SHEET_DAY);
        CHECK_TEXT(c[3].text, "2024-10-29");
        CHECK(strstr(sheet_cell_wrong(t->mem, &c[1], false), "15 位"));
}

TEST(sheet, formulas_and_error_values_are_named)
{
        const struct sheet_cell *c = NULL;
        int64_t n = 0;

        CHECK(first_row(t, HEAD "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>B2&amp;\"a\"</f><v>李四</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c><c r=\"D2\" t=\"b\"><v>1</v></c></row>" TAIL, &c, &n));
        CHECK(strstr(sheet_cell_wrong(t->mem, &c[0], false), "公式") && !sheet_cell_wrong(t->mem, &c[0], true));
        CHECK_TEXT(c[0].text, "李四");
        CHECK(strstr(sheet_cell_wrong(t->mem, &c[1], true), "#N/A"));
        CHECK_TEXT(c[3].text, "true");
}

TEST(sheet, what_a_sheet_must_not_be_is_refused_with_its_place)
{
        const struct sheet_cell *c;
        int64_t n;

        CHECK_REFUSED(first_row(t, HEAD "<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>" TAIL, &c, &n), R_SHEET_LIMIT);
        CHECK_REFUSED(first_row(t, HEAD "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A2:A9\"/></mergeCells></worksheet>", &c, &n), R_SHEET_HEAD);
        CHECK_REFUSED(first_row(t, "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>人员一览表</v></c></row></sheetData><mergeCells>"
                "<mergeCell ref=\"A1:F1\"/></mergeCells></worksheet>", &c, &n), R_SHEET_HEAD);
        CHECK_REFUSED(first_row(t, HEAD "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>1</v></c></row>" TAIL, &c, &n), R_SHEET_BROKEN);
        CHECK_REFUSED(first_row(t, HEAD "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>" TAIL, &c, &n), R_SHEET_BROKEN);
        CHECK_REFUSED(first_row(t, HEAD "<row r=\"2\"><c r=\"ZZZ2\"><v>1</v></c></row>" TAIL, &c, &n), R_SHEET_BROKEN);
        CHECK_REFUSED(first_row(t, HEAD "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>" TAIL, &c, &n), R_SHEET_LIMIT);
        CHECK_REFUSED(first_row(t, HEAD "<row r=\"2\"><c r=\"A2\"><v>1</v>", &c, &n), R_SHEET_BROKEN);
        CHECK_REFUSED(first_row(t, "<!DOCTYPE x [<!ENTITY a \"b\">]>" HEAD TAIL, &c, &n), R_SHEET_BROKEN);
        CHECK_REFUSED(first_row(t, "<worksheet><sheetData><row><c t=\"str\"><v>姓名</v></c><c t=\"str\"><v>罚款（元）</v></c><c t=\"str\"><v>日期</v></c></row>" TAIL, &c, &n), R_SHEET_HEAD);
        CHECK_REFUSED(first_row(t, "<worksheet><sheetData><row><c t=\"str\"><v>姓名</v></c><c t=\"str\"><v>件数</v></c><c t=\"str\"><v>日期</v>"
                "</c><c t=\"str\"><v>甲</v></c><c t=\"str\"><v>甲</v></c></row>" TAIL, &c, &n), R_SHEET_HEAD);
}

static struct book *open_text(struct test *t, const char *s, size_t n, int *fd)
{
        *fd = text_file(s, n);
        return book_open(t->mem, &t->why, *fd, "表.csv");
}

TEST(sheet, csv_comes_in_the_encodings_of_offices)
{
        static const char gb[] = "\xD0\xD5\xC3\xFB,\xBC\xFE\xCA\xFD\r\n\xC0\xEE\xCB\xC4,3\r\n", utf8[] = "\xEF\xBB\xBF姓名;件数\n\n\"李;\"\"四\"\"\n二\";3\n'=1+1;4";
        static const char utf16[] = "\xFF\xFE\xD3\x59\x0D\x54\x09\x00\xF6\x4E\x70\x65\n\0\x4E\x67\t\0" "3\0";
        const struct sheet_want two[] = { { "name", "姓名", true }, { "n", "件数", true } };
        const char *const texts[] = { gb, utf8, utf16 }, *const names[] = { "李四", "李;\"四\"\n二", "李" };
        const size_t sizes[] = { sizeof gb - 1, sizeof utf8 - 1, sizeof utf16 - 1 };
        const struct sheet_cell *c;
        struct sheet_table table;
        int64_t n;
        int fd;

        for (size_t i = 0; i < 3; i++) {
                struct book *b = open_text(t, texts[i], sizes[i], &fd);

                CHECK(b && sheet_table_begin(b, NULL, two, 2, &table) && sheet_table_row(&table, &n, &c));
                CHECK_TEXT(c[0].text, names[i]);
                CHECK_TEXT(c[1].text, "3");
                if (i == 1) {
                        CHECK(n == 3 && sheet_table_row(&table, &n, &c) && n == 5);
                        CHECK_TEXT(c[0].text, "=1+1");
                }
                book_close(b);
                close(fd);
        }
}

TEST(sheet, what_is_no_table_is_refused_by_its_name)
{
        const struct { const char *s; size_t n; const char *says; } wrong[] = { { "\xD0\xCF\x11\xE0\xA1\xB1", 6, ".xls" }, { "%PDF-1.7", 8, "PDF" }, { "", 0, "空文件" },
                { "PK\3\4....", 8, "已损坏" }, { "a,b\n\xFF\xFF\xFF\n", 8, "GB18030" }, { "a,\"b\n", 5, "引号" } };
        struct sheet_row row = { .number = 1 };
        int fd;

        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
                struct book *b = open_text(t, wrong[i].s, wrong[i].n, &fd);
                bool ok = b && book_start(b, NULL);

                while (ok && row.number)
                        ok = book_row(b, &row);
                CHECK(!ok && t->why.kind == WHY_REFUSED && strstr(why_sentence(&t->why), wrong[i].says));
                why_clear(&t->why);
                book_close(b);
                close(fd);
        }
}

TEST(sheet, only_the_format_says_that_a_number_is_a_date)
{
        CHECK(sheet__format_kind(14, NULL) == DATE_DAY && sheet__format_kind(22, NULL) == DATE_INSTANT && sheet__format_kind(2, NULL) == DATE_NOT);
        CHECK(sheet__format_kind(164, "yyyy\"年\"mm\"月\"") == DATE_DAY && sheet__format_kind(164, "[$-804]yyyy-mm-dd hh:mm") == DATE_INSTANT);
        CHECK(sheet__format_kind(164, "#,##0.00\"days\"") == DATE_NOT && sheet__format_kind(164, "[Red]0") == DATE_NOT && sheet__format_kind(164, "0\\d") == DATE_NOT);
        CHECK(sheet__format_kind(164, "[h]:mm") == DATE_TIME);
}
