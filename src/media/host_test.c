/* host_test.c - the worker from outside: what it answers, and that nothing it does reaches us.  The program beside the test binary with
 * "-crimes" in its name tries what is forbidden (worker/crimes.c). */
#include "base/test.h"
#include "media/host.h"
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* In the order of worker/crimes.c. */
enum crime { FILE_OPEN, FILE_MAKE, NET_CONNECT, CHILD_FORK, PROGRAM_RUN, ORIGINAL_WRITE, PARENT_KILL, CODE_MAKE, LIMITS_LIFT,
        PROCESS_TRACE, CLOCK_STOP, THINK_FOREVER,
             CRASH, MEMORY_EAT, LIE_LENGTH, LIE_TAG, LIE_FACTS, LIE_PICTURE, LIE_NOTHING, LIE_FOREVER };

static const char *beside(struct test *t, const char *name)
{
        char path[4096] = "";
        ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

        must(n > 0);
        *strrchr(path, '/') = 0;
        return text_make(t->mem, "%s/%s", path, name);
}

static struct media *usual(struct test *t)
{
        return media_open(&(struct media_setup){ .worker = beside(t, "mingjing-media"), .seconds = 20 }, &t->why);
}

static int file_with(const void *p, size_t n)
{
        int fd = memfd_create("test", MFD_CLOEXEC);

        must(fd >= 0 && write(fd, p, n) == (ssize_t)n);
        return fd;
}

static void put_le(uint8_t *p, uint32_t v, int n)
{
        for (int i = 0; i < n; i++)
                p[i] = (uint8_t)(v >> 8 * i);
}

/* Seconds of sound at 8 kHz, 16 bits: the first half silent, the second a square wave of that height. */
static int wav(struct test *t, int seconds, int height)
{
        size_t n = (size_t)seconds * 16000;
        uint8_t *p = TAKE_N(t->mem, uint8_t, n + 44);

        memcpy(p, "RIFF----WAVEfmt ", 16);
        memcpy(p + 36, "data", 4);
        put_le(p + 4, (uint32_t)n + 36, 4);
        put_le(p + 16, 16, 4);
        put_le(p + 20, 1, 2);
        put_le(p + 22, 1, 2);
        put_le(p + 24, 8000, 4);
        put_le(p + 28, 16000, 4);
        put_le(p + 32, 2, 2);
        put_le(p + 34, 16, 2);
        put_le(p + 40, (uint32_t)n, 4);
        for (size_t i = n / 2; i < n; i += 2)
                put_le(p + 44 + i, (uint32_t)(i / 40 % 2 ? height : -height), 2);
        return file_with(p, n + 44);
}

/* A picture of that size: left half black, right half white. */
static int bmp(struct test *t, int w, int h)
{
        size_t row = ((size_t)w * 3 + 3) & ~(size_t)3, n = 54 + row * (size_t)h;
        uint8_t *p = TAKE_N(t->mem, uint8_t, n);

        memcpy(p, "BM", 2);
        put_le(p + 2, (uint32_t)n, 4);
        put_le(p + 10, 54, 4);
        put_le(p + 14, 40, 4);
        put_le(p + 18, (uint32_t)w, 4);
        put_le(p + 22, (uint32_t)h, 4);
        put_le(p + 26, 1, 2);
        put_le(p + 28, 24, 2);
        for (int y = 0; y < h; y++)
                memset(p + 54 + row * (size_t)y + w / 2 * 3, 255, (size_t)(w - w / 2) * 3);
        return file_with(p, n);
}

static bool found(const struct media_facts *f, enum media_finding_code code)
{
        for (size_t i = 0; i < f->n_findings; i++)
                if (f->findings[i].code == code)
                        return true;
        return false;
}

TEST(host, sound_is_recognised_measured_and_drawn)
{
        struct media *m = usual(t);
        struct media_facts f = { 0 };
        struct bytes b = { 0 };
        int fd = wav(t, 4, 16000);

        CHECK(media_probe(m, t->mem, fd, &(struct media_hint){ .name = "a.wav", .size = 64044 }, &f, &t->why));
        CHECK(f.kind == MEDIA_AUDIO && f.length == 4000 && f.n_findings == 0 && f.complete && f.decoded == f.tried && f.tried == 3);
        CHECK_TEXT(f.container, "wav");
        CHECK_TEXT(f.type, "audio/wav");
        CHECK(f.n_streams == 1 && f.streams[0].rate == 8000 && f.streams[0].channels == 1);
        CHECK(media_waveform(m, t->mem, fd, 8, &b, &t->why) && b.n == 8 && b.p[0] == 0 && b.p[1] == 0 && b.p[6] > 100);
        CHECK_REFUSED(media_pictures(m, t->mem, fd, 3, 480, TAKE_N(t->mem, struct media_picture, 3), &b.n, &t->why),
                R_MEDIA_UNREADABLE);
        close(fd);
        media_close(m);
}

