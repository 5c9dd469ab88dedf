/* case_rules.c - what the law says about values: facts in, answer out.  No database, no clock.  Each rule names its article. */
#include "case/case_inner.h"
#include "law/identity.h"
#include <string.h>

static bool is_body(const char *party_kind)
{
        return !strcmp(party_kind, "body");
}

#define SHARES 10000                    /* rates are in hundredths of a percent */

static bool as_body(const struct pack_item *item, const char *party_kind)
{
        return is_body(party_kind) || (!strcmp(party_kind, "sole_trader") && !item->citizen_max);
}

bool rule_statutory(const struct pack_item *item, const char *party_kind, int64_t base, int64_t fine, struct fen_range *out, struct why *why)
{
        bool body = as_body(item, party_kind);
        int64_t min = body ? item->body_min : item->citizen_min, max = body ? item->body_max : item->citizen_max;

        if (fine > 0 && !text_empty(item->rate_base)) {
                if (base <= 0)
                        return refuse(why, R_ARG_MISSING, "fine_base", "“%s”按%s的比例罚款，应当填写%s", item->name, item->rate_base, item->rate_base);
                min = base / SHARES * item->rate_min + base % SHARES * item->rate_min / SHARES;
                max = base / SHARES * item->rate_max + base % SHARES * item->rate_max / SHARES;
        }
        *out = (struct fen_range){ min, max };
        return true;
}

bool rule_fine_range(const struct pack_item *item, const char *party_kind, int64_t base, int64_t fine, struct why *why)
{
        struct fen_range r;

        if (!rule_statutory(item, party_kind, base, fine, &r, why))
                return false;
        if (fine <= 0 || (fine >= r.least && fine <= r.most))
                return true;
        why->law = item->basis;
        if (!r.most)
                return refuse(why, R_FINE_RANGE, "fine", "%s：没有规定可以对%s处以罚款", item->name, as_body(item, party_kind) ? "法人或者其他组织" : "公民");
        return refuse(why, R_FINE_RANGE, "fine", "%s：法定幅度 %s 元至 %s 元，拟定 %s 元", item->name, money_text(why->mem, r.least),
                      money_text(why->mem, r.most), money_text(why->mem, fine));
}

static bool lightest(const char *penalty)
{
        return !strcmp(penalty, "warning") || !strcmp(penalty, "criticism");
}

/* 处罚法 44, 58, 62: what is decided is what the party could answer and what review has seen, or less. */
bool rule_as_told(const struct told *told, const struct names *intended, const char *penalties, int64_t confiscation, struct why *why)
{
        size_t n;
        char **at = text_split(why->mem, penalties, ',', &n);

        for (size_t i = 0; i < n; i++) {
                if (lightest(at[i]) || (names_have(&told->penalties, at[i]) && names_have(intended, at[i])))
                        continue;
                return refuse(why, R_FINE_RAISED, "penalties", "没有告知当事人，或者没有列入处理意见：%s", penalties_label(why->mem, at[i]));
        }
        if (confiscation <= 0 || confiscation <= told->confiscation)
                return true;
        return refuse(why, R_FINE_RAISED, "penalties", "已告知没收 %s 元，现拟 %s 元",
                      money_text(why->mem, told->confiscation < 0 ? 0 : told->confiscation), money_text(why->mem, confiscation));
}

/* 处罚法 45(2): no heavier because the party defended itself. */
bool rule_fine_not_raised(int64_t noticed, int64_t fine, const char *field, struct why *why)
{
        if (noticed < 0 || fine <= noticed)
                return true;
        return refuse(why, R_FINE_RAISED, field, "已告知 %s 元，现拟 %s 元", money_text(why->mem, noticed), money_text(why->mem, fine));
}

/* A pass covers what was seen: a higher fine than the one reviewed has not been reviewed. */
bool rule_reviewed_fine(bool catalogued, int64_t reviewed, int64_t fine, struct why *why)
{
        if (!catalogued || (reviewed >= 0 && fine <= reviewed))
                return true;
        return refuse(why, R_REVIEW_MISSING, "fine", "审核通过的是 %s 元以内", money_text(why->mem, reviewed < 0 ? 0 : reviewed));
}

