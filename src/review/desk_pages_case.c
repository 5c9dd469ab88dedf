/* desk_pages_case.c - one review: the file on the left, what is in it in the middle, the points of the pack on the right; what was asked the last
 * time beside the answers; then the opinion.  Works without JavaScript: every point is a form of its own. */
#include "base/json.h"
#include "paper/paper.h"
#include "review/desk_inner.h"
#include "review/review.h"
#include "ui/basis.h"
#include "ui/ui.h"
#include <string.h>

static const char *here(struct arena *mem, const struct case_facts *f, int64_t material, size_t point)
{
        return text_make(mem, "/desk/review/%lld?material=%lld&point=%zu", (long long)f->id, (long long)material, point);
}

/* ---- left: what was sent ---- */

static const char *icon_of(const struct case_material *m)
{
        if (text_in(m->kind, "video|photo|audio", '|'))
                return !strcmp(m->kind, "photo") ? "photo" : "video";
        return "file-text";
}

static void file_put(struct ctx *c, struct html *h, const struct case_facts *f, const struct case_materials *l, int64_t at, size_t point)
{
        ui_card_begin(h, &(struct ui_card){ .title = "送审材料", .note = text_make(c->mem, "%zu 件", l->n), .flush = true });
        html(h, "<nav class=\"review-file\" aria-label=\"送审材料\">");
        for (size_t i = 0; i < l->n; i++) {
                const struct case_material *m = &l->at[i];

                html(h, "<a href=\"%s#material\"%s>", here(c->mem, f, m->id, point), m->id == at ? " aria-current=\"true\"" : "");
                ui_icon(h, icon_of(m));
                html(h, "<span>%s</span><small>%lld%s</small></a>", m->title, (long long)m->id, f->submit_seq >= 0 && m->id > f->submit_seq ? "　送审后" : "");
        }
        html(h, "</nav>");
        ui_card_end(h);
}

/* ---- middle: what is in it ---- */

/* The text of the paper that this act made; false: it made none. */
static bool paper_put(struct ctx *c, struct html *h, const struct case_facts *f, int64_t seq)
{
        struct papers all;
        bool any = false;

        if (!papers_of(c, f->id, &all))
                return false;
        for (size_t i = 0; i < all.n; i++) {
                const struct paper *p = &all.at[i];
                struct paper_case *pc = p->seq == seq ? paper_case_load(c, f->id, seq) : NULL;
                struct paper_lines lines;
                struct doc *d;

                if (!pc || !paper_compose(c, p->kind, pc, &d, &lines))
                        continue;
                ui_paper_begin(h, &(struct ui_paper){ .label = p->kind->name, .title = p->kind->name, .number = p->number });
                for (size_t k = 0; k < lines.n; k++)
                        ui_paper_text(h, lines.at[k].text);
                ui_paper_end(h);
                html(h, "<p class=\"small\">");
                ui_link(h, text_make(c->mem, "/desk/case/%lld/paper/%lld/%s", (long long)f->id, (long long)seq, p->kind->id), "打开这份文书（页码以它为准）");
                html(h, "</p>");
                any = true;
        }
        return any;
}

static void plain_put(struct ctx *c, struct html *h, const struct case_material *m)
{
        const char *text;
        struct act a;

        if (!act_load(c, m->id, &a))
                return;
        text = act_has(&a, "text") ? act_text(&a, "text") : act_has(&a, "findings") ? act_text(&a, "findings") : act_has(&a, "content") ? act_text(&a, "content") : "";
        if (*text) {
                ui_paper_begin(h, &(struct ui_paper){ .label = m->title, .title = m->title });
                ui_paper_text(h, text);
                ui_paper_end(h);
        }
        html(h, "<p class=\"row\">");
        if (!strcmp(a.verb, "recording.add"))
                ui_button(h, &(struct ui_button){ "播放", text_make(c->mem, "/desk/recording/%lld", (long long)m->id), "video", BUTTON_PLAIN });
        else if (*m->digest)
                ui_button(h, &(struct ui_button){ "打开文件", url(c->mem, "/api/blobs/%s", m->digest), "file-text", BUTTON_PLAIN });
        ui_button(h, &(struct ui_button){ "日志原文", text_make(c->mem, "/desk/journal/%lld", (long long)m->id), "shield-check", BUTTON_GHOST });
        html(h, "</p>");
}

static void material_put(struct ctx *c, struct html *h, const struct case_facts *f, const struct case_material *m)
{
        struct ctx probe = *c;

        if (!m) {
                ui_empty(h, "卷内还没有材料", NULL, NULL, NULL);
                return;
        }
        probe.why = (struct why){ .mem = c->mem };
        html(h, "<section id=\"material\" tabindex=\"-1\"><p class=\"small muted\">第 %lld 号材料　%s　%s 入卷</p>", (long long)m->id, m->title,
             instant_local(c->mem, m->at));
        if (!paper_put(&probe, h, f, m->id))
                plain_put(c, h, m);
        html(h, "</section>");
}

