/* paper_value.c - one field of one act as a value that a template can show: its kind and its label come from what the
 * verb's row describes.  Must never guess a kind from how a text looks. */
#include "law/procedure.h"
#include "paper/paper_inner.h"
#include <string.h>

static enum value_kind kind_of_type(enum arg_type t)
{
        switch (t) {
        case ARG_MONEY: return VALUE_MONEY;
        case ARG_DAY: return VALUE_DAY;
        case ARG_INSTANT: return VALUE_INSTANT;
        case ARG_LOGIN:
        case ARG_LOGINS: return VALUE_PEOPLE;
        case ARG_POINTS: return VALUE_POINTS;
        case ARG_INT: return VALUE_NUMBER;
        default: return VALUE_TEXT;
        }
}

static const struct arg *arg_of_act(struct arena *mem, const struct act *a, const char *field)
{
        struct pair paper = { "paper", act_text(a, "paper") };
        const struct command *k = command_for(mem, a->verb, &paper, *paper.value ? 1 : 0);

        return k ? command_arg(k, field) : NULL;
}

/* Some other verb on cases that takes the same word: a field means one thing wherever it lasts. */
static const struct arg *arg_of_any(const char *field)
{
        const struct command *k;

        for (size_t i = 0; (k = command_at(i)); i++)
                if (!strcmp(k->noun, "case") && command_arg(k, field))
                        return command_arg(k, field);
        return NULL;
}

static const char *code_label(const struct pack *p, const char *list, const char *code)
{
        const struct pack_item *item = !strcmp(list, "items") ? pack_item(p, code) : NULL;
        const struct pack_unit *unit = !strcmp(list, "units") ? pack_unit(p, code) : NULL;
        const struct pack_agency *agency = !strcmp(list, "agencies") ? pack_agency(p, code) : NULL;
        const struct pack_role *role = !strcmp(list, "roles") ? pack_role(p, code) : NULL;
        const struct pack_procedure *procedure = !strcmp(list, "procedures") ? pack_procedure(p, code) : NULL;
        const struct pack_paper *paper = !strcmp(list, "papers") ? pack_paper(p, code) : NULL;

        return item ? item->name : unit ? unit->name : agency ? agency->name : role ? role->label : procedure ? procedure->label :
               paper ? paper->name : code;
}

static const char *word_label(const struct paper_case *pc, const struct arg *g, const char *word)
{
        return g->type == ARG_CODE || g->type == ARG_CODES ? code_label(pc->pack, g->choices, word) : choice_label(pc->c->mem, g, word);
}

static const char *label_of(const struct paper_case *pc, const struct arg *g, const char *text)
{
        struct buffer b = { .mem = pc->c->mem };
        size_t n;
        char **at;

        if (g->type == ARG_BOOL)
                return strcmp(text, "true") ? "否" : "是";
        if (g->type != ARG_CHOICE && g->type != ARG_CHOICES && g->type != ARG_CODE && g->type != ARG_CODES)
                return NULL;
        at = text_split(b.mem, text, ',', &n);
        for (size_t i = 0; i < n; i++)
                buffer_make(&b, "%s%s", i ? "、" : "", word_label(pc, g, at[i]));
        return buffer_done(&b);
}

/* Fields that the handler puts itself: the row says which (gives). */
static bool given_by_handler(const char *verb, const char *field, enum value_kind *kind)
{
        size_t n;
        const struct verb_effect *effects = org_verbs(&n), *e = verb_effect_find(effects, n, verb);
        const struct verb_field *f = e && e->fields ? verb_field_find(e, field) : NULL;

        if (f)
                *kind = f->kind;
        return f != NULL;
}

/* What can be said of any act without a field of its own. */
static struct value frame_value(struct arena *mem, const struct act *a, const char *field)
{
        if (!strcmp(field, "at"))
                return (struct value){ VALUE_INSTANT, instant_text(mem, a->at), NULL, a->seq };
        return (struct value){ .kind = VALUE_NONE, .text = "" };
}

struct value paper__field(const struct paper_case *pc, const struct act *a, const char *field)
{
        struct value v = { VALUE_TEXT, act_text(a, field), NULL, a->seq };
        const struct arg *g;

