/* web_test.c - the site as a browser and as a program see it: signing in, acts by form and by API, files, kept pages, the log. */
#include "base/json.h"
#include "blob/blob.h"
#include "org/who.h"
#include "web/parse.h"
#include "web/try.h"
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static const struct web_options plain = { .threads = 2 };
#define FORM "application/x-www-form-urlencoded"

static json_t *body_of(struct test *t, const struct reply *r)
{
        json_t *v = json_parse(&t->why, r->body, r->n);

        CHECK(v != NULL);
        return v;
}

static int64_t number_in(struct test *t, const struct reply *r, const char *name)
{
        json_t *v = body_of(t, r);
        int64_t n = json_integer_value(json_object_get(v, name));

        json_decref(v);
        return n;
}

static const char *refused(struct test *t, const struct reply *r, const char *member)
{
        json_t *v = body_of(t, r);
        const char *s = json_string_value(json_object_get(json_object_get(v, "refused"), member));

        s = text_copy(t->mem, s ? s : "");
        json_decref(v);
        return s;
}

TEST(web, signing_in_by_form_and_out_again)
{
        struct site_try s = try_start(t, &plain);
        struct reply r = try_get(&s, "/webtest/desk/1?q=%E4%B8%AD", "");
        const char *body;

        CHECK_INT(r.status, 303);
        CHECK_TEXT(try_header(t, &r, "Location"), "/login?next=%2Fwebtest%2Fdesk%2F1%3Fq%3D%25E4%25B8%25AD");
        r = try_get(&s, "/login?next=%2Fwebtest%2Fdesk%2F1", "");
        CHECK(r.status == 200 && strstr(r.body, "value=\"/webtest/desk/1\""));
        r = try_post(&s, "/login", "", FORM, "login=admin&password=wrong", 26);
        CHECK(r.status == 401 && strstr(r.body, "用户名或密码不正确") && strstr(r.body, "value=\"admin\"") && !strstr(r.body, "wrong"));
        CHECK_TEXT(try_header(t, &r, "Set-Cookie"), "");
        r = try_post(&s, "/login", "Origin: https://evil.example\r\n", FORM, "login=admin&password=correct-horse", 34);
        CHECK_INT(r.status, 403);
        r = try_post(&s, "/login", "", FORM, "login=admin&password=correct-horse&next=//evil.example/", 55);
        CHECK_INT(r.status, 303);
        CHECK_TEXT(try_header(t, &r, "Location"), "/desk");
        CHECK(strstr(try_header(t, &r, "Set-Cookie"), "; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"));
        try_login_form(&s);
        r = try_get(&s, "/webtest/desk/7?q=%E4%B8%AD", s.cookie);
        CHECK(r.status == 200 && strstr(r.body, "|中|7<"));
        CHECK_TEXT(try_header(t, &r, "Cache-Control"), "no-store");
        r = try_post(&s, "/logout", s.cookie, FORM, "_csrf=0", 7);
        CHECK_INT(r.status, 403);
        body = text_make(t->mem, "_csrf=%s", s.csrf);
        r = try_post(&s, "/logout", s.cookie, FORM, body, strlen(body));
        CHECK(r.status == 303 && strstr(try_header(t, &r, "Set-Cookie"), "mj=; ") && strstr(r.head, "Max-Age=0"));
        CHECK_INT(try_get(&s, "/webtest/desk/1", s.cookie).status, 303);
        try_stop(&s);
}

TEST(web, pages_are_for_those_whose_roles_they_name)
{
        struct site_try s = try_start(t, &plain);
        struct reply r;

        try_login_form(&s);
        r = try_get(&s, "/webtest/officer", s.cookie);
        CHECK(r.status == 403 && strstr(r.body, "执法人员"));
        CHECK(strstr(try_get(&s, "/webtest/open?q=a+b", "").body, "open visitor|a b<"));
        CHECK(strstr(try_get(&s, "/webtest/open", s.cookie).body, "open admin|"));
        CHECK_INT(try_get(&s, "/webtest/open", "Cookie: mj=nonsense\r\n").status, 200);
        CHECK_INT(try_get(&s, "/api/me", "").status, 401);
        r = try_get(&s, "/api/me", s.cookie);
        CHECK(r.status == 200 && strstr(r.body, s.csrf));
        try_stop(&s);
}

