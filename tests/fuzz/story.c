/* The language of stories.  Included files are not fuzzed: a text that includes is passed over. */
#include "fuzz.h"
#include "cli/story.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        const char *s = text_copy_n(mem, (const char *)data, n);
        struct story story;

        if (!strstr(s, "include") && !strchr(s, '\\')) {
                if (story_read_text(mem, "fuzz.story", s, &story, &why))
                        for (size_t i = 0; i < story.n; i++)
                                HOLDS(story.lines[i].verb && story.lines[i].number >= 0);
                else
                        HOLDS(why.kind == WHY_REFUSED);
        }
        arena_free(mem);
        return 0;
}
