/* file.h - a public file is a row and a function: path pattern, type, what makes its bytes.  Feeds, open data, site maps, embeds.
 *
 * Like pages, files show and cannot decide or write; anybody may have them, so they read published data only.  `mingjing export-site`
 * writes the same rows to disk.
 */
#ifndef UI_FILE_H
#define UI_FILE_H
#include "ui/page.h"

struct public_out {
        struct buffer text;                     /* the answer … */
        int fd;                                 /* … or, where the row says large, an empty file to write it into; otherwise -1 */
        const char *type;                       /* the row's, unless set */
        const char *name;                       /* what to save it as; NULL: it is shown */
        struct instant modified;                /* the newest thing in it; ms 0: not said */
        const char *ancestors;                  /* who may show it in a frame, as CSP frame-ancestors writes it; NULL: nobody */
        const char *headers[8]; int n_headers;  /* name, value, … */
};

/* out comes empty.  False: why says what to answer instead. */
typedef bool public_file_fn(struct ctx *c, const struct page_in *in, struct public_out *out);
struct public_file {
        const char *pattern;                    /* as of pages: "/open/{file}" */
        const char *title;
        const char *type;                       /* "application/atom+xml; charset=utf-8" */
        public_file_fn *make;
        bool keep;                              /* depends on published data only: kept until the next public change */
        bool large;                             /* may be of any size: written into a file by a helper thread */
};
void public_files_bind(const struct public_file *rows, size_t n);
const struct public_file *public_file_find(struct arena *mem, const char *path, const char *args[4]);   /* NULL if there is none */
const struct public_file *public_file_at(size_t i);                     /* NULL past the end */
void public_header(struct public_out *out, const char *name, const char *value);

#endif
