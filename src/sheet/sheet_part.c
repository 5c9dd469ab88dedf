/* sheet_part.c - one file of a workbook's archive as a stream of XML.  Whatever it asks for is bounded before it is given: size, how much
 * larger it gets than it was packed, no DTD and so no entities, no network. */
#include "sheet/sheet_inner.h"
#include <string.h>

#define GRACE (16LL << 20)

static int part_read(void *to, char *out, int room)
{
        struct part *p = to;
        zip_int64_t n = zip_fread(p->file, out, (zip_uint64_t)room);

        if (n < 0)
                return -1;
        p->got += n;
        p->over = p->got > SHEET_PART_MAX || (p->got > GRACE && p->got / SHEET_RATIO_MAX > p->packed);
        return p->over ? -1 : (int)n;
}

static int part_shut(void *to)
{
        struct part *p = to;

        if (p->file)
                zip_fclose(p->file);
        p->file = NULL;
        return 0;
}

static void part_wrong(void *to, xmlErrorPtr e)
{
        struct part *p = to;

        if (p->bad || e->level < XML_ERR_ERROR)
                return;
        p->bad_line = e->line;
        p->bad = "XML 有错";
}

bool book__missing_part(struct book *b, const char *name)
{
        return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：里面没有 %s，不是完整的工作簿", b->name, utf8_head(b->mem, name, 80));
}

bool book__part_open(struct book *b, struct part *p, const char *name)
{
        zip_stat_t s;

        *p = (struct part){ .book = b, .name = name };
        if (zip_stat(b->zip, name, 0, &s) || !(s.valid & ZIP_STAT_COMP_SIZE))
                return book__missing_part(b, name);
        if ((s.valid & ZIP_STAT_ENCRYPTION_METHOD) && s.encryption_method != ZIP_EM_NONE)
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：工作簿加了密码", b->name);
        p->packed = (int64_t)s.comp_size;
        p->file = zip_fopen(b->zip, name, 0);
        if (!p->file)
                return refuse(b->why, R_SHEET_BROKEN, NULL, "%s：%s 展不开", b->name, name);
        p->xml = xmlReaderForIO(part_read, part_shut, p, NULL, NULL, XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        if (!p->xml)
                return part_shut(p), fail(b->why, "读 %s 时内存不足", name);
        xmlTextReaderSetStructuredErrorHandler(p->xml, part_wrong, p);
        return true;
}

void book__part_close(struct part *p)
{
        if (p->xml) {
                xmlTextReaderClose(p->xml);
                xmlFreeTextReader(p->xml);
        }
        part_shut(p);
        p->xml = NULL;
}

static int broken(struct part *p)
{
        struct book *b = p->book;

        if (p->over && p->got > SHEET_PART_MAX)
                refuse(b->why, R_SHEET_LIMIT, NULL, "%s：%s 展开以后超过 %lld MB", b->name, p->name, (long long)(SHEET_PART_MAX >> 20));
        else if (p->over)
                refuse(b->why, R_SHEET_LIMIT, NULL, "%s：%s 展开以后是压缩时的 %d 倍以上，像是压缩炸弹，不予展开", b->name, p->name, SHEET_RATIO_MAX);
        else
                refuse(b->why, R_SHEET_BROKEN, NULL, "%s：%s 第 %d 行%s", b->name, p->name, p->bad_line, p->bad ? p->bad : "读不下去，文件不完整或者被改动过");
        return -1;
}

int book__part_next(struct part *p)
{
        int r = xmlTextReaderRead(p->xml);

        if (r < 0 || p->over || p->bad)
                return broken(p);
        if (!r)
                return 0;
        switch (xmlTextReaderNodeType(p->xml)) {
        case XML_READER_TYPE_DOCUMENT_TYPE: case XML_READER_TYPE_ENTITY_REFERENCE: case XML_READER_TYPE_ENTITY:
                return refuse(p->book->why, R_SHEET_BROKEN, NULL, "%s：%s 里声明了 DTD（实体），工作簿不需要它，不予读取", p->book->name, p->name), -1;
        default:
                return 1;
        }
}

const char *book__attribute(const xmlNode *node, const char *name)
{
        for (const xmlAttr *a = node->properties; a; a = a->next)
                if (!strcmp((const char *)a->name, name))
                        return a->children && a->children->content ? (const char *)a->children->content : "";
        return NULL;
}

static bool hex4(const char *s, uint32_t *out)
{
        *out = 0;
        for (int i = 0; i < 4; i++) {
                const char *digits = "0123456789abcdef", *at = s[i] ? strchr(digits, s[i] >= 'A' && s[i] <= 'F' ? s[i] + 32 : s[i]) : NULL;

                if (!at)
                        return false;
                *out = *out << 4 | (uint32_t)(at - digits);
        }
        return true;
}

static void utf8_put(struct buffer *b, uint32_t u)
{
        char s[4];

        if (u < 0x80)
                buffer_put(b, (char[]){ (char)u }, 1);
        else if (u < 0x800) {
                s[0] = (char)(0xC0 | u >> 6), s[1] = (char)(0x80 | (u & 63));
                buffer_put(b, s, 2);
        } else {
                s[0] = (char)(0xE0 | u >> 12), s[1] = (char)(0x80 | (u >> 6 & 63)), s[2] = (char)(0x80 | (u & 63));
                buffer_put(b, s, 3);
        }
}

const char *book__text_decode(struct arena *mem, const char *s)
{
        struct buffer b = { .mem = mem };
        uint32_t u;

        if (!strstr(s, "_x"))
                return s;
        while (*s) {
                if (s[0] == '_' && s[1] == 'x' && hex4(s + 2, &u) && s[6] == '_' && u && (u < 0xD800 || u > 0xDFFF)) {
                        utf8_put(&b, u);
                        s += 7;
                } else
                        buffer_put(&b, s++, 1);
        }
        return buffer_done(&b);
}
