/* Signed OFD from strangers: any bytes; a package that two have signed, with edits of its bytes or of one of its parts.
 * What is good and trusted must have the parts that they signed; only the list of signatures is nobody's.
 */
#include "edits.h"
#include "sign/ofd_inner.h"

static struct bytes whole, roots;

static void parts_same(struct arena *mem, struct bytes file)
{
        struct why why = { .mem = mem };
        struct ofd a, b;

        HOLDS(ofd_read(mem, file, &a, &why) && ofd_read(mem, whole, &b, &why));
        for (size_t i = 0; i < a.n; i++) {
                const struct ofd_part *p = ofd_part(&b, a.at[i].name);

                HOLDS(p != NULL);
                HOLDS(text_same(p->name, "Doc_0/Signs/Signatures.xml") || strstr(p->name, "SignedValue.dat") ||
                      (p->data.n == a.at[i].data.n && !memcmp(p->data.p, a.at[i].data.p, p->data.n)));
        }
}

static void judge(struct arena *mem, struct bytes file)
{
        struct why why = { .mem = mem };
        struct sign_checks c = { 0 };

        if (!ofd_verify(mem, file, (const char *)roots.p, &c, &why)) {
                HOLDS(why.kind == WHY_REFUSED && why.code == R_FILE_TYPE);
                return;
        }
        for (size_t i = 0; i < c.n; i++) {
                HOLDS(c.at[i].name && c.at[i].code && c.at[i].issuer && c.at[i].serial && c.at[i].wrong);
                HOLDS((c.at[i].good && c.at[i].trusted) == !*c.at[i].wrong);
                if (c.at[i].good && c.at[i].trusted)
                        parts_same(mem, file);
        }
}

static struct bytes part_edited(struct arena *mem, const uint8_t *data, size_t n)
{
        struct why why = { .mem = mem };
        struct bytes out = whole;
        struct ofd o;
        struct ofd_part p;

        HOLDS(ofd_read(mem, whole, &o, &why));
        p = o.at[data[0] % o.n];
        p.data = edited(mem, p.data, data + 1, n - 1);
        HOLDS(ofd_write(mem, whole, &p, 1, (struct instant){ 0 }, &out, &why));
        return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem;

        if (n < EDIT_MIN + 2)
                return 0;
        mem = arena_new();
        if (!whole.n) {
                whole = kept_file("one.ofd");
                roots = kept_file("roots.pem");
        }
        if (*data == 'P')
                judge(mem, (struct bytes){ data, n });
        else if (*data & 1)
                judge(mem, edited(mem, whole, data + 1, n - 1));
        else
                judge(mem, part_edited(mem, data + 1, n - 1));
        arena_free(mem);
        return 0;
}
