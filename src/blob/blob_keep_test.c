/* blob_keep_test.c - segments, sealing, scrubbing, sweeping, copying: what is kept is what was put, and what is not is found. */
#include "blob/blob_fixture.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIZE ((size_t)9 << 20 | 4321)

static const char *put(struct test *t, struct blobs *b, size_t n, unsigned seed, bool sealed)
{
        struct blob_plan plan = { .limit = 1 << 30, .size = (int64_t)n, .sealed = sealed };
        struct blob_put *p = sealed ? blob_create(b, &plan, &t->why) : blob_begin(b, (int64_t)n, &t->why);
        const char *digest = "", *id;

        must(p != NULL);
        id = blob_id(p) ? text_copy(t->mem, blob_id(p)) : NULL;
        content_put(t, p, 0, n, seed);
        CHECK(blob_finish(p, t->mem, &digest, NULL, &t->why));
        CHECK(!id || blob_discard(b, id, &t->why));
        return digest;
}

/* ---- segments ---- */

TEST(segments, every_segment_of_every_count_is_proven_by_its_path_and_no_other_is)
{
        struct hash all[20];

        for (size_t n = 1; n <= 20; n++) {
                struct blob_segments s = { .n = n, .at = all };

                for (size_t i = 0; i < n; i++)
                        all[i] = blob_segment_hash(&i, sizeof i);
                s.root = segments_root(all, n);
                for (size_t i = 0; i < n; i++) {
                        struct hash path[64];
                        size_t k = blob_segment_path(&s, i, path);

                        CHECK(blob_segment_proven(&all[i], i, n, path, k, &s.root));
                        CHECK(!blob_segment_proven(&all[(i + 1) % 20], i, n, path, k, &s.root) || n == 20);
                        CHECK(n == 1 || !blob_segment_proven(&all[i], (i + 1) % n, n, path, k, &s.root));
                        CHECK(!k || !blob_segment_proven(&all[i], i, n, path, k - 1, &s.root));
                        CHECK(!blob_segment_proven(&all[i], n, n, path, k, &s.root));
                }
        }
}

TEST(segments, a_range_of_stored_content_is_shown_to_belong_to_it_on_every_store_plain_or_sealed)
{
        uint8_t *all = memory_take(SIZE);

        keys_file(t);
        content_fill(all, SIZE, 1);
        EACH_STORE(kind) for (int sealed = 0; sealed < 2; sealed++) {
                struct blobs *b = store_of(t, kind, sealed ? "s" : "p");
                const char *digest = put(t, b, SIZE, 1, sealed);
                struct blob_segments s = { 0 };
                struct hash path[64], h;
                size_t k, n;

                CHECK(blob_segments(b, t->mem, digest, &s, &t->why) && s.n == 3 && s.size == (int64_t)SIZE);
                for (size_t i = 0; i < s.n; i++) {
                        n = i < 2 ? (size_t)BLOB_SEGMENT : SIZE - 2 * (size_t)BLOB_SEGMENT;
                        h = blob_segment_hash(all + i * (size_t)BLOB_SEGMENT, n);
                        k = blob_segment_path(&s, i, path);
                        CHECK(blob_segment_proven(&h, i, s.n, path, k, &s.root));
                        h = blob_segment_hash(all + i * (size_t)BLOB_SEGMENT, n - 1);
                        CHECK(!blob_segment_proven(&h, i, s.n, path, k, &s.root));
                }
                if (!kind) {            /* an old store without the side file: counted, and the same */
                        struct blob_segments again = { 0 };

                        CHECK(!unlink(stored_path(t, sealed ? "s" : "p", digest, ".seg")));
                        CHECK(blob_segments(b, t->mem, digest, &again, &t->why) && hash_same(&again.root, &s.root));
                }
                blobs_close(b);
        }
        memory_free(all);
}

