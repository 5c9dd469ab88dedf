/* pack_statistics.c - the section of a pack about annual statistics: which kind of penalty weighs more, and until when they are published. */
#include "law/pack_value.h"

static const struct field statistics_fields[] = {
        { "gravity", FIELD_WORDS, AT(pack_statistics, gravity), true, REF_PENALTY, NULL },
        { "month", FIELD_COUNT, AT(pack_statistics, month), true, REF_FREE, NULL },
        { "day", FIELD_COUNT, AT(pack_statistics, day), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_statistics, law), true, REF_FREE, NULL },
        END
};

void pack_statistics_read(struct reader *r)
{
        const struct node_entry *e = node_entry(r->root, "statistics");
        struct pack_statistics *s = &r->p->statistics;

        s->law = "";
        if (!e)
                return;
        s->pos = e->at;
        if (fields_read(r, e->key, e->at, e->value, statistics_fields, s) && (s->month < 1 || s->month > 12 || s->day < 1 || s->day > 28 + 3))
                WRONG(r, e->at, "年报的公布期限应当是次年的一个日子：month 1 到 12，day 1 到 31");
}
