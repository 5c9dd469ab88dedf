/* custody_keep.c - how long a recording is kept, and what has been kept long enough (国办发〔2018〕118号 三（九）; the pack's retention).
 *
 * Counted from the end of its case (or, for what never got into one, from the day it came in); of all rows that apply, and of the dossier's own
 * retention, the longest wins; what no row speaks of stays.  Nothing of an open case goes.
 * Must never: name a thing as due because a fact about it is missing.
 */
#include "custody/custody_inner.h"
#include <limits.h>
#include <string.h>

#define PERMANENT INT_MAX

static bool row_applies(const struct pack_retention *r, const char *of, const char *kind)
{
        bool some = false;

        for (size_t i = 0; i < r->of.n; i++)
                some = some || text_in(r->of.at[i], of, '|');
        return some && (!r->kinds.n || names_have(&r->kinds, kind));
}

/* The archivist's choice at case.archive, in months (机关文件材料归档范围和文书档案保管期限规定). */
static int chosen_months(const char *chosen)
{
        if (!strcmp(chosen, "permanent"))
                return PERMANENT;
        return !strcmp(chosen, "years30") ? 360 : !strcmp(chosen, "years10") ? 120 : 0;
}

bool keeping_of(const struct pack *p, const char *of, const char *kind, struct day since, const char *chosen, struct keeping *out)
{
        struct keeping k = { .since = since, .until = DAY_NONE };
        int months = -1, dossier = chosen_months(chosen);

        for (size_t i = 0; i < p->n_retention; i++) {
                const struct pack_retention *r = &p->retention[i];
                int m = r->permanent ? PERMANENT : r->months;

                if (!row_applies(r, of, kind) || m <= months)
                        continue;
                months = m;
                k.rule = r->label;
                k.law = r->law;
        }
        if (months < 0 || !day_is(since))
                return false;
        if (dossier > months) {
                months = dossier;
                k.rule = "与案卷相同";
                k.law = "机关文件材料归档范围和文书档案保管期限规定";
        }
        k.permanent = months == PERMANENT;
        if (!k.permanent)
                k.until = day_plus_months(since, months);
        *out = k;
        return true;
}

/* ---- recordings ---- */

/* Papers by which property or a person was laid hold of: their cases are kept as such. */
#define COERCED "preserve.impose|seizure|seizure_record|enforcement|substitute|demolition|demolition_notice"

