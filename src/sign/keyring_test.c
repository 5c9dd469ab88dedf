/* keyring_test.c - keys are kept encrypted, belong to one name and one site, and come back after the program has gone. */
#include "sign/inner.h"
#include "sign/sign_fixture.h"
#include <dirent.h>
#include <fcntl.h>
#include <openssl/pkcs12.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct bytes one = { (const uint8_t *)"one secret", 10 }, two = { (const uint8_t *)"two secret", 10 };

static struct keyring *opened(struct test *t, const char *folder, struct bytes secret)
{
        return keyring_open(text_make(t->mem, "%s/%s", test_dir(t), folder), secret, &t->why);
}

static struct instant noon(void)
{
        struct instant t = { 0 };

        must(instant_parse_local("2024-10-29T12:00", &t));
        return t;
}

static const char *made(struct test *t, struct keyring *k, const char *who, enum sign_kind kind)
{
        const char *certificate = "";

        CHECK(keyring_make(k, who, "某某局", "11370000004567890X", kind, noon(), t->mem, &certificate, &t->why));
        return certificate;
}

TEST(keyring, a_key_made_is_there_when_the_folder_is_opened_again)
{
        for (int kind = SIGN_SM2; kind <= SIGN_ECDSA; kind++) {
                const char *who = text_make(t->mem, "agency/%s", sign_kind_name((enum sign_kind)kind)), *certificate;
                struct keyring *k = opened(t, "a", one);
                struct signer *s;

                certificate = made(t, k, who, (enum sign_kind)kind);
                keyring_close(k);
                k = opened(t, "a", one);
                s = signer_open(k, who, &t->why);
                CHECK(s && text_same(signer_certificate(s), certificate));
                CHECK(s && s->maker && s->kind == (enum sign_kind)kind);
                signer_close(s);
                keyring_close(k);
        }
}

TEST(keyring, who_has_no_key_is_told_so)
{
        struct keyring *k = opened(t, "a", one);

        CHECK_REFUSED(signer_open(k, "officer/li", &t->why), R_KEY_MISSING);
        CHECK(!keyring_root(k, t->mem, SIGN_SM2, &t->why) && t->why.kind == WHY_FAILED);
        keyring_close(k);
}

TEST(keyring, without_the_site_secret_nothing_opens)
{
        struct keyring *k = opened(t, "a", one);

        made(t, k, "agency/bureau", SIGN_SM2);
        keyring_close(k);
        CHECK(!keyring_open(text_make(t->mem, "%s/a", test_dir(t)), (struct bytes){ 0 }, &t->why));
        why_clear(&t->why);
        k = opened(t, "a", two);
        CHECK(!signer_open(k, "agency/bureau", &t->why) && t->why.kind == WHY_FAILED && strstr(t->why.detail, "解不开"));
        keyring_close(k);
}

TEST(keyring, a_new_key_takes_over_and_the_old_file_stays)
{
        struct keyring *k = opened(t, "a", one);
        const char *old = made(t, k, "agency/bureau", SIGN_SM2), *new = made(t, k, "agency/bureau", SIGN_ECDSA);
        struct signer *s = signer_open(k, "agency/bureau", &t->why);
        STACK_OF(X509) *x = certificates_of_pem(old);

        CHECK(!text_same(old, new) && s && text_same(signer_certificate(s), new));
        CHECK(sk_X509_num(x) == 1 && !access(text_make(t->mem, "%s/a/agency%%2Fbureau.%s.key", test_dir(t),
                                                       certificate_serial(t->mem, sk_X509_value(x, 0))), R_OK));
        sk_X509_pop_free(x, X509_free);
        signer_close(s);
        keyring_close(k);
}