TEST(segments, a_changed_list_is_refused)
{
        struct blobs *b = store_of(t, 0, "x");
        const char *digest = put(t, b, 5 << 20, 1, false);
        struct blob_segments s;

        file_damage(t, stored_path(t, "x", digest, ".seg"), 150);
        CHECK_REFUSED(blob_segments(b, t->mem, digest, &s, &t->why), R_BLOB_BROKEN);
        CHECK_REFUSED(blob_segments(b, t->mem, content_digest(t, 5, 5), &s, &t->why), R_SUBJECT_UNKNOWN);
        blobs_close(b);
}

/* ---- reading ---- */

TEST(reader, any_range_reads_the_same_on_every_store_plain_or_sealed)
{
        static const size_t from[] = { 0, 1, 65535, 65536, 65537, 4194303, 5000000, SIZE - 1, SIZE, SIZE + 5 };
        static const size_t many[] = { 0, 1, 65536, 65537, 300000, SIZE };
        uint8_t *all = memory_take(SIZE), *got = memory_take(SIZE);

        keys_file(t);
        content_fill(all, SIZE, 2);
        EACH_STORE(kind) for (int sealed = 0; sealed < 2; sealed++) {
                struct blobs *b = store_of(t, kind, sealed ? "s" : "p");
                struct blob_reader *r = blob_reader(b, put(t, b, SIZE, 2, sealed), &t->why);

                must(r != NULL);
                CHECK_INT(blob_reader_size(r), SIZE);
                CHECK((blob_reader_fd(r) >= 0) == (!kind && !sealed));
                for (size_t i = 0; i < sizeof from / sizeof *from; i++)
                        for (size_t k = 0; k < sizeof many / sizeof *many; k++) {
                                size_t want = from[i] >= SIZE ? 0 : many[k] < SIZE - from[i] ? many[k] : SIZE - from[i];

                                CHECK_INT(blob_reader_at(r, (int64_t)from[i], got, many[k], &t->why), want);
                                CHECK(!memcmp(got, all + (from[i] < SIZE ? from[i] : 0), want));
                        }
                blob_reader_close(r);
                blobs_close(b);
        }
        memory_free(all);
        memory_free(got);
}

TEST(reader, a_descriptor_and_a_whole_read_give_everything_and_empty_content_is_content)
{
        keys_file(t);
        EACH_STORE(kind) for (int sealed = 0; sealed < 2; sealed++) {
                struct blobs *b = store_of(t, kind, sealed ? "s" : "p");
                static const size_t sizes[] = { 0, 1, 65536, 131072, 700001 };

                for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                        const char *digest = put(t, b, sizes[i], 4, sealed);
                        struct bytes all = { 0 };
                        int64_t size = -1;
                        int fd = blob_open(b, digest, &t->why);

                        CHECK(fd >= 0 && lseek(fd, 0, SEEK_END) == (off_t)sizes[i]);
                        if (fd >= 0)
                                close(fd);
                        CHECK(blob_read(b, t->mem, digest, 1 << 20, &all, &t->why) && all.n == sizes[i]);
                        CHECK(!all.n || text_same(content_digest(t, all.n, 4), digest));
                        CHECK(blob_has(b, digest, &size) && size == (int64_t)sizes[i]);
                        CHECK(blob_check(b, digest, &t->why));
                        CHECK_INT(blob_sealed(b, digest), sealed);
                }
                blobs_close(b);
        }
}

/* ---- sealing ---- */

static bool file_has(struct test *t, const char *path, const uint8_t *what, size_t n)
{
        struct bytes all = { 0 };
        bool there = false;

        CHECK(file_text(t->mem, path, &there, &all, &t->why) && there);
        return all.n >= n && memmem(all.p, all.n, what, n);
}

