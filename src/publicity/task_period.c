/* task_period.c - how long a decision stays public: class and days when it is released, the job that ends it, and requests that it end earlier.
 *
 * Classes and months are the pack's (disclosure: periods:); 信用修复管理办法 counts them from the day of the deciding document.
 */
#include "law/facts.h"
#include "publicity/task.h"
#include <string.h>

#define DUE_AT_ONCE 500         /* records one run ends; the next run goes on */

QUERY(period_get, "SELECT case_id, release_seq, class, label, law, number, agency, agency_name, decided_on, least, until, repair, ended_seq FROM pub_period"
        " WHERE case_id = $1");
QUERY(periods_over, "SELECT case_id, release_seq, class, label, law, number, agency, agency_name, decided_on, least, until, repair, ended_seq FROM pub_period"
        " WHERE ended_seq IS NULL AND until < $1 ORDER BY until, case_id LIMIT $2");
QUERY(repair_case, "SELECT case_id, state FROM pub_repair WHERE id = $1");

static void period_of(struct arena *mem, const struct rows *r, struct period *p)
{
        *p = (struct period){
                .case_id = db_int(r, 0), .release_seq = db_int(r, 1), .class = db_text_in(mem, r, 2), .label = db_text_in(mem, r, 3),
                .law = db_text_in(mem, r, 4), .number = db_text_in(mem, r, 5), .agency = db_text_in(mem, r, 6), .agency_name = db_text_in(mem, r, 7),
                .decided_on = day_stored(db_text(r, 8)), .least = day_stored(db_text(r, 9)), .until = day_stored(db_text(r, 10)), .repair = db_int(r, 11),
                .ended_seq = db_null(r, 12) ? -1 : db_int(r, 12),
        };
}

bool period_load(struct ctx *c, int64_t case_id, struct period *out, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &period_get, ARGS(I(case_id)));

        *found = db_next(&r);
        if (*found)
                period_of(c->mem, &r, out);
        return db_done(&r);
}

/* ---- when it is released ---- */

bool period__put(struct ctx *c, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        struct published_matter m = { .kind = draft_get(d, "public.kind"), .agency = f->agency, .procedure = f->standing.procedure, .penalties = f->penalties,
                                      .shown_on = day_of(c->now) };
        const struct pack_period *k = m.kind ? pack_period_for(c->pack, &m) : NULL;
        struct day decided;

        if (!k)
                return true;
        if (k->reason && text_empty(draft_get(d, "note"))) {
                refuse(&c->why, R_PUBLISH_REASON, "note", "%s", k->label);
                c->why.law = k->law;
                return false;
        }
        draft_put(d, "period.class", k->id);
        draft_put(d, "period.label", k->label);
        draft_put(d, "period.law", k->law);
        if (!k->most || !draft_get(d, "public.decided_on"))
                return true;
        must(day_parse(draft_get(d, "public.decided_on"), &decided));
        draft_put_day(d, "period.least", day_plus_months(decided, k->least));
        draft_put_day(d, "period.until", day_plus_months(decided, k->most));
        draft_put(d, "period.repair", k->repair ? "true" : "false");
        return true;
}

/* ---- when it is over ---- */

static const struct pair *case_pair(struct arena *mem, int64_t id)
{
        struct pair *p = TAKE(mem, struct pair);

        *p = (struct pair){ "case", text_make(mem, "%lld", (long long)id) };
        return p;
}

bool period__due(struct ctx *c, struct requests *out)
{
        struct rows r = db_ask(c->db, &c->why, &periods_over, ARGS(T(day_text(c->mem, day_of(c->now))), I(DUE_AT_ONCE)));
        struct period p;

        while (db_next(&r)) {
                period_of(c->mem, &r, &p);
                request_due(out, "publish.end", SUBJECT_NEW, text_make(c->mem, "publish.end:%lld", (long long)p.release_seq), case_pair(c->mem, p.case_id), 1);
        }
        return db_done(&r);
}

/* What the tombstone says, and the change that feeds tell. */
static void put_end(struct ctx *c, struct draft *d, const struct period *p, const char *kind, const char *reason)
{
        draft_put(d, "reason", reason);
        draft_put(d, "law", p->law);
        draft_put_day(d, "public.withdrawn_on", day_of(c->now));
        draft_put(d, "public.number", p->number);
        draft_put(d, "public.kind", kind);
        draft_put(d, "public.agency", p->agency);
        draft_put(d, "public.agency_name", p->agency_name);
}

