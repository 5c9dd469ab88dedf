/* content.h - private to media/: the skeleton of a file, read byte by byte without any decoder: what it is, where it ends, what is missing
 * from it, what is hidden in it.  Pure but for the reads; used in the jailed worker, and by tests and fuzzing on memory.
 * Never allocates by a number from the file; every walk has a limit.
 */
#ifndef MEDIA_CONTENT_H
#define MEDIA_CONTENT_H
#include "media/media.h"

/* Bytes of a file: at() gives how many of n came, fewer only at the end. */
typedef size_t content_at_fn(void *of, int64_t from, void *to, size_t n);
struct content_from { content_at_fn *at; void *of; int64_t size; };
struct content_from content_memory(const struct bytes *b);

#define CONTENT_FINDINGS_MAX 32
struct findings { struct arena *mem; struct media_finding at[CONTENT_FINDINGS_MAX]; size_t n; };
/* At most three of a kind; the rest would say nothing new. */
__attribute__((format(printf, 5, 6)))
void media_found(struct findings *f, enum media_finding_code code, int64_t at, int64_t length, const char *fmt, ...);

struct content {
        const char *container;  /* "" if it is nothing we know */
        const char *label;      /* for people: "MP4", "PDF 文件" */
        enum media_kind kind;   /* what such a container usually holds */
        const char *type;       /* content type, if it may be served */
        int64_t end;            /* where its own bytes end; -1: such a container does not say */
        bool complete;
        bool fragmented;        /* mp4 whose index lies in pieces */
        int64_t width, height;  /* of a photo; 0: not found */
        int64_t said;           /* ms, as the head of an mp4 has it; -1: it does not say */
};
void content_look(const struct content_from *from, struct content *out, struct findings *f);

/* Does the name's extension fit?  Adds NAME_OTHER if it belongs to something else, or if it is one of ours and the content is not. */
void content_name(const struct content *c, const char *name, struct findings *f);
/* The content a container's name stands for; "" as container if there is none. */
struct content content_named(const char *container);

/* ---- between the files of content*.c ---- */
struct scan { const struct content_from *from; int64_t at; size_t n; uint8_t buf[65536]; };     /* a window over the file */
int scan_byte(struct scan *s, int64_t at);              /* -1 past the end */
bool scan_bytes(struct scan *s, int64_t at, void *to, size_t n);
uint64_t number_be(const uint8_t *p, int n);
uint64_t number_le(const uint8_t *p, int n);

void mp4_look(struct scan *s, struct content *c, struct findings *f);
void jpeg_look(struct scan *s, struct content *c, struct findings *f);
void png_look(struct scan *s, struct content *c, struct findings *f);
void riff_look(struct scan *s, struct content *c, struct findings *f);
void ebml_look(struct scan *s, struct content *c, struct findings *f);
void gif_look(struct scan *s, struct content *c, struct findings *f);
void bmp_look(struct scan *s, struct content *c, struct findings *f);
void ts_look(struct scan *s, struct content *c, struct findings *f);
void foreign_look(struct scan *s, const struct content *c, struct findings *f);
void cut_short(struct content *c, struct findings *f, int64_t missing, const char *what);
const char *foreign_label(const uint8_t *p, size_t n);  /* what begins with these bytes, if that is not for a recording; NULL */

#endif
