/* demo_make.c - cases made from the templates beside a pack's stories (*.template): story text with holes.
 *
 *   at +2..5 10:30                two to five working days after the line before, at that time
 *   {officer} {officer2} …        people of the staff story who hold that role, the same ones through the whole case
 *   {item} {cause} {fine} …       from the pack's list, within the range the law gives
 *   {party} {uscc} {person} …     invented, with check digits that hold
 *   {today}                       the day of the line
 * Everything follows from the seed: nothing here asks the clock or chance.  Lines after the last moment are left out, so that
 * younger cases stand at earlier stages. */
#include "cli/story.h"
#include "law/clock.h"
#include "law/identity.h"
#include "law/pack.h"
#include <stdio.h>
#include <string.h>

#define DAYS_BACK 330                   /* how long before the last moment the oldest made case begins */
#define LONG_STEPS 8                    /* every second case of a template of so many steps stands at one of them, each in turn */
#define FITS 12                         /* tries at finding the day on which such a case began */

/* First line "# weight N [unit NAME]": drawn N times as often as one without; told by people of that unit. */
struct template { const char *file, *text, *unit; int weight; };

struct maker {
        struct arena *mem;
        struct why *why;
        const struct demo_plan *plan;
        uint64_t state;
        int number;                     /* of the case being made */
        int n_long, n_standing;         /* cases made from long templates, and of those the ones that stand at a step chosen */
        struct { const char *name, *value; } holes[64];
        size_t n_holes;
        struct day day;                 /* of the line before */
        const char *agency;             /* of the officers */
};

/* splitmix64: small, well mixed, the same everywhere. */
static uint64_t chance(struct maker *m)
{
        uint64_t z = m->state += UINT64_C(0x9e3779b97f4a7c15);

        z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
        return z ^ z >> 31;
}

static int64_t between(struct maker *m, int64_t low, int64_t high)
{
        return low + (int64_t)(chance(m) % (uint64_t)(high - low + 1));
}

static const char *one_of(struct maker *m, const char *const *list, size_t n)
{
        return list[chance(m) % n];
}

/* ---- invented people and bodies ---- */

