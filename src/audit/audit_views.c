/* audit_views.c - the logs as tables: acts by filters, refused attempts, looks at personal data, seals.
 * Must never: show what an act says.  Who may read a case reads it on the act's own page. */
#include "audit/audit.h"
#include "audit/audit_inner.h"
#include "org/attempt.h"
#include "org/org.h"
#include <string.h>

#define ROWS_MAX 200
#define LOOKED 200000           /* acts one answer goes back over at most */

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

/* ---- acts ---- */

static const struct arg act_params[] = {
        { "verb", ARG_TEXT, 0, "动作", "动作编号，如 case.file。", NULL, 1, 60 }, { "actor", ARG_TEXT, 0, "办理人", "登录名。", NULL, 1, 64 },
        { "noun", ARG_TEXT, 0, "对象种类", "如 case、user。", NULL, 1, 40 }, { "subject", ARG_INT, 0, "对象编号", "案件等的编号。", NULL, 0, 0 },
        { "from", ARG_DAY, 0, "从", "含当日。", NULL, 0, 0 }, { "to", ARG_DAY, 0, "到", "含当日。", NULL, 0, 0 },
        { "before", ARG_INT, 0, "接着", "上一页最后一行的编号。", NULL, 0, 0 }, { "limit", ARG_INT, 0, "行数", "最多 200。", NULL, 1, ROWS_MAX }, ARG_END
};
static const struct column act_columns[] = {
        { "seq", "编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "label", "动作", CELL_TEXT }, { "verb", "动作编号", CELL_TEXT },
        { "subject", "对象", CELL_TEXT }, { "actor", "登录名", CELL_TEXT }, { "actor_name", "办理人", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, COLUMN_END
};

struct acts { struct ctx *c; struct table *t; const char *actor; size_t most; };

static bool act_add(void *to, const struct act *a)
{
        struct acts *l = to;
        struct arena *mem = l->c->mem;
        const struct command *cmd = command_find(a->verb);
        const struct pack_agency *g = pack_agency(l->c->pack, act_text(a, "agency"));

        if (*l->actor && strcmp(l->actor, act_text(a, "actor")) != 0)
                return true;
        table_row(l->t, (const char *[]){ number(mem, a->seq), instant_text(mem, a->at), cmd ? cmd->label : a->verb, a->verb,
                text_make(mem, "%s/%lld", a->subject.noun, (long long)a->subject.id), act_text(a, "actor"), act_text(a, "actor_name"),
                g ? g->name : act_text(a, "agency") });
        return l->t->n_rows < l->most;
}

static struct instant morning(struct day d, int plus)
{
        return day_is(d) ? instant_at((struct day){ d.n + plus }, 0, 0) : (struct instant){ 0 };
}

/* Block by block, newest first: where audit__actors_seen() knows that the actor is in none of a block's acts, none is read.  Blocks that were never
 * looked at are read once in the life of the process, at most LOOKED acts of them for one answer. */
static bool acts_of_actor(struct acts *l, const struct act_wish *w)
{
        int64_t fresh = LOOKED / ACTOR_BLOCK, at = w->before;
        bool there = true;

        while (at > 0 && l->t->n_rows < l->most) {
                int64_t block = (at - 1) / ACTOR_BLOCK;
                struct act_wish part = *w;

                if (!audit__actor_seen(l->c, block, l->actor, &fresh, &there))
                        return false;
                if (fresh < 0)
                        return true;
                part.before = at;
                part.oldest = block * ACTOR_BLOCK;
                if (there && !acts_back(l->c, &part, act_add, l))
                        return false;
                at = part.oldest;
        }
        return true;
}

static bool view_log(struct ctx *c, const struct args *a, struct table *t)
{
        struct act_wish w = { .verb = arg_text(a, "verb"), .noun = arg_text(a, "noun"), .subject = arg_given(a, "subject") ? arg_int(a, "subject") : -1,
                              .before = arg_given(a, "before") ? arg_int(a, "before") : -1, .since = morning(arg_day(a, "from"), 0),
                              .until = morning(arg_day(a, "to"), 1) };
        struct acts l = { c, t, arg_text(a, "actor"), arg_given(a, "limit") ? (size_t)arg_int(a, "limit") : 50 };
        int64_t size;

        if (!journal_size(c, &size))
                return false;
        if (w.before < 0 || w.before > size)
                w.before = size;
        t->total = -1;
        if (*l.actor && w.subject < 0)
                return acts_of_actor(&l, &w);
        w.oldest = w.before > LOOKED ? w.before - LOOKED : 0;
        return acts_back(c, &w, act_add, &l);
}

/* ---- beside the journal ---- */

static const struct arg trace_params[] = {
        { "login", ARG_TEXT, 0, "账号", "只看一个账号。", NULL, 1, 64 }, { "what", ARG_TEXT, 0, "动作或页面", "如 case.decide。", NULL, 1, 80 },
        { "from", ARG_DAY, 0, "从", "含当日。", NULL, 0, 0 }, { "to", ARG_DAY, 0, "到", "含当日。", NULL, 0, 0 },
        { "limit", ARG_INT, 0, "行数", "最多 2000。", NULL, 1, 2000 }, ARG_END
};
static const struct column trace_columns[] = {
        { "at", "时间", CELL_INSTANT }, { "login", "账号", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "what", "动作或页面", CELL_TEXT },
        { "subject", "对象", CELL_TEXT }, { "code", "结果", CELL_TEXT }, { "why", "说明", CELL_TEXT }, { "address", "网络地址", CELL_TEXT }, COLUMN_END
};

static const char *what_label(struct arena *mem, const char *what)
{
        const struct command *cmd = command_find(what);
        const struct view *v = text_starts(what, "view:") ? view_find(what + 5) : NULL;

        return cmd ? text_make(mem, "%s（%s）", cmd->label, what) : v ? text_make(mem, "%s（接口）", v->label) : what;
}

static bool traces(struct ctx *c, const struct args *a, const char *kind, bool refused, struct table *t)
{
        struct trace_wish w = { arg_text(a, "login"), kind, arg_text(a, "what"), morning(arg_day(a, "from"), 0), morning(arg_day(a, "to"), 1),
                                arg_given(a, "limit") ? arg_int(a, "limit") : 200 };
        struct attempts l;

        if (!traces_find(c, &w, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct attempt *n = &l.at[i];
                bool shown = !strcmp(n->result, "shown");

                if (shown == refused)
                        continue;
                table_row(t, (const char *[]){ instant_text(c->mem, n->at), n->login, user_name(c, n->login), what_label(c->mem, n->what), n->subject, n->result,
                        shown ? "看到了" : refusal_of(refusal_by_name(n->result))->what, n->address });
        }
        t->total = -1;
        return true;
}

static bool view_refused(struct ctx *c, const struct args *a, struct table *t)
{
        return traces(c, a, "", true, t);
}

static bool view_looks(struct ctx *c, const struct args *a, struct table *t)
{
        return traces(c, a, "look", false, t);
}

/* ---- seals ---- */

static const struct arg seal_params[] = { { "limit", ARG_INT, 0, "行数", "最多 400。", NULL, 1, 400 }, ARG_END };
static const struct column seal_columns[] = {
        { "day", "日期", CELL_DAY }, { "entries", "条数", CELL_INT }, { "state", "核对", CELL_TEXT }, { "detail", "说明", CELL_TEXT }, { "digest", "指纹", CELL_TEXT },
        { "seq", "存证日志", CELL_INT }, COLUMN_END
};

static bool view_seals(struct ctx *c, const struct args *a, struct table *t)
{
        struct audit_seals l;

        if (!audit_seals(c, arg_given(a, "limit") ? arg_int(a, "limit") : 31, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct audit_seal *s = &l.at[i];
                const char *why_not;

                if (!audit_seal_holds(c, s, &why_not))
                        return false;
                table_row(t, (const char *[]){ day_text(c->mem, s->on), number(c->mem, s->entries), *why_not ? "bad:不一致" : "ok:一致", why_not, s->digest,
                        number(c->mem, s->id) });
        }
        t->total = (int64_t)t->n_rows;
        return true;
}

const struct view audit_views[] = {
        { "log", "动作日志", "全部动作，新的在前；按动作、办理人、对象、日期查。内容和变更前后在动作自己的页面上。", AUDITORS, act_params, act_columns, view_log },
        { "log_refused", "被拒绝的操作", "登录的人想做而没有做成的动作、想看而没有看到的页面，和为什么。", AUDITORS, trace_params, trace_columns, view_refused },
        { "log_looks", "个人信息查看", "谁在什么时候看了哪个案件、投诉、当事人的内容；音像资料另有调阅记录。", AUDITORS, trace_params, trace_columns, view_looks },
        { "log_seals", "日志封存", "每天的登录和访问日志的指纹，与现在的内容是否一致。", AUDITORS, seal_params, seal_columns, view_seals },
};
const size_t audit_views_n = sizeof audit_views / sizeof *audit_views;
