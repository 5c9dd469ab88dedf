/* db.c - what both engines share: numbering the queries, the rules of transactions, and words for what broke.
 *
 * It knows no driver: db_sqlite.c and db_postgres.c are reached through their tables of functions.  It must never build SQL.
 */
#include "db/db_impl.h"
#include <pthread.h>
#include <string.h>

/* The linker's bounds of all QUERYs; weak, because a program may have none. */
extern struct query *const __start_queries[] __attribute__((weak));
extern struct query *const __stop_queries[] __attribute__((weak));

int db_lock_wait_ms = 5000;

static pthread_once_t numbered = PTHREAD_ONCE_INIT;
static int query_count;

static void queries_number(void)
{
        for (struct query *const *q = __start_queries; q < __stop_queries; q++)
                (*q)->id = query_count++;
}

int db_query_count(void)
{
        pthread_once(&numbered, queries_number);
        return query_count;
}

int db_args_count(const struct val *args)
{
        int n = 0;

        while (args[n].kind != VAL_END)
                n++;
        must(n <= DB_ARGS_MAX);
        return n;
}

static const char *const trouble_words[TROUBLE__MAX] = {
        [TROUBLE_OTHER] = "数据库出错",
        [TROUBLE_LOCKED] = "数据库正忙：写锁被另一个程序占用，等待超时",
        [TROUBLE_FULL] = "磁盘已满，数据库写不进去，请腾出空间",
        [TROUBLE_NOT_DATABASE] = "这个文件不是数据库",
        [TROUBLE_CORRUPT] = "数据库文件损坏，请停止使用并从备份恢复",
        [TROUBLE_NO_FOLDER] = "数据库所在的目录不存在",
        [TROUBLE_NO_FILE] = "数据库文件不存在",
        [TROUBLE_PERMISSION] = "没有读写数据库的权限",
        [TROUBLE_READ_ONLY] = "这里只能读数据库，不能写",
        [TROUBLE_UNIQUE] = "违反唯一约束：已有相同的记录",
        [TROUBLE_FOREIGN] = "违反外键约束：所指的记录不存在",
        [TROUBLE_CHECK] = "违反取值约束",
        [TROUBLE_NOT_NULL] = "必填的列没有值",
        [TROUBLE_SLOW] = "查询时间过长，已停止",
        [TROUBLE_CONNECT] = "连不上数据库",
        [TROUBLE_LOST] = "与数据库的连接断开",
        [TROUBLE_COMMIT_LOST] = "提交时与数据库的连接断开，是否已经写入须恢复后核对",
        [TROUBLE_IO] = "数据库读写磁盘出错",
        [TROUBLE_MEMORY] = "内存不足",
        [TROUBLE_STATEMENT] = "语句与数据库结构不符",
        [TROUBLE_MOVED] = "数据库文件已被删除、移走或者替换，放回原处后再办理；确要换用另一份的，重新启动",
};

bool db_fail(struct why *why, enum trouble t, const char *what, const char *engine)
{
        if (!what && !engine)
                return fail(why, "%s", trouble_words[t]);
        return fail(why, "%s（%s%s%s）", trouble_words[t], what ? what : "", what && engine ? "：" : "", engine ? engine : "");
}

static struct db *engine_open(const char *url, enum db_mode mode, struct why *why)
{
        if (text_starts(url, "sqlite:"))
                return db_sqlite_open(url + strlen("sqlite:"), mode, why);
        if (text_starts(url, "postgresql://") || text_starts(url, "postgres://"))
                return db_postgres_open(url, mode, why);
        fail(why, "数据库地址要以 sqlite: 或 postgresql:// 开头");
        return NULL;
}

struct db *db_open(const char *url, enum db_mode mode, struct why *why)
{
        struct db *db;
        size_t n = strlen(url) + 1;

        db_query_count();
        db = engine_open(url, mode, why);
        if (!db)
                return NULL;
        db->url = memory_take(n);
        memcpy(db->url, url, n);
        db->mode = mode;
        db->write.db = db;
        return db;
}

