/* tus.c - the tus 1.0 protocol at /api/uploads: what a request asks for, and what it is answered.
 *
 * An upload belongs to who made it; for everybody else it does not exist.  With a cookie, what changes something needs the form token.
 * Answers: Upload-Offset (bytes that are safe), Upload-Expires, and once an act was posted Upload-Intake (its number) and, when the
 * file was received, Upload-State (inbox, quarantine).
 * Must never: tell a stranger that an upload exists; block a server thread on the store.
 */
#include "web/tus.h"
#include <openssl/evp.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define VERSION "1.0.0"
#define EXTENSIONS "creation,creation-with-upload,creation-defer-length,checksum,expiration,termination,concatenation"
#define STREAM "application/offset+octet-stream"

/* ---- reading requests ---- */

static bool number_read(struct call *k, const char *name, int64_t *out)
{
        const char *s = call_header(k, name);

        return !s || text_int(s, 0, INT64_MAX, out) || refuse(&k->c.why, R_UPLOAD_HEADER, NULL, "%s 应为不小于 0 的整数", name);
}

static bool version_right(struct call *k)
{
        const char *v = call_header(k, "Tus-Resumable");

        if (text_same(v, VERSION))
                return true;
        reply_header(k, "Tus-Version", VERSION);
        return refuse(&k->c.why, R_UPLOAD_VERSION, NULL, NULL);
}

static bool size_allowed(struct call *k, int64_t size)
{
        const double gib = 1024.0 * 1024 * 1024;

        return size <= k->web->o.recording_max ||
               refuse(&k->c.why, R_BODY_TOO_LARGE, "size", "每个文件最多 %.1f GB，登记的是 %.1f GB", (double)k->web->o.recording_max / gib, (double)size / gib);
}

static bool type_right(struct call *k)
{
        const char *type = call_header(k, "Content-Type");

        return (type && !strcasecmp(type, STREAM)) || refuse(&k->c.why, R_UPLOAD_TYPE, NULL, NULL);
}

/* What the piece in the body shall be: summed up while it is written. */
static void sum_start(struct flow *f, const struct tus_sum *sum)
{
        f->sum = *sum;
        if (!sum->n)
                return;
        f->sum.running = EVP_MD_CTX_new();
        must(f->sum.running && EVP_DigestInit_ex(f->sum.running, sum->algorithm, NULL) == 1);
}

static bool sum_read(struct call *k, struct tus_sum *out)
{
        const char *s = call_header(k, "Upload-Checksum");

        return !s || tus_checksum_read(k, s, out);
}

static void start(struct call *k, struct flow *f)
{
        f->said = k->said;
        k->flow = f;
        flow_start(f);
}

/* ---- creating ---- */

static bool length_read(struct call *k, enum part_kind part, int64_t *size)
{
        const char *later = call_header(k, "Upload-Defer-Length");

        if (!number_read(k, "Upload-Length", size))
                return false;
        if (part == PART_FINAL ? *size >= 0 || later : (*size >= 0) == (later != NULL))
                return refuse(&k->c.why, R_UPLOAD_HEADER, NULL, "Upload-Length 与 Upload-Defer-Length 应有其一；合成的文件两样都不写");
        if (later && strcmp(later, "1"))
                return refuse(&k->c.why, R_UPLOAD_HEADER, NULL, "Upload-Defer-Length 只能是 1");
        return size_allowed(k, *size);
}

