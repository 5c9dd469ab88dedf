/* statute_compare.c - two versions of a statute beside each other: which article became which, and what in it was taken out and put in.  Articles are
 * matched by how alike they read, in order, for numbers move when one is put in.  Pure but for the reads; marks by words and lines, not by colour alone. */
#include "statute/statute_inner.h"
#include "ui/ui.h"
#include <stdlib.h>
#include <string.h>

#define ALIKE 350                       /* of 1000: below that it is another article */
#define DIFF_CHARS 1600                 /* longer ones are not compared character by character */
#define PAIRS_MAX 400000                /* articles times articles; beyond that they are matched by number */

/* ---- how alike ---- */

struct grams { uint32_t *at; size_t n; };

static int by_value(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return x < y ? -1 : x > y;
}

/* Neighbouring characters, as numbers, sorted. */
static struct grams grams_of(struct arena *mem, const char *text)
{
        struct grams g = { TAKE_N(mem, uint32_t, utf8_length(text) + 1), 0 };
        uint32_t last = 0, c;

        while ((c = utf8_next(&text))) {
                if (last)
                        g.at[g.n++] = last * 2654435761u ^ c;
                last = c;
        }
        qsort(g.at, g.n, sizeof *g.at, by_value);
        return g;
}

static int grams_alike(const struct grams *a, const struct grams *b)
{
        size_t i = 0, k = 0, same = 0;

        while (i < a->n && k < b->n) {
                if (a->at[i] == b->at[k])
                        same++, i++, k++;
                else if (a->at[i] < b->at[k])
                        i++;
                else
                        k++;
        }
        return a->n + b->n ? (int)(2000 * same / (a->n + b->n)) : 1000;
}

int statute__alike(struct arena *mem, const char *a, const char *b)
{
        struct grams x = grams_of(mem, a), y = grams_of(mem, b);

        return grams_alike(&x, &y);
}

/* ---- which became which ---- */

struct side { const struct provision **at; const char **text; struct grams *grams; size_t n; };

static struct side side_of(struct arena *mem, const struct provisions *l)
{
        struct side s = { TAKE_N(mem, const struct provision *, l->n + 1), TAKE_N(mem, const char *, l->n + 1), TAKE_N(mem, struct grams, l->n + 1), 0 };

        for (size_t i = 0; i < l->n; i++)
                if (l->at[i].n_lines) {
                        s.at[s.n] = &l->at[i];
                        s.text[s.n] = provision_text(mem, &l->at[i]);
                        s.grams[s.n] = grams_of(mem, s.text[s.n]);
                        s.n++;
                }
        return s;
}

static int likeness(const struct side *a, size_t i, const struct side *b, size_t k)
{
        int v;

        /* lengths bound it: what is three times as long cannot be alike */
        if (a->grams[i].n > 5 * b->grams[k].n + 4 || b->grams[k].n > 5 * a->grams[i].n + 4)
                return 0;
        v = grams_alike(&a->grams[i], &b->grams[k]);
        return v < ALIKE ? 0 : v;
}

/* The sequence of pairs that are most alike in all, neither order disturbed; to[i] is the partner of i, or SIZE_MAX. */
static size_t *matched(struct arena *mem, const struct side *a, const struct side *b)
{
        size_t w = b->n + 1, *to = TAKE_N(mem, size_t, a->n + 1), i = 0, k = 0;
        int *best, *like;

        for (i = 0; i < a->n; i++)
                to[i] = SIZE_MAX;
        if (a->n * b->n > PAIRS_MAX) {
                for (i = 0; i < a->n; i++)
                        for (k = 0; k < b->n && to[i] == SIZE_MAX; k++)
                                to[i] = *a->at[i]->number && !strcmp(a->at[i]->number, b->at[k]->number) ? k : SIZE_MAX;
                return to;
        }
        best = TAKE_N(mem, int, (a->n + 1) * w);
        like = TAKE_N(mem, int, (a->n + 1) * w);
        for (i = a->n; i--;)
                for (k = b->n; k--;) {
                        int down = best[(i + 1) * w + k], right = best[i * w + k + 1], both = like[i * w + k] = likeness(a, i, b, k);

                        both = both ? both + best[(i + 1) * w + k + 1] : 0;
                        best[i * w + k] = both > down && both > right ? both : down > right ? down : right;
                }
        for (i = k = 0; i < a->n && k < b->n;) {
                if (like[i * w + k] && best[i * w + k] == like[i * w + k] + best[(i + 1) * w + k + 1])
                        to[i++] = k++;
                else if (best[(i + 1) * w + k] >= best[i * w + k + 1])
                        i++;
                else
                        k++;
        }
        return to;
}

