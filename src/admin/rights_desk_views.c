/* rights_desk_views.c - the permission matrix, what somebody has, and all grants, as tables.  Reads only. */
#include "admin/rights_desk.h"
#include <string.h>

extern const struct view rights_desk_views[];
extern const size_t rights_desk_views_n;

static const char *label_of(const struct pack *p, const char *role)
{
        const struct pack_role *r = pack_role(p, role);

        return r ? r->label : role;
}

static const char *day_or(struct arena *mem, struct day d)
{
        return day_is(d) ? day_text(mem, d) : NULL;
}

/* ---- the matrix: one row for each role that may ---- */

static const struct arg matrix_params[] = {
        { "kind", ARG_CHOICE, 0, "种类", "动作、视图或者页面；不填为动作。", "verbs=动作|views=视图|pages=页面", 0, 0 },
        { "role", ARG_CODE, 0, "岗位", "只列这个岗位可以的。", "roles", 0, 0 },
        { "q", ARG_TEXT, 0, "查找", "名称、编号中的文字。", NULL, 1, 60 }, ARG_END
};
static const struct column matrix_columns[] = {
        { "group", "对象", CELL_TEXT }, { "name", "编号", CELL_TEXT }, { "label", "名称", CELL_TEXT }, { "role", "岗位编号", CELL_TEXT },
        { "role_label", "岗位", CELL_TEXT }, { "basis", "依据", CELL_TEXT }, COLUMN_END
};

static void matrix_row(struct ctx *c, struct table *t, const struct permit *p, const char *role)
{
        if (p->open || p->everybody) {
                table_row(t, (const char *[]){ p->group, p->name, p->label, p->open ? "public" : "*", p->open ? "任何人" : "任何登录人员", p->basis });
                return;
        }
        for (size_t i = 0; i < p->roles.n; i++)
                if (!*role || !strcmp(p->roles.at[i], role))
                        table_row(t, (const char *[]){ p->group, p->name, p->label, p->roles.at[i], label_of(c->pack, p->roles.at[i]), p->basis });
}

