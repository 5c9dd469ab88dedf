/* publicity_mask.c - a decision's fields, covered: by the pack's rules, by the names in the case's acts, by what people marked.
 * Must never add a word: a field that a person wrote anew is checked, not mended.
 */
#include "publicity/publicity_mask.h"
#include "base/json.h"
#include "journal/act_people.h"
#include "law/facts.h"
#include <string.h>

/* ---- what people marked ---- */

static struct mask_mark mark_of(struct arena *mem, const char *line)
{
        const char *wide = strstr(line, "｜"), *bar = strchr(line, '|'), *at = wide && (!bar || wide < bar) ? wide : bar;

        if (!at)
                return (struct mask_mark){ text_trim(mem, line), "" };
        return (struct mask_mark){ text_trim(mem, text_copy_n(mem, line, (size_t)(at - line))),
                                   text_trim(mem, at + (at == wide ? strlen("｜") : 1)) };
}

struct mask_marks marks_of_lines(struct arena *mem, const char *lines)
{
        size_t n, k = 0;
        char **at = text_split(mem, text_replace(mem, lines, "\r", ""), '\n', &n);
        struct mask_mark *marks = TAKE_N(mem, struct mask_mark, n + 1);

        for (size_t i = 0; i < n; i++)
                if (*text_trim(mem, at[i]))
                        marks[k++] = mark_of(mem, at[i]);
        return (struct mask_marks){ marks, k };
}

struct mask_marks marks_of_points(struct arena *mem, const char *json)
{
        struct why why = { .mem = mem };
        json_t *list = *json ? json_parse(&why, json, strlen(json)) : NULL;
        size_t n = json_array_size(list), k = 0;
        struct mask_mark *marks = TAKE_N(mem, struct mask_mark, n + 1);

        for (size_t i = 0; i < n; i++)
                if (json_is_string(json_array_get(list, i)))
                        marks[k++] = mark_of(mem, text_copy(mem, json_string_value(json_array_get(list, i))));
        json_decref(list);
        return (struct mask_marks){ marks, k };
}

struct entry entry_of(struct arena *mem, const struct act *prepare)
{
        return (struct entry){ .facts = act_text(prepare, "facts_public"), .result = act_text(prepare, "result_public"),
                               .reason = act_text(prepare, "edit_reason"), .covers = marks_of_points(mem, act_text(prepare, "covers")),
                               .keeps = marks_of_points(mem, act_text(prepare, "keeps")) };
}

/* ---- the parts ---- */

bool publicity_people(struct ctx *c, int64_t case_id, const struct case_facts *f, struct masked *out)
{
        const char **open = TAKE_N(c->mem, const char *, 1);

        out->people = (struct mask_people){ .mem = c->mem };
        open[0] = f->party;
        out->open = (struct names){ .at = open, .n = strcmp(f->party_kind, "citizen") ? 1 : 0 };
        mask_people_party(&out->people, f->party_kind, f->party, f->party_id, f->party_person, f->party_address, f->party_phone,
                          day_is(f->decided_on) ? f->decided_on : day_of(c->now));
        return act_people(c, (struct subject){ "case", case_id }, &out->people);
}

static struct mask_spans spans_of(struct ctx *c, const struct masked *m, const struct mask_marks *covers, const char *text)
{
        struct mask_wish w = { .pack = c->pack, .words = m->people.at, .n_words = m->people.n, .open = &m->open, .keeps = m->keeps };

        if (covers)
                w.covers = *covers;
        return mask_find(c->mem, &w, text);
}

/* original: NULL where nothing stands beside it; own: what the decision itself offers to the public. */
static void part_fill(struct ctx *c, struct masked *m, struct masked_part *p, const struct entry *e, const char *original, const char *own,
                      const char *written)
{
        static const struct mask_marks none;

        p->written = *written != '\0';
        p->original = p->written ? written : *original ? original : own;
        p->spans = spans_of(c, m, p->written ? &none : &e->covers, p->original);
        p->shown = p->written ? written : mask_cover(c->mem, p->original, &p->spans);
        p->proven = !p->written && !strcmp(p->shown, own);
        for (size_t i = 0; i < p->spans.n; i++)
                m->asked += p->spans.at[i].ask;
}

static const char *manual_of(struct arena *mem, const struct masked *m)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < MASKED_PARTS; i++)
                if (!m->part[i].proven)
                        buffer_make(&b, "%s%s", b.n ? "," : "", m->part[i].field);
        return text_copy(mem, buffer_done(&b));
}

bool publicity_masked(struct ctx *c, int64_t case_id, const struct case_facts *f, const struct act *decision, const struct entry *e,
                      struct masked *out)
{
        struct masked m = { .keeps = e->keeps, .part = {
                { .field = "facts", .label = "事实", .source = "facts_public" }, { .field = "result", .label = "结果", .source = "result" },
                { .field = "cause", .label = "案由", .source = "cause" }, { .field = "basis", .label = "依据", .source = "basis" } } };
        struct public_version v = public_version_of(c->mem, decision, "", "");

        if (!publicity_people(c, case_id, f, &m))
                return false;
        part_fill(c, &m, &m.part[0], e, act_text(decision, "found_facts"), v.facts, e->facts);
        part_fill(c, &m, &m.part[1], e, v.result, v.result, e->result);
        part_fill(c, &m, &m.part[2], e, v.cause, v.cause, "");
        part_fill(c, &m, &m.part[3], e, v.basis, v.basis, "");
        public_version_cover(c->mem, &v, m.part[0].shown, m.part[1].shown, m.part[2].shown, m.part[3].shown);
        v.manual = manual_of(c->mem, &m);
        public_version_dress(c->pack, f->agency, &v);
        m.v = v;
        *out = m;
        return true;
}

