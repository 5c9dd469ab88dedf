/* blob_sweep.c - finds what nothing refers to, and removes it when that was asked for.
 *
 * What a refused form left behind is old and in no act.  The age is that of the side file, which every put of the same content renews; it
 * is asked again under the lock that nobody who stores can hold at the same time.
 * Must never: remove what is known, or younger than asked, or could not be asked about.
 */
#include "blob/inner.h"
#include <string.h>
#include <unistd.h>

struct sweeping { struct blobs *b; const struct blob_sweep *how; struct blob_count *n; struct arena *mem; struct why *why; bool good; };

/* The newest of what stands under a digest, asked now. */
static bool newest(struct blobs *b, const char *digest, struct instant *out, struct why *why)
{
        static const char *const endings[] = { "", ".seg", ".enc", ".key" };

        *out = (struct instant){ 0 };
        for (size_t i = 0; i < 4; i++) {
                struct entry e = { 0 };
                bool there = false;

                if (!b->back->find(b, name_of(why->mem, digest, endings[i]), &there, &e, why))
                        return false;
                if (there && e.touched.ms > out->ms)
                        *out = e.touched;
        }
        return true;
}

static bool removed(struct sweeping *s, const char *digest, struct why *why)
{
        struct instant now_newest;
        int lock = store_lock(s->b, true, why);
        bool good = lock >= 0 && newest(s->b, digest, &now_newest, why);

        if (good && now_newest.ms < s->how->before.ms)
                good = item_remove(s->b, digest, why);
        if (lock >= 0)
                close(lock);
        return good;
}

static bool sweep_item(void *to, const struct item *i)
{
        struct sweeping *s = to;
        struct why why = { .mem = s->mem };
        bool content = i->plain || i->sealed;

        if (i->newest.ms >= s->how->before.ms || (content && s->how->known(s->how->to, i->digest)))
                return true;
        s->n->files++;
        s->n->bytes += i->stored;
        if (s->how->found)
                s->how->found(s->how->to, i->digest, i->size, content ? "没有任何动作引用" : "没有内容的附属文件");
        if (s->how->remove && !removed(s, i->digest, &why))
                s->good = fail(s->why, "不能删除 %s：%s", i->digest, why.detail ? why.detail : "");
        arena_reset(s->mem);
        return s->good;
}

bool blob_sweep(struct blobs *b, const struct blob_sweep *how, struct blob_count *out, struct why *why)
{
        struct blob_count n = { 0 };
        struct sweeping s = { .b = b, .how = how, .n = &n, .mem = arena_new(), .why = why, .good = true };
        bool good = items_each(b, NULL, sweep_item, &s, why) && s.good;

        arena_free(s.mem);
        *out = n;
        return good;
}
