/* door_test.c - what attackers send.  Each is answered with a refusal or a closed connection, and the site goes on serving. */
#include "web/try.h"
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct web_options plain = { .threads = 2, .upload_max = 100000 };

struct attack { const char *request; int status; /* 0: closed without an answer is right as well */ };
#define H "HTTP/1.1\r\nHost: x\r\n"
#define REQUEST(text, want) { text, want }

static const struct attack attacks[] = {
        /* paths */
        REQUEST("GET /../etc/passwd " H "\r\n", 404),
        REQUEST("GET /assets/../../etc/passwd " H "\r\n", 404),
        REQUEST("GET /%2e%2e/%2e%2e/etc/passwd " H "\r\n", 404),
        REQUEST("GET /assets%2f..%2fx " H "\r\n", 404),
        REQUEST("GET /assets/..%5cx " H "\r\n", 404),
        REQUEST("GET //webtest/kept " H "\r\n", 404),
        REQUEST("GET /webtest/kept/ " H "\r\n", 404),
        REQUEST("GET /webtest//kept " H "\r\n", 404),
        REQUEST("GET /webtest/kept%00.html " H "\r\n", 400),
        REQUEST("GET /webtest/%ff " H "\r\n", 400),
        REQUEST("GET /webtest/%c0%ae " H "\r\n", 400),
        REQUEST("GET /webtest/%0d%0aSet-Cookie:x=y " H "\r\n", 400),
        REQUEST("GET /webtest/%zz " H "\r\n", 400),
        REQUEST("GET /webtest/%E2%80%AE " H "\r\n", 400),
        REQUEST("GET http://evil.example/webtest/kept " H "\r\n", 404),
        REQUEST("GET * " H "\r\n", 404),
        REQUEST("GET /api/acts/%E2%80%AE " H "\r\n", 400),
        REQUEST("GET /api/../webtest/kept " H "\r\n", 404),
        /* queries */
        REQUEST("GET /webtest/open?q=%ff " H "\r\n", 400),
        REQUEST("GET /webtest/open?q=%00 " H "\r\n", 400),
        REQUEST("GET /webtest/open?q=a&q=b " H "\r\n", 400),
        REQUEST("GET /webtest/open?%20=1 " H "\r\n", 400),
        REQUEST("GET /webtest/open?q=%E2%81%A6 " H "\r\n", 400),
        REQUEST("GET /login?next=%0dX:y " H "\r\n", 400),
        REQUEST("GET /webtest/open?q=%3Cscript%3E " H "\r\n", 200),
        /* methods */
        REQUEST("DELETE /webtest/kept " H "\r\n", 405),
        REQUEST("TRACE / " H "\r\n", 405),
        REQUEST("CONNECT x:1 " H "\r\n", 404),
        REQUEST("OPTIONS /api/acts " H "\r\n", 405),
        REQUEST("get /webtest/kept " H "\r\n", 405),
        REQUEST("PUT /login " H "Content-Length: 3\r\n\r\nabc", 405),
        /* message framing */
        REQUEST("GET /webtest/kept HTTP/1.1\r\n\r\n", 400),
        REQUEST("GET /webtest/kept\r\n\r\n", 0),
        REQUEST("\r\n\r\n\r\n\r\n", 0),
        REQUEST("POST /login " H "Content-Length: -1\r\n\r\n", 0),
        REQUEST("POST /login " H "Content-Length: 99999999999999999999\r\n\r\n", 413),
        REQUEST("POST /login " H "Content-Length: 9999999999999\r\n\r\n", 413),
        REQUEST("POST /login " H "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        REQUEST("POST /login " H "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 0),
        REQUEST("POST /api/login " H "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
                400),
        REQUEST("GET /webtest/kept " H "Content-Length: 3\r\n\r\nabc", 413),
        REQUEST("POST /login " H "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b", 400),
        REQUEST("POST /login " H "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\na=%ff&", 400),
        REQUEST("POST /api/login " H "Content-Length: 2\r\n\r\n{}", 400),
        /* files */
        REQUEST("POST /desk/act/webtest.add " H "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\nabc", 400),
        REQUEST("POST /desk/act/webtest.add " H "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 3\r\n\r\nabc",
                400),
        REQUEST("POST /desk/act/webtest.add " H "Content-Type: multipart/form-data; boundary=X\r\n"
                "Expect: 100-continue\r\nContent-Length: 999999\r\n\r\n", 413),
        REQUEST("POST /api/blobs " H "Expect: 100-continue\r\nContent-Length: 99999\r\n\r\n", 401),
        /* who */
        REQUEST("GET /api/me " H "Authorization: Bearer \r\n\r\n", 401),
        REQUEST("GET /api/me " H "Authorization: Bearer ' OR 1=1 --\r\n\r\n", 401),
        REQUEST("GET /api/me " H "Cookie: mj=x; mj=y\r\n\r\n", 401),
        REQUEST("GET /api/me " H "Cookie: mj='\r\n\r\n", 401),
        REQUEST("GET /api/views/no.such " H "\r\n", 404),
        REQUEST("GET /api/views/%3Cb%3E?format=xml " H "\r\n", 400),
};

