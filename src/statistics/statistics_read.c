/* statistics_read.c - frozen reports as structs, their figures, the acts behind each, and the same counted again. */
#include "blob/blob.h"
#include "db/db.h"
#include "base/json.h"
#include "statistics/statistics.h"
#include <stdlib.h>
#include <string.h>

#define COLUMNS "id, year, position, state, digest, figures, remark, frozen_by, frozen_at, published_by, published_at, reason"
#define DETAILS_MAX ((int64_t)512 * 1024 * 1024)

QUERY(report_get, "SELECT " COLUMNS " FROM stat_report WHERE id = $1");
QUERY(report_get_year, "SELECT " COLUMNS " FROM stat_report WHERE year = $1 AND state = 'published' ORDER BY id DESC LIMIT 1");
QUERY(report_get_all, "SELECT " COLUMNS " FROM stat_report WHERE ($1 = 0 OR state = 'published') ORDER BY year DESC, id DESC");

static struct report report_of_row(struct arena *mem, const struct rows *r)
{
        return (struct report){ .id = db_int(r, 0), .year = db_int(r, 1), .position = db_int(r, 2), .state = db_text_in(mem, r, 3),
                .digest = db_text_in(mem, r, 4), .figures = db_text_in(mem, r, 5), .remark = db_text_in(mem, r, 6), .frozen_by = db_text_in(mem, r, 7),
                .frozen_at = instant_stored(db_text(r, 8)), .published_by = db_text_in(mem, r, 9), .published_at = instant_stored(db_text(r, 10)),
                .reason = db_text_in(mem, r, 11) };
}

static bool one(struct ctx *c, struct query *q, int64_t n, struct report *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, q, ARGS(I(n)));
        bool there = db_next(&r);

        if (there)
                *out = report_of_row(c->mem, &r);
        if (!db_done(&r))
                return false;
        *found = there;
        return true;
}

bool report_load(struct ctx *c, int64_t id, struct report *out)
{
        bool found;

        return one(c, &report_get, id, out, &found) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "年报 %lld", (long long)id));
}

bool report_of_year(struct ctx *c, int64_t year, struct report *out, bool *found)
{
        return one(c, &report_get_year, year, out, found);
}

bool reports_list(struct ctx *c, bool published_only, struct reports *out)
{
        struct rows r = db_ask(c->db, &c->why, &report_get_all, ARGS(I(published_only)));
        struct reports l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (room * 2 + 8) * sizeof *l.at);
                        room = room * 2 + 8;
                }
                l.at[l.n++] = report_of_row(c->mem, &r);
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* ---- figures ---- */

bool report_figures(struct ctx *c, const struct report *r, struct figures *out)
{
        out->all = json_parse(&c->why, r->figures, strlen(r->figures));
        return out->all != NULL;
}

void figures_end(struct figures *f)
{
        json_decref(f->all);
}

int64_t figures_value(const struct figures *f, const char *agency, const char *figure)
{
        json_t *agencies = json_object_get(f->all, "agencies"), *one_agency;
        const char *name;
        int64_t sum = -1;

        json_object_foreach(agencies, name, one_agency) {
                json_t *v = !*agency || !strcmp(agency, name) ? json_object_get(one_agency, figure) : NULL;

                if (v)
                        sum = (sum < 0 ? 0 : sum) + json_integer_value(v);
        }
        return sum;
}

/* ---- the acts behind a figure ---- */

static bool details_read(struct ctx *c, const struct report *r, char ***lines, size_t *n)
{
        struct bytes b;

        if (!c->blobs)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "统计明细 %s", r->digest);
        if (!blob_read(c->blobs, c->mem, r->digest, DETAILS_MAX, &b, &c->why))
                return false;
        *lines = text_split(c->mem, text_copy_n(c->mem, (const char *)b.p, b.n), '\n', n);
        return true;
}

static int by_number(const void *a, const void *b)
{
        int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

        return x < y ? -1 : x > y;
}

struct listed { struct arena *mem; int64_t *at; size_t n, room; };

static void numbers_add(struct listed *l, const char *text)
{
        size_t n;
        char **words = text_split(l->mem, text, ',', &n);

        for (size_t i = 0; i < n; i++) {
                if (l->n == l->room) {
                        l->at = arena_grow(l->mem, l->at, l->room * sizeof *l->at, (l->room * 2 + 64) * sizeof *l->at);
                        l->room = l->room * 2 + 64;
                }
                if (text_int(words[i], 0, INT64_MAX, &l->at[l->n]))
                        l->n++;
        }
}

bool report_acts(struct ctx *c, const struct report *r, const char *agency, const char *figure, int64_t **acts, size_t *n)
{
        struct listed l = { .mem = c->mem };
        size_t n_lines, parts;
        char **lines;

        if (!details_read(c, r, &lines, &n_lines))
                return false;
        for (size_t i = 0; i < n_lines; i++) {
                char **part = text_split(c->mem, lines[i], '\t', &parts);

                if (parts == 4 && (!*agency || !strcmp(part[0], agency)) && !strcmp(part[1], figure))
                        numbers_add(&l, part[3]);
        }
        if (l.n)
                qsort(l.at, l.n, sizeof *l.at, by_number);
        *acts = l.at;
        *n = l.n;
        return true;
}

bool report_again(struct ctx *c, const struct report *r, const char **digest, bool *same)
{
        struct tally t;
        struct bytes details;
        enum hash_kind kind;
        struct hash h;

        if (!journal_hash_kind(c, &kind) || !tally_make(c, (int)r->year, r->position, &t))
                return false;
        details = tally_details(&t);
        h = hash_bytes(kind, details.p, details.n);
        *digest = hash_digest(c->mem, kind, &h);
        *same = !strcmp(*digest, r->digest) && !strcmp(tally_figures(&t), r->figures);
        return true;
}

/* ---- the day ---- */

void report_due(const struct pack *p, int64_t year, struct day *due, struct day *safe)
{
        const struct pack_statistics *s = &p->statistics;
        struct day d = day_make((int)year + 1, s->month ? (int)s->month : 1, s->day ? (int)s->day : 31), at = d;

        for (int i = 0; i < 31 && calendar_day(p->calendar, at, NULL) == DAY_OFF; i++)
                at = day_plus(at, -1);
        *due = d;
        *safe = at;
}
