/* ofd_test.c - seals and signatures in OFD: what is sealed verifies; what is changed, left out or added does not. */
#include "sign/ofd_inner.h"
#include "sign/sign_fixture.h"
#include <string.h>
#include <zip.h>

static struct sign_how how_of(const struct sign_fixture *f)
{
        return (struct sign_how){ .at = { f->now.ms + 60000 }, .reason = "盖章", .page = 2, .x = 300, .y = 600, .w = 113.4,
                                  .h = 113.4 };
}

static struct bytes sealed_by(struct test *t, struct bytes ofd, const struct signer *s, const struct sign_how *how,
                              struct bytes picture)
{
        struct bytes out = { 0 };

        CHECK(ofd_sign(t->mem, ofd, s, how, picture, &out, &t->why));
        return out;
}

static struct sign_checks checked(struct test *t, struct bytes ofd, const char *roots)
{
        struct sign_checks c = { 0 };

        CHECK(ofd_verify(t->mem, ofd, roots, &c, &t->why));
        return c;
}

static struct ofd parts(struct test *t, struct bytes file)
{
        struct ofd o = { 0 };

        CHECK(ofd_read(t->mem, file, &o, &t->why));
        return o;
}

/* The package with one part replaced or added. */
static struct bytes with_part(struct test *t, struct bytes file, const char *name, const char *text)
{
        struct bytes out = { 0 };
        struct ofd_part p = { name, { (const uint8_t *)text, strlen(text) } };

        CHECK(ofd_write(t->mem, file, &p, 1, (struct instant){ 0 }, &out, &t->why));
        return out;
}

static const char *part_text(struct test *t, struct bytes file, const char *name)
{
        struct ofd o = parts(t, file);
        const struct ofd_part *p = ofd_part(&o, name);

        CHECK(p != NULL);
        return p ? text_copy_n(t->mem, (const char *)p->data.p, p->data.n) : "";
}

static void sealed(struct test *t, enum sign_kind kind)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "某某市城市管理局", kind);
        struct bytes ofd = sign_fixture_ofd(t, "decision"), out;
        struct sign_how how = how_of(&f);
        struct ofd before = parts(t, ofd), after;
        struct sign_checks c;

        out = sealed_by(t, ofd, s, &how, sign_fixture_png(t));
        after = parts(t, out);
        CHECK_INT(after.n, before.n + 4);
        for (size_t i = 1; i < before.n; i++) {
                CHECK_TEXT(after.at[i].name, before.at[i].name);
                CHECK(after.at[i].data.n == before.at[i].data.n &&
                      !memcmp(after.at[i].data.p, before.at[i].data.p, before.at[i].data.n));
        }
        c = checked(t, out, f.roots);
        CHECK_INT(c.n, 1);
        CHECK_TEXT(c.at[0].wrong, "");
        CHECK(c.at[0].good && c.at[0].trusted && c.at[0].kind == kind && c.at[0].covers > 0);
        CHECK_TEXT(c.at[0].name, "某某市城市管理局");
        CHECK_INT(c.at[0].at.ms, how.at.ms);
        CHECK_INT(c.original, 0);
        CHECK(strstr(part_text(t, out, "Doc_0/Signs/Sign_0/Signature.xml"),
                     "PageRef=\"2\" Boundary=\"105.833 211.667 40.005 40.005\""));
        CHECK(strstr(part_text(t, out, "OFD.xml"), "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"));
        signer_close(s);
        keyring_close(f.keys);
}

TEST(ofd_sign, an_SM2_seal_verifies_and_the_parts_stay_as_they_were) { sealed(t, SIGN_SM2); }
TEST(ofd_sign, an_ECDSA_seal_verifies) { sealed(t, SIGN_ECDSA); }
TEST(ofd_sign, an_RSA_seal_verifies) { sealed(t, SIGN_RSA); }

TEST(ofd_sign, without_a_picture_it_is_a_plain_signature)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "officer/li", "李四", SIGN_SM2);
        struct bytes out = sealed_by(t, sign_fixture_ofd(t, "plain"), s, &(struct sign_how){ .at = f.now }, (struct bytes){ 0 });
        struct sign_checks c = checked(t, out, f.roots);

        CHECK(c.n == 1 && c.at[0].good && c.at[0].trusted);
        CHECK_TEXT(c.at[0].name, "李四");
        CHECK(strstr(part_text(t, out, "Doc_0/Signs/Signatures.xml"), "Type=\"Sign\""));
        signer_close(s);
        keyring_close(f.keys);
}

