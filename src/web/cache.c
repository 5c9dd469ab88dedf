/* cache.c - answers that are the same for everybody, kept whole: headers, body, gzip and "not modified", ready to be queued.
 *
 * A kept answer belongs to a generation of what is public; web_public_changed() begins the next one, and older answers are then
 * neither served nor, once met, kept.  The number of answers and their bytes are bounded: when full, everything is dropped.
 * Must never: keep anything that depends on who asks (display choices are part of the key), or take memory on a hit.
 */
#include "web/call.h"
#include <string.h>

#define SLOTS 4096u
#define BYTES_MAX ((size_t)128 * 1024 * 1024)

struct kept {
        struct kept *next;
        struct arena *mem;
        uint64_t hash;
        const char *key, *etag, *etag_gzip, *modified;
        long long generation;
        size_t size;
        struct MHD_Response *plain, *gzip, *same;
};

struct cache {
        pthread_rwlock_t lock;
        struct kept *slots[SLOTS];
        size_t n, bytes;
};

static atomic_llong generation;

void web_public_changed(void)
{
        atomic_fetch_add(&generation, 1);
}

long long cache_generation(void)
{
        return atomic_load(&generation);
}

/* FNV-1a: keys are short and the table is bounded, so that collisions only cost a comparison. */
static uint64_t key_hash(const char *s)
{
        uint64_t h = UINT64_C(14695981039346656037);

        for (; *s; s++)
                h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
        return h;
}

struct cache *cache_new(void)
{
        struct cache *c = memory_take(sizeof *c);

        must(!pthread_rwlock_init(&c->lock, NULL));
        return c;
}

static void kept_free(struct kept *e)
{
        MHD_destroy_response(e->plain);
        MHD_destroy_response(e->same);
        if (e->gzip)
                MHD_destroy_response(e->gzip);
        arena_free(e->mem);
}

static void drop_all(struct cache *c)
{
        for (size_t i = 0; i < SLOTS; i++)
                for (struct kept *e = c->slots[i], *next; e; e = next) {
                        next = e->next;
                        kept_free(e);
                }
        memset(c->slots, 0, sizeof c->slots);
        c->n = c->bytes = 0;
}

void cache_free(struct cache *c)
{
        if (!c)
                return;
        drop_all(c);
        pthread_rwlock_destroy(&c->lock);
        memory_free(c);
}

static struct kept *find(const struct cache *c, const char *key, uint64_t hash)
{
        for (struct kept *e = c->slots[hash % SLOTS]; e; e = e->next)
                if (e->hash == hash && !strcmp(e->key, key))
                        return e;
        return NULL;
}

static enum MHD_Result queue(const struct kept *e, struct MHD_Connection *con)
{
        const char *none = MHD_lookup_connection_value(con, MHD_HEADER_KIND, "If-None-Match"), *since;

        if (none && (etag_matches(none, e->etag) || etag_matches(none, e->etag_gzip)))
                return MHD_queue_response(con, 304, e->same);
        since = none || !e->modified ? NULL : MHD_lookup_connection_value(con, MHD_HEADER_KIND, "If-Modified-Since");
        if (since && !strcmp(since, e->modified))       /* as we said it; any other day gets the whole answer */
                return MHD_queue_response(con, 304, e->same);
        if (e->gzip && accepts_gzip(MHD_lookup_connection_value(con, MHD_HEADER_KIND, "Accept-Encoding")))
                return MHD_queue_response(con, 200, e->gzip);
        return MHD_queue_response(con, 200, e->plain);
}

bool cache_answer(struct cache *c, struct MHD_Connection *con, const char *key, enum MHD_Result *result)
{
        uint64_t hash = key_hash(key);
        struct kept *e;
        bool hit;

        pthread_rwlock_rdlock(&c->lock);
        e = find(c, key, hash);
        hit = e && (e->generation == CACHE_FOREVER || e->generation == cache_generation());
        if (hit)
                *result = queue(e, con);
        pthread_rwlock_unlock(&c->lock);
        return hit;
}

static struct MHD_Response *response(struct bytes body, const char *type, const char *control, const char *etag, bool gzip,
                                     bool vary)
{
        struct MHD_Response *r = response_plain(body, true);    /* its own copy: it may be on its way after we forgot it */

        response_guard(r);
        if (type)
                MHD_add_response_header(r, "Content-Type", type);
        MHD_add_response_header(r, "Cache-Control", control);
        MHD_add_response_header(r, "ETag", etag);
        if (gzip)
                MHD_add_response_header(r, "Content-Encoding", "gzip");
        if (vary)
                MHD_add_response_header(r, "Vary", "Accept-Encoding, Cookie");
        return r;
}

static struct kept *kept_new(const char *key, long long gen, const char *type, const char *control, struct bytes body,
                             struct bytes gzip)
{
        struct arena *mem = arena_new();
        struct kept *e = TAKE(mem, struct kept);
        bool vary = gen != CACHE_FOREVER || gzip.n;

        e->mem = mem;
        e->key = text_copy(mem, key);
        e->hash = key_hash(key);
        e->generation = gen;
        e->size = body.n + gzip.n;
        e->etag = reply_etag(mem, body);
        e->etag_gzip = text_make(mem, "%.*s-z\"", (int)strlen(e->etag) - 1, e->etag);
        e->plain = response(body, type, control, e->etag, false, vary);
        e->gzip = gzip.n ? response(gzip, type, control, e->etag_gzip, true, true) : NULL;
        e->same = response((struct bytes){ (const uint8_t *)"", 0 }, NULL, control, e->etag, false, vary);
        return e;
}

/* Takes out what stood under the key before; its memory is given back when the last connection has sent it. */
static void forget(struct cache *c, const struct kept *like)
{
        for (struct kept **p = &c->slots[like->hash % SLOTS]; *p; p = &(*p)->next)
                if ((*p)->hash == like->hash && !strcmp((*p)->key, like->key)) {
                        struct kept *old = *p;

                        *p = old->next;
                        c->n--;
                        c->bytes -= old->size;
                        kept_free(old);
                        return;
                }
}

static void keep(struct cache *c, struct kept *e)
{
        pthread_rwlock_wrlock(&c->lock);
        forget(c, e);
        if (c->n >= SLOTS || c->bytes + e->size > BYTES_MAX)
                drop_all(c);
        e->next = c->slots[e->hash % SLOTS];
        c->slots[e->hash % SLOTS] = e;
        c->n++;
        c->bytes += e->size;
        pthread_rwlock_unlock(&c->lock);
}

void cache_keep(struct cache *c, const char *key, long long gen, const char *type, const char *control, struct bytes body,
                struct bytes gzip)
{
        keep(c, kept_new(key, gen, type, control, body, gzip));
}

void cache_keep_dated(struct cache *c, const char *key, long long gen, const char *type, const char *control, const char *modified, struct bytes body)
{
        struct kept *e = kept_new(key, gen, type, control, body, (struct bytes){ 0 });

        if (modified) {
                e->modified = text_copy(e->mem, modified);
                MHD_add_response_header(e->plain, "Last-Modified", modified);
                MHD_add_response_header(e->same, "Last-Modified", modified);
        }
        keep(c, e);
}
