/* pdf_test.c - signatures in PDF: what is signed verifies, what is touched does not. */
#include "sign/sign_fixture.h"
#include <string.h>

static struct sign_how how_of(const struct sign_fixture *f)
{
        return (struct sign_how){ .at = { f->now.ms + 60000 }, .reason = "盖章", .place = "济南", .name = "某某市城市管理局", .page = 1,
                                  .x = 300, .y = 600, .w = 120, .h = 120 };
}

static struct bytes signed_by(struct test *t, struct bytes pdf, const struct signer *s, const struct sign_how *how)
{
        struct bytes out = { 0 };

        CHECK(pdf_sign(t->mem, pdf, s, how, &out, &t->why));
        return out;
}

static struct sign_checks checked(struct test *t, struct bytes pdf, const char *roots)
{
        struct sign_checks c = { 0 };

        CHECK(pdf_verify(t->mem, pdf, roots, &c, &t->why));
        return c;
}

/* Not a PDF any more, no signature any more, or one that is not good: all the same, nobody is deceived. */
static bool deceived(struct test *t, struct bytes pdf, const char *roots)
{
        struct why why = { .mem = t->mem };
        struct sign_checks c = { 0 };

        return pdf_verify(t->mem, pdf, roots, &c, &why) && c.n && c.at[0].good;
}

static void round_trip(struct test *t, enum sign_kind kind, bool compressed)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "某某市城市管理局", kind);
        struct bytes pdf = sign_fixture_pdf(t, 3, "decision"), out;
        struct sign_how how = how_of(&f);
        struct sign_checks c;

        if (compressed)
                pdf = sign_fixture_compressed(t, pdf);
        out = signed_by(t, pdf, s, &how);
        CHECK(out.n > pdf.n && !memcmp(out.p, pdf.p, pdf.n));
        c = checked(t, out, f.roots);
        CHECK_INT(c.n, 1);
        if (c.n == 1) {
                CHECK_TEXT(c.at[0].wrong, "");
                CHECK(c.at[0].good && c.at[0].trusted);
                CHECK_INT(c.at[0].kind, kind);
                CHECK_TEXT(c.at[0].name, "某某市城市管理局");
                CHECK_TEXT(c.at[0].code, "11370000004567890X");
                CHECK(strstr(c.at[0].issuer, "明镜签章根证书"));
                CHECK_INT(strlen(c.at[0].serial), 32);
                CHECK_INT(c.at[0].at.ms, how.at.ms);
                CHECK(c.at[0].covers > pdf.n && c.at[0].covers < out.n);
        }
        CHECK_INT(c.original, pdf.n);
        signer_close(s);
        keyring_close(f.keys);
}

TEST(pdf_sign, an_SM2_signature_verifies_and_the_original_stays_in_front) { round_trip(t, SIGN_SM2, false); }
TEST(pdf_sign, an_ECDSA_signature_verifies) { round_trip(t, SIGN_ECDSA, false); }
TEST(pdf_sign, an_RSA_signature_verifies) { round_trip(t, SIGN_RSA, false); }
TEST(pdf_sign, files_with_compressed_cross_references_are_signed_in_their_own_way) { round_trip(t, SIGN_SM2, true); }

TEST(pdf_sign, an_unsigned_file_has_no_signatures_and_is_all_original)
{
        struct bytes pdf = sign_fixture_pdf(t, 1, "draft");
        struct sign_checks c = checked(t, pdf, "");

        CHECK_INT(c.n, 0);
        CHECK_INT(c.original, pdf.n);
}

TEST(pdf_sign, with_RSA_the_same_file_key_and_time_give_the_same_bytes)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_RSA);
        struct sign_how how = how_of(&f);
        struct bytes pdf = sign_fixture_pdf(t, 1, "twice"), a = signed_by(t, pdf, s, &how), b = signed_by(t, pdf, s, &how);

        CHECK(a.n == b.n && !memcmp(a.p, b.p, a.n));
        signer_close(s);
        keyring_close(f.keys);
}

