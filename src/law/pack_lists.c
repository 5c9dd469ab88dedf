/* pack_lists.c - the sections of a pack about advance disclosure (事前公开): kinds of list with their columns and outside reviewers, service
 * guides, notice boards.  Reads and checks; what a list says at a time is catalog/'s. */
#include "law/pack_value.h"
#include <string.h>

#define COLUMNS_MAX 16

/* ---- lists ---- */

/* What the engine itself knows and therefore can write into a list: the columns it fills, the first of which names a row. */
static const struct { const char *source, *columns; } sources[] = {
        { "agencies", "name|code|address|phone|superior|court" },
        { "officers", "number|name|unit|post|kinds|area|until" },
        { "items", "number|name|kind|basis|violates|penalties|mode" },
        { "ranges", "number|name|basis|citizen|body" },
        { "laws", "name|items" },
        { "procedures", "number|procedure|step|by|law" },
        { "clocks", "number|name|who|length|law" },
        { "duties", "step|kinds|full|sites|law" },
        { "review", "matter|law" },
        { "guides", "number|name|basis|limit|phone" },
        { "grades", "number|item|party|grade|when|way|least|most|of|cap|basis" },
};
#define GRADED "number|item|party|grade|when|way|least|most|of|cap|basis"        /* what a graded list is read by */

const char *pack_list_source(const char *source)
{
        for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
                if (!strcmp(sources[i].source, source))
                        return sources[i].columns;
        return NULL;
}

