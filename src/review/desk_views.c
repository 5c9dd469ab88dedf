/* desk_views.c - the desk as tables: what waits and for whom, the verdicts, why the catalogue applies, what changed between submissions,
 * decisions against the order of the journal, who is responsible. */
#include "review/desk_inner.h"
#include <string.h>

#define REVIEWERS "reviewer|committee|head|team_leader|supervisor"
#define PARAM_CASE { "case", ARG_REF, ARG_REQUIRED, "案件", "案件编号。", "case", 0, 0 }

static const struct arg no_params[] = { ARG_END };
static const struct arg case_params[] = { PARAM_CASE, ARG_END };
static const struct arg version_params[] = {
        PARAM_CASE, { "from", ARG_INT, 0, "前一次", "第几次送审；不填即为上一次。", NULL, 1, 1000 }, { "to", ARG_INT, 0, "后一次", "第几次送审；不填即为最近一次。", NULL, 1, 1000 }, ARG_END
};
static const struct arg order_params[] = { { "all", ARG_BOOL, 0, "全部决定", "不填只列审核在决定之后或者没有审核的。", NULL, 0, 0 }, ARG_END };

static const char *number_text(struct arena *mem, int64_t n)
{
        return n < 0 ? NULL : text_make(mem, "%lld", (long long)n);
}

static bool seen_case(struct ctx *c, const struct args *a, struct case_facts *f)
{
        return case_facts_load(c, arg_int(a, "case"), f) && case_may_see(c, f);
}

/* ---- what waits ---- */

static const struct column queue_columns[] = {
        { "case", "案件编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "title", "案件", CELL_TEXT }, { "unit", "承办机构", CELL_TEXT },
        { "sent_at", "送审时间", CELL_INSTANT }, { "times", "第几次", CELL_INT }, { "due", "审核期限", CELL_DUE }, { "reviewer", "审核人员", CELL_TEXT },
        { "stand_in", "代行人", CELL_TEXT }, { "checked", "已审", CELL_TEXT }, { "bad", "有问题", CELL_INT }, COLUMN_END
};

static const char *due_of(struct ctx *c, const struct case_facts *f)
{
        const struct case_clock *k = f->clocks ? case_clock_find(f->clocks, "review") : NULL;

        return k && k->determined && !k->ended ? day_text(c->mem, k->due) : NULL;
}

static bool queue_row(struct ctx *c, const struct submission *s, const struct stand_ins *away, struct table *t)
{
        const struct stand_in *in = desk__away(away, s->reviewer, day_of(c->now));
        const struct pack_unit *unit = pack_unit(c->pack, s->unit);
        struct submissions all;
        struct case_facts f;
        struct points p;

        if (!case_facts_load(c, s->case_id, &f) || !desk__points(c, s->case_id, s->submit, &p) || !desk__submissions(c, s->case_id, &all))
                return false;
        table_row(t, (const char *[]){ number_text(c->mem, f.id), *f.number ? f.number : f.source_number, f.title, unit ? unit->name : s->unit,
                                       instant_text(c->mem, s->sent_at), number_text(c->mem, (int64_t)all.n), due_of(c, &f),
                                       *s->reviewer ? user_name(c, s->reviewer) : "", in ? user_name(c, in->stand_in) : "",
                                       text_make(c->mem, "%zu/%zu", p.n - p.open, p.n), number_text(c->mem, (int64_t)p.bad) });
        return true;
}

static bool view_queue(struct ctx *c, const struct args *a, struct table *t)
{
        struct submissions l;
        struct stand_ins away;

        (void)a;
        if (!desk__queue(c, true, &l) || !desk__stand_ins(c, &away))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (!queue_row(c, &l.at[i], &away, t))
                        return false;
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- who has how much ---- */

static const struct column load_columns[] = {
        { "login", "账号", CELL_TEXT }, { "reviewer", "审核人员", CELL_TEXT }, { "waiting", "在审", CELL_INT }, { "overdue", "已超期", CELL_INT },
        { "done", "近期办结", CELL_INT }, { "away_until", "不在岗至", CELL_DAY }, { "stand_in", "代行人", CELL_TEXT }, { "stands_in_for", "代行", CELL_TEXT }, COLUMN_END
};

struct load { const char *login, *name; int64_t waiting, overdue, done; };
struct loads { struct ctx *c; struct load at[200]; size_t n; };

static struct load *load_of(struct loads *l, const char *login)
{
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].login, login))
                        return &l->at[i];
        if (l->n == sizeof l->at / sizeof *l->at)
                return NULL;
        l->at[l->n] = (struct load){ .login = text_copy(l->c->mem, login), .name = *login ? user_name(l->c, login) : "（还没有人承担）" };
        return &l->at[l->n++];
}