static bool coerced(struct ctx *c, const struct case_facts *f, bool *out)
{
        struct case_materials l;

        *out = (f->standing.flags & (F(preserved) | F(court))) != 0;
        if (*out)
                return true;
        if (!case_materials_load(c, f->id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++)
                *out = *out || text_in(l.at[i].kind, COERCED, '|');
        return true;
}

static const char *words_of(struct ctx *c, const struct case_facts *f, bool force)
{
        bool major = f->decide_seq > 0 && review_applies(c->pack, &f->matter);

        return text_make(c->mem, "case%s%s", major ? "|catalogued" : "", force ? "|coerced" : "");
}

/* of: which rows apply to all recordings of a case that has ended; since when.  Refuses RETENTION_OPEN. */
struct case_keep { struct case_facts f; struct ended e; const char *of; };

static bool case_keep(struct ctx *c, int64_t case_id, struct case_keep *out)
{
        bool found, force;

        if (!case_facts_load(c, case_id, &out->f) || !custody__case_ended(c, case_id, &out->e, &found))
                return false;
        if (!found || !custody__ended(c, &out->f))
                return refuse(&c->why, R_RETENTION_OPEN, NULL, "%s", custody__case_number(&out->f));
        if (!coerced(c, &out->f, &force))
                return false;
        out->of = words_of(c, &out->f, force);
        return true;
}

/* Refuses DISPOSED; what stands on a list already is "proposed". */
static bool still_there(struct ctx *c, const char *noun, int64_t id, const char **state)
{
        int64_t disposal;

        if (!custody__item_state(c, noun, id, state, &disposal))
                return false;
        return strcmp(*state, "gone") != 0 || refuse(&c->why, R_DISPOSED, NULL, "编号 %lld，销毁清单 %lld", (long long)id, (long long)disposal);
}

static struct item item_of(struct ctx *c, const struct recording *r, const struct case_keep *k, const char *state)
{
        return (struct item){ .noun = "recording", .id = r->id, .intake = r->intake, .case_id = r->case_id, .size = r->size, .state = state, .digest = r->digest,
                              .title = text_make(c->mem, "%s　%s", custody__case_number(&k->f), r->title), .rule = "", .law = "", .since = k->e.on, .until = DAY_NONE };
}

static void keeping_into(struct item *i, const struct keeping *k)
{
        i->rule = k->rule;
        i->law = k->law;
        i->since = k->since;
        i->until = k->until;
}

/* Copies follow their original, so it stays as long as they must.  A recording that no row of the pack speaks of is kept for good. */
static bool recording_keeping(struct ctx *c, const struct case_keep *ck, struct item *i, struct keeping *k)
{
        bool copied;

        if (!custody__copied(c, i->id, &copied))
                return false;
        if (!keeping_of(c->pack, text_make(c->mem, "%s%s", ck->of, copied ? "|copy" : ""), ck->f.kind, ck->e.on, ck->e.kept, k))
                *k = (struct keeping){ .rule = "策略包没有规定", .law = "", .permanent = true, .since = ck->e.on, .until = DAY_NONE };
        keeping_into(i, k);
        return true;
}

bool custody__recording_kept(struct ctx *c, int64_t id, struct item *out, struct keeping *k)
{
        struct case_facts f;
        struct case_keep ck;
        struct recording r;
        const char *state;

        if (!recording_find(c, id, &r, &f) || !still_there(c, "recording", id, &state) || !case_keep(c, r.case_id, &ck))
                return false;
        *out = item_of(c, &r, &ck, state);
        return recording_keeping(c, &ck, out, k);
}

/* ---- what never got into a case ---- */

static bool intake_free(struct ctx *c, const struct intake *in)
{
        struct case_facts f;

        if (in->state == INTAKE_PROMISED || in->state == INTAKE_ADDED)
                return refuse(&c->why, R_RETENTION, "intakes", "收件 %lld %s", (long long)in->id, in->state == INTAKE_ADDED ? "已经入卷，按案件的期限保管" : "还没有上传完");
        if (!in->case_id)
                return true;
        if (!case_facts_load(c, in->case_id, &f))
                return false;
        return custody__ended(c, &f) || refuse(&c->why, R_RETENTION_OPEN, "intakes", "收件 %lld 属于 %s", (long long)in->id, custody__case_number(&f));
}

static void intake_item(struct ctx *c, const struct intake *in, const char *state, struct item *out, struct keeping *k)
{
        *out = (struct item){ .noun = "intake", .id = in->id, .case_id = in->case_id, .size = in->size, .state = state, .digest = in->digest, .title = in->file_name };
        if (!keeping_of(c->pack, "unlinked", "", day_of(in->received_at), "", k))
                *k = (struct keeping){ .rule = "策略包没有规定", .law = "", .permanent = true, .since = day_of(in->received_at), .until = DAY_NONE };
        keeping_into(out, k);
}

bool custody__intake_kept(struct ctx *c, int64_t id, struct item *out, struct keeping *k)
{
        const char *state;
        struct intake in;

        if (!intake_find(c, id, &in) || !still_there(c, "intake", id, &state) || !intake_free(c, &in))
                return false;
        intake_item(c, &in, state, out, k);
        return true;
}

bool custody__due(struct ctx *c, const struct item *i, const struct keeping *k)
{
        const char *field = strcmp(i->noun, "intake") ? "recordings" : "intakes";

        if (k->permanent)
                return refuse(&c->why, R_RETENTION, field, "%s：永久保管（%s）", i->title, k->rule);
        return day_compare(k->until, day_of(c->now)) < 0 ||
               refuse(&c->why, R_RETENTION, field, "%s：%s，保管到 %s", i->title, k->rule, day_text(c->mem, k->until));
}

/* ---- lists ---- */

static void list_put(struct arena *mem, struct items *l, const struct item *i)
{
        if (l->n == l->room) {
                l->at = arena_grow(mem, l->at, l->room * sizeof *l->at, (l->room * 2 + 32) * sizeof *l->at);
                l->room = l->room * 2 + 32;
        }
        l->at[l->n++] = *i;
}

static bool wanted(const struct item *i, const struct keeping *k, struct day before)
{
        return !*i->state && !k->permanent && day_compare(k->until, before) < 0;
}

static bool case_list(struct ctx *c, int64_t case_id, struct day before, struct items *l)
{
        struct recordings rs;
        struct case_keep ck;
        struct keeping k;

        if (!case_keep(c, case_id, &ck) || !case_may_see(c, &ck.f) || !recordings_of(c, case_id, &rs))
                return false;
        for (size_t i = 0; i < rs.n; i++) {
                struct item it = item_of(c, &rs.at[i], &ck, "");
                int64_t disposal;

                if (!custody__item_state(c, "recording", it.id, &it.state, &disposal) || !recording_keeping(c, &ck, &it, &k))
                        return false;
                if (wanted(&it, &k, before))
                        list_put(c->mem, l, &it);
        }
        return true;
}

/* The shortest time any recording of a case is kept: what ended later than that ago need not be looked at. */
static int shortest_months(const struct pack *p)
{
        int months = PERMANENT;

        for (size_t i = 0; i < p->n_retention; i++) {
                const struct pack_retention *r = &p->retention[i];

                if (!r->permanent && r->months < months && (row_applies(r, "case|catalogued|coerced", "penalty") || row_applies(r, "case|catalogued|coerced", "permit")))
                        months = r->months;
        }
        return months;
}

/* Cases out of scope or open again are passed over; a broken database is not. */
static bool cases_list(struct ctx *c, struct day before, struct items *l)
{
        int months = shortest_months(c->pack);
        struct endeds cases;

        if (months == PERMANENT)
                return true;
        if (!custody__ended_cases(c, day_plus_months(before, -months), &cases))
                return false;
        for (size_t i = 0; i < cases.n; i++) {
                if (!strcmp(cases.at[i].kept, "permanent") || case_list(c, cases.at[i].case_id, before, l))
                        continue;
                if (c->why.kind == WHY_FAILED)
                        return false;
                c->why = (struct why){ .mem = c->mem };
        }
        return true;
}

#define PAGE 500

static bool intakes_page(struct ctx *c, const struct intakes *page, struct day before, struct items *l)
{
        for (size_t i = 0; i < page->n; i++) {
                struct item it;
                struct keeping k;

                if (custody__intake_kept(c, page->at[i].id, &it, &k)) {
                        if (wanted(&it, &k, before))
                                list_put(c->mem, l, &it);
                        continue;
                }
                if (c->why.kind == WHY_FAILED)
                        return false;
                c->why = (struct why){ .mem = c->mem };
        }
        return true;
}

static bool unlinked_list(struct ctx *c, struct day before, struct items *l)
{
        static const enum intake_state states[] = { INTAKE_INBOX, INTAKE_QUARANTINE, INTAKE_DISCARDED };
        struct intakes page;

        for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
                int64_t last = 0;

                do {
                        if (!intakes_list(c, intake_state_name(states[i]), last, PAGE, &page) || !intakes_page(c, &page, before, l))
                                return false;
                        last = page.n ? page.at[page.n - 1].id : 0;
                } while (page.n == PAGE);
        }
        return true;
}

