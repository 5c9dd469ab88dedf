/* multipart.c - a state machine over bytes.
 *
 * The delimiter CR LF "--" boundary begins with CR, and no other byte of it is CR.  So when a match breaks off, what matched so
 * far is data and only the byte at hand can begin a new match: no backing up, no carry buffer.  The body starts as if a CR LF
 * stood before it.
 * Must never: hold more than one part's headers in memory.
 */
#include "web/multipart.h"
#include "web/parse.h"
#include <string.h>
#include <strings.h>

#define HEADERS_MAX ((size_t)8192)
#define BOUNDARY_MAX ((size_t)70)
#define PARTS_MAX 1000

enum state { PREAMBLE, DELIMITED, DELIMITED_CR, DELIMITED_DASH, HEADERS, DATA, EPILOGUE };

struct multipart {
        struct arena *mem;
        struct why *why;
        struct multipart_sink sink;
        enum state state;
        char delimiter[BOUNDARY_MAX + 5];
        size_t delimiter_n, matched;
        char headers[HEADERS_MAX + 1];
        size_t headers_n;
        int parts;
        bool broken;
};

static bool malformed(struct multipart *m, const char *what)
{
        m->broken = true;
        return refuse(m->why, R_BODY_MALFORMED, NULL, "表单附件：%s", what);
}

/* A parameter of a header value: name=token or name="text".  Returns it raw (escapes kept); NULL if it is not there or twice. */
static const char *header_param(struct arena *a, const char *value, const char *name, bool *twice)
{
        size_t name_n = strlen(name);
        const char *found = NULL;

        for (const char *s = value + strcspn(value, ";"); *s == ';';) {
                const char *key = s + 1 + strspn(s + 1, " \t"), *v;
                size_t key_n = strcspn(key, "=; \t"), n;

                v = key + key_n + (key[key_n] == '=');
                if (*v == '"') {
                        for (n = 1; v[n] && v[n] != '"'; n++)
                                n += v[n] == '\\' && v[n + 1];
                        if (v[n] != '"')
                                return NULL;
                        n++;
                } else {
                        n = strcspn(v, "; \t");
                }
                if (key_n == name_n && !strncasecmp(key, name, key_n)) {
                        if (found)
                                *twice = true;
                        found = *v == '"' ? text_copy_n(a, v + 1, n - 2) : text_copy_n(a, v, n);
                }
                s = v + n + strspn(v + n, " \t");
        }
        return *twice ? NULL : found;
}

static bool boundary_valid(const char *b)
{
        static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'()+_,-./:=? ";
        size_t n = strlen(b);

        return n && n <= BOUNDARY_MAX && strspn(b, allowed) == n && b[n - 1] != ' ';
}

struct multipart *multipart_new(struct arena *mem, const char *content_type, const struct multipart_sink *sink, struct why *why)
{
        struct multipart *m = TAKE(mem, struct multipart);
        bool twice = false;
        const char *boundary = header_param(mem, content_type, "boundary", &twice);

        if (!boundary || !boundary_valid(boundary)) {
                refuse(why, R_BODY_MALFORMED, NULL, "表单附件：没有可用的分界标记");
                return NULL;
        }
        m->mem = mem;
        m->why = why;
        m->sink = *sink;
        memcpy(m->delimiter, "\r\n--", 4);
        memcpy(m->delimiter + 4, boundary, strlen(boundary));
        m->delimiter_n = 4 + strlen(boundary);
        m->matched = 2;
        return m;
}

/* Browsers write %22, %0D and %0A for quote, CR and LF in names; others put a backslash before a quote. */
static const char *name_unescape(struct arena *a, const char *s)
{
        char *out = arena_take(a, strlen(s) + 1), *p = out;

        for (; *s; s++) {
                if (*s == '\\' && (s[1] == '"' || s[1] == '\\'))
                        *p++ = *++s;
                else if (!strncmp(s, "%22", 3))
                        *p++ = '"', s += 2;
                else if (!strncmp(s, "%0D", 3) || !strncmp(s, "%0A", 3))
                        *p++ = ' ', s += 2;
                else
                        *p++ = *s;
        }
        return out;
}

/* What the headers of a part say. */
struct part_head { const char *disposition, *type; };

static bool header_line(struct multipart *m, char *line, struct part_head *head)
{
        char *colon = strchr(line, ':'), *value;

        if (!colon || colon == line || strcspn(line, " \t") < (size_t)(colon - line))
                return malformed(m, "分段的头部不合规");
        *colon = '\0';
        value = colon + 1 + strspn(colon + 1, " \t");
        if (!strcasecmp(line, "Content-Transfer-Encoding") && strcasecmp(value, "binary") && strcasecmp(value, "8bit") &&
            strcasecmp(value, "7bit"))
                return malformed(m, "不接受经过转码的分段");
        if (!strcasecmp(line, "Content-Disposition")) {
                if (head->disposition)
                        return malformed(m, "分段的头部重复");
                head->disposition = value;
        }
        if (!strcasecmp(line, "Content-Type"))
                head->type = value;
        return true;
}

