/* blob_test.c - what is put can be had again under its digest, once, whole, and nothing else can be reached. */
#include "blob/blob_fixture.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct blobs *store(struct test *t)
{
        return blobs_open(text_make(t->mem, "%s/x.blobs", test_dir(t)), HASH_SM3, &t->why);
}

TEST(blob, what_was_put_in_pieces_comes_back_whole_under_its_sm3)
{
        struct blobs *b = store(t);
        struct blob_put *p = blob_begin(b, 100, &t->why);
        const char *digest = NULL;
        struct bytes back = { 0 };
        int64_t size = 0;

        CHECK(blob_add(p, "a", 1, &t->why) && blob_add(p, "", 0, &t->why) && blob_add(p, "bc", 2, &t->why));
        CHECK_INT(blob_added(p), 3);
        CHECK(blob_finish(p, t->mem, &digest, &size, &t->why));
        CHECK_TEXT(digest, "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        CHECK_INT(size, 3);
        CHECK(blob_has(b, digest, &size) && size == 3);
        CHECK(blob_read(b, t->mem, digest, 100, &back, &t->why) && back.n == 3 && !memcmp(back.p, "abc", 3));
        CHECK(blob_check(b, digest, &t->why));
        CHECK_INT(files_in(text_make(t->mem, "%s/x.blobs/tmp", t->dir)), 0);
        blobs_close(b);
}

TEST(blob, the_same_content_twice_is_stored_once)
{
        struct blobs *b = store(t);
        const char *one = NULL, *two = NULL;

        CHECK(blob_put_bytes(b, t->mem, "same", 4, &one, &t->why));
        CHECK(blob_put_bytes(b, t->mem, "same", 4, &two, &t->why));
        CHECK_TEXT(two, one);
        CHECK_INT(files_in(text_make(t->mem, "%s/x.blobs/sm3", t->dir)), 1);
        blobs_close(b);
}

TEST(blob, a_file_over_the_limit_is_refused_and_leaves_nothing)
{
        struct blobs *b = store(t);
        struct blob_put *p = blob_begin(b, 4, &t->why);

        CHECK(blob_add(p, "1234", 4, &t->why));
        CHECK_REFUSED(blob_add(p, "5", 1, &t->why), R_BODY_TOO_LARGE);
        blob_drop(p);
        blob_drop(NULL);
        CHECK_INT(files_in(text_make(t->mem, "%s/x.blobs/tmp", t->dir)), 0);
        CHECK_INT(files_in(text_make(t->mem, "%s/x.blobs/sm3", t->dir)), 0);
        blobs_close(b);
}

TEST(blob, only_a_digest_reaches_a_file)
{
        struct blobs *b = store(t);
        static const char *const names[] = { "", "sm3:", "../../etc/passwd", "sm3:../../../../../../../../etc/passwd", "md5:00",
                "sm3:66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0",
                "sm3:0000000000000000000000000000000000000000000000000000000000000000" };

        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                CHECK(!blob_has(b, names[i], NULL));
                CHECK_REFUSED(blob_open(b, names[i], &t->why) >= 0, R_SUBJECT_UNKNOWN);
        }
        CHECK(!blob_has(b, NULL, NULL));
        blobs_close(b);
}

TEST(blob, a_changed_file_is_found)
{
        struct blobs *b = store(t);
        const char *digest = NULL, *path;
        int fd;

        CHECK(blob_put_bytes(b, t->mem, "evidence", 8, &digest, &t->why));
        path = text_make(t->mem, "%s/x.blobs/sm3/%.2s/%s", t->dir, digest + 4, digest + 6);
        CHECK(!chmod(path, 0640));
        fd = open(path, O_WRONLY);
        CHECK(fd >= 0 && write(fd, "E", 1) == 1);
        close(fd);
        CHECK_REFUSED(blob_check(b, digest, &t->why), R_BLOB_BROKEN);
        blobs_close(b);
}

TEST(blob, a_file_on_disk_can_be_taken_in_and_a_missing_one_fails)
{
        struct blobs *b = store(t);
        const char *path = text_make(t->mem, "%s/in", test_dir(t)), *digest = NULL;
        int fd = open(path, O_WRONLY | O_CREAT, 0600);
        int64_t size = 0;

        CHECK(fd >= 0 && write(fd, "abc", 3) == 3);
        close(fd);
        CHECK(blob_put_file(b, t->mem, path, 10, &digest, &size, &t->why) && size == 3);
        CHECK_REFUSED(blob_put_file(b, t->mem, path, 2, &digest, &size, &t->why), R_BODY_TOO_LARGE);
        CHECK(!blob_put_file(b, t->mem, "/nowhere/at/all", 10, &digest, &size, &t->why) && t->why.kind == WHY_FAILED);
        blobs_close(b);
}

TEST(blob, the_folder_stands_beside_the_database)
{
        CHECK_TEXT(blobs_dir(t->mem, "sqlite:/var/lib/m.db", NULL, &t->why), "/var/lib/m.db.blobs");
        CHECK_TEXT(blobs_dir(t->mem, "sqlite:/var/lib/m.db", "/srv/b", &t->why), "/srv/b");
        CHECK_TEXT(blobs_dir(t->mem, "postgresql://h/d", "/srv/b", &t->why), "/srv/b");
        CHECK_REFUSED(blobs_dir(t->mem, "postgresql://h/d", "", &t->why), R_ARG_MISSING);
        CHECK_REFUSED(blobs_dir(t->mem, "sqlite::memory:", NULL, &t->why), R_ARG_MISSING);
}
