/* typeset_pdf_test.c - the file: the same bytes every time, the act's date, bookmarks, JPEG as it is, damaged pictures refused. */
#include "base/test.h"
#include "typeset/blocks.h"
#include "typeset/pages.h"
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct doc *letter(struct test *t)
{
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_LETTER, .org = "某某局", .title = "决定书", .number = "某〔2024〕1号",
                                                            .subject = "测试", .made = { 1730168000123 }, .qr = "https://example.gov.cn/v/1" });

        doc_mark(d, 1, "第一");
        doc_text(d, PARA_HEADING, "一、事实");
        doc_mark(d, 2, "其下");
        doc_text(d, PARA_BODY, "2024年10月29日，本机关检查发现“某某”公司——𠮷田 ABC office 违法。");
        doc_sign(d, &(struct doc_sign){ .org = "某某局", .day = day_make(2024, 11, 8), .seal = true });
        return d;
}

static struct bytes made(struct test *t, const struct doc *d)
{
        struct typesetter *s = typeset_open(&faces_default, &t->why);
        struct pages *p = s ? typeset_pages(s, d, &t->why) : NULL;
        struct bytes b = { 0 };

        CHECK(p && pdf_make(p, t->mem, &b, &t->why));
        pages_free(p);
        typeset_close(s);
        return b;
}

static bool holds(struct bytes b, const char *s)
{
        return memmem(b.p, b.n, s, strlen(s)) != NULL;
}

TEST(pdf, the_same_document_gives_the_same_bytes_in_any_time_zone)
{
        struct bytes a = made(t, letter(t)), b;
        const char *zone = getenv("TZ");

        setenv("TZ", "America/Lima", 1);
        tzset();
        b = made(t, letter(t));
        if (zone)
                setenv("TZ", zone, 1);
        else
                unsetenv("TZ");
        tzset();
        CHECK(a.n > 1000 && a.n == b.n && !memcmp(a.p, b.p, a.n));
}

TEST(pdf, what_was_made_before_leaves_no_trace)
{
        struct typesetter *s = typeset_open(&faces_default, &t->why);
        struct doc *d = letter(t), *other = doc_new(t->mem, &(struct doc_head){ .form = DOC_FORM, .title = "审批表" });
        struct bytes first = { 0 }, again = { 0 };
        struct pages *p;

        doc_text(other, PARA_KAI, "（一）其他的字：𠮷田、㐂、䶮");
        doc_text(other, PARA_SMALL, "ABC 小字 office");
        for (int i = 0; i < 5; i++) {
                p = typeset_pages(s, i % 2 ? other : d, &t->why);
                CHECK(p && pdf_make(p, t->mem, i ? &again : &first, &t->why));
                pages_free(p);
        }
        CHECK(first.n > 1000 && first.n == again.n && !memcmp(first.p, again.p, first.n));
        typeset_close(s);
}

TEST(pdf, the_date_is_the_acts_and_bookmarks_are_there)
{
        struct bytes a = made(t, letter(t));

        CHECK(holds(a, "/CreationDate (D:20241029021320"));
        CHECK(!holds(a, "/ModDate"));
        CHECK(holds(a, "/Outlines") && holds(a, "/Author") && holds(a, "/Subject"));
        CHECK(holds(a, "/FontFile"));
}

static cairo_status_t to_buffer(void *to, const unsigned char *data, unsigned n)
{
        buffer_put(to, (const char *)data, n);
        return CAIRO_STATUS_SUCCESS;
}

static struct bytes png(struct test *t, int w, int h)
{
        struct buffer b = { .mem = t->mem };
        cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);

        cairo_surface_write_to_png_stream(s, to_buffer, &b);
        cairo_surface_destroy(s);
        return (struct bytes){ (const uint8_t *)b.p, b.n };
}

/* The frame of a JPEG of 40 by 20 pixels, taken with the camera turned (EXIF orientation 6); its pixels do not matter to layout. */
static const uint8_t turned_jpeg[] = {
        0xFF, 0xD8, 0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        0xFF, 0xC0, 0, 11, 8, 0, 20, 0, 40, 1, 1, 0x11, 0, 0xFF, 0xD9,
};

TEST(pdf, pictures_are_measured_and_turned_upright)
{
        struct picture p;

        CHECK(picture_read(png(t, 30, 20), &p, &t->why) && !p.jpeg && p.w == 30 && p.h == 20 && p.turn == 0);
        CHECK(picture_read((struct bytes){ turned_jpeg, sizeof turned_jpeg }, &p, &t->why) && p.jpeg && p.w == 40 && p.h == 20 && p.turn == 90);
        for (size_t n = 0; n < sizeof turned_jpeg - 3; n++)
                CHECK_REFUSED(picture_read((struct bytes){ arena_copy(t->mem, turned_jpeg, n), n }, &p, &t->why), R_FILE_TYPE);
        CHECK_REFUSED(picture_read((struct bytes){ (const uint8_t *)"GIF89a", 6 }, &p, &t->why), R_FILE_TYPE);
}

