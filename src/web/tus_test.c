/* tus_test.c - the tus protocol byte for byte: versions, offsets, checksums, owners, tokens, pieces; and what headers may hold.  Pieces
 * (Upload-Concat: partial) post no acts, so a small site without a recording folder serves them. */
#include "web/tus.h"
#include "web/try.h"
#include <unistd.h>

#define STREAM "application/offset+octet-stream"
static const struct web_options plain = { .threads = 2, .recording_max = 100000 };

struct trial { struct site_try s; const char *head; };

static struct trial start(struct test *t)
{
        struct trial x = { .s = try_start(t, &plain) };

        try_login(&x.s, "admin", "correct-horse");
        x.head = text_make(t->mem, "Authorization: Bearer %s\r\nTus-Resumable: 1.0.0\r\n", x.s.token);
        return x;
}

static struct reply ask(struct trial *x, const char *method, const char *path, const char *head, const char *body)
{
        struct test *t = x->s.t;

        return try_say(&x->s, "%s %s HTTP/1.1\r\nHost: x\r\n%s%sConnection: close\r\nContent-Length: %zu\r\n\r\n%s", method, path, x->head, head, strlen(body), body);
        (void)t;
}

static const char *piece(struct trial *x, const char *head)
{
        struct test *t = x->s.t;
        struct reply r = ask(x, "POST", UPLOADS_AT, text_make(t->mem, "Upload-Concat: partial\r\n%s", head), "");

        CHECK_INT(r.status, 201);
        return try_header(t, &r, "Location");
}

static struct reply add(struct trial *x, const char *at, int from, const char *head, const char *body)
{
        return ask(x, "PATCH", at, text_make(x->s.t->mem, "Content-Type: " STREAM "\r\nUpload-Offset: %d\r\n%s", from, head), body);
}

TEST(tus, bytes_are_added_where_the_last_ones_ended_and_nowhere_else)
{
        struct trial x = start(t);
        const char *at = piece(&x, "Upload-Length: 6\r\n");
        struct reply r = add(&x, at, 0, "", "abc");

        CHECK_INT(r.status, 204);
        CHECK_TEXT(try_header(t, &r, "Upload-Offset"), "3");
        CHECK_INT(add(&x, at, 0, "", "abc").status, 409);
        CHECK_INT(add(&x, at, 4, "", "ef").status, 409);
        r = try_say(&x.s, "HEAD %s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n", at, x.head);
        CHECK_INT(r.status, 200);
        CHECK_TEXT(try_header(t, &r, "Upload-Offset"), "3");
        CHECK_TEXT(try_header(t, &r, "Upload-Length"), "6");
        CHECK_TEXT(try_header(t, &r, "Upload-Concat"), "partial");
        CHECK(*try_header(t, &r, "Upload-Expires"));
        CHECK_INT(add(&x, at, 3, "", "defg").status, 409);
        r = add(&x, at, 3, "", "def");
        CHECK_TEXT(try_header(t, &r, "Upload-Offset"), "6");
        try_stop(&x.s);
}

TEST(tus, a_piece_with_a_wrong_checksum_leaves_nothing)
{
        struct trial x = start(t);
        const char *at = piece(&x, "Upload-Length: 6\r\n");
        struct reply r = add(&x, at, 0, "Upload-Checksum: sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\r\n", "abc");        /* SHA-1 of "abc" */

        CHECK_INT(r.status, 204);
        r = add(&x, at, 3, "Upload-Checksum: sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\r\n", "abd");
        CHECK(r.status == 460 && strstr(r.body, "UPLOAD_CHECKSUM"));
        CHECK_INT(add(&x, at, 3, "Upload-Checksum: md5 kAFQmDzST7DWlj99KOF/cg==\r\n", "abc").status, 400);
        CHECK_INT(add(&x, at, 3, "Upload-Checksum: sha256 AAAA\r\n", "abc").status, 400);
        r = add(&x, at, 3, "Upload-Checksum: sha256 ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\r\n", "abc");
        CHECK(r.status == 204 && text_same(try_header(t, &r, "Upload-Offset"), "6"));
        try_stop(&x.s);
}

TEST(tus, the_length_may_come_later_but_only_once)
{
        struct trial x = start(t);
        const char *at = piece(&x, "Upload-Defer-Length: 1\r\n");
        struct reply r = try_say(&x.s, "HEAD %s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n", at, x.head);

        CHECK_TEXT(try_header(t, &r, "Upload-Defer-Length"), "1");
        CHECK_INT(add(&x, at, 0, "", "abc").status, 204);
        CHECK_INT(add(&x, at, 3, "Upload-Length: 5\r\n", "de").status, 204);
        CHECK_INT(add(&x, at, 5, "Upload-Length: 6\r\n", "f").status, 409);
        CHECK_INT(ask(&x, "POST", UPLOADS_AT, "Upload-Defer-Length: 1\r\nUpload-Length: 4\r\n", "").status, 400);
        CHECK_INT(ask(&x, "POST", UPLOADS_AT, "Upload-Defer-Length: 2\r\n", "").status, 400);
        CHECK_INT(ask(&x, "POST", UPLOADS_AT, "", "").status, 400);
        try_stop(&x.s);
}

