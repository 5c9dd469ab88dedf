/* recording_test.c - the pure parts: labels, kinds, times, names, spans, and what clamd's answers mean. */
#include "base/test.h"
#include "recording/recording_inner.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(recording, tells_when_where_who_and_what_it_proves)
{
        CHECK(rule_recording_labels("2024-10-20T02:00:00.000Z", "江南路", "李明", "倾倒现场", &t->why));
        CHECK_REFUSED(rule_recording_labels("", "江南路", "李明", "倾倒现场", &t->why), R_RECORDING_META);
        CHECK_REFUSED(rule_recording_labels("x", "", "李明", "倾倒现场", &t->why), R_RECORDING_META);
        CHECK_REFUSED(rule_recording_labels("x", "江南路", "", "倾倒现场", &t->why), R_RECORDING_META);
        CHECK(!rule_recording_labels("x", "江南路", "", "", &t->why));
}

TEST(recording, is_of_the_kind_that_its_content_is)
{
        CHECK(rule_recording_kind("video", "video", false, &t->why));
        CHECK_REFUSED(rule_recording_kind("photo", "video", false, &t->why), R_RECORDING_KIND);
        CHECK_REFUSED(rule_recording_kind("video", "other", false, &t->why), R_RECORDING_KIND);
        CHECK(rule_recording_kind("video", "other", true, &t->why));
        CHECK_REFUSED(rule_recording_kind("photo", "video", true, &t->why), R_RECORDING_KIND);
}

TEST(recording, begins_within_ten_minutes_of_what_the_file_says_or_says_why_not)
{
        struct instant made = { 1000000000000 };
        const int64_t minute = 60000, hour = 60 * minute;

        CHECK(rule_recording_time(made, made, -1, "", &t->why));
        CHECK(rule_recording_time((struct instant){ made.ms + 10 * minute }, made, -1, "", &t->why));
        CHECK_REFUSED(rule_recording_time((struct instant){ made.ms + 10 * minute + 1 }, made, -1, "", &t->why), R_RECORDING_TIME);
        CHECK_REFUSED(rule_recording_time((struct instant){ made.ms - 10 * minute - 1 }, made, -1, "", &t->why), R_RECORDING_TIME);
        /* some devices write the time at which they stopped */
        CHECK(rule_recording_time((struct instant){ made.ms - hour }, made, hour, "", &t->why));
        CHECK_REFUSED(rule_recording_time((struct instant){ made.ms - hour - 11 * minute }, made, hour, "", &t->why), R_RECORDING_TIME);
        CHECK(rule_recording_time((struct instant){ made.ms - hour }, made, -1, "时钟慢一小时", &t->why));
        CHECK(rule_recording_time((struct instant){ 5 }, (struct instant){ 0 }, -1, "", &t->why));
}

TEST(recording, has_a_name_and_no_path)
{
        CHECK(rule_file_name("现场 01.mp4", &t->why));
        CHECK(rule_file_name("...mp4", &t->why));
        CHECK_REFUSED(rule_file_name("../x.mp4", &t->why), R_ARG_TYPE);
        CHECK_REFUSED(rule_file_name("C:\\x.mp4", &t->why), R_ARG_TYPE);
        CHECK_REFUSED(rule_file_name("..", &t->why), R_ARG_TYPE);
}

TEST(recording, words_for_lengths_sizes_and_findings)
{
        CHECK_TEXT(recording__length_words(t->mem, 0), "0:00");
        CHECK_TEXT(recording__length_words(t->mem, 65499), "1:05");
        CHECK_TEXT(recording__length_words(t->mem, 3723000), "1:02:03");
        CHECK_TEXT(recording__length_words(t->mem, -1), "");
        CHECK_TEXT(recording__size_words(t->mem, 1023), "1023 B");
        CHECK_TEXT(recording__size_words(t->mem, 1536), "1.5 KB");
        CHECK_TEXT(recording__size_words(t->mem, (int64_t)5 << 30), "5.0 GB");
        CHECK_TEXT(recording__findings_words(t->mem, "TRUNCATED,GAP"), "文件不完整；时间戳中断");
        CHECK_TEXT(recording__findings_words(t->mem, ""), "");
        CHECK_TEXT(recording__virus("clean"), "");
        CHECK_TEXT(recording__virus(""), "");
        CHECK_TEXT(recording__virus("Eicar"), "Eicar");
}

/* ---- spans ---- */

static const struct span *from(struct arena *mem, const char *list, size_t *n)
{
        size_t k;
        char **at = text_split(mem, list, ' ', &k);
        struct span *out = TAKE_N(mem, struct span, k + 1);

        *n = 0;
        for (size_t i = 0; i < k; i++) {
                int a = 0, b = 0;

                if (*at[i] && sscanf(at[i], "%d-%d", &a, &b) == 2)
                        out[(*n)++] = (struct span){ { a }, { b } };
        }
        return out;
}

static const char *words(struct arena *mem, const struct span *at, size_t n)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%d-%d", i ? " " : "", (int)at[i].from.ms, (int)at[i].until.ms);
        return buffer_done(&b);
}

/* "covered | bare" of the step 100-200 */
static const char *cover(struct arena *mem, const char *have)
{
        const struct span *covered, *bare, *h;
        size_t n, nc, nb;

        h = from(mem, have, &n);
        spans_cover(mem, (struct span){ { 100 }, { 200 } }, h, n, &covered, &nc, &bare, &nb);
        return text_make(mem, "%s|%s", words(mem, covered, nc), words(mem, bare, nb));
}

