/* case_number.c - numbers without gaps or duplicates: the next one is read and taken in the same transaction, and a refused act takes
 * none.  A series is the pack's pattern with agency and year filled in, so it starts anew each year. */
#include "case/case_inner.h"
#include "db/db.h"
#include <string.h>

QUERY(number_last, "SELECT last FROM case_number WHERE series = $1");

static char *series_of(struct ctx *c, const char *kind, const char *agency)
{
        const struct pack_agency *g = pack_agency(c->pack, agency);
        char *series = text_replace(c->mem, pack_numbering(c->pack, kind), "{year}", text_copy_n(c->mem, day_text(c->mem, day_of(c->now)), 4));

        return text_replace(c->mem, series, "{agency}", g ? g->short_name : "");
}

bool case__number(struct ctx *c, const char *kind, const char *agency, struct draft *d, const char *field)
{
        char *series = series_of(c, kind, agency);
        int64_t last;

        if (!*series)
                return fail(&c->why, "策略包没有“%s”的编号规则", kind);
        if (!db_one_int(c->db, &c->why, &number_last, ARGS(T(series)), 0, &last))
                return false;
        draft_put(d, field, text_replace(c->mem, series, "{n}", text_make(c->mem, "%lld", (long long)last + 1)));
        draft_put(d, text_make(c->mem, "series_%s", field), series);
        draft_put_int(d, text_make(c->mem, "n_%s", field), last + 1);
        return true;
}

bool case_number_next(struct ctx *c, const char *kind, const char *agency, struct draft *d, const char *field)
{
        const char *series = series_of(c, kind, agency);

        for (size_t i = 0; i < d->n; i++)
                if (text_starts(d->fields[i].name, "series_") && !strcmp(d->fields[i].value, series))
                        return true;
        return case__number(c, kind, agency, d, field);
}