static void load_user(void *to, const struct user *u, const char *certificate)
{
        (void)certificate;
        if (u->enabled && (text_in("reviewer", u->roles, ',') || text_in("committee", u->roles, ',')))
                load_of(to, u->login);
}

static bool count_waiting(struct ctx *c, const struct submissions *open, struct loads *l)
{
        for (size_t i = 0; i < open->n; i++) {
                struct load *k = load_of(l, open->at[i].reviewer);
                const struct case_clock *clock;
                struct case_facts f;

                if (!case_facts_load(c, open->at[i].case_id, &f))
                        return false;
                clock = f.clocks ? case_clock_find(f.clocks, "review") : NULL;
                if (k) {
                        k->waiting++;
                        k->overdue += clock && !clock->ended && clock->left_known && clock->left < 0;
                }
        }
        return true;
}

static void load_rows(struct ctx *c, const struct loads *l, const struct stand_ins *away, struct table *t)
{
        struct day today = day_of(c->now);

        for (size_t i = 0; i < l->n; i++) {
                const struct load *k = &l->at[i];
                const struct stand_in *in = desk__away(away, k->login, today);
                struct buffer others = { .mem = c->mem };

                for (size_t j = 0; j < away->n; j++)
                        if (!strcmp(away->at[j].stand_in, k->login) && desk__stands(&away->at[j], today))
                                buffer_make(&others, "%s%s", others.n ? "、" : "", user_name(c, away->at[j].away));
                table_row(t, (const char *[]){ k->login, k->name, number_text(c->mem, k->waiting), number_text(c->mem, k->overdue), number_text(c->mem, k->done),
                                               in ? day_text(c->mem, in->until) : NULL, in ? user_name(c, in->stand_in) : NULL, buffer_done(&others) });
        }
        t->total = (int64_t)t->n_rows;
}

static bool view_load(struct ctx *c, const struct args *a, struct table *t)
{
        struct loads *l = TAKE(c->mem, struct loads);
        struct submissions open, closed;
        struct stand_ins away;

        (void)a;
        l->c = c;
        if (!users_list(c, c->who->agency, load_user, l) || !desk__queue(c, true, &open) || !desk__queue(c, false, &closed) || !desk__stand_ins(c, &away) ||
            !count_waiting(c, &open, l))
                return false;
        for (size_t i = 0; i < closed.n; i++) {
                struct load *k = load_of(l, closed.at[i].closed_by);

                if (k)
                        k->done++;
        }
        load_rows(c, l, &away, t);
        return true;
}

/* ---- one case ---- */

static const struct column check_columns[] = {
        { "point", "序号", CELL_INT }, { "label", "审核要点", CELL_TEXT }, { "verdict", "结论", CELL_TEXT }, { "finding", "审核发现", CELL_TEXT },
        { "law", "依据", CELL_TEXT }, { "material", "材料", CELL_INT }, { "title", "材料名称", CELL_TEXT }, { "place", "页码、时间", CELL_TEXT },
        { "by", "审核人员", CELL_TEXT }, { "at", "时间", CELL_INSTANT }, { "act", "日志", CELL_INT }, COLUMN_END
};

