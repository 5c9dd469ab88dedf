/* Skeletons of recordings, and what a worker that was taken over could send as facts.  A walk ends, stays within the file and finds no
 * more than it may; facts that are taken come out as they went in. */
#include "fuzz.h"
#include "media/content.h"

static void skeleton(struct arena *mem, const uint8_t *data, size_t n)
{
        const struct bytes b = { data, n };
        const struct content_from from = content_memory(&b);
        struct findings f = { .mem = mem };
        struct content c;

        content_look(&from, &c, &f);
        content_name(&c, "现场.mp4", &f);
        HOLDS(c.container && c.label && c.type && f.n <= CONTENT_FINDINGS_MAX && c.width >= 0 && c.height >= 0);
        HOLDS(c.end == -1 || (c.end >= 0 && c.end <= (int64_t)n));
        for (size_t i = 0; i < f.n; i++)
                HOLDS(!text_check(f.at[i].detail, strlen(f.at[i].detail)) && f.at[i].length >= -1 && f.at[i].at >= -1);
}

static void facts(struct arena *mem, const char *text, size_t n)
{
        struct why why = { .mem = mem };
        struct media_facts one, two;
        const char *again;

        if (!media_json_read(mem, text, n, &one, &why)) {
                HOLDS(why.kind == WHY_REFUSED);
                return;
        }
        again = media_json(mem, &one);
        HOLDS(media_json_read(mem, again, strlen(again), &two, &why) && !strcmp(again, media_json(mem, &two)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();

        if (n && *data == '{')
                facts(mem, (const char *)data, n);
        else
                skeleton(mem, data, n);
        arena_free(mem);
        return 0;
}
