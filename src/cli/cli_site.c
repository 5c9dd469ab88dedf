/* cli_site.c - making a site and serving it.  What a site is made of comes from its pack; nothing about it is written here. */
#include "base/setting.h"
#include "blob/blob.h"
#include "cli/acting.h"
#include "cli/bind.h"
#include "cli/config.h"
#include "cli/jobs.h"
#include "cli/reading.h"
#include "cli/site.h"
#include "cli/story.h"
#include "db/db.h"
#include "journal/proof.h"
#include "law/pack.h"
#include "org/agency.h"
#include "portal/portal.h"
#include "recording/copy.h"
#include "setup/setup.h"
#include "web/metrics.h"
#include "web/web.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define CHECKPOINT_SECONDS 60           /* how long an act may wait until a signed head covers it, while serving */

struct instant moment_now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_REALTIME, &t);
        return (struct instant){ (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 };
}

/* ---- init ---- */

bool site_pack_read(struct cli *x, const char *dir, struct pack **out)
{
        struct findings found = { .mem = x->mem };
        const struct verb_effect *verbs;
        struct pack *p;
        size_t n;

        verbs = org_verbs(&n);
        p = pack_load(dir, verbs, n, &found);
        for (size_t i = 0; i < found.n; i++)
                fprintf(stderr, "%s\n", finding_text(x->mem, &found.at[i]));
        *out = p;
        return p || refuse(&x->why, R_PACK_BROKEN, NULL, "%s：%zu 处错误，已逐条写在标准错误", dir, found.errors);
}

static void folder_make(struct cli *x, const char *url)
{
        const char *path = text_starts(url, "sqlite:") ? url + 7 : "", *slash = strrchr(path, '/');

        if (slash && slash != path)
                mkdir(text_copy_n(x->mem, path, (size_t)(slash - path)), 0777);
}

bool site_make(struct cli *x, const struct site_plan *plan)
{
        struct pack *p;
        bool ok;

        if (!site_pack_read(x, plan->pack_dir, &p))
                return false;
        folder_make(x, plan->url);
        ok = journal_init(plan->url, plan->origin ? plan->origin : text_make(x->mem, "localhost/mingjing/%s", p->name), plan->hash,
                          p->sources, plan->now, &x->why);
        pack_free(p);
        return ok;
}

/* Without the password: what is printed ends up in logs. */
static const char *url_shown(struct arena *mem, const char *url)
{
        const char *at = strrchr(url, '@'), *user = strstr(url, "://");
        const char *colon = at && user ? memchr(user + 3, ':', (size_t)(at - user - 3)) : NULL;

        return colon ? text_make(mem, "%.*s:…%s", (int)(colon - url), url, at) : url;
}

bool sub_init(struct cli *x)
{
        struct site_plan plan = { .url = x->url, .pack_dir = cli_option(x, "pack"), .origin = cli_option(x, "origin"),
                                  .hash = HASH_SM3, .now = moment_now() };

        if (!cli_url(x) || !cli_instant(x, "now", &plan.now))
                return false;
        if (!plan.pack_dir)                     /* chosen on the page /setup */
                plan.pack_dir = text_make(x->mem, "%s/national", cli_packs(x));
        if (cli_option(x, "hash") && !hash_by_name(cli_option(x, "hash"), &plan.hash))
                return refuse(&x->why, R_ARG_CHOICE, "hash", "--hash 应为 sm3 或 sha256");
        if (!site_make(x, &plan))
                return false;
        printf("站点已建立：%s\n密钥文件：%s（请另行备份，不要与数据库放在一起）\n", url_shown(x->mem, x->url), keys_path(x->mem, x->url));
        return true;
}

/* ---- serve ---- */

struct serving { struct cli *x; struct acting acting; struct web *web; struct job_thread *jobs; struct web_options options; int64_t signed_size; const char *code /* of /setup */; };

/* A site on a set clock goes on from --now, otherwise from this moment, but never from before its newest act. */
static bool clock_choose(struct serving *s)
{
        struct reading r = { 0 };
        struct act newest;
        int64_t size = 0;
        bool ok = reading_open(s->x, NULL, &r) && journal_size(&r.c, &size);

        s->options.test_clock = r.c.test_clock || cli_option(s->x, "now");
        s->options.now = r.c.now;
        if (ok && size && s->options.test_clock && act_load(&r.c, size - 1, &newest) && newest.at.ms > r.c.now.ms)
                s->options.now = newest.at;
        if (ok && cli_option(s->x, "now") && !strcmp(r.site.clock, "real"))
                ok = refuse(&r.c.why, R_TEST_CLOCK, "now", "这个站点用的是真实时钟");
        reading_close(s->x, &r);
        return ok;
}

/* Only a connection: the pack in force belongs to the writer and the server's threads while they run. */
static bool head_sign(struct serving *s, struct ctx *c, struct keys *k)
{
        const char *note;
        int64_t size;

        c->db = k ? db_open(s->x->url, DB_READ, &c->why) : NULL;
        if (!c->db || !journal_size(c, &size))
                return false;
        if (!size || size == s->signed_size)
                return true;
        if (!checkpoint_make(c, s->x->url, k, moment_now(), &note))
                return false;
        s->signed_size = size;
        web_public_changed();                   /* kept pages that waited for a signature have one now */
        return true;
}

static void checkpoint_sign(struct serving *s)
{
        struct arena *mem = arena_new();
        struct ctx c = { .mem = mem, .why = { .mem = mem } };
        struct keys *k = keys_load(keys_path(mem, s->x->url), &c.why);

        if (!head_sign(s, &c, k))
                fprintf(stderr, "检查点没有签成：%s\n", c.why.detail ? c.why.detail : "");
        db_close(c.db);
        keys_free(k);
        arena_free(mem);
}

