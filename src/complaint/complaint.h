/* complaint.h - what the public reports and asks, and what it may see of it afterwards (投诉举报, 咨询, 进度查询: P8, P9, C2, C8).
 *
 * Whoever received a report first stays responsible until the other office has confirmed that it has it (首问责任).  Everybody who files, asks
 * or is party to a case gets a code of base/secret_code.h; whoever has number and code sees how it stands, and nobody else learns that the
 * number exists.  Who reported is for those who handle it.
 */
#ifndef COMPLAINT_COMPLAINT_H
#define COMPLAINT_COMPLAINT_H
#include "case/case.h"
#include "journal/journal.h"
#include "media/media.h"
#include "ui/page.h"
#include "ui/view.h"

/* ---- what the portal shows ---- */

struct followed_step { struct instant at; const char *title, *text; };
/* A report or a question as the person who has its code sees it: no names of officers, nobody's personal data. */
struct followed {
        const char *number, *what /* 投诉举报 | 咨询 */, *state /* in words */, *tone /* of its tag */;
        const char *with, *first;               /* 现在在; 首问责任单位, "" where there is none */
        const char *clock, *clock_rule;         /* the running promise, "" if none */
        struct day due; bool due_known; enum clock_unit unit;
        const char *answer;                     /* "" not yet */
        struct followed_step *steps; size_t n;  /* oldest first */
};
/* found false: there is no such number with that code - whichever of the two was wrong. */
bool complaint_follow(struct ctx *c, const char *number, const char *code, struct followed *out, bool *found);
/* How a case stands, for a party: stages, the next date and why it is that day. */
struct progress {
        const char *number, *kind /* 行政许可 */, *procedure, *agency, *stage;
        struct stage_line line;
        const struct case_clock *next; struct explanation why;  /* the next day that somebody waits for; next NULL: none */
        bool ended; struct instant changed;     /* when the case was last acted on */
};
bool progress_find(struct ctx *c, const char *number, const char *code, struct progress *out, bool *found);
const char *complaint_number(struct ctx *c, const char *noun, int64_t id);      /* of a report or question; "" if there is none: for showing only */

/* ---- what the house binds ---- */

struct complaint_hooks {
        struct media *media;                    /* what is in a file that came with a report; NULL: nothing is known of it, all go to quarantine */
        /* "" not scanned, "clean", or the name of what was found; fails. */
        bool (*scan)(int fd, struct arena *mem, const char **found, struct why *why);
};
void complaint_bind(const struct complaint_hooks *h);
/* web_hooks.file and .others for what came with reports: refuses SUBJECT_UNKNOWN for any other digest. */
bool complaint_file(struct ctx *c, const char *digest, const char **type, const char **name);
bool complaint_only_others(struct ctx *c, const char *digest, bool *only);
bool complaint_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f);        /* of a case: code, reports that led to it */

extern const struct command complaint_commands[]; extern const size_t complaint_commands_n;
extern const struct noun complaint_nouns[]; extern const size_t complaint_nouns_n;
extern const struct view complaint_views[]; extern const size_t complaint_views_n;
extern const struct page complaint_pages[]; extern const size_t complaint_pages_n;
extern const struct shadow complaint_shadows[]; extern const size_t complaint_shadows_n;

#endif
