/* pack_value.h - private to the pack loader: one value against one row of a table of fields. */
#ifndef LAW_PACK_VALUE_H
#define LAW_PACK_VALUE_H
#include "law/pack_yaml.h"

struct reader {
        struct pack *p;
        struct arena *mem;
        const struct node *root;
        const struct node *stages;              /* of the procedure being read */
        const struct verb_effect *verbs; size_t n_verbs;
        struct findings *found;
        bool in_remedy;                         /* a remedy whose terms another law sets */
        const uint64_t (*reach)[64];            /* of each procedure: the stages that can follow a stage, itself included */
};

enum field_kind {
        FIELD_TEXT, FIELD_BOOL, FIELD_INT, FIELD_WORDS, FIELD_SCOPE, FIELD_UNIT, FIELD_ROLL, FIELD_CRITERION,
        FIELD_MONEY,            /* yuan, or the name of a param of money */
        FIELD_COUNT,            /* a number, or the name of another param */
        FIELD_SHARE,            /* percent, kept in hundredths of a percent */
        FIELD_RANGE,            /* [least, most] in yuan: two neighbours in the struct */
        FIELD_NODE              /* read by the section itself */
};
/* What a word must be known as. */
enum field_ref {
        REF_FREE, REF_ROLE, REF_VERB, REF_STAGE, REF_CONDITION, REF_AGENCY, REF_UNIT, REF_PROCEDURE, REF_PENALTY, REF_FLAG, REF_CHOICE
};
struct field { const char *key; enum field_kind kind; size_t at; bool required; enum field_ref ref; const char *choices; };
#define END { .key = NULL }

#define WRONG(r, at, ...) finding_add((r)->found, true, (at), __VA_ARGS__)

bool value_known(struct reader *r, const struct field *f, const struct node *n);        /* does the word exist where it refers to? */
void value_read(struct reader *r, const struct field *f, const struct node *n, void *to);
void text_read(struct reader *r, const struct field *f, const struct node *n, void *to);
const struct field *field_find(const struct field *fields, const char *key);
void fields_clear(const struct field *fields, void *base);      /* texts that were not given are "": nobody has to ask for NULL */
/* A whole mapping: types, unknown and missing keys.  name is how a finding calls it (“case.decide”); false if it is no mapping. */
bool fields_read(struct reader *r, const char *name, struct pack_at at, const struct node *n, const struct field *fields, void *base);
void pack_bodies_read(struct reader *r);                /* pack_bodies.c: reviewing bodies */
void pack_training_read(struct reader *r);              /* pack_training.c: examinations, hours, certificates */
bool id_fits(struct reader *r, const struct node_entry *e);
void pack_review_read(struct reader *r, const struct node_entry *e);    /* pack_review.c: when, what, with which papers */
void pack_need_read(struct reader *r, const struct node_entry *e, struct pack_need *out);
void pack_statistics_read(struct reader *r);          /* pack_statistics.c: annual statistics */
void pack_mask_read(struct reader *r, const struct node_entry *e, struct pack_mask *out);     /* pack_mask.c: publication.masks */
void pack_publish_read(struct reader *r);               /* pack_publish.c: disclosure */
void pack_parameters_read(struct reader *r);            /* pack_parameters.c: what the pack fixes of the parameters */
void pack_keep_read(struct reader *r);                  /* pack_keep.c: retention, equipment, docks */
void pack_credit_read(struct reader *r);                /* pack_credit.c: classes of objects of inspection */
void pack_signin_read(struct reader *r);                 /* pack_signin.c: how people sign in */
void pack_rights_read(struct reader *r);                /* pack_rights.c: roles that nobody has together */
void pack_approval_read(struct reader *r);              /* pack_approval.c: acts that want an approval first */
void pack_complaints_read(struct reader *r);            /* pack_complaints.c: who takes in reports, what is promised */
void pack_lists_read(struct reader *r);                 /* pack_lists.c: lists, guides, boards */
void pack_benchmarks_read(struct reader *r);            /* pack_benchmarks.c: grades of discretion */
void pack_carriers_read(struct reader *r);              /* pack_carriers.c: carriers, embeds */
size_t section_size(struct reader *r, const struct node *n, const char *name);  /* how many entries; the node may be missing */

#define AT(type, member) offsetof(struct type, member)
#define SECTION(r, from, name, list, count, type, row) do { \
        const struct node *s_ = node_get((from), (name)); \
        size_t n_ = section_size((r), s_, (name)); \
        (list) = TAKE_N((r)->mem, struct type, n_ + 1); \
        (count) = 0; \
        for (size_t i_ = 0; i_ < n_; i_++) \
                if (id_fits((r), &s_->entries[i_])) { \
                        row((r), &s_->entries[i_], &(list)[(count)]); \
                        (count)++; \
                } \
} while (0)

#endif
