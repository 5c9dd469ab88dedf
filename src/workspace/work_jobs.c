/* work_jobs.c - the jobs that make messages: from acts, in the order of the journal, and from clocks that come to their end.
 *
 * Each message has a key and is sent once.  What was done more than a month ago is told to nobody (a site that is read in, or comes back).
 */
#include "journal/job.h"
#include "workspace/work_inner.h"
#include <string.h>

#define AT_ONCE 5000            /* acts looked at in one run */
#define PASSED_MAX 200          /* so many without a message, and an act says how far it was read */
#define OLD_MS (INT64_C(30) * 86400000)
#define LATE_DAYS 10            /* a clock that ended longer ago is not told of again */

static const char *number(struct arena *mem, int64_t n)
{
        return text_make(mem, "%lld", (long long)n);
}

static void send(struct requests *out, const struct message_kind *k, const char *key, const struct telling *t, int64_t position)
{
        struct arena *mem = out->mem;
        struct pair pairs[8] = {
                { "kind", k->name }, { "about", key }, { "to", text_join(mem, t->to, t->n, ',') }, { "title", utf8_head(mem, t->title, 180) }, { "link", t->link },
        };
        size_t n = 5;

        if (!text_empty(t->text))
                pairs[n++] = (struct pair){ "text", utf8_head(mem, text_replace(mem, t->text, "\n", "　"), 180) };
        if (!text_empty(t->due))
                pairs[n++] = (struct pair){ "due", t->due };
        if (position >= 0)
                pairs[n++] = (struct pair){ "position", number(mem, position) };
        request_due(out, "inbox.send", SUBJECT_NEW, text_make(mem, "inbox.send:%s", key), pairs, n);
}

/* ---- from acts ---- */

struct found { int64_t *at; size_t n; int64_t last, until; };

static bool act_look(void *to, const struct act *a)
{
        struct found *f = to;

        f->last = a->seq;
        if (work__kind_of(a->verb))
                f->at[f->n++] = a->seq;
        return a->seq < f->until;
}

static bool act_message(struct ctx *c, int64_t seq, struct requests *out)
{
        struct telling t = { .mem = c->mem };
        const struct message_kind *k;
        struct act a;

        if (!act_load(c, seq, &a))
                return false;
        k = work__kind_of(a.verb);
        if (c->now.ms - a.at.ms > OLD_MS)
                return true;
        if (!k->tell(c, &a, &t))
                return false;
        if (t.n)
                send(out, k, text_make(c->mem, "act:%lld", (long long)seq), &t, seq);
        return true;
}

bool work__messages_due(struct ctx *c, struct requests *out)
{
        struct found f = { .at = TAKE_N(c->mem, int64_t, AT_ONCE + 1) };
        int64_t from, size;

        if (!work__position(c, "messages", &from) || !journal_size(c, &size))
                return false;
        if (from < 0)
                from = size > AT_ONCE ? size - AT_ONCE : -1;
        f.last = from;
        f.until = from + AT_ONCE;
        if (from + 1 < size && !acts_from(c, from + 1, act_look, &f))
                return false;
        for (size_t i = 0; i < f.n; i++)
                if (!act_message(c, f.at[i], out)) {
                        if (c->why.kind != WHY_REFUSED)
                                return false;
                        why_clear(&c->why);     /* what is gone or cannot be read any more is told to nobody */
                }
        if (f.last - from > PASSED_MAX) {
                const struct pair to[] = { { "position", number(out->mem, f.last) } };

                request_due(out, "inbox.pass", SUBJECT_NEW, text_make(out->mem, "inbox.pass:%lld", (long long)f.last), to, 1);
        }
        return true;
}

/* ---- from clocks ---- */

struct leaders { struct telling *t; const char *unit; };

static void leader_add(void *to, const struct user *u, const char *certificate)
{
        const struct leaders *w = to;

        (void)certificate;
        if (text_in("team_leader", u->roles, ',') && !strcmp(u->unit, w->unit))
                work__tell(w->t, u->login);
}

/* The officers; without any, who received it; when it is over, who leads them as well. */
static bool clock_people(struct ctx *c, const struct desk_row *d, bool over, struct telling *t)
{
        struct case_facts f;

        if (!case_facts_load(c, d->case_id, &f))
                return false;
        for (size_t i = 0; i < f.officers.n; i++)
                work__tell(t, f.officers.at[i]);
        if (!f.officers.n)
                work__tell(t, f.owner);
        return !(over || !t->n) || users_list(c, f.agency, leader_add, &(struct leaders){ t, f.unit });
}

static bool clock_message(struct ctx *c, const struct desk_row *d, int64_t amber, int64_t red, struct requests *out)
{
        const struct case_clock *k = &d->clock;
        const char *level = k->left < 0 ? "overdue" : k->left <= red ? "due_red" : k->left <= amber ? "due_amber" : NULL;
        struct telling t = { .mem = c->mem, .due = day_text(c->mem, k->due) };
        const char *key;
        bool sent;

        if (!k->left_known || !level || !strcmp(k->who, "party"))
                return true;
        key = text_make(c->mem, "%s:%lld:%s:%s", level, (long long)k->seq, k->id, t.due);
        if (!work__sent(c, key, &sent) || (!sent && !clock_people(c, d, k->left < 0, &t)))
                return false;
        if (sent || !t.n)
                return true;
        t.title = text_make(c->mem, "%s　%s", *d->number ? d->number : text_make(c->mem, "案件 %lld", (long long)d->case_id), d->clock_label);
        t.text = d->title;
        t.link = text_make(c->mem, "/desk/case/%lld", (long long)d->case_id);
        send(out, work__kind(level), key, &t, -1);
        return true;
}

bool work__clocks_due(struct ctx *c, struct requests *out)
{
        struct day today = day_of(c->now);
        int64_t amber, red;
        struct desk d;

        if (!parameter_int(c, "remind_amber_days", &amber) || !parameter_int(c, "remind_red_days", &red) ||
            !case_desk_between(c, day_plus(today, -LATE_DAYS), day_plus(today, (int)amber * 2 + 10), &d))
                return false;
        for (size_t i = 0; i < d.n; i++)
                if (!clock_message(c, &d.at[i], amber, red, out))
                        return false;
        return true;
}

const struct job workspace_jobs[] = {
        { "inbox_acts", "动作产生消息", "派案、退回、通过、催办、传阅、公告等，告诉有关的人。", 1, work__messages_due },
        { "inbox_clocks", "期限产生消息", "快到期、马上到期、已超期的，告诉承办人；超期的同时告诉负责人。", 30, work__clocks_due },
        { "inbox_remind", "发邮件和推送", "按各人的选择把消息发出去；没有送到的按间隔重试。", 1, work__reminders_due },
};
const size_t workspace_jobs_n = sizeof workspace_jobs / sizeof *workspace_jobs;
