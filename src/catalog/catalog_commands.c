/* catalog_commands.c - drafting a list, having it reviewed from outside, publishing it as a version, revoking it.
 *
 * Handlers decide; catalog_apply.c writes.  What a list says is read, checked and written down by prepare(), in the caller's thread.  Two
 * gates have no way round: a list that the pack has reviewed from outside is not published before that review passed on exactly this content,
 * and what was published never changes (国办发〔2018〕118号 二（四）: 动态调整 means a new version, with its reason and its day).
 */
#include "base/hash.h"
#include "catalog/catalog_inner.h"
#include "org/org.h"
#include <string.h>

#define DRAFTERS "editor|reviewer|head"
#define PUBLISHERS "editor|head"
#define REVIEWERS "supervisor|reviewer|editor|head"

/* ---- content ---- */

static const char *digest_of(struct arena *mem, const char *content)
{
        struct hash k = hash_bytes(HASH_SM3, content, strlen(content));

        return text_make(mem, "sm3:%s", hex_text(mem, k.b, sizeof k.b));
}

static bool content_put(struct ctx *c, struct request *r, const struct pack_list *kind, const char *agency, const struct grid *g)
{
        const char *content = grid__json(c->mem, g), *powers, *grades;

        if (!list__binding(&c->why, c->pack, kind, agency, g, &powers, &grades))
                return false;
        if (powers)
                request_put(c->mem, r, "powers", powers);
        if (grades)
                request_put(c->mem, r, "grades", grades);
        request_put(c->mem, r, "content", content);
        request_put(c->mem, r, "columns", grid__columns_json(c->mem, g));
        request_put(c->mem, r, "digest", digest_of(c->mem, content));
        return true;
}

static bool kind_of(struct ctx *c, const char *id, const struct pack_list **out)
{
        *out = pack_list(c->pack, id);
        return *out || refuse(&c->why, R_ARG_CHOICE, "kind", "策略包里没有这种清单：%s", id);
}

/* The version that was published last, as the beginning of the next one; columns that the pack no longer has fall away. */
static bool from_current(struct ctx *c, const struct pack_list *kind, struct grid *out)
{
        struct list newest;
        struct grid old;

        if (!list__newest(c, c->who->agency, kind->id, &newest))
                return false;
        if (!newest.version)
                return refuse(&c->why, R_LIST_STATE, "origin", "%s还没有公布过的版本，请直接填写%s", kind->label, *kind->source ? "或者由系统生成" : "");
        if (!list_grid(c, newest.id, &old))
                return false;
        grid__start(out, c->mem, kind);
        for (size_t r = 0; r < old.n; r++) {
                const char **row = grid__row(out);

                for (size_t i = 0; i < old.n_columns; i++)
                        grid__put(out, row, old.columns[i].id, old.rows[r][i]);
        }
        return true;
}

/* What the engine runs, with what people wrote in the columns it does not fill: by the row's name, from what was published last. */
static bool from_engine(struct ctx *c, const struct pack_list *kind, struct grid *out)
{
        struct list newest;
        struct grid old;
        bool made;

        if (!list_of_engine(c, kind, c->who->agency, out, &made) || !list__newest(c, c->who->agency, kind->id, &newest))
                return false;
        if (!made)
                return refuse(&c->why, R_LIST_STATE, "origin", "%s不由系统运行的规则决定，请直接填写", kind->label);
        if (!out->n)
                return refuse(&c->why, R_LIST_STATE, "origin", "系统里没有本机关的%s可以生成", kind->label);
        if (!newest.version)
                return true;
        if (!list_grid(c, newest.id, &old))
                return false;
        for (size_t r = 0; r < out->n; r++)
                for (size_t o = 0; o < old.n; o++)
                        for (size_t i = 0; i < old.n_columns && !strcmp(old.rows[o][0], out->rows[r][0]); i++)
                                if (!text_in(old.columns[i].id, pack_list_source(kind->source), '|'))
                                        grid__put(out, out->rows[r], old.columns[i].id, old.rows[o][i]);
        return true;
}

/* What a person typed or pasted, or brought as a workbook. */
static bool from_person(struct ctx *c, const struct args *a, const struct pack_list *kind, struct grid *out)
{
        if (arg_given(a, "rows") == arg_given(a, "workbook"))
                return refuse(&c->why, R_ARG_CHOICE, "workbook", "内容写在表格里，或者上传工作簿，二者取一");
        return arg_given(a, "rows") ? grid__parse(&c->why, c->mem, kind, arg_text(a, "rows"), out) : list__sheet_read(c, kind, arg_text(a, "workbook"), out);
}

