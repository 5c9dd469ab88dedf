/* sheet_book.c - opening a workbook: what the file is, its sheets, its shared strings, which styles are dates.  Reads no sheet yet. */
#include "sheet/sheet_inner.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHEETS_MAX 200
#define STRINGS_MAX 8000000
#define STYLES_MAX 65536

/* ---- which sheets ---- */

static const char *part_path(struct arena *mem, const char *target)
{
        if (*target == '/')
                return text_copy(mem, target + 1);
        return text_starts(target, "xl/") ? text_copy(mem, target) : text_make(mem, "xl/%s", target);
}

/* xl/_rels/workbook.xml.rels: the id by which the workbook names a sheet -> the part it is in. */
static bool relations_read(struct book *b, struct sheet_name *sheets, size_t n)
{
        struct part p;
        int r;

        if (!book__part_open(b, &p, "xl/_rels/workbook.xml.rels"))
                return false;
        while ((r = book__part_next(&p)) > 0) {
                const xmlNode *node = xmlTextReaderCurrentNode(p.xml);
                const char *id, *target;

                if (xmlTextReaderNodeType(p.xml) != XML_READER_TYPE_ELEMENT || strcmp((const char *)node->name, "Relationship"))
                        continue;
                id = book__attribute(node, "Id");
                target = book__attribute(node, "Target");
                for (size_t i = 0; id && target && i < n; i++)
                        if (sheets[i].part && !strcmp(sheets[i].part, id))
                                sheets[i] = (struct sheet_name){ sheets[i].name, part_path(b->mem, target) };
        }
        book__part_close(&p);
        return !r;
}

static bool sheet_add(struct book *b, const xmlNode *node)
{
        const char *name = book__attribute(node, "name"), *id = NULL, *state = book__attribute(node, "state");

        for (const xmlAttr *a = node->properties; a; a = a->next)
                if (!strcmp((const char *)a->name, "id") && a->ns && a->children)
                        id = (const char *)a->children->content;
        if (!name || !id || (state && strcmp(state, "visible")))
                return true;
        if (b->n_sheets == SHEETS_MAX)
                return refuse(b->why, R_SHEET_LIMIT, NULL, "%s：工作表多于 %d 个", b->name, SHEETS_MAX);
        b->sheets[b->n_sheets++] = (struct sheet_name){ text_copy(b->mem, name), text_copy(b->mem, id) };
        return true;
}

static bool workbook_read(struct book *b)
{
        struct part p;
        bool ok = true;
        int r;

        b->sheets = TAKE_N(b->mem, struct sheet_name, SHEETS_MAX);
        if (!book__part_open(b, &p, "xl/workbook.xml"))
                return false;
        while (ok && (r = book__part_next(&p)) > 0) {
                const xmlNode *node = xmlTextReaderCurrentNode(p.xml);

                if (xmlTextReaderNodeType(p.xml) != XML_READER_TYPE_ELEMENT)
                        continue;
                if (!strcmp((const char *)node->name, "workbookPr")) {
                        const char *v = book__attribute(node, "date1904");

                        b->since_1904 = v && text_in(v, "1|true", '|');
                } else if (!strcmp((const char *)node->name, "sheet"))
                        ok = sheet_add(b, node);
        }
        book__part_close(&p);
        if (!ok || r)
                return false;
        if (!b->n_sheets)
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：里面没有看得见的工作表", b->name);
        return relations_read(b, b->sheets, b->n_sheets);
}

/* ---- styles ---- */

struct code { int id; enum date_kind kind; };

static void format_note(struct arena *mem, struct code *codes, size_t *n, const xmlNode *node)
{
        const char *id = book__attribute(node, "numFmtId"), *code = book__attribute(node, "formatCode");
        int64_t v;

        if (id && code && *n < STYLES_MAX / 16 && text_int(id, 0, 100000, &v))
                codes[(*n)++] = (struct code){ (int)v, sheet__format_kind((int)v, code) };
}

static enum date_kind style_kind(const struct code *codes, size_t n, const xmlNode *node)
{
        const char *id = book__attribute(node, "numFmtId");
        int64_t v;

        if (!id || !text_int(id, 0, 100000, &v))
                return DATE_NOT;
        for (size_t i = 0; i < n; i++)
                if (codes[i].id == v)
                        return codes[i].kind;
        return sheet__format_kind((int)v, NULL);
}

