/* ofd_inner.h - private to sign/: the parts of an OFD package, and its XML. */
#ifndef SIGN_OFD_INNER_H
#define SIGN_OFD_INNER_H
#include "sign/inner.h"
#include <libxml/tree.h>

#define OFD_NS "http://www.ofdspec.org/2016"

struct ofd_part { const char *name; /* without a slash in front */ struct bytes data; };
struct ofd { struct ofd_part *at; size_t n; };

/* All parts in memory, in the order of the package.  Refuses FILE_TYPE: no zip, doubled or climbing names, encrypted or too large parts. */
bool ofd_read(struct arena *mem, struct bytes file, struct ofd *out, struct why *why);
const struct ofd_part *ofd_part(const struct ofd *o, const char *name);         /* NULL if there is none */
/* The package with some parts put in (replaced where the name is there already); all others as they are packed. */
bool ofd_write(struct arena *mem, struct bytes file, const struct ofd_part *parts, size_t n, struct instant at, struct bytes *out, struct why *why);
/* A location as the standard has it: from the root if it begins with a slash, else beside the file it stands in.  NULL: out of the package. */
const char *ofd_path(struct arena *mem, const char *beside, const char *location);

/* NULL if it is not well formed or brings a DTD along.  The caller frees it with xmlFreeDoc(). */
xmlDoc *ofd_xml(const struct ofd_part *p);
xmlNode *xml_child(const xmlNode *n, const char *name);                         /* the first, by local name; NULL */
xmlNode *xml_next(const xmlNode *n, const char *name);                          /* the next sibling of that name */
const char *xml_text(struct arena *mem, const xmlNode *n);                      /* trimmed; "" for NULL */
const char *xml_attribute(struct arena *mem, const xmlNode *n, const char *name);       /* "" if it is not there */
struct bytes xml_bytes(struct arena *mem, xmlDoc *d);

#endif
