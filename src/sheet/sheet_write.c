/* sheet_write.c - workbooks by libxlsxwriter in constant memory: rows go to a temporary file of its own as they come, and closing packs
 * them.  Texts are written as texts only, so that nothing a person typed is ever a formula. */
#include "sheet/sheet.h"
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define OPTIONS_SHEET "选项"
#define LISTS_MAX 64                    /* columns of one book with a list to choose from */
#define FORM_ROWS 10000                 /* rows of a form that offer a list */

struct sheet_writer {
        struct arena *mem, *row;
        struct why *why;
        lxw_workbook *book;
        lxw_worksheet *sheet;
        lxw_format *head, *needed, *money, *day, *instant, *text, *wrong, *example;
        const struct sheet_column *columns;
        size_t n_columns, n_lists;
        const char *name;
        const char *const *lists[LISTS_MAX];
        lxw_row_t at;
        int part;                       /* sheets of the same name so far */
        bool form, broken;
};

static bool good(struct sheet_writer *w, lxw_error e)
{
        if (e == LXW_NO_ERROR)
                return true;
        w->broken = true;
        return fail(w->why, "写工作簿出错：%s", lxw_strerror(e));
}

static lxw_format *format_new(struct sheet_writer *w, const char *number, uint32_t background)
{
        lxw_format *f = workbook_add_format(w->book);

        if (number)
                format_set_num_format(f, number);
        if (background)
                format_set_bg_color(f, background);
        return f;
}

static void formats_make(struct sheet_writer *w)
{
        w->head = format_new(w, NULL, 0xE8EEF4);
        w->needed = format_new(w, NULL, 0xFBE3C8);
        format_set_bold(w->head);
        format_set_bold(w->needed);
        w->money = format_new(w, "#,##0.00", 0);
        w->day = format_new(w, "yyyy-mm-dd", 0);
        w->instant = format_new(w, "yyyy-mm-dd hh:mm", 0);
        w->text = format_new(w, "@", 0);
        w->wrong = format_new(w, "@", 0xFAD4D4);
        w->example = format_new(w, "@", 0);
        format_set_italic(w->example);
        format_set_font_color(w->example, 0x808080);
}

static void properties_put(struct sheet_writer *w, const struct sheet_about *about)
{
        struct instant at = about->at.ms ? about->at : instant_at(day_make(2000, 1, 1), 8, 0);
        lxw_doc_properties p = { .created = (time_t)(at.ms / 1000) };

        p.title = about->title ? text_copy(w->mem, about->title) : NULL;
        p.company = about->company ? text_copy(w->mem, about->company) : NULL;
        p.comments = about->comments ? text_copy(w->mem, about->comments) : NULL;
        workbook_set_properties(w->book, &p);
}

struct sheet_writer *sheet_writer_open(struct arena *mem, struct why *why, int fd, const struct sheet_about *about)
{
        lxw_workbook_options options = { .constant_memory = LXW_TRUE };
        struct sheet_writer *w = TAKE(mem, struct sheet_writer);

        /* The library writes to a name; a nameless file has one under /proc. */
        w->book = workbook_new_opt(text_make(mem, "/proc/self/fd/%d", fd), &options);
        if (!w->book)
                return fail(why, "写工作簿出错：不能建立文件"), NULL;
        w->mem = mem;
        w->why = why;
        w->row = arena_new();
        w->form = about->form;
        formats_make(w);
        properties_put(w, about);
        return w;
}

static int width_of(const struct sheet_column *k)
{
        switch (k->width ? SHEET_EMPTY : k->type) {
        case SHEET_EMPTY: return k->width;
        case SHEET_TEXT: return 24;
        case SHEET_INSTANT: return 17;
        case SHEET_BOOL: return 8;
        default: return 13;
        }
}

const char *sheet_column_letters(struct arena *mem, size_t column)
{
        char s[8], *p = s + sizeof s - 1;

        *p = '\0';
        for (size_t n = column + 1; n; n = (n - 1) / 26)
                *--p = (char)('A' + (n - 1) % 26);
        return text_copy(mem, p);
}

