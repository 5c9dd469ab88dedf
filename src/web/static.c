/* static.c - style sheet, script, icons: from memory, with names that carry their hash, kept by browsers for ever. */
#include "web/call.h"
#include "ui/assets.h"

#define FOR_EVER "public, max-age=31536000, immutable"

bool asset_serve(struct call *k)
{
        const struct asset *a = asset_find(k->path);

        if (!a)
                return false;
        if (k->kept)
                cache_keep(k->web->cache, k->kept, CACHE_FOREVER, a->type, FOR_EVER, a->bytes, a->gzip);
        reply_header(k, "Cache-Control", FOR_EVER);
        reply_header(k, "ETag", reply_etag(k->mem, a->bytes));
        reply_bytes(k, 200, a->type, a->bytes);
        return true;
}
