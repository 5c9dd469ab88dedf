/* case_grade.c - the grade of discretion of a case (裁量阶次): which published benchmark counts, its range in this case, and what lies outside.
 *
 * 行政处罚法 34: benchmarks are public, so only a published version binds.  37: the version of the day on which the act ended, or the one in force
 * now if its grade is lighter.  国办发〔2022〕27号: who leaves the range says why, and legal review sees it.  The statutory range is held by
 * rule_fine_range() before; a grade never widens it.
 */
#include "case/case_inner.h"
#include "case/case_verbs.h"
#include "db/db.h"
#include "org/listed.h"
#include "ui/ui.h"
#include <string.h>

QUERY(grade_get, "SELECT acted_on, grade, base, units, deviation FROM case_grade WHERE case_id = $1");
QUERY(grade_set, "INSERT INTO case_grade (case_id, seq, acted_on, grade, base, units, deviation) VALUES ($1, $2, $3, $4, $5, $6, $7)"
      " ON CONFLICT (case_id) DO UPDATE SET seq = $2, acted_on = COALESCE(NULLIF($3, ''), case_grade.acted_on), grade = COALESCE(NULLIF($4, ''), case_grade.grade),"
      " base = COALESCE($5, case_grade.base), units = COALESCE($6, case_grade.units), deviation = CASE $4 WHEN '' THEN case_grade.deviation ELSE $7 END");

bool case__apply_grade(struct db_write *w, const struct act *a)
{
        int64_t units = 0;

        if (!act_has(a, "grade") && !act_has(a, "act_ended_on"))
                return true;
        quantity_parse(act_text(a, "grade_units"), &units);
        return db_run(w, &grade_set, ARGS(I(a->subject.id), I(a->seq), T(act_text(a, "act_ended_on")), T(act_text(a, "grade")),
                                          act_has(a, "grade_base") ? I(act_int(a, "grade_base")) : NUL, units ? I(units) : NUL,
                                          T(act_has(a, "deviates") ? act_text(a, "deviation") : "")));
}

bool case_grade_load(struct ctx *c, int64_t case_id, struct case_grade *out)
{
        struct rows r = db_ask(c->db, &c->why, &grade_get, ARGS(I(case_id)));
        struct case_grade g = { .acted_on = DAY_NONE, .grade = "", .base = -1, .units = -1, .deviation = "" };

        if (db_next(&r))
                g = (struct case_grade){ day_stored(db_text(&r, 0)), db_text_in(c->mem, &r, 1), db_null(&r, 2) ? -1 : db_int(&r, 2), db_null(&r, 3) ? -1 : db_int(&r, 3),
                                         db_text_in(c->mem, &r, 4) };
        if (!db_done(&r))
                return false;
        *out = g;
        return true;
}

/* ---- which benchmark ---- */

/* Of the case's own agency; where that has none, of the agency whose item it is. */
static bool grades_of(struct ctx *c, const struct pack_item *item, struct day day, struct listed_grades *out)
{
        if (!listed_grades(c, facts_of(c)->agency, item->code, day, out))
                return false;
        return out->l.n || !strcmp(facts_of(c)->agency, item->agency) || listed_grades(c, item->agency, item->code, day, out);
}

static struct day acted_on(const struct case_facts *f, const struct case_grade *k, struct day today)
{
        return day_is(k->acted_on) ? k->acted_on : f->registered_at.ms ? day_of(f->registered_at) : today;
}

/* Grades of one version for one kind of party. */
static size_t fitting(struct arena *mem, const struct listed_grades *l, const char *item, const char *party_kind, struct buffer *names)
{
        size_t n = 0;

        for (size_t i = 0; i < l->l.n; i++)
                if (grade_for(&l->l.at[i], item, party_kind))
                        buffer_make(names, "%s%s", n++ ? "、" : "", l->l.at[i].name);
        return n;
}

struct asked { const struct pack_item *item; const char *party_kind, *name; struct fen_range statutory; struct grade_facts facts; struct day acted, today; };
struct found { const struct grade *g; struct fen_range range; int64_t list, version; struct day effective; bool lighter; };

static bool found_in(const struct listed_grades *l, const struct asked *q, struct found *out, struct why *why)
{
        *out = (struct found){ .g = grade_find(&l->l, q->item->code, q->party_kind, q->name), .list = l->list, .version = l->version, .effective = l->effective };
        return !out->g || grade_range(out->g, q->statutory, &q->facts, &out->range, why);
}

