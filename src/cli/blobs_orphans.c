/* blobs_orphans.c - what of the stored files is referred to: by any field of any act, by what such files list themselves (the manifest of
 * a dossier), by uploads that have ended and wait to be used.  The rest are orphans: files of forms that were refused.
 *
 * Must never: take a file for an orphan because something could not be read: then nothing is swept.
 */
#include "cli/blobs_orphans.h"
#include "journal/journal.h"
#include <stdlib.h>
#include <string.h>

#define LIST_MAX ((int64_t)8 << 20)     /* a stored list of digests is never larger; a larger file is no list */

struct referred { struct arena *mem; const struct blobs *store; char **at; size_t n, room; };

static int by_text(const void *a, const void *b)
{
        return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_known(void *to, const char *digest)
{
        struct referred *k = ((struct orphans *)to)->known;

        return k->n && bsearch(&digest, k->at, k->n, sizeof *k->at, by_text);
}

static void known_add(struct referred *k, const char *digest)
{
        if (k->n == k->room) {
                k->at = arena_grow(k->mem, k->at, k->n * sizeof *k->at, (k->room * 2 + 256) * sizeof *k->at);
                k->room = k->room * 2 + 256;
        }
        k->at[k->n++] = text_copy(k->mem, digest);
}

static void known_sort(struct referred *k)
{
        size_t kept = 0;

        if (k->n)
                qsort(k->at, k->n, sizeof *k->at, by_text);
        for (size_t i = 0; i < k->n; i++)
                if (!kept || strcmp(k->at[kept - 1], k->at[i]))
                        k->at[kept++] = k->at[i];
        k->n = kept;
}

/* Every digest that stands anywhere in a text. */
static void digests_in(struct referred *k, const char *text, size_t n)
{
        for (const char *at = text, *end = text + n; at < end && (at = memchr(at, ':', (size_t)(end - at))); at++) {
                char digest[80];

                for (size_t kind = 3; kind <= 6; kind += 3) {   /* "sm3", "sha256" */
                        if (at - text < (long)kind || end - at < 65)
                                continue;
                        memcpy(digest, at - kind, kind + 65);
                        digest[kind + 65] = '\0';
                        if (digest_valid(digest))
                                known_add(k, digest);
                }
        }
}

static bool act_known(void *to, const struct act *a)
{
        for (size_t i = 0; i < a->n; i++)
                if (a->fields[i].value)
                        digests_in(to, a->fields[i].value, strlen(a->fields[i].value));
        return true;
}

static bool upload_known(void *to, const struct blob_upload *u)
{
        if (u->digest)
                known_add(to, u->digest);
        return true;
}

/* Reads a file that begins like JSON; anything else lists nothing. */
static bool list_known(struct referred *k, const char *digest, struct why *why)
{
        struct arena *mem = arena_new();
        struct bytes text = { 0 };
        int64_t size = 0;
        bool there = false, ok = blob_find(k->store, digest, &there, &size, why);
        struct blob_reader *r = ok && there && size && size <= LIST_MAX && !blob_sealed(k->store, digest) ? blob_reader(k->store, digest, why) : NULL;
        char first = 0;

        ok = ok && why->kind == WHY_NOTHING && (!r || blob_reader_at(r, 0, &first, 1, why) == 1);
        blob_reader_close(r);
        ok = ok && (first != '{' || blob_read(k->store, mem, digest, LIST_MAX, &text, why));
        if (ok && text.n)
                digests_in(k, (const char *)text.p, text.n);
        arena_free(mem);
        return ok;
}

/* A manifest names what it lists; that may be a manifest again, once: those listed are looked into, too. */
static bool lists_known(struct referred *k, struct why *why)
{
        for (int level = 0; level < 2; level++) {
                size_t n = k->n;

                for (size_t i = 0; i < n; i++)
                        if (!list_known(k, k->at[i], why))
                                return false;
                known_sort(k);
        }
        return true;
}

bool orphans_sweep(struct orphans *o)
{
        struct referred k = { .mem = arena_new(), .store = o->store };
        struct blob_sweep sweep = { .before = o->before, .remove = o->remove, .known = is_known, .found = o->found, .to = o };
        bool ok;

        o->known = &k;
        ok = acts_from(o->c, 0, act_known, &k) && blob_uploads(o->store, upload_known, &k, &o->c->why);
        known_sort(&k);
        ok = ok && lists_known(&k, &o->c->why);
        ok = ok && blob_sweep(o->store, &sweep, &o->n, &o->c->why);
        arena_free(k.mem);
        o->known = NULL;
        return ok;
}
