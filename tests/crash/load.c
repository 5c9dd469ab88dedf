/* load.c - many clients that register sources over HTTP at once, each with a key against double sending, and write down every answer
 * they got.  Knows nothing of the program but its interface; needs libc only.
 *
 *   load send PORT TOKEN CLIENTS PREFIX ACKS MORE COMMAND   at ACKS answers COMMAND is run (it kills something); after MORE further
 *                                                           answers, or when the server is gone, everybody stops
 *   load again PORT TOKEN < LIST                            sends the keys of LIST twice more and compares
 *
 * Output and LIST: "acked KEY SEQ" for what was answered as done, "open KEY" for what was sent and not answered so.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ANSWER_MAX 65536
#define PATIENCE_MS 60000               /* how long a server that answers "later" is asked again */
#define PAUSE_MS 20

static int port;
static const char *token, *prefix, *command;
static long acks_until, more_until;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long acks;
static bool told;

struct reply { int status; long seq; bool repeated; };

static int dial(void)
{
        struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        struct timeval patience = { .tv_sec = PATIENCE_MS / 1000 };
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

        if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to)) {
                close(fd);
                return -1;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        return fd;
}

static bool send_all(int fd, const char *p, size_t n)
{
        while (n) {
                ssize_t w = send(fd, p, n, MSG_NOSIGNAL);

                if (w <= 0)
                        return false;
                p += w;
                n -= (size_t)w;
        }
        return true;
}

/* A whole answer or none: half an answer counts as not answered. */
static bool answer_read(int fd, struct reply *out)
{
        char b[ANSWER_MAX + 1], *end, *length, *seq;
        size_t n = 0, want = 0;

        while (n < ANSWER_MAX && (!want || n < want)) {
                ssize_t r = recv(fd, b + n, ANSWER_MAX - n, 0);

                if (r <= 0)
                        return false;
                b[n += (size_t)r] = '\0';
                end = strstr(b, "\r\n\r\n");
                length = strcasestr(b, "\r\nContent-Length:");
                if (!want && end && length && length < end)
                        want = (size_t)(end - b) + 4 + strtoul(length + 17, NULL, 10);
        }
        *out = (struct reply){ .status = (int)strtol(b + 9, NULL, 10), .seq = -1, .repeated = strstr(b, "\"repeated\":true") };
        seq = strstr(b, "\"seq\":");
        if (seq)
                out->seq = strtol(seq + 6, NULL, 10);
        return true;
}

/* The content depends on the key, so that the tables show which key a case came from. */
static bool register_source(int fd, const char *key, struct reply *out)
{
        char body[512], all[2048];

        snprintf(body, sizeof body, "{\"key\":\"%s\",\"channel\":\"hotline\",\"place\":\"%s\",\"source_facts\":\"负载\"}", key, key);
        snprintf(all, sizeof all, "POST /api/acts/source.register HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                 "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", token, strlen(body), body);
        return send_all(fd, all, strlen(all)) && answer_read(fd, out);
}

/* ---- send ---- */

static void note_acked(const char *key, long seq)
{
        bool mine = false;

        pthread_mutex_lock(&lock);
        printf("acked %s %ld\n", key, seq);
        acks++;
        if (acks >= acks_until && !told)
                mine = told = true;
        pthread_mutex_unlock(&lock);
        if (mine && *command && system(command))
                fprintf(stderr, "command failed: %s\n", command);
}

static void note_open(const char *key)
{
        pthread_mutex_lock(&lock);
        printf("open %s\n", key);
        pthread_mutex_unlock(&lock);
}

static bool finished(void)
{
        bool yes;

        pthread_mutex_lock(&lock);
        yes = acks >= acks_until + more_until;
        pthread_mutex_unlock(&lock);
        return yes;
}

static void *client(void *arg)
{
        long me = (long)(intptr_t)arg;
        int fd = dial(), waited = 0;

        for (long i = 0; fd >= 0 && !finished() && waited < PATIENCE_MS; i++) {
                char key[128];
                struct reply r;

                snprintf(key, sizeof key, "%s-%ld-%ld", prefix, me, i);
                if (!register_source(fd, key, &r)) {
                        note_open(key);
                        break;
                }
                if (r.status == 201 && r.seq >= 0) {
                        note_acked(key, r.seq);
                        continue;
                }
                note_open(key);
                if (r.status != 503)
                        fprintf(stderr, "status %d for %s\n", r.status, key);
                poll(NULL, 0, PAUSE_MS);
                waited += PAUSE_MS;
        }
        if (fd >= 0)
                close(fd);
        return NULL;
}

static int send_many(long clients)
{
        pthread_t t[256];

        for (long i = 0; i < clients && i < 256; i++)
                if (pthread_create(&t[i], NULL, client, (void *)(intptr_t)i))
                        return 1;
        for (long i = 0; i < clients && i < 256; i++)
                pthread_join(t[i], NULL);
        return told ? 0 : 1;
}

/* ---- again ---- */

/* Asks until the answer is not "later".  A server that takes no call is dead: there is nothing to wait for. */
static bool asked(int *fd, const char *key, struct reply *out)
{
        for (int waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
                if (*fd < 0 && (*fd = dial()) < 0)
                        return false;
                if (register_source(*fd, key, out)) {
                        if (out->status == 200 || out->status == 201)
                                return out->seq >= 0;
                        if (out->status != 503)
                                return false;
                } else {
                        close(*fd);
                        *fd = -1;
                }
                poll(NULL, 0, PAUSE_MS);
        }
        return false;
}

static int send_again(void)
{
        char word[16], key[128];
        int fd = -1, bad = 0;

        while (scanf("%15s %127s", word, key) == 2) {
                bool was_acked = !strcmp(word, "acked");
                struct reply first, second;
                long seq = -1;

                if (was_acked && scanf("%ld", &seq) != 1)
                        return 1;
                if (!asked(&fd, key, &first) || !asked(&fd, key, &second)) {
                        fprintf(stderr, "%s: no answer the second time\n", key);
                        return 1;
                }
                if (second.status != 200 || !second.repeated || second.seq != first.seq) {
                        fprintf(stderr, "%s: sent twice, answered %d act %ld, then %d act %ld\n", key, first.status, first.seq, second.status, second.seq);
                        bad = 1;
                }
                if (was_acked && (first.status != 200 || first.seq != seq)) {
                        fprintf(stderr, "%s: was act %ld, is answered %d act %ld\n", key, seq, first.status, first.seq);
                        bad = 1;
                }
                printf("acked %s %ld\n", key, first.seq);
        }
        return bad;
}

int main(int argc, char **argv)
{
        signal(SIGPIPE, SIG_IGN);
        if (argc < 4)
                return 2;
        port = atoi(argv[2]);
        token = argv[3];
        if (argc == 4 && !strcmp(argv[1], "again"))
                return send_again();
        if (argc != 9 || strcmp(argv[1], "send"))
                return 2;
        prefix = argv[5];
        acks_until = atol(argv[6]);
        more_until = atol(argv[7]);
        command = argv[8];
        return send_many(atol(argv[4]));
}
