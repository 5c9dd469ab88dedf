/* work_kinds.c - the table of message kinds: which acts tell whom.  A new kind is a row and, if nobody before it fits, a function.
 *
 * What is told is the number of a thing and where it is; never what an act says.  The title of a case can hold names and what a reporter wrote: it
 * is for the page only and goes into no mail.  Whoever did the act is not told of it.
 */
#include "publicity/task.h"
#include "workspace/work_inner.h"
#include <string.h>

void work__tell(struct telling *t, const char *login)
{
        for (size_t i = 0; i < t->n; i++)
                if (!strcmp(t->to[i], login))
                        return;
        if (!*login || *login == '@')
                return;
        if (t->n == t->room) {
                t->to = arena_grow(t->mem, t->to, t->room * sizeof *t->to, (2 * t->room + 16) * sizeof *t->to);
                t->room = 2 * t->room + 16;
        }
        t->to[t->n++] = text_copy(t->mem, login);
}

static void tell_list(struct telling *t, const char *logins, const char *except)
{
        size_t n;
        char **at = text_split(t->mem, logins, ',', &n);

        for (size_t i = 0; i < n; i++)
                if (strcmp(at[i], except))
                        work__tell(t, at[i]);
}

void work__about_case(struct arena *mem, int64_t id, const struct case_facts *f, const char **title, const char **text)
{
        *title = *f->number ? f->number : *f->source_number ? f->source_number : text_make(mem, "案件 %lld", (long long)id);
        *text = f->title;
}

static bool about_case(struct ctx *c, int64_t id, struct case_facts *f, struct telling *out)
{
        if (!case_facts_load(c, id, f))
                return false;
        work__about_case(c->mem, id, f, &out->title, &out->text);
        out->link = text_make(c->mem, "/desk/case/%lld", (long long)id);
        return true;
}

/* The officers named in the act itself: who was given the case. */
static bool tell_assigned(struct ctx *c, const struct act *a, struct telling *out)
{
        struct case_facts f;

        if (!about_case(c, a->subject.id, &f, out))
                return false;
        tell_list(out, act_text(a, "officers"), act_text(a, "actor"));
        return true;
}

/* The officers of the case, and whoever received it first. */
static bool tell_officers(struct ctx *c, const struct act *a, struct telling *out)
{
        struct case_facts f;

        if (!about_case(c, a->subject.id, &f, out))
                return false;
        for (size_t i = 0; i < f.officers.n; i++)
                if (strcmp(f.officers.at[i], act_text(a, "actor")))
                        work__tell(out, f.officers.at[i]);
        if (!f.officers.n && strcmp(f.owner, act_text(a, "actor")))
                work__tell(out, f.owner);
        return true;
}

struct role_wish { struct telling *out; const char *unit, *role, *except; struct arena *mem; };

static void tell_role(void *to, const struct user *u, const char *certificate)
{
        const struct role_wish *w = to;

        (void)certificate;
        if ((!*w->unit || !strcmp(w->unit, u->unit)) && text_in(w->role, u->roles, ',') && strcmp(u->login, w->except))
                work__tell(w->out, u->login);
}

/* Everybody in a post of the agency at which the case is. */
static bool tell_reviewers(struct ctx *c, const struct act *a, struct telling *out)
{
        struct case_facts f;

        return about_case(c, a->subject.id, &f, out) &&
               users_list(c, f.agency, tell_role, &(struct role_wish){ out, "", "reviewer", act_text(a, "actor"), c->mem });
}

/* Whoever asked: the actor of the act that made the subject. */
static bool tell_asker(struct ctx *c, const struct act *a, struct telling *out)
{
        const struct command *cmd = command_find(a->verb);
        struct act asked;

        if (!act_load(c, a->subject.id, &asked))
                return false;
        out->title = text_make(c->mem, "%s　第 %lld 号", cmd ? cmd->label : a->verb, (long long)a->subject.id);
        out->link = text_make(c->mem, "/desk/act/%lld", (long long)a->seq);
        if (!strcmp(a->subject.noun, "retrieval"))
                out->link = "/desk/retrievals";
        tell_list(out, act_text(&asked, "actor"), act_text(a, "actor"));
        return true;
}

static bool tell_disclosure(struct ctx *c, const struct act *a, struct telling *out)
{
        size_t n;
        char **roles = text_split(c->mem, act_text(a, "told"), ',', &n);
        struct disclosure d;

        if (!disclosure_load(c, act_int(a, "cause"), act_text(a, "task"), &d))
                return false;
        out->title = text_make(c->mem, "%s　%s", act_text(a, "rung_label"), d.label);
        out->text = d.title;
        out->link = "/desk/publicity";
        out->due = day_text(c->mem, d.due);
        for (size_t i = 0; i < n; i++)
                if (!users_list(c, d.agency, tell_role, &(struct role_wish){ out, "", roles[i], "", c->mem }))
                        return false;
        return true;
}