static bool view_matrix(struct ctx *c, const struct args *a, struct table *t)
{
        enum permit_kind kind = PERMIT_VERB;
        struct permits l;

        if (arg_given(a, "kind"))
                permit_kind_parse(arg_text(a, "kind"), &kind);
        permits_make(c, kind, arg_text(a, "role"), arg_text(a, "q"), &l);
        for (size_t i = 0; i < l.n; i++)
                matrix_row(c, t, &l.at[i], arg_text(a, "role"));
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- a person ---- */

static const struct arg person_params[] = { { "login", ARG_LOGIN, 0, "人员", "不填为本人。", NULL, 0, 0 }, ARG_END };
static const struct column person_columns[] = {
        { "role", "岗位编号", CELL_TEXT }, { "label", "岗位", CELL_TEXT }, { "source", "来源", CELL_TEXT }, { "scope", "数据范围", CELL_TEXT },
        { "since", "起", CELL_DAY }, { "until", "止", CELL_DAY }, { "holds", "现在有效", CELL_BOOL }, { "state", "状态", CELL_TEXT }, { "note", "事由", CELL_TEXT },
        { "act", "日志", CELL_INT }, COLUMN_END
};

static bool view_person(struct ctx *c, const struct args *a, struct table *t)
{
        const char *login = arg_given(a, "login") ? arg_text(a, "login") : c->who->login;
        struct holdings l;

        if (!holdings_may(c, login) || !holdings_load(c, login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct holding *h = &l.at[i];

                table_row(t, (const char *[]){ h->role, h->label, h->source, h->scope, day_or(c->mem, h->since), day_or(c->mem, h->until),
                                               h->holds ? "true" : "false", h->law, h->note,
                                               h->act < 0 ? NULL : text_make(c->mem, "%lld", (long long)h->act) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

/* ---- may he? ---- */

static const struct arg try_params[] = {
        { "login", ARG_LOGIN, 0, "人员", "不填为本人。", NULL, 0, 0 },
        { "asked", ARG_TEXT, 0, "动作或者视图", "编号，如 case.decide、cases；不填只问能不能看这个案件。", NULL, 1, 80 },
        { "case", ARG_INT, 0, "案件", "案件编号；不填只问岗位。", NULL, 1, INT64_MAX }, ARG_END
};
static const struct column try_columns[] = {
        { "may", "可以", CELL_BOOL }, { "rule", "凭什么", CELL_TEXT }, { "why", "为什么不可以", CELL_TEXT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};

static bool view_try(struct ctx *c, const struct args *a, struct table *t)
{
        const char *login = arg_given(a, "login") ? arg_text(a, "login") : c->who->login;
        struct trial out;

        if (!holdings_may(c, login) || !rights_try(c, login, arg_text(a, "asked"), arg_int(a, "case"), &out))
                return false;
        table_row(t, (const char *[]){ out.may ? "true" : "false", out.rule, out.why, out.law });
        t->total = 1;
        return true;
}

/* ---- all grants ---- */

static const struct arg grants_params[] = { { "state", ARG_CHOICE, 0, "状态", "不填为全部。", "holds=有效|coming=未到期间|over=已到期|ended=已收回", 0, 0 }, ARG_END };
static const struct column grants_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "person", "人员", CELL_TEXT }, { "role", "岗位", CELL_TEXT }, { "away", "代谁", CELL_TEXT },
        { "agencies", "机关", CELL_TEXT }, { "units", "机构", CELL_TEXT }, { "since", "起", CELL_DAY }, { "until", "止", CELL_DAY }, { "state", "状态", CELL_TEXT },
        { "reason", "事由", CELL_TEXT }, { "by", "办理人", CELL_TEXT }, COLUMN_END
};

static bool state_wanted(const char *wish, enum grant_state s)
{
        static const char *const words[] = { "coming", "holds", "over", "ended" };

        return !*wish || !strcmp(words[s], wish);
}

/* Those who keep rights see all of them, others what concerns them. */
static bool view_grants(struct ctx *c, const struct args *a, struct table *t)
{
        struct why kept = c->why;
        bool all = access_may_use(c, RIGHTS_KEEPERS);
        struct grants l;

        c->why = kept;
        if (!grants_of(c, "", &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct grant *g = &l.at[i];
                enum grant_state s = grant_state(g, day_of(c->now));

                if ((!all && strcmp(g->login, c->who->login) && strcmp(g->away, c->who->login)) || !state_wanted(arg_text(a, "state"), s))
                        continue;
                table_row(t, (const char *[]){ text_make(c->mem, "%lld", (long long)g->id), g->login, user_name(c, g->login), label_of(c->pack, g->role),
                                               *g->away ? user_name(c, g->away) : "", text_join(c->mem, g->agencies.at, g->agencies.n, ','),
                                               text_join(c->mem, g->units.at, g->units.n, ','), day_or(c->mem, g->since), day_or(c->mem, g->until),
                                               grant_state_label(s), g->reason, user_name(c, g->by) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

const struct view rights_desk_views[] = {
        { "rights_matrix", "权限矩阵", "哪个岗位可以办什么、看什么；由动作、视图、页面和程序的定义得出。", RIGHTS_KEEPERS "|supervisor|head", matrix_params, matrix_columns, view_matrix },
        { "rights_person", "一个人的权限", "每个岗位从哪里来、从什么时候起、范围多大；本人可以看自己的。", "", person_params, person_columns, view_person },
        { "rights_try", "能不能办", "这个人现在能不能办某个动作、看某个案件，凭什么，或者为什么不能。", "", try_params, try_columns, view_try },
        { "grants", "授予和代行", "账号岗位以外的授予和委托代行，新的在前。", "", grants_params, grants_columns, view_grants },
};
const size_t rights_desk_views_n = sizeof rights_desk_views / sizeof *rights_desk_views;
