/* Signed PDF from strangers: any bytes; and a PDF that two have signed, with edits.  What is good and trusted must be what they signed. */
#include "edits.h"
#include "sign/sign.h"

static struct bytes whole, roots;

/* The bytes that a check vouches for, as far as they can be told from outside: all but what stands between < and > of Contents. */
static bool same_but_contents(struct bytes a, struct bytes b)
{
        bool inside = false;

        if (a.n > b.n || a.n == 0)
                return false;
        for (size_t i = 0; i < a.n; i++) {
                if (i > 10 && !memcmp(b.p + i - 10, "/Contents <", 11))
                        inside = true;
                else if (b.p[i] == '>')
                        inside = false;
                if (!inside && a.p[i] != b.p[i])
                        return false;
        }
        return true;
}

static void judge(struct arena *mem, struct bytes file)
{
        struct why why = { .mem = mem };
        struct sign_checks c = { 0 };

        if (!pdf_verify(mem, file, (const char *)roots.p, &c, &why)) {
                HOLDS(why.kind == WHY_REFUSED && why.code == R_FILE_TYPE);
                return;
        }
        HOLDS(c.original <= file.n);
        for (size_t i = 0; i < c.n; i++) {
                HOLDS(c.at[i].name && c.at[i].code && c.at[i].issuer && c.at[i].serial && c.at[i].wrong &&
                      c.at[i].covers <= file.n);
                HOLDS((c.at[i].good && c.at[i].trusted) == !*c.at[i].wrong);
                if (c.at[i].good && c.at[i].trusted)
                        HOLDS(same_but_contents(file, whole));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena *mem;

        if (n < EDIT_MIN)
                return 0;
        mem = arena_new();
        if (!whole.n) {
                whole = kept_file("one.pdf");
                roots = kept_file("roots.pem");
        }
        judge(mem, *data == '%' ? (struct bytes){ data, n } : edited(mem, whole, data, n));
        arena_free(mem);
        return 0;
}
