/* cli_custody.c - `mingjing custody`: what of confirmed disposals is still stored, and its removal.
 *
 * A job for once a day; it may be stopped at any moment and run again.  Must never: decide what may go - that stands in the acts.
 */
#include "cli/blobs_orphans.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "custody/custody.h"
#include <stdio.h>
#include <string.h>

static void show(void *to, const char *digest, int64_t size, const char *what)
{
        (void)to;
        printf("%s  %lld 字节  %s\n", digest, (long long)size, what);
        fflush(stdout);
}

static bool days_read(struct cli *x, int64_t *days)
{
        const char *s = cli_option(x, "days");

        return !s || text_int(s, 0, 36500, days) || refuse(&x->why, R_ARG_RANGE, "days", "应为 0 到 36500 的整数");
}

static bool dispose(struct cli *x, struct reading *r, int64_t days)
{
        struct disposing how = { .before = { moment_now().ms - days * DAY_MS + (days ? 0 : AGE_ROUNDING_MS) }, .remove = !cli_flag(x, "dry"), .found = show };
        struct blobs *store = site_store(x->mem, x->url, cli_option(x, "blobs"), r->site.hash, &x->why);
        struct blob_count n = { 0 };
        bool ok = store && custody_dispose(&r->c, store, &how, &n);

        blobs_close(store);
        if (ok)
                printf("按销毁清单%s %lld 个，%lld 字节\n", how.remove ? "删除" : "可以删除", (long long)n.files, (long long)n.bytes);
        return ok;
}

bool sub_custody(struct cli *x)
{
        const char *what = x->n_words ? x->words[0] : "";
        struct reading r;
        int64_t days = 1;
        bool ok;

        if (strcmp(what, "dispose") != 0)
                return refuse(&x->why, R_ARG_CHOICE, "custody", "没有“%s”。%s", what, cli_usage(x->mem, x->sub));
        if (!days_read(x, &days))
                return false;
        ok = reading_open(x, NULL, &r) && dispose(x, &r, days);
        reading_close(x, &r);
        return ok;
}
