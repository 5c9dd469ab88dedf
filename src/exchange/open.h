/* open.h - private to the folder: the columns of open data and the formats they are written in. */
#ifndef EXCHANGE_OPEN_H
#define EXCHANGE_OPEN_H
#include "base/json.h"
#include "exchange/exchange_inner.h"

#define OPEN_COLUMNS_MAX 32
struct open_column { const char *name, *label; enum cell_type type; const char *note; bool stays /* also when it was withdrawn */; };
extern const struct open_column open_columns[];         /* ended by an empty row */
const char *open_type_name(enum cell_type t);

struct open_format;
/* A file being written. */
struct open_data {
        struct ctx *c;
        struct arena *row;                      /* memory of one row */
        const struct open_format *format;
        const char *name, *base;
        struct open_head head;
        int fd;
        struct buffer text;                     /* what is not written yet */
        void *impl;
        int64_t rows;
};
/* A cell is canonical text (fen for money, YYYY-MM-DD), NULL for none.  end: also called when it went wrong (good false). */
struct open_format {
        const char *ending, *label, *type, *note;
        bool (*begin)(struct open_data *o);
        bool (*row)(struct open_data *o, const char *const *cells);
        bool (*end)(struct open_data *o, bool good);
};
extern const struct open_format open_formats[];         /* ended by an empty row */
const struct open_format *open_format(const char *ending);      /* NULL if there is none */
bool open_xlsx_begin(struct open_data *o), open_xlsx_row(struct open_data *o, const char *const *cells), open_xlsx_end(struct open_data *o, bool good);

#endif
