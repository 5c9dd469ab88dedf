/* statute_find.c - reads of statutes: versions, what is in force on a day, articles, words, what a provision leads to.  Statutes are public, so
 * no data scope narrows them.  Must never be asked by an apply function. */
#include "base/hash.h"
#include "statute/statute_inner.h"
#include <string.h>

#define VERSION "SELECT id, articles, replaced_by, name, title, digest, effective_by, change, head, source, imported_by, repeal_by, date_basis, promulgated," \
        " effective, repealed, imported_at FROM law_version v"
/* In force on $1, as far as versions go: the newest that has begun. */
#define BEGUN "v.replaced_by = 0 AND v.effective <= $1 AND NOT EXISTS (SELECT 1 FROM law_version w WHERE w.name = v.name AND w.replaced_by = 0" \
        " AND w.effective <= $1 AND w.effective > v.effective)"
#define IN_FORCE BEGUN " AND (v.repealed = '' OR v.repealed > $1)"
/* One of each statute: the version that has begun, or the newest if none has. */
#define ONE_EACH "v.replaced_by = 0 AND v.id = (SELECT x.id FROM law_version x WHERE x.name = v.name AND x.replaced_by = 0" \
        " ORDER BY CASE WHEN x.effective <= $1 THEN 0 ELSE 1 END, x.effective DESC LIMIT 1)"

QUERY(version_by_id, VERSION " WHERE id = $1");
QUERY(versions_by_name, VERSION " WHERE name = $1 AND replaced_by = 0 ORDER BY effective DESC, id DESC");
QUERY(version_on, VERSION " WHERE v.name = $2 AND " BEGUN);
QUERY(version_same_day, "SELECT id FROM law_version WHERE name = $1 AND effective = $2 AND replaced_by = 0 AND id <> $3");
QUERY(version_digest, "SELECT id FROM law_version WHERE digest = $1");
QUERY(version_newest, "SELECT id FROM law_version WHERE name = $1 AND replaced_by = 0 ORDER BY effective DESC, id DESC LIMIT 1");
QUERY(digests_all, "SELECT digest FROM law_version ORDER BY digest");
INDEX_QUERY(statutes_named, VERSION " WHERE instr(v.title, $2) > 0 AND " ONE_EACH " ORDER BY v.promulgated DESC, v.id LIMIT $4 OFFSET $3",
            VERSION " WHERE strpos(v.title, $2) > 0 AND " ONE_EACH " ORDER BY v.promulgated DESC, v.id LIMIT $4 OFFSET $3");
INDEX_QUERY(statutes_count, "SELECT COUNT(DISTINCT name) FROM law_version WHERE replaced_by = 0 AND instr(title, $1) > 0",
            "SELECT COUNT(DISTINCT name) FROM law_version WHERE replaced_by = 0 AND strpos(title, $1) > 0");
QUERY(units_of, "SELECT n, kind, number, label, heading FROM law_unit WHERE version_id = $1 ORDER BY n");
QUERY(unit_of, "SELECT n, kind, number, label, heading FROM law_unit WHERE version_id = $1 AND number = $2");
QUERY(lines_of, "SELECT unit, paragraph, item, sub, text FROM law_line WHERE version_id = $1 ORDER BY n");
QUERY(lines_of_unit, "SELECT unit, paragraph, item, sub, text FROM law_line WHERE version_id = $1 AND unit = $2 ORDER BY n");
/* Eighteen megabytes are read through in a few hundredths of a second; an index would be larger than the texts (docs/statutes.md). */
#define HITS(find) "SELECT v.name, v.title, u.number, u.label, l.text FROM law_version v JOIN law_line l ON l.version_id = v.id JOIN law_unit u ON u.version_id = v.id" \
        " AND u.n = l.unit WHERE " IN_FORCE " AND " find "(l.text, $2) > 0 AND " find "(l.text, $3) > 0 AND " find "(l.text, $4) > 0 AND v.id <> $5" \
        " ORDER BY v.promulgated DESC, v.id, l.n LIMIT $6"
