/* progress.c - looking something up by number and code: a case by its party (进度查询), a report or question by whoever filed it.
 *
 * The code is looked for first, by its digest; the number must then be the one it belongs to.  Whichever was wrong, the answer is the same,
 * after the same questions to the database.  Must never: show who handles a case, whom it is about, or that a number exists.
 */
#include "base/secret_code.h"
#include "complaint/complaint_inner.h"
#include "publicity/correction.h"
#include <ctype.h>
#include <string.h>

QUERY(complaint_by_digest, "SELECT id FROM ask_complaint WHERE digest = $1");
QUERY(question_by_digest, "SELECT id FROM ask_question WHERE digest = $1");

/* ---- progress.code ---- */

bool progress__prepare(struct ctx *c, const struct args *a, struct request *r)
{
        (void)a;
        complaint__code_put(c, r);
        return true;
}

bool progress__code(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct case_facts f;

        (void)subject;
        if (!case_facts_load(c, arg_int(a, "case"), &f) || !case_may_see(c, &f))
                return false;
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(out, a->command->args[i].name, a->values[i]);
        return true;
}

const struct arg progress__code_args[] = {
        { "case", ARG_REF, ARG_REQUIRED | ARG_GIVEN, "案件", "许可申请或者处罚案件。", "case", 0, 0 },
        { "holder", ARG_CHOICE, ARG_REQUIRED, "交给谁", "只交给本人或者代理人。", "applicant=申请人|party=当事人|agent=代理人", 0, 0 },
        { "note", ARG_TEXT, 0, "说明", "如随哪份文书交付。", NULL, 1, 100 },
        { "code_digest", ARG_TEXT, ARG_PREPARED, "查询码的指纹", "系统生成，查询码本身不保存。", NULL, 1, 80 }, ARG_END
};

/* ---- numbers as people type them ---- */

/* Without spaces, in capitals, with the brackets that a keyboard has. */
static const char *number_plain(struct arena *mem, const char *s)
{
        static const char *const alike[][2] = { { "〔", "[" }, { "〕", "]" }, { "［", "[" }, { "］", "]" }, { "【", "[" }, { "】", "]" }, { "（", "[" },
                                                { "）", "]" }, { "(", "[" }, { ")", "]" }, { " ", "" }, { "　", "" }, { "－", "-" } };
        char *out = text_copy(mem, s);

        for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
                out = text_replace(mem, out, alike[i][0], alike[i][1]);
        for (char *p = out; *p; p++)
                *p = (char)toupper((unsigned char)*p);
        return out;
}

static bool number_same(struct arena *mem, const char *typed, const char *number)
{
        return *number && !strcmp(number_plain(mem, typed), number_plain(mem, number));
}

/* What cannot be a code is looked for all the same, as something that nobody has. */
static const char *digest_of(struct arena *mem, const char *code)
{
        const char *digest = secret_code_digest(mem, code);

        return digest ? digest : "sha256:none";
}

/* ---- a case ---- */

static bool next_of(struct ctx *c, const struct case_facts *f, struct progress *p)
{
        struct case_clocks l;

        if (!case_clocks_load(c, f->id, &l))
                return false;
        for (size_t i = 0; i < l.n && !p->next; i++)
                if (!l.at[i].ended && l.at[i].determined)
                        p->next = &l.at[i];
        if (p->next)
                p->why = clock_explain(c->mem, c->pack->calendar, &p->next->rule, p->next->since);
        return true;
}

static bool progress_load(struct ctx *c, const struct case_facts *f, struct progress *out)
{
        const struct pack_procedure *procedure = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_stage *stage = procedure ? pack_stage(procedure, f->standing.stage) : NULL;
        const struct pack_agency *agency = pack_agency(c->pack, f->agency);
        struct progress p = { .number = *f->number ? f->number : f->source_number, .kind = strcmp(f->kind, "permit") ? "行政处罚" : "行政许可",
                              .procedure = procedure ? procedure->label : "", .agency = agency ? agency->name : "",
                              .stage = stage ? stage->label : "", .ended = stage && stage->final };

        if (!case_stages(c, f, &p.line) || (!p.ended && !next_of(c, f, &p)))
                return false;
        *out = p;
        return true;
}

bool progress_find(struct ctx *c, const char *number, const char *code, struct progress *out, bool *found)
{
        struct progress_code k;
        struct case_facts f;
        struct instant at = { 0 };
        int64_t last;
        struct act a;
        bool known;

        *found = false;
        if (!progress__by_digest(c, digest_of(c->mem, code), &k, &known))
                return false;
        if (!known || !case_facts_load(c, k.case_id, &f) || (!number_same(c->mem, number, f.number) && !number_same(c->mem, number, f.source_number)))
                return c->why.kind == WHY_NOTHING;
        if (!subject_last(c, "case", f.id, &last) || !act_load(c, last, &a) || !progress_load(c, &f, out))
                return false;
        at = a.at;
        out->changed = at;
        *found = true;
        return true;
}

/* ---- a report, a question ---- */

struct telling { struct ctx *c; struct followed *f; size_t room; };

