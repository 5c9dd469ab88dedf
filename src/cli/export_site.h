/* export_site.h - private to export-site: the copy while it is made. */
#ifndef CLI_EXPORT_SITE_H
#define CLI_EXPORT_SITE_H
#include "cli/export.h"
#include "cli/reading.h"

/* A set of texts that stay where they are. */
struct text_set { struct arena *mem; const char **slot; size_t n, room; };
bool text_set_add(struct text_set *s, const char *text);        /* false: it was there; otherwise a copy is kept */
bool text_set_has(const struct text_set *s, const char *text);

struct export_site {
        struct cli *x;
        struct reading *r;
        struct arena *mem;                      /* of the whole copy */
        const char *dir, *next;                 /* DIR, and DIR.new where it is made */
        const char *base, *note;
        int64_t size;                           /* acts under the head */
        bool since;                             /* what has not changed since the last copy is taken over from it */
        struct export_manifest old; struct export_files old_files;      /* of the copy that is there; n 0: none */
        struct text_set changed;                /* addresses of records that have changed since */
        struct text_set seen, refused;          /* addresses */
        const char **queue; size_t n_queue, room, at;
        struct export_files files;
        int64_t written, taken, gone;
};
void export_queue(struct export_site *s, const char *address);
bool export_put(struct export_site *s, const char *file, struct bytes b);       /* a file of the copy; the old one is linked where it is the same */
bool export_take(struct export_site *s, const char *file);                      /* the old file as it is; false: there is none, or it is not what it was */
int export_create(struct export_site *s, const char *file);                     /* to be written by somebody else; -1 + fail() */
bool export_created(struct export_site *s, const char *file);
bool export_address(struct export_site *s, const char *address);                /* one address becomes its file */
bool export_swap(struct export_site *s);                                        /* DIR.new becomes DIR in one step */

#endif
