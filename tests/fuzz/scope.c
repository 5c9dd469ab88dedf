/* Who sees which cases, and which of what stands around them (scope_lists.h).  Each input is the seed of fifty pairs of a user and a question: offices with units above each other, merged and abolished
 * ones, people with all scopes, grants over picked agencies and units, and those who stand in for others.  What the program lists, with its totals
 * and pages, is compared with the rules read straight from the law of the house (docs/rights.md) by the slowest way there is: every case, every
 * reach, every rule.  No row too many, none too few; and the question about one case says the same as the list. */
#include "fuzz.h"
#include "case/case_inner.h"
#include "cli/bind.h"
#include "db/db.h"
#include "ui/view.h"
#include <stdio.h>
#include <stdlib.h>

bool journal__make_tables(struct db_write *w, size_t skip);

#define WORLDS 32
#define AGENCIES 5
#define UNITS 14
#define PEOPLE 9
#define CASES 90
#define ROWS 20                         /* of each table beside */
#define PAIRS 50
#define REACHES 4

static uint64_t state;

static unsigned die(unsigned sides)
{
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (unsigned)((state >> 11) % sides);
}

/* Names that are beginnings of each other, or alike but for their case or what LIKE takes for any letter. */
static const char *const agency_ids[AGENCIES] = { "bu", "bureau", "b_reau", "BUREAU", "water" };
static const char *const unit_ids[UNITS] = { "t1", "t11", "T1", "t_1", "team", "team1", "te", "legal", "l%l", "office", "o", "of", "x", "xx" };
static const char *const people[PEOPLE] = { "li", "l", "lin", "l_n", "li.n", "sun", "su-n", "zhao", "z" };
static const char *const stages[] = { "registered", "investigating", "decided" };

/* One for each unit in which somebody enforces. */
static struct pack_equipment kinds[] = { { .id = "recorder", .label = "recorder", .law = "", .per = "unit", .each = 1 } };

struct thing { int64_t id; const char *agency, *unit, *owner, *officer, *stage, *title; };
struct world { bool made; struct pack pack; struct pack_agency agencies[AGENCIES]; struct pack_unit units[UNITS]; struct thing things[CASES], rows[ROWS]; struct db *db; };
static struct world worlds[WORLDS];
static void lists_make(struct world *w, struct db_write *in, struct arena *mem);

/* ---- a world ---- */

/* Dead ones stand behind the living: an heir has a smaller number, so that no circle can be. */
static void offices_make(struct world *w)
{
        size_t alive = 2 + die(AGENCIES - 1), units = 4 + die(UNITS - 3);

        for (size_t i = 0; i < AGENCIES; i++)
                w->agencies[i] = (struct pack_agency){ .id = agency_ids[i], .name = agency_ids[i], .until = i < alive ? "" : "2024-01-01",
                                                       .heir = i < alive || !die(4) ? "" : agency_ids[die((unsigned)i)] };
        for (size_t i = 0; i < UNITS; i++)
                w->units[i] = (struct pack_unit){ .id = unit_ids[i], .name = unit_ids[i], .agency = agency_ids[die(i < units ? (unsigned)alive : AGENCIES)],
                                                  .above = "", .until = i < units ? "" : "2024-01-01", .heir = i < units || !die(4) ? "" : unit_ids[die((unsigned)i)] };
        for (size_t i = 1; i < UNITS; i++) {
                size_t up = die((unsigned)i);

                if (die(3) && !strcmp(w->units[up].agency, w->units[i].agency))
                        w->units[i].above = w->units[up].id;
        }
        w->pack = (struct pack){ .name = "fuzz", .agencies = w->agencies, .n_agencies = alive, .n_agencies_all = AGENCIES, .units = w->units,
                                 .n_units = units, .n_units_all = UNITS, .equipment = kinds, .n_equipment = 1 };
}

