/* blob_upload_test.c - an upload goes on where it was, whatever happened, and ends with the right digest or not at all. */
#include "blob/blob_fixture.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIZE ((size_t)9 << 20 | 12345)  /* three segments, many chunks, more than one part on S3 */

static struct blob_put *begin(struct test *t, struct blobs *b, size_t size, bool sealed)
{
        struct blob_plan plan = { .limit = 1 << 30, .size = (int64_t)size, .note = "执法记录仪 07 号.mp4", .sealed = sealed };
        struct blob_put *p = blob_create(b, &plan, &t->why);

        must(p != NULL);
        return p;
}

static void ends_right(struct test *t, struct blobs *b, struct blob_put *p, size_t size, unsigned seed)
{
        const char *digest = "", *id = text_copy(t->mem, blob_id(p));
        struct blob_upload u = { 0 };
        int64_t n = 0;

        CHECK(blob_finish(p, t->mem, &digest, &n, &t->why));
        CHECK_TEXT(digest, content_digest(t, size, seed));
        CHECK_INT(n, size);
        CHECK(blob_check(b, digest, &t->why));
        CHECK(blob_look(b, t->mem, id, &u, &t->why) && u.done && u.offset == (int64_t)size);
        CHECK_TEXT(u.digest, digest);
        CHECK_REFUSED(blob_resume(b, id, &t->why) != NULL, R_UPLOAD_GONE);
        CHECK(blob_discard(b, id, &t->why));
        CHECK_REFUSED(blob_look(b, t->mem, id, &u, &t->why), R_UPLOAD_GONE);
        CHECK_INT(files_in(b->tmp), 0);
}

TEST(upload, paused_and_resumed_it_ends_with_the_digest_of_the_whole_plain_or_sealed_on_every_store)
{
        static const size_t stops[] = { 1, 65536, 65537, 1 << 20, 4 << 20, (4 << 20) + 1, 5000000, 8 << 20 };

        keys_file(t);
        EACH_STORE(kind) for (int sealed = 0; sealed < 2; sealed++) for (int restart = 0; restart < 2; restart++) {
                struct blobs *b = store_of(t, kind, "x");
                struct blob_put *p = begin(t, b, SIZE, sealed);
                const char *id = text_copy(t->mem, blob_id(p));
                size_t at = 0;
                unsigned seed = (unsigned)(sealed * 2 + restart);

                for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
                        struct blob_upload u = { 0 };

                        content_put(t, p, at, stops[i], seed);
                        at = stops[i];
                        CHECK(blob_pause(p, &t->why));
                        CHECK(blob_look(b, t->mem, id, &u, &t->why) && u.offset == (int64_t)at && !u.busy && u.sealed == sealed);
                        CHECK_TEXT(u.note, "执法记录仪 07 号.mp4");
                        if (restart) {
                                blobs_close(b);
                                b = store_of(t, kind, "x");
                        }
                        CHECK(blob_look(b, t->mem, id, &u, &t->why) && u.offset == (int64_t)at);
                        p = blob_resume(b, id, &t->why);
                        must(p != NULL);
                        CHECK_INT(blob_added(p), at);
                }
                content_put(t, p, at, SIZE, seed);
                ends_right(t, b, p, SIZE, seed);
                blobs_close(b);
        }
}

/* What a crash leaves: the files as they were at that moment, no lock. */
TEST(upload, cut_off_at_any_byte_it_goes_on_from_what_is_on_disk)
{
        keys_file(t);
        for (int sealed = 0; sealed < 2; sealed++) for (unsigned i = 0; i < 12; i++) {
                struct blobs *b = store_of(t, 0, "x");
                struct blob_put *p = begin(t, b, SIZE, sealed);
                const char *id = text_copy(t->mem, blob_id(p)), *path = upload_path(b, t->mem, id, "");
                size_t at = (size_t)i * 777777 + i;
                int64_t stored = 0;

                content_put(t, p, 0, SIZE, i);
                CHECK(put_settled(p, &t->why));
                put_close(p);
                if (sealed && at < SEAL_HEAD)
                        at = SEAL_HEAD;
                CHECK(!truncate(path, (off_t)at) && file_ms(path, &stored) >= 0 && stored == (int64_t)at);
                p = blob_resume(b, id, &t->why);
                must(p != NULL);
                CHECK(sealed ? blob_added(p) <= (int64_t)at && blob_added(p) % (int64_t)SEAL_PLAIN == 0 : blob_added(p) == (int64_t)at);
                content_put(t, p, (size_t)blob_added(p), SIZE, i);
                ends_right(t, b, p, SIZE, i);
                blobs_close(b);
        }
}

