/* law_name.c - provisions as packs write them for readers of lists ("固体废物污染环境防治法 第一百一十一条第一款；城市道路管理条例 第四十二条") as a
 * decision has to name them: the whole title in book marks.  Pure; what it does not recognise it leaves as it is. */
#include "law/pack.h"
#include <string.h>

#define COUNTRY "中华人民共和国"

static bool ends_in(const char *s, const char *tail)
{
        size_t n = strlen(s), t = strlen(tail);

        return n >= t && !strcmp(s + n - t, tail);
}

/* One provision: a title, a space, the article.  A law's title has the country before it (立法法: 法律的名称); those below do not. */
static void provision_put(struct buffer *b, const char *text)
{
        const char *space = strchr(text, ' ');
        const char *title = space ? text_copy_n(b->mem, text, (size_t)(space - text)) : NULL;

        if (!space || strstr(text, "《") || !text_starts(space + 1, "第"))
                buffer_text(b, text);
        else
                buffer_make(b, "《%s%s》%s", ends_in(title, "法") && !text_starts(title, COUNTRY) ? COUNTRY : "", title, space + 1);
}

const char *law_named(struct arena *mem, const char *text)
{
        struct buffer b = { .mem = mem };
        size_t n;
        char **at = text_split(mem, text_replace(mem, text, "；", "|"), '|', &n);

        for (size_t i = 0; i < n; i++) {
                buffer_text(&b, i ? "；" : "");
                provision_put(&b, text_trim(mem, at[i]));
        }
        return buffer_done(&b);
}