static int by_last_day(const void *a, const void *b)
{
        const struct item *x = a, *y = b;
        int order = day_compare(x->until, y->until);

        return order ? order : (x->id > y->id) - (x->id < y->id);
}

bool custody__expiring(struct ctx *c, struct day before, struct items *out)
{
        struct items l = { 0 };

        if (!cases_list(c, before, &l) || !unlinked_list(c, before, &l))
                return false;
        if (l.n)
                qsort(l.at, l.n, sizeof *l.at, by_last_day);
        *out = l;
        return true;
}

/* ---- what stands in the acts ---- */

const char *custody__items_json(struct arena *mem, const struct items *l)
{
        struct json *j = json_new(mem);

        json_open(j, '[');
        for (size_t i = 0; i < l->n; i++) {
                const struct item *it = &l->at[i];

                json_open(j, '{');
                json_key(j, "case"), json_int(j, it->case_id);
                json_pair(j, "digest", it->digest);
                json_key(j, "id"), json_int(j, it->id);
                json_key(j, "intake"), json_int(j, it->intake);
                json_pair(j, "law", it->law);
                json_pair(j, "noun", it->noun);
                json_pair(j, "rule", it->rule);
                json_pair(j, "since", day_text(mem, it->since));
                json_key(j, "size"), json_int(j, it->size);
                json_pair(j, "title", it->title);
                json_pair(j, "until", day_text(mem, it->until));
                json_close(j, '}');
        }
        json_close(j, ']');
        return json_done(j);
}

static const char *member(struct arena *mem, const json_t *o, const char *name)
{
        const char *s = json_string_value(json_object_get(o, name));

        return text_copy(mem, s ? s : "");
}

static int64_t number(const json_t *o, const char *name)
{
        return json_integer_value(json_object_get(o, name));
}

bool custody__items_read(struct arena *mem, const char *json, struct items *out)
{
        struct why why = { .mem = mem };
        json_t *list = json_parse(&why, json, strlen(json));
        struct items l = { 0 };
        bool ok = json_is_array(list);

        for (size_t i = 0; ok && i < json_array_size(list); i++) {
                const json_t *o = json_array_get(list, i);
                struct item it = { .noun = member(mem, o, "noun"), .id = number(o, "id"), .intake = number(o, "intake"), .case_id = number(o, "case"),
                                   .size = number(o, "size"), .title = member(mem, o, "title"), .digest = member(mem, o, "digest"), .rule = member(mem, o, "rule"),
                                   .law = member(mem, o, "law") };

                ok = day_parse(member(mem, o, "since"), &it.since) && day_parse(member(mem, o, "until"), &it.until);
                list_put(mem, &l, &it);
        }
        json_decref(list);
        *out = l;
        return ok;
}