static bool begin_creating(struct call *k)
{
        const char *metadata = call_header(k, "Upload-Metadata"), *concat = call_header(k, "Upload-Concat"), *length = call_header(k, "Content-Length");
        bool body = (length && strcmp(length, "0")) || call_header(k, "Transfer-Encoding");
        struct tus_note note = { .by = k->login };
        struct tus_sum sum = { 0 };
        const char **parts = NULL;
        size_t n = 0;
        int64_t size = -1;
        struct flow *f;

        if ((concat && !tus_concat_read(k, concat, &note, &parts, &n)) || !length_read(k, note.part, &size) ||
            !tus_metadata_read(k, metadata ? metadata : "", &note) || !sum_read(k, &sum) || (body && !type_right(k)))
                return false;
        if (body && note.part == PART_FINAL)
                return refuse(&k->c.why, R_UPLOAD_FINAL, NULL, NULL);
        f = flow_new(k->web->tus, FLOW_CREATE);
        must(tus_note_read(f->mem, tus_note_text(k->mem, &note), &f->note));
        f->declared = size;
        f->from = 0;
        f->parts = TAKE_N(f->mem, const char *, n + 1);
        for (f->n_parts = 0; f->n_parts < n; f->n_parts++)
                f->parts[f->n_parts] = text_copy(f->mem, parts[f->n_parts]);
        sum_start(f, &sum);
        start(k, f);
        return true;
}

/* ---- an upload that is there ---- */

/* What is known of it, if it is this person's. */
static bool mine(struct call *k, struct blob_upload *u, struct tus_note *n)
{
        bool there = blob_look(k->web->blobs, k->mem, k->args[0], u, &k->c.why);

        if (there && tus_note_read(k->mem, u->note, n) && text_same(n->by, k->login))
                return u->done || u->touched.ms + UPLOAD_KEPT_MS > machine_ms(CLOCK_REALTIME) || refuse(&k->c.why, R_UPLOAD_GONE, NULL, NULL);
        if (k->c.why.kind == WHY_FAILED)
                return false;
        why_clear(&k->c.why);
        return refuse(&k->c.why, R_UPLOAD_UNKNOWN, NULL, NULL);
}

static struct flow *flow_of(struct call *k, enum flow_kind kind, const struct blob_upload *u)
{
        struct flow *f = flow_new(k->web->tus, kind);

        must(tus_note_read(f->mem, u->note, &f->note));
        f->id = text_copy(f->mem, u->id);
        f->size = u->size;
        return f;
}

/* While another request is about the same upload, how much came is known only when that one has ended. */
static bool offset_right(struct call *k, const struct blob_upload *u, int64_t from)
{
        if (from == u->offset || flow_under_way(k->web->tus, u->id))
                return true;
        return refuse(&k->c.why, R_UPLOAD_OFFSET, NULL, "已收到 %lld 字节，续传从 %lld 开始", (long long)u->offset, (long long)from);
}

static bool begin_adding(struct call *k)
{
        struct blob_upload u = { 0 };
        struct tus_note n = { 0 };
        struct tus_sum sum = { 0 };
        int64_t from = -1, size = -1;
        struct flow *f;

        if (!mine(k, &u, &n) || !type_right(k) || !number_read(k, "Upload-Offset", &from) || !number_read(k, "Upload-Length", &size) ||
            !sum_read(k, &sum) || !size_allowed(k, size))
                return false;
        if (from < 0)
                return refuse(&k->c.why, R_UPLOAD_HEADER, NULL, "没有写明 Upload-Offset");
        if (n.part == PART_FINAL)
                return refuse(&k->c.why, R_UPLOAD_FINAL, NULL, NULL);
        if (size >= 0 && u.size >= 0 && size != u.size)
                return refuse(&k->c.why, R_UPLOAD_SIZE, NULL, "已经登记为 %lld 字节", (long long)u.size);
        if (!offset_right(k, &u, from))
                return false;
        f = flow_of(k, FLOW_ADD, &u);
        f->from = from;
        f->declared = u.size < 0 ? size : -1;
        sum_start(f, &sum);
        start(k, f);
        return true;
}

bool tus_begin(struct call *k)
{
        if (!version_right(k) || !csrf_right(k, call_header(k, "X-CSRF-Token")))
                return false;
        return text_same(k->method, "POST") ? begin_creating(k) : begin_adding(k);
}

/* ---- answering ---- */