/* ---- what in it ---- */

struct chars { uint32_t *at; size_t n; };

static struct chars chars_of(struct arena *mem, const char *text)
{
        struct chars c = { TAKE_N(mem, uint32_t, utf8_length(text) + 1), 0 };

        while (*text)
                c.at[c.n++] = utf8_next(&text);
        return c;
}

static void run_put(struct html *h, const char *text, size_t n, bool marked, bool old)
{
        const char *end = text, *s;

        for (size_t i = 0; i < n; i++)
                utf8_next(&end);
        s = text_copy_n(h->b.mem, text, (size_t)(end - text));
        if (!marked)
                html_text(h, s);
        else if (old)
                html(h, "<del><span class=\"vh\">删去：</span>%s</del>", s);
        else
                html(h, "<ins><span class=\"vh\">增加：</span>%s</ins>", s);
}

/* keep[i]: does character i of `a` stand in the longest common sequence with b? */
static bool *kept(struct arena *mem, const struct chars *a, const struct chars *b)
{
        size_t w = b->n + 1, i = 0, k = 0;
        uint16_t *common = TAKE_N(mem, uint16_t, (a->n + 1) * w);
        bool *keep = TAKE_N(mem, bool, a->n + 1);

        for (i = a->n; i--;)
                for (k = b->n; k--;) {
                        uint16_t down = common[(i + 1) * w + k], right = common[i * w + k + 1];

                        common[i * w + k] = a->at[i] == b->at[k] ? common[(i + 1) * w + k + 1] + 1 : down > right ? down : right;
                }
        for (i = k = 0; i < a->n && k < b->n;) {
                if (a->at[i] == b->at[k])
                        keep[i++] = true, k++;
                else if (common[(i + 1) * w + k] >= common[i * w + k + 1])
                        i++;
                else
                        k++;
        }
        return keep;
}

void statute__diff_put(struct html *h, const char *before, const char *after, bool old_side)
{
        const char *text = old_side ? before : after;
        struct arena *mem = arena_new();
        struct chars a = chars_of(mem, text), b = chars_of(mem, old_side ? after : before);
        bool *keep = a.n <= DIFF_CHARS && b.n <= DIFF_CHARS ? kept(mem, &a, &b) : NULL;

        html(h, "<p class=\"text\">");
        for (size_t i = 0, from = 0; i < a.n; i = from) {
                bool marked = !keep || !keep[i];

                while (from < a.n && (!keep || !keep[from]) == marked)
                        from++;
                run_put(h, text, from - i, marked, old_side);
                for (size_t k = i; k < from; k++)
                        utf8_next(&text);
        }
        html(h, "</p>");
        arena_free(mem);
}

/* ---- the page ---- */

static void half_put(struct html *h, const char *day, const struct provision *p, const char *before, const char *after, bool old)
{
        html(h, "<div class=\"half\"><p class=\"vh\">%s 版</p>", day);
        if (!p) {
                html(h, "<p class=\"none\">%s</p></div>", old ? "（原来没有）" : "（已删去）");
                return;
        }
        html(h, "<p class=\"no\">%s</p>", *p->label ? p->label : "（无条号）");
        statute__diff_put(h, before, after, old);
        html(h, "</div>");
}

struct comparing { struct html *h; const char *days[2]; size_t same, changed, added, removed; };