TEST(seal, no_plain_byte_of_sealed_content_is_on_disk_while_it_comes_or_after)
{
        struct blobs *b = (keys_file(t), store_of(t, 0, "x"));
        struct blob_put *p = blob_create(b, &(struct blob_plan){ .limit = 1 << 30, .size = 200000, .sealed = true }, &t->why);
        const char *id = text_copy(t->mem, blob_id(p)), *digest = NULL;
        uint8_t all[200000];

        content_fill(all, sizeof all, 6);
        content_put(t, p, 0, 150000, 6);
        CHECK(blob_pause(p, &t->why));
        CHECK(!file_has(t, upload_path(b, t->mem, id, ""), all + 70000, 32) && !file_has(t, upload_path(b, t->mem, id, ".tail"), all + 140000, 32));
        p = blob_resume(b, id, &t->why);
        content_put(t, p, 150000, 200000, 6);
        CHECK(blob_finish(p, t->mem, &digest, NULL, &t->why));
        CHECK(!file_has(t, stored_path(t, "x", digest, ".enc"), all + 199900, 32));
        CHECK(access(stored_path(t, "x", digest, ""), F_OK) && errno == ENOENT);
        blobs_close(b);
}

static const char *fresh(struct test *t, struct blobs *b, unsigned seed)
{
        return put(t, b, 300000, seed, true);
}

static void refused_everywhere(struct test *t, struct blobs *b, const char *digest, enum refusal_code code)
{
        struct bytes all;

        CHECK_REFUSED(blob_check(b, digest, &t->why), code);
        CHECK_REFUSED(blob_read(b, t->mem, digest, 1 << 20, &all, &t->why), code);
}

TEST(seal, a_wrong_key_a_truncated_a_swapped_or_a_changed_chunk_is_noticed)
{
        struct blobs *b = (keys_file(t), store_of(t, 0, "x"));
        const char *digest, *path, *other;
        uint8_t one[SEAL_CHUNK], two[SEAL_CHUNK];
        struct bytes keys = { 0 };
        bool there;
        int fd;

        for (int64_t cut = 1; cut < 300000; cut = cut * 7 + (int64_t)SEAL_CHUNK / 5) {  /* the end cut off, also at a chunk's border */
                digest = fresh(t, b, (unsigned)cut);
                path = stored_path(t, "x", digest, ".enc");
                CHECK(!chmod(path, 0640) && !truncate(path, 64 + 4 * (off_t)SEAL_CHUNK - (cut > 60000 ? 0 : cut)));
                refused_everywhere(t, b, digest, R_BLOB_BROKEN);
        }
        digest = fresh(t, b, 1000);
        path = stored_path(t, "x", digest, ".enc");
        CHECK(!chmod(path, 0640));
        fd = open(path, O_RDWR);
        CHECK(pread(fd, one, sizeof one, 64) == (ssize_t)sizeof one && pread(fd, two, sizeof two, 64 + (off_t)sizeof one) == (ssize_t)sizeof two);
        CHECK(pwrite(fd, two, sizeof two, 64) == (ssize_t)sizeof two && pwrite(fd, one, sizeof one, 64 + (off_t)sizeof one) == (ssize_t)sizeof one);
        close(fd);
        refused_everywhere(t, b, digest, R_BLOB_BROKEN);
        digest = fresh(t, b, 1001);
        file_damage(t, stored_path(t, "x", digest, ".enc"), 100000);
        refused_everywhere(t, b, digest, R_BLOB_BROKEN);
        digest = fresh(t, b, 1002);             /* another content's key */
        other = fresh(t, b, 1003);
        CHECK(!rename(stored_path(t, "x", other, ".key"), stored_path(t, "x", digest, ".key")));
        refused_everywhere(t, b, digest, R_BLOB_BROKEN);
        digest = fresh(t, b, 1004);
        other = text_make(t->mem, "%s/otherkeys", test_dir(t));
        CHECK(blob_keys_make(other, &t->why) && blob_keys(b, other, &t->why));
        refused_everywhere(t, b, digest, R_BLOB_KEY);
        CHECK(file_text(t->mem, keys_file(t), &there, &keys, &t->why) && there);       /* the right name, another key */
        other = text_make(t->mem, "%.*s AAAAAAAAAAAAAAAAAAAAAA==\n", (int)strcspn((const char *)keys.p, " "), (const char *)keys.p);
        path = text_make(t->mem, "%s/samename", test_dir(t));
        CHECK(file_replace(b, path, (struct bytes){ (const uint8_t *)other, strlen(other) }, &t->why) && !chmod(path, 0600) && blob_keys(b, path, &t->why));
        refused_everywhere(t, b, digest, R_BLOB_BROKEN);
        CHECK(blob_keys(b, keys_file(t), &t->why) && blob_check(b, digest, &t->why));
        blobs_close(b);
}

