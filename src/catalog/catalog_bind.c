/* catalog_bind.c - the part of lists that binds acts: how a township exercises an item (赋权、委托、配合), grades of discretion.  Read from the cells when
 * a list is drafted, written down with it, asked for when somebody acts (org/listed.h).  A list that is not published binds nobody. */
#include "base/json.h"
#include "catalog/catalog_inner.h"
#include <string.h>

#define TOWNS_MAX 200

/* ---- how a township exercises an item ---- */

static const struct { const char *word, *mode; } modes[] = { { "赋权", "empowered" }, { "委托", "entrusted" }, { "配合", "assisting" } };

static const char *mode_of(const char *word)
{
        for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
                if (!strcmp(modes[i].word, word))
                        return modes[i].mode;
        return NULL;
}

static const struct pack_agency *town_of(const struct pack *p, const char *word)
{
        for (size_t i = 0; i < p->n_agencies; i++) {
                const struct pack_agency *a = &p->agencies[i];

                if (text_same(a->name, word) || text_same(a->short_name, word) || text_same(a->id, word))
                        return a;
        }
        return NULL;
}

static bool dates_read(struct why *w, const char *name, const char *line, char **part, size_t n, struct listed_power *out)
{
        if (!day_parse(part[2], &out->since) || (n > 3 && !day_parse(part[3], &out->until)))
                return refuse(w, R_LIST_ROWS, "rows", "“%s”的起止日写成 2026-01-01：%s", name, line);
        if (day_is(out->until) && day_compare(out->until, out->since) < 0)
                return refuse(w, R_LIST_ROWS, "rows", "“%s”的止日早于起日：%s", name, line);
        if (!strcmp(out->mode, "entrusted") && !day_is(out->until))     /* 处罚法 20(2): the letter states its term */
                return refuse(w, R_LIST_ROWS, "rows", "“%s”是委托的，应当写明期限届满的日子（行政处罚法第二十条第二款）：%s", name, line);
        return true;
}

/* 甲镇：委托，某委托〔2026〕1号，2026-01-01，2026-12-31 */
static bool line_read(struct why *w, const struct pack *p, const char *agency, const char *name, const char *line, struct listed_power *out)
{
        const char *colon = strstr(line, "：");
        const struct pack_agency *town;
        char **part;
        size_t n;

        if (!colon)
                return refuse(w, R_LIST_ROWS, "rows", "“%s”的每一行写成“乡镇：方式，文件，起日，止日”：%s", name, line);
        town = town_of(p, text_trim(w->mem, text_copy_n(w->mem, line, (size_t)(colon - line))));
        part = text_split(w->mem, text_replace(w->mem, colon + strlen("："), "，", ","), ',', &n);
        for (size_t i = 0; i < n; i++)
                part[i] = text_trim(w->mem, part[i]);
        if (!town || !strcmp(town->id, agency))
                return refuse(w, R_LIST_ROWS, "rows", "“%s”里的乡镇不是系统里的其他机关：%s", name, line);
        if (n < 3 || n > 4 || !*part[1])
                return refuse(w, R_LIST_ROWS, "rows", "“%s”的每一行写明方式、文件、起日（委托的还有止日），用逗号隔开：%s", name, line);
        *out = (struct listed_power){ .town = town->id, .mode = mode_of(part[0]), .document = part[1], .since = DAY_NONE, .until = DAY_NONE };
        if (!out->mode)
                return refuse(w, R_LIST_ROWS, "rows", "“%s”的方式应当是赋权、委托、配合之一：%s", name, line);
        return dates_read(w, name, line, part, n, out);
}

/* One township has one mode on one day. */
static bool apart(struct why *w, const char *name, const struct listed_powers *l)
{
        const struct listed_power *k = &l->at[l->n - 1];

        for (size_t i = 0; i + 1 < l->n; i++) {
                const struct listed_power *o = &l->at[i];
                bool before = day_is(o->until) && day_compare(o->until, k->since) < 0, after = day_is(k->until) && day_compare(k->until, o->since) < 0;

                if (!strcmp(o->town, k->town) && !before && !after)
                        return refuse(w, R_LIST_ROWS, "rows", "“%s”里同一个乡镇有两种方式，日期重叠：%s", name, k->document);
        }
        return true;
}

bool list__powers_read(struct why *w, const struct pack *p, const char *agency, const char *name, const char *cell, struct listed_powers *out)
{
        size_t n;
        char **at = text_split(w->mem, text_replace(w->mem, text_replace(w->mem, cell, "；", "\n"), ";", "\n"), '\n', &n);
        struct listed_powers l = { .at = TAKE_N(w->mem, struct listed_power, n + 1) };

        if (n > TOWNS_MAX)
                return refuse(w, R_LIST_ROWS, "rows", "“%s”最多写 %d 行乡镇", name, TOWNS_MAX);
        for (size_t i = 0; i < n; i++) {
                const char *line = text_trim(w->mem, at[i]);

                if (*line && (!line_read(w, p, agency, name, line, &l.at[l.n++]) || !apart(w, name, &l)))
                        return false;
        }
        *out = l;
        return true;
}

