/* parameter.h - what an office may set for itself, and within which bounds: one table, law/parameters.tbl.
 *
 * Here is only what can be set; what is set on a day says org/parameter.h.  Pure: no database, no clock.
 */
#ifndef LAW_PARAMETER_H
#define LAW_PARAMETER_H
#include "law/pack.h"

enum parameter_type { PARAMETER_INT, PARAMETER_BOOL, PARAMETER_CHOICE, PARAMETER_TEXT, PARAMETER_TIME };
struct parameter {
        const char *name;               /* [a-z][a-z0-9_]* */
        enum parameter_type type;
        const char *unit;               /* "天"; "" none */
        const char *fallback;           /* canonical */
        int64_t min, max;               /* INT: value; TEXT: characters */
        const char *choices;            /* CHOICE: "stored=label|stored=label" */
        const char *roles;              /* "admin|security": who may change it */
        const char *label, *law, *help;
};
const struct parameter *parameter_find(const char *name);       /* NULL if there is none */
const struct parameter *parameter_at(size_t i);                 /* NULL past the end; in the table's order */
/* NULL and the canonical text, or why the text is no value of it, in Chinese. */
const char *parameter_check(struct arena *mem, const struct parameter *p, const char *text, const char **canonical);
/* As people read it: "3 工作日", "是", a choice's label. */
const char *parameter_shown(struct arena *mem, const struct parameter *p, const char *value);
/* 22:00 as minutes since midnight; canonical values only. */
int parameter_minutes(const char *value);
/* What the pack fixes, or NULL. */
const struct pack_parameter *pack_parameter(const struct pack *p, const char *name);

#endif
