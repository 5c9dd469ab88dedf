/* db_backup.c - a SQLite database copied while others read and write, and a copy put to rest as one file.
 *
 * The copy is of one moment: the source is read in one transaction, which in WAL mode holds nobody up and is held up by nobody.
 * Must never: write to the source.
 */
#include "db/db_impl.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define STEP_PAGES 2048                 /* 8 MB between two looks at whether something is wrong */

static sqlite3 *lite_open(const char *path, int flags, struct why *why)
{
        sqlite3 *c = NULL;

        if (sqlite3_open_v2(path, &c, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
                sqlite3_busy_timeout(c, db_lock_wait_ms);
                return c;
        }
        fail(why, "打不开 %s：%s", path, c ? sqlite3_errmsg(c) : "");
        sqlite3_close(c);
        return NULL;
}

static bool lite_run(sqlite3 *c, const char *sql, const char *path, struct why *why)
{
        return sqlite3_exec(c, sql, NULL, NULL, NULL) == SQLITE_OK || fail(why, "%s：%s", path, sqlite3_errmsg(c));
}

static bool pages_copy(sqlite3 *from, sqlite3 *to, const char *path, struct why *why)
{
        sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
        int rc = SQLITE_OK;

        if (!b)
                return fail(why, "%s：%s", path, sqlite3_errmsg(to));
        while (rc == SQLITE_OK)
                rc = sqlite3_backup_step(b, STEP_PAGES);
        sqlite3_backup_finish(b);
        return rc == SQLITE_DONE || fail(why, "复制数据库到 %s 没有成功：%s%s", path, sqlite3_errstr(rc), (rc & 0xff) == SQLITE_FULL ? "（磁盘满了）" : "");
}

bool db_copy_file(const char *url, const char *path, struct why *why)
{
        sqlite3 *from, *to = NULL;
        bool ok;

        must(text_starts(url, "sqlite:"));
        from = lite_open(url + strlen("sqlite:"), SQLITE_OPEN_READWRITE, why);
        to = from ? lite_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, why) : NULL;
        ok = to && lite_run(from, "PRAGMA query_only = ON; BEGIN; SELECT COUNT(*) FROM sqlite_master", url, why) &&
             lite_run(to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", path, why) && pages_copy(from, to, path, why);
        if (from)
                sqlite3_exec(from, "ROLLBACK", NULL, NULL, NULL);
        sqlite3_close(to);
        sqlite3_close(from);
        return ok;
}

bool db_settle_file(const char *path, struct why *why)
{
        sqlite3 *c = lite_open(path, SQLITE_OPEN_READWRITE, why);
        bool ok = c && lite_run(c, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", path, why);
        int fd;

        sqlite3_close(c);
        fd = ok ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        if (ok && (fd < 0 || fsync(fd)))
                ok = fail(why, "%s 没有写到磁盘上", path);
        if (fd >= 0)
                close(fd);
        return ok;
}
