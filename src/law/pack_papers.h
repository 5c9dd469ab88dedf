/* pack_papers.h - private to the pack loader: documents and remedies of a pack, read and checked in one go, while every position is known. */
#ifndef LAW_PACK_PAPERS_H
#define LAW_PACK_PAPERS_H
#include "law/pack_value.h"
#include "law/template_inner.h"

#define SIGNERS "officers|unit_leader|head|party|witness|reviewer|host|attendees"

/* One paper while it is being read; or a remedy, which belongs to no paper: paper NULL. */
struct paper_reader {
        struct reader *r;
        const struct pack_paper *paper;
        const struct paper_ask *asks; size_t n_asks;
        bool item;                      /* in the row of a list: {n} and {item} stand for something */
        bool guarded;                   /* inside a block with `when` */
        bool remedy_said;               /* {remedy.text} stands in the body, under no condition */
        signed char *before;            /* r->n_verbs: may the verb have been done before the paper is made?  1, -1; 0: not asked yet */
};

/* sections, after params, agencies, procedures, clocks and numbering */
void pack_papers_read(struct reader *r);

/* Which stages can follow which, for asking what can have happened before a paper is made. */
const uint64_t (*stages_reach(struct reader *r))[64];

/* Compiles a text and checks each of its words.  NULL with a finding. */
const struct template *paper_text(struct paper_reader *w, const struct node *n);
/* A `when`: as conditions in a text are written, without braces. */
void paper_when(struct paper_reader *w, const struct node *n);
/* A word by itself (`needs`, `over`); list: it must be points or several words. */
void paper_word(struct paper_reader *w, const struct node *n, bool list);

/* What only the whole paper shows: number, the remedies clause and what it says, decisions without one. */
void paper_clear(struct paper_reader *w, const struct node *paper);
/* The text of a remedy against what it claims to say and against the law in force. */
void remedy_clear(struct reader *r, const struct node *remedy, const struct pack_remedy *m);

/* A term for review or suit that is not the law's, wherever it stands in a paper. */
void terms_clear(struct reader *r, const struct node *n);
/* The reviewing body of each agency, once there are remedies that name it. */
void agencies_clear(struct reader *r);
#endif
