/* example.c - typical cases: entering, publishing by a second person, withdrawing; their rows, and reading them.
 * Handlers decide, the apply functions are the only writers of pub_example. */
#include "db/db.h"
#include "law/mask.h"
#include "org/org.h"
#include "publicity/example.h"
#include <string.h>

#define COLUMNS "id, kind, state, agency, decision, title, facts, handling, meaning, law, entered_by, entered_at, checked_by, published_at, reason"

QUERY(example_put, "INSERT INTO pub_example (" COLUMNS ") VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, '', '', '')");
QUERY(example_show, "UPDATE pub_example SET state = 'published', checked_by = $2, published_at = $3 WHERE id = $1");
QUERY(example_hide, "UPDATE pub_example SET state = 'withdrawn', reason = $2 WHERE id = $1");
QUERY(example_get, "SELECT " COLUMNS " FROM pub_example WHERE id = $1");
QUERY(example_rows, "SELECT " COLUMNS " FROM pub_example WHERE ($1 = '' OR state = $1) AND ($2 = '' OR kind = $2) ORDER BY id DESC LIMIT $3");
QUERY(example_all, "SELECT " COLUMNS " FROM pub_example WHERE id = $1");

/* ---- reading ---- */

static struct example example_of_row(struct arena *mem, const struct rows *r)
{
        return (struct example){ .id = db_int(r, 0), .kind = db_text_in(mem, r, 1), .state = db_text_in(mem, r, 2), .agency = db_text_in(mem, r, 3),
                .decision = db_int(r, 4), .title = db_text_in(mem, r, 5), .facts = db_text_in(mem, r, 6), .handling = db_text_in(mem, r, 7),
                .meaning = db_text_in(mem, r, 8), .law = db_text_in(mem, r, 9), .entered_by = db_text_in(mem, r, 10),
                .entered_at = instant_stored(db_text(r, 11)), .checked_by = db_text_in(mem, r, 12), .published_at = instant_stored(db_text(r, 13)),
                .reason = db_text_in(mem, r, 14) };
}

bool example_load(struct ctx *c, int64_t id, struct example *out)
{
        struct rows r = db_ask(c->db, &c->why, &example_get, ARGS(I(id)));
        bool found = db_next(&r);

        if (found)
                *out = example_of_row(c->mem, &r);
        return db_done(&r) && (found || refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "典型案例 %lld", (long long)id));
}

bool examples_list(struct ctx *c, const char *state, const char *kind, int64_t limit, struct examples *out)
{
        struct rows r = db_ask(c->db, &c->why, &example_rows, ARGS(T(state), T(kind), I(limit)));
        struct examples l = { .at = TAKE_N(c->mem, struct example, limit + 1) };

        while (l.n < (size_t)limit && db_next(&r))
                l.at[l.n++] = example_of_row(c->mem, &r);
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

const char *example_kind_label(const char *kind)
{
        return !strcmp(kind, "good") ? "示范" : "警示";
}

bool example_is_public(const char *verb)
{
        return !strcmp(verb, "example.publish") || !strcmp(verb, "example.withdraw");
}

/* ---- deciding ---- */

/* Nothing that patterns find may go out; names are for the people who enter and check, for the case they come from may be any. */
static bool clean(struct ctx *c, const char *what, const char *text)
{
        struct mask_wish w = { .pack = c->pack };
        struct mask_spans found = mask_find(c->mem, &w, text);

        for (size_t i = 0; i < found.n; i++)
                if (!found.at[i].ask)
                        return refuse(&c->why, R_PUBLISH_MASK, what, "“%s”是%s，须改写", text_copy_n(c->mem, text + found.at[i].from, found.at[i].to - found.at[i].from),
                                      mask_sort_of(found.at[i].kind)->label);
        return true;
}

static bool enter(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        for (size_t i = 0; a->command->args[i].name; i++) {
                const struct arg *g = &a->command->args[i];

                if ((g->type == ARG_TEXT || g->type == ARG_LONG) && !clean(c, g->name, arg_text(a, g->name)))
                        return false;
                draft_put(out, g->name, a->values[i]);
        }
        return true;
}

static bool publish(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct example e;

        if (!example_load(c, subject, &e))
                return false;
        if (strcmp(e.state, "draft"))
                return refuse(&c->why, R_ONCE, NULL, !strcmp(e.state, "published") ? "这件典型案例已经公开" : "这件典型案例已经撤下，须重新录入");
        if (!strcmp(e.entered_by, c->who->login))
                return refuse(&c->why, R_SAME_PERSON, NULL, NULL);
        if (strcmp(e.agency, c->who->agency))
                return refuse(&c->why, R_SCOPE, NULL, "别的机关的典型案例");
        draft_put(out, "title", e.title);
        return true;
}

static bool withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct example e;

        if (!example_load(c, subject, &e))
                return false;
        if (!strcmp(e.state, "withdrawn"))
                return refuse(&c->why, R_ONCE, NULL, "这件典型案例已经撤下");
        if (strcmp(e.agency, c->who->agency))
                return refuse(&c->why, R_SCOPE, NULL, "别的机关的典型案例");
        draft_put(out, "reason", arg_text(a, "reason"));
        return true;
}