TEST(tus, what_is_too_large_or_of_another_version_or_type_is_refused)
{
        struct trial x = start(t);
        struct reply r = ask(&x, "POST", UPLOADS_AT, "Upload-Length: 100000000000\r\n", "");
        const char *at;

        CHECK(r.status == 413 && strstr(r.body, "93.1 GB"));
        r = try_say(&x.s, "POST " UPLOADS_AT " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nTus-Resumable: 0.2.2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", x.s.token);
        CHECK(r.status == 412 && text_same(try_header(t, &r, "Tus-Version"), "1.0.0"));
        at = piece(&x, "Upload-Length: 3\r\n");
        CHECK_INT(ask(&x, "PATCH", at, "Content-Type: text/plain\r\nUpload-Offset: 0\r\n", "abc").status, 415);
        CHECK_INT(ask(&x, "PATCH", at, "Content-Type: " STREAM "\r\n", "abc").status, 400);
        CHECK_INT(ask(&x, "PATCH", at, "Content-Type: " STREAM "\r\nUpload-Offset: -1\r\n", "abc").status, 400);
        r = try_say(&x.s, "OPTIONS " UPLOADS_AT " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(r.status == 204 && strstr(r.head, "Tus-Max-Size: 100000") && strstr(r.head, "concatenation"));
        try_stop(&x.s);
}

TEST(tus, what_was_created_with_bytes_or_under_another_method_is_the_same)
{
        struct trial x = start(t);
        struct reply r = ask(&x, "POST", UPLOADS_AT, "Upload-Concat: partial\r\nUpload-Length: 4\r\nContent-Type: " STREAM "\r\n", "ab");
        const char *at = try_header(t, &r, "Location");

        CHECK(r.status == 201 && text_same(try_header(t, &r, "Upload-Offset"), "2"));
        r = ask(&x, "POST", at, "X-HTTP-Method-Override: PATCH\r\nContent-Type: " STREAM "\r\nUpload-Offset: 2\r\n", "cd");
        CHECK(r.status == 204 && text_same(try_header(t, &r, "Upload-Offset"), "4"));
        CHECK_INT(ask(&x, "DELETE", at, "", "").status, 204);
        CHECK_INT(ask(&x, "DELETE", at, "", "").status, 404);
        CHECK_INT(add(&x, at, 4, "", "x").status, 404);
        try_stop(&x.s);
}

TEST(tus, a_cookie_alone_uploads_nothing)
{
        struct trial x = start(t);
        struct reply r;

        try_login_form(&x.s);
        x.head = text_make(t->mem, "%sTus-Resumable: 1.0.0\r\n", x.s.cookie);
        r = ask(&x, "POST", UPLOADS_AT, "Upload-Concat: partial\r\nUpload-Length: 3\r\n", "");
        CHECK(r.status == 403 && strstr(r.body, "FORM_TOKEN"));
        x.head = text_make(t->mem, "%sTus-Resumable: 1.0.0\r\nX-CSRF-Token: %s\r\n", x.s.cookie, x.s.csrf);
        CHECK(*piece(&x, "Upload-Length: 3\r\n"));
        x.head = "Tus-Resumable: 1.0.0\r\n";
        CHECK_INT(ask(&x, "POST", UPLOADS_AT, "Upload-Length: 3\r\n", "").status, 401);
        try_stop(&x.s);
}

/* The connection is cut in the middle of a piece: what came is there for the next one, which need not wait. */
TEST(tus, a_lost_connection_keeps_what_came_and_locks_nothing)
{
        struct trial x = start(t);
        const char *at = piece(&x, "Upload-Length: 6\r\n"), *words;
        struct reply r;
        int fd = try_connect(&x.s), offset = 0;

        words = text_make(t->mem, "PATCH %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: " STREAM "\r\nUpload-Offset: 0\r\nContent-Length: 6\r\n\r\nabcd", at, x.head);
        CHECK(try_send(fd, words, strlen(words)));
        for (int i = 0; i < 1000 && !offset; i++) {     /* until the piece is seen; looking makes its connection give way */
                r = try_say(&x.s, "HEAD %s HTTP/1.1\r\nHost: x\r\n%sConnection: close\r\n\r\n", at, x.head);
                CHECK_INT(r.status, 200);
                offset = *try_header(t, &r, "Upload-Offset") - '0';
        }
        CHECK_INT(offset, 4);
        r = add(&x, at, 4, "", "ef");
        CHECK(r.status == 204 && text_same(try_header(t, &r, "Upload-Offset"), "6"));
        close(fd);
        try_stop(&x.s);
}

TEST(tus, names_lose_their_folders)
{
        static const struct { const char *from, *to; } rows[] = {
                { "a.mp4", "a.mp4" }, { "../../etc/passwd", "passwd" }, { "C:\\x\\y.jpg", "y.jpg" }, { "", "未命名" }, { "..", "未命名" },
                { "a/", "未命名" }, { " 现场 .mp4 ", "现场 .mp4" }, { "/tmp/.", "未命名" },
        };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                CHECK_TEXT(tus_file_name(t->mem, rows[i].from), rows[i].to);
}

TEST(tus, a_note_comes_back_as_it_was_kept)
{
        const struct tus_note n = { .by = "li", .part = PART_FINAL, .metadata = "filename YQ==", .concat = "final;/a", .file_name = "现场\"1\".mp4",
                                    .digest = "sm3:x", .source = "phone", .device = "D1", .batch = "b", .case_id = "12" };
        struct tus_note out;

        CHECK(tus_note_read(t->mem, tus_note_text(t->mem, &n), &out));
        CHECK(out.part == PART_FINAL && text_same(out.by, "li") && text_same(out.file_name, n.file_name) && text_same(out.case_id, "12"));
        CHECK(!tus_note_read(t->mem, "{}", &out) && !tus_note_read(t->mem, "", &out) && !tus_note_read(t->mem, NULL, &out));
}