void db_close(struct db *db)
{
        char *url;

        if (!db)
                return;
        url = db->url;
        if (db->commit.open)
                db_end_wait(db);
        if (db->write.open)
                db_end(&db->write, false);
        db->engine->close(db);
        memory_free(url);
}

bool db_is_postgres(const struct db *db)
{
        return db->engine->postgres;
}

const char *db_url(const struct db *db)
{
        return db->url;
}

/* A statement failed: on either engine the transaction around it, if any, can only roll back.  Its own why learns the reason. */
static void write_break(struct db *db, const struct why *why)
{
        struct db_write *w = &db->write;

        if (!w->open)
                return;
        w->broken = true;
        if (w->why != why)
                fail(w->why, "%s", why->kind == WHY_FAILED ? why->detail : trouble_words[TROUBLE_OTHER]);
}

static struct rows rows_ask(struct db *db, struct why *why, const struct question *a)
{
        struct rows r = { .db = db, .why = why };

        must(db->write.open || !db->commit.open);
        r.ok = r.live = db->engine->ask(&r, a);
        if (!r.ok)
                write_break(db, why);
        return r;
}

struct rows db_ask(struct db *db, struct why *why, struct query *q, const struct val *args)
{
        return rows_ask(db, why, &(struct question){ q, args, false });
}

struct rows db_ask_stream(struct db *db, struct why *why, struct query *q, const struct val *args)
{
        return rows_ask(db, why, &(struct question){ q, args, true });
}

struct rows db_ask_sql(struct db *db, struct why *why, const char *sql)
{
        return rows_ask(db, why, &(struct question){ &(struct query){ .name = "SELECT", .sql = sql, .id = -1 }, ARGS(), true });
}

static void rows_release(struct rows *r)
{
        if (!r->live)
                return;
        r->live = false;
        r->db->engine->release(r);
        if (!r->ok)
                write_break(r->db, r->why);
}

bool db_next(struct rows *r)
{
        if (!r->live)
                return false;
        if (r->db->engine->next(r))
                return true;
        rows_release(r);
        return false;
}

bool db_done(struct rows *r)
{
        rows_release(r);
        return r->ok;
}

static void cell_check(const struct rows *r, int col)
{
        must(r->live && col >= 0 && col < r->columns);
}

const char *db_column(const struct rows *r, int col)
{
        cell_check(r, col);
        return r->db->engine->column(r, col);
}

bool db_null(const struct rows *r, int col)
{
        cell_check(r, col);
        return r->db->engine->is_null(r, col);
}

int64_t db_int(const struct rows *r, int col)
{
        cell_check(r, col);
        return r->db->engine->integer(r, col);
}

const char *db_text(const struct rows *r, int col)
{
        cell_check(r, col);
        return r->db->engine->text(r, col);
}

char *db_text_in(struct arena *a, const struct rows *r, int col)
{
        return text_copy(a, db_text(r, col));
}

struct bytes db_bytes(const struct rows *r, int col)
{
        cell_check(r, col);
        return r->db->engine->bytes(r, col);
}

struct bytes db_bytes_in(struct arena *a, const struct rows *r, int col)
{
        struct bytes b = db_bytes(r, col);

        if (!b.p)
                return b;
        return (struct bytes){ arena_copy(a, b.p, b.n), b.n };
}

bool db_one_int(struct db *db, struct why *why, struct query *q, const struct val *args, int64_t otherwise, int64_t *out)
{
        struct rows r = db_ask(db, why, q, args);
        int64_t v = db_next(&r) ? db_int(&r, 0) : otherwise;

        if (!db_done(&r))
                return false;
        *out = v;
        return true;
}

static struct db_write *write_open(struct db *db, struct why *why)
{
        db->write.why = why;
        db->write.open = true;
        db->write.broken = false;
        db->write.also = NULL;
        return &db->write;
}

static bool may_write(struct db *db, struct why *why)
{
        must(!db->write.open);
        return db->mode == DB_WRITE || db_fail(why, TROUBLE_READ_ONLY, NULL, NULL);
}

struct db_write *db_begin(struct db *db, struct why *why)
{
        must(!db->commit.open);
        return may_write(db, why) && db->engine->begin(db, why) ? write_open(db, why) : NULL;
}

