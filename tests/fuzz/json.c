/* JSON in: any bytes.  What is taken must be UTF-8 throughout and come back the same when written and read again. */
#include "fuzz.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        json_t *v = json_parse(&why, (const char *)data, n), *again;
        char *text;

        HOLDS(v || why.kind == WHY_REFUSED);
        if (v) {
                text = json_dumps(v, JSON_ENCODE_ANY | JSON_SORT_KEYS);
                HOLDS(text != NULL);
                again = json_parse(&why, text, strlen(text));
                HOLDS(again && json_equal(v, again));
                json_decref(again);
                free(text);
        }
        json_decref(v);
        arena_free(mem);
        return 0;
}
