/* The template language: any bytes as a text.  What compiles must fill in one pass, whatever the words turn out to be; what does not must
 * say where.  The first byte chooses what all the words mean. */
#include "fuzz.h"
#include "law/template.h"

static const struct value meanings[] = {
        { VALUE_NONE, NULL, NULL, -1 }, { VALUE_TEXT, "文字{party.name}", NULL, 1 }, { VALUE_TEXT, "direct,post", "直接送达、邮寄", 1 },
        { VALUE_MONEY, "18000050", NULL, 1 }, { VALUE_MONEY, "-9223372036854775807", NULL, 1 }, { VALUE_MONEY, "ten", NULL, 1 },
        { VALUE_DAY, "2026-07-14", NULL, 1 }, { VALUE_DAY, "2026-02-30", NULL, 1 }, { VALUE_INSTANT, "2026-07-14T02:30:00.000Z", NULL, 1 },
        { VALUE_PEOPLE, "zhang,,li", NULL, 1 }, { VALUE_POINTS, "[\"一\",2,\"\"]", NULL, 1 }, { VALUE_POINTS, "[", NULL, 1 },
        { VALUE_NUMBER, "1000200030004000500", NULL, 1 }, { VALUE_TEXT, "", NULL, 1 }, { VALUE_TEXT, "false", "否", 1 },
        { VALUE_TEXT, "联系 13800001234，证件 510923199001010011", NULL, 1 },
};
#define MEANINGS (sizeof meanings / sizeof *meanings)

struct asked { size_t meaning, looked; };

static struct value look(void *to, const char *word)
{
        struct asked *a = to;

        a->looked++;
        return meanings[(a->meaning + strlen(word)) % MEANINGS];
}

static const char *person(void *to, const char *login, const char *what)
{
        (void)to;
        return strlen(login) % 3 ? what : NULL;
}

/* Pieces lie in the result, one after the other. */
static void pieces_hold(const struct template_pieces *p, const char *out)
{
        size_t at = 0;

        for (size_t i = 0; i < p->n; i++) {
                HOLDS(p->at[i].from >= at && p->at[i].to >= p->at[i].from && p->at[i].to <= strlen(out));
                at = p->at[i].to;
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        struct asked asked = { n ? data[0] % MEANINGS : 0, 0 };
        struct template_source source = { look, person, &asked };
        struct template_pieces pieces = { 0 };
        const char *text = text_copy_n(mem, (const char *)data + !!n, strnlen((const char *)data + !!n, n - !!n)), *wrong = NULL, *out;
        size_t offset = SIZE_MAX, words = 0;
        struct template *t = template_compile(mem, text, &wrong, &offset);

        if (t) {
                while (template_word(t, words))
                        words++;
                out = template_fill(mem, t, &source, &pieces);
                HOLDS(asked.looked <= 2 * words && pieces.n <= words);  /* each word at most once, and whose it is for a mask */
                pieces_hold(&pieces, out);
                HOLDS(!utf8_valid(text, strlen(text)) || utf8_valid(out, strlen(out)));
                HOLDS(text_same(out, template_fill(mem, t, &(struct template_source){ look, person, &asked }, NULL)));
        } else {
                HOLDS(wrong && *wrong && offset <= strlen(text));
        }
        (void)template_holds(mem, text, &source);
        arena_free(mem);
        return 0;
}