static void thing_make(const struct world *w, struct thing *t, size_t i)
{
        const struct pack_unit *u = &w->units[die(UNITS)];
        bool odd = !die(8);

        *t = (struct thing){ .id = (int64_t)i * 3 + 1, .agency = odd ? agency_ids[die(AGENCIES)] : u->agency,
                                       .unit = !die(12) ? "" : !die(12) ? "nobody-knows" : u->id, .owner = people[die(PEOPLE)],
                                       .officer = die(2) ? people[die(PEOPLE)] : "", .stage = stages[die(3)], .title = die(3) ? "渣土" : "占道" };
}

static struct world *world_of(uint64_t seed, struct why *why)
{
        struct world *w = &worlds[seed % WORLDS];
        struct db_write *in;
        struct arena *mem;

        if (w->made)
                return w;
        state = 0x9E3779B97F4A7C15u * (seed % WORLDS + 1);
        offices_make(w);
        mem = arena_new();
        must((w->db = db_open("sqlite::memory:", DB_WRITE, why)) && (in = db_begin(w->db, why)) && journal__make_tables(in, 0));
        for (size_t i = 0; i < CASES; i++) {
                struct thing *t = &w->things[i];

                thing_make(w, t, i);
                must(db_script(in, text_make(mem, "INSERT INTO case_file (id, kind, procedure, agency, unit, owner, title, registered_at)"
                        " VALUES (%lld, 'penalty', 'ordinary', '%s', '%s', '%s', '%s', ''); INSERT INTO case_standing VALUES (%lld, '%s', '', 0);"
                        " UPDATE case_file SET decide_seq = id + 1 WHERE id IN (SELECT id FROM case_standing WHERE stage = 'decided');"
                        " INSERT INTO case_person VALUES (%lld, '%s')", (long long)t->id, t->agency, t->unit, t->owner, t->title,
                        (long long)t->id, t->stage, (long long)t->id, t->owner)));
                if (*t->officer && strcmp(t->officer, t->owner))
                        must(db_script(in, text_make(mem, "INSERT INTO case_person VALUES (%lld, '%s')", (long long)t->id, t->officer)));
        }
        lists_make(w, in, mem);
        must(db_end(in, true));
        arena_free(mem);
        w->made = true;
        return w;
}

/* ---- somebody ---- */

struct somebody { struct who who; struct reach more[REACHES]; const char *lists[REACHES][2][3]; };

static void reach_make(struct somebody *s, struct world *w, size_t i)
{
        const struct pack_unit *u = &w->units[die(UNITS)];
        struct reach *x = &s->more[i];
        bool away = die(2), custom = !away && die(2);

        *x = (struct reach){ .grant = (int64_t)i, .role = "officer", .scope = custom ? SCOPE_OWN : (enum scope)die(SCOPE__MAX), .agency = u->agency,
                             .unit = die(8) ? u->id : "", .person = away ? people[die(PEOPLE)] : s->who.login, .away = "", .away_name = "" };
        if (x->scope == SCOPE_JURISDICTION && die(4))
                x->scope = SCOPE_UNIT;
        if (away)
                x->away = x->away_name = x->person;
        x->agencies = (struct names){ s->lists[i][0], custom ? die(3) : 0 };
        x->units = (struct names){ s->lists[i][1], custom ? die(4) : 0 };
        for (size_t k = 0; k < 3; k++) {
                s->lists[i][0][k] = agency_ids[die(AGENCIES)];
                s->lists[i][1][k] = unit_ids[die(UNITS)];
        }
}

static void somebody_make(struct somebody *s, struct world *w)
{
        const struct pack_unit *u = &w->units[die(UNITS)];

        s->who = (struct who){ .login = people[die(PEOPLE)], .name = "某", .agency = die(10) ? u->agency : agency_ids[die(AGENCIES)],
                               .unit = !die(8) ? "" : !die(12) ? "nobody-knows" : u->id, .scope = (enum scope)die(SCOPE__MAX), .certificate = "", .more = s->more };
        s->who.n_more = die(2) ? die(REACHES + 1) : 0;
        for (size_t i = 0; i < s->who.n_more; i++)
                reach_make(s, w, i);
}

/* ---- the rules, slowly ---- */

static int agency_at(const char *id)
{
        for (int i = 0; i < AGENCIES; i++)
                if (!strcmp(agency_ids[i], id))
                        return i;
        return -1;
}

