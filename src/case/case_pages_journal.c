/* case_pages_journal.c - the log as those who work here see it: the newest acts, one act with its fields, the signed head.
 * Must never show the fields of an act on a case outside the viewer's data scope.
 */
#include "case/case_pages.h"
#include "journal/proof.h"
#include <string.h>

#define LATEST 40

/* May this person see what the act is about?  Acts on people and the site itself are open to those who administer or supervise. */
static bool act_seen(struct ctx *c, const struct act *a, bool *out)
{
        struct ctx probe = *c;
        struct case_facts f;

        probe.why = (struct why){ .mem = c->mem };
        if (strcmp(a->subject.noun, "case")) {
                *out = who_has_role(c->who, "admin") || who_has_role(c->who, "supervisor") ||
                       !strcmp(act_text(a, "actor"), c->who->login);
                return true;
        }
        *out = case_facts_load(&probe, a->subject.id, &f) && case_may_see(&probe, &f);
        if (probe.why.kind == WHY_FAILED)
                return (c->why = probe.why, false);
        return true;
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
        table_row(l->t, (const char *[]){ text_make(mem, "%lld", (long long)a->seq), instant_text(mem, a->at),
                cmd ? cmd->label : a->verb,
                                          seen ? text_make(mem, "%s/%lld", a->subject.noun, (long long)a->subject.id)
                                          : "（不在您的数据范围内）",
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
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = "存证日志",
                .lead = text_make(c->mem, "共 %lld 条，只能往后加", (long long)size),
                                                      .current = "/desk/journal" });
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

static const char *field_label(const struct command *cmd, const char *name)
{
        static const struct arg frame[] = {
                { .name = "actor", .label = "办理人（登录名）" }, { .name = "actor_name", .label = "办理人" },
                        { .name = "role", .label = "岗位" },
                { .name = "agency", .label = "机关" }, { .name = "stage", .label = "办理后的环节" },
                        { .name = "flags", .label = "办理后的事实" },
                { .name = "clocks", .label = "开始计算的期限" }, { .name = "clocks_ended", .label = "了结的期限" },
                { .name = "decision_number", .label = "决定文号" }, { .name = "decided_on", .label = "作出日期" },
                { .name = "party_public", .label = "当事人（公开）" }, { .name = "facts_public", .label = "事实（公开）" },
                { .name = "result", .label = "结果" }, { .name = "basis", .label = "依据" }, { .name = "title", .label = "标题" },
        };
        const struct arg *g = cmd ? command_arg(cmd, name) : NULL;

        for (size_t i = 0; !g && i < sizeof frame / sizeof *frame; i++)
                if (!strcmp(frame[i].name, name))
                        g = &frame[i];
        return g ? g->label : name;
}

static void fields_put(struct ctx *c, struct html *h, const struct act *a)
{
        const struct command *cmd = command_find(a->verb);

        ui_card_begin(h, &(struct ui_card){ .title = "内容", .note = "每一项都单独封存，可以只公开其中几项" });
        ui_kv_begin(h, 0);
        for (size_t i = 0; i < a->n; i++) {
                const struct arg *g = cmd ? command_arg(cmd, a->fields[i].name) : NULL;
                const char *v = a->fields[i].value;

                if (text_in(a->fields[i].name, "secret|digest|sources", '|'))
                        v = "（不显示）";
                ui_kv(h, field_label(cmd, a->fields[i].name), !v ? "（已依法删除）" : g ? case__value(c, g, v) : v);
        }
        ui_kv_end(h);
        ui_card_end(h);
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
        fields_put(c, h, &a);
        ui_card_begin(h, &(struct ui_card){ .title = "写入日志的原文", .note = "每行 f 是一项内容的封存指纹" });
        html(h, "<pre class=\"code\" tabindex=\"0\">%s</pre>", text);
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}