/* ---- right: the points ---- */

static const char *verdict_kind(const char *verdict)
{
        return !strcmp(verdict, "good") ? "ok" : !strcmp(verdict, "bad") ? "bad" : !strcmp(verdict, "na") ? "note" : "";
}

static void check_form(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f, const struct point *p, size_t number, int64_t material)
{
        struct pair values[8] = { { "point", text_make(c->mem, "%zu", number) }, { "verdict", p ? p->verdict : "" }, { "finding", p ? p->finding : "" },
                                  { "law", p ? p->law : "" }, { "place", p ? p->place : "" } };
        size_t n = 5;

        if (!p)
                values[0].value = "all";
        if (p && (p->material || material))
                values[n++] = (struct pair){ "material", text_make(c->mem, "%lld", (long long)(p->material ? p->material : material)) };
        ui_form(h, &(struct ui_form){ .command = command_find("review.check"), .action = "/desk/act/review.check", .subject = f->id, .values = values, .n_values = n,
                                      .csrf = in->csrf, .key = random_token(c->mem, 16), .expected = -1, .fixed = "point", .button = "保存结论",
                                      .back = here(c->mem, f, material, number + 1) });
}

/* before: the verdict on the same point of the submission before; NULL: there was none. */
static void point_put(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f, const struct point *p, const struct point *before, size_t number,
                      bool may, bool open, int64_t material)
{
        html(h, "<li id=\"point-%zu\"><details%s><summary><span class=\"n\">%zu</span><span>%s</span>", number, open ? " open" : "", number, p->label);
        ui_tag(h, verdict_kind(p->verdict), desk__verdict_label(p->verdict));
        html(h, "</summary>");
        if (before && *before->verdict)
                html(h, "<p class=\"small muted\">上次送审：%s%s%s</p>", desk__verdict_label(before->verdict), *before->finding ? "。" : "", before->finding);
        if (*p->finding)
                html(h, "<p>%s</p>", p->finding);
        if (*p->law)
                html(h, "<p class=\"small muted\">依据：%s</p>", p->law);
        if (p->material)
                html(h, "<p class=\"small\">出处：<a href=\"%s#material\">第 %lld 号材料《%s》</a>%s</p>", here(c->mem, f, p->material, number), (long long)p->material, p->title,
                     p->place);
        if (*p->verdict)
                html(h, "<p class=\"small muted\">%s　%s　<a href=\"/desk/journal/%lld\">日志第 %lld 条</a></p>", user_name(c, p->by), instant_local(c->mem, p->at),
                     (long long)p->seq, (long long)p->seq);
        if (may)
                check_form(c, in, h, f, p, number, material);
        html(h, "</details></li>");
}

static void points_put(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f, const struct points *l, const struct points *before, bool may,
                       int64_t material)
{
        int64_t wanted = 0;
        size_t open = 0;

        if (!text_int(page_query(in, "point"), 1, INT64_MAX, &wanted) || wanted > (int64_t)l->n)
                wanted = 0;
        for (size_t i = l->n; i && !wanted; i--)
                open = *l->at[i - 1].verdict ? open : i;
        open = wanted ? (size_t)wanted : open;
        ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "%zu 项审核", l->n), .note = text_make(c->mem, "已审 %zu / %zu", l->n - l->open, l->n), .flush = true });
        html(h, "<ol class=\"review-points\">");
        for (size_t i = 0; i < l->n; i++)
                point_put(c, in, h, f, &l->at[i], i < before->n ? &before->at[i] : NULL, i + 1, may, may && i + 1 == open, material);
        html(h, "</ol>");
        if (may && l->open) {
                html(h, "<details class=\"review-rest\"><summary>其余 %zu 项结论相同</summary>", l->open);
                check_form(c, in, h, f, NULL, l->n, 0);
                html(h, "</details>");
        }
        ui_card_end(h);
}

/* ---- the opinion ---- */

/* Why it cannot be passed yet, as the act itself would say. */
static const struct why *not_yet(struct ctx *c, const struct case_facts *f)
{
        struct why *why = TAKE(c->mem, struct why);
        struct review_desk k;

        *why = (struct why){ .mem = c->mem };
        if (!case_review_desk(c, f, &k))
                return NULL;
        if (k.open)
                refuse(why, R_CHECKS_OPEN, NULL, "还有 %zu 项没有审", k.open);
        else if (k.bad)
                refuse(why, R_CHECKS_BAD, NULL, "%zu 项有问题：%s", k.bad, k.bad_names);
        return why->kind == WHY_NOTHING ? NULL : why;
}

