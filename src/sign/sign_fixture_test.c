/* sign_fixture_test.c - makes keys and documents for the tests of sign/. */
#include "sign/sign_fixture.h"
#include <cairo-pdf.h>
#include <cairo.h>
#include <qpdf/qpdf-c.h>
#include <string.h>
#include <zip.h>

static const struct bytes secret = { (const uint8_t *)"a site's key file, as it were", 29 };

struct sign_fixture sign_fixture_open(struct test *t, const char *folder)
{
        struct sign_fixture f = { .roots = "" };

        CHECK(instant_parse_local("2024-10-29T10:20", &f.now));
        f.keys = keyring_open(text_make(t->mem, "%s/%s", test_dir(t), folder), secret, &t->why);
        must(f.keys != NULL);
        return f;
}

struct signer *sign_fixture_signer(struct test *t, struct sign_fixture *f, const char *who, const char *name, enum sign_kind kind)
{
        const char *certificate, *root;
        struct signer *s;

        must(keyring_make(f->keys, who, name, "11370000004567890X", kind, f->now, t->mem, &certificate, &t->why));
        s = signer_open(f->keys, who, &t->why);
        must(s != NULL);
        root = keyring_root(f->keys, t->mem, kind, &t->why);
        must(root != NULL);
        if (!strstr(f->roots, root))
                f->roots = text_make(t->mem, "%s%s", f->roots, root);
        return s;
}

static cairo_status_t put(void *to, const unsigned char *p, unsigned n)
{
        buffer_put(to, (const char *)p, n);
        return CAIRO_STATUS_SUCCESS;
}

struct bytes sign_fixture_pdf(struct test *t, int pages, const char *text)
{
        struct buffer b = { .mem = t->mem };
        cairo_surface_t *s = cairo_pdf_surface_create_for_stream(put, &b, 595.276, 841.89);
        cairo_t *c = cairo_create(s);

        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, "2024-10-29T10:20:00");
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, text);
        for (int i = 0; i < pages; i++) {
                cairo_rectangle(c, 72, 72, 400 - 10 * i, 600);
                cairo_stroke(c);
                cairo_show_page(c);
        }
        cairo_destroy(c);
        cairo_surface_finish(s);
        cairo_surface_destroy(s);
        return (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
}

struct bytes sign_fixture_compressed(struct test *t, struct bytes pdf)
{
        qpdf_data q = qpdf_init();
        struct bytes out;

        must(qpdf_read_memory(q, "pdf", (const char *)pdf.p, pdf.n, NULL) == QPDF_SUCCESS &&
             qpdf_init_write_memory(q) == QPDF_SUCCESS);
        qpdf_set_object_stream_mode(q, qpdf_o_generate);
        qpdf_set_deterministic_ID(q, QPDF_TRUE);
        must(qpdf_write(q) == QPDF_SUCCESS);
        out = (struct bytes){ arena_copy(t->mem, qpdf_get_buffer(q), qpdf_get_buffer_length(q)), qpdf_get_buffer_length(q) };
        qpdf_cleanup(&q);
        return out;
}

struct bytes sign_fixture_png(struct test *t)
{
        struct buffer b = { .mem = t->mem };
        cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 64, 64);
        cairo_t *c = cairo_create(s);

        cairo_set_source_rgb(c, 0.8, 0, 0);
        cairo_arc(c, 32, 32, 28, 0, 6.283);
        cairo_stroke(c);
        cairo_destroy(c);
        cairo_surface_write_to_png_stream(s, put, &b);
        cairo_surface_destroy(s);
        return (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
}

#define OFD_NS "xmlns:ofd=\"http://www.ofdspec.org/2016\""

static void part_put(struct test *t, zip_t *z, const char *name, const char *text)
{
        zip_source_t *s = zip_source_buffer(z, arena_copy(t->mem, text, strlen(text)), strlen(text), 0);
        zip_int64_t i = zip_file_add(z, name, s, 0);

        must(i >= 0 && !zip_file_set_dostime(z, (zip_uint64_t)i, 0x5000, 0x5959, 0));
}

struct bytes sign_fixture_ofd(struct test *t, const char *text)
{
        zip_error_t e;
        zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, &e);
        zip_t *z = zip_open_from_source(s, ZIP_CREATE | ZIP_TRUNCATE, &e);
        zip_stat_t st;
        uint8_t *p;

        must(s && z);
        zip_source_keep(s);
        part_put(t, z, "OFD.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:OFD " OFD_NS " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>"
                 "<ofd:DocID>44d3a1b2</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
        part_put(t, z, "Doc_0/Document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Document " OFD_NS "><ofd:CommonData><ofd:MaxUnitID>4</ofd:MaxUnitID>"
                 "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
                 "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/><ofd:Page ID=\"2\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages></ofd:Document>");
        for (int i = 0; i < 2; i++)
                part_put(t, z, text_make(t->mem, "Doc_0/Pages/Page_%d/Content.xml", i),
                         text_make(t->mem, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:Page " OFD_NS "><!-- %s %d --></ofd:Page>", text, i));
        must(!zip_close(z) && !zip_source_open(s) && !zip_source_stat(s, &st));
        p = arena_take(t->mem, st.size);
        must(zip_source_read(s, p, st.size) == (zip_int64_t)st.size);
        zip_source_close(s);
        zip_source_free(s);
        return (struct bytes){ p, st.size };
}

struct bytes sign_fixture_joined(struct test *t, struct bytes a, const char *b)
{
        uint8_t *p = arena_take(t->mem, a.n + strlen(b));

        memcpy(p, a.p, a.n);
        memcpy(p + a.n, b, strlen(b));
        return (struct bytes){ p, a.n + strlen(b) };
}

struct bytes sign_fixture_swapped(struct test *t, struct bytes a, const char *from, const char *to)
{
        uint8_t *p = arena_copy(t->mem, a.p, a.n), *at = memmem(p, a.n, from, strlen(from));

        must(at && strlen(from) == strlen(to));
        memcpy(at, to, strlen(to));
        return (struct bytes){ p, a.n };
}