TEST(web, an_act_over_the_api_is_done_once_for_a_key)
{
        struct site_try s = try_start(t, &plain);
        struct reply r, again;
        json_t *v;

        CHECK_INT(try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\"}").status, 401);
        try_login(&s, "admin", "correct-horse");
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\",\"kinds\":[\"a\",\"c\"],\"amount\":180000.5,\"agree\":true,"
                         "\"count\":7,"
                     "\"points\":[\"一\",\"二\"],\"body\":null,\"key\":\"k1\"}");
        CHECK_INT(r.status, 201);
        again = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\",\"kinds\":[\"a\",\"c\"],\"amount\":180000.5,"
                             "\"agree\":true,\"count\":7,"
                         "\"points\":[\"一\",\"二\"],\"body\":null,\"key\":\"k1\"}");
        CHECK_INT(again.status, 200);
        CHECK_INT(number_in(t, &again, "seq"), number_in(t, &r, "seq"));
        v = body_of(t, &r);
        CHECK_TEXT(json_string_value(json_object_get(json_object_get(v, "subject"), "noun")), "webtest");
        json_decref(v);
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"乙\",\"key\":\"k1\"}");
        CHECK(r.status == 409);
        CHECK_TEXT(refused(t, &r, "code"), "KEY_REUSED");
        try_stop(&s);
}

TEST(web, no_is_an_answer_with_code_law_and_next_step)
{
        struct site_try s = try_start(t, &plain);
        struct reply r;

        try_login(&s, "admin", "correct-horse");
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"拒绝\"}");
        CHECK_INT(r.status, 409);
        CHECK_TEXT(refused(t, &r, "code"), "REVIEW_MISSING");
        CHECK_TEXT(refused(t, &r, "field"), "title");
        CHECK(strstr(refused(t, &r, "law"), "第五十八条") && *refused(t, &r, "next"));
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"故障\"}");
        CHECK(r.status == 503 && strstr(r.body, "\"failed\"") && *try_header(t, &r, "Retry-After"));
        CHECK_INT(try_json(&s, "/api/acts/webtest.add", "{}").status, 400);
        CHECK_INT(try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\",\"other\":1}").status, 400);
        CHECK_INT(try_json(&s, "/api/acts/webtest.nothing", "{}").status, 404);
        CHECK_INT(try_json(&s, "/api/acts/session.open", "{}").status, 404);
        CHECK_INT(try_json(&s, "/api/acts/webtest.note", "{\"title\":\"甲\"}").status, 400);
        CHECK_INT(try_json(&s, "/api/acts/webtest.note", "{\"subject\":999,\"title\":\"甲\"}").status, 404);
        try_stop(&s);
}

