/* tally.c - one walk through the log from its first act to a position: every figure of every agency, and the acts behind each.
 *
 * Same log, same position, same year: same bytes.  The pack is the one that was in force at the position, not today's.
 */
#include "org/org.h"
#include "statistics/statistics.h"
#include "base/json.h"
#include <string.h>

struct walk { struct tally *t; const struct pack *pack; };

static size_t agency_add(struct tally *t, const char *agency)
{
        if (t->n_agencies == t->agencies_room) {
                size_t room = t->agencies_room * 2 + 16;

                t->agencies = arena_grow(t->mem, t->agencies, t->n_agencies * sizeof *t->agencies, room * sizeof *t->agencies);
                t->cells = arena_grow(t->mem, t->cells, t->n_agencies * sizeof *t->cells, room * sizeof *t->cells);
                t->agencies_room = room;
        }
        t->agencies[t->n_agencies] = text_copy(t->mem, agency);
        t->cells[t->n_agencies] = TAKE_N(t->mem, struct tally_cell, figures_count());
        memset(t->cells[t->n_agencies], 0, figures_count() * sizeof **t->cells);
        return t->n_agencies++;
}

static size_t agency_index(struct tally *t, const char *agency)
{
        for (size_t i = 0; i < t->n_agencies; i++)
                if (!strcmp(t->agencies[i], agency))
                        return i;
        return agency_add(t, agency);
}

static void cell_add(struct arena *mem, struct tally_cell *k, int64_t value, int64_t seq)
{
        if (k->n == k->room) {
                size_t room = k->room * 2 + 8;

                k->acts = arena_grow(mem, k->acts, k->n * sizeof *k->acts, room * sizeof *k->acts);
                k->room = room;
        }
        k->acts[k->n++] = seq;
        k->value += value;
}

static void month_add(struct tally *t, const char *figure, const struct act *a)
{
        static const char *const lines[] = { "penalty", "permit", "inspection" };
        struct day d = act_day(a, "decided_on");
        int y, m, n;

        day_split(day_is(d) ? d : day_of(a->at), &y, &m, &n);
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
                if (!strcmp(lines[i], figure))
                        t->months[i][m - 1]++;
}

static bool count(void *to, const struct act *a)
{
        struct walk *w = to;
        const struct figure *f;

        if (a->seq >= w->t->position)
                return false;
        if (!*act_text(a, "agency"))
                return true;
        for (size_t i = 0; (f = figure_at(i)) != NULL; i++) {
                int64_t adds = figure_adds(f, w->pack, a, w->t->year);

                if (adds <= 0)
                        continue;
                cell_add(w->t->mem, &w->t->cells[agency_index(w->t, act_text(a, "agency"))][i], adds, a->seq);
                month_add(w->t, f->id, a);
        }
        return true;
}

bool tally_make(struct ctx *c, int year, int64_t position, struct tally *out)
{
        struct tally t = { .mem = c->mem, .year = year, .position = position };
        struct walk w = { .t = &t };

        if (!org_pack_at(c, position - 1, &w.pack))
                return false;
        for (size_t i = 0; i < w.pack->n_agencies; i++)
                agency_add(&t, w.pack->agencies[i].id);
        if (!acts_from(c, 0, count, &w))
                return false;
        *out = t;
        return true;
}

static void agency_put(struct json *j, const struct tally *t, size_t agency)
{
        json_key(j, t->agencies[agency]);
        json_open(j, '{');
        for (size_t i = 0; i < figures_count(); i++) {
                json_key(j, figure_at(i)->id);
                json_int(j, t->cells[agency][i].value);
        }
        json_close(j, '}');
}

static void months_put(struct json *j, const struct tally *t)
{
        json_key(j, "months");
        json_open(j, '[');
        for (size_t i = 0; i < sizeof t->months / sizeof *t->months; i++) {
                json_open(j, '[');
                for (size_t m = 0; m < 12; m++)
                        json_int(j, t->months[i][m]);
                json_close(j, ']');
        }
        json_close(j, ']');
}

const char *tally_figures(const struct tally *t)
{
        struct json *j = json_new(t->mem);

        json_open(j, '{');
        json_key(j, "agencies");
        json_open(j, '{');
        for (size_t i = 0; i < t->n_agencies; i++)
                agency_put(j, t, i);
        json_close(j, '}');
        months_put(j, t);
        json_close(j, '}');
        return json_done(j);
}

static void line_put(struct buffer *b, const char *agency, const char *figure, const struct tally_cell *k)
{
        buffer_make(b, "%s\t%s\t%lld\t", agency, figure, (long long)k->value);
        for (size_t i = 0; i < k->n; i++)
                buffer_make(b, "%s%lld", i ? "," : "", (long long)k->acts[i]);
        buffer_make(b, "\n");
}

struct bytes tally_details(const struct tally *t)
{
        struct buffer b = { .mem = t->mem };
        const char *text;

        buffer_make(&b, "mingjing-statistics/1\t%d\t%lld\n", t->year, (long long)t->position);
        for (size_t i = 0; i < t->n_agencies; i++)
                for (size_t f = 0; f < figures_count(); f++)
                        line_put(&b, t->agencies[i], figure_at(f)->id, &t->cells[i][f]);
        text = buffer_done(&b);
        return (struct bytes){ (const uint8_t *)text, strlen(text) };
}
