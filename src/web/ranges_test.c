/* ranges_test.c - stored files on their way out: to whom they are allowed, whole, in parts, unchanged since, and never as something
 * that runs. */
#include "web/try.h"

#define DIGEST "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"        /* of "abc" */

static bool recording(struct ctx *c, int64_t id, bool copy, const char **digest, const char **type, const char **name)
{
        if (id > 3)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, NULL);
        if (copy && id == 2)
                return refuse(&c->why, R_SCOPE, NULL, "只能查看");
        *digest = DIGEST;
        *type = id == 3 ? "text/html" : "video/mp4";
        *name = "现场.mp4";
        return true;
}

static const struct web_hooks hooks = { .recording = recording };

static struct site_try start(struct test *t, const char **head)
{
        struct site_try s = try_start(t, &(struct web_options){ .hooks = &hooks });

        try_login(&s, "admin", "correct-horse");
        *head = text_make(t->mem, "Authorization: Bearer %s\r\n", s.token);
        CHECK_INT(try_post(&s, "/api/blobs", *head, "application/octet-stream", "abc", 3).status, 201);
        return s;
}

TEST(ranges, a_player_gets_the_part_it_asks_for_while_the_content_is_the_one_it_knows)
{
        const char *head;
        struct site_try s = start(t, &head);
        struct reply r = try_get(&s, "/desk/recording/1/file", head);

        CHECK(r.status == 200 && text_same(r.body, "abc"));
        CHECK_TEXT(try_header(t, &r, "ETag"), "\"" DIGEST "\"");
        CHECK_TEXT(try_header(t, &r, "Content-Type"), "video/mp4");
        CHECK_TEXT(try_header(t, &r, "Content-Disposition"), "inline; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.mp4");
        r = try_get(&s, "/desk/recording/1/file", text_make(t->mem, "%sRange: bytes=1-\r\nIf-Range: \"" DIGEST "\"\r\n", head));
        CHECK(r.status == 206 && text_same(r.body, "bc"));
        CHECK_TEXT(try_header(t, &r, "Content-Range"), "bytes 1-2/3");
        r = try_get(&s, "/desk/recording/1/file", text_make(t->mem, "%sRange: bytes=1-\r\nIf-Range: \"other\"\r\n", head));
        CHECK(r.status == 200 && text_same(r.body, "abc"));
        r = try_get(&s, "/desk/recording/1/file", text_make(t->mem, "%sIf-None-Match: \"" DIGEST "\"\r\n", head));
        CHECK_INT(r.status, 304);
        r = try_get(&s, "/desk/recording/1/file", text_make(t->mem, "%sRange: bytes=3-\r\n", head));
        CHECK_INT(r.status, 416);
        CHECK_TEXT(try_header(t, &r, "Content-Range"), "bytes */3");
        try_stop(&s);
}

TEST(ranges, a_recording_is_for_those_who_may_and_a_copy_for_those_who_may_keep_it)
{
        const char *head;
        struct site_try s = start(t, &head);
        struct reply r = try_get(&s, "/desk/recording/1/file", "");

        CHECK_INT(r.status, 303);
        CHECK_INT(try_get(&s, "/desk/recording/9/file", head).status, 404);
        CHECK_INT(try_get(&s, "/desk/recording/x/file", head).status, 404);
        CHECK_INT(try_get(&s, "/desk/recording/2/file", head).status, 200);
        CHECK_INT(try_get(&s, "/desk/recording/2/download", head).status, 403);
        r = try_get(&s, "/desk/recording/1/download", head);
        CHECK(r.status == 200 && text_starts(try_header(t, &r, "Content-Disposition"), "attachment"));
        try_stop(&s);
}

TEST(ranges, what_could_run_is_saved_and_everything_stands_in_a_sandbox)
{
        const char *head;
        struct site_try s = start(t, &head);
        struct reply r = try_get(&s, "/desk/recording/3/file", head);

        CHECK_INT(r.status, 200);
        CHECK_TEXT(try_header(t, &r, "Content-Type"), "application/octet-stream");
        CHECK(text_starts(try_header(t, &r, "Content-Disposition"), "attachment"));
        CHECK_TEXT(try_header(t, &r, "X-Content-Type-Options"), "nosniff");
        CHECK(strstr(try_header(t, &r, "Content-Security-Policy"), "sandbox") != NULL);
        try_stop(&s);
}
