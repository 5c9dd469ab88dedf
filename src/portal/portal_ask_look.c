/* portal_ask_look.c - /follow: what became of a report or question; /progress: how a case stands.  Both by number and code, typed into a form
 * (never an address).  A wrong number and a wrong code are the same answer.
 * Must never: name an officer, a party, or say that a number exists.
 */
#include "complaint/complaint.h"
#include "portal/portal_ask.h"
#include "publicity/correction.h"
#include <string.h>

struct words { const char *number, *number_hint, *code_hint, *none, *none_when; };

static void form_put(const struct page_in *in, struct html *h, const struct words *w)
{
        const char *typed = *ask__typed(in, "number") ? ask__typed(in, "number") : page_query(in, "number");

        ui_card_begin(h, &(struct ui_card){ .title = "查询" });
        html(h, "<form class=\"form\" method=\"post\" action=\"%s\"><div class=\"field\"><label for=\"ask-number\">%s</label><p class=\"hint\" id=\"ask-number-h\">%s</p>"
             "<input class=\"in\" id=\"ask-number\" name=\"number\" value=\"%s\" maxlength=\"80\" autocomplete=\"off\" required aria-describedby=\"ask-number-h\"></div>",
             in->path, w->number, w->number_hint, typed);
        html(h, "<div class=\"field\"><label for=\"ask-code\">查询码</label><p class=\"hint\" id=\"ask-code-h\">%s</p><input class=\"in\" id=\"ask-code\" name=\"code\""
             " value=\"\" maxlength=\"40\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" required aria-describedby=\"ask-code-h\"></div>"
             "<div class=\"form-foot\"><button class=\"btn primary\" type=\"submit\">查询</button></div></form>", w->code_hint);
        ui_card_end(h);
}

static void none_put(struct html *h, const struct words *w)
{
        html(h, "<div role=\"alert\">");
        ui_callout(h, "bad", w->none, w->none_when);
        html(h, "</div>");
}

/* ---- reports and questions ---- */

static void due_put(struct ctx *c, struct html *h, const struct followed *f)
{
        if (!*f->clock)
                return;
        html(h, "<p class=\"ask-due\">%s：", f->clock);
        ui_due(h, &(struct ui_due){ .day = f->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = f->unit, .undetermined = !f->due_known });
        html(h, "</p><p class=\"small muted\">%s</p>", f->clock_rule);
}

static void steps_put(struct html *h, const struct followed *f)
{
        struct ui_event *e = TAKE_N(h->b.mem, struct ui_event, f->n + 1);

        for (size_t i = 0; i < f->n; i++) {
                const struct followed_step *s = &f->steps[f->n - 1 - i];

                e[i] = (struct ui_event){ .kind = i ? "ok" : "", .title = s->title, .text = *s->text ? s->text : NULL, .meta = { instant_local(h->b.mem, s->at) } };
        }
        ui_card_begin(h, &(struct ui_card){ .title = "经过", .note = "新的在前" });
        ui_timeline(h, "办理经过", e, f->n);
        ui_card_end(h);
}

static void followed_put(struct ctx *c, struct html *h, const struct followed *f)
{
        ui_card_begin(h, &(struct ui_card){ .title = f->number, .note = f->what });
        html(h, "<p><b>现在在：%s</b> ", f->with);
        ui_tag(h, f->tone, f->state);
        html(h, "</p>");
        if (*f->first)
                html(h, "<p class=\"small muted\">首问责任单位：%s（收到您反映的单位，一直负责到正式移送为止）</p>", f->first);
        due_put(c, h, f);
        if (*f->answer) {
                html(h, "<h3>答复</h3>");
                html_paragraphs(h, f->answer);
        }
        ui_card_end(h);
        steps_put(h, f);
}

/* Requests for correction are numbered JC-12.  They are asked for in any case, so that the kind of number tells nothing by the time it takes. */
static bool correction_followed(struct ctx *c, const char *number, const char *code, struct followed *out, bool *found)
{
        bool right = (text_starts(number, "JC-") || text_starts(number, "jc-")), theirs = false;
        struct correction k;
        int64_t id = -1;

        if (right && !text_int(number + 3, 0, INT64_MAX, &id))
                id = -1;
        if (!correction_follow(c, id, code, &k, &theirs))
                return false;
        if (!theirs)
                return true;
        const struct pack_agency *g = pack_agency(c->pack, k.agency);
        bool answered = k.answered_at.ms != 0;

        *out = (struct followed){ .number = text_make(c->mem, "JC-%lld", (long long)k.id), .what = "信息纠错", .state = correction_state(k.state),
                                  .tone = answered ? "ok" : "info", .with = g ? g->name : k.agency, .first = "", .clock = "", .clock_rule = "", .due = DAY_NONE,
                                  .answer = k.answer, .steps = TAKE_N(c->mem, struct followed_step, 2), .n = answered ? 2 : 1 };
        out->steps[0] = (struct followed_step){ k.asked_at, "收到您的纠错申请", "" };
        out->steps[1] = (struct followed_step){ k.answered_at, "答复", k.answer };
        *found = true;
        return true;
}

