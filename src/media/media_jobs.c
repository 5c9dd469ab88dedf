/* media_jobs.c - what others call: each function makes a job, has it run (host.c) and turns the answer into what was asked for.
 * Whatever the child did, the outcome here is facts, bytes or a worded refusal. */
#include "media/content.h"
#include "media/host.h"
#include <string.h>
#include <unistd.h>

#define SIDE_MAX 4096
#define FUTURE_MS (5 * 60000)           /* clocks of devices are a little off */
#define OLDEST_MS 946656000000          /* 2000-01-01 in China: what a clock without battery shows is older */

/* ---- probe ---- */

/* known: what the content is was found out, so the name can be held against it. */
static void hint_compare(const struct media_hint *h, const struct media_facts *o, bool known, struct findings *f)
{
        struct content c = content_named(o->container);

        if (h->name && known)
                content_name(&c, h->name, f);
        if (h->size >= 0 && h->size != o->size)
                media_found(f, MEDIA_SIZE_OTHER, -1, h->size > o->size ? h->size - o->size : o->size - h->size,
                        "登记 %lld 字节，实有 %lld 字节",
                            (long long)h->size, (long long)o->size);
        if (o->dated && h->now.ms && o->made.ms > h->now.ms + FUTURE_MS)
                media_found(f, MEDIA_TIME_FALSE, -1, -1, "写的拍摄时间是 %s，晚于现在", instant_local(f->mem, o->made));
        if (o->dated && o->made.ms < OLDEST_MS)
                media_found(f, MEDIA_TIME_FALSE, -1, -1, "写的拍摄时间是 %s，设备时钟没有校准", instant_local(f->mem, o->made));
}

/* Adds what we found to what the child found, the STOPs first. */
static void findings_join(struct arena *mem, struct media_facts *o, const struct findings *more)
{
        struct media_finding *all = TAKE_N(mem, struct media_finding, o->n_findings + more->n + 1);
        size_t n = 0;

        for (int w = MEDIA_STOP; w <= MEDIA_FLAG; w++) {
                for (size_t i = 0; i < more->n; i++)
                        if ((int)media_finding_weight(more->at[i].code) == w)
                                all[n++] = more->at[i];
                for (size_t i = 0; i < o->n_findings; i++)
                        if ((int)media_finding_weight(o->findings[i].code) == w)
                                all[n++] = o->findings[i];
        }
        o->findings = all;
        o->n_findings = n;
        if (media_stopped(o))
                o->type = "application/octet-stream";
}

static bool facts_of(struct arena *mem, const struct answer *a, struct media_facts *out)
{
        struct why ignored = { .mem = mem };

        return !a->broke && a->facts.p && media_json_read(mem, (const char *)a->facts.p, a->facts.n, out, &ignored);
}

bool media_probe(struct media *m, struct arena *mem, int fd, const struct media_hint *hint, struct media_facts *out,
        struct why *why)
{
        struct media_facts o = { .container = "", .type = "application/octet-stream", .length = -1, .said = -1, .make = "",
                .model = "", .software = "" };
        struct job job = { .kind = JOB_PROBE };
        struct findings more = { .mem = mem };
        struct answer *a = TAKE(mem, struct answer);
        bool known;

        if (!host_run(m, mem, &job, false, fd, -1, NULL, a, why))
                return false;
        o.size = job.size;
        known = facts_of(mem, a, &o);
        if (!known)
                media_found(&more, a->much ? MEDIA_BOMB : MEDIA_UNREADABLE, -1, -1, "%s", a->broke ? a->broke : "读取程序的回答不合约定");
        if (hint)
                hint_compare(hint, &o, known && o.size, &more);
        findings_join(mem, &o, &more);
        *out = o;
        return true;
}

/* ---- what refuses ---- */

static bool answered(const struct answer *a, struct why *why)
{
        static const enum refusal_code codes[] = { [REFUSED_UNREADABLE] = R_MEDIA_UNREADABLE, [REFUSED_RANGE] = R_MEDIA_RANGE,
                [REFUSED_ENGINE] = R_ENGINE_MISSING };

        if (a->stopped)
                return refuse(why, R_MEDIA_STOPPED, NULL, NULL);
        if (a->refused && a->code == REFUSED_OUTPUT)
                return fail(why, "%s", a->words);
        if (a->refused)
                return refuse(why, codes[a->code], NULL, "%s", a->words);
        return !a->broke || refuse(why, R_MEDIA_UNREADABLE, NULL, "%s", a->broke);
}

static bool unexpected(struct why *why)
{
        return refuse(why, R_MEDIA_UNREADABLE, NULL, "读取程序的回答不合约定");
}

/* ---- pictures and waveform ---- */

bool media_pictures(struct media *m, struct arena *mem, int fd, int count, int side, struct media_picture *out, size_t *n,
        struct why *why)
{
        struct job job = { .kind = JOB_PICTURES, .count = count < 1 ? 1 : count > MEDIA_PICTURES_MAX ? MEDIA_PICTURES_MAX : count,
                           .side = side < 1 || side > SIDE_MAX ? 480 : side };
        struct answer *a = TAKE(mem, struct answer);

