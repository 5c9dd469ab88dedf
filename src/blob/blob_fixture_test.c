/* blob_fixture_test.c - stores, contents and damages that the tests of blob/ share. */
#include "blob/blob_fixture.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int store_kinds(void)
{
        return text_empty(getenv("MINGJING_TEST_S3")) ? 1 : 2;
}

/* On S3 a prefix of this test's own. */
const char *store_where(struct test *t, int kind, const char *name)
{
        const char *base = getenv("MINGJING_TEST_S3"), *query;

        if (!kind)
                return text_make(t->mem, "%s/%s", test_dir(t), name);
        query = strchr(base, '?');
        return text_make(t->mem, "%.*s/%s/证据 %s%s&stage=%s/%s.stage", (int)(query - base), base, strrchr(test_dir(t), '/') + 1, name, query, test_dir(t), name);
}

struct blobs *store_of(struct test *t, int kind, const char *name)
{
        struct blobs *b = blobs_open(store_where(t, kind, name), HASH_SM3, &t->why);
        const char *keys = text_make(t->mem, "%s/keys", test_dir(t));

        must(b != NULL);
        if (!access(keys, R_OK))
                CHECK(blob_keys(b, keys, &t->why));
        return b;
}

const char *keys_file(struct test *t)
{
        const char *path = text_make(t->mem, "%s/keys", test_dir(t));

        if (access(path, R_OK))
                CHECK(blob_keys_make(path, &t->why));
        return path;
}

int files_in(const char *path)
{
        DIR *d = opendir(path);
        int n = 0;

        for (struct dirent *e; d && (e = readdir(d));)
                n += e->d_name[0] != '.';
        if (d)
                closedir(d);
        return n;
}

const char *stored_path(struct test *t, const char *store, const char *digest, const char *ending)
{
        return text_make(t->mem, "%s/%s/%s", test_dir(t), store, name_of(t->mem, digest, ending));
}

void file_damage(struct test *t, const char *path, int64_t at)
{
        uint8_t b = 0;
        int fd;

        CHECK(!chmod(path, 0640));
        fd = open(path, O_RDWR);
        CHECK(fd >= 0 && pread(fd, &b, 1, at) == 1);
        b ^= 1;
        CHECK(pwrite(fd, &b, 1, at) == 1);
        close(fd);
}

void content_fill(uint8_t *p, size_t n, unsigned seed)
{
        uint64_t x = 88172645463325252ull + seed * 2654435761ull;

        for (size_t i = 0; i < n; i += sizeof x) {
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                memcpy(p + i, &x, n - i < sizeof x ? n - i : sizeof x);
        }
}

const char *content_digest(struct test *t, size_t n, unsigned seed)
{
        uint8_t *p = memory_take(n);
        struct hash h;

        content_fill(p, n, seed);
        h = hash_bytes(HASH_SM3, p, n);
        memory_free(p);
        return hash_digest(t->mem, HASH_SM3, &h);
}

struct blob_put *content_put(struct test *t, struct blob_put *p, size_t from, size_t to, unsigned seed)
{
        uint8_t *all = memory_take(to);

        content_fill(all, to, seed);
        for (size_t at = from, n; at < to; at += n) {
                n = to - at < 100000 ? to - at : 100000;
                CHECK(blob_add(p, all + at, n, &t->why));
        }
        memory_free(all);
        return p;
}
