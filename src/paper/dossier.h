/* dossier.h - the dossier (案卷) of a case: what lies in it and in which order, what is missing, the bound volume, the package for the
 * archive.
 *
 * The order and the volumes are the pack's (`volumes:`).  A volume is typeset anew from the acts whenever somebody looks; when it is bound
 * (dossier.bind, 制卷) everything goes into the blob store under its digest, and the act names the digest of the manifest that lists all
 * files and the digest of all acts so far.  A package is made from those files alone: it comes out the same for ever.
 * Legal: 处罚法 47；档案法 37；国办发〔2018〕118号（一案一卷）.
 */
#ifndef PAPER_DOSSIER_H
#define PAPER_DOSSIER_H
#include "paper/paper.h"

enum part_kind { PART_PAPER, PART_IMAGE, PART_PDF /* redrawn page by page */, PART_FILE /* lies beside the volume */ };
struct dossier_part {
        enum part_kind kind;
        const char *title, *number;             /* number "" */
        const struct pack_volume *volume;
        struct paper paper;                     /* PART_PAPER */
        const char *digest, *verb;              /* images and files; the verb that brought it in */
        int64_t seq;                            /* the act */
        struct instant at;
        size_t page, pages;                     /* in its volume, from 1; 0: not laid out */
        bool opened;                            /* an image or file was looked at, when the first volume was made; until then a PDF counts as PART_FILE */
        struct bytes image;                     /* PART_IMAGE */
        struct tame_pdf tame;                   /* PART_PDF */
        const char *beside;                     /* PART_FILE: why it is not among the pages */
};
struct dossier_recording { int64_t seq; const char *title, *kind, *digest, *place, *collector, *device, *proves; struct instant taken_at; };
struct dossier_gap { bool bars; /* must be there before the dossier can be bound */ const char *what; };
struct dossier {
        int64_t case_id;
        const char *title, *number, *agency, *party, *retention, *archive_number;
        struct instant filed_at, closed_at;     /* 0: not yet */
        struct dossier_part *at; size_t n;      /* volume after volume, in the order of the standard */
        struct dossier_recording *recordings; size_t n_recordings;
        struct dossier_gap *gaps; size_t n_gaps;
        int64_t tame_bytes;
        const struct draft *binding;            /* the act that is binding it just now: its words stand on the cover; NULL */
};
/* Refuses SUBJECT_UNKNOWN, SCOPE. */
bool dossier_plan(struct ctx *c, int64_t case_id, struct dossier *out);
/* One volume as a document file with cover, catalogue, papers, images, back-matter form and bookmarks; fills in page and pages of its parts.
 * progress counts the pages written. */
bool dossier_volume(struct ctx *c, struct dossier *d, const struct pack_volume *v, enum paper_format f, int fd, pages_progress_fn *progress, void *to);

/* What dossier.bind stored, newest first; digest of the manifest "" if the case was never bound. */
bool dossier_bound(struct ctx *c, int64_t case_id, int64_t *seq, const char **manifest);
/* May the case be archived: was it bound, has nothing that changes its papers been done since, and does the cover say what the archiving act
 * says?  Refuses DOSSIER_INCOMPLETE. */
bool dossier_archivable(struct ctx *c, const struct draft *archiving);
/* The package (zip) of the newest binding: volumes, papers, files, manifest, proofs, checkpoint and the viewer.  Refuses NEED when the dossier
 * was not bound, PROOF when no signed checkpoint covers the binding yet. */
bool dossier_package(struct ctx *c, int64_t case_id, int fd, pages_progress_fn *progress, void *to);

struct dossier_hooks {
        /* What case/ knows: which required materials are missing ("" none), by the pack's `dossier:` rows; c->facts is loaded. */
        bool (*missing)(struct ctx *c, const char **labels);
        const char *const *(*vkeys)(size_t *n);         /* verifier keys of this log */
};
void dossier_hooks_bind(const struct dossier_hooks *h);

/* For a browser: "principal.pdf", "secondary.ofd", "package.zip". */
bool dossier_write(struct ctx *c, int64_t case_id, const char *file, int fd, const char **type, const char **name);

extern const struct page dossier_pages[];
extern const size_t dossier_pages_n;
extern const struct command dossier_commands[];        /* dossier.bind */
extern const size_t dossier_commands_n;

#endif
