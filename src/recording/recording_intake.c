/* recording_intake.c - a recording is announced, comes in, and is judged if it had to be set aside.  Decides; writes nothing.
 * Must never: let the sender clear his own file, or let bytes be forgotten: what is discarded stays in the store for its period. */
#include "blob/blob.h"
#include "recording/recording_inner.h"
#include <string.h>

/* ---- promise ---- */

static bool case_right(struct ctx *c, const struct args *a)
{
        struct case_facts f;

        return !arg_given(a, "case") || (case_facts_load(c, arg_int(a, "case"), &f) && case_may_see(c, &f));
}

/* It belongs to the unit of whoever recorded it. */
static bool belongs(struct ctx *c, const struct args *a, struct draft *d)
{
        struct user u = { .login = c->who->login, .agency = c->who->agency, .unit = c->who->unit };

        if (arg_given(a, "collector") && !user_load(c, arg_text(a, "collector"), &u))
                return false;
        if (strcmp(u.agency, c->who->agency) && c->who->scope != SCOPE_JURISDICTION)
                return refuse(&c->why, R_SCOPE, "collector", "%s 不是本机关的人员", u.name);
        draft_put(d, "agency", u.agency);
        draft_put(d, "unit", u.unit);
        if (!arg_given(a, "collector"))
                draft_put(d, "collector", u.login);
        return true;
}

bool intake__promise(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        if (arg_given(a, "digest") && !digest_valid(arg_text(a, "digest")))
                return refuse(&c->why, R_ARG_TYPE, "digest", "应为 sm3: 或者 sha256: 和 64 位小写十六进制数字");
        recording__put_args(d, a);
        return rule_file_name(arg_text(a, "file_name"), &c->why) && args_known(c, a) && case_right(c, a) && belongs(c, a, d);
}

/* ---- receive ---- */

static bool state_is(struct ctx *c, const struct intake *i, bool right)
{
        static const struct arg states = { .name = "state", .choices = INTAKE_STATES };

        return right || refuse(&c->why, R_INTAKE_STATE, NULL, "现在的状态：%s", choice_label(c->mem, &states, intake_state_name(i->state)));
}

/* The digest in the way it was announced, if that is not how the store names it. */
static bool announced_put(struct ctx *c, const char *promised, const char *digest, struct request *r)
{
        enum hash_kind kind = text_starts(promised, "sha256:") ? HASH_SHA256 : HASH_SM3;
        uint8_t piece[65536];
        struct blob_reader *b;
        struct hasher *h;
        struct hash sum;
        int64_t at = 0;
        ssize_t n;

        if (!*promised || text_starts(digest, hash_name(kind)))
                return true;
        b = blob_reader(c->blobs, digest, &c->why);
        if (!b)
                return false;
        h = hasher_new(kind);
        while ((n = blob_reader_at(b, at, piece, sizeof piece, &c->why)) > 0) {
                hasher_add(h, piece, (size_t)n);
                at += n;
        }
        sum = hasher_done(h);
        blob_reader_close(b);
        request_put(c->mem, r, "announced", hash_digest(c->mem, kind, &sum));
        return n == 0;
}

static bool as_promised(struct ctx *c, const struct intake *i, const char *digest, const char *announced, int64_t size)
{
        const char *promised = i->promised;

        if (i->size != size)
                return refuse(&c->why, R_UPLOAD_SIZE, "file", "登记 %lld 字节，收到 %lld 字节", (long long)i->size, (long long)size);
        return !*promised || !strcmp(promised, digest) || !strcmp(promised, announced) ||
               refuse(&c->why, R_BLOB_OTHER, "file", "登记的摘要是 %s", promised);
}

bool intake__prepare_receive(struct ctx *c, const struct args *a, struct request *r)
{
        const char *digest = arg_text(a, "file");
        struct intake i;
        int64_t size;

        if (!recording__intake(c, r->subject, &i) || !state_is(c, &i, i.state == INTAKE_PROMISED))
                return false;
        if (!c->blobs || !blob_has(c->blobs, digest, &size))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "file", "没有收到这个文件");
        if (i.size != size)             /* before the file is read through */
                return as_promised(c, &i, digest, "", size);
        return announced_put(c, i.promised, digest, r) && recording__look(c, digest, i.file_name, i.device, r);
}

bool intake__receive(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct intake i;

        if (!recording__intake(c, subject, &i) || !state_is(c, &i, i.state == INTAKE_PROMISED))
                return false;
        if (!arg_given(a, "found"))
                return refuse(&c->why, R_MEDIA_UNREADABLE, "file", "文件没有读过");
        if (!as_promised(c, &i, arg_text(a, "file"), arg_text(a, "announced"), arg_int(a, "size")))
                return false;
        recording__put_args(d, a);
        draft_put(d, "state", arg_bool(a, "stopped") ? "quarantine" : "inbox");
        return true;
}

/* ---- judging ---- */

bool intake__accept(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct intake i;

        if (!recording__intake(c, subject, &i) || !state_is(c, &i, i.state == INTAKE_QUARANTINE))
                return false;
        if (!strcmp(i.by, c->who->login) || !strcmp(i.collector, c->who->login))
                return refuse(&c->why, R_SAME_PERSON, NULL, "采集人、送交人不能自己解除隔离");
        recording__put_args(d, a);
        return true;
}

bool intake__discard(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct intake i;

        if (!recording__intake(c, subject, &i) || !state_is(c, &i, i.state < INTAKE_ADDED))
                return false;
        recording__put_args(d, a);
        return i.state != INTAKE_QUARANTINE || access_may_use(c, INTAKE_JUDGES);
}
