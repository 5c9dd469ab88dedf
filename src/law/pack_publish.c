/* pack_publish.c - the section `disclosure` of a pack: what must be shown by when, who is told as the day comes near, how long it stays, and
 * by which rules an agency publishes.
 *
 * Which act makes something that must be published, and which one fulfils it, is said here and nowhere else: a new kind of record needs a row.
 */
#include "law/pack_value.h"
#include <string.h>

/* ---- tasks ---- */

static const struct field task_fields[] = {
        { "label", FIELD_TEXT, AT(pack_task, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_task, law), true, REF_FREE, NULL },
        { "clock", FIELD_TEXT, AT(pack_task, clock), false, REF_FREE, NULL },
        { "alarm", FIELD_TEXT, AT(pack_task, alarm_clock), false, REF_FREE, NULL },
        { "starts", FIELD_WORDS, AT(pack_task, starts), false, REF_VERB, NULL },
        { "enters", FIELD_WORDS, AT(pack_task, enters), false, REF_VERB, NULL },
        { "ends", FIELD_WORDS, AT(pack_task, ends), false, REF_VERB, NULL },
        { "lapses", FIELD_WORDS, AT(pack_task, lapses), false, REF_VERB, NULL },
        { "from", FIELD_TEXT, AT(pack_task, from), false, REF_FREE, NULL },
        { "flag", FIELD_TEXT, AT(pack_task, flag), false, REF_FLAG, NULL },
        { "field", FIELD_TEXT, AT(pack_task, field), false, REF_FREE, NULL },
        { "values", FIELD_WORDS, AT(pack_task, values), false, REF_FREE, NULL },
        { "title", FIELD_TEXT, AT(pack_task, title), false, REF_FREE, NULL },
        { "unit", FIELD_UNIT, AT(pack_task, rule.unit), false, REF_FREE, NULL },
        { "length", FIELD_COUNT, AT(pack_task, rule.length), false, REF_FREE, NULL },
        { "warn", FIELD_INT, AT(pack_task, warn), false, REF_FREE, NULL },
        { "manual", FIELD_BOOL, AT(pack_task, manual), false, REF_FREE, NULL },
        END
};

static const struct pack_clock *clock_named(struct reader *r, const struct node_entry *e, const char *key, const char *id)
{
        const struct pack_clock *k = pack_clock(r->p, id);

        if (!k)
                WRONG(r, node_get(e->value, key)->at, "没有这个期限：“%s”", id);
        return k;
}

/* A task that names a clock of the cases takes its days and its acts from there: they stand in one place. */
static void task_clock(struct reader *r, const struct node_entry *e, struct pack_task *out)
{
        const struct pack_clock *k = clock_named(r, e, "clock", out->clock);

        if (node_entry(e->value, "starts") || node_entry(e->value, "unit") || node_entry(e->value, "length") || node_entry(e->value, "from"))
                WRONG(r, e->at, "“%s”写了期限“%s”，就不再写 starts、from、unit、length", e->key, out->clock);
        if (!k)
                return;
        out->starts = k->starts;
        out->from = k->from;
        out->rule = k->rule;
        out->warn = out->warn ? out->warn : k->warn;
        if (!out->ends.n)
                out->ends = k->ends;
}

static void read_task(struct reader *r, const struct node_entry *e, struct pack_task *out)
{
        const struct pack_clock *alarm;

        *out = (struct pack_task){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, task_fields, out))
                return;
        if (*out->clock)
                task_clock(r, e, out);
        out->rule.law = out->law;
        if (*out->alarm_clock && (alarm = clock_named(r, e, "alarm", out->alarm_clock)) != NULL) {
                out->alarm = alarm->rule;
                out->alarmed = true;
        }
        if (!out->starts.n || (!out->ends.n && !out->manual))
                WRONG(r, e->at, "公示任务“%s”应当写明哪个动作产生（starts 或者 clock）、哪个动作完成（ends，或者 manual: true）", e->key);
        if (!*out->clock && clock_wrong(&out->rule))
                WRONG(r, e->at, "公示任务“%s”的期限无法计算：%s", e->key, clock_wrong(&out->rule));
        if (out->rule.unit == UNIT_HOUR || out->rule.lead)
                WRONG(r, e->at, "公示任务“%s”的期限应当以日、工作日、月或者年计算", e->key);
        if (!*out->field != !out->values.n)
                WRONG(r, e->at, "公示任务“%s”的 field 和 values 应当同时写明", e->key);
}

