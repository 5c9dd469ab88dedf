/* What is typed into the search box.  First line: a text that is public; the others: the query.  Whatever was typed becomes words; a word that
 * stands in the text has all its tokens among the text's tokens, and a word that one token decides stands there if the token does.  No token
 * holds what could end it in the words of an engine. */
#include "fuzz.h"
#include "publicity/index.h"

static void token_good(const char *token)
{
        size_t n = strlen(token);

        HOLDS(n > 2 && token[0] == '\'' && token[n - 1] == '\'' && utf8_valid(token, n));
        for (size_t i = 1; i + 1 < n; i++)
                HOLDS((unsigned char)token[i] > ' ' && !strchr("'\"\\", token[i]));
}

/* Among 'ab' 'cd' … */
static bool among(struct arena *mem, const char *tokens, const char *token)
{
        return strstr(text_make(mem, " %s ", tokens), text_make(mem, " %s ", token)) != NULL;
}

static void term_look(struct arena *mem, const char *words, const char *tokens, const struct index_term *t)
{
        const char *const *token;
        bool exact, there = index_contains(words, INDEX_ANY, t->text);
        size_t n = index_word_tokens(mem, "", t->text, &token, &exact);

        HOLDS(*t->text && utf8_length(t->text) <= INDEX_TERM_CHARS && !strcmp(index_folded(mem, t->text), t->text));
        HOLDS(!strchr(t->text, '"') && !strchr(t->text, '\n'));
        for (size_t i = 0; i < n; i++) {
                token_good(token[i]);
                HOLDS(!there || among(mem, tokens, token[i]));
                HOLDS(!exact || n == 1);
                HOLDS(!exact || there == among(mem, tokens, token[i]));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        size_t count;
        char **line = fuzz_lines(mem, data, n, &count);
        const char *text = count && utf8_valid(line[0], strlen(line[0])) ? line[0] : "";
        const char *rest[] = { text };
        const char *words = index_words(mem, &(struct index_source){ .kind = "penalty", .agency = text, .number = text, .party = text, .fine = (int64_t)n,
                                                                      .rest = rest, .n_rest = 1 });
        const char *tokens = index_tokens(mem, words);

        for (size_t i = 1; i < count; i++) {
                struct index_query q = index_query_read(mem, line[i]);

                HOLDS(q.n <= INDEX_TERMS);
                for (size_t k = 0; k < q.n; k++)
                        term_look(mem, words, tokens, &q.terms[k]);
        }
        for (const char *p = tokens; *p; p += strcspn(p, " "), p += *p == ' ')
                token_good(text_copy_n(mem, p, strcspn(p, " ")));
        arena_free(mem);
        return 0;
}
