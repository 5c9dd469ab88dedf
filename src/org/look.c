/* look.c - what a request was let to open (attempt.h).  Lives in the thread that answers it, from look_begin() to the answer; nothing is written
 * here, and nothing is decided by it. */
#include "org/attempt.h"
#include <stdio.h>

static _Thread_local struct { const struct ctx *of; bool any; char subject[80]; } opened;

void look_begin(const struct ctx *c)
{
        opened.of = c;
        opened.any = false;
        opened.subject[0] = '\0';
}

void look_let(const struct ctx *c, const char *noun, int64_t id)
{
        if (opened.of != c || !c)
                return;
        opened.any = true;
        if (*noun && !opened.subject[0])
                snprintf(opened.subject, sizeof opened.subject, "%s/%lld", noun, (long long)id);
}

const char *look_open(const struct ctx *c)
{
        return opened.of == c && opened.any ? opened.subject : NULL;
}
