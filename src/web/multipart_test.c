/* multipart_test.c - however the body is cut into pieces, the same parts come out; broken bodies are refused, never half
 * believed. */
#include "base/test.h"
#include "web/multipart.h"

/* Writes down what came: name(filename|type)=data; */
struct seen { struct buffer b; bool open, stop; };

static bool seen_part(void *to, const char *name, const char *filename, const char *type)
{
        struct seen *s = to;

        buffer_make(&s->b, "%s(%s|%s)=", name, filename ? filename : "-", type);
        s->open = true;
        return !s->stop;
}

static bool seen_data(void *to, const void *p, size_t n)
{
        struct seen *s = to;

        buffer_put(&s->b, p, n);
        return s->open;
}

static bool seen_end(void *to)
{
        struct seen *s = to;
        bool was = s->open;

        buffer_text(&s->b, ";");
        s->open = false;
        return was;
}

/* Fed in pieces of `piece` bytes; NULL if refused. */
static const char *run(struct test *t, const char *type, const char *body, size_t n, size_t piece)
{
        struct seen s = { .b = { .mem = t->mem } };
        struct multipart *m;

        why_clear(&t->why);
        m = multipart_new(t->mem, type, &(struct multipart_sink){ &s, seen_part, seen_data, seen_end }, &t->why);
        if (!m)
                return NULL;
        for (size_t i = 0; i < n; i += piece)
                if (!multipart_feed(m, body + i, n - i < piece ? n - i : piece))
                        return NULL;
        return multipart_done(m) ? buffer_done(&s.b) : NULL;
}

static const char form[] = "multipart/form-data; boundary=XX";

TEST(multipart, parts_come_out_the_same_however_the_body_is_cut)
{
        static const char body[] = "preamble\r\n--XX\r\nContent-Disposition: form-data; "
                                   "name=\"a\"\r\n\r\none\r\n--X\r\n-\r\r\n--XX \r\n"
                "content-disposition: form-data; filename=\"照片 1.jpg\"; name=\"f\"\r\nContent-Type: "
                "image/jpeg\r\n\r\n\r\n--XX\r\n"
                "Content-Disposition: form-data; name=b\r\n\r\n\r\n\r\n--XX--\r\nepilogue --XX";
        static const char want[] = "a(-|)=one\r\n--X\r\n-\r;f(照片 1.jpg|image/jpeg)=;b(-|)=\r\n;";

        for (size_t piece = 1; piece <= sizeof body - 1; piece++)
                CHECK_TEXT(run(t, form, body, sizeof body - 1, piece), want);
}

TEST(multipart, any_byte_may_stand_in_a_file)
{
        struct buffer b = { .mem = t->mem };
        const char *got;

        buffer_text(&b, "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n");
        for (int i = 0; i < 256; i++)
                buffer_put(&b, (char[]){ (char)i }, 1);
        buffer_text(&b, "\r\n--XX--\r\n");
        got = run(t, form, b.p, b.n, 7);
        CHECK(got && !memcmp(got, "f(x|)=", 6) && got[6] == 0 && (unsigned char)got[6 + 255] == 255 && got[6 + 256] == ';');
}

TEST(multipart, the_boundary_may_be_quoted_and_must_be_usable)
{
        static const char body[] = "--a b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--a b--";
        static const char *const bad[] = { "multipart/form-data", "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=\"a", "multipart/form-data; boundary=a; boundary=b",
                "multipart/form-data; boundary=\"a \"",
                "multipart/form-data; boundary=\"a\tb\"", "multipart/form-data; boundary=<>",
                "multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901" };

        CHECK_TEXT(run(t, "multipart/form-data; charset=utf-8; BOUNDARY=\"a b\"", body, sizeof body - 1, 3), "x(-|)=1;");
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK(!run(t, bad[i], body, sizeof body - 1, 100) && t->why.code == R_BODY_MALFORMED);
}

TEST(multipart, quotes_in_names_are_undone_and_not_mistaken_for_the_end)
{
        static const char body[] = "--XX\r\nContent-Disposition: form-data; name=\"f\"; "
                                   "filename=\"a\\\"b%22c;name=z.txt\"\r\n\r\n1\r\n--XX--";

        CHECK_TEXT(run(t, form, body, sizeof body - 1, 100), "f(a\"b\"c;name=z.txt|)=1;");
}

TEST(multipart, broken_bodies_are_refused)
{
        static const char *const bad[] = {
                "",
                "--XX",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX-",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XXY\r\n",
                "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
                "name=\"b\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\xff\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\xe2\x80\xae\"\r\n\r\n1\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--XX--",
                "--XX\r\n\r\n1\r\n--XX--",
                "--XX\r\nno colon\r\n\r\n1\r\n--XX--",
                "--XX\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XX--",
        };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                for (size_t piece = 1; piece < 200; piece += 99)
                        CHECK(!run(t, form, bad[i], strlen(bad[i]), piece) && t->why.code == R_BODY_MALFORMED);
}

TEST(multipart, headers_have_a_limit_and_the_sink_can_stop)
{
        struct buffer b = { .mem = t->mem };
        struct seen s = { .b = { .mem = t->mem }, .stop = true };
        struct multipart *m;

        buffer_text(&b, "--XX\r\nX: ");
        for (int i = 0; i < 9000; i++)
                buffer_put(&b, "y", 1);
        CHECK(!run(t, form, b.p, b.n, 1000) && t->why.code == R_BODY_MALFORMED);
        why_clear(&t->why);
        m = multipart_new(t->mem, form, &(struct multipart_sink){ &s, seen_part, seen_data, seen_end }, &t->why);
        b.n = 0;
        buffer_text(&b, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX--");
        CHECK(!multipart_feed(m, b.p, b.n) && !multipart_feed(m, "x", 1) && !multipart_done(m));
        CHECK(t->why.kind == WHY_NOTHING);
}
