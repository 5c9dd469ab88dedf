/* dossier_package.c - the package for the archive: a zip with the volumes, every paper, the files, the manifest, a proof of every act, the signed
 * checkpoint and a viewer that checks all of it from disk.  Made from stored files only, with fixed times and a fixed order, so that the same
 * binding under the same checkpoint gives the same bytes.  Recordings stay where they are: the package holds their digests. */
#include "base/file.h"
#include "base/json.h"
#include "base/setting.h"
#include "blob/blob.h"
#include "journal/proof.h"
#include "paper/dossier_inner.h"
#include "ui/assets.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#define MANIFEST_MAX ((int64_t)16 * 1024 * 1024)

struct package { struct ctx *c; zip_t *zip; time_t at; };

bool paper__write(struct ctx *c, int fd, struct bytes b)
{
        return write_all(fd, b.p, b.n) || fail(&c->why, "写文件失败：%s", strerror(errno));
}

/* ---- into the zip ---- */

static bool source_add(struct package *p, const char *name, zip_source_t *s, bool squeeze)
{
        zip_int64_t i = s ? zip_file_add(p->zip, name, s, ZIP_FL_ENC_UTF_8) : -1;

        if (i < 0) {
                if (s)
                        zip_source_free(s);
                return fail(&p->c->why, "无法写入归档包：%s", zip_strerror(p->zip));
        }
        return (!zip_file_set_mtime(p->zip, (zip_uint64_t)i, p->at, 0) && !zip_set_file_compression(p->zip, (zip_uint64_t)i, squeeze ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 6)) ||
               fail(&p->c->why, "无法写入归档包：%s", zip_strerror(p->zip));
}

/* b must live until the zip is closed. */
static bool bytes_add(struct package *p, const char *name, struct bytes b)
{
        return source_add(p, name, zip_source_buffer(p->zip, b.p, b.n, 0), true);
}

static bool text_add(struct package *p, const char *name, const char *text)
{
        return bytes_add(p, name, (struct bytes){ (const uint8_t *)text, strlen(text) });
}

static bool blob_file_add(struct package *p, const char *name, const char *digest)
{
        int fd = blob_open(p->c->blobs, digest, &p->c->why);
        FILE *file = fd < 0 ? NULL : fdopen(fd, "rb");

        if (!file)
                return fd >= 0 && (close(fd), fail(&p->c->why, "无法打开 %s", digest));
        return source_add(p, name, zip_source_filep(p->zip, file, 0, -1), false);       /* libzip closes it */
}

static bool asset_add(struct package *p, const char *name, const char *asset)
{
        const struct asset *a = asset_find(asset_path(asset));

        return a ? bytes_add(p, name, a->bytes) : fail(&p->c->why, "程序里没有 %s", asset);
}

/* ---- what the viewer reads ---- */

/* Of an act on a classified recording only what says nothing of it goes out; the rest stays sealed, and the proof holds all the same. */
static bool bundle_of(struct ctx *c, const struct act *a, const char **bundle)
{
        static const char open[] = "actor|actor_name|role|agency|unit|stage|flags|kind|file|size|segments";
        const char **names = TAKE_N(c->mem, const char *, a->n + 1);
        size_t n = 0;
        bool secret;

        if (!access_act_secret(c, a, &secret))
                return false;
        for (size_t i = 0; i < a->n; i++)
                if (text_in(a->fields[i].name, open, '|'))
                        names[n++] = a->fields[i].name;
        return proof_bundle(c, a->seq, secret ? names : NULL, secret ? n : 0, bundle);
}

/* Was a recording classified since?  Then what was bound still names it. */
static bool names_secrets(const struct paper_case *pc)
{
        for (size_t i = pc->n; i < pc->all; i++)
                if (!strcmp(pc->acts[i].verb, "recording.classify"))
                        return true;
        return false;
}

/* `window.MINGJING_DOSSIER = {…}`: the manifest's own bytes as a string, the binding's proof and those of all acts before it. */
static const char *data_text(struct ctx *c, int64_t case_id, int64_t bound, const char *manifest, const char *const *vkeys, size_t n_vkeys)
{
        struct paper_case *pc = paper_case_load(c, case_id, bound);
        struct json *j = json_new(c->mem);
        const char *bundle;

        if (!pc || !proof_bundle(c, bound, NULL, 0, &bundle))
                return NULL;
        if (names_secrets(pc))
                return refuse(&c->why, R_NEED, NULL, "制卷以后有音像资料定密，须重新制卷后再导出"), NULL;
        json_open(j, '{');
        json_pair(j, "manifest", manifest);
        json_key(j, "seal");
        json_raw(j, bundle);
        json_key(j, "vkeys");
        json_open(j, '[');
        for (size_t i = 0; i < n_vkeys; i++)
                json_text(j, vkeys[i]);
        json_close(j, ']');
        json_key(j, "acts");
        json_open(j, '[');
        for (size_t i = 0; i + 1 < pc->n; i++) {
                if (!bundle_of(c, &pc->acts[i], &bundle))
                        return NULL;
                json_raw(j, bundle);
        }
        json_close(j, ']');
        json_close(j, '}');
        return text_make(c->mem, "window.MINGJING_DOSSIER = %s;\n", json_done(j));
}