struct audience { const struct notice *n; struct telling *out; };

static void tell_addressed(void *to, const struct user *u, const char *certificate)
{
        const struct audience *w = to;

        (void)certificate;
        if (work__addressed(w->n, u) && strcmp(u->login, w->n->author))
                work__tell(w->out, u->login);
}

static bool tell_notice(struct ctx *c, const struct act *a, struct telling *out)
{
        struct notice n;

        if (!work__notice(c, a->subject.id, &n))
                return false;
        out->title = text_make(c->mem, "公告　%s", n.title);
        out->link = text_make(c->mem, "/desk/notice/%lld", (long long)n.id);
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                if ((!*n.agency || !strcmp(n.agency, c->pack->agencies[i].id)) &&
                    !users_list(c, c->pack->agencies[i].id, tell_addressed, &(struct audience){ &n, out }))
                        return false;
        return true;
}

/* People named in the act, on whatever it is about: flows that hand over, urge or circulate. */
static bool tell_named(struct ctx *c, const struct act *a, struct telling *out)
{
        static const char *const fields[] = { "to", "people", "signers", "readers", "holder", "next" };
        const struct command *cmd = command_find(a->verb);
        struct case_facts f;

        if (!strcmp(a->subject.noun, "case")) {
                if (!about_case(c, a->subject.id, &f, out))
                        return false;
        } else {
                const char *path = text_make(c->mem, "/desk/%s/%lld", a->subject.noun, (long long)a->subject.id), *args[4] = { NULL };

                out->title = text_make(c->mem, "%s　第 %lld 号", cmd ? cmd->label : a->verb, (long long)a->subject.id);
                out->link = page_find(c->mem, path, args) ? path : "/desk";
        }
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
                tell_list(out, act_text(a, fields[i]), act_text(a, "actor"));
        return true;
}

/* Rights that did not come from acts: everybody who keeps rights or reads logs, wherever they work. */
static bool tell_keepers(struct ctx *c, const struct act *a, struct telling *out)
{
        static const char *const keepers[] = { "security", "auditor", "admin" };

        out->title = text_make(c->mem, "权限与日志不符　%s", act_text(a, "login"));
        out->text = text_copy(c->mem, act_text(a, "words"));
        out->link = "/desk/signin";
        for (size_t i = 0; i < c->pack->n_agencies; i++)
                for (size_t k = 0; k < sizeof keepers / sizeof *keepers; k++)
                        if (!users_list(c, c->pack->agencies[i].id, tell_role, &(struct role_wish){ out, "", keepers[k], "", c->mem }))
                                return false;
        return true;
}

static const struct message_kind kinds[] = {
        { "assigned", "派给我的", "case.assign|case.file", "info", tell_assigned },
        { "submitted", "送来审核", "review.submit", "info", tell_reviewers },
        { "returned", "退回", "review.return|review.outside|review.crime|case.return", "warn", tell_officers },
        { "passed", "审核通过", "review.pass", "ok", tell_officers },
        { "answered", "申请有了答复", "retrieval.approve|retrieval.refuse", "info", tell_asker },
        { "urged", "催办", "approval.urge", "warn", tell_named },
        { "handed", "转来、加签", "approval.ask|approval.revise|approval.hand_over|approval.add_signer|approval.countersign|approval.return|approval.agree|approval.refuse", "info", tell_named },
        { "circulated", "传阅", "approval.circulate", "", tell_named },
        { "warned", "公示预警", "disclosure.warn", "warn", tell_disclosure },
        { "notice", "公告", "notice.publish", "info", tell_notice },
        { "alarmed", "权限报警", "access.alarm", "bad", tell_keepers },
        { "due_amber", "快到期", "", "warn", NULL },
        { "due_red", "马上到期", "", "bad", NULL },
        { "overdue", "已超期", "", "bad", NULL },
};

const struct message_kind *work__kind_at(size_t i)
{
        return i < sizeof kinds / sizeof *kinds ? &kinds[i] : NULL;
}

const struct message_kind *work__kind(const char *name)
{
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (text_same(kinds[i].name, name))
                        return &kinds[i];
        return NULL;
}

const struct message_kind *work__kind_of(const char *verb)
{
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (*kinds[i].verbs && text_in(verb, kinds[i].verbs, '|'))
                        return &kinds[i];
        return NULL;
}