INDEX_QUERY(lines_with, HITS("instr"), HITS("strpos"));

static struct statute_version version_row(struct ctx *c, const struct rows *r)
{
        return (struct statute_version){ .id = db_int(r, 0), .articles = db_int(r, 1), .replaced_by = db_int(r, 2), .name = db_text_in(c->mem, r, 3),
                .title = db_text_in(c->mem, r, 4), .digest = db_text_in(c->mem, r, 5), .effective_by = db_text_in(c->mem, r, 6),
                .change = db_text_in(c->mem, r, 7), .head = db_text_in(c->mem, r, 8), .source = db_text_in(c->mem, r, 9),
                .imported_by = db_text_in(c->mem, r, 10), .repeal_by = db_text_in(c->mem, r, 11), .date_basis = db_text_in(c->mem, r, 12),
                .promulgated = day_stored(db_text(r, 13)), .effective = day_stored(db_text(r, 14)), .repealed = day_stored(db_text(r, 15)),
                .imported_at = instant_stored(db_text(r, 16)), .until = DAY_NONE };
}

static bool versions_ask(struct ctx *c, struct query *q, const struct val *args, struct statute_versions *out)
{
        struct rows r = db_ask(c->db, &c->why, q, args);
        size_t room = 0;

        *out = (struct statute_versions){ NULL, 0 };
        while (db_next(&r)) {
                if (out->n == room) {
                        out->at = arena_grow(c->mem, out->at, out->n * sizeof *out->at, (2 * room + 8) * sizeof *out->at);
                        room = 2 * room + 8;
                }
                out->at[out->n++] = version_row(c, &r);
        }
        return db_done(&r);
}

bool statute_load(struct ctx *c, int64_t id, struct statute_version *out)
{
        struct statute_versions l;

        if (!versions_ask(c, &version_by_id, ARGS(I(id)), &l))
                return false;
        if (!l.n)
                return refuse(&c->why, R_SUBJECT_UNKNOWN, NULL, "没有编号为 %lld 的法律文本", (long long)id);
        *out = l.at[0];
        return true;
}

bool statute_versions_of(struct ctx *c, const char *name, struct statute_versions *out)
{
        if (!versions_ask(c, &versions_by_name, ARGS(T(name)), out))
                return false;
        for (size_t i = 0; i < out->n; i++)
                out->at[i].until = i ? day_plus(out->at[i - 1].effective, -1) : day_is(out->at[i].repealed) ? day_plus(out->at[i].repealed, -1) : DAY_NONE;
        return true;
}

bool statute_on(struct ctx *c, const char *name, struct day day, struct statute_version *out, bool *found)
{
        struct statute_versions l;

        if (!versions_ask(c, &version_on, ARGS(T(day_text(c->mem, day)), T(name)), &l))
                return false;
        if ((*found = l.n > 0))
                *out = l.at[0];
        return true;
}

bool statutes_find(struct ctx *c, const char *words, struct day day, int64_t from, int64_t limit, struct statute_versions *out, int64_t *total)
{
        return versions_ask(c, &statutes_named, ARGS(T(day_text(c->mem, day)), T(words), I(from), I(limit)), out) &&
               db_one_int(c->db, &c->why, &statutes_count, ARGS(T(words)), 0, total);
}

static bool id_ask(struct ctx *c, struct query *q, const struct val *args, int64_t *id)
{
        return db_one_int(c->db, &c->why, q, args, 0, id);
}

bool statute__same_day(struct ctx *c, const char *name, struct day effective, int64_t except, int64_t *id)
{
        return id_ask(c, &version_same_day, ARGS(T(name), T(day_text(c->mem, effective)), I(except)), id);
}

