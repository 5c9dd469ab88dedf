/* custody_access.c - who may open a recording, and who may have its bytes now.
 *
 * The people of a case (officers, owner, their leaders, the reviewer while the case is with him) open what is in their hands; everybody
 * else, and everybody after archiving, needs an approval; a copy always does (三项制度方案 调阅监督; 国办发〔2018〕118号 三（十）).
 * Must never: give bytes without an act that says who looked and why.
 */
#include "custody/custody_inner.h"
#include <string.h>

#define HOUR_MS (INT64_C(3600) * 1000)

struct ctx custody__all(const struct ctx *c)
{
        struct ctx all = *c;
        struct who *w = TAKE(c->mem, struct who);

        if (c->who) {
                *w = *c->who;
                w->scope = SCOPE_JURISDICTION;
                all.who = w;
        }
        all.db = ctx_log(c);
        all.why = (struct why){ .mem = c->mem };
        return all;
}

bool custody__carry(struct ctx *c, const struct ctx *all)
{
        c->why = all->why;
        return false;
}

struct place custody__place(struct arena *mem, const struct case_facts *f)
{
        struct names *people = TAKE(mem, struct names);

        people->at = TAKE_N(mem, const char *, f->officers.n + 1);
        for (size_t i = 0; i < f->officers.n; i++)
                people->at[people->n++] = f->officers.at[i];
        people->at[people->n++] = f->owner;
        return (struct place){ f->agency, f->unit, people };
}

bool custody__handles(const struct ctx *c, const struct case_facts *f)
{
        const struct who *w = c->who;
        struct place p = custody__place(c->mem, f);

        if (names_have(p.people, w->login))
                return true;
        if (strcmp(w->agency, f->agency) != 0)
                return false;
        return who_has_role(w, "head") || (who_has_role(w, "team_leader") && access_sees(c, &p)) ||
               (who_has_role(w, "reviewer") && f->standing.flags & F(review_open));
}

bool custody__ended(const struct ctx *c, const struct case_facts *f)
{
        const struct pack_procedure *p = pack_procedure(c->pack, f->standing.procedure);
        const struct pack_stage *s = p ? pack_stage(p, f->standing.stage) : NULL;

        return s && s->final;
}

/* Between closing and archiving the dossier is still being made up. */
bool custody__in_hand(const struct ctx *c, const struct case_facts *f)
{
        bool closed = (f->standing.flags & F(closed)) != 0, archived = (f->standing.flags & F(archived)) != 0;

        return custody__handles(c, f) && !archived && (closed || !custody__ended(c, f));
}

bool custody__recording(struct ctx *c, int64_t id, struct recording *r, struct case_facts *f)
{
        struct ctx all = custody__all(c);

        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        return recording_find(&all, id, r, f) || custody__carry(c, &all);
}

/* ---- opening ---- */

static bool there(struct ctx *c, int64_t recording)
{
        const char *state;
        int64_t disposal;

        if (!custody__item_state(c, "recording", recording, &state, &disposal))
                return false;
        return strcmp(state, "gone") != 0 || refuse(&c->why, R_DISPOSED, NULL, "音像资料 %lld，销毁清单 %lld", (long long)recording, (long long)disposal);
}

static bool covers(const struct retrieval *t, const struct recording *r)
{
        return (!t->recording_id || t->recording_id == r->id) && (!strcmp(t->state, "approved") || !strcmp(t->state, "ended"));
}

/* Of the approvals that cover this recording the one that helps; otherwise the refusal says how far the nearest one went. */
static bool approved(struct ctx *c, const struct recording *r, bool copy, struct permit *out)
{
        struct day today = day_of(c->now);
        struct retrievals l;
        bool over = false, narrow = false;

        if (!custody__retrievals_of(c, r->case_id, &l))
                return false;
        for (size_t i = 0; i < l.n; i++) {
                const struct retrieval *t = &l.at[i];
                bool running = !strcmp(t->state, "approved") && day_compare(today, t->until) <= 0;

                if (!covers(t, r))
                        continue;
                if (running && (!copy || !strcmp(t->mode, "copy"))) {
                        *out = (struct permit){ t->id, instant_at(day_plus(t->until, 1), 0, 0) };
                        return true;
                }
                over = over || !running;
                narrow = narrow || running;
        }
        if (narrow)
                return refuse(&c->why, R_RETRIEVAL_MODE, "mode", "%s", r->title);
        return refuse(&c->why, over ? R_RETRIEVAL_OVER : R_RETRIEVAL, NULL, "%s", r->title);
}

bool custody__may_open(struct ctx *c, const struct recording *r, const struct case_facts *f, bool copy, struct permit *out)
{
        int64_t hours = pack_param(c->pack, copy ? "copy_hours" : "opening_hours", copy ? COPY_HOURS : OPENING_HOURS);
        struct permit p = { 0, { c->now.ms + hours * HOUR_MS } };
        struct ctx all = custody__all(c);
        struct permit by;

        if (!there(&all, r->id))
                return custody__carry(c, &all);
        if (copy || !custody__in_hand(c, f)) {
                if (!approved(&all, r, copy, &by))
                        return custody__carry(c, &all);
                p.retrieval = by.retrieval;
                p.until = by.until.ms < p.until.ms ? by.until : p.until;
        }
        *out = p;
        return true;
}

/* ---- bytes ---- */