static bool listed_add(struct package *p, const char *manifest)
{
        json_t *all = json_parse(&p->c->why, manifest, strlen(manifest)), *one;
        bool ok = all != NULL;
        size_t i;

        json_array_foreach(json_object_get(all, "files"), i, one)
                ok = ok && blob_file_add(p, text_copy(p->c->mem, json_string_value(json_object_get(one, "path"))),
                                         json_string_value(json_object_get(one, "digest")));
        json_decref(all);
        return ok;
}

static bool fill(struct package *p, int64_t case_id, int64_t bound, const char *manifest)
{
        const char *note, *data;
        int64_t size;
        size_t n;
        const char *const *vkeys = dossier__hooks.vkeys(&n);

        if (!checkpoint_latest(p->c, &note, &size))
                return false;
        if (!note || size <= bound)
                return refuse(&p->c->why, R_NEED, NULL, "制卷以后还没有签发检查点，稍后再导出");
        data = data_text(p->c, case_id, bound, manifest, vkeys, n);
        return data && asset_add(p, DOSSIER_VIEWER, "viewer.html") && text_add(p, DOSSIER_MANIFEST, manifest) && text_add(p, DOSSIER_DATA, data) &&
               asset_add(p, DOSSIER_SCRIPT, "viewer.js") && asset_add(p, DOSSIER_STYLE, "viewer.css") && text_add(p, DOSSIER_CHECKPOINT, note) && listed_add(p, manifest);
}

/* ---- to whoever asked ---- */

struct watched { pages_progress_fn *progress; void *to; };
static void zip_progress(zip_t *z, double done, void *to)
{
        const struct watched *w = to;

        w->progress(w->to, (size_t)(done * 100), 100);
}

static bool copy_out(struct ctx *c, const char *path, int fd)
{
        uint8_t *piece = arena_take(c->mem, 65536);
        FILE *in = fopen(path, "rb");
        size_t n;
        bool ok = in != NULL;

        while (ok && (n = fread(piece, 1, 65536, in)) > 0)
                ok = paper__write(c, fd, (struct bytes){ piece, n });
        ok = ok && !ferror(in);
        if (in)
                fclose(in);
        return ok || fail(&c->why, "无法读回归档包");
}

static bool zip_make(struct package *p, const char *path, int64_t case_id, int64_t bound, const char *manifest, const struct watched *w)
{
        int code = 0;

        p->zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
        if (!p->zip)
                return fail(&p->c->why, "无法建立归档包（%d）", code);
        if (!fill(p, case_id, bound, manifest)) {
                zip_discard(p->zip);
                return false;
        }
        if (w->progress)
                zip_register_progress_callback_with_state(p->zip, 0.01, zip_progress, NULL, (void *)w);
        if (zip_close(p->zip)) {
                fail(&p->c->why, "无法写完归档包：%s", zip_strerror(p->zip));
                zip_discard(p->zip);
                return false;
        }
        return true;
}

bool dossier_package(struct ctx *c, int64_t case_id, int fd, pages_progress_fn *progress, void *to)
{
        const struct watched w = { progress, to };
        struct package p = { .c = c };
        const char *digest, *folder = setting_text("temp");
        char *path = text_make(c->mem, "%s/mingjing-package-XXXXXX", text_empty(folder) ? "/tmp" : folder);
        struct bytes manifest;
        struct act bound;
        int64_t seq;
        int temp;
        bool ok;

        if (!paper__hooks.see(c, case_id) || !dossier_bound(c, case_id, &seq, &digest))
                return false;
        if (seq < 0)
                return refuse(&c->why, R_NEED, NULL, "案卷还没有制卷");
        if (!act_load(c, seq, &bound) || !blob_read(c->blobs, c->mem, digest, MANIFEST_MAX, &manifest, &c->why))
                return false;
        temp = mkstemp(path);
        if (temp < 0)
                return fail(&c->why, "无法建立临时文件 %s", path);
        close(temp);
        p.at = (time_t)(bound.at.ms / 1000);
        ok = zip_make(&p, path, case_id, seq, text_copy_n(c->mem, (const char *)manifest.p, manifest.n), &w) && copy_out(c, path, fd);
        unlink(path);
        return ok;
}
