/* act_people.c - the names in acts.  Must never miss an act: it reads all there are on the subject. */
#include "journal/act_people.h"
#include <string.h>

static const char *value_of(const struct field *fields, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++)
                if (!strcmp(fields[i].name, name) && fields[i].value)
                        return fields[i].value;
        return "";
}

void act_people_of(const struct field *fields, size_t n, const char *verb, struct mask_people *out)
{
        const char *relation = value_of(fields, n, "relation");

        for (size_t i = 0; i < n; i++)
                if (fields[i].value)
                        mask_people_field(out, verb, fields[i].name, fields[i].value, relation);
}

static bool gather(void *to, const struct act *a)
{
        act_people_of(a->fields, a->n, a->verb, to);
        return true;
}

bool act_people(struct ctx *c, struct subject s, struct mask_people *out)
{
        return acts_on(c, s, gather, out);
}
