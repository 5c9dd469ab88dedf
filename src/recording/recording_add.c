/* recording_add.c - a recording is put into a case, with its five labels and everything that was found in the file; and is marked classified.
 * Decides; writes nothing.  The file comes with the form or waits in the inbox; either way the act says the same about it. */
#include "blob/blob.h"
#include "recording/copy.h"
#include "recording/recording_inner.h"
#include <string.h>

QUERY(same_file, "SELECT id FROM rec_recording WHERE case_id = $1 AND digest = $2");
QUERY(one_of_case, "SELECT digest, classified, pictures, waveform FROM rec_recording WHERE id = $1 AND case_id = $2");

void recording__put_args(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

bool recording__prepare_add(struct ctx *c, const struct args *a, struct request *r)
{
        if (arg_given(a, "intake") || !arg_given(a, "file"))
                return true;
        return recording__look(c, arg_text(a, "file"), NULL, arg_text(a, "device"), r);
}

/* What receive found, as it would stand here had the file come with the form. */
static void facts_put(struct draft *d, const struct intake *i)
{
        draft_put(d, "file", i->digest);
        draft_put_int(d, "size", i->size);
        draft_put(d, "segments", i->segments);
        draft_put(d, "found", i->kind);
        draft_put(d, "type", i->type);
        draft_put_int(d, "length", i->length);
        draft_put(d, "made", i->made.ms ? instant_text(d->mem, i->made) : NULL);
        if (i->placed) {
                draft_put_int(d, "latitude", i->latitude);
                draft_put_int(d, "longitude", i->longitude);
        }
        draft_put(d, "findings", i->findings);
        draft_put(d, "pictures", i->pictures);
        draft_put(d, "waveform", i->waveform);
        draft_put(d, "scan", i->scan);
        draft_put(d, "media", i->media);
        if (!draft_get(d, "device"))
                draft_put(d, "device", i->device);
}

static bool from_intake(struct ctx *c, const struct args *a, struct draft *d, bool *vouched)
{
        struct intake i;

        if (arg_given(a, "file"))
                return refuse(&c->why, R_ARG_CHOICE, "file", "收件和文件只能选一个");
        if (!recording__intake(c, arg_int(a, "intake"), &i))
                return false;
        if (!recording__intake_sees(c, &i))
                return refuse(&c->why, R_SCOPE, "intake", "收件 %lld 不在您的数据范围内", (long long)i.id);
        if (i.state != INTAKE_INBOX)
                return refuse(&c->why, R_INTAKE_STATE, "intake", "收件 %lld %s", (long long)i.id,
                              i.state == INTAKE_QUARANTINE ? "正在隔离，须先由负责人查看后解除" : i.state == INTAKE_ADDED ? "已经入卷" :
                              i.state == INTAKE_PROMISED ? "还没有上传完" : "已决定不予采用");
        *vouched = true;        /* a file that was not readable is only here because somebody let it out of quarantine */
        facts_put(d, &i);
        return true;
}

static bool from_file(struct ctx *c, const struct args *a)
{
        if (!arg_given(a, "file"))
                return refuse(&c->why, R_ARG_MISSING, "file", "上传文件，或者从收件箱选一个");
        if (!arg_given(a, "found"))     /* whoever submits a second time by its key comes without it */
                return refuse(&c->why, R_MEDIA_UNREADABLE, "file", "文件没有读过");
        return !arg_bool(a, "stopped") || refuse(&c->why, R_RECORDING_STOPPED, "file", "%s%s", recording__findings_words(c->mem, arg_text(a, "findings")),
               *recording__virus(arg_text(a, "scan")) ? text_make(c->mem, "；病毒：%s", arg_text(a, "scan")) : "");
}

static bool not_twice(struct ctx *c, int64_t case_id, const char *digest)
{
        int64_t id;

        return db_one_int(c->db, &c->why, &same_file, ARGS(I(case_id), T(digest)), -1, &id) &&
               (id < 0 || refuse(&c->why, R_ONCE, "file", "这个文件已经入卷，编号 %lld", (long long)id));
}

bool recording__add(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        bool vouched = false;
        const char *made;
        int64_t length;

        recording__put_args(d, a);
        draft_put(d, "case_number", *facts_of(c)->number ? facts_of(c)->number : facts_of(c)->source_number);
        if (!(arg_given(a, "intake") ? from_intake(c, a, d, &vouched) : from_file(c, a)) ||
            !rule_recording_labels(arg_text(a, "taken_at"), arg_text(a, "place"), arg_text(a, "collector"), arg_text(a, "proves"), &c->why))
                return false;
        made = draft_get(d, "made") ? draft_get(d, "made") : "";
        must(text_int(draft_get(d, "length"), INT64_MIN, INT64_MAX, &length));
        return rule_recording_kind(arg_text(a, "kind"), draft_get(d, "found"), vouched, &c->why) &&
               rule_recording_time(arg_instant(a, "taken_at"), instant_stored(made), length, arg_text(a, "time_reason"), &c->why) &&
               not_twice(c, subject, draft_get(d, "file"));
}

/* ---- classified ---- */

static bool one(struct ctx *c, int64_t id, int64_t case_id, const char **digests)
{
        struct rows r = db_ask(c->db, &c->why, &one_of_case, ARGS(I(id), I(case_id)));
        bool found = db_next(&r);
        bool marked = found && db_int(&r, 1);

        *digests = found ? text_make(c->mem, "%s,%s,%s", db_text(&r, 0), db_text(&r, 2), db_text(&r, 3)) : "";
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "recording", "音像资料 %lld 不在本案中", (long long)id);
        return !marked || refuse(&c->why, R_ONCE, "recording", "音像资料 %lld 已经定密", (long long)id);
}

static bool seal(struct ctx *c, const char *digest)
{
        return !*digest || blob_sealed(c->blobs, digest) || blob_seal(c->blobs, digest, &c->why);
}

static bool copies_seal(struct ctx *c, int64_t recording)
{
        struct copies l;

        if (!copies_of(c, recording, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!seal(c, l.at[i].digest))
                        return false;
        return true;
}

/* The recording, its pictures, its waveform and what was copied of it: sealed before the act, so that no moment says "sealed" of what is not. */
bool recording__prepare_classify(struct ctx *c, const struct args *a, struct request *r)
{
        const char *digests;
        char **at;
        size_t n;

        if (!one(c, arg_int(a, "recording"), r->subject, &digests))
                return false;
        if (!c->blobs)
                return fail(&c->why, "没有打开存放音像文件的文件夹");
        at = text_split(c->mem, digests, ',', &n);
        for (size_t i = 0; i < n; i++)
                if (!seal(c, at[i]))
                        return false;
        if (!copies_seal(c, arg_int(a, "recording")))
                return false;
        request_put(c->mem, r, "sealed", "true");
        return true;
}

bool recording__classify(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *digests;

        recording__put_args(d, a);
        return one(c, arg_int(a, "recording"), subject, &digests) &&
               (arg_bool(a, "sealed") || refuse(&c->why, R_BLOB_KEY, "recording", "文件还没有加密"));
}
