/* desk_read.c - rows of the desk as structs, and what the case asks of it: which points are open, which are bad, what the opinion says.
 * The only reader of desk_* tables. */
#include "base/json.h"
#include "db/db.h"
#include "review/desk_inner.h"
#include <string.h>

#define SUBMISSION "SELECT submit, case_id, agency, unit, sent_by, sent_at, reviewer, result, closed, closed_by, closed_at FROM desk_review"
QUERY(desk_of_case, SUBMISSION " WHERE case_id = $1 ORDER BY submit");
QUERY(desk_open, SUBMISSION " WHERE result = '' AND " SEES_AGENCY("$1", "agency") " ORDER BY submit LIMIT 500");
QUERY(desk_closed, SUBMISSION " WHERE result <> '' AND " SEES_AGENCY("$1", "agency") " ORDER BY submit DESC LIMIT 60");
QUERY(desk_checks, "SELECT point, verdict, finding, law, material, title, place, seq, by_login, at FROM desk_check"
                   " WHERE case_id = $1 AND submit = $2 ORDER BY point");
QUERY(desk_away, "SELECT id, agency, away, stand_in, since, until, reason, ended FROM desk_stand_in ORDER BY id");

static bool submissions_read(struct ctx *c, struct rows r, struct submissions *out)
{
        struct submissions l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                DESK_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct submission){ .submit = db_int(&r, 0), .case_id = db_int(&r, 1), .agency = db_text_in(c->mem, &r, 2),
                                                   .unit = db_text_in(c->mem, &r, 3), .sent_by = db_text_in(c->mem, &r, 4),
                                                   .sent_at = instant_stored(db_text(&r, 5)), .reviewer = db_text_in(c->mem, &r, 6),
                                                   .result = db_text_in(c->mem, &r, 7), .closed = db_null(&r, 8) ? -1 : db_int(&r, 8),
                                                   .closed_by = db_text_in(c->mem, &r, 9), .closed_at = instant_stored(db_text(&r, 10)) };
        }
        *out = l;
        return db_done(&r);
}

bool desk__submissions(struct ctx *c, int64_t case_id, struct submissions *out)
{
        return submissions_read(c, db_ask(c->db, &c->why, &desk_of_case, ARGS(I(case_id))), out);
}

bool desk__queue(struct ctx *c, bool open, struct submissions *out)
{
        return submissions_read(c, db_ask(c->db, &c->why, open ? &desk_open : &desk_closed, ARGS(T(access_narrowing(c).agencies))), out);
}

const struct submission *desk__current(const struct submissions *l)
{
        return l->n ? &l->at[l->n - 1] : NULL;
}

const char *desk__result_label(const char *result)
{
        static const struct { const char *result, *label; } labels[] = {
                { "", "审核中" }, { "pass", "审核通过" }, { "return", "退回" }, { "outside", "不属于本机关权限" }, { "crime", "涉嫌犯罪" },
        };

        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
                if (!strcmp(labels[i].result, result))
                        return labels[i].label;
        return result;
}

/* ---- points ---- */

bool desk__points(struct ctx *c, int64_t case_id, int64_t submit, struct points *out)
{
        const struct pack_review *review = &c->pack->review;
        struct points p = { .at = TAKE_N(c->mem, struct point, review->n_points + 1), .n = review->n_points };
        struct rows r = db_ask(c->db, &c->why, &desk_checks, ARGS(I(case_id), I(submit)));

        for (size_t i = 0; i < p.n; i++)
                p.at[i] = (struct point){ .label = review->points[i], .verdict = "", .finding = "", .law = "", .title = "", .place = "", .by = "" };
        while (db_next(&r)) {
                int64_t n = db_int(&r, 0);

                if (n < 1 || (size_t)n > p.n)           /* a pack of before had more */
                        continue;
                p.at[n - 1] = (struct point){ p.at[n - 1].label, db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3),
                                              db_text_in(c->mem, &r, 5), db_text_in(c->mem, &r, 6), db_text_in(c->mem, &r, 8), db_int(&r, 4),
                                              db_int(&r, 7), instant_stored(db_text(&r, 9)) };
        }
        for (size_t i = 0; i < p.n; i++) {
                p.open += !*p.at[i].verdict;
                p.bad += !strcmp(p.at[i].verdict, "bad");
        }
        *out = p;
        return db_done(&r);
}