TEST(pdf_sign, no_byte_that_is_covered_can_be_flipped_unnoticed)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_ECDSA);
        struct sign_how how = how_of(&f);
        struct bytes out = signed_by(t, sign_fixture_pdf(t, 1, "bytes"), s, &how);
        uint8_t *p = arena_copy(t->mem, out.p, out.n);
        size_t gap = (size_t)((uint8_t *)memmem(p, out.n, "/Contents <", 11) - p) + 10, unnoticed = 0;
        size_t end = gap + (size_t)((uint8_t *)memchr(p + gap, '>', out.n - gap) - (p + gap));
        struct arena *all = t->mem;

        CHECK(deceived(t, (struct bytes){ p, out.n }, f.roots));
        for (size_t i = 0; i < out.n; i += i >= gap && i <= end ? 149 : 17) {
                t->mem = arena_new();
                p[i] ^= 1;
                unnoticed += deceived(t, (struct bytes){ p, out.n }, f.roots) && (i < gap || i > end);
                p[i] ^= 1;
                arena_free(t->mem);
                t->mem = all;
        }
        CHECK_INT(unnoticed, 0);
        signer_close(s);
        keyring_close(f.keys);
}

TEST(pdf_sign, another_root_does_not_make_it_trusted)
{
        struct sign_fixture f = sign_fixture_open(t, "keys"), g = sign_fixture_open(t, "others");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2),
                *z = sign_fixture_signer(t, &g, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes out = signed_by(t, sign_fixture_pdf(t, 1, "roots"), s, &how);
        struct sign_checks c = checked(t, out, g.roots);

        CHECK(c.n == 1 && c.at[0].good && !c.at[0].trusted);
        CHECK_TEXT(c.at[0].wrong, "证书不是由所信任的机构签发的");
        c = checked(t, out, "");
        CHECK(c.n == 1 && c.at[0].good && !c.at[0].trusted);
        c = checked(t, out, text_make(t->mem, "%s%s", g.roots, f.roots));
        CHECK(c.n == 1 && c.at[0].good && c.at[0].trusted);
        signer_close(s);
        signer_close(z);
        keyring_close(f.keys);
        keyring_close(g.keys);
}

TEST(pdf_sign, a_signer_whose_certificate_is_over_or_not_yet_valid_may_not_sign)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes pdf = sign_fixture_pdf(t, 1, "late"), out;

        how.at.ms = f.now.ms + (int64_t)4 * 366 * 86400000;
        CHECK_REFUSED(pdf_sign(t->mem, pdf, s, &how, &out, &t->why), R_KEY_MISSING);
        how.at.ms = f.now.ms - 86400000;
        CHECK_REFUSED(pdf_sign(t->mem, pdf, s, &how, &out, &t->why), R_KEY_MISSING);
        how.at.ms = f.now.ms;
        CHECK(pdf_sign(t->mem, pdf, s, &how, &out, &t->why));
        signer_close(s);
        keyring_close(f.keys);
}

TEST(pdf_sign, signatures_follow_each_other_and_each_stays_good)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *li = sign_fixture_signer(t, &f, "officer/li", "李四", SIGN_ECDSA),
                *bureau = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct bytes pdf = sign_fixture_pdf(t, 3, "several"), out;
        struct sign_how how = how_of(&f);
        struct sign_checks c;

        for (int compressed = 0; compressed < 2; compressed++) {
                if (compressed)
                        pdf = sign_fixture_compressed(t, pdf);
                out = signed_by(t, pdf, li, &how);
                out = signed_by(t, out, bureau, &how);
                out = signed_by(t, out, li, &(struct sign_how){ .at = how.at, .name = "李四", .page = 3 });
                c = checked(t, out, f.roots);
                CHECK_INT(c.n, 3);
                CHECK_INT(c.original, pdf.n);
                for (size_t i = 0; i < c.n; i++) {
                        CHECK_TEXT(c.at[i].wrong, "");
                        CHECK(c.at[i].good && c.at[i].trusted);
                }
                CHECK_TEXT(c.at[0].name, "李四");
                CHECK_TEXT(c.at[1].name, "局");
        }
        signer_close(li);
        signer_close(bureau);
        keyring_close(f.keys);
}