static const char *uscc_make(struct maker *m)
{
        static const char digits[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        char code[19] = "91510923";

        do {
                for (int i = 8; i < 17; i++)
                        code[i] = (char)('0' + chance(m) % 10);
                for (const char *ninth = "0123456789X"; *ninth; ninth++)
                        for (const char *last = digits; *last; last++) {
                                code[16] = *ninth;
                                code[17] = *last;
                                if (!uscc_wrong(code))
                                        return text_copy(m->mem, code);
                        }
        } while (true);
}

static const char *idno_make(struct maker *m)
{
        char code[32];

        snprintf(code, sizeof code, "510923%04d%02d%02d%03d?", (int)between(m, 1960, 2001), (int)between(m, 1, 12), (int)between(m, 1, 28),
                 (int)between(m, 1, 999));
        for (const char *last = "0123456789X"; *last; last++) {
                code[17] = *last;
                if (!idno_wrong(code))
                        break;
        }
        return text_copy(m->mem, code);
}

/* ---- holes ---- */

static void hole(struct maker *m, const char *name, const char *value)
{
        must(m->n_holes < sizeof m->holes / sizeof *m->holes);
        m->holes[m->n_holes].name = name;
        m->holes[m->n_holes++].value = value;
}

static const char *hole_value(const struct maker *m, const char *name, size_t n)
{
        if (n == 5 && !strncmp(name, "today", n))
                return day_text(m->mem, m->day);
        for (size_t i = 0; i < m->n_holes; i++)
                if (!strncmp(m->holes[i].name, name, n) && !m->holes[i].name[n])
                        return m->holes[i].value;
        return NULL;
}

static const char *word_value(const struct line *l, const char *name)
{
        size_t n = strlen(name);

        for (size_t i = 0; i < l->n; i++)
                if (!strncmp(l->words[i], name, n) && l->words[i][n] == '=')
                        return l->words[i] + n + 1;
        return "";
}

static bool has_certificate(struct maker *m, const char *login)
{
        for (size_t i = 0; i < m->plan->staff->n; i++) {
                const struct line *l = &m->plan->staff->lines[i];

                if (text_same(l->verb, "certificate.issue") && !l->expect.code && !strcmp(word_value(l, "login"), login))
                        return true;
        }
        return false;
}

/* The number-th person (turning) of the staff who holds a role; in a unit or an agency, where given. */
static const char *person(struct maker *m, const char *role, const char *unit, const char *agency, int number)
{
        const char *found[64];
        size_t n = 0;

        for (size_t i = 0; i < m->plan->staff->n && n < 64; i++) {
                const struct line *l = &m->plan->staff->lines[i];

                if (text_same(l->verb, "user.add") && text_in(role, word_value(l, "roles"), ',') &&
                    (!unit || !strcmp(word_value(l, "unit"), unit)) && (!agency || !strcmp(word_value(l, "agency"), agency)) &&
                    (strcmp(role, "officer") || has_certificate(m, word_value(l, "login"))))
                        found[n++] = word_value(l, "login");
        }
        return n ? found[(size_t)number % n] : NULL;
}

static const char *about(struct maker *m, const char *login, const char *what)
{
        for (size_t i = 0; login && i < m->plan->staff->n; i++) {
                const struct line *l = &m->plan->staff->lines[i];

                if (text_same(l->verb, "user.add") && !strcmp(word_value(l, "login"), login))
                        return word_value(l, what);
        }
        return "";
}

/* Two officers of one unit; everybody else from that unit, or at least from that agency. */
static void holes_people(struct maker *m, const char *only)
{
        static const char *const roles[] = { "duty", "team_leader", "head", "reviewer", "committee", "editor", "cashier", "archivist" };
        int turn = (int)(chance(m) % 64);
        const char *officer = person(m, "officer", only, NULL, turn), *unit = about(m, officer, "unit"), *second = officer;
        const char *agency = about(m, officer, "agency");

        for (int i = 1; i < 64 && text_same(second, officer); i++)
                second = person(m, "officer", unit, agency, turn + i);
        hole(m, "officer", officer ? officer : "");
        hole(m, "officer2", second ? second : "");
        hole(m, "officer_name", about(m, officer, "name"));
        hole(m, "officer2_name", about(m, second, "name"));
        hole(m, "unit", unit);
        m->agency = agency;
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                const char *near = person(m, roles[i], unit, agency, 0), *any = near ? near : person(m, roles[i], NULL, agency, turn);

                if (any)
                        hole(m, roles[i], any);
        }
}

static void holes_party(struct maker *m)
{
        static const char *const first[] = { "示例", "样板", "演示", "虚拟", "假设", "模拟" };
        static const char *const kind[] = { "建筑工程", "运输服务", "商贸", "环保科技", "餐饮管理", "建材", "园林绿化", "水务工程" };
        static const char *const stem[] = { "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸" };
        static const char *const road[] = { "示范路", "样板街", "演示大道", "模拟巷" };

        hole(m, "party", text_make(m->mem, "%s%s%s有限公司", one_of(m, first, 6), one_of(m, stem, 10), one_of(m, kind, 8)));
        hole(m, "uscc", uscc_make(m));
        hole(m, "person", text_make(m->mem, "%s某%s", one_of(m, stem, 10), one_of(m, stem, 10)));
        hole(m, "idno", idno_make(m));
        hole(m, "place", text_make(m->mem, "%s%d号", one_of(m, road, 4), (int)between(m, 1, 300)));
        hole(m, "n", text_make(m->mem, "%d", m->number));
}