TEST(web, json_that_is_not_what_it_should_be_is_refused)
{
        static const char *const bad[] = { "[]", "1", "{", "{\"title\":\"a\"}x", "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"title\":{}}",
                "{\"title\":[[\"a\"]]}", "{\"kinds\":[\"a,b\"],\"title\":\"x\"}", "{\"points\":[\"a\\nb\"],\"title\":\"x\"}",
                "{\"title\":\"\\u202eabc\"}", "{\"title\":\"a\\u0007\"}", "{\"title\":\"\xff\"}",
                "{\"title\":\"a\",\"subject\":\"x\",\"expected\":\"y\"}",
                "{\"title\":\"a\",\"key\":5}", "{\"title\":\"a\",\"key\":\"\"}", "{\"title\":\"a\",\"count\":1.5}",
                "{\"title\":\"a\",\"count\":101}",
                "{\"title\":\"a\",\"now\":\"2024-10-29 10:00\"}", "{\"title\":\"a\",\"photo\":\"sm3:00\"}",
                "{\"title\":\"a\",\"photo\":\"sm3:0000000000000000000000000000000000000000000000000000000000000000\"}" };
        struct site_try s = try_start(t, &plain);
        const char *head;

        try_login(&s, "admin", "correct-horse");
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_INT(try_json(&s, "/api/acts/webtest.add", bad[i]).status, 400);
        head = text_make(t->mem, "Authorization: Bearer %s\r\n", s.token);
        CHECK_INT(try_post(&s, "/api/acts/webtest.add", head, "text/plain", "{\"title\":\"a\"}", 13).status, 400);
        try_login_form(&s);
        CHECK_INT(try_post(&s, "/api/acts/webtest.add", s.cookie, "application/json", "{\"title\":\"a\"}", 13).status, 403);
        head = text_make(t->mem, "%sX-CSRF-Token: %s\r\n", s.cookie, s.csrf);
        CHECK_INT(try_post(&s, "/api/acts/webtest.add", head, "application/json", "{\"title\":\"a\"}", 13).status, 201);
        try_stop(&s);
}

static struct reply form_post(struct site_try *s, const char *path, const char *cookie, const char *body)
{
        return try_post(s, path, cookie, FORM, body, strlen(body));
}

TEST(web, a_form_that_was_refused_comes_back_with_everything_typed)
{
        struct site_try s = try_start(t, &plain);
        struct reply r;
        const char *key;

        try_login_form(&s);
        r = try_get(&s, "/desk/act/webtest.add?title=%E9%A2%84%E5%A1%AB", s.cookie);
        CHECK(r.status == 200 && strstr(r.body, "value=\"预填\"") && strstr(r.body, "试办") && strstr(r.body, s.csrf));
        key = try_between(t, r.body, "name=\"_key\" value=\"", "\"");
        CHECK(*key);
        r = form_post(&s, "/desk/act/webtest.add", s.cookie,
                      text_make(t->mem, "_csrf=%s&_key=%s&title=%%E6%%8B%%92%%E7%%BB%%9D&body=%%E6%%96%%87"
                      "%%0D%%0A%%3Cb%%3E&kinds=a&kinds=b", s.csrf, key));
        CHECK_INT(r.status, 409);
        CHECK(strstr(r.body, "试验") && strstr(r.body, "第五十八条") && strstr(r.body, "value=\"拒绝\"") &&
              strstr(r.body, "文\n&lt;b&gt;"));
        CHECK(strstr(r.body, key) && !strstr(r.body, "<b>文"));
        r = form_post(&s, "/desk/act/webtest.add", s.cookie, "_csrf=wrong&title=%E7%94%B2");
        CHECK(r.status == 403 && strstr(r.body, "表单已失效") && strstr(r.body, "value=\"甲\""));
        r = form_post(&s, "/desk/act/webtest.add", "", "_csrf=wrong&title=%E7%94%B2");
        CHECK(r.status == 401 && strstr(r.body, "登录已失效") && strstr(r.body, "value=\"甲\""));
        r = form_post(&s, "/desk/act/webtest.add", s.cookie, text_make(t->mem, "_csrf=%s&title=a&title=b", s.csrf));
        CHECK_INT(r.status, 400);
        r = form_post(&s, "/desk/act/webtest.add", s.cookie,
                      text_make(t->mem, "_csrf=%s&_key=%s&title=%%E7%%94%%B2&kinds=a&kinds=b&_back=/x%%3Fy=1",
                      s.csrf, key));
        CHECK_INT(r.status, 303);
        CHECK(text_starts(try_header(t, &r, "Location"), "/x?y=1&done="));
        try_stop(&s);
}

