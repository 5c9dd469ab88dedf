/* exam_pages.c - examinations, the bank, the paper that is sat and what came of it.  A paper works without a script: every answer is in one form with
 * two buttons.  Must never show a right answer before the examination has closed, nor anybody's paper but one's own. */
#include "training/training_inner.h"
#include <string.h>

static const struct ui_crumb crumbs[] = { { "考试", "/desk/exams" } };

bool training__page_exams(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct ui_button b[2];
        size_t n = 0;

        n += training__button(c, "exam.plan", -1, "", "/desk/exams", "plus", &b[n]);
        if (n) {
                b[0].kind = BUTTON_PRIMARY;
                b[n++] = (struct ui_button){ "题库", "/desk/questions", "list-check", BUTTON_PLAIN };
        }
        training__begin(c, in, h, &(struct ui_frame){ .title = "考试", .lead = "以服务器时间计时，程序评分；合格的才能登记执法证件", .buttons = b, .n_buttons = n });
        if (!training__list(c, h, &(struct listed){ .title = "考试安排", .view = "exams", .hide = "id|agency", .tags = "state", .link = "title", .link_to = "id",
                                                    .link_base = "/desk/exam/", .empty = "没有考试", .empty_when = "列入名单的考试出现在这里。" }))
                return false;
        if (training__keeper(c) && !training__list(c, h, &(struct listed){ .title = "成绩", .view = "exam_results", .hide = "exam|login|appeal|answer|started", .tags = "result",
                .link = "name", .link_to = "id", .link_base = "/desk/sitting/", .empty = "还没有成绩" }))
                return false;
        page_end_desk(c, in, h);
        return true;
}

static void rule_put(struct ctx *c, struct html *h, const struct exam *e)
{
        const struct pack_exam *x = pack_exam(c->pack, e->rule);

        ui_card_begin(h, &(struct ui_card){ .title = "规则" });
        ui_kv_begin(h, KV_WIDE);
        ui_kv(h, "考试时间", text_make(c->mem, "%s 至 %s", instant_local(c->mem, e->opens), instant_local(c->mem, e->closes)));
        if (x) {
                ui_kv(h, "时长", text_make(c->mem, "%d 分钟，最晚到截止时间", x->minutes));
                ui_kv(h, "合格", text_make(c->mem, "%d 分（总分 %d 分）", x->pass, x->total));
                ui_kv(h, "补考", text_make(c->mem, "十二个月内 %d 次，间隔 %d 日", x->retakes, x->wait_days));
                for (size_t i = 0; i < x->n_parts; i++)
                        ui_kv(h, training__kind(x->parts[i].kind), text_make(c->mem, "%d 题，每题 %d 分（%s）", x->parts[i].count, x->parts[i].points,
                              pack_subject(c->pack, x->parts[i].subject) ? pack_subject(c->pack, x->parts[i].subject)->label : ""));
                ui_kv(h, "依据", x->law);
        }
        ui_kv_end(h);
        ui_card_end(h);
}

/* What the one before the screen can do now, asked of the command itself. */
static void start_put(struct ctx *c, const struct page_in *in, struct html *h, const struct exam *e)
{
        bool now = !*e->cancelled && c->now.ms >= e->opens.ms && c->now.ms < e->closes.ms;

        ui_card_begin(h, &(struct ui_card){ .title = "参加考试" });
        html(h, "<p>服务器时间 %s。%s</p>", instant_local(c->mem, c->now), *e->cancelled ? "这场考试已经取消。" : now ? "开始以后计时不停，一场只能考一次；答案随时保存，到时自动收卷。"
             : c->now.ms < e->opens.ms ? "还没有开始。" : "已经截止。");
        if (now) {
                html(h, "<form method=\"post\" action=\"/desk/act/exam.start\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_key\" value=\"%s\">"
                     "<input type=\"hidden\" name=\"exam\" value=\"%lld\"><button class=\"btn primary\" type=\"submit\">开始考试</button></form>", in->csrf, random_token(c->mem, 16),
                     (long long)e->id);
        }
        ui_card_end(h);
}

