/* story.c - `mingjing story`: each file is told on a fresh site, and what happened is printed as TAP.
 * A database is only emptied if a story made it: its log's origin says so. */
#include "cli/acting.h"
#include "base/setting.h"
#include "cli/site.h"
#include "cli/story.h"
#include "db/db.h"
#include "journal/proof.h"
#include "org/org.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- a fresh site ---- */

/* Whose site stands in the database: a story's, somebody's, or none. */
static bool site_is_story(struct cli *x, const char *url, bool *story)
{
        struct why probe = { .mem = x->mem };
        struct db *db;
        struct site site;

        *story = false;
        if (text_starts(url, "sqlite:") && access(url + 7, F_OK))
                return true;
        db = db_open(url, DB_READ, &x->why);
        if (!db)
                return false;
        if (site_load(db, x->mem, &site, &probe)) {
                *story = !strcmp(site.origin, STORY_ORIGIN);
                if (!*story)
                        refuse(&x->why, R_SITE_EXISTS, "db", "%s 里是站点 %s，剧本只在空的数据库里演", url, site.origin);
        }
        db_close(db);
        return x->why.kind == WHY_NOTHING;
}

static bool site_wipe(struct cli *x, const char *url)
{
        static const char *const ends[] = { "", "-wal", "-shm" };
        struct db *db;
        struct db_write *w;
        bool ok;

        unlink(keys_path(x->mem, url));
        if (text_starts(url, "sqlite:")) {
                for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
                        unlink(text_make(x->mem, "%s%s", url + 7, ends[i]));
                return true;
        }
        db = db_open(url, DB_WRITE, &x->why);
        w = db ? db_begin(db, &x->why) : NULL;
        ok = w && db_script(w, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        ok = w && db_end(w, ok) && ok;
        db_close(db);
        return ok;
}

bool story_site_fresh(struct cli *x, const char *url)
{
        bool story;

        return site_is_story(x, url, &story) && (!story || site_wipe(x, url));
}

/* The founding acts and the administrator's password, at the story's first moment. */
bool story_site_found(struct cli *x, const char *url, const char *blobs, struct instant at)
{
        struct pair password = { "password", STORY_PASSWORD };
        struct request r = { .verb = "user.password", .subject = 1, .pairs = &password, .n = 1, .login = "admin", .expected = -1,
                             .at = at, .test_clock = true };
        struct answer answer = { .why = { .mem = x->mem } };
        struct acting a;
        bool ok = acting_open(x, url, blobs, &a);

        if (!ok)
                return false;
        ok = journal_found(a.journal, at, true, &x->why) && acting_submit(&a, &r, &answer);
        if (!ok && x->why.kind == WHY_NOTHING)
                x->why = answer.why;
        acting_close(&a);
        return ok;
}

static bool site_for_story(struct teller *t, const struct story *s)
{
        struct instant first = s->n ? s->lines[0].at : (struct instant){ 0 };
        struct site_plan plan = { .url = t->url, .pack_dir = text_make(t->mem, "%s/%s", t->packs, s->pack), .origin = STORY_ORIGIN,
                                  .hash = HASH_SM3, .now = first };

        if (text_empty(s->pack) || !first.ms)
                return refuse(&t->x->why, R_BODY_MALFORMED, NULL, "%s：缺少“pack 名称”或“at 日期 时刻”", s->path);
        return story_site_fresh(t->x, t->url) && site_make(t->x, &plan) && story_site_found(t->x, t->url, t->blobs, first);
}

/* ---- telling ---- */

#define WRONG_MAX 25                    /* after so many a story is given up: the rest would only echo them */

static bool story_tell(struct teller *t, const struct story *s)
{
        if (!site_for_story(t, s) || !t->way->open(t)) {
                t->way->close(t);
                return false;
        }
        for (size_t i = 0; i < s->n && t->failed < WRONG_MAX; i++)
                teller_tell(t, &s->lines[i]);
        t->way->close(t);
        return true;
}

static const struct way *way_find(const char *name)
{
        static const struct way *const ways[] = { &way_direct, &way_cli, &way_http };

        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
                if (!strcmp(ways[i]->name, name))
                        return ways[i];
        return NULL;
}

static double seconds_since(const struct timespec *from)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return (double)(now.tv_sec - from->tv_sec) + (double)(now.tv_nsec - from->tv_nsec) / 1e9;
}

static bool story_run(struct cli *x, const struct teller *pattern, const char *path, int number)
{
        struct arena *mem = arena_new();
        struct teller t = *pattern;
        struct story s;
        struct timespec began;

        clock_gettime(CLOCK_MONOTONIC, &began);
        t.mem = mem;
        if (!story_read(mem, path, &s, &x->why) || !story_tell(&t, &s)) {
                printf("#   %s: %s\n", path, x->why.kind == WHY_REFUSED ? why_sentence(&x->why) : x->why.detail);
                why_clear(&x->why);
                s.title = path;
                t.failed++;
        }
        printf("%s %d - %s [%s, %s, %.1f s]\n", t.failed ? "not ok" : "ok", number, s.title, t.way->name,
               text_starts(t.url, "sqlite") ? "sqlite" : "postgresql", seconds_since(&began));
        fflush(stdout);
        arena_free(mem);
        return !t.failed;
}

const char *cli_packs(const struct cli *x)
{
        const char *packs = cli_option(x, "packs") ? cli_option(x, "packs") : setting_text("packs");

        return packs ? packs : "packs";
}

bool sub_story(struct cli *x)
{
        const char *via = cli_option(x, "via") ? cli_option(x, "via") : "direct";
        struct teller t = { .x = x, .way = way_find(via), .url = x->url, .blobs = cli_option(x, "blobs"), .packs = cli_packs(x), .checks = true };
        int failed = 0;

        if (!cli_url(x))
                return false;
        if (!x->n_words)
                return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
        if (!t.way)
                return refuse(&x->why, R_ARG_CHOICE, "via", "--via 应为 direct、cli 或 http");
        if (!t.blobs)
                t.blobs = text_starts(x->url, "sqlite:") ? text_make(x->mem, "%s.blobs", x->url + 7) : "var/story.blobs";
        for (size_t i = 0; i < x->n_words; i++)
                if (!story_run(x, &t, x->words[i], (int)i + 1))
                        failed++;
        printf("%zu passed, %d failed\n", x->n_words - (size_t)failed, failed);
        return !failed || fail(&x->why, "%d 个剧本没有通过", failed);
}