TEST(ofd_sign, an_unsigned_package_has_no_signatures)
{
        struct bytes ofd = sign_fixture_ofd(t, "draft");
        struct sign_checks c = checked(t, ofd, "");

        CHECK_INT(c.n, 0);
        CHECK_INT(c.original, ofd.n);
}

TEST(ofd_sign, seals_follow_each_other_and_each_stays_good)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *li = sign_fixture_signer(t, &f, "officer/li", "李四", SIGN_SM2),
                *bureau = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes out = sign_fixture_ofd(t, "several");
        struct sign_checks c;

        out = sealed_by(t, out, li, &how, (struct bytes){ 0 });
        out = sealed_by(t, out, bureau, &how, sign_fixture_png(t));
        out = sealed_by(t, out, li, &how, sign_fixture_png(t));
        c = checked(t, out, f.roots);
        CHECK_INT(c.n, 3);
        for (size_t i = 0; i < c.n; i++) {
                CHECK_TEXT(c.at[i].wrong, "");
                CHECK(c.at[i].good && c.at[i].trusted);
        }
        CHECK_TEXT(c.at[1].name, "局");
        CHECK(strstr(part_text(t, out, "Doc_0/Signs/Signatures.xml"), "<ofd:MaxSignId>s006</ofd:MaxSignId>"));
        signer_close(li);
        signer_close(bureau);
        keyring_close(f.keys);
}

static void not_good(struct test *t, struct bytes ofd, const char *roots, const char *word)
{
        struct sign_checks c = checked(t, ofd, roots);

        CHECK(c.n >= 1 && !c.at[0].good);
        if (c.n && !strstr(c.at[0].wrong, word))
                test_failed(t, __FILE__, __LINE__, "\"%s\" should speak of %s", c.at[0].wrong, word);
}

TEST(ofd_sign, changed_added_and_swapped_parts_are_found)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes out = sealed_by(t, sign_fixture_ofd(t, "whole"), s, &how, sign_fixture_png(t));
        const char *signature = part_text(t, out, "Doc_0/Signs/Sign_0/Signature.xml"),
                *page = part_text(t, out, "Doc_0/Pages/Page_1/Content.xml");

        not_good(t, with_part(t, out, "Doc_0/Pages/Page_0/Content.xml", page), f.roots, "被改动");
        not_good(t, with_part(t, out, "Doc_0/Pages/Page_2/Content.xml", page), f.roots, "没有被签名覆盖");
        not_good(t, with_part(t, out, "OFD.xml", text_replace(t->mem, part_text(t, out, "OFD.xml"), "44d3a1b2", "44d3a1b3")),
                 f.roots, "被改动");
        not_good(t, with_part(t, out, "Doc_0/Signs/Sign_0/Signature.xml", text_replace(t->mem, signature, "105.833", "005.833")),
                 f.roots, "描述文件被改动");
        not_good(t, with_part(t, out, "Doc_0/Signs/Sign_0/Seal.esl", "x"), f.roots, "印章");
        not_good(t, with_part(t, out, "Doc_0/Signs/Sign_0/SignedValue.dat", "x"), f.roots, "无法解析");
        signer_close(s);
        keyring_close(f.keys);
}

TEST(ofd_sign, a_seal_of_another_document_does_not_fit)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes a = sealed_by(t, sign_fixture_ofd(t, "one"), s, &how, sign_fixture_png(t)),
                b = sealed_by(t, sign_fixture_ofd(t, "other"), s, &how, sign_fixture_png(t)), out;
        struct ofd o = parts(t, a);

        CHECK(ofd_write(t->mem, b, ofd_part(&o, "Doc_0/Signs/Sign_0/SignedValue.dat"), 1, how.at, &out, &t->why));
        not_good(t, out, f.roots, "描述文件");
        signer_close(s);
        keyring_close(f.keys);
}

TEST(ofd_sign, other_roots_and_strangers_behind_take_the_trust)
{
        struct sign_fixture f = sign_fixture_open(t, "keys"), g = sign_fixture_open(t, "others");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2),
                *z = sign_fixture_signer(t, &g, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes out = sealed_by(t, sign_fixture_ofd(t, "roots"), s, &how, sign_fixture_png(t));
        struct sign_checks c = checked(t, out, g.roots);

        CHECK(c.n == 1 && c.at[0].good && !c.at[0].trusted);
        out = sealed_by(t, out, z, &how, sign_fixture_png(t));
        c = checked(t, out, f.roots);
        CHECK(c.n == 2 && c.at[0].good && !c.at[0].trusted && c.at[1].good && !c.at[1].trusted);
        signer_close(s);
        signer_close(z);
        keyring_close(f.keys);
        keyring_close(g.keys);
}

