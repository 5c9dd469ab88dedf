/* scope_lists.h - part of scope.c: what stands around cases.  One set of rows, each with an agency, a unit and a person, lies in every table; what
 * a view lists of it is compared with the same slow rules.  Where a table knows only the agency, a row is seen by whoever belongs to it or sees
 * any unit of it, known to the pack or not. */

static const char lists_sql[] =
        "INSERT INTO rev_seat VALUES (%1$lld, '%2$s', 'body', '%4$s', 'member', '2024-01-01', '2030-01-01', '2020-01-01', 'A', '2020-01-01', '', 0, '', '', '');"
        "INSERT INTO rev_contract VALUES (%1$lld, '%2$s', 'firm', 'C%1$lld', '2024-01-01', '2030-01-01', 1, 1, '', '');"
        "INSERT INTO custody_disposal VALUES (%1$lld, 'confirmed', '%2$s', '', 1, 1, '%4$s', '2026-01-01T00:00:00.000Z', '', '', '');"
        "INSERT INTO custody_item VALUES (%1$lld, 'recording', %1$lld, 0, 0, 'gone', '', '', 1, '', '', '2020-01-01', '2026-01-01', '2026-01-01T00:00:00.000Z');"
        "INSERT INTO pub_correction VALUES (%1$lld, 0, '', '%2$s', '%3$s', 'asked', '', '', '', '2026-01-01T00:00:00.000Z', '', '', '', NULL);"
        "INSERT INTO pub_repair VALUES (%1$lld, 0, '', '%2$s', 'asked', '', '', '2026-01-01', '', '');"
        "INSERT INTO pub_task VALUES (%1$lld, 'decision', 'case', 1, '%2$s', '%3$s', '', '', '', '', '2026-01-01T00:00:00.000Z', 'working', 5, '2026-05-01', '', '2026-04-01',"
        " 'open', '', '', NULL, '', '', NULL, '');"
        "INSERT INTO old_case (id, number, cause, party, party_id, agency, officers, filed, decided, closed, decision_number, decision, fine, place, note, source, source_row,"
        " imported) VALUES (%1$lld, '%1$lld', '', '', '', '%2$s', '', '', '2020-01-01', '', '', '', -1, '', '', '', 0, '2026-01-01T00:00:00.000Z');";

static void lists_make(struct world *w, struct db_write *in, struct arena *mem)
{
        for (size_t i = 0; i < ROWS; i++) {
                struct thing *t = &w->rows[i];

                thing_make(w, t, i);
                t->officer = "";
                must(db_script(in, text_make(mem, lists_sql, (long long)t->id, t->agency, t->unit, t->owner)));
        }
        for (size_t i = 0; i < w->pack.n_units; i++)
                must(db_script(in, text_make(mem, "INSERT INTO org_user VALUES ('u%zu', %zu, 'u', '%s', '%s', 'officer', '', '', 1);"
                        "INSERT INTO org_certificate (id, number, login, kinds, area, since, until, revoked) VALUES (%zu, 'N%zu', 'u%zu', '', '', '2020-01-01', '2030-01-01', '')",
                        i, i, w->units[i].agency, w->units[i].id, i, i, i)));
}

static bool place_alone(const struct world *w, const struct somebody *s, const char *agency, const char *unit)
{
        return slow_sees(w, &(struct thing){ .agency = agency, .unit = unit, .owner = "\x02", .officer = "" }, s);
}

static bool in_agencies(const struct world *w, const struct somebody *s, const char *agency)
{
        bool seen = !strcmp(s->who.agency, agency) || place_alone(w, s, agency, "\x03");

        for (size_t i = 0; i < UNITS && !seen; i++)
                seen = place_alone(w, s, agency, unit_ids[i]);
        return seen;
}

/* by: which rows; 'a' of an agency as a whole, 'p' of a place, 'o' of an agency or one's own. */
static const struct list { const char *view, *column; char by; } lists[] = {
        { "body_members", "id", 'a' }, { "body_contracts", "id", 'a' }, { "disposals", "id", 'o' }, { "tombstones", "id", 'a' }, { "corrections", "id", 'p' },
        { "repairs", "id", 'a' }, { "old_cases", "id", 'a' }, { "review_order", "case", 'c' }, { "disclosure_lateness", "overdue", 'l' },
        { "equipment_shortfall", "missing", 's' },
};

static bool row_seen(const struct world *w, const struct somebody *s, const struct thing *t, char by)
{
        if (by == 'p')
                return place_alone(w, s, t->agency, t->unit);
        if (by == 'c')
                return slow_sees(w, t, s);
        if (in_agencies(w, s, t->agency))
                return true;
        for (size_t i = 0; by == 'o' && i < s->who.n_more; i++)
                if (!strcmp(s->who.more[i].away, t->owner))
                        return true;
        return by == 'o' && !strcmp(s->who.login, t->owner);
}

static size_t column_of(const struct view *v, const char *name)
{
        size_t i = 0;

        while (strcmp(v->columns[i].name, name))
                i++;
        return i;
}

static bool listed_in(const struct table *t, size_t column, int64_t id)
{
        for (size_t i = 0; i < t->n_rows; i++)
                if (strtoll(t->rows[i][column], NULL, 10) == id)
                        return true;
        return false;
}

static int64_t summed(const struct table *t, size_t column)
{
        int64_t sum = 0;

        for (size_t i = 0; i < t->n_rows; i++)
                sum += strtoll(t->rows[i][column], NULL, 10);
        return sum;
}

/* Figures: as many open tasks as are seen; one recorder missing for each unit that is. */
static int64_t figure_of(const struct world *w, const struct somebody *s, char by)
{
        int64_t n = 0;

        for (size_t i = 0; by == 'l' && i < ROWS; i++)
                n += place_alone(w, s, w->rows[i].agency, w->rows[i].unit);
        for (size_t i = 0; by == 's' && i < w->pack.n_units; i++)
                n += place_alone(w, s, w->units[i].agency, w->units[i].id);
        return n;
}

static void list_pair(struct ctx *c, const struct world *w, const struct somebody *s)
{
        const struct list *l = &lists[die(sizeof lists / sizeof *lists)];
        const struct view *v = view_find(l->view);
        const char *nothing[16] = { NULL };
        struct command k = { .verb = v->name, .args = v->params };
        struct args a = { .command = &k, .values = nothing };
        const struct thing *things = l->by == 'c' ? w->things : w->rows;
        size_t n = 0, column = column_of(v, l->column);
        struct table t;

        table_start(&t, c->mem, v->columns);
        HOLDS(v->run(c, &a, &t));
        if (l->by == 'l' || l->by == 's') {
                HOLDS(summed(&t, column) == figure_of(w, s, l->by));
                return;
        }
        for (size_t i = 0; i < (l->by == 'c' ? CASES : ROWS); i++) {
                bool seen = (l->by != 'c' || !strcmp(things[i].stage, "decided")) && row_seen(w, s, &things[i], l->by);

                if (seen && listed_in(&t, column, things[i].id) == false)
                        why_not(w, &things[i], s, l->view);
                if (!seen && listed_in(&t, column, things[i].id))
                        why_not(w, &things[i], s, l->view);
                HOLDS(seen == listed_in(&t, column, things[i].id));
                n += seen;
        }
        HOLDS(n == t.n_rows);
}