TEST(upload, what_the_disk_lost_is_noticed_by_its_segment_and_sent_again)
{
        keys_file(t);
        for (int sealed = 0; sealed < 2; sealed++) {
                struct blobs *b = store_of(t, 0, "x");
                struct blob_put *p = begin(t, b, SIZE, sealed);
                const char *id = text_copy(t->mem, blob_id(p));

                content_put(t, p, 0, SIZE, 5);
                CHECK(put_settled(p, &t->why));
                put_close(p);
                file_damage(t, upload_path(b, t->mem, id, ""), 5 << 20);
                p = blob_resume(b, id, &t->why);
                must(p != NULL);
                CHECK(blob_added(p) >= 4 << 20 && blob_added(p) <= 5 << 20);
                content_put(t, p, (size_t)blob_added(p), SIZE, 5);
                ends_right(t, b, p, SIZE, 5);
                blobs_close(b);
        }
}

TEST(upload, a_piece_that_was_not_confirmed_does_not_count)
{
        keys_file(t);
        for (int sealed = 0; sealed < 2; sealed++) for (int way = 0; way < 3; way++) {
                struct blobs *b = store_of(t, 0, "x");
                struct blob_put *p = begin(t, b, 3000000, sealed);
                const char *id = text_copy(t->mem, blob_id(p));

                content_put(t, p, 0, 1234567, 7);
                CHECK(blob_hold(p, &t->why) && blob_confirm(p, &t->why));
                CHECK(blob_hold(p, &t->why));
                content_put(t, p, 0, 900000, 8);        /* rubbish */
                if (way == 0) {
                        CHECK(blob_recall(p, &t->why));
                } else if (way == 1) {
                        CHECK(blob_pause(p, &t->why));
                        p = blob_resume(b, id, &t->why);
                } else {
                        CHECK(put_settled(p, &t->why));
                        put_close(p);
                        p = blob_resume(b, id, &t->why);
                }
                must(p != NULL);
                CHECK_INT(blob_added(p), 1234567);
                CHECK(blob_hold(p, &t->why));
                content_put(t, p, 1234567, 3000000, 7);
                CHECK(blob_confirm(p, &t->why));
                ends_right(t, b, p, 3000000, 7);
                blobs_close(b);
        }
}

