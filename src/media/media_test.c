/* media_test.c - what needs no worker: sequences of recordings, device clocks, facts as text, the skeletons of files. */
#include "base/test.h"
#include "media/content.h"

static struct instant at(const char *s)
{
        struct instant t = { 0 };

        must(instant_parse_local(s, &t));
        return t;
}

/* ---- sequences ---- */

static const struct media_rule rule = { 2000, 0 };

TEST(media, parts_that_follow_each_other_within_the_tolerance_are_no_finding)
{
        const struct media_part parts[] = { { at("2026-11-02T09:00"), 300000, 1 }, { at("2026-11-02T09:05"), 300000, 2 },
                { at("2026-11-02T09:10:01"), 60000, 3 } };
        size_t n = 9;

        media_sequence(t->mem, parts, 3, &rule, &n);
        CHECK_INT(n, 0);
        media_sequence(t->mem, NULL, 0, &rule, &n);
        CHECK_INT(n, 0);
}

TEST(media, a_gap_an_overlap_a_backward_clock_and_a_missing_number_are_found_where_they_are)
{
        const struct media_part parts[] = { { at("2026-11-02T09:00"), 300000, 1 }, { at("2026-11-02T09:07"), 300000, 2 },
                { at("2026-11-02T09:11:30"), 300000, 5 },
                                            { at("2026-11-02T08:00"), 300000, 6 } };
        size_t n = 0;
        struct media_finding *f = media_sequence(t->mem, parts, 4, &rule, &n);

        CHECK_INT(n, 4);
        CHECK(f[0].code == MEDIA_APART && f[0].at == 1 && f[0].length == 120000);
        CHECK(f[1].code == MEDIA_MISSING && f[1].at == 2 && f[1].length == 2);
        CHECK(f[2].code == MEDIA_OVERLAP && f[2].at == 2 && f[2].length == 30000);
        CHECK(f[3].code == MEDIA_BACKWARD && f[3].at == 3 && f[3].length == 4290000);
        CHECK_TEXT(f[0].detail, "间断 2 分 0 秒");
}

TEST(media, a_pause_longer_than_the_rule_says_is_another_recording_and_no_gap)
{
        const struct media_part parts[] = { { at("2026-11-02T09:00"), 300000, -1 }, { at("2026-11-02T15:00"), 300000, -1 } };
        size_t n = 9;

        media_sequence(t->mem, parts, 2, &(struct media_rule){ 2000, 3600000 }, &n);
        CHECK_INT(n, 0);
        media_sequence(t->mem, parts, 2, &rule, &n);
        CHECK_INT(n, 1);
}

TEST(media, the_clock_of_a_device_is_corrected_by_what_was_measured_at_the_dock)
{
        const struct media_clock c[] = { { at("2026-11-02T08:00:10"), at("2026-11-02T08:00:00") },
                { at("2026-11-02T18:00:20"), at("2026-11-02T18:00:00") } };

        CHECK_INT(media_clock_real(NULL, 0, 60000, at("2026-11-02T09:00")).ms, at("2026-11-02T09:00").ms);
        CHECK_INT(media_clock_real(c, 2, 60000, at("2026-11-02T07:00:10")).ms, at("2026-11-02T07:00").ms);      /* before the first: as it was then */
        CHECK_INT(media_clock_real(c, 2, 60000, at("2026-11-02T13:00:15")).ms, at("2026-11-02T13:00").ms);      /* half way: half the drift */
        CHECK_INT(media_clock_real(c, 2, 60000, at("2026-11-02T19:00:20")).ms, at("2026-11-02T19:00").ms);      /* after the last: as it was then */
        CHECK_INT(media_clock_real(c, 2, 5000, at("2026-11-02T13:00:15")).ms, at("2026-11-02T12:59:55").ms);    /* it was set: the later offset */
}

/* ---- facts ---- */