static int unit_at(const char *id)
{
        for (int i = 0; i < UNITS; i++)
                if (!strcmp(unit_ids[i], id))
                        return i;
        return -1;
}

/* Where it went on: -1 unknown, or abolished without an heir. */
static int agency_end(const struct world *w, int i)
{
        while (i >= 0 && *w->agencies[i].until)
                i = *w->agencies[i].heir ? agency_at(w->agencies[i].heir) : -1;
        return i;
}

static int unit_end(const struct world *w, int i)
{
        while (i >= 0 && *w->units[i].until)
                i = *w->units[i].heir ? unit_at(w->units[i].heir) : -1;
        return i;
}

/* All units that stand below `top` or went on in one that does, itself included: grown until nothing is added. */
static void family(const struct world *w, int top, bool in[UNITS])
{
        bool grown = true;

        memset(in, 0, UNITS * sizeof *in);
        in[top] = true;
        while (grown) {
                grown = false;
                for (int i = 0; i < UNITS; i++) {
                        int end = unit_end(w, i), up = unit_at(w->units[end >= 0 ? end : i].above);

                        if (!in[i] && ((end >= 0 && in[end]) || (up >= 0 && in[up])))
                                in[i] = grown = true;
                }
        }
}

static bool whole_agency(const struct world *w, const struct thing *t, const char *agency)
{
        int end = agency_end(w, agency_at(t->agency)), unit = unit_end(w, unit_at(t->unit));

        if (!strcmp(t->agency, agency) || (end >= 0 && !strcmp(agency_ids[end], agency)))
                return true;
        return unit >= 0 && unit != unit_at(t->unit) && !strcmp(w->units[unit].agency, agency);
}

static bool this_unit(const struct world *w, const struct thing *t, const char *agency, const char *unit)
{
        int own = unit_at(t->unit), end = unit_end(w, own);

        if (!*unit)
                return false;
        if (!strcmp(t->unit, unit) && !strcmp(t->agency, agency))
                return true;
        return end >= 0 && end != own && !strcmp(unit_ids[end], unit) && !strcmp(w->units[end].agency, agency);
}

static bool unit_or_below(const struct world *w, const struct thing *t, const char *agency, const char *unit)
{
        int own = unit_at(t->unit), end = unit_end(w, own), top = unit_at(unit);
        bool in[UNITS];

        if (this_unit(w, t, agency, unit))
                return true;
        if (top < 0 || own < 0)
                return false;
        family(w, top, in);
        return (in[own] && !strcmp(t->agency, agency)) || (end >= 0 && end != own && in[end] && !strcmp(w->units[end].agency, agency));
}

static bool one_reach(const struct world *w, const struct thing *t, const struct reach *x)
{
        if (!strcmp(t->owner, x->person) || !strcmp(t->officer, x->person) || x->scope == SCOPE_JURISDICTION)
                return true;
        if (x->scope == SCOPE_AGENCY && whole_agency(w, t, x->agency))
                return true;
        if (x->scope == SCOPE_UNIT && this_unit(w, t, x->agency, x->unit))
                return true;
        if (x->scope == SCOPE_UNIT_BELOW && unit_or_below(w, t, x->agency, x->unit))
                return true;
        for (size_t i = 0; i < x->agencies.n; i++)
                if (whole_agency(w, t, x->agencies.at[i]))
                        return true;
        for (size_t i = 0; i < x->units.n; i++) {
                int u = unit_at(x->units.at[i]);

                if (u >= 0 && this_unit(w, t, w->units[u].agency, unit_ids[u]))
                        return true;
        }
        return false;
}

static bool slow_sees(const struct world *w, const struct thing *t, const struct somebody *s)
{
        struct reach home = { .scope = s->who.scope, .agency = s->who.agency, .unit = s->who.unit, .person = s->who.login };

        if (one_reach(w, t, &home))
                return true;
        for (size_t i = 0; i < s->who.n_more; i++)
                if (one_reach(w, t, &s->more[i]))
                        return true;
        return false;
}

/* ---- a pair: somebody asks ---- */

