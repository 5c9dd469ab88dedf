/* assets.c - finds what web/build.mjs packed.  The rows themselves are in build/web/assets.c; nothing is read from disk at run time. */
#include "ui/assets.h"
#include "base/why.h"
#include <stdlib.h>
#include <string.h>

/* Not there?  Run web/build.sh: it makes build/web/assets.c, which defines these four. */
extern const struct asset asset_rows[];
extern const size_t asset_count;
extern const char *const asset_icons[];
extern const size_t asset_icon_count;

const struct asset *asset_find(const char *path)
{
        for (size_t i = 0; i < asset_count; i++)
                if (!strcmp(asset_rows[i].path, path))
                        return &asset_rows[i];
        return NULL;
}

const char *asset_path(const char *name)
{
        for (size_t i = 0; i < asset_count; i++)
                if (!strcmp(asset_rows[i].name, name))
                        return asset_rows[i].path;
        must(!"no such asset");
        return "";
}

static int by_name(const void *a, const void *b)
{
        return strcmp(a, *(const char *const *)b);
}

bool asset_has_icon(const char *name)
{
        return bsearch(name, asset_icons, asset_icon_count, sizeof *asset_icons, by_name) != NULL;
}