struct list_row { struct pack_list l; const struct node *columns; };
static const struct field list_fields[] = {
        { "label", FIELD_TEXT, AT(list_row, l.label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(list_row, l.law), true, REF_FREE, NULL },
        { "about", FIELD_TEXT, AT(list_row, l.about), false, REF_FREE, NULL },
        { "columns", FIELD_NODE, AT(list_row, columns), true, REF_FREE, NULL },
        { "required", FIELD_WORDS, AT(list_row, l.required), false, REF_FREE, NULL },
        { "source", FIELD_TEXT, AT(list_row, l.source), false, REF_CHOICE,
          "agencies|officers|items|ranges|laws|procedures|clocks|duties|review|guides|grades" },
        { "reviewer", FIELD_TEXT, AT(list_row, l.reviewer), false, REF_AGENCY, NULL },
        { "body", FIELD_TEXT, AT(list_row, l.body), false, REF_FREE, NULL },
        { "review_law", FIELD_TEXT, AT(list_row, l.review_law), false, REF_FREE, NULL },
        { "towns", FIELD_TEXT, AT(list_row, l.towns), false, REF_FREE, NULL },
        { "graded", FIELD_BOOL, AT(list_row, l.graded), false, REF_FREE, NULL },
        END
};

static void read_column(struct reader *r, const struct node_entry *e, struct pack_column *out)
{
        *out = (struct pack_column){ .id = e->key, .label = "", .pos = e->at };
        if (e->value->kind == NODE_TEXT && *e->value->text)
                out->label = e->value->text;
        else
                WRONG(r, e->at, "栏目“%s”应当写名称（%s: 名称）", e->key, e->key);
}

const struct pack_column *pack_list_column(const struct pack_list *l, const char *id)
{
        for (size_t i = 0; i < l->n_columns; i++)
                if (!strcmp(l->columns[i].id, id))
                        return &l->columns[i];
        return NULL;
}

static void columns_clear(struct reader *r, const struct pack_list *l)
{
        if (!l->n_columns || l->n_columns > COLUMNS_MAX)
                WRONG(r, l->pos, "清单“%s”应当有 1 至 %d 个栏目", l->id, COLUMNS_MAX);
        for (size_t i = 0; i < l->required.n; i++)
                if (!pack_list_column(l, l->required.at[i]))
                        WRONG(r, l->pos, "清单“%s”没有栏目“%s”", l->id, l->required.at[i]);
        for (size_t i = 0; i < l->n_columns; i++)
                for (size_t k = 0; k < i; k++)
                        if (!strcmp(l->columns[i].label, l->columns[k].label))
                                WRONG(r, l->columns[i].pos, "清单“%s”有两个栏目都叫“%s”", l->id, l->columns[i].label);
}

/* Who reviews from outside: an agency that works here, or a body without accounts whose letter is entered; with the provision that asks for it. */
static void reviewer_clear(struct reader *r, const struct pack_list *l)
{
        bool reviewed = *l->reviewer || *l->body;

        if (*l->reviewer && *l->body)
                WRONG(r, l->pos, "清单“%s”的外部审核机关写了两处（reviewer 与 body 二者取一）", l->id);
        if (reviewed != (*l->review_law != '\0'))
                WRONG(r, l->pos, reviewed ? "清单“%s”的外部审核没有写依据（review_law）" : "清单“%s”写了审核依据，没有写由谁审核", l->id);
}

static void source_clear(struct reader *r, const struct pack_list *l)
{
        const char *filled = *l->source ? pack_list_source(l->source) : NULL;

        if (filled && l->n_columns && !text_in(l->columns[0].id, filled, '|'))
                WRONG(r, l->columns[0].pos, "清单“%s”由 %s 生成，第一栏应当是其中之一：%s", l->id, l->source, text_replace(r->mem, filled, "|", " "));
}

/* What binds acts must be readable: the column of the townships is there, and a graded list has every cell that a grade is made of. */
static void binding_clear(struct reader *r, const struct pack_list *l)
{
        size_t n;
        char **at = text_split(r->mem, GRADED, '|', &n);

        if (*l->towns && !pack_list_column(l, l->towns))
                WRONG(r, l->pos, "清单“%s”没有栏目“%s”（towns）", l->id, l->towns);
        for (size_t i = 0; l->graded && i < n; i++)
                if (!pack_list_column(l, at[i]))
                        WRONG(r, l->pos, "清单“%s”是分档的裁量基准（graded），应当有栏目“%s”", l->id, at[i]);
}

static void read_list(struct reader *r, const struct node_entry *e, struct pack_list *out)
{
        struct list_row row = { .l = { .id = e->key, .pos = e->at } };

        if (fields_read(r, e->key, e->at, e->value, list_fields, &row)) {
                SECTION(r, e->value, "columns", row.l.columns, row.l.n_columns, pack_column, read_column);
                columns_clear(r, &row.l);
                reviewer_clear(r, &row.l);
                source_clear(r, &row.l);
                binding_clear(r, &row.l);
        }
        *out = row.l;
}

/* ---- service guides ---- */

static const struct field material_fields[] = {
        { "label", FIELD_TEXT, AT(pack_material, label), true, REF_FREE, NULL },
        { "copies", FIELD_TEXT, AT(pack_material, copies), false, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_material, law), false, REF_FREE, NULL },
        { "sample", FIELD_TEXT, AT(pack_material, sample), false, REF_FREE, NULL },
        END
};

static void read_material(struct reader *r, const struct node_entry *e, struct pack_material *out)
{
        *out = (struct pack_material){ .id = e->key, .pos = e->at };
        fields_read(r, e->key, e->at, e->value, material_fields, out);
}

struct guide_row { struct pack_guide g; const struct node *materials; };
#define TEXT_ROW(key, member, must_) { key, FIELD_TEXT, AT(guide_row, g.member), must_, REF_FREE, NULL }
static const struct field guide_fields[] = {
        TEXT_ROW("name", name, true), TEXT_ROW("law", law, true), TEXT_ROW("item", item, false),
        { "agency", FIELD_TEXT, AT(guide_row, g.agency), true, REF_AGENCY, NULL },
        { "procedure", FIELD_TEXT, AT(guide_row, g.procedure), false, REF_PROCEDURE, NULL },
        TEXT_ROW("accepts", accepts, true), TEXT_ROW("approves", approves, true),
        { "conditions", FIELD_WORDS, AT(guide_row, g.conditions), true, REF_FREE, NULL },
        { "flow", FIELD_WORDS, AT(guide_row, g.flow), true, REF_FREE, NULL },
        TEXT_ROW("preferential", preferential, false), TEXT_ROW("limit", limit, true), TEXT_ROW("fee", fee, false),
        TEXT_ROW("supervision", supervision, true), TEXT_ROW("accountability", accountability, true), TEXT_ROW("remedy", remedy, true),
        TEXT_ROW("hours", hours, true), TEXT_ROW("address", address, true), TEXT_ROW("phone", phone, true),
        { "materials", FIELD_NODE, AT(guide_row, materials), true, REF_FREE, NULL },
        END
};

