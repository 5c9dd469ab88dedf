/* correction.c - requests for correction: asking (anyone), accepting and rejecting with an answer; and their table.
 * Must never keep a follow-up code (only its digest), nor let an answer name what the public may not read.
 */
#include "base/secret_code.h"
#include "org/org.h"
#include "publicity/correction.h"
#include "db/db.h"
#include "publicity/publicity_mask.h"
#include <string.h>

#define COLUMNS "id, case_id, number, agency, unit, state, what, contact, asked_at, answer, answered_at, answered_by, corrected_seq, code_digest FROM pub_correction"
#define SEEN SEES_PLACE("$1", "agency", "unit") " AND ($3 = '' OR agency = $3)"

QUERY(correction_get, "SELECT " COLUMNS " WHERE id = $1");
QUERY(corrections_page, "SELECT " COLUMNS " WHERE " SEEN " AND ($2 = '' OR state = $2) ORDER BY CASE WHEN state = 'asked' THEN 0 WHEN state ="
        " 'accepted' THEN 1 ELSE 2 END, CASE WHEN state IN ('asked', 'accepted') THEN id ELSE -id END LIMIT $4 OFFSET $5");
QUERY(corrections_count, "SELECT COUNT(*) FROM pub_correction WHERE " SEEN " AND ($2 = '' OR state = $2)");
QUERY(correction_put, "INSERT INTO pub_correction (id, case_id, number, agency, unit, state, what, contact, code_digest, asked_at, answer, answered_at, answered_by,"
        " corrected_seq) VALUES ($1, $2, $3, $4, $5, 'asked', $6, $7, $8, $9, '', '', '', NULL)");
QUERY(correction_answer, "UPDATE pub_correction SET state = $2, answer = $3, answered_at = $4, answered_by = $5 WHERE id = $1");
QUERY(correction_done, "UPDATE pub_correction SET state = 'corrected', corrected_seq = $2 WHERE id = $1");
QUERY(correction_rows, "SELECT * FROM pub_correction WHERE id = $1");

/* ---- reading ---- */

static void correction_of(struct arena *mem, const struct rows *r, struct correction *k)
{
        *k = (struct correction){
                .id = db_int(r, 0), .case_id = db_int(r, 1), .number = db_text_in(mem, r, 2), .agency = db_text_in(mem, r, 3), .unit = db_text_in(mem, r, 4),
                .state = db_text_in(mem, r, 5), .what = db_text_in(mem, r, 6), .contact = db_text_in(mem, r, 7), .asked_at = instant_stored(db_text(r, 8)),
                .answer = db_text_in(mem, r, 9), .answered_at = instant_stored(db_text(r, 10)), .answered_by = db_text_in(mem, r, 11),
                .corrected_seq = db_null(r, 12) ? -1 : db_int(r, 12),
        };
}

static bool get(struct ctx *c, int64_t id, struct correction *out, const char **digest, bool *found)
{
        struct rows r = db_ask(c->db, &c->why, &correction_get, ARGS(I(id)));

        *found = db_next(&r);
        if (*found) {
                correction_of(c->mem, &r, out);
                *digest = db_text_in(c->mem, &r, 13);
        }
        return db_done(&r);
}

bool correction_load(struct ctx *c, int64_t id, struct correction *out)
{
        const char *digest;
        bool found;

        return get(c, id, out, &digest, &found) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有第 %lld 号纠错", (long long)id));
}

bool correction_follow(struct ctx *c, int64_t id, const char *code, struct correction *out, bool *found)
{
        struct correction k = { .id = id };
        const char *digest = "";

        if (!get(c, id, &k, &digest, found))
                return false;
        *found = secret_code_right(c->mem, code, digest) && *found;     /* asked in any case: the time it takes tells nothing */
        k.contact = "";
        if (*found)
                *out = k;
        return true;
}

static const struct { const char *state, *label, *tag; } states[] = {
        { "asked", "等待答复", "warn:等待答复" }, { "accepted", "已采纳，正在更正", "info:已采纳" }, { "rejected", "未采纳，已答复", ":未采纳" }, { "corrected", "已更正", "ok:已更正" },
};

const char *correction_state(const char *state)
{
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                if (!strcmp(states[i].state, state))
                        return states[i].label;
        return state;
}

