/* sign.c - hands the signing of the program to a shell: makes keys and documents, signs, verifies, flips.  Only for tests/sign/run.sh.
 *
 *   sign keys DIR                      an agency's key of each kind in DIR/keys; DIR/root-KIND.pem, DIR/roots.pem
 *   sign pdf OUT | ofd OUT             a document as Cairo makes it; a small OFD
 *   sign sign DIR KIND IN OUT [PAGE]   by the ending of IN; with a PAGE visible there
 *   sign verify ROOTS FILE             a line for each signature: good|bad trusted|untrusted kind name covers wrong; then "original N"
 *   sign seeds DIR                     one.pdf, one.ofd (two signatures each) and roots.pem for tests/fuzz/signed; the keys are thrown away
 *   sign flip ROOTS FILE               flips each bit 0 outside /Contents; prints how many flips went unnoticed
 */
#include "base/hash.h"
#include "sign/sign_fixture.h"
#include <cairo-pdf.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define FILE_MAX (64u << 20)

static struct arena *mem;
static struct why why;
static struct test test;
static const struct bytes secret = { (const uint8_t *)"secret of the test's site", 25 };

/* The fixture of the unit tests is used without their frame. */
const char *test_dir(struct test *t)
{
        return text_make(t->mem, "/nonexistent");
}

void test_failed(struct test *t, const char *file, int line, const char *fmt, ...)
{
        t->failed++;
        fprintf(stderr, "%s:%d: %s\n", file, line, fmt);
}

static int fell(const char *what)
{
        fprintf(stderr, "%s: %s\n", what, why.kind ? why_sentence(&why) : "");
        return 1;
}

static struct bytes file_read(const char *path)
{
        FILE *f = fopen(path, "rb");
        uint8_t *p = arena_take(mem, FILE_MAX);
        size_t n = f ? fread(p, 1, FILE_MAX, f) : 0;

        if (f)
                fclose(f);
        return (struct bytes){ p, n };
}

static int file_write(const char *path, const void *p, size_t n)
{
        FILE *f = fopen(path, "wb");
        int bad = !f || fwrite(p, 1, n, f) != n;

        return (f && fclose(f)) || bad;
}

/* Of today: programs of others ask whether certificates are valid now. */
static struct instant when(int minutes)
{
        return (struct instant){ ((int64_t)time(NULL) + (minutes - 10) * 60) * 1000 };
}

static int keys_command(const char *dir)
{
        struct keyring *k = keyring_open(text_make(mem, "%s/keys", dir), secret, &why);
        const char *roots = "", *certificate, *root;

        for (int i = SIGN_SM2; k && i <= SIGN_RSA; i++) {
                const char *kind = sign_kind_name((enum sign_kind)i);

                if (!keyring_make(k, text_make(mem, "agency/%s", kind), "某某市城市管理局", "11370000004567890X", (enum sign_kind)i,
                                  when(0), mem, &certificate, &why))
                        return fell("keyring_make");
                root = keyring_root(k, mem, (enum sign_kind)i, &why);
                if (!root || file_write(text_make(mem, "%s/root-%s.pem", dir, kind), root, strlen(root)))
                        return fell("keyring_root");
                roots = text_make(mem, "%s%s", roots, root);
        }
        keyring_close(k);
        return k ? file_write(text_make(mem, "%s/roots.pem", dir), roots, strlen(roots)) : fell("keyring_open");
}

static int pdf_command(const char *path)
{
        cairo_surface_t *s = cairo_pdf_surface_create(path, 595.276, 841.89);
        cairo_t *c = cairo_create(s);

        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, "2024-10-29T10:20:00");
        for (int i = 1; i <= 3; i++) {
                cairo_set_font_size(c, 16);
                cairo_move_to(c, 90, 120);
                cairo_show_text(c, text_make(mem, "Decision on an administrative penalty, page %d", i));
                cairo_show_page(c);
        }
        cairo_destroy(c);
        cairo_surface_destroy(s);
        return 0;
}

static bool is_pdf(const char *path)
{
        return strstr(path, ".pdf") != NULL;
}

static int sign_command(const char *dir, const char *kind, const char *in, const char *to, const char *page)
{
        struct keyring *k = keyring_open(text_make(mem, "%s/keys", dir), secret, &why);
        struct signer *s = k ? signer_open(k, text_make(mem, "agency/%s", kind), &why) : NULL;
        struct sign_how how = { .at = when(1), .reason = "盖章", .place = "济南", .name = "某某市城市管理局", .x = 330, .y = 560, .w = 120,
                                .h = 120 };
        struct bytes out, file = file_read(in);
        bool good;

        if (!s)
                return fell("signer_open");
        how.page = page ? (size_t)(page[0] - '0') : 1;
        if (!page)
                how.w = how.h = 0;
        good = is_pdf(in) ? pdf_sign(mem, file, s, &how, &out, &why) : ofd_sign(mem, file, s, &how, sign_fixture_png(&test), &out,
                                                                                &why);
        signer_close(s);
        keyring_close(k);
        return good ? file_write(to, out.p, out.n) : fell("sign");
}