static void power_json(struct json *j, struct arena *mem, const char *item, const struct listed_power *k)
{
        json_open(j, '{');
        json_pair(j, "document", k->document);
        json_pair(j, "item", item);
        json_pair(j, "mode", k->mode);
        json_pair(j, "since", day_text(mem, k->since));
        json_pair(j, "town", k->town);
        json_pair(j, "until", day_is(k->until) ? day_text(mem, k->until) : "");
        json_close(j, '}');
}

static bool powers_json(struct why *w, const struct pack *p, const struct pack_list *kind, const char *agency, const struct grid *g, const char **out)
{
        struct json *j = json_new(w->mem);
        bool any = false;

        *out = NULL;
        if (!*kind->towns)
                return true;
        json_open(j, '[');
        for (size_t r = 0; r < g->n; r++) {
                struct listed_powers l;

                if (!list__powers_read(w, p, agency, g->rows[r][0], grid_cell(g, r, kind->towns), &l))
                        return false;
                for (size_t i = 0; i < l.n; i++, any = true)
                        power_json(j, w->mem, g->rows[r][0], &l.at[i]);
        }
        json_close(j, ']');
        *out = any ? json_done(j) : NULL;
        return true;
}

/* ---- grades ---- */

struct grade_cells list__grade_cells(const struct grid *g, size_t r)
{
        return (struct grade_cells){ .item = grid_cell(g, r, "item"), .party = grid_cell(g, r, "party"), .name = grid_cell(g, r, "grade"), .when = grid_cell(g, r, "when"),
                                     .way = grid_cell(g, r, "way"), .least = grid_cell(g, r, "least"), .most = grid_cell(g, r, "most"), .of = grid_cell(g, r, "of"),
                                     .cap = grid_cell(g, r, "cap"), .basis = grid_cell(g, r, "basis") };
}

static bool grade_row(struct why *w, const struct pack *p, const struct grid *g, size_t r, struct grades *l)
{
        struct grade_cells k = list__grade_cells(g, r);
        struct grade *at = &l->at[l->n];
        const struct pack_item *item;

        if (!grade_read(w, w->mem, &k, at))
                return refuse(w, R_LIST_ROWS, "rows", "第 %zu 行（%s）：%s", r + 1, g->rows[r][0], w->detail);
        item = pack_item(p, at->item);
        if (!item || strcmp(item->kind, "penalty"))
                return refuse(w, R_LIST_ROWS, "rows", "第 %zu 行（%s）：没有这个处罚事项：%s", r + 1, g->rows[r][0], at->item);
        for (size_t i = 0; i < l->n; i++)
                if (!strcmp(l->at[i].item, at->item) && !strcmp(l->at[i].name, at->name) && (!*l->at[i].party || !*at->party || !strcmp(l->at[i].party, at->party)))
                        return refuse(w, R_LIST_ROWS, "rows", "第 %zu 行（%s）：“%s”的“%s”一档有两行", r + 1, g->rows[r][0], at->item, at->name);
        l->n++;
        return true;
}

static void grade_json(struct json *j, struct arena *mem, const struct grade *g)
{
        json_open(j, '{');
        json_pair(j, "basis", g->basis);
        json_pair(j, "cap", text_make(mem, "%lld", (long long)g->cap));
        json_pair(j, "grade", g->name);
        json_pair(j, "item", g->item);
        json_pair(j, "least", text_make(mem, "%lld", (long long)g->least));
        json_pair(j, "most", text_make(mem, "%lld", (long long)g->most));
        json_pair(j, "of", g->of);
        json_pair(j, "party", g->party);
        json_pair(j, "way", text_make(mem, "%d", (int)g->way));
        json_pair(j, "when", g->when);
        json_close(j, '}');
}

static bool grades_json(struct why *w, const struct pack *p, const struct pack_list *kind, const struct grid *g, const char **out)
{
        struct grades l = { .at = TAKE_N(w->mem, struct grade, g->n + 1) };
        struct json *j = json_new(w->mem);

        *out = NULL;
        if (!kind->graded)
                return true;
        json_open(j, '[');
        for (size_t r = 0; r < g->n; r++) {
                if (!grade_row(w, p, g, r, &l))
                        return false;
                grade_json(j, w->mem, &l.at[l.n - 1]);
        }
        json_close(j, ']');
        *out = json_done(j);
        return true;
}

bool list__binding(struct why *w, const struct pack *p, const struct pack_list *kind, const char *agency, const struct grid *g, const char **powers, const char **grades)
{
        return powers_json(w, p, kind, agency, g, powers) && grades_json(w, p, kind, g, grades);
}

/* ---- rows ---- */

