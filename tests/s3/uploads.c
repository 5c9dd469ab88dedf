/* uploads.c - uploads that are killed at random bytes and go on, and a storage server that stops in their middle.
 *
 *   uploads bucket WHERE                   makes the bucket of an S3 address
 *   uploads loop WHERE COUNT SEED          COUNT uploads: each is killed (SIGKILL) up to three times wherever it is, then goes on to its end
 *   uploads outage WHERE SWIFT DIR         the server is killed before and in the middle of storing, and while reading
 *   uploads send WHERE SEED SIZE SEALED ID (for itself) creates or resumes, writes how far it is to descriptor 3
 *
 * Ends with "ok - …" or "not ok - …" lines; exit 1 if one is not.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIECE ((size_t)70001)
#define SIZE_MAX_BYTES (11 << 20)

static struct arena *mem;
static struct why why;
static bool all_well = true;
static const char *self;

static void tell(bool well, const char *what)
{
        printf("%s - %s\n", well ? "ok" : "not ok", what);
        if (!well && why.kind)
                printf("#   %s\n", why_sentence(&why));
        fflush(stdout);
        why_clear(&why);
        all_well = all_well && well;
}

static struct blobs *store(const char *where)
{
        struct blobs *b = blobs_open(where, HASH_SM3, &why);

        if (b)
                return b;
        fprintf(stderr, "%s: %s\n", where, why_sentence(&why));
        exit(2);
}

static uint64_t chance;

static uint64_t next(uint64_t below)
{
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        return chance % below;
}

static uint8_t *content(size_t n, unsigned seed)
{
        uint64_t x = 88172645463325252ull + seed * 2654435761ull;
        uint8_t *p = memory_take(n + 8);

        for (size_t i = 0; i < n; i += 8) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                memcpy(p + i, &x, 8);
        }
        return p;
}

static const char *digest_of(const uint8_t *p, size_t n)
{
        struct hash h = hash_bytes(HASH_SM3, p, n);

        return hash_digest(mem, HASH_SM3, &h);
}

/* ---- one upload, in a process that may die at any moment ---- */

static int send_one(char **a)
{
        size_t n = strtoul(a[2], NULL, 10);
        uint8_t *p = content(n, (unsigned)strtoul(a[1], NULL, 10));
        struct blobs *b = store(a[0]);
        struct blob_put *put = blob_resume(b, a[4], &why);
        const char *digest;
        int64_t at;

        if (!put) {                             /* killed after its very end: done is done */
                struct why inner = { .mem = mem };
                struct blob_upload u = { 0 };
                bool done = blob_look(b, mem, a[4], &u, &inner) && u.done;

                blobs_close(b);
                memory_free(p);
                return done ? 0 : (fprintf(stderr, "%s\n", why_sentence(&why)), 1);
        }
        while ((at = blob_added(put)) < (int64_t)n) {
                size_t take = n - (size_t)at < PIECE ? n - (size_t)at : PIECE;

                if (!blob_add(put, p + at, take, &why))
                        return fprintf(stderr, "%s\n", why_sentence(&why)), 1;
                at += (int64_t)take;
                if (write(3, &at, sizeof at) != sizeof at)
                        return 1;
                if (at % 11 == 0) {             /* a connection that ends and comes again */
                        if (!blob_pause(put, &why) || !(put = blob_resume(b, a[4], &why)))
                                return fprintf(stderr, "%s\n", why_sentence(&why)), 1;
                }
        }
        if (!blob_finish(put, mem, &digest, NULL, &why))
                return fprintf(stderr, "%s\n", why_sentence(&why)), 1;
        blobs_close(b);
        memory_free(p);
        return 0;
}

/* Runs the sender until it is at byte `until`, and kills it there; until > size: somewhere in its end.  True: it came to its end. */
static bool run_until(const char *where, unsigned seed, size_t size, bool sealed, const char *id, int64_t until)
{
        int pipe_[2], status = 0;
        int64_t at = -1;
        pid_t child;

        must(!pipe(pipe_));
        child = fork();
        if (!child) {
                if (pipe_[0] != 3)
                        close(pipe_[0]);
                dup2(pipe_[1], 3);
                execl(self, self, "send", where, text_make(mem, "%u", seed), text_make(mem, "%zu", size), sealed ? "1" : "0", id, NULL);
                _exit(127);
        }
        close(pipe_[1]);
        while (at < until && read(pipe_[0], &at, sizeof at) == sizeof at)
                if (at == (int64_t)size)
                        break;
        if (until > (int64_t)size) {            /* where in the end it dies is left to chance */
                struct pollfd p = { .fd = pipe_[0] };

                poll(&p, 1, (int)next(60));
        }
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        close(pipe_[0]);
        if (WIFEXITED(status) && WEXITSTATUS(status))
                tell(false, "a sender that nobody killed ends well");
        return WIFEXITED(status) && !WEXITSTATUS(status);
}

