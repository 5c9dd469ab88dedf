/* say.c - answers of a child: records on ANSWER.  What a file claims about itself is cleaned here, once. */
#include "base/file.h"
#include "media/worker/worker.h"
#include <iconv.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static void put(const void *p, size_t n)
{
        if (!write_all(ANSWER, p, n))
                _exit(1);       /* nobody listens any more */
}

void say(enum record_tag tag, const void *p, size_t n)
{
        struct record r = { tag, (uint32_t)n };

        must(n <= RECORD_MAX);
        put(&r, sizeof r);
        put(p, n);
}

void say_text(enum record_tag tag, const char *s)
{
        say(tag, s, strlen(s));
}

_Noreturn void say_done(void)
{
        say(RECORD_DONE, NULL, 0);
        _exit(0);
}

_Noreturn void say_refused(enum refused why, const char *fmt, ...)
{
        struct { uint32_t code; char words[1020]; } r = { .code = why };
        va_list ap;
        int n;

        va_start(ap, fmt);
        n = vsnprintf(r.words, sizeof r.words, fmt, ap);
        va_end(ap);
        if (n < 0 || (size_t)n >= sizeof r.words)
                n = 0;
        say(RECORD_REFUSED, &r, sizeof r.code + (size_t)n);
        say_done();
}

void say_picture(int64_t at, int width, int height, const void *jpeg, size_t n)
{
        struct record_picture r = { at, width, height };
        struct record head = { RECORD_PICTURE, (uint32_t)(sizeof r + n) };

        if (n > RECORD_MAX - sizeof r)
                say_refused(REFUSED_OUTPUT, "图片太大");
        put(&head, sizeof head);
        put(&r, sizeof r);
        put(jpeg, n);
}

void say_progress(int64_t part, int64_t whole)
{
        static uint32_t last;
        uint32_t now = whole > 0 && part > 0 ? (uint32_t)(part >= whole ? 1000 : (int64_t)((double)part * 1000 / (double)whole)) : 0;

        if (now <= last)
                return;
        last = now;
        say(RECORD_PROGRESS, &now, sizeof now);
}

static iconv_t gb18030 = (iconv_t)-1;

void charset_load(void)
{
        gb18030 = iconv_open("UTF-8", "GB18030");
}

/* Many a device here writes its name in GB 18030; what is neither that nor UTF-8 loses its letters. */
static char *utf8_made(struct arena *mem, char *s)
{
        size_t n = strlen(s), room = 2 * n + 1;
        char *out = arena_take(mem, room), *from = s, *to = out;

        if (utf8_valid(s, n))
                return s;
        if (gb18030 != (iconv_t)-1 && iconv(gb18030, &from, &n, &to, &room) != (size_t)-1 && utf8_valid(out, strlen(out)))
                return out;
        for (char *p = s; *p; p++)
                if ((unsigned char)*p >= 0x80)
                        *p = '?';
        return s;
}

char *text_clean(struct arena *mem, const char *s)
{
        size_t n = s ? strlen(s) : 0;
        char *t = utf8_made(mem, text_copy_n(mem, s ? s : "", n < 4096 ? n : 4096));

        for (char *p = t; *p; p++)
                if ((unsigned char)*p < ' ' || *p == 127)
                        *p = '?';
        t = text_trim(mem, utf8_head(mem, t, 200));
        return text_check(t, strlen(t)) ? text_copy(mem, "?") : t;
}
