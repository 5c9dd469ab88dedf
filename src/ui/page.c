/* page.c - which function answers which path.  Knows patterns, not people: rights are checked by whoever serves the page. */
#include "ui/page.h"
#include <string.h>

#define PAGES_MAX 512
#define ARGS_MAX 4

static const struct page *pages[PAGES_MAX];
static size_t pages_n;

const char *page_query(const struct page_in *in, const char *name)
{
        for (size_t i = 0; i < in->n; i++)
                if (!strcmp(in->query[i].name, name))
                        return in->query[i].value;
        return "";
}

void pages_bind(const struct page *rows, size_t n)
{
        must(pages_n + n <= PAGES_MAX);
        for (size_t i = 0; i < n; i++) {
                must(rows[i].pattern[0] == '/' && rows[i].show);
                for (size_t k = 0; k < pages_n; k++)
                        must(strcmp(pages[k]->pattern, rows[i].pattern));
                pages[pages_n++] = &rows[i];
        }
}

const struct page *page_at(size_t i)
{
        return i < pages_n ? pages[i] : NULL;
}

static size_t segment(const char *s)
{
        return strcspn(s, "/");
}

/* How many characters of the path the pattern's plain segments account for, plus one: the page that says most wins.  0: no match. */
size_t page_match(struct arena *mem, const char *pattern, const char *path, const char *args[ARGS_MAX])
{
        size_t score = 1, n = 0;

        while (*pattern == '/' && *path == '/') {
                size_t want = segment(++pattern), have = segment(++path);

                if (*pattern == '{') {
                        must(n < ARGS_MAX);
                        if (!have)
                                return 0;
                        args[n++] = text_copy_n(mem, path, have);
                } else {
                        if (want != have || memcmp(pattern, path, want))
                                return 0;
                        score += want + 1;
                }
                pattern += want;
                path += have;
        }
        return *pattern || *path ? 0 : score;
}

const struct page *page_find(struct arena *mem, const char *path, const char *args[ARGS_MAX])
{
        const struct page *best = NULL;
        size_t best_score = 0;

        for (size_t i = 0; i < pages_n; i++) {
                const char *found[ARGS_MAX] = { "", "", "", "" };
                size_t score = page_match(mem, pages[i]->pattern, path, found);

                if (score <= best_score)
                        continue;
                best = pages[i];
                best_score = score;
                memcpy(args, found, sizeof found);
        }
        return best;
}
