/* s3_sign_test.c - signatures against the examples Amazon publishes for Signature Version 4 of S3; canonical names and queries. */
#include "blob/blob_fixture.h"

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static struct s3_sign example(struct test *t, const struct s3_param *q, size_t n)
{
        return (struct s3_sign){ .method = "GET", .path = "/", .query = s3_query(t->mem, q, n), .host = "examplebucket.s3.amazonaws.com",
                                 .date = "20130524T000000Z", .region = "us-east-1", .key = "AKIAIOSFODNN7EXAMPLE",
                                 .secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", .content_sha256 = EMPTY };
}

TEST(s3, signs_as_the_published_examples_do)
{
        const struct s3_param lifecycle[] = { { "lifecycle", "" } }, list[] = { { "prefix", "J" }, { "max-keys", "2" } };
        struct s3_sign s = example(t, lifecycle, 1);

        CHECK(strstr(s3_authorization(t->mem, &s), "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
        s = example(t, list, 2);
        CHECK(strstr(s3_authorization(t->mem, &s), "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
}

TEST(s3, names_and_queries_have_one_form_only)
{
        const struct s3_param q[] = { { "uploadId", "a/b+c=" }, { "partNumber", "10" }, { "uploads", "" }, { NULL, NULL } };

        CHECK_TEXT(s3_encoded(t->mem, "证据/a b+(1)~-_.mp4", false), "%E8%AF%81%E6%8D%AE/a%20b%2B%281%29~-_.mp4");
        CHECK_TEXT(s3_encoded(t->mem, "a/b", true), "a%2Fb");
        CHECK_TEXT(s3_query(t->mem, q, 4), "partNumber=10&uploadId=a%2Fb%2Bc%3D&uploads=");
        CHECK_TEXT(s3_query(t->mem, q, 0), "");
}

TEST(s3, an_address_that_cannot_be_meant_is_refused)
{
        static const char *const bad[] = { "s3://", "s3://b", "s3://b/p?region=x", "s3:///p?endpoint=http://h:1", "s3://b?endpoint=ftp://h", "s3://b?endpoint=http://",
                "s3://b?endpoint=http://user:secret@h:1", "s3://b?endpoint=http://h:1/path" };

        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
                why_clear(&t->why);
                CHECK(!blobs_open(bad[i], HASH_SM3, &t->why) && t->why.kind == WHY_REFUSED);
        }
}

TEST(s3, an_address_gets_a_stage_beside_the_database)
{
        CHECK_TEXT(blobs_dir(t->mem, "sqlite:/srv/明镜.db", "s3://b/p?endpoint=http://h:1", &t->why), "s3://b/p?endpoint=http://h:1&stage=/srv/%E6%98%8E%E9%95%9C.db.stage");
        CHECK_TEXT(blobs_dir(t->mem, "sqlite:/srv/m.db", "s3://b/p?endpoint=http://h:1&stage=/s", &t->why), "s3://b/p?endpoint=http://h:1&stage=/s");
        CHECK_TEXT(blobs_dir(t->mem, "postgresql://h/d", "s3://b/p?endpoint=http://h:1", &t->why), "s3://b/p?endpoint=http://h:1");
}
