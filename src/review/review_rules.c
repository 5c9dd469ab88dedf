/* review_rules.c - what law and pack say of members, shares and votes: facts in, answer out.  No database, no clock. */
#include "review/review_inner.h"
#include <string.h>

static const struct { const char *id, *label; bool votes, reviews; } seats[] = {
        { "chair", "主任委员（负责人）", true, true }, { "member", "委员（审核人员）", true, true }, { "secretary", "秘书（日常工作）", false, true },
        { "legal_adviser", "法律顾问", false, false }, { "public_lawyer", "公职律师", false, true }, { "purchased", "购买服务", false, true },
};

#define SEATS (sizeof seats / sizeof *seats)

const char *review__seat_label(const char *seat)
{
        for (size_t i = 0; i < SEATS; i++)
                if (!strcmp(seats[i].id, seat))
                        return seats[i].label;
        return seat;
}

bool review__votes(const char *seat)
{
        for (size_t i = 0; i < SEATS; i++)
                if (!strcmp(seats[i].id, seat))
                        return seats[i].votes;
        return false;
}

bool review__reviews(const char *seat)
{
        for (size_t i = 0; i < SEATS; i++)
                if (!strcmp(seats[i].id, seat))
                        return seats[i].reviews;
        return false;
}

bool review__in_term(struct day since, struct day until, struct day ended, struct day on)
{
        return day_compare(on, since) >= 0 && day_compare(on, until) <= 0 && (!day_is(ended) || day_compare(on, ended) <= 0);
}

bool review__exam_missing(const struct seat *s, struct day exam_from, struct day on)
{
        struct day first = day_is(s->first_on) ? s->first_on : s->since;
        bool held = *s->exam_number && day_is(s->exam_on) && day_compare(s->exam_on, on) <= 0;

        return day_is(exam_from) && day_compare(first, exam_from) >= 0 && !held;
}

enum fitness review__fitness(const struct seat *s, const struct pack_body *b, struct day on)
{
        if (!s || !review__reviews(s->seat))
                return FIT_NO_SEAT;
        if (day_compare(on, s->since) < 0)
                return FIT_NOT_YET;
        if (!review__in_term(s->since, s->until, s->ended, on))
                return FIT_OVER;
        return review__exam_missing(s, b->exam_from, on) ? FIT_NO_EXAM : FIT;
}

int review__needed(int officers, int percent)
{
        return officers > 0 && percent > 0 ? (officers * percent + 99) / 100 : 0;
}

bool review__reaches(int n, int of, struct pack_share share)
{
        return n > 0 && (int64_t)n * share.of >= (int64_t)of * share.num;
}

bool review__exceeds(int n, int of, struct pack_share share)
{
        return n > 0 && (int64_t)n * share.of > (int64_t)of * share.num;
}

/* The quorum is asked of each case anew: who is recused from it is neither of those who should be there nor of those who are. */
enum outcome review__outcome(const struct count *k, const struct pack_body *b)
{
        int base = !strcmp(b->majority_of, "all") ? k->entitled : k->present;

        if (k->present < b->members || !review__reaches(k->present, k->entitled, b->quorum))
                return OUTCOME_NO_QUORUM;
        return review__exceeds(k->in_favour, base, b->majority) ? OUTCOME_PASS : OUTCOME_RETURN;
}

static const struct { const char *name, *label; } outcomes[] = {
        [OUTCOME_PASS] = { "pass", "表决通过" }, [OUTCOME_RETURN] = { "return", "表决没有通过" }, [OUTCOME_NO_QUORUM] = { "no_quorum", "不足法定人数" },
};

const char *review__outcome_name(enum outcome o)
{
        return outcomes[o].name;
}

const char *review__outcome_label(const char *name)
{
        for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
                if (!strcmp(outcomes[i].name, name))
                        return outcomes[i].label;
        return name;
}

const char *review__share_words(struct arena *mem, struct pack_share s)
{
        static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };

        if (s.num == s.of && s.of)
                return "全体";
        if (s.num == 1 && s.of == 2)
                return "半数";
        if (s.num > 10 || s.of > 10)
                return text_make(mem, "%d/%d", s.num, s.of);
        return text_make(mem, "%s分之%s", digits[s.of], digits[s.num]);
}

const char *review__state_label(const char *state)
{
        static const struct { const char *state, *label; } rows[] = {
                { "called", "已召集" }, { "open", "正在开会" }, { "held", "已开完" }, { "cancelled", "已取消" },
        };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                if (!strcmp(rows[i].state, state))
                        return rows[i].label;
        return state;
}