static bool signed_twice(struct keyring *k, bool pdf, struct bytes file, struct bytes *out)
{
        struct signer *li = signer_open(k, "officer/li", &why), *bureau = signer_open(k, "agency/bureau", &why);
        struct sign_how how = { .at = { 1730168400000 }, .page = 1, .w = 100, .h = 100 };
        bool good = li && bureau;

        for (int i = 0; good && i < 2; i++) {
                const struct signer *s = i ? bureau : li;
                struct bytes next;

                good = pdf ? pdf_sign(mem, file, s, &how, &next, &why) : ofd_sign(mem, file, s, &how,
                                i ? sign_fixture_png(&test) : (struct bytes){ 0 }, &next, &why);
                if (good)
                        file = next;
        }
        signer_close(li);
        signer_close(bureau);
        *out = file;
        return good;
}

static int seeds_command(const char *dir)
{
        struct keyring *k = keyring_open(text_make(mem, "%s/keys", dir), secret, &why);
        struct instant at = { 1730168400000 };
        const char *c, *sm2, *ecdsa, *roots;
        struct bytes pdf, ofd;

        if (!k || !keyring_make(k, "officer/li", "李四", "1", SIGN_ECDSA, at, mem, &c, &why) ||
            !keyring_make(k, "agency/bureau", "局", "2", SIGN_SM2, at, mem, &c, &why) ||
            !signed_twice(k, true, sign_fixture_pdf(&test, 2, "seed"), &pdf) ||
            !signed_twice(k, false, sign_fixture_ofd(&test, "seed"), &ofd))
                return fell("seeds");
        sm2 = keyring_root(k, mem, SIGN_SM2, &why);
        ecdsa = keyring_root(k, mem, SIGN_ECDSA, &why);
        roots = text_make(mem, "%s%s", sm2, ecdsa);
        keyring_close(k);
        return file_write(text_make(mem, "%s/one.pdf", dir), pdf.p, pdf.n) ||
               file_write(text_make(mem, "%s/one.ofd", dir), ofd.p, ofd.n) ||
               file_write(text_make(mem, "%s/roots.pem", dir), roots, strlen(roots));
}

static int verify_command(const char *roots, const char *path)
{
        struct bytes file = file_read(path), pem = file_read(roots);
        const char *r = text_copy_n(mem, (const char *)pem.p, pem.n);
        struct sign_checks c;

        if (!(is_pdf(path) ? pdf_verify(mem, file, r, &c, &why) : ofd_verify(mem, file, r, &c, &why)))
                return fell("verify");
        for (size_t i = 0; i < c.n; i++)
                printf("%s %s %s %s %zu %s %s\n", c.at[i].good ? "good" : "bad", c.at[i].trusted ? "trusted" : "untrusted",
                       sign_kind_name(c.at[i].kind),
                       c.at[i].name, c.at[i].covers, instant_text(mem, c.at[i].at), c.at[i].wrong);
        printf("original %zu\n", c.original);
        return 0;
}

static int flip_command(const char *roots, const char *path)
{
        struct bytes file = file_read(path), pem = file_read(roots);
        const char *r = text_copy_n(mem, (const char *)pem.p, pem.n);
        uint8_t *p = arena_copy(mem, file.p, file.n), *gap = memmem(p, file.n, "/Contents <", 11),
                *end = gap ? memchr(gap, '>', file.n - (size_t)(gap - p)) : NULL;
        size_t flips = 0, unnoticed = 0;

        for (size_t i = 0; end && i < file.n; i++) {
                struct arena *a = arena_new();
                struct why quiet = { .mem = a };
                struct sign_checks c = { 0 };

                if (p + i > gap + 9 && p + i <= end) {
                        arena_free(a);
                        continue;
                }
                p[i] ^= 1;
                flips++;
                if (pdf_verify(a, (struct bytes){ p, file.n }, r, &c, &quiet) && c.n && c.at[0].good)
                        unnoticed++;
                p[i] ^= 1;
                arena_free(a);
        }
        printf("%zu flips, %zu unnoticed\n", flips, unnoticed);
        return !flips || unnoticed;
}

static int run(int n, char **w)
{
        if (n == 3 && text_same(w[1], "keys"))
                return keys_command(w[2]);
        if (n == 3 && text_same(w[1], "seeds"))
                return seeds_command(w[2]);
        if (n == 3 && text_same(w[1], "pdf"))
                return pdf_command(w[2]);
        if (n == 3 && text_same(w[1], "ofd")) {
                struct bytes b = sign_fixture_ofd(&test, "decision");

                return file_write(w[2], b.p, b.n);
        }
        if ((n == 6 || n == 7) && text_same(w[1], "sign"))
                return sign_command(w[2], w[3], w[4], w[5], n == 7 ? w[6] : NULL);
        if (n == 4 && text_same(w[1], "verify"))
                return verify_command(w[2], w[3]);
        if (n == 4 && text_same(w[1], "flip"))
                return flip_command(w[2], w[3]);
        return fell("usage: see the top of tests/sign/sign.c");
}

int main(int argc, char **argv)
{
        int rc;

        mem = arena_new();
        why.mem = mem;
        test.mem = mem;
        rc = run(argc, argv);
        arena_free(mem);
        return rc;
}
