/* exam.c - the bank of questions, examinations, sittings, marks and their re-check; the pass without which no certificate is registered.
 *
 * 行政处罚法 42 (officers have qualification).  The server's clock decides when a paper begins and ends.  Must never put a right answer into an
 * act that a candidate may read, nor take an answer after the deadline or from anybody but the candidate.
 */
#include "base/json.h"
#include "training/training_inner.h"
#include <string.h>

#define MINUTE_MS INT64_C(60000)
#define IMPORT_MAX 500

/* ---- the bank ---- */

static bool part_known(struct ctx *c, const char *subject)
{
        return pack_subject(c->pack, subject) || refuse(&c->why, R_ARG_CHOICE, "topic", "科目：“%s”不在清单中", subject);
}

bool exam__question_add(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool judge = !strcmp(arg_text(a, "kind"), "judge");
        const char *options = judge ? "[\"正确\",\"错误\"]" : arg_text(a, "options"), *answer;
        struct names l;

        (void)subject;
        if (!part_known(c, arg_text(a, "topic")))
                return false;
        if (!*options)
                return refuse(&c->why, R_ARG_MISSING, "options", "选择题要写选项，一行一个");
        l = exam__options(c->mem, options);
        if (l.n < 2 || l.n > 8)
                return refuse(&c->why, R_ARG_RANGE, "options", "选项应为 2 到 8 个");
        answer = exam__answer(c->mem, arg_text(a, "kind"), arg_text(a, "answer"), l.n);
        if (!answer)
                return refuse(&c->why, R_ARG_RANGE, "answer", "答案应为选项的字母（判断题写对或者错），单选只有一个");
        draft_put(out, "topic", arg_text(a, "topic"));
        draft_put(out, "kind", arg_text(a, "kind"));
        draft_put(out, "stem", arg_text(a, "stem"));
        draft_put(out, "options", options);
        draft_put(out, "answer", answer);
        draft_put(out, "basis", arg_text(a, "basis"));
        return true;
}

static void row_put(struct json *j, const struct question_line *q)
{
        const char *const cells[] = { q->subject, q->kind, q->stem, q->options, q->answer, q->basis };

        json_open(j, '[');
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
                json_text(j, cells[i]);
        json_close(j, ']');
}

/* All lines or none: the first that is wrong is named. */
bool exam__question_import(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct names lines = exam__options(c->mem, arg_text(a, "lines"));
        struct json *j = json_new(c->mem);

        (void)subject;
        if (lines.n > IMPORT_MAX)
                return refuse(&c->why, R_ARG_RANGE, "lines", "一次最多 %d 题", IMPORT_MAX);
        json_open(j, '[');
        for (size_t i = 0; i < lines.n; i++) {
                struct question_line q;
                const char *wrong = "";

                if (!exam__line(c->mem, c->pack, lines.at[i], &q, &wrong))
                        return refuse(&c->why, R_ARG_RANGE, "lines", "第 %zu 行：%s", i + 1, wrong);
                row_put(j, &q);
        }
        json_close(j, ']');
        draft_put(out, "questions", json_done(j));
        draft_put_int(out, "count", (int64_t)lines.n);
        return true;
}

QUERY(question_living, "SELECT agency FROM train_question WHERE id = $1 AND withdrawn = 0");

bool exam__question_withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct rows r = db_ask(ctx_log(c), &c->why, &question_living, ARGS(I(arg_int(a, "question"))));
        bool found = db_next(&r);
        const char *agency = found ? db_text_in(c->mem, &r, 0) : "";

        (void)subject;
        if (!db_done(&r))
                return false;
        if (!found)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "question", "没有在用的题目 %s", arg_text(a, "question"));
        if (!training__may_look(c, agency))
                return refuse(&c->why, R_SCOPE, "question", "其他机关的题库");
        training__put(out, a);
        return true;
}

/* ---- examinations ---- */