/* Cells that people have to write are asked for when it is published, not when the engine begins a draft. */
static bool draft_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const char *origin = arg_text(a, "origin");
        const struct pack_list *kind;
        struct grid g;
        bool good;

        if (!kind_of(c, arg_text(a, "kind"), &kind))
                return false;
        if (!strcmp(origin, "given") && !arg_given(a, "rows") && !arg_given(a, "workbook"))
                return refuse(&c->why, R_ARG_MISSING, "rows", "没有写清单的内容，也没有上传工作簿");
        if (strcmp(origin, "given") && (arg_given(a, "rows") || arg_given(a, "workbook")))
                return refuse(&c->why, R_ARG_CHOICE, "origin", "写了内容的，内容来源选“直接填写”");
        good = !strcmp(origin, "pack") ? from_engine(c, kind, &g) : !strcmp(origin, "current") ? from_current(c, kind, &g) : from_person(c, a, kind, &g);
        return good && content_put(c, r, kind, c->who->agency, &g);
}

static bool draft(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_list *kind;

        (void)subject;
        if (!args_known(c, a) || !kind_of(c, arg_text(a, "kind"), &kind))
                return false;
        draft_put(d, "agency", c->who->agency);
        for (size_t i = 0; a->command->args[i].name; i++)
                if (strcmp(a->command->args[i].name, "rows"))
                        draft_put(d, a->command->args[i].name, a->values[i]);
        return true;
}

static bool revise_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const struct pack_list *kind;
        struct list l;
        struct grid g;

        return list_load(c, r->subject, &l) && kind_of(c, l.kind, &kind) && from_person(c, a, kind, &g) &&
               content_put(c, r, kind, l.agency, &g);
}

/* ---- states ---- */

static bool state_is(struct ctx *c, const struct list *l, const char *wanted, const char *what)
{
        if (text_in(l->state, "published|revoked", '|') && !text_in(l->state, wanted, '|'))
                return refuse(&c->why, R_LIST_FIXED, NULL, "这是第 %lld 版，%s", (long long)l->version, list__state(l->state));
        return text_in(l->state, wanted, '|') || refuse(&c->why, R_LIST_STATE, NULL, "现在是“%s”，%s", list__state(l->state), what);
}

static bool revise(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct list l;

        if (!list_load(c, subject, &l) || !state_is(c, &l, "draft|passed|returned", "审核期间不能修改；等审核意见"))
                return false;
        if (!strcmp(arg_text(a, "digest"), l.digest))
                return refuse(&c->why, R_LIST_SAME, "rows", "内容和原来的草稿一样");
        for (size_t i = 0; a->command->args[i].name; i++)
                if (strcmp(a->command->args[i].name, "rows"))
                        draft_put(d, a->command->args[i].name, a->values[i]);
        return true;
}

/* Asked before it leaves the house: every cell that people have to write, and that something is new. */
static bool ready(struct ctx *c, const struct list *l)
{
        const struct pack_list *kind;
        struct list newest;
        struct grid g;

        if (!kind_of(c, l->kind, &kind) || !list_grid(c, l->id, &g) || !grid__check(&c->why, kind, &g) ||
            !list__newest(c, l->agency, l->kind, &newest))
                return false;
        return strcmp(newest.state, "published") || strcmp(newest.digest, l->digest) ||
               refuse(&c->why, R_LIST_SAME, NULL, "第 %lld 版就是这些内容", (long long)newest.version);
}

/* ---- review from outside ---- */

static bool send(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_list *kind;
        struct list l;

        if (!list_load(c, subject, &l) || !state_is(c, &l, "draft", "只有草稿可以送审；退回的先修改") || !kind_of(c, l.kind, &kind))
                return false;
        if (!*list_reviewer_name(c->pack, kind))
                return refuse(&c->why, R_LIST_STATE, NULL, "策略包没有要求%s送外部审核，可以直接公布", kind->label);
        if (!ready(c, &l))
                return false;
        draft_put(d, "note", arg_text(a, "note"));
        draft_put(d, "reviewer", list_reviewer_name(c->pack, kind));
        draft_put(d, "digest", l.digest);
        return true;
}

