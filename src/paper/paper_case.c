/* paper_case.c - all that templates may look up about a case as of one act: the acts up to it, folded.
 *
 * Everything comes from the journal and the pack in force at that act, so the same paper reads the same for ever.  Must never look
 * into the tables of cases: they show today. */
#include "base/json.h"
#include "law/facts.h"
#include "paper/paper_inner.h"
#include <string.h>

struct paper_hooks paper__hooks;

void paper_bind(const struct paper_hooks *h)
{
        paper__hooks = *h;
}

/* ---- the acts ---- */

struct acts { struct ctx *c; struct act *at; size_t n, room; };

static bool act_add(void *to, const struct act *a)
{
        struct acts *l = to;

        if (l->n == l->room) {
                l->at = arena_grow(l->c->mem, l->at, l->room * sizeof *l->at, (l->room * 2 + 32) * sizeof *l->at);
                l->room = l->room * 2 + 32;
        }
        l->at[l->n++] = *a;
        return true;
}

static const char *const *procedures_of(const struct acts *l)
{
        const char **at = TAKE_N(l->c->mem, const char *, l->n + 1), *last = "";

        for (size_t i = 0; i < l->n; i++) {
                if (*act_text(&l->at[i], "procedure") && fact_lasts(l->at[i].verb, "procedure"))
                        last = act_text(&l->at[i], "procedure");
                at[i] = last;
        }
        return at;
}

static struct paper_case case_of(const struct acts *l, int64_t id)
{
        return (struct paper_case){ .c = l->c, .id = id, .pack = l->c->pack, .acts = l->at, .n = l->n, .all = l->n, .procedures = procedures_of(l) };
}

struct paper_case *paper_case_load(struct ctx *c, int64_t case_id, int64_t seq)
{
        struct paper_case *pc = TAKE(c->mem, struct paper_case);
        struct acts l = { .c = c };

        if (!acts_on(c, (struct subject){ "case", case_id }, act_add, &l))
                return NULL;
        *pc = case_of(&l, case_id);
        while (seq >= 0 && pc->n && l.at[pc->n - 1].seq > seq)
                pc->n--;
        if (!pc->n || (seq >= 0 && paper__own(pc)->seq != seq)) {
                refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "案件 %lld 的日志第 %lld 条", (long long)case_id, (long long)seq);
                return NULL;
        }
        return org_pack_at(c, paper__own(pc)->seq, &pc->pack) ? pc : NULL;
}

struct paper_case *paper_case_with(struct ctx *c, int64_t case_id, const struct draft *d)
{
        struct acts l = { .c = c };
        struct paper_case *pc = TAKE(c->mem, struct paper_case);
        struct act own = { .seq = INT64_MAX, .at = c->now, .verb = d->verb, .subject = d->subject, .fields = d->fields, .n = d->n };

        if (case_id != SUBJECT_NEW && !acts_on(c, (struct subject){ "case", case_id }, act_add, &l))
                return NULL;
        act_add(&l, &own);
        *pc = case_of(&l, case_id);
        return pc;
}

const struct act *paper__about(const struct paper_case *pc, const struct pack_paper *kind, const char *verb, const char *as)
{
        for (size_t i = pc->all; i-- > pc->n;) {
                const struct act *a = &pc->acts[i];

                if (!strcmp(a->verb, verb) && act_int(a, "of") == paper__own(pc)->seq && !strcmp(act_text(a, "paper"), kind->id) &&
                    (!*as || text_in(as, act_text(a, "signs"), ',')))
                        return a;
        }
        return NULL;
}

bool paper__at(const struct paper_case *pc, size_t i, const struct pack_paper *kind, struct paper_case *out)
{
        struct paper_case at = *pc;

        at.n = i + 1;
        at.kind = kind;
        *out = at;
        return org_pack_at(pc->c, at.acts[i].seq, &out->pack);
}

/* ---- folding ---- */