static bool opinion_put(struct ctx *c, struct html *h, const struct case_facts *f, const struct points *l)
{
        static const char verbs[] = "review.pass|review.return|review.outside|review.crime|review.exempt|review.submit|review.answer|review.object|"
                                    "review.recheck|review.consult|review.resolve|review.take";
        struct ui_action *at;
        struct next_acts next;
        size_t n = 0;

        if (!case_next(c, f, &next))
                return false;
        at = TAKE_N(c->mem, struct ui_action, next.n + 1);
        for (size_t i = 0; i < next.n; i++) {
                const struct command *cmd = next.at[i].command;

                if (!text_in(cmd->verb, verbs, '|') || (!next.at[i].may && strcmp(cmd->verb, "review.pass")))
                        continue;
                at[n++] = (struct ui_action){ .title = cmd->label, .help = cmd->help,
                                              .button = text_starts(cmd->label, "审核：") ? "退回移送" : cmd->label, .primary = !strcmp(cmd->verb, l->bad ? "review.return" : "review.pass"),
                                              .why = !next.at[i].may ? next.at[i].why : strcmp(cmd->verb, "review.pass") ? NULL : not_yet(c, f),
                                              .url = text_make(c->mem, "/desk/act/%s?subject=%lld&back=/desk/review/%lld", cmd->verb, (long long)f->id, (long long)f->id) };
        }
        ui_card_begin(h, &(struct ui_card){ .title = "结论", .flush = true });
        if (f->standing.flags & F(review_open) && l->bad)
                ui_callout(h, "bad", text_make(c->mem, "%zu 项有问题", l->bad), "退回时，有问题的各项自动列入审核意见，承办机构须逐条答复。");
        ui_actions(h, at, n);
        if (!n)
                ui_empty(h, "现在没有您可以办理的", NULL, NULL, NULL);
        ui_card_end(h);
        return true;
}

/* ---- what was asked and answered ---- */

struct talk { struct arena *mem; const char *points, *answers; int64_t asked, answered; };

static bool hear(void *to, const struct act *a)
{
        struct talk *t = to;

        if (text_in(a->verb, "review.return|review.outside|review.crime", '|')) {
                t->points = text_copy(t->mem, act_text(a, "points"));
                t->asked = a->seq;
                t->answers = NULL;
        }
        if (!strcmp(a->verb, "review.answer")) {
                t->answers = text_copy(t->mem, act_text(a, "answers"));
                t->answered = a->seq;
        }
        return true;
}

static json_t *list_of(struct ctx *c, const char *text)
{
        struct why why = { .mem = c->mem };

        return text_empty(text) ? NULL : json_parse(&why, text, strlen(text));
}

static bool talk_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        struct talk t = { .mem = c->mem };
        json_t *points, *answers;

        if (!acts_on(c, (struct subject){ "case", f->id }, hear, &t))
                return false;
        points = list_of(c, t.points);
        answers = list_of(c, t.answers);
        if (points) {
                ui_card_begin(h, &(struct ui_card){ .title = "上次的意见与答复", .note = text_make(c->mem, "日志第 %lld 条%s", (long long)t.asked, answers ? "" : "，尚未答复"), .flush = true });
                html(h, "<div class=\"scroll\"><table class=\"table\"><caption class=\"vh\">审核意见与逐条答复</caption><thead><tr><th scope=\"col\">意见</th><th scope=\"col\">答复</th></tr></thead><tbody>");
                for (size_t i = 0; i < json_array_size(points); i++) {
                        const char *answer = json_string_value(json_array_get(answers, i));

                        html(h, "<tr><td>%zu. %s</td><td>%s</td></tr>", i + 1, json_string_value(json_array_get(points, i)), answer ? answer : "—");
                }
                html(h, "</tbody></table></div>");
                ui_card_end(h);
        }
        json_decref(points);
        json_decref(answers);
        return true;
}

static void why_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const struct pack_review *r = &c->pack->review;
        bool any = false;

        ui_card_begin(h, &(struct ui_card){ .title = "为什么要审核", .note = "审核目录" });
        for (size_t i = 0; i < r->n_catalogue; i++) {
                const struct pack_criterion *k = &r->catalogue[i];

                if (!criterion_applies(k, &f->matter))
                        continue;
                html(h, "<p><b>%s</b>：%s<br><span class=\"small muted\">", k->label, criterion_reason(c->mem, c->pack, k, &f->matter));
                ui_basis(h, k->law);
                html(h, "</span></p>");
                any = true;
        }
        if (!any)
                html(h, "<p>现在不属于目录内的情形，承办机构自行送审。</p>");
        ui_card_end(h);
}

/* ---- the page ---- */

