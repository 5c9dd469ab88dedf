/* reading.c - opens a site to read at a prompt.  Cannot write: the connection is a reader's. */
#include "cli/reading.h"
#include "cli/site.h"
#include "journal/proof.h"
#include "journal/upgrade.h"
#include "org/org.h"
#include "portal/portal.h"
#include <string.h>

static bool reading_fill(struct cli *x, const char *login, struct reading *r)
{
        r->c.now = moment_now();
        if (!cli_instant(x, "now", &r->c.now))
                return false;
        r->c.db = db_open(x->url, DB_READ, &r->c.why);
        if (!r->c.db || !site_load(r->c.db, x->mem, &r->site, &r->c.why) || !schema_right(r->c.db, &r->c.why) ||
            !org_pack_load(r->c.db, &r->site, &r->c.why))
                return false;
        r->c.pack = org_pack();
        r->c.test_clock = !strcmp(r->site.clock, "test");
        return !login || who_load(&r->c, login);
}

bool reading_open(struct cli *x, const char *login, struct reading *out)
{
        *out = (struct reading){ .c = { .mem = x->mem, .why = { .mem = x->mem } } };
        return cli_url(x) && reading_fill(x, login, out);
}

bool reading_log(struct cli *x, struct reading *out)
{
        *out = (struct reading){ .c = { .mem = x->mem, .why = { .mem = x->mem } } };
        if (!cli_url(x))
                return false;
        out->c.now = moment_now();
        out->c.db = db_open(x->url, DB_READ, &out->c.why);
        return out->c.db && site_load(out->c.db, x->mem, &out->site, &out->c.why);
}

void reading_close(struct cli *x, struct reading *r)
{
        if (x->why.kind == WHY_NOTHING && r->c.why.kind != WHY_NOTHING)
                x->why = r->c.why;
        db_close(r->c.db);
        r->c.db = NULL;
}

bool keys_show(struct cli *x)
{
        struct keys *k = keys_load(keys_path(x->mem, x->url), &x->why);
        const char *vkeys[2];

        if (!k)
                return false;
        vkeys[0] = keys_vkey_ed25519(k, x->mem);
        vkeys[1] = keys_vkey_sm2(k, x->mem);
        keys_free(k);
        portal_keys_bind(vkeys, 2);
        return true;
}
