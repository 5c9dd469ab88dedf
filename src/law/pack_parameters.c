/* pack_parameters.c - what a pack fixes of the parameters an office could otherwise set (law/parameters.tbl), each with its basis. */
#include "law/pack_value.h"
#include "law/parameter.h"

static const struct field parameter_fields[] = {
        { "value", FIELD_TEXT, AT(pack_parameter, value), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_parameter, law), true, REF_FREE, NULL },
        END
};

static void read_parameter(struct reader *r, const struct node_entry *e, struct pack_parameter *out)
{
        const struct parameter *p = parameter_find(e->key);
        const char *wrong;

        *out = (struct pack_parameter){ .id = e->key, .value = p ? p->fallback : "", .law = "", .pos = e->at };
        if (!p) {
                WRONG(r, e->at, "没有名为“%s”的参数", e->key);
                return;
        }
        if (!fields_read(r, e->key, e->at, e->value, parameter_fields, out) || !out->value)
                return;
        wrong = parameter_check(r->mem, p, out->value, &out->value);
        if (wrong)
                WRONG(r, e->at, "参数“%s”：%s", e->key, wrong);
}

void pack_parameters_read(struct reader *r)
{
        SECTION(r, r->root, "parameters", r->p->parameters, r->p->n_parameters, pack_parameter, read_parameter);
}
