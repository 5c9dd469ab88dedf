/* dock_test.c - names of docking stations and the order of a device's files, at their edges. */
#include "base/test.h"
#include "recording/dock.h"
#include <string.h>

#define FOLDERS "{device}/{date}/{time}_{number}.{any}"
#define FLAT "{device}_{user}_{date}{time}_{number}.{any}"

static bool reads(struct arena *mem, const char *pattern, const char *path, const char *device, const char *user, const char *shown, int64_t number)
{
        struct dock_name n = { 0 };

        return dock_name_read(mem, pattern, path, &n) && !strcmp(n.device, device) && !strcmp(n.user, user) && n.number == number &&
               n.timed == (*shown != '\0') && (!n.timed || !strcmp(instant_text(mem, n.shown), shown));
}

TEST(dock, a_name_says_device_time_and_number_by_the_pattern)
{
        struct arena *m = arena_new();

        CHECK(reads(m, FOLDERS, "DSJ-0217/20240918/085310_0001.mp4", "DSJ-0217", "", "2024-09-18T00:53:10.000Z", 1));
        CHECK(reads(m, FLAT, "DSJ_0217_cd004_20240918085310_0001.MP4", "DSJ_0217", "cd004", "2024-09-18T00:53:10.000Z", 1));
        CHECK(reads(m, "{device}/{device}_{date}_{number}.mp4", "记录仪07/记录仪07_20240918_12.MP4", "记录仪07", "", "", 12));
        CHECK(reads(m, "{device}.{any}", "a.b.c", "a.b", "", "", -1));
        arena_free(m);
}

TEST(dock, a_name_that_does_not_fit_says_nothing)
{
        static const char *const bad[] = { "", "/", "DSJ/20240918/085310_0001", "DSJ/20240230/085310_0001.mp4", "DSJ/20240918/245310_0001.mp4",
                "DSJ/20240918/085360_0001.mp4", "DSJ/20240918/085310_.mp4", "DSJ/20240918/085310_00a1.mp4", "/20240918/085310_0001.mp4",
                "x/DSJ/20240918/085310_0001.mp4", "D J/20240918/085310_0001.mp4", "D\nJ/20240918/085310_0001.mp4", "DSJ/20240918/085310_1234567890123456.mp4",
                "DSJ\xff/20240918/085310_0001.mp4", NULL };
        struct arena *m = arena_new();
        struct dock_name n = { .number = 77 };

        for (size_t i = 0; bad[i]; i++)
                CHECK(!dock_name_read(m, FOLDERS, bad[i], &n));
        CHECK(!dock_name_read(m, "{device}/{device}_{number}.mp4", "A/B_1.mp4", &n));
        CHECK(n.number == 77);
        arena_free(m);
}

TEST(dock, a_hostile_name_is_given_up_soon)
{
        struct arena *m = arena_new();
        char *name = arena_take(m, DOCK_NAME_MAX + 2);
        struct dock_name n;

        memset(name, '_', DOCK_NAME_MAX);
        CHECK(!dock_name_read(m, "{any}_{any}_{any}_{any}_{any}_{any}x", name, &n));
        name[DOCK_NAME_MAX] = 'x';              /* would fit, but is too long to be looked at */
        CHECK(!dock_name_read(m, "{any}x", name, &n));
        arena_free(m);
}

static bool cleaned(struct arena *m, const char *name, const char *wanted)
{
        return !strcmp(dock_name_clean(m, name, strlen(name)), wanted);
}

TEST(dock, names_are_made_readable_without_hiding_anything)
{
        struct arena *m = arena_new();
        char *nines = arena_take(m, 301);

        CHECK(cleaned(m, "现场 1.mp4", "现场 1.mp4"));
        CHECK(cleaned(m, "\xcf\xd6\xb3\xa1.mp4", "现场.mp4"));                 /* GB 18030 */
        CHECK(cleaned(m, "a\nb\tc\x01" "d.mp4", "a_b_c_d.mp4"));
        CHECK(cleaned(m, "a\xe2\x80\xae" "4pm.exe", "a_4pm.exe"));           /* right to left */
        CHECK(cleaned(m, "a/b\\c", "a_b_c"));
        CHECK(cleaned(m, "..", "_") && cleaned(m, ".", "_") && cleaned(m, "", "_") && cleaned(m, "  ", "_"));
        CHECK(cleaned(m, "x\xff\xff.mp4", "x__.mp4"));
        memset(nines, '9', 300);
        memcpy(nines + 296, ".mp4", 4);
        CHECK(utf8_length(dock_name_clean(m, nines, 300)) == 200 && strstr(dock_name_clean(m, nines, 300), ".mp4"));
        arena_free(m);
}

static struct dock_file file(int64_t intake, int64_t seconds, int64_t length, int64_t number)
{
        return (struct dock_file){ .intake = intake, .file_name = "f", .device = "d", .sequence = "", .note = "", .number = number,
                .shown = { INT64_C(1726588800000) + seconds * 1000 }, .length = length * 1000 };      /* from 2024-09-18 00:00 in China */
}

TEST(dock, neighbours_are_compared_in_the_order_of_their_numbers)
{
        struct dock_file f[] = { file(1, 3600, 60, 1), file(3, 3000, 60, 3), file(2, 3660, 60, 2), file(5, 3070, 60, 5), file(6, 3100, 60, 6),
                                 file(7, 3170, 60, 7), file(8, 40000, 60, 8) };
        struct pack_dock rule = { .tolerance = 2, .apart = 1800 };
        struct arena *m = arena_new();
        size_t n = sizeof f / sizeof *f;

        dock_order(f, n);
        CHECK(f[0].intake == 1 && f[1].intake == 2 && f[2].intake == 3);
        dock_sequence(m, f, n, &rule);
        CHECK(!*f[0].sequence && !*f[1].sequence);              /* one after the other */
        CHECK(!strcmp(f[2].sequence, "BACKWARD"));              /* the clock was set back */
        CHECK(text_in("MISSING", f[3].sequence, ',') && text_in("APART", f[3].sequence, ','));
        CHECK(!strcmp(f[4].sequence, "OVERLAP"));
        CHECK(!strcmp(f[5].sequence, "APART") && strstr(f[5].note, "间断 10.0 秒"));
        CHECK(!*f[6].sequence);                                 /* off for hours: another recording */
        arena_free(m);
}

TEST(dock, files_of_another_day_come_after_whatever_their_numbers)
{
        struct dock_file f[] = { file(2, 86400 + 60, 10, 1), file(1, 86300, 10, 9) };
        struct arena *m = arena_new();

        dock_order(f, 2);
        CHECK(f[0].intake == 1 && f[1].intake == 2);
        dock_sequence(m, f, 2, NULL);
        CHECK(!strcmp(f[1].sequence, "APART"));                 /* without a rule every gap is one */
        dock_sequence(m, f, 0, NULL);
        arena_free(m);
}