TEST(pdf, a_jpeg_goes_into_the_file_as_it_is_and_a_damaged_png_is_refused)
{
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_PLAIN, .title = "照片" });
        struct bytes good = png(t, 30, 20), out, bad = { arena_copy(t->mem, good.p, good.n), 40 };
        struct typesetter *s = typeset_open(&faces_default, &t->why);
        struct pages *p;

        CHECK(doc_image(d, (struct bytes){ turned_jpeg, sizeof turned_jpeg }, "现场", &t->why));
        CHECK(doc_image(d, good, "", &t->why));
        p = typeset_pages(s, d, &t->why);
        CHECK(p && pdf_make(p, t->mem, &out, &t->why));
        CHECK(memmem(out.p, out.n, turned_jpeg, sizeof turned_jpeg) != NULL);
        pages_free(p);
        CHECK(doc_image(d, bad, "", &t->why));
        p = typeset_pages(s, d, &t->why);
        CHECK_REFUSED(p && pdf_make(p, t->mem, &out, &t->why), R_FILE_TYPE);
        pages_free(p);
        typeset_close(s);
}

static bool stop_at_two(void *to, size_t page, size_t of)
{
        *(size_t *)to = page;
        return page < 2;
}

TEST(pdf, a_file_is_written_page_by_page_and_stops_when_told)
{
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_PLAIN, .title = "长" });
        struct typesetter *s = typeset_open(&faces_default, &t->why);
        FILE *f = tmpfile();
        struct bytes whole;
        struct pages *p;
        char *read;
        size_t at = 0;

        for (int i = 0; i < 3; i++) {
                doc_text(d, PARA_BODY, "一页");
                doc_break(d);
        }
        p = typeset_pages(s, d, &t->why);
        CHECK(p && pdf_make(p, t->mem, &whole, &t->why) && pdf_write(p, fileno(f), NULL, NULL, &t->why));
        read = arena_take(t->mem, whole.n + 1);
        CHECK_INT(pread(fileno(f), read, whole.n + 1, 0), whole.n);
        CHECK(!memcmp(read, whole.p, whole.n));
        CHECK(!pdf_write(p, fileno(f), stop_at_two, &at, &t->why) && t->why.kind == WHY_FAILED);
        CHECK_INT(at, 2);
        fclose(f);
        pages_free(p);
        typeset_close(s);
}

TEST(pdf, a_page_that_stands_for_several_counts_as_so_many)
{
        struct typesetter *s = typeset_open(&faces_default, &t->why);
        struct doc *d = doc_new(t->mem, &(struct doc_head){ .form = DOC_PLAIN, .title = "一", .plain_numbers = true });
        struct pages *p;

        doc_text(d, PARA_BODY, "本件共十七页。");
        doc_counts(d, 17);
        doc_attach(d, "流水.pdf", "pdf", (struct bytes){ (const uint8_t *)"%PDF-", 5 });
        doc_next(d, &(struct doc_head){ .form = DOC_PLAIN, .title = "二", .plain_numbers = true });
        doc_mark_head(d, 1, "第二件");
        p = typeset_pages(s, d, &t->why);
        CHECK(p && pages_count(p) == 18 && pages_mark(p, "第二件") == 18);
        pages_free(p);
        typeset_close(s);
}

TEST(pdf, a_seal_by_itself_is_paths_that_stay_in_their_square_and_a_picture)
{
        struct typesetter *s = typeset_open(&faces_default, &t->why);
        struct seal a = { 0 }, b = { 0 };

        CHECK(seal_make(s, t->mem, "大英县综合行政执法局", &a, &t->why) && seal_make(s, t->mem, "大英县综合行政执法局", &b, &t->why));
        CHECK(a.side > 100 && a.paths.n > 2000 && holds(a.paths, " rg\n") && !holds(a.paths, "Tf") && !holds(a.paths, " Do"));
        CHECK(a.png.n > 1000 && !memcmp(a.png.p, "\x89PNG", 4));
        CHECK(a.paths.n == b.paths.n && !memcmp(a.paths.p, b.paths.p, a.paths.n) && a.png.n == b.png.n);
        typeset_close(s);
}

TEST(pdf, a_picture_that_cannot_be_shown_is_told_before_it_is_drawn)
{
        static const char cut[] = "\xff\xd8\xff\xc0\0\x0b\x08\0\x10\0\x10\1\1\x11\0\xff\xda\0\x08\1\1\0\0?\0abcdef";

        CHECK(!image_check((struct bytes){ (const uint8_t *)cut, sizeof cut - 1 }, &t->why));
        CHECK_INT(t->why.code, R_FILE_TYPE);
        why_clear(&t->why);
        CHECK(!image_check((struct bytes){ (const uint8_t *)"GIF89a..", 8 }, &t->why));
}

TEST(pdf, a_file_that_is_no_pdf_is_refused_by_the_jailed_program_and_never_a_fault)
{
        struct tame_pdf tame;
        FILE *f = tmpfile();

        CHECK(f && fputs("%PDF-1.7\nthis is not one", f) >= 0 && !fflush(f));
        CHECK(!pdf_tame(t->mem, fileno(f), &tame, &t->why));
        CHECK_INT(t->why.kind, WHY_REFUSED);
        CHECK_TEXT(t->why.detail, "文件结构有损坏");
        fclose(f);
}