static const char *http_date(struct arena *mem, int64_t ms)
{
        char text[64] = "";
        time_t s = (time_t)(ms / 1000);
        struct tm tm;

        gmtime_r(&s, &tm);
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
        return text_copy(mem, text);
}

static void say_number(struct call *k, const char *name, int64_t n)
{
        reply_header(k, name, text_make(k->mem, "%lld", (long long)n));
}

static void say_state(struct call *k, const struct flow *f)
{
        if (f->intake >= 0)
                say_number(k, "Upload-Intake", f->intake);
        if (f->state)
                reply_header(k, "Upload-State", text_copy(k->mem, f->state));
        else if (f->touched.ms)
                reply_header(k, "Upload-Expires", http_date(k->mem, f->touched.ms + UPLOAD_KEPT_MS));
}

static void reply_empty(struct call *k, unsigned status)
{
        reply_header(k, "Tus-Resumable", VERSION);
        reply_bytes(k, status, NULL, (struct bytes){ (const uint8_t *)"", 0 });
}

/* False: it was refused, and that is told. */
static bool went_well(struct call *k)
{
        const struct flow *f = k->flow;

        if (f->why.kind == WHY_NOTHING)
                return true;
        k->c.why = f->why;
        reply_header(k, "Tus-Resumable", VERSION);
        if (f->intake >= 0)
                say_number(k, "Upload-Intake", f->intake);
        if (f->created)
                reply_header(k, "Location", text_make(k->mem, UPLOADS_AT "/%s", f->created));
        reply_why(k);
        return false;
}

static void made(struct call *k)
{
        const struct flow *f = k->flow;

        if (!went_well(k))
                return;
        reply_header(k, "Location", text_make(k->mem, UPLOADS_AT "/%s", f->created));
        say_number(k, "Upload-Offset", f->offset);
        say_state(k, f);
        reply_empty(k, 201);
}

static void patched(struct call *k)
{
        if (!went_well(k))
                return;
        say_number(k, "Upload-Offset", k->flow->offset);
        say_state(k, k->flow);
        reply_empty(k, 204);
}

static void looked(struct call *k)
{
        static const char *const as_it_came[] = { "Upload-Metadata", "Upload-Concat" };
        const struct flow *f = k->flow;
        const char *const values[] = { f->note.metadata, f->note.concat };

        if (!went_well(k))
                return;
        say_number(k, "Upload-Offset", f->offset);
        if (f->size >= 0)
                say_number(k, "Upload-Length", f->size);
        else
                reply_header(k, "Upload-Defer-Length", "1");
        for (size_t i = 0; i < 2; i++)
                if (values[i])
                        reply_header(k, as_it_came[i], values[i]);
        say_state(k, f);
        reply_empty(k, 200);
}

static void deleted(struct call *k)
{
        if (went_well(k))
                reply_empty(k, 204);
}

void tus_make(struct call *k)
{
        flow_end(k->flow, k, made);
}

void tus_patch(struct call *k)
{
        flow_end(k->flow, k, patched);
}

static void about(struct call *k, enum flow_kind kind, call_fn *then)
{
        struct blob_upload u = { 0 };
        struct tus_note n = { 0 };

        if (!version_right(k) || (kind == FLOW_DISCARD && !csrf_right(k, call_header(k, "X-CSRF-Token"))) || !mine(k, &u, &n)) {
                reply_why(k);
                return;
        }
        start(k, flow_of(k, kind, &u));
        flow_end(k->flow, k, then);
}

void tus_head(struct call *k)
{
        about(k, FLOW_LOOK, looked);
}

void tus_delete(struct call *k)
{
        about(k, FLOW_DISCARD, deleted);
}

void tus_options(struct call *k)
{
        reply_header(k, "Tus-Version", VERSION);
        reply_header(k, "Tus-Extension", EXTENSIONS);
        reply_header(k, "Tus-Checksum-Algorithm", TUS_ALGORITHMS);
        say_number(k, "Tus-Max-Size", k->web->o.recording_max);
        reply_empty(k, 204);
}
