/* statute_apply.c - acts on statutes become rows.  The only writer of law_* tables; the text in the act is cut again in every rebuild, so
 * nothing but the act is looked at. */
#include "statute/statute_inner.h"
#include "statute/statute_text.h"
#include <string.h>

QUERY(version_put, "INSERT INTO law_version (id, name, title, digest, promulgated, effective, effective_by, change, head, source, articles, imported_by,"
      " imported_at, replaced_by, repealed, repeal_by, date_basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, '', '', '')");
QUERY(version_set_replaced, "UPDATE law_version SET replaced_by = $2 WHERE id = $1");
QUERY(version_set_repealed, "UPDATE law_version SET repealed = $2, repeal_by = $3 WHERE id = $1");
QUERY(version_set_effective, "UPDATE law_version SET effective = $2, effective_by = 'stated', date_basis = $3 WHERE id = $1");
QUERY(unit_put, "INSERT INTO law_unit (version_id, n, kind, number, label, heading) VALUES ($1, $2, $3, $4, $5, $6)");
QUERY(line_put, "INSERT INTO law_line (version_id, n, unit, paragraph, item, sub, text) VALUES ($1, $2, $3, $4, $5, $6, $7)");
QUERY(version_all, "SELECT * FROM law_version");
QUERY(unit_all, "SELECT * FROM law_unit WHERE version_id = $1");
QUERY(line_all, "SELECT * FROM law_line WHERE version_id = $1");

static bool provisions_write(struct db_write *w, int64_t id, const struct statute_text *t)
{
        for (size_t i = 0; i < t->n_units; i++) {
                const struct statute_unit *u = &t->units[i];

                if (!db_run(w, &unit_put, ARGS(I(id), I(i), T(u->kind), T(u->number), T(u->label), T(u->heading))))
                        return false;
        }
        for (size_t i = 0; i < t->n_lines; i++) {
                const struct statute_line *l = &t->lines[i];

                if (!db_run(w, &line_put, ARGS(I(id), I(i), I(l->unit), I(l->paragraph), I(l->item), I(l->sub), T(l->text))))
                        return false;
        }
        return true;
}

static bool version_write(struct db_write *w, const struct act *a, const struct statute_text *t)
{
        char at[INSTANT_SIZE];

        instant_write(a->at, at);
        return db_run(w, &version_put, ARGS(I(a->subject.id), T(act_text(a, "name")), T(act_text(a, "title")), T(act_text(a, "digest")),
                                            T(act_text(a, "promulgated")), T(act_text(a, "effective")), T(act_text(a, "effective_by")),
                                            T(act_text(a, "change")), T(t->head), T(act_text(a, "source")), I(t->articles), T(act_text(a, "actor")), T(at))) &&
               (!act_has(a, "replaces") || db_run(w, &version_set_replaced, ARGS(I(act_int(a, "replaces")), I(a->subject.id))));
}

bool statute__apply_import(struct db_write *w, const struct act *a)
{
        struct arena *mem = arena_new();
        struct why why = { .mem = mem };
        const char *content = act_text(a, "content");
        struct statute_text t;
        int line;
        /* a text that was erased by law leaves its name */
        bool good = *content ? statute_read(&why, mem, content, strlen(content), act_day(a, "promulgated"), &t, &line) : true;

        if (!*content)
                t = (struct statute_text){ .head = "" };
        good = good ? version_write(w, a, &t) && provisions_write(w, a->subject.id, &t) : fail(db_why(w), "法律文本动作 %lld 读不出来：%s", (long long)a->seq, why_sentence(&why));
        arena_free(mem);
        return good;
}

bool statute__apply_repeal(struct db_write *w, const struct act *a)
{
        return db_run(w, &version_set_repealed, ARGS(I(a->subject.id), T(act_text(a, "on")), T(act_text(a, "by"))));
}

bool statute__apply_effective(struct db_write *w, const struct act *a)
{
        return db_run(w, &version_set_effective, ARGS(I(a->subject.id), T(act_text(a, "effective")), T(act_text(a, "basis"))));
}

/* Names, days and digests of all are small and kept whole in the writer's mirror: an import must be held against all of them.  The texts are not. */
const struct shadow statute_shadows[] = {
        { "law_version", "id", "", &version_all }, { "law_unit", "version_id,n", "statute", &unit_all }, { "law_line", "version_id,n", "statute", &line_all },
};
const size_t statute_shadows_n = sizeof statute_shadows / sizeof *statute_shadows;