/* ---- how it came about ---- */

static bool by_hand(const struct masked_part *p)
{
        for (size_t i = 0; i < p->spans.n; i++)
                if (p->spans.at[i].hand || (p->spans.at[i].kept && !mask_sort_of(p->spans.at[i].kind)->ask))
                        return true;
        return false;
}

static bool by_rule(const struct masked_part *p)
{
        for (size_t i = 0; i < p->spans.n; i++)
                if (!mask_span_open(&p->spans.at[i]))
                        return true;
        return false;
}

const char *masked_how(const struct masked_part *p)
{
        return p->written ? "written" : by_hand(p) ? "hand" : by_rule(p) ? "rule" : "word";
}

static void span_json(struct json *j, const struct mask_span *s)
{
        const struct mask_sort *sort = mask_sort_of(s->kind);

        json_open(j, '{');
        json_pair(j, "by", s->hand ? "hand" : s->kept ? "kept" : "rule");
        json_pair(j, "kind", sort->key);
        json_pair(j, "label", sort->label);
        json_pair(j, "law", s->law);
        if (*s->reason)
                json_pair(j, "reason", s->reason);
        json_pair(j, "rule", s->rule);
        json_close(j, '}');
}

static void part_json(struct json *j, const struct masked_part *p, const char *reason)
{
        json_open(j, '{');
        json_pair(j, "field", p->field);
        json_pair(j, "how", masked_how(p));
        json_pair(j, "of", p->source);
        json_key(j, "places");
        json_open(j, '[');
        for (size_t i = 0; !p->written && i < p->spans.n; i++)
                if (!p->spans.at[i].ask)
                        span_json(j, &p->spans.at[i]);
        json_close(j, ']');
        json_key(j, "proven");
        json_bool(j, p->proven);
        if (p->written)
                json_pair(j, "reason", reason);
        json_close(j, '}');
}

const char *masked_json(struct arena *mem, const struct masked *m, const struct entry *e)
{
        struct json *j = json_new(mem);

        json_open(j, '[');
        for (size_t i = 0; i < MASKED_PARTS; i++)
                if (*m->part[i].shown)
                        part_json(j, &m->part[i], e->reason);
        json_close(j, ']');
        return json_done(j);
}

const char *masked_places_json(struct arena *mem, const struct masked *m)
{
        struct json *j = json_new(mem);

        json_open(j, '{');
        for (size_t i = 0; i < MASKED_PARTS; i++) {
                static const size_t sorted[MASKED_PARTS] = { 3, 2, 0, 1 };       /* basis cause facts result */
                const struct masked_part *p = &m->part[sorted[i]];

                if (p->written)
                        continue;
                json_key(j, p->field);
                json_raw(j, mask_spans_json(mem, p->original, &p->spans));
        }
        json_close(j, '}');
        return json_done(j);
}

/* ---- rules ---- */

static bool marked_in(const struct masked *m, const char *text, bool hand, bool *fixed)
{
        for (size_t i = 0; i < MASKED_PARTS; i++)
                for (size_t k = 0; k < m->part[i].spans.n; k++) {
                        const struct mask_span *s = &m->part[i].spans.at[k];
                        size_t n = strlen(text);
                        bool same = s->to - s->from == n && !strncmp(m->part[i].original + s->from, text, n);

                        if (same && !hand && mask_sort_of(s->kind)->fixed)
                                *fixed = true;
                        if (same && s->hand == hand)
                                return true;
                }
        return false;
}

static bool mark_right(struct why *w, const struct masked *m, const struct mask_mark *mark, bool hand)
{
        const char *field = hand ? "covers" : "keeps";
        bool fixed = false, there = marked_in(m, mark->text, hand, &fixed);

        if (!*mark->text || utf8_length(mark->reason) < 2)
                return refuse(w, R_PUBLISH_MASK, field, "“%s”没有写明理由，每行写成：文字｜理由", mark->text);
        if (fixed)
                return refuse(w, R_PUBLISH_MASK, field, "“%s”属于一律不公开的内容，不能保留", mark->text);
        if (!there)
                return refuse(w, R_PUBLISH_MASK, field, hand ? "原文中没有“%s”这几个字，或者已经在别的遮盖之内" : "“%s”不是规则遮盖或者提出的内容，不需要保留", mark->text);
        return true;
}

bool rule_marks(struct why *w, const struct masked *m, const struct entry *e)
{
        for (size_t i = 0; i < e->covers.n; i++)
                if (!mark_right(w, m, &e->covers.at[i], true))
                        return false;
        for (size_t i = 0; i < e->keeps.n; i++)
                if (!mark_right(w, m, &e->keeps.at[i], false))
                        return false;
        return true;
}

bool publicity_text_clean(struct ctx *c, const struct masked *m, const char *field, const char *label, const char *text)
{
        struct mask_spans found = spans_of(c, m, NULL, text);

        for (size_t i = 0; i < found.n; i++)
                if (!mask_span_open(&found.at[i]))
                        return refuse(&c->why, R_PUBLISH_MASK, field, "%s中有%s（%s）", label, mask_sort_of(found.at[i].kind)->label,
                                      mask_sort_of(found.at[i].kind)->why);
        return true;
}

bool rule_covered(struct ctx *c, const struct masked *m)
{
        for (size_t i = 0; i < MASKED_PARTS; i++)
                if (!publicity_text_clean(c, m, i == 1 ? "result_public" : "facts_public", m->part[i].label, m->part[i].shown))
                        return false;
        return publicity_text_clean(c, m, "facts_public", "标题", m->v.title) &&
               publicity_text_clean(c, m, "facts_public", "当事人", m->v.party);
}
