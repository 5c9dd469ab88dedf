/* The pack loader: any bytes as a pack's YAML, merged over themselves, read as a pack.  Findings must name a place that exists. */
#include "fuzz.h"
#include "law/pack_yaml.h"
#include "org/org.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem = arena_new();
        struct findings found = { .mem = mem };
        struct pack p = { .mem = mem };
        size_t n_verbs;
        const struct verb_effect *verbs = org_verbs(&n_verbs);
        char *text = text_copy_n(mem, (const char *)data, n);
        struct node *base = yaml_read(mem, "fuzz.yaml", text, n, &found), *over = base ? yaml_read(mem, "over.yaml", text, n, &found) : NULL;

        HOLDS(base || found.errors);
        if (base && over)
                base = node_merge(mem, base, over, &found);
        if (base)
                pack_read(&p, base, verbs, n_verbs, &found);
        for (size_t i = 0; i < found.n; i++) {
                HOLDS(found.at[i].pos.line >= 0 && found.at[i].pos.column >= 0);
                HOLDS(utf8_valid(finding_text(mem, &found.at[i]), strlen(finding_text(mem, &found.at[i]))));
        }
        arena_free(mem);
        return 0;
}