TEST(host, a_name_a_size_and_a_cut_that_do_not_agree_with_the_content_are_found)
{
        struct media *m = usual(t);
        struct media_facts f = { 0 };
        int fd = wav(t, 2, 1000), null = open("/dev/null", O_RDONLY | O_CLOEXEC);

        CHECK(media_probe(m, t->mem, fd, &(struct media_hint){ .name = "a.mp4", .size = 1 }, &f, &t->why));
        CHECK(found(&f, MEDIA_NAME_OTHER) && found(&f, MEDIA_SIZE_OTHER) && media_stopped(&f));
        CHECK_TEXT(f.type, "application/octet-stream");
        CHECK(ftruncate(fd, 20000) == 0 && media_probe(m, t->mem, fd, NULL, &f, &t->why) && found(&f, MEDIA_TRUNCATED) &&
                !f.complete);
        CHECK(media_probe(m, t->mem, null, NULL, &f, &t->why) && found(&f, MEDIA_EMPTY) && f.size == 0);
        close(fd);
        close(null);
        media_close(m);
}

TEST(host, a_photo_becomes_a_small_picture_and_a_covered_copy)
{
        static const struct media_region whole = { 0, 1, { 0, 0, 10000, 10000 }, { 0, 0, 10000, 10000 } };
        struct media *m = usual(t);
        struct media_facts f = { 0 };
        struct media_picture p[4] = { { 0 } };
        struct media_made made = { 0 };
        int fd = bmp(t, 1000, 500), to = memfd_create("to", MFD_CLOEXEC);
        size_t n = 0;

        CHECK(media_probe(m, t->mem, fd, NULL, &f, &t->why) && f.kind == MEDIA_PHOTO && f.width == 1000 && f.height == 500 &&
                f.n_findings == 0);
        CHECK(media_pictures(m, t->mem, fd, 4, 480, p, &n, &t->why) && n == 1 && p[0].width == 480 && p[0].height == 240 &&
                p[0].jpeg.n > 100);
        CHECK_REFUSED(media_waveform(m, t->mem, fd, 8, TAKE(t->mem, struct bytes), &t->why), R_MEDIA_UNREADABLE);
        CHECK_REFUSED(media_blur(m, t->mem, fd, to, &(struct media_blur){ .n = 0 }, NULL, &made, &t->why), R_MEDIA_RANGE);
        CHECK(media_blur(m, t->mem, fd, to, &(struct media_blur){ &whole, 1, false }, NULL, &made, &t->why) && made.size > 100 &&
                made.n_changes == 3);
        CHECK_TEXT(made.type, "image/jpeg");
        close(fd);
        close(to);
        media_close(m);
}

TEST(host, a_picture_that_would_unfold_to_gigabytes_is_not_unfolded)
{
        static const char png[] = "\x89PNG\r\n\x1a\n" "\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\2\0\0\0\xd8\x4c\xd2\x10" "\0\0\0\0IEND\xae\x42\x60\x82";
        struct media *m = usual(t);
        struct media_facts f = { 0 };
        int fd = file_with(png, sizeof png - 1);

        CHECK(media_probe(m, t->mem, fd, NULL, &f, &t->why) && found(&f, MEDIA_BOMB) && media_stopped(&f) && f.kind == MEDIA_PHOTO);
        close(fd);
        media_close(m);
}

static struct media *criminal(struct test *t)
{
        return media_open(&(struct media_setup){ .worker = beside(t, "mingjing-media-crimes"), .seconds = 2 }, &t->why);
}

static void crime_is(struct test *t, struct media *m, enum crime which, const char *words)
{
        struct answer a;

        CHECK(host_crime(m, t->mem, which, &a, &t->why));
        CHECK_TEXT(a.broke, words);
}

TEST(host, what_the_jail_forbids_ends_the_child_and_is_an_answer)
{
        static const enum crime forbidden[] = { FILE_OPEN, FILE_MAKE, NET_CONNECT, CHILD_FORK, PROGRAM_RUN, ORIGINAL_WRITE,
                PARENT_KILL, CODE_MAKE, LIMITS_LIFT, PROCESS_TRACE, CLOCK_STOP };
        struct media *m = criminal(t);

        for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
                crime_is(t, m, forbidden[i], "读取时触发了不允许的操作，已被制止");
        CHECK(access("/tmp/mingjing-crime", F_OK) < 0 && errno == ENOENT);
        media_close(m);
}

TEST(host, a_child_that_never_ends_is_ended)
{
        struct media *m = criminal(t);

        crime_is(t, m, THINK_FOREVER, "2 秒之内读不完");
        media_close(m);
}

TEST(host, a_child_that_crashes_or_lies_is_an_answer)
{
        static const enum crime lies[] = { LIE_LENGTH, LIE_TAG, LIE_PICTURE, LIE_NOTHING };
        struct media *m = criminal(t);
        struct answer a;

        CHECK(host_crime(m, t->mem, CRASH, &a, &t->why) && a.broke);
        CHECK(host_crime(m, t->mem, MEMORY_EAT, &a, &t->why) && a.broke);
        for (size_t i = 0; i < sizeof lies / sizeof *lies; i++)
                CHECK(host_crime(m, t->mem, lies[i], &a, &t->why) && a.broke);
        CHECK(host_crime(m, t->mem, LIE_FOREVER, &a, &t->why) && a.broke);
        CHECK(host_crime(m, t->mem, LIE_FACTS, &a, &t->why) &&
                !media_json_read(t->mem, (const char *)a.facts.p, a.facts.n, TAKE(t->mem, struct media_facts), &t->why));
        media_close(m);
}

