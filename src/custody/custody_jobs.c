/* custody_jobs.c - what the store needs day by day without anybody asking: re-reading all content round after round, and removing what a
 * confirmed list disposed of (118号 三（九）：妥善保管).
 *
 * A run reads a bounded piece and remembers where it stopped, so a stopping server never waits long; `mingjing blobs check` reads faster and
 * deeper on the same position.  Each ended round, and every run that found rot, is an act; store.checked is only the system's to say.
 */
#include "custody/custody_inner.h"
#include "db/db.h"
#include "journal/job.h"
#include <string.h>

#define PIECE_BYTES ((int64_t)512 * 1024 * 1024)
#define NAMED_MAX 50

QUERY(check_put, "INSERT INTO custody_check (id, at, files, bytes, bad, rotten, whole) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(check_rows, "SELECT id, at, files, bytes, bad, rotten, whole FROM custody_check ORDER BY id DESC LIMIT $1");

struct rot { struct arena *mem; struct buffer names; size_t n; };

static void rot_add(void *to, const char *digest, int64_t size, const char *what)
{
        struct rot *r = to;

        if (r->n++ < NAMED_MAX)
                buffer_make(&r->names, "%s%s %s", r->names.n ? "\n" : "", digest, what);
}

/* The key says where the run began: two servers that read the same piece say so once. */
static void checked(struct ctx *c, struct requests *out, const char *from, const struct blob_count *n, struct rot *r, bool whole)
{
        struct pair pairs[] = { { "files", text_make(c->mem, "%lld", (long long)n->files) }, { "bytes", text_make(c->mem, "%lld", (long long)n->bytes) },
                                { "bad", text_make(c->mem, "%lld", (long long)n->bad) }, { "whole", whole ? "true" : "false" }, { "rotten", buffer_done(&r->names) } };

        request_due(out, "store.checked", SUBJECT_NEW, text_make(c->mem, "store.checked:%s:%s", day_text(c->mem, day_of(c->now)), from ? from : "start"),
                    pairs, n->bad ? 5 : 4);
}

static bool scrub(struct ctx *c, struct requests *out)
{
        const char *from = c->blobs ? blob_scrub_noted(c->blobs, c->mem) : NULL, *position = NULL;
        struct rot rot = { .mem = c->mem, .names = { .mem = c->mem } };
        struct blob_scrub how = { .after = from, .bytes_max = PIECE_BYTES, .threads = 1, .bad = rot_add, .to = &rot };
        struct blob_count n = { 0 };

        if (!c->blobs)
                return true;
        if (!blob_scrub(c->blobs, c->mem, &how, &n, &position, &c->why) || !blob_scrub_note(c->blobs, position, &c->why))
                return false;
        if ((!position && n.files) || n.bad)
                checked(c, out, from, &n, &rot, !position);
        return true;
}

/* Content put within the last day stays: somebody may just be bringing it again. */
static bool dispose(struct ctx *c, struct requests *out)
{
        struct disposing how = { .before = { instant_at(day_plus(day_of(c->now), -1), 0, 0).ms }, .remove = true };
        struct blob_count n = { 0 };

        if (!c->blobs || c->test_clock)         /* a set clock says nothing of when a file was put */
                return true;
        return custody_dispose(c, c->blobs, &how, &n);
}

const struct job custody_jobs[] = {
        { "store_check", "重读核对文件库", "分次重读全部文件，与存入时的指纹比对；读完一轮和发现损坏都记入日志。", 10, scrub },
        { "store_dispose", "删除已销毁的文件", "确认销毁的清单里的文件，没有别的用处的，删除。", 24 * 60, dispose },
};
const size_t custody_jobs_n = sizeof custody_jobs / sizeof *custody_jobs;

/* ---- the act, its row, the list ---- */

bool custody__checked(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        static const char *const fields[] = { "files", "bytes", "bad", "rotten", "whole" };

        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                draft_put(out, fields[i], arg_text(a, fields[i]));
        return true;
}

bool custody__apply_checked(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &check_put, ARGS(I(a->subject.id), T(at), I(act_int(a, "files")), I(act_int(a, "bytes")), I(act_int(a, "bad")), T(act_text(a, "rotten")),
                                          I(!strcmp(act_text(a, "whole"), "true"))));
}

bool custody__view_checks(struct ctx *c, const struct args *a, struct table *out)
{
        struct rows r = db_ask(c->db, &c->why, &check_rows, ARGS(I(arg_given(a, "limit") ? arg_int(a, "limit") : 100)));

        while (db_next(&r))
                table_row(out, (const char *[]){ text_make(c->mem, "%lld", (long long)db_int(&r, 0)), db_text_in(c->mem, &r, 1),
                        text_make(c->mem, "%lld", (long long)db_int(&r, 2)), text_make(c->mem, "%lld", (long long)db_int(&r, 3)),
                        db_int(&r, 4) ? text_make(c->mem, "bad:损坏 %lld 个", (long long)db_int(&r, 4)) : db_int(&r, 6) ? "ok:一轮读完，没有损坏" : "note:没有读完",
                        db_text_in(c->mem, &r, 5) });
        return db_done(&r);
}
