/* inspection_test.c - lots: against keys worked out by another program, at their edges, and how often a weight is drawn. */
#include "base/test.h"
#include "inspection/draw.h"
#include "inspection/inspection_inner.h"
#include <string.h>

static size_t place_of(const struct bowl *b, const char *id)
{
        for (size_t i = 0; i < b->n; i++)
                if (!strcmp(b->at[i].id, id))
                        return i;
        return b->n;
}

/* printf 'mingjing-draw/1\nsm3:00\nCC-01\nobject\n12\n1\n' | openssl dgst -sm3, and the same with 2. */
TEST(inspection, a_lot_is_the_smallest_sm3_of_its_tickets_as_openssl_says_it)
{
        struct bowl one = { (struct lot[]){ { .id = "12", .weight = 1 } }, 1 }, two = { (struct lot[]){ { .id = "12", .weight = 2 } }, 1 };

        draw_lots(t->mem, "sm3:00", "CC-01", "object", &one);
        draw_lots(t->mem, "sm3:00", "CC-01", "object", &two);
        CHECK_TEXT(hex_text(t->mem, one.at[0].key.b, 32), "c8bace54b3c516d25074c59b3f7972cd78c3c3bb1f929c1f790b184fc788fd21");
        CHECK_TEXT(hex_text(t->mem, two.at[0].key.b, 32), "109a30ead2b7b51da9fa6ede6141b49220bd55c5dabce07693d2b698bbd6626c");
}

TEST(inspection, the_order_in_which_names_stand_in_the_bowl_does_not_matter)
{
        struct bowl a = { (struct lot[]){ { .id = "1", .weight = 1 }, { .id = "2", .weight = 4 }, { .id = "3", .weight = 2 } }, 3 };
        struct bowl b = { (struct lot[]){ { .id = "3", .weight = 2 }, { .id = "1", .weight = 1 }, { .id = "2", .weight = 4 } }, 3 };

        draw_lots(t->mem, "sm3:ab", "CC-01", "object", &a);
        draw_lots(t->mem, "sm3:ab", "CC-01", "object", &b);
        CHECK_TEXT(bowl_first(t->mem, &a, 3), bowl_first(t->mem, &b, 3));
        CHECK_INT(utf8_length(bowl_first(t->mem, &a, 2)), 3);
        CHECK_TEXT(bowl_first(t->mem, &a, 0), "");
}

TEST(inspection, another_seed_another_item_or_another_bowl_gives_other_keys)
{
        const char *const seen[][3] = { { "sm3:00", "CC-01", "object" }, { "sm3:01", "CC-01", "object" }, { "sm3:00", "CC-02", "object" },
                                        { "sm3:00", "CC-01", "officer" } };
        struct hash keys[4];

        for (size_t i = 0; i < 4; i++) {
                struct bowl b = { (struct lot[]){ { .id = "12", .weight = 1 } }, 1 };

                draw_lots(t->mem, seen[i][0], seen[i][1], seen[i][2], &b);
                keys[i] = b.at[0].key;
                for (size_t k = 0; k < i; k++)
                        CHECK(!hash_same(&keys[k], &keys[i]));
        }
}

/* Of two, the one with eight tickets comes first in 8 of 9 draws; the seeds are fixed, so that the count is too. */
TEST(inspection, weight_makes_a_name_come_first_more_often)
{
        int first = 0;

        for (int i = 0; i < 900; i++) {
                struct bowl b = { (struct lot[]){ { .id = "good", .weight = 1 }, { .id = "bad", .weight = 8 } }, 2 };

                draw_lots(t->mem, text_make(t->mem, "sm3:%d", i), "CC-01", "object", &b);
                first += place_of(&b, "bad") == 0;
        }
        CHECK(first > 760 && first < 840);
}

TEST(inspection, a_bowl_reads_back_as_it_was_written_and_nothing_else_reads)
{
        static const char *const broken[] = { "12", "0 12", "101 12", "x 12", "1 ", "1 12\n", "1 12\n\n1 13", "-1 12" };
        struct bowl b = { (struct lot[]){ { .id = "12", .weight = 1 }, { .id = "51090001", .weight = 8 } }, 2 }, back = { NULL, 7 };

        CHECK_TEXT(bowl_text(t->mem, &b), "1 12\n8 51090001");
        CHECK(bowl_parse(t->mem, bowl_text(t->mem, &b), &back));
        CHECK_INT(back.n, 2);
        CHECK_TEXT(back.at[1].id, "51090001");
        CHECK_INT(back.at[1].weight, 8);
        for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
                CHECK(!bowl_parse(t->mem, broken[i], &back));
        CHECK_INT(back.n, 2);
}

TEST(inspection, the_ratio_of_the_list_is_rounded_up_and_read_only_where_it_is_one)
{
        CHECK_INT(inspection__share("10%", 31), 4);
        CHECK_INT(inspection__share("10%", 30), 3);
        CHECK_INT(inspection__share("100％", 5), 5);
        CHECK_INT(inspection__share("不低于 5%", 1), 1);
        CHECK_INT(inspection__share("5%", 0), 0);
        CHECK_INT(inspection__share("按计划", 40), 0);
        CHECK_INT(inspection__share("", 40), 0);
        CHECK_INT(inspection__share("300%", 40), 0);
}

/* Of a draw whose objects, people or seed somebody put there by hand, the part that does not follow is named. */
TEST(inspection, a_draw_that_does_not_follow_from_its_seed_is_found_out)
{
        struct field f[] = { { .name = "seed", .value = "sm3:00" }, { .name = "item", .value = "CC-01" }, { .name = "number", .value = "1" },
                             { .name = "object_bowl", .value = "1 12\n8 15" }, { .name = "officer_bowl", .value = "1 A1\n1 A2\n1 A3" },
                             { .name = "objects", .value = "" }, { .name = "certificates", .value = "A1,A2" } };
        const struct act a = { .fields = f, .n = sizeof f / sizeof *f };
        struct why w = { .mem = t->mem };
        struct bowl objects, officers;
        struct draw_check k;

        must(draw_bowls_of(t->mem, &a, &objects, &officers));
        f[5].value = bowl_first(t->mem, &objects, 1);
        f[6].value = bowl_first(t->mem, &officers, 2);
        k = draw_compared(t->mem, &a, "sm3:00", &objects, &officers);
        CHECK(rule_draw_right(&w, 1, &k));
        k = draw_compared(t->mem, &a, "sm3:01", &objects, &officers);
        CHECK(!rule_draw_right(&w, 1, &k) && w.code == R_DRAW_WRONG && !strcmp(w.field, "seed"));
        f[5].value = !strcmp(f[5].value, "12") ? "15" : "12";
        k = draw_compared(t->mem, &a, "sm3:00", &objects, &officers);
        CHECK(k.seed && !k.objects && k.officers);
        f[6].value = bowl_first(t->mem, &(struct bowl){ officers.at + 1, 2 }, 2);
        k = draw_compared(t->mem, &a, "sm3:00", &objects, &officers);
        CHECK(!k.officers);
        f[3].value = "12";
        CHECK(!draw_bowls_of(t->mem, &a, &objects, &officers));
}
