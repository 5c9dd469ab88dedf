/* story_read.c - reads a story: one line, one step; an indented line continues the one before; # starts a remark.
 * Never runs anything: what comes out is a list of lines with the file and number that a failure will name.
 */
#include "cli/story.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 8
#define STORY_MAX ((size_t)4 * 1024 * 1024)

struct reader {
        struct arena *mem;
        struct why *why;
        struct story *story;
        struct instant at;
        const char *seen[64];
        size_t n_seen;
        int depth;
};
struct place { const char *file; int number; };

static bool wrong(struct reader *r, struct place p, const char *what)
{
        return refuse(r->why, R_BODY_MALFORMED, NULL, "%s:%d：%s", p.file, p.number, what);
}

/* ---- words ---- */

/* One word: letters up to a space; "…" keeps spaces, with \" \\ and \n inside.  NULL at the end of the line, or if a quote is open. */
static char *word_next(struct arena *mem, const char **at, bool *open_quote)
{
        struct buffer b = { .mem = mem };
        const char *p = *at;
        bool quoted = false, any = false;

        while (*p == ' ' || *p == '\t')
                p++;
        if (*p == '#' || !*p)
                return NULL;
        for (; *p && (quoted || (*p != ' ' && *p != '\t')); p++) {
                any = true;
                if (*p == '"')
                        quoted = !quoted;
                else if (quoted && *p == '\\' && p[1]) {
                        p++;
                        buffer_put(&b, *p == 'n' ? "\n" : p, 1);
                } else
                        buffer_put(&b, p, 1);
        }
        *at = p;
        *open_quote = quoted;
        return any ? text_copy(mem, buffer_done(&b)) : NULL;
}

/* Appends the words of one line of the file to those of the step so far. */
static bool words_read(struct reader *r, struct place p, const char *text, const char ***words, size_t *n)
{
        size_t room = *n + strlen(text) / 2 + 2;
        const char **w = arena_grow(r->mem, *words, *n * sizeof *w, room * sizeof *w), *word;
        bool open = false;

        while ((word = word_next(r->mem, &text, &open)))
                w[(*n)++] = word;
        *words = w;
        return !open || wrong(r, p, "引号没有合上");
}

/* ---- lines ---- */

static struct line *line_add(struct reader *r, struct place p, enum line_kind kind)
{
        struct story *s = r->story;
        struct line *l;

        if (s->n == s->room) {
                size_t room = s->room ? s->room * 2 : 64;

                s->lines = arena_grow(r->mem, s->lines, s->n * sizeof *l, room * sizeof *l);
                s->room = room;
        }
        l = &s->lines[s->n++];
        *l = (struct line){ .file = p.file, .number = p.number, .kind = kind, .at = r->at };
        return l;
}

/* "CODE" or "CODE|CODE", where the ways in differ. */
static bool codes_known(struct arena *mem, const char *codes)
{
        size_t n;
        char **at = text_split(mem, codes, '|', &n);

        for (size_t i = 0; i < n; i++)
                if (refusal_by_name(at[i]) == R_NONE)
                        return false;
        return n;
}

/* What stands after "->": "ok", "refused CODE [field=NAME] [says WORDS]", "NOUN $name", "act $name". */
static bool expect_read(struct reader *r, struct place p, const char **w, size_t n, struct expect *e)
{
        size_t i = 0;

        if (n == 1 && !strcmp(w[0], "ok"))
                return true;
        if (n >= 2 && !strcmp(w[0], "refused")) {
                e->code = w[1];
                if (!codes_known(r->mem, w[1]))
                        return wrong(r, p, text_make(r->mem, "没有“%s”这种不予办理的原因", w[1]));
                for (i = 2; i < n; i++)
                        if (text_starts(w[i], "field="))
                                e->field = w[i] + 6;
                        else if (!strcmp(w[i], "says") && i + 1 < n)
                                e->says = w[++i];
                        else
                                return wrong(r, p, text_make(r->mem, "“->”后面不认识“%s”", w[i]));
                return true;
        }
        for (; i + 1 < n && w[i + 1][0] == '$'; i += 2)
                if (!strcmp(w[i], "act"))
                        e->act_var = w[i + 1] + 1;
                else {
                        e->noun = w[i];
                        e->subject_var = w[i + 1] + 1;
                }
        return (n && i == n) || wrong(r, p, "“->”后面应写 ok、refused 代码，或 对象 $名称");
}

static bool step_read(struct reader *r, struct place p, const char **w, size_t n)
{
        struct line *l = line_add(r, p, !strcmp(w[0], "check") ? LINE_CHECK : LINE_ACT);
        size_t arrow = 0;

        while (arrow < n && strcmp(w[arrow], "->"))
                arrow++;
        if (arrow < 2)
                return wrong(r, p, "应写成：登录名 动作 名称=内容 …");
        if (!r->at.ms)
                return wrong(r, p, "前面缺少“at 日期 时刻”");
        if (l->kind == LINE_ACT)
                l->who = w[0];
        l->verb = w[1];
        l->words = w + 2;
        l->n = arrow - 2;
        return arrow == n || expect_read(r, p, w + arrow + 1, n - arrow - 1, &l->expect);
}