/* The list lies in a sheet of its own, because what a validation itself may hold ends at 255 characters. */
static bool list_offer(struct sheet_writer *w, lxw_col_t i, const struct sheet_column *k)
{
        lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .ignore_blank = LXW_VALIDATION_ON, .dropdown = LXW_VALIDATION_ON,
                                  .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };
        size_t n = 0;

        while (k->choices[n])
                n++;
        if (!n || w->n_lists == LISTS_MAX)
                return true;
        const char *letters = sheet_column_letters(w->mem, w->n_lists);

        w->lists[w->n_lists++] = k->choices;
        v.value_formula = text_make(w->mem, "='" OPTIONS_SHEET "'!$%s$1:$%s$%zu", letters, letters, n);
        v.error_title = text_copy(w->mem, "不在选项中");
        v.error_message = text_copy(w->mem, "请从列表中选择。");
        return good(w, worksheet_data_validation_range(w->sheet, 1, i, FORM_ROWS, i, &v));
}

static bool head_put(struct sheet_writer *w, lxw_col_t i, const struct sheet_column *k)
{
        lxw_comment_options note = { .width = 260, .height = 110 };
        lxw_format *f = w->form && k->type == SHEET_TEXT ? w->text : NULL;

        return good(w, worksheet_set_column(w->sheet, i, i, width_of(k), f)) &&
               good(w, worksheet_write_string(w->sheet, 0, i, k->label, k->required ? w->needed : w->head)) &&
               (text_empty(k->note) || good(w, worksheet_write_comment_opt(w->sheet, 0, i, k->note, &note))) &&
               (!k->choices || list_offer(w, i, k));
}

static bool part_begin(struct sheet_writer *w)
{
        bool ok = true;

        w->sheet = workbook_add_worksheet(w->book, w->part ? text_make(w->row, "%s %d", w->name, w->part + 1) : w->name);
        if (!w->sheet)
                return w->broken = true, fail(w->why, "写工作簿出错：不能建立工作表 %s", w->name);
        w->part++;
        w->at = 0;
        for (size_t i = 0; ok && i < w->n_columns; i++)
                ok = head_put(w, (lxw_col_t)i, &w->columns[i]);
        worksheet_freeze_panes(w->sheet, 1, 0);
        return ok;
}

static bool part_end(struct sheet_writer *w)
{
        if (!w->sheet || !w->n_columns || w->broken)
                return !w->broken;
        return good(w, worksheet_autofilter(w->sheet, 0, 0, w->at ? w->at : 1, (lxw_col_t)(w->n_columns - 1)));
}

/* A sheet's name holds 31 characters and none of []:*?/\ */
static const char *name_clean(struct arena *mem, const char *s)
{
        char *name = utf8_head(mem, s, 24);

        for (char *p = name; *p; p++)
                if (strchr("[]:*?/\\'", *p))
                        *p = '-';
        return *name ? name : "Sheet";
}

bool sheet_writer_sheet(struct sheet_writer *w, const char *name, const struct sheet_column *columns, size_t n)
{
        if (!part_end(w))
                return false;
        w->name = name_clean(w->mem, name);
        w->columns = columns;
        w->n_columns = n;
        w->part = 0;
        return part_begin(w);
}

/* "_x0041_" would be read as "A": the underscore is written as its own code. */
static const char *escaped(struct arena *mem, const char *s)
{
        return strstr(s, "_x") ? text_replace(mem, s, "_x", "_x005F_x") : s;
}

static const char *fitting(struct arena *mem, const char *s)
{
        s = escaped(mem, s);
        if (strlen(s) <= SHEET_TEXT_MAX || utf8_length(s) <= SHEET_TEXT_MAX)
                return s;
        return text_make(mem, "%s（后文过长，未列入表格）", utf8_head(mem, s, SHEET_TEXT_MAX));
}

static lxw_error text_write(struct sheet_writer *w, lxw_col_t i, const char *cell, lxw_format *f)
{
        return worksheet_write_string(w->sheet, w->at, i, fitting(w->row, cell), f);
}

