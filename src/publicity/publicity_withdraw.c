/* publicity_withdraw.c - what becomes of a public record afterwards: withdrawn with a reason, corrected where the page was wrong, brought up to date
 * after the decision was changed (处罚法 48; 政府信息公开条例 41).
 *
 * A correction or an update is entered by one person and checked by another, as a publication is.  Nothing of the old words is lost: each version is an
 * act of its own, and the public sees the newest one with the reason.  Must never put into a public text what may not stand there.
 */
#include "base/json.h"
#include "law/facts.h"
#include "org/org.h"
#include "publicity/publicity_mask.h"
#include "publicity/publicity_withdraw.h"
#include <string.h>

#define WITHDRAW_LAW "行政处罚法 第四十八条第二款"

/* ---- withdrawal ---- */

/* Any text that everybody will read is held to what the record itself is held to. */
static bool clean(struct ctx *c, int64_t subject, const struct args *a, const char *const *names, size_t n)
{
        struct masked m = { .asked = 0 };

        if (!publicity_people(c, subject, facts_of(c), &m))
                return false;
        for (size_t i = 0; i < n; i++)
                if (!publicity_text_clean(c, &m, names[i], command_arg(a->command, names[i])->label, arg_text(a, names[i])))
                        return false;
        return true;
}

bool publicity__withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        static const char *const said[] = { "reason", "law", "instrument" };
        struct publication p;

        if (!publication_load(c, subject, &p) || !clean(c, subject, a, said, 3))
                return false;
        draft_put(out, "reason", arg_text(a, "reason"));
        draft_put(out, "law", arg_given(a, "law") ? arg_text(a, "law") : WITHDRAW_LAW);
        draft_put(out, "instrument", arg_text(a, "instrument"));
        draft_put_day(out, "public.withdrawn_on", day_of(c->now));
        draft_put(out, "public.number", p.number);
        draft_put(out, "public.kind", p.kind);          /* the tombstone stays findable under these */
        draft_put(out, "public.agency", p.agency);
        draft_put(out, "public.agency_name", p.agency_name);
        return true;
}

/* ---- entering a correction or an update ---- */

/* Argument, field of the record, name in public.manual. */
static const struct { const char *arg, *field, *manual; bool update /* only where the decision itself was changed */; } parts[] = {
        { "new_party", "public.party", "party_public", false }, { "new_cause", "public.cause", "cause", false }, { "new_facts", "public.facts", "facts", false },
        { "new_basis", "public.basis", "basis", false }, { "new_result", "public.result", "result", false }, { "new_number", "public.number", "decision_number", true },
        { "new_fine", "public.fine", "fine", true }, { "new_decided_on", "public.decided_on", "decided_on", true },
};
#define PARTS (sizeof parts / sizeof *parts)

static bool something_new(struct ctx *c, const struct args *a, const struct act *release, bool update)
{
        bool new = false;

        for (size_t i = 0; i < PARTS; i++) {
                if (arg_given(a, parts[i].arg) && parts[i].update && !update)
                        return refuse(&c->why, R_ARG_CHOICE, parts[i].arg, "更正只改公开的文字；决定本身改变的，录入更新");
                new = new || (arg_given(a, parts[i].arg) && strcmp(arg_text(a, parts[i].arg), act_text(release, parts[i].field)) != 0);
        }
        return new || refuse(&c->why, R_PUBLISH_SAME, "new_facts", "没有改动");
}