/* ---- writing ---- */

static bool apply_enter(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &example_put, ARGS(I(a->subject.id), T(act_text(a, "kind")), T(act_text(a, "agency")), I(act_int(a, "decision")), T(act_text(a, "title")),
                                            T(act_text(a, "facts")), T(act_text(a, "handling")), T(act_text(a, "meaning")), T(act_text(a, "law")),
                                            T(act_text(a, "actor")), T(at)));
}

static bool apply_publish(struct db_write *w, const struct act *a)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &example_show, ARGS(I(a->subject.id), T(act_text(a, "actor")), T(at)));
}

static bool apply_withdraw(struct db_write *w, const struct act *a)
{
        return db_run(w, &example_hide, ARGS(I(a->subject.id), T(act_text(a, "reason"))));
}

/* ---- the table ---- */

static const struct arg enter_args[] = {
        { "kind", ARG_CHOICE, ARG_REQUIRED, "种类", "供参照的做法，或者应当引以为戒的。", "good=示范案例|warning=警示案例", 0, 0 },
        { "title", ARG_TEXT, ARG_REQUIRED, "标题", "不写当事人姓名。", NULL, 4, 100 },
        { "facts", ARG_LONG, ARG_REQUIRED, "基本案情", "自然人用“某”，不写住址、号码。", NULL, 10, 5000 },
        { "handling", ARG_LONG, ARG_REQUIRED, "处理结果", "怎样处理、适用的裁量基准。", NULL, 4, 3000 },
        { "meaning", ARG_LONG, ARG_REQUIRED, "典型意义", "为什么值得参照或者引以为戒。", NULL, 10, 5000 },
        { "law", ARG_TEXT, ARG_REQUIRED, "法律依据", "法律、法规的名称和条款。", NULL, 4, 500 },
        { "decision", ARG_REF, 0, "执法决定", "案件的编号；公开的决定会在页面上链接。", "case", 0, 0 },
        ARG_END
};
static const struct arg publish_args[] = { ARG_END };
static const struct arg withdraw_args[] = { { "reason", ARG_LONG, ARG_REQUIRED, "撤下的原因", "公开显示。", NULL, 2, 500 }, ARG_END };

#define ROW(v, l, h, roles_, args_, fn, apply_) \
        .verb = v, .label = l, .help = h, .noun = "example", .roles = roles_, .args = args_, .handle = fn, .apply = apply_, .sets = "", .clears = ""
const struct command example_commands[] = {
        { ROW("example.enter", "录入典型案例", "由办结的案件编写典型案例，供示范或者警示（国办发〔2018〕118号；三项制度方案 以案释法）。",
              "officer|team_leader|reviewer|editor", enter_args, enter, apply_enter), .creates = true },
        { ROW("example.publish", "公开典型案例", "由录入人以外的人核对后公开（谁录入谁负责）。", "editor", publish_args, publish, apply_publish) },
        { ROW("example.withdraw", "撤下典型案例", "不宜再公开的撤下并说明原因。", "editor", withdraw_args, withdraw, apply_withdraw) },
};
const size_t example_commands_n = sizeof example_commands / sizeof *example_commands;
const struct noun example_nouns[] = { { .name = "example", .label = "典型案例", .apart = true } };
const size_t example_nouns_n = sizeof example_nouns / sizeof *example_nouns;
const struct shadow example_shadows[] = { { "pub_example", "id", "example", &example_all } };
const size_t example_shadows_n = sizeof example_shadows / sizeof *example_shadows;