struct db_write *db_begin_ahead(struct db *db, struct why *why)
{
        if (!may_write(db, why))
                return NULL;
        if (db->engine->begin_ahead)
                db->engine->begin_ahead(db);
        else if (!db->engine->begin(db, why))
                return NULL;
        return write_open(db, why);
}

bool db_end(struct db_write *w, bool commit)
{
        bool good;

        must(w->open && !w->db->commit.open);
        good = w->db->engine->end(w->db, commit && !w->broken);
        if (commit && w->broken)
                fail(w->why, "%s", trouble_words[TROUBLE_OTHER]);
        w->open = false;
        return good && !(commit && w->broken);
}

void db_end_start(struct db_write *w)
{
        struct db *db = w->db;

        must(w->open && !db->commit.open);
        db->commit.why = w->why;
        db->commit.underway = db->engine->end_start && !w->broken;
        if (db->commit.underway)
                db->engine->end_start(db);
        else
                db->commit.good = db_end(w, true);
        w->open = false;
        db->commit.open = true;
}

void db_push(struct db_write *w)
{
        must(w->open);
        if (w->db->engine->push && !w->broken)
                w->db->engine->push(w->db);
}

bool db_end_ready(struct db *db)
{
        must(db->commit.open);
        return !db->commit.underway || db->engine->end_ready(db);
}

int db_end_fd(struct db *db)
{
        must(db->commit.underway);
        return db->engine->end_fd(db);
}

bool db_end_wait(struct db *db)
{
        must(db->commit.open);
        if (db->commit.underway)
                db->commit.good = db->engine->end_wait(db);
        db->commit.open = db->commit.underway = false;
        return db->commit.good;
}

static bool run(struct db_write *w, struct query *q, const struct val *args, int64_t *count)
{
        must(w->open);
        if (w->also && !q->postgres && !db_run(w->also, q, args))
                w->broken = true;
        if (!w->broken && !w->db->engine->run(w->db, &(struct question){ q, args, false }, count))
                w->broken = true;
        return !w->broken;
}

void db_also(struct db_write *w, struct db_write *also)
{
        must(w->open && w != also);
        w->also = also;
}

#define ROW_MAX 64

bool db_put_row(struct db_write *w, const char *table, const struct rows *from)
{
        struct arena *mem = arena_new();
        struct buffer sql = { .mem = mem };
        struct val args[ROW_MAX + 1];
        struct query q = { .name = table, .id = -1 };
        bool ok;

        must(from->columns <= ROW_MAX);
        buffer_make(&sql, "INSERT INTO %s VALUES (", table);
        for (int i = 0; i < from->columns; i++) {
                buffer_make(&sql, "%s$%d", i ? ", " : "", i + 1);
                args[i] = db_null(from, i) ? NUL : T(db_text_in(mem, from, i));
        }
        args[from->columns] = (struct val){ .kind = VAL_END };
        buffer_text(&sql, ")");
        q.sql = buffer_done(&sql);
        ok = db_run(w, &q, args);
        arena_free(mem);
        return ok;
}

bool db_run(struct db_write *w, struct query *q, const struct val *args)
{
        return run(w, q, args, NULL);
}

bool db_run_count(struct db_write *w, struct query *q, const struct val *args, int64_t *rows)
{
        return run(w, q, args, rows);
}

bool db_script(struct db_write *w, const char *sql)
{
        must(w->open);
        if (!w->broken && !w->db->engine->script(w->db, sql))
                w->broken = true;
        return !w->broken;
}

struct db *db_reader(struct db_write *w)
{
        return w->db;
}

struct why *db_why(struct db_write *w)
{
        return w->why;
}

bool db_check_query(struct db *db, struct why *why, struct query *q)
{
        return db->engine->check(db, why, q);
}

bool db_check_queries(struct db *db, struct why *why)
{
        for (struct query *const *q = __start_queries; q < __stop_queries; q++)
                if (!(*q)->scratch && !db_check_query(db, why, *q))
                        return false;
        return true;
}

void db_idle(struct db *db)
{
        db->engine->idle(db);
}