bool publicity__amend(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        static const char *const said[] = { "new_party", "new_cause", "new_facts", "new_basis", "new_result", "reason", "instrument" };
        bool update = !strcmp(arg_text(a, "way"), "update");
        struct publication p;
        struct act release;

        if (!publication_load(c, subject, &p))
                return false;
        if (!p.shown)
                return refuse(&c->why, R_NEED, NULL, "这条公示已经停止展示，不能再更正");
        if (update && !(facts_of(c)->standing.flags & F(revoked)))
                return refuse(&c->why, R_NEED, "way", "决定没有被变更；公开的文字有错的，录入更正");
        if (update && !arg_given(a, "instrument"))
                return refuse(&c->why, R_ARG_MISSING, "instrument", "写明变更决定的文书");
        if (!act_load(c, p.release_seq, &release) || !something_new(c, a, &release, update) || !clean(c, subject, a, said, sizeof said / sizeof *said))
                return false;
        for (const struct arg *g = a->command->args; g->name; g++)
                draft_put(out, g->name, arg_text(a, g->name));
        draft_put_int(out, "amends", p.release_seq);
        return true;
}

/* ---- checking it ---- */

struct newest { const char *way; struct arena *mem; struct act found; bool any; };

/* The newest entry of this kind that no later act has taken over. */
static bool amend_collect(void *to, const struct act *a)
{
        struct newest *n = to;

        if (text_in(a->verb, "publish.release|publish.correct|publish.update|publish.withdraw", '|'))
                n->any = false;
        if (!strcmp(a->verb, "publish.amend") && !strcmp(act_text(a, "way"), n->way)) {
                n->found = *a;
                n->any = true;
        }
        return true;
}

bool publication_amendment(struct ctx *c, int64_t case_id, const char *way, struct act *out, bool *found)
{
        struct newest n = { .way = way, .mem = c->mem };

        if (!acts_on(c, (struct subject){ "case", case_id }, amend_collect, &n))
                return false;
        *found = n.any;
        return !n.any || act_load(c, n.found.seq, out);
}

static const char *part_now(const struct act *amend, const struct act *release, size_t i)
{
        return act_has(amend, parts[i].arg) ? act_text(amend, parts[i].arg) : act_text(release, parts[i].field);
}

static const char *manual_now(struct arena *mem, const struct act *amend, const struct act *release)
{
        struct buffer b = { .mem = mem };

        buffer_text(&b, act_text(release, "public.manual"));
        for (size_t i = 0; i < PARTS; i++)
                if (act_has(amend, parts[i].arg) && !text_in(parts[i].manual, buffer_done(&b), ','))
                        buffer_make(&b, "%s%s", b.n ? "," : "", parts[i].manual);
        return buffer_done(&b);
}