bool statute__by_digest(struct ctx *c, const char *digest, int64_t *id) { return id_ask(c, &version_digest, ARGS(T(digest)), id); }
bool statute__newest(struct ctx *c, const char *name, int64_t *id) { return id_ask(c, &version_newest, ARGS(T(name)), id); }

bool statute_digests(struct ctx *c, const char ***out, size_t *n)
{
        struct rows r = db_ask(c->db, &c->why, &digests_all, ARGS());
        size_t room = 0;

        *out = NULL;
        *n = 0;
        while (db_next(&r)) {
                if (*n == room) {
                        *out = arena_grow(c->mem, *out, *n * sizeof **out, (2 * room + 64) * sizeof **out);
                        room = 2 * room + 64;
                }
                (*out)[(*n)++] = db_text_in(c->mem, &r, 0);
        }
        return db_done(&r);
}

/* ---- headings, articles, lines ---- */

static bool units_ask(struct ctx *c, struct query *q, const struct val *args, struct provisions *out)
{
        struct rows r = db_ask(c->db, &c->why, q, args);
        size_t room = 0;

        *out = (struct provisions){ NULL, 0 };
        while (db_next(&r)) {
                if (out->n == room) {
                        out->at = arena_grow(c->mem, out->at, out->n * sizeof *out->at, (2 * room + 64) * sizeof *out->at);
                        room = 2 * room + 64;
                }
                out->at[out->n++] = (struct provision){ .n = db_int(&r, 0), .kind = db_text_in(c->mem, &r, 1), .number = db_text_in(c->mem, &r, 2),
                        .label = db_text_in(c->mem, &r, 3), .heading = db_text_in(c->mem, &r, 4) };
        }
        return db_done(&r);
}

static bool lines_ask(struct ctx *c, struct query *q, const struct val *args, struct provisions *to)
{
        struct rows r = db_ask(c->db, &c->why, q, args);
        size_t u = 0, room = 0;

        while (db_next(&r)) {
                struct provision *p;

                for (; u < to->n && to->at[u].n != db_int(&r, 0); u++)
                        room = 0;
                if (u == to->n)
                        break;
                p = &to->at[u];
                if (p->n_lines == room) {
                        p->lines = arena_grow(c->mem, p->lines, p->n_lines * sizeof *p->lines, (2 * room + 4) * sizeof *p->lines);
                        room = 2 * room + 4;
                }
                p->lines[p->n_lines++] = (struct provision_line){ (int)db_int(&r, 1), (int)db_int(&r, 2), (int)db_int(&r, 3), db_text_in(c->mem, &r, 4) };
        }
        return db_done(&r);
}

bool statute_provisions(struct ctx *c, int64_t version, struct provisions *out)
{
        return units_ask(c, &units_of, ARGS(I(version)), out) && lines_ask(c, &lines_of, ARGS(I(version)), out);
}

bool statute_provision(struct ctx *c, int64_t version, const char *number, struct provision *out, bool *found)
{
        struct provisions l;

        *found = false;
        if (!*number)
                return true;
        if (!units_ask(c, &unit_of, ARGS(I(version), T(number)), &l) || (l.n && !lines_ask(c, &lines_of_unit, ARGS(I(version), I(l.at[0].n)), &l)))
                return false;
        if ((*found = l.n > 0))
                *out = l.at[0];
        return true;
}

const char *provision_text(struct arena *mem, const struct provision *p)
{
        struct buffer b = { .mem = mem };

        for (size_t i = 0; i < p->n_lines; i++)
                buffer_make(&b, "%s%s", i ? "\n" : "", p->lines[i].text);
        return buffer_done(&b);
}

const char *statute_digest(struct arena *mem, const char *text)
{
        struct hash h = hash_bytes(HASH_SM3, text, strlen(text));

        return hash_digest(mem, HASH_SM3, &h);
}

const char *provision_digest(struct arena *mem, const struct provision *p) { return statute_digest(mem, provision_text(mem, p)); }

/* ---- words ---- */