/* By an account of the reviewing agency; or, for a body without accounts here, by the list's own agency with the number of its letter. */
static bool reviewer_is(struct ctx *c, const struct args *a, const struct pack_list *kind, const struct list *l)
{
        const char *agency = *kind->reviewer ? kind->reviewer : l->agency;

        if (strcmp(c->who->agency, agency))
                return refuse(&c->why, R_LIST_REVIEWER, NULL, "%s由%s审核（%s）", kind->label, list_reviewer_name(c->pack, kind), kind->review_law);
        if (!*kind->reviewer && !arg_given(a, "instrument"))
                return refuse(&c->why, R_ARG_MISSING, "instrument", "%s的审核意见由本机关登记，写明来文的文号", kind->body);
        return strcmp(l->drafted_by, c->who->login) || refuse(&c->why, R_SAME_PERSON, NULL, "起草和审核不能是同一个人（%s）", c->who->name);
}

static bool reviewed(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_list *kind;
        struct list l;

        if (!list_load(c, subject, &l) || !state_is(c, &l, "sent", "没有送审") || !kind_of(c, l.kind, &kind) || !reviewer_is(c, a, kind, &l))
                return false;
        if (!strcmp(arg_text(a, "result"), "returned") && !arg_given(a, "remarks"))
                return refuse(&c->why, R_ARG_MISSING, "remarks", "退回的，写明哪一行、哪里不对");
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
        draft_put(d, "reviewer", c->who->agency);
        draft_put(d, "digest", l.digest);
        draft_put(d, "label", kind->label);
        draft_put(d, "about.agency", l.agency);         /* whose list it is, for the task to publish it (publicity/task_open.c) */
        return true;
}

/* ---- publishing and revoking ---- */

static bool review_passed(struct ctx *c, const struct pack_list *kind, const struct list *l)
{
        const char *body = list_reviewer_name(c->pack, kind);

        if (!*body || !strcmp(l->state, "passed"))
                return true;
        refuse(&c->why, R_LIST_REVIEW, NULL, "%s公布前须经%s审核，现在是“%s”", kind->label, body, list__state(l->state));
        c->why.law = kind->review_law;
        return false;
}

/* A version begins today or later, and never before the one it replaces. */
static bool day_fits(struct ctx *c, struct day effective, const struct list *newest)
{
        struct day today = day_of(c->now);

        if (day_compare(effective, today) < 0)
                return refuse(&c->why, R_LIST_EFFECTIVE, "effective", "%s 已经过去，今天是 %s", day_text(c->mem, effective), day_text(c->mem, today));
        return !newest->version || day_compare(effective, newest->effective) >= 0 ||
               refuse(&c->why, R_LIST_EFFECTIVE, "effective", "第 %lld 版自 %s 起施行，新版本不能更早", (long long)newest->version,
                      day_text(c->mem, newest->effective));
}

static bool publish(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_list *kind;
        struct list l, newest;

        if (!list_load(c, subject, &l) || !kind_of(c, l.kind, &kind) || !list__newest(c, l.agency, l.kind, &newest))
                return false;
        if (!state_is(c, &l, "draft|passed|sent|returned", "") || !review_passed(c, kind, &l) ||
            !state_is(c, &l, "draft|passed", "审核退回的先修改") || !ready(c, &l) || !day_fits(c, arg_day(a, "effective"), &newest))
                return false;
        if (c->pack->publication.second_person && !strcmp(l.drafted_by, c->who->login))
                return refuse(&c->why, R_SAME_PERSON, NULL, "起草人 %s 不能自己公布", c->who->name);
        draft_put_int(d, "version", newest.version + 1);
        draft_put_day(d, "effective", arg_day(a, "effective"));
        draft_put(d, "reason", arg_text(a, "reason"));
        draft_put(d, "kind", l.kind);
        draft_put(d, "label", kind->label);
        draft_put(d, "digest", l.digest);
        return true;
}

