/* Packs: the five that ship load and are proven; broken ones are refused at the very word that is wrong. */
#include "base/test.h"
#include "law/pack_yaml.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What the verbs do to a case; the commands' rows say the same. */
static const struct { const char *verb, *sets, *clears; } rows[] = {
        { "source.register", "", "" },
        { "source.decline", "", "" },
        { "source.transfer", "", "" },
        { "recording.add", "", "" },
        { "material.add", "", "" },
        { "case.assign", "officers", "" },
        { "inspection.record", "inspected|evidence", "reviewed" },
        { "case.file", "filed|officers", "" },
        { "evidence.add", "evidence", "reviewed" },
        { "interview.record", "interviewed|evidence", "reviewed" },
        { "preserve.impose", "preserved", "" },
        { "preserve.resolve", "", "preserved" },
        { "rectify.order", "rectify", "" },
        { "investigation.conclude", "investigated", "reviewed" },
        { "notice.give", "notified|hearing_told", "waived|reviewed" },
        { "defence.record", "defence_open", "reviewed" },
        { "defence.answer", "", "defence_open" },
        { "defence.waive", "waived", "" },
        { "hearing.request", "hearing_open", "waived" },
        { "hearing.withdraw", "", "hearing_open" },
        { "hearing.schedule", "", "" },
        { "hearing.hold", "heard|evidence", "hearing_open|reviewed" },
        { "review.submit", "review_open", "reviewed" },
        { "review.return", "returned|points_open", "review_open|reviewed" },
        { "review.answer", "", "points_open" },
        { "review.pass", "reviewed", "review_open|points_open" },
        { "review.object", "objected", "" },
        { "review.recheck", "rechecked", "" },
        { "review.consult", "consulted", "" },
        { "review.resolve", "reviewed", "points_open" },
        { "case.deliberate", "deliberated", "" },
        { "case.decide", "decided|penalised", "" },
        { "case.decide_none", "decided", "" },
        { "case.transfer_crime", "", "" },
        { "decision.serve", "served", "" },
        { "payment.record", "paid", "" },
        { "payment.part", "", "" },
        { "payment.defer", "", "" },
        { "demand.serve", "demanded", "" },
        { "court.apply", "court", "" },
        { "decision.revoke", "revoked", "" },
        { "publish.prepare", "prepared", "" },
        { "publish.release", "published", "withdrawn" },
        { "publish.withdraw", "withdrawn", "published" },
        { "case.suspend", "suspended", "" },
        { "case.resume", "", "suspended" },
        { "case.dismiss", "", "" },
        { "case.close", "closed", "" },
        { "case.archive", "archived", "" },
        { "summary.inform", "informed|notified", "" },
        { "summary.decide", "decided|penalised|served", "" },
        { "permit.apply", "", "" },
        { "permit.gaps", "gaps_told", "" },
        { "permit.accept", "accepted", "" },
        { "permit.extend", "", "" },
        { "permit.grant", "decided|granted", "" },
        { "permit.refuse", "decided", "" },
        { "permit.issue", "", "" },
};
#define VERBS (sizeof rows / sizeof rows[0])

static const struct verb_effect *verbs(struct test *t)
{
        struct verb_effect *v = TAKE_N(t->mem, struct verb_effect, VERBS);

        for (size_t i = 0; i < VERBS; i++) {
                v[i].verb = rows[i].verb;
                must(flags_parse(rows[i].sets, '|', &v[i].sets, NULL) && flags_parse(rows[i].clears, '|', &v[i].clears, NULL));
        }
        return v;
}

/* The tests run from the top of the tree or from a build folder in it. */
static const char *from_top(struct test *t, const char *path)
{
        const char *up[] = { "", "../", "../../", "../../../" };

        for (size_t i = 0; i < 4; i++)
                if (!access(text_make(t->mem, "%spacks/national/pack.yaml", up[i]), R_OK))
                        return text_make(t->mem, "%s%s", up[i], path);
        return path;
}

static struct pack *load(struct test *t, const char *path, struct findings *found)
{
        *found = (struct findings){ .mem = t->mem };
        return pack_load(from_top(t, path), verbs(t), VERBS, found);
}

static void must_load(struct test *t, const char *path)
{
        struct findings found, again = { .mem = t->mem };
        struct pack *p = load(t, path, &found);
        size_t states = 0;

        for (size_t i = 0; i < found.n; i++)
                test_failed(t, __FILE__, __LINE__, "%s", finding_text(t->mem, &found.at[i]));
        CHECK(p != NULL);
        if (!p)
                return;
        CHECK(pack_prove(p, verbs(t), VERBS, &again, &states) && states > 0);
        printf("# %s %s: %zu states\n", path, p->digest, states);
        CHECK(!found.n && text_starts(p->digest, "sm3:"));
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

/* The first line says where the pack must be refused, and why: "# refused at 8:7: words" or "# refused at sound:41:7: words". */
static const char *expected(struct test *t, const char *broken, const char *name)
{
        static const char mark[] = "# refused at ";
        const char *text = file_text(t, text_make(t->mem, "%s/%s/pack.yaml", broken, name));
        const char *line = text_copy_n(t->mem, text, strcspn(text, "\n"));

        if (!text_starts(line, mark))
                return NULL;
        line += sizeof mark - 1;
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
        struct findings found = { .mem = t->mem };
        struct pack *p = pack_load(text_make(t->mem, "%s/%s", broken, name), verbs(t), VERBS, &found);

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
        const char *broken = from_top(t, "tests/packs/broken");
        DIR *d = opendir(broken);
        int n = 0;

        CHECK(d != NULL);
        for (struct dirent *e; d && (e = readdir(d));)
                if (*e->d_name != '.' && strcmp(e->d_name, "sound")) {
                        must_be_refused(t, broken, e->d_name);
                        n++;
                }
        if (d)
                closedir(d);
        CHECK(n >= 40);
}

TEST(pack, the_pack_that_the_broken_ones_extend_is_sound) { must_load(t, "tests/packs/broken/sound"); }