static bool hits_ask(struct ctx *c, const struct val *args, int64_t limit, struct statute_hits *out)
{
        struct rows r = db_ask(c->db, &c->why, &lines_with, args);

        *out = (struct statute_hits){ .at = TAKE_N(c->mem, struct statute_hit, (size_t)limit + 2) };
        while (db_next(&r)) {
                if (out->n == (size_t)limit) {
                        out->more = true;
                        break;
                }
                out->at[out->n++] = (struct statute_hit){ db_text_in(c->mem, &r, 0), db_text_in(c->mem, &r, 1), db_text_in(c->mem, &r, 2),
                        db_text_in(c->mem, &r, 3), db_text_in(c->mem, &r, 4) };
        }
        return db_done(&r);
}

bool statute_search(struct ctx *c, const char *words, struct day day, int64_t limit, struct statute_hits *out)
{
        const char *w[3] = { "", "", "" };
        size_t n, k = 0;
        char **at = text_split(c->mem, text_replace(c->mem, words, "　", " "), ' ', &n);

        for (size_t i = 0; i < n && k < 3; i++)
                if (*at[i])
                        w[k++] = at[i];
        *out = (struct statute_hits){ NULL, 0, false };
        return !k || hits_ask(c, ARGS(T(day_text(c->mem, day)), T(w[0]), T(w[1]), T(w[2]), I(-1), I(limit + 1)), limit, out);
}

bool statute_citing(struct ctx *c, const struct statute_version *v, const char *number, struct day day, int64_t limit, struct statute_hits *out)
{
        struct cite k = { 0 };
        const char *words = text_make(c->mem, "《%s》", v->title);

        if (*number && cite_number_read(number, &k.article, &k.branch))
                words = text_make(c->mem, "%s%s", words, cite_label(c->mem, &k));
        return hits_ask(c, ARGS(T(day_text(c->mem, day)), T(words), T(""), T(""), I(v->id), I(limit + 1)), limit, out);
}

/* ---- what a provision leads to ---- */

const char *statute__url(struct ctx *c, const struct statute_version *v, const char *number, struct day on)
{
        const char *base = *number ? url(c->mem, "/laws/%s/%s", v->name, number) : url(c->mem, "/laws/%s", v->name);

        return day_is(on) && day_compare(on, day_of(c->now)) ? text_make(c->mem, "%s?on=%s", base, day_text(c->mem, on)) : base;
}

bool statute_basis_find(struct ctx *c, const struct cite *k, struct day on, struct basis_found *out)
{
        const char *number = k->article ? cite_number(c->mem, k->article, k->branch) : "";
        struct statute_version v = { 0 };
        struct provision p;
        bool found, there = true;
        int64_t newest = 0;

        if (!statute_on(c, k->title, on, &v, &found) || (!found && !statute__newest(c, k->title, &newest)))
                return false;
        if (!found && !newest)
                return true;
        if (!found && !statute_load(c, newest, &v))
                return false;
        if (*number && !statute_provision(c, v.id, number, &p, &there))
                return false;
        out->title = v.title;
        out->url = statute__url(c, &v, there ? number : "", found ? on : v.effective);
        out->digest = *number && there ? provision_digest(c->mem, &p) : "";
        out->since = v.effective;
        out->repealed = v.repealed;
        out->version = v.id;
        out->state = !found ? BASIS_NOT_YET : day_is(v.repealed) && day_compare(v.repealed, on) <= 0 ? BASIS_REPEALED : there ? BASIS_IN_FORCE : BASIS_NO_ARTICLE;
        return true;
}

bool statute_is_public(const char *verb) { return text_starts(verb, "statute."); }

static statute_decisions_fn *decisions;

void statute_decisions_bind(statute_decisions_fn *find) { decisions = find; }

bool statute__decisions(struct ctx *c, const char *words, struct statute_decisions *out)
{
        out->n = 0;
        return !decisions || decisions(c, words, out);
}