static bool view_checks(struct ctx *c, const struct args *a, struct table *t)
{
        struct case_facts f;
        struct points p;

        if (!seen_case(c, a, &f) || !desk__points(c, f.id, f.submit_seq, &p))
                return false;
        for (size_t i = 0; i < p.n; i++) {
                const struct point *k = &p.at[i];
                bool done = *k->verdict != '\0';

                table_row(t, (const char *[]){ number_text(c->mem, (int64_t)i + 1), k->label, k->verdict, k->finding, k->law,
                                               k->material ? number_text(c->mem, k->material) : NULL, k->title, k->place, done ? user_name(c, k->by) : "",
                                               done ? instant_text(c->mem, k->at) : NULL, done ? number_text(c->mem, k->seq) : NULL });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column catalogue_columns[] = {
        { "id", "编号", CELL_TEXT }, { "label", "情形", CELL_TEXT }, { "applies", "符合", CELL_BOOL }, { "reason", "为什么", CELL_TEXT },
        { "law", "依据", CELL_TEXT }, COLUMN_END
};

static bool view_catalogue(struct ctx *c, const struct args *a, struct table *t)
{
        const struct pack_review *r = &c->pack->review;
        struct case_facts f;

        if (!seen_case(c, a, &f))
                return false;
        for (size_t i = 0; i < r->n_catalogue; i++) {
                const struct pack_criterion *k = &r->catalogue[i];

                table_row(t, (const char *[]){ k->id, k->label, criterion_applies(k, &f.matter) ? "true" : "false",
                                               criterion_reason(c->mem, c->pack, k, &f.matter), k->law });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column version_columns[] = {
        { "kind", "类别", CELL_TEXT }, { "what", "项目", CELL_TEXT }, { "before", "前一次", CELL_TEXT }, { "after", "后一次", CELL_TEXT }, COLUMN_END
};

static bool view_versions(struct ctx *c, const struct args *a, struct table *t)
{
        int64_t to = arg_given(a, "to") ? arg_int(a, "to") : 0, from = arg_given(a, "from") ? arg_int(a, "from") : 0;
        struct differences d;
        struct submissions l;
        struct case_facts f;

        if (!seen_case(c, a, &f) || !desk__submissions(c, f.id, &l))
                return false;
        to = to ? to : (int64_t)l.n;
        from = from ? from : to - 1;
        if (from < 1 || to > (int64_t)l.n || from >= to)
                return l.n < 2 || refuse(&c->why, R_ARG_RANGE, "to", "本案送审 %zu 次", l.n);
        if (!desk__differences(c, &f, l.at[from - 1].submit, l.at[to - 1].submit, &d))
                return false;
        for (size_t i = 0; i < d.n; i++)
                table_row(t, (const char *[]){ d.at[i].kind, d.at[i].what, d.at[i].before, d.at[i].after });
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column duty_columns[] = {
        { "role", "责任", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "login", "账号", CELL_TEXT }, { "for_what", "对什么负责", CELL_TEXT },
        { "verb", "动作", CELL_TEXT }, { "act", "日志", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "saw_from", "所见起", CELL_INT },
        { "saw_to", "所见止", CELL_INT }, { "seen", "所见校验值", CELL_TEXT }, { "signature", "签名", CELL_TEXT }, COLUMN_END
};

static bool view_duty(struct ctx *c, const struct args *a, struct table *t)
{
        struct duty_rows l;
        struct case_facts f;

        if (!seen_case(c, a, &f) || !desk__duties(c, &f, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct duty_row *d = &l.at[i];

                table_row(t, (const char *[]){ d->role, d->name, d->login, d->for_what, d->verb, number_text(c->mem, d->seq), instant_text(c->mem, d->at),
                                               number_text(c->mem, d->saw_from), number_text(c->mem, d->saw_to), d->seen, d->signature });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- approved first, reviewed afterwards ---- */

static const struct column order_columns[] = {
        { "case", "案件编号", CELL_INT }, { "number", "案号", CELL_TEXT }, { "decide", "决定（日志）", CELL_INT }, { "decided_on", "决定日期", CELL_DAY },
        { "pass", "审核（日志）", CELL_INT }, { "late", "先批后审", CELL_BOOL }, { "finding", "说明", CELL_TEXT }, COLUMN_END
};

struct ordering { struct ctx *c; struct table *t; bool all; };

static void order_row(void *to, const struct case_order *o)
{
        struct ordering *k = to;
        struct arena *mem = k->c->mem;
        const char *finding = !o->late ? (*o->free ? "不属于应当审核的情形" : "先审核，后决定") :
                              !*o->verb ? "决定没有登记，不是由本系统办理的" : o->pass < 0 ? "没有审核" :
                              text_make(mem, "日志第 %lld 条作出决定，第 %lld 条才审核", (long long)o->decide, (long long)o->pass);

        if (k->all || o->late)
                table_row(k->t, (const char *[]){ number_text(mem, o->case_id), text_copy(mem, o->number), number_text(mem, o->decide),
                                                  *o->decided_on ? text_copy(mem, o->decided_on) : NULL, number_text(mem, o->pass), o->late ? "true" : "false", finding });
}

static bool view_order(struct ctx *c, const struct args *a, struct table *t)
{
        struct ordering k = { c, t, arg_bool(a, "all") };

        if (!case_order_each(c, order_row, &k))
                return false;
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column stand_in_columns[] = {
        { "id", "编号", CELL_INT }, { "away", "不在岗的人", CELL_TEXT }, { "stand_in", "代行人", CELL_TEXT }, { "since", "从", CELL_DAY },
        { "until", "到", CELL_DAY }, { "now", "正在代行", CELL_BOOL }, { "reason", "原因", CELL_TEXT }, COLUMN_END
};

static bool view_stand_ins(struct ctx *c, const struct args *a, struct table *t)
{
        struct stand_ins l;

        (void)a;
        if (!desk__stand_ins(c, &l))
                return false;
        for (size_t i = l.n; i; i--) {
                const struct stand_in *s = &l.at[i - 1];

                if (strcmp(s->agency, c->who->agency))
                        continue;
                table_row(t, (const char *[]){ number_text(c->mem, s->id), user_name(c, s->away), user_name(c, s->stand_in), day_text(c->mem, s->since),
                                               day_text(c->mem, day_is(s->ended) ? s->ended : s->until), desk__stands(s, day_of(c->now)) ? "true" : "false", s->reason });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

const struct view desk_views[] = {
        { "review_queue", "待审", "送到本机关法制审核、还没有结论的案件，带期限、审核人员和代行人。", REVIEWERS, no_params, queue_columns, view_queue },
        { "review_load", "审核工作量", "每名审核人员手上的件数、超期的件数，谁不在岗、由谁代行。", REVIEWERS, no_params, load_columns, view_load },
        { "review_stand_ins", "委托代行", "审核人员不在岗时委托谁代行。", REVIEWERS, no_params, stand_in_columns, view_stand_ins },
        { "review_checks", "审核结论", "最近一次送审的逐项审核结论。", "", case_params, check_columns, view_checks },
        { "review_catalogue", "审核目录", "审核目录的每一种情形对本案是否符合，为什么。", "", case_params, catalogue_columns, view_catalogue },
        { "review_versions", "送审版本", "前后两次送审之间变了什么：事实、材料、决定书文稿。", "", version_params, version_columns, view_versions },
        { "review_duty", "责任", "承办人、审核人、批准人各自看到了什么、签了什么、对什么负责。", "", case_params, duty_columns, view_duty },
        { "review_order", "先批后审", "按存证日志的顺序而不是按日期，查出决定在前、审核在后或者没有审核的。", "reviewer|committee|head|supervisor|archivist", order_params,
          order_columns, view_order },
};
const size_t desk_views_n = sizeof desk_views / sizeof *desk_views;
