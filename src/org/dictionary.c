/* dictionary.c - value lists of forms: what the program brings, and the words that the office added.  Must never: change anything. */
#include "db/db.h"
#include "org/parameter.h"
#include <string.h>

QUERY(entries_newest, "SELECT e.id, e.word, e.used FROM org_entry e WHERE e.list = $1 AND e.id = (SELECT max(f.id) FROM org_entry f"
      " WHERE f.list = e.list AND f.word = e.word) ORDER BY e.word");
QUERY(entry_newest, "SELECT used FROM org_entry WHERE list = $1 AND word = $2 ORDER BY id DESC LIMIT 1");
QUERY(entry_history, "SELECT id, list, word, used, reason, actor, at FROM org_entry WHERE CAST($1 AS TEXT) = '' OR list = $1 ORDER BY id DESC LIMIT $2");

#define ENTRIES_MAX 500

#define DICTIONARY(name_, label_, help_, verb_, arg_) { .name = name_, .label = label_, .help = help_, .verb = verb_, .arg = arg_ },
static const struct dictionary table[] = {
#include "org/dictionaries.tbl"
};
#undef DICTIONARY

const struct dictionary *dictionary_at(size_t i)
{
        return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

const struct dictionary *dictionary_find(const char *name)
{
        for (size_t i = 0; i < sizeof table / sizeof *table; i++)
                if (text_same(table[i].name, name))
                        return &table[i];
        return NULL;
}

const char *dictionary_choices(const struct dictionary *d)
{
        const struct command *cmd = command_find(d->verb);
        const struct arg *g = cmd ? command_arg(cmd, d->arg) : NULL;

        return g && g->choices ? g->choices : "";
}

bool dictionary_entries(struct ctx *c, const char *name, bool all, struct entries *out)
{
        struct entries l = { .at = TAKE_N(c->mem, struct entry, ENTRIES_MAX) };
        struct rows r = db_ask(c->db, &c->why, &entries_newest, ARGS(T(name)));

        while (db_next(&r) && l.n < ENTRIES_MAX)
                if (all || db_int(&r, 2))
                        l.at[l.n++] = (struct entry){ .id = db_int(&r, 0), .word = db_text_in(c->mem, &r, 1), .used = db_int(&r, 2) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}

bool dictionary_has(struct ctx *c, const struct command *cmd, const struct arg *g, const char *word, bool *out)
{
        int64_t used = 0;

        for (size_t i = 0; i < sizeof table / sizeof *table && !used; i++)
                if (text_same(table[i].verb, cmd->verb) && text_same(table[i].arg, g->name) &&
                    !db_one_int(c->db, &c->why, &entry_newest, ARGS(T(table[i].name), T(word)), 0, &used))
                        return false;
        *out = used != 0;
        return true;
}

bool dictionary_changes(struct ctx *c, const char *list, int64_t limit, struct entry_changes *out)
{
        struct entry_changes l = { .at = TAKE_N(c->mem, struct entry_change, limit + 1) };
        struct rows r = db_ask(c->db, &c->why, &entry_history, ARGS(T(list), I(limit)));

        while (db_next(&r) && l.n < (size_t)limit)
                l.at[l.n++] = (struct entry_change){ .id = db_int(&r, 0), .list = db_text_in(c->mem, &r, 1), .word = db_text_in(c->mem, &r, 2),
                        .used = db_int(&r, 3), .reason = db_text_in(c->mem, &r, 4), .actor = db_text_in(c->mem, &r, 5),
                        .at = instant_stored(db_text(&r, 6)) };
        if (!db_done(&r))
                return false;
        *out = l;
        return true;
}