/* "job NAME [-> refused CODE]" */
static bool job_read(struct reader *r, struct place p, const char **w, size_t n)
{
        struct line *l = line_add(r, p, LINE_JOB);

        if (n < 2 || (n > 2 && strcmp(w[2], "->") != 0))
                return wrong(r, p, "应写成：job 名称");
        if (!r->at.ms)
                return wrong(r, p, "前面缺少“at 日期 时刻”");
        l->verb = w[1];
        return n == 2 || expect_read(r, p, w + 3, n - 3, &l->expect);
}

static bool at_read(struct reader *r, struct place p, const char **w, size_t n)
{
        struct instant t;
        const char *when = n == 2 ? w[1] : n == 3 ? text_make(r->mem, "%s %s", w[1], w[2]) : "";

        if (!instant_parse_local(when, &t))
                return wrong(r, p, "应写成：at 2024-09-09 10:20");
        if (t.ms < r->at.ms)
                return wrong(r, p, "时间不能倒退");
        r->at = t;
        return true;
}

static bool file_read_into(struct reader *r, struct place from, const char *path);

static bool include_read(struct reader *r, struct place p, const char *name)
{
        const char *slash = strrchr(p.file, '/');

        return file_read_into(r, p, slash ? text_make(r->mem, "%.*s/%s", (int)(slash - p.file), p.file, name) : name);
}

static bool end_read(struct reader *r, struct place p)
{
        line_add(r, p, LINE_CHECK)->verb = "verify";
        line_add(r, p, LINE_CHECK)->verb = "rebuild";
        return true;
}

static bool step_or_keyword(struct reader *r, struct place p, const char **w, size_t n)
{
        if (!strcmp(w[0], "story") && n == 2)
                return r->story->title = w[1], true;
        if (!strcmp(w[0], "pack") && n == 2)
                return r->story->pack = w[1], true;
        if (!strcmp(w[0], "include") && n == 2)
                return include_read(r, p, w[1]);
        if (!strcmp(w[0], "at"))
                return at_read(r, p, w, n);
        if (!strcmp(w[0], "job"))
                return job_read(r, p, w, n);
        if (!strcmp(w[0], "end"))
                return end_read(r, p);
        if (!strcmp(w[0], "tamper") && n == 2)
                return line_add(r, p, LINE_TAMPER)->verb = w[1], true;
        if (text_in(w[0], "story|pack|include|tamper", '|'))
                return wrong(r, p, text_make(r->mem, "“%s”后面应写一项", w[0]));
        return step_read(r, p, w, n);
}

/* Gathers the words of a line and of the indented lines after it, and reads each such step. */
static bool text_read(struct reader *r, const char *file, const char *text)
{
        size_t n_lines, n = 0;
        char **lines = text_split(r->mem, text, '\n', &n_lines);
        const char **w = NULL;
        struct place step = { file, 0 };

        for (size_t i = 0; i < n_lines; i++) {
                bool more = *lines[i] == ' ' || *lines[i] == '\t';

                if (!more && *lines[i] != '#' && n) {
                        if (!step_or_keyword(r, step, w, n))
                                return false;
                        w = NULL;
                        n = 0;
                }
                if (!n)
                        step.number = (int)i + 1;
                if (!words_read(r, (struct place){ file, (int)i + 1 }, lines[i], &w, &n))
                        return false;
        }
        return !n || step_or_keyword(r, step, w, n);
}

static bool file_load(struct reader *r, const char *path, struct buffer *out)
{
        FILE *f = fopen(path, "re");
        char block[16384];
        size_t n;

        if (!f)
                return fail(r->why, "打不开剧本 %s：%s", path, strerror(errno));
        while ((n = fread(block, 1, sizeof block, f)) > 0 && out->n < STORY_MAX)
                buffer_put(out, block, n);
        fclose(f);
        return true;
}

static bool file_read_into(struct reader *r, struct place from, const char *path)
{
        struct buffer b = { .mem = r->mem };
        bool ok;

        for (size_t i = 0; i < r->n_seen; i++)
                if (!strcmp(r->seen[i], path))
                        return true;
        if (r->depth >= DEPTH_MAX || r->n_seen == sizeof r->seen / sizeof *r->seen)
                return wrong(r, from, "引用的剧本太多");
        r->seen[r->n_seen++] = text_copy(r->mem, path);
        if (!file_load(r, path, &b))
                return false;
        if (!utf8_valid(buffer_done(&b), b.n))
                return wrong(r, (struct place){ path, 1 }, "不是 UTF-8 文本");
        r->depth++;
        ok = text_read(r, text_copy(r->mem, path), buffer_done(&b));
        r->depth--;
        return ok;
}

bool story_read(struct arena *mem, const char *path, struct story *out, struct why *why)
{
        struct story s = { .path = path, .title = path, .pack = "" };
        struct reader r = { .mem = mem, .why = why, .story = &s };

        if (!file_read_into(&r, (struct place){ path, 0 }, path))
                return false;
        *out = s;
        return true;
}

bool story_read_text(struct arena *mem, const char *name, const char *text, struct story *out, struct why *why)
{
        struct story s = { .path = name, .title = name, .pack = "" };
        struct reader r = { .mem = mem, .why = why, .story = &s };

        if (!text_read(&r, name, text))
                return false;
        *out = s;
        return true;
}
