/* task_open.c - which tasks of publication an act opens, enters, fulfils or leaves void, by the pack's rows.  Puts that into the act; reads no
 * table, so that it costs nothing on acts that no row names.
 */
#include "base/json.h"
#include "law/facts.h"
#include "publicity/task.h"
#include <string.h>

/* What the act is about, for those acts that are on a case. */
static const struct case_facts *case_of(const struct ctx *c, const struct command *cmd)
{
        return strcmp(cmd->noun, "case") ? NULL : facts_of(c);
}

static bool opens(const struct ctx *c, const struct pack_task *k, const struct command *cmd, const struct draft *d)
{
        const struct case_facts *f = case_of(c, cmd);
        flags_t flag;

        if (!names_have(&k->starts, cmd->verb))
                return false;
        if (*k->field && !names_have(&k->values, draft_get(d, k->field) ? draft_get(d, k->field) : ""))
                return false;
        return !*k->flag || (f && flags_parse(k->flag, '|', &flag, NULL) && (f->standing.flags & flag));
}

/* From the field the pack names (a day or an instant of the act), otherwise from the act's own time. */
static struct instant since_of(const struct ctx *c, const struct pack_task *k, const struct draft *d)
{
        const char *v = *k->from ? draft_get(d, k->from) : NULL;
        struct instant t;
        struct day day;

        if (v && day_parse(v, &day))
                return instant_at(day, 9, 0);
        return v && instant_parse(v, &t) ? t : c->now;
}

static const char *last_day(const struct ctx *c, const struct clock *rule, struct instant since)
{
        struct due due = clock_due(c->pack->calendar, rule, since);

        return due.determined ? day_text(c->mem, due.day) : "";
}

static const char *title_of(const struct ctx *c, const struct pack_task *k, const struct command *cmd, const struct draft *d)
{
        const struct case_facts *f = case_of(c, cmd);
        const char *which = *k->field ? draft_get(d, k->field) : NULL;
        const char *v = *k->title ? draft_get(d, text_replace(c->mem, k->title, "*", which ? which : "")) : NULL;

        if (!text_empty(v))
                return v;
        if (!f)
                return "";
        return *f->decision_number ? f->decision_number : *f->number ? f->number : f->title;
}

/* Members in sorted order: the list is canonical JSON and part of what the act commits to. */
static void task_put(const struct ctx *c, struct json *j, const struct pack_task *k, const struct command *cmd, const struct draft *d)
{
        struct instant since = since_of(c, k, d);

        json_open(j, '{');
        json_pair(j, "alarm", k->alarmed ? last_day(c, &k->alarm, since) : "");
        json_pair(j, "due", last_day(c, &k->rule, since));
        json_pair(j, "label", k->label);
        json_pair(j, "law", k->law);
        json_key(j, "length");
        json_int(j, k->rule.length);
        json_pair(j, "since", instant_text(c->mem, since));
        json_pair(j, "task", k->id);
        json_pair(j, "title", title_of(c, k, cmd, d));
        json_pair(j, "unit", clock_unit_name(k->rule.unit));
        json_close(j, '}');
}

enum mark { ENTERS, ENDS, LAPSES };

static const struct names *marked(const struct pack_task *k, enum mark m)
{
        return m == ENTERS ? &k->enters : m == ENDS ? &k->ends : &k->lapses;
}

/* The tasks on which this verb has that effect, "decision,withdraw". */
static const char *named(const struct ctx *c, const char *verb, enum mark m)
{
        struct buffer b = { .mem = c->mem };

        for (size_t i = 0; i < c->pack->n_tasks; i++)
                if (names_have(marked(&c->pack->tasks[i], m), verb))
                        buffer_make(&b, "%s%s", b.n ? "," : "", c->pack->tasks[i].id);
        return buffer_done(&b);
}

/* Whose it is: the case's, or what the act says it speaks of, or the actor's own. */
static void put_place(const struct ctx *c, const struct command *cmd, struct draft *d)
{
        const struct case_facts *f = case_of(c, cmd);
        const char *agency = draft_get(d, "about.agency"), *unit = draft_get(d, "about.unit");

        draft_put(d, "task.agency", f ? f->agency : agency ? agency : c->who->agency);
        draft_put(d, "task.unit", f ? f->unit : agency ? (unit ? unit : "") : c->who->unit);
}

bool task__after(struct ctx *c, const struct command *cmd, const struct args *a, int64_t subject, struct draft *d)
{
        struct json *j = json_new(c->mem);
        size_t opened = 0;

        (void)a; (void)subject;
        if (!c->pack || !c->who)
                return true;
        json_open(j, '[');
        for (size_t i = 0; i < c->pack->n_tasks; i++)
                if (opens(c, &c->pack->tasks[i], cmd, d)) {
                        task_put(c, j, &c->pack->tasks[i], cmd, d);
                        opened++;
                }
        json_close(j, ']');
        if (opened) {
                draft_put(d, "tasks", json_done(j));
                put_place(c, cmd, d);
        }
        draft_put(d, "tasks_entered", named(c, cmd->verb, ENTERS));
        draft_put(d, "tasks_ended", named(c, cmd->verb, ENDS));
        draft_put(d, "tasks_lapsed", named(c, cmd->verb, LAPSES));
        return strcmp(cmd->verb, "publish.release") || period__put(c, d);
}
