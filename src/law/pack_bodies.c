/* pack_bodies.c - the section `bodies` of a pack: reviewing bodies (案件审查委员会, 法制审核委员会, 法制机构), their seats and how they decide.
 *
 * 处罚法 58 (who begins to review needs the legal profession qualification), 国办发〔2018〕118号 (reviewers at least 5 % of the officers).
 * A committee says its quorum and majority; an office decides through the one who reviews, so it has neither. */
#include "law/pack_value.h"
#include <stdio.h>
#include <string.h>

struct body_row { struct pack_body v; const char *quorum, *majority, *exam_from, *from; };
static const struct field body_fields[] = {
        { "label", FIELD_TEXT, AT(body_row, v.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(body_row, v.law), true, REF_FREE, NULL },
        { "kind", FIELD_TEXT, AT(body_row, v.kind), true, REF_CHOICE, "committee|office" },
        { "agencies", FIELD_WORDS, AT(body_row, v.agencies), false, REF_AGENCY, NULL },
        { "unit", FIELD_TEXT, AT(body_row, v.unit), false, REF_UNIT, NULL },
        { "quorum", FIELD_TEXT, AT(body_row, quorum), false, REF_FREE, NULL },
        { "majority", FIELD_TEXT, AT(body_row, majority), false, REF_FREE, NULL },
        { "majority_of", FIELD_TEXT, AT(body_row, v.majority_of), false, REF_CHOICE, "present|all" },
        { "members", FIELD_INT, AT(body_row, v.members), false, REF_FREE, NULL },
        { "term_months", FIELD_INT, AT(body_row, v.term_months), false, REF_FREE, NULL },
        { "share", FIELD_INT, AT(body_row, v.share), false, REF_FREE, NULL },
        { "exam_from", FIELD_TEXT, AT(body_row, exam_from), true, REF_FREE, NULL },
        { "from", FIELD_TEXT, AT(body_row, from), true, REF_FREE, NULL },
        END
};

static void share_read(struct reader *r, const struct node_entry *e, const char *key, const char *text, struct pack_share *out)
{
        char rest;

        if (!*text)
                return;
        if (sscanf(text, "%4d/%4d%c", &out->num, &out->of, &rest) == 2 && out->num > 0 && out->num <= out->of)
                return;
        *out = (struct pack_share){ 0, 0 };
        WRONG(r, node_entry(e->value, key)->at, "“%s”应当写成几分之几，如 2/3，不大于 1", key);
}

static void day_read(struct reader *r, const struct node_entry *e, const char *key, const char *text, struct day *out)
{
        *out = DAY_NONE;
        if (node_entry(e->value, key) && !day_parse(text, out))
                WRONG(r, node_entry(e->value, key)->at, "“%s”应当是日期，如 2018-01-01", key);
}

static void numbers_check(struct reader *r, const struct node_entry *e, const struct pack_body *b)
{
        if (b->share < 0 || b->share > 100)
                WRONG(r, e->at, "审核人员的比例（share）是百分数，0 到 100");
        if (b->term_months < 0 || b->term_months > 600)
                WRONG(r, e->at, "任期（term_months）是 0 到 600 个月，0 表示不限");
        if (b->members < 0 || b->members > 99)
                WRONG(r, e->at, "最少表决人数（members）是 0 到 99");
}

static void read_body(struct reader *r, const struct node_entry *e, struct pack_body *out)
{
        struct body_row row = { .v = { .id = e->key, .pos = e->at } };
        bool committee;

        *out = row.v;
        if (!fields_read(r, e->key, e->at, e->value, body_fields, &row))
                return;
        share_read(r, e, "quorum", row.quorum, &row.v.quorum);
        share_read(r, e, "majority", row.majority, &row.v.majority);
        day_read(r, e, "exam_from", row.exam_from, &row.v.exam_from);
        day_read(r, e, "from", row.from, &row.v.from);
        numbers_check(r, e, &row.v);
        committee = !strcmp(row.v.kind, "committee");
        if (committee != (*row.quorum != '\0') || committee != (*row.majority != '\0'))
                WRONG(r, e->at, committee ? "委员会应当写明到会比例（quorum）和通过的比例（majority）" : "不开会表决的审核机构不用 quorum 和 majority");
        if (!*row.v.majority_of)
                row.v.majority_of = "present";
        *out = row.v;
}

/* Two bodies for one agency: nobody could say whose pass counts. */
static void doubles_check(struct reader *r)
{
        struct pack *p = r->p;

        for (size_t i = 0; i < p->n_bodies; i++)
                for (size_t k = 0; k < i; k++)
                        for (size_t n = 0; n < p->bodies[i].agencies.n; n++)
                                if (names_have(&p->bodies[k].agencies, p->bodies[i].agencies.at[n]))
                                        WRONG(r, p->bodies[i].pos, "“%s”已经有审核机构“%s”", p->bodies[i].agencies.at[n], p->bodies[k].label);
}

void pack_bodies_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "bodies", p->bodies, p->n_bodies, pack_body, read_body);
        doubles_check(r);
}

const struct pack_body *pack_body(const struct pack *p, const char *agency)
{
        const struct pack_body *all = NULL;

        for (size_t i = 0; i < p->n_bodies; i++) {
                if (names_have(&p->bodies[i].agencies, agency))
                        return &p->bodies[i];
                if (!p->bodies[i].agencies.n && !all)
                        all = &p->bodies[i];
        }
        return all;
}