TEST(media, facts_come_back_from_their_text_as_they_were)
{
        const struct media_stream s = { MEDIA_VIDEO, "h264", 1280, 720, 25000, 0, 400000, 0, 20000, 500, 10 };
        const struct media_finding f = { MEDIA_GAP, 5000, 3000, "画面“跳”了" };
        const struct media_facts facts = { .kind = MEDIA_VIDEO, .container = "mp4", .type = "video/mp4", .size = 123,
                .length = 20000, .said = 20000, .rotation = 90, .complete = true,
                .dated = true, .made = { 1793600000000 }, .placed = true, .latitude = 39907361, .longitude = -116391528,
                        .make = "北斗", .model = "", .software = "",
                .tried = 3, .decoded = 3, .streams = &s, .n_streams = 1, .findings = &f, .n_findings = 1 };
        const char *text = media_json(t->mem, &facts);
        struct media_facts back;

        CHECK(media_json_read(t->mem, text, strlen(text), &back, &t->why));
        CHECK_TEXT(media_json(t->mem, &back), text);
        CHECK(!media_stopped(&back) && back.findings[0].code == MEDIA_GAP && back.streams[0].packets == 500);
}

TEST(media, facts_that_lie_are_refused_whole)
{
        const struct media_facts facts = { .container = "mp4", .type = "video/mp4", .make = "", .model = "", .software = "" };
        const char *text = media_json(t->mem, &facts);
        const char *bad[] = { "", "{}", "[]", text_replace(t->mem, text, "\"size\":0", "\"size\":-1"),
                text_replace(t->mem, text, "\"size\":0", "\"size\":1.5"),
                text_replace(t->mem, text, "\"rotation\":0", "\"rotation\":45"),
                        text_replace(t->mem, text, "\"kind\":\"other\"", "\"kind\":\"program\""),
                text_replace(t->mem, text, "video/mp4", "video/\\u0000mp4"), text_replace(t->mem, text, "video/mp4", "a\\u202eb"),
                        text_replace(t->mem, text, "\"streams\":[]", "\"streams\":[1]"),
                text_replace(t->mem, text, "\"findings\":[]", "\"findings\":{}"),
                        text_replace(t->mem, text, "\"findings\":[]", "\"findings\":[{\"code\":\"NONE\"}]") };
        struct media_facts back;

        CHECK(media_json_read(t->mem, text, strlen(text), &back, &t->why));
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                CHECK_REFUSED(media_json_read(t->mem, bad[i], strlen(bad[i]), &back, &t->why), R_BODY_MALFORMED);
}

TEST(media, every_finding_has_a_name_of_its_own_and_words)
{
        enum media_finding_code code;

        for (int i = 0; i < MEDIA_FINDING__MAX; i++)
                CHECK(media_finding_by_name(media_finding_name((enum media_finding_code)i), &code) && (int)code == i &&
                        *media_finding_words(code));
        CHECK(!media_finding_by_name("NONE", &code) && !media_finding_by_name(NULL, &code));
}

/* ---- skeletons ---- */

static void look(struct test *t, const void *p, size_t n, struct content *c, struct findings *f)
{
        struct bytes *b = TAKE(t->mem, struct bytes);
        struct content_from from;

        *b = (struct bytes){ p, n };
        from = content_memory(b);
        *f = (struct findings){ .mem = t->mem };
        content_look(&from, c, f);
}

static bool has(const struct findings *f, enum media_finding_code code)
{
        for (size_t i = 0; i < f->n; i++)
                if (f->at[i].code == code)
                        return true;
        return false;
}

#define LOOK(bytes) look(t, bytes, sizeof (bytes) - 1, &c, &f)
static const char mp4_start[] = "\0\0\0\x10" "ftypisom\0\0\0\0" "\0\0\0\x0c" "mdatabcd";
static const char mp4_whole[] = "\0\0\0\x10" "ftypisom\0\0\0\0" "\0\0\0\x0c" "mdatabcd" "\0\0\0\x08" "moov";

TEST(media, an_mp4_without_index_or_with_a_box_beyond_the_end_is_incomplete)
{
        struct findings f;
        struct content c;

        LOOK(mp4_whole);
        CHECK(c.complete && !f.n && c.end == 36);
        LOOK(mp4_start);
        CHECK(!c.complete && has(&f, MEDIA_TRUNCATED));
        LOOK("\0\0\0\x10" "ftypisom\0\0\0\0" "\0\0\0\x08" "moov" "\0\0\x10\0" "mdatab");
        CHECK(!c.complete && has(&f, MEDIA_TRUNCATED) && f.at[0].length == 4096 - 10);
        LOOK("\0\0\0\x10" "ftypisom\0\0\0\0" "\0\0\0\1" "mdat" "\x7f\xff\xff\xff\xff\xff\xff\xff" "\0\0\0\x08" "moov");
        CHECK(!c.complete);
}