bool rule_summary_limit(const struct pack *p, const char *party_kind, int64_t fine, const struct pack_item *item, struct why *why)
{
        int64_t limit = is_body(party_kind) ? pack_param(p, "summary_fine_body", 300000) : pack_param(p, "summary_fine_citizen", 20000);

        if (!item->summary)
                return refuse(why, R_SUMMARY_LIMIT, "item", "“%s”不适用当场处罚", item->name);
        return fine <= limit || refuse(why, R_SUMMARY_LIMIT, "fine", "对%s当场处罚不超过 %s 元", is_body(party_kind) ? "法人或者其他组织" : "公民",
                                       money_text(why->mem, limit));
}

/* 处罚法 36: two years, five where life, health or financial safety is concerned and harm was done; from the end of the act. */
bool rule_limitation(struct day act_ended, struct day discovered, bool endangers, struct why *why)
{
        int years = endangers ? 5 : 2;
        struct day last;

        if (!day_is(act_ended) || !day_is(discovered))
                return true;
        last = day_plus_months(act_ended, 12 * years);
        return day_compare(discovered, last) <= 0 ||
               refuse(why, R_LIMITATION, "discovered_on", "行为终了 %s，%d 年期满 %s，发现 %s", day_text(why->mem, act_ended), years,
                      day_text(why->mem, last), day_text(why->mem, discovered));
}

bool rule_age(struct day birth, struct day act, struct why *why)
{
        int age = age_on(birth, act);

        return age >= 14 || refuse(why, R_AGE, "party_id", "行为时 %d 周岁", age);
}

bool rule_party_id(const char *kind, const char *id, struct why *why)
{
        const char *wrong;

        if (!*id)
                return true;
        if (!strcmp(kind, "citizen")) {
                wrong = idno_wrong(id);
                return !wrong || refuse(why, R_ID_NUMBER, "party_id", "%s", wrong);
        }
        wrong = uscc_wrong(id);
        return !wrong || refuse(why, R_USCC, "party_id", "%s", wrong);
}

bool rule_in_window(const struct case_clock *k, struct day on, const char *what, struct why *why)
{
        if (!k || !k->determined || day_compare(on, k->due) <= 0)
                return true;
        why->law = k->law;
        return refuse(why, R_WINDOW_OVER, NULL, "%s：期限到 %s，现在是 %s", what, day_text(why->mem, k->due), day_text(why->mem, on));
}

/* 处罚法 64(2): notice of time and place seven days before the hearing. */
bool rule_hearing_lead(const struct calendar *cal, const struct clock *lead, struct day hearing, struct day told, struct why *why)
{
        struct due last = clock_due(cal, lead, instant_at(hearing, 9, 0));

        if (!last.determined)
                return refuse(why, R_UNDETERMINED, "hearing_on", "%d 年", last.missing_year);
        if (day_compare(told, last.day) <= 0)
                return true;
        why->law = lead->law;
        return refuse(why, R_TOO_EARLY_DATE, "hearing_on", "%s 举行听证，最迟应在 %s 通知", day_text(why->mem, hearing),
                      day_text(why->mem, last.day));
}

bool rule_points_answered(json_t *points, json_t *answers, struct why *why)
{
        size_t asked = json_array_size(points), given = json_array_size(answers);

        return asked == given || refuse(why, R_POINTS_OPEN, "answers", "审核意见 %zu 条，答复 %zu 条", asked, given);
}

int64_t rule_part_surcharge(int64_t amount, const struct case_clock *pay, struct day on)
{
        return pay && pay->determined ? surcharge_of(amount, pay->due, on, pay->rule.stops, pay->rule.n_stops).due : 0;
}

struct owed rule_owed(const struct case_facts *f, const struct case_clock *pay, struct day on)
{
        struct owed o = { .fine = f->fine < 0 ? 0 : f->fine, .paid = f->paid, .surcharge = f->surcharge };
        int64_t rest = o.fine > o.paid ? o.fine - o.paid : 0;

        if (pay && pay->determined && rest) {
                struct surcharge s = surcharge_of(rest, pay->due, on, pay->rule.stops, pay->rule.n_stops);

                o.surcharge += s.due;
                o.days = s.days;
        }
        o.rest = rest + o.surcharge;
        return o;
}