bool book__styles_read(struct book *b, const char *part)
{
        struct arena *mem = arena_new();
        struct code *codes = TAKE_N(mem, struct code, STYLES_MAX / 16);
        size_t n = 0;
        bool cells = false;
        struct part p;
        int r = -1;

        b->styles = arena_take(b->mem, STYLES_MAX);
        if (!book__part_open(b, &p, part))
                return arena_free(mem), false;
        while ((r = book__part_next(&p)) > 0) {
                const xmlNode *node = xmlTextReaderCurrentNode(p.xml);
                int type = xmlTextReaderNodeType(p.xml);

                if (!strcmp((const char *)node->name, "cellXfs"))
                        cells = type == XML_READER_TYPE_ELEMENT;
                else if (type != XML_READER_TYPE_ELEMENT)
                        continue;
                else if (!strcmp((const char *)node->name, "numFmt"))
                        format_note(mem, codes, &n, node);
                else if (cells && !strcmp((const char *)node->name, "xf") && b->n_styles < STYLES_MAX)
                        b->styles[b->n_styles++] = (uint8_t)style_kind(codes, n, node);
        }
        book__part_close(&p);
        arena_free(mem);
        return !r;
}

/* ---- shared strings ---- */

static bool string_add(struct book *b, struct buffer *text)
{
        if (b->n_strings == STRINGS_MAX || (b->strings_bytes += (int64_t)text->n + 16) > SHEET_STRINGS_MAX)
                return refuse(b->why, R_SHEET_LIMIT, NULL, "%s：文字太多（超过 %lld MB）", b->name, (long long)(SHEET_STRINGS_MAX >> 20));
        if (b->n_strings == b->strings_room) {
                size_t room = b->strings_room ? b->strings_room * 2 : 1024;

                b->strings = arena_grow(b->mem, b->strings, b->strings_room * sizeof *b->strings, room * sizeof *b->strings);
                b->strings_room = room;
        }
        b->strings[b->n_strings++] = text->n ? book__text_decode(b->mem, text_copy_n(b->mem, text->p, text->n)) : "";
        text->n = 0;
        return true;
}

/* <si> holds <t>, or runs <r><t>; what lies in <rPh> is how to read it aloud. */
bool book__strings_read(struct book *b, const char *part)
{
        struct arena *mem = arena_new();
        struct buffer text = { .mem = mem };
        bool ok = true, t = false, phonetic = false;
        struct part p;
        int r = -1;

        if (!book__part_open(b, &p, part))
                return arena_free(mem), false;
        while (ok && (r = book__part_next(&p)) > 0) {
                const xmlNode *node = xmlTextReaderCurrentNode(p.xml);
                const char *name = (const char *)node->name;
                int type = xmlTextReaderNodeType(p.xml);
                bool begins = type == XML_READER_TYPE_ELEMENT;

                if (begins || type == XML_READER_TYPE_END_ELEMENT) {
                        bool empty = begins && xmlTextReaderIsEmptyElement(p.xml);

                        if (!strcmp(name, "t"))
                                t = begins && !empty;
                        else if (!strcmp(name, "rPh"))
                                phonetic = begins && !empty;
                        else if (!strcmp(name, "si") && (!begins || empty))
                                ok = string_add(b, &text);
                } else if (t && !phonetic && node->content)
                        buffer_text(&text, (const char *)node->content);
        }
        book__part_close(&p);
        arena_free(mem);
        return ok && !r;
}

/* ---- what the file is ---- */

static bool not_ours(struct book *b, const uint8_t *head, size_t n)
{
        static const uint8_t ole[] = { 0xD0, 0xCF, 0x11, 0xE0 };

        if (n >= 4 && !memcmp(head, ole, 4))
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：是旧格式的 .xls，或者是加了密码的工作簿；请去掉密码，另存为 .xlsx", b->name);
        if (n >= 5 && !memcmp(head, "%PDF-", 5))
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：是 PDF，不是表格", b->name);
        if (!n)
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：是空文件", b->name);
        return true;
}