TEST(upload, what_was_announced_must_come)
{
        static const char wrong[] = "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e1";
        static const char right[] = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        const char *digest = NULL, *id;

        EACH_STORE(kind) {
                struct blobs *b = store_of(t, kind, "x");
                struct blob_plan plan = { .limit = 10, .size = 3, .digest = wrong };
                struct blob_put *p = blob_create(b, &plan, &t->why);
                struct blob_upload u = { 0 };

                id = text_copy(t->mem, blob_id(p));
                CHECK(blob_add(p, "ab", 2, &t->why));
                CHECK_REFUSED(blob_add(p, "cd", 2, &t->why), R_UPLOAD_SIZE);
                CHECK_REFUSED(blob_finish(p, t->mem, &digest, NULL, &t->why), R_UPLOAD_SIZE);
                p = blob_resume(b, id, &t->why);
                CHECK(p && blob_added(p) == 2 && blob_add(p, "c", 1, &t->why));
                CHECK_REFUSED(blob_finish(p, t->mem, &digest, NULL, &t->why), R_BLOB_OTHER);
                CHECK(!blob_has(b, "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", NULL));
                CHECK(blob_look(b, t->mem, id, &u, &t->why) && u.offset == 3 && !u.done);      /* kept until a person decides */
                plan.digest = right;                                                            /* of the other kind */
                p = blob_create(b, &plan, &t->why);
                CHECK(blob_add(p, "abc", 3, &t->why) && blob_finish(p, t->mem, &digest, NULL, &t->why));
                CHECK_TEXT(digest, "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
                CHECK(!digest || blob_has(b, digest, NULL));
                blobs_close(b);
        }
}

TEST(upload, bad_plans_are_refused_before_a_byte_comes)
{
        struct blobs *b = store_of(t, 0, "x");
        char *long_note = arena_take(t->mem, BLOB_NOTE_MAX + 2);
        const struct { struct blob_plan plan; enum refusal_code code; } bad[] = {
                { { .limit = 10, .size = 11 }, R_BODY_TOO_LARGE }, { { .limit = 10, .size = -2 }, R_UPLOAD_SIZE },
                { { .limit = 10, .size = 1, .digest = "md5:00" }, R_ARG_TYPE }, { { .limit = 10, .size = 1, .note = long_note }, R_BODY_TOO_LARGE },
                { { .limit = 10, .size = 1, .note = "\xff" }, R_BODY_TOO_LARGE }, { { .limit = 10, .size = 1, .sealed = true }, R_BLOB_KEY } };
        struct blob_plan huge = { .limit = INT64_MAX, .size = INT64_MAX / 2 };

        memset(long_note, 'x', BLOB_NOTE_MAX + 1);
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_REFUSED(blob_create(b, &bad[i].plan, &t->why) != NULL, bad[i].code);
        CHECK(!blob_create(b, &huge, &t->why) && t->why.kind == WHY_FAILED);    /* no disk holds that */
        CHECK_INT(files_in(b->tmp), 0);
        blobs_close(b);
}

TEST(upload, the_size_may_come_later_once)
{
        struct blobs *b = store_of(t, 0, "x");
        struct blob_put *p = blob_create(b, &(struct blob_plan){ .limit = 1000, .size = -1 }, &t->why);
        const char *digest = NULL;

        CHECK(blob_add(p, "abc", 3, &t->why));
        CHECK_REFUSED(blob_size_set(p, 2, &t->why), R_UPLOAD_SIZE);
        CHECK_REFUSED(blob_size_set(p, 1001, &t->why), R_BODY_TOO_LARGE);
        CHECK(blob_size_set(p, 4, &t->why) && blob_size_set(p, 4, &t->why));
        CHECK_REFUSED(blob_size_set(p, 5, &t->why), R_UPLOAD_SIZE);
        CHECK_REFUSED(blob_add(p, "de", 2, &t->why), R_UPLOAD_SIZE);
        CHECK(blob_add(p, "d", 1, &t->why) && blob_finish(p, t->mem, &digest, NULL, &t->why));
        blobs_close(b);
}

TEST(upload, only_one_may_add_at_a_time)
{
        struct blobs *b = store_of(t, 0, "x"), *other = store_of(t, 0, "x");
        struct blob_put *p = begin(t, b, 100, false), *q;
        const char *id = text_copy(t->mem, blob_id(p));
        struct blob_upload u = { 0 };

        CHECK_REFUSED(blob_resume(b, id, &t->why) != NULL, R_UPLOAD_BUSY);
        CHECK_REFUSED(blob_resume(other, id, &t->why) != NULL, R_UPLOAD_BUSY);
        CHECK_REFUSED(blob_discard(other, id, &t->why), R_UPLOAD_BUSY);
        CHECK(blob_look(other, t->mem, id, &u, &t->why) && u.busy);
        CHECK(blob_pause(p, &t->why));
        CHECK(blob_look(b, t->mem, id, &u, &t->why) && !u.busy);
        q = blob_resume(other, id, &t->why);            /* paused here, another process may go on */
        CHECK(q && blob_add(q, "abc", 3, &t->why));
        CHECK_REFUSED(blob_resume(b, id, &t->why) != NULL, R_UPLOAD_BUSY);
        CHECK(blob_pause(q, &t->why));
        p = blob_resume(b, id, &t->why);                /* and then we, from where that one was */
        CHECK(p && blob_added(p) == 3 && blob_pause(p, &t->why));
        CHECK(!blob_resume(other, "x", &t->why));
        why_clear(&t->why);
        blobs_close(b);
        q = blob_resume(other, id, &t->why);
        CHECK(q && blob_added(q) == 3);
        blob_drop(q);
        CHECK_REFUSED(blob_look(other, t->mem, id, &u, &t->why), R_UPLOAD_GONE);
        CHECK_INT(files_in(other->tmp), 0);
        blobs_close(other);
}

static bool count_upload(void *to, const struct blob_upload *u)
{
        *(int *)to += u->offset >= 0;
        return true;
}

TEST(upload, the_old_ones_expire_and_the_busy_and_the_young_stay)
{
        struct blobs *b = store_of(t, 0, "x");
        struct blob_put *busy = begin(t, b, 100, false), *idle = begin(t, b, 100, false), *nameless = blob_begin(b, 10, &t->why);
        const char *digest = NULL;
        struct instant past = { 1000 }, future = { INT64_MAX };
        int64_t n = -1;
        int seen = 0;

        CHECK(blob_pause(idle, &t->why));
        CHECK(file_replace(b, text_make(t->mem, "%s/leftover", b->tmp), (struct bytes){ (const uint8_t *)"x", 1 }, &t->why));
        CHECK(blob_uploads(b, count_upload, &seen, &t->why) && seen == 2);
        CHECK(blob_expire(b, past, &n, &t->why) && n == 0);
        CHECK(blob_expire(b, future, &n, &t->why) && n == 2);           /* idle and the leftover */
        CHECK(blob_add(busy, "abc", 3, &t->why) && blob_add(nameless, "abc", 3, &t->why));
        CHECK(blob_finish(nameless, t->mem, &digest, NULL, &t->why));
        seen = 0;
        CHECK(blob_uploads(b, count_upload, &seen, &t->why) && seen == 1);
        blob_drop(busy);
        CHECK_INT(files_in(b->tmp), 0);
        blobs_close(b);
}

TEST(upload, several_are_joined_to_one)
{
        keys_file(t);
        for (int sealed = 0; sealed < 2; sealed++) {
                struct blobs *b = store_of(t, 0, "x");
                const char *id[3];
                static const size_t from[] = { 0, 1000000, 1500000, 3000000 };
                struct blob_put *whole = begin(t, b, 3000000, sealed);

                for (int i = 0; i < 3; i++) {
                        struct blob_put *p = begin(t, b, from[i + 1] - from[i], sealed);

                        id[i] = text_copy(t->mem, blob_id(p));
                        content_put(t, p, from[i], from[i + 1], 3);
                        CHECK(blob_pause(p, &t->why));
                }
                for (int i = 0; i < 3; i++)
                        CHECK(blob_join(whole, id[i], &t->why) && blob_discard(b, id[i], &t->why));
                CHECK_REFUSED(blob_join(whole, id[0], &t->why), R_UPLOAD_GONE);
                ends_right(t, b, whole, 3000000, 3);
                blobs_close(b);
        }
}

TEST(upload, an_id_from_outside_is_no_path)
{
        struct blobs *b = store_of(t, 0, "x");
        static const char *const ids[] = { "", "../../../etc/passwd", "........................", "/////////////////////////", "aaaaaaaaaaaaaaaaaaaaaaaa" };
        struct blob_upload u;

        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
                CHECK_REFUSED(blob_resume(b, ids[i], &t->why) != NULL, R_UPLOAD_GONE);
                CHECK_REFUSED(blob_look(b, t->mem, ids[i], &u, &t->why), R_UPLOAD_GONE);
                CHECK_REFUSED(blob_discard(b, ids[i], &t->why), R_UPLOAD_GONE);
        }
        CHECK_REFUSED(blob_resume(b, NULL, &t->why) != NULL, R_UPLOAD_GONE);
        blobs_close(b);
}

