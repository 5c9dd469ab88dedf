/* mirror.c - see mirror.h.  Subjects are kept in an open hash table by noun and number. */
#include "journal/mirror.h"
#include <string.h>

#define SLOTS ((size_t)1 << 16)
#define SUBJECTS_MAX (SLOTS / 2)        /* more than that: all is forgotten and fetched again as needed */

struct slot { const char *noun; int64_t id, last; };

struct mirror {
        struct db *lite;
        struct db_write *write;         /* while a group runs */
        struct db *log;
        struct slot *slots;
        size_t n;
        bool commons_there;             /* the tables that are kept whole */
        bool stale;                     /* another process wrote: forget everything before the next group */
};

QUERY(mirror_last, "SELECT seq FROM journal_act WHERE noun = $1 AND subject = $2 ORDER BY seq DESC LIMIT 1");

extern struct shadow journal__shadows[];
extern size_t journal__shadows_n;
bool journal__make_tables(struct db_write *w, size_t skip);

static bool lite_open(struct mirror *m, struct why *why)
{
        struct db_write *w;
        bool ok;

        m->lite = db_open("sqlite::memory:", DB_WRITE, why);
        w = m->lite ? db_begin(m->lite, why) : NULL;
        ok = w && journal__make_tables(w, 0);
        return w && db_end(w, ok) && ok;
}

struct mirror *mirror_new(struct why *why)
{
        struct mirror *m = memory_take(sizeof *m);

        m->slots = memory_take(SLOTS * sizeof *m->slots);
        if (lite_open(m, why))
                return m;
        mirror_free(m);
        return NULL;
}

void mirror_free(struct mirror *m)
{
        if (!m)
                return;
        db_close(m->lite);
        memory_free(m->slots);
        memory_free(m);
}

struct db *mirror_db(struct mirror *m)
{
        return m->lite;
}

/* The noun's own name: slots outlive the requests that asked for them. */
static const char *noun_kept(const char *noun)
{
        for (size_t i = 0; i < journal__shadows_n; i++)
                if (!strcmp(journal__shadows[i].noun, noun))
                        return journal__shadows[i].noun;
        return NULL;
}

static struct slot *slot_of(struct mirror *m, const char *noun, int64_t id)
{
        size_t i = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 40) % SLOTS;

        while (m->slots[i].noun && (m->slots[i].id != id || strcmp(m->slots[i].noun, noun)))
                i = (i + 1) % SLOTS;
        return &m->slots[i];
}

static void slot_put(struct mirror *m, const char *noun, int64_t id, int64_t last)
{
        struct slot *s = slot_of(m, noun, id);

        if (!s->noun)
                m->n++;
        *s = (struct slot){ noun, id, last };
}

static bool rows_fetch(struct mirror *m, const struct shadow *k, const struct val *args, struct why *why)
{
        struct rows r = db_ask(m->log, why, k->load, args);
        bool ok = true;

        while (ok && db_next(&r))
                ok = db_put_row(m->write, k->table, &r);
        return db_done(&r) && ok;
}

static bool everything_forget(struct mirror *m)
{
        struct arena *mem = arena_new();
        bool ok = true;

        for (size_t i = 0; i < journal__shadows_n && ok; i++)
                ok = db_script(m->write, text_make(mem, "DELETE FROM %s", journal__shadows[i].table));
        memset(m->slots, 0, SLOTS * sizeof *m->slots);
        m->n = 0;
        m->commons_there = m->stale = false;
        arena_free(mem);
        return ok;
}

static bool commons_fetch(struct mirror *m, struct why *why)
{
        for (size_t i = 0; i < journal__shadows_n; i++)
                if (!*journal__shadows[i].noun && !rows_fetch(m, &journal__shadows[i], ARGS(), why))
                        return false;
        m->commons_there = true;
        return true;
}

struct db_write *mirror_begin(struct mirror *m, struct db *log, struct why *why)
{
        m->log = log;
        m->write = db_begin(m->lite, why);
        if (!m->write)
                return NULL;
        if ((m->stale || m->n > SUBJECTS_MAX) && !everything_forget(m))
                return NULL;
        return m->commons_there || commons_fetch(m, why) ? m->write : NULL;
}

void mirror_end(struct mirror *m, bool keep)
{
        bool ok = !m->write || db_end(m->write, keep);

        m->write = NULL;
        m->stale = m->stale || !keep || !ok;
}

bool mirror_need(struct mirror *m, struct subject s, struct why *why, bool *there, int64_t *last)
{
        const char *noun = noun_kept(s.noun);
        struct slot *slot = noun ? slot_of(m, noun, s.id) : NULL;
        int64_t newest;

        if (slot && slot->noun) {
                *there = true;
                *last = slot->last;
                return true;
        }
        if (!db_one_int(m->log, why, &mirror_last, ARGS(T(s.noun), I(s.id)), -1, &newest))
                return false;
        *there = newest >= 0;
        *last = newest;
        for (size_t i = 0; noun && *there && i < journal__shadows_n; i++)
                if (!strcmp(journal__shadows[i].noun, noun) && !rows_fetch(m, &journal__shadows[i], ARGS(I(s.id)), why))
                        return false;
        if (noun && *there)
                slot_put(m, noun, s.id, newest);
        return true;
}

void mirror_note(struct mirror *m, struct subject s, int64_t seq)
{
        const char *noun = noun_kept(s.noun);

        if (noun)
                slot_put(m, noun, s.id, seq);
}

/* Taking out single rows would need each table's own words; what others write is rare enough to begin afresh. */
void mirror_forget(struct mirror *m, struct subject s)
{
        (void)s;
        m->stale = true;
}