TEST(web, a_form_made_from_an_older_state_is_stale_and_shown_again)
{
        struct site_try s = try_start(t, &plain);
        struct reply r;
        const char *expected, *id;

        try_login(&s, "admin", "correct-horse");
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\"}");
        id = text_make(t->mem, "%lld", (long long)number_in(t, &r, "seq"));
        try_login_form(&s);
        r = try_get(&s, text_make(t->mem, "/desk/act/webtest.note?subject=%s", id), s.cookie);
        expected = try_between(t, r.body, "name=\"_expected\" value=\"", "\"");
        CHECK_TEXT(expected, id);
        r = form_post(&s, "/desk/act/webtest.note", s.cookie,
                      text_make(t->mem, "_csrf=%s&_subject=%s&_expected=%s&title=%%E4%%B8%%80", s.csrf, id, id));
        CHECK_INT(r.status, 303);
        r = form_post(&s, "/desk/act/webtest.note", s.cookie,
                      text_make(t->mem, "_csrf=%s&_subject=%s&_expected=%s&title=%%E4%%BA%%8C", s.csrf, id, id));
        CHECK(r.status == 409 && strstr(r.body, "又有了新的动作") && strstr(r.body, "value=\"二\""));
        CHECK(!text_same(try_between(t, r.body, "name=\"_expected\" value=\"", "\""), id));
        CHECK_INT(form_post(&s, "/desk/act/webtest.note", s.cookie, text_make(t->mem, "_csrf=%s&title=x", s.csrf)).status, 400);
        CHECK_INT(try_get(&s, "/desk/act/webtest.note?subject=99", s.cookie).status, 404);
        CHECK_INT(try_get(&s, "/desk/act/no.such", s.cookie).status, 404);
        try_stop(&s);
}

/* ---- files ---- */

static int stored(struct site_try *s, const char *where)
{
        DIR *d = opendir(text_make(s->t->mem, "%s/x.db.blobs/%s", s->dir, where));
        int n = 0;

        for (struct dirent *e; d && (e = readdir(d));)
                n += !strchr(e->d_name, '.');   /* contents, without what stands beside them */
        if (d)
                closedir(d);
        return n;
}

static struct reply photo_post(struct site_try *s, const char *cookie, const char *csrf, const char *content, size_t n)
{
        struct buffer b = { .mem = s->t->mem };

        buffer_make(&b, "--XX\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n--XX\r\nContent-Disposition: "
                        "form-data; name=\"title\"\r\n\r\n"
                    "照片\r\n--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"现场.jpg\"\r\nContent-Type: "
                    "image/jpeg\r\n\r\n", csrf);
        buffer_put(&b, content, n);
        buffer_text(&b, "\r\n--XX--\r\n");
        return try_post(s, "/desk/act/webtest.add", cookie, "multipart/form-data; boundary=XX", b.p, b.n);
}

TEST(web, a_file_in_a_form_is_stored_and_its_digest_becomes_the_value)
{
        struct site_try s = try_start(t, &(struct web_options){ .upload_max = 100000 });
        struct reply r;
        const char *head;
        char *big = arena_take(t->mem, 200000);

        try_login_form(&s);
        r = photo_post(&s, s.cookie, s.csrf, "abc", 3);
        CHECK_INT(r.status, 303);
        CHECK_INT(stored(&s, "sm3/66"), 1);
        CHECK_INT(stored(&s, "tmp"), 0);
        CHECK_INT(photo_post(&s, "", s.csrf, "secret", 6).status, 401);
        CHECK_INT(photo_post(&s, s.cookie, "wrong", "secret", 6).status, 403);
        r = photo_post(&s, s.cookie, s.csrf, big, 150000);
        CHECK(r.status == 413 && strstr(r.body, "提交的内容太大"));
        CHECK_INT(stored(&s, "sm3"), 1);
        CHECK_INT(stored(&s, "tmp"), 0);
        try_login(&s, "admin", "correct-horse");
        head = text_make(t->mem, "Authorization: Bearer %s\r\n", s.token);
        r = try_post(&s, "/api/blobs", head, "application/octet-stream", "abc", 3);
        CHECK_INT(r.status, 201);
        CHECK(strstr(r.body, "\"sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\"") &&
              strstr(r.body, "\"size\":3"));
        CHECK_INT(try_post(&s, "/api/blobs", "", "application/octet-stream", "abc", 3).status, 401);
        CHECK_INT(try_post(&s, "/api/blobs", head, "application/octet-stream", big, 200000).status, 413);
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"有\","
                         "\"photo\":\"sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\"}");
        CHECK_INT(r.status, 201);
        CHECK_INT(try_get(&s, "/api/blobs/sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", head).status,
                  404);
        try_stop(&s);
}

