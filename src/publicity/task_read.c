/* task_read.c - tasks of publication as structs: what is open and how it presses, who is told, and how often an agency was late. */
#include "publicity/task.h"
#include <string.h>

#define COLUMNS \
        "cause, task, noun, subject, agency, unit, label, title, verb, law, since, clock_unit, length, due, alarm, opened_on, state, entered_by," \
        " checked_by, entry, carrier, note, done_seq, done_on FROM pub_task"
/* state late: the day $4 is after the last one. */
#define WHERE \
        " WHERE " SEES_PLACE("$1", "agency", "unit") " AND ($2 = '' OR agency = $2) AND ($3 = '' OR ($3 IN ('open', 'late') AND state IN ('open', 'entered')) OR" \
        " state = $3) AND ($3 <> 'late' OR (due <> '' AND due < $4)) AND ($5 = '' OR task = $5) AND ($6 = '' OR due LIKE $6)"

QUERY(disclosure_get, "SELECT " COLUMNS " WHERE cause = $1 AND task = $2");
QUERY(disclosure_entry, "SELECT " COLUMNS " WHERE entry = $1");
/* What is open comes first, by its nearer day; an undetermined day comes last among them. */
QUERY(disclosures_page, "SELECT " COLUMNS WHERE " ORDER BY CASE WHEN state IN ('open', 'entered') THEN 0 ELSE 1 END, CASE WHEN state NOT IN ('open',"
        " 'entered') THEN '' WHEN alarm <> '' THEN alarm WHEN due = '' THEN '9' ELSE due END, cause DESC, task LIMIT $7 OFFSET $8");
QUERY(disclosures_total, "SELECT COUNT(*) FROM pub_task" WHERE);
/* Days are few where tasks are many: lateness is counted by pairs of days. */
QUERY(lateness_days, "SELECT agency, due, done_on, state, COUNT(*) FROM pub_task WHERE ($1 = '' OR agency = $1) AND " SEES_PLACE("$3", "agency", "unit") " AND due LIKE $2 AND state IN ('open',"
        " 'entered', 'done') GROUP BY agency, due, done_on, state ORDER BY SUBSTR(due, 1, 7) DESC, agency, due");

static bool is_open(const struct disclosure *d)
{
        return text_in(d->state, "open|entered", '|');
}

/* The nearer of the local alarm and the legal day presses. */
static void press(const struct ctx *c, struct disclosure *d)
{
        struct day near = day_is(d->alarm) ? d->alarm : d->due;

        if (!is_open(d) || !day_is(near))
                return;
        d->left_known = working_days_left(c->pack->calendar, day_of(c->now), near, &d->left);
        if (d->left_known)
                d->rung = pack_rung_at(c->pack, d->left);
}

static void disclosure_of(const struct ctx *c, const struct rows *r, struct disclosure *d)
{
        struct arena *mem = c->mem;
        int i = 0;

        *d = (struct disclosure){ .entry = -1, .done_seq = -1 };
        d->cause = db_int(r, i++);
        d->task = db_text_in(mem, r, i++);
        d->noun = db_text_in(mem, r, i++);
        d->subject = db_int(r, i++);
        d->agency = db_text_in(mem, r, i++);
        d->unit = db_text_in(mem, r, i++);
        d->label = db_text_in(mem, r, i++);
        d->title = db_text_in(mem, r, i++);
        d->verb = db_text_in(mem, r, i++);
        d->law = db_text_in(mem, r, i++);
        must(instant_parse(db_text(r, i++), &d->since));
        must(clock_unit_by_name(db_text(r, i++), &d->rule.unit));
        d->rule.length = db_int(r, i++);
        d->rule.law = d->law;
        d->due = day_stored(db_text(r, i++));
        d->alarm = day_stored(db_text(r, i++));
        d->opened_on = day_stored(db_text(r, i++));
        d->state = db_text_in(mem, r, i++);
        d->entered_by = db_text_in(mem, r, i++);
        d->checked_by = db_text_in(mem, r, i++);
        d->entry = db_null(r, i) ? -1 : db_int(r, i);
        i++;
        d->carrier = db_text_in(mem, r, i++);
        d->note = db_text_in(mem, r, i++);
        d->done_seq = db_null(r, i) ? -1 : db_int(r, i);
        i++;
        d->done_on = day_stored(db_text(r, i++));
        press(c, d);
}

