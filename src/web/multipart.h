/* multipart.h - multipart/form-data taken apart while it arrives, in flat memory.
 *
 * Pure: bytes in, calls out.  The same body gives the same calls however it is cut into pieces.  Strict: a body that does not end
 * with its closing delimiter, has a part without a name, with broken headers or with a transfer encoding is BODY_MALFORMED.
 * Owner: everything lives in the arena given.
 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H
#include "base/text.h"
#include "base/why.h"

struct multipart_sink {
        void *to;
        /* A part begins.  filename is NULL for an ordinary field; type is "" if not said.  name and filename are checked text. */
        bool (*part)(void *to, const char *name, const char *filename, const char *type);
        bool (*data)(void *to, const void *p, size_t n);
        bool (*end)(void *to);
};

struct multipart;
/* NULL + BODY_MALFORMED if the Content-Type names no usable boundary. */
struct multipart *multipart_new(struct arena *mem, const char *content_type, const struct multipart_sink *sink, struct why *why);
/* False: refused here, or the sink said false (its why then). */
bool multipart_feed(struct multipart *m, const void *p, size_t n);
bool multipart_done(struct multipart *m);               /* the body is over: refuses if the closing delimiter did not come */

#endif