        if (!*v.text)
                return frame_value(pc->c->mem, a, field);
        if (!strcmp(field, "agency")) {
                v.label = code_label(pc->pack, "agencies", v.text);
                return v;
        }
        if (!strcmp(field, "actor")) {
                v.kind = VALUE_PEOPLE;
                return v;
        }
        g = arg_of_act(pc->c->mem, a, field);
        if (!g && given_by_handler(a->verb, field, &v.kind))
                return v;
        if (!g)
                g = arg_of_any(field);
        if (!g)
                return v;
        v.kind = kind_of_type(g->type);
        v.label = label_of(pc, g, v.text);
        return v;
}

static const struct { const char *word, *label; } fixed_labels[] = {
        { "party.name", "当事人" }, { "party.id", "当事人证件号码" }, { "party.person", "法定代表人" }, { "party.address", "当事人住所" },
        { "party.phone", "当事人联系电话" }, { "party.kind", "当事人类别" }, { "officers.names", "执法人员" }, { "officers.both", "执法人员" },
        { "officers.certificates", "执法证件号码" }, { "item.name", "违法事项" }, { "item.violates", "违反的条款" }, { "item.basis", "处罚依据" },
        { "case.number", "案号" }, { "case.source_number", "案源号" }, { "case.cause", "案由" }, { "case.found_facts", "认定的事实" },
        { "case.basis", "依据" }, { "paper.number", "文书号" }, { "paper.date", "日期" }, { "unit.name", "承办机构" }, { "remedy.text", "救济途径" },
        { "agency.superior", "复议机关" }, { "agency.court", "管辖法院" }, { "agency.name", "执法机关" }, { "case.decision_number", "决定文号" },
        { "case.decided_on", "决定日期" }, { "case.served_on", "送达日期" }, { "case.title", "案件名称" }, { "act.result", "处理结果" },
        { "officer.name", "办理人" }, { "officer.certificate", "办理人证件号码" }, { "officer.post", "办理人职务" }, { "site.verify", "核验网址" },
};

/* What handlers put and every act has. */
static const struct { const char *field, *label; } field_labels[] = {
        { "at", "时间" }, { "actor", "办理人" }, { "actor_name", "办理人" }, { "agency", "机关" }, { "paper_number", "文号" }, { "number", "案号" },
        { "source_number", "案源号" }, { "decision_number", "决定文号" }, { "result", "处理结果" }, { "decided_on", "决定日期" },
        { "surcharge", "加处罚款" }, { "surcharge_days", "逾期日数" }, { "paid", "已缴数额" }, { "noticed_fine", "告知的罚款" },
        { "reviewed_fine", "审核的罚款" }, { "outcome", "结果" }, { "title", "案件名称" }, { "owner", "首问责任人" }, { "accepted_on", "受理日" },
        { "registered_on", "登记日" }, { "public.title", "公示标题" },
};

static const char *field_label(const char *field)
{
        for (size_t i = 0; i < sizeof field_labels / sizeof *field_labels; i++)
                if (!strcmp(field_labels[i].field, field))
                        return field_labels[i].label;
        return NULL;
}

const char *paper__word_label(const struct paper_case *pc, const char *word)
{
        const char *dot = strrchr(word, '.'), *field = dot ? dot + 1 : word, *label;
        struct arena *mem = pc->c->mem;
        char *source = text_copy_n(mem, word, (size_t)(field - word) - (dot != NULL));
        const struct command *verb = command_find(source);
        const struct pack_clock *clock = !strcmp(source, "clock") ? pack_clock(pc->pack, field) : NULL;
        const struct arg *g = NULL;

        for (size_t i = 0; i < sizeof fixed_labels / sizeof *fixed_labels; i++)
                if (!strcmp(fixed_labels[i].word, word))
                        return fixed_labels[i].label;
        if (clock)
                return text_make(mem, "%s的最后一日", clock->label);
        if (!strcmp(source, "act") && pc->n)
                g = arg_of_act(mem, paper__own(pc), field);
        else if (verb)
                g = command_arg(verb, field);
        if (!g && !field_label(field))
                g = arg_of_any(field);
        label = g ? g->label : field_label(field);
        if (!label)
                return word;
        return verb ? text_make(mem, "%s：%s", verb->label, label) : label;
}
