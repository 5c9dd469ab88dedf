/* case_review.c - legal review before a major decision (处罚法 58; 国办发〔2018〕118号): what is sent, what is asked, what was seen. */
#include "case/case_inner.h"
#include "case/case_verbs.h"
#include "db/db.h"
#include <string.h>

QUERY(submit_mark, "UPDATE case_file SET submit_seq = $2 WHERE id = $1");

static bool have_material(const struct case_materials *l, const char *kind)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].kind, kind))
                        return true;
        return false;
}

/* A need with a condition counts only where the condition has come true. */
static bool need_applies(const struct pack_need *n, const struct case_facts *f, const struct case_materials *l)
{
        if (!pack_need_in(n, f->standing.procedure))
                return false;
        if (!n->when || !*n->when)
                return true;
        if (!strcmp(n->when, "defence"))
                return have_material(l, "defence.record");
        if (!strcmp(n->when, "hearing"))
                return f->standing.flags & F(heard);
        if (!strcmp(n->when, "fine"))
                return f->fine > 0;
        if (!strcmp(n->when, "review"))
                return !(f->standing.env & ENV_NOT_CATALOGUED);
        return true;
}

static bool need_met(const struct pack_need *n, const struct case_facts *f, const struct case_materials *l)
{
        flags_t flag;

        if (n->flag && *n->flag) {
                must(flags_parse(n->flag, ',', &flag, NULL));
                return (f->standing.flags & flag) == flag;
        }
        return have_material(l, n->material);
}

bool case__needs_missing(struct ctx *c, const struct pack_need *needs, size_t n, const char **missing)
{
        const struct case_facts *f = facts_of(c);
        struct buffer b = { .mem = c->mem };
        struct case_materials l;

        if (!case_materials_load(c, f->id, &l))
                return false;
        for (size_t i = 0; i < n; i++)
                if (need_applies(&needs[i], f, &l) && !need_met(&needs[i], f, &l))
                        buffer_make(&b, "%s%s", b.n ? "、" : "", needs[i].label);
        *missing = buffer_done(&b);
        return true;
}

bool case_dossier_missing(struct ctx *c, const char **labels)
{
        return case__needs_missing(c, c->pack->dossier, c->pack->n_dossier, labels);
}

bool case__submit(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct case_facts *f = facts_of(c);
        int64_t fine = arg_given(a, "draft_fine") ? arg_int(a, "draft_fine") : f->draft_fine;
        const struct pack_criterion *why = review_applies(c->pack, &f->matter);
        const char *missing, *seen;

        if (!rule_fine_not_raised(f->noticed_fine, fine, "draft_fine", &c->why) ||
            !case__needs_missing(c, c->pack->review.materials, c->pack->review.n_materials, &missing) ||
            !acts_digest(c, (struct subject){ "case", f->id }, &seen))
                return false;
        if (*missing)
                return refuse(&c->why, R_MATERIALS_MISSING, NULL, "缺少：%s", missing);
        case__put_args(d, a);
        if (fine >= 0)
                draft_put_int(d, "reviewed_fine", fine);
        draft_put_int(d, "seen_to", f->last_seq);
        draft_put(d, "seen", seen);
        draft_put(d, "case_agency", f->agency);
        draft_put(d, "case_unit", f->unit);
        draft_put(d, "criterion", why ? why->label : "承办机构提请");
        return true;
}

bool case__apply_submit(struct db_write *w, const struct act *a)
{
        return db_run(w, &submit_mark, ARGS(I(a->subject.id), I(a->seq)));
}

/* ---- since ---- */

