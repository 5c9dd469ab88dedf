/* Training in a pack: what is read arrives whole, and rules speak of their own days and agencies only. */
#include "law/pack_fixture.h"
#include "law/training.h"

TEST(pack_training, an_examination_comes_with_its_parts_and_total)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct pack_exam *x = p ? pack_exam(p, "qualification") : NULL;
        int total = 0;

        CHECK(x != NULL);
        for (size_t i = 0; x && i < x->n_parts; i++) {
                CHECK(pack_subject(p, x->parts[i].subject) != NULL);
                total += x->parts[i].count * x->parts[i].points;
        }
        CHECK(x && x->total == total && x->pass <= total && x->minutes > 0);
        pack_free(p);
}

TEST(pack_training, a_certificate_needs_the_pass_from_its_day_on)
{
        struct pack *p = fixture_pack(t, "packs/xinglongtai");
        const struct pack_exam *x = p ? pack_exam(p, "qualification") : NULL;

        CHECK(x && day_is(x->from));
        CHECK(x && pack_exam_for(p, x->from) == x && !pack_exam_for(p, day_plus(x->from, -1)));
        pack_free(p);
}

TEST(pack_training, officers_of_townships_have_forty_hours)
{
        struct pack *p = fixture_pack(t, "packs/township");
        const struct pack_training *l = pack_training(p);
        bool forty = false;

        for (size_t i = 0; i < l->n_hours; i++)
                forty |= l->hours[i].hours == 40;
        CHECK(forty);
        pack_free(p);
}

TEST(pack_training, what_a_certificate_must_say_is_one_of_the_words)
{
        struct names none = { NULL, 0 }, water = { (const char *[]){ "水行政执法", "综合行政执法" }, 2 };

        CHECK(pack_fit_has(&none, "") && pack_fit_has(&water, "综合行政执法、城市管理") && !pack_fit_has(&water, "交通运输执法"));
}

TEST(pack_training, a_rule_speaks_of_its_agencies_items_and_days)
{
        struct pack_fit f = { .agencies = { (const char *[]){ "bureau" }, 1 }, .from = day_make(2027, 1, 1) };

        CHECK(pack_fit_asks(&f, "bureau", "GF-111-1", day_make(2027, 1, 1)));
        CHECK(!pack_fit_asks(&f, "bureau", "GF-111-1", day_make(2026, 12, 31)) && !pack_fit_asks(&f, "other", "GF-111-1", day_make(2027, 1, 1)));
        f.items = (struct names){ (const char *[]){ "GF-111-4" }, 1 };
        CHECK(!pack_fit_asks(&f, "bureau", "GF-111-1", day_make(2027, 1, 1)));
}