TEST(seal, rotation_wraps_every_key_anew_and_touches_no_content)
{
        const char *keys = keys_file(t), *newest = text_make(t->mem, "%s/newest", test_dir(t));

        EACH_STORE(kind) {
                struct blobs *b = store_of(t, kind, "x");
                const char *digest[5];
                struct bytes all = { 0 }, was[5] = { 0 }, is = { 0 };
                const char *last;
                int64_t n = -1;
                bool there;

                for (unsigned i = 0; i < 5; i++) {
                        digest[i] = fresh(t, b, i);
                        CHECK(side_read(b, t->mem, name_of(t->mem, digest[i], ".enc"), &was[i], &t->why));
                }
                CHECK(blob_keys_make(keys, &t->why) && blob_keys(b, keys, &t->why));
                CHECK(blob_keys_rotate(b, &n, &t->why) && n == 5);
                CHECK(blob_keys_rotate(b, &n, &t->why) && n == 0);
                /* from now on the newest key alone opens everything */
                CHECK(file_text(t->mem, keys, &there, &all, &t->why));
                last = strrchr(text_copy_n(t->mem, (const char *)all.p, all.n - 1), '\n') + 1;
                CHECK(file_replace(b, newest, (struct bytes){ (const uint8_t *)text_make(t->mem, "%s\n", last), strlen(last) + 1 }, &t->why));
                CHECK(!chmod(newest, 0600) && blob_keys(b, newest, &t->why));
                for (unsigned i = 0; i < 5; i++) {
                        CHECK(blob_check(b, digest[i], &t->why));
                        CHECK(side_read(b, t->mem, name_of(t->mem, digest[i], ".enc"), &is, &t->why) && is.n == was[i].n && !memcmp(is.p, was[i].p, is.n));
                }
                blobs_close(b);
        }
}

TEST(seal, plain_content_becomes_sealed_and_stays_under_its_name)
{
        keys_file(t);
        EACH_STORE(kind) {
                struct blobs *b = store_of(t, kind, "x");
                const char *digest = put(t, b, SIZE, 3, false), *again;

                CHECK(!blob_sealed(b, digest) && blob_seal(b, digest, &t->why) && blob_sealed(b, digest) && blob_seal(b, digest, &t->why));
                CHECK(blob_check(b, digest, &t->why));
                again = put(t, b, SIZE, 3, false);      /* whoever brings it plain does not make it plain again */
                CHECK_TEXT(again, digest);
                CHECK(blob_sealed(b, digest));
                CHECK(blob_remove(b, digest, &t->why) && !blob_has(b, digest, NULL));
                blobs_close(b);
        }
}

TEST(seal, a_key_file_others_can_read_or_inside_the_store_or_of_rubbish_is_not_taken)
{
        struct blobs *b = store_of(t, 0, "x");
        const char *inside = text_make(t->mem, "%s/x/keys", test_dir(t)), *open_ = text_make(t->mem, "%s/open", test_dir(t));
        static const char *const rubbish[] = { "", "id\n", "id AAAA\n", " AAAAAAAAAAAAAAAAAAAAAA==\n", "id AAAAAAAAAAAAAAAAAAAAAA\n" };

        CHECK(blob_keys_make(inside, &t->why) && !blob_keys(b, inside, &t->why) && t->why.kind == WHY_FAILED);
        why_clear(&t->why);
        CHECK(blob_keys_make(open_, &t->why) && !chmod(open_, 0644));
        CHECK(!blob_keys(b, open_, &t->why) && t->why.kind == WHY_FAILED);
        for (size_t i = 0; i < sizeof rubbish / sizeof *rubbish; i++) {
                why_clear(&t->why);
                CHECK(file_replace(b, open_, (struct bytes){ (const uint8_t *)rubbish[i], strlen(rubbish[i]) }, &t->why) && !chmod(open_, 0600));
                CHECK(!blob_keys(b, open_, &t->why) && t->why.kind == WHY_FAILED);
        }
        blobs_close(b);
}