/* Does this act change what review rests on: by its verb, or by a step of the pack that says so? */
static bool changes(const struct ctx *c, const struct verb_effect *effects, size_t n, const struct act *a)
{
        const struct verb_effect *e = verb_effect_find(effects, n, a->verb);
        const struct pack_procedure *p = pack_procedure(c->pack, facts_of(c)->standing.procedure);

        if (text_starts(a->verb, "review."))
                return false;
        if (e && e->clears & F(reviewed))
                return true;
        for (size_t i = 0; p && i < p->n_steps; i++)
                if (p->steps[i].lapses && !strcmp(p->steps[i].verb, a->verb))
                        return strcmp(act_text(a, "actor"), c->who->login) != 0;        /* what the reviewer adds was not submitted */
        return false;
}

/* Has anything that review rests on been added since it was submitted? */
struct since { struct ctx *c; int64_t from; const struct verb_effect *effects; size_t n; const char *verb; };

static bool look_since(void *to, const struct act *a)
{
        struct since *s = to;

        if (a->seq > s->from && changes(s->c, s->effects, s->n, a))
                s->verb = text_copy(s->c->mem, a->verb);
        return !s->verb;
}

static bool unchanged_since(struct ctx *c, int64_t from, enum refusal_code code, const char *then)
{
        struct since s = { .c = c, .from = from };

        s.effects = org_verbs(&s.n);
        if (!acts_on(c, (struct subject){ "case", facts_of(c)->id }, look_since, &s))
                return false;
        return !s.verb || refuse(&c->why, code, NULL, "%s又有“%s”，审核所见的材料已经变化，须重新送审", then,
                                 command_find(s.verb) ? command_find(s.verb)->label : s.verb);
}

static bool unchanged_since_submit(struct ctx *c)
{
        return unchanged_since(c, facts_of(c)->submit_seq, R_MATERIALS_MISSING, "送审后");
}

/* Whoever investigated may not review. */
bool case_reviewer_right(struct ctx *c)
{
        bool investigated;

        if (!case__investigated(c, c->who->login, &investigated))
                return false;
        return !investigated || refuse(&c->why, R_RECUSAL, NULL, "办理过本案的人不能审核本案");
}

/* The opinion is bound to the file as it was submitted: its number and hash go into the reviewer's own act. */
static bool seen(struct ctx *c, struct draft *d)
{
        struct act submit;

        if (facts_of(c)->submit_seq < 0)
                return true;
        if (!act_load(c, facts_of(c)->submit_seq, &submit))
                return false;
        draft_put_int(d, "submit", submit.seq);
        draft_put(d, "seen", act_text(&submit, "seen"));
        return true;
}

/* ---- the opinion ---- */

static bool (*desk_read)(struct ctx *c, const struct case_facts *f, struct review_desk *out);

void case_review_bind(bool (*read)(struct ctx *c, const struct case_facts *f, struct review_desk *out))
{
        desk_read = read;
}

bool case_review_desk(struct ctx *c, const struct case_facts *f, struct review_desk *out)
{
        *out = (struct review_desk){ .open_names = "", .bad_names = "", .checks = "", .points = "" };
        return !desk_read || desk_read(c, f, out);
}

/* Every point of the pack looked at, none of them bad: only then is it a pass (国办发〔2018〕118号 四（十三）). */
static bool checks_right(struct ctx *c, struct draft *d)
{
        struct review_desk k;

        if (!case_review_desk(c, facts_of(c), &k))
                return false;
        if (k.open)
                return refuse(&c->why, R_CHECKS_OPEN, NULL, "还有 %zu 项没有审：%s", k.open, k.open_names);
        if (k.bad)
                return refuse(&c->why, R_CHECKS_BAD, NULL, "%zu 项有问题：%s", k.bad, k.bad_names);
        draft_put(d, "checks", k.checks);
        return true;
}

static bool opinion(struct ctx *c, struct draft *d)
{
        case__paper(d, c->pack->review.paper && *c->pack->review.paper ? c->pack->review.paper : "法制审核意见书");
        return seen(c, d) && (!*pack_numbering(c->pack, "review") || case__number(c, "review", facts_of(c)->agency, d, "paper_number"));
}

