/* case_pages_journal.c - the log as those who work here see it: the newest acts, one act with its fields, the signed head.
 * Must never show the fields of an act on a case outside the viewer's data scope.
 */
#include "case/case_pages.h"
#include "journal/proof.h"
#include "org/attempt.h"
#include <string.h>

#define LATEST 40

static bool not_hidden(struct ctx *c, const struct act *a, bool *out)
{
        bool hidden;

        if (!access_act_hidden(c, a, &hidden))
                return false;
        *out = !hidden;
        return true;
}

/* May this person see what the act is about?  Acts on people and the site itself are open to those who administer or supervise. */
static bool act_seen(struct ctx *c, const struct act *a, bool *out)
{
        struct ctx probe = *c;
        struct case_facts f;

        probe.why = (struct why){ .mem = c->mem };
        if (strcmp(a->subject.noun, "case")) {
                *out = who_has_role(c->who, "admin") || who_has_role(c->who, "supervisor") || who_has_role(c->who, "auditor") ||
                       !strcmp(act_text(a, "actor"), c->who->login);
                return !*out || not_hidden(c, a, out);
        }
        *out = case_facts_load(&probe, a->subject.id, &f) && case_may_see(&probe, &f);
        if (probe.why.kind == WHY_FAILED)
                return (c->why = probe.why, false);
        return !*out || not_hidden(c, a, out);
}

struct latest { struct ctx *c; struct table *t; bool ok; };

static bool latest_add(void *to, const struct act *a)
{
        struct latest *l = to;
        struct arena *mem = l->c->mem;
        const struct command *cmd = command_find(a->verb);
        bool seen;

        l->ok = act_seen(l->c, a, &seen);
        if (!l->ok)
                return false;
        table_row(l->t, (const char *[]){ text_make(mem, "%lld", (long long)a->seq), instant_text(mem, a->at), cmd ? cmd->label
                : a->verb, seen ? text_make(mem, "%s/%lld", a->subject.noun, (long long)a->subject.id) : "（不在您的数据范围内）",
                seen ? act_text(a, "actor_name") : NULL });
        return true;
}

static const struct column latest_columns[] = {
        { "seq", "编号", CELL_INT }, { "at", "时间", CELL_INSTANT }, { "verb", "动作", CELL_TEXT }, { "subject", "对象", CELL_TEXT },
        { "actor", "办理人", CELL_TEXT }, COLUMN_END
};

static void newest_first(struct table *t)
{
        for (size_t i = 0; i < t->n_rows / 2; i++) {
                const char **row = t->rows[i];

                t->rows[i] = t->rows[t->n_rows - 1 - i];
                t->rows[t->n_rows - 1 - i] = row;
        }
}

static void head_put(struct html *h, const char *note, int64_t size, int64_t acts)
{
        ui_card_begin(h, &(struct ui_card){ .title = "签名头" });
        if (note) {
                ui_kv_begin(h, 0);
                ui_kv(h, "已签名", text_make(h->b.mem, "%lld 条", (long long)size));
                ui_kv(h, "未签名", text_make(h->b.mem, "%lld 条", (long long)(acts - size)));
                ui_kv_end(h);
                ui_details_begin(h, "查看签名头原文", false);
                html(h, "<pre class=\"code\" tabindex=\"0\">%s</pre>", note);
                ui_details_end(h);
        } else {
                ui_empty(h, "还没有签名头", "服务运行时每分钟签名一次，也可以执行 mingjing journal checkpoint。", NULL, NULL);
        }
        ui_card_end(h);
        ui_card_begin(h, &(struct ui_card){ .title = "核验" });
        html(h, "<p>从第一条算起，重新计算每条记录、每个指纹和每个签名；有一条对不上，就说出是哪一条：</p>"
             "<pre class=\"code\" tabindex=\"0\">mingjing journal verify --db URL\nmingjing rebuild --check --db URL</pre>"
             "<p class=\"small muted\">后一条命令由日志重新算出全部业务表，并与现在的表逐行比对。</p>");
        ui_card_end(h);
}

