/* demo.c - `mingjing demo`: a site full of work, made by the same lines and the same commands as everything else.
 *
 * The pack's stories (packs/NAME/demo/) and the cases made from its templates are told side by side, in the order of time, because
 * the journal only goes forward.  What a story expects to be refused must be refused here too. */
#include "cli/acting.h"
#include "cli/site.h"
#include "cli/story.h"
#include "db/db.h"
#include "law/pack.h"
#include "org/org.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORIES_MAX 20000
#define NAMES_MAX 512

struct stream { struct story story; size_t at; bool made; /* from a template */ };
struct demo {
        struct cli *x;
        struct teller t;
        struct stream *streams; size_t n;
        const char **told; size_t n_told;       /* "file:line" of included lines: each once, whoever includes it */
        struct instant until;                   /* what happens later is not told */
        int64_t acts;
};

static int by_text(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

char **folder_files(struct arena *mem, const char *folder, const char *ending, size_t *n)
{
        char **names = TAKE_N(mem, char *, NAMES_MAX);
        DIR *d = opendir(folder);
        size_t tail = strlen(ending);

        *n = 0;
        for (struct dirent *e; d && (e = readdir(d)) && *n < NAMES_MAX;) {
                size_t len = strlen(e->d_name);

                if (len > tail && !strcmp(e->d_name + len - tail, ending))
                        names[(*n)++] = text_make(mem, "%s/%s", folder, e->d_name);
        }
        if (d)
                closedir(d);
        qsort(names, *n, sizeof *names, by_text);
        return names;
}

/* ---- side by side ---- */

static struct stream *stream_next(struct demo *d)
{
        struct stream *first = NULL;

        for (size_t i = 0; i < d->n; i++) {
                struct stream *s = &d->streams[i];

                if (s->at < s->story.n && (!first || s->story.lines[s->at].at.ms < first->story.lines[first->at].at.ms))
                        first = s;
        }
        return first;
}

/* An included line is told once, and its names are known to all. */
static bool told_before(struct demo *d, const struct line *l)
{
        const char *key = text_make(d->t.mem, "%s:%d", l->file, l->number);

        for (size_t i = 0; i < d->n_told; i++)
                if (!strcmp(d->told[i], key))
                        return true;
        if (d->n_told < STORIES_MAX)
                d->told[d->n_told++] = key;
        return false;
}

static void stream_step(struct demo *d, struct stream *s)
{
        const struct line *l = &s->story.lines[s->at++];
        bool included = strcmp(l->file, s->story.path);

        if ((l->kind != LINE_ACT && l->kind != LINE_JOB) || (included && told_before(d, l)))
                return;
        d->t.scope = included ? 0 : (int)(s - d->streams) + 1;
        teller_tell(&d->t, l);
        if (d->t.failed && s->made) {           /* a made case may meet a date nobody foresaw: it stays where it stands */
                fprintf(stderr, "%s 停在这一步\n", s->story.path);
                s->at = s->story.n;
                d->t.failed = 0;
        }
        if (++d->acts % 500 == 0)
                fprintf(stderr, "已办理 %lld 个动作，到 %s …\n", (long long)d->acts, day_text(d->t.mem, day_of(l->at)));
}

/* ---- what is told ---- */

static bool stories_read(struct demo *d, const char *folder)
{
        size_t n;
        char **files = folder_files(d->t.mem, folder, ".story", &n);

        for (size_t i = 0; i < n; i++) {
                if (text_starts(strrchr(files[i], '/') + 1, "staff"))
                        continue;
                if (!story_read(d->t.mem, files[i], &d->streams[d->n].story, &d->x->why))
                        return false;
                d->n++;
        }
        return d->n || fail(&d->x->why, "%s 里没有剧本", folder);
}

/* Now; or the end of the last year whose holidays are published, where now lies beyond it. */
static struct instant last_moment(const struct calendar *cal)
{
        struct instant now = moment_now();
        int year, month, day;

        day_split(day_of(now), &year, &month, &day);
        if (calendar_knows(cal, year))
                return now;
        while (year > 1900 && !calendar_knows(cal, year))
                year--;
        return instant_at(day_make(year, 12, 31), 18, 0);
}

static bool numbers_read(struct cli *x, struct demo_plan *plan)
{
        int64_t seed = 1;

        plan->cases = 40;
        if (cli_option(x, "cases") && !text_int(cli_option(x, "cases"), 0, 10000, &plan->cases))
                return refuse(&x->why, R_ARG_RANGE, "cases", "--cases 应为 0 至 10000");
        if (cli_option(x, "seed") && !text_int(cli_option(x, "seed"), 0, INT64_MAX, &seed))
                return refuse(&x->why, R_ARG_TYPE, "seed", "--seed 应为整数");
        plan->seed = (uint64_t)seed;
        plan->until = last_moment(plan->pack->calendar);
        return cli_instant(x, "until", &plan->until);
}

static bool streams_read(struct demo *d)
{
        struct demo_plan plan = { .pack = org_pack() };
        struct story *made = NULL;
        size_t n = 0;

        plan.folder = text_make(d->t.mem, "%s/%s/demo", d->t.packs, plan.pack->name);
        if (!numbers_read(d->x, &plan) || !stories_read(d, plan.folder))
                return false;
        d->until = plan.until;
        plan.staff = &d->streams[0].story;
        if (!demo_make(d->t.mem, &plan, &made, &n, &d->x->why))
                return false;
        for (size_t i = 0; i < n && d->n < STORIES_MAX; i++)
                d->streams[d->n++] = (struct stream){ .story = made[i], .made = true };
        return true;
}

static bool site_is_new(struct demo *d)
{
        struct reading r = { 0 };
        int64_t size = 0;
        bool ok = reading_open(d->x, NULL, &r) && journal_size(&r.c, &size);

        if (ok && size)
                ok = refuse(&r.c.why, R_SITE_EXISTS, NULL, "站点里已有 %lld 个动作，演示只在新站点里做", (long long)size);
        reading_close(d->x, &r);
        return ok;
}

static const char *value_in(const struct line *l, const char *name)
{
        size_t n = strlen(name);

        for (size_t i = 0; i < l->n; i++)
                if (!strncmp(l->words[i], name, n) && l->words[i][n] == '=')
                        return l->words[i] + n + 1;
        return "";
}

static void account_print(struct demo *d, const struct line *l)
{
        struct buffer roles = { .mem = d->t.mem };
        size_t n;
        char **at = text_split(d->t.mem, value_in(l, "roles"), ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&roles, "%s%s", i ? "、" : "", pack_role(org_pack(), at[i]) ? pack_role(org_pack(), at[i])->label : at[i]);
        printf("  %-12s %s  %s  %s\n", value_in(l, "login"), value_in(l, "name"), buffer_done(&roles), value_in(l, "post"));
}

static void accounts_print(struct demo *d)
{
        const struct story *s = &d->streams[0].story;

        printf("演示账号，密码都是 %s (demo accounts, all with that password):\n", STORY_PASSWORD);
        printf("  %-12s 系统管理员\n", "admin");
        for (size_t i = 0; i < s->n; i++)
                if (s->lines[i].kind == LINE_ACT && !strcmp(s->lines[i].verb, "user.add") && !s->lines[i].expect.code)
                        account_print(d, &s->lines[i]);
}

bool sub_demo(struct cli *x)
{
        struct demo d = { .x = x, .t = { .x = x, .mem = arena_new(), .way = &way_direct, .packs = cli_packs(x), .blobs = cli_option(x, "blobs") } };
        struct stream *s;
        bool ok;

        d.t.url = x->url;
        d.streams = TAKE_N(d.t.mem, struct stream, STORIES_MAX);
        d.told = TAKE_N(d.t.mem, const char *, STORIES_MAX);
        ok = cli_url(x) && site_is_new(&d) && streams_read(&d) && (s = stream_next(&d)) &&
             story_site_found(x, x->url, d.t.blobs, s->story.lines[s->at].at) && d.t.way->open(&d.t);
        while (ok && d.t.failed < 20 && (s = stream_next(&d)) && s->story.lines[s->at].at.ms <= d.until.ms)
                stream_step(&d, s);
        d.t.way->close(&d.t);
        if (ok) {
                fprintf(stderr, "演示完成：%zu 个剧本和案件，%lld 个动作\n", d.n, (long long)d.acts);
                accounts_print(&d);
        }
        if (ok && d.t.failed)
                ok = fail(&x->why, "有 %d 步与剧本不符", d.t.failed);
        arena_free(d.t.mem);
        return ok;
}
