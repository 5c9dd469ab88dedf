/* sheet.h - workbooks (XLSX) and CSV, written and read row by row: memory does not grow with the number of rows.
 *
 * Writing: typed cells by libxlsxwriter in its constant-memory mode.  A text is always written as a text: no cell is ever a formula.
 *
 *   static const struct sheet_column columns[] = { { "姓名", SHEET_TEXT }, { "罚款（元）", SHEET_MONEY } };
 *   struct sheet_writer *w = sheet_writer_open(mem, &why, fd, &(struct sheet_about){ .title = "人员" });
 *   bool ok = w && sheet_writer_sheet(w, "人员", columns, 2) && sheet_writer_row(w, (const char *[]){ "张三", "5000000" });
 *   ok = sheet_writer_close(w) && ok;          (closing also after a failure; NULL is fine)
 *
 * Reading: libzip and libxml2's reader, both as streams; what a hostile file could ask for is bounded (SHEET_…_MAX), DTDs are refused.
 *
 *   static const struct sheet_want want[] = { { "login", "登录名", true }, { "name", "姓名", true }, { "phone", "电话", false } };
 *   struct book *b = book_open(mem, &why, fd, "人员.xlsx");
 *   struct sheet_table t;
 *   if (b && sheet_table_begin(b, "人员", want, 3, &t))
 *           while ((ok = sheet_table_row(&t, &number, &cells)) && number)
 *                   ... cells[0] is the login, sheet_cell_wrong(&cells[0], false) says what cannot be taken ...
 *   book_close(b);
 *
 * Errors: refuse() with the codes SHEET_…, field "工作表!C5" where a cell is at fault; fail() where the disk broke.
 */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H
#include "base/text.h"
#include "base/time.h"
#include "base/why.h"

enum sheet_type {
        SHEET_EMPTY,            /* reading only: nothing, or only blanks */
        SHEET_TEXT,
        SHEET_NUMBER,           /* decimal text: "12", "0.5" */
        SHEET_MONEY,            /* writing only: fen as text, shown in yuan */
        SHEET_DAY,              /* YYYY-MM-DD */
        SHEET_INSTANT,          /* writing: RFC 3339 UTC, shown as local time; reading: local "YYYY-MM-DDTHH:MM" */
        SHEET_BOOL,             /* "true" or "false" */
        SHEET_ERROR             /* reading only: #N/A and the like */
};

/* ---- writing ---- */

#define SHEET_ROWS 1000000      /* data rows of one sheet; what is more goes on in a further sheet (a sheet holds 1,048,576 at most) */
#define SHEET_TEXT_MAX 32700    /* characters of a cell (32,767 is the format's end); longer texts are cut and say so */

struct sheet_about {
        const char *title, *company, *comments;
        struct instant at;              /* 0: 2000-01-01, so that equal rows give equal bytes */
        bool form;                      /* somebody will fill it in: text columns are kept from turning long numbers into 5.1E+17 */
};
struct sheet_column {
        const char *label;
        enum sheet_type type;
        int width;                      /* in characters; 0: by the type */
        const char *note;               /* a comment at the head: what to write; NULL */
        const char *const *choices;     /* ended by NULL: a list to choose from in each cell; NULL */
        bool required;                  /* the head says so by colour */
};
struct sheet_writer;
/* fd: an empty regular file, the caller's.  mem must outlive the writer; rows take nothing from it. */
struct sheet_writer *sheet_writer_open(struct arena *mem, struct why *why, int fd, const struct sheet_about *about);
/* A new sheet with its head row, frozen and with a filter.  Columns and name must live until the next sheet or the end. */
bool sheet_writer_sheet(struct sheet_writer *w, const char *name, const struct sheet_column *columns, size_t n);
bool sheet_writer_row(struct sheet_writer *w, const char *const *cells);               /* n canonical texts; NULL or "" empty */
/* The same with marks: cells whose note is not NULL are coloured and carry it as a comment.  example: the whole row is grey and slanted. */
bool sheet_writer_marked(struct sheet_writer *w, const char *const *cells, const char *const *notes, bool example);
bool sheet_writer_close(struct sheet_writer *w);

/* ---- reading ---- */

#define SHEET_ROW_LAST 1048576          /* the format's own end */
#define SHEET_COLUMNS_MAX 512           /* columns that may hold something */
#define SHEET_PARTS_MAX 2000            /* files in the archive */
#define SHEET_PART_MAX (2048LL << 20)   /* bytes of a part, unpacked */
#define SHEET_RATIO_MAX 300             /* times a part may be larger than packed, beyond the first 16 MiB */
#define SHEET_STRINGS_MAX (256LL << 20) /* bytes of all shared strings */

enum { SHEET_FORMULA = 1 /* the text is what the file says the formula gave */, SHEET_LOSSY = 2 /* a number of more than 15 digits: the spreadsheet changed it */ };
struct sheet_cell { enum sheet_type type; const char *text; /* never NULL */ unsigned flags; };
struct sheet_row { int64_t number; /* 1 is the first row of the sheet; 0: no more rows */ const struct sheet_cell *cells; size_t n; };
struct book;

/* XLSX or CSV (UTF-8 with or without BOM, UTF-16 with BOM, GB18030; commas, semicolons or tabs), told by its content.  fd stays the caller's and
 * must stay open.  name: for messages.  NULL: why says what the file is instead (old .xls, encrypted, .ods, broken). */
struct book *book_open(struct arena *mem, struct why *why, int fd, const char *name);
void book_close(struct book *b);                                        /* NULL is fine */
size_t book_sheets(const struct book *b);
const char *book_sheet(const struct book *b, size_t i);                 /* name; of a CSV: its file's */
/* From the first row.  sheet NULL: the first; a name that is not there is refused, unless the book has one sheet only. */
bool book_start(struct book *b, const char *sheet);
/* Rows with nothing in them are skipped.  Cells live until the next row. */
bool book_row(struct book *b, struct sheet_row *out);
const char *book_merged(const struct book *b);                          /* after the last row: the first merged range, "" if none */
const char *book_at(const struct book *b, struct arena *mem, int64_t row, size_t column);       /* "人员!C5" */

/* A table: its head is the first of the first ten rows that holds at least half of the required labels (of all, where none is).  The example row of a template and the
 * column of problems in an error sheet are skipped. */
struct sheet_want { const char *name, *label; bool required; };
#define SHEET_EXAMPLE "（示例，导入时跳过）"      /* stands in front of the first cell of an example row */
#define SHEET_PROBLEM "存在的问题"               /* the head of an error sheet's own column */
struct sheet_table {
        struct book *book;
        const struct sheet_want *want; size_t n;
        int *at;                                /* where each wanted column is, -1: not there */
        const char **extra; size_t n_extra;     /* labels that nobody asked for */
        struct sheet_cell *cells;
        int64_t head;
};
bool sheet_table_begin(struct book *b, const char *sheet, const struct sheet_want *want, size_t n, struct sheet_table *out);
/* cells: in the order of `want`.  number 0: no more.  Merged cells below the head are refused at the end: nothing may be taken before. */
bool sheet_table_row(struct sheet_table *t, int64_t *number, const struct sheet_cell **cells);
/* What is wrong with a cell whoever reads it: formula (unless they are wanted), error value, lost digits.  NULL: nothing. */
const char *sheet_cell_wrong(struct arena *mem, const struct sheet_cell *c, bool formulas);
const char *sheet_column_letters(struct arena *mem, size_t column);     /* 0 -> "A", 26 -> "AA" */

#endif