static bool archive_open(struct book *b, int fd)
{
        zip_error_t e;
        zip_source_t *source;
        int own = dup(fd);
        FILE *file = own < 0 ? NULL : fdopen(own, "rb");

        if (!file)
                return fail(b->why, "打开 %s：%s", b->name, strerror(errno));
        zip_error_init(&e);
        source = zip_source_filep_create(file, 0, -1, &e);
        b->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &e) : NULL;
        if (!b->zip) {
                refuse(b->why, R_SHEET_BROKEN, NULL, "%s：压缩包不完整或者已损坏（%s）", b->name, zip_error_strerror(&e));
                if (source)
                        zip_source_free(source);
                else
                        fclose(file);
        }
        zip_error_fini(&e);
        return b->zip != NULL;
}

static bool archive_look(struct book *b)
{
        zip_int64_t n = zip_get_num_entries(b->zip, 0);

        if (n > SHEET_PARTS_MAX)
                return refuse(b->why, R_SHEET_LIMIT, NULL, "%s：里面有 %lld 个文件，超过 %d 个", b->name, (long long)n, SHEET_PARTS_MAX);
        if (zip_name_locate(b->zip, "xl/workbook.xml", 0) >= 0)
                return true;
        if (zip_name_locate(b->zip, "content.xml", 0) >= 0)
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：是 OpenDocument 表格；请另存为 .xlsx", b->name);
        if (zip_name_locate(b->zip, "xl/workbook.bin", 0) >= 0)
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：是二进制工作簿 .xlsb；请另存为 .xlsx", b->name);
        return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：是压缩包，但不是工作簿", b->name);
}

static bool optional(struct book *b, const char *part, bool (*read)(struct book *b, const char *part))
{
        return zip_name_locate(b->zip, part, 0) < 0 || read(b, part);
}

static bool workbook_open(struct book *b, int fd)
{
        return archive_open(b, fd) && archive_look(b) && workbook_read(b) && optional(b, "xl/styles.xml", book__styles_read) &&
               optional(b, "xl/sharedStrings.xml", book__strings_read);
}

struct book *book_open(struct arena *mem, struct why *why, int fd, const char *name)
{
        struct book *b = TAKE(mem, struct book);
        uint8_t head[8];
        ssize_t n = pread(fd, head, sizeof head, 0);
        bool ok;

        *b = (struct book){ .mem = mem, .why = why, .row = arena_new(), .name = utf8_head(mem, name, 80), .merged = "" };
        if (n < 0)
                ok = fail(why, "读 %s：%s", b->name, strerror(errno));
        else if (n >= 4 && !memcmp(head, "PK\3\4", 4))
                ok = workbook_open(b, fd);
        else
                ok = not_ours(b, head, (size_t)n) && (b->csv = csv__open(b, fd)) != NULL;
        if (ok)
                return b;
        book_close(b);
        return NULL;
}

void book_close(struct book *b)
{
        if (!b)
                return;
        book__part_close(&b->part);
        if (b->zip)
                zip_discard(b->zip);
        csv__close(b->csv);
        arena_free(b->row);
        b->row = NULL;
}

size_t book_sheets(const struct book *b)
{
        return b->csv ? 1 : b->n_sheets;
}

const char *book_sheet(const struct book *b, size_t i)
{
        return b->csv ? b->name : b->sheets[i].name;
}

static bool sheet_missing(struct book *b, const char *sheet)
{
        struct buffer names = { .mem = b->mem };

        for (size_t i = 0; i < b->n_sheets && i < 12; i++)
                buffer_make(&names, "%s“%s”", i ? "、" : "", b->sheets[i].name);
        return refuse(b->why, R_SHEET_MISSING, NULL, "没有工作表“%s”；这个文件里有：%s", sheet, buffer_done(&names));
}

bool book_start(struct book *b, const char *sheet)
{
        const struct sheet_name *found = b->n_sheets == 1 || !sheet ? b->sheets : NULL;

        b->last = 0;
        b->merged = "";
        if (b->csv) {
                b->sheet = b->name;
                return csv__rows_start(b);
        }
        for (size_t i = 0; sheet && i < b->n_sheets; i++)
                if (!strcmp(b->sheets[i].name, sheet))
                        found = &b->sheets[i];
        return found ? book__rows_start(b, found) : sheet_missing(b, sheet);
}

bool book_row(struct book *b, struct sheet_row *out)
{
        return b->csv ? csv__rows_next(b, out) : book__rows_next(b, out);
}

const char *book_merged(const struct book *b)
{
        return b->merged;
}

const char *book_at(const struct book *b, struct arena *mem, int64_t row, size_t column)
{
        return text_make(mem, "%s!%s%lld", b->sheet, sheet_column_letters(mem, column), (long long)row);
}
