/* blobs.c - a store as a whole: where it is, its names, what stands under one digest, who may store while somebody removes.
 *
 * Must never: trust a digest from outside as a path without digest_valid().
 */
#include "blob/inner.h"
#include "base/setting.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define S3_SCHEME "s3://"

/* The stage of an S3 store whose address names none: beside a database that is a file. */
static char *stage_given(struct arena *mem, const char *db_url, const char *where)
{
        const char *query = strchr(where, '?');

        if (!text_starts(db_url, "sqlite:") || !db_url[7] || db_url[7] == ':' || (query && strstr(query, "stage=")))
                return text_copy(mem, where);
        return text_make(mem, "%s%cstage=%s", where, query ? '&' : '?', s3_encoded(mem, text_make(mem, "%s.stage", db_url + 7), false));
}

char *blobs_dir(struct arena *mem, const char *db_url, const char *option, struct why *why)
{
        if (!text_empty(option))
                return text_starts(option, S3_SCHEME) ? stage_given(mem, db_url, option) : text_copy(mem, option);
        if (text_starts(db_url, "sqlite:") && db_url[7] && db_url[7] != ':')
                return text_make(mem, "%s.blobs", db_url + 7);
        refuse(why, R_ARG_MISSING, "blobs", "这种数据库旁边没有放文件的位置，请用 --blobs 指定文件夹");
        return NULL;
}

static bool folders_make(struct blobs *b, struct why *why)
{
        if (!folder_make(b->dir, why) || !folder_make(b->tmp, why))
                return false;
        if (b->s3)
                return folder_sync(b->dir, why);
        return folder_make(text_make(b->mem, "%s/sm3", b->dir), why) && folder_make(text_make(b->mem, "%s/sha256", b->dir), why) &&
               folder_sync(b->dir, why);
}

struct blobs *blobs_open(const char *where, enum hash_kind hash, struct why *why)
{
        struct arena *mem = arena_new();
        struct blobs *b = TAKE(mem, struct blobs);
        const char *keys = setting_text("blob-keys");

        b->mem = mem;
        b->dir = text_copy(mem, where);
        b->hash = hash;
        b->back = &back_files;
        must(!pthread_mutex_init(&b->lock, NULL));
        if (text_starts(where, S3_SCHEME)) {
                b->back = &back_s3;
                b->s3 = s3_open(mem, where, &b->dir, why);
        }
        b->tmp = text_make(mem, "%s/tmp", b->dir);
        if ((b->s3 || b->back == &back_files) && folders_make(b, why) && (text_empty(keys) || blob_keys(b, keys, why)))
                return b;
        blobs_close(b);
        return NULL;
}

void blobs_close(struct blobs *b)
{
        if (!b)
                return;
        parked_close(b);
        s3_close(b->s3);
        explicit_bzero(&b->keys, sizeof b->keys);
        pthread_mutex_destroy(&b->lock);
        arena_free(b->mem);
}

const char *blobs_folder(const struct blobs *b)
{
        return b->dir;
}

bool blobs_remote(const struct blobs *b)
{
        return b->s3 != NULL;
}

/* ---- names ---- */

char *name_of(struct arena *mem, const char *digest, const char *ending)
{
        const char *hex = strchr(digest, ':') + 1;
        int kind = (int)(hex - digest) - 1;

        return text_make(mem, "%.*s/%.2s/%s%s", kind, digest, hex, hex + 2, ending);
}

char *name_digest(struct arena *mem, const char *name, const char **ending)
{
        static const char *const endings[] = { ".seg", ".enc", ".key", "" };
        size_t kind = strcspn(name, "/"), rest = kind + 4 <= strlen(name) ? kind + 4 : 0;
        char *digest;

        if (!rest || name[kind] != '/' || name[kind + 3] != '/')
                return NULL;
        digest = text_make(mem, "%.*s:%.2s%.62s", (int)kind, name, name + kind + 1, name + rest);
        for (size_t i = 0; i < 4 && strlen(name) >= rest + 62 && digest_valid(digest); i++)
                if (!strcmp(name + rest + 62, endings[i])) {
                        *ending = endings[i];
                        return digest;
                }
        return NULL;
}

enum hash_kind digest_kind(const char *digest)
{
        return text_starts(digest, "sm3:") ? HASH_SM3 : HASH_SHA256;
}

bool digest_given(const char *digest, struct why *why)
{
        return (digest && digest_valid(digest)) || refuse(why, R_SUBJECT_UNKNOWN, NULL, "不是内容摘要");
}