/* Every file of the folder: modes, and that no private key stands in it readable. */
TEST(keyring, folder_and_files_are_for_the_owner_only_and_hold_no_key_in_the_clear)
{
        struct keyring *k = opened(t, "a", one);
        const char *path = text_make(t->mem, "%s/a", test_dir(t));
        struct dirent *e;
        struct stat st;
        int files = 0;
        DIR *d;

        made(t, k, "agency/bureau", SIGN_SM2);
        keyring_close(k);
        CHECK(!stat(path, &st) && (st.st_mode & 0777) == 0700);
        d = opendir(path);
        while (d && (e = readdir(d))) {
                if (e->d_name[0] == '.')
                        continue;
                files++;
                CHECK(!stat(text_make(t->mem, "%s/%s", path, e->d_name), &st) && (st.st_mode & 0777) == 0600);
                CHECK(!strstr(e->d_name, ".new"));
        }
        if (d)
                closedir(d);
        CHECK_INT(files, 6);            /* root, maker of seals, bureau: a key and a pointer each */
        CHECK(!chmod(path, 0750));
        CHECK(!opened(t, "a", one) && strstr(t->why.detail, "权限"));
}

static void file_change(const char *path, const char *from, char to)
{
        char text[8192];
        int fd = open(path, O_RDWR);
        ssize_t n = fd < 0 ? -1 : pread(fd, text, sizeof text - 1, 0);
        char *at;

        must(n > 0);
        text[n] = '\0';
        at = strstr(text, from);
        must(at && pwrite(fd, &to, 1, at - text + (ssize_t)strlen(from)) == 1 && !close(fd));
}

TEST(keyring, a_key_file_that_was_touched_or_renamed_does_not_open)
{
        struct keyring *k = opened(t, "a", one);
        const char *path = text_make(t->mem, "%s/a", test_dir(t)), *serial, *bureau, *li;
        STACK_OF(X509) *x = certificates_of_pem(made(t, k, "agency/bureau", SIGN_SM2));

        made(t, k, "officer/li", SIGN_SM2);
        serial = certificate_serial(t->mem, sk_X509_value(x, 0));
        bureau = text_make(t->mem, "%s/agency%%2Fbureau", path);
        li = text_make(t->mem, "%s/officer%%2Fli", path);
        CHECK(!link(text_make(t->mem, "%s.%s.key", bureau, serial), text_make(t->mem, "%s.%s.key", li, serial)));
        CHECK(!rename(text_make(t->mem, "%s.current", bureau), text_make(t->mem, "%s.current", li)));
        CHECK(!signer_open(k, "officer/li", &t->why) && t->why.kind == WHY_FAILED);
        why_clear(&t->why);
        made(t, k, "agency/bureau", SIGN_ECDSA);
        sk_X509_pop_free(x, X509_free);
        x = certificates_of_pem(made(t, k, "agency/bureau", SIGN_SM2));
        file_change(text_make(t->mem, "%s.%s.key", bureau, certificate_serial(t->mem, sk_X509_value(x, 0))), "who ", 'b');
        CHECK(!signer_open(k, "agency/bureau", &t->why) && t->why.kind == WHY_FAILED);
        sk_X509_pop_free(x, X509_free);
        keyring_close(k);
}

TEST(keyring, names_and_codes_are_held_to_what_a_certificate_can_hold)
{
        struct keyring *k = opened(t, "a", one);
        const char *c;

        CHECK_REFUSED(keyring_make(k, "agency/bureau", "", "1", SIGN_SM2, noon(), t->mem, &c, &t->why), R_ARG_RANGE);
        CHECK_REFUSED(keyring_make(k, "", "局", "1", SIGN_SM2, noon(), t->mem, &c, &t->why), R_ARG_RANGE);
        CHECK(keyring_make(k, "../../etc/x", "局", "", SIGN_SM2, noon(), t->mem, &c, &t->why));
        CHECK(!access(text_make(t->mem, "%s/a/%%2E%%2E%%2F%%2E%%2E%%2Fetc%%2Fx.current", test_dir(t)), R_OK));
        keyring_close(k);
}

/* A PKCS#12 as an authority hands it out: key, certificate, and the one above it. */
static struct bytes p12_of(struct test *t, struct keyring *k, enum sign_kind kind, const char *password)
{
        struct signer *s;
        STACK_OF(X509) *above;
        PKCS12 *p12;
        unsigned char *der = NULL;
        struct bytes out;
        int n;

