/* custody_views.c - the lists of this folder: who looked at what, who may, what expires, what went.  The data scope is part of every one. */
#include "custody/custody_inner.h"
#include "org/org.h"
#include <string.h>

#define WATCHERS "supervisor|head|team_leader|archivist"
#define KEEPERS "archivist|head|team_leader|supervisor"

static const char *number(struct arena *mem, int64_t n)
{
        return n ? text_make(mem, "%lld", (long long)n) : NULL;
}

static const char *person(struct ctx *c, const char *login)
{
        return *login ? user_name(c, login) : NULL;
}

static const char *moment(struct arena *mem, struct instant t)
{
        return t.ms ? instant_text(mem, t) : NULL;
}

static int64_t most(const struct args *a)
{
        return arg_given(a, "limit") ? arg_int(a, "limit") : 200;
}

#define LIMIT { "limit", ARG_INT, 0, "行数", "最多几行。", NULL, 1, 5000 }

/* ---- who looked at what ---- */

static const struct arg views_params[] = {
        { "person", ARG_LOGIN, 0, "调阅人", "谁看的。", NULL, 0, 0 }, { "case", ARG_REF, 0, "案件", "案件编号。", "case", 0, 0 },
        { "recording", ARG_REF, 0, "音像资料", "音像资料编号。", "recording.add", 0, 0 },
        { "mode", ARG_CHOICE, 0, "方式", "怎样看的。", "view=查看|copy=复制|export=导出|party=当事人查看", 0, 0 },
        { "from", ARG_DAY, 0, "从", "含当日。", NULL, 0, 0 }, { "to", ARG_DAY, 0, "到", "含当日。", NULL, 0, 0 }, LIMIT, ARG_END
};
static const struct column views_columns[] = {
        { "id", "编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "person", "调阅人", CELL_TEXT }, { "login", "登录名", CELL_TEXT },
        { "mode", "方式", CELL_TEXT }, { "purpose", "用途", CELL_TEXT }, { "words", "说明", CELL_TEXT }, { "recording", "音像资料", CELL_INT },
        { "case", "案件", CELL_INT }, { "title", "音像资料", CELL_TEXT }, { "number", "案号", CELL_TEXT }, { "retrieval", "批准", CELL_INT },
        { "shown_to", "查看的当事人", CELL_TEXT }, COLUMN_END
};

/* Classified recordings are left out for those not entitled: that there was something to look at is not told either. */
static bool opening_row(struct ctx *c, const struct opening *o, struct table *t)
{
        struct ctx all = custody__all(c);
        struct case_facts f;
        struct recording r;

        if (!recording_find(&all, o->recording_id, &r, &f))
                return all.why.kind != WHY_FAILED || custody__carry(c, &all);
        table_row(t, (const char *[]){ number(c->mem, o->id), moment(c->mem, o->at), person(c, o->by), o->by, custody__mode_label(o->mode),
                                       custody__purpose_label(c->mem, o->purpose), o->words, number(c->mem, o->recording_id), number(c->mem, o->case_id),
                                       r.title, custody__case_number(&f), number(c->mem, o->retrieval), o->shown_to });
        return true;
}

static bool view_recording_views(struct ctx *c, const struct args *a, struct table *t)
{
        struct narrowing n = access_narrowing(c);
        struct opening_wish w = { .recording = arg_int(a, "recording"), .case_id = arg_int(a, "case"), .places = n.places, .people = n.people,
                                  .login = arg_text(a, "person"), .mode = arg_text(a, "mode"), .from = arg_day(a, "from"),
                                  .to = arg_day(a, "to"), .most = most(a) };
        struct openings l;

        if (!custody__openings(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!opening_row(c, &l.at[i], t))
                        return false;
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- retrievals ---- */

static const struct arg retrievals_params[] = {
        { "state", ARG_CHOICE, 0, "状态", "申请现在的状态。", "asked=待批准|approved=已批准|refused=不同意|ended=已结束", 0, 0 },
        { "mine", ARG_BOOL, 0, "只看我的", "只列出自己的申请。", NULL, 0, 0 }, LIMIT, ARG_END
};
static const struct column retrievals_columns[] = {
        { "id", "编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "mode", "方式", CELL_TEXT }, { "state", "状态", CELL_TEXT },
        { "person", "申请人", CELL_TEXT }, { "asked_at", "申请时间", CELL_INSTANT }, { "purpose", "用途", CELL_TEXT }, { "words", "事由", CELL_TEXT },
        { "recording", "音像资料", CELL_INT }, { "case", "案件", CELL_INT }, { "wanted", "申请到", CELL_DAY }, { "until", "准许到", CELL_DAY }, { "decided_by", "审批人", CELL_TEXT },
        { "reason", "审批意见", CELL_TEXT }, COLUMN_END
};

static const char *day_or(struct arena *mem, struct day d)
{
        return day_is(d) ? day_text(mem, d) : NULL;
}

static bool retrieval_row(struct ctx *c, const struct retrieval *r, struct table *t)
{
        bool over = !strcmp(r->state, "approved") && day_compare(r->until, day_of(c->now)) < 0;
        struct case_facts f;

        if (!case_facts_load(c, r->case_id, &f))
                return false;
        table_row(t, (const char *[]){ number(c->mem, r->id), custody__case_number(&f), custody__mode_label(r->mode), over ? "已届满" : custody__state_label(r->state),
                                       person(c, r->asked_by), moment(c->mem, r->asked_at), custody__purpose_label(c->mem, r->purpose), r->words,
                                       number(c->mem, r->recording_id), number(c->mem, r->case_id), day_or(c->mem, r->wanted), day_or(c->mem, r->until),
                                       person(c, r->decided_by), r->reason });
        return true;
}

/* Those who may decide or supervise see those of their scope, everybody their own. */
static bool view_retrievals(struct ctx *c, const struct args *a, struct table *t)
{
        struct narrowing n = access_narrowing(c);
        struct why none = c->why;
        bool watches = !arg_bool(a, "mine") && access_may_use(c, WATCHERS);
        struct retrievals l;

        c->why = none;
        if (!custody__retrievals(c, arg_text(a, "state"), n.places, n.people, watches ? "" : c->who->login, most(a), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!retrieval_row(c, &l.at[i], t))
                        return false;
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- retention ---- */

static const struct arg expiring_params[] = { { "weeks", ARG_INT, 0, "几周内", "从今天算起，不填为 4 周。", NULL, 0, 5200 }, ARG_END };
static const struct column expiring_columns[] = {
        { "noun", "种类", CELL_TEXT }, { "id", "编号", CELL_INT }, { "case", "案件", CELL_INT }, { "title", "名称", CELL_TEXT }, { "rule", "类别", CELL_TEXT },
        { "law", "依据", CELL_TEXT }, { "since", "起算", CELL_DAY }, { "until", "保管到", CELL_DAY }, { "size", "字节", CELL_INT }, { "due", "已届满", CELL_BOOL },
        { "digest", "指纹", CELL_TEXT }, COLUMN_END
};

static bool view_expiring(struct ctx *c, const struct args *a, struct table *t)
{
        int64_t weeks = arg_given(a, "weeks") ? arg_int(a, "weeks") : 4;
        struct day today = day_of(c->now);
        struct items l;

        if (!custody__expiring(c, day_plus(today, (int)weeks * 7 + 1), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct item *it = &l.at[i];

                table_row(t, (const char *[]){ it->noun, number(c->mem, it->id), number(c->mem, it->case_id), it->title, it->rule, it->law,
                                               day_or(c->mem, it->since), day_or(c->mem, it->until), text_make(c->mem, "%lld", (long long)it->size),
                                               day_compare(it->until, today) < 0 ? "true" : "false", it->digest });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct arg limit_params[] = { LIMIT, ARG_END };
static const struct column disposals_columns[] = {
        { "id", "编号", CELL_INT }, { "state", "状态", CELL_TEXT }, { "proposed_at", "提出时间", CELL_INSTANT }, { "proposed_by", "提出人", CELL_TEXT },
        { "items", "份数", CELL_INT }, { "size", "字节", CELL_INT }, { "reason", "鉴定意见", CELL_TEXT }, { "decided_by", "复核人", CELL_TEXT },
        { "decided_at", "复核时间", CELL_INSTANT }, { "note", "复核意见", CELL_TEXT }, COLUMN_END
};

static bool view_disposals(struct ctx *c, const struct args *a, struct table *t)
{
        struct disposals l;

        if (!custody__disposals(c, most(a), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct disposal *d = &l.at[i];

                table_row(t, (const char *[]){ number(c->mem, d->id), custody__state_label(d->state), moment(c->mem, d->proposed_at), person(c, d->proposed_by),
                                               number(c->mem, d->items), text_make(c->mem, "%lld", (long long)d->size), d->reason, person(c, d->decided_by),
                                               moment(c->mem, d->decided_at), d->note });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column tombstone_columns[] = {
        { "disposal", "销毁清单", CELL_INT }, { "noun", "种类", CELL_TEXT }, { "id", "编号", CELL_INT }, { "case", "案件", CELL_INT }, { "title", "名称", CELL_TEXT },
        { "digest", "指纹", CELL_TEXT }, { "size", "字节", CELL_INT }, { "rule", "类别", CELL_TEXT }, { "until", "保管到", CELL_DAY }, { "at", "销毁时间", CELL_INSTANT },
        COLUMN_END
};

static bool view_tombstones(struct ctx *c, const struct args *a, struct table *t)
{
        struct items l;

        if (!custody__tombstones(c, most(a), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct item *it = &l.at[i];

                table_row(t, (const char *[]){ number(c->mem, it->disposal), it->noun, number(c->mem, it->id), number(c->mem, it->case_id), it->title,
                                               it->digest, text_make(c->mem, "%lld", (long long)it->size), it->rule, day_or(c->mem, it->until),
                                               moment(c->mem, it->at) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column checks_columns[] = {
        { "id", "编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "files", "文件", CELL_INT }, { "bytes", "字节", CELL_INT }, { "result", "结果", CELL_TEXT },
        { "rotten", "损坏的文件", CELL_TEXT }, COLUMN_END
};

const struct view custody_views[] = {
        { "store_checks", "文件库核对记录", "系统分次重读文件库的结果，新的在前。", KEEPERS "|admin", limit_params, checks_columns, custody__view_checks },
        { "recording_views", "音像调阅记录", "谁在什么时候为什么看了、复制了哪一份音像资料，新的在前。", WATCHERS, views_params, views_columns, view_recording_views },
        { "retrievals", "调阅申请", "自己的申请；负责审批和监督的人员看到数据范围内的全部。", "", retrievals_params, retrievals_columns, view_retrievals },
        { "expiring", "保管期限届满", "几周内保管期限届满的音像资料，先届满的在前；每周通知用的清单。", KEEPERS, expiring_params, expiring_columns, view_expiring },
        { "disposals", "销毁清单", "提出、确认和退回的销毁清单。", KEEPERS, limit_params, disposals_columns, view_disposals },
        { "tombstones", "销毁记录", "已经销毁的音像资料：指纹、大小、依据和时间。", KEEPERS, limit_params, tombstone_columns, view_tombstones },
};
const size_t custody_views_n = sizeof custody_views / sizeof *custody_views;