static bool part_begins(struct multipart *m)
{
        struct part_head head = { .type = "" };
        const char *name, *filename = NULL;
        bool twice = false;
        size_t n = 0;
        char **lines;

        m->headers[m->headers_n] = '\0';
        if (!utf8_valid(m->headers, m->headers_n))
                return malformed(m, "分段的头部不是有效的文字");
        lines = text_split(m->mem, text_replace(m->mem, m->headers, "\r\n", "\n"), '\n', &n);
        for (size_t i = 0; i < n; i++)
                if (*lines[i] && !header_line(m, lines[i], &head))
                        return false;
        if (!head.disposition || strncasecmp(head.disposition, "form-data", 9))
                return malformed(m, "分段没有说明是表单字段");
        name = header_param(m->mem, head.disposition, "name", &twice);
        if (name && !twice)
                filename = header_param(m->mem, head.disposition, "filename", &twice);
        if (!name || twice)
                return malformed(m, "分段没有名称");
        name = name_unescape(m->mem, name);
        filename = filename ? name_unescape(m->mem, filename) : NULL;
        if (!*name || text_check(name, strlen(name)) || (filename && text_check(filename, strlen(filename))))
                return malformed(m, "分段的名称含有不可用的字符");
        if (++m->parts > PARTS_MAX)
                return malformed(m, "分段太多");
        if (!m->sink.part(m->sink.to, name, filename, head.type)) {
                m->broken = true;
                return false;
        }
        return true;
}

static bool give(struct multipart *m, const void *p, size_t n)
{
        if (m->state != DATA || !n)
                return true;
        if (m->sink.data(m->sink.to, p, n))
                return true;
        m->broken = true;
        return false;
}

static bool delimiter_found(struct multipart *m)
{
        bool ends = m->state == DATA;

        m->state = DELIMITED;
        m->matched = 0;
        if (!ends || m->sink.end(m->sink.to))
                return true;
        m->broken = true;
        return false;
}

/* PREAMBLE and DATA: looks for the delimiter.  Returns how many bytes were used; sets broken. */
static size_t scan(struct multipart *m, const char *p, size_t n)
{
        size_t i = 0, run;

        while (i < n) {
                if (m->matched) {
                        if (p[i] == m->delimiter[m->matched]) {
                                i++;
                                if (++m->matched == m->delimiter_n) {
                                        delimiter_found(m);
                                        return i;
                                }
                                continue;
                        }
                        run = m->matched;
                        m->matched = 0;
                        if (!give(m, m->delimiter, run))
                                return i;
                        continue;
                }
                const char *cr = memchr(p + i, '\r', n - i);

                run = cr ? (size_t)(cr - (p + i)) : n - i;
                if (!give(m, p + i, run))
                        return i;
                i += run;
                if (cr) {
                        m->matched = 1;
                        i++;
                }
        }
        return i;
}

/* HEADERS: up to the empty line.  A part without any header at all begins with the empty line itself. */
static bool header_byte(struct multipart *m, char c)
{
        if (m->headers_n == HEADERS_MAX)
                return malformed(m, "分段的头部太长");
        m->headers[m->headers_n++] = c;
        if (c != '\n' || m->headers_n < 2 || m->headers[m->headers_n - 2] != '\r')
                return true;
        if (m->headers_n != 2 && (m->headers_n < 4 || memcmp(m->headers + m->headers_n - 4, "\r\n\r\n", 4)))
                return true;
        m->state = DATA;
        m->matched = 0;
        return part_begins(m);
}

static bool step(struct multipart *m, char c)
{
        switch (m->state) {
        case DELIMITED:
                if (c == ' ' || c == '\t')
                        return true;
                m->state = c == '\r' ? DELIMITED_CR : DELIMITED_DASH;
                return c == '\r' || c == '-' || malformed(m, "分界标记之后有多余的内容");
        case DELIMITED_CR:
                m->state = HEADERS;
                m->headers_n = 0;
                return c == '\n' || malformed(m, "分界标记之后有多余的内容");
        case DELIMITED_DASH:
                m->state = EPILOGUE;
                return c == '-' || malformed(m, "分界标记之后有多余的内容");
        default:
                must(m->state == HEADERS);
                return header_byte(m, c);
        }
}

bool multipart_feed(struct multipart *m, const void *bytes, size_t n)
{
        const char *p = bytes;

        for (size_t i = 0; i < n && !m->broken;) {
                if (m->state == EPILOGUE)
                        return true;
                if (m->state == PREAMBLE || m->state == DATA)
                        i += scan(m, p + i, n - i);
                else
                        step(m, p[i++]);
        }
        return !m->broken;
}

bool multipart_done(struct multipart *m)
{
        if (m->broken)
                return false;
        return m->state == EPILOGUE || malformed(m, "内容没有传完");
}
