/* pdf_attack_test.c - what is known to have fooled readers of signed PDF: updates behind a signature, hidden updates before the next
 * one, moved ranges, filling with something in it.
 */
#include "sign/inner.h"
#include "sign/sign_fixture.h"
#include <stdlib.h>
#include <string.h>

struct scene { struct sign_fixture f; struct signer *li, *bureau; struct sign_how how; struct bytes pdf, signed_once; };

static struct scene scene_open(struct test *t)
{
        struct scene s = { .f = sign_fixture_open(t, "keys") };

        s.li = sign_fixture_signer(t, &s.f, "officer/li", "李四", SIGN_ECDSA);
        s.bureau = sign_fixture_signer(t, &s.f, "agency/bureau", "局", SIGN_SM2);
        s.how = (struct sign_how){ .at = s.f.now, .page = 1 };
        s.pdf = sign_fixture_pdf(t, 2, "attacked");
        CHECK(pdf_sign(t->mem, s.pdf, s.bureau, &s.how, &s.signed_once, &t->why));
        return s;
}

static void scene_close(struct scene *s)
{
        signer_close(s->li);
        signer_close(s->bureau);
        keyring_close(s->f.keys);
}

/* The number behind the last such word, in front of an offset. */
static size_t number_behind(struct bytes b, const char *word)
{
        const uint8_t *at = NULL, *p = b.p;

        while ((p = memmem(p, b.n - (size_t)(p - b.p), word, strlen(word))))
                at = p++;
        must(at != NULL);
        return strtoul((const char *)at + strlen(word), NULL, 10);
}

/* An incremental update that puts this body in place of an object (or as a new one), as anybody with an editor can make it. */
static struct bytes updated(struct test *t, struct bytes pdf, size_t id, const char *body)
{
        size_t size = number_behind(pdf, "/Size "), at = pdf.n + 1, xref;
        const char *object = text_make(t->mem, "\n%zu 0 obj\n%s\nendobj\n", id, body);

        xref = pdf.n + strlen(object);
        return sign_fixture_joined(t, pdf, text_make(t->mem, "%sxref\n%zu 1\n%010zu 00000 n \ntrailer\n<< /Size %zu /Root %zu 0 R /Prev %zu >>\nstartxref\n%zu\n%%%%EOF\n",
                                   object, id, at, id >= size ? id + 1 : size, number_behind(pdf, "/Root "),
                                   number_behind(pdf, "startxref\n"), xref));
}

static void caught(struct test *t, struct scene *s, struct bytes pdf, const char *word)
{
        struct sign_checks c = { 0 };

        CHECK(pdf_verify(t->mem, pdf, s->f.roots, &c, &t->why));
        CHECK(c.n >= 1 && !c.at[0].good);
        if (c.n && !strstr(c.at[0].wrong, word))
                test_failed(t, __FILE__, __LINE__, "\"%s\" should speak of %s", c.at[0].wrong, word);
}

/* The update hidden under a further signature of somebody whom all trust. */
static void hidden(struct test *t, struct scene *s, size_t id, const char *body, const char *word)
{
        struct bytes out = updated(t, s->signed_once, id, body), again = { 0 };

        caught(t, s, out, "又被添加了内容");
        CHECK(pdf_sign(t->mem, out, s->li, &s->how, &again, &t->why));
        if (again.n)
                caught(t, s, again, word);
}

TEST(pdf_attack, an_object_behind_the_signature_is_found)
{
        struct scene s = scene_open(t);

        caught(t, &s, updated(t, s.signed_once, 100, "(nothing refers to me)"), "又被添加了内容");
        caught(t, &s, sign_fixture_joined(t, s.signed_once, "\n"), "又被添加了内容");
        caught(t, &s, sign_fixture_joined(t, s.signed_once, "% a word more\n"), "又被添加了内容");
        scene_close(&s);
}

TEST(pdf_attack, a_page_content_changed_before_the_next_signature_is_found)
{
        struct scene s = scene_open(t);

        hidden(t, &s, number_behind(s.pdf, "/Contents "), "<< /Length 3 >>\nstream\nq Q\nendstream", "改动");
        scene_close(&s);
}

TEST(pdf_attack, pages_cut_off_or_swapped_before_the_next_signature_are_found)
{
        struct scene s = scene_open(t);
        size_t pages = number_behind(s.pdf, "/Pages ");
        const uint8_t *kids = memmem(s.pdf.p, s.pdf.n, "/Kids [ ", 8);
        size_t one = strtoul((const char *)kids + 8, NULL, 10), two = strtoul(strstr((const char *)kids, "R ") + 2, NULL, 10);

        hidden(t, &s, pages, text_make(t->mem, "<< /Type /Pages /Kids [ %zu 0 R ] /Count 1 >>", one), "改动");
        hidden(t, &s, pages, text_make(t->mem, "<< /Type /Pages /Kids [ %zu 0 R %zu 0 R ] /Count 2 >>", two, one), "改动");
        scene_close(&s);
}

