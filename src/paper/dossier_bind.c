/* dossier_bind.c - 制卷: typesets the volumes and every paper, puts them into the blob store and lists them, with all other files of the case,
 * in a manifest.  The act dossier.bind names the manifest's digest and the digest of all acts before it, so that whoever has the package can
 * show that no file was swapped and no act left out.  The slow part runs before the writer sees the request; the writer only asks whether
 * anything was done on the case meanwhile. */
#include "base/json.h"
#include "blob/blob.h"
#include "paper/dossier_inner.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PIECE 65536

struct binding { struct ctx *c; struct dossier *d; struct json *files; size_t n, pages; };

/* ---- files ---- */

static const char *ending(struct ctx *c, const char *digest)
{
        static const struct { const char *head; size_t n; const char *ending; } known[] = {
                { "\xff\xd8\xff", 3, "jpg" }, { "\x89PNG", 4, "png" }, { "%PDF-", 5, "pdf" }, { "PK\x03\x04", 4, "zip" },
        };
        struct why why = { .mem = c->mem };
        char head[8] = { 0 };
        int fd = blob_open(c->blobs, digest, &why);
        ssize_t got = fd < 0 ? -1 : read(fd, head, sizeof head);

        if (fd >= 0)
                close(fd);
        for (size_t i = 0; got > 0 && i < sizeof known / sizeof *known; i++)
                if (!memcmp(head, known[i].head, known[i].n))
                        return known[i].ending;
        return "dat";
}

/* A title as part of a file's name on any system. */
static const char *safe_name(struct arena *mem, const char *title)
{
        struct buffer b = { .mem = mem };
        uint32_t ch;

        for (const char *s = title, *from = s; (ch = utf8_next(&s)); from = s) {
                if (ch < 0x20 || ch == 0x7f || (ch < 0x80 && strchr("/\\:*?\"<>|", (int)ch)))
                        buffer_text(&b, "_");
                else
                        buffer_put(&b, from, (size_t)(s - from));
        }
        return utf8_length(buffer_done(&b)) > 60 ? utf8_head(mem, buffer_done(&b), 60) : buffer_done(&b);
}

static bool file_list(struct binding *b, const char *path, const char *title, const char *kind, const char *digest, int64_t seq, size_t page)
{
        int64_t size = 0;

        if (!blob_has(b->c->blobs, digest, &size))
                return fail(&b->c->why, "存储里没有文件 %s（%s）", digest, title);
        json_open(b->files, '{');
        json_pair(b->files, "path", path);
        json_pair(b->files, "title", title);
        json_pair(b->files, "kind", kind);
        json_pair(b->files, "digest", digest);
        json_key(b->files, "size");
        json_int(b->files, size);
        json_key(b->files, "seq");
        json_int(b->files, seq);
        json_key(b->files, "page");
        json_int(b->files, (int64_t)page);
        json_close(b->files, '}');
        return true;
}

/* What a function writes to a descriptor, stored. */
static bool store_from(struct ctx *c, int fd, const char **digest)
{
        struct blob_put *p = blob_begin(c->blobs, INT64_MAX, &c->why);
        char *piece = arena_take(c->mem, PIECE);
        ssize_t n = 0;
        int64_t size;

        if (!p || lseek(fd, 0, SEEK_SET) != 0)
                return p && (blob_drop(p), fail(&c->why, "无法读回排好的卷"));
        while ((n = read(fd, piece, PIECE)) > 0)
                if (!blob_add(p, piece, (size_t)n, &c->why))
                        return (blob_drop(p), false);
        if (n < 0)
                return (blob_drop(p), fail(&c->why, "无法读回排好的卷"));
        return blob_finish(p, c->mem, digest, &size, &c->why);
}

static bool has_parts(const struct dossier *d, const struct pack_volume *v)
{
        for (size_t i = 0; i < d->n; i++)
                if (d->at[i].volume == v)
                        return true;
        return false;
}

static bool volume_bind(struct binding *b, const struct pack_volume *v, enum paper_format f)
{
        int fd = memfd_create("volume", MFD_CLOEXEC);
        const char *digest;
        bool ok;

        if (fd < 0)
                return fail(&b->c->why, "没有可用的内存文件");
        ok = dossier_volume(b->c, b->d, v, f, fd, NULL, NULL) && store_from(b->c, fd, &digest) &&
             file_list(b, text_make(b->c->mem, "%s.%s", v->label, f == PAPER_PDF ? "pdf" : "ofd"), v->label, "volume", digest, -1, 1);
        close(fd);
        return ok;
}

static bool part_bind(struct binding *b, const struct dossier_part *k)
{
        struct arena *mem = b->c->mem;
        const char *name = safe_name(mem, k->title), *digest = k->digest;
        struct bytes pdf;

        b->n++;
        b->pages += k->pages;
        if (k->kind != PART_PAPER)
                return file_list(b, text_make(mem, "材料/%03zu %s.%s", b->n, name, ending(b->c, digest)), k->title, "material", digest, k->seq, k->page);
        if (*k->paper.sealed)
                digest = k->paper.sealed;
        else if (!paper_bytes(b->c, &k->paper, PAPER_PDF, &pdf) || !blob_put_bytes(b->c->blobs, mem, pdf.p, pdf.n, &digest, &b->c->why))
                return false;
        return file_list(b, text_make(mem, "文书/%03zu %s.pdf", b->n, name), text_make(mem, "%s%s%s", k->title, *k->number ? "　" : "", k->number), "paper", digest,
                         k->seq, k->page);
}

/* ---- the manifest ---- */

