/* paper.h - the documents of a case: which there are, what they say and from where, their numbers, signatures and seals; the dossier.
 *
 * A paper is not stored: it is made from the act that made it, the acts before it and the pack, and comes out byte for byte the same
 * each time.  Only what somebody signed or sealed is kept (blob store) and named by its digest in the act paper.sign / paper.seal /
 * paper.sign_party.  So this folder reads the journal, never the tables of case/; what it must know of access comes by the hooks.
 *
 * A paper is named by case, act and template:  /desk/case/12/paper/57/decision.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H
#include "base/html.h"
#include "journal/command.h"
#include "journal/journal.h"
#include "law/template.h"
#include "typeset/typeset.h"
#include "ui/page.h"
#include "ui/view.h"

/* Bound in cli/bind.c: what case/ knows. */
struct paper_hooks {
        /* Loads c->facts of the case; refuses SUBJECT_UNKNOWN, SCOPE. */
        bool (*see)(struct ctx *c, int64_t case_id);
        /* The next number of that kind into the field, unless the act takes one of that series already. */
        bool (*number)(struct ctx *c, const char *kind, const char *agency, struct draft *d, const char *field);
        /* The cases in my scope that are not over, the newest first; at most room. */
        bool (*recent)(struct ctx *c, int64_t *ids, size_t room, size_t *n);
};
void paper_bind(const struct paper_hooks *h);
/* Where the keys of agencies and officers lie (a folder), and the site's key file from which they are wrapped.  Before the first use. */
void paper_keys_at(const char *folder, const char *key_file);

/* ---- what a paper says ---- */
/* All that templates may look up about a case as of one act: the acts up to it, folded.  Built once for several papers of a case. */
struct paper_case;
struct paper_case *paper_case_load(struct ctx *c, int64_t case_id, int64_t seq);        /* NULL: c->why.  seq -1: as of now */
/* The same as if `d` (not yet written) were the newest act: previews beside a form, and the check for mandatory fields. */
struct paper_case *paper_case_with(struct ctx *c, int64_t case_id, const struct draft *d);
struct value paper_look(const struct paper_case *pc, const char *word);

struct paper {
        const struct pack_paper *kind;
        int64_t case_id, seq;
        const struct pack *pack;                /* the one in force when it was made */
        const char *verb;                       /* of the act that made it */
        const char *number;                     /* "" */
        struct instant at;
        const char *by;                         /* name of who did the act */
        const char *sealed;                     /* digest of the newest signed or sealed file; "" none yet */
        struct names missing;                   /* labels of who has not signed yet; "印章" */
        const char *voided;                     /* reason, if its number was voided; "" */
        const char *stale;                      /* which word has another value now: its label; "" none */
};
struct papers { struct paper *at; size_t n; };
bool papers_of(struct ctx *c, int64_t case_id, struct papers *out);                     /* in the order of the acts */
bool paper_find(struct ctx *c, int64_t case_id, int64_t seq, const char *id, struct paper *out);      /* refuses SUBJECT_UNKNOWN */

const char *paper_signer_label(const char *as);         /* officers -> 执法人员 */

/* Which mandatory words are empty: labels with the word in brackets; n 0: all there. */
struct names paper_missing(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc);
/* As blocks; pieces (may be NULL) tell for each paragraph where it came from. */
struct paper_line { const char *text; struct template_pieces pieces; };
struct paper_lines { struct paper_line *at; size_t n; };
bool paper_compose(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, struct doc **out, struct paper_lines *lines);
/* Another document of the same doc (dossier): begins on a new page. */
bool paper_compose_next(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, struct doc *d);
enum paper_format { PAPER_PDF, PAPER_OFD };
bool paper_bytes(struct ctx *c, const struct paper *p, enum paper_format f, struct bytes *out);      /* as typeset, unsigned */

/* ---- for the web ---- */
/* The papers of a case as a tab of its page. */
struct case_facts;
bool paper_tab(struct ctx *c, const struct page_in *in, struct html *h, const struct case_facts *f);
/* What waits for my signature, as a card of the desk; the whole list is /desk/signing. */
bool paper_desk_card(struct ctx *c, struct html *h);
struct paper_file { struct bytes bytes; const char *type, *name; bool save /* rather than shown */; };
/* args: case, act, template, one of document.pdf document.ofd signed.pdf signed.ofd 1.png …; or the case alone: the papers that the query
 * names (paper=48.decision&paper=…) as one document to print. */
bool paper_file(struct ctx *c, const char *const args[4], const struct pair *query, size_t n, struct paper_file *out);
/* The papers that this act would make, as text on a screen. */
bool paper_preview(struct ctx *c, const struct draft *d, struct html *h);
/* What is said of a file that somebody brings: which signatures hold, whose, and whether it is a paper of this log. */
void paper_check(struct ctx *c, struct bytes file, struct html *h);
/* What the public may know of the paper whose code was read ("24-48-decision"): when it was signed or sealed, and the digest of the file. */
bool paper_known(struct ctx *c, const char *code, struct html *h);
/* The same in words: one line a signature; good: there is one, and all hold and are trusted; seq: the act that has this very file, -1 none. */
struct paper_verdict { const char **signatures; size_t n; bool good; int64_t seq; };
bool paper_verify(struct ctx *c, struct bytes file, struct paper_verdict *out);

/* The enforcement handbook of an agency from its pack (O5): posts, items, procedures with flowcharts, clocks, review, recording duties. */
bool handbook_pdf(struct ctx *c, const char *agency, int fd);

extern const struct command paper_commands[];           /* paper.seal paper.sign paper.sign_party paper.refused paper.void */
extern const size_t paper_commands_n;
extern const struct noun paper_nouns[];                 /* "case": takes numbers, refuses empty mandatory fields */
extern const size_t paper_nouns_n;
extern const struct view paper_views[];                 /* papers, paper, dossier */
extern const size_t paper_views_n;
extern const struct shadow paper_shadows[];
extern const size_t paper_shadows_n;
extern const struct page paper_pages[];
extern const size_t paper_pages_n;

#endif
