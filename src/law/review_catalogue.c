/* review_catalogue.c - does the review catalogue of a pack apply to a matter (处罚法 58), by which criterion, and what was held against what.
 *
 * Pure.  As long as something is not known, the stricter side counts.  Must never weigh criteria: one that applies is enough. */
#include "law/pack.h"
#include <string.h>

static bool names_meet(const struct names *a, const struct names *b)
{
        for (size_t i = 0; i < a->n; i++)
                if (names_have(b, a->at[i]))
                        return true;
        return false;
}

/* A sole trader counts as a citizen. */
static bool may_be_body(const struct matter *m)
{
        return text_empty(m->party_kind) || !strcmp(m->party_kind, "body");
}

static bool may_be_citizen(const struct matter *m)
{
        return text_empty(m->party_kind) || strcmp(m->party_kind, "body");
}

/* Not known yet: it may be. */
static bool word_may(const struct pack_criterion *k, const char *word)
{
        return text_empty(word) || names_have(&k->words, word);
}

bool criterion_applies(const struct pack_criterion *k, const struct matter *m)
{
        switch (k->kind) {
        case CRIT_ALL:          return true;
        case CRIT_FINE_CITIZEN: return may_be_citizen(m) && m->fine >= k->amount;
        case CRIT_FINE_BODY:    return may_be_body(m) && m->fine >= k->amount;
        case CRIT_CONFISCATION: return m->confiscation >= k->amount;
        case CRIT_PENALTY:      return names_meet(&m->penalties, &k->words);
        case CRIT_AFTER_HEARING: return m->heard;
        case CRIT_TAG:          return names_meet(&m->tags, &k->words);
        case CRIT_NOT_SUMMARY:  return !text_same(m->procedure, "summary");
        case CRIT_KIND:         return word_may(k, m->kind);
        case CRIT_PARTY:        return word_may(k, m->party_kind);
        case CRIT_ITEM:         return !text_empty(m->item) && names_have(&k->words, m->item);
        case CRIT__MAX:         break;
        }
        must(!"an unknown criterion");
        return true;
}

const struct pack_criterion *review_applies(const struct pack *p, const struct matter *m)
{
        for (size_t i = 0; i < p->review.n_catalogue; i++)
                if (criterion_applies(&p->review.catalogue[i], m))
                        return &p->review.catalogue[i];
        return NULL;
}

/* ---- explained ---- */

#define TAG(code, label) { code, label }
static const struct { const char *code, *label; } tags[] = {
        TAG("public_interest", "涉及重大公共利益"), TAG("social_risk", "可能造成重大社会影响或者引发社会风险"),
        TAG("major_rights", "直接关系当事人或者第三人重大权益"), TAG("complex", "案情疑难复杂、涉及多个法律关系"),
};

const char *tag_label(const char *tag)
{
        for (size_t i = 0; tag && i < sizeof tags / sizeof *tags; i++)
                if (!strcmp(tags[i].code, tag))
                        return tags[i].label;
        return tag;
}

static const char *party_word(const char *kind)
{
        if (text_empty(kind))
                return "还没有查明";
        return !strcmp(kind, "body") ? "法人或者其他组织" : !strcmp(kind, "citizen") ? "公民" : "个体工商户";
}

static const char *kind_word(const char *kind)
{
        return text_same(kind, "permit") ? "行政许可" : "行政处罚";
}

/* Those of the list that the matter has, by their labels; "" if none. */
static const char *meeting(struct arena *mem, const struct pack_criterion *k, const struct names *has)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < has->n; i++) {
                const struct penalty *p = penalty_find(has->at[i]);

                if (names_have(&k->words, has->at[i]))
                        buffer_make(&b, "%s%s", b.n ? "、" : "", k->kind == CRIT_PENALTY && p ? p->label : tag_label(has->at[i]));
        }
        return buffer_done(&b);
}

static const char *sum_reason(struct arena *mem, const struct pack_criterion *k, const struct matter *m)
{
        bool body = k->kind == CRIT_FINE_BODY;

        if (k->kind == CRIT_CONFISCATION)
                return text_make(mem, "拟没收 %s 元，起点 %s 元", money_text(mem, m->confiscation), money_text(mem, k->amount));
        if (body ? !may_be_body(m) : !may_be_citizen(m))
                return text_make(mem, "当事人是%s", party_word(m->party_kind));
        return text_make(mem, "拟罚款 %s 元，起点 %s 元", money_text(mem, m->fine), money_text(mem, k->amount));
}

static const char *list_reason(struct arena *mem, const struct pack_criterion *k, const struct matter *m)
{
        const char *met = meeting(mem, k, k->kind == CRIT_PENALTY ? &m->penalties : &m->tags);

        if (k->kind == CRIT_PENALTY)
                return *met ? text_make(mem, "拟处罚种类：%s", met) : "拟处罚种类不在其中";
        return *met ? text_make(mem, "案件特征：%s", met) : "立案时没有写明这一特征";
}

const char *criterion_reason(struct arena *mem, const struct pack *p, const struct pack_criterion *k, const struct matter *m)
{
        const struct pack_procedure *procedure = pack_procedure(p, m->procedure);

        switch (k->kind) {
        case CRIT_ALL:          return "本机关的全部执法决定";
        case CRIT_FINE_CITIZEN: case CRIT_FINE_BODY: case CRIT_CONFISCATION: return sum_reason(mem, k, m);
        case CRIT_PENALTY: case CRIT_TAG: return list_reason(mem, k, m);
        case CRIT_AFTER_HEARING: return m->heard ? "已经举行听证" : "没有举行听证";
        case CRIT_NOT_SUMMARY:  return text_make(mem, "程序：%s", procedure ? procedure->label : m->procedure);
        case CRIT_KIND:         return text_make(mem, "决定的种类：%s", kind_word(m->kind));
        case CRIT_PARTY:        return text_make(mem, "当事人：%s", party_word(m->party_kind));
        case CRIT_ITEM:         return text_make(mem, "事项：%s", text_empty(m->item) ? "还没有确定" : m->item);
        case CRIT__MAX:         break;
        }
        must(!"an unknown criterion");
        return "";
}