/* A crash after the content got its name and before that was noted: finishing again gives the same, and nothing stored is written to. */
TEST(upload, finished_but_not_noted_it_can_be_finished_again)
{
        keys_file(t);
        EACH_STORE(kind) for (int sealed = 0; sealed < 2; sealed++) {
                struct blobs *b = store_of(t, kind, "x");
                struct blob_put *p = begin(t, b, 200000, sealed);
                const char *id = text_copy(t->mem, blob_id(p)), *copy = upload_path(b, t->mem, id, "-copy"), *digest = NULL;
                struct bytes meta = { 0 }, key = { 0 };
                bool there;

                content_put(t, p, 0, 200000, 9);
                CHECK(put_settled(p, &t->why) && part_end(&p->part) && !link(p->path, copy));
                CHECK(file_text(t->mem, upload_path(b, t->mem, id, ".meta"), &there, &meta, &t->why));
                CHECK(file_text(t->mem, upload_path(b, t->mem, id, ".key"), &there, &key, &t->why) && there == sealed);
                CHECK(blob_finish(p, t->mem, &digest, NULL, &t->why));
                CHECK(!rename(copy, upload_path(b, t->mem, id, "")));
                CHECK(file_replace(b, upload_path(b, t->mem, id, ".meta"), meta, &t->why));
                CHECK(!sealed || file_replace(b, upload_path(b, t->mem, id, ".key"), key, &t->why));
                p = blob_resume(b, id, &t->why);
                must(p != NULL);
                CHECK_INT(blob_added(p), 200000);
                CHECK_REFUSED(blob_add(p, "x", 1, &t->why), R_UPLOAD_SIZE);
                ends_right(t, b, p, 200000, 9);
                blobs_close(b);
        }
}

