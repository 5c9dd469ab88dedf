/* test_main.c - runs every registered test, or those whose "group" or "group.name" starts with an argument. */
#include "base/test.h"
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct test_case *const __start_tests[], *const __stop_tests[];

void test_failed(struct test *t, const char *file, int line, const char *fmt, ...)
{
        va_list ap;

        t->failed++;
        printf("#   %s:%d: ", file, line);
        va_start(ap, fmt);
        vprintf(fmt, ap);
        va_end(ap);
        printf("\n");
}

void test_text(struct test *t, const char *file, int line, const char *expr, const char *got, const char *want)
{
        t->checks++;
        if (!text_same(got, want))
                test_failed(t, file, line, "%s is \"%s\", wanted \"%s\"", expr, got ? got : "(null)", want ? want : "(null)");
}

const char *test_dir(struct test *t)
{
        char template[] = "/tmp/mingjing-test-XXXXXX";

        if (!t->dir) {
                must(mkdtemp(template) != NULL);
                t->dir = text_copy(t->mem, template);
        }
        return t->dir;
}

const char *test_postgres(struct test *t)
{
        const char *url = getenv("MINGJING_TEST_PG");

        if (!url)
                test_failed(t, __FILE__, __LINE__, "MINGJING_TEST_PG is not set: ./test starts a PostgreSQL server and sets it");
        return url;
}

static void remove_tree(struct test *t, const char *path)
{
        DIR *d = opendir(path);

        for (struct dirent *e; d && (e = readdir(d));)
                if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..")) {
                        const char *child = text_make(t->mem, "%s/%s", path, e->d_name);

                        if (unlink(child))
                                remove_tree(t, child);
                }
        if (d)
                closedir(d);
        rmdir(path);
}

static bool wanted(const struct test_case *c, char **filters)
{
        char full[512];

        snprintf(full, sizeof full, "%s.%s", c->group, c->name);
        for (char **f = filters; *f; f++)
                if (text_starts(full, *f))
                        return true;
        return !*filters;
}

static bool run_one(const struct test_case *c, int number)
{
        struct test t = { .group = c->group, .name = c->name, .mem = arena_new() };
        bool good;

        t.why.mem = t.mem;
        c->run(&t);
        if (!t.checks)
                test_failed(&t, __FILE__, __LINE__, "the test checked nothing");
        good = !t.failed;
        printf("%s %d - %s: %s\n", good ? "ok" : "not ok", number, t.group, text_replace(t.mem, t.name, "_", " "));
        fflush(stdout);
        if (t.dir)
                remove_tree(&t, t.dir);
        arena_free(t.mem);
        return good;
}

int main(int argc, char **argv)
{
        int passed = 0, failed = 0;

        (void)argc;
        for (const struct test_case *const *c = __start_tests; c < __stop_tests; c++)
                if (wanted(*c, argv + 1)) {
                        if (run_one(*c, passed + failed + 1))
                                passed++;
                        else
                                failed++;
                }
        printf("%d passed, %d failed\n", passed, failed);
        return failed || !passed;
}