static bool may_check(struct ctx *c, const struct case_facts *f, const struct submission *s)
{
        struct ctx probe = *c;
        const char *instead_of;

        probe.why = (struct why){ .mem = c->mem };
        probe.facts = f;
        return case_may(&probe, f, "review.check") && case_reviewer_right(&probe) && review_may(&probe, f) && desk__may_act(&probe, s, &instead_of);
}

static void frame_put(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f, const struct submissions *l)
{
        static const struct ui_crumb crumbs[] = { { "法制审核", "/desk/review" } };
        const struct submission *s = desk__current(l);
        const char *base = text_make(c->mem, "/desk/review/%lld", (long long)f->id);
        const struct ui_button buttons[] = { { "案件", text_make(c->mem, "/desk/case/%lld", (long long)f->id), "folders", BUTTON_PLAIN },
                                             { "责任", text_make(c->mem, "%s/duty", base), "shield-check", BUTTON_PLAIN },
                                             { "与上次比较", text_make(c->mem, "%s/compare", base), "file-text", BUTTON_PLAIN } };
        struct ui_tag tags[4];
        size_t n = 0;

        if (s) {
                tags[n++] = (struct ui_tag){ "info", text_make(c->mem, "第 %zu 次送审", l->n), NULL };
                tags[n++] = (struct ui_tag){ !strcmp(s->result, "pass") ? "ok" : *s->result ? "bad" : "", desk__result_label(s->result), NULL };
                tags[n++] = (struct ui_tag){ "", *s->reviewer ? text_make(c->mem, "审核人员：%s", user_name(c, s->reviewer)) : "还没有人承担", NULL };
        }
        if (f->draft_fine > 0)
                tags[n++] = (struct ui_tag){ "note", text_make(c->mem, "拟罚款 %s 元", money_text(c->mem, f->draft_fine)), NULL };
        page_begin_desk(c, in, h, &(struct ui_frame){ .title = text_make(c->mem, "审核：%s", *f->title ? f->title : f->source_number),
                                                      .crumb = *f->number ? f->number : f->source_number, .crumbs = crumbs, .n_crumbs = 1, .tags = tags, .n_tags = n,
                                                      .buttons = buttons, .n_buttons = l->n > 1 ? 3 : 2, .current = "/desk/review" });
}

static void clock_put(struct ctx *c, struct html *h, const struct case_facts *f)
{
        const struct case_clock *k = f->clocks ? case_clock_find(f->clocks, "review") : NULL;

        if (!k || k->ended)
                return;
        ui_row_begin(h);
        ui_due(h, &(struct ui_due){ .day = k->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = k->rule.unit, .undetermined = !k->determined, .warn = k->warn });
        html(h, "<span class=\"small muted\">");
        ui_basis(h, k->law);
        html(h, "</span>");
        ui_row_end(h);
}

static const struct case_material *chosen(const struct page_in *in, const struct case_materials *l)
{
        int64_t id;

        for (size_t i = 0; text_int(page_query(in, "material"), 0, INT64_MAX, &id) && i < l->n; i++)
                if (l->at[i].id == id)
                        return &l->at[i];
        for (size_t i = l->n; i; i--)                   /* the report on the investigation says most */
                if (!strcmp(l->at[i - 1].kind, "investigation.conclude"))
                        return &l->at[i - 1];
        return l->n ? &l->at[0] : NULL;
}

bool desk__page_review(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct case_materials materials;
        const struct case_material *m;
        struct submissions sent;
        struct case_facts f;
        struct points points, before = { 0 };
        int64_t id, done;
        bool may, ok;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %s", in->args[0]);
        if (!case_facts_load(c, id, &f) || !case_may_see(c, &f) || !desk__submissions(c, id, &sent) || !desk__points(c, id, f.submit_seq, &points) ||
            !desk__files(c, id, &materials) || (sent.n > 1 && !desk__points(c, id, sent.at[sent.n - 2].submit, &before)))
                return false;
        m = chosen(in, &materials);
        may = (f.standing.flags & F(review_open)) && may_check(c, &f, desk__current(&sent));
        frame_put(c, in, h, &f, &sent);
        if (text_int(page_query(in, "done"), 1, INT64_MAX, &done))
                ui_done(h, "已办理", done, text_make(c->mem, "/desk/journal/%lld", (long long)done));
        clock_put(c, h, &f);
        if (!case_grade_put(c, h, f.id))
                return false;
        html(h, "<div class=\"review\"><div>");
        file_put(c, h, &f, &materials, m ? m->id : -1, 0);
        why_put(c, h, &f);
        html(h, "</div><div>");
        material_put(c, h, &f, m);
        ok = talk_put(c, h, &f);
        html(h, "</div><div>");
        points_put(c, in, h, &f, &points, &before, may, m ? m->id : 0);
        ok = ok && opinion_put(c, h, &f, &points);
        html(h, "</div></div>");
        page_end_desk(c, in, h);
        return ok;
}