TEST(recording, spans_are_merged_and_cut_and_what_is_left_is_bare)
{
        CHECK_TEXT(cover(t->mem, ""), "|100-200");
        CHECK_TEXT(cover(t->mem, "100-200"), "100-200|");
        CHECK_TEXT(cover(t->mem, "50-250"), "100-200|");
        CHECK_TEXT(cover(t->mem, "120-150"), "120-150|100-120 150-200");
        CHECK_TEXT(cover(t->mem, "150-160 120-130"), "120-130 150-160|100-120 130-150 160-200");
        CHECK_TEXT(cover(t->mem, "100-150 150-200"), "100-200|");
        CHECK_TEXT(cover(t->mem, "100-160 140-150 155-200"), "100-200|");
        CHECK_TEXT(cover(t->mem, "0-100 200-300"), "|100-200");
        CHECK_TEXT(cover(t->mem, "130-130 140-120"), "|100-200");
}

/* The same question second by second: for every second of the step, either covered or bare, never both, never neither. */
TEST(recording, every_moment_of_a_step_is_either_covered_or_bare)
{
        uint32_t seed = 7;

        for (int round = 0; round < 300; round++) {
                struct span have[6];
                const struct span *covered, *bare;
                size_t nc, nb, n = (size_t)(round % 6);

                for (size_t i = 0; i < n; i++) {
                        seed = seed * 1664525 + 1013904223;
                        have[i].from.ms = 90 + (int64_t)(seed >> 8) % 60;
                        have[i].until.ms = have[i].from.ms + (int64_t)(seed >> 20) % 40;
                }
                spans_cover(t->mem, (struct span){ { 100 }, { 140 } }, have, n, &covered, &nc, &bare, &nb);
                for (int64_t ms = 100; ms < 140; ms++) {
                        bool in = false;
                        int found = 0, left = 0;

                        for (size_t i = 0; i < n; i++)
                                in = in || (have[i].from.ms <= ms && ms < have[i].until.ms);
                        for (size_t i = 0; i < nc; i++)
                                found += covered[i].from.ms <= ms && ms < covered[i].until.ms;
                        for (size_t i = 0; i < nb; i++)
                                left += bare[i].from.ms <= ms && ms < bare[i].until.ms;
                        CHECK(found == in && left == !in);
                }
        }
}

/* ---- clamd: the far edge, played by a child on a unix socket ---- */

static void scanner_play(int s, const char *answer)
{
        uint8_t head[10], n[4], piece[70000];
        int c = accept(s, NULL, NULL);
        bool right = read(c, head, sizeof head) == sizeof head && !memcmp(head, "zINSTREAM", sizeof head);

        for (;;) {
                uint32_t size, got = 0;
                ssize_t k = right && read(c, n, 4) == 4;

                size = (uint32_t)n[0] << 24 | (uint32_t)n[1] << 16 | (uint32_t)n[2] << 8 | n[3];
                right = right && k && size <= sizeof piece;
                if (!right || !size)
                        break;
                while (got < size && (k = read(c, piece, size - got)) > 0)
                        got += (uint32_t)k;
        }
        if (right && *answer)
                right = write(c, answer, strlen(answer) + 1) > 0;
        close(c);
        _exit(!right);
}

#define CHECK_FAILED(expr) CHECK(!(expr) && t->why.kind == WHY_FAILED)

struct scanner { char path[108]; pid_t pid; int file; };

/* Larger than what is sent at once. */
static int some_file(struct test *t)
{
        int fd = open(text_make(t->mem, "%s/file", test_dir(t)), O_RDWR | O_CREAT | O_TRUNC, 0600);
        char piece[1000] = "recording";

        for (int i = 0; i < 150; i++)
                CHECK(write(fd, piece, sizeof piece) == sizeof piece);
        return fd;
}

static void scanner_start(struct test *t, struct scanner *s, const char *answer)
{
        struct sockaddr_un at = { .sun_family = AF_UNIX };
        int listening = socket(AF_UNIX, SOCK_STREAM, 0);

        snprintf(s->path, sizeof s->path, "%s/clamd", test_dir(t));
        memcpy(at.sun_path, s->path, sizeof at.sun_path);
        unlink(s->path);
        CHECK(!bind(listening, (struct sockaddr *)&at, sizeof at) && !listen(listening, 1));
        s->pid = fork();
        if (!s->pid)
                scanner_play(listening, answer);
        close(listening);
        s->file = some_file(t);
}

TEST(recording, clamd_says_clean_or_what_it_found)
{
        static const struct { const char *answer, *out; } said[] = {
                { "stream: OK", "clean" }, { "stream: Win.Test.EICAR_HDB-1 FOUND", "Win.Test.EICAR_HDB-1" }, { "INSTREAM size limit exceeded. ERROR", "" },
        };

        for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
                struct scanner s;
                const char *out = "?";
                int status;

                scanner_start(t, &s, said[i].answer);
                CHECK(clamd_scan(s.path, s.file, t->mem, &out, &t->why));
                CHECK_TEXT(out, said[i].out);
                CHECK(waitpid(s.pid, &status, 0) == s.pid && !status);
                close(s.file);
        }
}

TEST(recording, a_scanner_that_is_silent_or_away_is_no_clean_bill)
{
        struct scanner s;
        const char *out = "?";
        int status;

        scanner_start(t, &s, "");
        CHECK_FAILED(clamd_scan(s.path, s.file, t->mem, &out, &t->why));
        CHECK(waitpid(s.pid, &status, 0) == s.pid);
        why_clear(&t->why);
        CHECK_FAILED(clamd_scan(s.path, s.file, t->mem, &out, &t->why));
        why_clear(&t->why);
        scanner_start(t, &s, "stream: Can't allocate memory ERROR");
        CHECK_FAILED(clamd_scan(s.path, s.file, t->mem, &out, &t->why));
        CHECK(waitpid(s.pid, &status, 0) == s.pid);
        CHECK_TEXT(out, "?");
        close(s.file);
}