/* A round sum in the lower half of what the law allows, and the same as yuan. */
static const char *fine_of(struct maker *m, int64_t min, int64_t max)
{
        int64_t half = min + (max - min) / 2, step = max > 10000000 ? 1000000 : 10000;
        int64_t fen = between(m, min, half > min ? half : max) / step * step;

        if (fen < min || !fen)
                fen = min ? min : step < max ? step : max;
        return text_replace(m->mem, money_text(m->mem, fen), ",", "");
}

static bool holes_item(struct maker *m)
{
        const struct pack *p = m->plan->pack;
        const struct pack_item *usable[256];
        size_t n = 0;

        for (size_t i = 0; i < p->n_items && n < 256; i++)
                if (p->items[i].body_max && text_empty(p->items[i].rate_base) && text_empty(p->items[i].mode) && text_same(p->items[i].agency, m->agency))
                        usable[n++] = &p->items[i];
        if (!n)
                return fail(m->why, "策略包里没有可以罚款的事项");
        const struct pack_item *item = usable[chance(m) % n];
        hole(m, "item", item->code);
        hole(m, "cause", item->name);
        hole(m, "fine", fine_of(m, item->body_min, item->body_max));
        hole(m, "citizen_fine", fine_of(m, item->citizen_min, item->citizen_max));
        return true;
}

/* ---- filling a template ---- */

static struct day work_day_after(struct maker *m, struct day d, int64_t n)
{
        const char *name;

        for (int guard = 0; guard < 400 && n > 0; guard++) {
                d = day_plus(d, 1);
                if (calendar_day(m->plan->pack->calendar, d, &name) == DAY_WORK)
                        n--;
        }
        return d;
}

/* "at +2..5 10:30" -> "at 2026-03-04 10:30"; minutes are moved a little, later ones never before earlier ones of the same day. */
static const char *at_fill(struct maker *m, const char *line)
{
        int low = 0, high = 0, hour = 9, minute = 0;

        if (sscanf(line, "at +%d..%d %d:%d", &low, &high, &hour, &minute) != 4 && sscanf(line, "at +%d %d:%d", &low, &hour, &minute) != 3)
                return line;
        m->day = work_day_after(m, m->day, between(m, low, high > low ? high : low));
        return text_make(m->mem, "at %s %02d:%02d", day_text(m->mem, m->day), hour, minute);
}

static bool line_fill(struct maker *m, const char *line, struct buffer *out)
{
        while (*line) {
                size_t n = *line == '{' ? strcspn(line, "}") : 0;
                const char *value = n ? hole_value(m, line + 1, n - 1) : NULL;

                if (n && !value)
                        return fail(m->why, "模板里的 %.*s} 在这个策略包里没有人或事项可填", (int)n, line);
                if (value) {
                        buffer_text(out, value);
                        line += n + 1;
                } else
                        buffer_put(out, line++, 1);
        }
        buffer_text(out, "\n");
        return true;
}

static bool template_fill(struct maker *m, const char *text, const char **out)
{
        struct buffer b = { .mem = m->mem };
        size_t n;
        char **lines = text_split(m->mem, text, '\n', &n);

        for (size_t i = 0; i < n; i++) {
                const char *line = text_starts(lines[i], "at +") ? at_fill(m, lines[i]) : lines[i];

                if (!line_fill(m, line, &b))
                        return false;
        }
        *out = buffer_done(&b);
        return true;
}

/* What lies after the last moment has not happened yet. */
static void story_cut(struct story *s, struct instant until)
{
        size_t n = 0;

        while (n < s->n && s->lines[n].at.ms <= until.ms)
                n++;
        s->n = n;
}

static bool case_fill(struct maker *m, const struct template *t, struct day begin, uint64_t state, struct story *out)
{
        const char *story;

        m->day = begin;
        m->state = state;
        return template_fill(m, t->text, &story) &&
               story_read_text(m->mem, text_make(m->mem, "%s#%d", t->file, m->number), story, out, m->why);
}