/* ---- scrub ---- */

struct found { struct test *t; int n; const char *digest, *what; };

static void note(void *to, const char *digest, int64_t size, const char *what)
{
        struct found *f = to;

        (void)size;
        f->n++;
        f->digest = text_copy(f->t->mem, digest);
        f->what = text_copy(f->t->mem, what);
}

TEST(scrub, one_flipped_bit_anywhere_is_found_and_where_it_is)
{
        const char *keys = keys_file(t);
        struct blobs *b = store_of(t, 0, "x");
        const char *digests[4], *position = "";
        struct blob_count n = { 0 };

        (void)keys;
        for (unsigned i = 0; i < 4; i++)
                digests[i] = put(t, b, SIZE, i, i == 3);
        for (int deep = 0; deep < 2; deep++) {
                struct found f = { .t = t };
                struct blob_scrub how = { .deep = deep, .bad = note, .to = &f };

                CHECK(blob_scrub(b, t->mem, &how, &n, &position, &t->why) && !position);
                CHECK(n.files == 4 && n.bad == 0 && n.bytes == 4 * (int64_t)SIZE);
                file_damage(t, stored_path(t, "x", digests[deep], ""), 5 << 20);
                CHECK(blob_scrub(b, t->mem, &how, &n, &position, &t->why) && n.bad == 1 && f.n == 1);
                CHECK_TEXT(f.digest, digests[deep]);
                CHECK(strstr(f.what, "第 2 段"));
                file_damage(t, stored_path(t, "x", digests[deep], ""), 5 << 20);        /* back */
        }
        {
                struct found f = { .t = t };
                struct blob_scrub how = { .bad = note, .to = &f };

                file_damage(t, stored_path(t, "x", digests[3], ".enc"), 5 << 20);
                file_damage(t, stored_path(t, "x", digests[2], ".seg"), 100);
                CHECK(!chmod(stored_path(t, "x", digests[0], ""), 0640) && !truncate(stored_path(t, "x", digests[0], ""), 100));
                CHECK(!unlink(stored_path(t, "x", digests[1], ".seg")));                /* an old one: by its digest */
                CHECK(blob_scrub(b, t->mem, &how, &n, &position, &t->why) && n.bad == 3 && f.n == 3);
        }
        blobs_close(b);
}

TEST(scrub, broken_off_it_goes_on_where_it_was_and_reads_everything_once)
{
        EACH_STORE(kind) {
                struct blobs *b = store_of(t, kind, "x");
                struct blob_scrub how = { .bytes_max = 250000, .threads = 2 };
                struct blob_count n = { 0 };
                const char *position = NULL;
                int64_t files = 0;
                int rounds = 0;

                for (unsigned i = 0; i < 10; i++)
                        put(t, b, 100000, i, false);
                do {
                        CHECK(blob_scrub(b, t->mem, &how, &n, &position, &t->why));
                        files += n.files;
                        CHECK(blob_scrub_note(b, position, &t->why));
                        CHECK_TEXT(blob_scrub_noted(b, t->mem), position);
                        how.after = position;
                } while (position && ++rounds < 20);
                CHECK_INT(files, 10);
                CHECK_INT(rounds, 3);
                blobs_close(b);
        }
}

TEST(scrub, told_to_stop_it_does_not_take_unread_content_for_read)
{
        struct blobs *b = store_of(t, 0, "x");
        volatile bool stop = true;
        struct blob_scrub how = { .stop = &stop };
        struct blob_count n = { 0 };
        const char *position = NULL;

        put(t, b, 100000, 1, false);
        CHECK(blob_scrub(b, t->mem, &how, &n, &position, &t->why) && n.files == 0);
        CHECK_TEXT(position, "");
        blobs_close(b);
}

/* ---- sweep and copy ---- */

struct known { struct found found; const char *digest; };

