/* recording_look.c - looks at a file before the act that takes it in: what it is, what is wrong with it, pictures, waveform, virus scan.  All of
 * it goes into the act, so that a later claim about the file can be held against it.
 *
 * Must never: parse a byte of the recording here (mingjing-media does, in its jail); take a file for clean because the scanner was away.
 */
#include "blob/blob.h"
#include "equipment/equipment.h"
#include "recording/recording_inner.h"
#include <string.h>
#include <unistd.h>

#define PICTURES 5
#define PICTURE_SIDE 480        /* pixels */
#define WAVE_BUCKETS 1000

static struct recording_hooks hooks;

void recording_bind(const struct recording_hooks *h) { hooks = *h; }
const struct recording_hooks *recording_bound(void) { return &hooks; }

bool recording_scan(int fd, struct arena *mem, const char **found, struct why *why)
{
        *found = "";
        return text_empty(hooks.clamd) || clamd_scan(hooks.clamd, fd, mem, found, why);
}

struct looking { struct ctx *c; struct request *r; const char *device; int fd; struct media_facts facts; bool stopped; };

static void put(struct looking *l, const char *name, const char *value) { request_put(l->c->mem, l->r, name, value); }
static void put_int(struct looking *l, const char *name, int64_t v) { put(l, name, text_make(l->c->mem, "%lld", (long long)v)); }

/* What cannot be made from a broken file is left out; a disk or a worker that fails stops the intake. */
static bool left_out(const struct why *why, struct ctx *c)
{
        return why->kind != WHY_FAILED || fail(&c->why, "%s", why->detail);
}

static bool pictures_put(struct looking *l)
{
        struct media_picture at[MEDIA_PICTURES_MAX];
        struct buffer list = { .mem = l->c->mem };
        struct why why = { .mem = l->c->mem };
        size_t n = 0;

        if (l->facts.kind != MEDIA_VIDEO && l->facts.kind != MEDIA_PHOTO)
                return true;
        if (!media_pictures(hooks.media, l->c->mem, l->fd, PICTURES, PICTURE_SIDE, at, &n, &why))
                return left_out(&why, l->c);
        for (size_t i = 0; i < n; i++) {
                const char *digest;

                if (!blob_put_bytes(l->c->blobs, l->c->mem, at[i].jpeg.p, at[i].jpeg.n, &digest, &l->c->why))
                        return false;
                if (!text_in(digest, buffer_done(&list), ','))
                        buffer_make(&list, "%s%s", list.n ? "," : "", digest);
        }
        put(l, "pictures", buffer_done(&list));
        return true;
}

static bool has_sound(const struct media_facts *f)
{
        for (size_t i = 0; i < f->n_streams; i++)
                if (f->streams[i].kind == MEDIA_AUDIO)
                        return true;
        return false;
}

static bool waveform_put(struct looking *l)
{
        struct why why = { .mem = l->c->mem };
        struct bytes wave;
        const char *digest;

        if (!has_sound(&l->facts))
                return true;
        if (!media_waveform(hooks.media, l->c->mem, l->fd, WAVE_BUCKETS, &wave, &why))
                return left_out(&why, l->c);
        if (!blob_put_bytes(l->c->blobs, l->c->mem, wave.p, wave.n, &digest, &l->c->why))
                return false;
        put(l, "waveform", digest);
        return true;
}

static void findings_put(struct looking *l)
{
        struct buffer names = { .mem = l->c->mem };

        for (size_t i = 0; i < l->facts.n_findings; i++) {
                const char *name = media_finding_name(l->facts.findings[i].code);

                if (!text_in(name, buffer_done(&names), ','))
                        buffer_make(&names, "%s%s", names.n ? "," : "", name);
        }
        put(l, "findings", buffer_done(&names));
}

/* The recording's own time by what the device's clock showed when it was docked; as it stands in the file where that is not known. */
static bool made_put(struct looking *l)
{
        struct instant made = l->facts.made, real;
        int64_t offset;
        bool known = false;

        if (!l->facts.dated)
                return true;
        if (!text_empty(l->device) && !device_time(l->c, l->device, made, &real, &offset, &known))
                return false;
        put(l, "made", instant_text(l->c->mem, known ? real : made));
        return true;
}

static bool facts_put(struct looking *l)
{
        const struct media_facts *f = &l->facts;

        put_int(l, "size", f->size);
        put(l, "found", media_kind_name(f->kind));
        put(l, "type", f->type);
        put_int(l, "length", f->length);
        if (f->placed) {
                put_int(l, "latitude", f->latitude);
                put_int(l, "longitude", f->longitude);
        }
        findings_put(l);
        put(l, "media", media_json(l->c->mem, f));
        put(l, "stopped", l->stopped ? "true" : NULL);
        return made_put(l);
}

static bool scan_put(struct looking *l)
{
        const char *found = "";

        if (text_empty(hooks.clamd))
                return true;
        if (!clamd_scan(hooks.clamd, l->fd, l->c->mem, &found, &l->c->why))
                return false;
        put(l, "scan", utf8_head(l->c->mem, found, 190));
        l->stopped = l->stopped || (*found && strcmp(found, "clean"));
        return true;
}

static bool segments_put(struct looking *l, const char *digest)
{
        struct blob_segments s;

        if (!blob_segments(l->c->blobs, l->c->mem, digest, &s, &l->c->why))
                return false;
        put(l, "segments", hex_text(l->c->mem, s.root.b, sizeof s.root.b));
        return true;
}

bool recording_look(struct ctx *c, const char *digest, const char *file_name, struct request *r)
{
        return recording__look(c, digest, file_name, NULL, r);
}

bool recording__look(struct ctx *c, const char *digest, const char *file_name, const char *device, struct request *r)
{
        struct looking l = { .c = c, .r = r, .device = device };
        struct media_hint hint = { .name = text_empty(file_name) ? NULL : file_name, .size = -1, .now = c->now };
        bool ok;

        if (!c->blobs)
                return fail(&c->why, "没有打开存放音像文件的文件夹");
        if (!hooks.media)
                return fail(&c->why, "没有装好读取音像文件的程序 mingjing-media");
        l.fd = blob_open(c->blobs, digest, &c->why);
        if (l.fd < 0)
                return false;
        ok = media_probe(hooks.media, c->mem, l.fd, &hint, &l.facts, &c->why);
        l.stopped = ok && media_stopped(&l.facts);
        ok = ok && segments_put(&l, digest) && scan_put(&l) && pictures_put(&l) && waveform_put(&l);
        close(l.fd);
        return ok && facts_put(&l);
}