/* How each part came to say what it says: those written anew are no longer the decision's own words. */
static const char *masks_now(struct arena *mem, const struct act *amend, const struct act *release)
{
        static const struct { const char *part, *arg; } written[] = { { "cause", "new_cause" }, { "facts", "new_facts" }, { "basis", "new_basis" }, { "result", "new_result" } };
        const char *text = act_text(release, "public.masks");
        struct why why = { .mem = mem };
        json_t *list = *text ? json_parse(&why, text, strlen(text)) : NULL, *o;
        char *dump;
        size_t i;

        json_array_foreach(list, i, o)
                for (size_t k = 0; k < sizeof written / sizeof *written; k++)
                        if (text_same(json_string_value(json_object_get(o, "field")), written[k].part) && act_has(amend, written[k].arg)) {
                                json_object_set_new(o, "how", json_string("written"));
                                json_object_set_new(o, "places", json_array());
                                json_object_set_new(o, "proven", json_false());
                                json_object_set_new(o, "reason", json_string(act_text(amend, "reason")));
                        }
        dump = list ? json_dumps(list, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
        text = dump ? text_copy(mem, dump) : "";
        if (dump)
                memory_free(dump);
        json_decref(list);
        return text;
}

static struct public_version version_now(struct ctx *c, const struct act *amend, const struct act *release)
{
        struct public_version v = {
                .kind = act_text(release, "public.kind"), .agency_name = act_text(release, "public.agency_name"), .review_body = act_text(release, "public.review_body"),
                .court = act_text(release, "public.court"), .party_kind = act_text(release, "public.party_kind"), .title = act_text(release, "public.title"),
                .party = part_now(amend, release, 0), .cause = part_now(amend, release, 1), .facts = part_now(amend, release, 2), .basis = part_now(amend, release, 3),
                .result = part_now(amend, release, 4), .number = part_now(amend, release, 5), .manual = manual_now(c->mem, amend, release), .fine = -1,
                .decided_on = DAY_NONE,
        };
        int64_t fine;

        if (text_int(part_now(amend, release, 6), 0, INT64_MAX, &fine))
                v.fine = fine;
        day_parse(part_now(amend, release, 7), &v.decided_on);
        v.review_first = *v.review_body && !*v.court;
        if (act_has(amend, "new_party"))
                v.title = text_replace(c->mem, v.title, act_text(release, "public.party"), v.party);
        if (act_has(amend, "new_cause"))
                v.title = text_replace(c->mem, v.title, act_text(release, "public.cause"), v.cause);
        return v;
}

static void put_version(struct draft *d, const struct public_version *v)
{
        draft_put(d, "public.title", v->title);
        draft_put(d, "public.party", v->party);
        draft_put(d, "public.cause", v->cause);
        draft_put(d, "public.facts", v->facts);
        draft_put(d, "public.basis", v->basis);
        draft_put(d, "public.result", v->result);
        draft_put(d, "public.number", v->number);
        if (v->fine >= 0)
                draft_put_int(d, "public.fine", v->fine);
        draft_put_day(d, "public.decided_on", v->decided_on);
        draft_put(d, "public.manual", v->manual);
        draft_put(d, "public.text", public_version_text(d->mem, v));
}

/* Everything else stands as it was released. */
static void put_rest(struct draft *d, const struct act *release)
{
        for (size_t i = 0; i < release->n; i++)
                if (text_starts(release->fields[i].name, "public.") && release->fields[i].value && !draft_get(d, release->fields[i].name) &&
                    strcmp(release->fields[i].name, "public.fine") != 0)
                        draft_put(d, release->fields[i].name, release->fields[i].value);
}

static bool replace(struct ctx *c, const struct args *a, int64_t subject, const char *way, struct draft *out)
{
        struct act amend, release;
        struct publication p;
        struct public_version v;
        bool found;

        if (!publication_load(c, subject, &p))
                return false;
        if (!p.shown)
                return refuse(&c->why, R_NEED, NULL, "这条公示已经停止展示，不能再更正");
        if (!publication_amendment(c, subject, way, &amend, &found) || !act_load(c, p.release_seq, &release))
                return false;
        if (!found || act_int(&amend, "amends") != p.release_seq)
                return refuse(&c->why, R_PUBLISH_NO_DRAFT, NULL, NULL);
        if (!rule_second_person(&c->why, c->pack->publication.second_person, act_text(&amend, "actor"), c->who->login))
                return false;
        v = version_now(c, &amend, &release);
        draft_put(out, "note", arg_text(a, "note"));
        draft_put(out, "reason", act_text(&amend, "reason"));
        draft_put(out, "instrument", act_text(&amend, "instrument"));
        draft_put(out, "request", act_text(&amend, "request"));
        draft_put_int(out, "public.prepare_seq", amend.seq);
        draft_put(out, "public.entered_by", act_text(&amend, "actor"));
        draft_put_int(out, "public.replaces", p.release_seq);
        draft_put(out, "public.change", way);
        draft_put(out, "public.change_reason", act_text(&amend, "reason"));
        draft_put_day(out, "public.changed_on", day_of(c->now));
        draft_put(out, "public.masks", masks_now(c->mem, &amend, &release));
        put_version(out, &v);
        put_rest(out, &release);
        return true;
}

bool publicity__correct(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        return replace(c, a, subject, "correct", out);
}

bool publicity__update(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        return replace(c, a, subject, "update", out);
}

/* ---- versions ---- */

struct versions { struct arena *mem; int64_t *at; size_t n, room; };

static bool version_collect(void *to, const struct act *a)
{
        struct versions *v = to;

        if (!text_in(a->verb, "publish.release|publish.correct|publish.update|publish.withdraw", '|'))
                return true;
        if (v->n == v->room) {
                v->room = v->room ? 2 * v->room : 8;
                v->at = arena_grow(v->mem, v->at, v->n * sizeof *v->at, v->room * sizeof *v->at);
        }
        v->at[v->n++] = a->seq;
        return true;
}

bool publication_versions(struct ctx *c, int64_t case_id, const int64_t **acts, size_t *n)
{
        struct versions v = { .mem = c->mem };

        if (!acts_on(c, (struct subject){ "case", case_id }, version_collect, &v))
                return false;
        *acts = v.at;
        *n = v.n;
        return true;
}

size_t publication_differences(const struct act *before, const struct act *after, struct publication_difference *out, size_t room)
{
        static const struct { const char *field, *label; } shown[] = {
                { "public.number", "文号" }, { "public.party", "当事人" }, { "public.cause", "案由" }, { "public.facts", "事实" }, { "public.basis", "依据" },
                { "public.result", "结果" }, { "public.decided_on", "作出日期" }, { "public.title", "标题" },
        };
        size_t n = 0;

        for (size_t i = 0; i < sizeof shown / sizeof *shown && n < room; i++)
                if (strcmp(act_text(before, shown[i].field), act_text(after, shown[i].field)) != 0)
                        out[n++] = (struct publication_difference){ shown[i].label, act_text(before, shown[i].field), act_text(after, shown[i].field) };
        return n;
}

/* ---- arguments ---- */

#define R ARG_REQUIRED
const struct arg publicity_withdraw_args[] = {
        { "reason", ARG_LONG, R, "撤下原因", "向公众说明的理由，如：行政复议决定撤销，认定事实的主要证据不足。", NULL, 1, 1000 },
        { "law", ARG_TEXT, 0, "依据", "不填则为行政处罚法第四十八条第二款。", NULL, 1, 200 },
        { "instrument", ARG_TEXT, 0, "依据文书", "如：大府复决〔2025〕7 号《行政复议决定书》。", NULL, 1, 200 },
        ARG_END
};

const struct arg publicity_amend_args[] = {
        { "way", ARG_CHOICE, R, "更正还是更新", "公开的文字有错的更正；决定被变更、重新作出的更新。", "correct=更正（公开的文字有错）|update=更新（决定已被变更）", 0, 0 },
        { "new_party", ARG_TEXT, 0, "当事人改为", "遮盖后的名称；不改的不填，下同。", NULL, 1, 200 },
        { "new_cause", ARG_TEXT, 0, "案由改为", "", NULL, 1, 300 },
        { "new_facts", ARG_LONG, 0, "事实改为", "改后的全文。", NULL, 1, 20000 },
        { "new_basis", ARG_LONG, 0, "依据改为", "", NULL, 1, 2000 },
        { "new_result", ARG_TEXT, 0, "结果改为", "", NULL, 1, 500 },
        { "new_number", ARG_TEXT, 0, "文号改为", "更新时填写：变更后决定的文号。", NULL, 1, 100 },
        { "new_fine", ARG_MONEY, 0, "罚款改为（元）", "更新时填写。", NULL, 0, INT64_C(1000000000000000) },
        { "new_decided_on", ARG_DAY, ARG_PAST, "作出日期改为", "更新时填写：变更后决定的日期。", NULL, 0, 0 },
        { "reason", ARG_LONG, R, "理由", "向公众说明：哪里错了，或者决定怎样改变。", NULL, 2, 1000 },
        { "instrument", ARG_TEXT, 0, "依据文书", "更新时必填：变更决定的文书和文号。", NULL, 1, 200 },
        { "request", ARG_REF, ARG_GIVEN, "纠错申请", "因公众纠错而更正的，写纠错的编号。", "correction", 0, 0 },
        ARG_END
};

const struct arg publicity_check_args[] = { { "note", ARG_LONG, 0, "核对意见", "改动前后逐项核对的情况；不公开。", NULL, 1, 1000 }, ARG_END };
