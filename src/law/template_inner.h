/* template_inner.h - private to the template language: what a compiled text consists of, and how one value reads. */
#ifndef LAW_TEMPLATE_INNER_H
#define LAW_TEMPLATE_INNER_H
#include "law/template.h"

#define TEMPLATE_MAX ((size_t)64 * 1024)        /* bytes of one text */
#define NESTING_MAX 4
#define FILTERS_MAX 4

enum filter { FILTER_UPPER, FILTER_YUAN, FILTER_ISO, FILTER_DAY, FILTER_TIME, FILTER_NAMES, FILTER_CERTIFICATES, FILTER_BOTH, FILTER_LABEL,
              FILTER_RAW, FILTER_MASK };
struct filters { enum filter at[FILTERS_MAX]; size_t n; };
bool filter_find(const char *name, enum filter *out);

enum op_kind { OP_TEXT, OP_WORD, OP_IF, OP_END };
struct op {
        enum op_kind kind;
        const char *text;               /* OP_TEXT: what stands there; OP_WORD, OP_IF: the word */
        struct filters filters;         /* OP_WORD */
        const char *choices;            /* OP_IF: "a,b" of {?word=a,b}; "" where any value will do */
        bool negated;                   /* OP_IF: {!word} */
        size_t end;                     /* OP_IF: the OP_END that closes it */
        int depth;                      /* how many conditions stand around it */
        size_t offset;                  /* byte of the source at which it begins */
};
struct template { struct op *ops; size_t n; };

/* How a value reads: the form its kind asks for, or what the filters make of it.  Never NULL. */
const char *value_reads(struct arena *mem, const struct template_source *s, const char *word, const struct value *v, const struct filters *f);
/* 壹拾捌万元整 */
const char *money_capitals(struct arena *mem, int64_t fen);
/* A canonical JSON list of texts (ARG_POINTS), or words between commas: its pieces.  n receives how many. */
const char **value_pieces(struct arena *mem, const struct value *v, size_t *n);

#endif
