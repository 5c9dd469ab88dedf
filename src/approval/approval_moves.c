/* approval_moves.c - handlers of the moves of a request: they decide who may do what and bring the whole run as it is from then on.
 *
 * Nobody signs his own request, nobody twice, nobody after it is over; a run never comes back to hands it has gone through.  Nothing here
 * touches the flags or the stage of the case; case.return does, by the step that the pack names, which lets lapse what was passed. */
#include "approval/approval_inner.h"
#include "org/parameter.h"
#include <string.h>

#define HOUR_MS INT64_C(3600000)

struct hand { struct request_row q; struct run r; };

/* ---- what all moves share ---- */

static bool hand_load(struct ctx *c, const struct args *a, const char *states, struct hand *out)
{
        if (!approval__load(c, arg_int(a, "approval"), &out->q))
                return false;
        if (out->q.case_id != facts_of(c)->id)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, "approval", "本案没有编号为 %lld 的请示", (long long)out->q.id);
        if (!approval__run(c, out->q.id, &out->r))
                return false;
        return text_in(out->q.state, states, '|') || refuse(&c->why, R_APPROVAL_OVER, "approval", "这份请示%s", request_state_label(out->q.state));
}

static bool only_asker(struct ctx *c, const struct hand *k)
{
        return !strcmp(k->q.asker, c->who->login) || refuse(&c->why, R_APPROVAL_TURN, NULL, "只有请示人 %s 可以这样办", user_name(c, k->q.asker));
}

/* Whose turn it is; signing is reading. */
static bool my_turn(struct ctx *c, const struct hand *k, struct sign **out)
{
        struct sign *s = run_find(&k->r, c->who->login, "now");

        if (!s && run_find(&k->r, c->who->login, "agreed|refused|returned"))
                return refuse(&c->why, R_APPROVAL_TURN, NULL, "%s 已经签署过", c->who->name);
        if (!s)
                return refuse(&c->why, R_APPROVAL_TURN, NULL, "现在等待签署的是 %s", *run_waiting(&k->r) ? run_waiting(&k->r) : "没有人");
        if (!*s->read)
                s->read = instant_text(c->mem, c->now);
        *out = s;
        return true;
}

static bool signs_roles(const struct ctx *c, const struct user *u, const struct names *roles)
{
        (void)c;
        for (size_t i = 0; i < roles->n; i++)
                if (text_in(roles->at[i], u->roles, ','))
                        return true;
        return false;
}

static const struct pack_step *agree_step(const struct ctx *c)
{
        const struct pack_procedure *p = pack_procedure(c->pack, facts_of(c)->standing.procedure);

        return p ? procedure_step(p, facts_of(c)->standing.stage, "approval.agree") : NULL;
}

/* Of the agency of the case, in a post that may sign, and not the one who asks.  That the account is in use the door has asked (args_known). */
static bool may_sign(struct ctx *c, const char *login, const char *asker, const char *field)
{
        const struct pack_step *step = agree_step(c);
        struct user u;

        if (!user_load(c, login, &u))
                return false;
        if (strcmp(u.agency, facts_of(c)->agency))
                return refuse(&c->why, R_APPROVAL_SIGNER, field, "%s 不是本机关的人员", u.name);
        if (!strcmp(login, asker))
                return refuse(&c->why, R_APPROVAL_SIGNER, field, "%s 是请示人", u.name);
        return (step && signs_roles(c, &u, &step->by)) || refuse(&c->why, R_APPROVAL_SIGNER, field, "%s 的岗位不签署请示", u.name);
}

static bool all_may_sign(struct ctx *c, char *const *logins, size_t n, const struct hand *k, const char *field)
{
        if (k->r.n + n > RUN_MOST)
                return refuse(&c->why, R_ARG_RANGE, field, "一份请示最多 %d 个人", RUN_MOST);
        for (size_t i = 0; i < n; i++) {
                if (!may_sign(c, logins[i], k->q.asker, field))
                        return false;
                if (run_has(&k->r, logins[i]))
                        return refuse(&c->why, R_APPROVAL_SIGNER, field, "%s 已经在这份请示的流转里", user_name(c, logins[i]));
        }
        return true;
}

