/* pack_mask.c - `publication.masks` of a pack: how each thing of masks.tbl is covered.  Either the rule alone or { rule: …, law: … }.
 * Must never let a pack leave open what no reason leaves open: identity numbers, accounts, minors, who reported.
 */
#include "law/mask.h"
#include "law/pack_value.h"
#include <string.h>

static const struct field mask_fields[] = {
        { "rule", FIELD_TEXT, AT(pack_mask, rule), true, REF_CHOICE, "hide|name|outline|town|keep" },
        { "law", FIELD_TEXT, AT(pack_mask, law), true, REF_FREE, NULL },
        END
};

static bool mask_read(struct reader *r, const struct node_entry *e, struct pack_mask *out)
{
        const struct field alone = { e->key, FIELD_TEXT, 0, true, REF_CHOICE, "hide|name|outline|town|keep" };
        size_t errors = r->found->errors;

        if (e->value->kind == NODE_MAP)
                return fields_read(r, e->key, e->at, e->value, mask_fields, out);
        text_read(r, &alone, e->value, &out->rule);
        return r->found->errors == errors;
}

void pack_mask_read(struct reader *r, const struct node_entry *e, struct pack_mask *out)
{
        enum mask_kind kind;

        *out = (struct pack_mask){ .field = e->key, .rule = "hide", .law = "", .pos = e->at };
        if (!mask_sort_find(e->key, &kind)) {
                WRONG(r, e->at, "“%s”不是能遮盖的内容，见 docs/packs.md 的 publication.masks", e->key);
                return;
        }
        if (!mask_read(r, e, out))
                return;
        if (mask_sort_of(kind)->fixed && strcmp(out->rule, "hide") && strcmp(out->rule, "outline") && strcmp(out->rule, "name"))
                WRONG(r, e->at, "%s一律不公开（%s），不能写 %s", mask_sort_of(kind)->label, mask_sort_of(kind)->law, out->rule);
        if (!strcmp(out->rule, "town") && kind != MASK_ADDRESS && kind != MASK_PARTY_ADDRESS)
                WRONG(r, e->at, "“%s”不是住址，不能写到乡镇为止（town）", e->key);
}
