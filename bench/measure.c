/* measure.c - a program seen from outside: how long, how much of a core, how much memory.
 *
 *   measure run PROGRAM ARG…          waits for it: wall_s, cpu_s, peak_rss_kb (VmHWM), peak_anon_kb (without pages of mapped files)
 *   measure start PORT PATH PROGRAM ARG…  starts a server and asks for PATH until it is answered 200: first_answer_ms; then asks nine times
 *                                     more, waits until nothing moves, prints rss_kb and anon_kb and ends the server
 *
 * The program's own output goes to standard error, so that ours stays "name value".
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define START_SECONDS 60

static _Noreturn void die(const char *what)
{
        perror(what);
        exit(1);
}

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void rest(long us)
{
        struct timespec t = { .tv_nsec = us * 1000 };

        nanosleep(&t, NULL);
}

static pid_t run(char **argv)
{
        pid_t pid = fork();

        if (pid < 0)
                die("fork");
        if (!pid) {
                dup2(STDERR_FILENO, STDOUT_FILENO);
                execvp(argv[0], argv);
                die(argv[0]);
        }
        return pid;
}

/* "VmRSS", "RssAnon" … of /proc/PID/status; 0 when the process is gone. */
static long status_kb(pid_t pid, const char *name)
{
        char path[64], line[256];
        long kb = 0;
        FILE *f;

        snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
        f = fopen(path, "r");
        while (f && fgets(line, sizeof line, f))
                if (!strncmp(line, name, strlen(name)) && line[strlen(name)] == ':')
                        kb = strtol(line + strlen(name) + 1, NULL, 10);
        if (f)
                fclose(f);
        return kb;
}

static int run_to_end(char **argv)
{
        double start = now();
        long anon = 0, seen;
        struct rusage used;
        pid_t pid = run(argv);
        int status;

        while (!wait4(pid, &status, WNOHANG, &used)) {
                seen = status_kb(pid, "RssAnon");
                anon = seen > anon ? seen : anon;
                rest(2000);
        }
        printf("wall_s %.3f\ncpu_s %.3f\npeak_rss_kb %ld\npeak_anon_kb %ld\n", now() - start,
               (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
               used.ru_maxrss, anon);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* One request on a connection of its own; is the answer 200? */
static int asked(int port, const char *path)
{
        struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        int s = socket(AF_INET, SOCK_STREAM, 0), good = 0;
        char text[65536];
        ssize_t n = 0, got;

        if (s >= 0 && !connect(s, (struct sockaddr *)&to, sizeof to)) {
                snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
                if (send(s, text, strlen(text), MSG_NOSIGNAL) > 0)
                        while (n < 12 && (got = recv(s, text + n, sizeof text - (size_t)n, 0)) > 0)
                                n += got;
                good = n >= 12 && !memcmp(text, "HTTP/1.1 200", 12);
                while (good && recv(s, text, sizeof text, 0) > 0)
                        ;
        }
        if (s >= 0)
                close(s);
        return good;
}

static int run_server(int port, const char *path, char **argv)
{
        double start = now();
        pid_t pid = run(argv);
        int status, good;

        while (!(good = asked(port, path)) && !waitpid(pid, &status, WNOHANG) && now() - start < START_SECONDS)
                rest(200);
        if (!good) {
                fprintf(stderr, "measure: %s did not answer %s\n", argv[0], path);
                kill(pid, SIGTERM);
                return 1;
        }
        printf("first_answer_ms %.1f\n", (now() - start) * 1e3);
        for (int i = 0; i < 9; i++)
                asked(port, path);
        rest(300000);
        printf("rss_kb %ld\nanon_kb %ld\n", status_kb(pid, "VmRSS"), status_kb(pid, "RssAnon"));
        kill(pid, SIGTERM);
        return waitpid(pid, &status, 0) != pid || status;
}

int main(int argc, char **argv)
{
        if (argc >= 3 && !strcmp(argv[1], "run"))
                return run_to_end(argv + 2);
        if (argc >= 5 && !strcmp(argv[1], "start"))
                return run_server((int)strtol(argv[2], NULL, 10), argv[3], argv + 4);
        fputs("usage: measure run PROGRAM ARG…\n       measure start PORT PATH PROGRAM ARG…\n", stderr);
        return 2;
}