bool training__page_exam(struct ctx *c, const struct page_in *in, struct html *h)
{
        const char *here = text_make(c->mem, "/desk/exam/%s", in->args[0]);
        struct pair p = { "exam", in->args[0] };
        struct sittings mine;
        struct ui_button b[2];
        struct exam e;
        bool listed, keeper;
        size_t n = 0;
        int64_t id;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "考试 %s", in->args[0]);
        if (!training__exam(c, id, &e) || !training__listed(c, id, c->who->login, &listed) ||
            !training__sittings(c, &(struct sitting_wish){ id, c->who->login, "", false }, &mine))
                return false;
        keeper = training__keeper(c) && training__may_look(c, e.agency);
        if (!listed && !keeper)
                return refuse(&c->why, R_EXAM_ENROLLED, NULL, "%s", e.title);
        if (keeper) {
                n += training__button(c, "exam.enrol", id, "", here, "user-plus", &b[n]);
                n += training__button(c, "exam.cancel", id, "", here, "x", &b[n]);
        }
        training__begin(c, in, h, &(struct ui_frame){ .title = e.title, .crumbs = crumbs, .n_crumbs = 1, .current = "/desk/exams", .buttons = b, .n_buttons = n });
        rule_put(c, h, &e);
        if (listed && mine.n)
                ui_button(h, &(struct ui_button){ mine.at[0].ended.ms ? "我的成绩" : "继续作答", text_make(c->mem, "/desk/sitting/%lld", (long long)mine.at[0].id), NULL, BUTTON_PRIMARY });
        else if (listed)
                start_put(c, in, h, &e);
        if (keeper) {
                struct names people;
                struct buffer words = { .mem = c->mem };

                if (!training__candidates(c, id, &people))
                        return false;
                for (size_t i = 0; i < people.n; i++)
                        buffer_make(&words, "%s%s", i ? "、" : "", user_name(c, people.at[i]));
                ui_card_begin(h, &(struct ui_card){ .title = text_make(c->mem, "名单 %zu 人", people.n) });
                html(h, "<p>%s</p>", buffer_done(&words));
                ui_card_end(h);
                if (!training__list(c, h, &(struct listed){ .title = "成绩", .view = "exam_results", .pairs = &p, .n = 1, .hide = "exam|title|login", .tags = "result", .link = "name",
                                                            .link_to = "id", .link_base = "/desk/sitting/", .empty = "还没有人参加" }))
                        return false;
        }
        page_end_desk(c, in, h);
        return true;
}

bool training__page_bank(struct ctx *c, const struct page_in *in, struct html *h)
{
        const struct view *v = view_find("exam_questions");
        struct ui_button b[3];
        struct table t;
        size_t n = 0, asked;
        struct pair *q = training__query(c, in, &asked);

        if (!view_run(c, "exam_questions", q, asked, &t))
                return false;
        n += training__button(c, "question.add", -1, "", "/desk/questions", "plus", &b[n]);
        n += training__button(c, "question.import", -1, "", "/desk/questions", "upload", &b[n]);
        n += training__button(c, "question.withdraw", -1, "", "/desk/questions", "ban", &b[n]);
        training__begin(c, in, h, &(struct ui_frame){ .title = "题库", .lead = "题目和答案只给人事教育看；录入后不改，改的停用再录", .crumbs = crumbs, .n_crumbs = 1,
                                                      .current = "/desk/exams", .buttons = b, .n_buttons = n });
        ui_card_begin(h, &(struct ui_card){ .title = "题目", .flush = true });
        ui_filters(h, &(struct ui_filters){ .path = "/desk/questions", .label = "筛选题目", .params = v->params, .query = q, .n = asked, .total = t.total });
        ui_table(h, &t, &(struct ui_table){ .caption = "题库", .tags = "state", .sub = "options|basis", .empty = "题库还是空的", .empty_when = "录入或者批量录入以后列在这里。" });
        ui_card_end(h);
        page_end_desk(c, in, h);
        return true;
}

/* ---- the paper ---- */

static bool chosen(const char *given, char letter)
{
        return *given && strchr(given, letter) != NULL;
}

static void question_put(struct ctx *c, struct html *h, const struct sheet_row *r, bool open, bool keys)
{
        struct names l = exam__options(c->mem, r->q.options);
        bool multiple = !strcmp(r->q.kind, "multiple");

        html(h, "<fieldset class=\"field question\" id=\"q%lld\"><legend>%lld．%s <small>（%s，%lld 分）</small></legend><div class=\"choices tall\">", (long long)r->p.n,
             (long long)r->p.n, r->q.stem, training__kind(r->q.kind), (long long)r->p.points);
        for (size_t i = 0; i < l.n; i++)
                html(h, "<label><input type=\"%s\" name=\"q%lld\" value=\"%c\"%s%s><span>%c．%s</span></label>", multiple ? "checkbox" : "radio", (long long)r->p.n,
                     (char)('A' + i), chosen(r->p.given, (char)('A' + i)) ? " checked" : "", open ? "" : " disabled", (char)('A' + i), l.at[i]);
        html(h, "</div>");
        if (keys) {
                bool right = exam__right(r->p.given, r->q.answer);

                html(h, "<p>");
                ui_tag(h, right ? "ok" : "bad", right ? "答对" : *r->p.given ? "答错" : "未答");
                html(h, " 正确答案 %s　%s</p>", r->q.answer, r->q.basis);
        }
        html(h, "</fieldset>\n");
}

