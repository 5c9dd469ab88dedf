/* training_views.c - examinations, results, hours, certificates, insurance and health as lists.  The data scope is part of every question; right
 * answers are in no view but the bank's, and that is personnel's. */
#include "training/training_inner.h"
#include "base/json.h"
#include <string.h>

static const char *num(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static const char *at_text(struct arena *mem, struct instant t)
{
        return t.ms ? instant_text(mem, t) : NULL;
}

static const char *yes(bool b)
{
        return b ? "true" : "false";
}

static bool keeper(const struct ctx *c)
{
        return who_has_role(c->who, "trainer") || who_has_role(c->who, "head") || who_has_role(c->who, "supervisor");
}

/* ---- examinations ---- */

bool training__view_questions(struct ctx *c, const struct args *a, struct table *out)
{
        struct questions l;

        if (!training__questions(c, &(struct question_wish){ training__scope(c), arg_text(a, "topic"), arg_text(a, "kind"), arg_text(a, "q"), arg_bool(a, "all") }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct question *q = &l.at[i];
                const struct pack_subject *s = pack_subject(c->pack, q->subject);

                table_row(out, (const char *[]){ num(c->mem, q->id), s ? s->label : q->subject, training__kind(q->kind), q->stem,
                        text_join(c->mem, exam__options(c->mem, q->options).at, exam__options(c->mem, q->options).n, ';'), q->answer, q->basis,
                        q->withdrawn ? "bad:停用" : "ok:在用" });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static const char *exam_state(const struct ctx *c, const struct exam *e)
{
        if (*e->cancelled)
                return "bad:已取消";
        return c->now.ms < e->opens.ms ? "info:未开始" : c->now.ms < e->closes.ms ? "ok:正在进行" : "note:已截止";
}

bool training__view_exams(struct ctx *c, const struct args *a, struct table *out)
{
        struct exams l;

        (void)a;
        if (!training__exams(c, keeper(c) ? training__scope(c) : "", keeper(c) ? "" : c->who->login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                struct sittings s;
                struct names people;
                int64_t passed = 0;

                if (!training__sittings(c, &(struct sitting_wish){ l.at[i].id, "", "", false }, &s) || !training__candidates(c, l.at[i].id, &people))
                        return false;
                for (size_t k = 0; k < s.n; k++)
                        passed += s.at[k].passed;
                table_row(out, (const char *[]){ num(c->mem, l.at[i].id), l.at[i].title, pack_exam(c->pack, l.at[i].rule) ? pack_exam(c->pack, l.at[i].rule)->label : l.at[i].rule,
                        training__place(c->pack, l.at[i].agency, ""), instant_text(c->mem, l.at[i].opens), instant_text(c->mem, l.at[i].closes), num(c->mem, (int64_t)people.n),
                        num(c->mem, (int64_t)s.n), num(c->mem, passed), exam_state(c, &l.at[i]) });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static const char *result_word(const struct sitting *s)
{
        if (!s->ended.ms)
                return "info:正在作答";
        if (s->appealed.ms && !*s->answer)
                return "warn:申请复核中";
        return s->passed ? "ok:合格" : "bad:不合格";
}

static void result_row(struct ctx *c, struct table *out, const struct sitting *s, const char *title)
{
        table_row(out, (const char *[]){ num(c->mem, s->id), num(c->mem, s->exam_id), title, s->login, user_name(c, s->login), instant_text(c->mem, s->started),
                at_text(c->mem, s->ended), s->ended.ms ? num(c->mem, s->mark) : NULL, num(c->mem, s->pass), num(c->mem, s->total), result_word(s), s->appeal, s->answer });
}

static bool results(struct ctx *c, int64_t exam, const char *login, struct table *out)
{
        struct sittings l;

        if (!training__sittings(c, &(struct sitting_wish){ exam, login, "", false }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                struct exam e;

                if (!training__exam(c, l.at[i].exam_id, &e))
                        return false;
                if (*login || training__may_look(c, e.agency))
                        result_row(c, out, &l.at[i], e.title);
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

bool training__view_results(struct ctx *c, const struct args *a, struct table *out)
{
        return results(c, arg_int(a, "exam"), "", out);
}

bool training__view_my_exams(struct ctx *c, const struct args *a, struct table *out)
{
        (void)a;
        return results(c, 0, c->who->login, out);
}

/* A paper drawn again from its seed, and whether it is the one that was sat. */
bool training__view_papers(struct ctx *c, const struct args *a, struct table *out)
{
        struct sat_rows p;
        const struct pack_exam *x;
        struct sitting s;
        struct exam e;
        int64_t row = 0;

        if (!training__sitting(c, arg_int(a, "sitting"), &s) || !training__exam(c, s.exam_id, &e) || !training__paper(c, s.id, &p))
                return false;
        if (!training__may_look(c, e.agency))
                return refuse(&c->why, R_SCOPE, "sitting", "%s", e.title);
        x = pack_exam(c->pack, s.rule);
        for (size_t i = 0; x && i < x->n_parts; i++) {
                int64_t *ids, *drawn = TAKE_N(c->mem, int64_t, x->parts[i].count);
                size_t n;

                if (!training__bank(c, e.agency, &x->parts[i], s.bank, &ids, &n))
                        return false;
                if (!exam__draw(c->mem, s.seed, x->parts[i].id, ids, n, (size_t)x->parts[i].count, drawn))
                        continue;
                for (int k = 0; k < x->parts[i].count && row < (int64_t)p.n; k++, row++)
                        table_row(out, (const char *[]){ num(c->mem, row + 1), num(c->mem, p.at[row].question_id), num(c->mem, drawn[k]),
                                yes(p.at[row].question_id == drawn[k]), num(c->mem, p.at[row].points) });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- certificates ---- */

static const char *validity_word(enum validity v)
{
        static const char *const words[] = { [CERTIFICATE_VALID] = "ok:有效", [CERTIFICATE_EARLY] = "info:未生效", [CERTIFICATE_EXPIRED] = "bad:已过期",
                                             [CERTIFICATE_REVOKED] = "bad:已失效", [CERTIFICATE_SUSPENDED] = "bad:暂扣中" };

        return words[v];
}

static bool in_days(struct day d, struct day today, int64_t days)
{
        return day_compare(d, today) >= 0 && day_compare(d, day_plus(today, (int)days)) <= 0;
}

bool training__view_certificates(struct ctx *c, const struct args *a, struct table *out)
{
        struct day today = day_of(c->now);
        struct holders l;

        if (!certificates_list(c, training__scope(c), "", &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct holder *o = &l.at[i];
                enum validity v = certificate_validity(&o->certificate, today);

                if ((arg_given(a, "days") && (!in_days(o->certificate.until, today, arg_int(a, "days")) || v == CERTIFICATE_REVOKED || !o->enabled)) ||
                    (arg_given(a, "unchecked") && arg_bool(a, "unchecked") && (o->check_year >= training__year(c) || (v != CERTIFICATE_VALID && v != CERTIFICATE_SUSPENDED))))
                        continue;
                table_row(out, (const char *[]){ num(c->mem, o->certificate.id), o->login, o->name, training__place(c->pack, o->agency, o->unit), o->certificate.number,
                        o->certificate.kinds, o->certificate.area, day_text(c->mem, o->certificate.since), day_text(c->mem, o->certificate.until),
                        num(c->mem, day_compare(o->certificate.until, today) < 0 ? 0 : o->certificate.until.n - today.n), num(c->mem, o->certificate.card),
                        o->check_year ? num(c->mem, o->check_year) : NULL, o->enabled ? validity_word(v) : "note:已离岗" });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- training ---- */

bool training__view_plans(struct ctx *c, const struct args *a, struct table *out)
{
        struct plans l;

        if (!training__plans(c, training__scope(c), (int)arg_int(a, "year"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                table_row(out, (const char *[]){ num(c->mem, l.at[i].id), training__place(c->pack, l.at[i].agency, ""), num(c->mem, l.at[i].year), l.at[i].title,
                        num(c->mem, l.at[i].hours), l.at[i].content });
        out->total = (int64_t)out->n_rows;
        return true;
}

bool training__view_classes(struct ctx *c, const struct args *a, struct table *out)
{
        struct classes l;

        if (!training__classes(c, training__scope(c), (int)arg_int(a, "year"), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct class *k = &l.at[i];

                table_row(out, (const char *[]){ num(c->mem, k->id), k->title, training__course_kind(c->mem, k->kind), instant_text(c->mem, k->starts),
                        instant_text(c->mem, k->ends), k->place, num(c->mem, k->hours), user_name(c, k->trainer), num(c->mem, k->present),
                        *k->cancelled ? "bad:已取消" : c->now.ms < k->starts.ms ? "info:未开始" : c->now.ms <= k->ends.ms ? "ok:正在上课" : "note:已结束" });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

bool training__view_attendance(struct ctx *c, const struct args *a, struct table *out)
{
        struct attends l;
        struct class k;

        if (!training__class(c, arg_int(a, "class"), &k) || !training__attends(c, k.id, &l))
                return false;
        if (!training__may_look(c, k.agency))
                return refuse(&c->why, R_SCOPE, "class", "%s", k.title);
        for (size_t i = 0; i < l.n; i++)
                table_row(out, (const char *[]){ l.at[i].login, user_name(c, l.at[i].login), instant_text(c->mem, l.at[i].at),
                        !strcmp(l.at[i].way, "code") ? "扫码" : "登记", !strcmp(l.at[i].by, l.at[i].login) ? NULL : user_name(c, l.at[i].by), l.at[i].reason });
        out->total = (int64_t)out->n_rows;
        return true;
}

static bool short_table(struct ctx *c, const char *agency, int year, const char *login, bool missing, struct table *out)
{
        struct short_rows l;

        if (!training__short(c, agency, year, login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct short_row *r = &l.at[i];

                if (missing && !r->missing)
                        continue;
                table_row(out, (const char *[]){ r->login, r->name, training__place(c->pack, r->agency, ""), training__place(c->pack, r->agency, r->unit), r->rule->id,
                        r->rule->label, num(c->mem, r->hours), num(c->mem, r->rule->hours), num(c->mem, r->missing), r->rule->law });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

static int year_of(struct ctx *c, const struct args *a)
{
        return arg_given(a, "year") ? (int)arg_int(a, "year") : training__year(c);
}

bool training__view_hours(struct ctx *c, const struct args *a, struct table *out)
{
        return short_table(c, c->who->agency, year_of(c, a), c->who->login, false, out);
}

bool training__view_shortfall(struct ctx *c, const struct args *a, struct table *out)
{
        return short_table(c, training__scope(c), year_of(c, a), "", arg_bool(a, "missing"), out);
}

bool training__view_notices(struct ctx *c, const struct args *a, struct table *out)
{
        struct notices l;

        (void)a;
        if (!training__notices(c, keeper(c) ? training__scope(c) : "", keeper(c) ? "" : c->who->login, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct notice *n = &l.at[i];
                struct buffer people = { .mem = c->mem };
                size_t k;
                char **at = text_split(c->mem, n->people, ',', &k);

                for (size_t j = 0; j < k; j++)
                        buffer_make(&people, "%s%s", j ? "、" : "", user_name(c, at[j]));
                table_row(out, (const char *[]){ num(c->mem, n->id), training__place(c->pack, n->agency, n->unit), num(c->mem, n->year), buffer_done(&people),
                        user_name(c, n->told), n->content, day_text(c->mem, n->until), at_text(c->mem, n->at), at_text(c->mem, n->read_at),
                        *n->closed ? "ok:已办结" : n->read_at.ms ? "info:已确认" : "warn:待确认", n->closed });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- personal registers: one's own, or those of the agency for personnel and the head ---- */

static const char *whose(const struct ctx *c)
{
        return who_has_role(c->who, "trainer") || who_has_role(c->who, "head") ? "" : c->who->login;
}

bool training__view_covers(struct ctx *c, const struct args *a, struct table *out)
{
        const struct command *cmd = command_find("cover.add");
        struct day today = day_of(c->now);
        struct covers l;

        if (!training__covers(c, *whose(c) ? "" : training__scope(c), whose(c), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct cover *o = &l.at[i];
                bool over = day_is(o->ended) || day_compare(o->until, today) < 0, soon = !over && in_days(o->until, today, 30);

                if (arg_given(a, "due") && arg_bool(a, "due") && (day_is(o->ended) || (!over && !soon)))
                        continue;
                table_row(out, (const char *[]){ num(c->mem, o->id), o->login, user_name(c, o->login), choice_label(c->mem, command_arg(cmd, "kind"), o->kind), o->insurer,
                        o->policy, num(c->mem, o->sum), day_text(c->mem, o->since), day_text(c->mem, o->until),
                        day_is(o->ended) ? "note:已终止" : over ? "bad:已到期" : soon ? "warn:30 天内到期" : "ok:有效" });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* The newest check of each; a person without one does not stand here but in the census. */
bool training__view_medicals(struct ctx *c, const struct args *a, struct table *out)
{
        const struct command *cmd = command_find("medical.add");
        struct day today = day_of(c->now);
        struct medicals l;

        if (!training__medicals(c, *whose(c) ? "" : training__scope(c), whose(c), &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct medical *m = &l.at[i];
                bool newest = !i || strcmp(l.at[i - 1].login, m->login), over = newest && day_is(m->next) && day_compare(m->next, today) < 0;
                bool soon = newest && !over && day_is(m->next) && in_days(m->next, today, 30);

                if (arg_given(a, "due") && arg_bool(a, "due") && !over && !soon)
                        continue;
                table_row(out, (const char *[]){ num(c->mem, m->id), m->login, user_name(c, m->login), day_text(c->mem, m->checked),
                        choice_label(c->mem, command_arg(cmd, "class"), m->class), day_text(c->mem, m->next),
                        !newest ? "note:以前的" : over ? "bad:该体检了" : soon ? "warn:30 天内体检" : "ok:已体检" });
        }
        out->total = (int64_t)out->n_rows;
        return true;
}

/* ---- census ---- */

static bool figures_rows(struct ctx *c, const char *json, struct table *out)
{
        json_t *list = json_parse(&c->why, json, strlen(json));

        for (size_t i = 0; i < json_array_size(list); i++) {
                json_t *r = json_array_get(list, i);

                table_row(out, (const char *[]){ json_string_value(json_array_get(r, 0)), json_string_value(json_array_get(r, 1)), json_string_value(json_array_get(r, 2)),
                        num(c->mem, json_integer_value(json_array_get(r, 3))), json_string_value(json_array_get(r, 4)) });
        }
        json_decref(list);
        out->total = (int64_t)out->n_rows;
        return list != NULL;
}

bool training__view_census(struct ctx *c, const struct args *a, struct table *out)
{
        struct censuses l;
        const char *json;

        if (!arg_given(a, "census"))
                return training__census_figures(c, training__scope(c), &json) && figures_rows(c, json, out);
        if (!training__censuses(c, training__scope(c), &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id == arg_int(a, "census"))
                        return figures_rows(c, l.at[i].figures, out);
        return refuse(&c->why, R_SUBJECT_UNKNOWN, "census", "没有这一次统计");
}

/* ---- the table ---- */

static const struct arg none[] = { ARG_END };
static const struct arg year_params[] = { { "year", ARG_INT, 0, "年度", "不填即为今年（计划和班次：全部）。", NULL, 2000, 2199 }, ARG_END };
static const struct arg short_params[] = { { "year", ARG_INT, 0, "年度", "不填即为今年。", NULL, 2000, 2199 },
                                           { "missing", ARG_BOOL, 0, "只看不足的", "不列出已经够的。", NULL, 0, 0 }, ARG_END };
static const struct arg question_params[] = {
        { "topic", ARG_CODE, 0, "科目", "策略包的科目。", "subjects", 0, 0 }, { "kind", ARG_CHOICE, 0, "题型", "单选、多选或者判断。", "single=单选题|multiple=多选题|judge=判断题", 0, 0 },
        { "q", ARG_TEXT, 0, "查找", "题干中的文字。", NULL, 1, 60 }, { "all", ARG_BOOL, 0, "含停用的", "停用的也列出。", NULL, 0, 0 }, ARG_END
};
static const struct arg result_params[] = { { "exam", ARG_REF, 0, "考试", "不填即为全部。", "exam", 0, 0 }, ARG_END };
static const struct arg paper_params[] = { { "sitting", ARG_REF, ARG_REQUIRED, "试卷", "试卷的编号。", "sitting", 0, 0 }, ARG_END };
static const struct arg certificate_params[] = {
        { "days", ARG_INT, 0, "多少天内到期", "如 30、90。", NULL, 1, 366 }, { "unchecked", ARG_BOOL, 0, "今年没有审验的", "只看有效而今年没有审验的。", NULL, 0, 0 }, ARG_END
};
static const struct arg class_params[] = { { "class", ARG_REF, ARG_REQUIRED, "班次", "班次的编号。", "class", 0, 0 }, ARG_END };
static const struct arg due_params[] = { { "due", ARG_BOOL, 0, "只看到期的", "已经到期或者 30 天内到期的。", NULL, 0, 0 }, ARG_END };
static const struct arg census_params[] = { { "census", ARG_REF, 0, "哪一次", "不填即为现在的数据。", "census", 0, 0 }, ARG_END };

static const struct column question_columns[] = {
        { "id", "题号", CELL_INT }, { "subject", "科目", CELL_TEXT }, { "kind", "题型", CELL_TEXT }, { "stem", "题干", CELL_TEXT }, { "options", "选项", CELL_TEXT },
        { "answer", "答案", CELL_TEXT }, { "basis", "依据", CELL_TEXT }, { "state", "状态", CELL_TEXT }, COLUMN_END
};
static const struct column exam_columns[] = {
        { "id", "编号", CELL_INT }, { "title", "考试", CELL_TEXT }, { "rule", "规则", CELL_TEXT }, { "agency", "组织", CELL_TEXT }, { "opens", "开始", CELL_INSTANT },
        { "closes", "截止", CELL_INSTANT }, { "candidates", "名单", CELL_INT }, { "sat", "已考", CELL_INT }, { "passed", "合格", CELL_INT }, { "state", "状态", CELL_TEXT }, COLUMN_END
};
static const struct column result_columns[] = {
        { "id", "试卷", CELL_INT }, { "exam", "考试编号", CELL_INT }, { "title", "考试", CELL_TEXT }, { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT },
        { "started", "开始", CELL_INSTANT }, { "ended", "交卷", CELL_INSTANT }, { "mark", "得分", CELL_INT }, { "pass", "合格分", CELL_INT }, { "total", "总分", CELL_INT },
        { "result", "结果", CELL_TEXT }, { "appeal", "复核理由", CELL_TEXT }, { "answer", "复核答复", CELL_TEXT }, COLUMN_END
};
static const struct column paper_columns[] = {
        { "n", "题序", CELL_INT }, { "question", "题号", CELL_INT }, { "again", "重新组出", CELL_INT }, { "same", "一致", CELL_BOOL }, { "points", "分值", CELL_INT }, COLUMN_END
};
static const struct column certificate_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "unit", "机构", CELL_TEXT }, { "number", "证件编号", CELL_TEXT },
        { "kinds", "执法类别", CELL_TEXT }, { "area", "执法区域", CELL_TEXT }, { "since", "有效期起", CELL_DAY }, { "until", "有效期止", CELL_DAY }, { "left", "剩余天数", CELL_INT },
        { "card", "证卡", CELL_INT }, { "checked", "审验年度", CELL_TEXT }, { "state", "状况", CELL_TEXT }, COLUMN_END
};
static const struct column plan_columns[] = {
        { "id", "编号", CELL_INT }, { "agency", "机关", CELL_TEXT }, { "year", "年度", CELL_TEXT }, { "title", "计划", CELL_TEXT }, { "hours", "计划学时", CELL_INT },
        { "content", "内容", CELL_TEXT }, COLUMN_END
};
static const struct column class_columns[] = {
        { "id", "编号", CELL_INT }, { "title", "课程", CELL_TEXT }, { "kind", "类别", CELL_TEXT }, { "starts", "开始", CELL_INSTANT }, { "ends", "结束", CELL_INSTANT },
        { "place", "地点", CELL_TEXT }, { "hours", "学时", CELL_INT }, { "trainer", "现场负责", CELL_TEXT }, { "present", "签到", CELL_INT }, { "state", "状态", CELL_TEXT }, COLUMN_END
};
static const struct column attend_columns[] = {
        { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "at", "时间", CELL_INSTANT }, { "way", "方式", CELL_TEXT }, { "by", "登记人", CELL_TEXT },
        { "reason", "原因", CELL_TEXT }, COLUMN_END
};
static const struct column hours_columns[] = {
        { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "agency", "机关", CELL_TEXT }, { "unit", "机构", CELL_TEXT }, { "rule", "规则", CELL_TEXT },
        { "label", "对象", CELL_TEXT }, { "hours", "已修", CELL_INT }, { "needed", "应修", CELL_INT }, { "missing", "差", CELL_INT }, { "law", "依据", CELL_TEXT }, COLUMN_END
};
static const struct column notice_columns[] = {
        { "id", "编号", CELL_INT }, { "unit", "机构", CELL_TEXT }, { "year", "年度", CELL_TEXT }, { "people", "人员", CELL_TEXT }, { "told", "通知谁", CELL_TEXT },
        { "content", "要求", CELL_TEXT }, { "until", "期限", CELL_DAY }, { "at", "通知时间", CELL_INSTANT }, { "read_at", "确认时间", CELL_INSTANT },
        { "state", "状态", CELL_TEXT }, { "outcome", "结果", CELL_TEXT }, COLUMN_END
};
static const struct column cover_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "kind", "险种", CELL_TEXT }, { "insurer", "保险公司", CELL_TEXT },
        { "policy", "保单号", CELL_TEXT }, { "sum", "保额", CELL_MONEY }, { "since", "起", CELL_DAY }, { "until", "止", CELL_DAY }, { "state", "状况", CELL_TEXT }, COLUMN_END
};
static const struct column medical_columns[] = {
        { "id", "编号", CELL_INT }, { "login", "登录名", CELL_TEXT }, { "name", "姓名", CELL_TEXT }, { "checked", "体检日期", CELL_DAY }, { "class", "结论", CELL_TEXT },
        { "next", "下次", CELL_DAY }, { "state", "状况", CELL_TEXT }, COLUMN_END
};
static const struct column census_columns[] = {
        { "group", "类别", CELL_TEXT }, { "agency", "单位", CELL_TEXT }, { "label", "项目", CELL_TEXT }, { "value", "数量", CELL_INT }, { "note", "口径", CELL_TEXT }, COLUMN_END
};

const struct view training_views[] = {
        { "exam_questions", "题库", "本机关考试用的题目和答案。", "trainer", question_params, question_columns, training__view_questions },
        { "exams", "考试", "考试的安排；考生看到列入名单的。", "", none, exam_columns, training__view_exams },
        { "exam_results", "考试成绩", "每人的成绩、是否合格、复核。", KEEPERS, result_params, result_columns, training__view_results },
        { "my_exams", "我的考试", "本人参加过的考试和成绩。", "", none, result_columns, training__view_my_exams },
        { "exam_paper", "重新组卷", "凭种子和当时的题库重新组出试卷，与考过的比对。", "trainer|supervisor", paper_params, paper_columns, training__view_papers },
        { "certificates", "执法证件", "证件的类别、区域、有效期、证卡、审验；可以只看快到期的。", "admin|" KEEPERS "|team_leader", certificate_params, certificate_columns,
          training__view_certificates },
        { "training_plans", "培训计划", "年度培训计划。", "", year_params, plan_columns, training__view_plans },
        { "training_classes", "培训班次", "什么时候、在哪里、几个学时、到了多少人。", "", year_params, class_columns, training__view_classes },
        { "training_attendance", "签到", "一次培训的到场名单。", "trainer|head|supervisor|team_leader", class_params, attend_columns, training__view_attendance },
        { "my_hours", "我的学时", "本人这一年的学时。", "", year_params, hours_columns, training__view_hours },
        { "training_shortfall", "学时", "应修、已修和差的学时，按机关和机构。", KEEPERS "|team_leader", short_params, hours_columns, training__view_shortfall },
        { "training_notices", "学时通知", "通知了哪个机构、谁确认、结果如何。", "", none, notice_columns, training__view_notices },
        { "covers", "保险", "本人的保险；人事教育和负责人看本机关的。", "", due_params, cover_columns, training__view_covers },
        { "medicals", "体检", "本人的体检；人事教育和负责人看本机关的。", "", due_params, medical_columns, training__view_medicals },
        { "census", "摸底调查", "执法类别、执法人员、审核人员、装备、平台。", "trainer|supervisor|head", census_params, census_columns, training__view_census },
};
const size_t training_views_n = sizeof training_views / sizeof *training_views;