static void read_guide(struct reader *r, const struct node_entry *e, struct pack_guide *out)
{
        struct guide_row row = { .g = { .id = e->key, .pos = e->at } };

        if (fields_read(r, e->key, e->at, e->value, guide_fields, &row)) {
                SECTION(r, e->value, "materials", row.g.materials, row.g.n_materials, pack_material, read_material);
                if (*row.g.item && !node_get(node_get(r->root, "items"), row.g.item))
                        WRONG(r, e->at, "服务指南“%s”没有这个执法事项：“%s”", e->key, row.g.item);
        }
        *out = row.g;
}

/* ---- notice boards ---- */

static const struct field board_fields[] = {
        { "law", FIELD_TEXT, AT(pack_board, law), true, REF_FREE, NULL },
        { "unit", FIELD_TEXT, AT(pack_board, unit), true, REF_UNIT, NULL },
        { "window", FIELD_TEXT, AT(pack_board, window), false, REF_FREE, NULL },
        { "certificate", FIELD_TEXT, AT(pack_board, certificate), false, REF_FREE, NULL },
        { "name", FIELD_TEXT, AT(pack_board, name), false, REF_FREE, NULL },
        { "post", FIELD_TEXT, AT(pack_board, post), false, REF_FREE, NULL },
        { "duties", FIELD_WORDS, AT(pack_board, duties), true, REF_FREE, NULL },
        { "kinds", FIELD_WORDS, AT(pack_board, kinds), true, REF_FREE, NULL },
        { "guides", FIELD_WORDS, AT(pack_board, guides), false, REF_FREE, NULL },
        { "consult", FIELD_TEXT, AT(pack_board, consult), true, REF_FREE, NULL },
        { "complain", FIELD_TEXT, AT(pack_board, complain), true, REF_FREE, NULL },
        { "hours", FIELD_TEXT, AT(pack_board, hours), true, REF_FREE, NULL },
        END
};

static void read_board(struct reader *r, const struct node_entry *e, struct pack_board *out)
{
        *out = (struct pack_board){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, board_fields, out))
                return;
        if (!*out->certificate == !*out->name)
                WRONG(r, e->at, "公示牌“%s”应当写执法证件编号（certificate）或者姓名（name），二者取一", e->key);
        for (size_t i = 0; i < out->guides.n; i++)
                if (!node_get(node_get(r->root, "guides"), out->guides.at[i]))
                        WRONG(r, e->at, "公示牌“%s”没有这份服务指南：“%s”", e->key, out->guides.at[i]);
}

void pack_lists_read(struct reader *r)
{
        struct pack *p = r->p;

        SECTION(r, r->root, "lists", p->lists, p->n_lists, pack_list, read_list);
        SECTION(r, r->root, "guides", p->guides, p->n_guides, pack_guide, read_guide);
        SECTION(r, r->root, "boards", p->boards, p->n_boards, pack_board, read_board);
}

/* ---- finders ---- */

#define FINDER(what, list, count) \
        const struct what *what(const struct pack *p, const char *id) \
        { \
                for (size_t i = 0; id && i < p->count; i++) \
                        if (!strcmp(p->list[i].id, id)) \
                                return &p->list[i]; \
                return NULL; \
        }
FINDER(pack_list, lists, n_lists)
FINDER(pack_guide, guides, n_guides)
FINDER(pack_board, boards, n_boards)