TEST(ofd_sign, no_byte_of_the_package_can_be_flipped_unnoticed)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes whole = sealed_by(t, sign_fixture_ofd(t, "bytes"), s, &how, sign_fixture_png(t));
        struct ofd o = parts(t, whole);
        size_t unnoticed = 0;
        struct arena *all = t->mem;

        for (size_t i = 0; i < o.n; i++)
                for (size_t k = 0; k < o.at[i].data.n; k += 53) {
                        struct ofd_part p = o.at[i];
                        struct bytes out;
                        struct sign_checks c = { 0 };
                        struct why quiet;

                        if (text_same(p.name, "Doc_0/Signs/Signatures.xml"))
                                continue;       /* the list is protected by nothing but what it must name */
                        t->mem = quiet.mem = arena_new();
                        p.data.p = arena_copy(t->mem, p.data.p, p.data.n);
                        ((uint8_t *)p.data.p)[k] ^= 1;
                        must(ofd_write(t->mem, whole, &p, 1, how.at, &out, &quiet));
                        quiet = (struct why){ .mem = t->mem };
                        unnoticed += ofd_verify(t->mem, out, f.roots, &c, &quiet) && c.n && c.at[0].good;
                        arena_free(t->mem);
                        t->mem = all;
                }
        CHECK_INT(unnoticed, 0);
        signer_close(s);
        keyring_close(f.keys);
}

TEST(ofd_sign, what_is_no_package_or_has_doubtful_names_is_refused)
{
        struct sign_fixture f = sign_fixture_open(t, "keys");
        struct signer *s = sign_fixture_signer(t, &f, "agency/bureau", "局", SIGN_SM2);
        struct sign_how how = how_of(&f);
        struct bytes ofd = sign_fixture_ofd(t, "names"), out;
        struct sign_checks c;

        CHECK_REFUSED(ofd_verify(t->mem, (struct bytes){ (const uint8_t *)"PK\3\4 and no more", 16 }, "", &c, &t->why),
                      R_FILE_TYPE);
        CHECK_REFUSED(ofd_verify(t->mem, (struct bytes){ ofd.p, ofd.n / 2 }, "", &c, &t->why), R_FILE_TYPE);
        CHECK_REFUSED(ofd_verify(t->mem, (struct bytes){ NULL, 0 }, "", &c, &t->why), R_FILE_TYPE);
        CHECK_REFUSED(ofd_verify(t->mem, with_part(t, ofd, "../../etc/passwd", "x"), "", &c, &t->why), R_FILE_TYPE);
        CHECK_REFUSED(ofd_verify(t->mem, with_part(t, ofd, "OFD.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><OFD>&b;</OFD>"), "", &c,
                                 &t->why), R_FILE_TYPE);
        CHECK_REFUSED(ofd_sign(t->mem, ofd, s, &how, (struct bytes){ (const uint8_t *)"GIF89a...", 9 }, &out, &t->why),
                      R_FILE_TYPE);
        how.page = 3;
        CHECK_REFUSED(ofd_sign(t->mem, ofd, s, &how, (struct bytes){ 0 }, &out, &t->why), R_ARG_RANGE);
        how.page = 1;
        how.at.ms += (int64_t)4 * 366 * 86400000;
        CHECK_REFUSED(ofd_sign(t->mem, ofd, s, &how, (struct bytes){ 0 }, &out, &t->why), R_KEY_MISSING);
        signer_close(s);
        keyring_close(f.keys);
}

TEST(ofd_sign, locations_stay_inside_the_package)
{
        CHECK_TEXT(ofd_path(t->mem, "Doc_0/Signs/Signatures.xml", "Sign_0/Signature.xml"), "Doc_0/Signs/Sign_0/Signature.xml");
        CHECK_TEXT(ofd_path(t->mem, "Doc_0/Signs/Signatures.xml", "/Doc_0/./x"), "Doc_0/x");
        CHECK_TEXT(ofd_path(t->mem, "Doc_0/Signs/Signatures.xml", "../Document.xml"), "Doc_0/Document.xml");
        CHECK(!ofd_path(t->mem, "OFD.xml", "../x"));
        CHECK(!ofd_path(t->mem, "Doc_0/a", "../../x"));
        CHECK(!ofd_path(t->mem, "OFD.xml", "/"));
}