static const char *conclusion(const char *verb, bool advice)
{
        if (!strcmp(verb, "review.outside"))
                return "审核认为本案不属于本机关权限，退回承办机构，移送有管辖权的机关。";
        if (!strcmp(verb, "review.crime"))
                return "审核认为违法行为涉嫌犯罪，退回承办机构，移送司法机关。";
        if (!strcmp(verb, "review.return"))
                return "审核未通过，退回承办机构。";
        return advice ? "审核通过，并提出建议。" : "审核通过。";
}

bool case__pass(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        case__put_args(d, a);
        draft_put(d, "conclusion", conclusion(d->verb, arg_given(a, "advice")));
        return case_reviewer_right(c) && unchanged_since_submit(c) && checks_right(c, d) && opinion(c, d);
}

static const char *list_text(struct arena *mem, json_t *list)
{
        char *s = json_dumps(list, JSON_COMPACT);
        const char *kept = text_copy(mem, s ? s : "[]");

        memory_free(s);
        return kept;
}

/* What is wrong at the desk, then what was written besides: one list, for each point must be answered. */
static bool points_put(struct ctx *c, const struct args *a, struct draft *d)
{
        const char *typed = arg_text(a, "points");
        json_t *all, *more;
        struct review_desk k;

        if (!case_review_desk(c, facts_of(c), &k))
                return false;
        all = *k.points ? json_parse(&c->why, k.points, strlen(k.points)) : json_array();
        more = *typed ? json_parse(&c->why, typed, strlen(typed)) : json_array();
        if (all && more)
                must(!json_array_extend(all, more));
        if (all && more && json_array_size(all)) {
                draft_put(d, "points", list_text(c->mem, all));
                draft_put(d, "checks", k.checks);
        } else if (all && more) {
                refuse(&c->why, R_ARG_MISSING, "points", "退回应当写明意见：在审核要点里写明问题，或者另写一条");
        }
        json_decref(all);
        json_decref(more);
        return c->why.kind == WHY_NOTHING;
}

bool case__return(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                if (strcmp(a->command->args[i].name, "points"))
                        draft_put(d, a->command->args[i].name, a->values[i]);
        if (!arg_given(a, "received_on"))
                draft_put_day(d, "received_on", day_of(c->now));
        draft_put(d, "conclusion", conclusion(d->verb, false));
        return case_reviewer_right(c) && points_put(c, a, d) && opinion(c, d);
}

bool case__answer(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *asked = facts_of(c)->points, *given = arg_text(a, "answers");
        json_t *points = *asked ? json_parse(&c->why, asked, strlen(asked)) : json_array(), *answers = json_parse(&c->why, given, strlen(given));
        bool ok = points && answers && rule_points_answered(points, answers, &c->why);

        json_decref(points);
        json_decref(answers);
        case__put_args(d, a);
        case__paper(d, "对法制审核意见的答复");
        return ok;
}

bool case__recheck(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return case_reviewer_right(c) && case__plain_material(c, a, subject, d);
}

/* Leaders settle what unit and reviewers disputed, which is the case as it was sent to review and not one changed since. */
bool case__settle(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        return unchanged_since_submit(c) && case__plain_material(c, a, subject, d) && seen(c, d);
}

/* 玉溪 三(三)4: once, within the pack's limit. */
bool case__object(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct case_clocks l;

        if (!case_clocks_load(c, facts_of(c)->id, &l) || !rule_in_window(case_clock_find(&l, "objection"), day_of(c->now), "提请复核", &c->why))
                return false;
        case__put_args(d, a);
        case__paper(d, "法制审核意见复核申请");
        return true;
}