static const char *state_tag(const char *state)
{
        for (size_t i = 0; i < sizeof states / sizeof *states; i++)
                if (!strcmp(states[i].state, state))
                        return states[i].tag;
        return state;
}

/* ---- asking ---- */

static bool prepare_ask(struct ctx *c, const struct args *a, struct request *r)
{
        const char *code = secret_code_new(c->mem, r->secret);

        (void)a;
        request_put(c->mem, r, "code_digest", secret_code_digest(c->mem, code));
        request_show(c->mem, r, "code", code);
        return true;
}

static bool ask(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct publication_draft entered;
        struct publication p;

        (void)subject;
        if (!publication_load(c, arg_int(a, "case"), &p) || !publication_draft_load(c, arg_int(a, "case"), &entered))
                return false;
        if (!p.shown)
                return refuse(&c->why, R_NEED, "case", "这条公示已经停止展示");
        draft_put(d, "case", arg_text(a, "case"));
        draft_put(d, "what", arg_text(a, "what"));
        draft_put(d, "contact", arg_text(a, "contact"));
        draft_put(d, "code_digest", arg_text(a, "code_digest"));
        draft_put(d, "number", p.number);
        draft_put(d, "about.agency", p.agency);
        draft_put(d, "about.unit", entered.unit);
        return true;
}

/* ---- answering ---- */

static bool answerable(struct ctx *c, int64_t id, struct correction *k)
{
        if (!correction_load(c, id, k) || !access_may_see(c, &(struct place){ k->agency, k->unit, NULL }))
                return false;
        return !strcmp(k->state, "asked") || refuse(&c->why, R_ONCE, NULL, "第 %lld 号纠错%s", (long long)id, correction_state(k->state));
}

static bool answer(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct masked nobody = { .asked = 0 };
        struct correction k;

        nobody.people.mem = c->mem;
        if (!answerable(c, subject, &k) || !publicity_text_clean(c, &nobody, "answer", "答复", arg_text(a, "answer")))
                return false;
        draft_put(d, "answer", arg_text(a, "answer"));
        draft_put(d, "number", k.number);
        draft_put(d, "about.agency", k.agency);
        draft_put(d, "about.unit", k.unit);
        return true;
}

/* ---- rows ---- */

static bool apply_ask(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &correction_put, ARGS(I(a->subject.id), I(act_int(a, "case")), T(act_text(a, "number")), T(act_text(a, "about.agency")),
                T(act_text(a, "about.unit")), T(act_text(a, "what")), T(act_text(a, "contact")), T(act_text(a, "code_digest")), T(instant_text(mem, a->at))));

        arena_free(mem);
        return ok;
}

static bool apply_answer(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        bool ok = db_run(w, &correction_answer, ARGS(I(a->subject.id), T(strcmp(a->verb, "correction.accept") ? "rejected" : "accepted"), T(act_text(a, "answer")),
                                                     T(instant_text(mem, a->at)), T(act_text(a, "actor"))));

        arena_free(mem);
        return ok;
}

/* A record that was corrected because of a request settles that request. */
static bool apply_on_case(struct db_write *w, const struct act *a)
{
        if (strcmp(a->verb, "publish.correct") != 0 || !act_has(a, "request"))
                return true;
        return db_run(w, &correction_done, ARGS(I(act_int(a, "request")), I(a->seq)));
}

const struct shadow correction_shadows[] = { { "pub_correction", "id", "correction", &correction_rows } };
const size_t correction_shadows_n = sizeof correction_shadows / sizeof *correction_shadows;
const struct noun correction_nouns[] = { { .name = "case", .label = "纠错", .apply = apply_on_case, .apart = true } };
const size_t correction_nouns_n = sizeof correction_nouns / sizeof *correction_nouns;

static const struct arg ask_args[] = {
        { "case", ARG_REF, ARG_REQUIRED | ARG_GIVEN, "公示的内容", "哪一条公示有错。", "case", 0, 0 },
        { "what", ARG_LONG, ARG_REQUIRED, "哪里错了，应当怎样", "写明错在哪一处、正确的是什么、有什么依据。不要写无关的个人信息。", NULL, 5, 2000 },
        { "contact", ARG_TEXT, ARG_PERSONAL, "联系方式", "可以不填；不填的凭编号和查询码看答复。只用于答复，不公开。", NULL, 2, 200 },
        { "code_digest", ARG_TEXT, ARG_PREPARED, "查询码", "", NULL, 10, 100 },
        ARG_END
};
static const struct arg answer_args[] = {
        { "answer", ARG_LONG, ARG_REQUIRED, "答复", "写给申请人：核实的情况，怎样处理。会显示给持查询码的人。", NULL, 2, 1000 }, ARG_END
};

