/* What comes in a request line and its headers: the first byte chooses the part.  What is admitted must be text as forms allow it. */
#include "fuzz.h"
#include "web/parse.h"

static bool joins(void *to, const char *name)
{
        (void)to;
        return *name == 'o';
}

static void form(struct arena *mem, const char *s, size_t n)
{
        struct why why = { .mem = mem };
        struct pairs l = { .mem = mem };

        if (form_decode(&l, s, n, &why))
                for (size_t i = 0; i < l.n; i++)
                        HOLDS(!text_check(l.at[i].value, strlen(l.at[i].value)) && *l.at[i].name);
        else
                HOLDS(why.kind == WHY_REFUSED);
        pairs_single(&l, joins, NULL, &why);
}

static void path(struct arena *mem, const char *s)
{
        struct why why = { .mem = mem };
        const char *out;

        if (path_decode(mem, s, &out, &why))
                HOLDS(!strstr(out, "/../") && !strstr(out, "//") && !strchr(out, '\\') && !text_check(out, strlen(out)));
        else
                HOLDS(why.kind == WHY_REFUSED);
}

static void tiles(struct arena *mem, const char *s)
{
        struct tile t;
        int64_t number;

        if (tile_parse(mem, s, &t))
                HOLDS(t.level >= 0 && t.level < TILE_LEVELS && t.width >= 1 && t.width <= TILE && t.number >= 0);
        if (tile_number(s, &number))
                HOLDS(number >= 0);
}

static void place(const char *s)
{
        const char *out = local_url(s);

        HOLDS(!*out || (out[0] == '/' && out[1] != '/' && out[1] != '\\'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        const char *s;

        if (n) {
                s = text_copy_n(mem, (const char *)data + 1, n - 1);
                switch (*data % 7) {
                case 0: form(mem, s, n - 1); break;
                case 1: path(mem, s); break;
                case 2: cookie_get(mem, s, "mingjing"); break;
                case 3: tiles(mem, s); break;
                case 4: place(s); break;
                case 5: etag_matches(s, "\"abc\""); break;
                case 6: accepts_gzip(s); break;
                }
        }
        arena_free(mem);
        return 0;
}