static bool file_for_admin(struct ctx *c, const char *digest, const char **type, const char **name)
{
        (void)digest;
        *type = "image/jpeg";
        *name = "照片 1.jpg";
        return text_same(c->who->login, "admin") || refuse(&c->why, R_SCOPE, NULL, NULL);
}

TEST(web, a_stored_file_is_read_whole_or_in_part_by_those_who_may)
{
        static const struct web_hooks hooks = { .file = file_for_admin };
        static const struct { const char *range; int status; const char *body; } rows[] = {
                { "", 200, "abc" }, { "bytes=0-0", 206, "a" }, { "bytes=1-", 206, "bc" }, { "bytes=-1", 206, "c" },
                { "bytes=1-9", 206, "bc" },
                { "bytes=-9", 206, "abc" }, { "bytes=3-", 416, "" }, { "bytes=2-1", 200, "abc" },
                { "bytes=0-0,2-2", 200, "abc" },
                { "items=0-1", 200, "abc" }, { "bytes=-", 200, "abc" }, { "bytes=-0", 416, "" },
        };
        struct site_try s = try_start(t, &(struct web_options){ .hooks = &hooks });
        const char *head, *path = "/api/blobs/sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        struct reply r;

        try_login(&s, "admin", "correct-horse");
        head = text_make(t->mem, "Authorization: Bearer %s\r\n", s.token);
        CHECK_INT(try_get(&s, path, head).status, 404);
        CHECK_INT(try_post(&s, "/api/blobs", head, "application/octet-stream", "abc", 3).status, 201);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                r = try_get(&s, path, text_make(t->mem, "%s%s%s%s", head, *rows[i].range ? "Range: " : "",
                                                rows[i].range, *rows[i].range ? "\r\n" : ""));
                CHECK_INT(r.status, rows[i].status);
                CHECK_TEXT(r.body, rows[i].body);
        }
        CHECK_TEXT(try_header(t, &r, "Content-Disposition"), "attachment; filename*=UTF-8''%E7%85%A7%E7%89%87%201.jpg");
        CHECK_INT(try_get(&s, path, "").status, 401);
        try_stop(&s);
}

/* ---- kept pages ---- */