        made(t, k, "agency/there", kind);
        s = signer_open(k, "agency/there", &t->why);
        must(s != NULL);
        above = certificates_of_pem(keyring_root(k, t->mem, kind, &t->why));
        p12 = PKCS12_create(password, "seal", s->key, s->cert, above, 0, 0, 0, 0, 0);
        must(p12 && (n = i2d_PKCS12(p12, &der)) > 0);
        out = (struct bytes){ arena_copy(t->mem, der, (size_t)n), (size_t)n };
        OPENSSL_free(der);
        PKCS12_free(p12);
        sk_X509_pop_free(above, X509_free);
        signer_close(s);
        return out;
}

static void imported(struct test *t, enum sign_kind kind)
{
        struct keyring *k = opened(t, "a", one), *elsewhere = opened(t, "b", two);
        struct bytes p12 = p12_of(t, elsewhere, kind, "secret"), pdf = sign_fixture_pdf(t, 1, "imported"), out;
        const char *certificate = "", *root = keyring_root(elsewhere, t->mem, kind, &t->why);
        struct sign_checks c = { 0 };
        struct signer *s;

        CHECK_REFUSED(keyring_import(k, "agency/bureau", p12, "wrong", t->mem, &certificate, &t->why), R_FILE_TYPE);
        CHECK_REFUSED(keyring_import(k, "agency/bureau", one, "secret", t->mem, &certificate, &t->why), R_FILE_TYPE);
        CHECK(keyring_import(k, "agency/bureau", p12, "secret", t->mem, &certificate, &t->why));
        CHECK(keyring_import(k, "agency/bureau", p12, "secret", t->mem, &certificate, &t->why));
        s = signer_open(k, "agency/bureau", &t->why);
        CHECK(s && s->kind == kind && text_same(signer_certificate(s), certificate) && !s->maker);
        CHECK(s && pdf_sign(t->mem, pdf, s, &(struct sign_how){ .at = noon() }, &out, &t->why) &&
              pdf_verify(t->mem, out, root, &c, &t->why));
        CHECK(c.n == 1 && c.at[0].good && c.at[0].trusted);
        signer_close(s);
        keyring_close(k);
        keyring_close(elsewhere);
}

TEST(keyring, a_certificate_of_an_authority_is_imported_SM2) { imported(t, SIGN_SM2); }
TEST(keyring, a_certificate_of_an_authority_is_imported_RSA) { imported(t, SIGN_RSA); }

struct maker { struct keyring *k; int i; bool good; };

static void *make_one(void *to)
{
        struct maker *m = to;
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        const char *certificate;

        m->good = keyring_make(m->k, text_make(mem, "officer/%d", m->i), "某人", "1", SIGN_ECDSA, noon(), mem, &certificate, &why);
        arena_free(mem);
        return NULL;
}

/* Two openings of one folder stand for two processes. */
TEST(keyring, many_that_begin_at_once_end_up_with_one_issuer)
{
        struct keyring *k[2] = { opened(t, "a", one), opened(t, "a", one) };
        struct maker m[8];
        pthread_t thread[8];
        struct signer *s;
        STACK_OF(X509) *root;

        for (int i = 0; i < 8; i++) {
                m[i] = (struct maker){ k[i % 2], i, false };
                must(!pthread_create(&thread[i], NULL, make_one, &m[i]));
        }
        for (int i = 0; i < 8; i++)
                pthread_join(thread[i], NULL);
        root = certificates_of_pem(keyring_root(k[0], t->mem, SIGN_ECDSA, &t->why));
        for (int i = 0; i < 8; i++) {
                CHECK(m[i].good);
                s = signer_open(k[0], text_make(t->mem, "officer/%d", i), &t->why);
                CHECK(s && !*certificate_distrust(s->cert, s->chain, keyring_root(k[1], t->mem, SIGN_ECDSA, &t->why), noon()));
                signer_close(s);
        }
        CHECK_INT(sk_X509_num(root), 1);
        sk_X509_pop_free(root, X509_free);
        keyring_close(k[0]);
        keyring_close(k[1]);
}