static bool revoke(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day on = arg_given(a, "on") ? arg_day(a, "on") : day_of(c->now);
        struct list l, newest;

        if (!list_load(c, subject, &l))
                return false;
        if (strcmp(l.state, "published"))
                return refuse(&c->why, R_LIST_STATE, NULL, "现在是“%s”，只有已公布的版本可以废止", list__state(l.state));
        if (!list__newest(c, l.agency, l.kind, &newest))
                return false;
        if (newest.id != l.id)
                return refuse(&c->why, R_LIST_STATE, NULL, "第 %lld 版已经由第 %lld 版替代，不用废止", (long long)l.version, (long long)newest.version);
        if (day_compare(on, day_of(c->now)) < 0)
                return refuse(&c->why, R_LIST_EFFECTIVE, "on", "%s 已经过去", day_text(c->mem, on));
        draft_put_day(d, "on", on);
        draft_put(d, "reason", arg_text(a, "reason"));
        return true;
}

/* Regulations and lists are filed with the superior (备案): with whom, under which number, when.  A version is filed with one body once. */
static bool record(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct day on = arg_day(a, "filed_on");
        struct list_filings l;
        struct list k;

        if (!list_load(c, subject, &k) || !list_filings(c, subject, &l))
                return false;
        if (!text_in(k.state, "published|revoked", '|'))
                return refuse(&c->why, R_LIST_STATE, NULL, "现在是“%s”，公布以后才报备案", list__state(k.state));
        if (day_compare(on, day_of(k.published_at)) < 0)
                return refuse(&c->why, R_ARG_RANGE, "filed_on", "这一版 %s 才公布", day_text(c->mem, day_of(k.published_at)));
        for (size_t i = 0; i < l.n; i++)
                if (!strcmp(l.at[i].body, arg_text(a, "body")))
                        return refuse(&c->why, R_DUPLICATE, "body", "已向%s备案：%s", l.at[i].body, l.at[i].number);
        draft_put(d, "body", arg_text(a, "body"));
        draft_put(d, "number", arg_text(a, "number"));
        draft_put_day(d, "filed_on", on);
        return true;
}

/* ---- what all acts on a list have in common ---- */

static bool before(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject)
{
        struct list l;

        (void)a;
        if (cmd->creates || cmd->handle == reviewed)
                return true;
        return list_load(c, subject, &l) && access_may_see(c, &(struct place){ l.agency, "", NULL });
}

extern apply_fn catalog__heirs;

const struct noun catalog_nouns[] = {
        { .name = "list", .label = "清单", .before = before, .apart = true },
        { .name = "unit", .label = "机构", .apply = catalog__heirs }, { .name = "agency", .label = "机关", .apply = catalog__heirs },
};
const size_t catalog_nouns_n = sizeof catalog_nouns / sizeof *catalog_nouns;

/* ---- the table ---- */

#define R ARG_REQUIRED
#define PREPARED (ARG_REQUIRED | ARG_PREPARED)
#define ROWS(flags_) { "rows", ARG_LONG, flags_, "内容", "从电子表格粘贴，第一行是栏目名称；也可以是 CSV 或者 JSON。", NULL, 1, LIST_TEXT_MAX }
#define WORKBOOK { "workbook", ARG_FILE, 0, "工作簿", "XLSX 或者 CSV，第一行是栏目名称；可以用已公布的版本导出后修改。", NULL, 0, 0 }
#define CONTENT \
        { "content", ARG_LONG, PREPARED, "内容（规范格式）", "由所填内容得出。", NULL, 1, 4000000 }, \
        { "powers", ARG_LONG, ARG_PREPARED, "乡镇实施方式", "由所填内容得出：每个事项由哪个乡镇以什么方式实施。", NULL, 1, 2000000 }, \
        { "grades", ARG_LONG, ARG_PREPARED, "裁量档次", "由所填内容得出：每个事项的裁量阶次和幅度。", NULL, 1, 4000000 }, \
        { "columns", ARG_LONG, PREPARED, "栏目", "策略包当时规定的栏目。", NULL, 1, 4000 }, \
        { "digest", ARG_FILE, PREPARED, "指纹", "内容的摘要：审核的就是它。", NULL, 0, 0 }