static const struct pack_exam *rule_of(struct ctx *c, const char *id)
{
        const struct pack_exam *x = pack_exam(c->pack, id);

        if (!x)
                refuse(&c->why, R_ARG_CHOICE, "rule", "策略包没有考试“%s”", id);
        return x;
}

/* Every part of a paper as `seed` draws it from the bank before act `bank`: "id:points,id:points". */
static bool compose(struct ctx *c, const struct pack_exam *x, const char *agency, const char *seed, int64_t bank, const char **paper)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < x->n_parts; i++) {
                const struct pack_part *p = &x->parts[i];
                int64_t *ids, *drawn = TAKE_N(c->mem, int64_t, p->count);
                size_t n;

                if (!training__bank(c, agency, p, bank, &ids, &n))
                        return false;
                if (!exam__draw(c->mem, seed, p->id, ids, n, (size_t)p->count, drawn))
                        return refuse(&c->why, R_BANK_SHORT, "rule", "%s%s要 %d 题，题库中有 %zu 题", pack_subject(c->pack, p->subject)->label, training__kind(p->kind),
                                      p->count, n);
                for (int k = 0; k < p->count; k++)
                        buffer_make(&b, "%s%lld:%d", b.n ? "," : "", (long long)drawn[k], p->points);
        }
        *paper = buffer_done(&b);
        return true;
}

/* Drawn once for trial: whoever sits shall not be the one who finds the bank too small. */
bool exam__plan_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const struct pack_exam *x = rule_of(c, arg_text(a, "rule"));
        const char *paper;

        (void)r;
        return x && compose(c, x, c->who->agency, "trial", INT64_MAX, &paper);
}

/* Of the agency that examines, unless that one examines for the whole jurisdiction; and none who can see the answers. */
static bool candidates_fit(struct ctx *c, const char *agency, const char *logins, const char *field)
{
        size_t n;
        char **at = text_split(c->mem, logins, ',', &n);

        for (size_t i = 0; i < n; i++) {
                struct user u;

                if (!user_load(c, at[i], &u))
                        return false;
                if (strcmp(u.agency, agency) && c->who->scope != SCOPE_JURISDICTION)
                        return refuse(&c->why, R_SCOPE, field, "%s 不是本机关的人员", u.name);
                if (text_in(TRAINERS, u.roles, ','))
                        return refuse(&c->why, R_EXAM_ENROLLED, field, "%s 管理题库，不能参加考试", u.name);
        }
        return true;
}

bool exam__plan(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_exam *x = rule_of(c, arg_text(a, "rule"));
        struct instant opens = arg_instant(a, "opens"), closes = arg_instant(a, "closes");

        (void)subject;
        if (!x || !args_known(c, a) || !candidates_fit(c, c->who->agency, arg_text(a, "candidates"), "candidates"))
                return false;
        if (closes.ms <= c->now.ms || closes.ms - opens.ms < x->minutes * MINUTE_MS)
                return refuse(&c->why, R_ARG_RANGE, "closes", "截止应当在以后，并且离开始不少于 %d 分钟", x->minutes);
        training__put(out, a);
        return true;
}

static bool own_exam(struct ctx *c, int64_t id, struct exam *e)
{
        if (!training__exam(c, id, e))
                return false;
        if (*e->cancelled)
                return refuse(&c->why, R_EXAM_STATE, NULL, "这场考试已经取消：%s", e->cancelled);
        return training__may_look(c, e->agency) || refuse(&c->why, R_SCOPE, NULL, "%s", e->title);
}

bool exam__enrol(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct exam e;
        size_t n;
        char **at = text_split(c->mem, arg_text(a, "logins"), ',', &n);

        if (!own_exam(c, subject, &e) || !args_known(c, a) || !candidates_fit(c, e.agency, arg_text(a, "logins"), "logins"))
                return false;
        if (c->now.ms > e.closes.ms)
                return refuse(&c->why, R_EXAM_TIME, NULL, "考试已于 %s 截止", instant_local(c->mem, e.closes));
        for (size_t i = 0; i < n; i++) {
                bool listed;

                if (!training__listed(c, subject, at[i], &listed))
                        return false;
                if (listed)
                        return refuse(&c->why, R_DUPLICATE, "logins", "%s 已在名单中", user_name(c, at[i]));
        }
        training__put(out, a);
        return true;
}

