/* journal_hash.c - how many acts of eight fields a core turns into bytes, commitments and leaf in a second, by hash: nothing is read and
 * nothing is compared, so that no journal verify can be faster.   journal_hash [acts]
 */
#include "base/text.h"
#include "journal/act.h"
#include "journal/merkle.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

static double seconds(void)
{
        struct timespec t;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const struct field typical[8] = {
        { .name = "actor", .value = "wang.lei" }, { .name = "role", .value = "officer" },
        { .name = "agency", .value = "daying-zfj" },
        { .name = "at_place", .value = "大英县蓬莱镇新城路与江南路交叉口" }, { .name = "fine", .value = "20000" },
        { .name = "summary", .value = "当事人占用道路堆放建筑材料，经责令改正后已清理，现场检查时配合调查，有现场照片和询问笔录证实。" },
        { .name = "found", .value = "2024-10-28" },
        { .name = "document", .value = "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" },
};

static void run(enum hash_kind k, int64_t acts)
{
        struct arena *mem = arena_new();
        struct field f[8];
        struct act a = { .at = { 1730169067123 }, .verb = "case.evidence", .subject = { "case", 12345 }, .fields = f, .n = 8 };
        struct merkle m = { .kind = k };
        double t = seconds();

        memcpy(f, typical, sizeof f);
        for (a.seq = 0; a.seq < acts; a.seq++, a.at.ms += 37) {
                const char *text;
                struct hash leaf;

                memcpy(f[a.seq % 8].salt, &a.seq, sizeof a.seq);
                text = act_text_bytes(mem, k, "example.cn/zhifa", &a);
                leaf = merkle_leaf(k, text, strlen(text));
                merkle_add(&m, &leaf, NULL, NULL);
                arena_reset(mem);
        }
        t = seconds() - t;
        printf("%s_acts_per_second %.0f\n", hash_name(k), (double)acts / t);
        arena_free(mem);
}

int main(int argc, char **argv)
{
        int64_t acts = 300000;

        if (argc > 1 && !text_int(argv[1], 1, 100000000, &acts)) {
                fprintf(stderr, "usage: %s [acts]\n", argv[0]);
                return 2;
        }
        for (int k = 0; k < HASH__MAX; k++)
                run((enum hash_kind)k, acts);
        return 0;
}
