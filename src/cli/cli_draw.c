/* cli_draw.c - `mingjing draw check SEQ`: a draw of objects and officers worked out again from the log. */
#include "base/json.h"
#include "cli/cli.h"
#include "cli/reading.h"
#include "inspection/inspection.h"
#include <string.h>

static void report(struct cli *x, const struct draw *d)
{
        struct json *j = json_new(x->mem);

        json_open(j, '{');
        json_key(j, "draw");
        json_int(j, d->id);
        json_pair(j, "item", d->item);
        json_pair(j, "seed", d->seed);
        json_key(j, "size");
        json_int(j, d->seed_size);
        json_key(j, "candidates");
        json_int(j, d->candidates);
        json_key(j, "drawn");
        json_int(j, d->drawn);
        json_close(j, '}');
        cli_print(json_done(j));
}

static bool check(struct cli *x, struct ctx *c, int64_t id)
{
        struct draw_check k;
        struct draw d;

        if (!draw_load(c, id, &d) || !draw_recheck(c, &d, &k) || !rule_draw_right(&c->why, id, &k))
                return false;
        report(x, &d);
        return true;
}

bool sub_draw(struct cli *x)
{
        struct reading r;
        int64_t id;
        bool ok;

        if (x->n_words != 2 || strcmp(x->words[0], "check") || !text_int(x->words[1], 0, INT64_MAX, &id))
                return refuse(&x->why, R_ARG_MISSING, "draw", "%s", cli_usage(x->mem, x->sub));
        ok = reading_open(x, NULL, &r) && check(x, &r.c, id);
        reading_close(x, &r);
        return ok;
}
