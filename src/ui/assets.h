/* assets.h - style sheet, script and icons travel inside the program.
 *
 * web/build.sh makes build/web/assets.c from web/ (it needs Node and says so when there is none); the program does not link without
 * it.  Names carry the hash of their content, so that browsers may keep them for ever: Cache-Control: public, max-age=31536000,
 * immutable.
 */
#ifndef UI_ASSETS_H
#define UI_ASSETS_H
#include "base/text.h"

struct asset {
        const char *name;               /* "mingjing.css" */
        const char *path;               /* "/assets/mingjing-1f2e3d4c.css" */
        const char *type;               /* "text/css; charset=utf-8" */
        const char *etag;               /* with its quotes */
        struct bytes bytes, gzip;       /* gzip: the same compressed, n 0 where that does not help */
};
const struct asset *asset_find(const char *path);       /* by path; NULL if there is none */
const char *asset_path(const char *name);               /* "mingjing.css" -> its path; must exist */
bool asset_has_icon(const char *name);                  /* is it in icons.svg? */

#endif