TEST(media, what_stands_behind_a_recording_is_named)
{
        struct findings f;
        struct content c;
        char *both = TAKE_N(t->mem, char, sizeof mp4_whole + 64);

        memcpy(both, mp4_whole, sizeof mp4_whole - 1);
        memcpy(both + sizeof mp4_whole - 1, "%PDF-1.4 x", 10);
        look(t, both, sizeof mp4_whole + 9, &c, &f);
        CHECK(has(&f, MEDIA_FOREIGN) && c.end == 36);
        memcpy(both + sizeof mp4_whole - 1, "\1\2\3\4\5\6\7\x8", 8);
        look(t, both, sizeof mp4_whole + 7, &c, &f);
        CHECK(has(&f, MEDIA_TRAILING) && !has(&f, MEDIA_FOREIGN) && f.at[0].length == 8);
        memset(both + sizeof mp4_whole - 1, 0, 8);
        look(t, both, sizeof mp4_whole + 7, &c, &f);
        CHECK(!f.n);            /* padding of the storage card */
}

TEST(media, a_zip_at_the_end_and_a_script_at_the_start_are_found)
{
        static const char zip[] = "\x89PNG\r\n\x1a\n" "\0\0\0\0IEND\xae\x42\x60\x82" "PK\1\2xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" "PK\5\6\0\0\0\0\1\0\1\0\x2e\0\0\0\x14\0\0\0\0\0";
        static const char script[] = "\x89PNG\r\n\x1a\n" "\0\0\0\x0ftEXtx\0<script>alert\0\0\0\0" "\0\0\0\0IEND\xae\x42\x60\x82";
        struct findings f;
        struct content c;

        LOOK(zip);
        CHECK(has(&f, MEDIA_FOREIGN));
        LOOK(script);
        CHECK(has(&f, MEDIA_FOREIGN) && c.complete);
}

TEST(media, a_name_is_compared_with_the_content)
{
        struct findings f = { .mem = t->mem };
        struct content mp4 = content_named("mp4"), none = content_named("no such container");

        content_name(&mp4, "现场.MP4", &f);
        content_name(&mp4, "现场", &f);
        content_name(&mp4, NULL, &f);
        content_name(&none, "现场.txt", &f);
        CHECK_INT(f.n, 0);
        content_name(&mp4, "现场.jpg", &f);
        content_name(&none, "现场.mp4", &f);
        content_name(&mp4, "现场.mp4.exe", &f);
        CHECK_INT(f.n, 3);
        CHECK(f.at[0].code == MEDIA_NAME_OTHER && f.at[2].code == MEDIA_NAME_OTHER);
}

TEST(media, photos_say_how_large_they_are_before_they_are_decoded)
{
        static const char png[] = "\x89PNG\r\n\x1a\n" "\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\2\0\0\0\0\0\0\0" "\0\0\0\0IEND\xae\x42\x60\x82";
        static const char jpeg[] = "\xff\xd8\xff\xc0\0\x0b\x08\x01\x02\x03\x04\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0zz\xff\0zz\xff\xd9";
        struct findings f;
        struct content c;

        LOOK(png);
        CHECK(c.width == 30000 && c.height == 30000 && c.complete);
        LOOK(jpeg);
        CHECK(c.width == 0x304 && c.height == 0x102 && c.complete && c.end == (int64_t)sizeof jpeg - 1);
        look(t, jpeg, sizeof jpeg - 3, &c, &f);
        CHECK(!c.complete && has(&f, MEDIA_TRUNCATED));
        look(t, "", 0, &c, &f);
        CHECK(has(&f, MEDIA_EMPTY) && !*c.container);
        LOOK("PK\3\4xxxx");
        CHECK(!*c.container && *c.label && c.kind == MEDIA_OTHER);
}