bool case__page_journal(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct table t;
        struct latest l = { c, &t, true };
        const char *note;
        int64_t size, signed_size;

        table_start(&t, c->mem, latest_columns);
        if (!journal_size(c, &size) || !checkpoint_latest(c, &note, &signed_size) ||
            !acts_from(c, size > LATEST ? size - LATEST : 0, latest_add, &l) || !l.ok)
                return false;
        newest_first(&t);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "存证日志", .lead = text_make(c->mem, "共 %lld 条，只能往后加",
                (long long)size), .current = "/desk/journal" });
        ui_split_begin(h);
        ui_card_begin(h, &(struct ui_card){ .title = "最新动作", .flush = true });
        ui_table(h, &t, &(struct ui_table){ .caption = "最新动作", .link = "seq", .link_to = "seq", .link_base = "/desk/journal/",
                                            .empty = "日志还是空的", .empty_when = "第一个动作办理后列在这里。" });
        ui_card_end(h);
        ui_split_aside(h);
        head_put(h, note, signed_size, size);
        ui_split_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- one act ---- */

/* Fields that every act carries or that rules put in: those with a name people know.  The others are for programs. */
static const struct { const char *name, *label; } frame[] = {
        { "actor_name", "办理人" }, { "actor", "登录名" }, { "role", "岗位" }, { "agency", "机关" }, { "stage", "办理后的环节" },
        { "flags", "办理后的情况" }, { "decision_number", "决定文号" }, { "number", "案号" }, { "source_number", "案源号" },
        { "decided_on", "作出日期" }, { "cause", "案由" }, { "party_public", "当事人（公开）" }, { "facts_public", "事实（公开）" },
        { "found_facts", "认定的事实" }, { "result", "结果" }, { "basis", "依据" }, { "title", "标题" }, { "entered_by", "录入人" },
        { "draft_fine", "拟罚款（分）" }, { "noticed_fine", "告知的罚款（分）" }, { "reviewed_fine", "审核的罚款（分）" },
        { "public.title", "公示标题" }, { "public.party", "公示的当事人" }, { "public.facts", "公示的事实" }, { "public.basis", "公示的依据" },
        { "public.result", "公示的结果" }, { "public.text", "公示的文字" }, { "public.released_on", "公示日期" },
        { "public.withdrawn_on", "撤下日期" }, { "public.number", "决定文号" }, { "public.agency_name", "执法机关" },
};

/* NULL: not for people. */
static const char *field_label(const struct command *cmd, const char *name)
{
        const struct arg *g = cmd ? command_arg(cmd, name) : NULL;

        for (size_t i = 0; !g && i < sizeof frame / sizeof *frame; i++)
                if (!strcmp(frame[i].name, name))
                        return frame[i].label;
        return g ? g->label : NULL;
}

static const char *flags_labels(struct ctx *c, const char *list)
{
        struct buffer b = { .mem = c->mem };
        flags_t flags = 0;

        if (!flags_parse(list, ',', &flags, NULL))
                return list;
        for (int i = 0; i < FLAG__MAX; i++)
                if (flags & (flags_t)1 << i)
                        buffer_make(&b, "%s%s", b.n ? "、" : "", flag_label((enum flag)i));
        return buffer_done(&b);
}

static const char *roles_labels(struct ctx *c, const char *list)
{
        struct buffer b = { .mem = c->mem };
        size_t n;
        char **at = text_split(c->mem, list, ',', &n);

        for (size_t i = 0; i < n; i++) {
                const struct pack_role *r = pack_role(c->pack, at[i]);

                buffer_make(&b, "%s%s", i ? "、" : "", r ? r->label : at[i]);
        }
        return buffer_done(&b);
}

static const char *stage_label(struct ctx *c, const struct act *a, const char *stage)
{
        const struct pack_procedure *p = pack_procedure(c->pack, act_text(a, "procedure"));
        const struct pack_stage *s = p ? pack_stage(p, stage) : NULL;

        return s ? s->label : stage;
}

/* 为举报人保密: who reported is for those who handle the case, not for whoever pays in, publishes or files it away. */
static bool handles(const struct ctx *c)
{
        static const char *const roles[] = { "duty", "officer", "team_leader", "head", "supervisor" };

        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
                if (who_has_role(c->who, roles[i]))
                        return true;
        return false;
}

static const char *field_value(struct ctx *c, const struct act *a, const struct command *cmd, const struct field *f)
{
        const struct arg *g = cmd ? command_arg(cmd, f->name) : NULL;
        const struct pack_agency *agency = !strcmp(f->name, "agency") && f->value ? pack_agency(c->pack, f->value) : NULL;

        if (!f->value)
                return "（已依法删除）";
        if (text_in(f->name, "secret|digest|sources", '|'))
                return "（不显示）";
        if (access_hides_column(c, f->name))
                return ACCESS_HIDDEN;
        if ((text_starts(f->name, "reporter") || text_starts(f->name, "asker_")) && !handles(c))
                return "（为举报人保密）";
        if (text_starts(f->name, "reporter_") && !strcmp(a->subject.noun, "complaint"))
                return "（为举报人保密：由办理的人在投诉举报页“查看反映人”，记入办理经过）";
        if (agency)
                return agency->name;
        if (!strcmp(f->name, "flags"))
                return flags_labels(c, f->value);
        if (!strcmp(f->name, "role"))
                return roles_labels(c, f->value);
        if (!strcmp(f->name, "stage"))
                return stage_label(c, a, f->value);
        return g ? case__value(c, g, f->value) : f->value;
}

