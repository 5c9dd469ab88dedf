/* content_foreign.c - files that are two things at once: what another program would find in them.  A ZIP reader looks at the end, a PDF
 * reader at the first kilobyte, a browser for tags near the start; whoever opens what follows a recording finds the rest. */
#include "media/content.h"
#include <string.h>
#include <strings.h>

#define BYTES(s) s, sizeof (s) - 1
static const struct { const char *magic; size_t n; const char *label; } foreign[] = {
        { BYTES("PK\3\4"), "ZIP 压缩包（或者 Office 文件）" }, { BYTES("%PDF-"), "PDF 文件" }, { BYTES("Rar!\x1a\7"), "RAR 压缩包" },
        { BYTES("7z\xbc\xaf\x27\x1c"), "7z 压缩包" }, { BYTES("\x7f" "ELF"), "Linux 程序" }, { BYTES("MZ"), "Windows 程序" },
        { BYTES("\x1f\x8b\x08"), "gzip 压缩包" },
        { BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "旧版 Office 文件" }, { BYTES("#!/"), "脚本" }, { BYTES("<?php"), "PHP 程序" },
        { BYTES("<!DOCTYPE"), "网页" }, { BYTES("<html"), "网页" }, { BYTES("<script"), "网页" }, { BYTES("<svg"), "SVG 图形" },
        { BYTES("<?xml"), "XML 文件" },
};
/* Of these, what makes a browser or a server act wherever it stands in the head of a file. */
static const char *const active[] = { "<script", "<html", "<!doctype html", "<?php", "<svg ", "<iframe" };

#define HEAD 65536
#define PDF_HEAD 1024
#define ZIP_TAIL (65535 + 22)
#define END_TAIL 4096

const char *foreign_label(const uint8_t *p, size_t n)
{
        while (n && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
                p++, n--;
        for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
                if (foreign[i].n <= n && !strncasecmp((const char *)p, foreign[i].magic, foreign[i].n))
                        return foreign[i].label;
        return NULL;
}

/* Which of the active words stands there, NULL: none. */
static const char *active_word(const uint8_t *p, size_t n)
{
        for (size_t i = 0; i < sizeof active / sizeof *active; i++)
                if (strlen(active[i]) <= n && !strncasecmp((const char *)p, active[i], strlen(active[i])))
                        return active[i];
        return NULL;
}

static void active_look(const uint8_t *buf, size_t n, struct findings *f)
{
        const uint8_t *end = buf + n;
        const char *word;

        for (const uint8_t *p = buf; (p = memchr(p, '<', (size_t)(end - p))); p++)
                if ((word = active_word(p, (size_t)(end - p)))) {
                        media_found(f, MEDIA_FOREIGN, -1, -1, "%zd 字节处有网页或者程序代码（%s）", p - buf, word);
                        return;
                }
}

static size_t bytes_at(struct scan *s, int64_t at, uint8_t *to, size_t n)
{
        return at < 0 ? 0 : s->from->at(s->from->of, at, to, n);
}

static void head_look(struct scan *s, uint8_t *buf, struct findings *f)
{
        size_t n = bytes_at(s, 0, buf, HEAD);
        const uint8_t *pdf = memmem(buf, n < PDF_HEAD ? n : PDF_HEAD, "%PDF-", 5);

        if (pdf)
                media_found(f, MEDIA_FOREIGN, -1, -1, "开头 %zd 字节处是一个 PDF 文件", pdf - buf);
        active_look(buf, n, f);
}

/* The end record of a ZIP: its comment reaches exactly to the end, its directory lies before it and begins as it must. */
static bool zip_ends_at(struct scan *s, const uint8_t *p, int64_t at)
{
        uint64_t size = number_le(p + 12, 4);
        uint8_t head[4];

        if (memcmp(p, "PK\5\6", 4) || at + 22 + (int64_t)number_le(p + 20, 2) > s->from->size || (int64_t)size > at)
                return false;
        return size && bytes_at(s, at - (int64_t)size, head, 4) == 4 && !memcmp(head, "PK\1\2", 4);
}

static void zip_look(struct scan *s, uint8_t *buf, struct findings *f)
{
        int64_t from = s->from->size > ZIP_TAIL ? s->from->size - ZIP_TAIL : 0;
        size_t n = bytes_at(s, from, buf, ZIP_TAIL);

        for (size_t i = 0; i + 22 <= n; i++)
                if (buf[i] == 'P' && zip_ends_at(s, buf + i, from + (int64_t)i)) {
                        media_found(f, MEDIA_FOREIGN, -1, s->from->size - from - (int64_t)i, "末尾是一个 ZIP 压缩包");
                        return;
                }
}

/* What follows the container's own end. */
static void tail_look(struct scan *s, const struct content *c, uint8_t *buf, struct findings *f)
{
        int64_t rest = s->from->size - c->end;
        size_t n = c->end > 0 && rest > 0 ? bytes_at(s, c->end, buf, END_TAIL) : 0, zeros = 0;
        const char *label = foreign_label(buf, n);

        if (!n)
                return;
        while (zeros < n && !buf[zeros])
                zeros++;
        if (label)
                media_found(f, MEDIA_FOREIGN, -1, rest, "%s结束之后是%s", c->label, label);
        else if (zeros < n || rest > END_TAIL)
                media_found(f, MEDIA_TRAILING, -1, rest, "%s结束之后还有 %lld 字节", c->label, (long long)rest);
}

void foreign_look(struct scan *s, const struct content *c, struct findings *f)
{
        uint8_t *buf = arena_take(f->mem, HEAD > ZIP_TAIL ? HEAD : ZIP_TAIL);

        head_look(s, buf, f);
        zip_look(s, buf, f);
        tail_look(s, c, buf, f);
}