/* The newest act, not later than the paper's own, that says this lasting field. */
static const struct act *lasting(const struct paper_case *pc, const char *field)
{
        for (size_t i = pc->n; i--;)
                if (act_has(&pc->acts[i], field) && *act_text(&pc->acts[i], field) && fact_lasts(pc->acts[i].verb, field))
                        return &pc->acts[i];
        return NULL;
}

static const struct act *newest(const struct paper_case *pc, const char *verb)
{
        for (size_t i = pc->n; i--;)
                if (!strcmp(pc->acts[i].verb, verb))
                        return &pc->acts[i];
        return NULL;
}

static const char *lasting_text(const struct paper_case *pc, const char *field)
{
        const struct act *a = lasting(pc, field);

        return a ? act_text(a, field) : "";
}

const char *paper__procedure(const struct paper_case *pc)
{
        return pc->procedures && pc->n ? pc->procedures[pc->n - 1] : lasting_text(pc, "procedure");
}

/* Whose case it is: every act names the agency of who did it, the first one the case's.  What was entrusted is done in the name of whoever
 * entrusted it (处罚法 20(3)). */
const char *paper__agency(const struct paper_case *pc)
{
        const char *principal = lasting_text(pc, "in_name_of");

        if (*principal)
                return principal;
        return pc->n ? act_text(&pc->acts[0], "agency") : "";
}

/* ---- numbers ---- */

/* Numbers that a verb's own handler takes, by kind. */
static const struct { const char *kind, *field; } handlers_take[] = {
        { "source", "source_number" }, { "case", "number" }, { "application", "number" }, { "decision", "decision_number" },
        { "permit", "decision_number" }, { "notice", "paper_number" }, { "review", "paper_number" },
};

const char *paper__number(const struct act *a, const struct pack_paper *kind)
{
        char field[160] = "number_";

        if (!*kind->number)
                return "";
        strncat(field, kind->id, sizeof field - sizeof "number_" - 1);
        if (*act_text(a, field))
                return act_text(a, field);
        for (size_t i = 0; i < sizeof handlers_take / sizeof *handlers_take; i++)
                if (!strcmp(handlers_take[i].kind, kind->number) && *act_text(a, handlers_take[i].field))
                        return act_text(a, handlers_take[i].field);
        return "";
}

/* ---- people ---- */

const char *paper__person(const struct paper_case *pc, const char *login, const char *what)
{
        struct ctx *c = pc->c;
        struct why kept = c->why;
        struct certificate k;
        const char *name = user_name(c, login);
        bool certified;

        if (!strcmp(what, "names"))
                return name;
        certified = certificate_on(c, login, day_of(paper__own(pc)->at), &k);
        c->why = kept;
        if (!strcmp(what, "certificates"))
                return certified ? k.number : "";
        return certified ? text_make(c->mem, "%s（执法证号 %s）", name, k.number) : name;
}

static const char *people(const struct paper_case *pc, const char *logins, const char *what)
{
        struct buffer b = { .mem = pc->c->mem };
        size_t n;
        char **at = text_split(b.mem, logins, ',', &n);

        for (size_t i = 0; i < n; i++) {
                const char *reads = paper__person(pc, at[i], what);

                if (*reads)
                        buffer_make(&b, "%s%s", b.n ? "、" : "", reads);
        }
        return buffer_done(&b);
}

/* ---- words ---- */

#define NONE ((struct value){ .kind = VALUE_NONE, .text = "" })

static struct value said(const char *text, int64_t seq)
{
        return text_empty(text) ? NONE : (struct value){ VALUE_TEXT, text, NULL, seq };
}

static struct value lasting_value(const struct paper_case *pc, const char *field)
{
        const struct act *a = lasting(pc, field);

        return a ? paper__field(pc, a, field) : NONE;
}