TEST(pdf_sign, a_stranger_who_signs_behind_takes_the_trust_from_all)
{
        struct sign_fixture f = sign_fixture_open(t, "keys"), g = sign_fixture_open(t, "others");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2),
                *z = sign_fixture_signer(t, &g, "officer/z", "某人", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes out = signed_by(t, signed_by(t, sign_fixture_pdf(t, 1, "stranger"), s, &how), z, &how);
        struct sign_checks c = checked(t, out, f.roots);

        CHECK_INT(c.n, 2);
        CHECK(c.at[0].good && !c.at[0].trusted && c.at[1].good && !c.at[1].trusted);
        CHECK_TEXT(c.at[0].wrong, "在它之后的签名不可信");
        signer_close(s);
        signer_close(z);
        keyring_close(f.keys);
        keyring_close(g.keys);
}

TEST(pdf_sign, what_is_no_PDF_is_refused)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes pdf = sign_fixture_pdf(t, 1, "cut"), out;
        struct sign_checks c;

        CHECK_REFUSED(pdf_sign(t->mem, (struct bytes){ (const uint8_t *)"hello, world", 12 }, s, &how, &out, &t->why),
                      R_FILE_TYPE);
        CHECK_REFUSED(pdf_verify(t->mem, (struct bytes){ (const uint8_t *)"%PDF-1.5 and no more", 20 }, "", &c, &t->why),
                      R_FILE_TYPE);
        CHECK_REFUSED(pdf_verify(t->mem, (struct bytes){ NULL, 0 }, "", &c, &t->why), R_FILE_TYPE);
        CHECK_REFUSED(pdf_sign(t->mem, (struct bytes){ pdf.p, pdf.n / 2 }, s, &how, &out, &t->why), R_FILE_TYPE);
        how.page = 2;
        CHECK_REFUSED(pdf_sign(t->mem, pdf, s, &how, &out, &t->why), R_ARG_RANGE);
        signer_close(s);
        keyring_close(f.keys);
}

/* A file as other programs make them: form, fields and annotations are objects of their own, the box is the tree's and begins elsewhere. */
static struct bytes foreign(struct test *t)
{
        static const char *const objects[] = {
                "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Lang (zh) >>",
                "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 /MediaBox [ -10 -20 585 822 ] >>",
                "<< /Type /Page /Parent 2 0 R /Annots 6 0 R /Contents [ 4 0 R ] /Resources << >> /Odd#20Name (a\\)b\\000c) >>",
                "<< /Length 4 >>\nstream\nq Q \nendstream",
                "<< /Fields 7 0 R /DA (/Helv 0 Tf) /SigFlags 1 >>",
                "[ 8 0 R ]",
                "[ 8 0 R ]",
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (remark) /Rect [ 0 0 10 10 ] /P 3 0 R >>",
        };
        struct buffer b = { .mem = t->mem };
        size_t at[9], xref;

        buffer_text(&b, "%PDF-1.7\n");
        for (size_t i = 1; i < 9; i++) {
                at[i] = b.n;
                buffer_make(&b, "%zu 0 obj\n%s\nendobj\n", i, objects[i - 1]);
        }
        xref = b.n;
        buffer_text(&b, "xref\n0 9\n0000000000 65535 f \n");
        for (size_t i = 1; i < 9; i++)
                buffer_make(&b, "%010zu 00000 n \n", at[i]);
        buffer_make(&b, "trailer\n<< /Size 9 /Root 1 0 R /ID [ <00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff> ] >>\nstartxref\n%zu\n%%%%EOF", xref);
        return (struct bytes){ (const uint8_t *)buffer_done(&b), b.n };
}

TEST(pdf_sign, forms_and_annotations_that_are_objects_of_their_own_are_kept)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_ECDSA);
        struct sign_how how = how_of(&f);
        struct bytes pdf = foreign(t), out = signed_by(t, signed_by(t, pdf, s, &how), s, &how);
        struct sign_checks c = checked(t, out, f.roots);

        CHECK_INT(c.n, 2);
        CHECK_INT(c.original, pdf.n);
        CHECK(c.n == 2 && c.at[0].good && c.at[0].trusted && c.at[1].good);
        CHECK_TEXT(c.at[0].wrong, "");
        CHECK(memmem(out.p, out.n, "/Rect [290.00 102.00 410.00 222.00 ]", 36));
        CHECK(memmem(out.p + pdf.n, out.n - pdf.n, "/DA (/Helv 0 Tf)", 16));
        CHECK(memmem(out.p + pdf.n, out.n - pdf.n, "/ID [<00112233445566778899aabbccddeeff> <", 41));
        signer_close(s);
        keyring_close(f.keys);
}