struct known { char (*digest)[80]; size_t n; };

static bool is_known(void *to, const char *digest)
{
        const struct known *k = to;

        for (size_t i = 0; i < k->n; i++)
                if (!strcmp(k->digest[i], digest))
                        return true;
        return false;
}

static bool one(const char *where, struct blobs *b, size_t i, char known[80], int *kills)
{
        size_t size = next(4) ? 1 + (size_t)next(3 << 20) : 1 + (size_t)next(SIZE_MAX_BYTES);
        unsigned seed = (unsigned)(chance >> 20);
        bool sealed = i % 3 == 2, ended = false;
        uint8_t *p = content(size, seed);
        const char *digest = digest_of(p, size), *id;
        struct blob_plan plan = { .limit = 1 << 30, .size = (int64_t)size, .digest = digest, .sealed = sealed };
        struct blob_put *put = blob_create(b, &plan, &why);
        struct blob_upload u = { 0 };

        memory_free(p);
        if (!put)
                return false;
        memcpy(known, digest, strlen(digest) + 1);
        id = text_copy(mem, blob_id(put));
        put_close(put);                         /* as if this process had died, too */
        for (uint64_t k = 1 + next(3); k && !ended; k--) {
                ended = run_until(where, seed, size, sealed, id, (int64_t)next(size + size / 3 + 2));
                *kills += !ended;
        }
        if (!blob_look(b, mem, id, &u, &why) || (ended && !u.done))
                return false;
        if (!u.done && !run_until(where, seed, size, sealed, id, INT64_MAX) && (!blob_look(b, mem, id, &u, &why) || !u.done))
                while (!u.done)                 /* killed in its end once more: without a killer now */
                        if ((run_until(where, seed, size, sealed, id, INT64_MAX), !blob_look(b, mem, id, &u, &why)))
                                return false;
        if (!blob_look(b, mem, id, &u, &why) || !u.done || strcmp(u.digest, digest) || !blob_check(b, digest, &why))
                return false;
        return blob_discard(b, id, &why);
}

static bool count_upload(void *to, const struct blob_upload *u)
{
        (void)u;
        ++*(int *)to;
        return true;
}

static int loop(char **a)
{
        size_t n = strtoul(a[1], NULL, 10), right = 0;
        struct blobs *b = store(a[0]);
        struct known known = { memory_take(n * 80 + 1), n };
        struct blob_sweep sweep = { .before = { INT64_MAX }, .remove = true, .known = is_known, .to = &known };
        struct blob_count count = { 0 };
        const char *position = "";
        int kills = 0, left = 0;
        bool well;

        chance = strtoull(a[2], NULL, 10) * 2654435761u + 1;
        for (size_t i = 0; i < n; i++) {
                well = one(a[0], b, i, known.digest[i], &kills);

                right += well;
                if (!well)
                        tell(false, text_make(mem, "upload %zu of seed %s ends with the right digest", i, a[2]));
        }
        tell(right == n, text_make(mem, "%zu uploads killed %d times all end with the right digest", right, kills));
        tell(blob_uploads(b, count_upload, &left, &why) && !left, "no upload is left over");
        tell(blob_expire(b, (struct instant){ INT64_MAX }, NULL, &why), "rests expire");
        well = blob_sweep(b, &sweep, &count, &why);
        tell(well, text_make(mem, "a sweep removes the %lld rests that nothing refers to", (long long)count.files));
        tell(blob_sweep(b, &sweep, &count, &why) && !count.files, "and then finds none");
        count = (struct blob_count){ 0 };
        well = blob_scrub(b, mem, &(struct blob_scrub){ .deep = true }, &count, &position, &why) && !position && !count.bad && count.files == (int64_t)n;
        tell(well, text_make(mem, "%lld contents are what their names say", (long long)count.files));
        blobs_close(b);
        memory_free(known.digest);
        return !all_well;
}