static bool follow(struct ctx *c, const char *number, const char *code, struct followed *out, bool *found)
{
        bool corrected = false;

        if (!complaint_follow(c, number, code, out, found) || !correction_followed(c, number, code, out, &corrected))
                return false;
        *found = *found || corrected;
        return true;
}

bool portal_ask_follow(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct words w = { "编号", "提交时得到的，如 TS20261120-0086、ZX20261120-0012、JC-345", "16 个字母和数字，大小写、横线都可以", "没有查到",
                                        "编号或者查询码不对。请对照提交时保存的编号和查询码；查询码分不清的，O 就是 0，I、L 就是 1。" };
        struct followed f = { 0 };
        bool found = false;

        if (in->door && in->door->asked && !follow(c, ask__typed(in, "number"), ask__typed(in, "code"), &f, &found))
                return false;
        ask__begin(c, in, h, "查处理结果", "投诉举报、咨询和纠错：办到哪一步，什么时候答复，答复的内容", 2);
        ui_split_begin(h);
        if (found)
                followed_put(c, h, &f);
        else if (in->door && in->door->asked)
                none_put(h, &w);
        if (!found)
                form_put(in, h, &w);
        ui_split_aside(h);
        if (found)
                form_put(in, h, &w);
        ask__otherwise(c, h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}

/* ---- cases ---- */

static enum ui_step_state step_state(int state)
{
        switch (state) {
        case STAGE_DONE: return STEP_DONE;
        case STAGE_NOW: return STEP_NOW;
        case STAGE_SKIP: return STEP_SKIP;
        default: return STEP_TODO;
        }
}

static void line_put(struct html *h, const struct progress *p)
{
        struct ui_step *s = TAKE_N(h->b.mem, struct ui_step, p->line.n + 1);

        for (size_t i = 0; i < p->line.n; i++)
                s[i] = (struct ui_step){ p->line.at[i].label, day_is(p->line.at[i].on) ? day_text(h->b.mem, p->line.at[i].on) : NULL,
                                         step_state(p->line.at[i].state) };
        ui_stepper(h, "办理进度", s, p->line.n);
}

static void next_put(struct ctx *c, struct html *h, const struct progress *p)
{
        const struct case_clock *k = p->next;

        ui_card_begin(h, &(struct ui_card){ .title = "下一个日期" });
        if (!k) {
                ui_empty(h, p->ended ? "已经办结" : "现在没有在计算的期限", p->ended ? "这件事的程序已经走完。" : "有新的期限时显示在这里。", NULL, NULL);
        } else {
                html(h, "<p><b>%s</b>（%s）", k->label, strcmp(k->who, "party") ? "机关的期限" : "您的期限");
                ui_due(h, &(struct ui_due){ .day = k->due, .today = day_of(c->now), .calendar = c->pack->calendar, .unit = k->rule.unit,
                                            .party = !strcmp(k->who, "party") });
                html(h, "</p><p class=\"small muted\">%s</p>", p->why.summary);
                ui_why_date(h, &p->why, "为什么是这一天", false);
        }
        ui_card_end(h);
}

static void progress_put(struct ctx *c, struct html *h, const struct progress *p)
{
        ui_card_begin(h, &(struct ui_card){ .title = p->number, .note = p->kind });
        html(h, "<p><b>现在的环节：%s</b></p>", p->stage);
        line_put(h, p);
        ui_kv_begin(h, 0);
        ui_kv(h, "办理机关", p->agency);
        ui_kv(h, "程序", p->procedure);
        ui_kv_open(h, "最近办理");
        ui_instant(h, p->changed);
        ui_kv_close(h);
        ui_kv_end(h);
        html(h, "<p class=\"small muted\">这里不显示任何人的姓名和案件内容；要看材料，请到窗口出示证件。</p>");
        ui_card_end(h);
        next_put(c, h, p);
}

bool portal_ask_progress(struct ctx *c, const struct page_in *in, struct html *h)
{
        static const struct words w = { "案号（受理号）", "受理通知书、告知书上的编号", "随文书交给您的 16 个字母和数字", "没有查到",
                                        "编号或者查询码不对，或者查询码已经重新制发。请对照文书；遗失查询码的，到窗口重新制发。" };
        struct progress p = { 0 };
        bool found = false;

        if (in->door && in->door->asked && !progress_find(c, ask__typed(in, "number"), ask__typed(in, "code"), &p, &found))
                return false;
        ask__begin(c, in, h, "查办案进度", "行政许可申请人、行政处罚当事人：凭编号和查询码看办到哪一步、下一个日期", 3);
        ui_split_begin(h);
        if (found)
                progress_put(c, h, &p);
        else if (in->door && in->door->asked)
                none_put(h, &w);
        if (!found)
                form_put(in, h, &w);
        ui_split_aside(h);
        if (found)
                form_put(in, h, &w);
        ask__otherwise(c, h);
        ui_split_end(h);
        page_end_public(c, in, h);
        return true;
}
