/* review_ratio.c - how many reviewers an agency has and needs (国办发〔2018〕118号: at least 5 % of the officers), month by month, and how
 * the register stands on a day.  Reads only. */
#include "review/review_inner.h"
#include <string.h>

#define MONTHS_MAX 36

static bool counted_before(const struct seats *l, size_t i, const struct pack_body *b, struct day on)
{
        for (size_t k = 0; k < i; k++)
                if (!strcmp(l->at[k].login, l->at[i].login) && !strcmp(l->at[k].agency, l->at[i].agency) && strcmp(l->at[k].seat, "purchased") != 0 &&
                    review__fitness(&l->at[k], b, on) == FIT)
                        return true;
        return false;
}

void review__count(const struct seats *l, const struct contracts *k, const struct pack_body *b, const char *agency, struct day on, struct ratio *out)
{
        out->reviewers = out->purchased = 0;
        for (size_t i = 0; i < l->n; i++)
                out->reviewers += !strcmp(l->at[i].agency, agency) && strcmp(l->at[i].seat, "purchased") != 0 &&
                                  review__fitness(&l->at[i], b, on) == FIT && !counted_before(l, i, b, on);
        for (size_t i = 0; i < k->n; i++)
                if (!strcmp(k->at[i].agency, agency) && review__in_term(k->at[i].since, k->at[i].until, k->at[i].ended, on))
                        out->purchased += (int)k->at[i].persons;
        out->needed = review__needed(out->officers, b->share);
        out->missing = out->needed > out->reviewers + out->purchased ? out->needed - out->reviewers - out->purchased : 0;
}

/* The last day of the month that lies so many months back; of this month the day itself. */
static struct day month_end(struct day on, int back)
{
        int year, month, day;

        if (!back)
                return on;
        day_split(on, &year, &month, &day);
        return day_plus(day_plus_months(day_make(year, month, 1), 1 - back), -1);
}

static bool agency_rows(struct ctx *c, const char *agency, const struct pack_body *b, struct day on, int months, struct ratios *l)
{
        struct contracts k;
        struct seats seats;

        if (!review__seats(c, agency, &seats) || !review__contracts(c, agency, &k))
                return false;
        for (int back = months - 1; back >= 0; back--) {
                struct ratio r = { .agency = agency, .body = b, .on = month_end(on, back) };

                if (!officers_count(c, agency, r.on, &r.officers))
                        return false;
                review__count(&seats, &k, b, agency, r.on, &r);
                l->at[l->n++] = r;
        }
        return true;
}

bool review__ratios(struct ctx *c, const char *agency, struct day on, int months, struct ratios *out)
{
        struct narrowing n = access_narrowing(c);
        const struct pack *p = c->pack;
        int m = months < 1 ? 1 : months > MONTHS_MAX ? MONTHS_MAX : months;
        struct ratios l = { TAKE_N(c->mem, struct ratio, p->n_agencies * (size_t)m + 1), 0 };

        for (size_t i = 0; i < p->n_agencies; i++) {
                const char *id = p->agencies[i].id;
                const struct pack_body *b = pack_body(p, id);

                if (!b || !b->share || !access_in_agencies(&n, id) || (*agency && strcmp(agency, id) != 0))
                        continue;
                if (!agency_rows(c, id, b, on, m, &l))
                        return false;
        }
        *out = l;
        return true;
}

/* ---- the register on a day ---- */

const char *review__exam_words(struct arena *mem, const struct seat *s, const struct pack_body *b)
{
        if (*s->exam_number)
                return text_make(mem, "%s（%s）", s->exam_number, day_text(mem, s->exam_on));
        if (!review__reviews(s->seat))
                return "不要求";
        return b && review__exam_missing(s, b->exam_from, s->until) ? NULL : text_make(mem, "%s 起从事，不要求", day_text(mem, s->first_on));
}

const char *review__seat_state(struct arena *mem, const struct seat *s, const struct pack_body *b, struct day on)
{
        struct day last = day_is(s->ended) && day_compare(s->ended, s->until) < 0 ? s->ended : s->until;

        if (day_compare(on, s->since) < 0)
                return "note:还没有开始";
        if (day_compare(on, last) > 0)
                return day_is(s->ended) ? "note:已离任" : "note:任期届满";
        if (b && review__reviews(s->seat) && review__exam_missing(s, b->exam_from, on))
                return "bad:没有法律职业资格";
        if (day_compare(on, day_plus(last, -REVIEW_SOON)) >= 0)
                return text_make(mem, "warn:%d 天后届满", (int)(last.n - on.n));
        return "ok:在任";
}

bool review__sees_meetings(struct ctx *c, const char *agency)
{
        struct names posts = { (const char *[]){ "head", "reviewer", "committee", "supervisor" }, 4 };
        struct narrowing n = access_narrowing(c);
        struct seats l;

        if (!access_in_agencies(&n, agency))
                return refuse(&c->why, R_SCOPE, NULL, "会议属于%s", pack_agency(c->pack, agency) ? pack_agency(c->pack, agency)->name : agency);
        if (who_has_any(c->who, &posts))
                return true;
        if (!review__seats(c, agency, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].login, c->who->login) && text_in(l.at[i].seat, "chair|member|secretary", '|') &&
                    review__in_term(l.at[i].since, l.at[i].until, l.at[i].ended, day_of(c->now)))
                        return true;
        return refuse(&c->why, R_ROLE, NULL, "审核会议的内容只供委员、审核人员、机关负责人和监督人员查看");
}
