/* pack_complaints.c - the section `complaints:` of a pack: which units take in what the public reports, and by when it is promised what.
 * Pure reading and finding; nothing here knows a report. */
#include "law/pack_value.h"
#include <string.h>

static const struct field promise_fields[] = {
        { "label", FIELD_TEXT, AT(pack_promise, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_promise, law), true, REF_FREE, NULL },
        { "step", FIELD_TEXT, AT(pack_promise, step), true, REF_CHOICE, "accept|receive|answer|reply" },
        { "of", FIELD_WORDS, AT(pack_promise, of), false, REF_CHOICE, "violation|officer|inaction" },
        { "unit", FIELD_UNIT, AT(pack_promise, rule.unit), true, REF_FREE, NULL },
        { "length", FIELD_COUNT, AT(pack_promise, rule.length), true, REF_FREE, NULL },
        { "roll", FIELD_ROLL, AT(pack_promise, rule.roll), false, REF_FREE, NULL },
        { "warn", FIELD_INT, AT(pack_promise, warn), false, REF_FREE, NULL },
        END
};

static void read_promise(struct reader *r, const struct node_entry *e, struct pack_promise *out)
{
        const char *wrong;

        *out = (struct pack_promise){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, promise_fields, out))
                return;
        out->rule.law = out->law;
        wrong = node_entry(e->value, "length") && node_entry(e->value, "unit") ? clock_wrong(&out->rule) : NULL;
        if (wrong)
                WRONG(r, e->at, "投诉举报的期限“%s”无法计算：%s", e->key, wrong);
        if (text_same(out->step, "reply") && out->of.n)
                WRONG(r, e->at, "“%s”是答复咨询的期限，不分投诉的种类（of）", e->key);
}

struct section_row { struct names desks; const struct node *promises; };
static const struct field section_fields[] = {
        { "desks", FIELD_WORDS, AT(section_row, desks), false, REF_UNIT, NULL },
        { "promises", FIELD_NODE, AT(section_row, promises), false, REF_FREE, NULL },
        END
};

/* An agency has one desk for what comes in: of two, nobody could say where a report lies. */
static void desks_check(struct reader *r, const struct node_entry *e)
{
        const struct names *l = &r->p->complaint_desks;

        for (size_t i = 0; i < l->n; i++) {
                const struct pack_unit *u = pack_unit(r->p, l->at[i]);

                for (size_t k = 0; u && k < i; k++) {
                        const struct pack_unit *other = pack_unit(r->p, l->at[k]);

                        if (other && text_same(other->agency, u->agency))
                                WRONG(r, e->at, "“%s”和“%s”属于同一机关，一个机关只能有一个接收投诉举报的机构（desks）", other->id, u->id);
                }
        }
}

void pack_complaints_read(struct reader *r)
{
        const struct node_entry *e = node_entry(r->root, "complaints");
        struct section_row row = { .promises = NULL };
        struct pack *p = r->p;

        if (!e || !fields_read(r, e->key, e->at, e->value, section_fields, &row))
                return;
        p->complaint_desks = row.desks;
        SECTION(r, e->value, "promises", p->promises, p->n_promises, pack_promise, read_promise);
        desks_check(r, e);
}

const struct pack_promise *pack_promise(const struct pack *p, const char *step, const char *kind)
{
        for (size_t i = 0; i < p->n_promises; i++)
                if (!strcmp(p->promises[i].step, step) && (!p->promises[i].of.n || names_have(&p->promises[i].of, kind)))
                        return &p->promises[i];
        return NULL;
}

const char *pack_complaint_desk(const struct pack *p, const char *agency)
{
        for (size_t i = 0; i < p->complaint_desks.n; i++) {
                const struct pack_unit *u = pack_unit(p, p->complaint_desks.at[i]);

                if (u && !strcmp(u->agency, agency))
                        return u->id;
        }
        return "";
}