TEST(door, every_attack_is_refused_and_the_site_goes_on)
{
        struct site_try s = try_start(t, &plain);

        for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
                int fd = try_connect(&s), want = attacks[i].status;
                struct reply r = { .head = "" };

                CHECK(try_send(fd, attacks[i].request, strlen(attacks[i].request)));
                shutdown(fd, want ? SHUT_RD + 3 : SHUT_WR);     /* where no answer need come, nothing more is sent */
                if (!try_read(t, fd, false, &r))
                        r.status = 0;
                if (want ? r.status != want : r.status && r.status < 400)
                        test_failed(t, __FILE__, __LINE__, "%.60s: %d, wanted %d", attacks[i].request, r.status, want);
                if (r.status == 405)
                        CHECK(*try_header(t, &r, "Allow"));
                close(fd);
                CHECK_INT(try_get(&s, "/webtest/open", "").status, 200);
        }
        try_stop(&s);
}

TEST(door, headers_have_a_limit)
{
        struct site_try s = try_start(t, &plain);
        struct buffer b = { .mem = t->mem };
        struct reply r;

        buffer_text(&b, "GET /webtest/kept " H "X: ");
        for (int i = 0; i < 40000; i++)
                buffer_put(&b, "a", 1);
        buffer_text(&b, "\r\n\r\n");
        r = try_raw(&s, b.p, b.n);
        CHECK(r.status == 431 || r.status == 413 || r.status == 0);
        CHECK_INT(try_get(&s, text_make(t->mem, "/%.1500d", 0), "").status, 404);
        try_stop(&s);
}

TEST(door, a_body_too_large_gets_a_polite_answer)
{
        struct site_try s = try_start(t, &plain);
        char *big = arena_take(t->mem, 2000000);
        struct reply r;

        memset(big, 'a', 2000000);
        r = try_post(&s, "/login", "", "application/x-www-form-urlencoded", big, 2000000);
        CHECK(r.status == 413 && strstr(r.body, "提交的内容太大") && strstr(r.body, "缩小附件"));
        r = try_post(&s, "/api/login", "", "application/json", big, 2000000);
        CHECK(r.status == 413 && strstr(r.body, "BODY_TOO_LARGE"));
        try_stop(&s);
}

TEST(door, what_people_type_is_shown_and_never_run)
{
        struct site_try s = try_start(t, &plain);
        struct reply r = try_get(&s, "/webtest/open?q=%3Cscript%3Ealert(1)%3C/script%3E", "");

        CHECK(strstr(r.body, "&lt;script&gt;") && !strstr(r.body, "<script>alert"));
        CHECK(strstr(r.head, "default-src 'self'") && !strstr(r.head, "unsafe") && strstr(r.head, "X-Frame-Options: DENY"));
        r = try_get(&s, "/login?next=%22%3E%3Cscript%3E", "");
        CHECK(!strstr(r.body, "\"><script>"));
        try_stop(&s);
}

TEST(door, connections_that_say_nothing_or_break_off_hurt_nobody)
{
        struct site_try s = try_start(t, &plain);
        int idle[20];
        static const char half[] = "POST /login " H "Content-Length: 100\r\n\r\nlogin=a";

        for (int i = 0; i < 20; i++) {
                idle[i] = try_connect(&s);
                if (i % 2)
                        CHECK(try_send(idle[i], half, sizeof half - 1));
        }
        CHECK_INT(try_get(&s, "/webtest/open", "").status, 200);
        for (int i = 0; i < 10; i++)
                close(idle[i]);
        CHECK_INT(try_get(&s, "/webtest/open", "").status, 200);
        try_stop(&s);
        for (int i = 10; i < 20; i++)
                close(idle[i]);
}