static bool one(struct ctx *c, struct query *q, const struct val *args, struct disclosure *out)
{
        struct rows r = db_ask(c->db, &c->why, q, args);
        struct disclosure d;
        bool found = db_next(&r);

        if (found)
                disclosure_of(c, &r, &d);
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "cause", "没有这项公示任务");
        *out = d;
        return true;
}

bool disclosure_load(struct ctx *c, int64_t cause, const char *task, struct disclosure *out)
{
        return one(c, &disclosure_get, ARGS(I(cause), T(task)), out);
}

bool disclosure_by_entry(struct ctx *c, int64_t entry, struct disclosure *out)
{
        return one(c, &disclosure_entry, ARGS(I(entry)), out);
}

static const char *or_any(const char *s)
{
        return s ? s : "";
}

#define WISHED T(or_any(w->places)), T(or_any(w->agency)), T(or_any(w->state)), T(today), T(or_any(w->task)), T(month)

bool disclosures_find(struct ctx *c, const struct disclosure_wish *w, struct disclosures *out)
{
        const char *today = day_text(c->mem, day_of(c->now)), *month = text_empty(w->month) ? "" : text_make(c->mem, "%s%%", w->month);
        struct disclosures l = { .at = TAKE_N(c->mem, struct disclosure, w->limit + 1) };
        struct rows r;

        if (!db_one_int(c->db, &c->why, &disclosures_total, ARGS(WISHED), 0, &l.total))
                return false;
        r = db_ask(c->db, &c->why, &disclosures_page, ARGS(WISHED, I(w->limit), I(w->skip)));
        while (db_next(&r) && l.n < (size_t)w->limit)
                disclosure_of(c, &r, &l.at[l.n++]);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

/* ---- who ---- */

bool disclosure_told(const struct ctx *c, const struct disclosure *d)
{
        return c->who && d->rung && who_has_any(c->who, &d->rung->tell);
}

const char *disclosure_roles(struct arena *mem, const struct pack *p, const struct pack_rung *rung)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; rung && i < rung->tell.n; i++) {
                const struct pack_role *role = pack_role(p, rung->tell.at[i]);

                buffer_make(&b, "%s%s", i ? "、" : "", role ? role->label : rung->tell.at[i]);
        }
        return buffer_done(&b);
}

/* ---- lateness ---- */

static struct lateness *month_of(struct arena *mem, struct latenesses *l, size_t *room, const char *agency, const char *due)
{
        const char *month = text_copy_n(mem, due, 7);

        for (size_t i = l->n; i-- > 0;)
                if (!strcmp(l->at[i].agency, agency) && !strcmp(l->at[i].month, month))
                        return &l->at[i];
        if (l->n == *room) {
                *room = *room ? 2 * *room : 32;
                l->at = arena_grow(mem, l->at, l->n * sizeof *l->at, *room * sizeof *l->at);
        }
        l->at[l->n++] = (struct lateness){ .agency = text_copy(mem, agency), .month = month };
        return &l->at[l->n - 1];
}

/* Working days after the last day; the days between where a calendar is missing. */
static int days_after(const struct pack *p, struct day due, struct day done)
{
        int left;

        return working_days_left(p->calendar, done, due, &left) ? (left < 0 ? -left : 0) : done.n - due.n;
}

/* What is open and not due yet is no question of lateness: done without a day and not past is not counted. */
static bool counts(const struct ctx *c, struct day due, struct day done)
{
        return day_is(done) || day_compare(due, day_of(c->now)) < 0;
}

static void count(const struct ctx *c, struct lateness *m, struct day due, struct day done, int64_t n)
{
        if (!day_is(done))
                m->overdue += n;
        else if (day_compare(done, due) <= 0)
                m->on_time += n;
        else {
                m->late += n;
                m->days_late += n * days_after(c->pack, due, done);
        }
}

bool lateness_load(struct ctx *c, const char *agency, const char *year, struct latenesses *out)
{
        struct rows r = db_ask(c->db, &c->why, &lateness_days, ARGS(T(agency), T(text_make(c->mem, "%s-%%", *year ? year : "____")), T(access_narrowing(c).places)));
        struct latenesses l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                struct day due = day_stored(db_text(&r, 1)), done = strcmp(db_text(&r, 3), "done") ? DAY_NONE : day_stored(db_text(&r, 2));

                if (counts(c, due, done))
                        count(c, month_of(c->mem, &l, &room, db_text(&r, 0), db_text(&r, 1)), due, done, db_int(&r, 4));
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}
