/* demo.c - `mingjing demo`: a site full of work, made by the same lines and the same commands as everything else. */
#include "cli/story.h"

bool sub_demo(struct cli *x)
{
        return refuse(&x->why, R_ARG_MISSING, NULL, "%s", cli_usage(x->mem, x->sub));
}