        if (!host_run(m, mem, &job, false, fd, -1, NULL, a, why) || !answered(a, why))
                return false;
        if (!a->n_pictures || a->n_pictures > (size_t)job.count)
                return unexpected(why);
        memcpy(out, a->pictures, a->n_pictures * sizeof *out);
        *n = a->n_pictures;
        return true;
}

bool media_still(struct media *m, struct arena *mem, int fd, int64_t at, int side, struct media_picture *out, struct why *why)
{
        struct job job = { .kind = JOB_STILL, .from = at, .side = side < 0 || side > SIDE_MAX ? 0 : side };
        struct answer *a = TAKE(mem, struct answer);

        if (at < 0)
                return refuse(why, R_MEDIA_RANGE, "at", NULL);
        if (!host_run(m, mem, &job, false, fd, -1, NULL, a, why) || !answered(a, why))
                return false;
        if (a->n_pictures != 1)
                return unexpected(why);
        *out = a->pictures[0];
        return true;
}

bool media_waveform(struct media *m, struct arena *mem, int fd, int buckets, struct bytes *out, struct why *why)
{
        struct job job = { .kind = JOB_WAVEFORM, .count = buckets < 1 ? 1 : buckets > MEDIA_BUCKETS_MAX ? MEDIA_BUCKETS_MAX : buckets };
        struct answer *a = TAKE(mem, struct answer);

        if (!host_run(m, mem, &job, true, fd, -1, NULL, a, why) || !answered(a, why))
                return false;
        if (a->wave.n != (size_t)job.count)
                return unexpected(why);
        *out = a->wave;
        return true;
}

/* ---- derivatives ---- */

static bool made(struct arena *mem, const struct answer *a, int to, struct media_made *out, struct why *why)
{
        static const char types[] = "video/mp4|video/quicktime|video/x-matroska|audio/wav|audio/mpeg|audio/mp4|audio/ogg|audio/flac|image/jpeg";
        int64_t size = lseek(to, 0, SEEK_END);

        if (!answered(a, why))
                return false;
        if (!a->made || size <= 0 || !text_in(a->type, types, '|') || a->part.until < a->part.from || a->part.first < 0 || a->part.last < a->part.first)
                return unexpected(why);
        *out = (struct media_made){ a->type, a->part.from, a->part.until, a->part.first, a->part.last, size,
                                    arena_copy(mem, a->changes, a->n_changes * sizeof *a->changes), a->n_changes };
        return true;
}

bool media_clip(struct media *m, struct arena *mem, int fd, int to, int64_t from, int64_t until, const struct media_progress *p,
                struct media_made *out, struct why *why)
{
        struct job job = { .kind = JOB_CLIP, .from = from, .until = until };
        struct answer *a = TAKE(mem, struct answer);

        if (from < 0 || until <= from)
                return refuse(why, R_MEDIA_RANGE, "until", "结束时间应当晚于开始时间");
        return host_run(m, mem, &job, true, fd, to, p, a, why) && made(mem, a, to, out, why);
}

static bool box_valid(const struct media_box *b)
{
        return b->x >= 0 && b->y >= 0 && b->w > 0 && b->h > 0 && b->x <= 10000 - b->w && b->y <= 10000 - b->h && b->w <= 10000 &&
                b->h <= 10000;
}

bool media_blur(struct media *m, struct arena *mem, int fd, int to, const struct media_blur *b, const struct media_progress *p,
                struct media_made *out, struct why *why)
{
        struct job *job = TAKE(mem, struct job);
        struct answer *a = TAKE(mem, struct answer);

        if (b->n > MEDIA_REGIONS_MAX || (!b->n && !b->mute))
                return refuse(why, R_MEDIA_RANGE, "regions", b->n ? "遮盖区域最多 %d 处" : "没有要遮盖的区域", MEDIA_REGIONS_MAX);
        for (size_t i = 0; i < b->n; i++)
                if (!box_valid(&b->regions[i].a) || !box_valid(&b->regions[i].b) || b->regions[i].from < 0 ||
                        b->regions[i].until <= b->regions[i].from)
                        return refuse(why, R_MEDIA_RANGE, "regions", "第 %zu 处", i + 1);
        job->kind = JOB_BLUR;
        job->mute = b->mute;
        job->n_regions = (int32_t)b->n;
        for (size_t i = 0; i < b->n; i++)
                job->regions[i] = b->regions[i];
        return host_run(m, mem, job, true, fd, to, p, a, why) && made(mem, a, to, out, why);
}

/* ---- text ---- */

bool media_ocr_there(struct media *m)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct job job = { .kind = JOB_OCR_THERE };
        struct answer *a = TAKE(mem, struct answer);
        int fd[2];
        bool there = false;

        if (pipe(fd) == 0) {
                there = host_run(m, mem, &job, false, fd[0], -1, NULL, a, &why) && !a->broke && a->text.n == 1;
                close(fd[0]);
                close(fd[1]);
        }
        arena_free(mem);
        return there;
}

bool media_ocr(struct media *m, struct arena *mem, int fd, const char **text, struct why *why)
{
        struct job job = { .kind = JOB_OCR };
        struct answer *a = TAKE(mem, struct answer);

        if (!host_run(m, mem, &job, true, fd, -1, NULL, a, why) || !answered(a, why))
                return false;
        if (!a->text.p)
                return unexpected(why);
        *text = text_copy_n(mem, (const char *)a->text.p, a->text.n);
        return true;
}