/* What a client may announce, and what then comes: only the right pair is stored. */
TEST(upload, a_corpus_of_wrong_checksums_and_sizes_stores_nothing)
{
        static const char right[] = "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        static const struct { const char *digest; int64_t size; const char *comes; enum refusal_code code; } all[] = {
                { "sm3:1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b", 3, "abc", R_BLOB_OTHER },      /* of nothing */
                { "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 3, "abc", R_BLOB_OTHER },
                { "sha256:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", 3, "abc", R_BLOB_OTHER },   /* the right one, the wrong kind */
                { right, 4, "abc", R_UPLOAD_SIZE }, { right, 2, "abc", R_UPLOAD_SIZE }, { right, 0, "abc", R_UPLOAD_SIZE },
                { right, 3, "abd", R_BLOB_OTHER }, { right, 3, "ABC", R_BLOB_OTHER }, { right, 3, "", R_UPLOAD_SIZE }, { right, -1, "", R_BLOB_OTHER },
                { right, -1, "abcabc", R_BLOB_OTHER }, { NULL, 5, "abc", R_UPLOAD_SIZE },
                { "sm3:66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0", 3, "abc", R_ARG_TYPE }, { "66c7f0f4", 3, "abc", R_ARG_TYPE },
                { "", 3, "abc", R_ARG_TYPE }, { "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e00", 3, "abc", R_ARG_TYPE },
                { "sha1:a9993e364706816aba3e25717850c26c9cd0d89d", 3, "abc", R_ARG_TYPE } };

        EACH_STORE(kind) {
                struct blobs *b = store_of(t, kind, "x");
                int64_t n = 0;

                for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
                        struct blob_plan plan = { .limit = 100, .size = all[i].size, .digest = all[i].digest };
                        struct blob_put *p;
                        const char *digest = NULL;

                        why_clear(&t->why);
                        p = blob_create(b, &plan, &t->why);
                        CHECK(!p || !blob_add(p, all[i].comes, strlen(all[i].comes), &t->why) || !blob_finish(p, t->mem, &digest, NULL, &t->why));
                        CHECK(t->why.kind == WHY_REFUSED && t->why.code == all[i].code && !digest);
                        if (p && t->why.code == R_UPLOAD_SIZE && all[i].size >= 0 && (int64_t)strlen(all[i].comes) > all[i].size)
                                blob_drop(p);
                }
                why_clear(&t->why);
                CHECK(!blob_has(b, right, NULL));
                CHECK(blob_expire(b, (struct instant){ INT64_MAX }, &n, &t->why) && n > 0);
                CHECK_INT(files_in(b->tmp), 0);
                blobs_close(b);
        }
}

struct crowd { struct test *t; struct blobs *b; int who; bool good; char digest[80]; };

static void *crowd_put(void *to)
{
        struct crowd *c = to;
        struct why why = { .mem = arena_new() };
        uint8_t *all = memory_take(400000);
        const char *digest = NULL;

        c->good = true;
        for (int i = 0; i < 6 && c->good; i++) {
                bool sealed = (c->who + i) % 2;
                struct blob_plan plan = { .limit = 1 << 20, .size = 400000, .sealed = sealed };
                struct blob_put *p = blob_create(c->b, &plan, &why);
                const char *id = p ? text_copy(why.mem, blob_id(p)) : NULL;

                content_fill(all, 400000, (unsigned)(i % 3));   /* everybody brings the same three */
                for (size_t at = 0; p && at < 400000; at += 50000)
                        c->good = c->good && blob_add(p, all + at, 50000, &why);
                c->good = c->good && p && blob_finish(p, why.mem, &digest, NULL, &why) && blob_check(c->b, digest, &why) && blob_discard(c->b, id, &why);
        }
        if (!c->good)
                printf("# %s\n", why_sentence(&why));
        memory_free(all);
        arena_free(why.mem);
        return NULL;
}

TEST(upload, many_at_once_with_the_same_content_plain_and_sealed_all_end_readable)
{
        struct blobs *b = (keys_file(t), store_of(t, 0, "x"));
        struct crowd all[8];
        pthread_t threads[8];
        struct blob_count n = { 0 };
        const char *position = "";

        for (int i = 0; i < 8; i++) {
                all[i] = (struct crowd){ .t = t, .b = b, .who = i };
                must(!pthread_create(&threads[i], NULL, crowd_put, &all[i]));
        }
        for (int i = 0; i < 8; i++) {
                pthread_join(threads[i], NULL);
                CHECK(all[i].good);
        }
        CHECK(blob_scrub(b, t->mem, &(struct blob_scrub){ .deep = true }, &n, &position, &t->why) && n.files == 3 && !n.bad && !position);
        CHECK_INT(files_in(b->tmp), 0);
        blobs_close(b);
}
