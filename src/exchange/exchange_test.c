/* exchange_test.c - what is sent of a record: every word a pack may name, what a withdrawal says, templates, waits, and the signature's bytes. */
#include "base/test.h"
#include "exchange/outbox.h"
#include "law/pack_fixture.h"
#include <stdlib.h>
#include <string.h>

static struct publication shown_record(void)
{
        return (struct publication){ .id = 12, .decide_seq = 20, .release_seq = 22, .withdraw_seq = -1, .fine = 15050, .shown = true, .kind = "penalty",
                .procedure = "简易程序", .agency = "bureau", .agency_name = "示例局", .number = "示罚〔2024〕1号", .title = "演某案", .party = "演某",
                .party_kind = "citizen", .cause = "倾倒 & <堆放>", .item = "GF-111-1", .facts = "事实", .basis = "依据", .result = "罚款",
                .decided_on = day_make(2024, 10, 8), .released_on = day_make(2024, 10, 9), .withdrawn_on = DAY_NONE };
}

static struct publication withdrawn_record(void)
{
        struct publication p = shown_record();

        p.shown = false;
        p.withdraw_seq = 30;
        p.withdrawn_on = day_make(2024, 11, 20);
        return p;                               /* its words still in the struct: none of them may come out */
}

static struct record record_of(const struct publication *p)
{
        return (struct record){ p, p->shown ? "released" : "withdrawn", "https://zhifa.example", p->shown ? 22 : 30, instant_at(day_make(2024, 10, 9), 8, 0), NULL };
}

TEST(exchange, every_word_a_pack_may_name_has_a_value)
{
        struct pack *pack = fixture_pack(t, "packs/daying");
        struct publication p = shown_record();
        struct record r = record_of(&p);
        size_t n;
        char **word = text_split(t->mem, carrier_words, '|', &n);

        for (size_t i = 0; i < n; i++)
                CHECK(*exchange__word(t->mem, pack, &r, word[i]) || !strcmp(word[i], "withdrawn_on"));
        CHECK_TEXT(exchange__word(t->mem, pack, &r, "fine"), "150.50");
        CHECK_TEXT(exchange__word(t->mem, pack, &r, "id"), "tag:zhifa.example,2026:decision/12");
        CHECK_TEXT(exchange__word(t->mem, pack, &r, "proof"), "https://zhifa.example/proof/20");
        CHECK_TEXT(exchange__word(t->mem, pack, &r, "no_such_word"), "");
        pack_free(pack);
}

TEST(exchange, a_withdrawn_record_says_only_that_it_went)
{
        struct pack *pack = fixture_pack(t, "packs/daying");
        struct publication p = withdrawn_record();
        struct record r = record_of(&p);
        size_t n;
        char **word = text_split(t->mem, carrier_words, '|', &n);

        for (size_t i = 0; i < n; i++)
                CHECK(text_in(word[i], carrier_words_withdrawn, '|') == (*exchange__word(t->mem, pack, &r, word[i]) != '\0'));
        CHECK_TEXT(exchange__word(t->mem, pack, &r, "proof"), "https://zhifa.example/proof/30");
        pack_free(pack);
}

TEST(exchange, bodies_are_what_the_pack_says)
{
        struct pack *pack = fixture_pack(t, "packs/daying");
        const struct pack_carrier *account = pack_carrier(pack, "account");
        struct publication p = shown_record(), gone = withdrawn_record();
        struct record r = record_of(&p), w = record_of(&gone);
        static const struct pack_carrier_field fields[] = { { "status", "{number} & {party}" } };
        struct pack_carrier weibo = { .id = "w", .kind = "weibo", .fields = (struct pack_carrier_field *)(uintptr_t)fields, .n_fields = 1 };
        struct outbox_body b = outbox__body(t->mem, pack, &weibo, &r);

        CHECK_TEXT(b.type, "application/x-www-form-urlencoded");
        CHECK_TEXT(b.text, text_make(t->mem, "status=%s", url(t->mem, "%s", "示罚〔2024〕1号 & 演某")));
        CHECK(text_starts(outbox__body(t->mem, pack, account, &r).text, "{\"articles\":[{\"title\":\"演某案\""));
        CHECK(!strstr(outbox__body(t->mem, pack, account, &w).text, "演某"));
        CHECK(strstr(outbox__body(t->mem, pack, pack_carrier(pack, "county"), &r).text, "\"format\":\"mingjing-delivery/1\"") != NULL);
        CHECK(!strstr(outbox__body(t->mem, pack, pack_carrier(pack, "county"), &w).text, "party"));
        CHECK(!pack_carrier(pack, "nobody"));
        pack_free(pack);
}

TEST(exchange, each_wait_is_longer_than_the_one_before)
{
        CHECK_INT(outbox__interval(0), 1);
        for (int i = 1; i < 8; i++)
                CHECK(outbox__interval(i) < outbox__interval(i + 1));
        CHECK_INT(outbox__interval(100), outbox__interval(8));
}

/* The expected value is Python's: hmac.new(b"secret", b"2024-10-09T00:00:00.000Z.{}", "sm3").hexdigest() */
TEST(exchange, a_signature_is_hmac_sm3_over_time_and_body)
{
        struct ctx c = { .mem = t->mem, .why = { .mem = t->mem } };
        struct pack_carrier k = { .id = "x", .sign = "hmac", .secret = "MINGJING_TEST_CARRIER_SECRET" };
        struct outbox_body b = { "application/json", "{}" };
        const char *value;

        unsetenv("MINGJING_TEST_CARRIER_SECRET");
        CHECK(!outbox__sign(&c, &k, "x-1", "2024-10-09T00:00:00.000Z", &b, &value) && c.why.kind == WHY_FAILED);
        c.why = (struct why){ .mem = t->mem };
        setenv("MINGJING_TEST_CARRIER_SECRET", "secret", 1);
        CHECK(outbox__sign(&c, &k, "x-1", "2024-10-09T00:00:00.000Z", &b, &value));
        CHECK_TEXT(value, "hmac-sm3 dd5ae2ca9038c312d854b467ca01d6b248034920b8978ec4bae20e0e79e1ab6e");
        unsetenv("MINGJING_TEST_CARRIER_SECRET");
}

TEST(exchange, an_address_is_http_or_none)
{
        struct pack_carrier k = { .id = "x", .address = "MINGJING_TEST_CARRIER" };

        setenv("MINGJING_TEST_CARRIER", "file:///etc/passwd", 1);
        CHECK(!outbox__address(&k));
        setenv("MINGJING_TEST_CARRIER", "https://carrier.example/in", 1);
        CHECK_TEXT(outbox__address(&k), "https://carrier.example/in");
        unsetenv("MINGJING_TEST_CARRIER");
        CHECK(!outbox__address(&k));
}