bool exam__cancel(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct sittings l;
        struct exam e;

        if (!own_exam(c, subject, &e) || !training__sittings(c, &(struct sitting_wish){ subject, "", "", false }, &l))
                return false;
        if (l.n)
                return refuse(&c->why, R_EXAM_STATE, NULL, "已有 %zu 人开始作答，不能取消", l.n);
        training__put(out, a);
        return true;
}

/* ---- sitting ---- */

bool exam__start_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        const char *seed = random_token(c->mem, 16), *paper;
        const struct pack_exam *x;
        struct exam e;
        int64_t size;

        if (!training__exam(c, arg_int(a, "exam"), &e) || !(x = rule_of(c, e.rule)) || !journal_size(c, &size) || !compose(c, x, e.agency, seed, size, &paper))
                return false;
        request_put(c->mem, r, "seed", seed);
        request_put(c->mem, r, "bank", text_make(c->mem, "%lld", (long long)size));
        request_put(c->mem, r, "paper", paper);
        return true;
}

/* So many tries in twelve months, and some days between one that failed and the next. */
static bool may_try(struct ctx *c, const struct pack_exam *x, int64_t exam)
{
        struct day today = day_of(c->now), year_ago = day_plus_months(today, -12);
        struct sittings l;
        int tries = 0;

        if (!training__sittings(c, &(struct sitting_wish){ 0, c->who->login, x->id, false }, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                struct day free_on = day_plus(day_of(l.at[i].ended.ms ? l.at[i].ended : l.at[i].deadline), x->wait_days);

                if (l.at[i].exam_id == exam)
                        return refuse(&c->why, R_EXAM_ONCE, NULL, "%s 已经开始作答", instant_local(c->mem, l.at[i].started));
                if (!l.at[i].ended.ms && l.at[i].deadline.ms >= c->now.ms)
                        return refuse(&c->why, R_EXAM_STATE, NULL, "还有一场考试没有交卷");
                tries += day_compare(day_of(l.at[i].started), year_ago) > 0;
                if (!l.at[i].passed && day_compare(today, free_on) < 0)
                        return refuse(&c->why, R_EXAM_LIMIT, NULL, "不合格的隔 %d 日再考，最早 %s", x->wait_days, day_text(c->mem, free_on));
        }
        return tries <= x->retakes || refuse(&c->why, R_EXAM_LIMIT, NULL, "十二个月内已考 %d 次，补考最多 %d 次", tries, x->retakes);
}

bool exam__start(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_exam *x;
        struct instant deadline;
        struct exam e;
        bool listed;

        (void)subject;
        if (!training__exam(c, arg_int(a, "exam"), &e) || !(x = rule_of(c, e.rule)) || !training__listed(c, e.id, c->who->login, &listed))
                return false;
        if (!listed || who_has_role(c->who, TRAINERS))
                return refuse(&c->why, R_EXAM_ENROLLED, "exam", "%s", e.title);
        if (*e.cancelled || c->now.ms < e.opens.ms || c->now.ms >= e.closes.ms)
                return refuse(&c->why, R_EXAM_TIME, "exam", *e.cancelled ? "考试已经取消：%s" : "考试时间：%s", *e.cancelled ? e.cancelled
                              : text_make(c->mem, "%s 至 %s", instant_local(c->mem, e.opens), instant_local(c->mem, e.closes)));
        if (!may_try(c, x, e.id))
                return false;
        deadline.ms = c->now.ms + x->minutes * MINUTE_MS < e.closes.ms ? c->now.ms + x->minutes * MINUTE_MS : e.closes.ms;
        training__put(out, a);
        draft_put(out, "rule", x->id);
        draft_put(out, "deadline", instant_text(c->mem, deadline));
        draft_put_int(out, "pass", x->pass);
        draft_put_int(out, "total", x->total);
        return true;
}

/* The boxes of a paper: q1 … q150, as many as came. */
const struct command *exam__widen(struct arena *mem, const struct command *row, const struct pair *pairs, size_t n)
{
        static const char letters[] = "A=A|B=B|C=C|D=D|E=E|F=F|G=G|H=H";
        struct command *k = arena_copy(mem, row, sizeof *row);
        size_t fixed = 0, count;
        struct arg *args;

        while (row->args[fixed].name)
                fixed++;
        args = TAKE_N(mem, struct arg, fixed + n + 1);
        memcpy(args, row->args, fixed * sizeof *args);
        count = fixed;
        k->args = args;
        for (size_t i = 0; i < n; i++) {
                int64_t q;

                if (pairs[i].name[0] != 'q' || !text_int(pairs[i].name + 1, 1, 150, &q) || pairs[i].name[1] == '0' || command_arg(k, pairs[i].name))
                        continue;
                args[count++] = (struct arg){ .name = text_copy(mem, pairs[i].name), .type = ARG_CHOICES, .label = text_make(mem, "第 %lld 题", (long long)q),
                                              .help = "选项的字母。", .choices = letters };
        }
        return k;
}

static bool own_paper(struct ctx *c, int64_t id, struct sitting *s)
{
        if (!training__sitting(c, id, s))
                return false;
        if (strcmp(s->login, c->who->login))
                return refuse(&c->why, R_EXAM_OTHERS, NULL, NULL);
        return !s->ended.ms || refuse(&c->why, R_EXAM_OVER, NULL, "已于 %s 交卷", instant_local(c->mem, s->ended));
}

static bool is_box(const char *name)
{
        return name[0] == 'q' && name[1] >= '1' && name[1] <= '9';
}

static size_t boxes_given(const struct args *a)
{
        size_t n = 0;

        for (size_t i = 0; a->command->args[i].name; i++)
                n += is_box(a->command->args[i].name) && a->values[i];
        return n;
}

/* Answers go into the act under the number of their question; one that the paper does not have is refused. */
static bool answers_put(struct ctx *c, const struct args *a, const struct sat_rows *p, struct draft *out)
{
        for (size_t i = 0; a->command->args[i].name; i++) {
                const char *name = a->command->args[i].name;
                int64_t q;

                if (!is_box(name) || !a->values[i])
                        continue;
                if (!text_int(name + 1, 1, (int64_t)p->n, &q))
                        return refuse(&c->why, R_ARG_UNKNOWN, name, "试卷只有 %zu 题", p->n);
                draft_put(out, name, exam__answer(c->mem, "multiple", a->values[i], 8));
        }
        return true;
}

bool exam__save(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        struct sat_rows p;
        struct sitting s;

        if (!own_paper(c, subject, &s) || !training__paper(c, subject, &p))
                return false;
        if (c->now.ms > s.deadline.ms)
                return refuse(&c->why, R_EXAM_OVER, NULL, "截止于 %s，服务器时间 %s", instant_local(c->mem, s.deadline), instant_local(c->mem, c->now));
        if (!boxes_given(a))
                return refuse(&c->why, R_ARG_MISSING, NULL, "没有要保存的答案");
        return answers_put(c, a, &p, out);
}

/* The key of the paper, from the bank; it goes to the writer and into no act. */
bool exam__submit_prepare(struct ctx *c, const struct args *a, struct request *r)
{
        struct buffer key = { .mem = c->mem };
        struct sheet_rows l;

        (void)a;
        if (!training__sheet(c, r->subject, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                buffer_make(&key, "%s%s", i ? "|" : "", l.at[i].q.answer);
        request_put(c->mem, r, "marking", buffer_done(&key));
        return true;
}

static int64_t mark_of(struct ctx *c, const struct args *a, const struct sat_rows *p)
{
        size_t n;
        char **key = text_split(c->mem, arg_text(a, "marking"), '|', &n);
        int64_t mark = 0;

        for (size_t i = 0; i < p->n && i < n; i++) {
                const char *box = text_make(c->mem, "q%lld", (long long)p->at[i].n);
                const char *given = command_arg(a->command, box) && arg_given(a, box) ? exam__answer(c->mem, "multiple", arg_text(a, box), 8) : p->at[i].given;

                mark += exam__right(given, key[i]) ? p->at[i].points : 0;
        }
        return mark;
}

bool exam__submit(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool late, system = !strcmp(c->who->login, ACTOR_SYSTEM);
        struct sat_rows p;
        struct sitting s;
        int64_t mark;

        if (!(system ? training__sitting(c, subject, &s) : own_paper(c, subject, &s)) || !training__paper(c, subject, &p))
                return false;
        late = c->now.ms > s.deadline.ms;
        if (s.ended.ms || (system && !late))
                return refuse(&c->why, R_EXAM_STATE, NULL, s.ended.ms ? "已经交卷" : "考试时间还没有到");
        if (late && boxes_given(a))
                return refuse(&c->why, R_EXAM_OVER, NULL, "截止于 %s，服务器时间 %s", instant_local(c->mem, s.deadline), instant_local(c->mem, c->now));
        if (!answers_put(c, a, &p, out))
                return false;
        mark = mark_of(c, a, &p);
        draft_put(out, "ended", instant_text(c->mem, late ? s.deadline : c->now));
        draft_put_int(out, "mark", mark);
        draft_put(out, "passed", mark >= s.pass ? "true" : "false");
        return true;
}

/* ---- doubts about a mark ---- */

bool exam__appeal(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        const struct pack_exam *x;
        struct sitting s;
        struct day last;

        if (!training__sitting(c, subject, &s))
                return false;
        if (strcmp(s.login, c->who->login))
                return refuse(&c->why, R_EXAM_OTHERS, NULL, NULL);
        if (!s.ended.ms || s.appealed.ms)
                return refuse(&c->why, R_EXAM_STATE, NULL, s.ended.ms ? "已经申请过复核" : "还没有交卷");
        x = pack_exam(c->pack, s.rule);
        last = day_plus(day_of(s.ended), x ? x->appeal_days : 0);
        if (day_compare(day_of(c->now), last) > 0)
                return refuse(&c->why, R_EXAM_TIME, NULL, "申请复核截止于 %s", day_text(c->mem, last));
        training__put(out, a);
        return true;
}

bool exam__recheck(struct ctx *c, const struct args *a, int64_t subject, struct draft *out)
{
        bool change = !strcmp(arg_text(a, "result"), "change");
        struct sitting s;
        struct exam e;
        int64_t mark;

        if (!training__sitting(c, subject, &s) || !training__exam(c, s.exam_id, &e))
                return false;
        if (!training__may_look(c, e.agency))
                return refuse(&c->why, R_SCOPE, NULL, "%s", e.title);
        if (!s.appealed.ms || *s.answer)
                return refuse(&c->why, R_EXAM_STATE, NULL, *s.answer ? "已经答复" : "没有申请复核");
        if (change != arg_given(a, "mark"))
                return refuse(&c->why, change ? R_ARG_MISSING : R_ARG_UNKNOWN, "mark", change ? "改分的写明改为多少" : "维持的不填分数");
        mark = change ? arg_int(a, "mark") : s.mark;
        if (mark > s.total)
                return refuse(&c->why, R_ARG_RANGE, "mark", "总分 %lld", (long long)s.total);
        draft_put_int(out, "mark", mark);
        draft_put(out, "passed", mark >= s.pass ? "true" : "false");
        draft_put(out, "result", arg_text(a, "result"));
        draft_put(out, "answer", arg_text(a, "answer"));
        return true;
}
