/* approval_views.c - requests as lists: what waits for me, mine, for reading, done; the run of one.  A list holds only what was put before the
 * person or asked by him. */
#include "approval/approval_inner.h"
#include <string.h>

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *names_of(struct ctx *c, const char *logins)
{
        struct buffer b = { .mem = c->mem };
        size_t n;
        char **at = text_split(c->mem, logins, ',', &n);

        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", b.n ? "、" : "", user_name(c, at[i]));
        return buffer_done(&b);
}

static bool list(struct ctx *c, const char *which, struct table *t)
{
        struct requests l;

        if (!approval__list(c, which, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct request_row *q = &l.at[i];
                struct case_facts f;
                struct ctx probe = *c;
                struct run r;
                bool seen;

                probe.why = (struct why){ .mem = c->mem };
                seen = case_facts_load(&probe, q->case_id, &f) && case_may_see(&probe, &f);
                if (!approval__run(c, q->id, &r))
                        return false;
                table_row(t, (const char *[]){ number(c->mem, q->id), q->subject, seen ? f.title : NULL, request_state_label(q->state), names_of(c, run_waiting(&r)),
                        user_name(c, q->asker), q->asked_at, q->due, number(c->mem, q->case_id) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static bool view_waiting(struct ctx *c, const struct args *a, struct table *t)
{
        (void)a;
        return list(c, "waiting", t);
}

static bool view_list(struct ctx *c, const struct args *a, struct table *t)
{
        return list(c, arg_given(a, "which") ? arg_text(a, "which") : "waiting", t);
}

static bool view_run_of(struct ctx *c, const struct args *a, struct table *t)
{
        struct request_row q;
        struct case_facts f;
        struct run r;

        if (!approval__load(c, arg_int(a, "approval"), &q) || !case_facts_load(c, q.case_id, &f) || !case_may_see(c, &f) || !approval__run(c, q.id, &r))
                return false;
        for (size_t i = 0; i < r.n; i++) {
                const struct sign *s = &r.at[i];

                table_row(t, (const char *[]){ number(c->mem, s->place), s->login, s->mode, s->state, s->chain, s->by, *s->read ? s->read : NULL, *s->at ? s->at : NULL,
                        q.state });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

static const struct column list_columns[] = {
        { "id", "编号", CELL_INT }, { "title", "请示事项", CELL_TEXT }, { "case_title", "案件", CELL_TEXT }, { "state", "状态", CELL_TEXT }, { "step", "等待签署", CELL_TEXT },
        { "asker", "请示人", CELL_TEXT }, { "asked_at", "请示时间", CELL_INSTANT }, { "due", "希望答复", CELL_DAY }, { "case", "案件编号", CELL_INT }, COLUMN_END
};
static const struct column run_columns[] = {
        { "place", "次序", CELL_INT }, { "login", "签署人", CELL_TEXT }, { "mode", "方式", CELL_TEXT }, { "state", "状态", CELL_TEXT }, { "chain", "经手", CELL_TEXT },
        { "by", "由谁提出", CELL_TEXT }, { "read", "阅看", CELL_INSTANT }, { "at", "签署时间", CELL_INSTANT }, { "request", "请示状态", CELL_TEXT }, COLUMN_END
};
static const struct arg no_params[] = { ARG_END };
static const struct arg list_params[] = {
        { "which", ARG_CHOICE, 0, "范围", "不填即为等我签署的。", "waiting=等我签署|mine=我的请示|reading=待阅|done=已办", 0, 0 }, ARG_END
};
static const struct arg run_params[] = { { "approval", ARG_REF, ARG_REQUIRED, "请示", "请示的编号。", "approval.ask", 0, 0 }, ARG_END };

const struct view approval_views[] = {
        { "approval_waiting", "等我签署的请示", "轮到本人签署的请示。", "", no_params, list_columns, view_waiting },
        { "approvals", "请示", "等我签署、我的请示、待阅和已办。", "", list_params, list_columns, view_list },
        { "approval_run", "签署流转", "一份请示由谁签署、到了哪里。", "", run_params, run_columns, view_run_of },
};
const size_t approval_views_n = sizeof approval_views / sizeof *approval_views;