static void recordings_write(struct json *j, const struct dossier *d, struct arena *mem)
{
        json_key(j, "recordings");
        json_open(j, '[');
        for (size_t i = 0; i < d->n_recordings; i++) {
                const struct dossier_recording *r = &d->recordings[i];

                json_open(j, '{');
                json_pair(j, "title", r->title);
                json_pair(j, "kind", r->kind);
                json_pair(j, "digest", r->digest);
                json_pair(j, "taken_at", instant_text(mem, r->taken_at));
                json_pair(j, "place", r->place);
                json_pair(j, "collector", r->collector);
                json_pair(j, "device", r->device);
                json_pair(j, "proves", r->proves);
                json_close(j, '}');
        }
        json_close(j, ']');
}

/* Chinese for the viewer: verbs, and the fields of their acts. */
static void labels_write(struct json *j, struct arena *mem)
{
        const struct command *k;
        struct buffer seen = { .mem = mem };

        json_key(j, "labels");
        json_open(j, '{');
        for (size_t i = 0; (k = command_at(i)); i++) {
                if (strcmp(k->noun, "case"))
                        continue;
                json_pair(j, k->verb, k->label);
                for (const struct arg *g = k->args; g->name; g++)
                        if (!text_in(g->name, buffer_done(&seen), '|')) {
                                buffer_make(&seen, "%s|", g->name);
                                json_pair(j, g->name, g->label);
                        }
        }
        json_close(j, '}');
}

static void gaps_write(struct json *j, const struct dossier *d)
{
        json_key(j, "gaps");
        json_open(j, '[');
        for (size_t i = 0; i < d->n_gaps; i++)
                json_text(j, d->gaps[i].what);
        json_close(j, ']');
}

static const char *manifest_text(struct binding *b, const char *acts)
{
        struct json *j = json_new(b->c->mem);
        const struct dossier *d = b->d;

        json_open(j, '{');
        json_pair(j, "format", "mingjing-dossier/1");
        json_pair(j, "subject", text_make(b->c->mem, "case/%lld", (long long)d->case_id));
        json_pair(j, "title", d->title);
        json_pair(j, "agency", d->agency);
        json_pair(j, "number", d->number);
        json_pair(j, "party", d->party);
        json_pair(j, "retention", d->retention);
        json_pair(j, "acts_digest", acts);
        gaps_write(j, d);
        recordings_write(j, d, b->c->mem);
        labels_write(j, b->c->mem);
        json_key(j, "own");
        json_raw(j, DOSSIER_OWN_JSON);
        json_key(j, "files");
        json_raw(j, json_done(b->files));
        json_close(j, '}');
        return json_done(j);
}

/* ---- the act ---- */

static bool gaps_bar(struct ctx *c, const struct dossier *d)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < d->n_gaps; i++)
                if (d->gaps[i].bars)
                        buffer_make(&b, "%s%s", b.n ? "；" : "", d->gaps[i].what);
        return !b.n || refuse(&c->why, R_DOSSIER_INCOMPLETE, NULL, "%s", buffer_done(&b));
}

static bool files_bind(struct binding *b)
{
        const struct pack_volume *v;

        json_open(b->files, '[');
        for (size_t i = 0; (v = pack_volume_at(b->c->pack, i)); i++)
                if (has_parts(b->d, v) && (!volume_bind(b, v, PAPER_PDF) || !volume_bind(b, v, PAPER_OFD)))
                        return false;
        for (size_t i = 0; i < b->d->n; i++)
                if (!part_bind(b, &b->d->at[i]))
                        return false;
        json_close(b->files, ']');
        return true;
}

/* What the cover will say, before the act that says it is written. */
static void words_take(struct ctx *c, const struct args *a, struct draft *words, struct dossier *d)
{
        static const char *const fields[] = { "retention", "volume" };

        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                if (arg_given(a, fields[i]))
                        draft_put(words, fields[i], arg_text(a, fields[i]));
        d->binding = words;
        if (arg_given(a, "retention"))
                d->retention = arg_text(a, "retention");
}

bool dossier__prepare_bind(struct ctx *c, const struct args *a, struct request *r)
{
        struct draft words = { .mem = c->mem, .verb = "dossier.bind", .subject = { "case", r->subject } };
        struct dossier d;
        struct binding b = { .c = c, .d = &d, .files = json_new(c->mem) };
        const char *acts, *text, *digest;

        if (!paper__store(c) || !acts_digest(c, (struct subject){ "case", r->subject }, &acts) || !dossier_plan(c, r->subject, &d) || !gaps_bar(c, &d))
                return false;
        words_take(c, a, &words, &d);
        if (!files_bind(&b))
                return false;
        text = manifest_text(&b, acts);
        if (!blob_put_bytes(c->blobs, c->mem, text, strlen(text), &digest, &c->why))
                return false;
        request_put(c->mem, r, "manifest", digest);
        request_put(c->mem, r, "acts", acts);
        request_put(c->mem, r, "parts", text_make(c->mem, "%zu", b.n));
        request_put(c->mem, r, "pages", text_make(c->mem, "%zu", b.pages));
        return true;
}

bool dossier__bind(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        static const char *const fields[] = { "note", "retention", "volume", "manifest", "acts", "parts", "pages" };
        const char *acts;

        if (!acts_digest(c, (struct subject){ "case", subject }, &acts))
                return false;
        if (strcmp(acts, arg_text(a, "acts")))
                return refuse(&c->why, R_PAPER_STALE, NULL, "制卷期间案件又有办理");
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                draft_put(d, fields[i], arg_text(a, fields[i]));
        return true;
}