static bool is_known(void *to, const char *digest)
{
        return !strcmp(((struct known *)to)->digest, digest);
}

TEST(sweep, removes_only_what_is_old_and_not_referred_to_and_only_when_asked)
{
        EACH_STORE(kind) {
                struct blobs *b = store_of(t, kind, "x");
                const char *kept = put(t, b, 1000, 1, false), *orphan = put(t, b, 1000, 2, false);
                struct known k = { .found = { .t = t }, .digest = kept };
                struct blob_sweep how = { .before = { 1000 }, .known = is_known, .found = note, .to = &k };
                struct blob_count n = { 0 };

                CHECK(b->back->write(b, name_of(t->mem, content_digest(t, 9, 9), ".seg"), (struct bytes){ (const uint8_t *)"x", 1 }, &t->why));
                CHECK(blob_sweep(b, &how, &n, &t->why) && n.files == 0);
                how.before.ms = INT64_MAX;
                CHECK(blob_sweep(b, &how, &n, &t->why) && n.files == 2 && k.found.n == 2);
                CHECK(blob_has(b, orphan, NULL));
                how.remove = true;
                CHECK(blob_sweep(b, &how, &n, &t->why) && n.files == 2 && n.bytes == 1000);
                CHECK(!blob_has(b, orphan, NULL) && blob_has(b, kept, NULL));
                CHECK(blob_sweep(b, &how, &n, &t->why) && n.files == 0);
                blobs_close(b);
        }
}

TEST(sweep, putting_the_same_content_again_makes_it_young)
{
        struct blobs *b = store_of(t, 0, "x");
        const char *digest = put(t, b, 1000, 1, false);
        struct timespec old[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
        struct known k = { .found = { .t = t }, .digest = "" };
        struct blob_sweep how = { .before = { 2000000 }, .remove = true, .known = is_known, .to = &k };
        struct blob_count n = { 0 };

        CHECK(!utimensat(AT_FDCWD, stored_path(t, "x", digest, ""), old, 0) && !utimensat(AT_FDCWD, stored_path(t, "x", digest, ".seg"), old, 0));
        put(t, b, 1000, 1, false);
        CHECK(blob_sweep(b, &how, &n, &t->why) && n.files == 0 && blob_has(b, digest, NULL));
        blobs_close(b);
}

TEST(copy, everything_arrives_verified_rot_does_not_spread_and_again_costs_nothing)
{
        keys_file(t);
        EACH_STORE(kind) {
                struct blobs *from = store_of(t, 0, text_make(t->mem, "from%d", kind)), *to = store_of(t, kind, "to");
                const char *plain = put(t, from, SIZE, 1, false), *sealed = put(t, from, SIZE, 2, true), *rotten = put(t, from, 1000, 3, false);
                struct found f = { .t = t };
                struct blob_copy how = { .bad = note, .to = &f };
                struct blob_count n = { 0 };
                int64_t wrapped;

                file_damage(t, stored_path(t, text_make(t->mem, "from%d", kind), rotten, ""), 500);
                CHECK(blob_copy_all(from, to, &how, &n, &t->why) && n.files == 2 && n.bad == 1);
                CHECK_TEXT(f.digest, rotten);
                CHECK(blob_check(to, plain, &t->why) && blob_check(to, sealed, &t->why) && blob_sealed(to, sealed) && !blob_has(to, rotten, NULL));
                how.again = true;
                CHECK(blob_keys_make(keys_file(t), &t->why) && blob_keys(from, keys_file(t), &t->why) && blob_keys_rotate(from, &wrapped, &t->why));
                CHECK(blob_copy_all(from, to, &how, &n, &t->why) && n.files == 0 && n.bad == 1);
                CHECK(blob_keys(to, keys_file(t), &t->why) && blob_check(to, sealed, &t->why));
                if (!kind) {
                        file_damage(t, stored_path(t, "to", plain, ""), 77);
                        CHECK(blob_copy_all(from, to, &how, &n, &t->why) && n.bad == 2);
                }
                blobs_close(from);
                blobs_close(to);
        }
}
