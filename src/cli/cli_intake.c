/* cli_intake.c - `mingjing intake`: a workbook at a prompt, by the same acts as at a desk: brought and checked, then done row by row. */
#include "base/file.h"
#include "base/json.h"
#include "blob/blob.h"
#include "cli/acting.h"
#include "cli/jobs.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "intake/intake.h"
#include "db/db.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The library that writes workbooks wants a regular file; what goes to a pipe goes there afterwards. */
int cli_nameless(struct cli *x)
{
        int fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

        if (fd < 0)
                fail(&x->why, "无法建立临时文件：%s", strerror(errno));
        return fd;
}

bool cli_hand_out(struct cli *x, int from, const char *path)
{
        char block[65536];
        int to = out_open(x, path);
        off_t at = 0;
        ssize_t n;
        bool ok = to >= 0;

        while (ok && (n = pread_all(from, block, sizeof block, at)) > 0) {
                ok = write_all(to, block, (size_t)n) || fail(&x->why, "写文件出错：%s", strerror(errno));
                at += n;
        }
        if (to >= 0)
                out_close(to);
        return ok;
}

static bool file_make(struct cli *x, const char *path, const char *of, const char *arg, const char *out)
{
        struct reading r = { 0 };
        const char *name = NULL, *args[4] = { arg };
        int fd = cli_nameless(x);
        bool ok = fd >= 0 && reading_open(x, cli_option(x, "as"), &r);

        if (ok && of)
                ok = (r.c.blobs = site_store(x->mem, x->url, cli_option(x, "blobs"), r.site.hash, &r.c.why)) != NULL;
        ok = ok && intake_write(&r.c, path, args, fd, &name);
        blobs_close(r.c.blobs);
        reading_close(x, &r);
        ok = ok && cli_hand_out(x, fd, out);
        if (fd >= 0)
                close(fd);
        return ok;
}

static const char *mode_of(struct cli *x)
{
        return cli_flag(x, "check") ? "check" : cli_flag(x, "good-rows") ? "good" : "all";
}

static bool start(struct cli *x, struct acting *a, int64_t *id)
{
        const char *slash = strrchr(x->words[1], '/');
        struct pair pairs[5] = { { "what", x->words[0] }, { "file", text_make(x->mem, "@%s", x->words[1]) }, { "mode", mode_of(x) },
                                 { "file_name", utf8_head(x->mem, slash ? slash + 1 : x->words[1], 100) } };
        struct request r = { .verb = "sheet.import", .login = cli_option(x, "as"), .expected = -1, .test_clock = cli_option(x, "now") != NULL };
        struct answer out;
        struct bytes map;
        size_t n = 4;

        if (cli_option(x, "map")) {
                if (!file_bytes(x, x->mem, cli_option(x, "map"), &map))
                        return false;
                pairs[n++] = (struct pair){ "mapping", text_replace(x->mem, (const char *)map.p, "\r\n", "\n") };
        }
        if (!cli_instant(x, "now", &r.at) || !acting_request(a, pairs, n, &r))
                return false;
        if (!acting_submit(a, &r, &out)) {
                if (x->why.kind == WHY_NOTHING)
                        x->why = out.why;
                return false;
        }
        *id = out.subject.id;
        return true;
}

static bool rows_do(struct cli *x, struct acting *a)
{
        struct job_place place = { .url = x->url, .journal = a->journal, .blobs = a->blobs, .set_clock = cli_option(x, "now") != NULL };
        struct instant now = moment_now();
        struct job_report r;

        if (!cli_instant(x, "now", &now) || !job_once(x->mem, &place, job_find("intake"), now, &r, &x->why))
                return false;
        if (r.refused && r.why.kind == WHY_FAILED)
                x->why = r.why;
        return x->why.kind == WHY_NOTHING;
}

/* What stands in the table of imports now. */
static bool outcome(struct cli *x, int64_t id)
{
        struct reading r = { 0 };
        struct intake_outcome o;
        struct json *j = json_new(x->mem);
        bool ok = reading_open(x, cli_option(x, "as"), &r) && intake_outcome(&r.c, id, &o);

        reading_close(x, &r);
        if (!ok)
                return false;
        json_open(j, '{');
        json_key(j, "import");
        json_int(j, id);
        json_pair(j, "state", o.state);
        json_key(j, "rows");
        json_int(j, o.rows);
        json_key(j, "wrong");
        json_int(j, o.wrong);
        json_key(j, "done");
        json_int(j, o.done);
        json_key(j, "failed");
        json_int(j, o.failed);
        if (*o.first)
                json_pair(j, "first", o.first);
        json_close(j, '}');
        if (o.wrong || o.failed) {
                if (cli_option(x, "errors") && !file_make(x, "/desk/admin/import/", "errors", text_make(x->mem, "%lld", (long long)id), cli_option(x, "errors")))
                        return false;
                if (strcmp(o.state, "done") || o.failed)
                        return cli_print(json_done(j)), refuse(&x->why, R_INTAKE_ROWS, NULL, "%lld 行；第一处：%s", (long long)(o.wrong + o.failed), o.first);
        }
        cli_print(json_done(j));
        return true;
}

bool sub_intake(struct cli *x)
{
        const char *template = cli_option(x, "template");
        struct acting a;
        int64_t id = 0;
        bool ok;

        if (!x->n_words || !cli_option(x, "as") || (!template && x->n_words < 2))
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (!cli_url(x))
                return false;
        if (template)
                return file_make(x, "/desk/admin/import/template/", NULL, x->words[0], template);
        if (!acting_open(x, x->url, cli_option(x, "blobs"), &a))
                return false;
        ok = start(x, &a, &id) && rows_do(x, &a);
        acting_close(&a);
        return ok && outcome(x, id);
}