TEST(web, a_kept_page_is_rendered_once_until_an_act)
{
        struct site_try s = try_start(t, &plain);
        struct reply one, two, other;
        int shown;

        one = try_get(&s, "/webtest/kept", "");
        shown = try_shown;
        two = try_get(&s, "/webtest/kept", "");
        CHECK(one.status == 200 && two.status == 200 && try_shown == shown);
        CHECK_TEXT(two.body, one.body);
        CHECK(*try_header(t, &two, "ETag") && text_same(try_header(t, &two, "ETag"), try_header(t, &one, "ETag")));
        CHECK(strstr(two.head, "Content-Security-Policy: default-src 'self'") && strstr(two.head, "nosniff"));
        CHECK_INT(try_get(&s, "/webtest/kept", text_make(t->mem, "If-None-Match: %s\r\n", try_header(t, &two, "ETag"))).status,
                  304);
        CHECK_INT(try_say(&s, "HEAD /webtest/kept HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
        CHECK_INT(try_shown, shown);
        other = try_get(&s, "/webtest/kept", "Cookie: mj_size=xl\r\n");
        CHECK(strstr(other.body, " xl<") && try_shown == shown + 1);
        CHECK(strstr(try_get(&s, "/webtest/kept", "Cookie: mj_size=%00nonsense\r\n").body, one.body));
        try_login(&s, "admin", "correct-horse");
        CHECK_INT(try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\"}").status, 201);
        CHECK(!text_same(try_get(&s, "/webtest/kept", "").body, one.body));
        try_stop(&s);
}

TEST(web, one_connection_serves_many_requests)
{
        static const char two[] = "GET /webtest/kept HTTP/1.1\r\nHost: x\r\n\r\nGET /webtest/open HTTP/1.1\r\nHost: x\r\n\r\n";
        struct site_try s = try_start(t, &plain);
        struct reply r = { 0 };
        int fd = try_connect(&s);

        for (int i = 0; i < 3; i++) {
                CHECK(try_send(fd, two, sizeof two - 1));
                CHECK(try_read(t, fd, false, &r) && r.status == 200 && strstr(r.body, "kept"));
                CHECK(try_read(t, fd, false, &r) && r.status == 200 && strstr(r.body, "open visitor"));
        }
        close(fd);
        try_stop(&s);
}

/* ---- many at once ---- */

struct caller { struct site_try s; struct test t; pthread_t thread; int done; };

static void *call_often(void *arg)
{
        struct caller *c = arg;

        for (int i = 0; i < 20; i++)
                c->done += try_json(&c->s, "/api/acts/webtest.add", "{\"title\":\"甲\"}").status == 201;
        return NULL;
}

TEST(web, many_callers_at_once_are_all_answered)
{
        struct site_try s = try_start(t, &plain);
        struct caller *callers = TAKE_N(t->mem, struct caller, 16);
        int done = 0;

        try_login(&s, "admin", "correct-horse");
        for (int i = 0; i < 16; i++) {
                callers[i].t = (struct test){ .mem = arena_new() };
                callers[i].s = s;
                callers[i].s.t = &callers[i].t;
                CHECK(!pthread_create(&callers[i].thread, NULL, call_often, &callers[i]));
        }
        for (int i = 0; i < 16; i++) {
                pthread_join(callers[i].thread, NULL);
                done += callers[i].done;
                arena_free(callers[i].t.mem);
        }
        CHECK_INT(done, 320);
        try_stop(&s);
}

/* ---- clock, log, description ---- */

TEST(web, only_a_site_on_a_set_clock_takes_a_time_from_outside)
{
        struct instant now = { 0 };
        struct site_try s = try_start(t, &plain);
        struct reply r;

        try_login(&s, "admin", "correct-horse");
        r = try_get(&s, "/webtest/open", "X-Mingjing-Now: 2024-10-29 10:00\r\n");
        CHECK(r.status == 400 && strstr(r.body, "正式系统不能指定办理时间"));
        try_stop(&s);
        t->dir = NULL;
        CHECK(instant_parse_local("2024-10-29 10:00", &now));
        s = try_start(t, &(struct web_options){ .test_clock = true, .now = now });
        try_login(&s, "admin", "correct-horse");
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\"}");
        CHECK(r.status == 201 && strstr(r.body, "\"at\":\"2024-10-29T02:00:"));
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\",\"now\":\"2024-10-29 15:30\"}");
        CHECK(r.status == 201 && strstr(r.body, "\"at\":\"2024-10-29T07:30:00.000Z\""));
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"乙\"}");
        CHECK(r.status == 201 && strstr(r.body, "\"at\":\"2024-10-29T07:30:"));
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\",\"now\":\"2024-10-29 10:30\"}");
        CHECK_TEXT(refused(t, &r, "code"), "TIME_ORDER");
        r = try_json(&s, "/api/acts/webtest.add", "{\"title\":\"甲\",\"now\":\"tomorrow\"}");
        CHECK_TEXT(refused(t, &r, "code"), "ARG_TYPE");
        try_stop(&s);
}

