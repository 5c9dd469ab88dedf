/* open_text.c - open data as CSV, JSON and JSON Lines: each row is put behind the ones before and goes to the file in pieces. */
#include "exchange/open.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PIECE ((size_t)256 * 1024)

const char *open_type_name(enum cell_type t)
{
        return t == CELL_INT ? "integer" : t == CELL_MONEY ? "yuan" : t == CELL_DAY ? "date" : "text";
}

/* ---- pieces ---- */

static bool flush(struct open_data *o)
{
        const char *p = buffer_done(&o->text);

        for (size_t left = o->text.n; left;) {
                ssize_t n = write(o->fd, p, left);

                if (n < 0 && errno != EINTR)
                        return fail(&o->c->why, "写文件出错：%s", strerror(errno));
                p += n > 0 ? n : 0;
                left -= n > 0 ? (size_t)n : 0;
        }
        o->text.n = 0;
        return true;
}

static bool flushed(struct open_data *o)
{
        return o->text.n < PIECE || flush(o);
}

static bool text_begin(struct open_data *o)
{
        o->text = (struct buffer){ .mem = arena_new() };
        return true;
}

static bool text_end(struct open_data *o, bool good)
{
        good = good && flush(o);
        arena_free(o->text.mem);
        return good;
}

/* ---- CSV ---- */

static struct column column_of(const struct open_column *k)
{
        return (struct column){ k->name, k->label, k->type };
}

static void csv_cells(struct open_data *o, const char *const *cells)
{
        struct buffer row = { .mem = o->row };

        for (size_t i = 0; open_columns[i].name; i++) {
                struct column k = column_of(&open_columns[i]);

                buffer_text(&row, i ? "," : "");
                table_csv_cell(&row, &k, cells[i]);
        }
        buffer_put(&o->text, buffer_done(&row), row.n);
        buffer_text(&o->text, "\r\n");
}

/* The heads are the names of the dictionary: a program that reads it finds the same words in every format. */
static bool csv_begin(struct open_data *o)
{
        text_begin(o);
        buffer_text(&o->text, "\xEF\xBB\xBF");
        for (size_t i = 0; open_columns[i].name; i++)
                buffer_make(&o->text, "%s%s", i ? "," : "", open_columns[i].name);
        buffer_text(&o->text, "\r\n");
        return true;
}

static bool csv_row(struct open_data *o, const char *const *cells)
{
        csv_cells(o, cells);
        return flushed(o);
}

/* ---- JSON ---- */

static void value_put(struct json *j, const struct open_column *k, const char *cell)
{
        int64_t v;

        if (text_empty(cell))
                json_raw(j, "null");
        else if (k->type == CELL_INT && text_int(cell, INT64_MIN, INT64_MAX, &v))
                json_int(j, v);
        else if (k->type == CELL_MONEY && text_int(cell, 0, INT64_MAX, &v))
                json_raw(j, text_make(j->b.mem, "%lld.%02lld", (long long)(v / 100), (long long)(v % 100)));
        else
                json_text(j, cell);
}

static void row_put(struct open_data *o, const char *const *cells)
{
        struct json *j = json_new(o->row);

        json_open(j, '{');
        for (size_t i = 0; open_columns[i].name; i++)
                if (cells[i]) {
                        json_key(j, open_columns[i].name);
                        value_put(j, &open_columns[i], cells[i]);
                }
        json_close(j, '}');
        buffer_text(&o->text, json_done(j));
}

static void head_put(struct open_data *o)
{
        struct json *j = json_new(o->c->mem);

        json_open(j, '{');
        json_pair(j, "file", o->name);
        json_pair(j, "licence", "政府网站公开信息，可以自由使用；已撤下的，请同时停止使用（行政处罚法第四十八条）");
        json_key(j, "log");
        json_open(j, '{');
        json_key(j, "size");
        json_int(j, o->head.size);
        json_pair(j, "root", o->head.root);
        json_pair(j, "at", o->head.at);
        json_close(j, '}');
        json_close(j, '}');
        buffer_text(&o->text, json_done(j));
}

static bool json_begin(struct open_data *o)
{
        text_begin(o);
        buffer_text(&o->text, "{\"about\":");
        head_put(o);
        buffer_text(&o->text, ",\"rows\":[");
        return true;
}

static bool json_row(struct open_data *o, const char *const *cells)
{
        buffer_text(&o->text, o->rows > 1 ? ",\n" : "\n");
        row_put(o, cells);
        return flushed(o);
}

static bool json_end(struct open_data *o, bool good)
{
        buffer_text(&o->text, "\n]}\n");
        return text_end(o, good);
}

static bool lines_row(struct open_data *o, const char *const *cells)
{
        row_put(o, cells);
        buffer_text(&o->text, "\n");
        return flushed(o);
}

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

const struct open_format open_formats[] = {
        { "csv", "CSV", "text/csv; charset=utf-8", "电子表格可以直接打开", csv_begin, csv_row, text_end },
        { "xlsx", "XLSX", XLSX, "电子表格工作簿", open_xlsx_begin, open_xlsx_row, open_xlsx_end },
        { "json", "JSON", "application/json; charset=utf-8", "一个文件一个对象，带日志位置", json_begin, json_row, json_end },
        { "jsonl", "JSON Lines", "application/jsonl; charset=utf-8", "一行一条，适合程序逐行读", text_begin, lines_row, text_end },
        { .ending = NULL }
};

const struct open_format *open_format(const char *ending)
{
        for (size_t i = 0; open_formats[i].ending; i++)
                if (!strcmp(open_formats[i].ending, ending))
                        return &open_formats[i];
        return NULL;
}
