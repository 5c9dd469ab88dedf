/* inspection_words.c - what stored words are called, what ratios and classes mean, what of a text may be shown.  Pure but for names of people. */
#include "inspection/inspection_inner.h"
#include "law/mask.h"
#include "org/org.h"
#include <string.h>

/* The words are those of the form. */
static const char *said(struct arena *mem, const char *arg, const char *stored)
{
        return choice_label(mem, command_arg(command_find("check.record"), arg), stored);
}

const char *inspection__source(struct arena *mem, const char *source)
{
        return said(mem, "source", source);
}

const char *inspection__result(struct arena *mem, const char *result)
{
        return said(mem, "result", result);
}

const char *inspection__result_tone(const char *result)
{
        return !strcmp(result, "pass") ? "ok" : !strcmp(result, "correct") ? "warn" : "bad";
}

const char *inspection__agency(const struct ctx *c, const char *agency)
{
        const struct pack_agency *g = pack_agency(c->pack, agency);

        return g ? g->name : agency;
}

const char *inspection__people(struct ctx *c, const char *logins)
{
        struct buffer b = { .mem = c->mem };
        size_t n;
        char **at = text_split(c->mem, logins, ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", user_name(c, at[i]));
        return buffer_done(&b);
}

/* ---- ratio and class ---- */

static const char *digits_end(const char *p)
{
        while (*p >= '0' && *p <= '9')
                p++;
        return p;
}

static int64_t percent_of(const char *from, const char *end, int64_t n)
{
        int64_t percent = 0;

        for (const char *p = from; p < end && percent <= 100; p++)
                percent = percent * 10 + (*p - '0');
        return percent <= 100 ? (n * percent + 99) / 100 : 0;
}

int64_t inspection__share(const char *ratio, int64_t n)
{
        for (const char *p = ratio; *p;) {
                const char *end = digits_end(p);

                if (end > p && (*end == '%' || text_starts(end, "％")))
                        return percent_of(p, end, n);
                p = end > p ? end : p + 1;
        }
        return 0;
}

int inspection__weight(const struct pack *p, const char *class)
{
        const struct pack_credit *k = pack_credit(p, class);

        return k ? k->weight : 1;
}

/* The list names its objects in words of its own; several stand beside each other. */
const char *inspection__kinds(struct arena *mem, const char *objects)
{
        const char *s = text_replace(mem, objects, "、", "|");

        s = text_replace(mem, s, "；", "|");
        s = text_replace(mem, s, "，", "|");
        return text_make(mem, "|%s|", s);
}

/* ---- a draw against its act ---- */

static bool bowl_of(struct arena *mem, const struct act *a, const char *field, const char *what, struct bowl *out)
{
        if (!bowl_parse(mem, act_text(a, field), out))
                return false;
        draw_lots(mem, act_text(a, "seed"), act_text(a, "item"), what, out);
        return true;
}

bool draw_bowls_of(struct arena *mem, const struct act *a, struct bowl *objects, struct bowl *officers)
{
        return bowl_of(mem, a, "object_bowl", "object", objects) && bowl_of(mem, a, "officer_bowl", "officer", officers);
}

struct draw_check draw_compared(struct arena *mem, const struct act *a, const char *root, const struct bowl *objects, const struct bowl *officers)
{
        size_t people;

        text_split(mem, act_text(a, "certificates"), ',', &people);
        return (struct draw_check){ .seed = !strcmp(root, act_text(a, "seed")),
                                    .objects = !strcmp(bowl_first(mem, objects, (size_t)act_int(a, "number")), act_text(a, "objects")),
                                    .officers = !strcmp(bowl_first(mem, officers, people), act_text(a, "certificates")) };
}

bool rule_draw_right(struct why *w, int64_t id, const struct draw_check *k)
{
        if (k->seed && k->objects && k->officers)
                return true;
        return refuse(w, R_DRAW_WRONG, k->seed ? k->objects ? "officers" : "objects" : "seed", "第 %lld 号抽取", (long long)id);
}

/* ---- what may be shown ---- */

static struct mask_spans spans_of(struct ctx *c, const char *text, const char *name, bool person)
{
        const struct mask_word word = { name, MASK_PARTY };

        return mask_find(c->mem, &(struct mask_wish){ .pack = c->pack, .words = &word, .n_words = person ? 1 : 0 }, text);
}

const char *inspection__covered(struct ctx *c, const char *text, const char *name, bool person)
{
        struct mask_spans found = spans_of(c, text, name, person);

        return mask_cover(c->mem, text, &found);
}

const char *inspection__shown(struct ctx *c, const char *name, bool person)
{
        return person ? inspection__covered(c, name, name, person) : name;
}

bool inspection__clean(struct ctx *c, const char *field, const char *text, const char *name, bool person)
{
        struct mask_spans found = spans_of(c, text, name, person);

        for (size_t i = 0; i < found.n; i++)
                if (!mask_span_open(&found.at[i]))
                        return refuse(&c->why, R_PUBLISH_MASK, field, "其中有%s（%s）", mask_sort_of(found.at[i].kind)->label, mask_sort_of(found.at[i].kind)->why);
        return true;
}