const char *desk__verdict_label(const char *verdict)
{
        return !strcmp(verdict, "good") ? "合格" : !strcmp(verdict, "bad") ? "有问题" : !strcmp(verdict, "na") ? "不适用" : "未审";
}

/* "依据：…；见第 41 号材料《…》第 3 页": "" where nothing is named. */
static const char *source_of(struct arena *mem, const struct point *p)
{
        struct buffer b = { .mem = mem };

        if (*p->law)
                buffer_make(&b, "依据：%s", p->law);
        if (p->material)
                buffer_make(&b, "%s见第 %lld 号材料《%s》%s", b.n ? "；" : "", (long long)p->material, p->title, p->place);
        else if (*p->place)
                buffer_make(&b, "%s见%s", b.n ? "；" : "", p->place);
        return buffer_done(&b);
}

const char *desk__point_line(struct arena *mem, const struct point *p)
{
        const char *source = source_of(mem, p);

        return text_make(mem, "%s：%s%s%s%s%s%s", p->label, desk__verdict_label(p->verdict), *p->finding ? "。" : "", p->finding,
                         *source ? "（" : "", source, *source ? "）" : "");
}

static const char *list_text(struct arena *mem, json_t *list)
{
        char *s = json_dumps(list, JSON_COMPACT);
        const char *kept = text_copy(mem, s ? s : "[]");

        memory_free(s);
        json_decref(list);
        return kept;
}

static void line_add(json_t *list, const char *line)
{
        must(!json_array_append_new(list, json_string(line)));
}

bool desk_read(struct ctx *c, const struct case_facts *f, struct review_desk *out)
{
        struct buffer open = { .mem = c->mem }, bad = { .mem = c->mem };
        json_t *checks = json_array(), *points = json_array();
        struct points p;

        if (!desk__points(c, f->id, f->submit_seq, &p)) {
                json_decref(checks);
                json_decref(points);
                return false;
        }
        for (size_t i = 0; i < p.n; i++) {
                const struct point *k = &p.at[i];
                const char *source = source_of(c->mem, k);

                line_add(checks, desk__point_line(c->mem, k));
                if (!*k->verdict)
                        buffer_make(&open, "%s%s", open.n ? "、" : "", k->label);
                if (strcmp(k->verdict, "bad"))
                        continue;
                buffer_make(&bad, "%s%s", bad.n ? "、" : "", k->label);
                line_add(points, text_make(c->mem, "%s（审核要点：%s%s%s）", k->finding, k->label, *source ? "；" : "", source));
        }
        *out = (struct review_desk){ p.n, p.open, p.bad, buffer_done(&open), buffer_done(&bad), list_text(c->mem, checks), list_text(c->mem, points) };
        return true;
}

/* ---- who is away ---- */

bool desk__stand_ins(struct ctx *c, struct stand_ins *out)
{
        struct rows r = db_ask(c->db, &c->why, &desk_away, ARGS());
        struct stand_ins l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                DESK_MORE(c->mem, &l, room);
                l.at[l.n++] = (struct stand_in){ .id = db_int(&r, 0), .agency = db_text_in(c->mem, &r, 1), .away = db_text_in(c->mem, &r, 2),
                                                 .stand_in = db_text_in(c->mem, &r, 3), .since = day_stored(db_text(&r, 4)),
                                                 .until = day_stored(db_text(&r, 5)), .reason = db_text_in(c->mem, &r, 6), .ended = day_stored(db_text(&r, 7)) };
        }
        *out = l;
        return db_done(&r);
}

bool desk__stands(const struct stand_in *s, struct day on)
{
        return day_compare(s->since, on) <= 0 && day_compare(on, s->until) <= 0 && (!day_is(s->ended) || day_compare(on, s->ended) < 0);
}

const struct stand_in *desk__away(const struct stand_ins *l, const char *login, struct day on)
{
        for (size_t i = l->n; i; i--)
                if (!strcmp(l->at[i - 1].away, login) && desk__stands(&l->at[i - 1], on))
                        return &l->at[i - 1];
        return NULL;
}
