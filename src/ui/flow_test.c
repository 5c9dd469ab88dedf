/* flow_test.c - flowcharts of the packs as they ship: everything is told, nothing lies over anything else. */
#include "base/test.h"
#include "law/pack_fixture.h"
#include "ui/flow.h"
#include <string.h>

static const char *const packs[] = { "packs/national", "packs/daying", "packs/yuxi-water", "packs/xinglongtai", "packs/xinglongtai-housing", "packs/township" };

static size_t boxes_named(const struct flow *f, const char *label)
{
        size_t n = 0;

        for (size_t i = 0; i < f->n; i++)
                n += f->strokes[i].text && !strcmp(f->strokes[i].text, label);
        return n;
}

static bool overlap(const struct stroke *a, const struct stroke *b)
{
        bool box = (a->kind == STROKE_BOX || a->kind == STROKE_ROUND) && (b->kind == STROKE_BOX || b->kind == STROKE_ROUND);

        return box && a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

TEST(flow, every_stage_of_every_procedure_stands_in_its_flowchart)
{
        for (size_t k = 0; k < sizeof packs / sizeof *packs; k++) {
                struct pack *p = fixture_pack(t, packs[k]);

                for (size_t i = 0; p && i < p->n_procedures; i++)
                        for (size_t s = 0; s < p->procedures[i].n_stages; s++)
                                CHECK(boxes_named(flow_make(t->mem, p, &p->procedures[i]), p->procedures[i].stages[s].label) >= 1);
                pack_free(p);
        }
}

TEST(flow, no_box_of_a_flowchart_lies_over_another_and_all_lie_within_the_sheet)
{
        for (size_t k = 0; k < sizeof packs / sizeof *packs; k++) {
                struct pack *p = fixture_pack(t, packs[k]);

                for (size_t i = 0; p && i < p->n_procedures; i++) {
                        const struct flow *f = flow_make(t->mem, p, &p->procedures[i]);

                        for (size_t a = 0; a < f->n; a++) {
                                const struct stroke *s = &f->strokes[a];

                                CHECK(s->x >= 0 && s->y >= 0 && s->x + s->w >= 0 && s->x + s->w <= f->w && s->y + s->h <= f->h);
                                for (size_t b = a + 1; b < f->n; b++)
                                        CHECK(!overlap(s, &f->strokes[b]));
                        }
                }
                pack_free(p);
        }
}

TEST(flow, a_period_is_told_once_and_only_where_it_can_start)
{
        struct pack *p = fixture_pack(t, "packs/daying");
        const struct flow *f = flow_make(t->mem, p, pack_procedure(p, "ordinary"));
        size_t serve = 0, permit = 0;

        for (size_t i = 0; i < f->n; i++) {
                serve += f->strokes[i].text && strstr(f->strokes[i].text, "送达决定书 7 个工作日");
                permit += f->strokes[i].text && strstr(f->strokes[i].text, "颁发许可证件");
        }
        CHECK(serve == 1);
        CHECK(permit == 0);
        pack_free(p);
}