TEST(web, the_hashes_of_the_log_are_public_and_whole)
{
        struct site_try s = try_start(t, &plain);
        struct db *db = db_open(s.url, DB_READ, &t->why);
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem }, .db = db };
        struct reply r = try_get(&s, "/log/tile/0/000.p/3", "");
        struct hash h;

        CHECK(r.status == 200 && r.n == 96);
        for (int i = 0; i < 3 && r.n == 96; i++)
                CHECK(journal_hash(&c, 0, i, &h) && !memcmp(r.body + 32 * i, h.b, 32));
        CHECK(strstr(try_header(t, &r, "Cache-Control"), "immutable"));
        CHECK_INT(try_get(&s, "/log/tile/0/000.p/4", "").status, 404);
        CHECK_INT(try_get(&s, "/log/tile/0/000", "").status, 404);
        CHECK_INT(try_get(&s, "/log/tile/5/x999/x999/x999/x999/x999/999", "").status, 404);
        CHECK_INT(try_get(&s, "/log/tile/0/x000/000.p/1", "").status, 404);
        CHECK_INT(try_get(&s, "/log/checkpoint", "").status, 404);
        CHECK_INT(try_get(&s, "/proof/0", "").status, 404);
        db_close(db);
        try_stop(&s);
}

/* Every "$ref" of the document names a schema that it has. */
static void refs_check(struct test *t, json_t *schemas, json_t *v)
{
        const char *key;
        json_t *child;
        size_t i;

        json_array_foreach(v, i, child)
                refs_check(t, schemas, child);
        if (!json_is_object(v))
                return;
        json_object_foreach(v, key, child) {
                if (text_same(key, "$ref"))
                        CHECK(json_object_get(schemas, json_string_value(child) + strlen("#/components/schemas/")) != NULL);
                refs_check(t, schemas, child);
        }
}

TEST(web, the_api_describes_every_act_and_view)
{
        struct site_try s = try_start(t, &plain);
        struct reply r = try_get(&s, "/openapi.json", ""), acts = try_get(&s, "/api/acts", "");
        json_t *v = body_of(t, &r), *list = body_of(t, &acts), *paths = json_object_get(v, "paths"), *post;

        CHECK_TEXT(json_string_value(json_object_get(v, "openapi")), "3.1.0");
        for (size_t i = 0; command_at(i); i++)
                CHECK(text_same(command_at(i)->verb, "session.open") ==
                      !json_object_get(paths, text_make(t->mem, "/api/acts/%s", command_at(i)->verb)));
        for (size_t i = 0; view_at(i); i++)
                CHECK(json_object_get(paths, text_make(t->mem, "/api/views/%s", view_at(i)->name)) != NULL);
        post = json_object_get(json_object_get(paths, "/api/acts/webtest.add"), "post");
        CHECK_TEXT(json_string_value(json_object_get(post, "summary")), "试办");
        refs_check(t, json_object_get(json_object_get(v, "components"), "schemas"), v);
        CHECK(json_is_array(list) && json_array_size(list) > 2);
        json_decref(v);
        json_decref(list);
        try_stop(&s);
}

TEST(web, display_choices_are_kept_in_cookies_and_nothing_else_is)
{
        struct site_try s = try_start(t, &plain);
        struct reply r = try_get(&s, "/display?size=xl&back=%2Fwebtest%2Fopen", "");

        CHECK_INT(r.status, 303);
        CHECK_TEXT(try_header(t, &r, "Location"), "/webtest/open");
        CHECK(strstr(try_header(t, &r, "Set-Cookie"), "mj_size=xl; "));
        r = try_get(&s, "/display?size=%22%3E&back=https:%2F%2Fevil.example", "");
        CHECK(text_same(try_header(t, &r, "Location"), "/") && strstr(try_header(t, &r, "Set-Cookie"), "mj_size=; "));
        try_stop(&s);
}