QUERY(power_put, "INSERT INTO cat_power (list_id, n, item, town, mode, document, since, until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
QUERY(grade_put, "INSERT INTO cat_grade (list_id, n, item, party, grade, circumstance, way, least, most, base, cap, basis)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
QUERY(powers_clear, "DELETE FROM cat_power WHERE list_id = $1");
QUERY(grades_clear, "DELETE FROM cat_grade WHERE list_id = $1");

static const char *word(json_t *o, const char *key)
{
        const char *s = json_string_value(json_object_get(o, key));

        return s ? s : "";
}

static int64_t number(json_t *o, const char *key)
{
        int64_t n = 0;

        text_int(word(o, key), 0, INT64_MAX, &n);
        return n;
}

static bool power_write(struct db_write *w, int64_t list, int64_t n, json_t *o)
{
        return db_run(w, &power_put, ARGS(I(list), I(n), T(word(o, "item")), T(word(o, "town")), T(word(o, "mode")), T(word(o, "document")), T(word(o, "since")),
                                          T(word(o, "until"))));
}

static bool grade_write(struct db_write *w, int64_t list, int64_t n, json_t *o)
{
        return db_run(w, &grade_put, ARGS(I(list), I(n), T(word(o, "item")), T(word(o, "party")), T(word(o, "grade")), T(word(o, "when")), I(number(o, "way")),
                                          I(number(o, "least")), I(number(o, "most")), T(word(o, "of")), I(number(o, "cap")), T(word(o, "basis"))));
}

static bool each_write(struct db_write *w, const struct act *a, const char *field, bool (*put)(struct db_write *w, int64_t list, int64_t n, json_t *o))
{
        const char *text = act_text(a, field);
        json_t *list = *text ? json_parse(db_why(w), text, strlen(text)) : NULL;
        bool good = !*text || list;

        for (size_t i = 0; good && i < json_array_size(list); i++)
                good = put(w, a->subject.id, (int64_t)i + 1, json_array_get(list, i));
        json_decref(list);
        return good;
}

bool list__apply_binding(struct db_write *w, const struct act *a)
{
        return db_run(w, &powers_clear, ARGS(I(a->subject.id))) && db_run(w, &grades_clear, ARGS(I(a->subject.id))) &&
               each_write(w, a, "powers", power_write) && each_write(w, a, "grades", grade_write);
}

/* ---- in force ---- */

/* The version in force on $2 of any kind of list of the agency; t is joined by its list. */
#define IN_FORCE " WHERE l.agency = $1 AND l.version > 0 AND l.effective <= $2 AND (l.revoked_on = '' OR l.revoked_on > $2)" \
        " AND NOT EXISTS (SELECT 1 FROM cat_list m WHERE m.agency = l.agency AND m.kind = l.kind AND m.version > l.version AND m.effective <= $2)" \
        " AND t.item = $3 ORDER BY l.id, t.n LIMIT 500"
#define POWERS_MOST 500
QUERY(powers_on, "SELECT l.id, l.version, t.town, t.mode, t.document, t.since, t.until FROM cat_power t JOIN cat_list l ON l.id = t.list_id" IN_FORCE);
QUERY(grades_on, "SELECT l.id, l.version, l.effective, t.item, t.party, t.grade, t.circumstance, t.way, t.least, t.most, t.base, t.cap, t.basis"
      " FROM cat_grade t JOIN cat_list l ON l.id = t.list_id" IN_FORCE);

static bool powers_in_force(struct ctx *c, const char *agency, const char *item, struct day day, struct listed_powers *out)
{
        struct rows r = db_ask(c->db, &c->why, &powers_on, ARGS(T(agency), T(day_text(c->mem, day)), T(item)));
        struct listed_powers l = { .at = TAKE_N(c->mem, struct listed_power, POWERS_MOST) };

        while (db_next(&r)) {
                l.list = db_int(&r, 0);
                l.version = db_int(&r, 1);
                l.at[l.n++] = (struct listed_power){ db_text_in(c->mem, &r, 2), db_text_in(c->mem, &r, 3), db_text_in(c->mem, &r, 4), day_stored(db_text(&r, 5)),
                                                     day_stored(db_text(&r, 6)) };
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

static bool grades_in_force(struct ctx *c, const char *agency, const char *item, struct day day, struct listed_grades *out)
{
        struct rows r = db_ask(c->db, &c->why, &grades_on, ARGS(T(agency), T(day_text(c->mem, day)), T(item)));
        struct listed_grades l = { .l.at = TAKE_N(c->mem, struct grade, POWERS_MOST), .effective = DAY_NONE };

        while (db_next(&r)) {
                l.list = db_int(&r, 0);
                l.version = db_int(&r, 1);
                l.effective = day_stored(db_text(&r, 2));
                l.l.at[l.l.n++] = (struct grade){ .item = db_text_in(c->mem, &r, 3), .party = db_text_in(c->mem, &r, 4), .name = db_text_in(c->mem, &r, 5),
                        .when = db_text_in(c->mem, &r, 6), .way = (enum grade_way)db_int(&r, 7), .least = db_int(&r, 8), .most = db_int(&r, 9),
                        .of = db_text_in(c->mem, &r, 10), .cap = db_int(&r, 11), .basis = db_text_in(c->mem, &r, 12) };
        }
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

const struct listed_hooks catalog_listed = { powers_in_force, grades_in_force };
