/* pdf_inner.h - private to sign/: a PDF as qpdf reads it, without repairing it. */
#ifndef SIGN_PDF_INNER_H
#define SIGN_PDF_INNER_H
#include "sign/inner.h"
#include <qpdf/qpdf-c.h>

#define PDF_MAX ((size_t)1 << 30)       /* bytes of a file we look at */
#define PDF_OBJECTS_MAX 8388607         /* implementation limit of ISO 32000-1, annex C */
#define PDF_DEPTH_MAX 60                /* of dictionaries and arrays in each other, of field and page trees */

struct pdf { qpdf_data q; struct arena *mem; struct bytes file; };
/* Refuses FILE_TYPE: not a PDF from its first byte, damaged cross references, encrypted. */
bool pdf_open(struct pdf *p, struct arena *mem, struct bytes file, struct why *why);
void pdf_close(struct pdf *p);
bool pdf_sound(const struct pdf *p);                                    /* has qpdf met nothing wrong so far? */

struct pdf_keys { const char **at; size_t n; };
struct pdf_keys pdf_keys(const struct pdf *p, qpdf_oh dict);            /* names with the slash, in qpdf's order */
const char *pdf_source(const struct pdf *p, qpdf_oh oh);                /* as it stands in a file; "5 0 R" for what is indirect */
qpdf_oh pdf_key(const struct pdf *p, qpdf_oh dict, const char *key);    /* null if there is none or dict is no dictionary */
bool pdf_name_is(const struct pdf *p, qpdf_oh dict, const char *key, const char *name);
bool pdf_size(const struct pdf *p, qpdf_oh oh, size_t *out);            /* an integer that is not negative */
bool pdf_space(uint8_t c);
/* What the last "startxref" of the file says; false if it is not there. */
bool pdf_startxref(struct bytes file, size_t *out);

/* NULL if `newer` shows the same document as `older` and only adds signature fields; else what it changes, in Chinese. */
const char *pdf_changed(struct arena *mem, struct bytes older, struct bytes newer);

#endif
