/* cli_media.c - recordings at a prompt, without a site: what is in a file and what is wrong with it, and what can be made from it.  The
 * file named is only read; what is made goes into a new file and never over one that is there. */
#include "base/file.h"
#include "base/json.h"
#include "base/setting.h"
#include "cli/cli.h"
#include "media/media.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct call { struct cli *x; struct media *m; const char *path; int fd; };

static bool number(struct cli *x, const char *name, int64_t otherwise, int64_t *out)
{
        const char *s = cli_option(x, name);

        *out = otherwise;
        return !s || text_int(s, 0, INT64_MAX / 1000, out) || refuse(&x->why, R_ARG_TYPE, name, "--%s %s", name, s);
}

static int file_new(struct cli *x, const char *path)
{
        int fd = path ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;

        if (!path)
                refuse(&x->why, R_ARG_MISSING, "out", "用 --out 指明写到哪个文件");
        else if (fd < 0)
                fail(&x->why, "%s：%s", path, strerror(errno));
        return fd;
}

static bool picture_out(struct cli *x, const char *path, struct bytes b)
{
        int fd = file_new(x, path);
        bool ok = fd >= 0 && (write_all(fd, b.p, b.n) || fail(&x->why, "%s：%s", path, strerror(errno)));

        out_close(fd);
        return ok;
}

/* ---- verbs ---- */

static bool do_probe(struct call *k)
{
        const char *slash = strrchr(k->path, '/');
        struct media_hint hint = { .name = slash ? slash + 1 : k->path, .size = -1, .now = { (int64_t)time(NULL) * 1000 } };
        struct media_facts f;

        if (!number(k->x, "size", -1, &hint.size) || !media_probe(k->m, k->x->mem, k->fd, &hint, &f, &k->x->why))
                return false;
        cli_print(media_json(k->x->mem, &f));
        return true;
}

static bool do_pictures(struct call *k)
{
        struct media_picture p[MEDIA_PICTURES_MAX];
        const char *out = cli_option(k->x, "out");
        int64_t count, side;
        size_t n;

        if (!number(k->x, "count", 5, &count) || !number(k->x, "side", 480, &side) ||
            !media_pictures(k->m, k->x->mem, k->fd, count > 64 ? 64 : (int)count, side > 4096 ? 4096 : (int)side, p, &n,
                    &k->x->why))
                return false;
        for (size_t i = 0; i < n; i++) {
                printf("%lld ms　%d×%d　%zu 字节\n", (long long)p[i].at, p[i].width, p[i].height, p[i].jpeg.n);
                if (out && !picture_out(k->x, text_make(k->x->mem, "%s-%zu.jpg", out, i + 1), p[i].jpeg))
                        return false;
        }
        return true;
}

static bool do_still(struct call *k)
{
        struct media_picture p;
        int64_t at, side;

        return number(k->x, "at", 0, &at) && number(k->x, "side", 0, &side) &&
               media_still(k->m, k->x->mem, k->fd, at, side > 4096 ? 0 : (int)side, &p, &k->x->why) &&
                       picture_out(k->x, cli_option(k->x, "out"), p.jpeg);
}

static bool do_waveform(struct call *k)
{
        struct json *j = json_new(k->x->mem);
        struct bytes b;
        int64_t count;

        if (!number(k->x, "count", 100, &count) || !media_waveform(k->m, k->x->mem, k->fd, count > 4096 ? 4096 : (int)count, &b,
                &k->x->why))
                return false;
        json_open(j, '[');
        for (size_t i = 0; i < b.n; i++)
                json_int(j, b.p[i]);
        json_close(j, ']');
        cli_print(json_done(j));
        return true;
}

static bool bar(void *to, int permille)
{
        if (isatty(STDERR_FILENO))
                fprintf(stderr, "\r%3d%%%s", permille / 10, permille == 1000 ? "\n" : "");
        return true;
}

static const struct media_progress progress = { bar, NULL };

static void made_print(const struct media_made *made)
{
        printf("%s　%lld 字节\n", made->type, (long long)made->size);
        for (size_t i = 0; i < made->n_changes; i++)
                printf("%s\n", made->changes[i]);
}

