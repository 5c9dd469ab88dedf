/* recording_clamd.c - asks clamd about a file: INSTREAM over its unix socket, pieces with their length before them, an empty one at the end.
 * Never blocks for ever, never takes silence for clean. */
#include "recording/recording_inner.h"
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define PIECE ((size_t)65536)
#define PATIENCE 120                    /* seconds without a byte from clamd */
#define ANSWER_MAX 1024

static int scanner_open(const char *path, struct why *why)
{
        struct sockaddr_un at = { .sun_family = AF_UNIX };
        struct timeval patience = { .tv_sec = PATIENCE };
        int s = -1;

        if (snprintf(at.sun_path, sizeof at.sun_path, "%s", path) < (int)sizeof at.sun_path)
                s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (s >= 0 && !setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) &&
            !setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) && !connect(s, (struct sockaddr *)&at, sizeof at))
                return s;
        fail(why, "病毒扫描服务连不上（%s）：%s", path, strerror(errno));
        if (s >= 0)
                close(s);
        return -1;
}

static bool all_sent(int s, const void *p, size_t n)
{
        for (size_t done = 0; done < n;) {
                ssize_t k = send(s, (const char *)p + done, n - done, MSG_NOSIGNAL);

                if (k < 0 && errno == EINTR)
                        continue;
                if (k <= 0)
                        return false;
                done += (size_t)k;
        }
        return true;
}

/* False: the file could not be read.  clamd may hang up early, when it has seen enough; then its answer says why. */
static bool file_sent(int s, int fd)
{
        uint8_t piece[PIECE];
        off_t at = 0;
        ssize_t k;
        bool open = all_sent(s, "zINSTREAM", sizeof "zINSTREAM");

        while (open && (k = pread(fd, piece, sizeof piece, at)) != 0) {
                uint32_t n = htonl((uint32_t)k);

                if (k < 0)
                        return false;
                at += k;
                open = all_sent(s, &n, sizeof n) && all_sent(s, piece, (size_t)k);
        }
        if (open)
                all_sent(s, "\0\0\0\0", 4);
        return true;
}

static size_t answer_read(int s, char *out, size_t room)
{
        size_t n = 0;
        ssize_t k;

        while (n + 1 < room && ((k = recv(s, out + n, room - 1 - n, 0)) > 0 || (k < 0 && errno == EINTR)))
                n += k > 0 ? (size_t)k : 0;
        out[n] = 0;
        return strlen(out);             /* a z-command is answered with a text that ends in NUL */
}

/* "stream: OK", "stream: Win.Test.EICAR_HDB-1 FOUND", "INSTREAM size limit exceeded. ERROR" */
static bool answer_means(struct arena *mem, const char *text, size_t n, const char **out, struct why *why)
{
        static const char head[] = "stream: ", bad[] = " FOUND";
        const char *body = text_starts(text, head) ? text + strlen(head) : text;
        size_t len = strlen(body);

        if (!n || text_check(text, n))
                return fail(why, "病毒扫描服务没有回答");
        if (len > strlen(bad) && !strcmp(body + len - strlen(bad), bad))
                *out = text_copy_n(mem, body, len - strlen(bad));
        else if (!strcmp(body, "OK"))
                *out = "clean";
        else if (text_starts(text, "INSTREAM size limit"))
                *out = "";
        else
                return fail(why, "病毒扫描服务的回答是：%s", utf8_head(mem, text, 100));
        return true;
}

bool clamd_scan(const char *socket_path, int fd, struct arena *mem, const char **out, struct why *why)
{
        char answer[ANSWER_MAX];
        int s = scanner_open(socket_path, why);
        size_t n;

        if (s < 0)
                return false;
        if (!file_sent(s, fd)) {
                close(s);
                return fail(why, "读不出要扫描的文件：%s", strerror(errno));
        }
        n = answer_read(s, answer, sizeof answer);
        close(s);
        return answer_means(mem, answer, n, out, why);
}
