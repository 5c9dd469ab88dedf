/* blob_copy.c - a store copied to another one, each content read back there and compared: replication and backup.
 *
 * Plain content goes through the front door of the destination (hashed on its way, so rot does not spread); sealed content goes as it
 * is, since a backup needs no keys, and is compared byte by byte.
 * Must never: leave at the destination what differs from its name or from the source.
 */
#include "blob/inner.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct copy { const struct blobs *from; struct blobs *to; const struct blob_copy *how; struct blob_count *n; struct arena *mem; struct why *why; bool good; };

static bool plain_copy(struct copy *c, const struct item *i, struct why *why)
{
        struct blob_reader *r = blob_reader(c->from, i->digest, why);
        struct blob_put *p = NULL;
        uint8_t *chunk;
        const char *digest = NULL;
        ssize_t n = 0;
        bool good;

        if (!r)
                return false;
        chunk = memory_take(READ_CHUNK);
        good = put_kind_begin(c->to, digest_kind(i->digest), i->size, &p, why);
        if (good)
                p->m.digest = i->digest;        /* announced: anything else is refused before it is stored */
        for (int64_t at = 0; good && (n = blob_reader_at(r, at, chunk, READ_CHUNK, why)) > 0; at += n)
                good = blob_add(p, chunk, (size_t)n, why);
        memory_free(chunk);
        blob_reader_close(r);
        if (good && n >= 0)
                return blob_finish(p, c->mem, &digest, NULL, why);
        blob_drop(p);
        return false;
}

/* A stored name as it is, byte by byte; out: its hash. */
static bool raw_hash(const struct blobs *b, const char *name, int out_fd, struct hash *out, struct why *why)
{
        struct source *s = b->back->open(b, name, why);
        struct hasher *hasher;
        uint8_t *chunk;
        ssize_t n = 0;
        bool good = true;

        if (!s)
                return false;
        hasher = hasher_new(HASH_SHA256);
        chunk = memory_take(READ_CHUNK);
        for (int64_t at = 0; good && (n = source_at(s, at, chunk, READ_CHUNK, why)) > 0; at += n) {
                hasher_add(hasher, chunk, (size_t)n);
                good = out_fd < 0 || write_all(out_fd, chunk, (size_t)n) || fail(why, "写入文件库时出错：%s", strerror(errno));
        }
        *out = hasher_done(hasher);
        memory_free(chunk);
        source_close(s);
        return good && n >= 0;
}

static bool raw_copy(struct copy *c, const char *name, struct why *why)
{
        const char *path = text_make(c->mem, "%s/%s", c->to->tmp, random_token(c->mem, 18));
        int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
        struct hash here;
        bool good;

        if (fd < 0)
                return fail(why, "不能写入文件库：%s", strerror(errno));
        good = raw_hash(c->from, name, fd, &here, why) && (!fsync(fd) || fail(why, "文件没有写到磁盘：%s", strerror(errno))) &&
               c->to->back->settle(c->to, path, fd, name, why);
        unlink(path);
        close(fd);
        return good;
}

static bool side_copy(struct copy *c, const char *name, struct why *why)
{
        struct bytes text = { 0 };

        return side_read(c->from, c->mem, name, &text, why) && c->to->back->write(c->to, name, text, why);
}

static bool sealed_same(struct copy *c, const struct item *i, struct why *why)
{
        struct bytes one = { 0 }, two = { 0 };
        const char *key = name_of(c->mem, i->digest, ".key"), *name = name_of(c->mem, i->digest, ".enc");
        struct hash here, there;

        if (!side_read(c->from, c->mem, key, &one, why) || !side_read(c->to, c->mem, key, &two, why) ||
            !raw_hash(c->from, name, -1, &here, why) || !raw_hash(c->to, name, -1, &there, why))
                return false;
        /* A key that was wrapped anew at the source is brought after. */
        if ((one.n != two.n || memcmp(one.p, two.p, one.n)) && !c->to->back->write(c->to, key, one, why))
                return false;
        return hash_same(&here, &there) || refuse(why, R_BLOB_BROKEN, NULL, "两处的内容不同");
}

static bool sealed_copy(struct copy *c, const struct item *i, struct why *why)
{
        int lock = store_lock(c->to, true, why);
        bool good = lock >= 0 && (!i->segments || side_copy(c, name_of(c->mem, i->digest, ".seg"), why)) &&
                    side_copy(c, name_of(c->mem, i->digest, ".key"), why) && raw_copy(c, name_of(c->mem, i->digest, ".enc"), why);

        if (lock >= 0)
                close(lock);
        return good;
}

/* Copied now, or there already and asked about: is it the same? */
static bool verified(struct copy *c, const struct item *i, struct why *why)
{
        return i->plain ? blob_check(c->to, i->digest, why) : sealed_same(c, i, why);
}

static bool copy_one(struct copy *c, const struct item *i, struct why *why)
{
        struct item there = { 0 };

        if (!item_find(c->to, i->digest, &there, why))
                return false;
        if (there.plain || there.sealed)
                return !c->how->again || verified(c, &(struct item){ .digest = i->digest, .plain = there.plain || i->plain }, why);
        if (!(i->plain ? plain_copy(c, i, why) : sealed_copy(c, i, why)))
                return false;
        c->n->files++;
        c->n->bytes += i->stored;
        if (verified(c, i, why))
                return true;
        if (why->kind == WHY_REFUSED) {         /* it came out different: it must not stay */
                struct why inner = { .mem = c->mem };

                blob_remove(c->to, i->digest, &inner);
                c->n->files--;
                c->n->bytes -= i->stored;
        }
        return false;
}

/* A refusal is about one content; a failure is about a store and ends the copying. */
static bool copy_item(void *to, const struct item *i)
{
        struct copy *c = to;
        struct why why = { .mem = c->mem };

        if (c->how->wanted && !c->how->wanted(c->how->to, i->digest))
                return true;
        if ((i->plain || i->sealed) && !copy_one(c, i, &why)) {
                if (why.kind == WHY_FAILED) {
                        c->good = fail(c->why, "%s", why.detail);
                } else {
                        c->n->bad++;
                        if (c->how->bad)
                                c->how->bad(c->how->to, i->digest, i->size, why.detail ? why.detail : "不能复制");
                }
        }
        arena_reset(c->mem);
        return c->good;
}

bool blob_copy_all(const struct blobs *from, struct blobs *to, const struct blob_copy *how, struct blob_count *out, struct why *why)
{
        struct blob_count n = { 0 };
        struct copy c = { .from = from, .to = to, .how = how, .n = &n, .mem = arena_new(), .why = why, .good = true };
        bool good = items_each(from, NULL, copy_item, &c, why) && c.good;

        arena_free(c.mem);
        *out = n;
        return good;
}
