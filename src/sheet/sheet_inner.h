/* sheet_inner.h - private to the folder: a book being read. */
#ifndef SHEET_INNER_H
#define SHEET_INNER_H
#include "sheet/sheet.h"
#include <libxml/xmlreader.h>
#include <zip.h>

struct sheet_name { const char *name, *part; };

/* One file of the archive, read as a stream of XML. */
struct part {
        struct book *book;
        const char *name;
        zip_file_t *file;
        xmlTextReader *xml;
        int64_t got, packed;
        bool over;                      /* larger than a part may be */
        int bad_line; const char *bad;  /* what the parser found wrong first */
};

enum date_kind { DATE_NOT, DATE_DAY, DATE_INSTANT, DATE_TIME };

struct csv;
struct book {
        struct arena *mem, *row;        /* row: the cells of the row at hand */
        struct why *why;
        const char *name;               /* of the file */
        zip_t *zip;
        struct csv *csv;                /* NULL: a workbook */
        struct sheet_name *sheets; size_t n_sheets;
        const char **strings; size_t n_strings, strings_room; int64_t strings_bytes;
        uint8_t *styles; size_t n_styles;       /* date_kind of each cell style */
        bool since_1904;
        /* the sheet at hand */
        const char *sheet;
        struct part part;
        const xmlChar *words[12];       /* names of elements, as the reader keeps them: compared by address */
        int64_t last;                   /* the row read last */
        const char *merged;
        struct sheet_cell cells[SHEET_COLUMNS_MAX];
        size_t n_cells;
};

bool book__part_open(struct book *b, struct part *p, const char *name);
void book__part_close(struct part *p);
/* 1: a node, 0: the end, -1: refused. */
int book__part_next(struct part *p);
const char *book__attribute(const xmlNode *node, const char *name);     /* NULL if it has none */
bool book__missing_part(struct book *b, const char *name);
const char *book__text_decode(struct arena *mem, const char *s);        /* "_x000A_" is a line feed */
bool book__strings_read(struct book *b, const char *part);
bool book__styles_read(struct book *b, const char *part);
bool book__rows_start(struct book *b, const struct sheet_name *sheet);
bool book__rows_next(struct book *b, struct sheet_row *out);

enum date_kind sheet__format_kind(int id, const char *code);            /* code NULL: a built-in one */
/* A spreadsheet's number as a day or a local time; false: no real date. */
bool sheet__serial_text(struct arena *mem, double serial, bool since_1904, enum date_kind kind, struct sheet_cell *out);

struct csv *csv__open(struct book *b, int fd);
bool csv__rows_start(struct book *b);
bool csv__rows_next(struct book *b, struct sheet_row *out);
void csv__close(struct csv *c);

#endif