/* What each field last was before this act: in earlier acts on the same subject.  NULL: it had not been there. */
struct before { struct ctx *c; const struct act *of; const struct field **last; };

static bool before_look(void *to, const struct act *earlier)
{
        struct before *b = to;

        bool hidden;

        if (earlier->seq >= b->of->seq || !access_act_hidden(b->c, earlier, &hidden))
                return false;
        if (hidden)
                return true;
        for (size_t i = 0; i < b->of->n; i++)
                for (size_t k = 0; k < earlier->n; k++)
                        if (!strcmp(b->of->fields[i].name, earlier->fields[k].name))
                                b->last[i] = &earlier->fields[k];
        return true;
}

/* "12,000.00（原为：10,000.00）"; who did it, in which role, is no change of anything. */
static const char *value_and_before(struct ctx *c, const struct act *a, const struct command *cmd, size_t i, const struct field *last)
{
        const struct field *f = &a->fields[i];
        const char *now = field_value(c, a, cmd, f), *was;

        if (!last || text_in(f->name, "actor|actor_name|role|agency", '|'))
                return now;
        was = field_value(c, a, cmd, last);
        return strcmp(was, now) ? text_make(c->mem, "%s（原为：%s）", now, *was ? was : "空") : now;
}

static bool fields_put(struct ctx *c, struct html *h, const struct act *a)
{
        const struct command *cmd = command_find(a->verb);
        struct before b = { c, a, TAKE_N(c->mem, const struct field *, a->n + 1) };

        if (!acts_on(c, a->subject, before_look, &b))
                return false;

        ui_card_begin(h, &(struct ui_card){ .title = "内容", .note = "每一项都单独封存，可以只公开其中几项" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < a->n; i++)
                if (field_label(cmd, a->fields[i].name))
                        ui_kv(h, field_label(cmd, a->fields[i].name), value_and_before(c, a, cmd, i, b.last[i]));
        ui_kv_end(h);
        ui_details_begin(h, "程序使用的字段", false);
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < a->n; i++)
                if (!field_label(cmd, a->fields[i].name))
                        ui_kv(h, a->fields[i].name, field_value(c, a, cmd, &a->fields[i]));
        ui_kv_end(h);
        ui_details_end(h);
        ui_card_end(h);
        return true;
}

bool case__page_act(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct ui_crumb crumbs[] = { { "存证日志", "/desk/journal" } };
        const struct command *cmd;
        const char *text;
        struct act a;
        int64_t seq;
        bool seen;

        if (!text_int(in->args[0], 0, INT64_MAX, &seq))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "日志第 %s 条", utf8_head(c->mem, in->args[0], 20));
        if (!act_load(c, seq, &a) || !act_load_text(c, seq, &text) || !act_seen(c, &a, &seen))
                return false;
        if (!seen)
                return refuse(&c->why, R_SCOPE, NULL, "日志第 %lld 条", (long long)seq);
        look_let(c, "act", seq);
        cmd = command_find(a.verb);
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "%s（日志第 %lld 条）", cmd ? cmd->label : a.verb,
                (long long)seq),
                        .lead = instant_local(c->mem, a.at), .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/journal",
                        .crumb = text_make(c->mem, "第 %lld 条", (long long)seq) });
        if (!strcmp(a.subject.noun, "case")) {
                ui_row_begin(h);
                ui_button(h, &(struct ui_button){ "回到案件", case__url(c->mem, a.subject.id), "arrow-left", BUTTON_PLAIN });
                ui_row_end(h);
        }
        if (!fields_put(c, h, &a))
                return false;
        ui_card_begin(h, &(struct ui_card){ .title = "写入日志的原文", .note = "每行 f 是一项内容的封存指纹" });
        ui_details_begin(h, "查看原文", false);
        html(h, "<pre class=\"code\" tabindex=\"0\">%s</pre>", text);
        ui_details_end(h);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