/* ---- a server that stops ---- */

static const char *swift, *swift_dir;

static void server(const char *what)
{
        pid_t child = fork();
        int status = 1;

        if (!child) {
                execl(swift, swift, what, swift_dir, NULL);
                _exit(127);
        }
        waitpid(child, &status, 0);
        must(!status);
}

struct ending { struct blob_put *put; const char *digest; struct why why; bool good; };

static void *finish(void *to)
{
        struct ending *e = to;

        e->good = blob_finish(e->put, e->why.mem, &e->digest, NULL, &e->why);
        return NULL;
}

static void outage_while_storing(struct blobs *b, unsigned seed, bool before)
{
        size_t n = 24 << 20;
        uint8_t *p = content(n, seed);
        struct ending e = { .put = blob_create(b, &(struct blob_plan){ .limit = 1 << 30, .size = (int64_t)n }, &why), .why = { .mem = arena_new() } };
        const char *id = text_copy(mem, blob_id(e.put)), *digest = NULL;
        struct blob_upload u = { 0 };
        pthread_t thread;

        must(blob_add(e.put, p, n, &why));
        if (before)
                server("pause");
        must(!pthread_create(&thread, NULL, finish, &e));
        if (!before)
                server("pause");
        must(!pthread_join(thread, NULL));
        tell(!e.good && e.why.kind == WHY_FAILED && !text_empty(e.why.detail), before ? "stopped before storing: it fails, with words" : "stopped while storing: it fails, with words");
        tell(blob_look(b, mem, id, &u, &why) && u.offset == (int64_t)n && !u.done, "nothing of the upload is lost");
        server("resume");
        e.put = blob_resume(b, id, &why);
        tell(e.put && blob_finish(e.put, mem, &digest, NULL, &why) && !strcmp(digest, digest_of(p, n)), "when the server is back it ends with the right digest");
        tell(digest && blob_check(b, digest, &why) && blob_discard(b, id, &why), "and the content is there");
        arena_free(e.why.mem);
        memory_free(p);
}

static int outage(char **a)
{
        struct blobs *b = store(a[0]);
        const char *digest = NULL;
        struct bytes all;
        bool there = true;

        swift = a[1];
        swift_dir = a[2];
        tell(blob_put_bytes(b, mem, "abc", 3, &digest, &why), "a small content is put");
        server("pause");
        tell(!blob_find(b, digest, &there, NULL, &why) && why.kind == WHY_FAILED, "a server that does not answer has not said no");
        tell(!blob_read(b, mem, digest, 10, &all, &why) && why.kind == WHY_FAILED, "reading fails, with words");
        tell(!blob_put_bytes(b, mem, "abcd", 4, &digest, &why) && why.kind == WHY_FAILED, "putting fails, with words");
        server("resume");
        tell(blob_read(b, mem, digest, 10, &all, &why) && all.n == 3, "and when it is back everything goes on");
        outage_while_storing(b, 1, true);
        outage_while_storing(b, 2, false);
        tell(blob_expire(b, (struct instant){ INT64_MAX }, NULL, &why), "half-made parts at the server expire");
        blobs_close(b);
        return !all_well;
}

static int bucket(char **a)
{
        struct blobs *b = store(a[0]);
        struct s3_ask q = { .method = "PUT" };
        struct s3_answer r = { 0 };
        bool good = s3_ask(b->s3, mem, &q, &r, &why) && r.status == 200;

        blobs_close(b);
        if (!good)
                fprintf(stderr, "no bucket: %ld %s\n", r.status, why.kind ? why_sentence(&why) : "");
        return !good;
}

int main(int argc, char **argv)
{
        static const struct { const char *name; int words; int (*run)(char **); } all[] = {
                { "bucket", 1, bucket }, { "loop", 3, loop }, { "outage", 3, outage }, { "send", 5, send_one } };
        int rc = 2;

        self = "/proc/self/exe";
        mem = arena_new();
        why.mem = mem;
        signal(SIGPIPE, SIG_IGN);
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
                if (argc == all[i].words + 2 && !strcmp(argv[1], all[i].name))
                        rc = all[i].run(argv + 2);
        arena_free(mem);
        return rc;
}