/* While no administrator can sign in, whoever started the server is told how one is made.  Asked before anything serves. */
static bool setup_ask(struct serving *s)
{
        struct reading r = { 0 };
        bool done = true, ok;

        ok = reading_open(s->x, NULL, &r) && org_administered(&r.c, &done);
        s->code = ok && !done ? setup_code() : NULL;
        reading_close(s->x, &r);
        return ok;
}

/* Serves until told to stop; each round signs what came in. */
static void serve_until_told(struct serving *s, const sigset_t *stop)
{
        struct timespec round = { .tv_sec = CHECKPOINT_SECONDS };
        const char *colon = strrchr(s->options.listen, ':'), *figures = s->options.metrics_listen;

        printf("http://%.*s:%d\n", (int)(colon - s->options.listen), s->options.listen, web_port(s->web));
        if (!text_empty(figures))
                printf("运行指标 http://%.*s:%d/metrics\n", (int)(strrchr(figures, ':') - figures), figures, metrics_port());
        printf("端口 %d\n", web_port(s->web));         /* whoever waits for it has read the rest */
        fflush(stdout);
        do
                checkpoint_sign(s);
        while (sigtimedwait(stop, NULL, &round) < 0);
}

/* On a set clock time stands where it was told, and so jobs run by themselves only where that is wanted (--jobs). */
static bool jobs_run(struct serving *s)
{
        struct job_place place = { .url = s->x->url, .journal = s->acting.journal, .blobs = s->acting.blobs,
                                   .set_clock = s->options.test_clock, .follow = s->options.test_clock };

        if (s->options.test_clock && !cli_flag(s->x, "jobs"))
                return true;
        s->jobs = jobs_start(&place, s->options.now, web_public_changed, &s->x->why);
        return s->jobs != NULL;
}

/* What signs the forms of the public door: the same for all servers that share the site's key file. */
static const char *door_secret(struct cli *x)
{
        FILE *f = fopen(keys_path(x->mem, x->url), "re");
        struct buffer b = { .mem = x->mem };
        char piece[512];
        size_t n;

        while (f && (n = fread(piece, 1, sizeof piece, f)) > 0)
                buffer_put(&b, piece, n);
        if (f)
                fclose(f);
        return b.n ? text_make(x->mem, "public door\n%s", buffer_done(&b)) : NULL;
}

static bool serve_start(struct serving *s)
{
        struct cli *x = s->x;
        int64_t threads, addresses, asks;

        if (!config_int(x, "threads", &threads) || !config_int(x, "per-address", &addresses) || !config_int(x, "asks", &asks) ||
            !config_int(x, "upload-max", &s->options.upload_max) || !config_int(x, "recording-max", &s->options.recording_max))
                return false;
        s->options.threads = (int)threads;
        s->options.per_address = (int)addresses;
        s->options.asks_per_hour = (int)asks;
        s->options.secret = door_secret(x);
        s->options.behind_tls = config_flag(x, "behind-tls");
        s->options.log = text_same(config_text(x, "log"), "json") ? WEB_LOG_JSON : text_same(config_text(x, "log"), "text") ? WEB_LOG_TEXT : WEB_LOG_OFF;
        s->options.metrics_listen = config_text(x, "metrics-listen");
        s->options.trace = cli_option(x, "trace") != NULL;
        s->options.signin = config_text(x, "signin");
        s->options.url = x->url;
        s->options.listen = config_text(x, "listen");
        s->options.blobs = config_text(x, "blobs");
        s->options.hooks = bind_web_hooks();
        if (cli_option(x, "clamd"))
                recorder_bind(cli_option(x, "clamd"));
        if (cli_option(x, "speech"))
                copy_speech_bind(cli_option(x, "speech"), setting_text("speech-key"), setting_text("speech-model"));
        if (!clock_choose(s) || !setup_ask(s) || !keys_show(s->x) || !acting_open(x, x->url, s->options.blobs, &s->acting) ||
            !acting_store(&s->acting))
                return false;
        s->web = web_start(&s->options, s->acting.journal, &x->why);
        /* last: the first act decides for good which clock the site runs on, so nothing may fail after it */
        return s->web && journal_found(s->acting.journal, s->options.now, s->options.test_clock, &x->why) && jobs_run(s);
}

bool sub_serve(struct cli *x)
{
        struct serving s = { .x = x, .signed_size = -1 };
        sigset_t stop;
        bool ok;

        if (!cli_url(x))
                return false;
        if (!config_text(x, "listen"))
                return refuse(&x->why, R_ARG_MISSING, "listen", "%s", cli_usage(x->mem, x->sub));
        signal(SIGPIPE, SIG_IGN);
        signal(SIGXFSZ, SIG_IGN);               /* a file that may not grow is a full disk, not the end */
        sigemptyset(&stop);
        sigaddset(&stop, SIGINT);
        sigaddset(&stop, SIGTERM);
        sigprocmask(SIG_BLOCK, &stop, NULL);    /* before any thread is made: they all inherit it */
        ok = serve_start(&s);
        if (ok) {
                if (s.code)
                        printf("还没有管理员能登录：打开 /setup，开通码 %s\n", s.code);
                serve_until_told(&s, &stop);
        }
        jobs_stop(s.jobs);
        web_stop(s.web);
        acting_close(&s.acting);
        if (ok)
                checkpoint_sign(&s);
        return ok;
}