/* Up to 15 digits a spreadsheet's number is exact; beyond, only a text is. */
static lxw_error number_write(struct sheet_writer *w, lxw_col_t i, const char *cell)
{
        size_t n = strlen(cell);
        char *end;
        double v;

        if (n > 15 || strspn(cell, "-0123456789.") != n)
                return text_write(w, i, cell, NULL);
        v = strtod(cell, &end);
        return *end ? text_write(w, i, cell, NULL) : worksheet_write_number(w->sheet, w->at, i, v, NULL);
}

#define SERIAL_OF_1970 25569            /* 1970-01-01 as spreadsheets count days */

static lxw_error cell_write(struct sheet_writer *w, lxw_col_t i, enum sheet_type type, const char *cell)
{
        struct instant at;
        struct day day;
        int64_t v;

        if (type == SHEET_NUMBER)
                return number_write(w, i, cell);
        if (type == SHEET_MONEY && text_int(cell, -100000000000000000LL, 100000000000000000LL, &v))
                return worksheet_write_number(w->sheet, w->at, i, (double)v / 100, w->money);
        if (type == SHEET_DAY && day_parse(cell, &day))
                return worksheet_write_number(w->sheet, w->at, i, (double)day.n + SERIAL_OF_1970, w->day);
        if (type == SHEET_INSTANT && instant_parse(cell, &at))
                return worksheet_write_number(w->sheet, w->at, i, (double)(at.ms / 1000 + 8 * 3600) / 86400 + SERIAL_OF_1970, w->instant);
        if (type == SHEET_BOOL)
                return worksheet_write_boolean(w->sheet, w->at, i, text_in(cell, "true|1", '|'), NULL);
        return text_write(w, i, cell, NULL);
}

static bool row_begin(struct sheet_writer *w)
{
        if (w->broken)
                return false;
        arena_reset(w->row);
        if (w->at >= SHEET_ROWS && !(part_end(w) && part_begin(w)))
                return false;
        w->at++;
        return true;
}

bool sheet_writer_row(struct sheet_writer *w, const char *const *cells)
{
        if (!row_begin(w))
                return false;
        for (size_t i = 0; i < w->n_columns; i++)
                if (cells[i] && *cells[i] && !good(w, cell_write(w, (lxw_col_t)i, w->columns[i].type, cells[i])))
                        return false;
        return true;
}

bool sheet_writer_marked(struct sheet_writer *w, const char *const *cells, const char *const *notes, bool example)
{
        lxw_comment_options note = { .width = 260, .height = 90 };
        bool ok = row_begin(w);

        for (size_t i = 0; ok && i < w->n_columns; i++) {
                const char *cell = cells[i] ? cells[i] : "", *says = notes ? notes[i] : NULL;
                lxw_format *f = says ? w->wrong : example ? w->example : w->form ? w->text : NULL;

                if (*cell)
                        ok = good(w, text_write(w, (lxw_col_t)i, cell, f));
                else if (says)
                        ok = good(w, worksheet_write_blank(w->sheet, w->at, (lxw_col_t)i, f));
                if (ok && says)
                        ok = good(w, worksheet_write_comment_opt(w->sheet, w->at, (lxw_col_t)i, text_copy(w->row, says), &note));
        }
        return ok;
}

static bool lists_write(struct sheet_writer *w)
{
        lxw_worksheet *sheet = w->n_lists ? workbook_add_worksheet(w->book, OPTIONS_SHEET) : NULL;
        bool left = sheet != NULL, ok = true, done[LISTS_MAX] = { false };

        for (lxw_row_t row = 0; ok && left; row++) {
                left = false;
                for (size_t i = 0; ok && i < w->n_lists; i++) {
                        done[i] = done[i] || !w->lists[i][row];
                        if (!done[i])
                                ok = good(w, worksheet_write_string(sheet, row, (lxw_col_t)i, escaped(w->row, w->lists[i][row]), NULL));
                        left |= !done[i];
                }
        }
        if (sheet)
                worksheet_hide(sheet);
        return ok;
}

/* Closing writes the file, also one that nobody will have: the library frees its memory nowhere else. */
bool sheet_writer_close(struct sheet_writer *w)
{
        if (!w)
                return false;
        bool ok = part_end(w) && lists_write(w), closed = good(w, workbook_close(w->book));

        arena_free(w->row);
        return ok && closed && !w->broken;
}