/* 处罚法 37 */
static bool choose(struct ctx *c, const struct asked *q, struct found *out)
{
        struct listed_grades then, now;
        struct found old, new;
        struct buffer names = { .mem = c->mem };
        size_t n;

        if (!grades_of(c, q->item, q->acted, &then) || !grades_of(c, q->item, q->today, &now))
                return false;
        n = fitting(c->mem, then.l.n ? &then : &now, q->item->code, q->party_kind, &names);
        *out = (struct found){ 0 };
        if (!n)
                return true;
        if (!*q->name)
                return refuse(&c->why, R_GRADE_MISSING, "grade", "“%s”的裁量基准有这些阶次：%s", q->item->name, buffer_done(&names));
        if (!found_in(&then, q, &old, &c->why) || !found_in(&now, q, &new, &c->why))
                return false;
        *out = old.g ? old : new;
        if (old.g && new.g && new.list != old.list && range_lighter(new.range, old.range)) {
                *out = new;
                out->lighter = true;
        }
        return out->g || refuse(&c->why, R_ARG_CHOICE, "grade", "裁量基准没有“%s”这一阶次，有：%s", q->name, buffer_done(&names));
}

/* ---- what the act says of it ---- */

static void put_new(struct draft *d, const char *name, const char *value)
{
        if (!draft_get(d, name))
                draft_put(d, name, value);
}

static const char *version_words(struct arena *mem, const struct found *k, struct day acted)
{
        const char *which = text_make(mem, "第 %lld 版（%s 起施行）", (long long)k->version, day_text(mem, k->effective));

        if (k->lighter)
                return text_make(mem, "%s：新的基准较轻，适用新的规定（行政处罚法第三十七条）", which);
        return day_compare(k->effective, acted) <= 0 ? text_make(mem, "%s：违法行为发生时有效", which) : text_make(mem, "%s：违法行为发生时没有公布的基准", which);
}

static void found_put(struct ctx *c, struct draft *d, const struct asked *q, const struct found *k)
{
        put_new(d, "grade", q->name);
        if (q->facts.base >= 0)
                put_new(d, "grade_base", text_make(c->mem, "%lld", (long long)q->facts.base));
        draft_put(d, "grade_when", k->g->when);
        draft_put(d, "grade_how", grade_words(c->mem, k->g));
        draft_put(d, "grade_range", range_words(c->mem, k->range));
        draft_put(d, "grade_basis", k->g->basis);
        draft_put(d, "grade_version", version_words(c->mem, k, q->acted));
        draft_put_int(d, "grade_list", k->list);
}

static const char *given(const struct args *a, const char *name)
{
        return command_arg(a->command, name) ? arg_text(a, name) : "";
}

static bool facts_read(struct ctx *c, const struct args *a, const struct case_grade *k, int64_t fine_base, struct grade_facts *out)
{
        *out = (struct grade_facts){ k->base >= 0 ? k->base : fine_base, k->units };
        if (*given(a, "grade_base"))
                out->base = arg_int(a, "grade_base");
        return !*given(a, "grade_units") || quantity_parse(given(a, "grade_units"), &out->units) ||
               refuse(&c->why, R_ARG_TYPE, "grade_units", "数量写成数字，最多两位小数");
}

/* Does this act decide a matter that legal review has seen? */
static bool reviewed(const struct ctx *c, const struct args *a)
{
        return !strcmp(a->command->verb, "case.decide") && !(facts_of(c)->standing.env & ENV_NOT_CATALOGUED);
}

/* The grade that review has seen is the one that is decided; one that came into force since is chosen now. */
static bool reviewed_grade(struct ctx *c, const struct args *a, const struct case_grade *k, const char *name)
{
        return !reviewed(c, a) || !*k->grade || !strcmp(k->grade, name) ||
               refuse(&c->why, R_REVIEW_MISSING, "grade", "经法制审核的是“%s”一档，改为“%s”没有经过审核", k->grade, name);
}

/* Outside only with a reason; and a decision leaves it only with the reason that review has seen. */
static bool deviation_right(struct ctx *c, const struct args *a, const struct case_grade *k, const struct found *f, int64_t fine, struct draft *d)
{
        const char *why = *given(a, "deviation") ? given(a, "deviation") : !strcmp(k->grade, f->g->name) ? k->deviation : "";

        if (fine >= f->range.least && fine <= f->range.most)
                return true;
        c->why.law = *f->g->basis ? f->g->basis : c->why.law;
        if (!*why)
                return refuse(&c->why, R_GRADE_RANGE, "deviation", "“%s”一档的幅度是 %s（%s），拟定 %s 元", f->g->name, range_words(c->mem, f->range),
                              grade_words(c->mem, f->g), money_text(c->mem, fine));
        if (reviewed(c, a) && (!*k->deviation || strcmp(why, k->deviation)))
                return refuse(&c->why, R_REVIEW_MISSING, "deviation", "偏离裁量基准的理由没有经过法制审核；拟偏离的，在调查终结报告中写明并重新送审");
        c->why.law = NULL;
        put_new(d, "deviation", why);
        draft_put(d, "deviates", "true");
        return true;
}

