/* identity_mask.c - what the public may see of a person: 行政处罚法 50, 个人信息保护法.
 *
 * Masks of single fields keep the outline (how many characters) and as much as tells two persons in one document apart.  What stands in
 * running text is mask.c's.
 */
#include "law/identity.h"
#include "base/text.h"
#include <string.h>

/* ---- single fields ---- */

static void star(char *s, size_t from, size_t to)
{
        for (; from < to; from++)
                s[from] = '*';
}

static bool ascii(const char *s)
{
        for (; *s; s++)
                if ((unsigned char)*s >= 0x80)
                        return false;
        return true;
}

/* Keeps `head` and `tail` characters, or nothing but the length when that would leave fewer than four hidden. */
static char *outline(struct arena *a, const char *s, size_t head, size_t tail)
{
        char *out = text_copy(a, s);
        size_t n = strlen(out);

        if (!ascii(out)) {
                n = utf8_length(s);
                out = arena_take(a, n + 1);
                head = n;
        }
        if (n < head + tail + 4)
                star(out, 0, n);
        else
                star(out, head, n - tail);
        return out;
}

char *idno_mask(struct arena *a, const char *s)
{
        return outline(a, s, strlen(s) == 18 ? 6 : 2, strlen(s) == 18 ? 4 : 2);
}

char *phone_mask(struct arena *a, const char *s)
{
        return outline(a, s, 3, strlen(s) == 11 ? 4 : 2);
}

/* Surnames of two characters that are still borne. */
static const char compound_surnames[] =
        "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|长孙|宇文|端木|呼延|轩辕|南宫|独孤|东郭|西门|申屠|"
        "澹台|公冶|濮阳|淳于|单于|太史|闾丘|钟离|赫连|鲜于|万俟|司空|公羊|仲孙|宗政|完颜|纳兰|拓跋|百里|呼兰|东阳|左丘|梁丘";

static const char *after(const char *s, int chars)
{
        while (chars-- > 0 && utf8_next(&s))
                ;
        return s;
}

/* The surname stays, the given name becomes 某 or 某某: how courts name people in published judgments. */
char *name_mask(struct arena *a, const char *s)
{
        size_t n = utf8_length(s), keep = 1;

        if (n >= 3 && text_in(text_copy_n(a, s, (size_t)(after(s, 2) - s)), compound_surnames, '|'))
                keep = 2;
        if (n <= keep)
                return text_copy(a, n ? "某" : "");
        return text_make(a, "%s%s", text_copy_n(a, s, (size_t)(after(s, (int)keep) - s)), n - keep == 1 ? "某" : "某某");
}
