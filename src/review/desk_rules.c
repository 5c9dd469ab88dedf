/* desk_rules.c - who may do the work of a submission, and which points somebody means.  Writes nothing. */
#include "review/desk_inner.h"
#include <string.h>

static void number_add(struct arena *mem, struct names *l, size_t room, int64_t n)
{
        const char *word = text_make(mem, "%lld", (long long)n);

        if (!names_have(l, word) && l->n < room)
                l->at[l->n++] = word;
}

/* "3" or "1-4" */
static bool span(const char *word, int64_t most, int64_t *from, int64_t *to)
{
        const char *dash = strchr(word, '-');
        char first[8];

        if (!dash)
                return text_int(word, 1, most, from) && text_int(word, 1, most, to);
        if (dash == word || (size_t)(dash - word) >= sizeof first)
                return false;
        memcpy(first, word, (size_t)(dash - word));
        first[dash - word] = '\0';
        return text_int(first, 1, most, from) && text_int(dash + 1, *from, most, to);
}

bool desk__numbers(struct arena *mem, const char *text, const struct points *points, struct names *out)
{
        struct names l = { TAKE_N(mem, const char *, points->n + 1), 0 };
        size_t n;
        char **words = text_split(mem, text, ',', &n);

        for (size_t i = 0; i < points->n && !strcmp(text, "all"); i++)
                if (!*points->at[i].verdict)
                        number_add(mem, &l, points->n, (int64_t)i + 1);
        for (size_t i = 0; i < n && strcmp(text, "all"); i++) {
                int64_t from, to;

                if (!span(words[i], (int64_t)points->n, &from, &to))
                        return false;
                for (; from <= to; from++)
                        number_add(mem, &l, points->n, from);
        }
        *out = l;
        return true;
}

bool desk__may_act(struct ctx *c, const struct submission *s, const char **instead_of)
{
        struct stand_ins l;

        *instead_of = "";
        if (!s || !*s->reviewer || !strcmp(s->reviewer, c->who->login))
                return true;
        if (!desk__stand_ins(c, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].away, s->reviewer) && !strcmp(l.at[i].stand_in, c->who->login) && desk__stands(&l.at[i], day_of(c->now))) {
                        *instead_of = s->reviewer;
                        return true;
                }
        return refuse(&c->why, R_REVIEW_OTHER, NULL, "审核人员：%s", user_name(c, s->reviewer));
}
