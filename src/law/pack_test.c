/* Packs: the five that ship load and are proven; broken ones are refused at the very word that is wrong. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include "law/pack_yaml.h"
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

static void must_load(struct test *t, const char *path)
{
        struct findings again = { .mem = t->mem };
        struct pack *p = fixture_pack(t, path);
        size_t states = 0;

        CHECK(p != NULL);
        if (!p)
                return;
        CHECK(pack_prove(p, fixture_verbs(t->mem), FIXTURE_VERBS, &again, &states) && states > 0);
        CHECK(!again.n && text_starts(p->digest, "sm3:"));
        pack_free(p);
}

TEST(pack, national_loads_and_is_proven) { must_load(t, "packs/national"); }
TEST(pack, daying_loads_and_is_proven) { must_load(t, "packs/daying"); }
TEST(pack, yuxi_water_loads_and_is_proven) { must_load(t, "packs/yuxi-water"); }
TEST(pack, xinglongtai_loads_and_is_proven) { must_load(t, "packs/xinglongtai"); }
TEST(pack, xinglongtai_housing_loads_and_is_proven) { must_load(t, "packs/xinglongtai-housing"); }
TEST(pack, township_loads_and_is_proven) { must_load(t, "packs/township"); }

/* ---- packs that must be refused ---- */

static char *file_text(struct test *t, const char *path)
{
        FILE *f = fopen(path, "r");
        char *text = arena_take(t->mem, 1 << 16);

        if (f) {
                text[fread(text, 1, (1 << 16) - 1, f)] = 0;
                fclose(f);
        }
        return text;
}

/* The first line says where the pack must be refused, and why: "# refused at 8:7: words", "# refused at sound:41:7: words" or
 * "# refused at papers/papers.yaml:5:3: words".  "# refused by the program at …": only where the fields of acts are known (tests/packs). */
static const char *expected(struct test *t, const char *broken, const char *name)
{
        static const char mark[] = "# refused at ";
        const char *text = file_text(t, text_make(t->mem, "%s/%s/pack.yaml", broken, name));
        const char *line = text_copy_n(t->mem, text, strcspn(text, "\n"));

        if (!text_starts(line, mark))
                return NULL;
        line += sizeof mark - 1;
        if (strcspn(line, "/") < strcspn(line, ":"))
                return text_make(t->mem, "%s/%s", broken, line);
        return *line >= '0' && *line <= '9' ? text_make(t->mem, "%s/%s/pack.yaml:%s", broken, name, line)
                                            : text_replace(t->mem, text_make(t->mem, "%s/%s", broken, line),
                                                           text_make(t->mem, "%.*s:", (int)strcspn(line, ":"), line),
                                                           text_make(t->mem, "%.*s/pack.yaml:", (int)strcspn(line, ":"), line));
}

static bool among_findings(struct test *t, const struct findings *found, const char *want)
{
        for (size_t i = 0; i < found->n; i++)
                if (text_starts(text_replace(t->mem, finding_text(t->mem, &found->at[i]), ": error: ", ": "), want))
                        return true;
        return false;
}

static void must_be_refused(struct test *t, const char *broken, const char *name)
{
        const char *want = expected(t, broken, name);
        bool fields = text_starts(file_text(t, text_make(t->mem, "%s/%s/pack.yaml", broken, name)), "# refused by the program at ");
        struct findings found = { .mem = t->mem };
        struct pack *p;

        if (fields)
                return;
        p = pack_load(text_make(t->mem, "%s/%s", broken, name), fixture_verbs(t->mem), FIXTURE_VERBS, &found);
        CHECK(want != NULL);
        if (p)
                test_failed(t, __FILE__, __LINE__, "%s was accepted", name);
        pack_free(p);
        if (want && among_findings(t, &found, want))
                return;
        test_failed(t, __FILE__, __LINE__, "%s: wanted %s", name, want ? want : "a first line that says what to expect");
        for (size_t i = 0; i < found.n; i++)
                printf("#     %s\n", finding_text(t->mem, &found.at[i]));
}

TEST(pack, every_broken_pack_is_refused_at_the_very_word)
{
        const char *broken = fixture_path(t, "tests/packs/broken");
        DIR *d = opendir(broken);
        int n = 0;

        CHECK(d != NULL);
        for (struct dirent *e; d && (e = readdir(d));)
                if (*e->d_name != '.' && !text_in(e->d_name, "sound|papers", '|')) {
                        must_be_refused(t, broken, e->d_name);
                        n++;
                }
        if (d)
                closedir(d);
        CHECK(n >= 40);
}

TEST(pack, the_pack_that_the_broken_ones_extend_is_sound) { must_load(t, "tests/packs/broken/sound"); }
TEST(pack, the_pack_with_papers_that_the_broken_ones_extend_is_sound) { must_load(t, "tests/packs/broken/papers"); }

/* ---- sources, overlays, limits ---- */

TEST(pack, what_was_adopted_loads_again_to_the_same_digest)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        struct findings found = { .mem = t->mem };
        struct pack *again = p ? pack_load_sources(p->sources, fixture_verbs(t->mem), FIXTURE_VERBS, &found) : NULL;

        CHECK(again && !found.n);
        if (again) {
                CHECK_TEXT(again->digest, p->digest);
                CHECK_TEXT(again->name, "daying");
                CHECK_TEXT(again->procedures[0].pos.file, "national/pack.yaml");
                CHECK(calendar_knows(again->calendar, 2024));
        }
        pack_free(again);
        pack_free(p);
}