bool case__grade_right(struct ctx *c, const struct args *a, const char *item, const char *party_kind, int64_t fine_base, int64_t fine, struct draft *d)
{
        struct asked q = { .item = pack_item(c->pack, item), .party_kind = party_kind, .today = day_of(c->now) };
        const struct case_facts *f = facts_of(c);
        struct case_grade k;
        struct found found;

        if (!q.item || fine <= 0)
                return true;
        if (!case_grade_load(c, f->id, &k) || !facts_read(c, a, &k, fine_base, &q.facts) ||
            !rule_statutory(q.item, party_kind, fine_base, fine, &q.statutory, &c->why))
                return false;
        q.acted = acted_on(f, &k, q.today);
        q.name = *given(a, "grade") ? given(a, "grade") : k.grade;
        if (!choose(c, &q, &found) || (found.g && (!reviewed_grade(c, a, &k, q.name) || !deviation_right(c, a, &k, &found, fine, d))))
                return false;
        if (found.g)
                found_put(c, d, &q, &found);
        return true;
}

/* ---- cases that left their grade ---- */

QUERY(grades_left, "SELECT case_id, grade, deviation FROM case_grade WHERE deviation <> '' ORDER BY case_id DESC LIMIT 500");

struct left { int64_t id; const char *grade, *reason; };

static bool left_load(struct ctx *c, struct left *at, size_t *n)
{
        struct rows r = db_ask(c->db, &c->why, &grades_left, ARGS());

        for (*n = 0; db_next(&r);)
                at[(*n)++] = (struct left){ db_int(&r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2) };
        return db_done(&r);
}

bool case__view_deviations(struct ctx *c, const struct args *a, struct table *t)
{
        struct left *at = TAKE_N(c->mem, struct left, 500);
        size_t n;

        (void)a;
        if (!left_load(c, at, &n))
                return false;
        for (size_t i = 0; i < n; i++) {
                struct case_facts f;

                if (!case_facts_load(c, at[i].id, &f))
                        return false;
                if (case_may_see(c, &f))
                        table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)f.id), f.number, f.title, at[i].grade, at[i].reason });
                else if (c->why.kind == WHY_FAILED)
                        return false;
                why_clear(&c->why);
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

bool case_grade_put(struct ctx *c, struct html *h, int64_t case_id)
{
        struct case_grade k;

        if (!case_grade_load(c, case_id, &k))
                return false;
        if (*k.deviation)
                ui_callout(h, "warn", text_make(c->mem, "偏离裁量基准：数额不在“%s”一档的幅度内", k.grade), text_make(c->mem, "理由：%s", k.deviation));
        return true;
}

/* ---- forms ---- */

static const char *option_words(struct ctx *c, const struct pack_item *item, const struct grade *g)
{
        const struct case_facts *f = facts_of(c);
        struct why kept = c->why;
        struct fen_range s, r;
        struct case_grade k;
        const char *words = grade_words(c->mem, g);

        if (case_grade_load(c, f->id, &k) && rule_statutory(item, f->party_kind, f->fine_base, 1, &s, &c->why) &&
            grade_range(g, s, &(struct grade_facts){ k.base >= 0 ? k.base : f->fine_base, k.units }, &r, &c->why) && g->way != GRADE_FIXED && g->way != GRADE_NO_FINE)
                words = text_make(c->mem, "%s，本案 %s", words, range_words(c->mem, r));
        c->why = kept;
        return words;
}

bool case_grade_options(struct ctx *c, const struct arg *g, struct ui_options *out)
{
        const struct case_facts *f = facts_of(c);
        const struct pack_item *item = f ? pack_item(c->pack, f->item) : NULL;
        struct why kept = c->why;
        struct listed_grades l;
        struct case_grade k;

        if (!item || strcmp(g->name, "grade") || g->type != ARG_TEXT)
                return false;
        if (!case_grade_load(c, f->id, &k) || !grades_of(c, item, acted_on(f, &k, day_of(c->now)), &l) ||
            (!l.l.n && !grades_of(c, item, day_of(c->now), &l)))
                l.l.n = 0;
        c->why = kept;
        for (size_t i = 0; i < l.l.n; i++)
                if (grade_for(&l.l.at[i], item->code, f->party_kind))
                        ui_option(out, l.l.at[i].name, text_make(c->mem, "%s：%s", l.l.at[i].name, option_words(c, item, &l.l.at[i])), l.l.at[i].when);
        return out->n > 0;
}
