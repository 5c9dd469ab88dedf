/* sheets.c - workbooks out and in, beside the libraries alone on the same cells and the same file.
 *
 *   sheets ours FILE ROWS     a view of that many rows, page by page, as a workbook (ui/view.h view_export)
 *   sheets bare FILE ROWS     libxlsxwriter in constant memory, the same cells, typed beforehand
 *   sheets read FILE          src/sheet: cells typed and checked
 *   sheets walk FILE          libzip and xmlReader: every node once, every cell's text seen
 * Prints seconds, seconds of the processor, rows and the most memory (MB) this process had.
 */
#include "sheet/sheet.h"
#include "ui/view.h"
#include <fcntl.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#define COLUMNS 12
static const struct column columns[] = { { "id", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "title", "案件", CELL_TEXT }, { "party", "当事人", CELL_TEXT },
        { "cause", "案由", CELL_TEXT }, { "stage", "环节", CELL_TEXT }, { "officers", "承办人", CELL_TEXT }, { "registered_at", "登记时间", CELL_INSTANT },
        { "filed", "立案", CELL_DAY }, { "fine", "罚款", CELL_MONEY }, { "public", "公示", CELL_BOOL }, { "decision", "决定文号", CELL_TEXT }, COLUMN_END };
static const struct arg params[] = { { "before", ARG_INT, 0, "接着", "", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "", NULL, 1, 1000 }, ARG_END };
static int64_t rows_wanted;

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds_of(const struct timeval *t) { return (double)t->tv_sec + (double)t->tv_usec / 1e6; }

static int say(double began, int64_t rows)
{
        struct rusage u;

        getrusage(RUSAGE_SELF, &u);
        printf("seconds %.3f\ncpu_seconds %.3f\nrows %lld\nrows_per_second %.0f\nrss_mb %.1f\n", now() - began, seconds_of(&u.ru_utime) + seconds_of(&u.ru_stime), (long long)rows, (double)rows / (now() - began), (double)u.ru_maxrss / 1024);
        return 0;
}

static bool view(struct ctx *c, const struct args *a, struct table *t)
{
        int64_t from = arg_given(a, "before") ? arg_int(a, "before") - 1 : rows_wanted;

        for (int64_t i = from; i > 0 && i > from - arg_int(a, "limit"); i--)
                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)i), text_make(c->mem, "演示执罚〔2026〕%lld号", (long long)i), "随意倾倒建筑垃圾案", "演示建筑工程有限公司",
                        "随意倾倒、抛撒、堆放建筑垃圾", "已结案", "李立夏、陈处暑", "2026-11-23T02:31:00.000Z", "2026-11-23", "18000000", "true", "演示执罚决〔2026〕7号" });
        return true;
}

static int ours(const char *path)
{
        static const struct view views[] = { { "bench", "案件台账", "", "public", params, columns, view } };
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem } };
        int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
        int64_t rows = 0;
        double began = now();

        views_bind(views, 1);
        if (!view_export(&c, "bench", NULL, 0, "xlsx", fd, &rows))
                return fprintf(stderr, "%s\n", why_sentence(&c.why)), 1;
        return say(began, rows);
}

