/* mask.h - what must be covered before a text is shown to everybody: found, explained, covered.  Pure and deterministic: the same text, rules
 * and words always give the same places and the same cover, so that whoever holds the original can do it again.
 *
 * A place is covered by rule, or asked: then a person decides (a road with a house number is the home of somebody or the place of the
 * offence).  Places never split a character and never overlap.
 *
 *   struct mask_wish w = { .pack = c->pack, .words = words, .n_words = n };
 *   struct mask_spans found = mask_find(c->mem, &w, text);
 *   const char *shown = mask_cover(c->mem, text, &found);
 */
#ifndef LAW_MASK_H
#define LAW_MASK_H
#include "law/pack.h"

/* The things that are covered: rows of masks.tbl.  key: how packs call it (`publication.masks`). */
enum mask_kind {
#define MASK(id, ...) MASK_##id,
#include "law/masks.tbl"
#undef MASK
        MASK__MAX
};
struct mask_sort {
        const char *key, *label;        /* "idno", 身份证件号码: what 〖…〗 says */
        const char *rule;               /* hide | name | outline | town | keep; when the pack says nothing */
        const char *law, *why;
        bool ask;                       /* never covered before a person said so */
        bool fixed;                     /* may not be kept open, whatever reason is given */
};
const struct mask_sort *mask_sort_of(enum mask_kind kind);
bool mask_sort_find(const char *key, enum mask_kind *out);
bool mask_rule_known(const char *rule);

/* A name or value known from the case.  open: may stand (the name of a body that holds the name of a person). */
struct mask_word { const char *text; enum mask_kind kind; };
/* What people say: cover this text, or leave it, and why. */
struct mask_mark { const char *text, *reason; };
struct mask_marks { const struct mask_mark *at; size_t n; };

struct mask_wish {
        const struct pack *pack;                        /* its rules; NULL: those of masks.tbl */
        const struct mask_word *words; size_t n_words;
        const struct names *open;                       /* texts that are public as a whole; may be NULL */
        struct mask_marks covers, keeps;
        bool numbers_only;                              /* identity numbers, mobile telephones, bank cards */
        const char *rule;                               /* instead of the rules of the pack; NULL: none */
};

struct mask_span {
        size_t from, to;                /* bytes */
        enum mask_kind kind;
        const char *rule, *law;         /* law of the pack's rule, or of masks.tbl */
        const char *reason;             /* of a person: why covered by hand, or left open; "" if nobody said anything */
        bool ask;                       /* open until a person says; never covered by itself */
        bool hand;                      /* a person marked it */
        bool kept;                      /* by rule it would be covered; a person left it open and said why */
        const char *cover;              /* what stands in its place */
};
struct mask_spans { struct mask_span *at; size_t n; };
struct mask_spans mask_find(struct arena *mem, const struct mask_wish *w, const char *text);
bool mask_span_open(const struct mask_span *s);         /* left as it is: kept, or asked and not answered */
char *mask_cover(struct arena *mem, const char *text, const struct mask_spans *spans);
/* [{"at":[12,23],"kind":"phone","mask":"〖电话号码〗","rule":"hide"}, …], characters; canonical JSON.  What a decision keeps of how its public
 * text was made: with it and the original anyone can cover again. */
const char *mask_spans_json(struct arena *mem, const char *text, const struct mask_spans *spans);
/* Covers by such a list; NULL if the list does not fit the text. */
char *mask_cover_again(struct arena *mem, const char *text, const char *json);

/* ---- people of a case (mask_people.c) ---- */
struct mask_people { struct arena *mem; struct mask_word *at; size_t n, room; };
void mask_people_put(struct mask_people *p, enum mask_kind kind, const char *text);     /* who was put first keeps his kind; not copied */
void mask_people_add(struct mask_people *p, enum mask_kind kind, const char *names);    /* "王甲、李乙"; what is no name is left out */
void mask_people_value(struct mask_people *p, enum mask_kind kind, const char *value);
/* A field of an act on the case, if it names a person or holds a value of one. */
void mask_people_field(struct mask_people *p, const char *verb, const char *name, const char *value, const char *relation);
/* The party: a citizen's name is one, a body's is public.  on: whether somebody is a minor on that day. */
void mask_people_party(struct mask_people *p, const char *kind, const char *party, const char *id, const char *person, const char *address,
                       const char *phone, struct day on);

#endif
