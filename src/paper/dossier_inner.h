/* dossier_inner.h - private to the dossier's files in paper/. */
#ifndef PAPER_DOSSIER_INNER_H
#define PAPER_DOSSIER_INNER_H
#include "paper/dossier.h"
#include "paper/paper_inner.h"

/* Files of a package that its manifest does not list, because they hold or show it. */
#define DOSSIER_MANIFEST "清单.json"
#define DOSSIER_DATA "清单.js"
#define DOSSIER_VIEWER "核验.html"
#define DOSSIER_SCRIPT "核验/viewer.js"
#define DOSSIER_STYLE "核验/viewer.css"
#define DOSSIER_CHECKPOINT "检查点.txt"
#define DOSSIER_OWN_JSON "[\"" DOSSIER_MANIFEST "\",\"" DOSSIER_DATA "\",\"" DOSSIER_VIEWER "\",\"" DOSSIER_SCRIPT "\",\"" DOSSIER_STYLE "\",\"" DOSSIER_CHECKPOINT "\"]"

#define PDF_ATTACHED_MAX ((int64_t)128 << 20)
/* dossier_evidence.c: what an image or file is and whether it can be shown (kind and what belongs to it); fails only when the machine does. */
bool dossier__open(struct ctx *c, struct dossier *d, struct dossier_part *k);
bool dossier__put(struct ctx *c, const struct dossier *d, const struct dossier_part *k, enum paper_format f, struct doc **doc);

prepare_fn dossier__prepare_bind;
command_fn dossier__bind;
extern struct dossier_hooks dossier__hooks;
bool paper__write(struct ctx *c, int fd, struct bytes b);               /* all of it, or fail() */

#endif