static bool step_add(void *to, const struct act *a)
{
        struct telling *t = to;
        struct followed_step s = complaint__told(t->c, a);

        if (!s.title)
                return true;
        if (t->f->n == t->room) {
                t->f->steps = arena_grow(t->c->mem, t->f->steps, t->room * sizeof s, (2 * t->room + 8) * sizeof s);
                t->room = 2 * t->room + 8;
        }
        t->f->steps[t->f->n++] = s;
        return true;
}

static bool rest_of(struct ctx *c, const char *noun, int64_t id, struct followed *f)
{
        struct telling t = { .c = c, .f = f };
        struct ask_clocks l;

        if (!complaint__clocks(c, id, &l) || !acts_on(c, (struct subject){ noun, id }, step_add, &t))
                return false;
        f->clock = f->clock_rule = "";
        f->due = DAY_NONE;
        if (l.n && !l.at[0].ended) {
                f->clock = l.at[0].label;
                f->clock_rule = l.at[0].rule;
                f->due = l.at[0].due;
                f->due_known = day_is(l.at[0].due);
                f->unit = l.at[0].unit;
        }
        return true;
}

static const char *agency_of(const struct pack *p, const char *id)
{
        const struct pack_agency *a = pack_agency(p, id);

        return a ? a->name : id;
}

static bool complaint_followed(struct ctx *c, int64_t id, const char *number, struct followed *out, bool *found)
{
        struct complaint k;
        bool outside;

        if (!complaint__load(c, id, &k))
                return false;
        if (!number_same(c->mem, number, k.number))
                return true;
        outside = *k.to_outside && strcmp(k.state, "moving");
        *out = (struct followed){ .number = k.number, .what = "投诉举报", .state = outside ? "已移送" : complaint__state(k.state), .tone = complaint__tone(k.state),
                                  .with = outside ? k.to_outside : agency_of(c->pack, k.agency), .first = agency_of(c->pack, k.first_agency),
                                  .answer = k.answer };
        *found = true;
        return rest_of(c, "complaint", k.id, out);
}

static bool question_followed(struct ctx *c, int64_t id, const char *number, struct followed *out, bool *found)
{
        struct question q;

        if (!question__load(c, id, &q))
                return false;
        if (!number_same(c->mem, number, q.number))
                return true;
        *out = (struct followed){ .number = q.number, .what = "咨询", .state = strcmp(q.state, "new") ? "已答复" : "已收到",
                                  .tone = strcmp(q.state, "new") ? "ok" : "info", .with = agency_of(c->pack, q.agency), .first = "", .answer = q.answer };
        *found = true;
        return rest_of(c, "consultation", q.id, out);
}

/* "JC-12" of a request for correction (publicity/correction.h); -1 for any other number. */
static int64_t correction_number(struct arena *mem, const char *number)
{
        const char *s = text_trim(mem, number);
        int64_t id;

        if (!(text_starts(s, "JC") || text_starts(s, "jc")))
                return -1;
        s += 2;
        return text_int(*s == '-' ? s + 1 : s, 0, INT64_MAX, &id) ? id : -1;
}

static void correction_steps(struct arena *mem, const struct correction *k, struct followed *out)
{
        out->steps = TAKE_N(mem, struct followed_step, 2);
        out->steps[out->n++] = (struct followed_step){ k->asked_at, "收到纠错申请", "" };
        if (k->answered_at.ms)
                out->steps[out->n++] = (struct followed_step){ k->answered_at, strcmp(k->state, "rejected") ? "采纳" : "未采纳", k->answer };
}

static bool correction_followed(struct ctx *c, int64_t id, const char *code, struct followed *out, bool *found)
{
        struct correction k;

        if (!correction_follow(c, id, code, &k, found) || !*found)
                return c->why.kind == WHY_NOTHING;
        *out = (struct followed){ .number = text_make(c->mem, "JC-%lld", (long long)id), .what = "信息纠错", .state = correction_state(k.state),
                                  .tone = !strcmp(k.state, "corrected") ? "ok" : "info", .with = agency_of(c->pack, k.agency), .first = "", .clock = "",
                                  .clock_rule = "", .answer = k.answer };
        correction_steps(c->mem, &k, out);
        return true;
}

bool complaint_follow(struct ctx *c, const char *number, const char *code, struct followed *out, bool *found)
{
        const char *digest = digest_of(c->mem, code);
        int64_t complaint, question;

        *found = false;
        if (correction_number(c->mem, number) >= 0)
                return correction_followed(c, correction_number(c->mem, number), code, out, found);
        if (!db_one_int(c->db, &c->why, &complaint_by_digest, ARGS(T(digest)), -1, &complaint) ||
            !db_one_int(c->db, &c->why, &question_by_digest, ARGS(T(digest)), -1, &question))
                return false;
        if (complaint >= 0)
                return complaint_followed(c, complaint, number, out, found);
        return question < 0 || question_followed(c, question, number, out, found);
}

const char *complaint_number(struct ctx *c, const char *noun, int64_t id)
{
        struct why kept = c->why;
        struct complaint k;
        struct question q;
        const char *number = "";

        if (!strcmp(noun, "complaint") && complaint__load(c, id, &k))
                number = k.number;
        else if (!strcmp(noun, "consultation") && question__load(c, id, &q))
                number = q.number;
        c->why = kept;
        return number;
}
