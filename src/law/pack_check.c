/* pack_check.c - what `mingjing pack check` prints: findings with file, line and column, then what was walked and what is proven. */
#include "law/pack_yaml.h"

static void findings_print(struct arena *a, const struct findings *f, FILE *out)
{
        for (size_t i = 0; i < f->n; i++)
                fprintf(out, "%s\n", finding_text(a, &f->at[i]));
        if (f->errors)
                fprintf(out, "%zu 处错误，策略包不能使用\n", f->errors);
}

static bool procedures_have(const struct pack *p, const char *kind)
{
        for (size_t i = 0; i < p->n_procedures; i++)
                if (text_same(p->procedures[i].kind, kind))
                        return true;
        return false;
}

static void proof_print(const struct pack *p, size_t states, FILE *out)
{
        fprintf(out, "已走遍 %zu 个状态，证明：\n", states);
        fprintf(out, "  · 凡在法制审核目录内的决定，审核未通过、意见未答复的，没有任何路径可以作出（行政处罚法 58）\n");
        fprintf(out, "  · 审核通过以后，凡是改变案件事实、材料和处理意见的动作都使原审核失效；审核认为超越权限、涉嫌犯罪的不能作出决定（行政处罚法 27、58）\n");
        if (procedures_have(p, "penalty"))
                fprintf(out, "  · 处罚决定之前一定已经告知、两名以上持证人员承办、陈述申辩已答复、申请的听证已举行、期限已过或者当事人已放弃"
                        "（行政处罚法 42、44、45、62—65）\n");
        fprintf(out, "  · 每个环节都能走到，每一步都能用到，任何案件都能办结\n");
}

bool pack_check_print(const char *dir, const struct verb_effect *verbs, size_t n, FILE *out)
{
        struct arena *mem = arena_new();
        struct findings found = { .mem = mem }, again = { .mem = mem };
        struct pack *p = pack_load(dir, verbs, n, &found);
        size_t states = 0;

        findings_print(mem, &found, out);
        if (p && pack_prove(p, verbs, n, &again, &states)) {
                fprintf(out, "%s %s《%s》\n", p->name, p->version, p->title);
                fprintf(out, "  摘要 %s\n", p->digest);
                fprintf(out, "  程序 %zu　期限 %zu　执法事项 %zu　审核目录 %zu　音像记录事项 %zu\n", p->n_procedures, p->n_clocks, p->n_items,
                        p->review.n_catalogue, p->n_duties);
                if (p->n_papers)
                        fprintf(out, "  文书 %zu　救济条款 %zu：每一栏都有来源，作出决定并送达的都写明救济途径和期限\n", p->n_papers, p->n_remedies);
                for (size_t i = 0; i < p->n_procedures; i++)
                        fprintf(out, "  %s：%zu 个环节，%zu 步\n", p->procedures[i].label, p->procedures[i].n_stages,
                                p->procedures[i].n_steps);
                proof_print(p, states, out);
        }
        pack_free(p);
        arena_free(mem);
        return !found.errors;
}
