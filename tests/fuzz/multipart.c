/* A multipart body that arrives in pieces: however it is cut, the same parts come out. */
#include "fuzz.h"
#include "web/multipart.h"

struct seen { struct buffer b; bool open; };

static bool part(void *to, const char *name, const char *filename, const char *type)
{
        struct seen *s = to;

        HOLDS(!s->open && utf8_valid(name, strlen(name)) && utf8_valid(type, strlen(type)));
        HOLDS(!filename || !text_check(filename, strlen(filename)));
        buffer_make(&s->b, "[%s|%s|%s]", name, filename ? filename : "-", type);
        return s->open = true;
}

static bool data_in(void *to, const void *p, size_t n)
{
        struct seen *s = to;

        HOLDS(s->open);
        buffer_put(&s->b, p, n);
        return true;
}

static bool end(void *to)
{
        struct seen *s = to;

        HOLDS(s->open);
        s->open = false;
        buffer_put(&s->b, ";", 1);
        return true;
}

static bool fed(struct arena *mem, const char *type, const uint8_t *p, size_t n, size_t piece, struct seen *s)
{
        struct why why = { .mem = mem };
        struct multipart *m = multipart_new(mem, type, &(struct multipart_sink){ s, part, data_in, end }, &why);
        bool ok = m != NULL;

        s->b.mem = mem;
        for (size_t i = 0; i < n && ok; i += piece)
                ok = multipart_feed(m, p + i, n - i < piece ? n - i : piece);
        ok = ok && multipart_done(m);
        HOLDS(ok || why.kind == WHY_REFUSED);
        return ok;
}

/* The first line is the Content-Type. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        const uint8_t *cut = memchr(data, '\n', n);
        struct seen whole = { 0 }, bytes = { 0 };

        if (cut) {
                const char *type = text_copy_n(mem, (const char *)data, strnlen((const char *)data, (size_t)(cut - data)));
                size_t rest = n - (size_t)(cut + 1 - data);
                bool a = fed(mem, type, cut + 1, rest, rest + 1, &whole), b = fed(mem, type, cut + 1, rest, 1 + data[0] % 7, &bytes);

                HOLDS(a == b);
                HOLDS(!a || (whole.b.n == bytes.b.n && !memcmp(buffer_done(&whole.b), buffer_done(&bytes.b), whole.b.n)));
        }
        arena_free(mem);
        return 0;
}