/* "玉水决审〔{year}〕{n}号" against what was written: the year must be there, and not a later one than the review's. */
static bool number_fits(const char *pattern, const char *s, struct day on)
{
        int reviewed, month, day;
        int64_t year = 0;

        while (*pattern) {
                bool y = text_starts(pattern, "{year}"), n = text_starts(pattern, "{n}");
                size_t digits = strspn(s, "0123456789");

                if (!y && !n) {
                        if (*pattern++ != *s++)
                                return false;
                        continue;
                }
                if (!digits || digits > 9 || (y && digits != 4))
                        return false;
                for (size_t i = 0; y && i < digits; i++)
                        year = year * 10 + (s[i] - '0');
                s += digits;
                pattern += y ? strlen("{year}") : strlen("{n}");
        }
        day_split(on, &reviewed, &month, &day);
        return !*s && (!year || year == reviewed);
}

/* 玉溪 二（三）: a matter that was reviewed as a major administrative decision is not reviewed again; with its number, and by a reviewer. */
bool case__exempt(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_review *r = &c->pack->review;
        const char *digest;

        if (text_empty(r->exempt_number))
                return refuse(&c->why, R_REVIEW_MISSING, NULL, "本机关没有免予审核的规定");
        c->why.law = r->exempt_law;
        if (!number_fits(r->exempt_number, arg_text(a, "exempt_number"), arg_day(a, "exempt_on")))
                return refuse(&c->why, R_EXEMPT_NUMBER, "exempt_number", "文号的样子是“%s”，年份与审查日期一致", r->exempt_number);
        c->why.law = NULL;
        if (!case_reviewer_right(c) || !acts_digest(c, (struct subject){ "case", facts_of(c)->id }, &digest))
                return false;
        case__put_args(d, a);
        draft_put(d, "seen", digest);
        draft_put_int(d, "seen_to", facts_of(c)->last_seq);
        if (facts_of(c)->draft_fine >= 0)
                draft_put_int(d, "reviewed_fine", facts_of(c)->draft_fine);
        case__paper(d, "免予法制审核说明");
        return true;
}

/* ---- passes as rows: what decisions rest on ---- */

QUERY(pass_insert, "INSERT INTO case_pass (seq, case_id, verb, submit, seen, lapsed) VALUES ($1, $2, $3, $4, $5, NULL)");
QUERY(passes_get, "SELECT seq, verb, submit, seen, lapsed FROM case_pass WHERE case_id = $1 ORDER BY seq DESC");

bool case__apply_pass(struct db_write *w, const struct act *a)
{
        return db_run(w, &pass_insert, ARGS(I(a->seq), I(a->subject.id), T(a->verb), act_has(a, "submit") ? I(act_int(a, "submit")) : NUL,
                                            T(act_text(a, "seen")))) &&
               case__apply_material(w, a);
}

bool case_passes_load(struct ctx *c, int64_t id, struct case_passes *out)
{
        struct rows r = db_ask(c->db, &c->why, &passes_get, ARGS(I(id)));
        struct case_passes l = { 0 };
        size_t room = 0;

        while (db_next(&r)) {
                if (l.n == room) {
                        l.at = arena_grow(c->mem, l.at, room * sizeof *l.at, (room * 2 + 4) * sizeof *l.at);
                        room = room * 2 + 4;
                }
                l.at[l.n++] = (struct case_pass){ .seq = db_int(&r, 0), .verb = db_text_in(c->mem, &r, 1), .submit = db_null(&r, 2) ? -1 : db_int(&r, 2),
                                                  .seen = db_text_in(c->mem, &r, 3), .lapsed = db_null(&r, 4) ? -1 : db_int(&r, 4) };
        }
        *out = l;
        return db_done(&r);
}

/* The pass that this decision may rest on.  Asked besides the flag of the procedure: by the rows, and by the acts since. */
bool case__pass_stands(struct ctx *c, int64_t *pass)
{
        struct case_passes l;

        if (!case_passes_load(c, facts_of(c)->id, &l))
                return false;
        if (!l.n || l.at[0].lapsed >= 0)
                return refuse(&c->why, R_REVIEW_MISSING, NULL, l.n ? "审核通过以后材料有变化，原审核已经失效" : NULL);
        *pass = l.at[0].seq;
        return unchanged_since(c, l.at[0].seq, R_REVIEW_MISSING, "审核通过后");
}