TEST(pdf_attack, an_annotation_laid_over_the_text_before_the_next_signature_is_found)
{
        struct scene s = scene_open(t);
        const char *root = text_make(t->mem, "<< /Type /Catalog /Pages %zu 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>", number_behind(s.pdf, "/Pages "));
        const uint8_t *kids = memmem(s.pdf.p, s.pdf.n, "/Kids [ ", 8);
        size_t one = strtoul((const char *)kids + 8, NULL, 10);

        hidden(t, &s, one, text_make(t->mem, "<< /Type /Page /Parent %zu 0 R /MediaBox [ 0 0 595 842 ] /Annots [ << /Type /Annot /Subtype /FreeText /Rect [ 0 0 500 500 ] >> ] >>",
                                     number_behind(s.pdf, "/Pages ")), "改动");
        caught(t, &s, updated(t, s.signed_once, number_behind(s.pdf, "/Root "),
                              text_replace(t->mem, root, "/OpenAction", "/AcroForm << /Fields [ 1 0 R ] >> /OpenAction")), "");
        scene_close(&s);
}

TEST(pdf_attack, metadata_changed_before_the_next_signature_is_found)
{
        struct scene s = scene_open(t);

        hidden(t, &s, number_behind(s.pdf, "/Info "), "<< /Title (Another title) >>", "改动");
        scene_close(&s);
}

TEST(pdf_attack, bytes_put_between_the_parts_of_a_signature_are_found)
{
        struct scene s = scene_open(t);
        uint8_t *p = arena_copy(t->mem, s.signed_once.p, s.signed_once.n), *gap = memmem(p, s.signed_once.n, "/Contents <", 11),
                *end;
        struct sign_checks c = { 0 };

        gap += 10;
        end = memchr(gap, '>', s.signed_once.n - (size_t)(gap - p));
        end[-1] = '1';                  /* in the filling, which the digest does not cover */
        caught(t, &s, (struct bytes){ p, s.signed_once.n }, "附有别的内容");
        end[-1] = ' ';
        caught(t, &s, (struct bytes){ p, s.signed_once.n }, "范围");
        end[-1] = '0';
        CHECK(pdf_verify(t->mem, (struct bytes){ p, s.signed_once.n }, s.f.roots, &c, &t->why) && c.n == 1 && c.at[0].good);
        scene_close(&s);
}

TEST(pdf_attack, a_range_that_leaves_something_out_is_not_good)
{
        struct scene s = scene_open(t);
        const char *range = "/ByteRange [0 ", *at = memmem(s.signed_once.p, s.signed_once.n, range, strlen(range));
        const char *whole = text_copy_n(t->mem, at, strcspn(at, "]"));
        size_t a = strtoul(whole + strlen(range), NULL, 10);

        caught(t, &s, sign_fixture_swapped(t, s.signed_once, whole, text_make(t->mem, "/ByteRange [1 %s", whole + strlen(range))),
               "范围");
        caught(t, &s, sign_fixture_swapped(t, s.signed_once, text_make(t->mem, "[0 %zu ", a),
                                           text_make(t->mem, "[0 %zu ", a - 1)), "范围");
        caught(t, &s, sign_fixture_swapped(t, s.signed_once, text_make(t->mem, "[0 %zu ", a),
                                           text_make(t->mem, "[0 %zu ", a + 1)), "范围");
        scene_close(&s);
}

TEST(pdf_attack, a_file_cut_off_behind_the_first_signature_is_the_earlier_state_and_says_so)
{
        struct scene s = scene_open(t);
        struct bytes twice = { 0 };
        struct sign_checks c = { 0 };

        CHECK(pdf_sign(t->mem, s.signed_once, s.li, &s.how, &twice, &t->why));
        CHECK(pdf_verify(t->mem, (struct bytes){ twice.p, s.signed_once.n }, s.f.roots, &c, &t->why));
        CHECK(c.n == 1 && c.at[0].good);
        CHECK(!pdf_verify(t->mem, (struct bytes){ twice.p, twice.n - 40 }, s.f.roots, &c, &t->why) || !c.at[0].good);
        scene_close(&s);
}

TEST(pdf_attack, a_certificate_is_asked_for_the_time_of_signing_and_no_other)
{
        struct scene s = scene_open(t);
        struct instant late = { s.f.now.ms + (int64_t)4 * 366 * 86400000 }, early = { s.f.now.ms - 1000 };

        CHECK_TEXT(certificate_distrust(s.bureau->cert, NULL, s.f.roots, s.f.now), "");
        CHECK_TEXT(certificate_distrust(s.bureau->cert, NULL, s.f.roots, late), "签名时证书已经过期");
        CHECK_TEXT(certificate_distrust(s.bureau->cert, NULL, s.f.roots, early), "签名时证书还没有生效");
        scene_close(&s);
}

/* A certificate that is good for signing documents is not good for issuing certificates. */
TEST(pdf_attack, a_signer_cannot_certify_another)
{
        struct scene s = scene_open(t);
        EVP_PKEY *key = key_make(SIGN_ECDSA);
        X509 *x = certificate_make(&(struct certificate_plan){ .name = "局", .code = "", .key = key, .issuer = s.li->cert,
                                                               .issuer_key = s.li->key,
                                                               .from = s.f.now, .years = 1 }, &t->why);
        STACK_OF(X509) *others = sk_X509_new_null();

        sk_X509_push(others, s.li->cert);
        CHECK(x && *certificate_distrust(x, others, s.f.roots, s.f.now));
        sk_X509_free(others);
        X509_free(x);
        EVP_PKEY_free(key);
        scene_close(&s);
}