TEST(pack, a_record_that_is_no_pack_is_refused)
{
        static const char *const wrong[] = { "", "{", "[]", "{}", "{\"a/pack.yaml\":1}", "{\"a/pack.yaml\":\"name: a\"}",
                                             "{\"pack.yaml\":\"name: a\"}", "{\"a/pack.yaml\":\"extends: b\",\"b/pack.yaml\":\"extends: a\"}" };

        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
                struct findings found = { .mem = t->mem };

                CHECK(!pack_load_sources(wrong[i], fixture_verbs(t->mem), FIXTURE_VERBS, &found) && found.errors);
        }
}

/* Folders of packs for one test: NAME/pack.yaml. */
static void write_pack(struct test *t, const char *name, const char *text)
{
        const char *dir = text_make(t->mem, "%s/%s", test_dir(t), name);
        FILE *f;

        mkdir(dir, 0700);
        f = fopen(text_make(t->mem, "%s/pack.yaml", dir), "w");
        must(f);
        fputs(text, f);
        fclose(f);
}

static void write_calendar(struct test *t, const char *name)
{
        FILE *f = fopen(text_make(t->mem, "%s/%s/workdays.csv", test_dir(t), name), "w");

        must(f);
        fputs("date,name,type\n2024-01-01,元旦,off\n", f);
        fclose(f);
}

static struct pack *load_written(struct test *t, const char *name, struct findings *found)
{
        *found = (struct findings){ .mem = t->mem };
        return pack_load(text_make(t->mem, "%s/%s/", test_dir(t), name), fixture_verbs(t->mem), FIXTURE_VERBS, found);
}

TEST(pack, an_overlay_merges_by_key_removes_by_null_and_replaces_lists)
{
        const char *sound = fixture_path(t, "tests/packs/broken/sound");
        struct findings found;
        struct pack *p;

        write_pack(t, "base", text_replace(t->mem, file_text(t, text_make(t->mem, "%s/pack.yaml", sound)), "name: sound", "name: base"));
        write_calendar(t, "base");
        write_pack(t, "middle", "name: middle\nextends: base\nclocks:\n  decide: { length: 60 }\n");
        write_pack(t, "top", "name: top\r\nextends: middle\r\nprocedures:\r\n  permit: ~\r\nreview:\r\n  points: [主体、程序、事实、证据, 适用、权限]\r\n"
                             "clocks:\r\n  hearing_request: ~\r\nparams:\r\n  amount: { value: \"2,000.50\" }\r\n");
        p = load_written(t, "top", &found);
        for (size_t i = 0; i < found.n; i++)
                test_failed(t, __FILE__, __LINE__, "%s", finding_text(t->mem, &found.at[i]));
        CHECK(p != NULL);
        if (!p)
                return;
        CHECK_TEXT(p->extends, "middle");
        CHECK(!pack_procedure(p, "permit") && !pack_clock(p, "hearing_request") && p->n_clocks == 1);
        CHECK_INT(pack_clock(p, "decide")->rule.length, 60);
        CHECK_TEXT(pack_clock(p, "decide")->label, "决定");
        CHECK_INT(pack_param(p, "amount", 0), 200050);
        CHECK_INT(p->review.catalogue[0].amount, 200050);
        CHECK(p->review.n_points == 2 && text_same(p->review.points[1], "适用、权限"));
        CHECK_INT(pack_clock(p, "decide")->pos.line, 4);
        pack_free(p);
}

TEST(pack, large_wide_and_deep_files_are_refused_quickly)
{
        struct buffer large = { .mem = t->mem }, wide = { .mem = t->mem };
        struct findings found;

        for (int i = 0; i < 20000; i++)
                buffer_make(&large, "# %064d\n", i);
        for (int i = 0; i < 6000; i++)
                buffer_make(&wide, "k%d: 1\n", i);
        write_pack(t, "large", buffer_done(&large));
        write_pack(t, "wide", buffer_done(&wide));
        write_pack(t, "empty", "");
        write_pack(t, "scalar", "only words\n");
        CHECK(!load_written(t, "large", &found) && found.errors == 1 && strstr(found.at[0].text, "1 MiB"));
        CHECK(!load_written(t, "wide", &found) && found.errors == 1 && found.at[0].pos.line == 4097);
        CHECK(!load_written(t, "empty", &found) && found.errors == 1);
        CHECK(!load_written(t, "scalar", &found) && found.errors == 1 && found.at[0].pos.line == 1);
        CHECK(!load_written(t, "not-there", &found) && found.errors == 1);
        CHECK(!load_written(t, "Not There", &found) && found.errors == 1);
}

/* The same pack with bytes changed or its end cut, many times: never a crash, and every refusal has a place. */
TEST(pack, damaged_files_end_in_findings)
{
        const char *sound = file_text(t, fixture_path(t, "tests/packs/broken/sound/pack.yaml"));
        const char *text = text_replace(t->mem, sound, "name: sound", "name: damaged");
        uint32_t seed = 7;
        int refused = 0;

        for (int i = 0; i < 400; i++) {
                char *copy = text_copy(t->mem, text);
                struct findings found;
                struct pack *p;

                for (int k = 0; k < 1 + i % 3; k++) {
                        seed = seed * 1664525 + 1013904223;
                        copy[(seed >> 8) % strlen(text)] = "\n\t {}[]:,~&*!\"'#|>%@`x\x80"[(seed >> 3) % 24];
                }
                if (i % 8 == 0)
                        copy[(seed >> 8) % strlen(text)] = 0;
                write_pack(t, "damaged", copy);
                write_calendar(t, "damaged");
                p = load_written(t, "damaged", &found);
                refused += !p;
                CHECK(!p == (found.errors > 0) && (!found.n || found.at[0].pos.line > 0));
                pack_free(p);
        }
        CHECK(refused > 100 && refused < 400);
}