static const struct arg draft_args[] = {
        { "kind", ARG_CODE, R, "清单种类", "策略包规定的清单。", "lists", 0, 0 },
        { "origin", ARG_CHOICE, R, "内容来源", "由系统生成的，与正在执行的规则一致。", "given=直接填写|pack=由系统正在执行的规则生成|current=以已公布的最新版本为底稿", 0, 0 },
        ROWS(0), WORKBOOK,
        { "law", ARG_LONG, R, "编制依据", "依据哪些法律、法规、规章和机构职能文件编制或者调整。", NULL, 2, 1000 },
        CONTENT, ARG_END
};
static const struct arg revise_args[] = {
        ROWS(0), WORKBOOK, { "note", ARG_LONG, 0, "修改说明", "改了什么；审核退回的，逐条写明怎样改的。", NULL, 1, 1000 }, CONTENT, ARG_END
};
static const struct arg send_args[] = { { "note", ARG_LONG, 0, "送审说明", "需要审核机关注意的事项。", NULL, 1, 1000 }, ARG_END };
static const struct arg reviewed_args[] = {
        { "result", ARG_CHOICE, R, "审核结论", "针对送审的这份内容。", "passed=通过|returned=退回", 0, 0 },
        { "remarks", ARG_LONG, 0, "审核意见", "退回的必填。", NULL, 1, 4000 },
        { "instrument", ARG_TEXT, 0, "文号", "审核意见的文号。", NULL, 1, 100 }, ARG_END
};
static const struct arg publish_args[] = {
        { "effective", ARG_DAY, R, "施行日期", "从这一天起有效；今天或者以后。", NULL, 0, 0 },
        { "reason", ARG_LONG, R, "调整原因", "首次公布，或者因法律立改废释、机构职能变化等而调整。", NULL, 2, 1000 }, ARG_END
};
static const struct arg revoke_args[] = {
        { "on", ARG_DAY, 0, "废止日期", "从这一天起不再有效；不填即为今天。", NULL, 0, 0 },
        { "reason", ARG_LONG, R, "废止原因", "依据失效、职能划转等；向社会公开。", NULL, 2, 1000 }, ARG_END
};

static const struct arg record_args[] = {
        { "body", ARG_TEXT, R, "备案机关", "向哪个上级机关备案，如县人民政府、市综合行政执法局。", NULL, 2, 100 },
        { "number", ARG_TEXT, R, "备案号", "备案机关的收文号或者备案登记号。", NULL, 1, 100 },
        { "filed_on", ARG_DAY, R | ARG_PAST, "备案日期", "不早于公布之日。", NULL, 0, 0 }, ARG_END
};

#define ROW(v, l, h, creates_, roles_, args_, fn, apply_, prepare_, gives_) \
        { .verb = v, .label = l, .help = h, .noun = "list", .creates = creates_, .roles = roles_, .args = args_, .handle = fn, .apply = apply_, \
          .sets = "", .clears = "", .prepare = prepare_, .gives = gives_ }

const struct command catalog_commands[] = {
        ROW("list.draft", "起草清单", "起草一份清单，或者为已公布的清单起草新的版本（国办发〔2018〕118号 二（四））。", true, DRAFTERS, draft_args, draft,
            list__apply_draft, draft_prepare, ""),
        ROW("list.revise", "修改草稿", "修改没有公布的清单；审核通过以后又改的，重新送审。", false, DRAFTERS, revise_args, revise, list__apply_revise,
            revise_prepare, ""),
        ROW("list.send_review", "送外部审核", "送策略包规定的机关审核，如行政执法事项清单送司法局、随机抽查事项清单送市场监管局。", false, DRAFTERS, send_args,
            send, list__apply_send, NULL, "reviewer|digest"),
        ROW("list.reviewed", "清单审核意见", "由规定的审核机关通过或者退回；针对送审的这份内容。", false, REVIEWERS, reviewed_args, reviewed,
            list__apply_reviewed, NULL, "reviewer|digest|label"),
        ROW("list.publish", "公布清单", "公布为一个版本：版本号、施行日期、调整原因；公布以后不再改动。", false, PUBLISHERS, publish_args, publish,
            list__apply_publish, NULL, "version:number|kind|label|digest"),
        ROW("list.revoke", "废止清单", "已公布的最新版本不再有效，旧版本仍可查阅。", false, PUBLISHERS, revoke_args, revoke, list__apply_revoke, NULL, ""),
        ROW("list.record", "登记备案", "公布的清单报上级备案：备案机关、备案号和日期（三项制度方案：规范性文件和清单备案）。", false, PUBLISHERS, record_args, record,
            list__apply_record, NULL, ""),
};
const size_t catalog_commands_n = sizeof catalog_commands / sizeof *catalog_commands;
