/* db_sqlite_test.c - what only a file can do wrong. */
#include "db/db_fixture.h"
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

SCRATCH_QUERY(item_insert, "INSERT INTO db_test_item (id, label, body, amount) VALUES ($1, $2, $3, $4)");

static void write_file(const char *path, const void *p, size_t n)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

        must(fd >= 0 && write(fd, p, n) == (ssize_t)n && !close(fd));
}

TEST(db_sqlite, a_file_that_cannot_be_opened_says_why)
{
        const char *dir = test_dir(t), *path = text_make(t->mem, "%s/text.db", dir);

        write_file(path, "this is a letter, not a database, and long enough to be sure of it............................."
                         "......................................................", 150);
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s", path), DB_WRITE, "不是数据库"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s", path), DB_READ, "不是数据库"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s/no/such/a.db", dir), DB_WRITE, "目录不存在"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s/none.db", dir), DB_READ, "文件不存在"));
        CHECK(open_fails(t, text_make(t->mem, "sqlite:%s", dir), DB_WRITE, dir));
}

TEST(db_sqlite, a_file_of_another_owner_says_so)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        bool root = !geteuid();

        db_close(db);
        must(!chmod(url + strlen("sqlite:"), root ? 0600 : 0400) && !chmod(test_dir(t), root ? 0755 : 0500));
        if (root)
                must(!seteuid(65534));
        CHECK(open_fails(t, url, DB_WRITE, "没有读写数据库的权限"));
        CHECK(open_fails(t, text_make(t->mem, "%s2", url), DB_WRITE, "没有读写数据库的权限"));
        if (root)
                must(!seteuid(0));
        must(!chmod(test_dir(t), 0700));
}

TEST(db_sqlite, a_cut_file_is_noticed_when_it_is_opened)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        struct stat st;

        fill(t, db, 3000);
        db_close(db);
        must(!stat(url + strlen("sqlite:"), &st) && !truncate(url + strlen("sqlite:"), st.st_size - 4096 * 3));
        CHECK(open_fails(t, url, DB_WRITE, "数据库文件损坏"));
        CHECK(open_fails(t, url, DB_READ, "数据库文件损坏"));
}

TEST(db_sqlite, a_scribbled_page_fails_the_reading)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        struct rows r;
        int fd;

        fill(t, db, 3000);
        db_close(db);
        fd = open(url + strlen("sqlite:"), O_WRONLY);
        for (int page = 8; page < 12; page++)
                CHECK_INT(pwrite(fd, "scribble scribble scribble scribble", 35, page * 4096), 35);
        close(fd);
        db = opened(t, url, DB_READ);
        r = db_ask_sql(db, &t->why, "SELECT id, label, body, amount FROM db_test_item");
        while (db_next(&r))
                ;
        CHECK(!db_done(&r) && failed_with(&t->why, "数据库文件损坏"));
        db_close(db);
}

/* A real full disk where a small one can be mounted, else SQLite's own limit. */
TEST(db_sqlite, a_full_disk_fails_the_write_and_keeps_what_was_committed)
{
        const char *dir = test_dir(t);
        bool mounted = !mount("tmpfs", dir, "tmpfs", 0, "size=1m");
        struct db *db = fresh(t, file_url(t));
        struct db_write *w;
        int64_t n = 0;

        fill(t, db, 10);
        w = db_begin(db, &t->why);
        CHECK(mounted || db_script(w, "PRAGMA max_page_count = 60"));
        while (n < 100000 && put(w, 100 + n, NULL, 1))
                n++;
        CHECK(n < 100000 || mounted);
        CHECK(!db_end(w, true));
        CHECK(failed_with(&t->why, "磁盘已满"));
        why_clear(&t->why);
        CHECK_INT(items(t, db), 10);
        db_close(db);
        if (mounted)
                CHECK(!umount(dir));
}

TEST(db_sqlite, the_log_is_copied_and_cut_in_idle_moments)
{
        const char *url = file_url(t);
        struct db *db = fresh(t, url);
        uint8_t body[2048] = { 0 };
        struct db_write *w;
        struct stat st;

        for (int group = 0; group < 8; group++) {
                w = db_begin(db, &t->why);
                for (int i = 0; i < 5000; i++)
                        db_run(w, &item_insert, ARGS(I(group * 5000 + i), NUL, B(body, sizeof body), NUL));
                CHECK(db_end(w, true));
        }
        CHECK(!stat(text_make(t->mem, "%s-wal", url + strlen("sqlite:")), &st) && st.st_size > 64 * 1024 * 1024);
        db_idle(db);
        CHECK(!stat(text_make(t->mem, "%s-wal", url + strlen("sqlite:")), &st) && st.st_size == 0);
        fill(t, db, 0);
        db_idle(db);
        CHECK_INT(items(t, db), 40000);
        db_close(db);
}

TEST(db_sqlite, a_database_in_memory_works)
{
        struct db *db = fresh(t, "sqlite::memory:");

        fill(t, db, 20);
        CHECK_INT(items(t, db), 20);
        CHECK_TEXT(db_url(db), "sqlite::memory:");
        db_idle(db);
        db_close(db);
}