/* When step k of a story happens; after the last one nothing does. */
static int64_t step_ms(const struct story *s, int k)
{
        for (size_t i = 0; i < s->n; i++)
                if ((!i || s->lines[i].at.ms != s->lines[i - 1].at.ms) && !k--)
                        return s->lines[i].at.ms;
        return INT64_MAX;
}

static int steps_of(const struct story *s)
{
        int n = 0;

        while (step_ms(s, n) != INT64_MAX)
                n++;
        return n;
}

/* The same case begun on another day, so that step k is the last that has happened: somebody finds it on the desk.  Weekends and
 * holidays bend the way there; a case that does not fit stands beside its step. */
static bool case_stand(struct maker *m, const struct template *t, struct day begin, uint64_t state, int k, struct story *s)
{
        int64_t until = m->plan->until.ms;

        for (int i = 0; i < FITS && (step_ms(s, k) > until || step_ms(s, k + 1) <= until); i++) {
                bool late = step_ms(s, k) > until;
                int days = day_of(m->plan->until).n - day_of((struct instant){ step_ms(s, k) }).n;

                begin = day_plus(begin, days ? days : late ? -1 : 1);
                if (!case_fill(m, t, begin, state, s))
                        return false;
        }
        return true;
}

static bool case_make(struct maker *m, const struct template *t, struct story *out)
{
        struct day begin = day_plus(day_of(m->plan->until), -(int)between(m, 1, DAYS_BACK));
        uint64_t state;
        int steps;

        m->n_holes = 0;
        holes_people(m, t->unit);
        holes_party(m);
        if (!holes_item(m))
                return false;
        state = m->state;
        if (!case_fill(m, t, begin, state, out))
                return false;
        steps = steps_of(out);
        if (steps >= LONG_STEPS && m->n_long++ % 2 && !case_stand(m, t, begin, state, m->n_standing++ % steps, out))
                return false;
        story_cut(out, m->plan->until);
        return true;
}

static bool templates_read(struct cli *x, char **files, size_t n, struct template *out)
{
        struct bytes text;
        char unit[64];

        for (size_t i = 0; i < n; i++) {
                int found;

                if (!file_bytes(x, x->mem, files[i], &text))
                        return false;
                out[i] = (struct template){ files[i], (const char *)text.p, NULL, 1 };
                found = sscanf(out[i].text, "# weight %d unit %63s", &out[i].weight, unit);
                if (found == 2)
                        out[i].unit = text_copy(x->mem, unit);
                if (out[i].weight < 1)
                        out[i].weight = 1;
        }
        return true;
}

static const struct template *template_draw(struct maker *m, const struct template *list, size_t n)
{
        int all = 0, drawn;

        for (size_t i = 0; i < n; i++)
                all += list[i].weight;
        drawn = (int)(chance(m) % (uint64_t)all);
        for (size_t i = 0; i < n; i++)
                if ((drawn -= list[i].weight) < 0)
                        return &list[i];
        return &list[n - 1];
}

bool demo_make(struct arena *mem, const struct demo_plan *plan, struct story **out, size_t *n, struct why *why)
{
        struct maker m = { .mem = mem, .why = why, .plan = plan, .state = plan->seed };
        struct cli reader = { .mem = mem, .why = { .mem = mem } };
        size_t n_files;
        char **files = folder_files(mem, plan->folder, ".template", &n_files);
        struct template *list = TAKE_N(mem, struct template, n_files + 1);

        *n = 0;
        *out = TAKE_N(mem, struct story, plan->cases + 1);
        if (!templates_read(&reader, files, n_files, list)) {
                *why = reader.why;
                return false;
        }
        for (int64_t i = 0; n_files && i < plan->cases; i++) {
                const struct template *t = template_draw(&m, list, n_files);

                m.number = (int)i + 1;
                if (!case_make(&m, t, &(*out)[*n]))
                        return false;
                (*n)++;
        }
        return true;
}