/* ---- who is told ---- */

static const struct field rung_fields[] = {
        { "label", FIELD_TEXT, AT(pack_rung, label), true, REF_FREE, NULL },
        { "left", FIELD_TEXT, AT(pack_rung, said), true, REF_FREE, NULL },
        { "tell", FIELD_WORDS, AT(pack_rung, tell), true, REF_ROLE, NULL },
        { "law", FIELD_TEXT, AT(pack_rung, law), true, REF_FREE, NULL },
        END
};

static void read_rung(struct reader *r, const struct node_entry *e, struct pack_rung *out)
{
        int64_t left;

        *out = (struct pack_rung){ .id = e->key, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, rung_fields, out))
                return;
        if (!text_int(*out->said == '-' ? out->said + 1 : out->said, 0, 250, &left))
                WRONG(r, e->at, "“%s”的 left 应当是剩余的工作日数；负数是超期的工作日数", e->key);
        else
                out->left = (int)(*out->said == '-' ? -left : left);
        if (!out->tell.n)
                WRONG(r, e->at, "“%s”没有写明告知谁（tell）", e->key);
}

/* Each rung comes later than the one before it, so that the last one reached is the one that counts. */
static void rungs_clear(struct reader *r)
{
        for (size_t i = 1; i < r->p->n_rungs; i++)
                if (r->p->rungs[i].left >= r->p->rungs[i - 1].left)
                        WRONG(r, r->p->rungs[i].pos, "预警“%s”应当比“%s”更晚（left 更小）", r->p->rungs[i].id, r->p->rungs[i - 1].id);
}

/* ---- how long it stays ---- */

static const struct field period_fields[] = {
        { "label", FIELD_TEXT, AT(pack_period, label), true, REF_FREE, NULL },
        { "law", FIELD_TEXT, AT(pack_period, law), true, REF_FREE, NULL },
        { "kinds", FIELD_WORDS, AT(pack_period, kinds), true, REF_CHOICE, "penalty|permit" },
        { "agencies", FIELD_WORDS, AT(pack_period, agencies), false, REF_AGENCY, NULL },
        { "procedures", FIELD_WORDS, AT(pack_period, procedures), false, REF_PROCEDURE, NULL },
        { "penalties", FIELD_WORDS, AT(pack_period, penalties), false, REF_PENALTY, NULL },
        { "only", FIELD_WORDS, AT(pack_period, only), false, REF_PENALTY, NULL },
        { "since", FIELD_TEXT, AT(pack_period, said), true, REF_FREE, NULL },
        { "least", FIELD_INT, AT(pack_period, least), false, REF_FREE, NULL },
        { "most", FIELD_INT, AT(pack_period, most), false, REF_FREE, NULL },
        { "reason", FIELD_BOOL, AT(pack_period, reason), false, REF_FREE, NULL },
        { "repair", FIELD_BOOL, AT(pack_period, repair), false, REF_FREE, NULL },
        END
};

static void read_period(struct reader *r, const struct node_entry *e, struct pack_period *out)
{
        *out = (struct pack_period){ .id = e->key, .since = DAY_NONE, .pos = e->at };
        if (!fields_read(r, e->key, e->at, e->value, period_fields, out))
                return;
        if (!day_parse(out->said, &out->since))
                WRONG(r, e->at, "“%s”的 since 应当是日期，如 2026-04-01", e->key);
        if (out->most && out->least > out->most)
                WRONG(r, e->at, "“%s”的最短公示期长于最长公示期", e->key);
        if (out->repair && !out->most)
                WRONG(r, e->at, "“%s”没有最长公示期（most），不能写 repair", e->key);
}

/* ---- an agency's rules ---- */