TEST(host, the_usual_worker_knows_no_crimes_and_a_missing_one_is_a_failure)
{
        struct media *m = usual(t), *none = media_open(&(struct media_setup){ .worker = "/nonexistent/mingjing-media" }, &t->why);
        struct media_facts f;
        struct answer a;
        int fd = wav(t, 1, 1);

        CHECK(host_crime(m, t->mem, FILE_OPEN, &a, &t->why) && a.refused && !a.broke);
        CHECK(!media_probe(none, t->mem, fd, NULL, &f, &t->why) && t->why.kind == WHY_FAILED);
        close(fd);
        media_close(m);
        media_close(none);
        media_close(NULL);
}

struct caller { struct media *m; int fd, good; };

static void *probes(void *of)
{
        struct caller *c = of;

        for (int i = 0; i < 5; i++) {
                struct arena *mem = arena_new();
                struct why why = { .mem = mem };
                struct media_facts f;

                c->good += media_probe(c->m, mem, c->fd, NULL, &f, &why) && f.length == 1000;
                arena_free(mem);
        }
        return NULL;
}

TEST(host, many_threads_share_one_worker_and_its_death_is_survived)
{
        struct media *m = usual(t);
        struct caller c[6];
        pthread_t thread[6];
        int fd = wav(t, 1, 500);

        for (int i = 0; i < 6; i++) {
                c[i] = (struct caller){ m, fd, 0 };
                must(pthread_create(&thread[i], NULL, probes, &c[i]) == 0);
        }
        for (int i = 0; i < 6; i++) {
                pthread_join(thread[i], NULL);
                CHECK_INT(c[i].good, 5);
        }
        kill(host_worker(m), SIGKILL);
        probes(&c[0]);
        CHECK(c[0].good >= 9);  /* a job that was on its way may be lost with it */
        close(fd);
        media_close(m);
}

static bool stop_at_once(void *to, int permille)
{
        (*(int *)to)++;
        return false;
}

TEST(host, a_derivative_can_be_stopped_while_it_is_made)
{
        struct media *m = usual(t);
        struct media_made made;
        int fd = wav(t, 20, 500), to = memfd_create("to", MFD_CLOEXEC), told = 0;
        struct media_progress p = { stop_at_once, &told };

        CHECK_REFUSED(media_clip(m, t->mem, fd, to, 0, 15000, &p, &made, &t->why), R_MEDIA_STOPPED);
        CHECK_INT(told, 1);
        CHECK_REFUSED(media_clip(m, t->mem, fd, to, 5, 5, NULL, &made, &t->why), R_MEDIA_RANGE);
        CHECK_REFUSED(media_clip(m, t->mem, fd, to, 500000, 600000, NULL, &made, &t->why), R_MEDIA_RANGE);
        CHECK(ftruncate(to, 0) == 0 && media_clip(m, t->mem, fd, to, 5000, 15000, NULL, &made, &t->why) &&
                made.until - made.from >= 10000 && made.until - made.from < 11000);
        close(fd);
        close(to);
        media_close(m);
}

TEST(host, speech_without_a_service_is_refused_and_a_dead_service_is_a_failure)
{
        struct media *m = usual(t);
        const struct media_said *said;
        int fd = wav(t, 1, 500);
        size_t n;

        CHECK_REFUSED(media_speech(m, t->mem, fd, &(struct media_speech){ .url = "" }, &said, &n, &t->why), R_ENGINE_MISSING);
        CHECK(!media_speech(m, t->mem, fd, &(struct media_speech){ .url = "http://127.0.0.1:1/v1" }, &said, &n, &t->why) &&
                t->why.kind == WHY_FAILED);
        close(fd);
        media_close(m);
}

TEST(host, a_speech_service_that_never_answers_is_given_up)
{
        struct media *m = usual(t);
        struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
        socklen_t size = sizeof a;
        int fd = wav(t, 1, 500), mute = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const struct media_said *said;
        size_t n;

        must(bind(mute, (struct sockaddr *)&a, size) == 0 && listen(mute, 5) == 0 &&
                getsockname(mute, (struct sockaddr *)&a, &size) == 0);
        CHECK(!media_speech(m, t->mem, fd, &(struct media_speech){ .url = text_make(t->mem, "http://127.0.0.1:%d/v1",
                ntohs(a.sin_port)), .seconds = 1 }, &said, &n, &t->why));
        CHECK(t->why.kind == WHY_FAILED && strstr(t->why.detail, "没有回答"));
        close(mute);
        close(fd);
        media_close(m);
}