static void args_put(struct draft *d, const struct args *a)
{
        for (size_t i = 0; a->command->args[i].name; i++)
                draft_put(d, a->command->args[i].name, a->values[i]);
}

/* next: who is told; the field that the table of message kinds reads. */
static bool move_put(const struct hand *k, const char *state, const char *towards, const struct args *a, struct draft *d)
{
        args_put(d, a);
        draft_put(d, "approval_state", state);
        draft_put(d, "run", run_json(&k->r));
        draft_put(d, "towards", towards);
        draft_put(d, "next", towards);
        return true;
}

/* ---- asking ---- */

/* The material that the request rests on; later ones of its kind make the request lapse. */
static bool draft_kind_put(struct ctx *c, const struct args *a, struct draft *d)
{
        struct case_materials l;

        if (!arg_given(a, "draft"))
                return true;
        if (!case_materials_load(c, facts_of(c)->id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                if (l.at[i].id == arg_int(a, "draft")) {
                        draft_put(d, "draft_kind", l.at[i].kind);
                        return true;
                }
        return refuse(&c->why, R_SUBJECT_UNKNOWN, "draft", "本案没有第 %lld 号材料", (long long)arg_int(a, "draft"));
}

static bool verb_known(struct ctx *c, const struct args *a)
{
        const struct command *cmd = arg_given(a, "for_verb") ? command_find(arg_text(a, "for_verb")) : NULL;

        if (!arg_given(a, "for_verb") || (cmd && !strcmp(cmd->noun, "case") && !cmd->creates && !text_starts(cmd->verb, "approval.")))
                return true;
        return refuse(&c->why, R_ARG_CHOICE, "for_verb", "案件上没有“%s”这个动作", arg_text(a, "for_verb"));
}

bool approval__ask(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct hand k = { .q = { .asker = c->who->login }, .r = { .mem = c->mem } };
        const char *mode = arg_text(a, "mode");
        bool apart = !strcmp(mode, "one");
        size_t n;
        char **logins = text_split(c->mem, arg_text(a, "approvers"), ',', &n);

        (void)subject;
        if (arg_given(a, "answer_by") && day_compare(arg_day(a, "answer_by"), day_of(c->now)) < 0)
                return refuse(&c->why, R_ARG_RANGE, "answer_by", "希望答复的日期已经过去");
        if (!verb_known(c, a) || !all_may_sign(c, logins, n, &k, "approvers") || !draft_kind_put(c, a, d))
                return false;
        for (size_t i = 0; i < n; i++)
                run_add(&k.r, &(struct sign){ .place = apart ? (int64_t)i + 1 : 1, .mode = n > 1 ? mode : "one", .login = logins[i], .state = "todo",
                                              .by = c->who->login });
        run_open(&k.r, 1);
        args_put(d, a);
        draft_put(d, "of_agency", facts_of(c)->agency);
        draft_put(d, "run", run_json(&k.r));
        draft_put(d, "towards", run_waiting(&k.r));
        draft_put(d, "next", run_waiting(&k.r));
        return true;
}

bool approval__revise(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct hand k;

        (void)subject;
        if (!hand_load(c, a, "returned|lapsed|agreed|open", &k) || !only_asker(c, &k) || !draft_kind_put(c, a, d))
                return false;
        run_restart(&k.r);
        draft_put(d, "urged_at", instant_text(c->mem, c->now));
        return move_put(&k, "open", run_waiting(&k.r), a, d);
}

bool approval__withdraw(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct hand k;

        (void)subject;
        if (!hand_load(c, a, "open", &k) || !only_asker(c, &k))
                return false;
        for (size_t i = 0; i < k.r.n; i++)
                if (*k.r.at[i].read)
                        return refuse(&c->why, R_APPROVAL_READ, "approval", "%s 在 %s 已经阅看", user_name(c, k.r.at[i].login),
                                      instant_local(c->mem, instant_stored(k.r.at[i].read)));
        return move_put(&k, "withdrawn", "", a, d);
}

bool approval__close(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct hand k;

        (void)subject;
        return hand_load(c, a, "agreed|refused|returned|lapsed", &k) && only_asker(c, &k) && move_put(&k, "closed", "", a, d);
}

bool approval__urge(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct hand k;
        int64_t hours;

        (void)subject;
        if (!hand_load(c, a, "open", &k) || !only_asker(c, &k) || !parameter_int(c, "approval_urge_hours", &hours))
                return false;
        if (c->now.ms - instant_stored(k.q.urged_at).ms < hours * HOUR_MS)
                return refuse(&c->why, R_APPROVAL_URGED, NULL, "上一次在 %s，满 %lld 小时以后再催", instant_local(c->mem, instant_stored(k.q.urged_at)),
                              (long long)hours);
        draft_put(d, "urged_at", instant_text(c->mem, c->now));
        return move_put(&k, "open", run_waiting(&k.r), a, d);
}

/* ---- reading ---- */

bool approval__read(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct sign *s;
        struct hand k;

        (void)subject;
        if (!hand_load(c, a, "open|agreed|refused|returned|used|closed|lapsed", &k))
                return false;
        s = run_find(&k.r, c->who->login, "now");
        if (!s)
                s = run_reader(&k.r, c->who->login);
        if (!s)
                return refuse(&c->why, R_APPROVAL_TURN, NULL, "没有送 %s 阅看", c->who->name);
        if (*s->read)
                return refuse(&c->why, R_ONCE, "approval", "已经在 %s 阅看", instant_local(c->mem, instant_stored(s->read)));
        s->read = instant_text(c->mem, c->now);
        if (!s->place)
                s->state = "done";
        return move_put(&k, k.q.state, "", a, d);
}

bool approval__circulate(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct hand k;
        size_t n;
        char **logins = text_split(c->mem, arg_text(a, "people"), ',', &n);

        (void)subject;
        if (!hand_load(c, a, "open|agreed|used", &k))
                return false;
        if (strcmp(k.q.asker, c->who->login) && !run_find(&k.r, c->who->login, "now|agreed"))
                return refuse(&c->why, R_APPROVAL_TURN, NULL, "传阅由请示人或者签署人发起");
        if (k.r.n + n > RUN_MOST)
                return refuse(&c->why, R_ARG_RANGE, "people", "一份请示最多 %d 个人", RUN_MOST);
        for (size_t i = 0; i < n; i++) {
                if (!may_sign(c, logins[i], "", "people"))
                        return false;
                if (run_reader(&k.r, logins[i]))
                        return refuse(&c->why, R_DUPLICATE, "people", "已经送 %s 传阅", user_name(c, logins[i]));
                run_add(&k.r, &(struct sign){ .mode = "read", .login = logins[i], .state = "now", .by = c->who->login });
        }
        return move_put(&k, k.q.state, arg_text(a, "people"), a, d);
}

/* ---- signing ---- */

bool approval__agree(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct sign *s;
        struct hand k;
        bool all;

        (void)subject;
        if (!hand_load(c, a, "open", &k) || !my_turn(c, &k, &s))
                return false;
        s->at = instant_text(c->mem, c->now);
        s->role = text_join(c->mem, c->who->roles.at, c->who->roles.n, ',');
        all = run_agree(&k.r, s);
        return move_put(&k, all ? "agreed" : "open", all ? k.q.asker : run_waiting(&k.r), a, d);
}

bool approval__refuse(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct sign *s;
        struct hand k;

        (void)subject;
        if (!hand_load(c, a, "open", &k) || !my_turn(c, &k, &s))
                return false;
        s->at = instant_text(c->mem, c->now);
        s->state = "refused";
        return move_put(&k, "refused", k.q.asker, a, d);
}

/* To the asker, or to somebody who signed before: from there on all is asked again. */
bool approval__return(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const char *to = arg_text(a, "to");
        struct sign *s, *earlier;
        struct hand k;

        (void)subject;
        if (!hand_load(c, a, "open", &k) || !my_turn(c, &k, &s))
                return false;
        if (!*to || !strcmp(to, k.q.asker)) {
                s->at = instant_text(c->mem, c->now);
                s->state = "returned";
                return move_put(&k, "returned", k.q.asker, a, d);
        }
        earlier = run_find(&k.r, to, "agreed");
        if (!earlier || earlier->place >= s->place)
                return refuse(&c->why, R_APPROVAL_SIGNER, "to", "%s 没有在前面签署", user_name(c, to));
        earlier->state = "now";
        earlier->at = earlier->role = earlier->read = "";
        run_open(&k.r, earlier->place);
        return move_put(&k, "open", run_waiting(&k.r), a, d);
}

/* Whoever signs in the place of another must hold what that one's yes was wanted for. */
static bool stands_for(struct ctx *c, const struct hand *k, const char *login)
{
        const struct pack_approval *rule = *k->q.verb ? pack_approval(c->pack, k->q.verb, day_of(c->now)) : NULL;
        struct user u;

        if (!rule || !who_has_any(c->who, &rule->agree))
                return true;
        return user_load(c, login, &u) &&
               (signs_roles(c, &u, &rule->agree) || refuse(&c->why, R_APPROVAL_SIGNER, "to", "%s 没有“%s”要求的岗位", u.name, rule->label));
}

bool approval__hand_over(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        char *to = text_copy(c->mem, arg_text(a, "to"));
        struct sign *s;
        struct hand k;

        (void)subject;
        if (!hand_load(c, a, "open", &k) || !my_turn(c, &k, &s) || !all_may_sign(c, &to, 1, &k, "to") || !stands_for(c, &k, to))
                return false;
        s->chain = text_make(c->mem, "%s%s%s", s->chain, *s->chain ? "," : "", s->login);
        s->login = to;
        s->by = c->who->login;
        s->read = "";
        return move_put(&k, "open", to, a, d);
}

static bool insert(struct ctx *c, const struct args *a, const char *mode, struct draft *d)
{
        bool before = !strcmp(arg_text(a, "where"), "before");
        struct sign *s;
        struct hand k;
        size_t n;
        char **logins = text_split(c->mem, arg_text(a, "people"), ',', &n);

        if (!hand_load(c, a, "open", &k) || !my_turn(c, &k, &s) || !all_may_sign(c, logins, n, &k, "people"))
                return false;
        run_insert(&k.r, s, before, mode, logins, n, c->who->login);
        return move_put(&k, "open", before ? arg_text(a, "people") : "", a, d);
}

bool approval__add(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        return insert(c, a, "all", d);
}

bool approval__countersign(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        (void)subject;
        return insert(c, a, arg_text(a, "mode"), d);
}

/* ---- a case goes back: in one act, as far as the pack has a way; what was passed lapses with the step (case_noun.c) ---- */

bool approval__case_return(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        const struct pack_procedure *p = pack_procedure(c->pack, facts_of(c)->standing.procedure);
        const char *stage = facts_of(c)->standing.stage, *to = arg_text(a, "back_to");
        const struct pack_step *step = p ? procedure_step_to(p, stage, "case.return", to) : NULL;

        (void)subject;
        if (!step)
                return refuse(&c->why, R_ARG_CHOICE, "back_to", "从“%s”不能退回到“%s”", p && pack_stage(p, stage) ? pack_stage(p, stage)->label : stage,
                              p && pack_stage(p, to) ? pack_stage(p, to)->label : to);
        args_put(d, a);
        return true;
}