static struct value look_party(const struct paper_case *pc, const char *part)
{
        static const struct { const char *part, *field; } parts[] = {
                { "name", "party" }, { "id", "party_id" }, { "person", "party_person" }, { "address", "party_address" },
                { "phone", "party_phone" }, { "kind", "party_kind" },
        };

        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                if (!strcmp(parts[i].part, part))
                        return lasting_value(pc, parts[i].field);
        return NONE;
}

static struct value look_agency(const struct paper_case *pc, const char *part)
{
        const struct pack_agency *g = pack_agency(pc->pack, paper__agency(pc));

        if (!g)
                return NONE;
        return said(!strcmp(part, "name") ? g->name : !strcmp(part, "short") ? g->short_name : !strcmp(part, "uscc") ? g->uscc :
                    !strcmp(part, "superior") ? g->superior : !strcmp(part, "court") ? g->court : !strcmp(part, "phone") ? g->phone :
                    !strcmp(part, "address") ? g->address : "", -1);
}

/* Those whom the act itself names; otherwise the officers of the case. */
static struct value look_officers(const struct paper_case *pc, const char *part)
{
        const struct act *a = *act_text(paper__own(pc), "officers") ? paper__own(pc) : lasting(pc, "officers");

        return a ? said(people(pc, act_text(a, "officers"), part), a->seq) : NONE;
}

static struct value look_officer(const struct paper_case *pc, const char *part)
{
        const struct act *a = paper__own(pc);
        struct ctx *c = pc->c;
        struct why kept = c->why;
        struct user u = { .post = "" };

        if (!strcmp(part, "name"))
                return said(*act_text(a, "actor_name") ? act_text(a, "actor_name") : user_name(c, act_text(a, "actor")), a->seq);
        if (!strcmp(part, "certificate"))
                return said(paper__person(pc, act_text(a, "actor"), "certificates"), a->seq);
        user_load(c, act_text(a, "actor"), &u);
        c->why = kept;
        return said(u.post, a->seq);
}

static struct value look_unit(const struct paper_case *pc)
{
        const struct act *a = lasting(pc, "unit");
        const struct pack_unit *u = a ? pack_unit(pc->pack, act_text(a, "unit")) : NULL;

        return u ? said(u->name, a->seq) : NONE;
}

static struct value look_item(const struct paper_case *pc, const char *part)
{
        const struct act *a = lasting(pc, "item");
        const struct pack_item *i = a ? pack_item(pc->pack, act_text(a, "item")) : NULL;

        if (!i)
                return NONE;
        if (!strcmp(part, "name"))
                return said(i->name, a->seq);
        return said(law_named(pc->c->mem, !strcmp(part, "violates") ? i->violates : !strcmp(part, "basis") ? i->basis : ""), a->seq);
}

static struct value look_paper(const struct paper_case *pc, const char *part)
{
        const struct act *a = paper__own(pc);

        if (!strcmp(part, "date"))
                return (struct value){ VALUE_DAY, day_text(pc->c->mem, day_of(a->at)), NULL, a->seq };
        if (!pc->kind)
                return NONE;
        return said(!strcmp(part, "number") ? paper__number(a, pc->kind) : !strcmp(part, "name") ? pc->kind->name : "",
                    !strcmp(part, "number") ? a->seq : -1);
}

/* The newest count of that period among the acts: {"clock":…,"due":…} in a field. */
static const char *due_in(struct ctx *c, const struct act *a, const char *field, const char *clock)
{
        struct why why = { .mem = c->mem };
        const char *text = act_text(a, field), *due = NULL;
        json_t *list = *text ? json_parse(&why, text, strlen(text)) : NULL, *k;
        size_t i;

        json_array_foreach(list, i, k)
                if (text_same(json_string_value(json_object_get(k, "clock")), clock) && json_is_string(json_object_get(k, "due")))
                        due = text_copy(c->mem, json_string_value(json_object_get(k, "due")));
        json_decref(list);
        return due;
}

