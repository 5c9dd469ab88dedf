/* pack_review.c - the section of a pack about legal review: which decisions, with which papers, on which points, and whether a matter that was
 * reviewed as a major administrative decision is exempt. */
#include "law/pack_value.h"
#include <string.h>

static const struct field criterion_fields[] = {
        { "label", FIELD_TEXT, AT(pack_criterion, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_criterion, law), true, REF_FREE, NULL },
        { "kind", FIELD_CRITERION, AT(pack_criterion, kind), true, REF_FREE, NULL },
        { "amount", FIELD_MONEY, AT(pack_criterion, amount), false, REF_FREE, NULL },
        { "words", FIELD_WORDS, AT(pack_criterion, words), false, REF_FREE, NULL },
        END
};

/* The words of a list, each known as what the kind says it is. */
static void words_known(struct reader *r, const struct pack_criterion *k, const struct node *words)
{
        const struct field penalty = { "words", FIELD_WORDS, 0, false, REF_PENALTY, NULL };
        const struct field kind = { "words", FIELD_WORDS, 0, false, REF_CHOICE, "penalty|permit" };
        const struct field party = { "words", FIELD_WORDS, 0, false, REF_CHOICE, "citizen|body|sole_trader" };
        const struct field *f = k->kind == CRIT_PENALTY ? &penalty : k->kind == CRIT_KIND ? &kind : k->kind == CRIT_PARTY ? &party : NULL;

        for (size_t i = 0; f && words && words->kind == NODE_LIST && i < words->n; i++)
                if (words->entries[i].value->kind == NODE_TEXT)
                        value_known(r, f, words->entries[i].value);
}

static void read_criterion_row(struct reader *r, const struct node_entry *e, struct pack_criterion *out)
{
        bool amount, listed;

        *out = (struct pack_criterion){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, criterion_fields, out))
                return;
        amount = out->kind == CRIT_FINE_CITIZEN || out->kind == CRIT_FINE_BODY || out->kind == CRIT_CONFISCATION;
        listed = out->kind == CRIT_PENALTY || out->kind == CRIT_TAG || out->kind == CRIT_KIND || out->kind == CRIT_PARTY || out->kind == CRIT_ITEM;
        if (amount != (node_entry(e->value, "amount") != NULL))
                WRONG(r, e->at, amount ? "“%s”缺少“amount”" : "“%s”不用“amount”", e->key);
        if (listed != (out->words.n > 0))
                WRONG(r, e->at, listed ? "“%s”缺少“words”" : "“%s”不用“words”", e->key);
        words_known(r, out, node_get(e->value, "words"));
}

struct review_row { struct pack_review v; struct names points; const struct node *catalogue, *materials, *exemption; };
static const struct field review_fields[] = {
        { "body", FIELD_TEXT, AT(review_row, v.body), true, REF_FREE, NULL },
        { "paper", FIELD_TEXT, AT(review_row, v.paper), true, REF_FREE, NULL },
        { "objection", FIELD_BOOL, AT(review_row, v.objection), false, REF_FREE, NULL },
        { "committee", FIELD_BOOL, AT(review_row, v.committee), false, REF_FREE, NULL },
        { "catalogue", FIELD_NODE, AT(review_row, catalogue), true, REF_FREE, NULL },
        { "materials", FIELD_NODE, AT(review_row, materials), true, REF_FREE, NULL },
        { "points", FIELD_WORDS, AT(review_row, points), true, REF_FREE, NULL },
        { "exemption", FIELD_NODE, AT(review_row, exemption), false, REF_FREE, NULL },
        END
};

/* 已经作为重大行政决策进行过合法性审查的 (玉溪 二（三）): only with the number of that review, and the pack says what such a number looks like. */
static const struct field exemption_fields[] = {
        { "law", FIELD_TEXT, AT(pack_review, exempt_law), true, REF_FREE, NULL },
        { "number", FIELD_TEXT, AT(pack_review, exempt_number), true, REF_FREE, NULL },
        END
};

/* 国办发〔2018〕118号 四（十三）: what a review has to look at.  A list that leaves one of these out is not a review of the whole decision. */
static void points_check(struct reader *r, const struct node_entry *e, const struct names *points)
{
        static const char *const subjects[][2] = { { "主体", "主体" }, { "程序", "程序" }, { "事实", "事实" }, { "证据", "证据" },
                                                   { "适用", "法律适用" }, { "权", "权限" } };
        struct buffer all = { .mem = r->mem };

        if (!points->n) {
                WRONG(r, e->at, "没有审核内容（points）");
                return;
        }
        for (size_t i = 0; i < points->n; i++)
                buffer_make(&all, "%s；", points->at[i]);
        for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
                if (!strstr(buffer_done(&all), subjects[i][0]))
                        WRONG(r, e->at, "审核内容（points）缺少“%s”（国办发〔2018〕118号 四（十三））", subjects[i][1]);
}

void pack_review_read(struct reader *r, const struct node_entry *e)
{
        struct review_row row = { .v = { .body = "", .paper = "", .exempt_law = "", .exempt_number = "" } };

        if (fields_read(r, e->key, e->at, e->value, review_fields, &row)) {
                SECTION(r, e->value, "catalogue", row.v.catalogue, row.v.n_catalogue, pack_criterion, read_criterion_row);
                SECTION(r, e->value, "materials", row.v.materials, row.v.n_materials, pack_need, pack_need_read);
                if (!row.v.n_catalogue)
                        WRONG(r, e->at, "法制审核目录是空的");
                points_check(r, e, &row.points);
                if (row.exemption)
                        fields_read(r, "exemption", row.exemption->at, row.exemption, exemption_fields, &row.v);
        }
        row.v.points = row.points.at;
        row.v.n_points = row.points.n;
        r->p->review = row.v;
}
