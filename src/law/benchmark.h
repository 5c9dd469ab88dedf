/* benchmark.h - discretion benchmarks (裁量基准) as figures: a grade of an item, how its range comes about, and what it is in one case.
 *
 * Pure: a grade and the facts in, a range in fen out.  A grade never reaches beyond the statutory range: what it computes is cut to that.
 * Legal basis: 行政处罚法 34 (benchmarks are public), 国办发〔2022〕27号; 37 for which version counts (org/listed.h asks that).
 *
 *   struct grade g;
 *   struct grade_cells k = { .item = "GF-111-4", .name = "较重", .way = "法定幅度比例", .least = "30%", .most = "60%", ... };
 *   if (!grade_read(&why, mem, &k, &g)) ...
 *   grade_range(&g, (struct fen_range){ 10000000, 100000000 }, &(struct grade_facts){ -1, -1 }, &range, &why);    370,000 to 640,000 yuan
 */
#ifndef LAW_BENCHMARK_H
#define LAW_BENCHMARK_H
#include "base/why.h"
#include <stdint.h>

enum grade_way {
        GRADE_NO_FINE,          /* 不罚款: a warning, or nothing */
        GRADE_FIXED,            /* 固定幅度: fen */
        GRADE_SHARE,            /* 法定幅度比例: hundredths of a percent of what lies between the statutory least and most */
        GRADE_RATE,             /* 基数比例: hundredths of a percent of `of` (工程合同价款) */
        GRADE_MULTIPLE,         /* 基数倍数: hundredths of `of` (违法所得, 货值金额) */
        GRADE_UNIT              /* 按数量: fen for each `of` (平方米) */
};
struct grade {
        const char *item, *party /* "" any | citizen | body */, *name /* 轻微 较轻 一般 … */, *when /* circumstances */, *of, *basis;
        enum grade_way way;
        int64_t least, most, cap /* fen; 0 none */;
};
struct grades { struct grade *at; size_t n; };

/* The cells of a row as people write them. */
struct grade_cells { const char *item, *party, *name, *when, *way, *least, *most, *of, *cap, *basis; };
bool grade_read(struct why *w, struct arena *mem, const struct grade_cells *k, struct grade *out);     /* refuses LIST_ROWS saying what is wrong */

struct fen_range { int64_t least, most; };
struct grade_facts { int64_t base /* fen; -1 not known */, units /* hundredths of a unit; -1 not known */; };
/* Refuses ARG_MISSING grade_base, grade_units where the grade counts with one that is not known. */
bool grade_range(const struct grade *g, struct fen_range statutory, const struct grade_facts *f, struct fen_range *out, struct why *why);
/* Is this the range of the other, or a lighter one?  Compares the most, then the least. */
bool range_lighter(struct fen_range one, struct fen_range other);

bool grade_for(const struct grade *g, const char *item, const char *party_kind);       /* does it apply to this item and kind of party? */
const struct grade *grade_find(const struct grades *l, const char *item, const char *party_kind, const char *name);    /* NULL if there is none */
const char *grade_words(struct arena *mem, const struct grade *g);                      /* 违法所得的 1 倍至 3 倍，最高 50,000.00 元 */
const char *range_words(struct arena *mem, struct fen_range r);                         /* 500.00 元至 2,000.00 元 */
const char *grade_way_word(enum grade_way way);
bool quantity_parse(const char *s, int64_t *hundredths);                                /* "12.5" -> 1250; at most two decimals, more than 0 */

#endif