static int bare(const char *path)
{
        lxw_workbook_options options = { .constant_memory = LXW_TRUE };
        double began = now();
        lxw_workbook *book = workbook_new_opt(path, &options);
        lxw_worksheet *sheet = workbook_add_worksheet(book, "案件台账");
        lxw_format *money = workbook_add_format(book), *day = workbook_add_format(book), *instant = workbook_add_format(book);
        char number[64];

        format_set_num_format(money, "#,##0.00");
        format_set_num_format(day, "yyyy-mm-dd");
        format_set_num_format(instant, "yyyy-mm-dd hh:mm");
        for (lxw_col_t i = 0; i < COLUMNS; i++)
                worksheet_write_string(sheet, 0, i, columns[i].label, NULL);
        for (int64_t i = 0; i < rows_wanted; i++) {
                lxw_row_t r = (lxw_row_t)(i + 1);

                snprintf(number, sizeof number, "演示执罚〔2026〕%lld号", (long long)(rows_wanted - i));
                worksheet_write_number(sheet, r, 0, (double)(rows_wanted - i), NULL);
                worksheet_write_string(sheet, r, 1, number, NULL);
                worksheet_write_string(sheet, r, 2, "随意倾倒建筑垃圾案", NULL);
                worksheet_write_string(sheet, r, 3, "演示建筑工程有限公司", NULL);
                worksheet_write_string(sheet, r, 4, "随意倾倒、抛撒、堆放建筑垃圾", NULL);
                worksheet_write_string(sheet, r, 5, "已结案", NULL);
                worksheet_write_string(sheet, r, 6, "李立夏、陈处暑", NULL);
                worksheet_write_number(sheet, r, 7, 46349.438194, instant);
                worksheet_write_number(sheet, r, 8, 46349, day);
                worksheet_write_number(sheet, r, 9, 180000, money);
                worksheet_write_boolean(sheet, r, 10, 1, NULL);
                worksheet_write_string(sheet, r, 11, "演示执罚决〔2026〕7号", NULL);
        }
        return workbook_close(book) ? 1 : say(began, rows_wanted);
}

static int read_ours(const char *path)
{
        static struct sheet_want want[COLUMNS];
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        int fd = open(path, O_RDONLY);
        const struct sheet_cell *cells;
        int64_t number = 1, rows = 0;
        struct sheet_table t;
        double began = now();
        struct book *b = book_open(mem, &why, fd, path);
        bool ok;

        for (int i = 0; i < COLUMNS; i++)
                want[i] = (struct sheet_want){ columns[i].name, i == 9 ? "罚款（元）" : columns[i].label, true };
        for (ok = b && sheet_table_begin(b, NULL, want, COLUMNS, &t); ok && number; rows += ok && number) {
                ok = sheet_table_row(&t, &number, &cells);
                for (int i = 0; ok && number && i < COLUMNS; i++)
                        ok = !sheet_cell_wrong(mem, &cells[i], false) && !text_check(cells[i].text, strlen(cells[i].text));
        }
        if (!ok)
                return fprintf(stderr, "%s\n", why_sentence(&why)), 1;
        book_close(b);
        return say(began, rows);
}

static int zip_read(void *f, char *to, int n) { return (int)zip_fread(f, to, (zip_uint64_t)n); }

static int walk(const char *path)
{
        int e;
        double began = now();
        zip_t *z = zip_open(path, ZIP_RDONLY, &e);
        zip_file_t *f = z ? zip_fopen(z, "xl/worksheets/sheet1.xml", 0) : NULL;
        xmlTextReaderPtr x = f ? xmlReaderForIO(zip_read, NULL, f, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT) : NULL;
        int64_t rows = 0;
        size_t bytes = 0;

        while (x && xmlTextReaderRead(x) == 1) {
                int type = xmlTextReaderNodeType(x);

                if (type == XML_READER_TYPE_TEXT)
                        bytes += strlen((const char *)xmlTextReaderConstValue(x));
                else if (type == XML_READER_TYPE_ELEMENT && !strcmp((const char *)xmlTextReaderConstLocalName(x), "row"))
                        rows++;
        }
        fprintf(stderr, "%zu bytes of text\n", bytes);
        return rows ? say(began, rows - 1) : 1;
}

int main(int argc, char **argv)
{
        const char *what = argc > 2 ? argv[1] : "";

        rows_wanted = argc > 3 ? strtoll(argv[3], NULL, 10) : 1000000;
        if (!strcmp(what, "ours"))
                return ours(argv[2]);
        if (!strcmp(what, "bare"))
                return bare(argv[2]);
        if (!strcmp(what, "read"))
                return read_ours(argv[2]);
        return !strcmp(what, "walk") ? walk(argv[2]) : 2;
}