const struct command correction_commands[] = {
        { .verb = "correction.ask", .label = "申请纠错", .help = "任何人发现公示的内容有错，都可以要求更正（政府信息公开条例第四十一条）。", .noun = "correction", .creates = true,
          .roles = "public", .args = ask_args, .handle = ask, .apply = apply_ask, .sets = "", .clears = "", .prepare = prepare_ask },
        { .verb = "correction.accept", .label = "采纳纠错", .help = "核实有错的，答复并更正。", .noun = "correction", .roles = "editor|team_leader|head", .args = answer_args,
          .handle = answer, .apply = apply_answer, .sets = "", .clears = "" },
        { .verb = "correction.reject", .label = "不采纳纠错", .help = "核实无误的，答复并说明理由。", .noun = "correction", .roles = "editor|team_leader|head", .args = answer_args,
          .handle = answer, .apply = apply_answer, .sets = "", .clears = "" },
};
const size_t correction_commands_n = sizeof correction_commands / sizeof *correction_commands;

/* ---- view ---- */

static bool view_corrections(struct ctx *c, const struct args *a, struct table *t)
{
        struct narrowing n = access_narrowing(c);
        int64_t size = arg_given(a, "size") ? arg_int(a, "size") : 50, page = arg_given(a, "page") ? arg_int(a, "page") : 1;
        const char *agency = arg_text(a, "agency"), *state = arg_text(a, "state");
        struct rows r;
        struct correction k;

        if (!db_one_int(c->db, &c->why, &corrections_count, ARGS(T(n.places), T(state), T(agency)), 0, &t->total))
                return false;
        r = db_ask(c->db, &c->why, &corrections_page, ARGS(T(n.places), T(state), T(agency), I(size), I((page - 1) * size)));
        while (db_next(&r)) {
                const struct pack_agency *g;

                correction_of(c->mem, &r, &k);
                g = pack_agency(c->pack, k.agency);
                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)k.id), k.number, utf8_head(c->mem, k.what, 60), g ? g->name : k.agency,
                        instant_text(c->mem, k.asked_at), state_tag(k.state), k.answer, k.answered_at.ms ? instant_text(c->mem, k.answered_at) : NULL,
                        *k.answered_by ? user_name(c, k.answered_by) : "", text_make(c->mem, "%lld", (long long)k.case_id),
                        k.corrected_seq >= 0 ? text_make(c->mem, "%lld", (long long)k.corrected_seq) : NULL });
        }
        return db_done(&r);
}

static const struct arg view_params[] = {
        { "agency", ARG_CODE, 0, "执法机关", "哪个机关的公示。", "agencies", 0, 0 },
        { "state", ARG_CHOICE, 0, "状态", "办到哪一步。", "asked=等待答复|accepted=已采纳|rejected=未采纳|corrected=已更正", 0, 0 },
        { "page", ARG_INT, 0, "第几页", "从 1 起。", NULL, 1, 1000000 },
        { "size", ARG_INT, 0, "每页条数", "不超过 200。", NULL, 1, 200 },
        ARG_END
};
static const struct column view_columns[] = {
        { "id", "编号", CELL_INT }, { "number", "决定文号", CELL_TEXT }, { "what", "哪里有错", CELL_TEXT }, { "agency", "执法机关", CELL_TEXT }, { "asked_at", "提出时间", CELL_INSTANT },
        { "state", "状态", CELL_TEXT }, { "answer", "答复", CELL_TEXT }, { "answered_at", "答复时间", CELL_INSTANT }, { "answered_by", "答复人", CELL_TEXT },
        { "case", "公示", CELL_INT }, { "corrected", "更正的动作", CELL_INT }, COLUMN_END
};
const struct view correction_views[] = {
        { "corrections", "公众纠错", "公众对公示内容提出的更正：答复、采纳与否、更正的动作。", "", view_params, view_columns, view_corrections },
};
const size_t correction_views_n = sizeof correction_views / sizeof *correction_views;