/* Makes a file; it is gone again if that did not succeed. */
typedef bool make_fn(struct call *k, int to, struct media_made *out);
static bool file_made(struct call *k, make_fn *make)
{
        const char *path = cli_option(k->x, "out");
        int to = file_new(k->x, path);
        struct media_made made;
        bool ok = to >= 0 && make(k, to, &made);

        if (to >= 0)
                close(to);
        if (to >= 0 && !ok)
                unlink(path);
        if (ok)
                made_print(&made);
        return ok;
}

static bool clip_make(struct call *k, int to, struct media_made *out)
{
        int64_t from, until;

        return number(k->x, "from", 0, &from) && number(k->x, "until", 0, &until) &&
               media_clip(k->m, k->x->mem, k->fd, to, from, until, &progress, out, &k->x->why);
}

/* "0-5000:1000,2000,3000,3000": from and until in ms, left, top, width and height in ten thousandths. */
static bool region_read(struct cli *x, const char *s, struct media_region *r)
{
        long long from, until;
        struct media_box b;
        int n = 0;

        if (sscanf(s, "%lld-%lld:%d,%d,%d,%d%n", &from, &until, &b.x, &b.y, &b.w, &b.h, &n) != 6 || s[n])
                return refuse(&x->why, R_ARG_TYPE, "region", "%s", s);
        *r = (struct media_region){ from, until, b, b };
        return true;
}

static bool blur_make(struct call *k, int to, struct media_made *out)
{
        struct media_region *r = TAKE_N(k->x->mem, struct media_region, k->x->n_options + 1);
        struct media_blur b = { .regions = r, .mute = cli_flag(k->x, "mute") };

        for (size_t i = 0; i < k->x->n_options; i++)
                if (!strcmp(k->x->options[i].name, "region") && !region_read(k->x, k->x->options[i].value, &r[b.n++]))
                        return false;
        return media_blur(k->m, k->x->mem, k->fd, to, &b, &progress, out, &k->x->why);
}

static bool do_clip(struct call *k) { return file_made(k, clip_make); }
static bool do_blur(struct call *k) { return file_made(k, blur_make); }

static bool do_text(struct call *k)
{
        const char *text;

        if (!media_ocr(k->m, k->x->mem, k->fd, &text, &k->x->why))
                return false;
        cli_print(text);
        return true;
}

static bool do_speech(struct call *k)
{
        const struct media_speech set = { .url = cli_option(k->x, "service"), .key = setting_text("speech-key"),
                .model = cli_option(k->x, "model") };
        const struct media_said *said;
        size_t n;

        if (!media_speech(k->m, k->x->mem, k->fd, &set, &said, &n, &k->x->why))
                return false;
        for (size_t i = 0; i < n; i++)
                printf("%lld-%lld　%s\n", (long long)said[i].from, (long long)said[i].until, said[i].text);
        return true;
}

static const struct verb { const char *name; bool (*run)(struct call *k); } verbs[] = { { "probe", do_probe },
        { "pictures", do_pictures }, { "still", do_still },
        { "waveform", do_waveform }, { "clip", do_clip }, { "blur", do_blur }, { "text", do_text }, { "speech", do_speech },
        { NULL, NULL } };

static bool verb_run(struct cli *x, const struct verb *v, const char *path)
{
        struct call k = { .x = x, .path = path, .fd = open(path, O_RDONLY | O_CLOEXEC) };
        bool ok;

        if (k.fd < 0)
                return fail(&x->why, "%s：%s", path, strerror(errno));
        k.m = media_open(NULL, &x->why);
        ok = k.m && v->run(&k);
        media_close(k.m);
        close(k.fd);
        return ok;
}

bool sub_media(struct cli *x)
{
        if (x->n_words != 2)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        for (const struct verb *v = verbs; v->name; v++)
                if (!strcmp(v->name, x->words[0]))
                        return verb_run(x, v, x->words[1]);
        return refuse(&x->why, R_ARG_CHOICE, NULL, "%s", cli_usage(x->mem, x->sub));
}