/* An opening without an approval holds only while the case is in these hands: it ends with a change of officers and with archiving. */
bool custody_may_have(struct ctx *c, const struct recording *r, bool copy)
{
        struct case_facts f;
        struct opening o;
        bool found;

        if (!c->who)
                return refuse(&c->why, R_LOGIN, NULL, NULL);
        if (!there(c, r->id) || !case_facts_load(c, r->case_id, &f) || !custody__opening_holds(c, r->id, copy, &o, &found))
                return false;
        if (found && (o.retrieval || custody__in_hand(c, &f)))
                return true;
        return refuse(&c->why, copy ? R_OPENING_COPY : R_OPENING, NULL, "%s", r->title);
}

/* What may go out inline: nothing a browser would run (118号 三（九）: originals are kept as they came). */
static const char *safe_type(const char *type)
{
        static const char *const plain[] = { "video/", "audio/", "image/jpeg", "image/png", "image/webp", "image/gif" };

        for (size_t i = 0; type && i < sizeof plain / sizeof *plain; i++)
                if (text_starts(type, plain[i]))
                        return type;
        return "application/octet-stream";
}

bool custody_recording(struct ctx *c, int64_t id, bool copy, const char **digest, const char **type, const char **name)
{
        struct case_facts f;
        struct recording r;

        if (!custody__recording(c, id, &r, &f) || !custody_may_have(c, &r, copy))
                return false;
        *digest = r.digest;
        *type = safe_type(r.type);
        *name = text_make(c->mem, "%s %s（%lld）", custody__case_number(&f), r.title, (long long)r.id);
        return true;
}

/* Pictures belong to the list of a case; all else of a recording needs an opening, and what is taken away needs one for a copy. */
static bool part_may(struct ctx *c, const struct part *p, const struct recording *r, const struct case_facts *f)
{
        if (strcmp(p->part, "picture") != 0)
                return custody_may_have(c, r, strcmp(p->part, "waveform") != 0);
        return case_may_see(c, f);
}

static bool part_file(struct ctx *c, const struct part *p, const char **type, const char **name)
{
        struct case_facts f;
        struct recording r;

        if (!custody__recording(c, p->id, &r, &f) || !part_may(c, p, &r, &f))
                return false;
        *type = strcmp(p->part, "original") ? p->type : safe_type(r.type);
        *name = text_make(c->mem, "%s（%lld）", r.title, (long long)r.id);
        return true;
}

/* What is not in a case yet: working material of those who may see it there. */
static bool intake_file(struct ctx *c, const struct part *p, const char **type, const char **name)
{
        struct intake in;

        if (!intake_find(c, p->id, &in))
                return false;
        if (in.state != INTAKE_INBOX && in.state != INTAKE_QUARANTINE)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, NULL);
        *type = strcmp(p->part, "original") ? p->type : "application/octet-stream";
        *name = in.file_name;
        return true;
}

typedef bool part_fn(struct ctx *c, const struct part *p, const char **type, const char **name);

/* The first of those that lets it through; otherwise the last one's reason stands. */
static bool any_part(struct ctx *c, const struct parts *l, part_fn *may, const char **type, const char **name)
{
        struct why last = { .mem = c->mem };

        for (size_t i = 0; i < l->n; i++) {
                if (may(c, &l->at[i], type, name))
                        return true;
                if (c->why.kind == WHY_FAILED)
                        return false;
                last = c->why;
                c->why = (struct why){ .mem = c->mem };
        }
        c->why = last;
        return false;
}

static const char *material_type(const char *kind)
{
        static const struct { const char *kind, *type; } types[] = { { "video", "video/mp4" }, { "audio", "audio/mpeg" }, { "photo", "image/jpeg" } };

        for (size_t i = 0; i < sizeof types / sizeof *types; i++)
                if (!strcmp(kind, types[i].kind))
                        return types[i].type;
        return "application/octet-stream";
}

/* A digest that is a recording's is never given out as something else: filing it once more as a material opens nothing. */
bool custody_file(struct ctx *c, const char *digest, const char **type, const char **name)
{
        struct parts l;
        const char *kind;

        if (!custody__parts(c, digest, &l))
                return false;
        if (l.n)
                return any_part(c, &l, part_file, type, name);
        if (!custody__intake_parts(c, digest, &l))
                return false;
        if (l.n && any_part(c, &l, intake_file, type, name))
                return true;
        if (c->why.kind == WHY_FAILED)
                return false;
        c->why = (struct why){ .mem = c->mem };
        if (!case_file_find(c, digest, name, &kind))
                return false;
        *type = material_type(kind);
        return true;
}

static bool seen_recording(struct ctx *c, const struct part *p, const char **type, const char **name)
{
        struct recording r;

        (void)type; (void)name;
        return recording_find(c, p->id, &r, NULL);
}

static bool seen_intake(struct ctx *c, const struct part *p, const char **type, const char **name)
{
        struct intake in;

        (void)type; (void)name;
        return intake_find(c, p->id, &in);
}

/* known: it is named; true: by something that may be seen. */
static bool seen_somewhere(struct ctx *c, const char *digest, bool *known)
{
        const char *type, *name;
        struct parts in_cases, in_intakes;
        bool material;

        if (!custody__parts(c, digest, &in_cases) || !custody__intake_parts(c, digest, &in_intakes) || !case_file_known(c, digest, &material))
                return false;
        *known = in_cases.n || in_intakes.n || material;
        if (any_part(c, &in_cases, seen_recording, &type, &name) || any_part(c, &in_intakes, seen_intake, &type, &name))
                return true;
        return material && case_file_find(c, digest, &type, &name);
}

bool custody_only_others(struct ctx *c, const char *digest, bool *only)
{
        struct ctx probe = *c;
        bool known = false, seen;

        probe.why = (struct why){ .mem = c->mem };
        seen = seen_somewhere(&probe, digest, &known);
        if (probe.why.kind == WHY_FAILED) {
                c->why = probe.why;
                return false;
        }
        *only = known && !seen;
        return true;
}
