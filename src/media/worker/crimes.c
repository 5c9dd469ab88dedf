/* crimes.c - only in the test build: a child that does what a taken-over decoder would do.  The jail must kill it every time. */
#include "media/worker/worker.h"

#ifdef MEDIA_CRIMES
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

void job_crime(struct arena *mem, const struct job *job);

static void file_open(void) { (void)!open("/etc/passwd", O_RDONLY); }
static void file_make(void) { (void)!open("/tmp/mingjing-crime", O_WRONLY | O_CREAT, 0600); }
static void net_connect(void) { (void)!socket(AF_INET, SOCK_STREAM, 0); }
static void child_fork(void) { (void)!fork(); }
static void program_run(void) { execl("/bin/true", "true", (char *)NULL); }
static void original_write(void) { (void)!pwrite(IN, "x", 1, 0); }
static void parent_kill(void) { kill(getppid(), SIGKILL); }
static void code_make(void) { (void)!mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
static void limits_lift(void) { (void)!syscall(SYS_prlimit64, 0, 0, NULL, NULL); }
static void process_trace(void) { (void)!syscall(SYS_ptrace, 0, 0, 0, 0); }
static void clock_stop(void) { alarm(0); }
static void think_forever(void) { for (volatile unsigned i = 0; ; i++) ; }
static void crash(void) { __builtin_trap(); }

static void memory_eat(void)
{
        for (;;) {
                char *p = mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

                must(p != MAP_FAILED);
                memset(p, 1, 4096);
        }
}

/* Answers that are none. */
static void lie_length(void) { struct record r = { RECORD_FACTS, 0xffffffff }; (void)!write(ANSWER, &r, sizeof r); }
static void lie_tag(void) { struct record r = { 'X', 0 }; (void)!write(ANSWER, &r, sizeof r); }
static void lie_facts(void) { say_text(RECORD_FACTS, "{\"kind\":\"video\",\"size\":-5}"); }
static void lie_picture(void) { say_picture(0, 10, 10, "<html><script>", 14); }
static void lie_nothing(void) { _exit(0); }
static void lie_forever(void) { for (;;) say_text(RECORD_TEXT, "…"); }

void job_crime(struct arena *mem, const struct job *job)
{
        static void (*const crimes[])(void) = { file_open, file_make, net_connect, child_fork, program_run, original_write,
                parent_kill, code_make, limits_lift,
                process_trace, clock_stop, think_forever, crash, memory_eat, lie_length, lie_tag, lie_facts, lie_picture,
                        lie_nothing, lie_forever };

        (void)mem;
        if (job->count >= 0 && (size_t)job->count < sizeof crimes / sizeof *crimes)
                crimes[job->count]();
}

#endif