int store_lock(const struct blobs *b, bool alone, struct why *why)
{
        int fd = open(text_make(why->mem, "%s/.lock", b->dir), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
        int r = fd < 0 ? -1 : 0;

        while (fd >= 0 && (r = flock(fd, alone ? LOCK_EX : LOCK_SH)) && errno == EINTR)
                ;
        if (!r)
                return fd;
        fail(why, "不能锁定文件库 %s：%s", b->dir, strerror(errno));
        if (fd >= 0)
                close(fd);
        return -1;
}

/* ---- what stands under one digest ---- */

struct grouping { struct arena *mem; struct item item; item_fn *each; void *to; bool more; };

static void group_give(struct grouping *g)
{
        if (g->more && g->item.digest)
                g->more = g->each(g->to, &g->item);
        g->item = (struct item){ 0 };
}

static void item_note(struct item *i, const char *ending, const struct entry *e)
{
        if (!*ending) {
                i->plain = true;
                i->size = i->stored = e->size;
        } else if (!strcmp(ending, ".enc")) {
                i->sealed = true;
                i->size = seal_size(e->size);
                i->stored = e->size;
        } else if (!strcmp(ending, ".seg")) {
                i->segments = true;
        } else {
                i->key = true;
        }
        if (e->touched.ms > i->newest.ms)
                i->newest = e->touched;
}

static bool group_add(void *to, const struct entry *e)
{
        struct grouping *g = to;
        const char *ending = "", *digest = name_digest(g->mem, e->name, &ending);

        if (!digest)
                return true;
        if (!text_same(digest, g->item.digest)) {
                const char *keep;

                group_give(g);
                keep = g->more ? digest : NULL;
                if (!keep)
                        return false;
                if (arena_used(g->mem) > READ_CHUNK) {
                        char *copy = memory_take(strlen(keep) + 1);

                        memcpy(copy, keep, strlen(keep) + 1);
                        arena_reset(g->mem);
                        keep = text_copy(g->mem, copy);
                        memory_free(copy);
                }
                g->item.digest = keep;
        }
        item_note(&g->item, ending, e);
        return true;
}

bool items_each(const struct blobs *b, const char *after, item_fn *each, void *to, struct why *why)
{
        struct grouping g = { .mem = arena_new(), .each = each, .to = to, .more = true };
        /* "~" sorts behind every ending: what stands under `after` itself is passed over. */
        const char *name = after && digest_valid(after) ? name_of(why->mem, after, "~") : NULL;
        bool good = b->back->each(b, name, group_add, &g, why);

        if (good)
                group_give(&g);
        arena_free(g.mem);
        return good;
}

bool item_find(const struct blobs *b, const char *digest, struct item *out, struct why *why)
{
        struct item i = { .digest = digest };
        struct entry e = { 0 };
        bool there = false;

        if (!b->back->find(b, name_of(why->mem, digest, ""), &there, &e, why))
                return false;
        if (there)
                item_note(&i, "", &e);
        else if (!b->back->find(b, name_of(why->mem, digest, ".enc"), &there, &e, why))
                return false;
        else if (there)
                item_note(&i, ".enc", &e);
        *out = i;
        return true;
}

/* Content first: side files without content are swept, content without them would be read in vain. */
bool item_remove(struct blobs *b, const char *digest, struct why *why)
{
        static const char *const endings[] = { "", ".enc", ".key", ".seg" };

        for (size_t i = 0; i < 4; i++)
                if (!b->back->remove(b, name_of(why->mem, digest, endings[i]), why))
                        return false;
        return true;
}

bool blob_find(const struct blobs *b, const char *digest, bool *there, int64_t *size, struct why *why)
{
        struct item i = { 0 };

        if (digest && digest_valid(digest) && !item_find(b, digest, &i, why))
                return false;
        *there = i.plain || i.sealed;
        if (*there && size)
                *size = i.size;
        return true;
}

bool blob_has(const struct blobs *b, const char *digest, int64_t *size)
{
        struct why why = { .mem = arena_new() };
        bool there = false;
        bool known = blob_find(b, digest, &there, size, &why);

        arena_free(why.mem);
        return known && there;
}

bool blob_sealed(const struct blobs *b, const char *digest)
{
        struct why why = { .mem = arena_new() };
        struct item i = { 0 };
        bool sealed = digest && digest_valid(digest) && item_find(b, digest, &i, &why) && i.sealed;

        arena_free(why.mem);
        return sealed;
}

bool blob_remove(struct blobs *b, const char *digest, struct why *why)
{
        int lock;
        bool good;

        if (!digest_given(digest, why))
                return false;
        lock = store_lock(b, true, why);
        good = lock >= 0 && item_remove(b, digest, why);
        if (lock >= 0)
                close(lock);
        return good;
}

struct each_call { blob_each_fn *each; void *to; };

static bool each_item(void *to, const struct item *i)
{
        struct each_call *c = to;

        return !(i->plain || i->sealed) || c->each(c->to, i->digest, i->stored, i->newest);
}

bool blob_each(const struct blobs *b, blob_each_fn *each, void *to, struct why *why)
{
        struct each_call c = { each, to };

        return items_each(b, NULL, each_item, &c, why);
}