static void why_not(const struct world *w, const struct thing *t, const struct somebody *s, const char *what)
{
        fprintf(stderr, "%s: case %lld of %s/%s (owner %s, officer %s); %s of %s/%s, scope %d, %zu more\n", what, (long long)t->id, t->agency, t->unit, t->owner,
                t->officer, s->who.login, s->who.agency, s->who.unit, s->who.scope, s->who.n_more);
        (void)w;
}

static void ledger_pair(struct ctx *c, const struct world *w, const struct somebody *s)
{
        struct ledger_wish q = { .stage = die(3) ? "" : stages[die(3)], .words = die(3) ? "" : "渣", .before = die(3) ? -1 : (int64_t)die(CASES * 3),
                                 .limit = 1 + die(CASES) };
        struct ledger l;
        int64_t total = 0;
        size_t n = 0;

        HOLDS(case__ledger(c, &q, &l));
        for (size_t i = CASES; i-- > 0;) {
                const struct thing *t = &w->things[i];
                bool fits = (!*q.stage || !strcmp(q.stage, t->stage)) && (!*q.words || strstr(t->title, q.words)) && slow_sees(w, t, s);

                total += fits;
                if (!fits || (q.before >= 0 && t->id >= q.before) || (int64_t)n == q.limit)
                        continue;
                if (n >= l.n || l.ids[n] != t->id)
                        why_not(w, t, s, "the ledger differs");
                HOLDS(n < l.n && l.ids[n] == t->id);
                n++;
        }
        HOLDS(n == l.n && total == l.total);
}

static void recent_pair(struct ctx *c, const struct world *w, const struct somebody *s)
{
        int64_t ids[CASES];
        size_t n = 0, at = 0;

        HOLDS(case_recent(c, ids, CASES, &n));
        for (size_t i = CASES; i-- > 0;)
                if (slow_sees(w, &w->things[i], s)) {
                        HOLDS(at < n && ids[at] == w->things[i].id);
                        at++;
                }
        HOLDS(at == n);
}

static void one_pair(struct ctx *c, const struct world *w, const struct somebody *s)
{
        const struct thing *t = &w->things[die(CASES)];
        const char *own[2] = { t->owner, t->officer };
        struct names of = { own, *t->officer ? 2 : 1 };

        if (access_sees(c, &(struct place){ t->agency, t->unit, &of }) != slow_sees(w, t, s))
                why_not(w, t, s, "the question about one case differs");
        HOLDS(access_sees(c, &(struct place){ t->agency, t->unit, &of }) == slow_sees(w, t, s));
}

#include "scope_lists.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        uint64_t seed = 14695981039346656037u;
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        struct world *w;

        if (!view_find("cases"))
                bind_all();
        for (size_t i = 0; i < n; i++)
                seed = (seed ^ data[i]) * 1099511628211u;
        w = world_of(seed >> 7, &why);
        state = seed | 1;
        for (int i = 0; i < 16; i++)
                die(2);
        for (int i = 0; i < PAIRS; i++) {
                struct somebody s;
                struct ctx c = { .mem = mem, .why = { .mem = mem }, .now = instant_at(day_make(2026, 7, 1), 9, 0), .db = w->db, .pack = &w->pack, .who = &s.who };

                somebody_make(&s, w);
                switch (die(8)) {
                case 0: one_pair(&c, w, &s); break;
                case 1: recent_pair(&c, w, &s); break;
                case 2: case 3: case 4: case 5: list_pair(&c, w, &s); break;
                default: ledger_pair(&c, w, &s); break;
                }
        }
        arena_free(mem);
        return 0;
}

/* Without a fuzzer: so many inputs, the same every time (run.sh hunts with it: a million pairs in a minute or two of one core). */
#ifdef SCOPE_ALONE
int main(int argc, char **argv)
{
        uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;

        for (uint64_t i = 0; i < n; i++)
                LLVMFuzzerTestOneInput((const uint8_t *)&i, sizeof i);
        printf("stat::number_of_executed_units: %llu\n", (unsigned long long)n);
        return 0;
}
#endif
