/* custody_dispose.c - a list of what may go is proposed by one person and confirmed by another; afterwards the bytes are removed.
 *
 * Both handlers ask every thing on the list anew, in the writer and of the whole database, so that what happened meanwhile counts (a case that
 * was opened again, a list confirmed before).  The confirmed act is the tombstone: digests, sizes, basis, who.  Bytes go afterwards, by
 * custody_dispose(), which may be stopped at any byte and begun again.
 * Must never: remove bytes that another recording, intake, material or act still needs, or that somebody has just put again.
 */
#include "custody/custody_inner.h"
#include "db/db.h"
#include <stdlib.h>
#include <string.h>

QUERY(gone_digests, "SELECT p.digest FROM custody_item i JOIN custody_part p ON p.recording_id = i.id WHERE i.noun = 'recording' AND i.state = 'gone'"
      " UNION SELECT n.digest FROM custody_item i JOIN custody_intake n ON n.intake = i.id WHERE i.noun = 'intake' AND i.state = 'gone'"
      " UNION SELECT n.digest FROM custody_item i JOIN custody_intake n ON n.intake = i.intake WHERE i.noun = 'recording' AND i.state = 'gone' AND i.intake > 0"
      " ORDER BY 1");
QUERY(needed_by, "SELECT count(*) FROM (SELECT 1 FROM custody_part p WHERE p.digest = $1 AND NOT EXISTS (SELECT 1 FROM custody_item i WHERE i.noun = 'recording'"
      " AND i.id = p.recording_id AND i.state = 'gone') UNION ALL SELECT 1 FROM custody_intake n WHERE n.digest = $1 AND NOT EXISTS (SELECT 1 FROM custody_item i"
      " WHERE i.state = 'gone' AND ((i.noun = 'intake' AND i.id = n.intake) OR (i.noun = 'recording' AND i.intake = n.intake)))) AS needs");

/* The whole database, in the person's own scope. */
static struct ctx whole(const struct ctx *c)
{
        struct ctx w = *c;

        w.db = ctx_log(c);
        w.why = (struct why){ .mem = c->mem };
        return w;
}

/* ---- proposing ---- */

typedef bool kept_fn(struct ctx *c, int64_t id, struct item *out, struct keeping *k);

static bool things_add(struct ctx *c, const char *list, kept_fn *kept, struct items *l)
{
        struct keeping k;
        int64_t id;
        size_t n;
        char **ids = text_split(c->mem, list, ',', &n);

        l->at = arena_grow(c->mem, l->at, l->n * sizeof *l->at, (l->n + n + 1) * sizeof *l->at);
        for (size_t i = 0; i < n; i++) {
                struct item *it = &l->at[l->n];

                must(text_int(ids[i], 0, INT64_MAX, &id));
                if (!kept(c, id, it, &k) || !custody__due(c, it, &k))
                        return false;
                if (*it->state)
                        return refuse(&c->why, R_ONCE, NULL, "%s 已经在另一份销毁清单里", it->title);
                l->n++;
        }
        return true;
}

static int64_t size_of(const struct items *l)
{
        int64_t size = 0;

        for (size_t i = 0; i < l->n; i++)
                size += l->at[i].size;
        return size;
}

bool custody__propose(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct ctx all = whole(c);
        struct items l = { 0 };

        if (!arg_given(a, "recordings") && !arg_given(a, "intakes"))
                return refuse(&c->why, R_ARG_MISSING, "recordings", "至少列出一份");
        if (!things_add(&all, arg_text(a, "recordings"), custody__recording_kept, &l) || !things_add(&all, arg_text(a, "intakes"), custody__intake_kept, &l))
                return custody__carry(c, &all);
        draft_put(d, "disposal_agency", c->who->agency);
        draft_put(d, "reason", arg_text(a, "reason"));
        draft_put(d, "items", custody__items_json(c->mem, &l));
        draft_put_int(d, "count", (int64_t)l.n);
        draft_put_int(d, "size", size_of(&l));
        return true;
}

/* ---- confirming ---- */

/* The list as it was proposed, for somebody else of the same agency to decide. */
static bool list_open(struct ctx *c, int64_t id, struct disposal *out)
{
        struct place p = { .unit = "" };

        if (!custody__disposal(c, id, out))
                return false;
        p.agency = out->agency;
        if (!access_may_see(c, &p))
                return false;
        if (strcmp(out->state, "proposed") != 0)
                return refuse(&c->why, R_ONCE, NULL, "销毁清单 %lld 现在是“%s”", (long long)id, custody__state_label(out->state));
        return strcmp(out->proposed_by, c->who->login) != 0 || refuse(&c->why, R_DISPOSAL_SELF, NULL, "提出人 %s", c->who->name);
}

/* Everything on it as of now. */
static bool still_due(struct ctx *c, const struct items *l)
{
        for (size_t i = 0; i < l->n; i++) {
                struct item now;
                struct keeping k;
                kept_fn *kept = strcmp(l->at[i].noun, "intake") ? custody__recording_kept : custody__intake_kept;

                if (!kept(c, l->at[i].id, &now, &k) || !custody__due(c, &now, &k))
                        return false;
                if (strcmp(now.digest, l->at[i].digest) != 0)
                        return refuse(&c->why, R_STALE, NULL, "%s 的内容与清单不一致", now.title);
        }
        return true;
}