static struct value look_clock(const struct paper_case *pc, const char *clock)
{
        for (size_t i = pc->n; i--;) {
                const struct act *a = &pc->acts[i];
                const char *moved = due_in(pc->c, a, "clocks_moved", clock), *due = moved ? moved : due_in(pc->c, a, "clocks", clock);

                if (due)
                        return *due ? (struct value){ VALUE_DAY, due, NULL, a->seq } : NONE;
        }
        return NONE;
}

static struct value look_remedy(const struct paper_case *pc)
{
        const struct pack_remedy *r = pc->kind && *pc->kind->remedy ? pack_remedy(pc->pack, pc->kind->remedy) : NULL;
        struct paper_case plain = *pc;

        plain.kind = NULL;                      /* a remedy that names itself says nothing */
        return r ? said(paper__fill(&plain, r->text, NULL), -1) : NONE;
}

static struct value look_site(const struct paper_case *pc)
{
        struct ctx log = *pc->c;
        struct site site;

        log.why = (struct why){ .mem = log.mem };
        if (!pc->kind || !site_load(ctx_log(&log), log.mem, &site, &log.why))
                return NONE;
        return said(text_make(log.mem, "https://%s/verify/paper/%lld-%lld-%s", text_copy_n(log.mem, site.origin, strcspn(site.origin, "/")),
                              (long long)pc->id, (long long)paper__own(pc)->seq, pc->kind->id), -1);
}

static struct value look_case(const struct paper_case *pc, const char *field)
{
        if (!strcmp(field, "registered_on"))
                return (struct value){ VALUE_DAY, day_text(pc->c->mem, day_of(pc->acts[0].at)), NULL, pc->acts[0].seq };
        return lasting_value(pc, field);
}

struct value paper_look(const struct paper_case *pc, const char *word)
{
        static const struct { const char *prefix; struct value (*look)(const struct paper_case *, const char *); } families[] = {
                { "party.", look_party }, { "agency.", look_agency }, { "officers.", look_officers }, { "officer.", look_officer },
                { "item.", look_item }, { "paper.", look_paper }, { "clock.", look_clock },
        };
        const char *dot = strrchr(word, '.');
        const struct act *a;

        if (!dot || !pc->n)
                return NONE;
        if (text_starts(word, "act."))
                return paper__field(pc, paper__own(pc), word + 4);
        for (size_t i = 0; strchr(word, '.') == dot && i < sizeof families / sizeof *families; i++)
                if (text_starts(word, families[i].prefix))
                        return families[i].look(pc, dot + 1);
        if (!strcmp(word, "unit.name"))
                return look_unit(pc);
        if (!strcmp(word, "remedy.text"))
                return look_remedy(pc);
        if (!strcmp(word, "site.verify"))
                return look_site(pc);
        if (strchr(word, '.') == dot)
                return text_starts(word, "case.") ? look_case(pc, dot + 1) : NONE;
        a = newest(pc, text_copy_n(pc->c->mem, word, (size_t)(dot - word)));
        return a ? paper__field(pc, a, dot + 1) : NONE;
}

/* ---- filling ---- */

static struct value source_look(void *to, const char *word)
{
        return paper_look(to, word);
}

static const char *source_person(void *to, const char *login, const char *what)
{
        return paper__person(to, login, what);
}

struct template_source paper__source(const struct paper_case *pc)
{
        return (struct template_source){ source_look, source_person, (void *)(uintptr_t)pc };
}

const char *paper__fill(const struct paper_case *pc, const struct template *t, struct template_pieces *pieces)
{
        struct template_source s = paper__source(pc);

        return t ? template_fill(pc->c->mem, t, &s, pieces) : "";
}

bool paper__there(const struct value *v)
{
        return v->kind != VALUE_NONE && *v->text && strcmp(v->text, "false") && !(v->kind == VALUE_MONEY && !strcmp(v->text, "0")) &&
               !(v->kind == VALUE_POINTS && !strcmp(v->text, "[]"));
}

bool paper__holds(const struct paper_case *pc, const char *when)
{
        struct template_source s = paper__source(pc);

        return template_holds(pc->c->mem, when, &s);
}