static const struct field rule_fields[] = {
        { "law", FIELD_TEXT, AT(pack_publish_rule, law), true, REF_FREE, NULL },
        { "scope", FIELD_TEXT, AT(pack_publish_rule, scope), true, REF_FREE, NULL },
        { "content", FIELD_TEXT, AT(pack_publish_rule, content), true, REF_FREE, NULL },
        { "carrier", FIELD_TEXT, AT(pack_publish_rule, carrier), true, REF_FREE, NULL },
        { "procedure", FIELD_TEXT, AT(pack_publish_rule, procedure), true, REF_FREE, NULL },
        { "limits", FIELD_TEXT, AT(pack_publish_rule, limits), true, REF_FREE, NULL },
        { "supervision", FIELD_TEXT, AT(pack_publish_rule, supervision), true, REF_FREE, NULL },
        { "safeguards", FIELD_TEXT, AT(pack_publish_rule, safeguards), true, REF_FREE, NULL },
        END
};

static void read_rule(struct reader *r, const struct node_entry *e, struct pack_publish_rule *out)
{
        *out = (struct pack_publish_rule){ .agency = e->key, .pos = e->at };
        if (!pack_agency(r->p, e->key))
                WRONG(r, e->at, "没有这个机关：“%s”", e->key);
        fields_read(r, e->key, e->at, e->value, rule_fields, out);
}

void pack_publish_read(struct reader *r)
{
        const struct node *s = node_get(r->root, "disclosure");
        struct pack *p = r->p;

        for (size_t i = 0; s && s->kind == NODE_MAP && i < s->n; i++)
                if (!text_in(s->entries[i].key, "tasks|ladder|periods|rules", '|'))
                        WRONG(r, s->entries[i].at, "不认识的键“%s”", s->entries[i].key);
        SECTION(r, s, "tasks", p->tasks, p->n_tasks, pack_task, read_task);
        SECTION(r, s, "ladder", p->rungs, p->n_rungs, pack_rung, read_rung);
        SECTION(r, s, "periods", p->periods, p->n_periods, pack_period, read_period);
        SECTION(r, s, "rules", p->publish_rules, p->n_publish_rules, pack_publish_rule, read_rule);
        rungs_clear(r);
}

/* ---- asking ---- */

const struct pack_task *pack_task(const struct pack *p, const char *id)
{
        for (size_t i = 0; i < p->n_tasks; i++)
                if (text_same(p->tasks[i].id, id))
                        return &p->tasks[i];
        return NULL;
}

const struct pack_rung *pack_rung_at(const struct pack *p, int left)
{
        const struct pack_rung *found = NULL;

        for (size_t i = 0; i < p->n_rungs; i++)
                if (left <= p->rungs[i].left)
                        found = &p->rungs[i];
        return found;
}

static bool shares(const struct names *l, const struct names *penalties)
{
        for (size_t i = 0; i < penalties->n; i++)
                if (names_have(l, penalties->at[i]))
                        return true;
        return !l->n;
}

static bool within(const struct names *l, const struct names *penalties)
{
        for (size_t i = 0; l->n && i < penalties->n; i++)
                if (!names_have(l, penalties->at[i]))
                        return false;
        return !l->n || penalties->n;
}

const struct pack_period *pack_period_for(const struct pack *p, const struct published_matter *m)
{
        for (size_t i = 0; i < p->n_periods; i++) {
                const struct pack_period *k = &p->periods[i];

                if (day_compare(m->shown_on, k->since) < 0 || !names_have(&k->kinds, m->kind))
                        continue;
                if ((!k->agencies.n || names_have(&k->agencies, m->agency)) && (!k->procedures.n || names_have(&k->procedures, m->procedure)) &&
                    shares(&k->penalties, &m->penalties) && within(&k->only, &m->penalties))
                        return k;
        }
        return NULL;
}

const struct pack_period *pack_period(const struct pack *p, const char *id)
{
        for (size_t i = 0; i < p->n_periods; i++)
                if (text_same(p->periods[i].id, id))
                        return &p->periods[i];
        return NULL;
}

const struct pack_publish_rule *pack_publish_rule(const struct pack *p, const char *agency)
{
        for (size_t i = 0; i < p->n_publish_rules; i++)
                if (text_same(p->publish_rules[i].agency, agency))
                        return &p->publish_rules[i];
        return NULL;
}