static void paper_put(struct ctx *c, const struct page_in *in, struct html *h, const struct sitting *s, const struct sheet_rows *l)
{
        int64_t left = (s->deadline.ms - c->now.ms) / 1000;

        html(h, "<form class=\"form paper-form\" method=\"post\" action=\"/desk/act/exam.save\" data-paper=\"%lld\">", (long long)(left > 0 ? left : 0));
        html(h, "<input type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_key\" value=\"%s\"><input type=\"hidden\" name=\"_subject\" value=\"%lld\">"
             "<input type=\"hidden\" name=\"_back\" value=\"/desk/sitting/%lld\">", in->csrf, random_token(c->mem, 16), (long long)s->id, (long long)s->id);
        html(h, "<div class=\"paper-bar\"><span>截止 <b>%s</b>　<span data-left>打开本页时剩 %s</span></span><span data-saved role=\"status\"></span>"
             "<button class=\"btn\" type=\"submit\">保存</button></div>\n", instant_local(c->mem, s->deadline), text_make(c->mem, "%lld 分 %02lld 秒", (long long)(left / 60), (long long)(left % 60)));
        for (size_t i = 0; i < l->n; i++)
                question_put(c, h, &l->at[i], true, false);
        html(h, "<div class=\"row\"><button class=\"btn\" type=\"submit\">保存</button><button class=\"btn primary\" type=\"submit\" formaction=\"/desk/act/exam.submit\">交卷</button></div>"
             "<p class=\"small muted\">保存可以反复；交卷以后不能再改。到时没有交卷的，以保存的答案计分。</p></form>\n");
}

static bool result_put(struct ctx *c, struct html *h, const struct sitting *s, const struct exam *e, bool own)
{
        const char *here = text_make(c->mem, "/desk/sitting/%lld", (long long)s->id);
        struct ui_button b;

        ui_stats(h, "成绩", (struct ui_stat[]){ { text_make(c->mem, "%lld", (long long)s->mark), "得分", text_make(c->mem, "总分 %lld", (long long)s->total), NULL, s->passed ? "ok" : "bad" },
                { s->passed ? "合格" : "不合格", "结果", text_make(c->mem, "合格分 %lld", (long long)s->pass), NULL, s->passed ? "ok" : "bad" },
                { instant_local(c->mem, s->ended), "交卷", text_make(c->mem, "%s 开始", instant_local(c->mem, s->started)), NULL, "" } }, 3);
        if (s->appealed.ms) {
                ui_card_begin(h, &(struct ui_card){ .title = "成绩复核" });
                ui_kv_begin(h, 0);
                ui_kv(h, "申请", text_make(c->mem, "%s　%s", instant_local(c->mem, s->appealed), s->appeal));
                ui_kv(h, "答复", *s->answer ? s->answer : "等待答复");
                ui_kv_end(h);
                ui_card_end(h);
        }
        ui_row_begin(h);
        if (own && !s->appealed.ms && training__button(c, "exam.appeal", s->id, "", here, "message-report", &b))
                ui_button(h, &b);
        if (!own && s->appealed.ms && !*s->answer && training__button(c, "exam.recheck", s->id, "", here, "check", &b))
                ui_button(h, &b);
        ui_row_end(h);
        if (c->now.ms < e->closes.ms)
                ui_callout(h, "info", "答案在考试截止以后可以看", text_make(c->mem, "这场考试 %s 截止；别人还可能在作答。", instant_local(c->mem, e->closes)));
        return true;
}

bool training__page_sitting(struct ctx *c, const struct page_in *in, struct html *h)
{
        struct sheet_rows l;
        struct sitting s;
        struct exam e;
        int64_t id;
        bool own, keeper;

        if (!text_int(in->args[0], 0, INT64_MAX, &id))
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "试卷 %s", in->args[0]);
        if (!training__sitting(c, id, &s) || !training__exam(c, s.exam_id, &e))
                return false;
        own = !strcmp(s.login, c->who->login);
        keeper = training__keeper(c) && training__may_look(c, e.agency) && s.ended.ms;
        if (!own && !keeper)
                return refuse(&c->why, R_EXAM_OTHERS, NULL, NULL);
        if (!training__sheet(c, id, &l))
                return false;
        training__begin(c, in, h, &(struct ui_frame){ .title = own ? e.title : text_make(c->mem, "%s：%s", e.title, user_name(c, s.login)), .crumbs = crumbs, .n_crumbs = 1,
                                                      .crumb = "试卷", .current = "/desk/exams" });
        if (s.ended.ms) {
                if (!result_put(c, h, &s, &e, own))
                        return false;
                for (size_t i = 0; c->now.ms >= e.closes.ms && i < l.n; i++)
                        question_put(c, h, &l.at[i], false, true);
        } else if (c->now.ms > s.deadline.ms) {
                ui_callout(h, "warn", "考试时间已到", "正在以保存的答案计分，一分钟以内出成绩。");
        } else {
                paper_put(c, in, h, &s, &l);
        }
        page_end_desk(c, in, h);
        return true;
}