static void pair_put(struct comparing *k, const struct side *a, size_t i, const struct side *b, size_t n)
{
        const struct provision *p = i == SIZE_MAX ? NULL : a->at[i], *q = n == SIZE_MAX ? NULL : b->at[n];
        const char *before = p ? a->text[i] : "", *after = q ? b->text[n] : "";

        if (p && q && !strcmp(before, after)) {
                k->same++;
                if (strcmp(p->label, q->label))
                        html(k->h, "<p class=\"moved\">%s 文字相同，现为 %s</p>\n", p->label, q->label);
                return;
        }
        *(!p ? &k->added : !q ? &k->removed : &k->changed) += 1;
        html(k->h, "<section class=\"pair\"><h3>%s%s%s ", p ? p->label : q->label, p && q && strcmp(p->label, q->label) ? " → " : "",
             p && q && strcmp(p->label, q->label) ? q->label : "");
        ui_tag(k->h, !p ? "ok" : !q ? "bad" : "warn", !p ? "增加" : !q ? "删去" : "修改");
        html(k->h, "</h3><div class=\"halves\">");
        half_put(k->h, k->days[0], p, before, after, true);
        half_put(k->h, k->days[1], q, before, after, false);
        html(k->h, "</div></section>\n");
}

static void pairs_put(struct arena *mem, struct comparing *k, const struct side *a, const struct side *b)
{
        size_t *to = matched(mem, a, b), n = 0;

        for (size_t i = 0; i < a->n; i++) {
                for (; to[i] != SIZE_MAX && n < to[i]; n++)
                        pair_put(k, a, SIZE_MAX, b, n);
                pair_put(k, a, i, b, to[i]);
                n = to[i] != SIZE_MAX ? to[i] + 1 : n;
        }
        for (; n < b->n; n++)
                pair_put(k, a, SIZE_MAX, b, n);
}

static bool two_asked(struct ctx *c, const struct page_in *in, struct statute_version *from, struct statute_version *to)
{
        int64_t a, b;

        if (!text_int(page_query(in, "from"), 1, INT64_MAX, &a) || !text_int(page_query(in, "to"), 1, INT64_MAX, &b))
                return refuse(&c->why, R_ARG_TYPE, NULL, "地址里没有写明比较哪两个版本");
        if (!statute_load(c, a, from) || !statute_load(c, b, to))
                return false;
        return (!strcmp(from->name, in->args[0]) && !strcmp(to->name, in->args[0])) || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "这不是同一部法律、法规的版本");
}

bool statute__page_compare(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_crumb crumbs[] = { { "首页", "/" }, { "法律法规", "/laws" }, { "", "" } };
        struct html *body = html_new(c->mem);
        struct comparing k = { .h = body };
        struct statute_version from, to;
        struct provisions old, new;
        struct side a, b;

        if (!two_asked(c, in, &from, &to) || !statute_provisions(c, from.id, &old) || !statute_provisions(c, to.id, &new))
                return false;
        crumbs[2] = (struct ui_crumb){ from.name, statute__url(c, &from, "", DAY_NONE) };
        k.days[0] = day_text(c->mem, from.effective);
        k.days[1] = day_text(c->mem, to.effective);
        page_begin_public(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "《%s》两个版本的比较", from.title), .crumb = "比较", .crumbs = crumbs, .n_crumbs = 3,
                .current = "/laws", .lead = text_make(c->mem, "左：%s 起施行；右：%s 起施行。相同的条文不列出", k.days[0], k.days[1]) });
        a = side_of(c->mem, &old);
        b = side_of(c->mem, &new);
        pairs_put(c->mem, &k, &a, &b);
        html(h, "<p class=\"row\">");
        ui_tag(h, "warn", text_make(c->mem, "修改 %zu 条", k.changed));
        ui_tag(h, "ok", text_make(c->mem, "增加 %zu 条", k.added));
        ui_tag(h, "bad", text_make(c->mem, "删去 %zu 条", k.removed));
        ui_tag(h, "", text_make(c->mem, "相同 %zu 条", k.same));
        html(h, "</p><p class=\"muted\">删去的文字加删除线，增加的文字加下划线。</p><div class=\"compare\">\n");
        buffer_put(&h->b, (const char *)html_done(body).p, html_done(body).n);
        html(h, "</div>\n");
        page_end_public(c, in, h);
        return true;
}