bool custody__confirm(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct ctx all = whole(c);
        struct disposal list;
        struct items l;

        if (!list_open(&all, subject, &list) || !custody__items(&all, subject, INT64_MAX, &l) || !still_due(&all, &l))
                return custody__carry(c, &all);
        draft_put(d, "state", "confirmed");
        draft_put(d, "note", arg_text(a, "note"));
        draft_put(d, "proposed_by", list.proposed_by);
        draft_put(d, "basis", list.reason);
        draft_put(d, "items", custody__items_json(c->mem, &l));
        draft_put_int(d, "count", (int64_t)l.n);
        draft_put_int(d, "size", size_of(&l));
        return true;
}

bool custody__decline(struct ctx *c, const struct args *a, int64_t subject, struct draft *d)
{
        struct ctx all = whole(c);
        struct disposal list;

        if (!list_open(&all, subject, &list))
                return custody__carry(c, &all);
        draft_put(d, "state", "refused");
        draft_put(d, "note", arg_text(a, "note"));
        return true;
}

/* ---- the bytes ---- */

struct wanted { struct ctx *c; const struct blobs *store; const char **at; bool *needed; size_t n, room; };

static int by_text(const void *a, const void *b)
{
        return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of what stands on tombstones: what is still in the store and no other recording or intake has. */
static bool wanted_load(struct wanted *l)
{
        struct ctx *c = l->c;
        struct rows r = db_ask(c->db, &c->why, &gone_digests, ARGS());
        struct wanted all = *l;

        while (db_next(&r)) {
                if (all.n == all.room) {
                        all.at = arena_grow(c->mem, all.at, all.room * sizeof *all.at, (all.room * 2 + 64) * sizeof *all.at);
                        all.room = all.room * 2 + 64;
                }
                all.at[all.n++] = db_text_in(c->mem, &r, 0);
        }
        if (!db_done(&r))
                return false;
        l->at = all.at;
        for (size_t i = 0; i < all.n; i++) {
                bool there = false;
                int64_t needs = 0;

                if (!blob_find(l->store, all.at[i], &there, NULL, &c->why) ||
                    (there && !db_one_int(c->db, &c->why, &needed_by, ARGS(T(all.at[i])), 0, &needs)))
                        return false;
                if (there && !needs)
                        l->at[l->n++] = all.at[i];
        }
        l->needed = TAKE_N(c->mem, bool, l->n + 1);
        return true;
}

/* Acts whose digests are judged by the tables above, not by their words. */
static bool told_by_tables(const char *verb)
{
        return text_starts(verb, "recording.") || text_starts(verb, "intake.") || text_starts(verb, "disposal.");
}

/* Any other act that names one of them - evidence, a paper, a package - still needs it. */
static bool act_needs(void *to, const struct act *a)
{
        struct wanted *l = to;

        for (size_t i = 0; i < a->n && !told_by_tables(a->verb); i++)
                for (size_t k = 0; a->fields[i].value && strlen(a->fields[i].value) >= 64 && k < l->n; k++)
                        l->needed[k] = l->needed[k] || strstr(a->fields[i].value, l->at[k]);
        return true;
}

static bool is_kept(void *to, const char *digest)
{
        const struct wanted *l = to;
        const char **at = l->n ? bsearch(&digest, l->at, l->n, sizeof *l->at, by_text) : NULL;

        return !at || l->needed[at - l->at];
}

struct telling { struct wanted *l; blob_found_fn *found; void *to; };

static bool telling_kept(void *to, const char *digest)
{
        return is_kept(((struct telling *)to)->l, digest);
}

static void telling_found(void *to, const char *digest, int64_t size, const char *what)
{
        struct telling *t = to;

        if (t->found)
                t->found(t->to, digest, size, "按销毁清单");
}

bool custody_dispose(struct ctx *c, struct blobs *store, const struct disposing *how, struct blob_count *out)
{
        struct wanted l = { .c = c, .store = store };
        struct telling t = { &l, how->found, how->to };
        struct blob_sweep sweep = { .before = how->before, .remove = how->remove, .known = telling_kept, .found = telling_found, .to = &t };

        *out = (struct blob_count){ 0 };
        if (!wanted_load(&l))
                return false;
        if (!l.n)
                return true;
        return acts_from(c, 0, act_needs, &l) && blob_sweep(store, &sweep, out, &c->why);
}

bool custody_gone(struct ctx *c, const char *digest, bool *out)
{
        int64_t needs = 0;
        struct parts in_cases, coming;

        if (!custody__parts(c, digest, &in_cases) || !custody__intake_parts(c, digest, &coming) ||
            !db_one_int(c->db, &c->why, &needed_by, ARGS(T(digest)), 0, &needs))
                return false;
        *out = (in_cases.n || coming.n) && !needs;
        return true;
}
