/* paper_inner.h - private to paper/. */
#ifndef PAPER_PAPER_INNER_H
#define PAPER_PAPER_INNER_H
#include "org/org.h"
#include "paper/paper.h"
#include "ui/ui.h"

extern struct paper_hooks paper__hooks;

/* ---- paper_case.c ---- */
struct paper_case {
        struct ctx *c;
        int64_t id;                             /* of the case */
        const struct pack *pack;                /* in force when the newest of these acts was done */
        const struct act *acts; size_t n;       /* oldest first; the last of the n makes the paper … */
        size_t all;                             /* … and those up to here were done since: who signed it */
        const struct pack_paper *kind;          /* NULL: paper.* and remedy.* have no value */
        const char *const *procedures;          /* for each act the procedure after it, so that a list of papers reads each act once; NULL: not kept */
};
static inline const struct act *paper__own(const struct paper_case *pc) { return &pc->acts[pc->n - 1]; }
/* The same case as it stood when its i-th act was done, for one paper. */
bool paper__at(const struct paper_case *pc, size_t i, const struct pack_paper *kind, struct paper_case *out);
/* The newest later act of that verb about this paper (as: by whom, "" anybody); NULL if there is none. */
const struct act *paper__about(const struct paper_case *pc, const struct pack_paper *kind, const char *verb, const char *as);
const char *paper__procedure(const struct paper_case *pc);             /* pack id */
const char *paper__agency(const struct paper_case *pc);                /* pack id */
/* The number that this act gave this paper; "" if none. */
const char *paper__number(const struct act *a, const struct pack_paper *kind);
/* A condition as templates write it (template_holds). */
bool paper__holds(const struct paper_case *pc, const char *when);
bool paper__there(const struct value *v);       /* a no, an amount of 0, an empty list and an empty text are not */
const char *paper__person(const struct paper_case *pc, const char *login, const char *what /* names certificates both */);
struct template_source paper__source(const struct paper_case *pc);
const char *paper__fill(const struct paper_case *pc, const struct template *t, struct template_pieces *pieces);

/* ---- paper_value.c: one field of one act, as its argument describes it ---- */
struct value paper__field(const struct paper_case *pc, const struct act *a, const char *field);
const char *paper__word_label(const struct paper_case *pc, const char *word);          /* 罚款数额（元）(act.fine) */

/* ---- paper_of.c ---- */
/* Does an act of this verb (with this template, for paper.make) make the paper in this case?  i counts from 0; NULL past the end. */
bool paper__by_seal(const struct pack_paper *kind, const char *as);
const struct pack_paper *paper__made(const struct paper_case *pc, size_t i);

/* ---- paper_compose.c, paper_bytes.c ---- */
/* What is being put on it just now; what hands drew in earlier acts is found there.  With marks the seal is never drawn: its place stays free. */
struct paper_marks { const char *as /* "" or who signs on the screen */; struct bytes drawn /* PNG */; };
bool paper__compose_marked(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, const struct paper_marks *marks, struct doc **out);
struct typesetter *paper__typesetter(struct ctx *c, const struct pack *pack);          /* of this thread; NULL: c->why */
/* seal may be NULL: where the seal stands; w 0 when there is none. */
bool paper__typeset(struct ctx *c, const struct pack *pack, const struct doc *d, enum paper_format f, struct bytes *out, struct box *seal);
bool paper__case_of(struct ctx *c, const struct paper *p, struct paper_case **out);     /* as of its own act */

/* ---- paper_kept.c ---- */
/* Refuses FIELD_HIDDEN if this paper prints a field that the pack keeps from c->who. */
bool paper__open(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc);
/* The same of a whole case, whose file holds everything that was said in it. */
bool paper__acts_open(struct ctx *c, int64_t case_id);

/* One point of a list: {n} and {item} beside the words of the case. */
struct paper__item { const struct paper_case *pc; const char *item, *number; int64_t seq; };
struct template_source paper__item_source(struct paper__item *i);

/* ---- paper_html.c ---- */
void paper__html(struct ctx *c, const struct pack_paper *p, const struct paper_case *pc, struct html *h);
/* 罚款数额（元）：日志第 48 条 作出处罚决定，赵清明，2024-10-29 09:10 */
const char *paper__source_words(const struct paper_case *pc, const struct template_piece *piece);

/* ---- pages ---- */
page_fn paper_page, paper_page_sign, paper_page_make, paper_page_numbers;
bool paper__page_find(struct ctx *c, const struct page_in *in, struct papers *all, struct paper *out);
bool paper__page_begin(struct ctx *c, const struct page_in *in, struct html *h, const struct paper *p, const char *title);
bool paper__compare(struct ctx *c, struct html *h, const struct paper *p, const struct paper_case *pc, int64_t with);

/* ---- paper_keys.c: the keys of this site's agencies and officers ---- */
struct keyring;
struct keyring *paper__keyring(struct ctx *c);         /* opened at first use; NULL: c->why */

/* ---- paper_apply.c ---- */
extern apply_fn paper__apply_files, paper__apply_numbers;

/* ---- paper_check.c ---- */
struct sign_checks;
const char *paper__roots(struct ctx *c);                /* certificates that this site trusts, PEM; "" if it has none */
bool paper__verify(struct ctx *c, struct bytes file, struct sign_checks *out);         /* PDF or OFD */
void paper__signatures(struct html *h, const struct sign_checks *l);

/* ---- paper_sign.c ---- */
/* Is there a store to read and write files?  Refuses ARG_MISSING. */
bool paper__store(struct ctx *c);
extern prepare_fn paper__prepare_seal, paper__prepare_sign, paper__prepare_drawn, paper__prepare_key, paper__prepare_import;
/* Who this person may sign as, of those whom the paper wants: "officers,head"; "" nobody. */
const char *paper__signs_as(const struct ctx *c, const struct paper *p, const struct act *own);

/* paper_limits.c: refuses ENTRUSTED, ARG_RANGE, NEED, ONCE, WINDOW_OVER. */
bool paper__limits(struct ctx *c, const struct pack_paper *p, const struct args *a, int64_t subject);
view_fn paper__view_signing;
bool paper_page_signing(struct ctx *c, const struct page_in *in, struct html *h);

#endif
