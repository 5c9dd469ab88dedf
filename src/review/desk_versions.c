/* desk_versions.c - what changed from one submission of a case to the next: what the acts say the case is, the materials that came in, the text
 * of the draft decision.  From the journal alone, so that it is the same whenever somebody looks. */
#include "review/desk_inner.h"
#include <string.h>

static const struct { const char *field, *label; bool money; } told[] = {
        { "found_facts", "查明的事实", false }, { "evidence_summary", "证据", false }, { "penalties", "拟处罚种类", false }, { "draft_fine", "拟罚款", true },
        { "reviewed_fine", "送审的罚款", true }, { "noticed_fine", "告知的罚款", true }, { "confiscation", "拟没收", true }, { "circumstance", "裁量情节", false },
        { "grade", "裁量阶次", false }, { "deviation", "偏离裁量基准的理由", false },
        { "item", "违法事项", false }, { "cause", "案由", false }, { "party", "当事人", false }, { "party_id", "证件号码", false },
        { "officers", "执法人员", false }, { "tags", "案件特征", false },
};
#define TOLD (sizeof told / sizeof *told)

/* The case as the acts up to one say it is. */
struct version { const char *fields[TOLD]; const char *opinion, *draft, *draft_file; };
struct folding { struct ctx *c; int64_t from, to; struct version a, b; };

static void fold(struct arena *mem, const struct act *a, bool submit, struct version *v)
{
        for (size_t i = 0; i < TOLD; i++)
                if (act_has(a, told[i].field) && fact_lasts(a->verb, told[i].field))
                        v->fields[i] = text_copy(mem, act_text(a, told[i].field));
        if (submit)
                v->opinion = text_copy(mem, act_text(a, "opinion"));
        if (!strcmp(a->verb, "material.add") && !strcmp(act_text(a, "material_kind"), "draft_decision")) {
                v->draft = text_copy(mem, act_text(a, "text"));
                v->draft_file = text_copy(mem, act_text(a, "file"));
        }
}

static void add(struct ctx *c, struct differences *d, size_t *room, struct difference one)
{
        DESK_MORE(c->mem, d, *room);
        d->at[d->n++] = one;
}

static bool fold_act(void *to, const struct act *a)
{
        struct folding *k = to;

        if (a->seq <= k->from)
                fold(k->c->mem, a, !strcmp(a->verb, "review.submit"), &k->a);
        fold(k->c->mem, a, !strcmp(a->verb, "review.submit"), &k->b);
        return a->seq < k->to;
}

static const char *shown(struct ctx *c, size_t field, const char *stored)
{
        int64_t fen;

        if (text_empty(stored))
                return "";
        if (access_hides_column(c, told[field].field))
                return ACCESS_HIDDEN;
        if (told[field].money && text_int(stored, INT64_MIN, INT64_MAX, &fen))
                return text_make(c->mem, "%s 元", money_text(c->mem, fen));
        if (!strcmp(told[field].field, "penalties"))
                return penalties_label(c->mem, stored);
        return stored;
}

static bool materials_between(struct ctx *c, int64_t case_id, int64_t from, int64_t to, struct differences *d, size_t *room)
{
        struct case_materials l;

        if (!desk__files(c, case_id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id > from && l.at[i].id < to)
                        add(c, d, room, (struct difference){ text_in(l.at[i].kind, "video|audio|photo", '|') ? "音像" : "材料", text_make(c->mem, "第 %lld 号", (long long)l.at[i].id), "",
                                                            text_make(c->mem, "%s（%s，%s）", l.at[i].title, user_name(c, l.at[i].by), instant_local(c->mem, l.at[i].at)) });
        return true;
}

bool desk__differences(struct ctx *c, const struct case_facts *f, int64_t from, int64_t to, struct differences *out)
{
        struct folding k = { .c = c, .from = from, .to = to };
        struct differences d = { 0 };
        size_t room = 0;

        if (!acts_on(c, (struct subject){ "case", f->id }, fold_act, &k))
                return false;
        for (size_t i = 0; i < TOLD; i++) {
                const char *a = shown(c, i, k.a.fields[i]), *b = shown(c, i, k.b.fields[i]);

                if (strcmp(a, b))
                        add(c, &d, &room, (struct difference){ "事实", told[i].label, a, b });
        }
        if (!text_same(k.a.opinion ? k.a.opinion : "", k.b.opinion ? k.b.opinion : ""))
                add(c, &d, &room, (struct difference){ "文稿", "拟处理意见", k.a.opinion ? k.a.opinion : "", k.b.opinion ? k.b.opinion : "" });
        if (!text_same(k.a.draft ? k.a.draft : "", k.b.draft ? k.b.draft : "") || !text_same(k.a.draft_file ? k.a.draft_file : "", k.b.draft_file ? k.b.draft_file : ""))
                add(c, &d, &room, (struct difference){ "文稿", "拟作出的决定书", text_empty(k.a.draft) ? "（文件）" : k.a.draft,
                                                      text_empty(k.b.draft) ? "（文件，已更换）" : k.b.draft });
        if (!materials_between(c, f->id, from, to, &d, &room))
                return false;
        *out = d;
        return true;
}