/* The record and its period, while it is still shown. */
static bool shown_period(struct ctx *c, int64_t case_id, struct publication *record, struct period *p)
{
        bool found;

        if (!publication_load(c, case_id, record) || !period_load(c, case_id, p, &found))
                return false;
        if (!found)
                return refuse(&c->why, R_NEED, "case", "这条公示没有规定公示期");
        if (p->ended_seq >= 0 || !record->shown)
                return refuse(&c->why, R_ONCE, "case", "这条公示已经停止展示");
        return true;
}

bool period__end(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct publication record;
        struct period p;

        (void)subject;
        if (!shown_period(c, arg_int(a, "case"), &record, &p))
                return false;
        if (day_compare(day_of(c->now), p.until) <= 0)
                return refuse(&c->why, R_PUBLISH_PERIOD, "case", "公示期到 %s 届满", day_text(c->mem, p.until));
        draft_put(d, "case", arg_text(a, "case"));
        put_end(c, d, &p, record.kind, text_make(c->mem, "公示期届满（%s）", p.label));
        return true;
}

/* ---- earlier, by repair ---- */

bool repair__ask(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct publication record;
        struct period p;

        (void)subject;
        if (!shown_period(c, arg_int(a, "case"), &record, &p))
                return false;
        if (!p.repair || day_compare(day_of(c->now), p.least) < 0)
                return refuse(&c->why, R_PUBLISH_PERIOD, "case", "最短公示期到 %s", day_text(c->mem, p.least));
        draft_put(d, "case", arg_text(a, "case"));
        draft_put(d, "statement", arg_text(a, "statement"));
        draft_put(d, "contact", arg_text(a, "contact"));
        draft_put(d, "number", p.number);
        draft_put(d, "about.agency", p.agency);
        return true;
}

static bool asked(struct ctx *c, int64_t id, int64_t *case_id)
{
        struct rows r = db_ask(c->db, &c->why, &repair_case, ARGS(I(id)));
        bool found = db_next(&r), open = found && !strcmp(db_text(&r, 1), "asked");

        if (found)
                *case_id = db_int(&r, 0);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有这件修复申请");
        return open || refuse(&c->why, R_ONCE, NULL, "这件修复申请已经答复");
}

/* Whose data it is, and what stands there now: on a reader's connection, for the writer's mirror holds only what arguments name. */
bool repair__prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct publication record;
        struct period p;
        int64_t case_id = -1;

        (void)a;
        if (!asked(c, r->subject, &case_id) || !publication_load(c, case_id, &record) || !access_may_see(c, &(struct place){ record.agency, "", NULL }))
                return false;
        if (!strcmp(r->verb, "repair.grant") && !shown_period(c, case_id, &record, &p))
                return false;
        request_put(c->mem, r, "case", text_make(c->mem, "%lld", (long long)case_id));
        return true;
}

static bool confirmed(struct ctx *c, const struct args *a)
{
        static const char *const names[] = { "duties_done", "harm_undone", "no_repeat" };

        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
                if (!arg_bool(a, names[i]))
                        return refuse(&c->why, R_NEED, names[i], "%s：未确认", command_arg(a->command, names[i])->label);
        return true;
}

bool repair__grant(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct publication record;
        struct period p;
        int64_t case_id;

        if (!asked(c, subject, &case_id) || !shown_period(c, arg_int(a, "case"), &record, &p) || !confirmed(c, a))
                return false;
        draft_put(d, "case", arg_text(a, "case"));
        draft_put(d, "duties_done", "true");
        draft_put(d, "harm_undone", "true");
        draft_put(d, "no_repeat", "true");
        draft_put(d, "answer", arg_text(a, "answer"));
        put_end(c, d, &p, record.kind, "信用修复，提前结束公示");
        return true;
}

bool repair__refuse(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        int64_t case_id;

        if (!asked(c, subject, &case_id))
                return false;
        draft_put(d, "answer", arg_text(a, "answer"));
        return true;
}
